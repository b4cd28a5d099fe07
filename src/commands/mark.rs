//! `mlpath start`, `done`, `skip` and `reset`: changing the state of steps and certifications.

use crate::cli::{DoneArgs, MarkArgs};
use crate::code::Code;
use crate::dates::Date;
use crate::error::Error;
use crate::planning::exams::last_valid_day;
use crate::planning::forecast::evidence::REPORTED_CAP;
use crate::planning::standing::Standing;
use crate::progress::{LogEntry, Mark, Progress, Record, Status};
use crate::resolve::values::{parse_day, parse_time};
use crate::roadmap::{ExamState, Item};
use crate::units::{StudyTime, hours_text};
use crate::view::{Line, range_phrase};

use super::{Effect, Input, Outcome};
use crate::answers::change::{ChangeDocument, Changed, Logged, StillOpen};
use crate::resolve::ids;

/// Runs `start`.
pub(crate) fn start(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &Wish { status: Status::Doing, args, hours: None, link: None })
}

/// Runs `done`.
pub(crate) fn done(args: &DoneArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let hours = args.hours.as_deref().map(parse_hours).transpose()?;
    if hours.is_some() && (args.mark.ids.len() != 1 || !args.mark.stage.is_empty()) {
        return Err(
            Error::usage(Code::AmbiguousHours, "--hours tells what one step took, and this marks several").hint("mark that step by itself")
        );
    }
    mark(input, &Wish { status: Status::Done, args: &args.mark, hours, link: args.link.as_deref() })
}

/// Hours as the learner typed them.
fn parse_hours(text: &str) -> Result<f64, Error> {
    parse_time(text).map(StudyTime::hours)
}

/// Runs `skip`.
pub(crate) fn skip(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &Wish { status: Status::Skipped, args, hours: None, link: None })
}

/// Runs `reset`.
pub(crate) fn reset(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &Wish { status: Status::Todo, args, hours: None, link: None })
}

/// What the learner wants.
struct Wish<'a> {
    status: Status,
    args: &'a MarkArgs,
    hours: Option<f64>,
    link: Option<&'a str>,
}

fn mark(input: &Input<'_>, wish: &Wish<'_>) -> Result<Outcome, Error> {
    let on = parse_day(wish.args.on.as_deref(), "--on", input.learner.today, false)?;
    let items = items(input, wish)?;
    refuse_retired(input, wish, &items, on)?;
    let before = input.learner.standing();
    let mut after = input.learner.progress.clone();
    for &item in &items {
        let key = input.learner.key_of(item);
        after.mark(&key, Mark { status: wish.status, on, moves_day: wish.args.on.is_some(), hours: wish.hours });
        if wish.args.message.is_some() || wish.link.is_some() {
            let note = wish.args.message.clone();
            after.log.push(LogEntry { date: on, step: key, time: None, note, link: wish.link.map(str::to_owned) });
        }
    }
    let standing = input.learner.with(&after).standing();
    let document = document(input, &items, &before, &standing, &after, wish);
    let effect = (!wish.args.dry_run).then_some(Effect::Save(after));
    Ok(Outcome::changing(document, effect))
}

/// The things named, then the steps of the stages named.
fn items(input: &Input<'_>, wish: &Wish<'_>) -> Result<Vec<Item>, Error> {
    let mut items = ids::markable(input.learner.roadmap, input.guide, &wish.args.ids)?;
    let stages = wish.args.stage.iter().map(|stage| ids::stage(input.learner.roadmap, stage)).collect::<Result<Vec<_>, _>>()?;
    let standing = input.learner.standing();
    let touches = |status: Status| match wish.status {
        Status::Todo => status != Status::Todo,
        Status::Doing | Status::Skipped => matches!(status, Status::Todo | Status::Doing),
        Status::Done => !matches!(status, Status::Skipped | Status::Done),
    };
    for (at, step, state) in standing.counted() {
        if stages.contains(&step.stage)
            && touches(state.record.map_or(Status::Todo, |record| record.status))
            && !items.contains(&Item::Step(at))
        {
            items.push(Item::Step(at));
        }
    }
    Ok(items)
}

