//! The command line that answers in full, for an answer of one screen.

use std::ffi::OsString;

use crate::cli::{self, Command};
use crate::text::shell_word;

/// The words after `mlpath` of a command line that prints all of the answer to these arguments, and changes nothing.
pub(super) fn whole_answer(arguments: &[OsString], command: &Command) -> String {
    if matches!(command, Command::Plan(args) if args.save) {
        // What was saved need not be said again.
        return "plan --all".to_owned();
    }
    // Advice names the file and the roadmap by itself.
    let target = cli::glance(arguments).target_at;
    let rest = arguments.iter().enumerate().skip(1).filter(|(at, _)| !target.contains(at));
    let mut words: Vec<String> = rest.map(|(_, word)| shell_word(word)).collect();
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
    use crate::cli::StatusArgs;

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
        is_answered_in_full_by(&["-fx", "show", "pandas"], "show pandas --all");
        is_answered_in_full_by(&["--file=x", "--today", "2027-01-01", "plan", "--from", "swe"], "--today 2027-01-01 plan --from swe --all");
        is_answered_in_full_by(&["find", "--", "-x"], "find --all -- -x");
        is_answered_in_full_by(&["plan", "--from", "swe", "--save"], "plan --all");
    }
}
