//! Lines with content, and how deep they stand.

use super::NotPlain;

/// The deepest nesting that is read here.
const MAX_DEPTH: usize = 32;

/// A line with content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Blanks before it.
    pub indent: usize,
    /// Without those, and without blanks at its end. A comment may end it.
    pub text: &'t str,
}

/// The lines with content that are still to be read.
pub(super) struct Lines<'t> {
    next: Option<Line<'t>>,
    rest: &'t str,
    depth: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Result<Lines<'t>, NotPlain> {
        if !is_simple(text) {
            return Err(NotPlain);
        }
        let mut lines = Lines { next: None, rest: text, depth: 0 };
        lines.advance();
        Ok(lines)
    }

    pub(super) fn peek(&self) -> Option<Line<'t>> {
        self.next
    }

    /// Goes on to the next line with content.
    pub(super) fn advance(&mut self) {
        while !self.rest.is_empty() {
            let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
            self.rest = rest;
            let line = line.strip_suffix('\r').unwrap_or(line);
            let line = &line[..line.len() - line.bytes().rev().take_while(|byte| *byte == b' ').count()];
            let text = without_blanks(line);
            if !matches!(text.as_bytes().first(), None | Some(b'#')) {
                self.next = Some(Line { indent: line.len() - text.len(), text });
                return;
            }
        }
        self.next = None;
    }

    /// The rest of the line as a line of its own: what follows the dash of an item.
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

/// A text without the blanks it begins with.
pub(super) fn without_blanks(text: &str) -> &str {
    &text[text.bytes().take_while(|byte| *byte == b' ').count()..]
}

/// Whether a text has no characters that end lines, stand for blanks or are forbidden in YAML.
fn is_simple(text: &str) -> bool {
    if is_usual(text) {
        return true;
    }
    let bytes = text.as_bytes();
    let is_odd = |byte: &u8| *byte < b' ' && *byte != b'\n' || *byte == 0x7f;
    let ends_line = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    if bytes.iter().any(is_odd) && !(0..bytes.len()).filter(|&at| is_odd(&bytes[at])).all(ends_line) {
        return false;
    }
    let is_break = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    !text.chars().any(is_break)
}

/// Whether a text is printable ASCII in lines that end with a newline alone, as most are. Looked at without a branch
/// for each byte, as long texts are looked at whole.
pub(in crate::yaml) fn is_usual(text: &str) -> bool {
    text.bytes().fold(true, |is_usual, byte| is_usual & ((byte.wrapping_sub(b' ') < 0x5f) | (byte == b'\n')))
}
