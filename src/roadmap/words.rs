//! Words of texts, as the names of terms are looked for among them.

use std::borrow::Cow;

/// The words of a text, each with its place and as it is written: letters and digits, with `+` and `#` that stand at
/// their end (C++, C#) and points inside (Node.js); `/` and `&` stand alone; everything else parts words.
pub(crate) fn each_word(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, c) = chars.find(|(_, c)| c.is_alphanumeric() || matches!(c, '/' | '&'))?;
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some(&(at, next)) = chars.peek() {
                let inside = next.is_alphanumeric() || next == '+' || next == '#';
                let point = next == '.' && text[at + 1..].starts_with(char::is_alphanumeric);
                if !inside && !point {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        Some((start, &text[start..end]))
    })
}

/// A word in lower case. The names of all terms are looked at for each posting: nearly all are ASCII, and most have no capital.
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
    use super::*;

    #[test]
    fn a_plural_is_its_singular_and_short_or_hissing_words_stay() {
        let stems = ["databases", "apps", "aws", "class", "status", "axis", "sass", "go"].map(stem);
        assert_eq!(stems, ["database", "app", "aws", "class", "status", "axis", "sass", "go"]);
    }
}
