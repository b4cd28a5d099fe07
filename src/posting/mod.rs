//! Reading a job posting: which skills, tools and certificates its text names, and whether it
//! requires them or would merely like them.
//!
//! Plain matching of words, no guessing: a term counts when its words stand in the text one after
//! another. Blanks and hyphens are equal, case is not looked at except for words that are common
//! English otherwise (`Go`, `R`), and the longest name wins.

mod html;
mod needs;
mod requirement_level;
mod vocabulary;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::roadmap::Term;

pub use needs::{Need, NeedState, PostingNeeds};

use requirement_level::{Heading, begins_heading, heading, heading_of_part, requirement_level};
use vocabulary::{Vocabulary, tokens};

/// How much a posting asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Requirement {
    /// It would be nice.
    Nice,
    /// The text names it without saying.
    Named,
    /// It is required.
    Required,
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// A term that a posting names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its place in the list of terms.
    pub term: usize,
    /// The words of the text at its first place.
    pub phrase: String,
    /// The line of its first place, from 1.
    pub line: usize,
    /// How much it is asked for: the strongest of all its places.
    pub requirement: Requirement,
}

/// A reader of postings: a vocabulary made ready.
#[derive(Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
}

impl Reader {
    /// A reader that knows some terms.
    #[must_use]
    pub fn new(terms: &[Term]) -> Reader {
        Reader { vocabulary: Vocabulary::new(terms) }
    }

    /// Finds the terms a text names, in the order of their first places.
    ///
    /// A short first line is a job's title and names nothing; what stands under benefits, similar
    /// jobs and the like is passed over, and so is a sentence that says what is not needed.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Mention> {
        let text = &*html::without_markup(text);
        let mut found: BTreeMap<usize, (usize, Mention)> = BTreeMap::new();
        let mut section = Some(Requirement::Named);
        let mut order = 0;
        let title = title_line(text);
        for (at, line) in text.lines().enumerate() {
            if Some(at) == title {
                continue;
            }
            let is_pasted = line.len() >= PASTED;
            for part in parts(line) {
                let heading = if is_pasted { heading_of_part(part) } else { heading(part) };
                let here = match heading {
                    Some(Heading { requirement, lasts: true }) => {
                        section = requirement;
                        requirement
                    }
                    Some(Heading { requirement, lasts: false }) => requirement,
                    None => section,
                };
                let Some(here) = here else { continue };
                for sentence in sentences(part) {
                    let tokens = tokens(sentence);
                    let Some(requirement) = requirement_level(&tokens, here) else { continue };
                    for (term, phrase) in self.vocabulary.matches(sentence, &tokens) {
                        order += 1;
                        let known = found.entry(term).or_insert((order, Mention { term, phrase, line: at + 1, requirement }));
                        known.1.requirement = known.1.requirement.max(requirement);
                    }
                }
            }
        }
        let mut mentions: Vec<(usize, Mention)> = found.into_values().collect();
        mentions.sort_by_key(|(order, _)| *order);
        mentions.into_iter().map(|(_, mention)| mention).collect()
    }
}

/// The place of a title: the first line with words, when it is short and not nearly all there is.
fn title_line(text: &str) -> Option<usize> {
    const TITLE_WORDS: usize = 14;
    let (at, line) = text.lines().enumerate().find(|(_, line)| !line.trim().is_empty())?;
    let is_short = line.split_whitespace().count() <= TITLE_WORDS && !line.trim_end().ends_with(['.', ':']);
    (is_short && text.trim().lines().nth(3).is_some()).then_some(at)
}

/// A line longer than this was pasted without its line breaks.
const PASTED: usize = 1000;

/// The parts of a line: one, unless it was pasted without breaks; then each heading begins a new one.
fn parts(line: &str) -> Vec<&str> {
    if line.len() < PASTED {
        return vec![line];
    }
    let mut cuts: Vec<usize> = vec![0];
    cuts.extend(line.match_indices(' ').map(|(at, _)| at + 1).filter(|&at| begins_heading(&line[at..])));
    cuts.push(line.len());
    cuts.windows(2).map(|pair| &line[pair[0]..pair[1]]).collect()
}

