//! Tracks and levels: finding them by name, and showing them in full.

use serde::Serialize;

use crate::planning::standing::Standing;
use crate::progress::Status;
use crate::roadmap::{Figure, Guide, Level, SourcedText};
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table, status_role};

use super::basis::{BasisDocument, SourceDocument, say_sources, sources_of};
use super::statement::EntryDocument;
use crate::planning::learner::Learner;

/// A track as JSON has it.
#[derive(Serialize)]
pub(crate) struct TrackDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    purpose: String,
    steps: Vec<TrackStep>,
    hours_left: f64,
    sources: Vec<SourceDocument>,
}

#[derive(Serialize)]
struct TrackStep {
    id: String,
    title: String,
    status: &'static str,
    hours_left: f64,
    #[serde(skip)]
    state: Status,
}

impl TrackDocument {
    /// The document of the track at a place.
    pub(crate) fn new(standing: &Standing<'_>, at: usize) -> TrackDocument {
        let roadmap = standing.roadmap;
        let track = &roadmap.tracks[at];
        let steps: Vec<TrackStep> = roadmap
            .steps_of_track(&track.id)
            .map(|at| TrackStep {
                id: roadmap.steps[at].id.clone(),
                title: roadmap.steps[at].title.clone(),
                status: standing.steps[at].status.word(),
                hours_left: hours_number(standing.steps[at].left.likely),
                state: standing.steps[at].status,
            })
            .collect();
        TrackDocument {
            id: track.id.clone(),
            aliases: track.aliases.clone(),
            title: track.title.clone(),
            purpose: track.purpose.clone(),
            hours_left: hours_number(steps.iter().map(|step| step.hours_left).sum()),
            steps,
            sources: sources_of(roadmap, track.sources.iter()),
        }
    }

    /// Says it.
    pub(crate) fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  Track: {}", self.title)));
        page.indented(2, self.purpose.as_str());
        let mut table = Table::new([Column::Fixed("id"), Column::Wrapping("title"), Column::Fixed("state"), Column::Number("h left")]);
        table.indent = 2;
        for step in &self.steps {
            table.rows.push(vec![
                Cell::of(Role::Code, &step.id),
                Cell::text(&step.title),
                Cell::of(status_role(step.state), step.status),
                Cell::text(if step.hours_left > 0.0 { hours_text(step.hours_left) } else { "-".to_owned() }),
            ]);
        }
        page.table(table);
        let sum = format!("{}, {} h left beyond job-ready.  ", count(self.steps.len(), "step"), hours_text(self.hours_left));
        page.indented(2, Line::new().text(sum).advice(format!("gap --for {}", self.id)));
        if with_sources {
            say_sources(page, &self.sources);
        }
    }
}

/// A level as JSON has it.
#[derive(Serialize)]
pub(crate) struct LevelDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    purpose: String,
    reached_after: YearsDocument,
    years: Vec<EntryDocument>,
    pay: Vec<EntryDocument>,
    duties: Vec<SourcedText>,
    asks: Vec<String>,
    beyond: Vec<SourcedText>,
    sources: Vec<SourceDocument>,
}

/// Years in the field as JSON has them.
#[derive(Serialize)]
pub(crate) struct YearsDocument {
    low: f64,
    high: f64,
    note: Option<String>,
    #[serde(flatten)]
    pub(crate) basis: BasisDocument,
}

impl YearsDocument {
    /// Whether it begins with the first job.
    pub(crate) fn is_none(&self) -> bool {
        self.high <= 0.0
    }

    /// The years after which a level begins.
    pub(crate) fn new(level: &Level, today: crate::dates::Date) -> YearsDocument {
        let years = &level.reached_after;
        YearsDocument { low: years.low, high: years.high, note: years.note.clone(), basis: BasisDocument::new(years.provenance(), today) }
    }

    /// `2 to 3 years`.
    pub(crate) fn phrase(&self) -> String {
        if (self.high - self.low).abs() < f64::EPSILON {
            format!("{} years", self.low)
        } else {
            format!("{} to {} years", self.low, self.high)
        }
    }
}

impl LevelDocument {
    /// What its figures rest on.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        let entries = self.years.iter().chain(&self.pay).map(|entry| &entry.basis);
        std::iter::once(&self.reached_after.basis).chain(entries)
    }

    /// The document of a level.
    pub(crate) fn new(learner: Learner<'_>, guide: Option<&Guide>, level: &Level) -> LevelDocument {
        let entries = |ids: &[String]| -> Vec<EntryDocument> {
            let found = ids.iter().filter_map(|id| guide?.entry(id));
            found.map(|entry| EntryDocument::new(learner, entry)).collect()
        };
        LevelDocument {
            id: level.id.clone(),
            aliases: level.aliases.clone(),
            title: level.title.clone(),
            purpose: level.purpose.clone(),
            reached_after: YearsDocument::new(level, learner.today),
            years: entries(&level.years),
            pay: entries(&level.pay),
            duties: level.duties.clone(),
            asks: level.asks.clone(),
            beyond: level.beyond.clone(),
            sources: sources_of(learner.roadmap, level.sources.iter()),
        }
    }

    /// Says it.
    pub(crate) fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  Level: {}", self.title)));
        page.indented(2, self.purpose.as_str());
        page.blank();
        let begins = if self.reached_after.is_none() {
            "with the first job".to_owned()
        } else {
            format!("after {} in the field", self.reached_after.phrase())
        };
        page.hanging(2, 11, Line::new().dim("Begins   ").text(begins).dim(format!(" ({})", self.reached_after.basis.phrase())));
        for (label, entries) in [("Years    ", &self.years), ("Pay      ", &self.pay)] {
            let said: Vec<String> = entries.iter().map(EntryDocument::cited).collect();
            let said = if said.is_empty() { "no guide says".to_owned() } else { said.join("; ") };
            page.hanging(2, 11, Line::new().dim(label).text(said));
        }
        say_texts(page, "Does", &self.duties);
        if !self.asks.is_empty() {
            page.hanging(2, 11, Line::new().dim("Asks     ").text("beyond job-ready: ").code(self.asks.join(", ")));
        }
        say_texts(page, "Counts too, and no step can teach it", &self.beyond);
        page.indented(2, Line::new().advice(format!("gap --for {0}, mlpath plan --to {0}", self.id)));
        if with_sources {
            say_sources(page, &self.sources);
        }
    }
}

/// Says sentences with who says them.
pub(crate) fn say_texts(page: &mut Page, label: &str, texts: &[SourcedText]) {
    if texts.is_empty() {
        return;
    }
    page.indented(2, Line::new().dim(label));
    page.points(texts.iter().map(|said| Line::new().text(&said.text).dim(format!(" ({})", said.sources.join(", ")))));
}
