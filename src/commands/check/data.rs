//! `mlpath check --data`: whether every figure of the roadmap can be followed to a source, and
//! which were checked long ago.

use serde::Serialize;

use crate::dates::Date;
use crate::error::Exit;
use crate::roadmap::{Audited, Grade, Grades, Guide, audit};
use crate::text::count;
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table};

use crate::commands::{Input, Outcome};
use crate::order;

/// Runs the command. What has no source, no date or a source that does not exist is a finding;
/// age is none, it is only told.
pub(crate) fn run(input: &Input<'_>) -> Outcome {
    let nothing = Guide::default();
    let figures = audit(input.learner.roadmap, input.guide.unwrap_or(&nothing), input.learner.today);
    let findings: Vec<FaultDocument> = figures.iter().filter_map(FaultDocument::new).collect();
    let exit = if findings.is_empty() { Exit::Done } else { Exit::No };
    let document = DataDocument {
        head: Head::new("mlpath/data/v1", input.learner.roadmap, input.learner.today),
        figures: figures.len(),
        grades: Grades::of(&figures).each().map(|(grade, figures)| GradeCount { grade, figures }).collect(),
        findings,
        stale: figures.into_iter().filter(|figure| figure.stale).map(StaleDocument::from).collect(),
    };
    Outcome::answer(document).ending(exit)
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DataDocument {
    #[serde(flatten)]
    head: Head,
    figures: usize,
    /// How many of each grade, the surest first.
    grades: Vec<GradeCount>,
    findings: Vec<FaultDocument>,
    stale: Vec<StaleDocument>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GradeCount {
    grade: Grade,
    figures: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FaultDocument {
    id: String,
    field: &'static str,
    message: String,
}

impl FaultDocument {
    fn new(figure: &Audited) -> Option<FaultDocument> {
        Some(FaultDocument { id: figure.id.clone(), field: figure.field, message: figure.fault.clone()? })
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StaleDocument {
    id: String,
    field: &'static str,
    grade: Grade,
    checked_on: Option<Date>,
}

impl From<Audited> for StaleDocument {
    fn from(figure: Audited) -> StaleDocument {
        StaleDocument { id: figure.id, field: figure.field, grade: figure.grade, checked_on: figure.checked_on }
    }
}

/// What a grade means, a few words.
fn meaning(grade: Grade) -> &'static str {
    match grade {
        Grade::Official => "the vendor's or author's own page",
        Grade::Secondary => "a dated page that quotes it, or several that agree",
        Grade::Weak => "one page, not checked",
        Grade::Derived => "our arithmetic on sourced figures, which is shown",
        Grade::Estimate => "our own estimate: no source, no date",
    }
}

impl Show for DataDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let all = count(self.figures, "figure");
        page.line(match self.findings.len() {
            0 => Line::new().add(Role::Done, format!("0 findings in {all}.")),
            faults => Line::new().add(Role::Warning, format!("{} in {all}.", count(faults, "finding"))),
        });
        for finding in &self.findings {
            let line = Line::new().code(&finding.id).text(format!(", {}: ", finding.field)).add(Role::Warning, &finding.message);
            page.detail(|page| page.hanging(0, 2, line));
        }
        for GradeCount { grade, figures } in &self.grades {
            page.hanging(2, 19, format!("{figures:>5}  {grade:<10}{}", meaning(*grade)));
        }
        if self.stale.is_empty() {
            page.line("None is older than its kind allows: fees 180 days, pay and jobs a year.");
            return page;
        }
        page.line(format!("{} to look up again (fees after 180 days, pay and jobs after a year):", count(self.stale.len(), "figure")));
        page.detail(|page| page.table(self.stale_table()));
        page
    }
}

impl DataDocument {
    /// A row for each day, the oldest first.
    fn stale_table(&self) -> Table {
        const NAMED: usize = 4;
        let mut days: Vec<Option<Date>> = self.stale.iter().map(|figure| figure.checked_on).collect();
        order::sort(&mut days);
        days.dedup();
        let mut table = Table::new([Column::Fixed("read on"), Column::Number("figures"), Column::Wrapping("of")]);
        table.indent = 2;
        for day in days {
            let here: Vec<&StaleDocument> = self.stale.iter().filter(|figure| figure.checked_on == day).collect();
            let mut ids: Vec<&str> = here.iter().map(|figure| figure.id.as_str()).collect();
            ids.dedup();
            let more = match ids.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            table.rows.push(vec![
                Cell::text(day.map(|day| day.to_string()).unwrap_or_default()),
                Cell::text(here.len().to_string()),
                Cell::of(Role::Dim, format!("{}{more}", ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", "))),
            ]);
        }
        table
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<DataDocument>("data")
}
