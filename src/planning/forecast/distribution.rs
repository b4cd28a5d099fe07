//! The two distributions the forecast is made of: factors whose logarithm is normal, and sums of hours.

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
        LogNormal { median: (low * high).sqrt(), sigma: libm::log(high / low) / (2.0 * Z90) }
    }
}

/// The 90th percentile of the standard normal distribution.
pub(crate) const Z90: f64 = 1.281_551_565_544_600_4;

/// Mean and variance of hours: sums of independent hours add them up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Moments {
    pub mean: f64,
    pub variance: f64,
}

impl Moments {
    /// Hours by their percentiles, by the rule of [`Spread::mean`].
    pub(crate) fn of(hours: Spread) -> Moments {
        let mean = hours.mean();
        let square = |value: f64| (value - mean) * (value - mean);
        Moments { mean, variance: 0.3 * square(hours.low) + 0.4 * square(hours.likely) + 0.3 * square(hours.high) }
    }

    /// Of hours that take `factor` times as long.
    pub(crate) fn times(self, factor: f64) -> Moments {
        Moments { mean: self.mean * factor, variance: self.variance * factor * factor }
    }

    /// The variance of the logarithm of the lognormal with this mean and variance.
    pub(crate) fn log_variance(self) -> f64 {
        libm::log1p(self.variance / (self.mean * self.mean))
    }
}
