//! The reference guide: what the field's guides tell a learner, topic by topic, with who says it;
//! where they disagree; and the words job postings use.
//!
//! It is read only by the commands that show it, so it is kept apart from the roadmap.

use serde::{Deserialize, Serialize};

use crate::dates::Date;

use super::{Figure, Grade, Provenance};

/// Everything on the guide.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Guide {
    /// Topics in reading order.
    pub topics: Vec<Topic>,
    /// Where the guides disagree, or one disagrees with itself.
    pub conflicts: Vec<Conflict>,
    /// Words of job postings and what they ask for.
    pub terms: Vec<Term>,
}

/// A page of the guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Permanent id, in a name space of its own: `monitoring` is a step and a topic.
    pub id: String,
    /// Other words people type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Title.
    pub title: String,
    /// A few words for the index.
    pub about: String,
    /// What a reader should take away.
    pub lead: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Title.
    pub title: String,
    /// How it is laid out.
    pub layout: Layout,
    /// A sentence under it.
    #[serde(default)]
    pub note: Option<String>,
    /// What it says.
    pub entries: Vec<Entry>,
}

/// How a section is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// One point an entry.
    Points,
    /// A table: a row for each label, a column for each guide.
    Matrix,
    /// A heading an entry, and one line for each guide that speaks.
    Statements,
}

/// One thing the guides say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Permanent id: that of the fact it carries, or one of mlpath's own.
    pub id: String,
    /// A few words in front of it.
    #[serde(default)]
    pub label: Option<String>,
    /// The statement; in a matrix the figure as the guide prints it.
    #[serde(default)]
    pub text: Option<String>,
    /// The figure in it.
    #[serde(default)]
    pub value: Option<Value>,
    /// How sure it is.
    #[serde(default = "said_by_guides")]
    pub grade: Grade,
    /// The day its sources said it.
    #[serde(default)]
    pub checked_on: Option<Date>,
    /// Who says it.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What each guide says, where they say it differently.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Ids of further facts it carries.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Figure for Entry {
    fn provenance(&self) -> Provenance<'_> {
        Provenance { grade: self.grade, checked_on: self.checked_on, sources: &self.sources }
    }
    fn default_date(&mut self, day: Option<Date>) {
        self.checked_on = self.checked_on.or(day);
    }
}

/// What one guide says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Who.
    pub source: String,
    /// What.
    pub text: String,
    /// The figure in it.
    #[serde(default)]
    pub value: Option<Value>,
    /// How sure it is.
    #[serde(default = "said_by_guides")]
    pub grade: Grade,
}

/// One guide says so, and nobody checked.
fn said_by_guides() -> Grade {
    Grade::Weak
}

/// A figure of the outside world with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Low end.
    pub low: f64,
    /// High end; the same as `low` for one number, absent where there is none.
    #[serde(default)]
    pub high: Option<f64>,
    /// Whether the source says `or more`.
    #[serde(default)]
    pub or_more: bool,
    /// Of what.
    pub unit: Unit,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// US dollars, a year where pay is meant.
    Usd,
    /// US dollars an hour.
    UsdPerHour,
    /// Per cent.
    Percent,
    /// Years.
    Years,
    /// Months.
    Months,
    /// Things.
    Count,
}

/// A disagreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Permanent id, that of the conflict of the inventory.
    pub id: String,
    /// About what.
    pub title: String,
    /// Of what kind.
    pub kind: ConflictKind,
    /// Id of the topic it belongs to.
    pub topic: String,
    /// Who says what.
    pub statements: Vec<Statement>,
    /// What to make of it; mlpath's own words.
    pub advice: String,
}

/// How the guides disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConflictKind {
    /// Numbers differ.
    Figure,
    /// One label for different things counted.
    Scope,
    /// A guide against itself.
    Internal,
    /// Advice differs.
    Advice,
    /// Names differ.
    Naming,
}

impl ConflictKind {
    /// All kinds, the weightiest first.
    pub const ALL: [ConflictKind; 5] =
        [ConflictKind::Figure, ConflictKind::Scope, ConflictKind::Internal, ConflictKind::Advice, ConflictKind::Naming];

    /// The word JSON shows.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ConflictKind::Figure => "figure",
            ConflictKind::Scope => "scope",
            ConflictKind::Internal => "internal",
            ConflictKind::Advice => "advice",
            ConflictKind::Naming => "naming",
        }
    }

    /// The words screens show.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            ConflictKind::Figure => "Figures differ",
            ConflictKind::Scope => "One label, different things counted",
            ConflictKind::Internal => "A guide against itself",
            ConflictKind::Advice => "Advice differs",
            ConflictKind::Naming => "Names differ",
        }
    }
}

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

impl TermKind {
    /// The word JSON shows.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            TermKind::Skill => "skill",
            TermKind::Tool => "tool",
            TermKind::Certificate => "certificate",
        }
    }
}

impl Guide {
    /// A topic by id or alias, in any case.
    #[must_use]
    pub fn topic(&self, word: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.names().any(|name| name.eq_ignore_ascii_case(word)))
    }

    /// A conflict by id, in any case.
    #[must_use]
    pub fn conflict(&self, id: &str) -> Option<&Conflict> {
        self.conflicts.iter().find(|conflict| conflict.id.eq_ignore_ascii_case(id))
    }

    /// An entry by id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.topics.iter().flat_map(|topic| &topic.sections).flat_map(|section| &section.entries).find(|entry| entry.id == id)
    }
}

impl Topic {
    /// Its id and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}
