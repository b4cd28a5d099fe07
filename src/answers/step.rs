//! A step in full, as `mlpath show` says it.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::standing::Standing;
use crate::progress::{LogEntry, Status};
use crate::roadmap::{Criterion, Figure, Grade, Item};
use crate::units::{hours_number, hours_text};
use crate::view::{Line, Page, Role, range_phrase, status_role};

use super::basis::{BasisDocument, SourceDocument, say_sources, sources_of};
use super::criteria::say_criteria;
use super::hours::Hours;
use super::resource::{ResourceDocument, resource_line};
use super::step_row::StepRow;
use crate::order;
use crate::planning::learner::Learner;

/// A step as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StepDocument {
    #[serde(flatten)]
    row: StepRow,
    aliases: Vec<String>,
    purpose: String,
    done_when: Vec<Criterion>,
    topics: Vec<String>,
    /// What its hours rest on.
    hours_basis: BasisDocument,
    /// Whose the hours are that nobody published, where they are not ours.
    #[serde(skip)]
    estimated_by: Option<String>,
    /// Hours it takes this learner, less what the background covers; null where it covers nothing.
    hours_for_you: Option<Hours>,
    /// Ids of the prerequisites that are neither done nor skipped.
    open_requires: Vec<String>,
    unlocks: Vec<String>,
    resources: Vec<ResourceDocument>,
    history: Vec<Event>,
    sources: Vec<String>,
    source_details: Vec<SourceDocument>,
    /// States of its prerequisites, in their order.
    #[serde(skip)]
    states_of_requires: Vec<Status>,
}

/// Something that happened to a step.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Event {
    date: Date,
    what: What,
    hours: Option<f64>,
    note: Option<String>,
    link: Option<String>,
}

/// What happened.
#[derive(Serialize, Clone, Copy)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum What {
    Started,
    Done,
    Skipped,
    Studied,
    Noted,
}

impl What {
    fn phrase(self) -> &'static str {
        match self {
            What::Started => "begun",
            What::Done => "done",
            What::Skipped => "skipped",
            What::Studied => "studied",
            What::Noted => "note",
        }
    }
}

impl StepDocument {
    /// The document of a step.
    pub(crate) fn new(learner: Learner<'_>, standing: &Standing<'_>, at: usize) -> StepDocument {
        let roadmap = learner.roadmap;
        let (step, state) = (&roadmap.steps[at], &standing.steps[at]);
        let ids_of = |places: &[usize]| places.iter().map(|&at| roadmap.steps[at].id.to_owned()).collect();
        let mut figures: Vec<&String> = step.hours.basis.from.iter().map(|part| &part.published).collect();
        figures.extend(&step.about.sources);
        for hours in step.about.resources.iter().filter_map(|used| roadmap.resources[used.id].hours.as_ref()) {
            figures.extend(hours.sources.iter());
        }
        StepDocument {
            row: StepRow::new(standing, at),
            aliases: step.about.aliases.clone(),
            purpose: step.about.purpose.clone(),
            done_when: step.about.done_when.clone(),
            topics: step.about.topics.clone(),
            hours_basis: BasisDocument::new(step.hours.provenance(), learner.today),
            estimated_by: step.hours.basis.note.clone().filter(|_| step.hours.grade() == Grade::Estimate),
            hours_for_you: (state.credited_share > 0.0 && !state.is_credited_in_full()).then(|| state.estimate(step).into()),
            open_requires: ids_of(&standing.open_requirements(at)),
            unlocks: roadmap.unlocked_by(at).map(|at| roadmap.steps[at].id.to_owned()).collect(),
            resources: step.about.resources.iter().map(|used| ResourceDocument::of_step(roadmap, used, learner.today)).collect(),
            history: history(learner, Item::Step(at)),
            sources: step.about.sources.clone(),
            source_details: sources_of(roadmap, &figures),
            states_of_requires: step.requires.iter().map(|&at| standing.steps[at].status).collect(),
        }
    }

    /// What its figures rest on.
    pub(crate) fn bases(&self) -> Vec<&BasisDocument> {
        let mut bases = vec![&self.hours_basis];
        for resource in &self.resources {
            bases.append(&mut resource.bases());
        }
        bases
    }

