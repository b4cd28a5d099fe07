//! The one place that strings the steps together: read, compute, save, show.

use crate::code::Code;
use crate::planning::learner::Learner;
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, ValueEnum};

use crate::advice::Target;
use crate::builtin;
use crate::cli::{Cli, Color, Command, Global, StatusArgs};
use crate::commands::{self, Input, Outcome};
use crate::dates::{self, Date};
use crate::error::{Error, Exit};
use crate::planning::renames::{carry_over, in_file};
use crate::progress::document::Moved;
use crate::progress::{Progress, VERSION};
use crate::render::{self, Options};
use crate::roadmap::{self, Guide, Roadmap};
use crate::store::{self, Change, History, Snapshot, Store};
use crate::system::{self, NoHome, System, Unread};
use crate::text::{shell_word, visible};
use crate::view::{Line, Page};

/// How often a change is tried again when somebody else writes the file meanwhile.
const TRIES: usize = 3;

/// Runs one command line and returns how it ends. Answers go to `out`, all else to `err`.
///
/// May be called any number of times in one process.
pub fn run(arguments: &[OsString], system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, arguments, system, out, err),
    };
    let command = cli.command.unwrap_or(Command::Status(StatusArgs::default()));
    let target = target_of(&cli.global);
    let mut warn = |line: Line| {
        if !cli.global.quiet {
            // A warning nobody can read must not stop the work.
            let mut page = Page::new();
            let _ = err.write_all(text(page.line(line), system, system.colour_err, cli.global.color, &target).as_bytes());
        }
    };
    let typed = Typed { command: &command, global: &cli.global, words: spoken(arguments) };
    let result = answer(&typed, system, &mut warn);
    match result.and_then(|outcome| show(&outcome, &cli.global, &target, system, out)) {
        Ok(exit) => exit,
        Err(error) => report(&error, cli.global.json, cli.global.color, &target, system, err),
    }
}

/// What the commands it advises are about.
fn target_of(global: &Global) -> Target {
    Target::new(global.file.as_deref(), global.roadmap.as_deref())
}

/// A command line that was understood.
struct Typed<'a> {
    command: &'a Command,
    global: &'a Global,
    /// The words after `mlpath`, for the history.
    words: String,
}

/// Reads, computes and saves.
fn answer(typed: &Typed<'_>, system: &System, warn: &mut dyn FnMut(Line)) -> Result<Outcome, Error> {
    let Typed { command, global, .. } = typed;
    if commands::stands_alone(command) {
        return commands::explain(command);
    }
    let today = today(global, system)?;
    let named = global.file.as_ref().or(system.file.as_ref());
    let path = named.map_or_else(|| System::default_file().map_err(no_home), |path| Ok(path.clone()))?;
    let store = Store::new(path.clone(), System::state_folder(&path));
    if let Some(outcome) = commands::rescue(command, &store, today, &mut || warn(waiting()))? {
        return Ok(outcome);
    }
    let reading = Reading::load(typed, system, &path, today)?;
    let exists = path.symlink_metadata().is_ok();
    if commands::writes(command) && exists {
        return change_with_retries(typed, &reading, &store, warn);
    }
    if named.is_some() && !exists && !commands::writes(command) {
        warn(Line::new().dim(format!("note: there is no record at {} yet", path.display())));
    }
    let snapshot = store.load()?;
    if commands::writes(command) {
        store.refuse_emptied(&snapshot)?;
    }
    warn_if_emptied(&store, &snapshot, warn);
    if snapshot.progress.version > VERSION && !commands::tells_of_version(command) {
        warn(Line::new().dim("note: this record is of a newer version; mlpath reads what it understands and writes nothing"));
    }
    let history = commands::need_history(command).then(|| store.history(&snapshot)).transpose()?;
    let (progress, _) = carry_over(&reading.roadmap, &snapshot.progress);
    let exposed = commands::need_exposure(command).then(|| snapshot.exposed()).flatten();
    let input = Input { exposed, ..reading.input(&progress, snapshot.text(), store.path(), history.as_ref()) };
    let outcome = commands::execute(command, &input)?;
    // The first change of all: only now is there something to lock and write.
    if outcome.change.as_ref().is_some_and(|change| !change.is_none(&snapshot.progress)) {
        return change_with_retries(typed, &reading, &store, warn);
    }
    Ok(outcome)
}

/// What a command reads beside the learner's file.
struct Reading {
    roadmap: Cow<'static, Roadmap>,
    guide: Option<Cow<'static, Guide>>,
    posting: Option<String>,
    target: Target,
    today: Date,
}

