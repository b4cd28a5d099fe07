//! A document as a tree of places: where each value stands in the text, to tell it or to change it there.
//!
//! The plain form is walked directly; all else `saphyr-parser` takes apart. That both see the same tree is
//! tested on every document that both can read.

mod events;
mod plain;

#[cfg(test)]
mod tests;

pub(super) use self::events::{column_of, dash_in_column};

use std::borrow::Cow;
use std::ops::Range;

/// The deepest nesting that is looked into: deeper ones the reader of values refuses too.
const MAX_DEPTH: usize = 256;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node<'t> {
    /// Bytes of the text, without anchor, tag or comment. A block reaches from its first key or dash to the
    /// end of its last value; nothing is an empty range behind the colon or dash that it would follow.
    pub span: Range<usize>,
    pub kind: Kind<'t>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind<'t> {
    /// Nothing is written.
    Nothing,
    /// As it reads without quotes.
    Scalar(Cow<'t, str>),
    /// Another value by its name.
    Alias,
    Mapping(Style, Vec<Entry<'t>>),
    Sequence(Style, Vec<Node<'t>>),
}

/// How a collection is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// By indentation.
    Block,
    /// In brackets or braces.
    Flow,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry<'t> {
    pub key: Node<'t>,
    pub value: Node<'t>,
}

/// The tree of a text without a byte order mark; `None` when it has no document, more than one, or none that
/// can be taken apart.
pub(super) fn of(text: &str) -> Option<Node<'_>> {
    plain::tree(text).or_else(|| events::tree(text))
}

impl<'t> Node<'t> {
    /// The scalar as it reads.
    pub(super) fn scalar(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// How it is written, where this is a collection.
    pub(super) fn style(&self) -> Option<Style> {
        match self.kind {
            Kind::Mapping(style, _) | Kind::Sequence(style, _) => Some(style),
            _ => None,
        }
    }

    /// The entries, where this is a mapping.
    pub(super) fn entries(&self) -> &[Entry<'t>] {
        match &self.kind {
            Kind::Mapping(_, entries) => entries,
            _ => &[],
        }
    }

    /// The entry of a key.
    pub(super) fn entry(&self, name: &str) -> Option<&Entry<'t>> {
        self.entries().iter().find(|entry| entry.key.scalar() == Some(name))
    }

    /// A collection out of its parts. A block stands where they stand; of one in brackets the span is given.
    fn collection(style: Style, span: Range<usize>, kind: Kind<'t>) -> Node<'t> {
        let parts = match &kind {
            Kind::Mapping(_, entries) => entries.last().map(Entry::end),
            Kind::Sequence(_, items) => items.last().map(|last| last.span.end),
            _ => None,
        };
        let end = if style == Style::Block { parts.unwrap_or(span.start) } else { span.end };
        Node { span: span.start..end, kind }
    }
}

impl Entry<'_> {
    /// Where the entry ends: with its value, or with the colon that nothing follows.
    pub(super) fn end(&self) -> usize {
        self.value.span.end
    }
}
