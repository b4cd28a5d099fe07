//! `mlpath show`: a step, stage, certification, background or resource in full.

use crate::answers::totals::TotalsDocument;
use serde::Serialize;

use crate::cli::ShowArgs;
use crate::error::Error;
use crate::planning::standing::Standing;
use crate::roadmap::{Background, Goal, Item, Stage};
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, status_role};

use super::{Input, Outcome};
use crate::answers::basis::{BasisDocument, SourceDocument, say_freshness, say_sources, sources_of};
use crate::answers::certification::{CertDocument, say_certification};
use crate::answers::goal::{LevelDocument, TrackDocument};
use crate::answers::resource::{ResourceDocument, resource_line};
use crate::answers::step::StepDocument;
use crate::resolve::ids;

/// Runs the command.
pub(crate) fn run(args: &ShowArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let standing = input.learner.standing();
    let document = ShowDocument {
        head: Head::new("mlpath/show/v1", input.learner.roadmap, input.learner.today),
        items: shown(args, input, &standing)?,
        with_sources: args.sources,
    };
    Ok(Outcome::answer(document))
}

/// Everything asked for, in the order typed. An id may name a track or level besides, or instead.
fn shown(args: &ShowArgs, input: &Input<'_>, standing: &Standing<'_>) -> Result<Vec<Shown>, Error> {
    let is_goal = |id: &&String| input.learner.roadmap.goal(id).is_some_and(|goal| goal != Goal::JobReady);
    let only_goal = |id: &String| is_goal(&id) && input.learner.roadmap.find(id).is_none();
    let items: Vec<String> = args.ids.iter().filter(|id| !only_goal(id)).cloned().collect();
    let items = ids::showable(input.learner.roadmap, &items)?;
    let goals = args.ids.iter().filter(is_goal).filter_map(|id| match input.learner.roadmap.goal(id)? {
        Goal::JobReady => None,
        Goal::Track(at) => Some(Shown::Track(TrackDocument::new(standing, at))),
        Goal::Level(at) => Some(Shown::Level(Box::new(LevelDocument::new(input.learner, input.guide, &input.learner.roadmap.levels[at])))),
    });
    Ok(items.into_iter().map(|item| Shown::new(input, standing, item)).chain(goals).collect())
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
    Track(TrackDocument),
    Level(Box<LevelDocument>),
}

impl Shown {
    fn new(input: &Input<'_>, standing: &Standing<'_>, item: Item) -> Shown {
        let roadmap = input.learner.roadmap;
        match item {
            Item::Step(at) => Shown::Step(Box::new(StepDocument::new(input.learner, standing, at))),
            Item::Stage(at) => Shown::Stage(StageDocument::new(standing, at, &roadmap.stages[at])),
            Item::Certification(at) => Shown::Certification(Box::new(CertDocument::new(input.learner, &roadmap.certifications[at]))),
            Item::Background(at) => Shown::Background(BackgroundDocument::new(&roadmap.backgrounds[at])),
            Item::Resource(at) => Shown::Resource(ResourceDocument::new(&roadmap.resources[at], input.learner.today)),
        }
    }

    /// What its figures rest on.
    fn bases(&self) -> Vec<&BasisDocument> {
        match self {
            Shown::Step(step) => step.bases().collect(),
            Shown::Certification(cert) => cert.basis.all().collect(),
            Shown::Resource(resource) => resource.bases().collect(),
            Shown::Level(level) => level.bases().collect(),
            Shown::Stage(_) | Shown::Background(_) | Shown::Track(_) => Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct StageDocument {
    id: String,
    title: String,
    number: usize,
    purpose: String,
    #[serde(flatten)]
    totals: TotalsDocument,
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
        if self.credits.is_empty() {
            page.indented(2, "Covers no step yet.");
        } else {
            page.indented(2, format!("Covers all or a part of {} (mlpath's own shares):", count(self.credits.len(), "step")));
            let shares: Vec<String> = self.credits.iter().map(|credit| format!("{} {:.0}%", credit.id, credit.share * 100.0)).collect();
            page.indented(4, shares.join(", "));
        }
        page.indented(2, Line::new().advice(format!("plan --from {}", self.id)));
    }
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
                    page.line(Line::new().code(resource.id()));
                    page.indented(2, resource_line(resource));
                }
                Shown::Track(track) => track.say(&mut page, self.with_sources),
                Shown::Level(level) => level.say(&mut page, self.with_sources),
            }
        }
        say_freshness(&mut page, self.items.iter().flat_map(Shown::bases));
        page
    }
}
