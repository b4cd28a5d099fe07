//! When something would be finished.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::forecast;

/// The days by which a share of such learners is done.
#[derive(Serialize, Clone, Copy)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Finish {
    /// One in ten.
    pub(crate) p10: Date,
    /// Half.
    pub(crate) p50: Date,
    /// 85 in a hundred.
    pub(crate) p85: Date,
    /// Nine in ten.
    pub(crate) p90: Date,
}

impl From<forecast::Finish> for Finish {
    fn from(finish: forecast::Finish) -> Finish {
        Finish { p10: finish.p10, p50: finish.p50, p85: finish.p85, p90: finish.p90 }
    }
}
