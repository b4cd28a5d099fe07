//! Says how the program is linked; what it holds is compiled beforehand, see `src/builtin`.

#![expect(clippy::disallowed_methods, reason = "a build script reads its environment")]

use std::path::Path;
use std::{env, process};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_linux = said("CARGO_CFG_TARGET_OS") == "linux" && said("CARGO_CFG_TARGET_ENV") == "gnu";
    // What this machine has says nothing of another.
    if is_linux && said("HOST") == said("TARGET") {
        link_unwinder();
        pack_relocations();
    }
}

fn said(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

/// Takes the unwinder, which backtraces are made with, into the program where the compiler's own copy is at hand: as a
/// library of the system's it is one more to load at each start, a sixteenth of the time that `status` takes.
fn link_unwinder() {
    if said("CARGO_CFG_TARGET_FEATURE").split(',').any(|feature| feature == "crt-static") {
        return;
    }
    // The compiler answers with a path where it has the library, else with the bare name.
    if answer("cc", &["-print-file-name=libgcc_eh.a"]).contains('/') {
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}

/// Writes the places of pointers, which the system adjusts at each start, as bits instead of 24 bytes each: the program
/// is 100 KB smaller. The system's library understands that since version 2.36.
fn pack_relocations() {
    const PACK: &str = "-Wl,-z,pack-relative-relocs";
    let library = answer("getconf", &["GNU_LIBC_VERSION"]);
    let version = library.trim().strip_prefix("glibc ").and_then(|version| version.split_once('.'));
    let version = version.and_then(|(major, minor)| Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?)));
    if version.is_some_and(|version| version >= (2, 36)) && is_usual_linker() && links_with(PACK) {
        println!("cargo::rustc-link-arg-bins={PACK}");
    }
}

/// Whether nobody chose a linker: what another understands is not known.
fn is_usual_linker() -> bool {
    let flags = said("CARGO_ENCODED_RUSTFLAGS");
    said("RUSTC_LINKER").is_empty() && !["fuse-ld", "linker"].iter().any(|chosen| flags.contains(chosen))
}

/// Whether the linker takes a flag: some, such as gold, refuse what they do not know.
fn links_with(flag: &str) -> bool {
    let tried = Path::new(&said("OUT_DIR")).join("tried.so");
    let mut link = process::Command::new("cc");
    link.args(["-shared", "-x", "c", "/dev/null", flag, "-o"]).arg(tried);
    link.output().is_ok_and(|output| output.status.success())
}

/// What a program of this machine prints; nothing where it is not there.
fn answer(program: &str, arguments: &[&str]) -> String {
    let output = process::Command::new(program).args(arguments).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}
