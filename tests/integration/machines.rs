//! Two machines, one record: with git and its merges of every kind, and with folders that a sync tool
//! keeps alike.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Home, MLPATH, Said, has};

/// A hub and two clones of it, all in one home.
struct Clones {
    home: Home,
}

impl Clones {
    /// Two clones of a record; both have the driver.
    fn new() -> Clones {
        let clones = Clones::without_driver();
        for clone in ["a", "b"] {
            clones.mlpath(clone, "merge --setup-git").ok();
        }
        clones
    }

    /// Two clones of a record with the attribute; none has the driver.
    fn without_driver() -> Clones {
        let clones = Clones::bare();
        fs::write(clones.path("a/.gitattributes"), "progress.yaml merge=mlpath\n").expect("written");
        clones.mlpath("a", "done git --on 2026-11-01").ok();
        clones.mlpath("a", "start numpy --on 2026-11-02").ok();
        clones.mlpath("a", "log numpy 1h --on 2026-11-02").ok();
        clones.git("a", "add -A").ok();
        clones.git("a", "commit -qm first").ok();
        clones.git("a", "push -q origin HEAD:main").ok();
        clones.git("b", "pull -q origin main").ok();
        clones
    }

    /// Two clones of an empty hub.
    fn bare() -> Clones {
        let clones = Clones { home: Home::new() };
        let config = "[user]\n\tname = me\n\temail = me@example.org\n[init]\n\tdefaultBranch = main\n[pull]\n\trebase = false\n[advice]\n\tdetachedHead = false\n";
        fs::write(clones.path(".gitconfig"), config).expect("written");
        clones.home.shell("git init -q --bare hub && git clone -q hub a && git clone -q hub b").ok();
        clones
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn file(&self, clone: &str) -> PathBuf {
        self.path(clone).join("progress.yaml")
    }

    #[track_caller]
    fn text(&self, clone: &str) -> String {
        fs::read_to_string(self.file(clone)).expect("the file is there")
    }

    fn mlpath(&self, clone: &str, line: &str) -> Said {
        let words = line.split(' ').map(str::to_owned);
        self.home.command(MLPATH).arg("--file").arg(self.file(clone)).args(words).output().expect("mlpath starts").into()
    }

    fn git(&self, clone: &str, line: &str) -> Said {
        self.home
            .command("git")
            .current_dir(self.path(clone))
            .args(line.split(' '))
            .env("GIT_EDITOR", "true")
            .output()
            .expect("git starts")
            .into()
    }

    /// Commits all of a clone.
    fn commit(&self, clone: &str) {
        self.git(clone, "add -A").ok();
        self.git(clone, "commit -qam work --allow-empty").ok();
    }

    /// Commits, and takes in what the other clone pushed.
    fn pull(&self, clone: &str) -> Said {
        self.commit(clone);
        self.git(clone, "pull --no-edit origin main")
    }

    fn push(&self, clone: &str) {
        self.commit(clone);
        self.git(clone, "push -q origin HEAD:main").ok();
    }

    /// What both did on their own: marks, ticks, study time, a tool, and comments by hand.
    fn work_apart(&self) {
        for line in ["done numpy --hours 9", "log sql 2h -m joins:_left", "tick pandas a", "skip docker"] {
            self.mlpath("a", line).ok();
        }
        for line in ["tick numpy b", "start sql", "log sql 1h", "done aws -m work", "plan --hours 6 --save"] {
            self.mlpath("b", line).ok();
        }
        let a = self.text("a").replace("version: 1\n", "# on the laptop\nversion: 1\n");
        fs::write(self.file("a"), a).expect("written");
        fs::write(self.file("b"), self.text("b") + "# on the desktop\n").expect("written");
    }

    /// Whether a record says all of that.
    #[track_caller]
    fn says_all(&self, clone: &str) {
        let text = self.text(clone);
        for part in [
            "# on the laptop",
            "# on the desktop",
            "actual_hours: 9",
            "ticks: [b]",
            "ticks: [a]",
            "docker:",
            "sql:",
            "aws:",
            "time: 2h",
            "time: 1h",
            "joins:_left",
            "hours_per_week: 6",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert_eq!(text.matches("  - date:").count(), 3, "{text}");
        assert_eq!(self.mlpath(clone, "check").ok(), "", "{text}");
        assert_eq!(self.mlpath(clone, "list done --quiet").ok().lines().filter(|id| ["git", "numpy"].contains(id)).count(), 2);
    }
}

#[test]
fn what_conflicts_over_the_whole_file_in_plain_git_merges_clean() {
    if !has("git") {
        return;
    }
    let plain = Clones::without_driver();
    plain.work_apart();
    plain.push("a");
    let said = plain.pull("b");
    assert!(said.code != Some(0) && plain.text("b").contains("<<<<<<<"), "{said:?}");
    let clones = Clones::new();
    clones.work_apart();
    clones.push("a");
    let said = clones.pull("b");
    assert_eq!(said.code, Some(0), "{said:?}");
    clones.says_all("b");
    clones.push("b");
    clones.pull("a").ok();
    assert_eq!(clones.text("a"), clones.text("b"), "both machines end with the same");
}

#[test]
fn a_rebase_a_cherry_pick_and_a_stash_merge_clean_too() {
    if !has("git") {
        return;
    }
    let rebased = Clones::new();
    rebased.work_apart();
    rebased.push("a");
    rebased.commit("b");
    rebased.mlpath("b", "log pandas 3h").ok();
    rebased.commit("b");
    rebased.git("b", "pull -q --rebase origin main").ok();
    assert!(rebased.text("b").contains("time: 3h"));
    rebased.mlpath("b", "undo").ok();
    assert_eq!(rebased.text("b").matches("  - date:").count(), 3, "what came in by git can be worked on");
    rebased.git("b", "checkout -q progress.yaml").ok();

    let picked = Clones::new();
    picked.work_apart();
    picked.push("a");
    picked.commit("b");
    picked.git("b", "fetch -q").ok();
    picked.git("b", "cherry-pick origin/main").ok();
    picked.says_all("b");
    picked.git("b", "merge --no-edit -q origin/main").ok();
    picked.says_all("b");

    let stashed = Clones::new();
    stashed.work_apart();
    stashed.push("a");
    stashed.git("b", "stash -q").ok();
    stashed.git("b", "pull -q origin main").ok();
    stashed.git("b", "stash pop -q").ok();
    stashed.says_all("b");
}

#[test]
fn branches_that_merged_each_other_merge_clean() {
    if !has("git") {
        return;
    }
    let clones = Clones::new();
    clones.work_apart();
    for clone in ["a", "b"] {
        clones.commit(clone);
        clones.git(clone, &format!("push -q origin HEAD:{clone}")).ok();
    }
    // Each merges the other's first state, then both go on.
    for (clone, other) in [("a", "b"), ("b", "a")] {
        clones.git(clone, &format!("pull -q --no-edit origin {other}")).ok();
        clones.says_all(clone);
    }
    clones.mlpath("a", "log git 5m").ok();
    clones.mlpath("b", "log git 7m").ok();
    clones.push("a");
    clones.pull("b").ok();
    let text = clones.text("b");
    assert_eq!(text.matches("  - date:").count(), 5, "each once: {text}");
    assert!(text.contains("5m") && text.contains("7m") && !text.contains("<<<<"), "{text}");
}

#[test]
fn files_that_both_added_are_merged() {
    if !has("git") {
        return;
    }
    let clones = Clones::bare();
    for (clone, line) in [("a", "done git"), ("b", "start sql")] {
        clones.mlpath(clone, line).ok();
        clones.mlpath(clone, "log none 1h -m meetup").ok();
        clones.mlpath(clone, "merge --setup-git").ok();
    }
    clones.push("a");
    clones.commit("b");
    let said = clones.git("b", "pull -q --no-edit --allow-unrelated-histories origin main");
    assert_eq!(said.code, Some(0), "{said:?}");
    let text = clones.text("b");
    assert!(text.contains("git:") && text.contains("sql:") && text.matches("  - date:").count() == 1, "{text}");
}

#[test]
fn a_note_that_both_changed_stops_git_and_is_settled_by_a_command() {
    if !has("git") {
        return;
    }
    let clones = Clones::new();
    clones.mlpath("a", "done aws -m certified").ok();
    clones.push("a");
    clones.pull("b").ok();
    clones.mlpath("a", "done aws -m renewed").ok();
    clones.mlpath("b", "done aws -m expired").ok();
    clones.push("a");
    let said = clones.pull("b");
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("progress.yaml, tools.aws.note: changed in both copies"), "{said:?}");
    assert!(clones.git("b", "status --short").ok().contains("UU progress.yaml"));
    let checked = clones.mlpath("b", "check");
    assert!(
        checked.code == Some(3) && checked.stdout.contains("note_other_copy") && checked.stdout.contains("merge --keep both"),
        "{checked:?}"
    );
    clones.mlpath("b", "log numpy 1h").ok();
    assert!(clones.mlpath("b", "merge --keep both").ok().contains("Settled tools.aws.note"));
    assert!(clones.text("b").contains("note: renewed; expired"), "{}", clones.text("b"));
    assert_eq!(clones.mlpath("b", "check").ok(), "");
    clones.commit("b");
}

#[test]
fn what_cannot_be_read_is_merged_by_git_itself() {
    if !has("git") {
        return;
    }
    let clones = Clones::new();
    fs::write(clones.file("a"), format!("# the laptop's\n{}", clones.text("a"))).expect("written");
    fs::write(clones.file("b"), clones.text("b") + "oops: [\n").expect("written");
    clones.push("a");
    let said = clones.pull("b");
    assert_eq!(said.code, Some(0), "the lines do not touch: {said:?}");
    assert!(clones.text("b").starts_with("# the laptop's\n") && clones.text("b").ends_with("oops: [\n"));
    assert!(said.stderr.contains("this copy is no progress file that can be read"), "{said:?}");
    // Nor is anything lost where mlpath is not there any more.
    let clones = Clones::new();
    clones.git("b", "config merge.mlpath.driver").ok();
    let line = clones.git("b", "config merge.mlpath.driver").ok().trim().replacen("mlpath", "no-such-mlpath", 1);
    clones.home.command("git").current_dir(clones.path("b")).args(["config", "merge.mlpath.driver", &line]).output().expect("git starts");
    clones.work_apart();
    clones.push("a");
    assert_eq!(clones.pull("b").code, Some(1));
    assert!(clones.text("b").contains("<<<<<<<"));
}

#[test]
fn a_clone_without_the_driver_is_told_of_and_its_conflict_is_merged_afterwards() {
    if !has("git") {
        return;
    }
    let clones = Clones::without_driver();
    let checked = clones.mlpath("b", "check");
    assert!(checked.code == Some(3) && checked.stdout.contains("no driver") && checked.stdout.contains("merge --setup-git"), "{checked:?}");
    clones.work_apart();
    clones.push("a");
    assert_eq!(clones.pull("b").code, Some(1));
    let marked = clones.text("b");
    let refused = clones.mlpath("b", "status");
    assert!(
        refused.code == Some(1) && refused.stderr.contains("conflict marks") && refused.stderr.contains("progress.yaml merge"),
        "{refused:?}"
    );
    clones.mlpath("b", "merge -n").ok();
    assert_eq!(clones.text("b"), marked, "a dry run");
    clones.mlpath("b", "merge").ok();
    let text = clones.text("b");
    assert!(!text.contains("<<<<") && text.matches("  - date:").count() == 3 && text.contains("actual_hours: 9"), "{text}");
    let kept = fs::read_dir(clones.path("b"))
        .expect("a listing")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.display().to_string().contains("damaged"));
    assert_eq!(kept.map(|kept| fs::read_to_string(kept).expect("text")), Some(marked), "the text with the marks is kept");
    clones.mlpath("b", "merge --setup-git").ok();
    assert_eq!(clones.mlpath("b", "check").ok(), "");
}

