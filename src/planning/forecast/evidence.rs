//! What a learner's own record says of how they study.
//!
//! Speed and kept share move from the prior to the record by linear shrinkage: the estimate is the
//! mean of the prior and of what was observed, weighted by hours (or weeks), and its uncertainty is
//! the variance of that mean's error under the model. Neither is ever taken as known.

use crate::dates::Date;
use crate::progress::{Progress, Status};
use crate::roadmap::Step;

use super::activity::{ActivityWindow, Unlogged};
use super::pace::{ADHERENCE_PRIOR, BREAKS, Breaks, DEFAULT_HOURS_PER_WEEK, EFFORT_PRIOR, LogNormal, Moments, Pace, WEEK_NOISE};
use crate::planning::standing::{LEFT_AT_LEAST, Spread, Standing, StepStanding};

/// The least weight of the prior of the speed, in hours of the roadmap.
const SPEED_WEIGHT: f64 = 180.0;

/// The least weight of the prior of the speed, as a share of the whole roadmap. With it, a step
/// finished in no more than its likely hours never moves a date later: what the learner's speed
/// loses is less than what is done. (With hours told between a third and three times the mean, the
/// condition is (1 - x) 2/3 x / (x + a) <= x / 3 + a for all shares x done, and 0.22 keeps it.)
const SPEED_SHARE: f64 = 0.22;

/// Of one step no more than this is taken for a sign of a slow learner.
const USUAL_AT_MOST: f64 = 2.0;

/// How many standard deviations worse than the prior a record is before the prior gives way.
const SURPRISE: f64 = 1.25;

/// Told hours count at the most this many times more or less than estimated.
pub const REPORTED_CAP: f64 = 3.0;

/// The weight of the prior of the kept share, in weeks. The prior's own spread would ask for about
/// twice as many; fewer let a learner who is unlike it be known sooner, at a small cost to others.
const KEPT_WEIGHT: f64 = 8.0;

/// What a record tells of its learner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// Finished steps with the hours they took.
    pub steps: usize,
    /// Hours they took.
    pub told: f64,
    /// Mean hours estimated for them.
    pub told_estimate: f64,
    /// Hours that count, of open steps too: each within three times more or less than estimated.
    pub took: f64,
    /// The same, each at most twice what was estimated: one step that went wrong is no habit.
    pub took_usually: f64,
    /// Mean hours estimated for these.
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
    /// Weeks without a log in which steps were finished all the same.
    pub silent_weeks: f64,
}

impl Evidence {
    /// Reads a record.
    #[must_use]
    pub fn of(standing: &Standing<'_>, progress: &Progress, today: Date) -> Evidence {
        let watch = ActivityWindow::new(standing, progress, today);
        let first = watch.as_ref().map_or(today, |watch| watch.first);
        let planned = progress.profile.hours_planned(first, today, DEFAULT_HOURS_PER_WEEK);
        let mut evidence = Evidence { planned, ..Evidence::default() };
        for (_, step, state) in standing.counted() {
            // The whole is the same whatever is done of it, credits too.
            evidence.whole += Moments::of(Spread::of(step)).mean;
            evidence.time(step, state);
        }
        if let Some(watch) = watch {
            evidence.look(&watch, standing);
        }
        evidence
    }

    /// Looks at the hours one step took: those told, else those logged where they are at least half
    /// of the estimate, so that the log seems to be whole. Else, and while a step is open, what is
    /// logged took as long as it should have, unless it is more than the whole: finishing a step
    /// can then only speak for the learner.
    fn time(&mut self, step: &Step, state: &StepStanding<'_>) {
        let Moments { mean, variance } = estimate(step, state);
        let is_done = state.status == Status::Done;
        let told = state.record.filter(|_| is_done).and_then(|record| record.hours);
        let whole = told.or((is_done && state.logged > 0.0 && state.logged >= mean / 2.0).then_some(state.logged));
        if mean <= 0.0 || (told.is_none() && state.logged <= 0.0) {
            return;
        }
        if let Some(hours) = whole {
            self.steps += 1;
            self.told += hours;
            self.told_estimate += mean;
        }
        let most = if is_done { 1.0 } else { 1.0 - LEFT_AT_LEAST };
        let share = if whole.is_some() { 1.0 } else { (state.logged / mean).min(most) };
        let hours = whole.unwrap_or(state.logged);
        let least = share * mean / REPORTED_CAP;
        self.took += hours.clamp(least, mean * REPORTED_CAP);
        self.took_usually += hours.clamp(least, mean * USUAL_AT_MOST);
        self.estimated += share * mean;
        self.variance += share * variance;
    }

