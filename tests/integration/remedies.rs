//! Every remedy works: what an error, a note or a finding advises is carried out, and helps.

use std::fs;

use serde_json::Value;

use crate::common::{Home, Said};

/// A fault: what brings it about in a shell, the command that is refused, its code, and whether the
/// command works once the advice is taken.
struct Fault {
    made_by: &'static str,
    command: &'static str,
    code: &'static str,
    then_works: bool,
}

const FAULTS: [Fault; 8] = [
    Fault { made_by: "mlpath done git; : > $file", command: "done numpy", code: "emptied", then_works: true },
    Fault { made_by: "mlpath done git; mlpath done sql; rm $file", command: "log git 1h", code: "emptied", then_works: true },
    Fault { made_by: "mlpath done git; printf 'steps: [' > $file", command: "done numpy", code: "unreadable", then_works: true },
    Fault { made_by: "mlpath done git; head -c 9000000 /dev/zero > $file", command: "done numpy", code: "too-large", then_works: true },
    Fault {
        made_by: "mlpath done git; mlpath done sql; sed -i 's/done: 2026-11-21/done: 2026-11-20/' $file",
        command: "undo",
        code: "edited-since",
        then_works: false,
    },
    Fault { made_by: "mlpath done git", command: "undo --rescue", code: "not-damaged", then_works: false },
    Fault { made_by: "mlpath done git", command: "undo --rescue 9", code: "nothing-to-rescue", then_works: false },
    Fault { made_by: "true", command: "log 2h", code: "nothing-named", then_works: false },
];

fn made(line: &str) -> Home {
    let home = Home::new();
    let said = home.shell(&format!("file=$HOME/.local/share/mlpath/progress.yaml; {line}"));
    assert_eq!(said.code, Some(0), "{line}: {said:#?}");
    home
}

/// The commands that an error or note advises, with something in the place of what the learner is to fill in.
fn advised(said: &Said) -> Vec<String> {
    let document: Value = serde_json::from_str(&said.stderr).unwrap_or_else(|error| panic!("{error}: {said:#?}"));
    let hints = document["error"]["hints"].as_array().into_iter().flatten();
    let notes = document["notes"].as_array().into_iter().flatten();
    let commands = hints.chain(notes).filter_map(|hint| hint["command"].as_str());
    commands.map(|command| command.replace("NUMBER", "1").replace("TEXT", "words")).collect()
}

#[test]
fn every_command_that_is_advised_helps() {
    for Fault { made_by, command, code, then_works } in FAULTS {
        let refused = made(made_by).mlpath(&format!("{command} --json"));
        assert!(refused.code != Some(0) && refused.stderr.contains(&format!("\"{code}\"")), "{made_by}, {command}: {refused:#?}");
        let commands = advised(&refused);
        assert!(!commands.is_empty(), "{made_by}, {command}: nothing is advised in {refused:#?}");
        for advice in commands {
            let home = made(made_by);
            let said = home.shell(&advice);
            let tells = advice.ends_with(" check") && !said.stderr.is_empty();
            assert!(said.code == Some(0) || tells, "{made_by}, {command}: `{advice}` fails: {said:#?}");
            if then_works && !tells {
                let again = home.mlpath(command);
                assert_eq!(again.code, Some(0), "{made_by}, {command}: after `{advice}`: {again:#?}");
            }
        }
    }
}

/// A file that was cut off within its last line reads well, and says something else.
#[test]
fn what_was_cut_off_in_the_middle_of_a_line_is_told_and_comes_back() {
    let home = Home::new();
    home.mlpath("done git --hours 12.5").ok();
    let whole = home.text();
    let at = whole.find("12.5").expect("the hours") + "1".len();
    fs::write(home.path().join(".local/share/mlpath/progress.yaml"), &whole[..at]).expect("a cut file");
    let told = home.mlpath("status");
    assert!(told.code == Some(0) && told.stderr.contains("ends in the middle of what you saved"), "{told:#?}");
    home.mlpath("undo --rescue 1").ok();
    assert_eq!(home.text(), whole);
    assert!(!home.mlpath("status").stderr.contains("in the middle"));
}

