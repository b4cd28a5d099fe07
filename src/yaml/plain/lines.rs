//! Lines with content, and how deep they stand.

use super::NotPlain;

/// The deepest nesting that is read here.
const MAX_DEPTH: usize = 32;

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
    is_odd: bool,
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
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Lines<'t> {
        let mut lines = Lines { next: None, ahead: text, rest: text, depth: 0, is_broken: false };
        lines.advance();
        lines
    }

    /// Whether all is read, and all of it was of the plain form.
    pub(super) fn are_read(&self) -> bool {
        self.next.is_none() && !self.is_broken
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

/// How many blanks a text begins with.
#[inline]
fn count_blanks(text: &str) -> usize {
    let mut count = 0;
    while text.as_bytes().get(count) == Some(&b' ') {
        count += 1;
    }
    count
}

/// Whether a text has no characters that end lines, stand for blanks or are forbidden in YAML.
fn is_simple(text: &str) -> bool {
    if oddities(text) & odd::CHARACTER == 0 {
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

/// What a text has that is more than printable ASCII in lines that end with a newline alone.
pub(in crate::yaml) mod odd {
    /// Other characters: controls, and all beyond ASCII.
    pub(in crate::yaml) const CHARACTER: u8 = 1;
    /// Brackets or braces that open.
    pub(in crate::yaml) const OPENING: u8 = 2;
    /// The signs that a merge marks its conflicts with.
    pub(in crate::yaml) const SIGN: u8 = 4;
}

/// What a text has of what is [`odd`]. Long texts are looked at whole, before anything is read of them, so this is a
/// table and no branch for each byte.
pub(in crate::yaml) fn oddities(text: &str) -> u8 {
    text.bytes().fold(0, |found, byte| found | ODDITIES[usize::from(byte)])
}

const ODDITIES: [u8; 256] = {
    let mut table = [odd::CHARACTER; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        table[byte as usize] = match byte {
            b'[' | b'{' => odd::OPENING,
            b'<' | b'|' | b'=' | b'>' => odd::SIGN,
            _ => 0,
        };
        byte += 1;
    }
    table[b'\n' as usize] = 0;
    table
};
