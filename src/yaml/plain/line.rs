//! A line with content: all that is asked of it is looked for in one pass.

use super::oddities::{odd, oddities};

/// A line with content, or the rest of one behind a dash or a key.
#[derive(Debug, Clone, Copy)]
pub(in crate::yaml) struct Line<'t> {
    /// Blanks before it.
    pub(super) indent: usize,
    /// Without those, and without blanks at its end. A comment may end it.
    pub(in crate::yaml) text: &'t str,
    /// Where it ends without that comment and the blanks before it, as long as no quote is open there.
    words: usize,
    /// The first colon that could end a key, and whether there are more.
    colon: Option<usize>,
    has_more_colons: bool,
    /// Whether it has characters that may not stand in the plain form, or not everywhere.
    pub(super) is_odd: bool,
}

impl<'t> Line<'t> {
    /// The line that a text begins with, and where the next one begins. All that is asked of a line is looked for in
    /// this one pass, as most of what takes time with a long text is this.
    pub(super) fn first_of(text: &'t str) -> (Line<'t>, usize) {
        let bytes = text.as_bytes();
        let indent = count_blanks(text);
        let (mut at, mut words, mut colon, mut has_more_colons, mut is_odd) = (indent, indent, None, false, false);
        loop {
            let byte = bytes.get(at);
            if byte.is_some_and(|byte| IS_WORD[usize::from(*byte)]) {
                at += 1;
                words = at;
                continue;
            }
            match byte {
                None | Some(b'\n') => break,
                Some(b' ') => {}
                Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => {}
                Some(b'#') if words < at || at == indent => {
                    let comment = &text[at..];
                    let comment = comment.find('\n').map_or(comment, |newline| &comment[..newline]);
                    is_odd |= oddities(comment) & odd::CHARACTER != 0;
                    at += comment.len();
                    break;
                }
                Some(b':') if matches!(bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\r')) => {
                    has_more_colons = colon.is_some();
                    colon = colon.or(Some(at - indent));
                    words = at + 1;
                }
                Some(byte) => {
                    is_odd |= !matches!(byte, b'#' | b':');
                    words = at + 1;
                }
            }
            at += 1;
        }
        let blanks = bytes[words..at].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\r')).count();
        let text = text.get(indent..at - blanks).unwrap_or_default();
        (Line { indent, text, words: words - indent, colon, has_more_colons, is_odd }, at + 1)
    }

    /// What follows the dash of an item, as a line of its own.
    #[inline]
    pub(in crate::yaml) fn behind_dash(&self) -> Line<'t> {
        let start = 1 + count_blanks(&self.text[1..]);
        let colon = self.colon.and_then(|colon| colon.checked_sub(start));
        Line { indent: self.indent + start, colon, ..self.behind(start) }
    }

    /// The key that it begins with, and what follows its colon.
    #[inline]
    pub(in crate::yaml) fn split(&self) -> Option<(&'t str, Line<'t>)> {
        let colon = self.colon?;
        let start = colon + 1 + count_blanks(&self.text[colon + 1..]);
        let rest = Line { colon: self.has_more_colons.then_some(0), ..self.behind(start) };
        Some((&self.text[..colon], rest))
    }

    #[inline]
    fn behind(&self, start: usize) -> Line<'t> {
        Line { text: &self.text[start..], words: self.words.saturating_sub(start), ..*self }
    }

    /// Its words without a comment, where no colon among them could end a key.
    #[inline]
    pub(super) fn words(&self) -> Option<&'t str> {
        if self.colon.is_some() { None } else { self.text.get(..self.words) }
    }

    /// Whether nothing stands there but perhaps a comment.
    #[inline]
    pub(in crate::yaml) fn is_empty(&self) -> bool {
        matches!(self.text.as_bytes().first(), None | Some(b'#'))
    }

    /// Whether it is an item of a sequence.
    #[inline]
    pub(in crate::yaml) fn is_item(&self) -> bool {
        matches!(self.text.as_bytes(), [b'-'] | [b'-', b' ', ..])
    }
}

/// What means nothing within a line wherever it stands: printable ASCII but for blanks, colons and `#`.
const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        table[byte as usize] = !matches!(byte, b'#' | b':');
        byte += 1;
    }
    table
};

/// How many blanks a text begins with.
#[inline]
pub(super) fn count_blanks(text: &str) -> usize {
    let mut count = 0;
    while text.as_bytes().get(count) == Some(&b' ') {
        count += 1;
    }
    count
}