    /// Says the step.
    pub(crate) fn say(&self, page: &mut Page, today: Date, with_sources: bool) {
        let row = &self.row;
        page.line(Line::new().code(&row.id).add(Role::Heading, format!("  {}", row.title)));
        let mut line = Line::new().add(row.state_role(), row.state());
        line = line.text(format!("   {} {} of stage {}, {}", row.importance, row.kind, row.stage_number, row.stage));
        if row.credited_hours > 0.0 && !row.is_credited_in_full {
            line = line.text(format!("; {} of {} h credited", hours_text(row.credited_hours), hours_text(row.hours.mean())));
        }
        page.indented(2, line);
        if !self.purpose.is_empty() {
            page.indented(2, self.purpose.as_str());
        }
        page.blank();
        page.hanging(2, 11, self.hours_line(with_sources));
        self.say_requirements(page);
        say_criteria(page, &self.done_when, &row.ticks);
        say_history(page, &self.history, today);
        self.say_resources(page, with_sources);
        if !self.topics.is_empty() {
            page.minor_detail(|page| page.hanging(2, 11, Line::new().dim("Topics   ").text(self.topics.join("; "))));
        }
        if !self.unlocks.is_empty() {
            page.minor_detail(|page| page.hanging(2, 11, Line::new().dim("Unlocks  ").code(self.unlocks.join(", "))));
        }
        if with_sources {
            say_sources(page, &self.source_details);
        }
    }

    fn say_requirements(&self, page: &mut Page) {
        if self.row.requires.is_empty() {
            return;
        }
        let mut line = Line::new().dim("Needs    ");
        for (at, (id, status)) in self.row.requires.iter().zip(&self.states_of_requires).enumerate() {
            line = line.text(if at > 0 { ", " } else { "" }).code(id).add(status_role(*status), format!(" ({status})"));
        }
        page.hanging(2, 11, line);
    }

    /// The first resource stays as long as there is room; the others are the first to go.
    fn say_resources(&self, page: &mut Page, with_sources: bool) {
        for (at, resource) in self.resources.iter().enumerate() {
            let line = Line::new().dim(if at == 0 { "Learn    " } else { "         " }).text_of(resource_line(resource, with_sources));
            if at == 0 {
                page.detail(|page| page.hanging(2, 13, line));
            } else {
                page.minor_detail(|page| page.hanging(2, 13, line));
            }
        }
    }

    fn hours_line(&self, with_sources: bool) -> Line {
        let Hours { low, likely, high } = self.row.hours;
        // A range of our own is called so, on the first screen too.
        let origin = match self.hours_basis.grade {
            Grade::Estimate => format!(" ({})", self.estimated_by.as_deref().unwrap_or("our estimate")),
            Grade::Derived if !with_sources => " (from published lengths)".to_owned(),
            _ => String::new(),
        };
        let mut line = Line::new()
            .dim("Hours    ")
            .add(Role::Strong, hours_text(likely))
            .text(format!(" likely, {}{origin}", range_phrase(low, high)));
        if with_sources && self.hours_basis.grade != Grade::Estimate {
            line = line.dim(format!(" ({})", self.hours_basis.phrase()));
        }
        if let Some(Hours { low, likely, high }) = self.hours_for_you {
            line = line.text("; for you ").add(Role::Strong, hours_text(likely)).text(format!(" ({})", range_phrase(low, high)));
        }
        if self.row.logged_hours > 0.0 {
            line = line.text(format!("; {} h logged", hours_text(self.row.logged_hours)));
        }
        match self.row.actual_hours {
            Some(hours) => line.text(format!("; took you {} h", hours_text(hours))),
            None => line,
        }
    }
}

/// What happened last stays longest where room is short.
fn say_history(page: &mut Page, history: &[Event], today: Date) {
    const LATEST: usize = 3;
    for (at, event) in history.iter().rev().enumerate() {
        let mut line = Line::new().text(format!("{}: {}", dates::day_text(event.date, today), event.what.phrase()));
        if let Some(hours) = event.hours {
            line = line.text(format!(" {} h", hours_text(hours)));
        }
        for words in event.note.iter().chain(&event.link) {
            line = line.text("  ").text(words);
        }
        let label = Line::new().dim(if at == 0 { "History  " } else { "         " });
        let line = label.text_of(line);
        if at < LATEST {
            page.detail(|page| page.hanging(2, 13, line));
        } else {
            page.minor_detail(|page| page.hanging(2, 13, line));
        }
    }
}

/// What happened to a thing, oldest first.
fn history(learner: Learner<'_>, item: Item) -> Vec<Event> {
    let key = learner.key_of(item);
    let plain = |date, what| Event { date, what, hours: None, note: None, link: None };
    let mut events: Vec<Event> = Vec::new();
    if let Some(record) = learner.progress.steps.get(&key) {
        events.extend(record.started.map(|date| plain(date, What::Started)));
        events.extend(record.done.map(|date| Event { hours: record.hours, ..plain(date, What::Done) }));
        events.extend(record.skipped.map(|date| plain(date, What::Skipped)));
    }
    let logged = |entry: &LogEntry| Event {
        date: entry.date,
        what: if entry.time.is_some() { What::Studied } else { What::Noted },
        hours: entry.time.map(|time| hours_number(time.hours())),
        note: entry.note.clone(),
        link: entry.link.clone(),
    };
    events.extend(learner.entries_of(item).map(logged));
    order::sort_by_key(&mut events, |event| event.date);
    events
}
