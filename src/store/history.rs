//! The saves on disk: the data behind `undo` and `redo`.
//!
//! Every save appends one file `NNNNNNNN.json` with the text before and after it, written before
//! the save itself. The newest are kept, and the last one of each earlier day.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::dates::Date;
use crate::progress::history::{DEPTH, Digest, Entry, FullEntry, History, Reversal, redundant_pairs};

use super::disk;

/// How many of the newest entries are kept: undoing and redoing all of `DEPTH` adds entries of its own.
const MAX_ENTRIES: usize = 3 * DEPTH;

/// Daily copies kept beyond the newest saves.
const MAX_DAYS: usize = 366;

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

/// Reads the history folder; a missing one is empty, and a damaged entry is passed over.
///
/// # Errors
///
/// When the folder cannot be listed.
pub(crate) fn load(folder: &Path, text: &str, texts: Texts) -> io::Result<History> {
    let known = entries(folder)?;
    let history = History::replay(known.iter().rev().filter_map(|entry| read::<Digest>(entry).ok()), text);
    let number = match texts {
        Texts::None => None,
        Texts::Undo => history.undoable().next(),
        Texts::Redo => history.redoable().next(),
    };
    let number = number.map(|entry| entry.number);
    let full = number.and_then(|number| known.iter().filter(|(known, _)| *known == number).find_map(|entry| read(entry).ok()));
    Ok(history.with_texts(full))
}

/// Adds a save, before it is made, and lets go of old ones. Returns where it stands.
///
/// # Errors
///
/// When the entry cannot be written.
pub(crate) fn append(folder: &Path, title: &str, on: Date, reverses: Option<Reversal>, before: &str, after: &str) -> io::Result<PathBuf> {
    let known = entries(folder)?;
    let number = next_number(folder, &known);
    let path = entry_path(folder, number);
    let entry = Entry { number, title: title.to_owned(), on, reverses, before, after };
    let mut temp = disk::temp_in(folder, disk::TEMP_PREFIX)?;
    disk::write_whole(&mut temp, &serde_json::to_vec(&entry).map_err(io::Error::other)?)?;
    temp.persist(&path).map_err(|error| error.error)?;
    disk::sync_folder(folder)?;
    if number.is_multiple_of(DEPTH as u64) {
        prune(&known);
    }
    Ok(path)
}

/// Removes the entry of a save that was not made.
pub(crate) fn delete_entry(entry: &Path) {
    // One that stays is passed over once the next save is made on the same text.
    let _ = fs::remove_file(entry);
}

/// The newest save.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn newest(folder: &Path) -> io::Result<Option<FullEntry>> {
    newest_that(folder, |_, _| true)
}

/// The newest save that passes a test, which is given the save after it as well. A damaged entry is
/// passed over; one that may not be read is told of when there is no other, since "nothing was
/// saved" would not be true then.
fn newest_that(folder: &Path, passes: impl Fn(&FullEntry, Option<&FullEntry>) -> bool) -> io::Result<Option<FullEntry>> {
    let (mut forbidden, mut later) = (None, None);
    for entry in entries(folder)?.iter().rev() {
        match read(entry) {
            Ok(entry) if passes(&entry, later.as_ref()) => return Ok(Some(entry)),
            Ok(entry) => later = Some(entry),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => forbidden = Some(error),
            _ => {}
        }
    }
    forbidden.map_or(Ok(None), Err)
}

/// The newest save that is not empty and, as far as the one after it tells, reached the file.
/// Nothing tells it of the newest of all.
///
/// # Errors
///
/// When the folder cannot be listed, or what is in it may not be read.
pub(crate) fn last_good(folder: &Path) -> io::Result<Option<FullEntry>> {
    newest_that(folder, |entry, later| has_happened(entry, later) && entry.is_non_empty())
}

