//! What the build script needs of YAML: strict reading, without the parser that knows places.
//!
//! A breach of the gate is then told by its path of keys. `cargo test` reads the same files with places, and
//! the build need not compile a second parser for the sake of a line number.

mod place;
mod plain;
mod raw;
mod read;
mod reader;
mod slips;
mod unique;
mod words;

pub use place::{Fault, Key, Position, path_text};
pub use read::{check_text, parse, parse_value, typed_at, value_of};
pub use unique::unique_map;

/// A YAML value, and a mapping of such, without comments and style.
pub use serde_yaml::{Mapping, Value};

/// Stands in for the locator of places: there is none, so nothing is ever looked up.
pub enum Locator {}

impl Locator {
    /// No places are known.
    pub fn new(_text: &str) -> Option<Locator> {
        None
    }

    /// Never called.
    pub fn find(&self, _path: &[Key]) -> Position {
        match *self {}
    }

    /// Never called.
    pub fn find_key(&self, _path: &[Key]) -> Option<Position> {
        match *self {}
    }

    /// Never called.
    pub fn find_start(&self, _path: &[Key]) -> Option<Position> {
        match *self {}
    }

    /// Never called.
    pub fn find_odd_key(&self, _path: &[Key]) -> Option<Position> {
        match *self {}
    }

    /// Never called.
    pub fn find_value(&self, _path: &[Key], _value: &str) -> Option<Position> {
        match *self {}
    }

    /// Never called.
    pub fn find_both(&self, _path: &[Key], _key: &str) -> Option<(Position, Position)> {
        match *self {}
    }

    /// Never called.
    pub fn scalar(&self, _path: &[Key]) -> Option<&str> {
        match *self {}
    }

    /// Never called.
    pub fn duplicate_key(&self) -> Option<(String, Position, Position)> {
        match *self {}
    }
}
