//! One record and several programs: many writers, an editor, a lock that is held, kills at any moment.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::report::{Report, Tally};
use super::sandbox::{Sandbox, Saver};
use super::{End, RECORD, at_all, can_trace};
use crate::common::{Home, MLPATH, Said};

const WRITERS: usize = 8;
const CHANGES: usize = 25;
const KILLS: u32 = 1000;

/// Many more than a change is tried again, so that none may depend on luck.
const WRITERS_BESIDE_A_STRANGER: usize = 12;

/// What somebody writes by hand.
const BY_HAND: &str = "# by hand\n";

#[test]
fn eight_writers_of_twenty_five_changes_lose_none() {
    let home = Home::new();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let home = &home;
            scope.spawn(move || {
                for change in 0..CHANGES {
                    let note = format!("writer {writer} change {change}");
                    home.run(["log", "git", "5m", "-m", &note]).ok();
                }
            });
        }
    });
    let text = home.text();
    let changes = (0..WRITERS).flat_map(|writer| (0..CHANGES).map(move |change| format!("note: writer {writer} change {change}\n")));
    let looked_for = changes.map(|note| {
        let found = if text.contains(&note) { Ok(End::New) } else { Err("lost".to_owned()) };
        (note, found)
    });
    let mut report = Report::new("many writers at once");
    report.add(format!("{WRITERS} writers of {CHANGES} changes each"), Tally::of(looked_for.collect()));
    report.finish();
    no_leftovers(&home);
}

#[test]
fn a_thousand_kills_at_any_moment_leave_the_old_or_the_new() {
    let sandbox = Sandbox::new(Saver::First);
    let whole = (0..5).map(|_| {
        let started = Instant::now();
        sandbox.reset();
        sandbox.run(&[]);
        started.elapsed()
    });
    let whole = whole.max().expect("it ran");
    let kill = |sandbox: &Sandbox, turn: &u32| {
        sandbox.reset();
        let mut save = sandbox.command_line(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("mlpath starts");
        // Steps of the golden ratio come everywhere, and nowhere twice; the scheduler adds chance.
        thread::sleep(whole.mul_f64((f64::from(*turn) * 0.618_034).fract()));
        save.kill().and_then(|()| save.wait()).map_err(|error| error.to_string())?;
        let end = sandbox.end()?;
        sandbox.works()?;
        Ok(end)
    };
    let turns: Vec<u32> = (0..KILLS).collect();
    let mut report = Report::new("killed at any moment");
    report.add("mlpath, and the next save", Tally::of(at_all(&turns, || Sandbox::new(Saver::First), kill)));
    report.finish();
}

#[test]
fn a_held_lock_is_waited_for_said_once_and_given_up() {
    if !can_trace() {
        return;
    }
    let home = Home::new();
    home.write(RECORD);
    let mut slow = slow_save(&home, 8_000_000);
    while !has_temp(&home) {
        thread::sleep(Duration::from_millis(5));
    }
    let started = Instant::now();
    let said = home.mlpath("done sql");
    assert!(started.elapsed() >= Duration::from_secs(5), "it has patience");
    assert_eq!((said.code, home.text().as_str()), (Some(1), RECORD), "{said:#?}");
    assert_eq!(said.stderr.matches("waiting for another mlpath").count(), 1, "{}", said.stderr);
    let words = said.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("has held the lock on this folder for five seconds") && words.contains("then run the command again"), "{words}");
    let reading = home.mlpath("status");
    assert_eq!((reading.code, reading.stderr.as_str()), (Some(0), ""), "reading waits for nobody");
    slow.kill().and_then(|()| slow.wait()).expect("it can be stopped");
    home.mlpath("done git").ok();
}

#[test]
fn who_is_no_mlpath_stops_no_save_and_is_told_as_what_it_is() {
    let home = Home::new();
    home.write(RECORD);
    let folder = File::open(home.file().parent().expect("it has a folder")).expect("it opens");
    folder.lock().expect("it can be locked");
    let said = home.mlpath("done git");
    assert!(said.code == Some(0) && home.text().contains("  git:"), "{said:#?}");
    let words = said.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&format!("(process {}), which holds a lock on this folder", std::process::id())), "{words}");
}

