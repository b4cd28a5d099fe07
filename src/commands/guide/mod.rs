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

/// The topic that explains who says what, and the grades.
const SOURCES: &str = "sources";

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
    for word in input.learner.roadmap.today_and_before(word) {
        if let Some(topic) = guide.topic(word) {
            return Ok(Asked::Topic(topic));
        }
        if word.eq_ignore_ascii_case(CONFLICTS) {
            return Ok(Asked::AllConflicts);
        }
        if let Some(conflict) = guide.conflict(word) {
            return Ok(Asked::Conflict(&conflict.id));
        }
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
    let shows_them = input.guide.is_some_and(|guide| guide.topic(SOURCES).is_some());
    Err(if shows_them { error.command(&format!("guide {SOURCES}"), "shows them") } else { error })
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::Setting;
    use crate::error::Exit;

    #[test]
    fn bare_it_lists_the_topics_and_conflicts() {
        let answer = Setting::new().run("guide");
        assert_eq!(answer.json["topics"][0]["id"], "salary");
        assert_eq!(answer.json["topics"][0]["statements"], 4);
        assert!(answer.text.contains("conflicts"), "{}", answer.text);
    }

    #[test]
    fn a_topic_says_who_says_what_and_where_they_disagree() {
        for word in ["guide salary", "guide PAY"] {
            let answer = Setting::new().run(word);
            assert_eq!(answer.json["topic"]["id"], "salary", "{word}");
            assert_eq!(answer.json["conflicts"][0]["id"], "cf-pay");
            assert!(answer.text.contains("guide-two") && answer.text.contains("remote work"), "{}", answer.text);
            let said = answer.text.lines().find(|line| line.contains("cities pay more"));
            assert!(said.is_some_and(|line| !line.contains("weak")), "what every statement is, is said once: {}", answer.text);
        }
    }

    #[test]
    fn one_source_alone_can_be_read() {
        let answer = Setting::new().run("guide salary --source guide-two");
        assert!(answer.text.contains("remote work") && !answer.text.contains("cities pay more"), "{}", answer.text);
        let error = Setting::new().fail("guide salary --source vendor-page");
        assert_eq!((error.exit, error.code.word()), (Exit::No, "silent-source"));
        assert_eq!(Setting::new().fail("guide --source guide-tw").did_you_mean, ["guide-two"]);
    }

    #[test]
    fn a_conflict_can_be_read_alone() {
        let answer = Setting::new().run("guide cf-pay");
        assert!(answer.text.contains("$100K") && answer.text.contains("never with an average"), "{}", answer.text);
        assert!(answer.json["topic"].is_null());
        assert_eq!(Setting::new().run("guide conflicts").json["conflicts"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn a_word_that_is_no_topic_is_led_to_what_it_is() {
        let hint = |word: &str| Setting::new().fail(&format!("guide {word}")).hints[0].plain(&crate::advice::Target::default());
        assert!(hint("shell").starts_with("mlpath show shell"), "{}", hint("shell"));
        assert!(hint("robot-track").starts_with("mlpath gap --for"), "{}", hint("robot-track"));
        assert!(hint("guide-one").starts_with("mlpath guide --source"), "{}", hint("guide-one"));
        assert_eq!(Setting::new().fail("guide salry").did_you_mean, ["salary"]);
    }
}
