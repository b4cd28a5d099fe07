//! A term of the field in full: what it is, whether the learner knows it, and what teaches it.

use serde::Serialize;

use crate::planning::learner::Learner;
use crate::roadmap::{Term, TermKind};
use crate::view::{Line, Page, Role};

use super::tool::ToolRow;

/// A tool, skill or certificate of job postings.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TermDocument {
    id: String,
    name: String,
    kind: TermKind,
    /// Other spellings that postings use.
    names: Vec<String>,
    /// Ids of the steps that teach it.
    steps: Vec<String>,
    /// Ids of the terms that those steps teach instead, one of them being enough there.
    instead: Vec<String>,
    /// What the learner recorded of it; null when nothing.
    known: Option<ToolRow>,
}

impl TermDocument {
    pub(crate) fn new(learner: Learner<'_>, term: &Term) -> TermDocument {
        let alternatives = learner.roadmap.alternatives.iter().filter(|known| term.one_of && term.steps.contains(&known.step));
        let mut instead: Vec<String> = Vec::new();
        for known in alternatives {
            for id in known.terms.iter().filter(|id| **id != term.id) {
                if !instead.contains(id) {
                    instead.push(id.clone());
                }
            }
        }
        TermDocument {
            id: term.id.clone(),
            name: term.name.clone(),
            kind: term.kind,
            names: term.names.clone(),
            steps: term.steps.clone(),
            instead,
            known: learner.tool(term).map(|(key, tool)| ToolRow::new(key, tool)),
        }
    }

    pub(crate) fn say(&self, page: &mut Page) {
        page.line(Line::new().code(&self.id).text("  ").add(Role::Heading, &self.name).dim(format!("  {}", self.kind)));
        match &self.known {
            Some(tool) => {
                let since = tool.done.map(|day| format!(" since {day}")).unwrap_or_default();
                page.labeled("State", Line::new().add(Role::Done, "known").text(since));
                if let Some(note) = &tool.note {
                    page.labeled("Note", note.as_str());
                }
                if let Some(link) = &tool.link {
                    page.labeled("Link", link.as_str());
                }
            }
            None => drop(page.labeled("State", Line::new().text("not recorded; if you know it: ").advice(format!("done {}", self.id)))),
        }
        if self.steps.is_empty() {
            page.labeled("Learn", "no step of this roadmap teaches it");
        } else {
            let line = Line::new().code(self.steps.join(", "));
            let instead = format!(" (or {} there)", self.instead.join(", "));
            page.labeled("Learn", if self.instead.is_empty() { line } else { line.dim(instead) });
        }
        if !self.names.is_empty() {
            page.labeled("Also", self.names.join(", "));
        }
    }
}
