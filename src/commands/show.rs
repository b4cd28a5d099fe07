//! `mlpath show`: a step, stage, certification, background or resource in full.

use serde::Serialize;

use crate::cli::ShowArgs;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::planning::standing::{Spread, Standing};
use crate::progress::LogEntry;
use crate::roadmap::{Background, Basis, Figure, Item, Price, Resource, Roadmap, Source, Stage};
use crate::text::count;
use crate::units::{Usd, hours_number, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, range_phrase, status_role};

use super::certs::{CertDocument, say_certification};
use super::next::HoursDocument;
use super::{Input, Outcome, ids};

/// Runs the command.
pub(super) fn run(args: &ShowArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let items = ids::showable(input.roadmap, &args.ids)?;
    let standing = input.standing();
    let document = ShowDocument {
        head: Head::new("mlpath/show/v1", input.roadmap, input.today),
        items: items.into_iter().map(|item| Shown::new(input, &standing, item)).collect(),
        with_sources: args.sources,
    };
    Ok(Outcome::answer(document))
}

#[derive(Serialize)]
struct ShowDocument {
    #[serde(flatten)]
    head: Head,
    items: Vec<Shown>,
    #[serde(skip)]
    with_sources: bool,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Shown {
    Step(Box<StepDocument>),
    Stage(StageDocument),
    Certification(Box<CertDocument>),
    Background(BackgroundDocument),
    Resource(ResourceDocument),
}

impl Shown {
    fn new(input: &Input<'_>, standing: &Standing<'_>, item: Item) -> Shown {
        let roadmap = input.roadmap;
        match item {
            Item::Step(at) => Shown::Step(Box::new(StepDocument::new(input, standing, at))),
            Item::Stage(at) => Shown::Stage(StageDocument::new(standing, at, &roadmap.stages[at])),
            Item::Certification(at) => Shown::Certification(Box::new(CertDocument::new(input, &roadmap.certifications[at]))),
            Item::Background(at) => Shown::Background(BackgroundDocument::new(&roadmap.backgrounds[at])),
            Item::Resource(at) => Shown::Resource(ResourceDocument::new(&roadmap.resources[at])),
        }
    }
}

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
    dated: crate::roadmap::Dating,
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
        let read = if source.dated == crate::roadmap::Dating::Read { "read " } else { "" };
        let mut line = Line::new().code(&source.id).text(format!(": {}, {}, {read}{}", source.title, source.by, source.date));
        if let Some(url) = &source.url {
            line = line.text("  ").dim(url);
        }
        page.hanging(4, 6, line);
    }
}

