//! `mlpath log`: study time, notes and links.

use serde::Serialize;

use crate::cli::LogArgs;
use crate::dates::Date;
use crate::error::Error;
use crate::progress::LogEntry;
use crate::progress::store::Change;
use crate::roadmap::Item;
use crate::units::{hours_number, hours_text};
use crate::view::{Head, Line, Page, Role, Show, range_phrase};

use super::next::parse_time;
use super::{Input, Outcome, ids};

/// Runs the command.
pub(super) fn run(args: &LogArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let date = input.day(args.on.as_deref(), "--on", false)?;
    let time = args.time.as_deref().map(parse_time).transpose()?;
    let item = ids::markable(input.roadmap, std::slice::from_ref(&args.id))?[0];
    let key = ids::key(input.roadmap, input.progress, item);
    let entry = LogEntry { date, step: key, time, note: args.message.clone(), link: args.link.clone() };
    let mut after = input.progress.clone();
    after.log.push(entry.clone());
    let document = LogDocument::new(input, item, &entry, &after, args.dry_run);
    let title = format!("log {}{}", input.roadmap.id_of(item), time.map(|time| format!(" {time}")).unwrap_or_default());
    Ok(Outcome::changing(document, (!args.dry_run).then_some(Change::Record(after)), title))
}

#[derive(Serialize)]
struct LogDocument {
    #[serde(flatten)]
    head: Head,
    changed: [(); 0],
    unchanged: [(); 0],
    logged: Logged,
    dry_run: bool,
    #[serde(skip)]
    estimate: Option<String>,
    #[serde(skip)]
    said: String,
}

#[derive(Serialize)]
struct Logged {
    id: String,
    date: Date,
    hours: Option<f64>,
    note: Option<String>,
    link: Option<String>,
    total_hours: f64,
}

impl LogDocument {
    fn new(input: &Input<'_>, item: Item, entry: &LogEntry, after: &crate::progress::Progress, dry_run: bool) -> LogDocument {
        let total = after.logged_hours().get(entry.step.as_str()).copied().unwrap_or_default();
        let estimate = match item {
            Item::Step(at) => Some(range_phrase(input.roadmap.steps[at].hours.low, input.roadmap.steps[at].hours.high)),
            _ => None,
        };
        LogDocument {
            head: Head::new("mlpath/change/v1", input.roadmap, input.today),
            changed: [],
            unchanged: [],
            logged: Logged {
                id: input.roadmap.id_of(item).to_owned(),
                date: entry.date,
                hours: entry.time.map(|time| hours_number(time.hours())),
                note: entry.note.clone(),
                link: entry.link.clone(),
                total_hours: hours_number(total),
            },
            dry_run,
            estimate,
            said: entry.time.map_or_else(|| "noted".to_owned(), |time| format!("{time} logged")),
        }
    }
}

impl Show for LogDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let would = if self.dry_run { "would be " } else { "" };
        let mut line = Line::new().code(&self.logged.id).text(format!(": {would}{} on {}", self.said, self.logged.date));
        if self.logged.total_hours > 0.0 {
            line = line.text(", ").add(Role::Strong, format!("{} h", hours_text(self.logged.total_hours))).text(" in all");
            if let Some(estimate) = &self.estimate {
                line = line.text(format!(" (estimate {estimate})"));
            }
        }
        page.line(line);
        if !self.dry_run {
            page.line(Line::new().dim("To take this back: ").code("mlpath undo"));
        }
        page
    }
}
