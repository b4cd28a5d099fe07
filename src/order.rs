//! Sorting, compiled once for all types.
//!
//! The standard library's sort is compiled anew for each type and each order, 2,500 lines a time for the optimizer: the
//! sixty of them were a twelfth of all it had to read. The lists here are short, so their places are sorted instead, and
//! then each item is put in its place.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts a list by an order. Equal items keep theirs, as with [`slice::sort_by`].
pub fn sort_by<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    if items.is_sorted_by(|one, other| order(one, other).is_le()) {
        return;
    }
    let places = sorted_places(items.len(), &|one, other| order(&items[one], &items[other]));
    arrange(items, places);
}

/// Sorts a list in its natural order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts a list by a key that is quickly told.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list by a key that is asked for once an item.
pub fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let places = sorted_places(items.len(), &|one, other| keys[one].cmp(&keys[other]));
    arrange(items, places);
}

/// Sorts a list by a number that is asked for once an item: what a log of ten years finished has thousands of items, and
/// numbers are compared without a call.
#[expect(clippy::disallowed_methods, reason = "this is the one sort of all numbers")]
pub fn sort_by_number<T>(items: &mut [T], number: impl Fn(&T) -> i64) {
    let mut numbers: Vec<(i64, usize)> = items.iter().map(number).zip(0..).collect();
    if numbers.is_sorted() {
        return;
    }
    numbers.sort_unstable();
    arrange(items, numbers.into_iter().map(|(_, place)| place).collect());
}

/// A map of entries, each put in its place: a map that is collected sorts them first, and brings that sort along.
pub fn map_of<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// The places of so many items in the order they belong in.
#[expect(clippy::disallowed_methods, reason = "this is the one sort of all")]
fn sorted_places(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&one, &other| order(one, other));
    places
}

/// Puts at each place the item that stands where `places` says, along each circle of such moves.
fn arrange<T>(items: &mut [T], mut places: Vec<usize>) {
    for start in 0..items.len() {
        let mut at = start;
        while places[at] != start {
            let from = std::mem::replace(&mut places[at], at);
            items.swap(at, from);
            at = from;
        }
        places[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        #[expect(clippy::disallowed_methods, clippy::stable_sort_primitive, reason = "what is held against it")]
        fn lists_are_sorted_as_the_standard_library_does(items in prop::collection::vec((0..6_u8, any::<u16>()), 0..60)) {
            let mut wanted = items.clone();
            wanted.sort();
            let mut natural = items.clone();
            sort(&mut natural);
            prop_assert_eq!(&natural, &wanted);
            // Ties keep their order.
            wanted.clone_from(&items);
            wanted.sort_by_key(|item| item.0);
            let mut sorted = items.clone();
            sort_by_number(&mut sorted, |item| i64::from(item.0));
            prop_assert_eq!(&sorted, &wanted);
            for sort_by_first in [sort_by_key, sort_by_cached_key] {
                let mut sorted = items.clone();
                sort_by_first(&mut sorted, |item: &(u8, u16)| item.0);
                prop_assert_eq!(&sorted, &wanted);
            }
        }

        /// A sort that compares each with each would show here, not on the short lists of a screen.
        #[test]
        fn few_comparisons_are_made(items in prop::collection::vec(0..900_u32, 2..900)) {
            let compared = std::cell::Cell::new(0.0);
            let mut sorted = items;
            let count = f64::from(u32::try_from(sorted.len())?);
            let counting = |one: &u32, other: &u32| {
                compared.set(compared.get() + 1.0);
                one.cmp(other)
            };
            sort_by(&mut sorted, counting);
            prop_assert!(compared.get() <= 2.0 * count * libm::log2(count) + count, "{} for {count}", compared.get());
            compared.set(0.0);
            sort_by(&mut sorted, counting);
            prop_assert!(compared.get() < count, "what is in order is looked through once");
        }
    }

    #[test]
    fn a_cached_key_is_asked_for_once() {
        let asked = std::cell::Cell::new(0);
        sort_by_cached_key(&mut [3, 1, 2, 5, 4], |item| {
            asked.set(asked.get() + 1);
            *item
        });
        assert_eq!(asked.get(), 5);
    }
}
