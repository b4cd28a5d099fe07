//! The way back from a damaged or emptied progress file: a text mlpath saved, and the present one kept beside it.

use std::cell::Cell;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::NamedTempFile;

use crate::advice::Remedy;
use crate::code::Code;
use crate::dates::Date;
use crate::io_error::in_words;

use super::disk;
use super::error::newer_version;
use super::history::{self, Pending};
use super::kept::Kept;
use super::present::Present;
use super::save::{self, Locked};
use super::{Store, StoreError};
use crate::progress::history::{Entry, SavedFile, SavedText};
use crate::progress::rescue::{ForgetPlan, RescuePlan};
use crate::progress::{VERSION, document};

impl Store {
    /// What putting an earlier text back would do: the last good one in the place of a damaged,
    /// emptied or missing file; with a number, that of this save in the place of whatever is there.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code `not-damaged` when the file can be read and is not empty and no number
    /// was given, and `nothing-to-rescue` when mlpath never saved it, or has no such save.
    pub fn plan_rescue(&self, number: Option<u64>, today: Date) -> Result<RescuePlan, StoreError> {
        Rescue::new(&self.look()?, number, today).map(|rescue| rescue.plan)
    }

    /// Puts an earlier text back as planned, and keeps the present one beside it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] as for [`Store::plan_rescue`]; code [`Code::Changed`] when the plan is not true any more.
    pub fn rescue(&self, plan: &RescuePlan, today: Date, waiting: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        let lock = self.lock(waiting)?;
        let Rescue { plan: found, current, good } = Rescue::new(&lock, plan.asked, today)?;
        if found != *plan {
            return Err(save::changed(lock.path()));
        }
        if current.is(&good.text) {
            return Ok(());
        }
        let _shared = lock.lock_history(waiting)?;
        let mut kept = settle(&lock, &current)?;
        lock.sweep();
        save::wait_for_writers(lock.path(), waiting)?;
        let temp = lock.successor()?;
        let title = plan.asked.map_or_else(|| "undo --rescue".to_owned(), |number| format!("undo --rescue {number}"));
        let pending = remember((&mut kept, &[]), &lock, title, today, &current, (&good.text, save::saved_file(&temp)))?;
        let replaced = current.replace_keeping_copy(&lock, temp, plan.keeps.as_deref(), good.text.as_bytes());
        lock.conclude(pending, &replaced, good.text.as_bytes(), &|| current.is_unchanged(&lock));
        replaced
    }

    /// The text of a file that is none that mlpath can read; `None` where it can, or is no text.
    #[must_use]
    pub fn damaged_text(&self) -> Option<String> {
        let path = super::resolve(&self.path).ok()?;
        let text = String::from_utf8(super::read_bytes(&path).ok()??).ok()?;
        let is_damaged = document::read(text.as_bytes()).is_err() && document::newer_version(text.as_bytes()).is_none();
        is_damaged.then_some(text)
    }

    /// Puts a mended text in the place of a damaged one, and keeps that one beside it.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code [`Code::Changed`] when the file does not say any more what it said.
    pub fn mend(&self, damaged: &str, text: &str, title: &str, today: Date, waiting: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        let lock = self.lock(waiting)?;
        let current = CurrentFile::of(&lock)?;
        if !current.is(damaged) {
            return Err(save::changed(lock.path()));
        }
        save::refuse_unwritable(lock.path(), text)?;
        let made = disk::make_private_folder_for_now(lock.history())
            .map_err(|error| StoreError::of_history(&error, "make the folder for earlier saves", lock.history()).unchanged())?;
        let _shared = lock.lock_history(waiting)?;
        let mut kept = settle(&lock, &current)?;
        lock.sweep();
        save::wait_for_writers(lock.path(), waiting)?;
        let temp = lock.successor()?;
        let pending = remember((&mut kept, &made), &lock, title.to_owned(), today, &current, (text, save::saved_file(&temp)))?;
        let keeps = current.reason_to_keep(text).map(|why| free_name(lock.path(), why, today));
        let replaced = current.replace_keeping_copy(&lock, temp, keeps.as_deref(), text.as_bytes());
        lock.conclude(pending, &replaced, text.as_bytes(), &|| current.is_unchanged(&lock));
        replaced
    }

    /// What leading no more to what was saved before would do.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code `not-blank` when the file is not empty, and `nothing-to-forget`
    /// when mlpath never saved it.
    pub fn plan_forget(&self, today: Date) -> Result<ForgetPlan, StoreError> {
        self.forget_of(&self.look()?, today)
    }

