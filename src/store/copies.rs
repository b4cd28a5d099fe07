//! Other copies of a progress file: reading them, and keeping those that were taken in beside the saves
//! instead of beside the file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::advice::Remedy;
use crate::code::Code;
use crate::order;
use crate::progress::merge::ancestor::base_of;
use crate::progress::merge::copies::{KeptText, OtherCopy, UnreadCopy, is_put_aside};
use crate::progress::{VERSION, document};
use crate::text::shell_word;

use super::disk::{self, folder_of};
use super::error::{StoreError, newer_version};
use super::history;
use super::identity::PathText;
use super::{Snapshot, Store, read_bytes, resolve};

/// The folder for copies that were taken in, in that of the history.
const FOLDER: &str = "copies";

/// A copy that a save took in: where it lay, and where it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct TakenIn {
    from: PathText,
    kept: String,
}

impl Store {
    /// The copies that a sync tool put aside beside a progress file, by their names: those that can be read, and the
    /// others.
    #[must_use]
    pub fn copies_beside(&self) -> (Vec<PathBuf>, Vec<UnreadCopy>) {
        let mut unread = Vec::new();
        let Ok(path) = resolve(&self.path) else { return (Vec::new(), unread) };
        let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut entries = disk::entries_of(folder_of(&path));
        entries.retain(|entry| is_put_aside(&entry.file_name().to_string_lossy(), &own) && entry.path().is_file());
        let mut copies: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
        order::sort(&mut copies);
        copies.retain(|copy| match read_text(copy) {
            Ok(_) => true,
            Err(error) => {
                unread.push(UnreadCopy { path: copy.clone(), code: error.code, message: error.message });
                false
            }
        });
        (copies, unread)
    }

    /// Reads another copy, with what both come from as far as the history has it. `ours` is what the file says, as
    /// `translated` makes it of what was written before.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it is the progress file itself, or none that this mlpath can read.
    pub fn read_copy(
        &self,
        snapshot: &Snapshot,
        ours: &str,
        copy: &Path,
        translated: &dyn Fn(String) -> String,
    ) -> Result<OtherCopy, StoreError> {
        if disk::is_same(copy, &snapshot.path) {
            return Err(StoreError::new(Code::NotAFile, "this is your progress file itself; name another copy of it", copy));
        }
        let text = translated(read_text(copy)?);
        let own = snapshot.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_put_aside = is_put_aside(&name, &own) && disk::is_same(folder_of(copy), folder_of(&snapshot.path));
        let folder = self.history_of(snapshot.present()).folder;
        let kept = history::kept_texts(&folder, snapshot.present());
        let kept = kept.into_iter().map(|kept| KeptText { text: translated(kept.text), ..kept });
        let base = base_of(ours, &text, kept);
        Ok(OtherCopy { path: copy.to_owned(), text, is_put_aside, base })
    }
}

/// The text of a progress file somewhere else.
///
/// # Errors
///
/// [`StoreError`] when there is none, or this mlpath cannot read it.
pub(super) fn read_text(path: &Path) -> Result<String, StoreError> {
    let missing = || StoreError::new(Code::NotFound, "there is no such file", path).hint(ANOTHER_COPY);
    if path.symlink_metadata().is_err() {
        return Err(missing());
    }
    let bytes = resolve(path).and_then(|resolved| read_bytes(&resolved)).map_err(of_no_copy)?.ok_or_else(missing)?;
    let progress = document::read(&bytes).map_err(|fault| of_copy(StoreError::of_fault(fault, &bytes, path), path))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if progress.version > VERSION { Err(newer_version(progress.version, &text, path)) } else { Ok(text) }
}

const ANOTHER_COPY: &str = "name another copy of your progress file";

/// An error of a file that is no copy: `--file` names the learner's own.
fn of_no_copy(mut error: StoreError) -> StoreError {
    let count = error.hints.len();
    error.hints.retain(|hint| !hint.text.contains("--file"));
    if error.hints.len() < count { error.hint(ANOTHER_COPY) } else { error }
}

/// An error of a copy: what mends the learner's own file would not mend that one.
fn of_copy(error: StoreError, path: &Path) -> StoreError {
    let of_copy = |hint: Remedy| match &hint.advice {
        Some(advice) => {
            let path = shell_word(path.as_os_str());
            Remedy::words(format!("nothing was changed; mend that copy first: mlpath --file {path} {}", advice.words()))
        }
        None => hint,
    };
    StoreError { hints: error.hints.into_iter().map(of_copy).collect(), ..error }
}

