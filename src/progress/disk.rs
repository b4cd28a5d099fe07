//! Bytes onto the disk: temporary files that are there whole or not at all, and folders.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::NamedTempFile;

/// How the names of temporary files begin.
pub(super) const TEMP_PREFIX: &str = ".mlpath-";
const TEMP_SUFFIX: &str = ".tmp";

/// An empty temporary file; it goes when it is dropped.
pub(super) fn temp_in(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(prefix).suffix(TEMP_SUFFIX).tempfile_in(folder)
}

/// Removes the temporary files that a killed mlpath left; safe only while the lock is held.
pub(super) fn sweep(folder: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.starts_with(prefix) && name.ends_with(TEMP_SUFFIX) {
            // A leftover that cannot be removed is harmless; the next save tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes all bytes to a temporary file, makes them last, and reads them back: a disk may lie.
pub(super) fn write_whole(temp: &mut NamedTempFile, bytes: &[u8]) -> io::Result<()> {
    let length = bytes.len() as u64;
    refuse_beyond_limit(length)?;
    temp.write_all(bytes)?;
    temp.as_file().sync_all()?;
    let mut back = Vec::with_capacity(bytes.len() + 1);
    temp.rewind()?;
    temp.read_to_end(&mut back)?;
    if back == bytes {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::WriteZero, format!("{length} bytes were written, and others came back, {} of them", back.len())))
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
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The real path of a file that is not there yet, whatever folder one is in and whatever links lead
/// there: it must be the same path once the file and its folders are made.
pub(super) fn real_path(path: &Path) -> io::Result<PathBuf> {
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
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.exists()).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    missing.into_iter().try_for_each(|made| sync_folder(folder_of(made)))
}

/// Makes the names in a folder last.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
