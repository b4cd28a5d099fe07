//! Headings of postings: what the section under one is about.
//!
//! A heading is recognized by being one: all its words belong to the phrases below or to the small words around
//! them. `Shell scripting skills` has words of its own and is a point of a list.

use super::Requirement;
use super::clauses::{Verdict, lead_in_level};
use super::marks::begins_point;
use super::vocabulary::plain_words;

/// What a heading says of the blocks under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heading {
    /// What the section is about.
    pub(crate) section: Section,
}

impl Heading {
    /// A heading of words that are not known here: it ends the section before it.
    pub(crate) const UNKNOWN: Heading = Heading { section: Section::Other };
}

/// What a section of a posting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    /// Nobody knows: the work, or anything else.
    Other,
    /// The work and its tools.
    Work,
    /// What is required.
    Required,
    /// What would be welcome.
    Nice,
    /// The company, benefits, how to apply: nothing is asked there.
    PassedOver,
}

/// Phrases of headings above what is merely welcome.
const NICE: &[&str] = &[
    "nice to have",
    "preferred qualifications",
    "preferred skills",
    "preferred experience",
    "desired skills",
    "desirable skills",
    "desirable criteria",
    "ideally you also have",
    "ideally you also bring",
    "ideally you have",
    "ideally you",
    "not required but",
    "nice to haves",
    "nice to know",
    "bonus",
    "bonus points",
    "bonus skills",
    "preferred",
    "preferable",
    "desirable",
    "desired",
    "pluses",
    "merits",
    "merit",
    "assets",
    "plus",
    "extra credit",
    "good to have",
    "great to have",
    "would be great",
    "we would love",
    "we d love",
    "stand out",
    "ideally",
    "advantageous",
    "advantages",
    "optional",
    "plus points",
    "a plus",
    "brownie points",
    "also great",
    "extra points",
    "added bonus",
    "even better if",
    "you might also have",
    "what would set you apart",
    "wunschenswert",
    "von vorteil",
    "idealerweise",
    "deseable",
    "deseables",
    "atouts",
    "un plus",
    "diferenciais",
    "desejavel",
];

/// Phrases of headings above what is required.
const REQUIRED: &[&str] = &[
    "requirement",
    "minimum qualifications",
    "basic qualifications",
    "required skills",
    "required qualifications",
    "technical skills",
    "key skills",
    "essential skills",
    "essential criteria",
    "you should apply if you",
    "you should apply if",
    "requirements",
    "required",
    "must have",
    "must haves",
    "must",
    "minimum",
    "qualification",
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
    "expectations",
    "essential",
    "essentials",
    "your profile",
    "profile",
    "who you are",
    "who are you",
    "about you",
    "skills",
    "skill set",
    "skillset",
    "what you need",
    "what do you need",
    "looking for",
    "what are we looking for",
    "what we are looking for",
    "what we re looking for",
    "who are we looking for",
    "who we are looking for",
    "who we re looking for",
    "your background",
    "background",
    "your skills",
    "criteria",
    "experience",
    "experiences",
    "you ll need",
    "you will need",
    "you know",
    "checklist",
    "competencies",
    "competences",
    "competency",
    "ideal candidate",
    "the ideal candidate",
    "candidate",
    "candidate profile",
    "you might be a good fit if",
    "you may be a good fit if",
    "you are a good fit if",
    "good fit",
    "person specification",
    "education",
    "eligibility",
    "prerequisites",
    "knowledge",
    "expertise",
    "abilities",
    "technologies you know",
    "what you bring",
    "what you have",
    "what you ll bring",
    "what you should have",
    "hard skills",
    "soft skills",
    "dein profil",
    "ihr profil",
    "das bringst du mit",
    "was du mitbringst",
    "das bringen sie mit",
    "anforderungen",
    "voraussetzungen",
    "qualifikationen",
    "requisitos",
    "perfil",
    "profil recherche",
    "competences requises",
    "votre profil",
    "requisiti",
    "vereisten",
    "what you ll need",
    "what you will need",
    "languages",
    "certifications",
];

/// Phrases of headings above the work and its tools.
const WORK: &[&str] = &[
    "responsibility",
    "responsibilities",
    "what you ll do",
    "what you will do",
    "what will you do",
    "what you ll be doing",
    "you will",
    "the role",
    "role",
    "about the team",
    "about the role",
    "the team",
    "our stack",
    "tech stack",
    "technology stack",
    "tech environment",
    "tech we use",
    "technologies we use",
    "technologies",
    "tools",
    "stack",
    "your tasks",
    "tasks",
    "duties",
    "the job",
    "job",
    "day to day",
    "about the job",
    "description",
    "job description",
    "overview",
    "summary",
    "our team",
    "you ll do",
    "accountabilities",
    "your mission",
    "mission",
    "what you ll work on",
    "what you will work on",
    "in this role",
    "the opportunity",
    "opportunity",
    "the work",
    "position",
    "about the position",
    "project",
    "about the project",
    "your role",
    "your responsibilities",
    "deine aufgaben",
    "ihre aufgaben",
    "aufgaben",
    "das erwartet dich",
    "responsabilidades",
    "missions",
    "vos missions",
    "how we work",
    "environment",
    "scope",
];

