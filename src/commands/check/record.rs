//! What a record says that cannot be, or is surely a slip.

use std::collections::{HashMap, HashSet};

use crate::advice::Remedy;
use crate::dates::{self, Date};
use crate::planning::forecast::weeks::first_day;
use crate::progress::{Record, Status, VERSION};
use crate::resolve::names;
use crate::roadmap::Item;
use crate::text::{closest, shell_word};
use crate::units::StudyTime;
use crate::yaml::Key;

use super::Checker;

/// A pause of more days than this is surely a slip in a year.
const LONGEST_PAUSE: i32 = 366;

/// A plan that begins later than this many days from now is surely a slip in a year.
const LATEST_START: i32 = 3660;

/// Hours for one step beyond so many times its high estimate are surely a slip of the decimal point.
const MOST_TIMES_HIGH: f64 = 10.0;

/// Hours for a certification, or a step nobody estimated.
const MOST_HOURS: f64 = 1000.0;

const WRITE_THE_DAY: &str = "write the day it happened, as YYYY-MM-DD";

impl Checker<'_> {
    pub(crate) fn check_record(&mut self) {
        if self.progress().version > VERSION {
            let message =
                format!("version {} was made by a newer mlpath: this one reads it, but will not change it", self.progress().version);
            self.find(&["version".into()], message, "update mlpath");
        }
        self.check_profile();
        self.check_pauses();
        self.check_earlier_hours();
        self.check_steps();
        self.check_tools();
        self.check_log();
    }

    fn check_profile(&mut self) {
        let profile = &self.progress().profile;
        if profile.hours_per_week.is_some_and(|hours| !hours.is_sensible()) {
            self.find(&["plan".into(), "hours_per_week".into()], "no plan has so many hours a week", "write a number from 0.1 to 100");
        }
        if profile.start.is_some_and(|start| dates::days_between(self.input.learner.today, start) > LATEST_START) {
            self.find(&["plan".into(), "start".into()], "this first day of study lies more than ten years ahead", "put its year right");
        }
        if profile.start.is_some_and(|start| !dates::YEARS.contains(&start.year())) {
            self.check_day(&["plan".into(), "start".into()], profile.start);
        } else if self.input.learner.begins_ages_before() {
            let message = "this first day of study lies more than ten years before all else here";
            self.find(&["plan".into(), "start".into()], message, "put its year right");
        }
        if let Some(from) = profile.from.as_ref().filter(|from| self.roadmap().backgrounds_named(from).is_none()) {
            let known = crate::resolve::ids::backgrounds(self.roadmap()).join(", ");
            let message = format!("there is no background `{from}`, so nothing is credited");
            self.find_unknown(&["plan".into(), "from".into()], false, message, |_| format!("write one of {known}").into());
        }
        self.check_day(&["plan".into(), "updated".into()], profile.updated);
        for (at, id) in profile.goals.iter().enumerate() {
            if self.roadmap().any_goal(id).is_none() {
                let path = ["plan".into(), "for".into(), at.into()];
                let message = format!("there is no track, level or exam `{id}` on this roadmap; it is kept");
                let tracks = crate::resolve::goals::tracks(self.roadmap());
                self.find_unknown(&path, false, message, |_| format!("write a track ({tracks}), a level or an exam").into());
            }
        }
        let mut seen: HashMap<Item, &str> = HashMap::new();
        for (at, id) in profile.except.iter().enumerate() {
            let path = ["plan".into(), "except".into(), at.into()];
            let Some(item @ Item::Step(_)) = self.roadmap().find(id) else {
                self.find_unknown(&path, false, format!("there is no step `{id}`"), |checker| checker.suggestion(id));
                continue;
            };
            if let Some(other) = seen.insert(item, id) {
                self.find(&path, format!("`{other}` and `{id}` name the same step"), "keep one of them");
            }
        }
    }

    fn check_pauses(&mut self) {
        let pauses = &self.progress().profile.pauses;
        for (at, pause) in pauses.iter().enumerate() {
            let path = ["plan".into(), "pauses".into(), at.into()];
            if pause.days() > LONGEST_PAUSE {
                self.find(&path, format!("this pause lasts {} days, more than a year", pause.days()), "put its years right");
            }
            if let Some(other) = pauses[..at].iter().find(|other| other.first <= pause.last && pause.first <= other.last) {
                let (first, last) = (other.first.min(pause.first), other.last.max(pause.last));
                self.find(&path, format!("it shares days with the pause {other}"), format!("write one pause: {first}..{last}"));
            }
        }
    }

    /// Plans of before end in order, and none is still to come.
    fn check_earlier_hours(&mut self) {
        let before = &self.progress().profile.earlier_hours;
        for (at, plan) in before.iter().enumerate() {
            let path = ["plan".into(), "earlier_hours".into(), at.into(), "until".into()];
            if plan.until > self.input.learner.today {
                self.find(&path, format!("{} lies in the future", plan.until), "put its day right");
            }
            if !plan.hours.is_sensible() {
                let hours = ["plan".into(), "earlier_hours".into(), at.into(), "hours_per_week".into()];
                self.find(&hours, "no plan has so many hours a week", "write a number from 0.1 to 100");
            }
            if at > 0 && plan.until <= before[at - 1].until {
                self.find(
                    &path,
                    format!("this plan ends on {}, no later than the one before it", plan.until),
                    "put them in order, one a day",
                );
            }
        }
    }

    fn check_steps(&mut self) {
        let steps = &self.progress().steps;
        let mut seen: HashMap<Item, &str> = HashMap::new();
        for (id, record) in steps {
            let path = ["steps".into(), id.as_str().into()];
            if let Some(item @ (Item::Step(_) | Item::Certification(_))) = self.roadmap().find(id) {
                if let Some(other) = seen.insert(item, id) {
                    let message = format!("`{id}` and `{other}` name the same step");
                    self.find_key(&path, message, format!("keep one of them, as `{}`", self.roadmap().id_of(item)));
                }
            } else {
                let message = format!("there is no step or certification `{id}` on this roadmap; it is kept");
                self.find_unknown(&path, true, message, |checker| checker.suggestion(id));
            }
            self.check_days(&path, record);
            self.check_state(&path, record);
            self.check_hours(&path, record);
            self.check_ticks(&path, record);
        }
    }

    fn check_tools(&mut self) {
        let Some(guide) = self.input.guide else { return };
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for (id, tool) in &self.progress().tools {
            let path = ["tools".into(), id.as_str().into()];
            match (names::exact(self.roadmap(), id), names::term(self.roadmap(), guide, id)) {
                (Some(item @ (Item::Step(_) | Item::Certification(_))), _) => {
                    let fix = format!("write it under steps: as `{}` with `status: done`", self.roadmap().id_of(item));
                    self.find_key(&path, format!("`{id}` is a step or certification, so here it does nothing"), fix);
                }
                (_, Some(term)) => {
                    if let Some(other) = seen.insert(&term.id, id) {
                        self.find_key(&path, format!("`{id}` and `{other}` are the same"), format!("keep one of them, as `{}`", term.id));
                    }
                }
                (_, None) => {
                    let message = format!("mlpath knows no tool or skill `{id}`; it is kept but no posting asks for it");
                    self.find_unknown(&path, true, message, |_| {
                        match closest(id, guide.terms.iter().map(|term| term.id.as_str())).first() {
                            Some(near) => format!("did you mean `{near}`?").into(),
                            None => {
                                Remedy::command("leave it if it is your own; look for another word: ", format!("find {}", words_of(id)))
                            }
                        }
                    });
                }
            }
            self.check_day(&at(&path, "done"), tool.done);
            self.check_day(&at(&path, "updated"), tool.updated);
        }
    }

    fn check_days(&mut self, path: &[Key; 2], record: &Record) {
        for (field, day) in [("started", record.started), ("done", record.done), ("skipped", record.skipped), ("updated", record.updated)] {
            self.check_day(&at(path, field), day);
        }
        for (n, attempt) in record.failed.iter().enumerate() {
            let place = [path[0].clone(), path[1].clone(), "failed".into(), n.into()];
            self.check_day(&place, Some(attempt.on));
            if record.failed[..n].iter().any(|other| other.on == attempt.on) {
                self.find(&place, format!("an attempt on {} stands here again", attempt.on), "keep one of them");
            }
        }
        let Some(started) = record.started else { return };
        for (field, day) in [("done", record.done), ("skipped", record.skipped)] {
            if day.is_some_and(|day| day < started) {
                self.find(&at(path, field), format!("it ends before it begins ({started})"), "put the two days right");
            }
        }
    }

    /// A day on which something happened.
    fn check_day(&mut self, path: &[Key], day: Option<Date>) {
        let Some(day) = day else { return };
        if day > self.input.learner.today {
            self.find(path, "this day lies in the future", WRITE_THE_DAY);
        } else if !dates::YEARS.contains(&day.year()) {
            self.find(path, format!("this day lies before the year {}", dates::YEARS.start()), WRITE_THE_DAY);
        }
    }

    fn check_state(&mut self, path: &[Key; 2], record: &Record) {
        let word = record.status;
        if record.status == Status::Done && record.done.is_none() {
            self.find(&at(path, "status"), "it is done, but on no known day", "add `done: YYYY-MM-DD` if you remember it");
        }
        if record.status != Status::Done && record.done.is_some() {
            let message = format!("it has a day of finishing, but is {word}");
            self.find(&at(path, "done"), message, "write `status: done`, or take the day away");
        }
        if record.status != Status::Skipped && record.skipped.is_some() {
            let message = format!("it has a day of leaving it out, but is {word}");
            self.find(&at(path, "skipped"), message, "write `status: skipped`, or take the day away");
        }
        if record.status == Status::Todo && record.started.is_some() {
            self.find(&at(path, "started"), "it has a day of beginning, but is todo", "write `status: doing`, or take the day away");
        }
        if record.status != Status::Done && record.hours.is_some() {
            let message = format!("it has the hours it took, but is {word}");
            self.find(&at(path, "actual_hours"), message, "write `status: done`, or put the time into the log");
        }
    }

    fn check_hours(&mut self, path: &[Key; 2], record: &Record) {
        let Key::Name(id) = &path[1] else { return };
        if record.paid.is_some() && matches!(self.roadmap().find(id), Some(Item::Step(_))) {
            self.find(&at(path, "paid"), format!("`{id}` is a step, and only exams have a price"), "take `paid` away");
        }
        if !record.failed.is_empty() && matches!(self.roadmap().find(id), Some(Item::Step(_))) {
            self.find(&at(path, "failed"), format!("`{id}` is a step, and only exams are failed"), "take `failed` away");
        }
        let most = match self.roadmap().find(id) {
            Some(Item::Step(step)) => MOST_TIMES_HIGH * self.roadmap().steps[step].hours.high,
            _ => MOST_HOURS,
        };
        if record.hours.is_some_and(|hours| hours > most) {
            let message = format!("so many hours are more than ten times what `{id}` takes slow learners");
            let message = if most < MOST_HOURS { message } else { format!("`{id}` can hardly have taken so many hours") };
            self.find(&at(path, "actual_hours"), message, "look at the decimal point; these are hours, not minutes");
        }
    }

    /// Each letter is a criterion the step has today, and stands once.
    fn check_ticks(&mut self, path: &[Key; 2], record: &Record) {
        let Key::Name(id) = &path[1] else { return };
        let letters: Vec<char> = match self.roadmap().find(id) {
            Some(Item::Step(step)) => self.roadmap().steps[step].about.done_when.iter().map(|criterion| criterion.letter).collect(),
            Some(_) => Vec::new(),
            None => return,
        };
        for (n, letter) in record.ticks.iter().enumerate() {
            let place = [path[0].clone(), path[1].clone(), "ticks".into(), n.into()];
            let undo = Remedy::words("take the letter away");
            if record.ticks[..n].contains(letter) {
                self.find(&place, format!("`{letter}` stands here again"), "keep one of them");
            } else if !letters.contains(letter) {
                let message = format!("`{id}` has no criterion `{letter}` on this roadmap; it is kept and counts for nothing");
                self.find_unknown(&place, false, message, |_| undo);
            }
        }
    }

    fn check_log(&mut self) {
        let log = &self.progress().log;
        // A day in the future is told as one, and tells nothing of those before it.
        let today = self.input.learner.today;
        let first = first_day(log.iter().map(|entry| entry.date).filter(|day| *day <= today).collect());
        let early = self.input.learner.early_day();
        // One word may stand in thousands of entries.
        let mut suggestions: HashMap<&str, Remedy> = HashMap::new();
        let mut hours: HashMap<Date, f64> = HashMap::new();
        let mut told: HashSet<Words<'_>> = HashSet::new();
        for (number, entry) in log.iter().enumerate() {
            let path = |field: &str| ["log".into(), number.into(), field.into()];
            let step = entry.step.as_deref();
            let is_known = |step| matches!(self.roadmap().find(step), Some(Item::Step(_) | Item::Certification(_)));
            if let Some(step) = step.filter(|step| !is_known(step)) {
                let message = format!("there is no step or certification `{step}` on this roadmap; it is kept");
                let suggest = |checker: &Self| suggestions.entry(step).or_insert_with(|| checker.suggestion(step)).clone();
                self.find_unknown(&path("step"), false, message, suggest);
            }
            for (field, text) in [("note", &entry.note), ("link", &entry.link)] {
                if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
                    self.find(&path(field), format!("this {field} is empty"), "write something there, or take the line away");
                }
            }
            let is_strange = entry.date > today || !dates::YEARS.contains(&entry.date.year());
            if let Some((_, meant)) = early.filter(|(early, _)| *early == entry.date) {
                self.find(&path("date"), format!("this day lies months before all else; was {meant} meant?"), WRITE_THE_DAY);
            } else if let Some(meant) = self.input.learner.day_in_line(number) {
                let message = format!("the entries around it are of another year; was {meant} meant?");
                self.find(&path("date"), message, WRITE_THE_DAY);
            } else if is_strange {
                self.check_day(&path("date"), Some(entry.date));
            } else if first.is_some_and(|first| entry.date < first) {
                self.find(&path("date"), "this day lies more than ten years before the next entry", WRITE_THE_DAY);
            }
            if entry.time.is_none() && entry.note.is_none() && entry.link.is_none() {
                self.find(&["log".into(), number.into()], "this entry says nothing", "add `time`, `note` or `link`, or take it away");
            }
            // Two hours of one day may well be told as one hour twice; the same words twice are a slip.
            let words = (entry.date, step, entry.note.as_deref(), entry.link.as_deref(), entry.time);
            if (entry.note.is_some() || entry.link.is_some()) && !told.insert(words) {
                self.find(&["log".into(), number.into()], "an entry above says the very same", "take one of them away");
            }
            let above = hours.entry(entry.date).or_default();
            let before = *above;
            *above += entry.time.map_or(0.0, StudyTime::hours);
            if before <= 24.0 && *above > 24.0 {
                let message = format!("with this, {} has more than 24 hours of study", entry.date);
                self.find(&path("time"), message, "spread them over the days they were");
            }
        }
    }
}

/// An id as words to look for.
fn words_of(id: &str) -> String {
    shell_word(std::ffi::OsStr::new(id))
}

/// All an entry says.
type Words<'a> = (Date, Option<&'a str>, Option<&'a str>, Option<&'a str>, Option<StudyTime>);

fn at(path: &[Key; 2], field: &str) -> [Key; 3] {
    [path[0].clone(), path[1].clone(), field.into()]
}
