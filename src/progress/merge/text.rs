//! The text of a merge: lines of both copies as far as they say what was merged, and edits for the rest.

use std::borrow::Cow;
use std::collections::HashMap;

use super::lines::{Clash, merge_lines};
use super::logs::{entry_name, entry_subject};
use super::reverse::with_sections;
use super::sides::{Sides, comment_of, fingerprint};
use super::{Copy, Merged, Unmergeable, values};
use crate::progress::{Progress, VERSION, document};
use crate::yaml::{self, Edit, Key, Value};

/// As [`super::merge_copies`].
pub(super) fn merge(base: Option<&str>, ours: &str, theirs: &str, is_apart: bool) -> Result<Merged, Unmergeable> {
    let (ours_read, theirs_read) = (read(ours, Copy::Ours)?, read(theirs, Copy::Theirs)?);
    let untouched = |text: &str, progress: &Progress| Merged { text: text.to_owned(), progress: progress.clone(), decisions: Vec::new() };
    let is_new = |text: &str| base.is_none() && text.trim().is_empty();
    if ours == theirs || base == Some(theirs) || is_new(theirs) {
        return Ok(untouched(ours, &ours_read));
    }
    if base == Some(ours) || is_new(ours) {
        return Ok(untouched(theirs, &theirs_read));
    }
    let base_read = base.map(|base| read(base, Copy::Base)).transpose()?;
    let value = |text: &str, copy: Copy| yaml::parse_value(text).map(with_sections).map_err(|_| Unmergeable::Unreadable(copy));
    let (ours_text, theirs_text) = (document::with_version(ours), document::with_version(theirs));
    let (ours_value, theirs_value) = (value(&ours_text, Copy::Ours)?, value(&theirs_text, Copy::Theirs)?);
    let base_value = base.map(|base| value(base, Copy::Base)).transpose()?;
    let nothing = Progress::new();
    let (merged, decisions) = values::merge(
        Sides { base: base_value.as_ref(), ours: Some(&ours_value), theirs: Some(&theirs_value) },
        Sides { base: base_read.as_ref().unwrap_or(&nothing), ours: &ours_read, theirs: &theirs_read },
        base.is_some() && is_apart,
    );
    let written = [Some(Clash::Both), Some(Clash::Ours), None].into_iter().find_map(|clash| {
        let start = clash.map_or(Cow::Borrowed(&*ours_text), |clash| Cow::Owned(lines_of_both(base, &ours_text, &theirs_text, clash)));
        write(&start, &merged)
    });
    let (text, progress) = written.ok_or(Unmergeable::NotFaithful)?;
    let text = with_comments(text, base.unwrap_or_default(), theirs, &merged);
    Ok(Merged { text, progress, decisions })
}

fn read(text: &str, copy: Copy) -> Result<Progress, Unmergeable> {
    match document::read(text.as_bytes()) {
        Ok(progress) if progress.version > VERSION => Err(Unmergeable::Newer(copy)),
        Ok(progress) => Ok(progress),
        Err(_) if document::newer_version(text.as_bytes()).is_some() => Err(Unmergeable::Newer(copy)),
        Err(_) => Err(Unmergeable::Unreadable(copy)),
    }
}

/// A merge of the lines, with the mark and the line ends of ours.
fn lines_of_both(base: Option<&str>, ours: &str, theirs: &str, clash: Clash) -> String {
    const MARK: char = '\u{feff}';
    let plain = |text: &str| {
        let text = text.trim_start_matches(MARK).replace("\r\n", "\n");
        if text.ends_with('\n') { text } else { text + "\n" }
    };
    let merged = merge_lines(base.map(plain).as_deref(), &plain(ours), &plain(theirs), clash);
    let merged = if ours.contains("\r\n") { merged.replace('\n', "\r\n") } else { merged };
    if ours.starts_with(MARK) { format!("{MARK}{merged}") } else { merged }
}

