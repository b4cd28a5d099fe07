//! Where in the text a value stands.

use std::collections::HashMap;

use super::read::without_mark;
use super::tree::{self, Kind, Node};
use super::{Key, Position};

/// A text that can be asked for the places of its values, as often as one likes: it is taken apart once.
pub struct Locator {
    lines: Lines,
    root: Place,
}

/// A value and its parts. Offsets are in bytes of the text.
struct Place {
    start: usize,
    parts: Parts,
}

enum Parts {
    /// A scalar, as it reads without quotes; of other values without parts (aliases), nothing.
    None(Option<String>),
    Mapping(Mapping),
    Sequence(Vec<Place>),
}

#[derive(Default)]
struct Mapping {
    fields: Vec<Field>,
    by_name: HashMap<String, usize>,
    /// The first key that stands here again, by the places of both in `fields`.
    duplicate: Option<(usize, usize)>,
}

struct Field {
    key: Place,
    /// None where nothing follows the colon.
    value: Option<Place>,
}

impl Locator {
    /// Takes the text apart; `None` when it has no document to look into.
    #[must_use]
    pub fn new(text: &str) -> Option<Locator> {
        let text = without_mark(text);
        let root = Place::of(&tree::of(text)?);
        Some(Locator { lines: Lines::new(text), root })
    }

    /// The place of the value at a path: of the value itself when it is a scalar or stands in a
    /// sequence, else of its key. When the path leads nowhere, the place of its deepest part.
    #[must_use]
    pub fn find(&self, path: &[Key]) -> Position {
        let mut node = Some(&self.root);
        let mut start = self.root.start;
        for key in path {
            let Some(place) = node else { break };
            node = match (key, &place.parts) {
                (Key::Name(name), Parts::Mapping(mapping)) => {
                    let Some(field) = mapping.field(name) else { break };
                    start = field.value.as_ref().filter(|value| value.is_scalar()).map_or(field.key.start, |value| value.start);
                    field.value.as_ref()
                }
                (Key::Index(index), Parts::Sequence(items)) => {
                    let Some(item) = items.get(*index) else { break };
                    start = item.start;
                    Some(item)
                }
                _ => break,
            };
        }
        self.lines.position(start)
    }

    /// The place of the key itself at the end of a path.
    #[must_use]
    pub fn find_key(&self, path: &[Key]) -> Option<Position> {
        let (last, parents) = path.split_last()?;
        match (last, &self.place(parents)?.parts) {
            (Key::Name(name), Parts::Mapping(mapping)) => Some(self.lines.position(mapping.field(name)?.key.start)),
            (Key::Index(index), Parts::Sequence(items)) => Some(self.lines.position(items.get(*index)?.start)),
            _ => None,
        }
    }

    /// The place where the value itself at a path begins.
    #[must_use]
    pub fn find_start(&self, path: &[Key]) -> Option<Position> {
        Some(self.lines.position(self.place(path)?.start))
    }

    /// The place of a value, by its text, in the mapping or sequence at a path.
    #[must_use]
    pub fn find_value(&self, path: &[Key], text: &str) -> Option<Position> {
        let found = match &self.place(path)?.parts {
            Parts::Mapping(mapping) => {
                mapping.fields.iter().filter_map(|field| field.value.as_ref()).find(|value| value.scalar() == Some(text))
            }
            Parts::Sequence(items) => items.iter().find(|item| item.scalar() == Some(text)),
            Parts::None(_) => None,
        };
        Some(self.lines.position(found?.start))
    }

    /// The place of the first key in the mapping at a path that is no scalar.
    #[must_use]
    pub fn find_odd_key(&self, path: &[Key]) -> Option<Position> {
        let Parts::Mapping(mapping) = &self.place(path)?.parts else { return None };
        let odd = mapping.fields.iter().find(|field| !field.key.is_scalar())?;
        Some(self.lines.position(odd.key.start))
    }

    /// The first two places of a key that stands twice in the mapping at a path.
    #[must_use]
    pub fn find_both(&self, path: &[Key], key: &str) -> Option<(Position, Position)> {
        let Parts::Mapping(mapping) = &self.place(path)?.parts else { return None };
        let mut places = mapping.fields.iter().map(|field| &field.key).filter(|place| place.scalar() == Some(key));
        Some((self.lines.position(places.next()?.start), self.lines.position(places.next()?.start)))
    }

