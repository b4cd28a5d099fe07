use std::fs;

use crate::dates::date;
use proptest::prelude::*;
use tempfile::TempDir;

use super::save::refuse_unwritable;
use super::*;
use crate::dates::Date;
use crate::progress::{LogEntry, Mark, Status};

const TODAY: Date = date(2026, 11, 21);

/// A folder of its own with a store in it; nothing is there yet.
struct Place {
    folder: TempDir,
    store: Store,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(folder.path().join("data/progress.yaml"), folder.path().join("state"));
        Place { folder, store }
    }

    #[expect(clippy::disallowed_methods, reason = "as somebody without mlpath writes")]
    fn write(&self, text: &str) {
        fs::create_dir_all(self.folder.path().join("data")).and_then(|()| fs::write(self.store.path(), text)).expect("written");
    }

    fn text(&self) -> String {
        fs::read_to_string(self.store.path()).expect("there")
    }

    fn files(&self) -> usize {
        fs::read_dir(self.folder.path().join("data")).map_or(0, Iterator::count)
    }

    /// Marks a step done and saves that.
    fn done(&self, id: &str) -> Result<bool, StoreError> {
        let session = self.store.begin(&mut |_| {})?;
        let mut after = session.snapshot.progress.clone();
        after.mark(id, Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        session.save(&after, &[], &format!("done {id}"), TODAY, &mut |_| {})
    }

    /// Saves the file with one more change of a random kind.
    fn change(&self, turn: usize, kind: u8) {
        let session = self.store.begin(&mut |_| {}).expect("begins");
        let mut after = session.snapshot.progress.clone();
        let step = ["git", "sql", "pandas", "numpy"][turn % 4];
        if kind.is_multiple_of(3) {
            let status = if after.status(step) == Status::Done { Status::Doing } else { Status::Done };
            after.mark(step, Mark { status, on: TODAY, moves_day: true, hours: Some(f64::from(kind) + 0.5) });
        } else {
            let note = Some(format!("entry {turn}, été 数学 🦀 # {kind}"));
            after.log.push(LogEntry { date: TODAY, step: Some(step.to_owned()), time: None, note, link: None });
        }
        session.save(&after, &[], &format!("change {turn}"), TODAY, &mut |_| {}).expect("saves");
    }

    fn undo_well(&self) {
        let session = self.store.begin(&mut |_| {}).expect("begins");
        let history = self.store.history(&session.snapshot, Texts::Undo).expect("a history");
        let back = history.undo(session.snapshot.text()).expect("can be undone");
        session.restore(&back, "undo", TODAY, &mut |_| {}).expect("is undone");
    }

    /// The text each save left, as the history has it.
    fn kept(&self, number: u64) -> Option<String> {
        let locked = self.store.look().expect("is there");
        let bytes = locked.bytes().expect("reads");
        let present = Present { path: locked.path(), bytes: bytes.as_deref() };
        history::numbered(locked.history(), present, number).expect("reads").map(|saved| saved.text)
    }

    fn undo(&self) -> StoreError {
        let session = self.store.begin(&mut |_| {}).expect("begins");
        let history = self.store.history(&session.snapshot, Texts::Undo).expect("a history");
        let back = history.undo(session.snapshot.text()).expect("can be undone");
        session.restore(&back, "undo", TODAY, &mut |_| {}).expect_err("is refused")
    }
}

fn code<T: fmt::Debug>(result: Result<T, StoreError>) -> Code {
    result.expect_err("must fail").code
}

#[test]
fn nothing_is_made_before_there_is_something_to_save() {
    let place = Place::new();
    let session = place.store.begin(&mut |_| {}).expect("begins");
    assert!(!place.folder.path().join("data").exists(), "no folder for a command that may fail");
    assert!(!session.save(&Progress::new(), &[], "reset git", TODAY, &mut |_| {}).expect("saves nothing"));
    assert!(!place.folder.path().join("data").exists() && !place.store.exists());
    assert!(place.done("git").expect("saves"));
    assert!(place.text().contains("git:") && place.store.exists());
    let text = place.text();
    assert!(!place.done("git").expect("changes nothing"));
    assert_eq!((place.text(), place.files()), (text, 1));
}

