//! The arguments of each command. The doc comments are the help texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `status`.
#[derive(Debug, Default, Args)]
pub struct StatusArgs {
    /// What moved since then: 4w, monday, 2026-11-01
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// One line for a prompt: '{done}/{total} {next}'
    #[arg(long, value_name = "PATTERN", conflicts_with = "since")]
    pub format: Option<String>,
}

/// Arguments of `next`.
#[derive(Debug, Args)]
pub struct NextArgs {
    /// How many steps; one line each where there are several
    #[arg(value_name = "N", allow_negative_numbers = true)]
    pub count: Option<String>,
    /// The same, as an option
    #[arg(short, long, value_name = "N", conflicts_with = "count", hide = true, alias = "limit")]
    pub number: Option<String>,
    /// Something that fits a session: 45m, 1h30m
    #[arg(long, value_name = "DURATION")]
    pub time: Option<String>,
    /// Only steps of these stages: 2, mlops
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub stage: Vec<String>,
    /// One line a step
    #[arg(long)]
    pub short: bool,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// A state (todo), stage (2, mlops), ready, project, a track
    #[arg(value_name = "WORDS", value_delimiter = ',')]
    pub words: Vec<String>,
    /// Only these stages: 2, mlops
    #[arg(long, value_name = "ID", value_delimiter = ',', hide = true)]
    pub stage: Vec<String>,
    /// Only these states: todo, doing, done, skipped
    #[arg(long, value_name = "STATE", value_delimiter = ',', hide = true)]
    pub status: Vec<StatusArg>,
    /// Only one kind: skill, project
    #[arg(long, value_name = "KIND", hide = true)]
    pub kind: Option<KindArg>,
    /// Only essential, recommended, optional or senior
    #[arg(long, value_name = "IMPORTANCE", value_delimiter = ',', hide = true)]
    pub importance: Vec<ImportanceArg>,
    /// Only this track: llm, nlp, computer-vision
    #[arg(long, value_name = "TRACK", hide = true)]
    pub track: Option<String>,
    /// All stages, optional and senior steps too
    #[arg(short, long)]
    pub all: bool,
    /// What people type for a state
    #[command(flatten)]
    pub flags: StateFlags,
    /// End with 3 when nothing matches
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
    /// What to show: ids, titles, stage numbers, terms
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
    #[arg(short, long)]
    pub all: bool,
}

/// Arguments of the marking commands.
#[derive(Debug, Args)]
pub struct MarkArgs {
    /// Steps, exams or tools: ids or exact titles
    #[arg(value_name = "ID", required_unless_present = "stage", value_delimiter = ',')]
    pub ids: Vec<String>,
    /// Also the steps of these stages
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub stage: Vec<String>,
    /// The day: 2026-12-01, yesterday, monday, 3d
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
    /// What passing an exam cost in all; a renewal is added
    #[arg(long, value_name = "USD", allow_hyphen_values = true)]
    pub paid: Option<String>,
}

/// Arguments of `fail`.
#[derive(Debug, Args)]
pub struct FailArgs {
    /// The exam: id or exact title
    #[arg(required = true, value_name = "EXAM")]
    pub words: Vec<String>,
    /// The day: 2026-12-01, yesterday, monday, 3d
    #[arg(long, value_name = "DATE", aliases = ["date", "day"])]
    pub on: Option<String>,
    /// What that attempt cost
    #[arg(long, value_name = "USD", allow_hyphen_values = true)]
    pub paid: Option<String>,
    /// A note for the log
    #[arg(short, long = "note", value_name = "TEXT")]
    pub message: Option<String>,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

impl FailArgs {
    /// The note, unless it says nothing.
    pub fn note(&self) -> Option<&String> {
        told(self.message.as_ref())
    }
}

/// Arguments of `tick`.
#[derive(Debug, Args)]
#[command(override_usage = "mlpath tick [OPTIONS] [ID] LETTER...")]
pub struct TickArgs {
    /// A step and its letters; the one in progress if left out
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
    /// A step or exam; the one in progress if left out; or none
    #[arg(index = 1, value_name = "WHAT")]
    pub id: Option<String>,
    /// Study time: 45m, 2h, 1h30m
    #[arg(index = 2, value_name = "TIME")]
    pub time: Vec<String>,
    /// A note
    #[arg(short, long = "note", value_name = "TEXT")]
    pub message: Option<String>,
    /// A link
    #[arg(long, value_name = "URL")]
    pub link: Option<String>,
    /// The day: 2026-12-01, yesterday, monday, 3d
    #[arg(long, value_name = "DATE", aliases = ["date", "day"])]
    pub on: Option<String>,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Where you come from: none, swe, analyst+bootcamp
    #[arg(long, value_name = "BACKGROUND", value_delimiter = ',', aliases = ["background"])]
    pub from: Vec<String>,
    /// Steps your background gives no credit for; or none
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub except: Vec<String>,
    /// Hours a week: 10, 5-8; repeat it to compare
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true, aliases = ["hours-per-week", "pace"])]
    pub hours: Vec<String>,
    /// First day of study
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// A break: 2026-12-20..2027-01-03; or none
    #[arg(long, value_name = "DAYS")]
    pub pause: Vec<String>,
    /// A track, level or exam; or none
    #[arg(long = "for", value_name = "GOAL", value_delimiter = ',', aliases = ["goal", "track", "level", "to"])]
    pub goals: Vec<String>,
    /// The day to be done by; or none
    #[arg(long, value_name = "DATE", aliases = ["until", "deadline"])]
    pub by: Option<String>,
    /// Dollars for exams; or none
    #[arg(long, value_name = "USD", allow_hyphen_values = true)]
    pub budget: Option<String>,
    /// Only what is free
    #[arg(long)]
    pub free: bool,
    /// Which steps your background covers
    #[arg(long)]
    pub credits: bool,
    /// What it all costs: exams, material, cloud
    #[arg(long)]
    pub costs: bool,
    /// Draw the stages as bars
    #[arg(long)]
    pub bars: bool,
    /// Keep it as your goal
    #[arg(long)]
    pub save: bool,
    /// End with 3 when the day of --by is out of reach
    #[arg(long)]
    pub exit_status: bool,
}