/// Phrases of headings above what asks nothing of the reader.
const PASSED_OVER: &[&str] = &[
    "benefits",
    "we offer",
    "what we offer",
    "what do we offer",
    "offer",
    "perks",
    "how to apply",
    "apply",
    "compensation",
    "salary",
    "salary range",
    "location",
    "similar jobs",
    "about us",
    "about the company",
    "company",
    "our company",
    "who we are",
    "who are we",
    "not required",
    "what you won t need",
    "not on the list",
    "you won t need",
    "don t worry about",
    "you do not need",
    "you don t need",
    "equal opportunity",
    "equal opportunities",
    "equal opportunity employer",
    "diversity",
    "our promise",
    "why join us",
    "why us",
    "what s in it for you",
    "hiring process",
    "interview process",
    "the process",
    "recruitment process",
    "cookie settings",
    "you ll pick up",
    "not needed",
    "our values",
    "our story",
    "our culture",
    "culture",
    "pay",
    "pay range",
    "what you get",
    "what you ll get",
    "what we give you",
    "was wir bieten",
    "wir bieten",
    "das bieten wir",
    "uber uns",
    "ofrecemos",
    "beneficios",
    "nous offrons",
    "a propos",
    "privacy",
    "disclaimer",
    "contact",
    "legal",
];

/// Small words around the phrase of a heading.
const FILLERS: &[&str] = &[
    "the",
    "a",
    "an",
    "our",
    "your",
    "key",
    "main",
    "core",
    "some",
    "basic",
    "general",
    "technical",
    "professional",
    "and",
    "or",
    "for",
    "this",
    "of",
    "to",
    "be",
    "is",
    "are",
    "in",
    "with",
    "from",
    "on",
    "at",
    "it",
    "us",
    "we",
    "you",
    "include",
    "includes",
    "including",
    "following",
    "other",
    "additional",
    "specific",
    "more",
    "what",
    "that",
    "these",
    "have",
    "s",
    "ll",
    "re",
    "job",
    "role",
    "position",
    "candidate",
    "candidates",
    "successful",
    "if",
    "as",
    "also",
    "strongly",
    "highly",
    "work",
    "working",
    "team",
    "minimal",
    "formal",
    "about",
    "personal",
    "relevant",
    "previous",
    "years",
    "here",
    "will",
    "should",
    "can",
    "who",
    "which",
    "do",
    "does",
    "und",
    "das",
    "die",
    "der",
    "de",
    "del",
    "la",
    "le",
    "les",
    "e",
    "y",
    "et",
    "&",
    "/",
];

/// The most words a heading has.
const MOST_WORDS: usize = 9;

/// The most words of a sentence that leads a list in: `You should be able to tick these:`.
const MOST_LEAD_IN_WORDS: usize = 22;

/// The heading a line is; `None` when its words make none. `bare` has no marks; `is_marked` when its form is a heading's.
pub(crate) fn heading(bare: &str, is_marked: bool) -> Option<Heading> {
    let (title, rest) = bare.split_once(':').unwrap_or((bare, ""));
    let words = words_of(title);
    if words.is_empty() || !rest.trim_matches(['*', ' ', '_']).is_empty() || bare.ends_with(['.', ',', ';']) {
        return None;
    }
    // `You should apply if you:` says what is wanted, whatever its other words are.
    let is_condition = bare.ends_with(':') && words.iter().any(|word| word == "if");
    if words.len() <= MOST_WORDS
        && !is_condition
        && let Some(section) = covering(&words)
    {
        return Some(Heading { section });
    }
    let begins_why =
        words.first().is_some_and(|word| word == "why") && words.len() <= MOST_WORDS && (is_marked || bare.ends_with(['?', ':']));
    if begins_why {
        return Some(Heading { section: Section::PassedOver });
    }
    bare.ends_with(':').then(|| lead_in(bare)).flatten()
}

/// Whether a line is a heading of known words.
pub(crate) fn is_known(line: &str) -> bool {
    heading(line.trim_matches(['#', '*', '_', ' ']), false).is_some()
}

