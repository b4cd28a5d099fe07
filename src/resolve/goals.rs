//! Goals (tracks, levels and exams) by the names people type.

use crate::code::Code;
use crate::error::Error;
use crate::roadmap::{Goal, Roadmap};
use crate::text::closest;
use crate::view::Line;

/// The goals of the names a learner typed, each once; all that are unknown are told at once.
pub(crate) fn goals(roadmap: &Roadmap, names: &[String]) -> Result<Vec<Goal>, Error> {
    let (mut goals, mut unknown): (Vec<Goal>, Vec<&str>) = (Vec::new(), Vec::new());
    for name in names {
        match roadmap.any_goal(name.trim()) {
            Some(goal) if goals.contains(&goal) => {}
            Some(goal) => goals.push(goal),
            None => unknown.push(name),
        }
    }
    if unknown.is_empty() { Ok(goals) } else { Err(error(roadmap, &unknown)) }
}

/// The place of a track.
pub(crate) fn track(roadmap: &Roadmap, name: &str) -> Result<usize, Error> {
    if let Some(Goal::Track(at)) = roadmap.goal(name) {
        return Ok(at);
    }
    let names = roadmap.goal_names().into_iter().filter(|(_, goal)| matches!(goal, Goal::Track(_)));
    let mut error = Error::usage(Code::UnknownTrack, format!("no track \"{name}\""));
    error.did_you_mean = closest(name, names.map(|(name, _)| name)).into_iter().map(str::to_owned).collect();
    Err(error.hint(Line::new().text("tracks: ").code(tracks(roadmap))))
}

fn error(roadmap: &Roadmap, unknown: &[&str]) -> Error {
    let noun = if unknown.len() == 1 { "goal" } else { "goals" };
    let quoted: Vec<String> = unknown.iter().map(|name| format!("\"{name}\"")).collect();
    let mut error = Error::usage(Code::UnknownGoal, format!("no {noun} {}", quoted.join(", ")));
    let mut candidates = roadmap.goal_names();
    for (at, cert) in roadmap.certifications.iter().enumerate() {
        candidates.extend(cert.names().map(|name| (name, Goal::Exam(at))));
    }
    for near in unknown.iter().flat_map(|name| closest(name, candidates.iter().map(|(name, _)| *name))) {
        let id = candidates.iter().find(|(name, _)| *name == near).map_or(near, |(_, goal)| roadmap.goal_id(*goal));
        if !error.did_you_mean.iter().any(|known| known == id) {
            error.did_you_mean.push(id.to_owned());
        }
    }
    error
        .hint(Line::new().text("tracks: ").code(tracks(roadmap)))
        .hint(Line::new().text("levels: ").code(levels(roadmap)))
        .command("certs", "lists the exams")
}

/// The ids of all tracks, in one phrase.
pub(crate) fn tracks(roadmap: &Roadmap) -> String {
    phrase(roadmap.tracks.iter().map(|track| track.id.as_str()))
}

/// The ids of all levels, in one phrase.
pub(crate) fn levels(roadmap: &Roadmap) -> String {
    phrase(roadmap.levels.iter().map(|level| level.id.as_str()))
}

fn phrase<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    if ids.is_empty() { "this roadmap has none".to_owned() } else { ids.join(", ") }
}
