//! From what was finished to a pace: hours in so many weeks of the calendar, recent ones counting more.
//!
//! The time between two signs of study (entries of the log, finished steps) counts at once as far as
//! what was finished in it explains it. The rest of it counts day by day as the days go on, so that no
//! single entry turns a date; a silence that still runs says nothing until it is longer than this
//! learner's silences usually are, and then counts gradually.

use crate::dates::{self, Date};
use crate::progress::Progress;

use super::observation::Finished;
use super::prior::{HALF_LIFE_WEEKS, LASTING_HALF_LIFE_WEEKS};

/// A silence shorter than this, and than the learner's usual ones besides, says nothing.
const QUIET_DAYS: f64 = 21.0;

/// In no more days than these since the last sign study is taken to have gone on.
const UNSEEN_DAYS: f64 = 42.0;

/// Earlier silences count at this share of the days that pass, and at more of it the longer they are in
/// all, so that no single entry turns a date.
const CATCH_UP: f64 = 0.35;

/// Where no first day is planned, what is marked in the first days may have been known before: it counts
/// more and more over so many days.
const SETTLING_DAYS: f64 = 56.0;

/// What is usual for a learner who stated hours is learned over so many days, and this part of it counts.
const STATED: (f64, f64) = (56.0, 0.5);

/// The same where the hours are only assumed.
const ASSUMED: (f64, f64) = (14.0, 0.6);

/// Of one silence no more than this counts: who comes back after half a year is known by the weeks since.
const LONGEST_BREAK_DAYS: f64 = 56.0;

/// A planned first day longer before the first sign of study than this is no first day.
const LONGEST_LEAD_DAYS: i32 = 56;

/// What counts as of late where hours a week are told.
const RECENT_DAYS: i64 = 84;

/// Hours a week are told when the record has those of this share of what was finished.
const MOSTLY: f64 = 0.67;

/// Marks that would take more than this many times the usual pace were known before.
const IMPOSSIBLE: f64 = 4.0;

/// Of this many times what can have been studied nothing was.
const KNOWN_BEFORE: f64 = 4.0;

/// More hours than these a day, over a day, were not studied in it.
const HOURS_A_DAY: f64 = 10.0;

/// What was finished in how much time.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Activity {
    /// Hours of the estimates and the weeks they were finished in, recent ones counting more.
    pub recent: Sum,
    /// The same, as good as all counting alike.
    pub lasting: Sum,
    /// Sum over the weeks of the product of both weights.
    pub shared_weeks: f64,
    /// Hours of study a week of late, where the record tells those of most of what was finished.
    pub studied_per_week: Option<f64>,
    /// The same hours and weeks by stage.
    pub stages: Vec<(f64, f64)>,
    /// Weeks since the learner began, pauses apart, not weighted.
    pub elapsed_weeks: f64,
    /// Silences of more than three weeks that nothing was finished in.
    pub breaks: usize,
    /// Days since the last sign, as far as such a silence is usual: study goes on unseen in them.
    pub unseen_days: f64,
}

/// Hours and weeks with a weight each.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Sum {
    /// Hours of the estimates.
    pub hours: f64,
    /// Weeks they were finished in.
    pub weeks: f64,
    /// The sum of the squared weights of these weeks: it tells how uncertain their mean is.
    pub squared_weeks: f64,
}

/// One stretch of time, in the order they passed.
struct Stretch {
    weeks: f64,
    hours: f64,
    /// Hours and weeks by stage.
    stages: Vec<(usize, f64, f64)>,
}

