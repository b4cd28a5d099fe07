//! The JSON Schemas under tests/schemas: they are what the types of the documents say.
//!
//! `UPDATE=1 cargo test --lib schemas` writes them down, and every field with its type into
//! `fields.lock`, whose head says when that list becomes a promise.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "writes files of the tests themselves when UPDATE asks for it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::answers::change;
use crate::error;
use crate::note;

/// All documents, by name.
fn documents() -> BTreeMap<&'static str, Value> {
    let all = [
        change::schema(),
        error::schema(),
        super::certs::schema(),
        super::check::data_schema(),
        super::check::schema(),
        super::completions::schema(),
        note::schema(),
        super::find::schema(),
        super::gap::schema(),
        super::guide::schema(),
        super::help::schema(),
        super::list::schema(),
        super::log::schema(),
        super::merge::driver_schema(),
        super::merge::schema(),
        super::merge::setup_schema(),
        super::next::schema(),
        super::plan::schema(),
        super::show::schema(),
        super::status::schema(),
        super::undo::forget_schema(),
        super::undo::history_schema(),
        super::undo::rescue_schema(),
    ];
    all.into_iter().collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas")
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

#[test]
fn schemas_are_what_the_types_say() {
    for (name, schema) in documents() {
        let text = serde_json::to_string_pretty(&schema).expect("is JSON") + "\n";
        let path = folder().join(format!("{name}.v1.json"));
        if is_update() {
            fs::write(&path, &text).expect("a schema");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == text, "{} differs from the types; UPDATE=1 cargo test --lib schemas writes it down", path.display());
    }
}

/// The fields of a schema, one a line, each with its types and, where it is one of some words, with each of them.
fn fields(place: &str, schema: &Value, root: &Value, into: &mut BTreeSet<String>) {
    if let Some(part) = referred(schema, root) {
        return fields(place, part, root, into);
    }
    match schema["const"].as_str() {
        Some(word) => drop(into.insert(format!("{place} = {word}"))),
        None => drop(into.insert(format!("{place}: {}", types(schema, root).into_iter().collect::<Vec<_>>().join(" or ")))),
    }
    for word in schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        into.insert(format!("{place} = {word}"));
    }
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        fields(&format!("{place}.{key}"), field, root, into);
    }
    if schema["items"].is_object() {
        fields(&format!("{place}[]"), &schema["items"], root, into);
    }
    for part in parts(schema) {
        let kind = part["properties"]["type"]["const"].as_str().map(|kind| format!("({kind})"));
        let mut inside = BTreeSet::new();
        fields(&format!("{place}{}", kind.as_deref().unwrap_or_default()), part, root, &mut inside);
        // Its own types are among those of the whole.
        into.extend(inside.into_iter().filter(|field| kind.is_some() || !field.starts_with(&format!("{place}: "))));
    }
}

fn referred<'a>(schema: &Value, root: &'a Value) -> Option<&'a Value> {
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    Some(&root["$defs"][name])
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf"].into_iter().flat_map(|key| schema[key].as_array().into_iter().flatten())
}

/// The JSON types of a schema.
fn types(schema: &Value, root: &Value) -> BTreeSet<String> {
    if let Some(part) = referred(schema, root) {
        return types(part, root);
    }
    let own = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    let own = own.iter().filter_map(Value::as_str).map(str::to_owned);
    own.chain(parts(schema).flat_map(|part| types(part, root))).collect()
}

#[test]
fn no_field_goes_away_or_changes_its_type() {
    const RELEASED: &str = "# released";
    let path = folder().join("fields.lock");
    let locked = fs::read_to_string(&path).expect("the list");
    let mut now = BTreeSet::new();
    for (name, schema) in documents() {
        fields(name, &schema, &schema, &mut now);
    }
    let (head, promised): (Vec<&str>, Vec<&str>) = locked.lines().partition(|line| line.starts_with('#'));
    let broken: Vec<&&str> = promised.iter().filter(|field| !now.contains(**field)).collect();
    let is_promise = head.contains(&RELEASED) || !is_update();
    assert!(broken.is_empty() || !is_promise, "{} has what is gone or changed: {broken:#?}", path.display());
    let new: Vec<&String> = now.iter().filter(|field| !promised.contains(&field.as_str())).collect();
    if is_update() {
        let fields: Vec<&str> = now.iter().map(String::as_str).collect();
        fs::write(&path, head.into_iter().chain(fields).chain([""]).collect::<Vec<_>>().join("\n")).expect("the list");
    } else {
        assert!(new.is_empty(), "{} does not have {new:#?}; UPDATE=1 cargo test --lib schemas adds it", path.display());
    }
}
