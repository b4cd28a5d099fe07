//! The built-in roadmap and its reference guide, compiled into the program by `build.rs`.

use std::sync::LazyLock;

use crate::roadmap::{self, Guide, Roadmap};

const ROADMAP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/roadmap.bin"));

const GUIDE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guide.bin"));

/// The built-in roadmap, decoded once and kept: taking it apart at the end would cost as much again.
///
/// # Panics
///
/// Never in a built program: the bytes were written by the same types at build time, and a test
/// decodes them.
#[must_use]
pub fn roadmap() -> &'static Roadmap {
    static DECODED: LazyLock<Roadmap> = LazyLock::new(|| roadmap::decode(ROADMAP));
    &DECODED
}

/// The built-in guide, decoded when the first command that reads it asks.
///
/// # Panics
///
/// Never in a built program, as [`roadmap`].
#[must_use]
pub fn guide() -> &'static Guide {
    static DECODED: LazyLock<Guide> = LazyLock::new(|| roadmap::decode(GUIDE));
    &DECODED
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_compiled_data_decodes() {
        let roadmap = super::roadmap();
        // To compare is to decode every part.
        assert_eq!(roadmap, &roadmap.clone());
        assert!(roadmap.stages.len() >= 6 && roadmap.steps.len() >= 60);
        assert!(super::guide().topics.iter().all(|topic| !topic.sections.is_empty()));
    }
}
