//! The reverse question: what it takes to be done by a day.

use crate::dates::Date;
use crate::order;
use crate::roadmap::Importance;

use super::calendar::Timetable;
use super::distribution::LogNormal;
use super::pace::Pace;
use super::{Chance, Forecast, ForecastInput, Workload};

/// More hours a week than this are no answer: a week of study and nothing else.
pub const MOST_HOURS_A_WEEK: f64 = 100.0;

/// The least hours a week an answer names.
const LEAST_HOURS_A_WEEK: f64 = 0.1;

/// Halvings of the range of hours, until it is far narrower than a minute.
const HALVINGS: u32 = 40;

/// What a day asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// Days of study until then, pauses apart.
    pub days: i32,
    /// The chance to be done by then at the pace of the input, 0 to 1.
    pub chance: f64,
    /// Hours a week at which 10 of 20 make it; `None` when [`MOST_HOURS_A_WEEK`] are too few.
    pub p50: Option<f64>,
    /// Hours a week for a chance of 85 %.
    pub p85: Option<f64>,
    /// What could be left out.
    pub leave_out: LeaveOut,
}

/// Steps that are not essential, that nothing left builds on, and in the place of which no other comes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LeaveOut {
    /// Their places, the least important and then the longest first until the chance is even; all
    /// there are when it never is.
    pub steps: Vec<usize>,
    /// The chance without them.
    pub chance: f64,
}

/// The chance to end by a day, 0 to 1.
#[must_use]
pub fn chance_by(input: &ForecastInput<'_>, found: &Forecast, by: Date) -> f64 {
    found.work.chance(&input.pace, f64::from(Timetable::new(input.start, input.pauses).days_until(by)))
}

/// Hours really studied a week with which half of such learners end by a day; `None` when [`MOST_HOURS_A_WEEK`] are too few.
#[must_use]
pub fn hours_for(input: &ForecastInput<'_>, found: &Forecast, by: Date) -> Option<f64> {
    let days = Timetable::new(input.start, input.pauses).days_until(by);
    hours_needed(found.work, &input.pace, days, Chance::P50)
}

/// Asks what it takes to end a input by a day.
#[must_use]
pub fn deadline(input: &ForecastInput<'_>, found: &Forecast, by: Date) -> Deadline {
    let days = Timetable::new(input.start, input.pauses).days_until(by);
    let chance = found.work.chance(&input.pace, f64::from(days));
    Deadline {
        days,
        chance,
        p50: hours_needed(found.work, &input.pace, days, Chance::P50),
        p85: hours_needed(found.work, &input.pace, days, Chance::P85),
        leave_out: leave_out(input, found.work, days),
    }
}

/// The fewest hours of study a week that end some work within some days at a chance: the weekly rate
/// it takes, times the hours of study one of the estimate takes this learner.
///
/// What a learner plans and how much of it happens is no part of it: these are hours really studied.
fn hours_needed(work: Workload, pace: &Pace, days: i32, chance: Chance) -> Option<f64> {
    let studying = |hours: f64| Pace { rate: LogNormal { median: hours / pace.effort.median, sigma: pace.effort.sigma }, ..pace.clone() };
    let is_enough = |hours: f64| work.days(&studying(hours), chance) <= f64::from(days);
    if !is_enough(MOST_HOURS_A_WEEK) {
        return None;
    }
    let (mut low, mut high) = (LEAST_HOURS_A_WEEK, MOST_HOURS_A_WEEK);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if is_enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Takes steps away, the least important and among them the longest first, until the chance is even.
fn leave_out(input: &ForecastInput<'_>, mut work: Workload, days: i32) -> LeaveOut {
    let chance = |work: Workload| work.chance(&input.pace, f64::from(days));
    let mut found = LeaveOut { steps: Vec::new(), chance: chance(work) };
    let mut removable = RemovableSteps::new(input);
    while found.chance < 0.5 {
        let Some(at) = removable.take() else { break };
        work.take_away(input.standing.steps[at].left, input.pace.stage_factor(input.standing.roadmap.steps[at].stage));
        found.steps.push(at);
        found.chance = chance(work);
    }
    order::sort(&mut found.steps);
    found
}

/// The open steps of a input, as they come removable: once nothing left builds on them.
struct RemovableSteps<'a> {
    input: &'a ForecastInput<'a>,
    /// How many open steps build on each.
    builds_on: Vec<usize>,
    /// The least important first, and among equals the longest.
    candidates: Vec<usize>,
}

