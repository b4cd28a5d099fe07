//! `mlpath undo` and `redo`: one step back or forth for each command, without a question.

use crate::code::Code;
use serde::Serialize;

use crate::cli::{RedoArgs, UndoArgs};
use crate::dates::Date;
use crate::error::{Error, Exit};
use crate::planning::renames::apply_renames;
use crate::progress::history::{Entry, History, Irreversible, Restoration, SaveName};
use crate::progress::rescue::{ForgetPlan, Lost, RescuePlan};
use crate::progress::{Progress, Status};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table};

use super::{Effect, FileNeed, HistoryNeed, Input, Needs, Outcome};
use crate::answers::change::{ChangeDocument, Changed, Reversed, SaveRow};
use crate::order;

/// What `undo` needs: a history, or what putting an earlier text back would do.
pub(crate) fn needs(args: &UndoArgs) -> Needs<'static> {
    let needs = Needs::default();
    if let Some(number) = args.rescue {
        Needs { file: FileNeed::Rescue(number), ..needs }
    } else if args.forget {
        Needs { file: FileNeed::Forget, ..needs }
    } else if args.list {
        Needs { file: FileNeed::ReadEvenDamaged, history: HistoryNeed::List, ..needs }
    } else {
        Needs { file: FileNeed::of_change(args.dry_run), history: HistoryNeed::Undo, ..needs }
    }
}

/// Runs `undo`.
pub(crate) fn undo(args: &UndoArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    if let Some(plan) = input.rescue {
        let effect = (!args.dry_run).then(|| Effect::Rescue(plan.clone()));
        return Ok(Outcome::changing(RescueDocument::new(plan, args.dry_run, input), effect));
    }
    if let Some(plan) = input.forget {
        let effect = (!args.dry_run).then(|| Effect::Forget(plan.clone()));
        return Ok(Outcome::changing(ForgetDocument::new(plan, args.dry_run, input), effect));
    }
    let nothing = History::default();
    let history = input.history.unwrap_or(&nothing);
    if args.list {
        return Ok(Outcome::answer(HistoryDocument::new(history, input)));
    }
    let restoration = history.undo(input.text).map_err(|error| irreversible(&error, history, ("undo", "undone")))?;
    Ok(outcome(input, restoration, ("undone", "redo"), args.dry_run))
}

/// Runs `redo`.
pub(crate) fn redo(args: &RedoArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let nothing = History::default();
    let history = input.history.unwrap_or(&nothing);
    let restoration = history.redo(input.text).map_err(|error| irreversible(&error, history, ("redo", "redone")))?;
    Ok(outcome(input, restoration, ("redone", "undo"), args.dry_run))
}

/// A save by what was typed, or by its number where that cannot be read.
fn named(save: &SaveName) -> String {
    save.done.as_ref().map_or_else(|| format!("save {}", save.number), |(title, _)| format!("`mlpath {title}`"))
}

fn irreversible(error: &Irreversible, history: &History, (verb, done): (&str, &str)) -> Error {
    let refused = match error {
        Irreversible::Nothing if history.is_unreadable() => {
            let message = format!("nothing can be {done}: none of the saves can be read");
            return Error::new(Exit::Failed, Code::NothingToReverse, message);
        }
        Irreversible::Nothing if history.is_empty() => {
            // Of a file that was written elsewhere, too, or whose saves are gone.
            let message = format!("there is nothing to {verb}: no change of this file was saved here yet");
            return Error::new(Exit::Failed, Code::NothingToReverse, message);
        }
        Irreversible::Nothing => Error::new(Exit::Failed, Code::NothingToReverse, format!("there is nothing to {verb}")),
        Irreversible::EditedSince(save) => {
            let message = format!("{} cannot be {done}: you edited the same place by hand since", named(save));
            Error::new(Exit::Failed, Code::EditedSince, message).hint("mend it in an editor; nothing was changed")
        }
        Irreversible::Lost(save) => {
            let what = if save.done.is_some() { "its save" } else { "it" };
            Error::new(Exit::Failed, Code::NothingToReverse, format!("{} cannot be {done}: {what} cannot be read any more", named(save)))
        }
        Irreversible::NewestUnreadable { number, title } => {
            let message = "the newest save cannot be read, and the file was edited by hand since; nothing was changed";
            let does = format!("restores your progress as of `mlpath {title}`, and keeps the present file beside it");
            return Error::new(Exit::Failed, Code::EditedSince, message).command(&format!("undo --rescue {number}"), &does);
        }
    };
    refused
        .command("undo --list", "shows the saves")
        .command("undo --rescue NUMBER", "restores your progress as it was after one of them, and keeps the present file beside it")
}

