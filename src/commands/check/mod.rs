//! `mlpath check`: silent when the record is well, else every finding with its place and its fix.

mod data;
mod outline;
mod record;
mod siblings;
mod slips;

#[cfg(test)]
pub(crate) use data::schema as data_schema;

use std::path::Path;

use serde::Serialize;

use crate::advice::{Remedy, Target};
use crate::cli::CheckArgs;
use crate::error::{Exit, Hint, snippet};
use crate::order;
use crate::progress::document;
use crate::progress::{LogEntry, Mark, Progress, Status, VERSION};
use crate::roadmap::{Item, Roadmap};
use crate::text::{closest, shell_word};
use crate::view::{Head, Line, Page, Role, Show};
use crate::yaml::{self, Key, Locator, Position, has_bare_returns};

use super::{BrokenOverlay, Input, Outcome};

/// Runs the command. What does not parse at all never gets here: reading it is an error.
pub(crate) fn run(args: &CheckArgs, input: &Input<'_>) -> Outcome {
    if args.data {
        return data::run(input);
    }
    let mut checker = Checker { input, findings: Vec::new() };
    checker.check_record();
    checker.check_keys();
    checker.check_unsettled();
    checker.check_edits();
    let is_placed = checker.findings.iter().all(|finding| finding.position.is_some());
    let locator = if is_placed { None } else { Locator::new(input.text) };
    let place_of = |found: &Found| {
        let locator = locator.as_ref()?;
        if found.at_key { locator.find_key(&found.path) } else { Some(locator.find(&found.path)) }
    };
    let lines: Vec<&str> = input.text.lines().collect();
    let mut findings: Vec<FindingDocument> = checker
        .findings
        .into_iter()
        .map(|finding| {
            let position = finding.position.or_else(|| place_of(&finding));
            let at = position.and_then(|position| lines.get(position.line - 1));
            FindingDocument {
                path: input.path.display().to_string(),
                line: position.map(|position| position.line),
                column: position.map(|position| position.column),
                key: yaml::path_text(&finding.path),
                text: at.map(|line| line.trim_start_matches('\u{feff}').to_owned()),
                message: finding.message,
                fix: Hint::new(&finding.fix.clone().into(), input.target),
                fix_line: finding.fix.into(),
            }
        })
        .collect();
    findings.extend(
        siblings::findings(input)
            .into_iter()
            .map(|(path, message, fix)| FindingDocument::of_file(&path, message, fix.into(), input.target)),
    );
    findings.extend(input.exposed.map(|path| FindingDocument::of_exposed(path, input.target)));
    order::sort_by_key(&mut findings, |finding| (finding.line, finding.column));
    // Of another file, and what makes its steps count for nothing.
    if let Some(overlay) = input.broken_overlay {
        findings.insert(0, FindingDocument::of_overlay(overlay, input.target));
    }
    let exit = if findings.is_empty() { Exit::Done } else { Exit::No };
    let head = Head::new("mlpath/check/v1", input.learner.roadmap, input.learner.today);
    Outcome::answer(CheckDocument { head, path: input.path.display().to_string(), findings }).ending(exit)
}

struct Found {
    path: Vec<Key>,
    at_key: bool,
    /// The place, where the path does not lead to it.
    position: Option<Position>,
    message: String,
    fix: Remedy,
}

struct Checker<'a> {
    input: &'a Input<'a>,
    findings: Vec<Found>,
}

impl<'a> Checker<'a> {
    fn find(&mut self, path: &[Key], message: impl Into<String>, fix: impl Into<Remedy>) {
        self.findings.push(Found { path: path.to_vec(), at_key: false, position: None, message: message.into(), fix: fix.into() });
    }

    fn find_key(&mut self, path: &[Key], message: impl Into<String>, fix: impl Into<Remedy>) {
        self.findings.push(Found { path: path.to_vec(), at_key: true, position: None, message: message.into(), fix: fix.into() });
    }

