//! What `mlpath merge` does with git and with files that are no progress file of the learner's: the only
//! place from which git is started.

use std::path::{Path, PathBuf};

use crate::code::Code;
use crate::commands::{self, Outcome, Stages};
use crate::error::{Error, Exit};
use crate::note::Note;
use crate::progress::merge::git::{DRIVER, GitSetup, driver_line, pattern_of, with_driver, without_driver};
use crate::store;
use crate::system::git::{NoGit, Repository};
use crate::system::own_program;
use crate::text::shell_word;

/// The key of git's settings that names the driver.
fn driver_key() -> String {
    format!("merge.{DRIVER}.driver")
}

/// Merges the three files that git names, into the second one.
pub(super) fn drive(paths: &[PathBuf], tell: &mut dyn FnMut(Note)) -> Result<Outcome, Error> {
    let [base, ours, theirs, ..] = paths else {
        return Err(Error::new(Exit::Usage, Code::Usage, "--driver takes the files of git: %O %A %B %P"));
    };
    // Whatever cannot be read is git's: 3 tells it to merge the lines.
    let read = |path: &Path| store::read_stage(path).map_err(|error| Error { exit: Exit::No, ..Error::from(error) });
    let (base_text, ours_text, theirs_text) = (read(base)?, read(ours)?, read(theirs)?);
    let name = paths.get(3).unwrap_or(ours).display().to_string();
    let stages = Stages { base: &base_text, ours: &ours_text, theirs: &theirs_text, name: &name };
    let (text, notes, outcome) = commands::drive(stages)?;
    if text != ours_text {
        store::write_for_git(ours, &text).map_err(|error| Error { exit: Exit::No, ..Error::from(error) })?;
    }
    notes.into_iter().for_each(tell);
    Ok(outcome)
}

/// What is to be written into the repository of a folder, or taken out of it.
pub(super) fn plan_setup(folder: Option<&Path>, file: &Path, remove: bool) -> Result<GitSetup, Error> {
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let beside = real.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let folder = folder.unwrap_or(beside);
    let repository = Repository::of(folder).map_err(|reason| no_git(reason, folder))?;
    let pattern = pattern_of(&real.file_name().unwrap_or_default().to_string_lossy());
    let attributes = repository.top.join(".gitattributes");
    let said = if attributes.symlink_metadata().is_ok() { store::read_stage(&attributes)? } else { String::new() };
    let driver = driver_line(&shell_word(own_program().as_os_str()));
    let configured = repository.setting(&driver_key()).map_err(|reason| no_git(reason, folder))?;
    Ok(GitSetup {
        new_attributes: if remove { without_driver(&said) } else { with_driver(&said, &pattern) },
        is_driver_new: if remove { configured.is_some() } else { configured.as_ref() != Some(&driver) },
        top: repository.top,
        pattern,
        attributes,
        driver,
        is_removal: remove,
    })
}

/// Carries that out.
pub(super) fn set_up(setup: &GitSetup) -> Result<(), Error> {
    let failed = |reason| no_git(reason, &setup.top);
    if let Some(attributes) = &setup.new_attributes {
        if setup.is_removal && attributes.is_empty() {
            store::remove_for_git(&setup.attributes)?;
        } else {
            store::write_for_git(&setup.attributes, attributes)?;
        }
    }
    if !setup.is_driver_new {
        return Ok(());
    }
    let repository = Repository { top: setup.top.clone() };
    if setup.is_removal {
        return repository.remove_section(&format!("merge.{DRIVER}")).map_err(failed);
    }
    repository.set(&format!("merge.{DRIVER}.name"), "mlpath progress files").map_err(failed)?;
    repository.set(&driver_key(), &setup.driver).map_err(failed)
}

fn no_git(reason: NoGit, folder: &Path) -> Error {
    let error = |message: String| Error::new(Exit::Failed, Code::NoGit, message).at(folder.to_owned(), None, None);
    match reason {
        NoGit::NotStarted(why) => error(format!("git cannot be started: {why}")).command("merge FILE", "takes in another copy without git"),
        NoGit::NoRepository => error("this folder is in no git repository with files in it".to_owned())
            .command("merge --setup-git FOLDER", "sets up the repository of another folder"),
        NoGit::Refused(said) => error(format!("git refused: {said}")),
    }
}
