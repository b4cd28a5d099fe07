//! The edits of a file that lead from one progress to the next.
//!
//! What both say alike is compared as it is; only what differs is written down as YAML and compared there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Moved, document, log_document};
use crate::order;
use crate::progress::{LogEntry, Progress};
use crate::yaml::{self, Edit, Fault, Key};

/// The edits that lead from one progress to another; `moved` are steps that go by another id in that.
pub(super) fn between(before: &Progress, after: &Progress, moved: &[Moved]) -> Result<Vec<Edit>, Fault> {
    let mut edits = Vec::new();
    let mut renamed = Cow::Borrowed(before);
    for Moved { from, to } in moved {
        if renamed.steps.contains_key(from)
            && let Some(record) = renamed.to_mut().steps.remove(from)
        {
            edits.push(Edit::Rename(vec!["steps".into(), from.as_str().into()], to.clone()));
            renamed.to_mut().steps.insert(to.clone(), record);
        }
    }
    edits.extend(edits_of_rest(&renamed, after)?);
    edits.extend(edits_of_log(&before.log, &after.log)?);
    Ok(edits)
}

/// The edits of all but the log. Only the steps and tools that differ are written down to be compared, and one that
/// does not, where there is any: so a section is there in both or in neither, as it is in the whole.
fn edits_of_rest(before: &Progress, after: &Progress) -> Result<Vec<Edit>, Fault> {
    fn differing<T: PartialEq + Clone>(of: &BTreeMap<String, T>, other: &BTreeMap<String, T>) -> BTreeMap<String, T> {
        let mut same = 0..1;
        let differs = |(id, entry): &(&String, &T)| other.get(*id) != Some(*entry) || same.next().is_some();
        order::map_of(of.iter().filter(differs).map(|(id, entry)| (id.clone(), entry.clone())))
    }
    let value = |of: &Progress, other: &Progress| {
        let (steps, tools) = (differing(&of.steps, &other.steps), differing(&of.tools, &other.tools));
        yaml::value_of(&document(&Progress { version: of.version, profile: of.profile.clone(), steps, tools, log: Vec::new() }))
    };
    Ok(yaml::diff(&value(before, after)?, &value(after, before)?))
}

/// The edits of the log: of ten years of it, only the entries that differ are written down.
fn edits_of_log(before: &[LogEntry], after: &[LogEntry]) -> Result<Vec<Edit>, Fault> {
    let path = vec![Key::from("log")];
    let value = |entry: &LogEntry| yaml::value_of(&log_document(entry));
    match (before, after) {
        ([], []) => Ok(Vec::new()),
        ([], after) => Ok(vec![Edit::Set(path, after.iter().map(value).collect::<Result<Vec<yaml::Value>, Fault>>()?.into())]),
        (_, []) => Ok(vec![Edit::Remove(path)]),
        (before, after) => yaml::diff_items(&path, before, after, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::document::read;

    /// As the two documents are compared as a whole.
    fn of_whole_documents(before: &Progress, after: &Progress) -> Vec<Edit> {
        let value = |progress| yaml::value_of(&document(progress)).expect("a value");
        yaml::diff(&value(before), &value(after))
    }

    #[test]
    fn they_are_those_of_the_whole_documents() {
        let records: Vec<Progress> = [
            "version: 1\n",
            "version: 1\nplan: {from: swe}\nsteps: {git: {status: done}}\nlog: [{date: 2026-11-20, step: git}]\n",
            "version: 1\nsteps: {git: {status: doing, ticks: [a]}}\nlog: [{date: 2026-11-20, step: git}, {date: 2026-11-21, note: x}]\n",
            "version: 1\nsteps: {docker: {status: doing}, git: {status: done}, sql: {status: todo}}\ntools: {aws: {done: 2026-11-20}}\n",
            "version: 1\nsteps: {sql: {status: todo}}\ntools: {aws: {}, r: {}}\nlog: [{date: 2026-11-21, note: y}]\n",
            "version: 1\nlog: [{date: 2026-11-19}, {date: 2026-11-20, step: git}, {date: 2026-11-21, note: y}, {date: 2026-11-21, note: x}]\n",
        ]
        .map(|text| read(text.as_bytes()).expect("reads"))
        .to_vec();
        for before in &records {
            for after in &records {
                let sorted = |mut edits: Vec<Edit>| {
                    // Whole sections go last, wherever they stand.
                    order::sort_by_key(&mut edits, |edit| matches!(edit, Edit::Remove(path) if path.len() == 1));
                    edits
                };
                let edits = between(before, after, &[]).expect("edits");
                assert_eq!(sorted(edits), sorted(of_whole_documents(before, after)), "{before:?}\n{after:?}");
            }
        }
    }
}
