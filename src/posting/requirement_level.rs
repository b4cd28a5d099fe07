//! How much a posting asks for what it names, by its headings and sentences.

use super::Requirement;
use super::vocabulary::{Token, contains_words, plain_words};

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
pub(crate) struct Heading {
    /// How much it is asked for; `None` when it is not.
    pub(crate) requirement: Option<Requirement>,
    /// Whether it speaks for the lines after it too.
    pub(crate) lasts: bool,
}

/// The heading a line is or begins with; `None` when it has none.
pub(crate) fn heading(line: &str) -> Option<Heading> {
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
    if says(PASSED_HEADINGS) && !says(NICE_PHRASES) {
        Some(Heading { requirement: None, lasts })
    } else if says(NICE_HEADINGS) || says(NICE_PHRASES) {
        Some(Heading { requirement: Some(Requirement::Nice), lasts })
    } else if says(NAMED_HEADINGS) {
        Some(Heading { requirement: Some(Requirement::Named), lasts })
    } else if says(REQUIRED_HEADINGS) || (leads_in && says(REQUIRED_PHRASES)) {
        Some(Heading { requirement: Some(Requirement::Required), lasts })
    } else if is_title && (line.starts_with('#') || is_capital(bare)) {
        // A heading of words unknown here ends what the one before it said.
        Some(Heading { requirement: Some(Requirement::Named), lasts })
    } else {
        None
    }
}

/// Whether a text is written in capital letters.
fn is_capital(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !text.chars().any(char::is_lowercase)
}

/// The heading a part of a pasted line begins with.
pub(crate) fn heading_of_part(part: &str) -> Option<Heading> {
    let words = plain_words(part);
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| words == *phrase || words.starts_with(&format!("{phrase} ")));
    let requirement = if begins(PASSED_HEADINGS) {
        None
    } else if begins(NICE_HEADINGS) {
        Some(Requirement::Nice)
    } else if begins(NAMED_HEADINGS) {
        Some(Requirement::Named)
    } else if begins(REQUIRED_HEADINGS) {
        Some(Requirement::Required)
    } else {
        return None;
    };
    Some(Heading { requirement, lasts: true })
}

/// Words in a sentence that make what it names merely welcome.
const NICE_PHRASES: &[&str] = &[
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
const REQUIRED_PHRASES: &[&str] = &[
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

/// Words in a sentence that names what is not asked for.
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

/// How much a sentence asks for what it names; `None` when it says that it is not needed.
pub(crate) fn requirement_level(tokens: &[Token], section: Requirement) -> Option<Requirement> {
    let words: Vec<&str> = tokens.iter().map(|token| token.lower.as_str()).collect();
    let words = words.join(" ");
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| contains_words(&words, phrase));
    let denied =
        contains_words(&words, "no") && ["needed", "required", "necessary", "expected"].iter().any(|end| contains_words(&words, end));
    if says(UNWANTED) || denied {
        None
    } else if says(NICE_PHRASES) {
        Some(Requirement::Nice)
    } else if section == Requirement::Named && says(REQUIRED_PHRASES) {
        Some(Requirement::Required)
    } else {
        Some(section)
    }
}

/// Whether a heading of a pasted text begins with a text: in capitals, as a title.
pub(crate) fn begins_heading(text: &str) -> bool {
    let is_start = |phrase: &&str| {
        text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
            && text[phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    };
    let all = [NICE_HEADINGS, REQUIRED_HEADINGS, NAMED_HEADINGS, PASSED_HEADINGS];
    text.starts_with(char::is_uppercase) && all.into_iter().flatten().any(is_start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::vocabulary::tokens;
    use Requirement::{Named, Nice, Required};

    /// What a heading says of what comes after and whether for more than its own line; `None` for no heading.
    fn said(line: &str) -> Option<(Option<Requirement>, bool)> {
        heading(line).map(|heading| (heading.requirement, heading.lasts))
    }

    #[test]
    fn headings_say_how_much_what_comes_after_is_asked_for() {
        assert_eq!(said("Requirements"), Some((Some(Required), true)));
        assert_eq!(said("## What you'll do ##"), Some((Some(Named), true)));
        assert_eq!(said("**Nice to have**"), Some((Some(Nice), true)));
        assert_eq!(said("Benefits"), Some((None, true)));
        assert_eq!(said("Not required, but a plus"), Some((Some(Nice), true)), "what would be welcome is not passed over");
        assert_eq!(said("You should be able to do most of the things that are listed below on your own:"), Some((Some(Required), true)));
    }

    #[test]
    fn words_before_a_colon_speak_for_their_line_and_points_for_themselves() {
        assert_eq!(said("Nice to have: SQL"), Some((Some(Nice), false)));
        assert_eq!(said("- Requirements: SQL"), Some((Some(Required), false)));
        assert_eq!(said("- Requirements:"), Some((Some(Required), false)));
        assert_eq!(said("- Experience with SQL"), None);
        assert_eq!(said("The skills that we want most: SQL"), None, "five words before the colon are a sentence");
    }

    #[test]
    fn headings_of_other_words_end_what_was_said_before() {
        assert_eq!(said("# Ground rules"), Some((Some(Named), true)));
        assert_eq!(said("GROUND RULES"), Some((Some(Named), true)));
        assert_eq!(said("Ground rules"), None);
        assert_eq!(said("SQL"), None, "three letters may be a name");
        assert_eq!(said(""), None);
        assert_eq!(said("Requirements are what they are."), None, "a sentence is no heading");
        assert_eq!(said("What we need from you in your first year here"), None, "nor are ten words");
    }

    #[test]
    fn a_part_of_a_pasted_text_begins_with_its_heading() {
        let begins = |part: &str| heading_of_part(part).map(|heading| (heading.requirement, heading.lasts));
        assert_eq!(begins("Requirements Python and SQL"), Some((Some(Required), true)));
        assert_eq!(begins("Responsibilities"), Some((Some(Named), true)));
        assert_eq!(begins("Bonus points Rust"), Some((Some(Nice), true)));
        assert_eq!(begins("Benefits A pension"), Some((None, true)));
        assert_eq!(begins("Requirementsfoo"), None);
        assert_eq!(begins("Our requirements"), None);
        assert!(begins_heading("Requirements Python") && begins_heading("NICE TO HAVE"));
        assert!(!begins_heading("requirements of the job") && !begins_heading("Pythonic"));
    }

    #[test]
    fn a_sentence_can_ask_more_or_less_than_its_section() {
        let level = |sentence: &str, section| requirement_level(&tokens(sentence), section);
        assert_eq!(level("SQL", Named), Some(Named));
        assert_eq!(level("Strong SQL", Named), Some(Required));
        assert_eq!(level("Strong SQL", Nice), Some(Nice), "what is welcome stays so");
        assert_eq!(level("SQL is a plus", Required), Some(Nice));
        assert_eq!(level("no SQL needed", Required), None);
        assert_eq!(level("no SQL", Required), Some(Required));
        assert_eq!(level("SQL needed", Required), Some(Required));
        assert_eq!(level("You don't need SQL", Required), None);
    }
}
