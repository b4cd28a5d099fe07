//! A stage in full.

use serde::Serialize;

use crate::planning::standing::Standing;
use crate::roadmap::Stage;
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table, status_role};

use super::basis::{SourceDocument, say_sources, sources_of};
use super::totals::TotalsDocument;

#[derive(Serialize)]
pub(crate) struct StageDocument {
    id: String,
    title: String,
    number: usize,
    purpose: String,
    #[serde(flatten)]
    totals: TotalsDocument,
    steps: Vec<StageStep>,
    named_by: Vec<String>,
    sources: Vec<SourceDocument>,
}

#[derive(Serialize)]
pub(crate) struct StageStep {
    id: String,
    title: String,
    status: &'static str,
    importance: &'static str,
    hours_left: f64,
    #[serde(skip)]
    role: Role,
}

impl StageDocument {
    pub(crate) fn new(standing: &Standing<'_>, at: usize, stage: &Stage) -> StageDocument {
        let step = |(at, step): (usize, &crate::roadmap::Step)| StageStep {
            id: step.id.clone(),
            title: step.title.clone(),
            status: standing.steps[at].status.word(),
            importance: step.importance.word(),
            hours_left: hours_number(standing.steps[at].left.likely),
            role: status_role(standing.steps[at].status),
        };
        StageDocument {
            id: stage.id.clone(),
            title: stage.title.clone(),
            number: at + 1,
            purpose: stage.purpose.clone(),
            totals: standing.totals_of(at).into(),
            steps: standing.roadmap.steps_of(at).map(step).collect(),
            named_by: stage.sources.clone(),
            sources: sources_of(standing.roadmap, stage.sources.iter()),
        }
    }

    pub(crate) fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  Stage {}: {}", self.number, self.title)));
        page.indented(2, self.purpose.as_str());
        let mut table = Table::new([
            Column::Fixed("id"),
            Column::Wrapping("title"),
            Column::Fixed("state"),
            Column::Number("hours left"),
            Column::Fixed("importance"),
        ]);
        table.indent = 2;
        for step in &self.steps {
            table.rows.push(vec![
                Cell::of(Role::Code, &step.id),
                Cell::text(&step.title),
                Cell::of(step.role, step.status),
                Cell::text(if step.hours_left > 0.0 { hours_text(step.hours_left) } else { "-".to_owned() }),
                Cell::of(Role::Dim, step.importance),
            ]);
        }
        page.table(table);
        if with_sources {
            say_sources(page, &self.sources);
        }
    }
}
