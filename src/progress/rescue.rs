//! What `undo --rescue` and `undo --forget` would do, as data: read before the command answers, and
//! carried out only while it is still true.

use std::path::PathBuf;

use crate::dates::Date;
use crate::text::{count, list};

use super::{Profile, Progress, Record, Status};

/// An earlier text that is to be put back, whatever is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescuePlan {
    /// The number that was asked for; the last good save without one.
    pub asked: Option<u64>,
    /// The number of the save that is put back.
    pub number: u64,
    /// The day it was saved.
    pub saved_on: Date,
    /// The command that saved it.
    pub title: String,
    /// Where the present text will be kept; `None` when there is none, or it is the very same.
    pub keeps: Option<PathBuf>,
    /// Whether there is a newer save that cannot be read.
    pub newer_unreadable: bool,
    /// What tells the present file from any other.
    pub(crate) current: u64,
}

/// A history that is to be moved aside, so that a new progress file can begin in the place of an emptied one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetPlan {
    /// Where it will be kept.
    pub keeps: PathBuf,
}

/// What one progress had and another has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// Steps and exams with anything told of them.
    pub steps: usize,
    /// Entries of the log.
    pub entries: usize,
    /// What the learner knows beside the steps.
    pub tools: usize,
    /// Whether the whole saved plan is gone.
    pub plan: bool,
}

impl Lost {
    /// What is gone; `None` when nothing is. Entries are counted: one that was changed is not gone.
    #[must_use]
    pub fn between(before: &Progress, now: &Progress) -> Option<Lost> {
        let steps = before.steps.iter().filter(|(id, record)| says_anything(record) && !now.steps.contains_key(*id)).count();
        let entries = before.log.len().saturating_sub(now.log.len());
        let tools = before.tools.keys().filter(|id| !now.tools.contains_key(*id)).count();
        // A plan that was cleared by a command has its day still.
        let plan = before.profile != Profile::default() && now.profile == Profile::default();
        let lost = Lost { steps, entries, tools, plan };
        (lost.count() > 0).then_some(lost)
    }

    fn count(self) -> usize {
        self.steps + self.entries + self.tools + usize::from(self.plan)
    }

    /// Such as `2 steps, 1 log entry and your plan`, and `are`.
    #[must_use]
    pub fn words(self) -> (String, &'static str) {
        let mut gone = Vec::new();
        for (number, noun) in [(self.steps, "step"), (self.entries, "log entry"), (self.tools, "known tool")] {
            if number > 0 {
                gone.push(count(number, noun));
            }
        }
        if self.plan {
            gone.push("your plan".to_owned());
        }
        (list(&gone), if self.count() == 1 { "is" } else { "are" })
    }
}

/// Whether a record says more than that its step is to do.
fn says_anything(record: &Record) -> bool {
    let Record { status, started: _, done: _, skipped: _, hours, ticks, paid, failed, updated: _ } = record;
    *status != Status::Todo || hours.is_some() || !ticks.is_empty() || paid.is_some() || !failed.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::document;

    #[test]
    fn what_is_gone_is_counted_and_what_was_changed_is_not() {
        let read = |text: &str| document::read(text.as_bytes()).expect("reads");
        let before = read(
            "version: 1\nsteps: {git: {status: done}, sql: {status: todo}}\nlog:\n  - {date: 2026-11-20, step: git}\n  - {date: 2026-11-20, step: git}\n",
        );
        let lost = |now: &str| Lost::between(&before, &read(now)).map(|lost| (lost.steps, lost.entries));
        assert_eq!(lost("version: 1\nsteps: {git: {status: done}}\nlog:\n  - {date: 2026-11-20, step: git}\n"), Some((0, 1)));
        assert_eq!(lost("version: 1\nlog: []\n"), Some((1, 2)));
        let edited =
            "version: 1\nsteps: {git: {status: doing}}\nlog:\n  - {date: 2026-11-20, step: sql}\n  - {date: 2026-11-20, step: git}\n";
        assert_eq!(lost(edited), None);
    }

    #[test]
    fn a_plan_what_is_known_and_what_is_told_of_open_steps_can_be_gone_too() {
        let read = |text: &str| document::read(text.as_bytes()).expect("reads");
        let words = |before: &str, now: &str| Lost::between(&read(before), &read(now)).map(Lost::words);
        let before = "version: 1\nplan: {from: swe, updated: 2026-11-20}\ntools: {r: {done: 2026-11-20}, aws: {}}\nlog: [{date: 2026-11-20, time: 1h}]\n";
        let rest = "log: [{date: 2026-11-20, time: 1h}]\n";
        let gone = |gone: &str, is: &'static str| Some((gone.to_owned(), is));
        assert_eq!(words(before, &format!("version: 1\n{rest}")), gone("2 known tools and your plan", "are"));
        assert_eq!(words(before, &format!("version: 1\ntools: {{r: {{}}, aws: {{}}}}\n{rest}")), gone("your plan", "is"));
        assert_eq!(
            words(before, &format!("version: 1\nplan: {{updated: 2026-11-21}}\ntools: {{aws: {{}}}}\n{rest}")),
            gone("1 known tool", "is")
        );
        for told in ["ticks: [a]", "failed: [2026-11-20]", "paid: 150", "actual_hours: 3"] {
            let before = format!("version: 1\nsteps: {{git: {{{told}}}, sql: {{status: todo}}}}\n{rest}");
            assert_eq!(words(&before, &format!("version: 1\n{rest}")), gone("1 step", "is"), "{told}");
        }
    }
}
