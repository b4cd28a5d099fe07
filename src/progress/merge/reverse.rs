//! Three texts of a progress file into one: the change from a base to another text, made on a third.
//!
//! `undo` is one use of it: what a save changed, taken back from the text of today.

use crate::yaml::{self, Edit, Key, Value};

use crate::order;
use crate::progress::document::keys::SECTIONS;

/// A place says something else in each of the texts, so that nobody can tell which is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conflict;

/// Makes the change from `base` to `theirs` on `onto`: the exact text of `theirs` where `onto` is
/// still `base`, else the single edits, on places that still say what `base` says.
///
/// Comments, order and unknown keys of `onto` stay.
///
/// # Errors
///
/// [`Conflict`] when a place of the change says something else in `onto`, or a text cannot be edited.
pub(crate) fn merge(base: &str, theirs: &str, onto: &str) -> Result<String, Conflict> {
    if onto == base {
        return Ok(theirs.to_owned());
    }
    let value = |text: &str| yaml::parse_value(text).map_err(|_| Conflict);
    let (now, base) = (with_sections(value(onto)?), with_sections(value(base)?));
    let theirs = value(theirs)?;
    let edits = rebase_edits(yaml::diff(&base, &with_sections(theirs.clone())), &now, &base).ok_or(Conflict)?;
    let merged = yaml::edit_text(onto, &edits).map_err(|_| Conflict)?;
    let emptied = removals_of_emptied_sections(&value(&merged)?, &theirs);
    yaml::edit_text(&merged, &emptied).map_err(|_| Conflict)
}

/// Whether a text holds the change from `base` to `theirs`, by the places of the change: `None` where
/// nothing tells.
pub(crate) fn holds_change(base: &str, theirs: &str, text: &str) -> Option<bool> {
    let value = |text: &str| yaml::parse_value(text).ok().map(with_sections);
    let (base, theirs, now) = (value(base)?, value(theirs)?, value(text)?);
    let items = |value: &Value, path: &[Key]| yaml::get(value, path).and_then(Value::as_sequence).cloned().unwrap_or_default();
    let (mut held, mut missing) = (0_usize, 0_usize);
    for edit in yaml::diff(&base, &theirs) {
        let path = edit.path();
        // Of lists it counts how often they have the item: others may stand around it now.
        let (is_held, is_missing) = match (&edit, path.split_last()) {
            (Edit::Append(_, item), _) => {
                let count = |value| items(value, path).iter().filter(|other| *other == item).count();
                (count(&now) > count(&base), count(&now) <= count(&base))
            }
            (Edit::Remove(_), Some((Key::Index(at), list))) => {
                let wanted = items(&base, list).get(*at).cloned();
                let count = |value| items(value, list).iter().filter(|other| Some(*other) == wanted.as_ref()).count();
                (count(&now) < count(&base), count(&now) >= count(&base))
            }
            _ => {
                let here = yaml::get(&now, path);
                (here == yaml::get(&theirs, path), here == yaml::get(&base, path))
            }
        };
        held += usize::from(is_held);
        missing += usize::from(is_missing);
    }
    (held != missing).then_some(held > missing)
}

/// The removal of sections that came to nothing, where the other text has none.
fn removals_of_emptied_sections(merged: &Value, theirs: &Value) -> Vec<Edit> {
    let is_empty =
        |value: &Value| value.as_mapping().is_some_and(yaml::Mapping::is_empty) || value.as_sequence().is_some_and(Vec::is_empty);
    let emptied = SECTIONS.into_iter().filter(|section| theirs.get(section).is_none() && merged.get(section).is_some_and(is_empty));
    emptied.map(|section| Edit::Remove(vec![section.into()])).collect()
}

/// A file with all its sections, so that what a change put into a new section is compared piece by
/// piece, and what was added there by hand stays.
pub(super) fn with_sections(mut value: Value) -> Value {
    if let Value::Mapping(root) = &mut value {
        for section in SECTIONS {
            let place = root.entry(section.into()).or_insert(Value::Null);
            if place.is_null() {
                *place = if section == "log" { Value::Sequence(Vec::new()) } else { Value::Mapping(yaml::Mapping::new()) };
            }
        }
    }
    value
}

