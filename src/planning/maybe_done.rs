//! Steps that may be done without being marked: who forgets to mark them is taken to have them before them still.

use std::cell::LazyCell;

use crate::progress::Status;
use crate::roadmap::{Item, Step};

use super::learner::Learner;
use super::standing::{Standing, StepStanding};

impl Learner<'_> {
    /// Places of open steps that may be done, in study order: all their criteria are met, or they were logged as long as
    /// most take and left for another since.
    #[must_use]
    pub fn maybe_done(self, standing: &Standing<'_>) -> Vec<usize> {
        // Asked only where a step was logged in full: a log of years is looked through for it.
        let last = LazyCell::new(|| self.last_logged());
        // Criteria are decoded when they are asked for; most steps have no ticks.
        let is_met = |step: &Step, state: &StepStanding<'_>| {
            state.record.is_some_and(|record| !record.ticks.is_empty() && record.ticks.len() >= step.about.done_when.len())
        };
        let open = standing.counted().filter(|(_, _, state)| matches!(state.status, Status::Todo | Status::Doing));
        let is_left = |at: usize, state: &StepStanding<'_>| {
            let is_in_full = state.logged > 0.0 && state.logged >= state.estimate(&standing.roadmap.steps[at]).likely;
            is_in_full && last.is_some_and(|last| last != at)
        };
        let may_be = open.filter(|(at, step, state)| is_left(*at, state) || is_met(step, state));
        may_be.map(|(at, ..)| at).collect()
    }

    /// The step of the newest entry that names one.
    fn last_logged(self) -> Option<usize> {
        let past = self.progress.log.iter().filter(|entry| entry.date <= self.today && entry.step.is_some());
        let last = past.max_by_key(|entry| entry.date)?;
        match self.roadmap.find(last.step.as_deref()?)? {
            Item::Step(at) => Some(at),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::dates::Date;
    use crate::progress::{LogEntry, Progress};
    use crate::roadmap::fixture;
    use crate::units::StudyTime;

    fn maybe_done(log: &[(&str, f64, Date)], marked: &[(&str, Status)]) -> Vec<String> {
        let mut progress = Progress::new();
        for (id, status) in marked {
            progress.steps.entry((*id).to_owned()).or_default().status = *status;
        }
        progress.log = log
            .iter()
            .map(|(id, hours, on)| LogEntry {
                date: *on,
                step: Some((*id).into()),
                time: StudyTime::from_hours(*hours),
                note: None,
                link: None,
            })
            .collect();
        let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: date(2026, 11, 21) };
        let standing = learner.course().standing;
        learner.maybe_done(&standing).into_iter().map(|at| standing.roadmap.steps[at].id.to_owned()).collect()
    }

    #[test]
    fn a_step_that_was_logged_in_full_and_left_may_be_done() {
        let (first, later) = (date(2026, 11, 1), date(2026, 11, 8));
        assert_eq!(maybe_done(&[("shell", 100.0, first), ("python", 1.0, later)], &[]), ["shell"]);
        assert!(maybe_done(&[("shell", 100.0, first)], &[]).is_empty(), "it is being studied");
        assert!(maybe_done(&[("shell", 1.0, first), ("python", 1.0, later)], &[]).is_empty(), "an hour of many");
        assert!(maybe_done(&[("shell", 100.0, first), ("python", 1.0, later)], &[("shell", Status::Done)]).is_empty());
        assert!(maybe_done(&[("shell", 100.0, first), ("python", 1.0, later)], &[("shell", Status::Skipped)]).is_empty());
    }

    #[test]
    fn a_step_of_which_all_criteria_are_met_may_be_done() {
        let mut progress = Progress::new();
        let step = fixture::roadmap().steps.iter().find(|step| !step.about.done_when.is_empty()).expect("a step with criteria");
        progress.steps.entry(step.id.to_owned()).or_default().ticks =
            step.about.done_when.iter().map(|criterion| criterion.letter).collect();
        let found = |progress: &Progress| {
            let learner = Learner { roadmap: fixture::roadmap(), progress, today: date(2026, 11, 21) };
            learner.maybe_done(&learner.course().standing).len()
        };
        assert_eq!(found(&progress), 1);
        progress.steps.entry(step.id.to_owned()).or_default().ticks.pop();
        assert_eq!(found(&progress), 0);
    }
}
