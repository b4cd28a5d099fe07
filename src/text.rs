//! Words: counting, listing, suggesting, and making hostile text harmless.

use std::borrow::Cow;

use crate::order;
use unicode_width::UnicodeWidthChar;

/// `1 step`, `3 steps`, `2 entries`: a number with its noun.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    match noun.strip_suffix("ry") {
        _ if number == 1 => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ries"),
        None => format!("{number} {noun}s"),
    }
}

/// As many items as a screen has room for, and ` and 3 more` where there are more.
#[must_use]
pub fn some_of<T>(items: &[T], most: usize) -> (&[T], String) {
    match items.split_at_checked(most) {
        Some((shown, rest)) if !rest.is_empty() => (shown, format!(" and {} more", rest.len())),
        _ => (items, String::new()),
    }
}

/// A text of at most so many characters, and `...` behind it where it goes on.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}...", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The candidates a mistyped word was probably meant to be, best first, at most three.
///
/// Near by edit distance with swapped letters counted once (`pandsa`, `gti`), or one word being
/// the start or a part of the other (`kube`, `git-basics`).
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    closest_of(word, &mut candidates.into_iter())
}

/// [`closest`], compiled once for all kinds of lists.
fn closest_of<'a>(word: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> =
        candidates.filter_map(|candidate| distance(&word, candidate, allowed).map(|distance| (distance, candidate))).collect();
    order::sort(&mut near);
    near.dedup_by_key(|(_, candidate)| *candidate);
    near.into_iter().map(|(_, candidate)| candidate).take(3).collect()
}

fn distance(word: &str, candidate: &str, allowed: usize) -> Option<usize> {
    let edits = strsim::damerau_levenshtein(word, candidate);
    if edits <= allowed {
        return Some(edits);
    }
    let part = word.len() >= 3 && (candidate.contains(word) || (candidate.len() >= 3 && has_name(word, candidate)));
    part.then_some(allowed + candidate.len().abs_diff(word.len()))
}

/// Whether a name is in a word: a short one where a part of the word begins and ends as it does, as three letters are
/// in many words by chance.
fn has_name(word: &str, name: &str) -> bool {
    const LONG: usize = 5;
    let is_letter = |c: char| c.is_alphanumeric();
    word.match_indices(name).any(|(at, _)| {
        let (before, after) = (&word[..at], &word[at + name.len()..]);
        name.len() >= LONG || before.is_empty() || !(before.ends_with(is_letter) || after.starts_with(is_letter))
    })
}

/// Text as it may go to a terminal: anything that could move the cursor, ring, hide, reorder or
/// pile up text is shown as a visible escape instead (`\u{1b}`).
///
/// Covers C0 and C1 controls, DEL, the bidirectional and invisible format characters, line
/// separators, private-use characters (the renderer marks columns with one of them), and more
/// marks on one letter than any language has.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    // Nearly all texts are plain ASCII, which takes no judging.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || judged(text).all(|(_, is_hostile)| !is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for (c, is_hostile) in judged(text) {
        if is_hostile { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// A JSON document in which characters that are no danger to a parser, but to a terminal, are
/// escaped. They can stand only within strings.
#[must_use]
pub fn escape_json(document: &str) -> String {
    // To judge each character took half the time of a long document, of which few lines are not ASCII. Among those of
    // ASCII only the delete character is hostile: the others are escaped in any JSON.
    let is_harmless = |text: &str| text.is_ascii() && !text.as_bytes().contains(&b'\x7f');
    if is_harmless(document) {
        return document.to_owned();
    }
    let mut escaped = String::with_capacity(document.len());
    for line in document.split_inclusive('\n') {
        if is_harmless(line) {
            escaped.push_str(line);
            continue;
        }
        for (c, is_hostile) in judged(line) {
            if is_hostile && c != '\n' {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
            } else {
                escaped.push(c);
            }
        }
    }
    escaped
}

/// The most marks that may stand on one letter; no living script needs more.
const MOST_MARKS: usize = 8;

/// Each character with whether it is hostile.
fn judged(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut marks = 0;
    let mut previous = None;
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        marks = if !c.is_ascii() && c.width() == Some(0) { marks + 1 } else { 0 };
        let is_joiner =
            matches!(c, '\u{200c}' | '\u{200d}') && previous.is_some_and(is_joined) && rest.peek().copied().is_some_and(is_joined);
        previous = Some(c);
        Some((c, marks > MOST_MARKS || (is_hostile(c) && !is_joiner)))
    })
}

