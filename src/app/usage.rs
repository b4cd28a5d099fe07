//! What clap has to say of a command line: help and version as answers, the rest as an error of ours.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::advice::Target;
use crate::builtin;
use crate::cli::{self, Cli, Glance};
use crate::code::Code;
use crate::error::{Error, Exit};
use crate::resolve::names;
use crate::system::{System, meant_path};
use crate::text::{shell_word, visible};
use crate::view::Line;

use super::instead::{self, Beside};
use super::{Screen, guesses, is_colored, report};

/// What clap has to say: help and version are answers, the rest is usage.
pub(super) fn usage(error: &clap::Error, arguments: &[OsString], system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let Glance { file, roadmap, json, color, .. } = cli::glance(arguments);
    if error.exit_code() == 0 {
        let styled = is_colored(color, system.color_out);
        let page = match help_behind(arguments) {
            Some(page) => page,
            None if styled => error.render().ansi().to_string(),
            None => error.render().to_string(),
        };
        return match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Failed,
            _ => Exit::Done,
        };
    }
    // clap takes escape sequences out of what it quotes; read once more, the words are shown whole.
    let shown = arguments.iter().map(|argument| visible(&argument.to_string_lossy()).into_owned());
    let told = cli::parse(shown).err();
    let target = Target::new(file.as_deref(), roadmap.as_deref());
    let screen = Screen { system, color, target: &target, whole: None };
    report(&misuse(told.as_ref().unwrap_or(error), arguments, system), &[], json, &screen, err)
}

/// The page of the command behind `--help`: clap sees the option only.
fn help_behind(arguments: &[OsString]) -> Option<String> {
    let [_, option, command, ..] = arguments else { return None };
    (option == "--help" || option == "-h").then(|| cli::help_page(command.to_str())).flatten()
}

/// The first word of a command line, where it names no command.
fn unknown_command(error: &clap::Error) -> Option<&str> {
    match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) => Some(word),
        _ => None,
    }
}

/// A command line that was meant by one that names no command.
pub(super) struct Meant {
    /// Its words.
    pub(super) arguments: Vec<OsString>,
    /// What it was read as.
    pub(super) parsed: Result<Cli, clap::Error>,
    /// The word that is no command, where it is taken for the name of a thing to show: a bare id shows it.
    pub(super) bare: Option<String>,
}

/// Where the word stands that is no command.
fn place_of(word: &str, arguments: &[OsString]) -> Option<usize> {
    let first = cli::glance(arguments).command_at.filter(|at| arguments[*at] == word);
    first.or_else(|| arguments.iter().skip(1).position(|argument| argument == word).map(|at| at + 1))
}

/// The command line meant by a word that is no command: another command, or `show`.
pub(super) fn meant(error: &clap::Error, arguments: &[OsString]) -> Option<Meant> {
    if error.kind() == ErrorKind::UnknownArgument {
        return gap_with_options(arguments);
    }
    let word = unknown_command(error)?;
    let at = place_of(word, arguments)?;
    let with = |words: &str, keep: usize| {
        let put_in: Vec<OsString> = words.split(' ').map(OsString::from).collect();
        let arguments = [&arguments[..at], &put_in, &arguments[at + keep..]].concat();
        let parsed = cli::parse(&arguments);
        (arguments, parsed)
    };
    let behind = &arguments[at + 1..];
    let all = arguments[at..].iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let same = match guesses::phrase(&all) {
        Some(words) => Some((words, arguments.len() - at)),
        None => guesses::same(word, !behind.is_empty()).map(|words| (words, 1)),
    };
    if let Some((words, keep)) = same {
        let (arguments, parsed) = with(words, keep);
        return Some(Meant { arguments, parsed, bare: None });
    }
    if guesses::is_about_file(word) || !guesses::meaning(word, &[]).is_empty() {
        return None;
    }
    if !is_built_in(word) && cli::command_names().iter().any(|name| is_slip(word, name)) {
        return None;
    }
    let (arguments, parsed) = with("show", 0);
    let bare = Some(word.to_owned());
    parsed.is_ok().then_some(Meant { arguments, parsed, bare })
}

