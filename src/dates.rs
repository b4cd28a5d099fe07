//! Calendar dates: reading what people type, and saying dates as coarsely as they deserve.

use jiff::{Span, civil};

/// A day in the calendar. Serialized as `YYYY-MM-DD`.
pub type Date = civil::Date;

/// Days a year has on average in the Gregorian calendar.
pub const DAYS_PER_YEAR: f64 = 365.2425;

/// Days a month has on average in the Gregorian calendar.
pub const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / 12.0;

/// The first and the last year mlpath reckons with.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// Reads a day: `2026-12-01`, `today`, `yesterday`, `tomorrow`, a weekday (the last one, today
/// included), or a span back such as `7d` or `2w`.
#[must_use]
pub fn parse_day(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().to_ascii_lowercase();
    let day = match text.as_str() {
        "today" | "now" => Some(today),
        "yesterday" => today.yesterday().ok(),
        "tomorrow" => today.tomorrow().ok(),
        _ => weekday(&text, today).or_else(|| days_back(&text, today)).or_else(|| iso(&text)),
    };
    day.filter(|day| YEARS.contains(&day.year()))
}

fn iso(text: &str) -> Option<Date> {
    let shape = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    shape.then(|| text.parse().ok()).flatten()
}

fn weekday(text: &str, today: Date) -> Option<Date> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let index = NAMES.iter().position(|name| *name == text || name[..3] == *text)?;
    let wanted = i8::try_from(index).ok()?;
    let back = (today.weekday().to_monday_zero_offset() - wanted).rem_euclid(7);
    today.checked_sub(Span::new().days(i64::from(back))).ok()
}

fn days_back(text: &str, today: Date) -> Option<Date> {
    let (number, days) = match (text.strip_suffix('d'), text.strip_suffix('w')) {
        (Some(number), _) => (number, 1),
        (_, Some(number)) => (number, 7),
        _ => return None,
    };
    let number: u16 = number.parse().ok()?;
    today.checked_sub(Span::new().try_days(i64::from(number) * days).ok()?).ok()
}

/// The day `days` after `start`, rounded up to whole days; `None` more than `MAX_YEARS_AHEAD` years ahead.
#[must_use]
pub fn days_after(start: Date, days: f64) -> Option<Date> {
    let days = days.ceil();
    if !(0.0..=MAX_YEARS_AHEAD * DAYS_PER_YEAR).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie within a century")]
    let span = Span::new().try_days(days as i64).ok()?;
    start.checked_add(span).ok()
}

/// The day so many years later, half years to the month; `None` beyond the calendar.
#[must_use]
pub fn years_after(day: Date, years: f64) -> Option<Date> {
    let months = (years * 12.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie within bounds")]
    let months = (0.0..=12_000.0).contains(&months).then_some(months as i32)?;
    day.checked_add(Span::new().months(months)).ok()
}

/// A plan that ends later than this many years after its start is no plan.
pub const MAX_YEARS_AHEAD: f64 = 100.0;

/// Days in a row, written `2026-12-20..2027-01-03`, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day, never before the first.
    pub last: Date,
}

impl Period {
    /// Reads two days with dots between, each as [`parse_day`] does.
    #[must_use]
    pub fn parse(text: &str, today: Date) -> Option<Period> {
        let (first, last) = text.split_once("..")?;
        let period = Period { first: parse_day(first, today)?, last: parse_day(last, today)? };
        (period.first <= period.last).then_some(period)
    }

    /// Its days, at least one.
    #[must_use]
    pub fn days(self) -> i32 {
        days_between(self.first, self.last) + 1
    }

