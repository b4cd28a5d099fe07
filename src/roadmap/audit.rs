//! Whether every figure can be followed to a source, and how old each is.

use crate::dates::Date;

use super::{Entry, Figure, Grade, Guide, Provenance, Roadmap, Statement};

/// A figure and what is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Audited {
    /// What carries it: the id of a step, certification, resource, level or entry.
    pub id: String,
    /// Which of its figures.
    pub field: &'static str,
    /// How sure it is.
    pub grade: Grade,
    /// The day its source said it.
    pub checked_on: Option<Date>,
    /// What is wrong with it, if anything: `no source`, `no date`, or a source that does not exist.
    pub fault: Option<String>,
    /// Whether it was checked too long ago.
    pub stale: bool,
}

/// Looks at every price, date, hour and other figure of a roadmap and its guide, in their order.
#[must_use]
pub fn audit(roadmap: &Roadmap, guide: &Guide, today: Date) -> Vec<Audited> {
    let mut auditor = Auditor { roadmap, today, found: Vec::new() };
    for step in &roadmap.steps {
        auditor.figure(&step.id, "hours", &step.hours);
    }
    for cert in &roadmap.certifications {
        for (field, figure) in cert.figures() {
            auditor.figure(&cert.id, field, figure);
        }
    }
    for resource in &roadmap.resources {
        resource.price.iter().for_each(|price| auditor.figure(&resource.id, "price", price));
        resource.hours.iter().for_each(|hours| auditor.figure(&resource.id, "hours", hours));
    }
    for level in &roadmap.levels {
        auditor.figure(&level.id, "reached_after", &level.reached_after);
    }
    roadmap.stated.portfolio_projects.iter().for_each(|projects| auditor.figure("stated", "portfolio_projects", projects));
    roadmap.stated.path_cost.iter().for_each(|cost| auditor.figure("stated", "path_cost", cost));
    for entry in guide.topics.iter().flat_map(|topic| &topic.sections).flat_map(|section| &section.entries) {
        auditor.entry(entry);
    }
    for conflict in &guide.conflicts {
        auditor.statements(&conflict.id, &conflict.statements);
    }
    auditor.found
}

struct Auditor<'a> {
    roadmap: &'a Roadmap,
    today: Date,
    found: Vec<Audited>,
}

impl Auditor<'_> {
    fn figure(&mut self, id: &str, field: &'static str, figure: &dyn Figure) {
        self.add(id, field, figure.provenance());
    }

    fn entry(&mut self, entry: &Entry) {
        if entry.statements.is_empty() {
            self.figure(&entry.id, "text", entry);
        }
        self.statements(&entry.id, &entry.statements);
    }

    fn statements(&mut self, id: &str, statements: &[Statement]) {
        for statement in statements {
            let checked_on = self.roadmap.source(&statement.source).map(|source| source.date);
            self.add(id, "statements", Provenance { grade: statement.grade, checked_on, sources: std::slice::from_ref(&statement.source) });
        }
    }

    fn add(&mut self, id: &str, field: &'static str, provenance: Provenance<'_>) {
        let dangling = provenance.sources.iter().find(|source| self.roadmap.source(source).is_none());
        let fault = if provenance.sources.is_empty() {
            Some("no source".to_owned())
        } else if let Some(source) = dangling {
            Some(format!("there is no source `{source}`"))
        } else {
            provenance.checked_on.is_none().then(|| "no date".to_owned())
        };
        let stale = provenance.is_stale(self.today);
        self.found.push(Audited { id: id.to_owned(), field, grade: provenance.grade, checked_on: provenance.checked_on, fault, stale });
    }
}
