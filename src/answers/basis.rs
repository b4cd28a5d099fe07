//! What figures rest on, as screens and documents show it: grade, day and sources.

use serde::Serialize;

use crate::dates::Date;
use crate::roadmap::{Grade, Provenance, Roadmap, Source};
use crate::text::count;
use crate::view::{Line, Page};

/// What a figure rests on, as JSON has it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct BasisDocument {
    /// How sure it is.
    pub grade: Grade,
    /// The day its source said it.
    pub checked_on: Option<Date>,
    /// Whether that is long ago.
    pub stale: bool,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// The arithmetic of a derived figure.
    pub arithmetic: Option<String>,
}

impl BasisDocument {
    /// What a figure rests on, seen from a day.
    #[expect(clippy::needless_pass_by_value, reason = "a provenance is made for each call, of a few references")]
    pub(crate) fn new(basis: Provenance<'_>, today: Date) -> BasisDocument {
        BasisDocument {
            grade: basis.grade,
            checked_on: basis.checked_on,
            stale: basis.is_stale(today),
            sources: basis.sources.iter().map(|&id| id.to_owned()).collect(),
            arithmetic: basis.arithmetic.map(str::to_owned),
        }
    }

    /// `secondary, 2026-08-18`, with a mark when that is long ago.
    pub(crate) fn phrase(&self) -> String {
        let mark = self.mark();
        match self.checked_on {
            Some(day) => format!("{}, {day}{mark}", self.grade),
            None => self.grade.to_string(),
        }
    }

    /// The mark of a figure that was checked long ago; [`say_freshness`] explains it.
    pub(crate) fn mark(&self) -> &'static str {
        if self.stale { "*" } else { "" }
    }
}

/// Says how many of the figures of a screen were checked long ago, if any.
pub(crate) fn say_freshness<'a>(page: &mut Page, bases: impl IntoIterator<Item = &'a BasisDocument>) {
    let (mut stale, mut all) = (0, 0);
    for basis in bases {
        all += 1;
        stale += usize::from(basis.stale);
    }
    if stale > 0 {
        let said = format!("* {stale} of {} here should be looked up again: ", count(all, "figure"));
        page.minor_detail(|page| page.hanging(0, 2, Line::new().dim(said).advice("check --data")));
    }
}

/// A source as JSON has it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SourceDocument {
    id: String,
    title: String,
    by: String,
    url: Option<String>,
    page: Option<String>,
    read_on: Date,
    published_on: Option<Date>,
}

impl From<&Source> for SourceDocument {
    fn from(source: &Source) -> SourceDocument {
        SourceDocument {
            id: source.id.clone(),
            title: source.title.clone(),
            by: source.by.clone(),
            url: source.url.clone(),
            page: source.page.clone(),
            read_on: source.read_on,
            published_on: source.published_on,
        }
    }
}

/// The sources of some ids, each once, in order.
pub(crate) fn sources_of<Id: AsRef<str>>(roadmap: &Roadmap, ids: &[Id]) -> Vec<SourceDocument> {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids.iter().map(AsRef::as_ref) {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen.into_iter().filter_map(|id| roadmap.source(id)).map(SourceDocument::from).collect()
}

/// Says sources, or, where there are none, what stands in their place.
pub(crate) fn say_sources_or_none(page: &mut Page, sources: &[SourceDocument], none: &str) {
    if sources.is_empty() {
        page.indented(2, Line::new().dim("Sources  ").text(none));
    } else {
        say_sources(page, sources);
    }
}

/// Says sources, one a line.
pub(crate) fn say_sources(page: &mut Page, sources: &[SourceDocument]) {
    page.indented(2, Line::new().dim("Sources"));
    for source in sources {
        let mut line = Line::new().code(&source.id).text(format!(": {}, {}, read {}", source.title, source.by, source.read_on));
        if let Some(url) = source.url.as_ref().or(source.page.as_ref()) {
            line = line.text("  ").dim(url);
        }
        page.hanging(4, 6, line);
    }
}
