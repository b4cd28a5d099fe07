//! What a job posting asks for, beside what the learner has.

use crate::code::Code;
use serde::Serialize;

use crate::error::{Error, Exit};
use crate::planning::standing::Standing;
use crate::posting::{Condition, ConditionKind, Member, Need, NeedState, PostingNeeds, Requirement};
use crate::roadmap::{Roadmap, TermKind};
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use crate::commands::Input;

/// A posting as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct JobDocument {
    path: String,
    counts: Counts,
    /// What the posting asks for, in its order.
    named: Vec<NeedDocument>,
    /// What study does not close, in the order of lines.
    conditions: Vec<ConditionDocument>,
    /// Headings of the sections in which nothing was looked for.
    passed_over: Vec<SectionDocument>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Counts {
    named: usize,
    have: usize,
    near: usize,
    missing: usize,
    off_roadmap: usize,
}

/// Something a posting asks for: one thing, or several of which one is enough.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NeedDocument {
    /// The term that meets it, or else is closed with the fewest hours.
    id: String,
    /// All of it in words: `PyTorch or TensorFlow`.
    name: String,
    kind: TermKind,
    /// The terms of which one is enough; one where there is no choice.
    any_of: Vec<MemberDocument>,
    /// The words of the posting.
    phrase: String,
    line: usize,
    wanted: Requirement,
    state: NeedState,
    /// Ids of the steps that teach the term of `id`.
    steps: Vec<String>,
    certification: Option<String>,
    /// The certification to take for it today: itself, or what replaced it.
    take: Option<String>,
    /// Likely hours of the open steps of the term of `id`.
    hours_left: f64,
    /// Ids of the steps that are open though most of the term is known.
    brush_up: Vec<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MemberDocument {
    id: String,
    name: String,
    state: NeedState,
    hours_left: f64,
}

/// Something that study does not change.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ConditionDocument {
    kind: ConditionKind,
    line: usize,
    quote: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SectionDocument {
    heading: String,
    line: usize,
}

