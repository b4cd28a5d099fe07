//! The one place that strings the steps together: read, compute, save, show.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap::Parser;

use crate::builtin;
use crate::cli::{Cli, Color, Command, Global};
use crate::commands::{self, Input, Outcome};
use crate::dates::{self, Date};
use crate::error::{Error, Exit};
use crate::progress::store::Store;
use crate::render::{self, Options};
use crate::roadmap::{self, Roadmap};
use crate::system::{NoHome, System};
use crate::view::{Line, Page, Role};

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
    let command = cli.command.unwrap_or(Command::Status);
    let mut warn = |line: Line| {
        if !cli.global.quiet {
            // A warning nobody can read must not stop the work.
            let mut page = Page::new();
            let _ = err.write_all(text(page.line(line), system, system.colour_err, cli.global.color).as_bytes());
        }
    };
    let result = answer(&command, &cli.global, system, &mut warn);
    match result.and_then(|outcome| show(&outcome, &cli.global, system, out)) {
        Ok(exit) => exit,
        Err(error) => report(&error, cli.global.json, cli.global.color, system, err),
    }
}

/// Reads, computes and saves.
fn answer(command: &Command, global: &Global, system: &System, warn: &mut dyn FnMut(Line)) -> Result<Outcome, Error> {
    if commands::stands_alone(command) {
        return commands::explain(command);
    }
    let today = today(global, system)?;
    let roadmap = load_roadmap(global.roadmap.as_deref().or(system.roadmap.as_deref()))?;
    let path = match global.file.as_ref().or(system.file.as_ref()) {
        Some(path) => path.clone(),
        None => System::default_file().map_err(no_home)?,
    };
    let store = Store::new(path.clone(), System::state_folder(&path));
    if !commands::writes(command) {
        let snapshot = store.load()?;
        let history = commands::need_history(command).then(|| store.history()).transpose()?;
        let input = Input {
            roadmap: &roadmap,
            progress: &snapshot.progress,
            text: snapshot.text(),
            path: store.path(),
            history: history.as_ref(),
            today,
        };
        return commands::execute(command, &input);
    }
    let mut tries = 1;
    loop {
        match change(command, &roadmap, &store, today, warn) {
            Err(error) if error.code == "changed" && tries < TRIES => tries += 1,
            result => return result,
        }
    }
}

/// Computes under the lock, and saves.
fn change(command: &Command, roadmap: &Roadmap, store: &Store, today: Date, warn: &mut dyn FnMut(Line)) -> Result<Outcome, Error> {
    let mut waiting = || warn(Line::new().dim("waiting for another mlpath to finish writing ..."));
    let session = store.begin(&mut waiting)?;
    let history = commands::need_history(command).then(|| store.history()).transpose()?;
    let snapshot = &session.snapshot;
    let input =
        Input { roadmap, progress: &snapshot.progress, text: snapshot.text(), path: store.path(), history: history.as_ref(), today };
    let outcome = commands::execute(command, &input)?;
    if let Some(change) = &outcome.change {
        session.save(change, &outcome.title, today)?;
    }
    Ok(outcome)
}

/// Writes the answer. A reader who went away is no error: what was to be saved is saved.
fn show(outcome: &Outcome, global: &Global, system: &System, out: &mut dyn Write) -> Result<Exit, Error> {
    let text = if global.json {
        outcome.view.json().map_err(|error| Error::new(Exit::Failed, "json", error.to_string()))? + "\n"
    } else if global.quiet {
        String::new()
    } else {
        text(&outcome.view.page(), system, system.colour_out, global.color)
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(outcome.exit),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(outcome.exit),
        Err(error) => {
            let saved = if outcome.change.is_some() { "saved, but " } else { "" };
            Err(Error::new(Exit::Failed, "output", format!("{saved}the answer cannot be written: {error}")))
        }
    }
}

fn text(page: &Page, system: &System, wanted: bool, when: Color) -> String {
    let coloured = match when {
        Color::Auto => wanted,
        Color::Always => true,
        Color::Never => false,
    };
    render::page(page, Options { width: system.width, colour: coloured, unicode: system.unicode })
}

fn report(error: &Error, json: bool, color: Color, system: &System, err: &mut dyn Write) -> Exit {
    let text = if json { error.json() + "\n" } else { text(&error.page(), system, system.colour_err, color) };
    // Nobody is left to tell when standard error itself fails; the exit code still says it.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    error.exit
}

/// What clap has to say: help and version are answers, the rest is usage.
fn usage(error: &clap::Error, arguments: &[OsString], system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let json = arguments.iter().any(|argument| argument == "--json");
    if error.exit_code() == 0 {
        let styled = system.colour_out;
        let page = if styled { error.render().ansi().to_string() } else { error.render().to_string() };
        return match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Failed,
            _ => Exit::Done,
        };
    }
    let rendered = error.render().to_string();
    let mut lines = rendered.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").trim_end_matches('.').to_owned();
    let mut usage = Error::usage("usage", message);
    for line in lines {
        match line.strip_prefix("tip: ") {
            Some(tip) => usage = usage.hint(tip),
            None if line.starts_with("For more information") => {}
            None => usage = usage.hint(Line::new().add(Role::Text, line)),
        }
    }
    report(&usage.command("mlpath help", "lists the commands"), json, Color::Auto, system, err)
}

fn today(global: &Global, system: &System) -> Result<Date, Error> {
    let Some(text) = global.today.as_ref().or(system.today.as_ref()) else { return Ok(System::clock_date()) };
    dates::parse_day(text, System::clock_date())
        .ok_or_else(|| Error::usage("bad-date", format!("`{text}` is no day for --today or MLPATH_TODAY")).hint("write it as 2026-12-01"))
}

fn load_roadmap(path: Option<&Path>) -> Result<Roadmap, Error> {
    let Some(path) = path else { return Ok(builtin::roadmap()) };
    Ok(roadmap::load(path)?)
}

fn no_home(reason: NoHome) -> Error {
    match reason {
        NoHome::Unknown => Error::new(Exit::Failed, "no-home", "there is no home folder to keep your record in")
            .hint("set HOME, or name a file with --file"),
        NoHome::Relative => {
            Error::new(Exit::Failed, "relative-home", "HOME is no absolute path, so your record would depend on the folder you are in")
                .hint("set HOME to a path that begins with /, or name a file with --file")
        }
    }
}
