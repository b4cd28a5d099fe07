//! What each command takes in instructions, so that none grows slower unseen: valgrind counts them to within one
//! in a hundred, whatever else the machine does. `instructions.txt` has what they took when somebody last looked;
//! `UPDATE=1 cargo heavy instructions` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mlpath::builtin;

use crate::common;

/// By how much a command may take more than it took.
const MARGIN: f64 = 1.05;

/// `POSTING` stands for one of the fixtures; of a line that begins with `TAB` the last word is completed, `''` an empty one.
const COMMANDS: [&str; 16] = [
    "status",
    "next",
    "plan",
    "certs",
    "list",
    "list --json",
    "gap",
    "show numpy",
    "guide salary",
    "check",
    "done docker",
    "log numpy 1h",
    "tick docker a",
    "gap --job POSTING",
    "TAB done pan",
    "TAB show ''",
];

/// Forty entries, about 5 KB.
fn record() -> String {
    let steps = || builtin::roadmap().steps.iter().take(20).enumerate();
    let done = |(_, step): (usize, &mlpath::roadmap::Step)| {
        format!("  {}:\n    status: done\n    started: 2026-09-01\n    done: 2026-10-01\n    actual_hours: 7.5\n", step.id)
    };
    let entry = |(day, step): (usize, &mlpath::roadmap::Step)| {
        let note = "where I stopped, and what to look at again tomorrow";
        format!("  - date: 2026-09-{:02}\n    step: {}\n    time: 1h30m\n    note: {note}\n", day + 1, step.id)
    };
    let (done, log): (String, String) = (steps().map(done).collect(), steps().map(entry).collect());
    format!("version: 1\nplan:\n  from: swe\n  hours_per_week: 10\nsteps:\n{done}log:\n{log}")
}

fn posting() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/postings/01-bank-ml-engineer.txt")
}

fn count(line: &str, record: &str, folder: &Path) -> u64 {
    let (file, state) = (folder.join("progress.yaml"), folder.join("state"));
    fs::write(&file, record).expect("a record");
    let _ = fs::remove_dir_all(&state);
    let mut run = Command::new("valgrind");
    run.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_mlpath")]);
    match line.strip_prefix("TAB ") {
        None => run.args(line.split(' ').map(|word| if word == "POSTING" { posting() } else { PathBuf::from(word) })),
        Some(begun) => run.args(["--", "mlpath"]).args(begun.split(' ').map(|word| word.trim_matches('\''))).env("COMPLETE", "fish"),
    };
    run.env("MLPATH_FILE", &file).env("MLPATH_TODAY", "2026-11-21").env("XDG_STATE_HOME", &state).env("COLUMNS", "80");
    let output = run.stdout(Stdio::null()).stdin(Stdio::null()).output().expect("valgrind starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let counted = said.lines().find(|line| line.contains("Collected")).and_then(|line| line.rsplit(' ').next()?.parse().ok());
    counted.unwrap_or_else(|| panic!("{line}: nothing was counted:\n{said}"))
}

#[test]
fn no_command_takes_more_instructions_than_it_took() {
    if !common::has("valgrind") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/heavy/instructions.txt");
    let counted: Vec<(&str, u64)> = COMMANDS.iter().map(|line| (*line, count(line, &record(), folder.path()))).collect();
    if std::env::var_os("UPDATE").is_some() {
        let rows: String = counted.iter().map(|(line, count)| format!("{count:>12}  {line}\n")).collect();
        fs::write(&known, rows).expect("written");
        return;
    }
    let known = fs::read_to_string(known).expect("what they took");
    let took = |line: &str| {
        let row = known.lines().find_map(|row| row.trim_start().split_once("  ").filter(|(_, of)| *of == line));
        row.and_then(|(count, _)| count.parse::<u64>().ok()).unwrap_or_else(|| panic!("{line} is not in instructions.txt"))
    };
    let grown = |&(line, count): &(&str, u64)| {
        let before = took(line);
        (count as f64 > before as f64 * MARGIN).then(|| format!("{line}: {count} instructions, {before} before"))
    };
    let grown: Vec<String> = counted.iter().filter_map(grown).collect();
    assert!(grown.is_empty(), "slower than before:\n{}\nWhere it is worth it: UPDATE=1 cargo heavy instructions", grown.join("\n"));
}

/// Twice as much of what a record can have much of may cost twice as much, and a little.
const TWICE: f64 = 2.1;

/// So many entries, keys of the learner's own, or steps.
const MANY: usize = 500;

fn entries(of: impl Fn(usize) -> String) -> [String; 2] {
    [MANY, 2 * MANY].map(|many| (0..many).map(&of).collect())
}

#[test]
fn twice_the_record_takes_twice_the_instructions_at_most() {
    if !common::has("valgrind") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let day = |at: usize| format!("20{:02}-{:02}-{:02}", 16 + at / 330 % 10, 1 + at / 28 % 12, 1 + at % 28);
    let id = |at: usize| &builtin::roadmap().steps[at % 40].id;
    let logs = entries(|at| format!("  - date: {}\n    step: {}\n    time: 1h30m\n    note: entry {at}\n", day(at), id(at)));
    let flows = entries(|at| format!("  - {{date: {}, step: {}, time: 1h30m, note: entry {at}}}\n", day(at), id(at)));
    let lists = entries(|at| format!("  {{date: {}, step: {}}},\n", day(at), id(at)));
    let keys = entries(|at| format!("own-{at}: {{mood: fine, of: {at}}}\n"));
    let steps = entries(|at| format!("  own-{at}:\n    status: done\n    done: {}\n", day(at)));
    let records = [
        ("log", logs.map(|log| format!("version: 1\nlog:\n{log}"))),
        ("log in braces", flows.map(|log| format!("version: 1\nlog:\n{log}"))),
        ("log in brackets", lists.map(|log| format!("version: 1\nlog: [\n{log}]\n"))),
        ("own keys", keys.map(|keys| format!("version: 1\n{keys}"))),
        ("own steps", steps.map(|steps| format!("version: 1\nsteps:\n{steps}"))),
    ];
    let mut grown = Vec::new();
    for (what, [once, twice]) in &records {
        for line in ["status", "check", "done docker", "log numpy 1h"] {
            let (once, twice) = (count(line, once, folder.path()), count(line, twice, folder.path()));
            if twice as f64 > once as f64 * TWICE {
                grown.push(format!("{what}: {line}: {once} instructions, and {twice} with twice as many"));
            }
        }
    }
    assert!(grown.is_empty(), "more than linear:\n{}", grown.join("\n"));
}
