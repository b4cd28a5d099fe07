//! JSON documents as text: indented, and safe to show on a terminal.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::text::escape_json;

/// A document of one or more lines, without a final newline.
///
/// # Errors
///
/// When a value has no JSON form, which documents of ours always have.
pub fn text_of<T: Serialize>(document: &T) -> Result<String, serde_json::Error> {
    let mut bytes = Vec::new();
    document.serialize(&mut Serializer::with_formatter(Sink(&mut bytes), Indented::default()))?;
    String::from_utf8(bytes).map(|text| escape_json(&text)).map_err(serde_json::Error::custom)
}

/// Where a document is written to. Each field of each answer writes to it, a thousand of them, and each brought the
/// growth of the text along: so it is a call, and not a part of each.
struct Sink<'a>(&'a mut Vec<u8>);

impl Write for Sink<'_> {
    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    #[inline(never)]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The usual indentation, each part of it a call for the same reason.
#[derive(Default)]
struct Indented(PrettyFormatter<'static>);

/// Parts of a document that the usual formatter writes.
macro_rules! parts {
    ($($part:ident($($name:ident: $type:ty)?))*) => {$(
        #[inline(never)]
        fn $part<W: ?Sized + Write>(&mut self, out: &mut W $(, $name: $type)?) -> io::Result<()> {
            self.0.$part(out $(, $name)?)
        }
    )*};
}

impl Formatter for Indented {
    parts! {
        begin_array() end_array() begin_array_value(first: bool) end_array_value()
        begin_object() end_object() begin_object_key(first: bool) begin_object_value() end_object_value()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(Into::into),
            "[a-z\"\\\\\n]{0,6}".prop_map(Into::into)
        ];
        leaf.prop_recursive(4, 30, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
                prop::collection::vec(("[a-z]{0,4}", inner), 0..4)
                    .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_document_is_written_as_the_library_does(value in values()) {
            prop_assert_eq!(text_of(&value).expect("is JSON"), serde_json::to_string_pretty(&value).expect("is JSON"));
        }
    }
}