    fn roadmap(&self) -> &'a Roadmap {
        self.input.learner.roadmap
    }

    /// A name of the record that the roadmap does not know. While an overlay is not used, it may be a name of its own.
    fn find_unknown(&mut self, path: &[Key], at_key: bool, message: String, fix: impl FnOnce(&Self) -> Remedy) {
        if self.input.broken_overlay.is_none() {
            let fix = fix(self);
            self.findings.push(Found { path: path.to_vec(), at_key, position: None, message, fix });
        }
    }

    fn progress(&self) -> &'a Progress {
        self.input.learner.progress
    }

    /// Whether a change could be written at all: some texts can be read but not edited.
    fn check_edits(&mut self) {
        let (before, today) = (self.progress(), self.input.learner.today);
        let is_faulty = self.findings.iter().any(|finding| finding.position.is_some());
        if is_faulty || before.version > VERSION {
            return;
        }
        let mut after = before.clone();
        after.mark("mlpath-check", Mark { status: Status::Doing, on: today, moves_day: false, hours: None });
        after.log.push(LogEntry { date: today, step: Some("mlpath-check".into()), time: None, note: Some("-".into()), link: None });
        let Err(error) = document::edit(self.input.text, before, &after, &[]) else { return };
        let fix = if has_bare_returns(self.input.text) {
            "its line ends are those of old Macs (CR alone): save it with newlines (LF) in an editor"
        } else if self.input.text.ends_with('\n') {
            "write it in plain block style: steps and log each on lines of their own"
        } else {
            "add a newline at its end, and write steps and log each on lines of their own"
        };
        self.findings.push(Found {
            path: Vec::new(),
            at_key: false,
            position: Some(error.place(self.input.text).unwrap_or(Position { line: 1, column: 1 })),
            message: "mlpath can read this file, but not add a step or a log entry to it".to_owned(),
            fix: Remedy::words(fix),
        });
    }

    fn suggestion(&self, id: &str) -> Remedy {
        let names = self.roadmap().names().filter(|(_, item)| matches!(item, Item::Step(_) | Item::Certification(_))).map(|(name, _)| name);
        match closest(id, names).first() {
            Some(near) => format!("did you mean `{near}`?").into(),
            None => Remedy::command("leave it if it is your own; all ids: ", "list --all"),
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CheckDocument {
    #[serde(flatten)]
    head: Head,
    path: String,
    findings: Vec<FindingDocument>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FindingDocument {
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    key: String,
    /// The line there.
    text: Option<String>,
    message: String,
    fix: Hint,
    #[serde(skip)]
    fix_line: Line,
}

impl FindingDocument {
    /// A finding about a file as a whole.
    fn of_file(path: &Path, message: String, fix_line: Line, target: &Target) -> FindingDocument {
        FindingDocument {
            path: path.display().to_string(),
            line: None,
            column: None,
            key: String::new(),
            text: None,
            message,
            fix: Hint::new(&fix_line, target),
            fix_line,
        }
    }

    /// An overlay that every other command refuses, or goes on without.
    fn of_overlay(overlay: &BrokenOverlay, target: &Target) -> FindingDocument {
        let fix_line = Line::new().text("the form: ").advice("help roadmap");
        FindingDocument {
            line: overlay.position.map(|position| position.line),
            column: overlay.position.map(|position| position.column),
            ..FindingDocument::of_file(&overlay.path, overlay.message.clone(), fix_line, target)
        }
    }

    /// A file or folder that everybody may write.
    fn of_exposed(path: &Path, target: &Target) -> FindingDocument {
        let message = "everybody on this system may write here, and so change your record".to_owned();
        let fix_line = Line::new().text(format!("take that right away: chmod o-w {}", shell_word(path.as_os_str())));
        FindingDocument::of_file(path, message, fix_line, target)
    }
}

impl Show for CheckDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for finding in &self.findings {
            let place = match (finding.line, finding.column) {
                (Some(line), Some(column)) => format!("{}:{line}:{column}: ", finding.path),
                _ => format!("{}: ", finding.path),
            };
            page.hanging(0, 2, Line::new().dim(place).add(Role::Warning, &finding.message));
            if let (Some(line), Some(column), Some(text)) = (finding.line, finding.column, &finding.text) {
                snippet(&mut page, text, Position { line, column });
            }
            page.indented(2, finding.fix_line.clone());
        }
        page
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<CheckDocument>("check")
}
