//! Bytes onto the disk: temporary files that are there whole or not at all, and folders.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::progress::history::FileId;

/// How the names of temporary files begin.
pub(crate) const TEMP_PREFIX: &str = ".mlpath-";
const TEMP_SUFFIX: &str = ".tmp";

/// So many letters and digits stand between the two.
const TEMP_RANDOM: usize = 6;

/// An empty temporary file; it goes when it is dropped.
pub(crate) fn temp_in(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    let temp = tempfile::Builder::new().prefix(prefix).rand_bytes(TEMP_RANDOM).suffix(TEMP_SUFFIX).tempfile_in(folder)?;
    give_to_owner_of(folder, temp.path());
    Ok(temp)
}

/// What tells the file at a path from all others on its disk; `None` when there is none.
#[cfg(unix)]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    let data = fs::metadata(path).ok()?;
    let born = data.created().ok().and_then(|born| born.duration_since(std::time::UNIX_EPOCH).ok());
    let born = born.and_then(|born| u64::try_from(born.as_nanos()).ok());
    Some(FileId { device: data.dev(), inode: data.ino(), born })
}

#[cfg(not(unix))]
pub(crate) fn file_id(_: &Path) -> Option<FileId> {
    None
}

/// When the file at a path was written last, in nanoseconds since 1970.
pub(crate) fn modified(path: &Path) -> Option<u64> {
    let modified = fs::metadata(path).ok()?.modified().ok()?;
    u64::try_from(modified.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// Whether nothing happened to the file at a path for some time before another one was made, by the clock that the
/// file system has. A program can set back when it wrote a file, but not when it did that.
#[cfg(unix)]
pub(crate) fn rested_before(path: &Path, made: &File, rest: Duration) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(data), Ok(made)) = (fs::metadata(path), made.metadata()) else { return false };
    made.ctime().checked_sub(data.ctime()).and_then(|passed| u64::try_from(passed).ok()).is_some_and(|passed| passed > rest.as_secs())
}

#[cfg(not(unix))]
pub(crate) fn rested_before(_: &Path, _: &File, _: Duration) -> bool {
    false
}

/// Whether two paths lead to one file or folder that is there, whatever their spelling.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    match (file_id(one), file_id(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// How many names a file has; 1 where the system does not say.
#[cfg(unix)]
pub(crate) fn count_names(path: &Path) -> u64 {
    fs::metadata(path).map_or(1, |data| std::os::unix::fs::MetadataExt::nlink(&data))
}

#[cfg(not(unix))]
pub(crate) fn count_names(_: &Path) -> u64 {
    1
}

/// What root makes in a folder of somebody's is theirs: with `sudo -E` they could not use it otherwise.
#[cfg(unix)]
fn give_to_owner_of(folder: &Path, made: &Path) {
    use std::os::unix::fs::{MetadataExt, lchown};
    if !rustix::process::geteuid().is_root() {
        return;
    }
    if let Ok(owner) = fs::metadata(folder).map(|data| (data.uid(), data.gid()))
        && owner.0 != 0
    {
        // Where root may not give files away either, such as on a server's disk, it stays root's.
        let _ = lchown(made, Some(owner.0), Some(owner.1));
    }
}

#[cfg(not(unix))]
fn give_to_owner_of(_: &Path, _: &Path) {}

/// What is in a folder; nothing where it cannot be read.
pub(crate) fn entries_of(folder: &Path) -> Vec<fs::DirEntry> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(Result::ok).collect()
}

/// Removes the temporary files that a killed mlpath left; safe only while the lock is held. What a
/// link leads to is left alone, and so is all that is not named just as a temporary file.
pub(crate) fn sweep(folder: &Path, prefix: &str) {
    if folder.is_symlink() {
        return;
    }
    for entry in entries_of(folder) {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let random = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(TEMP_SUFFIX));
        if random.is_some_and(|random| random.len() == TEMP_RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            // A leftover that cannot be removed is harmless; the next save tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes all bytes to an empty file, makes them last, and reads them back: a disk may lie.
pub(crate) fn write_whole(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    let length = bytes.len() as u64;
    refuse_beyond_limit(length)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let mut back = Vec::with_capacity(bytes.len() + 1);
    file.rewind()?;
    file.read_to_end(&mut back)?;
    if back == bytes {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::WriteZero, format!("{length} bytes were written, and others came back, {} of them", back.len())))
}

/// Makes a private file of a name that nothing has, with these bytes; it may be torn until this has returned.
pub(crate) fn create_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    give_to_owner_of(folder_of(path), path);
    write_whole(&mut file, bytes).inspect_err(|_| {
        // What is left is only a file that cannot be read.
        let _ = fs::remove_file(path);
    })
}

