//! Blocks handed to serde as they are read.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::NotPlain;
use super::block::{Entries, Items, Kind, Node};
use super::flow::Flow;
use super::scalar::visit_scalar;

impl<'de> Deserializer<'de> for Node<'_, '_> {
    type Error = NotPlain;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Null => visitor.visit_unit(),
            Kind::Scalar(scalar) => visit_scalar(scalar, visitor),
            Kind::Flow(text) => Flow::whole(text, |flow| flow.deserialize_any(visitor)),
            Kind::Mapping(indent) => visitor.visit_map(self.entries(indent)?),
            Kind::Sequence(indent) => visitor.visit_seq(self.items(indent)?),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Null => visitor.visit_none(),
            Kind::Scalar(scalar) if scalar.is_null() => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Scalar(scalar) => visitor.visit_str(scalar.as_text()?),
            _ => Err(NotPlain),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        if matches!(self.kind, Kind::Null) { Err(NotPlain) } else { self.deserialize_any(visitor) }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            // Derived visitors would take a list for the fields in their order.
            Kind::Null | Kind::Sequence(_) => Err(NotPlain),
            Kind::Flow(text) => Flow::whole(text, |flow| flow.deserialize_struct("", &[], visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotPlain> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Scalar(scalar) => visitor.visit_enum(scalar.as_text()?.into_deserializer()),
            _ => Err(NotPlain),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.kind {
            Kind::Scalar(_) => visitor.visit_unit(),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = NotPlain;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotPlain> {
        self.next_key()?.map(|key| seed.deserialize(StrDeserializer::new(key))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotPlain> {
        seed.deserialize(self.value()?)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = NotPlain;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotPlain> {
        self.next()?.map(|item| seed.deserialize(item)).transpose()
    }
}
