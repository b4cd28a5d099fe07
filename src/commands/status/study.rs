//! What is being studied: this week's hours, and the step in progress with its next criterion.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::criteria::next_criterion;
use crate::planning::forecast::weeks::weeks;
use crate::planning::learner::Learner;
use crate::planning::standing::Standing;
use crate::progress::Status;
use crate::roadmap::Criterion;
use crate::text::some_of;
use crate::units::{hours_number, hours_text, percent};
use crate::view::{Line, Page, Role};

use crate::answers::step_row::StepRow;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StudyStatus {
    /// Hours logged since Monday.
    pub(super) week_hours: f64,
    /// The last day something was logged or marked; null where nothing was.
    last_studied_on: Option<Date>,
    /// What to go for in the step in progress; null where none is in progress or all is ticked.
    next_criterion: Option<Criterion>,
    /// The hours a week as the learner stated them.
    #[serde(skip)]
    planned: Option<String>,
    /// The last day of the pause that today is in; null where there is none.
    paused_until: Option<Date>,
}

impl StudyStatus {
    pub(crate) fn new(learner: Learner<'_>, standing: &Standing<'_>) -> StudyStatus {
        let week_hours = weeks(learner.progress, learner.today, |_| true).last().map_or(0.0, |week| week.hours);
        let doing = standing.counted().find(|(_, _, state)| state.status == Status::Doing);
        let pauses = dates::joined(&learner.progress.profile.pauses);
        let pause = pauses.iter().find(|pause| (pause.first..=pause.last).contains(&learner.today));
        StudyStatus {
            week_hours: hours_number(week_hours),
            last_studied_on: last_day(learner),
            next_criterion: doing.and_then(|(_, step, state)| next_criterion(step, state.record)).cloned(),
            planned: learner.progress.profile.hours_per_week.map(|hours| hours.to_string()),
            paused_until: pause.map(|pause| pause.last),
        }
    }

    pub(crate) fn say(&self, page: &mut Page, doing: &[StepRow], today: Date) {
        if let Some(last) = self.last_studied_on {
            let planned = self.planned.as_ref().filter(|_| self.paused_until.is_none()).map(|hours| format!(" of {hours}"));
            let planned = planned.unwrap_or_default();
            let paused = self.paused_until.map(|last| format!("; paused until {}", dates::day_text(last, today))).unwrap_or_default();
            let last = if last == today { "today".to_owned() } else { format!("on {}", dates::day_text(last, today)) };
            page.labeled("Week", format!("{} h{planned} this week{paused}; last active {last}", hours_text(self.week_hours)));
        }
        if !doing.is_empty() {
            page.labeled("Doing", doing_line(doing, today));
        }
        if let Some(criterion) = &self.next_criterion {
            page.minor_detail(|page| page.labeled("", criterion.phrase()));
        }
    }
}

/// The last day that an entry or a mark is about, up to today.
fn last_day(learner: Learner<'_>) -> Option<Date> {
    let past = |day: Option<Date>| day.filter(|day| *day <= learner.today);
    let marked = learner.progress.steps.values().map(|record| past(record.started).max(past(record.done))).max();
    let logged = learner.progress.log.iter().map(|entry| past(Some(entry.date))).max();
    marked.max(logged).flatten()
}

/// `pandas 40 % done since 3 Nov`; of several without the days: `pandas 40 % done, sql`.
fn doing_line(doing: &[StepRow], today: Date) -> Line {
    const SHOWN: usize = 3;
    let (shown, more) = some_of(doing, SHOWN);
    let mut line = Line::new();
    for (at, step) in shown.iter().enumerate() {
        line = line.text(if at > 0 { ", " } else { "" }).add(Role::Doing, &step.id);
        let done = percent(step.hours.likely - step.hours_left.likely, step.hours.likely);
        if done > 0 {
            line = line.text(format!(" {done} % done"));
        }
        if let Some(started) = step.started_on.filter(|_| doing.len() == 1) {
            line = line.text(format!(" since {}", dates::day_text(started, today)));
        }
    }
    line.text(more)
}