fn outcome(input: &Input<'_>, restoration: Restoration, (word, inverse): (&'static str, &'static str), dry_run: bool) -> Outcome {
    // In the ids of today, like the present one.
    let after = apply_renames(input.learner.roadmap, &restoration.progress).0.into_owned();
    let mut document = ChangeDocument::new(input.learner, &input.learner.standing(), &input.learner.with(&after).standing(), dry_run);
    document.changed = changes(input.learner.progress, &after);
    let (command, on) = restoration.reversed.done.clone().unzip();
    document.reversed = Some(Reversed { command, on, restored: restoration.restored.clone().map(SaveRow::from), word, inverse });
    Outcome::changing(document, (!dry_run).then_some(Effect::Restore(restoration)))
}

/// The states that differ.
pub(super) fn changes(before: &Progress, after: &Progress) -> Vec<Changed> {
    let mut ids: Vec<&String> = before.steps.keys().chain(after.steps.keys()).collect();
    order::sort(&mut ids);
    ids.dedup();
    let differing = ids.into_iter().filter(|id| before.status(id) != after.status(id));
    let mut changes: Vec<Changed> = differing.map(|id| Changed::new(id, before.status(id), after.status(id), String::new())).collect();
    let knows = |progress: &Progress, id: &String| if progress.tools.contains_key(id) { Status::Done } else { Status::Todo };
    let mut tools: Vec<&String> = before.tools.keys().chain(after.tools.keys()).collect();
    order::sort(&mut tools);
    tools.dedup();
    let differing = tools.into_iter().filter(|id| before.tools.get(*id) != after.tools.get(*id));
    changes.extend(differing.map(|id| Changed::new(id, knows(before, id), knows(after, id), String::new())));
    changes
}

/// A progress file that was restored, or would be, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RescueDocument {
    #[serde(flatten)]
    head: Head,
    /// The day the text was saved that is in force now.
    saved_on: Date,
    /// The command that saved it.
    command: String,
    /// Where the text that stood there is kept, or would be; null when there was none.
    kept: Option<String>,
    /// Whether a newer save cannot be read, so that this is the last one that can.
    newer_unreadable: bool,
    dry_run: bool,
}

/// A history that was moved aside, or would be, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ForgetDocument {
    #[serde(flatten)]
    head: Head,
    /// Where it is kept.
    kept: String,
    dry_run: bool,
}

impl ForgetDocument {
    fn new(plan: &ForgetPlan, dry_run: bool, input: &Input<'_>) -> ForgetDocument {
        let head = Head::new("mlpath/forget/v1", input.learner.roadmap, input.learner.today);
        ForgetDocument { head, kept: plan.keeps.display().to_string(), dry_run }
    }
}

impl Show for ForgetDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let (starts, stays) = if self.dry_run { ("would start", "would be") } else { ("started", "is") };
        page.line(format!("{starts} a new progress file; undo does not reach the saves before it"));
        page.line(Line::new().text(format!("What was saved before {stays} kept in ")).code(&self.kept));
        page
    }
}

impl RescueDocument {
    fn new(plan: &RescuePlan, dry_run: bool, input: &Input<'_>) -> RescueDocument {
        RescueDocument {
            head: Head::new("mlpath/rescue/v1", input.learner.roadmap, input.learner.today),
            saved_on: plan.saved_on,
            command: plan.title.clone(),
            kept: plan.keeps.as_ref().map(|keeps| keeps.display().to_string()),
            newer_unreadable: plan.newer_unreadable,
            dry_run,
        }
    }
}

