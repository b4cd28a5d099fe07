//! `mlpath help`: commands, and topics that are readable offline.

use crate::code::Code;
use serde::Serialize;

use crate::cli::{self, HelpArgs};
use crate::error::Error;
use crate::text::closest;
use crate::view::{Line, Page, Role, Show};

use super::Outcome;

/// The topics with their texts.
const TOPICS: [(&str, &str); 10] = [
    ("options", include_str!("options.txt")),
    ("json", include_str!("json.txt")),
    ("exit-codes", include_str!("exit-codes.txt")),
    ("environment", include_str!("environment.txt")),
    ("file", include_str!("file.txt")),
    ("merging", include_str!("merging.txt")),
    ("roadmap", include_str!("roadmap.txt")),
    ("overlay", include_str!("roadmap.txt")),
    ("forecast", include_str!("forecast.txt")),
    ("forecast-method", include_str!("forecast-method.txt")),
];

/// The names of the topics.
pub(crate) fn topics() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().map(|(name, _)| *name).chain(["errors"])
}

/// Runs the command.
pub(crate) fn run(args: &HelpArgs) -> Result<Outcome, Error> {
    let topic = args.topic.as_deref();
    if topic == Some("errors") {
        return Ok(Outcome::answer(HelpDocument { schema: SCHEMA, topic: topic.map(str::to_owned), text: errors() }));
    }
    let text = match topic.and_then(|topic| TOPICS.iter().find(|(name, _)| *name == topic)) {
        Some((_, text)) => (*text).to_owned(),
        None => cli::help_page(topic).ok_or_else(|| unknown(topic.unwrap_or_default()))?,
    };
    Ok(Outcome::answer(HelpDocument { schema: SCHEMA, topic: topic.map(str::to_owned), text }))
}

const SCHEMA: &str = "mlpath/help/v1";

/// Every error code with what it means.
fn errors() -> String {
    let widest = Code::ALL.iter().map(|code| code.word().len()).max().unwrap_or_default();
    let lines = Code::ALL.iter().map(|code| format!("  {:widest$}  {}\n", code.word(), code.sentence()));
    let intro = "Under --json an error is a document on standard error. Its code is one of these:\n\n";
    intro.to_owned() + &lines.collect::<String>()
}

fn unknown(topic: &str) -> Error {
    let mut names = cli::command_names();
    names.push("errors".to_owned());
    names.extend(TOPICS.iter().map(|(name, _)| (*name).to_owned()));
    let mut error = Error::usage(Code::UnknownTopic, format!("no command or topic \"{topic}\""));
    error.did_you_mean = closest(topic, names.iter().map(String::as_str)).into_iter().map(str::to_owned).collect();
    error.command("help", "lists them")
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct HelpDocument {
    schema: &'static str,
    topic: Option<String>,
    text: String,
}

/// Where the words begin that explain the first ones: behind two blanks or more; 0 where nothing stands so.
fn second_column(words: &str) -> usize {
    let Some(gap) = words.find("  ") else { return 0 };
    let explanation = words[gap..].trim_start();
    words.len() - explanation.len()
}

impl Show for HelpDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for line in self.text.trim_end().lines() {
            let heading = !line.is_empty()
                && !line.starts_with(' ')
                && self.topic.as_deref().is_some_and(|topic| TOPICS.iter().any(|(name, _)| *name == topic))
                && line.ends_with(':');
            let role = if heading { Role::Heading } else { Role::Text };
            let words = line.trim_start();
            let indent = line.len() - words.len();
            page.hanging(indent, indent + second_column(words), Line::new().add(role, words));
        }
        page.details_from(1);
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.text.trim_end().lines().map(str::to_owned).collect()
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<HelpDocument>("help")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(topic: Option<&str>) -> String {
        let outcome = run(&HelpArgs { topic: topic.map(str::to_owned) }).unwrap_or_else(|error| panic!("{}", error.message));
        outcome.answer.json().expect("an answer has a JSON form")
    }

    #[test]
    fn explanations_begin_behind_two_blanks() {
        for (words, column) in [("done  finished", 6), ("mlpath status    where you are", 17), ("one blank only", 0), ("", 0)] {
            assert_eq!(second_column(words), column, "{words}");
        }
    }

    #[test]
    fn every_topic_and_every_command_has_a_page() {
        for topic in TOPICS.iter().map(|(name, _)| (*name).to_owned()).chain(cli::command_names()).chain(["errors".to_owned()]) {
            assert!(text(Some(&topic)).len() > 200, "{topic}");
        }
        assert!(text(None).contains("status"));
    }

    #[test]
    fn the_page_of_errors_lists_every_code() {
        let page = errors();
        assert!(Code::ALL.iter().all(|code| page.contains(code.word()) && page.contains(code.sentence())));
    }

    #[test]
    fn an_unknown_topic_names_the_nearest() {
        let error = run(&HelpArgs { topic: Some("forcast".to_owned()) }).err().expect("no such topic");
        assert_eq!((error.code, error.did_you_mean), (Code::UnknownTopic, vec!["forecast".to_owned()]));
    }
}
