//! `mlpath start`, `done`, `skip` and `reset`: changing the state of steps and certifications.

use crate::cli::{DoneArgs, MarkArgs};
use crate::code::Code;
use crate::dates::Date;
use crate::error::Error;
use crate::planning::aims::last_valid_day;
use crate::planning::forecast::evidence::REPORTED_CAP;
use crate::planning::standing::Standing;
use crate::progress::{LogEntry, Mark, Progress, Record, Status, Tool};
use crate::resolve::values::{parse_day, parse_link, parse_paid, parse_time};
use crate::roadmap::{Alternatives, ExamState, Item, Term, spelling};
use crate::text::{count, list, some_of};
use crate::units::{StudyTime, Usd, hours_text};
use crate::view::{Line, range_phrase};

use super::{Effect, Input, Outcome};
use crate::answers::change::{ChangeDocument, Changed, Logged, StillOpen, wrong_year};
use crate::answers::weeks::LastWeeks;
use crate::resolve::words::{Words, parted};
use crate::resolve::{ids, names};

/// Runs `start`.
pub(crate) fn start(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &MarkRequest::new(Status::Doing, args, input))
}

/// Runs `done`.
pub(crate) fn done(args: &DoneArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let words = words_of(&args.mark, input, args.hours.is_none());
    let hours = args.hours.as_deref().or(words.time.as_deref()).map(parse_hours).transpose()?;
    if hours.is_some() && (words.names.len() != 1 || !args.mark.stage.is_empty()) {
        return Err(
            Error::usage(Code::AmbiguousHours, "--hours tells what one step took, and this marks several").hint("mark that step by itself")
        );
    }
    let paid = args.paid.as_deref().map(parse_paid).transpose()?;
    let link = args.evidence().map(|link| parse_link(link)).transpose()?;
    let request = MarkRequest { ids: words.names, hours, link, paid, ..MarkRequest::new(Status::Done, &args.mark, input) };
    mark(input, &request)
}

/// Hours as the learner typed them.
fn parse_hours(text: &str) -> Result<f64, Error> {
    parse_time(text).map(StudyTime::hours)
}

/// Runs `skip`.
pub(crate) fn skip(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &MarkRequest::new(Status::Skipped, args, input))
}

/// Runs `reset`.
pub(crate) fn reset(args: &MarkArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    mark(input, &MarkRequest::new(Status::Todo, args, input))
}

/// The marks a learner asks for.
struct MarkRequest<'a> {
    status: Status,
    args: &'a MarkArgs,
    /// The words that name things.
    ids: &'a [String],
    /// The day that was named.
    on: Option<&'a str>,
    hours: Option<f64>,
    link: Option<&'a str>,
    paid: Option<Usd>,
}

impl<'a> MarkRequest<'a> {
    fn new(status: Status, args: &'a MarkArgs, input: &Input<'_>) -> MarkRequest<'a> {
        let words = words_of(args, input, false);
        MarkRequest { status, args, ids: words.names, on: args.on.as_deref().or(words.day), hours: None, link: None, paid: None }
    }
}

/// The words of a marking command: names, then perhaps a time and a day.
fn words_of<'a>(args: &'a MarkArgs, input: &Input<'_>, takes_time: bool) -> Words<'a> {
    let is_name = |word: &str| names::exact(input.learner.roadmap, word).is_some();
    let words = parted(&args.ids, takes_time, input.learner.today, is_name);
    if args.on.is_some() && words.day.is_some() { Words { names: &args.ids, time: None, day: None } } else { words }
}