    /// Leads no more to what was saved before, so that a new progress file can begin in the place of
    /// an emptied one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] as for [`Store::plan_forget`]; code [`Code::Changed`] when the plan is not true any more.
    pub fn forget(&self, plan: &ForgetPlan, today: Date, waiting: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        let lock = self.lock(waiting)?;
        if self.forget_of(&lock, today)? != *plan {
            return Err(save::changed(lock.path()));
        }
        let history = lock.history();
        let failed = |error: io::Error| StoreError::of_history(&error, "move the history aside", history).unchanged();
        fs::rename(history, &plan.keeps).map_err(failed)?;
        disk::sync_folder(disk::folder_of(history)).map_err(|error| {
            let message = format!("moved the history aside, but a power cut could still undo it: {}", in_words(&error));
            StoreError::new(Code::SavedNotSynced, message, &plan.keeps)
        })
    }

    fn forget_of(&self, lock: &Locked, today: Date) -> Result<ForgetPlan, StoreError> {
        let snapshot = self.load()?;
        if snapshot.progress.version > VERSION {
            return Err(newer_version(snapshot.progress.version, snapshot.text(), lock.path()));
        }
        if !snapshot.progress.is_blank() {
            return Err(StoreError::new(
                Code::NotBlank,
                "this progress file is not empty, and the way back to its saves stays",
                lock.path(),
            )
            .hint("to start over, move it to another place first"));
        }
        let history = lock.history();
        if history.symlink_metadata().is_err() {
            return Err(StoreError::new(Code::NothingToForget, "mlpath has saved nothing of this file", lock.path()));
        }
        Ok(ForgetPlan { keeps: free_name(history, "forgotten", today) })
    }
}

/// A plan with what it was made on.
struct Rescue {
    plan: RescuePlan,
    current: CurrentFile,
    /// The save to put back.
    good: SavedText,
}

impl Rescue {
    fn new(lock: &Locked, number: Option<u64>, today: Date) -> Result<Rescue, StoreError> {
        let current = CurrentFile::of(lock)?;
        if number.is_none() && current.is_well() {
            return Err(StoreError::new(Code::NotDamaged, "this progress file is well, and nothing needs to be restored", lock.path())
                .hint(Remedy::command("to undo the last change: ", "undo"))
                .hint(Remedy::command("to restore it as it was after one of your saves, see their numbers: ", "undo --list")));
        }
        let good = wanted(lock, current.present(lock), number)?;
        save::refuse_unwritable(lock.path(), &good.text)?;
        let plan = RescuePlan {
            asked: number,
            number: good.number,
            saved_on: good.on,
            title: good.title.clone(),
            keeps: current.reason_to_keep(&good.text).map(|why| free_name(lock.path(), why, today)),
            newer_unreadable: number.is_none() && good.is_outdated(lock.place.left()),
            current: current.fingerprint(),
        };
        Ok(Rescue { plan, current, good })
    }
}

/// The save to put back.
fn wanted(lock: &Locked, present: Present<'_>, number: Option<u64>) -> Result<SavedText, StoreError> {
    let unread = |error: io::Error| unread(&error, lock);
    let missing = |message: String| StoreError::new(Code::NothingToRescue, message, lock.path());
    let Some(number) = number else {
        if let Some(good) = history::last_good(lock.history(), present).map_err(unread)? {
            return Ok(good);
        }
        let is_unread = history::last_readable(lock.history(), present).map_err(unread)?.is_none()
            && history::has_entries(lock.history()).map_err(unread)?;
        let error = missing(if is_unread {
            "this file cannot be restored: none of its saves can be read".into()
        } else {
            "mlpath has saved nothing of this file that could be restored".into()
        });
        return Err(if present.text().is_none_or(|text| !text.trim().is_empty()) {
            error.hint(Remedy::command("mend it in an editor; to see where: ", "check"))
        } else if is_unread {
            error.hint(Remedy::command("to start over in its place: ", "undo --forget"))
        } else {
            error
        });
    };
    let found = history::numbered(lock.history(), present, number).map_err(unread)?;
    found.ok_or_else(|| {
        missing(format!("mlpath has no save {number} of this file that can be read"))
            .hint(Remedy::command("to see the saves: ", "undo --list"))
    })
}

