//! Words of job postings, and the steps that teach what they ask for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A word of job postings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Permanent id.
    pub id: String,
    /// As screens show it; it is looked for too.
    pub name: String,
    /// What it is.
    pub kind: TermKind,
    /// Other spellings, in any case.
    #[serde(default)]
    pub names: Vec<String>,
    /// Spellings that count only in exactly this case, because they are common words otherwise.
    /// With any, the name itself is looked for only so too.
    #[serde(default)]
    pub exact: Vec<String>,
    /// Ids of the steps that teach it; none when the roadmap does not.
    #[serde(default)]
    pub steps: Vec<String>,
    /// The certification it names.
    #[serde(default)]
    pub certification: Option<String>,
    /// Whether its steps teach one of several such things: having done them makes it near, not known.
    #[serde(default)]
    pub one_of: bool,
}

/// What a word of a posting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// Something one can do.
    Skill,
    /// Something one works with.
    Tool,
    /// A certificate.
    Certificate,
}

impl fmt::Display for TermKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}
