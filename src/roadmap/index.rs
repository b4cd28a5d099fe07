//! What the ids of a roadmap name.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Roadmap;

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

/// Every id and alias with what it names, sorted. The names stand in one text, as decoding a
/// thousand of them one by one would take longer than most answers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Index {
    names: String,
    /// Where each name ends in `names`.
    ends: Vec<u32>,
    items: Vec<Item>,
    /// Whether each name is the permanent id of its item; else it is an alias or a retired id.
    are_ids: Vec<bool>,
}

impl Index {
    /// Of names in any order, of each item its permanent id first; of two that are the same, the first counts.
    pub(super) fn new(named: Vec<(String, Item)>) -> Index {
        let mut seen: HashSet<Item> = HashSet::new();
        let mut named: Vec<(String, Item, bool)> = named.into_iter().map(|(name, item)| (name, item, seen.insert(item))).collect();
        named.sort_by(|a, b| a.0.cmp(&b.0));
        named.dedup_by(|later, first| later.0 == first.0);
        let mut index = Index::default();
        for (name, item, is_id) in named {
            index.are_ids.push(is_id);
            index.names.push_str(&name);
            index.ends.push(u32::try_from(index.names.len()).unwrap_or(u32::MAX));
            index.items.push(item);
        }
        index
    }

    fn name(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.names.get(start as usize..self.ends[at] as usize).unwrap_or_default()
    }

    /// What a name in lower case names.
    pub(super) fn find(&self, name: &str) -> Option<Item> {
        let (mut low, mut high) = (0, self.items.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.name(middle).cmp(name) {
                std::cmp::Ordering::Equal => return Some(self.items[middle]),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Every permanent id with what it names, sorted.
    pub(super) fn ids(&self) -> impl Iterator<Item = (&str, Item)> {
        self.iter().zip(&self.are_ids).filter(|(_, is_id)| **is_id).map(|(named, _)| named)
    }

    /// Every name with what it names, sorted.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Item)> {
        self.items.iter().enumerate().map(|(at, item)| (self.name(at), *item))
    }
}

impl Roadmap {
    /// Looks up the ids and the order of the path again; called once, when the roadmap is assembled.
    pub(super) fn with_index(mut self) -> Roadmap {
        let mut named: Vec<(String, Item)> = Vec::new();
        let mut add = |id: &str, aliases: &[String], item: Item| {
            named.extend(std::iter::once(id).chain(aliases.iter().map(String::as_str)).map(|name| (name.to_owned(), item)));
        };
        self.stages.iter().enumerate().for_each(|(at, stage)| add(&stage.id, &[], Item::Stage(at)));
        self.steps.iter().enumerate().for_each(|(at, step)| add(&step.id, &step.about.aliases, Item::Step(at)));
        self.certifications.iter().enumerate().for_each(|(at, cert)| add(&cert.id, &cert.aliases, Item::Certification(at)));
        self.backgrounds.iter().enumerate().for_each(|(at, ground)| add(&ground.id, &ground.aliases, Item::Background(at)));
        self.resources.iter().enumerate().for_each(|(at, resource)| add(&resource.id, &[], Item::Resource(at)));
        // A retired id names the first of what carries on.
        for retired in &*self.retired_ids {
            let now = retired.replaced_by.first().and_then(|id| named.iter().find(|(name, _)| name == id)).map(|(_, item)| *item);
            named.extend(now.map(|item| (retired.id.clone(), item)));
        }
        let mut path: Vec<(u8, usize)> = self.certifications.iter().enumerate().filter_map(|(at, cert)| Some((cert.path?, at))).collect();
        path.sort_unstable();
        self.path = path.into_iter().map(|(_, at)| at).collect();
        self.index = Index::new(named);
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
        assert_eq!(Index::default().find("numpy"), None);
        let aliased = [("git", 0), ("version-control", 0), ("a-sql", 1)].map(|(name, at)| (name.to_owned(), Item::Step(at)));
        let index = Index::new(aliased.to_vec());
        assert_eq!(index.ids().map(|(name, _)| name).collect::<Vec<_>>(), ["a-sql", "git"], "an alias is no id");
    }
}
