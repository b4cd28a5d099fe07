//! Reading a job posting: which skills, tools and certificates its text names, and whether it
//! requires them or would merely like them.
//!
//! Plain matching of words, no guessing: a term counts when its words stand in the text one after
//! another. Blanks and hyphens are equal, case is not looked at except for words that are common
//! English otherwise (`Go`, `R`), and the longest name wins.

use std::collections::{BTreeMap, HashMap};

use crate::roadmap::Term;

/// How much a posting wants something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// It would be nice.
    Nice,
    /// The text names it without saying.
    Named,
    /// It is required.
    Required,
}

impl Wanted {
    /// The word JSON and screens show.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Wanted::Nice => "nice",
            Wanted::Named => "named",
            Wanted::Required => "required",
        }
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
    /// How much it is wanted: the strongest of all its places.
    pub wanted: Wanted,
}

/// Finds the terms a text names, in the order of their first places.
#[must_use]
pub fn read(text: &str, terms: &[Term]) -> Vec<Mention> {
    let vocabulary = Vocabulary::new(terms);
    let mut found: BTreeMap<usize, (usize, Mention)> = BTreeMap::new();
    let mut section = Wanted::Named;
    let mut order = 0;
    for (at, line) in text.lines().enumerate() {
        if let Some(wanted) = heading(line) {
            section = wanted;
        }
        for sentence in sentences(line) {
            let tokens = tokens(sentence);
            let Some(wanted) = tone(&tokens, section) else { continue };
            for (term, phrase) in vocabulary.matches(sentence, &tokens) {
                order += 1;
                let mention = Mention { term, phrase, line: at + 1, wanted };
                let known = found.entry(term).or_insert((order, mention));
                known.1.wanted = known.1.wanted.max(wanted);
            }
        }
    }
    let mut mentions: Vec<(usize, Mention)> = found.into_values().collect();
    mentions.sort_by_key(|(order, _)| *order);
    mentions.into_iter().map(|(_, mention)| mention).collect()
}

/// A word of a text: its lower-case form and its place.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    lower: String,
    start: usize,
    end: usize,
}

/// Words of letters and digits, with `+` and `#` that stand at their end (C++, C#) and points
/// inside (Node.js); `/` and `&` stand alone; everything else parts words.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some(&(at, next)) = chars.peek() {
                let inside = next.is_alphanumeric() || next == '+' || next == '#';
                let point = next == '.' && text[at + 1..].starts_with(char::is_alphanumeric);
                if !inside && !point {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        } else if c != '/' && c != '&' {
            continue;
        }
        tokens.push(Token { lower: text[start..end].to_lowercase(), start, end });
    }
    tokens
}

/// All spellings, by their first word.
struct Vocabulary {
    spellings: HashMap<String, Vec<Spelling>>,
}

struct Spelling {
    term: usize,
    words: Vec<String>,
    /// The exact text it must have, for words that are common otherwise.
    exact: Option<String>,
}

impl Vocabulary {
    fn new(terms: &[Term]) -> Vocabulary {
        let mut spellings: HashMap<String, Vec<Spelling>> = HashMap::new();
        let mut add = |term: usize, name: &str, exact: bool| {
            let words: Vec<String> = tokens(name).into_iter().map(|token| token.lower).collect();
            if let Some(first) = words.first() {
                let exact = exact.then(|| name.to_owned());
                spellings.entry(stem(first).to_owned()).or_default().push(Spelling { term, words, exact });
            }
        };
        for (at, term) in terms.iter().enumerate() {
            term.names.iter().for_each(|name| add(at, name, false));
            term.exact.iter().for_each(|name| add(at, name, true));
            if term.exact.is_empty() {
                add(at, &term.name, false);
            }
        }
        for known in spellings.values_mut() {
            known.sort_by_key(|spelling| std::cmp::Reverse(spelling.words.len()));
        }
        Vocabulary { spellings }
    }

