//! Learning material, as screens and documents show it.

use serde::Serialize;

use crate::dates::Date;
use crate::roadmap::{Figure, HoursRange, Price, Resource, Roadmap, StudyResource};
use crate::units::{Usd, hours_text};
use crate::view::{Line, Role, range_phrase};

use super::basis::BasisDocument;
use super::hours::Range;
use super::sourced::Sourced;

/// A resource as JSON has it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ResourceDocument {
    id: String,
    title: String,
    by: String,
    url: String,
    price: Option<Sourced<Amount>>,
    hours: Option<Sourced<Range<f64>>>,
    note: Option<String>,
    /// The part of it that the step takes.
    part: Option<String>,
    /// Hours of that part.
    part_hours: Option<f64>,
}

#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Amount {
    usd: Usd,
    /// `month` or `year` for subscriptions; null when paid once.
    per: Option<String>,
}

impl ResourceDocument {
    /// Its id.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// What its figures rest on.
    pub(crate) fn bases(&self) -> Vec<&BasisDocument> {
        let mut bases = Vec::new();
        bases.extend(self.price.as_ref().map(|price| &price.basis));
        bases.extend(self.hours.as_ref().map(|hours| &hours.basis));
        bases
    }

    /// The document of a resource, seen from a day.
    pub(crate) fn new(resource: &Resource, today: Date) -> ResourceDocument {
        let price = |price: &Price| {
            let amount = Amount { usd: price.usd, per: price.per.clone() };
            Sourced::new(amount, price.note.as_ref(), price.provenance(), today)
        };
        let hours = |hours: &HoursRange| {
            let range = Range { low: hours.low, high: hours.high };
            Sourced::new(range, hours.note.as_ref(), hours.provenance(), today)
        };
        ResourceDocument {
            id: resource.id.clone(),
            title: resource.title.clone(),
            by: resource.by.clone(),
            url: resource.url.clone(),
            price: resource.price.as_ref().map(price),
            hours: resource.hours.as_ref().map(hours),
            note: resource.note.clone(),
            part: None,
            part_hours: None,
        }
    }

    /// The document of a resource of a step: which part of it to study, and how long that takes.
    pub(crate) fn of_step(roadmap: &Roadmap, used: &StudyResource, today: Date) -> ResourceDocument {
        let resource = ResourceDocument::new(&roadmap.resources[used.id], today);
        ResourceDocument { part: used.part.clone(), part_hours: used.hours, ..resource }
    }
}

/// A resource in one line: what, by whom, price and hours, what of it to study, where. Grades are for those who ask.
pub(crate) fn resource_line(resource: &ResourceDocument, with_grades: bool) -> Line {
    let graded = |line: Line, basis: &BasisDocument, note: Option<&String>| {
        let grade = with_grades.then(|| basis.phrase());
        let aside: Vec<String> = grade.into_iter().chain(note.cloned()).collect();
        if aside.is_empty() { line } else { line.dim(format!(" ({})", aside.join("; "))) }
    };
    let line = Line::new().text(format!("{}, {}: ", resource.title, resource.by));
    let line = match &resource.price {
        None => line.dim("price not known"),
        Some(Sourced { value: price, note, basis }) => {
            let per = price.per.as_ref().map(|per| format!(" a {per}")).unwrap_or_default();
            let amount = if price.usd == Usd::ZERO { "free".to_owned() } else { format!("{}{per}", price.usd) };
            graded(line.add(Role::Cost, amount), basis, note.as_ref())
        }
    };
    let line = match &resource.hours {
        Some(Sourced { value: hours, note, basis }) => {
            graded(line.text(format!(", {}", range_phrase(hours.low, hours.high))), basis, note.as_ref())
        }
        None => line,
    };
    let line = match (&resource.part, resource.part_hours) {
        (Some(part), Some(hours)) => line.text(format!("; study {part} ({} h)", hours_text(hours))),
        (Some(part), None) => line.text(format!("; study {part}")),
        (None, _) => line,
    };
    line.text("  ").code(&resource.url)
}
