//! A plan as a screen says it: the answer first, the credits line by line only when asked for.

use crate::dates::{self, Date};
use crate::planning::plan::OpenSteps;
use crate::text::count;
use crate::units::hours_text;
use crate::view::{Cell, Column, Line, Page, Role, Shape, Show, Table, Timeline, TimelineRow, chance_text, finish_phrase, needed_phrase};

use super::document::{PlanDocument, Scenario};
use super::exams;
use crate::answers::basis::say_freshness;
use crate::answers::costs::PlannedCert;
use crate::answers::finish::Finish;

impl Show for PlanDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        match self.scenarios.as_slice() {
            [scenario] => self.say_scenario(&mut page, scenario),
            several => self.say_scenarios(&mut page, several),
        }
        if let (Some(by), Some(first)) = (&self.by, self.scenarios.first()) {
            by.say(&mut page, &first.hours.to_string(), self.start);
        }
        match self.scenarios.as_slice() {
            [scenario] if self.by.is_none() && self.costs.is_none() => {
                // Exams and levels that are asked for come before the stages on the way.
                if self.has_chosen_exams || !self.levels.is_empty() {
                    page.minor_detail(|page| say_stages(page, scenario));
                } else {
                    page.detail(|page| say_stages(page, scenario));
                }
            }
            _ => {}
        }
        if let (Some(costs), Some(first)) = (&self.costs, self.scenarios.first()) {
            costs.say(&mut page, &first.exam_costs);
        }
        if self.shows_bars {
            self.say_timeline(&mut page);
        }
        if self.shows_credits {
            self.say_credits(&mut page);
        }
        let certs: &[PlannedCert] = match self.scenarios.as_slice() {
            [scenario] if self.has_chosen_exams => &scenario.certs,
            _ => &[],
        };
        if let Some(scenario) = self.scenarios.first().filter(|_| !certs.is_empty()) {
            exams::say(&mut page, scenario, self.budget_usd);
        }
        self.say_material(&mut page);
        self.say_ladder(&mut page);
        say_freshness(&mut page, certs.iter().flat_map(PlannedCert::bases).chain(self.levels.iter().map(|level| &level.after_years.basis)));
        self.say_saved(&mut page);
        page
    }

    fn quiet(&self) -> Vec<String> {
        if self.saved { Vec::new() } else { self.open_steps.clone() }
    }
}

impl PlanDocument {
    /// `Job-ready from software engineer, at 10 h a week from 2026-11-26`.
    fn heading(&self, hours: &str) -> Line {
        // Titles of several are longer than the line.
        const LONGEST: usize = 40;
        let from = match (&self.background, &self.from) {
            (Some(background), _) if background.chars().count() <= LONGEST => format!("from {}", background.to_lowercase()),
            (Some(_), Some(ids)) => format!("from {ids}"),
            _ => "from scratch".to_owned(),
        };
        let mut goal = "Job-ready".to_owned();
        self.goals.iter().for_each(|row| goal += &format!(", {}", row.id));
        let budget = self.budget_usd.map(|sum| format!(", exams for up to {sum}")).unwrap_or_default();
        // Nobody is held to hours they did not state, nor are these of any use once a record tells the pace.
        let pace = match (self.evidence.states_hours(), self.evidence.is_of_others()) {
            (true, _) => format!("{hours} h a week"),
            (false, true) => format!("{hours} h a week (assumed)"),
            (false, false) => "your own pace".to_owned(),
        };
        Line::new().add(Role::Heading, format!("{goal} {from}")).text(format!("{budget}, at {pace} from {}", self.start))
    }

    fn hours_credited(&self) -> f64 {
        self.credited.iter().map(|credit| credit.hours).sum()
    }

    fn say_credits(&self, page: &mut Page) {
        page.heading(format!("Credited for where you come from: {} h (mlpath's own shares)", hours_text(self.hours_credited())));
        let mut table =
            Table::new([Column::Fixed("step"), Column::Number("covered"), Column::Number("hours saved"), Column::Wrapping("why")]);
        for credit in &self.credited {
            table.rows.push(vec![
                Cell::of(Role::Code, &credit.id),
                Cell::text(format!("{:.0} %", credit.share * 100.0)),
                Cell::text(format!("{} of {}", hours_text(credit.hours), hours_text(credit.of))),
                Cell::of(Role::Dim, credit.why.as_deref().unwrap_or_default()),
            ]);
        }
        page.table(table);
        let mut except = self.except.clone();
        except.extend(self.credited.last().map(|credit| credit.id.clone()));
        page.line(Line::new().dim("Not true of you? Drop a credit: ").advice(format!(
            "plan --from {} --except {}",
            self.from.as_deref().unwrap_or("swe"),
            except.join(",")
        )));
    }

