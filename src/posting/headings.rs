//! Headings of postings: what the section under one is about.
//!
//! A heading is recognized by being one: all its words belong to the phrases below or to the small words around
//! them. `Shell scripting skills` has words of its own and is a point of a list.

use std::sync::LazyLock;

use super::Requirement;
use super::clauses::{Verdict, lead_in_level};
use super::marks::begins_point;
use super::phrases::{Phrases, count};
use super::vocabulary::{folded_words, without_accent};

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
    /// What is said not to be needed.
    NotNeeded,
    /// The company, benefits, how to apply: nothing is asked there.
    PassedOver,
}

const TEXT: &str = include_str!("headings.txt");

static PHRASES: Phrases<{ count(TEXT) }> = Phrases::of(TEXT);

/// The sections of the lists of `headings.txt`; behind them stand small words, and phrases that are none in running text.
const SECTIONS: [Section; 5] = [Section::PassedOver, Section::NotNeeded, Section::Nice, Section::Work, Section::Required];
const SMALL_WORDS: usize = 5;
const ONLY_ON_A_LINE: usize = 6;

/// The phrases of sections whose first words begin as a word.
fn sections_beginning(word: &str) -> impl Iterator<Item = (Section, &'static str)> {
    PHRASES.beginning_with(word).filter_map(|(list, phrase)| Some((*SECTIONS.get(list)?, phrase)))
}

/// Words that make a heading in a heading's form one of what is offered, or of the law.
const OFFERS: &[&str] = &[
    "benefits",
    "perks",
    "salary",
    "compensation",
    "eeo",
    "accommodation",
    "accommodations",
    "privacy",
    "transparency",
    "opportunity",
    "disclaimer",
    "gehalt",
    "urlaub",
    "apply",
    "recruiters",
    "agencies",
];

/// The most words a heading has.
const MOST_WORDS: usize = 9;

/// The most words of a sentence that leads a list in: `You should be able to tick these:`.
const MOST_LEAD_IN_WORDS: usize = 22;

/// The heading a line is; `None` when its words make none. `bare` has no marks; `is_marked` when its form is a heading's.
pub(crate) fn heading(bare: &str, is_marked: bool) -> Option<Heading> {
    heading_on_line(bare, is_marked, false)
}

/// As [`heading`], for a line that may stand alone above what follows.
pub(crate) fn heading_on_line(bare: &str, is_marked: bool, stands_above: bool) -> Option<Heading> {
    if is_closing(bare) {
        return Some(Heading { section: Section::PassedOver });
    }
    let (title, rest) = bare.split_once(':').unwrap_or((bare, ""));
    if !rest.trim_matches(['*', ' ', '_']).is_empty() || bare.ends_with(['.', ',', ';']) {
        return None;
    }
    let folded = folded_words(title);
    let words = words_of(&folded);
    if words.is_empty() {
        return None;
    }
    // `You should apply if you:` says what is wanted, whatever its other words are.
    let is_condition = bare.ends_with(':') && words.contains(&"if");
    if words.len() <= MOST_WORDS
        && !is_condition
        && let Some(section) = covering(&words).or_else(|| covering(&to_reader(&words)?))
    {
        return Some(Heading { section });
    }
    if is_about_company(title, &words, is_marked || bare.ends_with(['?', ':'])) {
        return Some(Heading { section: Section::PassedOver });
    }
    let is_of_offer = is_marked && words.iter().any(|word| OFFERS.contains(word)) && words.len() <= MOST_LEAD_IN_WORDS;
    if is_of_offer {
        return Some(Heading { section: Section::PassedOver });
    }
    let begins_why = words[0] == "why"
        && !words.iter().any(|word| matches!(*word, "role" | "need"))
        && words.len() <= MOST_WORDS
        && (is_marked || stands_above || bare.ends_with(['?', ':']));
    if begins_why {
        return Some(Heading { section: Section::PassedOver });
    }
    bare.ends_with(':').then(|| lead_in_of(&folded)).flatten()
}

