//! When it ends: a range with chances, never one date.
//!
//! The weeks a plan takes are the product of uncertain things, each told by a median and a spread
//! ([`Pace`]), and the breaks on top:
//!
//! - the hours of the steps that are left, each with its own spread, independent of each other;
//! - the learner's speed: one factor on all of them, which is what makes real ranges wide;
//! - the hours planned for a week, and the share of them that really happens;
//! - the difference between one week and the next, which matters the more the fewer are left;
//! - breaks of some weeks, which come at a rate and are added to the rest.
//!
//! The sum of the steps is taken as lognormal with the mean and variance of the sum (Fenton and
//! Wilkinson's approximation); each step gives mean and variance from its 10th, 50th and 90th
//! percentile by Swanson's rule (weights 0.3, 0.4, 0.3). The factors are lognormal too, so the
//! logarithms add up; the breaks add mean, variance and skew, and the whole is taken as a shifted
//! lognormal with these three. Every percentile has a closed form. Pauses that are planned are
//! days without study: they move a day that lies behind them, and nothing else.

pub mod activity;
pub mod calendar;
pub mod deadline;
pub mod evidence;
pub mod outlook;
pub mod pace;
pub mod weeks;

use crate::dates::{Date, Period};

use self::calendar::Timetable;
use self::pace::{BREAK_LENGTH, Cumulants, LogNormal, Moments, Pace, Shifted, WEEK_NOISE, Z90};
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

/// A sum of independent hours.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Workload(Moments);

impl Workload {
    pub(super) fn add(&mut self, hours: Spread) {
        self.change(hours, 1.0);
    }

    pub(super) fn take_away(&mut self, hours: Spread) {
        self.change(hours, -1.0);
    }

    fn change(&mut self, hours: Spread, sign: f64) {
        let Moments { mean, variance } = Moments::of(hours);
        self.0.mean += sign * mean;
        self.0.variance += sign * variance;
    }

    fn is_nothing(self) -> bool {
        self.0.mean <= 0.0
    }

    /// Hours of this learner at a chance: the sum times the speed.
    fn hours(self, pace: &Pace, chance: Chance) -> f64 {
        let sum = self.0.lognormal();
        sum.median * pace.speed.median * (chance.z() * sum.sigma.hypot(pace.speed.sigma)).exp()
    }

    /// Hours of this learner at three chances; none for no work.
    fn spread(self, pace: &Pace) -> Spread {
        if self.is_nothing() {
            return Spread::default();
        }
        let hours = |chance| self.hours(pace, chance);
        Spread { low: hours(Chance::P10), likely: hours(Chance::P50), high: hours(Chance::P90) }
    }

    /// The weeks it takes, breaks and all.
    fn weeks(self, pace: &Pace) -> Shifted {
        let sum = self.0.lognormal();
        let median = sum.median * pace.speed.median / pace.kept_hours();
        let noise = WEEK_NOISE / median.max(1.0).sqrt();
        let sigmas = [sum.sigma, pace.speed.sigma, pace.kept.sigma, pace.hours_per_week.sigma, noise];
        let studied = LogNormal { median, sigma: sigmas.iter().map(|sigma| sigma * sigma).sum::<f64>().sqrt() };
        with_breaks(studied.cumulants(), pace).shifted()
    }

    /// Days of study at a chance, breaks and all.
    pub(super) fn days(self, pace: &Pace, chance: Chance) -> f64 {
        if self.is_nothing() {
            return 0.0;
        }
        let Shifted { shift, factor } = self.weeks(pace);
        7.0 * (shift + factor.median * (chance.z() * factor.sigma).exp()).max(0.0)
    }

    /// The chance to be done within some days of study, 0 to 1.
    pub(super) fn chance(self, pace: &Pace, days: f64) -> f64 {
        if self.is_nothing() {
            return 1.0;
        }
        let Shifted { shift, factor } = self.weeks(pace);
        let weeks = days / 7.0 - shift;
        if weeks <= 0.0 {
            return 0.0;
        }
        let z = (weeks / factor.median).ln() / factor.sigma;
        libm::erfc(-z / std::f64::consts::SQRT_2) / 2.0
    }
}

/// Weeks of study and the breaks in them. The number of breaks is Poisson, its rate a gamma
/// variate, the length independent: such a sum has cumulants in closed form. They are taken at the
/// mean of the weeks of study, and what is uncertain of these stretches all three.
fn with_breaks(studied: Cumulants, pace: &Pace) -> Cumulants {
    let [length, square, cube] = BREAK_LENGTH;
    let shape = pace.breaks.shape;
    let ratio = studied.mean / pace.breaks.weeks;
    // A break more for each week of study more: what is uncertain of the one is so of the other.
    let stretch = 1.0 + shape * length / pace.breaks.weeks;
    Cumulants {
        mean: studied.mean * stretch,
        variance: studied.variance * stretch.powi(2) + shape * (ratio * square + ratio.powi(2) * length.powi(2)),
        third: studied.third * stretch.powi(3)
            + shape * (ratio * cube + 3.0 * ratio.powi(2) * length * square + 2.0 * ratio.powi(3) * length.powi(3)),
    }
}

