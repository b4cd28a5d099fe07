//! A document as a tree of places: where each value stands in the text, to tell it or to change it there.
//!
//! The plain form is walked directly; all else `saphyr-parser` takes apart. That both see the same tree is
//! tested on every document that both can read.

mod events;
mod plain;

#[cfg(test)]
mod tests;

pub(super) use self::events::{column_of, dash_in_column, first_fault};

use std::borrow::Cow;
use std::ops::Range;

use super::{Edit, Key};

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
    /// A collection that no edit needs to look into: of a block, an item added behind it needs no more than its end.
    Closed {
        style: Style,
        is_sequence: bool,
    },
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
    plain::tree(text, &Look::Everywhere).or_else(|| events::tree(text)).or_else(|| of_text_with_tabs(text))
}

/// The tree of a text with tabs behind colons and dashes, which the parser of events does not know: blanks in their places
/// leave every place as it is.
fn of_text_with_tabs(text: &str) -> Option<Node<'static>> {
    let has_tab = |sign: &&str| text.contains(*sign);
    let signs = [(":\t", ": "), ("-\t", "- "), ("?\t", "? ")];
    if !signs.iter().any(|(tab, _)| has_tab(tab)) {
        return None;
    }
    let blank = signs.iter().fold(text.to_owned(), |text, (tab, blank)| text.replace(tab, blank));
    events::tree(&blank).map(Node::into_owned)
}

/// As [`of`] of a text in the plain form, where collections that lie on the way of no edit are closed: an edit of ten
/// years of a log needs to know where the log ends, and not what is in it. Whether a closed one is of the plain form is
/// not looked at.
pub(super) fn along<'t>(text: &'t str, edits: &[Edit]) -> Option<Node<'t>> {
    plain::tree(text, &Look::along(edits))
}

/// What of a value is looked into.
enum Look<'e> {
    Everywhere,
    /// What lies on these ways; nothing where there are none.
    Along(Vec<Way<'e>>),
}

/// The way from a value to what an edit is about, and whether it needs to know what is in that.
#[derive(Clone, Copy)]
struct Way<'e> {
    path: &'e [Key],
    goes_inside: bool,
}

impl<'e> Look<'e> {
    fn along(edits: &'e [Edit]) -> Look<'e> {
        let goes_inside = |edit: &Edit| matches!(edit, Edit::Set(..) | Edit::Remove(_));
        Look::Along(edits.iter().map(|edit| Way { path: edit.path(), goes_inside: goes_inside(edit) }).collect())
    }

    /// What of a part is looked into.
    fn part(&self, is_part: impl Fn(&Key) -> bool) -> Look<'e> {
        let Look::Along(ways) = self else { return Look::Everywhere };
        let further = |way: &Way<'e>| match way.path.split_first() {
            Some((first, path)) if is_part(first) => Some(Way { path, ..*way }),
            _ => None,
        };
        let further: Vec<Way<'e>> = ways.iter().filter_map(further).collect();
        if further.iter().any(|way| way.goes_inside && way.path.is_empty()) { Look::Everywhere } else { Look::Along(further) }
    }

    /// Whether a collection stays closed.
    fn is_closed(&self, style: Style) -> bool {
        match self {
            Look::Everywhere => false,
            Look::Along(ways) => ways.is_empty() || (style == Style::Block && ways.iter().all(|way| way.path.is_empty())),
        }
    }
}

impl<'t> Node<'t> {
    /// The same, without the text.
    fn into_owned(self) -> Node<'static> {
        let kind = match self.kind {
            Kind::Nothing => Kind::Nothing,
            Kind::Scalar(text) => Kind::Scalar(Cow::Owned(text.into_owned())),
            Kind::Alias => Kind::Alias,
            Kind::Mapping(style, entries) => {
                let owned = |entry: Entry<'_>| Entry { key: entry.key.into_owned(), value: entry.value.into_owned() };
                Kind::Mapping(style, entries.into_iter().map(owned).collect())
            }
            Kind::Sequence(style, items) => Kind::Sequence(style, items.into_iter().map(Node::into_owned).collect()),
            Kind::Closed { style, is_sequence } => Kind::Closed { style, is_sequence },
        };
        Node { span: self.span, kind }
    }

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
            Kind::Mapping(style, _) | Kind::Sequence(style, _) | Kind::Closed { style, .. } => Some(style),
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
}

impl Entry<'_> {
    /// Where the entry ends: with its value, or with the colon that nothing follows.
    pub(super) fn end(&self) -> usize {
        self.value.span.end
    }
}