    /// The terms of a sentence with the words they stand in; none overlaps another.
    fn matches(&self, sentence: &str, tokens: &[Token]) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let candidates = self.spellings.get(stem(&tokens[at].lower)).map(Vec::as_slice).unwrap_or_default();
            match candidates.iter().find(|spelling| spelling.stands_at(sentence, &tokens[at..])) {
                Some(spelling) => {
                    let last = &tokens[at + spelling.words.len() - 1];
                    found.push((spelling.term, sentence[tokens[at].start..last.end].to_owned()));
                    at += spelling.words.len();
                }
                None => at += 1,
            }
        }
        found
    }
}

impl Spelling {
    fn stands_at(&self, sentence: &str, tokens: &[Token]) -> bool {
        let Some(here) = tokens.get(..self.words.len()) else { return false };
        let same = here.iter().zip(&self.words).all(|(token, word)| token.lower == *word || stem(&token.lower) == stem(word));
        let (Some(first), Some(last)) = (here.first(), here.last()) else { return false };
        let joined = here.windows(2).all(|pair| is_gap(&sentence[pair[0].end..pair[1].start]));
        same && joined && self.exact.as_ref().is_none_or(|exact| sentence[first.start..last.end] == *exact && !is_part(sentence, first, last))
    }
}

/// Whether what parts two words leaves them one phrase: blanks and hyphens do, commas do not.
fn is_gap(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2013}' | '\u{2010}' | '\u{2011}' | '_' | '*' | '`'))
}

/// Whether a short word is part of something longer, as the R of `R&D` or the Go of `Go-to-market`.
fn is_part(sentence: &str, first: &Token, last: &Token) -> bool {
    let before = sentence[..first.start].chars().next_back();
    let mut after = sentence[last.end..].chars();
    let next = after.next();
    matches!(before, Some('&' | '-' | '\'' | '\u{2019}')) || matches!(next, Some('&' | '-' | '\'' | '\u{2019}')) && after.next().is_some_and(char::is_alphanumeric)
}

/// A word without the `s` of its plural.
fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= 3 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => word,
    }
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

/// Words of a heading after which things are merely welcome.
const NICE_HEADINGS: &[&str] = &[
    "nice to have", "nice to haves", "bonus", "preferred", "desirable", "desired", "pluses", "extra credit", "not required", "good to have",
    "would be great", "we would love", "we d love", "stand out", "ideally", "advantageous", "optional", "plus points", "a plus",
    "brownie points", "also great", "extra points",
];

/// Words of a heading after which things are required.
const REQUIRED_HEADINGS: &[&str] = &[
    "requirement", "requirements", "required", "must have", "must haves", "qualifications", "you bring", "you ll bring", "you will bring",
    "you have", "you ll have", "you should have", "what we need", "we need", "we expect", "essential", "essentials", "your profile",
    "who you are", "about you", "skills", "what you need", "looking for", "your background", "your skills", "criteria", "must",
    "experience", "you ll need", "you will need", "technical skills", "you know",
];

/// Words of a heading after which nothing is asked.
const OTHER_HEADINGS: &[&str] = &[
    "responsibilities", "what you ll do", "what you will do", "you will", "the role", "about us", "about the team", "about the role", "the team",
    "who we are", "our stack", "tech stack", "stack", "benefits", "we offer", "what we offer", "perks", "your tasks", "tasks", "duties", "the job",
    "day to day", "how to apply", "about the job", "job description", "overview", "summary", "our team", "you ll do", "key responsibilities",
    "compensation", "salary", "location", "your mission", "what you ll work on", "in this role", "the opportunity",
];

/// The most words a heading has.
const HEADING_WORDS: usize = 9;

/// What the lines after a heading want; `None` when the line is no heading.
fn heading(line: &str) -> Option<Wanted> {
    let bare = line.trim().trim_matches(|c: char| matches!(c, '#' | '*' | '_' | '=' | '-' | ' ' | '\u{2014}'));
    let (title, rest) = bare.split_once(':').unwrap_or((bare, ""));
    let words = plain_words(title);
    let count = words.split(' ').filter(|word| !word.is_empty()).count();
    let ends_open = bare.ends_with(':') || rest.is_empty();
    if count == 0 || count > HEADING_WORDS || !ends_open || bare.ends_with(['.', ',', ';']) || line.trim_start().starts_with("- ") {
        return None;
    }
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| contains_words(&words, phrase));
    if says(NICE_HEADINGS) {
        Some(Wanted::Nice)
    } else if says(OTHER_HEADINGS) {
        Some(Wanted::Named)
    } else if says(REQUIRED_HEADINGS) {
        Some(Wanted::Required)
    } else {
        None
    }
}

/// Words in a sentence that make what it names merely welcome.
const NICE_TONES: &[&str] = &[
    "nice to have", "is a plus", "are a plus", "a big plus", "a plus", "a bonus", "bonus points", "preferred", "preferably", "ideally", "desirable",
    "desired", "would be great", "would be nice", "we would love", "we d love", "an advantage", "advantageous", "beneficial", "not required but",
    "not essential but", "not a must", "good to have", "helpful", "would help", "welcome", "a strong plus", "extra credit", "points for",
    "not mandatory", "optional", "brownie points", "sweetener",
];

/// Words in a sentence that make what it names required.
const REQUIRED_TONES: &[&str] = &[
    "must", "required", "you have", "we expect", "we need", "you need", "strong", "solid", "proficient", "proficiency", "expert", "expertise", "fluent",
    "fluency", "experience with", "experience in", "hands on", "proven", "deep knowledge", "essential", "mandatory", "you know", "knowledge of",
    "experienced", "you ve", "you should", "comfortable with", "experience", "a track record", "years of", "you will need", "you ll need",
    "good command", "demonstrable", "demonstrated", "ability to", "looking for someone", "skilled",
];

/// Words after which a sentence names what is not wanted.
const UNWANTED: &[&str] = &["no need for", "you will not need", "you won t need", "you do not need", "you don t need", "not looking for", "we do not use", "we don t use", "not necessary"];

/// How much a sentence wants what it names; `None` when it says that it is not wanted.
fn tone(tokens: &[Token], section: Wanted) -> Option<Wanted> {
    let words: Vec<&str> = tokens.iter().map(|token| token.lower.as_str()).collect();
    let words = words.join(" ");
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| contains_words(&words, phrase));
    if says(UNWANTED) {
        None
    } else if says(NICE_TONES) {
        Some(Wanted::Nice)
    } else if section == Wanted::Named && says(REQUIRED_TONES) {
        Some(Wanted::Required)
    } else {
        Some(section)
    }
}

/// A text as lower-case words with single blanks between.
fn plain_words(text: &str) -> String {
    let words: Vec<String> = tokens(text).into_iter().map(|token| token.lower).collect();
    words.join(" ")
}

/// Whether whole words stand in words.
fn contains_words(words: &str, phrase: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let before = words[..at].chars().next_back().is_none_or(|c| c == ' ');
        let after = words[at + phrase.len()..].chars().next().is_none_or(|c| c == ' ');
        before && after
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
    fn finds(text: &str, expected: &[(&str, Wanted)]) {
        let terms = terms();
        let found: Vec<(&str, Wanted)> = read(text, &terms).iter().map(|mention| (terms[mention.term].id.as_str(), mention.wanted)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_words_in_any_spelling() {
        use Wanted::Named;
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
        finds("Python, R, Go.", &[("r", Wanted::Named), ("go", Wanted::Named)]);
    }

    #[test]
    fn headings_and_sentences_tell_how_much() {
        use Wanted::{Named, Nice, Required};
        finds("Our stack: PyTorch.\n## Requirements\n- SQL\n- k8s is a plus\nNice to have:\n- C++", &[
            ("pytorch", Named),
            ("sql", Required),
            ("kubernetes", Nice),
            ("cpp", Nice),
        ]);
        finds("Nice to have\nSQL\nRequirements\nSQL", &[("sql", Required)]);
        finds("You will not need Kubernetes. Strong SQL.", &[("sql", Required)]);
        finds("Ideally you know PyTorch; SQL is required.", &[("pytorch", Nice), ("sql", Required)]);
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "\n\n", "\u{0}\u{1b}[2J", "é", "....", "////", "a.", ".b", "R", "+", "Go", "\u{2022}\u{2022} SQL"] {
            let _ = read(text, &terms());
        }
    }
}
