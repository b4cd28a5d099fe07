//! The record on disk: what a save changes and what it leaves, undo and redo, many writers.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crate::common::Home;

const OWN_WORDS: &str = "\
# my own words
version: 1
colour: blue   # a key of mine

steps:
  # the hard one
  linear-algebra:
    status: doing   # nearly there
    started: 2026-11-01
    mood: fine
  my-own-step: {status: done, done: 2026-10-01}
log:
  - date: 2026-11-02   # a Monday
    step: linear-algebra
    time: 1h30m
# the end
";

#[test]
fn comments_order_and_unknown_keys_survive_everything() {
    let home = Home::new();
    home.write(OWN_WORDS);
    let commands = [
        "done linear-algebra",
        "log numpy 45m",
        "skip tensorflow",
        "start calculus",
        "reset calculus",
        "plan --from swe --save",
        "undo",
        "redo",
    ];
    for command in commands {
        home.mlpath(command).ok();
        let text = home.text();
        for kept in [
            "# my own words",
            "colour: blue   # a key of mine",
            "  # the hard one",
            "# nearly there",
            "mood: fine",
            "# a Monday",
            "# the end",
            "my-own-step: {status: done, done: 2026-10-01}",
        ] {
            assert!(text.contains(kept), "{command} lost {kept:?}:\n{text}");
        }
        assert!(text.find("version").expect("there") < text.find("colour").expect("there"));
    }
    for _ in 0..commands.len() - 2 {
        home.mlpath("undo").ok();
    }
    assert_eq!(home.text(), OWN_WORDS, "undoing everything gives the first text back, byte for byte");
    assert_eq!(home.mlpath("undo").code, Some(1));
}

#[test]
fn line_ends_survive() {
    let home = Home::new();
    let crlf = OWN_WORDS.replace('\n', "\r\n");
    home.write(&crlf);
    home.mlpath("done linear-algebra git").ok();
    let text = home.text();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    home.mlpath("undo").ok();
    assert_eq!(home.text(), crlf);
}

#[test]
fn undo_keeps_what_was_edited_by_hand_since() {
    let home = Home::new();
    home.mlpath("done git").ok();
    home.mlpath("done sql").ok();
    fs::write(home.file(), format!("# my own words\n{}", home.text())).expect("an edit by hand");
    home.mlpath("undo").ok();
    let text = home.text();
    assert!(text.starts_with("# my own words\n") && text.contains("git:") && !text.contains("sql:"), "{text}");
    home.mlpath("redo").ok();
    assert!(home.text().starts_with("# my own words\n") && home.text().contains("sql:"));
    fs::write(home.file(), home.text().replace("sql:\n    status: done", "sql:\n    status: doing")).expect("an edit by hand");
    let before = home.text();
    let said = home.mlpath("undo");
    assert_eq!((said.code, home.text()), (Some(1), before), "the same place was edited: {}", said.stderr);
}

#[test]
fn nothing_is_written_when_nothing_changes() {
    let home = Home::new();
    for command in
        ["status", "next", "list", "show git", "plan --from swe", "certs", "check", "undo --list", "done git -n", "reset git", "help"]
    {
        home.mlpath(command).ok();
        assert!(!home.path().join(".local").exists(), "{command} wrote something");
    }
    assert_eq!(home.mlpath("done pandsa").code, Some(2));
    assert!(!home.file().exists(), "a wrong id writes nothing");
    home.mlpath("done git").ok();
    let written = fs::metadata(home.file()).and_then(|data| data.modified()).expect("a time");
    let text = home.text();
    assert!(home.mlpath("done git").ok().contains("already done on 2026-11-21"));
    assert_eq!(home.mlpath("done sql pandsa gti").code, Some(2));
    assert_eq!(fs::metadata(home.file()).and_then(|data| data.modified()).expect("a time"), written);
    assert_eq!(home.text(), text);
}

