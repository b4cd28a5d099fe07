//! Counting instructions, bytes and time of programs.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each of a pair runs.
const RUNS: usize = 201;

/// A program that says nothing.
pub(crate) fn quiet(program: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null()).env("COLUMNS", "80");
    command
}

/// The median of the first program's times, and that of the ratios of the second to the first in the same round.
pub(crate) fn paired(base: &mut dyn FnMut() -> Command, other: &mut dyn FnMut() -> Command) -> (Duration, f64) {
    let timed = |mut command: Command| {
        let started = Instant::now();
        assert!(command.status().expect("it starts").success(), "{command:?} failed");
        started.elapsed()
    };
    let rounds: Vec<(Duration, Duration)> = (0..RUNS).map(|_| (timed(base()), timed(other()))).collect();
    let mut bases: Vec<Duration> = rounds.iter().map(|(base, _)| *base).collect();
    let mut ratios: Vec<f64> = rounds.iter().map(|(base, other)| other.as_secs_f64() / base.as_secs_f64()).collect();
    bases.sort_unstable();
    ratios.sort_by(f64::total_cmp);
    (bases[RUNS / 2], ratios[RUNS / 2])
}

/// The shortest of some runs.
pub(crate) fn best_of(runs: usize, mut work: impl FnMut()) -> Duration {
    let timed = |_| {
        let started = Instant::now();
        work();
        started.elapsed()
    };
    (0..runs).map(timed).min().unwrap_or_default()
}

/// Instructions of a run, counted by valgrind; `None` where it is not installed.
pub(crate) fn instructions(run: &Command) -> Option<u64> {
    let counted = through("valgrind", &["--tool=callgrind", "--callgrind-out-file=/dev/null"], run)?;
    let line = counted.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// The most bytes a run had in memory, asked of GNU time; `None` where it is not installed. A larger program that
/// starts the run would count as its memory.
pub(crate) fn peak_memory(run: &Command) -> Option<u64> {
    through("/usr/bin/time", &["-f", "%M"], run)?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// What another program says on standard error of a run that it makes.
fn through(program: &str, arguments: &[&str], run: &Command) -> Option<String> {
    let mut outer = Command::new(program);
    outer.args(arguments).arg(run.get_program()).args(run.get_args());
    outer.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?)))).stdout(Stdio::null()).stdin(Stdio::null());
    String::from_utf8(outer.output().ok()?.stderr).ok()
}

/// The static program, as `.ci/release` builds it; a path that leads nowhere where the target has none.
pub(crate) fn static_program() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let host = Command::new("rustc").args(["--print", "host-tuple"]).output().expect("rustc starts").stdout;
    let host = String::from_utf8(host).expect("a tuple").trim().to_owned();
    let target = root.join("target").join("static");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--locked", "--quiet", "--target", &host, "--target-dir"]).arg(&target).current_dir(root);
    let is_built = cargo.env("RUSTFLAGS", "-C target-feature=+crt-static").status().is_ok_and(|status| status.success());
    if is_built { target.join(host).join("release").join("mlpath") } else { PathBuf::new() }
}

/// A small program, built with optimization.
pub(crate) fn compile(folder: &Path, name: &str, source: &str) -> PathBuf {
    let (text, program) = (folder.join(format!("{name}.rs")), folder.join(name));
    fs::write(&text, source).expect("a source");
    let built = Command::new("rustc").args(["-O", "-o"]).arg(&program).arg(&text).status().expect("rustc starts");
    assert!(built.success(), "{name} compiles");
    program
}

/// The least a program must do to replace a file safely.
pub(crate) const BARE_SAVE: &str = r#"
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