/// Writes a small file over, or anew. It may be torn: for what can be done without only.
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    refuse_beyond_limit(bytes.len() as u64)?;
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)?;
    give_to_owner_of(folder_of(path), path);
    Ok(())
}

/// Beyond the process's own limit on file sizes the system would not refuse to write but kill.
#[cfg(unix)]
fn refuse_beyond_limit(length: u64) -> io::Result<()> {
    use rustix::process::{Resource, getrlimit};
    let limit = getrlimit(Resource::Fsize).current;
    if limit.is_some_and(|limit| length > limit) { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
}

#[cfg(not(unix))]
fn refuse_beyond_limit(_: u64) -> io::Result<()> {
    Ok(())
}

/// The folder a file is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The real path of a file that is not there yet, whatever folder one is in and whatever links lead
/// there: it must be the same path once the file and its folders are made.
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let real = path.ancestors().skip(1).find_map(|folder| Some((folder.canonicalize().ok()?, path.strip_prefix(folder).ok()?)));
    let Some((mut real, rest)) = real else { return Ok(path) };
    for component in rest.components() {
        match component {
            // What is not there is no link, so that `..` leads back to where one came from.
            Component::ParentDir => drop(real.pop()),
            component => real.push(component),
        }
    }
    Ok(real)
}

/// Makes a folder and those above it, for the learner's eyes only, so that they outlast a power cut.
pub(crate) fn make_private_folder(folder: &Path) -> io::Result<()> {
    make_folders(folder, &mut |made| sync_folder(folder_of(made))).map(drop)
}

/// Makes a folder and those above it, for the learner's eyes only; says which. They outlast a power cut once
/// [`sync_names`] has been told of them: a file system with a journal writes it out once for all.
pub(crate) fn make_private_folder_for_now(folder: &Path) -> io::Result<Vec<PathBuf>> {
    make_folders(folder, &mut |_| Ok(()))
}

fn make_folders(folder: &Path, finish: &mut dyn FnMut(&Path) -> io::Result<()>) -> io::Result<Vec<PathBuf>> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    let mut all = Vec::new();
    for made in missing.into_iter().rev() {
        match fs::create_dir(made) {
            // Somebody else made it just now.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && made.is_dir() => continue,
            result => result?,
        }
        make_private(made)?;
        give_to_owner_of(folder_of(made), made);
        finish(made)?;
        all.push(made.to_owned());
    }
    // Nothing may be missing, and it may still be no folder.
    if !folder.is_dir() {
        fs::create_dir(folder)?;
    }
    Ok(all)
}

