//! A plan: when the path, a track and some exams would be done at one or several paces.

use crate::dates::{self, Date, Period};
use crate::progress::{Profile, Progress};
use crate::roadmap::{Certification, Goal, Item, StatedDuration, Step, StudyResource};
use crate::units::{Usd, WeeklyHours};

use super::costs::ExamCosts;
use super::costs::road::{RoadCosts, road_costs};
use super::exams::{PlannedExam, list_price};
use super::forecast::deadline::{LeaveOut, deadline, hours_for};
use super::forecast::evidence::Evidence;
use super::forecast::outlook::default_hours;
use super::forecast::{ExamStudy, Forecast, ForecastInput, Part, PartForecast, forecast};
use super::learner::Learner;
use super::since::study_days;
use super::standing::{Spread, Standing};

/// The background of a learner who names none.
const NO_BACKGROUND: &str = "none";

/// What a plan is asked for: the saved profile with what was typed over it.
#[derive(Debug, Clone)]
pub struct PlanRequest {
    /// The profile, in permanent ids.
    pub profile: Profile,
    /// Hours a week, one for each scenario, never none.
    pub hours: Vec<WeeklyHours>,
    /// Whether the hours are the learner's: typed now or saved before, not assumed.
    pub states_hours: bool,
    /// Whether the first day of study was typed.
    pub states_start: bool,
    /// Whether exams that cost something are left out.
    pub is_free: bool,
    /// Whether it is asked what the whole road costs.
    pub prices_road: bool,
    /// Whether it is to be saved.
    pub saves: bool,
}

impl PlanRequest {
    /// What to save: what was typed now, over what was saved before.
    #[must_use]
    pub fn profile_to_save(&self, learner: Learner<'_>) -> Profile {
        let saved = &learner.progress.profile;
        let start = if self.states_start { self.profile.start } else { saved.start.or(Some(learner.today)) };
        let mut profile = Profile { start, ..self.profile.clone() };
        if let (true, Some(again), Some(began)) = (self.states_start, start, saved.start.filter(|began| Some(*began) < start)) {
            let days = study_days(learner.progress);
            // What was known before they began is no beginning.
            if days.iter().any(|day| (began..again).contains(day)) {
                let free = if days.contains(&learner.today) { learner.today.tomorrow() } else { Some(learner.today) };
                go_on(&mut profile, began, again, free);
            }
        }
        if !self.states_hours {
            return profile;
        }
        // Nothing was planned before there was anything to plan: no log, and no plan of an earlier day.
        let is_planned = saved.start.is_some_and(|start| start < learner.today);
        if learner.progress.log.is_empty() && profile.earlier_hours.is_empty() && !is_planned {
            profile.hours_per_week = Some(self.hours[0]);
        } else {
            profile.plan_hours(self.hours[0], default_hours(), learner.today);
        }
        profile
    }

    /// What is planned with: what was typed as if it were saved. Where nothing was, that is what every command answers
    /// for: that somebody begins today is known once they save it.
    fn profile(&self, learner: Learner<'_>) -> Profile {
        let (saved, to_save) = (&learner.progress.profile, self.profile_to_save(learner));
        let is_typed = self.states_start || (Profile { start: saved.start, ..to_save.clone() }) != *saved;
        if self.saves || is_typed { to_save } else { saved.clone() }
    }
}

/// The plan of somebody who has studied and goes on on a day: they began when they began, and rest from a day until then. As
/// a new first day it would take from the record the time before its first marks.
fn go_on(profile: &mut Profile, began: Date, again: Date, rests_from: Option<Date>) {
    profile.start = Some(began);
    let Some(last) = again.yesterday() else { return };
    // Who goes on within a pause ends it.
    for pause in profile.pauses.iter_mut().filter(|pause| (pause.first..=pause.last).contains(&again)) {
        pause.last = last;
    }
    profile.pauses.retain(|pause| pause.first <= pause.last);
    profile.pauses.extend(rests_from.filter(|first| *first <= last).map(|first| Period { first, last }));
    profile.pauses = dates::joined(&profile.pauses);
}

