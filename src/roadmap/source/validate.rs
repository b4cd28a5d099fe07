//! The content gate: every rule a roadmap must keep, with file, line and column of each breach.
//!
//! It runs at build time over the built-in data (a breach stops the build), and whenever a
//! learner's own roadmap or overlay is read.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::yaml::{Fault, Locator, Position, path_text};

use super::document::StepDocument;
use super::draft::{Draft, Origin, Placed, PlacedStage, SourceText};
use crate::roadmap::{Certification, ExamState, Figure, Grade, Importance, Kind, Level};

mod guide;

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

/// The most hours one step or course may register_id.
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
    draft.stages.iter().for_each(|stage| validator.check_stage(stage));
    draft.certifications.iter().for_each(|cert| validator.check_certification(cert));
    validator.check_backgrounds(draft);
    validator.check_resources(draft);
    validator.check_sources(draft);
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
    findings.sort_by_key(|(file, finding)| (*file, finding.position));
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// The walk over a draft: what is known so far, and what was found.
#[derive(Default)]
struct Validator {
    /// Kinds of all ids and aliases, and where they stand.
    ids: HashMap<String, (IdKind, Origin)>,
    /// Names of tracks and levels.
    goals: HashMap<String, Origin>,
    /// Ids of tracks.
    tracks: HashSet<String>,
    /// Importance of the steps passed so far, in study order.
    passed: HashMap<String, Importance>,
    /// Places of the recommended path that are taken.
    places: HashSet<u8>,
    /// Ids of all sources.
    sources: HashSet<String>,
    found: Vec<(Origin, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum IdKind {
    Stage,
    Step,
    Certification,
    Background,
    Resource,
    RetiredId,
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
        for retired in &draft.retired_ids {
            self.register_id(&retired.item.id, IdKind::RetiredId, &retired.origin.at("id"));
        }
        for source in &draft.sources {
            let place = source.origin.at("id");
            self.id_shape(&source.item.id, &place);
            if !self.sources.insert(source.item.id.clone()) {
                self.report(&place, format!("the source `{}` is there twice", source.item.id));
            }
        }
    }

    fn register_ids(&mut self, id: &str, aliases: &[String], kind: IdKind, item: &Origin) {
        self.register_id(id, kind, &item.at("id"));
        for (at, alias) in aliases.iter().enumerate() {
            self.register_id(alias, kind, &item.at("aliases").at(at));
        }
    }

    fn register_id(&mut self, id: &str, kind: IdKind, place: &Origin) {
        self.id_shape(id, place);
        if let Some((_, other)) = self.ids.get(id).cloned() {
            // Of two places, the one in a file is the one that can be mended.
            let place = if place.file.is_some() { place } else { &other };
            let message = format!(
                "`{id}` is taken; ids and aliases of stages, steps, certifications, backgrounds and resources share one name space"
            );
            self.report(place, message);
        } else {
            self.ids.insert(id.to_owned(), (kind, place.clone()));
        }
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

    fn collect_goals(&mut self, draft: &Draft) {
        let tracks = draft.tracks.iter().map(|track| (&track.item.id, &track.item.aliases, &track.origin));
        let levels = draft.levels.iter().map(|level| (&level.item.id, &level.item.aliases, &level.origin));
        self.goals.insert("job-ready".to_owned(), Origin::default());
        for (id, aliases, origin) in tracks.chain(levels) {
            for (name, place) in std::iter::once((id, origin.at("id"))).chain(aliases.iter().map(|alias| (alias, origin.at("aliases")))) {
                self.id_shape(name, &place);
                if self.goals.insert(name.clone(), place.clone()).is_some() {
                    self.report(&place, format!("`{name}` is taken; tracks and levels share one name space"));
                }
            }
        }
        self.tracks.extend(draft.tracks.iter().map(|track| track.item.id.clone()));
    }

    fn check_stage(&mut self, placed: &PlacedStage) {
        let Placed { item: stage, origin } = &placed.stage;
        self.line(&stage.title, &origin.at("title"));
        self.optional_line(&stage.purpose, &origin.at("purpose"));
        self.known_sources(&stage.sources, &origin.at("sources"));
        if placed.steps.is_empty() {
            self.report(&origin.at("steps"), "a stage needs at least one step");
        }
        for step in &placed.steps {
            self.check_step(&step.item, &step.origin);
            self.passed.insert(step.item.id.clone(), step.item.importance);
        }
    }

    fn check_step(&mut self, step: &StepDocument, at: &Origin) {
        self.line(&step.title, &at.at("title"));
        self.optional_line(&step.purpose, &at.at("purpose"));
        for (field, texts) in [("done_when", &step.done_when), ("topics", &step.topics)] {
            for (n, text) in texts.iter().enumerate() {
                self.line(text, &at.at(field).at(n));
            }
        }
        for (n, track) in step.tracks.iter().enumerate() {
            if !self.tracks.contains(track) {
                self.report(&at.at("tracks").at(n), format!("there is no track `{track}`"));
            }
        }
        if step.portfolio && step.kind != Kind::Project {
            self.report(&at.at("portfolio"), "only a project can be one to show");
        }
        let hours = &step.hours;
        let ordered = 0.0 < hours.low && hours.low <= hours.likely && hours.likely <= hours.high && hours.high <= MAX_HOURS;
        if !ordered {
            self.report(&at.at("hours"), format!("hours must be above 0, in the order low, likely, high, and at most {MAX_HOURS}"));
        }
        self.figure(hours, &at.at("hours"));
        self.check_requires(step, &at.at("requires"));
        self.known(&step.resources, IdKind::Resource, "resource", &at.at("resources"));
        self.known_sources(&step.sources, &at.at("sources"));
    }

    fn check_requires(&mut self, step: &StepDocument, at: &Origin) {
        for (n, id) in step.requires.iter().enumerate() {
            let item = at.at(n);
            match self.passed.get(id) {
                Some(importance) if step.importance.is_on_path() && !importance.is_on_path() => {
                    let message = format!("`{id}` is {}, yet a step on the path to job-ready requires it", importance.word());
                    self.report(&item, message);
                }
                Some(_) if step.requires[..n].contains(id) => self.report(&item, format!("`{id}` is required twice")),
                Some(_) => {}
                None if *id == step.id => self.report(&item, "a step cannot require itself"),
                None if self.is(id, IdKind::Step) => {
                    self.report(
                        &item,
                        format!("`{id}` comes later; a prerequisite stands before the steps that need it (give ids, not aliases)"),
                    );
                }
                None => self.report(&item, format!("there is no step `{id}`")),
            }
        }
    }

    fn check_certification(&mut self, placed: &Placed<Certification>) {
        let Placed { item: cert, origin } = placed;
        for (field, text) in [("name", &cert.name), ("provider", &cert.provider), ("purpose", &cert.purpose)] {
            self.line(text, &origin.at(field));
        }
        for (n, note) in cert.notes.iter().enumerate() {
            self.line(note, &origin.at("notes").at(n));
        }
        self.https(&cert.url, &origin.at("url"));
        self.known(&cert.successors, IdKind::Certification, "certification", &origin.at("successors"));
        self.known(&cert.requires, IdKind::Step, "step", &origin.at("requires"));
        self.known_sources(&cert.sources, &origin.at("sources"));
        if (cert.status.is == ExamState::Retired) != cert.status.since.is_some() {
            self.report(&origin.at("status"), "`since` goes with `retired`, and only with it");
        }
        if cert.path.is_some_and(|order| !self.places.insert(order)) {
            self.report(&origin.at("path"), "this place in the path is taken");
        }
        let fees = [&cert.fee, &cert.beta_fee].into_iter().flatten().map(|fee| (fee.usd, fee.usd_high.unwrap_or(fee.usd)));
        let bumps = cert.bump.iter().map(|bump| (bump.low, bump.high));
        if fees.chain(bumps).any(|(low, high)| high < low) {
            self.report(origin, "the high end of a range lies below its low end");
        }
        if let Some(hours) = &cert.study_hours {
            self.hours(hours.low, hours.high, &origin.at("study_hours"));
        }
        for (field, figure) in cert.figures() {
            self.figure(figure, &origin.at(field));
        }
    }

    fn check_backgrounds(&mut self, draft: &Draft) {
        for Placed { item: ground, origin } in &draft.backgrounds {
            self.line(&ground.title, &origin.at("title"));
            self.line(&ground.assumes, &origin.at("assumes"));
            self.known_sources(&ground.sources, &origin.at("sources"));
            let mut seen = HashSet::new();
            for (n, credit) in ground.credits.iter().enumerate() {
                let place = origin.at("credits").at(n);
                if !self.is(&credit.step, IdKind::Step) {
                    self.report(&place.at("step"), format!("there is no step `{}`", credit.step));
                }
                if !(credit.share > 0.0 && credit.share <= 1.0) {
                    self.report(&place.at("share"), "a share lies above 0 and is at most 1");
                }
                if !seen.insert(&credit.step) {
                    self.report(&place.at("step"), format!("`{}` is credited twice", credit.step));
                }
            }
        }
    }

    fn check_resources(&mut self, draft: &Draft) {
        for Placed { item: resource, origin } in &draft.resources {
            self.line(&resource.title, &origin.at("title"));
            self.line(&resource.by, &origin.at("by"));
            self.https(&resource.url, &origin.at("url"));
            if let Some(price) = &resource.price {
                self.figure(price, &origin.at("price"));
            }
            if let Some(hours) = &resource.hours {
                self.hours(hours.low, hours.high, &origin.at("hours"));
                self.figure(hours, &origin.at("hours"));
            }
        }
    }

    fn check_sources(&mut self, draft: &Draft) {
        for Placed { item: source, origin } in &draft.sources {
            self.line(&source.title, &origin.at("title"));
            if let Some(url) = &source.url {
                self.https(url, &origin.at("url"));
            }
        }
    }

    fn check_goals(&mut self, draft: &Draft) {
        for Placed { item: track, origin } in &draft.tracks {
            self.line(&track.title, &origin.at("title"));
            self.line(&track.purpose, &origin.at("purpose"));
            self.known_sources(&track.sources, &origin.at("sources"));
            let has_steps = draft.stages.iter().flat_map(|stage| &stage.steps).any(|step| step.item.tracks.contains(&track.id));
            if !has_steps {
                self.report(origin, format!("no step belongs to the track `{}`", track.id));
            }
        }
        for Placed { item: level, origin } in &draft.levels {
            self.check_level(level, origin);
        }
    }

    fn check_level(&mut self, level: &Level, origin: &Origin) {
        self.line(&level.title, &origin.at("title"));
        self.line(&level.purpose, &origin.at("purpose"));
        self.known(&level.asks, IdKind::Step, "step", &origin.at("asks"));
        self.known_sources(&level.sources, &origin.at("sources"));
        let years = &level.reached_after;
        if !(0.0 <= years.low && years.low <= years.high && years.high <= MAX_YEARS) {
            self.report(&origin.at("reached_after"), format!("years lie between 0 and {MAX_YEARS}, in the order low, high"));
        }
        self.figure(years, &origin.at("reached_after"));
        for (field, texts) in [("duties", &level.duties), ("beyond", &level.beyond)] {
            for (n, said) in texts.iter().enumerate() {
                let place = origin.at(field).at(n);
                self.line(&said.text, &place.at("text"));
                self.known_sources(&said.sources, &place.at("sources"));
            }
        }
    }

    fn check_retired_ids(&mut self, draft: &Draft) {
        for Placed { item: retired, origin } in &draft.retired_ids {
            if retired.replaced_by.is_empty() {
                self.report(&origin.at("replaced_by"), "say at least one id that carries on; an id never just goes away");
            }
            for (n, id) in retired.replaced_by.iter().enumerate() {
                if !self.is(id, IdKind::Step) && !self.is(id, IdKind::Certification) {
                    self.report(&origin.at("replaced_by").at(n), format!("there is no step or certification `{id}`"));
                }
            }
        }
    }

    fn check_stated(&mut self, draft: &Draft) {
        if let Some(second) = draft.stated.get(1) {
            self.report(&second.origin, "`stated:` stands in more than one file");
        }
        for Placed { item: stated, origin } in &draft.stated {
            if let Some(projects) = &stated.portfolio_projects {
                if projects.high < projects.low || projects.high == 0 {
                    self.report(&origin.at("portfolio_projects"), "the high end of a range lies below its low end");
                }
                self.figure(projects, &origin.at("portfolio_projects"));
            }
            if let Some(cost) = &stated.path_cost {
                self.figure(cost, &origin.at("path_cost"));
            }
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
        self.ids.get(id).is_some_and(|(known, _)| *known == kind)
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

    /// Every figure is sourced, except those that say themselves that nothing confirms them.
    fn figure(&mut self, figure: &(impl Figure + ?Sized), at: &Origin) {
        let provenance = figure.provenance();
        self.known_sources(provenance.sources, &at.at("sources"));
        if provenance.grade != Grade::Unconfirmed && provenance.sources.is_empty() {
            self.report(at, format!("a figure graded `{}` needs its `sources`; without any it is `unconfirmed`", provenance.grade.word()));
        }
    }

    fn https(&mut self, url: &str, at: &Origin) {
        if !url.starts_with("https://") || url.chars().any(char::is_whitespace) {
            self.report(at, format!("`{url}` is no https address"));
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
mod tests {
    use super::*;
    use crate::roadmap::read;

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
certifications:
  - id: exam
    name: Exam
    provider: Us
    purpose: None.
    url: https://example.org/exam
    status: {is: active, grade: unconfirmed}
    study_hours: {low: 20, high: 40, grade: unconfirmed}
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
        breaks("hours: {low: 20", "hours: {low: 200", "mine.yaml:20:5: certifications[0].study_hours: hours must be");
        breaks("high: 40", "high: .inf", "mine.yaml:20:5: certifications[0].study_hours: hours must be");
        breaks("[first]", "[frist]", "mine.yaml:12:20: stages[0].steps[1].requires[0]: there is no step `frist`");
        breaks("[first]", "[second]", "mine.yaml:12:20: stages[0].steps[1].requires[0]: a step cannot require itself");
        breaks(
            "hours: {low: 1, likely: 2, high: 3, grade: unconfirmed}",
            "hours: {low: 1, likely: 2, high: 3, grade: unconfirmed}\n        requires: [second]",
            "mine.yaml:9:20: stages[0].steps[0].requires[0]: `second` comes later",
        );
        breaks("grade: unconfirmed", "grade: official", "mine.yaml:8:9: stages[0].steps[0].hours: a figure graded `official` needs");
        breaks("title: One", "title: ' One'", "mine.yaml:4:12: stages[0].title: a text is one line");
        breaks("roadmap: {id: mine, title: Mine, version: '1'}\n", "", "mine.yaml:1:1: a roadmap needs its name");
    }

    #[test]
    fn what_does_not_parse_has_its_place_too() {
        breaks("title: First", "titel: First", "mine.yaml:7:9: stages[0].steps[0]: unknown field `titel`");
        breaks("grade: unconfirmed", "grade: sure", "mine.yaml:8:52: stages[0].steps[0].hours.grade: unknown variant `sure`");
    }
}
