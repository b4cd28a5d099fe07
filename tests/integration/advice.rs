//! Every piece of advice can be followed: each command that a session, an error, a note or a page of help
//! prints is typed as it stands, on a copy of the same record. It is one the command line takes, and it
//! is about the record it was printed for.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Home, Said, has};

/// What stands for something the learner fills in, and what they might.
const PLACEHOLDERS: [(&str, &str); 11] = [
    ("USD", "65.50"),
    ("TEXT", "words"),
    ("NUMBER", "1"),
    ("ID", "git"),
    ("DATE", "2027-06-30"),
    ("BACKGROUND", "swe"),
    ("FILE", "posting.txt"),
    ("SHELL", "bash"),
    ("COMMAND", "done"),
    ("HOURS", "8"),
    ("STEP", "pandas"),
];

/// How colored output marks a command or an id, and where it ends.
const MARK: (&str, &str) = ("\u{1b}[36m", "\u{1b}[0m");

/// The commands that are advised in colored output.
fn advised(text: &str) -> Vec<String> {
    let marked = text.split(MARK.0).skip(1).filter_map(|rest| rest.split_once(MARK.1)).map(|(marked, _)| marked);
    let mut commands: Vec<String> = marked.filter(|text| *text == "mlpath" || text.starts_with("mlpath ")).map(str::to_owned).collect();
    commands.sort();
    commands.dedup();
    commands
}

/// A command with everything filled in that the learner would.
fn filled_in(command: &str) -> String {
    let words = command.split(' ').map(|word| PLACEHOLDERS.iter().find(|(name, _)| *name == word).map_or(word, |(_, value)| value));
    words.collect::<Vec<_>>().join(" ")
}

/// The value of an option in a command line.
fn option<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.split(&format!("{name} ")).nth(1).or_else(|| line.split(&format!("{name}=")).nth(1))?;
    match rest.strip_prefix('\'') {
        Some(quoted) => quoted.split('\'').next(),
        None => rest.split_whitespace().next(),
    }
}

/// What a command prints, with its colors.
fn colored(home: &Home, line: &str) -> Said {
    home.command("bash").args(["-c", line]).env("CLICOLOR_FORCE", "1").output().expect("bash starts").into()
}

/// Runs something on a copy of a home, in its place.
fn on_a_copy<T>(home: &Home, run: impl FnOnce() -> T) -> T {
    let aside = tempfile::TempDir::new().expect("a folder");
    let both = |line: &str| {
        let line = line.replace("HOME", &home.path().display().to_string()).replace("ASIDE", &aside.path().display().to_string());
        let done = std::process::Command::new("bash").args(["-c", &format!("shopt -s dotglob nullglob; {line}")]).status();
        assert!(done.expect("bash starts").success(), "{line}");
    };
    // What was there comes back itself, as a copy of it would be another file.
    both("mkdir ASIDE/own; for each in HOME/*; do mv \"$each\" ASIDE/own; done; cp -a ASIDE/own/. HOME/");
    let result = run();
    both("chmod -R u+w HOME; rm -rf HOME/*; for each in ASIDE/own/*; do mv \"$each\" HOME; done");
    result
}

/// Follows advice; what is tried once on a record is not tried again.
#[derive(Default)]
struct Follower {
    tried: BTreeSet<(String, String)>,
    wrong: Vec<String>,
}

impl Follower {
    /// Follows each piece of advice that a line printed in a home.
    fn follow(&mut self, home: &Home, line: &str, printed: &str) {
        // A list of saves shows the commands of the past.
        let printed = if line.contains("undo --list") { "" } else { printed };
        for command in advised(printed) {
            let record = fs::read(home.file()).map(|text| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default();
            let about = |word: &str| {
                (!command.starts_with("mlpath help") && !command.starts_with("mlpath completions")).then(|| option(line, word)).flatten()
            };
            for name in ["--file", "--roadmap"] {
                // What a line of several commands is about cannot be said by its words.
                if line.matches("mlpath").count() == 1 && option(&command, name) != about(name) {
                    self.wrong.push(format!("{line}: `{command}` is about another {name}"));
                }
            }
            let is_reading = ["help", "guide", "find", "completions"].iter().any(|verb| command.starts_with(&format!("mlpath {verb}")));
            let state = if is_reading { String::new() } else { record.clone() };
            if !self.tried.insert((command.clone(), state)) {
                continue;
            }
            let typed = filled_in(&command);
            let (said, after) = on_a_copy(home, || (home.shell(&typed), fs::read(home.file()).ok()));
            if !matches!(said.code, Some(0 | 1 | 3)) {
                self.wrong.push(format!("{line}: `{command}` ends with {:?}: {}", said.code, said.stderr));
            }
            let own = String::from_utf8_lossy(&after.unwrap_or_default()).into_owned();
            if option(&command, "--file").is_some() && own != record {
                self.wrong.push(format!("{line}: `{command}` changed the learner's own file"));
            }
        }
    }

    #[track_caller]
    fn end(self, at_least: usize) {
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
        assert!(self.tried.len() >= at_least, "only {} pieces of advice were found", self.tried.len());
    }
}

/// The commands of the console blocks of a text, by sections that each begin in a home of their own.
fn sessions(text: &str) -> Vec<Vec<String>> {
    let mut sections = vec![Vec::new()];
    let mut in_block = false;
    for line in text.lines() {
        match line {
            "```console" => in_block = true,
            "```" => in_block = false,
            _ if !in_block && line.starts_with("## ") => sections.push(Vec::new()),
            _ => {}
        }
        let section: &mut Vec<String> = sections.last_mut().expect("there is one");
        if let (true, Some(command)) = (in_block, line.strip_prefix("$ ")) {
            section.push(command.to_owned());
        } else if let (true, Some(more), Some(last)) =
            (in_block, line.strip_prefix("> ").or((line == ">").then_some("")), section.last_mut())
        {
            *last = format!("{last}\n{more}");
        }
    }
    sections
}

#[test]
fn what_the_sessions_advise_can_be_typed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = |name: &str| fs::read_dir(root.join(name)).expect("a folder of the package").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = folder("tests/transcripts").chain(folder("docs")).collect();
    files.push(root.join("README.md"));
    files.sort();
    let mut follower = Follower::default();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "md")) {
        for section in sessions(&fs::read_to_string(file).expect("text")) {
            let home = Home::new();
            for line in section.iter().filter(|line| !line.contains("jq ") || has("jq")) {
                let said = colored(&home, line);
                follower.follow(&home, line, &format!("{}{}", said.stdout, said.stderr));
            }
        }
    }
    follower.end(60);
}

