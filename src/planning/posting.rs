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
///
/// A short first line is a job's title and names nothing; what stands under benefits, similar jobs
/// and the like is passed over, and so is a sentence that says what is not needed.
#[must_use]
pub fn read(text: &str, terms: &[Term]) -> Vec<Mention> {
    let vocabulary = Vocabulary::new(terms);
    let mut found: BTreeMap<usize, (usize, Mention)> = BTreeMap::new();
    let mut section = Some(Wanted::Named);
    let mut order = 0;
    for (at, line) in text.lines().enumerate().skip_while(|(_, line)| line.trim().is_empty()) {
        if order == 0 && at == first_line(text) && is_title(text, line) {
            continue;
        }
        let is_pasted = line.len() >= PASTED;
        for part in parts(line) {
            let heading = if is_pasted { heading_of_part(part) } else { heading(part) };
            let here = match heading {
                Some(Heading { wanted, lasts: true }) => {
                    section = wanted;
                    wanted
                }
                Some(Heading { wanted, lasts: false }) => wanted,
                None => section,
            };
            let Some(here) = here else { continue };
            for sentence in sentences(part) {
                let tokens = tokens(sentence);
                let Some(wanted) = tone(&tokens, here) else { continue };
                for (term, phrase) in vocabulary.matches(sentence, &tokens) {
                    order += 1;
                    let known = found.entry(term).or_insert((order, Mention { term, phrase, line: at + 1, wanted }));
                    known.1.wanted = known.1.wanted.max(wanted);
                }
            }
        }
    }
    let mut mentions: Vec<(usize, Mention)> = found.into_values().collect();
    mentions.sort_by_key(|(order, _)| *order);
    mentions.into_iter().map(|(_, mention)| mention).collect()
}

/// The place of the first line with words.
fn first_line(text: &str) -> usize {
    text.lines().position(|line| !line.trim().is_empty()).unwrap_or_default()
}

/// Whether the first line is a title: short, and not the only line.
fn is_title(text: &str, line: &str) -> bool {
    const TITLE_WORDS: usize = 14;
    line.split_whitespace().count() <= TITLE_WORDS && !line.trim_end().ends_with(['.', ':']) && text.trim().lines().count() > 3
}

/// A line longer than this was pasted without its line breaks.
const PASTED: usize = 1000;

/// The parts of a line: one, unless it was pasted without breaks; then each heading begins a new one.
fn parts(line: &str) -> Vec<&str> {
    if line.len() < PASTED {
        return vec![line];
    }
    let headings = [NICE_HEADINGS, REQUIRED_HEADINGS, NAMED_HEADINGS, PASSED_HEADINGS].concat();
    let begins = |at: usize| {
        let rest = &line[at..];
        rest.starts_with(char::is_uppercase)
            && headings.iter().any(|phrase| {
                rest.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
                    && rest[phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
            })
    };
    let mut cuts: Vec<usize> = vec![0];
    cuts.extend(line.match_indices(' ').map(|(at, _)| at + 1).filter(|&at| begins(at)));
    cuts.push(line.len());
    cuts.windows(2).map(|pair| &line[pair[0]..pair[1]]).collect()
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
                    // Marks of Markdown inside a phrase are not its own.
                    let phrase = sentence[tokens[at].start..last.end].replace(['*', '`'], "");
                    found.push((spelling.term, phrase));
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
        same && joined
            && self.exact.as_ref().is_none_or(|exact| sentence[first.start..last.end] == *exact && !is_part(sentence, first, last))
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
    matches!(before, Some('&' | '-' | '\'' | '\u{2019}'))
        || matches!(next, Some('&' | '-' | '\'' | '\u{2019}')) && after.next().is_some_and(char::is_alphanumeric)
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
    "nice to have",
    "nice to haves",
    "bonus",
    "bonus points",
    "preferred",
    "preferred qualifications",
    "desirable",
    "desired",
    "pluses",
    "extra credit",
    "good to have",
    "would be great",
    "we would love",
    "we d love",
    "stand out",
    "ideally",
    "advantageous",
    "optional",
    "plus points",
    "a plus",
    "brownie points",
    "also great",
    "extra points",
    "added bonus",
];

/// Words of a heading after which things are required.
const REQUIRED_HEADINGS: &[&str] = &[
    "requirement",
    "requirements",
    "required",
    "must have",
    "must haves",
    "minimum qualifications",
    "basic qualifications",
    "qualifications",
    "you bring",
    "you ll bring",
    "you will bring",
    "you have",
    "you ll have",
    "you should have",
    "what we need",
    "we need",
    "we expect",
    "essential",
    "essentials",
    "your profile",
    "who you are",
    "about you",
    "skills",
    "what you need",
    "looking for",
    "your background",
    "your skills",
    "criteria",
    "must",
    "experience",
    "you ll need",
    "you will need",
    "technical skills",
    "you know",
    "checklist",
];

/// Words of a heading after which the work and its tools are described.
const NAMED_HEADINGS: &[&str] = &[
    "responsibilities",
    "what you ll do",
    "what you will do",
    "you will",
    "the role",
    "about the team",
    "about the role",
    "the team",
    "our stack",
    "tech stack",
    "tech environment",
    "stack",
    "your tasks",
    "tasks",
    "duties",
    "the job",
    "day to day",
    "about the job",
    "job description",
    "overview",
    "summary",
    "our team",
    "you ll do",
    "key responsibilities",
    "your mission",
    "what you ll work on",
    "in this role",
    "the opportunity",
    "the work",
];

/// Words of a heading after which nothing is asked.
const PASSED_HEADINGS: &[&str] = &[
    "benefits",
    "we offer",
    "what we offer",
    "perks",
    "how to apply",
    "compensation",
    "salary",
    "location",
    "similar jobs",
    "about us",
    "who we are",
    "not required",
    "what you won t need",
    "not on the list",
    "you won t need",
    "don t worry about",
    "you do not need",
    "you don t need",
    "equal opportunity",
    "our promise",
    "why join us",
    "what s in it for you",
    "hiring process",
    "interview process",
    "cookie settings",
    "you ll pick up",
    "not needed",
];

/// The most words a heading has.
const HEADING_WORDS: usize = 9;

/// The most words a sentence has that leads a list in: `You should be able to tick these:`.
const LEAD_IN_WORDS: usize = 22;

/// What a heading says of what comes after.
struct Heading {
    /// How much it is wanted; `None` when it is not asked for at all.
    wanted: Option<Wanted>,
    /// Whether it speaks for the lines after it too.
    lasts: bool,
}

/// The heading a line is or begins with; `None` when it has none.
fn heading(line: &str) -> Option<Heading> {
    let is_point = line.trim_start().starts_with(['-', '*', '\u{2022}', '\u{2192}', '\u{00b7}']) && !line.trim_start().starts_with("**");
    let bare = line.trim().trim_matches(|c: char| matches!(c, '#' | '*' | '_' | '=' | '-' | ' ' | '\u{2014}' | '\u{2022}'));
    let (title, rest) = bare.split_once(':').unwrap_or((bare, ""));
    let words = plain_words(title);
    let count = words.split(' ').filter(|word| !word.is_empty()).count();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| contains_words(&words, phrase));
    let is_title = count > 0 && count <= HEADING_WORDS && rest.is_empty() && !bare.ends_with(['.', ',', ';', '!', '?']);
    let leads_in = bare.ends_with(':') && count <= LEAD_IN_WORDS;
    let inline = !rest.trim().is_empty() && count <= 4;
    let lasts = !is_point && !inline;
    if !(is_title && !is_point || leads_in || inline) {
        return None;
    }
    if says(PASSED_HEADINGS) && !says(NICE_TONES) {
        Some(Heading { wanted: None, lasts })
    } else if says(NICE_HEADINGS) || says(NICE_TONES) {
        Some(Heading { wanted: Some(Wanted::Nice), lasts })
    } else if says(NAMED_HEADINGS) {
        Some(Heading { wanted: Some(Wanted::Named), lasts })
    } else if says(REQUIRED_HEADINGS) || (leads_in && says(REQUIRED_TONES)) {
        Some(Heading { wanted: Some(Wanted::Required), lasts })
    } else if is_title && (line.starts_with('#') || is_capital(bare)) {
        // A heading of words unknown here ends what the one before it said.
        Some(Heading { wanted: Some(Wanted::Named), lasts })
    } else {
        None
    }
}

