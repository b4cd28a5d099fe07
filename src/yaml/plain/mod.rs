//! A direct reader of the plain form: what mlpath itself writes, and what people write beside it.
//!
//! Block mappings and sequences, scalars of one line with or without quotes, flow collections that
//! end on their line, and comments. A tenth of the work of the full parser, which reads everything
//! else: whatever could be read in two ways is [`NotPlain`], never guessed. That the two agree is
//! tested on every document of the tests and on random ones.

pub(super) mod block;
pub(super) mod flow;
mod line;
pub(super) mod lines;
pub(super) mod oddities;
pub(super) mod scalar;

use self::block::Node;
use self::lines::Lines;

/// The text is not of the plain form, or not of the shape that was asked for. The full parser
/// says which, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotPlain;

/// Reads one document of the plain form, a mapping from its first column on, by somebody who walks it.
///
/// # Errors
///
/// [`NotPlain`] when it is anything else, and those of `walk`.
pub(super) fn read_with<'t, T>(text: &'t str, walk: impl FnOnce(Node<'_, 't>) -> Result<T, NotPlain>) -> Result<T, NotPlain> {
    let mut lines = Lines::new(text);
    let read = walk(block::document(&mut lines)?)?;
    if lines.are_read() { Ok(read) } else { Err(NotPlain) }
}
