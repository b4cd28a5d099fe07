//! What stands above the guides: dated facts, and the skills they name side by side.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use super::Value;
use super::figure::figures;
use crate::yaml;

figures! {
    /// A dated fact of official statistics or of a vendor, which stands above what the guides say.
    Fact ages Market like "a fact such as {id: growth, topic: market, label: Growth, text: …}" {
        /// Permanent id, in a name space of its own.
        id: String,
        /// Id of the topic that opens with it.
        topic: String,
        /// A few words in front of it.
        label: String,
        /// The fact.
        text: String,
        /// Whom or what it counts.
        #[serde(default)]
        includes: Option<String>,
        /// Where it holds.
        #[serde(default)]
        place: Option<String>,
        /// The period or day it speaks of.
        #[serde(default)]
        as_of: Option<String>,
        /// The figure in it.
        #[serde(default)]
        value: Option<Value>,
        /// The line of the panel at a glance it makes.
        #[serde(default)]
        panel: Option<Panel>,
        /// Its words there, where they are shorter.
        #[serde(default)]
        panel_text: Option<String>,
    }
}

/// A line of the panel at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Panel {
    /// What the first job pays.
    EntryPay,
    /// What senior engineers are paid.
    SeniorPay,
    /// How the number of jobs grows.
    Growth,
    /// How many jobs there are.
    Jobs,
    /// What exams cost.
    Exams,
    /// Anything else.
    Other,
}

/// A skill the guides name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideSkill {
    /// Permanent id, that of the fact of the inventory.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How each guide rates it, by the id of the guide.
    #[serde(deserialize_with = "ratings")]
    pub ratings: BTreeMap<String, Rating>,
    /// Id of the step that teaches it.
    #[serde(default)]
    pub step: Option<String>,
    /// From which level on it is asked for.
    #[serde(default)]
    pub level: Option<String>,
    /// What else is said of it.
    #[serde(default)]
    pub note: Option<String>,
}

fn ratings<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Rating>, D::Error> {
    yaml::unique_map(deserializer, "ids of guides, each with its rating such as key", |rating| rating)
}

/// How a guide rates a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// One must have it.
    Essential,
    /// It is in a list of key skills.
    Key,
    /// Employers expect it.
    Expected,
    /// Many postings ask for it.
    InDemand,
    /// It is useful.
    Useful,
    /// It is asked of senior engineers.
    SeniorLevel,
    /// It is paid more.
    Premium,
    /// It is optional.
    Optional,
    /// It is mentioned and not rated.
    Named,
}

impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}
