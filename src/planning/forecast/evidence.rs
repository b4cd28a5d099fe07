//! What a learner's own record says of how they study, and the pace that follows.
//!
//! The pace moves from the prior to the record as a weighted mean: hours finished and prior hours,
//! over weeks observed and the weeks the prior is worth; and on to recent weeks in the same way. The
//! more weeks are observed, the less the prior counts and the less uncertain the pace is. Nothing is a
//! threshold: the first entry counts.

use crate::dates::Date;
use crate::progress::Progress;

use super::activity::Activity;
pub use super::clock::Studied;
use super::distribution::LogNormal;
use super::observation::{actual_hours, finished};
use super::pace::Pace;
use super::prior::{
    ASSUMPTION_SIGMA, DEFAULT_HOURS_PER_WEEK, EFFORT, NEXT_SIGMA, PASSING_SIGMA, SLOWING, STAGE_SIGMA, UNLIKE_SIGMA, planned_hours, rate,
    week_variance,
};
use crate::planning::standing::Standing;
use crate::units::WeeklyHours;

/// Actual hours of a step count at the most this many times more or less than estimated.
pub const REPORTED_CAP: f64 = 3.0;

/// Against an evening of study a pace weighs at least so many hours: four more are less than 8 % of them.
const LEAST_HOURS: f64 = 54.0;

/// Against a few idle days it weighs at least so many weeks.
const LEAST_WEEKS: f64 = 6.4;

/// The long run weighs so much more, as the pace of now gives way besides.
const LONG_RUN: f64 = 1.3;

/// The prior of the effort is worth so many estimated hours: with steps of about 15 h that differ by
/// 45 %, these tell as much as what is known of other people.
const EFFORT_PRIOR_HOURS: f64 = 38.0;

/// After so many weeks of record half of a larger plan is doubted: as many as the prior itself is worth.
const WEEKS_OF_A_PROMISE: f64 = 8.0;

/// A typical step for the uncertainty of the effort: hours, and how much one differs (log sd).
const TYPICAL_STEP: (f64, f64) = (15.0, 0.45);

/// A stage is at most this many times easier or harder than the others.
const STAGE_CAP: f64 = 1.4;

/// What a record tells of its learner.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// Finished steps with the hours they took.
    pub steps: usize,
    /// Hours they took.
    pub actual: f64,
    /// Mean hours estimated for them.
    pub estimated: f64,
    /// Their likely hours, as each is shown by itself.
    pub likely: f64,
    /// Hours they took, each within [`REPORTED_CAP`] of its estimate.
    pub capped: f64,
    /// Weeks since the learner began, pauses apart.
    pub weeks: f64,
    /// Hours planned for a week meanwhile; [`DEFAULT_HOURS_PER_WEEK`] where none were stated.
    pub planned: f64,
    /// Silences of more than three weeks.
    pub breaks: usize,
    /// What was finished in how much time.
    activity: Activity,
}

impl Evidence {
    /// Reads a record.
    #[must_use]
    pub fn of(standing: &Standing<'_>, progress: &Progress, today: Date) -> Evidence {
        let finished = finished(standing, progress, today);
        let profile = &progress.profile;
        let first = finished.first().map_or(today, |one| one.day);
        let planned = profile.hours_planned(first, today, DEFAULT_HOURS_PER_WEEK);
        let usual = rate(LogNormal::exactly(planned)).median;
        let activity = Activity::new(&finished, progress, today, usual, standing.roadmap.stages.len());
        let mut evidence = Evidence { planned, weeks: activity.elapsed_weeks, breaks: activity.breaks, activity, ..Evidence::default() };
        for (_, step, state) in standing.counted() {
            let mean = state.mean_estimate(step);
            if let Some(hours) = actual_hours(step, state).filter(|_| mean > 0.0) {
                evidence.steps += 1;
                evidence.actual += hours;
                evidence.estimated += mean;
                evidence.likely += state.estimate(step).likely;
                evidence.capped += hours.clamp(mean / REPORTED_CAP, mean * REPORTED_CAP);
            }
        }
        evidence
    }

    /// How the learner studies under the hours they stated. Without any, ten are assumed, and the
    /// record is believed sooner: nobody is held to hours they did not state.
    #[must_use]
    pub fn pace_at(&self, stated: Option<WeeklyHours>) -> Pace {
        match stated {
            Some(hours) => self.pace(planned_hours(hours)),
            None => self.pace_under(LogNormal::exactly(DEFAULT_HOURS_PER_WEEK), ASSUMPTION_SIGMA),
        }
    }

