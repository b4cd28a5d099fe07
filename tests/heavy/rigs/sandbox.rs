//! A world of its own for one save, which can be put back to its beginning again and again.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::report::{Report, Tally};
use super::stand_ins::{self, Variant};
use super::{End, RECORD};
use crate::common::{Home, MLPATH, Said};

/// A record that somebody or something broke.
const DAMAGED: &str = "version: 1\nsteps: [broken";

/// Who saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saver {
    /// mlpath itself, where there is no record yet.
    Newborn,
    /// mlpath itself: its first save of a record, one with a history behind it, one taken back.
    First,
    Later,
    Undo,
    /// mlpath itself, putting the last good text in the place of a damaged one.
    Rescue,
    /// mlpath itself, putting an older text in the place of a sound one.
    Choice,
    /// mlpath itself, leading no more to the saves of an emptied record. What is old or new here is the history.
    Forget,
    /// A stand-in that follows the protocol, or leaves something of it out.
    StandIn(Variant),
}

impl Saver {
    pub const PRODUCT: [Saver; 6] = [Saver::Newborn, Saver::First, Saver::Later, Saver::Undo, Saver::Rescue, Saver::Choice];

    pub fn is_product(self) -> bool {
        !matches!(self, Saver::StandIn(_))
    }

    /// Enters what became of this saver's points.
    pub fn enter(self, tally: Tally, report: &mut Report) {
        match self {
            Saver::Newborn => report.add("mlpath, no record yet", tally),
            Saver::First => report.add("mlpath, first save", tally),
            Saver::Later => report.add("mlpath, later save", tally),
            Saver::Undo => report.add("mlpath, undo", tally),
            Saver::Rescue => report.add("mlpath, undo --rescue", tally),
            Saver::Choice => report.add("mlpath, undo --rescue NUMBER", tally),
            Saver::Forget => report.add("mlpath, undo --forget", tally),
            Saver::StandIn(Variant::Whole) => report.add("stand-in, whole protocol", tally),
            Saver::StandIn(variant) => report.add_broken(format!("stand-in, {}", variant.fault()), tally),
        }
    }
}

/// A saver and its world.
pub struct Sandbox {
    home: Home,
    pub root: PathBuf,
    saver: Saver,
    files: Vec<(PathBuf, Vec<u8>)>,
    old: String,
    new: String,
    /// What an undo leads to from the old and from the new text; `None` when there is nothing to undo.
    before_old: Option<String>,
    before_new: Option<String>,
    /// What mlpath tells of its saves beside the old and the new text, after an edit by hand.
    truth_old: Option<Truth>,
    truth_new: Option<Truth>,
}

/// What mlpath tells of its saves: which can be undone, redone and rescued, and where undo and rescue lead.
#[derive(Debug, PartialEq, Eq)]
struct Truth {
    listed: Vec<serde_json::Value>,
    rescued: (Option<i32>, serde_json::Value),
    undone: (Option<i32>, String),
}

impl Sandbox {
    pub fn new(saver: Saver) -> Sandbox {
        Sandbox::below(saver, Path::to_owned)
    }

    /// A sandbox in a folder that is made from the path of an empty one.
    pub fn below(saver: Saver, root: impl FnOnce(&Path) -> PathBuf) -> Sandbox {
        let home = Home::new();
        let root = root(&home.path().canonicalize().expect("the folder is there"));
        let files = Vec::new();
        let mut sandbox = Sandbox {
            home,
            root,
            saver,
            files,
            old: String::new(),
            new: String::new(),
            before_old: None,
            before_new: None,
            truth_old: None,
            truth_new: None,
        };
        sandbox.prepare();
        sandbox
    }

    fn prepare(&mut self) {
        let earlier: &[&str] = match self.saver {
            Saver::Newborn | Saver::First | Saver::StandIn(_) => &[],
            Saver::Later | Saver::Rescue | Saver::Forget => &["done linear-algebra"],
            Saver::Undo | Saver::Choice => &["done linear-algebra", "done git"],
        };
        if self.saver != Saver::Newborn {
            self.files = vec![(self.record(), RECORD.into())];
        }
        self.reset();
        let mut texts = vec![self.text()];
        for line in earlier {
            self.mlpath(line).ok();
            texts.push(self.text());
        }
        if self.saver == Saver::Rescue {
            fs::write(self.record(), DAMAGED).expect("damage");
            texts.push(self.text());
        }
        if self.saver == Saver::Forget {
            fs::write(self.record(), "").expect("emptied");
            texts.push(self.text());
        }
        self.files = files_below(&self.root.join(".local"));
        let ended = self.run(&[]);
        assert!(ended.status.success(), "{ended:?}");
        self.old = texts.pop().expect("a text");
        self.new = self.text();
        assert_ne!(self.old, self.new, "the save changes something");
        self.before_old = texts.pop();
        self.before_new = match self.saver {
            Saver::Undo => texts.pop(),
            Saver::Newborn => {
                // What a record without entries looks like, mlpath says itself.
                self.mlpath("undo").ok();
                Some(self.text())
            }
            _ => Some(self.old.clone()),
        };
        if self.tells_saves() {
            self.reset();
            self.truth_old = Some(self.truth());
            self.reset();
            self.run(&[]);
            self.truth_new = Some(self.truth());
        }
    }

