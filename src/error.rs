//! What went wrong, as data: how the command ends, what happened, where, and what mends it.
//!
//! The modules below own their small error types; this one wraps them, and nothing below it
//! imports it.

use crate::advice::Target;
use crate::code::Code;
use crate::json;
use crate::note::{Note, NoteDocument};
use std::path::PathBuf;

use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::roadmap::Finding;
use crate::store::StoreError;
use crate::text::visible;
use crate::view::{Line, Page, Role};
use crate::yaml::Position;

/// How a command ends. The numbers are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Could not: file, lock, permission, damage.
    Failed = 1,
    /// Asked wrongly: usage, unknown id.
    Usage = 2,
    /// Asked well, and the answer is no.
    No = 3,
}

/// An error for the learner or their script.
#[derive(Debug, Clone)]
pub struct Error {
    /// How the command ends.
    pub exit: Exit,
    /// What kind of error it is.
    pub code: Code,
    /// What happened, one sentence without a full stop.
    pub message: String,
    /// The file.
    pub path: Option<PathBuf>,
    /// The place in it.
    pub position: Option<Position>,
    /// Its line there.
    pub line: Option<String>,
    /// What was probably meant.
    pub did_you_mean: Vec<String>,
    /// Whether the hints tell already which of several mistakes means what.
    pub told_apart: bool,
    /// Commands or acts that mend it.
    pub hints: Vec<Line>,
}

impl Error {
    /// An error of a kind; `code` is a promise to scripts.
    pub fn new(exit: Exit, code: Code, message: impl Into<String>) -> Error {
        Error {
            exit,
            code,
            message: message.into(),
            path: None,
            position: None,
            line: None,
            did_you_mean: Vec::new(),
            told_apart: false,
            hints: Vec::new(),
        }
    }

    /// The learner asked wrongly.
    pub fn usage(code: Code, message: impl Into<String>) -> Error {
        Error::new(Exit::Usage, code, message)
    }

    /// Adds what mends it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Line>) -> Error {
        self.hints.push(hint.into());
        self
    }

    /// Several errors as one: the kind of the first, what all say and what mends each. `None` where there are none.
    #[must_use]
    pub fn joined(errors: Vec<Error>) -> Option<Error> {
        let mut errors = errors.into_iter();
        let mut first = errors.next()?;
        for other in errors {
            first.message.push_str(&format!("; {}", other.message));
            first.did_you_mean.extend(other.did_you_mean);
            first.hints.extend(other.hints);
            first.told_apart |= other.told_apart;
        }
        Some(first)
    }

    /// Adds the file, and the place in it.
    #[must_use]
    pub fn at(mut self, path: PathBuf, position: Option<Position>, line: Option<String>) -> Error {
        (self.path, self.position, self.line) = (Some(path), position, line);
        self
    }

    /// Adds a command that mends it, and what that does.
    #[must_use]
    pub fn command(self, words: &str, does: &str) -> Error {
        self.hint(Line::new().advice(words).text(format!("{GAP}{does}")))
    }

    /// The error as a screen.
    #[must_use]
    pub fn page(&self) -> Page {
        let mut page = Page::new();
        page.hanging(0, 7, Line::new().add(Role::Warning, "error: ").text(shorten(&self.message)));
        if let Some(path) = &self.path {
            let place = self.position.map(|position| format!(":{position}")).unwrap_or_default();
            page.indented(2, Line::new().dim("at ").text(format!("{}{place}", path.display())));
        }
        if let (Some(line), Some(position)) = (&self.line, self.position) {
            snippet(&mut page, line, position);
        }
        if !self.did_you_mean.is_empty() && !self.told_apart {
            page.indented(2, Line::new().text("did you mean: ").code(self.did_you_mean.join(", ")));
        }
        let mut commands = Vec::new();
        for hint in &self.hints {
            match command_of(hint) {
                Some(command) => commands.push(command),
                None => {
                    page.indented(2, hint.clone());
                }
            }
        }
        if !commands.is_empty() {
            page.advise(2, commands);
        }
        page
    }

    /// The error as the JSON document that goes to stderr, with what was noted before.
    #[must_use]
    pub fn json(&self, notes: &[Note], target: &Target) -> String {
        let document = ErrorDocument {
            schema: "mlpath/error/v1",
            notes: NoteDocument::of_all(notes, target),
            error: ErrorBody {
                code: self.code,
                exit: self.exit as u8,
                message: &self.message,
                path: self.path.as_ref().map(|path| path.display().to_string()),
                line: self.position.map(|position| position.line),
                column: self.position.map(|position| position.column),
                did_you_mean: &self.did_you_mean,
                hints: self.hints.iter().map(|line| Hint::new(line, target)).collect(),
            },
        };
        json::text_of(&document).unwrap_or_default()
    }
}