/// The text with the comments of theirs that are new and did not come along, each above the line it was at;
/// where that line is not there, at the end.
fn with_comments(text: String, base: &str, theirs: &str, merged: &Value) -> String {
    let mut text = text;
    let lines: Vec<&str> = theirs.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(comment) = comment_of(line).filter(|comment| !base.contains(comment) && !text.contains(comment)) else { continue };
        let anchor = if line.trim_start() == comment { lines.get(at + 1).copied() } else { line.split(comment).next() };
        let anchor = anchor.map(str::trim).filter(|anchor| !anchor.is_empty());
        let mut all: Vec<&str> = text.split_inclusive('\n').collect();
        let place = anchor.and_then(|anchor| all.iter().position(|line| line.trim().starts_with(anchor))).unwrap_or(all.len());
        let indent = all.get(place).map_or("", |line| &line[..line.len() - line.trim_start().len()]);
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let new = format!("{indent}{comment}{end}");
        all.insert(place, &new);
        let commented = all.concat();
        // What looked like a comment may have been part of a text.
        if yaml::parse_value(&commented).is_ok_and(|value| values::says_the_same(&value, merged)) {
            text = commented;
        }
    }
    text
}

/// The text with the edits that make it say what was merged; `None` where it cannot be made to.
fn write(start: &str, merged: &Value) -> Option<(String, Progress)> {
    let value = with_sections(yaml::parse_value(start).ok()?);
    let edits = edits(&value, merged);
    let text = if edits.is_empty() { start.to_owned() } else { yaml::edit_text(start, &edits).ok()? };
    let said = yaml::parse_value(&text).ok()?;
    let progress = document::read(text.as_bytes()).ok()?;
    values::says_the_same(&said, merged).then_some((text, progress))
}

/// The edits that lead from one file to another, all of the log's in its place.
fn edits(from: &Value, to: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    edits_at(&mut Vec::new(), from, to, &mut edits);
    edits
}

fn edits_at(path: &mut Vec<Key>, from: &Value, to: &Value, edits: &mut Vec<Edit>) {
    match (from, to) {
        _ if fingerprint(from) == fingerprint(to) => {}
        (Value::Mapping(old), Value::Mapping(new)) => {
            for (key, value) in old {
                let Some(name) = key.as_str() else { continue };
                path.push(name.into());
                match new.get(key) {
                    // A section that came to nothing goes.
                    Some(new) if path.len() == 1 && is_empty(new) && !is_empty(value) => edits.push(Edit::Remove(path.clone())),
                    Some(new) => edits_at(path, value, new, edits),
                    None => edits.push(Edit::Remove(path.clone())),
                }
                path.pop();
            }
            for (key, value) in new {
                let says_nothing = path.is_empty() && is_empty(value);
                if let (false, Some(name)) = (says_nothing || old.contains_key(key), key.as_str()) {
                    path.push(name.into());
                    edits.push(Edit::Set(path.clone(), value.clone()));
                    path.pop();
                }
            }
        }
        (Value::Sequence(old), Value::Sequence(new)) if path.as_slice() == ["log".into()] => log_edits(path, old, new, edits),
        (Value::Sequence(old), Value::Sequence(new)) if !old.is_empty() && new.starts_with(old) => {
            edits.extend(new[old.len()..].iter().map(|item| Edit::Append(path.clone(), item.clone())));
        }
        _ => edits.push(Edit::Set(path.clone(), to.clone())),
    }
}

fn is_empty(section: &Value) -> bool {
    match section {
        Value::Null => true,
        Value::Mapping(map) => map.is_empty(),
        Value::Sequence(items) => items.is_empty(),
        _ => false,
    }
}

/// Entries that are edited stay in their place, new ones follow, and those that go are taken away from the
/// end: last, so that a list which others follow never becomes empty in between.
fn log_edits(path: &mut Vec<Key>, old: &[Value], new: &[Value], edits: &mut Vec<Edit>) {
    let mut left: HashMap<String, usize> = HashMap::new();
    for entry in new {
        *left.entry(entry_name(entry)).or_default() += 1;
    }
    let mut take = |entry: &Value| match left.get_mut(&entry_name(entry)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    let mut gone: Vec<usize> = (0..old.len()).filter(|at| !take(&old[*at])).collect();
    let mut added: Vec<&Value> = new.iter().filter(|entry| take(entry)).collect();
    gone.retain(|&at| {
        let edited = added.iter().position(|entry| entry_subject(entry) == entry_subject(&old[at]));
        let Some(edited) = edited else { return true };
        path.push(at.into());
        edits_at(path, &old[at], added.remove(edited), edits);
        path.pop();
        false
    });
    let place = |at: usize| path.iter().cloned().chain([at.into()]).collect();
    edits.extend(added.into_iter().map(|entry| Edit::Append(path.clone(), entry.clone())));
    edits.extend(gone.into_iter().rev().map(|at| Edit::Remove(place(at))));
}
