//! How `mlpath gap` says its answer.

use crate::answers::basis::say_freshness;
use crate::answers::goal::say_texts;
use crate::answers::goal_row::{GoalKind, goal_ids};
use crate::answers::hours::Hours;
use crate::answers::step_row::{StepColumn, StepRow, mean_hours_left, step_table};
use crate::roadmap::spelling;
use crate::text::count;
use crate::units::{hours_text, percent};
use crate::view::{Cell, Column, Line, Page, Role, Show, Table, hours_phrase};

use super::document::{EssentialHours, GapDocument, ReadinessDocument};

const LISTED_COLUMNS: [StepColumn; 5] = [StepColumn::Stage, StepColumn::Id, StepColumn::Title, StepColumn::State, StepColumn::HoursLeft];

/// As many open steps of the path are listed one by one; more are told stage by stage.
const LISTED: usize = 12;

impl Show for GapDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        match self.goals.as_slice() {
            [] => {}
            // A title that is its id says nothing more.
            [goal] if spelling(&goal.title) == goal.id.as_str() => {
                page.line(Line::new().add(Role::Heading, format!("Gap to {}", goal.id)));
            }
            [goal] => drop(page.line(Line::new().add(Role::Heading, format!("Gap to {}: {}", goal.id, goal.title)))),
            several => drop(page.line(Line::new().add(Role::Heading, format!("Gap to {}", goal_ids(several))))),
        }
        if let Some(jobs) = &self.jobs {
            jobs.say(&mut page, self.all_of_it.as_deref());
            return page;
        }
        if let Some(job) = &self.job {
            let Hours { low, likely, high } = self.hours_to_close;
            let hours = format!(", about {} h ({} to {})", hours_text(likely), hours_text(low), hours_text(high));
            let closing = (!self.missing.is_empty())
                .then(|| Line::new().text(count(self.missing.len(), "step")).text(" with those they build on").text(hours));
            job.say(&mut page, closing, self.all_of_it.as_deref());
        }
        if let Some(readiness) = &self.readiness {
            readiness.say(&mut page);
            self.say_missing(&mut page);
        }
        if self.job.is_none() {
            self.say_steps(&mut page);
        }
        if !self.beyond.is_empty() {
            page.blank();
        }
        say_texts(&mut page, "Also expected, not on the roadmap", &self.beyond);
        self.say_first(&mut page);
        if self.is_bare {
            let some = |ids: &str| ids.split(", ").take(2).collect::<Vec<_>>().join(", ");
            let goals = format!("{}, {} ...", some(&self.tracks), some(&self.levels));
            page.minor_detail(|page| page.line(Line::new().dim("Other goals: --for ").code(goals).dim("; or --job FILE")));
        }
        if self.job.is_none() && self.beyond.is_empty() {
            say_freshness(
                &mut page,
                self.readiness.iter().filter_map(|readiness| readiness.projects.advised.as_ref()).map(|advised| &advised.basis),
            );
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        let mut ids: Vec<String> = self.missing.iter().map(|row| row.id.clone()).collect();
        ids.extend_from_slice(&self.exams_to_earn);
        ids
    }
}

impl GapDocument {
    fn say_missing(&self, page: &mut Page) {
        self.say_skipped(page);
        for level in &self.no_more_skills {
            let said = format!("the guides describe no more skills for {} than for {}; what else counts: ", level.id, level.than);
            page.labeled("Level", Line::new().text(said).advice(format!("show {}", level.id)));
        }
        if let Some(first) = self.exams_to_earn.first() {
            page.labeled(
                "Exams",
                Line::new().text(format!("{} not earned  ", self.exams_to_earn.join(", "))).advice(format!("certs {first}")),
            );
        }
        if self.missing.is_empty() {
            let behind = if self.skipped.is_empty() { "nothing: every step it asks for is done" } else { "nothing else" };
            page.labeled("Missing", Line::new().add(Role::Done, behind));
            return;
        }
        let missing = format!("{} of {}", self.missing.len(), count(self.asks.len(), "step"));
        page.labeled("Missing", Line::new().add(Role::Strong, missing));
        page.labeled("Hours", self.hours_line());
    }