/// Whether a joiner may stand beside a character: Persian, Indic scripts and emoji are written with
/// them. Beside Latin letters they only hide something.
fn is_joined(c: char) -> bool {
    matches!(u32::from(c),
        0x600..=0x8ff | 0x900..=0xdff | 0xf00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1800..=0x18af | 0x1b00..=0x1bff
        | 0xfb50..=0xfdff | 0xfe70..=0xfefc | 0x11000..=0x11fff | 0x2190..=0x2bff | 0x1f000..=0x1faff | 0xfe0f)
        && !is_hostile(c)
}

fn is_hostile(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{10ffff}')
}

/// A word as a shell takes it.
#[must_use]
pub fn shell_word(word: &std::ffi::OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_./:=,@+%".contains(c));
    if plain { word.into_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists_are_grammatical() {
        assert_eq!(count(1, "step"), "1 step");
        assert_eq!(count(0, "step"), "0 steps");
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn what_just_fits_is_not_shortened() {
        assert_eq!(shortened("Größe", 5), "Größe");
        assert_eq!(shortened("Größe", 4), "Größ...");
        assert_eq!(shortened("a and b", 6), "a and...");
    }

    #[test]
    fn closest_finds_slips_of_the_finger() {
        let ids = ["pandas", "git", "kubernetes", "docker", "python-basics"];
        assert_eq!(closest("pandsa", ids), ["pandas"]);
        assert_eq!(closest("gti", ids), ["git"]);
        assert_eq!(closest("kube", ids), ["kubernetes"]);
        assert_eq!(closest("Dokcer", ids), ["docker"]);
        assert_eq!(closest("python", ids), ["python-basics"]);
        assert_eq!(closest("github", ids), ["git"], "a name may go on");
        assert!(closest("work-pipeline", ["pip", "api", "c"]).is_empty(), "letters in the middle of a word name nothing");
        assert_eq!(closest("my_api client", ["pip", "api"]), ["api"]);
        assert!(closest("zzz", ids).is_empty());
        assert!(closest("", ids).is_empty());
    }

    #[test]
    fn hostile_text_is_shown_not_obeyed() {
        assert_eq!(visible("plain ünïcode 数学 "), "plain ünïcode 数学 ");
        assert_eq!(visible("a\x1b]52;c;x\x07b"), "a\\u{1b}]52;c;x\\u{7}b");
        assert_eq!(visible("a\u{202e}b\u{9b}c\nd"), "a\\u{202e}b\\u{9b}c\\u{a}d");
        assert_eq!(visible("שָׁלוֹם ế ❤\u{fe0f}"), "שָׁלוֹם ế ❤\u{fe0f}", "what languages need stays");
        for joined in ["می\u{200c}خواهم", "ශ\u{dca}\u{200d}රී", "👨\u{200d}👩\u{200d}👧", "🏳\u{fe0f}\u{200d}🌈"] {
            assert_eq!(visible(joined), joined);
        }
        assert_eq!(visible("a\u{200d}b \u{200c}x \u{200d}\u{200d}م"), "a\\u{200d}b \\u{200c}x \\u{200d}\\u{200d}م", "and hides nothing");
        let pile = "\u{301}".repeat(12);
        assert_eq!(visible(&format!("a{pile}b")), format!("a{}{}b", &pile[..2 * MOST_MARKS], "\\u{301}".repeat(4)));
    }
}
