//! The fields of a progress file: days, states, hours and times as people write them, each with
//! the error that says how.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use crate::dates::{Date, NoDate, Period};
use crate::units::{StudyTime, Usd, WeeklyHours};

use super::{FailedAttempt, Status};

/// A missing section and an empty one (`log:`) are the same.
pub(crate) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Letters of criteria, each a text of its own.
pub(in crate::progress) fn letters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<char>, D::Error> {
    struct Letters;
    impl<'de> Visitor<'de> for Letters {
        type Value = Vec<char>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of letters such as [a, b]")
        }
        fn visit_unit<E>(self) -> Result<Vec<char>, E> {
            Ok(Vec::new())
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<char>, A::Error> {
            let mut letters = Vec::new();
            while let Some(text) = seq.next_element::<String>()? {
                let mut chars = text.chars();
                let (Some(letter), None) = (chars.next().filter(char::is_ascii_lowercase), chars.next()) else {
                    return Err(de::Error::custom(format!("`{text}` is not the letter of a criterion; write a, b, c")));
                };
                letters.push(letter);
            }
            Ok(letters)
        }
    }
    deserializer.deserialize_any(Letters)
}

pub(crate) mod day {
    use super::{Date, Deserialize, Deserializer, NoDate, Visitor, de, fmt};

    /// A day, read off the text without a copy of it: a long log is days before all else.
    struct Day(Date);

    impl<'de> Deserialize<'de> for Day {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
            struct Text;
            impl Visitor<'_> for Text {
                type Value = Day;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a string")
                }
                fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                    day_of(text).map(Day).map_err(|no_date| E::custom(no_date.tell(text)))
                }
            }
            deserializer.deserialize_str(Text)
        }
    }

    pub(in crate::progress) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        Day::deserialize(deserializer).map(|day| day.0)
    }

    pub(in crate::progress) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        Ok(Option::<Day>::deserialize(deserializer)?.map(|day| day.0))
    }

    /// A day, with a time behind it, too, as tools write it that know moments only. It is the day where the clock says so:
    /// `Z` says no clock but that of UTC, which has begun another day perhaps, and stands for a day at midnight only.
    pub(in crate::progress) fn day_of(text: &str) -> Result<Date, NoDate> {
        text.parse().or_else(|no_date| before_time(text).unwrap_or(Err(no_date)))
    }

    /// The day before a time; `None` where no time stands behind one.
    fn before_time(text: &str) -> Option<Result<Date, NoDate>> {
        let (day, time) = text.split_at_checked("2026-11-21".len())?;
        let time = time.strip_prefix(['T', 't', ' '])?.trim();
        let of_utc = time.strip_suffix(['Z', 'z']).map(str::trim_end);
        let (clock, offset) = time.split_once(['+', '-']).map_or((time, None), |(clock, offset)| (clock.trim_end(), Some(offset)));
        let is_time = match of_utc {
            Some(clock) => is_clock(clock) && clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')),
            None => is_clock(clock) && offset.is_none_or(is_offset),
        };
        is_time.then(|| day.parse())
    }

    /// `10:00`, `10:00:00` or `10:00:00.000`: without a colon it is a sum or hours that stand at a wrong place.
    fn is_clock(text: &str) -> bool {
        let (hour_minute, seconds) = text.split_at_checked("10:00".len()).unwrap_or((text, ""));
        let is_minute = hour_minute.split_once(':').is_some_and(|(hour, minute)| is_number(hour, 23) && is_number(minute, 59));
        let is_second = |seconds: &str| {
            let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
            is_number(second, 60) && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit())
        };
        is_minute && (seconds.is_empty() || seconds.strip_prefix(':').is_some_and(is_second))
    }

    /// `02:00`, `0200` or `02`.
    fn is_offset(text: &str) -> bool {
        let (hours, minutes) = text.split_at_checked(2).unwrap_or((text, ""));
        is_number(hours, 23) && (minutes.is_empty() || is_number(minutes.trim_start_matches(':'), 59))
    }

    /// Whether these are two digits up to a number.
    fn is_number(text: &str, max: u8) -> bool {
        let is_written_so = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_written_so && text.parse::<u8>().is_ok_and(|number| number <= max)
    }
}

/// The version of a file. Tools that know texts only put it in quotes.
pub(crate) mod version {
    use super::{Deserializer, Scalar, de};

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within the bounds of the type")]
        let whole = |number: f64| (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32);
        let number = deserializer.deserialize_any(Scalar {
            expecting: "a plain number such as 1",
            of_number: |number| {
                let is_version = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
                is_version.then_some(number).ok_or_else(|| format!("`{number}` is not a version; write version: 1"))
            },
            of_text: Some(|text| text.parse::<u32>().map(f64::from).map_err(|_| format!("`{text}` is not a version; write version: 1"))),
        })?;
        number.and_then(whole).ok_or_else(|| de::Error::custom("this is not a version; write version: 1"))
    }
}