/// Whether a text is written in capital letters.
fn is_capital(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !text.chars().any(char::is_lowercase)
}

/// The heading a part of a pasted line begins with.
fn heading_of_part(part: &str) -> Option<Heading> {
    let words = plain_words(part);
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| words == *phrase || words.starts_with(&format!("{phrase} ")));
    let wanted = if begins(PASSED_HEADINGS) {
        None
    } else if begins(NICE_HEADINGS) {
        Some(Wanted::Nice)
    } else if begins(NAMED_HEADINGS) {
        Some(Wanted::Named)
    } else if begins(REQUIRED_HEADINGS) {
        Some(Wanted::Required)
    } else {
        return None;
    };
    Some(Heading { wanted, lasts: true })
}

/// Words in a sentence that make what it names merely welcome.
const NICE_TONES: &[&str] = &[
    "nice to have",
    "is a plus",
    "are a plus",
    "a big plus",
    "a plus",
    "a bonus",
    "bonus points",
    "preferred",
    "preferably",
    "ideally",
    "desirable",
    "desired",
    "would be great",
    "would be nice",
    "we would love",
    "we d love",
    "an advantage",
    "advantageous",
    "beneficial",
    "not required but",
    "not essential but",
    "not a must",
    "good to have",
    "helpful",
    "would help",
    "welcome",
    "a strong plus",
    "extra credit",
    "points for",
    "not mandatory",
    "optional",
    "brownie points",
    "wouldn t hurt",
    "be lovely if",
    "don t insist",
    "make us smile",
    "would give you",
    "over the moon",
    "would be useful",
    "useful but",
    "can t tick",
    "great if",
];

/// Words in a sentence that make what it names required.
const REQUIRED_TONES: &[&str] = &[
    "must",
    "required",
    "you have",
    "we expect",
    "we need",
    "you need",
    "strong",
    "solid",
    "proficient",
    "proficiency",
    "expert",
    "expertise",
    "fluent",
    "fluency",
    "experience with",
    "experience in",
    "hands on",
    "proven",
    "deep knowledge",
    "essential",
    "mandatory",
    "you know",
    "knowledge of",
    "experienced",
    "you ve",
    "you should",
    "comfortable with",
    "experience",
    "a track record",
    "years of",
    "you will need",
    "you ll need",
    "good command",
    "demonstrable",
    "demonstrated",
    "ability to",
    "looking for someone",
    "skilled",
    "able to",
];

/// Words in a sentence that names what is not wanted.
const UNWANTED: &[&str] = &[
    "no need for",
    "not need",
    "won t need",
    "don t need",
    "need not",
    "not looking for",
    "do not use",
    "don t use",
    "not necessary",
    "not expected",
    "is handled by",
    "we don t do",
    "ripped it out",
    "no longer use",
];

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
        let found: Vec<(&str, Wanted)> =
            read(text, &terms).iter().map(|mention| (terms[mention.term].id.as_str(), mention.wanted)).collect();
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
            let _ = read(text, &terms());
        }
    }
}
