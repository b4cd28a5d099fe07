//! What a file has beside its text, mode and owner: extended attributes and flags. A new file in its
//! place must have them too, and the history may leave its address there.

use std::fs::File;
use std::path::{Path, PathBuf};

/// The attribute that names the history of a progress file, for those who come with another home.
#[cfg(target_os = "linux")]
const HISTORY: &str = "user.mlpath.history";

/// The longest address.
#[cfg(target_os = "linux")]
const MAX_PATH: usize = 4096;

/// Gives the new file the attributes and flags of the one it replaces, as far as the system allows.
#[cfg(target_os = "linux")]
pub(super) fn keep(old: &Path, new: &File) {
    use rustix::fs::{IFlags, XattrFlags, fsetxattr, getxattr, ioctl_getflags, ioctl_setflags, listxattr};
    const LISTED: usize = 64 * 1024;
    let mut names = vec![0_u8; LISTED];
    let length = listxattr(old, &mut names[..]).unwrap_or(0);
    for name in names[..length].split(|&byte| byte == 0).filter(|name| name.starts_with(b"user.")) {
        let mut value = vec![0_u8; LISTED];
        // What cannot be kept is no reason not to save.
        if let Ok(length) = getxattr(old, name, &mut value[..]) {
            let _ = fsetxattr(new, name, &value[..length], XattrFlags::empty());
        }
    }
    let kept = IFlags::NODUMP | IFlags::NOATIME | IFlags::COMPRESSED | IFlags::NOCOW | IFlags::SYNC;
    let wanted = File::open(old).ok().and_then(|old| ioctl_getflags(old).ok()).map_or(IFlags::empty(), |flags| flags & kept);
    if !wanted.is_empty()
        && let Ok(now) = ioctl_getflags(new)
    {
        let _ = ioctl_setflags(new, now | wanted);
    }
}

/// Writes into a file where its history is.
#[cfg(target_os = "linux")]
pub(super) fn name_history(file: &File, folder: &Path) {
    use rustix::fs::{XattrFlags, fsetxattr};
    let folder = folder.as_os_str().as_encoded_bytes();
    // Where it cannot be written, the history is found by its other marks.
    if folder.len() <= MAX_PATH {
        let _ = fsetxattr(file, HISTORY, folder, XattrFlags::empty());
    }
}

/// Where a file says its history is.
#[cfg(target_os = "linux")]
pub(super) fn named_history(path: &Path) -> Option<PathBuf> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let mut value = vec![0_u8; MAX_PATH];
    let length = rustix::fs::getxattr(path, HISTORY, &mut value[..]).ok()?;
    let folder = PathBuf::from(OsStr::from_bytes(&value[..length]));
    folder.is_absolute().then_some(folder)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn keep(_: &Path, _: &File) {}

#[cfg(not(target_os = "linux"))]
pub(super) fn name_history(_: &File, _: &Path) {}

#[cfg(not(target_os = "linux"))]
pub(super) fn named_history(_: &Path) -> Option<PathBuf> {
    None
}