    fn say_scenario(&self, page: &mut Page, scenario: &Scenario) {
        page.line(self.heading(&scenario.hours.to_string()));
        let Some(finish) = scenario.finish else {
            page.line(Line::new().add(Role::Done, "Nothing on the path is left to study."));
            return;
        };
        page.labeled("Finish", finish_phrase(finish.p50, finish.p85, self.head.today));
        let range = format!(": 2 of 20 by {}, 18 of 20 by {}", dates::month_text(finish.p10), dates::month_text(finish.p90));
        page.detail(|page| page.labeled("Range", Line::new().add(Role::Strong, self.months(finish)).text(range)));
        if let Some(ready) = scenario.job_ready.filter(|ready| ready.p50 != finish.p50) {
            page.labeled("Ready", Line::new().text("for a job: ").text_of(finish_phrase(ready.p50, ready.p85, self.head.today)));
        }
        let after = match (&self.background, self.has_backgrounds) {
            // Who begins from scratch has nothing credited to look at.
            (Some(_), _) if self.credited.is_empty() => Line::new(),
            (Some(_), _) => Line::new().text(format!("; {} h credited: ", hours_text(self.hours_credited()))).code("--credits"),
            (None, true) => Line::new().text("; credit your background with ").code("--from BACKGROUND"),
            (None, false) => Line::new(),
        };
        let for_exams = match self.exam_hours {
            hours if hours > 0.0 => format!(" ({} h of them for exams)", hours_text(hours)),
            _ => String::new(),
        };
        page.labeled(
            "Work",
            Line::new()
                .text(format!(
                    "{} h by the estimates{for_exams}, {}",
                    hours_text(self.roadmap_hours),
                    needed_phrase(scenario.hours_left.likely, self.evidence.has_timed_steps())
                ))
                .text_of(after),
        );
        page.minor_detail(|page| page.labeled("Basis", self.basis.as_str()));
        if let Some(guides) = self.guides.as_ref().filter(|_| self.by.is_none()) {
            page.minor_detail(|page| page.labeled("Guides", guides.line()));
        }
        self.say_pauses(page);
    }

    /// Months from the start to the ends of the range, in whole months.
    fn months(&self, finish: Finish) -> String {
        let months = |date| format!("{:.0}", dates::months_between(self.start, date));
        match (months(finish.p10).as_str(), months(finish.p90).as_str()) {
            (_, "0") => "under a month".to_owned(),
            (low, high) => format!("{low} to {high} months"),
        }
    }

    fn say_pauses(&self, page: &mut Page) {
        let ahead: Vec<String> = self.pauses.iter().filter(|pause| pause.last >= self.start).map(ToString::to_string).collect();
        if !ahead.is_empty() {
            page.labeled("Pauses", ahead.join(", "));
        }
    }

    fn say_scenarios(&self, page: &mut Page, several: &[Scenario]) {
        if several.iter().all(|scenario| scenario.finish.is_none()) {
            page.line(Line::new().add(Role::Done, "Nothing on the path is left to study."));
            return;
        }
        let mut columns =
            vec![Column::Number("h a week"), Column::Fixed("half by"), Column::Fixed("17 of 20 by"), Column::Fixed("16 of 20 take")];
        if let Some(by) = &self.by {
            page.line(Line::new().text(format!("Paces side by side from {}; the last column is for {}", self.start, by.date())));
            columns.push(Column::Extra("done by then"));
        } else {
            page.line(Line::new().text(format!("Paces side by side from {}", self.start)));
        }
        let mut table = Table::new(columns);
        for scenario in several {
            let Some(finish) = scenario.finish else { continue };
            let mut row = vec![
                Cell::of(Role::Strong, scenario.hours.to_string()),
                Cell::text(dates::month_text(finish.p50)),
                Cell::text(dates::month_text(finish.p85)),
                Cell::text(self.months(finish)),
            ];
            row.extend(scenario.chance.map(|chance| Cell::text(chance_text(chance))));
            table.rows.push(row);
        }
        page.table(table);
        page.labeled("Basis", self.basis.as_str());
        self.say_pauses(page);
    }

    fn say_timeline(&self, page: &mut Page) {
        let (titles, mut rows) = match self.scenarios.as_slice() {
            [scenario] => (vec!["h left", "10 of 20", "17 of 20"], stage_rows(scenario)),
            several => (Vec::new(), several.iter().filter_map(|scenario| pace_row(scenario, self.start)).collect()),
        };
        if rows.is_empty() {
            return;
        }
        if let [Scenario { certs, .. }] = self.scenarios.as_slice() {
            let days: Vec<Date> = certs.iter().map(PlannedCert::p50).collect();
            rows.extend((!days.is_empty()).then(|| TimelineRow {
                label: "Certifications".to_owned(),
                short: "Certifications".to_owned(),
                shape: Shape::Payments(days),
                words: Vec::new(),
            }));
        }
        let mut marks = vec![(self.head.today, "today".to_owned())];
        // A plan that starts far ahead is drawn from its start.
        let last = rows.iter().filter_map(|row| row.shape.span()).map(|(_, last)| last).max().unwrap_or(self.start);
        if dates::days_between(self.head.today, self.start) > dates::days_between(self.start, last) {
            marks.clear();
        }
        marks.extend(self.by.as_ref().map(|by| (by.date(), format!("goal, {}", by.date()))));
        page.blank();
        let exam = if self.scenarios.len() == 1 && !self.scenarios[0].certs.is_empty() { "; $ an exam" } else { "" };
        let legend = ["half are done".to_owned(), format!("17 of 20 are done{exam}.")];
        page.timeline(Timeline { titles, rows, marks, legend });
    }

