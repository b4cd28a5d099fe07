//! Quantities the roadmap is made of: money and spans of study time.
//!
//! Nothing here knows what a step or a learner is.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount of United States dollars, held in whole cents.
///
/// In documents for people (YAML, JSON) a number of dollars, in the compiled roadmap one of cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Usd {
    cents: i64,
}

impl Usd {
    /// Nothing to pay.
    pub const ZERO: Usd = Usd { cents: 0 };

    /// Whole dollars.
    #[cfg(test)]
    pub(crate) const fn from_dollars(dollars: i64) -> Usd {
        Usd { cents: dollars * 100 }
    }

    /// Dollars as a decimal number; `None` for negative, endless or absurd amounts and for parts of a cent.
    #[must_use]
    pub fn from_decimal(dollars: f64) -> Option<Usd> {
        let cents = dollars * 100.0;
        let whole = cents.round();
        let sane = (0.0..=1e9).contains(&whole) && (cents - whole).abs() < 1e-6;
        #[expect(clippy::cast_possible_truncation, reason = "checked to lie within 0 and 1e9")]
        sane.then_some(Usd { cents: whole as i64 })
    }

    /// What is left after paying; `None` when it is not enough.
    #[must_use]
    pub fn checked_sub(self, price: Usd) -> Option<Usd> {
        (price.cents <= self.cents).then(|| Usd { cents: self.cents - price.cents })
    }

    /// Dollars as people type them: `400`, `$1,200`, `65.99`, or `65,99` as many write cents. `None` for what could be
    /// read in two ways, such as `1.200`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Usd> {
        const MOST_CENT_DIGITS: usize = 2;
        let text = text.trim().trim_start_matches('$');
        let mark = text.rfind(['.', ',']).filter(|at| text.len() - at <= MOST_CENT_DIGITS + 1);
        let (whole, cents) = mark.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
        let thousands = if text[whole.len()..].starts_with(',') { '.' } else { ',' };
        let mut groups = whole.split(thousands);
        let first = groups.next().unwrap_or_default().len();
        if groups.any(|group| group.len() != 3 || !(1..=3).contains(&first)) {
            return None;
        }
        decimal(&format!("{}.{cents}", whole.replace(thousands, ""))).and_then(Usd::from_decimal)
    }

    /// Dollars as a number with at most two decimals, for JSON.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "amounts stay far below 2^53 cents")]
    pub fn to_decimal(self) -> f64 {
        self.cents as f64 / 100.0
    }
}

impl Serialize for Usd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.serialize_f64(self.to_decimal()) } else { serializer.serialize_i64(self.cents) }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Usd {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Usd".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        f64::json_schema(generator)
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Usd, D::Error> {
        if !deserializer.is_human_readable() {
            return i64::deserialize(deserializer).map(|cents| Usd { cents });
        }
        let dollars = f64::deserialize(deserializer)?;
        Usd::from_decimal(dollars).ok_or_else(|| serde::de::Error::custom(format!("`{dollars}` is no amount of dollars and whole cents")))
    }
}

impl std::ops::Add for Usd {
    type Output = Usd;
    fn add(self, other: Usd) -> Usd {
        Usd { cents: self.cents.saturating_add(other.cents) }
    }
}

impl std::iter::Sum for Usd {
    fn sum<I: Iterator<Item = Usd>>(amounts: I) -> Usd {
        amounts.fold(Usd::ZERO, |total, amount| total + amount)
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dollars = group_thousands(self.cents / 100);
        match self.cents % 100 {
            0 => f.pad(&format!("${dollars}")),
            cents => f.pad(&format!("${dollars}.{cents:02}")),
        }
    }
}

