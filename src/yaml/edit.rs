//! Changing single values of a document while every other byte stays: comments, key order,
//! quoting, unknown keys and line ends.
//!
//! No edit is trusted. The result is parsed again and must be the old value plus exactly the
//! wanted edits; otherwise the caller gets an error and no text.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use yaml_edit::{Mapping, Sequence, YamlFile, YamlNode};

use super::read::without_mark;
use super::{Fault, Key, Locator, Position, Value, parse_value, path_text};

/// One change at one place.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Put a value at the path; missing mappings on the way are made.
    Set(Vec<Key>, Value),
    /// Take away the key or item at the path.
    Remove(Vec<Key>),
    /// Give the key at the path another name, and leave its value as it is.
    Rename(Vec<Key>, String),
    /// Add a value at the end of the sequence at the path; a missing sequence is made.
    Append(Vec<Key>, Value),
}

/// Why a text was not edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The text cannot be read as a document to begin with.
    Unreadable(Fault),
    /// The place is not of the shape the edit needs, for example a list where a mapping belongs.
    WrongShape(String),
    /// The edited text did not come out as the old value plus the edits.
    NotFaithful(String),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::Unreadable(fault) => f.write_str(&fault.message),
            EditError::WrongShape(path) => write!(f, "`{path}` has another shape than mlpath expects there"),
            EditError::NotFaithful(path) => write!(f, "`{path}` cannot be edited without touching the text around it"),
        }
    }
}

/// The edits that lead from one value to another, at the smallest places that differ.
///
/// Sequences that grow at the end become appends, sequences that lost items removals (last item
/// first, so that the places stay true); mappings in a sequence that stay in their places are
/// changed one by one; any other change to a sequence sets it whole.
#[must_use]
pub fn diff(before: &Value, after: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    diff_at(&mut Vec::new(), before, after, &mut edits);
    edits
}

fn diff_at(path: &mut Vec<Key>, before: &Value, after: &Value, edits: &mut Vec<Edit>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Mapping(old), Value::Mapping(new)) => {
            for (key, old_value) in old {
                let Some(name) = key.as_str() else { continue };
                path.push(name.into());
                match new.get(key) {
                    Some(new_value) => diff_at(path, old_value, new_value, edits),
                    None => edits.push(Edit::Remove(path.clone())),
                }
                path.pop();
            }
            for (key, value) in new {
                if let (false, Some(name)) = (old.contains_key(key), key.as_str()) {
                    path.push(name.into());
                    edits.push(Edit::Set(path.clone(), value.clone()));
                    path.pop();
                }
            }
        }
        (Value::Sequence(old), Value::Sequence(new)) => diff_sequence(path, old, new, edits),
        _ => edits.push(Edit::Set(path.clone(), after.clone())),
    }
}

fn diff_sequence(path: &[Key], old: &[Value], new: &[Value], edits: &mut Vec<Edit>) {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (removed, added) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let stays = |(old, new): (&Value, &Value)| old.is_mapping() && new.is_mapping();
    let keeps_places = removed.len() == added.len() || (removed.len() < added.len() && tail == 0);
    if !removed.is_empty() && keeps_places && removed.iter().zip(added).all(stays) {
        for (at, (old, new)) in removed.iter().zip(added).enumerate() {
            let mut item = path.to_vec();
            item.push((head + at).into());
            diff_at(&mut item, old, new, edits);
        }
        edits.extend(added[removed.len()..].iter().map(|item| Edit::Append(path.to_vec(), item.clone())));
    } else if removed.is_empty() && tail == 0 {
        edits.extend(added.iter().map(|item| Edit::Append(path.to_vec(), item.clone())));
    } else if added.is_empty() {
        for index in (head..head + removed.len()).rev() {
            let mut item = path.to_vec();
            item.push(index.into());
            edits.push(Edit::Remove(item));
        }
    } else {
        edits.push(Edit::Set(path.to_vec(), Value::Sequence(new.to_vec())));
    }
}