    /// How the learner studies when they plan so many hours a week.
    #[must_use]
    pub fn pace(&self, hours_per_week: LogNormal) -> Pace {
        self.pace_under(hours_per_week, 0.0)
    }

    /// The pace of somebody with this record who really studies so many hours a week.
    #[must_use]
    pub fn pace_studying(&self, hours: f64) -> Pace {
        let effort = self.effort();
        let rate = LogNormal { median: hours / effort.median, sigma: effort.sigma };
        Pace { rate, ..self.pace(LogNormal::exactly(hours)) }
    }

    /// The pace that follows from prior and record, in two steps: what this learner finishes in the long
    /// run, between the prior and all weeks; and what they finish now, between that and recent weeks.
    ///
    /// ```text
    /// k = v(r0) / (s0² + u²)                   N = T + k        weeks that prior and record are worth
    /// R = (H + k r0) / N                                        pace in the long run
    /// m = v(R) / p²                            M = t + m        p: how far now may be from the long run
    /// r = (h + m R) / M                                         pace of now
    /// q = (k / N) (m / M)                                       the share of the prior in it
    /// s² = q² s0² + v(r) Σa² + (1 - q)² (stages + e²)           a: the weight of each week in r
    /// ```
    ///
    /// H hours in T weeks count almost alike, h hours in t weeks the less the longer they are ago. k and m
    /// are never so small that four hours change r by 8 %.
    ///
    /// Planning more than before promises more only by way of r0, and less the longer the record. Planning less is believed: the hours
    /// shrink with the plan, but not below what people usually finish under such a plan.
    ///
    /// `doubt` is how unsure it is that these are the hours: a log sd. It weakens the prior and widens
    /// nothing, as the answer says for which hours it is.
    fn pace_under(&self, hours_per_week: LogNormal, doubt: f64) -> Pace {
        let prior = self.prior(hours_per_week);
        let Activity { recent, lasting, shared_weeks, .. } = self.activity;
        let share = self.share_of_smaller_plan(hours_per_week.median, lasting.hours, lasting.weeks);
        let (recent_hours, hours) = (recent.hours * share, lasting.hours * share);
        let prior_variance = prior.sigma.powi(2) + doubt.powi(2) + UNLIKE_SIGMA.powi(2);
        let least = LEAST_HOURS.max(LEAST_WEEKS * prior.median);
        let prior_hours = week_variance(prior.median) / prior_variance * prior.median;
        // What is known fades no faster for many hours than for the weeks that passed: they are one entry, these are not.
        let seen = hours.min(lasting.weeks * prior.median);
        let prior_hours = prior_hours + (LONG_RUN * least - prior_hours).max(0.0) / (1.0 + seen / (LONG_RUN * least));
        let prior_weeks = prior_hours / prior.median;
        let all = lasting.weeks + prior_weeks;
        let usual = (hours + prior_hours) / all;
        let usual_hours = (week_variance(usual) / PASSING_SIGMA.powi(2) * usual).max(least_usual_hours(
            least,
            recent_hours.min(recent.weeks * usual),
            hours + prior_hours,
        ));
        let usual_weeks = usual_hours / usual;
        let now = recent.weeks + usual_weeks;
        let rate = (recent_hours + usual_hours) / now;
        let by_prior = (prior_weeks / all) * (usual_weeks / now);
        let carried = usual_weeks / all;
        let squares = recent.squared_weeks + 2.0 * carried * shared_weeks + carried.powi(2) * lasting.squared_weeks;
        let variance = (by_prior * prior.sigma).powi(2)
            + week_variance(rate) * squares / now.powi(2)
            + (1.0 - by_prior).powi(2) * (self.stage_variance() + NEXT_SIGMA.powi(2));
        Pace {
            hours_per_week,
            rate: LogNormal { median: rate * (1.0 - SLOWING * (1.0 - by_prior)), sigma: variance.sqrt() },
            effort: self.effort(),
            stages: self.stage_factors(),
            unseen_days: self.activity.unseen_days,
        }
    }

