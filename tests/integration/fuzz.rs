//! Any bytes as a record, a roadmap, an overlay or a job posting: an answer or an error, never a
//! panic, never a changed file, nothing harmful on a screen.
//!
//! Real documents are mutated by numbered seeds, the same ones in every run: a few in the fast tests,
//! many more in the heavy ones. With `MLPATH_FUZZ_SECONDS=3600` each test runs that long, on seeds
//! nobody tried before; what fails names its seed, and `MLPATH_FUZZ_SEED` begins with it.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use fastrand::Rng;
use mlpath::builtin;
use mlpath::posting::Reader;
use mlpath::progress::document::{read, write};
use mlpath::progress::{Mark, Status};
use mlpath::roadmap::{self, SourceText};
use mlpath::system::System;
use mlpath::{app, yaml};

use crate::EFFORT;
use crate::common::{Home, TODAY, is_harmful};
use crate::edits::{Tally, edit_and_compare};

/// No single input takes longer, in a build without optimization.
const PATIENCE: Duration = Duration::from_secs(10);

const RECORD: &str = include_str!("../fixtures/records/v1.yaml");

const OVERLAY: &str = "\
# mine
stages:
  - id: data-analysis
    steps:
      - id: pandas
        hours: {low: 5, likely: 6, high: 9}
      - id: polars
        title: Polars
        requires: [pandas]
        hours: {low: 2, likely: 4, high: 8}
certifications:
  - id: google-ml-engineer
    fee: {usd: 250, grade: official, checked_on: 2026-11-20, sources: [my-receipt]}
sources:
  - {id: my-receipt, title: The receipt of my exam, by: me, date: 2026-11-20, dated: published, kind: vendor}
retired_ids:
  - {id: frames, replaced_by: [pandas], since: '2'}
terms:
  - {id: python, names: [Pythonic]}
";

const ROADMAP: &str = "\
roadmap: {id: mine, title: My way, version: '1'}
stages:
  - id: basics
    title: Basics
    steps:
      - {id: rust, title: Rust, done_when: [You wrote a tool.], hours: {low: 30, likely: 60, high: 120}}
      - {id: candle, title: Candle, requires: [rust], tracks: [deep], hours: {low: 10, likely: 20, high: 40}}
tracks:
  - {id: deep, title: Deep, purpose: Deeper., sources: []}
backgrounds:
  - {id: swe, title: Engineer, assumes: Code., credits: [{step: rust, share: 0.5}], sources: []}
resources:
  - {id: book, title: Book, by: me, url: 'https://example.org', price: {usd: 0}}
retired_ids:
  - {id: c, replaced_by: [rust], since: '1'}
terms:
  - {id: rust-lang, name: Rust, kind: skill, exact: [Rust], steps: [rust]}
";

/// What parsers stumble over.
const SNIPPETS: [&str; 46] = [
    "a: &a [*a, *a]\n",
    "&x x: *x\n",
    "<<: *base\n",
    "? [complex, {key: 1}]\n: value\n",
    "? \n",
    "!!binary aGk=",
    "!mine {a: 1}",
    "!!int 'x'",
    "!!str ",
    "%YAML 1.2\n---\n",
    "---\n",
    "...\n",
    "- - - - x\n",
    "[[[[[[[[[[[[",
    "{{{{{{{{",
    "}}]]",
    "\t",
    "\0",
    "\u{1b}[2J",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{202e}",
    "\u{10ffff}",
    "\r",
    "\r\n",
    "\"",
    "'",
    "|\n",
    ">-\n  x\n",
    "|9\n x\n",
    "# ",
    ": ",
    "999999999999999999999999999",
    "-9223372036854775809",
    "1e400",
    ".nan",
    "-.inf",
    "0x7fffffffffffffffff",
    "2026-02-30",
    "9999-12-31",
    "-9999-01-01..9999-12-31",
    "0001-01-01",
    "10000-10000",
    "<<<<<<< ours\n",
    "version: 18446744073709551616\n",
];

