//! The record on disk: what a save changes and what it leaves, undo and redo, many writers.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crate::common::{Home, Said};

const OWN_WORDS: &str = "\
# my own words
version: 1
color: blue   # a key of mine

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
            "color: blue   # a key of mine",
            "  # the hard one",
            "# nearly there",
            "mood: fine",
            "# a Monday",
            "# the end",
            "my-own-step: {status: done, done: 2026-10-01}",
        ] {
            assert!(text.contains(kept), "{command} lost {kept:?}:\n{text}");
        }
        assert!(text.find("version").expect("there") < text.find("color").expect("there"));
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
    for command in ["undo --rescue -n", "undo --forget -n", "undo --rescue", "undo --forget"] {
        assert_eq!(home.mlpath(command).code, Some(1), "there is nothing to put back");
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
    assert!(String::from_utf8_lossy(&said.stderr).contains("HOME is not an absolute path"));
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
    let history = history(&home);
    let (left, notes) = (history.join(".mlpath-Ab12yz.tmp"), history.join(".mlpath-my-notes.tmp"));
    fs::write(&left, "left").and_then(|()| fs::write(&notes, "precious")).expect("files");
    home.mlpath("done sql").ok();
    assert_eq!(fs::read_dir(&folder).expect("a listing").count(), 4);
    assert!(!left.exists() && notes.exists());
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
        assert!(dry.starts_with("would restore: your progress as of mlpath done git"), "{dry}");
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
        assert!(said.code == Some(0) && said.stderr.contains("you had progress on 2026-11-21"), "{said:#?}");
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

#[test]
fn a_damaged_save_in_the_middle_hides_none() {
    let home = Home::new();
    for step in ["git", "sql", "pandas", "numpy", "rnn"] {
        home.mlpath(&format!("done {step}")).ok();
    }
    let whole = home.text();
    fs::write(history(&home).join("00000003.json"), "\0\0\0\0").expect("a damaged entry");
    let numbers = || -> Vec<u64> {
        let document = home.mlpath("undo --list --json").json();
        let rows = ["undo", "redo", "rescue"].map(|rows| document[rows].as_array().cloned().unwrap_or_default()).concat();
        rows.iter().filter_map(|row| row["number"].as_u64()).collect()
    };
    assert!([1, 2, 4, 5].iter().all(|number| numbers().contains(number)), "{:?}", numbers());
    for _ in 0..5 {
        home.mlpath("undo").ok();
    }
    assert!(!home.text().contains("status"), "{}", home.text());
    assert!([1, 2, 4, 5].iter().all(|number| numbers().contains(number)), "{:?}", numbers());
    home.mlpath("undo --rescue 5").ok();
    assert_eq!(home.text(), whole);
}

/// Somebody put the entries in another order: the list says of which one nothing is known, and so does the error.
#[test]
fn a_save_that_cannot_be_read_goes_by_its_number() {
    let home = Home::new();
    for step in ["git", "sql", "pandas", "numpy", "rnn"] {
        home.mlpath(&format!("done {step}")).ok();
    }
    let entry = |number: u8| history(&home).join(format!("0000000{number}.json"));
    let (second, fourth) = (fs::read(entry(2)).expect("an entry"), fs::read(entry(4)).expect("an entry"));
    fs::write(entry(2), fourth).expect("written");
    fs::write(entry(4), second).expect("written");
    home.mlpath("undo").ok();
    let said = home.mlpath("undo");
    assert!(said.code == Some(1) && said.stderr.contains("error: save 4 cannot be undone: it cannot be read any more"), "{said:#?}");
    home.mlpath("undo --rescue 5").ok();
    assert!(home.text().contains("rnn"), "{}", home.text());
}

#[cfg(unix)]
#[test]
fn a_newest_save_that_cannot_be_read_is_told_and_undone_as_what_it_is() {
    let home = Home::new();
    for step in ["git", "sql"] {
        home.mlpath(&format!("done {step}")).ok();
    }
    let two = home.text();
    home.mlpath("done pandas").ok();
    let three = home.text();
    fs::write(history(&home).join("00000003.json"), "\0\0\0\0").expect("a damaged entry");
    assert!(home.mlpath("undo --list").ok().lines().any(|line| line == "undo  3                 (cannot be read)"));
    let said = home.mlpath("undo -n").ok();
    assert!(said.starts_with("would be undone: a save that cannot be read\nWould restore: your progress as of mlpath done sql on 2026-11-21\npandas: done -> todo\n"), "{said}");
    let said = home.mlpath("undo --json").json();
    assert_eq!(
        said["reversed"],
        serde_json::json!({"command": null, "on": null, "restored": {"number": 2, "command": "done sql", "on": "2026-11-21"}})
    );
    assert_eq!(home.text(), two, "nothing but the save that cannot be read is undone");
    assert!(home.mlpath("redo").ok().starts_with("redone: a save that cannot be read\npandas: todo -> done\n"));
    assert_eq!(home.text(), three);
    // What came with the save, and what by hand since, nobody can tell: the text before can be put back whole.
    home.mlpath("done rnn").ok();
    fs::write(history(&home).join("00000006.json"), "\0\0\0\0").expect("a damaged entry");
    let edited = format!("# mine\n{}", home.text());
    home.write(&edited);
    let said = home.mlpath("undo");
    assert!(said.code == Some(1) && said.stderr.contains("the newest save cannot be read"), "{said:#?}");
    assert!(said.stderr.contains("mlpath undo --rescue 5") && home.text() == edited, "{said:#?}");
    home.mlpath("undo --rescue 5").ok();
    assert_eq!(home.text(), three);
}

#[test]
fn a_rescue_tells_of_newer_saves_that_cannot_be_read() {
    let home = Home::new();
    for step in ["git", "sql"] {
        home.mlpath(&format!("done {step}")).ok();
    }
    fs::write(history(&home).join("00000002.json"), "\0\0\0\0").expect("a damaged entry");
    home.write("steps: [");
    let said = home.mlpath("undo --rescue --dry-run").ok();
    assert!(said.lines().nth(1).is_some_and(|line| line.starts_with("A newer save cannot be read")), "{said}");
    assert_eq!(home.mlpath("undo --rescue --json").json()["newer_unreadable"], true);
    home.mlpath("done numpy").ok();
    home.write("steps: [");
    assert_eq!(home.mlpath("undo --rescue --json").json()["newer_unreadable"], false, "the newest can be read");
}

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

#[test]
fn nothing_is_written_over_an_emptied_record_until_you_say_so() {
    let home = Home::new();
    home.mlpath("done git").ok();
    home.mlpath("done sql").ok();
    let said = home.mlpath("undo --forget --json");
    assert!(said.code == Some(1) && said.stderr.contains("\"not-blank\""), "{said:#?}");
    for empty in [|file: &Path| fs::write(file, "").expect("emptied"), |file: &Path| fs::remove_file(file).expect("removed")] {
        empty(&home.file());
        for command in ["log git 1h", "done numpy", "undo", "plan --from swe --save"] {
            let said = home.mlpath(&format!("{command} --json"));
            assert!(said.code == Some(1) && said.stderr.contains("\"emptied\""), "{command}: {said:#?}");
            assert!(said.stderr.contains("undo --rescue") && said.stderr.contains("undo --forget"), "{said:#?}");
        }
        assert!(!fs::read_to_string(home.file()).is_ok_and(|text| !text.is_empty()), "nothing was written");
        home.mlpath("status").ok();
    }
    home.mlpath("undo --forget --dry-run").ok();
    assert_eq!(home.mlpath("log git 1h").code, Some(1), "a dry run forgets nothing");
    assert!(home.mlpath("undo --forget").ok().contains(".forgotten-2026-11-21"));
    assert_eq!(home.mlpath("undo --forget").code, Some(1));
    home.mlpath("log git 1h").ok();
    assert!(home.text().contains("time: 1h") && !home.text().contains("sql"), "{}", home.text());
}

#[test]
fn nothing_is_written_over_an_emptied_record_whose_saves_cannot_be_read() {
    for empty in ["", " \n\n"] {
        let home = Home::new();
        home.mlpath("done git").ok();
        home.mlpath("undo").ok();
        home.mlpath("done sql").ok();
        let folder = history(&home);
        // At first the newest is lost, and those that can be read left nothing; then all are.
        for damaged in [&[3][..], &[1, 2]] {
            for number in damaged {
                fs::write(folder.join(format!("{number:08}.json")), "\0\0").expect("a damaged entry");
            }
            home.write(empty);
            for command in ["done numpy", "done numpy -n", "undo"] {
                let said = home.mlpath(&format!("{command} --json"));
                assert!(said.code == Some(1) && said.stderr.contains("\"emptied\"") && said.stderr.contains("cannot be read"), "{said:#?}");
                assert!(said.stderr.contains("undo --forget") && said.stderr.contains(&folder.display().to_string()), "{said:#?}");
            }
            assert!(home.text() == empty && home.mlpath("status").stderr.contains("cannot be read"));
        }
        let said = home.mlpath("undo --rescue");
        assert!(said.code == Some(1) && said.stderr.contains("none of its saves can be read"), "{said:#?}");
        assert_eq!(home.mlpath("undo --list").ok(), "None of the saves can be read.\n");
        home.mlpath("undo --forget").ok();
        home.mlpath("done numpy").ok();
    }
}

#[test]
fn a_file_that_is_as_a_lost_save_left_it_was_not_emptied() {
    let home = Home::new();
    home.mlpath("done git").ok();
    home.mlpath("undo").ok();
    fs::write(history(&home).join("00000002.json"), "\0\0").expect("a damaged entry");
    assert_eq!(home.mlpath("status").stderr, "");
    home.mlpath("done numpy").ok();
}

#[test]
fn what_can_not_be_undone_is_told_alike_by_a_dry_run_and_leads_nowhere_empty() {
    let home = Home::new();
    for command in ["undo", "undo -n", "redo"] {
        let said = home.mlpath(command);
        assert!(said.code == Some(1) && !said.stderr.contains("mlpath"), "nothing is listed yet: {said:#?}");
    }
    home.mlpath("done git").ok();
    assert!(home.mlpath("redo").stderr.contains("undo --list"));
    home.write("");
    for command in ["undo", "done sql"] {
        let (tried, said) = (home.mlpath(&format!("{command} -n")), home.mlpath(command));
        assert_eq!((tried.code, &tried.stderr), (Some(1), &said.stderr), "{command}");
        assert!(said.stderr.contains("is empty") && said.stderr.contains("undo --rescue"), "{said:#?}");
    }
}

#[test]
fn the_text_of_any_save_can_be_put_back_and_the_present_one_is_kept() {
    let home = Home::new();
    let texts: Vec<String> = ["done git", "done sql", "done numpy"]
        .iter()
        .map(|command| {
            home.mlpath(command).ok();
            home.text()
        })
        .collect();
    let cut = &texts[2][..texts[2].find("  sql:").expect("there")];
    fs::write(home.file(), cut).expect("cut down");
    let said = home.mlpath("undo");
    assert!(said.code == Some(1) && said.stderr.contains("mlpath undo --rescue NUMBER"), "{said:#?}");
    assert!(home.mlpath("undo --list").ok().lines().any(|line| line.contains(" 2 ") && line.contains("done sql")));
    let said = home.mlpath("undo --rescue 2").ok();
    assert!(said.contains("progress.yaml.before-rescue-2026-11-21"), "{said}");
    assert_eq!(home.text(), texts[1]);
    let kept = home.file().with_file_name("progress.yaml.before-rescue-2026-11-21");
    assert_eq!(fs::read_to_string(kept).expect("the text before"), cut);
    home.mlpath("undo").ok();
    assert_eq!(home.text(), cut, "the choice can be undone");
    let said = home.mlpath("undo --rescue 99 --json");
    assert!(said.code == Some(1) && said.stderr.contains("\"nothing-to-rescue\""), "{said:#?}");
}

#[test]
fn a_history_that_cannot_be_read_is_said_so() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let folder = history(&home);
    fs::remove_dir_all(&folder).expect("removed");
    fs::write(&folder, "no folder").expect("a file in its place");
    fs::write(home.file(), "").expect("emptied");
    let said = home.mlpath("undo --rescue");
    assert!(said.code == Some(1) && said.stderr.contains("cannot read the history"), "{said:#?}");
    assert!(home.mlpath("status").stderr.contains("cannot read the history"));
}