impl Show for RescueDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let word = if self.dry_run { "would restore" } else { "restored" };
        page.line(
            Line::new()
                .text(format!("{word}: your progress as of "))
                .code(format!("mlpath {}", self.command))
                .text(format!(" on {}", self.saved_on)),
        );
        if self.newer_unreadable {
            page.line("A newer save cannot be read; this is the last one that can.");
        }
        if let Some(kept) = &self.kept {
            let is = if self.dry_run { "would be" } else { "is" };
            page.line(Line::new().text(format!("The text that stood there {is} kept in ")).code(kept));
        }
        page
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct HistoryDocument {
    #[serde(flatten)]
    head: Head,
    undo: Vec<HistoryRow>,
    redo: Vec<HistoryRow>,
    /// Other saves that can be read, newest first: `undo --rescue NUMBER` restores any of them.
    rescue: Vec<HistoryRow>,
    /// The oldest save that is known, where older ones were let go of.
    #[serde(skip)]
    since: Option<(u64, Date)>,
    /// Whether the file cannot be read, and nothing can be undone before it is restored.
    #[serde(skip)]
    is_damaged: bool,
    /// Whether there are saves, and none of them can be read.
    #[serde(skip)]
    is_unreadable: bool,
}

/// A save in the list of them.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct HistoryRow {
    #[serde(flatten)]
    save: SaveRow,
    /// What was gone from the file when the next save was made, by another program or hand; null where nothing was.
    lost_after: Option<LostRow>,
}

/// What went from a progress file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LostRow {
    /// Steps and exams with anything told of them.
    steps: usize,
    log_entries: usize,
    /// What the learner knows beside the steps.
    tools: usize,
    /// Whether the whole saved plan went.
    plan: bool,
    #[serde(skip)]
    words: String,
}

impl LostRow {
    fn new(lost: Lost) -> LostRow {
        let (gone, is) = lost.words();
        let was = if is == "is" { "was" } else { "were" };
        let words = format!("after it, {gone} {was} taken out of the file");
        LostRow { steps: lost.steps, log_entries: lost.entries, tools: lost.tools, plan: lost.plan, words }
    }
}

impl HistoryDocument {
    fn new(history: &History, input: &Input<'_>) -> HistoryDocument {
        let row =
            |entry: &Entry| HistoryRow { save: SaveName::of(entry).into(), lost_after: history.lost_after(entry.number).map(LostRow::new) };
        HistoryDocument {
            head: Head::new("mlpath/history/v1", input.learner.roadmap, input.learner.today),
            is_damaged: input.is_damaged,
            is_unreadable: history.is_unreadable(),
            undo: history.undoable().map(row).collect(),
            redo: history.redoable().map(row).collect(),
            rescue: history.restorable().into_iter().map(row).collect(),
            since: history.since().map(|entry| (entry.number, entry.on)),
        }
    }
}