#[test]
fn a_file_that_comes_while_a_first_change_is_made_is_not_overwritten() {
    let place = Place::new();
    let session = place.store.begin(&mut |_| {}).expect("begins");
    place.write("version: 1\nsteps: {sql: {status: done}}\n");
    let mut after = session.snapshot.progress.clone();
    after.mark("git", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
    assert_eq!(code(session.save(&after, &[], "done git", TODAY, &mut |_| {})), Code::Changed);
    assert!(place.text().contains("sql") && !place.text().contains("git"));
    assert!(!place.folder.path().join("state/history").exists(), "and no save is told of that was not made");
}

#[test]
fn a_file_that_changes_under_the_lock_is_not_overwritten() {
    let place = Place::new();
    place.done("git").expect("saves");
    let session = place.store.begin(&mut |_| {}).expect("begins");
    let mut after = session.snapshot.progress.clone();
    after.mark("sql", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
    let by_hand = format!("# mine\n{}", place.text());
    place.write(&by_hand);
    assert_eq!(code(session.save(&after, &[], "done sql", TODAY, &mut |_| {})), Code::Changed);
    assert_eq!((place.text(), place.files()), (by_hand, 1));
}

/// What becomes of one who comes while another is at work on a record of one step, where a stranger keeps the folder
/// locked: whoever may read a folder may lock it, and who is no mlpath is not waited for.
#[cfg(target_os = "linux")]
fn beside_a_stranger<T: Send>(place: &Place, second: impl FnOnce(&mut dyn FnMut(String)) -> T + Send) -> T {
    place.done("git").expect("saves");
    let folder = File::open(place.folder.path().join("data")).expect("it opens");
    folder.lock_shared().expect("it can be locked");
    let first = place.store.begin(&mut |_| {}).expect("begins");
    let (told, heard) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| second(&mut |what| told.send(what).expect("somebody listens")));
        // It waits for the stranger first, then for the one before.
        let patience = std::time::Duration::from_secs(10);
        heard.recv_timeout(patience).and_then(|_| heard.recv_timeout(patience)).expect("it waits twice");
        let mut after = first.snapshot.progress.clone();
        after.mark("numpy", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        assert!(first.save(&after, &[], "done numpy", TODAY, &mut |_| {}).expect("saves"));
        drop(first);
        second.join().expect("it ends")
    })
}

#[cfg(target_os = "linux")]
#[test]
fn whose_folder_a_stranger_locks_reads_when_the_one_before_has_saved() {
    let place = Place::new();
    let saved = beside_a_stranger(&place, |waiting| {
        let session = place.store.begin(waiting)?;
        let mut after = session.snapshot.progress.clone();
        after.mark("sql", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        session.save(&after, &[], "done sql", TODAY, &mut |_| {})
    });
    assert!(saved.expect("nothing changed since it read"));
    assert!(["git:", "numpy:", "sql:"].iter().all(|id| place.text().contains(id)), "{}", place.text());
}

/// What puts an earlier text back, or leads no more to it, waits its turn as a change does.
#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_folder_a_stranger_locks_is_looked_at_when_the_one_before_has_saved() {
    let place = Place::new();
    let is_untouched = beside_a_stranger(&place, |waiting| {
        let file = place.store.lock(waiting)?;
        Ok::<_, StoreError>(file.place.is_untouched(Present { path: file.path(), bytes: file.bytes()?.as_deref() }))
    });
    assert!(is_untouched.expect("it locks"), "what it saw is what was saved");
}

#[test]
fn an_emptied_file_is_not_begun_anew() {
    let place = Place::new();
    place.done("git").expect("saves");
    place.write("");
    let snapshot = place.store.load().expect("reads");
    assert!(
        matches!(place.store.emptied(&snapshot).expect("a history"), Some(Emptied::Saved(save)) if save.number == 1),
        "after a single save too"
    );
    let refused = place.store.begin(&mut |_| {}).expect_err("is refused");
    assert_eq!(refused.code, Code::Emptied);
    let advised: Vec<_> = refused.hints.iter().filter_map(|hint| hint.advice.as_ref()).map(crate::advice::Advice::words).collect();
    assert_eq!(advised, ["undo --rescue", "undo --forget"]);
    place.write("version: 9\n");
    assert!(place.store.emptied(&place.store.load().expect("reads")).expect("a history").is_none(), "a newer file may say more");
    assert_eq!(code(place.store.begin(&mut |_| {})), Code::NewerVersion);
}

