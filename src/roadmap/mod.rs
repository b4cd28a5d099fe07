//! The roadmap: stages of steps, certifications, backgrounds, resources and sources.
//!
//! Read-only data. It comes from YAML documents ([`document`]), passes one gate and is
//! assembled into a [`Roadmap`] whose references are resolved. The built-in roadmap and a
//! learner's own go the same way; the built-in one goes it at build time.

mod audit;
mod figure;
#[cfg(test)]
pub(crate) mod fixture;
mod goal;
mod guide;
pub mod source;

use serde::{Deserialize, Serialize};

use crate::dates::Date;

pub use audit::{Audited, audit};
pub use figure::{
    Availability, CountRange, Estimate, ExamState, FRESH_DAYS, Fee, Figure, Grade, HoursRange, PayBump, Price, Provenance, Remark, Renewal,
    StatedCost, Validity, YearsRange,
};
pub use goal::{Goal, Level, SourcedText, Track};
pub use guide::{Conflict, ConflictKind, Entry, Guide, Layout, Section, Statement, Term, TermKind, Topic, Unit, Value};
pub use source::{Content, Finding, Overlaid, SourceText, apply_overlay, load, load_overlay, read};

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
    /// What guides state about the whole.
    pub stated: Stated,
    /// Ids and aliases of the guide's topics, so that a mistyped id can lead there.
    pub topics: Vec<Vec<String>>,
    /// Every id and alias with what it names, sorted by id.
    index: Vec<(String, Item)>,
}

/// An id of the past and what became of it. One `now` is a renamed id; the same `now` in several a
/// merger; several `now` in one a split.
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

/// What guides state about the whole, to be set beside mlpath's own sums.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// How many portfolio projects.
    #[serde(default)]
    pub portfolio_projects: Option<CountRange>,
    /// What the recommended path of certifications costs.
    #[serde(default)]
    pub path_cost: Option<StatedCost>,
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

/// A stage of the roadmap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Permanent id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Why the stage comes here and what it gives, one sentence.
    pub purpose: String,
    /// Ids of the sources that name it.
    pub sources: Vec<String>,
}

/// A unit of study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Permanent id.
    pub id: String,
    /// Other names it answers to, among them all its former ids.
    pub aliases: Vec<String>,
    /// Title.
    pub title: String,
    /// Place of its stage in [`Roadmap::stages`].
    pub stage: usize,
    /// A skill to learn or a project to build.
    pub kind: Kind,
    /// Whether it is a project to show, end to end.
    pub portfolio: bool,
    /// How much it matters for being job-ready.
    pub importance: Importance,
    /// Why it matters, one sentence.
    pub purpose: String,
    /// Criteria a learner can check honestly.
    pub done_when: Vec<String>,
    /// What it covers.
    pub topics: Vec<String>,
    /// Hours of study.
    pub hours: Estimate,
    /// Places of its prerequisites in [`Roadmap::steps`], all smaller than its own.
    pub requires: Vec<usize>,
    /// Specialisation tracks it belongs to.
    pub tracks: Vec<String>,
    /// Places of its resources in [`Roadmap::resources`], best first.
    pub resources: Vec<usize>,
    /// Ids of the facts of the guides it carries.
    pub covers: Vec<String>,
    /// Ids of the sources that name it.
    pub sources: Vec<String>,
}

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something to learn.
    Skill,
    /// Something to build.
    Project,
}

impl Kind {
    /// The word screens and JSON show.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Skill => "skill",
            Kind::Project => "project",
        }
    }
}

/// How much a step matters for being job-ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Importance {
    /// Cannot be left out.
    Essential,
    /// On the way to job-ready, and worth it.
    Recommended,
    /// Beyond it; for those who want it.
    Optional,
    /// Beyond it; asked of senior engineers.
    Senior,
}

impl Importance {
    /// The word screens and JSON show.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Importance::Essential => "essential",
            Importance::Recommended => "recommended",
            Importance::Optional => "optional",
            Importance::Senior => "senior",
        }
    }

    /// Whether a step of this importance is on the way to job-ready: its hours count in plans and totals.
    #[must_use]
    pub fn is_on_path(self) -> bool {
        self <= Importance::Recommended
    }
}