/// A plan. Steps, levels and exams are told by their places.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// What it plans for beside job-ready.
    pub goals: Vec<Goal>,
    /// What it works toward: the goals that are not reached, and the exams in preparation.
    pub aims: Vec<Goal>,
    /// The exams on the way.
    pub exams: Vec<PlannedExam<'a>>,
    /// Whether the learner chose them; else the guides recommend them, and study for them is no part of the plan.
    pub has_chosen_exams: bool,
    /// First day of study.
    pub start: Date,
    /// What the record tells about the learner.
    pub evidence: Evidence,
    /// The steps that the background covers in whole or in part.
    pub credits: Vec<StepCredit>,
    /// One for each pace, in the order they were asked for; never none.
    pub scenarios: Vec<Scenario<'a>>,
    /// The levels up to the highest of the goal, at the first pace.
    pub levels: Vec<LevelDates>,
    /// What that level asks for beyond job-ready.
    pub level_asks: OpenSteps,
    /// The open steps of the plan.
    pub open: Vec<usize>,
    /// What studying them costs beside exams, at the first pace; `None` where nobody asked.
    pub road: Option<RoadCosts<'a>>,
    /// What the guides say how long it takes from where the learner comes; `None` where they say nothing.
    pub stated: Option<StatedPace<'a>>,
}

/// How long a guide says the whole path takes, and the hours a week with which our estimates say the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatedPace<'a> {
    /// The guide's months.
    pub duration: &'a StatedDuration,
    /// Hours really studied a week with which half of such learners take the most months stated.
    pub low: f64,
    /// The same for the fewest months.
    pub high: f64,
}

/// The part of a step that the background covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepCredit {
    /// The step.
    pub step: usize,
    /// Share of its hours, 0 to 1.
    pub share: f64,
    /// That share of its mean hours.
    pub hours: f64,
}

/// A number of open steps and their mean hours.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OpenSteps {
    /// How many.
    pub steps: usize,
    /// Their mean hours left.
    pub hours: f64,
}

/// When a level of the ladder can begin; `None` beyond the years there are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelDates {
    /// The level.
    pub level: usize,
    /// The day half of such learners are job-ready, and the fewest years.
    pub earliest: Option<Date>,
    /// The day 17 of 20 are, and the most years.
    pub latest: Option<Date>,
}

/// The plan at one pace.
#[derive(Debug, Clone)]
pub struct Scenario<'a> {
    /// The pace.
    pub hours: WeeklyHours,
    /// The forecast; `None` when nothing is left to study.
    pub forecast: Option<Forecast>,
    /// The exams in the order of their days, and what they cost.
    pub costs: ExamCosts<'a>,
    /// The answer to the day to be done by.
    pub deadline: Option<PlanDeadline>,
}

impl Scenario<'_> {
    /// The parts with something left, in order.
    #[must_use]
    pub fn parts(&self) -> &[PartForecast] {
        self.forecast.as_ref().map_or(&[], |found| &found.parts)
    }

    /// Mean hours left, each step by its own estimate, as other commands add them up.
    #[must_use]
    pub fn hours_left(&self) -> f64 {
        self.parts().iter().map(|part| part.hours).sum()
    }

    /// How many of these are study for exams.
    #[must_use]
    pub fn exam_hours(&self) -> f64 {
        self.parts().iter().filter(|part| matches!(part.part, Part::Exam(_))).map(|part| part.hours).sum()
    }
}

/// What it takes to be done by a day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDeadline {
    /// The day.
    pub by: Date,
    /// Days of study until then, pauses apart; `None` when nothing is left to study.
    pub study_days: Option<i32>,
    /// Hours a week with which half of such learners are done; `None` where no sensible number is enough.
    pub p50: Option<f64>,
    /// Hours a week with which 17 of 20 are.
    pub p85: Option<f64>,
    /// The chance at the pace of the scenario, 0 to 1.
    pub chance: f64,
    /// The chance of the path alone, where more was asked for.
    pub chance_of_path: Option<f64>,
    /// Mean hours left of what the steps to leave out are taken from: of the path alone, where more was asked for.
    pub path_hours: f64,
    /// What the plan asks for beyond the path.
    pub beyond: Beyond,
    /// Steps to leave out, besides what lies beyond the path.
    pub leave_out: LeaveOut,
    /// Mean hours left of those.
    pub leave_out_hours: f64,
    /// The share of the planned hours that is studied, where the record says.
    pub studied_share: Option<f64>,
}

/// What a plan asks for beyond the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// Nothing.
    Nothing,
    /// Study for exams.
    Exams,
    /// Steps.
    Steps,
    /// Both.
    ExamsAndSteps,
}

