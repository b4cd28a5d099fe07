//! Lists as sets: what either copy added is there, what one took away and the other left is gone, and
//! what stands there several times stays as often.

use std::collections::HashMap;

use super::sides::{Sides, fingerprint};
use crate::order;
use crate::yaml::Value;

/// How often an item stands in the base and in both copies.
pub(super) type Counts = Sides<usize>;

/// A list whose items are told apart by what they say.
pub(super) struct Items<'a> {
    pub(super) items: Vec<(String, &'a Value)>,
}

impl<'a> Items<'a> {
    pub(super) fn new(side: Option<&'a Value>, name: &dyn Fn(&Value) -> String) -> Items<'a> {
        let items = side.and_then(Value::as_sequence).into_iter().flatten();
        Items { items: items.map(|item| (name(item), item)).collect() }
    }

    pub(super) fn counts(&self) -> HashMap<&str, usize> {
        let mut counts = HashMap::new();
        for (name, _) in &self.items {
            *counts.entry(name.as_str()).or_default() += 1;
        }
        counts
    }

    /// The items it has beyond those of the base, in their order.
    fn added<'b>(&'b self, base: &HashMap<&str, usize>) -> Vec<&'b (String, &'a Value)> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut added = Vec::new();
        for item in &self.items {
            let count = seen.entry(item.0.as_str()).or_default();
            *count += 1;
            if *count > base.get(item.0.as_str()).copied().unwrap_or_default() {
                added.push(item);
            }
        }
        added
    }
}

/// The items of both copies as a set. What was in the base keeps its order; what was added follows, the
/// copy first whose additions come first in the order of what they say.
pub(super) fn merge_sets(sides: Sides<Option<&Value>>) -> Vec<Value> {
    merge_items(sides, &fingerprint, &|_, counts| count(counts))
}

/// How often an item is to stand in the merged list.
pub(super) fn count(counts: Counts) -> usize {
    counts.settled().unwrap_or_else(|Counts { base, ours, theirs }| {
        if ours > base && theirs > base {
            ours.max(theirs)
        } else if ours < base && theirs < base {
            ours.min(theirs)
        } else {
            (ours + theirs).saturating_sub(base)
        }
    })
}

pub(super) fn merge_items(
    sides: Sides<Option<&Value>>,
    name: &dyn Fn(&Value) -> String,
    count: &dyn Fn(&str, Counts) -> usize,
) -> Vec<Value> {
    let lists = sides.map(|side| Items::new(side, name));
    let names = |list: &Items<'_>| list.items.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let whole = Sides { base: names(&lists.base), ours: names(&lists.ours), theirs: names(&lists.theirs) };
    if whole.theirs == whole.base {
        return lists.ours.items.into_iter().map(|(_, item)| item.clone()).collect();
    }
    if whole.ours == whole.base {
        return lists.theirs.items.into_iter().map(|(_, item)| item.clone()).collect();
    }
    let counts = Sides { base: lists.base.counts(), ours: lists.ours.counts(), theirs: lists.theirs.counts() };
    let of = |counts: &HashMap<&str, usize>, name: &str| counts.get(name).copied().unwrap_or_default();
    let wanted = |name: &str| {
        let counts = Sides { base: of(&counts.base, name), ours: of(&counts.ours, name), theirs: of(&counts.theirs, name) };
        count(name, counts)
    };
    let mut blocks = [lists.ours.added(&counts.base), lists.theirs.added(&counts.base)];
    order::sort_by(&mut blocks, |one, other| one.iter().map(|item| &item.0).cmp(other.iter().map(|item| &item.0)));
    let mut taken: HashMap<&str, usize> = HashMap::new();
    let mut merged = Vec::new();
    for (name, item) in lists.base.items.iter().chain(blocks.into_iter().flatten()) {
        let count = taken.entry(name.as_str()).or_default();
        if *count < wanted(name) {
            *count += 1;
            merged.push((*item).clone());
        }
    }
    merged
}
