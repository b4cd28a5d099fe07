//! What a record says was finished, and when: hours of the estimates, by day.
//!
//! A finished step counts with its estimate, whatever it took; an open one with the part of its
//! estimate that is logged. Where the log says when a step was studied, its estimate is dealt out
//! over the days of the log; what the log leaves over was studied by the day the step was marked.

use crate::dates::{self, Date, Period};
use crate::progress::{Progress, Record, Status};
use crate::roadmap::Item;
use crate::units::StudyTime;

use super::distribution::Moments;
use super::prior::EFFORT;
use crate::order;
use crate::planning::standing::{Standing, StepStanding};

/// A log that holds less than this share of a finished step's estimate is taken for a part of its hours.
const WHOLE_LOG: f64 = 0.5;

/// Something finished on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finished {
    /// The day of the entry or the mark.
    pub day: Date,
    /// The stage it belongs to; `None` for exams and what this roadmap does not know.
    pub stage: Option<usize>,
    /// Hours of the estimate.
    pub hours: f64,
    /// Hours of study it took, where the record says.
    pub studied: Option<f64>,
    /// For a mark, the day the step was begun where that is known.
    pub started: Option<Date>,
    /// Whether a mark says so, not the log: then it may have been studied any time before.
    pub by_mark: bool,
}

/// Everything the record says was finished up to today, by day.
pub(crate) fn finished(standing: &Standing<'_>, progress: &Progress, today: Date) -> Vec<Finished> {
    let pauses = dates::joined(&progress.profile.pauses);
    let mut found = logged(standing, progress, &pauses, today);
    let covered = covered_in_full(standing, progress);
    for (at, step, state) in standing.all() {
        let Some(record) = state.record.filter(|record| record.status == Status::Done) else { continue };
        let Some(day) = record.done.filter(|day| *day <= today) else { continue };
        let estimate = state.mean_estimate(step);
        let hours = estimate - state.logged * estimate_per_logged_hour(standing, at);
        let is_studied = record.started.is_some() || record.hours.is_some();
        // What the background covers in full, and is only marked, was known before; so was what was marked, once the first
        // day was planned, with a day before it.
        let was_known = covered.contains(&at) || was_told_later(record, day, progress.profile.start);
        if hours > 1e-9 && (is_studied || !was_known) {
            let studied = record.hours.map(|told| (told - state.logged).max(0.0));
            let started = record.started.map(|started| started.min(day));
            found.push(Finished { day, stage: Some(step.stage), hours, studied, started, by_mark: true });
        }
    }
    found.extend(ticked(standing, today));
    order::sort_by_number(&mut found, |finished| dates::days_between(today, finished.day).into());
    found
}

/// Whether a day before the planned first one was told only after that was planned.
fn was_told_later(record: &Record, day: Date, start: Option<Date>) -> bool {
    start.is_some_and(|start| day < start && record.updated.is_some_and(|told| told >= start))
}

/// What is ticked of open steps beyond what their log says, by the day the file last noted a change of the step.
fn ticked(standing: &Standing<'_>, today: Date) -> Vec<Finished> {
    let open = standing.all().filter(|(_, _, state)| state.is_open());
    let one = |(_, step, state): (usize, &crate::roadmap::Step, &StepStanding<'_>)| {
        let record = state.record.filter(|record| !record.ticks.is_empty())?;
        let day = record.changed_on().filter(|day| *day <= today)?;
        let hours = left_by_log(step, state) - Moments::of(state.left).mean;
        Some(Finished { day, stage: Some(step.stage), hours, studied: None, started: record.started, by_mark: true })
    };
    open.filter_map(one).filter(|one| one.hours > 1e-9).collect()
}

/// The steps that the learner's background covers in full.
fn covered_in_full(standing: &Standing<'_>, progress: &Progress) -> Vec<usize> {
    let Some(background) = progress.profile.from.as_deref().and_then(|id| standing.roadmap.background(id)) else { return Vec::new() };
    let credits = background.credits.iter().filter(|credit| credit.share >= 1.0);
    let place = |id: &str| match standing.roadmap.find(id)? {
        Item::Step(at) => Some(at),
        _ => None,
    };
    credits.filter_map(|credit| place(&credit.step)).collect()
}

fn logged(standing: &Standing<'_>, progress: &Progress, pauses: &[Period], today: Date) -> Vec<Finished> {
    let is_paused = |day: Date| pauses.iter().any(|pause| (pause.first..=pause.last).contains(&day));
    let mut found = Vec::with_capacity(progress.log.len() + standing.steps.len());
    let mut last: (&str, Option<usize>, f64) = ("", None, 1.0 / EFFORT.median);
    for entry in progress.log.iter().filter(|entry| entry.date <= today && !is_paused(entry.date)) {
        // Learning that is no step brings no step nearer to its end.
        let (Some(step), Some(studied)) = (&entry.step, entry.time.map(StudyTime::hours)) else { continue };
        if step != last.0 {
            last = match standing.roadmap.find(step) {
                Some(Item::Step(at)) => (step, Some(standing.roadmap.steps[at].stage), estimate_per_logged_hour(standing, at)),
                _ => (step, None, 1.0 / EFFORT.median),
            };
        }
        let (_, stage, share) = last;
        found.push(Finished { day: entry.date, stage, hours: studied * share, studied: Some(studied), started: None, by_mark: false });
    }
    found
}

