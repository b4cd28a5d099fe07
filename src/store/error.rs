//! Why a progress file could not be read or saved, in words that lead on.

use crate::advice::Remedy;
use crate::code::Code;
use std::io;
use std::path::{Path, PathBuf};

use crate::io_error::in_words;
use crate::yaml::{Fault, Position, has_conflict_marks};

use crate::progress::merge::repair::repair;
use crate::progress::{VERSION, document};

const UNCHANGED: &str = "; nothing was changed";

/// Why the file could not be read or saved. It is as it was, unless the code is `saved-not-synced`
/// or `moved-aside`.
#[derive(Debug)]
pub struct StoreError {
    /// Stable word for scripts, for example `no-space`.
    pub code: Code,
    /// One sentence without a full stop.
    pub message: String,
    /// The file or folder it is about.
    pub path: PathBuf,
    /// The place inside the file.
    pub position: Option<Position>,
    /// The line of the file at that place.
    pub line: Option<String>,
    /// What to do.
    pub hints: Vec<Remedy>,
}

impl StoreError {
    pub(crate) fn new(code: Code, message: impl Into<String>, path: &Path) -> StoreError {
        StoreError { code, message: message.into(), path: path.to_owned(), position: None, line: None, hints: Vec::new() }
    }

    pub(crate) fn hint(mut self, hint: impl Into<Remedy>) -> StoreError {
        self.hints.push(hint.into());
        self
    }

    /// Says that the file is as it was.
    pub(crate) fn unchanged(mut self) -> StoreError {
        self.message.push_str(UNCHANGED);
        self
    }

    /// Says that the file is in another place now, and could not be moved back.
    pub(crate) fn moved_aside(self, aside: &Path, error: &io::Error) -> StoreError {
        let (why, aside) = (self.message.trim_end_matches(UNCHANGED), aside.display());
        let message = format!("{why}; the file was moved to {aside} and cannot be moved back: {}", in_words(error));
        StoreError { code: Code::MovedAside, message, ..self }.hint(format!("move it back by hand; until then it is kept in {aside}"))
    }

    pub(crate) fn of_io(error: &io::Error, doing: &str, path: &Path) -> StoreError {
        let (code, hint) = match error.kind() {
            io::ErrorKind::NotFound => (Code::NotFound, Some("somebody moved or removed it; put it back, then run the command again")),
            io::ErrorKind::PermissionDenied => (
                Code::Permission,
                Some("see who owns it (ls -ld) and whether it is immutable (lsattr), or choose another file with --file"),
            ),
            io::ErrorKind::ReadOnlyFilesystem => (Code::ReadOnly, Some("choose another file with --file, or mount it for writing")),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                (Code::NoSpace, Some("free some space, then run the command again"))
            }
            io::ErrorKind::FileTooLarge => (Code::NoSpace, Some("a limit on file sizes is in force; lift it: ulimit -f unlimited")),
            io::ErrorKind::WriteZero => {
                (Code::ShortWrite, Some("the disk changes what it is given without saying so; choose another file with --file"))
            }
            io::ErrorKind::ResourceBusy => {
                (Code::Busy, Some("it is a mount point, which cannot be replaced; choose another file with --file"))
            }
            io::ErrorKind::NotADirectory => {
                (Code::NotADirectory, Some("a folder on the way is a file: move that file away, or choose another file with --file"))
            }
            io::ErrorKind::InvalidFilename => (Code::Io, Some("its name is too long for this disk: choose a shorter one with --file")),
            io::ErrorKind::AlreadyExists => (Code::Io, Some("something else has that name: move it away, then run the command again")),
            _ => (Code::Io, Some("run the command again; if it fails again, look after the system or the disk first")),
        };
        let mut failure = StoreError::new(code, format!("cannot {doing}: {}", in_words(error)), path);
        failure.hints.extend(hint.map(Remedy::from));
        failure
    }

    /// An error about the folder of earlier saves, which is in the same place for every progress file:
    /// another file is no way out, another folder is.
    pub(crate) fn of_history(error: &io::Error, doing: &str, folder: &Path) -> StoreError {
        let elsewhere = "keep earlier saves in another folder: set XDG_STATE_HOME=/path/to/folder";
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => format!("free some space, or {elsewhere}"),
            io::ErrorKind::NotADirectory => format!("a folder on the way is a file: move that file away, or {elsewhere}"),
            io::ErrorKind::PermissionDenied => format!("see who owns it (ls -ld) and whether it is immutable (lsattr), or {elsewhere}"),
            io::ErrorKind::FileTooLarge => return StoreError::of_io(error, doing, folder),
            io::ErrorKind::WriteZero => format!("the disk changes what it is given without saying so: {elsewhere}"),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::ResourceBusy | io::ErrorKind::InvalidFilename | io::ErrorKind::NotFound => {
                elsewhere.to_owned()
            }
            _ => format!("run the command again; if it fails again, {elsewhere}"),
        };
        StoreError { hints: vec![hint.into()], ..StoreError::of_io(error, doing, folder) }
    }

    pub(crate) fn of_fault(fault: Fault, bytes: &[u8], path: &Path) -> StoreError {
        let line = fault.position.and_then(|position| {
            let line = bytes.split(|&byte| byte == b'\n').nth(position.line - 1)?;
            Some(String::from_utf8_lossy(line).trim_end_matches('\r').to_owned())
        });
        let newer = document::newer_version(bytes);
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let is_left_by_merge = || repair(text, false).is_some();
        let further = if newer.is_some() { Vec::new() } else { document::further_faults(text, &fault) };
        let lines = if further.is_empty() { "that line" } else { "these lines" };
        let by_hand = || Remedy::command(format!("nothing was changed; mend {lines} in an editor, then check it: "), "check");
        let (code, mut hints) = if newer.is_some() {
            (Code::NewerVersion, vec![Remedy::words("nothing was changed; update mlpath")])
        } else if !is_left_by_merge() {
            (Code::Unreadable, vec![by_hand()])
        } else if has_conflict_marks(text) || is_in_repository(path) {
            let said = "nothing was changed; git merged lines here, and mlpath can merge what both sides say: ";
            (Code::Unreadable, vec![Remedy::command(said, "merge")])
        } else {
            // Whoever corrects a line by writing another one below it wants one of them, not both.
            let otherwise = Remedy::command("or, if a tool merged the lines of two copies here: ", "merge");
            (Code::Unreadable, vec![by_hand(), otherwise])
        };
        for fault in further.into_iter().rev() {
            let place = fault.position.map(|at| format!("line {}, column {}: ", at.line, at.column)).unwrap_or_default();
            hints.insert(0, Remedy::words(format!("{place}{}", fault.message)));
        }
        StoreError { position: fault.position, line, hints, ..StoreError::new(code, fault.message, path) }
    }
}

