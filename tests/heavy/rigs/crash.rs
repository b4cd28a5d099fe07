//! Rig A: killed at every system call. The record is all old or all new, the dead hold no lock, the next save works,
//! undo, list and rescue tell the truth after an edit by hand,
//! and the order of the calls is the one that survives a power cut.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use super::report::{Report, Tally};
use super::sandbox::{Sandbox, Saver};
use super::stand_ins::Variant;
use super::trace::{Point, Trace, name_of};
use super::{End, at_all, can_trace};

/// Before the program's own work only one call in so many is a point: nothing can happen there yet.
const SAMPLE: usize = 8;

/// Kills at one call and looks at what is left.
fn kill_at(sandbox: &Sandbox, point: &Point) -> Result<End, String> {
    sandbox.reset();
    let ended = sandbox.run(&["-o", "/dev/null", "-e", &format!("trace={}", point.name), "-e", &injection(point)]);
    let end = sandbox.end()?;
    if ended.status.signal().is_none() && (ended.status.code(), end) != (Some(0), End::New) {
        return Err(format!("{ended:?}, though not killed"));
    }
    // The next day begins with an edit by hand at one point in three.
    if point.k % 3 == 1 {
        sandbox.is_truthful(end)?;
        return Ok(end);
    }
    sandbox.aftermath(end, point.k.is_multiple_of(2))?;
    Ok(end)
}

/// What strace is told, to kill at a point.
pub(super) fn injection(point: &Point) -> String {
    format!("inject={}:signal=KILL:when={}", point.name, point.k)
}

/// The points worth a kill.
pub(super) fn sampled(points: Vec<Point>) -> Vec<Point> {
    let is_kept = |(at, point): &(usize, Point)| point.own || at.is_multiple_of(SAMPLE);
    points.into_iter().enumerate().filter(is_kept).map(|(_, point)| point).collect()
}

/// What is wrong with the order of calls: written, synced, renamed, and the folder synced.
fn disorder(calls: &[String], record: &Path) -> Vec<String> {
    let folder = record.parent().expect("it has a folder").display().to_string();
    let record = record.display().to_string();
    let on = |call: &str, name: &str, path: &str| name_of(call) == name && call.contains(&format!("<{path}>"));
    let mut wrong = Vec::new();
    let opened_for_writing = |call: &&String| {
        name_of(call) == "openat"
            && call.contains(&format!("\"{record}\""))
            && ["O_WRONLY", "O_RDWR", "O_TRUNC"].iter().any(|flag| call.contains(flag))
    };
    wrong.extend(calls.iter().find(opened_for_writing).map(|call| format!("written in place: {call}")));
    let renames = |call: &String| name_of(call).starts_with("rename") && call.contains(&format!("\"{record}\""));
    let Some(rename) = calls.iter().position(renames) else {
        wrong.push("never renamed into place".into());
        return wrong;
    };
    let temp = calls[rename].split('"').nth(1).expect("the name of the temporary file");
    let written = calls[..rename].iter().rposition(|call| on(call, "write", temp) || on(call, "pwrite64", temp));
    let synced = calls[..rename].iter().rposition(|call| on(call, "fsync", temp));
    if written.is_none() || synced < written {
        wrong.push("renamed before it was synced".into());
    }
    for (at, made) in calls[..rename].iter().enumerate().filter(|(_, call)| name_of(call) == "mkdir") {
        let folder = Path::new(made.split('"').nth(1).expect("a path")).parent().expect("a folder above").display().to_string();
        if !calls[at..rename].iter().any(|call| on(call, "fsync", &folder)) {
            wrong.push(format!("a folder may be gone after the save: {made}"));
        }
    }
    let answered = calls.iter().rposition(|call| call.starts_with("write(1")).filter(|at| *at > rename).unwrap_or(calls.len());
    if !calls[rename..answered].iter().any(|call| on(call, "fsync", &folder)) {
        wrong.push("the folder was not synced before the answer".into());
    }
    wrong
}

#[test]
fn killed_at_every_call_the_record_is_old_or_new() {
    if !can_trace() {
        return;
    }
    let mut report = Report::new(&format!("rig A: killed at every system call (one in {SAMPLE} of those before the program's own work)"));
    let stand_ins = [Variant::Whole, Variant::InPlace].map(Saver::StandIn);
    for saver in Saver::PRODUCT.into_iter().chain([Saver::Forget]).chain(stand_ins) {
        let points = sampled(Trace::of(&Sandbox::new(saver)).points());
        saver.enter(Tally::of(at_all(&points, || Sandbox::new(saver), kill_at)), &mut report);
    }
    report.finish();
}

#[test]
fn a_save_is_synced_before_and_after_it_is_renamed() {
    if !can_trace() {
        return;
    }
    let mut report = Report::new("rig A: the order of the calls");
    let stand_ins = [Variant::Whole, Variant::NoTempSync, Variant::NoFolderSync, Variant::InPlace].map(Saver::StandIn);
    for saver in Saver::PRODUCT.into_iter().chain(stand_ins) {
        let sandbox = Sandbox::new(saver);
        let trace = Trace::of(&sandbox);
        let lost = disorder(&trace.calls, &sandbox.record());
        saver.enter(Tally { old: 0, new: usize::from(lost.is_empty()), lost }, &mut report);
    }
    report.finish();
}
