//! One command on one progress file: reads what the command needs, lets it answer, and carries out
//! the effect it answers with. Nothing else writes.

use std::borrow::Cow;
use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use crate::advice::Target;
use crate::cli::{Command, Global};
use crate::code::Code;
use crate::commands::{self, Effect, FileNeed, HistoryNeed, Input, Needs, Outcome};
use crate::dates::{self, Date};
use crate::error::{Error, Exit};
use crate::note::Note;
use crate::planning::learner::Learner;
use crate::planning::renames::{apply_renames, moves, to_file_ids, with_ids_of_today};
use crate::progress::document::{self, Moved};
use crate::progress::history::History;
use crate::progress::merge::copies::{OtherCopy, Siblings, UnreadCopy};
use crate::progress::{Progress, VERSION};
use crate::store::{self, Emptied, Snapshot, Store, Texts};
use crate::system::{self, System};
use crate::text::shell_word;
use crate::view::Line;

use super::inputs::{Inputs, no_home, no_path};
use super::merging;

/// How often a change is tried again when somebody else writes the file meanwhile.
const TRIES: usize = 3;

/// A command line that was understood.
pub(super) struct Invocation<'a> {
    pub(super) command: &'a Command,
    pub(super) global: &'a Global,
    pub(super) system: &'a System,
    pub(super) target: &'a Target,
    /// How the history calls it.
    pub(super) title: String,
}

/// An answer whose effect has been carried out.
pub(super) struct Answered {
    pub(super) outcome: Outcome,
    /// Whether anything was written.
    pub(super) is_saved: bool,
}

/// Answers a command line; `tell` is given what is to be noted on the way.
pub(super) fn answer(invocation: &Invocation<'_>, tell: &mut dyn FnMut(Note)) -> Result<Answered, Error> {
    let Invocation { command, global, system, .. } = invocation;
    let needs = commands::needs(command);
    if needs.file == FileNeed::No {
        return Ok(Answered { outcome: commands::explain(command)?, is_saved: false });
    }
    if needs.file == FileNeed::Driver {
        return merging::drive(needs.paths, tell).map(|outcome| Answered { outcome, is_saved: true });
    }
    let today = today(global, system, tell)?;
    let named = global.file.as_ref().or(system.file.as_ref());
    let path = match named {
        Some(path) => system::meant_path(path).map_err(|reason| no_path(&reason, path))?,
        None => system.default_file().map_err(no_home)?,
    };
    let roadmap = global.roadmap.as_deref().or(system.roadmap.as_deref());
    let inputs = Inputs::load(roadmap, matches!(command, Command::Check(_)), needs, &path, tell)?;
    let store = Store::new(path.clone(), system.state_folder());
    let session = Session { invocation, needs, inputs, store, today };
    if named.is_some() && !session.store.exists() && matches!(needs.file, FileNeed::Read | FileNeed::ReadEvenDamaged | FileNeed::Try) {
        tell(Note::new(Code::NoFileYet, Line::new().text(format!("there is no progress file at {} yet", path.display()))));
    }
    let mut tries = 1;
    loop {
        match session.run(tell) {
            Err(error) if error.code == Code::Changed && tries < TRIES => tries += 1,
            result => return result,
        }
    }
}

/// The words after the program's name as they would be typed again, shortened where they go on and on.
pub(super) fn history_title(arguments: &[OsString]) -> String {
    const LONGEST: usize = 160;
    let words: Vec<String> = arguments.iter().skip(1).map(|word| shell_word(word)).collect();
    let words = words.join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} ...", &words[..end]),
        None => words,
    }
}

/// A command with all it needs but the progress file.
struct Session<'a> {
    invocation: &'a Invocation<'a>,
    needs: Needs<'a>,
    inputs: Inputs,
    store: Store,
    today: Date,
}

