//! `mlpath log`: study time, notes and links.
//!
//! `log [WHAT] [TIME]`: left out, WHAT is the one step in progress; where none is in progress, or WHAT is
//! `none`, it is learning that is no step (a talk, an internship, a contest), which a note has to tell.

mod show;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use show::schema;

use crate::cli::LogArgs;
use crate::code::Code;
use crate::dates::{self, date};
use crate::error::Error;
use crate::planning::criteria::next_criterion;
use crate::progress::{LogEntry, Status};
use crate::roadmap::Item;
use crate::units::StudyTime;
use crate::view::{Line, range_phrase};

use super::{Effect, Input, Outcome};
use crate::answers::change::{ChangeDocument, Logged, wrong_year};
use crate::answers::weeks::LastWeeks;
use crate::resolve::ids;
use crate::resolve::values::{parse_day, parse_link, parse_time, time_of};

/// The most hours of one entry: it is about one day.
const HOURS_A_DAY: f64 = 24.0;

/// The word for learning that is no step.
const NO_STEP: &str = "none";

/// What the words of a line are: what it is about, and how long it took.
struct Words<'a> {
    what: Option<&'a String>,
    time: Option<String>,
    /// The day it is about, behind the time: `log git 2h yesterday`.
    day: Option<&'a str>,
}

