//! Words of texts, as the names of terms are looked for among them.

use std::borrow::Cow;

/// The words of a text, each with its place and as it is written: letters and digits, with `+` and `#` that stand at
/// their end (C++, C#) and points inside (Node.js); `/` and `&` stand alone; everything else parts words.
pub(crate) fn each_word(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let mut start = rest;
        let mut c = char_at(text, start)?;
        while !c.is_alphanumeric() && !matches!(c, '/' | '&') {
            start += c.len_utf8();
            c = char_at(text, start)?;
        }
        rest = start + c.len_utf8();
        while c.is_alphanumeric() {
            rest += text.as_bytes()[rest..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let Some(next) = char_at(text, rest) else { break };
            let inside = next.is_alphanumeric() || next == '+' || next == '#';
            let point = next == '.' && char_at(text, rest + 1).is_some_and(char::is_alphanumeric);
            if !inside && !point {
                break;
            }
            rest += next.len_utf8();
        }
        Some((start, &text[start..rest]))
    })
}

/// The character at a place. Texts are taken apart several times, and nearly all of them is ASCII: one byte each.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(*byte)),
        _ => text[at..].chars().next(),
    }
}

/// A word in lower case. Nearly all words of postings are ASCII, and most have no capital.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        Cow::Owned(word.to_lowercase())
    } else if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// A word without the `s` of its plural.
pub(crate) fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= 3 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => word,
    }
}

/// The words of a name as those of texts are compared with them: in lower case, each without the `s` of its plural and
/// with a blank behind it; and how many they are.
pub(crate) fn stems(name: &str) -> (String, usize) {
    let (mut stems, mut count) = (String::with_capacity(name.len() + 1), 0);
    for (_, word) in each_word(name) {
        stems.push_str(stem(&lower(word)));
        stems.push(' ');
        count += 1;
    }
    (stems, count)
}

/// The first eight bytes of a word as a number, in the order of the alphabet.
pub(crate) const fn beginning(word: &str) -> u64 {
    let (bytes, mut first, mut at) = (word.as_bytes(), 0, 0);
    while at < 8 {
        first = first << 8 | if at < bytes.len() { bytes[at] as u64 } else { 0 };
        at += 1;
    }
    first
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plural_is_its_singular_and_short_or_hissing_words_stay() {
        let stems = ["databases", "apps", "aws", "class", "status", "axis", "sass", "go"].map(stem);
        assert_eq!(stems, ["database", "app", "aws", "class", "status", "axis", "sass", "go"]);
    }

    proptest! {
        #[test]
        fn each_letter_and_digit_of_any_text_stands_in_one_word(text in "(\\PC|[a-z/&.+# -]){0,40}") {
            let mut end = 0;
            for (start, word) in each_word(&text) {
                prop_assert!(start >= end && text[start..].starts_with(word) && !text[end..start].contains(char::is_alphanumeric));
                end = start + word.len();
            }
            prop_assert!(!text[end..].contains(char::is_alphanumeric));
        }
    }
}
