//! The weeks a record speaks of: how much was studied in them, and where nothing was.
//!
//! Weeks are watched when the log says how much was studied. Three weeks without a sign of study
//! are a break; they are silent, and say nothing, when a step was finished in them all the same.
//! Days of planned pauses are neither, and what was studied on them is a gift: it does not count.

use crate::dates::{self, Date, Period};
use crate::progress::{LogEntry, Progress};
use crate::roadmap::Item;
use crate::units::StudyTime;

use super::standing::Standing;
use super::weeks::monday_of;

/// The log says how much is kept once it speaks of this many different weeks.
const LOGGED_WEEKS: usize = 3;

/// More days than this without a sign of study are a gap.
const GAP_DAYS: i32 = 21;

/// Of the days between two signs of study, these are as usual.
const USUAL_DAYS: i32 = 7;

/// The time the log speaks of.
#[derive(Debug)]
pub(super) struct Watch {
    /// The first day.
    pub first: Date,
    /// Days from the first one to today, pauses apart.
    pub days: i32,
    /// Hours logged on steps of the plan, pauses apart.
    pub hours: f64,
    pub gaps: Vec<Gap>,
}

/// Weeks without a sign of study.
#[derive(Debug)]
pub(super) struct Gap {
    from: Date,
    to: Date,
    /// Days without study, pauses apart.
    pub days: i32,
    /// Whether a step was finished in it.
    pub finished: bool,
}

impl Watch {
    /// `None` when the log speaks of too few weeks to say how much is kept.
    pub(super) fn new(standing: &Standing<'_>, progress: &Progress, today: Date) -> Option<Watch> {
        let pauses = dates::joined(&progress.profile.pauses);
        let logged: Vec<&LogEntry> = logged(progress, &pauses, today).collect();
        let mut mondays: Vec<Date> = logged.iter().map(|entry| monday_of(entry.date)).collect();
        mondays.sort_unstable();
        mondays.dedup();
        if mondays.len() < LOGGED_WEEKS {
            return None;
        }
        let records = || standing.steps.iter().filter_map(|state| state.record);
        let mut signs: Vec<Date> = logged.iter().map(|entry| entry.date).collect();
        signs.extend(records().filter_map(|record| record.started).chain(progress.profile.start).filter(|day| *day <= today));
        // The week of the first entry counts whole: it was a week of study from its Monday on.
        signs.extend([mondays[0], today]);
        signs.sort_unstable();
        signs.dedup();
        let days = |from, to| dates::days_between(from, to) - dates::days_within(&pauses, from, to);
        let gap = |pair: &[Date]| {
            let (from, to) = (pair[0], pair[1]);
            let finished = || records().filter_map(|record| record.done).any(|done| from < done && done <= to);
            (days(from, to) > GAP_DAYS).then(|| Gap { from, to, days: days(from, to) - USUAL_DAYS, finished: finished() })
        };
        Some(Watch {
            first: signs[0],
            days: days(signs[0], today),
            hours: hours_on_steps(standing, &logged),
            gaps: signs.windows(2).filter_map(gap).collect(),
        })
    }

    /// Whether a day lies in the watched time, and not in a gap.
    pub(super) fn watches(&self, day: Date) -> bool {
        self.first < day && !self.gaps.iter().any(|gap| gap.from < day && day <= gap.to)
    }
}

/// Entries with study time, none of the future or of a pause.
fn logged<'a>(progress: &'a Progress, pauses: &'a [Period], today: Date) -> impl Iterator<Item = &'a LogEntry> {
    let is_paused = |day: Date| pauses.iter().any(|pause| (pause.first..=pause.last).contains(&day));
    progress.log.iter().filter(move |entry| entry.time.is_some() && entry.date <= today && !is_paused(entry.date))
}

/// Hours that lead on: those of steps that count. Study for an exam, or for what the roadmap does
/// not know, shows that there was study, but takes nothing off what is left.
fn hours_on_steps(standing: &Standing<'_>, logged: &[&LogEntry]) -> f64 {
    let counts = |id: &str| match standing.roadmap.find(id) {
        Some(Item::Step(at)) => standing.steps[at].counted,
        _ => false,
    };
    logged.iter().filter(|entry| counts(&entry.step)).filter_map(|entry| entry.time).map(StudyTime::hours).sum()
}
