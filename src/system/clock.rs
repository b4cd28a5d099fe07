//! The day it is here.

use crate::dates::Date;

#[cfg(all(unix, not(target_os = "android")))]
pub(super) use zones::{today, unknown_zone};

/// Systems that keep their time zones in files.
#[cfg(all(unix, not(target_os = "android")))]
mod zones {
    use std::error::Error;
    use std::fs;
    use std::path::Path;
    use std::time::{SystemTime, UNIX_EPOCH};

    use tz::{LocalTimeType, TimeZone, TimeZoneSettings};

    use super::super::variable;
    use super::{Date, day_of};

    /// The day in the time zone of the system.
    #[expect(clippy::disallowed_methods, reason = "the only place that reads the clock")]
    pub(in crate::system) fn today() -> Date {
        let seconds = |passed: u64| i64::try_from(passed).unwrap_or(i64::MAX);
        let now = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(passed) => seconds(passed.as_secs()),
            Err(before) => -seconds(before.duration().as_secs()),
        };
        let offset = zone().map_or(0, |zone| offset_at(&zone, now));
        day_of(now.saturating_add(offset.into()))
    }

    /// Seconds that a zone is ahead of UTC.
    ///
    /// Where a file has no rule for the days after its last change, that change is the one that holds: so says the format,
    /// and files of old systems and those that count leap seconds are such.
    fn offset_at(zone: &TimeZone, second: i64) -> i32 {
        let zone = zone.as_ref();
        let last = || zone.local_time_types().get(zone.transitions().last()?.local_time_type_index());
        zone.find_local_time_type(second).ok().or_else(last).map_or(0, LocalTimeType::ut_offset)
    }

    /// What `TZ` says, where that is no time zone known here: the day is that of UTC then.
    pub(in crate::system) fn unknown_zone() -> Option<String> {
        variable("TZ").and_then(|_| zone().err())
    }

    /// The time zone of the system, or the one that `TZ` names: a file in one of the folders of zones, or a rule such as
    /// `CET-1CEST,M3.5.0,M10.5.0/3`. What it says is the error where it says nothing that is known here.
    fn zone() -> Result<TimeZone, String> {
        /// Where systems keep their zones when `TZDIR` does not say it.
        const FOLDERS: [&str; 4] = ["/usr/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/zoneinfo"];
        let Some(stated) = variable("TZ") else { return Ok(TimeZone::local().unwrap_or_else(|_| TimeZone::utc())) };
        let stated = stated.to_string_lossy().into_owned();
        let name = stated.trim_start_matches(':');
        let own = variable("TZDIR").and_then(|folder| folder.into_string().ok()).filter(|folder| Path::new(folder).is_absolute());
        let folders: Vec<&str> = own.as_deref().into_iter().chain(FOLDERS).collect();
        // No name leads out of the folders.
        let read = TimeZoneSettings::new(&folders, read_file).parse_posix_tz(name).ok().filter(|_| !name.contains(".."));
        // A system without any zones still knows this one.
        let read = read.or_else(|| ["UTC", "Etc/UTC", "GMT", "UTC0"].contains(&name).then(TimeZone::utc));
        read.ok_or(stated)
    }

    /// A device or a pipe is no zone, and may never end.
    fn read_file(path: &str) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
        if Path::new(path).is_file() { Ok(fs::read(path)?) } else { Err("no file".into()) }
    }

    #[cfg(test)]
    mod tests {
        use tz::timezone::Transition;

        use super::*;

        #[test]
        fn a_zone_without_a_rule_stays_as_its_last_change_left_it() {
            let ahead = |hours: i32| LocalTimeType::with_ut_offset(3600 * hours).expect("an offset");
            let changes = vec![Transition::new(-1_000_000_000, 1), Transition::new(1_000_000_000, 2)];
            let zone = TimeZone::new(changes, vec![ahead(0), ahead(9), ahead(14)], Vec::new(), None).expect("a zone");
            let days = [(-2_000_000_000, 0), (0, 9), (999_999_999, 9), (1_000_000_000, 14), (1_795_852_800, 14)];
            for (second, hours) in days {
                assert_eq!(offset_at(&zone, second), 3600 * hours, "{second}");
            }
        }
    }
}

/// The day in the time zone of the system.
#[cfg(not(all(unix, not(target_os = "android"))))]
#[expect(clippy::disallowed_methods, reason = "the only place that reads the clock")]
pub(super) fn today() -> Date {
    let now = chrono::Local::now();
    day_of(now.timestamp().saturating_add(now.offset().local_minus_utc().into()))
}

/// Nothing: these systems know their time zone otherwise than by `TZ`.
#[cfg(not(all(unix, not(target_os = "android"))))]
pub(super) fn unknown_zone() -> Option<String> {
    None
}

/// The day in which a second lies, counted from the first one of 1970; one out of the calendar is the last day of it.
fn day_of(second: i64) -> Date {
    const SECONDS_A_DAY: i64 = 86_400;
    crate::dates::date(1970, 1, 1).add_days(second.div_euclid(SECONDS_A_DAY)).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::date;

    #[test]
    fn a_day_begins_with_its_first_second() {
        let days = [(-1, date(1969, 12, 31)), (0, date(1970, 1, 1)), (86_399, date(1970, 1, 1)), (1_795_852_800, date(2026, 11, 28))];
        for (second, day) in days {
            assert_eq!(day_of(second), day, "{second}");
        }
        assert_eq!(day_of(i64::MAX), Date::MAX);
    }
}
