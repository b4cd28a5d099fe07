//! Tracks and levels by the names people type.

use crate::code::Code;
use crate::error::Error;
use crate::roadmap::{Goal, Roadmap};
use crate::text::closest;
use crate::view::Line;

/// A goal by the name a learner typed.
pub(crate) fn goal(roadmap: &Roadmap, name: &str) -> Result<Goal, Error> {
    roadmap.goal(name).ok_or_else(|| unknown(roadmap, name, "goal", |_| true))
}

/// The place of a track.
pub(crate) fn track(roadmap: &Roadmap, name: &str) -> Result<usize, Error> {
    match roadmap.goal(name) {
        Some(Goal::Track(at)) => Ok(at),
        _ => Err(unknown(roadmap, name, "track", |goal| matches!(goal, Goal::Track(_)))),
    }
}

/// The place of a level.
pub(crate) fn level(roadmap: &Roadmap, name: &str) -> Result<usize, Error> {
    match roadmap.goal(name) {
        Some(Goal::Level(at)) => Ok(at),
        _ => Err(unknown(roadmap, name, "level", |goal| matches!(goal, Goal::Level(_)))),
    }
}

fn unknown(roadmap: &Roadmap, name: &str, noun: &'static str, wanted: impl Fn(Goal) -> bool) -> Error {
    let code = match noun {
        "track" => Code::UnknownTrack,
        "level" => Code::UnknownLevel,
        _ => Code::UnknownGoal,
    };
    let mut error = Error::usage(code, format!("no {noun} \"{name}\""));
    let candidates: Vec<(&str, Goal)> = roadmap.goal_names().filter(|(_, goal)| wanted(*goal)).collect();
    for near in closest(name, candidates.iter().map(|(name, _)| *name)) {
        let id = candidates.iter().find(|(name, _)| *name == near).map_or(near, |(_, goal)| id(roadmap, *goal));
        if !error.did_you_mean.iter().any(|known| known == id) {
            error.did_you_mean.push(id.to_owned());
        }
    }
    if wanted(Goal::Track(0)) {
        error = error.hint(Line::new().text("tracks: ").code(tracks(roadmap)));
    }
    if wanted(Goal::Level(0)) {
        error = error.hint(Line::new().text("levels: ").code(levels(roadmap)));
    }
    error
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

/// The permanent id of a goal.
pub(crate) fn id(roadmap: &Roadmap, goal: Goal) -> &str {
    match goal {
        Goal::JobReady => "job-ready",
        Goal::Track(at) => &roadmap.tracks[at].id,
        Goal::Level(at) => &roadmap.levels[at].id,
    }
}

/// The title of a goal.
pub(crate) fn title(roadmap: &Roadmap, goal: Goal) -> &str {
    match goal {
        Goal::JobReady => "Job-ready",
        Goal::Track(at) => &roadmap.tracks[at].title,
        Goal::Level(at) => &roadmap.levels[at].title,
    }
}
