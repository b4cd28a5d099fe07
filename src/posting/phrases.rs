//! Lists of phrases, put in a table by the compiler and looked for word by word.

use crate::roadmap::words::beginning;

/// The phrases of a text of lists, by their first words.
///
/// A posting has hundreds of clauses, and there are a thousand phrases: to look for each phrase in each clause took four
/// fifths of a posting's time, and to sort them when the command starts another tenth.
pub(crate) struct Phrases<const COUNT: usize> {
    text: &'static str,
    /// The phrases by the places of their first words; those of one place in the order of the text.
    rows: [Row; COUNT],
    /// Where the rows of each place start.
    starts: [u16; PLACES + 1],
}

/// A phrase of a list, in eight bytes: there are two thousand.
#[derive(Clone, Copy)]
struct Row {
    /// The [`short_beginning`] of its first word: numbers are compared, as thousands of words are looked up in each posting.
    first: u32,
    start: u16,
    length: u8,
    /// The place of its list in the text.
    list: u8,
}

impl Row {
    fn phrase(self, text: &'static str) -> (usize, &'static str) {
        let start = usize::from(self.start);
        (usize::from(self.list), &text[start..start + usize::from(self.length)])
    }
}

/// More than there are first words in most lists, so that few of them share a place.
const PLACES: usize = 1024;

/// The beginning of a word in half as many bits; few words share one, and who finds a phrase by it compares its words.
#[expect(clippy::cast_possible_truncation, reason = "the halves are put together")]
const fn short_beginning(word: &str) -> u32 {
    let whole = beginning(word);
    (whole ^ (whole >> 29)) as u32
}

const fn place(first: u32) -> usize {
    // The usual spreading by the golden ratio: its highest bits depend on all letters.
    (first.wrapping_mul(0x9e37_79b9) >> (u32::BITS - PLACES.ilog2())) as usize
}

/// How many phrases a text has.
pub(crate) const fn count(text: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some((start, end)) = entry(text.as_bytes(), at) {
        count += (text.as_bytes()[start] != b'[') as usize;
        at = end;
    }
    count
}

/// The next phrase or `[name]` of a text: commas and ends of lines part them, and a line with `#` is a comment.
const fn entry(text: &[u8], mut at: usize) -> Option<(usize, usize)> {
    while at < text.len() {
        let start = at;
        let is_comment = text[at] == b'#';
        while at < text.len() && !matches!(text[at], b'\n' | b'\r') && (is_comment || text[at] != b',') {
            at += 1;
        }
        if at > start && !is_comment {
            return Some((start, at));
        }
        at += 1;
        while at < text.len() && text[at] == b' ' {
            at += 1;
        }
    }
    None
}

impl<const COUNT: usize> Phrases<COUNT> {
    /// The phrases of lists, each list below its `[name]`.
    #[expect(clippy::cast_possible_truncation, reason = "asserted: the texts are ours, and shorter")]
    pub(crate) const fn of(text: &'static str) -> Phrases<COUNT> {
        assert!(COUNT <= u16::MAX as usize && text.len() <= u16::MAX as usize, "places fit their types");
        let mut given = [Row { first: 0, start: 0, length: 0, list: 0 }; COUNT];
        let mut starts = [0; PLACES + 1];
        let (mut count, mut lists, mut at) = (0, 0, 0);
        while let Some((start, end)) = entry(text.as_bytes(), at) {
            at = end;
            if text.as_bytes()[start] == b'[' {
                lists += 1;
                continue;
            }
            assert!(end - start <= u8::MAX as usize, "a phrase is short");
            let first = short_beginning(first_word(text, start, end));
            given[count] = Row { first, start: start as u16, length: (end - start) as u8, list: lists - 1 };
            starts[place(first) + 1] += 1;
            count += 1;
        }
        let mut at = 0;
        while at < PLACES {
            starts[at + 1] += starts[at];
            at += 1;
        }
        let (mut rows, mut free, mut at) = (given, starts, 0);
        while at < COUNT {
            let place = place(given[at].first);
            rows[free[place] as usize] = given[at];
            free[place] += 1;
            at += 1;
        }
        Phrases { text, rows, starts }
    }

