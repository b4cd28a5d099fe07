//! What to do next: the steps whose prerequisites are met, best first, each with its reason.

use std::cmp::Reverse;

use serde::Serialize;

use crate::order;
use crate::progress::Status;
use crate::units::StudyTime;

use super::standing::Standing;

/// A step to do next.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Its place in the roadmap.
    pub step: usize,
    /// Why it is suggested.
    pub reason: Reason,
    /// How many open steps name it as a prerequisite.
    pub unlocks: usize,
}

/// Why a step is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// It is in progress.
    Started,
    /// Its prerequisites are met.
    Ready,
}

/// The steps to do next, best first: begun ones, then by stage, importance and place in the roadmap.
///
/// Only counted steps; and of those, with `time` given, only steps begun or with no more likely
/// hours left than that. Where none is, the shortest: a first session of it fits always.
#[must_use]
pub fn suggestions(standing: &Standing<'_>, time: Option<StudyTime>) -> Vec<Suggestion> {
    let fits = |left: f64| time.is_none_or(|time| left <= time.hours());
    let fitting = |status, left| status == Status::Doing || fits(left);
    let steps: Vec<usize> =
        standing.counted().filter(|(_, _, state)| fitting(state.status, state.left.likely)).map(|(at, _, _)| at).collect();
    let found = suggestions_among(standing, &steps);
    if time.is_some() && found.is_empty() {
        let shortest = |a: &Suggestion, b: &Suggestion| standing.steps[a.step].left.likely.total_cmp(&standing.steps[b.step].left.likely);
        return suggestions(standing, None).into_iter().min_by(shortest).into_iter().collect();
    }
    found
}

/// The steps to do next among some, counted or not, best first.
#[must_use]
pub fn suggestions_among(standing: &Standing<'_>, steps: &[usize]) -> Vec<Suggestion> {
    let waiting = waiting_counts(standing);
    let mut ready: Vec<usize> = steps
        .iter()
        .copied()
        .filter(|&at| standing.steps[at].is_open() && (standing.steps[at].status == Status::Doing || standing.steps[at].ready))
        .collect();
    order::sort_by_key(&mut ready, |&at| {
        (Reverse(standing.steps[at].status), standing.roadmap.steps[at].stage, standing.roadmap.steps[at].importance, at)
    });
    let reason = |at: usize| if standing.steps[at].status == Status::Doing { Reason::Started } else { Reason::Ready };
    ready.into_iter().map(|step| Suggestion { step, reason: reason(step), unlocks: waiting[step] }).collect()
}

/// For each step, how many open counted steps name it as a prerequisite.
fn waiting_counts(standing: &Standing<'_>) -> Vec<usize> {
    let mut waiting = vec![0; standing.steps.len()];
    for (_, step, _) in standing.counted().filter(|(_, _, state)| state.is_open()) {
        for &required in &step.requires {
            waiting[required] += 1;
        }
    }
    waiting
}