impl<'a> Words<'a> {
    /// `log 2h` and `log 1h 30m` name no step: their first word is a time already.
    fn of(args: &'a LogArgs) -> Words<'a> {
        // Which day a weekday is does not matter here.
        let is_day = |word: &str| args.on.is_none() && dates::parse_day(word, date(2026, 1, 1)).is_some();
        let (time, day) = match args.time.split_last() {
            Some((last, time)) if is_day(last) => (time, Some(last.as_str())),
            _ => (args.time.as_slice(), None),
        };
        if let Some(words) = Words::time_first(args, time, day, is_day) {
            return words;
        }
        let whole = args.id.iter().chain(time).map(String::as_str).collect::<Vec<_>>().join(" ");
        if args.id.is_some() && time_of(&whole).is_some() {
            return Words { what: None, time: Some(whole), day };
        }
        Words { what: args.id.as_ref(), time: (!time.is_empty()).then(|| time.join(" ")), day }
    }

    /// The time as one word, for an advice; an hour where none was told.
    fn short_time(&self) -> String {
        self.time.as_deref().unwrap_or("1h").replace(' ', "")
    }

    /// `log 2 hours pandas`, `log yesterday 2h` and `log 2h yesterday pandas`: the time or the day comes first.
    fn time_first(args: &'a LogArgs, time: &'a [String], day: Option<&'a str>, is_day: impl Fn(&str) -> bool) -> Option<Words<'a>> {
        let first = args.id.as_ref()?;
        let (day, words): (Option<&str>, Vec<&'a String>) = match day {
            None if is_day(first) && !time.is_empty() => (Some(first), time.iter().collect()),
            day => (day, std::iter::once(first).chain(time).collect()),
        };
        let (what, before) = words.split_last()?;
        let joined = |words: &[&String]| words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
        let is_time = |words: &[&String]| joined(words).contains(char::is_alphabetic) && time_of(&joined(words)).is_some();
        if is_time(before) && !is_time(&words) && time_of(what).is_none() {
            return Some(Words { what: Some(what), time: Some(joined(before)), day });
        }
        if let (None, [time @ .., when]) = (day, before)
            && is_day(when)
            && is_time(time)
        {
            return Some(Words { what: Some(what), time: Some(joined(time)), day: Some(when) });
        }
        // What names the day is no step.
        if words.len() < 1 + time.len() {
            return is_time(&words).then(|| Words { what: None, time: Some(joined(&words)), day }).or_else(|| {
                let (what, time) = words.split_first()?;
                is_time(time).then(|| Words { what: Some(what), time: Some(joined(time)), day })
            });
        }
        None
    }
}

/// Whether there is something to log: else the log is shown.
pub(crate) fn is_entry(args: &LogArgs) -> bool {
    Words::of(args).time.is_some() || args.note().is_some() || args.evidence().is_some()
}

/// The word that names a step or exam, where there is one.
pub(crate) fn subject(args: &LogArgs) -> &[String] {
    match Words::of(args).what {
        Some(what) if what != NO_STEP => std::slice::from_ref(what),
        _ => &[],
    }
}

/// Runs the command.
pub(crate) fn run(args: &LogArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    if is_entry(args) {
        return write(args, input);
    }
    if args.on.is_some() || args.dry_run || Words::of(args).day.is_some() || args.message.is_some() || args.link.is_some() {
        let error = Error::usage(Code::NoTime, "there is nothing to log: no time, no note and no link");
        return Err(error.command("log 45m -m TEXT", "tells how long it took, or what to note"));
    }
    show::run(args.id.as_deref(), input)
}

/// What an entry is about: what is named, else the one step in progress; `None` for no step.
fn about(args: &LogArgs, words: &Words<'_>, input: &Input<'_>) -> Result<Option<Item>, Error> {
    let says_something = args.note().is_some() || args.evidence().is_some();
    match words.what {
        Some(what) if what == NO_STEP && says_something => Ok(None),
        Some(what) if what == NO_STEP => Err(unnamed(words)),
        Some(what) => Ok(ids::markable(input.learner.roadmap, input.guide, std::slice::from_ref(what))?.first().copied()),
        None => match input.learner.in_progress().as_slice() {
            [] if says_something => Ok(None),
            [] => Err(untold()),
            [item] => Ok(Some(*item)),
            several => Err(several_in_progress(input, words, several)),
        },
    }
}

fn untold() -> Error {
    Error::usage(Code::NothingNamed, "no step is in progress, and nothing says what this was")
        .command("next", "names the step to study")
        .command("log none 2h -m TEXT", "is learning that is no step; the note says what")
}

fn unnamed(words: &Words<'_>) -> Error {
    Error::usage(Code::NothingNamed, "learning that is no step needs a note that says what it was")
        .command(&format!("log none {} -m TEXT", words.short_time()), "adds it")
}

fn several_in_progress(input: &Input<'_>, words: &Words<'_>, several: &[Item]) -> Error {
    let time = words.short_time();
    let error = ids::several_in_progress(input.learner.roadmap, several, |id| format!("log {id} {time}"));
    error.command("log none 2h -m TEXT", "is learning that is no step")
}

/// The study time that was typed; an entry is about one day.
fn study_time(words: &Words<'_>) -> Result<Option<StudyTime>, Error> {
    let Some(typed) = words.time.as_deref() else { return Ok(None) };
    let time = parse_time(typed)?;
    if time.hours() > HOURS_A_DAY {
        let error = Error::usage(Code::LongDay, format!("`{typed}` is {} hours, and a day has 24", time.hours()));
        return Err(error.hint(format!("for minutes write {}m; for several days log each with --on", typed.trim_end_matches('h'))));
    }
    Ok(Some(time))
}

fn write(args: &LogArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let words = Words::of(args);
    let date = parse_day(args.on.as_deref().or(words.day), "--on", input.learner.today, false)?;
    let time = study_time(&words)?;
    let link = args.evidence().map(|link| parse_link(link)).transpose()?.map(str::to_owned);
    let item = about(args, &words, input)?;
    let key = item.map(|item| input.learner.key_of(item));
    let entry = LogEntry { date, step: key.clone(), time, note: args.note().cloned(), link };
    let mut after = input.learner.progress.clone();
    after.log.push(entry.clone());
    let (before, standing) = (input.learner.standing(), input.learner.with(&after).standing());
    let id = item.map(|item| input.learner.roadmap.id_of(item));
    let total = item.map_or(0.0, |item| input.learner.with(&after).logged(item));
    let estimate = match item {
        Some(Item::Step(at)) => {
            let hours = before.steps[at].estimate(&input.learner.roadmap.steps[at]);
            Some(range_phrase(hours.low, hours.high))
        }
        _ => None,
    };
    let mut document = ChangeDocument::new(input.learner, &before, &standing, args.dry_run);
    document.logged.push(Logged::new(id, &entry, total, estimate));
    document.weeks = time.is_some().then(|| LastWeeks::new(input.learner.with(&after), &standing));
    document.next_criterion = match item {
        Some(Item::Step(at)) if time.is_some() && standing.steps[at].status == Status::Doing => {
            next_criterion(&input.learner.roadmap.steps[at], standing.steps[at].record).cloned()
        }
        _ => None,
    };
    if words.what.is_none() && item.is_some() && entry.note.is_some() {
        let step = item.map_or("", |item| input.learner.roadmap.id_of(item));
        let asked = Line::new().dim(format!("Not about {step}? Undo it, then: "));
        document.remarks.push(asked.advice(format!("log none {} -m TEXT", words.short_time())));
    }
    document.remarks.extend(input.learner.likelier_day(date).map(|meant| wrong_year(date, meant)));
    let status = key.as_ref().map(|key| input.learner.progress.status(key));
    if let (Some(id), Some(status @ (Status::Todo | Status::Skipped))) = (id, status) {
        document.remarks.push(Line::new().code(id).text(format!(" is {status}; to start it: ")).advice(format!("start {id}")));
    }
    Ok(Outcome::changing(document, (!args.dry_run).then_some(Effect::Save(after))))
}
