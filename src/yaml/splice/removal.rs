//! Taking parts away, but for the comments on their lines.

use std::ops::Range;

use super::Splice;
use super::document::Document;
use crate::yaml::tree::{Kind, Node, Style, column_of, dash_in_column};
use crate::yaml::write::flow;
use crate::yaml::{Key, Mapping, Value};

impl Document<'_> {
    pub(super) fn remove(&self, path: &[Key]) -> Option<Splice> {
        let (last, parents) = path.split_last()?;
        let parent = self.node(parents)?;
        let (spans, index): (Vec<Range<usize>>, usize) = match (last, &parent.kind) {
            (Key::Name(name), Kind::Mapping(_, entries)) => {
                let index = entries.iter().position(|entry| entry.key.scalar() == Some(name))?;
                (entries.iter().map(|entry| entry.key.span.start..entry.end()).collect(), index)
            }
            (Key::Index(index), Kind::Sequence(Style::Flow, items)) => (items.iter().map(|item| item.span.clone()).collect(), *index),
            (Key::Index(index), Kind::Sequence(Style::Block, items)) => {
                let column = column_of(self.text, parent.span.start);
                let span = |item: &Node<'_>| Some(dash_in_column(self.text, parent.span.start..item.span.start, column)?..item.span.end);
                (items.iter().map(span).collect::<Option<_>>()?, *index)
            }
            _ => return None,
        };
        let span = spans.get(index)?.clone();
        match parent.style()? {
            Style::Flow => Some(self.remove_from_flow(parent, &spans, index)),
            Style::Block if spans.len() == 1 => self.empty(parents, parent),
            Style::Block => Some(self.remove_lines(parent, span, spans.get(index + 1).map(|next| next.start))),
        }
    }

    /// What is left of a block whose last part goes.
    fn empty(&self, path: &[Key], block: &Node<'_>) -> Option<Splice> {
        let nothing = if matches!(block.kind, Kind::Mapping(..)) { Value::Mapping(Mapping::new()) } else { Value::Sequence(Vec::new()) };
        match path.split_last() {
            Some((Key::Name(_), _)) => self.set(path, &nothing),
            _ => Some(Splice::replace(block, block.span.clone(), flow(&nothing))),
        }
    }

    /// Takes the lines of a part away, but for their comments. A part behind a dash leaves its place to the next.
    fn remove_lines(&self, block: &Node<'_>, span: Range<usize>, next: Option<usize>) -> Splice {
        let (line, indent) = (self.line_start(span.start), column_of(self.text, span.start));
        let margin = " ".repeat(indent);
        let is_own_line = self.text[line..span.start].trim_matches([' ', '?']).is_empty();
        let (range, margin_first) = match next {
            Some(next) if !is_own_line => (span.start..next, false),
            _ => (line..self.next_line(span.end), true),
        };
        let part = Node { span: span.clone(), kind: Kind::Nothing };
        let comments = self.comments(range.clone(), part_at(block, &span).unwrap_or(&part));
        let keep = |comment: &String| {
            if margin_first {
                format!("{margin}{comment}{}", self.layout.newline)
            } else {
                format!("{comment}{}{margin}", self.layout.newline)
            }
        };
        Splice::replace(block, range, comments.iter().map(keep).collect())
    }

    /// Takes a part out of brackets or braces, with one comma.
    fn remove_from_flow(&self, collection: &Node<'_>, spans: &[Range<usize>], index: usize) -> Splice {
        let span = &spans[index];
        let comma =
            self.text[span.end..].find(|c: char| !c.is_whitespace()).map(|at| span.end + at).filter(|&at| self.text[at..].starts_with(','));
        let is_last = index + 1 == spans.len();
        let range = match (comma, index.checked_sub(1).map(|before| spans[before].end)) {
            (None, Some(before)) if is_last && !self.text[before..span.start].contains('#') => before..span.end,
            (Some(comma), _) => {
                let rest = &self.text[comma + 1..];
                let range = span.start..comma + 1 + (rest.len() - rest.trim_start_matches(' ').len());
                self.with_blank_line(range)
            }
            (None, _) => span.clone(),
        };
        Splice::replace(collection, range, String::new())
    }

    /// The whole line, where nothing else stands on it.
    fn with_blank_line(&self, range: Range<usize>) -> Range<usize> {
        let (line, end) = (self.line_start(range.start), self.line_end(range.end));
        let is_alone = self.text[line..range.start].trim().is_empty() && self.text[range.end..end].trim().is_empty();
        if is_alone { line..self.next_line(range.end) } else { range }
    }
}

/// The value of the part of a block that spans this.
fn part_at<'n, 't>(block: &'n Node<'t>, span: &Range<usize>) -> Option<&'n Node<'t>> {
    match &block.kind {
        Kind::Mapping(_, entries) => entries.iter().find(|entry| entry.key.span.start == span.start).map(|entry| &entry.value),
        Kind::Sequence(_, items) => items.iter().find(|item| item.span.end == span.end),
        _ => None,
    }
}
