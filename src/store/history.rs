//! What was saved before: the ground of `undo` and `redo`.
//!
//! Every save appends one file `NNNNNNNN.json` with the text before and after it, written before
//! the save itself. Which saves can be undone or redone follows from replaying them, so there is
//! no second state that could disagree. The newest are kept, and the last one of each earlier day.
//!
//! The texts of hundreds of saves are not held at once: to replay them, it is enough to know which
//! texts are the same.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::dates::Date;
use crate::yaml::{self, Edit, Key, Value};

use super::disk;
use crate::progress::document::keys::SECTIONS;
use crate::progress::{Progress, document};

/// How many saves can be undone.
pub(crate) const DEPTH: usize = 20;

/// How many of the newest entries are kept: undoing and redoing all of `DEPTH` adds entries of its own.
const KEPT: usize = 3 * DEPTH;

/// Daily copies kept beyond the newest saves.
const MAX_DAYS: usize = 366;

/// One save, with its texts or what tells them apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step<T = Digest> {
    /// Its number, counting up.
    pub number: u64,
    /// What was done, as the learner typed it, for example `done pandas`.
    pub title: String,
    /// The day.
    pub on: Date,
    /// The save this one took back or put back.
    reverses: Option<Reversal>,
    before: T,
    after: T,
    /// Where it stands.
    #[serde(skip)]
    path: PathBuf,
}

/// One save with its texts.
pub type Save = Step<String>;

impl<T: PartialEq> Step<T> {
    /// Whether it reached the file, as the save after it tells: that one was made on what this one
    /// left. Where two begin with the same text, the first never happened.
    fn happened_before(&self, next: &Step<T>) -> bool {
        next.before != self.before || next.before == self.after
    }
}

impl Save {
    /// The text it saved.
    pub(crate) fn after(&self) -> &str {
        &self.after
    }

    /// Whether it was made on this text.
    pub(crate) fn began_with(&self, text: &str) -> bool {
        self.before == text
    }
}

/// What stands for a text where only sameness counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    length: usize,
    hash: u64,
}

impl Digest {
    fn of(text: &str) -> Digest {
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        Digest { length: text.len(), hash: hasher.finish() }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Digest;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Digest, E> {
                Ok(Digest::of(text))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// That a save was an undo or a redo, and of which number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Reversal {
    /// It took that save back.
    Undo(u64),
    /// It put that save back.
    Redo(u64),
}

/// The text an undo or redo leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Restoration {
    /// The text to save.
    pub text: String,
    /// What it says.
    pub progress: Progress,
    /// The title of the save that is reversed.
    pub title: String,
    /// The day of that save.
    pub on: Date,
    pub(crate) reverses: Reversal,
}

/// Why a save cannot be reversed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Irreversible {
    /// There is none.
    Nothing,
    /// What it changed was changed by hand since; the title of the save.
    EditedSince(String),
    /// Its entry went away or was damaged meanwhile; the title of the save.
    Lost(String),
}

/// The saves that are known, replayed.
#[derive(Debug, Default)]
pub struct History {
    steps: Vec<Step>,
    /// Numbers of saves in force that can be undone, oldest first.
    done: Vec<u64>,
    /// Numbers of saves taken back that can be redone, oldest first.
    undone: Vec<u64>,
    /// Whether there were saves before the oldest that is known.
    is_cut: bool,
}

impl History {
    /// Reads the history folder; a missing one is empty, a damaged entry is passed over, and so is
    /// the newest one when its result never reached the file (mlpath failed or was stopped in between).
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed.
    pub fn load(folder: &Path, text: &str) -> io::Result<History> {
        let (known, before, now) = (entries(folder)?, Digest::of(&document::with_version(text)), Digest::of(text));
        let mut newest_first = known.iter().rev().filter_map(|entry| read::<Digest>(entry).ok()).peekable();
        newest_first.next_if(|newest| newest.before == before && newest.after != now);
        // Undo reaches back as far as the saves follow each other without a gap. Where only an undo
        // and its redo were let go of, the next save goes on with the very text.
        let mut steps: Vec<Step> = Vec::new();
        for step in newest_first {
            if steps.last().is_some_and(|next| next.number != step.number + 1 && next.before != step.after) {
                break;
            }
            steps.push(step);
        }
        steps.reverse();
        Ok(History::replay(steps))
    }

