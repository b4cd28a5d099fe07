//! The command line as clap reads it: types only, no behavior, nothing of ours imported.
//!
//! The doc comments are the help texts.

#![expect(clippy::doc_markdown, reason = "these comments are printed as help, where backticks would show")]

mod args;
mod glance;
mod pages;
mod quick;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use args::*;
pub use glance::{Glance, glance};
pub use pages::{command_names, definition, definition_for, help_page};

/// A roadmap tracker for people becoming machine learning engineers
#[derive(Debug, Parser)]
#[command(
    name = "mlpath",
    version,
    about,
    disable_help_subcommand = true,
    disable_version_flag = true,
    disable_help_flag = true,
    max_term_width = 80,
    before_help = "  mlpath                      where you are (the same as mlpath status)\n  mlpath plan --from swe      when a software engineer could be ready",
    after_help = "Also fail, redo, completions SHELL, help COMMAND; help options, json, errors,\nexit-codes, environment, file, merging, roadmap, forecast, forecast-method"
)]
pub struct Cli {
    /// What every command takes
    #[command(flatten)]
    pub global: Global,
    /// The command; status when there is none
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Use this progress file instead of your own [env: MLPATH_FILE]
    #[arg(short, long, global = true, hide = true, value_name = "PATH", value_hint = clap::ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]
    #[arg(long, global = true, hide = true, value_name = "PATH", value_hint = clap::ValueHint::FilePath)]
    pub roadmap: Option<PathBuf>,
    /// Use this day as today: 2026-12-01 [env: MLPATH_TODAY]
    #[arg(long, global = true, hide = true, value_name = "DATE")]
    pub today: Option<String>,
    /// Answer in JSON
    #[arg(short, long, global = true, hide = true)]
    pub json: bool,
    /// When to use color
    #[arg(long, global = true, hide = true, value_name = "WHEN", default_value = "auto", alias = "colour")]
    pub color: Color,
    /// Print ids alone, one a line; from a change, nothing but errors
    #[arg(short, long, global = true, hide = true, alias = "ids")]
    pub quiet: bool,
    /// Answer in full, not within one screen
    #[arg(short, long, global = true, hide = true)]
    pub all: bool,
    /// The same as --color never
    #[arg(long, global = true, hide = true, alias = "no-colour", conflicts_with = "color")]
    pub no_color: bool,
    /// Print long answers without a pager
    #[arg(long, global = true, hide = true)]
    pub no_pager: bool,
    /// Print this page
    #[arg(short, long, global = true, hide = true, action = clap::ArgAction::HelpShort)]
    help: Option<bool>,
    /// Print the version
    #[arg(hide = true, short = 'V', short_alias = 'v', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that wants it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show where you are, what is next, and when you could finish
    #[command(before_help = "  mlpath status\n  mlpath status --since 4w      what moved in four weeks")]
    Status(StatusArgs),
    /// Show what to do now, and why
    #[command(before_help = "  mlpath next\n  mlpath next --time 45m        something that fits 45 minutes")]
    Next(NextArgs),
    /// List steps: of your stage, or of any words
    #[command(before_help = "  mlpath list todo doing        all that is left\n  mlpath list mlops project     the projects of a stage")]
    List(ListArgs),
    /// Show anything in full: step, stage, exam, track, level, resource
    #[command(before_help = "  mlpath show pandas\n  mlpath show google-ml-engineer --sources")]
    Show(ShowArgs),
    /// Find steps, exams, topics, terms and resources by any words
    #[command(alias = "search", before_help = "  mlpath find k8s\n  mlpath find gradient boosting")]
    Find(FindArgs),
    /// Mark steps or exams as in progress
    #[command(before_help = "  mlpath start pandas\n  mlpath start google-ml-engineer --on monday")]
    Start(MarkArgs),
    /// Mark steps, exams or tools you know as done
    #[command(before_help = "  mlpath done git, sql\n  mlpath done pandas --hours 14 -m \"groupby at last\"")]
    Done(DoneArgs),
    /// Leave steps or exams out, with a reason
    #[command(before_help = "  mlpath skip tensorflow -m \"PyTorch will do\"\n  mlpath list skipped")]
    Skip(MarkArgs),
    /// Mark as not done (keeps the log)
    #[command(before_help = "  mlpath reset pandas\n  mlpath reset --stage mlops --dry-run")]
    Reset(MarkArgs),
    /// Note an exam you did not pass: its fee is spent, the next is due
    #[command(
        hide = true,
        alias = "failed",
        before_help = "  mlpath fail google-ml-engineer --paid 200\n  mlpath certs                  what the next attempt costs, and when"
    )]
    Fail(FailArgs),
    /// Tick off single criteria of a step
    #[command(before_help = "  mlpath tick pandas b\n  mlpath tick pandas b --undo")]
    Tick(TickArgs),
    /// Log study time, a note or a link; alone, show your weeks
    #[command(
        before_help = "  mlpath log pandas 1h30m\n  mlpath log none 2h -m \"spoke at a meetup\"    learning that is no step\n  mlpath undo                  takes a slip back; older ones: mlpath help file"
    )]
    Log(LogArgs),
    /// Forecast when you could be ready; only --save changes anything
    #[command(before_help = "  mlpath plan --from swe\n  mlpath plan --for llm --by 2027-12 --hours 8 --save")]
    Plan(PlanArgs),
    /// Show what your exams cost: spent, left, renewals
    #[command(before_help = "  mlpath certs\n  mlpath certs --budget 400")]
    Certs(CertsArgs),
    /// Show what is missing for your goal, a level, a track or a job
    #[command(before_help = "  mlpath gap --for senior\n  mlpath gap --job posting.txt")]
    Gap(GapArgs),
    /// Read about pay, jobs and skills, with sources
    #[command(before_help = "  mlpath guide\n  mlpath guide salary")]
    Guide(GuideArgs),
    /// Take the last change back
    #[command(before_help = "  mlpath undo\n  mlpath undo --list")]
    Undo(UndoArgs),
    /// Put back what undo took
    #[command(hide = true, before_help = "  mlpath undo\n  mlpath redo")]
    Redo(RedoArgs),
    /// Check your progress file for mistakes
    #[command(before_help = "  mlpath check && echo well\n  mlpath check --data           the figures of the roadmap instead")]
    Check(CheckArgs),
    /// Take in another copy of your file: two machines, one record
    #[command(
        before_help = "  mlpath merge                  copies that a sync tool left beside your file\n  mlpath merge --setup-git      git merges your file without conflicts"
    )]
    Merge(MergeArgs),
    /// Print what makes a shell complete ids, topics and values
    #[command(
        hide = true,
        before_help = "  mlpath completions fish | source          fish: in config.fish\n  mlpath completions bash > ~/.mlpath.bash  bash, zsh: source it in ~/.bashrc"
    )]
    Completions(CompletionsArgs),
    /// Explain a command or a topic
    #[command(hide = true, before_help = "  mlpath help done\n  mlpath help forecast")]
    Help(HelpArgs),
}

