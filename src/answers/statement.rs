//! What the guides say, as screens and documents show it: entries, voices and conflicts.

use serde::Serialize;

use crate::roadmap::{Basis, Conflict, ConflictKind, Entry, Figure, Grade, Value, Voice};
use crate::view::{Line, Page, Role};

use super::basis::BasisDocument;
use crate::planning::learner::Learner;

/// One thing the guides say, as JSON has it.
#[derive(Serialize, Clone)]
pub(crate) struct EntryDocument {
    pub(crate) id: String,
    pub(crate) label: Option<String>,
    pub(crate) text: Option<String>,
    value: Option<Value>,
    #[serde(flatten)]
    pub(crate) basis: BasisDocument,
    pub(crate) voices: Vec<VoiceDocument>,
    /// Ids of further facts it carries.
    also: Vec<String>,
}

/// What one guide says, as JSON has it.
#[derive(Serialize, Clone)]
pub(crate) struct VoiceDocument {
    pub(crate) source: String,
    text: String,
    value: Option<Value>,
    #[serde(flatten)]
    pub(crate) basis: BasisDocument,
}

/// A disagreement, as JSON has it.
#[derive(Serialize, Clone)]
pub(crate) struct ConflictDocument {
    pub(crate) id: String,
    pub(crate) title: String,
    kind: &'static str,
    pub(crate) topic: String,
    pub(crate) voices: Vec<VoiceDocument>,
    advice: String,
}

impl EntryDocument {
    /// The document of an entry, seen from today.
    pub(crate) fn new(learner: Learner<'_>, entry: &Entry) -> EntryDocument {
        let voices: Vec<VoiceDocument> = entry.voices.iter().map(|voice| VoiceDocument::new(learner, voice)).collect();
        let sources: Vec<String> = if voices.is_empty() {
            entry.sources.clone()
        } else {
            entry.voices.iter().map(|voice| voice.source.clone()).chain(entry.sources.iter().cloned()).collect()
        };
        let checked_on = entry.checked_on.or_else(|| voices.iter().filter_map(|voice| voice.basis.checked_on).min());
        let basis = Basis { checked_on, sources: &sources, ..entry.basis() };
        EntryDocument {
            id: entry.id.clone(),
            label: entry.label.clone(),
            text: entry.text.clone(),
            value: entry.value,
            basis: BasisDocument::new(basis, learner.today),
            voices,
            also: entry.also.clone(),
        }
    }

    /// The entry as far as one source says it; `None` when it does not.
    pub(crate) fn said_by(mut self, source: &str) -> Option<EntryDocument> {
        if !self.voices.is_empty() {
            self.voices.retain(|voice| voice.source == source);
            return (!self.voices.is_empty()).then_some(self);
        }
        self.basis.sources.iter().any(|id| id == source).then_some(self)
    }

    /// `$120K-$140K (how-to)`.
    pub(crate) fn cited(&self) -> String {
        format!("{} ({})", self.text.as_deref().unwrap_or_default(), self.basis.sources.join(", "))
    }

    /// Says it as a point of a list.
    pub(crate) fn say_point(&self, page: &mut Page) {
        let mut line = Line::new().dim("- ");
        if let Some(label) = &self.label {
            line = line.add(Role::Strong, label).text(if self.text.is_some() { ": " } else { "" });
        }
        line = line.text(self.text.as_deref().unwrap_or_default());
        if self.voices.is_empty() {
            line = line.dim(format!(" ({})", attribution(&self.basis)));
        }
        page.hanging(2, 4, line);
        say_voices(page, 4, &self.voices);
    }

    /// Says it as a heading with its voices.
    pub(crate) fn say_with_voices(&self, page: &mut Page) {
        let mut line = Line::new().add(Role::Strong, self.label.as_deref().unwrap_or_default());
        if let Some(text) = &self.text {
            line = line.text(": ").text(text);
        }
        if self.voices.is_empty() {
            line = line.dim(format!(" ({})", attribution(&self.basis)));
        }
        page.hanging(2, 4, line);
        say_voices(page, 4, &self.voices);
    }
}

/// Who says it, and how sure it is where that is not the usual.
fn attribution(basis: &BasisDocument) -> String {
    let mut said = basis.sources.join(", ");
    if basis.grade != Grade::Weak.word() && basis.sources.iter().any(|source| source != "mlpath") {
        said = format!("{said}; {}", basis.grade);
    }
    said + basis.mark()
}

/// One line for each guide that speaks.
fn say_voices(page: &mut Page, indent: usize, voices: &[VoiceDocument]) {
    const SOURCE_WIDTH: usize = 14;
    for voice in voices {
        let who = format!("{}{}", voice.source, voice.basis.mark());
        let line = Line::new().dim(format!("{who:<SOURCE_WIDTH$}")).text(&voice.text);
        let line = if voice.basis.grade == Grade::Weak.word() { line } else { line.dim(format!(" ({})", voice.basis.grade)) };
        page.hanging(indent, indent + SOURCE_WIDTH, line);
    }
}

impl VoiceDocument {
    fn new(learner: Learner<'_>, voice: &Voice) -> VoiceDocument {
        let checked_on = learner.roadmap.source(&voice.source).map(|source| source.date);
        let basis = Basis { grade: voice.grade, checked_on, sources: std::slice::from_ref(&voice.source) };
        VoiceDocument {
            source: voice.source.clone(),
            text: voice.text.clone(),
            value: voice.value,
            basis: BasisDocument::new(basis, learner.today),
        }
    }
}

impl ConflictDocument {
    /// The document of a conflict, seen from today.
    pub(crate) fn new(learner: Learner<'_>, conflict: &Conflict) -> ConflictDocument {
        ConflictDocument {
            id: conflict.id.clone(),
            title: conflict.title.clone(),
            kind: conflict.kind.word(),
            topic: conflict.topic.clone(),
            voices: conflict.voices.iter().map(|voice| VoiceDocument::new(learner, voice)).collect(),
            advice: conflict.advice.clone(),
        }
    }

    /// The conflict as far as one source speaks in it.
    pub(crate) fn said_by(mut self, source: Option<&str>) -> ConflictDocument {
        self.voices.retain(|voice| source.is_none_or(|source| voice.source == source));
        self
    }

    /// Whether it is of a kind.
    pub(crate) fn is_of(&self, kind: ConflictKind) -> bool {
        self.kind == kind.word()
    }

    /// Says it in full.
    pub(crate) fn say(&self, page: &mut Page) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  {}", self.title)));
        say_voices(page, 2, &self.voices);
        page.hanging(2, 2, Line::new().add(Role::Strong, "What to make of it: ").text(&self.advice));
    }
}
