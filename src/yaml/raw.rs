//! What the full parser reads, before anybody says what it is to be.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_yaml::Number;

use super::Value;

/// A value as it stands in a text. Unlike a [`Value`] it keeps a key that stands twice in one mapping: what nobody asks
/// for is passed over, whatever form a text has.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    Items(Vec<Raw<'a>>),
    Entries(Vec<(Raw<'a>, Raw<'a>)>),
    /// A value behind a tag: `!2h` is no time but nothing, and whoever wrote it meant something.
    Tagged(Cow<'a, str>, Box<Raw<'a>>),
}

impl<'a> From<&'a Value> for Raw<'a> {
    fn from(value: &'a Value) -> Raw<'a> {
        match value {
            Value::Null => Raw::Null,
            Value::Bool(truth) => Raw::Bool(*truth),
            Value::Number(number) => Raw::Number(number.clone()),
            Value::String(text) => Raw::Text(Cow::Borrowed(text)),
            Value::Sequence(items) => Raw::Items(items.iter().map(Raw::from).collect()),
            Value::Mapping(entries) => Raw::Entries(entries.iter().map(|(key, value)| (key.into(), value.into())).collect()),
            Value::Tagged(tagged) => Raw::Tagged(Cow::Owned(tagged.tag.to_string()), Box::new(Raw::from(&tagged.value))),
        }
    }
}

impl<'de> Deserialize<'de> for Raw<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Anything;
        impl<'de> Visitor<'de> for Anything {
            type Value = Raw<'static>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any YAML value")
            }
            fn visit_unit<E>(self) -> Result<Raw<'static>, E> {
                Ok(Raw::Null)
            }
            fn visit_none<E>(self) -> Result<Raw<'static>, E> {
                Ok(Raw::Null)
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Raw<'static>, E> {
                Ok(Raw::Bool(truth))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Raw<'static>, E> {
                Ok(Raw::Number(number.into()))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Raw<'static>, E> {
                Ok(Raw::Number(number.into()))
            }
            /// A number of more digits than numbers have is a text: of a phone, an account.
            fn visit_u128<E>(self, number: u128) -> Result<Raw<'static>, E> {
                Ok(Raw::Text(Cow::Owned(number.to_string())))
            }
            fn visit_i128<E>(self, number: i128) -> Result<Raw<'static>, E> {
                Ok(Raw::Text(Cow::Owned(number.to_string())))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Raw<'static>, E> {
                Ok(Raw::Number(number.into()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Raw<'static>, E> {
                Ok(Raw::Text(Cow::Owned(text.to_owned())))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw<'static>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Raw::Items(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'static>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Raw::Entries(entries))
            }
            fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Raw<'static>, A::Error> {
                let (tag, value) = tagged.variant::<String>()?;
                Ok(Raw::Tagged(Cow::Owned(tag), Box::new(value.newtype_variant()?)))
            }
        }
        deserializer.deserialize_any(Anything)
    }
}