impl Show for HistoryDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if let Some((number, on)) = self.since {
            page.line(format!("mlpath kept the saves since {number} of {on}; what came before cannot be undone."));
        }
        if self.undo.is_empty() && self.redo.is_empty() {
            let is_new = self.since.is_none() && self.rescue.is_empty();
            page.line(match is_new {
                true if self.is_unreadable => "None of the saves can be read.",
                true => "No change of this file was saved here yet.",
                false => "Nothing can be undone.",
            });
            if self.rescue.is_empty() {
                return page;
            }
        }
        let mut table = Table::new([Column::Fixed(""), Column::Fixed("save"), Column::Fixed("day"), Column::Wrapping("command")]);
        let rows = self.undo.iter().map(|saved| ("undo", saved)).chain(self.redo.iter().map(|saved| ("redo", saved)));
        let rows = rows.chain(self.rescue.iter().map(|saved| ("rescue", saved)));
        for (verb, HistoryRow { save: saved, lost_after }) in rows {
            table.rows.push(vec![
                Cell::of(Role::Dim, verb),
                Cell::text(saved.number.to_string()),
                Cell::text(saved.on.map(|on| on.to_string()).unwrap_or_default()),
                match &saved.command {
                    Some(command) => Cell::of(Role::Code, format!("mlpath {command}")),
                    None => Cell::of(Role::Dim, "(cannot be read)"),
                },
            ]);
            if let Some(lost) = lost_after {
                let blank = || Cell::text(String::new());
                table.rows.push(vec![blank(), blank(), blank(), Cell::of(Role::Dim, &lost.words)]);
            }
        }
        page.detail(|page| page.table(table));
        if self.is_damaged {
            page.line(
                Line::new()
                    .dim("Your progress file cannot be read now. ")
                    .advice("undo --rescue")
                    .dim(" restores what was saved last, ")
                    .advice("undo --rescue NUMBER")
                    .dim(" your progress as it was after that save; both keep the present text beside it."),
            );
            return page;
        }
        page.line(
            Line::new()
                .advice("undo")
                .dim(" undoes the first undo row, ")
                .advice("redo")
                .dim(" redoes the first redo row, ")
                .advice("undo --rescue NUMBER")
                .dim(" restores your progress as it was after that save."),
        );
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.undo.iter().map(|row| row.save.number.to_string()).collect()
    }
}

#[cfg(test)]
pub(crate) fn history_schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<HistoryDocument>("history")
}

#[cfg(test)]
pub(crate) fn forget_schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<ForgetDocument>("forget")
}

#[cfg(test)]
pub(crate) fn rescue_schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<RescueDocument>("rescue")
}

#[cfg(test)]
mod tests {
    use crate::dates::date;
    use serde_json::Value;

    use super::*;
    use crate::advice::Target;
    use crate::cli;
    use crate::code::Code as Kind;
    use crate::commands::execute;
    use crate::planning::learner::Learner;
    use crate::progress::history::{Reversal, Saved};
    use crate::progress::{Progress, document};
    use crate::render;
    use crate::roadmap::fixture;

    const EMPTY: &str = "version: 1\n";
    const ONE: &str = "version: 1\nsteps:\n  shell:\n    status: done\n";
    const TWO: &str = "version: 1\nsteps:\n  shell:\n    status: done\n  python:\n    status: doing\n";

