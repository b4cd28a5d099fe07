//! Block mappings and sequences, handed to serde as they are read.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::NotPlain;
use super::flow::Flow;
use super::lines::{Line, Lines};
use super::scalar::{Scalar, Typed, begins_plain, visit_scalar};

/// A value that begins where the lines stand.
pub(super) struct Node<'a, 't> {
    lines: &'a mut Lines<'t>,
    kind: Kind<'t>,
}

enum Kind<'t> {
    Null,
    Scalar(Scalar<'t>),
    /// A flow collection; its line is read.
    Flow(&'t str),
    /// A mapping whose keys stand this deep.
    Mapping(usize),
    /// A sequence whose dashes stand this deep.
    Sequence(usize),
}

/// The document: a mapping in the first column.
pub(super) fn document<'a, 't>(lines: &'a mut Lines<'t>) -> Result<Node<'a, 't>, NotPlain> {
    match lines.peek() {
        Some(first) if first.indent == 0 && split_key(first.text).is_some() => Ok(Node { lines, kind: Kind::Mapping(0) }),
        _ => Err(NotPlain),
    }
}

/// A key and what follows its colon on the line.
fn split_key(text: &str) -> Option<(&str, &str)> {
    if !begins_plain(text) {
        return None;
    }
    let mut from = 0;
    while let Some(found) = text.as_bytes()[from..].iter().position(|byte| *byte == b':') {
        let colon = from + found;
        match text.as_bytes().get(colon + 1) {
            None => return Some((&text[..colon], "")),
            Some(b' ') => return Some((&text[..colon], text[colon + 1..].trim_start_matches(' '))),
            Some(_) => from = colon + 1,
        }
    }
    None
}

/// Keys longer than this the parser takes for something else.
const MAX_KEY: usize = 1000;

/// A key that is a text and nothing else.
fn key_text(key: &str) -> Result<&str, NotPlain> {
    let is_plain = key.len() <= MAX_KEY && !key.ends_with(' ') && !key.contains(" #");
    match (Scalar { text: key, is_quoted: false }).typed()? {
        Typed::Text if is_plain => Ok(key),
        _ => Err(NotPlain),
    }
}

fn is_item(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}

impl<'a, 't> Node<'a, 't> {
    /// The value after a key that stands `parent` deep, or after the dash of an item.
    fn of_rest(lines: &'a mut Lines<'t>, rest: &'t str, parent: usize) -> Result<Node<'a, 't>, NotPlain> {
        lines.advance();
        let next = lines.peek();
        let kind = if rest.is_empty() || rest.starts_with('#') {
            match next {
                Some(Line { indent, text }) if indent > parent && is_item(text) => Kind::Sequence(indent),
                Some(Line { indent, .. }) if indent > parent => Kind::Mapping(indent),
                Some(Line { indent, text }) if indent == parent && is_item(text) => Kind::Sequence(indent),
                _ => Kind::Null,
            }
        } else if next.is_some_and(|next| next.indent > parent) {
            // The scalar goes on in the next line.
            return Err(NotPlain);
        } else if rest.starts_with(['[', '{']) {
            Kind::Flow(rest)
        } else {
            Kind::Scalar(Scalar::of_line(rest)?)
        };
        Ok(Node { lines, kind })
    }
}

impl<'de> Deserializer<'de> for Node<'_, '_> {
    type Error = NotPlain;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Null => visitor.visit_unit(),
            Kind::Scalar(scalar) => visit_scalar(scalar, visitor),
            Kind::Flow(text) => Flow::whole(text, |flow| flow.deserialize_any(visitor)),
            Kind::Mapping(indent) => {
                self.lines.enter()?;
                let value = visitor.visit_map(Entries { lines: self.lines, indent, rest: "" })?;
                self.lines.leave();
                Ok(value)
            }
            Kind::Sequence(indent) => {
                self.lines.enter()?;
                let value = visitor.visit_seq(Items { lines: self.lines, indent })?;
                self.lines.leave();
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Null => visitor.visit_none(),
            Kind::Scalar(scalar) if scalar.typed() == Ok(Typed::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Scalar(scalar) => visitor.visit_str(scalar.as_text()?),
            _ => Err(NotPlain),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        if matches!(self.kind, Kind::Null) { Err(NotPlain) } else { self.deserialize_any(visitor) }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotPlain> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Scalar(scalar) => visitor.visit_enum(scalar.as_text()?.into_deserializer()),
            _ => Err(NotPlain),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Scalar(_) => visitor.visit_unit(),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

/// The entries of a block mapping.
struct Entries<'a, 't> {
    lines: &'a mut Lines<'t>,
    indent: usize,
    /// What follows the key that was read last.
    rest: &'t str,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = NotPlain;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotPlain> {
        let line = match self.lines.peek() {
            Some(line) if line.indent > self.indent => return Err(NotPlain),
            Some(line) if line.indent == self.indent => line,
            _ => return Ok(None),
        };
        let (key, rest) = split_key(line.text).ok_or(NotPlain)?;
        self.rest = rest;
        seed.deserialize(StrDeserializer::new(key_text(key)?)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotPlain> {
        seed.deserialize(Node::of_rest(self.lines, self.rest, self.indent)?)
    }
}

/// The items of a block sequence.
struct Items<'a, 't> {
    lines: &'a mut Lines<'t>,
    indent: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = NotPlain;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotPlain> {
        let line = match self.lines.peek() {
            Some(line) if line.indent > self.indent => return Err(NotPlain),
            Some(line) if line.indent == self.indent && is_item(line.text) => line,
            _ => return Ok(None),
        };
        let rest = line.text[1..].trim_start_matches(' ');
        if rest.is_empty() || rest.starts_with('#') || is_item(rest) {
            return Err(NotPlain);
        }
        let node = if split_key(rest).is_some() {
            let indent = self.indent + line.text.len() - rest.len();
            self.lines.go_to(Line { indent, text: rest });
            Node { lines: self.lines, kind: Kind::Mapping(indent) }
        } else {
            Node::of_rest(self.lines, rest, self.indent)?
        };
        seed.deserialize(node).map(Some)
    }
}
