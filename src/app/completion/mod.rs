//! What a shell offers for the word under the cursor.
//!
//! The registration of a shell (`mlpath completions SHELL`) runs `COMPLETE=SHELL mlpath -- WORDS…` with the
//! words up to the cursor, the last one perhaps empty; the answer is one candidate a line. `clap_complete`'s
//! engine knows the grammar of the command line; what a word may be is looked up in the learner's own
//! progress file and roadmap.

mod offers;

use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::Arc;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use crate::cli::{self, Shell};
use crate::commands;
use crate::error::Exit;
use crate::system::System;
use crate::text::visible;

use self::offers::Offers;

/// Answers a shell that asks how a command line goes on; `None` when no such shell asks.
pub(super) fn answer(arguments: &[OsString], system: &System, out: &mut dyn Write) -> Option<Exit> {
    let shell = Shell::named(system.complete.as_deref()?)?;
    let words = arguments.iter().position(|word| word == "--").map_or(&[][..], |at| &arguments[at + 1..]);
    let text = match words {
        [] => commands::completion_script(shell).to_owned(),
        words => lines(shell, &candidates(words, system)),
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Some(Exit::Failed),
        _ => Some(Exit::Done),
    }
}

/// What may stand in the place of the last word, best first.
fn candidates(words: &[OsString], system: &System) -> Vec<CompletionCandidate> {
    let offers = Arc::new(Offers::new(words, system));
    let mut command = command(words, &offers);
    let folder = System::current_folder();
    let mut found = complete(&mut command, words.to_vec(), words.len() - 1, folder.as_deref()).unwrap_or_default();
    // Options are many: they are offered where nothing else is, or when a hyphen asks for them.
    let is_option = |candidate: &CompletionCandidate| candidate.get_value().to_string_lossy().starts_with('-');
    if !found.iter().all(is_option) && words.last().is_some_and(|word| !word.to_string_lossy().starts_with('-')) {
        found.retain(|candidate| !is_option(candidate));
    }
    found
}

/// The grammar of the line, with what to offer for each value of its command.
fn command(words: &[OsString], offers: &Arc<Offers>) -> clap::Command {
    cli::definition_for(&words[..words.len() - 1]).mut_subcommands(|command| {
        offers::of_command(command.get_name()).iter().fold(command, |command, &(argument, offer)| {
            let completer = offers.completer(offer);
            command.mut_arg(argument, |argument| argument.add(ArgValueCompleter::new(completer)))
        })
    })
}

/// The candidates as the registration of a shell reads them.
fn lines(shell: Shell, candidates: &[CompletionCandidate]) -> String {
    let mut text = String::new();
    for candidate in candidates {
        let value = candidate.get_value().to_string_lossy();
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        let help = visible(help.lines().next().unwrap_or_default());
        match (shell, help.is_empty()) {
            (Shell::Zsh, _) => {
                text.push_str(&value.replace('\\', "\\\\").replace(':', "\\:"));
                if !help.is_empty() {
                    text.push_str(&format!(":{}", help.replace('\\', "\\\\")));
                }
            }
            (Shell::Bash, _) | (_, true) => text.push_str(&value),
            (Shell::Fish | Shell::Powershell | Shell::Elvish, false) => text.push_str(&format!("{value}\t{help}")),
        }
        text.push('\n');
    }
    text
}

