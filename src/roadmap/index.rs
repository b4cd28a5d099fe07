//! What the ids of a roadmap name.

use std::collections::HashSet;
use std::hash::Hash;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::Roadmap;
use super::stored::StoredBytes;
use crate::order;

/// What an id names: the kind, and the place in the list of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Item {
    /// A stage.
    Stage(usize),
    /// A step.
    Step(usize),
    /// A certification.
    Certification(usize),
    /// A background.
    Background(usize),
    /// A resource.
    Resource(usize),
}

/// What can be indexed: a kind, and the place in the list of that kind.
pub(super) trait Indexed: Copy + Eq + Hash {
    /// The kind and the place.
    fn numbers(self) -> (u32, usize);

    /// What has these numbers.
    fn of_numbers(kind: u32, at: usize) -> Self;
}

impl Indexed for usize {
    fn numbers(self) -> (u32, usize) {
        (0, self)
    }

    fn of_numbers(_: u32, at: usize) -> usize {
        at
    }
}

impl Indexed for Item {
    fn numbers(self) -> (u32, usize) {
        match self {
            Item::Stage(at) => (0, at),
            Item::Step(at) => (1, at),
            Item::Certification(at) => (2, at),
            Item::Background(at) => (3, at),
            Item::Resource(at) => (4, at),
        }
    }

    fn of_numbers(kind: u32, at: usize) -> Item {
        match kind {
            0 => Item::Stage(at),
            1 => Item::Step(at),
            2 => Item::Certification(at),
            3 => Item::Background(at),
            _ => Item::Resource(at),
        }
    }
}

/// Every id and alias with what it names, sorted, and a hash table to look one up.
///
/// It is kept as it stands in the compiled roadmap, as text and bytes that nobody decodes or copies: to decode a
/// thousand names, and to look up a record's in a sorted list, took a seventh of the instructions of `status`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub(super) struct Index<T> {
    /// The names, one after the other.
    names: StoredBytes,
    /// Of each name four numbers: where it starts and ends in `names`; the kind of its item, twice, and one more where
    /// it is the permanent id and no alias or retired one; the place of the item.
    rows: StoredBytes,
    /// The hash table, of a power of two: of each slot the row and one, 0 where it is empty.
    slots: StoredBytes,
    item: PhantomData<T>,
}

impl<T> Default for Index<T> {
    fn default() -> Index<T> {
        Index { names: StoredBytes::default(), rows: StoredBytes::default(), slots: StoredBytes::default(), item: PhantomData }
    }
}

impl<T: Indexed> Index<T> {
    /// Of names in lower case and any order, of each item its permanent id first; of two that are the same, the first counts.
    pub(super) fn new(items: Vec<(String, T)>) -> Index<T> {
        let mut seen: HashSet<T> = HashSet::new();
        let mut items: Vec<(String, T, bool)> = items.into_iter().map(|(name, item)| (name, item, seen.insert(item))).collect();
        order::sort_by(&mut items, |a, b| a.0.cmp(&b.0));
        items.dedup_by(|later, first| later.0 == first.0);
        let (mut text, mut rows) = (String::new(), Vec::new());
        let mut table: Vec<usize> = vec![0; (2 * items.len()).next_power_of_two()];
        for (row, (name, item, is_id)) in items.into_iter().enumerate() {
            let start = number(text.len());
            text.push_str(&name);
            let (kind, at) = item.numbers();
            rows.extend([start, number(text.len()), 2 * kind + u32::from(is_id), number(at)].map(u32::to_le_bytes));
            let mut slot = hash(&name) & (table.len() - 1);
            while table[slot] != 0 {
                slot = (slot + 1) & (table.len() - 1);
            }
            table[slot] = row + 1;
        }
        let slots: Vec<[u8; 4]> = table.into_iter().map(|row| number(row).to_le_bytes()).collect();
        Index { names: text.into_bytes().into(), rows: rows.concat().into(), slots: slots.concat().into(), item: PhantomData }
    }

    /// What a name in lower case names.
    pub(super) fn find(&self, name: &str) -> Option<T> {
        let slots = self.slots.as_chunks::<4>().0;
        let mut slot = hash(name) & slots.len().checked_sub(1)?;
        loop {
            let row = self.row((u32::from_le_bytes(slots[slot]) as usize).checked_sub(1)?);
            if row.name == name.as_bytes() {
                return Some(row.item);
            }
            slot = (slot + 1) & (slots.len() - 1);
        }
    }