    /// What learners finish who plan so many hours. Of more hours than were planned so far only a part counts, the less of
    /// it the more weeks tell what comes of a plan: who kept four of ten keeps no twelve of thirty.
    fn prior(&self, hours_per_week: LogNormal) -> LogNormal {
        let prior = rate(hours_per_week);
        let more = hours_per_week.median / self.planned;
        if self.activity.lasting.weeks <= 0.0 || more <= 1.0 {
            return prior;
        }
        let doubted = self.activity.lasting.weeks / (self.activity.lasting.weeks + WEEKS_OF_A_PROMISE);
        LogNormal { median: prior.median / libm::pow(more, doubted), ..prior }
    }

    /// The share of the hours finished so far that a smaller plan leaves.
    fn share_of_smaller_plan(&self, planned: f64, hours: f64, weeks: f64) -> f64 {
        if hours <= 0.0 || weeks <= 0.0 || planned >= self.planned {
            return 1.0;
        }
        let usual = rate(LogNormal::exactly(planned)).median * weeks;
        (usual / hours).clamp(planned / self.planned, 1.0)
    }

    /// Variance of the observed pace because only some stages are in it.
    fn stage_variance(&self) -> f64 {
        let all: f64 = self.activity.stages.iter().map(|(_, weeks)| weeks).sum();
        let shares = self.activity.stages.iter().map(|(_, weeks)| if all > 0.0 { (weeks / all).powi(2) } else { 0.0 });
        STAGE_SIGMA.powi(2) * shares.sum::<f64>()
    }

    /// For each stage, the time it takes compared with the others: shrunk towards 1 by how little is known.
    fn stage_factors(&self) -> Vec<f64> {
        let (hours, weeks) = self.activity.stages.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        if hours <= 0.0 || weeks <= 0.0 {
            return Vec::new();
        }
        let rate = hours / weeks;
        let (spread, noise) = (STAGE_SIGMA.powi(2), week_variance(rate));
        let factor = |&(hours, weeks): &(f64, f64)| {
            let faster = spread * (hours / rate - weeks) / (spread * weeks + noise);
            (1.0 / (1.0 + faster.max(-0.5))).clamp(1.0 / STAGE_CAP, STAGE_CAP)
        };
        self.activity.stages.iter().map(factor).collect()
    }

    /// Hours of study needed for one of the estimates: the mean of the prior and of finished steps.
    #[must_use]
    pub fn effort(&self) -> LogNormal {
        let all = self.estimated + EFFORT_PRIOR_HOURS;
        let median = (self.capped + EFFORT_PRIOR_HOURS * EFFORT.median) / all;
        let (size, spread) = TYPICAL_STEP;
        let prior = EFFORT.sigma * EFFORT_PRIOR_HOURS / all;
        LogNormal { median, sigma: libm::hypot(prior, spread * (size * self.estimated).sqrt() / all) }
    }

    /// Hours studied in an average week of late, as the record tells them; `None` where it does not tell those of
    /// most of what was finished.
    #[must_use]
    pub fn studied_hours(&self) -> Option<Studied> {
        self.activity.studied_per_week
    }

    /// Hours needed for each of the likely ones so far; `None` where no hours are known.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.steps > 0 && self.likely > 0.0).then(|| self.actual / self.likely)
    }
}

