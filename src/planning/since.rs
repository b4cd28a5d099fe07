//! What moved since a day, and how that moved the finish.

use crate::dates::Date;
use crate::order;
use crate::progress::as_of::progress_as_of;
use crate::progress::{LogEntry, Progress, Record, Status};
use crate::units::{StudyTime, WeeklyHours};

use super::course::Course;
use super::forecast::Finish;
use super::learner::Learner;
use super::movement::Movement;

/// What a record says of the time since a day.
#[derive(Debug)]
pub struct Since {
    /// The day, which counts.
    pub date: Date,
    /// What was done, in the order of the days.
    pub done: Vec<Move>,
    /// What was begun and is in progress, but for exams that began with an attempt that was not passed.
    pub started: Vec<Move>,
    /// Attempts at exams that were not passed.
    pub failed: Vec<Move>,
    /// What was skipped.
    pub skipped: Vec<Move>,
    /// Hours logged.
    pub hours: f64,
    /// Log entries with study time.
    pub entries: usize,
    /// Learning that is no step, in the order it was written.
    pub other: Vec<LogEntry>,
    /// Whether the record had begun by then.
    pub had_begun: bool,
    /// Hours a week planned then and now, where they differ.
    pub plans: Option<(WeeklyHours, WeeklyHours)>,
    /// The forecast as it was on that day, by the dates in the record; `None` before the record begins.
    pub finish_then: Option<Finish>,
    /// How the finish moved; `None` where there is nothing to compare.
    pub movement: Option<Movement>,
}

/// A step or exam that came into its state on a day.
#[derive(Debug, PartialEq, Eq)]
pub struct Move {
    /// Its key in the file.
    pub id: String,
    /// The day.
    pub on: Date,
}

impl Learner<'_> {
    /// How the finish moved in the last seven days, where that is a week or more.
    #[must_use]
    pub fn movement_of_the_week(&self, now: &Course<'_>) -> Option<Movement> {
        // From a morning on: this day and the six before it.
        let since = self.today.add_days(-6)?;
        first_day(self.progress).filter(|first| *first <= since)?;
        self.movement_of_at_least(now, since, 7)
    }

    /// What moved since a day, that day included.
    #[must_use]
    pub fn since(&self, date: Date) -> Since {
        let entries = || {
            let dated = self.progress.log.iter().filter(|entry| (date..=self.today).contains(&entry.date));
            dated.filter_map(|entry| entry.time).map(StudyTime::hours)
        };
        let earlier = progress_as_of(self.progress, date);
        let then = Learner { progress: &earlier, today: date, ..*self };
        // Before the record begins nobody had a forecast.
        let had_begun = first_day(self.progress).is_some_and(|first| first <= date);
        let finish_then = had_begun.then(|| then.outlook().finish()).flatten();
        let plans = (then.hours_per_week(), self.hours_per_week());
        Since {
            date,
            done: self.moves(Status::Done, date, |record| record.done),
            started: self.moves(Status::Doing, date, begun),
            failed: self.failed(date),
            skipped: self.moves(Status::Skipped, date, |record| record.skipped),
            hours: entries().sum(),
            entries: entries().count(),
            other: self.entries_without_step().filter(|entry| entry.date >= date).cloned().collect(),
            had_begun,
            plans: Some(plans).filter(|(then, now)| then != now && had_begun),
            movement: finish_then.and_then(|_| self.movement(date)),
            finish_then,
        }
    }

    /// What came into a state on a day or later and is in it, in the order of the days.
    fn moves(&self, status: Status, since: Date, day: fn(&Record) -> Option<Date>) -> Vec<Move> {
        let records = self.progress.steps.iter().filter(|(_, record)| record.status == status);
        let dated = records.filter_map(|(id, record)| Some(Move { id: id.clone(), on: day(record)? }));
        in_order(dated.filter(|found| found.on >= since).collect())
    }

    /// Attempts that were not passed on a day or later.
    fn failed(&self, since: Date) -> Vec<Move> {
        let mut failed = Vec::new();
        for (id, record) in &self.progress.steps {
            let attempts = record.failed.iter().filter(|attempt| attempt.on >= since);
            failed.extend(attempts.map(|attempt| Move { id: id.clone(), on: attempt.on }));
        }
        in_order(failed)
    }
}

