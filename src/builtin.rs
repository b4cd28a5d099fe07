//! The built-in roadmap, compiled into the program by `build.rs`.

use std::sync::LazyLock;

use crate::roadmap::Roadmap;

const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/roadmap.bin"));

/// The built-in roadmap, decoded once and kept: taking it apart at the end would cost as much again.
///
/// # Panics
///
/// Never in a built program: the bytes were written by the same types at build time, and a test
/// decodes them.
#[must_use]
pub fn roadmap() -> &'static Roadmap {
    static ROADMAP: LazyLock<Roadmap> =
        LazyLock::new(|| postcard::from_bytes(COMPILED).expect("the compiled roadmap is decoded by the types that encoded it"));
    &ROADMAP
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_compiled_roadmap_decodes() {
        let roadmap = super::roadmap();
        assert_eq!(roadmap.stages.len(), 6);
        assert!(roadmap.steps.len() >= 60);
    }
}
