//! What keeps a value from being read.

use std::fmt;

use super::NotPlain;
use super::parsed::Step;
use crate::yaml::Key;

/// A value that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::yaml) struct Misfit {
    /// The way to it.
    pub way: Vec<Key>,
    /// One sentence without a full stop, in the words of serde.
    pub message: String,
}

/// What serde hears: what does not fit, or nothing where the text is not of the plain form. The former is kept on the heap,
/// as each thing that is read is handed up together with the room for it.
#[derive(Debug)]
pub(super) struct Unfit(Option<Box<Told>>);

#[derive(Debug)]
struct Told {
    message: String,
    /// The way, once it is known.
    way: Option<Vec<Key>>,
}

impl Unfit {
    /// With the way to the value, unless it has one: the innermost value is told of first.
    pub(super) fn at(mut self, step: &Step<'_>) -> Unfit {
        if let Some(told) = &mut self.0 {
            told.way.get_or_insert_with(|| step.way());
        }
        self
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref().map_or("not of the plain form", |told| &told.message))
    }
}

impl std::error::Error for Unfit {}

impl serde::de::Error for Unfit {
    fn custom<T: fmt::Display>(message: T) -> Unfit {
        Unfit(Some(Box::new(Told { message: message.to_string(), way: None })))
    }

    // Derived code says these of each field of each struct: sentences that are put together there make it larger.

    #[cold]
    #[inline(never)]
    fn missing_field(field: &'static str) -> Unfit {
        Unfit::custom(format_args!("missing field `{field}`"))
    }

    #[cold]
    #[inline(never)]
    fn duplicate_field(field: &'static str) -> Unfit {
        Unfit::custom(format_args!("duplicate field `{field}`"))
    }
}

impl From<NotPlain> for Unfit {
    fn from(_: NotPlain) -> Unfit {
        Unfit(None)
    }
}

impl From<Unfit> for NotPlain {
    fn from(_: Unfit) -> NotPlain {
        NotPlain
    }
}

impl From<Unfit> for Misfit {
    fn from(unfit: Unfit) -> Misfit {
        let message = unfit.to_string();
        Misfit { way: unfit.0.and_then(|told| told.way).unwrap_or_default(), message }
    }
}
