//! A save: from the file as it was read to the new one in its place.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use crate::advice::Remedy;
use crate::code::Code;
use crate::dates::Date;
use crate::io_error::in_words;
use crate::progress::document::Moved;
use crate::progress::history::{Entry, Restoration, Reversal, SavedFile};
use crate::progress::{Progress, document};
use crate::text::shell_word;
use crate::yaml::{EditError, has_bare_returns};

use super::disk::{self, folder_of};
use super::error::StoreError;
use super::history::{self, Pending};
use super::identity::{self, HistoryPlace, Origin};
use super::lock::{POLL, lock_history};
use super::processes::writer_of;
use super::{MAX_BYTES, Snapshot, Store, attributes, copies, key_of, read_bytes};

/// Nobody who has written nothing to a file for so long is in the middle of writing it.
const REST: Duration = Duration::from_mins(10);

/// A file between reading and saving.
#[derive(Debug)]
pub struct Session<'a> {
    /// The file as it was read.
    pub snapshot: Snapshot,
    pub(super) file: Locked,
    /// What locks it before it is written, where it was read without a lock.
    pub(super) unlocked: Option<&'a Store>,
}

/// A file nobody else who keeps to the protocol writes.
#[derive(Debug)]
pub(crate) struct Locked {
    pub(super) path: PathBuf,
    /// Where its history is.
    pub(super) place: HistoryPlace,
    pub(super) lock: Option<File>,
    /// The lock on its history, where it was had before the file was read.
    pub(super) history_lock: Option<File>,
}

impl Locked {
    /// The file behind links.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of its history.
    pub(crate) fn history(&self) -> &Path {
        &self.place.folder
    }

    /// Waits for the lock on its history, unless that was had before the file was read.
    pub(super) fn lock_history(&self, waiting: &mut dyn FnMut(String)) -> Result<Option<File>, StoreError> {
        if self.history_lock.is_some() { Ok(None) } else { lock_history(self.history(), waiting) }
    }

    /// Its bytes, read anew.
    pub(crate) fn bytes(&self) -> Result<Option<Vec<u8>>, StoreError> {
        read_bytes(&self.path)
    }

    /// An empty file beside it, to take its place: it has the mode, owner and attributes of this one.
    pub(crate) fn successor(&self) -> Result<NamedTempFile, StoreError> {
        let failed = |error: io::Error| StoreError::of_io(&error, "save", &self.path).unchanged();
        let temp = disk::temp_in(folder_of(&self.path), &self.temp_prefix()).map_err(failed)?;
        disk::keep_access(&self.path, &temp).map_err(failed)?;
        attributes::name_history(temp.as_file(), self.history());
        Ok(temp)
    }

    /// Puts new bytes in the place of the old ones, all or nothing.
    pub(crate) fn replace(&self, temp: NamedTempFile, old: Option<&[u8]>, new: &[u8]) -> Result<(), StoreError> {
        self.replace_if(temp, &mut || Ok(self.bytes()?.as_deref() == old), new)
    }

    /// Whether it still says what it said.
    pub(crate) fn holds(&self, old: Option<&[u8]>) -> bool {
        self.bytes().is_ok_and(|now| now.as_deref() == old)
    }

    /// Puts new bytes in the place of a file that is still the same, all or nothing.
    pub(crate) fn replace_if(
        &self,
        temp: NamedTempFile,
        is_same: &mut dyn FnMut() -> Result<bool, StoreError>,
        new: &[u8],
    ) -> Result<(), StoreError> {
        replace(&self.path, temp, is_same, new)
    }

    /// What of a save is written down before it is made, and what became of it: it is history once the
    /// file is in place. `is_untouched` tells after a failure whether the old file is still there.
    pub(crate) fn conclude(&self, pending: Option<Pending>, saved: &Result<(), StoreError>, new: &[u8], is_untouched: &dyn Fn() -> bool) {
        let is_in_place = saved.as_ref().err().is_none_or(|error| error.code == Code::SavedNotSynced);
        match pending {
            Some(pending) if is_in_place => pending.commit(),
            // What cannot be told now is told by the file itself when it is looked at next.
            Some(pending) if saved.as_ref().is_err_and(|error| error.code == Code::Changed) || is_untouched() => pending.discard(),
            _ => {}
        }
        if !is_in_place {
            return;
        }
        identity::label(self.history(), &self.path, new);
    }

    /// How the names of temporary files beside it begin.
    pub(crate) fn temp_prefix(&self) -> String {
        format!("{}{}-", disk::TEMP_PREFIX, key_of(&self.path))
    }

    /// Removes what a killed mlpath left beside it.
    pub(crate) fn sweep(&self) {
        if self.lock.is_some() {
            disk::sweep(folder_of(&self.path), &self.temp_prefix());
        }
    }

