//! Values as people type them: days, durations, money, hours a week.

use crate::code::Code;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::units::{StudyTime, Usd};

/// A study time as the learner typed it.
pub(crate) fn parse_time(text: &str) -> Result<StudyTime, Error> {
    time_of(text).ok_or_else(|| {
        Error::usage(Code::BadTime, format!("cannot read `{text}` as a time")).hint("write 45m, 2h, 1h30m or 1.5h, at most 1000h")
    })
}

/// The study time that a text is; many write a decimal with a comma, and some one between hours and minutes.
pub(crate) fn time_of(text: &str) -> Option<StudyTime> {
    let comma = |at: usize| {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        is_digit(text[..at].chars().next_back()) && is_digit(text[at + 1..].chars().next())
    };
    let written = || {
        text.char_indices()
            .map(|(at, c)| {
                if c != ',' {
                    c
                } else if comma(at) {
                    '.'
                } else {
                    ' '
                }
            })
            .collect::<String>()
    };
    StudyTime::parse(text).or_else(|| text.contains(',').then(|| StudyTime::parse(&written())).flatten())
}

/// How many steps the learner asked for; `-3` is three as well, as people know it from `head`.
pub(crate) fn parse_count(text: &str) -> Result<usize, Error> {
    text.strip_prefix('-')
        .unwrap_or(text)
        .parse()
        .ok()
        .filter(|count| (1..=1000).contains(count))
        .ok_or_else(|| Error::usage(Code::Usage, format!("`{text}` is not a number of steps")).command("next 3", "the next three steps"))
}

/// A sum of money as the learner typed it.
pub(crate) fn parse_budget(text: &str) -> Result<Usd, Error> {
    dollars(text, "--budget", Code::BadBudget)
}

/// What a learner paid, as they typed it.
pub(crate) fn parse_paid(text: &str) -> Result<Usd, Error> {
    dollars(text, "--paid", Code::BadPaid)
}

/// All sums of mlpath are US dollars: of another currency the learner knows the rate of the day.
fn dollars(text: &str, option: &str, code: Code) -> Result<Usd, Error> {
    Usd::parse(text).ok_or_else(|| {
        let error = Error::usage(code, format!("`{text}` is no sum of dollars"));
        error.hint(format!("write US dollars without a sign: {option} 400 or {option} 65.50"))
    })
}

/// A link as the learner typed it: an address of a page or a file, never one that runs something.
pub(crate) fn parse_link(text: &str) -> Result<&str, Error> {
    const RUN: [&str; 3] = ["javascript", "vbscript", "data"];
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.trim().to_ascii_lowercase());
    if scheme.is_some_and(|scheme| RUN.contains(&scheme.as_str())) {
        let error = Error::usage(Code::BadLink, format!("`{text}` is not a link to a page or a file"));
        return Err(error.hint("write its address, such as https://example.org/page; words belong in -m"));
    }
    Ok(text)
}

/// A day as the learner typed it; today when they typed none.
///
/// # Errors
///
/// When it is no day, or, unless `future` is allowed, lies ahead.
pub(crate) fn parse_day(text: Option<&str>, option: &str, today: Date, future: bool) -> Result<Date, Error> {
    let Some(text) = text else { return Ok(today) };
    let Some(day) = dates::parse_day(text, today) else {
        let error = Error::usage(Code::BadDate, format!("`{text}` is no day mlpath can read for {option}"));
        return Err(error.hint("write 2026-12-01, today, yesterday, monday, or 3d for three days ago"));
    };
    if day > today && !future {
        let hint = if option == "--since" { "name a day that is over" } else { "mark it when it has happened" };
        return Err(Error::usage(Code::FutureDate, format!("{option} {day} lies in the future")).hint(hint));
    }
    Ok(day)
}

/// The day something is to be done by, as the learner typed it.
///
/// # Errors
///
/// When it is no day, month, year or span ahead.
pub(crate) fn parse_deadline(text: &str, today: Date) -> Result<Date, Error> {
    dates::parse_deadline(text, today).ok_or_else(|| {
        Error::usage(Code::BadDate, format!("--by needs a date, and `{text}` is none"))
            .hint("write 2027-12-31, 2027-12, june, 2027 or 18months")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_of_a_decimal_or_between_hours_and_minutes_and_nothing_is_left_out() {
        let minutes = |text: &str| time_of(text).map(|time| (time.hours() * 60.0).round());
        for (text, expected) in [
            ("1h,30m", Some(90.0)),
            ("1h, 30m", Some(90.0)),
            ("2h,15m", Some(135.0)),
            ("2,5h", Some(150.0)),
            ("1,5", Some(90.0)),
            ("1h30m", Some(90.0)),
            ("1h,", Some(60.0)),
            (",5h", Some(300.0)),
            ("1,2,3h", None),
            ("1h,x", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}
