//! What sync tools and git left in or beside a progress file.

use std::path::PathBuf;

use crate::advice::Remedy;
use crate::code::Code;
use crate::progress::merge::copies::UnreadCopy;
use crate::progress::merge::git::DRIVER;
use crate::progress::merge::settle::unsettled;
use crate::text::shell_word;
use crate::yaml::Key;

use super::{Checker, Input};

impl Checker<'_> {
    /// Places where two copies say something else, and both are kept.
    pub(super) fn check_unsettled(&mut self) {
        for path in unsettled(self.input.text) {
            let Some(Key::Name(name)) = path.last() else { continue };
            let this = name.trim_end_matches(crate::progress::merge::OTHER_COPY);
            let message = format!("two copies changed `{this}`, and both are kept: `{this}` counts, `{name}` does not");
            self.find_key(
                &path,
                message,
                Remedy::command("put it right and take this line away, or settle all at once: ", "merge --keep both"),
            );
        }
    }

    /// Whether git is known to unite lines, so that a step without lines may have lost them.
    pub(super) fn is_united(&self) -> bool {
        self.input.siblings.merges.as_deref() == Some("union")
    }
}

/// What is to be told of the files around it: each with its file, what is wrong and what mends it.
pub(super) fn findings(input: &Input<'_>) -> Vec<(PathBuf, String, Remedy)> {
    let siblings = input.siblings;
    let copy = |copy: &PathBuf| {
        let fix = Remedy::command("take it in: ", "merge");
        (copy.clone(), "this is another copy of your progress file, which a sync tool put aside".to_owned(), fix)
    };
    let unread = |copy: &UnreadCopy| {
        let UnreadCopy { path, code, message } = copy;
        let mend = match code {
            Code::NewerVersion => "update mlpath".to_owned(),
            _ => format!("mend it (to see where: mlpath --file {} check)", shell_word(path.as_os_str())),
        };
        let message = format!("this copy of your progress file cannot be taken in: {message}");
        (path.clone(), message, Remedy::words(format!("{mend}, or move it away")))
    };
    let setup = |message: &str| (input.path.to_owned(), message.to_owned(), Remedy::command("set it up: ", "merge --setup-git"));
    let git = match siblings.merges.as_deref() {
        Some(DRIVER) if !siblings.has_driver => {
            Some(setup("git is told to merge this file by what it says, but this clone has no driver for it: it merges lines"))
        }
        Some("union") => Some(setup("git is told to unite the lines of both sides (merge=union), which mixes up entries")),
        _ => None,
    };
    siblings.copies.iter().map(copy).chain(siblings.unread.iter().map(unread)).chain(git).collect()
}

#[cfg(test)]
mod tests {
    use crate::advice::Target;
    use crate::cli;
    use crate::commands::testing::TODAY;
    use crate::commands::{Input, execute};
    use crate::planning::learner::Learner;
    use crate::progress::document;
    use crate::progress::merge::copies::Siblings;
    use crate::roadmap::fixture;

    /// The findings about a text, each as its message and its command.
    fn findings(text: &str, siblings: &Siblings) -> Vec<(String, String)> {
        let (target, progress) = (Target::default(), document::read(text.as_bytes()).expect("reads"));
        let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: TODAY };
        let outcome = execute(&cli::command("check"), &Input { text, siblings, ..Input::new(learner, &target) }).expect("answers");
        let document: serde_json::Value = serde_json::from_str(&outcome.answer.json().expect("JSON")).expect("JSON");
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let told = document["findings"].as_array().expect("a list").iter();
        told.map(|finding| (word(&finding["message"]), word(&finding["fix"]["command"]))).collect()
    }

    #[test]
    fn what_lies_beside_a_file_is_told_with_the_command_that_mends_it() {
        let siblings = |merges: Option<&str>, has_driver| Siblings { merges: merges.map(str::to_owned), has_driver, ..Siblings::default() };
        let well = "version: 1\n";
        for siblings in [siblings(None, false), siblings(Some("mlpath"), true), siblings(Some("binary"), false)] {
            assert_eq!(findings(well, &siblings), []);
        }
        for merges in ["mlpath", "union"] {
            let found = findings(well, &siblings(Some(merges), false));
            assert_eq!(found.iter().map(|found| found.1.as_str()).collect::<Vec<_>>(), ["mlpath merge --setup-git"], "{merges}");
        }
        let copy = Siblings { copies: vec!["progress 2.yaml".into()], ..siblings(None, false) };
        assert_eq!(findings(well, &copy)[0].1, "mlpath merge");
        let lost = "version: 1\nsteps:\n  shell:\n  python:\n    status: done\n    done: 2026-11-20\n";
        assert_eq!(findings(lost, &siblings(Some("union"), false))[1].1, "mlpath merge");
        assert_eq!(findings(lost, &siblings(None, false))[0].1, "", "it may be empty on purpose");
    }

    #[test]
    fn what_two_copies_say_differently_is_found_until_it_is_settled() {
        let text = "version: 1\nlog:\n  - date: 2026-11-20\n    step: shell\n    note: a\n    note_other_copy: b\n";
        let found = findings(text, &Siblings::default());
        assert_eq!((found.len(), found[0].1.as_str()), (1, "mlpath merge --keep both"));
        assert!(found[0].0.contains("`note` counts"), "{found:?}");
    }
}
