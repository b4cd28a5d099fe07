//! The reference guide: what the field's guides tell a learner, topic by topic, with who says it;
//! where they disagree; and the words job postings use.
//!
//! It is read only by the commands that show it, so it is kept apart from the roadmap.

use serde::{Deserialize, Serialize};

use crate::dates::Date;

use super::figure::carries_figures;
use super::{Aging, Fact, Figure, Grade, GuideSkill, Provenance, PublishedLength, Stored, StoredList, Terms};

/// Everything in the guide, and what else only reading commands need. Each part is decoded when somebody reads it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Guide {
    /// Dated facts, which stand above what the guides say.
    pub facts: Stored<Vec<Fact>>,
    /// Topics in reading order.
    pub topics: StoredList<Topic>,
    /// Where the guides disagree, or one disagrees with itself.
    pub conflicts: Stored<Vec<Conflict>>,
    /// The skills the guides name, with each guide's rating.
    pub skills: Stored<Vec<GuideSkill>>,
    /// Words of job postings and what they ask for.
    pub terms: Terms,
    /// Published lengths of courses and books.
    pub published: Stored<Vec<PublishedLength>>,
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
    pub sections: Stored<Vec<Section>>,
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
    /// The day its source was read.
    #[serde(default)]
    pub checked_on: Option<Date>,
    /// Who says it.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The arithmetic of a derived figure.
    #[serde(default)]
    pub arithmetic: Option<String>,
    /// Whether it is our own remark, and no figure.
    #[serde(default)]
    pub own: bool,
    /// Id of the fact that is newer.
    #[serde(default)]
    pub superseded_by: Option<String>,
    /// Id of the fact that shows it to be wrong.
    #[serde(default)]
    pub refuted_by: Option<String>,
    /// What each guide says, where they say it differently.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Ids of further facts it carries.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Figure for Entry {
    fn provenance(&self) -> Provenance<'_> {
        Provenance {
            grade: if self.own { Grade::Estimate } else { self.grade },
            checked_on: self.checked_on,
            sources: self.sources.iter().map(String::as_str).collect(),
            arithmetic: self.arithmetic.as_deref(),
            aging: aging_of(self.value),
        }
    }
    fn day_mut(&mut self) -> Option<&mut Option<Date>> {
        Some(&mut self.checked_on)
    }
}

carries_figures!(Entry { statements });

impl Entry {
    /// Its own figure, where it is one, and those of its statements.
    pub fn for_each_figure_in_it<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Figure)) {
        if self.is_figure() {
            visit("text", self);
        }
        super::CarriesFigures::for_each_figure(self, visit);
    }

    /// Whether it is a figure of its own: it says something that is neither ours nor said by its statements.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        !self.own && self.statements.is_empty()
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
    /// The day its source was read.
    #[serde(default)]
    pub checked_on: Option<Date>,
    /// Id of the fact that is newer.
    #[serde(default)]
    pub superseded_by: Option<String>,
    /// Id of the fact that shows it to be wrong.
    #[serde(default)]
    pub refuted_by: Option<String>,
}

impl Figure for Statement {
    fn provenance(&self) -> Provenance<'_> {
        Provenance {
            grade: self.grade,
            checked_on: self.checked_on,
            sources: vec![&self.source],
            arithmetic: None,
            aging: aging_of(self.value),
        }
    }
    fn day_mut(&mut self) -> Option<&mut Option<Date>> {
        Some(&mut self.checked_on)
    }
}

/// What is said with a figure in it ages as the market does, words alone do not.
fn aging_of(value: Option<Value>) -> Aging {
    if value.is_some() { Aging::Market } else { Aging::Never }
}

/// One guide says so, and nobody checked.
fn said_by_guides() -> Grade {
    Grade::Weak
}

/// A figure of the outside world with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// US dollars, a year where pay is meant.
    Usd,
    /// US dollars an hour.
    UsdPerHour,
    /// Percent.
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

carries_figures!(Conflict { statements });

impl ConflictKind {
    /// All kinds, the weightiest first.
    pub const ALL: [ConflictKind; 5] =
        [ConflictKind::Figure, ConflictKind::Scope, ConflictKind::Internal, ConflictKind::Advice, ConflictKind::Naming];

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

    /// A fact by id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// A published length by id.
    #[must_use]
    pub fn published(&self, id: &str) -> Option<&PublishedLength> {
        self.published.iter().find(|length| length.id == id)
    }

    /// All entries of all topics, in reading order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.topics.iter().flat_map(|topic| &*topic.sections).flat_map(|section| &section.entries)
    }

    /// An entry by id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries().find(|entry| entry.id == id)
    }
}

impl Topic {
    /// Its id and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}
