//! Logs: what one entry says, and the entries of both copies as a set.

use std::collections::{HashMap, HashSet};

use super::sets::{Counts, Items, count, merge_items};
use super::sides::{Sides, fingerprint};
use super::three_way::Walk;
use crate::units::StudyTime;
use crate::yaml::Value;

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
        walk.keep_both(&mut merged, place, &|_| true);
        joined.names.insert(entry_name(&merged));
        (ours[here], theirs[there]) = (merged.clone(), merged);
    }
    Joined { ours: Some(Value::Sequence(ours)), theirs: Some(Value::Sequence(theirs)), ..joined }
}
