//! What is read, handed to serde as it is read.
//!
//! Serde sees blocks and flows of the plain form and values of the full parser as one kind of reader, and a type is
//! asked for nothing but what it can be: what reads a type is compiled once, and a list in place of a struct is refused,
//! which derived visitors would take for its fields.

mod misfit;
mod parsed;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::PIECES;

use std::borrow::Cow;

use serde::de::value::{CowStrDeserializer, StrDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

use super::plain::block::{self, Kind, Node};
use super::plain::flow::{self, FlowKind, Flowing};
use super::plain::scalar::{Scalar, Typed};
use super::plain::{NotPlain, read_with};
use super::raw::Raw;

use self::misfit::Unfit;
use self::parsed::Parsed;

pub(super) use self::misfit::Misfit;
pub(super) use self::parsed::Written;

/// Reads one document of the plain form: a mapping from its first column on.
///
/// # Errors
///
/// [`NotPlain`] when it is anything else, or does not fit.
pub(super) fn read_plain<T: DeserializeOwned>(text: &str) -> Result<T, NotPlain> {
    read_with(text, read_node)
}

/// As [`read_plain`], a value inside of one.
///
/// # Errors
///
/// As for [`read_plain`].
pub(super) fn read_node<T: DeserializeOwned>(node: Node<'_, '_>) -> Result<T, NotPlain> {
    Ok(T::deserialize(Reader::Block(node))?)
}

/// Reads a value that the full parser made of a text.
///
/// # Errors
///
/// The first thing that does not fit.
pub(super) fn read_raw<T: DeserializeOwned>(value: &Raw<'_>, written: &Written<'_>) -> Result<T, Misfit> {
    Ok(T::deserialize(Reader::Parsed(Parsed::new(value, written)))?)
}

/// A value to be read.
enum Reader<'a, 't> {
    Block(Node<'a, 't>),
    Flow(Flowing<'a, 't>),
    Parsed(Parsed<'a>),
}

/// What a value turns out to be.
enum Parts<'a, 't> {
    Nothing,
    Word(Word<'a, 't>),
    Items(Items<'a, 't>),
    Entries(Entries<'a, 't>),
    Tagged(Tagged<'a>),
}

/// A value behind a tag: whoever takes tags takes it, and nobody else.
struct Tagged<'a> {
    tag: &'a str,
    value: Parsed<'a>,
}

/// What is told of a tag where none belongs.
const TAG: &str = "a value cannot begin with `!`; put the whole value in quotes";

/// A scalar.
enum Word<'a, 't> {
    Plain(Scalar<'t>),
    Parsed(Parsed<'a>),
}

enum Items<'a, 't> {
    None,
    Block(block::Items<'a, 't>),
    Flow(flow::Items<'a, 't>),
    Parsed(parsed::Items<'a>),
}

enum Entries<'a, 't> {
    None,
    Block(block::Entries<'a, 't>),
    Flow(flow::Entries<'a, 't>),
    Parsed(parsed::Entries<'a>),
}

impl<'a, 't> Reader<'a, 't> {
    fn open(self) -> Result<Parts<'a, 't>, NotPlain> {
        Ok(match self {
            Reader::Block(node) => match node.kind {
                Kind::Null => Parts::Nothing,
                Kind::Scalar(scalar) => Parts::Word(Word::Plain(scalar)),
                Kind::Flow(text) => return Reader::Flow(node.flow(text)?).open(),
                Kind::Mapping(indent) => Parts::Entries(Entries::Block(node.entries(indent)?)),
                Kind::Sequence(indent) => Parts::Items(Items::Block(node.items(indent)?)),
            },
            Reader::Flow(flow) => match flow.kind()? {
                FlowKind::Scalar(scalar) => Parts::Word(Word::Plain(scalar)),
                FlowKind::Items(items) => Parts::Items(Items::Flow(items)),
                FlowKind::Entries(entries) => Parts::Entries(Entries::Flow(entries)),
            },
            Reader::Parsed(parsed) => match parsed.value {
                Raw::Null => Parts::Nothing,
                Raw::Items(items) => Parts::Items(Items::Parsed(parsed.items(items))),
                Raw::Entries(entries) => Parts::Entries(Entries::Parsed(parsed.entries(entries))),
                Raw::Tagged(tag, value) => Parts::Tagged(Tagged { tag, value: parsed.behind_tag(value) }),
                _ => Parts::Word(Word::Parsed(parsed)),
            },
        })
    }

    /// The scalar that this is, where one belongs.
    fn word(self, wanted: &dyn Expected) -> Result<Word<'a, 't>, Unfit> {
        match self.open()? {
            Parts::Word(word) => Ok(word),
            other => Err(other.unlike(wanted)),
        }
    }

    /// The text that this is, where one belongs; nothing is an empty one: `title:` with nothing behind it.
    fn text(self, wanted: &dyn Expected) -> Result<Cow<'a, str>, Unfit> {
        // Nearly all that is read is this.
        if let Reader::Block(Node { kind: Kind::Scalar(scalar), .. }) = self {
            return Ok(Cow::Borrowed(scalar.as_text()?));
        }
        match self.open()? {
            Parts::Nothing => Ok(Cow::Borrowed("")),
            Parts::Word(Word::Plain(scalar)) => Ok(Cow::Borrowed(scalar.as_text()?)),
            Parts::Word(Word::Parsed(parsed)) => Ok(parsed.text()),
            other => Err(other.unlike(wanted)),
        }
    }

    /// The items of the list that this is; nothing is an empty one.
    fn items(self, wanted: &dyn Expected) -> Result<Items<'a, 't>, Unfit> {
        match self.open()? {
            Parts::Nothing => Ok(Items::None),
            Parts::Items(items) => Ok(items),
            other => Err(other.unlike(wanted)),
        }
    }

    /// The entries of the mapping that this is; nothing is an empty one: `steps:` with no step left below.
    fn entries(self, wanted: &dyn Expected) -> Result<Entries<'a, 't>, Unfit> {
        // Nearly all are written as blocks: of ten years of a log, each entry.
        if let Reader::Block(node) = self {
            return match node.kind {
                Kind::Mapping(indent) => Ok(Entries::Block(node.entries(indent)?)),
                _ => Reader::Block(node).open()?.entries(wanted),
            };
        }
        self.open()?.entries(wanted)
    }

    /// Passes over a value that says that there is nothing.
    fn pass_nothing(&mut self) -> bool {
        match self {
            Reader::Block(node) => match node.kind {
                Kind::Null => true,
                Kind::Scalar(scalar) => scalar.is_null(),
                _ => false,
            },
            Reader::Flow(flow) => flow.pass_null(),
            Reader::Parsed(parsed) => *parsed.value == Raw::Null,
        }
    }
}

impl<'a, 't> Parts<'a, 't> {
    fn entries(self, wanted: &dyn Expected) -> Result<Entries<'a, 't>, Unfit> {
        match self {
            Parts::Nothing => Ok(Entries::None),
            Parts::Entries(entries) => Ok(entries),
            other => Err(other.unlike(wanted)),
        }
    }

    /// What is wrong where something else belongs.
    fn unlike(&self, wanted: &dyn Expected) -> Unfit {
        let found = match self {
            Parts::Nothing => Unexpected::Unit,
            Parts::Items(_) => Unexpected::Seq,
            Parts::Entries(_) => Unexpected::Map,
            Parts::Tagged(_) => return Unfit::custom(TAG),
            Parts::Word(word) => match word.typed() {
                Ok((Typed::Null, _)) => Unexpected::Unit,
                Ok((Typed::Bool(truth), _)) => Unexpected::Bool(truth),
                Ok((Typed::Whole(number), _)) => Unexpected::Unsigned(number),
                Ok((Typed::Negative(number), _)) => Unexpected::Signed(number),
                Ok((Typed::Number(number), _)) => Unexpected::Float(number),
                Ok((Typed::Text, text)) => Unexpected::Str(text),
                Err(NotPlain) => return NotPlain.into(),
            },
        };
        Unfit::invalid_type(found, wanted)
    }
}

impl Word<'_, '_> {
    /// What it is, and its text where it is one.
    fn typed(&self) -> Result<(Typed, &str), NotPlain> {
        match self {
            Word::Plain(scalar) => Ok((scalar.typed()?, scalar.text)),
            Word::Parsed(parsed) => Ok(parsed.typed()),
        }
    }

    /// Hands it over as what it is.
    fn visit<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Unfit> {
        match self.typed()? {
            (Typed::Null, _) => visitor.visit_unit(),
            (Typed::Bool(truth), _) => visitor.visit_bool(truth),
            (Typed::Whole(number), _) => visitor.visit_u64(number),
            (Typed::Negative(number), _) => visitor.visit_i64(number),
            (Typed::Number(number), _) => visitor.visit_f64(number),
            (Typed::Text, text) => visitor.visit_str(text),
        }
    }
}

/// What can be nothing but a scalar.
macro_rules! read_scalars {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            self.word(&visitor)?.visit(visitor)
        }
    )*};
}

/// What can be nothing but a text; nothing is an empty one.
macro_rules! read_texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            let text = self.text(&visitor)?;
            visitor.visit_str(&text)
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if let Reader::Block(Node { kind: Kind::Scalar(scalar), .. }) = self {
            return Word::Plain(scalar).visit(visitor);
        }
        match self.open()? {
            Parts::Nothing => visitor.visit_unit(),
            Parts::Word(word) => word.visit(visitor),
            Parts::Items(items) => visitor.visit_seq(items),
            Parts::Entries(entries) => visitor.visit_map(entries),
            Parts::Tagged(tagged) => visitor.visit_enum(tagged).map_err(|_| Unfit::custom(TAG)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.open()? {
            Parts::Nothing | Parts::Word(_) | Parts::Tagged(_) => visitor.visit_unit(),
            Parts::Items(items) => visitor.visit_seq(items),
            Parts::Entries(entries) => visitor.visit_map(entries),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
        if self.pass_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let items = self.items(&visitor)?;
        visitor.visit_seq(items)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unfit> {
        let mut items = self.items(&visitor)?;
        let read = visitor.visit_seq(&mut items)?;
        // Whoever wants so many items asks for no more.
        if items.next()?.is_some() { Err(Unfit::custom(format!("more items than {length} stand here"))) } else { Ok(read) }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let entries = self.entries(&visitor)?;
        visitor.visit_map(entries)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        let text = self.text(&visitor)?;
        visitor.visit_enum(CowStrDeserializer::new(text))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Unfit> {
        if self.pass_nothing() { visitor.visit_unit() } else { Err(self.open()?.unlike(&visitor)) }
    }

    read_scalars! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf
    }

    read_texts! { deserialize_str deserialize_string deserialize_identifier deserialize_char }
}

impl<'de> EnumAccess<'de> for Tagged<'_> {
    type Error = Unfit;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Unfit> {
        Ok((seed.deserialize(StrDeserializer::<Unfit>::new(self.tag))?, self))
    }
}

impl<'de> VariantAccess<'de> for Tagged<'_> {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        Err(Unfit::custom(TAG))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(Reader::Parsed(self.value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit::custom(TAG))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Unfit> {
        Err(Unfit::custom(TAG))
    }
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        let Some(item) = self.next()? else { return Ok(None) };
        seed.deserialize(item).map(Some).map_err(|error| self.place(error))
    }
}