    fn say_skipped(&self, page: &mut Page) {
        const NAMED: usize = 6;
        if self.skipped.is_empty() {
            return;
        }
        let named: Vec<&str> = self.skipped.iter().take(NAMED).map(String::as_str).collect();
        let more = match self.skipped.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let line = Line::new().add(Role::Skipped, named.join(", ")).text(format!("{more}, skipped; it asks for them: "));
        page.labeled("Left out", line.advice(format!("reset {}", named[0])));
    }

    fn hours_line(&self) -> String {
        let Hours { low, likely, high } = self.hours_to_close;
        hours_phrase(mean_hours_left(&self.missing), (low, likely, high), self.has_timed_steps)
    }

    /// The path by its stages, unless little is left; what lies beyond step by step.
    fn say_steps(&self, page: &mut Page) {
        let (beyond, path): (Vec<&StepRow>, Vec<&StepRow>) = self.missing.iter().partition(|step| !step.importance.is_on_path());
        if path.len() > LISTED && !beyond.is_empty() {
            // The goal is what was asked for; its own steps are the answer.
            let hours: f64 = path.iter().map(|step| step.mean_hours_left).sum();
            let steps = format!("{}, {} h left: ", count(path.len(), "step"), hours_text(hours));
            page.labeled("Before", Line::new().text("the path to job-ready, ").text(steps).advice("list todo doing"));
        } else if path.len() > LISTED {
            let mut table = Table::new([Column::Number(""), Column::Wrapping("stage"), Column::Number("steps"), Column::Number("h left")]);
            table.indent = 2;
            for (at, title) in self.stages.iter().enumerate() {
                let here: Vec<&&StepRow> = path.iter().filter(|step| step.stage_number == at + 1).collect();
                let hours: f64 = here.iter().map(|step| step.mean_hours_left).sum();
                if !here.is_empty() {
                    table.rows.push(vec![
                        Cell::of(Role::Dim, (at + 1).to_string()),
                        Cell::text(title),
                        Cell::text(here.len().to_string()),
                        Cell::text(hours_text(hours)),
                    ]);
                }
            }
            page.detail(|page| page.heading("Still open on the path to job-ready").table(table));
            page.detail(|page| page.indented(2, Line::new().dim("Step by step: ").advice("list todo doing")));
        } else if !path.is_empty() {
            let table = Table { indent: 2, ..step_table(path, &LISTED_COLUMNS) };
            page.detail(|page| page.heading("Still open on the path to job-ready").table(table));
        }
        if !beyond.is_empty() {
            let table = Table { indent: 2, ..step_table(beyond, &LISTED_COLUMNS) };
            page.detail(|page| page.heading("Beyond job-ready").table(table));
        }
    }

    fn say_first(&self, page: &mut Page) {
        if let Some(next) = &self.next {
            let id = &next.step.id;
            page.blank();
            page.labeled(
                "First",
                Line::new().code(id).text(format!(": {}  ", next.reason_phrase(self.head.today))).advice(format!("show {id}")),
            );
        }
        if !self.goals.is_empty() && !self.missing.is_empty() {
            let named: Vec<&str> = self.goals.iter().filter(|goal| goal.kind != GoalKind::JobReady).map(|goal| goal.id.as_str()).collect();
            let command = if self.is_bare || named.is_empty() { "plan".to_owned() } else { format!("plan --for {}", named.join(",")) };
            page.labeled("When", Line::new().advice(command));
        }
    }
}

impl ReadinessDocument {
    fn say(&self, page: &mut Page) {
        let EssentialHours { total, done } = self.essential_hours;
        let share = format!("{} %", percent(done, total));
        page.labeled(
            "Ready",
            Line::new().add(Role::Strong, share).text(format!(" of the essential hours: {} of {} h", hours_text(done), hours_text(total))),
        );
        let EssentialHours { total, done } = self.all_hours;
        let of = if self.is_as_status { "of all hours, as status counts" } else { "of all its hours" };
        let all = format!("{} % {of}: {} of {} h", percent(done, total), hours_text(done), hours_text(total));
        page.labeled("Done", all);
        let done = self.projects.done;
        let line = match &self.projects.advised {
            Some(advised) => Line::new()
                .text(format!("{done} of {} to {} portfolio projects", advised.value.low, advised.value.high))
                .dim(format!(" ({}{})", advised.basis.sources.join(", "), advised.basis.mark())),
            None => Line::new().text(count(done, "portfolio project")),
        };
        page.labeled("Shown", line);
    }
}
