//! Values of the full parser, each with the way to it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::iter::{self, Enumerate};
use std::slice;

use serde::de::Unexpected;

use super::Typed;
use crate::yaml::raw::Raw;
use crate::yaml::{Key, Locator};

/// The text that a value was made of, to ask it what the value no longer tells.
pub(in crate::yaml) struct Written<'w> {
    text: Option<&'w str>,
    places: OnceCell<Option<Locator>>,
}

impl<'w> Written<'w> {
    /// A value that stands in no text.
    pub(in crate::yaml) fn nowhere() -> Written<'w> {
        Written { text: None, places: OnceCell::new() }
    }

    pub(in crate::yaml) fn new(text: &'w str) -> Written<'w> {
        Written { text: Some(text), places: OnceCell::new() }
    }

    /// The places of its values; `None` where they are not known.
    pub(in crate::yaml) fn places(&self) -> Option<&Locator> {
        self.places.get_or_init(|| self.text.and_then(Locator::new)).as_ref()
    }

    /// The number or truth at a path as it is written. The two parsers do not take every text apart alike, so this is no
    /// answer unless it reads as the value.
    fn number(&self, way: &[Key], value: &Raw<'_>) -> Option<&str> {
        let written = self.places()?.scalar(way)?.trim();
        let is_word = !written.contains(char::is_whitespace);
        (is_word && serde_yaml::from_str::<Raw<'_>>(written).is_ok_and(|read| read == *value)).then_some(written)
    }
}

/// A value, and the way to it.
#[derive(Clone, Copy)]
pub(super) struct Parsed<'a> {
    pub value: &'a Raw<'a>,
    written: &'a Written<'a>,
    step: Option<&'a Step<'a>>,
}

/// The last step on the way to a value.
pub(super) struct Step<'a> {
    outer: Option<&'a Step<'a>>,
    turn: Turn<'a>,
}

enum Turn<'a> {
    Name(&'a Raw<'a>),
    Index(usize),
}

impl Step<'_> {
    /// The way from the top.
    pub(super) fn way(&self) -> Vec<Key> {
        let mut way: Vec<Key> = iter::successors(Some(self), |step| step.outer).map(|step| step.turn.key()).collect();
        way.reverse();
        way
    }
}

impl Turn<'_> {
    fn key(&self) -> Key {
        match self {
            Turn::Name(name) => Key::Name(text_of(name).into_owned()),
            Turn::Index(at) => Key::Index(*at),
        }
    }
}

impl<'a> Parsed<'a> {
    pub(super) fn new(value: &'a Raw<'a>, written: &'a Written<'a>) -> Parsed<'a> {
        Parsed { value, written, step: None }
    }

    /// The value behind its tag.
    pub(super) fn behind_tag(self, value: &'a Raw<'a>) -> Parsed<'a> {
        Parsed { value, ..self }
    }

    /// What a scalar is, and its text where it is one.
    pub(super) fn typed(&self) -> (Typed, &'a str) {
        match self.value {
            Raw::Bool(truth) => (Typed::Bool(*truth), ""),
            Raw::Text(text) => (Typed::Text, text),
            Raw::Number(number) => {
                let whole = number.as_u64().map(Typed::Whole).or_else(|| number.as_i64().map(Typed::Negative));
                (whole.unwrap_or_else(|| Typed::Number(number.as_f64().unwrap_or(f64::NAN))), "")
            }
            _ => (Typed::Null, ""),
        }
    }

    /// The text of a scalar. Of a number it is as it is written: `3.10` is no 3.1 to who asks for a text.
    pub(super) fn text(&self) -> Cow<'a, str> {
        match (self.value, self.step) {
            (Raw::Text(text), _) => Cow::Borrowed(text),
            (value, Some(step)) => self.written.number(&step.way(), value).map_or_else(|| text_of(value), Cow::Borrowed),
            (value, None) => text_of(value),
        }
    }

    pub(super) fn items(self, items: &'a [Raw<'a>]) -> Items<'a> {
        Items { of: self, rest: items.iter().enumerate(), step: Step { outer: self.step, turn: Turn::Index(0) } }
    }

    pub(super) fn entries(self, entries: &'a [(Raw<'a>, Raw<'a>)]) -> Entries<'a> {
        Entries {
            of: self,
            rest: entries.iter(),
            key: Cow::Borrowed(""),
            next: None,
            step: Step { outer: self.step, turn: Turn::Name(self.value) },
        }
    }
}

/// A scalar as it is usually written.
fn text_of<'a>(value: &'a Raw<'_>) -> Cow<'a, str> {
    match value {
        Raw::Text(text) => Cow::Borrowed(text),
        Raw::Bool(truth) => Cow::Owned(truth.to_string()),
        Raw::Number(number) => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(""),
    }
}

/// The items of a sequence.
pub(super) struct Items<'a> {
    of: Parsed<'a>,
    rest: Enumerate<slice::Iter<'a, Raw<'a>>>,
    step: Step<'a>,
}

impl Items<'_> {
    pub(super) fn next(&mut self) -> Option<Parsed<'_>> {
        let (at, value) = self.rest.next()?;
        self.step.turn = Turn::Index(at);
        Some(Parsed { step: Some(&self.step), ..Parsed::new(value, self.of.written) })
    }

    /// The last step on the way to the item that was read last.
    pub(super) fn way(&self) -> &Step<'_> {
        &self.step
    }
}

/// The entries of a mapping, to be taken in turn: a key, then its value.
pub(super) struct Entries<'a> {
    of: Parsed<'a>,
    rest: slice::Iter<'a, (Raw<'a>, Raw<'a>)>,
    /// The text of the key that was read last, and its value.
    key: Cow<'a, str>,
    next: Option<&'a Raw<'a>>,
    step: Step<'a>,
}

impl Entries<'_> {
    /// Goes to the next key, which is to be a scalar: whoever reads it wants a text.
    pub(super) fn next_key(&mut self) -> Result<Option<&str>, Unexpected<'static>> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        match key {
            Raw::Items(_) => Err(Unexpected::Seq),
            Raw::Entries(_) => Err(Unexpected::Map),
            Raw::Tagged(..) => Err(Unexpected::Str("!")),
            key => {
                self.key = text_of(key);
                self.step.turn = Turn::Name(key);
                self.next = Some(value);
                Ok(Some(&self.key))
            }
        }
    }

    pub(super) fn value(&mut self) -> Option<Parsed<'_>> {
        Some(Parsed { step: Some(&self.step), ..Parsed::new(self.next.take()?, self.of.written) })
    }

    /// The last step on the way to the value that was read last.
    pub(super) fn way(&self) -> &Step<'_> {
        &self.step
    }
}