fn in_order(mut moves: Vec<Move>) -> Vec<Move> {
    order::sort_by(&mut moves, |a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
    moves
}

/// The day something was begun; of an exam the one of the first attempt, if that was not passed, says nothing more.
fn begun(record: &Record) -> Option<Date> {
    record.started.filter(|started| record.failed.iter().all(|attempt| attempt.on != *started))
}

/// The first day that a record names.
fn first_day(progress: &Progress) -> Option<Date> {
    days_of(progress).into_iter().min()
}

/// All days that a record names.
pub(super) fn days_of(progress: &Progress) -> Vec<Date> {
    let mut days = study_days(progress);
    days.extend(progress.profile.start);
    days.extend(progress.steps.values().filter_map(|record| record.skipped));
    days
}

/// The days on which a record tells of study.
pub(super) fn study_days(progress: &Progress) -> Vec<Date> {
    let mut days: Vec<Date> = progress.log.iter().map(|entry| entry.date).collect();
    for record in progress.steps.values() {
        days.extend(record.started);
        days.extend(record.done);
    }
    days
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::progress::Mark;
    use crate::roadmap::fixture;

    const TODAY: Date = date(2026, 11, 21);

    fn since(progress: &Progress, day: Date) -> Since {
        Learner { roadmap: fixture::roadmap(), progress, today: TODAY }.since(day)
    }

    fn marked(marks: &[(&str, Status, Date)]) -> Progress {
        let mut progress = Progress::new();
        for &(id, status, on) in marks {
            progress.mark(id, Mark { status, on, moves_day: false, hours: None });
        }
        progress
    }

    #[test]
    fn the_day_itself_counts_and_the_order_is_that_of_the_days() {
        let day = date(2026, 11, 10);
        let progress = marked(&[
            ("python", Status::Done, date(2026, 11, 12)),
            ("shell", Status::Done, day),
            ("statistics", Status::Doing, date(2026, 11, 9)),
            ("networks", Status::Skipped, TODAY),
        ]);
        let found = since(&progress, day);
        let ids: Vec<&str> = found.done.iter().map(|found| found.id.as_str()).collect();
        assert_eq!((ids, found.started.len(), found.skipped.len()), (vec!["shell", "python"], 0, 1));
    }

    #[test]
    fn an_exam_that_was_not_passed_is_failed_and_not_begun() {
        let mut progress = marked(&[("old-exam", Status::Doing, date(2026, 11, 9))]);
        for (id, day) in [("old-exam", 12), ("new-exam", 11), ("new-exam", 20)] {
            progress.fail(id, date(2026, 11, day), None);
        }
        let found = since(&progress, date(2026, 11, 9));
        let said = |moves: &[Move]| moves.iter().map(|found| format!("{} {}", found.id, found.on.day())).collect::<Vec<_>>().join(", ");
        assert_eq!((said(&found.failed), said(&found.started)), ("new-exam 11, old-exam 12, new-exam 20".into(), "old-exam 9".into()));
        assert_eq!(said(&since(&progress, date(2026, 11, 12)).failed), "old-exam 12, new-exam 20");
    }

    #[test]
    fn only_study_time_up_to_today_is_summed() {
        let mut progress = Progress::new();
        let entry = |date, time| LogEntry { date, step: Some("shell".into()), time: StudyTime::parse(time), note: None, link: None };
        progress.log = vec![
            entry(date(2026, 11, 9), "4h"),
            entry(date(2026, 11, 10), "2h"),
            entry(TODAY, "1h"),
            entry(TODAY, "no time"),
            entry(date(2026, 11, 22), "8h"),
        ];
        let found = since(&progress, date(2026, 11, 10));
        assert_eq!((found.entries, found.hours), (2, 3.0));
    }

    #[test]
    fn before_the_record_begins_there_was_no_forecast() {
        let progress = marked(&[("shell", Status::Done, date(2026, 11, 10))]);
        let before = since(&progress, date(2026, 11, 9));
        assert!(!before.had_begun && before.finish_then.is_none() && before.movement.is_none() && before.plans.is_none());
        let on = since(&progress, date(2026, 11, 10));
        assert!(on.had_begun && on.finish_then.is_some() && on.movement.is_some());
    }

    #[test]
    fn plans_are_told_where_they_differ() {
        let mut progress = marked(&[("shell", Status::Done, date(2026, 11, 1))]);
        let hours = |hours| WeeklyHours::exactly(hours).expect("sensible");
        progress.profile.hours_per_week = Some(hours(10.0));
        assert_eq!(since(&progress, date(2026, 11, 2)).plans, None);
        progress.profile.plan_hours(hours(20.0), hours(10.0), date(2026, 11, 15));
        assert_eq!(since(&progress, date(2026, 11, 2)).plans, Some((hours(10.0), hours(20.0))));
    }
}
