//! The tree of a text in the plain form.

use std::borrow::Cow;
use std::ops::Range;

use super::{Entry, Kind, Look, Node, Style};
use crate::yaml::Key;
use crate::yaml::plain::block::{self, Kind as Block};
use crate::yaml::plain::flow::{Flow, FlowKind, Flowing};
use crate::yaml::plain::scalar::Scalar;
use crate::yaml::plain::{NotPlain, read_with};

/// The tree, where the text is of the plain form.
pub(super) fn tree<'t>(text: &'t str, look: Look<'_>) -> Option<Node<'t>> {
    read_with(text, |document| Walk { text }.block(document, 0, &look)).ok()
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
            Block::Flow(line) => Flow::whole(line, |flow| self.flow(flow, look)),
            Block::Mapping(indent) => {
                let (mut entries, mut parts) = (node.entries(indent)?, Vec::new());
                let mut span: Option<Range<usize>> = None;
                while let Some(name) = entries.next_key()? {
                    let key = self.key(name);
                    let value = self.block(entries.value()?, key.span.end + 1, &look.into_part(|part| is_name(part, name)))?;
                    span = Some(span.map_or(key.span.start, |span| span.start)..value.span.end);
                    if !look.is_closed() {
                        parts.push(Entry { key, value });
                    }
                }
                let kind = if look.is_closed() { Kind::Closed(Style::Block) } else { Kind::Mapping(Style::Block, parts) };
                Ok(Node { span: span.unwrap_or(before..before), kind })
            }
            Block::Sequence(indent) => {
                let start = node.line_start().map_or(before, |line| self.offset(line));
                let (mut items, mut parts, mut end) = (node.items(indent)?, Vec::new(), start);
                for at in 0.. {
                    let Some(item) = items.next()? else { break };
                    let item = self.block(item, start, &look.into_part(|part| *part == Key::Index(at)))?;
                    end = item.span.end;
                    if !look.is_closed() {
                        parts.push(item);
                    }
                }
                let kind = if look.is_closed() { Kind::Closed(Style::Block) } else { Kind::Sequence(Style::Block, parts) };
                Ok(Node { span: start..end, kind })
            }
        }
    }

    fn flow(self, mut value: Flowing<'_, 't>, look: &Look<'_>) -> Result<Node<'t>, NotPlain> {
        let start = self.offset(value.rest());
        match value.kind()? {
            FlowKind::Scalar(scalar) => self.scalar(scalar),
            FlowKind::Items(mut items) => {
                let mut parts = Vec::new();
                for at in 0.. {
                    let Some(item) = items.next()? else { break };
                    let item = self.flow(item, &look.into_part(|part| *part == Key::Index(at)))?;
                    if !look.is_closed() {
                        parts.push(item);
                    }
                }
                let kind = if look.is_closed() { Kind::Closed(Style::Flow) } else { Kind::Sequence(Style::Flow, parts) };
                Ok(Node { span: start..self.offset(items.rest()), kind })
            }
            FlowKind::Entries(mut entries) => {
                let mut parts = Vec::new();
                while let Some(name) = entries.next_key()? {
                    let value = self.flow(entries.value(), &look.into_part(|part| is_name(part, name)))?;
                    if !look.is_closed() {
                        parts.push(Entry { key: self.key(name), value });
                    }
                }
                let kind = if look.is_closed() { Kind::Closed(Style::Flow) } else { Kind::Mapping(Style::Flow, parts) };
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