#[test]
fn a_rescue_needs_no_sound_roadmap_and_no_small_record() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let good = home.text();
    fs::write(home.file().with_file_name("roadmap-overlay.yaml"), "stages: [").expect("a broken overlay");
    let huge = "# much\n".repeat(2 * 1024 * 1024);
    fs::write(home.file(), &huge).expect("a huge record");
    home.mlpath("undo --rescue").ok();
    assert_eq!(home.text(), good);
    let kept = home.file().with_file_name("progress.yaml.damaged-2026-11-21");
    assert!(fs::read_to_string(kept).expect("the huge one") == huge, "it is kept whole");
}

#[test]
fn a_history_grows_by_what_changes() {
    let home = Home::new();
    let entry = |day: usize| format!("  - date: 2026-{:02}-{:02}\n    step: git\n    note: entry {day}\n", 1 + day % 10, 1 + day % 28);
    home.write(format!("version: 1\nlog:\n{}", (0..1_000).map(entry).collect::<String>()));
    let mut texts = vec![home.text()];
    for change in 0..24 {
        // One change at the start of the file, the next at its end, and a few edits by hand in between.
        home.mlpath(["done sql", "log git 5m", "reset sql"][change % 3]).ok();
        texts.push(home.text());
        if change % 8 == 7 {
            fs::write(home.file(), home.text().replace("note: entry 500", &format!("note: edited {change}"))).expect("an edit by hand");
        }
    }
    let size = |folder: &Path| -> u64 {
        let entries = fs::read_dir(folder).expect("a listing").map(|entry| entry.expect("an entry").metadata().expect("there").len());
        entries.sum()
    };
    let (kept, record) = (size(&history(&home)), home.text().len() as u64);
    assert!(kept < 2 * record, "{kept} bytes are kept of a record of {record}");
    for number in [1, 7, 8, 9, 16, 24] {
        home.mlpath(&format!("undo --rescue {number}")).ok();
        assert_eq!(home.text(), texts[number], "what save {number} left");
    }
}

