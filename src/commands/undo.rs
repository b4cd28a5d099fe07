//! `mlpath undo` and `redo`: one step back or forth for each command, without a question.

use crate::code::Code;
use serde::Serialize;

use crate::builtin;
use crate::cli::{RedoArgs, UndoArgs};
use crate::dates::Date;
use crate::error::{Error, Exit};
use crate::planning::renames::carry_over;
use crate::progress::Progress;
use crate::store::rescue::Rescue;
use crate::store::{Change, History, HistoryStep, Irreversible, Restoration, Store};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table};

use super::{Input, Outcome};
use crate::answers::change::{ChangeDocument, Changed, Reversed};

/// Runs `undo`.
pub(crate) fn undo(args: &UndoArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let nothing = History::default();
    let history = input.history.unwrap_or(&nothing);
    if args.list {
        let head = Head::new(HISTORY_SCHEMA, input.learner.roadmap, input.learner.today);
        return Ok(Outcome::answer(HistoryDocument::new(head, history, false)));
    }
    let restoration = history.undo(input.text).map_err(|error| irreversible(&error, "undo", "undone"))?;
    Ok(outcome(input, restoration, ("undone", "redo"), args.dry_run))
}

/// Runs `redo`.
pub(crate) fn redo(args: &RedoArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let nothing = History::default();
    let history = input.history.unwrap_or(&nothing);
    let restoration = history.redo(input.text).map_err(|error| irreversible(&error, "redo", "redone"))?;
    Ok(outcome(input, restoration, ("redone", "undo"), args.dry_run))
}

fn irreversible(error: &Irreversible, verb: &str, done: &str) -> Error {
    let refused = match error {
        Irreversible::Nothing => Error::new(Exit::Failed, Code::NothingToReverse, format!("there is nothing to {verb}")),
        Irreversible::EditedSince(title) => {
            let message = format!("`mlpath {title}` cannot be {done}: you edited the same place by hand since");
            Error::new(Exit::Failed, Code::EditedSince, message).hint("mend it in an editor; nothing was changed")
        }
        Irreversible::Lost(title) => {
            Error::new(Exit::Failed, Code::NothingToReverse, format!("`mlpath {title}` cannot be {done}: its save cannot be read any more"))
        }
    };
    refused
        .command("undo --list", "shows the saves")
        .command("undo --rescue NUMBER", "puts the record back as it was after one of them, and keeps the present one beside it")
}

fn outcome(input: &Input<'_>, restoration: Restoration, (word, inverse): (&'static str, &'static str), dry_run: bool) -> Outcome {
    // In the ids of today, like the present one.
    let after = carry_over(input.learner.roadmap, &restoration.progress).0.into_owned();
    let mut document = ChangeDocument::new(input.learner, &input.learner.standing(), &input.learner.with(&after).standing(), dry_run);
    document.changed = changes(input.learner.progress, &after);
    document.reversed = Some(Reversed { command: restoration.title.clone(), on: restoration.on, word, inverse });
    Outcome::changing(document, (!dry_run).then_some(Change::Restore(restoration)))
}

/// The states that differ between two records.
fn changes(before: &Progress, after: &Progress) -> Vec<Changed> {
    let mut ids: Vec<&String> = before.steps.keys().chain(after.steps.keys()).collect();
    ids.sort_unstable();
    ids.dedup();
    let differing = ids.into_iter().filter(|id| before.status(id) != after.status(id));
    differing.map(|id| Changed::new(id, before.status(id), after.status(id), String::new())).collect()
}

/// A record that was put back, or would be, as JSON has it.
#[derive(Serialize)]
struct RescueDocument {
    #[serde(flatten)]
    head: Head,
    /// The day the text was saved that is in force now.
    saved_on: Date,
    /// The command that saved it.
    command: String,
    /// Where the text that stood there is kept; null when there was none.
    kept: Option<String>,
    dry_run: bool,
}

