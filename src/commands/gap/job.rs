//! What a job posting asks for, beside what the learner has.

use crate::code::Code;
use serde::Serialize;

use crate::error::{Error, Exit};
use crate::planning::standing::Standing;
use crate::posting::{Need, NeedState, PostingNeeds, Requirement};
use crate::roadmap::TermKind;
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use crate::commands::Input;

/// A posting as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct JobDocument {
    path: String,
    counts: Counts,
    named: Vec<NamedTerm>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Counts {
    named: usize,
    have: usize,
    missing: usize,
    off_roadmap: usize,
}

/// Something a posting names.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NamedTerm {
    id: String,
    name: String,
    kind: TermKind,
    /// The words of the posting.
    phrase: String,
    line: usize,
    requirement: Requirement,
    state: NeedState,
    /// Ids of the steps that teach it.
    steps: Vec<String>,
    certification: Option<String>,
    /// The certification to take for it today: itself, or what replaced it.
    take: Option<String>,
    /// Likely hours of its open steps.
    hours_left: f64,
}

impl JobDocument {
    /// The document of the posting, and the places of the steps that are missing for it, with those
    /// they build on.
    pub(crate) fn new(input: &Input<'_>, standing: &Standing<'_>, path: &str) -> Result<(JobDocument, Vec<usize>), Error> {
        let terms = input.guide.map(|guide| guide.terms.as_slice()).unwrap_or_default();
        let needs = PostingNeeds::of(input.posting.unwrap_or_default(), terms, input.learner, standing);
        if needs.named.is_empty() {
            let empty = input.posting.is_none_or(|text| text.trim().is_empty());
            let why = if empty { "is empty" } else { "names no skill, tool or certificate that mlpath knows" };
            return Err(Error::new(Exit::No, Code::NothingNamed, format!("{path} {why}"))
                .hint("give the posting itself as plain English text, its requirements above all"));
        }
        let counts = Counts {
            named: needs.named.len(),
            have: needs.count(NeedState::Have),
            missing: needs.count(NeedState::Missing),
            off_roadmap: needs.count(NeedState::OffRoadmap),
        };
        let named = needs.named.iter().map(NamedTerm::new).collect();
        Ok((JobDocument { path: path.to_owned(), counts, named }, needs.missing_steps))
    }

    /// Says it: what is there, what is missing by hours, what is not on the roadmap.
    pub(crate) fn say(&self, page: &mut Page) {
        let Counts { named, have, .. } = self.counts;
        page.line(
            Line::new()
                .add(Role::Heading, format!("You have {have} of {named}"))
                .text(format!(" skills, tools and certificates found in {}", self.path)),
        );
        page.blank();
        for (label, requirement) in [("Required", Requirement::Required), ("Nice", Requirement::Nice), ("Named", Requirement::Named)] {
            let all = self.named.iter().filter(|term| term.requirement == requirement);
            let here: Vec<&NamedTerm> = all.clone().filter(|term| term.state == NeedState::Have).collect();
            let names: Vec<&str> = here.iter().map(|term| term.name.as_str()).collect();
            let total = all.count();
            if total > 0 {
                let line = Line::new().text(format!("you have {} of {total}", here.len()));
                page.labelled(label, if names.is_empty() { line } else { line.text(": ").add(Role::Done, names.join(", ")) });
            }
        }
        self.say_missing(page);
        let off: Vec<&str> = self.named.iter().filter(|term| term.state == NeedState::OffRoadmap).map(|term| term.name.as_str()).collect();
        if !off.is_empty() {
            page.heading("Not on this roadmap");
            page.indented(2, off.join(", "));
        }
    }

    fn say_missing(&self, page: &mut Page) {
        let mut missing: Vec<&NamedTerm> = self.named.iter().filter(|term| term.state == NeedState::Missing).collect();
        if missing.is_empty() {
            return;
        }
        missing.sort_by(|a, b| b.requirement.cmp(&a.requirement).then(a.hours_left.total_cmp(&b.hours_left)));
        page.heading("Missing, what is required first, then by hours");
        let mut table = Table::new([
            Column::Wrapping("named"),
            Column::Fixed("wanted"),
            Column::Packed("learn it with"),
            Column::Number("h left"),
            Column::ExtraNumber("line"),
        ]);
        table.indent = 2;
        for term in missing {
            table.rows.push(vec![
                Cell::of(Role::Strong, &term.name),
                Cell::of(if term.requirement == Requirement::Required { Role::Warning } else { Role::Text }, term.requirement.to_string()),
                Cell::of(Role::Code, term.steps.iter().chain(&term.take).cloned().collect::<Vec<_>>().join(", ")),
                Cell::text(if term.hours_left > 0.0 { hours_text(term.hours_left) } else { "-".to_owned() }),
                Cell::of(Role::Dim, term.line.to_string()),
            ]);
        }
        page.table(table);
    }
}

impl NamedTerm {
    fn new(need: &Need<'_>) -> NamedTerm {
        NamedTerm {
            id: need.term.id.clone(),
            name: need.term.name.clone(),
            kind: need.term.kind,
            phrase: need.mention.phrase.clone(),
            line: need.mention.line,
            requirement: need.mention.requirement,
            state: need.state,
            steps: need.term.steps.clone(),
            certification: need.term.certification.clone(),
            take: need.exam.map(|cert| cert.id.clone()),
            hours_left: hours_number(need.hours_left),
        }
    }
}
