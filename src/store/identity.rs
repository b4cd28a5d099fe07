//! Which history is a progress file's, wherever it went.
//!
//! A history folder says in `record.json` which file it is of: its path, and what the last save left
//! there. A file is known by its path, however it is spelled; else by being the very file of the last
//! save; else, where no file is left at the path, by what it says. Two files never share a history: a
//! copy begins one of its own.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::order;
use crate::progress::history::{Digest, FileId};

use super::attributes;
use super::disk::{self, folder_of};
use super::history;
use super::key_of;
use super::present::Present;

/// The file in a history folder that says which progress file it is of.
const NAME: &str = "record.json";

/// What is said of it.
#[derive(Debug, Serialize, Deserialize)]
struct Label {
    /// The progress file.
    path: PathText,
    /// The history folder itself: where both were moved together, the file is found by it.
    folder: PathText,
    /// What the last save left.
    saved: Saved,
}

/// A text by what tells it from others, and the file that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Saved {
    text: Digest,
    file: Option<FileId>,
    /// When the file was written last, in nanoseconds since 1970.
    #[serde(default)]
    modified: Option<u64>,
}

/// A path as JSON can hold it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PathText {
    Text(String),
    Bytes(Vec<u8>),
}

impl PathText {
    pub(super) fn of(path: &Path) -> PathText {
        path.to_str().map_or_else(|| PathText::Bytes(path.as_os_str().as_encoded_bytes().to_vec()), |text| PathText::Text(text.to_owned()))
    }

