//! A step in full, as `mlpath show` says it.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::standing::{Spread, Standing};
use crate::progress::LogEntry;
use crate::roadmap::{Criterion, Figure, Item};
use crate::units::{hours_number, hours_text};
use crate::view::{Line, Page, Role, range_phrase, status_role};

use super::basis::{BasisDocument, SourceDocument, say_sources, sources_of};
use super::hours::HoursDocument;
use super::resource::{ResourceDocument, resource_line};
use crate::planning::learner::Learner;

/// A step as JSON has it.
#[derive(Serialize)]
pub(crate) struct StepDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    kind: &'static str,
    stage: String,
    importance: &'static str,
    status: &'static str,
    credited: f64,
    purpose: String,
    done_when: Vec<Criterion>,
    topics: Vec<String>,
    tracks: Vec<String>,
    hours: HoursDocument,
    hours_basis: BasisDocument,
    /// Less what the background spares; null where it spares nothing.
    hours_for_you: Option<HoursDocument>,
    hours_left: HoursDocument,
    logged_hours: f64,
    told_hours: Option<f64>,
    requires: Vec<Neighbour>,
    unlocks: Vec<String>,
    resources: Vec<ResourceDocument>,
    history: Vec<Event>,
    named_by: Vec<String>,
    sources: Vec<SourceDocument>,
    #[serde(skip)]
    role: Role,
    #[serde(skip)]
    stage_number: usize,
}

#[derive(Serialize)]
struct Neighbour {
    id: String,
    status: &'static str,
    #[serde(skip)]
    role: Role,
}

/// Something that happened to a step.
#[derive(Serialize)]
struct Event {
    date: Date,
    what: &'static str,
    hours: Option<f64>,
    note: Option<String>,
    link: Option<String>,
}

impl StepDocument {
    /// The document of a step.
    pub(crate) fn new(learner: Learner<'_>, standing: &Standing<'_>, at: usize) -> StepDocument {
        let roadmap = learner.roadmap;
        let (step, state) = (&roadmap.steps[at], &standing.steps[at]);
        let neighbour = |at: usize| Neighbour {
            id: roadmap.steps[at].id.clone(),
            status: standing.steps[at].status.word(),
            role: status_role(standing.steps[at].status),
        };
        let study = step.resources.iter().map(|used| &roadmap.resources[used.id]);
        let ids = step.hours.from.iter().map(|part| &part.published).chain(&step.sources);
        let figures = ids.chain(study.flat_map(|resource| resource.hours.iter().flat_map(|hours| &hours.sources)));
        StepDocument {
            id: step.id.clone(),
            aliases: step.aliases.clone(),
            title: step.title.clone(),
            kind: step.kind.word(),
            stage: roadmap.stages[step.stage].id.clone(),
            importance: step.importance.word(),
            status: state.status.word(),
            credited: hours_number(step.hours.likely * state.credit),
            purpose: step.purpose.clone(),
            done_when: step.done_when.clone(),
            topics: step.topics.clone(),
            tracks: step.tracks.clone(),
            hours: Spread::of(step).into(),
            hours_basis: BasisDocument::new(step.hours.provenance(), learner.today),
            hours_for_you: (state.credited_share > 0.0 && !state.is_credited_in_full()).then(|| state.estimate(step).into()),
            hours_left: state.left.into(),
            logged_hours: hours_number(state.logged),
            told_hours: state.record.and_then(|record| record.hours),
            requires: step.requires.iter().map(|&at| neighbour(at)).collect(),
            unlocks: roadmap.unlocked_by(at).map(|at| roadmap.steps[at].id.clone()).collect(),
            resources: step.resources.iter().map(|used| ResourceDocument::of_step(roadmap, used, learner.today)).collect(),
            history: history(learner, Item::Step(at)),
            named_by: step.sources.clone(),
            sources: sources_of(roadmap, figures),
            role: status_role(state.status),
            stage_number: step.stage + 1,
        }
    }

