//! What is missing for a goal: the steps it asks for, and which of them are covered.

use crate::progress::Status;
use crate::roadmap::{Goal, Importance};

use super::standing::Standing;

/// What lies between a learner and a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Places of all steps the goal asks for, in study order: the path to job-ready and what lies beyond.
    pub asks: Vec<usize>,
    /// Those still open, in study order.
    pub missing: Vec<usize>,
    /// Those the learner left out, in study order: neither missing nor behind them.
    pub left_out: Vec<usize>,
    /// How ready the learner is.
    pub readiness: Readiness,
}

/// Readiness that can be checked by hand: hours of the essential steps done, and projects to show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Readiness {
    /// Likely hours of the essential steps of the goal.
    pub hours: f64,
    /// Of these, the hours behind the learner: finished, credited or logged.
    pub behind: f64,
    /// Projects to show that are done.
    pub projects: usize,
}

impl Readiness {
    /// The share of the essential hours that is behind the learner, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.hours > 0.0 { self.behind / self.hours } else { 1.0 }
    }
}

/// Reckons the gap to a goal.
///
/// A step left out on purpose is not missing, but nor does it count as behind the learner. What a goal asks for beyond the path is essential to it.
#[must_use]
pub fn gap(standing: &Standing<'_>, goal: Goal) -> Gap {
    let roadmap = standing.roadmap;
    let beyond = roadmap.beyond_path(goal);
    let asks: Vec<usize> =
        (0..roadmap.steps.len()).filter(|at| roadmap.steps[*at].importance.is_on_path() || beyond.contains(at)).collect();
    let missing: Vec<usize> = asks.iter().copied().filter(|&at| standing.steps[at].is_open()).collect();
    let is_essential = |at: &usize| roadmap.steps[*at].importance == Importance::Essential || beyond.contains(at);
    let mut readiness = Readiness { hours: 0.0, behind: 0.0, projects: 0 };
    for &at in asks.iter().filter(|at| is_essential(at)) {
        let likely = roadmap.steps[at].hours.likely;
        readiness.hours += likely;
        if standing.steps[at].status != Status::Skipped {
            readiness.behind += (likely - standing.steps[at].left.likely).max(0.0);
        }
    }
    readiness.projects = standing.all().filter(|(_, step, state)| step.portfolio && state.status == Status::Done).count();
    let left_out = asks.iter().copied().filter(|&at| standing.steps[at].status == Status::Skipped).collect();
    Gap { asks, missing, left_out, readiness }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::builtin;
    use crate::dates::Date;
    use crate::progress::{Mark, Profile, Progress};

    const TODAY: Date = date(2026, 11, 21);

    fn done(progress: &mut Progress, id: &str) {
        progress.mark(id, Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
    }

    fn gap_of(progress: &Progress, goal: &str) -> Gap {
        let roadmap = builtin::roadmap();
        let goal = roadmap.goal(goal).expect("a goal");
        gap(&Standing::new(roadmap, progress, &Profile::default(), TODAY), goal)
    }

    #[test]
    fn job_ready_asks_for_exactly_what_status_counts() {
        let roadmap = builtin::roadmap();
        let progress = Progress::new();
        let standing = Standing::new(roadmap, &progress, &Profile::default(), TODAY);
        let found = gap_of(&progress, "job-ready");
        assert_eq!(found.asks.len(), standing.totals().total);
        assert_eq!(found.missing, found.asks);
        assert!(found.asks.iter().all(|&at| roadmap.steps[at].importance.is_on_path()));
        assert!(found.readiness.share() < 1e-9);
    }

    #[test]
    fn a_track_asks_for_its_steps_and_all_they_build_on() {
        let roadmap = builtin::roadmap();
        let found = gap_of(&Progress::new(), "llm");
        assert!(roadmap.steps_of_track("llm").all(|at| found.asks.contains(&at)));
        for &at in &found.asks {
            assert!(roadmap.steps[at].requires.iter().all(|required| found.asks.contains(required)), "{}", roadmap.steps[at].id);
        }
    }

    #[test]
    fn what_was_left_out_is_neither_missing_nor_behind() {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        roadmap.steps.iter().for_each(|step| done(&mut progress, &step.id));
        progress.mark("docker", Mark { status: Status::Skipped, on: TODAY, moves_day: false, hours: None });
        let found = gap_of(&progress, "job-ready");
        assert!(found.missing.is_empty() && found.readiness.share() < 1.0);
        assert_eq!(found.left_out.iter().map(|&at| roadmap.steps[at].id.as_str()).collect::<Vec<_>>(), ["docker"]);
    }

    #[test]
    fn a_closed_gap_is_empty_and_ready() {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        roadmap.steps.iter().for_each(|step| done(&mut progress, &step.id));
        let found = gap_of(&progress, "director");
        assert!(found.missing.is_empty() && (found.readiness.share() - 1.0).abs() < 1e-9);
        assert!(found.readiness.projects >= 5);
    }
}
