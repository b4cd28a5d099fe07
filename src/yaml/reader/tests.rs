use proptest::prelude::*;
use serde_yaml::Value;

use super::read_plain as read;
use crate::yaml::check_text;
use crate::yaml::raw::Raw;

/// The full parser's value, where it has one.
fn full(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

/// What this reader accepts, the full parser reads to the same value.
#[track_caller]
fn agrees(text: &str) {
    if let Ok(value) = read::<Value>(text) {
        assert_eq!(full(text), Some(value), "{text:?}");
        assert_eq!(check_text(text.as_bytes()), Ok(text), "nothing in it is refused");
    }
}

#[track_caller]
fn reads(text: &str) {
    let value = read::<Value>(text).unwrap_or_else(|_| panic!("not read here: {text:?}"));
    assert_eq!(full(text), Some(value), "{text:?}");
}

#[track_caller]
fn leaves(text: &str) {
    assert!(read::<Value>(text).is_err(), "left to the full parser: {text:?}");
}

#[test]
fn what_mlpath_writes_is_read_here() {
    reads(
        "version: 1\nplan:\n  from: swe\n  hours_per_week: 5-8\n  pauses:\n    - 2026-12-20..2027-01-03\nsteps:\n  numpy:\n    status: done\n    actual_hours: 7.5\nlog:\n  - date: 2026-11-30\n    step: numpy\n    time: 1h30m\n    note: broadcasting still shaky\n  - date: 2026-12-01\n",
    );
    reads("# a comment\r\nversion: 1 # one\r\n\r\nsteps:\r\n  numpy: {status: doing, ticks: [a, b]} # so\r\n");
    reads("log:\n- date: 2026-11-30\n  note: \"a: b # c\"\n- {date: 2026-12-01, note: 'und weiter', time: 45m}\nversion: 1\n");
    reads("# ü\na: 1 # ö\r\n# ä\r\nb: c\r\n");
    reads("note: ein Ä und ein 👩‍👧\nempty:\nlist: []\nmap: {}\nurl: https://example.org/a:b#c\n");
}

#[test]
fn typed_data_of_the_plain_form_is_read_here() {
    let lines = "text: null\nwhole: 3\ntruth: true\ntexts: [a, 'b']\nnumbers: {x: 1.5}\nletter: ~\nkind: word\n";
    for inner in ["inner: {one: null, two: b, three: ~}\n", "inner:\n  one: null\n  two: b\n  three:\n"] {
        let text = lines.to_owned() + inner;
        let read = read::<Asked>(&text).unwrap_or_else(|_| panic!("not read here: {text:?}"));
        assert_eq!(serde_yaml::from_str::<Asked>(&text).ok(), Some(read), "{text:?}");
    }
}

/// A struct that is written as a list asks for its fields behind the end of that.
#[test]
fn nothing_is_read_behind_the_end_of_a_list() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Outer {
        inner: Inner,
        #[serde(default)]
        other: Option<String>,
    }
    for text in ["inner: [a]\nother: b\n", "inner:\n  - a\nother: b\n", "inner:\n- a\nother: b\n"] {
        let (full, here) = (serde_yaml::from_str::<Outer>(text).ok(), read::<Outer>(text).ok());
        assert!(here.is_none() || here == full, "{text}: {here:?} and {full:?}");
    }
    for text in ["all: {inner: [a], other: b}\n", "all: [{inner: [a], other: b}]\n", "all: {x: {inner: [a]}, other: {inner: [b]}}\n"] {
        let full = serde_yaml::from_str::<Value>(text).ok();
        assert!(full.is_some());
        let here = read::<std::collections::BTreeMap<String, Outer>>(text).ok();
        assert!(here.is_none() || here == serde_yaml::from_str(text).ok(), "{text}: {here:?}");
    }
}

