//! Where a text turns to something else: a heading at the start of a line or sentence, the company, the reader.

use super::Requirement;
use super::headings;
use super::headings::Section;
use super::lists::{List, Said};
use super::vocabulary::{contains_words, plain_words};

/// Whether a sentence tells of the company or its people, so that a heading within the block before it does not reach it.
pub(super) fn tells_of_others(sentence: &str) -> bool {
    ["We ", "We'", "Our ", "The team", "The company", "They "].iter().any(|start| sentence.starts_with(start))
}

/// Whether a sentence tells what a company stands for or offers, at the end of a text: what follows is no list of wishes any more.
pub(super) fn tells_of_values(sentence: &str) -> bool {
    sentence.contains(" is committed to ") || sentence.split_whitespace().take(3).any(|word| word == "offers")
}

/// Whether what a sentence names is no tool of the work: what the page's cookies serve, or, where nothing is asked, what a
/// budget for learning was spent on.
pub(super) fn tells_of_other_tools(said: Said, level: Requirement) -> bool {
    said.has(List::Cookies) || (level == Requirement::Named && said.has(List::Budgets) && said.has(List::Lessons))
}

/// Whether a sentence turns to the reader and asks: `You need Python.` ends what was said of the place or the pay.
pub(super) fn asks_reader(sentence: &str) -> bool {
    const STARTS: [&str; 16] = [
        "You need ",
        "You'll need ",
        "You\u{2019}ll need ",
        "You will need ",
        "You must ",
        "You should ",
        "You bring ",
        "You know ",
        "We need ",
        "We require ",
        "We are looking for ",
        "We're looking for ",
        "We\u{2019}re looking for ",
        "We look for ",
        "Must have ",
        "The ideal candidate ",
    ];
    STARTS.iter().any(|start| sentence.starts_with(start))
}

/// Where the field ends that a line of several begins with: `Location: Leeds | Python | SQL`.
pub(super) fn end_of_field(text: &str) -> Option<usize> {
    [" | ", " \u{b7} ", " \u{2022} "].iter().filter_map(|sign| Some(text.find(sign)? + sign.len())).min()
}

/// Whether running text tells of the company from its first words on, whatever list stands above it.
pub(super) fn tells_of_company(text: &str) -> bool {
    const STARTS: [&str; 15] = [
        "We use ",
        "We are ",
        "We're ",
        "We run ",
        "We build ",
        "We work ",
        "We were ",
        "We may use ",
        "We might use ",
        "We never ",
        "Our stack ",
        "Our tech stack ",
        "Our tools ",
        "The stack ",
        "The tech stack ",
    ];
    const WISHES: [&str; 6] = ["looking", "seeking", "searching", "hiring", "after", "expecting"];
    let rest = STARTS.iter().find_map(|start| text.strip_prefix(start));
    rest.is_some_and(|rest| !WISHES.iter().any(|wish| rest.starts_with(wish)))
}

/// The section of a block with a heading of its own: `Tools: Docker` under what would be nice is still nice, unless the heading
/// itself says how much.
pub(super) fn within(outer: Section, inline: Section, says_how_much: bool) -> Section {
    match (outer, inline) {
        (Section::Required | Section::Nice, Section::Work) if says_how_much => inline,
        (Section::Required | Section::Nice, Section::Work | Section::Other) => outer,
        (Section::Nice, Section::Required) if !says_how_much => outer,
        _ => inline,
    }
}

/// The heading a block begins with on its own line, such as `Must have: Python`, where its text goes on, and whether it says how
/// much it wants what follows.
pub(super) fn inline_heading(text: &str) -> Option<(Section, usize, bool)> {
    // `Our stack:` says what they use, whatever list stands above it.
    const SAYS: [&str; 11] =
        ["must", "required", "essential", "mandatory", "minimum", "requirements", "our", "unser", "notre", "nuestro", "we"];
    let (title, rest) = text.split_once(':')?;
    let is_short = title.split_whitespace().count() <= 6 && !rest.trim().is_empty() && !rest.starts_with("//");
    let bare = title.trim_matches(['*', '_', ' ']);
    if is_short && bare.eq_ignore_ascii_case("you") {
        return Some((Section::Required, title.len() + 1, true));
    }
    is_short.then(|| headings::heading(bare, false)).flatten().map(|heading| {
        let words = plain_words(bare);
        let says = SAYS.iter().any(|word| contains_words(&words, word));
        (heading.section, title.len() + 1, says)
    })
}

/// The section of the sentences behind one that is a heading as people speak: `What would help. Kafka, or Go.`
pub(super) fn spoken_heading(sentence: &str) -> Option<Section> {
    const WORDS: std::ops::RangeInclusive<usize> = 3..=6;
    let bare = sentence.trim().strip_suffix('.')?;
    let is_title = WORDS.contains(&bare.split_whitespace().count()) && bare.starts_with(char::is_uppercase);
    is_title.then(|| headings::heading(bare, false)).flatten().map(|heading| heading.section)
}