/// The text with the edits made, everything else untouched.
///
/// # Errors
///
/// [`EditError`]; there is no partly edited text.
pub fn edit_text(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let before = parse_value(text).map_err(EditError::Unreadable)?;
    let mut wanted = match before {
        Value::Null => Value::Mapping(serde_yaml::Mapping::new()),
        other => other,
    };
    for edit in edits {
        edit_value(&mut wanted, edit)?;
    }
    let mut edited = edit_lines(text, edits)?;
    let is_faithful = |text: &str| parse_value(text).is_ok_and(|value| value == wanted);
    let mut faithful = is_faithful(&edited);
    if !faithful && !text.ends_with('\n') {
        // A text that ends within a block of lines (`|`) would gain the newline that editing needs.
        edited.truncate(edited.trim_end_matches(['\r', '\n']).len());
        faithful = is_faithful(&edited);
    }
    if !faithful && let Some(stripped) = with_stripped_block(text) {
        // Whatever comes after the block needs a newline before it; with `|-` that is no part of the block.
        edited = edit_lines(&stripped, edits)?;
        faithful = is_faithful(&edited);
    }
    let places: Vec<String> = edits.iter().map(|edit| path_text(edit.path())).collect();
    faithful.then_some(edited).ok_or_else(|| EditError::NotFaithful(places.join("`, `")))
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

impl Edit {
    /// The place the edit is about.
    #[must_use]
    pub fn path(&self) -> &[Key] {
        match self {
            Edit::Set(path, _) | Edit::Remove(path) | Edit::Append(path, _) | Edit::Rename(path, _) => path,
        }
    }
}

/// The model: the same edit made on a plain value.
fn edit_value(root: &mut Value, edit: &Edit) -> Result<(), EditError> {
    let wrong = || EditError::WrongShape(path_text(edit.path()));
    match edit {
        Edit::Append(path, item) => {
            let place = value_at(root, path).ok_or_else(wrong)?;
            if place.is_null() {
                *place = Value::Sequence(Vec::new());
            }
            place.as_sequence_mut().ok_or_else(wrong)?.push(item.clone());
        }
        Edit::Set(path, value) => *value_at(root, path).ok_or_else(wrong)? = value.clone(),
        Edit::Rename(path, name) => {
            let (Some(Key::Name(old)), parents) = (path.last(), &path[..path.len().saturating_sub(1)]) else { return Err(wrong()) };
            let mapping = value_at(root, parents).and_then(Value::as_mapping_mut).ok_or_else(wrong)?;
            let renamed =
                |(key, value): (Value, Value)| if key.as_str() == Some(old) { (Value::String(name.clone()), value) } else { (key, value) };
            *mapping = std::mem::take(mapping).into_iter().map(renamed).collect();
        }
        Edit::Remove(path) => {
            let (last, parents) = path.split_last().ok_or_else(wrong)?;
            let parent = value_at(root, parents).ok_or_else(wrong)?;
            match (last, parent) {
                (Key::Name(name), Value::Mapping(mapping)) => drop(mapping.shift_remove(name.as_str())),
                (Key::Index(index), Value::Sequence(items)) if *index < items.len() => drop(items.remove(*index)),
                _ => return Err(wrong()),
            }
        }
    }
    Ok(())
}

/// The value at a path, made as null where a key is missing; `None` where the shape differs.
fn value_at<'a>(root: &'a mut Value, path: &[Key]) -> Option<&'a mut Value> {
    let mut place = root;
    for key in path {
        if place.is_null() {
            *place = Value::Mapping(serde_yaml::Mapping::new());
        }
        place = match (key, place) {
            (Key::Name(name), Value::Mapping(mapping)) => mapping.entry(Value::String(name.clone())).or_insert(Value::Null),
            (Key::Index(index), Value::Sequence(items)) => items.get_mut(*index)?,
            _ => return None,
        };
    }
    Some(place)
}

/// The edit on the text. Works in LF with a final newline and without a byte order mark, which is
/// what the syntax tree handles best, and gives mark and line ends back afterwards.
fn edit_lines(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let bare = without_mark(text);
    let mark = &text[..text.len() - bare.len()];
    let crlf = bare.contains("\r\n") && !bare.replace("\r\n", "").contains('\n');
    let mut work = if crlf { bare.replace("\r\n", "\n") } else { bare.to_owned() };
    if !work.is_empty() && !work.ends_with('\n') {
        work.push('\n');
    }
    for edit in edits {
        work = edit_once(&work, edit)?;
    }
    Ok(mark.to_owned() + &if crlf { work.replace('\n', "\r\n") } else { work })
}

fn edit_once(text: &str, edit: &Edit) -> Result<String, EditError> {
    let parse = |text: &str| YamlFile::from_str(text).map_err(|error| EditError::Unreadable(Fault::new(error.to_string(), None)));
    let file = parse(text)?;
    let comments = comments_of(&file);
    let root = file.ensure_document().as_mapping().ok_or_else(|| EditError::WrongShape("the document".to_owned()))?;
    edit_tree(&root, edit).ok_or_else(|| EditError::WrongShape(path_text(edit.path())))?;
    let edited = file.to_string();
    if comments.is_empty() {
        return Ok(edited);
    }
    let lost = lost_comments(comments, comments_of(&parse(&edited)?));
    let locator = if lost.is_empty() { None } else { Locator::new(text) };
    let place = locator.map(|locator| locator.find_key(edit.path()).unwrap_or_else(|| locator.find(edit.path())));
    Ok(place.map_or_else(|| edited.clone(), |place| insert_comments(&edited, place, &lost)))
}

