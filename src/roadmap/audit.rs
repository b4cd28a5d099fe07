//! Whether every figure can be followed to a source, how sure each is and how old.

use crate::dates::Date;

use super::{CarriesFigures, Figure, Grade, Guide, Roadmap};

/// A figure and what is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Audited {
    /// What carries it: the id of a step, certification, resource, level, fact or entry.
    pub id: String,
    /// Which of its figures.
    pub field: &'static str,
    /// How sure it is.
    pub grade: Grade,
    /// The day its source was read.
    pub checked_on: Option<Date>,
    /// What is wrong with it, if anything.
    pub fault: Option<String>,
    /// Whether its source was read too long ago for its kind.
    pub stale: bool,
}

/// How many figures there are of each grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grades([usize; Grade::ALL.len()]);

impl Grades {
    /// Counts figures.
    #[must_use]
    pub fn of(figures: &[Audited]) -> Grades {
        let mut counts = Grades::default();
        for figure in figures {
            counts.0[figure.grade as usize] += 1;
        }
        counts
    }

    /// Each grade with its number, the surest first.
    pub fn each(self) -> impl Iterator<Item = (Grade, usize)> {
        Grade::ALL.into_iter().zip(self.0)
    }
}

/// Looks at every price, date, hour and other figure of a roadmap and its guide, in their order.
#[must_use]
pub fn audit(roadmap: &Roadmap, guide: &Guide, today: Date) -> Vec<Audited> {
    let mut found = Vec::new();
    for_each_figure(roadmap, guide, &mut |id, field, figure| {
        let provenance = figure.provenance();
        let opens = |id: &str| roadmap.source(id).is_some() || guide.published(id).is_some();
        let fault = if provenance.grade == Grade::Estimate {
            provenance.checked_on.is_some().then(|| "an estimate bears no date".to_owned())
        } else if let Some(missing) = provenance.sources.iter().find(|id| !opens(id)) {
            Some(format!("there is no source `{missing}`"))
        } else if provenance.sources.is_empty() {
            Some("no source".to_owned())
        } else if provenance.grade == Grade::Derived && provenance.arithmetic.is_none() {
            Some("derived without arithmetic".to_owned())
        } else {
            provenance.checked_on.is_none().then(|| "no date".to_owned())
        };
        let stale = provenance.is_stale(today);
        found.push(Audited { id: id.to_owned(), field, grade: provenance.grade, checked_on: provenance.checked_on, fault, stale });
    });
    found
}

/// Calls `visit` with every figure of a roadmap and its guide, with the id of its item and the name of its field.
pub(super) fn for_each_figure<'a>(roadmap: &'a Roadmap, guide: &'a Guide, visit: &mut dyn FnMut(&'a str, &'static str, &'a dyn Figure)) {
    let mut item = |id: &'a str, item: &'a dyn CarriesFigures| item.for_each_figure(&mut |field, figure| visit(id, field, figure));
    roadmap.steps.iter().for_each(|step| item(&step.id, step));
    roadmap.certifications.iter().for_each(|cert| item(&cert.id, cert));
    roadmap.resources.iter().for_each(|resource| item(&resource.id, resource));
    roadmap.levels.iter().for_each(|level| item(&level.id, level));
    item("stated", &*roadmap.stated);
    guide.conflicts.iter().for_each(|conflict| item(&conflict.id, conflict));
    guide.facts.iter().for_each(|fact| visit(&fact.id, "text", fact));
    guide.published.iter().for_each(|length| visit(&length.id, "hours", length));
    for entry in guide.entries() {
        entry.for_each_figure_in_it(&mut |field, figure| visit(&entry.id, field, figure));
    }
}

/// As [`for_each_figure`], to change them.
pub(super) fn for_each_figure_mut(roadmap: &mut Roadmap, guide: &mut Guide, visit: &mut dyn FnMut(&mut dyn Figure)) {
    roadmap.steps.iter_mut().for_each(|step| step.for_each_figure_mut(visit));
    roadmap.certifications.iter_mut().for_each(|cert| cert.for_each_figure_mut(visit));
    roadmap.resources.iter_mut().for_each(|resource| resource.for_each_figure_mut(visit));
    roadmap.levels.iter_mut().for_each(|level| level.for_each_figure_mut(visit));
    roadmap.stated.for_each_figure_mut(visit);
    guide.conflicts.iter_mut().for_each(|conflict| conflict.for_each_figure_mut(visit));
    guide.facts.iter_mut().for_each(|fact| visit(fact));
    let topics = guide.topics.iter_mut().flat_map(|topic| &mut *topic.sections);
    for entry in topics.flat_map(|section| &mut section.entries) {
        if entry.is_figure() {
            visit(entry);
        }
        entry.for_each_figure_mut(visit);
    }
}
