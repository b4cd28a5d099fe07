//! Brackets of a sentence: where they stand, and what a wish in them is of.

use std::borrow::Cow;

/// Whether brackets hold a few words and no name: `(we can teach you)`.
pub(super) fn is_short_note(inner: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let rest = inner.get(1..).unwrap_or_default();
    inner.split_whitespace().count() <= MOST_WORDS && !rest.contains(char::is_uppercase) && !inner.contains(',')
}

/// Whether words are a wish and name nothing.
pub(super) fn is_pure_wish(words: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "is", "be", "to", "have", "would", "but", "not", "strongly", "highly", "very", "big", "huge", "strong", "also", "or",
        "and", "must", "nice", "good", "great", "only", "great", "un", "une", "ein", "eine", "est", "ist", "es", "um", "von", "kein",
    ];
    const WISHES: &[&str] = &[
        "bonus",
        "preferred",
        "required",
        "mandatory",
        "essential",
        "optional",
        "desirable",
        "desired",
        "ideal",
        "advantage",
        "advantageous",
        "must",
        "nice",
        "have",
        "asset",
        "welcome",
        "helpful",
        "preferable",
        "plus",
        "regarded",
        "beneficial",
        "valued",
        "appreciated",
        "useful",
        "handy",
        "optionnel",
        "optionnelle",
        "facultatif",
        "souhaite",
        "souhaitee",
        "souhaitable",
        "apprecie",
        "atout",
        "obligatoire",
        "deseable",
        "valorable",
        "opcional",
        "desejavel",
        "obligatorio",
        "vorteil",
        "vorteilhaft",
        "wunschenswert",
        "pluspunkt",
        "muss",
    ];
    !words.is_empty() && words.split(' ').all(|word| SMALL.contains(&word) || WISHES.contains(&word))
}

/// The sentence with blanks in place of all that is in brackets.
pub(super) fn without<'a>(sentence: &'a str, brackets: &[(usize, usize)]) -> Cow<'a, str> {
    if brackets.is_empty() {
        return Cow::Borrowed(sentence);
    }
    let mut bytes = sentence.as_bytes().to_vec();
    for &(open, close) in brackets {
        bytes[open..=close].fill(b' ');
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(sentence), Cow::Owned)
}

/// The places of brackets that open and close in the sentence, the outermost ones.
pub(super) fn brackets(sentence: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, byte) in sentence.bytes().enumerate() {
        match (byte, open) {
            (b'(', None) => open = Some((at, 1)),
            (b'(', Some((start, depth))) => open = Some((start, depth + 1)),
            (b')', Some((start, 1))) => {
                found.push((start, at));
                open = None;
            }
            (b')', Some((start, depth))) => open = Some((start, depth - 1)),
            _ => {}
        }
    }
    found
}

/// Whether nothing of an element of a list stands there yet.
pub(super) fn leads_element(before: &str) -> bool {
    !before.contains(char::is_alphanumeric) || before.trim_end().ends_with([',', ';', ':'])
}

/// Where the last element of a list begins; what begins with a number, as `2 years`, goes on with the one before.
pub(super) fn element_start(before: &str) -> usize {
    let separators = [", ", "; ", " and ", " or ", "/"];
    let last = |text: &str| separators.iter().filter_map(|separator| text.rfind(separator).map(|at| (at, at + separator.len()))).max();
    let mut text = before;
    while let Some((at, start)) = last(text) {
        if !before[start..].trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            return start;
        }
        text = &before[..at];
    }
    0
}
