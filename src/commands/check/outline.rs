//! The keys of a progress file as far as they can be slips: of a log of years, nothing is kept of an entry whose keys
//! are all known.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::progress::document::keys;
use crate::yaml::{Mapping, Value};

/// A file by its keys.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// All that stands at the top, but of the log only that it is there.
    pub(super) top: Mapping,
    /// The keys of each entry of the log, where some of them are not known; else none.
    pub(super) log: Vec<Vec<String>>,
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Outline, D::Error> {
        struct Top;
        impl<'de> Visitor<'de> for Top {
            type Value = Outline;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a progress file")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
                let mut outline = Outline::default();
                while let Some(key) = map.next_key::<Value>()? {
                    let mut value = Value::Null;
                    if key == *"log" {
                        let log = map.next_value::<Option<Vec<EntryKeys>>>()?;
                        outline.log.extend(log.unwrap_or_default().into_iter().map(|keys| keys.0));
                    } else {
                        value = map.next_value()?;
                    }
                    if outline.top.insert(key, value).is_some() {
                        return Err(duplicate());
                    }
                }
                Ok(outline)
            }
        }
        deserializer.deserialize_map(Top)
    }
}

/// The keys of an entry, where some of them are not known.
struct EntryKeys(Vec<String>);

impl<'de> Deserialize<'de> for EntryKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<EntryKeys, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = EntryKeys;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an entry")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EntryKeys, A::Error> {
                let (mut known, mut own) = ([false; keys::ENTRY.len()], Mapping::new());
                while let Some(key) = map.next_key::<EntryKey>()? {
                    let is_twice = match key {
                        EntryKey::Known(at) => {
                            map.next_value::<IgnoredAny>()?;
                            std::mem::replace(&mut known[at], true)
                        }
                        EntryKey::Own(key) => own.insert(key.into(), map.next_value()?).is_some(),
                    };
                    if is_twice {
                        return Err(duplicate());
                    }
                }
                if own.is_empty() {
                    return Ok(EntryKeys(Vec::new()));
                }
                let mut all: Vec<String> = own.keys().filter_map(|key| key.as_str().map(str::to_owned)).collect();
                all.extend(keys::ENTRY.iter().zip(known).filter(|(_, is_there)| *is_there).map(|(key, _)| (*key).to_owned()));
                Ok(EntryKeys(all))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

/// A key of an entry: the place of a known one among all, or one of the learner's own.
enum EntryKey {
    Known(usize),
    Own(String),
}

impl<'de> Deserialize<'de> for EntryKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<EntryKey, D::Error> {
        struct Key;
        impl Visitor<'_> for Key {
            type Value = EntryKey;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_str<E: Error>(self, key: &str) -> Result<EntryKey, E> {
                let place = keys::ENTRY.iter().position(|known| *known == key);
                Ok(place.map_or_else(|| EntryKey::Own(key.to_owned()), EntryKey::Known))
            }
        }
        deserializer.deserialize_str(Key)
    }
}

/// What the reader of files finds the place of.
fn duplicate<E: Error>() -> E {
    E::custom("duplicate key")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Fault, parse};

    fn outline(text: &str) -> Result<Outline, Fault> {
        parse(text)
    }

    #[test]
    fn of_entries_only_keys_that_are_not_known_are_kept() {
        let text = "version: 1\nsteps: {git: {own: 1}}\nlog:\n  - date: 2026-11-20\n    note: x\n  - {date: 2026-11-20, mood: [fine], step: git}\n";
        let found = outline(text).expect("reads");
        assert_eq!(found.log, [vec![], vec!["mood".to_owned(), "date".into(), "step".into()]]);
        assert!(found.top["log"].is_null() && found.top["steps"]["git"]["own"] == 1, "{:?}", found.top);
        assert_eq!(outline("version: 1\nlog:\n").expect("reads").log, Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_key_that_stands_twice_has_its_place() {
        for (text, line) in [
            ("version: 1\nown: 1\nown: 2\n", 3),
            ("version: 1\nlog:\n  - date: 2026-11-20\n    date: 2026-11-20\n", 4),
            ("version: 1\nlog:\n  - date: 2026-11-20\n    own: 1\n    own: 1\n", 5),
            ("version: 1\nlog:\n  - date: 2026-11-20\n    own: {a: 1, a: 2}\n", 4),
            ("version: 1\nown:\n  a: |\n    x\n  a: 1\n", 5),
        ] {
            let fault = outline(text).expect_err("refused");
            assert!(fault.message.contains("stands here again") && fault.position.is_some_and(|at| at.line == line), "{text}: {fault:?}");
        }
    }
}