/// The text with a few mutations.
fn mutate(random: &mut Rng, seeds: &[&str]) -> Vec<u8> {
    let mut bytes = seeds[random.usize(0..seeds.len())].as_bytes().to_vec();
    for _ in 0..random.usize(1..5) {
        let at = random.usize(0..=bytes.len());
        let until = (at + random.usize(0..40)).min(bytes.len());
        let lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let line = random.usize(0..lines.len().max(1));
        let snippet = SNIPPETS[random.usize(0..SNIPPETS.len())].as_bytes();
        match random.u8(0..12) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..until)),
            2 => drop(bytes.splice(at..at, snippet.iter().copied())),
            3 if at < bytes.len() => bytes[at] = random.u8(..),
            4 if at < bytes.len() => bytes[at] ^= 1 << random.u8(0..8),
            5 if !lines.is_empty() => {
                let mut lines = lines;
                lines.insert(random.usize(0..lines.len()), lines[line].clone());
                bytes = lines.concat();
            }
            6 if !lines.is_empty() => {
                let mut lines = lines;
                let other = random.usize(0..lines.len());
                lines.swap(line, other);
                bytes = lines.concat();
            }
            7 => {
                let start: usize = lines[..line].iter().map(Vec::len).sum();
                drop(bytes.splice(start..start, snippet.iter().copied()));
            }
            8 => {
                let other = seeds[random.usize(0..seeds.len())].as_bytes();
                let from = random.usize(0..=other.len());
                drop(bytes.splice(at..until, other[from..(from + 60).min(other.len())].iter().copied()));
            }
            9 => {
                let start = bytes[at..].iter().position(|byte| *byte == b':').map_or(at, |colon| at + colon + 1);
                drop(bytes.splice(start..start, b" ".iter().chain(snippet).copied()));
            }
            10 if random.u8(0..6) == 0 => bytes = String::from_utf8_lossy(&bytes).replace('\n', "\r").into_bytes(),
            11 if random.u8(0..6) == 0 => {
                let wide: Vec<u8> = String::from_utf8_lossy(&bytes).encode_utf16().flat_map(u16::to_le_bytes).collect();
                bytes = [&[0xff, 0xfe][..], &wide].concat();
            }
            _ => bytes.extend_from_slice(snippet),
        }
    }
    bytes
}

/// Names the seed when a test fails, however it fails.
struct Telling(u64);

impl Drop for Telling {
    fn drop(&mut self) {
        if thread::panicking() {
            println!("this was MLPATH_FUZZ_SEED={}", self.0);
        }
    }
}

/// Tries so many seeds one after another, or goes on as long as it is told to, and says how many they were.
fn for_a_while(what: &str, suite: u64, mut one: impl FnMut(u64)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let long = number("MLPATH_FUZZ_SECONDS").map(Duration::from_secs);
    let anew = || SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs() << 24);
    let first = number("MLPATH_FUZZ_SEED").unwrap_or_else(|| if long.is_some() { anew() } else { 0 });
    let started = Instant::now();
    let mut seed = first;
    while long.map_or(seed - first < suite * EFFORT, |long| started.elapsed() < long) {
        let (_telling, begun) = (Telling(seed), Instant::now());
        one(seed);
        assert!(begun.elapsed() < PATIENCE, "{what}: it took {:?}", begun.elapsed());
        seed += 1;
    }
    println!("{what}: {} inputs", seed - first);
}

/// A command in this process, without anything of its environment.
#[track_caller]
fn run(line: &str, file: &Path, roadmap: Option<&Path>) -> u8 {
    let system = System {
        file: Some(file.to_owned()),
        roadmap: roadmap.map(Path::to_owned),
        today: Some(TODAY.to_owned()),
        complete: None,
        width: 80,
        color_out: false,
        color_err: false,
        unicode: true,
        pager: None,
        less_is_set: false,
        folders: None,
    };
    let arguments: Vec<OsString> = ["mlpath"].into_iter().chain(line.split(' ')).map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = app::run(&arguments, &system, &mut out, &mut err);
    for bytes in [out, err] {
        let text = String::from_utf8(bytes).expect("answers are UTF-8");
        assert!(!text.contains(|c| c != '\n' && is_harmful(c)), "{line}: {text}");
    }
    exit as u8
}

