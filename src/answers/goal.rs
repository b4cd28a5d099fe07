//! Tracks and levels, in full.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::standing::Standing;
use crate::progress::Status;
use crate::roadmap::{Figure, Goal, Guide, Level, SourcedText};
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Line, Page, Role, Table};

use super::basis::{BasisDocument, SourceDocument, say_sources, sources_of};
use super::hours::Range;
use super::no_step::{NoStep, say_learning};
use super::sourced::Sourced;
use super::statement::EntryDocument;
use super::step_row::{StepColumn, StepRow, mean_hours_left, step_table};
use super::totals::HourCounts;
use crate::planning::learner::Learner;

/// A track as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TrackDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    purpose: String,
    steps: Vec<StepRow>,
    /// Sums of the mean hours of each step.
    mean_hours: HourCounts,
    sources: Vec<String>,
    source_details: Vec<SourceDocument>,
}

impl TrackDocument {
    /// The document of the track at a place.
    pub(crate) fn new(standing: &Standing<'_>, at: usize) -> TrackDocument {
        let roadmap = standing.roadmap;
        let track = &roadmap.tracks[at];
        let steps = roadmap.beyond_path(&[Goal::Track(at)]);
        let steps: Vec<StepRow> = steps.into_iter().map(|at| StepRow::new(standing, at)).collect();
        TrackDocument {
            id: track.id.clone(),
            aliases: track.aliases.clone(),
            title: track.title.clone(),
            purpose: track.purpose.clone(),
            mean_hours: HourCounts {
                total: hours_number(steps.iter().filter(|step| step.status != Status::Skipped).map(|step| step.hours.mean()).sum()),
                left: hours_number(mean_hours_left(&steps)),
            },
            steps,
            sources: track.sources.clone(),
            source_details: sources_of(roadmap, &track.sources),
        }
    }

    /// Says it.
    pub(crate) fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  Track: {}", self.title)));
        let sum = format!("{}, {} h left beyond job-ready: ", count(self.steps.len(), "step"), hours_text(self.mean_hours.left));
        page.indented(2, Line::new().text(sum).advice(format!("gap --for {}", self.id)));
        page.detail(|page| page.indented(2, self.purpose.as_str()));
        let columns = [StepColumn::Id, StepColumn::Title, StepColumn::State, StepColumn::HoursLeft];
        page.detail(|page| page.table(Table { indent: 2, ..step_table(&self.steps, &columns) }));
        if with_sources {
            say_sources(page, &self.source_details);
        }
    }
}

/// A level as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LevelDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    purpose: String,
    reached_after: Years,
    years: Vec<EntryDocument>,
    pay: Vec<EntryDocument>,
    duties: Vec<SourcedText>,
    asks: Vec<String>,
    /// Id of the lower level that asks for the same steps already: the guides describe no more skills for this one.
    no_more_than: Option<String>,
    beyond: Vec<SourcedText>,
    /// What the learner's log says of learning that is no step, where the level asks for such.
    learned: Vec<NoStep>,
    sources: Vec<String>,
    source_details: Vec<SourceDocument>,
}

/// Years in the field, as the guides count them.
pub(crate) type Years = Sourced<Range<f64>>;

impl Years {
    /// The years after which a level begins.
    pub(crate) fn of_level(level: &Level, today: Date) -> Years {
        let years = &level.reached_after;
        Sourced::new(Range { low: years.low, high: years.high }, years.note.as_ref(), years.provenance(), today)
    }

    /// Whether the level begins with the first job.
    pub(crate) fn is_none(&self) -> bool {
        self.value.high <= 0.0
    }

    /// `2 to 3 years`.
    pub(crate) fn phrase(&self) -> String {
        let Range { low, high } = self.value;
        if (high - low).abs() < f64::EPSILON { format!("{low} years") } else { format!("{low} to {high} years") }
    }
}

impl LevelDocument {
    /// What its figures rest on.
    pub(crate) fn bases(&self) -> Vec<&BasisDocument> {
        let mut bases = vec![&self.reached_after.basis];
        bases.extend(self.years.iter().map(|entry| &entry.basis));
        bases.extend(self.pay.iter().map(|entry| &entry.basis));
        bases
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
            reached_after: Years::of_level(level, learner.today),
            years: entries(&level.years),
            pay: entries(&level.pay),
            duties: level.duties.clone(),
            asks: level.asks.clone(),
            no_more_than: learner.roadmap.level_alike(level).map(|lower| lower.id.clone()),
            beyond: level.beyond.clone(),
            learned: if level.beyond.is_empty() { Vec::new() } else { learner.entries_without_step().map(NoStep::new).collect() },
            sources: level.sources.clone(),
            source_details: sources_of(learner.roadmap, &level.sources),
        }
    }

    /// Says it.
    pub(crate) fn say(&self, page: &mut Page, today: Date, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  Level: {}", self.title)));
        let begins = if self.reached_after.is_none() {
            "with the first job".to_owned()
        } else {
            format!("after {} in the field", self.reached_after.phrase())
        };
        let grade = if with_sources { format!(" ({})", self.reached_after.basis.phrase()) } else { String::new() };
        page.hanging(2, 11, Line::new().dim("Begins   ").text(begins).dim(grade));
        for (label, entries) in [("Years    ", &self.years), ("Pay      ", &self.pay)] {
            let said: Vec<String> = entries.iter().map(EntryDocument::cited).collect();
            let said = if said.is_empty() { "no guide says".to_owned() } else { said.join("; ") };
            page.hanging(2, 11, Line::new().dim(label).text(said));
        }
        if !self.asks.is_empty() {
            page.hanging(2, 11, Line::new().dim("Asks     ").text("beyond job-ready: ").code(self.asks.join(", ")));
        }
        if let Some(lower) = &self.no_more_than {
            page.hanging(
                2,
                11,
                Line::new().dim("         ").text(format!("the same as {lower}: the guides describe no more skills for this level")),
            );
        }
        page.hanging(
            2,
            11,
            Line::new().dim("See      ").advice(format!("gap --for {}", self.id)).text(", ").advice(format!("plan --for {}", self.id)),
        );
        page.detail(|page| page.hanging(2, 11, Line::new().dim("Is       ").text(&self.purpose)));
        say_texts(page, "Does", &self.duties);
        say_texts(page, "Also expected, not on the roadmap", &self.beyond);
        if !self.beyond.is_empty() && self.learned.is_empty() {
            page.detail(|page| page.indented(2, Line::new().dim("Note what you do for it: ").advice("log none 2h -m TEXT")));
        }
        say_learning(page, "Yours", &self.learned, today);
        if with_sources {
            say_sources(page, &self.source_details);
        }
    }
}

/// Says sentences with who says them.
pub(crate) fn say_texts(page: &mut Page, label: &str, texts: &[SourcedText]) {
    if texts.is_empty() {
        return;
    }
    let points = texts.iter().map(|said| Line::new().text(&said.text).dim(format!(" ({})", said.sources.join(", "))));
    page.detailed_points(label, points);
}
