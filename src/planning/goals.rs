//! The goals of a learner: tracks, levels and exams beside the path to job-ready.

use crate::roadmap::Goal;

use super::aims;
use super::learner::Learner;
use super::standing::Standing;

impl Learner<'_> {
    /// The goals of some names, in their order; an exam that was skipped is none.
    #[must_use]
    pub fn goals_named(&self, names: &[String]) -> Vec<Goal> {
        aims::goals_named(self.roadmap, self.progress, names)
    }

    /// What the saved plan works toward: see [`aims::aims`].
    #[must_use]
    pub fn aims(&self) -> Vec<Goal> {
        self.aims_for(&self.progress.profile.goals)
    }

    /// What a plan for some goals works toward.
    #[must_use]
    pub fn aims_for(&self, names: &[String]) -> Vec<Goal> {
        aims::aims(self.roadmap, self.progress, names, self.today)
    }

    /// Ids of the tracks and levels that ask for a step that is still open.
    #[must_use]
    pub fn open_goals(&self, standing: &Standing<'_>) -> Vec<String> {
        let tracks = (0..self.roadmap.tracks.len()).map(Goal::Track);
        let levels = (0..self.roadmap.levels.len()).map(Goal::Level);
        let is_open = |goal: &Goal| self.roadmap.beyond_path(&[*goal]).iter().any(|&at| standing.steps[at].is_open());
        tracks.chain(levels).filter(is_open).map(|goal| self.roadmap.goal_id(goal).to_owned()).collect()
    }

    /// The highest level among some goals, by its place.
    #[must_use]
    pub fn highest_level(&self, goals: &[Goal]) -> Option<usize> {
        let levels = goals.iter().filter_map(|goal| match *goal {
            Goal::Level(at) => Some(at),
            _ => None,
        });
        let years = |at: &usize| self.roadmap.levels[*at].reached_after.low;
        levels.max_by(|a, b| years(a).total_cmp(&years(b)))
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::progress::{Mark, Progress, Status};
    use crate::roadmap::fixture::roadmap;

    #[test]
    fn a_goal_is_open_while_one_of_its_steps_is() {
        let today = date(2026, 11, 21);
        let mut progress = Progress::new();
        let open = |progress: &Progress| {
            let learner = Learner { roadmap: roadmap(), progress, today };
            learner.open_goals(&learner.standing())
        };
        assert_eq!(open(&progress), ["robotics", "senior", "staff"], "junior asks for nothing beyond the path");
        progress.mark("robots", Mark { status: Status::Done, on: today, moves_day: false, hours: None });
        assert_eq!(open(&progress), ["senior", "staff"]);
    }

    #[test]
    fn an_exam_is_an_aim_while_it_is_neither_skipped_nor_held() {
        let today = date(2026, 11, 21);
        let aims = |goals: &[&str], status: Option<Status>| {
            let mut progress = Progress::new();
            progress.profile.goals = goals.iter().map(|goal| (*goal).to_owned()).collect();
            if let Some(status) = status {
                progress.mark("new-01", Mark { status, on: today, moves_day: false, hours: None });
            }
            let learner = Learner { roadmap: roadmap(), progress: &progress, today };
            let ids = |goals: Vec<Goal>| goals.into_iter().map(|goal| roadmap().goal_id(goal).to_owned()).collect::<Vec<_>>().join(" ");
            (ids(learner.goals()), ids(learner.aims()))
        };
        let both = |goals: &str, aims: &str| (goals.to_owned(), aims.to_owned());
        assert_eq!(aims(&["robotics", "new-exam"], None), both("robotics new-exam", "robotics new-exam"));
        assert_eq!(aims(&["robotics", "new-exam"], Some(Status::Skipped)), both("robotics", "robotics"));
        assert_eq!(aims(&["new-exam"], Some(Status::Done)), both("new-exam", ""));
        assert_eq!(aims(&["robotics"], Some(Status::Doing)), both("robotics", "robotics new-exam"));
    }

    #[test]
    fn the_highest_level_is_that_of_most_years() {
        let progress = Progress::new();
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: date(2026, 11, 21) };
        let highest = |names: &[&str]| {
            let goals: Vec<Goal> = names.iter().filter_map(|name| roadmap().any_goal(name)).collect();
            learner.highest_level(&goals).map(|at| roadmap().levels[at].id.as_str())
        };
        assert_eq!((highest(&["sr", "junior", "robotics"]), highest(&["robotics"])), (Some("senior"), None));
    }
}