impl Session<'_> {
    fn run(&self, tell: &mut dyn FnMut(Note)) -> Result<Answered, Error> {
        match self.needs.file {
            FileNeed::No | FileNeed::Driver | FileNeed::Read | FileNeed::Try => self.read(tell),
            FileNeed::ReadEvenDamaged => match self.store.history_of_damaged()? {
                None => self.read(tell),
                Some(history) => {
                    let nothing = Progress::new();
                    let input = Input { history: Some(&history), is_damaged: true, ..self.input(&nothing, "") };
                    self.without_effect(&input)
                }
            },
            FileNeed::Write => self.write(tell),
            FileNeed::Rescue(number) => {
                let plan = self.store.plan_rescue(number, self.today)?;
                self.repair(&Input { rescue: Some(&plan), ..self.input(&Progress::new(), "") }, tell)
            }
            FileNeed::Merge => self.merge(tell),
            FileNeed::SetupGit { remove } => {
                let plan = merging::plan_setup(self.needs.paths.first().map(PathBuf::as_path), self.store.path(), remove)?;
                self.repair(&Input { git_setup: Some(&plan), ..self.input(&Progress::new(), "") }, tell)
            }
            FileNeed::Forget => {
                let plan = self.store.plan_forget(self.today)?;
                self.repair(&Input { forget: Some(&plan), ..self.input(&Progress::new(), "") }, tell)
            }
        }
    }

    /// Answers from the file as it is, without a lock.
    fn read(&self, tell: &mut dyn FnMut(Note)) -> Result<Answered, Error> {
        let snapshot = self.store.load()?;
        // A trial ends as the change would.
        let is_tried = self.needs.file == FileNeed::Try;
        if is_tried {
            self.store.refuse_emptied(&snapshot)?;
        }
        self.tell_if_emptied(&snapshot, tell);
        self.tell_if_cut_away(&snapshot, tell);
        if snapshot.progress.version > VERSION && !self.needs.tells_version {
            let said = "this progress file is of a newer version; mlpath reads what it understands and writes nothing";
            tell(Note::new(Code::NewerVersion, said.into()));
        }
        if let Some(foreign) = snapshot.foreign() {
            let said = format!("{} belongs to somebody else, in a folder where everybody may make files", foreign.display());
            tell(Note::new(Code::ForeignFile, said.into()));
        }
        if document::is_rewritten(snapshot.text()) {
            let said = "another tool put `version` in quotes; it is read all the same, but write it without quotes";
            tell(Note::new(Code::Rewritten, said.into()));
        }
        self.tell_of_copies(tell);
        let history = self.history(&snapshot)?;
        let siblings = if self.needs.siblings { self.store.siblings(System::home().as_deref()) } else { Siblings::default() };
        let exposed = self.needs.access.then(|| snapshot.exposed()).flatten();
        let (progress, _) = apply_renames(&self.inputs.roadmap, &snapshot.progress);
        let input = self.input(&progress, snapshot.text());
        // Who travels west has a day more in the file than the clock says; a change is made on the day of the clock.
        let today = if is_tried { self.today } else { progress.latest_day(self.today) };
        let learner = Learner { today, ..input.learner };
        self.without_effect(&Input { history: history.as_ref(), exposed, siblings: &siblings, learner, ..input })
    }

    /// The answer of a command that was given nothing to write to.
    fn without_effect(&self, input: &Input<'_>) -> Result<Answered, Error> {
        let outcome = commands::execute(self.invocation.command, input)?;
        Ok(Answered { outcome: Outcome { effect: None, ..outcome }, is_saved: false })
    }

    /// Answers from the file as it is to be changed, and saves.
    fn write(&self, tell: &mut dyn FnMut(Note)) -> Result<Answered, Error> {
        let session = self.store.begin(&mut |what| tell(waiting(what)))?;
        let snapshot = &session.snapshot;
        self.tell_if_emptied(snapshot, tell);
        self.tell_if_cut_away(snapshot, tell);
        let history = self.history(snapshot)?;
        let (progress, applied) = apply_renames(&self.inputs.roadmap, &snapshot.progress);
        let input = Input { history: history.as_ref(), ..self.input(&progress, snapshot.text()) };
        let mut outcome = commands::execute(self.invocation.command, &input)?;
        let (title, wait) = (&self.invocation.title, &mut |what| tell(waiting(what)));
        let moved = moves(&applied);
        let is_saved = match outcome.effect.take() {
            None => false,
            Some(Effect::Save(mut after)) => {
                after.stamp_changes(&progress, self.today);
                // As the snapshot, it lives as long as the process.
                let after = ManuallyDrop::new(to_file_ids(&snapshot.progress, &progress, after, &applied));
                session.save(&after, &moved, title, self.today, wait)?
            }
            Some(Effect::Restore(restoration)) => session.restore(&restoration, title, self.today, wait).map(|()| true)?,
            Some(_) => return Err(unplanned()),
        };
        if is_saved {
            tell_whose_history(&session, tell);
        }
        for Moved { from, to } in moved.iter().filter(|_| is_saved) {
            let said = format!("{from} is {to} on this roadmap now; what you recorded moved with it");
            tell(Note::new(Code::RenamedId, said.into()));
        }
        Ok(Answered { outcome, is_saved })
    }

    /// Answers from a plan for the file as a whole, and carries it out.
    fn repair(&self, input: &Input<'_>, tell: &mut dyn FnMut(Note)) -> Result<Answered, Error> {
        let mut outcome = commands::execute(self.invocation.command, input)?;
        let wait = &mut |what| tell(waiting(what));
        match outcome.effect.take() {
            None => return Ok(Answered { outcome, is_saved: false }),
            Some(Effect::Rescue(plan)) => self.store.rescue(&plan, self.today, wait)?,
            Some(Effect::Forget(plan)) => self.store.forget(&plan, self.today, wait)?,
            Some(Effect::SetupGit(plan)) => merging::set_up(&plan)?,
            Some(_) => return Err(unplanned()),
        }
        Ok(Answered { outcome, is_saved: true })
    }

    /// Takes other copies in, or puts right what a merge of lines left, also where that cannot be read.
    fn merge(&self, tell: &mut dyn FnMut(Note)) -> Result<Answered, Error> {
        let siblings = self.store.siblings(System::home().as_deref());
        if let (Err(error), Some(damaged)) = (self.store.load(), self.store.damaged_text()) {
            let nothing = Progress::new();
            let input = Input { is_damaged: true, siblings: &siblings, ..self.input(&nothing, &damaged) };
            let Ok(mut outcome) = commands::execute(self.invocation.command, &input) else { return Err(error.into()) };
            let Some(Effect::Merge(file)) = outcome.effect.take() else { return Ok(Answered { outcome, is_saved: false }) };
            self.store.mend(&damaged, &file.text, &self.invocation.title, self.today, &mut |what| tell(waiting(what)))?;
            return Ok(Answered { outcome, is_saved: true });
        }
        let session = self.store.begin(&mut |what| tell(waiting(what)))?;
        let snapshot = &session.snapshot;
        // One machine may have heard of a rename before the other.
        let ours = with_ids_of_today(&self.inputs.roadmap, snapshot.text());
        let copies = self.copies(snapshot, &ours, &siblings, tell)?;
        let (progress, _) = apply_renames(&self.inputs.roadmap, &snapshot.progress);
        let input = Input { copies: &copies, siblings: &siblings, ..self.input(&progress, &ours) };
        let mut outcome = commands::execute(self.invocation.command, &input)?;
        let Some(Effect::Merge(file)) = outcome.effect.take() else { return Ok(Answered { outcome, is_saved: false }) };
        let (title, wait) = (&self.invocation.title, &mut |what| tell(waiting(what)));
        let is_saved = session.take_in(&file.text, &file.put_away, title, self.today, wait)?;
        Ok(Answered { outcome, is_saved })
    }

    /// The copies that are named, else those that a sync tool put aside; of those one that cannot be read is
    /// passed over and told of.
    fn copies(&self, snapshot: &Snapshot, ours: &str, siblings: &Siblings, tell: &mut dyn FnMut(Note)) -> Result<Vec<OtherCopy>, Error> {
        let in_ids_of_today = |text: String| match with_ids_of_today(&self.inputs.roadmap, &text) {
            Cow::Owned(renamed) => renamed,
            Cow::Borrowed(_) => text,
        };
        let read = |path: &PathBuf| self.store.read_copy(snapshot, ours, path, &in_ids_of_today);
        if !self.needs.paths.is_empty() {
            let meant = |path: &PathBuf| system::meant_path(path).map_err(|reason| no_path(&reason, path));
            return self.needs.paths.iter().map(|path| Ok(read(&meant(path)?)?)).collect();
        }
        let mut pass_over =
            |path: &Path, code, message: &str| tell(Note::new(code, format!("{} is passed over: {message}", path.display()).into()));
        for UnreadCopy { path, code, message } in &siblings.unread {
            pass_over(path, *code, message);
        }
        let mut copies = Vec::new();
        for path in &siblings.copies {
            match read(path) {
                Ok(copy) => copies.push(copy),
                Err(error) => pass_over(path, error.code, &error.message),
            }
        }
        Ok(copies)
    }

    fn history(&self, snapshot: &Snapshot) -> Result<Option<History>, Error> {
        let texts = match self.needs.history {
            HistoryNeed::No => return Ok(None),
            HistoryNeed::List => Texts::None,
            HistoryNeed::Undo => Texts::Undo,
            HistoryNeed::Redo => Texts::Redo,
        };
        Ok(Some(self.store.history(snapshot, texts)?))
    }

    fn input<'a>(&'a self, progress: &'a Progress, text: &'a str) -> Input<'a> {
        let learner = Learner { roadmap: &self.inputs.roadmap, progress, today: self.today };
        Input {
            guide: self.inputs.guide.as_deref(),
            postings: &self.inputs.postings,
            text,
            path: self.store.path(),
            broken_overlay: self.inputs.broken_overlay.as_ref(),
            is_document: self.invocation.global.json,
            ..Input::new(learner, self.invocation.target)
        }
    }

    /// Notes that something is gone that mlpath saved, until the next save.
    fn tell_if_cut_away(&self, snapshot: &Snapshot, tell: &mut dyn FnMut(Note)) {
        let Some((saved, lost)) = self.store.cut_away(snapshot) else { return };
        let back = format!("undo --rescue {}", saved.number);
        let Some(lost) = lost else {
            let said = format!("this file ends in the middle of what you saved on {}; to go back to that save: ", saved.on);
            return tell(Note::new(Code::CutAway, Line::new().text(said).advice(back)));
        };
        let (gone, is) = lost.words();
        let line = Line::new()
            .text(format!("{gone} {is} gone from this file since you saved it on {}; to go back to that save: ", saved.on))
            .advice(back);
        tell(Note::new(Code::CutAway, line));
    }

    /// Notes that a sync tool left other copies, where the command shows where the learner is.
    fn tell_of_copies(&self, tell: &mut dyn FnMut(Note)) {
        if !matches!(self.invocation.command, Command::Status(_)) {
            return;
        }
        let (copies, unread) = self.store.copies_beside();
        let name = |copy: &PathBuf| copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(first) = copies.first().map(name) else {
            let Some(first) = unread.first().map(|copy| name(&copy.path)) else { return };
            let said = format!("another copy of your progress lies beside it, {first}, and cannot be taken in; to see why: ");
            return tell(Note::new(Code::ConflictCopy, Line::new().text(said).advice("check")));
        };
        let what = match copies.len() {
            1 => format!("another copy of your progress lies beside it, {first}; to take it in: "),
            more => format!("{more} other copies of your progress lie beside it, one of them {first}; to take them in: "),
        };
        tell(Note::new(Code::ConflictCopy, Line::new().text(what).advice("merge")));
    }

    /// Notes that the file is empty though mlpath saved progress in it.
    fn tell_if_emptied(&self, snapshot: &Snapshot, tell: &mut dyn FnMut(Note)) {
        let line = match self.store.emptied(snapshot) {
            Ok(None) => return,
            Ok(Some(emptied @ Emptied::Saved(_))) => Line::new().text(format!("{emptied}; to restore it: ")).advice("undo --rescue"),
            Ok(Some(emptied @ Emptied::Unread(_))) => Line::new().text(format!("{emptied}; to start over: ")).advice("undo --forget"),
            Err(error) => format!("this progress file is empty, and mlpath {}", error.message).into(),
        };
        tell(Note::new(Code::Emptied, line));
    }
}