#[test]
fn any_bytes_as_a_record_are_read_or_refused() {
    const READING: [&str; 11] = [
        "status",
        "status --since 2026-01-01",
        "next -n 3",
        "list --all",
        "log",
        "log numpy",
        "plan --by 2028-01-01",
        "certs --until 2030",
        "gap --for senior",
        "show git numpy ai-103",
        "check",
    ];
    let home = Home::new();
    for_a_while("records", 500, |seed| {
        let mut random = Rng::with_seed(seed);
        let bytes = mutate(&mut random, &[RECORD, RECORD, OVERLAY]);
        let found = read(&bytes);
        home.write(&bytes);
        let form = if random.bool() { "" } else { " --json" };
        let command = READING[random.usize(0..READING.len())];
        let exit = run(&format!("{command}{form}"), &home.file(), None);
        assert_eq!(fs::read(home.file()).expect("a record"), bytes, "{command} touched the file");
        let (Ok(progress), Ok(text)) = (found, std::str::from_utf8(&bytes)) else {
            return assert_eq!(exit, 1, "{command}");
        };
        let mut after = progress.clone();
        after.mark("sql", Mark { status: Status::Skipped, on: mlpath::dates::date(2026, 11, 1), moves_day: true, hours: None });
        if let Ok(edited) = write(text, &progress, &after) {
            assert_eq!(read(edited.as_bytes()), Ok(after));
        }
    });
}

#[test]
fn any_bytes_as_a_roadmap_are_read_or_refused() {
    let home = Home::new();
    home.write("version: 1\nplan: {from: swe}\nsteps: {rust: {status: doing}, pandas: {status: done, done: 2026-10-01}}\n");
    let own = home.path().join("own.yaml");
    for_a_while("roadmaps", 600, |seed| {
        let mut random = Rng::with_seed(seed);
        let bytes = mutate(&mut random, &[ROADMAP, ROADMAP, OVERLAY]);
        let commands = ["status", "list --all", "show rust swe book deep", "plan --for deep", "certs", "check --data --json", "gap"];
        fs::write(&own, &bytes).expect("a roadmap");
        run(commands[random.usize(0..commands.len())], &home.file(), Some(&own));
        // A whole roadmap is laid over a large one: that takes its time, so not each time.
        if let (0, Ok(text)) = (random.u8(0..4), yaml::check_text(&bytes)) {
            match roadmap::apply_overlay(builtin::roadmap(), builtin::guide, SourceText { name: "overlay", text }) {
                Ok(content) => assert!(content.roadmap.steps.len() >= builtin::roadmap().steps.len()),
                Err(findings) => assert!(!findings.is_empty()),
            }
        }
        assert_eq!(fs::read(&own).expect("a roadmap"), bytes);
    });
}

#[test]
fn any_bytes_as_a_posting_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/postings");
    let read_all = |path: fs::DirEntry| fs::read_to_string(path.path()).expect("a posting");
    let texts: Vec<String> = fs::read_dir(folder).expect("postings").map(|entry| read_all(entry.expect("an entry"))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let reader = Reader::new(&builtin::guide().terms);
    for_a_while("postings", 3000, |seed| {
        let bytes = mutate(&mut Rng::with_seed(seed), &texts);
        let text = String::from_utf8_lossy(&bytes);
        for mention in reader.read(&text).mentions {
            assert!(!mention.phrase.is_empty() && mention.line <= text.lines().count(), "{mention:?}");
        }
    });
}

#[test]
fn any_document_is_edited_as_the_model_says() {
    let mut tally = Tally::default();
    for_a_while("documents edited", 300, |seed| edit_and_compare(seed.wrapping_add(1 << 20), seed % 2 == 0, &mut tally));
    println!("{} edits made, {} refused", tally.made, tally.refused);
}

/// The same through the program, for what only it does: locks, saves and exit codes.
#[test]
fn any_bytes_leave_the_program_with_an_exit_code_of_its_own() {
    const COMMANDS: [&str; 8] =
        ["status", "check --json", "undo --list", "done sql", "log git 1h -m x", "plan --from swe --save", "undo", "gap --job"];
    for_a_while("runs of the program", 200, |seed| {
        let mut random = Rng::with_seed(seed);
        let home = Home::new();
        let bytes = mutate(&mut random, &[RECORD, RECORD, RECORD, OVERLAY]);
        home.write(&bytes);
        let command = COMMANDS[random.usize(0..COMMANDS.len())];
        let file = home.file().display().to_string();
        let posting = command.ends_with("--job").then_some(file.as_str());
        let said = home.run(command.split(' ').chain(posting));
        assert!(matches!(said.code, Some(0..=3)), "{command}: {said:#?}");
        let after = fs::read(home.file()).expect("still there");
        if after != bytes {
            assert!(said.code == Some(0) && read(&after).is_ok(), "{command} changed the file: {said:#?}");
        }
    });
}
