//! A text that follows from another by what was changed in between.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::progress::history::Digest;

use super::splices::Splices;

/// What leads from one text to another, and back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) from: Digest,
    pub(super) to: Digest,
    pub(super) change: &'a Splices,
}

impl Step<'_> {
    /// The text at one end of it from the text at the other.
    fn take(&self, text: &str, towards: Digest) -> Option<String> {
        if towards == self.to { self.change.apply(text) } else { self.change.reversed().apply(text) }
    }
}

/// A text, from whichever of those that are known is the fewest steps away. A step that does not lead where it says is
/// not taken; there may be another way.
pub(super) fn text_of(wanted: Digest, known: &HashMap<Digest, &str>, steps: &[Step<'_>]) -> Option<String> {
    let mut broken = HashSet::new();
    loop {
        let (start, way) = shortest_way(wanted, known, steps, &broken)?;
        match walk(known.get(&start)?, &way, steps) {
            Ok(text) => return Some(text),
            Err(step) => broken.insert(step),
        };
    }
}

/// One step of a way: its number, and the text it leads to.
type Taken = (usize, Digest);

/// The known text that is the fewest steps away, and those steps.
fn shortest_way(
    wanted: Digest,
    known: &HashMap<Digest, &str>,
    steps: &[Step<'_>],
    broken: &HashSet<usize>,
) -> Option<(Digest, Vec<Taken>)> {
    let mut at: HashMap<Digest, Vec<usize>> = HashMap::new();
    for (number, step) in steps.iter().enumerate().filter(|(number, _)| !broken.contains(number)) {
        at.entry(step.from).or_default().push(number);
        at.entry(step.to).or_default().push(number);
    }
    let mut onwards: HashMap<Digest, Taken> = HashMap::new();
    let mut next = VecDeque::from([wanted]);
    while let Some(place) = next.pop_front() {
        if known.contains_key(&place) {
            let way = std::iter::successors(onwards.get(&place), |(_, place)| onwards.get(place).filter(|_| *place != wanted));
            return Some((place, way.copied().collect()));
        }
        for number in at.get(&place).into_iter().flatten() {
            let other = if steps[*number].from == place { steps[*number].to } else { steps[*number].from };
            if other != wanted && !onwards.contains_key(&other) {
                onwards.insert(other, (*number, place));
                next.push_back(other);
            }
        }
    }
    None
}

/// The text a way leads to; the number of a step that does not lead where it says.
fn walk(start: &str, way: &[Taken], steps: &[Step<'_>]) -> Result<String, usize> {
    let go = |looks: bool| {
        let mut text = start.to_owned();
        for (number, place) in way {
            let next = steps[*number].take(&text, *place).filter(|next| !looks || Digest::of(next) == *place);
            text = next.ok_or(*number)?;
        }
        Ok(text)
    };
    let text = go(false)?;
    match way.last() {
        // Only where the last text is wrong is each on the way looked at, which costs far more than the steps.
        Some((last, wanted)) if Digest::of(&text) != *wanted => go(true).and(Err(*last)),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Vec<String> {
        (0..6).map(|number| format!("version: 1\nnumber: {number}\nlast: line\n")).collect()
    }

    /// What is known of the texts, and what leads from each to the next.
    fn found(wanted: usize, known: &[usize], without: &[usize], wrong: &[usize]) -> Option<usize> {
        let texts = texts();
        let mut changes: Vec<Splices> = texts.windows(2).map(|two| Splices::between(&two[0], &two[1])).collect();
        for wrong in wrong {
            changes[*wrong] = Splices::between(&texts[*wrong], "something else\n");
        }
        let digests: Vec<Digest> = texts.iter().map(Digest::of).collect();
        let steps = changes.iter().enumerate().map(|(at, change)| Step { from: digests[at], to: digests[at + 1], change });
        let steps: Vec<Step<'_>> = steps.enumerate().filter(|(at, _)| !without.contains(at)).map(|(_, step)| step).collect();
        let known = known.iter().map(|at| (digests[*at], texts[*at].as_str())).collect();
        let text = text_of(digests[wanted], &known, &steps)?;
        texts.iter().position(|other| *other == text)
    }

    #[test]
    fn a_text_follows_from_either_side() {
        assert_eq!(found(3, &[0], &[], &[]), Some(3));
        assert_eq!(found(3, &[5], &[], &[]), Some(3));
        assert_eq!(found(3, &[3], &[], &[]), Some(3));
        assert_eq!(found(3, &[0, 5], &[4], &[]), Some(3));
        assert_eq!(found(3, &[0, 5], &[1], &[]), Some(3));
        assert_eq!(found(3, &[], &[], &[]), None);
        assert_eq!(found(3, &[0, 5], &[1, 4], &[]), None);
    }

    #[test]
    fn a_step_that_leads_elsewhere_is_not_taken() {
        assert_eq!(found(2, &[0, 5], &[], &[1]), Some(2), "the longer way is right");
        assert_eq!(found(2, &[0, 5], &[], &[1, 3]), None);
        assert_eq!(found(2, &[0], &[], &[1]), None);
    }
}
