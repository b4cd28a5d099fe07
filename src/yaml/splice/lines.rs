//! Lines around a place, and the comments on them.

use std::ops::Range;

use super::document::Document;
use crate::yaml::tree::{Kind, Node};

impl Document<'_> {
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line, without what ends it.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        if self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }

    pub(super) fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// The start of the line after a place, and after the comments below it that stand at least as deep.
    pub(super) fn after_comments(&self, at: usize, indent: usize) -> usize {
        self.after_lines(self.next_line(at), |line| line.len() - line.trim_start_matches(' ').len() >= indent)
    }

    /// As [`Document::after_comments`], from the start of a line, whatever the comments' depth.
    pub(super) fn after_adjacent_comments(&self, at: usize) -> usize {
        self.after_lines(at, |_| true)
    }

    /// The start of the first line from one on that is no comment that goes on.
    fn after_lines(&self, mut at: usize, goes_on: impl Fn(&str) -> bool) -> usize {
        while let Some(line) =
            self.text[at..].split_inclusive('\n').next().filter(|line| line.trim_start_matches(' ').starts_with('#') && goes_on(line))
        {
            at += line.len();
        }
        at
    }

    /// The comments in a range, apart from what looks like one inside the values of a node.
    pub(super) fn comments(&self, range: Range<usize>, node: &Node<'_>) -> Vec<String> {
        let mut scalars = Vec::new();
        scalars_in(self.text, node, &mut scalars);
        let (mut comments, mut at) = (Vec::new(), range.start);
        while let Some(found) = self.text[at..range.end].find('#').map(|found| at + found) {
            if let Some(scalar) = scalars.iter().find(|scalar| scalar.contains(&found)) {
                at = scalar.end.min(range.end);
                continue;
            }
            let is_comment = self.text[..found].chars().next_back().is_none_or(char::is_whitespace);
            at = if is_comment { self.line_end(found).min(range.end) } else { found + 1 };
            if is_comment {
                comments.push(self.text[found..at].trim_end().to_owned());
            }
        }
        comments
    }
}

/// The spans of all scalars; of a block of lines, from its first line on.
fn scalars_in(text: &str, node: &Node<'_>, into: &mut Vec<Range<usize>>) {
    match &node.kind {
        Kind::Scalar(_) => {
            let is_lines = text[node.span.clone()].starts_with(['|', '>']);
            let header = if is_lines { text[node.span.clone()].find('\n').unwrap_or(0) } else { 0 };
            into.push(node.span.start + header..node.span.end);
        }
        Kind::Mapping(_, entries) => {
            for entry in entries {
                scalars_in(text, &entry.key, into);
                scalars_in(text, &entry.value, into);
            }
        }
        Kind::Sequence(_, items) => items.iter().for_each(|item| scalars_in(text, item, into)),
        // What an edit is about was looked into, so a closed collection is nowhere in it.
        Kind::Nothing | Kind::Alias | Kind::Closed { .. } => {}
    }
}
