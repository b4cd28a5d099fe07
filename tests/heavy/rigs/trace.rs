//! The system calls of a save, as strace tells them.

use std::collections::{HashMap, HashSet};
use std::fs;

use super::sandbox::Sandbox;

/// The system calls of a save, by the thread that makes it.
pub struct Trace {
    /// A line each, as strace writes it.
    pub calls: Vec<String>,
    /// Where the program's own work begins, after the loader and the runtime.
    start: usize,
    /// Names that other threads call as well: strace counts for each thread, and would hit those first.
    shared: HashSet<String>,
}

/// A system call by its name and its place among those of that name, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub name: String,
    pub k: usize,
    /// Whether the program's own work had begun.
    pub own: bool,
}

impl Trace {
    /// Runs the save on a sandbox once, and watches.
    pub fn of(sandbox: &Sandbox) -> Trace {
        sandbox.reset();
        let output = sandbox.root.join("trace");
        let path = output.display().to_string();
        let ended = sandbox.run(&["-y", "-s", "16", "-o", &path]);
        assert!(ended.status.success(), "{ended:?}");
        let text = fs::read_to_string(&output).expect("a trace");
        fs::remove_file(&output).expect("it is done with");
        let named = format!("\"{}/", sandbox.root.display());
        let lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once(' ')).collect();
        let (thread, _) = lines.iter().find(|(_, call)| call.contains(&named)).expect("the record is named somewhere");
        let own = lines.iter().filter(|(own, _)| own == thread).map(|(_, call)| call.trim_start().to_owned());
        let calls: Vec<String> = own.filter(|call| call.starts_with(|c: char| c.is_ascii_lowercase())).collect();
        let start = calls.iter().position(|call| call.contains(&named)).expect("the record is named somewhere");
        let shared = lines.iter().filter(|(own, _)| own != thread).map(|(_, call)| name_of(call.trim_start()).to_owned()).collect();
        Trace { calls, start, shared }
    }

    /// Every point, in order.
    pub fn points(&self) -> Vec<Point> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut points = Vec::new();
        for (at, call) in self.calls.iter().enumerate() {
            let count = seen.entry(name_of(call)).or_default();
            *count += 1;
            // A look at who else is at the file: as many calls as there are processes, and none of them about the record.
            if call.contains("/proc/") {
                continue;
            }
            points.push(Point { name: name_of(call).to_owned(), k: *count, own: at >= self.start });
        }
        // The first call of all starts the program, and is strace's own.
        points.retain(|point| point.name != "execve" && !self.shared.contains(&point.name));
        points
    }
}

pub fn name_of(call: &str) -> &str {
    call.split('(').next().unwrap_or(call)
}
