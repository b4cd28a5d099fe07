//! The way back from a damaged or emptied record: a text mlpath saved, and the present one kept beside it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::dates::Date;

use super::disk;
use super::document;
use super::failure::TOO_LARGE;
use super::history::{self, History, Save};
use super::store::{self, Locked, Store, StoreError};

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
            return Err(StoreError::new("not-damaged", "the record is well, and nothing needs to be put back", lock.path())
                .hint("to take the last change back: mlpath undo")
                .hint("to put it back as it was after a save of mlpath undo --list: mlpath undo --rescue NUMBER"));
        }
        let good = wanted(&lock, number)?;
        store::refuse_unwritable(lock.path(), good.after())?;
        let mut rescue = Rescue { saved_on: good.on, title: good.title.clone(), kept: None };
        if !dry_run && !present.is(good.after()) {
            rescue.kept = present.keep_aside(lock.path(), today)?;
            if let (Some(number), Some(text)) = (number, present.text()) {
                remember(&lock, number, today, text, good.after())?;
            }
            present.replace(&lock, good.after().as_bytes())?;
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
        if !self.load()?.progress.is_blank() {
            return Err(StoreError::new("not-blank", "the record says something, and the way back to its saves stays", lock.path())
                .hint("to start over, move it to another place first"));
        }
        let history = lock.history();
        if history.symlink_metadata().is_err() {
            return Err(StoreError::new("nothing-to-forget", "mlpath has saved nothing of this record", lock.path()));
        }
        let aside = names(history, "forgotten", today).find(|name| name.symlink_metadata().is_err()).unwrap_or_default();
        if !dry_run {
            let failed = |error: io::Error| StoreError::of_io(&error, "move the history aside", history).unchanged();
            fs::rename(history, &aside).map_err(failed)?;
            disk::sync_folder(disk::folder_of(history)).map_err(failed)?;
        }
        Ok(aside)
    }
}

/// The save to put back.
fn wanted(lock: &Locked, number: Option<u64>) -> Result<Save, StoreError> {
    let unread = |error: io::Error| StoreError::of_io(&error, "read the history", lock.history());
    let missing = |message: String| StoreError::new("nothing-to-rescue", message, lock.path());
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

/// Makes the choice of a save one that can be undone.
fn remember(lock: &Locked, number: u64, today: Date, before: &str, after: &str) -> Result<(), StoreError> {
    History::append(lock.history(), &format!("undo --rescue {number}"), today, None, &document::with_version(before), after)
        .map_err(|error| StoreError::of_io(&error, "keep the previous text", lock.history()).unchanged())
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
                Err(store::newer_version(version, text, lock.path()))
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

    /// Keeps it beside the record, where there is anything to keep.
    fn keep_aside(&self, path: &Path, today: Date) -> Result<Option<PathBuf>, StoreError> {
        let why = if self.is_well() { "before-rescue" } else { "damaged" };
        let kept = match self {
            Present::Read(None) => return Ok(None),
            Present::Read(Some(bytes)) if bytes.is_empty() => return Ok(None),
            Present::Read(Some(bytes)) => at_free_name(path, why, today, |aside| copy(bytes, aside)),
            Present::TooLarge(_) => at_free_name(path, why, today, |aside| second_name(path, aside)),
        };
        kept.map(Some).map_err(|error| StoreError::of_io(&error, "keep the present text", path).unchanged())
    }

    fn replace(&self, lock: &Locked, new: &[u8]) -> Result<(), StoreError> {
        match self {
            Present::Read(bytes) => lock.replace(bytes.as_deref(), new),
            // Where it had to be moved away there is nothing left to compare.
            Present::TooLarge(before) => lock.replace_if(&|| Ok(stamp(lock.path()).is_none_or(|now| Some(now) == *before)), new),
        }
    }
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

/// Keeps something under the first name that is free.
fn at_free_name(path: &Path, why: &str, today: Date, keep: impl Fn(&Path) -> io::Result<()>) -> io::Result<PathBuf> {
    for aside in names(path, why, today) {
        match keep(&aside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(()) => {
                disk::sync_folder(disk::folder_of(&aside))?;
                return Ok(aside);
            }
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Writes bytes to a new private file.
fn copy(bytes: &[u8], aside: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(aside)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a file too large to copy a second name, which is left when the first one gets a new file.
/// Where the file system knows no second names, it is moved.
fn second_name(path: &Path, aside: &Path) -> io::Result<()> {
    match fs::hard_link(path, aside) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && aside.symlink_metadata().is_err() => fs::rename(path, aside),
        linked => linked,
    }
}
