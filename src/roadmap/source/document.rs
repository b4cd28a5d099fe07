//! The YAML form of a roadmap, as authors write it.
//!
//! Every section is optional in a file, so that a roadmap may be one file or many.

use serde::Deserialize;

use crate::roadmap::{
    Background, Certification, ChoiceGroup, Conflict, Fact, GuideSkill, Level, PublishedLength, Resource, RetiredId, Source, Stage, Stated,
    Term, Topic, Track,
};

pub use crate::roadmap::written::WrittenStep;

/// One file of a roadmap.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Name and version; exactly one file of a roadmap has it.
    #[serde(default)]
    pub roadmap: Option<Header>,
    /// Stages, in order.
    #[serde(default)]
    pub stages: Vec<Stage<Vec<WrittenStep>>>,
    /// Groups of steps to choose from.
    #[serde(default)]
    pub choices: Vec<ChoiceGroup>,
    /// Certifications.
    #[serde(default)]
    pub certifications: Vec<Certification>,
    /// Backgrounds.
    #[serde(default)]
    pub backgrounds: Vec<Background>,
    /// Resources.
    #[serde(default)]
    pub resources: Vec<Resource>,
    /// Sources.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Published lengths of courses and books.
    #[serde(default)]
    pub published: Vec<PublishedLength>,
    /// Specialization tracks.
    #[serde(default)]
    pub tracks: Vec<Track>,
    /// Levels of the ladder.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Ids of the past.
    #[serde(default)]
    pub retired_ids: Vec<RetiredId>,
    /// What guides state about the whole.
    #[serde(default)]
    pub stated: Option<Stated>,
    /// Dated facts above the guides.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Pages of the guide.
    #[serde(default)]
    pub guide: Vec<Topic>,
    /// Disagreements of the guides.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// Skills by guide.
    #[serde(default)]
    pub skills: Vec<GuideSkill>,
    /// Words of job postings.
    #[serde(default)]
    pub terms: Vec<Term>,
}

/// Name and version of a roadmap.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Short name.
    pub id: String,
    /// What one becomes by it.
    pub title: String,
    /// Version of the data.
    pub version: String,
}
