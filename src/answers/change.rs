//! What every changing command answers: one document, one screen.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::next::{newly_ready, suggestions};
use crate::planning::standing::Standing;
use crate::progress::history::SaveName;
use crate::progress::{LogEntry, Status};
use crate::roadmap::Criterion;
use crate::text::{list, some_of};
use crate::units::{StudyTime, hours_number, hours_text};
use crate::view::{Head, Line, Page, Role, Show, status_role};

use super::hours::Hours;
use super::next_step::NextStep;
use super::weeks::LastWeeks;
use crate::planning::learner::Learner;

/// What a command changed, or would change.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ChangeDocument {
    #[serde(flatten)]
    head: Head,
    pub(crate) changed: Vec<Changed>,
    pub(crate) unchanged: Vec<String>,
    pub(crate) logged: Vec<Logged>,
    pub(crate) still_open: Vec<StillOpen>,
    ready: Vec<String>,
    next: Option<NextStep>,
    pub(crate) reversed: Option<Reversed>,
    /// Criteria that were ticked, or are no longer; null for other commands.
    pub(crate) ticked: Option<Ticked>,
    /// The last weeks, after study time was logged or a step finished whose time is known.
    pub(crate) weeks: Option<LastWeeks>,
    /// The criterion to go for in the step that was studied; null where it has none, or is not in progress.
    pub(crate) next_criterion: Option<Criterion>,
    dry_run: bool,
    /// What to say of the things that did not change.
    #[serde(skip)]
    pub(crate) remarks: Vec<Line>,
    /// Criteria of a step that was just begun.
    #[serde(skip)]
    pub(crate) done_when: Vec<Criterion>,
}

/// A thing whose state or record changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Changed {
    pub(crate) id: String,
    pub(crate) from: Status,
    pub(crate) to: Status,
    #[serde(skip)]
    aside: String,
}

impl Changed {
    /// A change of state, with a remark in brackets.
    pub(crate) fn new(id: &str, from: Status, to: Status, aside: String) -> Changed {
        Changed { id: id.to_owned(), from, to, aside }
    }
}

/// A new line of the log.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Logged {
    /// Null for learning that is no step.
    id: Option<String>,
    date: Date,
    hours: Option<f64>,
    note: Option<String>,
    link: Option<String>,
    total_hours: f64,
    #[serde(skip)]
    time: Option<StudyTime>,
    #[serde(skip)]
    estimate: Option<String>,
}

impl Logged {
    /// A log entry for a thing, with the hours logged for it in all and its estimate.
    pub(crate) fn new(id: Option<&str>, entry: &LogEntry, total: f64, estimate: Option<String>) -> Logged {
        Logged {
            id: id.map(str::to_owned),
            date: entry.date,
            hours: entry.time.map(|time| hours_number(time.hours())),
            note: entry.note.clone(),
            link: entry.link.clone(),
            total_hours: hours_number(total),
            time: entry.time,
            estimate,
        }
    }

    fn line(&self, dry_run: bool) -> Line {
        let said = match (self.time, dry_run) {
            (Some(time), false) => format!("{time} logged"),
            (Some(time), true) => format!("would log {time}"),
            (None, false) => "noted in the log".to_owned(),
            (None, true) => "would be noted in the log".to_owned(),
        };
        let Some(id) = &self.id else {
            return Line::new().text(format!("Learning that is no step: {said} on {}", self.date));
        };
        let line = Line::new().code(id).text(format!(": {said} on {}", self.date));
        let estimate = self.estimate.as_ref().map(|estimate| format!(" (estimate {estimate})")).unwrap_or_default();
        match self.hours {
            Some(_) => line.text(", ").add(Role::Strong, format!("{} h", hours_text(self.total_hours))).text(format!(" in all{estimate}")),
            None => line,
        }
    }
}

/// A marked step with prerequisites that are still open.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StillOpen {
    pub(crate) id: String,
    pub(crate) requires: Vec<String>,
}