#[test]
fn a_save_comes_before_the_answer() {
    let home = Home::new();
    let said = home.shell("mlpath done git > /dev/full");
    assert_eq!(said.code, Some(1), "{said:#?}");
    assert!(said.stderr.contains("saved, but"), "{}", said.stderr);
    assert!(home.text().contains("git:"));
    let said = home.shell("mlpath done sql | true; exit ${PIPESTATUS[0]}");
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""));
    assert!(home.text().contains("sql:"));
    assert_eq!(home.shell("mlpath done pandas >&- 2>&- <&-").code, Some(0));
    assert!(home.text().contains("pandas:"));
}

#[cfg(unix)]
#[test]
fn the_file_is_private_and_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.mlpath("done git").ok();
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&home.file()), 0o600);
    assert_eq!(mode(home.file().parent().expect("a folder")), 0o700);
    fs::set_permissions(home.file(), fs::Permissions::from_mode(0o640)).expect("a mode");
    home.mlpath("done sql").ok();
    assert_eq!(mode(&home.file()), 0o640);
}

#[test]
fn a_home_that_is_none_is_said_so() {
    let home = Home::new();
    let mut command = home.command(crate::common::MLPATH);
    let said = command.env("HOME", "relative").arg("status").output().expect("starts");
    assert_eq!(said.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said.stderr).contains("HOME is no absolute path"));
}

#[test]
fn writers_with_different_homes_lose_nothing_either() {
    let home = Home::new();
    let file = home.path().join("shared.yaml");
    thread::scope(|scope| {
        for writer in 0..4 {
            let (home, file) = (&home, &file);
            scope.spawn(move || {
                let own = home.path().join(format!("home-{writer}"));
                fs::create_dir(&own).expect("a home");
                for change in 0..15 {
                    let note = format!("writer {writer} change {change}");
                    let mut command = home.command(crate::common::MLPATH);
                    let ended =
                        command.env("HOME", &own).arg("--file").arg(file).args(["log", "git", "5m", "-m", &note]).output().expect("starts");
                    assert!(ended.status.success(), "{ended:?}");
                }
            });
        }
    });
    let text = fs::read_to_string(&file).expect("the record");
    assert_eq!(text.matches("note: writer ").count(), 60, "every change is there");
}

#[test]
fn other_peoples_temporary_files_are_left_alone() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let folder = home.file().parent().expect("a folder").to_owned();
    for name in [".mlpath-mynotes.tmp", ".mlpath-0123456789abcdef-x.tmp", "notes.tmp"] {
        fs::write(folder.join(name), "precious").expect("a file");
    }
    home.mlpath("done sql").ok();
    assert_eq!(fs::read_dir(&folder).expect("a listing").count(), 4);
}

#[cfg(unix)]
#[test]
fn a_protected_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.mlpath("done git").ok();
    let text = home.text();
    fs::set_permissions(home.file(), fs::Permissions::from_mode(0o444)).expect("a mode");
    let said = home.mlpath("done sql");
    assert_eq!(said.code, Some(1), "{said:#?}");
    assert!(said.stderr.contains("protected against writing"), "{}", said.stderr);
    assert_eq!(home.text(), text);
    let undo = home.mlpath("undo");
    assert_eq!(undo.code, Some(1));
    fs::set_permissions(home.file(), fs::Permissions::from_mode(0o600)).expect("a mode");
    home.mlpath("undo").ok();
    assert!(!home.text().contains("git:"), "an undo that failed can be tried again");
}

#[test]
fn twenty_changes_can_be_taken_back_and_put_back() {
    let home = Home::new();
    for minute in 1..=30 {
        home.mlpath(&format!("log git {minute}m")).ok();
    }
    let text = home.text();
    for _ in 0..20 {
        home.mlpath("undo").ok();
    }
    assert_eq!(home.text().matches("time:").count(), 10);
    for _ in 0..20 {
        home.mlpath("redo").ok();
    }
    assert_eq!(home.text(), text);
}

