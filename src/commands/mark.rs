//! `mlpath start`, `done`, `skip` and `reset`: changing the state of steps and certifications.

use serde::Serialize;

use crate::cli::{DoneArgs, MarkArgs};
use crate::error::Error;
use crate::planning::budget;
use crate::planning::next::{newly_ready, suggestions};
use crate::planning::standing::Standing;
use crate::progress::store::Change;
use crate::progress::{LogEntry, Mark, Progress, Status};
use crate::roadmap::{ExamState, Item};
use crate::units::hours_text;
use crate::view::{Head, Line, Page, Role, Show, range_phrase, status_role};

use super::{Input, Outcome, ids};

/// Runs `start`.
pub(super) fn start(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &Wish { status: Status::Doing, verb: "start", args, hours: None, link: None })
}

/// Runs `done`.
pub(super) fn done(args: &DoneArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let hours = args.hours.as_deref().map(|text| super::next::parse_time(text).map(super::super::units::StudyTime::hours)).transpose()?;
    if hours.is_some() && (args.mark.ids.len() != 1 || args.mark.stage.is_some()) {
        return Err(
            Error::usage("ambiguous-hours", "--hours tells what one step took, and this marks several").hint("mark that step by itself")
        );
    }
    mark(input, &Wish { status: Status::Done, verb: "done", args: &args.mark, hours, link: args.link.as_deref() })
}

/// Runs `skip`.
pub(super) fn skip(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &Wish { status: Status::Skipped, verb: "skip", args, hours: None, link: None })
}

/// Runs `reset`.
pub(super) fn reset(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &Wish { status: Status::Todo, verb: "reset", args, hours: None, link: None })
}

/// What the learner wants.
struct Wish<'a> {
    status: Status,
    verb: &'static str,
    args: &'a MarkArgs,
    hours: Option<f64>,
    link: Option<&'a str>,
}

fn mark(input: &Input<'_>, wish: &Wish<'_>) -> Result<Outcome, Error> {
    let on = input.day(wish.args.on.as_deref(), "--on", false)?;
    let items = items(input, wish)?;
    refuse_retired(input, wish, &items)?;
    let before = input.standing();
    let mut after = input.progress.clone();
    for &item in &items {
        let key = ids::key(input.roadmap, input.progress, item);
        after.mark(&key, Mark { status: wish.status, on, hours: wish.hours });
        if wish.args.message.is_some() || wish.link.is_some() {
            let note = wish.args.message.clone();
            after.log.push(LogEntry { date: on, step: key, time: None, note, link: wish.link.map(str::to_owned) });
        }
    }
    let standing = input.standing_after(&after);
    let document = ChangeDocument::new(input, &items, &before, &standing, &after, wish);
    let typed: Vec<&str> = items.iter().map(|item| input.roadmap.id_of(*item)).collect();
    let title = format!("{} {}", wish.verb, typed.join(" "));
    let change = (!wish.args.dry_run).then_some(Change::Record(after));
    Ok(Outcome::changing(document, change, title))
}

/// The things named, then the steps of the stage named.
fn items(input: &Input<'_>, wish: &Wish<'_>) -> Result<Vec<Item>, Error> {
    let mut items = ids::markable(input.roadmap, &wish.args.ids)?;
    if let Some(stage) = &wish.args.stage {
        let stage = ids::stage(input.roadmap, stage)?;
        let standing = input.standing();
        let touches = |status: Status| match wish.status {
            Status::Todo => status != Status::Todo,
            Status::Doing | Status::Skipped => matches!(status, Status::Todo | Status::Doing),
            Status::Done => status != Status::Skipped,
        };
        for (at, step, state) in standing.counted() {
            if step.stage == stage && touches(state.status) && !items.contains(&Item::Step(at)) {
                items.push(Item::Step(at));
            }
        }
    }
    Ok(items)
}