    #[cfg(unix)]
    pub(super) fn path(&self) -> PathBuf {
        use std::os::unix::ffi::OsStrExt;
        match self {
            PathText::Text(text) => PathBuf::from(text),
            PathText::Bytes(bytes) => PathBuf::from(OsStr::from_bytes(bytes)),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn path(&self) -> PathBuf {
        match self {
            PathText::Text(text) => PathBuf::from(text),
            PathText::Bytes(bytes) => PathBuf::from(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

/// The history of a progress file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HistoryPlace {
    pub(crate) folder: PathBuf,
    pub(crate) origin: Origin,
    /// What the last save left, as far as the history tells.
    saved: Option<Saved>,
}

impl HistoryPlace {
    /// What the last save left; `None` where the history does not tell.
    pub(crate) fn left(&self) -> Option<Digest> {
        self.saved.map(|saved| saved.text)
    }

    /// Whether a file says just what its last save left; `false` where its history does not tell.
    pub(crate) fn is_as_saved(&self, present: Present<'_>) -> bool {
        self.saved.is_some_and(|saved| saved.is_of(present))
    }

    /// Whether nobody wrote a file since its last save; `false` where its history does not tell.
    pub(crate) fn is_untouched(&self, present: Present<'_>) -> bool {
        self.saved.is_some_and(|saved| saved.is_untouched(present))
    }

    /// One that nothing is kept in yet.
    fn new(root: &Path, key: &str, origin: Origin) -> HistoryPlace {
        HistoryPlace { folder: new_folder(root, key), origin, saved: None }
    }
}

/// How a history was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// There is none yet.
    New,
    /// By the path of the file.
    Known,
    /// The file was there when it was saved last.
    Moved(PathBuf),
    /// The file says that somebody saved it whose history is not to be read from here.
    Closed(PathBuf),
    /// Several could be its history.
    Several,
}

/// The history of a file, in the folders that histories are kept in; a new one would be in the first.
pub(crate) fn find(roots: &[PathBuf], present: Present<'_>) -> HistoryPlace {
    let known = |folder, saved| HistoryPlace { folder, origin: Origin::Known, saved };
    let key = key_of(present.path);
    for root in roots {
        let folder = root.join(&key);
        if folder.symlink_metadata().is_ok() {
            match read_label(&folder) {
                // Its name alone says whose it is.
                None => return known(folder, None),
                Some(label) if label.path.path() == present.path => {
                    let is_last = label.saved.is_of(present) || label.saved.is_file(present);
                    let rival = if is_last { None } else { search(roots, present, Some(&folder)).filter(|found| found.is_sure) };
                    return rival.map_or_else(|| known(folder, Some(label.saved)), |rival| rival.found);
                }
                Some(_) => {}
            }
        }
    }
    let closed = match named(present) {
        Some(Ok(found)) => return found,
        Some(Err(closed)) => Some(HistoryPlace::new(&roots[0], &key, Origin::Closed(closed))),
        None => None,
    };
    let found = search(roots, present, None).map(|hit| hit.found);
    found.or(closed).unwrap_or_else(|| HistoryPlace::new(&roots[0], &key, Origin::New))
}

/// What a search came to.
struct Hit {
    found: HistoryPlace,
    /// Whether it is the file itself, and not only what it says.
    is_sure: bool,
}

/// Looks through all histories for that of a file.
fn search(roots: &[PathBuf], present: Present<'_>, but: Option<&Path>) -> Option<Hit> {
    let mut labeled: Vec<(PathBuf, Option<Label>)> = Vec::new();
    for folder in roots.iter().map(|root| folders_in(root)).collect::<Vec<_>>().concat() {
        let label = read_label(&folder);
        labeled.push((folder, label));
    }
    let hit = |folder: &Path, label: Option<&Label>, from: Option<PathBuf>, is_sure| {
        let origin = from.map_or(Origin::Known, Origin::Moved);
        Some(Hit { found: HistoryPlace { folder: folder.to_owned(), origin, saved: label.map(|label| label.saved) }, is_sure })
    };
    let is_other = |folder: &Path| Some(folder) != but;
    for (folder, label) in labeled.iter().filter(|(folder, _)| is_other(folder)) {
        if label.as_ref().is_some_and(|label| is_same_place(&label.path.path(), present.path)) {
            return hit(folder, label.as_ref(), None, true);
        }
    }
    let orphans: Vec<(&PathBuf, Option<&Label>)> = labeled
        .iter()
        .map(|(folder, label)| (folder, label.as_ref()))
        .filter(|(folder, label)| is_other(folder) && label.is_none_or(|label| is_gone(&label.path.path())))
        .collect();
    let from = |label: Option<&Label>| Some(label.map(|label| label.path.path()).unwrap_or_default());
    for (folder, label) in &orphans {
        let came_along = label.is_some_and(|label| label.moved_with(folder).as_deref() == Some(present.path));
        if came_along || is_file_of(folder, *label, present) {
            return hit(folder, *label, from(*label), true);
        }
    }
    // Two that changed places: each is the very file of the other's last save.
    let is_another_s = |path: &Path| {
        let there = disk::file_id(path);
        labeled
            .iter()
            .any(|(_, label)| label.as_ref().and_then(|label| label.saved.file).zip(there).is_some_and(|(saved, there)| saved.is(there)))
    };
    for (folder, label) in &labeled {
        if let Some(label) = label.as_ref().filter(|label| label.saved.is_file(present) && is_another_s(&label.path.path())) {
            return hit(folder, Some(label), Some(label.path.path()), true);
        }
    }
    let says_something = present.text().is_some_and(|text| lines_of(text).next().is_some());
    // Without a label nobody knows whether there is still a file of that history somewhere.
    let candidates: Vec<_> = orphans.iter().filter(|(_, label)| says_something && but.is_none() && label.is_some()).collect();
    let same: Vec<_> = candidates.iter().filter(|(folder, label)| is_what_was_saved(folder, *label, present)).collect();
    match same.as_slice() {
        [(folder, label)] => return hit(folder, *label, from(*label), false),
        [_, _, ..] => {
            let found = HistoryPlace::new(&roots[0], &key_of(present.path), Origin::Several);
            return Some(Hit { found, is_sure: false });
        }
        [] => {}
    }
    let alike: Vec<_> = candidates.iter().filter(|(folder, _)| is_much_of_it(folder, present)).collect();
    match alike.as_slice() {
        [(folder, label)] => hit(folder, *label, from(*label), false),
        _ => None,
    }
}

impl Saved {
    fn of(text: &[u8], path: &Path) -> Saved {
        Saved { text: Digest::of(text), file: disk::file_id(path), modified: disk::modified(path) }
    }

    /// Whether nobody wrote the file since, not even the same text.
    fn is_untouched(self, present: Present<'_>) -> bool {
        self.modified.is_some() && self.modified == disk::modified(present.path) && self.is_of(present)
    }

    /// Whether the file says just what was saved.
    fn is_of(self, present: Present<'_>) -> bool {
        let bytes = present.bytes.unwrap_or_default();
        bytes.len() == self.text.length() && Digest::of(bytes) == self.text
    }

    /// Whether it is the file that was saved, whatever it says.
    fn is_file(self, present: Present<'_>) -> bool {
        self.file.zip(present.file()).is_some_and(|(saved, now)| saved.is(now))
    }
}

impl Label {
    /// Where the file is now, if it and its history were moved together.
    fn moved_with(&self, folder: &Path) -> Option<PathBuf> {
        let (path, old) = (self.path.path(), self.folder.path());
        let shared: PathBuf = path.components().zip(old.components()).take_while(|(one, other)| one == other).map(|(one, _)| one).collect();
        let below = old.strip_prefix(&shared).ok()?;
        let mut moved = folder.to_owned();
        for _ in below.components() {
            moved = moved.parent()?.to_owned();
        }
        if moved.join(below) == folder && folder != old { Some(moved.join(path.strip_prefix(&shared).ok()?)) } else { None }
    }
}

/// Whether two paths are one place, with a file in it or not: in the same folder, by the same name, or
/// one that differs in case only where case does not matter.
fn is_same_place(one: &Path, other: &Path) -> bool {
    if one == other || disk::is_same(one, other) {
        return true;
    }
    let (Some(name), Some(other_name)) = (one.file_name(), other.file_name()) else { return false };
    let is_one_name = name == other_name || (name.eq_ignore_ascii_case(other_name) && ignores_case(folder_of(other)));
    is_one_name && disk::is_same(folder_of(one), folder_of(other)) && file_is_missing(one) && file_is_missing(other)
}

/// Whether a folder is found by its name in the other case as well.
fn ignores_case(folder: &Path) -> bool {
    let Some(name) = folder.file_name().and_then(OsStr::to_str) else { return false };
    let other: String =
        name.chars().map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }).collect();
    other != name && disk::is_same(folder, &folder.with_file_name(other))
}

fn file_is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err()
}

/// Whether there is surely no file at a path any more.
fn is_gone(path: &Path) -> bool {
    fs::metadata(path).is_err_and(|error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory))
}