/// A whole number with commas between groups of three digits.
fn group_thousands(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Study time as logged, in whole minutes; at most a thousand hours at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudyTime {
    minutes: u32,
}

impl StudyTime {
    const MAX_MINUTES: f64 = 60_000.0;

    /// Reads `45m`, `2h`, `1h30m`, `1h 30`, `1:30`, `90 min`, `2 hours`, `1.5h` or a plain number of hours.
    ///
    /// `None` when the text is none of these, is zero, or is over a thousand hours.
    #[must_use]
    pub fn parse(text: &str) -> Option<StudyTime> {
        StudyTime::as_written(text).or_else(|| StudyTime::as_typed(text))
    }

    /// As mlpath writes it, `45m`, `2h` or `1h30m`: most of a long log is read here, without a copy in lower case.
    fn as_written(text: &str) -> Option<StudyTime> {
        let whole = |digits: &str| {
            let is_short = (1..=4).contains(&digits.len());
            let next = |number: u16, digit: u8| digit.is_ascii_digit().then(|| 10 * number + u16::from(digit - b'0'));
            is_short.then(|| digits.bytes().try_fold(0, next)).flatten()
        };
        let (hours, rest) = match text.split_once('h') {
            Some((hours, rest)) => (whole(hours)?, rest),
            None => (0, text),
        };
        let minutes = if rest.is_empty() { 0 } else { whole(rest.strip_suffix('m')?)? };
        StudyTime::from_minutes(f64::from(hours) * 60.0 + f64::from(minutes))
    }

    fn as_typed(text: &str) -> Option<StudyTime> {
        let text = text.trim().to_ascii_lowercase();
        if let Some((hours, minutes)) = text.split_once(':') {
            let minutes: u8 = (minutes.len() == 2).then(|| minutes.parse().ok()).flatten()?;
            return (minutes < 60).then(|| StudyTime::from_minutes(decimal(hours)? * 60.0 + f64::from(minutes)))?;
        }
        let (first, first_unit, rest) = amount(&text)?;
        let (second, second_unit, rest) = if rest.is_empty() { (0.0, "m", "") } else { amount(rest)? };
        let minutes = match (is_hours(first_unit), is_minutes(second_unit)) {
            // A number alone is hours; behind hours it is minutes.
            (true, true) => first * 60.0 + second,
            (true, false) if second_unit.is_empty() => first * 60.0 + second,
            (false, _) if first_unit.is_empty() && second == 0.0 => first * 60.0,
            (false, _) if is_minutes(first_unit) && second == 0.0 => first,
            _ => return None,
        };
        if rest.is_empty() { StudyTime::from_minutes(minutes) } else { None }
    }

    /// Time from a number of hours, rounded to the minute.
    #[must_use]
    pub fn from_hours(hours: f64) -> Option<StudyTime> {
        StudyTime::from_minutes(hours * 60.0)
    }

    fn from_minutes(minutes: f64) -> Option<StudyTime> {
        let whole = minutes.round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie within bounds")]
        (1.0..=Self::MAX_MINUTES).contains(&whole).then_some(StudyTime { minutes: whole as u32 })
    }

    /// The same time in hours.
    #[must_use]
    pub fn hours(self) -> f64 {
        f64::from(self.minutes) / 60.0
    }
}

/// Hours of study planned for a week: a number, or a range such as `5-8` that tells the 10th and
/// the 90th percentile of what the weeks will be like on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeeklyHours {
    low: f64,
    high: f64,
}

impl WeeklyHours {
    /// The least and the most hours a week a plan takes. A record may say more than a week has:
    /// `check` finds it.
    pub const LIMITS: std::ops::RangeInclusive<f64> = 0.1..=100.0;

    const MAX: f64 = 10_000.0;

    /// The same hours every week; `None` when they are none, or absurd.
    #[must_use]
    pub fn exactly(hours: f64) -> Option<WeeklyHours> {
        WeeklyHours::between(hours, hours)
    }

    /// A range; `None` when it is none, or absurd.
    #[must_use]
    pub fn between(low: f64, high: f64) -> Option<WeeklyHours> {
        let is_range = low > 0.0 && low <= high && high <= Self::MAX;
        is_range.then_some(WeeklyHours { low, high })
    }

