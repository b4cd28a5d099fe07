//! `mlpath guide`: the reference guide, one calm page a topic.

mod document;
mod facts;
mod page;

#[cfg(test)]
pub(crate) use document::schema;

use crate::cli::GuideArgs;
use crate::code::Code;
use crate::error::{Error, Exit};
use crate::roadmap::{Guide, Topic};
use crate::text::closest;

use super::{Input, Outcome};

use document::GuideDocument;

/// The topic that opens with the matrix of skills.
const SKILLS: &str = "skills";

/// The topic that is made of all conflicts.
const CONFLICTS: &str = "conflicts";

/// Runs the command.
pub(crate) fn run(args: &GuideArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let nothing = Guide::default();
    let guide = input.guide.unwrap_or(&nothing);
    if guide.topics.is_empty() {
        return Err(Error::usage(Code::NoGuide, "this roadmap has no guide").hint("leave --roadmap away to read the built-in one"));
    }
    let source = args.source.as_deref().map(|id| known_source(input, id)).transpose()?;
    let asked = args.topic.as_deref().map(|word| asked(input, guide, word)).transpose()?;
    let document = GuideDocument::new(input, guide, asked, source).in_full(args.all);
    if let (true, Some(source)) = (asked.is_some() && document.is_silent(), source) {
        let error = Error::new(Exit::No, Code::SilentSource, format!("{source} says nothing here"));
        return Err(error.command(&format!("guide --source {source}"), "shows where it speaks"));
    }
    Ok(Outcome::answer(document))
}

/// What a learner asks to read.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Topic(&'a Topic),
    AllConflicts,
    Conflict(&'a str),
}

fn asked<'a>(input: &Input<'_>, guide: &'a Guide, word: &str) -> Result<Asked<'a>, Error> {
    if let Some(topic) = guide.topic(word) {
        return Ok(Asked::Topic(topic));
    }
    if word.eq_ignore_ascii_case(CONFLICTS) {
        return Ok(Asked::AllConflicts);
    }
    if let Some(conflict) = guide.conflict(word) {
        return Ok(Asked::Conflict(&conflict.id));
    }
    let mut error = Error::usage(Code::UnknownTopic, format!("no topic \"{word}\""));
    let names =
        guide.topics.iter().flat_map(Topic::names).chain([CONFLICTS]).chain(guide.conflicts.iter().map(|conflict| conflict.id.as_str()));
    for near in closest(word, names) {
        let id = guide.topic(near).map_or(near, |topic| topic.id.as_str());
        if !error.did_you_mean.iter().any(|known| known == id) {
            error.did_you_mean.push(id.to_owned());
        }
    }
    if input.learner.roadmap.find(word).is_some() {
        error = error.command(&format!("show {word}"), "it is an item of the roadmap");
    } else if input.learner.roadmap.goal(word).is_some() {
        error = error.command(&format!("gap --for {word}"), "it is a goal");
    } else if input.learner.roadmap.source(word).is_some() {
        error = error.command(&format!("guide --source {word}"), "it is a source");
    }
    Err(error.command("guide", "lists the topics"))
}

fn known_source<'a>(input: &Input<'a>, id: &str) -> Result<&'a str, Error> {
    if let Some(source) = input.learner.roadmap.source(id) {
        return Ok(&source.id);
    }
    let mut error = Error::usage(Code::UnknownSource, format!("no source \"{id}\""));
    let known = input.learner.roadmap.sources.iter().map(|source| source.id.as_str());
    error.did_you_mean = closest(id, known).into_iter().map(str::to_owned).collect();
    Err(error.command("guide sources", "shows them"))
}
