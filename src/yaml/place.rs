//! Paths to values, places in a text, and what is wrong at one.

use std::fmt;

use super::Value;

/// One step on the way from the top of a document to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A key of a mapping.
    Name(String),
    /// A place in a sequence, counted from 0.
    Index(usize),
}

impl From<&str> for Key {
    fn from(name: &str) -> Key {
        Key::Name(name.to_owned())
    }
}

impl From<usize> for Key {
    fn from(index: usize) -> Key {
        Key::Index(index)
    }
}

/// A path as people write it: `steps.pandas.hours`, `log[2].on`.
#[must_use]
pub fn path_text(path: &[Key]) -> String {
    let mut text = String::new();
    for key in path {
        match key {
            Key::Name(name) if text.is_empty() => text.push_str(name),
            Key::Name(name) => {
                text.push('.');
                text.push_str(name);
            }
            Key::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// The value at a path, if there is one.
#[must_use]
pub fn get<'a>(value: &'a Value, path: &[Key]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| match key {
        Key::Name(name) => value.get(name.as_str()),
        Key::Index(index) => value.get(index),
    })
}

/// A place in a text, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The place of a byte of the text; the end of the text for offsets beyond it.
    #[must_use]
    pub fn of_byte(text: &[u8], offset: usize) -> Position {
        let before = &text[..offset.min(text.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = before.split(|&byte| byte == b'\n').count();
        Position { line, column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1 }
    }

    /// The line of the text that it stands in.
    #[must_use]
    pub fn line_of(self, text: &str) -> Option<&str> {
        text.lines().nth(self.line.checked_sub(1)?)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// What is wrong with a document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// One sentence without a full stop, quoting what was read.
    pub message: String,
    /// Where, when that is known.
    pub position: Option<Position>,
}

impl Fault {
    /// A fault at a known or unknown place.
    pub fn new(message: impl Into<String>, position: Option<Position>) -> Fault {
        Fault { message: message.into(), position }
    }
}
