//! Words people type for a command that goes by another name here, and the command each means.

use crate::builtin;
use crate::resolve::names;
use crate::text::shell_word;
use crate::units::StudyTime;

/// The words after `mlpath`, and what that command does. What stands in braces is filled with what was typed behind the
/// first word: `{}` with all of it, `{FIRST}` with the first word, `{TEXT}` with those after it, `{TIME}`, `{HOURS}`, `{USD}`,
/// `{GOAL}` and `{BACKGROUND}` with one of that kind. A command with `{STEP}` is named only where a step is.
type Meant = (&'static str, &'static str);

/// First words that mean exactly one command line: it is carried out as if it had been typed. A word that asks
/// to read never stands for a command that writes.
const SAME: &[(&[&str], &str)] = &[
    (
        &[
            "ls",
            "tasks",
            "steps",
            "roadmap",
            "overview",
            "ll",
            "dir",
            "tree",
            "map",
            "board",
            "checklist",
            "curriculum",
            "syllabus",
            "outline",
            "contents",
        ],
        "list",
    ),
    (&["todo", "todos", "remaining", "missing", "open-steps", "left", "unfinished", "pending"], "list todo"),
    (&["ready", "available"], "list ready"),
    (&["doing", "current", "started", "active"], "list doing"),
    (&["completed", "finished-steps", "done-list"], "list done"),
    (&["projects", "project", "portfolio"], "list project --all"),
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
    (
        &[
            "forecast",
            "when",
            "eta",
            "timeline",
            "schedule",
            "finish-date",
            "estimate",
            "predict",
            "deadline",
            "calendar",
            "milestones",
            "time-left",
            "end",
            "goal-date",
        ],
        "plan",
    ),
    (&["chart", "graph", "gantt", "bars"], "plan --bars"),
    (&["week", "today", "this-week", "weekly", "yesterday"], "status --since monday"),
    (&["month", "this-month", "monthly"], "status --since 4w"),
    (
        &[
            "dashboard",
            "overall",
            "summary",
            "progress",
            "stats",
            "stat",
            "st",
            "s",
            "where-am-i",
            "stages",
            "me",
            "whoami",
            "score",
            "points",
            "xp",
            "streak",
            "badges",
            "badge",
            "achievements",
            "home",
            "percent",
        ],
        "status",
    ),
    (&["n", "now", "what-next", "suggest", "recommend", "continue", "go", "proceed", "random"], "next"),
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
    (&["note", "comment", "write", "remember"], &[("log {FIRST} -m {TEXT}", "adds a note"), ("log", "your study time and notes")]),
    (
        &["add", "record", "track-time", "time", "timer", "study", "studied", "session", "spent", "worked", "clock"],
        &[("log {FIRST} {TIME}", "adds study time"), ("log {FIRST} -m TEXT", "adds a note"), ("start {FIRST}", "takes a step up")],
    ),
    (
        &["link", "url", "evidence", "proof"],
        &[("log {FIRST} --link URL", "keeps a link with it"), ("done {FIRST} --link URL", "marks it as done, with evidence")],
    ),
    (
        &[
            "rm",
            "undone",
            "delete",
            "remove",
            "unmark",
            "clear",
            "drop",
            "del",
            "todo-again",
            "restart",
            "redo-step",
            "unstart",
            "unskip",
            "unfinish",
            "uncomplete",
        ],
        &[("reset {}", "marks it as not done"), ("undo", "takes the last change back")],
    ),
    (
        &["stop", "pause", "hold", "break", "vacation", "holiday"],
        &[("plan --pause 2026-12-20..2027-01-03 --save", "plans days without study"), ("reset {STEP}", "marks it as not begun")],
    ),
    (&["unpause"], &[("plan --pause none --save", "takes the planned pauses away")]),
    (
        &["mark", "set-status", "toggle"],
        &[("done {}", "marks it as done"), ("start {}", "marks it as in progress"), ("skip {}", "leaves it out")],
    ),
    (&["back", "revert", "rollback", "oops"], &[("undo", "takes the last change back"), ("undo --list", "the saves so far")]),
    (
        &["hours", "pace", "hours-per-week"],
        &[
            ("show {STEP}", "its hours"),
            ("plan --hours {HOURS} --save", "keeps the hours you study a week"),
            ("log", "the hours you studied"),
        ],
    ),
    (&["journal", "diary", "notes"], &[("log", "your study time and notes"), ("log {} -m TEXT", "adds a note")]),
    (&["take", "pick", "do", "work", "work-on"], &[("start {}", "takes a step up"), ("next", "what to do now")]),
    (&["ignore", "exclude", "leave"], &[("skip {}", "leaves it out")]),
    (&["report", "review", "recap"], &[("status --since monday", "what moved this week"), ("log", "your weeks and hours")]),
    (&["budget", "spend", "money", "cheap"], &[("certs --budget {USD}", "what fits a budget"), ("certs", "what exams cost")]),
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
        &["export", "csv", "json", "dump", "print", "backup", "pdf", "markdown", "md", "share", "publish", "excel"],
        &[("list --json", "all steps for scripts"), ("help file", "where your progress file is"), ("help json", "the documents there are")],
    ),
    (&["import", "load", "restore"], &[("undo --rescue", "restores a damaged file"), ("help file", "the progress file and its format")]),
    (
        &["set", "settings", "profile", "preferences", "setting"],
        &[("plan --hours {HOURS} --save", "keeps the hours you study a week"), ("plan --from swe --save", "keeps your background")],
    ),
    (
        &["remind", "reminder", "reminders", "notify", "alarm", "alert"],
        &[("next", "what to do now; mlpath sends no reminders"), ("status --since monday", "what moved this week")],
    ),
    (
        &["login", "logout", "account", "signup", "register", "user"],
        &[("help file", "there is no account: all is in one file of yours"), ("status", "where you are")],
    ),
    (&["theme", "color", "colors", "dark", "light"], &[("help environment", "colors and the pager")]),
    (
        &["practice", "exercise", "exercises", "quiz", "drill"],
        &[("next", "what to do now, and how you know it is done"), ("show {}", "the criteria of a step")],
    ),
    (&["stage"], &[("status", "the stages"), ("show 2", "one of them")]),
    (&["step"], &[("next", "the step to take up"), ("list", "the steps of your stage")]),
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