fn mark(input: &Input<'_>, request: &MarkRequest<'_>) -> Result<Outcome, Error> {
    let on = parse_day(request.on, "--on", input.learner.today, false)?;
    let (items, terms) = items(input, request)?;
    refuse_for_terms(&terms, request)?;
    refuse_retired(input, request, &items, on)?;
    refuse_paid(input, request, &items)?;
    let before = input.learner.standing();
    let mut after = input.learner.progress.clone();
    for &item in &items {
        let key = input.learner.key_of(item);
        let again = earned_again(input, request, item, on);
        let moves_day = request.on.is_some() || again.is_some();
        after.mark(&key, Mark { status: request.status, on, moves_day, hours: request.hours });
        if let (Some(paid), Some(record)) = (request.paid, after.steps.get_mut(&key)) {
            record.paid = Some(again.unwrap_or(Usd::ZERO) + paid);
        }
        if request.args.note().is_some() || request.link.is_some() {
            let note = request.args.note().cloned();
            after.log.push(LogEntry { date: on, step: Some(key), time: None, note, link: request.link.map(str::to_owned) });
        }
    }
    let known = mark_terms(input, &terms, request, on, &mut after);
    let standing = input.learner.with(&after).standing();
    let mut document = document(input, &items, &before, &standing, &after, request);
    known.tell(&mut document);
    if items.is_empty() && terms.is_empty() {
        document.remarks.push(Line::new().text("nothing to change: no step of that stage is left to mark so"));
    }
    tell_choices(input, &after, &mut document);
    document.remarks.extend(input.learner.likelier_day(on).map(|meant| wrong_year(on, meant)));
    // Hours are told to those who tell hours.
    let tells_weeks = request.status == Status::Done && !document.changed.is_empty();
    let weeks = tells_weeks.then(|| LastWeeks::new(input.learner.with(&after), &standing));
    document.weeks = weeks.filter(LastWeeks::have_hours);
    let effect = (!request.args.dry_run).then_some(Effect::Save(after));
    Ok(Outcome::changing(document, effect))
}

/// What was paid before for an exam that is earned once more: it ran out, or a price is told while it can be renewed.
/// `None` where `done` says again what is so already, or corrects its day.
fn earned_again(input: &Input<'_>, request: &MarkRequest<'_>, item: Item, on: Date) -> Option<Usd> {
    let Item::Certification(at) = item else { return None };
    let (learner, cert) = (input.learner, &input.learner.roadmap.certifications[at]);
    let was_done = request.status == Status::Done && learner.exam_status(cert) == Status::Done;
    let is_new = !learner.holds(cert) || request.paid.is_some();
    (was_done && is_new && learner.is_earned_again(cert, on)).then(|| learner.paid_for(cert))
}

/// The things named, then the steps of the stages named; and the terms named, which are known or not.
fn items<'a>(input: &Input<'a>, request: &MarkRequest<'_>) -> Result<(Vec<Item>, Vec<&'a Term>), Error> {
    let roadmap = input.learner.roadmap;
    let (mut items, terms) = match request.status {
        Status::Done | Status::Todo => ids::markable_or_known(roadmap, input.guide, request.ids)?,
        Status::Doing | Status::Skipped => (ids::markable(roadmap, input.guide, request.ids)?, Vec::new()),
    };
    let stages = request.args.stage.iter().map(|stage| ids::stage(input.learner.roadmap, stage)).collect::<Result<Vec<_>, _>>()?;
    if stages.is_empty() {
        return Ok((items, terms));
    }
    let standing = input.learner.standing();
    let touches = |status: Status| match request.status {
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
    Ok((items, terms))
}

/// Hours are of a step, and a price of an exam.
fn refuse_for_terms(terms: &[&Term], request: &MarkRequest<'_>) -> Result<(), Error> {
    let Some(term) = terms.first() else { return Ok(()) };
    let (code, message) = match (request.hours, request.paid) {
        (Some(_), _) => (Code::AmbiguousHours, format!("--hours tells what a step took, and {} is no step", term.name)),
        (None, Some(_)) => (Code::BadPaid, format!("--paid tells what an exam cost, and {} is no exam", term.name)),
        (None, None) => return Ok(()),
    };
    Err(Error::usage(code, message).command(&format!("done {}", term.id), "notes that you know it"))
}

/// What became of the terms of a call.
#[derive(Default)]
struct KnownTerms {
    changed: Vec<Changed>,
    unchanged: Vec<(String, Line)>,
    remarks: Vec<Line>,
}

impl KnownTerms {
    fn tell(self, document: &mut ChangeDocument) {
        document.changed.extend(self.changed);
        document.remarks.extend(self.remarks);
        for (id, remark) in self.unchanged {
            document.unchanged.push(id);
            document.remarks.push(remark);
        }
    }
}

/// Notes which terms the learner knows, or takes that back. A note and a link stay with the term: no log entry is about it.
fn mark_terms(input: &Input<'_>, terms: &[&Term], request: &MarkRequest<'_>, on: Date, after: &mut Progress) -> KnownTerms {
    let mut known = KnownTerms::default();
    for term in terms {
        let was = input.learner.tool(term);
        let key = was.map_or(term.id.as_str(), |(key, _)| key);
        if request.status == Status::Done {
            let tool =
                Tool { done: Some(on), note: request.args.note().cloned(), link: request.link.map(str::to_owned), ..Tool::default() };
            after.know(key, tool, request.args.on.is_some());
        } else {
            after.tools.remove(key);
        }
        let name = if spelling(&term.name) == spelling(key) { String::new() } else { format!(" ({})", term.name) };
        let state = |tool: Option<&Tool>| if tool.is_some() { Status::Done } else { Status::Todo };
        let (was, is) = (was.map(|(_, tool)| tool), after.tools.get(key));
        if was == is {
            let since = is.and_then(|tool| tool.done).map(|day| format!(" on {day}")).unwrap_or_default();
            known.unchanged.push((key.to_owned(), Line::new().code(key).text(format!("{name}: already {}{since}", state(is)))));
        } else {
            known.changed.push(Changed::new(key, state(was), state(is), name));
            known.remarks.extend(is.and_then(|_| open_step(input, term)).map(|step| {
                let line = Line::new().code(key).text(" is noted as known, and marks no step; to mark one: ");
                line.advice(format!("done {step}"))
            }));
        }
    }
    known
}

/// The first step on the path that teaches a term, where none of them is done and the learner need not choose.
fn open_step<'a>(input: &Input<'a>, term: &Term) -> Option<&'a str> {
    let roadmap = input.learner.roadmap;
    let is_open = |id: &String| !matches!(input.learner.progress.status(id), Status::Done | Status::Skipped);
    let all_open = !term.one_of && !term.steps.is_empty() && term.steps.iter().all(is_open);
    let at = term.steps.iter().filter(|_| all_open).filter_map(|id| roadmap.step(id)).min()?;
    Some(&roadmap.steps[at].id)
}

