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
    use rustix::buffer::spare_capacity;
    use rustix::fs::{IFlags, XattrFlags, fsetxattr, getxattr, ioctl_getflags, ioctl_setflags, listxattr};
    const LARGEST: usize = 64 * 1024;
    // Rooms of the largest size that are never filled with zeros: that would cost more than all the rest here.
    let mut names: Vec<u8> = Vec::with_capacity(LARGEST);
    // What cannot be kept is no reason not to save.
    let _ = listxattr(old, spare_capacity(&mut names));
    for name in names.split(|&byte| byte == 0).filter(|name| name.starts_with(b"user.")) {
        let mut value: Vec<u8> = Vec::with_capacity(LARGEST);
        if getxattr(old, name, spare_capacity(&mut value)).is_ok() {
            let _ = fsetxattr(new, name, &value, XattrFlags::empty());
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