/// An exam or course that ends in a certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certification {
    /// Permanent id.
    pub id: String,
    /// Other names it answers to, its exam codes among them.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Official name, shortened where it is long.
    pub name: String,
    /// Exam code, where the provider publishes one.
    #[serde(default)]
    pub code: Option<String>,
    /// Who issues it.
    pub provider: String,
    /// Its place in the recommended path, from 1.
    #[serde(default)]
    pub path: Option<u8>,
    /// What it certifies, one sentence.
    pub purpose: String,
    /// Whether it can be taken.
    pub status: Availability,
    /// Ids of what replaces it, the recommended one first.
    #[serde(default)]
    pub successors: Vec<String>,
    /// What it costs.
    #[serde(default)]
    pub fee: Option<Fee>,
    /// What the trial version costs while it lasts.
    #[serde(default)]
    pub beta_fee: Option<Fee>,
    /// Length and number of questions.
    #[serde(default)]
    pub exam: Option<Remark>,
    /// How long it is valid.
    #[serde(default)]
    pub validity: Option<Validity>,
    /// How it is kept.
    #[serde(default)]
    pub renewal: Option<Renewal>,
    /// How often it may be tried.
    #[serde(default)]
    pub retakes: Option<Remark>,
    /// Hours of study for it.
    #[serde(default)]
    pub study_hours: Option<HoursRange>,
    /// The pay rise a guide states for it.
    #[serde(default)]
    pub bump: Option<PayBump>,
    /// What else to know, conflicts among them.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Ids of the steps worth having first; advice, never a lock.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Its page.
    pub url: String,
    /// Ids of the facts of the guides it carries.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Ids of the sources that name it.
    #[serde(default)]
    pub sources: Vec<String>,
}

impl Certification {
    /// Every figure it carries, with the name of its field.
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, &dyn Figure)> {
        fn field<'a, F: Figure>(name: &'static str, figure: Option<&'a F>) -> Option<(&'static str, &'a dyn Figure)> {
            figure.map(|figure| (name, figure as &dyn Figure))
        }
        let optional = [
            field("fee", self.fee.as_ref()),
            field("beta_fee", self.beta_fee.as_ref()),
            field("exam", self.exam.as_ref()),
            field("validity", self.validity.as_ref()),
            field("renewal", self.renewal.as_ref()),
            field("retakes", self.retakes.as_ref()),
            field("study_hours", self.study_hours.as_ref()),
            field("bump", self.bump.as_ref()),
        ];
        field("status", Some(&self.status)).into_iter().chain(optional.into_iter().flatten()).collect()
    }

    /// Every figure it carries, to be dated.
    fn figures_mut(&mut self) -> Vec<&mut dyn Figure> {
        fn field<F: Figure>(figure: &mut Option<F>) -> Option<&mut dyn Figure> {
            figure.as_mut().map(|figure| figure as &mut dyn Figure)
        }
        let optional = [
            field(&mut self.fee),
            field(&mut self.beta_fee),
            field(&mut self.exam),
            field(&mut self.validity),
            field(&mut self.renewal),
            field(&mut self.retakes),
            field(&mut self.study_hours),
            field(&mut self.bump),
        ];
        std::iter::once(&mut self.status as &mut dyn Figure).chain(optional.into_iter().flatten()).collect()
    }
}

/// Where a learner comes from, and what that already covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// Permanent id.
    pub id: String,
    /// Other names it answers to.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who that is, a few words.
    pub title: String,
    /// What is assumed about them, one sentence.
    pub assumes: String,
    /// What it covers, step by step.
    #[serde(default)]
    pub credits: Vec<Credit>,
    /// Ids of the facts of the guides it carries.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Ids of the sources; shares no source states are mlpath's own.
    pub sources: Vec<String>,
}

/// The part of a step that a background covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// Id of the step.
    pub step: String,
    /// Share of its hours that is covered, above 0 and at most 1.
    pub share: f64,
}

/// Learning material.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Permanent id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Author or publisher.
    pub by: String,
    /// Its page.
    pub url: String,
    /// What it costs; `None` where no source states it.
    #[serde(default)]
    pub price: Option<Price>,
    /// How long it takes; `None` where no source states it.
    #[serde(default)]
    pub hours: Option<HoursRange>,
}

/// A page, document or estimate that figures come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id, in a name space of its own.
    pub id: String,
    /// Title.
    pub title: String,
    /// Author or publisher.
    pub by: String,
    /// Address, where it is known.
    #[serde(default)]
    pub url: Option<String>,
    /// The day it speaks for.
    pub date: Date,
    /// What kind of day that is.
    pub dated: Dating,
    /// What kind of source it is.
    pub kind: SourceKind,
}

/// What the date of a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dating {
    /// The day it was published.
    Published,
    /// The day it says it was updated.
    Updated,
    /// The day a stored copy was made.
    Snapshot,
    /// The day it was read; the page itself states none.
    Read,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A guide to the career.
    Guide,
    /// The vendor of a certification or the author of a course.
    Vendor,
    /// A curriculum with hours.
    Curriculum,
    /// A catalogue of courses or exams.
    Catalogue,
    /// An article.
    Article,
    /// Reckoned by mlpath.
    Estimate,
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

    /// A source by id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
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
