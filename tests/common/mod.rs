//! A learner's world of their own: an empty home and a sealed environment. Shared by the fast and the
//! heavy tests.

#![allow(dead_code, reason = "each of the two programs of tests uses its part")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

/// The day all tests live on.
pub const TODAY: &str = "2026-11-21";

/// The program under test.
pub const MLPATH: &str = env!("CARGO_BIN_EXE_mlpath");

/// An empty home.
pub struct Home {
    folder: TempDir,
}

/// What a command said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl From<Output> for Said {
    fn from(output: Output) -> Said {
        let said = Said {
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
            code: output.status.code(),
        };
        [&said.stdout, &said.stderr].into_iter().for_each(|text| follows_its_schema(text));
        said
    }
}

/// The schemas under tests/schemas, by the name of their documents.
static SCHEMAS: LazyLock<BTreeMap<String, jsonschema::Validator>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas");
    let files = fs::read_dir(folder).expect("a folder of schemas").map(|entry| entry.expect("an entry").path());
    let schemas = files.filter(|path| path.extension().is_some_and(|extension| extension == "json")).map(|path| {
        let schema: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).expect("text")).expect("a schema is JSON");
        let name = schema["title"].as_str().expect("a schema has a title").to_owned();
        (name, jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    });
    schemas.collect()
});

/// Every JSON document that a test prints must follow its schema.
fn follows_its_schema(text: &str) {
    if !text.trim_start().starts_with('{') {
        return;
    }
    let Ok(document) = serde_json::from_str::<serde_json::Value>(text) else { return };
    let Some(name) = document["schema"].as_str() else { return };
    let schema = SCHEMAS.get(name).unwrap_or_else(|| panic!("{name} has no schema under tests/schemas"));
    let errors: Vec<String> =
        schema.iter_errors(&document).take(5).map(|error| format!("{}: {error:.300}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\nin {text}");
}

impl Said {
    /// The answer of a command that must succeed.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self.stdout
    }

    /// The JSON answer of a command that must succeed.
    #[track_caller]
    pub fn json(self) -> serde_json::Value {
        let text = self.ok();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

impl Home {
    pub fn new() -> Home {
        Home { folder: TempDir::new().expect("a folder for the test") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The learner's file.
    pub fn file(&self) -> PathBuf {
        self.path().join(".local/share/mlpath/progress.yaml")
    }

    /// The text of the learner's file.
    #[track_caller]
    pub fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("the file is there")
    }

    /// Puts a text in the place of the learner's file.
    pub fn write(&self, content: impl AsRef<[u8]>) {
        fs::create_dir_all(self.file().parent().expect("it has a folder")).expect("the folder can be made");
        fs::write(self.file(), content).expect("the file can be written");
    }

    /// A command in the sealed environment.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let bin = Path::new(MLPATH).parent().expect("the program is in a folder");
        let mut paths = vec![bin.to_owned()];
        paths.extend(std::env::split_paths(&path));
        command
            .env_clear()
            .env("PATH", std::env::join_paths(paths).expect("a search path"))
            .env("HOME", self.path())
            .env("MLPATH_TODAY", TODAY)
            .env("COLUMNS", "80")
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs mlpath.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Said {
        self.command(MLPATH).args(arguments).output().expect("mlpath starts").into()
    }

    /// Runs mlpath with words separated by blanks.
    pub fn mlpath(&self, line: &str) -> Said {
        self.run(line.split_whitespace())
    }

    /// Runs a line in a shell.
    pub fn shell(&self, line: &str) -> Said {
        self.command("bash").args(["-c", line]).output().expect("bash starts").into()
    }
}

/// Whether a program is there; says so when it is not.
pub fn has(program: &str) -> bool {
    let found = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file());
    if !found {
        // To standard error itself: what tests print otherwise is shown only when they fail.
        let _ = std::io::stderr().write_all(format!("{}\n", skipped(&format!("{program} is not installed"))).as_bytes());
    }
    found
}

/// The word on a test whose tool is missing; with `MLPATH_REQUIRE_TOOLS` all of them have to be there.
pub fn skipped(reason: &str) -> String {
    assert!(std::env::var_os("MLPATH_REQUIRE_TOOLS").is_none(), "{reason}, and MLPATH_REQUIRE_TOOLS is set");
    format!("skipped: {reason}")
}

/// Whether a character must not reach a terminal raw; written without a look at what the program thinks.
pub fn is_harmful(c: char) -> bool {
    let invisible = "\u{ad}\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}";
    c.is_control() || invisible.contains(c) || matches!(u32::from(c), 0xe000..=0xf8ff | 0xe0000..)
}
