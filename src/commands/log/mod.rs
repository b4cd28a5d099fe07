//! `mlpath log`: study time, notes and links.

mod show;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use show::schema;

use crate::cli::LogArgs;
use crate::code::Code;
use crate::error::Error;
use crate::planning::standing::Standing;
use crate::progress::{LogEntry, Status};
use crate::roadmap::Item;
use crate::view::{Line, range_phrase};

use super::{Effect, Input, Outcome};
use crate::answers::change::{ChangeDocument, Logged};
use crate::answers::weeks::LastWeeks;
use crate::resolve::ids;
use crate::resolve::values::{parse_day, parse_time};

/// The most hours of one entry: it is about one day.
const HOURS_A_DAY: f64 = 24.0;

/// Whether there is something to log: else the log is shown.
pub(crate) fn is_entry(args: &LogArgs) -> bool {
    args.time.is_some() || args.message.is_some() || args.link.is_some()
}

/// Runs the command.
pub(crate) fn run(args: &LogArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    match &args.id {
        Some(id) if is_entry(args) => write(id, args, input),
        id => show::run(id.as_deref(), input),
    }
}

fn write(id: &String, args: &LogArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let date = parse_day(args.on.as_deref(), "--on", input.learner.today, false)?;
    let time = args.time.as_deref().map(parse_time).transpose()?;
    if let Some(time) = time.filter(|time| time.hours() > HOURS_A_DAY) {
        let typed = args.time.as_deref().unwrap_or_default();
        let error = Error::usage(Code::LongDay, format!("`{typed}` is {} hours, and a day has 24", time.hours()));
        return Err(error.hint(format!("for minutes write {}m; for several days log each with --on", typed.trim_end_matches('h'))));
    }
    let item = ids::markable(input.learner.roadmap, input.guide, std::slice::from_ref(id))?[0];
    let key = input.learner.key_of(item);
    let entry = LogEntry { date, step: key.clone(), time, note: args.message.clone(), link: args.link.clone() };
    let mut after = input.learner.progress.clone();
    after.log.push(entry.clone());
    let (before, standing) = (input.learner.standing(), Standing::new(input.learner.roadmap, &after, &after.profile, input.learner.today));
    let id = input.learner.roadmap.id_of(item);
    let total = input.learner.with(&after).logged(item);
    let estimate = match item {
        Item::Step(at) => {
            let hours = before.steps[at].estimate(&input.learner.roadmap.steps[at]);
            Some(range_phrase(hours.low, hours.high))
        }
        _ => None,
    };
    let mut document = ChangeDocument::new(input.learner, &before, &standing, args.dry_run);
    document.logged.push(Logged::new(id, &entry, total, estimate));
    document.weeks = time.is_some().then(|| LastWeeks::new(input.learner.with(&after)));
    let status = input.learner.progress.status(&key);
    if matches!(status, Status::Todo | Status::Skipped) {
        document.remarks.push(Line::new().code(id).text(format!(" is {status}; to take it up: ")).advice(format!("start {id}")));
    }
    Ok(Outcome::changing(document, (!args.dry_run).then_some(Effect::Save(after))))
}