/// The days of four chances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    /// One chance in ten to be done by then.
    pub p10: Date,
    /// An even chance.
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
    /// Study for an exam, by its place in the course.
    Exam(usize),
    /// What the goal asks for beyond the path to job-ready.
    Beyond,
}

/// The forecast of one part.
#[derive(Debug, Clone, PartialEq)]
pub struct PartForecast {
    /// Which.
    pub part: Part,
    /// Likely hours left in it.
    pub hours: f64,
    /// When it begins: the even day of the stage before.
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
        exams.sort_unstable();
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

/// Forecasts a course. `None` when nothing is left.
///
/// # Errors
///
/// [`TooFar`] when even one of the percentiles lies more than a century ahead.
pub fn forecast(course: &ForecastInput<'_>) -> Result<Option<Forecast>, TooFar> {
    let timetable = Timetable::new(course.start, course.pauses);
    let day = |work: Workload, chance| timetable.day_after(work.days(&course.pace, chance)).ok_or(TooFar);
    let finish = |work| -> Result<Finish, TooFar> {
        Ok(Finish {
            p10: day(work, Chance::P10)?,
            p50: day(work, Chance::P50)?,
            p85: day(work, Chance::P85)?,
            p90: day(work, Chance::P90)?,
        })
    };
    let mut work = Workload::default();
    let mut ends = finish(work)?;
    let mut parts: Vec<PartForecast> = Vec::new();
    let mut exams = vec![ends; course.exams.len()];
    for (part, steps) in course.parts() {
        let hours: Vec<Spread> = match part {
            Part::Exam(exam) => course.exams[exam].hours.into_iter().collect(),
            _ => steps.iter().map(|&at| course.standing.steps[at].left).collect(),
        };
        if !hours.is_empty() {
            let start = ends.p50;
            for hours in &hours {
                work.add(*hours);
            }
            ends = finish(work)?;
            parts.push(PartForecast { part, hours: hours.iter().map(|hours| hours.likely).sum(), start, finish: ends });
        }
        if let Part::Exam(exam) = part {
            exams[exam] = ends;
        }
    }
    let Some(last) = parts.last() else { return Ok(None) };
    let is_path = |part: &&PartForecast| matches!(part.part, Part::Stage(_));
    Ok(Some(Forecast {
        hours_left: work.spread(&course.pace),
        finish: last.finish,
        job_ready: parts.iter().rev().find(is_path).map(|part| part.finish),
        parts,
        exams,
        work,
    }))
}

/// Hours some work takes at the learner's speed: 10th, 50th and 90th percentile of the sum.
#[must_use]
pub fn hours_of(work: impl Iterator<Item = Spread>, pace: &Pace) -> Spread {
    let mut sum = Workload::default();
    work.for_each(|hours| sum.add(hours));
    sum.spread(pace)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::builtin;
    use crate::dates::{self, months_between};
    use crate::progress::{Mark, Profile, Progress, Status};

    const START: Date = date(2026, 11, 21);

    fn forecast_of(from: &str, hours: f64, progress: &Progress) -> Result<Option<Forecast>, TooFar> {
        let roadmap = builtin::roadmap();
        let profile = Profile { from: Some(from.into()), ..Profile::default() };
        let standing = Standing::new(roadmap, progress, &profile, START);
        forecast(&ForecastInput::path(&standing, Pace::prior(hours), START))
    }

    #[track_caller]
    fn anchored(from: &str, low: f64, high: f64) {
        let finish = forecast_of(from, 10.0, &Progress::new()).expect("in time").expect("something left").finish;
        let months = (months_between(START, finish.p10), months_between(START, finish.p90));
        assert!(months.0 >= low && months.0 < low + 0.5, "{from}: p10 {months:?}");
        assert!(months.1 <= high && months.1 > high - 0.5, "{from}: p90 {months:?}");
    }

    #[test]
    fn the_guides_ranges_are_met() {
        anchored("swe", 12.0, 18.0);
        anchored("none", 24.0, 36.0);
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
            forecast(&ForecastInput::path(&standing, Pace { hours_per_week: hours, ..Pace::prior(1.0) }, START))
                .expect("in time")
                .expect("left")
                .finish
        };
        let (one, range) = (of(LogNormal::exactly(40.0_f64.sqrt())), of(LogNormal::between(5.0, 8.0)));
        assert!(range.p10 < one.p10 && range.p90 > one.p90);
        assert!(dates::days_between(one.p50, range.p50).abs() < 30);
    }
}
