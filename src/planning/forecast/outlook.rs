//! When the rest of a path would be finished, together with the evidence for it.

use crate::units::WeeklyHours;

use super::evidence::Evidence;
use super::pace::{DEFAULT_HOURS_PER_WEEK, LogNormal};
use super::{Finish, Forecast, TooFar};

/// When a record would end, and what that rests on.
pub struct Outlook {
    /// `None` when nothing is left.
    pub forecast: Result<Option<Forecast>, TooFar>,
    /// What the record tells about the learner.
    pub evidence: Evidence,
}

impl Outlook {
    /// The days it ends; `None` when nothing is left, or it takes more than a century.
    pub fn finish(&self) -> Option<Finish> {
        Some(self.forecast.as_ref().ok()?.as_ref()?.finish)
    }
}

/// Hours a week when the learner stated none.
pub fn default_hours() -> WeeklyHours {
    WeeklyHours::exactly(DEFAULT_HOURS_PER_WEEK).unwrap_or_else(|| unreachable!("ten hours are sensible"))
}

/// Planned hours as planning takes them.
pub fn planned_hours(hours: WeeklyHours) -> LogNormal {
    if hours.is_range() { LogNormal::between(hours.low(), hours.high()) } else { LogNormal::exactly(hours.low()) }
}