/// Hours of its estimate that an hour logged for a step stands for.
fn estimate_per_logged_hour(standing: &Standing<'_>, at: usize) -> f64 {
    let (step, state) = (&standing.roadmap.steps[at], &standing.steps[at]);
    let estimate = state.mean_estimate(step);
    if state.logged <= 0.0 || estimate <= 0.0 {
        return 1.0 / EFFORT.median;
    }
    match state.status {
        Status::Done => estimate / actual_hours(step, state).unwrap_or(estimate).max(state.logged),
        Status::Todo | Status::Doing => (estimate - left_by_log(step, state)).max(0.0) / state.logged,
        Status::Skipped => 1.0 / EFFORT.median,
    }
}

/// Mean hours an open step has left by its log alone.
fn left_by_log(step: &crate::roadmap::Step, state: &StepStanding<'_>) -> f64 {
    Moments::of(state.estimate(step).after_study(state.logged)).mean
}

/// Hours a finished step took: those told, else those logged where the log seems to be whole.
pub(crate) fn actual_hours(step: &crate::roadmap::Step, state: &StepStanding<'_>) -> Option<f64> {
    let told = state.record.filter(|_| state.status == Status::Done)?.hours;
    let is_whole = state.logged > 0.0 && state.logged >= WHOLE_LOG * state.mean_estimate(step);
    told.or(is_whole.then_some(state.logged))
}

impl StepStanding<'_> {
    /// Mean hours the step should take this learner.
    pub(super) fn mean_estimate(&self, step: &crate::roadmap::Step) -> f64 {
        Moments::of(self.estimate(step)).mean
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::progress::{LogEntry, Mark, Status};
    use crate::roadmap::fixture;

    #[test]
    fn ticks_of_an_open_step_are_finished_hours() {
        let (begun, today) = (date(2026, 10, 1), date(2026, 11, 21));
        let mut progress = Progress::new();
        let mark = |status, on| Mark { status, on, moves_day: false, hours: None };
        progress.mark("git", mark(Status::Done, date(2026, 10, 20)));
        progress.mark("sql", mark(Status::Doing, begun));
        let hours = |progress: &Progress| {
            let standing = Standing::new(builtin::roadmap(), progress, &progress.profile, today);
            finished(&standing, progress, today).iter().map(|one| one.hours).sum::<f64>()
        };
        let before = hours(&progress);
        progress.tick("sql", &['a', 'b']);
        let ticked = hours(&progress);
        assert!(ticked > before + 1.0, "{before} and {ticked}");
        // Both say how far it is: whichever says more counts, and neither takes the other away.
        let entry = |time| LogEntry { date: today, step: Some("sql".into()), time: StudyTime::parse(time), note: None, link: None };
        progress.log.push(entry("1h"));
        assert!((hours(&progress) - ticked).abs() < 1e-9, "{ticked} and {}", hours(&progress));
        progress.log.push(entry("23h"));
        assert!(hours(&progress) > ticked);
    }

    #[test]
    fn a_mark_of_a_day_before_the_first_one_was_known_before_where_it_was_told_later() {
        let (start, before, today) = (date(2026, 10, 1), date(2025, 3, 1), date(2026, 11, 21));
        for (planned, updated, hours, counts) in [
            (Some(start), Some(start), None, false),
            (Some(start), None, None, true),
            (None, Some(start), None, true),
            (Some(start), Some(before), None, true),
            (Some(start), Some(start), Some(9.0), true),
        ] {
            let mut progress = Progress::new();
            progress.profile.start = planned;
            let record = Record { status: Status::Done, done: Some(before), updated, hours, ..Record::default() };
            progress.steps.insert("shell".to_owned(), record);
            let standing = Standing::new(fixture::roadmap(), &progress, &progress.profile, today);
            assert_eq!(finished(&standing, &progress, today).len(), usize::from(counts), "{planned:?} {updated:?} {hours:?}");
        }
    }

    #[test]
    fn what_the_background_covers_was_known_before_unless_the_record_says_it_was_studied() {
        let (begun, today) = (date(2026, 10, 1), date(2026, 11, 21));
        let roadmap = fixture::roadmap();
        // A software engineer is credited with all of the shell, and with half of Python.
        for (from, step, started, hours, counts) in [
            (None, "shell", None, None, true),
            (Some("swe"), "shell", None, None, false),
            (Some("swe"), "shell", Some(begun), None, true),
            (Some("swe"), "shell", None, Some(9.0), true),
            (Some("swe"), "python", None, None, true),
        ] {
            let mut progress = Progress::new();
            progress.profile.from = from.map(str::to_owned);
            if let Some(started) = started {
                progress.mark(step, Mark { status: Status::Doing, on: started, moves_day: false, hours: None });
            }
            progress.mark(step, Mark { status: Status::Done, on: today, moves_day: false, hours });
            let standing = Standing::new(roadmap, &progress, &progress.profile, today);
            assert_eq!(finished(&standing, &progress, today).len(), usize::from(counts), "{step} from {from:?}, {started:?}, {hours:?}");
        }
    }
}
