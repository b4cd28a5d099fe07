//! Which quotes and brackets are open in a text, line by line, as far as that can be told before or without a parser.
//!
//! They count where a value can begin, and inside of other brackets; not in quotes, comments or words
//! (`interval [0, 1)`).

use super::Position;

/// A quote, bracket or brace that is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opened {
    /// The quote, `[` or `{`.
    pub(super) byte: u8,
    /// Its line, from 0.
    line: usize,
    /// Its byte in the line.
    pub(super) at: usize,
}

impl Opened {
    /// Where it stands in its text.
    pub(super) fn position(self, text: &str) -> Position {
        let before = text.lines().nth(self.line).and_then(|line| line.get(..self.at)).unwrap_or_default();
        Position { line: self.line + 1, column: before.chars().count() + 1 }
    }
}

/// What is open in a text that is read line by line.
#[derive(Default)]
pub(super) struct Scan {
    /// The quote that is open.
    pub(super) quote: Option<Opened>,
    /// The brackets that are open, the outermost first.
    pub(super) brackets: Vec<Opened>,
    /// One that the bracket of another kind closed.
    pub(super) mismatched: Option<Opened>,
}

impl Scan {
    /// Reads a line, with its number from 0, as long as no more brackets are open than `most`: what opens one more ends it.
    pub(super) fn read(&mut self, number: usize, line: &str, most: usize) {
        // Whether a value can begin: at the start, after `:`, `-` or `?` and a blank, and in brackets.
        let (mut fresh, mut previous) = (true, b' ');
        let mut bytes = line.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            let opened = Opened { byte, line: number, at };
            match (self.quote.map(|quote| quote.byte), byte) {
                (Some(b'"'), b'\\') => drop(bytes.next()),
                (Some(open), close) if open == close => self.quote = None,
                (None, b'#') if previous.is_ascii_whitespace() => return,
                (None, b'"' | b'\'') if fresh => self.quote = Some(opened),
                (None, b'[' | b'{') if fresh || !self.brackets.is_empty() => self.brackets.push(opened),
                (None, b']' | b'}') => {
                    let is_other = |open: &Opened| (open.byte == b'[') != (byte == b']');
                    self.mismatched = self.mismatched.or(self.brackets.pop().filter(is_other));
                }
                _ => {}
            }
            if self.brackets.len() > most {
                return;
            }
            fresh = match byte {
                b' ' | b'\t' => fresh || matches!(previous, b':' | b'-' | b'?'),
                b'[' | b'{' | b',' => !self.brackets.is_empty(),
                _ => false,
            };
            previous = byte;
        }
    }
}

/// A line such as `- x`, `key: x` or `key:`.
pub(super) fn begins_anew(line: &str) -> bool {
    let line = line.trim_start();
    let key = line.split([':', '[', '{', ',', '"', '\'', ' ']).next().unwrap_or_default();
    let rest = &line[key.len()..];
    line.starts_with("- ") || (!key.is_empty() && (rest.starts_with(": ") || rest.trim_end() == ":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is open behind a text: quotes and brackets, each with its place.
    fn open(text: &str) -> Vec<(char, usize, usize)> {
        let mut scan = Scan::default();
        text.lines().enumerate().for_each(|(number, line)| scan.read(number, line, usize::MAX));
        let all = scan.brackets.iter().chain(&scan.quote);
        all.map(|opened| (char::from(opened.byte), opened.position(text).line, opened.position(text).column)).collect()
    }

    #[test]
    fn quotes_and_brackets_are_open_until_their_like_closes_them() {
        assert_eq!(open("é: [a, {b: \"x]\n"), [('[', 1, 4), ('{', 1, 8), ('"', 1, 12)]);
        assert_eq!(open("a: [x,\n  {b: 'c'},\n  d]\n"), []);
        assert_eq!(open("a: \"it \\\" is\n  so\"\nb: {\n"), [('{', 3, 4)]);
    }

    #[test]
    fn in_comments_and_words_nothing_opens() {
        assert_eq!(open("a: interval [0, 1) # and [\nb: it's {\n"), []);
    }

    #[test]
    fn one_more_than_may_be_open_ends_the_line() {
        let mut scan = Scan::default();
        scan.read(0, "a: [[[]]]", 2);
        assert_eq!(scan.brackets.iter().map(|opened| opened.at).collect::<Vec<_>>(), [3, 4, 5]);
    }

    #[test]
    fn a_line_begins_anew_with_an_entry_or_a_key() {
        assert!(["- x", "  key: x", "key:", "key: "].into_iter().all(begins_anew));
        assert!(["x", "", "[a: b", "a, b: c", "http://x"].into_iter().all(|line| !begins_anew(line)));
    }
}
