//! `status --since`: what moved, and how it moved the finish.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::learner::Learner;
use crate::planning::movement::{Cause, CauseAlone, Movement};
use crate::planning::since::Move;
use crate::text::{count, some_of};
use crate::units::{WeeklyHours, hours_number, hours_text};
use crate::view::{Line, Page, Role};

use crate::answers::finish::Finish;
use crate::answers::no_step::{NoStep, say_learning};

/// What moved since a day, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SinceDocument {
    date: Date,
    done: Vec<Moved>,
    started: Vec<Moved>,
    /// Attempts at exams that were not passed.
    failed: Vec<Moved>,
    skipped: Vec<Moved>,
    /// Hours logged.
    hours: f64,
    entries: usize,
    /// Learning that is no step.
    other: Vec<NoStep>,
    /// The forecast as it was on that day, by the dates in the record.
    finish_then: Option<Finish>,
    /// Hours a week planned then, where they are others now.
    #[serde(skip)]
    planned: Option<(WeeklyHours, WeeklyHours)>,
    /// Whether the record had begun.
    #[serde(skip)]
    had_begun: bool,
    /// Days by which half of such learners are done later than it seemed then; negative is earlier, null where
    /// there is nothing to compare.
    delay_days: Option<i32>,
    /// What moved it, each cause taken alone; null where there is nothing to compare.
    movement: Option<Movement>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Moved {
    id: String,
    on: Date,
}

impl From<Move> for Moved {
    fn from(found: Move) -> Moved {
        Moved { id: found.id, on: found.on }
    }
}

impl SinceDocument {
    pub(crate) fn new(learner: Learner<'_>, date: Date) -> SinceDocument {
        let since = learner.since(date);
        SinceDocument {
            date,
            done: since.done.into_iter().map(Moved::from).collect(),
            started: since.started.into_iter().map(Moved::from).collect(),
            failed: since.failed.into_iter().map(Moved::from).collect(),
            skipped: since.skipped.into_iter().map(Moved::from).collect(),
            hours: hours_number(since.hours),
            entries: since.entries,
            other: since.other.iter().map(NoStep::new).collect(),
            planned: since.plans,
            had_begun: since.had_begun,
            finish_then: since.finish_then.map(Finish::from),
            delay_days: since.movement.as_ref().map(|movement| movement.days),
            movement: since.movement,
        }
    }

    /// Says what moved.
    pub(crate) fn say(&self, page: &mut Page, today: Date) {
        page.heading(format!("Since {}", dates::day_text(self.date, today)));
        let moved = [
            ("Done", Role::Done, &self.done),
            ("Begun", Role::Doing, &self.started),
            ("Skipped", Role::Skipped, &self.skipped),
            ("Failed", Role::Text, &self.failed),
        ];
        let nothing = moved.iter().all(|(.., moved)| moved.is_empty()) && self.other.is_empty();
        for (label, role, moved) in moved {
            if !moved.is_empty() {
                page.labeled(label, moved_line(role, moved, today));
            }
        }
        match (self.entries, nothing) {
            (0, true) => page.labeled("Moved", "nothing is recorded since then; nothing is lost either"),
            (0, false) => page,
            (entries, _) => page.labeled("Logged", format!("{} h in {}", hours_text(self.hours), count(entries, "entry"))),
        };
        say_learning(page, "Also", &self.other, today);
        if let Some((then, now)) = self.planned {
            page.labeled("Planned", format!("{then} h a week then, {now} h now"));
        }
        if let (Some(then), Some(movement)) = (self.finish_then, &self.movement) {
            let was = Line::new().text(format!("about {} then, and ", dates::month_text(then.p50)));
            page.labeled("Finish", was.add(Role::Strong, shift_text(movement.days)).text(cause_text(movement)));
        } else if !self.had_begun {
            page.labeled("Finish", "your record begins later, so there was no forecast then");
        }
    }
}

fn moved_line(role: Role, moved: &[Moved], today: Date) -> Line {
    const SHOWN: usize = 6;
    let (shown, more) = some_of(moved, SHOWN);
    let mut line = Line::new();
    for (at, step) in shown.iter().enumerate() {
        line = line.text(if at > 0 { ", " } else { "" }).add(role, &step.id).dim(format!(" {}", dates::day_text(step.on, today)));
    }
    line.text(more)
}

/// `2 weeks later now`.
pub(super) fn shift_text(days: i32) -> String {
    let number = usize::try_from(days.unsigned_abs()).unwrap_or_default();
    let said = match number {
        0..7 => return "about the same now".to_owned(),
        7..60 => count((number + 3) / 7, "week"),
        _ => count((number + 15) / 30, "month"),
    };
    format!("{said} {} now", if days > 0 { "later" } else { "earlier" })
}

/// ` (mostly: less was finished than expected)`; nothing where it hardly moved.
pub(super) fn cause_text(movement: &Movement) -> String {
    let Some(CauseAlone { cause, days }) = movement.cause().filter(|_| movement.days.abs() >= 7) else { return String::new() };
    let because = match (cause, days > 0) {
        (Cause::Work, true) => "less was finished than expected",
        (Cause::Work, false) => "more was finished or left out than expected",
        (Cause::Pace, true) => "a slower pace than before",
        (Cause::Pace, false) => "a faster pace than before",
        (Cause::Hours, true) => "fewer hours a week planned",
        (Cause::Hours, false) => "more hours a week planned",
    };
    format!(" (mostly: {because})")
}
