//! Rig B: errors at every system call. The record is never broken, the exit code tells the
//! truth, and the message is one.

use super::report::{Report, Tally};
use super::sandbox::{Sandbox, Saver};
use super::stand_ins::Variant;
use super::trace::{Point, Trace};
use super::{End, at_all, can_trace};

/// Errors that come once.
const ERRORS: [&str; 11] = ["EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE", "EDQUOT", "EINTR", "EBUSY", "EXDEV", "EPERM", "ENOLCK"];

/// Errors that stay from then on: a disk that is full or broken does not mend itself.
const LASTING: [&str; 3] = ["EIO", "ENOSPC", "EROFS"];

/// Calls about memory and the process itself. Without memory no program goes on, and the rest
/// cannot fail.
const NOT_FILES: [&str; 11] =
    ["brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "exit_group", "sigaltstack", "getrandom", "prlimit64", "geteuid"];

/// The save is looked at from the next day on one in so many points; the record itself on all, and so
/// is what a rescue put aside.
const SAMPLE: usize = 4;

/// One error in so many is tried; as the errors of a call are no multiple of it, each call meets others. With
/// `MLPATH_RIG_ERRORS=all` every one is.
const SHARE: usize = 3;

/// A call and what happens there, in words of strace.
#[derive(Debug, Clone)]
struct Fault {
    point: Point,
    what: String,
    number: usize,
}

impl Fault {
    fn lasts(&self) -> bool {
        self.what.ends_with('+')
    }
}

/// Every error at every point; where there is no record yet, only the most common ones.
fn faults(saver: Saver, points: &[Point]) -> Vec<Fault> {
    let (errors, lasting) = if saver == Saver::Newborn { (&ERRORS[..3], &LASTING[..0]) } else { (&ERRORS[..], &LASTING[..]) };
    let mut faults = Vec::new();
    for point in points.iter().filter(|point| point.own && !NOT_FILES.contains(&point.name.as_str())) {
        let k = point.k;
        let mut whats: Vec<String> = errors.iter().map(|error| format!("error={error}:when={k}")).collect();
        whats.extend(lasting.iter().map(|error| format!("error={error}:when={k}+")));
        if point.name == "write" || point.name == "pwrite64" {
            // A file system that lies: fewer bytes are there than it says.
            whats.push(format!("retval=5:when={k}"));
        }
        let first = faults.len();
        faults.extend(whats.into_iter().enumerate().map(|(at, what)| Fault { point: point.clone(), what, number: first + at }));
    }
    faults
}

fn fail_at(sandbox: &Sandbox, fault: &Fault) -> Result<End, String> {
    sandbox.reset();
    let name = &fault.point.name;
    let ended =
        sandbox.run(&["--seccomp-bpf", "-o", "/dev/null", "-e", &format!("trace={name}"), "-e", &format!("inject={name}:{}", fault.what)]);
    let (code, stderr) = (ended.status.code(), String::from_utf8_lossy(&ended.stderr).into_owned());
    let end = sandbox.end()?;
    let mute = fault.lasts() && name == "write";
    let is_clear = mute || (stderr.starts_with("error: ") && stderr.len() > 20 && !stderr.contains("panicked"));
    match (code, end) {
        (Some(0), End::New) => {}
        (Some(1..=3), End::Old) if is_clear => {}
        // Rust's library takes it for a bug when a folder that was listed cannot be closed. Linux
        // never says so, and the record is as it was.
        (Some(101), End::Old) if name == "close" && stderr.contains("closedir") => {}
        (Some(1..=3), End::New)
            if mute || stderr.contains(", but a power cut could still undo it") || stderr.starts_with("error: saved, but") => {}
        _ => return Err(format!("the record is {end:?}, the exit {:?}, the message {stderr:?}", ended.status)),
    }
    if !fault.lasts() {
        sandbox.no_leftovers()?;
    }
    if sandbox.is_rescue() || fault.number.is_multiple_of(SAMPLE) {
        sandbox.aftermath(end, fault.point.k.is_multiple_of(2))?;
    }
    Ok(end)
}

#[test]
fn no_error_breaks_the_record_or_goes_unsaid() {
    if !can_trace() {
        return;
    }
    let share = if std::env::var("MLPATH_RIG_ERRORS").is_ok_and(|which| which == "all") { 1 } else { SHARE };
    let title = format!("rig B: errors at every call of the program's own work, one in {share} (the next day on one in {SAMPLE} of them)");
    let mut report = Report::new(&title);
    let stand_ins = [Variant::Whole, Variant::InPlace, Variant::NoReadBack, Variant::Careless].map(Saver::StandIn);
    for saver in [Saver::Newborn, Saver::Later, Saver::Rescue, Saver::Choice, Saver::Forget].into_iter().chain(stand_ins) {
        let points = Trace::of(&Sandbox::new(saver)).points();
        // A numbered rescue goes the way of a plain one but for what it puts back, and to forget is a
        // rename: some of their points will do, and keep the suite short.
        let every = match saver {
            Saver::Choice => 5,
            Saver::Forget => 3,
            _ => 1,
        };
        // The stand-ins prove the rig: of a fault that few errors show, one in three might show nothing.
        let every = if matches!(saver, Saver::StandIn(_)) { every } else { every * share };
        let faults: Vec<Fault> = faults(saver, &points).into_iter().step_by(every).collect();
        saver.enter(Tally::of(at_all(&faults, || Sandbox::new(saver), fail_at)), &mut report);
    }
    report.finish();
}
