//! Hours and years as every document has them, rounded in this one place.

use serde::Serialize;

use crate::planning::standing::Spread;
use crate::units::{WeeklyHours, hours_number};
use crate::view::range_phrase;

/// Hours of study, as percentiles over learners.
#[derive(Serialize, Clone, Copy, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Hours {
    /// 10th percentile.
    pub(crate) low: f64,
    /// 50th percentile.
    pub(crate) likely: f64,
    /// 90th percentile.
    pub(crate) high: f64,
}

impl From<Spread> for Hours {
    fn from(hours: Spread) -> Hours {
        Hours { low: hours_number(hours.low), likely: hours_number(hours.likely), high: hours_number(hours.high) }
    }
}

impl Hours {
    /// The mean, which sums of hours add up.
    pub(crate) fn mean(self) -> f64 {
        let Hours { low, likely, high } = self;
        Spread { low, likely, high }.mean()
    }

    /// `6-10 h`.
    pub(crate) fn range_phrase(self) -> String {
        range_phrase(self.low, self.high)
    }
}

/// The two ends of a range as somebody states it; both are the same where one number is stated.
#[derive(Serialize, Clone, Copy, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Range<T> {
    /// At the least.
    pub(crate) low: T,
    /// At the most.
    pub(crate) high: T,
}

impl From<WeeklyHours> for Range<f64> {
    fn from(hours: WeeklyHours) -> Range<f64> {
        Range { low: hours_number(hours.low()), high: hours_number(hours.high()) }
    }
}
