//! The progress file on disk: reading, locking, saving.
//!
//! A save is all or nothing. Under a lock on the folder, the file is read,
//! edited, proved, written to a temporary file beside it, synced, read back, compared once more with what
//! was read, and only then renamed into place and its folder synced. The previous text is written down
//! first, and becomes history once the file is in place. Whatever fails before the rename leaves the
//! file byte for byte as it was.

mod attributes;
mod chain;
mod copies;
mod disk;
mod entries;
mod error;
mod history;
mod identity;
mod kept;
mod lock;
mod present;
mod processes;
mod prune;
mod repository;
mod rescue;
mod save;
mod snapshot;
mod splices;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use crate::advice::Remedy;
use crate::code::Code;
use crate::progress::history::{History, SavedText};
use crate::progress::rescue::Lost;
use crate::progress::{Progress, VERSION, document};
use crate::text::shell_word;

use self::disk::folder_of;
use self::error::newer_version;
use self::identity::Origin;
use self::lock::lock;
use self::present::Present;
use self::save::Locked;

pub use self::copies::{read_stage, remove_for_git, write_for_git};
pub use self::error::StoreError;
pub use self::history::Texts;
pub use self::save::Session;
pub use self::snapshot::{Snapshot, is_foreign};

/// The largest file mlpath reads, in bytes; ten years of daily log are a tenth of it.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

const MEND_LINK: &str = "mend the link, or choose another file with --file";

/// The folder for histories beside the progress file, where there is no home.
const STATE_BESIDE: &str = ".mlpath-state";

/// What mlpath saved of a file that is empty now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Emptied {
    /// The newest save.
    Saved(SavedText),
    /// Saves that cannot be read, in this folder.
    Unread(PathBuf),
}

impl fmt::Display for Emptied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Emptied::Saved(newest) => write!(f, "this progress file is empty, but you had progress on {}", newest.on),
            Emptied::Unread(_) => write!(f, "this progress file is empty, and what mlpath saved of it cannot be read"),
        }
    }
}

/// Where a progress file is, and where the lock and the history of it live.
#[derive(Debug, Clone)]
pub struct Store {
    path: PathBuf,
    /// Where histories are kept; beside the file without it.
    state: Option<PathBuf>,
}

impl Store {
    /// A store for a file, with its lock and history under a state folder; beside it without one.
    #[must_use]
    pub fn new(path: PathBuf, state: impl Into<Option<PathBuf>>) -> Store {
        Store { path, state: state.into() }
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
        Ok(Snapshot { path, bytes, progress: ManuallyDrop::new(progress) })
    }

    /// Names the last good copy, where there is one.
    fn hint_at_rescue(&self, error: StoreError) -> StoreError {
        if ![Code::Unreadable, Code::TooLarge].contains(&error.code) {
            return error;
        }
        let bytes = read_bytes(&error.path).ok().flatten();
        let present = Present { path: &error.path, bytes: bytes.as_deref() };
        let place = self.history_of(present);
        let Ok(Some(good)) = history::last_good(&place.folder, present) else { return error };
        let what = if good.is_outdated(place.left()) { "what mlpath saved last that can be read" } else { "what mlpath saved last" };
        error.hint(Remedy::command(format!("or restore {what}, on {}, and keep this text beside it: ", good.on), "undo --rescue"))
    }

    /// Where the history of a file is.
    fn history_of(&self, present: Present<'_>) -> identity::HistoryPlace {
        identity::find(&self.roots(present.path), present)
    }

    /// Where histories are looked for, the one for new ones first.
    fn roots(&self, resolved: &Path) -> Vec<PathBuf> {
        let mut roots: Vec<PathBuf> = self.state.iter().map(|state| state.join("history")).collect();
        roots.push(folder_of(resolved).join(STATE_BESIDE).join("history"));
        roots.dedup();
        roots
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
    pub fn begin(&self, waiting: &mut dyn FnMut(String)) -> Result<Session<'_>, StoreError> {
        let is_there = self.exists();
        let (snapshot, file) = if is_there { self.look_locked(&|| self.read(), waiting)? } else { self.read()? };
        let unlocked = if is_there { None } else { Some(self) };
        if snapshot.progress.version > VERSION {
            return Err(newer_version(snapshot.progress.version, snapshot.text(), &file.path));
        }
        self.refuse_emptied(&snapshot)?;
        Ok(Session { snapshot, file, unlocked })
    }