impl Activity {
    /// Reads what was finished; `usual` are the hours such a learner finishes in a week.
    pub(crate) fn new(finished: &[Finished], progress: &Progress, today: Date, usual: f64, stages: usize) -> Activity {
        let Some(began) = first_day(finished, progress, today) else { return Activity::default() };
        let pauses = dates::joined(&progress.profile.pauses);
        let days = |from: Date, to: Date| f64::from((dates::days_between(from, to) - dates::days_within(&pauses, from, to)).max(0));
        let has_stated_hours = progress.profile.hours_per_week.is_some();
        let per_day = if has_stated_hours { IMPOSSIBLE * usual / 7.0 } else { HOURS_A_DAY };
        let mut clock = Clock::new(usual, has_stated_hours);
        let is_planned = progress.profile.start.is_some_and(|start| start <= began);
        let mut last = began;
        // What was marked may have been studied since the marks before it; an entry of the log between them, about
        // whatever step, takes nothing of that time away.
        let mut last_mark = began;
        let mut rest = finished;
        while let Some(first) = rest.first() {
            let same_day = rest.iter().take_while(|other| other.day == first.day).count();
            let (now, later) = rest.split_at(same_day);
            rest = later;
            let settled = if is_planned { 1.0 } else { (days(began, first.day) / SETTLING_DAYS).min(1.0) };
            let found = sign(now, began, Since { sign: last, mark: last_mark }, Belief { per_day, settled }, &days);
            if now.iter().any(|one| one.by_mark) {
                last_mark = first.day.max(last_mark);
            }
            if let Some((gap, sign)) = found {
                let gap = if now.iter().all(|one| one.by_mark && one.started.is_none()) { clock.leave(gap, settled) } else { gap };
                clock.pass(gap, &sign, last == began);
                last = first.day;
            }
        }
        clock.run(days(last, today));
        let mut activity = clock.weighted(stages);
        activity.elapsed_weeks = days(began, today) / 7.0;
        activity.studied_per_week = studied_per_week(finished, began, today, &days);
        activity
    }
}

/// Hours of study a week over the last twelve weeks, or since the learner began; `None` in the first
/// week, and where the record does not tell the hours of two thirds of what was finished.
fn studied_per_week(finished: &[Finished], began: Date, today: Date, days: &impl Fn(Date, Date) -> f64) -> Option<f64> {
    let since = today.checked_sub(jiff::Span::new().days(RECENT_DAYS)).map_or(began, |day| day.max(began));
    let recent = || finished.iter().filter(|one| one.day >= since && (!one.by_mark || one.day > began));
    let all: f64 = recent().map(|one| one.hours).sum();
    let known: f64 = recent().filter(|one| one.studied.is_some()).map(|one| one.hours).sum();
    let studied: f64 = recent().filter_map(|one| one.studied).sum();
    let weeks = days(since, today) / 7.0;
    (weeks >= 1.0 && known > 0.0 && known >= MOSTLY * all).then(|| studied / known * all / weeks)
}

/// The day the learner began: the planned first day or the first sign of study, whichever is earlier,
/// and without both the day of the first mark.
fn first_day(finished: &[Finished], progress: &Progress, today: Date) -> Option<Date> {
    let logged = finished.iter().filter(|one| !one.by_mark).map(|one| one.day).min();
    let started = finished.iter().filter_map(|one| one.started).min();
    let first_sign = finished.first().map(|one| one.day)?;
    let studied = [logged, started].into_iter().flatten().min();
    let planned = progress.profile.start.filter(|start| *start <= today);
    let began = [planned, studied].into_iter().flatten().min().unwrap_or(first_sign).min(today);
    let earliest = first_sign.checked_sub(jiff::Span::new().days(LONGEST_LEAD_DAYS)).unwrap_or(first_sign);
    Some(if planned == Some(began) { began.max(earliest) } else { began })
}

/// The days of the last sign of study, and of the last mark.
#[derive(Clone, Copy)]
struct Since {
    sign: Date,
    mark: Date,
}

/// How far marks are believed to tell of study.
#[derive(Clone, Copy)]
struct Belief {
    /// Hours that can be finished in a day.
    per_day: f64,
    /// The share that counts of what is only marked, as long as nobody knows when study began.
    settled: f64,
}

/// What one day of signs says: the days since the last one, and what was finished in them. `None` where
/// it says nothing of a pace: what was marked on the first day, or before it, was known before.
fn sign(now: &[Finished], began: Date, last: Since, belief: Belief, days: &impl Fn(Date, Date) -> f64) -> Option<(f64, Stretch)> {
    let day = now.first()?.day;
    let mut stretch = Stretch { weeks: 0.0, hours: 0.0, stages: Vec::new() };
    let began_that_day = |one: &&Finished| !one.by_mark || day > began;
    let since = now.iter().filter_map(|one| one.started).min().unwrap_or(last.mark).min(last.mark).max(began);
    let marked: f64 = now.iter().filter(|one| one.by_mark).map(|one| one.hours).sum();
    let possible = belief.per_day * days(since, day) + HOURS_A_DAY;
    // Several times as much as can be is none of it; between, it fades, so gradually that no single mark turns a date.
    let surplus = (marked / possible - 1.0) / (KNOWN_BEFORE - 1.0);
    let believed = if marked <= possible { 1.0 } else { (1.0 - surplus).max(0.0) * possible / marked };
    for one in now.iter().filter(began_that_day) {
        let share = match (one.by_mark, one.started) {
            (false, _) => 1.0,
            (true, Some(_)) => believed,
            (true, None) => believed * belief.settled,
        };
        stretch.hours += share * one.hours;
        if let Some(stage) = one.stage {
            stretch.stages.push((stage, share * one.hours, 0.0));
        }
    }
    // A first day of study is a day.
    let gap = if day <= last.sign { f64::from(u8::from(last.sign == began && day == began)) } else { days(last.sign, day) };
    (stretch.hours > 0.0).then_some((gap, stretch))
}

