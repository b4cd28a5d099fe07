//! Where in the text a value stands.

use std::borrow::Cow;
use std::collections::HashMap;
use std::str::FromStr;

use yaml_edit::{YamlFile, YamlNode};

use super::read::without_mark;
use super::{Key, Position};

/// A parsed text that can be asked for the places of its values, as often as one likes: the text
/// is walked once.
pub struct Locator {
    syntax: YamlNode,
    lines: Lines,
    root: Place,
}

/// A value and its parts. Offsets are in bytes of the text.
struct Place {
    start: u32,
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
}

struct Field {
    key: u32,
    /// None where nothing follows the colon.
    value: Option<Place>,
}

impl Locator {
    /// Parses the text; `None` when it has no document to look into.
    #[must_use]
    pub fn new(text: &str) -> Option<Locator> {
        let text = without_mark(text);
        let (squeezed, numbers) = squeeze(text);
        let document = YamlFile::from_str(&squeezed).ok()?.document()?;
        let syntax = YamlNode::Mapping(document.as_mapping()?);
        Some(Locator { lines: Lines::new(&squeezed, numbers), root: Place::of(&syntax), syntax })
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
                    start = field.value.as_ref().filter(|value| value.is_scalar()).map_or(field.key, |value| value.start);
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
            (Key::Name(name), Parts::Mapping(mapping)) => Some(self.lines.position(mapping.field(name)?.key)),
            (Key::Index(index), Parts::Sequence(items)) => Some(self.lines.position(items.get(*index)?.start)),
            _ => None,
        }
    }

    /// The place of a value, by its text, in the mapping at a path.
    #[must_use]
    pub fn find_value(&self, path: &[Key], text: &str) -> Option<Position> {
        let Parts::Mapping(mapping) = &self.place(path)?.parts else { return None };
        let values = mapping.fields.iter().filter_map(|field| field.value.as_ref());
        let found = values.into_iter().find(|value| matches!(&value.parts, Parts::None(Some(scalar)) if scalar == text))?;
        Some(self.lines.position(found.start))
    }

    /// The first key that stands twice in one mapping: its text and both places.
    #[must_use]
    pub fn duplicate_key(&self) -> Option<(String, Position, Position)> {
        let (key, first, second) = duplicate_in(&self.syntax)?;
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
    fn of(node: &YamlNode) -> Place {
        let parts = match node {
            YamlNode::Mapping(mapping) => Parts::Mapping(Mapping::of(mapping)),
            YamlNode::Sequence(items) => Parts::Sequence(items.values().map(|item| Place::of(&item)).collect()),
            other => Parts::None(other.as_scalar().map(yaml_edit::Scalar::as_string)),
        };
        Place { start: node.byte_range().start, parts }
    }

    fn is_scalar(&self) -> bool {
        matches!(self.parts, Parts::None(Some(_)))
    }
}

impl Mapping {
    fn of(syntax: &yaml_edit::Mapping) -> Mapping {
        let mut mapping = Mapping::default();
        for entry in syntax.entries() {
            let Some(key) = entry.key_node() else { continue };
            if let Some(name) = key.as_scalar() {
                mapping.by_name.entry(name.as_string()).or_insert(mapping.fields.len());
            }
            mapping.fields.push(Field { key: key.byte_range().start, value: entry.value_node().map(|value| Place::of(&value)) });
        }
        mapping
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.by_name.get(name).map(|&at| &self.fields[at])
    }
}

/// A long text without its blank lines, and the number of each line that is left: the parser takes long over
/// millions of them, and they move no key.
fn squeeze(text: &str) -> (Cow<'_, str>, Option<Vec<usize>>) {
    const LONG: usize = 64 * 1024;
    if text.len() < LONG || !text.contains("\n\n") {
        return (Cow::Borrowed(text), None);
    }
    let kept = text.split_inclusive('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (numbers, lines): (Vec<usize>, Vec<&str>) = kept.map(|(at, line)| (at + 1, line)).unzip();
    (Cow::Owned(lines.concat()), Some(numbers))
}

/// A text by its lines: places of offsets without counting from the start each time.
struct Lines {
    text: String,
    starts: Vec<usize>,
    /// The numbers of the lines, where some are left out.
    numbers: Option<Vec<usize>>,
}

impl Lines {
    fn new(text: &str, numbers: Option<Vec<usize>>) -> Lines {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text: text.to_owned(), starts, numbers }
    }

    fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let before = &self.text.as_bytes()[self.starts[line - 1]..offset];
        let line = self.numbers.as_ref().and_then(|numbers| numbers.get(line - 1)).copied().unwrap_or(line);
        Position { line, column: String::from_utf8_lossy(before).chars().count() + 1 }
    }
}

fn duplicate_in(node: &YamlNode) -> Option<(String, u32, u32)> {
    let mut seen: HashMap<String, YamlNode> = HashMap::new();
    match node {
        YamlNode::Mapping(mapping) => {
            for key in mapping.keys() {
                let text = key.as_scalar().map_or_else(|| key.to_string(), yaml_edit::Scalar::as_string);
                match seen.get(&text) {
                    Some(first) if first.yaml_eq(&key) => return Some((text, first.byte_range().start, key.byte_range().start)),
                    Some(_) => {}
                    None => drop(seen.insert(text, key)),
                }
            }
            mapping.values().find_map(|value| duplicate_in(&value))
        }
        YamlNode::Sequence(items) => items.values().find_map(|value| duplicate_in(&value)),
        _ => None,
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
