//! YAML documents: reading them strictly, finding the place of a value, and changing one value
//! without disturbing the rest of the text.
//!
//! Two parsers work together here: `serde_yaml` gives values and typed data, `yaml-edit` gives
//! places and lossless edits. Nothing above this module names either. What only one of them
//! accepts is refused before an edit.

mod edit;
mod locate;
mod place;
mod plain;
mod read;
mod tree;
mod words;

pub use edit::{Edit, EditError, diff, edit_text};
pub use locate::Locator;
pub use place::{Fault, Key, Position, get, path_text};
pub use read::{check_text, parse, parse_value, typed_at, value_of};

/// A YAML value, and a mapping of such, without comments and style.
pub use serde_yaml::{Mapping, Value};
