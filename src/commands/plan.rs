//! `mlpath plan`: when the learner could be ready, and what that rests on.

use serde::Serialize;

use crate::cli::PlanArgs;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::planning::forecast::{DEFAULT_HOURS_PER_WEEK, Forecast, Pace, Part, PartForecast, forecast};
use crate::planning::standing::Standing;
use crate::progress::store::Change;
use crate::progress::{Profile, Progress};
use crate::roadmap::{Goal, Level};
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, finish_phrase, hours_phrase};

use super::goal::YearsDocument;
use super::next::HoursDocument;
use super::sources::say_freshness;
use super::status::FinishDocument;
use super::{Input, Outcome, goal, ids};

/// The least and the most hours a week a plan takes.
pub(super) const HOURS_A_WEEK: std::ops::RangeInclusive<f64> = 0.1..=100.0;

/// Runs the command.
pub(super) fn run(args: &PlanArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let profile = profile(args, input)?;
    let progress = Progress { profile: profile.clone(), ..input.progress.clone() };
    let standing = Standing::new(input.roadmap, &progress, &profile);
    let hours = profile.hours_per_week.unwrap_or(DEFAULT_HOURS_PER_WEEK);
    let start = profile.first_day(input.today);
    let track = args.track.as_ref().map(|name| goal::track(input.roadmap, name)).transpose()?;
    let to = args.to.as_ref().map(|name| goal::level(input.roadmap, name)).transpose()?;
    let beyond = track.map(|at| input.roadmap.beyond_path(Goal::Track(at))).unwrap_or_default();
    let found = forecast(&standing, &beyond, &Pace::prior(hours), start).map_err(|_| {
        let message = format!("at {} h a week this plan takes more than a century", hours_text(hours));
        Error::usage("too-far", message).command("mlpath plan --hours 5", "plans with five hours a week")
    })?;
    let kept = saved(args, &profile, input);
    let mut document = PlanDocument::new(input, &standing, &profile, start);
    (document.saved, document.as_before) = (args.save, kept == input.progress.profile);
    (document.track, document.to) = (track.map(|at| input.roadmap.tracks[at].id.clone()), to.map(|at| input.roadmap.levels[at].id.clone()));
    document.scenarios = vec![Scenario::new(&standing, hours, found.as_ref(), track)];
    document.roadmap_hours = found.iter().flat_map(|found| &found.parts).map(|part| part.hours).sum();
    document.levels = to.map(|to| ladder(input, to, start, found.as_ref())).unwrap_or_default();
    let asked = to.map(|to| input.roadmap.beyond_path(Goal::Level(to))).unwrap_or_default();
    let open = asked.iter().filter(|&&at| standing.steps[at].is_open());
    document.asks_beyond = (open.clone().count(), open.map(|&at| standing.steps[at].left.likely).sum());
    let change = args.save.then(|| Change::Record(Progress { profile: kept, ..input.progress.clone() }));
    Ok(Outcome::changing(document, change))
}

/// What to remember: what was typed now, over what was remembered before.
fn saved(args: &PlanArgs, profile: &Profile, input: &Input<'_>) -> Profile {
    let start = if args.start.is_some() { profile.start } else { input.progress.profile.start.or(Some(input.today)) };
    Profile { hours_per_week: profile.hours_per_week.or(Some(DEFAULT_HOURS_PER_WEEK)), start, ..profile.clone() }
}

/// The saved profile with what was typed over it, in permanent ids. A background named anew
/// comes with the objections named with it.
fn profile(args: &PlanArgs, input: &Input<'_>) -> Result<Profile, Error> {
    let mut profile = input.progress.profile.clone();
    if let Some(from) = &args.from {
        profile.from = Some(input.roadmap.backgrounds[ids::background(input.roadmap, from)?].id.clone());
        profile.except.clear();
    }
    if !args.except.is_empty() {
        let steps = ids::steps(input.roadmap, &args.except)?;
        profile.except = steps.into_iter().map(|item| input.roadmap.id_of(item).to_owned()).collect();
    }
    if let Some(text) = &args.hours {
        profile.hours_per_week = Some(hours_a_week(text)?);
    }
    if let Some(text) = &args.start {
        profile.start = Some(input.day(Some(text), "--start", true)?);
    }
    Ok(profile)
}

