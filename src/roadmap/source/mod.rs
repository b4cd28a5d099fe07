//! From texts to a checked roadmap.

pub mod document;
mod draft;
mod load;
mod validate;

use std::collections::HashMap;

use crate::dates::Date;
use crate::yaml::{self, Fault, Position, Value};

use self::document::{Document, StepDocument};
use self::draft::{Draft, Placed};

pub use self::draft::SourceText;
pub use self::load::{load, load_overlay};
pub use self::validate::Finding;
use super::{Figure, Guide, Roadmap, Source, Stage, Stated, Step};

/// What the files of a roadmap hold: the roadmap, and the guide of what only reading commands need.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The roadmap.
    pub roadmap: Roadmap,
    /// The guide, its conflicts, and the words of job postings.
    pub guide: Guide,
}

/// A roadmap with an overlay laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlaid {
    /// The roadmap.
    pub roadmap: Roadmap,
    /// The guide, where the overlay says something of it; else the one below stays as it is.
    pub guide: Option<Guide>,
}

/// The sections of a file that belong to the guide.
const GUIDE: [&str; 3] = ["guide", "conflicts", "terms"];

/// Reads, checks and assembles a roadmap from its files, in order.
///
/// # Errors
///
/// All [`Finding`]s, each with file, line and column: first what does not parse, then, when
/// everything parses, what breaks a rule of the gate.
pub fn read(files: &[SourceText<'_>]) -> Result<Content, Vec<Finding>> {
    let mut documents: Vec<Document> = Vec::with_capacity(files.len());
    let mut findings = Vec::new();
    for file in files {
        match parse(file.text).and_then(|_| yaml::parse(file.text)) {
            Ok(document) => documents.push(document),
            Err(fault) => findings.push(Finding::of_fault(file.name, fault)),
        }
    }
    if findings.is_empty() { pass(files, Draft::of_documents(documents)) } else { Err(findings) }
}

/// Lays an overlay over a roadmap and its guide: an item with an id that is there changes the fields
/// it gives, any other is added; the whole passes the gate again. The guide takes its time to
/// decode, so it is asked for only where the overlay says something of it.
///
/// # Errors
///
/// All [`Finding`]s, each with file, line and column.
pub fn apply_overlay<'a>(roadmap: &Roadmap, guide: impl FnOnce() -> &'a Guide, overlay: SourceText<'_>) -> Result<Overlaid, Vec<Finding>> {
    let shaped = match parse(overlay.text) {
        Ok(Value::Mapping(document)) => Ok(Some(document)),
        Ok(Value::Null) => Ok(None),
        Ok(_) => Err(Fault::new("an overlay holds sections such as `stages:` or `certifications:`", Some(Position { line: 1, column: 1 }))),
        Err(fault) => Err(fault),
    };
    let document = shaped.map_err(|fault| vec![Finding::of_fault(overlay.name, fault)])?;
    let needs_shelf = document.as_ref().is_some_and(|document| GUIDE.iter().any(|section| document.contains_key(section)));
    let mut draft = Draft::of_roadmap(roadmap, needs_shelf.then(guide));
    if let Some(document) = document {
        draft.apply_overlay(&document, 0).map_err(|faults| validate::findings(&[overlay], faults))?;
    }
    let Content { roadmap: mut laid, guide } = pass(&[overlay], draft)?;
    laid.overlay = Some(overlay.name.to_owned());
    if !needs_shelf {
        laid.topics.clone_from(&roadmap.topics);
    }
    Ok(Overlaid { roadmap: laid, guide: needs_shelf.then_some(guide) })
}

fn parse(text: &str) -> Result<Value, Fault> {
    yaml::check_text(text.as_bytes()).and_then(yaml::parse_value)
}

