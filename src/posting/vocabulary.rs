//! Words of a text, and the spellings of terms among them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::rc::Rc;

use crate::order;
use crate::roadmap::words::{beginning, each_word, lower, stem, stems};
use crate::roadmap::{TermKind, TermName, Terms};

use super::groups::Found;

/// A word of a text: its lower-case form and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token<'t> {
    pub(crate) lower: Cow<'t, str>,
    start: usize,
    end: usize,
    /// How much of `lower` is without the `s` of a plural: each word is compared with many names.
    stem: usize,
}

impl Token<'_> {
    fn stem(&self) -> &str {
        &self.lower[..self.stem]
    }
}

/// Words of letters and digits, with `+` and `#` that stand at their end (C++, C#) and points
/// inside (Node.js); `/` and `&` stand alone; everything else parts words.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let token = |(start, word)| {
        let lower = lower(word);
        Token { stem: stem(&lower).len(), lower, start, end: start + str::len(word) }
    };
    each_word(text).map(token).collect()
}

/// The spellings of terms, taken apart as the words of texts ask for them: there are thousands, and a posting has the
/// first words of a few hundred.
#[derive(Debug)]
pub(crate) struct Vocabulary<'a> {
    terms: &'a Terms,
    /// Words that mean something else, by the beginnings of their first ones.
    other_senses: Vec<(u64, &'static str)>,
    /// What was taken apart, by the beginnings of first words; those of most words first.
    spellings: RefCell<HashMap<u64, Rc<[Spelling<'a>]>>>,
}

#[derive(Debug)]
struct Spelling<'a> {
    /// The term; `None` for words that mean something else.
    term: Option<usize>,
    /// Its words as [`stems`] has them.
    stems: Cow<'a, str>,
    /// How many words it has.
    count: usize,
    /// The exact text it must have, for words that are common otherwise.
    exact: Option<&'a str>,
    /// Whether it counts only where something is asked for.
    is_bare: bool,
}

impl<'a> Vocabulary<'a> {
    pub(crate) fn new(terms: &'a Terms) -> Vocabulary<'a> {
        let first = |words: &'static str| beginning(stem(words.split(' ').next().unwrap_or(words)));
        let other_senses = OTHER_SENSES.iter().map(|&words| (first(words), words)).collect();
        Vocabulary { terms, other_senses, spellings: RefCell::default() }
    }

    /// Whether a term is a skill.
    pub(crate) fn is_skill(&self, term: usize) -> bool {
        self.terms.get(term).is_some_and(|term| term.kind == TermKind::Skill)
    }

    /// The first step that teaches a term.
    pub(crate) fn first_step(&self, term: usize) -> Option<&'a str> {
        self.terms.get(term)?.steps.first().map(String::as_str)
    }

    /// The spellings that may begin with a word, those of most words first.
    fn beginning_with(&self, stem: &str) -> Rc<[Spelling<'a>]> {
        let key = beginning(stem);
        let mut known = self.spellings.borrow_mut();
        Rc::clone(known.entry(key).or_insert_with(|| {
            let others = self.other_senses.iter().filter(|(first, _)| *first == key).map(|(_, words)| Spelling::of_other_sense(words));
            let terms = self.terms.names_beginning(key);
            let terms = terms.map(Spelling::of);
            let mut spellings: Vec<Spelling<'a>> = terms.chain(others).collect();
            order::sort_by_key(&mut spellings, |spelling| Reverse(spelling.count));
            spellings.into()
        }))
    }

    /// The terms of a sentence with their places; none overlaps another.
    pub(crate) fn matches(&self, sentence: &str, tokens: &[Token<'_>]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let candidates = self.beginning_with(tokens[at].stem());
            match candidates.iter().find(|spelling| spelling.stands_at(sentence, tokens, at)) {
                Some(spelling) => {
                    let (first, last) = (&tokens[at], &tokens[at + spelling.count - 1]);
                    found.extend(spelling.term.map(|term| Found { term, start: first.start, end: last.end, is_bare: spelling.is_bare }));
                    at += spelling.count;
                }
                None => at += 1,
            }
        }
        found
    }
}

impl<'a> Spelling<'a> {
    fn of(name: TermName<'a>) -> Spelling<'a> {
        let TermName { term, stems, count, exact, is_bare } = name;
        Spelling { term: Some(term), stems: Cow::Borrowed(stems), count, exact, is_bare }
    }

    fn of_other_sense(words: &str) -> Spelling<'a> {
        let (stems, count) = stems(words);
        Spelling { term: None, stems: Cow::Owned(stems), count, exact: None, is_bare: false }
    }

