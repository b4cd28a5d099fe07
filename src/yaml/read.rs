//! Strict reading: text that is no honest document is refused with its place.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::plain::oddities::{odd, oddities};
use super::raw::Raw;
use super::reader::{Misfit, Written, read_plain, read_raw};
use super::scan::{Scan, begins_anew};
use super::slips;
use super::words::{in_plain_words, of_value};
use super::{Fault, Key, Locator, Position, Value, path_text};

/// The deepest nesting of brackets and braces that is looked into. The parser's cost grows with the
/// square of it.
const MAX_DEPTH: usize = 200;

/// Bytes as text, when they are one plain text: UTF-8 without control characters, endless nesting,
/// or the marks of an unfinished merge. A byte order mark is allowed, and stays.
///
/// # Errors
///
/// A [`Fault`] with the place of the first byte that does not belong.
pub fn check_text(bytes: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let position = Position::of_byte(bytes, error.valid_up_to());
        let hint = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) { " (it looks like UTF-16)" } else { "" };
        Fault::new(format!("this is not UTF-8 text{hint}"), Some(position))
    })?;
    // The usual text has nothing that is looked for below, which takes ten times as long to tell.
    if is_harmless(text) {
        return Ok(text);
    }
    if let Some((offset, found)) = text.char_indices().find(|&(offset, c)| is_forbidden(c) && (c, offset) != ('\u{feff}', 0)) {
        let message = match u32::from(found) {
            code @ 0..=0x7f => format!("a control character (byte 0x{code:02x}) cannot stand here"),
            code => format!("an invisible character (U+{code:04X}) cannot stand here"),
        };
        return Err(Fault::new(message, Some(Position::of_byte(bytes, offset))));
    }
    if let Some(offset) = too_deep(text) {
        return Err(Fault::new(format!("the document is nested more than {MAX_DEPTH} deep here"), Some(Position::of_byte(bytes, offset))));
    }
    if let Some(line) = text.lines().position(is_conflict_mark) {
        let message = "an unfinished merge left its conflict marks here";
        return Err(Fault::new(message, Some(Position { line: line + 1, column: 1 })));
    }
    Ok(text)
}

/// Whether a text is plain ASCII, with too few brackets to nest too deep, and without the marks of a merge.
fn is_harmless(text: &str) -> bool {
    let odd = oddities(text);
    let openings = || text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    let has_mark = |mark: char| text.contains(&mark.to_string().repeat(MARK_LENGTH));
    odd & odd::CHARACTER == 0
        && (odd & odd::OPENING == 0 || openings() <= MAX_DEPTH)
        && (odd & odd::SIGN == 0 || !['<', '|', '=', '>'].into_iter().any(has_mark))
}

/// How long the marks of a merge are.
const MARK_LENGTH: usize = 7;

/// The kind of a line that a merge leaves between two versions: `<`, `|`, `=` or `>`.
#[must_use]
pub fn conflict_mark(line: &str) -> Option<char> {
    let is_mark = |mark: &char| {
        let rest = line.trim_start_matches(*mark);
        line.len() - rest.len() == MARK_LENGTH && (rest.is_empty() || rest.starts_with(' '))
    };
    ['<', '|', '=', '>'].into_iter().find(is_mark)
}

/// Whether a merge left its marks in a text.
#[must_use]
pub fn has_conflict_marks(text: &str) -> bool {
    text.lines().any(is_conflict_mark)
}

fn is_conflict_mark(line: &str) -> bool {
    conflict_mark(line).is_some()
}

/// Where brackets and braces nest too deep. A line that begins like an entry or a key begins anew.
fn too_deep(text: &str) -> Option<usize> {
    let mut scan = Scan::default();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if begins_anew(line) {
            scan = Scan::default();
        }
        scan.read(number, line, MAX_DEPTH);
        if let Some(opened) = scan.brackets.get(MAX_DEPTH) {
            return Some(start + opened.at);
        }
        start += line.len();
    }
    None
}

/// Whether lines of a text end with a carriage return alone, as on old Macs: it is read, but not edited.
#[must_use]
pub fn has_bare_returns(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
}

/// The text without its byte order mark, which the parser would take for content.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// What YAML does not allow in a text: the parser would refuse it too, but not say where.
fn is_forbidden(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}');
    is_control || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Reads one document out of a file, as [`check_text`] and [`parse`] do. A text of the plain form is read at once: it has
/// nothing that is refused before.
///
/// # Errors
///
/// As for both.
pub fn parse_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(read) = read_plain(without_mark(text))
    {
        return Ok(read);
    }
    check_text(bytes).and_then(parse_full)
}

