//! Words people type for a command that goes by another name here, and the command each means.

/// The words after `mlpath`, and what that command does. `{}` stands for the words typed behind the first one.
type Meant = (&'static str, &'static str);

/// First words that mean exactly one command line: it is carried out as if it had been typed. A word that asks
/// to read never stands for a command that writes.
const SAME: &[(&[&str], &str)] = &[
    (&["ls", "tasks", "steps", "roadmap", "overview", "ll", "dir"], "list"),
    (&["todo", "todos", "remaining", "missing", "open-steps"], "list todo"),
    (&["doing", "current", "started", "active"], "list doing"),
    (&["completed", "finished-steps"], "list done"),
    (&["projects", "portfolio"], "list project --all"),
    (&["info", "view", "describe", "details", "read", "open", "cat", "inspect", "explain", "about", "what"], "show"),
    (&["grep", "lookup", "query", "find-step", "where-is"], "find"),
    (
        &[
            "cert",
            "certificate",
            "certificates",
            "certification",
            "certifications",
            "exam",
            "exams",
            "cost",
            "costs",
            "price",
            "prices",
            "fees",
        ],
        "certs",
    ),
    (&["forecast", "when", "eta", "timeline", "schedule", "finish-date", "estimate", "predict", "deadline"], "plan"),
    (&["week", "today", "this-week", "weekly"], "status --since monday"),
    (&["dashboard", "overall", "summary", "progress", "stats", "stat", "st", "s", "where-am-i"], "status"),
    (&["n", "now", "what-next", "suggest", "recommend"], "next"),
    (&["d", "finish", "finished", "complete", "check-off", "checkoff"], "done"),
    (&["begin"], "start"),
    (&["untick", "uncheck"], "tick --undo"),
    (&["salary", "salaries", "wage", "wages", "income"], "guide pay"),
    (&["topics", "topic", "faq", "guides"], "guide"),
    (&["skills-gap", "gaps", "compare"], "gap"),
    (&["completion"], "completions"),
    (&["man", "usage", "commands", "?"], "help"),
    (&["version", "ver"], "--version"),
    (&["validate", "lint", "doctor", "verify"], "check"),
    (&["activity", "worklog", "timesheet"], "log"),
    (&["saves", "history", "changes"], "undo --list"),
];

/// First words that may mean several things, or something to be said first: what to type instead.
const GUESSES: &[(&[&str], &[Meant])] = &[
    (
        &["init", "setup", "new", "create", "install", "onboard", "configure", "quickstart"],
        &[("plan --from none", "no setup is needed; the first change makes the file"), ("next", "the first step")],
    ),
    (
        &["add", "note", "comment", "write", "record", "track-time", "time", "timer", "study", "session"],
        &[("log {} -m TEXT", "adds a note"), ("log {} 1h30m", "adds study time"), ("start {}", "takes a step up")],
    ),
    (
        &["rm", "undone", "delete", "remove", "unmark", "clear", "drop", "del", "todo-again", "restart", "redo-step"],
        &[("reset {}", "marks it as not done"), ("undo", "takes the last change back")],
    ),
    (
        &["stop", "pause", "hold", "break", "vacation", "holiday"],
        &[("plan --pause 2026-12-20..2027-01-03 --save", "plans days without study"), ("reset {}", "marks a step as not begun")],
    ),
    (
        &["mark", "set-status", "toggle"],
        &[("done {}", "marks it as done"), ("start {}", "marks it as in progress"), ("skip {}", "leaves it out")],
    ),
    (&["back", "revert", "rollback", "oops"], &[("undo", "takes the last change back"), ("undo --list", "the saves so far")]),
    (&["hours", "pace"], &[("plan --hours 8 --save", "keeps the hours you study a week"), ("log", "the hours you studied")]),
    (&["journal", "diary", "notes"], &[("log", "your study time and notes"), ("log {} -m TEXT", "adds a note")]),
    (&["take", "pick", "do", "work", "work-on"], &[("start {}", "takes a step up"), ("next", "what to do now")]),
    (&["ignore", "exclude", "leave"], &[("skip {}", "leaves it out")]),
    (&["report", "review", "recap"], &[("status --since monday", "what moved this week"), ("log", "your weeks and hours")]),
    (&["budget", "spend", "money", "cheap"], &[("certs --budget 400", "what fits a budget"), ("certs", "what exams cost")]),
    (&["pay"], &[("guide pay", "what the field pays"), ("certs", "what exams cost")]),
    (
        &["jobs", "job", "posting", "postings", "vacancy"],
        &[("gap --job FILE", "what a job posting asks for that you lack"), ("guide market", "the job market")],
    ),
    (
        &["track", "tracks", "goal", "goals", "level", "levels", "target", "specialization"],
        &[("gap --for {GOAL}", "what it asks for"), ("show {GOAL}", "what it is"), ("plan --for {GOAL} --save", "makes it your goal")],
    ),
    (
        &["resources", "resource", "courses", "course", "books", "book", "links", "material", "videos"],
        &[
            ("show {}", "a step with its resources"),
            ("find WORDS", "finds courses and books by name"),
            ("plan --free", "free material only"),
        ],
    ),
    (&["skills", "skill"], &[("list", "the steps"), ("guide skills", "what the guides say of each skill")]),
    (
        &["export", "csv", "json", "dump", "print", "backup"],
        &[("list --json", "all steps for scripts"), ("help file", "where your progress file is"), ("help json", "the documents there are")],
    ),
    (&["import", "load", "restore"], &[("undo --rescue", "restores a damaged file"), ("help file", "the progress file and its format")]),
    (
        &["set", "settings", "profile", "preferences"],
        &[("plan --hours 8 --save", "keeps the hours you study a week"), ("plan --from swe --save", "keeps your background")],
    ),
    (
        &["background", "backgrounds", "from"],
        &[("plan --from {BACKGROUND}", "when you could be ready"), ("show {BACKGROUND}", "what it is credited with")],
    ),
    (
        &["sync", "pull", "push", "fetch", "clone"],
        &[("merge", "takes in a copy that a sync tool left beside your file"), ("help merging", "two machines, one record")],
    ),
    (&["update", "upgrade"], &[("help", "mlpath updates nothing by itself; these are its commands")]),
    (
        &["learn", "teach", "tutorial"],
        &[("next", "what to learn next"), ("show {}", "a step in full"), ("guide", "what the field's guides say")],
    ),
    (&["quit", "exit", "q"], &[("help", "lists the commands")]),
    (&["reset-all", "wipe", "start-over"], &[("reset --stage 1", "marks a stage as not done"), ("undo --list", "what can be taken back")]),
];

