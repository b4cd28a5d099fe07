//! Where a slip was made that the parser meets only later: a quote or bracket that is opened and not closed, a line without
//! its colon, an invisible end of a line.

use super::scan::{Opened, Scan, begins_anew};
use super::{Fault, Position};

/// The slip behind what a parser says of a text at a place; `None` where that place is as good as any.
pub(super) fn cause(text: &str, sentence: &str, place: Position) -> Option<Fault> {
    if let Some(fault) = invisible_break(text) {
        return Some(fault);
    }
    let says = |part: &str| sentence.contains(part);
    let is_of_quote = says("unexpected end of stream") || says("quoted scalar") || (says("did not find expected") && !says("',' or"));
    if is_of_quote && let Some(fault) = open_quote(text) {
        return Some(fault);
    }
    if (says("',' or ']'") || says("',' or '}'") || says("node content") || says("flow"))
        && let Some(fault) = open_bracket(text, place)
    {
        return Some(fault);
    }
    let lacks_colon = says("could not find expected ':'") || says("mapping values are not allowed");
    lacks_colon.then(|| line_without_colon(text, place)).flatten()
}

/// What YAML takes for the end of a line and editors do not show as one.
const INVISIBLE_BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// A place of the parser in lines as people count them.
pub(super) fn as_people_count(text: &str, place: Position) -> Position {
    if !text.contains(INVISIBLE_BREAKS) {
        return place;
    }
    let is_break = |c: &char| *c == '\n' || INVISIBLE_BREAKS.contains(c);
    let ends = text.char_indices().filter(|(_, c)| is_break(c)).map(|(at, c)| at + c.len_utf8());
    let start = std::iter::once(0).chain(ends).nth(place.line - 1).unwrap_or(text.len());
    let at = text[start..].char_indices().nth(place.column - 1).map_or(text.len(), |(at, _)| start + at);
    Position::of_byte(text.as_bytes(), at)
}

/// The first such character outside quotes.
fn invisible_break(text: &str) -> Option<Fault> {
    if !text.contains(INVISIBLE_BREAKS) {
        return None;
    }
    let mut scan = Scan::default();
    for (number, line) in text.lines().enumerate() {
        scan.read(number, line, usize::MAX);
        if let (None, Some((at, found))) = (&scan.quote, line.char_indices().find(|(_, c)| INVISIBLE_BREAKS.contains(c))) {
            let is_quoted = line[..at].contains(['"', '\'']);
            let message = format!("an invisible end of a line (U+{:04X}) stands here; take it out", u32::from(found));
            let place = Position { line: number + 1, column: line[..at].chars().count() + 1 };
            return (!is_quoted).then(|| Fault::new(message, Some(place)));
        }
    }
    None
}

/// A quote that is still open where a line begins like an entry or a key.
fn open_quote(text: &str) -> Option<Fault> {
    let mut scan = Scan::default();
    let told = |quote: Opened| Fault::new("a quote is opened here and not closed; close it", Some(quote.position(text)));
    for (number, line) in lines_outside_blocks(text).into_iter().enumerate() {
        if let Some(quote) = scan.quote.filter(|_| begins_anew(line)) {
            return Some(told(quote));
        }
        scan.read(number, line, usize::MAX);
    }
    scan.quote.map(told)
}

/// A bracket or brace that is still open where a line begins that cannot stand in it, or at the end of the text.
fn open_bracket(text: &str, place: Position) -> Option<Fault> {
    let mut scan = Scan::default();
    let told = |opened: Opened| {
        let (open, close) = if opened.byte == b'[' { ("[", "]") } else { ("{", "}") };
        Some(Fault::new(format!("the `{open}` that is opened here is not closed; add the `{close}`"), Some(opened.position(text))))
    };
    let comma = || Fault::new("a comma is missing before this, or quotes around the value", Some(place));
    for (number, line) in lines_outside_blocks(text).into_iter().enumerate() {
        if let Some(&open) = scan.brackets.first().filter(|opened| cannot_stand_in(opened.byte, line)) {
            return told(open);
        }
        scan.read(number, line, usize::MAX);
        if let Some(open) = scan.mismatched {
            return told(open);
        }
        if number + 1 == place.line && scan.brackets.is_empty() && line.contains(['[', '{']) {
            return Some(comma());
        }
    }
    scan.brackets.first().map_or_else(|| Some(comma()), |open| told(*open))
}

/// The lines of a text, with nothing in the place of the lines of block texts (`note: |`), which may say anything.
fn lines_outside_blocks(text: &str) -> Vec<&str> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut block: Option<usize> = None;
    let outside = |line| {
        if block.is_some_and(|header| str::trim(line).is_empty() || indent(line) > header) {
            return "";
        }
        let bare = line.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        block = (bare.ends_with(": |") || bare.ends_with(": >")).then(|| indent(line));
        line
    };
    text.lines().map(outside).collect()
}

/// Whether a line cannot be a part of brackets: in a list no key begins a line, and in neither does a dash.
fn cannot_stand_in(open: u8, line: &str) -> bool {
    let is_flush = !line.starts_with([' ', '\t']);
    line.trim_start().starts_with("- ") || ((open == b'[' || is_flush) && begins_anew(line))
}

