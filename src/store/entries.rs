//! The files of a history, and what an entry in them holds.
//!
//! The newest saves have a file each, `NNNNNNNN.json`, so that a bad one takes no other along; older ones are lines of a
//! file for many, `NNNNNNNN-NNNNNNNN.jsonl`. A save that is being made is called `NNNNNNNN.pending.json`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::order;
use crate::progress::history::{Digest, Entry};

use super::disk;
use super::splices::Splices;

/// The largest number of an entry. No life has as many saves: a larger one is not of mlpath.
const MAX_NUMBER: u64 = 99_999_999;

/// A save as the history keeps it: what tells its texts from others, and the lines that differ between them. Any text
/// follows from one that is known by going from save to save, back or forth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) save: Entry,
    /// From the text before to the text after.
    pub(super) change: Splices,
    /// From the text the last save left to the text this one found, where somebody edited it in between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) edit: Option<HandEdit>,
    /// The whole text after, in one save of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) copy: Option<String>,
    pub(super) last_copy: LastCopy,
}

/// What was done to a text by other hands than mlpath's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HandEdit {
    pub(super) from: Digest,
    pub(super) change: Splices,
}

/// The last save with a whole copy, and how many bytes of changes were kept since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LastCopy {
    pub(super) number: u64,
    pub(super) bytes: usize,
}

impl Stored {
    /// A save from the bytes of its entry. One whose copy is not what it says is as good as one without.
    pub(super) fn read(bytes: &[u8]) -> io::Result<Stored> {
        let mut stored: Stored = serde_json::from_slice(bytes)?;
        stored.copy = stored.copy.filter(|copy| Digest::of(copy) == stored.save.after);
        Ok(stored)
    }
}

/// A file of a history, by the numbers of the saves in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntryFile {
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) path: PathBuf,
    pub(super) is_pending: bool,
}

impl EntryFile {
    /// The file that a name in a folder stands for; `None` for a name that is no entry's.
    fn of(folder: &Path, name: &str) -> Option<EntryFile> {
        let number = |digits: &str| digits.parse().ok().filter(|number| *number <= MAX_NUMBER && digits == format!("{number:08}"));
        let path = || folder.join(name);
        if let Some(range) = name.strip_suffix(".jsonl") {
            let (first, last) = range.split_once('-')?;
            return Some(EntryFile { first: number(first)?, last: number(last)?, path: path(), is_pending: false });
        }
        let stem = name.strip_suffix(".json")?;
        let (digits, is_pending) = stem.strip_suffix(".pending").map_or((stem, false), |digits| (digits, true));
        let number = number(digits)?;
        Some(EntryFile { first: number, last: number, path: path(), is_pending })
    }

    /// Whether it holds many saves, a line each.
    pub(super) fn is_of_many(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "jsonl")
    }

    /// Its bytes.
    pub(super) fn read(&self) -> io::Result<Vec<u8>> {
        let read = |path: &Path| {
            // Anything but a file, such as a pipe, might never end.
            if fs::metadata(path)?.is_file() { fs::read(path) } else { Err(io::ErrorKind::InvalidInput.into()) }
        };
        match read(&self.path) {
            // It became history just now.
            Err(error) if self.is_pending && error.kind() == io::ErrorKind::NotFound => {
                read(&entry_path(disk::folder_of(&self.path), self.last))
            }
            bytes => bytes,
        }
    }

    /// The only save in it. A copy under another number is none.
    pub(super) fn read_one(&self) -> io::Result<Stored> {
        let stored = Stored::read(&self.read()?)?;
        if stored.save.number == self.last { Ok(stored) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }

    pub(super) fn remove(&self) {
        // An entry that cannot be removed is only a file too many.
        let _ = fs::remove_file(&self.path);
    }
}

pub(super) fn entry_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.json"))
}

pub(super) fn pending_path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.pending.json"))
}

pub(super) fn path_of_many(folder: &Path, first: u64, last: u64) -> PathBuf {
    folder.join(format!("{first:08}-{last:08}.jsonl"))
}

/// The files of a history, those of the oldest saves first.
///
/// # Errors
///
/// When the folder cannot be listed; a missing one is empty.
pub(super) fn files_in(folder: &Path) -> io::Result<Vec<EntryFile>> {
    // Whoever can put a link there could lead mlpath to files that are none of its business.
    if folder.is_symlink() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a link, and must be a folder"));
    }
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing?,
    };
    let mut files = Vec::new();
    for entry in listing {
        files.extend(entry?.file_name().to_str().and_then(|name| EntryFile::of(folder, name)));
    }
    // Of a save that was just made, the name it has from now on.
    order::sort_by_key(&mut files, |file| (file.last, file.is_pending));
    files.dedup_by(|next, file| next.is_pending && next.last == file.last);
    Ok(files)
}
