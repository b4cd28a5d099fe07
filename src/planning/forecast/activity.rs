//! From what was finished to a pace: hours in so many weeks of the calendar, recent ones counting more.
//!
//! The time between two signs of study (entries of the log, finished steps) counts at once as far as
//! what was finished in it explains it. The rest of it counts day by day as the days go on, so that no
//! single entry turns a date; a silence that still runs says nothing until it is longer than this
//! learner's silences usually are, and then counts gradually.

use crate::dates::{self, Date};
use crate::progress::Progress;
use crate::units::StudyTime;

use super::Chance;
pub(crate) use super::clock::Activity;
pub(crate) use super::clock::Studied;
use super::clock::{Clock, Stretch};
use super::observation::Finished;
use super::prior::{ADHERENCE, ASSUMPTION_SIGMA, EFFORT, week_variance};

/// What is marked in the first days may have been known before, in part or in all: where no first day is planned it
/// counts more and more over so many days, else what is more than most learners finish does.
const SETTLING_DAYS: f64 = 56.0;

/// A planned first day longer before the first sign of study than this is no first day.
const LONGEST_LEAD_DAYS: i32 = 56;

/// What was marked longer than this before all else was known before.
const LONG_AGO_DAYS: i32 = 365;

/// What counts as of late where hours a week are told.
const RECENT_DAYS: i64 = 84;

/// Hours a week are told when the record has those of this share of what was finished.
const MOSTLY: f64 = 0.67;

/// The share of what was finished that is all of it.
const ALL_BUT_ROUNDING: f64 = 0.999;

/// Marks that would take more than this many times the usual pace were known before.
const IMPOSSIBLE: f64 = 4.0;

/// Of this many times what can have been studied nothing was.
const KNOWN_BEFORE: f64 = 4.0;

/// More hours than these a day, over a day, were not studied in it.
const HOURS_A_DAY: f64 = 10.0;

impl Activity {
    /// Reads what was finished; `usual` are the hours such a learner finishes in a week.
    pub(crate) fn new(finished: &[Finished], progress: &Progress, today: Date, usual: f64, stages: usize) -> Activity {
        let Some(began) = first_day(finished, progress, today) else { return Activity::default() };
        let pauses = dates::joined(&progress.profile.pauses);
        let days = |from: Date, to: Date| f64::from((dates::days_between(from, to) - dates::days_within(&pauses, from, to)).max(0));
        let has_stated_hours = progress.profile.hours_per_week.is_some();
        let possible = Possible::new(usual, has_stated_hours);
        let unplanned = unplanned_share(progress.profile.start, began);
        let mut clock = Clock::new(usual, has_stated_hours, unplanned);
        let mut last = began;
        let mut marks = Marks::new(began);
        let mut rest = finished;
        while let Some(first) = rest.first() {
            let same_day = rest.iter().take_while(|other| other.day == first.day).count();
            let (now, later) = rest.split_at(same_day);
            rest = later;
            let behind = (days(began, first.day) / SETTLING_DAYS).min(1.0);
            let settled = 1.0 - unplanned * (1.0 - behind);
            let believed = marks.believed(now, &possible, behind, &days);
            let found = sign(now, began, last, Belief { believed, settled }, &days);
            if let Some((gap, sign)) = found {
                let gap = if now.iter().all(|one| one.by_mark && one.started.is_none()) { clock.leave(gap, settled) } else { gap };
                clock.pass(gap, &sign);
                last = first.day;
            }
        }
        clock.run(days(last, today));
        let mut activity = clock.weighted(stages);
        activity.elapsed_weeks = days(began, today) / 7.0;
        activity.studied_per_week = studied_per_week(finished, progress, (began, today), &days);
        activity
    }
}

/// How far the beginning was not planned, 0 to 1: who began some days before the day they planned had planned it nearly.
fn unplanned_share(planned: Option<Date>, began: Date) -> f64 {
    planned.map_or(1.0, |planned| (f64::from(dates::days_between(began, planned)) / SETTLING_DAYS).clamp(0.0, 1.0))
}

/// Hours of study a week that the record tells of the last twelve weeks, or since the learner began, whatever was studied;
/// `None` in the first week, and where the record does not tell the hours of two thirds of what was finished.
fn studied_per_week(
    finished: &[Finished],
    progress: &Progress,
    (began, today): (Date, Date),
    days: &impl Fn(Date, Date) -> f64,
) -> Option<Studied> {
    // The days behind this one: twelve weeks have as many Sundays on a Sunday, too.
    let before = began.yesterday()?;
    let before = today.add_days(-RECENT_DAYS).map_or(before, |day| day.max(before));
    let recent = || finished.iter().filter(|one| one.day > before && (!one.by_mark || one.day > began));
    let all: f64 = recent().map(|one| one.hours).sum();
    let known: f64 = recent().filter(|one| one.studied.is_some()).map(|one| one.hours).sum();
    let logged = progress.log.iter().filter(|entry| entry.date > before && entry.date <= today).filter_map(|entry| entry.time);
    let logged: f64 = logged.map(StudyTime::hours).sum();
    let told: f64 = recent().filter(|one| one.by_mark).filter_map(|one| one.studied).sum();
    let weeks = days(before, today) / 7.0;
    let is_all = known >= ALL_BUT_ROUNDING * all;
    (weeks > 1.0 && known > 0.0 && known >= MOSTLY * all).then(|| Studied { hours: (logged + told) / weeks, is_all })
}

