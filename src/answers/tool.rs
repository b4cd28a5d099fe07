//! What a learner knows beside the steps, as answers have it.

use serde::Serialize;

use crate::dates::Date;
use crate::progress::{Progress, Tool};

/// Something the learner recorded as known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ToolRow {
    /// Its key in the progress file.
    pub(crate) id: String,
    /// The day since which it is known.
    pub(crate) done: Option<Date>,
    pub(crate) note: Option<String>,
    pub(crate) link: Option<String>,
}

impl ToolRow {
    /// What is recorded under a key.
    pub(crate) fn new(id: &str, tool: &Tool) -> ToolRow {
        ToolRow { id: id.to_owned(), done: tool.done, note: tool.note.clone(), link: tool.link.clone() }
    }

    /// All of a record, in the order of their ids.
    pub(crate) fn all(progress: &Progress) -> Vec<ToolRow> {
        progress.tools.iter().map(|(id, tool)| ToolRow::new(id, tool)).collect()
    }
}
