//! By how much the finish moved since a day, and what moved it most.

use crate::dates::{Date, days_between};
use crate::order;
use crate::progress::as_of::progress_as_of;

use super::course::Course;
use super::forecast::Finish;
use super::forecast::pace::Pace;
use super::learner::Learner;

/// What can move a finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// What is left: more or less of it was finished or left out than expected in the time.
    Work,
    /// The pace that the record shows.
    Pace,
    /// The hours a week that are stated.
    Hours,
}

/// A cause, and the days by which it alone moves the day half of such learners are done; negative is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CauseAlone {
    /// Which.
    pub cause: Cause,
    /// The days.
    pub days: i32,
}

/// How a finish moved.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Movement {
    /// Days by which half of such learners are done later now; negative is earlier.
    pub days: i32,
    /// Each cause taken alone, the one that moves it most first.
    pub causes: Vec<CauseAlone>,
}

impl Movement {
    /// What moves it most, in the direction it moved: taken alone, no other moves it further that way.
    #[must_use]
    pub fn cause(&self) -> Option<CauseAlone> {
        self.causes.iter().copied().find(|one| one.days != 0 && one.days.signum() == self.days.signum())
    }
}

impl Learner<'_> {
    /// How the finish moved since the morning of a day; `None` where there was no forecast then, or is none now.
    #[must_use]
    pub fn movement(&self, since: Date) -> Option<Movement> {
        self.movement_of_at_least(&self.course(), since, 0)
    }

    /// As [`Learner::movement`], but `None` where it is fewer days than that: then nobody asks for causes.
    /// `now` is the learner's own course.
    #[must_use]
    pub fn movement_of_at_least(&self, now: &Course<'_>, since: Date, days: i32) -> Option<Movement> {
        let earlier = progress_as_of(self.progress, since);
        let then = Learner { progress: &earlier, today: since, ..*self }.course();
        let (hours_then, hours_now) = (earlier.profile.hours_per_week, self.progress.profile.hours_per_week);
        let (pace_then, pace_now) = (then.evidence.pace_at(hours_then), now.evidence.pace_at(hours_now));
        let (was, is) = (then.finish_at(pace_then.clone())?, now.finish_at(pace_now.clone())?);
        let moved = days_between(was.p50, is.p50);
        if moved.abs() < days {
            return None;
        }
        let alone = |cause, finish: Option<Finish>| {
            Some(CauseAlone { cause, days: days_between(was.p50, finish?.p50) }).filter(|one| one.days != 0)
        };
        let unseen = |pace: Pace, of: &Pace| Pace { unseen_days: of.unseen_days, ..pace };
        let work = now.finish_at(unseen(pace_then.clone(), &pace_now));
        let pace = then.finish_at(unseen(now.evidence.pace_at(hours_then), &pace_then));
        let hours = (hours_then != hours_now).then(|| then.finish_at(then.evidence.pace_at(hours_now))).flatten();
        let mut causes: Vec<CauseAlone> =
            [alone(Cause::Work, work), alone(Cause::Pace, pace), alone(Cause::Hours, hours)].into_iter().flatten().collect();
        order::sort_by_key(&mut causes, |one| std::cmp::Reverse(one.days.abs()));
        Some(Movement { days: moved, causes })
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::dates;
    use crate::progress::{Mark, Profile, Progress, Status};
    use crate::units::WeeklyHours;

    const FIRST: Date = date(2026, 1, 5);

    fn day(days: i32) -> Date {
        FIRST.add_days(days).expect("a day")
    }

    /// Steps finished in their order as learners of ten hours a week do, up to a week and then no more.
    fn studied(weeks: i32) -> Progress {
        let profile = Profile { start: Some(FIRST), hours_per_week: WeeklyHours::exactly(10.0), ..Profile::default() };
        let mut progress = Progress { profile, ..Progress::new() };
        let mut hours = 0.0;
        for step in &builtin::roadmap().steps {
            hours += crate::planning::standing::Spread::of(step).mean();
            let on = dates::days_after(FIRST, hours / 8.5 * 7.0).expect("soon");
            if on < day(7 * weeks) {
                progress.mark(&step.id, Mark { status: Status::Done, on, moves_day: false, hours: None });
            }
        }
        progress
    }

    fn movement(progress: &Progress, today: Date, since: Date) -> Movement {
        Learner { roadmap: builtin::roadmap(), progress, today }.movement(since).expect("a forecast then and now")
    }

    #[test]
    fn weeks_as_expected_move_little_and_idle_ones_move_it_later() {
        let steady = movement(&studied(30), day(30 * 7), day(22 * 7));
        let idle = movement(&studied(22), day(36 * 7), day(22 * 7));
        assert!(steady.days.abs() < 42, "{steady:?}");
        assert!(idle.days > 40 && idle.cause().is_some_and(|one| one.days > 0), "{idle:?}");
    }

    #[test]
    fn other_hours_are_the_cause_where_they_move_it_most() {
        let mut progress = studied(6);
        let ten = progress.profile.hours_per_week.expect("stated");
        progress.profile.plan_hours(WeeklyHours::exactly(4.0).expect("sensible"), ten, day(43));
        let found = movement(&progress, day(44), day(42));
        assert_eq!(found.cause().map(|one| one.cause), Some(Cause::Hours), "{found:?}");
        assert!(found.days > 0);
    }
}