#[test]
fn an_undo_of_a_protected_file_is_refused() {
    let place = Place::new();
    place.done("git").expect("saves");
    let set_readonly = |readonly| {
        let mut permissions = fs::metadata(place.store.path()).expect("there").permissions();
        permissions.set_readonly(readonly);
        fs::set_permissions(place.store.path(), permissions).expect("set");
    };
    set_readonly(true);
    assert_eq!(place.undo().code, Code::Permission);
    assert!(place.text().contains("git"));
}

#[test]
fn the_largest_text_that_can_be_read_again_is_the_largest_that_is_written() {
    let path = Path::new("progress.yaml");
    let text = "#".repeat(usize::try_from(MAX_BYTES).expect("fits"));
    assert!(refuse_unwritable(path, &text).is_ok());
    assert_eq!(code(refuse_unwritable(path, &(text + "#"))), Code::TooLarge);
}

#[test]
fn a_rescue_does_what_was_planned_or_nothing() {
    let place = Place::new();
    assert_eq!(code(place.store.plan_rescue(None, TODAY)), Code::NothingToRescue);
    place.done("git").expect("saves");
    let good = place.text();
    assert_eq!(code(place.store.plan_rescue(None, TODAY)), Code::NotDamaged);
    assert_eq!(code(place.store.plan_rescue(Some(9), TODAY)), Code::NothingToRescue);
    place.write("steps: [");
    let plan = place.store.plan_rescue(None, TODAY).expect("a plan");
    assert_eq!((plan.number, plan.title.as_str(), plan.saved_on), (1, "done git", TODAY));
    let keeps = place.folder.path().join("data").canonicalize().expect("there").join("progress.yaml.damaged-2026-11-21");
    assert_eq!(plan.keeps.as_deref(), Some(keeps.as_path()));
    place.write("steps: [other");
    assert_eq!(code(place.store.rescue(&plan, TODAY, &mut |_| {})), Code::Changed);
    assert_eq!((place.text().as_str(), place.files()), ("steps: [other", 1));
    let plan = place.store.plan_rescue(None, TODAY).expect("a plan");
    place.store.rescue(&plan, TODAY, &mut |_| {}).expect("restores");
    assert_eq!((place.text(), fs::read_to_string(keeps).expect("kept")), (good, "steps: [other".to_owned()));
}

#[test]
fn a_rescue_keeps_only_what_is_something_else() {
    let place = Place::new();
    place.done("git").expect("saves");
    place.done("sql").expect("saves");
    let plan = |number| place.store.plan_rescue(number, TODAY).expect("a plan").keeps;
    assert_eq!(plan(Some(2)), None, "it is the very text");
    let kept = plan(Some(1)).expect("another text is there");
    assert!(kept.to_string_lossy().ends_with(".before-rescue-2026-11-21"), "{kept:?}");
    place.write("");
    assert_eq!(plan(None), None, "there is nothing to keep");
}

#[test]
fn forgetting_moves_the_history_aside_as_planned_or_not_at_all() {
    let place = Place::new();
    place.write("");
    assert_eq!(code(place.store.plan_forget(TODAY)), Code::NothingToForget);
    place.done("git").expect("saves");
    assert_eq!(code(place.store.plan_forget(TODAY)), Code::NotBlank);
    place.write("");
    let plan = place.store.plan_forget(TODAY).expect("a plan");
    fs::create_dir(&plan.keeps).expect("somebody takes the name");
    assert_eq!(code(place.store.forget(&plan, TODAY, &mut |_| {})), Code::Changed);
    let plan = place.store.plan_forget(TODAY).expect("a plan");
    place.store.forget(&plan, TODAY, &mut |_| {}).expect("forgets");
    assert!(plan.keeps.join("00000001.json").is_file());
    assert!(place.done("sql").expect("a new file begins"));
}

