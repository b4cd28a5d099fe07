//! What lies beyond job-ready: specialization tracks and the levels of the ladder.

use serde::{Deserialize, Serialize};

use super::figure::carries_figures;
use super::{CountRange, Item, Roadmap, StatedCloud, StatedCost, StatedDuration, YearsRange};

/// A specialization: steps beyond job-ready that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Permanent id; tracks and levels share a name space of their own.
    pub id: String,
    /// Other names it answers to.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Title.
    pub title: String,
    /// For whom and for what, one sentence.
    pub purpose: String,
    /// Ids of the sources that name it.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A rung of the ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Permanent id; tracks and levels share a name space of their own.
    pub id: String,
    /// Other names it answers to.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Title.
    pub title: String,
    /// What it is, one sentence.
    pub purpose: String,
    /// Ids of the guide's entries that state its years.
    #[serde(default)]
    pub years: Vec<String>,
    /// Years in the field after which it begins, by the guides.
    pub reached_after: YearsRange,
    /// Ids of the guide's entries that state its pay.
    #[serde(default)]
    pub pay: Vec<String>,
    /// What one does there.
    #[serde(default)]
    pub duties: Vec<SourcedText>,
    /// Ids of the steps beyond job-ready it asks for.
    #[serde(default)]
    pub asks: Vec<String>,
    /// What it asks for that no step can teach.
    #[serde(default)]
    pub beyond: Vec<SourcedText>,
    /// Ids of the facts of the guides it carries.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Ids of the sources that name it.
    #[serde(default)]
    pub sources: Vec<String>,
}

carries_figures!(Level { reached_after });

/// What guides state about the whole, to be set beside mlpath's own sums.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// How many portfolio projects.
    #[serde(default)]
    pub portfolio_projects: Option<CountRange>,
    /// What the guides advise about exams as a whole.
    #[serde(default)]
    pub exam_advice: Option<SourcedText>,
    /// What the recommended path of certifications costs.
    #[serde(default)]
    pub path_cost: Option<StatedCost>,
    /// What a cloud account costs.
    #[serde(default)]
    pub cloud: Option<StatedCloud>,
    /// How long the whole takes, by background.
    #[serde(default)]
    pub durations: Vec<StatedDuration>,
}

carries_figures!(Stated { portfolio_projects, path_cost, cloud, durations });

/// A sentence and who says it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourcedText {
    /// The sentence.
    pub text: String,
    /// Ids of the sources; none where it is our own judgment.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What a learner aims at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// The whole path: what `status` counts.
    JobReady,
    /// A specialization, by its place in [`Roadmap::tracks`].
    Track(usize),
    /// A level of the ladder, by its place in [`Roadmap::levels`].
    Level(usize),
    /// A certification, by its place in [`Roadmap::certifications`].
    Exam(usize),
}

impl Roadmap {
    /// The goal of a name, in any case: `job-ready`, a track, a level or a certification.
    #[must_use]
    pub fn any_goal(&self, name: &str) -> Option<Goal> {
        self.goal(name).or_else(|| match self.find(name)? {
            Item::Certification(at) => Some(Goal::Exam(at)),
            _ => None,
        })
    }

    /// The goals of some names, each once. What this roadmap does not know is passed over: a newer one wrote it.
    #[must_use]
    pub fn goals_of(&self, names: &[String]) -> Vec<Goal> {
        let mut goals: Vec<Goal> = Vec::new();
        for goal in names.iter().filter_map(|name| self.any_goal(name)) {
            if !goals.contains(&goal) {
                goals.push(goal);
            }
        }
        goals
    }

    /// The permanent id of a goal.
    #[must_use]
    pub fn goal_id(&self, goal: Goal) -> &str {
        match goal {
            Goal::JobReady => "job-ready",
            Goal::Track(at) => &self.tracks[at].id,
            Goal::Level(at) => &self.levels[at].id,
            Goal::Exam(at) => &self.certifications[at].id,
        }
    }

    /// The title of a goal.
    #[must_use]
    pub fn goal_title(&self, goal: Goal) -> &str {
        match goal {
            Goal::JobReady => "Job-ready",
            Goal::Track(at) => &self.tracks[at].title,
            Goal::Level(at) => &self.levels[at].title,
            Goal::Exam(at) => &self.certifications[at].name,
        }
    }

    /// The track or level of a name, in any case; `job-ready` is a goal too.
    #[must_use]
    pub fn goal(&self, name: &str) -> Option<Goal> {
        let name = name.to_ascii_lowercase();
        self.goal_names().into_iter().find(|(known, _)| *known == name).map(|(_, goal)| goal)
    }

    /// Every name of a goal with what it names; ids before their aliases, and both before retired ids.
    pub fn goal_names(&self) -> Vec<(&str, Goal)> {
        let mut names = vec![("job-ready", Goal::JobReady)];
        for (at, track) in self.tracks.iter().enumerate() {
            names.push((&track.id, Goal::Track(at)));
            names.extend(track.aliases.iter().map(|alias| (alias.as_str(), Goal::Track(at))));
        }
        for (at, level) in self.levels.iter().enumerate() {
            names.push((&level.id, Goal::Level(at)));
            names.extend(level.aliases.iter().map(|alias| (alias.as_str(), Goal::Level(at))));
        }
        let living = names.len();
        for retired in self.retired_ids.iter() {
            let now = retired.replaced_by.first().map(String::as_str);
            if let Some((_, goal)) = names[..living].iter().find(|(name, _)| Some(*name) == now) {
                names.push((&retired.id, *goal));
            }
        }
        names
    }

    /// The lowest level below this one that asks for the same steps: above it the guides describe no more skills.
    #[must_use]
    pub fn level_alike(&self, level: &Level) -> Option<&Level> {
        let below = self.levels.iter().filter(|other| other.reached_after.low < level.reached_after.low);
        let alike = below.filter(|other| !level.asks.is_empty() && other.asks == level.asks);
        alike.min_by(|a, b| a.reached_after.low.total_cmp(&b.reached_after.low))
    }

    /// The places of the steps of a track, in study order.
    pub fn steps_of_track<'a>(&'a self, track: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.steps.iter().enumerate().filter(move |(_, step)| step.tracks.iter().any(|name| name == track)).map(|(at, _)| at)
    }

    /// The places of the steps some goals ask for beyond the path, with all they build on, in study order.
    #[must_use]
    pub fn beyond_path(&self, goals: &[Goal]) -> Vec<usize> {
        let mut wanted = vec![false; self.steps.len()];
        for goal in goals {
            match *goal {
                Goal::JobReady => {}
                Goal::Track(at) => self.steps_of_track(&self.tracks[at].id).for_each(|at| wanted[at] = true),
                Goal::Level(at) => self.levels[at].asks.iter().filter_map(|id| self.step(id)).for_each(|at| wanted[at] = true),
                Goal::Exam(at) => self.certifications[at].requires.iter().filter_map(|id| self.step(id)).for_each(|at| wanted[at] = true),
            }
        }
        // Prerequisites stand before what needs them, so one pass from the end finds them all.
        for at in (0..self.steps.len()).rev() {
            if wanted[at] {
                self.steps[at].requires.iter().for_each(|&required| wanted[required] = true);
            }
        }
        (0..self.steps.len()).filter(|&at| wanted[at] && !self.steps[at].importance.is_on_path()).collect()
    }
}
