//! The values of three progress files into one.

use super::logs::merge_logs;
use super::records::Known;
use super::sides::{Sides, fingerprint};
use super::three_way::{Decision, Walk};
use crate::order;
use crate::progress::Progress;
use crate::yaml::Value;

/// What both copies say together, and what was decided; `is_apart` where neither can have seen the other since the base.
pub(super) fn merge(values: Sides<Option<&Value>>, progress: Sides<&Progress>, is_apart: bool) -> (Value, Vec<Decision>) {
    let mut walk = Walk::new();
    let is_independent = is_apart && !have_common_news(values);
    let known = Known { sides: progress };
    let mut merged = walk.mapping(values, &mut |walk, key, place| match key.as_str() {
        Some("version") => {
            let version = |value: Option<&Value>| value.map(fingerprint).and_then(|text| text.parse::<u32>().ok());
            let newer = if version(place.ours) >= version(place.theirs) { place.ours } else { place.theirs };
            newer.cloned().unwrap_or_default()
        }
        Some("plan") => known.plan(walk, place),
        Some("steps") => walk.mapping(place, &mut |walk, id, place| known.record(walk, id.as_str().unwrap_or_default(), place)),
        Some("tools") => walk.mapping(place, &mut |walk, id, place| known.tool(walk, id.as_str().unwrap_or_default(), place)),
        Some("log") => place.ours.cloned().unwrap_or_default(),
        _ => walk.own(place),
    });
    let logs = values.map(|value| value.and_then(|value| value.get("log")));
    let log = walk.at("log", |walk| merge_logs(walk, logs, is_independent));
    if let Some(root) = merged.as_mapping_mut() {
        root.insert("log".into(), log);
    }
    walk.keep_both(&mut merged, values, &|key| !crate::progress::document::keys::FILE.contains(&key));
    (merged, walk.decisions)
}

/// Whether both copies have a mark in common that the base has not: then one of them has seen the other
/// since, as after a cherry-pick.
fn have_common_news(values: Sides<Option<&Value>>) -> bool {
    ["steps", "tools"].into_iter().any(|section| {
        let maps = values.map(|value| value.and_then(|value| value.get(section)).and_then(Value::as_mapping));
        let said = |side: Option<&crate::yaml::Mapping>, id: &Value| side.and_then(|side| side.get(id)).map(fingerprint);
        let is_news = |id: &Value| {
            let ours = said(maps.ours, id);
            ours == said(maps.theirs, id) && ours != said(maps.base, id)
        };
        maps.ours.into_iter().flatten().any(|(id, _)| is_news(id))
    })
}

/// Whether two files say the same; the log in whatever order.
pub(super) fn says_the_same(one: &Value, other: &Value) -> bool {
    let said = |value: &Value| {
        let mut value = value.clone();
        if let Some(log) = value.get_mut("log").and_then(Value::as_sequence_mut) {
            let mut entries: Vec<String> = log.iter().map(super::logs::entry_name).collect();
            order::sort(&mut entries);
            *log = entries.into_iter().map(Value::String).collect();
        }
        // A section that says nothing is none.
        if let Some(root) = value.as_mapping_mut() {
            root.retain(|_, section| !is_blank(section));
        }
        fingerprint(&value)
    };
    said(one) == said(other)
}

fn is_blank(section: &Value) -> bool {
    match section {
        Value::Null => true,
        Value::Mapping(map) => map.is_empty(),
        Value::Sequence(items) => items.is_empty(),
        _ => false,
    }
}