/// The newest save that can be read, though it may be empty, and reached the file.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn last_readable(folder: &Path) -> io::Result<Option<FullEntry>> {
    newest_that(folder, |entry, later| has_happened(entry, later) && entry.is_readable())
}

fn has_happened(entry: &FullEntry, later: Option<&FullEntry>) -> bool {
    later.is_none_or(|later| entry.happened_before(later))
}

/// The save of a number, when its text can be read.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn numbered(folder: &Path, number: u64) -> io::Result<Option<FullEntry>> {
    newest_that(folder, |entry, _| entry.number == number && entry.is_readable())
}

/// The largest number of an entry. No life has as many saves: a larger one is not of mlpath.
const MAX_NUMBER: u64 = u32::MAX as u64;

fn entry_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.json"))
}

/// One save. Its file name numbers it, whatever stands inside.
fn read<T: DeserializeOwned>((number, path): &(u64, PathBuf)) -> io::Result<Entry<T>> {
    // Anything but a file, such as a pipe, might never end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let entry: Entry<T> = serde_json::from_str(&fs::read_to_string(path)?)?;
    Ok(Entry { number: *number, ..entry })
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

/// Lets go of undos and redos without effect, and of entries older than the newest, but for the
/// last one of each day.
fn prune(known: &[(u64, PathBuf)]) {
    let settled = &known[..known.len().saturating_sub(DEPTH)];
    let saves: Vec<Entry> = settled.iter().filter_map(|entry| read(entry).ok()).collect();
    let on: HashMap<u64, Date> = saves.iter().map(|save| (save.number, save.on)).collect();
    let redundant = redundant_pairs(&saves);
    let (redundant, known): (Vec<_>, Vec<_>) = known.iter().partition(|(number, _)| redundant.contains(number));
    for (_, path) in redundant {
        // An entry that cannot be removed is only a file too many.
        let _ = fs::remove_file(path);
    }
    let old = &known[..known.len().saturating_sub(MAX_ENTRIES)];
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
    use crate::progress::history::Irreversible;

    const EMPTY: &str = "version: 1\n";
    const ONE: &str = "version: 1\nsteps:\n  git:\n    status: done\n";
    const TWO: &str = "version: 1\nsteps:\n  git:\n    status: done\n  sql:\n    status: done\n";

    #[test]
    fn a_save_that_never_happened_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        append(folder.path(), "one", date(2026, 11, 21), None, EMPTY, ONE).expect("appends");
        append(folder.path(), "undo", date(2026, 11, 21), Some(Reversal::Undo(1)), ONE, EMPTY).expect("appends");
        let undo = |text: &str| load(folder.path(), text, Texts::Undo).expect("loads").undo(text).map(|found| found.text);
        assert_eq!(undo(ONE).as_deref(), Ok(EMPTY), "the undo failed: it can be tried again");
        assert_eq!(undo(EMPTY), Err(Irreversible::Nothing), "the undo went well");
    }

    #[test]
    fn a_save_that_never_happened_is_not_the_last_good_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let save = |before: &str, after: &str| {
            append(folder.path(), "save", date(2026, 11, 21), None, before, after).expect("appends");
        };
        save(EMPTY, ONE);
        save(ONE, TWO);
        save(ONE, "version: 1\nsteps: [damaged");
        assert_eq!(last_good(folder.path()).expect("reads").map(|save| save.number), Some(1));
    }

    #[test]
    fn all_of_the_depth_can_be_undone_and_redone() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = |number: usize| format!("version: 1\nnumber: {number}\n");
        for number in 0..200 {
            append(folder.path(), "save", date(2026, 11, 21), None, &text(number), &text(number + 1)).expect("appends");
        }
        let mut now = text(200);
        for _ in 0..DEPTH {
            let found = load(folder.path(), &now, Texts::Undo).expect("loads").undo(&now).expect("can be undone");
            append(folder.path(), "undo", date(2026, 11, 21), Some(found.reverses), &now, &found.text).expect("appends");
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
        append(folder.path(), "one", date(2026, 11, 21), None, EMPTY, ONE).expect("appends");
        for (name, bytes) in [("18446744073709551615.json", &b"{}"[..]), ("4294967295.json", b"{}"), ("00000007.json", b"\xff\xfe")] {
            fs::write(folder.path().join(name), bytes).expect("a bad entry");
        }
        fs::create_dir(folder.path().join("00000009.json")).expect("a folder of that name");
        append(folder.path(), "two", date(2026, 11, 21), None, ONE, TWO).expect("appends");
        let history = load(folder.path(), TWO, Texts::Undo).expect("loads");
        assert_eq!(history.undoable().map(|entry| entry.number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(last_good(folder.path()).expect("reads").map(|entry| entry.number), Some(2));
    }

    #[test]
    fn undo_and_redo_again_and_again_eat_no_saves() {
        let folder = tempfile::tempdir().expect("a folder");
        let save = |reverses, before: &str, after: &str| {
            append(folder.path(), "save", date(2026, 11, 21), reverses, before, after).expect("appends");
        };
        let text = |number: usize| format!("version: 1\nnumber: {number}\n");
        (0..5).for_each(|number| save(None, &text(number), &text(number + 1)));
        let mut now = text(5);
        for round in 0..100 {
            for _ in 0..=(round % 3) {
                let back = load(folder.path(), &now, Texts::Undo).expect("loads").undo(&now).expect("can be undone");
                save(Some(back.reverses), &now, &back.text);
                now = back.text;
            }
            for _ in 0..=(round % 3) {
                let forth = load(folder.path(), &now, Texts::Redo).expect("loads").redo(&now).expect("can be redone");
                save(Some(forth.reverses), &now, &forth.text);
                now = forth.text;
            }
        }
        assert_eq!(now, text(5));
        let history = load(folder.path(), &now, Texts::Undo).expect("loads");
        assert_eq!(history.undoable().map(|entry| entry.number).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
        assert!(fs::read_dir(folder.path()).expect("a listing").count() <= MAX_ENTRIES, "they do not pile up");
    }

    #[test]
    fn of_old_saves_the_last_of_each_day_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        // Three a day; each goes on with the text of the one before.
        for number in 0..120 {
            let on = date(2026, 1, 1).saturating_add(jiff::Span::new().days(number / 3));
            append(folder.path(), "save", on, None, &format!("{number}"), &format!("{}", number + 1)).expect("appends");
        }
        let kept: Vec<u64> = entries(folder.path()).expect("a listing").into_iter().map(|(number, _)| number).collect();
        let old: Vec<u64> = kept.iter().copied().filter(|number| *number <= 119 - MAX_ENTRIES as u64).collect();
        assert!(old.len() >= 15 && old.iter().all(|number| number % 3 == 0 || *number == 59), "{old:?}");
        assert!((120 - MAX_ENTRIES as u64 + 1..=120).all(|number| kept.contains(&number)), "the newest all stay: {kept:?}");
    }

    #[test]
    fn the_last_readable_save_may_be_empty_and_a_numbered_one_must_be_readable() {
        let folder = tempfile::tempdir().expect("a folder");
        let save = |before: &str, after: &str| append(folder.path(), "save", date(2026, 11, 21), None, before, after).expect("appends");
        save(EMPTY, ONE);
        save(ONE, EMPTY);
        save(EMPTY, "steps: [");
        let number = |found: io::Result<Option<FullEntry>>| found.expect("reads").map(|entry| entry.number);
        assert_eq!(number(newest(folder.path())), Some(3));
        assert_eq!(number(last_readable(folder.path())), Some(2));
        assert_eq!(number(last_good(folder.path())), Some(1));
        assert_eq!(number(numbered(folder.path(), 1)), Some(1));
        assert_eq!(number(numbered(folder.path(), 3)), None);
    }
}
