//! Hours as every document has them.

use serde::Serialize;

use crate::planning::standing::Spread;
use crate::units::hours_number;

/// Percentiles of hours as JSON has them.
#[derive(Serialize, Clone, Copy)]
pub(crate) struct HoursDocument {
    /// 10th percentile.
    pub low: f64,
    /// 50th percentile.
    pub likely: f64,
    /// 90th percentile.
    pub high: f64,
}

impl From<Spread> for HoursDocument {
    fn from(hours: Spread) -> HoursDocument {
        HoursDocument { low: hours_number(hours.low), likely: hours_number(hours.likely), high: hours_number(hours.high) }
    }
}