    /// Whether what this saver does is a save like others, so that undo and rescue tell of it.
    fn tells_saves(&self) -> bool {
        matches!(self.saver, Saver::Newborn | Saver::First | Saver::Later | Saver::Undo | Saver::Choice)
    }

    /// Edits the record by hand, and asks for everything that mlpath knows of its saves.
    fn truth(&self) -> Truth {
        const BY_HAND: &str = "# by hand\n";
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
        let edited = fs::read_to_string(self.record()).ok().map(|text| BY_HAND.to_owned() + &text);
        let put = |text: &str| fs::write(self.record(), text).expect("an edit by hand");
        edited.iter().for_each(|text| put(text));
        let listed = json(&self.mlpath("undo --list --json").stdout);
        edited.iter().for_each(|_| put(DAMAGED));
        let rescued = self.mlpath("undo --rescue --dry-run --json");
        edited.iter().for_each(|text| put(text));
        let undone = self.mlpath("undo").code;
        Truth {
            listed: ["undo", "redo", "rescue"].map(|rows| listed[rows].clone()).into(),
            rescued: (rescued.code, json(&rescued.stdout)["command"].clone()),
            undone: (undone, self.text()),
        }
    }

    /// After an edit by hand: undo, list and rescue tell of the saves that were made, and of no other.
    pub fn is_truthful(&self, end: End) -> Result<(), String> {
        let (told, truth) = (self.truth(), if end == End::Old { &self.truth_old } else { &self.truth_new });
        if truth.as_ref().is_none_or(|truth| *truth == told) {
            Ok(())
        } else {
            Err(format!("{end:?}: it tells {told:#?}, and true is {truth:#?}"))
        }
    }

    pub fn record(&self) -> PathBuf {
        self.folder().join("progress.yaml")
    }