#[test]
fn the_history_of_a_damaged_file_is_that_of_its_last_text() {
    let place = Place::new();
    place.done("git").expect("saves");
    assert!(place.store.history_of_damaged().expect("reads").is_none(), "it can be read");
    place.write("steps: [");
    let history = place.store.history_of_damaged().expect("reads").expect("it is damaged");
    assert_eq!(history.undoable().map(|entry| entry.number).collect::<Vec<_>>(), [1]);
}

#[test]
fn what_is_no_file_is_refused_before_anything_touches_it() {
    let place = Place::new();
    fs::create_dir_all(place.store.path()).expect("a folder of that name");
    assert_eq!(code(place.store.load()), Code::NotAFile);
    assert_eq!(code(place.store.begin(&mut |_| {})), Code::NotAFile);
    assert_eq!(code(Store::new("/".into(), place.folder.path().to_owned()).load()), Code::NotAFile);
}

/// A store for another path of the place, with the same histories.
fn at(place: &Place, path: &str) -> Store {
    Store::new(place.folder.path().join(path), place.folder.path().join("state"))
}

/// The numbers of the saves that can be undone.
fn saves(store: &Store) -> Vec<u64> {
    let snapshot = store.load().expect("reads");
    store.history(&snapshot, Texts::None).expect("a history").undoable().map(|entry| entry.number).collect()
}

fn is_emptied(store: &Store) -> bool {
    store.emptied(&store.load().expect("reads")).expect("a history").is_some()
}

#[test]
fn a_file_keeps_its_history_when_it_is_moved() {
    let place = Place::new();
    place.done("git").expect("saves");
    place.done("sql").expect("saves");
    let to = |path: &str| {
        let store = at(&place, path);
        fs::create_dir_all(folder_of(store.path())).expect("a folder");
        store
    };
    let (moved, renamed) = (to("notes/progress.yaml"), to("notes/mine.yaml"));
    fs::rename(place.store.path(), moved.path()).expect("moved");
    assert_eq!(saves(&moved), [2, 1], "the very file");
    fs::rename(moved.path(), renamed.path()).expect("renamed");
    assert_eq!(saves(&renamed), [2, 1]);
    let text = fs::read_to_string(renamed.path()).expect("a text");
    fs::remove_file(renamed.path()).expect("removed");
    let write = |store: &Store, text: &str| disk::overwrite(store.path(), text.as_bytes()).expect("written");
    write(&moved, &text);
    assert_eq!(saves(&moved), [2, 1], "another file that says the same, as on another disk");
    write(&moved, &text.replace("version: 1", "# mine\nversion: 1\nplan: {from: swe}"));
    assert_eq!(saves(&moved), [2, 1], "edited on the way");
    write(&moved, "version: 1\nsteps: {rnn: {status: done}}\n");
    assert!(saves(&moved).is_empty(), "a file that says something else is another one");
}

#[test]
fn a_moved_file_is_guarded_and_says_where_it_came_from() {
    let place = Place::new();
    place.done("git").expect("saves");
    let moved = at(&place, "moved.yaml");
    fs::rename(place.store.path(), moved.path()).expect("moved");
    let from = moved.begin(&mut |_| {}).expect("begins").came_from().map(Path::to_owned);
    assert!(from.is_some_and(|from| from.ends_with("data/progress.yaml")));
    disk::overwrite(moved.path(), b"").expect("emptied");
    assert!(is_emptied(&moved));
    assert_eq!(code(moved.begin(&mut |_| {})), Code::Emptied);
    let plan = moved.plan_rescue(None, TODAY).expect("a plan");
    moved.rescue(&plan, TODAY, &mut |_| {}).expect("restores");
    assert!(moved.begin(&mut |_| {}).expect("begins").came_from().is_none(), "it is at home there now");
}

#[cfg(unix)]
#[test]
fn links_and_spellings_lead_to_one_history() {
    let place = Place::new();
    place.done("git").expect("saves");
    let link = at(&place, "link.yaml");
    std::os::unix::fs::symlink("data/progress.yaml", link.path()).expect("a link");
    assert_eq!(saves(&link), [1]);
    assert_eq!(saves(&at(&place, "data/../data/./progress.yaml")), [1]);
    let real = at(&place, "real.yaml");
    fs::rename(place.store.path(), real.path()).expect("moved");
    std::os::unix::fs::symlink("../real.yaml", place.store.path()).expect("linked back");
    disk::overwrite(real.path(), b"").expect("emptied");
    assert!(is_emptied(&place.store) && is_emptied(&real));
}

