//! The integration tests, as one program: it links once, so the suite stays fast.

#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, reason = "a program of tests exports nothing")]

mod architecture;
mod bad_files;
mod common;
mod completions;
mod content;
mod json;
mod properties;
mod saving;
mod surface;
mod transcripts;