#[test]
fn what_another_hand_cut_away_stays_in_the_list_of_saves() {
    let home = Home::new();
    home.mlpath("done git").ok();
    home.mlpath("log git 1h").ok();
    home.mlpath("log git 2h").ok();
    let whole = home.text();
    home.write(whole.replace("  - date: 2026-11-21\n    step: git\n    time: 2h\n", ""));
    assert!(home.mlpath("done sql").stderr.contains("is gone from this file"));
    assert_eq!(home.mlpath("status").stderr, "", "it was told when the next save was made");
    let list = home.mlpath("undo --list").ok();
    assert!(list.contains("log git 2h\n") && list.contains("after it, 1 log entry was taken out of the file\n"), "{list}");
    let saves = home.mlpath("undo --list --json").json();
    let rows = ["undo", "rescue"].map(|rows| saves[rows].as_array().cloned().unwrap_or_default()).concat();
    let losses: Vec<_> = rows.iter().filter(|row| !row["lost_after"].is_null()).collect();
    assert_eq!((losses.len(), &losses[0]["number"]), (1, &3.into()));
    assert_eq!(losses[0]["lost_after"], serde_json::json!({"steps": 0, "log_entries": 1, "tools": 0, "plan": false}));
    home.mlpath("undo --rescue 3").ok();
    assert_eq!(home.text(), whole);
}

#[test]
fn a_plan_and_what_is_known_are_told_of_where_another_hand_cut_them_away() {
    let home = Home::new();
    for command in ["done git", "done aws", "plan --from swe --hours 8 --save"] {
        home.mlpath(command).ok();
    }
    let whole = home.text();
    let steps = whole.find("steps:").expect("a section");
    let others = ["tools:", "plan:"].map(|section| whole.find(section).expect("a section"));
    let first = others[0].min(others[1]);
    assert!(steps < first, "{whole}");
    home.write(&whole[..first]);
    let said = home.mlpath("status --json");
    assert!(said.stderr.contains("1 known tool and your plan are gone from this file"), "{said:#?}");
    assert_eq!(home.shell(&advised(&said)[0]).code, Some(0), "{said:#?}");
    assert_eq!((home.text(), home.mlpath("status").stderr.as_str()), (whole, ""));
}

/// One that was cut off between two lines says less, and reads well.
#[test]
fn what_was_cut_off_at_the_end_of_a_line_is_told_wherever_it_was() {
    let home = Home::new();
    for command in
        ["done git", "done sql --hours 8 -m learned", "fail aws-ml-engineer", "plan --from swe --hours 8 --save", "log sql 2h -m more"]
    {
        home.mlpath(command);
    }
    let whole = home.text();
    for (at, _) in whole.match_indices('\n').filter(|(at, _)| at + 1 < whole.len()) {
        home.write(&whole[..=at]);
        let said = home.mlpath("status --json");
        assert!(!said.stderr.is_empty() && !advised(&said).is_empty(), "{said:#?}: {}", &whole[..at]);
    }
    home.write(format!("{whole}\n\n").as_bytes());
    home.mlpath("done rnn").ok();
    let spaced = home.text();
    home.write(spaced.trim_end());
    assert_eq!(home.mlpath("status").stderr, "", "no more than blank lines are gone");
}

/// Its saves are elsewhere, or gone: the file is not new.
#[test]
fn a_file_without_saves_is_not_said_to_be_unchanged() {
    let home = Home::new();
    home.write("version: 1\nsteps:\n  git: {status: done, done: 2026-11-20}\n");
    for command in ["undo", "redo", "undo --list"] {
        let said = home.mlpath(command);
        let told = format!("{}{}", said.stdout, said.stderr);
        assert!(told.contains("o change of this file was saved here yet") && !told.contains("nothing was changed yet"), "{told}");
    }
}

#[test]
fn what_another_hand_cut_away_comes_back_by_the_advice() {
    let home = Home::new();
    for note in ["one", "two", "three", "four"] {
        home.mlpath(&format!("log git 1h -m {note}")).ok();
    }
    let whole = home.text();
    let cut = &whole[..whole.find("    note: three").expect("it is there")];
    fs::write(home.file(), &cut[..cut.rfind("  - ").expect("an entry")]).expect("cut down");
    let said = home.mlpath("status --json");
    assert!(said.stderr.contains("\"cut-away\"") && said.stderr.contains("2 log entries are gone"), "{said:#?}");
    let advice = advised(&said);
    assert_eq!(home.shell(&advice[0]).code, Some(0), "{advice:?}");
    assert_eq!((home.text(), home.mlpath("status").stderr.as_str()), (whole.clone(), ""));
    fs::write(home.file(), &cut[..cut.rfind("  - ").expect("an entry")]).expect("cut down");
    let told = home.mlpath("log git 1h -m five");
    assert!(told.code == Some(0) && told.stderr.contains("are gone from this file"), "{told:#?}");
    assert_eq!(home.mlpath("status").stderr, "", "it is told until the next save");
}