fn hours_a_week(text: &str) -> Result<f64, Error> {
    let hours = text.trim().trim_end_matches('h').parse::<f64>().ok();
    hours.filter(|hours| HOURS_A_WEEK.contains(hours)).ok_or_else(|| {
        let message = format!("`{text}` is no number of hours a week between {} and {}", HOURS_A_WEEK.start(), HOURS_A_WEEK.end());
        Error::usage("bad-hours", message).hint("write --hours 10 or --hours 7.5")
    })
}

#[derive(Serialize)]
struct PlanDocument {
    #[serde(flatten)]
    head: Head,
    from: Option<String>,
    except: Vec<String>,
    start: Date,
    track: Option<String>,
    to: Option<String>,
    scenarios: Vec<Scenario>,
    levels: Vec<LevelPlan>,
    credited: Vec<Credited>,
    basis: &'static str,
    saved: bool,
    /// Whether what was to be saved was saved already.
    #[serde(skip)]
    as_before: bool,
    /// Hours left by the likely hours of each step alone, as status and list add them up.
    #[serde(skip)]
    roadmap_hours: f64,
    /// Open steps the level asks for beyond job-ready, and their likely hours.
    #[serde(skip)]
    asks_beyond: (usize, f64),
    #[serde(skip)]
    background: Option<String>,
    #[serde(skip)]
    assumes: Option<String>,
}

#[derive(Serialize)]
struct Scenario {
    hours_per_week: HoursPerWeek,
    hours_left: HoursDocument,
    finish: Option<FinishDocument>,
    job_ready: Option<FinishDocument>,
    stages: Vec<StagePlan>,
}

