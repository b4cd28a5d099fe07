//! What is known of a learner before their record says anything, and where it is from.
//!
//! A learner finishes some hours of the roadmap's estimates in a week of the calendar: the hours they
//! planned, times the share of them that happens, over the hours they need for one of the estimate.
//! The share and the effort differ from person to person, and a week from the next. All four figures
//! below are fitted to public records of people who wrote down what they planned and what they did
//! (`mlpath help forecast-method` names them); none is set to meet a total or a date.

use super::distribution::LogNormal;
use crate::units::WeeklyHours;

/// Hours a learner needs for one hour of the estimates.
///
/// Developers of 50 and more estimated tasks: median 1.15, log sd 0.25 (10 people). Students of one
/// course project, hours over the median: log sd 0.37 (39); of one 400 h project: 0.25 (13).
pub(crate) const EFFORT: LogNormal = LogNormal { median: 1.07, sigma: 0.29 };

/// Share of the stated hours that happens, weeks without study included.
///
/// Students who were told 400 h in 27 weeks: median 0.93, log sd 0.23 (13 people). Days kept of a
/// hundred days of code: 0.85, 0.40 (11).
pub(crate) const ADHERENCE: LogNormal = LogNormal { median: 0.91, sigma: 0.27 };

/// Hours a week assumed where the learner stated none.
pub const DEFAULT_HOURS_PER_WEEK: f64 = 10.0;

/// How unsure that assumption is: people plan from 4 to 25 hours. Log sd, our estimate.
pub(crate) const ASSUMPTION_SIGMA: f64 = 0.7;

/// Variance of a week over its squared mean, weeks without study included: 0.69 squared (13 students),
/// and a quarter more for breaks of some weeks, of which five of these 13 had one.
pub(crate) const WEEK_VARIANCE: f64 = 0.6;

/// What is finished comes in lumps (sessions, steps that differ from their estimate): this many hours
/// add to the variance of a week, over its mean. Our estimate.
pub(crate) const LUMP_HOURS: f64 = 2.0;

/// How much a stage as a whole is easier or harder for one learner than the others: log sd, our estimate
/// from one student's courses (hours a credit from 0.25 to 1.45).
pub(crate) const STAGE_SIGMA: f64 = 0.2;

/// How far a pace of now may be from what it was over the whole record: log sd. Quarters of one
/// developer's ten years: 0.32, of which half is the noise of thirteen weeks.
pub(crate) const PASSING_SIGMA: f64 = 0.25;

/// How far what was observed may be from what goes on next: log sd, our estimate.
pub(crate) const NEXT_SIGMA: f64 = 0.09;

/// How far a pace wanders in a year ahead: log sd, our estimate.
pub(crate) const YEAR_SIGMA: f64 = 0.15;

/// It wanders no further than in so many years.
pub(crate) const WANDERING_YEARS: f64 = 2.0;

/// The share of an observed pace that is lost on the way ahead: illness, work and children slow people
/// down more often than something speeds them up. Our estimate.
pub(crate) const SLOWING: f64 = 0.015;

/// Learners unlike the people of the sources exist: so much wider (log sd) is the prior when a record is
/// weighed against it, so that it gives way sooner to one that disagrees. Our estimate.
pub(crate) const UNLIKE_SIGMA: f64 = 0.38;

/// After so many weeks what was observed counts half for the pace of now.
pub(crate) const HALF_LIFE_WEEKS: f64 = 12.0;

/// After so many weeks it counts half for the pace in the long run: somebody who was slow for a year is
/// a slow learner.
pub(crate) const LASTING_HALF_LIFE_WEEKS: f64 = 78.0;

/// Hours finished in an average week by learners who plan so many hours.
pub(crate) fn rate(hours_per_week: LogNormal) -> LogNormal {
    let median = hours_per_week.median * ADHERENCE.median / EFFORT.median;
    LogNormal { median, sigma: libm::hypot(libm::hypot(ADHERENCE.sigma, EFFORT.sigma), hours_per_week.sigma) }
}

/// Variance of the hours finished in a week over their squared mean, for an average of `rate` hours.
pub(crate) fn week_variance(rate: f64) -> f64 {
    WEEK_VARIANCE + LUMP_HOURS / rate
}

/// Hours a week when the learner stated none.
#[must_use]
pub fn default_hours() -> WeeklyHours {
    WeeklyHours::exactly(DEFAULT_HOURS_PER_WEEK).unwrap_or_else(|| unreachable!("ten hours are sensible"))
}

/// Planned hours as planning takes them.
#[must_use]
pub fn planned_hours(hours: WeeklyHours) -> LogNormal {
    if hours.is_range() { LogNormal::between(hours.low(), hours.high()) } else { LogNormal::exactly(hours.low()) }
}
