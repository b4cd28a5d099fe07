use proptest::prelude::*;

use super::{Entry, Key, Kind, Look, Node, Style, along, events, of, plain};
use crate::yaml::Edit;

/// A tree with what is not looked into closed.
fn closed<'t>(node: Node<'t>, look: &Look<'_>) -> Node<'t> {
    let kind = match node.kind {
        Kind::Mapping(style, _) if look.is_closed(style) => Kind::Closed { style, is_sequence: false },
        Kind::Sequence(style, _) if look.is_closed(style) => Kind::Closed { style, is_sequence: true },
        Kind::Mapping(style, entries) => {
            let value = |entry: Entry<'t>| {
                let look = look.part(|part| matches!((part, entry.key.scalar()), (Key::Name(name), Some(key)) if name == key));
                Entry { key: entry.key, value: closed(entry.value, &look) }
            };
            Kind::Mapping(style, entries.into_iter().map(value).collect())
        }
        Kind::Sequence(style, items) => {
            let item = |(at, item)| closed(item, &look.part(|part| *part == Key::Index(at)));
            Kind::Sequence(style, items.into_iter().enumerate().map(item).collect())
        }
        other => other,
    };
    Node { kind, ..node }
}

/// Each part of the tree by what its span holds, in the order of the text.
fn parts(text: &str) -> Vec<String> {
    fn collect(text: &str, node: &Node<'_>, into: &mut Vec<String>) {
        let written = text[node.span.clone()].to_owned();
        match &node.kind {
            Kind::Nothing => into.push("nothing".to_owned()),
            Kind::Scalar(_) => into.push(written),
            Kind::Closed { .. } => into.push(format!("closed {written}")),
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
    if let Some(plain) = plain::tree(text, &Look::Everywhere) {
        assert_eq!(Some(plain), events::tree(text), "{text:?}");
    }
}

#[track_caller]
fn is_plain_and_agrees(text: &str) {
    assert!(plain::tree(text, &Look::Everywhere).is_some(), "{text:?}");
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

#[test]
fn what_no_edit_is_about_stays_closed() {
    let text = "steps:\n  git: {ticks: [a]}\n  sql:\n    ticks: [a]\nlog:\n  - date: 1\n    own: [x]\n";
    let append = Edit::Set(vec!["log".into(), 0.into(), "date".into()], "x".into());
    let set = Edit::Set(vec!["steps".into(), "sql".into()], "x".into());
    let root = along(text, &[append, set]).expect("a tree");
    let [steps, log] = root.entries() else { panic!("{root:?}") };
    assert_eq!(steps.value.entry("git").map(|entry| &entry.value.kind), Some(&Kind::Closed { style: Style::Flow, is_sequence: false }));
    assert!(
        matches!(&steps.value.entry("sql").expect("sql").value.kind, Kind::Mapping(_, entries) if entries[0].value.kind != Kind::Nothing)
    );
    let own =
        |items: &[Node<'_>]| items[0].entry("own").map(|own| own.value.kind == Kind::Closed { style: Style::Flow, is_sequence: true });
    assert!(matches!(&log.value.kind, Kind::Sequence(_, items) if own(items) == Some(true)), "{log:?}");
    let root = along(text, &[Edit::Append(vec!["log".into()], "x".into())]).expect("a tree");
    let closed = Kind::Closed { style: Style::Block, is_sequence: true };
    assert_eq!(root.entry("log").map(|log| (&log.value.kind, &text[log.value.span.clone()])), Some((&closed, "- date: 1\n    own: [x]")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn a_tree_along_edits_is_the_whole_tree_with_the_rest_closed(
        pieces in prop::collection::vec(prop::sample::select(&crate::yaml::reader::PIECES[..]), 0..16),
        way in prop::collection::vec(prop::sample::select(&["a", "k", "x", "key-1", "word", "0", "1"][..]), 0..4),
    ) {
        let path: Vec<Key> = way.iter().map(|key| key.parse::<usize>().map_or_else(|_| Key::from(*key), Key::from)).collect();
        let edits = [Edit::Append(path.clone(), "x".into()), Edit::Remove(path)];
        for text in [pieces.concat(), format!("a: {}", pieces.concat()), format!("a:\n  - k: {}\n  - word\n", pieces.concat())] {
            for edits in [&edits[..1], &edits[1..]] {
                let look = Look::along(edits);
                if let Some(root) = plain::tree(&text, &Look::Everywhere) {
                    prop_assert_eq!(Some(closed(root, &look)), plain::tree(&text, &look), "{:?} {:?}", text, edits);
                }
            }
        }
    }

    #[test]
    fn they_agree_on_whatever_both_can_read(pieces in prop::collection::vec(prop::sample::select(&crate::yaml::reader::PIECES[..]), 0..16)) {
        agrees(&pieces.concat());
        agrees(&format!("a: {}", pieces.concat()));
        agrees(&format!("a:\n  - k: {}\n", pieces.concat()));
    }
}