/// A candidate with what it is, in the place it has among the others.
fn candidate(at: usize, value: String, help: String) -> CompletionCandidate {
    let help = (!help.is_empty()).then(|| help.into());
    // With a tag of its own the engine writes none for it, which takes longer than finding it.
    CompletionCandidate::new(value).help(help).display_order(Some(at)).tag(Some("values".into()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::system::Folders;

    /// A learner in front of a shell.
    struct User {
        home: TempDir,
    }

    impl User {
        #[expect(clippy::disallowed_methods, reason = "as a learner writes it")]
        fn new(progress: &str) -> User {
            let home = tempfile::tempdir().expect("a folder");
            fs::write(home.path().join("progress.yaml"), progress).expect("written");
            User { home }
        }

        fn system(&self, shell: &str) -> System {
            let folders = Folders { data: self.home.path().to_owned(), state: self.home.path().join("state") };
            System { complete: Some(shell.to_owned()), ..System::of_test(folders) }
        }

        /// What fish shows for a line: candidates with their help.
        fn lines(&self, shell: &str, line: &str) -> Vec<String> {
            let words = ["mlpath", "--", "mlpath"].into_iter().chain(line.split(' ')).map(OsString::from);
            let mut out = Vec::new();
            let exit = answer(&words.collect::<Vec<_>>(), &self.system(shell), &mut out);
            assert_eq!(exit, Some(Exit::Done), "{line}");
            String::from_utf8(out).expect("is UTF-8").lines().map(str::to_owned).collect()
        }

        fn values(&self, line: &str) -> Vec<String> {
            self.lines("bash", line)
        }
    }

    const PROGRESS: &str = "version: 1\nsteps:\n  git: {status: done, done: 2026-11-01}\n  pandas: {status: doing, ticks: [a]}\n";

    #[test]
    fn each_value_is_completed_by_what_it_may_be() {
        let user = User::new(PROGRESS);
        for (line, some, none) in [
            ("done ", vec!["pandas", "sql"], vec!["git", "--on"]),
            ("done pandas s", vec!["sql"], vec!["pandas"]),
            ("done sql,pan", vec!["sql,pandas"], vec![]),
            ("start ", vec!["tools-setup"], vec!["pandas", "capstone"]),
            ("start cap", vec!["capstone"], vec![]),
            ("skip --stage ", vec!["mlops", "programming"], vec!["git"]),
            ("reset ", vec!["git", "pandas"], vec!["sql"]),
            ("tick pandas ", vec!["b"], vec!["a", "sql"]),
            ("tick pandas --undo ", vec!["a"], vec!["b"]),
            ("log ", vec!["pandas"], vec!["git"]),
            ("show ", vec!["git", "mlops", "swe", "llm", "senior", "google-ml-engineer"], vec!["job-ready"]),
            ("guide sal", vec!["salary"], vec![]),
            ("plan --from swe+dev", vec!["swe+devops"], vec!["swe+swe"]),
            ("plan --for=ll", vec!["--for=llm"], vec![]),
            ("gap --for ", vec!["job-ready", "llm", "senior"], vec!["git"]),
            ("certs goo", vec!["google-ml-engineer"], vec!["git"]),
            ("list ", vec!["todo", "mlops", "llm"], vec!["--all"]),
            ("list --status=to", vec!["--status=todo"], vec![]),
            ("done git --o", vec!["--on"], vec![]),
            ("done git --on yes", vec!["yesterday"], vec![]),
            ("help exit", vec!["exit-codes"], vec![]),
            ("completions ", vec!["bash", "elvish"], vec![]),
            ("und", vec!["undo"], vec!["redo"]),
        ] {
            let found = user.values(line);
            assert!(some.iter().all(|value| found.iter().any(|found| found == value)), "{line}: {found:?} lacks one of {some:?}");
            assert!(none.iter().all(|value| !found.iter().any(|found| found == value)), "{line}: {found:?} has one of {none:?}");
        }
    }

    #[test]
    fn what_is_in_progress_comes_first_with_its_title() {
        let user = User::new(PROGRESS);
        assert_eq!(user.lines("fish", "done ")[0], "pandas\tpandas (in progress)");
        assert_eq!(user.lines("zsh", "plan --from swe")[0], "swe:software engineer");
        assert_eq!(user.lines("powershell", "gap --for ll"), ["llm\tLarge language models"]);
        assert_eq!(user.lines("/usr/bin/elvish", "gap --for ll"), ["llm\tLarge language models"]);
    }

    #[test]
    fn the_file_the_roadmap_and_the_day_of_the_line_count() {
        let (user, other) = (User::new(PROGRESS), User::new("version: 1\nsteps: {sql: {status: doing}}\n"));
        let roadmap = other.home.path().join("mine.yaml");
        #[expect(clippy::disallowed_methods, reason = "as an author writes it")]
        fs::write(
            &roadmap,
            "roadmap: {id: mine, title: Mine, version: '1'}\nstages:\n  - {id: one, title: One, steps: [{id: knitting, title: Knitting, hours: {low: 1, likely: 2, high: 3}}]}\n",
        )
        .expect("written");
        let file = other.home.path().join("progress.yaml");
        assert_eq!(user.values(&format!("--file {} reset ", file.display())), ["sql"]);
        assert_eq!(user.values(&format!("--roadmap={} done ", roadmap.display())), ["knitting"]);
    }

    #[test]
    fn what_cannot_be_read_is_no_reason_to_offer_nothing() {
        let user = User::new("steps: [");
        assert!(user.values("done pan").contains(&"pandas".to_owned()));
    }

    #[test]
    fn every_command_and_value_there_is_can_be_completed() {
        let user = User::new(PROGRESS);
        for command in cli::command_names() {
            user.values(&format!("{command} "));
            for (argument, _) in offers::of_command(&command) {
                let whole = cli::definition();
                let known = whole.find_subcommand(&command).expect("a command").get_arguments().any(|own| own.get_id() == argument);
                assert!(known, "{command} has no {argument}");
            }
        }
    }

    #[test]
    fn without_words_the_registration_is_printed_and_no_shell_is_answered_as_usual() {
        let user = User::new(PROGRESS);
        let mut out = Vec::new();
        assert_eq!(answer(&["mlpath".into()], &user.system("fish"), &mut out), Some(Exit::Done));
        assert_eq!(String::from_utf8_lossy(&out), commands::completion_script(Shell::Fish));
        for no_shell in ["1", "true", "nushell"] {
            assert_eq!(answer(&["mlpath".into()], &user.system(no_shell), &mut Vec::new()), None, "{no_shell}");
        }
    }
}
