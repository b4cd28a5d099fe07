//! How a learner studies: the hours of a roadmap they need for one, and the hours of a week they keep.
//!
//! Two factors turn hours of a roadmap into weeks: the speed (hours this learner needs for one of
//! the estimate) and the share of the planned week that is kept. Besides, weeks differ from one
//! another, and now and then some weeks pass without study. All start from the prior below;
//! [`super::evidence`] moves them towards the record.
//!
//! The prior is no measurement. It is set so that an empty record at ten hours a week gives the
//! ranges the guides state between its 10th and 90th percentile: 12 to 18 months with a programming
//! background, 24 to 36 months without. The calibration study in the tests shows what that is worth.

use crate::planning::standing::Spread;

/// A factor whose logarithm is normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogNormal {
    /// The median.
    pub median: f64,
    /// Standard deviation of the logarithm.
    pub sigma: f64,
}

impl LogNormal {
    /// A factor that is known.
    #[must_use]
    pub fn exactly(value: f64) -> LogNormal {
        LogNormal { median: value, sigma: 0.0 }
    }

    /// The factor with these 10th and 90th percentiles.
    #[must_use]
    pub fn between(low: f64, high: f64) -> LogNormal {
        LogNormal { median: (low * high).sqrt(), sigma: (high / low).ln() / (2.0 * Z90) }
    }

    /// Its mean, variance and third central moment.
    pub(crate) fn cumulants(self) -> Cumulants {
        let excess = (self.sigma * self.sigma).exp_m1();
        let mean = self.median * (self.sigma * self.sigma / 2.0).exp();
        Cumulants { mean, variance: mean.powi(2) * excess, third: mean.powi(3) * excess.powi(2) * (excess + 3.0) }
    }
}

/// The 90th percentile of the standard normal distribution.
pub(crate) const Z90: f64 = 1.281_551_565_544_600_4;

/// Hours a week when the learner stated none.
pub const DEFAULT_HOURS_PER_WEEK: f64 = 10.0;

/// Prior of the speed: the estimates are right on average.
pub(crate) const EFFORT_PRIOR: LogNormal = LogNormal { median: 1.0, sigma: 0.073 };

/// Prior of the share of a planned week that is kept, weeks without study apart.
pub(crate) const ADHERENCE_PRIOR: LogNormal = LogNormal { median: 0.936, sigma: 0.09 };

/// How much one week differs from another: standard deviation over mean.
pub const WEEK_NOISE: f64 = 0.35;

/// Prior of breaks: half a break in 65 weeks (a gamma distribution of shape 0.5).
pub(crate) const BREAKS: Breaks = Breaks { shape: 0.5, weeks: 65.0 };

/// Mean of the length of a break in weeks, of its square and of its cube: from two to eight.
pub(crate) const BREAK_LENGTH: [f64; 3] = [5.0, 28.0, 170.0];

/// How often breaks come: a gamma distribution of the number per week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breaks {
    /// Breaks seen, with those of the prior.
    pub shape: f64,
    /// Weeks watched, with those of the prior.
    pub weeks: f64,
}

/// How a learner studies: what turns hours of a roadmap into days of a calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Hours of study planned for a week; a range is told by its 10th and 90th percentile.
    pub hours_per_week: LogNormal,
    /// Hours the learner needs for an hour of the roadmap.
    pub speed: LogNormal,
    /// Share of the planned week that happens.
    pub kept: LogNormal,
    /// Hours a week of the plans this share was seen of; 0 where none was.
    pub kept_of: f64,
    /// How often weeks pass without study.
    pub breaks: Breaks,
}

impl Pace {
    /// The pace of a learner nothing is known about but the hours they plan.
    #[must_use]
    pub fn prior(hours_per_week: f64) -> Pace {
        Pace {
            hours_per_week: LogNormal::exactly(hours_per_week),
            speed: EFFORT_PRIOR,
            kept: ADHERENCE_PRIOR,
            kept_of: 0.0,
            breaks: BREAKS,
        }
    }

    /// Hours of study in an average week: the median.
    ///
    /// Who kept less than most of a larger plan keeps the same hours of a smaller one, up to the
    /// share most people keep: planning less does not take away study that happens.
    #[must_use]
    pub fn kept_hours(&self) -> f64 {
        let (planned, kept) = (self.hours_per_week.median, self.kept.median);
        if kept < ADHERENCE_PRIOR.median && planned < self.kept_of {
            (kept * self.kept_of).min(ADHERENCE_PRIOR.median * planned)
        } else {
            kept * planned
        }
    }
}

/// Mean and variance of hours: sums of independent hours add them up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Moments {
    pub mean: f64,
    pub variance: f64,
}

impl Moments {
    /// Hours by their percentiles, by Swanson's rule: 0.3, 0.4 and 0.3 of the three.
    pub(crate) fn of(hours: Spread) -> Moments {
        let mean = 0.3 * hours.low + 0.4 * hours.likely + 0.3 * hours.high;
        let square = |value: f64| (value - mean) * (value - mean);
        Moments { mean, variance: 0.3 * square(hours.low) + 0.4 * square(hours.likely) + 0.3 * square(hours.high) }
    }

    /// The lognormal with this mean and variance.
    pub(crate) fn lognormal(self) -> LogNormal {
        let sigma_squared = (self.variance / (self.mean * self.mean)).ln_1p();
        LogNormal { median: self.mean * (-sigma_squared / 2.0).exp(), sigma: sigma_squared.sqrt() }
    }
}

/// Mean, variance and third central moment of a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cumulants {
    pub mean: f64,
    pub variance: f64,
    pub third: f64,
}

impl Cumulants {
    /// The lognormal, shifted, with this mean, variance and third moment; the plain one where the
    /// skew is none or the shift would be no help.
    pub(crate) fn shifted(self) -> Shifted {
        let skew = self.third / self.variance.powf(1.5);
        if !(skew.is_finite() && skew > LEAST_SKEW) {
            return Shifted { shift: 0.0, factor: Moments { mean: self.mean, variance: self.variance }.lognormal() };
        }
        // With w the exponential of sigma squared, (w + 2)² (w - 1) is the square of the skew.
        let half = skew * skew / 2.0;
        let root = (half * (half + 2.0)).sqrt();
        let w = (1.0 + half + root).cbrt() + (1.0 + half - root).cbrt() - 1.0;
        let mean = (self.variance / (w - 1.0)).sqrt();
        let sigma_squared = w.ln();
        Shifted { shift: self.mean - mean, factor: LogNormal { median: mean * (-sigma_squared / 2.0).exp(), sigma: sigma_squared.sqrt() } }
    }
}

/// Less skew than this is none: the closed form of the shift loses all its digits there.
const LEAST_SKEW: f64 = 1e-3;

/// A lognormal that begins elsewhere than at zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shifted {
    pub shift: f64,
    pub factor: LogNormal,
}
