//! Parts of the built-in roadmap that are decoded when somebody asks for them, or never copied at all.

use std::any::Any;
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut, Index};
use std::sync::OnceLock;

use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

thread_local! {
    /// The compiled form that is being decoded: what is read from it may stay a part of it.
    static COMPILED: Cell<&'static [u8]> = const { Cell::new(&[]) };
}

/// Reads a value from its compiled form.
///
/// # Panics
///
/// Never in a built program: the bytes were written by the same types, and tests write them anew and
/// decode them all.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &'static [u8]) -> T {
    let outer = COMPILED.replace(bytes);
    let value = postcard::from_bytes(bytes).expect("the compiled roadmap is decoded by the types that encoded it");
    COMPILED.set(outer);
    value
}

/// A value is of the type that was put there.
const ONE_TYPE: &str = "a stored value is of the type it is stored as";

/// The same bytes as a part of the compiled form that is being decoded; `None` where they are none.
fn part_of_compiled(bytes: &[u8]) -> Option<&'static [u8]> {
    let compiled = COMPILED.get();
    let start = bytes.as_ptr().addr().checked_sub(compiled.as_ptr().addr())?;
    compiled.get(start..start.checked_add(bytes.len())?)
}

/// A value, or the part of the compiled roadmap it is decoded from at its first use. Most commands
/// look at a few fields of a step or an exam: decoding all their texts cost half the instructions of `status`.
///
/// The compiled form holds it as bytes of known length, so that a reader steps over it. What is read
/// from YAML is a value from the start.
pub struct Stored<T> {
    part: Part,
    of: PhantomData<T>,
}

/// What [`Stored`] holds, whatever its type: the lock is compiled once, and not once a type.
struct Part {
    /// Empty for a value that was never in the compiled roadmap.
    bytes: &'static [u8],
    value: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Part {
    fn get_or_decode(&self, decode: fn(&'static [u8]) -> Box<dyn Any + Send + Sync>) -> &(dyn Any + Send + Sync) {
        self.value.get_or_init(|| decode(self.bytes)).as_ref()
    }
}

/// What can be stored: owned, and shared by all threads.
pub trait Storable: DeserializeOwned + Any + Send + Sync {}

impl<T: DeserializeOwned + Any + Send + Sync> Storable for T {}

impl<T: Any + Send + Sync> From<T> for Stored<T> {
    fn from(value: T) -> Stored<T> {
        let value: Box<dyn Any + Send + Sync> = Box::new(value);
        Stored { part: Part { bytes: &[], value: OnceLock::from(value) }, of: PhantomData }
    }
}

impl<T: Any + Send + Sync + Default> Default for Stored<T> {
    fn default() -> Stored<T> {
        Stored::from(T::default())
    }
}

impl<T: Storable> Deref for Stored<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.part.get_or_decode(|bytes| Box::new(decode::<T>(bytes))).downcast_ref().expect(ONE_TYPE)
    }
}

impl<T: Storable> DerefMut for Stored<T> {
    fn deref_mut(&mut self) -> &mut T {
        let _: &T = self;
        self.part.value.get_mut().and_then(|value| value.downcast_mut()).expect(ONE_TYPE)
    }
}

impl<T: Storable> Stored<T> {
    /// The value itself.
    ///
    /// # Panics
    ///
    /// Never: a value is of the type it is stored as.
    pub fn into_value(self) -> T {
        match self.part.value.into_inner() {
            Some(value) => *value.downcast().expect(ONE_TYPE),
            None => decode(self.part.bytes),
        }
    }
}

impl<T: Storable + Clone> Clone for Stored<T> {
    /// What was not decoded yet stays so.
    fn clone(&self) -> Stored<T> {
        match self.part.value.get() {
            Some(_) => Stored::from(T::clone(self)),
            None => Stored { part: Part { bytes: self.part.bytes, value: OnceLock::new() }, of: PhantomData },
        }
    }
}

impl<T: Storable + PartialEq> PartialEq for Stored<T> {
    fn eq(&self, other: &Stored<T>) -> bool {
        **self == **other
    }
}

