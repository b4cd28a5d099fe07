//! What clap has to say of a command line: help and version as answers, the rest as an error of ours.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, ValueEnum};

use crate::advice::Target;
use crate::builtin;
use crate::cli::{self, Cli, Color};
use crate::code::Code;
use crate::error::{Error, Exit};
use crate::resolve::names;
use crate::system::System;
use crate::text::{closest, shell_word, visible};

use super::{Screen, guesses, is_colored, report};

/// The color that is asked for on a command line nobody understood.
fn color_of(arguments: &[OsString]) -> Color {
    let following = arguments.iter().zip(arguments.iter().skip(1)).filter(|(flag, _)| *flag == "--color");
    let following = following.filter_map(|(_, word)| word.to_str());
    let joined = arguments.iter().filter_map(|word| word.to_str()?.strip_prefix("--color="));
    following.chain(joined).find_map(|word| Color::from_str(word, false).ok()).unwrap_or(Color::Auto)
}

/// What clap has to say: help and version are answers, the rest is usage.
pub(super) fn usage(error: &clap::Error, arguments: &[OsString], system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let (json, color) = (arguments.iter().any(|argument| argument == "--json"), color_of(arguments));
    if error.exit_code() == 0 {
        let styled = is_colored(color, system.color_out);
        let page = if styled { error.render().ansi().to_string() } else { error.render().to_string() };
        return match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Failed,
            _ => Exit::Done,
        };
    }
    // clap takes escape sequences out of what it quotes; read once more, the words are shown whole.
    let shown = arguments.iter().map(|argument| visible(&argument.to_string_lossy()).into_owned());
    let told = Cli::try_parse_from(shown).err();
    let screen = Screen { system, color, target: &Target::default() };
    report(&misuse(told.as_ref().unwrap_or(error)), &[], json, &screen, err)
}

/// The first word of a command line, where it names no command.
fn unknown_command(error: &clap::Error) -> Option<&str> {
    match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) => Some(word),
        _ => None,
    }
}

/// Says what a word that is no command probably means: another command, or something that can be shown.
fn not_a_command(word: &str) -> Error {
    let mut error = Error::usage(Code::Usage, format!("no command \"{word}\""));
    let commands = guesses::meaning(word);
    if !commands.is_empty() {
        return commands.iter().fold(error, |error, (words, does)| error.command(words, does));
    }
    let roadmap = builtin::roadmap();
    if let Some(item) = names::exact(roadmap, word) {
        return error.command(&format!("show {}", roadmap.id_of(item)), "shows it in full");
    }
    let names = cli::command_names();
    error.did_you_mean = closest(word, names.iter().map(String::as_str)).into_iter().map(str::to_owned).collect();
    if error.did_you_mean.is_empty() {
        error = error.command(&format!("find {}", shell_word(OsStr::new(word))), "searches steps, exams, topics and terms");
    }
    error.command("help", "lists the commands")
}

/// clap's complaint as an error of ours: what is wrong, what was meant, how it is used.
fn misuse(error: &clap::Error) -> Error {
    let rendered = error.render().to_string();
    let mut paragraphs = rendered.split("\n\n");
    let message: Vec<&str> = paragraphs.next().unwrap_or_default().lines().map(str::trim).collect();
    let message = message.join(" ").trim_start_matches("error: ").trim_end_matches('.').to_owned();
    let mut misuse = Error::usage(Code::Usage, message);
    if let Some(word) = unknown_command(error) {
        return not_a_command(word);
    }
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