impl<'t> Items<'_, 't> {
    fn next(&mut self) -> Result<Option<Reader<'_, 't>>, NotPlain> {
        Ok(match self {
            Items::None => None,
            Items::Block(items) => items.next()?.map(Reader::Block),
            Items::Flow(items) => items.next()?.map(Reader::Flow),
            Items::Parsed(items) => items.next().map(Reader::Parsed),
        })
    }

    /// The error of the item that was read last, with its way.
    #[cold]
    #[inline(never)]
    fn place(&self, error: Unfit) -> Unfit {
        if let Items::Parsed(items) = self { error.at(items.way()) } else { error }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        let Some(key) = self.next_key()? else { return Ok(None) };
        seed.deserialize(StrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(self.value()?).map_err(|error| self.place(error))
    }
}

// Each field of each struct asks for these: where they were inlined, half of what was compiled of a struct was they.
impl<'t> Entries<'_, 't> {
    #[inline(never)]
    fn next_key(&mut self) -> Result<Option<&str>, Unfit> {
        match self {
            Entries::None => Ok(None),
            Entries::Block(entries) => Ok(entries.next_key()?),
            Entries::Flow(entries) => Ok(entries.next_key()?),
            Entries::Parsed(entries) => entries.next_key().map_err(|found| Unfit::invalid_type(found, &"field identifier")),
        }
    }

    #[inline(never)]
    fn value(&mut self) -> Result<Reader<'_, 't>, NotPlain> {
        Ok(match self {
            Entries::None => return Err(NotPlain),
            Entries::Block(entries) => Reader::Block(entries.value()?),
            Entries::Flow(entries) => Reader::Flow(entries.value()),
            Entries::Parsed(entries) => Reader::Parsed(entries.value().ok_or(NotPlain)?),
        })
    }

    /// The error of the value that was read last, with its way.
    #[cold]
    #[inline(never)]
    fn place(&self, error: Unfit) -> Unfit {
        if let Entries::Parsed(entries) = self { error.at(entries.way()) } else { error }
    }
}
