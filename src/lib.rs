//! mlpath.
pub mod dates;
pub mod text;
pub mod units;
pub mod yaml;
pub mod roadmap;
pub mod builtin;
pub mod progress;
pub mod planning;
pub mod render;
pub mod view;