/// Whether it is the very file of the last save.
fn is_file_of(folder: &Path, label: Option<&Label>, present: Present<'_>) -> bool {
    let is_newest = || {
        let file = history::newest(folder, present).ok().flatten().and_then(|newest| newest.file);
        file.zip(present.file()).is_some_and(|(saved, now)| saved.id.is(now))
    };
    label.is_some_and(|label| label.saved.is_file(present)) || is_newest()
}

/// Whether a file says just what was saved last.
fn is_what_was_saved(folder: &Path, label: Option<&Label>, present: Present<'_>) -> bool {
    label.is_some_and(|label| label.saved.is_of(present))
        || history::newest(folder, present).ok().flatten().is_some_and(|newest| Some(newest.text.as_str()) == present.text())
}

/// Whether a file says most of what was saved last: it was moved, and then edited.
fn is_much_of_it(folder: &Path, present: Present<'_>) -> bool {
    const FEWEST: usize = 3;
    let Some(newest) = history::newest(folder, present).ok().flatten() else { return false };
    let now: std::collections::HashSet<&str> = present.text().map(|text| lines_of(text).collect()).unwrap_or_default();
    let saved: Vec<&str> = lines_of(&newest.text).collect();
    let kept = saved.iter().filter(|line| now.contains(*line)).count();
    saved.len() >= FEWEST && kept * 5 >= saved.len() * 4
}

/// The lines that say something of a learner.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    const HEADS: [&str; 4] = ["steps:", "log:", "plan:", "tools:"];
    let says_something = |line: &&str| !line.is_empty() && !line.starts_with('#') && !line.starts_with("version:") && !HEADS.contains(line);
    text.lines().map(str::trim).filter(says_something)
}

