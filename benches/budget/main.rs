//! `cargo bench`: what mlpath costs beside what it may cost: instructions, wall time against an empty program
//! and a bare save in the same run, memory, growth. Prints a table with a column for the dynamic program and one for
//! the static one that is released; asserts nothing, as machines differ.
//!
//! Instructions are counted by valgrind and memory by GNU time, where they are installed. Wall time is
//! the median of paired runs, as a ratio to an empty Rust program, or for changes to a program that does no
//! more than write a temporary file, sync it, rename it and sync the folder.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a benchmark prints its table and makes its files"
)]

mod measure;
mod peers;
mod records;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use mlpath::builtin;
use mlpath::planning::forecast::pace::Pace;
use mlpath::planning::forecast::{ForecastInput, forecast};
use mlpath::planning::standing::Standing;
use mlpath::progress::{Profile, Progress};
use mlpath::roadmap::{self, SourceText};

use measure::{best_of, compile, instructions, paired, peak_memory};

const MLPATH: &str = env!("CARGO_BIN_EXE_mlpath");

/// Reading commands on the usual record, and how many million instructions each may take.
const READING: [(&str, f64); 11] = [
    ("status", 2.5),
    ("next", 2.5),
    ("plan", 2.5),
    ("certs", 2.5),
    ("list", 4.0),
    ("list --json", 4.0),
    ("gap", 4.0),
    ("show numpy", 4.0),
    ("guide salary", 4.0),
    ("gap --job POSTING", 12.0),
    ("check", 12.0),
];

/// Changes of the usual record, and what they may take.
const CHANGES: [(&str, f64); 3] = [("done docker", 6.0), ("log numpy 1h", 6.0), ("tick docker a", 6.0)];

/// The same with 7,000 entries of a log.
const LONG: [(&str, f64); 3] = [("status", 60.0), ("log numpy 1h", 150.0), ("check", 400.0)];

