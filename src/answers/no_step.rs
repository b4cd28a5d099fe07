//! Learning that is no step: a talk, an internship, a contest, as the log has it.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::progress::LogEntry;
use crate::units::{hours_number, hours_text};
use crate::view::{Line, Page};

/// An entry of the log about no step.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct NoStep {
    date: Date,
    hours: Option<f64>,
    note: Option<String>,
    link: Option<String>,
}

impl NoStep {
    pub(crate) fn new(entry: &LogEntry) -> NoStep {
        NoStep {
            date: entry.date,
            hours: entry.time.map(|time| hours_number(time.hours())),
            note: entry.note.clone(),
            link: entry.link.clone(),
        }
    }

    /// `21 Nov  spoke at a meetup, 2 h  https://…`.
    fn line(&self, today: Date) -> Line {
        let mut words: Vec<String> = self.note.iter().cloned().collect();
        words.extend(self.hours.map(|hours| format!("{} h", hours_text(hours))));
        let said = Line::new().dim(format!("{}  ", dates::day_text(self.date, today))).text(words.join(", "));
        match &self.link {
            Some(address) => said.text("  ").code(address),
            None => said,
        }
    }
}

/// Says the last of some entries under a label, the newest first; nothing where there are none.
pub(crate) fn say_learning(page: &mut Page, label: &str, entries: &[NoStep], today: Date) {
    const SHOWN: usize = 5;
    for (at, entry) in entries.iter().rev().take(SHOWN).enumerate() {
        page.labeled(if at == 0 { label } else { "" }, entry.line(today));
    }
    if entries.len() > SHOWN {
        page.labeled("", Line::new().dim(format!("and {} more: ", entries.len() - SHOWN)).advice("log"));
    }
}