    /// Its days after `from`, up to and with `to`.
    fn days_between(self, from: Date, to: Date) -> i32 {
        let after = from.tomorrow().unwrap_or(from).max(self.first);
        (days_between(after, self.last.min(to)) + 1).max(0)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

/// Periods in order, with those that touch or overlap joined.
#[must_use]
pub fn joined(periods: &[Period]) -> Vec<Period> {
    let mut sorted = periods.to_vec();
    sorted.sort_unstable();
    let mut joined: Vec<Period> = Vec::with_capacity(sorted.len());
    for period in sorted {
        match joined.last_mut() {
            Some(last) if period.first <= last.last.tomorrow().unwrap_or(Date::MAX) => last.last = last.last.max(period.last),
            _ => joined.push(period),
        }
    }
    joined
}

/// Days after `from`, up to and with `to`, that lie in any of the periods.
#[must_use]
pub fn days_within(periods: &[Period], from: Date, to: Date) -> i32 {
    joined(periods).into_iter().map(|period| period.days_between(from, to)).sum()
}

/// Whole days from `earlier` to `later`, negative when they are the other way round.
#[must_use]
pub fn days_between(earlier: Date, later: Date) -> i32 {
    earlier.until(later).map_or(0, |span| span.get_days())
}

/// Months from one day to another as a decimal number of average months.
#[must_use]
pub fn months_between(earlier: Date, later: Date) -> f64 {
    f64::from(days_between(earlier, later)) / DAYS_PER_MONTH
}

/// `Oct 2027`.
#[must_use]
pub fn month_text(date: Date) -> String {
    date.strftime("%b %Y").to_string()
}

/// `3 Nov`, or `3 Nov 2025` when the year is not the one of `today`.
#[must_use]
pub fn day_text(date: Date, today: Date) -> String {
    let format = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SATURDAY: Date = date(2026, 11, 21);

    #[track_caller]
    fn reads(text: &str, expected: Option<Date>) {
        assert_eq!(parse_day(text, SATURDAY), expected, "{text:?}");
    }

    #[test]
    fn days_as_people_type_them() {
        reads("2026-12-01", Some(date(2026, 12, 1)));
        reads("today", Some(SATURDAY));
        reads("Yesterday", Some(date(2026, 11, 20)));
        reads("tomorrow", Some(date(2026, 11, 22)));
        reads("saturday", Some(SATURDAY));
        reads("monday", Some(date(2026, 11, 16)));
        reads("sun", Some(date(2026, 11, 15)));
        reads("7d", Some(date(2026, 11, 14)));
        reads("2w", Some(date(2026, 11, 7)));
    }

    #[test]
    fn days_that_are_none() {
        for text in ["", "2026-13-01", "2026-02-30", "20261201", "d", "-3d", "1899-12-31", "9999-01-01", "soon", "é"] {
            reads(text, None);
        }
    }

    #[test]
    fn days_after_rounds_up_and_ends_in_a_century() {
        assert_eq!(days_after(SATURDAY, 0.0), Some(SATURDAY));
        assert_eq!(days_after(SATURDAY, 0.1), Some(date(2026, 11, 22)));
        assert_eq!(days_after(SATURDAY, 40_000.0), None);
        assert_eq!(days_after(SATURDAY, f64::NAN), None);
        assert_eq!(days_after(SATURDAY, f64::INFINITY), None);
    }

    #[test]
    fn periods_read_join_and_count() {
        let period = |text| Period::parse(text, SATURDAY);
        let january = period("2027-01-01..2027-01-31").expect("a period");
        assert_eq!((january.days(), january.to_string().as_str()), (31, "2027-01-01..2027-01-31"));
        assert_eq!(period("today..2026-11-21").map(Period::days), Some(1));
        for text in ["", "..", "2027-01-01", "2027-01-02..2027-01-01", "2027-01-01..soon", "a..b..c"] {
            assert_eq!(period(text), None, "{text:?}");
        }
        let christmas = period("2026-12-20..2027-01-03").expect("a period");
        assert_eq!(joined(&[january, christmas]), [Period { first: christmas.first, last: january.last }]);
        assert_eq!(days_within(&[january, christmas], date(2026, 12, 25), date(2027, 1, 10)), 16);
        assert_eq!(days_within(&[january], date(2027, 2, 1), date(2027, 3, 1)), 0);
    }

    #[test]
    fn months_are_average_months() {
        assert_eq!(days_between(SATURDAY, date(2027, 11, 21)), 365);
        assert!((months_between(SATURDAY, date(2027, 11, 21)) - 12.0).abs() < 0.01);
        assert_eq!(month_text(SATURDAY), "Nov 2026");
        assert_eq!(day_text(date(2026, 11, 3), SATURDAY), "3 Nov");
        assert_eq!(day_text(date(2025, 11, 3), SATURDAY), "3 Nov 2025");
    }
}
