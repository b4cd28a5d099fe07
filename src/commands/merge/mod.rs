//! `mlpath merge`: other copies of the progress file taken in, what a text merge left put right, and what
//! two copies say differently settled.

mod driver;
mod setup;

#[cfg(test)]
pub(crate) use driver::schema as driver_schema;
pub use driver::{Stages, drive};
#[cfg(test)]
pub(crate) use setup::schema as setup_schema;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::answers::change::Changed;
use crate::cli::{KeepArg, MergeArgs};
use crate::code::Code;
use crate::dates::Date;
use crate::error::{Error, Exit};
use crate::planning::renames::apply_renames;
use crate::progress::merge::copies::OtherCopy;
use crate::progress::merge::settle::{Keep, settle, unsettled};
use crate::progress::merge::summary::{LogChanges, other_changes};
use crate::progress::merge::{Copy, OTHER_COPY, Unmergeable, repair, take_in};
use crate::progress::{Progress, document};
use crate::text::{count, shell_word, some_of};
use crate::view::{Head, Line, Page, Role, Show, status_role};
use crate::yaml::{parse_value, path_text};

use super::undo::changes;
use super::{Effect, FileNeed, Input, MergedFile, Needs, Outcome};
use driver::DecisionRow;

/// What the command has to read.
pub(super) fn needs(args: &MergeArgs) -> Needs<'_> {
    let reads = Needs::default();
    if !args.driver.is_empty() {
        return Needs { file: FileNeed::Driver, paths: &args.driver, ..reads };
    }
    match &args.setup_git {
        Some(folder) => Needs { file: FileNeed::SetupGit { remove: args.remove }, paths: folder.as_slice(), ..reads },
        None => Needs { file: FileNeed::Merge, paths: &args.others, siblings: true, ..reads },
    }
}

/// Runs the command.
pub(super) fn run(args: &MergeArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    if let Some(plan) = input.git_setup {
        return Ok(setup::run(plan, args.dry_run, input));
    }
    let mut work = Work { text: input.text.to_owned(), ..Work::default() };
    if let Some(keep) = args.keep {
        work.settle(keep, input)?;
    } else {
        work.repair(input);
        input.copies.iter().try_for_each(|copy| work.take_in(copy))?;
    }
    work.outcome(args, input)
}

/// The file as it becomes, and what is to be told of that.
#[derive(Default)]
struct Work {
    text: String,
    copies: Vec<CopyRow>,
    put_away: Vec<PathBuf>,
    decisions: Vec<DecisionRow>,
    settled: Vec<SettledRow>,
    repaired: Vec<String>,
}

impl Work {
    fn repair(&mut self, input: &Input<'_>) {
        let is_united = input.siblings.merges.as_deref() == Some("union");
        let Some(repaired) = repair::repair(&self.text, is_united) else { return };
        (self.text, self.repaired) = (repaired.text, repaired.said);
        self.decisions.extend(repaired.decisions.into_iter().map(DecisionRow::from));
    }

    fn take_in(&mut self, copy: &OtherCopy) -> Result<(), Error> {
        let base = copy.base.as_ref().map(|base| base.text.as_str());
        let merged = take_in(base, &self.text, &copy.text).map_err(|error| unmergeable(&error, copy))?;
        let is_new = merged.text != self.text;
        self.text = merged.text;
        self.decisions.extend(merged.decisions.into_iter().map(DecisionRow::from));
        if copy.is_put_aside {
            self.put_away.push(copy.path.clone());
        }
        let base_saved_on = copy.base.as_ref().map(|base| base.on);
        self.copies.push(CopyRow { path: copy.path.display().to_string(), base_saved_on, put_away: copy.is_put_aside, is_new });
        Ok(())
    }

    fn settle(&mut self, keep: KeepArg, input: &Input<'_>) -> Result<(), Error> {
        let keep = match keep {
            KeepArg::This => Keep::This,
            KeepArg::Other => Keep::Other,
            KeepArg::Both => Keep::Both,
        };
        let settled = settle(&self.text, keep).map_err(|error| {
            Error::new(Exit::Failed, Code::CannotEdit, format!("{error}; nothing was changed")).at(input.path.to_owned(), None, None)
        })?;
        self.text = settled.text;
        self.settled = settled.places.into_iter().map(|(place, says)| SettledRow { place, says }).collect();
        Ok(())
    }

