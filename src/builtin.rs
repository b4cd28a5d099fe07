//! The built-in roadmap, compiled into the program by `build.rs`.

use crate::roadmap::Roadmap;

const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/roadmap.bin"));

/// The built-in roadmap.
///
/// # Panics
///
/// Never in a built program: the bytes were written by the same types at build time, and a test
/// decodes them.
#[must_use]
pub fn roadmap() -> Roadmap {
    postcard::from_bytes(COMPILED).expect("the compiled roadmap is decoded by the types that encoded it")
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
