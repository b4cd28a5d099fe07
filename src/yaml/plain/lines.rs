//! Lines with content, and how deep they stand.

use super::NotPlain;
use super::flow::Flow;
use super::line::{Line, count_blanks};
use super::oddities::is_simple;

/// The deepest nesting that is read here.
const MAX_DEPTH: usize = 32;

/// The lines with content that are still to be read.
#[derive(Clone)]
pub(in crate::yaml) struct Lines<'t> {
    next: Option<Line<'t>>,
    /// The text from the start of that line on, and from its end on.
    ahead: &'t str,
    rest: &'t str,
    depth: usize,
    /// Whether a line was read that is not of the plain form, whatever it says.
    is_broken: bool,
    /// The flow collection that is being read, or was last: it stands on a line that is read.
    pub(super) flow: Flow<'t>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Lines<'t> {
        let mut lines = Lines { next: None, ahead: text, rest: text, depth: 0, is_broken: false, flow: Flow::default() };
        lines.advance();
        lines
    }

    /// Whether all is read, and all of it was of the plain form.
    pub(super) fn are_read(&self) -> bool {
        self.next.is_none() && !self.is_broken && self.flow.is_read()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<&Line<'t>> {
        self.next.as_ref()
    }

    /// Goes on to the next line with content.
    pub(super) fn advance(&mut self) {
        while !self.rest.is_empty() {
            let (line, next) = Line::first_of(self.rest);
            self.ahead = self.rest;
            self.rest = self.rest.get(next..).unwrap_or_default();
            self.is_broken |= line.is_odd && !is_simple(&self.ahead[..self.ahead.len() - self.rest.len()]);
            if !line.is_empty() {
                self.next = Some(line);
                return;
            }
        }
        self.ahead = "";
        self.next = None;
    }

    /// Passes over the next line and those behind it that stand at least so deep, those just as deep only if they are
    /// items, where the block is a sequence; its last line with content. No more of each is looked at than where it begins.
    pub(super) fn pass_block(&mut self, indent: usize, is_sequence: bool) -> Option<Line<'t>> {
        let (mut rest, first, mut last) = (self.rest, self.next, None);
        while !rest.is_empty() {
            let deep = count_blanks(rest);
            let content = &rest.as_bytes()[deep..];
            let is_outside =
                deep < indent || (is_sequence && deep == indent && !matches!(content, [b'-', b' ' | b'\r' | b'\n', ..] | [b'-']));
            match content {
                [] | [b'#' | b'\n' | b'\r', ..] => {}
                _ if is_outside => break,
                _ => last = Some(rest),
            }
            rest = rest.find('\n').map_or("", |newline| &rest[newline + 1..]);
        }
        self.rest = rest;
        self.advance();
        last.map(|last| Line::first_of(last).0).or(first)
    }

    /// Leaves out lines that are written as those between two places in another text, where the next line with
    /// content is the same there and here. Says whether it did.
    pub(super) fn pass(&mut self, from: &Lines<'_>, to: &Lines<'_>) -> bool {
        let (passed, with_next) = (from.ahead.len() - to.ahead.len(), from.ahead.len() - to.rest.len());
        let same = &from.ahead[..with_next];
        // A last line that nothing ends could go on here.
        let is_same = to.next.is_some() && same.ends_with('\n') && self.ahead.starts_with(same);
        if is_same {
            self.rest = &self.ahead[passed..];
            self.advance();
        }
        is_same
    }

    /// The rest of the line as a line of its own.
    pub(super) fn go_to(&mut self, line: Line<'t>) {
        self.next = Some(line);
    }

    /// One level deeper, until [`Lines::leave`].
    pub(super) fn enter(&mut self) -> Result<(), NotPlain> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(NotPlain) } else { Ok(()) }
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }
}