    fn replay(steps: Vec<Step>) -> History {
        let happened = |at: &usize| steps.get(at + 1).is_none_or(|next| steps[*at].happened_before(next));
        let is_cut = steps.first().is_some_and(|first| first.number > 1);
        let mut history = History { steps: Vec::new(), done: Vec::new(), undone: Vec::new(), is_cut };
        for step in (0..steps.len()).filter(happened).map(|at| &steps[at]) {
            match step.reverses {
                None => {
                    history.done.push(step.number);
                    history.undone.clear();
                }
                Some(Reversal::Undo(number)) => {
                    history.done.retain(|done| *done != number);
                    history.undone.push(number);
                }
                Some(Reversal::Redo(number)) => {
                    history.undone.retain(|undone| *undone != number);
                    history.done.push(number);
                }
            }
        }
        history.steps = steps;
        history
    }

    /// The saves in force that can be undone, newest first.
    pub fn undoable(&self) -> impl Iterator<Item = &Step> {
        self.done.iter().rev().filter_map(|number| self.step(*number)).take(DEPTH)
    }

    /// The saves taken back that can be redone, the next one first.
    pub fn redoable(&self) -> impl Iterator<Item = &Step> {
        self.undone.iter().rev().filter_map(|number| self.step(*number))
    }

    /// The oldest save that is known, when there are fewer than can be undone because older ones
    /// were let go of.
    #[must_use]
    pub fn since(&self) -> Option<&Step> {
        self.steps.first().filter(|_| self.is_cut && self.done.len() < DEPTH)
    }

    /// What undoing the newest save leads to, from the present text.
    ///
    /// # Errors
    ///
    /// [`Irreversible`].
    pub fn undo(&self, text: &str) -> Result<Restoration, Irreversible> {
        let step = self.undoable().next().ok_or(Irreversible::Nothing)?;
        let Save { before, after, .. } = whole(step)?;
        reverse(step, text, &after, &before, Reversal::Undo(step.number))
    }

    /// What redoing the save that was undone last leads to.
    ///
    /// # Errors
    ///
    /// [`Irreversible`].
    pub fn redo(&self, text: &str) -> Result<Restoration, Irreversible> {
        let step = self.redoable().next().ok_or(Irreversible::Nothing)?;
        let Save { before, after, .. } = whole(step)?;
        reverse(step, text, &before, &after, Reversal::Redo(step.number))
    }

    fn step(&self, number: u64) -> Option<&Step> {
        self.steps.iter().find(|step| step.number == number)
    }

    /// Adds a save, before it is made, and lets go of old ones. Returns where it stands.
    ///
    /// # Errors
    ///
    /// When the entry cannot be written.
    pub(crate) fn append(
        folder: &Path,
        title: &str,
        on: Date,
        reverses: Option<Reversal>,
        before: &str,
        after: &str,
    ) -> io::Result<PathBuf> {
        let known = entries(folder)?;
        let number = next_number(folder, &known);
        let path = entry_path(folder, number);
        let save = Step { number, title: title.to_owned(), on, reverses, before, after, path: PathBuf::new() };
        let mut temp = disk::temp_in(folder, disk::TEMP_PREFIX)?;
        disk::write_whole(&mut temp, &serde_json::to_vec(&save).map_err(io::Error::other)?)?;
        temp.persist(&path).map_err(|error| error.error)?;
        disk::sync_folder(folder)?;
        if number.is_multiple_of(DEPTH as u64) {
            prune(&known);
        }
        Ok(path)
    }
}

/// Takes out the entry of a save that was not made.
pub(crate) fn take_out(entry: &Path) {
    // One that stays is passed over once the next save is made on the same text.
    let _ = fs::remove_file(entry);
}

/// A save with its texts.
fn whole(step: &Step) -> Result<Save, Irreversible> {
    read(&(step.number, step.path.clone())).map_err(|_| Irreversible::Lost(step.title.clone()))
}