fn main() {
    let folder = std::env::temp_dir().join(format!("mlpath-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let bench = Bench { folder: &folder, programs: [PathBuf::from(MLPATH), measure::static_program()] };
    println!();
    print_row("what", &["dynamic".to_owned(), "static".to_owned()], "budget");
    bench.instructions();
    bench.wall_time();
    bench.memory();
    planning();
    let size = |program: &PathBuf| fs::metadata(program).map_or("-".to_owned(), |data| format!("{:.2} MB", data.len() as f64 / 1e6));
    print_row("binary", &bench.programs.each_ref().map(size), "5 MB");
    peers::print(&folder);
    fs::remove_dir_all(&folder).expect("the folder goes");
}

/// One figure stands for both programs where it is of neither.
fn print_row(what: &str, measured: &[String], budget: &str) {
    let [first, second] = [0, 1].map(|at| measured.get(at).map_or("", String::as_str));
    println!("{what:<36} {first:>11} {second:>11} {budget:>9}");
}

struct Bench<'a> {
    folder: &'a Path,
    /// The dynamic one and the static one.
    programs: [PathBuf; 2],
}

impl Bench<'_> {
    /// A command on a fresh copy of a record, so that each run finds the same.
    fn command(&self, program: &Path, record: &str, line: &str) -> Command {
        fs::write(self.folder.join("progress.yaml"), record).expect("a record");
        let _ = fs::remove_dir_all(self.folder.join("state"));
        self.next_command(program, line)
    }

    /// A command on the record and the saves that the one before it left.
    fn next_command(&self, program: &Path, line: &str) -> Command {
        let (file, posting) = (self.folder.join("progress.yaml"), self.folder.join("posting.txt"));
        fs::write(&posting, records::posting()).expect("a posting");
        let words = line.split(' ').map(|word| if word == "POSTING" { posting.clone() } else { PathBuf::from(word) });
        let mut command = measure::quiet(program, words);
        command.env("MLPATH_FILE", &file).env("MLPATH_TODAY", "2026-11-21").env("XDG_STATE_HOME", self.folder.join("state"));
        command
    }

    fn instructions(&self) {
        let count = |record: &str, line: &str| self.programs.each_ref().map(|program| millions(&self.command(program, record, line)));
        let usual = records::usual();
        for (line, budget) in READING.iter().chain(&CHANGES) {
            print_row(line, &count(&usual, line), &format!("{budget} M"));
        }
        for line in ["done pan", "show "] {
            let complete = |program: &PathBuf| {
                let words: Vec<&str> = ["--", "mlpath"].into_iter().chain(line.split(' ')).collect();
                let mut complete = measure::quiet(program, words);
                complete.env("COMPLETE", "fish").env("MLPATH_FILE", self.folder.join("progress.yaml"));
                millions(&complete)
            };
            print_row(&format!("completion of `{line}`"), &self.programs.each_ref().map(complete), "2 M");
        }
        let long = records::long();
        for (line, budget) in LONG {
            print_row(&format!("{line}, 7,000 entries"), &count(&long, line), &format!("{budget} M"));
        }
        let own = self.folder.join("own.yaml");
        fs::write(&own, records::roadmap(1_000)).expect("a roadmap");
        let line = format!("status --roadmap {}", own.display());
        print_row("status, own roadmap of 1,000 steps", &count("version: 1\n", &line), "100 M");
    }

    fn wall_time(&self) {
        let empty = compile(self.folder, "empty", "fn main() {}");
        let save = compile(self.folder, "save", measure::BARE_SAVE);
        let usual = records::usual();
        let nothing = || measure::quiet(&empty, [""; 0]);
        let bare = || measure::quiet(&save, [self.folder.join("bare")]);
        let status = |program: &PathBuf| paired(&mut || nothing(), &mut || self.command(program, &usual, "status"));
        let done = |program: &PathBuf| paired(&mut || bare(), &mut || self.command(program, &usual, "done docker"));
        let [dynamic, whole] = self.programs.each_ref().map(status);
        print_row("empty Rust program", &[milliseconds(dynamic.0)], "-");
        print_row("status, times an empty program", &[dynamic.1, whole.1].map(|ratio| format!("{ratio:.2}x")), "1.9, 1.5x");
        let [dynamic, whole] = self.programs.each_ref().map(done);
        print_row("bare save of 5 KB", &[milliseconds(dynamic.0)], "-");
        print_row("first change, times a bare save", &[dynamic.1, whole.1].map(|ratio| format!("{ratio:.2}x")), "2.2x");
        // Once there are folders for its saves, and it is known who wrote the file last.
        let later = |program: &PathBuf| {
            self.command(program, &usual, "done docker").status().expect("it starts");
            let mut lines = ["reset docker", "done docker"].iter().cycle();
            paired(&mut || bare(), &mut || self.next_command(program, lines.next().expect("no end")))
        };
        let [dynamic, whole] = self.programs.each_ref().map(later);
        print_row("later change, times a bare save", &[dynamic.1, whole.1].map(|ratio| format!("{ratio:.2}x")), "2.2x");
    }

    fn memory(&self) {
        for (what, record, budget) in [("usual record", records::usual(), "6 MB"), ("7,000 entries", records::long(), "25 MB")] {
            let peak = |program: &PathBuf| {
                let peak = peak_memory(&self.command(program, &record, "status"));
                peak.map_or("-".to_owned(), |bytes| format!("{:.1} MB", bytes as f64 / 1e6))
            };
            print_row(&format!("memory of status, {what}"), &self.programs.each_ref().map(peak), budget);
        }
    }
}

/// Millions of instructions of a run.
fn millions(run: &Command) -> String {
    instructions(run).map_or("-".to_owned(), |count| format!("{:.2} M", count as f64 / 1e6))
}

/// The forecast alone, in this process.
fn planning() {
    let text = records::roadmap(10_000);
    let big = roadmap::read(&[SourceText { name: "big", text: &text }]).expect("a roadmap").roadmap;
    for (what, roadmap, runs, budget) in
        [("planning 10,000 steps", &big, 5, "20 ms"), ("planning the built-in roadmap", builtin::roadmap(), 50, "0.1 ms")]
    {
        let progress = Progress::new();
        let whole = best_of(runs, || {
            let standing = Standing::new(roadmap, &progress, &Profile::default(), records::day());
            let _ = forecast(&ForecastInput::path(&standing, Pace::prior(10.0), records::day()));
        });
        print_row(what, &[milliseconds(whole)], budget);
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}
