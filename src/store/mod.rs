//! The progress file on disk: reading, locking, saving.
//!
//! A save is all or nothing. Under a lock on the folder, the file is read,
//! edited, proved, written to a temporary file beside it, synced, read back, compared once more with what
//! was read, and only then renamed into place and its folder synced. The previous text goes into
//! the history first. Whatever fails before the rename leaves the file byte for byte as it was.

mod disk;
mod error;
mod history;
mod lock;
mod rescue;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::advice::Remedy;
use crate::code::Code;
use crate::dates::Date;
use crate::reason::reason;
use crate::yaml::EditError;

use self::disk::folder_of;
use self::error::{NOT_SYNCED, TOO_LARGE, UNREADABLE};
use self::lock::lock;
use crate::progress::document::Moved;
use crate::progress::history::{FullEntry, History, Restoration, Reversal};
use crate::progress::{Progress, VERSION, document};

pub use self::error::{CHANGED, StoreError};
pub use self::history::Texts;

/// The largest file mlpath reads, in bytes; ten years of daily log are a tenth of it.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

const MEND_LINK: &str = "mend the link, or choose another file with --file";

/// Where a progress file is, and where the lock and the history of it live.
#[derive(Debug, Clone)]
pub struct Store {
    path: PathBuf,
    state: PathBuf,
}

/// The file as it was read.
#[derive(Debug)]
pub struct Snapshot {
    path: PathBuf,
    bytes: Option<Vec<u8>>,
    /// What it says.
    pub progress: Progress,
}

impl Snapshot {
    /// The text; empty when there is no file.
    #[must_use]
    pub fn text(&self) -> &str {
        self.bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The file or its folder, where everybody on the system may write it. In a folder with the
    /// sticky bit, such as `/tmp`, everybody may write files of their own only.
    #[cfg(unix)]
    #[must_use]
    pub fn exposed(&self) -> Option<&Path> {
        use std::os::unix::fs::PermissionsExt;
        const OTHERS_WRITE: u32 = 0o002;
        const STICKY: u32 = 0o1000;
        let is_open = |path: &&Path| {
            fs::metadata(path).is_ok_and(|data| {
                let mode = data.permissions().mode();
                mode & OTHERS_WRITE != 0 && !(data.is_dir() && mode & STICKY != 0)
            })
        };
        self.bytes.as_ref()?;
        [self.path.as_path(), folder_of(&self.path)].into_iter().find(is_open)
    }

    /// Who may write is not a matter of modes here.
    #[cfg(not(unix))]
    #[must_use]
    pub fn exposed(&self) -> Option<&Path> {
        None
    }
}

impl Store {
    /// A store for a file, with its lock and history under a state folder.
    #[must_use]
    pub fn new(path: PathBuf, state: PathBuf) -> Store {
        Store { path, state }
    }

    /// The file as it was named.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is anything at the path.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.path.symlink_metadata().is_ok()
    }

    /// Reads the file without a lock. A missing file is that of a new learner.
    ///
    /// # Errors
    ///
    /// [`StoreError`] for anything that is no regular file mlpath can read.
    pub fn load(&self) -> Result<Snapshot, StoreError> {
        let path = resolve(&self.path)?;
        let bytes = read_bytes(&path).map_err(|error| self.hint_at_rescue(error))?;
        let progress = match &bytes {
            Some(bytes) => document::read(bytes).map_err(|fault| self.hint_at_rescue(StoreError::of_fault(fault, bytes, &path)))?,
            None => Progress::new(),
        };
        Ok(Snapshot { path, bytes, progress })
    }

    /// Names the last good copy, where there is one.
    fn hint_at_rescue(&self, error: StoreError) -> StoreError {
        match history::last_good(&self.history_folder(&error.path)) {
            Ok(Some(good)) if [UNREADABLE, TOO_LARGE].contains(&error.code) => error.hint(Remedy::command(
                format!("or restore what mlpath saved last, on {}, and keep this text beside it: ", good.on),
                "undo --rescue",
            )),
            _ => error,
        }
    }

    /// Where the history of a file is.
    fn history_folder(&self, resolved: &Path) -> PathBuf {
        self.state.join("history").join(key_of(resolved))
    }