    /// What its figures rest on.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        std::iter::once(&self.hours_basis).chain(self.resources.iter().flat_map(ResourceDocument::bases))
    }

    /// Says the step.
    pub(crate) fn say(&self, page: &mut Page, today: Date, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  {}", self.title)));
        let mut line = Line::new()
            .text(format!("stage {}, {}, {}, {}: ", self.stage_number, self.stage, self.kind, self.importance))
            .add(self.role, self.status);
        if self.credited > 0.0 {
            line = line.text(format!(" ({} h credited by your background)", hours_text(self.credited)));
        }
        page.indented(2, line);
        if !self.purpose.is_empty() {
            page.indented(2, self.purpose.as_str());
        }
        page.blank();
        page.indented(2, self.hours_line());
        if !self.done_when.is_empty() {
            page.indented(2, Line::new().dim("Done when"));
            page.points(self.done_when.iter().map(Criterion::phrase));
        }
        if !self.topics.is_empty() {
            page.hanging(2, 11, Line::new().dim("Topics   ").text(self.topics.join("; ")));
        }
        if !self.requires.is_empty() {
            let mut line = Line::new().dim("Needs    ");
            for (at, neighbour) in self.requires.iter().enumerate() {
                line =
                    line.text(if at > 0 { ", " } else { "" }).code(&neighbour.id).add(neighbour.role, format!(" ({})", neighbour.status));
            }
            page.hanging(2, 11, line);
        }
        if !self.unlocks.is_empty() {
            page.hanging(2, 11, Line::new().dim("Unlocks  ").code(self.unlocks.join(", ")));
        }
        if !self.resources.is_empty() {
            page.indented(2, Line::new().dim("Learn with"));
            for resource in &self.resources {
                page.hanging(4, 6, resource_line(resource));
            }
        }
        say_history(page, &self.history, today);
        if with_sources {
            say_sources(page, &self.sources);
        }
    }

    fn hours_line(&self) -> Line {
        let HoursDocument { low, likely, high } = self.hours;
        let mut line = Line::new()
            .dim("Hours    ")
            .add(Role::Strong, hours_text(likely))
            .text(format!(" likely, 8 in 10 learners {}", range_phrase(low, high)));
        line = line.dim(format!(" ({})", self.hours_basis.phrase()));
        if let Some(HoursDocument { low, likely, high }) = self.hours_for_you {
            line = line.text("; for you ").add(Role::Strong, hours_text(likely)).text(format!(" ({})", range_phrase(low, high)));
        }
        if self.logged_hours > 0.0 {
            line = line.text(format!("; {} h logged", hours_text(self.logged_hours)));
        }
        match self.told_hours {
            Some(hours) => line.text(format!("; took you {} h", hours_text(hours))),
            None => line,
        }
    }
}

fn say_history(page: &mut Page, history: &[Event], today: Date) {
    if history.is_empty() {
        return;
    }
    page.indented(2, Line::new().dim("History"));
    for event in history {
        let mut line = Line::new().text(format!("{:>11}  {}", dates::day_text(event.date, today), event.what));
        if let Some(hours) = event.hours {
            line = line.text(format!(" {} h", hours_text(hours)));
        }
        for words in event.note.iter().chain(&event.link) {
            line = line.text("  ").text(words);
        }
        page.hanging(2, 15, line);
    }
}

/// What happened to a thing, oldest first.
fn history(learner: Learner<'_>, item: Item) -> Vec<Event> {
    let key = learner.key_of(item);
    let plain = |date, what| Event { date, what, hours: None, note: None, link: None };
    let mut events: Vec<Event> = Vec::new();
    if let Some(record) = learner.progress.steps.get(&key) {
        events.extend(record.started.map(|date| plain(date, "begun")));
        events.extend(record.done.map(|date| Event { hours: record.hours, ..plain(date, "done") }));
        events.extend(record.skipped.map(|date| plain(date, "skipped")));
    }
    let logged = |entry: &LogEntry| Event {
        date: entry.date,
        what: if entry.time.is_some() { "studied" } else { "note" },
        hours: entry.time.map(|time| hours_number(time.hours())),
        note: entry.note.clone(),
        link: entry.link.clone(),
    };
    events.extend(learner.entries_of(item).map(logged));
    events.sort_by_key(|event| event.date);
    events
}
