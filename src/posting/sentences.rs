//! The sentences of a text.

use super::vocabulary::plain_words;

/// Longer than any sentence of a posting, and shorter than what would take long to read as one.
const LONGEST_SENTENCE: usize = 4_000;

/// Words cut short, where the sentence goes on behind them: `Exp. in LLMs`, `min. 4 years`.
const SHORTENED: [&str; 9] = ["exp", "engg", "min", "max", "approx", "yrs", "mind", "inkl", "bzw"];

/// The sentences of a text: they end at a full stop or mark before a blank.
///
/// What goes on for [`LONGEST_SENTENCE`] bytes is none, and ends there: a wish of its start says nothing of its end.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut chars = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, c)) = chars.next() {
            let is_end = matches!(c, '.' | '!' | '?' | '\u{2022}') && chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            let is_short_form =
                || ["e.g", "i.e", "etc", "vs", "incl", "M.Sc", "Ph.D", "B.Sc", "U.S", "U.K"].iter().any(|form| rest[..at].ends_with(form));
            let is_shortened = || {
                let word = rest[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                let more = rest[at..].trim_start_matches('.').trim_start();
                let goes_on = more.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
                c == '.' && goes_on && SHORTENED.iter().any(|form| word.eq_ignore_ascii_case(form))
            };
            let is_endless = at >= LONGEST_SENTENCE && c.is_whitespace();
            if is_endless || (is_end && !is_short_form() && !is_shortened()) {
                end = at + c.len_utf8();
                break;
            }
        }
        let (sentence, more) = rest.split_at(end);
        rest = more;
        Some(sentence)
    })
}

/// Whether a sentence is the answer to a question of what one has: `Even better.`
pub(super) fn is_delighted(sentence: &str) -> bool {
    const ANSWERS: [&str; 14] = [
        "great",
        "even better",
        "bonus",
        "a bonus",
        "plus",
        "a plus",
        "nice",
        "lovely",
        "perfect",
        "brilliant",
        "awesome",
        "fantastic",
        "all the better",
        "so much the better",
    ];
    let words = plain_words(sentence);
    let answer = words.split_once(" but not ").map_or(words.as_str(), |(answer, _)| answer);
    ANSWERS.contains(&answer)
}

/// Whether a sentence is the answer to a question of what one lacks: `Don't worry.`
pub(super) fn is_reassuring(sentence: &str) -> bool {
    const ANSWERS: [&str; 7] = ["don t worry", "no worries", "no problem", "not a problem", "that s fine", "that s ok", "kein problem"];
    let words = plain_words(sentence);
    ANSWERS.iter().any(|answer| words.strip_prefix(answer).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_marks_before_blanks_but_not_after_abbreviations() {
        let of = |text| sentences(text).map(str::trim).collect::<Vec<_>>();
        assert_eq!(of("One. Two; three! Four? Five"), ["One.", "Two; three!", "Four?", "Five"]);
        assert_eq!(of("U.S. citizens only. SQL"), ["U.S. citizens only.", "SQL"]);
        assert_eq!(of("Node.js, e.g. this, i.e. that, etc. and so on."), ["Node.js, e.g. this, i.e. that, etc. and so on."]);
        assert_eq!(
            of("Exp. in LLMs is a plus. Min. 4 years. At the max. Go"),
            ["Exp. in LLMs is a plus.", "Min. 4 years.", "At the max.", "Go"]
        );
        assert!(of("").is_empty());
        assert_eq!(of(&"word ".repeat(2_000)).len(), 3);
    }
}