#[derive(Serialize)]
struct HoursPerWeek {
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct StagePlan {
    id: String,
    start: Date,
    finish: StageFinish,
    hours_left: f64,
    #[serde(skip)]
    number: Option<usize>,
    #[serde(skip)]
    title: String,
}

#[derive(Serialize)]
struct StageFinish {
    p50: Date,
    p85: Date,
}

/// When a level of the ladder can begin, by the years the guides count.
#[derive(Serialize)]
struct LevelPlan {
    id: String,
    title: String,
    after_years: YearsDocument,
    /// The even day of job-ready and the fewest years.
    earliest: Option<Date>,
    /// The 85 % day of job-ready and the most years.
    latest: Option<Date>,
}

/// The rungs up to a level, from the day of job-ready on.
fn ladder(input: &Input<'_>, to: usize, start: Date, found: Option<&Forecast>) -> Vec<LevelPlan> {
    let ready = found.and_then(|found| found.job_ready);
    let (even, sure) = ready.map_or((start, start), |ready| (ready.p50, ready.p85));
    let rung = |level: &Level| LevelPlan {
        id: level.id.clone(),
        title: level.title.clone(),
        after_years: YearsDocument::new(level, input.today),
        earliest: dates::years_after(even, level.reached_after.low),
        latest: dates::years_after(sure, level.reached_after.high),
    };
    let wanted = &input.roadmap.levels[to].reached_after;
    let is_below = |level: &&Level| level.reached_after.low < wanted.low || level.id == input.roadmap.levels[to].id;
    input.roadmap.levels.iter().filter(is_below).map(rung).collect()
}

/// Hours of a step that the background covers.
#[derive(Serialize)]
struct Credited {
    id: String,
    hours: f64,
    share: f64,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    of: f64,
}

impl PlanDocument {
    fn new(input: &Input<'_>, standing: &Standing<'_>, profile: &Profile, start: Date) -> PlanDocument {
        let background = profile.from.as_deref().and_then(|id| input.roadmap.background(id));
        let credited = standing.counted().filter(|(_, _, state)| state.credit > 0.0).map(|(_, step, state)| Credited {
            id: step.id.clone(),
            hours: hours_number(step.hours.likely * state.credit),
            share: hours_number(state.credit),
            title: step.title.clone(),
            of: step.hours.likely,
        });
        PlanDocument {
            head: Head::new("mlpath/plan/v1", input.roadmap, input.today),
            from: background.map(|background| background.id.clone()),
            except: profile.except.clone(),
            start,
            credited: credited.collect(),
            track: None,
            to: None,
            scenarios: Vec::new(),
            levels: Vec::new(),
            asks_beyond: (0, 0.0),
            basis: "the guides' range",
            saved: false,
            as_before: false,
            roadmap_hours: 0.0,
            background: background.map(|background| background.title.clone()),
            assumes: background.map(|background| background.assumes.clone()),
        }
    }
}

impl Scenario {
    fn new(standing: &Standing<'_>, hours: f64, found: Option<&Forecast>, track: Option<usize>) -> Scenario {
        let zero = HoursDocument { low: 0.0, likely: 0.0, high: 0.0 };
        Scenario {
            hours_per_week: HoursPerWeek { low: hours, high: hours },
            hours_left: found.map_or(zero, |found| found.hours_left.into()),
            finish: found.map(|found| found.finish.into()),
            job_ready: found.and_then(|found| found.job_ready).map(FinishDocument::from),
            stages: found.into_iter().flat_map(|found| &found.parts).map(|part| StagePlan::new(standing, part, track)).collect(),
        }
    }
}

impl StagePlan {
    fn new(standing: &Standing<'_>, part: &PartForecast, track: Option<usize>) -> StagePlan {
        let roadmap = standing.roadmap;
        let (id, title, number) = match (part.part, track.map(|at| &roadmap.tracks[at])) {
            (Part::Stage(at), _) => (roadmap.stages[at].id.clone(), roadmap.stages[at].title.clone(), Some(at + 1)),
            (Part::Beyond, Some(track)) => (track.id.clone(), format!("Track: {}", track.title), None),
            (Part::Beyond, None) => (String::new(), String::new(), None),
        };
        StagePlan {
            id,
            start: part.start,
            finish: StageFinish { p50: part.finish.p50, p85: part.finish.p85 },
            hours_left: hours_number(part.hours),
            number,
            title,
        }
    }
}

impl Show for PlanDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let from = match &self.background {
            Some(background) => format!("From {background}"),
            None => "From scratch".to_owned(),
        };
        page.line(Line::new().add(Role::Heading, from).dim(self.head.roadmap.phrase()));
        match &self.assumes {
            Some(assumes) => page.indented(2, Line::new().dim(assumes)),
            None => page.indented(
                2,
                Line::new().dim("No background is credited; say yours with ").code("--from swe").dim(", data-science, research or none."),
            ),
        };
        self.say_credits(&mut page);
        for scenario in &self.scenarios {
            self.say_scenario(&mut page, scenario);
        }
        self.say_ladder(&mut page);
        page.blank();
        page.line(match (self.saved, self.as_before) {
            (true, true) => Line::new().text("This is the plan you have saved already."),
            (true, false) => {
                Line::new().add(Role::Done, "Saved.").text(" status and plan start from this now; to take it back: ").code("mlpath undo")
            }
            (false, _) => Line::new()
                .dim("A what-if: nothing was saved. To keep it, add ")
                .code("--save")
                .dim("; the method: ")
                .code("mlpath help forecast"),
        });
        page
    }
}

