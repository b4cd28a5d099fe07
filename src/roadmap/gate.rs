//! The content gate: every rule a roadmap must keep, with file, line and column of each breach.
//!
//! It runs at build time over the built-in data (a breach stops the build), and whenever a
//! learner's own roadmap is read.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::yaml::{Fault, Key, Locator, Position, path_text};

use super::document::{Document, StepDocument};
use super::read::SourceText;
use super::{ExamState, Figure, Grade, Importance};

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

/// The most hours one step or course may claim.
const MAX_HOURS: f64 = 1000.0;

/// The longest id.
const MAX_ID: usize = 40;

/// All breaches in the documents, in the order of files and lines.
pub(super) fn check(files: &[SourceText<'_>], documents: &[Document]) -> Vec<Finding> {
    let mut gate = Gate::default();
    gate.collect_ids(documents);
    for (at, document) in documents.iter().enumerate() {
        gate.file = at;
        gate.check_steps(document);
        gate.check_certifications(document);
        gate.check_backgrounds(document);
        gate.check_resources(document);
        gate.check_sources(document);
    }
    gate.check_whole(documents);
    gate.into_findings(files)
}

/// The walk over all documents: what is known so far, and what was found.
#[derive(Default)]
struct Gate {
    /// Place of the file being walked.
    file: usize,
    /// Kinds of all ids and aliases.
    ids: HashMap<String, IdKind>,
    /// Importance of the steps passed so far, in study order.
    passed: HashMap<String, Importance>,
    /// Places of the recommended path that are taken.
    places: HashSet<u8>,
    /// Ids of all sources.
    sources: HashSet<String>,
    found: Vec<(usize, Vec<Key>, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum IdKind {
    Stage,
    Step,
    Certification,
    Background,
    Resource,
}

/// `path!["stages", 0, "id"]`
macro_rules! path {
    ($($key:expr),*) => { &[$(Key::from($key)),*] };
}

impl Gate {
    fn report(&mut self, path: &[Key], message: impl Into<String>) {
        self.found.push((self.file, path.to_vec(), message.into()));
    }

    fn into_findings(self, files: &[SourceText<'_>]) -> Vec<Finding> {
        let locators: Vec<Option<Locator<'_>>> =
            if self.found.is_empty() { Vec::new() } else { files.iter().map(|file| Locator::new(file.text)).collect() };
        let mut findings: Vec<(usize, Finding)> = self
            .found
            .into_iter()
            .map(|(file, path, message)| {
                let position = locators[file].as_ref().map(|locator| locator.find(&path));
                let message = format!("{}: {message}", path_text(&path));
                (file, Finding { file: files[file].name.to_owned(), position, message })
            })
            .collect();
        findings.sort_by_key(|(file, finding)| (*file, finding.position));
        findings.into_iter().map(|(_, finding)| finding).collect()
    }

    fn collect_ids(&mut self, documents: &[Document]) {
        for (at, document) in documents.iter().enumerate() {
            self.file = at;
            for (s, stage) in document.stages.iter().enumerate() {
                self.claim(&stage.id, IdKind::Stage, path!["stages", s, "id"]);
                for (t, step) in stage.steps.iter().enumerate() {
                    self.claim(&step.id, IdKind::Step, path!["stages", s, "steps", t, "id"]);
                    self.claim_all(&step.aliases, IdKind::Step, path!["stages", s, "steps", t, "aliases"]);
                }
            }
            for (c, cert) in document.certifications.iter().enumerate() {
                self.claim(&cert.id, IdKind::Certification, path!["certifications", c, "id"]);
                self.claim_all(&cert.aliases, IdKind::Certification, path!["certifications", c, "aliases"]);
            }
            for (b, ground) in document.backgrounds.iter().enumerate() {
                self.claim(&ground.id, IdKind::Background, path!["backgrounds", b, "id"]);
                self.claim_all(&ground.aliases, IdKind::Background, path!["backgrounds", b, "aliases"]);
            }
            for (r, resource) in document.resources.iter().enumerate() {
                self.claim(&resource.id, IdKind::Resource, path!["resources", r, "id"]);
            }
            for (n, source) in document.sources.iter().enumerate() {
                self.id_shape(&source.id, path!["sources", n, "id"]);
                if !self.sources.insert(source.id.clone()) {
                    self.report(path!["sources", n, "id"], format!("the source `{}` is there twice", source.id));
                }
            }
        }
    }

    fn claim_all(&mut self, ids: &[String], kind: IdKind, path: &[Key]) {
        for (at, id) in ids.iter().enumerate() {
            let mut item = path.to_vec();
            item.push(at.into());
            self.claim(id, kind, &item);
        }
    }

    fn claim(&mut self, id: &str, kind: IdKind, path: &[Key]) {
        self.id_shape(id, path);
        if self.ids.insert(id.to_owned(), kind).is_some() {
            self.report(
                path,
                format!(
                    "`{id}` is taken; ids and aliases of stages, steps, certifications, backgrounds and resources share one name space"
                ),
            );
        }
    }

    fn id_shape(&mut self, id: &str, path: &[Key]) {
        let words = id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if !words || id.len() > MAX_ID {
            self.report(path, format!("`{id}` is no id: lower-case words and digits joined by single dashes, at most {MAX_ID} characters"));
        }
    }

    fn check_steps(&mut self, document: &Document) {
        for (s, stage) in document.stages.iter().enumerate() {
            self.line(&stage.title, path!["stages", s, "title"]);
            self.optional_line(&stage.purpose, path!["stages", s, "purpose"]);
            self.known_sources(&stage.sources, path!["stages", s, "sources"]);
            if stage.steps.is_empty() {
                self.report(path!["stages", s, "steps"], "a stage needs at least one step");
            }
            for (t, step) in stage.steps.iter().enumerate() {
                self.check_step(step, path!["stages", s, "steps", t]);
                self.passed.insert(step.id.clone(), step.importance);
            }
        }
    }

    fn check_step(&mut self, step: &StepDocument, path: &[Key]) {
        let at = |field: &str| [path, &[Key::from(field)]].concat();
        self.line(&step.title, &at("title"));
        self.optional_line(&step.purpose, &at("purpose"));
        for (field, texts) in [("done_when", &step.done_when), ("topics", &step.topics), ("tracks", &step.tracks)] {
            for (n, text) in texts.iter().enumerate() {
                self.line(text, &[at(field), vec![n.into()]].concat());
            }
        }
        let hours = &step.hours;
        let ordered = 0.0 < hours.low && hours.low <= hours.likely && hours.likely <= hours.high && hours.high <= MAX_HOURS;
        if !ordered {
            self.report(&at("hours"), format!("hours must be above 0, in the order low, likely, high, and at most {MAX_HOURS}"));
        }
        self.figure(hours, &at("hours"));
        self.check_requires(step, &at("requires"));
        self.known(&step.resources, IdKind::Resource, "resource", &at("resources"));
        self.known_sources(&step.sources, &at("sources"));
    }

    fn check_requires(&mut self, step: &StepDocument, path: &[Key]) {
        for (n, id) in step.requires.iter().enumerate() {
            let item = [path, &[n.into()]].concat();
            match self.passed.get(id) {
                Some(importance) if step.importance.is_on_path() && !importance.is_on_path() => {
                    let message = format!("`{id}` is {}, yet a step on the path to job-ready requires it", importance.word());
                    self.report(&item, message);
                }
                Some(_) if step.requires[..n].contains(id) => self.report(&item, format!("`{id}` is required twice")),
                Some(_) => {}
                None if *id == step.id => self.report(&item, "a step cannot require itself"),
                None if self.ids.get(id) == Some(&IdKind::Step) => {
                    self.report(
                        &item,
                        format!("`{id}` comes later; a prerequisite stands before the steps that need it (give ids, not aliases)"),
                    );
                }
                None => self.report(&item, format!("there is no step `{id}`")),
            }
        }
    }

    fn check_certifications(&mut self, document: &Document) {
        for (c, cert) in document.certifications.iter().enumerate() {
            let at = |field: &str| vec![Key::from("certifications"), c.into(), field.into()];
            for (field, text) in [("name", &cert.name), ("provider", &cert.provider), ("purpose", &cert.purpose)] {
                self.line(text, &at(field));
            }
            for (n, note) in cert.notes.iter().enumerate() {
                self.line(note, &[at("notes"), vec![n.into()]].concat());
            }
            self.https(&cert.url, &at("url"));
            self.known(&cert.successors, IdKind::Certification, "certification", &at("successors"));
            self.known(&cert.requires, IdKind::Step, "step", &at("requires"));
            self.known_sources(&cert.sources, &at("sources"));
            if (cert.status.is == ExamState::Retired) != cert.status.since.is_some() {
                self.report(&at("status"), "`since` goes with `retired`, and only with it");
            }
            if cert.path.is_some_and(|order| !self.places.insert(order)) {
                self.report(&at("path"), "this place in the path is taken");
            }
            let fees = [&cert.fee, &cert.beta_fee].into_iter().flatten().map(|fee| (fee.usd, fee.usd_high.unwrap_or(fee.usd)));
            let bumps = cert.bump.iter().map(|bump| (bump.low, bump.high));
            if fees.chain(bumps).any(|(low, high)| high < low)
                || cert.study_hours.as_ref().is_some_and(|hours| !(0.0 < hours.low && hours.low <= hours.high))
            {
                self.report(path!["certifications", c], "the high end of a range lies below its low end");
            }
            for figure in cert.figures() {
                self.figure(figure, path!["certifications", c]);
            }
        }
    }

    fn check_backgrounds(&mut self, document: &Document) {
        for (b, ground) in document.backgrounds.iter().enumerate() {
            self.line(&ground.title, path!["backgrounds", b, "title"]);
            self.line(&ground.assumes, path!["backgrounds", b, "assumes"]);
            self.known_sources(&ground.sources, path!["backgrounds", b, "sources"]);
            let mut seen = HashSet::new();
            for (n, credit) in ground.credits.iter().enumerate() {
                self.known(std::slice::from_ref(&credit.step), IdKind::Step, "step", path!["backgrounds", b, "credits", n]);
                if !(credit.share > 0.0 && credit.share <= 1.0) {
                    self.report(path!["backgrounds", b, "credits", n, "share"], "a share lies above 0 and is at most 1");
                }
                if !seen.insert(&credit.step) {
                    self.report(path!["backgrounds", b, "credits", n, "step"], format!("`{}` is credited twice", credit.step));
                }
            }
        }
    }

    fn check_resources(&mut self, document: &Document) {
        for (r, resource) in document.resources.iter().enumerate() {
            self.line(&resource.title, path!["resources", r, "title"]);
            self.line(&resource.by, path!["resources", r, "by"]);
            self.https(&resource.url, path!["resources", r, "url"]);
            if let Some(price) = &resource.price {
                self.figure(price, path!["resources", r, "price"]);
            }
            if let Some(hours) = &resource.hours {
                if !(0.0 < hours.low && hours.low <= hours.high && hours.high <= MAX_HOURS) {
                    self.report(path!["resources", r, "hours"], "hours must be above 0 and in the order low, high");
                }
                self.figure(hours, path!["resources", r, "hours"]);
            }
        }
    }

    fn check_sources(&mut self, document: &Document) {
        for (n, source) in document.sources.iter().enumerate() {
            self.line(&source.title, path!["sources", n, "title"]);
            if let Some(url) = &source.url {
                self.https(url, path!["sources", n, "url"]);
            }
        }
    }

    fn check_whole(&mut self, documents: &[Document]) {
        self.file = 0;
        match documents.iter().filter(|document| document.roadmap.is_some()).count() {
            1 => {}
            0 => self.report(&[], "a roadmap needs its name: `roadmap: {id: …, title: …, version: …}`"),
            _ => self.report(path!["roadmap"], "a roadmap has one name; `roadmap:` stands in more than one file"),
        }
        if documents.iter().all(|document| document.stages.is_empty()) {
            self.report(&[], "a roadmap needs at least one stage with one step");
        }
    }

    fn known(&mut self, ids: &[String], kind: IdKind, noun: &str, path: &[Key]) {
        for (n, id) in ids.iter().enumerate() {
            if self.ids.get(id) != Some(&kind) {
                self.report(&[path, &[n.into()]].concat(), format!("there is no {noun} `{id}`"));
            }
        }
    }

    fn known_sources(&mut self, ids: &[String], path: &[Key]) {
        for (n, id) in ids.iter().enumerate() {
            if !self.sources.contains(id) {
                self.report(&[path, &[n.into()]].concat(), format!("there is no source `{id}`"));
            }
        }
    }

    /// Every figure is sourced, except those that say themselves that nothing confirms them.
    fn figure(&mut self, figure: &(impl Figure + ?Sized), path: &[Key]) {
        let basis = figure.basis();
        self.known_sources(basis.sources, &[path, &["sources".into()]].concat());
        if basis.grade != Grade::Unconfirmed && basis.sources.is_empty() {
            self.report(path, format!("a figure graded `{}` needs its `sources`; without any it is `unconfirmed`", basis.grade.word()));
        }
    }

    fn https(&mut self, url: &str, path: &[Key]) {
        if !url.starts_with("https://") || url.chars().any(char::is_whitespace) {
            self.report(path, format!("`{url}` is no https address"));
        }
    }

    fn line(&mut self, text: &str, path: &[Key]) {
        if text.is_empty() {
            self.report(path, "a text is missing here");
        }
        self.optional_line(text, path);
    }

    fn optional_line(&mut self, text: &str, path: &[Key]) {
        if text.trim() != text || text.chars().any(char::is_control) {
            self.report(path, "a text is one line without blanks around it");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    const GOOD: &str = "\
roadmap: {id: mine, title: Mine, version: '1'}
stages:
  - id: one
    title: One
    steps:
      - id: first
        title: First
        hours: {low: 1, likely: 2, high: 3, grade: unconfirmed}
      - id: second
        title: Second
        hours: {low: 1, likely: 2, high: 3, grade: unconfirmed}
        requires: [first]
";

    fn findings(text: &str) -> Vec<String> {
        let file = SourceText { name: "mine.yaml", text };
        read(&[file]).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[track_caller]
    fn breaks(from: &str, to: &str, expected: &str) {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "the test must change something");
        let findings = findings(&text);
        assert!(findings.iter().any(|finding| finding.starts_with(expected)), "{expected}\n{findings:#?}");
    }

    #[test]
    fn a_small_roadmap_passes() {
        assert_eq!(findings(GOOD), Vec::<String>::new());
    }

    #[test]
    fn every_breach_is_found_where_it_stands() {
        breaks("id: first", "id: First", "mine.yaml:6:13: stages[0].steps[0].id: `First` is no id");
        breaks("id: second", "id: first", "mine.yaml:9:13: stages[0].steps[1].id: `first` is taken");
        breaks("low: 1", "low: 9", "mine.yaml:8:9: stages[0].steps[0].hours: hours must be");
        breaks("high: 3", "high: .inf", "mine.yaml:8:9: stages[0].steps[0].hours: hours must be");
        breaks("[first]", "[frist]", "mine.yaml:12:20: stages[0].steps[1].requires[0]: there is no step `frist`");
        breaks("[first]", "[second]", "mine.yaml:12:20: stages[0].steps[1].requires[0]: a step cannot require itself");
        breaks(
            "hours: {low: 1, likely: 2, high: 3, grade: unconfirmed}",
            "hours: {low: 1, likely: 2, high: 3, grade: unconfirmed}\n        requires: [second]",
            "mine.yaml:9:20: stages[0].steps[0].requires[0]: `second` comes later",
        );
        breaks("grade: unconfirmed", "grade: official", "mine.yaml:8:9: stages[0].steps[0].hours: a figure graded `official` needs");
        breaks("title: One", "title: ' One'", "mine.yaml:4:12: stages[0].title: a text is one line");
        breaks("roadmap: {id: mine, title: Mine, version: '1'}\n", "", "mine.yaml:1:1: : a roadmap needs its name");
    }

    #[test]
    fn what_does_not_parse_has_its_place_too() {
        breaks("title: First", "titel: First", "mine.yaml:7:9: stages[0].steps[0]: unknown field `titel`");
        breaks("grade: unconfirmed", "grade: sure", "mine.yaml:8:52: stages[0].steps[0].hours.grade: unknown variant `sure`");
    }
}
