//! Mappings in which a key stands once.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Reads a mapping of which each key is another. A plain map would let the second of two equal keys win in silence.
/// `expected` says what belongs there where something else stands; `make` makes of a value what the map holds.
///
/// # Errors
///
/// Those of the deserializer, and a key that stands again.
pub fn unique_map<'de, D: Deserializer<'de>, V: Deserialize<'de>, T>(
    deserializer: D,
    expected: &'static str,
    make: fn(V) -> T,
) -> Result<BTreeMap<String, T>, D::Error> {
    deserializer.deserialize_map(Unique { expected, make })
}

struct Unique<V, T> {
    expected: &'static str,
    make: fn(V) -> T,
}

impl<'de, V: Deserialize<'de>, T> Visitor<'de> for Unique<V, T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<BTreeMap<String, T>, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value()?;
            if entries.contains_key(&key) {
                return Err(Error::custom(format!("duplicate field `{key}`")));
            }
            entries.insert(key, (self.make)(value));
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::yaml::{Fault, Position, parse};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Rated {
        #[serde(deserialize_with = "ratings")]
        ratings: BTreeMap<String, u8>,
    }

    fn ratings<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, u8>, D::Error> {
        unique_map(deserializer, "ratings by name", |rating: u8| rating + 1)
    }

    #[test]
    fn a_key_that_stands_again_has_its_place_in_any_form() {
        for before in ["", "note: 'it''s'\n"] {
            let ratings = parse::<Rated>(&format!("{before}ratings: {{a: 1, b: 2}}\n")).expect("reads").ratings;
            assert_eq!(ratings, [("a".to_owned(), 2), ("b".to_owned(), 3)].into());
            let fault = parse::<Rated>(&format!("{before}ratings: {{a: 1, a: 2}}\n")).expect_err("must be refused");
            let line = before.lines().count() + 1;
            let message = format!("the key `a` stands here again; it is already on line {line}");
            assert_eq!(fault, Fault { message, position: Some(Position { line, column: 17 }) });
        }
        let fault = parse::<Rated>("ratings: [a]\n").expect_err("must be refused");
        assert_eq!(fault.message, "ratings: this is a list, and ratings by name belongs here");
    }
}
