//! Whether the forecast's chances are what they say: simulated learners with many habits, backgrounds
//! and hours, in worlds that differ from the model, against the program's own answer.
//!
//! `UPDATE=1` writes the table of docs/calibration.md.

mod figures;
mod habits;
mod lives;

use std::fmt::Write as _;
use std::{env, thread};

use fastrand::Rng;
use jiff::ToSpan;
use mlpath::builtin;
use mlpath::dates::Date;
use mlpath::planning::learner::Learner;
use mlpath::planning::standing::Standing;
use mlpath::progress::{Profile, Progress};
use mlpath::units::WeeklyHours;

use habits::{Habit, record};
use lives::{Life, Task, World, live};

/// The day they begin.
const START: Date = Date::constant(2026, 1, 5);

const BACKGROUNDS: [&str; 3] = ["none", "swe", "data-science"];
const HOURS: [f64; 4] = [3.0, 5.0, 10.0, 20.0];

/// The shares of a life's study that lie behind when a forecast is made.
const MOMENTS: [f64; 3] = [0.0, 0.3, 0.6];

/// What became of forecasts.
#[derive(Default, Clone, Copy)]
struct Score {
    all: usize,
    even: usize,
    late: usize,
    inside: usize,
    refused: usize,
    width: f64,
}

impl Score {
    fn percent(self, part: usize) -> f64 {
        100.0 * part as f64 / self.all.max(1) as f64
    }

    fn text(self) -> String {
        let width = (self.width / self.all.max(1) as f64).exp();
        let refused = if self.refused > 0 { format!(" ({} refused)", self.refused) } else { String::new() };
        format!("{:.0} / {:.0} / {:.0} / {width:.2}{refused}", self.percent(self.even), self.percent(self.late), self.percent(self.inside))
    }

    fn add(&mut self, other: Score) {
        self.all += other.all;
        self.even += other.even;
        self.late += other.late;
        self.inside += other.inside;
        self.refused += other.refused;
        self.width += other.width;
    }
}

fn blank(from: &str, hours: f64) -> Progress {
    let profile =
        Profile { from: Some(from.into()), hours_per_week: WeeklyHours::exactly(hours), start: Some(START), ..Profile::default() };
    Progress { profile, ..Progress::new() }
}

fn tasks(blank: &Progress) -> Vec<Task> {
    let standing = Standing::new(builtin::roadmap(), blank, &blank.profile, START);
    let open = standing.counted().filter(|(_, _, state)| state.is_open());
    open.map(|(at, step, state)| Task { at, stage: step.stage, low: state.left.low, likely: state.left.likely, high: state.left.high })
        .collect()
}

/// Asks the program on a day of a life, and says what became of the answer.
fn ask(progress: &Progress, today: i32, life: &Life) -> Score {
    let date = |day: i32| START.checked_add(i64::from(day).days()).expect("a day");
    let learner = Learner { roadmap: builtin::roadmap(), progress, today: date(today) };
    let Some(finish) = learner.outlook().finish() else { return Score { all: 1, refused: 1, ..Score::default() } };
    let end = date(life.days);
    let days = |day: Date| f64::from(mlpath::dates::days_between(date(today), day)).max(1.0);
    Score {
        all: 1,
        even: usize::from(end <= finish.p50),
        late: usize::from(end <= finish.p85),
        inside: usize::from(finish.p10 <= end && end <= finish.p90),
        refused: 0,
        width: (days(finish.p90) / days(finish.p10)).ln(),
    }
}

/// The day on which a share of the study of a life is done.
fn day_of(life: &Life, share: f64) -> i32 {
    let all: f64 = life.sessions.iter().map(|session| session.hours).sum();
    let mut sum = 0.0;
    for session in &life.sessions {
        sum += session.hours;
        if sum >= share * all {
            return session.day;
        }
    }
    life.days
}

/// Many lives of one kind: scores at each moment.
fn cell(world: World, habit: Habit, from: &str, hours: f64, lives: u64, seed: u64) -> [Score; MOMENTS.len()] {
    let mut scores = [Score::default(); MOMENTS.len()];
    let blank = blank(from, hours);
    let tasks = tasks(&blank);
    for learner in 0..lives {
        let mut rng = Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(learner));
        let life = live(&mut rng, world, hours, &tasks);
        for (moment, score) in MOMENTS.iter().zip(&mut scores) {
            // Anywhere about that share of the way, in the middle of steps too.
            let today = if *moment == 0.0 { 0 } else { day_of(&life, moment + 0.06 * (rng.f64() - 0.5)) + rng.i32(0..7) };
            if today >= life.days {
                continue;
            }
            let progress = if *moment == 0.0 { blank.clone() } else { record(&life, &tasks, habit, &blank, START, today, &mut rng) };
            score.add(ask(&progress, today, &life));
        }
    }
    scores
}

#[test]
fn exploring() {
    let lives: u64 = env::var("LIVES").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let worlds = [
        World::Own,
        World::ProjectAndDevelopers,
        World::ProjectAndCourse,
        World::Fading,
        World::SimilarSteps,
        World::ExamTerms,
        World::UnevenStages,
        World::SlowStrangers,
        World::Burnout,
    ];
    let mut cells: Vec<(World, Habit, &str, f64)> = Vec::new();
    for world in worlds {
        let habits: &[Habit] = if world == World::Own { &Habit::ALL } else { &[Habit::FullLog, Habit::MarksOnly, Habit::MarksMonthly] };
        for habit in habits {
            for from in BACKGROUNDS {
                for hours in HOURS {
                    cells.push((world, *habit, from, hours));
                }
            }
        }
    }
    let half = cells.len() / 2;
    let run = |cells: &[(World, Habit, &'static str, f64)]| -> Vec<_> {
        cells
            .iter()
            .map(|&(world, habit, from, hours)| {
                (world, habit, from, hours, cell(world, habit, from, hours, lives, seed_of(world, from, hours)))
            })
            .collect()
    };
    let cells: Vec<(World, Habit, &'static str, f64)> =
        cells.into_iter().map(|(w, h, f, x)| (w, h, BACKGROUNDS.into_iter().find(|b| *b == f).unwrap(), x)).collect();
    let results = thread::scope(|scope| {
        let other = scope.spawn(|| run(&cells[half..]));
        let mut first = run(&cells[..half]);
        first.extend(other.join().expect("a half"));
        first
    });
    let mut text = String::new();
    let mut keys: Vec<(String, [Score; 3])> = Vec::new();
    for (world, habit, from, hours, scores) in results {
        for key in [format!("{world:?} {habit:?}"), format!("{world:?} all {from}"), format!("{world:?} all {hours} h")] {
            if !keys.iter().any(|(known, _)| *known == key) {
                keys.push((key.clone(), [Score::default(); 3]));
            }
            let entry = keys.iter_mut().find(|(known, _)| *known == key).expect("there");
            entry.1.iter_mut().zip(scores).for_each(|(sum, score)| sum.add(score));
        }
    }
    keys.sort_by(|a, b| a.0.cmp(&b.0));
    for (key, scores) in keys {
        let _ = writeln!(text, "{key:36} {:26} {:26} {:26}", scores[0].text(), scores[1].text(), scores[2].text());
    }
    println!("{text}");
}

/// A seed for the lives of one world, background and plan; every habit records the same lives.
fn seed_of(world: World, from: &str, hours: f64) -> u64 {
    format!("{world:?} {from} {hours}").bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)))
}