    /// Reads the file, without a lock.
    fn read(&self) -> Result<(Snapshot, Locked), StoreError> {
        let snapshot = self.load()?;
        let file = self.file(&snapshot.path, snapshot.present());
        Ok((snapshot, file))
    }

    /// Looks at the file under its lock. Where its folder cannot be locked, that on its history stands in, and what was
    /// seen before it was had is looked at once more: whoever read the file before the others are done would change what
    /// is not so any more.
    fn look_locked<T>(
        &self,
        look: &dyn Fn() -> Result<(T, Locked), StoreError>,
        waiting: &mut dyn FnMut(String),
    ) -> Result<(T, Locked), StoreError> {
        let held = self.hold(waiting)?;
        let (seen, file) = look()?;
        if held.is_some() {
            return Ok((seen, Locked { lock: held, ..file }));
        }
        let Some(shared) = file.lock_history(waiting)? else { return Ok((seen, file)) };
        let (seen, again) = look()?;
        let history_lock = (again.history() == file.history()).then_some(shared);
        Ok((seen, Locked { history_lock, ..again }))
    }

    /// Waits for the lock on the file; `None` where the file system knows no locks.
    fn hold(&self, waiting: &mut dyn FnMut(String)) -> Result<Option<File>, StoreError> {
        let path = resolve(&self.path)?;
        make_private_folder(folder_of(&path))?;
        let state = self.state.clone().unwrap_or_else(|| folder_of(&path).join(STATE_BESIDE));
        lock(&path, &state.join("locks"), waiting)
    }

    fn file(&self, path: &Path, present: Present<'_>) -> Locked {
        Locked { path: path.to_owned(), place: self.history_of(present), lock: None, history_lock: None }
    }

    /// Locks the file, whatever is in it.
    pub(crate) fn lock(&self, waiting: &mut dyn FnMut(String)) -> Result<Locked, StoreError> {
        self.look_locked(&|| Ok(((), self.look()?)), waiting).map(|((), file)| file)
    }

    /// The file without a lock, for a plan: it leaves no folder behind.
    pub(crate) fn look(&self) -> Result<Locked, StoreError> {
        let path = resolve(&self.path)?;
        let bytes = read_bytes(&path).ok().flatten();
        Ok(self.file(&path, Present { path: &path, bytes: bytes.as_deref() }))
    }

    /// What mlpath saved of a file that is empty now: somebody or something emptied it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the history cannot be read.
    pub fn emptied(&self, snapshot: &Snapshot) -> Result<Option<Emptied>, StoreError> {
        // What a newer mlpath wrote may say what this one does not see.
        if !snapshot.progress.is_blank() || snapshot.progress.version > VERSION {
            return Ok(None);
        }
        let found = self.history_of(snapshot.present());
        if found.is_as_saved(snapshot.present()) {
            return Ok(None);
        }
        if let Origin::Closed(folder) = found.origin {
            let error = StoreError::new(Code::Permission, "cannot read what was saved of it: it is kept for another user", &folder);
            return Err(error.hint("run the command as the user who saved it, or move this file away to begin a new one"));
        }
        let unread = |error: io::Error| StoreError::of_history(&error, "read the history", &found.folder);
        let lost = match history::newest(&found.folder, snapshot.present()).map_err(unread)? {
            Some(newest) if newest.is_non_empty() => (newest.text != snapshot.text()).then_some(Emptied::Saved(newest)),
            newest => {
                let is_unread = match &newest {
                    Some(newest) => newest.is_outdated(found.left()),
                    None => history::has_entries(&found.folder).map_err(unread)?,
                };
                is_unread.then_some(Emptied::Unread(found.folder))
            }
        };
        // Another mlpath may have saved it since it was read here.
        let is_still_so = || read_bytes(&snapshot.path).is_ok_and(|bytes| bytes == snapshot.bytes);
        Ok(lost.filter(|_| is_still_so()))
    }

    /// The newest save, and what of it is gone from the file by another hand; `None` when nothing is, or nothing is
    /// known of it. Nothing that is counted may be gone from a file that is the beginning of that save.
    #[must_use]
    pub fn cut_away(&self, snapshot: &Snapshot) -> Option<(SavedText, Option<Lost>)> {
        if snapshot.progress.is_blank() {
            return None;
        }
        let place = self.history_of(snapshot.present());
        if place.is_as_saved(snapshot.present()) {
            return None;
        }
        let newest = history::newest(&place.folder, snapshot.present()).ok()??;
        let saved = document::read(newest.text.as_bytes()).ok()?;
        let lost = Lost::between(&saved, &snapshot.progress);
        let is_cut = newest.text.strip_prefix(snapshot.text()).is_some_and(|rest| !rest.trim().is_empty());
        (is_cut || lost.is_some()).then_some((newest, lost))
    }

