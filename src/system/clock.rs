//! The day it is here.

use crate::dates::Date;

#[cfg(all(unix, not(target_os = "android")))]
pub(super) use zones::{today, unknown_zone};

/// Systems that keep their time zones in files.
#[cfg(all(unix, not(target_os = "android")))]
mod zones {
    use std::fs;
    use std::path::Path;
    use std::time::{SystemTime, UNIX_EPOCH};

    use tz::{TimeZone, TimeZoneSettings};

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
        let offset = zone().ok().and_then(|zone| Some(zone.find_local_time_type(now).ok()?.ut_offset())).unwrap_or_default();
        day_of(now.saturating_add(offset.into()))
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
        let read = TimeZoneSettings::new(&folders, |path| Ok(fs::read(path)?)).parse_posix_tz(name).ok().filter(|_| !name.contains(".."));
        // A system without any zones still knows this one.
        let read = read.or_else(|| ["UTC", "Etc/UTC", "GMT", "UTC0"].contains(&name).then(TimeZone::utc));
        read.ok_or(stated)
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
