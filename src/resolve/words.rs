//! The words of a marking command: what it is about, then perhaps how long it took and when.

use crate::dates::{self, Date};

use super::values::time_of;

/// The words of a command line, told apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words<'a> {
    /// What names things.
    pub(crate) names: &'a [String],
    /// A study time, with a unit: `8h`, `1h 30m`.
    pub(crate) time: Option<String>,
    /// A day: `yesterday`.
    pub(crate) day: Option<&'a str>,
}

/// The most words a time is made of: `1 h 30 min`.
const LONGEST_TIME: usize = 4;

/// Tells trailing times and days from names: `done numpy 8h yesterday`. What is a name is never taken for either.
pub(crate) fn parted(words: &[String], takes_time: bool, today: Date, is_name: impl Fn(&str) -> bool) -> Words<'_> {
    let mut parted = Words { names: words, time: None, day: None };
    if let [names @ .., last] = parted.names
        && !names.is_empty()
        && !is_name(last)
        && dates::parse_day(last, today).is_some()
    {
        (parted.names, parted.day) = (names, Some(last.as_str()));
    }
    for count in (1..=LONGEST_TIME).rev().filter(|count| takes_time && *count < parted.names.len()) {
        let (names, time) = parted.names.split_at(parted.names.len() - count);
        let joined = time.join(" ");
        let has_unit = joined.contains(|c: char| c.is_alphabetic() || c == ':');
        if has_unit && time_of(&joined).is_some() && !time.iter().any(|word| is_name(word)) {
            (parted.names, parted.time) = (names, Some(joined));
            break;
        }
    }
    parted
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;

    #[test]
    fn times_and_days_behind_names_are_no_names() {
        for (line, names, time, day) in [
            ("numpy 8h", "numpy", Some("8h"), None),
            ("numpy pandas 1 h 30 min", "numpy pandas", Some("1 h 30 min"), None),
            ("numpy 1:30 yesterday", "numpy", Some("1:30"), Some("yesterday")),
            ("numpy monday", "numpy", None, Some("monday")),
            ("numpy 8", "numpy 8", None, None),
            ("8h", "8h", None, None),
            ("numpy 5h", "numpy 5h", None, None),
            ("today", "today", None, None),
        ] {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let parted = parted(&words, true, date(2026, 11, 21), |word| word == "5h");
            assert_eq!((parted.names.join(" ").as_str(), parted.time.as_deref(), parted.day), (names, time, day), "{line}");
        }
    }
}
