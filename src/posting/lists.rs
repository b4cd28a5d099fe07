//! The phrases that clauses and conditions are known by.

use super::phrases::{Phrases, count};
use super::vocabulary::{folded_words, plain_words};

/// The lists of `lists.txt`, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Adverbs,
    Contrasts,
    Nice,
    NiceOfOne,
    OfPeople,
    Required,
    Firm,
    RequiredInBrackets,
    Unwanted,
    Asked,
    DeniedButWelcome,
    NiceLeadIns,
    LeadInsOfWhatIsNotAsked,
    RequiredLeadIns,
    Degrees,
    DegreesAlone,
    Clearances,
    Citizenships,
    Visas,
    Places,
    Languages,
    LevelsOfLanguages,
    Ranks,
    Legal,
    Pay,
    Years,
    OtherYears,
    LookingBack,
    Cookies,
    Budgets,
    Lessons,
}

const TEXT: &str = include_str!("lists.txt");

static LISTS: Phrases<{ count(TEXT) }> = Phrases::of(TEXT);

/// Which lists have a phrase in words: all are looked for at once, as to take the words apart costs more than to look them up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said(u32);

impl Said {
    /// What is said in lower-case words with single blanks between.
    pub(crate) fn in_words(words: &str) -> Said {
        Said(LISTS.lists_in(words))
    }

    /// What a text says, with accents and without them: `souhait\u{e9}` is a wish, and `souhaite` what a company does.
    fn in_text(text: &str, folded: &str) -> Said {
        let said = Said::in_words(folded);
        if text.is_ascii() { said } else { Said(said.0 | Said::in_words(&plain_words(text)).0) }
    }

    pub(crate) fn has(self, list: List) -> bool {
        self.0 & 1 << list as u32 != 0
    }
}

/// A sentence of a posting, and what it says.
#[derive(Debug)]
pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
    /// Its [`folded_words`].
    pub(crate) words: String,
    pub(crate) said: Said,
}

impl<'a> Sentence<'a> {
    pub(crate) fn of(text: &'a str) -> Sentence<'a> {
        let words = folded_words(text);
        Sentence { text, said: Said::in_text(text, &words), words }
    }
}

/// A phrase in a text as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) list: List,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Where adverbs and contrasts stand in a text in lower case as it is written, in order: `skills.Ideally` is one word
/// otherwise.
pub(crate) fn places(lower: &str) -> Vec<Place> {
    let mut found = Vec::new();
    let mut word: Option<usize> = None;
    for (at, c) in lower.char_indices().chain([(lower.len(), ' ')]) {
        match (c.is_alphanumeric(), word) {
            (true, None) => word = Some(at),
            (false, Some(start)) => {
                let lists = [List::Adverbs, List::Contrasts];
                let begun = LISTS.beginning_with(&lower[start..at]).filter(|(_, phrase)| lower[start..].starts_with(phrase));
                found.extend(begun.filter_map(|(of, phrase)| {
                    let list = lists.into_iter().find(|list| *list as usize == of)?;
                    Some(Place { list, start, end: start + phrase.len() })
                }));
                word = None;
            }
            _ => {}
        }
    }
    found
}

/// A sentence of more words is a list that has run on.
pub(crate) const MOST_WORDS: usize = 24;

/// All of a part, or, where it has run on, so many words before and behind the first few that say something.
pub(crate) fn around(text: &str, (before, behind): (usize, usize), says: &dyn Fn(&str, Said) -> bool) -> (usize, usize) {
    const FEW: usize = 4;
    if text.split_whitespace().count() <= MOST_WORDS || text.to_lowercase().len() != text.len() {
        return (0, text.len());
    }
    // Words are compared without their signs: `don't` is `don t`.
    let places: Vec<usize> = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    let at = (0..places.len()).find(|&at| {
        let end = places.get(at + FEW).copied().unwrap_or(text.len());
        let words = plain_words(&text[places[at]..end]);
        says(&words, Said::in_words(&words))
    });
    let Some(at) = at else { return (0, text.len()) };
    (places[at.saturating_sub(before)], places.get(at + FEW + behind).copied().unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::posting::vocabulary::{contains_words, plain_words};

    /// A phrase of each list, in the order of the lists.
    const SAMPLES: [(List, &str); 31] = [
        (List::Adverbs, "idealerweise"),
        (List::Contrasts, "rather than"),
        (List::Nice, "von vorteil"),
        (List::NiceOfOne, "is preferred"),
        (List::OfPeople, "everybody"),
        (List::Required, "proficiency"),
        (List::Firm, "only candidates"),
        (List::RequiredInBrackets, "must have"),
        (List::Unwanted, "unlike"),
        (List::Asked, "expected"),
        (List::DeniedButWelcome, "not required but"),
        (List::NiceLeadIns, "don t worry if"),
        (List::LeadInsOfWhatIsNotAsked, "you get"),
        (List::RequiredLeadIns, "tick these"),
        (List::Degrees, "ph d"),
        (List::DegreesAlone, "degree in"),
        (List::Clearances, "ts sci"),
        (List::Citizenships, "green card"),
        (List::Visas, "h1b"),
        (List::Places, "vor ort"),
        (List::Languages, "hebrew"),
        (List::LevelsOfLanguages, "c1"),
        (List::Ranks, "principal"),
        (List::Legal, "regardless of"),
        (List::Pay, "lpa"),
        (List::Years, "jahre"),
        (List::OtherYears, "runway"),
        (List::LookingBack, "none of it is"),
        (List::Cookies, "cookies"),
        (List::Budgets, "we pay for"),
        (List::Lessons, "exams"),
    ];

    #[test]
    fn each_list_stands_at_its_place_of_the_text() {
        for (at, (list, phrase)) in SAMPLES.into_iter().enumerate() {
            assert_eq!(list as usize, at);
            assert!(Said::in_words(&format!("so {phrase} it is")).has(list), "{phrase} is of {list:?}");
            let name: String = format!("{list:?}").to_lowercase();
            let marks = TEXT.lines().filter(|line| line.starts_with('['));
            let named = marks.map(|mark| mark.replace(['[', ']', ' ', '-'], "")).nth(at);
            assert_eq!(named, Some(name));
        }
        assert_eq!(TEXT.lines().filter(|line| line.starts_with('[')).count(), SAMPLES.len());
    }

    #[test]
    fn places_are_those_of_whole_words_whatever_stands_before() {
        let found = |text: &str| places(text).into_iter().map(|place| (place.start, place.end)).collect::<Vec<_>>();
        assert_eq!(found("skills.ideally sql"), [(7, 14)]);
        assert_eq!(found("sql (rather than it); ideally"), [(5, 16), (22, 29)]);
        assert_eq!(found("nonideally, rather thin, must"), []);
    }

    proptest! {
        #[test]
        fn all_lists_at_once_say_what_each_phrase_alone_says(
            words in prop::collection::vec(prop::sample::select(TEXT.split([' ', '\n', ',']).collect::<Vec<_>>()), 0..12)
        ) {
            let words = plain_words(&words.join(" "));
            let each = LISTS.iter().filter(|(_, phrase)| contains_words(&words, phrase));
            prop_assert_eq!(Said::in_words(&words), Said(each.fold(0, |lists, (list, _)| lists | 1 << list)));
        }
    }
}
