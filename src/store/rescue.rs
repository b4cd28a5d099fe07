//! The way back from a damaged or emptied record: a text mlpath saved, and the present one kept beside it.

use crate::code::Code;
use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::dates::Date;
use crate::reason::reason;

use super::disk;
use super::error::{NOT_SYNCED, TOO_LARGE};
use super::history::{self, History, Save};
use super::{Locked, Store, StoreError};
use crate::progress::VERSION;
use crate::progress::document;

/// A record that was put back, or would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescue {
    /// The day the text was saved.
    pub saved_on: Date,
    /// The command that saved it.
    pub title: String,
    /// Where the text that stood there is kept; `None` when there was none, or nothing was done yet.
    pub kept: Option<PathBuf>,
}

impl Store {
    /// Puts the text mlpath saved last in the place of a damaged, emptied or missing file; with a
    /// number, the text of that save in the place of whatever is there. With `dry_run` it only says which.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code `not-damaged` when the file can be read and says something and no number
    /// was given, and `nothing-to-rescue` when mlpath never saved it, or has no such save.
    pub fn rescue(&self, number: Option<u64>, today: Date, dry_run: bool, waiting: &mut dyn FnMut()) -> Result<Rescue, StoreError> {
        if !dry_run {
            // What cannot be done is told before a folder is made for it.
            self.rescue(number, today, true, waiting)?;
        }
        let lock = self.lock(dry_run, waiting)?;
        let present = Present::of(&lock)?;
        if number.is_none() && present.is_well() {
            return Err(StoreError::new(Code::NotDamaged, "the record is well, and nothing needs to be put back", lock.path())
                .hint("to take the last change back: mlpath undo")
                .hint("to put it back as it was after a save of mlpath undo --list: mlpath undo --rescue NUMBER"));
        }
        let good = wanted(&lock, number)?;
        super::refuse_unwritable(lock.path(), good.after())?;
        let mut rescue = Rescue { saved_on: good.on, title: good.title.clone(), kept: None };
        if !dry_run && !present.is(good.after()) {
            lock.sweep();
            let entry = remember(&lock, number, today, &present, good.after())?;
            let kept = present.give_way(&lock, today, good.after().as_bytes());
            if let Some(entry) = entry.filter(|_| kept.is_err() && present.still_stands(&lock)) {
                history::take_out(&entry);
            }
            rescue.kept = kept?;
        }
        Ok(rescue)
    }

    /// Leads no more to what was saved before, so that a new record can begin in the place of an
    /// emptied one. Returns where the history is kept, or would be.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code `not-blank` when the record says something, and `nothing-to-forget`
    /// when mlpath never saved it.
    pub fn forget(&self, today: Date, dry_run: bool, waiting: &mut dyn FnMut()) -> Result<PathBuf, StoreError> {
        if !dry_run {
            // As for a rescue.
            self.forget(today, true, waiting)?;
        }
        let lock = self.lock(dry_run, waiting)?;
        let snapshot = self.load()?;
        if snapshot.progress.version > VERSION {
            return Err(super::newer_version(snapshot.progress.version, snapshot.text(), lock.path()));
        }
        if !snapshot.progress.is_blank() {
            return Err(StoreError::new(Code::NotBlank, "the record says something, and the way back to its saves stays", lock.path())
                .hint("to start over, move it to another place first"));
        }
        let history = lock.history();
        if history.symlink_metadata().is_err() {
            return Err(StoreError::new(Code::NothingToForget, "mlpath has saved nothing of this record", lock.path()));
        }
        let aside = free_name(history, "forgotten", today);
        if !dry_run {
            let failed = |error: io::Error| StoreError::of_io(&error, "move the history aside", history).unchanged();
            fs::rename(history, &aside).map_err(failed)?;
            disk::sync_folder(disk::folder_of(history)).map_err(|error| {
                let message = format!("moved the history aside, but a power cut could still undo it: {}", reason(&error));
                StoreError::new(NOT_SYNCED, message, &aside)
            })?;
        }
        Ok(aside)
    }
}

/// The save to put back.
fn wanted(lock: &Locked, number: Option<u64>) -> Result<Save, StoreError> {
    let unread = |error: io::Error| unread(&error, lock);
    let missing = |message: String| StoreError::new(Code::NothingToRescue, message, lock.path());
    let Some(number) = number else {
        return history::last_good(lock.history()).map_err(unread)?.ok_or_else(|| {
            missing("mlpath has saved nothing of this record that could be put back".into())
                .hint("mend it in an editor; mlpath check says where")
        });
    };
    let found = history::numbered(lock.history(), number).map_err(unread)?;
    found.ok_or_else(|| {
        missing(format!("mlpath has no save {number} of this record that can be read")).hint("see the saves: mlpath undo --list")
    })
}

/// Makes a rescue a save like others, so that `undo` goes on from there. It was made on the present
/// text, or on the last one that could be read. Where it only puts that one back there is nothing to tell.
fn remember(lock: &Locked, number: Option<u64>, today: Date, present: &Present, after: &str) -> Result<Option<PathBuf>, StoreError> {
    let before = match present.text() {
        Some(text) => document::with_version(text).into_owned(),
        None => match history::last_readable(lock.history()).map_err(|error| unread(&error, lock))? {
            Some(save) => save.after().to_owned(),
            None => return Ok(None),
        },
    };
    if before == after {
        return Ok(None);
    }
    let title = number.map_or_else(|| "undo --rescue".to_owned(), |number| format!("undo --rescue {number}"));
    let entry = History::append(lock.history(), &title, today, None, &before, after);
    entry.map(Some).map_err(|error| StoreError::of_io(&error, "keep the previous text", lock.history()).unchanged())
}