/// The day the learner began: the planned first day, where nothing was done before it, else the first sign of study.
fn first_day(finished: &[Finished], progress: &Progress, today: Date) -> Option<Date> {
    let finished = since_long_ago(finished);
    let first_mark_or_entry = finished.first()?.day;
    let first_sign = finished.iter().filter_map(|one| one.started).fold(first_mark_or_entry, Date::min);
    let Some(planned) = progress.profile.start.filter(|start| *start <= first_sign) else { return Some(first_sign.min(today)) };
    let earliest = first_mark_or_entry.add_days(-LONGEST_LEAD_DAYS).unwrap_or(first_mark_or_entry);
    Some(planned.max(earliest).min(today))
}

/// What was finished, without the marks at its beginning that nothing followed for more than a year.
fn since_long_ago(finished: &[Finished]) -> &[Finished] {
    let marks = finished.iter().take_while(|one| one.by_mark && one.started.is_none()).count();
    let is_long_before = |pair: &[Finished]| dates::days_between(pair[0].day, pair[1].day) > LONG_AGO_DAYS;
    let last = finished.windows(2).take(marks).enumerate().rfind(|(_, pair)| is_long_before(pair));
    last.map_or(finished, |(at, _)| &finished[at + 1..])
}

/// How many hours of the estimates can have been finished in some days.
struct Possible {
    /// Hours a day such a learner usually finishes.
    usual: f64,
    /// More than so many hours a day were not studied.
    per_day: f64,
    /// How much learners differ: log sd.
    sigma: f64,
    /// Variance of a week over its squared mean.
    variance: f64,
}

impl Possible {
    fn new(usual: f64, has_stated_hours: bool) -> Possible {
        let (per_day, doubt) = if has_stated_hours { (IMPOSSIBLE * usual / 7.0, 0.0) } else { (HOURS_A_DAY, ASSUMPTION_SIGMA) };
        let sigma = libm::hypot(libm::hypot(ADHERENCE.sigma, EFFORT.sigma), doubt);
        Possible { usual: usual / 7.0, per_day, sigma, variance: week_variance(usual) }
    }

    /// By anybody.
    fn at_all(&self, days: f64) -> f64 {
        self.per_day * days + HOURS_A_DAY
    }

    /// By 17 of 20 learners of whom nothing is known but the hours they plan.
    fn for_most(&self, days: f64) -> f64 {
        let days = days.max(1.0);
        let weeks = libm::log1p(7.0 * self.variance / days).sqrt();
        self.usual * days * libm::exp(Chance::P85.z() * libm::hypot(self.sigma, weeks))
    }
}

/// Marks in the order of their days, and how far they are believed to tell of study.
///
/// What was marked may have been studied since the marks of a week before it; an entry of the log between them, about
/// whatever step, does not make that time shorter, nor does a mark of the same week.
struct Marks {
    /// The last one of an earlier week, or the day the learner began.
    before: Date,
    /// The days of marks of this week: hours marked, and those of the log up to then.
    week: Vec<(Date, f64, f64)>,
    /// Hours of the log so far, and those up to the last mark of an earlier week.
    logged: f64,
    logged_before: f64,
}

impl Marks {
    fn new(began: Date) -> Marks {
        Marks { before: began, week: Vec::new(), logged: 0.0, logged_before: 0.0 }
    }

    /// The share of what is marked on a day that can have been studied; `behind` is how far the beginning lies behind,
    /// 0 to 1.
    ///
    /// Most of what people knew half they mark in the first weeks. So what 17 of 20 learners cannot have finished by then, besides
    /// what the log says they studied, was rather known before; months later it is a good month.
    fn believed(&mut self, now: &[Finished], possible: &Possible, behind: f64, days: &impl Fn(Date, Date) -> f64) -> f64 {
        let marked: f64 = now.iter().filter(|one| one.by_mark).map(|one| one.hours).sum();
        if behind < 1.0 {
            self.logged += now.iter().filter(|one| !one.by_mark).map(|one| one.hours).sum::<f64>();
        }
        let Some(day) = now.first().map(|one| one.day).filter(|_| marked > 0.0) else { return 1.0 };
        self.week.push((day, marked, self.logged));
        let is_earlier = |&(other, ..): &(Date, f64, f64)| dates::days_between(other, day) >= 7;
        if let Some(&(before, _, logged)) = self.week.iter().rfind(|one| is_earlier(one) && one.0 > self.before) {
            (self.before, self.logged_before) = (before, logged);
        }
        self.week.retain(|one| !is_earlier(one));
        let marked: f64 = self.week.iter().map(|(_, hours, _)| hours).sum();
        let since = days(now.iter().filter_map(|one| one.started).fold(self.before, Date::min), day);
        let later = share(marked, possible.at_all(since));
        if behind >= 1.0 {
            return later;
        }
        let early = share(marked, possible.for_most(since) - (self.logged - self.logged_before));
        early + behind * (later - early)
    }
}