impl PlanDocument {
    fn say_scenario(&self, page: &mut Page, scenario: &Scenario) {
        page.blank();
        let Some(finish) = scenario.finish else {
            page.line(Line::new().add(Role::Done, "Everything on the path is done."));
            return;
        };
        let months = |date| dates::months_between(self.start, date);
        let at = format!(" at {} h a week from {}", hours_text(scenario.hours_per_week.low), self.start);
        page.labelled("Finish", finish_phrase(finish.p50, finish.p85, self.head.today).text(at));
        let range = format!("{:.0} to {:.0} months", months(finish.p10), months(finish.p90));
        page.labelled(
            "Range",
            Line::new().add(Role::Strong, range).text(format!(
                " (8 chances in 10: {} to {})",
                dates::month_text(finish.p10),
                dates::month_text(finish.p90)
            )),
        );
        if let Some(ready) = scenario.job_ready.filter(|_| self.track.is_some()) {
            page.labelled("Ready", Line::new().text("for a job: ").text_of(finish_phrase(ready.p50, ready.p85, self.head.today)));
        }
        let hours = &scenario.hours_left;
        page.labelled("Hours", hours_phrase(self.roadmap_hours, hours.low, hours.likely, hours.high));
        page.labelled("Basis", Line::new().text(format!("{}: nothing is known yet of your own pace", self.basis)));
        page.blank();
        let mut table = Table::new([
            Column::Number(""),
            Column::Wrapping("stage"),
            Column::Number("h left"),
            Column::Extra("begins"),
            Column::Fixed("even chance"),
            Column::Fixed("85 %"),
        ]);
        for stage in &scenario.stages {
            table.rows.push(vec![
                Cell::of(Role::Dim, stage.number.map_or_else(String::new, |number| number.to_string())),
                Cell::text(&stage.title),
                Cell::text(hours_text(stage.hours_left)),
                Cell::text(dates::month_text(stage.start)),
                Cell::text(dates::month_text(stage.finish.p50)),
                Cell::text(dates::month_text(stage.finish.p85)),
            ]);
        }
        page.table(table);
    }

    fn say_ladder(&self, page: &mut Page) {
        let Some(to) = &self.to else { return };
        page.heading("Up the ladder, by the years in the field the guides count");
        let mut table = Table::new([
            Column::Fixed("level"),
            Column::Wrapping(""),
            Column::Fixed("begins after"),
            Column::Fixed("earliest"),
            Column::Fixed("latest"),
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
        page.table(table);
        page.line(Line::new().dim("Earliest: the even day of job-ready and the fewest years; latest: its 85 % day and the most. The search for a job is not in it: no source states how long it takes."));
        let (steps, hours) = self.asks_beyond;
        if steps > 0 {
            let asks = format!("It asks for {} more, {} h learnt on the way: ", count(steps, "step"), hours_text(hours));
            page.line(Line::new().text(asks).code(format!("mlpath gap --for {to}")));
        }
        say_freshness(page, self.levels.iter().map(|level| &level.after_years.basis));
    }

    fn say_credits(&self, page: &mut Page) {
        if self.credited.is_empty() {
            return;
        }
        let total: f64 = self.credited.iter().map(|credit| credit.hours).sum();
        page.heading(format!("Credited for where you come from: {} h (mlpath's own shares)", hours_text(total)));
        let mut table = Table::new([Column::Fixed("step"), Column::Wrapping(""), Column::Number("covered"), Column::Number("hours saved")]);
        for credit in &self.credited {
            table.rows.push(vec![
                Cell::of(Role::Code, &credit.id),
                Cell::of(Role::Dim, &credit.title),
                Cell::text(format!("{:.0} %", credit.share * 100.0)),
                Cell::text(format!("{} of {}", hours_text(credit.hours), hours_text(credit.of))),
            ]);
        }
        page.table(table);
        let mut except = self.except.clone();
        except.extend(self.credited.last().map(|credit| credit.id.clone()));
        page.line(Line::new().dim("You know better? Object to a line: ").code(format!(
            "mlpath plan --from {} --except {}",
            self.from.as_deref().unwrap_or("swe"),
            except.join(",")
        )));
    }
}
