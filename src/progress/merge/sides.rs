//! Three sides of one place, and which of them stays.
//!
//! Nothing here depends on which copy is called ours: what wins is told from the values alone, so
//! that two machines that merge each other's copy come to the same.

use std::cmp::Ordering;

use crate::dates::Date;
use crate::order;
use crate::yaml::Value;

/// One place in the base and in both copies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<T> {
    pub(super) base: T,
    pub(super) ours: T,
    pub(super) theirs: T,
}

impl<T> Sides<T> {
    pub(super) fn map<U>(self, f: impl Fn(T) -> U) -> Sides<U> {
        Sides { base: f(self.base), ours: f(self.ours), theirs: f(self.theirs) }
    }
}

impl<T: PartialEq> Sides<T> {
    /// What stays where at most one copy changed the place, or both did the same.
    pub(super) fn settled(self) -> Result<T, Sides<T>> {
        if self.ours == self.theirs || self.theirs == self.base {
            Ok(self.ours)
        } else if self.ours == self.base {
            Ok(self.theirs)
        } else {
            Err(self)
        }
    }
}

impl<T: PartialEq> Sides<Option<T>> {
    /// As [`Sides::settled`]; where one copy changed what the other took away, the change stays.
    pub(super) fn settled_or_kept(self) -> Result<Option<T>, Sides<Option<T>>> {
        match self.settled() {
            Err(Sides { ours: Some(kept), theirs: None, .. } | Sides { ours: None, theirs: Some(kept), .. }) => Ok(Some(kept)),
            settled => settled,
        }
    }
}

/// Which copy stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Ours,
    Theirs,
}

impl Side {
    /// The copy that compares greater; ours where both are equal.
    pub(super) fn greater(ordering: Ordering) -> Side {
        if ordering == Ordering::Less { Side::Theirs } else { Side::Ours }
    }

    pub(super) fn of<T>(self, ours: T, theirs: T) -> T {
        match self {
            Side::Ours => ours,
            Side::Theirs => theirs,
        }
    }
}

/// A value in the base and in both copies, where they have it.
pub(super) type Place<'a> = Sides<Option<&'a Value>>;

/// What a value says, whatever order its keys stand in and however its scalars are quoted: a day is a
/// day, and a number is a number, in quotes or not.
pub(super) fn fingerprint(value: &Value) -> String {
    match value {
        Value::Null => "~".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Sequence(items) => format!("[{}]", items.iter().map(fingerprint).collect::<Vec<_>>().join("\u{1}")),
        Value::Mapping(map) => {
            let mut fields: Vec<String> =
                map.iter().map(|(key, value)| format!("{}\u{2}{}", fingerprint(key), fingerprint(value))).collect();
            order::sort(&mut fields);
            format!("{{{}}}", fields.join("\u{1}"))
        }
        Value::Tagged(tagged) => format!("{} {}", tagged.tag, fingerprint(&tagged.value)),
    }
}

/// A day as a decision tells it.
pub(super) fn day_text(day: Option<Date>) -> String {
    day.map_or_else(|| "no known day".to_owned(), |day| day.to_string())
}

/// What looks like the comment of a line: from a `#` at its start or behind a blank, outside quotes.
pub(super) fn comment_of(line: &str) -> Option<&str> {
    let mut quote = None;
    let mut before = ' ';
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some('"'), '\\') => drop(chars.next()),
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'') if before == c || before.is_whitespace() || "[{,:".contains(before) => quote = Some(c),
            (None, '#') if before.is_whitespace() => return Some(line[at..].trim_end()),
            _ => {}
        }
        before = c;
    }
    None
}
