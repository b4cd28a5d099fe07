//! Time as it counts: what passed between two signs of study, and what passes since the last one.

use super::prior::{HALF_LIFE_WEEKS, LASTING_HALF_LIFE_WEEKS};

/// A silence shorter than this, and than the learner's usual ones besides, says nothing.
const QUIET_DAYS: f64 = 21.0;

/// In no more days than these since the last sign study is taken to have gone on.
const UNSEEN_DAYS: f64 = 42.0;

/// Earlier silences count at this share of the days that pass, and at more of it the longer they are in
/// all, so that no single entry turns a date.
const CATCH_UP: f64 = 0.46;

/// What is usual for a learner who stated hours is learned over so many days, and this part of it counts.
const STATED: (f64, f64) = (56.0, 0.5);

/// The same where the hours are only assumed.
const ASSUMED: (f64, f64) = (14.0, 0.6);

/// Of one silence no more than this counts: who comes back after half a year is known by the weeks since.
const LONGEST_BREAK_DAYS: f64 = 56.0;

/// Where no first day is planned, what takes longer than the days since the first sign may have been studied in so many
/// days before it.
const UNPLANNED_LEAD_DAYS: f64 = 14.0;

/// Learners are taken to write something down every so many days, until so many such silences tell otherwise.
const FIRST_SILENCES: (f64, f64) = (7.0, 4.0);

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
    pub studied_per_week: Option<Studied>,
    /// The same hours and weeks by stage.
    pub stages: Vec<(f64, f64)>,
    /// Weeks since the learner began, pauses apart, not weighted.
    pub elapsed_weeks: f64,
    /// Silences of more than three weeks that nothing was finished in.
    pub breaks: usize,
    /// Days since the last sign, as far as such a silence is usual: study goes on unseen in them.
    pub unseen_days: f64,
}

/// Hours of study a week that a record tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Studied {
    /// The hours.
    pub hours: f64,
    /// Whether they are those of all that was finished.
    pub is_all: bool,
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
pub(super) struct Stretch {
    pub weeks: f64,
    pub hours: f64,
    /// Hours and weeks by stage.
    pub stages: Vec<(usize, f64, f64)>,
}

/// Days without a sign that nothing explains so far.
struct Silence {
    /// Those that have counted.
    counted: f64,
    /// Those that still have to.
    pending: f64,
    /// How many counted at once, and how many had to count later.
    began_with: (f64, f64),
    /// Those beyond the longest break, which never count unless what was finished takes them.
    beyond: f64,
}

/// Time as it counts.
#[derive(Default)]
pub(super) struct Clock {
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
    /// Of a learner who should finish so many hours in a week, and whose beginning was so far not planned.
    pub(super) fn new(usual: f64, is_stated: bool, unplanned: f64) -> Clock {
        let (days, own) = if is_stated { STATED } else { ASSUMED };
        let lead = unplanned * UNPLANNED_LEAD_DAYS;
        let gaps = (FIRST_SILENCES.1 * FIRST_SILENCES.0, FIRST_SILENCES.1 * FIRST_SILENCES.0.powi(2));
        Clock { usual_per_day: usual / 7.0, own, so_far: (days * usual / 7.0, days), lead, gaps, ..Clock::default() }
    }

    /// Days up to a sign pass.
    pub(super) fn pass(&mut self, gap: f64, sign: &Stretch) {
        // Between the pace so far and the usual one: a slow learner is not taken for an idle one, nor one who was
        // idle for a slow one.
        // What the last silence counted at once may yet turn out to have been study.
        let doubtful = self.silences.last().map_or(0.0, |last| last.counted.min(last.began_with.0));
        let own_per_day = self.so_far.0 / (self.so_far.1 - doubtful + self.due(gap));
        let taken = sign.hours / (libm::pow(own_per_day, self.own) * libm::pow(self.usual_per_day, 1.0 - self.own));
        let explained = gap.min(taken);
        let earlier = self.take_earlier(taken - explained);
        let caught_up = self.catch_up(gap);
        let unexplained = gap - explained;
        let silent = unexplained.min(LONGEST_BREAK_DAYS);
        let at_once = (self.silence(gap) - explained).clamp(0.0, silent);
        let mut counted = explained + earlier + caught_up;
        // Before the first sign nobody knows when study began.
        if self.stretches.is_empty() {
            self.lead += unexplained;
        } else {
            let (pending, beyond) = (silent - at_once, unexplained - silent);
            self.silences.push(Silence { counted: at_once, pending, began_with: (at_once, pending), beyond });
            self.pending += silent - at_once;
            counted += at_once;
            self.breaks += usize::from(silent > QUIET_DAYS);
        }
        // A break is no usual silence, however long.
        let gap = gap.min(self.quiet());
        self.gaps = (self.gaps.0 + gap, self.gaps.1 + gap * gap);
        self.so_far = (self.so_far.0 + sign.hours, self.so_far.1 + counted);
        // A silence that a few minutes end says nothing of their stage.
        let length = (explained + earlier) / 7.0;
        let stages = sign.stages.iter().map(|&(stage, hours, _)| (stage, hours, length * hours / sign.hours)).collect();
        self.stretches.push(Stretch { weeks: counted / 7.0, stages, ..*sign });
    }

