//! The YAML form of a progress file, version 1, and the edits that lead from one progress to the next.
//!
//! ```yaml
//! version: 1
//! plan:
//!   from: swe
//!   hours_per_week: 10
//!   start: 2026-11-21
//! steps:
//!   numpy:
//!     status: done
//!     started: 2026-11-22
//!     done: 2026-12-01
//!     actual_hours: 7.5
//!     ticks: [a, b]
//! tools:
//!   aws:
//!     done: 2024-05-01
//! log:
//!   - date: 2026-11-30
//!     step: numpy
//!     time: 1h30m
//!     note: broadcasting still shaky
//! ```
//!
//! Keys mlpath does not know are left alone at every level.

mod edits;
mod faults;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::dates::{Date, Period};
use crate::units::{StudyTime, Usd, WeeklyHours};
use crate::yaml::{self, EditError, Fault};

pub use faults::further_faults;

use super::{EarlierHours, FailedAttempt, LogEntry, Profile, Progress, Record, Status, Tool, VERSION, fields};

/// The text of a file before anything is in it.
pub const BLANK: &str = "\
# Your mlpath progress file. Edit it freely: comments, order and keys of your own stay as they are.
# The format: mlpath help file. Check it for mistakes: mlpath check.
version: 1
";

/// The keys of the file mlpath knows; any other is the learner's own.
pub mod keys {
    /// The sections of the file.
    pub const SECTIONS: [&str; 4] = ["plan", "steps", "tools", "log"];
    /// All at the top of the file.
    pub const FILE: [&str; 5] = ["version", SECTIONS[0], SECTIONS[1], SECTIONS[2], SECTIONS[3]];
    /// Those of the saved plan.
    pub const PLAN: [&str; 10] = ["from", "except", "for", "by", "budget", "hours_per_week", "start", "pauses", "earlier_hours", "updated"];
    /// Those of a step.
    pub const STEP: [&str; 9] = ["status", "started", "done", "skipped", "actual_hours", "ticks", "paid", "failed", "updated"];
    /// Those of something the learner knows beside the steps.
    pub const TOOL: [&str; 4] = ["done", "note", "link", "updated"];
    /// Those of an entry of the log.
    pub const ENTRY: [&str; 5] = ["date", "step", "time", "note", "link"];
}

#[derive(Deserialize, Serialize, Default)]
#[serde(expecting = "a progress file with `version`, `plan`, `steps`, `tools` and `log`")]
struct Document {
    #[serde(deserialize_with = "fields::version::deserialize")]
    version: u32,
    #[serde(default, skip_serializing_if = "PlanDocument::is_blank", deserialize_with = "fields::or_default")]
    plan: PlanDocument,
    #[serde(default, skip_serializing_if = "ById::is_blank", deserialize_with = "fields::or_default")]
    steps: ById<Record>,
    #[serde(default, skip_serializing_if = "ById::is_blank", deserialize_with = "fields::or_default")]
    tools: ById<Tool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "fields::or_default")]
    log: Vec<LogDocument>,
}

#[derive(Deserialize, Serialize, Default, PartialEq)]
#[serde(expecting = "a plan such as {from: swe, hours_per_week: 10}")]
struct PlanDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "fields::or_default")]
    except: Vec<String>,
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty", deserialize_with = "fields::or_default")]
    goals: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    by: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "fields::money")]
    budget: Option<Usd>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "fields::weekly_hours")]
    hours_per_week: Option<WeeklyHours>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    start: Option<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "fields::periods")]
    pauses: Vec<Period>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "fields::or_default")]
    earlier_hours: Vec<EarlierHoursDocument>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    updated: Option<Date>,
}

#[derive(Deserialize, Serialize, PartialEq)]
#[serde(expecting = "earlier hours such as {until: 2026-11-21, hours_per_week: 10}")]
struct EarlierHoursDocument {
    #[serde(deserialize_with = "fields::day::required")]
    until: Date,
    #[serde(with = "fields::some_weekly_hours")]
    hours_per_week: WeeklyHours,
}

impl PlanDocument {
    fn is_blank(&self) -> bool {
        *self == PlanDocument::default()
    }
}