/// First words that ask for the progress file itself.
const FILE_WORDS: &[&str] = &["edit", "path", "where", "file", "config", "location", "editor", "vim", "which"];

/// The command line a first word stands for.
pub(super) fn same(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    SAME.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, meant)| *meant)
}

/// Whether a first word asks for the progress file itself.
pub(super) fn is_about_file(word: &str) -> bool {
    FILE_WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// What a first word probably means, with the words behind it put in; nothing when nobody has guessed it yet.
pub(super) fn meaning(word: &str, rest: &str) -> Vec<(String, &'static str)> {
    let word = word.to_ascii_lowercase();
    let found = GUESSES.iter().find(|(words, _)| words.contains(&word.as_str())).map_or(&[][..], |(_, commands)| *commands);
    let filled = |words: &str| {
        let or = |default: &str| if rest.is_empty() { default.to_owned() } else { rest.to_owned() };
        words.replace("{}", &or("ID")).replace("{GOAL}", &or("llm")).replace("{BACKGROUND}", &or("swe"))
    };
    found.iter().map(|(words, does)| (filled(words), *does)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    const WRITING: [&str; 8] = ["start", "done", "skip", "reset", "tick", "log", "undo", "redo"];

    #[test]
    fn no_guess_is_a_command_and_each_stands_once() {
        let commands = cli::command_names();
        let mut seen: Vec<&str> = Vec::new();
        let words = GUESSES.iter().flat_map(|(words, _)| *words).chain(SAME.iter().flat_map(|(words, _)| *words)).chain(FILE_WORDS);
        for word in words {
            assert!(!commands.iter().any(|command| command == word), "{word} is a command");
            assert!(!seen.contains(word), "{word} stands twice");
            seen.push(word);
        }
    }

    #[test]
    fn a_word_that_asks_to_read_never_stands_for_a_change() {
        let writes = ["d", "finish", "finished", "complete", "check-off", "checkoff", "begin", "untick", "uncheck"];
        for (words, meant) in SAME {
            let verb = meant.split(' ').next().unwrap_or_default();
            let changes = WRITING.contains(&verb) && !["undo --list", "log"].contains(meant);
            for word in *words {
                assert_eq!(changes, writes.contains(word), "{word}: {meant}");
            }
        }
        for word in ["report", "budget", "jobs", "skills", "export", "update", "learn", "levels"] {
            let first = meaning(word, "")[0].0.clone();
            assert!(!WRITING.contains(&first.split(' ').next().unwrap_or_default()), "{word}: {first}");
        }
        assert!(meaning("zzz", "").is_empty() && same("zzz").is_none());
    }

    #[test]
    fn what_is_advised_is_a_command_line_mlpath_takes() {
        let same = SAME.iter().map(|(_, meant)| (*meant).to_owned());
        let guessed = GUESSES.iter().flat_map(|(words, _)| meaning(words[0], "")).map(|(words, _)| words);
        for words in same.chain(guessed) {
            let first = words.split(' ').next().unwrap_or_default();
            assert!(first == "--version" || cli::command_names().iter().any(|command| command == first), "{words}");
        }
        assert_eq!(meaning("rm", "pandas")[0].0, "reset pandas", "the words behind it are put in");
    }
}