impl Reading {
    fn load(typed: &Typed<'_>, system: &System, record: &Path, today: Date) -> Result<Reading, Error> {
        let (roadmap, own) = load_roadmap(typed.global.roadmap.as_deref().or(system.roadmap.as_deref()), record)?;
        let posting = commands::posting(typed.command).map(system::read_text).transpose().map_err(unread)?;
        let guide = || own.map_or_else(|| Cow::Borrowed(builtin::guide()), Cow::Owned);
        Ok(Reading {
            guide: commands::need_guide(typed.command, &roadmap).then(guide),
            roadmap,
            posting,
            target: target_of(typed.global),
            today,
        })
    }

    fn input<'a>(&'a self, progress: &'a Progress, text: &'a str, path: &'a Path, history: Option<&'a History>) -> Input<'a> {
        Input {
            learner: Learner { roadmap: &self.roadmap, progress, today: self.today },
            guide: self.guide.as_deref(),
            posting: self.posting.as_deref(),
            target: &self.target,
            text,
            path,
            history,
            exposed: None,
        }
    }
}

/// The overlay of the built-in roadmap, beside the learner's file.
const OVERLAY: &str = "roadmap-overlay.yaml";

/// The roadmap in use, and its guide where that is not the built-in one.
fn load_roadmap(own: Option<&Path>, record: &Path) -> Result<(Cow<'static, Roadmap>, Option<Guide>), Error> {
    if let Some(own) = own {
        let content = roadmap::load(own)?;
        return Ok((Cow::Owned(content.roadmap), Some(content.guide)));
    }
    let overlay = record.with_file_name(OVERLAY);
    let laid = roadmap::load_overlay(builtin::roadmap(), builtin::guide, &overlay)
        .map_err(|findings| Error::from(findings).hint("mend it, or move this overlay away to go on with the built-in roadmap as it is"))?;
    Ok(match laid {
        Some(laid) => (Cow::Owned(laid.roadmap), laid.guide),
        None => (Cow::Borrowed(builtin::roadmap()), None),
    })
}

fn change_with_retries(typed: &Typed<'_>, reading: &Reading, store: &Store, warn: &mut dyn FnMut(Line)) -> Result<Outcome, Error> {
    let mut tries = 1;
    loop {
        match change(typed, reading, store, warn) {
            Err(error) if error.code == store::CHANGED && tries < TRIES => tries += 1,
            result => return result,
        }
    }
}

fn waiting() -> Line {
    Line::new().dim("waiting for another mlpath to finish writing ...")
}

/// A record that says nothing though mlpath saved one is worth a word.
fn warn_if_emptied(store: &Store, snapshot: &Snapshot, warn: &mut dyn FnMut(Line)) {
    match store.emptied(snapshot) {
        Ok(None) => {}
        Ok(Some(saved)) => {
            let said = format!("note: the record says nothing, but mlpath saved one on {}; to put it back: ", saved.on);
            warn(Line::new().text(said).advice("undo --rescue"));
        }
        Err(error) => warn(Line::new().text(format!("note: the record says nothing, and mlpath {}", error.message))),
    }
}

/// Computes under the lock, and saves.
fn change(typed: &Typed<'_>, reading: &Reading, store: &Store, warn: &mut dyn FnMut(Line)) -> Result<Outcome, Error> {
    let mut session = store.begin(&mut || warn(waiting()))?;
    warn_if_emptied(store, &session.snapshot, warn);
    let history = commands::need_history(typed.command).then(|| store.history(&session.snapshot)).transpose()?;
    let snapshot = &session.snapshot;
    let (progress, carried) = carry_over(&reading.roadmap, &snapshot.progress);
    let mut outcome = commands::execute(typed.command, &reading.input(&progress, snapshot.text(), store.path(), history.as_ref()))?;
    if let Some(Change::Record(after)) = &mut outcome.change {
        *after = in_file(&snapshot.progress, &progress, std::mem::take(after), &carried);
    }
    drop(progress);
    let renames = carried.iter().filter(|carried| carried.is_rename);
    session.moved = renames.filter_map(|rename| Some(Moved { from: rename.from.clone(), to: rename.to.first()?.clone() })).collect();
    let saved = match &outcome.change {
        Some(change) => session.save(change, &typed.words, reading.today)?,
        None => false,
    };
    for Moved { from, to } in session.moved.iter().filter(|_| saved) {
        warn(Line::new().dim(format!("note: {from} is {to} on this roadmap now; what you recorded moved with it")));
    }
    Ok(Outcome { saved, ..outcome })
}

/// The words after the program's name as they would be typed again, shortened where they go on and on.
fn spoken(arguments: &[OsString]) -> String {
    const LONGEST: usize = 160;
    let words: Vec<String> = arguments.iter().skip(1).map(|word| shell_word(word)).collect();
    let words = words.join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} ...", &words[..end]),
        None => words,
    }
}

