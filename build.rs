//! Says how the program is linked; what it holds is compiled beforehand, see `src/builtin`.

#![expect(clippy::disallowed_methods, reason = "a build script reads its environment")]

use std::{env, process};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    link_unwinder();
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
