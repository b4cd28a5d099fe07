//! The arguments of each command. The doc comments are the help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `status`.
#[derive(Debug, Default, Args)]
pub struct StatusArgs {
    /// Also what moved since a day: 2026-11-01, monday, 7d, 2w
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// One line for a prompt: {done} {total} {left} {percent} {hours_left} {week} {doing} {next} {stage} {criterion} {finish} {latest}
    #[arg(long, value_name = "PATTERN", conflicts_with = "since")]
    pub format: Option<String>,
}

/// Arguments of `next`.
#[derive(Debug, Args)]
pub struct NextArgs {
    /// How many steps to show; one line each where there are several
    #[arg(value_name = "N", allow_negative_numbers = true)]
    pub count: Option<String>,
    /// The same, as an option
    #[arg(short, long, value_name = "N", conflicts_with = "count", hide = true, alias = "limit")]
    pub number: Option<String>,
    /// What fits a session of 45m, 2h or 1h30m
    #[arg(long, value_name = "DURATION")]
    pub time: Option<String>,
    /// Only steps of these stages, by id or number
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub stage: Vec<String>,
    /// One line a step
    #[arg(long)]
    pub short: bool,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only these: a stage, a state, ready, project, a track, an importance, or words of a step
    #[arg(value_name = "WORDS", value_delimiter = ',')]
    pub words: Vec<String>,
    /// Only these stages, by id or number, with commas between
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub stage: Vec<String>,
    /// Only steps in these states, with commas between
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub status: Vec<StatusArg>,
    /// Only skills, or only projects
    #[arg(long, value_name = "KIND")]
    pub kind: Option<KindArg>,
    /// Only steps of this importance
    #[arg(long, value_name = "IMPORTANCE", value_delimiter = ',')]
    pub importance: Vec<ImportanceArg>,
    /// Only steps of this specialisation track: llm, computer-vision, nlp, reinforcement-learning, ml-platform
    #[arg(long, value_name = "TRACK")]
    pub track: Option<String>,
    /// Also the optional and senior steps you have not taken up
    #[arg(short, long)]
    pub all: bool,
    /// What people type for a state
    #[command(flatten)]
    pub flags: StateFlags,
    /// End with 3 when the list is empty
    #[arg(long)]
    pub exit_status: bool,
}

/// States as options of their own: what people type before they read the help page.
#[derive(Debug, Default, Args)]
pub struct StateFlags {
    /// The same as the word
    #[arg(long, hide = true)]
    pub todo: bool,
    /// The same as the word
    #[arg(long, hide = true, aliases = ["in-progress", "started"])]
    pub doing: bool,
    /// The same as the word
    #[arg(long, hide = true, aliases = ["finished", "completed"])]
    pub done: bool,
    /// The same as the word
    #[arg(long, hide = true)]
    pub skipped: bool,
    /// The same as the word
    #[arg(long, hide = true)]
    pub ready: bool,
}

/// States of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusArg {
    /// Not begun
    #[value(alias = "to-do")]
    Todo,
    /// Begun
    #[value(aliases = ["in-progress", "started", "begun", "active"])]
    Doing,
    /// Finished, or covered by your background
    #[value(aliases = ["finished", "completed", "complete"])]
    Done,
    /// Left out
    #[value(alias = "skip")]
    Skipped,
    /// Not done: todo and doing
    #[value(hide = true, aliases = ["missing", "left", "remaining"])]
    Open,
}

/// Kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// To learn
    Skill,
    /// To build
    Project,
}

/// Importance of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportanceArg {
    /// Cannot be left out
    Essential,
    /// Worth it on the way to job-ready
    Recommended,
    /// Beyond job-ready
    Optional,
    /// Asked of senior engineers
    Senior,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Ids of steps, stages, certifications, backgrounds, resources, tracks or levels
    #[arg(required = true, value_name = "ID", value_delimiter = ',')]
    pub ids: Vec<String>,
    /// Also where each figure comes from
    #[arg(long)]
    pub sources: bool,
}