    /// Runs a command line on a text.
    fn run(line: &str, text: &str, history: Option<&History>, rescue: Option<&RescuePlan>) -> Result<(Value, Option<Effect>), Error> {
        let (target, progress) = (Target::default(), document::read(text.as_bytes()).expect("reads"));
        let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: date(2026, 11, 21) };
        let input = Input { text, history, rescue, ..Input::new(learner, &target) };
        let outcome = execute(&cli::command(line), &input)?;
        let json = outcome.answer.json().expect("has a JSON form");
        Ok((serde_json::from_str(&json).expect("is JSON"), outcome.effect))
    }

    fn on_history(line: &str, text: &str, saves: &[Saved<'_>]) -> Result<(Value, Option<Effect>), Error> {
        let pick = |history: &History| {
            let entry = if line.starts_with("redo") { history.redoable().next() } else { history.undoable().next() };
            entry.map(|entry| entry.number)
        };
        run(line, text, Some(&History::of_saves(text, saves, pick)), None)
    }

    fn undo_args(line: &str) -> UndoArgs {
        match cli::command(line) {
            cli::Command::Undo(args) => args,
            command => panic!("{command:?}"),
        }
    }

    #[test]
    fn an_undo_restores_the_text_before_and_says_what_changed() {
        let saves = [(1, None, EMPTY, ONE), (2, None, ONE, TWO)];
        let (answer, effect) = on_history("undo", TWO, &saves).expect("can be undone");
        assert!(matches!(effect, Some(Effect::Restore(restoration)) if restoration.text == ONE));
        assert_eq!(answer["reversed"]["command"], "save 2");
        assert_eq!((&answer["changed"][0]["id"], &answer["changed"][0]["to"]), (&"python".into(), &"todo".into()));
        let (_, effect) = on_history("undo -n", TWO, &saves).expect("can be undone");
        assert_eq!(effect, None, "a dry run restores nothing");
    }

    #[test]
    fn a_redo_puts_back_what_was_undone() {
        let saves = [(1, None, EMPTY, ONE), (2, Some(Reversal::Undo(1)), ONE, EMPTY)];
        let (_, effect) = on_history("redo", EMPTY, &saves).expect("can be redone");
        assert!(matches!(effect, Some(Effect::Restore(restoration)) if restoration.text == ONE));
        assert_eq!(on_history("redo -n", EMPTY, &saves).expect("can be redone").1, None);
        assert_eq!(on_history("undo", EMPTY, &saves).expect_err("nothing is left").code, Kind::NothingToReverse);
        let mended = ONE.replace("done", "doing");
        let error = on_history("undo", &mended, &[(1, None, EMPTY, ONE)]).expect_err("edited since");
        assert_eq!((error.code, error.exit), (Kind::EditedSince, Exit::Failed));
    }

    #[test]
    fn the_list_has_both_directions() {
        let saves = [(1, None, EMPTY, ONE), (2, None, ONE, TWO), (3, Some(Reversal::Undo(2)), TWO, ONE)];
        let (answer, effect) = on_history("undo --list", ONE, &saves).expect("lists");
        assert_eq!((&answer["undo"][0]["number"], &answer["redo"][0]["number"]), (&1.into(), &2.into()));
        assert_eq!((effect, answer["roadmap"]["id"].as_str()), (None, Some(fixture::roadmap().id.as_str())));
    }

    #[test]
    fn a_repair_is_answered_from_its_plan_and_carried_out_unless_it_is_dry() {
        let plan = RescuePlan {
            asked: None,
            number: 3,
            saved_on: date(2026, 11, 20),
            title: "done shell".into(),
            keeps: Some("p.yaml.damaged".into()),
            newer_unreadable: false,
            current: 0,
        };
        for (line, is_dry) in [("undo --rescue", false), ("undo --rescue -n", true)] {
            let (answer, effect) = run(line, EMPTY, None, Some(&plan)).expect("answers");
            assert_eq!((&answer["command"], &answer["kept"]), (&"done shell".into(), &"p.yaml.damaged".into()));
            assert_eq!(effect, (!is_dry).then(|| Effect::Rescue(plan.clone())));
        }
        assert!(matches!(needs(&undo_args("undo --rescue 3")).file, FileNeed::Rescue(Some(3))));
        assert!(matches!(needs(&undo_args("undo --forget")).file, FileNeed::Forget));
        assert!(matches!(needs(&undo_args("undo --list")).file, FileNeed::ReadEvenDamaged));
        assert!(matches!(needs(&undo_args("undo -n")).file, FileNeed::Try));
        assert!(matches!(needs(&undo_args("undo")).file, FileNeed::Write));
    }

    #[test]
    fn a_list_without_rows_says_whether_anything_was_ever_changed() {
        let page = |saves: &[Saved<'_>]| {
            let history = History::of_saves(EMPTY, saves, |_| None);
            let (target, progress) = (Target::default(), Progress::new());
            let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: date(2026, 11, 21) };
            let input = Input { text: EMPTY, history: Some(&history), ..Input::new(learner, &target) };
            let page = execute(&cli::command("undo --list"), &input).expect("lists").answer.page();
            render::page(&page, render::Options { width: 80, color: false, unicode: true, target: &target, whole: None })
        };
        assert_eq!(page(&[]), "No change of this file was saved here yet.\n");
        // The file says again what it said before its only save, which can still be restored.
        let put_back = page(&[(1, None, EMPTY, ONE)]);
        assert!(put_back.starts_with("Nothing can be undone.\n") && put_back.contains("rescue  1"), "{put_back}");
    }
}