/// An exam that is gone can be earned no more; one earned before still counts.
fn refuse_retired(input: &Input<'_>, wish: &Wish<'_>, items: &[Item], on: Date) -> Result<(), Error> {
    for item in items {
        let Item::Certification(at) = item else { continue };
        let cert = &input.learner.roadmap.certifications[*at];
        let gone = cert.state_on(input.learner.today) == ExamState::Retired;
        if wish.status == Status::Done
            && gone
            && cert.retired.as_ref().is_some_and(|retired| on > retired.on)
            && input.learner.exam_status(cert) != Status::Done
        {
            let since = cert.retired.as_ref().map(|retired| format!(" on {}", retired.on)).unwrap_or_default();
            let error = Error::usage(Code::Retired, format!("{} was retired{since}, so it cannot have been earned on {on}", cert.name));
            return Err(error.command(&format!("done {} --on DATE", cert.id), "if you earned it before"));
        }
        if wish.status == Status::Doing && gone {
            let since = cert.retired.as_ref().map(|retired| format!(" on {}", retired.on)).unwrap_or_default();
            let error = Error::usage(Code::Retired, format!("{} was retired{since}", cert.name));
            return Err(match input.learner.current_replacement(cert) {
                Some(successor) => {
                    error.command(&format!("start {}", successor.id), &format!("takes up its successor, {}", successor.name))
                }
                None => error,
            });
        }
    }
    Ok(())
}

fn document(
    input: &Input<'_>,
    items: &[Item],
    before: &Standing<'_>,
    after: &Standing<'_>,
    progress: &Progress,
    wish: &Wish<'_>,
) -> ChangeDocument {
    let roadmap = input.learner.roadmap;
    let mut document = ChangeDocument::new(input.learner, before, after, wish.args.dry_run);
    for &item in items {
        let id = roadmap.id_of(item);
        let key = input.learner.key_of(item);
        let (was, is) = (input.learner.progress.steps.get(&key), progress.steps.get(&key));
        if was == is {
            document.unchanged.push(id.to_owned());
            document.remarks.push(already(id, was, wish.status));
            continue;
        }
        let (from, to) = (input.learner.progress.status(&key), progress.status(&key));
        document.changed.push(Changed::new(id, from, to, aside(input, before, item, was, is)));
        if let (Item::Step(at), Status::Doing | Status::Done) = (item, to) {
            let open = after.open_requirements(at);
            if !open.is_empty() {
                document
                    .still_open
                    .push(StillOpen { id: id.to_owned(), requires: open.into_iter().map(|at| roadmap.steps[at].id.clone()).collect() });
            }
            if to == Status::Doing && items.len() == 1 {
                document.done_when.clone_from(&roadmap.steps[at].done_when);
            }
        }
    }
    let new_entries = &progress.log[input.learner.progress.log.len()..];
    for (entry, item) in new_entries.iter().zip(items) {
        document.logged.push(Logged::new(roadmap.id_of(*item), entry, 0.0, None));
    }
    document
}

/// `already done on 2026-11-21`.
fn already(id: &str, record: Option<&Record>, status: Status) -> Line {
    let when = record
        .and_then(|record| day_of(record, status))
        .map(|day| format!(" {} {day}", if status == Status::Doing { "since" } else { "on" }));
    Line::new().code(id).text(format!(": already {}{}", status, when.unwrap_or_default()))
}

/// The day a record came into a state.
fn day_of(record: &Record, status: Status) -> Option<Date> {
    match status {
        Status::Done => record.done,
        Status::Doing => record.started,
        Status::Skipped => record.skipped,
        Status::Todo => None,
    }
}

/// What to say of a change in brackets: a corrected day, a day that is gone, hours against the
/// estimate, or until when a certificate runs.
fn aside(input: &Input<'_>, before: &Standing<'_>, item: Item, was: Option<&Record>, is: Option<&Record>) -> String {
    let mut words: Vec<String> = Vec::new();
    let (Some(is), was) = (is, was.cloned().unwrap_or_default()) else { return String::new() };
    match (day_of(&was, was.status), day_of(is, is.status)) {
        (Some(old), Some(new)) if was.status == is.status && old != new => words.push(format!("on {new}, not {old}")),
        (Some(old), _) if was.status == Status::Done && is.status != Status::Done => words.push(format!("was done on {old}")),
        _ => {}
    }
    if let (Item::Step(at), Status::Done, Some(hours)) = (item, is.status, is.hours) {
        let estimate = before.steps[at].estimate(&input.learner.roadmap.steps[at]);
        words.push(format!("{} h, estimate {}", hours_text(hours), range_phrase(estimate.low, estimate.high)));
        if hours > REPORTED_CAP * estimate.high {
            words.push(format!("dates count no more than {REPORTED_CAP} times the estimate; a slip is mended by telling it again"));
        }
    }
    if let (Item::Certification(at), Status::Done, Some(on)) = (item, is.status, is.done) {
        words.extend(last_valid_day(&input.learner.roadmap.certifications[at], on).map(|day| format!("valid until {day}")));
    }
    if words.is_empty() { String::new() } else { format!(" ({})", words.join("; ")) }
}
