//! Learners at random: how they study, and how they write it down.

use fastrand::Rng;
use mlpath::builtin;
use mlpath::dates::{Date, Period};
use mlpath::planning::learner::Learner;
use mlpath::planning::standing::Standing;
use mlpath::progress::{LogEntry, Mark, Profile, Progress, Status};
use mlpath::units::{StudyTime, WeeklyHours};
use proptest::prelude::*;

/// The day they ask.
pub const TODAY: Date = mlpath::dates::date(2026, 11, 21);

/// How a learner writes down what they do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Habit {
    /// Each session is logged, each step begun and finished on its day.
    FullLog,
    /// The log is written once in so many weeks, the steps are marked then.
    LogEvery(i32),
    /// Steps are marked on their day, and some of them logged.
    LogOfSome,
    /// Study is logged, and no step ever marked.
    LogOnly,
    /// `start` and `done`.
    StartDone,
    /// `done --hours`.
    DoneHours,
    /// `done`.
    Marks,
    /// `done` on the last of the month.
    Monthly,
    /// Everything is marked at once, about every ten weeks.
    Bursts,
    /// `done --on`, some of them days or weeks beside the truth.
    Backdated,
    /// `done`, and what is met of the steps begun is ticked.
    Ticks,
}

pub const HABITS: [Habit; 12] = [
    Habit::FullLog,
    Habit::LogEvery(1),
    Habit::LogEvery(5),
    Habit::LogOfSome,
    Habit::LogOnly,
    Habit::StartDone,
    Habit::DoneHours,
    Habit::Marks,
    Habit::Monthly,
    Habit::Bursts,
    Habit::Backdated,
    Habit::Ticks,
];

/// A learner.
#[derive(Debug, Clone)]
pub struct Person {
    pub from: Option<&'static str>,
    pub habit: Habit,
    /// Hours stated for a week.
    pub stated: Option<f64>,
    /// Whether the plan was saved on the first day.
    pub saves_start: bool,
    /// Hours really studied a week, and for one of the estimates.
    pub pace: f64,
    pub effort: f64,
    /// Weeks of the record.
    pub weeks: u16,
    /// How many steps are studied at once.
    pub at_once: usize,
    /// How much weeks differ, 0 to 1.
    pub noise: f64,
    /// Weeks without study, planned as a pause or not.
    pub idle: Option<(u16, u16, bool)>,
    pub seed: u64,
}

/// Anybody.
pub fn person() -> impl Strategy<Value = Person> {
    let who = (
        prop::sample::select(vec![None, Some("none"), Some("swe"), Some("data-science")]),
        prop::sample::select(HABITS.to_vec()),
        prop::option::of(1.0..40.0_f64),
        any::<bool>(),
        1.0..25.0_f64,
    );
    let how = (0.5..2.0_f64, 0_u16..60, 1..4_usize, 0.0..1.0_f64, prop::option::of((0_u16..40, 1_u16..12, any::<bool>())), any::<u64>());
    (who, how).prop_map(|((from, habit, stated, saves_start, pace), (effort, weeks, at_once, noise, idle, seed))| Person {
        from,
        habit,
        stated,
        saves_start,
        pace,
        effort,
        weeks,
        at_once,
        noise,
        idle,
        seed,
    })
}

/// Some hours of study on a day.
struct Session {
    day: i32,
    step: usize,
    hours: f64,
}

/// What a learner did up to today: sessions, and for each step the days it was begun and finished.
struct Life {
    sessions: Vec<Session>,
    steps: Vec<(usize, i32, Option<i32>, f64)>,
}

impl Person {
    /// The first day of study.
    pub fn start(&self) -> Date {
        TODAY.add_days(-(7 * i64::from(self.weeks))).expect("a day")
    }

    fn date(&self, day: i32) -> Date {
        self.start().add_days(i64::from(day)).expect("a day").min(TODAY)
    }

    fn profile(&self) -> Profile {
        let pause = self
            .idle
            .filter(|(_, _, planned)| *planned)
            .map(|(first, weeks, _)| Period { first: self.date(7 * i32::from(first)), last: self.date(7 * i32::from(first + weeks) - 1) });
        Profile {
            from: self.from.map(str::to_owned),
            hours_per_week: self.stated.and_then(WeeklyHours::exactly),
            start: self.saves_start.then(|| self.start()),
            pauses: pause.into_iter().collect(),
            ..Profile::default()
        }
    }