#[derive(Serialize)]
struct StepDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    kind: &'static str,
    stage: String,
    importance: &'static str,
    status: &'static str,
    credited: f64,
    purpose: String,
    done_when: Vec<String>,
    topics: Vec<String>,
    tracks: Vec<String>,
    hours: HoursDocument,
    hours_basis: BasisDocument,
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
    fn new(input: &Input<'_>, standing: &Standing<'_>, at: usize) -> StepDocument {
        let roadmap = input.roadmap;
        let (step, state) = (&roadmap.steps[at], &standing.steps[at]);
        let neighbour = |at: usize| Neighbour {
            id: roadmap.steps[at].id.clone(),
            status: standing.steps[at].status.word(),
            role: status_role(standing.steps[at].status),
        };
        let figures = step.hours.sources.iter().chain(&step.sources);
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
            hours_basis: step.hours.basis().into(),
            hours_left: state.left.into(),
            logged_hours: hours_number(state.logged),
            told_hours: state.record.and_then(|record| record.hours),
            requires: step.requires.iter().map(|&at| neighbour(at)).collect(),
            unlocks: roadmap.unlocked_by(at).map(|at| roadmap.steps[at].id.clone()).collect(),
            resources: step.resources.iter().map(|&at| ResourceDocument::new(&roadmap.resources[at])).collect(),
            history: history(input, Item::Step(at)),
            named_by: step.sources.clone(),
            sources: sources_of(roadmap, figures),
            role: status_role(state.status),
            stage_number: step.stage + 1,
        }
    }

    fn say(&self, page: &mut Page, today: Date, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  {}", self.title)));
        let mut line = Line::new()
            .text(format!("stage {}, {}, {}, {}: ", self.stage_number, self.stage, self.kind, self.importance))
            .add(self.role, self.status);
        if self.credited > 0.0 {
            line = line.text(format!(" ({} h credited by your background)", hours_text(self.credited)));
        }
        page.indented(2, line);
        page.indented(2, self.purpose.as_str());
        page.blank();
        page.indented(2, self.hours_line());
        if !self.done_when.is_empty() {
            page.indented(2, Line::new().dim("Done when"));
            page.points(self.done_when.iter().map(String::as_str));
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
fn history(input: &Input<'_>, item: Item) -> Vec<Event> {
    let key = ids::key(input.roadmap, input.progress, item);
    let plain = |date, what| Event { date, what, hours: None, note: None, link: None };
    let mut events: Vec<Event> = Vec::new();
    if let Some(record) = input.progress.steps.get(&key) {
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
    events.extend(input.progress.log_of(&key).map(logged));
    events.sort_by_key(|event| event.date);
    events
}

#[derive(Serialize)]
struct StageDocument {
    id: String,
    title: String,
    number: usize,
    purpose: String,
    #[serde(flatten)]
    totals: super::status::TotalsDocument,
    steps: Vec<StageStep>,
    named_by: Vec<String>,
    sources: Vec<SourceDocument>,
}

#[derive(Serialize)]
struct StageStep {
    id: String,
    title: String,
    status: &'static str,
    importance: &'static str,
    hours_left: f64,
    #[serde(skip)]
    role: Role,
}

impl StageDocument {
    fn new(standing: &Standing<'_>, at: usize, stage: &Stage) -> StageDocument {
        let step = |(at, step): (usize, &crate::roadmap::Step)| StageStep {
            id: step.id.clone(),
            title: step.title.clone(),
            status: standing.steps[at].status.word(),
            importance: step.importance.word(),
            hours_left: hours_number(standing.steps[at].left.likely),
            role: status_role(standing.steps[at].status),
        };
        StageDocument {
            id: stage.id.clone(),
            title: stage.title.clone(),
            number: at + 1,
            purpose: stage.purpose.clone(),
            totals: standing.totals_of(at).into(),
            steps: standing.roadmap.steps_of(at).map(step).collect(),
            named_by: stage.sources.clone(),
            sources: sources_of(standing.roadmap, stage.sources.iter()),
        }
    }

    fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  Stage {}: {}", self.number, self.title)));
        page.indented(2, self.purpose.as_str());
        let mut table = Table::new([
            Column::Fixed("id"),
            Column::Wrapping("title"),
            Column::Fixed("state"),
            Column::Number("hours left"),
            Column::Fixed("importance"),
        ]);
        table.indent = 2;
        for step in &self.steps {
            table.rows.push(vec![
                Cell::of(Role::Code, &step.id),
                Cell::text(&step.title),
                Cell::of(step.role, step.status),
                Cell::text(if step.hours_left > 0.0 { hours_text(step.hours_left) } else { "-".to_owned() }),
                Cell::of(Role::Dim, step.importance),
            ]);
        }
        page.table(table);
        if with_sources {
            say_sources(page, &self.sources);
        }
    }
}

#[derive(Serialize)]
struct BackgroundDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    assumes: String,
    credits: Vec<CreditDocument>,
    sources: Vec<String>,
}

#[derive(Serialize)]
struct CreditDocument {
    id: String,
    share: f64,
}

impl BackgroundDocument {
    fn new(background: &Background) -> BackgroundDocument {
        BackgroundDocument {
            id: background.id.clone(),
            aliases: background.aliases.clone(),
            title: background.title.clone(),
            assumes: background.assumes.clone(),
            credits: background.credits.iter().map(|credit| CreditDocument { id: credit.step.clone(), share: credit.share }).collect(),
            sources: background.sources.clone(),
        }
    }

    fn say(&self, page: &mut Page) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  {}", self.title)));
        page.indented(2, self.assumes.as_str());
        page.indented(2, Line::new().dim("Also called ").text(self.aliases.join(", ")));
        page.indented(2, format!("Covers all or a part of {} (mlpath's own shares):", count(self.credits.len(), "step")));
        let shares: Vec<String> = self.credits.iter().map(|credit| format!("{} {:.0} %", credit.id, credit.share * 100.0)).collect();
        page.indented(4, shares.join(", "));
        page.indented(2, Line::new().code(format!("mlpath plan --from {}", self.id)));
    }
}

/// A resource as JSON has it.
#[derive(Serialize, Clone)]
pub(super) struct ResourceDocument {
    id: String,
    title: String,
    by: String,
    url: String,
    price: Option<PriceDocument>,
    hours: Option<ResourceHours>,
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
    #[serde(flatten)]
    basis: BasisDocument,
}

impl ResourceDocument {
    /// The document of a resource.
    pub(super) fn new(resource: &Resource) -> ResourceDocument {
        let price =
            |price: &Price| PriceDocument { usd: price.usd, per: price.per.clone(), note: price.note.clone(), basis: price.basis().into() };
        ResourceDocument {
            id: resource.id.clone(),
            title: resource.title.clone(),
            by: resource.by.clone(),
            url: resource.url.clone(),
            price: resource.price.as_ref().map(price),
            hours: resource.hours.as_ref().map(|hours| ResourceHours { low: hours.low, high: hours.high, basis: hours.basis().into() }),
        }
    }
}

/// A resource in one line: what, by whom, price and hours with their grades, where.
pub(super) fn resource_line(resource: &ResourceDocument) -> Line {
    let line = Line::new().text(format!("{}, {}: ", resource.title, resource.by));
    let line = match &resource.price {
        None => line.dim("price not known"),
        Some(price) => {
            let per = price.per.as_ref().map(|per| format!(" a {per}")).unwrap_or_default();
            let amount = if price.usd == Usd::ZERO { "free".to_owned() } else { format!("{}{per}", price.usd) };
            line.add(Role::Cost, amount).dim(format!(" ({})", price.basis.phrase()))
        }
    };
    let line = match &resource.hours {
        Some(hours) => line.text(format!(", {}", range_phrase(hours.low, hours.high))).dim(format!(" ({})", hours.basis.phrase())),
        None => line,
    };
    line.text("  ").code(&resource.url)
}

impl Show for ShowDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for (at, item) in self.items.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            match item {
                Shown::Step(step) => step.say(&mut page, self.head.today, self.with_sources),
                Shown::Stage(stage) => stage.say(&mut page, self.with_sources),
                Shown::Certification(cert) => say_certification(&mut page, cert, self.with_sources),
                Shown::Background(background) => background.say(&mut page),
                Shown::Resource(resource) => {
                    page.line(Line::new().code(&resource.id));
                    page.indented(2, resource_line(resource));
                }
            }
        }
        page
    }
}
