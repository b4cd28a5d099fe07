//! Changing single values of a document while every other byte stays: comments, key order,
//! quoting, unknown keys and line ends.
//!
//! No edit is trusted. The result is parsed again and must be the old value plus exactly the
//! wanted edits; otherwise the caller gets an error and no text. `proof` shows it of texts in the plain form,
//! part by part; of all others both values are read and compared.

use super::edit::apply;
use super::proof;
use super::read::without_mark;
use super::splice::{splice_all, splice_plain};
use super::{Edit, EditError, Value, parse_value, path_text};

/// The text with the edits made, everything else untouched.
///
/// # Errors
///
/// [`EditError`]; there is no partly edited text.
pub fn edit_text(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let bare = without_mark(text);
    let mark = &text[..text.len() - bare.len()];
    if let Some(edited) = splice_plain(bare, edits)
        && proof::is_faithful(bare, &edited, edits)
    {
        return Ok(if mark.is_empty() { edited } else { mark.to_owned() + &edited });
    }
    let before = parse_value(text).map_err(EditError::Unreadable)?;
    let mut wanted = match before {
        Value::Null => Value::Mapping(serde_yaml::Mapping::new()),
        other => other,
    };
    for edit in edits {
        apply(&mut wanted, edit.path(), edit)?;
    }
    let is_faithful = |text: &str| parse_value(text).is_ok_and(|value| value == wanted);
    let mut edited = splice_all(bare, edits)?;
    if !is_faithful(&edited)
        && let Some(stripped) = with_stripped_block(bare)
    {
        // Whatever comes after the block needs a newline before it; with `|-` that is no part of the block.
        edited = splice_all(&stripped, edits)?;
    }
    if is_faithful(&edited) {
        return Ok(mark.to_owned() + &edited);
    }
    let places: Vec<String> = edits.iter().map(|edit| path_text(edit.path())).collect();
    Err(EditError::NotFaithful(places.join("`, `")))
}

