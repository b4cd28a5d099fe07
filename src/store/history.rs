//! The saves on disk: the data behind `undo` and `redo`.
//!
//! Every save has a file `NNNNNNNN.json` with the text before and after it. Until the save is made it
//! is called `NNNNNNNN.pending.json`: a save that was cut off in between is no history. The newest
//! are kept, and the last one of each earlier day, up to a bound in bytes.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::dates::Date;
use crate::progress::history::{DEPTH, Digest, Entry, FileId, FullEntry, History, redundant_pairs};
use crate::progress::{document, merge};

use super::disk;

/// How many of the newest entries are kept: undoing and redoing all of `DEPTH` adds entries of its own.
const MAX_ENTRIES: usize = 3 * DEPTH;

/// Daily copies kept beyond the newest saves.
const MAX_DAYS: usize = 366;

/// The most bytes of saves that are kept of one progress file; the last few saves stay in any case.
const MAX_KEPT: u64 = 32 * 1024 * 1024;

/// Saves that stay however large they are.
const ALWAYS_KEPT: usize = 3;

/// From this size on, an entry is large enough to look at all of them after each save.
const LARGE: u64 = MAX_KEPT / 512;

/// The largest number of an entry. No life has as many saves: a larger one is not of mlpath.
const MAX_NUMBER: u64 = 99_999_999;

/// Which save the texts are wanted of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Of none.
    None,
    /// Of the one `undo` takes back.
    Undo,
    /// Of the one `redo` puts back.
    Redo,
}

/// The progress file as it is now: it tells whether a save that was cut off reached it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Present<'a> {
    pub(crate) path: &'a Path,
    /// What is in it; `None` when there is none, or more than can be read.
    pub(crate) bytes: Option<&'a [u8]>,
}

impl Present<'_> {
    pub(crate) fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.unwrap_or_default()).ok()
    }

    pub(crate) fn file(&self) -> Option<FileId> {
        disk::file_id(self.path)
    }
}

/// Reads the history folder; a missing one is empty, and what cannot be read is passed over.
///
/// # Errors
///
/// When the folder cannot be listed.
pub(crate) fn load(folder: &Path, present: Present<'_>, text: &str, texts: Texts) -> io::Result<History> {
    let known = saves(folder, present)?;
    let (mut all, mut unreadable) = (Vec::new(), Vec::new());
    for save in &known {
        match read::<Digest>(save) {
            Ok(entry) => all.push(entry),
            Err(_) => unreadable.push(save.number),
        }
    }
    let history = History::replay(all, &unreadable, text);
    let number = match texts {
        Texts::None => None,
        Texts::Undo => history.undoable().next(),
        Texts::Redo => history.redoable().next(),
    };
    let number = number.map(|entry| entry.number);
    let full = |number: u64| known.iter().find(|save| save.number == number).and_then(|save| read(save).ok());
    let texts = number.and_then(|number| match history.bridge(number) {
        Some(bridge) => Some(bridge.with_texts(&full(bridge.from)?, &full(bridge.to)?)),
        None => full(number),
    });
    Ok(history.with_texts(texts))
}

/// A save that is being made.
#[derive(Debug)]
pub(crate) struct Pending {
    folder: PathBuf,
    number: u64,
    length: u64,
}

/// Writes down a save before it is made. Its number does not matter.
///
/// # Errors
///
/// When the entry cannot be written.
pub(crate) fn begin(folder: &Path, entry: Entry<&str>) -> io::Result<Pending> {
    let number = next_number(folder, &entries(folder)?);
    let bytes = serde_json::to_vec(&Entry { number, ..entry }).map_err(io::Error::other)?;
    let mut temp = disk::temp_in(folder, disk::TEMP_PREFIX)?;
    disk::write_whole(&mut temp, &bytes)?;
    temp.persist(pending_path(folder, number)).map_err(|error| error.error)?;
    disk::sync_folder(folder)?;
    Ok(Pending { folder: folder.to_owned(), number, length: bytes.len() as u64 })
}

impl Pending {
    /// The number it has.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The save was made: it is history from now on. Old entries go.
    pub(crate) fn commit(self) {
        // Where the name cannot be changed now, the progress file itself tells what happened, and the
        // next save tries again.
        let _ = fs::rename(pending_path(&self.folder, self.number), entry_path(&self.folder, self.number));
        if self.number.is_multiple_of(DEPTH as u64) || self.length > LARGE {
            prune(&self.folder);
        }
    }

