//! Other copies of a progress file, and how tools that keep folders alike name the one they put aside.

use std::path::PathBuf;

use crate::code::Code;
use crate::dates::Date;

/// Another copy of a progress file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCopy {
    /// Its file.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
    /// Whether it lies beside the progress file under a name that a sync tool gave it.
    pub is_put_aside: bool,
    /// What both come from, where the history has it.
    pub base: Option<KeptText>,
}

/// A copy that cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadCopy {
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub code: Code,
    /// The same in words.
    pub message: String,
}

/// What sync tools and git have to do with a progress file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Siblings {
    /// Copies that a sync tool put aside beside it.
    pub copies: Vec<PathBuf>,
    /// Those of them that cannot be taken in.
    pub unread: Vec<UnreadCopy>,
    /// How its repository says that it is to be merged, where it says so: `mlpath`, `union`.
    pub merges: Option<String>,
    /// Whether this clone has the driver for it.
    pub has_driver: bool,
}

/// A text the history kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// The day it was in force.
    pub on: Date,
    /// What it says.
    pub text: String,
    /// Whether a merge wrote it: what it says came from other copies, too.
    pub by_merge: bool,
}

/// Words that sync tools put into the name of a copy, in the languages they do it in.
const WORDS: [&str; 4] = ["conflict", "konflikt", "conflit", "競合"];

/// Whether a file of that name is a copy of the file `own` that a sync tool put aside: Syncthing's
/// `.sync-conflict-`, Dropbox's and Nextcloud's "conflicted copy", iCloud's and Google Drive's numbers,
/// Resilio's `.Conflict`, Seafile's `SFConflict`.
#[must_use]
pub fn is_put_aside(name: &str, own: &str) -> bool {
    let (stem, ending) = own.rsplit_once('.').unwrap_or((own, ""));
    let rest =
        name.strip_prefix(stem).and_then(|rest| if ending.is_empty() { Some(rest) } else { rest.strip_suffix(ending)?.strip_suffix('.') });
    let Some(rest) = rest.filter(|rest| !rest.is_empty()) else { return false };
    let lower = rest.to_lowercase();
    let is_number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = lower.trim_start();
    let in_brackets = bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let has_word = |text: &str| WORDS.iter().any(|word| text.contains(word));
    match in_brackets {
        Some(inner) => is_number(inner) || has_word(inner) || has_day(inner),
        None => rest.strip_prefix(' ').is_some_and(is_number) || (lower.starts_with(['.', '-', '_', ' ']) && has_word(&lower)),
    }
}

/// Whether a day such as 2026-11-22 stands in a text.
fn has_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(10).any(|window| std::str::from_utf8(window).is_ok_and(|day| day.parse::<Date>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_sync_tools_give_are_known() {
        for name in [
            "progress.sync-conflict-20261122-101112-ABCDEFG.yaml",
            "progress (laptop's conflicted copy 2026-11-22).yaml",
            "progress (Anna\u{2019}s conflicted copy 2026-11-22) (1).yaml",
            "progress (In Konflikt stehende Kopie von laptop 2026-11-22).yaml",
            "progress (Copie en conflit de portable 2026-11-22).yaml",
            "progress (Copia in conflitto di pc 2026-11-22).yaml",
            "progress (pc の競合コピー 2026-11-22).yaml",
            "progress (Case Conflict).yaml",
            "progress (conflicted copy 2026-11-22 101112).yaml",
            "progress (SFConflict me@example.org 2026-11-22-10-11-12).yaml",
            "progress.Conflict.yaml",
            "progress 2.yaml",
            "progress (1).yaml",
        ] {
            assert!(is_put_aside(name, "progress.yaml"), "{name}");
        }
        for name in [
            "progress.yaml",
            "progress-old.yaml",
            "progress.yaml.damaged-2026-11-22",
            "progress.yaml~",
            "progress 2026.yaml",
            "progress notes.yaml",
            "my progress 2.yaml",
            "progress 2.txt",
            "roadmap-overlay.sync-conflict-20261122-101112-ABCDEFG.yaml",
            "progress (work).yaml",
        ] {
            assert!(!is_put_aside(name, "progress.yaml"), "{name}");
        }
        assert!(is_put_aside("ml.sync-conflict-20261122-101112-ABCDEFG", "ml"), "a file without an ending");
    }
}
