//! The built-in roadmap and its reference guide, compiled into the program.
//!
//! Their files under `src/roadmap/data` are read, checked and encoded beforehand, into the two files beside this one, by
//! `UPDATE=1 cargo test --lib builtin`: who installs mlpath need not build a parser of YAML twice to read them once more,
//! a tenth of the whole build. A test compiles them anew and compares.

use std::sync::LazyLock;

use crate::roadmap::{self, Guide, Roadmap};

const ROADMAP: &[u8] = include_bytes!("roadmap.bin");

const GUIDE: &[u8] = include_bytes!("guide.bin");

/// The built-in roadmap, decoded once and kept: taking it apart at the end would cost as much again.
///
/// # Panics
///
/// Never in a built program: the bytes were written by the same types, and tests compile them anew
/// and decode them.
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
#[expect(clippy::disallowed_methods, reason = "a test writes the compiled form where UPDATE is set, in the order of its files")]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::roadmap::{Content, SourceText};

    #[test]
    fn the_compiled_data_decodes() {
        let roadmap = roadmap();
        // To compare is to decode every part.
        assert_eq!(roadmap, &roadmap.clone());
        assert!(roadmap.stages.len() >= 6 && roadmap.steps.len() >= 60);
        assert!(guide().topics.iter().all(|topic| !topic.sections.is_empty()));
    }

    #[test]
    fn the_files_of_the_roadmap_pass_the_gate_and_are_compiled() {
        let content = content();
        let compiled = [("roadmap.bin", ROADMAP, encode(&content.roadmap)), ("guide.bin", GUIDE, encode(&content.guide))];
        let old: Vec<_> = compiled.iter().filter(|(_, held, said)| held != said).collect();
        if std::env::var_os("UPDATE").is_some() {
            for (name, _, said) in &old {
                fs::write(path("src/builtin").join(name), said).expect("a compiled roadmap");
            }
            // What runs after this would still be the program of before.
            assert!(old.is_empty(), "the roadmap is compiled anew: run the tests once more, with a program that holds it");
        }
        assert!(old.is_empty(), "src/roadmap/data says something else than the program: UPDATE=1 cargo test --lib builtin");
    }

    fn encode(said: &impl serde::Serialize) -> Vec<u8> {
        postcard::to_stdvec(said).expect("a value with a compact form")
    }

    /// What the files under `src/roadmap/data` say.
    fn content() -> Content {
        let mut files = Vec::new();
        gather(&path("src/roadmap/data"), &mut files);
        files.sort();
        let texts: Vec<SourceText<'_>> = files.iter().map(|(name, text)| SourceText { name, text }).collect();
        roadmap::read(&texts).unwrap_or_else(|findings| {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            panic!("the built-in roadmap breaks its rules:\n{}", lines.join("\n"))
        })
    }

    /// The YAML files of a folder and those below.
    fn gather(folder: &Path, files: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder of data") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                gather(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                files.push((path.display().to_string(), fs::read_to_string(&path).expect("a text")));
            }
        }
    }

    fn path(below: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
    }
}