/// Reads one document into typed data.
///
/// # Errors
///
/// A [`Fault`] with line and column for anything that is not one document of that shape.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    if let Ok(read) = read_plain(without_mark(text)) {
        return Ok(read);
    }
    parse_full(text)
}

fn parse_full<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let text = without_mark(text);
    let raw: Raw<'_> = serde_yaml::from_str(text).map_err(|error| fault(text, &error))?;
    let written = Written::new(text);
    read_raw(&raw, &written).map_err(|misfit| told(text, &written, misfit))
}

/// Reads one document into a plain value; keys that appear twice anywhere are refused.
///
/// # Errors
///
/// A [`Fault`] with line and column where the parser knows them.
pub fn parse_value(text: &str) -> Result<Value, Fault> {
    let text = without_mark(text);
    read_plain(text).or_else(|_| serde_yaml::from_str(text).map_err(|error| fault(text, &error)))
}

/// Typed data out of a value, with the way to what does not fit.
///
/// # Errors
///
/// The path and what is wrong there.
pub fn typed_at<T: DeserializeOwned>(value: &Value) -> Result<T, (Vec<Key>, String)> {
    read_raw(&value.into(), &Written::nowhere()).map_err(|Misfit { mut way, message }| {
        way.extend(unknown_field(&message).map(Key::from));
        let words = of_value(&message).unwrap_or(message);
        (way, words)
    })
}

/// The key that a sentence says is not known.
fn unknown_field(message: &str) -> Option<&str> {
    quoted(message, "unknown field ")
}

/// What stands between backticks behind the first words of a sentence.
fn quoted<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.strip_prefix('`')?.split('`').next()
}

/// The value that typed data is written as.
///
/// # Errors
///
/// A [`Fault`] when the data has no YAML form (our own types all have one).
pub fn value_of<T: Serialize>(data: &T) -> Result<Value, Fault> {
    serde_yaml::to_value(data).map_err(|error| Fault::new(error.to_string(), None))
}

/// The parser's error in our words, with the place taken out of the sentence.
fn fault(text: &str, error: &serde_yaml::Error) -> Fault {
    let whole = error.to_string();
    let position = error.location().map(|place| Position { line: place.line(), column: place.column() });
    let position = position.map(|place| slips::as_people_count(text, place));
    if whole.contains("duplicate")
        && let Some((key, first, second)) = Locator::new(text).and_then(|locator| locator.duplicate_key())
    {
        return again(&key, first, second);
    }
    if whole.contains("more than one document") {
        return match second_document(text) {
            Some(place) => Fault::new("a second document starts here; one file holds one document", Some(place)),
            None => Fault::new("the text goes on here although the document has ended; look at the indentation", Some(less_indented(text))),
        };
    }
    if whole.contains("repetition limit") {
        return Fault::new("aliases (`*name`) are nested so deep that the document explodes", alias_place(text).or(position));
    }
    if whole.contains("recursion limit") {
        return Fault::new("the document is nested too deep", position.or(Some(Position { line: 1, column: 1 })));
    }
    if let Some(fault) = position.and_then(|place| slips::cause(text, &whole, place)) {
        return fault;
    }
    let line = position.and_then(|place| place.line_of(text)).unwrap_or_default();
    Fault::new(in_plain_words(&without_places(&whole), line, position), position)
}

fn again(key: &str, first: Position, second: Position) -> Fault {
    Fault::new(format!("the key `{key}` stands here again; it is already on line {}", first.line), Some(second))
}

/// What does not fit, in our words and with its place.
fn told(text: &str, written: &Written<'_>, misfit: Misfit) -> Fault {
    if let Some(fault) = written.places().and_then(|places| told_again(places, &misfit)) {
        return fault;
    }
    let place = written.places().map(|places| place_of(places, &misfit));
    let line = place.and_then(|place| place.line_of(text)).unwrap_or_default();
    let Misfit { way, message } = misfit;
    let sentence = if way.is_empty() { message } else { format!("{}: {message}", path_text(&way)) };
    Fault::new(in_plain_words(&sentence, line, place), place)
}

/// A key that stands again: the one that is named, else the first of the document.
fn told_again(places: &Locator, Misfit { way, message }: &Misfit) -> Option<Fault> {
    if !message.starts_with("duplicate ") {
        return None;
    }
    let named = quoted(message, "duplicate field ").and_then(|key| Some((key.to_owned(), places.find_both(way, key)?)));
    let (key, (first, second)) = named.or_else(|| places.duplicate_key().map(|(key, first, second)| (key, (first, second))))?;
    Some(again(&key, first, second))
}

