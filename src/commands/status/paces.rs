//! Two paces side by side, for who stated no hours a week.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::course::Course;
use crate::planning::forecast::outlook::DEFAULT_HOURS_PER_WEEK;
use crate::planning::learner::Learner;
use crate::units::{hours_number, hours_text};
use crate::view::Page;

/// The day half of such learners are done at some hours of study a week.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct PaceFinish {
    study_hours_per_week: f64,
    p50: Date,
}

/// Two paces side by side, where no hours are stated and the record tells others than are assumed.
pub(super) fn paces(learner: Learner<'_>, course: &Course<'_>) -> Vec<PaceFinish> {
    if learner.progress.profile.hours_per_week.is_some() {
        return Vec::new();
    }
    let Some(own) = course
        .evidence
        .studied_hours()
        .filter(|studied| studied.is_all)
        .map(|studied| hours_number(studied.hours))
        .filter(|hours| *hours >= 0.1)
    else {
        return Vec::new();
    };
    let finish =
        |hours: f64| Some(PaceFinish { study_hours_per_week: hours, p50: course.finish_at(course.evidence.pace_studying(hours))?.p50 });
    let found: Vec<PaceFinish> = [own, DEFAULT_HOURS_PER_WEEK].into_iter().filter_map(finish).collect();
    if found.len() == 2 { found } else { Vec::new() }
}

/// Says `at the 3 h a week you study about Mar 2033; at 10 h about May 2029`.
pub(super) fn say(paces: &[PaceFinish], page: &mut Page) {
    let [own, assumed] = paces else { return };
    let line = format!(
        "at the {} h a week you study about {}; at {} h about {}",
        hours_text(own.study_hours_per_week),
        dates::month_text(own.p50),
        hours_text(assumed.study_hours_per_week),
        dates::month_text(assumed.p50)
    );
    page.labeled("Paces", line);
}
