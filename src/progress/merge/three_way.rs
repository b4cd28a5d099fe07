//! The walk through three progress files: mappings key by key, and what is decided on the way.

use super::sets::merge_sets;
use super::sides::{Place, Side, Sides, fingerprint};
use crate::order;
use crate::text::shortened;
use crate::yaml::{Key, Mapping, Value, path_text};

/// Something that was decided where both copies changed the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The place, such as `steps.numpy`.
    pub place: String,
    /// What both said and what stays, in one sentence without a full stop.
    pub said: String,
    /// Whether only the learner can tell what is right: both are kept.
    pub is_conflict: bool,
}

/// What the other copy says stands under the key with this ending, where both said something else.
pub const OTHER_COPY: &str = "_other_copy";

/// How to merge a key that both copies have and changed.
type MergeKey<'a> = &'a mut dyn FnMut(&mut Walk, &Value, Place<'_>) -> Value;

/// The way to the present place, and what was decided so far.
#[derive(Debug, Default)]
pub(super) struct Walk {
    path: Vec<Key>,
    pub(super) decisions: Vec<Decision>,
}

impl Walk {
    pub(super) fn new() -> Walk {
        Walk::default()
    }

    pub(super) fn at<T>(&mut self, key: impl Into<Key>, f: impl FnOnce(&mut Walk) -> T) -> T {
        self.path.push(key.into());
        let result = f(self);
        self.path.pop();
        result
    }

    pub(super) fn decide(&mut self, said: impl Into<String>) {
        self.decisions.push(Decision { place: path_text(&self.path), said: said.into(), is_conflict: false });
    }

    pub(super) fn conflict(&mut self, said: impl Into<String>) {
        self.decisions.push(Decision { place: path_text(&self.path), said: said.into(), is_conflict: true });
    }

    /// Merges mappings key by key. `merge` is given each key that both copies have and changed.
    pub(super) fn mapping(&mut self, sides: Place<'_>, merge: MergeKey<'_>) -> Value {
        let maps = sides.map(|side| side.and_then(Value::as_mapping));
        let mut merged = Mapping::new();
        let ours = maps.ours.into_iter().flatten().map(|(key, _)| key);
        let new = maps.theirs.into_iter().flatten().map(|(key, _)| key).filter(|key| maps.ours.is_none_or(|ours| !ours.contains_key(*key)));
        for key in ours.chain(new) {
            let place = maps.map(|map| map.and_then(|map| map.get(key)));
            let said = Sides { base: said(place.base), ours: said(place.ours), theirs: said(place.theirs) };
            let kept = match said.settled() {
                Ok(settled) => settled.map(|_| ()).and_then(|()| chosen(place)).cloned(),
                Err(_) => match (place.ours, place.theirs) {
                    (Some(kept), None) | (None, Some(kept)) => {
                        self.at(name_of(key), |walk| walk.decide("changed in one copy and taken away in the other: the change stays"));
                        Some(kept.clone())
                    }
                    _ => Some(self.at(name_of(key), |walk| merge(walk, key, place))),
                },
            };
            if let Some(kept) = kept {
                merged.insert(key.clone(), kept);
            }
        }
        Value::Mapping(merged)
    }

    /// Merges what is the learner's own: mappings key by key, lists item by item. Where both copies
    /// say something else, both are kept.
    pub(super) fn own(&mut self, sides: Place<'_>) -> Value {
        match (sides.ours, sides.theirs) {
            (Some(Value::Mapping(_)), Some(Value::Mapping(_))) => {
                let mut merged = self.mapping(sides, &mut |walk, _, place| walk.own(place));
                self.keep_both(&mut merged, sides, &|_| true);
                merged
            }
            (Some(Value::Sequence(_)), Some(Value::Sequence(_))) => Value::Sequence(merge_sets(sides)),
            (Some(ours), Some(theirs)) => Side::greater(fingerprint(ours).cmp(&fingerprint(theirs))).of(ours, theirs).clone(),
            (kept, other) => kept.or(other).cloned().unwrap_or_default(),
        }
    }

    /// Puts what the other copy says beside the value that stays, for each text or number that both
    /// copies changed and `is_kept` names; takes it away where one copy settled it.
    pub(super) fn keep_both(&mut self, merged: &mut Value, sides: Place<'_>, is_kept: &dyn Fn(&str) -> bool) {
        let Some(map) = merged.as_mapping_mut() else { return };
        let names: Vec<String> = map.keys().filter_map(|key| key.as_str().map(str::to_owned)).collect();
        for name in names.iter().filter(|name| !name.ends_with(OTHER_COPY) && is_kept(name)) {
            let other = format!("{name}{OTHER_COPY}");
            let texts = sides.map(|side| texts_of(side, name, &other));
            let is =
                |kind: fn(&Value) -> bool| [sides.ours, sides.theirs].into_iter().flatten().all(|side| side.get(name).is_some_and(kind));
            // Those are merged piece by piece.
            if is(Value::is_mapping) || is(Value::is_sequence) {
                continue;
            }
            let is_new = texts.ours != texts.theirs && texts.ours != texts.base && texts.theirs != texts.base;
            if !is_new && texts.ours.len() < 2 && texts.theirs.len() < 2 {
                continue;
            }
            let is_there = |side: &[Value], value: &Value| side.iter().any(|other| fingerprint(other) == fingerprint(value));
            // What one copy took away while the other left it is settled; what is new in either stays.
            let mut all = [texts.ours.as_slice(), &texts.theirs].concat();
            all.retain(|value| !is_there(&texts.base, value) || (is_there(&texts.ours, value) && is_there(&texts.theirs, value)));
            order::sort_by_cached_key(&mut all, fingerprint);
            all.dedup_by_key(|value| fingerprint(value));
            all.reverse();
            let mut all = all.into_iter();
            let Some(first) = all.next() else { continue };
            let rest: Vec<Value> = all.collect();
            map.insert(name.as_str().into(), first);
            map.remove(other.as_str());
            match rest.as_slice() {
                [] => {}
                [only] => drop(map.insert(other.as_str().into(), only.clone())),
                several => drop(map.insert(other.as_str().into(), Value::Sequence(several.to_vec()))),
            }
            if !rest.is_empty() && is_new {
                let this = map.get(name.as_str()).map(words_of).unwrap_or_default();
                let that = rest.iter().map(words_of).collect::<Vec<_>>().join(", ");
                let said = format!("changed in both copies, and both are kept: {this} here, {that} as `{other}`");
                self.at(name.as_str(), |walk| walk.conflict(said));
            }
        }
    }
}

/// A value as a decision tells it: in quotes, and shortened where it goes on.
pub(super) fn words_of(value: &Value) -> String {
    const LONGEST: usize = 40;
    let text = fingerprint(value).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", shortened(&text, LONGEST))
}

/// A value and what stands beside it from another copy.
fn texts_of(side: Option<&Value>, name: &str, other: &str) -> Vec<Value> {
    let value = |key: &str| side.and_then(|side| side.get(key)).filter(|value| !value.is_null());
    let mut texts: Vec<Value> = value(name).cloned().into_iter().collect();
    match value(other) {
        Some(Value::Sequence(several)) => texts.extend_from_slice(several),
        other => texts.extend(other.cloned()),
    }
    texts
}

/// What stays of a place that at most one copy changed.
fn chosen(place: Place<'_>) -> Option<&Value> {
    let is_kept = said(place.theirs) == said(place.base) || said(place.ours) == said(place.theirs);
    if is_kept { place.ours } else { place.theirs }
}

fn said(value: Option<&Value>) -> Option<String> {
    value.map(fingerprint)
}

fn name_of(key: &Value) -> Key {
    key.as_str().map_or_else(|| Key::Name(fingerprint(key)), Key::from)
}
