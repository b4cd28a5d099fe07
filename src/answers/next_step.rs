//! A step to do next, with the reason.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::next::{Reason, Suggestion};
use crate::planning::standing::Standing;
use crate::text::count;

use super::step_row::StepRow;

/// A suggested step.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct NextStep {
    #[serde(flatten)]
    pub(crate) step: StepRow,
    pub(crate) reason: Reason,
    /// How many open steps name it as a prerequisite.
    pub(crate) unlocks_steps: usize,
}

impl NextStep {
    /// The document of a suggestion.
    pub(crate) fn new(standing: &Standing<'_>, suggestion: &Suggestion) -> NextStep {
        NextStep { step: StepRow::new(standing, suggestion.step), reason: suggestion.reason, unlocks_steps: suggestion.unlocks }
    }

    /// Whether it is in progress.
    pub(crate) fn is_started(&self) -> bool {
        self.reason == Reason::Started
    }

    /// Why it is suggested, in words.
    pub(crate) fn reason_phrase(&self, today: Date) -> String {
        match (self.reason, self.step.started_on, self.unlocks_steps) {
            (Reason::Started, Some(on), _) => format!("begun on {}", dates::day_text(on, today)),
            (Reason::Started, None, _) => "begun".to_owned(),
            (Reason::Ready, _, 0) => "ready".to_owned(),
            (Reason::Ready, _, 1) => "unlocks 1 step".to_owned(),
            (Reason::Ready, _, unlocks) => format!("unlocks {}", count(unlocks, "step")),
        }
    }
}