    fn say_material(&self, page: &mut Page) {
        let Some(material) = self.material.as_ref().filter(|_| self.roadmap_hours > 0.0) else { return };
        page.blank();
        let without = &material.steps_without_free;
        let with = count(material.steps_with_free, "open step");
        if without.is_empty() {
            page.labeled(
                "Free",
                format!("all {with} have free material, told with its grade by mlpath show ID; exams with a fee are left out"),
            )
        } else {
            page.labeled(
                "Free",
                Line::new()
                    .text(format!("{with} have free material; none is known for "))
                    .code(without.join(", "))
                    .text("; exams with a fee are left out"),
            )
        };
    }

    fn say_ladder(&self, page: &mut Page) {
        let Some(to) = self.levels.last().map(|level| &level.id) else { return };
        let at = match self.scenarios.as_slice() {
            [first, _, ..] => format!("; at {} h a week", first.hours),
            _ => String::new(),
        };
        let mut table = Table::new([
            Column::Fixed("level"),
            Column::Wrapping(""),
            Column::Fixed("begins after"),
            Column::Fixed("from"),
            Column::Fixed("to"),
        ]);
        for level in &self.levels {
            let month = |day: Option<Date>| Cell::text(day.map_or_else(|| "-".to_owned(), dates::month_text));
            let after = if level.after_years.is_none() { "the first job".to_owned() } else { level.after_years.phrase() };
            table.rows.push(vec![
                Cell::of(Role::Code, &level.id),
                Cell::text(&level.title),
                Cell::text(format!("{after}{}", level.after_years.basis.mark())),
                month(level.earliest),
                month(level.latest),
            ]);
        }
        page.detail(|page| page.heading(format!("Up the ladder, by the years in the field the guides count{at}")).table(table));
        page.minor_detail(|page| page.line(Line::new().dim("From: half are job-ready by then, plus the fewest years; to: 17 of 20, plus the most. The search for a job is not in it: no source states how long it takes.")));
        let OpenSteps { steps, hours } = self.level_asks;
        if steps > 0 {
            let asks = format!("It asks for {} more, {} h learned on the way: ", count(steps, "step"), hours_text(hours));
            page.detail(|page| page.line(Line::new().text(asks).advice(format!("gap --for {to}"))));
        }
    }

    fn say_saved(&self, page: &mut Page) {
        page.blank();
        page.line(match (self.saved, self.is_saved_already) {
            (true, true) => Line::new().text("This is the plan you have saved already."),
            (true, false) => Line::new().add(Role::Done, "Saved:").text(" every command answers for it now. Undo: ").advice("undo"),
            (false, true) if self.has_saved_plan => {
                Line::new().dim("This is your saved plan. These are learners who keep going: ").advice("help forecast")
            }
            (false, _) => Line::new()
                .dim("Not saved. Keep it: add ")
                .code("--save")
                .dim(". These are learners who keep going: ")
                .advice("help forecast"),
        });
    }
}

/// The stages, each with the days of half and of 17 in 20 learners.
fn say_stages<'a>(page: &'a mut Page, scenario: &Scenario) -> &'a mut Page {
    if scenario.stages.is_empty() {
        return page;
    }
    page.blank();
    let mut table =
        Table::new([Column::Wrapping("stage"), Column::Number("h left"), Column::Fixed("10 of 20 by"), Column::Fixed("17 of 20 by")]);
    for stage in &scenario.stages {
        table.rows.push(vec![
            Cell::text(&stage.title),
            Cell::text(hours_text(stage.mean_hours_left)),
            Cell::text(dates::month_text(stage.finish.p50)),
            Cell::text(dates::month_text(stage.finish.p85)),
        ]);
    }
    page.table(table)
}

fn stage_rows(scenario: &Scenario) -> Vec<TimelineRow> {
    let row = |stage: &super::document::StagePlan| TimelineRow {
        label: stage.title.clone(),
        short: stage.short.clone(),
        shape: Shape::Bar { from: stage.start, p50: stage.finish.p50, p85: stage.finish.p85 },
        words: vec![hours_text(stage.mean_hours_left), dates::month_text(stage.finish.p50), dates::month_text(stage.finish.p85)],
    };
    scenario.stages.iter().map(row).collect()
}

fn pace_row(scenario: &Scenario, start: Date) -> Option<TimelineRow> {
    let finish = scenario.finish?;
    let shape = Shape::Bar { from: start, p50: finish.p50, p85: finish.p85 };
    let label = format!("{} h a week", scenario.hours);
    Some(TimelineRow { short: label.clone(), label, shape, words: Vec::new() })
}