impl PlanDeadline {
    fn nothing_left(by: Date) -> PlanDeadline {
        PlanDeadline {
            by,
            study_days: None,
            p50: Some(0.0),
            p85: Some(0.0),
            chance: 1.0,
            chance_of_path: None,
            path_hours: 0.0,
            beyond: Beyond::Nothing,
            leave_out: LeaveOut { steps: Vec::new(), chance: 1.0 },
            leave_out_hours: 0.0,
            studied_share: None,
        }
    }

    /// Asks what it takes: goals beyond the path are dropped first, then steps of the path. `alone` is what it takes without
    /// the goals, where there are any.
    fn new(input: &ForecastInput<'_>, evidence: &Evidence, found: &Forecast, by: Date, alone: Option<PlanDeadline>) -> PlanDeadline {
        let hours_of = |found: &Forecast| found.parts.iter().map(|part| part.hours).sum::<f64>();
        let whole = deadline(input, found, by);
        let has_study = input.exams.iter().any(|exam| exam.hours.is_some());
        let beyond = match (has_study, input.beyond.is_empty()) {
            (false, true) => Beyond::Nothing,
            (true, true) => Beyond::Exams,
            (false, false) => Beyond::Steps,
            (true, false) => Beyond::ExamsAndSteps,
        };
        let without_exams = || {
            let path = ForecastInput { beyond: &[], exams: &[], ..input.clone() };
            let found = (beyond != Beyond::Nothing).then(|| forecast(&path).ok().flatten()).flatten()?;
            let path = deadline(&path, &found, by);
            Some((path.leave_out, path.chance, hours_of(&found)))
        };
        let alone = alone.map(|alone| (alone.leave_out, alone.chance, alone.path_hours)).or_else(without_exams);
        let (leave_out, chance_of_path, path_hours) = match alone {
            Some((leave_out, chance, hours)) => (leave_out, Some(chance), hours),
            None => (whole.leave_out, None, hours_of(found)),
        };
        PlanDeadline {
            by,
            study_days: Some(whole.days),
            p50: whole.p50,
            p85: whole.p85,
            chance: whole.chance,
            chance_of_path,
            path_hours,
            beyond,
            leave_out_hours: leave_out.steps.iter().map(|&at| input.standing.steps[at].left.mean()).sum(),
            leave_out,
            studied_share: evidence.studied_hours().map(|_| input.pace.studied_hours() / input.pace.hours_per_week.median),
        }
    }
}

/// A pace at which a plan ends beyond the horizon of [`dates::MAX_YEARS_AHEAD`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanTooLong {
    /// The pace.
    pub hours: WeeklyHours,
}