pub(crate) mod status {
    use super::{Deserialize, Deserializer, Status, de};

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
    pub(in crate::progress) fn serialize<S: serde::Serializer>(status: &Option<Status>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&status.unwrap_or_default())
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Status>, D::Error> {
        let word = String::deserialize(deserializer)?;
        let unknown = || de::Error::custom(format!("`{word}` is not a status; write todo, doing, done or skipped"));
        Status::of_word(&word).map(Some).ok_or_else(unknown)
    }
}

/// A number as people write it: whole ones without a point.
fn number<S: serde::Serializer>(number: Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    const LARGEST: f64 = 1e9;
    match number {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within 0 and a thousand million")]
        Some(number) if number.fract() == 0.0 && (0.0..=LARGEST).contains(&number) => serializer.serialize_u64(number as u64),
        Some(number) => serializer.serialize_f64(number),
        None => serializer.serialize_none(),
    }
}

pub(crate) mod hours {
    use super::{Deserializer, Scalar};

    /// The most hours a learner may state for a week or a step.
    const MAX: f64 = 10_000.0;

    #[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
    pub(in crate::progress) fn serialize<S: serde::Serializer>(hours: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        super::number(*hours, serializer)
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
        deserializer.deserialize_any(Scalar {
            expecting: "a number of hours",
            of_number: |hours| {
                let is_valid = hours > 0.0 && hours <= MAX;
                is_valid.then_some(hours).ok_or_else(|| format!("`{hours}` is not a number of hours above 0 and up to {MAX}"))
            },
            // Tools that know texts only put numbers in quotes.
            of_text: Some(|text| {
                let hours = text.trim().parse().ok().filter(|hours| *hours > 0.0 && *hours <= MAX);
                hours.ok_or_else(|| format!("`{text}` is not a number of hours; write one such as 7.5"))
            }),
        })
    }
}

pub(crate) mod weekly_hours {
    use super::{Deserializer, Scalar, WeeklyHours, fmt};

    #[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
    pub(in crate::progress) fn serialize<S: serde::Serializer>(hours: &Option<WeeklyHours>, serializer: S) -> Result<S::Ok, S::Error> {
        match hours {
            Some(hours) if hours.is_range() => serializer.collect_str(hours),
            hours => super::hours::serialize(&hours.map(WeeklyHours::low), serializer),
        }
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<WeeklyHours>, D::Error> {
        deserializer.deserialize_any(Scalar {
            expecting: "hours a week such as 10 or 5-8",
            of_number: |hours| WeeklyHours::exactly(hours).ok_or_else(|| is_none(hours)),
            of_text: Some(|text| WeeklyHours::parse(text).ok_or_else(|| is_none(text))),
        })
    }

    fn is_none(said: impl fmt::Display) -> String {
        format!("`{said}` is not hours a week; write a number above 0 or a range such as 5-8")
    }
}

/// As [`weekly_hours`], where they cannot be missing.
pub(crate) mod some_weekly_hours {
    use super::{Deserializer, WeeklyHours, de};

    pub(in crate::progress) fn serialize<S: serde::Serializer>(hours: &WeeklyHours, serializer: S) -> Result<S::Ok, S::Error> {
        super::weekly_hours::serialize(&Some(*hours), serializer)
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<WeeklyHours, D::Error> {
        super::weekly_hours::deserialize(deserializer)?.ok_or_else(|| de::Error::custom("hours a week are missing here"))
    }
}

pub(crate) mod money {
    use super::{Deserializer, Scalar, Usd};

    #[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
    pub(in crate::progress) fn serialize<S: serde::Serializer>(sum: &Option<Usd>, serializer: S) -> Result<S::Ok, S::Error> {
        super::number(sum.map(Usd::to_decimal), serializer)
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Usd>, D::Error> {
        deserializer.deserialize_any(Scalar {
            expecting: "a sum of dollars such as 400",
            of_number: |dollars| Usd::from_decimal(dollars).ok_or_else(|| format!("`{dollars}` is no sum of dollars such as 400")),
            of_text: Some(|text| Usd::parse(text).ok_or_else(|| format!("`{text}` is no sum of dollars such as 400"))),
        })
    }
}

/// Attempts at an exam that were not passed: days, each with what it cost where that is told.
pub(crate) mod attempts {
    use super::{Deserialize, Deserializer, FailedAttempt, Usd, day, de};

    pub(in crate::progress) fn serialize<S: serde::Serializer>(attempts: &[FailedAttempt], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(attempts.iter().map(FailedAttempt::to_string))
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<FailedAttempt>, D::Error> {
        let texts = Option::<Vec<String>>::deserialize(deserializer)?.unwrap_or_default();
        texts.iter().map(|text| read(text)).collect()
    }

    fn read<E: de::Error>(text: &str) -> Result<FailedAttempt, E> {
        let (on, paid) = text.trim().split_once(' ').map_or((text.trim(), None), |(on, paid)| (on, Some(paid)));
        let paid = paid.map(Usd::parse);
        day::day_of(on)
            .ok()
            .filter(|_| paid != Some(None))
            .map(|on| FailedAttempt { on, paid: paid.flatten() })
            .ok_or_else(|| E::custom(format!("`{text}` is not the day of an attempt; write 2027-03-01, or 2027-03-01 $150")))
    }
}

pub(crate) mod periods {
    use super::{Deserialize, Deserializer, Period, day, de};

