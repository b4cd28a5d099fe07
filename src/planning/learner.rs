//! One learner on one day: the roadmap they follow, what their file says, and today.
//!
//! Every command asks this value, so that all screens agree.

use crate::dates::Date;
use crate::progress::{LogEntry, Progress, Status, Tool};
use crate::roadmap::{Goal, Item, Roadmap, Term};
use crate::units::WeeklyHours;

use super::forecast::evidence::Evidence;
use super::forecast::outlook::{Outlook, default_hours};
use super::forecast::pace::Pace;
use super::standing::Standing;

/// A learner, their roadmap and the day.
#[derive(Debug, Clone, Copy)]
pub struct Learner<'a> {
    /// The roadmap they follow.
    pub roadmap: &'a Roadmap,
    /// What their progress file says.
    pub progress: &'a Progress,
    /// The day the questions are asked on.
    pub today: Date,
}

impl<'a> Learner<'a> {
    /// The same learner with another record: after a change, or as of an earlier day.
    #[must_use]
    pub fn with<'b>(self, progress: &'b Progress) -> Learner<'b>
    where
        'a: 'b,
    {
        Learner { progress, ..self }
    }

    /// The state of every step under the saved profile.
    #[must_use]
    pub fn standing(&self) -> Standing<'a> {
        Standing::new(self.roadmap, self.progress, &self.progress.profile, self.today)
    }

    /// What the record tells about how this learner studies.
    #[must_use]
    pub fn evidence(&self, standing: &Standing<'_>) -> Evidence {
        Evidence::of(standing, self.progress, self.today)
    }

    /// Hours of study planned for a week by the saved profile.
    #[must_use]
    pub fn hours_per_week(&self) -> WeeklyHours {
        self.progress.profile.hours_per_week.unwrap_or_else(default_hours)
    }

    /// How the learner studies, at the hours of the saved profile.
    #[must_use]
    pub fn pace(&self, standing: &Standing<'_>) -> Pace {
        self.evidence(standing).pace_at(self.progress.profile.hours_per_week)
    }

    /// The saved goals beside job-ready, in the order they were named; an exam that was skipped is none.
    #[must_use]
    pub fn goals(&self) -> Vec<Goal> {
        self.goals_named(&self.progress.profile.goals)
    }

    /// When the rest of the path and of the goal would be finished, and what that rests on.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        self.course().outlook()
    }

    /// The log entries about a thing, by whichever of its names, oldest first.
    pub fn entries_of(&self, item: Item) -> impl DoubleEndedIterator<Item = &'a LogEntry> + use<'a> {
        let roadmap = self.roadmap;
        self.progress.log.iter().filter(move |entry| entry.step.as_deref().and_then(|step| roadmap.find(step)) == Some(item))
    }

    /// What is in progress: the steps begun, or, where there are none, the exams.
    #[must_use]
    pub fn in_progress(&self) -> Vec<Item> {
        let standing = self.standing();
        let steps: Vec<Item> =
            standing.all().filter(|(_, _, state)| state.status == Status::Doing).map(|(at, _, _)| Item::Step(at)).collect();
        if !steps.is_empty() {
            return steps;
        }
        let begun = self.recorded_exams().into_iter().filter(|cert| self.exam_status(cert) == Status::Doing);
        begun.filter_map(|cert| self.roadmap.find(&cert.id)).collect()
    }

    /// The entries of the log about learning that is no step, up to today, oldest first.
    pub fn entries_without_step(&self) -> impl DoubleEndedIterator<Item = &'a LogEntry> + use<'a> {
        let today = self.today;
        self.progress.log.iter().filter(move |entry| entry.step.is_none() && entry.date <= today)
    }

    /// What the learner recorded of a term, with the key it has in the file: the term's id, or another of its names.
    #[must_use]
    pub fn tool(&self, term: &Term) -> Option<(&'a str, &'a Tool)> {
        let tools = &self.progress.tools;
        let found = tools.get_key_value(&term.id).or_else(|| tools.iter().find(|(key, _)| term.is_named(key)));
        found.map(|(key, tool)| (key.as_str(), tool))
    }

    /// The key a thing goes by in the learner's file: the one that is there already, else its id.
    #[must_use]
    pub fn key_of(&self, item: Item) -> String {
        let id = self.roadmap.id_of(item);
        if self.progress.steps.contains_key(id) {
            return id.to_owned();
        }
        let named = self.progress.steps.keys().find(|key| self.roadmap.find(key) == Some(item));
        named.cloned().unwrap_or_else(|| id.to_owned())
    }
}
