//! The lock that those who write a progress file wait for.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::code::Code;

use super::StoreError;
use super::disk::folder_of;
use super::processes::lock_holder;
#[cfg(not(unix))]
use super::{key_of, make_private_folder};

const PATIENCE: Duration = Duration::from_secs(5);

/// Whoever may read a folder may lock it: a program that is no mlpath is not waited for as long.
const PATIENCE_WITH_STRANGERS: Duration = Duration::from_secs(2);

pub(super) const POLL: Duration = Duration::from_millis(20);

/// What stands for the file while it is locked: its folder, so that everybody who writes there
/// meets, whatever their home, and no lock file is left among the learner's files.
#[cfg(unix)]
fn open_lock(path: &Path, _: &Path) -> Result<File, StoreError> {
    let folder = folder_of(path);
    File::open(folder).map_err(|error| StoreError::of_io(&error, "open the folder", folder))
}

/// Where a folder cannot be opened, a file in the state folder stands for it.
#[cfg(not(unix))]
fn open_lock(path: &Path, locks: &Path) -> Result<File, StoreError> {
    make_private_folder(locks)?;
    let file = locks.join(format!("{}.lock", key_of(folder_of(path))));
    File::options().create(true).truncate(false).write(true).open(&file).map_err(|error| StoreError::of_io(&error, "open the lock", &file))
}

/// Waits for the lock. `None` where the file system knows no locks, or somebody who is no mlpath keeps
/// it: the comparison before the rename still protects the file there, but for the blink between the
/// two. `waiting` is told once who is waited for.
pub(super) fn lock(path: &Path, locks: &Path, waiting: &mut dyn FnMut(String)) -> Result<Option<File>, StoreError> {
    wait(open_lock(path, locks)?, path, waiting)
}

/// Waits for the lock on a history: those meet there who could not wait for that on the folder.
#[cfg(unix)]
pub(super) fn lock_history(folder: &Path, waiting: &mut dyn FnMut(String)) -> Result<Option<File>, StoreError> {
    File::open(folder).map_or(Ok(None), |file| wait(file, folder, waiting))
}

#[cfg(not(unix))]
pub(super) fn lock_history(_: &Path, _: &mut dyn FnMut(String)) -> Result<Option<File>, StoreError> {
    Ok(None)
}

fn wait(file: File, path: &Path, waiting: &mut dyn FnMut(String)) -> Result<Option<File>, StoreError> {
    let started = Instant::now();
    let mut is_waiting = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => {
                let holder = lock_holder(&file);
                let is_stranger = holder.as_ref().is_some_and(|holder| file.metadata().is_ok_and(|folder| !holder.saves_in(&folder)));
                if is_stranger && started.elapsed() > PATIENCE_WITH_STRANGERS {
                    return Ok(None);
                }
                let name = match &holder {
                    Some(holder) if is_stranger => holder.to_string(),
                    Some(holder) => format!("another {holder}"),
                    None => "another program".to_owned(),
                };
                if started.elapsed() > PATIENCE {
                    return Err(held(&name, path));
                }
                if !is_waiting {
                    let what = if is_stranger { "which holds a lock on this folder" } else { "to finish writing" };
                    waiting(format!("waiting for {name}{}{what}", if is_stranger { ", " } else { " " }));
                    is_waiting = true;
                }
                thread::sleep(POLL);
            }
        }
    }
}

fn held(name: &str, path: &Path) -> StoreError {
    StoreError::new(Code::Locked, format!("{name} has held the lock on this folder for five seconds; nothing was changed"), path)
        .hint("wait for it to end, then run the command again")
}
