//! The way back from a damaged record: the text mlpath saved last, and the damaged one kept beside it.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::dates::Date;

use super::disk;
use super::document;
use super::history;
use super::store::{self, Store, StoreError};

/// A record that was put back, or would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescue {
    /// The day the text was saved.
    pub saved_on: Date,
    /// The command that saved it.
    pub title: String,
    /// Where the damaged text is kept; `None` when there was none, or nothing was done yet.
    pub kept: Option<PathBuf>,
}

impl Store {
    /// Puts the text mlpath saved last in the place of a damaged, emptied or missing file. With
    /// `dry_run` it only says which.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; code `not-damaged` when the file can be read and says something, and
    /// `nothing-to-rescue` when mlpath never saved it.
    pub fn rescue(&self, today: Date, dry_run: bool, waiting: &mut dyn FnMut()) -> Result<Rescue, StoreError> {
        let lock = self.lock(waiting)?;
        let path = lock.path();
        let bytes = lock.bytes()?;
        if let Some(version) = bytes.as_deref().and_then(document::newer_version) {
            let text = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
            return Err(store::newer_version(version, text, path));
        }
        if bytes.as_deref().is_some_and(|bytes| document::read(bytes).is_ok_and(|progress| !progress.is_blank())) {
            return Err(StoreError::new("not-damaged", "the record is well, and nothing needs to be put back", path)
                .hint("to take the last change back: mlpath undo"));
        }
        let unread = |error: io::Error| StoreError::of_io(&error, "read the history", lock.history());
        let Some(good) = history::last_good(lock.history()).map_err(unread)? else {
            return Err(StoreError::new("nothing-to-rescue", "mlpath has saved nothing of this record that could be put back", path)
                .hint("mend it in an editor; mlpath check says where"));
        };
        store::refuse_unwritable(path, good.after())?;
        let mut rescue = Rescue { saved_on: good.on, title: good.title.clone(), kept: None };
        if !dry_run {
            let failed = |error: io::Error| StoreError::of_io(&error, "keep the damaged text", path).unchanged();
            rescue.kept = bytes
                .as_deref()
                .filter(|bytes| !bytes.is_empty())
                .map(|bytes| keep_aside(path, bytes, today))
                .transpose()
                .map_err(failed)?;
            lock.replace(bytes.as_deref(), good.after().as_bytes())?;
        }
        Ok(rescue)
    }
}

/// Writes the damaged bytes to a new file beside the record.
fn keep_aside(path: &Path, bytes: &[u8], today: Date) -> io::Result<PathBuf> {
    for number in 1.. {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{today}{more}"));
        let aside = PathBuf::from(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&aside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                disk::sync_folder(disk::folder_of(&aside))?;
                return Ok(aside);
            }
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
