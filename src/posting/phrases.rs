//! Lists of phrases, looked for in one pass over the words of a text.

use crate::roadmap::words::beginning;

/// Phrases by their first words. A posting has hundreds of clauses and each list scores of phrases: to look for
/// each phrase in each clause took four fifths of a posting's time.
pub(crate) struct Phrases {
    /// Whole phrases by the beginnings of their first words, in order. Numbers are compared, as thousands of words are
    /// looked up in each posting.
    by_first: Vec<(u64, &'static str)>,
}

impl Phrases {
    pub(crate) fn of(phrases: impl IntoIterator<Item = &'static str>) -> Phrases {
        let first = |phrase: &'static str| beginning(phrase.split(' ').next().unwrap_or(phrase));
        let mut by_first: Vec<(u64, &str)> = phrases.into_iter().map(|phrase| (first(phrase), phrase)).collect();
        by_first.sort_unstable();
        Phrases { by_first }
    }

    /// Those of a list with commas.
    pub(crate) fn listed(list: &'static str) -> Phrases {
        Phrases::of(list.split(", "))
    }

    /// The phrases, in the order of the alphabet.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.by_first.iter().map(|(_, phrase)| *phrase)
    }

    /// Whether one of them stands in words, whole words for whole words.
    pub(crate) fn stand_in(&self, words: &str) -> bool {
        let mut at = 0;
        words.split(' ').any(|word| {
            let here = &words[at..];
            at += word.len() + 1;
            self.beginning_with(word).any(|phrase| here.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        })
    }

    /// The phrases whose first words begin as this one.
    fn beginning_with(&self, word: &str) -> impl Iterator<Item = &'static str> {
        let word = beginning(word);
        let start = self.by_first.partition_point(|(first, _)| *first < word);
        self.by_first[start..].iter().take_while(move |(first, _)| *first == word).map(|(_, phrase)| *phrase)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::posting::vocabulary::contains_words;

    #[test]
    fn whole_words_stand_for_whole_words() {
        let phrases = Phrases::listed("a plus, plus points, nice");
        for (words, is_there) in [
            ("is a plus", true),
            ("a plussed", false),
            ("plus points for", true),
            ("plus", false),
            ("nicer", false),
            ("nice", true),
            ("", false),
        ] {
            assert_eq!(phrases.stand_in(words), is_there, "{words}");
        }
    }

    proptest! {
        #[test]
        fn one_pass_finds_what_each_phrase_alone_finds(words in "[ab]{1,2}( [ab]{1,2}){0,5}") {
            const LIST: [&str; 6] = ["a", "b a", "ab ba b", "bb", "aa b", "ba ba"];
            let each = LIST.iter().any(|phrase| contains_words(&words, phrase));
            prop_assert_eq!(Phrases::of(LIST).stand_in(&words), each);
        }
    }
}
