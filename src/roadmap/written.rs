//! Steps as authors write them: flat, and with the ids of other items in place of their places.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::step::one;
use super::{About, Criterion, Estimate, EstimateBasis, Importance, Kind, PublishedShare, Step, Stored, StudyResource};
use crate::dates::Date;

/// A step as authors write it, with the ids of other items. Only id, title and hours are asked of everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenStep {
    /// As [`Step::id`].
    pub id: String,
    /// As [`About::aliases`].
    #[serde(default)]
    pub aliases: Vec<String>,
    /// As [`Step::title`].
    pub title: String,
    /// As [`Step::kind`].
    #[serde(default)]
    pub kind: Kind,
    /// As [`Step::portfolio`].
    #[serde(default)]
    pub portfolio: bool,
    /// As [`Step::importance`].
    #[serde(default)]
    pub importance: Importance,
    /// As [`About::purpose`].
    #[serde(default)]
    pub purpose: String,
    /// As [`About::done_when`].
    #[serde(default, with = "criteria")]
    pub done_when: Vec<Criterion>,
    /// As [`About::topics`].
    #[serde(default)]
    pub topics: Vec<String>,
    /// As [`Step::hours`].
    pub hours: WrittenEstimate,
    /// As [`Step::requires`].
    #[serde(default)]
    pub requires: Vec<String>,
    /// As [`Step::tracks`].
    #[serde(default)]
    pub tracks: Vec<String>,
    /// As [`About::resources`].
    #[serde(default)]
    pub resources: Vec<StudyResource<String>>,
    /// As [`About::covers`].
    #[serde(default)]
    pub covers: Vec<String>,
    /// As [`About::sources`].
    #[serde(default)]
    pub sources: Vec<String>,
}

impl WrittenStep {
    /// The step with its references looked up; those that lead nowhere are left out.
    pub(crate) fn resolve(
        self,
        stage: usize,
        step: impl FnMut(String) -> Option<usize>,
        resource: impl FnMut(String) -> Option<usize>,
    ) -> Step {
        Step {
            id: self.id.into(),
            title: self.title.into(),
            stage,
            kind: self.kind,
            portfolio: self.portfolio,
            importance: self.importance,
            hours: self.hours.into(),
            requires: self.requires.into_iter().filter_map(step).collect(),
            tracks: self.tracks,
            about: Stored::from(About {
                aliases: self.aliases,
                purpose: self.purpose,
                done_when: self.done_when,
                topics: self.topics,
                resources: resolve_resources(self.resources, resource),
                covers: self.covers,
                sources: self.sources,
            }),
        }
    }
}

impl Step {
    /// The step as authors write it.
    pub(crate) fn written(self, step: impl FnMut(usize) -> Option<String>, resource: impl FnMut(usize) -> Option<String>) -> WrittenStep {
        let about = self.about.into_value();
        WrittenStep {
            id: self.id.into(),
            aliases: about.aliases,
            title: self.title.into(),
            kind: self.kind,
            portfolio: self.portfolio,
            importance: self.importance,
            purpose: about.purpose,
            done_when: about.done_when,
            topics: about.topics,
            hours: self.hours.into(),
            requires: self.requires.into_iter().filter_map(step).collect(),
            tracks: self.tracks,
            resources: resolve_resources(about.resources, resource),
            covers: about.covers,
            sources: about.sources,
        }
    }
}

fn resolve_resources<A, B>(used: Vec<StudyResource<A>>, mut resource: impl FnMut(A) -> Option<B>) -> Vec<StudyResource<B>> {
    used.into_iter().filter_map(|used| Some(StudyResource { id: resource(used.id)?, part: used.part, hours: used.hours })).collect()
}

/// Hours as authors write them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "hours such as {low: 4, likely: 8, high: 15}")]
pub struct WrittenEstimate {
    /// As [`Estimate::low`].
    pub low: f64,
    /// As [`Estimate::likely`].
    pub likely: f64,
    /// As [`Estimate::high`].
    pub high: f64,
    /// As [`EstimateBasis::criteria`].
    #[serde(default = "one")]
    pub criteria: f64,
    /// As [`EstimateBasis::from`].
    #[serde(default)]
    pub from: Vec<PublishedShare>,
    /// As [`EstimateBasis::checked_on`].
    #[serde(default)]
    pub checked_on: Option<Date>,
    /// As [`EstimateBasis::note`].
    #[serde(default)]
    pub note: Option<String>,
}

impl From<WrittenEstimate> for Estimate {
    fn from(written: WrittenEstimate) -> Estimate {
        let WrittenEstimate { low, likely, high, criteria, from, checked_on, note } = written;
        Estimate { low, likely, high, basis: Stored::from(EstimateBasis { criteria, from, checked_on, note }) }
    }
}

impl From<Estimate> for WrittenEstimate {
    fn from(estimate: Estimate) -> WrittenEstimate {
        let EstimateBasis { criteria, from, checked_on, note } = estimate.basis.into_value();
        WrittenEstimate { low: estimate.low, likely: estimate.likely, high: estimate.high, criteria, from, checked_on, note }
    }
}

/// Criteria are written as a mapping of letters, or as a list that is lettered in its order.
mod criteria {
    use super::{Criterion, Deserialize, Deserializer, MapAccess, SeqAccess, SerializeMap, Serializer, Visitor, fmt};

    pub(super) fn serialize<S: Serializer>(criteria: &[Criterion], serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.collect_seq(criteria);
        }
        let mut map = serializer.serialize_map(Some(criteria.len()))?;
        for criterion in criteria {
            map.serialize_entry(&criterion.letter, &criterion.text)?;
        }
        map.end()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Criterion>, D::Error> {
        if deserializer.is_human_readable() { deserializer.deserialize_any(Written) } else { Vec::deserialize(deserializer) }
    }

    struct Written;

    impl<'de> Visitor<'de> for Written {
        type Value = Vec<Criterion>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("criteria such as {a: You can …, b: …}, or a list of them")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut criteria = Vec::new();
            while let Some((letter, text)) = map.next_entry()? {
                criteria.push(Criterion { letter, text });
            }
            Ok(criteria)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut criteria = Vec::new();
            for letter in 'a'..='z' {
                let Some(text) = list.next_element()? else { return Ok(criteria) };
                criteria.push(Criterion { letter, text });
            }
            match list.next_element::<String>()? {
                Some(_) => Err(serde::de::Error::custom("a step has at most 26 criteria")),
                None => Ok(criteria),
            }
        }
    }
}
