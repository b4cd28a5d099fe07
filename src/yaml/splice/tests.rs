//! What an edit does to the text in each style people write.

use super::splice_all;
use crate::yaml::{Edit, EditError, Key, Value, parse_value};

fn value(text: &str) -> Value {
    parse_value(text).expect("test value parses")
}

fn path(text: &str) -> Vec<Key> {
    text.split('.').map(|key| key.parse::<usize>().map_or_else(|_| key.into(), Key::from)).collect()
}

fn set(to: &str, written: &str) -> Edit {
    Edit::Set(path(to), value(written))
}

fn append(to: &str, written: &str) -> Edit {
    Edit::Append(path(to), value(written))
}

fn remove(from: &str) -> Edit {
    Edit::Remove(path(from))
}

#[track_caller]
fn becomes(before: &str, edits: &[Edit], after: &str) {
    assert_eq!(splice_all(before, edits).as_deref(), Ok(after), "{before:?}");
}

#[test]
fn several_edits_of_one_step_stand_in_their_order() {
    becomes(
        "steps:\n  sql: {status: todo}\n  git:\n    status: doing # since May\n    # remarks\nlog:\n  - date: 1\n",
        &[set("steps.git.status", "done"), set("steps.git.done", "x"), set("steps.git.note", "why"), append("log", "{date: 2}")],
        "steps:\n  sql: {status: todo}\n  git:\n    status: done # since May\n    # remarks\n    done: x\n    note: why\nlog:\n  - date: 1\n  - date: 2\n",
    );
}

#[test]
fn edits_see_what_earlier_ones_made() {
    becomes(
        "version: 1\n",
        &[set("steps.git.status", "done"), set("steps.git.done", "x")],
        "version: 1\nsteps:\n  git:\n    status: done\n    done: x\n",
    );
    becomes("version: 1\n", &[append("log", "one"), append("log", "two")], "version: 1\nlog:\n  - one\n  - two\n");
    let rename = Edit::Rename(path("steps.old"), "new".to_owned());
    becomes("steps:\n  old: {a: 1}\n", &[rename, set("steps.new.a", "2")], "steps:\n  new: {a: 2}\n");
    becomes("log: [a, b, c]\n", &[remove("log.2"), remove("log.0"), append("log", "d")], "log: [b, d]\n");
    becomes("a: {b: 1}\n", &[remove("a.b"), set("a.c", "2")], "a: {c: 2}\n");
}

#[test]
fn tabs_behind_colons_and_keys_behind_marks_are_no_obstacle() {
    becomes("a:\n  b:\tc\n", &[set("a.d", "1"), set("a.b", "e")], "a:\n  b:\te\n  d: 1\n");
    becomes("a:\n  -\tb\n", &[append("a", "c")], "a:\n  -\tb\n  - c\n");
    becomes("a:\n  ? b\n  : c: 1\n", &[set("a.d", "1")], "a:\n  ? b\n  : c: 1\n  d: 1\n");
}

#[test]
fn each_document_keeps_its_own_indentation_and_line_ends() {
    becomes("a:\n    b: 1\n", &[set("c.d", "{e: [f]}")], "a:\n    b: 1\nc:\n    d:\n        e: [f]\n");
    becomes("log:\n- date: 1\n\n# end\n", &[append("log", "{date: 2, note: x y}")], "log:\n- date: 1\n- date: 2\n  note: x y\n\n# end\n");
    becomes("a: 1\r\nb:\r\n  - c\r\n", &[append("b", "d"), set("e", "2")], "a: 1\r\nb:\r\n  - c\r\n  - d\r\ne: 2\r\n");
    becomes("a: 1\nb: 2", &[set("c", "3")], "a: 1\nb: 2\nc: 3\n");
    becomes("a: 1 # ä", &[set("c", "3")], "a: 1 # ä\nc: 3\n");
}

#[test]
fn collections_in_brackets_grow_as_they_are_written() {
    becomes("a: {b: 1} # c\n", &[set("a.d", "x: z")], "a: {b: 1, d: {x: z}} # c\n");
    becomes("a: [\n  {b: 1}, # c\n  {b: 2} # d\n]\n", &[append("a", "{b: 3}")], "a: [\n  {b: 1}, # c\n  {b: 2},\n  {b: 3} # d\n]\n");
    becomes("a: {b: }\n", &[set("a.c", "1")], "a: {b: , c: 1 }\n");
    becomes("a: [] # c\n", &[append("a", "{b: 1}")], "a: [{b: 1}] # c\n");
    becomes("a: {b}\n", &[set("a.b", "1")], "a: {b: 1}\n");
}

#[test]
fn what_goes_takes_its_lines_along_but_not_its_comments() {
    becomes("a:\n  b: 1 # c\n  # d\n  e: 2\n", &[remove("a.b")], "a:\n  # c\n  # d\n  e: 2\n");
    becomes("a:\n  - b: 1 # c\n    d: 2\n", &[remove("a.0.b")], "a:\n  - # c\n    d: 2\n");
    becomes("a:\n  - b # c\n  - d\n", &[remove("a.0")], "a:\n  # c\n  - d\n");
    becomes("a:\n  b: |\n    # no comment\n  c: 1\n", &[remove("a.b")], "a:\n  c: 1\n");
    becomes("a:\n  b: 1\nc: 2\n", &[remove("a.b")], "a: {}\nc: 2\n");
    becomes("a:\n- b\n", &[remove("a.0")], "a: []\n");
    becomes("a: [\n  b, # c\n  d,\n  e\n]\n", &[remove("a.1")], "a: [\n  b, # c\n  e\n]\n");
}

#[test]
fn blocks_and_lines_take_each_others_place() {
    becomes("a: # b\n  - c # d\n  - e\nf: 1\n", &[set("a", "2")], "# b\n# d\na: 2\nf: 1\n");
    becomes("a: 1 # b\n", &[set("a", "{c: 2}")], "# b\na:\n  c: 2\n");
    becomes("a:\n  # b\nc: 1\n", &[set("a", "{d: 2}")], "a:\n  # b\n  d: 2\nc: 1\n");
    becomes("a: |\n  b\n  # b\nc: 1\n", &[set("a", "x")], "a: x\nc: 1\n");
    becomes("- a: 1\n", &[set("0.a", "2")], "- a: 2\n");
}

#[test]
fn a_place_of_another_shape_is_refused() {
    for (text, edit) in
        [("a: 1\n", set("a.b.c", "2")), ("a: [1]\n", set("a.b", "2")), ("a: {b: 1}\n", append("a", "2")), ("a: 1\n", remove("b"))]
    {
        assert!(matches!(splice_all(text, std::slice::from_ref(&edit)), Err(EditError::WrongShape(_))), "{text} {edit:?}");
    }
}