/// The history that a file itself names; the folder in question where it is not to be read from here.
fn named(present: Present<'_>) -> Option<Result<HistoryPlace, PathBuf>> {
    let folder = attributes::named_history(present.path)?;
    match fs::symlink_metadata(&folder) {
        Ok(data) if data.is_dir() && is_trusted(&data, present.path) => {}
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return None,
        _ => return Some(Err(folder)),
    }
    if let Err(error) = fs::read_dir(&folder) {
        return (error.kind() == io::ErrorKind::PermissionDenied).then_some(Err(folder));
    }
    let label = read_label(&folder)?;
    let (path, saved) = (label.path.path(), Some(label.saved));
    if is_same_place(&path, present.path) {
        return Some(Ok(HistoryPlace { folder, origin: Origin::Known, saved }));
    }
    is_gone(&path).then_some(Ok(HistoryPlace { folder, origin: Origin::Moved(path), saved }))
}

/// Whether a folder that a file names is one's own, or for root the owner's of the file: whoever may
/// write the file could name any other.
#[cfg(unix)]
fn is_trusted(folder: &fs::Metadata, file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid();
    folder.uid() == user.as_raw() || (user.is_root() && fs::metadata(file).is_ok_and(|file| file.uid() == folder.uid()))
}

#[cfg(not(unix))]
fn is_trusted(_: &fs::Metadata, _: &Path) -> bool {
    true
}

/// The histories in a folder, without those that are led to no more.
fn folders_in(root: &Path) -> Vec<PathBuf> {
    let is_in_use = |path: &PathBuf| !path.extension().unwrap_or_default().as_encoded_bytes().starts_with(b"forgotten-");
    let mut entries = disk::entries_of(root);
    entries.retain(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut folders: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).filter(is_in_use).collect();
    order::sort(&mut folders);
    folders
}

/// A folder for a new history, of a name that nothing else has.
fn new_folder(root: &Path, key: &str) -> PathBuf {
    let names = (1_u64..).map(|number| if number == 1 { OsString::from(key) } else { OsString::from(format!("{key}-{number}")) });
    names.map(|name| root.join(name)).find(|folder| file_is_missing(folder)).unwrap_or_default()
}

fn read_label(folder: &Path) -> Option<Label> {
    if folder.is_symlink() {
        return None;
    }
    serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()
}

/// Writes down which file a history is of, and what was saved in it. Without it the history is still
/// found by its name.
pub(crate) fn label(folder: &Path, path: &Path, text: &[u8]) {
    let label = Label { path: PathText::of(path), folder: PathText::of(folder), saved: Saved::of(text, path) };
    let written = serde_json::to_vec(&label).map_err(io::Error::other).and_then(|bytes| disk::overwrite(&folder.join(NAME), &bytes));
    // The next save tries again.
    drop(written);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_one_however_its_folder_is_reached_with_a_file_in_it_or_not() {
        let root = tempfile::tempdir().expect("a folder");
        let path = |name: &str| root.path().join(name);
        fs::create_dir(path("real")).and_then(|()| fs::create_dir(path("other"))).expect("folders");
        std::os::unix::fs::symlink(path("real"), path("link")).expect("a link");
        fs::File::create(path("real/there.yaml")).expect("a file");
        for (one, other, is_same) in [
            ("real/there.yaml", "real/there.yaml", true),
            ("real/there.yaml", "link/there.yaml", true),
            ("real/gone.yaml", "link/gone.yaml", true),
            ("nowhere/gone.yaml", "nowhere/gone.yaml", true),
            ("real/there.yaml", "link/gone.yaml", false),
            ("real/gone.yaml", "other/gone.yaml", false),
            ("real/gone.yaml", "real/Gone.yaml", false),
            ("nowhere/gone.yaml", "elsewhere/gone.yaml", false),
        ] {
            assert_eq!(is_same_place(&path(one), &path(other)), is_same, "{one} and {other}");
        }
    }
}
