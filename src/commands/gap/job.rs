//! What a job posting asks for, beside what the learner has.

use crate::code::Code;
use serde::Serialize;

use crate::error::{Error, Exit};
use crate::planning::budget;
use crate::planning::standing::Standing;
use crate::posting::{Mention, Reader, Wanted};
use crate::progress::Status;
use crate::roadmap::{Roadmap, Term};
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use crate::commands::Input;

/// A posting as JSON has it.
#[derive(Serialize)]
pub(crate) struct JobDocument {
    path: String,
    counts: Counts,
    named: Vec<NamedTerm>,
}

#[derive(Serialize, Default)]
struct Counts {
    named: usize,
    have: usize,
    missing: usize,
    off_roadmap: usize,
}

/// Something a posting names.
#[derive(Serialize)]
struct NamedTerm {
    id: String,
    name: String,
    kind: &'static str,
    /// The words of the posting.
    phrase: String,
    line: usize,
    wanted: &'static str,
    state: &'static str,
    /// Ids of the steps that teach it.
    steps: Vec<String>,
    certification: Option<String>,
    /// The certification to take for it today: itself, or what replaced it.
    take: Option<String>,
    /// Likely hours of its open steps.
    hours_left: f64,
    #[serde(skip)]
    how: Wanted,
    #[serde(skip)]
    have: Have,
}

#[derive(Clone, Copy, PartialEq)]
enum Have {
    Yes,
    No,
    OffRoadmap,
}

impl Have {
    fn word(self) -> &'static str {
        match self {
            Have::Yes => "have",
            Have::No => "missing",
            Have::OffRoadmap => "off-roadmap",
        }
    }
}

impl JobDocument {
    /// The document of the posting, and the places of the steps that are missing for it, with those
    /// they build on.
    pub(crate) fn new(input: &Input<'_>, standing: &Standing<'_>, path: &str) -> Result<(JobDocument, Vec<usize>), Error> {
        let terms = input.guide.map(|guide| guide.terms.as_slice()).unwrap_or_default();
        let mentions = Reader::new(terms).read(input.posting.unwrap_or_default());
        if mentions.is_empty() {
            let empty = input.posting.is_none_or(|text| text.trim().is_empty());
            let why = if empty { "is empty" } else { "names no skill, tool or certificate that mlpath knows" };
            return Err(Error::new(Exit::No, Code::NothingNamed, format!("{path} {why}"))
                .hint("give the posting itself as plain English text, its requirements above all"));
        }
        let named: Vec<NamedTerm> = mentions.iter().map(|mention| NamedTerm::new(input, standing, mention, &terms[mention.term])).collect();
        let mut counts = Counts { named: named.len(), ..Counts::default() };
        for term in &named {
            match term.have {
                Have::Yes => counts.have += 1,
                Have::No => counts.missing += 1,
                Have::OffRoadmap => counts.off_roadmap += 1,
            }
        }
        let wanted = named.iter().filter(|term| term.have == Have::No).flat_map(|term| &term.steps);
        let missing = open_with_requirements(standing, wanted.filter_map(|id| input.learner.roadmap.step(id)));
        Ok((JobDocument { path: path.to_owned(), counts, named }, missing))
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
        for (label, wanted) in [("Required", Wanted::Required), ("Nice", Wanted::Nice), ("Named", Wanted::Named)] {
            let all = self.named.iter().filter(|term| term.how == wanted);
            let here: Vec<&NamedTerm> = all.clone().filter(|term| term.have == Have::Yes).collect();
            let names: Vec<&str> = here.iter().map(|term| term.name.as_str()).collect();
            let total = all.count();
            if total > 0 {
                let line = Line::new().text(format!("you have {} of {total}", here.len()));
                page.labelled(label, if names.is_empty() { line } else { line.text(": ").add(Role::Done, names.join(", ")) });
            }
        }
        self.say_missing(page);
        let off: Vec<&str> = self.named.iter().filter(|term| term.have == Have::OffRoadmap).map(|term| term.name.as_str()).collect();
        if !off.is_empty() {
            page.heading("Not on this roadmap");
            page.indented(2, off.join(", "));
        }
    }

    fn say_missing(&self, page: &mut Page) {
        let mut missing: Vec<&NamedTerm> = self.named.iter().filter(|term| term.have == Have::No).collect();
        if missing.is_empty() {
            return;
        }
        missing.sort_by(|a, b| b.how.cmp(&a.how).then(a.hours_left.total_cmp(&b.hours_left)));
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
                Cell::of(if term.how == Wanted::Required { Role::Warning } else { Role::Text }, term.wanted),
                Cell::of(Role::Code, term.steps.iter().chain(&term.take).cloned().collect::<Vec<_>>().join(", ")),
                Cell::text(if term.hours_left > 0.0 { hours_text(term.hours_left) } else { "-".to_owned() }),
                Cell::of(Role::Dim, term.line.to_string()),
            ]);
        }
        page.table(table);
    }
}

impl NamedTerm {
    fn new(input: &Input<'_>, standing: &Standing<'_>, mention: &Mention, term: &Term) -> NamedTerm {
        let open: f64 = places(input.learner.roadmap, term).map(|at| hours_left(standing, at)).sum();
        let named = term.certification.as_ref().and_then(|id| input.learner.roadmap.certification(id));
        let take = named.and_then(|cert| budget::to_take(input.learner.roadmap, cert, input.learner.today));
        let have = have(input, standing, term);
        NamedTerm {
            id: term.id.clone(),
            name: term.name.clone(),
            kind: term.kind.word(),
            phrase: mention.phrase.clone(),
            line: mention.line,
            wanted: mention.wanted.word(),
            state: have.word(),
            steps: term.steps.clone(),
            certification: term.certification.clone(),
            take: take.map(|cert| cert.id.clone()),
            hours_left: hours_number(open),
            how: mention.wanted,
            have,
        }
    }
}

fn places<'a>(roadmap: &'a Roadmap, term: &'a Term) -> impl Iterator<Item = usize> + 'a {
    term.steps.iter().filter_map(|id| roadmap.step(id))
}

/// A step that was left out on purpose is not had.
fn have(input: &Input<'_>, standing: &Standing<'_>, term: &Term) -> Have {
    if let Some(cert) = &term.certification {
        return if budget::is_held(input.learner.roadmap, input.learner.progress, cert, input.learner.today) {
            Have::Yes
        } else {
            Have::No
        };
    }
    let mut steps = places(input.learner.roadmap, term).peekable();
    if steps.peek().is_none() {
        return Have::OffRoadmap;
    }
    let is_done = |at: usize| standing.steps[at].status == Status::Done;
    if steps.all(is_done) { Have::Yes } else { Have::No }
}

/// Likely hours of a step; one that was left out on purpose has all of them before it.
fn hours_left(standing: &Standing<'_>, at: usize) -> f64 {
    match standing.steps[at].status {
        Status::Skipped => standing.roadmap.steps[at].hours.likely,
        _ => standing.steps[at].left.likely,
    }
}

/// Open steps and the open ones they build on, in study order.
fn open_with_requirements(standing: &Standing<'_>, steps: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut wanted = vec![false; standing.steps.len()];
    steps.for_each(|at| wanted[at] = true);
    for at in (0..wanted.len()).rev() {
        if wanted[at] && standing.steps[at].is_open() {
            standing.roadmap.steps[at].requires.iter().for_each(|&required| wanted[required] = true);
        }
    }
    (0..wanted.len()).filter(|&at| wanted[at] && standing.steps[at].is_open()).collect()
}
