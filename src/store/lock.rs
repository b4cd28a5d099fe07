//! The lock that those who write a progress file wait for.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::code::Code;

use super::StoreError;
use super::disk::folder_of;
#[cfg(not(unix))]
use super::{key_of, make_private_folder};

const PATIENCE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

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

/// Waits for the lock. `None` where the file system knows no locks: the comparison before the
/// rename still protects the file there, but for the blink between the two.
pub(super) fn lock(path: &Path, locks: &Path, waiting: &mut dyn FnMut()) -> Result<Option<File>, StoreError> {
    let file = open_lock(path, locks)?;
    let started = Instant::now();
    let mut is_waiting = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                return Err(StoreError::new(
                    Code::Locked,
                    "another mlpath has been writing here for five seconds; nothing was changed",
                    path,
                )
                .hint("wait for it to end, then run the command again"));
            }
            Err(TryLockError::WouldBlock) => {
                if !is_waiting {
                    waiting();
                    is_waiting = true;
                }
                thread::sleep(POLL);
            }
        }
    }
}
