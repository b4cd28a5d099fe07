//! The tree of any document, from the events of the full parser.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Entry, Kind, MAX_DEPTH, Node, Style};
use crate::yaml::Position;

/// The tree; `None` unless the text is one document.
pub(super) fn tree(text: &str) -> Option<Node<'_>> {
    let mut builder = Builder { open: Vec::new(), root: None, end: 0, offsets: Offsets::new(text) };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        builder.take(event, span)?;
    }
    builder.root
}

/// Where the parser of events gives a text up; `None` where it takes it.
pub(in crate::yaml) fn first_fault(text: &str) -> Option<Position> {
    let error = Parser::new_from_str(text).find_map(Result::err)?;
    Some(Position { line: error.marker().line(), column: error.marker().col() + 1 })
}

/// A collection that is not closed yet.
enum Open<'t> {
    Mapping { style: Style, start: usize, entries: Vec<Entry<'t>>, key: Option<Node<'t>> },
    Sequence { style: Style, start: usize, items: Vec<Node<'t>> },
}

struct Builder<'t> {
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    /// Where the last part ended.
    end: usize,
    offsets: Offsets<'t>,
}

impl<'t> Builder<'t> {
    /// Takes the next event in; `None` when the text is not one document, or is nested too deep.
    fn take(&mut self, event: Event<'t>, span: Span) -> Option<()> {
        let span = self.offsets.of(span);
        match event {
            Event::DocumentStart(_) if self.root.is_some() => None,
            Event::Alias(_) => self.add(Node { span, kind: Kind::Alias }),
            Event::Scalar(text, ScalarStyle::Plain, ..) if text.is_empty() => {
                let at = self.place_of_nothing(span.start);
                self.add(Node { span: at..at, kind: Kind::Nothing })
            }
            Event::Scalar(text, ScalarStyle::Literal | ScalarStyle::Folded, ..) => {
                let span = if text.trim().is_empty() { self.header_alone(span) } else { self.lines_of_block(span)? };
                self.add(Node { span, kind: Kind::Scalar(text) })
            }
            Event::Scalar(text, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, ..) => {
                let end = span.start + quoted_length(&self.offsets.text[span.clone()]);
                self.add(Node { span: span.start..end, kind: Kind::Scalar(text) })
            }
            Event::Scalar(text, ..) => self.add(Node { span, kind: Kind::Scalar(text) }),
            Event::MappingStart(..) => {
                let (style, start) = self.style_of(&span, '{');
                self.open(Open::Mapping { style, start, entries: Vec::new(), key: None })
            }
            Event::SequenceStart(..) => {
                let dash = self.dash_below_key(span.end).map(|dash| (Style::Block, dash));
                let (style, start) = dash.unwrap_or_else(|| self.style_of(&span, '['));
                self.open(Open::Sequence { style, start, items: Vec::new() })
            }
            // Its span can reach over a comment, too; the bracket that closes it is one byte.
            Event::MappingEnd | Event::SequenceEnd => self.close(span.start + 1),
            _ => Some(()),
        }
    }

    /// Where a value would stand that is not written: behind its colon or dash.
    fn place_of_nothing(&self, start: usize) -> usize {
        if !matches!(self.open.last(), Some(Open::Mapping { key: Some(_), .. })) {
            return start;
        }
        let rest = self.offsets.text[self.end..].trim_start_matches([' ', '\t']);
        self.offsets.text.len() - rest.len() + usize::from(rest.starts_with(':'))
    }

    /// How a collection is written, and where it begins behind its anchor and tag. The span of its start can
    /// hold them, and a comment behind the bracket.
    fn style_of(&self, span: &Range<usize>, bracket: char) -> (Style, usize) {
        let mut rest = &self.offsets.text[span.start..];
        while rest.starts_with(['&', '!']) {
            rest = rest.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
        }
        if rest.starts_with(bracket) { (Style::Flow, self.offsets.text.len() - rest.len()) } else { (Style::Block, span.end) }
    }

    /// The first dash of a sequence that stands as deep as the key it belongs to: the parser passes over it, and
    /// places the sequence at its first item.
    fn dash_below_key(&self, item: usize) -> Option<usize> {
        let Some(Open::Mapping { style: Style::Block, key: Some(key), .. }) = self.open.last() else { return None };
        let text = self.offsets.text;
        dash_in_column(text, key.span.end..item, column_of(text, key.span.start))
    }

    /// The span of a block without lines.
    fn header_alone(&self, span: Range<usize>) -> Range<usize> {
        let line = self.offsets.text[span.clone()].lines().next().unwrap_or_default();
        span.start..span.start + line.trim_end().len()
    }

