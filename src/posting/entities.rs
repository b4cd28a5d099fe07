//! Entities of HTML: the characters that `&amp;`, `&#8217;` and `&#x2014;` stand for.

use std::borrow::Cow;

/// All names of the standard in the order of their bytes, each with what it stands for: `AElig Æ`, and a zero byte
/// behind it, as one of them stands for a new line. They are one text, as the system would place the 4,250 pointers of
/// the table of `html-escape` anew whenever any command starts; a test holds them against it.
static NAMES: &str = include_str!("entities.txt");

/// A text with the characters that its entities stand for. What is no entity stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split('&');
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest))) {
            Some((character, rest)) => decoded.extend([&*character, rest]),
            None => decoded.extend(["&", part]),
        }
    }
    Cow::Owned(decoded)
}

/// What stands between `&` and `;` as a character, or two in a few cases.
fn character(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else { return named(name).map(Cow::Borrowed) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    // A sign is read with a number, and is none here; a control character has no place in a posting.
    let is_sign = number.trim_start_matches(['x', 'X']).starts_with('+');
    let is_allowed = |character: &char| !is_sign && (*character >= ' ' || character.is_ascii_whitespace());
    code.ok().and_then(char::from_u32).filter(is_allowed).map(|character| Cow::Owned(character.to_string()))
}

/// What a name stands for, looked for in the middle of those that are left, again and again.
fn named(name: &str) -> Option<&'static str> {
    let bytes = NAMES.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|byte| *byte == 0).map_or(low, |zero| low + zero + 1);
        let end = start + bytes[start..].iter().position(|byte| *byte == 0)?;
        let (here, characters) = NAMES.get(start..end)?.split_once(' ')?;
        match here.cmp(name) {
            std::cmp::Ordering::Equal => return Some(characters),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_name_of_the_standard_is_known() {
        for (name, characters) in html_escape::NAMED_ENTITIES {
            let name = std::str::from_utf8(name).expect("names are text");
            assert_eq!(decode(&format!("a &{name}; b")), format!("a {characters} b"));
            assert_eq!(decode(&format!("&{name}x;")), html_escape::decode_html_entities(&format!("&{name}x;")));
        }
        assert_eq!(decode("R&D &amp; Q&A; &;&#; &#x; AT&T"), "R&D & Q&A; &;&#; &#x; AT&T");
        for odd in ["&#+65;", "&#x+41;", "&#-65;", "&#xX41;", "&#1;", "&#xD800;", "&#99999999999;"] {
            assert_eq!((decode(odd), html_escape::decode_html_entities(odd)), (odd.into(), odd.into()));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_reads_as_the_library_reads_it(
            pieces in prop::collection::vec(
                prop::sample::select(
                    &["&", ";", "#", "x", "X", "+", "-", "amp", "lt;", "&nbsp;", "65", "1F600", "0", "10", "d800", "99999999999", " ", "é", "&#65;", "&#xe9;"][..],
                ),
                0..10,
            )
        ) {
            let text = pieces.concat();
            prop_assert_eq!(decode(&text), html_escape::decode_html_entities(&text));
        }
    }
}