    /// How the learner studies when they plan so many hours a week. What is uncertain of the hours
    /// is part of the share that is kept of them: the record narrows both.
    #[must_use]
    pub fn pace(&self, hours_per_week: LogNormal) -> Pace {
        Pace {
            hours_per_week: LogNormal::exactly(hours_per_week.median),
            speed: self.speed(),
            kept: self.kept(hours_per_week.sigma),
            kept_of: self.planned,
            breaks: self.breaks(),
        }
    }

    /// Looks at the weeks since the learner began.
    fn look(&mut self, watch: &ActivityWindow, standing: &Standing<'_>) {
        let (mut silent_days, mut break_days) = (0, 0);
        for gap in &watch.gaps {
            if gap.finished {
                silent_days += gap.days;
            } else {
                self.breaks += 1;
                break_days += gap.days;
            }
        }
        self.studied = watch.hours(&self.unlogged(standing), self.planned);
        self.silent_weeks = f64::from(silent_days) / 7.0;
        self.weeks = f64::from((watch.days - silent_days - break_days).max(0)) / 7.0;
    }

    /// Hours of finished steps that were not logged in full: those told, else, of a step that was
    /// begun, what it should have taken at this speed. What is only marked may have been known.
    fn unlogged(&self, standing: &Standing<'_>) -> Vec<Unlogged> {
        let speed = self.speed().median;
        let hours = |(_, step, state): (usize, &Step, &StepStanding<'_>)| {
            let record = state.record.filter(|record| record.status == Status::Done)?;
            let begun = || record.started.map(|_| estimate(step, state).mean * speed);
            let hours = record.hours.or_else(begun)? - state.logged;
            (hours > 0.0).then_some(Unlogged { started: record.started, done: record.done?, hours })
        };
        standing.all().filter_map(hours).collect()
    }

    /// The speed: 1 for the prior, hours over estimates for the record.
    #[must_use]
    pub fn speed(&self) -> LogNormal {
        if self.estimated <= 0.0 {
            return EFFORT_PRIOR;
        }
        let weight = SPEED_WEIGHT.max(SPEED_SHARE * self.whole);
        let doubt = EFFORT_PRIOR.median * EFFORT_PRIOR.sigma;
        let wider = widened(self.took_usually / self.estimated - EFFORT_PRIOR.median, doubt, self.variance.sqrt() / self.estimated);
        let (weight, doubt) = (weight / wider.powi(2), doubt * wider);
        let all = self.estimated + weight;
        let speed = (self.took + weight * EFFORT_PRIOR.median) / all;
        let variance = ((weight * doubt).powi(2) + speed.powi(2) * self.variance) / all.powi(2);
        LogNormal { median: speed, sigma: variance.sqrt() / speed }
    }

    /// The kept share: the prior's median, and hours studied over hours planned. `doubt` is what is
    /// uncertain of the hours planned, as a standard deviation of the logarithm.
    fn kept(&self, doubt: f64) -> LogNormal {
        let prior = LogNormal { sigma: ADHERENCE_PRIOR.sigma.hypot(doubt), ..ADHERENCE_PRIOR };
        if self.weeks < 1.0 || self.planned <= 0.0 {
            return prior;
        }
        let weeks_kept = self.studied / self.planned;
        let noise = ADHERENCE_PRIOR.median * WEEK_NOISE / self.weeks.sqrt();
        let wider = widened(ADHERENCE_PRIOR.median - weeks_kept / self.weeks, prior.median * prior.sigma, noise);
        let weight = KEPT_WEIGHT * (ADHERENCE_PRIOR.sigma / prior.sigma / wider).powi(2);
        let all = self.weeks + weight;
        let share = ((weeks_kept + weight * prior.median) / all).max(prior.median / 10.0);
        let variance = ((weight * prior.median * prior.sigma * wider).powi(2) + self.weeks * (share * WEEK_NOISE).powi(2)) / all.powi(2);
        LogNormal { median: share, sigma: variance.sqrt() / share }
    }

    /// How often breaks come: those seen, a week of study.
    fn breaks(&self) -> Breaks {
        #[expect(clippy::cast_precision_loss, reason = "a record has no more breaks than weeks")]
        let seen = self.breaks as f64;
        Breaks { shape: BREAKS.shape + seen, weeks: BREAKS.weeks + self.weeks + self.silent_weeks }
    }

    /// Hours kept of a planned week so far; `None` where the log does not say.
    #[must_use]
    pub fn hours_kept(&self) -> Option<f64> {
        (self.weeks >= 1.0).then(|| self.studied / self.weeks)
    }

    /// Hours needed for an hour of the estimates so far; `None` where no hours are known.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.steps > 0 && self.told_estimate > 0.0).then(|| self.told / self.told_estimate)
    }
}

