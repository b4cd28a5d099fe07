//! A day in the calendar.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

/// A day in the calendar, of the years 0 to 9999: those that four digits can say. Written and serialized as
/// `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
pub struct Date(NaiveDate);

/// The day of a year, a month (1 to 12) and a day of it, for days that stand in code.
///
/// # Panics
///
/// When the calendar has no such day.
#[must_use]
pub const fn date(year: i16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).expect("a day of the calendar")
}

impl Date {
    /// The last day there is.
    pub const MAX: Date = date(9999, 12, 31);

    /// The day of a year, a month (1 to 12) and a day of it; `None` where the calendar has none such.
    #[must_use]
    pub const fn new(year: i16, month: u8, day: u8) -> Option<Date> {
        // Widened by `as`, since conversions are no constants yet.
        match NaiveDate::from_ymd_opt(year as i32, month as u32, day as u32) {
            Some(day) if year >= 0 && year <= 9999 => Some(Date(day)),
            _ => None,
        }
    }

    /// Its year, 0 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        i16::try_from(self.0.year()).unwrap_or_default()
    }

    /// Its month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        u8::try_from(self.0.month()).unwrap_or_default()
    }

    /// The day of its month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        u8::try_from(self.0.day()).unwrap_or_default()
    }

    /// Days since the Monday of its week, 0 to 6.
    #[must_use]
    pub fn days_since_monday(self) -> u8 {
        u8::try_from(self.0.weekday().num_days_from_monday()).unwrap_or_default()
    }

    /// The day before; `None` before the first.
    #[must_use]
    pub fn yesterday(self) -> Option<Date> {
        within_years(self.0.pred_opt()?)
    }

    /// The day after; `None` after the last.
    #[must_use]
    pub fn tomorrow(self) -> Option<Date> {
        within_years(self.0.succ_opt()?)
    }

    /// The day so many days later, earlier where they are negative; `None` beyond the calendar.
    #[must_use]
    pub fn add_days(self, days: impl Into<i64>) -> Option<Date> {
        let days = days.into();
        let number = Days::new(days.unsigned_abs());
        within_years(if days < 0 { self.0.checked_sub_days(number) } else { self.0.checked_add_days(number) }?)
    }

    /// The same day so many months later, earlier where they are negative, or the last day of a month that is too short;
    /// `None` beyond the calendar.
    #[must_use]
    pub fn add_months(self, months: impl Into<i64>) -> Option<Date> {
        let months = months.into();
        let number = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        within_years(if months < 0 { self.0.checked_sub_months(number) } else { self.0.checked_add_months(number) }?)
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Date {
        Date(self.0.with_day(1).unwrap_or(self.0))
    }

    /// The last day of its month.
    #[must_use]
    pub fn last_of_month(self) -> Date {
        Date(self.0.with_day(self.0.num_days_in_month().into()).unwrap_or(self.0))
    }

    /// Days from the first one there is.
    pub(super) fn number(self) -> i32 {
        self.0.num_days_from_ce()
    }
}

/// A day of the library's; `None` where four digits cannot say its year.
fn within_years(day: NaiveDate) -> Option<Date> {
    (0..=9999).contains(&day.year()).then_some(Date(day))
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDate {
    /// It is written otherwise than `2026-12-01`.
    Form,
    /// The calendar has none such, as the 30th of February.
    Calendar,
}

impl NoDate {
    /// The reason as a sentence without a full stop.
    #[must_use]
    pub fn tell(self, text: &str) -> String {
        match self {
            NoDate::Form => format!("`{text}` is not a date; write it as 2026-11-21"),
            NoDate::Calendar => format!("`{text}` is no day of the calendar"),
        }
    }
}

impl FromStr for Date {
    type Err = NoDate;

    /// Reads `2026-12-01`, and nothing else: most of what a long record says are such days.
    fn from_str(text: &str) -> Result<Date, NoDate> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return Err(NoDate::Form) };
        let two = |tens: u8, ones: u8| {
            let are_digits = tens.is_ascii_digit() && ones.is_ascii_digit();
            if are_digits { Ok(10 * (tens - b'0') + (ones - b'0')) } else { Err(NoDate::Form) }
        };
        let year = 100 * i16::from(two(y1, y2)?) + i16::from(two(y3, y4)?);
        Date::new(year, two(m1, m2)?, two(d1, d2)?).ok_or(NoDate::Calendar)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as 2026-11-21")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(|no_date: NoDate| E::custom(no_date.tell(text)))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days() -> impl Strategy<Value = Date> {
        (0..=3_652_424_i64).prop_map(|days| date(0, 1, 1).add_days(days).expect("a day"))
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_is_written(day in days()) {
            prop_assert_eq!(day.to_string().parse(), Ok(day));
            prop_assert_eq!(Date::new(day.year(), day.month(), day.day()), Some(day));
            prop_assert_eq!(serde_json::from_value(serde_json::to_value(day).expect("a text")).ok(), Some(day));
        }

        #[test]
        fn days_and_months_there_and_back(day in days(), days in -10_000..10_000_i64, months in -1_000..1_000_i64) {
            if let Some(other) = day.add_days(days) {
                prop_assert_eq!(other.add_days(-days), Some(day));
                prop_assert_eq!(i64::from(other.number() - day.number()), days);
            }
            if let Some(other) = day.add_months(months) {
                prop_assert_eq!(i64::from(other.year() - day.year()) * 12 + i64::from(other.month()) - i64::from(day.month()), months);
                prop_assert_eq!(other.day(), day.day().min(other.last_of_month().day()));
            }
        }

        #[test]
        fn a_text_is_read_only_as_a_day_is_written(text in "[0-9]{3,5}-[01][0-9]-[0-9]{1,3}|[-+]?[0-9]{2,6}[-0-9a-zW]{0,8}") {
            if let Ok(day) = text.parse::<Date>() {
                prop_assert_eq!(day.to_string(), text);
            }
        }
    }

    #[test]
    fn the_calendar_ends_where_four_digits_do() {
        assert_eq!((Date::MAX.tomorrow(), Date::MAX.add_days(1), Date::MAX.add_months(1)), (None, None, None));
        assert_eq!((date(0, 1, 1).yesterday(), date(0, 1, 1).add_days(-1), date(0, 1, 31).add_months(-1)), (None, None, None));
        assert_eq!((Date::MAX.add_days(i64::MAX), Date::MAX.add_months(i64::MIN)), (None, None));
        assert_eq!((Date::new(-1, 12, 31), Date::new(10_000, 1, 1)), (None, None));
    }

    #[test]
    fn a_month_that_is_too_short_ends_with_its_last_day() {
        assert_eq!(date(2027, 8, 31).add_months(6), Some(date(2028, 2, 29)));
        assert_eq!(date(2028, 2, 29).add_months(-12), Some(date(2027, 2, 28)));
        assert_eq!((date(2028, 2, 10).first_of_month(), date(2028, 2, 10).last_of_month()), (date(2028, 2, 1), date(2028, 2, 29)));
    }

    #[test]
    fn what_is_no_day_says_why() {
        assert_eq!("2026-02-30".parse::<Date>(), Err(NoDate::Calendar));
        for text in ["", "2026-2-3", "20260203", "2026-02-03 ", "2026-02-0\u{661}", "2026-02-03T00:00"] {
            assert_eq!(text.parse::<Date>(), Err(NoDate::Form), "{text}");
        }
    }

    #[test]
    fn a_week_begins_on_a_monday() {
        let days = (23..30).map(|day| date(2026, 11, day).days_since_monday());
        assert_eq!(days.collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6]);
    }
}