/// The edits with their places in the present file; `None` when a place says something else by now. An
/// item of a list is looked for by what it says, each once: others may stand around it now.
fn rebase_edits(edits: Vec<Edit>, now: &Value, base: &Value) -> Option<Vec<Edit>> {
    let mut rebased = Vec::new();
    let mut removals: Vec<(Vec<Key>, usize)> = Vec::new();
    for edit in edits {
        let path = edit.path().to_vec();
        let wanted = yaml::get(base, &path);
        match (&edit, path.split_last()) {
            (Edit::Append(..), _) => rebased.push(edit),
            (Edit::Remove(_), Some((Key::Index(_), list))) => {
                let items = yaml::get(now, list)?.as_sequence()?;
                let is_free = |at: usize| !removals.iter().any(|(taken, index)| taken == list && *index == at);
                let at = (0..items.len()).rev().find(|&at| Some(&items[at]) == wanted && is_free(at))?;
                removals.push((list.to_vec(), at));
            }
            _ if yaml::get(now, &path) == wanted => rebased.push(edit),
            _ => return None,
        }
    }
    // From the end, so that no removal moves the place of another.
    order::sort_by_key(&mut removals, |(_, at)| std::cmp::Reverse(*at));
    rebased.extend(removals.into_iter().map(|(list, at)| Edit::Remove([list, vec![at.into()]].concat())));
    Some(rebased)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "version: 1\n";
    const ONE: &str = "version: 1\nsteps:\n  git:\n    status: done\n";
    const TWO: &str = "version: 1\nsteps:\n  git:\n    status: done\n  sql:\n    status: done\n";

    #[test]
    fn an_untouched_text_becomes_the_other_byte_for_byte() {
        assert_eq!(merge(ONE, "version: 1 # any\n", ONE).as_deref(), Ok("version: 1 # any\n"));
    }

    #[test]
    fn edits_elsewhere_stay_and_edits_of_the_same_place_conflict() {
        let edited = TWO.replace("version", "# mine\nversion");
        assert_eq!(merge(TWO, ONE, &edited), Ok(ONE.replace("version", "# mine\nversion")));
        let clash = TWO.replace("  sql:\n    status: done", "  sql:\n    status: doing");
        assert_eq!(merge(TWO, ONE, &clash), Err(Conflict));
        assert_eq!(merge(ONE, TWO, &clash), Err(Conflict), "both added it, and differ");
    }

    #[test]
    fn a_section_is_removed_only_when_nothing_else_is_in_it() {
        assert_eq!(merge(ONE, EMPTY, &format!("# mine\n{ONE}")), Ok(format!("# mine\n{EMPTY}")));
        let more = ONE.replace("steps:\n", "steps:\n  rnn: {status: done}\n");
        assert_eq!(merge(ONE, EMPTY, &more).as_deref(), Ok("version: 1\nsteps:\n  rnn: {status: done}\n"));
    }

    #[test]
    fn list_entries_are_found_by_what_they_say_each_once() {
        const AFTER: &str = "version: 1\nlog:\n  - {date: 2026-11-21, step: sql}\n  - {date: 2026-11-21, step: sql}\n";
        let edited =
            "version: 1\nlog:\n  - {date: 2026-11-21, step: sql}\n  - {date: 2026-11-20, step: git}\n  - {date: 2026-11-21, step: sql}\n";
        assert_eq!(merge(AFTER, EMPTY, edited).as_deref(), Ok("version: 1\nlog:\n  - {date: 2026-11-20, step: git}\n"));
        let gone = "version: 1\nlog:\n  - {date: 2026-11-21, step: sql}\n";
        assert_eq!(merge(AFTER, EMPTY, gone), Err(Conflict), "one of the two is not there any more");
    }

    #[test]
    fn a_change_is_found_in_a_text_that_was_edited_since() {
        let log = |times: usize| format!("{ONE}log:\n") + &"  - {date: 2026-11-21, step: sql}\n".repeat(times);
        for (base, theirs) in [(ONE, TWO), (TWO, ONE), (&log(1), &log(2)), (&log(2), &log(1)), (ONE, &log(1))] {
            let by_hand = |text: &str| format!("# mine\nown: {{mood: fine}}\n{text}");
            assert_eq!(holds_change(base, theirs, &by_hand(theirs)), Some(true), "{base} -> {theirs}");
            assert_eq!(holds_change(base, theirs, &by_hand(base)), Some(false), "{base} -> {theirs}");
        }
        assert_eq!(holds_change(ONE, TWO, "steps: ["), None);
        assert_eq!(holds_change(ONE, &format!("# mine\n{ONE}"), ONE), None, "nothing tells");
    }

    #[test]
    fn a_text_that_cannot_be_read_conflicts() {
        assert_eq!(merge(ONE, TWO, "steps: ["), Err(Conflict));
    }
}
