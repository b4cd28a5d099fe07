//! Why a step is suggested.

use crate::dates::{self, Date};
use crate::planning::next::Reason;
use crate::text::count;

/// Why a step is suggested, in words.
pub(crate) fn reason_phrase(reason: &Reason, today: Date) -> String {
    match reason {
        Reason::Started(Some(on)) => format!("begun on {}", dates::day_text(*on, today)),
        Reason::Started(None) => "begun".to_owned(),
        Reason::Ready { unlocks: 0 } => "ready".to_owned(),
        Reason::Ready { unlocks } => format!("{} on it", waiting(*unlocks)),
    }
}

fn waiting(unlocks: usize) -> String {
    if unlocks == 1 { "1 step waits".to_owned() } else { format!("{} wait", count(unlocks, "step")) }
}