/// The sentences of a line: they end at a full stop, semicolon or mark before a blank.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut chars = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, c)) = chars.next() {
            let is_end = matches!(c, '.' | ';' | '!' | '?' | '\u{2022}' | '|') && chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            if is_end && !rest[..at].ends_with("e.g") && !rest[..at].ends_with("i.e") && !rest[..at].ends_with("etc") {
                end = at + c.len_utf8();
                break;
            }
        }
        let (sentence, more) = rest.split_at(end);
        rest = more;
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::TermKind;

    fn term(id: &str, name: &str, names: &[&str], exact: &[&str]) -> Term {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        Term {
            id: id.into(),
            name: name.into(),
            kind: TermKind::Tool,
            names: owned(names),
            exact: owned(exact),
            steps: Vec::new(),
            certification: None,
        }
    }

    fn terms() -> Vec<Term> {
        vec![
            term("pytorch", "PyTorch", &[], &[]),
            term("kubernetes", "Kubernetes", &["k8s"], &[]),
            term("cicd", "CI/CD", &["continuous integration"], &[]),
            term("cpp", "C++", &[], &[]),
            term("r", "R", &[], &["R"]),
            term("go", "Go", &["Golang"], &["Go"]),
            term("vector-database", "vector database", &["vector store"], &[]),
            term("scikit-learn", "scikit-learn", &["sklearn"], &[]),
            term("azure", "Azure", &[], &[]),
            term("azure-ml", "Azure ML", &[], &[]),
            term("sql", "SQL", &[], &[]),
        ]
    }

    #[track_caller]
    fn finds(text: &str, expected: &[(&str, Requirement)]) {
        let terms = terms();
        let found: Vec<(&str, Requirement)> =
            Reader::new(&terms).read(text).iter().map(|mention| (terms[mention.term].id.as_str(), mention.requirement)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_words_in_any_spelling() {
        use Requirement::Named;
        finds("PYTORCH, k8s and CI / CD", &[("pytorch", Named), ("kubernetes", Named), ("cicd", Named)]);
        finds("We use scikit learn (sklearn).", &[("scikit-learn", Named)]);
        finds("C++/Go, vector databases", &[("cpp", Named), ("go", Named), ("vector-database", Named)]);
        finds("Azure ML on Azure", &[("azure-ml", Named), ("azure", Named)]);
        finds("NoSQL, MySQL, pytorchish, MLk8sX", &[]);
    }

    #[test]
    fn common_words_count_only_in_their_own_case() {
        finds("we go for R&D and let's go", &[]);
        finds("Go-to-market; R&D", &[]);
        finds("Python, R, Go.", &[("r", Requirement::Named), ("go", Requirement::Named)]);
    }

    #[test]
    fn headings_and_sentences_tell_how_much() {
        use Requirement::{Named, Nice, Required};
        finds(
            "Our stack: PyTorch.\n## Requirements\n- SQL\n- k8s is a plus\nNice to have:\n- C++",
            &[("pytorch", Named), ("sql", Required), ("kubernetes", Nice), ("cpp", Nice)],
        );
        finds("Nice to have\nSQL\nRequirements\nSQL", &[("sql", Required)]);
        finds("You will not need Kubernetes. Strong SQL.", &[("sql", Required)]);
        finds("Ideally you know PyTorch; SQL is required.", &[("pytorch", Nice), ("sql", Required)]);
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "\n\n", "\u{0}\u{1b}[2J", "é", "....", "////", "a.", ".b", "R", "+", "Go", "\u{2022}\u{2022} SQL"] {
            let _ = Reader::new(&terms()).read(text);
        }
    }

    #[test]
    fn a_short_first_line_is_the_title_and_asks_for_nothing() {
        use Requirement::Named;
        finds("SQL engineer\n\nWe use Go.\nAnd k8s.", &[("go", Named), ("kubernetes", Named)]);
        finds("\n  SQL engineer\nWe use Go.\nAnd k8s.\nDaily.", &[("go", Named), ("kubernetes", Named)]);
        finds("SQL engineer.\n\nWe use Go.\nAnd k8s.", &[("sql", Named), ("go", Named), ("kubernetes", Named)]);
        finds("SQL engineer\nWe use Go.", &[("sql", Named), ("go", Named)]);
        let long = "We are a small team that builds things with SQL every single day, in good spirits";
        finds(&format!("{long}\n\nWe use Go.\nAnd k8s."), &[("sql", Named), ("go", Named), ("kubernetes", Named)]);
    }

    #[test]
    fn a_text_pasted_without_breaks_has_its_headings_found() {
        use Requirement::{Nice, Required};
        let filler = "and more of the same ".repeat(60);
        let text = format!("About us {filler} Requirements Go and PyTorch {filler} Nice to have SQL {filler} Benefits k8s");
        finds(&text, &[("go", Required), ("pytorch", Required), ("sql", Nice)]);
    }

    #[test]
    fn a_mention_says_where_it_stands_first_and_how_much_it_is_asked_for_at_most() {
        let terms = terms();
        let found = Reader::new(&terms).read("We like e.g. k8s a lot.\nNice to have:\n- Kubernetes\nRequirements:\n- k8s; SQL");
        let said: Vec<(&str, usize, Requirement)> =
            found.iter().map(|mention| (mention.phrase.as_str(), mention.line, mention.requirement)).collect();
        assert_eq!(said, [("k8s", 1, Requirement::Required), ("SQL", 5, Requirement::Required)]);
    }

    #[test]
    fn sentences_end_at_marks_before_blanks_but_not_after_abbreviations() {
        let of = |text| sentences(text).map(str::trim).collect::<Vec<_>>();
        assert_eq!(of("One. Two; three! Four? Five"), ["One.", "Two;", "three!", "Four?", "Five"]);
        assert_eq!(of("Node.js, e.g. this, i.e. that, etc. and so on."), ["Node.js, e.g. this, i.e. that, etc. and so on."]);
        assert_eq!(of("a | b"), ["a |", "b"]);
        assert!(of("").is_empty());
    }
}