/// Criteria of a step that were ticked, or are no longer.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Ticked {
    pub(crate) id: String,
    /// The letters the command names.
    pub(crate) letters: Vec<char>,
    /// Whether their ticks were taken back.
    pub(crate) undone: bool,
    /// All criteria of the step that are ticked now.
    pub(crate) ticks: Vec<char>,
    /// How many criteria the step has.
    pub(crate) criteria: usize,
    /// The first criterion that is not ticked; null when all are.
    pub(crate) next_criterion: Option<Criterion>,
    pub(crate) hours_left: Hours,
    /// Whether the step is in progress.
    #[serde(skip)]
    pub(crate) is_open: bool,
}

impl Ticked {
    fn say(&self, page: &mut Page, dry_run: bool) {
        let letters: Vec<String> = self.letters.iter().map(char::to_string).collect();
        let said = match (self.undone, dry_run) {
            (false, false) => "ticked",
            (false, true) => "would be ticked",
            (true, false) => "no longer ticked",
            (true, true) => "would no longer be ticked",
        };
        let left = if self.is_open { format!(", about {} h left", hours_text(self.hours_left.mean())) } else { String::new() };
        let line = Line::new().code(&self.id).text(format!(": {} {said}, ", list(&letters)));
        page.line(line.add(Role::Strong, format!("{} of {}", self.ticks.len(), self.criteria)).text(left));
        match &self.next_criterion {
            Some(criterion) if self.is_open => {
                page.hanging(0, 6, Line::new().dim("Next  ").text(criterion.phrase()));
            }
            None if self.is_open => {
                page.line(Line::new().text("Every criterion is met. Finish the step: ").advice(format!("done {}", self.id)));
            }
            _ => {}
        }
    }
}

/// A save by its number, what was done and when; the last two are null where it cannot be read.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SaveRow {
    pub(crate) number: u64,
    pub(crate) command: Option<String>,
    pub(crate) on: Option<Date>,
}

impl From<SaveName> for SaveRow {
    fn from(save: SaveName) -> SaveRow {
        let (command, on) = save.done.unzip();
        SaveRow { number: save.number, command, on }
    }
}

/// The command that was taken back or put back.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Reversed {
    /// Null where its save cannot be read.
    pub(crate) command: Option<String>,
    pub(crate) on: Option<Date>,
    /// The save whose text is in force again, where the one that is undone cannot be read; null otherwise.
    pub(crate) restored: Option<SaveRow>,
    #[serde(skip)]
    pub(crate) word: &'static str,
    #[serde(skip)]
    pub(crate) inverse: &'static str,
}

impl Reversed {
    fn say(&self, page: &mut Page, dry_run: bool) {
        let would = if dry_run { "would be " } else { "" };
        let line = Line::new().text(format!("{would}{}: ", self.word));
        page.line(match (&self.command, self.on) {
            (Some(command), Some(on)) => line.code(format!("mlpath {command}")).dim(format!("   of {on}")),
            _ => line.text("a save that cannot be read"),
        });
        if let Some(SaveRow { command: Some(command), on: Some(on), .. }) = &self.restored {
            let verb = if dry_run { "Would restore" } else { "Restored" };
            page.line(
                Line::new().text(format!("{verb}: your progress as of ")).code(format!("mlpath {command}")).text(format!(" on {on}")),
            );
        }
    }
}

impl ChangeDocument {
    /// A document without changes, with what is ready by going from one standing to the other.
    pub(crate) fn new(learner: Learner<'_>, before: &Standing<'_>, after: &Standing<'_>, dry_run: bool) -> ChangeDocument {
        let id = |at: usize| learner.roadmap.steps[at].id.to_owned();
        ChangeDocument {
            head: Head::new("mlpath/change/v1", learner.roadmap, learner.today),
            changed: Vec::new(),
            unchanged: Vec::new(),
            logged: Vec::new(),
            still_open: Vec::new(),
            ready: newly_ready(before, after).into_iter().map(id).collect(),
            next: suggestions(after, None).first().map(|suggestion| NextStep::new(after, suggestion)),
            reversed: None,
            ticked: None,
            weeks: None,
            next_criterion: None,
            dry_run,
            remarks: Vec::new(),
            done_when: Vec::new(),
        }
    }

    fn says_next(&self) -> bool {
        let studied = self.changed.is_empty() && self.weeks.is_some();
        self.reversed.is_none() && (studied || self.changed.iter().any(|change| change.to != Status::Doing))
    }
}

