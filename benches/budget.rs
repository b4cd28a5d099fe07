//! `cargo bench`: instructions and wall time of the commands, against an empty program and a bare
//! save in the same run. Prints a table; asserts nothing, as machines differ.
//!
//! Instructions are counted by valgrind where it is installed. Wall time is the median of many
//! runs, as a ratio to an empty Rust program, or for `done` to a program that does no more than
//! write a temporary file, sync it, rename it and sync the folder.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a benchmark prints its table and makes its files"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mlpath::builtin;
use mlpath::planning::forecast::pace::Pace;
use mlpath::planning::forecast::{ForecastInput, forecast};
use mlpath::planning::standing::Standing;
use mlpath::progress::document;
use mlpath::progress::{Profile, Progress};
use mlpath::roadmap::{self, SourceText};

const MLPATH: &str = env!("CARGO_BIN_EXE_mlpath");
const RUNS: usize = 201;

fn main() {
    let folder = std::env::temp_dir().join(format!("mlpath-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let empty = compile(&folder, "empty", "fn main() {}");
    let save = compile(&folder, "save", BARE_SAVE);
    let record = folder.join("progress.yaml");
    fs::write(&record, usual_record()).expect("a record");

    println!("\n{:<34} {:>14} {:>10} {:>9} {:>22}", "command", "instructions", "median", "ratio", "budget");
    let base = row("empty Rust program", &mut || command(&empty, &[]), None, "-");
    for line in ["status", "next", "plan", "plan --from swe --json", "list", "certs"] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let budget = if line.contains("--json") || line == "list" || line == "certs" { "-" } else { "5 M, 2x empty" };
        row(line, &mut || with_record(&record, &arguments), Some(base), budget);
    }
    let least = row("bare save of 5 KB", &mut || command(&save, &[&record.with_extension("bare").display().to_string()]), None, "-");
    let mut count = 0;
    let mut marked = || {
        count += 1;
        with_record(&record, &[if count % 2 == 0 { "reset" } else { "done" }, "docker"])
    };
    row("done (and reset)", &mut marked, Some(least), "2x bare save");

    growth();
    let size = fs::metadata(MLPATH).map(|data| data.len()).unwrap_or_default();
    println!("{:<34} {:>25.2} MB {:>31}", "binary", size as f64 / 1e6, "4 MB");
    fs::remove_dir_all(&folder).expect("the folder goes");
}

/// Ten years of daily log against parsing that file once; ten thousand steps.
fn growth() {
    let long = long_record();
    let parse = best_of(5, || drop(mlpath::yaml::parse_value(&long).expect("parses")));
    let read = best_of(5, || drop(document::read(long.as_bytes()).expect("reads")));
    let ratio = read.as_secs_f64() / parse.as_secs_f64();
    println!("{:<34} {:>25.1} ms {:>8.2}x {:>22}", "reading 7,000 log entries", read.as_secs_f64() * 1e3, ratio, "1.3x one parse");

    let steps = 10_000;
    let mut text = String::from("roadmap: {id: big, title: Big, version: '1'}\nstages:\n  - id: all\n    title: All\n    steps:\n");
    for step in 0..steps {
        text.push_str(&format!("      - {{id: s-{step}, title: S, hours: {{low: 1, likely: 2, high: 4}}}}\n"));
    }
    let roadmap = roadmap::read(&[SourceText { name: "big", text: &text }]).expect("a roadmap").roadmap;
    let progress = Progress::new();
    let whole = best_of(5, || {
        let standing = Standing::new(&roadmap, &progress, &Profile::default(), day());
        let _ = forecast(&ForecastInput::path(&standing, Pace::prior(40.0), day()));
    });
    println!("{:<34} {:>25.2} ms {:>31}", "planning 10,000 steps", whole.as_secs_f64() * 1e3, "50 ms");
    let builtin = builtin::roadmap();
    let own = best_of(50, || {
        let standing = Standing::new(builtin, &progress, &Profile::default(), day());
        let _ = forecast(&ForecastInput::path(&standing, Pace::prior(10.0), day()));
    });
    println!("{:<34} {:>25.3} ms {:>31}", "planning the built-in roadmap", own.as_secs_f64() * 1e3, "1 ms");
}

fn day() -> mlpath::dates::Date {
    jiff::civil::date(2026, 11, 21)
}

fn best_of(runs: usize, mut work: impl FnMut()) -> Duration {
    (0..runs)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Prints a row and returns its median.
fn row(name: &str, make: &mut dyn FnMut() -> Command, base: Option<Duration>, budget: &str) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let mut command = make();
            let started = Instant::now();
            assert!(command.status().expect("it starts").success(), "{name} failed");
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    let median = times[RUNS / 2];
    let ratio = base.map_or("-".to_owned(), |base| format!("{:.2}x", median.as_secs_f64() / base.as_secs_f64()));
    let counted = instructions(&make()).map_or("-".to_owned(), |count| format!("{:.2} M", count as f64 / 1e6));
    println!("{name:<34} {counted:>14} {:>7.2} ms {ratio:>9} {budget:>22}", median.as_secs_f64() * 1e3);
    median
}

fn command(program: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null()).env("COLUMNS", "80");
    command
}

