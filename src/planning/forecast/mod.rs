//! When it ends: a range with chances, never one date.
//!
//! A learner with W hours of the estimates left finishes r of them in a week of the calendar
//! ([`pace::Pace`]), so the rest takes L = W / r weeks on average. Everything uncertain multiplies, so
//! the logarithms add up and every percentile has a closed form:
//!
//! ```text
//! c = ln(1 + var W / W² + stages) + ln(1 + v / L)     what chance does to the way ahead
//! median of the weeks = L exp(-c / 2)                 chance keeps the mean
//! variance of their logarithm = s² + c + d² Y / (1 + Y / 2)
//! ```
//!
//! - s² is what is not known of the learner's own pace ([`evidence`]);
//! - W is the sum of the mean hours of the open steps, var W of their variances (Fenton and
//!   Wilkinson's approximation of a sum of lognormals); each step gives mean and variance from its
//!   10th, 50th and 90th percentile by Swanson's rule (weights 0.3, 0.4, 0.3);
//! - a stage as a whole may be easier or harder than the others: its variance is that of a common
//!   factor on its hours;
//! - v is the variance of one week, breaks included, and matters the more the fewer weeks are left;
//! - d is how far a pace wanders in a year, Y the years ahead.
//!
//! Pauses that are planned are days without study: they move a day that lies behind them, and
//! nothing else.

pub mod activity;
pub mod calendar;
mod clock;
pub mod deadline;
pub mod distribution;
pub mod evidence;
pub mod observation;
pub mod outlook;
pub mod pace;
pub mod prior;
pub mod weeks;

use crate::dates::{Date, Period};
use crate::order;

use self::calendar::Timetable;
use self::distribution::{LogNormal, Moments, Z90};
use self::pace::Pace;
use self::prior::{STAGE_SIGMA, WANDERING_YEARS, WEEK_VARIANCE, YEAR_SIGMA};
use super::standing::{Spread, Standing};

/// The chances mlpath speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chance {
    /// One in ten.
    P10,
    /// Even.
    P50,
    /// 85 in a hundred.
    P85,
    /// Nine in ten.
    P90,
}

impl Chance {
    /// Quantile of the standard normal distribution.
    fn z(self) -> f64 {
        match self {
            Chance::P10 => -Z90,
            Chance::P50 => 0.0,
            Chance::P85 => 1.036_433_389_493_789_6,
            Chance::P90 => Z90,
        }
    }
}

/// Hours of the estimates that are left, in parts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Workload {
    /// The hours as they are estimated.
    estimate: Moments,
    /// The same, with stages that take this learner longer or shorter than others.
    own: Moments,
    /// Of parts before this one: the variance of what stages as a whole add.
    stages: f64,
    /// Mean hours of this part.
    part: f64,
}

impl Workload {
    /// Begins a part whose steps are alike easy or hard for a learner.
    fn begin_part(&mut self) {
        self.stages += (STAGE_SIGMA * self.part).powi(2);
        self.part = 0.0;
    }

    /// Adds the things in a part, which take `factor` times as long as those of other stages.
    fn add_part(&mut self, hours: &[Spread], factor: f64) {
        self.begin_part();
        for hours in hours {
            self.add(*hours, factor);
        }
    }

    /// Adds hours that take `factor` times as long as those of other stages.
    pub(super) fn add(&mut self, hours: Spread, factor: f64) {
        self.change(hours, factor, 1.0);
        self.part += factor * Moments::of(hours).mean;
    }

    pub(super) fn take_away(&mut self, hours: Spread, factor: f64) {
        self.change(hours, factor, -1.0);
    }

    fn change(&mut self, hours: Spread, factor: f64, sign: f64) {
        let hours = Moments::of(hours);
        let own = hours.times(factor);
        self.estimate.mean += sign * hours.mean;
        self.estimate.variance = (self.estimate.variance + sign * hours.variance).max(0.0);
        self.own.mean += sign * own.mean;
        self.own.variance = (self.own.variance + sign * own.variance).max(0.0);
    }

    fn is_nothing(self) -> bool {
        self.own.mean <= 1e-9
    }

    /// Variance of the logarithm of the hours: of the steps, and of stages as a whole.
    fn log_variance(self) -> f64 {
        let stages = self.stages + (STAGE_SIGMA * self.part).powi(2);
        Moments { mean: self.own.mean, variance: self.own.variance + stages }.log_variance()
    }

