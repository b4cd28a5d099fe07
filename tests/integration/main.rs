//! The fast tests, as one program that links once. `cargo test` runs them; what takes minutes is in
//! `tests/heavy`.

#![allow(unreachable_pub, missing_docs, reason = "a program of tests exports nothing")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::too_many_lines,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::format_collect,
    clippy::needless_pass_by_value,
    clippy::needless_for_each,
    clippy::items_after_statements,
    reason = "tests write files by hand, read the environment, and say what they skip"
)]

mod advice;
mod architecture;
mod bad_files;
mod checking;
#[path = "../common/mod.rs"]
mod common;
mod completions;
mod content;
mod edits;
mod figures;
mod forecasting;
mod fuzz;
mod guesses;
mod hostile;
mod json;
mod learners;
mod machines;
mod merging;
mod own_roadmaps;
mod postings;
mod promises;
mod properties;
mod remedies;
mod reproductions;
mod saving;
mod screens;
mod shelf;
mod surface;
mod transcripts;
mod versions;
mod words;

/// How many times the usual number of random inputs is tried.
const EFFORT: u64 = 1;