    fn row(&self, at: usize) -> Row<'_, T> {
        let [start, end, kind, place] = self.rows.as_chunks::<4>().0.as_chunks::<4>().0[at].map(u32::from_le_bytes);
        let name = self.names.get(start as usize..end as usize).unwrap_or_default();
        Row { name, item: T::of_numbers(kind / 2, place as usize), is_id: kind % 2 == 1 }
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_, T>> {
        (0..self.rows.len() / 16).map(|at| self.row(at))
    }

    /// Every permanent id with what it names, sorted.
    pub(super) fn ids(&self) -> impl Iterator<Item = (&str, T)> {
        self.rows().filter(|row| row.is_id).map(|row| (row.text(), row.item))
    }

    /// Every name with what it names, sorted.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, T)> {
        self.rows().map(|row| (row.text(), row.item))
    }
}

/// A name with what it names.
struct Row<'a, T> {
    name: &'a [u8],
    item: T,
    is_id: bool,
}

impl<'a, T> Row<'a, T> {
    fn text(&self) -> &'a str {
        str::from_utf8(self.name).unwrap_or_default()
    }
}

/// A length or place as the index keeps it; a roadmap of four billion names is none.
fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A hash of a name, eight bytes at a time, as rustc's own tables do it: names are short, and nobody gains by making
/// them collide.
fn hash(name: &str) -> usize {
    let mix = |hash: u64, word: [u8; 8]| (hash.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = mix(words.iter().fold(0, |hash, word| mix(hash, *word)), last);
    // The high bits are the mixed ones.
    (hash >> 32) as usize
}

impl Roadmap {
    /// Looks up the ids and the order of the path again; called once, when the roadmap is assembled.
    pub(super) fn with_index(mut self) -> Roadmap {
        let mut named: Vec<(String, Item)> = Vec::new();
        let mut add = |id: &str, aliases: &[String], item: Item| {
            named.push((id.to_owned(), item));
            named.extend(aliases.iter().map(|alias| (alias.clone(), item)));
        };
        for (at, stage) in self.stages.iter().enumerate() {
            add(&stage.id, &[], Item::Stage(at));
        }
        for (at, step) in self.steps.iter().enumerate() {
            add(&step.id, &step.about.aliases, Item::Step(at));
        }
        for (at, cert) in self.certifications.iter().enumerate() {
            add(&cert.id, &cert.aliases, Item::Certification(at));
        }
        for (at, background) in self.backgrounds.iter().enumerate() {
            add(&background.id, &background.aliases, Item::Background(at));
        }
        for (at, resource) in self.resources.iter().enumerate() {
            add(&resource.id, &[], Item::Resource(at));
        }
        // A retired id names the first of what carries on.
        for retired in &*self.retired_ids {
            let now = retired.replaced_by.first().and_then(|id| named.iter().find(|(name, _)| name == id)).map(|(_, item)| *item);
            named.extend(now.map(|item| (retired.id.clone(), item)));
        }
        let mut path: Vec<(u8, usize)> = self.certifications.iter().enumerate().filter_map(|(at, cert)| Some((cert.path?, at))).collect();
        order::sort(&mut path);
        self.path = path.into_iter().map(|(_, at)| at).collect();
        self.index = Index::new(named);
        self.source_index = Index::new(self.sources.iter().enumerate().map(|(at, source)| (source.id.clone(), at)).collect());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_part_of_one() {
        let named = [("docker", 3), ("do", 1), ("numpy", 2), ("python", 0)];
        let index = Index::new(named.iter().map(|(name, at)| ((*name).to_owned(), Item::Step(*at))).collect());
        for (name, at) in named {
            assert_eq!(index.find(name), Some(Item::Step(at)), "{name}");
        }
        assert!(["", "d", "dock", "dockernumpy", "pythons", "zzz"].iter().all(|name| index.find(name).is_none()));
        assert_eq!(index.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["do", "docker", "numpy", "python"]);
        assert_eq!(Index::<Item>::default().find("numpy"), None);
        let aliased = [("git", 0), ("version-control", 0), ("a-sql", 1)].map(|(name, at)| (name.to_owned(), Item::Step(at)));
        let index = Index::new(aliased.to_vec());
        assert_eq!(index.ids().map(|(name, _)| name).collect::<Vec<_>>(), ["a-sql", "git"], "an alias is no id");
    }
}
