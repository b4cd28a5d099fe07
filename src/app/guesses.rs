//! Words people type for a command that goes by another name here, and the command each means.

/// The words after `mlpath`, and what that command does.
type Meant = (&'static str, &'static str);

/// First words of a command line, and what to type instead: the words after `mlpath`, and what that does.
/// A word that asks to read is never answered with a command that writes.
const GUESSES: &[(&[&str], &[Meant])] = &[
    (&["init", "setup", "begin-here", "new"], &[("plan --from none", "no setup is needed; the first change makes the file")]),
    (&["grep", "lookup", "query"], &[("find WORDS", "searches steps, exams, topics, terms and resources")]),
    (&["ls", "todo", "tasks", "steps", "roadmap"], &[("list", "the steps of the roadmap"), ("next", "what to do now")]),
    (&["info", "view", "open", "describe", "details", "read"], &[("show ID", "anything in full"), ("find WORDS", "finds its id")]),
    (&["edit", "path", "where", "file", "config", "location"], &[("help file", "where your progress file is, and how to edit it")]),
    (&["add", "note", "comment", "journal"], &[("log ID -m TEXT", "adds a note to a step"), ("log ID 1h30m", "adds study time")]),
    (
        &["rm", "undone", "delete", "remove", "unmark", "uncheck"],
        &[("reset ID", "marks a step as not done"), ("undo", "takes the last change back")],
    ),
    (&["finish", "complete", "check-off", "finished", "mark"], &[("done ID", "marks a step as done")]),
    (
        &["stop", "pause", "hold"],
        &[("reset ID", "marks a step as not done"), ("plan --pause 2026-12-20..2027-01-03 --save", "plans days without study")],
    ),
    (&["begin", "take", "doing"], &[("start ID", "marks a step as in progress")]),
    (
        &["week", "today", "report", "summary", "stats", "progress", "dashboard"],
        &[("status --since monday", "what moved this week"), ("log", "your weeks and hours")],
    ),
    (&["history", "changes"], &[("log", "your study time"), ("undo --list", "the saves so far")]),
    (&["forecast", "when", "eta", "timeline", "schedule", "finish-date"], &[("plan", "when you could be ready")]),
    (
        &["cost", "costs", "budget", "price", "exam", "exams", "cert", "certificate", "certificates", "certifications"],
        &[("certs", "what exams cost"), ("certs --budget 400", "what fits a budget")],
    ),
    (&["salary", "pay", "salaries"], &[("guide pay", "what the guides say of pay")]),
    (&["jobs", "job", "posting"], &[("gap --job FILE", "what a job posting asks for that you lack")]),
    (
        &["track", "tracks", "goal", "goals", "level", "levels"],
        &[("gap --for llm", "what a track or level asks for"), ("plan --for llm --save", "makes it your goal")],
    ),
    (&["resources", "courses", "books"], &[("show ID", "a step with its resources"), ("find WORDS", "finds courses and books by name")]),
    (&["completion", "complete-shell"], &[("completions bash", "prints the completion script of a shell")]),
    (&["export", "csv", "json", "dump"], &[("list --json", "all steps for scripts"), ("help json", "the documents there are")]),
    (&["validate", "lint", "doctor", "verify"], &[("check", "checks your progress file for mistakes")]),
    (&["set", "settings", "hours"], &[("plan --hours 8 --save", "keeps the hours you study a week")]),
    (&["back", "revert", "rollback"], &[("undo", "takes the last change back")]),
    (&["update", "upgrade", "sync"], &[("help", "mlpath updates nothing by itself; these are its commands")]),
    (&["topics", "faq", "learn"], &[("guide", "what the field's guides say")]),
    (&["-v", "version", "-version"], &[("--version", "the version of mlpath")]),
];

/// What a first word probably means; nothing when nobody has guessed it yet.
pub(super) fn meaning(word: &str) -> &'static [Meant] {
    let word = word.to_ascii_lowercase();
    GUESSES.iter().find(|(words, _)| words.contains(&word.as_str())).map_or(&[], |(_, commands)| *commands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    #[test]
    fn no_guess_is_a_command_and_each_stands_once() {
        let commands = cli::command_names();
        let mut seen: Vec<&str> = Vec::new();
        for word in GUESSES.iter().flat_map(|(words, _)| *words) {
            assert!(!commands.iter().any(|command| command == word), "{word} is a command");
            assert!(!seen.contains(word), "{word} stands twice");
            seen.push(word);
        }
    }

    #[test]
    fn a_word_that_asks_to_read_is_not_answered_with_a_change() {
        for word in ["open", "view", "todo", "salary", "report", "history", "export", "update", "topics"] {
            let first = meaning(word).first().expect("a guess").0;
            let verb = first.split(' ').next().unwrap_or_default();
            let reads = ["log", "undo --list"].contains(&first);
            assert!(reads || !["start", "done", "skip", "reset", "log", "undo", "redo"].contains(&verb), "{word}: {first}");
        }
        assert!(meaning("zzz").is_empty());
    }

    #[test]
    fn what_is_advised_is_a_command_line_mlpath_takes() {
        for (words, _) in GUESSES.iter().flat_map(|(_, commands)| *commands) {
            let first = words.split(' ').next().unwrap_or_default();
            assert!(first == "--version" || cli::command_names().iter().any(|command| command == first), "{words}");
        }
    }
}
