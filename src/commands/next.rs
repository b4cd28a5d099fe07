//! `mlpath next`: what to do next, with the reason and the way to know it is done.

use crate::answers::hours::HoursDocument;
use crate::answers::reason::reason_phrase;
use crate::resolve::values::parse_time;
use serde::Serialize;

use crate::cli::NextArgs;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::planning::next::{Suggestion, suggestions};
use crate::planning::standing::Standing;
use crate::progress::Status;
use crate::roadmap::{Criterion, Item};
use crate::units::{hours_number, hours_text};
use crate::view::{Head, Line, Page, Role, Show, range_phrase};

use super::{Input, Outcome};
use crate::answers::basis::say_freshness;
use crate::answers::resource::{ResourceDocument, resource_line};

/// Runs the command.
pub(crate) fn run(args: &NextArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let time = args.time.as_deref().map(parse_time).transpose()?;
    let standing = input.learner.standing();
    let all = suggestions(&standing, time);
    let next = all.iter().take(usize::from(args.number)).map(|suggestion| NextStep::new(input, &standing, suggestion)).collect();
    let open = standing.counted().filter(|(_, _, state)| state.is_open()).count();
    let head = Head::new("mlpath/next/v1", input.learner.roadmap, input.learner.today);
    let shortest = suggestions(&standing, None)
        .into_iter()
        .map(|suggestion| suggestion.step)
        .min_by(|&a, &b| standing.steps[a].left.likely.total_cmp(&standing.steps[b].left.likely))
        .map(|at| (input.learner.roadmap.steps[at].id.clone(), standing.steps[at].left.likely));
    Ok(Outcome::answer(NextDocument { head, ready: all.len(), open, next, shortest }))
}

#[derive(Serialize)]
struct NextDocument {
    #[serde(flatten)]
    head: Head,
    ready: usize,
    open: usize,
    next: Vec<NextStep>,
    /// The ready step with the fewest likely hours left.
    #[serde(skip)]
    shortest: Option<(String, f64)>,
}

#[derive(Serialize)]
struct NextStep {
    id: String,
    title: String,
    kind: &'static str,
    status: &'static str,
    importance: &'static str,
    stage: String,
    stage_number: usize,
    stages: usize,
    reason: String,
    purpose: String,
    hours_left: HoursDocument,
    logged_hours: f64,
    credited: f64,
    done_when: Vec<Criterion>,
    resource: Option<ResourceDocument>,
    last_note: Option<NoteDocument>,
}

#[derive(Serialize)]
struct NoteDocument {
    date: Date,
    note: Option<String>,
    link: Option<String>,
}

impl NextStep {
    fn new(input: &Input<'_>, standing: &Standing<'_>, suggestion: &Suggestion) -> NextStep {
        let step = &input.learner.roadmap.steps[suggestion.step];
        let state = &standing.steps[suggestion.step];
        let last = input.learner.entries_of(Item::Step(suggestion.step)).rev().find(|entry| entry.note.is_some() || entry.link.is_some());
        NextStep {
            id: step.id.clone(),
            title: step.title.clone(),
            kind: step.kind.word(),
            status: state.status.word(),
            importance: step.importance.word(),
            stage: input.learner.roadmap.stages[step.stage].id.clone(),
            stage_number: step.stage + 1,
            stages: input.learner.roadmap.path_stages(),
            reason: reason_phrase(&suggestion.reason, input.learner.today),
            purpose: step.purpose.clone(),
            hours_left: state.left.into(),
            logged_hours: hours_number(state.logged),
            credited: hours_number(step.hours.likely * state.credit),
            done_when: step.done_when.clone(),
            resource: step.resources.first().map(|used| ResourceDocument::of_step(input.learner.roadmap, used, input.learner.today)),
            last_note: last.map(|entry| NoteDocument { date: entry.date, note: entry.note.clone(), link: entry.link.clone() }),
        }
    }

    fn say(&self, page: &mut Page, today: Date) {
        let role = if self.status == Status::Doing.word() { Role::Doing } else { Role::Code };
        page.line(
            Line::new()
                .add(role, &self.id)
                .add(Role::Heading, format!("  {}", self.title))
                .dim(format!("  {}, {}", self.kind, self.importance)),
        );
        if !self.purpose.is_empty() {
            page.indented(2, self.purpose.as_str());
        }
        let mut hours = format!(
            "{} likely ({}); stage {} of {}; {}",
            hours_text(self.hours_left.likely),
            range_phrase(self.hours_left.low, self.hours_left.high),
            self.stage_number,
            self.stages,
            self.reason
        );
        if self.logged_hours > 0.0 {
            hours.push_str(&format!("; {} h logged", hours_text(self.logged_hours)));
        }
        if self.credited > 0.0 {
            hours.push_str(&format!("; {} h credited", hours_text(self.credited)));
        }
        page.indented(2, Line::new().dim("Hours left  ").text(hours));
        if !self.done_when.is_empty() {
            page.indented(2, Line::new().dim("Done when"));
            page.points(self.done_when.iter().map(Criterion::phrase));
        }
        if let Some(resource) = &self.resource {
            page.indented(2, Line::new().dim("Begin with"));
            page.hanging(4, 4, resource_line(resource));
        }
        if let Some(note) = &self.last_note {
            let words: Vec<&str> = note.note.iter().chain(&note.link).map(String::as_str).collect();
            page.hanging(2, 4, Line::new().dim(format!("Last note, {}  ", dates::day_text(note.date, today))).text(words.join("  ")));
        }
    }
}

impl Show for NextDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for (at, step) in self.next.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            step.say(&mut page, self.head.today);
        }
        match (self.next.first(), &self.shortest) {
            (Some(first), _) => {
                page.blank();
                page.line(self.what_now(first));
                say_freshness(&mut page, self.next.iter().filter_map(|step| step.resource.as_ref()).flat_map(ResourceDocument::bases));
            }
            (None, Some((id, hours))) => {
                page.line(
                    Line::new()
                        .text("Nothing that is ready fits. The shortest is ")
                        .code(id)
                        .text(format!(", {} h likely.", hours_text(*hours))),
                );
                page.line(Line::new().text("A part of a step counts too: ").advice(format!("start {id}")));
            }
            (None, None) => {
                page.line(Line::new().add(Role::Done, "Nothing on the path is left to do."));
                page.line(Line::new().advice("list --all").text("   shows the optional and senior steps beyond it"));
            }
        }
        page
    }
}

impl NextDocument {
    /// The command that follows, and how to see more.
    fn what_now(&self, first: &NextStep) -> Line {
        let verb = if first.status == Status::Doing.word() { "done" } else { "start" };
        let line = Line::new().advice(format!("{verb} {}", first.id));
        match self.ready - self.next.len() {
            0 => line,
            more => line.dim(format!("   {more} more to choose from: ")).advice(format!("next -n {}", self.ready)),
        }
    }
}
