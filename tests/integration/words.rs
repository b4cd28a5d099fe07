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
    let topics = ["options", "json", "exit-codes", "errors", "environment", "file", "merging", "roadmap", "forecast", "forecast-method"];
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

/// British spellings, in the beginnings of their words.
const BRITISH: [&str; 24] = [
    "colour",
    "behaviour",
    "organis",
    "recognis",
    "specialis",
    "optimis",
    "summaris",
    "normalis",
    "initialis",
    "generalis",
    "visualis",
    "licence",
    "catalogue",
    "labelled",
    "labelling",
    "modelling",
    "cancelled",
    "travelled",
    "favour",
    "neighbour",
    "judgement",
    "ageing",
    "learnt",
    "per cent",
];

/// What keeps its spelling for a reason: words that people may type or a posting may have.
const QUOTED: [&str; 6] = ["terms.yaml", "headings.txt", "words.rs", "\"colour\"", "no-colour", "aliases:"];

#[test]
fn the_spelling_is_american_in_code_data_and_pages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<std::path::PathBuf> =
        ["src", "docs", "benches", "tests/integration", "tests/heavy", "tests/common", "tests/criteria"]
            .iter()
            .flat_map(|folder| files_below(&root.join(folder)))
            .collect();
    files.extend(["README.md", "build.rs", "CHANGELOG.md"].map(|name| root.join(name)));
    let mut wrong = Vec::new();
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for (at, line) in text.lines().enumerate() {
            let place = format!("{}:{}: {}", file.display(), at + 1, line.trim());
            let lower = without_ids(&line.to_lowercase());
            // An optimist is no optimiser.
            let is_british = |word: &str| lower.match_indices(word).any(|(at, _)| !lower[at + word.len()..].starts_with('t'));
            if BRITISH.iter().any(|word| is_british(word)) && !QUOTED.iter().any(|quoted| place.contains(quoted)) {
                wrong.push(place);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ids are permanent, in whatever spelling they were given.
fn without_ids(line: &str) -> String {
    let rest = line.split("covers: [").next().unwrap_or_default();
    let words = rest.split(' ').scan(false, |is_id, word| Some((std::mem::replace(is_id, word.ends_with("id:")), word)));
    words.filter(|(is_id, _)| !is_id).map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