    /// Hours of study at a chance: the sum, times the effort.
    fn hours(self, pace: &Pace, chance: Chance) -> f64 {
        let sigma = libm::hypot(self.log_variance().sqrt(), pace.effort.sigma);
        self.estimate.mean * pace.effort.median * libm::exp(chance.z() * sigma)
    }

    /// Hours of study at three chances; none for no work.
    fn spread(self, pace: &Pace) -> Spread {
        if self.is_nothing() {
            return Spread::default();
        }
        let hours = |chance| self.hours(pace, chance);
        Spread { low: hours(Chance::P10), likely: hours(Chance::P50), high: hours(Chance::P90) }
    }

    /// The weeks of the calendar it takes, breaks and all.
    pub(super) fn weeks(self, pace: &Pace) -> LogNormal {
        let mean = self.own.mean / pace.rate.median;
        // What differs from step to step and from week to week keeps the mean, so half of the lives are faster.
        let by_chance = self.log_variance() + libm::log1p(WEEK_VARIANCE / mean);
        let years = mean / WEEKS_A_YEAR;
        let wandering = YEAR_SIGMA.powi(2) * years / (1.0 + years / WANDERING_YEARS);
        LogNormal { median: mean * libm::exp(-by_chance / 2.0), sigma: (pace.rate.sigma.powi(2) + by_chance + wandering).sqrt() }
    }

    /// Days at a chance, less those that have passed since the last sign of study.
    pub(super) fn days(self, pace: &Pace, chance: Chance) -> f64 {
        if self.is_nothing() {
            return 0.0;
        }
        let weeks = self.weeks(pace);
        let days = 7.0 * weeks.median * libm::exp(chance.z() * weeks.sigma);
        days - unseen(days, pace)
    }

    /// The chance to be done within some days, 0 to 1.
    pub(super) fn chance(self, pace: &Pace, days: f64) -> f64 {
        if self.is_nothing() {
            return 1.0;
        }
        if days <= 0.0 {
            return 0.0;
        }
        let weeks = self.weeks(pace);
        let days = (days / (1.0 - UNSEEN_AT_MOST)).min(days + pace.unseen_days);
        let z = libm::log(days / 7.0 / weeks.median) / weeks.sigma;
        libm::erfc(-z / std::f64::consts::SQRT_2) / 2.0
    }
}

/// Weeks in a year.
const WEEKS_A_YEAR: f64 = 52.18;

/// Of the time that is left, at most this share may have passed unseen since the last sign of study.
const UNSEEN_AT_MOST: f64 = 0.3;

fn unseen(days: f64, pace: &Pace) -> f64 {
    pace.unseen_days.min(UNSEEN_AT_MOST * days)
}

/// The days of four chances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    /// One chance in ten to be done by then.
    pub p10: Date,
    /// The chance of the middle: 10 of 20 are done.
    pub p50: Date,
    /// 85 in a hundred.
    pub p85: Date,
    /// Nine in ten.
    pub p90: Date,
}

/// A part of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A stage, by its place in the roadmap.
    Stage(usize),
    /// Study for an exam, by its place in the input.
    Exam(usize),
    /// What the goal asks for beyond the path to job-ready.
    Beyond,
}

/// The forecast of one part.
#[derive(Debug, Clone, PartialEq)]
pub struct PartForecast {
    /// Which.
    pub part: Part,
    /// Mean hours left in it.
    pub hours: f64,
    /// When it begins: the day on which 10 of 20 are done with the stage before.
    pub start: Date,
    /// When it ends.
    pub finish: Finish,
}

/// Study for an exam: after its prerequisites, before whatever comes after them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExamStudy {
    /// Places of the steps worth having first.
    pub requires: Vec<usize>,
    /// Hours of study for it; `None` when they are not planned or nobody states them.
    pub hours: Option<Spread>,
}

/// What is to be studied, by whom, and when.
#[derive(Debug, Clone)]
pub struct ForecastInput<'a> {
    /// Where the learner stands: its open counted steps come first.
    pub standing: &'a Standing<'a>,
    /// Places of the steps a goal asks for past job-ready.
    pub beyond: &'a [usize],
    /// The exams on the way.
    pub exams: &'a [ExamStudy],
    /// How the learner studies.
    pub pace: Pace,
    /// The first day of study.
    pub start: Date,
    /// Days without study.
    pub pauses: &'a [Period],
}

