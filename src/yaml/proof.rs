//! The proof that an edited text says what the old one says with the edits made, and nothing else.
//!
//! Both texts are read side by side. What no edit is about has to be written alike; what one is about is read as a
//! value, changed as the edit says, and compared. So neither document is built as a whole: of ten years of a log, that
//! took three quarters of a change. Texts that are not of the plain form are not proved here.

use super::edit::apply;
use super::plain::block::{Entries, Items, Kind, Node};
use super::plain::flow::{FlowKind, Flowing};
use super::plain::{NotPlain, read_with};
use super::reader::read_node;
use super::{Edit, Key, Value};
use crate::order;

/// Whether it is proved. `false` says nothing: the texts may be of another form, or the edits of a kind that is not
/// followed here.
pub(super) fn is_faithful(before: &str, after: &str, edits: &[Edit]) -> bool {
    let changes: Vec<Change<'_>> = edits.iter().map(|edit| Change { path: edit.path(), edit }).collect();
    let compared = read_with(before, |old| read_with(after, |new| Proof::default().value(old, new, &changes)));
    compared == Ok(true)
}

/// An edit, and the way to its place from where the proof is.
#[derive(Clone, Copy)]
struct Change<'e> {
    path: &'e [Key],
    edit: &'e Edit,
}

/// Those of some changes that are about a part of a value, from there on.
fn inside<'e>(changes: &[Change<'e>], is_part: impl Fn(&Key) -> bool) -> Vec<Change<'e>> {
    let of_part = |change: &Change<'e>| match change.path.split_first() {
        Some((first, path)) if is_part(first) => Some(Change { path, ..*change }),
        _ => None,
    };
    changes.iter().filter_map(of_part).collect()
}

/// A value after changes; `None` where it is not of the shape they need.
fn changed(mut value: Value, changes: &[Change<'_>]) -> Option<Value> {
    changes.iter().try_for_each(|change| apply(&mut value, change.path, change.edit)).ok()?;
    Some(value)
}

/// What is kept while two texts are compared: the keys of the mappings that are being read.
#[derive(Default)]
struct Proof<'t> {
    keys: Vec<&'t str>,
}

