//! What a merge changed in a progress file, beside the states that differ: what the learner is told of it.

use std::collections::HashMap;

use crate::dates::Date;
use crate::progress::{LogEntry, Progress};

/// What became of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogChanges {
    /// How many entries came along.
    pub new: usize,
    /// Entries that say something else now, as they were told by day, step and time.
    pub changed: Vec<String>,
    /// Entries that are gone.
    pub removed: Vec<String>,
}

impl LogChanges {
    /// From one log to another. An entry whose day and step stayed was changed.
    #[must_use]
    pub fn between(before: &[LogEntry], after: &[LogEntry]) -> LogChanges {
        let mut left: HashMap<Date, Vec<&LogEntry>> = HashMap::new();
        for entry in after {
            left.entry(entry.date).or_default().push(entry);
        }
        let mut take = |date: Date, is_it: &dyn Fn(&LogEntry) -> bool| {
            let entries = left.entry(date).or_default();
            entries.iter().position(|entry| is_it(entry)).map(|at| entries.swap_remove(at)).is_some()
        };
        let mut gone: Vec<&LogEntry> = Vec::new();
        for entry in before {
            if !take(entry.date, &|other| other == entry) {
                gone.push(entry);
            }
        }
        let mut changes = LogChanges::default();
        for entry in gone {
            let is_changed = take(entry.date, &|other| other.step == entry.step);
            let told = if is_changed { &mut changes.changed } else { &mut changes.removed };
            told.push(words_of(entry));
        }
        changes.new = left.values().map(Vec::len).sum();
        changes
    }
}

fn words_of(entry: &LogEntry) -> String {
    let mut words = entry.date.to_string();
    if let Some(step) = &entry.step {
        words = format!("{words} {step}");
    }
    match entry.time {
        Some(time) => format!("{words} {time}"),
        None => words,
    }
}

/// Places other than the log that say something else though no state differs: the plan, and steps.
#[must_use]
pub fn other_changes(before: &Progress, after: &Progress) -> Vec<String> {
    let mut places = Vec::new();
    if before.profile != after.profile {
        places.push("plan".to_owned());
    }
    for (id, record) in &after.steps {
        if before.steps.get(id).is_some_and(|other| other.status == record.status && other != record) {
            places.push(format!("steps.{id}"));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::document::read;

    fn progress(text: &str) -> Progress {
        read(format!("version: 1\n{text}").as_bytes()).expect("reads")
    }

    #[test]
    fn entries_are_new_changed_or_gone() {
        let log = |entries: &[&str]| {
            let lines: Vec<String> = entries.iter().map(|entry| format!("  - {{date: 2026-11-{entry}}}\n")).collect();
            progress(&format!("log:\n{}", lines.concat())).log
        };
        let before = log(&["20, step: git, time: 1h", "20, step: git, time: 1h", "20, step: sql", "21, time: 30m"]);
        let after = log(&["20, step: git, time: 2h", "20, step: git, time: 1h", "22, step: sql"]);
        let changes = LogChanges::between(&before, &after);
        assert_eq!((changes.new, changes.changed), (1, vec!["2026-11-20 git 1h".to_owned()]));
        assert_eq!(changes.removed, ["2026-11-20 sql", "2026-11-21 30m"]);
        assert_eq!(LogChanges::between(&before, &before), LogChanges::default());
    }

    #[test]
    fn a_plan_and_a_step_that_say_something_else_are_named() {
        let before = progress("plan: {hours_per_week: 5}\nsteps: {git: {status: doing}, sql: {status: doing}}\n");
        let after = progress("plan: {hours_per_week: 8}\nsteps: {git: {status: doing, ticks: [a]}, sql: {status: done}}\n");
        assert_eq!(other_changes(&before, &after), ["plan", "steps.git"]);
        assert_eq!(other_changes(&before, &before), Vec::<String>::new());
    }
}