/// Makes a rescue a save like others, so that `undo` goes on from there. It was made on the present
/// text, or on the last one that could be read. Where it only puts that one back there is nothing to tell.
fn remember(
    (kept, made): (&mut Kept<'_>, &[PathBuf]),
    lock: &Locked,
    title: String,
    today: Date,
    current: &CurrentFile,
    (after, file): (&str, Option<SavedFile>),
) -> Result<Option<Pending>, StoreError> {
    let before = match current.text() {
        Some(text) => document::with_version(text).into_owned(),
        None => match history::last_readable(lock.history(), current.present(lock)).map_err(|error| unread(&error, lock))? {
            Some(save) => save.text,
            None => return Ok(None),
        },
    };
    if before == after {
        return Ok(None);
    }
    let entry = Entry { number: 0, title, on: today, reverses: None, file, before: before.as_str(), after };
    history::begin(kept, made, entry).map(Some).map_err(|error| not_kept(&error, lock))
}

/// The history, with what a killed mlpath left in it settled.
fn settle<'a>(lock: &'a Locked, current: &'a CurrentFile) -> Result<Kept<'a>, StoreError> {
    history::settle(lock.history(), current.present(lock)).map_err(|error| not_kept(&error, lock))
}

fn not_kept(error: &io::Error, lock: &Locked) -> StoreError {
    StoreError::of_history(error, "keep the previous text", lock.history()).unchanged()
}

fn unread(error: &io::Error, lock: &Locked) -> StoreError {
    StoreError::of_history(error, "read the history", lock.history())
}

/// What is at the path now.
enum CurrentFile {
    /// Its bytes; `None` without a file.
    Read(Option<Vec<u8>>),
    /// More than mlpath reads, and what tells whether it changed meanwhile.
    TooLarge(Option<(u64, SystemTime)>),
}

impl CurrentFile {
    /// Looks at the file; what a newer mlpath made is not to be touched.
    fn of(lock: &Locked) -> Result<CurrentFile, StoreError> {
        let bytes = match lock.bytes() {
            Err(error) if error.code == Code::TooLarge => return Ok(CurrentFile::TooLarge(stamp(lock.path()))),
            bytes => bytes?,
        };
        let current = CurrentFile::Read(bytes);
        match current.bytes().and_then(document::newer_version) {
            Some(version) => {
                let text = std::str::from_utf8(current.bytes().unwrap_or_default()).unwrap_or_default();
                Err(newer_version(version, text, lock.path()))
            }
            None => Ok(current),
        }
    }

    fn bytes(&self) -> Option<&[u8]> {
        match self {
            CurrentFile::Read(bytes) => bytes.as_deref(),
            CurrentFile::TooLarge(_) => None,
        }
    }

    fn present<'a>(&'a self, lock: &'a Locked) -> Present<'a> {
        Present { path: lock.path(), bytes: self.bytes() }
    }

    fn is(&self, text: &str) -> bool {
        self.bytes() == Some(text.as_bytes())
    }

    /// Whether it can be read and says something.
    fn is_well(&self) -> bool {
        self.bytes().is_some_and(|bytes| document::read(bytes).is_ok_and(|progress| !progress.is_blank()))
    }

    /// Its text, when it is well.
    fn text(&self) -> Option<&str> {
        self.bytes().filter(|_| self.is_well()).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// Whether nothing happened to it.
    fn is_unchanged(&self, lock: &Locked) -> bool {
        match self {
            CurrentFile::Read(bytes) => lock.holds(bytes.as_deref()),
            CurrentFile::TooLarge(before) => before.is_some() && stamp(lock.path()) == *before,
        }
    }

    /// Why a copy is to be kept when another text takes its place, where there is anything to keep.
    fn reason_to_keep(&self, new: &str) -> Option<&'static str> {
        match self {
            CurrentFile::TooLarge(_) => Some("damaged"),
            CurrentFile::Read(bytes) => {
                let is_something = bytes.as_ref().is_some_and(|bytes| !bytes.is_empty()) && !self.is(new);
                is_something.then_some(if self.is_well() { "before-rescue" } else { "damaged" })
            }
        }
    }

    /// What tells it from any other.
    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        match self {
            CurrentFile::Read(bytes) => bytes.hash(&mut hasher),
            CurrentFile::TooLarge(stamp) => stamp.hash(&mut hasher),
        }
        hasher.finish()
    }

    /// Puts new bytes in its place and keeps it under a name beside them, where there is anything to keep.
    fn replace_keeping_copy(&self, lock: &Locked, temp: NamedTempFile, keeps: Option<&Path>, new: &[u8]) -> Result<(), StoreError> {
        let bytes = match (self, keeps) {
            (CurrentFile::TooLarge(before), keeps) => return move_aside(lock, temp, *before, (keeps.unwrap_or(Path::new("")), new)),
            (CurrentFile::Read(bytes), _) => bytes.as_deref(),
        };
        if let (Some(aside), Some(bytes)) = (keeps, bytes) {
            copy(lock, aside, bytes).map_err(|error| unkept(&error, lock).unchanged())?;
        }
        match (lock.replace(temp, bytes, new), keeps) {
            (Ok(()), _) => Ok(()),
            (Err(error), None) => Err(error),
            (Err(error), Some(aside)) if lock.holds(bytes) => {
                // The file itself still says it; the next try makes another copy.
                let _ = fs::remove_file(aside);
                Err(error)
            }
            (Err(error), Some(aside)) => Err(is_kept(error, aside)),
        }
    }
}