/// Runs `undo --rescue` and `undo --forget`, which need neither a record that can be read nor a roadmap,
/// and `undo --list` where the record cannot be read.
pub(crate) fn whole(args: &UndoArgs, store: &Store, today: Date, waiting: &mut dyn FnMut()) -> Result<Option<Outcome>, Error> {
    if let Some(number) = args.rescue {
        let rescue = store.rescue(number, today, args.dry_run, waiting)?;
        return Ok(Some(rescued(&rescue, args.dry_run, today)));
    }
    if args.forget {
        let kept = store.forget(today, args.dry_run, waiting)?.display().to_string();
        let head = Head::new("mlpath/forget/v1", builtin::roadmap(), today);
        let answer = Outcome::answer(ForgetDocument { head, kept, dry_run: args.dry_run });
        return Ok(Some(Outcome { saved: !args.dry_run, ..answer }));
    }
    if args.list {
        let head = Head::new(HISTORY_SCHEMA, builtin::roadmap(), today);
        let history = store.history_of_damaged()?;
        return Ok(history.map(|history| Outcome::answer(HistoryDocument::new(head, &history, true))));
    }
    Ok(None)
}

/// A history that was moved aside, or would be, as JSON has it.
#[derive(Serialize)]
struct ForgetDocument {
    #[serde(flatten)]
    head: Head,
    /// Where it is kept.
    kept: String,
    dry_run: bool,
}

impl Show for ForgetDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let (starts, stays) = if self.dry_run { ("would start", "would be") } else { ("started", "is") };
        page.line(format!("{starts} a new record; undo and rescue know no more of the saves before it"));
        page.line(Line::new().text(format!("What was saved before {stays} kept in ")).code(&self.kept));
        page
    }
}

/// Says what a rescue did, or would do.
fn rescued(rescue: &Rescue, dry_run: bool, today: Date) -> Outcome {
    let document = RescueDocument {
        head: Head::new("mlpath/rescue/v1", builtin::roadmap(), today),
        saved_on: rescue.saved_on,
        command: rescue.title.clone(),
        kept: rescue.kept.as_ref().map(|kept| kept.display().to_string()),
        dry_run,
    };
    Outcome { saved: !dry_run, ..Outcome::answer(document) }
}

impl Show for RescueDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let word = if self.dry_run { "would put back" } else { "put back" };
        page.line(
            Line::new()
                .text(format!("{word}: the record as of "))
                .code(format!("mlpath {}", self.command))
                .text(format!(" on {}", self.saved_on)),
        );
        if let Some(kept) = &self.kept {
            page.line(Line::new().text("The text that stood there is kept in ").code(kept));
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
    /// The oldest save that is known, where older ones were let go of.
    #[serde(skip)]
    since: Option<Saved>,
    /// Whether the record cannot be read, and nothing can be undone before it is put back.
    #[serde(skip)]
    is_damaged: bool,
}

const HISTORY_SCHEMA: &str = "mlpath/history/v1";

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
    fn new(head: Head, history: &History, is_damaged: bool) -> HistoryDocument {
        HistoryDocument {
            head,
            is_damaged,
            undo: history.undoable().map(Saved::from).collect(),
            redo: history.redoable().map(Saved::from).collect(),
            since: history.since().map(Saved::from),
        }
    }
}

impl Show for HistoryDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if let Some(since) = &self.since {
            page.line(format!("mlpath kept the saves since {} of {}; what came before cannot be undone.", since.number, since.on));
        }
        if self.undo.is_empty() && self.redo.is_empty() {
            page.line(if self.since.is_some() { "Nothing can be undone." } else { "Nothing was changed yet." });
            return page;
        }
        let mut table = Table::new([Column::Fixed(""), Column::Fixed("save"), Column::Fixed("day"), Column::Wrapping("command")]);
        let rows = self.undo.iter().map(|saved| ("undo", saved)).chain(self.redo.iter().map(|saved| ("redo", saved)));
        for (verb, saved) in rows {
            table.rows.push(vec![
                Cell::of(Role::Dim, verb),
                Cell::text(saved.number.to_string()),
                Cell::text(saved.on.to_string()),
                Cell::of(Role::Code, format!("mlpath {}", saved.command)),
            ]);
        }
        page.table(table);
        if self.is_damaged {
            page.line(
                Line::new()
                    .dim("The record cannot be read now. ")
                    .advice("undo --rescue")
                    .dim(" puts back what was saved last, ")
                    .advice("undo --rescue NUMBER")
                    .dim(" the record as it was after that save; both keep the present text beside it."),
            );
            return page;
        }
        page.line(
            Line::new()
                .advice("undo")
                .dim(" takes the first undo row back, ")
                .advice("redo")
                .dim(" puts the first redo row back, ")
                .advice("undo --rescue NUMBER")
                .dim(" puts the record back as it was after that save."),
        );
        page
    }
}