    pub(in crate::progress) fn serialize<S: serde::Serializer>(periods: &[Period], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(periods.iter().map(Period::to_string))
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Period>, D::Error> {
        let texts = Option::<Vec<String>>::deserialize(deserializer)?.unwrap_or_default();
        texts.iter().map(|text| read(text)).collect()
    }

    fn read<E: de::Error>(text: &str) -> Result<Period, E> {
        let day = |text: &str| day::day_of(text.trim()).ok();
        let period = text.split_once("..").and_then(|(first, last)| Some(Period { first: day(first)?, last: day(last)? }));
        period
            .filter(|period| period.first <= period.last)
            .ok_or_else(|| E::custom(format!("`{text}` is not a pause; write it as 2026-12-20..2027-01-03")))
    }
}

pub(crate) mod study_time {
    use super::{Deserializer, Scalar, StudyTime};

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
    pub(in crate::progress) fn serialize<S: serde::Serializer>(time: &Option<StudyTime>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => serializer.collect_str(time),
            None => serializer.serialize_none(),
        }
    }

    pub(in crate::progress) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<StudyTime>, D::Error> {
        deserializer.deserialize_any(Scalar {
            expecting: "a time such as 45m, 1h30m or 1.5",
            of_number: |hours| {
                StudyTime::from_hours(hours).ok_or_else(|| format!("`{hours}` is not a number of hours above 0 and up to 1000"))
            },
            of_text: Some(|text| StudyTime::parse(text).ok_or_else(|| format!("`{text}` is not a study time; write 45m, 1h30m or 1.5h"))),
        })
    }
}

/// What was read, or why it is nothing of the kind.
type Read<T> = Result<T, String>;

/// A number, a text or nothing, as people write hours: how to read each, and what to say of all else.
struct Scalar<T> {
    expecting: &'static str,
    of_number: fn(f64) -> Read<T>,
    /// Not given where a text is no answer.
    of_text: Option<fn(&str) -> Read<T>>,
}

impl<T> Visitor<'_> for Scalar<T> {
    type Value = Option<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let read = self.of_text.ok_or_else(|| E::invalid_type(de::Unexpected::Str(text), &self))?;
        read(text).map(Some).map_err(E::custom)
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        (self.of_number)(number).map(Some).map_err(E::custom)
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers over 2^53 are refused all the same")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }
    #[expect(clippy::cast_precision_loss, reason = "negative numbers are refused all the same")]
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::date;

    #[test]
    fn a_day_may_have_a_time_behind_it() {
        let times = ["", "T10:00", " 10:00:00", "t23:59:60.123456", "T10:00:00+02:00", " 00:00:00 +00:00", "T10:00-0500", "T10:00+02"];
        for time in times.into_iter().chain(["T00:00:00Z", "T00:00:00.000Z", " 00:00 z"]) {
            assert_eq!(day::day_of(&format!("2026-11-21{time}")), Ok(date(2026, 11, 21)), "{time}");
        }
        for time in ["", " 10:00", "T00:00:00Z", "T10:00:00+02:00"] {
            assert_eq!(day::day_of(&format!("2026-02-29{time}")), Err(NoDate::Calendar), "{time}");
        }
    }

    /// A price or hours behind a day are no time: they would count for nothing, and nobody would say so.
    #[test]
    fn what_is_no_time_does_not_stand_behind_a_day() {
        let no_times = [
            " 5",
            " 150",
            " 4.5",
            " $150",
            " 25:99",
            " 10:60",
            "T24:00",
            " 1:00",
            "T10:00:",
            "T10:00:00.",
            "T",
            " ",
            "..",
            "T+5:00",
            "T10:00+2",
        ];
        for text in no_times.into_iter().chain(["T10:00:00Z", "T00:01Z", "T10:00+02:00Z", "_10:00", "T10:00:00[UTC]", "T10:00\u{661}"]) {
            assert_eq!(day::day_of(&format!("2026-11-21{text}")), Err(NoDate::Form), "{text:?}");
        }
    }

    #[test]
    fn a_pause_is_read_with_the_times_of_its_days() {
        let read = |text: &str| serde_json::from_value::<Pauses>(serde_json::json!([text])).map(|pauses| pauses.0);
        let (first, last) = (date(2026, 12, 20), date(2027, 1, 3));
        for text in ["2026-12-20..2027-01-03", "2026-12-20T00:00:00Z..2027-01-03 10:00:00", "2026-12-20T00:00+02:00 .. 2027-01-03"] {
            assert_eq!(read(text).ok(), Some(vec![Period { first, last }]), "{text}");
        }
        assert!(read("2026-12-20..2027-01-03 5").is_err());
    }

    #[derive(Deserialize)]
    struct Pauses(#[serde(deserialize_with = "periods::deserialize")] Vec<Period>);
}