/// First words that ask to see the thing named behind them: `stage 2`, `why pandas`.
const SHOWING: &[&str] = &[
    "stage",
    "step",
    "why",
    "how",
    "prerequisites",
    "prereqs",
    "prereq",
    "requires",
    "needs",
    "depends",
    "unlocks",
    "unlock",
    "difficulty",
    "duration",
    "criteria",
    "checklist",
    "material",
    "purpose",
    "done-when",
];

/// Several words that mean one command line.
const PHRASES: &[(&str, &str)] = &[
    ("this week", "status --since monday"),
    ("last week", "status --since 1w"),
    ("this month", "status --since 4w"),
    ("last month", "status --since 4w"),
    ("what now", "next"),
    ("what next", "next"),
    ("what's next", "next"),
    ("whats next", "next"),
    ("where am i", "status"),
    ("how long", "plan"),
    ("how much", "certs"),
    ("how far", "status"),
    ("time left", "plan"),
    ("hours left", "plan"),
];

/// The command line a first word stands for, with words behind it or without.
pub(super) fn same(word: &str, has_more: bool) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    if has_more && SHOWING.contains(&word.as_str()) {
        return Some("show");
    }
    SAME.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, meant)| *meant)
}

/// The command line all words together stand for.
pub(super) fn phrase(words: &str) -> Option<&'static str> {
    let words = words.to_lowercase();
    PHRASES.iter().find(|(phrase, _)| *phrase == words).map(|(_, meant)| *meant)
}

/// Whether a first word asks for the progress file itself.
pub(super) fn is_about_file(word: &str) -> bool {
    FILE_WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// What a first word probably means, with the words behind it put in; nothing when nobody has guessed it yet.
pub(super) fn meaning(word: &str, rest: &[String]) -> Vec<(String, &'static str)> {
    let behind = Behind::new(rest);
    // Who tracks a step means its time.
    let is_time = word.eq_ignore_ascii_case("track") && behind.step.is_some();
    let word = if is_time { "add".to_owned() } else { word.to_ascii_lowercase() };
    if let ("mark" | "set-status", Some((state, ids @ [_, ..]))) = (word.as_str(), rest.split_last())
        && let Some((_, command, does)) = STATES.iter().find(|(words, ..)| words.contains(&state.to_ascii_lowercase().as_str()))
    {
        let ids: Vec<String> = ids.iter().map(|id| shell_word(id.as_ref())).collect();
        return vec![(format!("{command} {}", ids.join(" ")), *does)];
    }
    let found = GUESSES.iter().find(|(words, _)| words.contains(&word.as_str())).map_or(&[][..], |(_, commands)| *commands);
    found.iter().filter_map(|(words, does)| Some((behind.filled(words)?, *does))).collect()
}

/// The states that something can be marked with, and the commands that do.
const STATES: [(&[&str], &str, &str); 4] = [
    (&["done", "finished", "complete", "completed"], "done", "marks it as done"),
    (&["doing", "started", "begun", "in-progress"], "start", "marks it as in progress"),
    (&["skipped", "skip"], "skip", "leaves it out"),
    (&["todo", "undone"], "reset", "marks it as not done"),
];

/// What stands behind a first word.
struct Behind<'a> {
    all: String,
    first: Option<&'a String>,
    /// The words behind the first.
    text: String,
    time: Option<String>,
    number: Option<String>,
    /// All of it, where that names something on the built-in roadmap.
    step: Option<String>,
    goal: Option<String>,
    background: Option<String>,
}