/// Days without a sign that nothing explains so far.
struct Silence {
    /// Those that have counted.
    counted: f64,
    /// Those that still have to.
    pending: f64,
}

/// Time as it counts.
#[derive(Default)]
struct Clock {
    usual_per_day: f64,
    /// The part of the pace so far in what is expected, the usual one being the rest.
    own: f64,
    stretches: Vec<Stretch>,
    /// Hours finished so far and the days they took, those of [`STATED`] at the usual pace among them.
    so_far: (f64, f64),
    /// The silences so far, and how many of them have nothing left to count.
    silences: Vec<Silence>,
    settled: usize,
    /// Days of them that still have to count.
    pending: f64,
    /// Days before the first sign that do not count unless what was finished takes them.
    lead: f64,
    /// Sums of the days between signs and of their squares: their ratio is the usual silence.
    gaps: (f64, f64),
    breaks: usize,
    unseen_days: f64,
}

impl Clock {
    /// Of a learner who should finish so many hours in a week.
    fn new(usual: f64, is_stated: bool) -> Clock {
        let (days, own) = if is_stated { STATED } else { ASSUMED };
        Clock { usual_per_day: usual / 7.0, own, so_far: (days * usual / 7.0, days), ..Clock::default() }
    }

    /// Days up to a sign pass.
    fn pass(&mut self, gap: f64, sign: &Stretch, is_first: bool) {
        // Between the pace so far and the usual one: a slow learner is not taken for an idle one, nor one who was
        // idle for a slow one.
        let own_per_day = self.so_far.0 / (self.so_far.1 + self.due(gap));
        let taken = sign.hours / (own_per_day.powf(self.own) * self.usual_per_day.powf(1.0 - self.own));
        let explained = gap.min(taken);
        let earlier = self.take_earlier(taken - explained);
        let caught_up = self.catch_up(gap);
        let silent = (gap - explained).min(LONGEST_BREAK_DAYS);
        let at_once = (self.silence(gap) - explained).clamp(0.0, silent);
        let mut counted = explained + earlier + caught_up;
        // Before the first sign nobody knows when study began.
        if is_first {
            self.lead += silent;
        } else {
            self.silences.push(Silence { counted: at_once, pending: silent - at_once });
            self.pending += silent - at_once;
            counted += at_once;
            self.breaks += usize::from(silent > QUIET_DAYS);
        }
        self.gaps = (self.gaps.0 + gap, self.gaps.1 + gap * gap);
        self.so_far = (self.so_far.0 + sign.hours, self.so_far.1 + counted);
        // A silence that a few minutes end says nothing of their stage.
        let length = (explained + earlier + silent.min(taken)) / 7.0;
        let stages = sign.stages.iter().map(|&(stage, hours, _)| (stage, hours, length * hours / sign.hours)).collect();
        self.stretches.push(Stretch { weeks: counted / 7.0, stages, ..*sign });
    }

    /// Of the days up to a mark of the first weeks as many count as the mark does.
    fn leave(&mut self, gap: f64, settled: f64) -> f64 {
        self.lead += gap * (1.0 - settled);
        gap * settled
    }

    /// What takes longer than the days since the last sign was studied in earlier ones that seemed silent,
    /// the last of them first: says how many of these have not counted yet.
    fn take_earlier(&mut self, days: f64) -> f64 {
        let (mut left, mut taken) = (days, 0.0);
        while left > 0.0
            && let Some(silence) = self.silences.last_mut()
        {
            let counted = left.min(silence.counted);
            let pending = (left - counted).min(silence.pending);
            silence.counted -= counted;
            silence.pending -= pending;
            left -= counted + pending;
            taken += pending;
            if left > 0.0 {
                self.silences.pop();
            }
        }
        self.settled = self.settled.min(self.silences.len());
        self.pending -= taken;
        let lead = left.min(self.lead);
        self.lead -= lead;
        taken + lead
    }

