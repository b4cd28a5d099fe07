//! What a job posting asks for, beside what the learner has.

use serde::Serialize;

use crate::order;
use crate::posting::{Condition, ConditionKind, Member, Need, NeedState, PassedOver, PostingNeeds, Requirement};
use crate::roadmap::{Roadmap, TermKind};
use crate::text::{shortened, some_of};
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

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
    /// As the screen says it, with the posting's word where that is another one: `CloudFormation (CDK)`.
    #[serde(skip)]
    shown: String,
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
    /// Mean hours of the open steps of the term of `id`.
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
    /// Whether it would be welcome, where others are needed.
    preferred: bool,
}

impl ConditionDocument {
    /// `7`, or `7 preferred`.
    fn place(&self) -> String {
        if self.preferred { format!("{} preferred", self.line) } else { self.line.to_string() }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SectionDocument {
    heading: String,
    line: usize,
}

impl JobDocument {
    /// The document of a posting that was read.
    pub(crate) fn new(found: &PostingNeeds<'_>, roadmap: &Roadmap, path: &str) -> JobDocument {
        let counts = Counts {
            named: found.needs.len(),
            have: found.count(NeedState::Have),
            near: found.count(NeedState::Near),
            missing: found.count(NeedState::Missing),
            off_roadmap: found.count(NeedState::OffRoadmap),
        };
        let condition = |found: &Condition| ConditionDocument {
            kind: found.kind,
            line: found.line,
            quote: found.quote.clone(),
            preferred: found.preferred,
        };
        let section = |found: &PassedOver| SectionDocument { heading: found.heading.clone(), line: found.line };
        JobDocument {
            path: path.to_owned(),
            counts,
            named: found.needs.iter().map(|need| NeedDocument::new(need, roadmap)).collect(),
            conditions: found.conditions.iter().map(condition).collect(),
            passed_over: found.passed_over.iter().map(section).collect(),
        }
    }

    /// Says it: what is there, what is missing by hours, what is not on the roadmap, what study does not close. Without `all`
    /// every part is as long as a screen has room for.
    pub(crate) fn say(&self, page: &mut Page, closing: Option<Line>, all_of_it: Option<&str>) {
        let room = all_of_it.map(|_| ROOM);
        let Counts { named, have, .. } = self.counts;
        page.line(
            Line::new()
                .add(Role::Heading, format!("You have {have} of {named}"))
                .text(format!(" things asked for in {}", file_name(&self.path))),
        );
        for (label, requirement) in [("Required", Requirement::Required), ("Nice", Requirement::Nice), ("Named", Requirement::Named)] {
            self.say_had(page, label, requirement, room.map(|room| room - "you have 10 of 10: ".len()));
        }
        self.say_near(page, room);
        let mut below = Page::new();
        if let Some(closing) = closing {
            below.labeled("Close it", closing);
        }
        let off = self.names_of(|need| need.state == NeedState::OffRoadmap);
        if !off.is_empty() {
            below.labeled("Not here", in_room(&off, room));
        }
        self.say_conditions(&mut below, room.is_none());
        if !self.passed_over.is_empty() {
            let headings: Vec<String> = self
                .passed_over
                .iter()
                .map(|section| format!("{} (line {})", shortened(section.heading.trim(), 40), section.line))
                .collect();
            let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
            below.labeled("Passed", Line::new().dim(in_room(&headings, room)));
        }
        let rows = SCREEN.saturating_sub(page.blocks.len() + below.blocks.len() + AROUND_TABLE);
        self.say_missing(page, if all_of_it.is_none() { usize::MAX } else { rows.max(3) }, all_of_it);
        page.blocks.append(&mut below.blocks);
    }

    fn names_of(&self, wanted: impl Fn(&NeedDocument) -> bool) -> Vec<&str> {
        self.named.iter().filter(|need| wanted(need)).map(|need| need.shown.as_str()).collect()
    }

    fn say_had(&self, page: &mut Page, label: &str, requirement: Requirement, room: Option<usize>) {
        let total = self.names_of(|need| need.wanted == requirement).len();
        if total == 0 {
            return;
        }
        let had = self.named.iter().filter(|need| need.wanted == requirement && need.state == NeedState::Have);
        let had: Vec<String> = had.map(NeedDocument::name_of_had).collect();
        let had: Vec<&str> = had.iter().map(String::as_str).collect();
        let line = Line::new().text(format!("you have {} of {total}", had.len()));
        page.labeled(label, if had.is_empty() { line } else { line.text(": ").add(Role::Done, in_room(&had, room)) });
    }

    /// What study does not close: in the posting's words where all is shown, else by kind, so that the screen has room for
    /// what it does.
    fn say_conditions(&self, page: &mut Page, is_whole: bool) {
        if self.conditions.is_empty() {
            return;
        }
        if !is_whole {
            let mut kinds: Vec<(ConditionKind, Vec<String>)> = Vec::new();
            for condition in &self.conditions {
                match kinds.iter_mut().find(|(known, _)| *known == condition.kind) {
                    Some((_, lines)) => lines.push(condition.place()),
                    None => kinds.push((condition.kind, vec![condition.place()])),
                }
            }
            let kinds: Vec<String> = kinds.iter().map(|(kind, lines)| format!("{kind} (line {})", lines.join(", "))).collect();
            page.hanging(0, 2, format!("Study does not close: {}", kinds.join(", ")));
            return;
        }
        let mut lines: Vec<(String, &str)> =
            self.conditions.iter().map(|condition| (condition.place(), condition.quote.as_str())).collect();
        lines.dedup();
        page.line(Line::new().add(Role::Heading, "Study does not close these"));
        for (place, quote) in lines {
            page.hanging(2, 4, Line::new().text(quote).dim(format!(" (line {place})")));
        }
    }

    /// What is not quite there: a sibling was learned, or a part is still open.
    fn say_near(&self, page: &mut Page, room: Option<usize>) {
        let near = self.names_of(|need| need.state == NeedState::Near);
        if let Some(first) = self.named.iter().find(|need| need.state == NeedState::Near) {
            let line = Line::new().text(in_room(&near, room.map(|_| 20))).dim(match near.as_slice() {
                [_] => ": you know something similar. If you know it too: ",
                _ => ": you know something similar. If you know one too: ",
            });
            page.labeled("Near", line.advice(format!("done {}", first.id)));
        }
        let brush_up = |need: &NeedDocument| format!("{} ({})", need.shown, need.brush_up.join(", "));
        let brush_up: Vec<String> = self.named.iter().filter(|need| !need.brush_up.is_empty()).map(brush_up).collect();
        if !brush_up.is_empty() {
            let brush_up: Vec<&str> = brush_up.iter().map(String::as_str).collect();
            page.labeled("Brush up", in_room(&brush_up, room));
        }
    }

    fn say_missing(&self, page: &mut Page, most: usize, all_of_it: Option<&str>) {
        let mut missing: Vec<&NeedDocument> = self.named.iter().filter(|term| term.state == NeedState::Missing).collect();
        if missing.is_empty() {
            return;
        }
        order::sort_by(&mut missing, |a, b| b.wanted.cmp(&a.wanted).then(a.hours_left.total_cmp(&b.hours_left)));
        page.heading("Missing (required first, then shortest)");
        let mut table = Table::new([
            Column::Wrapping("needed"),
            Column::Fixed("wanted"),
            Column::Packed("learn it with"),
            Column::Number("h left"),
            Column::ExtraNumber("line"),
        ]);
        table.indent = 2;
        let shown = if missing.len() > most { most.saturating_sub(1) } else { missing.len() };
        let is_whole = all_of_it.is_none();
        let ways_of = |term: &NeedDocument| -> String {
            let ways: Vec<&str> = term.steps.iter().chain(&term.take).map(String::as_str).collect();
            if is_whole { ways.join(", ") } else { first_of(&ways) }
        };
        let widest = missing.iter().take(shown).map(|term| ways_of(term).chars().count()).max().unwrap_or_default();
        let room = if widest > WIDE { 23 } else { 26 };
        for term in missing.iter().take(shown) {
            table.rows.push(vec![
                Cell::of(Role::Strong, if is_whole { term.shown.clone() } else { shortened(&term.shown, room).into_owned() }),
                Cell::of(if term.wanted == Requirement::Required { Role::Warning } else { Role::Text }, term.wanted.to_string()),
                Cell::of(Role::Code, ways_of(term)),
                Cell::text(if term.hours_left > 0.0 { hours_text(term.hours_left) } else { "-".to_owned() }),
                Cell::of(Role::Dim, term.line.to_string()),
            ]);
        }
        page.table(table);
        if let Some(words) = all_of_it.filter(|_| missing.len() > shown) {
            page.indented(2, Line::new().dim(format!("{} more: ", missing.len() - shown)).advice(words));
        }
    }
}

/// What a labeled line has room for.
pub(super) const ROOM: usize = 62;

/// Lines of a screen, and those of the title and the head of a table, of the line below it and of the first step.
const SCREEN: usize = 22;
const AROUND_TABLE: usize = 6;

/// Names of steps beyond which that of a thing has less room.
const WIDE: usize = 22;

/// As many names as there is room for, or all of them where nobody limits it.
pub(super) fn in_room(names: &[&str], room: Option<usize>) -> String {
    let mut width = 0;
    let fits = |name: &&&str| {
        width += name.chars().count() + 2;
        room.is_none_or(|room| width <= room)
    };
    let shown = names.iter().take_while(fits).count().max(1);
    let (shown, more) = some_of(names, shown);
    format!("{}{more}", shown.join(", "))
}

/// A path without its folders.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The name of a need; a tool that the posting calls otherwise, as a sibling that is learned in the same way, with that word.
fn shown_name(need: &Need<'_>, name: &str) -> String {
    let phrase = need.mention.phrase.as_str();
    match need.any_of.as_slice() {
        [only] if only.term.kind == TermKind::Tool && !are_alike(phrase, name) => format!("{name} ({phrase})"),
        _ => name.to_owned(),
    }
}

/// Whether one of two names is the other without some of its letters: `k8s` is Kubernetes, `sklearn` scikit-learn.
fn are_alike(one: &str, other: &str) -> bool {
    // Nearly all tools are called by their names.
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut rest = long.iter();
    short.iter().all(|letter| rest.any(|other| other == letter))
}

/// The first way to learn something, and how many more there are.
fn first_of(ways: &[&str]) -> String {
    match ways {
        [first, _, ..] => format!("{first} + {}", ways.len() - 1),
        ways => ways.concat(),
    }
}

impl NeedDocument {
    /// What the learner has of it, with what is near beside it: `AWS (near: Azure)`.
    fn name_of_had(&self) -> String {
        let chosen = self.any_of.iter().find(|member| member.id == self.id).filter(|_| self.any_of.len() > 1);
        let had = chosen.map_or(self.shown.as_str(), |member| member.name.as_str());
        let near = self.any_of.iter().filter(|member| member.state == NeedState::Near);
        let near: Vec<&str> = near.map(|member| member.name.as_str()).collect();
        if near.is_empty() { had.to_owned() } else { format!("{had} (near: {})", near.join(", ")) }
    }

    fn new(need: &Need<'_>, roadmap: &Roadmap) -> NeedDocument {
        let best = need.best();
        let member = |member: &Member<'_>| MemberDocument {
            id: member.term.id.clone(),
            name: member.term.name.clone(),
            state: member.state,
            hours_left: hours_number(member.hours_left),
        };
        let name = need.name();
        NeedDocument {
            id: best.term.id.clone(),
            shown: shown_name(need, &name),
            name,
            kind: best.term.kind,
            any_of: need.any_of.iter().map(member).collect(),
            phrase: need.mention.phrase.clone(),
            line: need.mention.line,
            wanted: need.mention.requirement,
            state: need.state(),
            steps: best.term.steps.clone(),
            certification: best.term.certification.clone(),
            take: best.exam.map(|cert| cert.id.to_owned()),
            hours_left: hours_number(best.hours_left),
            brush_up: best.brush_up.iter().map(|at| roadmap.steps[*at].id.to_owned()).collect(),
        }
    }
}