#[test]
fn advice_about_another_record_or_roadmap_says_so() {
    const TARGET: &str = "--file 'my notes.yaml' --roadmap mine.yaml";
    let home = Home::new();
    home.mlpath("done git").ok();
    let own = "roadmap: {id: mine, title: Mine, version: '1'}\nstages:\n  - id: one\n    title: One\n    steps:\n      - {id: first, title: First, hours: {low: 1, likely: 2, high: 3}}\n      - {id: second, title: Second, requires: [first], hours: {low: 1, likely: 2, high: 3}}\n";
    fs::write(home.path().join("mine.yaml"), own).expect("a file");
    let mut follower = Follower::default();
    for line in [
        "",
        "status",
        "plan --save",
        "next",
        "done frst",
        "done second",
        "start first second",
        "log 1h",
        "log first 90m",
        "status",
        "plan",
        "plan --by 2026-12-31",
        "plan --hours 5 --hours 8",
        "show first",
        "show zzz",
        "list",
        "gap",
        "certs",
        "find first",
        "undo",
        "undo --list",
        "redo",
        "undo --to 99",
        "reset second",
        "check",
        "guide",
        "done --stage two",
    ] {
        let line = format!("mlpath {TARGET} {line}");
        let said = colored(&home, line.trim_end());
        follower.follow(&home, &line, &format!("{}{}", said.stdout, said.stderr));
    }
    for text in ["steps: [", "", "version: 1\nsteps: {frist: {status: done, done: 2026-11-01}}\n", "version: 1\nplan: {from: nobody}\n"] {
        fs::write(home.path().join("my notes.yaml"), text).expect("a file");
        for line in ["status", "done first", "check", "undo", "undo --rescue"] {
            let line = format!("mlpath {TARGET} {line}");
            let said = colored(&home, &line);
            follower.follow(&home, &line, &format!("{}{}", said.stdout, said.stderr));
        }
    }
    follower.end(25);
}

/// Examples of the pages of help stand on lines of their own, with what they do behind two blanks or more.
#[test]
fn examples_of_the_help_pages_can_be_typed() {
    let home = Home::new();
    home.mlpath("plan --from swe --for llm --save").ok();
    home.mlpath("start pandas").ok();
    home.mlpath("done numpy --hours 9").ok();
    let posting = "ML Engineer\nRequirements:\n- Python and SQL\n- Docker\n";
    for name in ["posting.txt", "mine.yaml"] {
        let text = if name == "mine.yaml" {
            "roadmap: {id: mine, title: Mine, version: '1'}\nstages:\n  - id: one\n    title: One\n    steps:\n      - {id: first, title: First, hours: {low: 1, likely: 2, high: 3}}\n"
        } else {
            posting
        };
        fs::write(home.path().join(name), text).expect("a file");
    }
    let mut pages: Vec<String> = mlpath::cli::command_names();
    pages.extend(
        ["options", "json", "exit-codes", "errors", "environment", "file", "merging", "roadmap", "forecast", "forecast-method"]
            .map(str::to_owned),
    );
    let mut tried = BTreeSet::new();
    let mut wrong = Vec::new();
    for page in std::iter::once(String::new()).chain(pages) {
        let text = home.mlpath(&format!("help {page}")).ok();
        for example in text.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| line.starts_with("mlpath")) {
            let command = example.split("  ").next().unwrap_or_default().trim();
            // Neither a usage line nor a sentence is an example, and fish is not always there.
            if command.contains(['[', '<']) || command.ends_with('.') || command.ends_with("| source") || !tried.insert(command.to_owned())
            {
                continue;
            }
            let typed = filled_in(command);
            let said = on_a_copy(&home, || home.shell(&typed));
            if !matches!(said.code, Some(0 | 1 | 3)) {
                wrong.push(format!("help {page}: `{command}` ends with {:?}: {}", said.code, said.stderr));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried.len() > 40, "{tried:?}");
}