    fn outcome(self, args: &MergeArgs, input: &Input<'_>) -> Result<Outcome, Error> {
        let progress = document::read(self.text.as_bytes()).map_err(|fault| {
            let line = fault.position.and_then(|place| place.line_of(&self.text)).map(str::to_owned);
            Error::new(Exit::Failed, Code::Unreadable, fault.message).at(input.path.to_owned(), fault.position, line)
        })?;
        let after = apply_renames(input.learner.roadmap, &progress).0.into_owned();
        let before = input.learner.progress;
        let open = unsettled(&self.text).iter().map(|path| path_text(path).trim_end_matches(OTHER_COPY).to_owned()).collect::<Vec<_>>();
        let exit = if open.is_empty() { Exit::Done } else { Exit::No };
        let is_changed = self.text != input.text || !self.put_away.is_empty();
        let nothing = Progress::new();
        // What could not be read said nothing that could be compared.
        let (from, to) = if input.is_damaged { (&nothing, &nothing) } else { (before, &after) };
        let log = LogChanges::between(&from.log, &to.log);
        let mut also_changed = other_changes(from, to);
        also_changed.retain(|place| !self.decisions.iter().any(|decision| decision.place.starts_with(place)));
        let document = MergeDocument {
            head: Head::new("mlpath/merge/v1", input.learner.roadmap, input.learner.today),
            copies: self.copies,
            changed: changes(from, to),
            new_entries: log.new,
            changed_entries: log.changed,
            removed_entries: log.removed,
            also_changed,
            decisions: self.decisions,
            repaired: self.repaired,
            settled: self.settled,
            unsettled: open,
            dry_run: args.dry_run,
            file: input.path.display().to_string(),
            is_changed,
            is_mended: input.is_damaged,
            has_unread: !input.siblings.unread.is_empty(),
            is_keep: args.keep.is_some(),
        };
        let file = MergedFile { text: self.text, put_away: self.put_away };
        let effect = (is_changed && !args.dry_run).then_some(Effect::Merge(file));
        Ok(Outcome::changing(document, effect).ending(exit))
    }
}

fn unmergeable(error: &Unmergeable, copy: &OtherCopy) -> Error {
    let path = copy.path.clone();
    // A key that stands twice is passed over where it is only read.
    if let (Unmergeable::Unreadable(Copy::Theirs), Err(fault)) = (error, parse_value(&copy.text)) {
        let line = fault.position.and_then(|place| place.line_of(&copy.text)).map(str::to_owned);
        let check = format!("mend that copy first: mlpath --file {} check", shell_word(path.as_os_str()));
        let error = Error::new(Exit::Failed, Code::Unreadable, format!("{}; nothing was changed", fault.message));
        return error.at(path, fault.position, line).hint(check);
    }
    let (code, message) = match error {
        Unmergeable::Unreadable(_) => (Code::Unreadable, "this is no progress file that can be read; nothing was changed"),
        Unmergeable::Newer(_) => (Code::NewerVersion, "this copy was written by a newer mlpath; nothing was changed"),
        Unmergeable::NotFaithful => {
            (Code::CannotMerge, "no text can be made that says what your file and this copy say; nothing was changed")
        }
    };
    Error::new(Exit::Failed, code, message).at(path, None, None)
}