    fn live(&self, rng: &mut Rng) -> Life {
        let roadmap = builtin::roadmap();
        let blank = Progress { profile: self.profile(), ..Progress::new() };
        let standing = Standing::new(roadmap, &blank, &blank.profile, self.start());
        let mut ahead: Vec<(usize, f64)> = standing
            .counted()
            .filter(|(_, _, state)| state.is_open())
            .map(|(at, _, state)| (at, self.effort * state.left.likely * (0.8 * (rng.f64() - 0.5)).exp()))
            .collect();
        ahead.reverse();
        let mut life = Life { sessions: Vec::new(), steps: Vec::new() };
        let mut open: Vec<(usize, f64)> = Vec::new();
        for week in 0..i32::from(self.weeks) {
            let is_idle = self.idle.is_some_and(|(first, weeks, _)| (first..first + weeks).contains(&(week as u16)));
            let hours = if is_idle { 0.0 } else { self.pace * (1.0 + self.noise * (2.0 * rng.f64() - 1.0)) };
            let sessions = rng.i32(1..4);
            for session in 0..sessions {
                let day = 7 * week + 2 * session + rng.i32(0..2);
                let mut free = hours / f64::from(sessions);
                while free > 1e-6 {
                    while open.len() < self.at_once
                        && let Some(next) = ahead.pop()
                    {
                        open.push(next);
                        life.steps.push((next.0, day, None, 0.0));
                    }
                    if open.is_empty() {
                        break;
                    }
                    let place = rng.usize(..open.len());
                    let (step, left) = open[place];
                    let spent = free.min(left);
                    free -= spent;
                    open[place].1 -= spent;
                    life.sessions.push(Session { day, step, hours: spent });
                    let known = life.steps.iter_mut().find(|known| known.0 == step).expect("it was begun");
                    known.3 += spent;
                    if open[place].1 <= 1e-6 {
                        known.2 = Some(day);
                        open.swap_remove(place);
                    }
                }
            }
        }
        life
    }

    /// The day on which the habit writes down what was done on a day; `None` where that is still ahead.
    fn written_on(&self, day: i32, rng: &mut Rng) -> Option<Date> {
        let round = |weeks: i32| (day / (7 * weeks) + 1) * 7 * weeks - 1;
        let date = match self.habit {
            Habit::LogEvery(weeks) => self.start().add_days(i64::from(round(weeks))).expect("a day"),
            Habit::Bursts => self.start().add_days(i64::from(round(10))).expect("a day"),
            Habit::Monthly => self.date(day).last_of_month(),
            Habit::Backdated => self.date((day + rng.i32(-20..20)).max(0)),
            _ => self.date(day),
        };
        (date <= TODAY).then_some(date)
    }

    /// What their file says today.
    pub fn progress(&self) -> Progress {
        let mut rng = Rng::with_seed(self.seed);
        let life = self.live(&mut rng);
        let roadmap = builtin::roadmap();
        let mut progress = Progress { profile: self.profile(), ..Progress::new() };
        let id = |step: usize| roadmap.steps[step].id.to_owned();
        let is_logged = |step: usize| match self.habit {
            Habit::FullLog | Habit::LogEvery(_) | Habit::LogOnly => true,
            Habit::LogOfSome => step.is_multiple_of(2),
            _ => false,
        };
        for session in life.sessions.iter().filter(|session| is_logged(session.step)) {
            let Some(date) = self.written_on(session.day, &mut rng) else { continue };
            let time = StudyTime::from_hours(session.hours.clamp(1.0 / 60.0, 20.0));
            progress.log.push(LogEntry { date, step: Some(id(session.step)), time, note: None, link: None });
        }
        for &(step, begun, done, hours) in &life.steps {
            if matches!(self.habit, Habit::FullLog | Habit::StartDone | Habit::Ticks) {
                progress.mark(&id(step), Mark { status: Status::Doing, on: self.date(begun), moves_day: false, hours: None });
            }
            if self.habit == Habit::Ticks && done.is_none() {
                let letters: Vec<char> = roadmap.steps[step].about.done_when.iter().map(|criterion| criterion.letter).collect();
                progress.tick(&id(step), &letters[..letters.len() / 2]);
                let last = life.sessions.iter().rfind(|session| session.step == step).map(|session| self.date(session.day));
                progress.steps.entry(id(step)).and_modify(|record| record.updated = last.filter(|day| Some(*day) > record.started));
            }
            if self.habit == Habit::LogOnly {
                continue;
            }
            let Some(on) = done.and_then(|day| self.written_on(day, &mut rng)) else { continue };
            let told = (self.habit == Habit::DoneHours).then_some(hours);
            progress.mark(&id(step), Mark { status: Status::Done, on, moves_day: false, hours: told });
        }
        progress
    }

    /// Hours of the estimates finished in a week of study.
    pub fn rate(&self) -> f64 {
        self.pace / self.effort
    }
}

/// A learner who asks today.
pub fn learner(progress: &Progress) -> Learner<'_> {
    Learner { roadmap: builtin::roadmap(), progress, today: TODAY }
}
