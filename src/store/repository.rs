//! What git has to do with a progress file, read from the files of its repository: git itself is not asked.

use std::fs;
use std::path::{Path, PathBuf};

use crate::progress::merge::copies::Siblings;
use crate::progress::merge::git::{DRIVER, merge_attribute, pattern_of};

use super::disk::folder_of;
use super::{Store, resolve};

/// The largest file of git's that is looked into, in bytes.
const LARGEST: u64 = 1024 * 1024;

impl Store {
    /// What sync tools and git left beside the progress file; `home` is where the learner's own settings of
    /// git are.
    #[must_use]
    pub fn siblings(&self, home: Option<&Path>) -> Siblings {
        let (copies, unread) = self.copies_beside();
        let beside = Siblings { copies, unread, ..Siblings::default() };
        let Ok(path) = resolve(&self.path) else { return beside };
        let found = folder_of(&path).ancestors().find_map(|top| Some((top, git_folder(top)?)));
        let Some((top, git)) = found else { return beside };
        let pattern = pattern_of(&path.file_name().unwrap_or_default().to_string_lossy());
        let folders = folder_of(&path).ancestors().take_while(|folder| folder.starts_with(top));
        let attributes = folders.map(|folder| folder.join(".gitattributes"));
        // What stands nearer the file counts more, and the repository's own most.
        let own = git.join("info/attributes");
        let merges = std::iter::once(own).chain(attributes).find_map(|file| merge_attribute(&read(&file)?, &pattern));
        let configured =
            [Some(git.join("config")), home.map(|home| home.join(".gitconfig")), home.map(|home| home.join(".config/git/config"))];
        let has_driver = configured.into_iter().flatten().filter_map(|file| read(&file)).any(|text| has_driver(&text));
        Siblings { merges, has_driver, ..beside }
    }
}

/// The folder of git's own files for the working tree at a folder; that of the main one where there are several.
fn git_folder(top: &Path) -> Option<PathBuf> {
    let git = top.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = read(&git)?;
    let folder = top.join(text.strip_prefix("gitdir:")?.trim());
    let common = read(&folder.join("commondir")).map(|common| folder.join(common.trim()));
    Some(common.unwrap_or(folder))
}

fn read(path: &Path) -> Option<String> {
    let data = fs::metadata(path).ok()?;
    if !data.is_file() || data.len() > LARGEST { None } else { fs::read_to_string(path).ok() }
}

/// Whether a file of git's settings has a driver of ours.
fn has_driver(settings: &str) -> bool {
    let mut is_ours = false;
    settings.lines().map(str::trim).any(|line| {
        if line.starts_with('[') {
            is_ours = line.replace('\t', " ").replace(' ', "").to_lowercase() == format!("[merge\"{DRIVER}\"]");
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        is_ours && key.eq_ignore_ascii_case("driver") && line.contains('=')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_is_found_in_its_section_only() {
        assert!(has_driver("[core]\n\tbare = false\n[merge \"mlpath\"]\n\tname = x\n\tdriver = mlpath merge --driver %O\n"));
        assert!(!has_driver("[merge \"other\"]\n\tdriver = x\n[merge \"mlpath\"]\n\tname = x\n[alias]\n\tdriver = x\n"));
    }
}