    /// Of the days up to a mark of the first weeks as many count as the mark does.
    pub(super) fn leave(&mut self, gap: f64, settled: f64) -> f64 {
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
            let beyond = (left - counted).min(silence.beyond);
            let pending = (left - counted - beyond).min(silence.pending);
            silence.counted -= counted;
            silence.pending -= pending;
            silence.beyond -= beyond;
            self.pending -= pending;
            left -= counted + pending + beyond;
            taken += pending + beyond;
            if left > 0.0 {
                self.silences.pop();
            }
        }
        self.settled = self.settled.min(self.silences.len());
        let lead = left.min(self.lead);
        self.lead -= lead;
        taken + lead
    }

    /// Days since the last sign pass. Before the first one nobody knows whether study has begun.
    pub(super) fn run(&mut self, gap: f64) {
        if self.stretches.is_empty() {
            return;
        }
        let silence = self.silence(gap);
        let days = self.catch_up(gap) + silence;
        // What still has to count is known neither for study nor for idleness; the longer it is silent, the more for idleness.
        let unseen = (gap + self.pending).min(self.usual_silence()).min(UNSEEN_DAYS);
        let is_open = |last: &&Silence| last.pending > 0.0;
        let idle =
            self.silences.last().filter(is_open).map_or(0.0, |last| last.began_with.0 * last.pending / last.began_with.1).max(silence);
        self.unseen_days = unseen * (1.0 - idle / LONGEST_BREAK_DAYS).max(0.0);
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
        self.gaps.1 / self.gaps.0
    }

    /// The longest silence that is no break.
    fn quiet(&self) -> f64 {
        QUIET_DAYS + self.usual_silence()
    }

    /// How many of the days of a silence count while it runs: none of the usual ones, then more and
    /// more of each.
    fn silence(&self, days: f64) -> f64 {
        let quiet = self.quiet();
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
    pub(super) fn weighted(&self, stages: usize) -> Activity {
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
        let fast = Decay::new(HALF_LIFE_WEEKS, age, weeks);
        let slow = Decay::new(LASTING_HALF_LIFE_WEEKS, age, weeks);
        Weight {
            recent: fast.mean(),
            recent_squared: fast.times(fast).mean(),
            lasting: slow.mean(),
            lasting_squared: slow.times(slow).mean(),
            product: fast.times(slow).mean(),
        }
    }
}

/// A weight `exp(-rate * age)` over a stretch. Of products of weights the exponents add up: two exponents tell all five
/// means, and ten years have thousands of stretches.
#[derive(Clone, Copy)]
struct Decay {
    /// The weight at the end of the stretch.
    at_end: f64,
    /// The rate times the weeks of the stretch.
    length: f64,
    /// The share that the weight at its beginning is smaller by: `1 - exp(-length)`.
    lost: f64,
}

impl Decay {
    fn new(half_life: f64, age: f64, weeks: f64) -> Decay {
        let rate = std::f64::consts::LN_2 / half_life;
        let length = rate * weeks;
        Decay { at_end: libm::exp(-rate * age), length, lost: -libm::expm1(-length) }
    }

    fn times(self, other: Decay) -> Decay {
        Decay {
            at_end: self.at_end * other.at_end,
            length: self.length + other.length,
            lost: self.lost + other.lost - self.lost * other.lost,
        }
    }

    /// The mean weight of the stretch.
    fn mean(self) -> f64 {
        self.at_end * if self.length < 1e-9 { 1.0 } else { self.lost / self.length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_a_stretch_are_the_means_of_its_days() {
        for (age, weeks) in [(0.0, 1.0), (3.5, 0.25), (40.0, 8.0), (300.0, 0.0)] {
            const PARTS: u32 = 20_000;
            let mean = |power: [f64; 2]| {
                let at = |part: u32| age + weeks * (f64::from(part) + 0.5) / f64::from(PARTS);
                let weight = |weeks: f64| libm::pow(0.5, power[0] * weeks / HALF_LIFE_WEEKS + power[1] * weeks / LASTING_HALF_LIFE_WEEKS);
                (0..PARTS).map(|part| weight(at(part))).sum::<f64>() / f64::from(PARTS)
            };
            let weight = Weight::new(age, weeks);
            for (found, power) in [
                (weight.recent, [1.0, 0.0]),
                (weight.recent_squared, [2.0, 0.0]),
                (weight.lasting, [0.0, 1.0]),
                (weight.lasting_squared, [0.0, 2.0]),
                (weight.product, [1.0, 1.0]),
            ] {
                assert!((found / mean(power) - 1.0).abs() < 1e-7, "{age} {weeks} {power:?}: {found}, {}", mean(power));
            }
        }
    }

    fn sign(hours: f64) -> Stretch {
        Stretch { weeks: 0.0, hours, stages: Vec::new() }
    }

    /// A learner of ten hours a week who wrote down ten hours every week.
    fn regular() -> Clock {
        let mut clock = Clock::new(10.0, true, 0.0);
        (0..8).for_each(|_| clock.pass(7.0, &sign(10.0)));
        clock
    }

    #[test]
    fn each_day_that_still_has_to_count_belongs_to_one_silence() {
        let mut clock = regular();
        let signs = [(40.0, 1.0), (45.0, 1.0), (35.0, 1.0), (3.0, 6.0), (2.0, 1.0), (50.0, 2.0), (9.0, 40.0), (4.0, 1.0), (1.0, 1.0)];
        for (gap, hours) in signs {
            clock.pass(gap, &sign(hours));
            let of_silences: f64 = clock.silences.iter().map(|silence| silence.pending).sum();
            assert!((of_silences - clock.pending).abs() < 1e-9, "{hours} h after {gap} days: {of_silences} and {}", clock.pending);
        }
        assert!(clock.pending > 0.0);
    }

    #[test]
    fn the_longer_the_break_before_the_last_sign_the_less_study_goes_on_unseen() {
        let unseen = |days: f64| {
            let mut clock = regular();
            clock.pass(days, &sign(0.5));
            clock.run(5.0);
            clock.unseen_days
        };
        let found = [35.0, 50.0, 65.0, 80.0].map(unseen);
        assert!(found.windows(2).all(|pair| pair[1] < pair[0]) && found[3] > 0.0, "{found:?}");
    }
}
