//! When the rest of a path would be finished, together with the evidence for it.

use super::evidence::Evidence;
pub use super::prior::{DEFAULT_HOURS_PER_WEEK, default_hours, planned_hours};
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
