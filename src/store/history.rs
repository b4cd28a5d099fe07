//! The saves on disk: the data behind `undo` and `redo`.
//!
//! Every save has an entry: what tells its texts from others, and the lines that differ between them. A whole copy of
//! the text is kept with one entry of several, so that any text can be put together again, and a bad entry takes no
//! other along. Until the save is made its entry is called pending: a save that was cut off in between is no history.
//! The oldest go once there is more than a bound in bytes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::progress::history::{BridgeEnd, DEPTH, Digest, Entry, History, SavedText};
use crate::progress::merge::copies::KeptText;

use super::disk;
use super::entries::{HandEdit, LastCopy, Stored, entry_path, files_in, pending_path};
use super::kept::Kept;
use super::present::Present;
use super::prune::prune;
use super::splices::Splices;

/// From this size on, an entry is large enough to look at the size of all of them after each save.
const LARGE: u64 = 64 * 1024;

/// A whole copy is kept with every so many saves, more of them between two of a longer text: so that copies cost a
/// save about a kilobyte.
const SAVES_TO_A_COPY: std::ops::RangeInclusive<usize> = 8..=256;
const BYTES_OF_COPIES_A_SAVE: usize = 1024;

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

/// Reads the history folder; a missing one is empty, and what cannot be read is passed over. `left` is what the last save
/// left, where that is known.
///
/// # Errors
///
/// When the folder cannot be listed.
pub(crate) fn load(folder: &Path, present: Present<'_>, text: &str, left: Option<Digest>, texts: Texts) -> io::Result<History> {
    let mut kept = Kept::open(folder, present)?;
    let (all, unreadable) = kept.all();
    let history = History::replay(all, &unreadable, text, left);
    let number = match texts {
        Texts::None => return Ok(history.with_losses(kept.losses())),
        Texts::Undo => history.undoable().next(),
        Texts::Redo => history.redoable().next(),
    };
    let number = number.map(|entry| entry.number);
    let texts = number.and_then(|number| match history.bridge(number) {
        Some(bridge) => {
            let after = match bridge.to {
                BridgeEnd::Save(number) => kept.full(number)?.before,
                BridgeEnd::File { .. } => text.to_owned(),
            };
            Some(bridge.entry(&kept.full(bridge.from)?, after))
        }
        None => kept.full(number),
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

/// Settles what a killed mlpath left in a history and sweeps up; says what is kept there. Only under the lock, and
/// before temporary files beside the progress file are swept up.
///
/// # Errors
///
/// When the folder cannot be listed.
pub(crate) fn settle<'a>(folder: &Path, present: Present<'a>) -> io::Result<Kept<'a>> {
    let mut kept = Kept::open(folder, present)?;
    kept.settle();
    disk::sweep(folder, disk::TEMP_PREFIX);
    Ok(kept)
}

/// Writes down a save before it is made, in a folder that may just have been made with those above it. Its number does
/// not matter.
///
/// # Errors
///
/// When the entry cannot be written.
pub(crate) fn begin(kept: &mut Kept<'_>, made: &[PathBuf], entry: Entry<&str>) -> io::Result<Pending> {
    let stored = to_store(kept, entry);
    let is_first = kept.newest().is_none();
    let (folder, number) = (kept.folder.clone(), stored.save.number);
    let bytes = serde_json::to_vec(&stored).map_err(io::Error::other)?;
    // It needs no other name until it is whole: nobody takes a pending entry that cannot be read for a save.
    disk::create_whole(&pending_path(&folder, number), &bytes)?;
    let synced = disk::sync_folder(&folder).and_then(|()| if is_first { disk::sync_names(&folder, made) } else { Ok(()) });
    synced.inspect_err(|_| {
        // Without it nothing is left of the save.
        let _ = fs::remove_file(pending_path(&folder, number));
    })?;
    Ok(Pending { folder, number, length: bytes.len() as u64 })
}

/// A save as it is kept after those that are.
fn to_store(kept: &mut Kept<'_>, entry: Entry<&str>) -> Stored {
    let number = kept.next_number();
    let (before, after) = (Digest::of(entry.before), Digest::of(entry.after));
    let last = kept.newest().map(|newest| (newest.save.after, newest.last_copy));
    let found_another = last.map(|(left, _)| left).filter(|left| *left != before);
    let edit = found_another.and_then(|from| Some(HandEdit { from, change: Splices::between(&kept.text(from)?, entry.before) }));
    let change = Splices::between(entry.before, entry.after);
    let bytes = change.size() + edit.as_ref().map_or(0, |edit| edit.change.size());
    let follows = found_another.is_none() || edit.is_some();
    let last_copy = last.map(|(_, copy)| LastCopy { bytes: copy.bytes.saturating_add(bytes), ..copy }).filter(|copy| {
        let between = (after.length() / BYTES_OF_COPIES_A_SAVE).clamp(*SAVES_TO_A_COPY.start(), *SAVES_TO_A_COPY.end());
        follows && number.saturating_sub(copy.number) < between as u64 && copy.bytes < after.length() && kept.holds(copy.number)
    });
    let copy = last_copy.is_none().then(|| entry.after.to_owned());
    let Entry { title, on, reverses, file, .. } = entry;
    let save = Entry { number, title, on, reverses, file, before, after };
    Stored { save, change, edit, copy, last_copy: last_copy.unwrap_or(LastCopy { number, bytes: 0 }) }
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

/// The newest save.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn newest(folder: &Path, present: Present<'_>) -> io::Result<Option<SavedText>> {
    Kept::open(folder, present)?.newest_that(|_| true, |_| true)
}

/// Whether there are saves, though none of them may be readable.
///
/// # Errors
///
/// When the folder cannot be listed.
pub(crate) fn has_entries(folder: &Path) -> io::Result<bool> {
    Ok(files_in(folder)?.iter().any(|file| !file.is_pending))
}

/// The newest save that is not empty.
///
/// # Errors
///
/// When the folder cannot be listed, or what is in it may not be read.
pub(crate) fn last_good(folder: &Path, present: Present<'_>) -> io::Result<Option<SavedText>> {
    Kept::open(folder, present)?.newest_that(|_| true, SavedText::is_non_empty)
}

/// The newest save that can be read, though it may be empty.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn last_readable(folder: &Path, present: Present<'_>) -> io::Result<Option<SavedText>> {
    Kept::open(folder, present)?.newest_that(|_| true, SavedText::is_readable)
}