/// How many changes, and how many steps begun before others, are told in a line each.
const TOLD_SINGLY: usize = 6;
const OPEN_TOLD_SINGLY: usize = 3;

/// How many of many a screen names; a whole stage is some twenty.
const SHOWN: usize = 30;

impl ChangeDocument {
    /// A line for each change; of many alike, one for all of them.
    fn say_changes(&self, page: &mut Page) {
        let would = if self.dry_run && self.reversed.is_none() { "would change " } else { "" };
        let states = |change: &Changed| {
            let line = Line::new().text(if change.from == change.to { String::new() } else { format!("{} -> ", change.from) });
            line.add(status_role(change.to), change.to.to_string())
        };
        let is_like = |one: &Changed, other: &Changed| (one.from, one.to, &one.aside) == (other.from, other.to, &other.aside);
        for alike in self.changed.chunk_by(is_like) {
            if alike.len() <= TOLD_SINGLY {
                for change in alike {
                    page.line(Line::new().text(would).code(&change.id).text(": ").text_of(states(change)).text(&change.aside));
                }
                continue;
            }
            let (shown, more) = some_of(alike, SHOWN);
            let ids: Vec<&str> = shown.iter().map(|change| change.id.as_str()).collect();
            let line = Line::new().text(would).text_of(states(&alike[0])).text(&alike[0].aside).text(format!(" ({}): ", alike.len()));
            page.hanging(0, 2, line.code(ids.join(", ")).text(more));
        }
    }

    /// The criterion to go for in the step that was studied, or else the step to go on with.
    fn say_next(&self, page: &mut Page) {
        match (&self.next_criterion, &self.next) {
            (Some(criterion), _) => drop(page.hanging(0, 6, Line::new().dim("Next  ").text(criterion.phrase()))),
            (None, Some(next)) if self.says_next() => drop(page.line(Line::new().text("Next: ").code(&next.step.id))),
            _ => {}
        }
    }

    /// What is usually done before.
    fn say_still_open(&self, page: &mut Page) {
        if self.still_open.len() <= OPEN_TOLD_SINGLY {
            for open in &self.still_open {
                page.line(
                    Line::new().code(&open.id).text(" is usually done after ").code(open.requires.join(", ")).text(" (not done yet)"),
                );
            }
            return;
        }
        let (shown, more) = some_of(&self.still_open, OPEN_TOLD_SINGLY);
        let ids: Vec<&str> = shown.iter().map(|open| open.id.as_str()).collect();
        let line = Line::new().code(ids.join(", ")).text(format!("{more} are usually done after steps that are not done yet: "));
        page.hanging(0, 2, line.advice(format!("show {}", ids[0])));
    }
}

impl Show for ChangeDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if let Some(reversed) = &self.reversed {
            reversed.say(&mut page, self.dry_run);
        }
        self.say_changes(&mut page);
        for line in self.remarks.iter().cloned().chain(self.logged.iter().map(|logged| logged.line(self.dry_run))) {
            page.line(line);
        }
        if let Some(ticked) = &self.ticked {
            ticked.say(&mut page, self.dry_run);
        }
        if let Some(weeks) = &self.weeks {
            weeks.say(&mut page);
        }
        self.say_still_open(&mut page);
        if !self.done_when.is_empty() {
            page.line(Line::new().dim("Done when"));
            page.points(self.done_when.iter().map(Criterion::phrase));
        }
        if !self.ready.is_empty() && self.reversed.is_none() {
            page.line(Line::new().text("Now ready: ").code(self.ready.join(", ")));
        }
        self.say_next(&mut page);
        if !self.dry_run && (!self.changed.is_empty() || !self.logged.is_empty() || self.ticked.is_some() || self.reversed.is_some()) {
            let inverse = self.reversed.as_ref().map_or("undo", |reversed| reversed.inverse);
            page.line(Line::new().dim("Undo: ").advice(inverse));
        }
        page
    }
}

/// A remark on a day before all else in the record, which is likelier meant a year later.
pub(crate) fn wrong_year(day: Date, meant: Date) -> Line {
    format!("{day} is before all else in your record; did you mean {meant}?").into()
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<ChangeDocument>("change")
}