impl<'a> Learner<'a> {
    /// Plans what is asked for, as if what was typed were saved already: then status says the same days.
    ///
    /// # Errors
    ///
    /// [`PlanTooLong`] when it takes more than a century at one of the paces.
    pub fn plan(&self, request: &PlanRequest) -> Result<Plan<'a>, PlanTooLong> {
        let progress = Progress { profile: request.profile(*self), ..self.progress.clone() };
        let (goals, aims) = (self.goals_named(&request.profile.goals), self.aims_for(&request.profile.goals));
        let (beyond, mut path) = (self.roadmap.beyond_path(&aims), self.exam_path_for(&request.profile.goals));
        let is_free = |cert: &Certification| list_price(cert, self.today) == Some(Usd::ZERO);
        path.items.retain(|item| !request.is_free || item.current.is_some_and(is_free));
        let standing = Standing::new(self.roadmap, &progress, &request.profile, self.today);
        let exams: Vec<PlannedExam<'a>> = self.planned_exams(&path, &standing);
        let evidence = Evidence::of(&standing, &progress, self.today);
        // Of several paces each is planned as if it alone were typed.
        let evidence_at = |hours: WeeklyHours| {
            let alone = PlanRequest { hours: vec![hours], ..request.clone() };
            Evidence::of(&standing, &Progress { profile: alone.profile(*self), ..progress.clone() }, self.today)
        };
        let study: Vec<ExamStudy> = exams.iter().map(|exam| exam.study.clone()).collect();
        let start = request.profile.first_day(self.today);
        let mut without_goals = self.plan_without_goals(request).map(|plan| plan.scenarios).unwrap_or_default().into_iter();
        let mut scenarios = Vec::with_capacity(request.hours.len());
        for &hours in &request.hours {
            let evidence = if hours == request.hours[0] { evidence.clone() } else { evidence_at(hours) };
            let alone = without_goals.next().and_then(|scenario| scenario.deadline);
            let input = ForecastInput {
                standing: &standing,
                beyond: &beyond,
                exams: &study,
                pace: evidence.pace_at(request.states_hours.then_some(hours)),
                start,
                pauses: &request.profile.pauses,
            };
            let found = forecast(&input).map_err(|_| PlanTooLong { hours })?;
            let ask = |by| {
                found
                    .as_ref()
                    .map_or_else(|| PlanDeadline::nothing_left(by), |found| PlanDeadline::new(&input, &evidence, found, by, alone))
            };
            let deadline = request.profile.by.map(ask);
            scenarios.push(Scenario { hours, costs: self.exam_costs_on(&path, &input), forecast: found, deadline });
        }
        let first = scenarios.first().and_then(|scenario| scenario.forecast.as_ref());
        let level = self.highest_level(&goals);
        let pace = evidence.pace_at(request.states_hours.then_some(request.hours[0]));
        let open: Vec<usize> =
            (0..standing.steps.len()).filter(|at| standing.steps[*at].is_open() && standing.steps[*at].counted).collect();
        Ok(Plan {
            road: request.prices_road.then(|| road_costs(self.roadmap, &standing, &open, &pace)),
            stated: self.stated_pace(&request.profile, start),
            start,
            credits: credits(&standing),
            levels: level.map(|to| self.level_dates(to, start, first)).unwrap_or_default(),
            level_asks: level.map(|to| open_of(&standing, &self.roadmap.beyond_path(&[Goal::Level(to)]))).unwrap_or_default(),
            open,
            goals,
            aims,
            exams,
            has_chosen_exams: path.is_chosen,
            evidence,
            scenarios,
        })
    }

    /// As [`Learner::plan`], with the goals left for later; `None` where there are none, or no day to be done by.
    ///
    /// Steps of a goal can be steps of the path, too, and are optional there: only a plan of its own says what stays.
    fn plan_without_goals(&self, request: &PlanRequest) -> Option<Plan<'a>> {
        let profile = &request.profile;
        let is_asked = profile.by.is_some() && !profile.goals.is_empty();
        let request = || PlanRequest { profile: Profile { goals: Vec::new(), ..profile.clone() }, ..request.clone() };
        is_asked.then(|| self.plan(&request()).ok()).flatten()
    }

    /// What the guides say how long the whole path takes, beside our hours of it: for somebody who begins.
    fn stated_pace(&self, profile: &Profile, start: Date) -> Option<StatedPace<'a>> {
        let from = profile.from.as_deref().unwrap_or(NO_BACKGROUND);
        let from = self.roadmap.find(from).filter(|item| matches!(item, Item::Background(_)))?;
        let duration = self.roadmap.stated.durations.iter().find(|stated| self.roadmap.find(&stated.background) == Some(from))?;
        let (nothing, from) = (Progress::new(), Profile { from: profile.from.clone(), ..Profile::default() });
        let standing = Standing::new(self.roadmap, &nothing, &from, self.today);
        let course = ForecastInput::path(&standing, Evidence::default().pace_at(None), start);
        let found = forecast(&course).ok().flatten()?;
        let after = |months: u16| start.add_months(months);
        let hours = |months: u16| hours_for(&course, &found, after(months)?);
        Some(StatedPace { duration, low: hours(duration.high)?, high: hours(duration.low)? })
    }

    /// The levels up to one, by the years the guides count from the day of job-ready.
    fn level_dates(&self, to: usize, start: Date, found: Option<&Forecast>) -> Vec<LevelDates> {
        let levels = &self.roadmap.levels;
        let (half, most) = found.and_then(|found| found.job_ready).map_or((start, start), |ready| (ready.p50, ready.p85));
        let is_below = |at: &usize| *at == to || levels[*at].reached_after.low < levels[to].reached_after.low;
        let dates = |level: usize| LevelDates {
            level,
            earliest: dates::years_after(half, levels[level].reached_after.low),
            latest: dates::years_after(most, levels[level].reached_after.high),
        };
        (0..levels.len()).filter(is_below).map(dates).collect()
    }

    /// Whether a step has a resource that costs nothing.
    #[must_use]
    pub fn has_free_resource(&self, step: &Step) -> bool {
        let is_free = |used: &StudyResource| self.roadmap.resources[used.id].price.as_ref().is_some_and(|price| price.usd == Usd::ZERO);
        step.about.resources.iter().any(is_free)
    }
}

