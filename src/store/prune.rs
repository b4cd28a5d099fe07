//! What goes of a history, and what is put together: older saves have one file for many.

use std::fs;
use std::io;
use std::path::Path;

use crate::progress::history::DEPTH;

use super::disk;
use super::entries::{EntryFile, Stored, files_in, path_of_many};

/// So many of the newest saves have a file each: undoing and redoing all of `DEPTH` adds saves of its own.
const SINGLE: usize = 3 * DEPTH;

/// How many older ones are put into one file, as each file takes a block of the disk.
const MANY: usize = 3 * DEPTH;

/// The most bytes that are kept of one progress file, or so many times its text where that is more.
const MAX_KEPT: u64 = 4 * 1024 * 1024;
const MAX_TEXTS: u64 = 4;

/// Saves that stay however large they are.
const ALWAYS_KEPT: usize = 3;

/// Puts older saves into one file, and lets the oldest go where they are too many bytes. Whatever fails is tried again
/// after later saves.
pub(super) fn prune(folder: &Path) {
    let Ok(files) = files_in(folder) else { return };
    let single: Vec<EntryFile> = files.into_iter().filter(|file| !file.is_pending && !file.is_of_many()).collect();
    let old = single.len().saturating_sub(SINGLE);
    if old >= MANY {
        // What cannot be put together stays as it is.
        let _ = put_together(folder, &single[..old]);
    }
    // A failure leaves files too many.
    let _ = drop_oldest(folder);
}

/// Puts saves into one file. One that cannot be read stays where it is.
fn put_together(folder: &Path, files: &[EntryFile]) -> io::Result<()> {
    let read: Vec<(&EntryFile, Stored)> = files.iter().filter_map(|file| Some((file, file.read_one().ok()?))).collect();
    let mut lines = Vec::new();
    for (_, stored) in &read {
        serde_json::to_writer(&mut lines, stored)?;
        lines.push(b'\n');
    }
    if let (Some((first, _)), Some((last, _))) = (read.first(), read.last()) {
        let mut temp = disk::temp_in(folder, disk::TEMP_PREFIX)?;
        disk::write_whole(temp.as_file_mut(), &lines)?;
        temp.persist(path_of_many(folder, first.first, last.last)).map_err(|error| error.error)?;
        disk::sync_folder(folder)?;
    }
    for (file, _) in &read {
        file.remove();
    }
    Ok(())
}

/// Lets the oldest files go that are beyond the bound. What the newest texts follow from stays: the last whole copy and
/// all since.
fn drop_oldest(folder: &Path) -> io::Result<()> {
    let files: Vec<EntryFile> = files_in(folder)?.into_iter().filter(|file| !file.is_pending).collect();
    let Some(newest) = files.iter().rev().find_map(|file| file.read_one().ok()) else { return Ok(()) };
    let most = MAX_KEPT.max(MAX_TEXTS * newest.save.after.length() as u64);
    let sizes: Vec<u64> = files.iter().map(|file| fs::symlink_metadata(&file.path).map_or(0, |data| data.len())).collect();
    let mut size: u64 = sizes.iter().sum();
    let old = files.len().saturating_sub(ALWAYS_KEPT);
    for (file, length) in files[..old].iter().zip(sizes) {
        if size <= most || file.last >= newest.last_copy.number {
            break;
        }
        file.remove();
        size -= length;
    }
    Ok(())
}
