//! From the ids a learner types to what they name, all mistakes of a call at once.

use crate::code::Code;
use crate::error::Error;
use crate::roadmap::{Item, Roadmap};
use crate::text::{closest, list};
use crate::view::Line;

/// What a marking command may mark.
pub(crate) fn markable(roadmap: &Roadmap, ids: &[String]) -> Result<Vec<Item>, Error> {
    known(roadmap, ids, "step or certification", |item| matches!(item, Item::Step(_) | Item::Certification(_)))
}

/// Anything that can be shown.
pub(crate) fn showable(roadmap: &Roadmap, ids: &[String]) -> Result<Vec<Item>, Error> {
    known(roadmap, ids, "step, stage, certification, background, resource, track or level", |_| true)
}

/// Certifications only.
pub(crate) fn certifications(roadmap: &Roadmap, ids: &[String]) -> Result<Vec<Item>, Error> {
    known(roadmap, ids, "certification", |item| matches!(item, Item::Certification(_)))
}

/// Steps only.
pub(crate) fn steps(roadmap: &Roadmap, ids: &[String]) -> Result<Vec<Item>, Error> {
    known(roadmap, ids, "step", |item| matches!(item, Item::Step(_)))
}

/// A stage, by its id or its number.
pub(crate) fn stage(roadmap: &Roadmap, id: &str) -> Result<usize, Error> {
    if let Some(number) = id.parse::<usize>().ok().filter(|number| (1..=roadmap.stages.len()).contains(number)) {
        return Ok(number - 1);
    }
    match known(roadmap, &[id.to_owned()], "stage", |item| matches!(item, Item::Stage(_)))?.first() {
        Some(Item::Stage(at)) => Ok(*at),
        _ => Err(Error::usage(Code::UnknownId, format!("no stage \"{id}\""))),
    }
}

/// A background.
pub(crate) fn background(roadmap: &Roadmap, id: &str) -> Result<usize, Error> {
    match known(roadmap, &[id.to_owned()], "background", |item| matches!(item, Item::Background(_)))?.first() {
        Some(Item::Background(at)) => Ok(*at),
        _ => Err(Error::usage(Code::UnknownId, format!("no background \"{id}\""))),
    }
}

/// Resolves all ids, each thing once, in the order typed.
fn known(roadmap: &Roadmap, ids: &[String], noun: &str, wanted: impl Fn(Item) -> bool) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    let mut wrong: Vec<&str> = Vec::new();
    for id in ids {
        match roadmap.find(id) {
            Some(item) if wanted(item) && items.contains(&item) => {}
            Some(item) if wanted(item) => items.push(item),
            _ => wrong.push(id),
        }
    }
    if wrong.is_empty() { Ok(items) } else { Err(unknown(roadmap, &wrong, noun, wanted)) }
}

fn unknown(roadmap: &Roadmap, wrong: &[&str], noun: &str, wanted: impl Fn(Item) -> bool) -> Error {
    let quoted: Vec<String> = wrong.iter().map(|id| format!("\"{id}\"")).collect();
    let mut error = Error::usage(Code::UnknownId, format!("no {noun} {}", list(&quoted)));
    for id in wrong {
        let exists = roadmap.find(id).is_some();
        let near = if exists { Vec::new() } else { meant(roadmap, id, &wanted) };
        if wrong.len() > 1 && !near.is_empty() {
            error = error.hint(Line::new().text(format!("for \"{id}\" did you mean: ")).code(near.join(", ")));
            error.told_apart = true;
        }
        error.did_you_mean.extend(near.into_iter().map(str::to_owned));
        if let Some(item) = roadmap.find(id) {
            error = error.hint(what_it_is(id, item));
        } else {
            error = elsewhere(roadmap, id, error);
        }
    }
    error.did_you_mean.dedup();
    match noun {
        "background" => error.hint(Line::new().text("backgrounds: ").code(backgrounds(roadmap))),
        "stage" => error.hint(Line::new().text("stages: ").code(stages(roadmap))),
        "certification" => error.command("certs", "shows their ids"),
        _ => error.command("list --all", "shows the ids of steps").command("certs", "those of certifications"),
    }
}

/// A word that names no item may name a goal or a topic of the guide.
fn elsewhere(roadmap: &Roadmap, word: &str, error: Error) -> Error {
    if let Some(goal) = roadmap.goal(word) {
        let id = super::goals::id(roadmap, goal);
        return error.hint(Line::new().text(format!("\"{word}\" is a goal: ")).advice(format!("gap --for {id}")));
    }
    let goals: Vec<(&str, crate::roadmap::Goal)> = roadmap.goal_names().collect();
    if let Some(near) = closest(word, goals.iter().map(|(name, _)| *name)).first() {
        return error.hint(Line::new().text(format!("for the goal {near}: ")).advice(format!("gap --for {near}")));
    }
    if word.starts_with("cf-") {
        return error.hint(Line::new().text("it may be a conflict of the guides: ").advice(format!("guide {word}")));
    }
    let topics = roadmap.topics.iter().flatten().map(String::as_str);
    let named = |topic: &str| roadmap.topics.iter().find(|names| names.iter().any(|name| name == topic)).and_then(|names| names.first());
    match closest(word, topics).into_iter().find_map(named) {
        Some(topic) => error.hint(Line::new().text("the guide has a page on it: ").advice(format!("guide {topic}"))),
        None => error,
    }
}

/// The permanent ids of what a mistyped word was probably meant to be.
pub(crate) fn meant<'a>(roadmap: &'a Roadmap, word: &str, wanted: impl Fn(Item) -> bool) -> Vec<&'a str> {
    let candidates = roadmap.names().filter(|(_, item)| wanted(*item)).map(|(name, _)| name);
    let mut ids: Vec<&str> = Vec::new();
    for name in closest(word, candidates) {
        let id = roadmap.find(name).map_or(name, |item| roadmap.id_of(item));
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn what_it_is(id: &str, item: Item) -> Line {
    match item {
        Item::Stage(_) => Line::new().text(format!("\"{id}\" is a stage; its steps go by ")).code(format!("--stage {id}")),
        Item::Step(_) => Line::new().text(format!("\"{id}\" is a step: ")).advice(format!("show {id}")),
        Item::Certification(_) => Line::new().text(format!("\"{id}\" is a certification: ")).advice(format!("certs {id}")),
        Item::Background(_) => Line::new().text(format!("\"{id}\" is a background: ")).advice(format!("plan --from {id}")),
        Item::Resource(_) => Line::new().text(format!("\"{id}\" is a resource: ")).advice(format!("show {id}")),
    }
}

/// The ids of all backgrounds.
pub(crate) fn backgrounds(roadmap: &Roadmap) -> String {
    let ids: Vec<&str> = roadmap.backgrounds.iter().map(|ground| ground.id.as_str()).collect();
    ids.join(", ")
}

fn stages(roadmap: &Roadmap) -> String {
    let ids: Vec<&str> = roadmap.stages.iter().map(|stage| stage.id.as_str()).collect();
    ids.join(", ")
}
