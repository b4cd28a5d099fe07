//! YAML documents: reading them strictly, finding the place of a value, and changing one value
//! without disturbing the rest of the text.
//!
//! `plain` reads the form that mlpath and most people write, values and places alike. For all else there
//! are two parsers: `serde_yaml` gives values, `saphyr-parser` the places. Nothing above this module names
//! either. What only one of them accepts is refused before an edit. Typed data is made by `reader`, whoever read it.

mod edit;
mod locate;
mod place;
mod plain;
mod proof;
mod raw;
mod read;
mod reader;
mod rewrite;
mod scan;
mod slips;
mod splice;
mod tree;
mod unique;
mod words;
mod write;

pub use edit::{Edit, EditError, diff, diff_items};
pub use locate::Locator;
pub use place::{Fault, Key, Position, get, path_text};
pub use read::{check_text, conflict_mark, has_bare_returns, has_conflict_marks, parse, parse_bytes, parse_value, typed_at, value_of};
pub use rewrite::edit_text;
pub use unique::unique_map;

/// A YAML value, and a mapping of such, without comments and style.
pub use serde_yaml::{Mapping, Value};