/// From one side of a save to the other. The exact text when nobody touched the file since; else
/// the save's own edits made backwards, on places that still say what the save said.
fn reverse(step: &Step, text: &str, from: &str, to: &str, reverses: Reversal) -> Result<Restoration, Irreversible> {
    let edited = || Irreversible::EditedSince(step.title.clone());
    let restored = if text == from {
        to.to_owned()
    } else {
        let value = |text: &str| yaml::parse_value(text).map_err(|_| edited());
        let (now, from) = (with_sections(value(text)?), with_sections(value(from)?));
        let to = value(to)?;
        let edits = fitted(yaml::diff(&from, &with_sections(to.clone())), &now, &from).ok_or_else(edited)?;
        let restored = yaml::edit_text(text, &edits).map_err(|_| edited())?;
        let emptied = emptied_sections(&value(&restored)?, &to);
        yaml::edit_text(&restored, &emptied).map_err(|_| edited())?
    };
    let progress = document::read(restored.as_bytes()).map_err(|_| edited())?;
    Ok(Restoration { text: restored, progress, title: step.title.clone(), on: step.on, reverses })
}

/// The removal of sections that came to nothing, where the record had none before.
fn emptied_sections(restored: &Value, to: &Value) -> Vec<Edit> {
    let is_empty =
        |value: &Value| value.as_mapping().is_some_and(yaml::Mapping::is_empty) || value.as_sequence().is_some_and(Vec::is_empty);
    let emptied = SECTIONS.into_iter().filter(|section| to.get(section).is_none() && restored.get(section).is_some_and(is_empty));
    emptied.map(|section| Edit::Remove(vec![section.into()])).collect()
}

/// A record with all its sections, so that what a save put into a new section is taken out of it
/// piece by piece, and what was added there by hand stays.
fn with_sections(mut value: Value) -> Value {
    if let Value::Mapping(root) = &mut value {
        for section in SECTIONS {
            let place = root.entry(section.into()).or_insert(Value::Null);
            if place.is_null() {
                *place = if section == "log" { Value::Sequence(Vec::new()) } else { Value::Mapping(yaml::Mapping::new()) };
            }
        }
    }
    value
}

/// The edits as they fit the present record; `None` when a place says something else by now. An
/// item of a list is looked for by what it says, each once: others may stand around it now.
fn fitted(edits: Vec<Edit>, now: &Value, from: &Value) -> Option<Vec<Edit>> {
    let mut fitting = Vec::new();
    let mut removals: Vec<(Vec<Key>, usize)> = Vec::new();
    for edit in edits {
        let path = edit.path().to_vec();
        let wanted = yaml::get(from, &path);
        match (&edit, path.split_last()) {
            (Edit::Append(..), _) => fitting.push(edit),
            (Edit::Remove(_), Some((Key::Index(_), list))) => {
                let items = yaml::get(now, list)?.as_sequence()?;
                let is_free = |at: usize| !removals.iter().any(|(taken, index)| taken == list && *index == at);
                let at = (0..items.len()).rev().find(|&at| Some(&items[at]) == wanted && is_free(at))?;
                removals.push((list.to_vec(), at));
            }
            _ if yaml::get(now, &path) == wanted => fitting.push(edit),
            _ => return None,
        }
    }
    // From the end, so that no removal moves the place of another.
    removals.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    fitting.extend(removals.into_iter().map(|(list, at)| Edit::Remove([list, vec![at.into()]].concat())));
    Some(fitting)
}

/// The newest save.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn newest(folder: &Path) -> io::Result<Option<Save>> {
    newest_that(folder, |_, _| true)
}

/// The newest save that passes a test, which is given the save after it as well. A damaged entry is passed over; one that may not be read
/// is told of when there is no other, since "nothing was saved" would not be true then.
fn newest_that(folder: &Path, passes: impl Fn(&Save, Option<&Save>) -> bool) -> io::Result<Option<Save>> {
    let (mut forbidden, mut later) = (None, None);
    for entry in entries(folder)?.iter().rev() {
        match read(entry) {
            Ok(step) if passes(&step, later.as_ref()) => return Ok(Some(step)),
            Ok(step) => later = Some(step),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => forbidden = Some(error),
            _ => {}
        }
    }
    forbidden.map_or(Ok(None), Err)
}

/// Whether a save holds a record that can be read and is not blank.
pub(crate) fn says_something(save: &Save) -> bool {
    document::read(save.after().as_bytes()).is_ok_and(|saved| !saved.is_blank())
}

/// The newest save that says something and, as far as the one after it tells, reached the file.
/// Nothing tells it of the newest of all.
///
/// # Errors
///
/// When the folder cannot be listed, or what is in it may not be read.
pub(crate) fn last_good(folder: &Path) -> io::Result<Option<Save>> {
    newest_that(folder, |save, later| has_happened(save, later) && says_something(save))
}

