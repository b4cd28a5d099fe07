//! Parts of the built-in roadmap that are decoded when somebody asks for them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index};
use std::sync::OnceLock;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value, or the bytes of the compiled roadmap it is decoded from at its first use. Most commands
/// look at a few fields of a step or an exam: decoding all their texts cost half the instructions of `status`.
///
/// The compiled form holds it as bytes of known length, so that a reader steps over it. What is read
/// from YAML is a value from the start.
pub struct Stored<T> {
    /// Empty for a value that was never in the compiled roadmap.
    bytes: &'static [u8],
    value: OnceLock<Box<T>>,
}

impl<T> From<T> for Stored<T> {
    fn from(value: T) -> Stored<T> {
        Stored { bytes: &[], value: OnceLock::from(Box::new(value)) }
    }
}

impl<T: Default> Default for Stored<T> {
    fn default() -> Stored<T> {
        Stored::from(T::default())
    }
}

/// Never panics in a built program: the bytes were written by the same types at build time, and a test
/// decodes them all.
fn decode<T: Deserialize<'static>>(bytes: &'static [u8]) -> T {
    postcard::from_bytes(bytes).expect("the compiled roadmap is decoded by the types that encoded it")
}

impl<T: Deserialize<'static>> Deref for Stored<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| Box::new(decode(self.bytes)))
    }
}

impl<T: Deserialize<'static>> DerefMut for Stored<T> {
    fn deref_mut(&mut self) -> &mut T {
        let _: &T = self;
        self.value.get_mut().expect("just decoded")
    }
}

impl<T: Deserialize<'static>> Stored<T> {
    /// The value itself.
    pub fn into_value(self) -> T {
        self.value.into_inner().map_or_else(|| decode(self.bytes), |value| *value)
    }
}

impl<T: Clone> Clone for Stored<T> {
    /// What was not decoded yet stays so.
    fn clone(&self) -> Stored<T> {
        Stored { bytes: self.bytes, value: self.value.clone() }
    }
}

impl<T: Deserialize<'static> + PartialEq> PartialEq for Stored<T> {
    fn eq(&self, other: &Stored<T>) -> bool {
        **self == **other
    }
}

impl<T: Deserialize<'static> + fmt::Debug> fmt::Debug for Stored<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Deserialize<'static> + Serialize> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_stdvec(&**self).map_err(serde::ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<T> Deserialize<'static> for Stored<T> {
    fn deserialize<D: Deserializer<'static>>(deserializer: D) -> Result<Stored<T>, D::Error> {
        struct Bytes<T>(PhantomData<T>);

        impl<T> Visitor<'static> for Bytes<T> {
            type Value = Stored<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes of the compiled roadmap")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'static [u8]) -> Result<Stored<T>, E> {
                Ok(Stored { bytes, value: OnceLock::new() })
            }
        }

        deserializer.deserialize_bytes(Bytes(PhantomData))
    }
}

/// A list of which each item is decoded at its first use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent, bound(serialize = "T: Deserialize<'static> + Serialize", deserialize = "'de: 'static"))]
pub struct StoredList<T: Deserialize<'static>>(Vec<Stored<T>>);

impl<T: Deserialize<'static>> StoredList<T> {
    /// The items in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
        self.0.iter().map(Deref::deref)
    }

    /// The items in order, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(DerefMut::deref_mut)
    }

    /// The item at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&T> {
        self.0.get(at).map(Deref::deref)
    }

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Deserialize<'static>> Index<usize> for StoredList<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.0[at]
    }
}

impl<T: Deserialize<'static>> From<Vec<T>> for StoredList<T> {
    fn from(items: Vec<T>) -> StoredList<T> {
        StoredList(items.into_iter().map(Stored::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(bound(deserialize = "'de: 'static"))]
    struct Item {
        id: u8,
        about: Stored<Vec<String>>,
        inner: Vec<Stored<(u8, Stored<String>)>>,
        last: u8,
    }

    fn item() -> Item {
        Item { id: 1, about: vec!["a".to_owned()].into(), inner: vec![(2, "b".to_owned().into()).into()], last: 3 }
    }

    #[test]
    fn it_comes_back_as_it_was_and_is_decoded_only_when_asked_for() {
        let bytes: &'static [u8] = postcard::to_stdvec(&item()).expect("encodes").leak();
        let read: Item = postcard::from_bytes(bytes).expect("decodes");
        assert_eq!((read.id, read.last), (1, 3));
        assert!(read.about.value.get().is_none() && read.clone().about.value.get().is_none());
        assert_eq!(read.inner[0].1.as_str(), "b");
        assert!(read.about.value.get().is_none());
        assert_eq!(read, item());
        assert!(read.about.value.get().is_some());
    }

    #[test]
    fn a_change_stays() {
        let bytes: &'static [u8] = postcard::to_stdvec(&item()).expect("encodes").leak();
        let mut read: Item = postcard::from_bytes(bytes).expect("decodes");
        read.about.push("c".to_owned());
        assert_eq!(read.about.into_value(), ["a", "c"]);
    }
}
