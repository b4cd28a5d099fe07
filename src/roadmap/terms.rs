//! All words of job postings, and how a text finds its own among them.

use std::cmp::Reverse;
use std::ops::Index;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::stored::StoredBytes;
use super::words::{beginning, stems};
use super::{StoredList, Term};
use crate::order;

/// The terms, and their names in the order of the words they begin with.
///
/// The names are four thousand, and a posting has a few hundred words: to decode all terms and to take their names apart
/// took half the instructions of `gap --job`. The names are bytes that stay where they are in the compiled guide.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Terms {
    list: StoredList<Term>,
    /// The first words of the names, as [`beginning`] has them, eight bytes each, in order.
    beginnings: StoredBytes,
    /// Of each name in that order five numbers: the place of its term, whether it is exact (1) and bare (2), how many words
    /// it has, and where its [`stems`] and behind them its exact text start in `text`. Those of most words come first.
    rows: StoredBytes,
    text: StoredBytes,
}

/// A name of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TermName<'a> {
    /// The place of the term.
    pub(crate) term: usize,
    /// Its words as [`stems`] has them.
    pub(crate) stems: &'a str,
    /// How many words it has.
    pub(crate) count: usize,
    /// The text it must have, for words that are common otherwise.
    pub(crate) exact: Option<&'a str>,
    /// Whether it counts only where something is asked for.
    pub(crate) is_bare: bool,
}

impl Terms {
    /// No terms.
    #[must_use]
    pub fn none() -> &'static Terms {
        static NONE: LazyLock<Terms> = LazyLock::new(Terms::default);
        &NONE
    }

    /// The terms in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Term> + ExactSizeIterator + Clone {
        self.list.iter()
    }

    /// The term at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Term> {
        self.list.get(at)
    }

    /// The names whose first words begin so, without the `s` of a plural: those of most words first,
    /// and of as many words in the order of the terms.
    pub(crate) fn names_beginning(&self, word: u64) -> impl Iterator<Item = TermName<'_>> {
        let beginnings = self.beginnings.as_chunks::<8>().0;
        let first = beginnings.partition_point(|beginning| u64::from_be_bytes(*beginning) < word);
        let same = beginnings[first..].iter().take_while(move |beginning| u64::from_be_bytes(**beginning) == word).count();
        (first..first + same).map(|at| self.name(at))
    }

    fn name(&self, at: usize) -> TermName<'_> {
        let rows = self.rows.as_chunks::<4>().0.as_chunks::<5>().0;
        let [term, kind, count, start, exact] = rows[at].map(|bytes| u32::from_le_bytes(bytes) as usize);
        let end = rows.get(at + 1).map_or(self.text.len(), |next| u32::from_le_bytes(next[3]) as usize);
        let text = |from: usize, to: usize| self.text.get(from..to).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default();
        TermName { term, stems: text(start, exact), count, exact: (kind & 1 == 1).then(|| text(exact, end)), is_bare: kind & 2 == 2 }
    }
}

impl Index<usize> for Terms {
    type Output = Term;

    fn index(&self, at: usize) -> &Term {
        &self.list[at]
    }
}

impl From<Vec<Term>> for Terms {
    fn from(terms: Vec<Term>) -> Terms {
        let mut names: Vec<GivenName<'_>> = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            names.append(&mut names_of(at, term));
        }
        order::sort_by_key(&mut names, |name| (name.beginning(), Reverse(name.count)));
        let (mut beginnings, mut rows, mut text) = (Vec::new(), Vec::new(), String::new());
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        for name in names {
            beginnings.push(name.beginning().to_be_bytes());
            let start = number(text.len());
            text.push_str(&name.stems);
            let kind = u32::from(name.exact.is_some()) + 2 * u32::from(name.is_bare);
            rows.extend([number(name.term), kind, number(name.count), start, number(text.len())].map(u32::to_le_bytes));
            text.push_str(name.exact.unwrap_or_default());
        }
        let (beginnings, rows, text) = (beginnings.concat().into(), rows.concat().into(), text.into_bytes().into());
        Terms { list: terms.into(), beginnings, rows, text }
    }
}

/// A name as a term gives it.
struct GivenName<'a> {
    term: usize,
    stems: String,
    count: usize,
    exact: Option<&'a str>,
    is_bare: bool,
}

impl GivenName<'_> {
    /// The beginning of its first word.
    fn beginning(&self) -> u64 {
        beginning(self.stems.split(' ').next().unwrap_or_default())
    }
}

/// The names of a term; one without a word is none.
fn names_of(at: usize, term: &Term) -> Vec<GivenName<'_>> {
    let name = |text, is_exact: bool, is_bare| {
        let (stems, count) = stems(text);
        GivenName { term: at, stems, count, exact: is_exact.then_some(text), is_bare }
    };
    let mut all: Vec<GivenName<'_>> = term.names.iter().map(|text| name(text.as_str(), false, false)).collect();
    all.extend(term.exact.iter().map(|text| name(text.as_str(), true, false)));
    all.extend(term.bare.iter().map(|text| name(text.as_str(), text.contains(char::is_uppercase), true)));
    if term.exact.is_empty() {
        all.push(name(&term.name, false, false));
    }
    all.retain(|name| name.count > 0);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn every_name_is_found_by_its_first_word_with_its_term_and_kind() {
        let terms = &builtin::guide().terms;
        let mut count = 0;
        for (at, term) in terms.iter().enumerate() {
            for GivenName { term, stems, count: words, exact, is_bare } in names_of(at, term) {
                let name = TermName { term, stems: &stems, count: words, exact, is_bare };
                let first = beginning(stems.split(' ').next().unwrap_or_default());
                let found: Vec<TermName<'_>> = terms.names_beginning(first).collect();
                assert!(found.contains(&name), "{name:?}");
                assert!(found.is_sorted_by_key(|name| Reverse(name.count)), "{name:?}");
                count += 1;
            }
        }
        assert!(count > 3_000 && terms.names_beginning(beginning("qqqq")).next().is_none());
        assert_eq!(Terms::none().names_beginning(0).count(), 0);
    }
}
