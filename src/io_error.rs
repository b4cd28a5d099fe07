//! Why the system refused something, in its own words.

use std::io;

/// The system's sentence without its ` (os error N)`, which tells a learner nothing.
#[must_use]
pub fn in_words(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}