/// Makes the name of a folder last, and those of the folders above it that may be as new: those that were made just
/// now, and private ones, which somebody may have made who was killed before this.
pub(crate) fn sync_names(folder: &Path, made: &[PathBuf]) -> io::Result<()> {
    for new in folder.ancestors() {
        let is_made = made.iter().any(|made| made == new);
        if !is_made && !is_private(new) {
            break;
        }
        let synced = sync_folder(folder_of(new));
        if is_made {
            synced?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn is_private(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|data| std::os::unix::fs::PermissionsExt::mode(&data.permissions()) & 0o777 == PRIVATE)
}

#[cfg(not(unix))]
fn is_private(_: &Path) -> bool {
    false
}

/// What a private folder is for everybody: nothing but its owner's.
#[cfg(unix)]
const PRIVATE: u32 = 0o700;

/// The mode of a private folder, whatever the process takes away from new ones.
#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o777 == PRIVATE {
        return Ok(());
    }
    match fs::set_permissions(folder, fs::Permissions::from_mode(PRIVATE)) {
        // Some file systems know one mode only.
        Err(_) if mode & PRIVATE == PRIVATE => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
fn make_private(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a new file that others are to read the usual mode.
#[cfg(unix)]
pub(crate) fn make_readable(temp: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    const USUAL: u32 = 0o644;
    temp.as_file().set_permissions(fs::Permissions::from_mode(USUAL))
}

#[cfg(not(unix))]
pub(crate) fn make_readable(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// Makes the names in a folder last.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives the new file the mode, the owner and the access list of the one it replaces; a new one stays
/// private. Where that would take somebody's access away, nothing is replaced.
#[cfg(unix)]
pub(crate) fn keep_access(path: &Path, temp: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let Ok(old) = fs::metadata(path) else { return Ok(()) };
    let file = temp.as_file();
    super::attributes::keep(path, file);
    let mut new = file.metadata()?;
    if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
        // Only root may give files away; everybody may give one to a group of theirs.
        if chown(temp.path(), Some(old.uid()), Some(old.gid())).is_err() {
            let _ = chown(temp.path(), None, Some(old.gid()));
        }
        new = file.metadata()?;
    }
    if would_revoke_access(old.mode(), old.uid() == new.uid(), old.gid() == new.gid()) {
        let why = "its owner or its group cannot be kept, and they could not use it any more; let its owner change it";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let mode = if keep_list(path, file) { old.mode() } else { old.mode() & !GROUP } & 0o7777;
    if file.metadata()?.mode() & 0o7777 == mode {
        return Ok(());
    }
    match file.set_permissions(fs::Permissions::from_mode(mode)) {
        // A file system without owners gives each file the mode it was mounted with.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !is_own(&new) => Ok(()),
        result => result,
    }
}

/// Whether a file that was just made belongs to who made it, as it does but on disks without owners.
#[cfg(unix)]
fn is_own(made: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(made) == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
pub(crate) fn keep_access(_: &Path, _: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// The bits of a mode that are about the group.
#[cfg(unix)]
const GROUP: u32 = 0o070;

/// Whether the owner or the group of before can do less with a file of this mode when they are not
/// its owner and group any more. The owner counts as one of the group.
#[cfg(unix)]
fn would_revoke_access(mode: u32, keeps_owner: bool, keeps_group: bool) -> bool {
    let (owner, group, others) = (mode >> 6 & 7, mode >> 3 & 7, mode & 7);
    let left = if keeps_group { group | others } else { others };
    (!keeps_owner && owner & !left != 0) || (!keeps_group && group & !others != 0)
}

/// Gives the new file the access list of the old one; says whether it could. With a list the bits of
/// the group tell the most anybody on the list may do, and not what the group may do: without it they
/// would let the group in.
#[cfg(target_os = "linux")]
fn keep_list(path: &Path, file: &File) -> bool {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr, getxattr_query};
    use rustix::io::Errno;
    const LIST: &str = "system.posix_acl_access";
    let list = getxattr_query(path, LIST).and_then(|length| {
        let mut list = vec![0; length];
        getxattr(path, LIST, &mut list[..]).map(|length| list[..length].to_vec())
    });
    match list {
        Ok(list) => fsetxattr(file, LIST, &list, XattrFlags::empty()).is_ok(),
        Err(Errno::NODATA) => {
            // The folder may give one to all new files. There is none to remove where it does not.
            let _ = fremovexattr(file, LIST);
            true
        }
        Err(error) => error == Errno::OPNOTSUPP,
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn keep_list(_: &Path, _: &File) -> bool {
    true
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn nobody_loses_access_without_being_told() {
        assert!(!would_revoke_access(0o600, true, true));
        assert!(!would_revoke_access(0o600, true, false), "the group had none");
        assert!(!would_revoke_access(0o660, false, true), "the owner is one of the group");
        assert!(would_revoke_access(0o640, false, true), "the owner could only read it");
        assert!(would_revoke_access(0o660, true, false), "the group would be locked out");
        assert!(would_revoke_access(0o644, false, false));
    }

    #[test]
    fn two_paths_lead_to_one_file_or_not() {
        let home = tempfile::tempdir().expect("a folder");
        let (one, other) = (home.path().join("one"), home.path().join("other"));
        for path in [&one, &other] {
            File::create(path).expect("a file");
        }
        let linked = home.path().join("linked");
        fs::hard_link(&one, &linked).expect("a link");
        assert!(is_same(&one, &linked) && is_same(&one, &home.path().join("./one")));
        assert!(!is_same(&one, &other) && !is_same(&one, &home.path().join("none")));
        assert_eq!((count_names(&one), count_names(&other)), (2, 1));
    }

    #[test]
    fn a_file_rested_since_it_was_written_and_not_since_it_says_it_was() {
        let home = tempfile::tempdir().expect("a folder");
        let (path, hour) = (home.path().join("one"), Duration::from_hours(1));
        let file = File::create(&path).expect("a file");
        file.set_modified(std::time::UNIX_EPOCH).expect("a time");
        let later = File::create(home.path().join("other")).expect("a file");
        assert!(!rested_before(&path, &later, hour), "its times were changed just now");
        assert!(!rested_before(&home.path().join("none"), &later, hour));
        std::thread::sleep(Duration::from_millis(1_100));
        let later = File::create(home.path().join("another")).expect("a file");
        assert!(rested_before(&path, &later, Duration::ZERO) && !rested_before(&path, &later, hour));
    }

    #[test]
    fn a_folder_is_made_private_whatever_it_was() {
        let home = tempfile::tempdir().expect("a folder");
        for mode in [0o700, 0o755, 0o777, 0o500] {
            fs::set_permissions(home.path(), fs::Permissions::from_mode(mode)).expect("changed");
            make_private(home.path()).expect("made private");
            assert_eq!(fs::metadata(home.path()).expect("a folder").permissions().mode() & 0o777, 0o700, "{mode:o}");
        }
    }
}
