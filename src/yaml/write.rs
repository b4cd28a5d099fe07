//! Values as text: how mlpath writes what it adds to a document.
//!
//! Blocks by indentation, scalars without quotes where every reader of YAML takes them for what they are,
//! else in double quotes; lists of letters on one line.

use super::Value;
use super::plain::scalar::{Scalar, Typed};

/// How a document is laid out: what ends its lines, and how many blanks a level stands deeper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub newline: &'static str,
    pub step: usize,
}

impl Layout {
    /// `key: value`, its first line without indentation and its last one without an end; the key stands
    /// `indent` deep.
    pub(super) fn entry(self, name: &str, value: &Value, indent: usize) -> String {
        format!("{}:{}", scalar(name, Context::Block), self.after_key(&quoted_words(name, value), indent))
    }

    /// What follows the colon of a key that stands `indent` deep.
    pub(super) fn after_key(self, value: &Written<'_>, indent: usize) -> String {
        match value {
            Written::Text(text) => format!(" {text}"),
            Written::Value(value) => match on_one_line(value) {
                Some(text) => format!(" {text}"),
                None => self.lines(value, indent + self.step).into_iter().fold(String::new(), |text, line| text + self.newline + &line),
            },
        }
    }

    /// `- value`, its first line without indentation; the dash stands `indent` deep.
    pub(super) fn item(self, value: &Value, indent: usize) -> String {
        if let Some(text) = on_one_line(value) {
            return format!("- {text}");
        }
        let lines = self.lines(value, indent + 2);
        format!("- {}", lines.join(self.newline).trim_start())
    }

    /// The parts of a collection, each from its indentation on.
    fn lines(self, value: &Value, indent: usize) -> Vec<String> {
        let margin = " ".repeat(indent);
        match value {
            Value::Mapping(mapping) => {
                let entry = |(key, value): (&Value, &Value)| format!("{margin}{}", self.entry(&key_text(key), value, indent));
                mapping.iter().map(entry).collect()
            }
            Value::Sequence(items) => items.iter().map(|item| format!("{margin}{}", self.item(item, indent))).collect(),
            other => vec![format!("{margin}{}", flow(other))],
        }
    }
}

/// A value, or how it is written already.
pub(super) enum Written<'a> {
    Text(String),
    Value(&'a Value),
}

/// What people write in their own words is a text, though it be a day.
fn quoted_words<'a>(name: &str, value: &'a Value) -> Written<'a> {
    match value.as_str() {
        Some(text) if matches!(name, "note" | "link") && looks_like_day(text) => Written::Text(double_quoted(text)),
        _ => Written::Value(value),
    }
}

/// The value on one line, in a block: scalars, empty collections and lists of letters.
pub(super) fn on_one_line(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(scalar(text, Context::Block)),
        Value::Mapping(mapping) if !mapping.is_empty() => None,
        Value::Sequence(items) if !items.is_empty() && !is_letters(items) => None,
        other => Some(flow(other)),
    }
}

/// The value on one line, collections in brackets and braces.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => scalar(text, Context::Flow),
        Value::Sequence(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Mapping(mapping) => {
            let entries: Vec<String> = mapping.iter().map(|(key, value)| flow_entry(&key_text(key), value)).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Tagged(tagged) => flow(&tagged.value),
    }
}

/// `key: value` within braces.
pub(super) fn flow_entry(name: &str, value: &Value) -> String {
    let value = match quoted_words(name, value) {
        Written::Text(text) => text,
        Written::Value(value) => flow(value),
    };
    format!("{}: {value}", scalar(name, Context::Flow))
}

fn key_text(key: &Value) -> String {
    key.as_str().map_or_else(|| flow(key), str::to_owned)
}

/// Where a scalar stands: within brackets more characters mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Block,
    Flow,
}

/// A text as a scalar.
pub(super) fn scalar(text: &str, context: Context) -> String {
    let is_read_back = Scalar::of_line(text).is_ok_and(|read| read.text == text && !read.is_quoted && read.typed() == Ok(Typed::Text));
    let is_flow_safe = context == Context::Block || !text.contains([',', '[', ']', '{', '}', ':', '#']);
    if is_read_back && is_flow_safe && !needs_quotes(text) { text.to_owned() } else { double_quoted(text) }
}

