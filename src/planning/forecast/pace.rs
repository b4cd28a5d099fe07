//! How a learner studies.

use super::distribution::LogNormal;
use super::prior;

/// How a learner studies: what turns hours of a roadmap into days of a calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// Hours of study planned for a week; a range is told by its 10th and 90th percentile.
    pub hours_per_week: LogNormal,
    /// Hours of the estimates finished in a week of the calendar, breaks and all.
    pub rate: LogNormal,
    /// Hours of study needed for an hour of the estimates.
    pub effort: LogNormal,
    /// For each stage, the time it takes this learner compared with the others; none where nothing is known.
    pub stages: Vec<f64>,
    /// Days since the last sign of study in which it usually goes on all the same.
    pub unseen_days: f64,
}

impl Pace {
    /// The pace of a learner nothing is known about but the hours they plan.
    #[must_use]
    pub fn prior(hours_per_week: f64) -> Pace {
        let hours_per_week = LogNormal::exactly(hours_per_week);
        Pace { hours_per_week, rate: prior::rate(hours_per_week), effort: prior::EFFORT, stages: Vec::new(), unseen_days: 0.0 }
    }

    /// Hours of study in an average week: the median.
    #[must_use]
    pub fn studied_hours(&self) -> f64 {
        self.rate.median * self.effort.median
    }

    /// The time a stage takes compared with the others.
    #[must_use]
    pub(crate) fn stage_factor(&self, stage: usize) -> f64 {
        self.stages.get(stage).copied().unwrap_or(1.0)
    }
}
