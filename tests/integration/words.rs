//! Plain words: what mlpath does not say, on any screen, page of help or guide.

use std::fs;
use std::path::Path;

use mlpath::builtin;

use crate::common::Home;

/// Words of our own making, translated ones, and those of libraries. Each is looked for as it stands, in any case.
const NOT_SAID: [&str; 42] = [
    "even chance",
    "the even day",
    "kept share",
    "told hours",
    "reckon",
    "the stead",
    "taken anew",
    "takes it up",
    "take it up",
    "take this back",
    "wait on it",
    "waits on it",
    "behind you",
    "says itself",
    "worth a word",
    "at hand",
    "record of your way",
    "your way,",
    "a what-if",
    "where you stand",
    "object to a",
    "you planned",
    "and keep only",
    "is no day",
    "colour",
    "specialisation",
    "behaviour",
    "organisation",
    "recognise",
    "licence",
    "catalogue",
    "a programme",
    "u32",
    "f64",
    "expected field",
    "could not find expected",
    "invalid type",
    "missing field",
    "block mapping",
    "flow sequence",
    "did not find expected",
    "untagged",
];

/// What a text says that it should not, with the line.
fn found_in(what: &str, text: &str) -> Vec<String> {
    let said =
        |line: &str| NOT_SAID.iter().filter(|word| line.to_lowercase().contains(**word)).map(|word| (*word).to_owned()).collect::<Vec<_>>();
    text.lines().flat_map(|line| said(line).into_iter().map(move |word| format!("{what}: \"{word}\" in: {}", line.trim()))).collect()
}

#[test]
fn no_screen_says_what_a_friend_would_not() {
    let home = Home::new();
    home.mlpath("plan --from swe --hours 8 --for llm --save").ok();
    home.mlpath("start numpy").ok();
    home.mlpath("log numpy 90m").ok();
    let mut wrong = Vec::new();
    let mut commands: Vec<String> = [
        "status",
        "status --since 2w",
        "next",
        "next 3",
        "next --time 45m",
        "list",
        "list --all",
        "show pandas --sources",
        "show mlops",
        "show swe",
        "show senior",
        "show llm",
        "show google-ml-engineer --sources",
        "find docker",
        "done sql",
        "done pandsa",
        "start statistics",
        "skip tensorflow",
        "reset sql",
        "tick numpy a",
        "log",
        "log numpy",
        "plan",
        "plan --credits",
        "plan --by 2027-06",
        "plan --hours 5 --hours 10",
        "certs",
        "certs --budget 400",
        "certs --until 2030",
        "gap",
        "gap --for senior",
        "guide",
        "guide skills",
        "undo",
        "redo",
        "undo --list",
        "check",
        "check --data",
        "help",
        "nonsense",
        "plan --by nonsense",
        "plan --hours none",
        "status --nonsense",
    ]
    .map(str::to_owned)
    .to_vec();
    commands.extend(mlpath::cli::command_names().iter().map(|name| format!("help {name}")));
    let topics = ["options", "json", "exit-codes", "errors", "environment", "file", "roadmap", "forecast", "forecast-method"];
    commands.extend(topics.map(|topic| format!("help {topic}")));
    commands.extend(builtin::guide().topics.iter().map(|topic| format!("guide {} --all", topic.id)));
    for command in commands {
        let said = home.mlpath(&command);
        wrong.extend(found_in(&command, &said.stdout));
        wrong.extend(found_in(&command, &said.stderr));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_page_for_readers_says_it_either() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for page in ["README.md", "CHANGELOG.md", "docs/promises.md", "docs/roadmaps.md", "docs/scope.md", "docs/contributing.md"] {
        wrong.extend(found_in(page, &fs::read_to_string(root.join(page)).expect("a page")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