/// Shows a line of a file with its number, and points at a place in it.
pub fn snippet(page: &mut Page, line: &str, place: Position) {
    let (line, column) = clip(line, place.column);
    let number = place.line.to_string();
    page.verbatim(4, Line::new().dim(format!("{number} | ")).text(line));
    page.verbatim(4, Line::new().add(Role::Warning, format!("{}^", " ".repeat(number.len() + 2 + column))));
}

/// Parts a command from what it does.
const GAP: &str = "   ";

/// The command of a hint that says what a command does, and what that is; such hints line up.
fn command_of(hint: &Line) -> Option<(String, String)> {
    match hint.spans.as_slice() {
        [command, does] if command.role == Role::Command => does.text.strip_prefix(GAP).map(|does| (command.text.clone(), does.to_owned())),
        _ => None,
    }
}

/// A sentence that quotes something endless, cut in the middle.
fn shorten(sentence: &str) -> String {
    const ROOM: usize = 400;
    let length = sentence.chars().count();
    if length <= ROOM {
        return sentence.to_owned();
    }
    let part = |skip: usize| sentence.chars().skip(skip).take(ROOM / 2).collect::<String>();
    format!("{} ... {}", part(0), part(length - ROOM / 2))
}

/// The part of a line around a column that fits a screen, as the screen shows it, and where the column is in it.
fn clip(line: &str, column: usize) -> (String, usize) {
    const BEFORE: usize = 40;
    const ROOM: usize = 66;
    let line = line.replace('\t', " ");
    let split = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let (before, after) = (visible(&line[..split]), visible(&line[split..]));
    let fits = before.width() + after.width() <= ROOM;
    let skip = if fits { 0 } else { before.chars().count().saturating_sub(BEFORE - 1) };
    let mut shown: String = before.chars().skip(skip).collect();
    let place = shown.width() + 1;
    for c in after.chars() {
        if shown.width() + c.width().unwrap_or_default() > ROOM {
            break;
        }
        shown.push(c);
    }
    (shown, place)
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ErrorDocument<'a> {
    schema: &'static str,
    notes: Vec<NoteDocument>,
    error: ErrorBody<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ErrorBody<'a> {
    code: Code,
    exit: u8,
    message: &'a str,
    path: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    did_you_mean: &'a [String],
    hints: Vec<Hint>,
}

/// What mends a mistake, as documents have it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hint {
    /// The hint in words, with its command.
    pub text: String,
    /// The command in it, ready to be run.
    pub command: Option<String>,
}

impl Hint {
    /// The hint a line gives.
    #[must_use]
    pub fn new(line: &Line, target: &Target) -> Hint {
        Hint { text: line.plain(target), command: line.command(target) }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        Error {
            path: Some(error.path),
            position: error.position,
            line: error.line,
            hints: error.hints.into_iter().map(Line::from).collect(),
            ..Error::new(Exit::Failed, error.code, error.message)
        }
    }
}

impl From<Vec<Finding>> for Error {
    fn from(findings: Vec<Finding>) -> Error {
        const SHOWN: usize = 10;
        let mut error = match findings.as_slice() {
            [only] => Error { position: only.position, ..Error::new(Exit::Failed, Code::BadRoadmap, &only.message) },
            many => Error::new(Exit::Failed, Code::BadRoadmap, format!("this roadmap has {}", crate::text::count(many.len(), "fault"))),
        };
        error.path = findings.first().map(|finding| PathBuf::from(&finding.file));
        if findings.len() > 1 {
            error.hints = findings.iter().take(SHOWN).map(|finding| Line::from(finding.to_string())).collect();
        }
        if findings.len() > SHOWN {
            error = error.hint(format!("and {} more", findings.len() - SHOWN));
        }
        error.command("help roadmap", "the rules, with examples")
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<ErrorDocument<'static>>("error")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_clipped_around_the_place() {
        let line = format!("{}x{}", "a".repeat(300), "b".repeat(300));
        let (shown, column) = clip(&line, 301);
        assert_eq!(shown.chars().nth(column - 1), Some('x'));
        assert!(shown.chars().count() <= 66);
        let (shown, column) = clip("a\u{1b}b\t数c!", 7);
        assert_eq!((shown.as_str(), column), ("a\\u{1b}b 数c!", 13), "the caret stands under what the screen shows");
    }

    #[test]
    fn json_has_every_key() {
        let error = Error::usage(Code::UnknownId, "no step \"x\"").command("list", "shows all ids");
        let value: serde_json::Value = serde_json::from_str(&error.json(&[], &Target::default())).expect("is JSON");
        assert_eq!(value["error"]["exit"], 2);
        assert!(value["error"]["path"].is_null());
        assert_eq!(value["error"]["hints"][0]["command"], "mlpath list");
        assert_eq!(value["error"]["hints"][0]["text"], "mlpath list   shows all ids");
    }
}