    /// Whether its words are those of tokens.
    fn has_words_of(&self, tokens: &[Token<'_>]) -> bool {
        let rest = tokens.iter().try_fold(self.stems.as_ref(), |rest, token| rest.strip_prefix(token.stem())?.strip_prefix(' '));
        rest.is_some_and(str::is_empty)
    }

    /// Whether a sentence has it, starting at a token.
    fn stands_at(&self, sentence: &str, tokens: &[Token<'_>], at: usize) -> bool {
        let Some(here) = tokens.get(at..at + self.count).filter(|here| self.has_words_of(here)) else { return false };
        let (Some(first), Some(last)) = (here.first(), here.last()) else { return false };
        let joined = here.windows(2).all(|pair| is_gap(&sentence[pair[0].end..pair[1].start]));
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        joined
            && !is_tail_of_compound(sentence, before, first)
            && self.exact.as_ref().is_none_or(|exact| {
                let here = &sentence[first.start..last.end];
                // In a line of capitals no word tells its case.
                let is_same =
                    here == *exact || here.strip_suffix('s') == Some(exact) || (is_capital(sentence) && here.eq_ignore_ascii_case(exact));
                let is_same = is_same || (here.eq_ignore_ascii_case(exact) && is_element(sentence, first.start, last.end));
                let is_same = is_same && !is_part(sentence, first, last);
                is_same && !begins_with_common_word(sentence, first, last, tokens.get(at + self.count))
            })
    }
}

/// Words that hold the name of a term and mean something else.
const OTHER_SENSES: &[&str] = &[
    "notions",
    "notions de",
    "basic notions",
    "cutting edge",
    "leading edge",
    "power transformer",
    "statistical profiling",
    "customer profiling",
    "to build systems",
    "build systems that",
    "engineering management team",
    "product and engineering management",
    "team works on",
    "our team works",
    "let s go",
    "go to market",
    "ad optimization",
    "edge case",
    "edge cases",
    "competitive edge",
    "react to",
    "react quickly",
    "spark joy",
    "spark interest",
    "swift response",
    "swiftly",
    "in the cloud of",
    "word of mouth",
    "excel at",
    "excel in",
    "you will excel",
    "express interest",
    "express yourself",
    "rest of",
    "the rest",
    "meet the security requirements",
    "scale of",
    "ray of",
    "security clearance",
    "security screening",
    "personnel security",
    "security standard",
    "government security",
    "cloud background check",
    "athena swan",
    "c level",
    "c suite",
    "c class",
    "series c",
    "regression test",
    "regression testing",
    "regression suite",
];

/// Whether words are the end of a compound with another meaning, as in `self-supervised learning`.
fn is_tail_of_compound(sentence: &str, before: Option<&Token<'_>>, first: &Token<'_>) -> bool {
    const LOOSE: [&str; 14] =
        ["multi", "pre", "post", "hands", "on", "ml", "ai", "gpu", "cloud", "cross", "semi", "modern", "end", "python"];
    let Some(before) = before else { return false };
    sentence.get(before.end..first.start).is_some_and(|between| between == "-") && !LOOSE.contains(&before.lower.as_ref())
}

/// Whether a place is all of an element of a list of short ones: the `go` of `python, go, rust`, or of a line of its own.
fn is_element(sentence: &str, start: usize, end: usize) -> bool {
    const SHORT: usize = 3;
    let signs = [',', '/', ';', ':', '|'];
    let (before, lead) = sentence[..start].rsplit_once(signs).unwrap_or(("", &sentence[..start]));
    let (tail, after) = sentence[end..].split_once(signs).unwrap_or((&sentence[end..], ""));
    let is_whole = matches!(lead.trim(), "" | "and" | "or" | "&") && tail.trim_matches([' ', '.']).is_empty();
    // `a, b and c` are no languages.
    let is_letter = end - start < 2;
    let count = |element: Option<&str>| element.map_or(0, |element| element.split_whitespace().count());
    let beside = [count(before.rsplit(signs).next()), count(after.split(signs).next())];
    is_whole && !is_letter && beside.iter().all(|count| *count <= SHORT)
}

/// Whether a text is written in capital letters alone.
pub(crate) fn is_capital(text: &str) -> bool {
    // Nearly every text has a small letter at its start.
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_alphabetic()).count() > 3
}

/// Whether a name that is a common word otherwise begins its sentence and goes on as one: `Swift answers`.
fn begins_with_common_word(sentence: &str, first: &Token<'_>, last: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    const NAMES_GO_ON: [&str; 22] = [
        "would",
        "will",
        "preferred",
        "required",
        "ideal",
        "bilingual",
        "fluency",
        "speaker",
        "experience",
        "skills",
        "knowledge",
        "programming",
        "developer",
        "developers",
        "engineer",
        "language",
        "or",
        "and",
        "is",
        "as",
        "for",
        "services",
    ];
    let is_start = !sentence[..first.start].contains(char::is_alphanumeric);
    let Some(next) = next else { return false };
    let is_beside = sentence.get(last.end..next.start).is_some_and(|between| between == " ");
    let is_lower = sentence[next.start..].starts_with(char::is_lowercase);
    // `Spark on Kubernetes`, but `Go on with`.
    let goes_on = sentence[next.end..].trim_start();
    let is_of_name = match next.lower.as_ref() {
        "on" | "in" | "with" => first.lower != "go" || goes_on.starts_with(char::is_uppercase) || goes_on.starts_with("the back"),
        "a" => ["must", "plus", "bonus"].iter().any(|wish| goes_on.starts_with(wish)),
        _ => false,
    };
    is_start && is_beside && is_lower && !is_of_name && !NAMES_GO_ON.contains(&next.lower.as_ref())
}

