//! Who else is at a file: the process that holds a lock on it, or has it open for writing. Linux tells
//! so under `/proc`, as far as this user may know.

use std::fmt;

/// A process of this system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Process {
    id: u32,
    /// What it is called; empty where that is not told.
    name: String,
}

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name.as_str() {
            "" => write!(f, "process {}", self.id),
            name => write!(f, "{name} (process {})", self.id),
        }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::CStr;
    use std::fs::{self, File, Metadata};
    use std::mem::MaybeUninit;
    use std::ops::ControlFlow;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, RawDir, openat, statat};
    use rustix::io::Errno;

    use super::Process;

    impl Process {
        fn of(id: u32) -> Process {
            let name = fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default().trim().to_owned();
            Process { id, name }
        }

        /// Whether it is an mlpath that may write in a folder: one that only may read there has no
        /// business with the lock.
        pub(in super::super) fn saves_in(&self, folder: &Metadata) -> bool {
            const OTHERS_WRITE: u32 = 0o002;
            const GROUP_WRITES: u32 = 0o020;
            let may_write = fs::metadata(format!("/proc/{}", self.id)).is_ok_and(|process| {
                process.uid() == 0 || process.uid() == folder.uid() || folder.permissions().mode() & (OTHERS_WRITE | GROUP_WRITES) != 0
            });
            self.name == "mlpath" && may_write
        }
    }

    /// Who holds the lock on an open file; `None` where that is not told.
    pub(in super::super) fn lock_holder(file: &File) -> Option<Process> {
        let inode = format!(":{}", file.metadata().ok()?.ino());
        let locks = fs::read_to_string("/proc/locks").ok()?;
        // `1: FLOCK  ADVISORY  WRITE 1234 08:01:131073 0 EOF`; who waits has an arrow before the kind.
        let holder = locks.lines().find_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [_, "FLOCK", _, _, id, place, ..] if place.ends_with(&inode) => id.parse().ok(),
                _ => None,
            }
        });
        holder.filter(|id| Path::new(&format!("/proc/{id}")).exists()).map(Process::of)
    }

    /// Another process that has the file at a path open for writing. It costs a few calls for each process and
    /// each file that one has open, so that it is asked only where it matters.
    pub(in super::super) fn writer_of(path: &Path) -> Option<Process> {
        let file = fs::metadata(path).ok()?;
        let own = std::process::id();
        let processes = open_folder(CWD, "/proc")?;
        let writer = each_name_in(&processes, |name| match name.to_str().ok().and_then(|name| name.parse().ok()) {
            Some(id) if id != own && has_open_for_writing(&processes, id, &file) => ControlFlow::Break(id),
            _ => ControlFlow::Continue(()),
        });
        writer.map(Process::of)
    }

    /// The listing of the standard library panics when a folder cannot be closed, which is no reason to give up a save.
    fn open_folder(at: impl AsFd, name: &str) -> Option<OwnedFd> {
        openat(at, name, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok()
    }

    /// Calls for each name in a folder but its own and its parent's, until it is told to stop.
    fn each_name_in<T>(folder: &OwnedFd, mut see: impl FnMut(&CStr) -> ControlFlow<T>) -> Option<T> {
        // Room for some forty names: the system makes each ready to be looked up, and of a process that may not be looked
        // at all those would be in vain.
        let mut room = [MaybeUninit::uninit(); 1024];
        let mut names = RawDir::new(folder, &mut room);
        while let Some(Ok(entry)) = names.next() {
            if entry.file_name().to_bytes().starts_with(b".") {
                continue;
            }
            if let ControlFlow::Break(found) = see(entry.file_name()) {
                return Some(found);
            }
        }
        None
    }

    fn has_open_for_writing(processes: &OwnedFd, id: u32, file: &Metadata) -> bool {
        let Some(open) = open_folder(processes, &format!("{id}/fd")) else { return false };
        let found = each_name_in(&open, |name| match statat(&open, name, AtFlags::empty()) {
            Ok(data) if (data.st_dev, data.st_ino) == (file.dev(), file.ino()) && is_for_writing(id, name) => ControlFlow::Break(true),
            // What may not be looked at is somebody else's, with all that this process has open.
            Err(Errno::ACCESS) => ControlFlow::Break(false),
            _ => ControlFlow::Continue(()),
        });
        found.unwrap_or(false)
    }

    /// Whether a process has one of its open files open for writing.
    fn is_for_writing(id: u32, name: &CStr) -> bool {
        const ACCESS: u32 = 0o3;
        let told = fs::read_to_string(format!("/proc/{id}/fdinfo/{}", name.to_string_lossy())).unwrap_or_default();
        let flags = told.lines().find_map(|line| line.strip_prefix("flags:"));
        flags.and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok()).is_some_and(|flags| flags & ACCESS != 0)
    }
}

#[cfg(target_os = "linux")]
pub(super) use linux::{lock_holder, writer_of};

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::fs::{File, Metadata};
    use std::path::Path;

    use super::Process;

    impl Process {
        pub(in super::super) fn saves_in(&self, _: &Metadata) -> bool {
            true
        }
    }

    pub(in super::super) fn lock_holder(_: &File) -> Option<Process> {
        None
    }

    pub(in super::super) fn writer_of(_: &Path) -> Option<Process> {
        None
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) use elsewhere::{lock_holder, writer_of};

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    #[test]
    fn a_lock_is_told_with_its_holder_and_one_s_own_hand_is_no_other_writer() {
        let folder = tempfile::tempdir().expect("a folder");
        let held = File::open(folder.path()).expect("opens");
        assert_eq!(lock_holder(&held), None, "nobody holds it");
        held.lock().expect("a lock");
        let holder = lock_holder(&File::open(folder.path()).expect("opens")).expect("it is told");
        assert_eq!(holder.id, std::process::id());
        assert!(!holder.saves_in(&folder.path().metadata().expect("there")), "a program of tests is no mlpath");
        let path = folder.path().join("file");
        let _open = File::create(&path).expect("a file");
        assert_eq!(writer_of(&path), None);
    }

    #[test]
    fn who_writes_is_found_and_who_reads_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        File::create(&path).expect("a file");
        // A program that waits for us with the file open, as its own input or output.
        let with = |stdin: std::process::Stdio, stdout: std::process::Stdio| {
            std::process::Command::new("sleep").arg("20").stdin(stdin).stdout(stdout).spawn().expect("sleep starts")
        };
        let mut reading = with(File::open(&path).expect("opens").into(), std::process::Stdio::null());
        let nobody = writer_of(&path);
        let mut writing = with(std::process::Stdio::null(), File::options().append(true).open(&path).expect("opens").into());
        let found = writer_of(&path).map(|process| process.id);
        for child in [&mut reading, &mut writing] {
            child.kill().and_then(|()| child.wait()).expect("ends");
        }
        assert_eq!((nobody, found), (None, Some(writing.id())));
    }
}
