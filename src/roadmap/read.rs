//! From texts to a checked roadmap.

use std::collections::HashMap;

use crate::dates::Date;
use crate::yaml;

use super::document::{Document, StageDocument, StepDocument};
use super::gate::{self, Finding};
use super::{Figure, Roadmap, Source, Stage, Step};

/// A file of a roadmap: its name for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct SourceText<'a> {
    /// Name shown in findings.
    pub name: &'a str,
    /// The YAML text.
    pub text: &'a str,
}

/// Reads, checks and assembles a roadmap from its files, in order.
///
/// # Errors
///
/// All [`Finding`]s, each with file, line and column: first what does not parse, then, when
/// everything parses, what breaks a rule of the gate.
pub fn read(files: &[SourceText<'_>]) -> Result<Roadmap, Vec<Finding>> {
    let mut documents: Vec<Document> = Vec::with_capacity(files.len());
    let mut findings = Vec::new();
    for file in files {
        match yaml::check_text(file.text.as_bytes()).and_then(yaml::parse_value).and_then(|_| yaml::parse(file.text)) {
            Ok(document) => documents.push(document),
            Err(fault) => findings.push(Finding::of_fault(file.name, fault)),
        }
    }
    if findings.is_empty() {
        findings = gate::check(files, &documents);
    }
    if findings.is_empty() { Ok(assemble(documents)) } else { Err(findings) }
}

/// Puts checked documents together. Called only after the gate found nothing, so every
/// reference resolves; one that did not would be left out, never panic.
fn assemble(documents: Vec<Document>) -> Roadmap {
    let mut roadmap = Roadmap {
        id: String::new(),
        title: String::new(),
        version: String::new(),
        stages: Vec::new(),
        steps: Vec::new(),
        certifications: Vec::new(),
        backgrounds: Vec::new(),
        resources: Vec::new(),
        sources: Vec::new(),
        index: Vec::new(),
    };
    let mut stages: Vec<StageDocument> = Vec::new();
    for document in documents {
        if let Some(header) = document.roadmap {
            (roadmap.id, roadmap.title, roadmap.version) = (header.id, header.title, header.version);
        }
        stages.extend(document.stages);
        roadmap.certifications.extend(document.certifications);
        roadmap.backgrounds.extend(document.backgrounds);
        roadmap.resources.extend(document.resources);
        roadmap.sources.extend(document.sources);
    }
    add_stages(&mut roadmap, stages);
    date_figures(&mut roadmap);
    roadmap.with_index()
}

fn add_stages(roadmap: &mut Roadmap, stages: Vec<StageDocument>) {
    let resources: HashMap<String, usize> = roadmap.resources.iter().enumerate().map(|(at, resource)| (resource.id.clone(), at)).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (stage_at, stage) in stages.into_iter().enumerate() {
        for step in stage.steps {
            places.insert(step.id.clone(), roadmap.steps.len());
            roadmap.steps.push(assemble_step(step, stage_at, &places, &resources));
        }
        roadmap.stages.push(Stage { id: stage.id, title: stage.title, purpose: stage.purpose, sources: stage.sources });
    }
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
fn date_figures(roadmap: &mut Roadmap) {
    let sources = std::mem::take(&mut roadmap.sources);
    for step in &mut roadmap.steps {
        date_figure(&mut step.hours, &sources);
    }
    for resource in &mut roadmap.resources {
        resource.price.iter_mut().for_each(|price| date_figure(price, &sources));
        resource.hours.iter_mut().for_each(|hours| date_figure(hours, &sources));
    }
    roadmap.sources = sources;
}

fn date_figure(figure: &mut impl Figure, sources: &[Source]) {
    let oldest: Option<Date> =
        figure.basis().sources.iter().filter_map(|id| sources.iter().find(|source| source.id == *id)).map(|source| source.date).min();
    figure.date_by(oldest);
}
