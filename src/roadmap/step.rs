//! Stages and steps: what to learn, in which order, and how one knows that it is learned.

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use std::fmt;
use std::marker::PhantomData;

use super::figure::carries_figures;
use super::{Aging, Figure, Grade, Provenance, Stored, StoredText};
use crate::dates::Date;

/// A stage of the roadmap. As authors write it, it has its steps in it; in a checked roadmap they
/// stand in [`super::Roadmap::steps`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage<Steps = ()> {
    /// Permanent id.
    pub id: StoredText,
    /// Title.
    pub title: StoredText,
    /// Why the stage comes here and what it gives, one sentence.
    #[serde(default)]
    pub purpose: Stored<String>,
    /// Ids of the sources that name it.
    #[serde(default)]
    pub sources: Stored<Vec<String>>,
    /// Its steps, while it is read.
    #[serde(default)]
    pub steps: Steps,
}

impl<A> Stage<A> {
    /// The stage with other steps in it.
    pub(crate) fn with_steps<B>(self, steps: B) -> (Stage<B>, A) {
        (Stage { id: self.id, title: self.title, purpose: self.purpose, sources: self.sources, steps }, self.steps)
    }
}

/// A unit of study. References are places in the lists of the roadmap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Permanent id.
    pub id: StoredText,
    /// Title.
    pub title: StoredText,
    /// Place of its stage in [`super::Roadmap::stages`].
    pub stage: usize,
    /// A skill to learn or a project to build.
    pub kind: Kind,
    /// Whether it is a project to show, end to end.
    pub portfolio: bool,
    /// How much it matters for being job-ready.
    pub importance: Importance,
    /// Hours of study.
    pub hours: Estimate,
    /// Prerequisites, all of which stand earlier.
    pub requires: Vec<usize>,
    /// Ids of specialization tracks it belongs to.
    pub tracks: Vec<String>,
    /// All else there is to say of it.
    pub about: Stored<About>,
}

carries_figures!(Step { hours });

/// What only the pages about a step need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Other names it answers to.
    pub aliases: Vec<String>,
    /// Why it matters, one sentence.
    pub purpose: String,
    /// Criteria a learner alone can check; the first is the headline.
    pub done_when: Vec<Criterion>,
    /// What it covers.
    pub topics: Vec<String>,
    /// What to study with, best first.
    pub resources: Vec<StudyResource>,
    /// Ids of the facts of the guides it carries.
    pub covers: Vec<String>,
    /// Ids of the sources that name it.
    pub sources: Vec<String>,
}

/// One thing a learner can check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Criterion {
    /// Its permanent letter.
    pub letter: char,
    /// What the learner can then do.
    pub text: String,
}

impl Criterion {
    /// `a  You can …`
    #[must_use]
    pub fn phrase(&self) -> String {
        format!("{}  {}", self.letter, self.text)
    }
}

/// Hours of study a step takes, as percentiles over learners who have its prerequisites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// 10th percentile, hours.
    pub low: f64,
    /// 50th percentile, hours.
    pub likely: f64,
    /// 90th percentile, hours.
    pub high: f64,
    /// What they rest on.
    pub basis: Stored<EstimateBasis>,
}

/// What the hours of a step rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EstimateBasis {
    /// The factor for the own work that the criteria ask beyond the published lengths.
    pub criteria: f64,
    /// The published lengths they are built from; none where nobody publishes one.
    pub from: Vec<PublishedShare>,
    /// The day the oldest of them was read; filled in when the roadmap is assembled.
    pub checked_on: Option<Date>,
    /// A condition in a few words.
    pub note: Option<String>,
}

pub(super) fn one() -> f64 {
    1.0
}

/// The part of a published length that a step takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedShare {
    /// Id of the published length.
    pub published: String,
    /// Its share that is this step, above 0 and at most 1.
    #[serde(default = "one")]
    pub share: f64,
}

impl Estimate {
    /// How sure it is: derived from published lengths, or our own estimate.
    #[must_use]
    pub fn grade(&self) -> Grade {
        if self.basis.from.is_empty() { Grade::Estimate } else { Grade::Derived }
    }
}

impl Figure for Estimate {
    fn provenance(&self) -> Provenance<'_> {
        Provenance {
            grade: self.grade(),
            checked_on: self.basis.checked_on,
            sources: self.basis.from.iter().map(|part| part.published.as_str()).collect(),
            arithmetic: (!self.basis.from.is_empty())
                .then_some("the geometric mean of the shares of published lengths, times the factor of the criteria"),
            aging: Aging::Never,
        }
    }

    fn day_mut(&mut self) -> Option<&mut Option<Date>> {
        Some(&mut self.basis.checked_on)
    }
}

/// A resource of a step, and which part of it to study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StudyResource<Ref = usize> {
    /// The resource: its id while it is read, its place in [`super::Roadmap::resources`] afterwards.
    pub id: Ref,
    /// The part to study; absent for all of it, or to look things up.
    pub part: Option<String>,
    /// Hours of that part.
    pub hours: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenResource<Ref> {
    id: Ref,
    #[serde(default)]
    part: Option<String>,
    #[serde(default)]
    hours: Option<f64>,
}

/// Written as an id alone where there is nothing more to say.
impl<'de, Ref: Deserialize<'de>> Deserialize<'de> for StudyResource<Ref> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written<Ref>(PhantomData<Ref>);

        impl<'de, Ref: Deserialize<'de>> Visitor<'de> for Written<Ref> {
            type Value = StudyResource<Ref>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a resource, or {id: …, part: …, hours: …}")
            }

            fn visit_str<E: serde::de::Error>(self, id: &str) -> Result<Self::Value, E> {
                Ok(StudyResource { id: Ref::deserialize(StrDeserializer::new(id))?, part: None, hours: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                WrittenResource::deserialize(MapAccessDeserializer::new(map)).map(StudyResource::from)
            }
        }

        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Written(PhantomData))
        } else {
            WrittenResource::deserialize(deserializer).map(StudyResource::from)
        }
    }
}

impl<Ref> From<WrittenResource<Ref>> for StudyResource<Ref> {
    fn from(written: WrittenResource<Ref>) -> StudyResource<Ref> {
        StudyResource { id: written.id, part: written.part, hours: written.hours }
    }
}

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something to learn.
    #[default]
    Skill,
    /// Something to build.
    Project,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// How much a step matters for being job-ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Importance {
    /// Cannot be left out.
    #[default]
    Essential,
    /// On the way to job-ready, and worth it.
    Recommended,
    /// Beyond it; for those who want it.
    Optional,
    /// Beyond it; asked of senior engineers.
    Senior,
}

impl fmt::Display for Importance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Importance {
    /// Whether a step of this importance is on the way to job-ready: its hours count in plans and totals.
    #[must_use]
    pub fn is_on_path(self) -> bool {
        self <= Importance::Recommended
    }
}

/// Steps of which a learner chooses some.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceGroup {
    /// Permanent id.
    pub id: String,
    /// Title.
    pub title: String,
    /// How many.
    pub choose: Choose,
    /// Ids of the steps, in the order they are proposed.
    pub steps: Vec<String>,
    /// How to choose, one sentence.
    #[serde(default)]
    pub note: Option<String>,
}

/// How many of a group to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choose {
    /// At the least; plans count so many.
    pub low: usize,
    /// At the most.
    pub high: usize,
}
