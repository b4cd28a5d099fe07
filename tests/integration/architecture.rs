//! The shape of the program, kept by a test: who may import whom, and which crate lives where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in rows, from the bottom. A module imports only from rows below its own.
const ROWS: [&[&str]; 14] = [
    &["order"],
    &["units", "dates", "text", "io_error", "cli", "code"],
    &["yaml", "system", "advice", "json"],
    &["roadmap"],
    &["progress", "builtin"],
    &["store", "planning"],
    &["posting"],
    &["view"],
    &["render", "note"],
    &["error"],
    &["resolve"],
    &["answers"],
    &["commands"],
    &["app"],
];

/// What only some rooms may use.
const ROOMS: [(&str, &[&str]); 11] = [
    ("clap::", &["cli/", "app/"]),
    ("serde_yaml::", &["yaml/"]),
    ("saphyr_parser::", &["yaml/tree/events.rs"]),
    ("comfy_table::", &["render/table.rs"]),
    ("owo_colors::", &["render/style.rs"]),
    ("fs::", &["store/", "roadmap/source/load.rs", "system.rs", "system/"]),
    ("env::", &["system.rs", "main.rs"]),
    ("directories::", &["system.rs"]),
    ("Timestamp::now", &["system.rs"]),
    // No network, no shell.
    ("net::", &[]),
    ("process::Command", &[]),
];

fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    // Unit tests in files of their own are no part of the program.
    files.retain(|path| !path.ends_with("tests.rs") && !path.ends_with("testing.rs"));
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source is text");
            (path.strip_prefix(&root).expect("below src").display().to_string(), text)
        })
        .collect()
}

/// The text without its unit tests and comments.
fn code(text: &str) -> String {
    if text.contains("\n#![cfg(test)]\n") {
        return String::new();
    }
    let without_tests = text.split("\nmod tests {").next().unwrap_or(text);
    without_tests.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn module(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or(file)
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

#[test]
fn modules_import_only_from_below() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let own = module(&file);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let own_row = row(own).unwrap_or_else(|| panic!("{file}: give the module `{own}` a row"));
        let code = code(&text);
        let named: BTreeSet<&str> = code
            .split("crate::")
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
            .collect();
        for other in named.into_iter().filter(|other| *other != own && !other.is_empty()) {
            match row(other) {
                Some(other_row) if other_row < own_row => {}
                Some(_) => wrong.push(format!("{file} imports {other}, which is not below it")),
                None => wrong.push(format!("{file} imports crate::{other}, which has no row")),
            }
        }
        assert!(!code.contains("crate::{"), "{file}: name each module in a `use` of its own, so that this test can see it");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The files and folders of a folder that a file of it names after `super::`.
fn siblings<'a>(code: &'a str, names: &BTreeSet<String>) -> Vec<&'a str> {
    let uses = code.split("super::").skip(1).zip(code.split("super::")).filter(|(_, before)| !before.ends_with("super::"));
    let words = uses.flat_map(|(rest, _)| {
        let end = if rest.starts_with('{') { rest.find('}') } else { rest.find(|c: char| !c.is_alphanumeric() && c != '_') };
        rest[..end.unwrap_or(rest.len())].split(|c: char| !c.is_alphanumeric() && c != '_')
    });
    words.filter(|word| names.contains(*word)).collect()
}

