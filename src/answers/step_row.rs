//! One step in one row: what every document says of a step, and the table of such rows.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::criteria::ticked;
use crate::planning::standing::{Spread, Standing};
use crate::progress::Status;
use crate::roadmap::{Importance, Kind};
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Role, State, Table};

use super::hours::Hours;

/// A step and where the learner stands with it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StepRow {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Id of its stage.
    pub(crate) stage: String,
    /// Number of its stage, from 1.
    pub(crate) stage_number: usize,
    pub(crate) kind: Kind,
    pub(crate) importance: Importance,
    pub(crate) status: Status,
    /// Hours the step takes.
    pub(crate) hours: Hours,
    /// Hours of it that are left; zero when it is done or skipped.
    pub(crate) hours_left: Hours,
    /// Their mean, which sums of hours add up.
    pub(crate) mean_hours_left: f64,
    /// Hours logged for it.
    pub(crate) logged_hours: f64,
    /// Hours it took, as the learner reported them when it was done; null where nothing was reported.
    pub(crate) actual_hours: Option<f64>,
    /// Letters of the "done when" criteria that are ticked.
    pub(crate) ticks: Vec<char>,
    /// Mean hours the background covers.
    pub(crate) credited_hours: f64,
    pub(crate) started_on: Option<Date>,
    pub(crate) done_on: Option<Date>,
    /// Whether totals and plans count it: it is on the path to job-ready, the goal asks for it, or the learner took it up.
    pub(crate) counted: bool,
    /// Whether it is open and all its prerequisites are done or skipped.
    pub(crate) ready: bool,
    /// Ids of its prerequisites.
    pub(crate) requires: Vec<String>,
    /// Ids of the tracks it belongs to.
    pub(crate) tracks: Vec<String>,
    /// Whether it counts as done by background alone.
    #[serde(skip)]
    pub(crate) is_credited_in_full: bool,
}

impl StepRow {
    /// The row of the step at a place of the roadmap.
    pub(crate) fn new(standing: &Standing<'_>, at: usize) -> StepRow {
        let roadmap = standing.roadmap;
        let (step, state) = (&roadmap.steps[at], &standing.steps[at]);
        StepRow {
            id: step.id.to_owned(),
            title: step.title.to_string(),
            stage: roadmap.stages[step.stage].id.to_owned(),
            stage_number: step.stage + 1,
            kind: step.kind,
            importance: step.importance,
            status: state.status,
            hours: Spread::of(step).into(),
            hours_left: state.left.into(),
            mean_hours_left: hours_number(state.left.mean()),
            logged_hours: hours_number(state.logged),
            actual_hours: state.record.and_then(|record| record.hours),
            ticks: ticked(step, state.record),
            credited_hours: hours_number(Spread::of(step).mean() * state.credit),
            started_on: state.record.and_then(|record| record.started),
            done_on: state.record.and_then(|record| record.done),
            counted: state.counted,
            ready: state.ready && state.is_open(),
            requires: step.requires.iter().map(|&at| roadmap.steps[at].id.to_owned()).collect(),
            tracks: step.tracks.clone(),
            is_credited_in_full: state.is_credited_in_full(),
        }
    }

    /// The word for its state: as recorded, and `credited` where the background alone makes it done.
    pub(crate) fn state(&self) -> String {
        if self.is_credited_in_full { "credited".to_owned() } else { self.status.to_string() }
    }

    /// The role of that word.
    pub(crate) fn state_role(&self) -> Role {
        Role::State(if self.is_credited_in_full { State::Credited } else { self.status.into() })
    }

    /// The title, and what is unusual about the step: that it is a project, or not essential.
    fn label(&self) -> String {
        let (title, kind, importance) = (&self.title, self.kind, self.importance);
        match (kind == Kind::Project, importance != Importance::Essential) {
            (false, false) => title.clone(),
            (true, false) => format!("{title} ({kind})"),
            (false, true) => format!("{title} ({importance})"),
            (true, true) => format!("{title} ({kind}, {importance})"),
        }
    }
}

/// Mean hours left of some steps.
pub(crate) fn mean_hours_left<'a>(rows: impl IntoIterator<Item = &'a StepRow>) -> f64 {
    rows.into_iter().map(|row| row.mean_hours_left).sum()
}

/// A column of a table of steps.
#[derive(Clone, Copy)]
pub(crate) enum StepColumn {
    /// The number of the stage.
    Stage,
    /// The id.
    Id,
    /// The title.
    Title,
    /// The title with what is unusual: that it is a project, or not essential.
    Label,
    /// The state.
    State,
    /// Mean hours left, which add up to the sums below.
    HoursLeft,
}

impl StepColumn {
    fn column(self) -> Column {
        match self {
            StepColumn::Stage => Column::Number(""),
            StepColumn::Id => Column::Fixed("id"),
            StepColumn::Title | StepColumn::Label => Column::Wrapping("title"),
            StepColumn::State => Column::Fixed("state"),
            StepColumn::HoursLeft => Column::Number("h left"),
        }
    }

    fn cell(self, row: &StepRow) -> Cell {
        match self {
            StepColumn::Stage => Cell::of(Role::Dim, row.stage_number.to_string()),
            StepColumn::Id => Cell::of(Role::Code, &row.id),
            StepColumn::Title => Cell::text(&row.title),
            StepColumn::Label => Cell::text(row.label()),
            StepColumn::State => Cell::of(row.state_role(), row.state()),
            StepColumn::HoursLeft if row.mean_hours_left > 0.0 => Cell::text(hours_text(row.mean_hours_left)),
            StepColumn::HoursLeft => Cell::text("-"),
        }
    }
}

/// A table of steps with chosen columns.
pub(crate) fn step_table<'a>(rows: impl IntoIterator<Item = &'a StepRow>, columns: &[StepColumn]) -> Table {
    let mut table = Table::new(columns.iter().map(|column| column.column()).collect::<Vec<_>>());
    for row in rows {
        table.rows.push(columns.iter().map(|column| column.cell(row)).collect());
    }
    table
}