fn unread(error: &io::Error, lock: &Locked) -> StoreError {
    StoreError::of_io(error, "read the history", lock.history())
}

/// What stands in the place of the record.
enum Present {
    /// Its bytes; `None` without a file.
    Read(Option<Vec<u8>>),
    /// More than mlpath reads, and what tells whether it changed meanwhile.
    TooLarge(Option<(u64, SystemTime)>),
}

impl Present {
    /// Looks at the record; what a newer mlpath made is not to be touched.
    fn of(lock: &Locked) -> Result<Present, StoreError> {
        let bytes = match lock.bytes() {
            Err(error) if error.code == TOO_LARGE => return Ok(Present::TooLarge(stamp(lock.path()))),
            bytes => bytes?,
        };
        let present = Present::Read(bytes);
        match present.bytes().and_then(document::newer_version) {
            Some(version) => {
                let text = std::str::from_utf8(present.bytes().unwrap_or_default()).unwrap_or_default();
                Err(super::newer_version(version, text, lock.path()))
            }
            None => Ok(present),
        }
    }

    fn bytes(&self) -> Option<&[u8]> {
        match self {
            Present::Read(bytes) => bytes.as_deref(),
            Present::TooLarge(_) => None,
        }
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
    fn still_stands(&self, lock: &Locked) -> bool {
        match self {
            Present::Read(bytes) => lock.holds(bytes.as_deref()),
            Present::TooLarge(before) => before.is_some() && stamp(lock.path()) == *before,
        }
    }

    /// Puts new bytes in its place and keeps it beside the record, where there is anything to keep.
    fn give_way(&self, lock: &Locked, today: Date, new: &[u8]) -> Result<Option<PathBuf>, StoreError> {
        let bytes = match self {
            Present::TooLarge(before) => return move_aside(lock, *before, today, new).map(Some),
            Present::Read(bytes) => bytes.as_deref(),
        };
        let why = if self.is_well() { "before-rescue" } else { "damaged" };
        let aside = match bytes.filter(|bytes| !bytes.is_empty()) {
            None => None,
            Some(bytes) => Some(copy(lock, why, today, bytes).map_err(|error| unkept(&error, lock).unchanged())?),
        };
        match (lock.replace(bytes, new), aside) {
            (Ok(()), aside) => Ok(aside),
            (Err(error), None) => Err(error),
            (Err(error), Some(aside)) if lock.holds(bytes) => {
                // The record itself still says it; the next try makes another copy.
                let _ = fs::remove_file(aside);
                Err(error)
            }
            (Err(error), Some(aside)) => Err(is_kept(error, &aside)),
        }
    }
}

fn unkept(error: &io::Error, lock: &Locked) -> StoreError {
    StoreError::of_io(error, "keep the present text", lock.path())
}

fn is_kept(error: StoreError, aside: &Path) -> StoreError {
    error.hint(format!("the text that stood there is kept in {}", aside.display()))
}

/// Puts new bytes in the place of a record too large to copy. It is moved only once they are on the
/// disk, and moved back when they cannot take its place.
fn move_aside(lock: &Locked, before: Option<(u64, SystemTime)>, today: Date, new: &[u8]) -> Result<PathBuf, StoreError> {
    let moved = RefCell::new(None);
    let give_way = || {
        if before.is_none() || stamp(lock.path()) != before {
            return Ok(false);
        }
        let aside = free_name(lock.path(), "damaged", today);
        second_name(lock.path(), &aside).map_err(|error| unkept(&error, lock).unchanged())?;
        let synced = disk::sync_folder(disk::folder_of(&aside));
        *moved.borrow_mut() = Some(aside);
        synced.map_err(|error| unkept(&error, lock).unchanged())?;
        Ok(true)
    };
    let replaced = lock.replace_if(&give_way, new);
    match (replaced, moved.into_inner()) {
        (Ok(()), aside) => Ok(aside.unwrap_or_default()),
        (Err(error), None) => Err(error),
        (Err(error), Some(aside)) if error.code == NOT_SYNCED => Err(is_kept(error, &aside)),
        (Err(error), Some(aside)) => match move_back(lock.path(), &aside, before) {
            Ok(()) => Err(error),
            Err(reason) => Err(error.moved_aside(&aside, &reason)),
        },
    }
}

/// Undoes what `second_name` did.
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

/// The names something can be kept under beside a path, the plainest first.
fn names(path: &Path, why: &str, today: Date) -> impl Iterator<Item = PathBuf> {
    (1_u64..).map(move |number| {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{why}-{today}{more}"));
        PathBuf::from(name)
    })
}

/// The first name that is free.
fn free_name(path: &Path, why: &str, today: Date) -> PathBuf {
    names(path, why, today).find(|name| name.symlink_metadata().is_err()).unwrap_or_default()
}

/// Writes bytes to a new private file beside the record: whole, or not at all.
fn copy(lock: &Locked, why: &str, today: Date, bytes: &[u8]) -> io::Result<PathBuf> {
    let folder = disk::folder_of(lock.path());
    let mut temp = disk::temp_in(folder, &lock.temp_prefix())?;
    disk::write_whole(&mut temp, bytes)?;
    let aside = free_name(lock.path(), why, today);
    temp.persist_noclobber(&aside).map_err(|error| error.error)?;
    disk::sync_folder(folder).inspect_err(|_| {
        // Only a copy of what still stands in the record.
        let _ = fs::remove_file(&aside);
    })?;
    Ok(aside)
}

/// Gives a file too large to copy a second name, which is left when the first one gets a new file.
/// Where no second name can be made, it is moved.
fn second_name(path: &Path, aside: &Path) -> io::Result<()> {
    match fs::hard_link(path, aside) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && aside.symlink_metadata().is_err() => fs::rename(path, aside),
        linked => linked,
    }
}