/// Arguments of `certs`.
#[derive(Debug, Args)]
pub struct CertsArgs {
    /// Only these exams
    #[arg(value_name = "ID", value_delimiter = ',')]
    pub ids: Vec<String>,
    /// All payments until the end of this year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2000..=2999))]
    pub until: Option<i16>,
    /// What this many dollars pay, in which order
    #[arg(long, value_name = "USD", allow_hyphen_values = true, conflicts_with = "compare")]
    pub budget: Option<String>,
    /// Exams side by side, one line each
    #[arg(long)]
    pub compare: bool,
    /// By fee, retake, renewal, study, ready or name
    #[arg(long, hide_possible_values = true, value_name = "COLUMN", requires = "compare")]
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
    /// A level, track or exam instead of your goal
    #[arg(long = "for", value_name = "GOAL", value_delimiter = ',', conflicts_with = "job", aliases = ["goal", "track", "level", "to"])]
    pub goals: Vec<String>,
    /// Job postings: files, a folder, or - for standard input
    #[arg(long, value_name = "FILE", num_args = 1.., value_hint = clap::ValueHint::AnyPath)]
    pub job: Vec<PathBuf>,
    /// Also what does not fit a screen
    #[arg(short, long)]
    pub all: bool,
}

/// Arguments of `guide`.
#[derive(Debug, Args)]
pub struct GuideArgs {
    /// A topic, or the id of a conflict
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Only what this source says
    #[arg(long, value_name = "ID")]
    pub source: Option<String>,
    /// The whole of a long topic
    #[arg(short, long)]
    pub all: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The figures of the roadmap instead
    #[arg(long)]
    pub data: bool,
}

/// Arguments of `merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Other copies; those beside your file if left out
    #[arg(value_name = "OTHER", value_hint = clap::ValueHint::FilePath, conflicts_with_all = ["setup_git", "driver", "keep"])]
    pub others: Vec<PathBuf>,
    /// Settle where copies differ: this, other or both
    #[arg(long, value_name = "WHICH", hide_possible_values = true, conflicts_with_all = ["setup_git", "driver"])]
    pub keep: Option<KeepArg>,
    /// Let git merge your file so, in the repository of DIR
    #[arg(long, value_name = "DIR", num_args = 0..=1, value_hint = clap::ValueHint::DirPath, conflicts_with = "driver")]
    pub setup_git: Option<Option<PathBuf>>,
    /// With --setup-git: take that back
    #[arg(long, requires = "setup_git")]
    pub remove: bool,
    /// What git calls, with its base, ours, theirs and the path
    #[arg(long, hide = true, num_args = 3..=4, value_names = ["BASE", "OURS", "THEIRS", "PATH"])]
    pub driver: Vec<PathBuf>,
    /// Say what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// What is to stay where two copies say something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeepArg {
    /// What stands there
    This,
    /// What stands beside it, of the other copy
    #[value(alias = "theirs")]
    Other,
    /// Both texts, one behind the other
    Both,
}

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub struct UndoArgs {
    /// Show what could be undone, newest first
    #[arg(long)]
    pub list: bool,
    /// Put back the last good text, or save NUMBER
    #[arg(long, alias = "to", value_name = "NUMBER", num_args = 0..=1, conflicts_with = "list")]
    pub rescue: Option<Option<u64>>,
    /// Start over with an emptied file
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
    #[value(alias = "pwsh")]
    Powershell,
    /// elvish
    Elvish,
}

impl Shell {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
            Shell::Powershell => "powershell",
            Shell::Elvish => "elvish",
        }
    }

    /// The shell of a name or the path of one, as `$SHELL` has it.
    #[must_use]
    pub fn named(name: &str) -> Option<Shell> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        <Shell as ValueEnum>::from_str(name.strip_suffix(".exe").unwrap_or(name), true).ok()
    }
}

/// Arguments of `help`.
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A command or a topic
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
}
