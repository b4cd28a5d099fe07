//! Two copies of a progress file, worked on apart, into one.
//!
//! First the values are merged: records by the day of their last change, lists as sets. Then a text is
//! made that says just that and keeps the comments of both copies where it can. What is merged does not
//! depend on which copy is called ours.
//!
//! `undo` is a merge as well: the change of a save, taken back from the text of today. There nothing
//! is decided for the learner: where both sides changed a place it refuses.

pub mod ancestor;
pub mod copies;
pub mod git;
mod lines;
mod logs;
mod records;
pub mod repair;
mod reverse;
mod sets;
pub mod settle;
mod sides;
pub mod summary;
mod text;
mod three_way;
mod union;
mod values;

use super::Progress;

pub use three_way::{Decision, OTHER_COPY};

pub(crate) use reverse::{holds_change, merge};

/// Two copies as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The text, made on that of ours.
    pub text: String,
    /// What it says.
    pub progress: Progress,
    /// What was decided where both copies changed the same place.
    pub decisions: Vec<Decision>,
}

impl Merged {
    /// Whether something is left for the learner to settle.
    #[must_use]
    pub fn has_conflicts(&self) -> bool {
        self.decisions.iter().any(|decision| decision.is_conflict)
    }
}

/// Why two copies cannot be merged by what they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmergeable {
    /// One of the texts is no progress file that can be read; which of them.
    Unreadable(Copy),
    /// One of the texts was written by a newer mlpath.
    Newer(Copy),
    /// No text can be made that says what was merged.
    NotFaithful,
}

/// One of the texts of a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// What both come from.
    Base,
    /// This one.
    Ours,
    /// The other one.
    Theirs,
}

/// Merges two copies of a progress file; `base` is what both come from. Without it, nothing counts as
/// taken away: what either copy has stays.
///
/// # Errors
///
/// [`Unmergeable`]; the copies are as they were.
pub fn merge_copies(base: Option<&str>, ours: &str, theirs: &str) -> Result<Merged, Unmergeable> {
    text::merge(base.filter(|base| !base.trim().is_empty()), ours, theirs, true)
}

/// As [`merge_copies`], of a copy that is taken in by hand: it may be taken in again, or be newer than one that was, so that
/// an entry in the very same words is one that was seen before.
///
/// # Errors
///
/// As for [`merge_copies`].
pub fn take_in(base: Option<&str>, ours: &str, theirs: &str) -> Result<Merged, Unmergeable> {
    text::merge(base, ours, theirs, false)
}

#[cfg(test)]
mod tests;
