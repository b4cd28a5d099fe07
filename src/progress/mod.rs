//! What one learner did: their progress, as data.
//!
//! Progress is independent of any roadmap: it loads whatever the roadmap says, and steps it
//! names that no roadmap knows are kept. All transitions are pure; the store reads and writes.

pub mod as_of;
mod changed;
pub mod document;
mod fields;
pub mod history;
pub mod merge;
pub mod rescue;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::dates::{self, Date, Period};
use crate::units::{StudyTime, Usd, WeeklyHours};

/// The newest version of the file that this mlpath reads and writes.
pub const VERSION: u32 = 1;

/// Everything a learner's file says that mlpath acts on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Progress {
    /// Version of the file; above [`VERSION`] when a newer mlpath wrote it.
    pub version: u32,
    /// What plans start from.
    pub profile: Profile,
    /// Marked steps and certifications by id.
    pub steps: BTreeMap<String, Record>,
    /// What the learner knows beside the steps, by ids of terms.
    pub tools: BTreeMap<String, Tool>,
    /// Study time, notes and links in the order they were written.
    pub log: Vec<LogEntry>,
}

/// What plans start from, as saved by `plan --save`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// Background the learner comes from.
    pub from: Option<String>,
    /// Steps whose credit by the background the learner objects to.
    pub except: Vec<String>,
    /// What the learner aims at beside job-ready: ids of tracks, levels and certifications.
    pub goals: Vec<String>,
    /// The day to be done by.
    pub by: Option<Date>,
    /// The most the exams may cost.
    pub budget: Option<Usd>,
    /// Hours of study planned for a week.
    pub hours_per_week: Option<WeeklyHours>,
    /// First day of study.
    pub start: Option<Date>,
    /// Days without study, planned or past.
    pub pauses: Vec<Period>,
    /// What was planned before, oldest first.
    pub earlier_hours: Vec<EarlierHours>,
    /// The day the plan was last changed.
    pub updated: Option<Date>,
}

/// Hours of a week that were planned until a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EarlierHours {
    /// The last day of that plan.
    pub until: Date,
    /// Its hours.
    pub hours: WeeklyHours,
}

impl Profile {
    /// Hours a week planned on average over some days, by what was planned when; `default` where
    /// nothing is stated.
    #[must_use]
    pub fn hours_planned(&self, first: Date, last: Date, default: f64) -> f64 {
        let now = self.hours_per_week.map_or(default, WeeklyHours::middle);
        let (mut hours, mut from, mut days) = (0.0, first, 0);
        for before in self.earlier_hours.iter().filter(|before| before.until >= first) {
            let until = before.until.min(last);
            let span = dates::days_between(from, until).max(0);
            hours += f64::from(span) * before.hours.middle();
            days += span;
            from = from.max(until);
        }
        let rest = dates::days_between(from, last).max(0);
        if days + rest == 0 { now } else { (hours + f64::from(rest) * now) / f64::from(days + rest) }
    }

    /// Plans other hours from a day on, and keeps what was planned until then: `default` where
    /// nothing was stated. Of several plans of one day the last counts; a plan made on a clock that
    /// was set back takes nothing away.
    pub fn plan_hours(&mut self, hours: WeeklyHours, default: WeeklyHours, today: Date) {
        let until_now = self.hours_per_week.unwrap_or(default);
        if until_now != hours && self.earlier_hours.last().is_none_or(|before| before.until < today) {
            self.earlier_hours.push(EarlierHours { until: today, hours: until_now });
        }
        self.hours_per_week = Some(hours);
    }

    /// What was planned on the morning of a day.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Profile {
        let mut earlier = self.clone();
        if let Some(at) = self.earlier_hours.iter().position(|before| before.until >= day) {
            earlier.hours_per_week = Some(self.earlier_hours[at].hours);
            earlier.earlier_hours.truncate(at);
        }
        earlier
    }

    /// The first day of what is left to study: the planned one if it lies ahead, else today; of a pause that it lies in, the
    /// day after.
    #[must_use]
    pub fn first_day(&self, today: Date) -> Date {
        let first = self.start.map_or(today, |start| start.max(today));
        let pause = dates::joined(&self.pauses).into_iter().find(|pause| (pause.first..=pause.last).contains(&first));
        pause.and_then(|pause| pause.last.tomorrow()).unwrap_or(first)
    }
}

