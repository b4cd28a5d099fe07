//! The world outside: environment, clock, terminal and folders. All is read at the start, but for
//! the day and the usual folders: those are asked for only where no flag or variable names them.
//!
//! Nothing else reads any of them, so that every command is a function of its input.

mod clock;
mod output;
mod paths;
mod texts;

pub mod git;
pub mod pager;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::dates::Date;

use self::pager::Pager;

pub use output::Limited;
pub use paths::{NoPath, meant_path};
pub use texts::{NamedText, TextsRead, Unread, read_texts};

/// What the process was given.
#[derive(Debug, Clone)]
pub struct System {
    /// `MLPATH_FILE`, unless empty.
    pub file: Option<PathBuf>,
    /// `MLPATH_ROADMAP`, unless empty.
    pub roadmap: Option<PathBuf>,
    /// `MLPATH_TODAY`, unless empty.
    pub today: Option<String>,
    /// `COMPLETE`: the shell that asks how a command line goes on.
    pub complete: Option<String>,
    /// Columns to write in.
    pub width: usize,
    /// Whether standard output wants color when the flag leaves it open.
    pub color_out: bool,
    /// Whether standard error wants color when the flag leaves it open.
    pub color_err: bool,
    /// Whether the locale can show more than ASCII.
    pub unicode: bool,
    /// What shows answers that are longer than the terminal; `None` where standard output is no terminal.
    pub pager: Option<Pager>,
    /// Whether `LESS` says how `less` is to behave.
    pub less_is_set: bool,
    /// Where progress files and their histories are kept; the user's own folders without it.
    pub folders: Option<Folders>,
}

/// The folders mlpath keeps its files in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Of the progress file.
    pub data: PathBuf,
    /// Of the histories.
    pub state: PathBuf,
}

/// Columns when nobody knows the width of the terminal.
const DEFAULT_WIDTH: usize = 80;

impl System {
    /// What a test is given: a plain terminal of 80 columns on 2026-11-21, with folders of its own.
    #[cfg(test)]
    pub(crate) fn of_test(folders: Folders) -> System {
        let (color_out, color_err, unicode) = (false, false, true);
        System {
            file: None,
            roadmap: None,
            today: Some("2026-11-21".to_owned()),
            complete: None,
            width: 80,
            color_out,
            color_err,
            unicode,
            pager: None,
            less_is_set: false,
            folders: Some(folders),
        }
    }

    /// Reads the process.
    #[must_use]
    pub fn read() -> System {
        System {
            file: variable("MLPATH_FILE").map(PathBuf::from),
            roadmap: variable("MLPATH_ROADMAP").map(PathBuf::from),
            today: variable("MLPATH_TODAY").map(|value| value.to_string_lossy().into_owned()),
            complete: variable("COMPLETE").and_then(|shell| shell.into_string().ok()),
            width: width(),
            color_out: wants_color(&io::stdout()),
            color_err: wants_color(&io::stderr()),
            unicode: is_utf8_locale(),
            pager: pager(),
            less_is_set: variable("LESS").is_some(),
            folders: None,
        }
    }

    /// The progress file when none is named.
    ///
    /// # Errors
    ///
    /// [`NoHome`].
    pub fn default_file(&self) -> Result<PathBuf, NoHome> {
        let data = match &self.folders {
            Some(folders) => folders.data.clone(),
            None => project_folders()?.data_dir().to_owned(),
        };
        Ok(data.join("progress.yaml"))
    }

    /// The folder the process is in, to complete the names of files.
    #[must_use]
    pub fn current_folder() -> Option<PathBuf> {
        env::current_dir().ok()
    }

    /// The home folder, where git keeps its settings; `None` where none is known.
    #[must_use]
    pub fn home() -> Option<PathBuf> {
        variable("HOME").map(PathBuf::from).filter(|home| home.is_absolute())
    }

    /// The folder for histories; `None` where there is no home.
    #[must_use]
    pub fn state_folder(&self) -> Option<PathBuf> {
        if let Some(folders) = &self.folders {
            return Some(folders.state.clone());
        }
        match project_folders() {
            Ok(folders) => Some(folders.state_dir().unwrap_or(folders.data_local_dir()).to_owned()),
            // Without a home a folder may still be named.
            Err(_) => {
                variable("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute()).map(|folder| folder.join("mlpath"))
            }
        }
    }

    /// The day it is here.
    #[must_use]
    pub fn clock_date() -> Date {
        clock::today()
    }

    /// What `TZ` says, where that is no time zone known here: the day is that of UTC then.
    #[must_use]
    pub fn unknown_zone() -> Option<String> {
        clock::unknown_zone()
    }
}

/// How a shell finds this program: by its name where the search path leads to it, else by its path.
#[must_use]
pub fn own_program() -> PathBuf {
    const NAME: &str = "mlpath";
    let Ok(own) = env::current_exe() else { return PathBuf::from(NAME) };
    let real = own.canonicalize().unwrap_or_else(|_| own.clone());
    let path = variable("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|folder| folder.join(NAME).with_extension(own.extension().unwrap_or(std::ffi::OsStr::new(""))));
    let first = found.filter(|path| path.is_absolute() && path.is_file()).find_map(|path| path.canonicalize().ok());
    if first.as_ref() == Some(&real) { PathBuf::from(NAME) } else { own }
}

/// Why there is no place for the progress file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoHome {
    /// Neither HOME nor the user database names a folder.
    Unknown,
    /// HOME is no absolute path: a file would end up in whatever folder one happens to be in.
    Relative,
}

fn project_folders() -> Result<ProjectDirs, NoHome> {
    if variable("HOME").is_some_and(|home| !Path::new(&home).is_absolute()) {
        return Err(NoHome::Relative);
    }
    ProjectDirs::from("", "", "mlpath").ok_or(NoHome::Unknown)
}

#[expect(clippy::disallowed_methods, reason = "the only place that reads the environment")]
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

fn width() -> usize {
    let stated = variable("COLUMNS").and_then(|value| value.to_str()?.parse().ok()).filter(|&columns: &usize| columns > 0);
    stated.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).unwrap_or(DEFAULT_WIDTH)
}

/// What shows long answers on a terminal that can move its cursor.
#[expect(clippy::disallowed_methods, reason = "an empty PAGER says something: none is wanted")]
fn pager() -> Option<Pager> {
    let is_dumb = || variable("TERM").is_none_or(|term| term == "dumb");
    if !io::stdout().is_terminal() || is_dumb() {
        return None;
    }
    let (_, rows) = terminal_size::terminal_size()?;
    let stated = env::var_os("PAGER").map(|value| value.to_string_lossy().into_owned());
    Pager::new(stated.as_deref(), usize::from(rows.0))
}

/// `NO_COLOR`, `CLICOLOR_FORCE`, CLICOLOR, TERM and the kind of stream, in the order anstream knows.
fn wants_color<S: anstream::stream::RawStream + IsTerminal>(stream: &S) -> bool {
    anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never
}

fn is_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default();
    let locale = locale.to_string_lossy().to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8") || cfg!(windows)
}
