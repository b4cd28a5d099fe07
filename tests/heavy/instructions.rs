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

/// A learner whose commands are counted: their files, and where they are.
struct Learner {
    folder: tempfile::TempDir,
    roadmap: Option<PathBuf>,
}

impl Learner {
    fn new(record: &str) -> Learner {
        let learner = Learner { folder: tempfile::tempdir().expect("a folder"), roadmap: None };
        learner.write(record);
        learner
    }

    fn with_roadmap(record: &str, roadmap: &str) -> Learner {
        let learner = Learner::new(record);
        let path = learner.folder.path().join("roadmap.yaml");
        fs::write(&path, roadmap).expect("a roadmap");
        Learner { roadmap: Some(path), ..learner }
    }

    fn write(&self, record: &str) {
        fs::write(self.file(), record).expect("a record");
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("progress.yaml")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn set_up(&self, run: &mut Command) {
        run.env("MLPATH_FILE", self.file()).env("MLPATH_TODAY", "2026-11-21").env("XDG_STATE_HOME", self.state()).env("COLUMNS", "80");
        run.envs(self.roadmap.iter().map(|path| ("MLPATH_ROADMAP", path)));
        run.stdout(Stdio::null()).stdin(Stdio::null());
    }

    /// Carries a command out.
    fn run(&self, line: &str) {
        let mut run = Command::new(env!("CARGO_BIN_EXE_mlpath"));
        self.set_up(run.args(line.split(' ')));
        let output = run.output().expect("mlpath starts");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// The instructions of a command that finds the record as it is, without a history, and leaves it so.
    fn count_anew(&self, line: &str) -> u64 {
        let record = fs::read_to_string(self.file()).expect("a record");
        let _ = fs::remove_dir_all(self.state());
        let counted = self.count(line);
        self.write(&record);
        counted
    }

    /// The instructions of a command.
    fn count(&self, line: &str) -> u64 {
        let mut run = Command::new("valgrind");
        run.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_mlpath")]);
        match line.strip_prefix("TAB ") {
            None => run.args(line.split(' ').map(|word| if word == "POSTING" { posting() } else { PathBuf::from(word) })),
            Some(begun) => run.args(["--", "mlpath"]).args(begun.split(' ').map(|word| word.trim_matches('\''))).env("COMPLETE", "fish"),
        };
        self.set_up(&mut run);
        let output = run.output().expect("valgrind starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let counted = said.lines().find(|line| line.contains("Collected")).and_then(|line| line.rsplit(' ').next()?.parse().ok());
        counted.unwrap_or_else(|| panic!("{line}: nothing was counted:\n{said}"))
    }
}

#[test]
fn no_command_takes_more_instructions_than_it_took() {
    if !common::has("valgrind") {
        return;
    }
    let learner = Learner::new(&record());
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/heavy/instructions.txt");
    let counted: Vec<(&str, u64)> = COMMANDS.iter().map(|line| (*line, learner.count_anew(line))).collect();
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
    let day = |at: usize| format!("20{:02}-{:02}-{:02}", 16 + at / 330 % 10, 1 + at / 28 % 12, 1 + at % 28);
    let id = |at: usize| &builtin::roadmap().steps[at % 40].id;
    let logs = entries(|at| format!("  - date: {}\n    step: {}\n    time: 1h30m\n    note: entry {at}\n", day(at), id(at)));
    let flows = entries(|at| format!("  - {{date: {}, step: {}, time: 1h30m, note: entry {at}}}\n", day(at), id(at)));
    let lists = entries(|at| format!("  {{date: {}, step: {}}},\n", day(at), id(at)));
    let keys = entries(|at| format!("own-{at}: {{mood: fine, of: {at}}}\n"));
    let steps = entries(|at| format!("  own-{at}:\n    status: done\n    done: {}\n", day(at)));
    // Each form with the commands that go another way with it: one reads, one proves, one edits steps, one the log.
    let records: [(&str, [String; 2], &[&str]); 5] = [
        ("log", logs.map(|log| format!("version: 1\nlog:\n{log}")), &["status", "check", "done docker", "log numpy 1h"]),
        ("log in braces", flows.map(|log| format!("version: 1\nlog:\n{log}")), &["check", "log numpy 1h"]),
        ("log in brackets", lists.map(|log| format!("version: 1\nlog: [\n{log}]\n")), &["check", "log numpy 1h"]),
        ("own keys", keys.map(|keys| format!("version: 1\n{keys}")), &["check", "done docker"]),
        ("own steps", steps.map(|steps| format!("version: 1\nsteps:\n{steps}")), &["status", "check", "done docker"]),
    ];
    let mut grown = Vec::new();
    for (what, [once, twice], lines) in &records {
        for line in *lines {
            grown.extend(grown_by(what, line, [once, twice].map(|record| Learner::new(record).count_anew(line))));
        }
    }
    assert!(grown.is_empty(), "more than linear:\n{}", grown.join("\n"));
}

/// What is said where twice as much took more than twice the instructions.
fn grown_by(what: &str, line: &str, [once, twice]: [u64; 2]) -> Option<String> {
    (twice as f64 > once as f64 * TWICE).then(|| format!("{what}: {line}: {once} instructions, and {twice} with twice as many"))
}

#[test]
fn twice_the_roadmap_takes_twice_the_instructions_at_most() {
    if !common::has("valgrind") {
        return;
    }
    let step = |at: usize| {
        let before = if at.is_multiple_of(10) { String::new() } else { format!(", requires: [s-{}]", at - 1) };
        format!("      - {{id: s-{at}, title: Step {at}, hours: {{low: 1, likely: 2, high: 4}}{before}}}\n")
    };
    let header = "roadmap: {id: big, title: Big, version: '1'}\nstages:\n  - id: all\n    title: All\n    steps:\n";
    let [once, twice] = entries(step).map(|steps| {
        Learner::with_roadmap(
            "version: 1\nplan:\n  hours_per_week: 10\nsteps:\n  s-0:\n    status: done\n    done: 2026-11-01\n",
            &format!("{header}{steps}"),
        )
    });
    let lines = ["status", "plan", "list", "show s-7", "check", "done s-1", "log s-1 1h", "TAB done s-1"];
    let grown: Vec<String> =
        lines.iter().filter_map(|line| grown_by("own roadmap", line, [once.count_anew(line), twice.count_anew(line)])).collect();
    assert!(grown.is_empty(), "more than linear:\n{}", grown.join("\n"));
}

/// By how much a change may take more after twice as many changes of a record of the same size.
const FLAT: f64 = 1.1;

#[test]
fn a_long_history_makes_no_change_slower() {
    if !common::has("valgrind") {
        return;
    }
    let learner = Learner::new(&record());
    let change = |pairs: usize| (0..pairs).for_each(|_| ["start docker", "reset docker"].iter().for_each(|line| learner.run(line)));
    let count = || [learner.count("start docker"), learner.count("undo"), learner.count("undo --list")];
    change(30);
    let [change_once, undo_once, list_once] = count();
    change(30);
    let [change_twice, undo_twice, list_twice] = count();
    let is_flat = change_twice as f64 <= change_once as f64 * FLAT;
    assert!(is_flat, "start docker: {change_once} instructions, and {change_twice} after twice as many changes");
    // These look at the saves there are.
    for (line, counts) in [("undo", [undo_once, undo_twice]), ("undo --list", [list_once, list_twice])] {
        assert_eq!(grown_by("history", line, counts), None);
    }
}