/// `gap llm` and `gap posting.txt` with the options they leave out.
fn gap_with_options(arguments: &[OsString]) -> Option<Meant> {
    let at = arguments.iter().position(|word| word == "gap")?;
    let mut arguments = arguments.to_vec();
    let is_file = |word: &str| word == "-" || word.contains(['.', '/']);
    loop {
        let error = match cli::parse(&arguments) {
            Ok(cli) => return Some(Meant { arguments, parsed: Ok(cli), bare: None }),
            Err(error) => error,
        };
        let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidArg) else { return None };
        if error.kind() != ErrorKind::UnknownArgument || (word.starts_with('-') && word != "-") {
            return None;
        }
        let place = arguments.iter().skip(at + 1).position(|argument| argument == word.as_str())? + at + 1;
        arguments.insert(place, if is_file(word) { "--job" } else { "--for" }.into());
    }
}

/// Says what a word that is no command probably means: another command, or something that can be shown. `shown` is
/// what `show` says of it.
pub(super) fn not_a_command(word: &str, arguments: &[OsString], system: &System, shown: Option<Error>) -> Error {
    let error = Error::usage(Code::Usage, format!("no command \"{}\"", visible(word)));
    if guesses::is_about_file(word) {
        return about_file(error, arguments, system);
    }
    let rest = arguments.iter().skip(place_of(word, arguments).map_or(arguments.len(), |at| at + 1));
    let rest: Vec<String> = rest.map(|word| word.to_string_lossy().into_owned()).collect();
    let turned = instead::turned(word, &rest);
    // What is like the name of a command is not meant then.
    let shown = shown.filter(|_| turned.is_none());
    if let Some(turned) = turned.filter(|_| is_built_in(word)) {
        return error.command(&turned, "the command comes first");
    }
    let commands = guesses::meaning(word, &rest);
    if !commands.is_empty() {
        return commands.iter().fold(error, |error, (words, does)| error.command(words, does));
    }
    let mut error = error;
    let names = cli::command_names();
    error.did_you_mean = names.iter().filter(|name| is_slip(word, name)).cloned().collect();
    if !error.did_you_mean.is_empty() {
        return error.command("help", "lists the commands");
    }
    if let Some(shown) = shown {
        error.did_you_mean = shown.did_you_mean;
        error.hints = shown.hints;
    }
    let find = format!("find {}", shell_word(OsStr::new(word)));
    if !error.hints.iter().any(|hint| hint.spans.iter().any(|span| span.text == find)) {
        error = error.command(&find, "searches steps, exams, topics and terms");
    }
    error.command("help", "lists the commands")
}

/// Whether a word names something on the built-in roadmap.
pub(super) fn is_built_in(word: &str) -> bool {
    let roadmap = builtin::roadmap();
    names::exact(roadmap, word).is_some() || roadmap.goal(word).is_some() || names::term(roadmap, builtin::guide(), word).is_some()
}

/// Whether a word is a command with a slip of the keys: one letter wrong, two in long ones, or its beginning.
fn is_slip(word: &str, command: &str) -> bool {
    let (word, command) = (word.trim_start_matches('-').to_ascii_lowercase(), command.trim_start_matches('-'));
    let slips = strsim::damerau_levenshtein(&word, command);
    slips <= 1 + usize::from(command.len() > 5) && slips < word.chars().count().min(command.len())
        || (word.len() > 1 && command.starts_with(&word))
}

/// Where the progress file is, for those who ask for it.
fn about_file(error: Error, arguments: &[OsString], system: &System) -> Error {
    let named = cli::glance(arguments).file.or_else(|| system.file.clone());
    let path = named.map(|path| meant_path(&path).unwrap_or(path)).or_else(|| system.default_file().ok());
    let error = match path {
        Some(path) => error.hint(Line::new().text("your progress file: ").code(path.display().to_string())),
        None => error,
    };
    error.command("help file", "what is in it; edit it with any editor").command("check", "looks for mistakes afterwards")
}

