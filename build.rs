//! Compiles the built-in roadmap: reads `src/roadmap/data`, runs the parser and the gate that
//! also read a learner's own roadmap, and writes a compact form for `src/builtin.rs` to embed. Beside it
//! it writes the names of characters in HTML, for `src/posting/entities.rs`.
//! A breach of the gate stops the build and names the file and the path of keys; `cargo test` names its line.

#![expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a build script reads its environment, writes its output and fails by its exit code"
)]
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    reason = "a build script uses a part of the modules it shares with the library"
)]

use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[path = "src/dates.rs"]
mod dates;
#[path = "src/io_error.rs"]
mod io_error;
#[path = "src/order.rs"]
mod order;
#[path = "src/roadmap/mod.rs"]
mod roadmap;
#[path = "src/units.rs"]
mod units;
#[path = "src/yaml/for_build.rs"]
mod yaml;

const DATA: &str = "src/roadmap/data";

fn main() {
    for shared in ["build.rs", DATA, "src/roadmap", "src/yaml", "src/dates.rs", "src/io_error.rs", "src/order.rs", "src/units.rs"] {
        println!("cargo::rerun-if-changed={shared}");
    }
    link_unwinder();
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        eprintln!("OUT_DIR is not set: cargo runs this program");
        process::exit(1);
    };
    if let Err(message) = compile(Path::new(DATA), &out).and_then(|()| write_entities(&out.join("entities.txt"))) {
        eprintln!("{message}");
        process::exit(1);
    }
}

/// Takes the unwinder, which backtraces are made with, into the program where the compiler's own copy is at hand: as a
/// library of the system's it is one more to load at each start, a sixteenth of the time that `status` takes.
fn link_unwinder() {
    let said = |name: &str| env::var(name).unwrap_or_default();
    let is_linux = said("CARGO_CFG_TARGET_OS") == "linux" && said("CARGO_CFG_TARGET_ENV") == "gnu";
    let is_static = said("CARGO_CFG_TARGET_FEATURE").split(',').any(|feature| feature == "crt-static");
    if !is_linux || is_static || said("HOST") != said("TARGET") {
        return;
    }
    // The compiler answers with a path where it has the library, else with the bare name.
    let place = process::Command::new("cc").arg("-print-file-name=libgcc_eh.a").output().map(|output| output.stdout).unwrap_or_default();
    if place.contains(&b'/') {
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}

fn compile(data: &Path, out: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    gather(data, &mut files)?;
    files.sort();
    let files: Vec<roadmap::SourceText<'_>> = files.iter().map(|(name, text)| roadmap::SourceText { name, text }).collect();
    let content = roadmap::read(&files).map_err(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        format!("the built-in roadmap breaks its rules:\n{}", lines.join("\n"))
    })?;
    write(&out.join("roadmap.bin"), &content.roadmap)?;
    write(&out.join("guide.bin"), &content.guide)
}

/// The YAML files of a folder and those below.
fn gather(folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            files.push((path.display().to_string(), text));
        }
    }
    Ok(())
}

fn write(target: &Path, data: &impl serde::Serialize) -> Result<(), String> {
    let bytes = postcard::to_stdvec(data).map_err(|error| error.to_string())?;
    save(target, &bytes)
}

/// Names of characters and what they stand for, as one text: see `src/posting/entities.rs`.
fn write_entities(target: &Path) -> Result<(), String> {
    let lines = html_escape::NAMED_ENTITIES.iter().map(|(name, characters)| format!("{} {characters}\0", String::from_utf8_lossy(name)));
    save(target, lines.collect::<String>().as_bytes())
}

fn save(target: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(target, bytes).map_err(|error| format!("{}: {error}", target.display()))
}