/// The section whose phrases, with small words around them, are all of a heading.
fn covering(words: &[String]) -> Option<Section> {
    let mut found: Option<Section> = None;
    let mut at = 0;
    while at < words.len() {
        if let Some((section, length)) = phrase_at(&words[at..]) {
            // `Preferred qualifications` is nice, `benefits and requirements` required: what says more goes first.
            found = Some(found.map_or(section, |before| stronger(before, section)));
            at += length;
        } else if FILLERS.contains(&words[at].as_str()) {
            at += 1;
        } else {
            return None;
        }
    }
    found
}

fn stronger(a: Section, b: Section) -> Section {
    match (a, b) {
        (Section::PassedOver, other) | (other, Section::PassedOver) if other == Section::Work => Section::PassedOver,
        (Section::PassedOver, other) | (other, Section::PassedOver) => other,
        (a, b) => a.max(b),
    }
}

/// The longest phrase that words begin with.
fn phrase_at(words: &[String]) -> Option<(Section, usize)> {
    let all = [(Section::PassedOver, PASSED_OVER), (Section::Nice, NICE), (Section::Work, WORK), (Section::Required, REQUIRED)];
    let matches = all.iter().flat_map(|(section, phrases)| {
        phrases.iter().filter_map(move |phrase| {
            let length = phrase.split(' ').count();
            let here = words.get(..length)?;
            here.iter().zip(phrase.split(' ')).all(|(word, wanted)| is_word(word, wanted)).then_some((*section, length))
        })
    });
    matches.max_by_key(|(_, length)| *length)
}

/// Whether a word is the wanted one, a slip in a long word forgiven: `Qualfications`.
fn is_word(word: &str, wanted: &str) -> bool {
    word == wanted || (wanted.len() >= 9 && word.len() >= 8 && strsim::damerau_levenshtein(word, wanted) <= 1)
}

/// What a line that leads a list in says of its points.
pub(crate) fn lead_in(bare: &str) -> Option<Heading> {
    let words = words_of(bare);
    if words.is_empty() || words.len() > MOST_LEAD_IN_WORDS || bare.ends_with('.') {
        return None;
    }
    let section = match lead_in_level(&words.join(" "))? {
        Verdict::NotAsked => Section::PassedOver,
        Verdict::Wanted(Requirement::Nice) => Section::Nice,
        Verdict::Wanted(_) => Section::Required,
    };
    Some(Heading { section })
}

/// Whether a line without known words looks like a heading: it is marked as one, asks a question, ends with a colon, or
/// stands alone above what follows, short and in a title's form.
pub(crate) fn looks_like(bare: &str, is_marked: bool, stands_above: bool) -> bool {
    let count = bare.split_whitespace().count();
    if count == 0 || count > MOST_WORDS || bare.ends_with(['.', ',', ';']) {
        return false;
    }
    let is_title = bare.starts_with(char::is_uppercase) && count <= 6 && !bare.contains(',');
    is_marked || bare.ends_with(':') || bare.ends_with('?') || (stands_above && is_title)
}

/// Headings that are too common as words to be taken for one within running text.
const ONLY_ON_A_LINE: &[&str] = &[
    "experience",
    "experiences",
    "skills",
    "knowledge",
    "expertise",
    "education",
    "background",
    "profile",
    "candidate",
    "company",
    "location",
    "salary",
    "culture",
    "contact",
    "legal",
    "privacy",
    "offer",
    "apply",
    "role",
    "project",
    "tools",
    "position",
    "stack",
    "scope",
    "tasks",
    "mission",
    "missions",
    "environment",
    "languages",
    "technologies",
    "essential",
    "required",
    "desired",
    "preferred",
    "optional",
    "bonus",
    "minimum",
    "abilities",
    "ideally",
    "diversity",
    "merits",
    "assets",
    "summary",
    "opportunity",
    "you know",
    "you have",
    "you will",
    "we need",
    "we expect",
    "we offer",
    "the team",
    "the work",
    "the job",
    "our team",
    "you bring",
];

/// Headings behind which surely nothing is asked, also within running text.
const SURELY_PASSED_OVER: &[&str] =
    &["benefits", "perks", "what we offer", "we offer", "how to apply", "equal opportunity", "salary", "what s in it for you"];

/// The heading a part of running text begins with, and its length: a phrase with a capital letter, and behind it a colon, a
/// point of a list, or a new beginning.
pub(crate) fn leading(text: &str) -> Option<(Heading, usize)> {
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    // `The checklist`, `Your profile`: one small word may stand before the phrase.
    let first = text.find(' ').unwrap_or(0);
    let is_small = matches!(text.get(..first), Some("The" | "Our" | "Your" | "Key" | "THE" | "OUR" | "YOUR" | "KEY"));
    let behind = || phrase_of_text(text.get(first + 1..)?).map(|(heading, length)| (heading, length + first + 1));
    phrase_of_text(text).or_else(|| is_small.then(behind)?)
}

