//! The help pages: two examples, then all there is to say of a command, a line an option.

use std::ffi::OsString;

use clap::{Args, Command, CommandFactory};

use super::{Cli, Global, quick};

/// The page of the program: two examples and the commands.
const PROGRAM: &str = "{before-help}{subcommands}{after-help}";

/// Where a command's page ends.
const EVERYWHERE: &str = "Everywhere: --all, --json, -q, --file and more: mlpath help options";

/// The command line, with the layout of its help pages.
#[must_use]
pub fn definition() -> Command {
    let page = |command: Command| {
        let layout = layout(&command);
        command.help_template(layout).after_help(EVERYWHERE)
    };
    Cli::command().help_template(PROGRAM).mut_subcommands(page)
}

fn layout(command: &Command) -> &'static str {
    let has_words = command.get_positionals().next().is_some();
    let has_options = command.get_arguments().any(|argument| !argument.is_positional() && !argument.is_hide_set());
    if has_words && has_options {
        "{before-help}{about}\n{usage-heading} {usage}\n\n{positionals}\n{options}{after-help}"
    } else {
        "{before-help}{about}\n{usage-heading} {usage}\n\n{positionals}{options}{after-help}"
    }
}

/// The help page of a command, or of the whole program; `None` when there is no such command.
#[must_use]
pub fn help_page(command: Option<&str>) -> Option<String> {
    let mut whole = definition();
    whole.build();
    match command {
        None => Some(whole.render_help().to_string()),
        Some(name) => Some(whole.find_subcommand_mut(name)?.render_help().to_string()),
    }
}

/// The grammar of one line: with the command that is typed among its words, and without all others, which a
/// shell that completes a word of it would wait for in vain; the whole where none is typed yet.
#[must_use]
pub fn definition_for(words: &[OsString]) -> Command {
    let usual = words.get(1).and_then(|word| quick::usual_command(word));
    if let Some(typed) = usual {
        return alone(Global::augment_args(Command::new("mlpath")), typed);
    }
    let whole = definition();
    match words.iter().skip(1).find_map(|word| whole.find_subcommand(word).cloned()) {
        Some(typed) => alone(Command::new("mlpath").args(whole.get_arguments().cloned()), typed),
        None => whole,
    }
}

/// The program as if it had one command.
fn alone(program: Command, command: Command) -> Command {
    program
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand(command)
}

/// The names of all commands.
#[must_use]
pub fn command_names() -> Vec<String> {
    definition().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::parse;

    #[test]
    fn every_page_of_help_fits_a_screen_and_says_an_option_in_a_line() {
        for name in std::iter::once(None).chain(command_names().iter().map(|name| Some(name.as_str()))) {
            let page = help_page(name).unwrap_or_default();
            let lines: Vec<&str> = page.trim_end().lines().collect();
            assert!(lines.len() <= 24, "{name:?} has {} lines:\n{page}", lines.len());
            assert!(lines.iter().all(|line| line.chars().count() <= 80), "{page}");
            assert!(lines[0].starts_with("  mlpath") && lines[1].starts_with("  mlpath"), "two examples come first: {page}");
            // An option that needs a second line has its text far to the right.
            assert!(!lines.iter().any(|line| line.starts_with("               ")), "{page}");
        }
    }

    #[test]
    fn the_grammar_of_one_line_is_a_part_of_the_whole() {
        let whole = definition();
        let say = |command: &Command| format!("{:?}", command.get_arguments().collect::<Vec<_>>());
        for name in command_names() {
            for words in [vec!["mlpath", &name], vec!["mlpath", "--json", &name]] {
                let line = definition_for(&words.iter().map(OsString::from).collect::<Vec<_>>());
                let commands: Vec<&Command> = line.get_subcommands().collect();
                assert_eq!(commands.iter().map(|command| command.get_name()).collect::<Vec<_>>(), [&name]);
                assert_eq!(Some(say(commands[0])), whole.find_subcommand(&name).map(say), "{name}");
                assert_eq!(say(&line), say(&whole), "{name}");
            }
        }
        assert!(definition_for(&["mlpath".into()]).get_subcommands().count() > 1);
    }

    #[test]
    fn the_short_and_the_long_flag_print_the_page() {
        let page = |flag: &str| parse(["mlpath", "plan", flag]).expect_err("help is no command").render().to_string();
        assert_eq!(page("-h"), page("--help"));
        assert_eq!(Some(page("-h")), help_page(Some("plan")));
    }
}