#[test]
fn undo_and_redo_do_not_eat_the_saves() {
    let home = Home::new();
    for minute in 1..=5 {
        home.mlpath(&format!("log git {minute}m")).ok();
    }
    for _ in 0..45 {
        home.mlpath("undo").ok();
        home.mlpath("redo").ok();
    }
    for left in (0..5).rev() {
        home.mlpath("undo").ok();
        assert_eq!(home.text().matches("time:").count(), left);
    }
}

#[cfg(unix)]
#[test]
fn a_history_that_is_a_link_is_not_followed() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let (folder, elsewhere) = (history(&home), home.path().join("elsewhere"));
    fs::rename(&folder, &elsewhere).and_then(|()| std::os::unix::fs::symlink(&elsewhere, &folder)).expect("a link");
    fs::write(elsewhere.join(".mlpath-Ab12yz.tmp"), "precious").expect("a file");
    let said = home.mlpath("done sql");
    assert!(said.code == Some(1) && said.stderr.contains("it is a link"), "{said:#?}");
    assert_eq!(fs::read_dir(&elsewhere).expect("a listing").count(), 3, "the save, what says whose it is, and the file");
    assert!(!home.text().contains("sql"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_access_list_of_a_record_stays() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    const LIST: &str = "system.posix_acl_access";
    let home = Home::new();
    home.mlpath("done git").ok();
    // The owner, one other user, the group without any right, the most anybody may do, all others.
    let entries = [(1_u16, 6_u16, u32::MAX), (2, 4, 54321), (4, 0, u32::MAX), (16, 6, u32::MAX), (32, 0, u32::MAX)];
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, rights, id) in entries {
        list.extend(tag.to_le_bytes().into_iter().chain(rights.to_le_bytes()).chain(id.to_le_bytes()));
    }
    if setxattr(home.file(), LIST, &list, XattrFlags::empty()).is_err() {
        println!("skipped: no access lists on this file system");
        return;
    }
    home.mlpath("done sql").ok();
    let mut kept = [0; 200];
    let length = getxattr(home.file(), LIST, &mut kept[..]).expect("a list");
    assert_eq!(&kept[..length], list);
}