    /// The span of a block of lines, from its `|` or `>` to the end of its last line.
    fn lines_of_block(&self, content: Range<usize>) -> Option<Range<usize>> {
        let text = self.offsets.text;
        let before = text.get(self.end..content.start)?;
        let header =
            before.char_indices().rev().map(|(at, _)| at).find(|&at| is_header(before[at..].lines().next().unwrap_or_default()))?;
        let keeps = before[header..]
            .lines()
            .next()
            .is_some_and(|line| line.trim_start_matches(['|', '>', '1', '2', '3', '4', '5', '6', '7', '8', '9']).starts_with('+'));
        let lines = &text[content.clone()];
        let length = if keeps { lines.strip_suffix('\n').unwrap_or(lines).len() } else { lines.trim_end().len() };
        let header = self.end + header;
        Some(header..(content.start + length).max(header + 1))
    }

    fn open(&mut self, collection: Open<'t>) -> Option<()> {
        self.open.push(collection);
        (self.open.len() <= MAX_DEPTH).then_some(())
    }

    fn close(&mut self, end: usize) -> Option<()> {
        let node = match self.open.pop()? {
            Open::Mapping { style, start, entries, .. } => {
                let start = entries.first().filter(|_| style == Style::Block).map_or(start, |first| first.key.span.start);
                collection(style, start..end, Kind::Mapping(style, entries))
            }
            Open::Sequence { style, start, items } => collection(style, start..end, Kind::Sequence(style, items)),
        };
        self.add(node)
    }

    fn add(&mut self, node: Node<'t>) -> Option<()> {
        self.end = self.end.max(node.span.end);
        match self.open.last_mut() {
            None if self.root.is_some() => return None,
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, key, .. }) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push(Entry { key, value: node }),
            },
        }
        Some(())
    }
}

/// How many bytes stand before a place in its line.
pub(in crate::yaml) fn column_of(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The last dash of an item in a column of a range, the end of which may be a dash too.
pub(in crate::yaml) fn dash_in_column(text: &str, range: Range<usize>, column: usize) -> Option<usize> {
    let mut end = range.end;
    while end >= range.start {
        let start = text[..end].rfind('\n').map_or(0, |newline| newline + 1);
        let dash = start + column;
        let is_dash = (range.start..=range.end).contains(&dash)
            && text.as_bytes().get(dash) == Some(&b'-')
            && text[start..dash].bytes().all(|byte| matches!(byte, b' ' | b'-' | b'?' | b':'))
            && text.as_bytes().get(dash + 1).is_none_or(u8::is_ascii_whitespace);
        if is_dash {
            return Some(dash);
        }
        end = start.checked_sub(1)?;
    }
    None
}

/// How long a scalar in quotes is that a text begins with: the parser takes a comment behind it along.
fn quoted_length(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().peekable();
    let Some((_, quote)) = bytes.next() else { return 0 };
    while let Some((at, byte)) = bytes.next() {
        let next = bytes.peek().map(|(_, next)| *next);
        match byte {
            b'\\' if quote == b'"' => drop(bytes.next()),
            b'\'' if quote == b'\'' && next == Some(b'\'') => drop(bytes.next()),
            byte if byte == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether a line goes on like the header of a block of lines: `|`, `>-`, `|2 # why`.
fn is_header(rest: &str) -> bool {
    let Some(after) = rest.strip_prefix(['|', '>']) else { return false };
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    after.trim().is_empty() || after.trim_start().starts_with('#')
}

/// Bytes by characters, which the parser counts. Its places mostly go forward, and so does this.
struct Offsets<'t> {
    text: &'t str,
    is_ascii: bool,
    characters: usize,
    bytes: usize,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Offsets<'t> {
        Offsets { text, is_ascii: text.is_ascii(), characters: 0, bytes: 0 }
    }

    fn of(&mut self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn byte(&mut self, character: usize) -> usize {
        if self.is_ascii {
            return character.min(self.text.len());
        }
        if character < self.characters {
            let back = self.text[..self.bytes].char_indices().rev().nth(self.characters - character - 1);
            self.bytes = back.map_or(0, |(at, _)| at);
        } else {
            let rest = &self.text[self.bytes..];
            self.bytes += rest.char_indices().nth(character - self.characters).map_or(rest.len(), |(at, _)| at);
        }
        self.characters = character;
        self.bytes
    }
}

/// A collection out of its parts. A block stands where they stand; of one in brackets the span is given.
fn collection(style: Style, span: Range<usize>, kind: Kind<'_>) -> Node<'_> {
    let parts = match &kind {
        Kind::Mapping(_, entries) => entries.last().map(Entry::end),
        Kind::Sequence(_, items) => items.last().map(|last| last.span.end),
        _ => None,
    };
    let end = if style == Style::Block { parts.unwrap_or(span.start) } else { span.end };
    Node { span: span.start..end, kind }
}