/// The share of the hours that are marked that can have been studied.
fn share(marked: f64, possible: f64) -> f64 {
    // Several times as much as can be is none of it; between, it fades, so gradually that no single mark turns a date.
    if marked <= possible {
        1.0
    } else if marked >= KNOWN_BEFORE * possible {
        0.0
    } else {
        (1.0 - (marked / possible - 1.0) / (KNOWN_BEFORE - 1.0)) * possible / marked
    }
}

/// How far a day of signs is believed to tell of study.
#[derive(Clone, Copy)]
struct Belief {
    /// The share of what is marked that can have been studied.
    believed: f64,
    /// The share that counts of what is only marked, as long as nobody knows when study began.
    settled: f64,
}

/// What one day of signs says: the days since the last one, and what was finished in them. `None` where
/// it says nothing of a pace: what was marked on the first day, or before it, was known before.
fn sign(now: &[Finished], began: Date, last: Date, belief: Belief, days: &impl Fn(Date, Date) -> f64) -> Option<(f64, Stretch)> {
    let day = now.first()?.day;
    let mut stretch = Stretch { weeks: 0.0, hours: 0.0, stages: Vec::new() };
    for one in now.iter().filter(|one| !one.by_mark || day > began) {
        let share = match (one.by_mark, one.started) {
            (false, _) => 1.0,
            (true, Some(_)) => belief.believed,
            (true, None) => belief.believed * belief.settled,
        };
        stretch.hours += share * one.hours;
        match (one.stage, stretch.stages.last_mut()) {
            (None, _) => {}
            (Some(stage), Some(last)) if last.0 == stage => last.1 += share * one.hours,
            (Some(stage), _) => stretch.stages.push((stage, share * one.hours, 0.0)),
        }
    }
    // A first day of study is a day.
    let gap = if day > last { days(last, day) } else { f64::from(u8::from(last == began && day == began)) };
    (stretch.hours > 0.0).then_some((gap, stretch))
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;

    fn days(from: Date, to: Date) -> f64 {
        f64::from(dates::days_between(from, to))
    }

    fn finished(hours: f64, by_mark: bool) -> Finished {
        Finished { day: date(2026, 11, 11), stage: None, hours, studied: None, started: None, by_mark }
    }

    #[test]
    fn marks_are_believed_as_far_as_they_can_have_been_studied() {
        // In ten days at an hour a day, and a day of ten hours more, 20 hours can be studied.
        let possible = Possible { per_day: 1.0, ..Possible::new(7.0 / 4.0, true) };
        for (hours, counted) in [(5.0, 5.0), (20.0, 20.0), (30.0, 20.0 * 5.0 / 6.0), (40.0, 20.0 * 2.0 / 3.0), (80.0, 0.0), (400.0, 0.0)] {
            let share = Marks::new(date(2026, 11, 1)).believed(&[finished(hours, true)], &possible, 1.0, &days);
            assert!((share * hours - counted).abs() < 1e-9, "of {hours} h {} count, not {counted}", share * hours);
        }
    }

    #[test]
    fn in_the_first_weeks_no_more_is_believed_than_most_learners_finish() {
        // Of learners who finish an hour a day 17 of 20 finish no more than 23 in ten days.
        let possible = Possible::new(7.0, true);
        let most = possible.for_most(10.0);
        assert!((20.0..30.0).contains(&most), "{most}");
        let began = date(2026, 11, 1);
        let counted = |hours: f64, behind: f64| hours * Marks::new(began).believed(&[finished(hours, true)], &possible, behind, &days);
        assert!((counted(most, 0.0) - most).abs() < 1e-9);
        assert!(counted(1.5 * most, 0.0) < most && counted(1.5 * most, 0.5) > counted(1.5 * most, 0.0));
        assert!((counted(1.5 * most, 1.0) - 1.5 * most).abs() < 1e-9, "later it is a good month");
        // What the log says was studied meanwhile leaves less time for what it does not.
        let with_log = Marks::new(began).believed(&[finished(15.0, false), finished(most, true)], &possible, 0.0, &days);
        assert!(with_log < 0.7, "{with_log}");
        assert!(Marks::new(began).believed(&[finished(most, false), finished(1.0, true)], &possible, 0.0, &days) < 1e-9);
    }
}
