//! What is wrong with a text, in words that people know who write one: the parsers tell it in their own.

use crate::text::closest;

use super::Position;

/// The parser's sentence in plain words, as far as it is one of those people meet; `line` is the one it
/// is about, and the place is in it.
pub(super) fn in_plain_words(sentence: &str, line: &str, place: Option<Position>) -> String {
    if let Some(words) = of_scanner(sentence, line, place) {
        return words;
    }
    if let Some(words) = of_value(sentence) {
        return words;
    }
    match sentence {
        // What a roadmap lacks is counted up elsewhere, by these words.
        _ if sentence.starts_with("log[") => sentence.replace("missing field", "this entry has no"),
        _ => sentence.replace("missing field `version`", "`version: 1` is missing; write it as the first line"),
    }
}

/// The same of a sentence about a single value or key, wherever it was read from.
pub(super) fn of_value(sentence: &str) -> Option<String> {
    match sentence.rsplit_once("invalid type: ").or_else(|| sentence.rsplit_once("invalid value: ")) {
        Some((path, rest)) => of_type(path, rest),
        None => of_field(sentence),
    }
}

/// A key that is not known, where it is a slip of one that is.
fn of_field(sentence: &str) -> Option<String> {
    let (start, known) = sentence.split_once(", expected one of ")?;
    let (_, unknown) = start.split_once("unknown field `")?;
    let near = closest(unknown.trim_end_matches('`'), known.split(", ").map(|name| name.trim_matches('`')));
    Some(format!("{start}; did you mean `{}`?", near.first()?))
}

/// What does not scan at all.
fn of_scanner(sentence: &str, line: &str, place: Option<Position>) -> Option<String> {
    let at = place.and_then(|place| line.chars().nth(place.column.saturating_sub(1)));
    let has_tab = line.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\t');
    let words = match sentence {
        _ if sentence.contains("cannot start any token") => match at {
            Some('\t') | None => "a tab stands here; indent with blanks".to_owned(),
            _ if has_tab => "a tab stands here; indent with blanks".to_owned(),
            Some(c) => format!("a value cannot begin with `{c}`; put the whole value in quotes"),
        },
        _ if sentence.contains("found a tab character") => "a tab stands here; indent with blanks".to_owned(),
        _ if sentence.contains("mapping values are not allowed") && line.matches(": ").count() + usize::from(line.ends_with(':')) > 1 => {
            "a second colon stands in this line; put the value in quotes".to_owned()
        }
        _ if sentence.contains("mapping values are not allowed") => {
            "a key cannot stand here; look at the indentation, or put the text above in quotes".to_owned()
        }
        _ if sentence.contains("block sequence entries are not allowed") => {
            "a value cannot begin with `- ` here; begin the list on the next line, or put the value in quotes".to_owned()
        }
        _ if sentence.contains("unexpected end of stream") => "a quote is opened and never closed; close it".to_owned(),
        _ if sentence.contains("did not find expected ',' or ']'") => "a list in [ ] is not closed; add the `]`".to_owned(),
        _ if sentence.contains("did not find expected ',' or '}'") => "the braces { } are not closed; add the `}`".to_owned(),
        _ if sentence.contains("did not find expected node content") => {
            "a list or braces are opened and never closed; close them".to_owned()
        }
        _ if sentence.contains("did not find expected") && has_quote_before(line, place) => {
            "text goes on after a closing quote; put the whole value in double quotes".to_owned()
        }
        _ if sentence.contains("did not find expected comment or line break") => {
            "nothing can stand after `|` or `>`; begin the text on the next line".to_owned()
        }
        _ if sentence.contains("did not find expected") => "this line does not fit the ones above it; look at its indentation".to_owned(),
        _ if sentence.contains("could not find expected ':'") => {
            "this line has no colon; write `key: value`, or put text in quotes".to_owned()
        }
        _ if sentence.contains("mapping keys are not allowed") => "a value cannot begin with `?`; put the whole value in quotes".to_owned(),
        _ if sentence.contains("unknown anchor") => {
            "nothing above is marked `&` for this `*`; put the value in quotes if it is text".to_owned()
        }
        _ if sentence.contains("unknown escape character") => {
            "a backslash stands in double quotes; write it twice, or use single quotes".to_owned()
        }
        _ if sentence.contains("tag handle") || sentence.contains("scanning a tag") => {
            "a value cannot begin with `!`; put the whole value in quotes".to_owned()
        }
        _ => return None,
    };
    Some(words)
}

fn has_quote_before(line: &str, place: Option<Position>) -> bool {
    let end = place.map_or(0, |place| place.column.saturating_sub(1));
    line.chars().take(end).any(|c| matches!(c, '"' | '\''))
}

/// What is there and what belongs there.
fn of_type(path: &str, rest: &str) -> Option<String> {
    let (found, wanted) = rest.split_once(", expected ")?;
    let quoted = found.split_once(' ').map_or("", |(_, value)| value.trim_matches(['`', '"']));
    if let Some(number) = quoted.strip_suffix("` as u128").or_else(|| quoted.strip_suffix("` as i128")) {
        return Some(format!("{path}`{number}` has more digits than a number can have; put it in quotes"));
    }
    let found = match found {
        _ if found.starts_with("sequence") => "a list".to_owned(),
        _ if found.starts_with("map") => "keys with values".to_owned(),
        _ if found.starts_with("unit") => "nothing".to_owned(),
        _ if found.starts_with("floating point") => format!("`{}`", found.trim_start_matches("floating point").trim().trim_matches('`')),
        _ => format!("`{quoted}`"),
    };
    let wanted = match wanted {
        "a sequence" => "a list belongs here",
        "a string" => "a text belongs here; put it in quotes",
        "field identifier" => "a word belongs here as the key",
        "u32" | "u64" | "i64" | "f64" => "a plain number belongs here",
        other => return Some(format!("{path}this is {found}, and {other} belongs here")),
    };
    Some(format!("{path}this is {found}, and {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(sentence: &str, line: &str, column: usize, part: &str) {
        let words = in_plain_words(sentence, line, Some(Position { line: 1, column }));
        assert!(words.contains(part), "{words}");
    }

    #[test]
    fn slips_are_told_in_words_people_know() {
        says("found character that cannot start any token, while scanning for the next token", "\tgit: x", 1, "a tab");
        says("found character that cannot start any token", "note: @home", 7, "begin with `@`; put the whole value in quotes");
        says("mapping values are not allowed in this context", "note: learned: rebase", 14, "a second colon");
        says("mapping values are not allowed in this context", "  b: c", 4, "indentation");
        says("did not find expected key, while parsing a block mapping", "note: 'it's'", 11, "after a closing quote");
        says("did not find expected '-' indicator, while parsing a block collection", "   step: git", 4, "does not fit");
        says(
            "version: invalid type: string \"x\", expected u32",
            "version: x",
            10,
            "version: this is `x`, and a plain number belongs here",
        );
        says("version: invalid type: floating point `1.5`, expected u32", "version: 1.5", 10, "this is `1.5`");
        says("invalid type: integer `9876` as u128, expected any YAML value", "a: 9876", 4, "`9876` has more digits");
        says("log: invalid type: map, expected a sequence", "log: {}", 1, "keys with values, and a list belongs here");
        says("log[0]: missing field `date`", "  - {step: git}", 5, "log[0]: this entry has no `date`");
        says("mapping keys are not allowed in this context", "note: ? x", 7, "begin with `?`");
        says("missing field `version`", "steps: {}", 1, "`version: 1` is missing");
        says("steps.git: `dnoe` is not a status; write todo", "", 1, "steps.git: `dnoe` is not a status; write todo");
    }
}
