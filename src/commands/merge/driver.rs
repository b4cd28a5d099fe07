//! `mlpath merge --driver`: what git calls to merge a progress file that two branches changed.

use serde::Serialize;

use crate::code::Code;
use crate::error::{Error, Exit};
use crate::note::Note;
use crate::progress::merge::{Copy, Decision, Merged, Unmergeable, merge_copies};
use crate::view::{Line, Page, Show};

use crate::commands::Outcome;

/// The three texts of a merge by git.
#[derive(Debug, Clone, Copy)]
pub struct Stages<'a> {
    /// What both branches come from; empty where both added the file.
    pub base: &'a str,
    /// That of the branch one is on.
    pub ours: &'a str,
    /// That of the other branch.
    pub theirs: &'a str,
    /// What notes call the file.
    pub name: &'a str,
}

/// The text that is to be there, what is to be told, and the answer: it ends with 1 where only the learner
/// can tell what is right, so that git stops there.
///
/// # Errors
///
/// When a text cannot be merged by what it says: git is to merge its lines.
pub fn drive(stages: Stages<'_>) -> Result<(String, Vec<Note>, Outcome), Error> {
    let Stages { base, ours, theirs, name } = stages;
    let merged = merge_copies(Some(base), ours, theirs).map_err(|error| unmergeable(&error, name))?;
    let exit = if merged.has_conflicts() { Exit::Failed } else { Exit::Done };
    let notes = merged.decisions.iter().map(|decision| note(name, decision)).collect();
    let Merged { text, decisions, .. } = merged;
    let document = DriverDocument { schema: "mlpath/merge-driver/v1", decisions: decisions.into_iter().map(DecisionRow::from).collect() };
    Ok((text, notes, Outcome::answer(document).ending(exit)))
}

fn note(name: &str, decision: &Decision) -> Note {
    let Decision { place, said, is_conflict } = decision;
    let code = if *is_conflict { Code::MergeConflict } else { Code::Merged };
    Note::new(code, Line::new().text(format!("{name}, {place}: {said}")))
}

fn unmergeable(error: &Unmergeable, name: &str) -> Error {
    let which = |copy: &Copy| match copy {
        Copy::Base => "what both come from",
        Copy::Ours => "this copy",
        Copy::Theirs => "the other copy",
    };
    let message = match error {
        Unmergeable::Unreadable(copy) => format!("{name}: {} is no progress file that can be read, so git merges its lines", which(copy)),
        Unmergeable::Newer(copy) => format!("{name}: {} was written by a newer mlpath, so git merges its lines", which(copy)),
        Unmergeable::NotFaithful => format!("{name}: no text can be made that says what both copies say, so git merges its lines"),
    };
    Error::new(Exit::No, Code::CannotMerge, message)
}

/// What was decided, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DriverDocument {
    schema: &'static str,
    decisions: Vec<DecisionRow>,
}

/// A place that both copies changed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct DecisionRow {
    /// Such as `steps.numpy`.
    pub(super) place: String,
    /// What both said and what stays.
    pub(super) said: String,
    /// Whether both are kept until you settle it.
    pub(super) conflict: bool,
}

impl From<Decision> for DecisionRow {
    fn from(decision: Decision) -> DecisionRow {
        DecisionRow { place: decision.place, said: decision.said, conflict: decision.is_conflict }
    }
}

impl Show for DriverDocument {
    fn page(&self) -> Page {
        Page::new()
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<DriverDocument>("merge-driver")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<'a>(base: &'a str, ours: &'a str, theirs: &'a str) -> Result<(String, Vec<Note>, Outcome), Error> {
        drive(Stages { base, ours, theirs, name: "p.yaml" })
    }

    const NOTE: &str = "version: 1\ntools:\n  aws: {note: x}\n";

    #[test]
    fn a_decision_is_told_and_a_conflict_stops_git() {
        let step = |mark: &str| format!("version: 1\nsteps:\n  git: {{{mark}}}\n");
        let (text, notes, outcome) =
            run("version: 1\n", &step("status: done, done: 2026-11-05"), &step("status: skipped, skipped: 2026-11-06")).expect("merges");
        assert_eq!((text, outcome.exit), (step("status: skipped, skipped: 2026-11-06"), Exit::Done));
        let said: Vec<String> = notes.iter().map(|note| note.line.plain(&crate::advice::Target::default())).collect();
        assert_eq!(said, ["p.yaml, steps.git: done in one copy and skipped in the other: the newer, skipped stays"]);
        let (text, notes, outcome) = run(NOTE, &NOTE.replace('x', "v"), &NOTE.replace('x', "z")).expect("merges");
        assert_eq!((outcome.exit, notes[0].code), (Exit::Failed, Code::MergeConflict));
        assert!(text.contains("note: z, note_other_copy: v"), "{text}");
    }

    #[test]
    fn what_cannot_be_read_is_left_to_git() {
        let error = run(NOTE, "steps: [", NOTE).err().expect("is refused");
        assert_eq!((error.code, error.exit), (Code::CannotMerge, Exit::No));
        assert!(error.message.contains("this copy is no progress file"), "{}", error.message);
    }
}