impl JobDocument {
    /// The document of the posting, and the places of the steps that are missing for it, with those
    /// they build on.
    pub(crate) fn new(input: &Input<'_>, standing: &Standing<'_>, path: &str) -> Result<(JobDocument, Vec<usize>), Error> {
        let terms = input.guide.map(|guide| guide.terms.as_slice()).unwrap_or_default();
        let found = PostingNeeds::of(input.posting.unwrap_or_default(), terms, input.learner, standing);
        if found.needs.is_empty() {
            let empty = input.posting.is_none_or(|text| text.trim().is_empty());
            let why = if empty { "is empty" } else { "names no skill, tool or certificate that mlpath knows" };
            return Err(Error::new(Exit::No, Code::NothingNamed, format!("{path} {why}"))
                .hint("give the posting itself as plain text, its requirements above all"));
        }
        let counts = Counts {
            named: found.needs.len(),
            have: found.count(NeedState::Have),
            near: found.count(NeedState::Near),
            missing: found.count(NeedState::Missing),
            off_roadmap: found.count(NeedState::OffRoadmap),
        };
        let condition = |found: Condition| ConditionDocument { kind: found.kind, line: found.line, quote: found.quote };
        let document = JobDocument {
            path: path.to_owned(),
            counts,
            named: found.needs.iter().map(|need| NeedDocument::new(need, input.learner.roadmap)).collect(),
            conditions: found.conditions.into_iter().map(condition).collect(),
            passed_over: found
                .passed_over
                .into_iter()
                .map(|section| SectionDocument { heading: section.heading, line: section.line })
                .collect(),
        };
        Ok((document, found.missing_steps))
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
            let all = self.named.iter().filter(|term| term.wanted == requirement);
            let here: Vec<&NeedDocument> = all.clone().filter(|term| term.state == NeedState::Have).collect();
            let names: Vec<&str> = here.iter().map(|term| term.name.as_str()).collect();
            let total = all.count();
            if total > 0 {
                let line = Line::new().text(format!("you have {} of {total}", here.len()));
                page.labelled(label, if names.is_empty() { line } else { line.text(": ").add(Role::Done, names.join(", ")) });
            }
        }
        self.say_near(page);
        self.say_missing(page);
        let off: Vec<&str> = self.named.iter().filter(|term| term.state == NeedState::OffRoadmap).map(|term| term.name.as_str()).collect();
        if !off.is_empty() {
            page.heading("Not on this roadmap");
            page.indented(2, off.join(", "));
        }
        self.say_conditions(page);
        if !self.passed_over.is_empty() {
            let headings: Vec<String> =
                self.passed_over.iter().map(|section| format!("{} (line {})", section.heading.trim(), section.line)).collect();
            page.blank();
            page.line(Line::new().dim(format!("Passed over: {}", headings.join(", "))));
        }
    }

    fn say_conditions(&self, page: &mut Page) {
        if self.conditions.is_empty() {
            return;
        }
        page.heading("Study does not close these");
        let mut lines: Vec<(usize, &str)> = self.conditions.iter().map(|condition| (condition.line, condition.quote.as_str())).collect();
        lines.dedup();
        for (line, quote) in lines {
            page.hanging(2, 4, Line::new().text(quote).dim(format!(" (line {line})")));
        }
    }

    /// What is not quite there: a sibling was learned, or a part is still open.
    fn say_near(&self, page: &mut Page) {
        let names = |state: NeedState| -> Vec<&str> {
            self.named.iter().filter(|need| need.state == state).map(|need| need.name.as_str()).collect()
        };
        let near = names(NeedState::Near);
        if !near.is_empty() {
            page.labelled(
                "Near",
                Line::new().text(near.join(", ")).dim(": the step you did teaches one of these; mlpath cannot know which"),
            );
        }
        let brush_up: Vec<String> = self
            .named
            .iter()
            .filter(|need| !need.brush_up.is_empty())
            .map(|need| format!("{} ({})", need.name, need.brush_up.join(", ")))
            .collect();
        if !brush_up.is_empty() {
            page.labelled("Brush up", brush_up.join("; "));
        }
    }

    fn say_missing(&self, page: &mut Page) {
        let mut missing: Vec<&NeedDocument> = self.named.iter().filter(|term| term.state == NeedState::Missing).collect();
        if missing.is_empty() {
            return;
        }
        missing.sort_by(|a, b| b.wanted.cmp(&a.wanted).then(a.hours_left.total_cmp(&b.hours_left)));
        page.heading("Missing (required first, shortest first)");
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
                Cell::of(if term.wanted == Requirement::Required { Role::Warning } else { Role::Text }, term.wanted.to_string()),
                Cell::of(Role::Code, term.steps.iter().chain(&term.take).cloned().collect::<Vec<_>>().join(", ")),
                Cell::text(if term.hours_left > 0.0 { hours_text(term.hours_left) } else { "-".to_owned() }),
                Cell::of(Role::Dim, term.line.to_string()),
            ]);
        }
        page.table(table);
    }
}

impl NeedDocument {
    fn new(need: &Need<'_>, roadmap: &Roadmap) -> NeedDocument {
        let best = need.best();
        let member = |member: &Member<'_>| MemberDocument {
            id: member.term.id.clone(),
            name: member.term.name.clone(),
            state: member.state,
            hours_left: hours_number(member.hours_left),
        };
        NeedDocument {
            id: best.term.id.clone(),
            name: need.name(),
            kind: best.term.kind,
            any_of: need.any_of.iter().map(member).collect(),
            phrase: need.mention.phrase.clone(),
            line: need.mention.line,
            wanted: need.mention.requirement,
            state: need.state(),
            steps: best.term.steps.clone(),
            certification: best.term.certification.clone(),
            take: best.exam.map(|cert| cert.id.clone()),
            hours_left: hours_number(best.hours_left),
            brush_up: best.brush_up.iter().map(|at| roadmap.steps[*at].id.clone()).collect(),
        }
    }
}