/// The words of a heading that asks as the reader would, as the company would ask: `What do I need?`. `None` where there is
/// nothing to turn around.
fn to_reader<'a>(words: &[&'a str]) -> Option<Vec<&'a str>> {
    let is_own = words.iter().any(|word| matches!(*word, "i" | "me" | "my"));
    let turned = |word: &&'a str| match *word {
        "i" | "me" => "you",
        "my" => "your",
        word => word,
    };
    is_own.then(|| words.iter().map(turned).collect())
}

/// Whether a line closes a letter: who signs it asks for nothing, whatever the name.
pub(crate) fn is_closing(bare: &str) -> bool {
    const CLOSINGS: [&str; 12] = [
        "regards",
        "best regards",
        "kind regards",
        "warm regards",
        "kindest regards",
        "thanks",
        "many thanks",
        "thanks and regards",
        "cheers",
        "best wishes",
        "best",
        "yours sincerely",
    ];
    bare.strip_suffix([',', '!']).is_some_and(|words| CLOSINGS.contains(&words.trim_end().to_lowercase().as_str()))
}

/// Whether a heading is about the company by its name: `About Acme`, `Life at Acme`, `What is Acme?`.
fn is_about_company(title: &str, words: &[&str], is_formed: bool) -> bool {
    const LONGEST: usize = 6;
    let leads: [&[&str]; 9] = [
        &["about"],
        &["life", "at"],
        &["working", "at"],
        &["what", "is"],
        &["who", "is"],
        &["who", "are"],
        &["meet"],
        &["join"],
        &["welcome", "to"],
    ];
    let is_lead = |lead: &&&[&str]| lead.len() < words.len() && lead.iter().zip(words).all(|(part, word)| part == word);
    let Some(lead) = leads.iter().find(is_lead) else { return false };
    let name = title.split_whitespace().nth(lead.len()).unwrap_or_default();
    // `Meet customers` is work; a company has a capital, and a line without a heading's form has to name little else.
    let is_name = name.starts_with(char::is_uppercase) && words.len() <= if is_formed { LONGEST } else { 4 };
    is_name && (lead[0] == "about" || is_formed)
}

/// Whether a point is a heading: one of known words, marked by a sign or number and not as the points of a plain list are.
pub(crate) fn is_point_heading(line: &str, bare: &str) -> bool {
    // Nearly all points begin with `-` or `*`, and need no look at their words.
    let is_sign = !line.starts_with(|c: char| c.is_ascii() && !c.is_ascii_digit());
    if !is_sign {
        return false;
    }
    let folded = folded_words(bare);
    let words = words_of(&folded);
    let is_sure = line.starts_with(|c: char| !c.is_ascii()) || !PHRASES.has(ONLY_ON_A_LINE, &folded);
    is_sure && words.len() <= 6 && covering(&words).is_some()
}

/// Whether a line begins with a short title and a colon, as the fields of a form do: it goes on with no line before it.
pub(crate) fn begins_field(words: &str) -> bool {
    let Some((title, rest)) = words.split_once(':') else { return false };
    title.starts_with(char::is_uppercase) && title.split_whitespace().count() <= 4 && rest.starts_with(' ') && !title.contains(['.', ','])
}

/// Whether a line is a heading of known words.
pub(crate) fn is_known(line: &str) -> bool {
    heading(line.trim_matches(['#', '*', '_', ' ']), false).is_some()
}

/// The section whose phrases, with small words around them, are all of a heading.
fn covering(words: &[&str]) -> Option<Section> {
    let mut found: Option<Section> = None;
    let mut at = 0;
    while at < words.len() {
        if let Some((section, length)) = phrase_at(&words[at..]) {
            // `Preferred qualifications` is nice, `benefits and requirements` required: what says more goes first.
            found = Some(found.map_or(section, |before| stronger(before, section)));
            at += length;
        } else if PHRASES.has(SMALL_WORDS, words[at]) {
            at += 1;
        } else {
            return None;
        }
    }
    found
}

