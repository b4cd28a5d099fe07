//! `mlpath undo` and `redo`: one step back or forth for each command, without a question.

use serde::Serialize;

use crate::cli::{RedoArgs, UndoArgs};
use crate::dates::Date;
use crate::error::{Error, Exit};
use crate::progress::store::{Change, History, HistoryStep, Irreversible, Restoration};
use crate::progress::{Progress, Status};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table};

use super::{Input, Outcome};

/// Runs `undo`.
pub(super) fn undo(args: &UndoArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let nothing = History::default();
    let history = input.history.unwrap_or(&nothing);
    if args.list {
        return Ok(Outcome::answer(HistoryDocument::new(input, history)));
    }
    let restoration = history.undo(input.text).map_err(|error| irreversible(&error, "undo", "undone"))?;
    Ok(outcome(input, restoration, "undo", "Undone", args.dry_run))
}

/// Runs `redo`.
pub(super) fn redo(args: &RedoArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let nothing = History::default();
    let history = input.history.unwrap_or(&nothing);
    let restoration = history.redo(input.text).map_err(|error| irreversible(&error, "redo", "redone"))?;
    Ok(outcome(input, restoration, "redo", "Redone", args.dry_run))
}

fn irreversible(error: &Irreversible, verb: &str, done: &str) -> Error {
    match error {
        Irreversible::Nothing => Error::new(Exit::Failed, "nothing-to-reverse", format!("there is nothing to {verb}"))
            .command("mlpath undo --list", "shows what can be undone"),
        Irreversible::EditedSince(title) => {
            let message = format!("`mlpath {title}` cannot be {done}: you edited the same place by hand since");
            Error::new(Exit::Failed, "edited-since", message).hint("mend it in an editor; nothing was changed")
        }
    }
}

fn outcome(input: &Input<'_>, restoration: Restoration, verb: &'static str, word: &'static str, dry_run: bool) -> Outcome {
    let document = ReversalDocument {
        head: Head::new("mlpath/change/v1", input.roadmap, input.today),
        changed: changes(input.progress, &restoration.progress),
        unchanged: [],
        reversed: Reversed { command: restoration.title.clone(), on: restoration.on },
        dry_run,
        word,
        inverse: if verb == "undo" { "redo" } else { "undo" },
    };
    let title = format!("{verb}: {}", restoration.title);
    Outcome::changing(document, (!dry_run).then_some(Change::Restore(restoration)), title)
}

/// The states that differ between two records.
fn changes(before: &Progress, after: &Progress) -> Vec<Changed> {
    let mut ids: Vec<&String> = before.steps.keys().chain(after.steps.keys()).collect();
    ids.sort_unstable();
    ids.dedup();
    let differing = ids.into_iter().filter(|id| before.status(id) != after.status(id));
    differing
        .map(|id| Changed {
            id: id.clone(),
            from: before.status(id).word(),
            to: after.status(id).word(),
            role: crate::view::status_role(after.status(id)),
        })
        .collect()
}

#[derive(Serialize)]
struct ReversalDocument {
    #[serde(flatten)]
    head: Head,
    changed: Vec<Changed>,
    unchanged: [(); 0],
    reversed: Reversed,
    dry_run: bool,
    #[serde(skip)]
    word: &'static str,
    #[serde(skip)]
    inverse: &'static str,
}

#[derive(Serialize)]
struct Changed {
    id: String,
    from: &'static str,
    to: &'static str,
    #[serde(skip)]
    role: Role,
}

#[derive(Serialize)]
struct Reversed {
    command: String,
    on: Date,
}

impl Show for ReversalDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let word = if self.dry_run { format!("Would be {}", self.word.to_lowercase()) } else { self.word.to_owned() };
        page.line(
            Line::new()
                .text(format!("{word}: "))
                .code(format!("mlpath {}", self.reversed.command))
                .dim(format!("   of {}", self.reversed.on)),
        );
        for change in &self.changed {
            page.indented(2, Line::new().code(&change.id).text(format!(": {} -> ", change.from)).add(change.role, change.to));
        }
        if !self.dry_run {
            page.line(Line::new().dim("To take this back: ").code(format!("mlpath {}", self.inverse)));
        }
        page
    }
}

#[derive(Serialize)]
struct HistoryDocument {
    #[serde(flatten)]
    head: Head,
    undo: Vec<Saved>,
    redo: Vec<Saved>,
}

#[derive(Serialize)]
struct Saved {
    number: u64,
    command: String,
    on: Date,
}

impl From<&HistoryStep> for Saved {
    fn from(step: &HistoryStep) -> Saved {
        Saved { number: step.number, command: step.title.clone(), on: step.on }
    }
}

impl HistoryDocument {
    fn new(input: &Input<'_>, history: &History) -> HistoryDocument {
        HistoryDocument {
            head: Head::new("mlpath/history/v1", input.roadmap, input.today),
            undo: history.undoable().map(Saved::from).collect(),
            redo: history.redoable().map(Saved::from).collect(),
        }
    }
}

impl Show for HistoryDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if self.undo.is_empty() && self.redo.is_empty() {
            page.line("Nothing was changed yet.");
            return page;
        }
        let mut table = Table::new([Column::Fixed(""), Column::Fixed("day"), Column::Wrapping("command")]);
        let rows = self.redo.iter().rev().map(|saved| ("redo", saved)).chain(self.undo.iter().map(|saved| ("undo", saved)));
        for (verb, saved) in rows {
            let role = if verb == "redo" { Role::Dim } else { crate::view::status_role(Status::Todo) };
            table.rows.push(vec![
                Cell::of(Role::Dim, verb),
                Cell::of(role, saved.on.to_string()),
                Cell::of(Role::Code, format!("mlpath {}", saved.command)),
            ]);
        }
        page.table(table);
        page.line(Line::new().dim("The newest stands first; ").code("mlpath undo").dim(" takes back the first of them."));
        page
    }
}