    /// Days since the last sign pass.
    fn run(&mut self, gap: f64) {
        let silence = self.silence(gap);
        let days = self.catch_up(gap) + silence;
        // What still has to count is known neither for study nor for idleness; the longer it is silent, the more for idleness.
        let unseen = (gap + self.pending).min(self.usual_silence()).min(UNSEEN_DAYS);
        self.unseen_days = unseen * (1.0 - silence / LONGEST_BREAK_DAYS);
        self.stretches.push(Stretch { weeks: days / 7.0, hours: 0.0, stages: Vec::new() });
    }

    /// The days of earlier silences that should count while so many pass.
    fn due(&self, days: f64) -> f64 {
        self.pending.min(CATCH_UP * days * (1.0 + self.pending / LONGEST_BREAK_DAYS))
    }

    /// Counts them.
    fn catch_up(&mut self, days: f64) -> f64 {
        let caught_up = self.due(days);
        self.pending -= caught_up;
        let mut left = caught_up;
        while let Some(silence) = self.silences.get_mut(self.settled).filter(|_| left > 0.0) {
            let passed = left.min(silence.pending);
            silence.pending -= passed;
            silence.counted += passed;
            left -= passed;
            if left > 0.0 {
                self.settled += 1;
            }
        }
        caught_up
    }

    /// The mean silence a day of this record lies in.
    fn usual_silence(&self) -> f64 {
        if self.gaps.0 > 0.0 { self.gaps.1 / self.gaps.0 } else { 0.0 }
    }

    /// How many of the days of a silence count while it runs: none of the usual ones, then more and
    /// more of each.
    fn silence(&self, days: f64) -> f64 {
        let quiet = QUIET_DAYS + self.usual_silence();
        let over = days - quiet;
        let counted = if over <= 0.0 {
            0.0
        } else if over <= quiet {
            over * over / (2.0 * quiet)
        } else {
            over - quiet / 2.0
        };
        counted.min(LONGEST_BREAK_DAYS)
    }

    /// Sums, recent time weighing more.
    fn weighted(&self, stages: usize) -> Activity {
        let mut activity =
            Activity { stages: vec![(0.0, 0.0); stages], breaks: self.breaks, unseen_days: self.unseen_days, ..Activity::default() };
        let mut age = 0.0;
        for stretch in self.stretches.iter().rev() {
            let weight = Weight::new(age, stretch.weeks);
            let add = |sum: &mut Sum, weight: f64, square: f64| {
                sum.hours += weight * stretch.hours;
                sum.weeks += weight * stretch.weeks;
                sum.squared_weeks += square * stretch.weeks;
            };
            add(&mut activity.recent, weight.recent, weight.recent_squared);
            add(&mut activity.lasting, weight.lasting, weight.lasting_squared);
            activity.shared_weeks += weight.product * stretch.weeks;
            for &(stage, hours, weeks) in &stretch.stages {
                activity.stages[stage].0 += weight.lasting * hours;
                activity.stages[stage].1 += weight.lasting * weeks;
            }
            age += stretch.weeks;
        }
        activity
    }
}

/// The mean weights of a stretch of some weeks, of their squares and of their product.
struct Weight {
    recent: f64,
    recent_squared: f64,
    lasting: f64,
    lasting_squared: f64,
    product: f64,
}

impl Weight {
    /// Of a stretch that ended `age` weeks ago: the recent weight halves every [`HALF_LIFE_WEEKS`], the
    /// lasting one every [`LASTING_HALF_LIFE_WEEKS`].
    fn new(age: f64, weeks: f64) -> Weight {
        let mean = |decay: f64| {
            let length = decay * weeks;
            (-decay * age).exp() * if length < 1e-9 { 1.0 } else { -(-length).exp_m1() / length }
        };
        let (fast, slow) = (std::f64::consts::LN_2 / HALF_LIFE_WEEKS, std::f64::consts::LN_2 / LASTING_HALF_LIFE_WEEKS);
        Weight {
            recent: mean(fast),
            recent_squared: mean(2.0 * fast),
            lasting: mean(slow),
            lasting_squared: mean(2.0 * slow),
            product: mean(fast + slow),
        }
    }
}
