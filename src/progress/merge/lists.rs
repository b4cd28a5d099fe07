//! Lists as sets: what either copy added is there, what one took away and the other left is gone, and
//! what stands there several times stays as often.

use std::collections::{HashMap, HashSet};

use super::three_way::{Sides, Walk, fingerprint};
use crate::units::StudyTime;
use crate::yaml::Value;

/// How often an item stands in the base and in both copies.
type Counts = Sides<usize>;

/// A list whose items are told apart by what they say.
struct Items<'a> {
    items: Vec<(String, &'a Value)>,
}

impl<'a> Items<'a> {
    fn new(side: Option<&'a Value>, name: &dyn Fn(&Value) -> String) -> Items<'a> {
        let items = side.and_then(Value::as_sequence).into_iter().flatten();
        Items { items: items.map(|item| (name(item), item)).collect() }
    }

    fn counts(&self) -> HashMap<&str, usize> {
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
fn count(counts: Counts) -> usize {
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

fn merge_items(sides: Sides<Option<&Value>>, name: &dyn Fn(&Value) -> String, count: &dyn Fn(&str, Counts) -> usize) -> Vec<Value> {
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
    blocks.sort_by(|one, other| one.iter().map(|item| &item.0).cmp(other.iter().map(|item| &item.0)));
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

/// What an entry of the log says: its day first, so that entries sort by it; a time is the same in
/// whatever form it is written.
pub(super) fn entry_name(entry: &Value) -> String {
    let field = |key: &str| entry.get(key).map(fingerprint).unwrap_or_default();
    let known = format!("{}\u{1}{}\u{1}{}\u{1}{}\u{1}{}", day(entry), field("step"), time(entry), field("note"), field("link"));
    let is_own = |key: &Value| !key.as_str().is_some_and(|key| ["date", "step", "time", "note", "link"].contains(&key));
    let own = entry.as_mapping().into_iter().flatten().filter(|(key, _)| is_own(key));
    let own: Vec<String> = own.map(|(key, value)| format!("{}\u{2}{}", fingerprint(key), fingerprint(value))).collect();
    format!("{known}\u{1}{}", own.join("\u{1}"))
}

fn day(entry: &Value) -> String {
    entry.get("date").map(fingerprint).unwrap_or_default().chars().take("2026-11-21".len()).collect()
}

fn time(entry: &Value) -> String {
    let Some(value) = entry.get("time").filter(|value| !value.is_null()) else { return String::new() };
    let text = fingerprint(value);
    let time = value.as_f64().and_then(StudyTime::from_hours).or_else(|| StudyTime::parse(&text));
    time.map_or(text, |time| time.to_string())
}

/// The day, step and time of an entry: what stays when its words are edited.
pub(super) fn entry_subject(entry: &Value) -> String {
    format!("{}\u{1}{}\u{1}{}", day(entry), entry.get("step").map(fingerprint).unwrap_or_default(), time(entry))
}

/// An entry as a decision tells it.
fn entry_words(entry: &Value) -> String {
    let field = |key: &str| entry.get(key).filter(|value| !value.is_null()).map(fingerprint);
    let words = [Some(day(entry)), field("step"), Some(time(entry)).filter(|time| !time.is_empty())];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Merges the logs.
///
/// An entry that both copies added in the very same words came from one of them to the other. One
/// without words is an hour that was studied on each machine, where the copies are independent and it is
/// all they have in common that is new.
pub(super) fn merge_logs(walk: &mut Walk, sides: Sides<Option<&Value>>, is_independent: bool) -> Value {
    let joined = join_edits(walk, sides);
    let logs = Sides { base: sides.base, ours: joined.ours.as_ref().or(sides.ours), theirs: joined.theirs.as_ref().or(sides.theirs) };
    let twice = added_twice(logs).filter(|name| is_independent && !joined.names.contains(name) && !has_words(name));
    let number = |name: &str, counts: Counts| {
        if twice.as_deref() == Some(name) { counts.ours + counts.theirs - counts.base } else { count(counts) }
    };
    let merged = merge_items(logs, &entry_name, &number);
    if let Some(entry) = merged.iter().find(|entry| twice == Some(entry_name(entry))) {
        walk.decide(format!("`{}` was added in both copies and counts for each of them", entry_words(entry)));
    }
    Value::Sequence(merged)
}

/// The entry that both logs have more often than the base, where it is the only one.
fn added_twice(logs: Sides<Option<&Value>>) -> Option<String> {
    let lists = logs.map(|side| Items::new(side, &entry_name));
    let counts = Sides { base: lists.base.counts(), ours: lists.ours.counts(), theirs: lists.theirs.counts() };
    let base = |name: &str| counts.base.get(name).copied().unwrap_or_default();
    let is_news =
        |(name, count): &(&&str, &usize)| **count > base(name) && counts.theirs.get(*name).is_some_and(|count| *count > base(name));
    let mut news = counts.ours.iter().filter(is_news);
    let (name, _) = news.next()?;
    news.next().is_none().then(|| (*name).to_owned())
}

/// Whether an entry has a note, a link or keys of the learner's own.
fn has_words(name: &str) -> bool {
    name.split('\u{1}').skip(3).any(|field| !field.is_empty())
}

/// Both logs with the entries as one whose words both copies edited.
#[derive(Default)]
struct Joined {
    ours: Option<Value>,
    theirs: Option<Value>,
    /// What those entries say.
    names: HashSet<String>,
}

/// Finds entries of the base that both copies edited: their day, step and time stayed, their words did not.
fn join_edits(walk: &mut Walk, sides: Sides<Option<&Value>>) -> Joined {
    let lists = sides.map(|side| Items::new(side, &entry_name));
    let counts = Sides { base: lists.base.counts(), ours: lists.ours.counts(), theirs: lists.theirs.counts() };
    let of = |counts: &HashMap<&str, usize>, name: &str| counts.get(name).copied().unwrap_or_default();
    let is_gone = |name: &str| of(&counts.ours, name) < of(&counts.base, name) && of(&counts.theirs, name) < of(&counts.base, name);
    let gone: Vec<&(String, &Value)> = lists.base.items.iter().filter(|(name, _)| is_gone(name)).collect();
    let mut joined = Joined::default();
    if gone.is_empty() {
        return joined;
    }
    let copy = |side: Option<&Value>| side.and_then(Value::as_sequence).cloned().unwrap_or_default();
    let (mut ours, mut theirs) = (copy(sides.ours), copy(sides.theirs));
    for (_, entry) in gone {
        let subject = entry_subject(entry);
        let edited =
            |log: &[Value]| log.iter().position(|other| entry_subject(other) == subject && of(&counts.base, &entry_name(other)) == 0);
        let (Some(here), Some(there)) = (edited(&ours), edited(&theirs)) else { continue };
        if entry_name(&ours[here]) == entry_name(&theirs[there]) {
            continue;
        }
        let place = Sides { base: Some(*entry), ours: Some(&ours[here]), theirs: Some(&theirs[there]) };
        let mut merged = walk.mapping(place, &mut |walk, _, place| walk.own(place));
        walk.keep_both(&mut merged, place, |_| true);
        joined.names.insert(entry_name(&merged));
        (ours[here], theirs[there]) = (merged.clone(), merged);
    }
    Joined { ours: Some(Value::Sequence(ours)), theirs: Some(Value::Sequence(theirs)), ..joined }
}
