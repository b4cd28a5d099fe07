//! Days in the wrong year: in January many write the number of the last one.

use crate::dates::{Date, days_between};
use crate::order;

use super::learner::Learner;
use super::since::{days_of, study_days};

/// Days that people log later by, when they come to it.
const LATELY: i32 = 60;

/// Ten years.
const AGES: i32 = 3660;

/// Days without anything in the record, beyond which its first day is surely a slip where the next year's would not be.
const LONG_GAP: i32 = 200;

/// Days that a day may lie before the entry above it, or after the one below, and still be in line: people log by and by.
const LOOSE: i32 = 7;

impl Learner<'_> {
    /// The day that is likelier meant by an entry of the log, where those above and below it are of one time, the entry is of
    /// another, and the same day of their year would be in line.
    #[must_use]
    pub fn day_in_line(self, number: usize) -> Option<Date> {
        let log = &self.progress.log;
        let day = log.get(number)?.date;
        let above = log.get(number.checked_sub(1)?)?.date;
        let below = log.get(number + 1).map_or(self.today, |entry| entry.date);
        let is_one_time = days_between(above, below).abs() <= LATELY && below <= self.today;
        if !is_one_time || days_between(above, day).abs() <= LONG_GAP || days_between(below, day).abs() <= LONG_GAP {
            return None;
        }
        let meant = [above, below].map(|near| Date::new(near.year(), day.month(), day.day()));
        let is_in_line =
            |meant: &Date| days_between(above, *meant) >= -LOOSE && days_between(*meant, below) >= -LOOSE && *meant <= self.today;
        meant.into_iter().flatten().find(is_in_line)
    }

    /// Whether the plan begins more than ten years before all else in the record.
    #[must_use]
    pub fn begins_ages_before(self) -> bool {
        let first = study_days(self.progress).into_iter().fold(self.today, Date::min);
        self.progress.profile.start.is_some_and(|start| days_between(start, first) > AGES)
    }

    /// The day that is likelier meant by one before all else in the record: the same in the next year, where that is of
    /// the last weeks.
    #[must_use]
    pub fn likelier_day(self, day: Date) -> Option<Date> {
        let first = days_of(self.progress).into_iter().min()?;
        let later = a_year_later(day)?;
        (day < first && later <= self.today && days_between(later, self.today) <= LATELY).then_some(later)
    }

    /// The first day of the record where it lies months before all else, and the day that is likelier meant.
    #[must_use]
    pub fn early_day(self) -> Option<(Date, Date)> {
        let mut days = days_of(self.progress);
        order::sort(&mut days);
        days.dedup();
        let [first, second, ..] = days.as_slice() else { return None };
        let later = a_year_later(*first)?;
        let is_slip = days_between(*first, *second) > LONG_GAP && days_between(later, *second) <= LATELY && later <= self.today;
        is_slip.then_some((*first, later))
    }
}

fn a_year_later(day: Date) -> Option<Date> {
    day.add_months(12)
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::progress::Progress;
    use crate::progress::document::read;
    use crate::roadmap::fixture;

    const TODAY: Date = date(2027, 1, 4);

    fn record(days: &[&str]) -> Progress {
        let entries: Vec<String> = days.iter().map(|day| format!("  - {{date: {day}, time: 1h}}\n")).collect();
        read(format!("version: 1\nlog:\n{}", entries.concat()).as_bytes()).expect("reads")
    }

    #[test]
    fn a_day_before_all_else_is_likelier_of_the_next_year_when_that_was_lately() {
        let progress = record(&["2026-12-01", "2026-12-28"]);
        let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: TODAY };
        for (day, meant) in [
            (date(2026, 1, 3), Some(date(2027, 1, 3))),
            (date(2025, 12, 20), Some(date(2026, 12, 20))),
            (date(2026, 1, 5), None),
            (date(2026, 11, 30), None),
            (date(2025, 10, 1), None),
            (date(2026, 12, 2), None),
        ] {
            assert_eq!(learner.likelier_day(day), meant, "{day}");
        }
        let nothing = Progress::new();
        assert_eq!(Learner { progress: &nothing, ..learner }.likelier_day(date(2026, 1, 3)), None);
    }

    #[test]
    fn a_day_between_two_of_another_year_is_likelier_of_theirs() {
        for (days, meant) in [
            (["2026-10-03", "2016-10-05", "2026-10-07"], Some(date(2026, 10, 5))),
            (["2026-10-03", "2062-10-05", "2026-10-07"], Some(date(2026, 10, 5))),
            (["2025-10-03", "2026-10-05", "2025-10-03"], Some(date(2025, 10, 5))),
            (["2026-12-30", "2025-01-02", "2027-01-03"], Some(date(2027, 1, 2))),
            (["2026-12-30", "2025-12-31", "2027-01-03"], Some(date(2026, 12, 31))),
            (["2026-10-03", "2016-06-05", "2026-10-07"], None),
            (["2025-10-03", "2016-10-05", "2026-10-07"], None),
            (["2026-03-03", "2026-03-04", "2026-03-07"], None),
            (["2026-10-03", "2016-02-29", "2026-10-07"], None),
        ] {
            let progress = record(&days);
            let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: TODAY };
            assert_eq!([0, 1, 2, 3].map(|number| learner.day_in_line(number)), [None, meant, None, None], "{days:?}");
        }
        let progress = record(&["2026-12-30", "2016-01-03"]);
        let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: TODAY };
        assert_eq!(learner.day_in_line(1), Some(date(2027, 1, 3)), "the last is followed by today");
    }

    #[test]
    fn a_first_day_months_before_all_else_is_a_slip_where_the_next_year_has_room_for_it() {
        let early = |days: &[&str]| {
            let progress = record(days);
            Learner { roadmap: fixture::roadmap(), progress: &progress, today: TODAY }.early_day()
        };
        assert_eq!(early(&["2026-12-01", "2026-01-03", "2026-12-28"]), Some((date(2026, 1, 3), date(2027, 1, 3))));
        assert_eq!(early(&["2025-01-03", "2026-12-28"]), None, "a long rest");
        assert_eq!(early(&["2026-06-03", "2026-12-28"]), None, "no long gap");
        assert_eq!(early(&["2026-01-03"]), None);
    }
}