/// The state of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not begun.
    #[default]
    Todo,
    /// Begun.
    Doing,
    /// Finished.
    Done,
    /// Left out on purpose.
    Skipped,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Status {
    /// All states in their order.
    pub const ALL: [Status; 4] = [Status::Todo, Status::Doing, Status::Done, Status::Skipped];

    /// The state of that word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.to_string() == word)
    }
}

/// The record of one step or certification.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// Its state.
    pub status: Status,
    /// The day it was begun.
    pub started: Option<Date>,
    /// The day it was finished (for a certification: earned).
    pub done: Option<Date>,
    /// The day it was left out.
    pub skipped: Option<Date>,
    /// Hours it took in all, as the learner told on finishing.
    pub hours: Option<f64>,
    /// Letters of the "done when" criteria that are met, in the order they were ticked.
    pub ticks: Vec<char>,
    /// What an exam cost in all, as the learner told; of one that is not passed, what is paid for the attempt to come.
    pub paid: Option<Usd>,
    /// Attempts at an exam that were not passed, by their days.
    pub failed: Vec<FailedAttempt>,
    /// The day it was last changed, where its other dates do not say so.
    pub updated: Option<Date>,
}

/// An attempt at an exam that was not passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailedAttempt {
    /// Its day.
    pub on: Date,
    /// What it cost, as the learner told.
    pub paid: Option<Usd>,
}

/// `2027-03-01`, or `2027-03-01 $150` where the learner told what it cost.
impl fmt::Display for FailedAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.on.fmt(f)?;
        self.paid.map_or(Ok(()), |paid| write!(f, " ${}", paid.to_decimal()))
    }
}

/// Something the learner knows beside the steps: a language, a product, a skill.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tool {
    /// The day since which it is known, as the learner tells it.
    pub done: Option<Date>,
    /// What the learner wrote about it.
    pub note: Option<String>,
    /// Where it can be seen.
    pub link: Option<String>,
    /// The day it was last changed, where `done` does not say so.
    pub updated: Option<Date>,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// The day it is about.
    pub date: Date,
    /// The step it is about; `None` for learning that is no step: a talk, an internship, a contest.
    pub step: Option<String>,
    /// Study time.
    pub time: Option<StudyTime>,
    /// What the learner wrote.
    pub note: Option<String>,
    /// Evidence or material.
    pub link: Option<String>,
}

/// A mark to put on a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The new state.
    pub status: Status,
    /// The day of the change.
    pub on: Date,
    /// Whether the learner named the day, so that it corrects the day of a mark that is there.
    pub moves_day: bool,
    /// Hours in all, on finishing.
    pub hours: Option<f64>,
}

impl Progress {
    /// The record of a learner who has none.
    #[must_use]
    pub fn new() -> Progress {
        Progress { version: VERSION, ..Progress::default() }
    }