/// What a merge came to, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MergeDocument {
    #[serde(flatten)]
    head: Head,
    /// The copies that were taken in.
    copies: Vec<CopyRow>,
    /// States that differ from before.
    changed: Vec<Changed>,
    /// Log entries that came along.
    new_entries: usize,
    /// Log entries that say something else now, each by its day, step and time of before.
    changed_entries: Vec<String>,
    /// Log entries that are gone, as the other copy took them away.
    removed_entries: Vec<String>,
    /// Other places that say something else: the plan, and steps whose state stayed.
    also_changed: Vec<String>,
    /// Places that both copies changed, and what stays.
    decisions: Vec<DecisionRow>,
    /// What a merge of lines had left, and what became of it.
    repaired: Vec<String>,
    /// Places that were settled.
    settled: Vec<SettledRow>,
    /// Places where both copies are still kept.
    unsettled: Vec<String>,
    dry_run: bool,
    #[serde(skip)]
    file: String,
    #[serde(skip)]
    is_changed: bool,
    /// Whether what stood there could not be read.
    #[serde(skip)]
    is_mended: bool,
    /// Whether there are copies that cannot be taken in.
    #[serde(skip)]
    has_unread: bool,
    #[serde(skip)]
    is_keep: bool,
}

/// A place that was settled.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SettledRow {
    place: String,
    /// What it says now, in quotes and shortened where it goes on.
    says: String,
}

/// A copy that was taken in.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CopyRow {
    path: String,
    /// The day of the save that both come from; null where none of them is known.
    base_saved_on: Option<Date>,
    /// Whether it was moved to your saves: it lay beside your file under a sync tool's name.
    put_away: bool,
    #[serde(skip)]
    is_new: bool,
}

impl CopyRow {
    fn say(&self, page: &mut Page, dry_run: bool) {
        let name = Path::new(&self.path).file_name().map_or(self.path.clone(), |name| name.to_string_lossy().into_owned());
        let verb = if dry_run { "Would merge " } else { "Merged " };
        page.line(Line::new().text(verb).code(name).text(if self.is_new { "" } else { ": it says nothing new" }));
        let line = match self.base_saved_on {
            _ if !self.is_new => return,
            Some(day) => format!("Both come from your save of {day}."),
            None => "No save tells what both come from, so nothing counts as taken away.".to_owned(),
        };
        page.indented(2, Line::new().dim(line));
    }
}

/// How many changes or decisions a screen names.
const SHOWN: usize = 40;

/// How many places that are not settled, or entries that changed, a screen names.
const NAMED: usize = 4;

impl MergeDocument {
    fn say_changes(&self, page: &mut Page) {
        let (shown, more) = some_of(&self.changed, SHOWN);
        for change in shown {
            page.line(
                Line::new().code(&change.id).text(format!(": {} -> ", change.from)).add(status_role(change.to), change.to.to_string()),
            );
        }
        if !more.is_empty() {
            page.line(more.trim_start());
        }
        if self.new_entries > 0 {
            let verb = if self.dry_run { "would come" } else { "came" };
            page.line(format!("{} {verb} along", count(self.new_entries, "log entry")));
        }
        let (would_change, would_go) = if self.dry_run { ("would be changed", "would go") } else { ("changed", "gone") };
        for (entries, verb) in [(&self.changed_entries, would_change), (&self.removed_entries, would_go)] {
            let (shown, more) = some_of(entries, NAMED);
            if !shown.is_empty() {
                page.hanging(0, 2, Line::new().text(format!("{} {verb}: {}{more}", count(entries.len(), "log entry"), shown.join(", "))));
            }
        }
        let (shown, more) = some_of(&self.also_changed, SHOWN);
        if !shown.is_empty() {
            let verb = if self.dry_run { "Would also change: " } else { "Also changed: " };
            page.hanging(0, 2, Line::new().text(verb).code(shown.join(", ")).text(more));
        }
        let (shown, more) = some_of(&self.decisions, SHOWN);
        for decision in shown {
            page.hanging(0, 2, Line::new().code(&decision.place).text(format!(": {}", decision.said)));
        }
        if !more.is_empty() {
            page.line(more.trim_start());
        }
    }

    fn say_open(&self, page: &mut Page) {
        let (shown, more) = some_of(&self.unsettled, NAMED);
        page.line(Line::new().add(Role::Warning, "Both copies are kept of ").code(shown.join(", ")).text(more).text("."));
        page.line(
            Line::new()
                .text("Settle it in an editor, or all at once: ")
                .advice("merge --keep this")
                .text(" (what stands there), other or both"),
        );
    }
}