#[derive(Deserialize, Serialize, Default)]
#[serde(expecting = "a step such as {status: done, done: 2026-11-21}")]
struct RecordDocument {
    #[serde(with = "fields::status", default)]
    status: Option<Status>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    started: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    done: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    skipped: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "fields::hours")]
    actual_hours: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "fields::letters")]
    ticks: Vec<char>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "fields::money")]
    paid: Option<Usd>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "fields::attempts")]
    failed: Vec<FailedAttempt>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    updated: Option<Date>,
}

#[derive(Deserialize, Serialize, Default)]
#[serde(expecting = "something you know such as {done: 2026-11-21}")]
struct ToolDocument {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    done: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "fields::day::optional")]
    updated: Option<Date>,
}

#[derive(Deserialize, Serialize)]
#[serde(expecting = "an entry such as {date: 2026-11-21, step: numpy, time: 1h30m}")]
struct LogDocument {
    #[serde(deserialize_with = "fields::day::required")]
    date: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "fields::study_time")]
    time: Option<StudyTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Entries by their ids.
struct ById<T>(BTreeMap<String, T>);

/// An entry of such a map.
trait Entry: Sized {
    /// What the map holds, for the error of a file that holds something else.
    const EXPECTED: &'static str;
    /// How the file says it.
    type Document: DeserializeOwned + Serialize + Default;

    fn from_document(document: Self::Document) -> Self;
    fn document(&self) -> Self::Document;
}

impl Entry for Record {
    const EXPECTED: &'static str = "step ids, each with its state such as {status: done}";
    type Document = RecordDocument;

    fn from_document(document: RecordDocument) -> Record {
        let RecordDocument { status, started, done, skipped, actual_hours, ticks, paid, failed, updated } = document;
        // `{done: 2026-11-21}` says it as people write it.
        let told_by_day = [(done, Status::Done), (skipped, Status::Skipped), (started, Status::Doing)];
        let by_day = told_by_day.into_iter().find_map(|(day, status)| day.map(|_| status));
        let status = status.or(by_day).unwrap_or_default();
        Record { status, started, done, skipped, hours: actual_hours, ticks, paid, failed, updated }
    }

    fn document(&self) -> RecordDocument {
        let Record { status, started, done, skipped, hours, ticks, paid, failed, updated } = self.clone();
        RecordDocument { status: Some(status), started, done, skipped, actual_hours: hours, ticks, paid, failed, updated }
    }
}

impl Entry for Tool {
    const EXPECTED: &'static str = "what you know, each with its day such as {done: 2026-11-21}";
    type Document = ToolDocument;

    fn from_document(document: ToolDocument) -> Tool {
        let ToolDocument { done, note, link, updated } = document;
        Tool { done, note, link, updated }
    }

    fn document(&self) -> ToolDocument {
        let Tool { done, note, link, updated } = self.clone();
        ToolDocument { done, note, link, updated }
    }
}

impl<T> Default for ById<T> {
    fn default() -> ById<T> {
        ById(BTreeMap::new())
    }
}

impl<T> ById<T> {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Entry> Serialize for ById<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, entry)| (id, entry.document())))
    }
}

impl<'de, T: Entry> Deserialize<'de> for ById<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ById<T>, D::Error> {
        let make = |document: Option<T::Document>| T::from_document(document.unwrap_or_default());
        yaml::unique_map(deserializer, T::EXPECTED, make).map(ById)
    }
}

/// Reads a learner's file.
///
/// A file without any value (empty, or comments only) is a new record. A newer version is read
/// as far as this mlpath understands it.
///
/// # Errors
///
/// A [`Fault`] with line and column.
pub fn read(bytes: &[u8]) -> Result<Progress, Fault> {
    let document = yaml::parse_bytes::<Option<Document>>(bytes).map_err(|fault| match newer_version(bytes) {
        Some(version) => Fault::new(
            format!("this file is of version {version}, made by a newer mlpath, and this one cannot read it ({})", fault.message),
            fault.position,
        ),
        None => fault,
    })?;
    match document {
        None => Ok(Progress::new()),
        Some(document) if document.version == 0 => {
            let place = std::str::from_utf8(bytes).ok().and_then(place_of_version);
            Err(Fault::new("`version: 0` was never a version; the first is 1", place))
        }
        Some(document) => Ok(progress(document)),
    }
}

