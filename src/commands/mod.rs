//! The commands, one file each: from arguments and input to an outcome. Pure: no files, no
//! printing, no clock.
//!
//! A new command is a variant of [`cli::Command`], a file here, and a line in [`execute`].

mod certs;
mod check;
mod completions;
mod find;
mod gap;
mod guide;
mod help;
mod list;
mod log;
mod mark;
mod next;
mod outcome;
mod plan;
mod show;
mod status;
mod undo;

use std::path::Path;

use crate::cli::{self, Command};
use crate::dates::Date;
use crate::error::Error;
use crate::roadmap::Roadmap;
use crate::store::Store;

pub use outcome::{Input, Outcome};

/// Whether a command changes the file, so that it has to be locked first.
#[must_use]
pub fn writes(command: &Command) -> bool {
    match command {
        Command::Start(args) | Command::Skip(args) | Command::Reset(args) => !args.dry_run,
        Command::Done(args) => !args.mark.dry_run,
        Command::Log(args) => log::is_entry(args) && !args.dry_run,
        Command::Plan(args) => args.save,
        Command::Undo(args) => !args.dry_run && !args.list,
        Command::Redo(args) => !args.dry_run,
        _ => false,
    }
}

/// Does what a command does to a record as a whole, whatever is in it; `None` for all other commands.
///
/// # Errors
///
/// When the record is well, or cannot be put back.
pub fn rescue(command: &Command, store: &Store, today: Date, waiting: &mut dyn FnMut()) -> Result<Option<Outcome>, Error> {
    match command {
        Command::Undo(args) => undo::whole(args, store, today, waiting),
        _ => Ok(None),
    }
}

/// Whether a command looks at the saves so far.
#[must_use]
pub fn need_history(command: &Command) -> bool {
    matches!(command, Command::Undo(_) | Command::Redo(_))
}

/// Whether a command says itself that a record is of a newer version.
#[must_use]
pub fn tells_of_version(command: &Command) -> bool {
    matches!(command, Command::Status(_) | Command::Check(_))
}

/// Whether a command looks at who may write the learner's file.
#[must_use]
pub fn need_exposure(command: &Command) -> bool {
    matches!(command, Command::Check(args) if !args.data)
}

/// Whether a command looks at the reference guide.
#[must_use]
pub fn need_guide(command: &Command, roadmap: &Roadmap) -> bool {
    match command {
        Command::Guide(_) | Command::Gap(_) | Command::Find(_) => true,
        Command::Check(args) => args.data,
        // A word that names nothing may be a term of the field, or a level, whose figures stand in the guide.
        Command::Show(args) => args.ids.iter().any(|id| roadmap.find(id).is_none() || roadmap.goal(id).is_some()),
        Command::Start(args) | Command::Skip(args) | Command::Reset(args) => names_unknown(roadmap, &args.ids),
        Command::Done(args) => names_unknown(roadmap, &args.mark.ids),
        Command::Log(args) => args.id.as_ref().is_some_and(|id| roadmap.find(id).is_none()),
        _ => false,
    }
}

fn names_unknown(roadmap: &Roadmap, ids: &[String]) -> bool {
    ids.iter().any(|id| roadmap.find(id).is_none())
}

/// The job posting a command names.
#[must_use]
pub fn posting(command: &Command) -> Option<&Path> {
    match command {
        Command::Gap(args) => args.job.as_deref(),
        _ => None,
    }
}

/// Whether a command answers without the learner's file and roadmap.
#[must_use]
pub fn stands_alone(command: &Command) -> bool {
    matches!(command, Command::Completions(_) | Command::Help(_))
}

/// Answers a command that stands alone.
///
/// # Errors
///
/// When the topic is unknown.
pub fn explain(command: &Command) -> Result<Outcome, Error> {
    match command {
        Command::Completions(args) => Ok(completions::run(args)),
        Command::Help(args) => help::run(args),
        _ => help::run(&cli::HelpArgs { topic: None }),
    }
}

/// Carries a command out on the input.
///
/// # Errors
///
/// What the learner asked wrongly; the file is not touched then.
pub fn execute(command: &Command, input: &Input<'_>) -> Result<Outcome, Error> {
    match command {
        Command::Status(args) => status::run(args, input),
        Command::Next(args) => next::run(args, input),
        Command::List(args) => list::run(args, input),
        Command::Show(args) => show::run(args, input),
        Command::Find(args) => Ok(find::run(args, input)),
        Command::Start(args) => mark::start(args, input),
        Command::Done(args) => mark::done(args, input),
        Command::Skip(args) => mark::skip(args, input),
        Command::Reset(args) => mark::reset(args, input),
        Command::Log(args) => log::run(args, input),
        Command::Plan(args) => plan::run(args, input),
        Command::Certs(args) => certs::run(args, input),
        Command::Undo(args) => undo::undo(args, input),
        Command::Redo(args) => undo::redo(args, input),
        Command::Gap(args) => gap::run(args, input),
        Command::Guide(args) => guide::run(args, input),
        Command::Check(args) => Ok(check::run(args, input)),
        Command::Completions(_) | Command::Help(_) => explain(command),
    }
}