/// The newest save that can be read, though it may be blank, and reached the file.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn last_readable(folder: &Path) -> io::Result<Option<Save>> {
    newest_that(folder, |save, later| has_happened(save, later) && document::read(save.after().as_bytes()).is_ok())
}

fn has_happened(save: &Save, later: Option<&Save>) -> bool {
    later.is_none_or(|later| save.happened_before(later))
}

/// The save of a number, when its text can be read.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn numbered(folder: &Path, number: u64) -> io::Result<Option<Save>> {
    newest_that(folder, |save, _| save.number == number && document::read(save.after().as_bytes()).is_ok())
}

/// The largest number of an entry. No life has as many saves: a larger one is not of mlpath.
const MAX_NUMBER: u64 = u32::MAX as u64;

fn entry_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.json"))
}

/// One save. Its file name numbers it, whatever stands inside.
fn read<T: DeserializeOwned>((number, path): &(u64, PathBuf)) -> io::Result<Step<T>> {
    // Anything but a file, such as a pipe, might never end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let step: Step<T> = serde_json::from_str(&fs::read_to_string(path)?)?;
    Ok(Step { number: *number, path: path.clone(), ..step })
}

/// The number after the newest save; where a damaged entry has it, the next free one.
fn next_number(folder: &Path, known: &[(u64, PathBuf)]) -> u64 {
    let newest = known.iter().rev().find(|entry| read::<Digest>(entry).is_ok()).map_or(0, |(number, _)| *number);
    (newest + 1..=u64::MAX).find(|number| entry_path(folder, *number).symlink_metadata().is_err()).unwrap_or(newest)
}

