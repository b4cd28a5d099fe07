//! Study time by the week.

use crate::dates::{self, Date};
use crate::order;
use crate::progress::{LogEntry, Progress};

/// A week and the hours logged in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// Hours logged in it.
    pub hours: f64,
}

/// All weeks from the first logged one of some entries to the one of today, oldest first, those
/// without study too. Entries of the future are left out.
#[must_use]
pub fn weeks(progress: &Progress, today: Date, wanted: impl Fn(&LogEntry) -> bool) -> Vec<Week> {
    let logged = || progress.log.iter().filter(|entry| entry.time.is_some() && entry.date <= today && wanted(entry));
    let Some(first) = first_day(logged().map(|entry| entry.date).collect()) else { return Vec::new() };
    let first = monday_of(first);
    let mut weeks: Vec<Week> = Vec::new();
    let mut monday = first;
    while monday <= today {
        weeks.push(Week { monday, hours: 0.0 });
        let Some(next) = monday.add_days(7) else { break };
        monday = next;
    }
    for entry in logged() {
        let week = usize::try_from(dates::days_between(first, entry.date).div_euclid(7)).ok().and_then(|at| weeks.get_mut(at));
        if let (Some(week), Some(time)) = (week, entry.time) {
            week.hours += time.hours();
        }
    }
    weeks
}

/// The first day of the log. A day ages before all others is a slip in a year, and tells of no weeks.
#[must_use]
pub fn first_day(mut days: Vec<Date>) -> Option<Date> {
    const LONGEST_BREAK: i32 = 3653;
    let (first, last) = (days.iter().min().copied()?, days.iter().max().copied()?);
    let mut after_break = first;
    // Within ten years there is no such break, and no need to sort the days of a long log.
    if dates::days_between(first, last) > LONGEST_BREAK {
        order::sort(&mut days);
        let last_break = days.windows(2).rposition(|pair| dates::days_between(pair[0], pair[1]) > LONGEST_BREAK);
        after_break = last_break.map_or(first, |at| days[at + 1]);
    }
    Some(after_break).filter(|day| dates::YEARS.contains(&day.year()))
}

/// The Monday of the week of a day.
#[must_use]
pub fn monday_of(day: Date) -> Date {
    day.add_days(-i64::from(day.days_since_monday())).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::units::StudyTime;

    #[test]
    fn weeks_begin_on_monday_and_none_is_left_out() {
        let mut progress = Progress::new();
        for (day, time) in [(date(2026, 11, 1), "2h"), (date(2026, 11, 2), "1h"), (date(2026, 11, 8), "30m"), (date(2026, 11, 30), "9h")] {
            progress.log.push(LogEntry { date: day, step: Some("git".into()), time: StudyTime::parse(time), note: None, link: None });
        }
        let found: Vec<(Date, f64)> = weeks(&progress, date(2026, 11, 21), |_| true).iter().map(|week| (week.monday, week.hours)).collect();
        assert_eq!(found, [(date(2026, 10, 26), 2.0), (date(2026, 11, 2), 1.5), (date(2026, 11, 9), 0.0), (date(2026, 11, 16), 0.0)]);
        for slip in [date(206, 11, 20), date(1926, 11, 20), date(0, 1, 1)] {
            progress.log.push(LogEntry { date: slip, step: Some("git".into()), time: StudyTime::parse("1h"), note: None, link: None });
        }
        assert_eq!(weeks(&progress, date(2026, 11, 21), |_| true).len(), 4, "a slip in a year makes no empty weeks");
        assert!(weeks(&progress, date(2026, 11, 21), |entry| entry.step.as_deref() == Some("sql")).is_empty());
    }
}
