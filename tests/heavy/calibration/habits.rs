//! How learners write down what they do.

use std::collections::BTreeMap;

use fastrand::Rng;
use mlpath::builtin;
use mlpath::dates::Date;
use mlpath::progress::{LogEntry, Progress, Record, Status};
use mlpath::units::StudyTime;

use super::lives::{Life, Task};

/// A habit of recording.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Habit {
    /// Every session is logged on its day, every step started and finished on its day.
    FullLog,
    /// Log and marks are written down once in so many weeks, dated that day.
    LogEvery(i32),
    /// Every session is logged on its day, and no step is ever marked.
    LogOnly,
    /// `done --hours` on the day.
    DoneHours,
    /// `done` on the day, with hours for three steps of five.
    SomeHours,
    /// `start` and `done` on their days.
    StartDone,
    /// `done` on the day, nothing else.
    MarksOnly,
    /// `done` at the end of the month, nothing else.
    MarksMonthly,
}

impl Habit {
    pub const ALL: [Habit; 10] = [
        Habit::FullLog,
        Habit::LogEvery(1),
        Habit::LogEvery(2),
        Habit::LogEvery(4),
        Habit::LogEvery(6),
        Habit::DoneHours,
        Habit::SomeHours,
        Habit::StartDone,
        Habit::MarksOnly,
        Habit::MarksMonthly,
    ];

    /// The habits tried in worlds unlike the model.
    pub const SOME: [Habit; 4] = [Habit::FullLog, Habit::LogEvery(4), Habit::MarksOnly, Habit::MarksMonthly];

    pub fn title(self) -> String {
        match self {
            Habit::FullLog => "everything logged".into(),
            Habit::LogEvery(1) => "log and marks every week".into(),
            Habit::LogEvery(weeks) => format!("log and marks every {weeks} weeks"),
            Habit::LogOnly => "everything logged, nothing marked".into(),
            Habit::DoneHours => "done --hours".into(),
            Habit::SomeHours => "done, hours on 3 steps of 5".into(),
            Habit::StartDone => "start and done".into(),
            Habit::MarksOnly => "marks only".into(),
            Habit::MarksMonthly => "marks once a month".into(),
        }
    }

    /// The day something of a day is written down.
    fn written_on(self, day: i32) -> i32 {
        let round = |days: i32| (day / days + 1) * days - 1;
        match self {
            Habit::LogEvery(weeks) => round(7 * weeks),
            Habit::MarksMonthly => round(30),
            _ => day,
        }
    }
}

/// The record of a life on a day, as this habit leaves it.
pub fn record(life: &Life, tasks: &[Task], habit: Habit, blank: &Progress, start: Date, today: i32, rng: &mut Rng) -> Progress {
    let roadmap = builtin::roadmap();
    let date = |day: i32| start.add_days(i64::from(day)).expect("a day");
    let id = |task: usize| roadmap.steps[tasks[task].at].id.to_owned();
    let mut progress = blank.clone();
    let mut logged: BTreeMap<(i32, usize), f64> = BTreeMap::new();
    if matches!(habit, Habit::FullLog | Habit::LogOnly | Habit::LogEvery(_)) {
        for session in &life.sessions {
            *logged.entry((habit.written_on(session.day), session.task)).or_default() += session.hours;
        }
    }
    for ((day, task), hours) in logged.into_iter().filter(|((day, _), _)| *day <= today) {
        let mut left = hours;
        // A day has no more than 24 hours: a month in one entry takes several.
        while left > 1.0 / 120.0 {
            let time = StudyTime::from_hours(left.min(20.0));
            left -= 20.0;
            progress.log.push(LogEntry { date: date(day), step: Some(id(task)), time, note: None, link: None });
        }
    }
    for (task, &(hours, started, done)) in life.tasks.iter().enumerate().filter(|_| habit != Habit::LogOnly) {
        let day = habit.written_on(done);
        let told = match habit {
            Habit::DoneHours => Some(hours),
            Habit::SomeHours => (rng.f64() < 0.6).then_some(hours),
            _ => None,
        };
        let knows_start = matches!(habit, Habit::FullLog | Habit::StartDone);
        if day <= today {
            let record = Record {
                status: Status::Done,
                started: knows_start.then(|| date(started)),
                done: Some(date(day)),
                hours: told,
                ..Record::default()
            };
            progress.steps.insert(id(task), record);
        } else if knows_start && started <= today {
            let record = Record { status: Status::Doing, started: Some(date(started)), ..Record::default() };
            progress.steps.insert(id(task), record);
        }
    }
    progress
}
