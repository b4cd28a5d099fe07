//! The YAML form of a roadmap, as authors write it.
//!
//! Every section is optional in a file, so that a roadmap may be one file or many.

use serde::{Deserialize, Serialize};

use crate::roadmap::{
    Background, Certification, Conflict, Estimate, Importance, Kind, Level, Resource, RetiredId, Roadmap, Source, Stage, Stated, Step,
    Term, Topic, Track,
};

/// One file of a roadmap.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Name and version; exactly one file of a roadmap has it.
    #[serde(default)]
    pub roadmap: Option<Header>,
    /// Stages, in order.
    #[serde(default)]
    pub stages: Vec<StageDocument>,
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
    /// Specialisation tracks.
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
    /// Pages of the guide.
    #[serde(default)]
    pub guide: Vec<Topic>,
    /// Disagreements of the guides.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
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

/// A stage with its steps.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDocument {
    /// Permanent id.
    pub id: String,
    /// Title.
    pub title: String,
    /// One sentence.
    #[serde(default)]
    pub purpose: String,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Steps in study order.
    #[serde(default)]
    pub steps: Vec<StepDocument>,
}

/// A step; only id, title and hours are asked of everybody.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepDocument {
    /// Permanent id.
    pub id: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Title.
    pub title: String,
    /// Skill unless said otherwise.
    #[serde(default = "skill")]
    pub kind: Kind,
    /// Whether it is a project to show.
    #[serde(default)]
    pub portfolio: bool,
    /// Essential unless said otherwise.
    #[serde(default = "essential")]
    pub importance: Importance,
    /// One sentence.
    #[serde(default)]
    pub purpose: String,
    /// Criteria.
    #[serde(default)]
    pub done_when: Vec<String>,
    /// Topics.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Hours.
    pub hours: Estimate,
    /// Ids of prerequisites, all of which stand earlier.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Tracks.
    #[serde(default)]
    pub tracks: Vec<String>,
    /// Ids of facts.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Ids of resources.
    #[serde(default)]
    pub resources: Vec<String>,
    /// Ids of sources.
    #[serde(default)]
    pub sources: Vec<String>,
}

fn skill() -> Kind {
    Kind::Skill
}

fn essential() -> Importance {
    Importance::Essential
}

impl StageDocument {
    /// The YAML form of a stage, without its steps.
    #[must_use]
    pub fn of(stage: &Stage) -> StageDocument {
        StageDocument {
            id: stage.id.clone(),
            title: stage.title.clone(),
            purpose: stage.purpose.clone(),
            sources: stage.sources.clone(),
            steps: Vec::new(),
        }
    }
}

impl StepDocument {
    /// The YAML form of a step.
    #[must_use]
    pub fn of(roadmap: &Roadmap, step: &Step) -> StepDocument {
        StepDocument {
            id: step.id.clone(),
            aliases: step.aliases.clone(),
            title: step.title.clone(),
            kind: step.kind,
            portfolio: step.portfolio,
            importance: step.importance,
            purpose: step.purpose.clone(),
            done_when: step.done_when.clone(),
            topics: step.topics.clone(),
            hours: step.hours.clone(),
            requires: step.requires.iter().map(|&at| roadmap.steps[at].id.clone()).collect(),
            tracks: step.tracks.clone(),
            covers: step.covers.clone(),
            resources: step.resources.iter().map(|&at| roadmap.resources[at].id.clone()).collect(),
            sources: step.sources.clone(),
        }
    }
}