fn with_record(record: &Path, arguments: &[&str]) -> Command {
    let mut command = command(Path::new(MLPATH), arguments);
    command.env("MLPATH_FILE", record).env("XDG_STATE_HOME", record.with_file_name("state"));
    command
}

/// Instructions of a run, counted by valgrind; `None` where it is not installed.
fn instructions(run: &Command) -> Option<u64> {
    let mut counted = Command::new("valgrind");
    counted.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(run.get_program()).args(run.get_args());
    counted.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?)))).stdout(Stdio::null()).stdin(Stdio::null());
    let said = String::from_utf8(counted.output().ok()?.stderr).ok()?;
    let line = said.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(' ').next()?.parse().ok()
}

fn compile(folder: &Path, name: &str, source: &str) -> PathBuf {
    let (text, program) = (folder.join(format!("{name}.rs")), folder.join(name));
    fs::write(&text, source).expect("a source");
    let built = Command::new("rustc").args(["-O", "-o"]).arg(&program).arg(&text).status().expect("rustc starts");
    assert!(built.success(), "{name} compiles");
    program
}

/// The least a program must do to replace a file safely.
const BARE_SAVE: &str = r#"
use std::{env, fs::File, io::Write, path::Path};
fn main() {
    let path = env::args().nth(1).unwrap();
    let temp = format!("{path}.tmp");
    let mut file = File::create(&temp).unwrap();
    file.write_all(&[b'x'; 5000]).unwrap();
    file.sync_all().unwrap();
    std::fs::rename(&temp, &path).unwrap();
    File::open(Path::new(&path).parent().unwrap()).unwrap().sync_all().unwrap();
}
"#;

/// A usual record: 40 entries, about 5 KB.
fn usual_record() -> String {
    let roadmap = builtin::roadmap();
    let mut text = String::from("version: 1\nplan:\n  from: swe\n  hours_per_week: 10\nsteps:\n");
    for step in roadmap.steps.iter().take(20) {
        text.push_str(&format!("  {}:\n    status: done\n    started: 2026-09-01\n    done: 2026-10-01\n    hours: 7.5\n", step.id));
    }
    text.push_str("log:\n");
    for (day, step) in roadmap.steps.iter().take(20).enumerate() {
        text.push_str(&format!(
            "  - date: 2026-09-{:02}\n    step: {}\n    time: 1h30m\n    note: where I stopped, and what to look at again tomorrow\n",
            day + 1,
            step.id
        ));
    }
    text
}

fn long_record() -> String {
    let mut text = String::from("version: 1\nlog:\n");
    for entry in 0..7000 {
        text.push_str(&format!(
            "  - date: 20{:02}-{:02}-{:02}\n    step: numpy\n    time: 1h30m\n    note: entry {entry}\n",
            16 + entry / 700,
            1 + entry % 12,
            1 + entry % 28
        ));
    }
    text
}