/// Whether another tool wrote the file anew: it put quotes around the version.
#[must_use]
pub fn is_rewritten(text: &str) -> bool {
    text.lines().find_map(|line| line.strip_prefix("version:")).is_some_and(|version| version.trim_start().starts_with(['"', '\'']))
}

/// What every version of the file has.
#[derive(Deserialize)]
struct VersionOnly {
    #[serde(deserialize_with = "fields::version::deserialize")]
    version: u32,
}

/// The version a file says it has, when that is newer than this mlpath knows, whatever else it says.
///
/// A file that is no plain text says nothing: the parser is not to see it.
#[must_use]
pub fn newer_version(bytes: &[u8]) -> Option<u32> {
    let text = yaml::check_text(bytes).ok()?;
    yaml::parse::<VersionOnly>(text).ok().map(|stated| stated.version).filter(|version| *version > VERSION)
}

/// Where the file says its version.
#[must_use]
pub fn place_of_version(text: &str) -> Option<yaml::Position> {
    yaml::Locator::new(text).map(|locator| locator.find(&["version".into()]))
}

/// The text of a file after a change: the old text with the fewest edits that lead from one
/// record to the other.
///
/// # Errors
///
/// [`EditError`] when the text cannot be edited faithfully.
pub fn write(text: &str, before: &Progress, after: &Progress) -> Result<String, EditError> {
    write_moved(text, before, after, &[])
}

/// As [`write()`], where steps of the one record go by another, new id in the other: what the
/// learner wrote in and beside them stays.
///
/// # Errors
///
/// As for [`write()`].
pub fn write_moved(text: &str, before: &Progress, after: &Progress, moved: &[Moved]) -> Result<String, EditError> {
    let edited = edit(text, before, after, moved)?;
    match read(edited.as_bytes()) {
        Ok(read_back) if read_back == *after => Ok(edited),
        _ => Err(EditError::NotFaithful("the file".to_owned())),
    }
}

/// As [`write_moved()`], for who only asks whether the edits can be made: the text is not read back as a record.
///
/// # Errors
///
/// As for [`write()`].
pub fn edit(text: &str, before: &Progress, after: &Progress, moved: &[Moved]) -> Result<String, EditError> {
    let edits = edits::between(before, after, moved).map_err(EditError::Unreadable)?;
    yaml::edit_text(&with_version(text), &edits)
}

/// The text, with a version where there is none yet: an empty file, or one of comments only.
#[must_use]
pub fn with_version(text: &str) -> Cow<'_, str> {
    if text.trim().is_empty() {
        return Cow::Borrowed(BLANK);
    }
    let is_bare = text.trim_start_matches('\u{feff}').lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    match is_bare {
        true if text.ends_with('\n') => Cow::Owned(format!("{text}version: 1\n")),
        true => Cow::Owned(format!("{text}\nversion: 1\n")),
        false => Cow::Borrowed(text),
    }
}

/// A step of the record that goes by another id now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The id it had.
    pub from: String,
    /// The id it has.
    pub to: String,
}

fn progress(document: Document) -> Progress {
    let PlanDocument { from, except, goals, by, budget, hours_per_week, start, pauses, earlier_hours, updated } = document.plan;
    let earlier_hours =
        earlier_hours.into_iter().map(|earlier| EarlierHours { until: earlier.until, hours: earlier.hours_per_week }).collect();
    Progress {
        version: document.version,
        profile: Profile { from, except, goals, by, budget, hours_per_week, start, pauses, earlier_hours, updated },
        steps: document.steps.0,
        tools: document.tools.0,
        log: document
            .log
            .into_iter()
            .map(|entry| LogEntry { date: entry.date, step: entry.step, time: entry.time, note: entry.note, link: entry.link })
            .collect(),
    }
}

fn document(progress: &Progress) -> Document {
    let Profile { from, except, goals, by, budget, hours_per_week, start, pauses, earlier_hours, updated } = progress.profile.clone();
    let earlier_hours =
        earlier_hours.into_iter().map(|earlier| EarlierHoursDocument { until: earlier.until, hours_per_week: earlier.hours }).collect();
    Document {
        version: progress.version.max(VERSION),
        plan: PlanDocument { from, except, goals, by, budget, hours_per_week, start, pauses, earlier_hours, updated },
        steps: ById(progress.steps.clone()),
        tools: ById(progress.tools.clone()),
        log: progress.log.iter().map(log_document).collect(),
    }
}

