//! From days of study to days of the calendar, around pauses.

use crate::dates::{self, Date, Period};

/// The days from a first one on, without the pauses.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timetable {
    start: Date,
    /// Pauses after the start, in order, none touching another.
    pauses: Vec<Period>,
}

impl Timetable {
    /// A timetable; it starts after a pause that the first day lies in.
    pub(crate) fn new(start: Date, pauses: &[Period]) -> Timetable {
        let mut pauses = dates::joined(pauses);
        pauses.retain(|pause| pause.last >= start);
        match pauses.first() {
            Some(pause) if pause.first <= start => {
                let start = pause.last.tomorrow().unwrap_or(pause.last);
                pauses.remove(0);
                Timetable { start, pauses }
            }
            _ => Timetable { start, pauses },
        }
    }

    /// The day on which so many days of study are over; `None` more than a century ahead.
    pub(crate) fn day_after(&self, days: f64) -> Option<Date> {
        let mut day = dates::days_after(self.start, days)?;
        for pause in self.pauses.iter().filter(|_| days > 0.0) {
            if pause.first > day {
                break;
            }
            day = day.add_days(pause.days())?;
        }
        (dates::years_after(self.start, dates::MAX_YEARS_AHEAD)? >= day).then_some(day)
    }

    /// Days of study up to and with a day, 0 before the start.
    pub(crate) fn days_until(&self, day: Date) -> i32 {
        (dates::days_between(self.start, day) - dates::days_within(&self.pauses, self.start, day)).max(0)
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;

    fn period(first: Date, last: Date) -> Period {
        Period { first, last }
    }

    #[test]
    fn pauses_move_what_lies_behind_them() {
        let table = Timetable::new(date(2026, 12, 1), &[period(date(2026, 12, 20), date(2027, 1, 2))]);
        assert_eq!(table.day_after(18.0), Some(date(2026, 12, 19)));
        assert_eq!(table.day_after(19.0), Some(date(2027, 1, 3)));
        assert_eq!(table.days_until(date(2026, 12, 25)), 18);
        assert_eq!(table.days_until(date(2027, 1, 3)), 19);
        assert_eq!(table.days_until(date(2026, 1, 1)), 0);
    }

    #[test]
    fn a_pause_that_is_running_moves_the_start() {
        let table =
            Timetable::new(date(2026, 12, 24), &[period(date(2026, 12, 20), date(2027, 1, 2)), period(date(2020, 1, 1), date(2020, 2, 1))]);
        assert_eq!(table.day_after(0.0), Some(date(2027, 1, 3)));
        assert_eq!(table.day_after(2.0), Some(date(2027, 1, 5)));
    }

    #[test]
    fn days_and_dates_agree() {
        let pauses = [
            period(date(2027, 1, 5), date(2027, 1, 9)),
            period(date(2027, 1, 10), date(2027, 1, 12)),
            period(date(2027, 2, 1), date(2027, 2, 1)),
        ];
        let table = Timetable::new(date(2027, 1, 1), &pauses);
        for days in 1..60 {
            let day = table.day_after(f64::from(days)).expect("soon");
            assert_eq!(table.days_until(day), days, "{day}");
            assert_eq!(table.days_until(day.yesterday().expect("a day")), days - 1, "{day}");
        }
    }

    #[test]
    fn a_century_is_the_end() {
        let long = [period(date(2027, 1, 1), date(2120, 1, 1))];
        assert_eq!(Timetable::new(date(2026, 12, 1), &long).day_after(3000.0), None);
        assert_eq!(Timetable::new(date(2026, 12, 1), &[]).day_after(40_000.0), None);
    }
}