impl Command {
    /// Whether it asks for more than an answer of one screen.
    #[must_use]
    pub fn asks_for_more(&self) -> bool {
        match self {
            Command::Show(args) => args.sources,
            Command::Certs(args) => args.sources,
            Command::Plan(args) => args.credits || args.costs || args.bars,
            _ => false,
        }
    }
}

/// Reads a command line.
///
/// # Errors
///
/// As clap tells it: also a page of help that was asked for.
pub fn parse<T: Into<OsString>>(words: impl IntoIterator<Item = T>) -> Result<Cli, clap::Error> {
    let words: Vec<OsString> = words.into_iter().map(Into::into).collect();
    quick::parse(&words).map_or_else(|| parse_whole(&words), Ok)
}

/// Reads a command line by the grammar of all commands.
fn parse_whole(words: &[OsString]) -> Result<Cli, clap::Error> {
    let mut matches = definition().try_get_matches_from(words)?;
    <Cli as clap::FromArgMatches>::from_arg_matches_mut(&mut matches)
}

/// The command of a line: the words after `mlpath`, parted by blanks.
#[cfg(test)]
#[track_caller]
pub(crate) fn command(line: &str) -> Command {
    let words = std::iter::once("mlpath").chain(line.split_whitespace());
    let parsed = parse(words).unwrap_or_else(|error| panic!("`{line}` is no command line: {error}"));
    parsed.command.unwrap_or(Command::Status(StatusArgs::default()))
}