#[test]
fn a_copy_begins_a_history_of_its_own() {
    let place = Place::new();
    place.done("git").expect("saves");
    let copy = at(&place, "copy.yaml");
    fs::copy(place.store.path(), copy.path()).expect("copied");
    assert!(saves(&copy).is_empty(), "while the first one is there");
    let done = |store: &Store, id: &str| {
        let session = store.begin(&mut |_| {}).expect("begins");
        let mut after = session.snapshot.progress.clone();
        after.mark(id, Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        session.save(&after, &[], &format!("done {id}"), TODAY, &mut |_| {}).expect("saves");
    };
    done(&copy, "sql");
    place.done("rnn").expect("saves");
    let titles = |store: &Store| -> Vec<String> {
        let snapshot = store.load().expect("reads");
        store.history(&snapshot, Texts::None).expect("a history").undoable().map(|entry| entry.title.clone()).collect()
    };
    assert_eq!((titles(&copy), titles(&place.store)), (vec!["done sql".into()], vec!["done rnn".into(), "done git".into()]));
    fs::remove_file(place.store.path()).expect("removed");
    assert_eq!(titles(&copy), ["done sql"], "each keeps its own");
}

#[test]
fn names_that_are_swapped_take_the_histories_along() {
    let place = Place::new();
    let other = at(&place, "data/other.yaml");
    place.done("git").expect("saves");
    let text = place.text();
    fs::rename(place.store.path(), other.path()).expect("moved");
    disk::overwrite(other.path(), text.replace("git", "sql").as_bytes()).expect("edited");
    {
        let session = other.begin(&mut |_| {}).expect("begins");
        let mut after = session.snapshot.progress.clone();
        after.mark("rnn", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        session.save(&after, &[], "done rnn", TODAY, &mut |_| {}).expect("saves");
    }
    place.write("version: 1\nsteps: {spark: {status: done}}\n");
    place.done("numpy").expect("a new file at the old path");
    fs::remove_file(place.store.path()).and_then(|()| fs::rename(other.path(), place.store.path())).expect("moved over it");
    assert_eq!(saves(&place.store), [2, 1], "the history of the file, not that of the path");
}

#[test]
fn two_files_that_change_places_keep_their_histories() {
    let place = Place::new();
    let other = at(&place, "data/other.yaml");
    place.done("git").expect("saves");
    place.write("version: 1\nsteps: {git: {status: done}}\n");
    place.done("sql").expect("saves");
    {
        let session = other.begin(&mut |_| {}).expect("begins");
        let mut after = session.snapshot.progress.clone();
        after.mark("rnn", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        session.save(&after, &[], "done rnn", TODAY, &mut |_| {}).expect("saves");
    }
    let aside = place.folder.path().join("aside");
    fs::rename(place.store.path(), &aside).and_then(|()| fs::rename(other.path(), place.store.path())).expect("moved");
    fs::rename(&aside, other.path()).expect("moved");
    assert_eq!((saves(&place.store), saves(&other).len()), (vec![1], 2));
    place.done("numpy").expect("saves");
    assert_eq!((saves(&place.store), saves(&other).len()), (vec![2, 1], 2), "and go on with them");
}

#[test]
fn a_home_that_is_moved_takes_its_history_along() {
    let place = Place::new();
    place.done("git").expect("saves");
    let new = tempfile::tempdir().expect("a folder");
    fs::create_dir(new.path().join("data")).expect("a folder");
    fs::copy(place.store.path(), new.path().join("data/progress.yaml")).expect("copied");
    let histories = |folder: &Path| folder.join("state/history");
    for folder in fs::read_dir(histories(place.folder.path())).expect("a listing").flatten() {
        let to = histories(new.path()).join(folder.file_name());
        fs::create_dir_all(&to).expect("a folder");
        for entry in fs::read_dir(folder.path()).expect("a listing").flatten() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    }
    fs::remove_dir_all(place.folder.path()).expect("the old home is gone");
    let store = Store::new(new.path().join("data/progress.yaml"), new.path().join("state"));
    assert_eq!(saves(&store), [1]);
    disk::overwrite(store.path(), b"").expect("emptied");
    assert!(is_emptied(&store), "whatever it says");
}

#[cfg(target_os = "linux")]
#[test]
fn who_comes_with_another_home_finds_the_same_history() {
    let place = Place::new();
    place.done("git").expect("saves");
    if attributes::named_history(place.store.path()).is_none() {
        return;
    }
    for state in [Some(place.folder.path().join("other/state")), None] {
        let store = Store::new(place.store.path().to_owned(), state);
        assert_eq!(saves(&store), [1]);
        let copy = place.folder.path().join("copy.yaml");
        fs::copy(place.store.path(), &copy).expect("copied");
        assert!(saves(&Store::new(copy, None)).is_empty(), "a copy is another file");
    }
}

/// Texts to begin with: comments, lines of other systems, no end of the last line.
const FIRST_TEXTS: [&str; 4] = [
    "",
    "# été 数学 🦀\nversion: 1\ncolor: blue   # a key of mine\nlog:\n  - date: 2026-11-02   # a Monday\n    step: git\n# the end\n",
    "version: 1\r\n# mine\r\nsteps:\r\n  sql: {status: doing}\r\n",
    "version: 1\nsteps:\n  sql:\n    status: doing",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn thirty_changes_are_undone_byte_for_byte(first in 0..FIRST_TEXTS.len(), kinds in prop::collection::vec(0_u8..9, 30)) {
        let place = Place::new();
        place.write(FIRST_TEXTS[first]);
        let mut texts = vec![place.text()];
        for (turn, kind) in kinds.iter().enumerate() {
            place.change(turn, *kind);
            texts.push(place.text());
        }
        let last = texts.pop();
        prop_assert_eq!(last, Some(place.text()));
        for text in texts.iter().skip(1).rev() {
            place.undo_well();
            prop_assert_eq!(&place.text(), text);
        }
    }

    #[test]
    fn what_each_save_left_is_kept_byte_for_byte_whatever_was_edited_by_hand(
        first in 0..FIRST_TEXTS.len(),
        kinds in prop::collection::vec((0_u8..9, 0_usize..6), 30),
        damaged in 1_u64..30,
    ) {
        let place = Place::new();
        place.write(FIRST_TEXTS[first]);
        let mut texts = Vec::new();
        for (turn, (kind, by_hand)) in kinds.iter().enumerate() {
            let text = place.text();
            match by_hand {
                0 => place.write(&format!("# été {turn}\n{text}")),
                1 => place.write(&format!("{text}\n# 数学 {turn}")),
                2 => place.write(&text.replace("status: done", "status: skipped")),
                _ => {}
            }
            place.change(turn, *kind);
            texts.push(place.text());
        }
        for gone in [false, true] {
            if gone {
                fs::remove_file(place.store.path()).expect("removed");
            }
            for (text, number) in texts.iter().zip(1..) {
                prop_assert_eq!(place.kept(number), Some(text.clone()), "{} without the file: {}", number, gone);
            }
        }
        place.write(&texts[29]);
        let folder = place.store.look().expect("is there").history().join(format!("{damaged:08}.json"));
        disk::overwrite(&folder, b"\0").expect("damaged");
        for (text, number) in texts.iter().zip(1..).filter(|(_, number)| *number != damaged) {
            prop_assert_eq!(place.kept(number), Some(text.clone()), "{}, where {} is damaged", number, damaged);
        }
    }
}

#[test]
fn another_copy_is_read_unless_a_newer_mlpath_wrote_it() {
    let place = Place::new();
    let read = |text: &str| {
        place.write(text);
        copies::read_text(place.store.path())
    };
    let written = format!("version: {VERSION}\nsteps:\n  git:\n    status: done\n");
    assert_eq!(read(&written).expect("reads"), written);
    assert_eq!(code(read(&format!("version: {}\n", VERSION + 1))), Code::NewerVersion);
    assert_eq!(code(copies::read_text(&place.folder.path().join("none.yaml"))), Code::NotFound);
}
