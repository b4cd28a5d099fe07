//! Rigs that make saves fail: killed at every system call, every error of every call, power cuts, and
//! what a disk, a system and other programs do. The three rigs A, B and C must also catch stand-ins for
//! mlpath that leave a step of the save out: a rig that cannot fail proves nothing. What was tried, and
//! what happened, is printed as tables.

mod concurrency;
mod crash;
mod errors;
mod faults;
mod power;
mod report;
mod sandbox;
mod stand_ins;
mod surroundings;
mod trace;

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::common::has;
use report::say;

/// The record all rigs begin with.
const RECORD: &str = "\
# my own words
version: 1
color: blue   # a key of mine
steps:
  # the hard one
  linear-algebra:
    status: doing   # nearly there
    started: 2026-11-01
log:
  - date: 2026-11-02   # a Monday
    step: linear-algebra
    time: 1h30m
# the end
";

/// Where the record ended up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Old,
    New,
}

/// Does the work at every point, on two threads with a ground of their own each.
fn at_all<P: Sync + Clone + Send, G>(
    points: &[P],
    ground: impl Fn() -> G + Sync,
    work: impl Fn(&G, &P) -> Result<End, String> + Sync,
) -> Vec<(P, Result<End, String>)> {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let ground = ground();
                while let Some(point) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = work(&ground, point);
                    results.lock().expect("no thread failed").push((point.clone(), result));
                }
            });
        }
    });
    results.into_inner().expect("no thread failed")
}

/// Runs a program that must succeed.
fn call<S: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = S>) -> Result<(), String> {
    match Command::new(program).args(arguments).stdin(Stdio::null()).output() {
        Ok(ended) if ended.status.success() => Ok(()),
        Ok(ended) => Err(format!("{program}: {}", String::from_utf8_lossy(&ended.stderr).trim())),
        Err(error) => Err(format!("{program}: {error}")),
    }
}

/// Whether calls can be traced and broken here; says so when not.
fn can_trace() -> bool {
    let inject = ["-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=1", "true"];
    has("strace") && is_possible("strace may not trace", call("strace", inject))
}

/// Whether file systems can be mounted here that nobody else sees; says so when not.
fn can_mount() -> bool {
    is_possible("no mounts of one's own", call("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]))
}

fn is_possible(otherwise: &str, tried: Result<(), String>) -> bool {
    if let Err(reason) = &tried {
        // What the system forbids is no fault of the machine's: tools that are missing fail elsewhere.
        say(&format!("skipped: {otherwise} here: {reason}\n"));
    }
    tried.is_ok()
}
