//! What is worth a note beside an answer or an error, as data.

use serde::Serialize;

use crate::advice::Target;
use crate::code::Code;
use crate::json;
use crate::view::{Line, Page, Role, Span};

/// A note on standard error.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What kind of note it is.
    pub code: Code,
    /// What it says, with the command that helps.
    pub line: Line,
}

impl Note {
    /// A note of a kind.
    #[must_use]
    pub fn new(code: Code, line: Line) -> Note {
        Note { code, line }
    }

    /// The note as a line of a screen.
    #[must_use]
    pub fn page(&self) -> Page {
        let dim = |span: Span| if span.role == Role::Text { Span { role: Role::Dim, ..span } } else { span };
        let spans = Line::new().dim("note: ").text_of(self.line.clone()).spans.into_iter().map(dim).collect();
        let mut page = Page::new();
        page.line(Line { spans });
        page
    }
}

/// A note as documents have it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NoteDocument {
    code: Code,
    /// What it says, with its command.
    message: String,
    /// The command in it, ready to be run.
    command: Option<String>,
}

impl NoteDocument {
    /// Notes as documents have them.
    #[must_use]
    pub fn of_all(notes: &[Note], target: &Target) -> Vec<NoteDocument> {
        let document = |note: &Note| NoteDocument { code: note.code, message: note.line.plain(target), command: note.line.command(target) };
        notes.iter().map(document).collect()
    }
}

/// The notes of a command that succeeded, as the one document on standard error.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NotesDocument {
    schema: &'static str,
    notes: Vec<NoteDocument>,
}

/// The JSON document of the notes beside an answer.
#[must_use]
pub fn json(notes: &[Note], target: &Target) -> String {
    let document = NotesDocument { schema: "mlpath/notes/v1", notes: NoteDocument::of_all(notes, target) };
    json::text_of(&document).unwrap_or_default()
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<NotesDocument>("notes")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_note_has_its_code_its_words_and_the_command_that_helps() {
        let note = Note::new(Code::Emptied, Line::new().text("it is empty; to put it back: ").advice("undo --rescue"));
        let target = Target::new(Some(Path::new("p.yaml")), None);
        let value: serde_json::Value = serde_json::from_str(&json(&[note], &target)).expect("is JSON");
        assert_eq!(value["schema"], "mlpath/notes/v1");
        assert_eq!(value["notes"][0]["code"], "emptied");
        assert_eq!(value["notes"][0]["command"], "mlpath --file p.yaml undo --rescue");
        assert_eq!(value["notes"][0]["message"], "it is empty; to put it back: mlpath --file p.yaml undo --rescue");
        let plain: serde_json::Value = serde_json::from_str(&json(&[Note::new(Code::Waiting, "x".into())], &target)).expect("is JSON");
        assert!(plain["notes"][0]["command"].is_null());
    }
}
