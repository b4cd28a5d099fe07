//! Counts and hours of a set of steps.

use serde::Serialize;

use crate::planning::standing::Totals;
use crate::units::hours_number;

/// Counts and hours as JSON has them.
#[derive(Serialize, Clone, Copy)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TotalsDocument {
    pub(crate) steps: StepCounts,
    /// Sums of the mean hours of each step.
    pub(crate) mean_hours: HourCounts,
}

#[derive(Serialize, Clone, Copy)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StepCounts {
    pub(crate) total: usize,
    pub(crate) done: usize,
    pub(crate) credited: usize,
    pub(crate) doing: usize,
    pub(crate) skipped: usize,
    pub(crate) todo: usize,
}

#[derive(Serialize, Clone, Copy)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct HourCounts {
    /// Of all but the skipped steps.
    pub(crate) total: f64,
    /// Of what is left.
    pub(crate) left: f64,
}

impl From<Totals> for TotalsDocument {
    fn from(totals: Totals) -> TotalsDocument {
        TotalsDocument {
            steps: StepCounts {
                total: totals.total,
                done: totals.done,
                credited: totals.credited,
                doing: totals.doing,
                skipped: totals.skipped,
                todo: totals.todo,
            },
            mean_hours: HourCounts { total: hours_number(totals.hours_total), left: hours_number(totals.hours_left) },
        }
    }
}