impl Behind<'_> {
    fn new(rest: &[String]) -> Behind<'_> {
        let roadmap = builtin::roadmap();
        let quoted = |words: &[&String]| words.iter().map(|word| shell_word(word.as_ref())).collect::<Vec<_>>().join(" ");
        let times = rest.iter().filter(|word| word.contains(|c: char| c.is_alphabetic()) && StudyTime::parse(word).is_some());
        let time = times.clone().next().cloned();
        let named: Vec<&String> = rest.iter().filter(|word| Some(*word) != time.as_ref()).collect();
        let (first, others) = named.split_first().map_or((None, &[][..]), |(first, others)| (Some(*first), others));
        let number = rest.iter().map(|word| word.trim_start_matches('$').trim_end_matches('h')).find(|word| word.parse::<f64>().is_ok());
        let text = others.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
        let all = quoted(&rest.iter().collect::<Vec<_>>());
        Behind {
            text: if text.is_empty() { "TEXT".to_owned() } else { shell_word(text.as_ref()) },
            step: first.filter(|word| names::exact(roadmap, word).is_some()).cloned(),
            goal: Some(all.clone()).filter(|word| roadmap.goal(word).is_some()),
            background: Some(all.clone()).filter(|word| roadmap.backgrounds_named(word).is_some()),
            number: number.map(str::to_owned),
            all,
            first,
            time,
        }
    }

    /// The command with all that stands in braces filled in; `None` where it is about a step and none is named.
    fn filled(&self, words: &str) -> Option<String> {
        if words.contains("{STEP}") && self.step.is_none() {
            return None;
        }
        let or = |typed: &Option<String>, default: &str| typed.clone().unwrap_or_else(|| default.to_owned());
        let first = self.first.map_or_else(|| "ID".to_owned(), |word| shell_word(word.as_ref()));
        let filled = words
            .replace("{}", if self.all.is_empty() { "ID" } else { &self.all })
            .replace("{STEP}", &or(&self.step, "ID"))
            .replace("{FIRST}", &first)
            .replace("{TEXT}", &self.text)
            .replace("{TIME}", &or(&self.time, "1h30m"))
            .replace("{HOURS}", &or(&self.number, "8"))
            .replace("{USD}", &or(&self.number, "400"))
            .replace("{GOAL}", &or(&self.goal, "llm"))
            .replace("{BACKGROUND}", &or(&self.background, "swe"));
        Some(filled)
    }
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
            let first = meaning(word, &[])[0].0.clone();
            assert!(!WRITING.contains(&first.split(' ').next().unwrap_or_default()), "{word}: {first}");
        }
        assert!(meaning("zzz", &[]).is_empty() && same("zzz", false).is_none());
    }

    #[test]
    fn a_word_before_a_thing_asks_to_see_it() {
        assert_eq!((same("stage", true), same("why", true), same("step", false)), (Some("show"), Some("show"), None));
        assert_eq!((phrase("What next"), phrase("this week"), phrase("zzz")), (Some("next"), Some("status --since monday"), None));
    }

    #[test]
    fn what_is_advised_is_a_command_line_mlpath_takes() {
        let same = SAME.iter().map(|(_, meant)| (*meant).to_owned());
        let guessed = GUESSES.iter().flat_map(|(words, _)| meaning(words[0], &[])).map(|(words, _)| words);
        for words in same.chain(guessed) {
            let first = words.split(' ').next().unwrap_or_default();
            assert!(first == "--version" || cli::command_names().iter().any(|command| command == first), "{words}");
        }
        let first = |word: &str, rest: &str| {
            let rest: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
            meaning(word, &rest)[0].0.clone()
        };
        assert_eq!(first("rm", "pandas"), "reset pandas", "the words behind it are put in");
        assert_eq!(first("note", "numpy broadcasting is odd"), "log numpy -m 'broadcasting is odd'");
        assert_eq!(first("study", "2h pandas"), "log pandas 2h");
        assert_eq!(first("track", "pandas 1h"), "log pandas 1h");
        assert_eq!(first("track", "llm"), "gap --for llm");
        assert_eq!(first("goal", "nonsense"), "gap --for llm");
        assert_eq!(first("budget", "$500"), "certs --budget 500");
        assert_eq!(first("set", "hours 5"), "plan --hours 5 --save");
        assert_eq!(first("hours", "pandas"), "show pandas");
        assert_eq!(first("hours", "10"), "plan --hours 10 --save");
        assert_eq!(meaning("pause", &["2w".to_owned()]).len(), 1, "no step is named");
    }
}
