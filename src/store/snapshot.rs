//! The file as it was read, and who else may write it.

use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use crate::progress::Progress;

use super::disk::folder_of;
use super::present::Present;

/// The file as it was read.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) path: PathBuf,
    pub(super) bytes: Option<Vec<u8>>,
    /// What it says. It is needed until the process ends, so nobody frees it: to free the entries of ten years one by one
    /// took a thirtieth of `status`.
    pub progress: ManuallyDrop<Progress>,
}

impl Snapshot {
    /// The file as it tells what happened to it.
    pub(super) fn present(&self) -> Present<'_> {
        Present { path: &self.path, bytes: self.bytes.as_deref() }
    }

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

    /// The file, where somebody else put it into a folder in which everybody may make files.
    #[must_use]
    pub fn foreign(&self) -> Option<&Path> {
        self.bytes.as_ref()?;
        is_foreign(&self.path).then_some(&self.path)
    }

    /// Who may write is not a matter of modes here.
    #[cfg(not(unix))]
    #[must_use]
    pub fn exposed(&self) -> Option<&Path> {
        None
    }
}

/// Whether somebody else put a file into a folder in which everybody may make files, such as `/tmp`.
#[cfg(unix)]
#[must_use]
pub fn is_foreign(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(folder), Ok(file)) = (fs::metadata(folder_of(path)), fs::metadata(path)) else { return false };
    is_of_another(file.uid(), folder.uid(), folder.mode(), rustix::process::geteuid().as_raw())
}

/// Whether `owner` of a file is somebody whom `user` need not trust, in a folder of a mode and an owner.
#[cfg(unix)]
fn is_of_another(owner: u32, folder_owner: u32, folder_mode: u32, user: u32) -> bool {
    const OTHERS_WRITE: u32 = 0o002;
    // On a disk without owners the folder belongs to the same one.
    folder_mode & OTHERS_WRITE != 0 && ![user, 0, folder_owner].contains(&owner)
}

/// Who a file belongs to is not told here.
#[cfg(not(unix))]
#[must_use]
pub fn is_foreign(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_foreign_where_everybody_may_make_files_and_neither_the_user_root_nor_the_folders_owner_made_it() {
        const USER: u32 = 1000;
        const OTHER: u32 = 1001;
        const OWNER: u32 = 1002;
        for (owner, mode, is_foreign) in [
            (OTHER, 0o1777, true),
            (OTHER, 0o777, true),
            (OTHER, 0o775, false),
            (OTHER, 0o755, false),
            (USER, 0o1777, false),
            (0, 0o1777, false),
            (OWNER, 0o1777, false),
        ] {
            assert_eq!(is_of_another(owner, OWNER, mode, USER), is_foreign, "{owner} in a folder of mode {mode:o}");
        }
    }
}
