//! Files that are none: each gives a clear error with file, line and column, ends with 1, and is
//! left byte for byte as it was.

use std::fs;
use std::process::Command;

use crate::common::{Home, MLPATH, has};

/// Reading, writing and taking back: none of them may touch a file it cannot read.
const COMMANDS: [&str; 6] = ["status", "done git", "log git 1h", "plan --from swe --save", "check", "undo"];

#[track_caller]
fn refused(content: &[u8], place: &str, part: &str) {
    let home = Home::new();
    home.write(content);
    for command in COMMANDS {
        let said = home.mlpath(command);
        assert_eq!(said.code, Some(1), "{command}: {said:#?}");
        assert!(said.stdout.is_empty(), "{command}: {said:#?}");
        assert!(said.stderr.starts_with("error: ") && said.stderr.contains(part), "{command}: {}", said.stderr);
        let words = said.stderr.split_whitespace().collect::<String>();
        assert!(words.contains(&format!("progress.yaml{place}")), "{command}: no place {place} in {}", said.stderr);
        assert_eq!(fs::read(home.file()).expect("still there"), content, "{command} touched the file");
    }
}

#[test]
fn what_is_no_record_is_refused_and_left_alone() {
    refused(b"just words\n", ":1:1", "a progress file with");
    refused(b"version: 1\nother: [a, b\n", ":2:8", "the `[` that is opened here is not closed");
    refused(b"version: 1\nsteps: [a, b]\n", ":2:8", "step ids, each with its state");
    refused(b"version: 1\nsteps:\n  git: done\n", ":3:8", "a step such as");
    refused(b"version: 1\nsteps:\n  git:\n    status: done\n    actual_hours: -3\n", ":5:19", "not a number of hours");
    refused(b"version: 1\nsteps:\n\tgit: {}\n", ":3:1", "a tab stands here; indent with blanks");
    refused(b"version: one\n", ":1:10", "`one` is not a version; write version: 1");
    refused(b"version: 1\nsteps:\n  git: {status: dnoe}\n", ":3:17", "`dnoe` is not a status");
    refused(b"version: 1\nsteps:\n  git: {done: yesterday}\n", ":3:15", "done");
    refused(b"version: 1\nlog:\n  - {date: 2026-11-21, step: git, time: soon}\n", ":3:41", "`soon` is not a study time");
    refused(b"version: 1\nsteps:\n  git: {}\n  git: {}\n", ":4:3", "stands here again");
    refused(b"version: 1\nsteps: {}\nsteps: {}\n", ":3:1", "stands here again");
    refused(b"version: 1\n---\nversion: 1\n", ":2:1", "second document");
    refused(b"version: 1\nsteps:\n  g\0t: {}\n", ":3:4", "0x00");
    refused(b"version: 1\nsteps:\n  g\xfft: {}\n", ":3:4", "UTF-8");
    refused(b"\xff\xfev\0e\0r\0", ":1:1", "UTF-16");
    refused(b"version: 1\n<<<<<<< HEAD\nsteps: {}\n", ":2:1", "merge");
}

/// Whatever form the text around them has: `''` is read by another parser.
#[test]
fn of_keys_that_stand_twice_only_those_of_the_learner_s_own_are_passed_over() {
    for note in ["plain", "'it''s'"] {
        let record =
            |own: &str, step: &str| format!("version: 1\nown: {{a: 1, {own}: 2}}\nnote: {note}\nsteps:\n  git: {{}}\n  {step}: {{}}\n");
        let home = Home::new();
        home.write(record("a", "numpy").as_bytes());
        assert_eq!(home.mlpath("status").code, Some(0), "{note}");
        let said = home.mlpath("done pandas");
        assert_eq!((said.code, fs::read_to_string(home.file()).ok()), (Some(1), Some(record("a", "numpy"))), "{note}: {}", said.stderr);
        assert!(said.stderr.contains("progress.yaml:2:13") && said.stderr.contains("`a` stands here again"), "{note}: {}", said.stderr);
        // The key that is told of is the one that keeps the record from being read.
        refused(record("a", "git").as_bytes(), ":6:3", "`git` stands here again; it is already on line 5");
    }
}

#[test]
fn bombs_are_refused() {
    let mut laughs = String::from("version: 1\na0: &a0 [x]\n");
    for level in 1..10 {
        let alias = format!("*a{}", level - 1);
        laughs.push_str(&format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 9].join(", ")));
    }
    refused(laughs.as_bytes(), ":3:", "aliases");
    refused(format!("version: 1\nx: {}{}\n", "[".repeat(100_000), "]".repeat(100_000)).as_bytes(), ":2:204", "nested more than 200 deep");
    refused("[".repeat(100_000).as_bytes(), ":1:201", "nested more than 200 deep");
}