/// Notes that the saves of before came along, or that it is not known which they are.
fn tell_whose_history(session: &store::Session<'_>, tell: &mut dyn FnMut(Note)) {
    if let Some(from) = session.came_from() {
        let line = Line::new()
            .text("this progress file was ")
            .code(from.display().to_string())
            .text(" when it was saved last; its saves came along");
        tell(Note::new(Code::Moved, line));
    }
    if session.has_rivals() {
        let said = "several files that are gone now said the same, so mlpath does not know which saves are of this one; undo begins here";
        tell(Note::new(Code::SeveralHistories, said.into()));
    }
}

fn waiting(what: String) -> Note {
    Note::new(Code::Waiting, what.into())
}

/// A command answered with an effect of another kind than it said it needs; nothing is carried out.
fn unplanned() -> Error {
    Error::new(Exit::Failed, Code::CannotEdit, "this command cannot make such a change; nothing was changed")
}

fn today(global: &Global, system: &System, tell: &mut dyn FnMut(Note)) -> Result<Date, Error> {
    let Some(text) = global.today.as_ref().or(system.today.as_ref()) else {
        if let Some(zone) = System::unknown_zone() {
            let said =
                format!("no time zone TZ={} is known here, so today is {} as in UTC", shell_word(zone.as_ref()), System::clock_date());
            tell(Note::new(Code::BadZone, said.into()));
        }
        return Ok(System::clock_date());
    };
    dates::parse_day(text, System::clock_date()).ok_or_else(|| {
        Error::usage(Code::BadDate, format!("`{text}` is not a date for --today or MLPATH_TODAY"))
            .hint("write it as 2026-12-01, between the years 1900 and 2999")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_calls_a_command_as_it_would_be_typed_again() {
        let title = |words: &[&str]| history_title(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(title(&["mlpath", "log", "git", "-m", "two words"]), "log git -m 'two words'");
        let long = title(&["mlpath", "log", &"x".repeat(200)]);
        assert_eq!((long.len(), long.ends_with("x ...")), (164, true));
        assert_eq!(title(&["mlpath", &"x".repeat(160)]).len(), 160, "what just fits is not shortened");
    }
}