impl<'t> Proof<'t> {
    fn value(&mut self, old: Node<'_, 't>, new: Node<'_, '_>, changes: &[Change<'_>]) -> Result<bool, NotPlain> {
        let are_named = || changes.iter().all(|change| matches!(change.path.first(), Some(Key::Name(_))));
        match (&old.kind, &new.kind) {
            (&Kind::Mapping(deep), &Kind::Mapping(deep_now)) if are_named() => {
                self.mapping(old.entries(deep)?, new.entries(deep_now)?, changes)
            }
            (&Kind::Sequence(deep), &Kind::Sequence(deep_now)) => self.sequence(old.items(deep)?, new.items(deep_now)?, changes),
            (Kind::Null, Kind::Null) if changes.is_empty() => Ok(true),
            (Kind::Scalar(one), Kind::Scalar(other)) if changes.is_empty() && one == other => one.typed().map(|_| true),
            (&Kind::Flow(one), &Kind::Flow(other)) if changes.is_empty() && one == other => self.read_flow(old.flow(one)?).map(|()| true),
            _ => {
                let wanted = changed(read_node(old)?, changes);
                Ok(wanted == Some(read_node(new)?))
            }
        }
    }

    fn mapping(&mut self, mut old: Entries<'_, 't>, mut new: Entries<'_, '_>, changes: &[Change<'_>]) -> Result<bool, NotPlain> {
        let outer = self.keys.len();
        while let Some(key) = old.next_key()? {
            self.keys.push(key);
            let inside = inside(changes, |name| is_name(name, key));
            match inside.as_slice() {
                [Change { path: [], edit: Edit::Remove(_) }] => self.read(old.value()?)?,
                changes if new.next_key()? != Some(key) || !self.value(old.value()?, new.value()?, changes)? => return Ok(false),
                _ => {}
            }
        }
        let known = &self.keys[outer..];
        refuse_duplicates(known)?;
        // What is new stands behind what was there, in the order of the edits.
        let mut added: Vec<&Key> = Vec::new();
        for name in changes.iter().filter_map(|change| change.path.first()) {
            if !added.contains(&name) && !known.iter().any(|key| is_name(name, key)) {
                added.push(name);
                let wanted = changed(Value::Null, &inside(changes, |other| other == name));
                let is_there = new.next_key()?.is_some_and(|key| is_name(name, key));
                if !is_there || wanted != Some(read_node(new.value()?)?) {
                    return Ok(false);
                }
            }
        }
        self.keys.truncate(outer);
        Ok(new.next_key()?.is_none())
    }

    fn sequence(&mut self, mut old: Items<'_, 't>, mut new: Items<'_, '_>, changes: &[Change<'_>]) -> Result<bool, NotPlain> {
        let mut left = changes.len();
        for at in 0.. {
            let changes = inside(changes, |key| *key == Key::Index(at));
            left -= changes.len();
            let place = old.place();
            if changes.is_empty() {
                let Some(item) = old.next()? else { break };
                self.read(item)?;
                if new.pass(&place, &old) {
                    continue;
                }
                old.go_back(place);
            }
            let (Some(item), Some(now)) = (old.next()?, new.next()?) else { return Ok(false) };
            if !self.value(item, now, &changes)? {
                return Ok(false);
            }
        }
        for change in changes.iter().filter(|change| change.path.is_empty()) {
            let (Edit::Append(_, item), Some(now)) = (change.edit, new.next()?) else { return Ok(false) };
            if read_node::<Value>(now)? != *item {
                return Ok(false);
            }
            left -= 1;
        }
        Ok(left == 0 && new.next()?.is_none())
    }

    /// Reads a value that is not compared: it may be not of the plain form.
    fn read(&mut self, node: Node<'_, 't>) -> Result<(), NotPlain> {
        match node.kind {
            Kind::Null => Ok(()),
            Kind::Scalar(scalar) => scalar.typed().map(drop),
            Kind::Flow(text) => self.read_flow(node.flow(text)?),
            Kind::Sequence(deep) => {
                let mut items = node.items(deep)?;
                while let Some(item) = items.next()? {
                    self.read(item)?;
                }
                Ok(())
            }
            Kind::Mapping(deep) => {
                let (mut entries, outer) = (node.entries(deep)?, self.keys.len());
                while let Some(key) = entries.next_key()? {
                    self.keys.push(key);
                    self.read(entries.value()?)?;
                }
                self.close_mapping(outer)
            }
        }
    }

    fn read_flow(&mut self, value: Flowing<'_, 't>) -> Result<(), NotPlain> {
        match value.kind()? {
            FlowKind::Scalar(scalar) => scalar.typed().map(drop),
            FlowKind::Items(mut items) => {
                while let Some(item) = items.next()? {
                    self.read_flow(item)?;
                }
                Ok(())
            }
            FlowKind::Entries(mut entries) => {
                let outer = self.keys.len();
                while let Some(key) = entries.next_key()? {
                    self.keys.push(key);
                    self.read_flow(entries.value())?;
                }
                self.close_mapping(outer)
            }
        }
    }

    fn close_mapping(&mut self, outer: usize) -> Result<(), NotPlain> {
        refuse_duplicates(&self.keys[outer..])?;
        self.keys.truncate(outer);
        Ok(())
    }
}

fn is_name(key: &Key, name: &str) -> bool {
    matches!(key, Key::Name(key) if key == name)
}

/// A document with a key twice in one mapping is none.
fn refuse_duplicates(keys: &[&str]) -> Result<(), NotPlain> {
    /// As many keys are compared each with each sooner than sorted.
    const FEW: usize = 12;
    let is_twice = if keys.len() <= FEW {
        (1..keys.len()).any(|at| keys[..at].contains(&keys[at]))
    } else {
        let mut sorted = keys.to_vec();
        order::sort(&mut sorted);
        sorted.windows(2).any(|pair| pair[0] == pair[1])
    };
    if is_twice { Err(NotPlain) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::yaml::parse_value;
    use crate::yaml::reader::PIECES;
    use crate::yaml::splice::splice_plain;

    fn path(text: &str) -> Vec<Key> {
        text.split('.').map(|key| key.parse::<usize>().map_or_else(|_| key.into(), Key::from)).collect()
    }

    fn value(text: &str) -> Value {
        parse_value(text).expect("test value parses")
    }

    /// The proof that compares both values as a whole.
    fn is_faithful_by_values(before: &str, after: &str, edits: &[Edit]) -> bool {
        let Ok(mut wanted) = parse_value(before) else { return false };
        edits.iter().all(|edit| apply(&mut wanted, edit.path(), edit).is_ok()) && parse_value(after) == Ok(wanted)
    }

    const RECORD: &str = "version: 1 # one\nown: {a: [1, x], b: 'y'}\nplan:\n  from: swe\nsteps:\n  git:\n    status: doing\n  sql: {status: done}\n  r:\n# of May\nlog:\n  - date: 2026-11-20\n    note: \"a # b\"\n\n  # and\n  - {date: 2026-11-21}\n  - date: 2026-11-22\nlast: 1\n";

    #[test]
    fn what_mlpath_changes_is_proved_here() {
        for edits in [
            vec![Edit::Set(path("steps.git.status"), "done".into()), Edit::Set(path("steps.git.done"), "2026-11-22".into())],
            vec![Edit::Set(path("steps.docker"), value("{status: done, ticks: [a]}"))],
            vec![Edit::Set(path("tools.aws.done"), "2026-11-22".into()), Edit::Append(path("log"), value("{date: 2026-11-23}"))],
            vec![Edit::Append(path("log"), value("{date: 2026-11-23}")), Edit::Append(path("log"), value("{date: 2026-11-24, note: x}"))],
            vec![Edit::Set(path("log.1.note"), "x".into()), Edit::Set(path("steps.sql.status"), "todo".into())],
            vec![Edit::Remove(path("steps.git")), Edit::Remove(path("plan.from"))],
            vec![Edit::Set(path("steps.r.status"), "done".into()), Edit::Set(path("plan"), value("{from: ds}"))],
        ] {
            let after = splice_plain(RECORD, &edits).expect("edits are made");
            assert!(is_faithful(RECORD, &after, &edits), "{edits:?}\n{after}");
            assert!(is_faithful_by_values(RECORD, &after, &edits), "{edits:?}\n{after}");
            assert!(!is_faithful(RECORD, &after, &edits[1..]), "what nobody asked for");
            assert!(!is_faithful(RECORD, RECORD, &edits), "what was not done");
        }
    }

    #[test]
    fn whatever_else_changed_is_seen() {
        let edits = [Edit::Append(path("log"), value("{date: 2026-11-23}"))];
        let after = splice_plain(RECORD, &edits).expect("edits are made");
        for (was, is) in [
            ("version: 1", "version: 2"),
            ("[1, x]", "[1, y]"),
            ("  r:\n", ""),
            ("a # b", "a # c"),
            ("  - date: 2026-11-22\n", ""),
            ("- {date: 2026-11-21}", "- {date: 2026-11-21, own: 1}"),
            ("last: 1", "last: 1\nmore: 1"),
            ("last: 1", "  - date: 2026-11-24\nlast: 1"),
            ("{status: done}", "{status: done, own: 1}"),
            ("[1, x]", "[1, x, y]"),
            ("doing", "doing\n    own: 1"),
            ("2026-11-22", "2026-11-22\n    own: 1"),
        ] {
            let other = after.replace(was, is);
            assert!(other != after && !is_faithful(RECORD, &other, &edits), "{was}");
        }
        for duplicate in ["own: 1", "plan:\n  from: swe", "steps:\n  x: 1"] {
            let before = format!("{RECORD}{duplicate}\n");
            assert!(!is_faithful(&before, &format!("{after}{duplicate}\n"), &edits), "{duplicate}");
        }
        let twice = RECORD.replace("{date: 2026-11-21}", "{date: 2026-11-21, date: 1}");
        assert!(!is_faithful(&twice, &splice_plain(&twice, &edits).expect("edits are made"), &edits));
    }

    #[test]
    fn a_last_line_that_nothing_ends_is_compared_to_its_end() {
        let edits = [Edit::Append(path("a"), "d".into())];
        assert!(!is_faithful("a:\n  - b\n  - c", "a:\n  - b\n  - cx\n  - d\n", &edits));
        assert!(is_faithful("a:\n  - b\n  - c", "a:\n  - b\n  - c\n  - d\n", &edits));
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let key = prop::sample::select(&["a", "b", "key-1", "x", "0", "1"][..]);
        let path = prop::collection::vec(key, 1..4).prop_map(|keys| path(&keys.join(".")));
        let value = prop::sample::select(&["1", "[]", "{x: [y]}", "- a: 1", "2026-11-30", "~", "\"1\""][..]).prop_map(value);
        let edit = (path, value, 0..4).prop_map(|(path, value, kind)| match kind {
            0 => Edit::Set(path, value),
            1 => Edit::Append(path, value),
            2 => Edit::Remove(path),
            _ => Edit::Rename(path, "b".to_owned()),
        });
        prop::collection::vec(edit, 0..3)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(6000))]

        #[test]
        fn what_is_proved_here_is_so(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..14),
            cut in 0..400usize,
            other in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..3),
            edits in edits(),
        ) {
            let pieces = pieces.concat();
            for before in [pieces.clone(), format!("a:\n  - {pieces}\n  - x: 1\nb: {{a: 1}}\n"), format!("a:\n  b: {pieces}\nkey-1:\n  a: 1\n")] {
                // As it is edited, and with something else put in somewhere.
                let spliced = splice_plain(&before, &edits).unwrap_or_else(|| before.clone());
                let place = (0..=cut % (spliced.len() + 1)).rev().find(|&at| spliced.is_char_boundary(at)).unwrap_or(0);
                let odd = format!("{}{}{}", &spliced[..place], other.concat(), &spliced[place..]);
                for after in [&spliced, &odd, &before] {
                    if is_faithful(&before, after, &edits) {
                        prop_assert!(is_faithful_by_values(&before, after, &edits), "{:?}\n{:?}\n{:?}", before, after, edits);
                    }
                }
            }
        }
    }
}
