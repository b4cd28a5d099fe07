//! A goal in one row: what every document says of it.

use serde::Serialize;

use crate::roadmap::{Goal, Roadmap};

/// What a learner aims at.
#[derive(Serialize, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct GoalRow {
    pub(crate) kind: GoalKind,
    pub(crate) id: String,
    pub(crate) title: String,
}

/// What kind of goal it is.
#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum GoalKind {
    /// The path to the first job.
    JobReady,
    /// A specialization.
    Track,
    /// A level of the ladder.
    Level,
    /// A certification.
    Exam,
}

impl GoalRow {
    pub(crate) fn new(roadmap: &Roadmap, goal: Goal) -> GoalRow {
        GoalRow {
            kind: match goal {
                Goal::JobReady => GoalKind::JobReady,
                Goal::Track(_) => GoalKind::Track,
                Goal::Level(_) => GoalKind::Level,
                Goal::Exam(_) => GoalKind::Exam,
            },
            id: roadmap.goal_id(goal).to_owned(),
            title: roadmap.goal_title(goal).to_owned(),
        }
    }

    /// The rows of some goals; job-ready where there are none.
    pub(crate) fn all(roadmap: &Roadmap, goals: &[Goal]) -> Vec<GoalRow> {
        let goals = if goals.is_empty() { &[Goal::JobReady] } else { goals };
        goals.iter().map(|&goal| GoalRow::new(roadmap, goal)).collect()
    }
}

/// The ids of some goals, one after another.
pub(crate) fn goal_ids(rows: &[GoalRow]) -> String {
    rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(", ")
}
