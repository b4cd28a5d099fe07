//! The YAML form of a roadmap, as authors write it.
//!
//! Every section is optional in a file, so that a roadmap may be one file or many.

use serde::Deserialize;

use super::{Background, Certification, Estimate, Importance, Kind, Resource, Source};

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
#[derive(Debug, Clone, Deserialize)]
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
    pub steps: Vec<StepDocument>,
}

/// A step; only id, title and hours are asked of everybody.
#[derive(Debug, Clone, Deserialize)]
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
