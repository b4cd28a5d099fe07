//! `status --since`: what moved, and how it moved the finish.

use crate::planning::learner::Learner;
use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::forecast::Finish;
use crate::progress::as_of::progress_as_of;
use crate::progress::{Progress, Record, Status};
use crate::text::count;
use crate::units::{StudyTime, WeeklyHours, hours_number, hours_text};
use crate::view::{Line, Page, Role};

use crate::answers::finish;
use crate::commands::Input;
use crate::planning::forecast::outlook::default_hours;

/// What moved since a day, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SinceDocument {
    date: Date,
    done: Vec<Moved>,
    started: Vec<Moved>,
    skipped: Vec<Moved>,
    /// Hours logged.
    hours: f64,
    entries: usize,
    /// The forecast as it was on that day, by the dates in the record.
    finish_then: Option<finish::Finish>,
    /// Hours a week planned then, where they are others now.
    #[serde(skip)]
    planned: Option<(WeeklyHours, WeeklyHours)>,
    /// Whether the record had begun.
    #[serde(skip)]
    had_begun: bool,
    /// How many days the even day moved; negative is earlier, null where there is none to compare.
    shift_days: Option<i32>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Moved {
    id: String,
    on: Date,
}

impl SinceDocument {
    pub(crate) fn new(input: &Input<'_>, since: Date, now: Option<Finish>) -> SinceDocument {
        let moved = |status: Status, day: fn(&Record) -> Option<Date>| {
            let records = input.learner.progress.steps.iter().filter(|(_, record)| record.status == status);
            let mut moved: Vec<Moved> = records
                .filter_map(|(id, record)| Some(Moved { id: id.clone(), on: day(record)? }))
                .filter(|moved| moved.on >= since)
                .collect();
            moved.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
            moved
        };
        let planned = |progress: &Progress| progress.profile.hours_per_week.unwrap_or_else(default_hours);
        let entries = || {
            input.learner.progress.log.iter().filter(|entry| (since..=input.learner.today).contains(&entry.date) && entry.time.is_some())
        };
        let earlier = progress_as_of(input.learner.progress, since);
        // Before the record begins nobody had a forecast.
        let had_begun = first_day(input.learner.progress).is_some_and(|first| first <= since);
        let then = had_begun.then(|| Learner { progress: &earlier, today: since, ..input.learner }.outlook().finish()).flatten();
        SinceDocument {
            date: since,
            done: moved(Status::Done, |record| record.done),
            started: moved(Status::Doing, |record| record.started),
            skipped: moved(Status::Skipped, |record| record.skipped),
            hours: hours_number(entries().filter_map(|entry| entry.time).map(StudyTime::hours).sum()),
            entries: entries().count(),
            planned: Some((planned(&earlier), planned(input.learner.progress))).filter(|(then, now)| then != now && had_begun),
            had_begun,
            finish_then: then.map(finish::Finish::from),
            shift_days: then.zip(now).map(|(then, now)| dates::days_between(then.p50, now.p50)),
        }
    }

    /// Says what moved.
    pub(crate) fn say(&self, page: &mut Page, today: Date) {
        page.heading(format!("Since {}", dates::day_text(self.date, today)));
        for (label, role, moved) in
            [("Done", Role::Done, &self.done), ("Begun", Role::Doing, &self.started), ("Skipped", Role::Skipped, &self.skipped)]
        {
            if !moved.is_empty() {
                page.labelled(label, moved_line(role, moved, today));
            }
        }
        let nothing = self.done.is_empty() && self.started.is_empty() && self.skipped.is_empty();
        match (self.entries, nothing) {
            (0, true) => page.labelled("Moved", "nothing is recorded since then; nothing is lost either"),
            (0, false) => page,
            (entries, _) => page.labelled("Logged", format!("{} h in {}", hours_text(self.hours), count(entries, "entry"))),
        };
        if let Some((then, now)) = self.planned {
            page.labelled("Planned", format!("{then} h a week then, {now} h now"));
        }
        if let (Some(then), Some(shift)) = (self.finish_then, self.shift_days) {
            let was = Line::new().text(format!("the even chance was {} then", dates::day_text(then.p50, today)));
            page.labelled("Finish", was.text(", and ").add(Role::Strong, shift_text(shift)));
        } else if !self.had_begun {
            page.labelled("Finish", "your record begins later, so there was no forecast then");
        }
    }
}

/// The day the record begins.
fn first_day(progress: &Progress) -> Option<Date> {
    let marks = progress.steps.values().flat_map(|record| [record.started, record.done, record.skipped]);
    let log = progress.log.iter().map(|entry| Some(entry.date));
    marks.chain(log).chain([progress.profile.start]).flatten().min()
}

fn moved_line(role: Role, moved: &[Moved], today: Date) -> Line {
    const SHOWN: usize = 6;
    let mut line = Line::new();
    for (at, step) in moved.iter().take(SHOWN).enumerate() {
        line = line.text(if at > 0 { ", " } else { "" }).add(role, &step.id).dim(format!(" {}", dates::day_text(step.on, today)));
    }
    match moved.len().saturating_sub(SHOWN) {
        0 => line,
        more => line.text(format!(" and {more} more")),
    }
}

/// `is 12 days earlier now`.
fn shift_text(days: i32) -> String {
    let number = usize::try_from(days.unsigned_abs()).unwrap_or_default();
    let said = match number {
        0..28 => count(number, "day"),
        28..180 => count((number + 3) / 7, "week"),
        _ => count((number + 15) / 30, "month"),
    };
    match days {
        0 => "has not moved".to_owned(),
        1.. => format!("is {said} later now"),
        _ => format!("is {said} earlier now"),
    }
}