    fn folder(&self) -> PathBuf {
        self.root.join(".local/share/mlpath")
    }

    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = self.home.command(program);
        command.env("HOME", &self.root).current_dir(&self.root);
        command
    }

    fn mlpath(&self, line: &str) -> Said {
        self.command(MLPATH).args(line.split_whitespace()).output().expect("mlpath starts").into()
    }

    /// The text of the record; words in angle brackets when it is gone or unreadable.
    fn text(&self) -> String {
        if self.saver == Saver::Forget {
            return self.history();
        }
        fs::read(self.record()).map_or_else(|error| format!("<{error}>"), |bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The entries of the history, and whether they are led to.
    fn history(&self) -> String {
        let entries = files_below(&self.root.join(".local/state/mlpath/history"));
        let told = entries.into_iter().map(|(path, bytes)| {
            let place = if path.to_string_lossy().contains(".forgotten-") { "forgotten" } else { "kept" };
            format!("{place}: {} bytes\n", bytes.len())
        });
        told.collect()
    }

    /// Puts everything back to how it was before the save.
    pub fn reset(&self) {
        let local = self.root.join(".local");
        if local.exists() {
            fs::remove_dir_all(&local).expect("it can be removed");
        }
        for (path, bytes) in &self.files {
            fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }

    /// The save, behind strace when there is something for it to do.
    pub fn run(&self, strace: &[&str]) -> Output {
        let mut command = self.command_line(strace);
        command.output().expect("it starts")
    }

    pub fn command_line(&self, strace: &[&str]) -> Command {
        let (program, arguments): (_, &[&str]) = match self.saver {
            Saver::StandIn(_) => (std::env::current_exe().expect("a path"), &stand_ins::ARGUMENTS),
            Saver::Undo => (MLPATH.into(), &["undo"]),
            Saver::Rescue => (MLPATH.into(), &["undo", "--rescue"]),
            Saver::Choice => (MLPATH.into(), &["undo", "--rescue", "1"]),
            Saver::Forget => (MLPATH.into(), &["undo", "--forget"]),
            _ => (MLPATH.into(), &["done", "git"]),
        };
        let mut command = if strace.is_empty() {
            self.command(program)
        } else {
            // No fault may make it hang.
            let mut command = self.command("timeout");
            command.args(["-s", "KILL", "30", "strace", "-f", "-qq"]).args(strace).arg("--").arg(program);
            command
        };
        if let Saver::StandIn(variant) = self.saver {
            command.env(stand_ins::VARIABLE, format!("{variant:?}")).env(stand_ins::RECORD_VARIABLE, self.record());
        }
        command.args(arguments);
        command
    }

    /// What stands in the record now: all old or all new, or lost.
    pub fn end(&self) -> Result<End, String> {
        match self.text() {
            text if text == self.old => Ok(End::Old),
            text if text == self.new => Ok(End::New),
            text if text.is_empty() => Err("the record is empty".into()),
            text => Err(format!("the record is neither old nor new: {text:?}")),
        }
    }

    /// The next day: mlpath works, sweeps up, and takes back what there is to take back.
    pub fn aftermath(&self, end: End, undo_first: bool) -> Result<(), String> {
        if !self.saver.is_product() {
            return Ok(());
        }
        match self.saver {
            Saver::Rescue => return self.is_rescued(end),
            Saver::Forget => return self.is_forgotten(end),
            _ => {}
        }
        let now = self.text();
        let earlier = if end == End::Old { &self.before_old } else { &self.before_new };
        if undo_first {
            self.takes_back(earlier.as_deref())?;
        }
        self.works()?;
        if !undo_first && now.starts_with('#') {
            self.takes_back(Some(&now))?;
            self.takes_back(earlier.as_deref())?;
        }
        Ok(())
    }

    /// Whether a damaged text is at stake, which must be put aside whatever happens.
    pub fn is_rescue(&self) -> bool {
        self.saver == Saver::Rescue
    }

    /// The damaged text is put aside by the time the good one is back, and else a second rescue does it.
    fn is_rescued(&self, end: End) -> Result<(), String> {
        if end == End::Old {
            let said = self.mlpath("undo --rescue");
            if said.code != Some(0) || self.text() != self.new {
                return Err(format!("the second rescue failed: {said:?}"));
            }
        }
        let kept = files_below(&self.folder()).into_iter().any(|(path, bytes)| is_put_aside(&path) && bytes == DAMAGED.as_bytes());
        if !kept {
            return Err("the damaged text is gone".into());
        }
        self.works()
    }

    /// What was not forgotten can be, and a new record begins.
    fn is_forgotten(&self, end: End) -> Result<(), String> {
        if end == End::Old {
            let said = self.mlpath("undo --forget");
            if said.code != Some(0) || self.text() != self.new {
                return Err(format!("it cannot be forgotten any more: {said:?}"));
            }
        }
        let said = self.mlpath("done sql");
        if said.code == Some(0) { self.no_leftovers() } else { Err(format!("no new record can begin: {said:?}")) }
    }

    /// The next save succeeds and sweeps up.
    pub fn works(&self) -> Result<(), String> {
        let said = self.mlpath("done sql");
        let is_kept = self.saver == Saver::Newborn || self.text().contains("# the end");
        if said.code != Some(0) || !self.text().contains("  sql:") || !is_kept {
            return Err(format!("the next save failed: {said:?}"));
        }
        self.no_leftovers()
    }

    fn takes_back(&self, to: Option<&str>) -> Result<(), String> {
        let before = self.text();
        let said = self.mlpath("undo");
        let wanted = (Some(i32::from(to.is_none())), to.unwrap_or(&before));
        let text = self.text();
        if (said.code, text.as_str()) == wanted { Ok(()) } else { Err(format!("undo led to {text:?}, {said:?}")) }
    }

    /// Only the record and the history are there, no temporary file.
    pub fn no_leftovers(&self) -> Result<(), String> {
        let is_ours =
            |path: &Path| path == self.record() || is_put_aside(path) || path.extension().is_some_and(|extension| extension == "json");
        let files = files_below(&self.root.join(".local"));
        let left: Vec<_> = files.into_iter().map(|(path, _)| path).filter(|path| !is_ours(path)).collect();
        if left.is_empty() { Ok(()) } else { Err(format!("left behind: {left:?}")) }
    }
}

/// Whether a rescue put this file aside.
fn is_put_aside(path: &Path) -> bool {
    ["progress.yaml.damaged-", "progress.yaml.before-rescue-"].iter().any(|name| path.to_string_lossy().contains(name))
}

/// The files of a folder with what is in them; none when there is no such folder.
fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let bytes = fs::read(&path).expect("a file");
            files.push((path, bytes));
        }
    }
    files
}