#[test]
fn a_rescue_of_a_damaged_record_can_be_undone() {
    let home = Home::new();
    for command in ["done git", "done sql", "done numpy"] {
        home.mlpath(command).ok();
    }
    let good = home.text();
    fs::write(home.file(), "version: 1\nsteps: [").expect("damage");
    let listed = home.mlpath("undo --list").ok();
    assert!(listed.contains("mlpath done sql") && listed.contains("cannot be read now"), "{listed}");
    assert_eq!(home.mlpath("undo --list --json").json()["undo"].as_array().map(Vec::len), Some(3));
    home.mlpath("undo --rescue 1").ok();
    assert!(!home.text().contains("sql:"));
    home.mlpath("undo").ok();
    assert_eq!(home.text(), good, "back to the last good text");
    home.mlpath("undo").ok();
    assert!(home.text().contains("sql:") && !home.text().contains("numpy:"), "and on from there");
}

#[cfg(unix)]
#[test]
fn a_save_that_failed_is_not_put_back() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let good = home.text();
    if !crate::common::has("strace") {
        return;
    }
    for call in ["rename", "renameat", "renameat2"] {
        home.shell(&format!("strace -f -qq -o /dev/null -e trace={call} -e inject={call}:error=EIO:when=1 mlpath done sql"));
        if home.text() == good {
            continue;
        }
        home.mlpath("undo").ok();
    }
    fs::write(home.file(), "version: 1\nsteps: [").expect("damage");
    home.mlpath("undo --rescue").ok();
    assert_eq!(home.text(), good);
}

