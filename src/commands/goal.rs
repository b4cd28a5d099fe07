//! Tracks and levels: finding them by name, and showing them in full.

use serde::Serialize;

use crate::error::Error;
use crate::planning::standing::Standing;
use crate::progress::Status;
use crate::roadmap::{Figure, Goal, Level, Roadmap, SourcedText};
use crate::text::{closest, count};
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table, status_role};

use super::Input;
use super::entry::EntryDocument;
use super::sources::{BasisDocument, SourceDocument, say_sources, sources_of};

/// A goal by the name a learner typed.
pub(super) fn goal(roadmap: &Roadmap, name: &str) -> Result<Goal, Error> {
    roadmap.goal(name).ok_or_else(|| unknown(roadmap, name, "goal", |_| true))
}

/// The place of a track.
pub(super) fn track(roadmap: &Roadmap, name: &str) -> Result<usize, Error> {
    match roadmap.goal(name) {
        Some(Goal::Track(at)) => Ok(at),
        _ => Err(unknown(roadmap, name, "track", |goal| matches!(goal, Goal::Track(_)))),
    }
}

/// The place of a level.
pub(super) fn level(roadmap: &Roadmap, name: &str) -> Result<usize, Error> {
    match roadmap.goal(name) {
        Some(Goal::Level(at)) => Ok(at),
        _ => Err(unknown(roadmap, name, "level", |goal| matches!(goal, Goal::Level(_)))),
    }
}

fn unknown(roadmap: &Roadmap, name: &str, noun: &'static str, wanted: impl Fn(Goal) -> bool) -> Error {
    let code = match noun {
        "track" => "unknown-track",
        "level" => "unknown-level",
        _ => "unknown-goal",
    };
    let mut error = Error::usage(code, format!("no {noun} \"{name}\""));
    let candidates: Vec<(&str, Goal)> = roadmap.goal_names().filter(|(_, goal)| wanted(*goal)).collect();
    for near in closest(name, candidates.iter().map(|(name, _)| *name)) {
        let id = candidates.iter().find(|(name, _)| *name == near).map_or(near, |(_, goal)| id(roadmap, *goal));
        if !error.did_you_mean.iter().any(|known| known == id) {
            error.did_you_mean.push(id.to_owned());
        }
    }
    if wanted(Goal::Track(0)) {
        error = error.hint(Line::new().text("tracks: ").code(tracks(roadmap)));
    }
    if wanted(Goal::Level(0)) {
        error = error.hint(Line::new().text("levels: ").code(levels(roadmap)));
    }
    error
}

/// The ids of all tracks, in one phrase.
pub(super) fn tracks(roadmap: &Roadmap) -> String {
    phrase(roadmap.tracks.iter().map(|track| track.id.as_str()))
}

/// The ids of all levels, in one phrase.
pub(super) fn levels(roadmap: &Roadmap) -> String {
    phrase(roadmap.levels.iter().map(|level| level.id.as_str()))
}

fn phrase<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    if ids.is_empty() { "this roadmap has none".to_owned() } else { ids.join(", ") }
}

/// The permanent id of a goal.
pub(super) fn id(roadmap: &Roadmap, goal: Goal) -> &str {
    match goal {
        Goal::JobReady => "job-ready",
        Goal::Track(at) => &roadmap.tracks[at].id,
        Goal::Level(at) => &roadmap.levels[at].id,
    }
}

/// The title of a goal.
pub(super) fn title(roadmap: &Roadmap, goal: Goal) -> &str {
    match goal {
        Goal::JobReady => "Job-ready",
        Goal::Track(at) => &roadmap.tracks[at].title,
        Goal::Level(at) => &roadmap.levels[at].title,
    }
}

/// A track as JSON has it.
#[derive(Serialize)]
pub(super) struct TrackDocument {
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
    pub(super) fn new(standing: &Standing<'_>, at: usize) -> TrackDocument {
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
    pub(super) fn say(&self, page: &mut Page, with_sources: bool) {
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
        page.indented(2, Line::new().text(sum).code(format!("mlpath gap --for {}", self.id)));
        if with_sources {
            say_sources(page, &self.sources);
        }
    }
}

/// A level as JSON has it.
#[derive(Serialize)]
pub(super) struct LevelDocument {
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
pub(super) struct YearsDocument {
    low: f64,
    high: f64,
    note: Option<String>,
    #[serde(flatten)]
    pub(super) basis: BasisDocument,
}

impl YearsDocument {
    /// Whether it begins with the first job.
    pub(super) fn is_none(&self) -> bool {
        self.high <= 0.0
    }

    /// The years after which a level begins.
    pub(super) fn new(level: &Level, today: crate::dates::Date) -> YearsDocument {
        let years = &level.reached_after;
        YearsDocument { low: years.low, high: years.high, note: years.note.clone(), basis: BasisDocument::new(years.basis(), today) }
    }

    /// `2 to 3 years`.
    pub(super) fn phrase(&self) -> String {
        if (self.high - self.low).abs() < f64::EPSILON {
            format!("{} years", self.low)
        } else {
            format!("{} to {} years", self.low, self.high)
        }
    }
}

impl LevelDocument {
    /// What its figures rest on.
    pub(super) fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        let entries = self.years.iter().chain(&self.pay).map(|entry| &entry.basis);
        std::iter::once(&self.reached_after.basis).chain(entries)
    }

    /// The document of a level.
    pub(super) fn new(input: &Input<'_>, level: &Level) -> LevelDocument {
        let entries = |ids: &[String]| -> Vec<EntryDocument> {
            let found = ids.iter().filter_map(|id| input.shelf?.entry(id));
            found.map(|entry| EntryDocument::new(input, entry)).collect()
        };
        LevelDocument {
            id: level.id.clone(),
            aliases: level.aliases.clone(),
            title: level.title.clone(),
            purpose: level.purpose.clone(),
            reached_after: YearsDocument::new(level, input.today),
            years: entries(&level.years),
            pay: entries(&level.pay),
            duties: level.duties.clone(),
            asks: level.asks.clone(),
            beyond: level.beyond.clone(),
            sources: sources_of(input.roadmap, level.sources.iter()),
        }
    }

    /// Says it.
    pub(super) fn say(&self, page: &mut Page, with_sources: bool) {
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
        page.indented(2, Line::new().code(format!("mlpath gap --for {0}, mlpath plan --to {0}", self.id)));
        if with_sources {
            say_sources(page, &self.sources);
        }
    }
}

/// Says sentences with who says them.
pub(super) fn say_texts(page: &mut Page, label: &str, texts: &[SourcedText]) {
    if texts.is_empty() {
        return;
    }
    page.indented(2, Line::new().dim(label));
    page.points(texts.iter().map(|said| Line::new().text(&said.text).dim(format!(" ({})", said.sources.join(", ")))));
}
