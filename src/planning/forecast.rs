//! When it ends: a range with chances, never one date.
//!
//! The days a plan takes are the product of three uncertain things:
//!
//! - the hours of the steps that are left, each with its own spread, independent of each other;
//! - the learner's speed: one factor on all of them, which is what makes real ranges wide;
//! - the share of the planned week that really happens.
//!
//! The sum of the steps is taken as lognormal with the mean and variance of the sum
//! (Fenton and Wilkinson's approximation); each step gives mean and variance from its 10th, 50th
//! and 90th percentile by Swanson's rule (weights 0.3, 0.4, 0.3). Speed and kept share are
//! lognormal too, so the logarithms add up and every percentile has a closed form.
//!
//! The prior of speed and kept share is no measurement. It is set so that an empty record at ten
//! hours a week gives the ranges the guides state between its 10th and 90th percentile: 12 to 18
//! months with a programming background, 24 to 36 months without.

use crate::dates::{self, Date};

use super::standing::{Spread, Standing};

/// Hours a week when the learner stated none.
pub const DEFAULT_HOURS_PER_WEEK: f64 = 10.0;

/// A factor whose logarithm is normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogNormal {
    /// The median.
    pub median: f64,
    /// Standard deviation of the logarithm.
    pub sigma: f64,
}

/// How a learner studies: what turns hours of a roadmap into days of a calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Hours of study planned for a week.
    pub hours_per_week: f64,
    /// Hours the learner needs for an hour of the roadmap.
    pub speed: LogNormal,
    /// Share of the planned week that happens.
    pub kept: LogNormal,
}

impl Pace {
    /// The pace of a learner nothing is known about but the hours they plan.
    #[must_use]
    pub fn prior(hours_per_week: f64) -> Pace {
        Pace { hours_per_week, speed: LogNormal { median: 1.0, sigma: 0.12 }, kept: LogNormal { median: 0.9, sigma: 0.07 } }
    }
}

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
            Chance::P10 => -1.281_551_565_544_600_4,
            Chance::P50 => 0.0,
            Chance::P85 => 1.036_433_389_493_789_6,
            Chance::P90 => 1.281_551_565_544_600_4,
        }
    }
}

/// A sum of independent hours, by its mean and variance.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Work {
    mean: f64,
    variance: f64,
}

impl Work {
    fn add(&mut self, hours: Spread) {
        let mean = 0.3 * hours.low + 0.4 * hours.likely + 0.3 * hours.high;
        let square = |value: f64| (value - mean) * (value - mean);
        self.mean += mean;
        self.variance += 0.3 * square(hours.low) + 0.4 * square(hours.likely) + 0.3 * square(hours.high);
    }

    /// The lognormal with this mean and variance.
    fn lognormal(self) -> LogNormal {
        let sigma_squared = (1.0 + self.variance / (self.mean * self.mean)).ln();
        LogNormal { median: self.mean * (-sigma_squared / 2.0).exp(), sigma: sigma_squared.sqrt() }
    }

    /// Hours of this learner at a chance: the sum times the speed.
    fn hours(self, pace: &Pace, chance: Chance) -> f64 {
        let sum = self.lognormal();
        sum.median * pace.speed.median * (chance.z() * sum.sigma.hypot(pace.speed.sigma)).exp()
    }

    /// Hours of this learner at three chances; none for no work.
    fn spread(self, pace: &Pace) -> Spread {
        if self.mean <= 0.0 {
            return Spread::default();
        }
        let hours = |chance| self.hours(pace, chance);
        Spread { low: hours(Chance::P10), likely: hours(Chance::P50), high: hours(Chance::P90) }
    }

    /// Days of the calendar at a chance.
    fn days(self, pace: &Pace, chance: Chance) -> f64 {
        if self.mean <= 0.0 {
            return 0.0;
        }
        let sum = self.lognormal();
        let sigma = sum.sigma.hypot(pace.speed.sigma).hypot(pace.kept.sigma);
        let weeks = sum.median * pace.speed.median / (pace.hours_per_week * pace.kept.median);
        7.0 * weeks * (chance.z() * sigma).exp()
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
}

/// A plan that ends beyond the horizon of [`dates::MAX_YEARS_AHEAD`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFar;

/// Forecasts the open counted steps from a first day on, and after them the open ones of `beyond`
/// (places of steps a goal asks for past job-ready). `None` when nothing is left.
///
/// # Errors
///
/// [`TooFar`] when even one of the percentiles lies more than a century ahead.
pub fn forecast(standing: &Standing<'_>, beyond: &[usize], pace: &Pace, start: Date) -> Result<Option<Forecast>, TooFar> {
    let mut work = Work::default();
    let mut parts: Vec<PartForecast> = Vec::new();
    let mut is_beyond = vec![false; standing.steps.len()];
    for &at in beyond {
        is_beyond[at] = true;
    }
    let stages = (0..standing.roadmap.stages.len()).map(Part::Stage);
    for part in stages.chain([Part::Beyond]) {
        let before = work;
        let mut hours = 0.0;
        let is_of_part = |at: usize| match part {
            Part::Stage(stage) => standing.steps[at].counted && standing.roadmap.steps[at].stage == stage && !is_beyond[at],
            Part::Beyond => is_beyond[at],
        };
        for (_, _, state) in standing.all().filter(|(at, _, state)| state.is_open() && is_of_part(*at)) {
            work.add(state.left);
            hours += state.left.likely;
        }
        if work != before {
            let begin = parts.last().map_or(start, |part| part.finish.p50);
            parts.push(PartForecast { part, hours, start: begin, finish: finish(work, pace, start)? });
        }
    }
    let Some(last) = parts.last() else { return Ok(None) };
    let is_path = |part: &&PartForecast| part.part != Part::Beyond;
    Ok(Some(Forecast {
        hours_left: work.spread(pace),
        finish: last.finish,
        job_ready: parts.iter().rev().find(is_path).map(|part| part.finish),
        parts,
    }))
}

/// Hours some work takes at the learner's speed: 10th, 50th and 90th percentile of the sum.
#[must_use]
pub fn hours_of(work: impl Iterator<Item = Spread>, pace: &Pace) -> Spread {
    let mut sum = Work::default();
    work.for_each(|hours| sum.add(hours));
    sum.spread(pace)
}

fn finish(work: Work, pace: &Pace, start: Date) -> Result<Finish, TooFar> {
    let day = |chance| dates::days_after(start, work.days(pace, chance)).ok_or(TooFar);
    Ok(Finish { p10: day(Chance::P10)?, p50: day(Chance::P50)?, p85: day(Chance::P85)?, p90: day(Chance::P90)? })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::builtin;
    use crate::dates::months_between;
    use crate::progress::{Mark, Profile, Progress, Status};

    const START: Date = date(2026, 11, 21);

    fn forecast_of(from: &str, hours: f64, progress: &Progress) -> Result<Option<Forecast>, TooFar> {
        let roadmap = builtin::roadmap();
        let profile = Profile { from: Some(from.into()), ..Profile::default() };
        let standing = Standing::new(roadmap, progress, &profile);
        forecast(&standing, &[], &Pace::prior(hours), START)
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
    fn the_sum_keeps_mean_and_variance() {
        let mut work = Work::default();
        work.add(Spread { low: 10.0, likely: 20.0, high: 40.0 });
        assert!((work.mean - 23.0).abs() < 1e-9);
        let found = work.lognormal();
        let mean = found.median * (found.sigma * found.sigma / 2.0).exp();
        assert!((mean - work.mean).abs() < 1e-9);
    }
}