#[test]
fn a_damaged_record_leads_to_the_last_good_copy() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let good = home.text();
    let refused = home.mlpath("undo --rescue --json");
    assert!(refused.code == Some(1) && refused.stderr.contains("\"not-damaged\""), "{refused:#?}");
    for (damage, kept) in [("version: 1\nsteps: [", "progress.yaml.damaged-2026-11-21"), ("\0\0\0", "progress.yaml.damaged-2026-11-21-2")] {
        fs::write(home.file(), damage).expect("damage");
        let said = home.mlpath("status");
        assert!(said.code == Some(1) && said.stderr.replace("\n  ", " ").contains("mlpath undo --rescue"), "{said:#?}");
        let dry = home.mlpath("undo --rescue --dry-run").ok();
        assert!(dry.starts_with("would put back: the record as of mlpath done git"), "{dry}");
        assert_eq!(home.text(), damage);
        assert!(home.mlpath("undo --rescue").ok().contains(kept));
        assert_eq!(home.text(), good);
        assert_eq!(fs::read_to_string(home.file().with_file_name(kept)).expect("the damaged text"), damage);
    }
    home.mlpath("undo").ok();
}

#[test]
fn an_emptied_record_is_told_of_and_can_be_put_back() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let good = home.text();
    for empty in [|file: &Path| fs::write(file, "").expect("emptied"), |file: &Path| fs::remove_file(file).expect("removed")] {
        empty(&home.file());
        let said = home.mlpath("status");
        assert!(said.code == Some(0) && said.stderr.contains("mlpath saved one on 2026-11-21"), "{said:#?}");
        assert_eq!(home.mlpath("undo --rescue --json").json()["kept"], serde_json::Value::Null);
        assert_eq!(home.text(), good);
    }
    home.mlpath("undo").ok();
    assert_eq!(home.mlpath("status").stderr, "", "what was undone is nothing lost");
    let nothing = Home::new().mlpath("undo --rescue");
    assert!(nothing.code == Some(1) && nothing.stderr.contains("mlpath has saved nothing"), "{nothing:#?}");
}

#[test]
fn one_bad_file_in_the_history_blocks_nothing() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let folder = history(&home);
    fs::write(folder.join("18446744073709551615.json"), "{}").expect("a bad entry");
    fs::write(folder.join("00000005.json"), b"\xff").expect("a bad entry");
    fs::create_dir(folder.join("00000006.json")).expect("a bad entry");
    home.mlpath("done sql").ok();
    home.mlpath("undo --list").ok();
    home.mlpath("undo").ok();
    assert!(home.text().contains("git:") && !home.text().contains("sql:"), "{}", home.text());
    home.mlpath("undo").ok();
    assert!(!home.text().contains("git:"), "{}", home.text());
}

#[cfg(unix)]
#[test]
fn a_rescue_overwrites_nothing_that_is_newer_or_protected() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.mlpath("done git").ok();
    for newer in ["version: 9\nsteps: [a, b]\n", "version: 9\n", "version: 9\nsteps: {git: {status: done}}\n"] {
        fs::write(home.file(), newer).expect("a newer record");
        let said = home.mlpath("undo --rescue --json");
        assert!(said.code == Some(1) && said.stderr.contains("\"newer-version\""), "{said:#?}");
        assert_eq!(home.text(), newer);
    }
    fs::write(home.file(), "steps: [").expect("damage");
    fs::set_permissions(home.file(), fs::Permissions::from_mode(0o444)).expect("a mode");
    let said = home.mlpath("undo --rescue");
    assert!(said.code == Some(1) && said.stderr.contains("protected against writing"), "{said:#?}");
    assert_eq!(home.text(), "steps: [");
    let files = fs::read_dir(home.file().parent().expect("a folder")).expect("a listing").count();
    assert_eq!(files, 1, "nothing is put aside by a refusal");
}

/// The folder of the only history there is.
fn history(home: &Home) -> PathBuf {
    let folders = fs::read_dir(home.path().join(".local/state/mlpath/history")).expect("a listing");
    folders.map(|entry| entry.expect("an entry").path()).next().expect("a history")
}
