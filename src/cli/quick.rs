//! The grammar of the commands that are run most, each without all others: to build that of every command took a
//! tenth of the instructions of `status`, and to hand what every command takes down to one another thirtieth.
//!
//! Only a line that is right is read so, and begins with its command. What does not fit, asks for help or names
//! another command is read by the whole grammar, which has the errors and the pages.

use std::ffi::{OsStr, OsString};

use clap::{ArgMatches, Args, FromArgMatches};

use super::{
    CertsArgs, Cli, Command, DoneArgs, GapArgs, Global, GuideArgs, ListArgs, LogArgs, MarkArgs, NextArgs, PlanArgs, ShowArgs, StatusArgs,
    TickArgs,
};

/// The line, where its command is one of the usual ones and the line is right.
pub(super) fn parse(words: &[OsString]) -> Option<Cli> {
    let Some((_, line)) = words.split_first().filter(|(_, line)| !line.is_empty()) else {
        return Some(Cli { global: read(&mut matches(clap::Command::new("mlpath"), words)?)?, command: None });
    };
    let usual = USUAL.iter().find(|usual| line[0] == usual.name)?;
    let mut matches = matches(usual.command(), line)?;
    // What both take is left for the command.
    Some(Cli { global: Global::from_arg_matches(&matches).ok()?, command: Some((usual.read)(&mut matches)?) })
}

/// A command as far as its arguments go, where it is one of the usual ones.
pub(super) fn usual_command(name: &OsStr) -> Option<clap::Command> {
    USUAL.iter().find(|usual| name == usual.name).map(Usual::command)
}

/// What is told by a line that begins with the name of its command. What every command takes is a part of its own
/// arguments here; some of it they have already, with a help of their own.
fn matches(command: clap::Command, line: &[OsString]) -> Option<ArgMatches> {
    let mut grammar = command.version(env!("CARGO_PKG_VERSION")).disable_help_flag(true).disable_version_flag(true);
    for argument in Global::augment_args(clap::Command::new("mlpath")).get_arguments() {
        if !grammar.get_arguments().any(|own| own.get_id() == argument.get_id()) {
            grammar = grammar.arg(argument.clone().global(false));
        }
    }
    grammar.try_get_matches_from(line).ok()
}

fn read<T: FromArgMatches>(matches: &mut ArgMatches) -> Option<T> {
    T::from_arg_matches_mut(matches).ok()
}

/// A command that is run often.
struct Usual {
    name: &'static str,
    with_arguments: fn(clap::Command) -> clap::Command,
    read: fn(&mut ArgMatches) -> Option<Command>,
}

impl Usual {
    fn command(&self) -> clap::Command {
        (self.with_arguments)(clap::Command::new(self.name))
    }
}

const fn usual<T: Args>(name: &'static str, read: fn(&mut ArgMatches) -> Option<Command>) -> Usual {
    Usual { name, with_arguments: T::augment_args, read }
}

const USUAL: [Usual; 14] = [
    usual::<StatusArgs>("status", |line| read(line).map(Command::Status)),
    usual::<NextArgs>("next", |line| read(line).map(Command::Next)),
    usual::<ListArgs>("list", |line| read(line).map(Command::List)),
    usual::<ShowArgs>("show", |line| read(line).map(Command::Show)),
    usual::<MarkArgs>("start", |line| read(line).map(Command::Start)),
    usual::<DoneArgs>("done", |line| read(line).map(Command::Done)),
    usual::<MarkArgs>("skip", |line| read(line).map(Command::Skip)),
    usual::<MarkArgs>("reset", |line| read(line).map(Command::Reset)),
    usual::<TickArgs>("tick", |line| read(line).map(Command::Tick)),
    usual::<LogArgs>("log", |line| read(line).map(Command::Log)),
    usual::<PlanArgs>("plan", |line| read(line).map(Command::Plan)),
    usual::<CertsArgs>("certs", |line| read(line).map(Command::Certs)),
    usual::<GapArgs>("gap", |line| read(line).map(Command::Gap)),
    usual::<GuideArgs>("guide", |line| read(line).map(Command::Guide)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::parse_whole;

    #[track_caller]
    fn agree(line: &str) {
        let words: Vec<OsString> = std::iter::once("mlpath").chain(line.split_whitespace()).map(OsString::from).collect();
        if let Some(read) = parse(&words) {
            let whole = parse_whole(&words).unwrap_or_else(|error| panic!("`{line}` is no command line: {error}"));
            assert_eq!(format!("{read:?}"), format!("{whole:?}"), "{line}");
        }
    }

    #[test]
    fn a_line_that_is_read_here_is_read_the_same_by_the_whole_grammar() {
        for line in [
            "",
            "status",
            "status --since 4w --json",
            "status --file status",
            "next 3 --time 45m --today 2026-12-01",
            "list todo doing -q",
            "show pandas --sources --color never",
            "done git sql --hours 5 -m note --on monday",
            "start pandas -n",
            "skip tensorflow -m why",
            "reset --stage mlops",
            "tick pandas b --undo",
            "log pandas 1h30m",
            "plan --from swe --hours 5-8 --pause 2026-12-20..2027-01-03 --save",
            "certs --budget 400",
            "gap --job - -q",
            "guide salary --all",
            "gap --all",
            "list -a",
            "guide salary -a",
            "gap -a",
            "status -a",
        ] {
            let words: Vec<OsString> = std::iter::once("mlpath").chain(line.split_whitespace()).map(OsString::from).collect();
            assert!(parse(&words).is_some(), "`{line}` is read by the whole grammar");
            agree(line);
        }
    }

    #[test]
    fn whatever_does_not_fit_is_left_to_the_whole_grammar() {
        for line in [
            "find k8s",
            "--json",
            "-f x status",
            "show",
            "status --nope",
            "-h",
            "status -h",
            "--version",
            "done --hours",
            "pandas",
            "list --sort nothing",
            "next x y",
        ] {
            let words: Vec<OsString> = std::iter::once("mlpath").chain(line.split_whitespace()).map(OsString::from).collect();
            assert!(parse(&words).is_none(), "{line}");
        }
    }
}