/// A step that teaches one of several tools says nothing of which: one line says how to tell.
fn tell_choices(input: &Input<'_>, after: &Progress, document: &mut ChangeDocument) {
    const NAMED: usize = 4;
    let is_open = |step: &str| {
        let alternatives = input.learner.roadmap.alternatives.iter().find(|alternatives| alternatives.step == step)?;
        (!alternatives.terms.iter().any(|term| after.tools.contains_key(term))).then_some(alternatives)
    };
    let finished = document.changed.iter().filter(|changed| changed.to == Status::Done);
    let open: Vec<&Alternatives> = finished.filter_map(|changed| is_open(&changed.id)).collect();
    // After a whole stage the question would be asked five times.
    if let [Alternatives { step, terms }] = open.as_slice() {
        let (shown, more) = some_of(terms, NAMED);
        let [first, others @ ..] = shown else { return };
        let line = Line::new().code(step).text(" is about one of several; say which: ").advice(format!("done {first}"));
        document.remarks.push(line.text(", or ").code(others.join(", ")).text(more));
    }
}

/// Only one exam has a price: steps cost nothing here, and nobody knows how a sum divides over several exams.
fn refuse_paid(input: &Input<'_>, request: &MarkRequest<'_>, items: &[Item]) -> Result<(), Error> {
    let Some(paid) = request.paid else { return Ok(()) };
    let steps: Vec<&str> =
        items.iter().filter(|item| !matches!(item, Item::Certification(_))).map(|item| input.learner.roadmap.id_of(*item)).collect();
    if !steps.is_empty() {
        let are = if steps.len() == 1 { "is no exam" } else { "are no exams" };
        let error = Error::usage(Code::BadPaid, format!("--paid tells what an exam cost, and {} {are}", list(&steps)));
        return Err(error.hint("leave --paid out, and note other costs with -m"));
    }
    if items.len() == 1 {
        return Ok(());
    }
    let error = Error::usage(Code::BadPaid, "--paid tells what one exam cost, and this marks several");
    let first = items.first().map_or("EXAM", |item| input.learner.roadmap.id_of(*item));
    Err(error.command(&format!("done {first} --paid {}", paid.to_decimal()), "marks one by itself"))
}

