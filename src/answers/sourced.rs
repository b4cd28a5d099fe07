//! A figure together with what it rests on.

use serde::Serialize;

use crate::dates::Date;
use crate::roadmap::Provenance;

use super::basis::BasisDocument;

/// A figure of the outside world: its value, a condition where there is one, and what it rests on.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Sourced<T> {
    #[serde(flatten)]
    pub(crate) value: T,
    /// A condition in a few words.
    pub(crate) note: Option<String>,
    /// What it rests on.
    pub(crate) basis: BasisDocument,
}

impl<T> Sourced<T> {
    /// A value with what it rests on, seen from a day.
    pub(crate) fn new(value: T, note: Option<&String>, provenance: Provenance<'_>, today: Date) -> Sourced<T> {
        Sourced { value, note: note.cloned(), basis: BasisDocument::new(provenance, today) }
    }
}
