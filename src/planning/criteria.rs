//! How far a step is by its "done when" criteria.
//!
//! Each criterion is an equal share of its step, the headline one too: nobody publishes how much
//! longer one takes than another, and equal shares can be checked by hand. A letter that the
//! roadmap retired since counts for nothing; the progress file keeps it.

use crate::progress::Record;
use crate::roadmap::{Criterion, Step};

/// The criteria of a step with whether each is ticked, in the step's order.
pub fn criteria<'a>(step: &'a Step, record: Option<&Record>) -> impl Iterator<Item = (&'a Criterion, bool)> {
    let ticks = record.map_or(&[][..], |record| &record.ticks);
    step.about.done_when.iter().map(|criterion| (criterion, ticks.contains(&criterion.letter)))
}

/// The ticked letters that are criteria of the step, in the step's order.
#[must_use]
pub fn ticked(step: &Step, record: Option<&Record>) -> Vec<char> {
    // Criteria are decoded when they are asked for; most steps have no ticks.
    if record.is_none_or(|record| record.ticks.is_empty()) {
        return Vec::new();
    }
    criteria(step, record).filter(|(_, is_ticked)| *is_ticked).map(|(criterion, _)| criterion.letter).collect()
}

/// The first criterion that is not ticked.
#[must_use]
pub fn next_criterion<'a>(step: &'a Step, record: Option<&Record>) -> Option<&'a Criterion> {
    criteria(step, record).find(|(_, is_ticked)| !is_ticked).map(|(criterion, _)| criterion)
}

/// Share of a step's criteria that are ticked, 0 to 1; 0 for a step without criteria.
#[must_use]
pub fn ticked_share(step: &Step, record: Option<&Record>) -> f64 {
    // Without ticks there is nothing to look up in the step.
    if record.is_none_or(|record| record.ticks.is_empty()) {
        return 0.0;
    }
    let met = ticked(step, record).len();
    #[expect(clippy::cast_precision_loss, reason = "a step has at most 26 criteria")]
    let share = |all: usize| met as f64 / all as f64;
    if met == 0 { 0.0 } else { share(step.about.done_when.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::fixture;

    #[test]
    fn a_retired_letter_and_a_step_without_criteria_count_for_nothing() {
        let (python, networks) = (&fixture::roadmap().steps[1], &fixture::roadmap().steps[4]);
        let record = Record { ticks: vec!['x', 'b'], ..Record::default() };
        assert_eq!(ticked(python, Some(&record)), ['b']);
        assert_eq!(next_criterion(python, Some(&record)).map(|criterion| criterion.letter), Some('a'));
        assert!((ticked_share(python, Some(&record)) - 0.5).abs() < 1e-12);
        assert!(ticked_share(networks, Some(&record)).abs() < 1e-12);
        assert_eq!(next_criterion(networks, None), None);
        let all = Record { ticks: vec!['b', 'a'], ..Record::default() };
        assert_eq!((ticked(python, Some(&all)), next_criterion(python, Some(&all))), (vec!['a', 'b'], None));
    }
}
