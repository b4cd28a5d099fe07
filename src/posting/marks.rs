//! Marks of lists: the signs, numbers and letters that points begin with.

/// Marks that points of lists begin with.
const MARKS: &str = "-*+\u{2022}\u{2192}\u{00b7}\u{25cf}\u{25cb}\u{25aa}\u{25e6}\u{2013}\u{2014}\u{2713}\u{2714}\u{00a7}\u{25ba}\u{25b6}\u{25a0}\u{25a1}\u{25b8}\u{00bb}\u{2605}\u{2606}\u{2666}\u{25c6}\u{2219}\u{f0b7}\u{27a2}\u{2705}";

/// The words of a line without the mark of a point, and whether it had one.
pub(crate) fn without_mark(line: &str) -> (&str, bool) {
    let bare = line.trim();
    let Some(first) = bare.chars().next() else { return (bare, false) };
    let rest = &bare[first.len_utf8()..];
    let has_gap = rest.starts_with([' ', '\t', '\u{a0}', '\u{fe0f}']);
    if MARKS.contains(first) && !rest.starts_with(first) && (has_gap || !first.is_ascii()) {
        return (rest.trim_start_matches('\u{fe0f}').trim(), true);
    }
    // `o` is what a word processor's hollow point becomes.
    if first == 'o' && has_gap && rest.trim_start().starts_with(char::is_uppercase) {
        return (rest.trim(), true);
    }
    if let Some(rest) = numbered(bare) {
        return (rest, true);
    }
    let is_symbol =
        !first.is_alphanumeric() && !first.is_ascii() && !matches!(first, '\u{201c}' | '\u{2018}' | '\u{ab}' | '\u{20ac}' | '\u{a3}');
    if is_symbol { (bare.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_ascii()).trim(), true) } else { (bare, false) }
}

/// The rest of a line that begins with `1.`, `2)`, `a)`, `(b)`, or the number of a criterion: `E1.`, `AEX2)`.
fn numbered(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let end = inner.find(['.', ')'])?;
    let (label, rest) = inner.split_at(end);
    let is_number = !label.is_empty() && label.len() <= 2 && label.bytes().all(|b| b.is_ascii_digit());
    let is_letter = label.len() == 1 && rest.starts_with(')') && label.bytes().all(|b| b.is_ascii_lowercase());
    let criterion = label.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_criterion = (1..=3).contains(&(label.len() - criterion.len()))
        && (1..=2).contains(&criterion.len())
        && criterion.bytes().all(|b| b.is_ascii_digit());
    let rest = &rest[1..];
    ((is_number || is_letter || is_criterion) && rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

/// Whether a text begins with the mark of a point.
pub(crate) fn begins_point(text: &str) -> bool {
    let first = text.chars().next();
    let is_symbol = first.is_some_and(|c| MARKS.contains(c) && !c.is_ascii());
    is_symbol
        || text.starts_with("- ")
        || text.starts_with("* ")
        || numbered(text).is_some_and(|rest| text.starts_with(|c: char| c.is_ascii_digit()) && !rest.is_empty())
}
