//! The roadmap: stages of steps, certifications, backgrounds, resources and sources.
//!
//! Read-only data. It comes from YAML documents ([`document`]), passes one gate and is
//! assembled into a [`Roadmap`] whose references are resolved. The built-in roadmap and a
//! learner's own go the same way; the built-in one goes it before the program is built.

mod audit;
mod background;
mod certification;
mod fact;
mod figure;
#[cfg(test)]
pub(crate) mod fixture;
mod goal;
mod guide;
mod index;
mod resource;
mod retired;
pub mod source;
mod step;
mod stored;
mod term;
mod terms;
pub(crate) mod words;
mod written;

use serde::{Deserialize, Serialize};

use self::index::Index;

pub use audit::{Audited, Grades, audit};
pub use background::{Background, Credit, combined_credits};
pub use certification::{
    AgeRule, Bundle, Certification, Charge, Discount, ExamOffer, ExamState, PlacePrice, Renewal, RetakeRule, Retirement, Subscription,
    Validity,
};
pub use fact::{Fact, GuideSkill, Panel, Rating};
pub use figure::{
    Aging, CarriesFigures, CountRange, Figure, FigureField, Grade, HoursRange, PayBump, Price, Provenance, StatedCloud, StatedCost,
    StatedDuration, YearsRange,
};
pub use goal::{Goal, Level, SourcedText, Stated, Track};
pub use guide::{Conflict, ConflictKind, Entry, Guide, Layout, Section, Statement, Topic, Unit, Value};
pub use index::Item;
pub use resource::{PublishedLength, Resource, ResourceKind, Source, SourceKind};
pub use retired::RetiredId;
pub use source::{Content, Finding, Overlaid, SourceText, apply_overlay, load, load_overlay, read};
pub use step::{
    About, ChoiceGroup, Choose, Criterion, Estimate, EstimateBasis, Importance, Kind, PublishedShare, Stage, Step, StudyResource,
};
pub use stored::{Storable, Stored, StoredList, StoredText, decode};
pub use term::{Alternatives, Term, TermKind, spelling};
pub(crate) use terms::TermName;
pub use terms::Terms;

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
    pub certifications: StoredList<Certification>,
    /// Places of the certifications the guides recommend, in the order of their path.
    path: Vec<usize>,
    /// Where learners come from.
    pub backgrounds: StoredList<Background>,
    /// Learning material.
    pub resources: Stored<StoredList<Resource>>,
    /// Where figures come from.
    pub sources: Stored<StoredList<Source>>,
    /// Specializations beyond job-ready.
    pub tracks: Stored<Vec<Track>>,
    /// Levels of the ladder, the first rung first.
    pub levels: Stored<Vec<Level>>,
    /// Ids that were renamed, merged or split.
    pub retired_ids: Stored<Vec<RetiredId>>,
    /// Groups of steps of which a learner chooses some.
    pub choices: Vec<ChoiceGroup>,
    /// What guides state about the whole.
    pub stated: Stored<Stated>,
    /// Steps that teach one of several tools, which only the learner can name.
    pub alternatives: Stored<Vec<Alternatives>>,
    /// Ids and aliases of the guide's topics, so that a mistyped id can lead there.
    pub topics: Stored<Vec<Vec<String>>>,
    /// Every id and alias with what it names, sorted by id.
    index: Index<Item>,
    /// The places of the sources by their ids.
    source_index: Index<usize>,
}

impl Roadmap {
    /// What an id or alias names, in any case.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Item> {
        match self.index.find(id) {
            None if id.bytes().any(|byte| byte.is_ascii_uppercase()) => self.index.find(&id.to_ascii_lowercase()),
            found => found,
        }
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
        self.index.iter()
    }

    /// Every permanent id of a stage, step, exam, background or resource with what it names, sorted.
    pub fn ids(&self) -> impl Iterator<Item = (&str, Item)> {
        self.index.ids()
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

    /// The certifications the guides recommend, in the order of their path.
    pub fn guides_path(&self) -> impl Iterator<Item = &Certification> {
        self.path.iter().map(|&at| &self.certifications[at])
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

    /// A source by id, today's or a retired one.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        let named = |id: &str| self.source_index.find(id).map(|at| &self.sources[at]);
        named(id).or_else(|| named(self.todays_id(id)?))
    }

    /// A step as authors write it, with ids in place of places.
    pub(crate) fn written(&self, step: &Step) -> source::document::WrittenStep {
        let id = |at: usize| self.steps.get(at).map(|step| step.id.to_string());
        step.clone().written(id, |at| self.resources.get(at).map(|resource| resource.id.clone()))
    }
}