    /// Where the file was when it was saved last, if that is another place.
    fn came_from(&self) -> Option<&Path> {
        match &self.place.origin {
            Origin::Moved(from) if !from.as_os_str().is_empty() => Some(from),
            _ => None,
        }
    }
}

/// What the history keeps of a file before it takes its place.
pub(crate) fn saved_file(temp: &NamedTempFile) -> Option<SavedFile> {
    let name = temp.path().file_name()?.to_str()?.to_owned();
    Some(SavedFile { temp: name, id: disk::file_id(temp.path())? })
}

impl Session<'_> {
    /// Saves what the file shall say; nothing is written when it says so already. `moved` are steps
    /// that go by another id in it. Returns whether it wrote.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code [`Code::Changed`] when somebody else wrote the file since it was read.
    pub fn save(
        &self,
        progress: &Progress,
        moved: &[Moved],
        title: &str,
        today: Date,
        waiting: &mut dyn FnMut(String),
    ) -> Result<bool, StoreError> {
        if *progress == *self.snapshot.progress {
            return Ok(false);
        }
        let after = document::write_moved(self.snapshot.text(), &self.snapshot.progress, progress, moved);
        let after = after.map_err(|error| unfaithful(error, self.snapshot.text(), &self.snapshot.path))?;
        self.write(&after, None, &[], (title, today), waiting).map(|()| true)
    }

    /// Saves a text that other copies were taken into, and keeps those copies beside the saves. Returns whether
    /// there was anything to do.
    ///
    /// # Errors
    ///
    /// As for [`Session::save`].
    pub fn take_in(
        &self,
        text: &str,
        copies: &[PathBuf],
        title: &str,
        today: Date,
        waiting: &mut dyn FnMut(String),
    ) -> Result<bool, StoreError> {
        if text == self.snapshot.text() && copies.is_empty() {
            return Ok(false);
        }
        self.write(text, None, copies, (title, today), waiting).map(|()| true)
    }

    /// Saves an earlier text, as the history gave it.
    ///
    /// # Errors
    ///
    /// As for [`Session::save`].
    pub fn restore(&self, restoration: &Restoration, title: &str, today: Date, waiting: &mut dyn FnMut(String)) -> Result<(), StoreError> {
        self.write(&restoration.text, Some(restoration.reverses), &[], (title, today), waiting)?;
        match restoration.reverses {
            Reversal::Undo(number) => copies::reverse(self.file.history(), number, false),
            Reversal::Redo(number) => copies::reverse(self.file.history(), number, true),
        }
        Ok(())
    }

    fn write(
        &self,
        after: &str,
        reverses: Option<Reversal>,
        copies: &[PathBuf],
        (title, today): (&str, Date),
        waiting: &mut dyn FnMut(String),
    ) -> Result<(), StoreError> {
        refuse_unwritable(&self.snapshot.path, after)?;
        refuse_linked(&self.snapshot.path)?;
        let locked = self.unlocked.map(|store| store.lock(waiting)).transpose()?;
        let file = locked.as_ref().unwrap_or(&self.file);
        if locked.is_some() && !(file.path == self.snapshot.path && file.holds(self.snapshot.bytes.as_deref())) {
            return Err(changed(&file.path));
        }
        let history = file.history();
        let made = disk::make_private_folder_for_now(history)
            .map_err(|error| StoreError::of_history(&error, "make the folder for earlier saves", history).unchanged())?;
        let _shared = file.lock_history(waiting)?;
        let unkept = |error: io::Error| StoreError::of_history(&error, "keep the previous text", history).unchanged();
        let mut kept = history::settle(history, self.snapshot.present()).map_err(unkept)?;
        file.sweep();
        let temp = file.successor()?;
        let before = document::with_version(self.snapshot.text());
        let entry =
            Entry { number: 0, title: title.to_owned(), on: today, reverses, file: saved_file(&temp), before: before.as_ref(), after };
        let pending = history::begin(&mut kept, &made, entry).map_err(unkept)?;
        let failed = |error: io::Error| StoreError::of_history(&error, "move the other copy to the saves", history);
        let taken = if copies.is_empty() { Vec::new() } else { copies::plan(history, pending.number(), copies).map_err(failed)? };
        let bytes = self.snapshot.bytes.as_deref();
        // Somebody who writes in place is half way only where the file is not as it was left, and was written lately.
        let may_be_torn =
            bytes.is_some() && !file.place.is_untouched(self.snapshot.present()) && !disk::rested_before(&file.path, temp.as_file(), REST);
        let is_same = &mut || {
            if may_be_torn {
                wait_for_writers(&file.path, waiting)?;
            }
            Ok(file.bytes()?.as_deref() == bytes)
        };
        let saved = file.replace_if(temp, is_same, after.as_bytes());
        file.conclude(Some(pending), &saved, after.as_bytes(), &|| file.holds(bytes));
        saved?;
        copies::put_away(&taken).map_err(failed)
    }

    /// Where the file was when it was saved last, if that is another place.
    #[must_use]
    pub fn came_from(&self) -> Option<&Path> {
        self.file.came_from()
    }

    /// Whether several histories could be that of the file, so that it begins one of its own.
    #[must_use]
    pub fn has_rivals(&self) -> bool {
        self.file.place.origin == Origin::Several
    }
}