fn stronger(a: Section, b: Section) -> Section {
    match (a, b) {
        (unasked @ (Section::PassedOver | Section::NotNeeded), Section::Work)
        | (Section::Work, unasked @ (Section::PassedOver | Section::NotNeeded)) => unasked,
        (Section::PassedOver | Section::NotNeeded, other) | (other, Section::PassedOver | Section::NotNeeded) => other,
        (a, b) => a.max(b),
    }
}

/// First words in which a slip is forgiven. That most are too short shows in their first bytes, without a search for
/// their ends.
static LONG_FIRSTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let is_long = |phrase: &str| phrase.as_bytes().get(..LONG_WORD).is_some_and(|first| !first.contains(&b' '));
    let of_sections = PHRASES.iter().filter(|(list, phrase)| is_long(phrase) && SECTIONS.get(*list).is_some());
    let mut long: Vec<&str> = of_sections.filter_map(|(_, phrase)| phrase.split(' ').next()).collect();
    long.dedup();
    long
});

/// The longest phrase that words begin with.
fn phrase_at(words: &[&str]) -> Option<(Section, usize)> {
    let first = *words.first()?;
    let may_slip = first.len() + 1 >= LONG_WORD;
    let longs = if may_slip { LONG_FIRSTS.as_slice() } else { &[] };
    let near = longs.iter().copied().filter(|wanted| wanted.len().abs_diff(first.len()) <= 1);
    let mut longest: Option<(Section, usize)> = None;
    let mut look = |first: &str| {
        for (section, phrase) in sections_beginning(first) {
            let length = length_in(words, first, phrase).filter(|length| longest.is_none_or(|(_, most)| most <= *length));
            longest = length.map(|length| (section, length)).or(longest);
        }
    };
    near.filter(|wanted| first != *wanted && is_word(first, wanted)).for_each(&mut look);
    look(first);
    longest
}

