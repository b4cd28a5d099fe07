//! What a learner's own record says of how they study.
//!
//! Speed and kept share move from the prior to the record by linear shrinkage: the estimate is the
//! mean of the prior and of what was observed, weighted by hours (or weeks), and its uncertainty is
//! the exact variance of that mean's error under the model. Neither is ever taken as known.
//!
//! Weeks are watched when the log says how much was studied. Three weeks without a sign of study
//! are a break; they are silent, and say nothing, when a step was finished in them all the same.
//! Pauses the learner planned are neither.

use crate::dates::{self, Date};
use crate::progress::{LogEntry, Progress, Status};
use crate::roadmap::Step;
use crate::units::StudyTime;

use super::pace::{BREAKS, Breaks, KEPT, LogNormal, Moments, Pace, SPEED, WEEK_NOISE};
use super::standing::{Spread, Standing, StepStanding};

/// The least weight of the prior of the speed, in hours of the roadmap.
const SPEED_WEIGHT: f64 = 180.0;

/// The least weight of the prior of the speed, as a share of the whole roadmap. With it, a step
/// finished in no more than its likely hours never moves a date later: what the learner's speed
/// loses is less than what is done. (With hours told between a third and three times the mean, the
/// condition is (1 - x) 2/3 x / (x + a) <= x / 3 + a for all shares x done, and 0.22 keeps it.)
const SPEED_SHARE: f64 = 0.22;

/// Told hours count at the most this many times more or less than estimated.
const TOLD_AT_MOST: f64 = 3.0;

/// The weight of the prior of the kept share, in weeks: the noise of a week over that of the prior.
const KEPT_WEIGHT: f64 = WEEK_NOISE * WEEK_NOISE / (KEPT.sigma * KEPT.sigma);

/// The log says how much is kept once it speaks of this many different weeks.
const LOGGED_WEEKS: usize = 3;

/// More days than this without a sign of study are a gap.
const GAP_DAYS: i32 = 21;

/// Of the days between two signs of study, these are as usual.
const USUAL_DAYS: i32 = 7;

/// What a record tells of its learner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// Finished steps with the hours they took.
    pub steps: usize,
    /// Hours they took.
    pub told: f64,
    /// The same as they count: each within three times more or less than estimated.
    pub took: f64,
    /// Mean hours estimated for them.
    pub estimated: f64,
    /// Variance of these estimates, hours squared.
    pub variance: f64,
    /// Mean hours of the whole roadmap, done or not.
    pub whole: f64,
    /// Weeks watched, pauses and breaks apart; 0 where the log does not say how much was studied.
    pub weeks: f64,
    /// Hours studied in them.
    pub studied: f64,
    /// Hours planned for a week meanwhile.
    pub planned: f64,
    /// Breaks seen.
    pub breaks: usize,
    /// Weeks they took.
    pub break_weeks: f64,
    /// Weeks without a log in which steps were finished all the same.
    pub silent_weeks: f64,
}

impl Evidence {
    /// Reads a record: `planned` is the hours a week the learner planned so far.
    #[must_use]
    pub fn of(standing: &Standing<'_>, progress: &Progress, planned: f64, today: Date) -> Evidence {
        let mut evidence = Evidence { planned, ..Evidence::default() };
        for (_, step, state) in standing.counted() {
            // The whole is the same whatever is done of it, credits too.
            evidence.whole += Moments::of(Spread::of(step)).mean;
            let told = state.record.filter(|record| record.status == Status::Done).and_then(|record| record.hours);
            if let Some(hours) = told {
                let estimate = estimate(step, state);
                evidence.steps += 1;
                evidence.told += hours;
                evidence.took += hours.clamp(estimate.mean / TOLD_AT_MOST, estimate.mean * TOLD_AT_MOST);
                evidence.estimated += estimate.mean;
                evidence.variance += estimate.variance;
            }
        }
        if let Some(watch) = Watch::new(standing, progress, today) {
            evidence.look(&watch, standing, progress);
        }
        evidence
    }

    /// How the learner studies when they plan so many hours a week.
    #[must_use]
    pub fn pace(&self, hours_per_week: LogNormal) -> Pace {
        Pace { hours_per_week, speed: self.speed(), kept: self.kept(), breaks: self.breaks() }
    }

    /// Looks at the weeks since the learner began.
    fn look(&mut self, watch: &Watch, standing: &Standing<'_>, progress: &Progress) {
        let (mut silent_days, mut break_days) = (0, 0);
        for gap in &watch.gaps {
            if gap.finished {
                silent_days += gap.days;
            } else {
                self.breaks += 1;
                break_days += gap.days;
            }
        }
        let logged: f64 = watch.logged(progress).filter_map(|entry| entry.time).map(StudyTime::hours).sum();
        self.studied = logged + self.unlogged(watch, standing);
        self.break_weeks = f64::from(break_days) / 7.0;
        self.silent_weeks = f64::from(silent_days) / 7.0;
        self.weeks = f64::from((watch.days - silent_days - break_days).max(0)) / 7.0;
    }