/// How many times wider a prior has to be for a record that is worse for its learner than the prior
/// can explain: until it lies [`SURPRISE`] standard deviations away. `worse` is how far it lies from
/// the prior, `doubt` the prior's standard deviation and `noise` the record's.
///
/// Slow learners, and those who keep little of their plan, are so believed sooner. Learners who are
/// better than the prior get no such trust: being wrong about them costs nobody a date.
fn widened(worse: f64, doubt: f64, noise: f64) -> f64 {
    (worse / doubt.hypot(noise) / SURPRISE).max(1.0)
}

/// Hours a finished step should have taken: its own, less what the background spared.
fn estimate(step: &Step, state: &StepStanding<'_>) -> Moments {
    Moments::of(state.estimate(step))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::builtin;
    use crate::progress::{LogEntry, Mark, Profile};
    use crate::units::StudyTime;

    /// Ten hours a week are planned from this Monday on.
    const FIRST: Date = date(2026, 1, 5);

    fn day(week: i8, weekday: i8) -> Date {
        FIRST.checked_add(jiff::Span::new().days(7 * i64::from(week) + i64::from(weekday))).expect("a day")
    }

    fn new() -> Progress {
        Progress { profile: Profile { start: Some(FIRST), ..Profile::default() }, ..Progress::new() }
    }

    fn log(progress: &mut Progress, id: &str, date: Date, time: &str) {
        progress.log.push(LogEntry { date, step: id.into(), time: StudyTime::parse(time), note: None, link: None });
    }

    fn mark(progress: &mut Progress, id: &str, status: Status, on: Date, hours: Option<f64>) {
        progress.mark(id, Mark { status, on, moves_day: false, hours });
    }

    fn evidence(progress: &Progress, today: Date) -> Evidence {
        Evidence::of(&Standing::new(builtin::roadmap(), progress, &progress.profile, today), progress, today)
    }

    #[track_caller]
    fn keeps(progress: &Progress, today: Date, hours: f64) {
        let kept = evidence(progress, today).hours_kept();
        assert!(kept.is_some_and(|kept| (kept - hours).abs() < 0.05), "{kept:?}");
    }

    #[test]
    fn what_was_known_before_is_no_study_of_these_weeks() {
        let mut progress = new();
        for (id, hours) in [("python-basics", 60.0), ("git", 20.0), ("sql", 30.0)] {
            mark(&mut progress, id, Status::Done, day(0, 2), Some(hours));
        }
        (0..4).for_each(|week| log(&mut progress, "numpy", day(week, 3), "4h"));
        // Two days had passed, at ten hours a week.
        keeps(&progress, day(4, 0), (16.0 + 20.0 / 7.0) / 4.0);
        // Begun and finished in one day are no 60 hours either.
        mark(&mut progress, "python-basics", Status::Todo, day(0, 2), None);
        mark(&mut progress, "python-basics", Status::Doing, day(0, 2), None);
        mark(&mut progress, "python-basics", Status::Done, day(0, 2), Some(60.0));
        keeps(&progress, day(4, 0), (16.0 + 12.0) / 4.0);
    }

    #[test]
    fn study_for_exams_and_tracks_is_kept_time() {
        let mut progress = new();
        for (week, id) in (0..).zip(["google-ml-engineer", "llm-agents", "my-own-thing", "numpy"]) {
            log(&mut progress, id, day(week, 3), "10h");
        }
        keeps(&progress, day(4, 0), 10.0);
    }

    #[test]
    fn hours_of_finished_steps_tell_the_pace_without_a_log() {
        let mut progress = new();
        let steps: Vec<&str> = builtin::roadmap().steps.iter().map(|step| step.id.as_str()).take(6).collect();
        for (week, id) in (0..).step_by(2).zip(steps) {
            mark(&mut progress, id, Status::Doing, day(week, 0), None);
            mark(&mut progress, id, Status::Done, day(week + 1, 6), Some(6.0));
        }
        keeps(&progress, day(12, 0), 3.0);
    }

    #[test]
    fn a_smaller_plan_keeps_the_hours_that_happen() {
        let mut progress = new();
        (0..40).for_each(|week| log(&mut progress, "numpy", day(week, 3), "6h"));
        let evidence = evidence(&progress, day(40, 0));
        let hours = |planned| evidence.pace(LogNormal::exactly(planned)).kept_hours();
        assert!((6.0..7.0).contains(&hours(10.0)), "{}", hours(10.0));
        assert!((hours(8.0) - hours(10.0)).abs() < 1e-9 && (hours(5.0) - 5.0 * ADHERENCE_PRIOR.median).abs() < 1e-9);
        assert!(hours(12.0) > hours(10.0));
    }
}