    /// Whether a plan takes them: both ends lie within [`WeeklyHours::LIMITS`].
    #[must_use]
    pub fn is_sensible(self) -> bool {
        Self::LIMITS.contains(&self.low) && Self::LIMITS.contains(&self.high)
    }

    /// Reads `10`, `7.5`, `10h` or `5-8`.
    #[must_use]
    pub fn parse(text: &str) -> Option<WeeklyHours> {
        let hours = |text: &str| decimal(text.trim().trim_end_matches('h'));
        match text.split_once('-') {
            Some((low, high)) => WeeklyHours::between(hours(low)?, hours(high)?),
            None => WeeklyHours::exactly(hours(text)?),
        }
    }

    /// The low end.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// The high end, the low one where it is no range.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }

    /// The middle of the range on the scale of ratios, where its median lies.
    #[must_use]
    pub fn middle(self) -> f64 {
        if self.is_range() { (self.low * self.high).sqrt() } else { self.low }
    }

    /// Whether it is a range.
    #[must_use]
    pub fn is_range(self) -> bool {
        self.low < self.high
    }
}

impl fmt::Display for WeeklyHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_range() { write!(f, "{}-{}", self.low, self.high) } else { write!(f, "{}", self.low) }
    }
}

/// Digits with at most one point; unlike the standard parser it takes no signs, exponents or names.
fn decimal(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then(|| text.parse().ok()).flatten()
}

/// The number a text begins with, its unit, and what comes after; blanks between them do not count.
fn amount(text: &str) -> Option<(f64, &str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = decimal(&text[..end])?;
    let rest = text[end..].trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    Some((number, &rest[..end], rest[end..].trim_start()))
}

fn is_hours(unit: &str) -> bool {
    matches!(unit, "h" | "hr" | "hrs" | "hour" | "hours")
}

fn is_minutes(unit: &str) -> bool {
    matches!(unit, "m" | "min" | "mins" | "minute" | "minutes")
}

impl fmt::Display for StudyTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.minutes / 60, self.minutes % 60) {
            (0, minutes) => write!(f, "{minutes}m"),
            (hours, 0) => write!(f, "{hours}h"),
            (hours, minutes) => write!(f, "{hours}h{minutes:02}m"),
        }
    }
}

/// Hours as a person reads them: whole from ten on, else to the tenth: `7.5`, `22`.
#[must_use]
pub fn hours_text(hours: f64) -> String {
    let shown = if hours >= 10.0 { hours.round() } else { (hours * 10.0).round() / 10.0 };
    // An empty sum of floats is -0.0; adding zero takes the sign away.
    format!("{}", shown + 0.0)
}

/// Hours for JSON: at most two decimals, so that sums do not end in rounding noise.
#[must_use]
pub fn hours_number(hours: f64) -> f64 {
    // An empty sum of floats is -0.0; adding zero takes the sign away.
    (hours * 100.0).round() / 100.0 + 0.0
}