    /// Refuses to begin a new file where one was emptied: it would hide the way back.
    ///
    /// # Errors
    ///
    /// [`StoreError`] with the code `emptied`.
    pub fn refuse_emptied(&self, snapshot: &Snapshot) -> Result<(), StoreError> {
        let Some(emptied) = self.emptied(snapshot)? else { return Ok(()) };
        let error = StoreError::new(Code::Emptied, format!("{emptied}; nothing was changed"), &snapshot.path);
        let way_back = match emptied {
            Emptied::Saved(_) => Remedy::command("to restore it: ", "undo --rescue"),
            Emptied::Unread(folder) => {
                Remedy::words(format!("if you have a backup, put back the file, or the saves in {}", folder.display()))
            }
        };
        Err(error.hint(way_back).hint(Remedy::command("to start over in its place: ", "undo --forget")))
    }

    /// The history of saves beside a file that cannot be read, as it will be once the last good text
    /// is back; `None` when the file can be read.
    ///
    /// # Errors
    ///
    /// As for [`Store::history`].
    pub fn history_of_damaged(&self) -> Result<Option<History>, StoreError> {
        let damaged = match self.load() {
            Err(error) if [Code::Unreadable, Code::TooLarge].contains(&error.code) => error,
            _ => return Ok(None),
        };
        let file = self.look()?;
        let bytes = read_bytes(&file.path).ok().flatten();
        let present = Present { path: &file.path, bytes: bytes.as_deref() };
        let unread = |error: io::Error| StoreError::of_history(&error, "read the history", file.history());
        match history::last_readable(file.history(), present).map_err(unread)? {
            Some(save) => history::load(file.history(), present, &save.text, file.place.left(), Texts::None).map(Some).map_err(unread),
            None => Err(damaged),
        }
    }

    /// The history of saves that led to the file as it was read, with the texts of the save that is to be reversed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when its folder exists but cannot be read.
    pub fn history(&self, snapshot: &Snapshot, texts: Texts) -> Result<History, StoreError> {
        let place = self.history_of(snapshot.present());
        history::load(&place.folder, snapshot.present(), snapshot.text(), place.left(), texts)
            .map_err(|error| StoreError::of_history(&error, "read the history", &place.folder))
    }
}

/// The file behind links; refuses what is no regular file before anything touches it.
fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let bytes = path.as_os_str().as_encoded_bytes();
            if path.file_name().is_none() || bytes.ends_with(b"/") || bytes.ends_with(b"/.") {
                return Err(StoreError::new(Code::NotAFile, "this names no file", path).hint("name the file itself: --file PATH"));
            }
            disk::real_path(path).map_err(|error| StoreError::of_io(&error, "find the folder", path))
        }
        Err(error) => Err(StoreError::of_io(&error, "look at the file", path)),
        Ok(_) => {
            let resolved = path.canonicalize().map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    let target = target_of(path);
                    let restore = format!("mlpath --file {} undo --rescue", shell_word(target.as_os_str()));
                    let message = format!("this is a link to a file that is not there: {}", target.display());
                    StoreError::new(Code::DanglingLink, message, path)
                        .hint(MEND_LINK)
                        .hint(format!("or restore the file it leads to, where mlpath saved it: {restore}"))
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

/// What a link to a file that is not there leads to, along further links.
fn target_of(path: &Path) -> PathBuf {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else { break };
        target = folder_of(&target).join(next);
    }
    disk::real_path(&target).unwrap_or(target)
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
        return Err(StoreError::new(Code::TooLarge, message, path).hint("is it the right file? Choose another with --file"));
    }
    Ok(Some(bytes))
}

/// A folder name for a path: its 64-bit FNV-1a, the same in every release.
fn key_of(path: &Path) -> String {
    let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", path.as_os_str().as_encoded_bytes().iter().fold(0xcbf2_9ce4_8422_2325, add))
}

fn make_private_folder(folder: &Path) -> Result<(), StoreError> {
    disk::make_private_folder(folder).map_err(|error| StoreError::of_io(&error, "make the folder", folder))
}

#[cfg(test)]
mod tests;
