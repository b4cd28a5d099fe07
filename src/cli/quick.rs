//! The grammar of the commands that are run most, each without all others: to build that of every command took a
//! tenth of the instructions of `status`.
//!
//! Only a line that is right is read so. What does not fit, asks for help or names another command is read by the
//! whole grammar, which has the errors and the pages.

use std::ffi::OsString;

use clap::{Args, FromArgMatches};

use super::{
    CertsArgs, Cli, DoneArgs, GapArgs, Global, GuideArgs, ListArgs, LogArgs, MarkArgs, NextArgs, PlanArgs, ShowArgs, StatusArgs, TickArgs,
};

/// The line, where its command is one of the usual ones and the line is right.
pub(super) fn parse(words: &[OsString]) -> Option<Cli> {
    let bare = Global::augment_args(clap::Command::new("mlpath"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true);
    let grammar = match words.iter().skip(1).find_map(|word| command(word.to_str()?)) {
        Some(command) => bare.subcommand(command),
        None => bare,
    };
    let mut matches = grammar.try_get_matches_from(words).ok()?;
    Cli::from_arg_matches_mut(&mut matches).ok()
}

/// What adds its arguments to a command.
type WithArguments = fn(clap::Command) -> clap::Command;

/// The usual commands by their names.
const USUAL: [(&str, WithArguments); 14] = [
    ("status", StatusArgs::augment_args),
    ("next", NextArgs::augment_args),
    ("list", ListArgs::augment_args),
    ("show", ShowArgs::augment_args),
    ("start", MarkArgs::augment_args),
    ("done", DoneArgs::augment_args),
    ("skip", MarkArgs::augment_args),
    ("reset", MarkArgs::augment_args),
    ("tick", TickArgs::augment_args),
    ("log", LogArgs::augment_args),
    ("plan", PlanArgs::augment_args),
    ("certs", CertsArgs::augment_args),
    ("gap", GapArgs::augment_args),
    ("guide", GuideArgs::augment_args),
];

fn command(typed: &str) -> Option<clap::Command> {
    let (name, with_arguments) = USUAL.iter().find(|(name, _)| *name == typed)?;
    Some(with_arguments(clap::Command::new(*name)))
}

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
            "--json",
            "status",
            "status --since 4w --json",
            "-f x status",
            "--file status status",
            "--today 2026-12-01 next 3 --time 45m",
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