/// Arguments of `find`.
#[derive(Debug, Args)]
pub struct FindArgs {
    /// Words that all have to be there
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    /// Every find, not only the best
    #[arg(long)]
    pub all: bool,
}

/// Arguments of the marking commands.
#[derive(Debug, Args)]
pub struct MarkArgs {
    /// Ids of steps or certifications
    #[arg(value_name = "ID", required_unless_present = "stage", value_delimiter = ',')]
    pub ids: Vec<String>,
    /// Also all steps of these stages that count for job-ready; ids or numbers
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub stage: Vec<String>,
    /// The day of the change: 2026-12-01, yesterday, monday, 3d
    #[arg(long, value_name = "DATE", aliases = ["date", "day"])]
    pub on: Option<String>,
    /// A note for the log
    #[arg(short, long = "note", value_name = "TEXT")]
    pub message: Option<String>,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// A text with something in it: a script may hand over a variable that is empty.
fn told(text: Option<&String>) -> Option<&String> {
    text.filter(|text| !text.trim().is_empty())
}

impl MarkArgs {
    /// The note, unless it says nothing.
    pub fn note(&self) -> Option<&String> {
        told(self.message.as_ref())
    }
}

impl LogArgs {
    /// The note, unless it says nothing.
    pub fn note(&self) -> Option<&String> {
        told(self.message.as_ref())
    }

    /// The link, unless it says nothing.
    pub fn evidence(&self) -> Option<&String> {
        told(self.link.as_ref())
    }
}

impl DoneArgs {
    /// The link, unless it says nothing.
    pub fn evidence(&self) -> Option<&String> {
        told(self.link.as_ref())
    }
}

/// Arguments of `done`.
#[derive(Debug, Args)]
pub struct DoneArgs {
    /// What every marking command takes
    #[command(flatten)]
    pub mark: MarkArgs,
    /// Hours it took in all
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true)]
    pub hours: Option<String>,
    /// Evidence for the log
    #[arg(long, value_name = "URL")]
    pub link: Option<String>,
    /// What an exam cost you in all, in dollars
    #[arg(long, value_name = "USD", allow_hyphen_values = true)]
    pub paid: Option<String>,
}

