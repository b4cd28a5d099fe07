//! The command line that answers in full, for an answer of one screen.

use std::ffi::OsString;

use crate::cli::Command;
use crate::text::shell_word;

/// Options that say what a command is about: advice names them by itself.
const TARGET: [&str; 3] = ["--file", "-f", "--roadmap"];

/// The words after `mlpath` of a command line that prints all of the answer to these arguments, and changes nothing.
pub(super) fn whole_answer(arguments: &[OsString], command: &Command) -> String {
    if matches!(command, Command::Plan(args) if args.save) {
        // What was saved need not be said again.
        return "plan --all".to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut rest = arguments.iter().skip(1);
    while let Some(word) = rest.next() {
        let text = word.to_string_lossy();
        if TARGET.contains(&text.as_ref()) {
            rest.next();
        } else if !TARGET.iter().any(|option| text.starts_with(&format!("{option}="))) {
            words.push(shell_word(word));
        }
    }
    if words.is_empty() {
        words.push("status".to_owned());
    }
    let end = words.iter().position(|word| word == "--").unwrap_or(words.len());
    words.insert(end, "--all".to_owned());
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{self, StatusArgs};

    #[track_caller]
    fn is_answered_in_full_by(words: &[&str], expected: &str) {
        let arguments: Vec<OsString> = ["mlpath"].iter().chain(words).map(OsString::from).collect();
        let command = cli::parse(&arguments).expect("a command line").command.unwrap_or(Command::Status(StatusArgs::default()));
        assert_eq!(whole_answer(&arguments, &command), expected);
    }

    #[test]
    fn the_words_typed_are_kept_and_those_of_the_target_left_to_the_advice() {
        is_answered_in_full_by(&[], "status --all");
        is_answered_in_full_by(&["show", "pandas"], "show pandas --all");
        is_answered_in_full_by(&["-f", "my file", "show", "the command line"], "show 'the command line' --all");
        is_answered_in_full_by(&["--file=x", "--today", "2027-01-01", "plan", "--from", "swe"], "--today 2027-01-01 plan --from swe --all");
        is_answered_in_full_by(&["find", "--", "-x"], "find --all -- -x");
        is_answered_in_full_by(&["plan", "--from", "swe", "--save"], "plan --all");
    }
}