/// A rescue of a record too large to copy, where one call fails.
#[cfg(unix)]
#[test]
fn a_record_too_large_to_copy_is_never_lost() {
    if !crate::common::has("strace") {
        return;
    }
    let huge = "# much\n".repeat(2 * 1024 * 1024);
    let faults = [
        "write:error=ENOSPC:when=1+",
        "fsync:error=ENOSPC:when=1+",
        "fsync:error=ENOSPC:when=2+",
        "link,linkat:error=EPERM",
        "renameat:error=EPERM",
        "link,linkat:error=EPERM -e inject=renameat:error=EPERM",
    ];
    for fault in faults {
        let home = Home::new();
        home.mlpath("done git").ok();
        let good = home.text();
        fs::write(home.file(), &huge).expect("a huge record");
        let said = home.shell(&format!("strace -f -qq -o /dev/null -e inject={fault} mlpath undo --rescue"));
        let now = home.text();
        assert!(now == huge || now == good, "{fault}: {}", said.stderr);
        let files = fs::read_dir(home.file().parent().expect("a folder")).expect("a listing").count();
        assert_eq!(files, if now == huge { 1 } else { 2 }, "{fault}: {}", said.stderr);
        assert!(now == huge || !said.stderr.contains("nothing was changed"), "{fault}: {}", said.stderr);
    }
}

#[cfg(unix)]
#[test]
fn what_a_rescue_puts_aside_is_whole_or_not_there() {
    if !crate::common::has("strace") {
        return;
    }
    let damage = "version: 1\nsteps: [broken";
    let torn = |write: u8| format!("strace -f -qq -o /dev/null -e inject=write:retval=5:when={write} mlpath undo --rescue");
    for line in [torn(1), torn(2), "ulimit -f 0; mlpath undo --rescue".to_owned()] {
        let home = Home::new();
        home.mlpath("done git").ok();
        fs::write(home.file(), damage).expect("damage");
        let said = home.shell(&line);
        assert_eq!((said.code, home.text().as_str()), (Some(1), damage), "{said:#?}");
        let files = fs::read_dir(home.file().parent().expect("a folder")).expect("a listing").count();
        assert_eq!(files, 1, "{line}: nothing torn is left");
    }
}

#[test]
fn a_newer_record_is_not_called_empty() {
    let home = Home::new();
    home.mlpath("done git").ok();
    home.write("version: 9\nstages: {git: done}\n");
    let said = home.mlpath("status");
    assert!(!said.stderr.contains("is empty"), "{said:#?}");
    let said = home.mlpath("undo --forget --json");
    assert!(said.code == Some(1) && said.stderr.contains("\"newer-version\""), "{said:#?}");
    assert!(history(&home).is_dir());
}

#[test]
fn one_endless_word_does_not_hide_the_commands() {
    let home = Home::new();
    home.mlpath("done git").ok();
    home.run(["log", "git", "1h", "-m", &"x".repeat(120)]).ok();
    let listed = home.mlpath("undo --list").ok();
    assert!(listed.contains("mlpath done git") && listed.lines().all(|line| line.len() <= 80), "{listed}");
}

