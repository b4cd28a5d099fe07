//! The roadmap: stages of steps, certifications, backgrounds, resources and sources.
//!
//! Read-only data. It comes from YAML documents ([`document`]), passes one gate and is
//! assembled into a [`Roadmap`] whose references are resolved. The built-in roadmap and a
//! learner's own go the same way; the built-in one goes it at build time.

mod audit;
mod background;
mod certification;
mod fact;
mod figure;
#[cfg(test)]
pub(crate) mod fixture;
mod goal;
mod guide;
mod resource;
pub mod source;
mod step;
mod term;

use serde::{Deserialize, Serialize};

pub use audit::{Audited, Grades, audit};
pub use background::{Background, Credit, combined_credits};
pub use certification::{
    AgeRule, Bundle, Certification, Charge, Discount, ExamOffer, ExamState, PlacePrice, Renewal, RetakeRule, Retirement, Subscription,
    Validity,
};
pub use fact::{Fact, GuideSkill, Panel, Rating};
pub use figure::{
    Ageing, CarriesFigures, CountRange, Figure, FigureField, Grade, HoursRange, PayBump, Price, Provenance, StatedCost, StatedDuration,
    YearsRange,
};
pub use goal::{Goal, Level, SourcedText, Stated, Track};
pub use guide::{Conflict, ConflictKind, Entry, Guide, Layout, Section, Statement, Topic, Unit, Value};
pub use resource::{PublishedLength, Resource, ResourceKind, Source, SourceKind};
pub use source::{Content, Finding, Overlaid, SourceText, apply_overlay, load, load_overlay, read};
pub use step::{ChoiceGroup, Choose, Criterion, Estimate, Importance, Kind, PublishedShare, Stage, Step, StudyResource};
pub use term::{Term, TermKind};

/// A checked roadmap. Steps stand in study order: every prerequisite before what needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Roadmap {
    /// Short name, for example `ml-engineer`.
    pub id: String,
    /// What one becomes by it.
    pub title: String,
    /// Version of the data, for example `2026.11`.
    pub version: String,
    /// The file of a learner's overlay that was laid over it.
    pub overlay: Option<String>,
    /// Stages in order.
    pub stages: Vec<Stage>,
    /// Steps of all stages in study order.
    pub steps: Vec<Step>,
    /// Certifications, the recommended path first.
    pub certifications: Vec<Certification>,
    /// Where learners come from.
    pub backgrounds: Vec<Background>,
    /// Learning material.
    pub resources: Vec<Resource>,
    /// Where figures come from.
    pub sources: Vec<Source>,
    /// Specialisations beyond job-ready.
    pub tracks: Vec<Track>,
    /// Levels of the ladder, the first rung first.
    pub levels: Vec<Level>,
    /// Ids that were renamed, merged or split.
    pub retired_ids: Vec<RetiredId>,
    /// Groups of steps of which a learner chooses some.
    pub choices: Vec<ChoiceGroup>,
    /// What guides state about the whole.
    pub stated: Stated,
    /// Ids and aliases of the guide's topics, so that a mistyped id can lead there.
    pub topics: Vec<Vec<String>>,
    /// Every id and alias with what it names, sorted by id.
    index: Vec<(String, Item)>,
}

/// An id of the past and what became of it. One replacement is a renamed id; the same one in several
/// a merger; several in one a split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetiredId {
    /// The id that was.
    pub id: String,
    /// Ids of the steps or certifications that carry on.
    pub replaced_by: Vec<String>,
    /// Version of the roadmap since which it is so.
    pub since: String,
}

/// What an id names: the kind, and the place in the list of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Item {
    /// A stage.
    Stage(usize),
    /// A step.
    Step(usize),
    /// A certification.
    Certification(usize),
    /// A background.
    Background(usize),
    /// A resource.
    Resource(usize),
}