#[test]
fn a_newer_file_is_read_but_not_written() {
    let home = Home::new();
    let content = "version: 2\nsteps:\n  git: {status: done, done: 2026-11-01, mood: new}\nfuture: [1]\n";
    home.write(content);
    assert!(home.mlpath("status").ok().contains("newer version"));
    for command in ["done sql", "log git 1h", "reset git", "plan --save", "undo"] {
        let said = home.mlpath(command);
        assert_eq!(said.code, Some(1), "{command}: {said:#?}");
        assert!(said.stderr.contains("newer mlpath") && said.stderr.contains(":1:10"), "{}", said.stderr);
        assert_eq!(home.text(), content);
    }
}

#[test]
fn what_is_no_regular_file_is_refused_at_once() {
    let home = Home::new();
    home.write("version: 1\n");
    let folder = home.path().join("folder");
    fs::create_dir(&folder).expect("a folder");
    for path in [folder.display().to_string(), "/dev/zero".into(), "/dev/null".into()] {
        for command in ["status", "done git"] {
            let said = home.run(["--file", &path].into_iter().chain(command.split(' ')));
            assert_eq!(said.code, Some(1), "{path} {command}: {said:#?}");
            assert!(said.stderr.contains("this is "), "{}", said.stderr);
        }
    }
    if has("mkfifo") {
        let pipe = home.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
        let said = home.run(["--file", &pipe.display().to_string(), "done", "git"]);
        assert_eq!(said.code, Some(1), "{said:#?}");
        // Nor is it a time zone, and is not waited for.
        let zone = home.command(MLPATH).arg("status").env_remove("MLPATH_TODAY").env("TZ", &pipe).output().expect("mlpath starts");
        assert!(String::from_utf8_lossy(&zone.stderr).contains("no time zone TZ="), "{zone:#?}");
    }
}

#[test]
fn a_huge_sparse_file_costs_nothing() {
    let home = Home::new();
    home.write("");
    fs::File::options().write(true).open(home.file()).and_then(|file| file.set_len(3 << 30)).expect("a sparse file");
    let said = home.mlpath("done git");
    assert_eq!(said.code, Some(1), "{said:#?}");
    assert!(said.stderr.contains("larger than 8 MiB"), "{}", said.stderr);
    assert_eq!(fs::metadata(home.file()).expect("there").len(), 3 << 30);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_dangling_ones_refused() {
    use std::os::unix::fs::symlink;
    let home = Home::new();
    let real = home.path().join("dotfiles/progress.yaml");
    fs::create_dir(home.path().join("dotfiles")).expect("a folder");
    fs::write(&real, "version: 1 # mine\n").expect("a file");
    let link = home.path().join("link.yaml");
    symlink(&real, &link).expect("a link");
    home.run(["--file", &link.display().to_string(), "done", "git"]).ok();
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink(), "the link stays a link");
    assert!(fs::read_to_string(&real).expect("there").starts_with("version: 1 # mine\nsteps:\n"));
    symlink(home.path().join("nowhere"), home.path().join("dangling.yaml")).expect("a link");
    let said = home.run(["--file", "dangling.yaml", "done", "git"]);
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("a link to a file that is not there"), "{}", said.stderr);
    assert!(said.stderr.contains("nowhere"), "{}", said.stderr);
}

#[test]
fn a_roadmap_of_ones_own_passes_the_same_gate() {
    let home = Home::new();
    let good = "roadmap: {id: mine, title: Mine, version: '1'}\nstages:\n  - id: one\n    title: One\n    steps:\n      - {id: first, title: First, hours: {low: 1, likely: 2, high: 3}}\n      - {id: second, title: Second, requires: [first], hours: {low: 1, likely: 2, high: 3}}\n";
    fs::write(home.path().join("mine.yaml"), good).expect("a file");
    let list = home.mlpath("list --roadmap mine.yaml --json").json();
    assert_eq!(list["steps"].as_array().map(Vec::len), Some(2));
    home.mlpath("done first --roadmap mine.yaml").ok();
    assert!(home.mlpath("status --roadmap mine.yaml").ok().contains("1 of 2 steps done"));
    fs::write(home.path().join("bad.yaml"), good.replace("[first]", "[frist]")).expect("a file");
    let said = home.mlpath("list --roadmap bad.yaml");
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("bad.yaml:7:48") && said.stderr.contains("no step `frist`"), "{}", said.stderr);
}
