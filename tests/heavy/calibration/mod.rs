//! Whether the forecast's chances are what they say: simulated learners with many habits, backgrounds
//! and hours, in worlds that differ from the model, against the program's own answer.
//!
//! `UPDATE=1 cargo heavy calibration` writes docs/calibration.md and every cell to docs/calibration-cells.csv.

mod figures;
mod habits;
mod lives;
mod report;
mod turns;

use std::thread;

use fastrand::Rng;
use mlpath::builtin;
use mlpath::dates::Date;
use mlpath::planning::learner::Learner;
use mlpath::planning::standing::Standing;
use mlpath::progress::{Profile, Progress};
use mlpath::units::WeeklyHours;

use habits::{Habit, record};
use lives::{Life, Task, World, live};

/// The day they begin.
const START: Date = mlpath::dates::date(2026, 1, 5);

const BACKGROUNDS: [&str; 3] = ["none", "swe", "data-science"];
const HOURS: [f64; 4] = [3.0, 5.0, 10.0, 20.0];

/// Lives of each kind the model was made with; half as many more are set aside.
const LIVES: u64 = 240;

/// The first of the lives that were set aside when the model was last changed.
const ASIDE: u64 = 1000;

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

    /// Half of the learners, 17 of 20, inside p10 to p90, and p90 over p10.
    fn text(self) -> String {
        format!("{:.0} / {:.0} / {:.0} / {:.2}", self.percent(self.even), self.percent(self.late), self.percent(self.inside), self.ratio())
    }

    /// How many times longer p90 takes than p10, in the geometric mean.
    fn ratio(self) -> f64 {
        (self.width / self.all.max(1) as f64).exp()
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
    let date = |day: i32| START.add_days(i64::from(day)).expect("a day");
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
fn cell(kind: Kind, lives: std::ops::Range<u64>) -> [Score; MOMENTS.len()] {
    let Kind { world, habit, from, hours } = kind;
    let seed = seed_of(world, from, hours);
    let mut scores = [Score::default(); MOMENTS.len()];
    let blank = blank(from, hours);
    let tasks = tasks(&blank);
    for learner in lives {
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

/// A world, a habit, a background and a plan.
#[derive(Clone, Copy)]
struct Kind {
    world: World,
    habit: Habit,
    from: &'static str,
    hours: f64,
}

/// All kinds: the own world and the resampled figures with every habit, the others with four.
fn kinds(worlds: &[World]) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for &world in worlds {
        let habits: &[Habit] = if world.is_reference() { &Habit::ALL } else { &Habit::SOME };
        for &habit in habits {
            for from in BACKGROUNDS {
                kinds.extend(HOURS.map(|hours| Kind { world, habit, from, hours }));
            }
        }
    }
    kinds
}

/// Scores of all kinds, on all cores.
fn study(kinds: &[Kind], lives: std::ops::Range<u64>) -> Vec<(Kind, [Score; MOMENTS.len()])> {
    each(kinds, |&kind| cell(kind, lives.clone())).into_iter().map(|(kind, scores)| (*kind, scores)).collect()
}

/// The scores of each kind of life, reckoned on all cores.
fn each<T: Sync>(kinds: &[T], scores: impl Fn(&T) -> [Score; MOMENTS.len()] + Sync) -> Vec<(&T, [Score; MOMENTS.len()])> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let scores = &scores;
    thread::scope(|scope| {
        let parts: Vec<_> = kinds
            .chunks(kinds.len().div_ceil(cores))
            .map(|part| scope.spawn(move || part.iter().map(|kind| (kind, scores(kind))).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("a part of the study")).collect()
    })
}

#[test]
fn chances_are_what_they_say() {
    let seen = study(&kinds(&World::SEEN), 0..LIVES);
    // A third of the lives, and four worlds, had no part in the making of the model.
    let aside = study(&kinds(&World::SEEN), ASIDE..ASIDE + LIVES / 2);
    let worlds_aside = study(&kinds(&World::ASIDE), 0..LIVES);
    let turns = each(turns::TURNS, |turn| turns::scores(turn, 0..LIVES));
    let report = report::Report::new(&seen, &aside, &worlds_aside, &turns);
    println!("{}", report.text);
    report.check_or_write();
    assert!(report.broken.is_empty(), "outside their bounds:\n{}", report.broken.join("\n"));
}

/// A seed for the lives of one world, background and plan; every habit records the same lives.
fn seed_of(world: World, from: &str, hours: f64) -> u64 {
    format!("{world:?} {from} {hours}").bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)))
}
