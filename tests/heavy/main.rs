//! The tests that take minutes: rigs that break the ground under a save, the calibration study, and the
//! random tests of `tests/integration` with many more inputs.
//!
//! `cargo heavy` runs them; `docs/testing.md` says more.

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

#[path = "../common/mod.rs"]
mod common;
#[path = "../integration/edits.rs"]
mod edits;
#[path = "../integration/fuzz.rs"]
mod fuzz;
#[path = "../integration/merging.rs"]
mod merging;

mod calibration;
mod instructions;
#[cfg(target_os = "linux")]
mod rigs;

/// How many times the usual number of random inputs is tried.
const EFFORT: u64 = 10;
