//! Git, the one program beside the pager that mlpath starts, and only for `merge --setup-git`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Why git gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoGit {
    /// It could not be started.
    NotStarted(String),
    /// The folder is in no repository, or has no working tree.
    NoRepository,
    /// It refused; what it said.
    Refused(String),
}

/// A repository that has a working tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The folder at its top.
    pub top: PathBuf,
}

impl Repository {
    /// The repository a folder is in.
    ///
    /// # Errors
    ///
    /// [`NoGit`].
    pub fn of(folder: &Path) -> Result<Repository, NoGit> {
        let output = run(folder, ["rev-parse", "--show-toplevel"])?;
        let said = String::from_utf8_lossy(&output.stdout).trim_end_matches(['\r', '\n']).to_owned();
        if output.status.success() && !said.is_empty() { Ok(Repository { top: PathBuf::from(said) }) } else { Err(NoGit::NoRepository) }
    }

    /// What the repository's own configuration says of a key.
    ///
    /// # Errors
    ///
    /// [`NoGit`].
    pub fn setting(&self, key: &str) -> Result<Option<String>, NoGit> {
        let output = run(&self.top, ["config", "--local", "--get", key])?;
        let said = String::from_utf8_lossy(&output.stdout);
        Ok(output.status.success().then(|| said.trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// Writes a key into the repository's own configuration.
    ///
    /// # Errors
    ///
    /// [`NoGit`].
    pub fn set(&self, key: &str, value: &str) -> Result<(), NoGit> {
        expect_success(&run(&self.top, ["config", "--local", key, value])?)
    }

    /// Takes a section out of the repository's own configuration.
    ///
    /// # Errors
    ///
    /// [`NoGit`].
    pub fn remove_section(&self, section: &str) -> Result<(), NoGit> {
        expect_success(&run(&self.top, ["config", "--local", "--remove-section", section])?)
    }
}

fn expect_success(output: &Output) -> Result<(), NoGit> {
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(NoGit::Refused(said.trim().to_owned())) }
}

fn run<const N: usize>(folder: &Path, words: [&str; N]) -> Result<Output, NoGit> {
    let output = Command::new("git").arg("-C").arg(folder).args(words).output();
    output.map_err(|error| {
        NoGit::NotStarted(if error.kind() == io::ErrorKind::NotFound { "it is not installed".to_owned() } else { error.to_string() })
    })
}
