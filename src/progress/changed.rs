//! The day something was last changed: what decides between two copies of a progress file that both
//! changed it.
//!
//! Usually the dates of a mark say it already. Only where they say an earlier day, as after
//! `done --on 2026-01-05` or a reset, does the file say it by itself: `updated: 2026-01-09`. Ticks and sums
//! need no day: what either copy ticked is ticked, and of two sums the larger one was told last.

use std::collections::BTreeMap;

use super::{Profile, Progress, Record, Status, Tool};
use crate::dates::Date;

/// Something in the file that says when it was last changed.
trait Dated: PartialEq + Clone + Default {
    /// The latest day its own dates say.
    fn own_day(&self) -> Option<Date>;
    /// What it says of its last change beside them.
    fn updated(&mut self) -> &mut Option<Date>;

    /// Whether the other says the same of all that a day of change decides on.
    fn is_as_good_as(&self, other: &Self) -> bool {
        self == other
    }

    /// The day of its last change, as far as it is known.
    fn changed_on(&self) -> Option<Date> {
        self.own_day().max(*self.clone().updated())
    }

    /// Writes down that it was changed today, if that is what happened and its own dates do not say it.
    /// A clock that was set back makes nothing older than it was.
    fn stamp(&mut self, before: Option<&Self>, today: Date) {
        let known = before.and_then(Dated::changed_on);
        *self.updated() = before.and_then(|before| *before.clone().updated());
        if before.cloned().unwrap_or_default().is_as_good_as(self) {
            return;
        }
        let day = known.map_or(today, |known| known.max(today));
        *self.updated() = if self.own_day() >= Some(day) { None } else { Some(day) };
    }
}

impl Dated for Record {
    fn own_day(&self) -> Option<Date> {
        [self.started, self.done, self.skipped].into_iter().max().flatten()
    }

    fn is_as_good_as(&self, other: &Record) -> bool {
        self.has_same_mark(other)
    }

    fn updated(&mut self) -> &mut Option<Date> {
        &mut self.updated
    }
}

impl Dated for Tool {
    fn own_day(&self) -> Option<Date> {
        self.done
    }

    fn updated(&mut self) -> &mut Option<Date> {
        &mut self.updated
    }
}

impl Dated for Profile {
    fn own_day(&self) -> Option<Date> {
        None
    }

    fn updated(&mut self) -> &mut Option<Date> {
        &mut self.updated
    }
}

impl Record {
    /// Whether the other is in the same state, with the same days and hours.
    pub(super) fn has_same_mark(&self, other: &Record) -> bool {
        let mark = |record: &Record| (record.status, record.started, record.done, record.skipped, record.hours);
        mark(self) == mark(other)
    }

    /// How far on it is: of two copies that were changed on one day the one that is further on stays.
    pub(super) fn rank(&self) -> u8 {
        match self.status {
            Status::Todo => 0,
            Status::Skipped => 1,
            Status::Doing => 2,
            Status::Done => 3,
        }
    }

    /// The day of its last change, as far as its dates tell.
    #[must_use]
    pub fn changed_on(&self) -> Option<Date> {
        Dated::changed_on(self)
    }
}

impl Tool {
    /// The day of its last change, as far as its dates tell.
    #[must_use]
    pub fn changed_on(&self) -> Option<Date> {
        Dated::changed_on(self)
    }
}

impl Progress {
    /// Writes down the day of change of all that differs from the progress before.
    pub fn stamp_changes(&mut self, before: &Progress, today: Date) {
        stamp_all(&mut self.steps, &before.steps, today);
        stamp_all(&mut self.tools, &before.tools, today);
        self.profile.stamp(Some(&before.profile), today);
        let bare = Profile { updated: None, ..self.profile.clone() };
        if bare == Profile::default() {
            self.profile = bare;
        }
    }
}

fn stamp_all<T: Dated>(entries: &mut BTreeMap<String, T>, before: &BTreeMap<String, T>, today: Date) {
    for (id, entry) in entries {
        entry.stamp(before.get(id), today);
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::progress::Mark;
    use crate::units::Usd;

    const ON: Date = date(2026, 11, 21);
    const EARLIER: Date = date(2026, 11, 3);

    /// What a change on a day leaves in the file as the day of change of `git`.
    fn updated(before: &Progress, today: Date, change: impl Fn(&mut Progress)) -> Option<Date> {
        let mut after = before.clone();
        change(&mut after);
        after.stamp_changes(before, today);
        after.steps["git"].updated
    }

    fn mark(status: Status, on: Date) -> impl Fn(&mut Progress) {
        move |progress| progress.mark("git", Mark { status, on, moves_day: true, hours: None })
    }

    #[test]
    fn the_day_of_change_is_written_only_where_the_marks_do_not_say_it() {
        let new = Progress::new();
        assert_eq!(updated(&new, ON, mark(Status::Done, ON)), None);
        assert_eq!(updated(&new, ON, mark(Status::Done, EARLIER)), Some(ON));
        assert_eq!(updated(&new, EARLIER, mark(Status::Done, ON)), None, "who travels west marks tomorrow");
        let mut begun = new.clone();
        mark(Status::Doing, EARLIER)(&mut begun);
        assert_eq!(updated(&begun, ON, |progress| progress.tick("git", &['a'])), None, "a tick needs no day");
        assert_eq!(updated(&begun, ON, mark(Status::Todo, ON)), Some(ON), "a reset has no day of its own");
        assert_eq!(updated(&begun, ON, |_| ()), None, "what did not change");
    }

    #[test]
    fn nothing_gets_older_by_a_clock_that_is_set_back() {
        let mut done = Progress::new();
        mark(Status::Done, ON)(&mut done);
        assert_eq!(updated(&done, EARLIER, mark(Status::Doing, EARLIER)), Some(ON));
    }

    #[test]
    fn a_plan_and_what_is_known_say_their_day() {
        let before = Progress::new();
        let mut after = before.clone();
        after.profile.budget = Usd::parse("400");
        after.know("aws", Tool { done: Some(EARLIER), ..Tool::default() }, true);
        after.stamp_changes(&before, ON);
        assert_eq!((after.profile.updated, after.tools["aws"].updated), (Some(ON), Some(ON)));
        let mut bare = after.clone();
        bare.profile.budget = None;
        bare.stamp_changes(&after, ON);
        assert_eq!(bare.profile, Profile::default(), "an empty plan is none");
        let mut same = after.clone();
        same.stamp_changes(&after, date(2026, 12, 1));
        assert_eq!(same, after);
    }
}