/// Whether a file lies in a working tree of git's.
fn is_in_repository(path: &Path) -> bool {
    path.ancestors().skip(1).any(|folder| folder.join(".git").exists())
}

/// What a newer mlpath wrote may say what this one would lose.
pub(crate) fn newer_version(version: u32, text: &str, path: &Path) -> StoreError {
    let message = format!("this file is of version {version}, made by a newer mlpath; this one writes version {VERSION}");
    let newer = StoreError { position: document::place_of_version(text), ..StoreError::new(Code::NewerVersion, message, path) };
    newer.hint("update mlpath; until then it can be read but not changed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_that_cannot_be_read_is_told_at_once() {
        let text = "version: 1\nsteps:\n  git: {status: don}\n  numpy: {done: yesterday}\n";
        let error = StoreError::of_fault(document::read(text.as_bytes()).expect_err("a fault"), text.as_bytes(), Path::new("x.yaml"));
        let said: Vec<String> = error.hints.iter().map(|hint| format!("{hint:?}")).collect();
        assert!(error.message.contains("don") && said[0].contains("line 4, column 17: steps.numpy.done: `yesterday`"), "{said:?}");
        assert!(said[1].contains("mend these lines"), "{said:?}");
    }

    #[test]
    fn a_key_written_twice_by_hand_is_not_blamed_on_git() {
        let text = b"version: 1\nlog:\n  - date: 2026-11-20\n    time: 1h\n    time: 2h\n";
        let fault = document::read(text).expect_err("a key twice");
        let commands = |path: &Path| -> Vec<String> {
            let hints = StoreError::of_fault(fault.clone(), text, path).hints;
            hints.iter().map(|hint| format!("{hint:?}")).collect()
        };
        let alone = commands(Path::new("/nowhere/progress.yaml"));
        assert!(alone.len() == 2 && alone[0].contains("check") && alone[1].contains("merge"), "{alone:?}");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(".git")).expect("made");
        assert_eq!(commands(&folder.path().join("progress.yaml")).len(), 1);
    }

    #[test]
    fn each_error_of_the_system_has_a_code_and_its_own_way_out() {
        use io::ErrorKind::{
            AlreadyExists, FileTooLarge, InvalidFilename, NotADirectory, NotFound, Other, PermissionDenied, QuotaExceeded,
            ReadOnlyFilesystem, ResourceBusy, StorageFull, WriteZero,
        };
        for (kind, code, way) in [
            (NotFound, Code::NotFound, "put it back"),
            (PermissionDenied, Code::Permission, "who owns it"),
            (ReadOnlyFilesystem, Code::ReadOnly, "mount it for writing"),
            (StorageFull, Code::NoSpace, "free some space"),
            (QuotaExceeded, Code::NoSpace, "free some space"),
            (FileTooLarge, Code::NoSpace, "ulimit -f unlimited"),
            (WriteZero, Code::ShortWrite, "the disk changes what it is given"),
            (ResourceBusy, Code::Busy, "a mount point"),
            (NotADirectory, Code::NotADirectory, "a folder on the way is a file"),
            (InvalidFilename, Code::Io, "too long"),
            (AlreadyExists, Code::Io, "something else has that name"),
            (Other, Code::Io, "look after the system or the disk"),
        ] {
            let error = StoreError::of_io(&kind.into(), "save", Path::new("p.yaml"));
            assert_eq!(error.code, code, "{kind:?}");
            assert!(error.hints.iter().any(|hint| hint.text.contains(way)), "{kind:?}: {:?}", error.hints);
            let of_history = StoreError::of_history(&kind.into(), "keep", Path::new("history"));
            let is_elsewhere = of_history.hints.iter().any(|hint| hint.text.contains("XDG_STATE_HOME"));
            assert_eq!((of_history.code, is_elsewhere), (code, kind != FileTooLarge), "{kind:?}: {:?}", of_history.hints);
        }
    }
}
