//! Block mappings and sequences: what stands below what, by indentation.

use super::NotPlain;
use super::flow::Flowing;
use super::line::Line;
use super::lines::Lines;
use super::scalar::{Scalar, Typed, begins_plain};

/// A value that begins where the lines stand.
pub(in crate::yaml) struct Node<'a, 't> {
    lines: &'a mut Lines<'t>,
    pub(in crate::yaml) kind: Kind<'t>,
}

/// What a value is, as far as its first line tells.
pub(in crate::yaml) enum Kind<'t> {
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
        Some(first) if first.indent == 0 && split_key(first).is_some() => Ok(Node { lines, kind: Kind::Mapping(0) }),
        _ => Err(NotPlain),
    }
}

/// A key without quotes and what follows its colon on the line.
#[inline]
pub(in crate::yaml) fn split_key<'t>(line: &Line<'t>) -> Option<(&'t str, Line<'t>)> {
    if begins_plain(line.text) { line.split() } else { None }
}

/// Keys longer than this the parser takes for something else.
const MAX_KEY: usize = 1000;

/// A key that is a text and nothing else.
#[inline]
fn key_text(key: &str) -> Result<&str, NotPlain> {
    let is_plain = key.len() <= MAX_KEY && !key.ends_with(' ');
    match (Scalar { text: key, is_quoted: false }).typed()? {
        Typed::Text if is_plain => Ok(key),
        _ => Err(NotPlain),
    }
}

impl<'a, 't> Node<'a, 't> {
    /// The value after a key that stands `parent` deep, or after the dash of an item.
    fn of_rest(lines: &'a mut Lines<'t>, rest: &Line<'t>, parent: usize) -> Result<Node<'a, 't>, NotPlain> {
        lines.advance();
        let next = lines.peek();
        let kind = if rest.is_empty() {
            match next {
                Some(next) if next.indent > parent && next.is_item() => Kind::Sequence(next.indent),
                Some(next) if next.indent > parent => Kind::Mapping(next.indent),
                Some(next) if next.indent == parent && next.is_item() => Kind::Sequence(next.indent),
                _ => Kind::Null,
            }
        } else if next.is_some_and(|next| next.indent > parent) {
            // The scalar goes on in the next line.
            return Err(NotPlain);
        } else if matches!(rest.text.as_bytes(), [b'[' | b'{', ..]) {
            Kind::Flow(rest.text)
        } else {
            Kind::Scalar(Scalar::of_rest(rest)?)
        };
        Ok(Node { lines, kind })
    }

    /// The line its first part stands in, from there on.
    pub(in crate::yaml) fn line_start(&self) -> Option<&'t str> {
        self.lines.peek().map(|line| line.text)
    }

    /// Passes over the lines of the block that this is by their indentation, without reading them; its last line.
    pub(in crate::yaml) fn pass(self) -> Option<Line<'t>> {
        let (indent, is_sequence) = match self.kind {
            Kind::Mapping(indent) => (indent, false),
            Kind::Sequence(indent) => (indent, true),
            _ => return None,
        };
        self.lines.pass_block(indent, is_sequence)
    }

    /// The flow collection that this is, which has this text.
    pub(in crate::yaml) fn flow(self, text: &'t str) -> Result<Flowing<'a, 't>, NotPlain> {
        self.lines.flow.go_to(text)
    }

    /// The entries of the mapping that this is, its keys `indent` deep.
    pub(in crate::yaml) fn entries(self, indent: usize) -> Result<Entries<'a, 't>, NotPlain> {
        self.lines.enter()?;
        Ok(Entries { lines: self.lines, indent, rest: None })
    }

    /// The items of the sequence that this is, its dashes `indent` deep.
    pub(in crate::yaml) fn items(self, indent: usize) -> Result<Items<'a, 't>, NotPlain> {
        self.lines.enter()?;
        Ok(Items { lines: self.lines, indent })
    }
}

/// The entries of a block mapping, to be taken in turn: a key, then its value.
pub(in crate::yaml) struct Entries<'a, 't> {
    lines: &'a mut Lines<'t>,
    indent: usize,
    /// What follows the key that was read last.
    rest: Option<Line<'t>>,
}

impl<'t> Entries<'_, 't> {
    pub(in crate::yaml) fn next_key(&mut self) -> Result<Option<&'t str>, NotPlain> {
        let line = match self.lines.peek() {
            Some(line) if line.indent > self.indent => return Err(NotPlain),
            Some(line) if line.indent == self.indent => line,
            _ => return Ok(None),
        };
        let (key, rest) = split_key(line).ok_or(NotPlain)?;
        self.rest = Some(rest);
        key_text(key).map(Some)
    }

    pub(in crate::yaml) fn value(&mut self) -> Result<Node<'_, 't>, NotPlain> {
        Node::of_rest(self.lines, self.rest.as_ref().ok_or(NotPlain)?, self.indent)
    }
}

/// The items of a block sequence.
pub(in crate::yaml) struct Items<'a, 't> {
    lines: &'a mut Lines<'t>,
    indent: usize,
}

impl<'t> Items<'_, 't> {
    pub(in crate::yaml) fn next(&mut self) -> Result<Option<Node<'_, 't>>, NotPlain> {
        let line = match self.lines.peek() {
            Some(line) if line.indent > self.indent => return Err(NotPlain),
            Some(line) if line.indent == self.indent && line.is_item() => line,
            _ => return Ok(None),
        };
        let rest = line.behind_dash();
        if rest.is_empty() || rest.is_item() {
            return Err(NotPlain);
        }
        if split_key(&rest).is_none() {
            return Node::of_rest(self.lines, &rest, self.indent).map(Some);
        }
        let indent = rest.indent;
        self.lines.go_to(rest);
        Ok(Some(Node { lines: self.lines, kind: Kind::Mapping(indent) }))
    }

    /// Where the next item stands, to come back to.
    pub(in crate::yaml) fn place(&self) -> Lines<'t> {
        self.lines.clone()
    }

    pub(in crate::yaml) fn go_back(&mut self, place: Lines<'t>) {
        *self.lines = place;
    }

    /// Leaves out the next item where it is written as the one that was read in another list from a place on, and the
    /// same line follows it there and here: then both read alike. Says whether it did.
    pub(in crate::yaml) fn pass(&mut self, from: &Lines<'_>, other: &Items<'_, '_>) -> bool {
        self.indent == other.indent && self.lines.pass(from, other.lines)
    }
}

impl Drop for Entries<'_, '_> {
    fn drop(&mut self) {
        self.lines.leave();
    }
}

impl Drop for Items<'_, '_> {
    fn drop(&mut self) {
        self.lines.leave();
    }
}