fn comments_of(file: &YamlFile) -> Vec<String> {
    file.comments().map(|comment| comment.to_string().trim().to_owned()).collect()
}

/// The comments that were there and are not any more, in their order.
fn lost_comments(before: Vec<String>, after: Vec<String>) -> Vec<String> {
    let mut left: HashMap<String, usize> = HashMap::new();
    for comment in after {
        *left.entry(comment).or_default() += 1;
    }
    let mut is_lost = |comment: &String| match left.get_mut(comment) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    before.into_iter().filter(|comment| is_lost(comment)).collect()
}

/// Puts comments that stood on lines an edit took away back as lines of their own.
fn insert_comments(text: &str, place: Position, comments: &[String]) -> String {
    let indent = " ".repeat(place.column - 1);
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let at = (place.line - 1).min(lines.len());
    lines.splice(at..at, comments.iter().map(|comment| format!("{indent}{comment}\n")));
    lines.concat()
}

fn edit_tree(root: &Mapping, edit: &Edit) -> Option<()> {
    let (last, parents) = edit.path().split_last()?;
    match edit {
        Edit::Remove(_) => match (last, node_at(root, parents)?) {
            (Key::Name(name), YamlNode::Mapping(mapping)) => drop(mapping.remove(name.as_str())),
            (Key::Index(index), YamlNode::Sequence(items)) => drop(items.remove(*index)),
            _ => return None,
        },
        Edit::Set(path, value) => set(root, path, value)?,
        Edit::Rename(_, name) => match (last, node_at(root, parents)?) {
            (Key::Name(old), YamlNode::Mapping(mapping)) => drop(mapping.rename_key(old.as_str(), name.as_str())),
            _ => return None,
        },
        Edit::Append(path, item) => match node_at(root, path) {
            Some(YamlNode::Sequence(items)) => push(&items, item)?,
            _ => set(root, path, &Value::Sequence(vec![item.clone()]))?,
        },
    }
    Some(())
}

fn node_at(root: &Mapping, path: &[Key]) -> Option<YamlNode> {
    let mut node = YamlNode::Mapping(root.clone());
    for key in path {
        node = match key {
            Key::Name(name) => node.get(name.as_str())?,
            Key::Index(index) => node.get_item(*index)?,
        };
    }
    Some(node)
}

/// Sets the value in the deepest mapping there is, wrapping it in the mappings that are missing.
fn set(root: &Mapping, path: &[Key], value: &Value) -> Option<()> {
    let depth = (0..path.len()).rev().find(|&depth| matches!(node_at(root, &path[..depth]), Some(YamlNode::Mapping(_))))?;
    let Some(YamlNode::Mapping(parent)) = node_at(root, &path[..depth]) else { return None };
    let Key::Name(name) = &path[depth] else { return None };
    let mut wrapped = value.clone();
    for key in path[depth + 1..].iter().rev() {
        let Key::Name(name) = key else { return None };
        wrapped = Value::Mapping([(Value::String(name.clone()), wrapped)].into_iter().collect());
    }
    parent.set(name.as_str(), syntax_of(&wrapped)?);
    Some(())
}

fn push(items: &Sequence, item: &Value) -> Option<()> {
    items.push(syntax_of(item)?);
    Some(())
}

/// A value as a piece of syntax, in the style `serde_yaml` would write it, but for strings that
/// other readers, or the syntax tree, would not take for what they are: those are double-quoted.
fn syntax_of(value: &Value) -> Option<YamlNode> {
    const KEY: &str = "value";
    let mut set_aside = Vec::new();
    let holder = Value::Mapping([(Value::String(KEY.to_owned()), with_placeholders(value, &mut set_aside))].into_iter().collect());
    let mut text = serde_yaml::to_string(&holder).ok()?;
    for (at, written) in set_aside.iter().enumerate() {
        text = text.replace(&placeholder(at), written);
    }
    if value.is_sequence() && letters(value).is_none() {
        text = text.trim_end().replace('\n', "\n  ") + "\n";
    }
    YamlFile::from_str(&text).ok()?.document()?.get(KEY)
}