#[test]
fn what_a_union_of_lines_left_is_found_and_repaired() {
    if !has("git") {
        return;
    }
    let clones = Clones::bare();
    fs::write(clones.path("a/.gitattributes"), "progress.yaml merge=union\n").expect("written");
    clones.mlpath("a", "done git").ok();
    clones.mlpath("a", "log git 1h").ok();
    clones.push("a");
    clones.git("b", "pull -q origin main").ok();
    for (clone, step, time) in [("a", "sql", "2h"), ("b", "numpy", "3h")] {
        clones.mlpath(clone, &format!("done {step}")).ok();
        clones.mlpath(clone, &format!("log {step} {time}")).ok();
    }
    clones.push("a");
    clones.pull("b").ok();
    let said = clones.mlpath("b", "check");
    assert!(
        said.code != Some(0) && format!("{}{}", said.stdout, said.stderr).contains("progress.yaml merge"),
        "{said:?}\n{}",
        clones.text("b")
    );
    let repaired = clones.mlpath("b", "merge").ok();
    assert!(repaired.contains("Repaired"), "{repaired}");
    let text = clones.text("b");
    for part in ["step: sql\n    time: 2h", "step: numpy\n    time: 3h", "step: git\n    time: 1h"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(text.matches("status: done").count(), 3, "{text}");
}

#[test]
fn git_is_set_up_once_and_left_as_it_was() {
    if !has("git") {
        return;
    }
    let clones = Clones::bare();
    let before = fs::read_to_string(clones.path("a/.git/config")).expect("text");
    fs::write(clones.path("a/.gitattributes"), "*.png binary\n").expect("written");
    let dry = clones.mlpath("a", "merge --setup-git -n").ok();
    assert!(
        dry.contains("Nothing was written") && dry.contains("progress.yaml merge=mlpath") && dry.contains("mlpath merge --driver %O %A %B"),
        "{dry}"
    );
    assert_eq!(fs::read_to_string(clones.path("a/.git/config")).expect("text"), before);
    for _ in 0..2 {
        let said = clones.mlpath("a", "merge --setup-git --json").json();
        assert_eq!(said["schema"], "mlpath/merge-setup/v1");
        assert_eq!(fs::read_to_string(clones.path("a/.gitattributes")).expect("text"), "*.png binary\nprogress.yaml merge=mlpath\n");
    }
    assert_eq!(clones.git("a", "check-attr merge progress.yaml").ok(), "progress.yaml: merge: mlpath\n");
    for _ in 0..2 {
        clones.mlpath("a", "merge --setup-git --remove").ok();
        assert_eq!(fs::read_to_string(clones.path("a/.gitattributes")).expect("text"), "*.png binary\n");
        assert!(!fs::read_to_string(clones.path("a/.git/config")).expect("text").contains("mlpath"));
    }
    let elsewhere = clones.home.mlpath("merge --setup-git");
    assert!(elsewhere.code == Some(1) && elsewhere.stderr.contains("no git repository"), "{elsewhere:?}");
    assert_eq!(clones.home.mlpath("merge --setup-git b").code, Some(0), "the repository of a folder");
}

/// The files beside a progress file.
fn beside(file: &Path) -> Vec<String> {
    let entries = fs::read_dir(file.parent().expect("a folder")).expect("a listing");
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Two homes whose data folders a sync tool keeps alike.
struct Synced {
    here: Home,
    there: Home,
}

impl Synced {
    fn new() -> Synced {
        let synced = Synced { here: Home::new(), there: Home::new() };
        synced.here.mlpath("done git --on 2026-11-01").ok();
        synced.here.mlpath("log git 1h --on 2026-11-02").ok();
        synced.there.write(synced.here.text());
        synced
    }

    /// Both work on their own; then the copy from there comes here under the name a tool gives it.
    fn meet(&self, name: &str) -> PathBuf {
        self.here.mlpath("done sql --hours 8").ok();
        self.here.mlpath("log sql 1h").ok();
        self.there.mlpath("start numpy").ok();
        self.there.mlpath("log numpy 2h").ok();
        let copy = self.here.file().with_file_name(name);
        fs::copy(self.there.file(), &copy).expect("copied");
        copy
    }
}

#[test]
fn a_copy_that_a_sync_tool_put_aside_is_hinted_at_taken_in_and_given_back() {
    for name in
        ["progress.sync-conflict-20261122-101112-ABCDEFG.yaml", "progress (laptop's conflicted copy 2026-11-22).yaml", "progress 2.yaml"]
    {
        let synced = Synced::new();
        let copy = synced.meet(name);
        let (home, before) = (&synced.here, synced.here.text());
        let files = beside(&home.file());
        let hint = home.mlpath("status");
        let words = hint.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(hint.code == Some(0) && words.contains(name) && words.contains("mlpath merge"), "{hint:?}");
        assert!(home.mlpath("check --json").stdout.contains("which a sync tool put aside"));
        let dry = home.run(["merge", "-n"]).ok();
        assert!(dry.contains("Would merge") && home.text() == before && copy.is_file(), "{dry}");
        let said = home.run(["merge", "--json", copy.to_str().expect("text")]).json();
        assert_eq!((&said["copies"][0]["base_saved_on"], &said["new_entries"]), (&"2026-11-21".into(), &1.into()), "{said}");
        let text = home.text();
        assert!(["sql:", "numpy:", "actual_hours: 8", "time: 2h"].iter().all(|part| text.contains(part)), "{text}");
        assert_eq!(beside(&home.file()), ["progress.yaml"], "the copy is with the saves");
        assert!(!home.mlpath("status").stderr.contains(name));
        home.mlpath("undo").ok();
        assert_eq!((home.text(), beside(&home.file())), (before, files), "as it was");
        home.mlpath("redo").ok();
        assert_eq!((home.text(), beside(&home.file()).len()), (text, 1));
    }
}

#[test]
fn what_one_machine_took_away_stays_away_where_a_save_tells_what_was_there() {
    let synced = Synced::new();
    synced.there.mlpath("reset git --today 2026-11-24").ok();
    let copy = synced.meet("progress.sync-conflict-20261122-101112-ABCDEFG.yaml");
    fs::write(
        &copy,
        fs::read_to_string(&copy).expect("text").replace("log:\n  - date: 2026-11-02\n    step: git\n    time: 1h\n", "log:\n"),
    )
    .expect("written");
    synced.here.mlpath("merge").ok();
    let said: serde_yaml::Value = serde_yaml::from_str(&synced.here.text()).expect("YAML");
    assert_eq!(said["steps"]["git"]["status"], "todo", "{said:?}");
}

#[test]
fn several_copies_are_taken_in_at_once_and_one_that_cannot_be_read_is_passed_over() {
    let synced = Synced::new();
    synced.meet("progress.sync-conflict-20261122-101112-ABCDEFG.yaml");
    let third = Home::new();
    third.write(synced.there.text());
    third.mlpath("done pandas").ok();
    fs::copy(third.file(), synced.here.file().with_file_name("progress (1).yaml")).expect("copied");
    fs::write(synced.here.file().with_file_name("progress (Case Conflict).yaml"), "steps: [").expect("written");
    let said = synced.here.mlpath("merge");
    assert!(said.code == Some(0) && said.stderr.contains("Case Conflict") && said.stderr.contains("passed over"), "{said:?}");
    let text = synced.here.text();
    assert!(["sql:", "numpy:", "pandas:"].iter().all(|part| text.contains(part)), "{text}");
    assert_eq!(beside(&synced.here.file()), ["progress (Case Conflict).yaml", "progress.yaml"]);
    assert!(synced.here.mlpath("merge").stdout.contains("No other copy"));
}

#[test]
fn a_copy_that_cannot_be_taken_in_is_not_advised_for_merging() {
    let synced = Synced::new();
    let home = &synced.here;
    let folder = home.file().parent().expect("a folder").to_owned();
    for (name, text) in [("progress 2.yaml", "steps: ["), ("progress 3.yaml", "name: x\n"), ("progress 4.yaml", "version: 9\n")] {
        fs::write(folder.join(name), text).expect("a copy");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let hint = words(&home.mlpath("status").stderr);
        assert!(hint.contains("cannot be taken in") && hint.contains("mlpath check") && !hint.contains("mlpath merge"), "{name}: {hint}");
        let found = words(&home.mlpath("check").stdout);
        assert!(found.contains(name) && found.contains("cannot be taken in:") && !found.contains("mlpath merge"), "{name}: {found}");
        assert!(found.contains("move it away"), "{name}: {found}");
        let merged = home.mlpath("merge");
        assert!(merged.stderr.contains("passed over") && words(&merged.stdout).contains("No other copy that can be read"), "{merged:#?}");
        fs::remove_file(folder.join(name)).expect("moved away");
    }
    assert_eq!(home.mlpath("status").stderr, "");
    fs::write(folder.join("progress 2.yaml"), "steps: [").expect("a copy");
    synced.meet("progress 3.yaml");
    assert!(
        home.mlpath("status")
            .stderr
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains("progress 3.yaml; to take it in: mlpath merge")
    );
}

#[test]
fn a_copy_from_elsewhere_is_taken_in_and_stays_where_it_is() {
    let synced = Synced::new();
    let copy = synced.meet("progress 2.yaml");
    let elsewhere = synced.here.path().join("from-the-stick.yaml");
    fs::rename(copy, &elsewhere).expect("moved");
    synced.here.run(["merge", "~/from-the-stick.yaml"]).ok();
    assert!(elsewhere.is_file() && synced.here.text().contains("numpy:"));
    let again = synced.here.run(["merge", "~/from-the-stick.yaml"]).ok();
    assert!(again.contains("nothing new"), "{again}");
    for (name, code) in [("~/none.yaml", "not-found"), ("~/.local/share/mlpath/progress.yaml", "not-a-file")] {
        let said = synced.here.run(["merge", "--json", name]);
        let error: serde_json::Value = serde_json::from_str(&said.stderr).expect("an error document");
        assert_eq!((said.code, &error["error"]["code"]), (Some(1), &code.into()), "{error}");
    }
}

#[test]
fn clocks_that_are_wrong_lose_nothing() {
    let synced = Synced::new();
    synced.there.run(["start", "numpy", "--today", "2019-01-01"]).ok();
    synced.there.run(["log", "numpy", "1h", "--today", "2019-01-01"]).ok();
    synced.here.run(["done", "numpy", "--today", "2031-01-01"]).ok();
    synced.here.run(["log", "numpy", "2h", "--today", "2031-01-01"]).ok();
    fs::copy(synced.there.file(), synced.here.file().with_file_name("progress 2.yaml")).expect("copied");
    synced.here.mlpath("merge").ok();
    let text = synced.here.text();
    assert!(["status: done", "time: 1h", "time: 2h", "2019-01-01", "2031-01-01"].iter().all(|part| text.contains(part)), "{text}");
}

/// Two machines that copy a file by hand: what they did apart, merged both ways.
struct Copied {
    home: Home,
}

impl Copied {
    /// Both have what some commands wrote on the first one.
    fn after(lines: &[&str]) -> Copied {
        let copied = Copied { home: Home::new() };
        for machine in ["one", "two"] {
            fs::create_dir(copied.home.path().join(machine)).expect("a folder");
        }
        copied.on("one", lines);
        if !lines.is_empty() {
            fs::copy(copied.file("one"), copied.file("two")).expect("copied");
        }
        copied
    }

    fn file(&self, machine: &str) -> PathBuf {
        self.home.path().join(machine).join("progress.yaml")
    }

    #[track_caller]
    fn on(&self, machine: &str, lines: &[&str]) {
        for line in lines {
            self.run(machine, line).ok();
        }
    }

    fn run(&self, machine: &str, line: &str) -> Said {
        self.home.command(MLPATH).arg("--file").arg(self.file(machine)).args(line.split(' ')).output().expect("mlpath starts").into()
    }

    /// What each machine has after it took the other's file in.
    fn merged(&self) -> [String; 2] {
        [0, 1].map(|at| self.merged_at(at))
    }

    fn merged_at(&self, at: usize) -> String {
        let (ours, theirs) = [("one", "two"), ("two", "one")][at];
        let before = fs::read_to_string(self.file(ours)).expect("text");
        let said = self.run(ours, &format!("merge {}", self.file(theirs).display()));
        assert!(matches!(said.code, Some(0 | 3)), "{said:#?}");
        let merged = fs::read_to_string(self.file(ours)).expect("text");
        fs::write(self.file(ours), before).expect("as it was");
        merged
    }
}

#[test]
fn a_mark_made_without_knowing_of_the_other_one_takes_nothing_of_it_away() {
    for (one, two, kept) in [
        (
            &["tick numpy a b --today 2026-11-09", "done numpy --hours 8 --on 2026-11-09"][..],
            "done numpy --on 2026-11-12",
            "actual_hours: 8",
        ),
        (&["tick numpy a b --today 2026-11-09"], "start numpy --on 2026-11-12", "ticks: [a, b]"),
        (&["done google-ml-engineer --paid 200 --on 2026-11-09"], "done google-ml-engineer --on 2026-11-12", "paid: 200"),
        (&["plan --budget 400 --save --today 2026-11-09"], "plan --by 2029 --save --today 2026-11-12", "budget: 400"),
    ] {
        let copied = Copied::after(&["start numpy --on 2026-11-02", "plan --from swe --save --today 2026-11-02"]);
        copied.on("one", one);
        copied.on("two", &[two]);
        for merged in copied.merged() {
            assert!(merged.contains(kept), "{one:?} and {two}:\n{merged}");
        }
    }
}

#[test]
fn an_entry_corrected_on_one_machine_is_not_there_twice() {
    let copied = Copied::after(&["log numpy 2h --on 2026-11-02", "log numpy 3h --on 2026-11-03"]);
    let text = fs::read_to_string(copied.file("one")).expect("text");
    fs::write(copied.file("one"), text.replace("3h", "1h")).expect("corrected");
    copied.on("two", &["log pandas 1h --on 2026-11-04"]);
    let [one, two] = copied.merged();
    assert_eq!((one.matches("step: numpy").count(), one.contains("3h")), (2, false), "{one}");
    assert!(one.contains("step: pandas"), "{one}");
    // The other machine cannot tell a corrected hour from one that was studied besides: nothing is lost there.
    assert!(["2h", "3h", "1h"].iter().all(|time| two.contains(time)), "{two}");
}

#[test]
fn what_both_machines_did_on_one_day_is_all_there() {
    for (one, two, kept) in [
        ("log numpy 1h -m morning", "log numpy 2h -m evening", ["morning", "evening"]),
        ("log numpy 1h", "log numpy 2h", ["time: 1h", "time: 2h"]),
        ("tick numpy a", "tick numpy b", ["[a, b]", "numpy"]),
        ("done aws -m one", "done aws -m two", ["note: ", "note_other_copy: "]),
        ("plan --pause 2026-12-20..2027-01-03 --save", "plan --pause 2027-07-01..2027-07-10 --save", ["2027-01-03", "2027-07-10"]),
        ("done git --hours 9", "done git", ["actual_hours: 9", "git"]),
    ] {
        let copied = Copied::after(&["start numpy --on 2026-11-02", "plan --from swe --save --today 2026-11-02"]);
        copied.on("one", &[one]);
        copied.on("two", &[two]);
        for merged in [0, 1].map(|at| copied.merged_at(at)) {
            assert!(kept.iter().all(|part| merged.contains(part)), "{one} and {two}:\n{merged}");
        }
    }
}

#[test]
fn a_copy_taken_in_again_and_a_newer_one_change_only_what_is_new() {
    let copied = Copied::after(&["start numpy --on 2026-11-02", "plan --from swe --save --today 2026-11-02"]);
    copied.on("one", &["plan --budget 300 --save --today 2026-11-04", "done sql --hours 20 --on 2026-11-04"]);
    copied.on("two", &["log numpy 2h --on 2026-11-05", "done sql --on 2026-11-06"]);
    let take_in = || copied.run("one", &format!("merge {}", copied.file("two").display())).ok();
    take_in();
    let once = fs::read_to_string(copied.file("one")).expect("text");
    take_in();
    assert_eq!(fs::read_to_string(copied.file("one")).expect("text"), once, "it says nothing new");
    copied.on("two", &["log pandas 1h --on 2026-11-07"]);
    take_in();
    let text = fs::read_to_string(copied.file("one")).expect("text");
    assert!(["budget: 300", "actual_hours: 20", "step: pandas"].iter().all(|part| text.contains(part)), "{text}");
    assert_eq!(text.matches("step: numpy").count(), 1, "{text}");
}

#[test]
fn a_rename_that_one_machine_has_heard_of_doubles_nothing() {
    let copied = Copied::after(&[]);
    let text = "version: 1\nsteps:\n  old-frames: {status: doing, started: 2026-11-01}\nlog:\n  - {date: 2026-11-01, step: old-frames, time: 1h}\n";
    for machine in ["one", "two"] {
        fs::write(copied.file(machine), text).expect("written");
    }
    let overlay = "retired_ids:\n  - {id: old-frames, replaced_by: [pandas], since: \"2\"}\n";
    fs::write(copied.home.path().join("one/roadmap-overlay.yaml"), overlay).expect("written");
    copied.on("one", &["log pandas 5m"]);
    copied.on("two", &["log none 1h -m talk"]);
    copied.run("one", &format!("merge {}", copied.file("two").display())).ok();
    let merged = fs::read_to_string(copied.file("one")).expect("text");
    assert_eq!((merged.matches("time: ").count(), merged.contains("old-frames")), (3, false), "{merged}");
}