/// An exam that is gone can be earned no more; one earned before still counts.
fn refuse_retired(input: &Input<'_>, wish: &Wish<'_>, items: &[Item]) -> Result<(), Error> {
    for item in items {
        let Item::Certification(at) = item else { continue };
        let cert = &input.roadmap.certifications[*at];
        if wish.status == Status::Doing && cert.status.is == ExamState::Retired {
            let since = cert.status.since.map(|day| format!(" on {day}")).unwrap_or_default();
            let error = Error::usage("retired", format!("{} was retired{since}", cert.name));
            return Err(match budget::to_take(input.roadmap, cert) {
                Some(successor) => {
                    error.command(&format!("mlpath start {}", successor.id), &format!("takes up its successor, {}", successor.name))
                }
                None => error,
            });
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct ChangeDocument {
    #[serde(flatten)]
    head: Head,
    changed: Vec<Changed>,
    unchanged: Vec<String>,
    ready: Vec<String>,
    next: Option<String>,
    still_open: Vec<StillOpen>,
    dry_run: bool,
    #[serde(skip)]
    unchanged_lines: Vec<Line>,
    #[serde(skip)]
    done_when: Vec<String>,
}

#[derive(Serialize)]
struct Changed {
    id: String,
    from: &'static str,
    to: &'static str,
    #[serde(skip)]
    role: Role,
    #[serde(skip)]
    aside: String,
}

/// A marked step with prerequisites that are still open.
#[derive(Serialize)]
struct StillOpen {
    id: String,
    requires: Vec<String>,
}

impl ChangeDocument {
    fn new(
        input: &Input<'_>,
        items: &[Item],
        before: &Standing<'_>,
        after: &Standing<'_>,
        progress: &Progress,
        wish: &Wish<'_>,
    ) -> ChangeDocument {
        let roadmap = input.roadmap;
        let id = |at: usize| roadmap.steps[at].id.clone();
        let mut document = ChangeDocument {
            head: Head::new("mlpath/change/v1", roadmap, input.today),
            changed: Vec::new(),
            unchanged: Vec::new(),
            ready: newly_ready(before, after).into_iter().map(id).collect(),
            next: suggestions(after, None).first().map(|suggestion| id(suggestion.step)),
            still_open: Vec::new(),
            dry_run: wish.args.dry_run,
            unchanged_lines: Vec::new(),
            done_when: Vec::new(),
        };
        for &item in items {
            let key = ids::key(roadmap, input.progress, item);
            let (was, is) = (input.progress.steps.get(&key), progress.steps.get(&key));
            if was == is {
                document.unchanged.push(roadmap.id_of(item).to_owned());
                document.unchanged_lines.push(already(input, item, wish.status));
                continue;
            }
            let to = is.map_or(Status::Todo, |record| record.status);
            document.changed.push(Changed {
                id: roadmap.id_of(item).to_owned(),
                from: input.progress.status(&key).word(),
                to: to.word(),
                role: status_role(to),
                aside: aside(input, item, progress, to),
            });
            if let (Item::Step(at), Status::Doing | Status::Done) = (item, to) {
                let open = after.open_requirements(at);
                if !open.is_empty() {
                    document.still_open.push(StillOpen { id: id(at), requires: open.into_iter().map(id).collect() });
                }
                if to == Status::Doing && items.len() == 1 {
                    document.done_when.clone_from(&roadmap.steps[at].done_when);
                }
            }
        }
        document
    }
}

/// `already done on 2026-11-21`.
fn already(input: &Input<'_>, item: Item, status: Status) -> Line {
    let record = input.progress.steps.get(&ids::key(input.roadmap, input.progress, item));
    let day = record.and_then(|record| match status {
        Status::Done => record.done,
        Status::Doing => record.started,
        Status::Skipped => record.skipped,
        Status::Todo => None,
    });
    let when = day.map(|day| format!(" {} {day}", if status == Status::Doing { "since" } else { "on" })).unwrap_or_default();
    Line::new().code(input.roadmap.id_of(item)).text(format!(": already {}{when}", status.word()))
}

/// What to say of a change in brackets: hours against the estimate, or until when a certificate runs.
fn aside(input: &Input<'_>, item: Item, progress: &Progress, to: Status) -> String {
    match item {
        Item::Step(at) if to == Status::Done => {
            let step = &input.roadmap.steps[at];
            let estimate = range_phrase(step.hours.low, step.hours.high);
            match progress.steps.get(&ids::key(input.roadmap, progress, item)).and_then(|record| record.hours) {
                Some(hours) => format!(" ({} h, estimate {estimate})", hours_text(hours)),
                None => String::new(),
            }
        }
        Item::Certification(at) if to == Status::Done => {
            let expiry = budget::expires_on(input.roadmap, progress, &input.roadmap.certifications[at]);
            expiry.map(|day| format!(" (valid until {day})")).unwrap_or_default()
        }
        _ => String::new(),
    }
}

impl Show for ChangeDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let would = if self.dry_run { "would change " } else { "" };
        for change in &self.changed {
            let line = Line::new().text(would).code(&change.id);
            let line = if change.from == change.to { line.text(": ") } else { line.text(format!(": {} -> ", change.from)) };
            page.line(line.add(change.role, change.to).text(&change.aside));
        }
        for line in &self.unchanged_lines {
            page.line(line.clone());
        }
        for open in &self.still_open {
            page.line(Line::new().code(&open.id).text(" builds on steps that are still open: ").code(open.requires.join(", ")));
        }
        if !self.done_when.is_empty() {
            page.line(Line::new().dim("Done when"));
            page.points(self.done_when.iter().map(String::as_str));
        }
        if !self.ready.is_empty() {
            page.line(Line::new().text("Now ready: ").code(self.ready.join(", ")));
        }
        if let (Some(next), true) = (&self.next, self.changed.iter().any(|change| change.to != Status::Doing.word())) {
            page.line(Line::new().text("Next: ").code(next));
        }
        if !self.changed.is_empty() && !self.dry_run {
            page.line(Line::new().dim("To take this back: ").code("mlpath undo"));
        }
        page
    }
}