/// The steps that were not ready before and are now.
#[must_use]
pub fn newly_ready(before: &Standing<'_>, after: &Standing<'_>) -> Vec<usize> {
    let open_and_ready = |standing: &Standing<'_>, at: usize| standing.steps[at].ready && standing.steps[at].is_open();
    after.counted().map(|(at, _, _)| at).filter(|&at| open_and_ready(after, at) && !before.steps[at].ready).collect()
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::dates::Date;
    use crate::progress::{Mark, Profile, Progress};
    use crate::roadmap::fixture;

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn begun_steps_come_first_and_locked_ones_never() {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        progress.mark("tools-setup", Mark { status: Status::Doing, on: date(2026, 11, 3), moves_day: false, hours: None });
        let standing = Standing::new(roadmap, &progress, &Profile::default(), TODAY);
        let found = suggestions(&standing, None);
        assert_eq!(roadmap.steps[found[0].step].id, "tools-setup");
        assert_eq!(found[0].reason, Reason::Started);
        assert!(found.iter().all(|suggestion| standing.steps[suggestion.step].ready));
    }

    #[test]
    fn little_time_gets_little_steps() {
        let roadmap = builtin::roadmap();
        let progress = Progress::new();
        let standing = Standing::new(roadmap, &progress, &Profile::default(), TODAY);
        let eleven = StudyTime::parse("11h");
        let found = suggestions(&standing, eleven);
        assert!(!found.is_empty());
        assert!(found.iter().all(|suggestion| standing.steps[suggestion.step].left.likely <= 11.0));
    }

    #[test]
    fn suggestions_end_exactly_when_all_is_done() {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        let mut rounds = 0;
        loop {
            let standing = Standing::new(roadmap, &progress, &Profile::default(), TODAY);
            let Some(first) = suggestions(&standing, None).first().map(|suggestion| suggestion.step) else {
                assert_eq!(standing.totals().todo, 0);
                break;
            };
            let id = roadmap.steps[first].id.clone();
            progress.mark(&id, Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
            rounds += 1;
            assert!(rounds <= roadmap.steps.len(), "each round finishes a step");
        }
    }

    #[test]
    fn what_is_essential_comes_before_what_is_recommended_in_a_stage() {
        let roadmap = fixture::roadmap();
        let mut progress = Progress::new();
        for id in ["shell", "python", "statistics", "regression"] {
            progress.mark(id, Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        }
        let standing = Standing::new(roadmap, &progress, &Profile::default(), TODAY);
        let found: Vec<&str> = suggestions(&standing, None).iter().map(|found| roadmap.steps[found.step].id.as_str()).collect();
        assert_eq!(found, ["classifier-project", "networks"]);
    }

    fn small(marks: &[(&str, Status)]) -> Progress {
        let mut progress = Progress::new();
        for (id, status) in marks {
            progress.mark(id, Mark { status: *status, on: TODAY, moves_day: false, hours: None });
        }
        progress
    }

    fn standing(progress: &Progress) -> Standing<'_> {
        Standing::new(fixture::roadmap(), progress, &Profile::default(), TODAY)
    }

    fn ids(places: impl IntoIterator<Item = usize>) -> Vec<&'static str> {
        places.into_iter().map(|at| fixture::roadmap().steps[at].id.as_str()).collect()
    }

    fn suggested(progress: &Progress, time: Option<&str>) -> Vec<&'static str> {
        ids(suggestions(&standing(progress), time.and_then(StudyTime::parse)).into_iter().map(|found| found.step))
    }

    #[test]
    fn a_begun_step_comes_first_though_it_waits_for_others_and_takes_longer_than_there_is_time() {
        let progress = small(&[("networks", Status::Doing)]);
        assert_eq!(suggested(&progress, None), ["networks", "shell"]);
        assert_eq!(suggested(&progress, Some("10h")), ["networks", "shell"], "exactly as long as there is time");
        assert_eq!(suggested(&progress, Some("9h59m")), ["networks"]);
        assert_eq!(suggested(&Progress::new(), Some("15m")), ["shell"], "something always fits: the first session of the shortest");
    }

    #[test]
    fn a_step_unlocks_the_open_counted_ones_that_name_it() {
        let unlocks = |progress: &Progress, at: usize| suggestions_among(&standing(progress), &[at])[0].unlocks;
        assert_eq!(unlocks(&Progress::new(), 0), 1, "python; clusters is off the path");
        assert_eq!(unlocks(&small(&[("clusters", Status::Doing)]), 0), 2);
        assert_eq!(unlocks(&small(&[("python", Status::Skipped)]), 0), 0);
    }

    #[test]
    fn among_any_steps_the_closed_and_the_locked_are_never_suggested() {
        let progress = small(&[("shell", Status::Done), ("statistics", Status::Skipped)]);
        let found = suggestions_among(&standing(&progress), &[7, 0, 1, 2, 4]);
        assert_eq!(ids(found.into_iter().map(|found| found.step)), ["python", "clusters"], "also what is off the path");
    }

    #[test]
    fn newly_ready_are_the_open_counted_steps_that_were_locked() {
        let (before, after) =
            (small(&[("statistics", Status::Done)]), small(&[("statistics", Status::Done), ("regression", Status::Done)]));
        let (before, after) = (standing(&before), standing(&after));
        assert_eq!(ids(newly_ready(&before, &after)), ["networks", "classifier-project"]);
        assert!(newly_ready(&after, &after).is_empty() && newly_ready(&after, &before).is_empty());
        let closed = small(&[("statistics", Status::Done), ("regression", Status::Done), ("networks", Status::Skipped)]);
        assert_eq!(ids(newly_ready(&before, &standing(&closed))), ["classifier-project"]);
    }
}
