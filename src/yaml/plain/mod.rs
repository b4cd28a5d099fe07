//! A direct reader of the plain form: what mlpath itself writes, and what people write beside it.
//!
//! Block mappings and sequences, scalars of one line with or without quotes, flow collections that
//! end on their line, and comments. A tenth of the work of the full parser, which reads everything
//! else: whatever could be read in two ways is [`NotPlain`], never guessed. That the two agree is
//! tested on every document of the tests and on random ones.

pub(super) mod block;
pub(super) mod de;
pub(super) mod flow;
pub(super) mod lines;
pub(super) mod scalar;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::PIECES;

use std::fmt;

use serde::de::DeserializeOwned;

use self::block::Node;
use self::de::Reader;
use self::lines::Lines;

/// The text is not of the plain form, or not of the shape that was asked for. The full parser
/// says which, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotPlain;

impl fmt::Display for NotPlain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not of the plain form")
    }
}

impl std::error::Error for NotPlain {}

impl serde::de::Error for NotPlain {
    fn custom<T: fmt::Display>(_: T) -> NotPlain {
        NotPlain
    }
}

/// Reads one document of the plain form: a mapping from its first column on.
///
/// # Errors
///
/// [`NotPlain`] when it is anything else.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, NotPlain> {
    read_with(text, |document| T::deserialize(Reader::Block(document)))
}

/// As [`read`], by somebody who walks the document on their own.
///
/// # Errors
///
/// As for [`read`], and those of `walk`.
pub(super) fn read_with<'t, T>(text: &'t str, walk: impl FnOnce(Node<'_, 't>) -> Result<T, NotPlain>) -> Result<T, NotPlain> {
    let mut lines = Lines::new(text);
    let read = walk(block::document(&mut lines)?)?;
    if lines.are_read() { Ok(read) } else { Err(NotPlain) }
}