impl<'a> ForecastInput<'a> {
    /// The path to job-ready alone, without exams and pauses.
    #[must_use]
    pub fn path(standing: &'a Standing<'a>, pace: Pace, start: Date) -> ForecastInput<'a> {
        ForecastInput { standing, beyond: &[], exams: &[], pace, start, pauses: &[] }
    }

    /// The parts in their order, each with the places of its open steps.
    fn parts(&self) -> Vec<(Part, Vec<usize>)> {
        let standing = self.standing;
        let mut is_beyond = vec![false; standing.steps.len()];
        self.beyond.iter().for_each(|&at| is_beyond[at] = true);
        let mut stages: Vec<(Part, Vec<usize>)> =
            (0..standing.roadmap.stages.len()).map(|stage| (Part::Stage(stage), Vec::new())).collect();
        for (at, step, _) in standing.counted().filter(|(at, _, state)| state.is_open() && !is_beyond[*at]) {
            stages[step.stage].1.push(at);
        }
        let beyond = self.beyond.iter().copied().filter(|&at| standing.steps[at].is_open()).collect();
        let mut parts = Vec::with_capacity(stages.len() + self.exams.len() + 1);
        let mut exams: Vec<(usize, usize)> = (0..self.exams.len()).map(|exam| (self.last_open(exam, &is_beyond), exam)).collect();
        order::sort(&mut exams);
        let after = |stage: usize| exams.iter().filter(move |(last, _)| *last == stage).map(|(_, exam)| (Part::Exam(*exam), Vec::new()));
        parts.extend(after(0));
        for (stage, part) in stages.into_iter().enumerate() {
            parts.push(part);
            parts.extend(after(stage + 1));
        }
        parts.push((Part::Beyond, beyond));
        parts.extend(after(usize::MAX));
        parts
    }

    /// Hours left of each thing in a part.
    fn hours_of(&self, part: Part, steps: &[usize]) -> Vec<Spread> {
        match part {
            Part::Exam(exam) => self.exams[exam].hours.into_iter().collect(),
            _ => steps.iter().map(|&at| self.standing.steps[at].left).collect(),
        }
    }

    /// The time a part takes compared with the others.
    fn factor(&self, part: Part) -> f64 {
        if let Part::Stage(stage) = part { self.pace.stage_factor(stage) } else { 1.0 }
    }

    /// The number of stages behind which an exam falls: those with prerequisites still to do.
    fn last_open(&self, exam: usize, is_beyond: &[bool]) -> usize {
        let open = self.exams[exam].requires.iter().filter(|&&at| self.standing.steps[at].is_open());
        open.map(|&at| if is_beyond[at] { usize::MAX } else { self.standing.roadmap.steps[at].stage + 1 }).max().unwrap_or(0)
    }
}

/// The forecast of everything that is left.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Hours left at the learner's speed: 10th, 50th and 90th percentile.
    pub hours_left: Spread,
    /// When it ends.
    pub finish: Finish,
    /// When the path to job-ready ends; `None` when it is behind the learner.
    pub job_ready: Option<Finish>,
    /// The parts with something left, in order. The last ends with the whole.
    pub parts: Vec<PartForecast>,
    /// When each exam can be taken, in the order they were given.
    pub exams: Vec<Finish>,
    /// All hours, for questions that come after.
    pub(super) work: Workload,
}

/// A plan that ends beyond the horizon of [`crate::dates::MAX_YEARS_AHEAD`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFar;

/// Forecasts an input. `None` when nothing is left.
///
/// # Errors
///
/// [`TooFar`] when even one of the percentiles lies more than a century ahead.
pub fn forecast(input: &ForecastInput<'_>) -> Result<Option<Forecast>, TooFar> {
    let timetable = Timetable::new(input.start, input.pauses);
    let mut work = Workload::default();
    let mut ends = days_of(work, &input.pace, &timetable)?;
    let mut parts: Vec<PartForecast> = Vec::new();
    let mut exams = vec![ends; input.exams.len()];
    for (part, steps) in input.parts() {
        let hours = input.hours_of(part, &steps);
        if !hours.is_empty() {
            let start = ends.p50;
            work.add_part(&hours, input.factor(part));
            ends = days_of(work, &input.pace, &timetable)?;
            parts.push(PartForecast { part, hours: hours.iter().map(|hours| hours.mean()).sum(), start, finish: ends });
        }
        if let Part::Exam(exam) = part {
            exams[exam] = ends;
        }
    }
    let Some(last) = parts.last() else { return Ok(None) };
    let is_path = |part: &&PartForecast| matches!(part.part, Part::Stage(_));
    Ok(Some(Forecast {
        hours_left: work.spread(&input.pace),
        finish: last.finish,
        job_ready: parts.iter().rev().find(is_path).map(|part| part.finish),
        parts,
        exams,
        work,
    }))
}

