//! What mlpath promises: every promise of docs/promises.md names tests, and those exist.

use std::fs;
use std::path::Path;

#[test]
fn every_promise_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promises = fs::read_to_string(root.join("docs/promises.md")).expect("the promises");
    let rows: Vec<&str> = promises.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 10, "the table is there");
    for row in rows {
        let names: Vec<&str> = row.split('`').filter(|word| word.contains("::")).collect();
        assert!(!names.is_empty(), "no test proves: {row}");
        for name in names {
            let (module, test) = name.rsplit_once("::").expect("a module and a test");
            let file = Path::new(&module.replace("::", "/")).with_extension("rs");
            let places = ["tests/integration", "tests/heavy"].map(|folder| root.join(folder).join(&file));
            let sources: Vec<String> = places.iter().filter_map(|place| fs::read_to_string(place).ok()).collect();
            assert!(sources.iter().any(|source| has_test(source, test)), "{name} is no test in {places:?}");
        }
    }
}

/// Whether a function of this name is there with an attribute that makes it a test.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.starts_with(&format!("fn {name}(")));
    at.is_some_and(|at| lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).any(|line| *line == "#[test]"))
}
