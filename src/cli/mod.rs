//! The command line as clap reads it: types only, no behaviour, nothing of ours imported.
//!
//! The doc comments are the help texts.

#![expect(clippy::doc_markdown, reason = "these comments are printed as help, where backticks would show")]

mod args;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use args::*;

/// A roadmap tracker for people becoming machine learning engineers
#[derive(Debug, Parser)]
#[command(
    name = "mlpath",
    version,
    about,
    disable_help_subcommand = true,
    disable_version_flag = true,
    max_term_width = 80,
    before_help = "Examples:\n  mlpath                      where you stand (the same as mlpath status)\n  mlpath plan --from swe      when a software engineer could be ready",
    after_help = "Steps and certifications share one name space of ids: mlpath list, mlpath certs.\nTopics: mlpath help json | errors | exit-codes | environment | file | roadmap | forecast"
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
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// Use this record instead of your own [env: MLPATH_FILE]
    #[arg(short, long, global = true, value_name = "PATH", value_hint = clap::ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Use this roadmap instead of the built-in one [env: MLPATH_ROADMAP]
    #[arg(long, global = true, value_name = "PATH", value_hint = clap::ValueHint::FilePath)]
    pub roadmap: Option<PathBuf>,
    /// Take this day for today, as YYYY-MM-DD [env: MLPATH_TODAY]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// Answer in JSON (mlpath help json)
    #[arg(short, long, global = true)]
    pub json: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = false, alias = "colour")]
    pub color: Color,
    /// Print ids alone, one a line; from a change, nothing but errors
    #[arg(short, long, global = true, alias = "ids")]
    pub quiet: bool,
    /// The same as --color never
    #[arg(long, global = true, hide = true, alias = "no-colour", conflicts_with = "color")]
    pub no_color: bool,
    /// Print the version
    #[arg(short = 'V', short_alias = 'v', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// When to use colour.
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
    /// Show where you stand: stages, what is begun, what is next, when you could finish
    #[command(
        before_help = "Examples:\n  mlpath status\n  mlpath status --since monday\n  mlpath status --format '{done}/{total} {next} {finish}'"
    )]
    Status(StatusArgs),
    /// Show what to do next, with the reason and when it is done
    #[command(before_help = "Examples:\n  mlpath next\n  mlpath next 3\n  mlpath next --time 45m      what fits a session")]
    Next(NextArgs),
    /// List the steps of the roadmap
    #[command(
        before_help = "Examples:\n  mlpath list --status todo,doing     exactly what status says is missing\n  mlpath list --stage mlops --all"
    )]
    List(ListArgs),
    /// Show a step, stage, certification, background, resource, track or level in full
    #[command(before_help = "Examples:\n  mlpath show pandas\n  mlpath show google-ml-engineer --sources")]
    Show(ShowArgs),
    /// Find steps, exams, topics, terms and resources by any words
    #[command(alias = "search", before_help = "Examples:\n  mlpath find k8s\n  mlpath find gradient boosting")]
    Find(FindArgs),
    /// Mark steps or certifications as begun
    #[command(before_help = "Examples:\n  mlpath start pandas\n  mlpath start google-ml-engineer --on monday")]
    Start(MarkArgs),
    /// Mark steps or certifications as done
    #[command(
        before_help = "Examples:\n  mlpath done python-basics git\n  mlpath done pandas --hours 14 -m \"groupby at last\" --link https://example.org/notebook"
    )]
    Done(DoneArgs),
    /// Leave steps out, with a reason
    #[command(before_help = "Examples:\n  mlpath skip tensorflow -m \"PyTorch will do\"\n  mlpath list --status skipped")]
    Skip(MarkArgs),
    /// Take marks back: the steps are to do again, their log stays
    #[command(before_help = "Examples:\n  mlpath reset pandas\n  mlpath reset --stage mlops --dry-run")]
    Reset(MarkArgs),
    /// Tick off single criteria of a step
    #[command(before_help = "Examples:\n  mlpath tick pandas b\n  mlpath tick pandas b --undo")]
    Tick(TickArgs),
    /// Log study time, a note or a link; alone, show the weeks and steps so far
    #[command(
        before_help = "Examples:\n  mlpath log pandas 1h30m\n  mlpath log 45m -m \"stopped at merge\" --on yesterday    the step in progress\n  mlpath log none 2h -m \"spoke at a meetup\"           no step\n  mlpath log                  hours a week and a step\n  mlpath log pandas           its entries"
    )]
    Log(LogArgs),
    /// Forecast when you could be ready; only --save changes anything
    #[command(
        before_help = "Examples:\n  mlpath plan --from swe\n  mlpath plan --from data-science --except docker --hours 7 --save\n  mlpath plan --for llm --by 2027-12-31 --save\n  mlpath plan --hours 5 --hours 10 --hours 5-8"
    )]
    Plan(PlanArgs),
    /// Show your exams: what each costs, spent, left, renewals; or the guides' path
    #[command(before_help = "Examples:\n  mlpath certs\n  mlpath certs --budget 400\n  mlpath certs --compare --sort fee")]
    Certs(CertsArgs),
    /// Show what is missing for a goal: job-ready, a level, a track, or job postings
    #[command(before_help = "Examples:\n  mlpath gap --for llm\n  mlpath gap --job posting.txt\n  mlpath gap --job jobs/")]
    Gap(GapArgs),
    /// Read what the field's guides say, topic by topic, with sources and conflicts
    #[command(before_help = "Examples:\n  mlpath guide                the topics\n  mlpath guide salary")]
    Guide(GuideArgs),
    /// Take the last change back
    #[command(
        before_help = "Examples:\n  mlpath undo\n  mlpath undo --list\n  mlpath undo --rescue        when the record is damaged\n  mlpath undo --rescue 12     as it was after save 12 of --list"
    )]
    Undo(UndoArgs),
    /// Put back what undo took
    #[command(before_help = "Examples:\n  mlpath undo\n  mlpath redo")]
    Redo(RedoArgs),
    /// Check your record: silent and 0 when well, else every finding with its line
    #[command(before_help = "Examples:\n  mlpath check && echo well\n  mlpath check --data --roadmap mine.yaml")]
    Check(CheckArgs),
    /// Print the completion script of a shell
    #[command(
        before_help = "Examples:\n  mlpath completions bash > ~/.local/share/bash-completion/completions/mlpath\n  mlpath completions zsh > ~/.zfunc/_mlpath"
    )]
    Completions(CompletionsArgs),
    /// Explain a command or a topic: json, exit-codes, environment, file, roadmap, forecast
    #[command(before_help = "Examples:\n  mlpath help done\n  mlpath help forecast")]
    Help(HelpArgs),
}

/// The help page of a command, or of the whole program; `None` when there is no such command.
#[must_use]
pub fn help_page(command: Option<&str>) -> Option<String> {
    let mut whole = <Cli as clap::CommandFactory>::command();
    whole.build();
    match command {
        None => Some(whole.render_help().to_string()),
        Some(name) => Some(whole.find_subcommand_mut(name)?.render_help().to_string()),
    }
}

/// The names of all commands.
#[must_use]
pub fn command_names() -> Vec<String> {
    <Cli as clap::CommandFactory>::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// The command of a line: the words after `mlpath`, parted by blanks.
#[cfg(test)]
#[track_caller]
pub(crate) fn command(line: &str) -> Command {
    let words = std::iter::once("mlpath").chain(line.split_whitespace());
    let parsed = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("`{line}` is no command line: {error}"));
    parsed.command.unwrap_or(Command::Status(StatusArgs::default()))
}
