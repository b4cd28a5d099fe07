//! Ids of the past: a roadmap never takes an id away, it says what carries on.

use serde::{Deserialize, Serialize};

use super::Roadmap;

/// An id of the past and what became of it. One replacement is a renamed id; the same one in several
/// a merger; several in one a split.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetiredId {
    /// The id that was.
    pub id: String,
    /// Ids that carry on: of steps and exams, stages, tracks, levels, backgrounds, resources, topics, sources or
    /// terms. The old id is understood wherever one of these is.
    pub replaced_by: Vec<String>,
    /// Version of the roadmap since which it is so.
    pub since: String,
}

impl Roadmap {
    /// What a retired id is called today, in any case: the first of the ids that carry on.
    #[must_use]
    pub fn todays_id(&self, id: &str) -> Option<&str> {
        self.retired_ids.iter().find(|retired| retired.id.eq_ignore_ascii_case(id))?.replaced_by.first().map(String::as_str)
    }

    /// A word and, where it is a retired id, what that is called today.
    pub(crate) fn today_and_before<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::once(word).chain(self.todays_id(word))
    }
}