fn log_document(entry: &LogEntry) -> LogDocument {
    let LogEntry { date, step, time, note, link } = entry.clone();
    LogDocument { date, step, time, note, link }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::super::Mark;
    use super::*;

    const FILE: &str = "\
# mine
version: 1
color: blue   # unknown, stays
steps:
  numpy:
    status: doing # soon
    started: 2026-11-01
    mood: fine
log:
  - date: 2026-11-02
    step: numpy
    time: 1h30m
    note: broadcasting
";

    fn read_text(text: &str) -> Progress {
        read(text.as_bytes()).expect("test file reads")
    }

    fn on() -> Date {
        date(2026, 11, 21)
    }

    #[track_caller]
    fn refuses(text: &str, line: usize, part: &str) {
        let fault = read(text.as_bytes()).expect_err("must be refused");
        assert!(fault.message.contains(part), "{fault:?}");
        assert_eq!(fault.position.map(|position| position.line), Some(line), "{fault:?}");
    }

    #[test]
    fn a_file_reads_as_written() {
        let progress = read_text(FILE);
        assert_eq!(progress.status("numpy"), Status::Doing);
        assert_eq!(progress.log[0].time.map(StudyTime::hours), Some(1.5));
        for blank in ["", "\n", "# words\n", "version: 1\n", "version: 1\nsteps:\nlog:\nplan:\n", BLANK] {
            assert_eq!(read_text(blank), Progress::new(), "{blank:?}");
        }
    }

    /// A tag takes what it is joined to for its name, so that nothing is left of the value.
    #[test]
    fn a_tag_is_refused_where_a_field_is_read_and_left_where_it_is_one_s_own() {
        for (line, text) in
            [(4, "log:\n  - date: 2026-11-01\n    time: !2h\n"), (4, "steps:\n  git:\n    status: !done\n"), (3, "plan:\n  from: !swe\n")]
        {
            refuses(&format!("version: 1\n{text}"), line, "cannot begin with `!`");
        }
        refuses("version: 1\n!log :\n  - date: 2026-11-01\n", 2, "as the key");
        let own = read_text("version: 1\nmine: !x {a: 1}\nlog:\n  - {date: 2026-11-01, time: 1h, mood: !good day}\n");
        assert_eq!(own.log.len(), 1);
    }

    #[test]
    fn a_day_says_the_state_where_no_word_does() {
        let progress = read_text(
            "version: 1\nsteps:\n  git: {done: 2026-11-01, started: 2026-10-01}\n  numpy: {started: 2026-11-01}\n  sql: {skipped: 2026-11-01}\n  r: {}\n  go: {status: todo, done: 2026-11-01}\n",
        );
        let states = ["git", "numpy", "sql", "r", "go"].map(|id| progress.status(id));
        assert_eq!(states, [Status::Done, Status::Doing, Status::Skipped, Status::Todo, Status::Todo]);
    }

    #[test]
    fn a_full_document_has_exactly_the_keys_that_are_named() {
        let full = read_text(
            "version: 1\nplan: {from: swe, except: [git], for: [llm], by: 2027-01-01, budget: 400, \
             hours_per_week: 9, start: 2026-11-01, pauses: [2026-12-01..2026-12-02], \
             earlier_hours: [{until: 2026-11-02, hours_per_week: 8}], updated: 2026-11-04}\nsteps:\n  git: {status: done, started: 2026-11-01, done: 2026-11-02, \
             skipped: 2026-11-03, actual_hours: 7, ticks: [a], paid: 75, failed: [2026-11-01 $75.50], updated: 2026-11-04}\n\
             tools: {aws: {done: 2026-11-01, note: a, link: b, updated: 2026-11-04}}\nlog:\n  - {date: 2026-11-01, step: git, time: 1h, note: a, link: b}\n",
        );
        let value = yaml::value_of(&document(&full)).expect("a value");
        let names = |value: &yaml::Value| -> Vec<String> {
            value.as_mapping().into_iter().flatten().filter_map(|(key, _)| key.as_str().map(str::to_owned)).collect()
        };
        assert_eq!(names(&value), keys::FILE);
        assert_eq!(names(&value["plan"]), keys::PLAN);
        assert_eq!(names(&value["steps"]["git"]), keys::STEP);
        assert_eq!(names(&value["tools"]["aws"]), keys::TOOL);
        assert_eq!(names(&value["log"][0]), keys::ENTRY);
    }

    #[test]
    fn what_is_known_stands_between_steps_and_log_and_may_say_nothing_more() {
        let before = read_text("version: 1\ntools:\n  aws:\n  r: {done: 2016-05-01, note: ten years}\n");
        assert_eq!((before.tools["aws"].done, before.tools["r"].note.as_deref()), (None, Some("ten years")));
        let mut after = Progress::new();
        after.know("aws", Tool { done: Some(on()), ..Tool::default() }, false);
        let text = write("", &Progress::new(), &after).expect("writes");
        assert_eq!(text, format!("{BLANK}tools:\n  aws:\n    done: 2026-11-21\n"));
        refuses("version: 1\ntools:\n  aws: {done: yesterday}\n", 3, "is not a date");
        refuses("version: 1\ntools: [aws]\n", 2, "what you know");
        refuses("version: 1\ntools:\n  aws:\n  r:\n  aws:\n", 5, "`aws` stands here again");
    }

    #[test]
    fn what_other_tools_made_of_a_file_is_read() {
        let text = "version: \"1\"\nplan: {hours_per_week: '10', budget: \"400\"}\nsteps:\n  git: {status: done, done: 2026-11-20T00:00:00.000Z, actual_hours: \"7.5\"}\nlog:\n  - {date: 2026-11-20 00:00:00, step: git, time: '1.5'}\n";
        let plain = "version: 1\nplan: {hours_per_week: 10, budget: 400}\nsteps:\n  git: {status: done, done: 2026-11-20, actual_hours: 7.5}\nlog:\n  - {date: 2026-11-20, step: git, time: 1.5}\n";
        assert_eq!(read_text(text), read_text(plain));
        let mut after = read_text(text);
        after.mark("sql", Mark { status: Status::Doing, on: on(), moves_day: false, hours: None });
        assert!(write(text, &read_text(text), &after).expect("writes").starts_with("version: \"1\"\n"), "and stays as it is");
        refuses("version: 1\nlog:\n  - {date: 2026-11-20T10:00:00Z, step: git}\n", 3, "is not a date");
        refuses("version: '1.5'\n", 1, "write version: 1");
        assert!(is_rewritten(text) && !is_rewritten(plain));
    }

    #[test]
    fn a_change_touches_only_its_lines() {
        let before = read_text(FILE);
        let mut after = before.clone();
        after.mark("numpy", Mark { status: Status::Done, on: on(), moves_day: false, hours: Some(8.0) });
        after.log.push(LogEntry { date: on(), step: Some("numpy".into()), time: StudyTime::parse("45m"), note: None, link: None });
        let text = write(FILE, &before, &after).expect("writes");
        let expected = FILE
            .replace("status: doing #", "status: done #")
            .replace("    mood: fine\n", "    mood: fine\n    done: 2026-11-21\n    actual_hours: 8\n")
            + "  - date: 2026-11-21\n    step: numpy\n    time: 45m\n";
        assert_eq!(text, expected);
        assert_eq!(write(&text, &after, &before).map(|text| read_text(&text)), Ok(before));
    }

    #[test]
    fn ticks_are_letters_on_one_line() {
        let (before, mut after) = (read_text(FILE), read_text(FILE));
        after.tick("numpy", &['b']);
        let once = write(FILE, &before, &after).expect("writes");
        assert!(once.contains("    mood: fine\n    ticks: [b]\n"), "{once}");
        let mut twice = after.clone();
        twice.tick("numpy", &['a', 'd']);
        let text = write(&once, &after, &twice).expect("writes");
        assert!(text.contains("    ticks: [b, a, d]\n"), "{text}");
        let mut fewer = twice.clone();
        fewer.untick("numpy", &['a']);
        assert!(write(&text, &twice, &fewer).expect("writes").contains("    ticks: [b, d]\n"));
        assert_eq!(write(&once, &after, &before), Ok(FILE.to_owned()));
        refuses("version: 1\nsteps:\n  git: {ticks: [ab]}\n", 3, "`ab` is not the letter of a criterion");
        refuses("version: 1\nsteps:\n  git: {ticks: a}\n", 3, "letters such as [a, b]");
    }

    #[test]
    fn a_new_file_begins_with_the_blank_one() {
        let mut after = Progress::new();
        after.mark("git", Mark { status: Status::Done, on: on(), moves_day: false, hours: None });
        let text = write("", &Progress::new(), &after).expect("writes");
        assert_eq!(text, format!("{BLANK}steps:\n  git:\n    status: done\n    done: 2026-11-21\n"));
    }

    #[test]
    fn a_section_that_says_nothing_any_more_goes_away() {
        let text = format!("{BLANK}plan:\n  from: swe\nsteps:\n  git:\n    status: done\n");
        let before = read_text(&text);
        let unplanned = Progress { profile: Profile::default(), ..before.clone() };
        assert_eq!(write(&text, &before, &unplanned), Ok(format!("{BLANK}steps:\n  git:\n    status: done\n")));
        assert_eq!(write(&text, &before, &Progress::new()), Ok(BLANK.to_owned()));
    }

    #[test]
    fn a_file_of_comments_only_gets_its_version() {
        for (text, expected) in [("# mine\n", "# mine\nversion: 1\n"), ("# mine", "# mine\nversion: 1\n"), ("steps: {}\n", "steps: {}\n")] {
            assert_eq!(with_version(text), expected, "{text:?}");
        }
        let mut after = Progress::new();
        after.mark("git", Mark { status: Status::Done, on: on(), moves_day: false, hours: None });
        let text = write("# mine", &Progress::new(), &after).expect("writes");
        assert_eq!(text, "# mine\nversion: 1\nsteps:\n  git:\n    status: done\n    done: 2026-11-21\n");
    }

    #[test]
    fn hours_are_read_as_numbers_or_quoted_and_only_where_they_can_be() {
        let hours = |written: &str| {
            let text = format!("version: 1\nsteps:\n  git:\n    status: done\n    actual_hours: {written}\n");
            read(text.as_bytes()).map(|progress| progress.steps["git"].hours)
        };
        for (written, expected) in [("7.5", Some(7.5)), ("8", Some(8.0)), ("'9'", Some(9.0)), ("10000", Some(10_000.0)), ("", None)] {
            assert_eq!(hours(written).expect(written), expected, "{written}");
        }
        assert!(["0", "-1", "10001", "many"].into_iter().all(|written| hours(written).is_err()));
    }

    #[test]
    fn a_newer_file_that_cannot_be_read_says_so() {
        refuses("version: 2\nsteps: {numpy: {status: paused}}\n", 2, "made by a newer mlpath");
    }

    #[test]
    fn every_mistake_has_its_line() {
        refuses("version: 1\nsteps:\n  git: {status: dnoe}\n", 3, "`dnoe` is not a status");
        refuses("version: 1\nsteps:\n  git: {status: done}\n  sql: {}\n  git: {}\n", 5, "`git` stands here again");
        refuses("version: 1\nversion: 1\n", 2, "stands here again");
        refuses("version: one\n", 1, "version");
        refuses("version: 0\n", 1, "never");
        refuses("steps: {}\n", 1, "`version: 1` is missing");
        refuses("version: 1\nlog:\n  - {date: 2026-02-30, step: git}\n", 3, "is no day of the calendar");
        refuses("version: 1\nlog:\n  - {date: 2026-02-03, step: git, time: soon}\n", 3, "`soon` is not a study time");
        refuses("version: 1\nplan: {hours_per_week: .nan}\n", 2, "not hours a week");
        refuses("version: 1\nplan: {hours_per_week: -3}\n", 2, "not hours a week");
        refuses("version: 1\nplan: {hours_per_week: 8-5}\n", 2, "a range such as 5-8");
        refuses("version: 1\nplan: {pauses: [2026-12-20]}\n", 2, "not a pause");
        refuses("version: 1\nplan:\n  pauses:\n    - 2027-01-03..2026-12-20\n", 4, "not a pause");
        refuses("version: 1\nsteps: [git]\n", 2, "step ids");
        refuses("just words\n", 1, "");
        refuses("- a\n- b\n", 1, "");
    }
}