/// The fewest hours the long run has to weigh against recent ones, so that an hour more changes the pace of
/// now, and the long run with it, by no more than one in `least`.
fn least_usual_hours(least: f64, recent: f64, long_run: f64) -> f64 {
    (least - recent).max(0.0) / (1.0 - (least / long_run).min(1.0 / LONG_RUN))
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::progress::{LogEntry, Mark, Profile, Status};
    use crate::units::{StudyTime, WeeklyHours};

    /// Ten hours a week are planned from this Monday on.
    const FIRST: Date = date(2026, 1, 5);

    fn day(days: i32) -> Date {
        FIRST.add_days(days).expect("a day")
    }

    fn new() -> Progress {
        let profile = Profile { start: Some(FIRST), hours_per_week: WeeklyHours::exactly(10.0), ..Profile::default() };
        Progress { profile, ..Progress::new() }
    }

    fn log(progress: &mut Progress, id: &str, date: Date, time: &str) {
        progress.log.push(LogEntry { date, step: Some(id.into()), time: StudyTime::parse(time), note: None, link: None });
    }

    fn done(progress: &mut Progress, id: &str, on: Date, hours: Option<f64>) {
        progress.mark(id, Mark { status: Status::Done, on, moves_day: false, hours });
    }

    fn evidence(progress: &Progress, today: Date) -> Evidence {
        Evidence::of(&Standing::new(builtin::roadmap(), progress, &progress.profile, today), progress, today)
    }

    fn rate(progress: &Progress, today: Date, planned: f64) -> LogNormal {
        evidence(progress, today).pace(LogNormal::exactly(planned)).rate
    }

    /// Weeks of so many hours each, logged on Sundays for things of one's own.
    fn weeks(progress: &mut Progress, weeks: std::ops::Range<i32>, time: &str) {
        weeks.for_each(|week| log(progress, "my-own-thing", day(7 * week + 6), time));
    }

    #[test]
    fn the_range_narrows_with_the_record() {
        let sigma = |count: i32| {
            let mut progress = new();
            weeks(&mut progress, 0..count, "9h");
            rate(&progress, day(7 * count), 10.0).sigma
        };
        let (none, few, ten, half) = (sigma(0), sigma(4), sigma(10), sigma(26));
        assert!(few < none && ten < 0.85 * none && half < 0.85 * ten, "{none} {few} {ten} {half}");
    }

    #[test]
    fn hours_studied_a_week_are_those_one_adds_up_from_the_log() {
        let mut progress = new();
        weeks(&mut progress, 0..26, "10h");
        let studied = |progress: &Progress, on: i32| evidence(progress, day(on)).studied_hours().expect("they are known");
        for on in [3 * 7 - 1, 12 * 7 - 1, 26 * 7 - 1] {
            assert!((studied(&progress, on).hours - 10.0).abs() < 1e-9, "twelve weeks have no thirteenth Sunday, on day {on}");
        }
        assert!(studied(&progress, 26 * 7 - 1).is_all);
        done(&mut progress, "numpy", day(26 * 7 - 3), None);
        assert_eq!(studied(&progress, 26 * 7 - 1), Studied { hours: 10.0, is_all: false }, "nobody knows what that step took");
        done(&mut progress, "numpy", day(26 * 7 - 3), Some(12.0));
        assert_eq!(studied(&progress, 26 * 7 - 1), Studied { hours: 11.0, is_all: true });
        log(&mut progress, "numpy", day(26 * 7 - 5), "6h");
        assert_eq!(studied(&progress, 26 * 7 - 1), Studied { hours: 11.0, is_all: true }, "six of the twelve are logged");
    }

    #[test]
    fn recent_weeks_weigh_more() {
        let mut fading = new();
        weeks(&mut fading, 0..26, "10h");
        weeks(&mut fading, 26..38, "4h");
        let mut rising = new();
        weeks(&mut rising, 0..12, "4h");
        weeks(&mut rising, 12..38, "10h");
        let of = |progress: &Progress| rate(progress, day(38 * 7), 10.0).median;
        assert!(of(&rising) > 1.1 * of(&fading), "{} and {}", of(&rising), of(&fading));
    }

    #[test]
    fn an_idle_day_never_makes_a_learner_faster() {
        let mut progress = new();
        weeks(&mut progress, 0..12, "6h");
        let mut last = f64::INFINITY;
        for idle in 0..400 {
            let now = rate(&progress, day(12 * 7 + idle), 10.0).median;
            assert!(now <= last + 1e-12, "day {idle}");
            last = now;
        }
        let at = |idle| rate(&progress, day(12 * 7 + idle), 10.0).median;
        assert!((at(7) - at(21)).abs() < 1e-9, "a silence of three weeks says nothing");
        assert!(at(120) < 0.8 * at(21), "one of four months does");
    }

    #[test]
    fn what_was_known_before_is_no_pace() {
        let mut progress = new();
        for id in ["python-basics", "git", "sql"] {
            done(&mut progress, id, FIRST, None);
        }
        assert_eq!(evidence(&progress, day(20)).pace(LogNormal::exactly(10.0)).rate, Pace::prior(10.0).rate);
        // Two dozen steps on the fourth day were not studied in three.
        let steps: Vec<&str> = builtin::roadmap().steps.iter().map(|step| step.id.as_str()).take(24).collect();
        for id in steps {
            done(&mut progress, id, day(3), None);
        }
        let faster = rate(&progress, day(3), 10.0).median / Pace::prior(10.0).rate.median;
        assert!(faster < 1.5, "{faster}");
    }

    #[test]
    fn steps_half_known_before_turn_no_date() {
        // 59 hours of the estimates are marked in the first week, and again with an hour of the log for each.
        let steps = ["tools-setup", "python-basics", "python-data-structures"];
        for logs in [false, true] {
            let mut progress = new();
            progress.profile.hours_per_week = WeeklyHours::exactly(6.0);
            for (id, on) in steps.into_iter().zip([2, 4, 6]) {
                if logs {
                    log(&mut progress, id, day(on), "1h");
                }
                done(&mut progress, id, day(on), None);
            }
            for on in [6, 13, 20] {
                let faster = rate(&progress, day(on), 6.0).median / Pace::prior(6.0).rate.median;
                assert!((1.0..1.25).contains(&faster), "day {on}: {faster}");
            }
        }
    }

    #[test]
    fn what_was_marked_long_before_all_else_was_known_before() {
        let mut progress =
            Progress { profile: Profile { hours_per_week: WeeklyHours::exactly(10.0), ..Profile::default() }, ..Progress::new() };
        weeks(&mut progress, 0..6, "9h");
        let without = rate(&progress, day(42), 10.0);
        for (id, years) in [("git", 6), ("sql", 4), ("python-basics", 3)] {
            done(&mut progress, id, day(-365 * years), None);
        }
        assert_eq!(rate(&progress, day(42), 10.0), without);
    }

    #[test]
    fn neither_a_first_line_of_the_log_nor_a_plan_saved_late_takes_marks_away() {
        let mut progress = Progress::new();
        let steps: Vec<&str> = builtin::roadmap().steps.iter().map(|step| step.id.as_str()).take(20).collect();
        for (week, id) in (0..).zip(steps) {
            done(&mut progress, id, day(7 * week), None);
        }
        let today = day(141);
        let rate = |progress: &Progress| evidence(progress, today).pace_at(None).rate.median;
        let marks = rate(&progress);
        assert!(marks > 1.2 * Pace::prior(10.0).rate.median, "{marks}");
        let mut late = progress.clone();
        late.profile.start = Some(today);
        assert!((rate(&late) - marks).abs() < 1e-9);
        log(&mut progress, "my-own-thing", today, "1m");
        assert!((rate(&progress) / marks - 1.0).abs() < 0.03, "{marks} and {}", rate(&progress));
    }

    #[test]
    fn before_the_first_sign_of_study_a_silence_says_nothing() {
        let mut progress = new();
        done(&mut progress, "git", FIRST, None);
        assert_eq!(rate(&progress, day(200), 10.0), Pace::prior(10.0).rate);
    }

    #[test]
    fn a_small_mark_a_day_before_many_leaves_them_their_time() {
        let mut progress = new();
        done(&mut progress, "git", day(30), None);
        for id in ["python-basics", "command-line", "sql"] {
            done(&mut progress, id, day(70), None);
        }
        let without = rate(&progress, day(71), 10.0).median;
        done(&mut progress, "tools-setup", day(69), None);
        let with = rate(&progress, day(71), 10.0).median;
        assert!((with / without - 1.0).abs() < 0.08, "{without} and {with}");
    }

    #[test]
    fn more_planned_hours_promise_no_more_than_the_record_supports() {
        let mut progress = new();
        weeks(&mut progress, 0..30, "4h");
        let at = |planned| rate(&progress, day(30 * 7), planned).median;
        assert!(at(20.0) > at(10.0) && at(20.0) < 1.3 * at(10.0) && at(30.0) < 1.5 * at(10.0), "{} {} {}", at(10.0), at(20.0), at(30.0));
        assert!(at(2.0) < 0.7 * at(10.0), "and fewer are believed: {}", at(2.0));
    }

    #[test]
    fn a_record_without_a_plan_tells_its_own_pace() {
        // Three hours of study are 2.8 of the estimates. No evening may turn a date, so half a year is needed.
        let after = |count: i32| {
            let mut progress = Progress::new();
            weeks(&mut progress, 0..count, "3h");
            evidence(&progress, day(7 * count)).pace_at(None).rate.median
        };
        assert!(after(10) < 6.0 && after(20) < 4.3 && after(40) < 3.5, "{} {} {}", after(10), after(20), after(40));
    }
}
