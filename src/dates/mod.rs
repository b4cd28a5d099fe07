//! Calendar dates: reading what people type, and saying dates as coarsely as they deserve.

mod date;

use crate::order;

pub use date::{Date, NoDate, date};

/// Days a year has on average in the Gregorian calendar.
pub const DAYS_PER_YEAR: f64 = 365.2425;

/// Days a month has on average in the Gregorian calendar.
pub const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / 12.0;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The first and the last year mlpath counts with.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;

/// Reads a day: `2026-12-01`, `1.12.2026`, `1 Dec 2026`, `today`, `yesterday`, `tomorrow`, a weekday (the last one, today
/// included), or a span back such as `7d` or `2w`.
#[must_use]
pub fn parse_day(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().to_ascii_lowercase();
    let day = match text.as_str() {
        "today" | "now" => Some(today),
        "yesterday" => today.yesterday(),
        "tomorrow" => today.tomorrow(),
        _ => text.parse().ok().or_else(|| weekday(&text, today)).or_else(|| days_back(&text, today)).or_else(|| day_as_typed(&text)),
    };
    day.filter(|day| YEARS.contains(&day.year()))
}

/// Reads the day something is to be done by: a day as [`parse_day`] reads it, the end of a year
/// (`2027`) or month (`2027-09`, `sep 2027`, the next `june`), or a span ahead (`18 months`, `2y`, `6w`, `90 days`).
#[must_use]
pub fn parse_deadline(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().to_ascii_lowercase();
    let ahead = || end_of_next_month(&text, today).or_else(|| span_ahead(&text, today));
    let day = end_of_year(&text).or_else(|| end_of_month(&text)).or_else(ahead).or_else(|| parse_day(&text, today));
    day.filter(|day| YEARS.contains(&day.year()))
}

fn year(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| YEARS.contains(year))
}

fn end_of_year(text: &str) -> Option<Date> {
    Date::new(year(text)?, 12, 31)
}

/// The last day of `2027-09`, `sep 2027` or `september 2027`.
fn end_of_month(text: &str) -> Option<Date> {
    let named = || {
        let (name, rest) = text.split_once([' ', '-'])?;
        Some((year(rest.trim())?, month_named(name)?))
    };
    let numbered = || {
        let (first, rest) = text.split_once(['-', '/'])?;
        (rest.len() <= 2).then(|| Some((year(first)?, rest.parse::<u8>().ok()?)))?
    };
    let (year, month) = named().or_else(numbered)?;
    Date::new(year, month, 1).map(Date::last_of_month)
}

/// The last day of the next month of a name.
fn end_of_next_month(name: &str, today: Date) -> Option<Date> {
    let end = |year: i16| Some(Date::new(year, month_named(name)?, 1)?.last_of_month());
    end(today.year()).filter(|end| *end >= today).or_else(|| end(today.year() + 1))
}

/// The number of a month by its name, three letters of it at least.
#[must_use]
pub fn month_named(name: &str) -> Option<u8> {
    let is_named = |month: &&str| name.len() >= 3 && month.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    u8::try_from(MONTHS.iter().position(is_named)? + 1).ok()
}

/// The day a span such as `18 months` or `6w` ends that begins today.
fn span_ahead(text: &str, today: Date) -> Option<Date> {
    let text = text.strip_prefix("in ").unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u16 = text[..end].parse().ok()?;
    let number = i64::from(number);
    match text[end..].trim_start() {
        "d" | "day" | "days" => today.add_days(number),
        "w" | "week" | "weeks" => today.add_days(7 * number),
        "mo" | "month" | "months" => today.add_months(number),
        "y" | "year" | "years" => today.add_months(12 * number),
        _ => None,
    }
}

fn weekday(text: &str, today: Date) -> Option<Date> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let index = NAMES.iter().position(|name| *name == text || name[..3] == *text)?;
    let back = (i64::from(today.days_since_monday()) - i64::try_from(index).ok()?).rem_euclid(7);
    today.add_days(-back)
}

/// A day with its year in full, in a form that can be read in one way only: `2026-12-1`, `2026/12/01`, `1.12.2026`,
/// `1 dec 2026` as mlpath itself says it, and `1. december 2026`.
fn day_as_typed(text: &str) -> Option<Date> {
    let number = |text: &str| {
        let is_short = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_short.then(|| text.parse::<u8>().ok()).flatten()
    };
    let parts = |separator: char| {
        let mut parts = text.split(separator);
        let three = [parts.next()?, parts.next()?, parts.next()?];
        parts.next().is_none().then_some(three)
    };
    let (from_year, from_day, named) = (parts('-').or_else(|| parts('/')), parts('.'), parts(' '));
    match (from_year, from_day, named) {
        (Some([first, month, day]), ..) => Date::new(year(first)?, number(month)?, number(day)?),
        (_, Some([day, month, last]), _) => Date::new(year(last)?, number(month)?, number(day)?),
        (_, _, Some([day, month, last])) => Date::new(year(last)?, month_named(month)?, number(day.trim_end_matches('.'))?),
        _ => None,
    }
}

