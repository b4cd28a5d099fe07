//! `mlpath log`: study time, notes and links.

use crate::cli::LogArgs;
use crate::error::Error;
use crate::planning::standing::Standing;
use crate::progress::store::Change;
use crate::progress::{LogEntry, Status};
use crate::roadmap::Item;
use crate::units::StudyTime;
use crate::view::{Line, range_phrase};

use super::change::{ChangeDocument, Logged};
use super::journal::{self, LastWeeks};
use super::next::parse_time;
use super::shift::Shift;
use super::{Input, Outcome, ids};

/// The most hours of one entry: it is about one day.
const HOURS_A_DAY: f64 = 24.0;

/// Whether there is something to log: else the log is shown.
pub(super) fn is_entry(args: &LogArgs) -> bool {
    args.time.is_some() || args.message.is_some() || args.link.is_some()
}

/// Runs the command.
pub(super) fn run(args: &LogArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    match &args.id {
        Some(id) if is_entry(args) => write(id, args, input),
        id => journal::run(id.as_deref(), input),
    }
}

fn write(id: &String, args: &LogArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let date = input.day(args.on.as_deref(), "--on", false)?;
    let time = args.time.as_deref().map(parse_time).transpose()?;
    if let Some(time) = time.filter(|time| time.hours() > HOURS_A_DAY) {
        let typed = args.time.as_deref().unwrap_or_default();
        let error = Error::usage("long-day", format!("`{typed}` is {} hours, and a day has 24", time.hours()));
        return Err(error.hint(format!("for minutes write {}m; for several days log each with --on", typed.trim_end_matches('h'))));
    }
    let item = ids::markable(input.roadmap, std::slice::from_ref(id))?[0];
    let key = ids::key(input.roadmap, input.progress, item);
    let entry = LogEntry { date, step: key.clone(), time, note: args.message.clone(), link: args.link.clone() };
    let mut after = input.progress.clone();
    after.log.push(entry.clone());
    let (before, standing) = (input.standing(), Standing::new(input.roadmap, &after, &after.profile, input.today));
    let id = input.roadmap.id_of(item);
    let so_far = ids::entries_of(input.roadmap, &after, item).filter(|entry| entry.date <= input.today).filter_map(|entry| entry.time);
    let total = so_far.map(StudyTime::hours).sum();
    let estimate = match item {
        Item::Step(at) => {
            let hours = before.steps[at].estimate(&input.roadmap.steps[at]);
            Some(range_phrase(hours.low, hours.high))
        }
        _ => None,
    };
    let mut document = ChangeDocument::new(input, &before, &standing, args.dry_run);
    document.logged.push(Logged::new(id, &entry, total, estimate));
    document.weeks = time.is_some().then(|| LastWeeks::new(input, &after));
    document.shift = time.and_then(|_| Shift::new(input, &after)).filter(Shift::is_worth_a_word);
    let status = input.progress.status(&key);
    if matches!(status, Status::Todo | Status::Skipped) {
        document
            .remarks
            .push(Line::new().code(id).text(format!(" is {}; to take it up: ", status.word())).code(format!("mlpath start {id}")));
    }
    Ok(Outcome::changing(document, (!args.dry_run).then_some(Change::Record(after))))
}