impl<'a> RemovableSteps<'a> {
    fn new(input: &'a ForecastInput<'a>) -> RemovableSteps<'a> {
        let (roadmap, steps) = (input.standing.roadmap, &input.standing.steps);
        let is_left = |at: usize| steps[at].is_open() && (steps[at].counted || input.beyond.contains(&at));
        let mut builds_on = vec![0; steps.len()];
        for at in (0..steps.len()).filter(|&at| is_left(at)) {
            roadmap.steps[at].requires.iter().for_each(|&required| builds_on[required] += 1);
        }
        let is_candidate = |at: &usize| {
            let may_go = roadmap.steps[*at].importance != Importance::Essential && !input.standing.is_replaced_when_left_out(*at);
            steps[*at].counted && is_left(*at) && !input.beyond.contains(at) && may_go
        };
        let mut candidates: Vec<usize> = (0..steps.len()).filter(is_candidate).collect();
        order::sort_by(&mut candidates, |&a, &b| {
            let (on_path, hours) = (|at: usize| roadmap.steps[at].importance.is_on_path(), |at: usize| steps[at].left.mean());
            on_path(a).cmp(&on_path(b)).then(hours(b).total_cmp(&hours(a)))
        });
        RemovableSteps { input, builds_on, candidates }
    }

    /// The next step to leave out.
    fn take(&mut self) -> Option<usize> {
        let standing = self.input.standing;
        let place = self.candidates.iter().position(|&at| self.builds_on[at] == 0)?;
        let at = self.candidates.remove(place);
        for &required in &standing.roadmap.steps[at].requires {
            self.builds_on[required] = self.builds_on[required].saturating_sub(1);
        }
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::dates;
    use crate::planning::forecast::distribution::Moments;
    use crate::planning::forecast::forecast;
    use crate::planning::standing::Standing;
    use crate::progress::{Profile, Progress, Record, Status};

    const START: Date = date(2026, 11, 21);

    fn asked(by: Date, hours: f64) -> Deadline {
        let profile = Profile { from: Some("swe".into()), ..Profile::default() };
        let progress = Progress::new();
        let standing = Standing::new(builtin::roadmap(), &progress, &profile, START);
        let input = ForecastInput::path(&standing, Pace::prior(hours), START);
        let found = forecast(&input).expect("in time").expect("something left");
        deadline(&input, &found, by)
    }

    #[test]
    fn the_hours_needed_are_hours_really_studied() {
        let roadmap = builtin::roadmap();
        let progress = Progress::new();
        let profile = Profile { from: Some("swe".into()), ..Profile::default() };
        let standing = Standing::new(roadmap, &progress, &profile, START);
        let mean: f64 = standing.counted().filter(|(_, _, state)| state.is_open()).map(|(_, _, state)| Moments::of(state.left).mean).sum();
        let by = date(2027, 11, 30);
        let found = asked(by, 10.0);
        let (p50, p85) = (found.p50.expect("possible"), found.p85.expect("possible"));
        let weeks = f64::from(dates::days_between(START, by)) / 7.0;
        // A little less than on average: half of the lives are luckier than the mean.
        let share = p50 * weeks / (mean * Pace::prior(10.0).effort.median);
        assert!((0.95..1.0).contains(&share), "{p50} h for {mean} h in {weeks} weeks");
        assert!(p85 > 1.2 * p50);
        assert_eq!(asked(by, 20.0).p50, found.p50, "whatever is planned");
    }

    #[test]
    fn days_of_a_plan_have_the_chances_they_name() {
        let progress = Progress::new();
        let standing = Standing::new(builtin::roadmap(), &progress, &Profile::default(), START);
        let input = ForecastInput::path(&standing, Pace::prior(10.0), START);
        let found = forecast(&input).expect("in time").expect("something left");
        for (day, chance) in [(found.finish.p10, 0.1), (found.finish.p50, 0.5), (found.finish.p85, 0.85), (found.finish.p90, 0.9)] {
            assert!((deadline(&input, &found, day).chance - chance).abs() < 0.005, "{day}");
        }
    }

    #[test]
    fn whoever_leaves_out_what_is_named_has_the_chance_that_was_promised() {
        let (roadmap, by) = (builtin::roadmap(), date(2028, 9, 1));
        for from in ["none", "swe", "data-science", "research"] {
            let profile = Profile { from: Some(from.into()), ..Profile::default() };
            let chance = |progress: &Progress| {
                let standing = Standing::new(roadmap, progress, &profile, START);
                let input = ForecastInput::path(&standing, Pace::prior(8.0), START);
                let found = forecast(&input).expect("in time").expect("something left");
                deadline(&input, &found, by)
            };
            let promised = chance(&Progress::new()).leave_out;
            let mut progress = Progress::new();
            for &at in &promised.steps {
                progress.steps.insert(roadmap.steps[at].id.to_owned(), Record { status: Status::Skipped, ..Record::default() });
            }
            let kept = chance(&progress).chance;
            assert!(!promised.steps.is_empty() && (kept - promised.chance).abs() < 0.02, "{from}: {kept} of {}", promised.chance);
        }
    }

    #[test]
    fn the_past_and_tomorrow_have_no_chance() {
        for by in [date(2020, 1, 1), START, date(2026, 11, 22)] {
            let found = asked(by, 10.0);
            assert!(found.chance < 1e-6 && found.p50.is_none() && found.p85.is_none(), "{found:?}");
        }
    }

    #[test]
    fn only_steps_nothing_builds_on_are_left_out() {
        let roadmap = builtin::roadmap();
        let found = asked(date(2027, 9, 30), 10.0).leave_out;
        assert!(!found.steps.is_empty());
        for &at in &found.steps {
            assert_ne!(roadmap.steps[at].importance, Importance::Essential);
            let needs_it = |step: &&crate::roadmap::Step| step.importance == Importance::Essential && step.requires.contains(&at);
            assert!(!roadmap.steps.iter().any(|step| needs_it(&step)), "{}", roadmap.steps[at].id);
        }
        assert!(asked(date(2030, 1, 1), 10.0).leave_out.steps.is_empty(), "nothing needs to go");
    }
}
