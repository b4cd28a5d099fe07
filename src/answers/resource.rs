//! Learning material, as screens and documents show it.

use serde::Serialize;

use crate::dates::Date;
use crate::roadmap::{Figure, Price, Resource, Roadmap, StudyResource};
use crate::units::{Usd, hours_text};
use crate::view::{Line, Role, range_phrase};

use super::basis::BasisDocument;

/// A resource as JSON has it.
#[derive(Serialize, Clone)]
pub(crate) struct ResourceDocument {
    id: String,
    title: String,
    by: String,
    url: String,
    price: Option<PriceDocument>,
    hours: Option<ResourceHours>,
    note: Option<String>,
    /// The part of it that the step takes.
    part: Option<String>,
    /// Hours of that part.
    part_hours: Option<f64>,
}

#[derive(Serialize, Clone)]
struct PriceDocument {
    usd: Usd,
    per: Option<String>,
    note: Option<String>,
    #[serde(flatten)]
    basis: BasisDocument,
}

#[derive(Serialize, Clone)]
struct ResourceHours {
    low: f64,
    high: f64,
    note: Option<String>,
    #[serde(flatten)]
    basis: BasisDocument,
}

impl ResourceDocument {
    /// Its id.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// What its figures rest on.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        self.price.iter().map(|price| &price.basis).chain(self.hours.iter().map(|hours| &hours.basis))
    }

    /// The document of a resource, seen from a day.
    pub(crate) fn new(resource: &Resource, today: Date) -> ResourceDocument {
        let price = |price: &Price| PriceDocument {
            usd: price.usd,
            per: price.per.clone(),
            note: price.note.clone(),
            basis: BasisDocument::new(price.provenance(), today),
        };
        ResourceDocument {
            id: resource.id.clone(),
            title: resource.title.clone(),
            by: resource.by.clone(),
            url: resource.url.clone(),
            price: resource.price.as_ref().map(price),
            hours: resource.hours.as_ref().map(|hours| ResourceHours {
                low: hours.low,
                high: hours.high,
                note: hours.note.clone(),
                basis: BasisDocument::new(hours.provenance(), today),
            }),
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

/// A resource in one line: what, by whom, price and hours with their grades, where.
pub(crate) fn resource_line(resource: &ResourceDocument) -> Line {
    let line = Line::new().text(format!("{}, {}: ", resource.title, resource.by));
    let line = match &resource.price {
        None => line.dim("price not known"),
        Some(price) => {
            let per = price.per.as_ref().map(|per| format!(" a {per}")).unwrap_or_default();
            let amount = if price.usd == Usd::ZERO { "free".to_owned() } else { format!("{}{per}", price.usd) };
            line.add(Role::Cost, amount).dim(format!(" ({}{})", price.basis.phrase(), aside(price.note.as_ref())))
        }
    };
    let line = match &resource.hours {
        Some(hours) => line.text(format!(", {}", range_phrase(hours.low, hours.high))).dim(format!(
            " ({}{})",
            hours.basis.phrase(),
            aside(hours.note.as_ref())
        )),
        None => line,
    };
    let line = match (&resource.part, resource.part_hours) {
        (Some(part), Some(hours)) => line.text(format!(" Study {part} ({} h).", hours_text(hours))),
        (Some(part), None) => line.text(format!(" Study {part}.")),
        (None, _) => line,
    };
    line.text("  ").code(&resource.url)
}

fn aside(note: Option<&String>) -> String {
    note.map(|note| format!("; {note}")).unwrap_or_default()
}
