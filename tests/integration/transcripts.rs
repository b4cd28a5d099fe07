//! Sessions that read as documentation: every console block of the README, of `docs`
//! and of `tests/transcripts` is run in a real shell and must say exactly what is written.
//!
//! `UPDATE=1 cargo test transcripts` writes down what they say now.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Home, has};

#[test]
fn sessions_say_what_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = |name: &str| fs::read_dir(root.join(name)).expect("a folder of the package").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = folder("tests/transcripts").chain(folder("docs")).collect();
    files.push(root.join("README.md"));
    files.sort();
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "md")) {
        let written = fs::read_to_string(file).expect("a transcript is text");
        let said = replay(&written);
        if said != written && update {
            fs::write(file, &said).expect("a transcript can be written");
        } else if said != written {
            wrong.push(format!("{}:\n{}", file.display(), difference(&written, &said)));
        }
    }
    assert!(wrong.is_empty(), "sessions differ (UPDATE=1 writes them down anew)\n{}", wrong.join("\n"));
}

/// The text with the answers in its console blocks as they come out now. Each section begins in a
/// home of its own.
fn replay(text: &str) -> String {
    let mut home = Home::new();
    let mut said = String::new();
    let mut in_block = false;
    let mut kept = false;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if !in_block && line.starts_with("## ") {
            home = Home::new();
        }
        if in_block && line == "```" {
            in_block = false;
        } else if !in_block && line == "```console" {
            (in_block, kept) = (true, true);
        } else if let (true, Some(command)) = (in_block, line.strip_prefix("$ ")) {
            kept = command.contains("jq ") && !has("jq");
            said.push_str(line);
            said.push('\n');
            // A command goes on with lines the shell would prompt for by `>`.
            let mut command = command.to_owned();
            while let Some(more) = lines.next_if(|line| *line == ">" || line.starts_with("> ")) {
                said.push_str(more);
                said.push('\n');
                command = format!("{command}\n{}", more[1..].trim_start());
            }
            if !kept {
                said.push_str(&answer(&home, &command));
            }
            continue;
        } else if in_block && !kept {
            continue;
        }
        said.push_str(line);
        said.push('\n');
    }
    said
}

fn answer(home: &Home, command: &str) -> String {
    let said = home.shell(&format!("{{ {command}\n}} 2>&1"));
    let mut text = said.stdout.replace(&home.path().display().to_string(), "~");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match said.code {
        Some(0) => text,
        code => format!("{text}[exit {}]\n", code.map_or("signal".to_owned(), |code| code.to_string())),
    }
}

/// The first lines that differ.
fn difference(written: &str, said: &str) -> String {
    let at = written.lines().zip(said.lines()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| text.lines().skip(at).take(12).map(|line| format!("    {line}\n")).collect::<String>();
    format!("  line {}, written:\n{}  said:\n{}", at + 1, part(written), part(said))
}

/// Who opens it for the first time reads it to the end; what only some need stands in docs.
#[test]
fn the_readme_is_no_longer_than_a_reader_bears() {
    let lines = include_str!("../../README.md").lines().count();
    assert!(lines <= 220, "README.md has {lines} lines");
}