    /// The save was not made.
    pub(crate) fn discard(self) {
        // One that stays is told from a save by the progress file itself.
        let _ = fs::remove_file(pending_path(&self.folder, self.number));
    }
}

/// Settles what a killed mlpath left: a save that reached the progress file becomes history, any
/// other one goes. Only under the lock, and before temporary files are swept up.
pub(crate) fn settle(folder: &Path, present: Present<'_>) {
    for save in entries(folder).unwrap_or_default().into_iter().filter(|save| save.is_pending) {
        let pending = Pending { folder: folder.to_owned(), number: save.number, length: 0 };
        match read::<String>(&save) {
            Ok(entry) if has_happened(&entry, present) => pending.commit(),
            Ok(_) => pending.discard(),
            // Somebody else's, or damaged: nothing is known of it.
            Err(_) => {}
        }
    }
}

/// Whether a save that was cut off reached the progress file, whatever was done to that since.
fn has_happened(entry: &FullEntry, present: Present<'_>) -> bool {
    if let Some(text) = present.text() {
        if text == entry.after {
            return true;
        }
        if document::with_version(text) == entry.before {
            return false;
        }
    }
    if let Some(file) = &entry.file {
        // Its text waits under the name it was written to, or it is the file that stands there now.
        let waits = !file.temp.contains(['/', '\\']) && disk::file_id(&disk::folder_of(present.path).join(&file.temp)).is_some();
        if waits || present.file().is_some_and(|id| id.is(file.id)) {
            return !waits;
        }
    }
    present.text().and_then(|text| merge::holds_change(&entry.before, &entry.after, text)).unwrap_or(false)
}

/// The newest save.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn newest(folder: &Path, present: Present<'_>) -> io::Result<Option<FullEntry>> {
    newest_that(folder, present, |_| true)
}

/// The newest save that passes a test. A damaged entry is passed over; one that may not be read is
/// told of when there is no other, since "nothing was saved" would not be true then.
fn newest_that(folder: &Path, present: Present<'_>, passes: impl Fn(&FullEntry) -> bool) -> io::Result<Option<FullEntry>> {
    let mut forbidden = None;
    for save in saves(folder, present)?.iter().rev() {
        match read(save) {
            Ok(entry) if passes(&entry) => return Ok(Some(entry)),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => forbidden = Some(error),
            _ => {}
        }
    }
    forbidden.map_or(Ok(None), Err)
}

/// The newest save that is not empty.
///
/// # Errors
///
/// When the folder cannot be listed, or what is in it may not be read.
pub(crate) fn last_good(folder: &Path, present: Present<'_>) -> io::Result<Option<FullEntry>> {
    newest_that(folder, present, FullEntry::is_non_empty)
}

/// The newest save that can be read, though it may be empty.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn last_readable(folder: &Path, present: Present<'_>) -> io::Result<Option<FullEntry>> {
    newest_that(folder, present, FullEntry::is_readable)
}

/// The save of a number, when its text can be read.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn numbered(folder: &Path, present: Present<'_>, number: u64) -> io::Result<Option<FullEntry>> {
    newest_that(folder, present, |entry| entry.number == number && entry.is_readable())
}

/// The texts of all saves that can be read, newest first, each with the day it came about as far as that is
/// known: what each save left, and what it found where that was another text.
pub(crate) fn kept_texts(folder: &Path, present: Present<'_>) -> Vec<(Date, String)> {
    let saves = saves(folder, present).unwrap_or_default();
    let entries: Vec<FullEntry> = saves.into_iter().rev().filter_map(|save| read::<String>(&save).ok()).collect();
    let mut texts = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        texts.push((entry.on, entry.after.clone()));
        if entries.get(at + 1).is_none_or(|older| older.after != entry.before) {
            texts.push((entry.on, entry.before.clone()));
        }
    }
    texts
}

fn entry_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.json"))
}

fn pending_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.pending.json"))
}

/// A file that is named like a save.
#[derive(Debug, Clone)]
struct Save {
    number: u64,
    path: PathBuf,
    is_pending: bool,
}