    /// All phrases with the places of their lists; those of the same first word in the order of the text.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &'static str)> {
        self.rows.iter().map(|row| row.phrase(self.text))
    }

    /// The phrases whose first words begin as a word, and perhaps some others, with the places of their lists, in the order of
    /// the text.
    pub(crate) fn beginning_with(&self, word: &str) -> impl Iterator<Item = (usize, &'static str)> {
        let word = short_beginning(word);
        let place = place(word);
        let rows = &self.rows[usize::from(self.starts[place])..usize::from(self.starts[place + 1])];
        rows.iter().filter(move |row| row.first == word).map(|row| row.phrase(self.text))
    }

    /// Whether a phrase is one of a list.
    pub(crate) fn has(&self, list: usize, phrase: &str) -> bool {
        let first = phrase.split(' ').next().unwrap_or(phrase);
        self.beginning_with(first).any(|(of, known)| of == list && known == phrase)
    }

    /// The lists of which a phrase stands in words, whole words for whole words: one bit each, the first list the lowest.
    pub(crate) fn lists_in(&self, words: &str) -> u32 {
        let (mut lists, mut rest) = (0, Some(words));
        while let Some(here) = rest {
            // Words are short: what finds a byte in a long text takes longer to begin than they do to end.
            let end = here.bytes().position(|byte| byte == b' ').unwrap_or(here.len());
            for (list, phrase) in self.beginning_with(&here[..end]) {
                if here.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
                    lists |= 1 << list;
                }
            }
            rest = here.get(end + 1..);
        }
        lists
    }
}

/// The first word of a phrase of a text.
const fn first_word(text: &'static str, start: usize, end: usize) -> &'static str {
    let mut at = start;
    while at < end && text.as_bytes()[at] != b' ' {
        at += 1;
    }
    text.split_at(at).0.split_at(start).1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::posting::vocabulary::contains_words;

    const LISTS: &str = "# Of words, and more.\n\n[one]\na plus, plus points,\nnice\n[two]\n\nnice to have, a\r\n";
    static PHRASES: Phrases<{ count(LISTS) }> = Phrases::of(LISTS);

    #[test]
    fn a_text_of_lists_is_read_phrase_by_phrase() {
        let mut all: Vec<(usize, &str)> = PHRASES.iter().collect();
        crate::order::sort(&mut all);
        assert_eq!(all, [(0, "a plus"), (0, "nice"), (0, "plus points"), (1, "a"), (1, "nice to have")]);
        assert!(PHRASES.has(1, "a") && !PHRASES.has(0, "a") && !PHRASES.has(1, "a plus") && !PHRASES.has(0, ""));
    }

    #[test]
    fn whole_words_stand_for_whole_words() {
        for (words, lists) in [
            ("is a plus", 0b11),
            ("a plussed", 0b10),
            ("plus points for", 0b01),
            ("plus", 0),
            ("nicer", 0),
            ("nice to have", 0b11),
            ("nice to", 0b01),
            ("", 0),
        ] {
            assert_eq!(PHRASES.lists_in(words), lists, "{words}");
        }
    }

    proptest! {
        #[test]
        fn one_pass_finds_what_each_phrase_alone_finds(words in "[ab]{1,2}( [ab]{1,2}){0,5}") {
            const TEXT: &str = "[0]\na, b a\n[1]\nab ba b, bb\n[2]\naa b, ba ba, a\n";
            static PHRASES: Phrases<{ count(TEXT) }> = Phrases::of(TEXT);
            let each = PHRASES.iter().filter(|(_, phrase)| contains_words(&words, phrase)).fold(0, |lists, (list, _)| lists | 1 << list);
            prop_assert_eq!(PHRASES.lists_in(&words), each);
        }
    }
}
