//! A stage in full.

use serde::Serialize;

use crate::planning::standing::Standing;
use crate::roadmap::Stage;
use crate::units::hours_text;
use crate::view::{Line, Page, Role, Table};

use super::basis::{SourceDocument, say_sources, sources_of};
use super::step_row::{StepColumn, StepRow, step_table};
use super::totals::TotalsDocument;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StageDocument {
    id: String,
    title: String,
    number: usize,
    purpose: String,
    totals: TotalsDocument,
    steps: Vec<StepRow>,
    sources: Vec<String>,
    source_details: Vec<SourceDocument>,
}

impl StageDocument {
    pub(crate) fn new(standing: &Standing<'_>, at: usize, stage: &Stage) -> StageDocument {
        StageDocument {
            id: stage.id.to_owned(),
            title: stage.title.to_owned(),
            number: at + 1,
            purpose: stage.purpose.to_string(),
            totals: standing.totals_of(at).into(),
            steps: standing.roadmap.steps_of(at).map(|(at, _)| StepRow::new(standing, at)).collect(),
            sources: stage.sources.to_vec(),
            source_details: sources_of(standing.roadmap, &stage.sources),
        }
    }

    pub(crate) fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  Stage {}: {}", self.number, self.title)));
        let TotalsDocument { steps, mean_hours } = self.totals;
        let sum = format!("{} of {} counted steps done, {} h left", steps.done, steps.total, hours_text(mean_hours.left));
        page.indented(2, Line::new().add(Role::Strong, sum));
        page.detail(|page| page.indented(2, self.purpose.as_str()));
        let columns = [StepColumn::Id, StepColumn::Title, StepColumn::State, StepColumn::HoursLeft];
        page.detail(|page| page.table(Table { indent: 2, ..step_table(&self.steps, &columns) }));
        if with_sources {
            say_sources(page, &self.source_details);
        }
    }
}
