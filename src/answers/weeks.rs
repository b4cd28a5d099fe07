//! The last weeks of study as bars.

use serde::Serialize;

use crate::planning::forecast::weeks::weeks;
use crate::planning::learner::Learner;
use crate::planning::standing::Standing;
use crate::units::{WeeklyHours, hours_number, hours_text};
use crate::view::{Line, Page};

use super::forecast::EvidenceDocument;

/// Weeks on a screen.
pub(crate) const WEEKS_SHOWN: usize = 8;

/// The last weeks as the answer to a new entry has them.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LastWeeks {
    /// Hours of the last weeks, oldest first; the last is this one.
    hours: Vec<f64>,
    evidence: EvidenceDocument,
    #[serde(skip)]
    planned: WeeklyHours,
    /// Whether the learner stated these hours.
    #[serde(skip)]
    is_stated: bool,
}

impl LastWeeks {
    /// The weeks of a learner who stands there.
    pub(crate) fn new(learner: Learner<'_>, standing: &Standing<'_>) -> LastWeeks {
        let all = weeks(learner.progress, learner.today, |_| true);
        let hours = all[all.len().saturating_sub(WEEKS_SHOWN)..].iter().map(|week| hours_number(week.hours)).collect();
        let stated = learner.progress.profile.hours_per_week;
        let evidence = EvidenceDocument::new(&learner.evidence(standing), stated);
        LastWeeks { hours, evidence, planned: learner.hours_per_week(), is_stated: stated.is_some() }
    }

    /// Whether any study time is known in them.
    pub(crate) fn have_hours(&self) -> bool {
        self.hours.iter().any(|hours| *hours > 0.0)
    }

    /// Says them in one line.
    pub(crate) fn say(&self, page: &mut Page) {
        let Some(this) = self.hours.last() else { return };
        let now = Line::new().text(format!("  {} h this week", hours_text(*this)));
        let after = match self.evidence.pace_line() {
            Some(kept) => now.text("; ").text_of(kept),
            None if self.is_stated => now.text(format!(" of {} planned", self.planned)),
            None => now,
        };
        page.weeks("Weeks", self.hours.clone(), after);
    }
}