    /// Locks and reads the file for a change. `waiting` is called once when another mlpath holds the lock.
    ///
    /// Where there is no file yet, it is locked only when there is something to save, so that a
    /// command that fails leaves no folder behind.
    ///
    /// # Errors
    ///
    /// [`StoreError`] as for [`Store::load`]; when the lock is not to be had within five seconds;
    /// when the file is of a newer version; and when it was emptied.
    pub fn begin(&self, waiting: &mut dyn FnMut()) -> Result<Session<'_>, StoreError> {
        let (file, unlocked) = if self.exists() { (self.lock(waiting)?, None) } else { (self.look()?, Some(self)) };
        let snapshot = self.load()?;
        if snapshot.progress.version > VERSION {
            return Err(newer_version(snapshot.progress.version, snapshot.text(), &file.path));
        }
        self.refuse_emptied(&snapshot)?;
        Ok(Session { snapshot, file, unlocked })
    }

    /// Locks the file, whatever is in it.
    pub(crate) fn lock(&self, waiting: &mut dyn FnMut()) -> Result<Locked, StoreError> {
        let mut file = self.look()?;
        make_private_folder(folder_of(&file.path))?;
        file.lock = lock(&file.path, &self.state.join("locks"), waiting)?;
        Ok(file)
    }

    /// The file without a lock, for a plan: it leaves no folder behind.
    pub(crate) fn look(&self) -> Result<Locked, StoreError> {
        let path = resolve(&self.path)?;
        let history = self.history_folder(&path);
        Ok(Locked { path, history, lock: None })
    }

    /// The newest save of a file that is empty now: somebody or something emptied it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the history cannot be read.
    pub fn emptied(&self, snapshot: &Snapshot) -> Result<Option<FullEntry>, StoreError> {
        // What a newer mlpath wrote may say what this one does not see.
        if !snapshot.progress.is_blank() || snapshot.progress.version > VERSION {
            return Ok(None);
        }
        let folder = self.history_folder(&snapshot.path);
        let newest = history::newest(&folder).map_err(|error| StoreError::of_io(&error, "read the history", &folder))?;
        Ok(newest.filter(|newest| newest.after != snapshot.text() && newest.is_non_empty()))
    }

    /// Refuses to begin a new file where one was emptied: it would hide the way back.
    ///
    /// # Errors
    ///
    /// [`StoreError`] with the code `emptied`.
    pub fn refuse_emptied(&self, snapshot: &Snapshot) -> Result<(), StoreError> {
        // A save that was cut off before it reached the file looks the same, and must not stop the next one.
        let may_have_failed = |newest: &FullEntry| newest.before == document::with_version(snapshot.text());
        match self.emptied(snapshot)?.filter(|newest| !may_have_failed(newest)) {
            None => Ok(()),
            Some(newest) => {
                let message = format!("this progress file is empty, but you had progress on {}; nothing was changed", newest.on);
                Err(StoreError::new(Code::Emptied, message, &snapshot.path)
                    .hint(Remedy::command("to restore it: ", "undo --rescue"))
                    .hint(Remedy::command("to start over in its place: ", "undo --forget")))
            }
        }
    }

    /// The history of saves beside a file that cannot be read, as it will be once the last good text
    /// is back; `None` when the file can be read.
    ///
    /// # Errors
    ///
    /// As for [`Store::history`].
    pub fn history_of_damaged(&self) -> Result<Option<History>, StoreError> {
        let damaged = match self.load() {
            Err(error) if [UNREADABLE, TOO_LARGE].contains(&error.code) => error,
            _ => return Ok(None),
        };
        let folder = self.history_folder(&resolve(&self.path)?);
        let unread = |error: io::Error| StoreError::of_io(&error, "read the history", &folder);
        match history::last_readable(&folder).map_err(unread)? {
            Some(save) => history::load(&folder, &save.after, Texts::None).map(Some).map_err(unread),
            None => Err(damaged),
        }
    }

    /// The history of saves that led to the file as it was read, with the texts of the save that is to be reversed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when its folder exists but cannot be read.
    pub fn history(&self, snapshot: &Snapshot, texts: Texts) -> Result<History, StoreError> {
        let folder = self.history_folder(&snapshot.path);
        history::load(&folder, snapshot.text(), texts).map_err(|error| StoreError::of_io(&error, "read the history", &folder))
    }
}

/// A file between reading and saving.
#[derive(Debug)]
pub struct Session<'a> {
    /// The file as it was read.
    pub snapshot: Snapshot,
    file: Locked,
    /// What locks it before it is written, where it was read without a lock.
    unlocked: Option<&'a Store>,
}

