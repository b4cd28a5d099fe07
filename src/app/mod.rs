//! The program as a function: a command line in, answers and errors out.

mod session;
mod usage;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser;

use crate::advice::Target;
use crate::cli::{Cli, Color, Command, Global, StatusArgs};
use crate::code::Code;
use crate::error::{Error, Exit};
use crate::note::{self, Note};
use crate::render::{self, Options};
use crate::system::System;
use crate::view::Page;

use self::session::{Answered, Invocation};

/// Runs one command line and returns how it ends. Answers go to `out`, all else to `err`.
///
/// May be called any number of times in one process.
pub fn run(arguments: &[OsString], system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage::usage(&error, arguments, system, out, err),
    };
    let (global, command) = (cli.global, cli.command.unwrap_or(Command::Status(StatusArgs::default())));
    let target = Target::new(global.file.as_deref(), global.roadmap.as_deref());
    let screen = Screen { system, color: global.color, target: &target };
    let title = session::history_title(arguments);
    let invocation = Invocation { command: &command, global: &global, system, target: &target, title };
    let mut notes: Vec<Note> = Vec::new();
    let mut tell = |note: Note| {
        // A second try meets the same things again.
        if global.quiet || notes.contains(&note) {
            return;
        }
        if !global.json {
            // A note nobody can read must not stop the work.
            let _ = err.write_all(screen.text(&note.page(), system.color_err).as_bytes());
        }
        notes.push(note);
    };
    let result = session::answer(&invocation, &mut tell).and_then(|answered| show(&answered, &global, &screen, out));
    match result {
        Ok(exit) => {
            if global.json && !notes.is_empty() {
                let _ = err.write_all((note::json(&notes, &target) + "\n").as_bytes()).and_then(|()| err.flush());
            }
            exit
        }
        Err(error) => report(&error, &notes, global.json, &screen, err),
    }
}

/// Writes the answer. A reader who went away is no error: what was to be saved is saved.
fn show(answered: &Answered, global: &Global, screen: &Screen<'_>, out: &mut dyn Write) -> Result<Exit, Error> {
    let Answered { outcome, is_saved } = answered;
    let text = if global.json {
        outcome.answer.json().map_err(|error| Error::new(Exit::Failed, Code::Json, error.to_string()))? + "\n"
    } else if global.quiet {
        String::new()
    } else {
        screen.text(&outcome.answer.page(), screen.system.color_out)
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(outcome.exit),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(outcome.exit),
        Err(error) => {
            let saved = if *is_saved { "saved, but " } else { "" };
            Err(Error::new(Exit::Failed, Code::Output, format!("{saved}the answer cannot be written: {error}")))
        }
    }
}

/// How pages are shown here.
struct Screen<'a> {
    system: &'a System,
    /// What the command line says of color.
    color: Color,
    target: &'a Target,
}

impl Screen<'_> {
    /// The text of a page for a stream that may want color.
    fn text(&self, page: &Page, wanted: bool) -> String {
        let System { width, unicode, .. } = *self.system;
        render::page(page, Options { width, colour: is_colored(self.color, wanted), unicode, target: self.target })
    }
}

/// Whether to write in color; a stream may want it.
fn is_colored(when: Color, wanted: bool) -> bool {
    match when {
        Color::Auto => wanted,
        Color::Always => true,
        Color::Never => false,
    }
}

fn report(error: &Error, notes: &[Note], json: bool, screen: &Screen<'_>, err: &mut dyn Write) -> Exit {
    let text = if json { error.json(notes, screen.target) + "\n" } else { screen.text(&error.page(), screen.system.color_err) };
    // Nobody is left to tell when standard error itself fails; the exit code still says it.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    error.exit
}
