//! The library behind the `mlpath` program: a roadmap tracker for people becoming machine
//! learning engineers.
//!
//! Data flows one way. [`app`] reads a roadmap and a progress file, [`commands`] answer from them
//! with an effect, without touching anything, [`app`] has [`store`] carry the effect out, and
//! only then [`render`] shows the answer. Modules import only from below; a test keeps it so:
//!
//! | row | modules |
//! |---|---|
//! | top | [`app`] |
//! | | [`commands`] |
//! | | [`answers`] |
//! | | [`resolve`] |
//! | | [`error`] |
//! | | [`render`], [`note`] |
//! | | [`view`] |
//! | | [`posting`] |
//! | | [`planning`], [`store`] |
//! | | [`progress`], [`builtin`] |
//! | | [`roadmap`] |
//! | | [`yaml`], [`system`], [`advice`], [`json`] |
//! | | [`units`], [`dates`], [`text`], [`io_error`], [`code`], [`cli`] |
//! | bottom | [`order`] |
//!
//! The library exists for the program and its tests; it makes no promise to other crates.

pub mod advice;
pub mod answers;
pub mod app;
pub mod builtin;
pub mod cli;
pub mod code;
pub mod commands;
pub mod dates;
pub mod error;
pub mod io_error;
pub mod json;
pub mod note;
pub mod order;
pub mod planning;
pub mod posting;
pub mod progress;
pub mod render;
pub mod resolve;
pub mod roadmap;
pub mod store;
pub mod system;
pub mod text;
pub mod units;
pub mod view;
pub mod yaml;
