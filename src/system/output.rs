//! The streams of the process, within its own limits.

use std::io::{self, Write};
#[cfg(unix)]
use std::os::fd::AsFd;

/// Standard output or error. Beyond the process's own limit on file sizes the system would not refuse
/// to write but kill, after the progress file is saved.
pub struct Limited<W>(pub W);

impl<W: Write + AsFd> Write for Limited<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        refuse_beyond_limit(&self.0, bytes.len())?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(unix)]
fn refuse_beyond_limit(file: &impl AsFd, length: usize) -> io::Result<()> {
    use rustix::fs::{FileType, OFlags, SeekFrom, fcntl_getfl, fstat, seek};
    use rustix::process::{Resource, getrlimit};
    let Some(limit) = getrlimit(Resource::Fsize).current else { return Ok(()) };
    let data = fstat(file)?;
    if FileType::from_raw_mode(data.st_mode) != FileType::RegularFile {
        return Ok(());
    }
    let size = u64::try_from(data.st_size).unwrap_or_default();
    let appends = fcntl_getfl(file).is_ok_and(|flags| flags.contains(OFlags::APPEND));
    let at = if appends { size } else { seek(file, SeekFrom::Current(0)).unwrap_or(size) };
    if at + length as u64 > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
}

#[cfg(not(unix))]
fn refuse_beyond_limit<W>(_: &W, _: usize) -> io::Result<()> {
    Ok(())
}

/// What a stream of the process can be asked for.
#[cfg(not(unix))]
pub trait AsFd {}

#[cfg(not(unix))]
impl<W> AsFd for W {}