/// Arguments of `tick`.
#[derive(Debug, Args)]
#[command(override_usage = "mlpath tick [OPTIONS] [ID] LETTER...")]
pub struct TickArgs {
    /// Id of a step, then letters of its criteria; letters alone are about the step in progress
    #[arg(required = true, value_name = "ID LETTER")]
    pub words: Vec<String>,
    /// Take the ticks back
    #[arg(long)]
    pub undo: bool,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Arguments of `log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// A step or exam; left out, the step in progress; none for learning that is no step
    #[arg(value_name = "WHAT")]
    pub id: Option<String>,
    /// Study time: 45m, 2h, 1h30m, 1.5h; with neither time, note nor link the log is shown
    #[arg(value_name = "TIME")]
    pub time: Vec<String>,
    /// A note
    #[arg(short, long = "note", value_name = "TEXT")]
    pub message: Option<String>,
    /// A link
    #[arg(long, value_name = "URL")]
    pub link: Option<String>,
    /// The day it is about: 2026-12-01, yesterday, monday, 3d
    #[arg(long, value_name = "DATE", aliases = ["date", "day"])]
    pub on: Option<String>,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Where you come from: none, swe, data-science, research
    #[arg(long, value_name = "BACKGROUND", aliases = ["background"])]
    pub from: Option<String>,
    /// Give these steps, and no others, no credit for where you come from
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub except: Vec<String>,
    /// Hours of study a week, or a range: 10, 7.5, 5-8; several times for scenarios side by side
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true, aliases = ["hours-per-week", "pace"])]
    pub hours: Vec<String>,
    /// First day of study: 2027-01-04, today, tomorrow
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// Days without study, on top of the saved ones: 2026-12-20..2027-01-03; none sets those aside
    #[arg(long, value_name = "FIRST..LAST")]
    pub pause: Vec<String>,
    /// What you aim at beside job-ready: a track, a level or an exam, on top of those saved; none sets those aside
    #[arg(long = "for", value_name = "GOAL", value_delimiter = ',', aliases = ["goal", "track", "level", "to"])]
    pub goals: Vec<String>,
    /// The day to be done by; none sets the saved one aside
    #[arg(long, value_name = "DATE", aliases = ["until", "deadline"])]
    pub by: Option<String>,
    /// The most your exams may cost, in dollars; none sets the saved sum aside
    #[arg(long, value_name = "USD", allow_hyphen_values = true)]
    pub budget: Option<String>,
    /// Free material only, and no exam that costs anything
    #[arg(long)]
    pub free: bool,
    /// Show which steps your background covers
    #[arg(long)]
    pub credits: bool,
    /// Draw the stages as bars
    #[arg(long)]
    pub bars: bool,
    /// Keep all of it as your goal: every command answers for it
    #[arg(long)]
    pub save: bool,
    /// End with 3 when the chance to be done by the day of --by, or the saved one, is not even
    #[arg(long)]
    pub exit_status: bool,
}

/// Arguments of `certs`.
#[derive(Debug, Args)]
pub struct CertsArgs {
    /// Only these certifications
    #[arg(value_name = "ID", value_delimiter = ',')]
    pub ids: Vec<String>,
    /// All payments until the end of this year, renewals included
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..=2999))]
    pub until: Option<i16>,
    /// Which exams this many dollars pay, in which order; the saved sum when left out
    #[arg(long, value_name = "USD", allow_hyphen_values = true, conflicts_with = "compare")]
    pub budget: Option<String>,
    /// Exams side by side, one line each
    #[arg(long)]
    pub compare: bool,
    /// The order of --compare
    #[arg(long, value_name = "COLUMN", requires = "compare")]
    pub sort: Option<CompareBy>,
    /// Also where each figure comes from
    #[arg(long)]
    pub sources: bool,
}

/// Columns exams are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareBy {
    /// What it costs today
    Fee,
    /// A second attempt
    Retake,
    /// Renewals, a year
    Renewal,
    /// Hours of study
    Study,
    /// When you are ready
    Ready,
    /// Id
    Name,
}

/// Arguments of `gap`.
#[derive(Debug, Args)]
pub struct GapArgs {
    /// job-ready, a level (junior ... director), a track (llm, computer-vision, ...) or an exam; your saved goal when left out
    #[arg(long = "for", value_name = "GOAL", value_delimiter = ',', conflicts_with = "job", aliases = ["goal", "track", "level", "to"])]
    pub goals: Vec<String>,
    /// Job postings as text or web pages: files, a folder of them, or - for standard input
    #[arg(long, value_name = "FILE", num_args = 1.., value_hint = clap::ValueHint::AnyPath)]
    pub job: Vec<PathBuf>,
    /// Also what does not fit a screen
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `guide`.
#[derive(Debug, Args)]
pub struct GuideArgs {
    /// A topic, or the id of a conflict; the index of topics when left out
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Only what this source says
    #[arg(long, value_name = "ID")]
    pub source: Option<String>,
    /// The whole of a long topic
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Check the figures of the roadmap instead: sources, dates, age
    #[arg(long)]
    pub data: bool,
}

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// Show what could be undone, newest first
    #[arg(long)]
    pub list: bool,
    /// Put back the text mlpath saved last when the record is damaged or emptied, or the one of a save of --list;
    /// the present text is kept beside it
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, conflicts_with = "list")]
    pub rescue: Option<Option<u64>>,
    /// Start a new record in the place of an emptied one: what was saved stays in the history folder, but is led to no more
    #[arg(long, conflicts_with_all = ["list", "rescue"])]
    pub forget: bool,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Arguments of `redo`.
#[derive(Debug, Args)]
pub struct RedoArgs {
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// The shells completions exist for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    Powershell,
    /// elvish
    Elvish,
}

/// Arguments of `help`.
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A command or a topic
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
}
