//! What the guides say, as screens and documents show it: entries, statements and conflicts.

use serde::Serialize;

use crate::roadmap::{Conflict, ConflictKind, Entry, Figure, Grade, Provenance, Statement, Value};
use crate::view::{Line, Page, Role};

use super::basis::BasisDocument;
use crate::planning::learner::Learner;

/// One thing the guides say, as JSON has it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct EntryDocument {
    pub(crate) id: String,
    pub(crate) label: Option<String>,
    pub(crate) text: Option<String>,
    value: Option<Value>,
    pub(crate) basis: BasisDocument,
    pub(crate) statements: Vec<StatementDocument>,
    /// Id of the fact that is newer.
    superseded_by: Option<String>,
    /// Id of the fact that shows it to be wrong.
    refuted_by: Option<String>,
    /// Ids of further facts it carries.
    also: Vec<String>,
}

/// What one guide says, as JSON has it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StatementDocument {
    pub(crate) source: String,
    pub(crate) text: String,
    value: Option<Value>,
    pub(crate) basis: BasisDocument,
    /// Id of the fact that is newer.
    superseded_by: Option<String>,
    /// Id of the fact that shows it to be wrong.
    refuted_by: Option<String>,
}

/// A disagreement, as JSON has it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ConflictDocument {
    pub(crate) id: String,
    pub(crate) title: String,
    kind: ConflictKind,
    pub(crate) topic: String,
    pub(crate) statements: Vec<StatementDocument>,
    advice: String,
}

impl EntryDocument {
    /// The document of an entry, seen from today.
    pub(crate) fn new(learner: Learner<'_>, entry: &Entry) -> EntryDocument {
        let statements: Vec<StatementDocument> =
            entry.statements.iter().map(|statement| StatementDocument::new(learner, statement)).collect();
        let mut sources: Vec<String> = entry.statements.iter().map(|statement| statement.source.clone()).collect();
        sources.extend_from_slice(&entry.sources);
        let checked_on = entry.checked_on.or_else(|| statements.iter().filter_map(|statement| statement.basis.checked_on).min());
        let basis = Provenance { checked_on, sources: sources.iter().map(String::as_str).collect(), ..entry.provenance() };
        EntryDocument {
            id: entry.id.clone(),
            label: entry.label.clone(),
            text: entry.text.clone(),
            value: entry.value,
            basis: BasisDocument::new(basis, learner.today),
            statements,
            superseded_by: entry.superseded_by.clone(),
            refuted_by: entry.refuted_by.clone(),
            also: entry.also.clone(),
        }
    }

    /// The entry as far as one source says it; `None` when it does not.
    pub(crate) fn said_by(mut self, source: &str) -> Option<EntryDocument> {
        if !self.statements.is_empty() {
            self.statements.retain(|statement| statement.source == source);
            return (!self.statements.is_empty()).then_some(self);
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
        if self.statements.is_empty() {
            line = line.dim(format!(" ({})", attribution(&self.basis)));
        }
        line = said_since(line, self.superseded_by.as_ref(), self.refuted_by.as_ref());
        page.hanging(2, 4, line);
        say_statements(page, 4, &self.statements);
    }

    /// Says it as a heading with its statements.
    pub(crate) fn say_with_statements(&self, page: &mut Page) {
        let mut line = Line::new().add(Role::Strong, self.label.as_deref().unwrap_or_default());
        if let Some(text) = &self.text {
            line = line.text(": ").text(text);
        }
        if self.statements.is_empty() {
            line = line.dim(format!(" ({})", attribution(&self.basis)));
        }
        line = said_since(line, self.superseded_by.as_ref(), self.refuted_by.as_ref());
        page.hanging(2, 4, line);
        say_statements(page, 4, &self.statements);
    }
}

/// Who says it, and how sure it is where that is not the usual.
fn attribution(basis: &BasisDocument) -> String {
    if basis.sources.is_empty() {
        return "mlpath".to_owned();
    }
    let mut said = basis.sources.join(", ");
    if basis.grade != Grade::Weak && !basis.sources.is_empty() {
        said = format!("{said}; {}", basis.grade);
    }
    said + basis.mark()
}

/// The line with the fact that has replaced or refuted it since.
fn said_since(line: Line, superseded_by: Option<&String>, refuted_by: Option<&String>) -> Line {
    match (superseded_by, refuted_by) {
        (_, Some(fact)) => line.add(Role::Warning, format!(" (not so: {fact})")),
        (Some(fact), None) => line.add(Role::Warning, format!(" (superseded by {fact})")),
        (None, None) => line,
    }
}

/// One line for each guide that speaks.
fn say_statements(page: &mut Page, indent: usize, statements: &[StatementDocument]) {
    const SOURCE_WIDTH: usize = 14;
    for statement in statements {
        let who = format!("{}{}", statement.source, statement.basis.mark());
        let line = Line::new().dim(format!("{who:<SOURCE_WIDTH$}")).text(&statement.text);
        let line = if statement.basis.grade == Grade::Weak { line } else { line.dim(format!(" ({})", statement.basis.grade)) };
        let line = said_since(line, statement.superseded_by.as_ref(), statement.refuted_by.as_ref());
        page.hanging(indent, indent + SOURCE_WIDTH, line);
    }
}

impl StatementDocument {
    pub(crate) fn new(learner: Learner<'_>, statement: &Statement) -> StatementDocument {
        StatementDocument {
            source: statement.source.clone(),
            text: statement.text.clone(),
            value: statement.value,
            basis: BasisDocument::new(statement.provenance(), learner.today),
            superseded_by: statement.superseded_by.clone(),
            refuted_by: statement.refuted_by.clone(),
        }
    }
}

impl ConflictDocument {
    /// The document of a conflict, seen from today.
    pub(crate) fn new(learner: Learner<'_>, conflict: &Conflict) -> ConflictDocument {
        ConflictDocument {
            id: conflict.id.clone(),
            title: conflict.title.clone(),
            kind: conflict.kind,
            topic: conflict.topic.clone(),
            statements: conflict.statements.iter().map(|statement| StatementDocument::new(learner, statement)).collect(),
            advice: conflict.advice.clone(),
        }
    }

    /// The conflict as far as one source speaks in it.
    pub(crate) fn said_by(mut self, source: Option<&str>) -> ConflictDocument {
        self.statements.retain(|statement| source.is_none_or(|source| statement.source == source));
        self
    }

    /// Whether it is of a kind.
    pub(crate) fn is_of(&self, kind: ConflictKind) -> bool {
        self.kind == kind
    }

    /// Says it in full.
    pub(crate) fn say(&self, page: &mut Page) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  {}", self.title)));
        say_statements(page, 2, &self.statements);
        page.hanging(2, 2, Line::new().add(Role::Strong, "What to make of it: ").text(&self.advice));
    }
}
