//! What is read, handed to serde as it is read.
//!
//! Serde sees blocks and flows as one kind of reader, and a type is asked for nothing but what it can be: what reads
//! a type is compiled once, and a list in place of a struct is refused, which derived visitors would take for its fields.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::NotPlain;
use super::block::{self, Kind, Node};
use super::flow::{self, Flow, FlowKind, Flowing};
use super::scalar::{Scalar, visit_scalar};

/// A value that begins where a block or a flow stands.
pub(in crate::yaml) enum Reader<'a, 't> {
    Block(Node<'a, 't>),
    Flow(Flowing<'a, 't>),
}

/// What a value turns out to be.
enum Parts<'a, 't> {
    Nothing,
    Scalar(Scalar<'t>),
    Items(Items<'a, 't>),
    Entries(Entries<'a, 't>),
}

enum Items<'a, 't> {
    Block(block::Items<'a, 't>),
    Flow(flow::Items<'a, 't>),
}

enum Entries<'a, 't> {
    Block(block::Entries<'a, 't>),
    Flow(flow::Entries<'a, 't>),
}

impl<'a, 't> Parts<'a, 't> {
    fn of_flow(flow: Flowing<'a, 't>) -> Result<Parts<'a, 't>, NotPlain> {
        Ok(match flow.kind()? {
            FlowKind::Scalar(scalar) => Parts::Scalar(scalar),
            FlowKind::Items(items) => Parts::Items(Items::Flow(items)),
            FlowKind::Entries(entries) => Parts::Entries(Entries::Flow(entries)),
        })
    }
}

impl<'t> Reader<'_, 't> {
    /// Opens the value. A flow on a line of its own is to end there, once `take` has read it.
    fn open<T>(self, take: impl FnOnce(Parts<'_, 't>) -> Result<T, NotPlain>) -> Result<T, NotPlain> {
        let node = match self {
            Reader::Flow(flow) => return take(Parts::of_flow(flow)?),
            Reader::Block(node) => node,
        };
        let parts = match node.kind {
            Kind::Flow(text) => return Flow::whole(text, |flow| take(Parts::of_flow(flow)?)),
            Kind::Null => Parts::Nothing,
            Kind::Scalar(scalar) => Parts::Scalar(scalar),
            Kind::Mapping(indent) => Parts::Entries(Entries::Block(node.entries(indent)?)),
            Kind::Sequence(indent) => Parts::Items(Items::Block(node.items(indent)?)),
        };
        take(parts)
    }

    fn scalar(self) -> Result<Scalar<'t>, NotPlain> {
        match self {
            Reader::Block(Node { kind: Kind::Scalar(scalar), .. }) => Ok(scalar),
            Reader::Block(_) => Err(NotPlain),
            Reader::Flow(flow) => flow.scalar(),
        }
    }

    /// Passes over a value that says that there is nothing.
    fn pass_null(&mut self) -> bool {
        match self {
            Reader::Block(node) => match node.kind {
                Kind::Null => true,
                Kind::Scalar(scalar) => scalar.is_null(),
                _ => false,
            },
            Reader::Flow(flow) => flow.pass_null(),
        }
    }
}

/// What can be nothing but a scalar.
macro_rules! read_scalars {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
            visit_scalar(self.scalar()?, visitor)
        }
    )*};
}

/// What can be nothing but a text.
macro_rules! read_texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
            visitor.visit_str(self.scalar()?.as_text()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = NotPlain;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.open(|parts| match parts {
            Parts::Nothing => visitor.visit_unit(),
            Parts::Scalar(scalar) => visit_scalar(scalar, visitor),
            Parts::Items(items) => visitor.visit_seq(items),
            Parts::Entries(entries) => visitor.visit_map(entries),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.open(|parts| match parts {
            Parts::Nothing | Parts::Scalar(_) => visitor.visit_unit(),
            Parts::Items(items) => visitor.visit_seq(items),
            Parts::Entries(entries) => visitor.visit_map(entries),
        })
    }

    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, NotPlain> {
        if self.pass_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.open(|parts| match parts {
            Parts::Items(items) => visitor.visit_seq(items),
            _ => Err(NotPlain),
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.open(|parts| match parts {
            Parts::Entries(entries) => visitor.visit_map(entries),
            _ => Err(NotPlain),
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotPlain> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotPlain> {
        visitor.visit_enum(self.scalar()?.as_text()?.into_deserializer())
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, NotPlain> {
        if self.pass_null() { visitor.visit_unit() } else { Err(NotPlain) }
    }

    read_scalars! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf
    }

    read_texts! { deserialize_str deserialize_string deserialize_identifier deserialize_char }
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = NotPlain;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotPlain> {
        let item = match self {
            Items::Block(items) => items.next()?.map(Reader::Block),
            Items::Flow(items) => items.next()?.map(Reader::Flow),
        };
        item.map(|item| seed.deserialize(item)).transpose()
    }
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = NotPlain;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotPlain> {
        let key = match self {
            Entries::Block(entries) => entries.next_key()?,
            Entries::Flow(entries) => entries.next_key()?,
        };
        key.map(|key| seed.deserialize(StrDeserializer::new(key))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotPlain> {
        seed.deserialize(match self {
            Entries::Block(entries) => Reader::Block(entries.value()?),
            Entries::Flow(entries) => Reader::Flow(entries.value()),
        })
    }
}