impl<T: Storable + fmt::Debug> fmt::Debug for Stored<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Storable + fmt::Display> fmt::Display for Stored<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Storable + Serialize> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return (**self).serialize(serializer);
        }
        let bytes = postcard::to_stdvec(&**self).map_err(serde::ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de, T: Storable> Deserialize<'de> for Stored<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Stored<T>, D::Error> {
        if deserializer.is_human_readable() {
            return T::deserialize(deserializer).map(Stored::from);
        }
        let bytes = deserializer.deserialize_bytes(CompiledBytes)?;
        Ok(Stored { part: Part { bytes, value: OnceLock::new() }, of: PhantomData })
    }
}

/// Bytes of a value that stay where they are in the compiled form.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct StoredBytes(Cow<'static, [u8]>);

impl From<Vec<u8>> for StoredBytes {
    fn from(bytes: Vec<u8>) -> StoredBytes {
        StoredBytes(Cow::Owned(bytes))
    }
}

impl Deref for StoredBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for StoredBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for StoredBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StoredBytes, D::Error> {
        deserializer.deserialize_bytes(CompiledBytes).map(|bytes| StoredBytes(Cow::Borrowed(bytes)))
    }
}

/// A text that stays where it is in the compiled form, or one of its own: ids and titles are most of what is decoded
/// at every start, and a copy of each cost three times as much.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct StoredText(Cow<'static, str>);

impl StoredText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A copy of one's own, as of a `str`.
    #[must_use]
    pub fn to_owned(&self) -> String {
        str::to_owned(self)
    }
}

impl From<String> for StoredText {
    fn from(text: String) -> StoredText {
        StoredText(Cow::Owned(text))
    }
}

impl From<StoredText> for String {
    fn from(text: StoredText) -> String {
        text.0.into_owned()
    }
}

impl Deref for StoredText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for StoredText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for StoredText {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for StoredText {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for StoredText {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl fmt::Debug for StoredText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for StoredText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for StoredText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.serialize_str(self) } else { serializer.serialize_bytes(self.as_bytes()) }
    }
}

impl<'de> Deserialize<'de> for StoredText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<StoredText, D::Error> {
        if deserializer.is_human_readable() {
            return String::deserialize(deserializer).map(StoredText::from);
        }
        let bytes = deserializer.deserialize_bytes(CompiledBytes)?;
        std::str::from_utf8(bytes).map(|text| StoredText(Cow::Borrowed(text))).map_err(D::Error::custom)
    }
}

/// Takes bytes of the compiled form as they are.
struct CompiledBytes;

impl Visitor<'_> for CompiledBytes {
    type Value = &'static [u8];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes of the compiled roadmap")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<&'static [u8], E> {
        part_of_compiled(bytes).ok_or_else(|| E::custom("these bytes are no part of the compiled roadmap"))
    }
}

/// A list of which each item is decoded at its first use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent, bound(serialize = "T: Storable + Serialize", deserialize = "T: Storable"))]
pub struct StoredList<T: Storable>(Vec<Stored<T>>);

impl<T: Storable> Default for StoredList<T> {
    fn default() -> StoredList<T> {
        StoredList(Vec::new())
    }
}

impl<T: Storable> StoredList<T> {
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

    /// Adds items at the end.
    pub fn extend(&mut self, items: impl IntoIterator<Item = T>) {
        for item in items {
            self.0.push(Stored::from(item));
        }
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

impl<T: Storable> Index<usize> for StoredList<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.0[at]
    }
}

impl<T: Storable> From<Vec<T>> for StoredList<T> {
    fn from(items: Vec<T>) -> StoredList<T> {
        let mut list = StoredList(Vec::with_capacity(items.len()));
        list.extend(items);
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        let read: Item = decode(bytes);
        assert_eq!((read.id, read.last), (1, 3));
        assert!(read.about.part.value.get().is_none() && read.clone().about.part.value.get().is_none());
        assert_eq!(read.inner[0].1.as_str(), "b");
        assert!(read.about.part.value.get().is_none());
        assert_eq!(read, item());
        assert!(read.about.part.value.get().is_some());
    }

    #[test]
    fn a_change_stays() {
        let bytes: &'static [u8] = postcard::to_stdvec(&item()).expect("encodes").leak();
        let mut read: Item = decode(bytes);
        read.about.push("c".to_owned());
        assert_eq!(read.about.into_value(), ["a", "c"]);
    }
}
