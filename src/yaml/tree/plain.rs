//! The tree of a text in the plain form.

use std::borrow::Cow;

use super::{Entry, Kind, Look, Node, Style};
use crate::yaml::Key;
use crate::yaml::plain::block::{self, Kind as Block};
use crate::yaml::plain::flow::{Flow, FlowKind, Flowing};
use crate::yaml::plain::scalar::Scalar;
use crate::yaml::plain::{NotPlain, read_with};

/// The tree, where the text is of the plain form.
pub(super) fn tree<'t>(text: &'t str, look: &Look<'_>) -> Option<Node<'t>> {
    read_with(text, |document| Walk { text }.block(document, 0, look)).ok()
}

/// Takes values apart. Each part is a piece of the text, and its place in memory tells its place in that.
#[derive(Clone, Copy)]
struct Walk<'t> {
    text: &'t str,
}

impl<'t> Walk<'t> {
    fn offset(self, part: &str) -> usize {
        part.as_ptr().addr() - self.text.as_ptr().addr()
    }

    /// A value of a block; `before` is where the colon ends that it belongs to.
    fn block(self, node: block::Node<'_, 't>, before: usize, look: &Look<'_>) -> Result<Node<'t>, NotPlain> {
        match node.kind {
            Block::Null => Ok(Node { span: before..before, kind: Kind::Nothing }),
            Block::Scalar(scalar) => self.scalar(scalar),
            Block::Flow(text) => self.flow(node.flow(text)?, look),
            Block::Mapping(_) | Block::Sequence(_) if look.is_closed(Style::Block) => self.closed(node, before),
            Block::Mapping(indent) => {
                let (mut entries, mut parts) = (node.entries(indent)?, Vec::new());
                while let Some(name) = entries.next_key()? {
                    let key = self.key(name);
                    let value = self.block(entries.value()?, key.span.end + 1, &look.part(|part| is_name(part, name)))?;
                    parts.push(Entry { key, value });
                }
                let start = parts.first().map_or(before, |first| first.key.span.start);
                let end = parts.last().map_or(start, Entry::end);
                Ok(Node { span: start..end, kind: Kind::Mapping(Style::Block, parts) })
            }
            Block::Sequence(indent) => {
                let start = node.line_start().map_or(before, |line| self.offset(line));
                let (mut items, mut parts) = (node.items(indent)?, Vec::new());
                while let Some(item) = items.next()? {
                    let look = look.part(|part| *part == Key::Index(parts.len()));
                    parts.push(self.block(item, start, &look)?);
                }
                let end = parts.last().map_or(start, |last| last.span.end);
                Ok(Node { span: start..end, kind: Kind::Sequence(Style::Block, parts) })
            }
        }
    }

    /// A block that is not looked into: from its first line to the end of the value on its last one.
    fn closed(self, node: block::Node<'_, 't>, before: usize) -> Result<Node<'t>, NotPlain> {
        let is_sequence = matches!(node.kind, Block::Sequence(_));
        let start = node.line_start().map_or(before, |line| self.offset(line));
        let mut rest = node.pass().ok_or(NotPlain)?;
        while rest.is_item() {
            rest = rest.behind_dash();
        }
        let key = block::split_key(&rest);
        if let Some((_, value)) = key {
            rest = value;
        }
        let end = match (key, rest.text.as_bytes().first()) {
            (Some((key, value)), _) if value.is_empty() => self.offset(key) + key.len() + 1,
            (_, Some(b'[' | b'{')) => self.flow(Flow::default().go_to(rest.text)?, &Look::Along(Vec::new()))?.span.end,
            _ => self.scalar(Scalar::of_rest(&rest)?)?.span.end,
        };
        Ok(Node { span: start..end, kind: Kind::Closed { style: Style::Block, is_sequence } })
    }

    fn flow(self, mut value: Flowing<'_, 't>, look: &Look<'_>) -> Result<Node<'t>, NotPlain> {
        let (start, is_closed) = (self.offset(value.rest()), look.is_closed(Style::Flow));
        let closed = |is_sequence| Kind::Closed { style: Style::Flow, is_sequence };
        match value.kind()? {
            FlowKind::Scalar(scalar) => self.scalar(scalar),
            FlowKind::Items(mut items) => {
                let mut parts = Vec::new();
                while let Some(item) = items.next()? {
                    let look = look.part(|part| *part == Key::Index(parts.len()));
                    parts.push(self.flow(item, &look)?);
                }
                let kind = if is_closed { closed(true) } else { Kind::Sequence(Style::Flow, parts) };
                Ok(Node { span: start..self.offset(items.rest()), kind })
            }
            FlowKind::Entries(mut entries) => {
                let mut parts = Vec::new();
                while let Some(name) = entries.next_key()? {
                    let value = self.flow(entries.value(), &look.part(|part| is_name(part, name)))?;
                    parts.push(Entry { key: self.key(name), value });
                }
                let kind = if is_closed { closed(false) } else { Kind::Mapping(Style::Flow, parts) };
                Ok(Node { span: start..self.offset(entries.rest()), kind })
            }
        }
    }

    fn key(self, name: &'t str) -> Node<'t> {
        let start = self.offset(name);
        Node { span: start..start + name.len(), kind: Kind::Scalar(Cow::Borrowed(name)) }
    }

    fn scalar(self, scalar: Scalar<'t>) -> Result<Node<'t>, NotPlain> {
        // What the reader of values would not take is not plain here either.
        scalar.typed()?;
        let (start, quotes) = (self.offset(scalar.text), usize::from(scalar.is_quoted));
        Ok(Node { span: start - quotes..start + scalar.text.len() + quotes, kind: Kind::Scalar(Cow::Borrowed(scalar.text)) })
    }
}

fn is_name(part: &Key, name: &str) -> bool {
    matches!(part, Key::Name(part) if part == name)
}
