//! What `undo --rescue` and `undo --forget` would do, as data: read before the command answers, and
//! carried out only while it is still true.

use std::path::PathBuf;

use crate::dates::Date;
use crate::text::{count, list};

use super::{Progress, Status};

/// An earlier text that is to be put back, whatever is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescuePlan {
    /// The number that was asked for; the last good save without one.
    pub asked: Option<u64>,
    /// The number of the save that is put back.
    pub number: u64,
    /// The day it was saved.
    pub saved_on: Date,
    /// The command that saved it.
    pub title: String,
    /// Where the present text will be kept; `None` when there is none, or it is the very same.
    pub keeps: Option<PathBuf>,
    /// Whether there is a newer save that cannot be read.
    pub newer_unreadable: bool,
    /// What tells the present file from any other.
    pub(crate) current: u64,
}

/// A history that is to be moved aside, so that a new progress file can begin in the place of an emptied one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetPlan {
    /// Where it will be kept.
    pub keeps: PathBuf,
}

/// What one progress had and another has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// Marked steps.
    pub steps: usize,
    /// Entries of the log.
    pub entries: usize,
}

impl Lost {
    /// What is gone; `None` when nothing is. Entries are counted: one that was changed is not gone.
    #[must_use]
    pub fn between(before: &Progress, now: &Progress) -> Option<Lost> {
        let is_marked = |id: &&String| before.status(id) != Status::Todo && !now.steps.contains_key(*id);
        let steps = before.steps.keys().filter(is_marked).count();
        let entries = before.log.len().saturating_sub(now.log.len());
        (steps + entries > 0).then_some(Lost { steps, entries })
    }

    /// Such as `2 steps and 1 log entry`, and `are`.
    #[must_use]
    pub fn words(self) -> (String, &'static str) {
        let mut gone = Vec::new();
        for (number, noun) in [(self.steps, "step"), (self.entries, "log entry")] {
            if number > 0 {
                gone.push(count(number, noun));
            }
        }
        (list(&gone), if self.steps + self.entries == 1 { "is" } else { "are" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::document;

    #[test]
    fn what_is_gone_is_counted_and_what_was_changed_is_not() {
        let read = |text: &str| document::read(text.as_bytes()).expect("reads");
        let before = read(
            "version: 1\nsteps: {git: {status: done}, sql: {status: todo}}\nlog:\n  - {date: 2026-11-20, step: git}\n  - {date: 2026-11-20, step: git}\n",
        );
        let lost = |now: &str| Lost::between(&before, &read(now)).map(|lost| (lost.steps, lost.entries));
        assert_eq!(lost("version: 1\nsteps: {git: {status: done}}\nlog:\n  - {date: 2026-11-20, step: git}\n"), Some((0, 1)));
        assert_eq!(lost("version: 1\nlog: []\n"), Some((1, 2)));
        let edited =
            "version: 1\nsteps: {git: {status: doing}}\nlog:\n  - {date: 2026-11-20, step: sql}\n  - {date: 2026-11-20, step: git}\n";
        assert_eq!(lost(edited), None);
    }
}