impl Show for MergeDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for said in &self.repaired {
            page.hanging(0, 2, Line::new().text(if self.dry_run { "Would repair: " } else { "Repaired: " }).text(said));
        }
        for copy in &self.copies {
            copy.say(&mut page, self.dry_run);
        }
        for settled in &self.settled {
            let verb = if self.dry_run { "Would settle " } else { "Settled " };
            page.hanging(0, 2, Line::new().text(verb).code(&settled.place).text(format!(": {}", settled.says)));
        }
        self.say_changes(&mut page);
        // The first line says what was merged; the rest gives way where a screen is too small.
        page.details_from(1);
        if self.is_keep && self.settled.is_empty() && self.unsettled.is_empty() {
            page.line("There is nothing to settle.");
        } else if !self.is_changed && self.copies.is_empty() && self.unsettled.is_empty() {
            let which = if self.has_unread { "No other copy that can be read lies beside " } else { "No other copy lies beside " };
            page.line(Line::new().text(which).code(&self.file));
            page.line(Line::new().dim("One from elsewhere: ").advice("merge FILE").dim("   With git: ").advice("merge --setup-git"));
        }
        if !self.unsettled.is_empty() {
            self.say_open(&mut page);
        }
        if self.is_changed && !self.dry_run {
            let put_away = self.copies.iter().filter(|copy| copy.put_away).count();
            let kept = match put_away {
                0 => "",
                1 => "The copy was moved to your saves. ",
                _ => "The copies were moved to your saves. ",
            };
            // No save has a text that cannot be read, so that `undo` would lead to the one before it.
            page.line(if self.is_mended {
                Line::new().dim("What stood there is kept beside your file, as a file whose name says damaged.")
            } else {
                Line::new().dim(kept).dim("Undo: ").advice("undo")
            });
        }
        page
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<MergeDocument>("merge")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::Target;
    use crate::cli;
    use crate::commands::execute;
    use crate::commands::testing::TODAY;
    use crate::planning::learner::Learner;
    use crate::progress::merge::copies::{KeptText, Siblings};
    use crate::roadmap::fixture;

    const OURS: &str = "version: 1\nsteps:\n  shell:\n    status: done\n    done: 2026-11-05\n";
    const THEIRS: &str = "version: 1\nsteps:\n  python:\n    status: doing\n    started: 2026-11-06\nlog:\n  - date: 2026-11-06\n    step: python\n    time: 1h\n";

    /// Runs a command line on a text, with another copy.
    fn run(
        line: &str,
        text: &str,
        copy: Option<(&str, Option<&str>, bool)>,
        siblings: &Siblings,
    ) -> (serde_json::Value, Option<Effect>, Exit) {
        let (target, progress) = (Target::default(), document::read(text.as_bytes()).unwrap_or_default());
        let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: TODAY };
        let copies: Vec<OtherCopy> = copy
            .into_iter()
            .map(|(text, base, is_put_aside)| OtherCopy {
                path: "progress 2.yaml".into(),
                text: text.to_owned(),
                is_put_aside,
                base: base.map(|base| KeptText { on: TODAY, text: base.to_owned(), by_merge: false }),
            })
            .collect();
        let input = Input { text, copies: &copies, siblings, ..Input::new(learner, &target) };
        let outcome = execute(&cli::command(line), &input).unwrap_or_else(|error| panic!("{}", error.message));
        (serde_json::from_str(&outcome.answer.json().expect("JSON")).expect("JSON"), outcome.effect, outcome.exit)
    }

    #[test]
    fn a_copy_is_taken_in_and_goes_to_the_saves_where_a_sync_tool_named_it() {
        for is_put_aside in [true, false] {
            let (said, effect, exit) = run("merge", OURS, Some((THEIRS, None, is_put_aside)), &Siblings::default());
            let Some(Effect::Merge(file)) = effect else { panic!("{effect:?}") };
            assert!(file.text.contains("shell:") && file.text.contains("python:"), "{}", file.text);
            assert_eq!((file.put_away.len(), exit), (usize::from(is_put_aside), Exit::Done));
            assert_eq!((&said["changed"][0]["id"], &said["new_entries"]), (&"python".into(), &1.into()));
        }
        assert_eq!(run("merge -n", OURS, Some((THEIRS, None, true)), &Siblings::default()).1, None, "a dry run");
        let (_, effect, _) = run("merge", OURS, Some((OURS, Some(OURS), true)), &Siblings::default());
        assert!(
            matches!(effect, Some(Effect::Merge(file)) if file.text == OURS && file.put_away.len() == 1),
            "it is put away all the same"
        );
        assert_eq!(run("merge", OURS, None, &Siblings::default()).1, None);
    }

    #[test]
    fn what_the_other_copy_changed_or_took_away_is_told() {
        let base = "version: 1\nlog:\n  - {date: 2026-11-04, step: shell, time: 1h}\n  - {date: 2026-11-05, step: shell, time: 1h}\n  - {date: 2026-11-06, time: 2h}\n";
        let ours = base.replace("version: 1", "version: 1\ncolor: blue");
        let theirs =
            base.replace("05, step: shell, time: 1h", "05, step: shell, time: 3h").replace("  - {date: 2026-11-06, time: 2h}\n", "");
        let theirs = format!("{theirs}plan: {{hours_per_week: 5}}\n");
        let (said, _, _) = run("merge", &ours, Some((&theirs, Some(base), true)), &Siblings::default());
        assert_eq!(said["changed_entries"], serde_json::json!(["2026-11-05 shell 1h"]));
        assert_eq!(said["removed_entries"], serde_json::json!(["2026-11-06 2h"]));
        assert_eq!((&said["new_entries"], &said["also_changed"]), (&0.into(), &serde_json::json!(["plan"])));
    }

    #[test]
    fn what_both_changed_ends_with_a_no_until_it_is_settled() {
        let tool = |note: &str| format!("version: 1\ntools:\n  aws: {{note: {note}}}\n");
        let (said, effect, exit) = run("merge", &tool("old"), Some((&tool("new"), Some(&tool("first")), true)), &Siblings::default());
        assert_eq!((&said["unsettled"][0], &said["decisions"][0]["conflict"], exit), (&"tools.aws.note".into(), &true.into(), Exit::No));
        let Some(Effect::Merge(file)) = effect else { panic!("{effect:?}") };
        for (keep, note) in [("this", "old"), ("other", "new"), ("both", "old; new")] {
            let (said, effect, exit) = run(&format!("merge --keep {keep}"), &file.text, None, &Siblings::default());
            assert_eq!((&said["settled"][0]["place"], exit), (&"tools.aws.note".into(), Exit::Done));
            assert!(matches!(effect, Some(Effect::Merge(file)) if file.text == tool(note)), "{keep}");
        }
    }

    #[test]
    fn a_step_without_lines_is_repaired_only_where_lines_are_united() {
        let lost = "version: 1\nsteps:\n  shell:\n  python:\n    status: done\n    done: 2026-11-05\n";
        let united = Siblings { merges: Some("union".to_owned()), ..Siblings::default() };
        assert!(matches!(run("merge", lost, None, &united).1, Some(Effect::Merge(file)) if file.text.matches("status: done").count() == 2));
        assert_eq!(run("merge", lost, None, &Siblings::default()).1, None);
    }

    #[test]
    fn each_way_to_call_it_reads_what_it_needs() {
        let file = |line: &str| match cli::command(line) {
            cli::Command::Merge(args) => needs(&args).file,
            command => panic!("{command:?}"),
        };
        assert_eq!(file("merge"), FileNeed::Merge);
        assert_eq!(file("merge --keep both -n"), FileNeed::Merge);
        assert_eq!(file("merge --driver a b c d"), FileNeed::Driver);
        assert_eq!(file("merge --setup-git there --remove"), FileNeed::SetupGit { remove: true });
        for line in ["merge --remove", "merge a --setup-git", "merge a --keep this", "merge --driver a b"] {
            assert!(cli::parse(std::iter::once("mlpath").chain(line.split(' '))).is_err(), "{line}");
        }
    }
}
