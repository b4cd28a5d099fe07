//! The commands, one file each: from arguments and input to an outcome. Pure: no files, no
//! printing, no clock.
//!
//! A new command is a variant of [`cli::Command`], a file here, and a line in [`execute`].

mod cert;
mod cert_budget;
mod certs;
mod change;
mod check;
mod completions;
mod data;
mod entry;
mod gap;
mod goal;
mod guide;
mod help;
mod ids;
mod job;
mod journal;
mod list;
mod log;
mod mark;
mod next;
mod outlook;
mod plan;
mod resource;
mod shift;
mod show;
mod since;
mod sources;
mod status;
mod step;
mod undo;

use std::path::Path;

use crate::cli::{self, Command};
use crate::dates::{self, Date};
use crate::error::{Error, Exit};
use crate::planning::evidence::Evidence;
use crate::planning::forecast::{Course, forecast};
use crate::planning::pace::Pace;
use crate::planning::standing::Standing;
use crate::progress::Progress;
use crate::progress::store::{Change, History, Store};
use crate::roadmap::{Roadmap, Shelf};
use crate::units::WeeklyHours;
use crate::view::View;

use self::outlook::{Outlook, default_hours, planned_hours};

/// Everything a command may look at.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The roadmap.
    pub roadmap: &'a Roadmap,
    /// The reference shelf; only for commands that [`need_shelf`].
    pub shelf: Option<&'a Shelf>,
    /// The text of a job posting, for the command that names one.
    pub posting: Option<&'a str>,
    /// The learner's record.
    pub progress: &'a Progress,
    /// The text of the learner's file; empty when there is none.
    pub text: &'a str,
    /// The learner's file.
    pub path: &'a Path,
    /// The saves so far; only for commands that [`need_history`].
    pub history: Option<&'a History>,
    /// What everybody may write, the learner's file or its folder; only for commands that [`need_exposure`].
    pub exposed: Option<&'a Path>,
    /// The day.
    pub today: Date,
}

impl<'a> Input<'a> {
    /// Where the learner stands by the saved profile.
    #[must_use]
    pub fn standing(&self) -> Standing<'a> {
        Standing::new(self.roadmap, self.progress, &self.progress.profile, self.today)
    }

    /// What the record tells of how its learner studies.
    fn evidence(&self, standing: &Standing<'_>) -> Evidence {
        Evidence::of(standing, self.progress, self.today)
    }

    /// Hours of study planned for a week, by the saved profile.
    fn hours_per_week(&self) -> WeeklyHours {
        self.progress.profile.hours_per_week.unwrap_or_else(default_hours)
    }

    /// How the learner studies, at the hours of the saved profile.
    fn pace(&self, standing: &Standing<'_>) -> Pace {
        self.evidence(standing).pace(planned_hours(self.hours_per_week()))
    }

    /// What is left of the path by a record, seen from a day: its profile, and what it tells of its learner.
    fn outlook(&self, progress: &Progress, today: Date) -> Outlook {
        let input = Input { progress, today, ..*self };
        let standing = Standing::new(self.roadmap, progress, &progress.profile, today);
        let evidence = input.evidence(&standing);
        let pace = evidence.pace(planned_hours(input.hours_per_week()));
        let course = Course { pauses: &progress.profile.pauses, ..Course::path(&standing, pace, progress.profile.first_day(today)) };
        Outlook { forecast: forecast(&course), evidence }
    }

    /// Where the learner would stand after a change.
    #[must_use]
    fn standing_after<'b>(&self, after: &'b Progress) -> Standing<'b>
    where
        'a: 'b,
    {
        Standing::new(self.roadmap, after, &after.profile, self.today)
    }

    /// A day as the learner typed it; today when they typed none.
    ///
    /// # Errors
    ///
    /// When it is no day, or, unless `future` is allowed, lies ahead.
    fn day(&self, text: Option<&str>, option: &str, future: bool) -> Result<Date, Error> {
        let Some(text) = text else { return Ok(self.today) };
        let Some(day) = dates::parse_day(text, self.today) else {
            let error = Error::usage("bad-date", format!("`{text}` is no day mlpath can read for {option}"));
            return Err(error.hint("write 2026-12-01, today, yesterday, monday, or 3d for three days ago"));
        };
        if day > self.today && !future {
            let hint = if option == "--since" { "name a day that is over" } else { "mark it when it has happened" };
            return Err(Error::usage("future-date", format!("{option} {day} lies in the future")).hint(hint));
        }
        Ok(day)
    }
}

/// What a command answers.
pub struct Outcome {
    /// The answer.
    pub view: Box<dyn View>,
    /// What to save before the answer is shown.
    pub change: Option<Change>,
    /// Whether the change was saved.
    pub saved: bool,
    /// How the command ends.
    pub exit: Exit,
}

impl Outcome {
    fn answer(view: impl View + 'static) -> Outcome {
        Outcome { view: Box::new(view), change: None, saved: false, exit: Exit::Done }
    }

    fn changing(view: impl View + 'static, change: Option<Change>) -> Outcome {
        Outcome { change, ..Outcome::answer(view) }
    }

    fn ending(self, exit: Exit) -> Outcome {
        Outcome { exit, ..self }
    }
}

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

/// Whether a command looks at the reference shelf.
#[must_use]
pub fn need_shelf(command: &Command, roadmap: &Roadmap) -> bool {
    match command {
        Command::Guide(_) | Command::Gap(_) => true,
        Command::Check(args) => args.data,
        Command::Show(args) => args.ids.iter().any(|id| roadmap.goal(id).is_some()),
        _ => false,
    }
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