#[test]
fn what_could_be_read_in_two_ways_is_left_to_the_full_parser() {
    for text in [
        "a: &x 1\n",
        "a: *x\n",
        "a: !!str 1\n",
        "a: |\n  text\n",
        "a: 1\n  and more\n",
        "a: \"\\n\"\n",
        "a: 'it''s'\n",
        "a: yes\n",
        "a: Null\n",
        "a: NULL\n",
        "a: True\n",
        "a: FALSE\n",
        "a: [Null]\n",
        "a: 0x1f\n",
        "a: 1e3\n",
        "a: .5\n",
        "a: +1\n",
        "a: -1\n",
        "a: 012\n",
        "a: 1_000\n",
        "a: 12:30\n",
        "a:\tb\n",
        "--- \na: 1\n",
        "a: 1\n...\n",
        "a: b: c\n",
        "a: b:\n",
        "a: [1, 2\n",
        "a: [1,, 2]\n",
        "a: {b}\n",
        "a: [b: c]\n",
        "a: 1\n b: 2\n",
        "- a\n",
        "  a: 1\n",
        "a: 1\rb: 2\n",
        "~: 1\n",
        "a: ~b\n",
        "1: 2\n",
        "\"a\": 1\n",
        "? a\n",
        "a : 1\n",
        "a:\n  - - 1\n",
        "a:\n  -\n    b\n",
        "a:\n    b: 1\n  c: 2\n",
        "",
        "a: @b\n",
        "a: `b\n",
        "a: %b\n",
    ] {
        leaves(text);
    }
}

#[test]
fn odd_characters_and_the_marks_of_a_merge_are_left_to_it_too() {
    for text in [
        "a: x\u{2028}b: 2\n",
        "a: 1 # x\u{85}b\n",
        "# x\u{7f}\na: 1\n",
        "a: 1\n# x\ry\n",
        "a: 1\r",
        "a: 1\n<<<<<<< ours\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n",
        "a:\n  - 1\n||||||| base: 1\n",
        "<<<<<<< ours: 1\n",
        "======= : 1\n",
        ">>>>>>> a: 1\n",
    ] {
        leaves(text);
    }
}

/// Pieces that, put together at random, make texts on the edge of the plain form.
pub(in crate::yaml) const PIECES: [&str; 61] = [
    "<<<<<<< a",
    "\n=======\n",
    "[[[[[[",
    "\t",
    "\r",
    "\u{85}",
    "\u{2028}",
    "\u{7f}",
    " # ü\u{2029}",
    "\n# ü\n",
    "Null",
    "TRUE",
    "False",
    "a: ",
    "b:",
    "key-1: ",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    "- ",
    ": ",
    ":",
    " #",
    "# c",
    "1",
    "7.5",
    "012",
    "2026-11-30",
    "1h30m",
    "5-8",
    "1e3",
    "true",
    "null",
    "~",
    "yes",
    "word",
    "two words",
    "\"quoted\"",
    "'it'",
    "''",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "[a, b]",
    "{x: 1}",
    "\r\n",
    "Ä",
    "|",
    ">",
    "&",
    "*",
    "!",
    "?",
    "-",
];

/// Every way a type can ask for a value.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    bare: String,
    #[serde(default)]
    number: Option<f64>,
    #[serde(default)]
    whole: u32,
    #[serde(default)]
    truth: bool,
    #[serde(default)]
    texts: Vec<String>,
    #[serde(default)]
    numbers: std::collections::BTreeMap<String, f64>,
    #[serde(default)]
    any: Value,
    #[serde(default)]
    pair: Option<(String, u8)>,
    #[serde(default)]
    letter: Option<char>,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    inner: Inner,
}

#[derive(Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
struct Inner {
    one: Option<String>,
    two: Option<String>,
    three: Option<String>,
}

#[derive(Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Word,
    A,
}