/// Somebody who keeps no lock wrote meanwhile.
pub(crate) fn changed(path: &Path) -> StoreError {
    StoreError::new(Code::Changed, "the file changed while mlpath was working; nothing was written", path).hint("run the command again")
}

fn unfaithful(error: EditError, before: &str, path: &Path) -> StoreError {
    // Before all else: what could not be read may be the edited text, and a place in it is none of this file.
    if has_bare_returns(before) {
        let message = "this file has the line ends of old Macs (CR alone), which mlpath reads but does not edit; nothing was changed";
        let file = shell_word(path.as_os_str());
        let convert = format!("save it with newlines (LF) in an editor, or: perl -pi -e 's/\\r\\n?/\\n/g' {file}");
        return StoreError::new(Code::CannotEdit, message, path).hint(convert);
    }
    let error = match error {
        EditError::Unreadable(fault) => return StoreError::of_fault(fault, before.as_bytes(), path),
        error => error,
    };
    let place = error.place(before);
    let line = place.and_then(|place| place.line_of(before)).map(str::to_owned);
    let failure = StoreError::new(Code::CannotEdit, format!("{error}; nothing was changed"), path);
    StoreError { position: place, line, ..failure }.hint(Remedy::command("make this change in an editor; the format: ", "help file"))
}

/// Waits for those who have the file open for writing: what they write after the rename would be lost.
pub(crate) fn wait_for_writers(path: &Path, waiting: &mut dyn FnMut(String)) -> Result<(), StoreError> {
    const PATIENCE: Duration = Duration::from_secs(3);
    let started = Instant::now();
    let mut is_waiting = false;
    while let Some(writer) = writer_of(path) {
        if started.elapsed() > PATIENCE {
            let message = format!("{writer} has this file open and is writing to it; nothing was changed");
            return Err(StoreError::new(Code::BeingWritten, message, path).hint("let it finish or end it, then run the command again"));
        }
        if !is_waiting {
            waiting(format!("waiting for {writer} to finish writing this file"));
            is_waiting = true;
        }
        thread::sleep(POLL);
    }
    Ok(())
}

/// A file with a second name would be split: the other name would keep the old text.
fn refuse_linked(path: &Path) -> Result<(), StoreError> {
    if disk::count_names(path) < 2 {
        return Ok(());
    }
    let message = "this file has a second name (a hard link), which would keep the old text; nothing was changed";
    let file = shell_word(path.as_os_str());
    let own = shell_word(path.with_added_extension("own").as_os_str());
    Err(StoreError::new(Code::HardLinked, message, path)
        .hint("make the second name a symbolic link to this one: ln -sf")
        .hint(format!("or part the two: cp -p {file} {own} && mv {own} {file}")))
}

/// A file grown too large to be read again, or protected against writing, is left as it is.
pub(crate) fn refuse_unwritable(path: &Path, after: &str) -> Result<(), StoreError> {
    if after.len() as u64 > MAX_BYTES {
        let message = format!(
            "the progress file would grow beyond {} MiB, and could not be read again; nothing was changed",
            MAX_BYTES / 1024 / 1024
        );
        return Err(StoreError::new(Code::TooLarge, message, path).hint("move old log entries to another file"));
    }
    if fs::metadata(path).is_ok_and(|data| data.permissions().readonly()) {
        return Err(StoreError::new(Code::Permission, "this file is protected against writing; nothing was changed", path)
            .hint("if it should not be: chmod u+w"));
    }
    Ok(())
}

/// Puts the new bytes in the place of the old ones, all or nothing.
fn replace(
    path: &Path,
    mut temp: NamedTempFile,
    is_same: &mut dyn FnMut() -> Result<bool, StoreError>,
    new: &[u8],
) -> Result<(), StoreError> {
    let folder = folder_of(path);
    let failed = |error: io::Error| StoreError::of_io(&error, "save", path).unchanged();
    disk::write_whole(temp.as_file_mut(), new).map_err(failed)?;
    if !is_same()? {
        return Err(changed(path));
    }
    temp.persist(path).map_err(|error| failed(error.error))?;
    disk::sync_folder(folder).map_err(|error| {
        StoreError::new(Code::SavedNotSynced, format!("saved, but a power cut could still undo it: {}", in_words(&error)), path)
    })
}