/// A file nobody else who keeps to the protocol writes.
#[derive(Debug)]
pub(crate) struct Locked {
    path: PathBuf,
    history: PathBuf,
    lock: Option<File>,
}

impl Locked {
    /// The file behind links.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of its history.
    pub(crate) fn history(&self) -> &Path {
        &self.history
    }

    /// Its bytes, read anew.
    pub(crate) fn bytes(&self) -> Result<Option<Vec<u8>>, StoreError> {
        read_bytes(&self.path)
    }

    /// Puts new bytes in the place of the old ones, all or nothing.
    pub(crate) fn replace(&self, old: Option<&[u8]>, new: &[u8]) -> Result<(), StoreError> {
        self.replace_if(&|| Ok(self.bytes()?.as_deref() == old), new)
    }

    /// Whether it still says what it said.
    pub(crate) fn holds(&self, old: Option<&[u8]>) -> bool {
        self.bytes().is_ok_and(|now| now.as_deref() == old)
    }

    /// Puts new bytes in the place of a file that is still the same, all or nothing.
    pub(crate) fn replace_if(&self, is_same: &dyn Fn() -> Result<bool, StoreError>, new: &[u8]) -> Result<(), StoreError> {
        replace(&self.path, &self.temp_prefix(), is_same, new)
    }

    /// How the names of temporary files beside it begin.
    pub(crate) fn temp_prefix(&self) -> String {
        format!("{}{}-", disk::TEMP_PREFIX, key_of(&self.path))
    }

    /// Removes what a killed mlpath left.
    pub(crate) fn sweep(&self) {
        if self.lock.is_some() {
            disk::sweep(folder_of(&self.path), &self.temp_prefix());
            disk::sweep(&self.history, disk::TEMP_PREFIX);
        }
    }
}

impl Session<'_> {
    /// Saves what the file shall say; nothing is written when it says so already. `moved` are steps
    /// that go by another id in it. Returns whether it wrote.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code [`CHANGED`] when somebody else wrote the file since it was read.
    pub fn save(
        &self,
        progress: &Progress,
        moved: &[Moved],
        title: &str,
        today: Date,
        waiting: &mut dyn FnMut(),
    ) -> Result<bool, StoreError> {
        if *progress == self.snapshot.progress {
            return Ok(false);
        }
        let after = document::write_moved(self.snapshot.text(), &self.snapshot.progress, progress, moved);
        let after = after.map_err(|error| unfaithful(&error, &self.snapshot.path))?;
        self.write(&after, None, title, today, waiting).map(|()| true)
    }

    /// Saves an earlier text, as the history gave it.
    ///
    /// # Errors
    ///
    /// As for [`Session::save`].
    pub fn restore(&self, restoration: &Restoration, title: &str, today: Date, waiting: &mut dyn FnMut()) -> Result<(), StoreError> {
        self.write(&restoration.text, Some(restoration.reverses), title, today, waiting)
    }

    fn write(
        &self,
        after: &str,
        reverses: Option<Reversal>,
        title: &str,
        today: Date,
        waiting: &mut dyn FnMut(),
    ) -> Result<(), StoreError> {
        refuse_unwritable(&self.snapshot.path, after)?;
        let locked = self.unlocked.map(|store| store.lock(waiting)).transpose()?;
        let file = locked.as_ref().unwrap_or(&self.file);
        if locked.is_some() && !(file.path == self.snapshot.path && file.holds(self.snapshot.bytes.as_deref())) {
            return Err(changed(&file.path));
        }
        let history = &file.history;
        make_private_folder(history)?;
        file.sweep();
        let before = document::with_version(self.snapshot.text());
        let entry = history::append(history, title, today, reverses, &before, after)
            .map_err(|error| StoreError::of_io(&error, "keep the previous text", history).unchanged())?;
        let bytes = self.snapshot.bytes.as_deref();
        let saved = file.replace(bytes, after.as_bytes());
        if saved.is_err() && file.holds(bytes) {
            history::delete_entry(&entry);
        }
        saved
    }
}

/// What a newer mlpath wrote may say what this one would lose.
pub(crate) fn newer_version(version: u32, text: &str, path: &Path) -> StoreError {
    let message = format!("this file is of version {version}, made by a newer mlpath; this one writes version {VERSION}");
    let newer = StoreError { position: document::place_of_version(text), ..StoreError::new(Code::NewerVersion, message, path) };
    newer.hint("update mlpath; until then it can be read but not changed")
}

