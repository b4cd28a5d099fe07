//! The progress file as it is now.

use std::path::Path;

use crate::progress::history::FileId;

use super::disk;

/// The progress file as it is now: it tells whether a save that was cut off reached it, and whose history is its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Present<'a> {
    pub(crate) path: &'a Path,
    /// What is in it; `None` when there is none, or more than can be read.
    pub(crate) bytes: Option<&'a [u8]>,
}

impl Present<'_> {
    pub(crate) fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.unwrap_or_default()).ok()
    }

    pub(crate) fn file(&self) -> Option<FileId> {
        disk::file_id(self.path)
    }
}