/// A share of a whole between 0 and 1, as a whole percent; only the complete whole is 100.
#[must_use]
pub fn percent(part: f64, whole: f64) -> u32 {
    if whole <= 0.0 || part >= whole {
        return if whole <= 0.0 { 0 } else { 100 };
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=99")]
    let share = (part / whole * 100.0).clamp(0.0, 99.0) as u32;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn time(text: &str, shown: &str) {
        let parsed = StudyTime::parse(text).map(|time| time.to_string());
        assert_eq!(parsed.as_deref().unwrap_or("none"), shown, "{text:?}");
    }

    #[test]
    fn study_time_reads_what_people_type() {
        time("45m", "45m");
        time("2h", "2h");
        time("1h30m", "1h30m");
        time("1h5", "1h05m");
        time("1.5h", "1h30m");
        time("1.5", "1h30m");
        time("90m", "1h30m");
        time(" 3 ", "3h");
        time("90 min", "1h30m");
        time("45min", "45m");
        time("1:30", "1h30m");
        time("0:45", "45m");
        time("1h 30m", "1h30m");
        time("1 h", "1h");
        time("2 hours", "2h");
        time("1 Hour 15 Minutes", "1h15m");
        time("3h30", "3h30m");
    }

    proptest::proptest! {
        #[test]
        fn what_mlpath_writes_is_read_alike_on_both_ways(text in "[0-9]{0,5}[hm]?[0-9]{0,3}[hm]?") {
            let written = StudyTime::as_written(&text);
            proptest::prop_assert!(written.is_none() || written == StudyTime::as_typed(&text), "{}", text);
        }
    }

    #[test]
    fn study_time_refuses_the_rest() {
        for text in [
            "",
            "0",
            "0m",
            "-1h",
            "h",
            "m",
            "abc",
            "1e3",
            "inf",
            "NaN",
            "1h30m5s",
            "1001h",
            "9999999999h",
            "1:60",
            "1:5",
            "2 30",
            "30m 1h",
            "1h 2h",
            "1:30h",
            "5 pm",
        ] {
            time(text, "none");
        }
    }

    #[test]
    fn hours_of_a_week_are_a_number_or_a_range() {
        let shown = |text| WeeklyHours::parse(text).map(|hours| hours.to_string());
        for (text, expected) in [("10", "10"), ("7.5", "7.5"), ("10h", "10"), ("5-8", "5-8"), (" 5 - 8h", "5-8"), ("6-6", "6")] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text:?}");
        }
        for text in ["", "0", "-5", "8-5", "5-", "10001", "5-8-9", "1e1", "nan", "five"] {
            assert_eq!(shown(text), None, "{text:?}");
        }
        assert!(WeeklyHours::parse("101").is_some_and(|hours| !hours.is_sensible()));
        assert!((WeeklyHours::parse("4-9").expect("a range").middle() - 6.0).abs() < 1e-12);
    }

    #[test]
    fn dollars_show_cents_only_when_there_are_any() {
        assert_eq!(Usd::from_dollars(1200).to_string(), "$1,200");
        assert_eq!(Usd::from_decimal(65.99).map(|usd| usd.to_string()).as_deref(), Some("$65.99"));
        assert_eq!(Usd::from_dollars(1_234_567).to_string(), "$1,234,567");
        assert_eq!(format!("{:>6}", Usd::from_dollars(75)), "   $75");
        assert_eq!(Usd::parse("$1,200"), Some(Usd::from_dollars(1200)));
        assert_eq!(Usd::parse("65.99"), Usd::from_decimal(65.99));
        for (text, dollars) in
            [("199,99", 199.99), ("150,00", 150.0), ("120,5", 120.5), ("1,200.50", 1200.5), ("1.200,50", 1200.5), ("400.", 400.0)]
        {
            assert_eq!(Usd::parse(text), Usd::from_decimal(dollars), "{text}: many write cents behind a comma");
        }
        for text in ["1.200", "1,20,0", "1,20.50", "12,3456", "1.2.00", ",", "1,200,5"] {
            assert_eq!(Usd::parse(text), None, "{text} is read in no way, or in two");
        }
        assert!(["", "$", "-5", "1e3", "abc", "1.001"].iter().all(|text| Usd::parse(text).is_none()));
        assert_eq!(Usd::from_dollars(5).checked_sub(Usd::from_dollars(6)), None);
        for wrong in [-1.0, 0.001, f64::NAN, f64::INFINITY, 1e12] {
            assert_eq!(Usd::from_decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn percent_reaches_a_hundred_only_at_the_end() {
        assert_eq!(percent(0.0, 0.0), 0);
        assert_eq!(percent(1.0, 3.0), 33);
        assert_eq!(percent(99.9, 100.0), 99);
        assert_eq!(percent(100.0, 100.0), 100);
    }

    #[test]
    fn hours_read_well() {
        assert_eq!(hours_text(7.5), "7.5");
        assert_eq!(hours_text(9.96), "10");
        assert_eq!(hours_text(22.4), "22");
        assert!((hours_number(0.1 + 0.2) - 0.3).abs() < f64::EPSILON);
    }
}
