//! Other trackers on equal work, where they are installed: 80 entries listed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::measure::quiet;
use super::{millions, print_row};

/// Prints a row for each peer.
pub(crate) fn print(folder: &Path) {
    for (name, made) in [("bartib list", bartib(folder)), ("task list", taskwarrior(folder))] {
        let counted = made.map_or("-".to_owned(), |run| millions(&run));
        print_row(&format!("{name}, 80 entries"), &[counted], "a peer");
    }
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn bartib(folder: &Path) -> Option<Command> {
    if !is_installed("bartib") {
        return None;
    }
    let file = folder.join("activities.bartib");
    let line =
        |at: usize| format!("2026-09-{:02} 1{}:00 - 2026-09-{:02} 1{}:30 | study | entry {at}\n", 1 + at % 28, at % 9, 1 + at % 28, at % 9);
    fs::write(&file, (0..80).map(line).collect::<String>()).ok()?;
    Some(quiet(Path::new("bartib"), [Path::new("-f"), &file, Path::new("list")]))
}

fn taskwarrior(folder: &Path) -> Option<Command> {
    if !is_installed("task") {
        return None;
    }
    let (data, tasks) = (folder.join("task"), folder.join("tasks.json"));
    fs::create_dir_all(&data).ok()?;
    fs::write(folder.join("taskrc"), "confirmation=off\n").ok()?;
    let task = |at: usize| format!("{{\"description\": \"entry {at}\", \"status\": \"pending\"}}");
    fs::write(&tasks, format!("[{}]", (0..80).map(task).collect::<Vec<_>>().join(","))).ok()?;
    let run = |arguments: &[&str]| {
        let mut run = quiet(Path::new("task"), arguments);
        run.env("TASKDATA", &data).env("TASKRC", folder.join("taskrc"));
        run
    };
    run(&["import", &tasks.display().to_string()]).status().ok()?;
    Some(run(&["list"]))
}