#[test]
fn files_of_a_module_import_each_other_in_one_direction() {
    let mut folders: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (file, text) in sources() {
        if let Some((folder, name)) = file.rsplit_once('/') {
            // A folder counts as the file of its name; only its own `mod.rs` speaks of its siblings.
            let place = if name == "mod.rs" { folder.rsplit_once('/') } else { Some((folder, name)) };
            if let Some((folder, name)) = place {
                folders.entry(folder.to_owned()).or_default().insert(name.trim_end_matches(".rs").to_owned(), code(&text));
            }
        }
    }
    for (folder, files) in folders {
        let names: BTreeSet<String> = files.keys().cloned().collect();
        let mut left: BTreeMap<&str, Vec<&str>> = files.iter().map(|(name, code)| (name.as_str(), siblings(code, &names))).collect();
        loop {
            let before = left.len();
            let open: BTreeSet<&str> = left.keys().copied().collect();
            left.retain(|own, imports| imports.iter().any(|other| other != own && open.contains(other)));
            if left.len() == before {
                break;
            }
        }
        assert!(left.is_empty(), "{folder}: these import each other in a circle, or from one: {:?}", left.keys());
    }
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        for (what, rooms) in ROOMS {
            let uses = code.lines().any(|line| {
                line.split(what)
                    .next()
                    .is_some_and(|before| before.len() < line.len() && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            });
            if uses && !rooms.iter().any(|room| file.starts_with(room)) {
                wrong.push(format!("{file} uses {what}, which lives in {rooms:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Programs that mlpath starts: git, and only to set up a repository; and what shows long answers. What git
/// starts, the driver of a merge, starts nothing.
#[test]
fn git_is_started_only_to_set_up_a_repository() {
    let sources: Vec<(String, String)> = sources().into_iter().map(|(file, text)| (file, code(&text))).collect();
    let files = |what: &str| -> Vec<&str> {
        let has = |code: &str| code.match_indices(what).any(|(at, _)| !code[..at].ends_with("rustix::"));
        sources.iter().filter(|(_, code)| has(code)).map(|(file, _)| file.as_str()).collect()
    };
    assert_eq!(files("process::{Command"), ["system/git.rs", "system/pager.rs"]);
    assert_eq!(files("process::Command"), Vec::<&str>::new());
    assert_eq!(files("system::git::"), ["app/merging.rs"]);
    let merging = &sources.iter().find(|(file, _)| file == "app/merging.rs").expect("who starts git").1;
    let driver = merging.split("fn drive(").nth(1).and_then(|rest| rest.split("\n}").next()).expect("what git starts");
    assert!(!driver.contains("Repository"), "{driver}");
    let program = &sources.iter().find(|(file, _)| file == "system/git.rs").expect("git").1;
    assert_eq!((program.matches("Command::new(").count(), program.matches("Command::new(\"git\")").count()), (1, 1));
}

/// Who may call into the store and the process: all others are functions of what they are given.
const HANDS: [&str; 6] = ["app/", "store/", "system.rs", "system/", "main.rs", "lib.rs"];

/// The names a text defines behind one of these words, such as `pub fn `.
fn defined<'a>(text: &'a str, words: &[&str]) -> BTreeSet<&'a str> {
    let lines = text.lines().map(str::trim_start);
    let after = lines.filter_map(|line| words.iter().find_map(|word| line.strip_prefix(word)));
    after.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()).collect()
}

/// Whether a text has a word that stands alone.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next()))
}

/// Whether a text calls a function or method of that name.
fn calls(text: &str, name: &str) -> bool {
    [".", "::"].iter().any(|before| text.contains(&format!("{before}{name}(")))
}

/// Calls of the standard library that touch files, the clock or the process without the word `fs`.
const REACHING: [&str; 16] = [
    "exists",
    "try_exists",
    "is_file",
    "is_dir",
    "is_symlink",
    "metadata",
    "symlink_metadata",
    "canonicalize",
    "read_dir",
    "read_link",
    "stdin",
    "stdout",
    "stderr",
    "spawn",
    "now",
    "sleep",
];

#[test]
fn only_the_session_reaches_the_store_and_the_process() {
    let sources: Vec<(String, String)> = sources().into_iter().map(|(file, text)| (file, code(&text))).collect();
    let is_reached = |file: &str| file.starts_with("store/") || file.starts_with("system/") || file == "system.rs";
    let (mut types, mut functions, mut elsewhere) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (file, code) in &sources {
        if is_reached(file) {
            types.extend(defined(code, &["pub struct ", "pub enum ", "pub(crate) struct "]));
            functions.extend(defined(code, &["pub fn "]));
        } else {
            elsewhere.extend(defined(code, &["pub fn ", "pub(crate) fn ", "pub(super) fn ", "fn "]));
        }
    }
    for name in ["Store", "Session", "Snapshot", "System"] {
        assert!(types.contains(name), "{name} is a type of the store or the system");
    }
    for name in ["begin", "rescue", "restore", "save", "clock_date"] {
        assert!(functions.contains(name), "{name} is a function of the store or the system");
    }
    let mut wrong = Vec::new();
    for (file, code) in sources.iter().filter(|(file, _)| !HANDS.iter().any(|hand| file.starts_with(hand))) {
        // An error may be made of one of the store; nothing can be done with that.
        for name in types.iter().filter(|name| !(file == "error.rs" && **name == "StoreError")) {
            // A variant of the same name is another thing, and so is a word in the list of codes.
            let is_variant = |line: &str| line.trim() == format!("{name},") || line.trim().starts_with(&format!("{name}, \""));
            if has_word(code, name) && !code.lines().any(is_variant) {
                wrong.push(format!("{file} names {name}, a type of the store or the system"));
            }
        }
        for name in functions.difference(&elsewhere).chain(&REACHING).filter(|name| calls(code, name)) {
            if file != "roadmap/source/load.rs" {
                wrong.push(format!("{file} calls {name}, which reaches files or the process"));
            }
        }
    }
    let given = &sources.iter().find(|(file, _)| file == "commands/outcome.rs").expect("what a command is given").1;
    for hidden in ["dyn Fn", "impl Fn", "fn("] {
        assert!(!given.contains(hidden), "a command is given data only: a function could reach anything");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_stay_small_and_say_what_they_are_for() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!"), "{file}: begin with a `//!` that says what it is for");
        let lines = code(&text).lines().count();
        assert!(lines <= 400, "{file}: {lines} lines; split it");
    }
    let main = sources().into_iter().find(|(file, _)| file == "main.rs").expect("main.rs").1;
    assert!(main.lines().count() <= 35, "main only rings the bell");
}

#[test]
fn every_test_file_is_part_of_the_program_of_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration");
    let main = fs::read_to_string(folder.join("main.rs")).expect("main.rs");
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        assert!(stem == "main" || main.contains(&format!("mod {stem};")), "tests/integration/{stem}.rs is not registered");
    }
}