/// One save. A copy under another number is none.
fn read<T: DeserializeOwned>(save: &Save) -> io::Result<Entry<T>> {
    let read = |path: &Path| {
        // Anything but a file, such as a pipe, might never end.
        if !fs::metadata(path)?.is_file() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        fs::read_to_string(path)
    };
    let text = match read(&save.path) {
        // It became history just now.
        Err(error) if save.is_pending && error.kind() == io::ErrorKind::NotFound => {
            read(&entry_path(disk::folder_of(&save.path), save.number))?
        }
        text => text?,
    };
    let entry: Entry<T> = serde_json::from_str(&text)?;
    if entry.number == save.number { Ok(entry) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// The number after the newest save; where a damaged entry has it, the next free one.
fn next_number(folder: &Path, known: &[Save]) -> u64 {
    let newest = known.iter().rev().find(|save| read::<Digest>(save).is_ok()).map_or(0, |save| save.number);
    let is_free =
        |number: &u64| [entry_path(folder, *number), pending_path(folder, *number)].iter().all(|path| path.symlink_metadata().is_err());
    (newest + 1..=u64::MAX).find(is_free).unwrap_or(newest)
}

/// The saves that happened, oldest first, readable or not.
fn saves(folder: &Path, present: Present<'_>) -> io::Result<Vec<Save>> {
    let is_save = |save: &Save| !save.is_pending || read::<String>(save).is_ok_and(|entry| has_happened(&entry, present));
    Ok(entries(folder)?.into_iter().filter(is_save).collect())
}

/// The entries with their numbers, oldest first.
fn entries(folder: &Path) -> io::Result<Vec<Save>> {
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
        let Some(stem) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".json")) else { continue };
        let (digits, is_pending) = stem.strip_suffix(".pending").map_or((stem, false), |digits| (digits, true));
        let number = digits.parse().ok().filter(|number| *number <= MAX_NUMBER && digits == format!("{number:08}"));
        if let Some(number) = number {
            found.push(Save { number, path, is_pending });
        }
    }
    found.sort_unstable_by_key(|save| (save.number, save.is_pending));
    found.dedup_by_key(|save| save.number);
    Ok(found)
}

/// Lets go of undos and redos without effect, of entries older than the newest, but for the last one
/// of each day, and of what is beyond the bound in bytes.
fn prune(folder: &Path) {
    let Ok(mut known) = entries(folder) else { return };
    known.retain(|save| !save.is_pending);
    let settled = &known[..known.len().saturating_sub(DEPTH + 1)];
    let saves: Vec<Entry> = settled.iter().filter_map(|save| read(save).ok()).collect();
    let on: HashMap<u64, Date> = saves.iter().map(|save| (save.number, save.on)).collect();
    let redundant: HashSet<u64> = redundant_pairs(&saves).into_iter().collect();
    let (redundant, known): (Vec<_>, Vec<_>) = known.into_iter().partition(|save| redundant.contains(&save.number));
    redundant.iter().for_each(remove);
    let old = known.len().saturating_sub(MAX_ENTRIES + 1);
    let (mut kept, mut bytes): (usize, u64) = (0, 0);
    let mut days: Vec<Date> = Vec::new();
    for (at, save) in known.iter().enumerate().rev() {
        // An entry that cannot be read has no day, and stays.
        let day = on.get(&save.number).filter(|_| at < old);
        let length = fs::symlink_metadata(&save.path).map_or(0, |data| data.len());
        if (kept >= ALWAYS_KEPT && bytes + length > MAX_KEPT) || day.is_some_and(|day| days.contains(day) || days.len() >= MAX_DAYS) {
            remove(save);
            continue;
        }
        days.extend(day);
        (kept, bytes) = (kept + 1, bytes + length);
    }
}