fn pass(files: &[SourceText<'_>], draft: Draft) -> Result<Content, Vec<Finding>> {
    let findings = validate::check(files, &draft);
    if findings.is_empty() { Ok(assemble(draft)) } else { Err(findings) }
}

fn items<T>(placed: Vec<Placed<T>>) -> Vec<T> {
    placed.into_iter().map(|placed| placed.item).collect()
}

/// Puts a checked draft together. Called only after the gate found nothing, so every reference
/// resolves; one that did not would be left out, never panic.
fn assemble(draft: Draft) -> Content {
    let (id, title, version) =
        draft.headers.into_iter().next().map(|header| (header.item.id, header.item.title, header.item.version)).unwrap_or_default();
    let mut guide = Guide { topics: items(draft.topics), conflicts: items(draft.conflicts), terms: items(draft.terms) };
    let mut roadmap = Roadmap {
        id,
        title,
        version,
        overlay: None,
        stages: Vec::new(),
        steps: Vec::new(),
        certifications: items(draft.certifications),
        backgrounds: items(draft.backgrounds),
        resources: items(draft.resources),
        sources: items(draft.sources),
        tracks: items(draft.tracks),
        levels: items(draft.levels),
        retired_ids: items(draft.retired_ids),
        stated: draft.stated.into_iter().next().map(|stated| stated.item).unwrap_or_default(),
        topics: guide.topics.iter().map(|topic| topic.names().map(str::to_owned).collect()).collect(),
        index: Vec::new(),
    };
    let resources: HashMap<String, usize> = roadmap.resources.iter().enumerate().map(|(at, resource)| (resource.id.clone(), at)).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (stage_at, placed) in draft.stages.into_iter().enumerate() {
        for step in placed.steps {
            places.insert(step.item.id.clone(), roadmap.steps.len());
            roadmap.steps.push(assemble_step(step.item, stage_at, &places, &resources));
        }
        let stage = placed.stage.item;
        roadmap.stages.push(Stage { id: stage.id, title: stage.title, purpose: stage.purpose, sources: stage.sources });
    }
    date_figures(&mut roadmap, &mut guide);
    Content { roadmap: roadmap.with_index(), guide }
}

fn assemble_step(step: StepDocument, stage: usize, places: &HashMap<String, usize>, resources: &HashMap<String, usize>) -> Step {
    let places_of = |ids: &[String], known: &HashMap<String, usize>| ids.iter().filter_map(|id| known.get(id).copied()).collect();
    Step {
        requires: places_of(&step.requires, places),
        resources: places_of(&step.resources, resources),
        id: step.id,
        aliases: step.aliases,
        title: step.title,
        stage,
        kind: step.kind,
        portfolio: step.portfolio,
        importance: step.importance,
        purpose: step.purpose,
        done_when: step.done_when,
        topics: step.topics,
        hours: step.hours,
        tracks: step.tracks,
        covers: step.covers,
        sources: step.sources,
    }
}

/// Dates every figure that names sources but no day by the oldest of them: a figure is as old as
/// the oldest thing it rests on.
fn date_figures(roadmap: &mut Roadmap, guide: &mut Guide) {
    let sources = std::mem::take(&mut roadmap.sources);
    let dates: HashMap<&str, Date> = sources.iter().map(|source: &Source| (source.id.as_str(), source.date)).collect();
    let date = |figure: &mut dyn Figure| {
        let oldest = figure.provenance().sources.iter().filter_map(|id| dates.get(id.as_str()).copied()).min();
        figure.default_date(oldest);
    };
    roadmap.steps.iter_mut().for_each(|step| date(&mut step.hours));
    roadmap.certifications.iter_mut().flat_map(super::Certification::figures_mut).for_each(&date);
    for resource in &mut roadmap.resources {
        resource.price.iter_mut().for_each(|price| date(price));
        resource.hours.iter_mut().for_each(|hours| date(hours));
    }
    roadmap.levels.iter_mut().for_each(|level| date(&mut level.reached_after));
    let Stated { portfolio_projects, path_cost } = &mut roadmap.stated;
    let projects = portfolio_projects.iter_mut().map(|projects| projects as &mut dyn Figure);
    let stated = projects.chain(path_cost.iter_mut().map(|cost| cost as &mut dyn Figure));
    stated.for_each(&date);
    let entries = guide.topics.iter_mut().flat_map(|topic| &mut topic.sections).flat_map(|section| &mut section.entries);
    entries.for_each(|entry| date(entry));
    drop(dates);
    roadmap.sources = sources;
}