/// The save of a number, when its text can be read.
///
/// # Errors
///
/// As for [`last_good`].
pub(crate) fn numbered(folder: &Path, present: Present<'_>, number: u64) -> io::Result<Option<SavedText>> {
    Kept::open(folder, present)?.newest_that(|entry| entry.number == number, SavedText::is_readable)
}

/// The texts of the saves that can be read, newest first, each with the day it came about as far as that is
/// known: what each save left, and what it found where that was another text.
pub(crate) fn kept_texts(folder: &Path, present: Present<'_>) -> Vec<KeptText> {
    Kept::open(folder, present).map(|mut kept| kept.texts()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::super::entries::EntryFile;
    use super::*;
    use crate::progress::history::{Reversal, SavedFile};

    const EMPTY: &str = "version: 1\n";
    const ONE: &str = "version: 1\nsteps:\n  git:\n    status: done\n";
    const TWO: &str = "version: 1\nsteps:\n  git:\n    status: done\n  sql:\n    status: done\n";

    /// A file with a text, which no save knows.
    fn with(text: &str) -> Present<'_> {
        Present { path: Path::new("/nowhere/progress.yaml"), bytes: Some(text.as_bytes()) }
    }

    fn pending_with(folder: &Path, reverses: Option<Reversal>, file: Option<SavedFile>, before: &str, after: &str) -> Pending {
        let mut kept = Kept::open(folder, with(before)).expect("opens");
        let (title, on) = ("save".to_owned(), date(2026, 11, 21));
        begin(&mut kept, &[], Entry { number: 0, title, on, reverses, file, before, after }).expect("begins")
    }

    fn pending(folder: &Path, reverses: Option<Reversal>, before: &str, after: &str) -> Pending {
        pending_with(folder, reverses, None, before, after)
    }

    /// A save that was made.
    fn save(folder: &Path, reverses: Option<Reversal>, before: &str, after: &str) {
        pending(folder, reverses, before, after).commit();
    }

    /// The numbers of all saves that can be read, oldest first.
    fn numbers(folder: &Path) -> Vec<u64> {
        let (saves, _) = Kept::open(folder, with("")).expect("opens").all();
        saves.into_iter().map(|save| save.number).collect()
    }

    fn undoable(folder: &Path, text: &str) -> Vec<u64> {
        load(folder, with(text), text, None, Texts::None).expect("loads").undoable().map(|entry| entry.number).collect()
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
        settle(folder.path(), with(&edited(ONE))).expect("settles");
        assert_eq!(files_in(folder.path()).expect("a listing").len(), 1, "what was not made is gone");
        let _cut_off = pending(folder.path(), Some(Reversal::Undo(1)), ONE, EMPTY);
        settle(folder.path(), with(EMPTY)).expect("settles");
        assert!(entry_path(folder.path(), 2).is_file() && undoable(folder.path(), EMPTY).is_empty(), "what was made is history");
    }

    #[test]
    fn a_file_tells_by_itself_whether_a_save_reached_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, temp) = (folder.path().join("progress.yaml"), folder.path().join(".mlpath-Ab12yz.tmp"));
        let put = |path: &Path, text: &str| disk::overwrite(path, text.as_bytes()).expect("written");
        put(&temp, TWO);
        let file = SavedFile { temp: ".mlpath-Ab12yz.tmp".into(), id: disk::file_id(&temp).expect("there") };
        let history = tempfile::tempdir().expect("a folder");
        let _cut_off = pending_with(history.path(), None, Some(file), ONE, TWO);
        let is_made = |text: &str| {
            let present = Present { path: &path, bytes: Some(text.as_bytes()) };
            Kept::open(history.path(), present).expect("opens").newest().is_some()
        };
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
            let back = load(folder.path(), with(&text(now)), &text(now), None, Texts::Undo)
                .expect("loads")
                .undo(&text(now))
                .expect("can be undone");
            save(folder.path(), Some(back.reverses), &text(now), &back.text);
            back.text
        };
        assert_eq!([step(5), step(4), step(3), step(2)], [text(4), text(3), text(2), text(1)]);
        disk::overwrite(&entry_path(folder.path(), 1), b"\0\0").expect("damaged");
        let history = load(folder.path(), with(&text(1)), &text(1), None, Texts::Undo).expect("loads");
        assert_eq!(history.undoable().count(), 0, "nothing is before the first");
        assert!(history.restorable().iter().any(|save| save.number == 5) || history.redoable().any(|save| save.number == 5));
    }

    #[test]
    fn a_save_that_is_not_whole_was_never_made() {
        let folder = tempfile::tempdir().expect("a folder");
        save(folder.path(), None, EMPTY, ONE);
        let cut_off = pending(folder.path(), None, ONE, TWO);
        let path = pending_path(folder.path(), cut_off.number());
        let whole = fs::read(&path).expect("an entry");
        for length in 0..whole.len() {
            disk::overwrite(&path, &whole[..length]).expect("torn");
            assert_eq!(undoable(folder.path(), TWO), [1], "{length} bytes of it");
        }
        settle(folder.path(), with(TWO)).expect("settles");
        assert!(!path.exists(), "and it goes");
        save(folder.path(), None, ONE, TWO);
        assert_eq!(numbers(folder.path()), [1, 2]);
    }

    #[test]
    fn what_was_edited_by_hand_between_two_saves_is_told_by_its_lines() {
        let folder = tempfile::tempdir().expect("a folder");
        let mine = |text: &str| format!("# mine\n{text}");
        save(folder.path(), None, EMPTY, ONE);
        save(folder.path(), None, &mine(ONE), &mine(TWO));
        let mut kept = Kept::open(folder.path(), with("another")).expect("opens");
        assert!(kept.newest().is_some_and(|newest| newest.copy.is_none() && newest.edit.is_some()));
        assert_eq!(kept.full(2).map(|save| (save.before, save.after)), Some((mine(ONE), mine(TWO))));
        let texts: Vec<String> = kept_texts(folder.path(), with("another")).into_iter().map(|kept| kept.text).collect();
        assert_eq!(texts, [mine(TWO), mine(ONE), ONE.to_owned(), EMPTY.to_owned()]);
    }

    #[test]
    fn a_bad_entry_costs_no_other_its_text() {
        let text = |number: u64| format!("version: 1\n{}number: {number}\n", "# a line\n".repeat(100));
        for bad in 1..=30 {
            let folder = tempfile::tempdir().expect("a folder");
            (0..30).for_each(|number| save(folder.path(), None, &text(number), &text(number + 1)));
            disk::overwrite(&entry_path(folder.path(), bad), b"\0\0").expect("damaged");
            let now = text(30);
            let mut kept = Kept::open(folder.path(), with(&now)).expect("opens");
            let (saves, unreadable) = kept.all();
            assert_eq!((saves.len(), unreadable), (29, vec![bad]));
            for number in (1..=30).filter(|number| *number != bad) {
                let full = kept.full(number).map(|full| (full.before, full.after));
                assert_eq!(full, Some((text(number - 1), text(number))), "{number}, where {bad} is bad");
            }
            // Without the progress file, those go that follow from nothing else; a copy is never far.
            let lost = last_readable(folder.path(), with("steps: [")).expect("reads").expect("a save").number;
            assert!(lost >= 30 - *SAVES_TO_A_COPY.start() as u64, "{lost}, where {bad} is bad");
        }
    }

    #[test]
    fn old_saves_have_one_file_for_many_and_are_kept_up_to_a_bound_in_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = |number: u64| format!("version: 1\n{}number: {number}\n", "# a line\n".repeat(100));
        (0..400).for_each(|number| save(folder.path(), None, &text(number), &text(number + 1)));
        let files = files_in(folder.path()).expect("a listing");
        assert!(files.len() < 150 && files.iter().any(EntryFile::is_of_many), "{} files", files.len());
        assert_eq!(numbers(folder.path()), (1..=400).collect::<Vec<_>>());
        let mut kept = Kept::open(folder.path(), with("another")).expect("opens");
        kept.all();
        for number in 1..=400 {
            assert_eq!(kept.full(number).map(|full| full.after), Some(text(number)), "{number}");
        }
        let large = |number: u64| format!("version: 1\n{}\n", format!("# {number}\n").repeat(200_000));
        (0..8).for_each(|number| save(folder.path(), None, &large(number), &large(number + 1)));
        let size: u64 = files_in(folder.path()).expect("a listing").iter().map(|file| fs::metadata(&file.path).expect("there").len()).sum();
        assert!(size < 20_000_000, "{size} bytes");
        assert_eq!(numbers(folder.path()).last(), Some(&408));
        assert_eq!(last_readable(folder.path(), with("steps: [")).expect("reads").map(|save| save.number), Some(408));
    }

    #[test]
    fn a_save_that_is_in_two_files_is_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = |number: u64| format!("version: 1\nnumber: {number}\n");
        (0..200).for_each(|number| save(folder.path(), None, &text(number), &text(number + 1)));
        let many: Vec<_> = files_in(folder.path()).expect("a listing").into_iter().filter(EntryFile::is_of_many).collect();
        let line = fs::read_to_string(&many[0].path).expect("lines");
        let line = line.lines().nth(20).expect("a line").to_owned();
        disk::overwrite(&entry_path(folder.path(), many[0].first + 20), line.as_bytes()).expect("left over");
        assert_eq!(numbers(folder.path()), (1..=200).collect::<Vec<_>>());
        let damaged = fs::read_to_string(&many[0].path).expect("lines").replace(&line, "\0\0");
        disk::overwrite(&many[0].path, damaged.as_bytes()).expect("damaged");
        fs::remove_file(entry_path(folder.path(), many[0].first + 20)).expect("removed");
        let (saves, unreadable) = Kept::open(folder.path(), with(&text(200))).expect("opens").all();
        assert_eq!((saves.len(), unreadable), (199, vec![many[0].first + 20]), "a damaged line is one save");
        let last = line.replacen(&format!("\"number\":{}", many[0].first + 20), &format!("\"number\":{}", u64::MAX), 1);
        assert_ne!(last, line);
        disk::overwrite(&many[0].path, damaged.replace("\0\0", &last).as_bytes()).expect("damaged");
        let newest = text(200);
        let mut kept = Kept::open(folder.path(), with(&newest)).expect("opens");
        assert_eq!((kept.next_number(), kept.all()), (201, (saves, vec![many[0].first + 20])), "nor is one of another number");
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
            let found = load(folder.path(), with(&now), &now, None, Texts::Undo).expect("loads").undo(&now).expect("can be undone");
            save(folder.path(), Some(found.reverses), &now, &found.text);
            now = found.text;
        }
        assert_eq!(now, text(200 - DEPTH));
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
                let back = load(folder.path(), with(&now), &now, None, Texts::Undo).expect("loads").undo(&now).expect("can be undone");
                save(Some(back.reverses), &now, &back.text);
                now = back.text;
            }
            for _ in 0..=(round % 3) {
                let forth = load(folder.path(), with(&now), &now, None, Texts::Redo).expect("loads").redo(&now).expect("can be redone");
                save(Some(forth.reverses), &now, &forth.text);
                now = forth.text;
            }
        }
        assert_eq!(now, text(5));
        assert_eq!(undoable(folder.path(), &now), [5, 4, 3, 2, 1]);
        assert!(files_in(folder.path()).expect("a listing").len() < 150, "they do not pile up");
    }

    #[test]
    fn the_last_readable_save_may_be_empty_and_a_numbered_one_must_be_readable() {
        let folder = tempfile::tempdir().expect("a folder");
        for (before, after) in [(EMPTY, ONE), (ONE, EMPTY), (EMPTY, "steps: [")] {
            save(folder.path(), None, before, after);
        }
        let present = with("steps: [");
        let number = |found: io::Result<Option<SavedText>>| found.expect("reads").map(|entry| entry.number);
        assert_eq!(number(newest(folder.path(), present)), Some(3));
        assert_eq!(number(last_readable(folder.path(), present)), Some(2));
        assert_eq!(number(last_good(folder.path(), present)), Some(1));
        assert_eq!(number(numbered(folder.path(), present, 1)), Some(1));
        assert_eq!(number(numbered(folder.path(), present, 3)), None);
    }
}