/// The text whose last block of lines says that the newline at its end does not belong to it; `None`
/// where the text does not end within a block, or ends with a newline.
fn with_stripped_block(text: &str) -> Option<String> {
    if text.is_empty() || text.ends_with('\n') {
        return None;
    }
    let mut end = text.len();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for line in lines.iter().rev() {
        let start = end - line.len();
        let bare = line.trim_end();
        let head = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        // Keys of the learner's own stay to the letter.
        let is_note = head.trim_start_matches([' ', '-']).starts_with("note:");
        if is_note && (head.ends_with(" |") || head.ends_with(" >")) {
            let digits: String = bare[head.len()..].chars().filter(char::is_ascii_digit).collect();
            let rest = &line[bare.len()..];
            return Some(format!("{}{head}{digits}-{rest}{}", &text[..start], &text[end..]));
        }
        end = start;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::write::{looks_like_day, looks_like_number};

    fn value(text: &str) -> Value {
        parse_value(text).expect("test value parses")
    }

    #[track_caller]
    fn becomes(before: &str, edits: &[Edit], after: &str) {
        assert_eq!(edit_text(before, edits).as_deref(), Ok(after), "{before:?}");
    }

    fn set_status() -> Edit {
        Edit::Set(vec!["steps".into(), "numpy".into(), "status".into()], "done".into())
    }

    #[test]
    fn a_list_of_letters_stands_on_one_line_and_grows_there() {
        let ticks = || vec!["steps".into(), "git".into(), "ticks".into()];
        let set = Edit::Set(ticks(), value("[a, n]"));
        becomes(
            "steps:\n  git:\n    status: doing\n",
            std::slice::from_ref(&set),
            "steps:\n  git:\n    status: doing\n    ticks: [a, \"n\"]\n",
        );
        becomes("steps: {git: {status: doing}}\n", &[set], "steps: {git: {status: doing, ticks: [a, \"n\"]}}\n");
        becomes("steps: {git: {ticks: [a]}}\n", &[Edit::Append(ticks(), "b".into())], "steps: {git: {ticks: [a, b]}}\n");
        let whole = Edit::Set(vec!["steps".into(), "git".into()], value("{status: doing, ticks: [a, n]}"));
        becomes("version: 1\n", &[whole], "version: 1\nsteps:\n  git:\n    status: doing\n    ticks: [a, \"n\"]\n");
        let block = "steps:\n  git:\n    ticks:\n      - a\n      - b # hard\n";
        becomes(block, &[Edit::Append(ticks(), "c".into())], &format!("{block}      - c\n"));
    }

    #[test]
    fn missing_parents_are_made_in_every_style() {
        becomes("# head\nversion: 1\n", &[set_status()], "# head\nversion: 1\nsteps:\n  numpy:\n    status: done\n");
        becomes("version: 1\nsteps:\n", &[set_status()], "version: 1\nsteps:\n  numpy:\n    status: done\n");
        becomes("steps: {}\n", &[set_status()], "steps: {numpy: {status: done}}\n");
        becomes("", &[set_status()], "steps:\n  numpy:\n    status: done\n");
        becomes("# only this\n", &[set_status()], "# only this\nsteps:\n  numpy:\n    status: done\n");
    }

    #[test]
    fn comments_order_and_line_ends_stay() {
        becomes(
            "steps:\r\n  # mine\r\n  numpy:   # here\r\n    status: doing # soon\r\n    odd: [1,  2]\r\n",
            &[set_status()],
            "steps:\r\n  # mine\r\n  numpy:   # here\r\n    status: done # soon\r\n    odd: [1,  2]\r\n",
        );
        becomes("steps: {numpy: {status: doing}} # x", &[set_status()], "steps: {numpy: {status: done}} # x");
    }

    #[test]
    fn items_come_and_go_at_the_end() {
        let entry = value("{on: 2026-11-21, note: \"two\\nlines # x\"}");
        let append = Edit::Append(vec!["log".into()], entry);
        let text = "log:\n  # first\n  - on: 2026-11-20\n# end\n";
        let longer = edit_text(text, std::slice::from_ref(&append)).expect("appends");
        assert!(longer.contains("# first\n") && longer.contains("# end"), "{longer}");
        let shorter = edit_text(&longer, &[Edit::Remove(vec!["log".into(), 1.into()])]).expect("removes");
        assert_eq!(value(&shorter), value(text));
        becomes("a: 1\n", &[Edit::Append(vec!["log".into()], "git".into())], "a: 1\nlog:\n  - git\n");
    }

    #[test]
    fn comments_on_lines_that_go_stay() {
        becomes(
            "steps:\n  numpy:\n    status: done\n    started: 2026-01-05 # my first day\n    done: 2026-02-01\n",
            &[Edit::Remove(vec!["steps".into(), "numpy".into(), "started".into()])],
            "steps:\n  numpy:\n    status: done\n    # my first day\n    done: 2026-02-01\n",
        );
        becomes("a: 1\nb: # why\n  - x # this\nc: 2\n", &[Edit::Remove(vec!["b".into()])], "a: 1\n# why\n# this\nc: 2\n");
    }

    #[test]
    fn strings_come_back_as_they_were() {
        for text in [
            "a\n\n",
            "\n",
            " x",
            "x\u{3000}",
            "\u{a0}x",
            "a\n\nb # c",
            "yes",
            "<<",
            "=",
            "12:30",
            "+12:30",
            "2026-11-20",
            "0x1F_FF",
            "0b1_0",
            "1_000",
            "- x",
            "\"q\"",
            "\\",
            "\u{85}\u{2028}",
            "null",
            "数学 ü",
        ] {
            let edit = Edit::Append(vec!["log".into()], Value::Mapping([("note".into(), text.into())].into_iter().collect()));
            let edited = edit_text("version: 1\nlog:\n  - note: old # kept\n", &[edit]).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!(value(&edited)["log"][1]["note"], Value::from(text), "{edited}");
            assert!(edited.contains("# kept"));
            if looks_like_number(text) || looks_like_day(text) {
                assert!(edited.contains(&format!("\"{text}\"")), "others would read a number or a day in {text:?}: {edited}");
            }
        }
    }

    #[test]
    fn a_block_at_the_end_gains_no_newline() {
        becomes("a: 1\nb: |\n  c", &[Edit::Set(vec!["a".into()], 2.into())], "a: 2\nb: |\n  c");
        becomes("a: 1\nb: [c]", &[Edit::Set(vec!["a".into()], 2.into())], "a: 2\nb: [c]");
    }

    #[test]
    fn what_comes_after_a_block_without_a_newline_does_not_lengthen_it() {
        let append = Edit::Append(vec!["log".into()], value("{note: x}"));
        for (mark, stripped) in [("|", "|-"), (">", ">-"), ("|2", "|2-"), ("|+", "|-")] {
            let text = format!("a: 1\nlog:\n  - note: {mark}\n      several\n      lines");
            let edited = edit_text(&text, std::slice::from_ref(&append)).unwrap_or_else(|error| panic!("{mark}: {error}"));
            assert!(edited.contains(&format!("note: {stripped}\n")) && edited.ends_with("lines\n  - note: x\n"), "{edited}");
            assert_eq!(value(&edited)["log"][0], value(&text)["log"][0]);
        }
    }

    #[test]
    fn a_byte_order_mark_stays() {
        becomes("\u{feff}steps:\n  numpy:\n    status: doing\n", &[set_status()], "\u{feff}steps:\n  numpy:\n    status: done\n");
    }

    #[test]
    fn what_cannot_be_edited_is_refused() {
        for text in ["- a list\n", "just words\n", "steps: [1]\n", "steps: {numpy: 3}\n", "a: 1\na: 2\n", "a: [\n"] {
            assert!(edit_text(text, &[set_status()]).is_err(), "{text:?}");
        }
    }
}
