//! The commands, one file each: from arguments and input to an outcome. Pure: no files, no
//! printing, no clock.
//!
//! A new command is a variant of [`cli::Command`], a file here, and a line in [`needs`] and in [`execute`].

mod certs;
mod check;
mod completions;
mod fail;
mod find;
mod gap;
mod guide;
mod help;
mod list;
mod log;
mod mark;
mod merge;
mod next;
mod outcome;
mod plan;
mod retired_ids;
#[cfg(test)]
mod schemas;
mod show;
mod status;
#[cfg(test)]
pub(crate) mod testing;
mod tick;
mod undo;

use crate::cli::{self, Command};
use crate::error::Error;

pub(crate) use completions::script as completion_script;
pub(crate) use help::topics as help_topics;
pub use merge::{Stages, drive};
pub use outcome::{BrokenOverlay, Effect, FileNeed, GuideNeed, HistoryNeed, Input, MergedFile, Needs, Outcome, Postings};

/// What has to be read before a command can answer.
#[must_use]
pub fn needs(command: &Command) -> Needs<'_> {
    let reads = Needs::default();
    let changes = |dry_run| Needs { file: FileNeed::of_change(dry_run), ..reads };
    let marks = |ids, dry_run| Needs { guide: GuideNeed::ForUnknown(ids), ..changes(dry_run) };
    match command {
        Command::Status(_) => Needs { tells_version: true, ..reads },
        Command::Show(args) => Needs { guide: GuideNeed::ForUnknownAndGoals(&args.ids), ..reads },
        Command::Start(args) | Command::Skip(args) | Command::Reset(args) => marks(&args.ids, args.dry_run),
        Command::Done(args) => marks(&args.mark.ids, args.mark.dry_run),
        Command::Fail(args) => changes(args.dry_run),
        Command::Tick(args) => marks(&args.words[..1.min(args.words.len())], args.dry_run),
        Command::Log(args) if log::is_entry(args) => marks(log::subject(args), args.dry_run),
        Command::Log(args) => Needs { guide: GuideNeed::ForUnknown(log::subject(args)), ..reads },
        Command::Plan(args) if args.save => changes(false),
        Command::Gap(args) => Needs { guide: GuideNeed::Yes, postings: &args.job, ..reads },
        Command::Guide(_) | Command::Find(_) => Needs { guide: GuideNeed::Yes, ..reads },
        Command::Check(args) if args.data => Needs { guide: GuideNeed::Yes, tells_version: true, ..reads },
        Command::Check(_) => Needs { guide: GuideNeed::Yes, access: true, siblings: true, tells_version: true, ..reads },
        Command::Merge(args) => merge::needs(args),
        Command::Undo(args) => undo::needs(args),
        Command::Redo(args) => Needs { history: HistoryNeed::Redo, ..changes(args.dry_run) },
        Command::List(args) => Needs { guide: GuideNeed::ForUnknown(&args.words), ..reads },
        Command::Next(_) | Command::Certs(_) | Command::Plan(_) => reads,
        Command::Completions(_) | Command::Help(_) => Needs { file: FileNeed::No, ..reads },
    }
}

/// Answers a command that needs no progress file.
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
        Command::Fail(args) => fail::run(args, input),
        Command::Tick(args) => tick::run(args, input),
        Command::Log(args) => log::run(args, input),
        Command::Plan(args) => plan::run(args, input),
        Command::Certs(args) => certs::run(args, input),
        Command::Merge(args) => merge::run(args, input),
        Command::Undo(args) => undo::undo(args, input),
        Command::Redo(args) => undo::redo(args, input),
        Command::Gap(args) => gap::run(args, input),
        Command::Guide(args) => guide::run(args, input),
        Command::Check(args) => Ok(check::run(args, input)),
        Command::Completions(_) | Command::Help(_) => explain(command),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_asks_for_the_file_to_write_only_where_it_may_write() {
        for (line, file) in [
            ("status", FileNeed::Read),
            ("log", FileNeed::Read),
            ("log git", FileNeed::Read),
            ("log git 1h", FileNeed::Write),
            ("log git 1h --dry-run", FileNeed::Try),
            ("done git", FileNeed::Write),
            ("done git --dry-run", FileNeed::Try),
            ("fail google-ml-engineer", FileNeed::Write),
            ("fail google-ml-engineer -n", FileNeed::Try),
            ("tick git a", FileNeed::Write),
            ("tick git a --dry-run", FileNeed::Try),
            ("plan", FileNeed::Read),
            ("plan --save", FileNeed::Write),
            ("undo", FileNeed::Write),
            ("undo --dry-run", FileNeed::Try),
            ("redo", FileNeed::Write),
            ("redo --dry-run", FileNeed::Try),
            ("help done", FileNeed::No),
            ("completions bash", FileNeed::No),
        ] {
            assert_eq!(needs(&cli::command(line)).file, file, "{line}");
        }
    }

    #[test]
    fn the_guide_is_read_for_words_that_may_be_in_it() {
        for (line, guide) in [("guide pay", true), ("find k8s", true), ("check", true), ("gap", true), ("status", false), ("certs", false)]
        {
            assert_eq!(needs(&cli::command(line)).guide == GuideNeed::Yes, guide, "{line}");
        }
        assert!(needs(&cli::command("check")).tells_version && needs(&cli::command("check")).access);
        assert!(!needs(&cli::command("check --data")).access);
    }

    #[test]
    fn a_log_entry_looks_its_word_up_in_the_guide_unless_it_is_no_step() {
        for (line, word) in
            [("log k8s 2h", Some("k8s")), ("log 2h k8s yesterday", Some("k8s")), ("log none 2h -m Meetup", None), ("log 2h", None)]
        {
            let command = cli::command(line);
            let GuideNeed::ForUnknown(words) = needs(&command).guide else { panic!("{line}: {:?}", needs(&command).guide) };
            assert_eq!(words.iter().map(String::as_str).collect::<Vec<_>>(), Vec::from_iter(word), "{line}");
        }
    }
}