/// The entries with their numbers, oldest first.
fn entries(folder: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    // Whoever can put a link there could lead mlpath to files that are none of its business.
    if folder.is_symlink() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a link, and must be a folder"));
    }
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing?,
    };
    let mut found = Vec::new();
    for entry in listing {
        let path = entry?.path();
        let number =
            path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".json")).and_then(|stem| stem.parse().ok());
        if let Some(number) = number.filter(|number| *number <= MAX_NUMBER) {
            found.push((number, path));
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// The undos that were redone at once and the redos that were undone at once: both together
/// changed nothing, and no save needs them.
fn without_effect(steps: &[Step]) -> Vec<u64> {
    let mut open: Vec<&Step> = Vec::new();
    let mut idle = Vec::new();
    for step in steps {
        match open.last() {
            Some(last) if cancel(last, step) => {
                idle.extend([last.number, step.number]);
                open.pop();
            }
            _ => open.push(step),
        }
    }
    idle
}

/// Whether the second save put back just what the first one took, or took what it put back.
fn cancel(first: &Step, second: &Step) -> bool {
    let is_pair = match (first.reverses, second.reverses) {
        (Some(Reversal::Undo(one)), Some(Reversal::Redo(other))) | (Some(Reversal::Redo(one)), Some(Reversal::Undo(other))) => one == other,
        _ => false,
    };
    is_pair && first.before == second.after && first.after == second.before
}

/// Lets go of undos and redos without effect, and of entries older than the newest, but for the
/// last one of each day.
fn prune(known: &[(u64, PathBuf)]) {
    let settled = &known[..known.len().saturating_sub(DEPTH)];
    let steps: Vec<Step> = settled.iter().filter_map(|entry| read(entry).ok()).collect();
    let on: HashMap<u64, Date> = steps.iter().map(|step| (step.number, step.on)).collect();
    let idle = without_effect(&steps);
    let (idle, known): (Vec<_>, Vec<_>) = known.iter().partition(|(number, _)| idle.contains(number));
    for (_, path) in idle {
        // An entry that cannot be removed is only a file too many.
        let _ = fs::remove_file(path);
    }
    let old = &known[..known.len().saturating_sub(KEPT)];
    let mut days: Vec<Date> = Vec::new();
    // An entry that cannot be read has no day, and stays.
    for (day, path) in old.iter().rev().filter_map(|(number, path)| Some((*on.get(number)?, path))) {
        if days.contains(&day) || days.len() >= MAX_DAYS {
            // An entry that cannot be removed is only a file too many.
            let _ = fs::remove_file(path);
        } else {
            days.push(day);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A history of these saves, as it is read beside a text.
    struct Told {
        history: History,
        _folder: tempfile::TempDir,
    }

    impl std::ops::Deref for Told {
        type Target = History;
        fn deref(&self) -> &History {
            &self.history
        }
    }

    #[expect(clippy::disallowed_methods, reason = "these saves were made long ago")]
    fn told<const N: usize>(text: &str, saves: [(u64, Option<Reversal>, &str, &str); N]) -> Told {
        let folder = tempfile::tempdir().expect("a folder");
        for (number, reverses, before, after) in saves {
            let path = entry_path(folder.path(), number);
            let step =
                Step { number, title: format!("step {number}"), on: date(2026, 11, 21), reverses, before, after, path: PathBuf::new() };
            fs::write(path, serde_json::to_vec(&step).expect("is JSON")).expect("a save");
        }
        Told { history: History::load(folder.path(), text).expect("loads"), _folder: folder }
    }

    const EMPTY: &str = "version: 1\n";
    const ONE: &str = "version: 1\nsteps:\n  git:\n    status: done\n";
    const TWO: &str = "version: 1\nsteps:\n  git:\n    status: done\n  sql:\n    status: done\n";

    #[test]
    fn undo_and_redo_walk_the_saves() {
        let two = told(TWO, [(1, None, EMPTY, ONE), (2, None, ONE, TWO)]);
        assert_eq!(two.undo(TWO).map(|found| found.text).as_deref(), Ok(ONE));
        assert_eq!(two.redo(TWO), Err(Irreversible::Nothing));
        let back = told(ONE, [(1, None, EMPTY, ONE), (2, None, ONE, TWO), (3, Some(Reversal::Undo(2)), TWO, ONE)]);
        assert_eq!(back.undo(ONE).map(|found| found.text).as_deref(), Ok(EMPTY));
        assert_eq!(back.redo(ONE).map(|found| found.text).as_deref(), Ok(TWO));
    }

    #[test]
    fn hand_edits_survive_an_undo_unless_they_touch_the_same_place() {
        let history = told(TWO, [(1, None, ONE, TWO)]);
        let edited = TWO.replace("version", "# mine\nversion");
        assert_eq!(history.undo(&edited).map(|found| found.text), Ok(ONE.replace("version", "# mine\nversion")));
        let clash = TWO.replace("  sql:\n    status: done", "  sql:\n    status: doing");
        assert_eq!(history.undo(&clash), Err(Irreversible::EditedSince("step 1".into())));
    }

    #[test]
    fn an_entry_put_in_by_hand_does_not_stop_an_undo() {
        const BEFORE: &str = "version: 1\n";
        const AFTER: &str = "version: 1\nsteps:\n  numpy:\n    status: done\nlog:\n  - date: 2026-11-21\n    step: numpy\n";
        let history = told(AFTER, [(1, None, BEFORE, AFTER)]);
        let edited =
            AFTER.replace("steps:\n", "steps:\n  git: {status: done}\n").replace("log:\n", "log:\n  - {date: 2026-11-20, step: git}\n");
        let found = history.undo(&edited).expect("can be undone").progress;
        assert!(found.steps.contains_key("git") && !found.steps.contains_key("numpy"));
        assert_eq!((found.log.len(), found.log[0].step.as_str()), (1, "git"));
    }

    #[test]
    fn entries_put_in_another_order_by_hand_are_found_each_once() {
        const BEFORE: &str = "version: 1\n";
        const AFTER: &str = "version: 1\nlog:\n  - {date: 2026-11-21, step: sql}\n  - {date: 2026-11-21, step: numpy}\n";
        let history = told(AFTER, [(1, None, BEFORE, AFTER)]);
        let edited = "version: 1\nlog:\n  - {date: 2026-11-21, step: numpy}\n  - {date: 2026-11-21, step: sql}\n  - {date: 2026-11-20, step: git, note: precious}\n";
        let found = history.undo(edited).expect("can be undone").progress;
        assert_eq!((found.log.len(), found.log[0].note.as_deref()), (1, Some("precious")));
    }

    #[test]
    fn a_save_that_failed_in_between_blocks_nothing() {
        let history = told(TWO, [(1, None, EMPTY, ONE), (2, None, ONE, "failed"), (3, None, ONE, TWO)]);
        let back = history.undo(TWO).map(|found| found.text);
        assert_eq!(back.as_deref(), Ok(ONE));
        assert_eq!(history.undoable().map(|step| step.number).collect::<Vec<_>>(), [3, 1]);
    }

    #[test]
    fn a_save_that_never_happened_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        History::append(folder.path(), "one", date(2026, 11, 21), None, EMPTY, ONE).expect("appends");
        History::append(folder.path(), "undo", date(2026, 11, 21), Some(Reversal::Undo(1)), ONE, EMPTY).expect("appends");
        let undo = |text: &str| History::load(folder.path(), text).expect("loads").undo(text).map(|found| found.text);
        assert_eq!(undo(ONE).as_deref(), Ok(EMPTY), "the undo failed: it can be tried again");
        assert_eq!(undo(EMPTY), Err(Irreversible::Nothing), "the undo went well");
    }

    #[test]
    fn a_save_that_never_happened_is_not_the_last_good_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let append = |before: &str, after: &str| {
            History::append(folder.path(), "save", date(2026, 11, 21), None, before, after).expect("appends");
        };
        append(EMPTY, ONE);
        append(ONE, TWO);
        append(ONE, "version: 1\nsteps: [damaged");
        assert_eq!(last_good(folder.path()).expect("reads").map(|save| save.number), Some(1));
    }

    #[test]
    fn all_of_the_depth_can_be_undone_and_redone() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = |number: usize| format!("version: 1\nnumber: {number}\n");
        for number in 0..200 {
            History::append(folder.path(), "save", date(2026, 11, 21), None, &text(number), &text(number + 1)).expect("appends");
        }
        let mut now = text(200);
        for _ in 0..DEPTH {
            let found = History::load(folder.path(), &now).expect("loads").undo(&now).expect("can be undone");
            History::append(folder.path(), "undo", date(2026, 11, 21), Some(found.reverses), &now, &found.text).expect("appends");
            now = found.text;
        }
        assert_eq!(now, text(200 - DEPTH));
        let kept = fs::read_dir(folder.path()).expect("a listing").count();
        assert!(kept <= KEPT + DEPTH + 1, "{kept}");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the bad entries are no record")]
    fn one_bad_entry_blocks_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        History::append(folder.path(), "one", date(2026, 11, 21), None, EMPTY, ONE).expect("appends");
        for (name, bytes) in [("18446744073709551615.json", &b"{}"[..]), ("4294967295.json", b"{}"), ("00000007.json", b"\xff\xfe")] {
            fs::write(folder.path().join(name), bytes).expect("a bad entry");
        }
        fs::create_dir(folder.path().join("00000009.json")).expect("a folder of that name");
        History::append(folder.path(), "two", date(2026, 11, 21), None, ONE, TWO).expect("appends");
        let history = History::load(folder.path(), TWO).expect("loads");
        assert_eq!(history.undoable().map(|step| step.number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(last_good(folder.path()).expect("reads").map(|step| step.number), Some(2));
    }

    #[test]
    fn undo_and_redo_again_and_again_eat_no_saves() {
        let folder = tempfile::tempdir().expect("a folder");
        let append = |reverses, before: &str, after: &str| {
            History::append(folder.path(), "save", date(2026, 11, 21), reverses, before, after).expect("appends");
        };
        let text = |number: usize| format!("version: 1\nnumber: {number}\n");
        (0..5).for_each(|number| append(None, &text(number), &text(number + 1)));
        let mut now = text(5);
        for round in 0..100 {
            for _ in 0..=(round % 3) {
                let back = History::load(folder.path(), &now).expect("loads").undo(&now).expect("can be undone");
                append(Some(back.reverses), &now, &back.text);
                now = back.text;
            }
            for _ in 0..=(round % 3) {
                let forth = History::load(folder.path(), &now).expect("loads").redo(&now).expect("can be redone");
                append(Some(forth.reverses), &now, &forth.text);
                now = forth.text;
            }
        }
        assert_eq!(now, text(5));
        let history = History::load(folder.path(), &now).expect("loads");
        assert_eq!(history.undoable().map(|step| step.number).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
        assert!(fs::read_dir(folder.path()).expect("a listing").count() <= KEPT, "they do not pile up");
    }

    #[test]
    fn a_gap_is_told_of() {
        let history = told(TWO, [(1, None, EMPTY, ONE), (9, None, "other", TWO)]);
        assert_eq!(history.since().map(|step| step.number), Some(9));
        assert_eq!(told(ONE, [(1, None, EMPTY, ONE)]).since(), None);
    }

    #[test]
    fn a_gap_ends_what_can_be_undone() {
        let history = told(TWO, [(1, None, EMPTY, ONE), (9, None, "other", TWO)]);
        assert_eq!(history.undoable().count(), 1);
    }
}