fn credits(standing: &Standing<'_>) -> Vec<StepCredit> {
    let credited = standing.counted().filter(|(_, _, state)| state.credit > 0.0);
    credited.map(|(at, step, state)| StepCredit { step: at, share: state.credit, hours: Spread::of(step).mean() * state.credit }).collect()
}

fn open_of(standing: &Standing<'_>, steps: &[usize]) -> OpenSteps {
    let open = || steps.iter().map(|&at| &standing.steps[at]).filter(|state| state.is_open());
    OpenSteps { steps: open().count(), hours: open().map(|state| state.left.mean()).sum() }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::progress::LogEntry;
    use crate::roadmap::{self, SourceText};
    use crate::units::StudyTime;

    const ROADMAP: &str = "\
roadmap: {id: mine, title: Mine, version: '1'}
stages:
  - id: one
    title: One
    steps: [{id: a, title: A, hours: {low: 1, likely: 2, high: 3}}]
levels:
  - {id: junior, title: Junior, purpose: Begins., reached_after: {low: 0, high: 0, grade: weak, sources: [guide]}}
  - {id: applied, title: Applied, purpose: Builds., reached_after: {low: 5, high: 7, grade: weak, sources: [guide]}}
  - {id: research, title: Research, purpose: Finds., reached_after: {low: 5, high: 9, grade: weak, sources: [guide]}}
  - {id: staff, title: Staff, purpose: Leads., reached_after: {low: 8, high: 10, grade: weak, sources: [guide]}}
sources:
  - {id: guide, title: The guide, by: A blog, url: 'https://example.org/guide', read_on: 2026-10-01, kind: guide}
";

    /// What is asked for by who types nothing.
    fn asked(progress: &Progress, saves: bool) -> PlanRequest {
        PlanRequest {
            profile: progress.profile.clone(),
            hours: vec![default_hours()],
            states_hours: false,
            states_start: false,
            is_free: false,
            prices_road: false,
            saves,
        }
    }

    #[test]
    fn what_nobody_typed_says_the_day_of_the_status_screen_saved_or_not() {
        let today = date(2026, 11, 21);
        let entry = LogEntry { date: today, step: Some("git".into()), time: StudyTime::parse("1h30m"), note: None, link: None };
        let begun = Progress { log: vec![entry], ..Progress::new() };
        let learner = |progress| Learner { roadmap: builtin::roadmap(), progress, today };
        let request = asked;
        let planned = |progress, saves| {
            let plan = learner(progress).plan(&request(progress, saves)).expect("in time");
            plan.scenarios[0].forecast.as_ref().map(|found| found.finish)
        };
        let status = |progress| learner(progress).course().outlook().finish();
        assert_eq!(planned(&begun, false), status(&begun), "nothing is saved");
        let saved = Progress { profile: request(&begun, true).profile_to_save(learner(&begun)), ..begun.clone() };
        assert_eq!(planned(&begun, true), status(&saved), "what is saved is what is said");
        assert_eq!(planned(&saved, false), status(&saved));
    }

    /// Who says on which day they go on has not begun anew: what they did before the first mark of the record counts as it did.
    #[test]
    fn who_goes_on_on_a_later_day_keeps_the_day_they_began() {
        let (began, done, today) = (date(2026, 11, 28), date(2026, 12, 10), date(2027, 1, 10));
        let mut progress = Progress::new();
        progress.profile = Profile { start: Some(began), ..Profile::default() };
        for id in ["python-basics", "python-functions", "numpy"] {
            progress.mark(id, crate::progress::Mark { status: crate::progress::Status::Done, on: done, moves_day: false, hours: None });
        }
        let learner = |progress| Learner { roadmap: builtin::roadmap(), progress, today };
        let going_on = |again: Date| PlanRequest {
            profile: Profile { start: Some(again), ..progress.profile.clone() },
            states_start: true,
            ..asked(&progress, false)
        };
        let finish = |request: &PlanRequest| {
            let plan = learner(&progress).plan(request).expect("in time");
            plan.scenarios[0].forecast.as_ref().expect("something is left").finish.p50
        };
        let (now, tomorrow) = (finish(&asked(&progress, false)), finish(&going_on(date(2027, 1, 11))));
        assert!((0..=7).contains(&dates::days_between(now, tomorrow)), "{now} and {tomorrow}");
        assert!((20..=60).contains(&dates::days_between(now, finish(&going_on(date(2027, 2, 10))))), "a month of rest");
        let saved = going_on(date(2027, 1, 15)).profile_to_save(learner(&progress));
        assert_eq!((saved.start, saved.pauses), (Some(began), vec![Period { first: today, last: date(2027, 1, 14) }]));
        let known = Progress { profile: Profile { start: Some(date(2026, 12, 20)), ..progress.profile.clone() }, ..progress.clone() };
        let later = PlanRequest { profile: Profile { start: Some(date(2027, 2, 1)), ..known.profile.clone() }, ..going_on(today) };
        let later = later.profile_to_save(learner(&known));
        assert_eq!((later.start, later.pauses), (Some(date(2027, 2, 1)), vec![]), "who has not studied since they began begins later");
        let corrected = going_on(date(2026, 11, 1)).profile_to_save(learner(&progress));
        assert_eq!((corrected.start, corrected.pauses), (Some(date(2026, 11, 1)), vec![]), "an earlier day is when they began");
    }

    /// Who marks the first steps and saves a plan some days later has not begun without one.
    #[test]
    fn a_plan_that_begins_some_days_behind_the_first_mark_says_about_the_same() {
        let marks = [("tools-setup", 9), ("python-basics", 18), ("python-data-structures", 41), ("first-model", 49), ("git", 67)];
        let finish = |start: Date| {
            let mut progress = Progress::new();
            progress.profile = Profile { start: Some(start), hours_per_week: WeeklyHours::exactly(6.0), ..Profile::default() };
            for (id, day) in marks {
                let on = date(2024, 1, 1).add_days(day - 1).expect("a day");
                progress.mark(id, crate::progress::Mark { status: crate::progress::Status::Done, on, moves_day: false, hours: None });
            }
            let today = date(2024, 3, 21);
            let finish = Learner { roadmap: builtin::roadmap(), progress: &progress, today }.course().outlook().finish().expect("a day");
            f64::from(dates::days_between(today, finish.p50))
        };
        let finishes: Vec<f64> = (8..=30).map(|day| finish(date(2024, 1, day))).collect();
        assert!(finishes.windows(2).all(|pair| (pair[1] / pair[0] - 1.0).abs() < 0.05), "a day later turns no date: {finishes:?}");
    }

    #[test]
    fn each_of_several_paces_says_what_it_says_alone() {
        let mut progress = Progress::new();
        for (at, id) in ["tools-setup", "python-basics", "numpy", "pandas"].into_iter().enumerate() {
            let on = date(2026, 6, 1).add_days(21 * i64::try_from(at).expect("few")).expect("a day");
            progress.mark(id, crate::progress::Mark { status: crate::progress::Status::Done, on, moves_day: false, hours: None });
        }
        let learner = Learner { roadmap: builtin::roadmap(), progress: &progress, today: date(2026, 9, 1) };
        let finishes = |hours: &[f64]| -> Vec<_> {
            let hours = hours.iter().filter_map(|hours| WeeklyHours::exactly(*hours)).collect();
            let plan = learner.plan(&PlanRequest { hours, states_hours: true, ..asked(&progress, false) }).expect("in time");
            plan.scenarios.iter().map(|scenario| scenario.forecast.as_ref().map(|found| found.finish)).collect()
        };
        let several = finishes(&[5.0, 10.0]);
        assert_eq!((several[0], several[1]), (finishes(&[5.0])[0], finishes(&[10.0])[0]));
    }

    #[test]
    fn the_ladder_to_a_level_leaves_out_another_that_is_reached_after_as_many_years() {
        let mine = roadmap::read(&[SourceText { name: "mine.yaml", text: ROADMAP }]).unwrap_or_else(|faults| panic!("{}", faults[0]));
        let (progress, start) = (Progress::new(), date(2026, 11, 21));
        let learner = Learner { roadmap: &mine.roadmap, progress: &progress, today: start };
        let ladder = |to: &str| -> Vec<&str> {
            let to = mine.roadmap.levels.iter().position(|level| level.id == to).expect("a level");
            let dates = learner.level_dates(to, start, None);
            assert_eq!(dates.first().and_then(|first| first.earliest), Some(start), "without a forecast they begin at once");
            dates.iter().map(|dates| mine.roadmap.levels[dates.level].id.as_str()).collect()
        };
        assert_eq!(ladder("applied"), ["junior", "applied"]);
        assert_eq!(ladder("research"), ["junior", "research"]);
        assert_eq!(ladder("staff"), ["junior", "applied", "research", "staff"]);
    }
}