    /// Whether nothing was ever marked, logged or saved.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.steps.is_empty() && self.tools.is_empty() && self.log.is_empty() && self.profile == Profile::default()
    }

    /// The state of a step as recorded; todo when it is not.
    #[must_use]
    pub fn status(&self, id: &str) -> Status {
        self.steps.get(id).map_or(Status::Todo, |record| record.status)
    }

    /// Today, or tomorrow where something happened on that day already: who travels west, or comes from
    /// another clock, has a day more in the file than this clock says. Later days are slips.
    #[must_use]
    pub fn latest_day(&self, today: Date) -> Date {
        let Some(tomorrow) = today.tomorrow() else { return today };
        let is_marked = |record: &Record| [record.started, record.done, record.skipped].contains(&Some(tomorrow));
        let is_dated = |record: &Record| is_marked(record) || record.failed.iter().any(|attempt| attempt.on == tomorrow);
        let marked = self.steps.values().any(is_dated);
        let known = || self.tools.values().any(|tool| tool.done == Some(tomorrow));
        if marked || known() || self.log.iter().any(|entry| entry.date == tomorrow) { tomorrow } else { today }
    }

    /// Puts a mark on a step. A mark that is already there changes nothing but what the learner
    /// names anew: its day, or the hours of a finished step.
    ///
    /// Going back to todo keeps the log and takes the dates away. A step cannot have been begun
    /// after it was finished: finishing it earlier moves its beginning.
    pub fn mark(&mut self, id: &str, mark: Mark) {
        if mark.status == Status::Todo && !self.steps.contains_key(id) {
            return;
        }
        let record = self.steps.entry(id.to_owned()).or_default();
        if mark.hours.is_some() {
            record.hours = mark.hours;
        }
        if record.status == mark.status && !mark.moves_day {
            return;
        }
        record.status = mark.status;
        match mark.status {
            Status::Todo => *record = Record::default(),
            Status::Doing => (record.started, record.done, record.skipped, record.hours) = (Some(mark.on), None, None, None),
            Status::Done => {
                (record.done, record.skipped) = (Some(mark.on), None);
                record.started = record.started.map(|started| started.min(mark.on));
            }
            Status::Skipped => {
                (record.skipped, record.done, record.hours) = (Some(mark.on), None, None);
                record.started = record.started.map(|started| started.min(mark.on));
            }
        }
    }

    /// Notes that an exam was not passed on a day. What was paid ahead went for that attempt; of a day that is noted
    /// already only the price changes, where one is told. Who never began it began it by then.
    pub fn fail(&mut self, id: &str, on: Date, paid: Option<Usd>) {
        let record = self.steps.entry(id.to_owned()).or_default();
        if let Some(known) = record.failed.iter_mut().find(|attempt| attempt.on == on) {
            known.paid = paid.or(known.paid);
            return;
        }
        let ahead = if record.status == Status::Done { None } else { record.paid.take() };
        let at = record.failed.iter().take_while(|attempt| attempt.on < on).count();
        record.failed.insert(at, FailedAttempt { on, paid: paid.or(ahead) });
        if record.status == Status::Todo {
            (record.status, record.started) = (Status::Doing, Some(on));
        }
        record.started = record.started.map(|started| started.min(on));
    }

    /// Ticks criteria of a step: those that are met already stay once.
    pub fn tick(&mut self, id: &str, letters: &[char]) {
        let ticks = &mut self.steps.entry(id.to_owned()).or_default().ticks;
        for &letter in letters {
            if !ticks.contains(&letter) {
                ticks.push(letter);
            }
        }
    }

    /// Takes ticks of a step back.
    pub fn untick(&mut self, id: &str, letters: &[char]) {
        if let Some(record) = self.steps.get_mut(id) {
            record.ticks.retain(|letter| !letters.contains(letter));
        }
    }

    /// Notes that the learner knows something. What is noted already stays, but for a day that the learner names anew and
    /// evidence that is told.
    pub fn know(&mut self, id: &str, tool: Tool, moves_day: bool) {
        let Tool { done, note, link, .. } = tool;
        let known = self.tools.entry(id.to_owned()).or_insert_with(|| Tool { done, ..Tool::default() });
        if moves_day {
            known.done = done;
        }
        known.note = note.or_else(|| known.note.take());
        known.link = link.or_else(|| known.link.take());
    }

    /// Hours logged for each step until a day, in one pass over the log. What is dated after it did not happen yet.
    #[must_use]
    pub fn logged_hours(&self, until: Date) -> BTreeMap<&str, f64> {
        let mut hours: BTreeMap<&str, f64> = BTreeMap::new();
        for entry in self.log.iter().filter(|entry| entry.date <= until) {
            if let (Some(step), Some(time)) = (&entry.step, entry.time) {
                *hours.entry(step).or_default() += time.hours();
            }
        }
        hours
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;

    const ON: Date = date(2026, 11, 21);

    fn mark(status: Status) -> Mark {
        Mark { status, on: ON, moves_day: false, hours: None }
    }

    #[test]
    fn marks_set_and_clear_their_days() {
        let mut progress = Progress::new();
        progress.mark("git", mark(Status::Doing));
        progress.mark("git", mark(Status::Done));
        let record = &progress.steps["git"];
        assert_eq!((record.status, record.started, record.done), (Status::Done, Some(ON), Some(ON)));
        progress.mark("git", mark(Status::Skipped));
        assert_eq!(progress.steps["git"].done, None);
        progress.mark("git", mark(Status::Todo));
        assert_eq!(progress.steps["git"], Record::default());
    }

    #[test]
    fn a_tick_stands_once_and_outlives_all_but_a_reset() {
        let mut progress = Progress::new();
        progress.mark("git", mark(Status::Doing));
        progress.tick("git", &['b', 'a']);
        progress.tick("git", &['a', 'c']);
        assert_eq!(progress.steps["git"].ticks, ['b', 'a', 'c']);
        progress.untick("git", &['a', 'e']);
        progress.untick("sql", &['a']);
        progress.mark("git", mark(Status::Done));
        assert_eq!(progress.steps["git"].ticks, ['b', 'c']);
        assert!(!progress.steps.contains_key("sql"));
        progress.mark("git", mark(Status::Todo));
        assert!(progress.steps["git"].ticks.is_empty());
    }

    #[test]
    fn a_failed_attempt_is_noted_once_by_its_day_and_takes_what_was_paid_ahead() {
        let mut progress = Progress::new();
        let (first, second) = (date(2026, 11, 1), ON);
        progress.fail("exam", second, None);
        let record = &progress.steps["exam"];
        assert_eq!((record.status, record.started), (Status::Doing, Some(second)));
        progress.steps.entry("exam".into()).or_default().paid = Usd::parse("150");
        progress.fail("exam", first, None);
        progress.fail("exam", first, None);
        let record = &progress.steps["exam"];
        let said: Vec<String> = record.failed.iter().map(FailedAttempt::to_string).collect();
        assert_eq!((said, record.paid, record.started), (vec!["2026-11-01 $150".into(), "2026-11-21".into()], None, Some(first)));
        progress.fail("exam", second, Usd::parse("75.50"));
        assert_eq!(progress.steps["exam"].failed[1].to_string(), "2026-11-21 $75.5");
        progress.mark("exam", mark(Status::Done));
        progress.steps.entry("exam".into()).or_default().paid = Usd::parse("150");
        progress.fail("exam", ON.tomorrow().expect("a day"), None);
        let record = &progress.steps["exam"];
        assert_eq!((record.status, record.paid, record.failed.len()), (Status::Done, Usd::parse("150"), 3), "a renewal that failed");
        progress.mark("exam", mark(Status::Todo));
        assert_eq!(progress.steps["exam"], Record::default());
    }

    #[test]
    fn what_is_known_keeps_its_day_and_takes_new_evidence() {
        let mut progress = Progress::new();
        let earlier = date(2026, 11, 1);
        progress.know("aws", Tool { done: Some(earlier), note: Some("a".into()), ..Tool::default() }, false);
        progress.know("aws", Tool { done: Some(ON), link: Some("b".into()), ..Tool::default() }, false);
        assert_eq!(progress.tools["aws"], Tool { done: Some(earlier), note: Some("a".into()), link: Some("b".into()), updated: None });
        progress.know("aws", Tool { done: Some(ON), ..Tool::default() }, true);
        assert_eq!(progress.tools["aws"].done, Some(ON), "a day that is named moves it");
        assert!(!progress.is_blank());
    }

    #[test]
    fn what_is_not_done_took_no_hours() {
        for status in [Status::Skipped, Status::Doing, Status::Todo] {
            let mut progress = Progress::new();
            progress.mark("git", Mark { hours: Some(7.5), ..mark(Status::Done) });
            progress.mark("git", mark(status));
            let record = &progress.steps["git"];
            assert_eq!((record.status, record.done, record.hours), (status, None, None));
        }
    }

    #[test]
    fn leaving_out_a_step_earlier_moves_its_beginning() {
        let mut progress = Progress::new();
        let earlier = date(2026, 11, 1);
        progress.mark("git", mark(Status::Doing));
        progress.mark("git", Mark { on: earlier, moves_day: true, ..mark(Status::Skipped) });
        let record = &progress.steps["git"];
        assert_eq!((record.started, record.skipped), (Some(earlier), Some(earlier)));
    }

    #[test]
    fn hours_are_logged_up_to_a_day_and_study_begins_no_earlier_than_today() {
        let mut progress = Progress::new();
        for (day, time) in [(20, "1h"), (21, "30m"), (22, "2h")] {
            progress.log.push(LogEntry {
                date: date(2026, 11, day),
                step: Some("git".into()),
                time: StudyTime::parse(time),
                note: None,
                link: None,
            });
        }
        assert_eq!(progress.logged_hours(ON), BTreeMap::from([("git", 1.5)]));
        let starting = |start| Profile { start, ..Profile::default() }.first_day(ON);
        assert_eq!([starting(None), starting(Some(date(2026, 1, 1))), starting(Some(date(2027, 1, 1)))], [ON, ON, date(2027, 1, 1)]);
        let pauses = vec![
            Period { first: date(2026, 11, 1), last: date(2026, 12, 1) },
            Period { first: date(2026, 12, 2), last: date(2026, 12, 5) },
        ];
        assert_eq!(Profile { pauses, ..Profile::default() }.first_day(ON), date(2026, 12, 6), "who rests begins after it");
    }

    #[test]
    fn a_day_ahead_counts_and_a_later_one_does_not() {
        let on = |day: Date| {
            let mut progress = Progress::new();
            progress.mark("git", Mark { status: Status::Done, on: day, moves_day: false, hours: None });
            progress.latest_day(ON)
        };
        assert_eq!([on(date(2026, 11, 20)), on(ON), on(date(2026, 11, 22)), on(date(2026, 11, 23))], [ON, ON, date(2026, 11, 22), ON]);
    }

    #[test]
    fn only_a_new_learner_is_blank() {
        assert!(Progress::new().is_blank());
        let planned = Progress { profile: Profile { start: Some(ON), ..Profile::default() }, ..Progress::new() };
        let mut marked = Progress::new();
        marked.mark("git", mark(Status::Doing));
        let mut logged = Progress::new();
        logged.log.push(LogEntry { date: ON, step: Some("git".into()), time: None, note: None, link: None });
        assert!([planned, marked, logged].iter().all(|progress| !progress.is_blank()));
    }

    #[test]
    fn hours_planned_before_count_for_their_days() {
        let hours = |hours| WeeklyHours::exactly(hours).expect("hours");
        let mut profile = Profile { hours_per_week: Some(hours(10.0)), ..Profile::default() };
        assert!((profile.hours_planned(date(2026, 11, 1), ON, 7.0) - 10.0).abs() < 1e-12);
        profile.plan_hours(hours(4.0), hours(7.0), date(2026, 11, 11));
        profile.plan_hours(hours(6.0), hours(7.0), date(2026, 11, 11));
        assert_eq!(profile.earlier_hours, [EarlierHours { until: date(2026, 11, 11), hours: hours(10.0) }]);
        assert!((profile.hours_planned(date(2026, 11, 1), ON, 7.0) - 8.0).abs() < 1e-12);
        assert!((profile.hours_planned(date(2026, 11, 11), ON, 7.0) - 6.0).abs() < 1e-12);
        assert!((profile.hours_planned(ON, ON, 7.0) - 6.0).abs() < 1e-12);
        let known = profile.earlier_hours.clone();
        let mut set_back = profile.clone();
        set_back.plan_hours(hours(3.0), hours(7.0), date(2026, 10, 1));
        assert_eq!((set_back.hours_per_week, set_back.earlier_hours), (Some(hours(3.0)), known));
        assert_eq!(profile.as_of(date(2026, 11, 5)).hours_per_week, Some(hours(10.0)));
        assert_eq!(profile.as_of(date(2026, 11, 12)).hours_per_week, Some(hours(6.0)));
        assert!((Profile::default().hours_planned(date(2026, 11, 1), ON, 7.0) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn a_mark_that_is_there_changes_nothing() {
        let mut progress = Progress::new();
        progress.mark("git", mark(Status::Done));
        let before = progress.clone();
        progress.mark("git", Mark { on: date(2027, 1, 1), ..mark(Status::Done) });
        progress.mark("sql", mark(Status::Todo));
        assert_eq!(progress, before);
        progress.mark("git", Mark { hours: Some(7.5), ..mark(Status::Done) });
        assert_eq!(progress.steps["git"].hours, Some(7.5));
        assert_eq!(progress.steps["git"].done, Some(ON));
    }

    #[test]
    fn a_named_day_corrects_a_mark_and_never_ends_before_it_begins() {
        let mut progress = Progress::new();
        progress.mark("git", mark(Status::Doing));
        let earlier = date(2026, 11, 1);
        progress.mark("git", Mark { on: earlier, moves_day: true, ..mark(Status::Done) });
        let record = &progress.steps["git"];
        assert_eq!((record.started, record.done), (Some(earlier), Some(earlier)));
        progress.mark("git", Mark { on: ON, moves_day: true, ..mark(Status::Done) });
        assert_eq!(progress.steps["git"].done, Some(ON));
    }
}
