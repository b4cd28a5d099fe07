use proptest::prelude::*;

use super::{Kind, Node, Style, events, of, plain};

/// Each part of the tree by what its span holds, in the order of the text.
fn parts(text: &str) -> Vec<String> {
    fn collect(text: &str, node: &Node<'_>, into: &mut Vec<String>) {
        let written = text[node.span.clone()].to_owned();
        match &node.kind {
            Kind::Nothing => into.push("nothing".to_owned()),
            Kind::Scalar(_) => into.push(written),
            Kind::Alias => into.push(format!("alias {written}")),
            Kind::Mapping(style, entries) => {
                into.push(if *style == Style::Flow { format!("{{}} {written}") } else { format!("keys {written}") });
                for entry in entries {
                    collect(text, &entry.key, into);
                    collect(text, &entry.value, into);
                }
            }
            Kind::Sequence(style, items) => {
                into.push(if *style == Style::Flow { format!("[] {written}") } else { format!("items {written}") });
                for item in items {
                    collect(text, item, into);
                }
            }
        }
    }
    let mut into = Vec::new();
    if let Some(root) = of(text) {
        collect(text, &root, &mut into);
    }
    into
}

#[track_caller]
fn agrees(text: &str) {
    if let Some(plain) = plain::tree(text) {
        assert_eq!(Some(plain), events::tree(text), "{text:?}");
    }
}

#[track_caller]
fn is_plain_and_agrees(text: &str) {
    assert!(plain::tree(text).is_some(), "{text:?}");
    agrees(text);
}

#[test]
fn values_span_what_is_written() {
    assert_eq!(parts("a: 1 # c\nb:\n"), ["keys a: 1 # c\nb:", "a", "1", "b", "nothing"]);
    assert_eq!(parts("a: &x\n  b: *x\n"), ["keys a: &x\n  b: *x", "a", "keys b: *x", "b", "alias *x"]);
    assert_eq!(parts("a: &x {b: 'ü'} # c\nc: \"d\"\n")[2..], ["{} {b: 'ü'}", "b", "'ü'", "c", "\"d\""]);
    assert_eq!(parts("- x\n- - y\n  -\n"), ["items - x\n- - y\n  -", "x", "items - y\n  -", "y", "nothing"]);
    assert_eq!(parts("ü: [ä, {ö: }]\n"), ["keys ü: [ä, {ö: }]", "ü", "[] [ä, {ö: }]", "ä", "{} {ö: }", "ö", "nothing"]);
}

#[test]
fn blocks_of_lines_reach_from_their_mark_to_their_last_line() {
    assert_eq!(parts("a: | # c > d\n\n  x\n\n  y\n\nb: 1\n")[2], "| # c > d\n\n  x\n\n  y");
    assert_eq!(parts("a: |+\n  x\n\nb: 1\n")[2], "|+\n  x\n");
    assert_eq!(parts("log:\n  - note: >-\n      x\n    link: y\n")[5], ">-\n      x");
    assert_eq!(parts("a: |2-\n")[2], "|2-");
}

#[test]
fn what_is_no_single_document_has_no_tree() {
    for text in ["", "# only\n", "a: 1\n---\nb: 2\n", "a: [1\n", &"- ".repeat(1000)] {
        assert_eq!(of(text), None, "{text:?}");
    }
}

#[test]
fn both_ways_lead_to_the_same_tree() {
    is_plain_and_agrees(
        "# head\nversion: 1\nplan:\n  from: swe\n  pauses:\n    - 2026-12-20..2027-01-03 # c\nsteps:\n  numpy: {status: doing, ticks: [a, b]} # so\n  sql:\nlog:\n- date: 2026-11-30\n  note: \"a: b # c\"\n- {date: 2026-12-01, note: 'und weiter', time: 45m}\n- ü\n",
    );
    is_plain_and_agrees("a:\n- [b, c]\n- {d: e}\nf:\n  - []\n");
    is_plain_and_agrees("a: 1 # one\r\n\r\nb:\r\n  c: {d: [], e: {}}\r\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn they_agree_on_whatever_both_can_read(pieces in prop::collection::vec(prop::sample::select(&crate::yaml::plain::PIECES[..]), 0..16)) {
        agrees(&pieces.concat());
        agrees(&format!("a: {}", pieces.concat()));
        agrees(&format!("a:\n  - k: {}\n", pieces.concat()));
    }
}