/// Whether what parts two words leaves them one phrase: blanks and hyphens do, commas do not.
fn is_gap(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\'' | '\u{2013}' | '\u{2010}' | '\u{2011}' | '_' | '*' | '`'))
}

/// Whether a short word is part of something longer, as the R of `R&D` or the Go of `Go-to-market`.
fn is_part(sentence: &str, first: &Token<'_>, last: &Token<'_>) -> bool {
    let before = sentence[..first.start].chars().next_back();
    let mut after = sentence[last.end..].chars();
    let next = after.next();
    matches!(before, Some('&' | '-' | '\'' | '\u{2019}'))
        || matches!(next, Some('&' | '-' | '\'' | '\u{2019}')) && after.next().is_some_and(char::is_alphanumeric)
}

/// A text as lower-case words with single blanks between.
pub(crate) fn plain_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for (_, word) in each_word(text) {
        words.push_str(if words.is_empty() { "" } else { " " });
        if word.is_ascii() { words.push_str(word) } else { words.push_str(&word.to_lowercase()) }
    }
    // All at once, as nearly all words are ASCII: to look at each for capitals takes longer.
    words.make_ascii_lowercase();
    words
}

/// As [`plain_words`], with letters without their accents.
pub(crate) fn folded_words(text: &str) -> String {
    if text.is_ascii() {
        return plain_words(text);
    }
    let folded: String = text.chars().map(without_accent).collect();
    plain_words(&folded)
}

/// A letter without its accent, for other languages.
pub(crate) fn without_accent(c: char) -> char {
    match c {
        'ä' | 'á' | 'à' | 'â' | 'ã' | 'å' | 'ą' | 'Ä' | 'Á' | 'À' | 'Â' | 'Ã' | 'Å' => 'a',
        'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'Ö' | 'Ó' | 'Ô' | 'Õ' => 'o',
        'ü' | 'ú' | 'ù' | 'û' | 'Ü' | 'Ú' | 'Û' => 'u',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'É' | 'È' | 'Ê' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'Í' => 'i',
        'ç' | 'ć' | 'Ç' => 'c',
        'ñ' | 'ń' | 'Ñ' => 'n',
        'ś' | 'Ś' => 's',
        'ł' | 'Ł' => 'l',
        'ż' | 'ź' | 'Ż' | 'Ź' => 'z',
        other => other,
    }
}

/// Whether some words contain others, as whole words.
pub(crate) fn contains_words(words: &str, phrase: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let before = words[..at].chars().next_back().is_none_or(|c| c == ' ');
        let after = words[at + phrase.len()..].chars().next().is_none_or(|c| c == ' ');
        before && after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.lower.into_owned()).collect()
    }

    #[test]
    fn words_keep_the_signs_that_belong_to_names() {
        assert_eq!(words("C++, C# and F"), ["c++", "c#", "and", "f"]);
        assert_eq!(words("Node.js 3.11. Done"), ["node.js", "3.11", "done"]);
        assert_eq!(words("CI/CD, R&D + #tag"), ["ci", "/", "cd", "r", "&", "d", "tag"]);
        assert_eq!(words("Überblick\u{2019}s"), ["überblick", "s"]);
        assert_eq!(words(" -.+# "), Vec::<String>::new());
    }

    #[test]
    fn blanks_and_hyphens_join_a_phrase_and_nothing_else_does() {
        for between in ["", " ", "-", " \u{2013} ", "_", "**", "`"] {
            assert!(is_gap(between), "{between:?}");
        }
        for between in [",", " / ", "and", "."] {
            assert!(!is_gap(between), "{between:?}");
        }
    }

    #[test]
    fn a_phrase_is_found_as_whole_words_at_any_place() {
        assert_eq!(plain_words("Nice-to-have:  SQL!"), "nice to have sql");
        for (text, is_there) in
            [("a plus", true), ("is a plus now", true), ("a plusses", false), ("extra plus", false), ("beta plus a plus", true)]
        {
            assert_eq!(contains_words(text, "a plus"), is_there, "{text}");
        }
    }

    #[test]
    fn a_short_name_in_something_longer_is_no_mention() {
        let is_part_of = |sentence: &str, word: &str| {
            let all = tokens(sentence);
            let token = all.iter().find(|token| token.lower == word).expect("the word is there");
            is_part(sentence, token, token)
        };
        assert!(is_part_of("R&D", "r") && is_part_of("R&D", "d"));
        assert!(is_part_of("Go-to-market", "go") && is_part_of("let\u{2019}s-go", "go"));
        assert!(!is_part_of("Go, R", "go") && !is_part_of("Go - R", "go") && !is_part_of("Go", "go"));
        assert!(!is_part_of("Go-", "go"), "a hyphen with nothing behind it ends a word");
    }
}