/// An exam that is gone can be earned no more; one earned before still counts.
fn refuse_retired(input: &Input<'_>, request: &MarkRequest<'_>, items: &[Item], on: Date) -> Result<(), Error> {
    for item in items {
        let Item::Certification(at) = item else { continue };
        let cert = &input.learner.roadmap.certifications[*at];
        let gone = cert.state_on(input.learner.today) == ExamState::Retired;
        if request.status == Status::Done
            && gone
            && cert.retired.as_ref().is_some_and(|retired| on > retired.on)
            && input.learner.exam_status(cert) != Status::Done
        {
            let since = cert.retired.as_ref().map(|retired| format!(" on {}", retired.on)).unwrap_or_default();
            let error = Error::usage(Code::Retired, format!("{} was retired{since}, so it cannot have been earned on {on}", cert.name));
            return Err(error.command(&format!("done {} --on DATE", cert.id), "if you earned it before"));
        }
        if request.status == Status::Doing && gone {
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
    request: &MarkRequest<'_>,
) -> ChangeDocument {
    let roadmap = input.learner.roadmap;
    let mut document = ChangeDocument::new(input.learner, before, after, request.args.dry_run);
    for &item in items {
        let id = roadmap.id_of(item);
        let key = input.learner.key_of(item);
        let (was, is) = (input.learner.progress.steps.get(&key), progress.steps.get(&key));
        if was == is {
            document.unchanged.push(id.to_owned());
            document.remarks.push(already(id, was, request.status));
            continue;
        }
        let (from, to) = (input.learner.progress.status(&key), progress.status(&key));
        document.changed.push(Changed::new(id, from, to, aside(input, before, item, was, is)));
        if let (Item::Step(at), Status::Doing | Status::Done) = (item, to) {
            let open = after.open_requirements(at);
            if !open.is_empty() {
                document
                    .still_open
                    .push(StillOpen { id: id.to_owned(), requires: open.into_iter().map(|at| roadmap.steps[at].id.to_owned()).collect() });
            }
            if to == Status::Doing && items.len() == 1 {
                document.done_when.clone_from(&roadmap.steps[at].about.done_when);
            }
        }
    }
    let new_entries = &progress.log[input.learner.progress.log.len()..];
    for (entry, item) in new_entries.iter().zip(items) {
        document.logged.push(Logged::new(Some(roadmap.id_of(*item)), entry, 0.0, None));
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

/// Whether a day is one on which an exam was earned once more, not a correction of its day.
fn is_again(input: &Input<'_>, item: Item, on: Date) -> bool {
    matches!(item, Item::Certification(at) if input.learner.is_earned_again(&input.learner.roadmap.certifications[at], on))
}

/// What to say of a change in brackets: a corrected day, a day that is gone, hours against the
/// estimate, or until when a certificate runs.
fn aside(input: &Input<'_>, before: &Standing<'_>, item: Item, was: Option<&Record>, is: Option<&Record>) -> String {
    let mut words: Vec<String> = Vec::new();
    let (Some(is), was) = (is, was.cloned().unwrap_or_default()) else { return String::new() };
    match (day_of(&was, was.status), day_of(is, is.status)) {
        (Some(old), Some(new)) if was.status == is.status && old != new && is_again(input, item, new) => {
            words.push(format!("again on {new}, before on {old}"));
        }
        (Some(old), Some(new)) if was.status == is.status && old != new => words.push(format!("on {new}, not {old}")),
        (Some(old), _) if was.status == Status::Done && is.status != Status::Done => words.push(format!("was done on {old}")),
        _ => {}
    }
    if let (Item::Step(at), Status::Done, Some(hours)) = (item, is.status, is.hours) {
        let estimate = before.steps[at].estimate(&input.learner.roadmap.steps[at]);
        words.push(format!("{} h, estimate {}", hours_text(hours), range_phrase(estimate.low, estimate.high)));
        if hours > REPORTED_CAP * estimate.high {
            words.push(format!("dates count {REPORTED_CAP} times the estimate at most; if that is a slip, tell it again"));
        }
    }
    match (is.paid, was.paid) {
        (Some(paid), Some(before)) if paid > before && is.done.is_some_and(|on| is_again(input, item, on)) => {
            words.push(format!("{paid} paid in all"));
        }
        (Some(paid), Some(before)) if paid != before => words.push(format!("{paid} paid in all, not {before}")),
        (Some(paid), None) => words.push(format!("{paid} paid")),
        _ => {}
    }
    if let (Some(hours), None) = (was.hours, is.hours) {
        words.push(format!("{} h you told are taken out", hours_text(hours)));
    }
    if let (Some(paid), None) = (was.paid, is.paid) {
        words.push(format!("{paid} paid is taken out"));
    }
    if is.failed.is_empty() && !was.failed.is_empty() {
        let are = if was.failed.len() == 1 { "is" } else { "are" };
        words.push(format!("{} {are} taken out", count(was.failed.len(), "failed attempt")));
    }
    if let (Item::Certification(at), Status::Done, Some(on)) = (item, is.status, is.done) {
        words.extend(last_valid_day(&input.learner.roadmap.certifications[at], on).map(|day| format!("valid until {day}")));
    }
    if words.is_empty() { String::new() } else { format!(" ({})", words.join("; ")) }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;
    use serde_json::json;

    use super::REPORTED_CAP;
    use crate::code::Code;
    use crate::commands::testing::{Setting, TODAY};
    use crate::progress::Status;
    use crate::units::Usd;

    #[test]
    fn a_mark_is_saved_with_its_day_and_said_with_what_is_ready_now() {
        let answer = Setting::new().run("done shell --on 2026-11-03");
        assert_eq!(answer.json["changed"], json!([{"id": "shell", "from": "todo", "to": "done"}]));
        assert_eq!((&answer.json["ready"], &answer.json["next"]["id"]), (&json!(["python"]), &json!("python")));
        let saved = Setting::new().save("done shell --on 2026-11-03");
        assert_eq!(saved.steps["shell"].done, Some(date(2026, 11, 3)));
        assert!(Setting::new().run("done shell -n").effect.is_none(), "a dry run saves nothing");
    }

    #[test]
    fn what_is_so_already_is_told_with_its_day_and_stays() {
        let setting = Setting::new().done("shell", date(2026, 11, 3));
        let answer = setting.run("done shell");
        assert_eq!((&answer.json["changed"], &answer.json["unchanged"]), (&json!([]), &json!(["shell"])));
        assert!(answer.text.contains("shell: already done on 2026-11-03"), "{}", answer.text);
        assert_eq!(setting.save("done shell"), setting.progress);
    }

    #[test]
    fn a_stage_leaves_what_was_skipped_or_done_as_it_is() {
        let setting = Setting::new().done("shell", date(2026, 11, 3)).marked("python", Status::Skipped, date(2026, 11, 4));
        let saved = setting.save("done --stage basics");
        assert_eq!((saved.status("python"), saved.status("statistics")), (Status::Skipped, Status::Done));
        assert_eq!(saved.steps["shell"].done, Some(date(2026, 11, 3)));
        let skipped = setting.save("skip --stage basics");
        assert_eq!((skipped.status("shell"), skipped.status("statistics")), (Status::Done, Status::Skipped));
        assert_eq!(setting.save("reset --stage basics").status("python"), Status::Todo);
        let mut done = Setting::new();
        done.progress = done.save("done --stage basics");
        assert!(done.run("done --stage basics").text.contains("nothing to change"), "a second time it says so");
    }

    #[test]
    fn a_record_keeps_the_name_it_has_in_the_file() {
        let setting = Setting::new().done("terminal", date(2026, 11, 3));
        assert_eq!(setting.run("done shell").json["unchanged"], json!(["shell"]));
        let saved = setting.save("reset shell");
        assert_eq!(saved.steps.keys().collect::<Vec<_>>(), ["terminal"], "no second key");
        assert_eq!(saved.status("terminal"), Status::Todo);
        assert_eq!(setting.run("reset shell").json["changed"][0]["from"], "done");
    }

    #[test]
    fn hours_and_a_day_may_stand_behind_the_names() {
        let new = Setting::new();
        assert_eq!(new.save("done shell 8h"), new.save("done shell --hours 8"));
        assert_eq!(new.save("done shell 1h 30m yesterday"), new.save("done shell --hours 1.5 --on yesterday"));
        assert_eq!(new.save("start shell python monday"), new.save("start shell python --on monday"));
        assert_eq!(new.fail("done shell python 8h").code, Code::AmbiguousHours);
        assert_eq!(new.fail("start shell 8h").code, Code::UnknownId, "a beginning takes no time");
        assert_eq!(new.save("done the shell"), new.save("done shell"), "a title without quotes");
    }

    #[test]
    fn hours_belong_to_one_finished_step() {
        let new = Setting::new();
        assert_eq!(new.save("done shell --hours 12").steps["shell"].hours, Some(12.0));
        assert_eq!(new.fail("done shell python --hours 12").code, Code::AmbiguousHours);
        assert_eq!(new.fail("done shell --stage models --hours 12").code, Code::AmbiguousHours);
        let mut timed = Setting::new();
        timed.progress = new.save("done shell --hours 12");
        assert_eq!(timed.save("skip shell").steps["shell"].hours, None, "what is skipped took no time");
        assert!(timed.run("reset shell").text.contains("was done on 2026-11-21"));
    }

    #[test]
    fn what_a_mark_takes_out_is_told() {
        let mut told = Setting::new();
        told.progress = told.save("done shell --hours 12");
        for line in ["reset shell", "start shell", "skip shell"] {
            assert!(told.run(line).text.contains("12 h you told are taken out"), "{line}");
        }
        let mut paid = Setting::new();
        paid.progress = paid.save("done new-exam --paid 200");
        assert!(paid.run("reset new-exam").text.contains("$200 paid is taken out"));
    }

    #[test]
    fn hours_far_above_the_estimate_are_told_from_the_cap_on() {
        let new = Setting::new();
        let cap = REPORTED_CAP * 20.0;
        assert!(!new.run(&format!("done shell --hours {cap}")).text.contains("times the estimate at most"), "at the cap");
        assert!(new.run(&format!("done shell --hours {}", cap + 1.0)).text.contains("times the estimate at most"));
    }

    #[test]
    fn a_retired_exam_counts_up_to_its_last_day() {
        let new = Setting::new();
        assert_eq!(new.save("done old-exam --on 2026-03-31").status("old-exam"), Status::Done);
        assert_eq!(new.fail("done old-exam --on 2026-04-01").code, Code::Retired);
        assert_eq!(new.fail("start old-exam").code, Code::Retired);
        let earned = Setting::new().done("old-exam", date(2026, 3, 1));
        assert!(earned.run("done old-exam").json["unchanged"] == json!(["old-exam"]), "one that is earned stays so");
        assert!(new.run("done new-exam").text.contains("valid until 2028-11-21"));
    }

    #[test]
    fn what_an_exam_cost_is_kept_with_its_mark() {
        let new = Setting::new();
        let saved = new.save("done new-01 --paid 75.50");
        assert_eq!(saved.steps["new-exam"].paid, Usd::from_decimal(75.5));
        let mut earned = Setting::new();
        earned.progress = saved;
        let again = earned.run("done new-exam --paid 0");
        assert!(again.text.contains("$0 paid"), "{}", again.text);
        assert_eq!(earned.save("done new-exam --paid 0").steps["new-exam"].done, Some(TODAY));
        assert_eq!(earned.run("done new-exam --paid 75.50").json["unchanged"], json!(["new-exam"]));
        assert_eq!(earned.save("reset new-exam").steps["new-exam"].paid, None);
        assert_eq!(earned.save("skip new-exam").steps["new-exam"].paid, Usd::from_decimal(75.5), "the money is spent");
    }

    #[test]
    fn an_exam_that_ran_out_or_is_renewed_is_paid_once_more() {
        let earned = |on| {
            let mut setting = Setting::new();
            setting.progress = setting.save(&format!("done new-exam --on {on} --paid 90"));
            setting
        };
        let saved = |setting: &Setting, line: &str| {
            let record = setting.save(line).steps["new-exam"].clone();
            (record.done.expect("a day"), record.paid.map(Usd::to_decimal))
        };
        let ran_out = earned("2024-11-20");
        assert_eq!(saved(&ran_out, "done new-exam"), (TODAY, Some(90.0)));
        assert_eq!(saved(&ran_out, "done new-exam --paid 100"), (TODAY, Some(190.0)));
        assert!(ran_out.run("done new-exam").text.contains("again on 2026-11-21, before on 2024-11-20"));
        let renewable = earned("2024-12-20");
        assert_eq!(saved(&renewable, "done new-exam --paid 50"), (TODAY, Some(140.0)), "its window is open");
        assert_eq!(renewable.run("done new-exam").json["unchanged"], json!(["new-exam"]), "said again, no more");
        let held = earned("2026-03-01");
        assert_eq!(saved(&held, "done new-exam --paid 95"), (date(2026, 3, 1), Some(95.0)), "a correction");
        assert_eq!(saved(&held, "done new-exam --on 2026-03-05"), (date(2026, 3, 5), Some(90.0)));
    }

    #[test]
    fn only_one_exam_has_a_price_and_only_in_dollars() {
        let new = Setting::new();
        for line in ["done shell --paid 5", "done new-exam shell python --paid 5", "done new-exam course-series --paid 5"] {
            assert_eq!(new.fail(line).code, Code::BadPaid, "{line}");
        }
        assert!(new.fail("done new-exam shell python --paid 5").message.contains("shell and python are no exams"));
        for sum in ["-1", "75EUR", "€75", "0.005", "many", ""] {
            let error = new.try_run(&format!("done new-exam --paid={sum}")).err().map(|error| error.code);
            assert_eq!(error, Some(Code::BadPaid), "{sum:?}");
        }
    }

    #[test]
    fn a_start_says_how_to_know_it_is_done_and_what_is_open_before_it() {
        let answer = Setting::new().run("start regression");
        assert_eq!(answer.json["still_open"], json!([{"id": "regression", "requires": ["statistics"]}]));
        assert!(answer.text.contains("You can fit a line."), "{}", answer.text);
        assert!(answer.json["next"]["id"] == "regression" && !answer.text.contains("Next:"), "{}", answer.text);
    }

    #[test]
    fn what_is_known_beside_the_steps_is_marked_and_taken_back_like_a_step() {
        let new = Setting::new();
        let answer = new.run("done cobol shell --on 2016-05-01 -m well");
        let said: Vec<&str> = answer.json["changed"].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(said, ["shell", "cobol"]);
        let mut setting = Setting::new();
        setting.progress = new.save("done cobol shell --on 2016-05-01 -m well");
        let tool = &setting.progress.tools["cobol"];
        assert_eq!((tool.done, tool.note.as_deref()), (Some(date(2016, 5, 1)), Some("well")));
        assert_eq!(setting.progress.log.len(), 1, "the note of a tool stays with it");
        assert_eq!(setting.save("done cobol"), setting.progress);
        assert!(setting.run("done COBOL").text.contains("cobol: already done on 2016-05-01"));
        assert_eq!(setting.save("done cobol --link a").tools["cobol"].link.as_deref(), Some("a"));
        assert!(setting.save("reset cobol").tools.is_empty());
        assert_eq!(setting.run("reset julia").json["unchanged"], json!(["julia"]));
        assert_eq!(new.fail("start cobol").code, Code::UnknownId, "it is known or not");
        assert_eq!(new.fail("done cobol --hours 4").code, Code::AmbiguousHours);
        assert_eq!(new.fail("done cobol --paid 4").code, Code::BadPaid);
        assert_eq!(new.save("done Python3").steps.len(), 0, "only a term of a step's own name is that step");
    }

    #[test]
    fn a_step_about_one_of_several_tools_asks_which_until_it_is_told() {
        let new = Setting::new();
        let asks = |text: &str| text.contains("statistics is about one of several; say which: mlpath done rlang, or julia");
        assert!(asks(&new.run("done statistics").text), "{}", new.run("done statistics").text);
        assert!(!asks(&new.run("done statistics julia").text));
        assert!(!new.run("start statistics").text.contains("one of several"));
    }

    #[test]
    fn a_note_goes_into_the_log() {
        let saved = Setting::new().save("done shell -m well --link https://example.org/me");
        let entry = &saved.log[0];
        assert_eq!((entry.date, entry.step.as_deref(), entry.time), (TODAY, Some("shell"), None));
        assert_eq!((entry.note.as_deref(), entry.link.as_deref()), (Some("well"), Some("https://example.org/me")));
    }

    #[test]
    fn the_week_is_told_to_those_who_tell_hours() {
        let marks = Setting::new().run("done shell");
        assert!(marks.json["weeks"].is_null() && !marks.text.contains("this week"), "{}", marks.text);
        let logged = Setting::new().logged("shell", TODAY, "3h").run("done shell");
        assert!(logged.text.contains("3 h this week") && logged.text.contains("Next: python"), "{}", logged.text);
    }

    #[test]
    fn many_changes_alike_are_told_in_one_line() {
        let answer = Setting::new().run("done shell python statistics regression networks classifier-project robots clusters new-exam");
        assert!(answer.text.contains("todo -> done (8): shell, python"), "{}", answer.text);
        assert!(answer.text.lines().count() <= 6, "{}", answer.text);
    }
}