/// Documents whose fields have values on the edge of what [`Asked`] asks for.
fn asked() -> impl Strategy<Value = String> {
    const NAMES: [&str; 13] =
        ["text", "bare", "number", "whole", "truth", "texts", "numbers", "any", "pair", "letter", "kind", "inner", "own"];
    let value = prop::collection::vec(prop::sample::select(&PIECES[..]), 0..4).prop_map(|pieces| pieces.concat());
    let field = (prop::sample::select(&NAMES[..]), value).prop_map(|(name, value)| format!("{name}: {value}\n"));
    prop::collection::vec(field, 1..4).prop_map(|fields| fields.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn it_never_reads_anything_else_than_the_full_parser(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..16)) {
        agrees(&pieces.concat());
        agrees(&format!("a: {}", pieces.concat()));
        agrees(&format!("a:\n  - k: {}\n", pieces.concat()));
    }

    #[test]
    fn typed_data_is_the_same(text in asked()) {
        if let Ok(read) = read::<Asked>(&text) {
            let in_full = parsed::<Asked>(&text);
            prop_assert_eq!(in_full.as_ref(), Some(&read), "{:?}", text);
            prop_assert_eq!(serde_yaml::from_str::<Asked>(&text).ok(), Some(read), "{:?}", text);
        }
    }

    #[test]
    fn scalars_are_what_the_full_parser_takes_them_for(text in "[0-9a-fxyonETZ.:+_~ -]{1,8}") {
        agrees(&format!("a: {text}\n"));
        agrees(&format!("{text}: a\n"));
        agrees(&format!("a: [{text}]\n"));
    }
}

fn raw(text: &str) -> Option<Raw<'_>> {
    serde_yaml::from_str(text).ok()
}

/// Typed data out of what the full parser reads.
fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    super::read_raw(&raw(text)?, &super::Written::new(text)).ok()
}

#[test]
fn typed_data_of_any_form_is_what_the_full_parser_reads() {
    for text in [
        "text: 3.10\nbare: 'it''s'\n",
        "text: 0x1F\nwhole: 0x1F\nnumber: 1e3\n",
        "bare: True\ntruth: True\n",
        "number: -1.5\nany: {a: [-1, .5, &x b, *x]}\n",
        "text: |\n  two\n  lines\nnumber: .inf\n",
        "? text\n: 1_000\n\"bare\": 007\n",
        "texts: [1.50, 2, \"3\",\n  x]\nnumbers:\n  2026: 1\n  1.5: 2\n",
        "bare:\ntexts:\n  -\n  - a\nnumbers:\ninner:\nkind:\nletter: ~\n",
        "pair: [a, 1]\nletter: 7\nkind: 'a'\ninner: {two: 2.0}\n",
        "inner: {one: &a [x], unknown: *a}\n",
    ] {
        let (full, here) = (serde_yaml::from_str::<Asked>(text).ok(), parsed::<Asked>(text));
        assert!(full.is_some() || here.is_none(), "{text:?}");
        assert_eq!(here, full, "{text:?}");
    }
}

#[test]
fn what_nobody_asks_for_may_stand_twice_in_any_form() {
    for text in ["own: {a: 1, a: 2}\nbare: b\n", "own: 1\nbare: b\nown: 2\n", "inner:\n  own: 1\n  own: 2\nbare: b\n"] {
        let (here, full) = (read::<Asked>(text).ok(), parsed::<Asked>(text));
        assert!(here.is_some() && here == full, "{text:?}: {here:?} and {full:?}");
    }
    for text in ["any: {a: 1, a: 2}\n", "bare: a\nbare: b\n", "inner: {one: a, one: a}\n"] {
        assert_eq!((read::<Asked>(text).ok(), parsed::<Asked>(text)), (None, None), "{text:?}");
    }
}

#[test]
fn a_number_that_is_too_long_is_a_text() {
    let long = "123456789012345678901234567890";
    for text in [format!("text: {long}\n"), format!("bare: b\nown: {long}\nnote: 'it''s'\n"), format!("text: -{long}\n")] {
        let read = parsed::<Asked>(&text).unwrap_or_else(|| panic!("read: {text:?}"));
        assert!(read.text.is_none_or(|number| number.trim_start_matches('-') == long), "{text:?}");
    }
    assert_eq!(parsed::<Asked>(&format!("whole: {long}\n")), None);
}

