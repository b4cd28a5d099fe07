//! mlpath.
pub mod dates;
pub mod text;
pub mod units;
pub mod yaml;
pub mod roadmap;
pub mod builtin;
pub mod progress;