impl Roadmap {
    /// What an id or alias names, in any case.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Item> {
        let lower;
        let id = if id.bytes().any(|byte| byte.is_ascii_uppercase()) {
            lower = id.to_ascii_lowercase();
            &lower
        } else {
            id
        };
        self.index.binary_search_by(|(name, _)| name.as_str().cmp(id)).ok().map(|at| self.index[at].1)
    }

    /// The place of a step, by id or alias.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<usize> {
        match self.find(id)? {
            Item::Step(at) => Some(at),
            _ => None,
        }
    }

    /// The permanent id of an item.
    #[must_use]
    pub fn id_of(&self, item: Item) -> &str {
        match item {
            Item::Stage(at) => &self.stages[at].id,
            Item::Step(at) => &self.steps[at].id,
            Item::Certification(at) => &self.certifications[at].id,
            Item::Background(at) => &self.backgrounds[at].id,
            Item::Resource(at) => &self.resources[at].id,
        }
    }

    /// Every id and alias with what it names, sorted.
    pub fn names(&self) -> impl Iterator<Item = (&str, Item)> {
        self.index.iter().map(|(name, item)| (name.as_str(), *item))
    }

    /// The steps of a stage with their places, in study order.
    pub fn steps_of(&self, stage: usize) -> impl Iterator<Item = (usize, &Step)> {
        self.steps.iter().enumerate().filter(move |(_, step)| step.stage == stage)
    }

    /// How many stages have steps on the path to job-ready.
    #[must_use]
    pub fn path_stages(&self) -> usize {
        (0..self.stages.len()).filter(|&stage| self.steps_of(stage).any(|(_, step)| step.importance.is_on_path())).count()
    }

    /// The steps that name this one as a prerequisite.
    pub fn unlocked_by(&self, step: usize) -> impl Iterator<Item = usize> {
        self.steps.iter().enumerate().filter(move |(_, other)| other.requires.contains(&step)).map(|(at, _)| at)
    }

    /// A certification by id or alias.
    #[must_use]
    pub fn certification(&self, id: &str) -> Option<&Certification> {
        match self.find(id)? {
            Item::Certification(at) => Some(&self.certifications[at]),
            _ => None,
        }
    }

    /// A background by id or alias.
    #[must_use]
    pub fn background(&self, id: &str) -> Option<&Background> {
        match self.find(id)? {
            Item::Background(at) => Some(&self.backgrounds[at]),
            _ => None,
        }
    }

    /// The backgrounds of a text such as `analyst+bootcamp`; `None` when it names one that does not exist.
    #[must_use]
    pub fn backgrounds_named(&self, text: &str) -> Option<Vec<&Background>> {
        text.split('+').map(|id| self.background(id)).collect()
    }

    /// A source by id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// A step as authors write it, with ids in place of places.
    pub(crate) fn written(&self, step: &Step) -> source::document::WrittenStep {
        let id = |at: usize| self.steps.get(at).map(|step| step.id.clone());
        step.clone().map_refs(0, id, |at| self.resources.get(at).map(|resource| resource.id.clone()))
    }

    /// Looks up the ids again; called once, when the roadmap is assembled.
    fn with_index(mut self) -> Roadmap {
        let mut index: Vec<(String, Item)> = Vec::new();
        let mut add = |id: &str, aliases: &[String], item: Item| {
            index.extend(std::iter::once(id).chain(aliases.iter().map(String::as_str)).map(|name| (name.to_owned(), item)));
        };
        self.stages.iter().enumerate().for_each(|(at, stage)| add(&stage.id, &[], Item::Stage(at)));
        self.steps.iter().enumerate().for_each(|(at, step)| add(&step.id, &step.aliases, Item::Step(at)));
        self.certifications.iter().enumerate().for_each(|(at, cert)| add(&cert.id, &cert.aliases, Item::Certification(at)));
        self.backgrounds.iter().enumerate().for_each(|(at, ground)| add(&ground.id, &ground.aliases, Item::Background(at)));
        self.resources.iter().enumerate().for_each(|(at, resource)| add(&resource.id, &[], Item::Resource(at)));
        // A former id names the first of what became of it.
        for retired in &self.retired_ids {
            let now = retired.replaced_by.first().and_then(|id| index.iter().find(|(name, _)| name == id)).map(|(_, item)| *item);
            index.extend(now.map(|item| (retired.id.clone(), item)));
        }
        index.sort_by(|a, b| a.0.cmp(&b.0));
        self.index = index;
        self
    }
}
