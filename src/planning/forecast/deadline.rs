//! The reverse question: what it takes to be done by a day.

use crate::dates::Date;
use crate::roadmap::Importance;

use super::calendar::Timetable;
use super::pace::{LogNormal, Pace};
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
    /// The chance to be done by then at the pace of the course, 0 to 1.
    pub chance: f64,
    /// Hours a week for an even chance; `None` when [`MOST_HOURS_A_WEEK`] are too few.
    pub p50: Option<f64>,
    /// Hours a week for a chance of 85 %.
    pub p85: Option<f64>,
    /// What could be left out.
    pub leave_out: LeaveOut,
}

/// Steps that are not essential and that nothing left builds on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LeaveOut {
    /// Their places, the least important and then the longest first until the chance is even; all
    /// there are when it never is.
    pub steps: Vec<usize>,
    /// The chance without them.
    pub chance: f64,
}

/// Asks what it takes to end a course by a day.
#[must_use]
pub fn deadline(course: &ForecastInput<'_>, found: &Forecast, by: Date) -> Deadline {
    let days = Timetable::new(course.start, course.pauses).days_until(by);
    let chance = found.work.chance(&course.pace, f64::from(days));
    Deadline {
        days,
        chance,
        p50: hours_needed(found.work, &course.pace, days, Chance::P50),
        p85: hours_needed(found.work, &course.pace, days, Chance::P85),
        leave_out: leave_out(course, found.work, days),
    }
}

/// The fewest hours a week that end some work within some days at a chance.
fn hours_needed(work: Workload, pace: &Pace, days: i32, chance: Chance) -> Option<f64> {
    let is_enough = |hours: f64| {
        let hours_per_week = LogNormal { median: hours, ..pace.hours_per_week };
        work.days(&Pace { hours_per_week, ..*pace }, chance) <= f64::from(days)
    };
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
fn leave_out(course: &ForecastInput<'_>, mut work: Workload, days: i32) -> LeaveOut {
    let chance = |work: Workload| work.chance(&course.pace, f64::from(days));
    let mut found = LeaveOut { steps: Vec::new(), chance: chance(work) };
    let mut removable = RemovableSteps::new(course);
    while found.chance < 0.5 {
        let Some(at) = removable.take() else { break };
        work.take_away(course.standing.steps[at].left);
        found.steps.push(at);
        found.chance = chance(work);
    }
    found.steps.sort_unstable();
    found
}

/// The open steps of a course, as they come removable: once nothing left builds on them.
struct RemovableSteps<'a> {
    course: &'a ForecastInput<'a>,
    /// How many open steps build on each.
    builds_on: Vec<usize>,
    /// The least important first, and among equals the longest.
    candidates: Vec<usize>,
}

impl<'a> RemovableSteps<'a> {
    fn new(course: &'a ForecastInput<'a>) -> RemovableSteps<'a> {
        let (roadmap, steps) = (course.standing.roadmap, &course.standing.steps);
        let is_left = |at: usize| steps[at].is_open() && (steps[at].counted || course.beyond.contains(&at));
        let mut builds_on = vec![0; steps.len()];
        for at in (0..steps.len()).filter(|&at| is_left(at)) {
            roadmap.steps[at].requires.iter().for_each(|&required| builds_on[required] += 1);
        }
        let is_candidate = |at: &usize| {
            steps[*at].counted && is_left(*at) && !course.beyond.contains(at) && roadmap.steps[*at].importance != Importance::Essential
        };
        let mut candidates: Vec<usize> = (0..steps.len()).filter(is_candidate).collect();
        candidates.sort_by(|&a, &b| {
            let (on_path, hours) = (|at: usize| roadmap.steps[at].importance.is_on_path(), |at: usize| steps[at].left.likely);
            on_path(a).cmp(&on_path(b)).then(hours(b).total_cmp(&hours(a)))
        });
        RemovableSteps { course, builds_on, candidates }
    }

    /// The next step to leave out.
    fn take(&mut self) -> Option<usize> {
        let standing = self.course.standing;
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
    use jiff::civil::date;

    use super::*;
    use crate::builtin;
    use crate::planning::forecast::forecast;
    use crate::planning::standing::Standing;
    use crate::progress::{Profile, Progress};

    const START: Date = date(2026, 11, 21);

    fn asked(by: Date, hours: f64) -> Deadline {
        let profile = Profile { from: Some("swe".into()), ..Profile::default() };
        let progress = Progress::new();
        let standing = Standing::new(builtin::roadmap(), &progress, &profile, START);
        let course = ForecastInput::path(&standing, Pace::prior(hours), START);
        let found = forecast(&course).expect("in time").expect("something left");
        deadline(&course, &found, by)
    }

    #[test]
    fn the_hours_needed_give_the_chances_they_are_for() {
        let by = date(2027, 11, 30);
        let found = asked(by, 10.0);
        let (even, sure) = (found.p50.expect("possible"), found.p85.expect("possible"));
        assert!(sure > even);
        assert!((asked(by, even).chance - 0.5).abs() < 1e-3);
        assert!((asked(by, sure).chance - 0.85).abs() < 1e-3);
    }

    #[test]
    fn days_of_a_plan_have_the_chances_they_name() {
        let progress = Progress::new();
        let standing = Standing::new(builtin::roadmap(), &progress, &Profile::default(), START);
        let course = ForecastInput::path(&standing, Pace::prior(10.0), START);
        let found = forecast(&course).expect("in time").expect("something left");
        for (day, chance) in [(found.finish.p10, 0.1), (found.finish.p50, 0.5), (found.finish.p85, 0.85), (found.finish.p90, 0.9)] {
            assert!((deadline(&course, &found, day).chance - chance).abs() < 0.005, "{day}");
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