fn unkept(error: &io::Error, lock: &Locked) -> StoreError {
    StoreError::of_io(error, "keep the present text", lock.path())
}

fn is_kept(error: StoreError, aside: &Path) -> StoreError {
    error.hint(format!("the text that stood there is kept in {}", aside.display()))
}

/// Puts new bytes in the place of a file too large to copy. It is moved only once they are on the
/// disk, and moved back when they cannot take its place.
fn move_aside(
    lock: &Locked,
    temp: NamedTempFile,
    before: Option<(u64, SystemTime)>,
    (aside, new): (&Path, &[u8]),
) -> Result<(), StoreError> {
    let is_moved = Cell::new(false);
    let mut make_room = || {
        if before.is_none() || stamp(lock.path()) != before {
            return Ok(false);
        }
        link_or_move_aside(lock.path(), aside).map_err(|error| unkept(&error, lock).unchanged())?;
        is_moved.set(true);
        disk::sync_folder(disk::folder_of(aside)).map_err(|error| unkept(&error, lock).unchanged())?;
        Ok(true)
    };
    match lock.replace_if(temp, &mut make_room, new) {
        Err(error) if is_moved.get() && error.code == Code::SavedNotSynced => Err(is_kept(error, aside)),
        Err(error) if is_moved.get() => match move_back(lock.path(), aside, before) {
            Ok(()) => Err(error),
            Err(reason) => Err(error.moved_aside(aside, &reason)),
        },
        replaced => replaced,
    }
}

/// Undoes what `link_or_move_aside` did.
fn move_back(path: &Path, aside: &Path, before: Option<(u64, SystemTime)>) -> io::Result<()> {
    if path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return fs::rename(aside, path);
    }
    if stamp(path) != before {
        return Err(io::Error::other("somebody wrote a file in its place"));
    }
    // It still has its first name; a second one too many is harmless.
    let _ = fs::remove_file(aside);
    Ok(())
}

/// Size and time of a file.
fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
    let data = fs::metadata(path).ok()?;
    Some((data.len(), data.modified().ok()?))
}

/// The names something can be kept under beside a path, the plainest first. A name longer than the
/// file system takes is cut.
fn names(path: &Path, why: &str, today: Date, longest: usize) -> impl Iterator<Item = PathBuf> {
    let name = path.file_name().unwrap_or_default().to_os_string();
    (1_u64..).map(move |number| {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let suffix = format!(".{why}-{today}{more}");
        let mut name = name.clone();
        if name.len() + suffix.len() > longest {
            let text = name.to_string_lossy();
            let room = longest.saturating_sub(suffix.len());
            let end = (0..=room.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            name = text[..end].to_owned().into();
        }
        name.push(suffix);
        path.with_file_name(name)
    })
}

/// The first name that is free.
fn free_name(path: &Path, why: &str, today: Date) -> PathBuf {
    // Most file systems take 255 bytes; encrypted ones fewer.
    let fits = |longest: &usize| {
        let longest_name = names(path, why, today, *longest).next();
        longest_name
            .is_some_and(|name| name.symlink_metadata().is_err_and(|error| error.kind() != io::ErrorKind::InvalidFilename) || name.exists())
    };
    let longest = [255, 143].into_iter().find(fits).unwrap_or(143);
    names(path, why, today, longest).find(|name| name.symlink_metadata().is_err()).unwrap_or_default()
}

/// Writes bytes to a new private file: whole, or not at all.
fn copy(lock: &Locked, aside: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = disk::folder_of(lock.path());
    let mut temp = disk::temp_in(folder, &lock.temp_prefix())?;
    disk::write_whole(temp.as_file_mut(), bytes)?;
    temp.persist_noclobber(aside).map_err(|error| error.error)?;
    disk::sync_folder(folder).inspect_err(|_| {
        // Only a copy of what still stands in the file.
        let _ = fs::remove_file(aside);
    })
}

/// Gives a file too large to copy a second name, which is left when the first one gets a new file.
/// Where no second name can be made, it is moved.
fn link_or_move_aside(path: &Path, aside: &Path) -> io::Result<()> {
    match fs::hard_link(path, aside) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && aside.symlink_metadata().is_err() => fs::rename(path, aside),
        linked => linked,
    }
}
