//! What figures rest on, as screens and documents show it: grade, day and sources.

use serde::Serialize;

use crate::dates::Date;
use crate::roadmap::{Basis, Dating, Roadmap, Source};
use crate::view::{Line, Page};

/// What a figure rests on, as JSON has it.
#[derive(Serialize, Clone)]
pub(super) struct BasisDocument {
    /// How sure it is.
    pub grade: &'static str,
    /// The day its source said it.
    pub checked_on: Option<Date>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

impl From<Basis<'_>> for BasisDocument {
    fn from(basis: Basis<'_>) -> BasisDocument {
        BasisDocument { grade: basis.grade.word(), checked_on: basis.checked_on, sources: basis.sources.to_vec() }
    }
}

impl BasisDocument {
    /// `secondary, 2026-08-18`.
    pub(super) fn phrase(&self) -> String {
        match self.checked_on {
            Some(day) => format!("{}, {day}", self.grade),
            None => self.grade.to_owned(),
        }
    }
}

/// A source as JSON has it.
#[derive(Serialize, Clone)]
pub(super) struct SourceDocument {
    id: String,
    title: String,
    by: String,
    url: Option<String>,
    date: Date,
    dated: Dating,
}

impl From<&Source> for SourceDocument {
    fn from(source: &Source) -> SourceDocument {
        SourceDocument {
            id: source.id.clone(),
            title: source.title.clone(),
            by: source.by.clone(),
            url: source.url.clone(),
            date: source.date,
            dated: source.dated,
        }
    }
}

/// The sources of some ids, each once, in order.
pub(super) fn sources_of<'a>(roadmap: &Roadmap, ids: impl Iterator<Item = &'a String>) -> Vec<SourceDocument> {
    let mut seen: Vec<&String> = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen.into_iter().filter_map(|id| roadmap.source(id)).map(SourceDocument::from).collect()
}

/// Says sources, one a line.
pub(super) fn say_sources(page: &mut Page, sources: &[SourceDocument]) {
    page.indented(2, Line::new().dim("Sources"));
    for source in sources {
        let read = if source.dated == Dating::Read { "read " } else { "" };
        let mut line = Line::new().code(&source.id).text(format!(": {}, {}, {read}{}", source.title, source.by, source.date));
        if let Some(url) = &source.url {
            line = line.text("  ").dim(url);
        }
        page.hanging(4, 6, line);
    }
}