/// What an error advises in words, done in a shell.
#[test]
fn what_is_advised_in_words_helps() {
    for (made_by, command, words, mended_by) in [
        ("mlpath done git; ln $file second", "done sql", "part the two: cp -p", "cp -p $file $file.own && mv $file.own $file"),
        ("mlpath done git; ln $file second", "done sql", "ln -sf", "ln -sf $file second"),
        ("mlpath done git; chmod 444 $file", "done sql", "chmod u+w", "chmod u+w $file"),
        ("mkdir -p .local; touch .local/state", "done git", "set XDG_STATE_HOME=/path/to/folder", "export XDG_STATE_HOME=$HOME/saves"),
        ("mkdir -p .local; touch .local/state", "done git", "move that file away", "mv .local/state elsewhere"),
        ("mkdir .local; touch .local/share", "done git", "move that file away", "mv .local/share elsewhere"),
        (
            "true",
            "--file notes/ done git",
            "name the file itself: --file PATH",
            "mlpath() { command mlpath --file notes/p.yaml done git; }",
        ),
        ("true", "--file - done git", "./-", "mlpath() { command mlpath --file ./- done git; }"),
        ("mkdir -p $(dirname $file); ln -s nowhere $file", "done git", "mend the link", "rm $file"),
        (
            "mkdir -p $(dirname $file); printf 'version: 1\\nsteps: {}\\nown: |\\n  a' > $file",
            "check",
            "add a newline at its end",
            "echo >> $file",
        ),
        (
            "mkdir -p $(dirname $file); printf 'version: 1\\rsteps:\\r  git:\\r    status: doing\\r' > $file",
            "done sql",
            "save it with newlines (LF) in an editor",
            "tr '\\r' '\\n' < $file > new; mv new $file",
        ),
        (
            "mlpath done git sql; mlpath log git 1h; mlpath plan --save; tr '\\n' '\\r' < $file > new; mv new $file",
            "done numpy",
            "save it with newlines (LF) in an editor",
            "tr '\\r' '\\n' < $file > new; mv new $file",
        ),
        (
            "mkdir -p $(dirname $file); printf 'version: 1\\rsteps:\\r  git:\\r    status: doing\\r' > $file",
            "check",
            "line ends are those of old Macs",
            "tr '\\r' '\\n' < $file > new; mv new $file",
        ),
        (
            "mlpath done git; mkdir folder",
            "merge folder",
            "name another copy of your progress file",
            "mlpath() { cp $file copy; command mlpath merge copy; }",
        ),
        (
            "mlpath done git; ln -s nowhere link",
            "merge link",
            "name another copy of your progress file",
            "mlpath() { cp $file copy; command mlpath merge copy; }",
        ),
        (
            "mlpath done git; ln -s loop loop",
            "merge loop",
            "name another copy of your progress file",
            "mlpath() { cp $file copy; command mlpath merge copy; }",
        ),
        (
            "true",
            "plan --start 2999-06-01 --by 2999-06-01",
            "start earlier: --start 2026-11-21",
            "mlpath() { command mlpath plan --start 2026-11-21 --by 2999-06-01; }",
        ),
        ("true", "plan --by 2026-11-21", "name a later day: --by 2027-11-21", "mlpath() { command mlpath plan --by 2027-11-21; }"),
    ] {
        let home = made(made_by);
        let line = |rest: &str| format!("file=$HOME/.local/share/mlpath/progress.yaml; {rest}mlpath {command}");
        let refused = home.shell(&line(""));
        let said = format!("{}{}", refused.stdout, refused.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(refused.code != Some(0) && said.contains(words), "{made_by}, {command}: {refused:#?}");
        let mended = home.shell(&line(&format!("{mended_by}; ")));
        assert_eq!(mended.code, Some(0), "{made_by}, {command}: after `{mended_by}`: {mended:#?}");
    }
}