/// The longest phrase of a heading that a text begins with, and the length of the heading.
fn phrase_of_text(text: &str) -> Option<(Heading, usize)> {
    const FEW_WORDS: usize = 9;
    let all = [(Section::PassedOver, PASSED_OVER), (Section::Nice, NICE), (Section::Work, WORK), (Section::Required, REQUIRED)];
    let mut best: Option<(Heading, usize)> = None;
    for (section, phrases) in all {
        for phrase in phrases.iter().filter(|phrase| phrase.len() >= 5) {
            let Some(start) = text.get(..phrase.len()) else { continue };
            let rest = &text[phrase.len()..];
            let same = start.to_lowercase().replace(['\'', '\u{2019}', '-'], " ") == **phrase;
            if !same || rest.starts_with(char::is_alphanumeric) {
                continue;
            }
            let is_capital = start.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            let to_point = rest.match_indices(' ').take(FEW_WORDS).find(|(at, _)| begins_point(&rest[at + 1..])).map(|(at, _)| at);
            let is_title = rest.trim_start().starts_with(|c: char| !c.is_lowercase()) && !rest.starts_with([',', '.', '/', ')']);
            let length = match (rest.find([':', '?']).filter(|at| rest[..*at].split_whitespace().count() <= FEW_WORDS / 2), to_point) {
                (Some(colon), point) if point.is_none_or(|point| colon < point) => Some(phrase.len() + colon + 1),
                (_, Some(point))
                    if point == 0 || (phrase.contains(' ') && !ONLY_ON_A_LINE.contains(phrase) && !rest[..point].contains(". ")) =>
                {
                    Some(phrase.len() + point)
                }
                _ if SURELY_PASSED_OVER.contains(phrase) => Some(phrase.len()),
                _ => (is_title && (is_capital || !ONLY_ON_A_LINE.contains(phrase))).then_some(phrase.len()),
            };
            if let Some(length) = length.filter(|_| best.is_none_or(|(_, longest)| phrase.len() > longest)) {
                best = Some((Heading { section }, length));
            }
        }
    }
    // Where all stands on one line nobody knows where such a section ends: only what is surely no need is passed over.
    best.map(|(heading, length)| {
        let words = text[..length].to_lowercase().replace(['\'', '\u{2019}'], " ");
        let is_sure = heading.section != Section::PassedOver || SURELY_PASSED_OVER.iter().any(|end| words.starts_with(end));
        (if is_sure { heading } else { Heading::UNKNOWN }, length)
    })
}

fn words_of(text: &str) -> Vec<String> {
    let folded: String = text.chars().map(without_accent).collect();
    plain_words(&folded).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A letter without its accent, for headings of other languages.
fn without_accent(c: char) -> char {
    match c {
        'ä' | 'á' | 'à' | 'â' | 'ã' | 'Ä' => 'a',
        'ö' | 'ó' | 'ô' | 'õ' | 'Ö' => 'o',
        'ü' | 'ú' | 'û' | 'Ü' => 'u',
        'é' | 'è' | 'ê' | 'É' => 'e',
        'í' | 'î' => 'i',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_what_their_words_say() {
        use Section::{Nice, PassedOver, Required, Work};
        for (text, section) in [
            ("Requirements", Some(Required)),
            ("Preferred Qualfications", Some(Nice)),
            ("What are we looking for?", Some(Required)),
            ("Who are you?", Some(Required)),
            ("You might be a good fit if", Some(Required)),
            ("Competencies", Some(Required)),
            ("Dein Profil", Some(Required)),
            ("Requisitos", Some(Required)),
            ("Über uns", Some(PassedOver)),
            ("Tech we use", Some(Work)),
            ("Nice to have skills", Some(Nice)),
            ("Benefits and perks", Some(PassedOver)),
            ("Why work here?", Some(PassedOver)),
            ("You should be able to tick these:", Some(Required)),
            ("Shell scripting skills", None),
            ("Experience with Spark", None),
            ("Project - the aim you'll have", None),
            ("Python in daily use for three years", None),
        ] {
            assert_eq!(heading(text, false).map(|heading| heading.section), section, "{text}");
        }
    }

    #[test]
    fn a_pasted_text_is_cut_at_its_headings() {
        assert!(leading("Requirements Python and SQL").is_some());
        assert!(leading("requirements of the work").is_none());
        assert!(leading("Experience with Spark").is_none(), "goes on in lower case");
    }
}
