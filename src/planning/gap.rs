//! What is missing for a goal: the steps it asks for, and which of them are covered.

use crate::progress::Status;
use crate::roadmap::{Goal, Importance};

use super::standing::{Spread, Standing};

/// What lies between a learner and a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Places of all steps the goal asks for, in study order: the path to job-ready and what lies beyond.
    pub asks: Vec<usize>,
    /// Those still open, in study order.
    pub missing: Vec<usize>,
    /// Those the learner skipped, in study order: neither missing nor done.
    pub skipped: Vec<usize>,
    /// How ready the learner is.
    pub readiness: Readiness,
}

/// Readiness that can be checked by hand: hours of the essential steps done, and projects to show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Readiness {
    /// Mean hours of the essential steps of the goal.
    pub hours: f64,
    /// Of these, the hours done: finished, credited or logged.
    pub done: f64,
    /// Mean hours of all its steps but the skipped.
    pub all_hours: f64,
    /// Of these, the hours done.
    pub all_done: f64,
    /// Projects to show that are done.
    pub projects: usize,
}

impl Readiness {
    /// The share of the essential hours that is done, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.hours > 0.0 { self.done / self.hours } else { 1.0 }
    }
}

/// The gap to some goals; to job-ready where there are none.
///
/// A skipped step is not missing, but its hours are not done either. What a goal asks for beyond the path is essential to it.
#[must_use]
pub fn gap(standing: &Standing<'_>, goals: &[Goal]) -> Gap {
    let roadmap = standing.roadmap;
    let beyond = roadmap.beyond_path(goals);
    let asks: Vec<usize> = (0..roadmap.steps.len())
        .filter(|&at| {
            let on_path = roadmap.steps[at].importance.is_on_path() && standing.steps[at].chosen;
            on_path || beyond.contains(&at)
        })
        .collect();
    let missing: Vec<usize> = asks.iter().copied().filter(|&at| standing.steps[at].is_open()).collect();
    let is_essential = |at: &usize| roadmap.steps[*at].importance == Importance::Essential || beyond.contains(at);
    let mut readiness = Readiness { hours: 0.0, done: 0.0, all_hours: 0.0, all_done: 0.0, projects: 0 };
    for &at in asks.iter().filter(|at| standing.steps[**at].status != Status::Skipped) {
        let mean = Spread::of(&roadmap.steps[at]).mean();
        readiness.all_hours += mean;
        readiness.all_done += mean - standing.steps[at].left.mean();
    }
    for &at in asks.iter().filter(|at| is_essential(at)) {
        let mean = Spread::of(&roadmap.steps[at]).mean();
        readiness.hours += mean;
        if standing.steps[at].status != Status::Skipped {
            readiness.done += (mean - standing.steps[at].left.mean()).max(0.0);
        }
    }
    readiness.projects = standing.all().filter(|(_, step, state)| step.portfolio && state.status == Status::Done).count();
    let skipped = asks.iter().copied().filter(|&at| standing.steps[at].status == Status::Skipped).collect();
    Gap { asks, missing, skipped, readiness }
}

/// The open ones of some steps and the open steps they build on, in study order.
#[must_use]
pub fn steps_to_close(standing: &Standing<'_>, steps: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut wanted = vec![false; standing.steps.len()];
    steps.into_iter().for_each(|at| wanted[at] = true);
    // Prerequisites stand before what needs them, so one pass from the end finds them all.
    for at in (0..wanted.len()).rev() {
        if wanted[at] && standing.steps[at].is_open() {
            standing.roadmap.steps[at].requires.iter().for_each(|&required| wanted[required] = true);
        }
    }
    (0..wanted.len()).filter(|&at| wanted[at] && standing.steps[at].is_open()).collect()
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::dates::Date;
    use crate::planning::learner::Learner;
    use crate::progress::{LogEntry, Mark, Progress};
    use crate::roadmap::fixture::roadmap;
    use crate::units::StudyTime;

    const TODAY: Date = date(2026, 11, 21);

    fn marked(marks: &[(&str, Status)]) -> Progress {
        let mut progress = Progress::new();
        for (id, status) in marks {
            progress.mark(id, Mark { status: *status, on: TODAY, moves_day: false, hours: None });
        }
        progress
    }

    fn gap_of(progress: &Progress, goal: &str) -> Gap {
        let goal = roadmap().any_goal(goal).expect("a goal");
        gap(&Learner { roadmap: roadmap(), progress, today: TODAY }.standing(), &[goal])
    }

    fn ids(places: &[usize]) -> Vec<&'static str> {
        places.iter().map(|&at| roadmap().steps[at].id.as_str()).collect()
    }

    #[test]
    fn job_ready_asks_for_exactly_what_status_counts() {
        let progress = Progress::new();
        let standing = Learner { roadmap: roadmap(), progress: &progress, today: TODAY }.standing();
        let found = gap_of(&progress, "job-ready");
        assert_eq!(found.asks.len(), standing.totals().total);
        assert_eq!(found.missing, found.asks);
        assert_eq!(ids(&found.asks), ["shell", "python", "statistics", "regression", "networks", "classifier-project"]);
        assert_eq!(found.readiness, Readiness { hours: 115.0, done: 0.0, all_hours: 178.0, all_done: 0.0, projects: 0 });
    }

    #[test]
    fn a_goal_asks_for_its_steps_and_all_they_build_on() {
        let (track, level) = (gap_of(&Progress::new(), "robot-track"), gap_of(&Progress::new(), "senior"));
        assert_eq!(ids(&track.asks).last(), Some(&"robots"));
        assert_eq!(ids(&level.asks).last(), Some(&"clusters"));
        assert!((track.readiness.hours - 135.0).abs() < 1e-9, "what a track asks for is essential to it");
    }

    #[test]
    fn what_was_skipped_is_neither_missing_nor_done() {
        let all: Vec<(&str, Status)> = roadmap().steps.iter().map(|step| (step.id.as_str(), Status::Done)).collect();
        let mut progress = marked(&all);
        progress.mark("shell", Mark { status: Status::Skipped, on: TODAY, moves_day: false, hours: None });
        let found = gap_of(&progress, "job-ready");
        assert!(found.missing.is_empty());
        let readiness = Readiness { hours: 115.0, done: 103.5, all_hours: 166.5, all_done: 166.5, projects: 1 };
        assert_eq!((ids(&found.skipped), found.readiness), (vec!["shell"], readiness));
    }

    #[test]
    fn logged_hours_count_as_done_and_a_closed_gap_is_ready() {
        let mut progress = Progress::new();
        let time = StudyTime::parse("15h");
        progress.log.push(LogEntry { date: TODAY, step: Some("python".into()), time, note: None, link: None });
        assert!((gap_of(&progress, "job-ready").readiness.share() - 15.0 / 115.0).abs() < 1e-9);
        let all: Vec<(&str, Status)> = roadmap().steps.iter().map(|step| (step.id.as_str(), Status::Done)).collect();
        let found = gap_of(&marked(&all), "senior");
        assert!(found.missing.is_empty() && (found.readiness.share() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_to_close_stops_at_what_is_done() {
        let progress = marked(&[("statistics", Status::Done), ("networks", Status::Skipped)]);
        let standing = Learner { roadmap: roadmap(), progress: &progress, today: TODAY }.standing();
        assert_eq!(ids(&steps_to_close(&standing, [5])), ["regression", "classifier-project"]);
        assert_eq!(ids(&steps_to_close(&standing, [6])), ["robots"], "what is skipped is not built on");
        assert!(steps_to_close(&standing, [2]).is_empty());
    }
}
