//! `mlpath status`: where the learner stands, on one screen.

mod certs;
mod choices;
mod format;
mod paces;
mod since;
mod study;
#[cfg(test)]
mod tests;
mod welcome;

use crate::answers::totals::{HourCounts, StepCounts, TotalsDocument};
use crate::resolve::values::parse_day;
use serde::Serialize;

use crate::cli::StatusArgs;
use crate::dates::Date;
use crate::error::Error;
use crate::planning::movement::Movement;
use crate::planning::next::{Reason, Suggestion, suggestions};
use crate::planning::standing::Standing;
use crate::progress::Status;
use crate::text::{count, some_of};
use crate::units::{hours_text, percent};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, chance_text, finish_phrase};

use self::certs::CertStatus;
use self::choices::ChoiceStatus;
use self::paces::PaceFinish;
use self::since::{SinceDocument, cause_text, shift_text};
use self::study::StudyStatus;
use self::welcome::Welcome;
use super::{Input, Outcome};
use crate::answers::finish::Finish;
use crate::answers::forecast::EvidenceDocument;
use crate::answers::goal_row::{GoalRow, goal_ids};
use crate::answers::hours::Range;
use crate::answers::next_step::NextStep;
use crate::answers::step_row::StepRow;

/// Runs the command.
pub(crate) fn run(args: &StatusArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let since = args.since.as_deref().map(|text| parse_day(Some(text), "--since", input.learner.today, false)).transpose()?;
    let mut document = StatusDocument::new(input, since);
    if let Some(pattern) = &args.format {
        document.line = Some(format::line(pattern, &document, input.learner)?);
    }
    Ok(Outcome::answer(document))
}