/// Whether a list is one of single letters: such a list reads best on one line.
fn is_letters(items: &[Value]) -> bool {
    items.iter().all(|item| item.as_str().is_some_and(|item| item.len() == 1 && item.chars().all(|c| c.is_ascii_alphabetic())))
}

/// Strings with line breaks, blanks at the ends or characters beyond the printable, and those that
/// YAML 1.1 readers take for booleans, merge keys or numbers to the base of sixty.
fn needs_quotes(text: &str) -> bool {
    const WORDS: [&str; 10] = ["=", "<<", "y", "n", "yes", "no", "on", "off", "none", "~"];
    let mistaken_number = looks_like_number(text) && !looks_like_day(text);
    let mistaken = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    text.trim() != text || text.chars().any(is_invisible) || mistaken_number || mistaken
}

/// Characters that nobody sees, or that turn the text around them: they are written as escapes.
fn is_invisible(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Sexagesimals, and numbers to other bases or with underscores.
pub(super) fn looks_like_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['+', '-']);
    let is_other_base = ["0x", "0b", "0o"].iter().any(|base| bare.starts_with(base));
    bare.starts_with(|c: char| c.is_ascii_digit())
        && (is_other_base || bare.contains(['_', ':']))
        && bare.chars().all(|c| c.is_ascii_hexdigit() || "_:.-xo TtZz+".contains(c))
}

/// Whether a text begins like a day.
pub(super) fn looks_like_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if !is_invisible(c) => quoted.push(c),
            c => quoted.push_str(&match u32::from(c) {
                code @ 0..=0xff => format!("\\x{code:02x}"),
                code @ 0x100..=0xffff => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            }),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse_value;

    const LF: Layout = Layout { newline: "\n", step: 2 };

    fn value(text: &str) -> Value {
        parse_value(text).expect("test value parses")
    }

    #[test]
    fn blocks_stand_by_indentation() {
        let plan = value("{from: swe, pauses: [2026-12-20..2027-01-03], none: {}, ticks: [a, n]}");
        assert_eq!(
            LF.entry("plan", &plan, 0),
            "plan:\n  from: swe\n  pauses:\n    - 2026-12-20..2027-01-03\n  \"none\": {}\n  ticks: [a, \"n\"]"
        );
        assert_eq!(LF.item(&value("{date: 2026-11-21, note: 2026-11-22}"), 2), "- date: 2026-11-21\n    note: \"2026-11-22\"");
        assert_eq!(Layout { newline: "\r\n", step: 4 }.entry("a", &value("{b: [{c: 1}]}"), 0), "a:\r\n    b:\r\n        - c: 1");
    }

    #[test]
    fn flows_stand_on_one_line() {
        assert_eq!(
            flow(&value("{a: [1, 7.5, null, true], b: 'x, y', c: {d: ''}}")),
            "{a: [1, 7.5, null, true], b: \"x, y\", c: {d: \"\"}}"
        );
        assert_eq!(flow_entry("note", &value("\"2026-11-22\"")), "note: \"2026-11-22\"");
    }

    #[test]
    fn scalars_go_without_quotes_only_where_nobody_can_mistake_them() {
        for plain in [
            "numpy",
            "2026-11-30",
            "1h30m",
            "5-8",
            "two words",
            "it's",
            "a:b",
            "https://example.org/x#y",
            "数学 ü",
            "2026-12-20..2027-01-03",
        ] {
            assert_eq!(scalar(plain, Context::Block), plain);
        }
        for mistaken in [
            "", " x", "yes", "Null", "true", "12", "7.5", "12:30", "1_000", "0x1f", "1e3", "- x", "a: b", "a #b", "<<", "*x", "x\n", "!t",
            "?", "{", "[a",
        ] {
            assert!(scalar(mistaken, Context::Block).starts_with('"'), "{mistaken:?}");
            assert_eq!(value(&scalar(mistaken, Context::Flow)), Value::from(mistaken));
        }
        for in_brackets in ["a, b", "x]", "x}", "a:b"] {
            assert!(scalar(in_brackets, Context::Flow).starts_with('"'), "{in_brackets:?}");
        }
    }
}
