//! Edits of a document, the edits that lead from one value to another, and what they make of a value.

use std::convert::Infallible;
use std::fmt;

use super::{Fault, Key, Locator, Position, Value, path_text, tree};

/// One change at one place.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Put a value at the path; missing mappings on the way are made.
    Set(Vec<Key>, Value),
    /// Take away the key or item at the path.
    Remove(Vec<Key>),
    /// Give the key at the path another name, and leave its value as it is.
    Rename(Vec<Key>, String),
    /// Add a value at the end of the sequence at the path; a missing sequence is made.
    Append(Vec<Key>, Value),
}

/// Why a text was not edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The text cannot be read as a document to begin with.
    Unreadable(Fault),
    /// The place is not of the shape the edit needs, for example a list where a mapping belongs.
    WrongShape(String),
    /// The edited text did not come out as the old value plus the edits.
    NotFaithful(String),
}

impl EditError {
    /// Where in the text the edit failed: the place, or what holds it, else what cannot be taken apart.
    #[must_use]
    pub fn place(&self, text: &str) -> Option<Position> {
        match self {
            EditError::Unreadable(fault) => fault.position,
            EditError::WrongShape(path) | EditError::NotFaithful(path) => {
                let keys: Vec<Key> = path.split('`').next().unwrap_or(path).split('.').map(Key::from).collect();
                Locator::new(text).map(|locator| locator.find(&keys)).or_else(|| tree::first_fault(text))
            }
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::Unreadable(fault) => f.write_str(&fault.message),
            EditError::WrongShape(path) => write!(f, "`{path}` has another shape than mlpath expects there"),
            EditError::NotFaithful(path) => write!(f, "`{path}` cannot be edited without touching the text around it"),
        }
    }
}

/// The edits that lead from one value to another, at the smallest places that differ.
///
/// Sequences that grow at the end become appends, sequences that lost items removals (last item
/// first, so that the places stay true); mappings in a sequence that stay in their places are
/// changed one by one; any other change to a sequence sets it whole.
#[must_use]
pub fn diff(before: &Value, after: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    diff_at(&mut Vec::new(), before, after, &mut edits);
    edits
}

fn diff_at(path: &mut Vec<Key>, before: &Value, after: &Value, edits: &mut Vec<Edit>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Mapping(old), Value::Mapping(new)) => {
            for (key, new_value) in new {
                let Some(name) = key.as_str() else { continue };
                path.push(name.into());
                match old.get(key) {
                    Some(old_value) => diff_at(path, old_value, new_value, edits),
                    None => edits.push(Edit::Set(path.clone(), new_value.clone())),
                }
                path.pop();
            }
            // What goes goes last, so that a mapping is not emptied before it is filled again.
            for name in old.keys().filter(|key| !new.contains_key(*key)).filter_map(Value::as_str) {
                edits.push(Edit::Remove(path.iter().cloned().chain([name.into()]).collect()));
            }
        }
        (Value::Sequence(old), Value::Sequence(new)) => {
            let Ok(found) = diff_items(path, old, new, |item| Ok::<_, Infallible>(item.clone()));
            edits.extend(found);
        }
        _ => edits.push(Edit::Set(path.clone(), after.clone())),
    }
}

/// As [`diff()`], of the lists at a path, where only what differs is written down as values.
///
/// # Errors
///
/// Those of `value_of`.
pub fn diff_items<T: PartialEq, E>(path: &[Key], old: &[T], new: &[T], value_of: impl Fn(&T) -> Result<Value, E>) -> Result<Vec<Edit>, E> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let values = |items: &[T]| items.iter().map(&value_of).collect::<Result<Vec<Value>, E>>();
    let (removed, added) = (values(&old[head..old.len() - tail])?, values(&new[head..new.len() - tail])?);
    let item = |at: usize| path.iter().cloned().chain([Key::from(head + at)]).collect::<Vec<Key>>();
    let stays = |(old, new): (&Value, &Value)| old.is_mapping() && new.is_mapping();
    let keeps_places = removed.len() == added.len() || (removed.len() < added.len() && tail == 0);
    let mut edits = Vec::new();
    if !removed.is_empty() && keeps_places && removed.iter().zip(&added).all(stays) {
        for (at, (old, new)) in removed.iter().zip(&added).enumerate() {
            diff_at(&mut item(at), old, new, &mut edits);
        }
        edits.extend(added.into_iter().skip(removed.len()).map(|item| Edit::Append(path.to_vec(), item)));
    } else if removed.is_empty() && tail == 0 {
        edits.extend(added.into_iter().map(|item| Edit::Append(path.to_vec(), item)));
    } else if added.is_empty() {
        edits.extend((0..removed.len()).rev().map(|at| Edit::Remove(item(at))));
    } else {
        edits.push(Edit::Set(path.to_vec(), Value::Sequence(values(new)?)));
    }
    Ok(edits)
}