/// The items of a list of single letters: such a list reads best on one line.
fn letters(value: &Value) -> Option<String> {
    let is_letter = |item: &&str| item.len() == 1 && item.chars().all(|c| c.is_ascii_alphabetic());
    let items = value.as_sequence().filter(|items| !items.is_empty())?;
    let letters = items.iter().map(|item| item.as_str().filter(is_letter)).collect::<Option<Vec<_>>>()?;
    let quoted: Vec<String> =
        letters.into_iter().map(|item| if needs_quotes(item) { double_quoted(item) } else { item.to_owned() }).collect();
    Some(quoted.join(", "))
}

/// The value with a plain word in the place of each string that has to be quoted and each list of letters;
/// `set_aside` gets how those are written.
fn with_placeholders(value: &Value, set_aside: &mut Vec<String>) -> Value {
    let put_aside = |written: String, set_aside: &mut Vec<String>| {
        set_aside.push(written);
        Value::String(placeholder(set_aside.len() - 1))
    };
    match value {
        Value::String(text) if needs_quotes(text) => put_aside(double_quoted(text), set_aside),
        Value::Sequence(items) => match letters(value) {
            Some(letters) => put_aside(format!("[{letters}]"), set_aside),
            None => Value::Sequence(items.iter().map(|item| with_placeholders(item, set_aside)).collect()),
        },
        Value::Mapping(mapping) => {
            let field = |(key, value): (&Value, &Value)| {
                // What people write in their own words is a text, though it be a day.
                let is_words = matches!(key.as_str(), Some("note" | "link"));
                let value = match value.as_str().filter(|text| is_words && looks_like_day(text)) {
                    Some(text) => put_aside(double_quoted(text), set_aside),
                    None => with_placeholders(value, set_aside),
                };
                (key.clone(), value)
            };
            Value::Mapping(mapping.iter().map(field).collect())
        }
        other => other.clone(),
    }
}

fn placeholder(at: usize) -> String {
    format!("mlpath-set-aside-{at}-mlpath")
}

/// Strings with line breaks, blanks at the ends or characters beyond the printable, and those that
/// YAML 1.1 readers take for booleans, merge keys or numbers to the base of sixty.
fn needs_quotes(text: &str) -> bool {
    const WORDS: [&str; 10] = ["=", "<<", "y", "n", "yes", "no", "on", "off", "none", "~"];
    let odd = |c: char| c.is_control() || matches!(c, '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let mistaken_number = looks_like_number(text) && !looks_like_day(text);
    let mistaken = WORDS.contains(&text.to_ascii_lowercase().as_str());
    text.trim() != text || text.chars().any(odd) || mistaken_number || mistaken || text.starts_with("mlpath-set-aside-")
}

/// Sexagesimals, and numbers to other bases or with underscores.
fn looks_like_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['+', '-']);
    let is_other_base = ["0x", "0b", "0o"].iter().any(|base| bare.starts_with(base));
    bare.starts_with(|c: char| c.is_ascii_digit())
        && (is_other_base || bare.contains(['_', ':']))
        && bare.chars().all(|c| c.is_ascii_hexdigit() || "_:.-xo TtZz+".contains(c))
}

fn looks_like_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_ascii_graphic() || c == ' ' => quoted.push(c),
            c if c.is_alphanumeric() => quoted.push(c),
            c => quoted.push_str(&match u32::from(c) {
                code @ 0..=0xff => format!("\\x{code:02x}"),
                code @ 0x100..=0xffff => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            }),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

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
        becomes("steps: {numpy: {status: doing}} # x", &[set_status()], "steps: {numpy: {status: done}} # x\n");
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
        becomes("a: 1\nb: [c]", &[Edit::Set(vec!["a".into()], 2.into())], "a: 2\nb: [c]\n");
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

    #[test]
    fn diff_finds_the_smallest_places() {
        let before = value("{a: 1, b: {c: 2, d: 3}, log: [x]}");
        let after = value("{a: 1, b: {c: 4}, log: [x, y], e: 5}");
        let edits = diff(&before, &after);
        assert_eq!(edits.len(), 4, "{edits:?}");
        let mut value = before.clone();
        for edit in &edits {
            edit_value(&mut value, edit).expect("edits apply");
        }
        assert_eq!(value, after);
        assert_eq!(diff(&after, &after), []);
        let fewer = diff(&value, &parse_value("{a: 1, b: {c: 4}, log: [y], e: 5}").expect("parses"));
        assert_eq!(fewer, [Edit::Remove(vec!["log".into(), 0.into()])]);
    }
}
