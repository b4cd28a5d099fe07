//! The tree of a text in the plain form.

use std::borrow::Cow;

use super::{Entry, Kind, Node, Style};
use crate::yaml::plain::block::{self, Kind as Block};
use crate::yaml::plain::flow::{Flow, FlowKind, Flowing};
use crate::yaml::plain::scalar::Scalar;
use crate::yaml::plain::{NotPlain, read_with};

/// The tree, where the text is of the plain form.
pub(super) fn tree(text: &str) -> Option<Node<'_>> {
    read_with(text, |document| Walk { text }.block(document, 0)).ok()
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
    fn block(self, node: block::Node<'_, 't>, before: usize) -> Result<Node<'t>, NotPlain> {
        match node.kind {
            Block::Null => Ok(Node { span: before..before, kind: Kind::Nothing }),
            Block::Scalar(scalar) => self.scalar(scalar),
            Block::Flow(line) => Flow::whole(line, |flow| self.flow(flow)),
            Block::Mapping(indent) => {
                let (mut entries, mut parts) = (node.entries(indent)?, Vec::new());
                while let Some(name) = entries.next_key()? {
                    let key = self.key(name);
                    let value = self.block(entries.value()?, key.span.end + 1)?;
                    parts.push(Entry { key, value });
                }
                let start = parts.first().map_or(before, |first| first.key.span.start);
                Ok(Node::collection(Style::Block, start..start, Kind::Mapping(Style::Block, parts)))
            }
            Block::Sequence(indent) => {
                let start = node.line_start().map_or(before, |line| self.offset(line));
                let (mut items, mut parts) = (node.items(indent)?, Vec::new());
                while let Some(item) = items.next()? {
                    parts.push(self.block(item, start)?);
                }
                Ok(Node::collection(Style::Block, start..start, Kind::Sequence(Style::Block, parts)))
            }
        }
    }

    fn flow(self, mut value: Flowing<'_, 't>) -> Result<Node<'t>, NotPlain> {
        let start = self.offset(value.rest());
        match value.kind()? {
            FlowKind::Scalar(scalar) => self.scalar(scalar),
            FlowKind::Items(mut items) => {
                let mut parts = Vec::new();
                while let Some(item) = items.next()? {
                    parts.push(self.flow(item)?);
                }
                let span = start..self.offset(items.rest());
                Ok(Node::collection(Style::Flow, span, Kind::Sequence(Style::Flow, parts)))
            }
            FlowKind::Entries(mut entries) => {
                let mut parts = Vec::new();
                while let Some(name) = entries.next_key()? {
                    parts.push(Entry { key: self.key(name), value: self.flow(entries.value())? });
                }
                let span = start..self.offset(entries.rest());
                Ok(Node::collection(Style::Flow, span, Kind::Mapping(Style::Flow, parts)))
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
