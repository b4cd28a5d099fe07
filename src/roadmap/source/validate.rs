//! The content gate: every rule a roadmap must keep, with file, line and column of each breach.
//!
//! It runs over the built-in data before the program is built, by a test that compiles them, and whenever a learner's
//! own roadmap or overlay is read.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::yaml::{Fault, Locator, Position, path_text};

use super::draft::{Draft, Origin, PlacedStage, SourceText};
use crate::order;
use crate::roadmap::{CarriesFigures, Figure, Grade, Importance, PublishedLength};

mod goals;
mod guide;
mod items;
mod retired;
mod steps;

/// A breach of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The place, when it is known.
    pub position: Option<Position>,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Finding {
    /// A document that does not parse.
    #[must_use]
    pub fn of_fault(file: &str, fault: Fault) -> Finding {
        Finding { file: file.to_owned(), position: fault.position, message: fault.message }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(position) => write!(f, "{}:{position}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// The most hours one step or course may take.
const MAX_HOURS: f64 = 1000.0;

/// The longest id.
const MAX_ID: usize = 40;

/// The most years in the field a level may ask for.
const MAX_YEARS: f64 = 60.0;

/// All breaches in a draft, in the order of files and lines.
pub(crate) fn check(files: &[SourceText<'_>], draft: &Draft) -> Vec<Finding> {
    let mut validator = Validator::default();
    validator.collect_ids(draft);
    validator.collect_goals(draft);
    validator.collect_lengths(draft);
    draft.stages.iter().for_each(|stage| validator.check_stage(stage));
    draft.certifications.iter().for_each(|cert| validator.check_certification(cert));
    validator.check_backgrounds(draft);
    validator.check_resources(draft);
    validator.check_sources(draft);
    validator.check_published(draft);
    validator.check_choices(draft);
    validator.check_goals(draft);
    validator.check_retired_ids(draft);
    validator.check_stated(draft);
    validator.check_guide(draft);
    validator.check_whole(draft);
    findings(files, validator.found)
}

/// Faults with their places looked up, in the order of files and lines.
pub(crate) fn findings(files: &[SourceText<'_>], found: Vec<(Origin, String)>) -> Vec<Finding> {
    let locators: Vec<Option<Locator>> =
        if found.is_empty() { Vec::new() } else { files.iter().map(|file| Locator::new(file.text)).collect() };
    let mut findings: Vec<(Option<usize>, Finding)> = found
        .into_iter()
        .map(|(origin, message)| {
            let position = origin.file.and_then(|file| locators[file].as_ref()).map(|locator| locator.find(&origin.path));
            let message = if origin.path.is_empty() { message } else { format!("{}: {message}", path_text(&origin.path)) };
            let file = origin.file.map_or("the built-in roadmap", |file| files[file].name).to_owned();
            (origin.file, Finding { file, position, message })
        })
        .collect();
    order::sort_by_key(&mut findings, |(file, finding)| (*file, finding.position));
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// The walk over a draft: what is known so far, and what was found.
#[derive(Default)]
struct Validator {
    /// Whose all ids and aliases are, and where they stand.
    ids: HashMap<String, Named>,
    /// Names of tracks and levels.
    goals: HashMap<String, Origin>,
    /// Ids of tracks.
    tracks: HashSet<String>,
    /// Importance of the steps passed so far, in study order.
    passed: HashMap<String, Importance>,
    /// Places of the recommended path that are taken.
    places: HashSet<u8>,
    /// Ids of all sources and published lengths.
    sources: HashSet<String>,
    /// Published lengths by id.
    published: HashMap<String, PublishedLength>,
    /// The shortest length of each resource, hours.
    lengths: HashMap<String, f64>,
    /// Ids of facts.
    facts: HashSet<String>,
    /// Ids of steps an overlay changed.
    adjusted: HashSet<String>,
    found: Vec<(Origin, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum IdKind {
    Stage,
    Step,
    Certification,
    Background,
    Resource,
    Choice,
}

impl IdKind {
    fn noun(self) -> &'static str {
        match self {
            IdKind::Stage => "stage",
            IdKind::Step => "step",
            IdKind::Certification => "certification",
            IdKind::Background => "background",
            IdKind::Resource => "resource",
            IdKind::Choice => "choice",
        }
    }
}

/// What an id or alias is of.
#[derive(Clone)]
struct Named {
    kind: IdKind,
    /// The id of the item.
    owner: String,
    origin: Origin,
}

impl Validator {
    fn report(&mut self, origin: &Origin, message: impl Into<String>) {
        self.found.push((origin.clone(), message.into()));
    }

    fn collect_ids(&mut self, draft: &Draft) {
        for PlacedStage { stage, steps } in &draft.stages {
            self.register_id(&stage.item.id, IdKind::Stage, &stage.origin.at("id"));
            for step in steps {
                self.register_ids(&step.item.id, &step.item.aliases, IdKind::Step, &step.origin);
            }
        }
        for cert in &draft.certifications {
            self.register_ids(&cert.item.id, &cert.item.aliases, IdKind::Certification, &cert.origin);
        }
        for ground in &draft.backgrounds {
            self.register_ids(&ground.item.id, &ground.item.aliases, IdKind::Background, &ground.origin);
        }
        for resource in &draft.resources {
            self.register_id(&resource.item.id, IdKind::Resource, &resource.origin.at("id"));
        }
        for group in &draft.choices {
            self.register_id(&group.item.id, IdKind::Choice, &group.origin.at("id"));
        }
        let sources = draft.sources.iter().map(|source| (&source.item.id, &source.origin));
        for (id, origin) in sources.chain(draft.published.iter().map(|length| (&length.item.id, &length.origin))) {
            let place = origin.at("id");
            self.id_shape(id, &place);
            if !self.sources.insert(id.clone()) {
                self.report(&place, format!("the source `{id}` is there twice"));
            }
        }
    }

    fn register_ids(&mut self, id: &str, aliases: &[String], kind: IdKind, item: &Origin) {
        self.register_id(id, kind, &item.at("id"));
        for (at, alias) in aliases.iter().enumerate() {
            self.register_name(alias, Named { kind, owner: id.to_owned(), origin: item.at("aliases").at(at) });
        }
    }

    fn register_id(&mut self, id: &str, kind: IdKind, place: &Origin) {
        self.register_name(id, Named { kind, owner: id.to_owned(), origin: place.clone() });
    }

    fn register_name(&mut self, name: &str, item: Named) {
        self.id_shape(name, &item.origin);
        let Some(other) = self.ids.get(name).cloned() else {
            self.ids.insert(name.to_owned(), item);
            return;
        };
        // Of two places, the one in a file is the one that can be mended.
        let (to_mend, holder) = if item.origin.file.is_some() { (item, other) } else { (other, item) };
        let by = match holder.kind.noun() {
            kind if holder.owner == name => format!("by a {kind}"),
            kind => format!("as an alias of the {kind} `{}`", holder.owner),
        };
        let message = format!(
            "`{name}` is taken {by}; ids and aliases of stages, steps, certifications, backgrounds and resources share one name space"
        );
        self.report(&to_mend.origin, message);
    }

    fn id_shape(&mut self, id: &str, place: &Origin) {
        let words = id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if !words || id.len() > MAX_ID {
            self.report(
                place,
                format!("`{id}` is no id: lower-case words and digits joined by single dashes, at most {MAX_ID} characters"),
            );
        }
    }

    fn check_whole(&mut self, draft: &Draft) {
        match draft.headers.as_slice() {
            [_] => {}
            [] => self.report(&Origin::top(0), "a roadmap needs its name: `roadmap: {id: …, title: …, version: …}`"),
            [.., second] => self.report(&second.origin, "a roadmap has one name; `roadmap:` stands in more than one file"),
        }
        if draft.stages.is_empty() {
            self.report(&Origin::top(0), "a roadmap needs at least one stage with one step");
        }
    }

    fn is(&self, id: &str, kind: IdKind) -> bool {
        self.ids.get(id).is_some_and(|known| known.kind == kind)
    }

    fn known(&mut self, ids: &[String], kind: IdKind, noun: &str, at: &Origin) {
        for (n, id) in ids.iter().enumerate() {
            if !self.is(id, kind) {
                self.report(&at.at(n), format!("there is no {noun} `{id}`"));
            }
        }
    }

    fn known_sources(&mut self, ids: &[String], at: &Origin) {
        for (n, id) in ids.iter().enumerate() {
            if !self.sources.contains(id) {
                self.report(&at.at(n), format!("there is no source `{id}`"));
            }
        }
    }

    /// All figures of an item.
    fn figures(&mut self, item: &dyn CarriesFigures, at: &Origin) {
        item.for_each_figure(&mut |field, figure| self.figure(figure, &at.at(field)));
    }

    /// Every figure is sourced, or says that it is our own estimate.
    fn figure(&mut self, figure: &dyn Figure, at: &Origin) {
        let provenance = figure.provenance();
        for (n, id) in provenance.sources.iter().enumerate() {
            if !self.sources.contains(*id) {
                self.report(&at.at("sources").at(n), format!("there is no source `{id}`"));
            }
        }
        let grade = provenance.grade;
        match provenance.grade {
            Grade::Estimate if !provenance.sources.is_empty() || provenance.checked_on.is_some() => {
                self.report(at, "an estimate is our own: it has no `sources` and no `checked_on`; with a source it has a `grade`");
            }
            Grade::Estimate => {}
            _ if provenance.sources.is_empty() => {
                self.report(at, format!("a figure graded `{grade}` needs its `sources`; without any it is an `estimate`"));
            }
            Grade::Derived if provenance.arithmetic.is_none() => {
                self.report(at, "a figure graded `derived` shows its `arithmetic`");
            }
            _ => {}
        }
    }

    /// A range of hours.
    fn hours(&mut self, low: f64, high: f64, at: &Origin) {
        if !(0.0 < low && low <= high && high <= MAX_HOURS) {
            self.report(at, format!("hours must be above 0, in the order low, high, and at most {MAX_HOURS}"));
        }
    }

    fn line(&mut self, text: &str, at: &Origin) {
        if text.is_empty() {
            self.report(at, "a text is missing here");
        }
        self.optional_line(text, at);
    }

    fn optional_line(&mut self, text: &str, at: &Origin) {
        if text.trim() != text || text.chars().any(char::is_control) {
            self.report(at, "a text is one line without blanks around it");
        }
    }
}

#[cfg(test)]
mod tests;