    /// Hours of steps that were begun and finished but not logged in full: what they took, else
    /// what they should have taken at this speed.
    fn unlogged(&self, watch: &Watch, standing: &Standing<'_>) -> f64 {
        let speed = self.speed().median;
        let hours = |(_, step, state): (usize, &Step, &StepStanding<'_>)| {
            let record = state.record.filter(|record| record.status == Status::Done && record.started.is_some())?;
            let is_watched = record.done.is_some_and(|done| watch.first < done && !watch.gaps.iter().any(|gap| gap.holds(done)));
            let hours = record.hours.unwrap_or(estimate(step, state).mean * speed);
            is_watched.then_some((hours - state.logged).max(0.0))
        };
        standing.all().filter_map(hours).sum()
    }

    /// The speed: 1 for the prior, hours over estimates for the record.
    fn speed(&self) -> LogNormal {
        let weight = SPEED_WEIGHT.max(SPEED_SHARE * self.whole);
        let all = self.estimated + weight;
        let variance = (weight * weight * SPEED.sigma * SPEED.sigma + self.variance) / (all * all);
        LogNormal { median: (self.took + weight * SPEED.median) / all, sigma: variance.sqrt() }
    }

    /// The kept share: the prior's median, and hours studied over hours planned.
    fn kept(&self) -> LogNormal {
        if self.weeks <= 0.0 || self.planned <= 0.0 {
            return KEPT;
        }
        let all = self.weeks + KEPT_WEIGHT;
        let variance = (KEPT_WEIGHT * KEPT_WEIGHT * KEPT.sigma * KEPT.sigma + self.weeks * WEEK_NOISE * WEEK_NOISE) / (all * all);
        let share = (self.studied / self.planned + KEPT_WEIGHT * KEPT.median) / all;
        LogNormal { median: share.max(KEPT.median / 10.0), sigma: variance.sqrt() }
    }

    fn breaks(&self) -> Breaks {
        #[expect(clippy::cast_precision_loss, reason = "a record has no more breaks than weeks")]
        let seen = self.breaks as f64;
        Breaks { shape: BREAKS.shape + seen, weeks: BREAKS.weeks + self.weeks + self.break_weeks + self.silent_weeks }
    }

    /// Hours kept of a planned week so far; `None` where the log does not say.
    #[must_use]
    pub fn hours_kept(&self) -> Option<f64> {
        (self.weeks >= 1.0).then(|| self.studied / self.weeks)
    }

    /// Hours needed for an hour of the estimates so far; `None` where no hours are known.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.steps > 0 && self.estimated > 0.0).then(|| self.told / self.estimated)
    }
}

/// Hours a finished step should have taken: its own, less what the background spared.
fn estimate(step: &Step, state: &StepStanding<'_>) -> Moments {
    Moments::of(Spread::of(step).after_credit(state.spared))
}

/// The time the log speaks of.
struct Watch {
    first: Date,
    today: Date,
    /// Days from the first sign of study to today, pauses apart.
    days: i32,
    gaps: Vec<Gap>,
}

/// Weeks without a sign of study.
struct Gap {
    from: Date,
    to: Date,
    /// Days without study, pauses apart.
    days: i32,
    /// Whether a step was finished in it.
    finished: bool,
}

impl Gap {
    fn holds(&self, day: Date) -> bool {
        self.from < day && day <= self.to
    }
}

impl Watch {
    /// `None` when the log speaks of too few weeks to say how much is kept.
    fn new(standing: &Standing<'_>, progress: &Progress, today: Date) -> Option<Watch> {
        let mut watch = Watch { first: today, today, days: 0, gaps: Vec::new() };
        let week = |entry: &LogEntry| dates::days_between(Date::constant(1900, 1, 1), entry.date) / 7;
        let mut weeks: Vec<i32> = watch.logged(progress).map(week).collect();
        weeks.sort_unstable();
        weeks.dedup();
        if weeks.len() < LOGGED_WEEKS {
            return None;
        }
        let records = || standing.steps.iter().filter_map(|state| state.record);
        let mut signs: Vec<Date> = watch.logged(progress).map(|entry| entry.date).collect();
        signs.extend(records().filter_map(|record| record.started).chain(progress.profile.start).filter(|day| *day <= today));
        signs.push(today);
        signs.sort_unstable();
        signs.dedup();
        watch.first = signs[0];
        let studied_days = |from, to| dates::days_between(from, to) - dates::days_within(&progress.profile.pauses, from, to);
        watch.days = studied_days(watch.first, today);
        for pair in signs.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let days = studied_days(from, to);
            if days > GAP_DAYS {
                let finished = records().filter_map(|record| record.done).any(|done| from < done && done <= to);
                watch.gaps.push(Gap { from, to, days: days - USUAL_DAYS, finished });
            }
        }
        Some(watch)
    }

    /// Entries with study time, none of the future.
    fn logged<'a>(&self, progress: &'a Progress) -> impl Iterator<Item = &'a LogEntry> {
        let today = self.today;
        progress.log.iter().filter(move |entry| entry.time.is_some() && entry.date <= today)
    }
}
