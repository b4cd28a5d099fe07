//! `mlpath log` alone: hours a week and a step, and the last entries.

use std::collections::HashMap;

use serde::Serialize;

use crate::dates::{self, Date};
use crate::error::Error;
use crate::planning::forecast::weeks::{Week, weeks};
use crate::planning::standing::Standing;
use crate::progress::LogEntry;
use crate::roadmap::Item;
use crate::text::count;
use crate::units::{StudyTime, hours_number, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, range_phrase};

use crate::answers::forecast::EvidenceDocument;
use crate::answers::hours::Hours;
use crate::answers::weeks::WEEKS_SHOWN;
use crate::commands::{Input, Outcome};
use crate::order;
use crate::resolve::ids;

/// Shows the log, of one thing when it is named.
pub(crate) fn run(id: Option<&str>, input: &Input<'_>) -> Result<Outcome, Error> {
    let item = match id {
        Some(id) => ids::markable(input.learner.roadmap, input.guide, &[id.to_owned()])?.first().copied(),
        None => None,
    };
    Ok(Outcome::answer(LogDocument::new(input, item)))
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LogDocument {
    #[serde(flatten)]
    head: Head,
    /// The thing asked about; null for all.
    id: Option<String>,
    hours: f64,
    weeks: Vec<WeekDocument>,
    steps: Vec<StepHours>,
    entries: Vec<Entry>,
    /// Entries dated after today, which are in none of the numbers.
    ahead: usize,
    evidence: EvidenceDocument,
    /// A step to begin a log with.
    #[serde(skip)]
    example: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WeekDocument {
    start: Date,
    hours: f64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StepHours {
    id: String,
    hours: f64,
    entries: usize,
    last: Date,
    /// Null for what the roadmap does not know, and for certifications.
    estimate: Option<Hours>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Entry {
    /// Null for learning that is no step.
    id: Option<String>,
    date: Date,
    hours: Option<f64>,
    note: Option<String>,
    link: Option<String>,
    #[serde(skip)]
    time: Option<StudyTime>,
}

impl LogDocument {
    fn new(input: &Input<'_>, item: Option<Item>) -> LogDocument {
        let about = |entry: &LogEntry| entry.step.as_deref().and_then(|step| input.learner.roadmap.find(step));
        let is_wanted = |entry: &LogEntry| item.is_none() || about(entry) == item;
        // What lies ahead was not studied; check tells of it.
        let wanted = |entry: &LogEntry| entry.date <= input.learner.today && is_wanted(entry);
        let entries: Vec<&LogEntry> = input.learner.progress.log.iter().filter(|entry| wanted(entry)).collect();
        let standing = input.learner.standing();
        let evidence = EvidenceDocument::new(&input.learner.evidence(&standing), input.learner.progress.profile.hours_per_week);
        let hours = entries.iter().filter_map(|entry| entry.time).map(StudyTime::hours).sum();
        let week = |week: Week| WeekDocument { start: week.monday, hours: hours_number(week.hours) };
        LogDocument {
            head: Head::new("mlpath/log/v1", input.learner.roadmap, input.learner.today),
            id: item.map(|item| input.learner.roadmap.id_of(item).to_owned()),
            hours: hours_number(hours),
            weeks: weeks(input.learner.progress, input.learner.today, wanted).into_iter().map(week).collect(),
            steps: by_step(input, &standing, &entries),
            ahead: input.learner.progress.log.iter().filter(|entry| entry.date > input.learner.today && is_wanted(entry)).count(),
            entries: entries.into_iter().map(|entry| Entry::new(input, entry)).collect(),
            evidence,
            example: standing.all().find(|(_, _, state)| state.is_open()).map_or("ID", |(_, step, _)| &step.id).to_owned(),
        }
    }
}

/// The permanent id of what an entry is about, or the word it has; none for learning that is no step.
fn id_of(input: &Input<'_>, entry: &LogEntry) -> Option<String> {
    let step = entry.step.as_deref()?;
    Some(input.learner.roadmap.find(step).map_or(step, |item| input.learner.roadmap.id_of(item)).to_owned())
}

/// Hours of each thing, the one studied last first.
fn by_step(input: &Input<'_>, standing: &Standing<'_>, entries: &[&LogEntry]) -> Vec<StepHours> {
    let mut steps: Vec<StepHours> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let Some(id) = id_of(input, entry) else { continue };
        let place = *places.entry(id.clone()).or_insert(steps.len());
        if place == steps.len() {
            let estimate = match input.learner.roadmap.find(&id) {
                Some(Item::Step(at)) => Some(standing.steps[at].estimate(&input.learner.roadmap.steps[at]).into()),
                _ => None,
            };
            steps.push(StepHours { id, hours: 0.0, estimate, entries: 0, last: entry.date });
        }
        let step = &mut steps[place];
        step.hours += entry.time.map_or(0.0, StudyTime::hours);
        step.entries += 1;
        step.last = step.last.max(entry.date);
    }
    for step in &mut steps {
        step.hours = hours_number(step.hours);
    }
    order::sort_by(&mut steps, |a, b| b.last.cmp(&a.last).then(a.id.cmp(&b.id)));
    steps
}

impl Entry {
    fn new(input: &Input<'_>, entry: &LogEntry) -> Entry {
        Entry {
            id: id_of(input, entry),
            date: entry.date,
            hours: entry.time.map(|time| hours_number(time.hours())),
            note: entry.note.clone(),
            link: entry.link.clone(),
            time: entry.time,
        }
    }
}

impl Show for LogDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if self.ahead > 0 {
            let said = format!("{} dated after today, not counted here: ", count(self.ahead, "entry"));
            page.line(Line::new().add(Role::Warning, said).advice("check"));
        }
        if self.entries.is_empty() {
            let id = self.id.as_deref().unwrap_or(&self.example);
            page.line(
                Line::new()
                    .text("Nothing is logged")
                    .text(self.id.as_ref().map(|id| format!(" for {id}")).unwrap_or_default())
                    .text(" yet. To begin: ")
                    .advice(format!("log {id} 1h30m")),
            );
            return page;
        }
        let about = self.id.as_ref().map_or_else(|| "Your log".to_owned(), |id| format!("Log of {id}"));
        let entries = count(self.entries.len(), "entry");
        page.line(Line::new().add(Role::Heading, about).text(format!(": {} h in {entries}", hours_text(self.hours))));
        self.say_weeks(&mut page);
        self.say_entries(&mut page);
        if self.id.is_none() {
            self.say_steps(&mut page);
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.steps.iter().map(|step| step.id.clone()).collect()
    }
}

impl LogDocument {
    fn say_weeks(&self, page: &mut Page) {
        if self.weeks.is_empty() {
            return;
        }
        page.blank();
        // Weeks without study tell of the learner, not of one step.
        let is_told = |week: &WeekDocument| self.id.is_none() || week.hours > 0.0;
        let until = self.weeks.iter().rposition(is_told).map_or(0, |last| last + 1);
        let shown = &self.weeks[until.saturating_sub(WEEKS_SHOWN)..until];
        let planned = if self.id.is_none() { self.evidence.hours_planned() } else { 0.0 };
        let most = shown.iter().map(|week| week.hours).fold(planned, f64::max);
        let mut table = Table::new([Column::Fixed("week of"), Column::Number("hours"), Column::Fixed("")]);
        for week in shown {
            table.rows.push(vec![
                Cell::text(dates::day_text(week.start, self.head.today)),
                Cell::text(hours_text(week.hours)),
                Cell::Bar { share: if most > 0.0 { week.hours / most } else { 0.0 } },
            ]);
        }
        page.detail(|page| page.table(table));
        if let Some(line) = self.evidence.pace_line().filter(|_| self.id.is_none()) {
            page.line(line);
        }
    }

    fn say_steps(&self, page: &mut Page) {
        page.blank();
        let mut table = Table::new([Column::Fixed("of"), Column::Number("logged"), Column::Number("estimate"), Column::Extra("last")]);
        for step in &self.steps {
            table.rows.push(vec![
                Cell::of(Role::Code, &step.id),
                Cell::text(format!("{} h", hours_text(step.hours))),
                Cell::of(Role::Dim, step.estimate.as_ref().map_or_else(|| "-".to_owned(), |hours| range_phrase(hours.low, hours.high))),
                Cell::of(Role::Dim, dates::day_text(step.last, self.head.today)),
            ]);
        }
        page.detail(|page| page.table(table));
    }

    fn say_entries(&self, page: &mut Page) {
        const SHOWN: usize = 5;
        page.heading(if self.id.is_some() { "Entries" } else { "The last entries" });
        let mut newest_first: Vec<&Entry> = self.entries.iter().rev().collect();
        order::sort_by_key(&mut newest_first, |entry| std::cmp::Reverse(entry.date));
        for (at, entry) in newest_first.into_iter().enumerate() {
            let mut line = Line::new().text(entry.date.to_string());
            if let (None, Some(id)) = (&self.id, &entry.id) {
                line = line.text("  ").code(id);
            }
            if let Some(time) = entry.time {
                line = line.text(format!("  {time}"));
            }
            if let Some(note) = &entry.note {
                line = line.text(format!("  {note}"));
            }
            if let Some(link) = &entry.link {
                line = line.text("  ").code(link);
            }
            if at < SHOWN {
                page.detail(|page| page.hanging(2, 14, line));
            } else {
                page.minor_detail(|page| page.hanging(2, 14, line));
            }
        }
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<LogDocument>("log")
}
