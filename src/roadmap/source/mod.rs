//! From texts to a checked roadmap.

pub mod document;
mod draft;
mod load;
mod missing;
mod near;
mod retired;
mod validate;

use std::collections::{HashMap, HashSet};

use crate::dates::Date;
use crate::yaml::{self, Fault, Position, Value};

use self::document::Document;
use self::draft::{Draft, items};

pub use self::draft::SourceText;
pub use self::load::{load, load_overlay};
pub use self::validate::Finding;
use super::audit::for_each_figure_mut;
use super::index::Index;
use super::{Alternatives, Figure, Grade, Guide, HoursRange, PublishedLength, Roadmap, Stored, StoredList};

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

/// The sections of a file that belong to the guide or speak of it.
const GUIDE: [&str; 7] = ["guide", "conflicts", "terms", "facts", "skills", "published", "retired_ids"];

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
            Err(fault) => findings.extend(faults_of(file, fault)),
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
    if let Some(mut document) = document {
        retired::follow(&mut document, roadmap);
        if let Err(mut faults) = draft.apply_overlay(&document, 0) {
            near::suggest(&mut draft, &mut faults);
            return Err(validate::findings(&[overlay], faults));
        }
    }
    let Content { roadmap: mut laid, guide } = pass(&[overlay], draft)?;
    laid.overlay = Some(overlay.name.to_owned());
    if !needs_shelf {
        laid.topics.clone_from(&roadmap.topics);
        laid.alternatives.clone_from(&roadmap.alternatives);
    }
    Ok(Overlaid { roadmap: laid, guide: needs_shelf.then_some(guide) })
}

/// What keeps a file from being read: the fault, or everything that is missing where that is what it is about.
fn faults_of(file: &SourceText<'_>, fault: Fault) -> Vec<Finding> {
    if fault.message.contains("missing field")
        && let Ok(value) = parse(file.text)
        && let Err(first) = yaml::typed_at::<Document>(&value)
    {
        let found = missing::all(&value, first, &|value| yaml::typed_at::<Document>(value).err());
        let place = |path: Vec<yaml::Key>| path.into_iter().fold(draft::Origin::top(0), |origin, key| origin.at(key));
        return validate::findings(&[*file], found.into_iter().map(|(path, message)| (place(path), message)).collect());
    }
    vec![Finding::of_fault(file.name, fault)]
}

fn parse(text: &str) -> Result<Value, Fault> {
    yaml::check_text(text.as_bytes()).and_then(yaml::parse_value)
}

fn pass(files: &[SourceText<'_>], draft: Draft) -> Result<Content, Vec<Finding>> {
    let findings = validate::check(files, &draft);
    if findings.is_empty() { Ok(assemble(draft)) } else { Err(findings) }
}

/// Puts a checked draft together. Called only after the gate found nothing, so every reference
/// resolves; one that did not would be left out, never panic.
fn assemble(draft: Draft) -> Content {
    let (id, title, version) =
        draft.headers.into_iter().next().map(|header| (header.item.id, header.item.title, header.item.version)).unwrap_or_default();
    let mut guide = Guide {
        facts: items(draft.facts).into(),
        topics: items(draft.topics).into(),
        conflicts: items(draft.conflicts).into(),
        skills: items(draft.skills).into(),
        terms: items(draft.terms).into(),
        published: items(draft.published).into(),
    };
    let mut roadmap = Roadmap {
        id,
        title,
        version,
        overlay: None,
        stages: Vec::new(),
        steps: Vec::new(),
        certifications: items(draft.certifications).into(),
        path: Vec::new(),
        backgrounds: items(draft.backgrounds).into(),
        resources: Stored::from(StoredList::from(items(draft.resources))),
        sources: Stored::from(StoredList::from(items(draft.sources))),
        tracks: items(draft.tracks).into(),
        levels: items(draft.levels).into(),
        retired_ids: items(draft.retired_ids).into(),
        choices: items(draft.choices),
        alternatives: Alternatives::all(&guide.terms).into(),
        stated: draft.stated.into_iter().next().map(|stated| stated.item).unwrap_or_default().into(),
        topics: Stored::from(guide.topics.iter().map(|topic| topic.names().map(str::to_owned).collect()).collect::<Vec<_>>()),
        index: Index::default(),
        source_index: Index::default(),
    };
    let resources: HashMap<String, usize> = roadmap.resources.iter().enumerate().map(|(at, resource)| (resource.id.clone(), at)).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (stage_at, placed) in draft.stages.into_iter().enumerate() {
        for step in placed.steps {
            places.insert(step.item.id.clone(), roadmap.steps.len());
            let found = |id: String, known: &HashMap<String, usize>| known.get(&id).copied();
            let step = step.item.resolve(stage_at, |id| found(id, &places), |id| found(id, &resources));
            roadmap.steps.push(step);
        }
        roadmap.stages.push(placed.stage.item);
    }
    take_published(&mut roadmap, &guide.published);
    date_figures(&mut roadmap, &mut guide);
    Content { roadmap: roadmap.with_index(), guide }
}

/// Gives resources the hours that are published for the whole of them, and makes a source of every
/// published length that something rests on.
fn take_published(roadmap: &mut Roadmap, published: &[PublishedLength]) {
    for resource in roadmap.resources.iter_mut().filter(|resource| resource.hours.is_none()) {
        let stated: Vec<&PublishedLength> =
            published.iter().filter(|length| length.counts && length.resource.as_ref() == Some(&resource.id)).collect();
        resource.hours = hours_of(&stated);
    }
    let mut cited: HashSet<&str> = HashSet::new();
    for step in &roadmap.steps {
        cited.extend(step.hours.basis.from.iter().map(|part| part.published.as_str()));
    }
    for hours in roadmap.resources.iter().filter_map(|resource| resource.hours.as_ref()) {
        cited.extend(hours.sources.iter().map(String::as_str));
    }
    roadmap.sources.extend(published.iter().filter(|length| cited.contains(length.id.as_str())).map(PublishedLength::as_source));
}

/// The hours several published lengths state together, graded as the least sure of them.
fn hours_of(stated: &[&PublishedLength]) -> Option<HoursRange> {
    Some(HoursRange {
        low: stated.iter().map(|length| length.low).reduce(f64::min)?,
        high: stated.iter().map(|length| length.high).reduce(f64::max)?,
        grade: stated.iter().map(|length| length.grade).max().unwrap_or(Grade::Weak),
        checked_on: None,
        sources: stated.iter().map(|length| length.id.clone()).collect::<Vec<_>>().into(),
        arithmetic: stated.iter().find(|length| length.grade == Grade::Derived).map(|length| length.states.clone()).into(),
        note: None.into(),
    })
}

/// Dates every figure that names sources but no day by the oldest reading of them: a figure is as
/// old as the oldest thing it rests on.
fn date_figures(roadmap: &mut Roadmap, guide: &mut Guide) {
    let sources = std::mem::take(&mut *roadmap.sources);
    let mut dates: HashMap<String, Date> = sources.iter().map(|source| (source.id.clone(), source.read_on)).collect();
    dates.extend(guide.published.iter().map(|length| (length.id.clone(), length.read_on)));
    for_each_figure_mut(roadmap, guide, &mut |figure: &mut dyn Figure| {
        let oldest = figure.provenance().sources.iter().filter_map(|id| dates.get(*id).copied()).min();
        figure.default_date(oldest);
    });
    roadmap.sources = sources.into();
}