/// The line that was meant to have a colon: the last one with words before a place where the parser looks for it, or that.
fn line_without_colon(text: &str, place: Position) -> Option<Fault> {
    let has_colon = |line: &str| line.contains(": ") || line.trim_end().ends_with(':');
    let indent = |line: &str| line.chars().take_while(|c| c.is_whitespace()).count();
    let lines = lines_outside_blocks(text);
    let here = lines.get(place.line - 1).copied().unwrap_or_default();
    let is_told_there = !here.trim().is_empty() && !has_colon(here);
    let has_two = !here.contains('{') && here.matches(": ").count() + usize::from(here.trim_end().ends_with(':')) > 1;
    // The points of a list above are well, where this line does not go on with the last of them.
    let is_point = |line: &str| line.trim_start().starts_with("- ") && indent(line) >= indent(here) && !here.trim().is_empty();
    let is_line = |at: &usize| !lines[*at].trim().is_empty() && !lines[*at].trim_start().starts_with('#') && !is_point(lines[*at]);
    let at = (0..lines.len().min(place.line - 1)).rev().find(is_line).filter(|_| !is_told_there && !has_two)?;
    let line = lines[at];
    let told = |message: &str| Some(Fault::new(message, Some(Position { line: at + 1, column: indent(line) + 1 })));
    if line.trim_start().starts_with('{') {
        return told("this belongs to nothing above it; write `- ` before an entry of a list");
    }
    if has_colon(line) || line.trim_start().starts_with(['"', '\'', '?', '[']) || line.trim() == "-" {
        return None;
    }
    told("this line has no colon; write `key: value`, or `#` before a remark")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::yaml::{Position, parse_value};

    #[track_caller]
    fn tells(text: &str, line: usize, column: usize, part: &str) {
        let fault = parse_value(text).expect_err("a slip");
        assert!(fault.message.contains(part), "{text:?}: {fault:?}");
        assert_eq!(fault.position, Some(Position { line, column }), "{text:?}: {fault:?}");
    }

    #[test]
    fn a_line_without_its_colon_is_told_not_the_next() {
        tells("version: 1\nsteps\n  numpy:\n    status: done\n", 2, 1, "no colon");
        tells("log:\n  - date: 2026-11-20\n    step git\n    time: 1h\n", 3, 5, "no colon");
        tells("version: 1\nfinished numpy today\nsteps: {}\n", 2, 1, "no colon");
        tells("steps:\n  git: {status: done}\n  my own comment\n  sql: {status: doing}\n", 3, 3, "no colon");
        tells("steps:\n  git: {status: done}\nremember to buy a book\n", 3, 1, "no colon");
        tells("log:\n  - date 2026-11-20\n    step: git\n", 2, 3, "no colon");
        tells("a: 1\nb: c: d\n", 2, 5, "second colon");
        tells("a:\n  ticks:\n    - a\n  note: learned: groupby\n", 4, 16, "second colon");
        tells("note: |\n  some text\nmine: a: b\n", 3, 8, "second colon");
        tells("plan:\n  except\n    - docker\n    - git\n  from: swe\n", 2, 3, "no colon");
        tells("version: 1\nbooks\n  - A\n  - B\nsteps: {}\n", 2, 1, "no colon");
        tells("log:\n  - {date: 1}\n  {date: 2}\n  - {date: 3}\n", 3, 3, "write `- `");
    }

    #[test]
    fn what_is_opened_and_not_closed_is_told_where_it_is_opened() {
        tells("a:\n  note: \"unclosed\n  b:\n    c: 1\n", 2, 9, "a quote is opened here");
        tells("a:\n  note: \"unclosed\n  b:\n    note: \"x\"\n", 2, 9, "a quote is opened here");
        tells("a: 'x\nb: 1\n", 1, 4, "a quote is opened here");
        tells("a:\n  ticks: [a, b\n  b:\n    c: 1\n", 2, 10, "the `[`");
        tells("log:\n  - {date: 1, time: 1h\n  - {date: 2}\n", 2, 5, "the `{`");
        tells("a: 1\nmine: [\n", 2, 7, "the `[`");
        tells("- {date: 2026-11-20 step: git}\n", 1, 25, "a comma is missing");
        tells("mine: {\n  a: 1\n  b: 2\n}\nsteps: {}\n", 3, 4, "a comma is missing");
        tells("numpy: {status: doing, ticks: [a, b}\ngit: {status: done}\n", 1, 31, "the `[`");
        tells("a:\n  note: |\n    cmd: \"abc\n    other: [x\n  mine: \"abc\nb: {c: d}\n", 5, 9, "a quote is opened here");
    }

    #[test]
    fn an_invisible_end_of_a_line_is_told_where_it_stands() {
        for found in ['\u{2028}', '\u{2029}', '\u{85}'] {
            tells(&format!("a: 1 # x{found}b\nc: 2\n"), 1, 9, "an invisible end of a line");
            assert!(parse_value(&format!("a: \"x{found}b\"\n")).is_ok());
            tells(&format!("a: \"x{found}b\"\nc: @x\n"), 2, 4, "cannot begin with `@`");
        }
    }

    #[test]
    fn what_may_span_lines_is_no_slip() {
        for text in ["a: [\n  1,\n  2\n]\n", "a: {\n  b: 1,\n  c: 2\n}\n", "a: \"x\n  y\"\nb: 1\n", "a: it's\nb: 1\n", "a: x\n  y\nb: 1\n"]
        {
            assert!(parse_value(text).is_ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_text_that_is_refused_has_its_place_in_it(text in "[ab:#\"'\\[\\]{},\n \\-\u{2028}]{0,40}") {
            if let Err(fault) = parse_value(&text) {
                let lines = text.lines().count().max(1);
                prop_assert!(fault.position.is_none_or(|place| place.line <= lines + 1), "{:?}: {:?}", text, fault);
            }
        }
    }
}
