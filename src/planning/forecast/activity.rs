//! The weeks a record speaks of: how much was studied in them, and where nothing was.
//!
//! Weeks are watched once the record says how much was studied in three different ones, by its log
//! or by the hours of finished steps. Three weeks without a sign of study are a break; they are
//! silent, and say nothing, when a step was finished in them all the same. Days of planned pauses
//! are neither, and what was studied on them is a gift: it does not count.

use crate::dates::{self, Date, Period};
use crate::progress::{LogEntry, Progress, Record, Status};
use crate::units::StudyTime;

use super::weeks::monday_of;
use crate::planning::standing::Standing;

/// The record says how much is kept once it speaks of this many different weeks.
const TOLD_WEEKS: usize = 3;

/// More days than this without a sign of study are a gap.
const GAP_DAYS: i32 = 21;

/// Of the days between two signs of study, these are as usual.
const USUAL_DAYS: i32 = 7;

/// A first day of study longer before the first sign of it than this is no sign: nothing else was
/// written down for a year.
const LONGEST_SILENCE: i32 = 366;

/// More hours than this cannot have been studied in a day: a step whose hours do not fit into its
/// days was written down later than it was studied.
const HOURS_A_DAY: f64 = 12.0;

/// The time the record speaks of.
#[derive(Debug)]
pub(crate) struct ActivityWindow {
    /// The first day.
    pub first: Date,
    /// Days from the first one to today, pauses apart.
    pub days: i32,
    pub gaps: Vec<Gap>,
    /// Days and hours of the log, pauses apart, whatever was studied: exams and what this roadmap
    /// does not know took their time of the week too.
    logged: Vec<(Date, f64)>,
    pauses: Vec<Period>,
}

/// Hours a finished step took beyond those logged for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unlogged {
    pub started: Option<Date>,
    pub done: Date,
    pub hours: f64,
}

/// Weeks without a sign of study.
#[derive(Debug)]
pub(crate) struct Gap {
    from: Date,
    to: Date,
    /// Days without study, pauses apart.
    pub days: i32,
    /// Whether a step was finished in it.
    pub finished: bool,
}

impl ActivityWindow {
    /// `None` when the record speaks of too few weeks to say how much is kept.
    pub(crate) fn new(standing: &Standing<'_>, progress: &Progress, today: Date) -> Option<ActivityWindow> {
        let pauses = dates::joined(&progress.profile.pauses);
        let logged: Vec<(Date, f64)> = logged(progress, &pauses, today).collect();
        let records = || standing.steps.iter().filter_map(|state| state.record);
        let finished: Vec<Date> = records().filter_map(studied_until).filter(|day| *day <= today).collect();
        // What is finished today shall not be what makes the weeks before it count.
        let told = records().filter(|record| record.hours.is_some()).filter_map(|record| record.done).filter(|day| *day < today);
        let mut mondays: Vec<Date> = logged.iter().map(|(day, _)| *day).chain(told).map(monday_of).collect();
        mondays.sort_unstable();
        mondays.dedup();
        if mondays.len() < TOLD_WEEKS {
            return None;
        }
        let mut signs: Vec<Date> = logged.iter().map(|(day, _)| *day).chain(finished).collect();
        signs.extend(records().filter_map(|record| record.started).filter(|day| *day <= today));
        // The week of the first entry counts whole: it was a week of study from its Monday on.
        signs.extend(logged.iter().map(|(day, _)| monday_of(*day)).min());
        let earliest = signs.iter().copied().min().unwrap_or(today);
        let is_believable = |start: &Date| *start <= today && dates::days_between(*start, earliest) <= LONGEST_SILENCE;
        signs.extend(progress.profile.start.filter(is_believable));
        signs.push(today);
        signs.sort_unstable();
        signs.dedup();
        let days = |from, to| dates::days_between(from, to) - dates::days_within(&pauses, from, to);
        let gap = |pair: &[Date]| {
            let (from, to) = (pair[0], pair[1]);
            let finished = || records().filter_map(|record| record.done).any(|done| from < done && done <= to);
            (days(from, to) > GAP_DAYS).then(|| Gap { from, to, days: days(from, to) - USUAL_DAYS, finished: finished() })
        };
        let gaps = signs.windows(2).filter_map(gap).collect();
        Some(ActivityWindow { first: signs[0], days: days(signs[0], today), gaps, logged, pauses })
    }

    /// Hours studied in the watched time: those logged, and of the others what fits into it.
    ///
    /// Hours of a step with a day of beginning were studied from that day on. Of the others nobody
    /// knows when; they may have been studied long ago. They fill the weeks until the step was
    /// finished up to what was planned (hours a week), never beyond.
    pub(crate) fn hours(&self, unlogged: &[Unlogged], planned: f64) -> f64 {
        let watched = || unlogged.iter().filter(|step| self.watches(step.done));
        let in_its_days = |step: &Unlogged| {
            let started = step.started?.min(step.done);
            Some((step.done, step.hours.min(HOURS_A_DAY * f64::from(self.days_from(started, step.done) + 1))))
        };
        let mut studied: Vec<(Date, f64)> = watched().filter_map(in_its_days).chain(self.logged.iter().copied()).collect();
        studied.sort_by_key(|(day, _)| *day);
        let mut others: Vec<&Unlogged> = watched().filter(|step| step.started.is_none()).collect();
        others.sort_by_key(|step| step.done);
        let (mut sum, mut at) = (0.0, 0);
        for step in others {
            while let Some((_, hours)) = studied.get(at).filter(|(day, _)| *day <= step.done) {
                (sum, at) = (sum + hours, at + 1);
            }
            let room = planned * f64::from(self.days_until(step.done)) / 7.0 - sum;
            sum += step.hours.min(room.max(0.0));
        }
        sum + studied[at..].iter().map(|(_, hours)| hours).sum::<f64>()
    }

    /// Whether a day lies in the watched time, and not in a gap.
    fn watches(&self, day: Date) -> bool {
        self.first < day && !self.gaps.iter().any(|gap| gap.from < day && day <= gap.to)
    }

    /// Watched days until a day, gaps apart.
    fn days_until(&self, day: Date) -> i32 {
        let gaps: i32 = self.gaps.iter().filter(|gap| gap.to <= day).map(|gap| gap.days).sum();
        (self.days_from(self.first, day) - gaps).max(0)
    }

    /// Days from one to another, pauses apart.
    fn days_from(&self, from: Date, to: Date) -> i32 {
        dates::days_between(from, to) - dates::days_within(&self.pauses, from, to)
    }
}

/// The last day of study of a finished step, where it is surely one: it was begun before, or took hours.
fn studied_until(record: &Record) -> Option<Date> {
    record.done.filter(|_| record.status == Status::Done && (record.started.is_some() || record.hours.is_some()))
}

/// Days and hours of entries with study time, none of the future or of a pause.
fn logged<'a>(progress: &'a Progress, pauses: &'a [Period], today: Date) -> impl Iterator<Item = (Date, f64)> {
    let is_paused = |day: Date| pauses.iter().any(|pause| (pause.first..=pause.last).contains(&day));
    let counts = move |entry: &&LogEntry| entry.date <= today && !is_paused(entry.date);
    progress.log.iter().filter(counts).filter_map(|entry| Some((entry.date, entry.time.map(StudyTime::hours)?)))
}
