//! What `undo --rescue` and `undo --forget` would do, as data: read before the command answers, and
//! carried out only while it is still true.

use std::path::PathBuf;

use crate::dates::Date;

/// An earlier text that is to be put back, whatever is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescuePlan {
    /// The number that was asked for; the last good save without one.
    pub asked: Option<u64>,
    /// The number of the save that is put back.
    pub number: u64,
    /// The day it was saved.
    pub saved_on: Date,
    /// The command that saved it.
    pub title: String,
    /// Where the present text will be kept; `None` when there is none, or it is the very same.
    pub keeps: Option<PathBuf>,
    /// What tells the present file from any other.
    pub(crate) current: u64,
}

/// A history that is to be moved aside, so that a new progress file can begin in the place of an emptied one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForgetPlan {
    /// Where it will be kept.
    pub keeps: PathBuf,
}