/// Somebody who keeps no lock wrote meanwhile.
pub(crate) fn changed(path: &Path) -> StoreError {
    StoreError::new(CHANGED, "the file changed while mlpath was working; nothing was written", path).hint("run the command again")
}

fn unfaithful(error: &EditError, path: &Path) -> StoreError {
    StoreError::new(Code::CannotEdit, format!("{error}; nothing was changed"), path)
        .hint(Remedy::command("make this change in an editor; the format: ", "help file"))
}

/// The file behind links; refuses what is no regular file before anything touches it.
fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.file_name().is_none() {
                return Err(StoreError::new(Code::NotAFile, "this names no file", path));
            }
            disk::real_path(path).map_err(|error| StoreError::of_io(&error, "find the folder", path))
        }
        Err(error) => Err(StoreError::of_io(&error, "look at the file", path)),
        Ok(_) => {
            let resolved = path.canonicalize().map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    StoreError::new(Code::DanglingLink, "this is a link to a file that is not there", path).hint(MEND_LINK)
                }
                io::ErrorKind::PermissionDenied => StoreError::of_io(&error, "follow the link", path),
                _ => StoreError::of_io(&error, "follow the link", path).hint(MEND_LINK),
            })?;
            let kind = fs::metadata(&resolved).map_err(|error| StoreError::of_io(&error, "look at the file", path))?;
            if kind.is_file() {
                return Ok(resolved);
            }
            let what = if kind.is_dir() { "a folder" } else { "no regular file" };
            Err(StoreError::new(Code::NotAFile, format!("this is {what}"), path).hint("name the file itself: --file PATH"))
        }
    }
}

fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| StoreError::of_io(&error, "read the file", path))?,
    };
    let length = file.metadata().map(|data| data.len()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(MAX_BYTES)).unwrap_or_default() + 1);
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| StoreError::of_io(&error, "read the file", path))?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("this file is larger than {} MiB, which no progress file is", MAX_BYTES / 1024 / 1024);
        return Err(StoreError::new(TOO_LARGE, message, path).hint("is it the right file? Choose another with --file"));
    }
    Ok(Some(bytes))
}

/// A folder name for a path: 64-bit FNV-1a, the same in every release.
fn key_of(path: &Path) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in path.as_os_str().as_encoded_bytes() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

fn make_private_folder(folder: &Path) -> Result<(), StoreError> {
    disk::make_private_folder(folder).map_err(|error| StoreError::of_io(&error, "make the folder", folder))
}

/// A file grown too large to be read again, or protected against writing, is left as it is.
pub(crate) fn refuse_unwritable(path: &Path, after: &str) -> Result<(), StoreError> {
    if after.len() as u64 > MAX_BYTES {
        let message = format!(
            "the progress file would grow beyond {} MiB, and could not be read again; nothing was changed",
            MAX_BYTES / 1024 / 1024
        );
        return Err(StoreError::new(TOO_LARGE, message, path).hint("move old log entries to another file"));
    }
    if fs::metadata(path).is_ok_and(|data| data.permissions().readonly()) {
        return Err(StoreError::new(Code::Permission, "this file is protected against writing; nothing was changed", path)
            .hint("if it should not be: chmod u+w"));
    }
    Ok(())
}

/// Puts the new bytes in the place of the old ones, all or nothing.
fn replace(path: &Path, temp_prefix: &str, is_same: &dyn Fn() -> Result<bool, StoreError>, new: &[u8]) -> Result<(), StoreError> {
    let folder = folder_of(path);
    let failed = |error: io::Error| StoreError::of_io(&error, "save", path).unchanged();
    let mut temp = disk::temp_in(folder, temp_prefix).map_err(failed)?;
    disk::keep_access(path, &temp).map_err(failed)?;
    disk::write_whole(&mut temp, new).map_err(failed)?;
    if !is_same()? {
        return Err(changed(path));
    }
    temp.persist(path).map_err(|error| failed(error.error))?;
    disk::sync_folder(folder)
        .map_err(|error| StoreError::new(NOT_SYNCED, format!("saved, but a power cut could still undo it: {}", reason(&error)), path))
}

#[cfg(test)]
mod tests;