fn remove(save: &Save) {
    // An entry that cannot be removed is only a file too many.
    let _ = fs::remove_file(&save.path);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::progress::history::{Reversal, SavedFile};

    const EMPTY: &str = "version: 1\n";
    const ONE: &str = "version: 1\nsteps:\n  git:\n    status: done\n";
    const TWO: &str = "version: 1\nsteps:\n  git:\n    status: done\n  sql:\n    status: done\n";

    /// A file with a text, which no save knows.
    fn with(text: &str) -> Present<'_> {
        Present { path: Path::new("/nowhere/progress.yaml"), bytes: Some(text.as_bytes()) }
    }

    fn pending(folder: &Path, reverses: Option<Reversal>, before: &str, after: &str) -> Pending {
        let (title, on) = ("save".to_owned(), date(2026, 11, 21));
        begin(folder, Entry { number: 0, title, on, reverses, file: None, before, after }).expect("begins")
    }

    /// A save that was made.
    fn save_on(folder: &Path, on: Date, reverses: Option<Reversal>, before: &str, after: &str) {
        let entry = Entry { number: 0, title: "save".to_owned(), on, reverses, file: None, before, after };
        begin(folder, entry).expect("begins").commit();
    }

    fn save(folder: &Path, reverses: Option<Reversal>, before: &str, after: &str) {
        save_on(folder, date(2026, 11, 21), reverses, before, after);
    }

    fn undoable(folder: &Path, text: &str) -> Vec<u64> {
        load(folder, with(text), text, Texts::None).expect("loads").undoable().map(|entry| entry.number).collect()
    }

    #[test]
    fn a_save_counts_once_it_is_made_whatever_is_edited_by_hand_then() {
        let folder = tempfile::tempdir().expect("a folder");
        save(folder.path(), None, EMPTY, ONE);
        let _cut_off = pending(folder.path(), None, ONE, TWO);
        let edited = |text: &str| format!("# mine\n{text}");
        for (text, saves) in [(ONE, vec![1]), (&edited(ONE), vec![1]), (TWO, vec![2, 1]), (&edited(TWO), vec![2, 1]), ("steps: [", vec![1])]
        {
            assert_eq!(undoable(folder.path(), text), saves, "{text}");
        }
        assert_eq!(last_good(folder.path(), with("steps: [")).expect("reads").map(|save| save.number), Some(1));
        settle(folder.path(), with(&edited(ONE)));
        assert_eq!(entries(folder.path()).expect("a listing").len(), 1, "what was not made is gone");
        let _cut_off = pending(folder.path(), Some(Reversal::Undo(1)), ONE, EMPTY);
        settle(folder.path(), with(EMPTY));
        assert!(entry_path(folder.path(), 2).is_file() && undoable(folder.path(), EMPTY).is_empty(), "what was made is history");
    }

    #[test]
    fn a_file_tells_by_itself_whether_a_save_reached_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, temp) = (folder.path().join("progress.yaml"), folder.path().join(".mlpath-Ab12yz.tmp"));
        let put = |path: &Path, text: &str| disk::overwrite(path, text.as_bytes()).expect("written");
        put(&temp, TWO);
        let file = SavedFile { temp: ".mlpath-Ab12yz.tmp".into(), id: disk::file_id(&temp).expect("there") };
        let entry = FullEntry {
            number: 1,
            title: "save".into(),
            on: date(2026, 11, 21),
            reverses: None,
            file: Some(file),
            before: ONE.into(),
            after: TWO.into(),
        };
        let is_made = |text: &str| has_happened(&entry, Present { path: &path, bytes: Some(text.as_bytes()) });
        put(&path, ONE);
        assert!(!is_made("steps: [damaged") && !is_made(&TWO.replace("sql", "rnn")), "it waits under the other name");
        fs::rename(&temp, &path).expect("renamed");
        assert!(is_made("steps: [damaged") && is_made(&TWO.replace("sql", "rnn")), "it is the file");
        fs::remove_file(&path).expect("removed");
        assert!(!is_made("steps: [damaged"), "nothing tells");
    }

    #[test]
    fn a_damaged_save_hides_none_before_it_and_can_be_stepped_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = |number: u64| format!("version: 1\nnumber: {number}\n");
        (0..5).for_each(|number| save(folder.path(), None, &text(number), &text(number + 1)));
        disk::overwrite(&entry_path(folder.path(), 3), b"\0\0").expect("damaged");
        assert_eq!(undoable(folder.path(), &text(5)), [5, 4, 3, 2, 1]);
        let step = |now: u64| {
            let back =
                load(folder.path(), with(&text(now)), &text(now), Texts::Undo).expect("loads").undo(&text(now)).expect("can be undone");
            save(folder.path(), Some(back.reverses), &text(now), &back.text);
            back.text
        };
        assert_eq!([step(5), step(4), step(3), step(2)], [text(4), text(3), text(2), text(1)]);
        disk::overwrite(&entry_path(folder.path(), 1), b"\0\0").expect("damaged");
        let history = load(folder.path(), with(&text(1)), &text(1), Texts::Undo).expect("loads");
        assert_eq!(history.undoable().count(), 0, "nothing is before the first");
        assert!(history.restorable().iter().any(|save| save.number == 5) || history.redoable().any(|save| save.number == 5));
    }

    #[test]
    fn entries_are_kept_up_to_a_bound_in_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = |number: u64| format!("version: 1\n# {}\nnumber: {number}\n", "x".repeat(2_000_000));
        (0..12).for_each(|number| save(folder.path(), None, &text(number), &text(number + 1)));
        let kept: Vec<u64> = entries(folder.path()).expect("a listing").iter().map(|save| save.number).collect();
        assert_eq!(kept, (5..=12).collect::<Vec<_>>(), "of 4 MB each, the newest 32 MiB");
    }

    #[test]
    fn all_of_the_depth_can_be_undone_and_redone() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = |number: usize| format!("version: 1\nnumber: {number}\n");
        for number in 0..200 {
            save(folder.path(), None, &text(number), &text(number + 1));
        }
        let mut now = text(200);
        for _ in 0..DEPTH {
            let found = load(folder.path(), with(&now), &now, Texts::Undo).expect("loads").undo(&now).expect("can be undone");
            save(folder.path(), Some(found.reverses), &now, &found.text);
            now = found.text;
        }
        assert_eq!(now, text(200 - DEPTH));
        let kept = fs::read_dir(folder.path()).expect("a listing").count();
        assert!(kept <= MAX_ENTRIES + DEPTH + 1, "{kept}");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the bad entries are no record")]
    fn one_bad_entry_blocks_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        save(folder.path(), None, EMPTY, ONE);
        for (name, bytes) in [("18446744073709551615.json", &b"{}"[..]), ("4294967295.json", b"{}"), ("00000007.json", b"\xff\xfe")] {
            fs::write(folder.path().join(name), bytes).expect("a bad entry");
        }
        // Copies under other names are no saves.
        for name in ["1.json", "00000042.json", "4294967295.json", "99999999.json"] {
            fs::copy(entry_path(folder.path(), 1), folder.path().join(name)).expect("a copy");
        }
        fs::create_dir(folder.path().join("00000009.json")).expect("a folder of that name");
        save(folder.path(), None, ONE, TWO);
        assert_eq!(undoable(folder.path(), TWO), [2, 1]);
        assert_eq!(last_good(folder.path(), with(TWO)).expect("reads").map(|entry| entry.number), Some(2));
    }

    #[test]
    fn undo_and_redo_again_and_again_eat_no_saves() {
        let folder = tempfile::tempdir().expect("a folder");
        let save = |reverses, before: &str, after: &str| save(folder.path(), reverses, before, after);
        let text = |number: usize| format!("version: 1\nnumber: {number}\n");
        (0..5).for_each(|number| save(None, &text(number), &text(number + 1)));
        let mut now = text(5);
        for round in 0..100 {
            for _ in 0..=(round % 3) {
                let back = load(folder.path(), with(&now), &now, Texts::Undo).expect("loads").undo(&now).expect("can be undone");
                save(Some(back.reverses), &now, &back.text);
                now = back.text;
            }
            for _ in 0..=(round % 3) {
                let forth = load(folder.path(), with(&now), &now, Texts::Redo).expect("loads").redo(&now).expect("can be redone");
                save(Some(forth.reverses), &now, &forth.text);
                now = forth.text;
            }
        }
        assert_eq!(now, text(5));
        assert_eq!(undoable(folder.path(), &now), [5, 4, 3, 2, 1]);
        assert!(fs::read_dir(folder.path()).expect("a listing").count() <= MAX_ENTRIES, "they do not pile up");
    }

    #[test]
    fn of_old_saves_the_last_of_each_day_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        // Three a day; each goes on with the text of the one before.
        for number in 0..120 {
            let on = date(2026, 1, 1).saturating_add(jiff::Span::new().days(number / 3));
            save_on(folder.path(), on, None, &format!("{number}"), &format!("{}", number + 1));
        }
        let kept: Vec<u64> = entries(folder.path()).expect("a listing").into_iter().map(|save| save.number).collect();
        let old: Vec<u64> = kept.iter().copied().filter(|number| *number <= 119 - MAX_ENTRIES as u64).collect();
        assert!(old.len() >= 15 && old.iter().all(|number| number % 3 == 0 || *number == 59), "{old:?}");
        assert!((120 - MAX_ENTRIES as u64 + 1..=120).all(|number| kept.contains(&number)), "the newest all stay: {kept:?}");
    }

    #[test]
    fn the_last_readable_save_may_be_empty_and_a_numbered_one_must_be_readable() {
        let folder = tempfile::tempdir().expect("a folder");
        for (before, after) in [(EMPTY, ONE), (ONE, EMPTY), (EMPTY, "steps: [")] {
            save(folder.path(), None, before, after);
        }
        let present = with("steps: [");
        let number = |found: io::Result<Option<FullEntry>>| found.expect("reads").map(|entry| entry.number);
        assert_eq!(number(newest(folder.path(), present)), Some(3));
        assert_eq!(number(last_readable(folder.path(), present)), Some(2));
        assert_eq!(number(last_good(folder.path(), present)), Some(1));
        assert_eq!(number(numbered(folder.path(), present, 1)), Some(1));
        assert_eq!(number(numbered(folder.path(), present, 3)), None);
    }
}