#[test]
fn no_item_is_left_unread() {
    for text in ["pair: [a, 1, 2]\n", "pair: [a, 1, 2]\ntexts: [b]\n", "pair:\n  - a\n  - 1\n  - 2\nbare: b\n", "texts: [a, b]]\n"] {
        let full = serde_yaml::from_str::<Asked>(text).ok();
        assert_eq!((read::<Asked>(text).ok(), parsed::<Asked>(text), full), (None, None, None), "{text:?}");
    }
    // Nor is a collection that somebody opened and did not read to its end.
    assert!(super::read_with("a: [b]\n", |document| open_first(document)).is_err());
}

fn open_first(document: super::Node<'_, '_>) -> Result<(), super::NotPlain> {
    let mut entries = document.entries(0)?;
    entries.next_key()?;
    let super::Kind::Flow(text) = entries.value()?.kind else { return Ok(()) };
    entries.value()?.flow(text)?.kind().map(|_| ())
}

#[test]
fn a_number_is_told_as_it_is_written_only_where_both_parsers_see_it() {
    let text = |document: &str| parsed::<Asked>(document).and_then(|asked| asked.text);
    assert_eq!(text("text: TRUE\n").as_deref(), Some("TRUE"));
    assert_eq!(text("text: TRUE\u{85}# c\n").as_deref(), Some("true"));
    assert_eq!(text("text: 1.50\u{2028}\n").as_deref(), Some("1.50"));
}

#[test]
fn what_does_not_fit_is_told_with_its_way() {
    let misfit = |text: &str| {
        let raw = raw(text).expect("a document");
        let super::Misfit { way, message } = super::read_raw::<Asked>(&raw, &super::Written::nowhere()).expect_err("must not fit");
        format!("{}: {message}", crate::yaml::path_text(&way))
    };
    assert_eq!(misfit("inner: {one: [1]}\n"), "inner.one: invalid type: sequence, expected a string");
    assert_eq!(misfit("numbers: {x: 1, 2026: no}\n"), "numbers.2026: invalid type: string \"no\", expected f64");
    assert_eq!(misfit("texts: [a, {}]\n"), "texts[1]: invalid type: map, expected a string");
    assert_eq!(misfit("? [a]\n: b\n"), ": invalid type: sequence, expected field identifier");
    assert_eq!(misfit("whole: -1\n"), "whole: invalid value: integer `-1`, expected u32");
    assert_eq!(misfit("whole: 1.5\n"), "whole: invalid type: floating point `1.5`, expected u32");
    assert_eq!(misfit("kind: worse\n"), "kind: unknown variant `worse`, expected `word` or `a`");
    assert_eq!(misfit("inner: true\n"), "inner: invalid type: boolean `true`, expected struct Inner");
    assert_eq!(misfit("x\n"), ": invalid type: string \"x\", expected struct Asked");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Tags are passed over here. What only one of the parsers takes apart has no places, and what ends a line has changed
    /// with the versions of YAML: numbers in such texts come out as they are usually written.
    #[test]
    fn typed_data_out_of_a_value_is_the_same(text in asked()) {
        let is_common = !text.contains(['!', '\u{85}', '\u{2028}', '\u{2029}']) && crate::yaml::Locator::new(&text).is_some();
        if is_common && let (Some(read), Ok(full)) = (parsed::<Asked>(&text), serde_yaml::from_str::<Asked>(&text)) {
            prop_assert_eq!(plainly(read), plainly(full), "{:?}", text);
        }
    }
}

/// The full parser takes a null for its spelling where a text is asked for, the reader for an empty one. Keys are texts to
/// the reader, and values of any kind to the full parser.
fn plainly(mut read: Asked) -> Asked {
    for text in read.texts.iter_mut().chain([&mut read.bare]).filter(|text| matches!(text.as_str(), "~" | "null" | "Null" | "NULL")) {
        text.clear();
    }
    read.any = with_texts_as_keys(&read.any);
    read
}

fn with_texts_as_keys(value: &Value) -> Value {
    let text = |key: &Value| match key {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => String::new(),
    };
    match value {
        Value::Mapping(map) => {
            map.iter().map(|(key, value)| (Value::String(text(key)), with_texts_as_keys(value))).collect::<serde_yaml::Mapping>().into()
        }
        Value::Sequence(items) => items.iter().map(with_texts_as_keys).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}