impl Edit {
    /// The place the edit is about.
    #[must_use]
    pub fn path(&self) -> &[Key] {
        match self {
            Edit::Set(path, _) | Edit::Remove(path) | Edit::Append(path, _) | Edit::Rename(path, _) => path,
        }
    }
}

/// The model: the same edit made on a plain value, at a path from there on.
pub(super) fn apply(root: &mut Value, path: &[Key], edit: &Edit) -> Result<(), EditError> {
    let wrong = || EditError::WrongShape(path_text(edit.path()));
    match edit {
        Edit::Append(_, item) => {
            let place = value_at(root, path).ok_or_else(wrong)?;
            if place.is_null() {
                *place = Value::Sequence(Vec::new());
            }
            place.as_sequence_mut().ok_or_else(wrong)?.push(item.clone());
        }
        Edit::Set(_, value) => *value_at(root, path).ok_or_else(wrong)? = value.clone(),
        Edit::Rename(_, name) => {
            let (Some(Key::Name(old)), parents) = (path.last(), &path[..path.len().saturating_sub(1)]) else { return Err(wrong()) };
            let mapping = value_at(root, parents).and_then(Value::as_mapping_mut).ok_or_else(wrong)?;
            let renamed =
                |(key, value): (Value, Value)| if key.as_str() == Some(old) { (Value::String(name.clone()), value) } else { (key, value) };
            *mapping = std::mem::take(mapping).into_iter().map(renamed).collect();
        }
        Edit::Remove(_) => {
            let (last, parents) = path.split_last().ok_or_else(wrong)?;
            let parent = value_at(root, parents).ok_or_else(wrong)?;
            match (last, parent) {
                (Key::Name(name), Value::Mapping(mapping)) => drop(mapping.shift_remove(name.as_str())),
                (Key::Index(index), Value::Sequence(items)) if *index < items.len() => drop(items.remove(*index)),
                _ => return Err(wrong()),
            }
        }
    }
    Ok(())
}

/// The value at a path, made as null where a key is missing; `None` where the shape differs.
fn value_at<'a>(root: &'a mut Value, path: &[Key]) -> Option<&'a mut Value> {
    let mut place = root;
    for key in path {
        if place.is_null() {
            *place = Value::Mapping(serde_yaml::Mapping::new());
        }
        place = match (key, place) {
            (Key::Name(name), Value::Mapping(mapping)) => mapping.entry(Value::String(name.clone())).or_insert(Value::Null),
            (Key::Index(index), Value::Sequence(items)) => items.get_mut(*index)?,
            _ => return None,
        };
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse_value;

    fn value(text: &str) -> Value {
        parse_value(text).expect("test value parses")
    }

    #[test]
    fn diff_finds_the_smallest_places() {
        let before = value("{a: 1, b: {c: 2, d: 3}, log: [x]}");
        let after = value("{a: 1, b: {c: 4}, log: [x, y], e: 5}");
        let edits = diff(&before, &after);
        assert_eq!(edits.len(), 4, "{edits:?}");
        let mut value = before.clone();
        for edit in &edits {
            apply(&mut value, edit.path(), edit).expect("edits apply");
        }
        assert_eq!(value, after);
        assert_eq!(diff(&after, &after), []);
        let fewer = diff(&value, &parse_value("{a: 1, b: {c: 4}, log: [y], e: 5}").expect("parses"));
        assert_eq!(fewer, [Edit::Remove(vec!["log".into(), 0.into()])]);
    }
}