/// Goals named in the title.
const GOALS_SHOWN: usize = 2;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StatusDocument {
    #[serde(flatten)]
    head: Head,
    title: String,
    from: Option<String>,
    /// The saved goals beside job-ready.
    goals: Vec<GoalRow>,
    /// The saved day to be done by.
    by: Option<Date>,
    /// The chance to be done by then, 0 to 1; null without a day, or where nothing is left.
    chance_by: Option<f64>,
    stages: Vec<StageStatus>,
    totals: TotalsDocument,
    study: StudyStatus,
    doing: Vec<StepRow>,
    /// Ids of open steps that may be done: all criteria are met, or they were logged as long as most take and left since.
    maybe_done: Vec<String>,
    next: Vec<NextStep>,
    /// What is to be chosen still; the first of each group are counted until then.
    choices: Vec<ChoiceStatus>,
    finish: Option<Finish>,
    /// What the forecast rests on.
    basis: String,
    /// Hours of study planned for a week.
    study_hours_per_week: Range<f64>,
    certs: CertStatus,
    warnings: Vec<String>,
    /// The same, as the screen shows them.
    #[serde(skip)]
    warned: Vec<Line>,
    /// Where no hours are stated: the days at the hours that are studied and at the assumed ones.
    paces: Vec<PaceFinish>,
    /// How the finish moved in the last seven days; null where that is less than a week.
    moved_this_week: Option<Movement>,
    /// What moved; null without `--since`.
    since: Option<SinceDocument>,
    /// The hours a week as the learner stated them: `10`, or `5-8`.
    #[serde(skip)]
    hours_as_stated: String,
    /// Whether they are the learner's; else they are assumed.
    #[serde(skip)]
    states_hours: bool,
    /// Whether nothing is known yet of the learner's own pace.
    #[serde(skip)]
    basis_is_others: bool,
    /// The line of a pattern, where one was asked for.
    #[serde(skip)]
    line: Option<String>,
    /// What somebody is told who has recorded nothing.
    #[serde(skip)]
    welcome: Option<Welcome>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StageStatus {
    id: String,
    title: String,
    totals: TotalsDocument,
}

impl StatusDocument {
    fn new(input: &Input<'_>, since: Option<Date>) -> StatusDocument {
        let course = input.learner.course();
        let standing = &course.standing;
        let profile = &input.learner.progress.profile;
        let hours_per_week = input.learner.hours_per_week();
        let mut warned = warnings(input);
        let outlook = course.outlook();
        let finish = outlook.finish();
        if outlook.forecast.is_err() {
            let said = format!("at {hours_per_week} h a week the plan takes over a century; say a pace: ");
            warned.push(Line::new().text(said).advice("plan --hours 10 --save"));
        }
        let basis = EvidenceDocument::new(&outlook.evidence, profile.hours_per_week);
        StatusDocument {
            head: Head::new("mlpath/status/v1", input.learner.roadmap, input.learner.today),
            title: input.learner.roadmap.title.clone(),
            from: profile.from.clone(),
            goals: input.learner.goals().into_iter().map(|goal| GoalRow::new(input.learner.roadmap, goal)).collect(),
            by: profile.by,
            chance_by: profile.by.and_then(|by| course.chance_by(by)).map(|chance| (chance * 1000.0).round() / 1000.0),
            stages: stages(standing),
            totals: standing.totals().into(),
            study: StudyStatus::new(input.learner, standing),
            doing: doing(standing),
            maybe_done: input.learner.maybe_done(standing).into_iter().map(|at| standing.roadmap.steps[at].id.to_owned()).collect(),
            next: next(standing),
            choices: ChoiceStatus::all(standing),
            moved_this_week: input.learner.movement_of_the_week(&course),
            since: since.map(|since| SinceDocument::new(input.learner, since)),
            finish: finish.map(Finish::from),
            basis: basis.phrase(true),
            study_hours_per_week: hours_per_week.into(),
            hours_as_stated: hours_per_week.to_string(),
            states_hours: profile.hours_per_week.is_some(),
            basis_is_others: basis.is_of_others(),
            paces: paces::paces(input.learner, &course),
            certs: CertStatus::new(input.learner, &course),
            warnings: warned.iter().map(|line| line.plain(input.target)).collect(),
            warned,
            line: None,
            welcome: input.learner.progress.is_blank().then(|| Welcome::new(input.learner.roadmap)),
        }
    }
}

fn stages(standing: &Standing<'_>) -> Vec<StageStatus> {
    let stage = |(at, stage): (usize, &crate::roadmap::Stage)| StageStatus {
        id: stage.id.to_owned(),
        title: stage.title.to_owned(),
        totals: standing.totals_of(at).into(),
    };
    standing.roadmap.stages.iter().enumerate().map(stage).collect()
}

fn doing(standing: &Standing<'_>) -> Vec<StepRow> {
    standing.counted().filter(|(_, _, state)| state.status == Status::Doing).map(|(at, _, _)| StepRow::new(standing, at)).collect()
}

/// What `mlpath next` begins with, and, when that is begun already, the first step that is not.
fn next(standing: &Standing<'_>) -> Vec<NextStep> {
    let all = suggestions(standing, None);
    let is_started = |suggestion: &&Suggestion| suggestion.reason == Reason::Started;
    let first = all.first().filter(is_started);
    first
        .into_iter()
        .chain(all.iter().find(|suggestion| !is_started(suggestion)))
        .map(|suggestion| NextStep::new(standing, suggestion))
        .collect()
}

/// What is amiss with the record, in one line each; `check` has the places.
fn warnings(input: &Input<'_>) -> Vec<Line> {
    let mut warnings: Vec<Line> = Vec::new();
    if input.learner.progress.version > crate::progress::VERSION {
        warnings.push("the file is of a newer version; mlpath reads what it understands and writes nothing".into());
    }
    if let Some(from) =
        input.learner.progress.profile.from.as_deref().filter(|from| input.learner.roadmap.backgrounds_named(from).is_none())
    {
        let said = format!("no background \"{from}\", so nothing is credited; where: ");
        warnings.push(Line::new().text(said).advice("check"));
    }
    let unknown = input.learner.progress.steps.keys().filter(|id| input.learner.roadmap.find(id).is_none()).count();
    if unknown > 0 {
        let said = format!("{} of the record not on this roadmap, kept; where: ", count(unknown, "step"));
        warnings.push(Line::new().text(said).advice("check"));
    }
    warnings
}

impl Show for StatusDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if let Some(line) = &self.line {
            page.verbatim(0, line.as_str());
            return page;
        }
        match &self.welcome {
            Some(welcome) => welcome.say(self, &mut page),
            None => self.say_standing(&mut page),
        }
        for warning in &self.warned {
            page.hanging(0, 9, Line::new().add(Role::Warning, "warning  ").text_of(warning.clone()));
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        let mut ids: Vec<String> = self.doing.iter().map(|row| row.id.clone()).collect();
        ids.extend(self.next.iter().filter(|next| !next.is_started()).map(|next| next.step.id.clone()));
        ids
    }
}

/// `2028-12-31: about 1 of 20 such learners, see mlpath plan`.
fn by_line(by: Date, chance: f64) -> Line {
    let line = Line::new().add(Role::Strong, by.to_string()).text(format!(": {} such learners", chance_text(chance)));
    if chance < 0.5 { line.text(", see ").advice("plan") } else { line }
}

impl StatusDocument {
    fn say_standing(&self, page: &mut Page) {
        let from = self.from.as_ref().map(|from| format!(", from {from}")).unwrap_or_default();
        let goal = match self.goals.as_slice() {
            [] => String::new(),
            goals => {
                let (shown, more) = some_of(goals, GOALS_SHOWN);
                format!(", for {}{more}", goal_ids(shown))
            }
        };
        let overlay = if self.head.roadmap.overlay.is_some() { ", with your overlay" } else { "" };
        page.line(Line::new().add(Role::Heading, &self.title).text(format!("{goal}{from}{overlay}")));
        if let Some(since) = &self.since {
            since.say(page, self.head.today);
        }
        page.blank();
        page.table(self.stage_table());
        page.line(self.totals_line());
        page.blank();
        if self.since.is_none() {
            self.say_study(page);
        }
        self.say_finish(page);
        if self.since.is_none() {
            self.certs.say(page, self.head.today);
        }
    }