/// The text of a file as git hands it over, whatever it says.
///
/// # Errors
///
/// [`StoreError`] when it cannot be read, or is no text.
pub fn read_stage(path: &Path) -> Result<String, StoreError> {
    let bytes = read_bytes(path)?.ok_or_else(|| StoreError::new(Code::NotFound, "there is no such file", path))?;
    String::from_utf8(bytes).map_err(|_| StoreError::new(Code::Unreadable, "this is not UTF-8 text", path))
}

/// Writes a file of git's, or one for git: `ours` of a merge, or the attributes of a repository.
///
/// # Errors
///
/// [`StoreError`].
pub fn write_for_git(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |error: io::Error| StoreError::of_io(&error, "write this file", path);
    let mut temp = disk::temp_in(folder_of(path), disk::TEMP_PREFIX).map_err(failed)?;
    if path.exists() {
        disk::keep_access(path, &temp).map_err(failed)?;
    } else {
        disk::make_readable(&temp).map_err(failed)?;
    }
    disk::write_whole(temp.as_file_mut(), text.as_bytes()).map_err(failed)?;
    temp.persist(path).map(drop).map_err(|error| failed(error.error))
}

/// Removes a file that says nothing any more.
///
/// # Errors
///
/// [`StoreError`].
pub fn remove_for_git(path: &Path) -> Result<(), StoreError> {
    fs::remove_file(path).map_err(|error| StoreError::of_io(&error, "remove this file", path))
}

/// Where copies will be kept; written down before they are moved, so that undoing their save brings them back.
pub(super) fn plan(history: &Path, number: u64, copies: &[PathBuf]) -> io::Result<Vec<(PathBuf, PathBuf)>> {
    let folder = history.join(FOLDER);
    disk::make_private_folder(&folder)?;
    let mut taken: Vec<(PathBuf, PathBuf)> = Vec::new();
    for copy in copies {
        let name = copy.file_name().unwrap_or_default();
        let names = (1_u64..).map(|number| {
            let mut name = name.to_os_string();
            if number > 1 {
                name.push(format!(".{number}"));
            }
            folder.join(name)
        });
        let is_free = |path: &PathBuf| path.symlink_metadata().is_err() && taken.iter().all(|(_, kept)| kept != path);
        let kept = { names }.find(is_free).unwrap_or_default();
        taken.push((copy.clone(), kept));
    }
    let list: Vec<TakenIn> = taken.iter().map(|(from, kept)| TakenIn { from: PathText::of(from), kept: name_of(kept) }).collect();
    let bytes = serde_json::to_vec(&list).map_err(io::Error::other)?;
    disk::overwrite(&list_path(history, number), &bytes)?;
    Ok(taken)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn list_path(history: &Path, number: u64) -> PathBuf {
    history.join(FOLDER).join(format!("{number:08}.json"))
}

/// Moves copies to where they are kept.
pub(super) fn put_away(taken: &[(PathBuf, PathBuf)]) -> io::Result<()> {
    taken.iter().try_for_each(|(from, kept)| move_file(from, kept))
}

/// Puts the copies that a save took in back where they lay, where nothing else lies there now; with
/// `again`, takes them in once more.
pub(super) fn reverse(history: &Path, number: u64, again: bool) {
    let Ok(bytes) = fs::read(list_path(history, number)) else { return };
    let list: Vec<TakenIn> = serde_json::from_slice(&bytes).unwrap_or_default();
    for TakenIn { from, kept } in list.into_iter().filter(|taken| !taken.kept.contains(['/', '\\'])) {
        let (from, kept) = (from.path(), history.join(FOLDER).join(kept));
        let (from, to) = if again { (from, kept) } else { (kept, from) };
        // A copy that cannot be moved stays where it is kept; nothing of it is lost.
        let _ = move_file(&from, &to);
    }
}

/// Moves a file to a name that is free, also to another disk.
fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if to.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let bytes = fs::read(from)?;
            let mut temp = disk::temp_in(folder_of(to), disk::TEMP_PREFIX)?;
            disk::write_whole(temp.as_file_mut(), &bytes)?;
            temp.persist_noclobber(to).map_err(|error| error.error)?;
            fs::remove_file(from)
        }
        moved => moved,
    }
}