/// How many words a phrase has, where words begin with it whose first one stands for `first`.
fn length_in(words: &[&str], first: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.split(' ');
    if wanted.next() != Some(first) {
        return None;
    }
    let mut length = 1;
    for wanted in wanted {
        if !is_word(words.get(length)?, wanted) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// From this length on a slip is forgiven.
const LONG_WORD: usize = 9;

/// Whether a word is the wanted one, a slip in a long word forgiven: `Qualfications`.
fn is_word(word: &str, wanted: &str) -> bool {
    word == wanted
        || (wanted.len() >= LONG_WORD
            && word.len() + 1 >= LONG_WORD
            && word.len().abs_diff(wanted.len()) <= 1
            && differs_in_one_place(word.as_bytes(), wanted.as_bytes())
            && strsim::damerau_levenshtein(word, wanted) <= 1)
}

/// Whether two words are the same but for two letters at most, side by side, as with any one slip. To count the slips
/// of words that have nothing in common took a third of a posting's time.
fn differs_in_one_place(word: &[u8], wanted: &[u8]) -> bool {
    let alike = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let before = alike(&mut word.iter().zip(wanted));
    let after = alike(&mut word.iter().rev().zip(wanted.iter().rev()));
    before + after + MOST_BYTES_OF_A_SLIP >= word.len().max(wanted.len())
}

/// Two letters that changed places, of four bytes each at most.
const MOST_BYTES_OF_A_SLIP: usize = 8;

/// What a line that leads a list in says of its points.
pub(crate) fn lead_in(bare: &str) -> Option<Heading> {
    if bare.ends_with('.') {
        return None;
    }
    lead_in_of(&folded_words(bare))
}

fn lead_in_of(words: &str) -> Option<Heading> {
    if words.is_empty() || words_of(words).len() > MOST_LEAD_IN_WORDS {
        return None;
    }
    let section = match lead_in_level(words)? {
        Verdict::NotAsked => Section::NotNeeded,
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

/// Headings behind which surely nothing is asked, also within running text.
const SURELY_PASSED_OVER: &[&str] =
    &["benefits", "perks", "what we offer", "we offer", "how to apply", "equal opportunity", "salary", "what s in it for you"];

/// The heading a part of running text begins with, and its length: a phrase with a capital letter, and behind it a colon, a
/// point of a list, or a new beginning.
pub(crate) fn leading(text: &str) -> Option<(Heading, usize)> {
    if let Some((inner, _)) = text.strip_prefix("**").and_then(|rest| rest.split_once("**")) {
        let is_short = inner.split_whitespace().count() <= MOST_WORDS;
        return is_short.then(|| heading(inner, true)).flatten().map(|heading| (heading, inner.len() + "****".len()));
    }
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
    let mut best: Option<(Heading, usize)> = None;
    // What is as short as `Plus` is a heading only before a colon.
    let may_be = |phrase: &str| phrase.len() >= 5 || text.get(phrase.len()..).is_some_and(|rest| rest.starts_with(':'));
    for (section, phrase) in sections_beginning(&first_word(text)).filter(|(_, phrase)| may_be(phrase)) {
        let Some(length) = length_of(text, phrase) else { continue };
        let (start, rest) = text.split_at(length);
        if rest.starts_with(char::is_alphanumeric) || best.is_some_and(|(_, best)| length <= best) {
            continue;
        }
        if let Some(more) = rest_of_heading(phrase, start, rest) {
            best = Some((Heading { section }, length + more));
        }
    }
    // Where all is on one line the end of such a section cannot be seen: only what is surely no need is passed over.
    best.map(|(heading, length)| {
        let words = text[..length].to_lowercase().replace(['\'', '\u{2019}'], " ");
        let is_asked = !matches!(heading.section, Section::PassedOver | Section::NotNeeded);
        let is_sure = is_asked || SURELY_PASSED_OVER.iter().any(|end| words.starts_with(end));
        (if is_sure { heading } else { Heading::UNKNOWN }, length)
    })
}

/// The letters and digits a text begins with, as a phrase has them.
fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric()).flat_map(|c| without_accent(c).to_lowercase()).collect()
}

/// How many bytes of a text a phrase takes that it begins with, whatever its case, accents, hyphens and apostrophes.
fn length_of(text: &str, phrase: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in phrase.chars() {
        let (_, c) = chars.next()?;
        let c = if matches!(c, '\'' | '\u{2019}' | '-') { ' ' } else { without_accent(c) };
        if !c.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

/// How much of the text behind a phrase belongs to the heading; `None` where the phrase is no heading there.
fn rest_of_heading(phrase: &str, start: &str, rest: &str) -> Option<usize> {
    const FEW_WORDS: usize = 9;
    const LEAST_WORDS: usize = 3;
    let is_alone = PHRASES.has(ONLY_ON_A_LINE, phrase);
    let to_point = rest.match_indices(' ').take(FEW_WORDS).find(|(at, _)| begins_point(&rest[at + 1..])).map(|(at, _)| at);
    let to_colon = rest.find([':', '?']).filter(|at| rest[..*at].split_whitespace().count() <= FEW_WORDS / 2);
    match (to_colon, to_point) {
        (Some(colon), point) if point.is_none_or(|point| colon < point) => Some(colon + 1),
        (_, Some(point)) if point == 0 || (phrase.contains(' ') && !is_alone && !rest[..point].contains(". ")) => Some(point),
        _ if SURELY_PASSED_OVER.contains(&phrase) => Some(0),
        _ => {
            let small = small_words_behind(rest);
            if small > 0 && phrase.split(' ').count() >= LEAST_WORDS && rest[small..].starts_with(char::is_uppercase) {
                return Some(small);
            }
            let is_capital = start.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            let is_title = rest.trim_start().starts_with(|c: char| !c.is_lowercase()) && !rest.starts_with([',', '.', '/', ')']);
            (is_title && (is_capital || !is_alone)).then_some(0)
        }
    }
}

/// How many bytes small words take that a text goes on with, as `also have` in `It would be great if you also have`.
fn small_words_behind(rest: &str) -> usize {
    let is_small = |word: &&str| word.trim().is_empty() || PHRASES.has(SMALL_WORDS, word.trim());
    rest.split_inclusive(' ').take_while(is_small).map(str::len).sum()
}

/// The words of [`folded_words`].
fn words_of(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headings_are_what_their_words_say() {
        use Section::{Nice, NotNeeded, PassedOver, Required, Work};
        for (text, section) in [
            ("Requirements", Some(Required)),
            ("Preferred Qualfications", Some(Nice)),
            ("What are we looking for?", Some(Required)),
            ("Who are you?", Some(Required)),
            ("You might be a good fit if", Some(Required)),
            ("You might be an especially strong fit if you", Some(Nice)),
            ("What would make me stand out?", Some(Nice)),
            ("Soft requirements", Some(Nice)),
            ("Hard requirements", Some(Required)),
            ("What do I need to know?", Some(Required)),
            ("What don't I need?", Some(NotNeeded)),
            ("What will I do?", Some(Work)),
            ("What would set me apart?", Some(Nice)),
            ("Plusses", Some(Nice)),
            ("Meet the hiring team", Some(PassedOver)),
            ("What they're after:", Some(Required)),
            ("Twój zakres obowiązków:", Some(Work)),
            ("Wat is mooi meegenomen?", Some(Nice)),
            ("Dein Rucksack", Some(Required)),
            ("Das bieten wir Ihnen", Some(PassedOver)),
            ("Thanks!", Some(PassedOver)),
            ("Competencies", Some(Required)),
            ("Dein Profil", Some(Required)),
            ("Requisitos", Some(Required)),
            ("Über uns", Some(PassedOver)),
            ("Tech we use", Some(Work)),
            ("Nice to have skills", Some(Nice)),
            ("Benefits and perks", Some(PassedOver)),
            ("Why work here?", Some(PassedOver)),
            ("What you won't need", Some(NotNeeded)),
            ("Don't worry if you don't have", Some(NotNeeded)),
            ("You should be able to tick these:", Some(Required)),
            ("Kind regards,", Some(PassedOver)),
            ("What does not matter", Some(NotNeeded)),
            ("Strong candidates may also have experience with", Some(Nice)),
            ("It'd be great if you also have", Some(Nice)),
            ("You might be a fit if", Some(Required)),
            ("Regards from Spark,", None),
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

    proptest! {
        #[test]
        fn a_phrase_that_a_text_begins_with_is_among_those_of_its_first_word(
            (_, phrase) in prop::sample::select(PHRASES.iter().filter(|(list, _)| *list < SECTIONS.len()).collect::<Vec<_>>()),
            blank in "[ '\u{2019}-]",
            accent in "[eéÈ]",
            behind in "[a .:\u{e9}-]{0,3}",
        ) {
            let text = format!("{}{behind}", phrase.replace(' ', &blank).replace('e', &accent));
            let found: Vec<&str> = sections_beginning(&first_word(&text)).map(|(_, phrase)| phrase).collect();
            let begun = PHRASES.iter().filter(|(list, phrase)| {
                let is_whole = |length: usize| !text[length..].starts_with(char::is_alphanumeric);
                *list < SECTIONS.len() && length_of(&text, phrase).is_some_and(is_whole)
            });
            for (_, phrase) in begun {
                prop_assert!(found.contains(&phrase), "{phrase} in {text}");
            }
        }
    }
}