/// clap's complaint as an error of ours: what is wrong, what was meant, how it is used.
fn misuse(error: &clap::Error, arguments: &[OsString], system: &System) -> Error {
    if let Some(word) = unknown_command(error) {
        return not_a_command(word, arguments, system, None);
    }
    let rendered = error.render().to_string();
    let mut paragraphs = rendered.split("\n\n");
    let message: Vec<&str> = paragraphs.next().unwrap_or_default().lines().map(str::trim).collect();
    let message = message.join(" ").trim_start_matches("error: ").trim_end_matches('.').to_owned();
    let first = cli::glance(arguments).command_at.and_then(|at| arguments[at].to_str());
    let command = first.filter(|word| cli::command_names().iter().any(|name| name == word));
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let misuse = match (error.kind(), text(ContextKind::InvalidArg), text(ContextKind::InvalidValue)) {
        (ErrorKind::UnknownArgument, Some(word), _) => unknown_argument(command, word, &Beside::new(word, arguments), suggested(error)),
        (ErrorKind::MissingRequiredArgument, ..) => missing(error, command),
        (ErrorKind::InvalidValue, Some(option), Some(value)) if !value.is_empty() => unknown_value(error, option, value),
        _ => Error::usage(Code::Usage, message),
    };
    let mut misuse = misuse;
    for paragraph in paragraphs {
        let usage = paragraph.lines().map(str::trim).filter(|line| line.starts_with("Usage: "));
        misuse = usage.fold(misuse, Error::hint);
    }
    match command {
        Some(command) => misuse.command(&format!("help {command}"), "shows its options"),
        None => misuse.command("help", "lists the commands"),
    }
}

/// What clap thinks was meant.
fn suggested(error: &clap::Error) -> Vec<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    let mut meant: Vec<String> = Vec::new();
    for kind in kinds {
        match error.get(kind) {
            Some(ContextValue::String(word)) => meant.push(word.clone()),
            Some(ContextValue::Strings(words)) => meant.extend_from_slice(words),
            _ => {}
        }
    }
    meant
}

/// A word or option a command does not take. Only what is near by its letters is suggested.
fn unknown_argument(command: Option<&str>, word: &str, beside: &Beside<'_>, suggested: Vec<String>) -> Error {
    let name = command.map_or_else(|| "mlpath".to_owned(), |command| format!("mlpath {command}"));
    let is_option = word.starts_with('-');
    let said = if is_option { format!("{name} has no option {word}") } else { format!("{name} does not take \"{word}\"") };
    let mut error = Error::usage(Code::Usage, said);
    error.did_you_mean = suggested.into_iter().filter(|near| is_slip(word, near.split([' ', '=']).next().unwrap_or_default())).collect();
    instead::of(command.unwrap_or_default(), word, beside).into_iter().fold(error, |error, (words, does)| error.command(&words, does))
}

/// What a command cannot do without.
fn missing(error: &clap::Error, command: Option<&str>) -> Error {
    let wanted = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(wanted)) => wanted.join(" and "),
        _ => "more words".to_owned(),
    };
    let wanted = wanted.replace(['<', '>'], "").replace("...", "");
    let name = command.map_or_else(|| "mlpath".to_owned(), |command| format!("mlpath {command}"));
    Error::usage(Code::Usage, format!("{name} needs {wanted}"))
}

/// A value that is none of those an option takes.
fn unknown_value(error: &clap::Error, option: &str, value: &str) -> Error {
    let option = option.split(' ').next().unwrap_or(option);
    let mut misuse = Error::usage(Code::Usage, format!("{option} does not take \"{value}\""));
    if let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue) {
        misuse.did_you_mean = suggested(error).into_iter().filter(|near| is_slip(value, near)).collect();
        misuse = misuse.hint(Line::new().text("it takes: ").code(values.join(", ")));
    }
    misuse
}