/// Where it stands what does not fit. A key that is not known, a key that is no text, and a value that is quoted stand in
/// what the way leads to.
fn place_of(places: &Locator, Misfit { way, message }: &Misfit) -> Position {
    let inside = if let Some(key) = unknown_field(message) {
        places.find_key(&[way.as_slice(), &[key.into()]].concat())
    } else if message.ends_with("expected field identifier") {
        places.find_odd_key(way)
    } else {
        quoted(message, "").and_then(|value| places.find_value(way, value))
    };
    inside.or_else(|| places.find_start(way)).unwrap_or_else(|| places.find(way))
}

/// The parser's sentence without its ` at line 2 column 3` parts: the place is told apart from it.
fn without_places(sentence: &str) -> String {
    let mut parts = sentence.split(" at line ");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let after_line = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let after_column = after_line.strip_prefix(" column ").unwrap_or(after_line);
        bare.push_str(after_column.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    bare
}

fn second_document(text: &str) -> Option<Position> {
    let is_mark = |line: &str| line == "---" || line.starts_with("--- ") || line == "...";
    let is_content = |line: &str| !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with('%') && !is_mark(line);
    let first = text.lines().position(is_content)?;
    let line = text.lines().enumerate().skip(first).find(|(_, line)| is_mark(line))?.0;
    Some(Position { line: line + 1, column: 1 })
}

/// The first line that stands further left than the first line with content; else the start.
fn less_indented(text: &str) -> Position {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut content = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let first = content.next().map_or(0, |(_, line)| indent(line));
    content
        .find(|(_, line)| indent(line) < first)
        .map_or(Position { line: 1, column: 1 }, |(at, line)| Position { line: at + 1, column: indent(line) + 1 })
}

fn alias_place(text: &str) -> Option<Position> {
    let offset = text.find('*')?;
    Some(Position::of_byte(text.as_bytes(), offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(text: &[u8], line: usize, column: usize, part: &str) {
        let fault = check_text(text).and_then(parse_value).expect_err("must be refused");
        assert!(fault.message.contains(part), "{fault:?}");
        assert_eq!(fault.position, Some(Position { line, column }), "{fault:?}");
    }

    #[test]
    fn every_refusal_has_its_place() {
        refuses(b"a: 1\nb: \xff\n", 2, 4, "UTF-8");
        refuses(b"\xff\xfea\0", 1, 1, "UTF-16");
        refuses(b"a: 1\nb: x\0\n", 2, 5, "0x00");
        refuses(b"a: \x1b[2J\n", 1, 4, "0x1b");
        refuses("a: 1\nb: \u{fc}\u{9b}2J\n".as_bytes(), 2, 5, "U+009B");
        refuses("a: 1\nb: \u{feff}\n".as_bytes(), 2, 4, "U+FEFF");
        for (mark, name) in [("<", " ours"), ("<", ""), ("|", " base"), ("=", ""), (">", "")] {
            refuses(format!("a: 1\n{}{name}\n", mark.repeat(7)).as_bytes(), 2, 1, "merge");
        }
        refuses(b"a: 1\nb:\n  c: 1\n  c: 2\n", 4, 3, "`c`");
        refuses(b"a: 1\n---\nb: 2\n", 2, 1, "second document");
        refuses(b"  a: 1\nb: 2\n", 2, 1, "indentation");
        refuses(b"a: [1, 2\nb: 3\n", 1, 4, "the `[` that is opened here is not closed");
    }

    #[test]
    fn bombs_are_refused_not_expanded() {
        let mut laughs = String::from("a0: &a0 [x]\n");
        for level in 1..10 {
            let alias = format!("*a{}", level - 1);
            laughs.push_str(&format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(", ")));
        }
        let fault = parse_value(&laughs).expect_err("must be refused");
        assert!(fault.message.contains("aliases") && fault.position.is_some(), "{fault:?}");
        for bomb in ["[".repeat(100_000), format!("x: {}{}", "[".repeat(100_000), "]".repeat(100_000)), "{a: ".repeat(100_000)] {
            let fault = check_text(bomb.as_bytes()).expect_err("must be refused");
            assert!(fault.position.is_some() && fault.message.contains("deep"), "{fault:?}");
        }
        let notes = "log:\n".to_owned() + &"  - note: interval [0, 1) of a 27\" monitor, it's {open\n  - |\n    [0, 1)\n".repeat(300);
        assert!(check_text(notes.as_bytes()).is_ok());
        assert!(check_text(format!("note: \"{}\" # {}\n", "[".repeat(1000), "[".repeat(1000)).as_bytes()).is_ok());
    }
}