/// The end of a forecast alone: to give each part its days takes ten times as much.
///
/// # Errors
///
/// As for [`forecast`].
pub fn finish(input: &ForecastInput<'_>) -> Result<Option<Finish>, TooFar> {
    let mut work = None::<Workload>;
    for (part, steps) in input.parts() {
        let hours = input.hours_of(part, &steps);
        if !hours.is_empty() {
            work.get_or_insert_default().add_part(&hours, input.factor(part));
        }
    }
    work.map(|work| days_of(work, &input.pace, &Timetable::new(input.start, input.pauses))).transpose()
}

/// When work is done at a pace.
fn days_of(work: Workload, pace: &Pace, timetable: &Timetable) -> Result<Finish, TooFar> {
    let day = |chance| timetable.day_after(work.days(pace, chance)).ok_or(TooFar);
    Ok(Finish { p10: day(Chance::P10)?, p50: day(Chance::P50)?, p85: day(Chance::P85)?, p90: day(Chance::P90)? })
}

/// Hours some work takes at the learner's speed: 10th, 50th and 90th percentile of the sum.
#[must_use]
pub fn hours_of(work: impl Iterator<Item = Spread>, pace: &Pace) -> Spread {
    let mut sum = Workload::default();
    work.for_each(|hours| sum.add(hours, 1.0));
    sum.spread(pace)
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::dates::{self, months_between};
    use crate::planning::forecast::evidence::Evidence;
    use crate::progress::{Mark, Profile, Progress, Status};

    const START: Date = date(2026, 11, 21);

    fn forecast_of(from: &str, hours: f64, progress: &Progress) -> Result<Option<Forecast>, TooFar> {
        let roadmap = builtin::roadmap();
        let profile = Profile { from: Some(from.into()), ..Profile::default() };
        let standing = Standing::new(roadmap, progress, &profile, START);
        forecast(&ForecastInput::path(&standing, Pace::prior(hours), START))
    }

    #[test]
    fn a_stranger_gets_a_wide_range() {
        let finish = forecast_of("swe", 10.0, &Progress::new()).expect("in time").expect("something left").finish;
        let months = |date| months_between(START, date);
        let ratio = months(finish.p90) / months(finish.p10);
        assert!((2.6..3.4).contains(&ratio), "real people differ that much: {ratio}");
    }

    #[test]
    fn percentiles_and_stages_are_in_order() {
        let found = forecast_of("swe", 10.0, &Progress::new()).expect("in time").expect("something left");
        assert!(found.finish.p10 <= found.finish.p50 && found.finish.p50 <= found.finish.p85 && found.finish.p85 <= found.finish.p90);
        assert_eq!(found.parts.last().map(|part| part.finish), Some(found.finish));
        for pair in found.parts.windows(2) {
            assert!(pair[0].finish.p50 <= pair[1].finish.p50 && pair[0].finish.p85 <= pair[1].finish.p85);
            assert_eq!(pair[1].start, pair[0].finish.p50);
        }
    }

    #[test]
    fn the_end_alone_is_that_of_the_whole() {
        let roadmap = builtin::roadmap();
        let exam = roadmap.step("sql").expect("a step");
        let hours = Spread { low: 10.0, likely: 20.0, high: 40.0 };
        let exams = [ExamStudy { requires: vec![exam], hours: Some(hours) }, ExamStudy { requires: Vec::new(), hours: None }];
        let pauses = [Period { first: date(2027, 1, 1), last: date(2027, 2, 1) }];
        let beyond = [roadmap.step("time-series").expect("a step")];
        let mut progress = Progress::new();
        for (count, step) in roadmap.steps.iter().enumerate() {
            if count % 40 == 0 || count + 1 == roadmap.steps.len() {
                let standing = Standing::new(roadmap, &progress, &Profile::default(), START);
                for pace in [8.0, 0.5] {
                    let input = ForecastInput {
                        exams: &exams,
                        pauses: &pauses,
                        beyond: &beyond,
                        ..ForecastInput::path(&standing, Pace::prior(pace), START)
                    };
                    assert_eq!(finish(&input), forecast(&input).map(|found| found.map(|found| found.finish)), "{count} steps, {pace} h");
                }
            }
            progress.mark(&step.id, Mark { status: Status::Done, on: START, moves_day: false, hours: None });
        }
        let standing = Standing::new(roadmap, &progress, &Profile::default(), START);
        assert_eq!(finish(&ForecastInput::path(&standing, Pace::prior(8.0), START)), Ok(None), "nothing is left");
    }

    #[test]
    fn more_hours_never_end_later_and_finished_steps_never_cost_time() {
        let mut progress = Progress::new();
        let mut last = forecast_of("none", 8.0, &progress).expect("in time").expect("something left").finish;
        let faster = forecast_of("none", 12.0, &progress).expect("in time").expect("something left").finish;
        assert!(faster.p50 < last.p50 && faster.p85 < last.p85);
        for step in &builtin::roadmap().steps {
            progress.mark(&step.id, Mark { status: Status::Done, on: START, moves_day: false, hours: None });
            let Some(now) = forecast_of("none", 8.0, &progress).expect("in time") else { return };
            assert!(now.finish.p50 <= last.p50 && now.finish.p85 <= last.p85, "{} moved the finish later", step.id);
            last = now.finish;
        }
    }

    #[test]
    fn a_plan_of_centuries_is_refused() {
        assert_eq!(forecast_of("none", 0.1, &Progress::new()), Err(TooFar));
        assert!(forecast_of("none", 100.0, &Progress::new()).is_ok());
    }

    #[test]
    fn a_range_of_hours_is_wider_than_its_middle() {
        let roadmap = builtin::roadmap();
        let progress = Progress::new();
        let standing = Standing::new(roadmap, &progress, &Profile::default(), START);
        let of = |hours| {
            forecast(&ForecastInput::path(&standing, Evidence::default().pace(hours), START)).expect("in time").expect("left").finish
        };
        let (one, range) = (of(LogNormal::exactly(40.0_f64.sqrt())), of(LogNormal::between(5.0, 8.0)));
        assert!(range.p10 < one.p10 && range.p90 > one.p90);
        assert!(dates::days_between(one.p50, range.p50).abs() < 30);
    }

    const STEP: Spread = Spread { low: 10.0, likely: 20.0, high: 40.0 };

    #[test]
    fn hours_that_are_taken_away_leave_no_trace() {
        let (mut one, mut two) = (Workload::default(), Workload::default());
        one.add(STEP, 1.5);
        two.add(STEP, 1.5);
        two.change(STEP, 1.5, 1.0);
        two.take_away(STEP, 1.5);
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(close(one.own.mean, two.own.mean) && close(one.own.variance, two.own.variance), "{one:?} {two:?}");
        assert!(close(one.estimate.mean, two.estimate.mean) && close(one.estimate.variance, two.estimate.variance), "{one:?} {two:?}");
        let mean = Moments::of(STEP).mean;
        assert!(close(one.own.mean, 1.5 * mean) && close(one.estimate.mean, mean) && close(one.part, 1.5 * mean));
        two.take_away(STEP, 1.5);
        assert!(two.is_nothing() && !one.is_nothing());
    }

    #[test]
    fn who_needs_twice_the_time_needs_twice_the_hours() {
        let pace = |median: f64| {
            let pace = Pace::prior(10.0);
            Pace { effort: LogNormal { median, ..pace.effort }, ..pace }
        };
        let [once, twice] = [1.0, 2.0].map(|median| hours_of([STEP, STEP].into_iter(), &pace(median)));
        assert!((twice.likely / once.likely - 2.0).abs() < 1e-9 && (twice.high / once.high - 2.0).abs() < 1e-9, "{once:?} {twice:?}");
        assert!((once.likely / (2.0 * Moments::of(STEP).mean) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_whole_stage_is_less_sure_than_its_steps_alone() {
        let (mut alike, mut apart) = (Workload::default(), Workload::default());
        for _ in 0..20 {
            alike.add(STEP, 1.0);
            apart.begin_part();
            apart.add(STEP, 1.0);
        }
        let steps = Moments { mean: alike.own.mean, variance: alike.own.variance }.log_variance();
        assert!(alike.log_variance() > apart.log_variance() && apart.log_variance() > steps);
        assert!((alike.log_variance() - steps - STAGE_SIGMA.powi(2)).abs() < 0.01, "{} {steps}", alike.log_variance());
    }
}
