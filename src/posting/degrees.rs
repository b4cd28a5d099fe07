//! Degrees in a sentence: what of it is the degree and its subjects, which are no skills of their own.

use super::lists::{List, Said, around};
use super::vocabulary::{folded_words, plain_words};

/// Whether words name a degree, in any language.
pub(super) fn is_degree(text: &str) -> bool {
    Said::in_words(&folded_words(text)).has(List::Degrees)
}

/// From where to where a part of a sentence says a degree and its subjects; what else stands in it is asked for.
pub(super) fn degree_and_subjects(text: &str) -> (usize, usize) {
    let lower = text.to_lowercase();
    let stops = [
        " experience",
        " with ",
        " plus ",
        " years",
        " including ",
        " knowledge of ",
        " mit ",
        " avec ",
        " con experiencia",
        " com experi",
        " al menos ",
        " at least ",
        " minimum ",
        " mindestens ",
        " pelo menos ",
        " au moins ",
    ];
    let found = stops.iter().filter_map(|stop| lower.find(stop)).chain(claims(&lower));
    let stop = found.filter(|at| text.get(..*at).is_some_and(is_degree)).min();
    let (from, to) = degree_part(text);
    // `2 years of Python, or 1 year with a degree`: what stands before the other way in is asked for.
    let ways = text.match_indices(", or ").map(|(at, or)| at + or.len());
    let other_way = ways.filter(|at| text[*at..].starts_with(|c: char| c.is_ascii_digit()) && !is_degree(&text[..*at])).last();
    let from = from.max(degree_element(text).or(other_way).unwrap_or(0));
    let to = stop.filter(|stop| *stop > from).unwrap_or(text.len()).min(to);
    (from, to)
}

/// What of a part says a degree and its subjects: all of it, or, where a list without signs has run on, the words around it.
fn degree_part(text: &str) -> (usize, usize) {
    const BEFORE: usize = 4;
    const SUBJECTS: usize = 12;
    around(text, (BEFORE, SUBJECTS), &|_, said| said.has(List::Degrees))
}

/// Where elements of a list begin that say something of their own: `degree in CS, strong SQL and a good grasp of Docker`.
fn claims(lower: &str) -> impl Iterator<Item = usize> {
    const ADJECTIVES: [&str; 7] = ["excellent", "good", "great", "extensive", "working knowledge", "grasp", "command"];
    let claims = |element: &str| {
        let words: Vec<String> = element.split_whitespace().take(3).map(plain_words).collect();
        let words = words.join(" ");
        let words = words.strip_prefix("a ").or(words.strip_prefix("and ")).unwrap_or(&words);
        ADJECTIVES.iter().any(|adjective| words.starts_with(adjective)) || begins_with_claim(words)
    };
    element_starts(lower).filter(move |start| claims(&lower[*start..])).map(|start| start - 1)
}

/// Whether words begin with what makes something required: `strong`, `you know`.
fn begins_with_claim(words: &str) -> bool {
    let mut ends = words.match_indices(' ').map(|(at, _)| at).chain([words.len()]);
    ends.any(|end| words[..end].split(' ').count() <= 2 && Said::in_words(&words[..end]).has(List::Required))
}

fn element_starts(text: &str) -> impl Iterator<Item = usize> {
    let starts = [", ", "; ", " and "].into_iter().flat_map(|sign| text.match_indices(sign));
    starts.map(|(at, sign)| at + sign.len())
}

/// Where the element of a list begins that begins with a degree: in `PyTorch, Docker, PhD preferred` the others are no subjects,
/// nor in `PyTorch and a relevant degree`.
pub(super) fn degree_element(text: &str) -> Option<usize> {
    let begins_with_degree = |element: &str| {
        let words = folded_words(element);
        let mut words = words.as_str();
        while let Some(rest) = ["and ", "ideally ", "preferably ", "also "].iter().find_map(|small| words.strip_prefix(small)) {
            words = rest;
        }
        let named = words.strip_prefix("a ").or(words.strip_prefix("an "));
        let first = named.unwrap_or(words).split(' ').next().unwrap_or_default();
        let is_degree = |few: usize| {
            let words: Vec<&str> = named.unwrap_or_default().split(' ').take(few).collect();
            Said::in_words(&words.join(" ")).has(List::Degrees)
        };
        matches!(first, "master" | "masters" | "bachelor" | "bachelors" | "ms" | "bs" | "ma" | "ba")
            || Said::in_words(first).has(List::Degrees)
            || is_degree(4)
    };
    let start = element_starts(text).filter(|&start| begins_with_degree(&text[start..])).min()?;
    (!is_degree(&text[..start])).then_some(start)
}