fn days_back(text: &str, today: Date) -> Option<Date> {
    let (number, days) = match (text.strip_suffix('d'), text.strip_suffix('w')) {
        (Some(number), _) => (number, 1),
        (_, Some(number)) => (number, 7),
        _ => return None,
    };
    let number: u16 = number.parse().ok()?;
    today.add_days(-i64::from(number) * days)
}

/// The day `days` after `start`, rounded up to whole days; `None` more than `MAX_YEARS_AHEAD` years ahead.
#[must_use]
pub fn days_after(start: Date, days: f64) -> Option<Date> {
    let days = days.ceil();
    if !(0.0..=MAX_YEARS_AHEAD * DAYS_PER_YEAR).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie within a century")]
    start.add_days(days as i64)
}

/// The day so many years later, half years to the month; `None` beyond the calendar.
#[must_use]
pub fn years_after(day: Date, years: f64) -> Option<Date> {
    let months = (years * 12.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie within bounds")]
    let months = (0.0..=12_000.0).contains(&months).then_some(months as i64)?;
    day.add_months(months)
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
    order::sort(&mut sorted);
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
    later.number() - earlier.number()
}

/// Months from one day to another as a decimal number of average months.
#[must_use]
pub fn months_between(earlier: Date, later: Date) -> f64 {
    f64::from(days_between(earlier, later)) / DAYS_PER_MONTH
}

/// `Oct`.
fn short_month(date: Date) -> &'static str {
    usize::from(date.month()).checked_sub(1).and_then(|at| MONTHS.get(at)?.get(..3)).unwrap_or_default()
}

/// `Oct 2027`.
#[must_use]
pub fn month_text(date: Date) -> String {
    format!("{} {:04}", short_month(date), date.year())
}

/// `3 Nov`, or `3 Nov 2025` when the year is not the one of `today`.
#[must_use]
pub fn day_text(date: Date, today: Date) -> String {
    let day = date.day();
    if date.year() == today.year() { format!("{day} {}", short_month(date)) } else { format!("{day} {}", month_text(date)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SATURDAY: Date = date(2026, 11, 21);

    #[test]
    fn a_deadline_may_be_a_year_a_month_or_a_span() {
        for (text, expected) in [
            ("2027", date(2027, 12, 31)),
            ("2028-02", date(2028, 2, 29)),
            ("2027/9", date(2027, 9, 30)),
            ("sep 2027", date(2027, 9, 30)),
            ("September 2027", date(2027, 9, 30)),
            ("18 months", date(2028, 5, 21)),
            ("18months", date(2028, 5, 21)),
            ("in 2y", date(2028, 11, 21)),
            ("2w", date(2026, 12, 5)),
            ("90 days", date(2027, 2, 19)),
            ("2027-06-30", date(2027, 6, 30)),
            ("tomorrow", date(2026, 11, 22)),
            ("30.9.2027", date(2027, 9, 30)),
            ("2027-9-5", date(2027, 9, 5)),
            ("30 sep 2027", date(2027, 9, 30)),
            ("june", date(2027, 6, 30)),
            ("nov", date(2026, 11, 30)),
        ] {
            assert_eq!(parse_deadline(text, SATURDAY), Some(expected), "{text}");
        }
        for text in ["", "27", "20277", "2027-13", "se 2027", "ma 2027", "18 moons", "months", "9999999 years", "99999y", "2027-02-30"] {
            assert_eq!(parse_deadline(text, SATURDAY), None, "{text}");
        }
    }

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
        for text in ["2026-11-7", "2026/11/07", "7.11.2026", "07.11.2026", "7 Nov 2026", "7. November 2026", "07 nov 2026"] {
            reads(text, Some(date(2026, 11, 7)));
        }
    }

    #[test]
    fn days_that_are_none() {
        for text in [
            "",
            "2026-13-01",
            "2026-02-30",
            "20261201",
            "d",
            "-3d",
            "1899-12-31",
            "9999-01-01",
            "soon",
            "é",
            "7.11.26",
            "11/7/2026",
            "31.11.2026",
            "2026-11/7",
            "2026.11.7",
            "7 no 2026",
            "7 Nov",
            "1.2.3.2026",
            "+7.11.2026",
        ] {
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
        assert_eq!(period("19.12.2026..3.1.2027").map(|pause| pause.to_string()).as_deref(), Some("2026-12-19..2027-01-03"));
        for text in ["", "..", "2027-01-01", "2027-01-02..2027-01-01", "2027-01-01..soon", "a..b..c"] {
            assert_eq!(period(text), None, "{text:?}");
        }
        let christmas = period("2026-12-20..2027-01-03").expect("a period");
        assert_eq!(joined(&[january, christmas]), [Period { first: christmas.first, last: january.last }]);
        assert_eq!(days_within(&[january, christmas], date(2026, 12, 25), date(2027, 1, 10)), 16);
        assert_eq!(days_within(&[january], date(2027, 2, 1), date(2027, 3, 1)), 0);
    }

    #[test]
    fn the_months_of_a_year_have_their_names_in_its_order() {
        let months: Vec<String> = (1..=12).map(|month| month_text(date(987, month, 1))).collect();
        let said = "Jan 0987, Feb 0987, Mar 0987, Apr 0987, May 0987, Jun 0987, Jul 0987, Aug 0987, Sep 0987, Oct 0987, Nov 0987, Dec 0987";
        assert_eq!(months.join(", "), said);
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