    /// The step in progress, and the one to take up next.
    fn say_study(&self, page: &mut Page) {
        self.study.say(page, &self.doing, self.head.today);
        if let Some(next) = self.next.iter().find(|next| !next.is_started()) {
            let label = if self.doing.is_empty() { "Next" } else { "Then" };
            let hours = format!(", {} h likely: {}", hours_text(next.step.hours_left.likely), next.reason_phrase(self.head.today));
            page.labeled(label, Line::new().code(&next.step.id).text(hours));
        }
        self.say_maybe_done(page);
        // What is the same every day gives way to what moved.
        page.minor_detail(|page| {
            self.choices.iter().for_each(|choice| choice.say(page));
            page
        });
    }

    /// The first step that nobody marked and that is studied to the end, as it seems: all dates count it as still to do.
    fn say_maybe_done(&self, page: &mut Page) {
        if let ([first], more) = some_of(&self.maybe_done, 1) {
            let line = Line::new().code(first).text(format!("{more}: ")).advice(format!("done {first}"));
            page.detail(|page| page.labeled("Done?", line));
        }
    }

    fn say_finish(&self, page: &mut Page) {
        match &self.finish {
            Some(finish) => {
                page.labeled("Finish", self.finish_line(finish));
                if let Some(movement) = self.moved_this_week.as_ref().filter(|_| self.since.is_none()) {
                    let line = Line::new().text("in the last 7 days: ").add(Role::Strong, shift_text(movement.days));
                    page.labeled("Moved", line.text(cause_text(movement)));
                }
                paces::say(&self.paces, page);
                if !self.basis_is_others {
                    page.minor_detail(|page| page.labeled("Basis", self.basis.as_str()));
                }
                if let (Some(by), Some(chance)) = (self.by, self.chance_by) {
                    page.labeled("By", by_line(by, chance));
                }
            }
            None if self.totals.steps.todo + self.totals.steps.doing == 0 => {
                let line = if self.totals.steps.done > 0 {
                    Line::new().add(Role::Done, "everything on the path is done")
                } else {
                    Line::new().text("every step is left out: ").advice("list skipped")
                };
                page.labeled("Finish", line);
            }
            None => {}
        }
    }

    /// The finish and the hours it is for, stated or assumed; none where the record tells the pace.
    fn finish_line(&self, finish: &Finish) -> Line {
        let line = finish_phrase(finish.p50, finish.p85, self.head.today);
        let at = format!(", at {} h a week", self.hours_as_stated);
        match (self.states_hours, self.paces.is_empty()) {
            (true, _) => line.text(at),
            (false, true) => line.text(at).text(" (assumed; say yours: ").advice("plan --hours 6 --save").text(")"),
            (false, false) => line,
        }
    }

    fn stage_table(&self) -> Table {
        let mut columns = vec![
            Column::Number(""),
            Column::Wrapping("stage"),
            Column::Extra("by hours"),
            Column::Number("steps"),
            Column::Number("h left"),
        ];
        let has_skipped = self.totals.steps.skipped > 0;
        if has_skipped {
            columns.push(Column::ExtraNumber("skipped"));
        }
        let mut table = Table::new(columns);
        for (at, stage) in self.stages.iter().enumerate().filter(|(_, stage)| stage.totals.steps.total > 0) {
            let StepCounts { total, done, skipped, .. } = stage.totals.steps;
            let HourCounts { total: hours, left } = stage.totals.mean_hours;
            let share = if total == done + skipped {
                1.0
            } else if hours > 0.0 {
                1.0 - left / hours
            } else {
                0.0
            };
            let mut row = vec![
                Cell::of(Role::Dim, (at + 1).to_string()),
                Cell::text(&stage.title),
                Cell::Bar { share },
                Cell::text(format!("{done}/{}", total - skipped)),
                Cell::text(hours_text(left)),
            ];
            if has_skipped {
                row.push(Cell::of(Role::Dim, if skipped == 0 { "-".to_owned() } else { skipped.to_string() }));
            }
            table.rows.push(row);
        }
        table
    }

    fn totals_line(&self) -> Line {
        let StepCounts { total, done, credited, doing, skipped, .. } = self.totals.steps;
        let HourCounts { total: hours, left } = self.totals.mean_hours;
        let mut line = Line::new().add(Role::Strong, format!("{done} of {} done", count(total - skipped, "step")));
        let asides = [(credited, "credited"), (doing, "doing"), (skipped, "skipped")];
        let asides: Vec<String> =
            asides.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}")).collect();
        if !asides.is_empty() {
            line = line.text(format!(" ({})", asides.join(", ")));
        }
        line.text(format!("; {} of {} h left, {} % done", hours_text(left), hours_text(hours), percent(hours - left, hours)))
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<StatusDocument>("status")
}