/// A record in the folder of a group, saved by somebody who is one of it but owns neither.
#[cfg(target_os = "linux")]
#[test]
fn a_record_of_a_group_stays_the_groups() {
    let home = Home::new();
    if !crate::common::has("setpriv") || home.shell("setpriv --reuid=54323 --regid=54323 --groups=54321 true").code != Some(0) {
        return;
    }
    let script = "chmod 755 $HOME; rm -rf shared; mkdir -p own shared; cp \"$(command -v mlpath)\" own; chown -R 54323:54323 own
        printf 'version: 1\n' > shared/p.yaml; chown -R 54322:54321 shared; chmod 770 shared; chmod $1 shared/p.yaml
        HOME=$HOME/own setpriv --reuid=54323 --regid=54323 --groups=54321 $HOME/own/mlpath --file $HOME/shared/p.yaml done git --json
        code=$?; stat -c '%u %g %a' shared/p.yaml; exit $code";
    let said = home.shell(&format!("set -- 660; {script}"));
    assert!(said.code == Some(0) && said.stdout.ends_with("54323 54321 660\n"), "the group keeps its access: {said:#?}");
    let script = script.replace("shared", "other");
    let said = home.shell(&format!("set -- 640; {script}"));
    assert!(said.code == Some(1) && said.stdout.ends_with("54322 54321 640\n"), "its owner would lose access: {said:#?}");
    assert!(said.stderr.contains("\"permission\"") && said.stderr.contains("nothing was changed"), "{said:#?}");
}

/// mlpath in a home, or a folder, of the test's own making.
fn mlpath_in(home: &Home, folder: &Path, line: &str) -> Said {
    let mut command = home.command(crate::common::MLPATH);
    command.env("HOME", folder).current_dir(folder).args(line.split_whitespace()).output().expect("starts").into()
}

#[cfg(unix)]
#[test]
fn the_first_save_behind_a_link_can_be_undone() {
    let home = Home::new();
    let (real, link) = (home.path().join("real"), home.path().join("link"));
    fs::create_dir(&real).and_then(|()| std::os::unix::fs::symlink(&real, &link)).expect("a home that is a link");
    mlpath_in(&home, &link, "done git").ok();
    mlpath_in(&home, &link, "undo").ok();
    let text = fs::read_to_string(real.join(".local/share/mlpath/progress.yaml")).expect("the record");
    assert!(!text.contains("git:"), "{text}");
}

#[cfg(unix)]
#[test]
fn what_a_link_led_to_can_be_restored_by_its_name() {
    let home = Home::new();
    let (file, real) = (home.file(), home.path().join("synced/progress.yaml"));
    fs::create_dir_all(file.parent().expect("a folder")).and_then(|()| fs::create_dir(real.parent().expect("a folder"))).expect("folders");
    home.run(["--file", "synced/progress.yaml", "done", "git"]).ok();
    let text = fs::read_to_string(&real).expect("saved");
    std::os::unix::fs::symlink("../../../synced/progress.yaml", &file).expect("a link");
    fs::remove_file(&real).expect("gone");
    let said = home.mlpath("undo --rescue");
    let words = said.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let advised = format!("mlpath --file {} undo --rescue", real.display());
    assert!(said.code == Some(1) && words.contains(&advised), "{said:#?}");
    home.shell(&advised).ok();
    assert_eq!(fs::read_to_string(home.file()).expect("it is back"), text);
}

#[test]
fn a_folder_that_is_gone_comes_back_with_the_newest_text() {
    let home = Home::new();
    let (real, link) = (home.path().join("real"), home.path().join("link"));
    fs::create_dir(&real).and_then(|()| std::os::unix::fs::symlink(&real, &link)).expect("a home that is a link");
    mlpath_in(&home, &link, "done git").ok();
    mlpath_in(&home, &link, "done sql").ok();
    fs::remove_dir_all(real.join(".local/share/mlpath")).expect("removed");
    mlpath_in(&home, &link, "undo --rescue").ok();
    let text = fs::read_to_string(real.join(".local/share/mlpath/progress.yaml")).expect("the record");
    assert!(text.contains("git:") && text.contains("sql:"), "{text}");
}

