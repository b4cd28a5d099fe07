//! Where in the text a value stands.

use std::str::FromStr;

use yaml_edit::{YamlFile, YamlNode};

use super::read::without_mark;
use super::{Key, Position};

/// A parsed text that can be asked for the places of its values.
pub struct Locator<'a> {
    text: &'a str,
    root: YamlNode,
}

impl<'a> Locator<'a> {
    /// Parses the text; `None` when it has no document to look into.
    #[must_use]
    pub fn new(text: &'a str) -> Option<Locator<'a>> {
        let text = without_mark(text);
        let document = YamlFile::from_str(text).ok()?.document()?;
        let root = YamlNode::Mapping(document.as_mapping()?);
        Some(Locator { text, root })
    }

    /// The place of the value at a path: of the value itself when it is a scalar or stands in a
    /// sequence, else of its key. When the path leads nowhere, the place of its deepest part.
    pub fn find(&self, path: &[Key]) -> Position {
        let mut node = self.root.clone();
        let mut place = node.byte_range().start;
        for key in path {
            let next = match key {
                Key::Name(name) => node.as_mapping().and_then(|mapping| mapping.find_entry_by_key(name.as_str())).and_then(|entry| {
                    let key = entry.key_node()?;
                    let value = entry.value_node()?;
                    let start = if value.is_scalar() { value.byte_range().start } else { key.byte_range().start };
                    Some((value, start))
                }),
                Key::Index(index) => node.as_sequence().and_then(|sequence| sequence.get(*index)).map(|item| {
                    let start = item.byte_range().start;
                    (item, start)
                }),
            };
            let Some((value, start)) = next else { break };
            node = value;
            place = start;
        }
        self.position(place)
    }

    /// The place of the key itself at the end of a path.
    #[must_use]
    pub fn find_key(&self, path: &[Key]) -> Option<Position> {
        let (last, parents) = path.split_last()?;
        let mut node = self.root.clone();
        for key in parents {
            node = match key {
                Key::Name(name) => node.get(name.as_str())?,
                Key::Index(index) => node.get_item(*index)?,
            };
        }
        match last {
            Key::Name(name) => {
                let key = node.as_mapping()?.find_entry_by_key(name.as_str())?.key_node()?;
                Some(self.position(key.byte_range().start))
            }
            Key::Index(_) => Some(self.find(path)),
        }
    }

    /// The place of a value, by its text, in the mapping at a path.
    #[must_use]
    pub fn find_value(&self, path: &[Key], text: &str) -> Option<Position> {
        let mut node = self.root.clone();
        for key in path {
            node = match key {
                Key::Name(name) => node.get(name.as_str())?,
                Key::Index(index) => node.get_item(*index)?,
            };
        }
        let value = node.as_mapping()?.values().find(|value| value.as_scalar().is_some_and(|scalar| scalar.as_string() == text))?;
        Some(self.position(value.byte_range().start))
    }

    /// The places of all keys of the mapping at a path, in one pass.
    #[must_use]
    pub fn keys_of(&self, path: &[Key]) -> Vec<(String, Position)> {
        let mut node = Some(self.root.clone());
        for key in path {
            node = node.and_then(|node| match key {
                Key::Name(name) => node.get(name.as_str()),
                Key::Index(index) => node.get_item(*index),
            });
        }
        let Some(YamlNode::Mapping(mapping)) = node else { return Vec::new() };
        let keys = mapping.keys().filter_map(|key| Some((key.as_scalar()?.as_string(), key.byte_range().start)));
        let mut counted = LineCounter::new(self.text);
        keys.map(|(name, start)| (name, counted.position(start as usize))).collect()
    }

    /// The first key that stands twice in one mapping: its text and both places.
    #[must_use]
    pub fn duplicate_key(&self) -> Option<(String, Position, Position)> {
        duplicate_in(&self.root).map(|(key, first, second)| (key, self.position(first), self.position(second)))
    }

    fn position(&self, offset: u32) -> Position {
        Position::of_byte(self.text.as_bytes(), offset as usize)
    }
}

/// Positions of growing offsets, without counting from the start each time.
struct LineCounter<'a> {
    text: &'a str,
    line: usize,
    line_start: usize,
}

impl<'a> LineCounter<'a> {
    fn new(text: &'a str) -> LineCounter<'a> {
        LineCounter { text, line: 1, line_start: 0 }
    }

    fn position(&mut self, offset: usize) -> Position {
        let passed = &self.text[self.line_start..offset.max(self.line_start)];
        if let Some(last) = passed.rfind('\n') {
            self.line += passed.matches('\n').count();
            self.line_start += last + 1;
        }
        Position { line: self.line, column: self.text[self.line_start..offset.max(self.line_start)].chars().count() + 1 }
    }
}

fn duplicate_in(node: &YamlNode) -> Option<(String, u32, u32)> {
    if let Some(mapping) = node.as_mapping() {
        let keys: Vec<YamlNode> = mapping.keys().collect();
        for (index, key) in keys.iter().enumerate() {
            if let Some(first) = keys[..index].iter().find(|earlier| earlier.yaml_eq(key)) {
                return Some((key.to_string(), first.byte_range().start, key.byte_range().start));
            }
        }
        return mapping.values().find_map(|value| duplicate_in(&value));
    }
    node.as_sequence().and_then(|sequence| sequence.values().find_map(|value| duplicate_in(&value)))
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
    fn values_are_found_where_they_stand() {
        at(&["version".into()], 2, 10);
        at(&["steps".into()], 3, 1);
        at(&["steps".into(), "a".into(), "status".into()], 4, 15);
        at(&["steps".into(), "b".into(), "status".into()], 6, 13);
        at(&["log".into(), 0.into(), "on".into()], 8, 9);
        at(&["steps".into(), "zzz".into()], 3, 1);
    }
}
