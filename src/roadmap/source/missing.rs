//! All fields an item lacks, told at once: the parser stops at the first.

use crate::yaml::{Key, Mapping, Value};

/// The most fields that are looked for.
const MOST: usize = 60;

/// A path, and what is wrong there.
type Fault = (Vec<Key>, String);

/// What keeps a value from being what it should be: everything that is missing, one message a place, and the first
/// fault of another kind, if any. `first` is what the parser found, `next` asks it again of a changed value.
pub(crate) fn all(value: &Value, first: Fault, next: &dyn Fn(&Value) -> Option<Fault>) -> Vec<Fault> {
    let mut value = value.clone();
    let mut found: Vec<(Vec<Key>, Vec<String>)> = Vec::new();
    let mut other = None;
    let mut fault = Some(first);
    for _ in 0..MOST {
        let Some((path, message)) = fault.take() else { break };
        let Some(field) = missing_field(&message) else {
            other = Some((path, message));
            break;
        };
        let filled = fill(&mut value, &path, &field, next);
        // What stands in for a missing field lacks fields itself; that is not the author's doing.
        let is_ours = found.iter().any(|(known, fields)| {
            path.len() > known.len()
                && path[..known.len()] == known[..]
                && matches!(&path[known.len()], Key::Name(name) if fields.contains(name))
        });
        match found.iter_mut().find(|(known, _)| *known == path) {
            _ if is_ours => {}
            Some((_, fields)) => fields.push(field),
            None => found.push((path, vec![field])),
        }
        if !filled {
            break;
        }
        fault = next(&value);
    }
    let told = |(path, fields): (Vec<Key>, Vec<String>)| {
        let noun = if fields.len() == 1 { "field" } else { "fields" };
        let names: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
        (path, format!("missing {noun} {}", names.join(", ")))
    };
    found.into_iter().map(told).chain(other).collect()
}

fn missing_field(message: &str) -> Option<String> {
    message.strip_prefix("missing field `")?.split('`').next().map(str::to_owned)
}

/// Puts something there that the parser takes for the field, so that it goes on to the next.
fn fill(value: &mut Value, path: &[Key], field: &str, next: &dyn Fn(&Value) -> Option<Fault>) -> bool {
    let fillers =
        [Value::String("2026-01-01".to_owned()), Value::Number(1.into()), Value::Sequence(Vec::new()), Value::Mapping(Mapping::new())];
    // A word of a closed list is named by the parser itself when it meets another.
    let mut tried = fillers.to_vec();
    while let Some(filler) = tried.pop() {
        let Some(mapping) = place(value, path).and_then(Value::as_mapping_mut) else { return false };
        mapping.insert(Value::String(field.to_owned()), filler);
        let Some((at, message)) = next(value) else { return true };
        let inside = at.len() > path.len() && at[..path.len()] == *path && at[path.len()] == Key::Name(field.to_owned());
        if !inside || message.starts_with("missing field") {
            return true;
        }
        if let Some(word) = message.split("expected one of `").nth(1).and_then(|rest| rest.split('`').next())
            && !tried.iter().any(|known| known.as_str() == Some(word))
        {
            tried.push(Value::String(word.to_owned()));
        }
    }
    false
}

fn place<'a>(value: &'a mut Value, path: &[Key]) -> Option<&'a mut Value> {
    path.iter().try_fold(value, |value, key| match key {
        Key::Name(name) => value.get_mut(name.as_str()),
        Key::Index(index) => value.get_mut(*index),
    })
}