#[test]
fn writers_are_kept_apart_where_somebody_else_keeps_the_folder_locked() {
    let home = Home::new();
    home.mlpath("log git 5m -m first").ok();
    let folder = File::open(home.file().parent().expect("it has a folder")).expect("it opens");
    folder.lock_shared().expect("it can be locked");
    thread::scope(|scope| {
        for writer in 0..WRITERS_BESIDE_A_STRANGER {
            let home = &home;
            scope.spawn(move || home.run(["log", "git", "5m", "-m", &format!("writer {writer}")]).ok());
        }
    });
    let text = home.text();
    let lost: Vec<usize> = (0..WRITERS_BESIDE_A_STRANGER).filter(|writer| !text.contains(&format!("note: writer {writer}\n"))).collect();
    assert!(lost.is_empty(), "lost {lost:?} in {text}");
}

/// A writer who empties the record, writes half of it, and goes on while a save is under way.
#[test]
fn what_a_writer_in_place_has_not_written_yet_is_not_lost() {
    let rest = "  - date: 2026-11-20\n    step: git\n    note: written last\n";
    for (pause, code) in [(Duration::from_millis(800), 0), (Duration::from_secs(6), 1)] {
        let home = Home::new();
        home.write(RECORD);
        home.mlpath("log git 1h").ok();
        let half = home.text();
        let mut writer = File::options().write(true).truncate(true).open(home.file()).expect("it opens");
        writer.write_all(half.as_bytes()).and_then(|()| writer.flush()).expect("the first half");
        let said = thread::scope(|scope| {
            let save = scope.spawn(|| home.mlpath("done sql"));
            thread::sleep(pause);
            writer.write_all(rest.as_bytes()).expect("the second half");
            drop(writer);
            save.join().expect("it ends")
        });
        assert_eq!(said.code, Some(code), "{pause:?}: {said:#?}");
        let text = home.text();
        assert!(text.contains("written last") && text.contains("sql:") == (code == 0), "{pause:?}: {text}");
        assert!(code == 0 || said.stderr.contains("has this file open"), "{said:#?}");
    }
}

/// A save that takes its time at every sync, so that there is time to write beside it.
fn slow_save(home: &Home, microseconds: u32) -> Child {
    let inject = format!("inject=fsync:delay_enter={microseconds}");
    let mut command = home.command("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", &inject, MLPATH, "done", "git"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("strace starts")
}

fn write_by_hand(file: &Path) {
    File::options().append(true).open(file).and_then(|mut file| file.write_all(BY_HAND.as_bytes())).expect("it can be written");
}

fn has_temp(home: &Home) -> bool {
    let folder = home.file().parent().expect("it has a folder").to_owned();
    fs::read_dir(folder).expect("a listing").flatten().any(|entry| entry.file_name() != "progress.yaml")
}

#[track_caller]
fn no_leftovers(home: &Home) {
    assert!(!has_temp(home), "a temporary file is left");
}

#[test]
fn what_an_editor_saves_meanwhile_is_kept() {
    if !can_trace() {
        return;
    }
    let home = Home::new();
    home.write(RECORD);
    let save = slow_save(&home, 300_000);
    while !has_temp(&home) {
        thread::sleep(Duration::from_millis(5));
    }
    write_by_hand(&home.file());
    let said: Said = save.wait_with_output().expect("it ends").into();
    said.ok();
    let text = home.text();
    assert!(text.contains("  git:") && text.contains(BY_HAND), "{text}");
    no_leftovers(&home);
}

#[test]
fn an_editor_that_never_rests_wins_and_is_told_of() {
    if !can_trace() {
        return;
    }
    let home = Home::new();
    home.write(RECORD);
    let mut save = slow_save(&home, 50_000);
    let mut written = 0;
    while save.try_wait().expect("it can be asked").is_none() {
        write_by_hand(&home.file());
        written += 1;
        thread::sleep(Duration::from_millis(5));
    }
    let said: Said = save.wait_with_output().expect("it ends").into();
    assert_eq!(said.code, Some(1), "{said:#?}");
    let words = said.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("the file changed while mlpath was working") && words.contains("run the command again"), "{words}");
    assert_eq!(home.text(), RECORD.to_owned() + &BY_HAND.repeat(written), "every word of theirs is kept");
    no_leftovers(&home);
}
