//! Flow collections that end on their line: `[a, b]`, `{date: 2026-11-21, step: numpy}`.

use super::NotPlain;
use super::scalar::{Scalar, Typed, begins_plain, is_end};

/// The deepest nesting that is read here.
const MAX_DEPTH: usize = 16;

/// What is left of the line, and how many collections of it are open.
#[derive(Debug, Clone, Default)]
pub(in crate::yaml) struct Flow<'t> {
    rest: &'t str,
    depth: usize,
}

/// A value that begins where the flow stands.
pub(in crate::yaml) struct Flowing<'a, 't>(&'a mut Flow<'t>);

/// How far a collection is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    Later,
    Over,
}

/// What a value in a flow turns out to be.
pub(in crate::yaml) enum FlowKind<'a, 't> {
    Scalar(Scalar<'t>),
    Items(Items<'a, 't>),
    Entries(Entries<'a, 't>),
}

impl<'t> Flow<'t> {
    /// Goes to a text that holds one collection and perhaps a comment. The one before it is to be read to its end.
    pub(in crate::yaml) fn go_to(&mut self, text: &'t str) -> Result<Flowing<'_, 't>, NotPlain> {
        if !self.is_read() {
            return Err(NotPlain);
        }
        self.rest = text;
        Ok(Flowing(self))
    }

    /// Whether no collection is open: with the last one the line ended too.
    pub(super) fn is_read(&self) -> bool {
        self.depth == 0
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    /// Takes a character that stands next, blanks apart.
    fn take(&mut self, wanted: char) -> bool {
        self.skip_blanks();
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn scalar(&mut self) -> Result<Scalar<'t>, NotPlain> {
        self.skip_blanks();
        if let Some(quote @ (b'"' | b'\'')) = self.rest.as_bytes().first() {
            let (scalar, rest) = Scalar::of_quotes(self.rest, *quote)?;
            self.rest = rest;
            return Ok(scalar);
        }
        let end = self.rest.find([',', ']', '}', ':', '#', '[', '{']).ok_or(NotPlain)?;
        let text = self.rest[..end].trim_end_matches(' ');
        if !begins_plain(text) {
            return Err(NotPlain);
        }
        self.rest = &self.rest[end..];
        Ok(Scalar { text, is_quoted: false })
    }

    /// Whether another item follows in a collection that `close` ends; it takes the comma or the end. Whoever asks
    /// again behind the end, as serde does for the fields of a struct that is written as a list, hears no again.
    fn goes_on(&mut self, turn: &mut Turn, close: char) -> Result<bool, NotPlain> {
        if *turn == Turn::Over {
            return Ok(false);
        }
        if self.take(close) {
            *turn = Turn::Over;
            if self.depth == 1 && !is_end(self.rest) {
                return Err(NotPlain);
            }
            self.depth -= 1;
            return Ok(false);
        }
        if std::mem::replace(turn, Turn::Later) == Turn::First || self.take(',') { Ok(true) } else { Err(NotPlain) }
    }

    /// Whether one of these stands next, blanks apart.
    fn is_at(&mut self, wanted: [char; 2]) -> bool {
        self.skip_blanks();
        self.rest.starts_with(wanted)
    }

    fn enter(&mut self) -> Result<(), NotPlain> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(NotPlain) } else { Ok(()) }
    }
}

impl<'a, 't> Flowing<'a, 't> {
    pub(in crate::yaml) fn kind(self) -> Result<FlowKind<'a, 't>, NotPlain> {
        let flow = self.0;
        if flow.take('[') {
            flow.enter()?;
            return Ok(FlowKind::Items(Items { flow, turn: Turn::First }));
        }
        if flow.take('{') {
            flow.enter()?;
            return Ok(FlowKind::Entries(Entries { flow, turn: Turn::First }));
        }
        flow.scalar().map(FlowKind::Scalar)
    }

    /// Passes over a scalar that says that there is nothing.
    pub(in crate::yaml) fn pass_null(&mut self) -> bool {
        let mut ahead = Flow { rest: self.0.rest, depth: 0 };
        let is_null = ahead.scalar().is_ok_and(Scalar::is_null);
        if is_null {
            self.0.rest = ahead.rest;
        }
        is_null
    }

    /// What is left of the line, from the value on.
    pub(in crate::yaml) fn rest(&mut self) -> &'t str {
        self.0.skip_blanks();
        self.0.rest
    }
}

/// The items of a sequence.
pub(in crate::yaml) struct Items<'a, 't> {
    flow: &'a mut Flow<'t>,
    turn: Turn,
}

impl<'t> Items<'_, 't> {
    /// Goes to the next item; `None` behind the last one.
    pub(in crate::yaml) fn next(&mut self) -> Result<Option<Flowing<'_, 't>>, NotPlain> {
        if self.turn == Turn::Later && !self.flow.is_at([',', ']']) {
            // `[a: b]` is a list of one mapping.
            return Err(NotPlain);
        }
        let goes_on = self.flow.goes_on(&mut self.turn, ']')?;
        Ok(goes_on.then_some(Flowing(self.flow)))
    }

    /// What stands behind the bracket that closed it.
    pub(in crate::yaml) fn rest(&self) -> &'t str {
        self.flow.rest
    }
}

/// The entries of a mapping, to be taken in turn: a key, then its value.
pub(in crate::yaml) struct Entries<'a, 't> {
    flow: &'a mut Flow<'t>,
    turn: Turn,
}

impl<'t> Entries<'_, 't> {
    pub(in crate::yaml) fn next_key(&mut self) -> Result<Option<&'t str>, NotPlain> {
        if !self.flow.goes_on(&mut self.turn, '}')? {
            return Ok(None);
        }
        let key = self.flow.scalar()?;
        if key.is_quoted || key.typed()? != Typed::Text || !self.flow.rest.starts_with(": ") {
            return Err(NotPlain);
        }
        self.flow.rest = &self.flow.rest[1..];
        Ok(Some(key.text))
    }

    pub(in crate::yaml) fn value(&mut self) -> Flowing<'_, 't> {
        Flowing(self.flow)
    }

    /// What stands behind the brace that closed it.
    pub(in crate::yaml) fn rest(&self) -> &'t str {
        self.flow.rest
    }
}
