use std::fs;

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::progress::{Mark, Status};

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
        let session = self.store.begin(&mut || {})?;
        let mut after = session.snapshot.progress.clone();
        after.mark(id, Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
        session.save(&after, &[], &format!("done {id}"), TODAY, &mut || {})
    }

    fn undo(&self) -> StoreError {
        let session = self.store.begin(&mut || {}).expect("begins");
        let history = self.store.history(&session.snapshot, Texts::Undo).expect("a history");
        let back = history.undo(session.snapshot.text()).expect("can be undone");
        session.restore(&back, "undo", TODAY, &mut || {}).expect_err("is refused")
    }
}

fn code<T: std::fmt::Debug>(result: Result<T, StoreError>) -> Code {
    result.expect_err("must fail").code
}

#[test]
fn nothing_is_made_before_there_is_something_to_save() {
    let place = Place::new();
    let session = place.store.begin(&mut || {}).expect("begins");
    assert!(!place.folder.path().join("data").exists(), "no folder for a command that may fail");
    assert!(!session.save(&Progress::new(), &[], "reset git", TODAY, &mut || {}).expect("saves nothing"));
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
    let session = place.store.begin(&mut || {}).expect("begins");
    place.write("version: 1\nsteps: {sql: {status: done}}\n");
    let mut after = session.snapshot.progress.clone();
    after.mark("git", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
    assert_eq!(code(session.save(&after, &[], "done git", TODAY, &mut || {})), CHANGED);
    assert!(place.text().contains("sql") && !place.text().contains("git"));
    assert!(!place.folder.path().join("state/history").exists(), "and no save is told of that was not made");
}

#[test]
fn a_file_that_changes_under_the_lock_is_not_overwritten() {
    let place = Place::new();
    place.done("git").expect("saves");
    let session = place.store.begin(&mut || {}).expect("begins");
    let mut after = session.snapshot.progress.clone();
    after.mark("sql", Mark { status: Status::Done, on: TODAY, moves_day: false, hours: None });
    let by_hand = format!("# mine\n{}", place.text());
    place.write(&by_hand);
    assert_eq!(code(session.save(&after, &[], "done sql", TODAY, &mut || {})), CHANGED);
    assert_eq!((place.text(), place.files()), (by_hand, 1));
}

#[test]
fn an_emptied_file_is_not_begun_anew() {
    let place = Place::new();
    place.done("git").expect("saves");
    place.write("");
    assert!(place.store.begin(&mut || {}).is_ok(), "the first save may have failed");
    place.write("version: 1\nsteps: {git: {status: done}}\n");
    place.done("sql").expect("saves");
    place.write("");
    let snapshot = place.store.load().expect("reads");
    assert_eq!(place.store.emptied(&snapshot).expect("a history").map(|save| save.number), Some(2));
    let refused = place.store.begin(&mut || {}).expect_err("is refused");
    assert_eq!(refused.code, Code::Emptied);
    let advised: Vec<_> = refused.hints.iter().filter_map(|hint| hint.advice.as_ref()).map(crate::advice::Advice::words).collect();
    assert_eq!(advised, ["undo --rescue", "undo --forget"]);
    place.write("version: 9\n");
    assert!(place.store.emptied(&place.store.load().expect("reads")).expect("a history").is_none(), "a newer file may say more");
    assert_eq!(code(place.store.begin(&mut || {})), Code::NewerVersion);
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
    assert_eq!(code(place.store.rescue(&plan, TODAY, &mut || {})), CHANGED);
    assert_eq!((place.text().as_str(), place.files()), ("steps: [other", 1));
    let plan = place.store.plan_rescue(None, TODAY).expect("a plan");
    place.store.rescue(&plan, TODAY, &mut || {}).expect("restores");
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
    assert_eq!(code(place.store.forget(&plan, TODAY, &mut || {})), CHANGED);
    let plan = place.store.plan_forget(TODAY).expect("a plan");
    place.store.forget(&plan, TODAY, &mut || {}).expect("forgets");
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
    assert_eq!(code(place.store.begin(&mut || {})), Code::NotAFile);
    assert_eq!(code(Store::new("/".into(), place.folder.path().into()).load()), Code::NotAFile);
}