/// Writes the answer. A reader who went away is no error: what was to be saved is saved.
fn show(outcome: &Outcome, global: &Global, target: &Target, system: &System, out: &mut dyn Write) -> Result<Exit, Error> {
    let text = if global.json {
        outcome.view.json().map_err(|error| Error::new(Exit::Failed, Code::Json, error.to_string()))? + "\n"
    } else if global.quiet {
        String::new()
    } else {
        text(&outcome.view.page(), system, system.colour_out, global.color, target)
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(outcome.exit),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(outcome.exit),
        Err(error) => {
            let saved = if outcome.saved { "saved, but " } else { "" };
            Err(Error::new(Exit::Failed, Code::Output, format!("{saved}the answer cannot be written: {error}")))
        }
    }
}

/// Whether to write in colour; a stream may want it.
fn is_coloured(when: Color, wanted: bool) -> bool {
    match when {
        Color::Auto => wanted,
        Color::Always => true,
        Color::Never => false,
    }
}

fn text(page: &Page, system: &System, wanted: bool, when: Color, target: &Target) -> String {
    render::page(page, Options { width: system.width, colour: is_coloured(when, wanted), unicode: system.unicode, target })
}

fn report(error: &Error, json: bool, color: Color, target: &Target, system: &System, err: &mut dyn Write) -> Exit {
    let text = if json { error.json(target) + "\n" } else { text(&error.page(), system, system.colour_err, color, target) };
    // Nobody is left to tell when standard error itself fails; the exit code still says it.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    error.exit
}

/// The colour that is asked for on a command line nobody understood.
fn color_of(arguments: &[OsString]) -> Color {
    let following = arguments.iter().zip(arguments.iter().skip(1)).filter(|(flag, _)| *flag == "--color");
    let following = following.filter_map(|(_, word)| word.to_str());
    let joined = arguments.iter().filter_map(|word| word.to_str()?.strip_prefix("--color="));
    following.chain(joined).find_map(|word| Color::from_str(word, false).ok()).unwrap_or(Color::Auto)
}

/// What clap has to say: help and version are answers, the rest is usage.
fn usage(error: &clap::Error, arguments: &[OsString], system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let (json, color) = (arguments.iter().any(|argument| argument == "--json"), color_of(arguments));
    if error.exit_code() == 0 {
        let styled = is_coloured(color, system.colour_out);
        let page = if styled { error.render().ansi().to_string() } else { error.render().to_string() };
        return match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Failed,
            _ => Exit::Done,
        };
    }
    // clap takes escape sequences out of what it quotes; read once more, the words are shown whole.
    let shown = arguments.iter().map(|argument| visible(&argument.to_string_lossy()).into_owned());
    let told = Cli::try_parse_from(shown).err();
    report(&misuse(told.as_ref().unwrap_or(error)), json, color, &Target::default(), system, err)
}

/// clap's complaint as an error of ours: what is wrong, what was meant, how it is used.
fn misuse(error: &clap::Error) -> Error {
    let rendered = error.render().to_string();
    let mut paragraphs = rendered.split("\n\n");
    let message: Vec<&str> = paragraphs.next().unwrap_or_default().lines().map(str::trim).collect();
    let message = message.join(" ").trim_start_matches("error: ").trim_end_matches('.').to_owned();
    let mut misuse = Error::usage(Code::Usage, message);
    for (kind, value) in error.context() {
        if let (ContextKind::SuggestedSubcommand | ContextKind::SuggestedArg | ContextKind::SuggestedValue, meant) = (kind, value) {
            match meant {
                ContextValue::String(word) => misuse.did_you_mean.push(word.clone()),
                ContextValue::Strings(words) => misuse.did_you_mean.extend(words.iter().cloned()),
                _ => {}
            }
        }
    }
    for line in paragraphs.flat_map(str::lines).map(str::trim).filter(|line| line.starts_with("Usage: ")) {
        misuse = misuse.hint(line);
    }
    misuse.command("help", "lists the commands")
}

fn today(global: &Global, system: &System) -> Result<Date, Error> {
    let Some(text) = global.today.as_ref().or(system.today.as_ref()) else { return Ok(System::clock_date()) };
    dates::parse_day(text, System::clock_date()).ok_or_else(|| {
        Error::usage(Code::BadDate, format!("`{text}` is no day for --today or MLPATH_TODAY"))
            .hint("write it as 2026-12-01, between the years 1900 and 2999")
    })
}

fn unread(error: Unread) -> Error {
    Error::new(Exit::Failed, Code::Unreadable, error.message).at(error.path, None, None).hint(error.hint)
}

fn no_home(reason: NoHome) -> Error {
    match reason {
        NoHome::Unknown => Error::new(Exit::Failed, Code::NoHome, "there is no home folder to keep your record in")
            .hint("set HOME, or name a file with --file"),
        NoHome::Relative => {
            Error::new(Exit::Failed, Code::RelativeHome, "HOME is no absolute path, so your record would depend on the folder you are in")
                .hint("set HOME to a path that begins with /, or name a file with --file")
        }
    }
}