    /// The scalar at a path, as it reads without quotes.
    #[must_use]
    pub fn scalar(&self, path: &[Key]) -> Option<&str> {
        self.place(path)?.scalar()
    }

    /// The first key that stands twice in one mapping: its text and both places.
    #[must_use]
    pub fn duplicate_key(&self) -> Option<(String, Position, Position)> {
        let (key, first, second) = self.root.duplicate()?;
        Some((key, self.lines.position(first), self.lines.position(second)))
    }

    fn place(&self, path: &[Key]) -> Option<&Place> {
        path.iter().try_fold(&self.root, |place, key| match (key, &place.parts) {
            (Key::Name(name), Parts::Mapping(mapping)) => mapping.field(name)?.value.as_ref(),
            (Key::Index(index), Parts::Sequence(items)) => items.get(*index),
            _ => None,
        })
    }
}

impl Place {
    fn of(node: &Node<'_>) -> Place {
        let parts = match &node.kind {
            Kind::Mapping(_, entries) => Parts::Mapping(Mapping::of(entries)),
            Kind::Sequence(_, items) => Parts::Sequence(items.iter().map(Place::of).collect()),
            _ => Parts::None(node.scalar().map(str::to_owned)),
        };
        Place { start: node.span.start, parts }
    }

    fn scalar(&self) -> Option<&str> {
        match &self.parts {
            Parts::None(scalar) => scalar.as_deref(),
            _ => None,
        }
    }

    fn is_scalar(&self) -> bool {
        self.scalar().is_some()
    }

    /// The first key inside that stands twice, and where.
    fn duplicate(&self) -> Option<(String, usize, usize)> {
        match &self.parts {
            Parts::None(_) => None,
            Parts::Sequence(items) => items.iter().find_map(Place::duplicate),
            Parts::Mapping(mapping) => match mapping.duplicate {
                Some((first, second)) => {
                    let (first, second) = (&mapping.fields[first].key, &mapping.fields[second].key);
                    Some((second.scalar()?.to_owned(), first.start, second.start))
                }
                None => mapping.fields.iter().filter_map(|field| field.value.as_ref()).find_map(Place::duplicate),
            },
        }
    }
}

impl Mapping {
    fn of(entries: &[tree::Entry<'_>]) -> Mapping {
        let mut mapping = Mapping::default();
        for entry in entries {
            let at = mapping.fields.len();
            if let Some(name) = entry.key.scalar() {
                let first = *mapping.by_name.entry(name.to_owned()).or_insert(at);
                mapping.duplicate = mapping.duplicate.or((first != at).then_some((first, at)));
            }
            let value = Some(&entry.value).filter(|value| value.kind != Kind::Nothing);
            mapping.fields.push(Field { key: Place::of(&entry.key), value: value.map(Place::of) });
        }
        mapping
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.by_name.get(name).map(|&at| &self.fields[at])
    }
}

/// A text by its lines: places of offsets without counting from the start each time.
struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Lines {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Lines { text: text.to_owned(), starts }
    }

    fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let before = &self.text.as_bytes()[self.starts[line - 1]..offset];
        Position { line, column: String::from_utf8_lossy(before).chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# head\nversion: 1\nsteps:\n  a: {status: done}\n  b:\n    status: odd\nlog:\n  - on: x\n";

    #[track_caller]
    fn at(path: &[Key], line: usize, column: usize) {
        let locator = Locator::new(TEXT).expect("text parses");
        assert_eq!(locator.find(path), Position { line, column }, "{path:?}");
    }

    #[test]
    fn blank_lines_of_a_long_text_move_no_place() {
        let text = format!("a: 1\n{}b:\n\n  c: 2\n", "\n".repeat(100_000));
        let locator = Locator::new(&text).expect("text parses");
        assert_eq!(locator.find(&["b".into(), "c".into()]), Position { line: 100_004, column: 6 });
    }

    #[test]
    fn values_are_found_where_they_stand() {
        at(&["version".into()], 2, 10);
        at(&["steps".into()], 3, 1);
        at(&["steps".into(), "a".into(), "status".into()], 4, 15);
        at(&["steps".into(), "b".into(), "status".into()], 6, 13);
        at(&["log".into(), 0.into(), "on".into()], 8, 9);
        at(&["steps".into(), "zzz".into()], 3, 1);
    }
}