#[test]
fn records_of_the_same_name_in_different_folders_share_no_history() {
    let home = Home::new();
    let in_folder = |name: &str, line: &str| {
        let folder = home.path().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        let mut command = home.command(crate::common::MLPATH);
        let words = ["--file", "notes/p.yaml"].into_iter().chain(line.split(' '));
        Said::from(command.current_dir(&folder).args(words).output().expect("starts"))
    };
    in_folder("a", "done git").ok();
    let said = in_folder("b", "undo --rescue");
    assert!(said.code == Some(1) && said.stderr.contains("mlpath has saved nothing"), "{said:#?}");
    assert!(!home.path().join("b/notes").exists(), "nothing of the one is put into the other");
}

#[test]
fn standard_error_is_one_document_under_json() {
    let home = Home::new();
    home.mlpath("done git").ok();
    assert_eq!(home.mlpath("status --json").stderr, "", "nothing to note");
    fs::write(home.file(), "").expect("emptied");
    let said = home.mlpath("status --json");
    let notes: serde_json::Value = serde_json::from_str(&said.stderr).expect("one document");
    assert_eq!((notes["schema"].as_str(), notes["notes"][0]["code"].as_str()), (Some("mlpath/notes/v1"), Some("emptied")));
    assert_eq!(notes["notes"][0]["command"], "mlpath undo --rescue");
    let said = home.mlpath("show nonsense --json");
    let error: serde_json::Value = serde_json::from_str(&said.stderr).expect("one document");
    assert_eq!((error["error"]["code"].as_str(), error["notes"][0]["code"].as_str()), (Some("unknown-id"), Some("emptied")));
    let said = home.mlpath("--file elsewhere.yaml show nonsense --json");
    let error: serde_json::Value = serde_json::from_str(&said.stderr).expect("one document");
    assert_eq!(error["notes"][0]["code"], "no-file-yet");
    assert_eq!(home.mlpath("status --json --quiet").stderr, "");
}

#[cfg(unix)]
#[test]
fn waiting_for_another_writer_is_a_note() {
    let home = Home::new();
    home.mlpath("done git").ok();
    let folder = fs::File::open(home.file().parent().expect("a folder")).expect("opens");
    folder.lock().expect("a lock");
    let said = thread::scope(|scope| {
        let writer = scope.spawn(|| home.mlpath("done sql --json"));
        thread::sleep(std::time::Duration::from_millis(500));
        folder.unlock().expect("unlocked");
        writer.join().expect("ends")
    });
    let notes: serde_json::Value = serde_json::from_str(&said.stderr).expect("one document");
    assert_eq!((said.code, notes["notes"][0]["code"].as_str()), (Some(0), Some("waiting")), "{said:#?}");
    assert!(home.text().contains("sql:"));
}

#[test]
fn repairs_name_the_roadmap_in_use_and_what_they_would_keep() {
    let home = Home::new();
    home.mlpath("done git").ok();
    fs::write(home.file(), "steps: [").expect("damage");
    let overlay = home.file().with_file_name("roadmap-overlay.yaml");
    fs::write(&overlay, "stages:\n  - id: data-analysis\n    steps:\n      - {id: pandas, title: Mine}\n").expect("an overlay");
    for command in ["undo --list --json", "undo --rescue -n --json"] {
        let document = home.mlpath(command).json();
        assert!(document["roadmap"]["overlay"].is_string(), "{command}: {document:#}");
    }
    let planned = home.mlpath("undo --rescue -n --json").json()["kept"].clone();
    assert!(planned.as_str().is_some_and(|path| path.ends_with("progress.yaml.damaged-2026-11-21")), "{planned}");
    assert_eq!(home.mlpath("undo --rescue --json").json()["kept"], planned);
    fs::write(home.file(), "").expect("emptied");
    assert!(home.mlpath("undo --forget -n --json").json()["roadmap"]["overlay"].is_string());
    fs::write(&overlay, "stages: [").expect("a broken overlay");
    let said = home.mlpath("undo --forget --json");
    let notes: serde_json::Value = serde_json::from_str(&said.stderr).expect("one document");
    assert_eq!((said.code, notes["notes"][0]["code"].as_str()), (Some(0), Some("bad-roadmap")), "the way back needs no sound roadmap");
}

/// The folder of the only history there is.
fn history(home: &Home) -> PathBuf {
    let folders = fs::read_dir(home.path().join(".local/state/mlpath/history")).expect("a listing");
    folders.map(|entry| entry.expect("an entry").path()).next().expect("a history")
}
