//! What `merge=union` leaves in a progress file: it lays the lines of both sides one after the other, so
//! that two log entries become one with every key twice, and a step loses its lines to the one after it.
//!
//! Both sides are told apart again, and merged as two copies are.

use std::collections::HashMap;

use super::merge_copies;
use super::three_way::Decision;
use crate::progress::document::keys;
use crate::yaml;

/// A text that says again what both sides said.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// The text.
    pub text: String,
    /// What was put right, each in one sentence without a full stop.
    pub said: Vec<String>,
    /// What was decided where both sides changed a place.
    pub decisions: Vec<Decision>,
}

/// Puts right what `merge=union` left; `None` where it left nothing, or more than two sides.
pub(super) fn repair(text: &str) -> Option<Repaired> {
    // What is not to be parsed has other faults, and of what can be no key stands twice.
    if yaml::check_text(text.as_bytes()).is_err() || yaml::parse_value(text).is_ok() {
        return None;
    }
    let sections = parts(text, 0);
    let mut all = Unfolded::default();
    for (name, sides) in doubled(&sections) {
        let section = match (name, sides.as_slice()) {
            ("steps", _) if are_blocks(&sides) => unfold_map(&sides, name, &keys::STEP)?,
            ("tools", _) if are_blocks(&sides) => unfold_map(&sides, name, &keys::TOOL)?,
            ("log", _) if are_blocks(&sides) => unfold_log(&sides),
            (_, [only]) => Unfolded { ours: (*only).to_owned(), theirs: (*only).to_owned(), said: Vec::new() },
            (_, [ours, theirs]) => Unfolded { ours: (*ours).to_owned(), theirs: (*theirs).to_owned(), said: Vec::new() },
            _ => return None,
        };
        all.ours.push_str(&section.ours);
        all.theirs.push_str(&section.theirs);
        all.said
            .extend((sides.len() > 1 && !name.is_empty()).then(|| format!("the section `{name}` stood there twice; both are one again")));
        all.said.extend(section.said);
    }
    if all.said.is_empty() {
        return None;
    }
    let merged = merge_copies(None, &all.ours, &all.theirs).ok()?;
    Some(Repaired { text: merged.text, said: all.said, decisions: merged.decisions })
}

/// Gives a step that lost its lines those of the next one: both sides had the same, and the merge kept them
/// once. `is_lost` tells which steps did.
pub(super) fn restore_empty(text: &str, is_lost: &dyn Fn(&str) -> bool) -> Option<Repaired> {
    let mut restored = String::new();
    let mut said = Vec::new();
    for section in parts(text, 0) {
        if section.key != "steps" {
            restored.push_str(section.text);
            continue;
        }
        let (head, body) = head_and_body(section.text);
        restored.push_str(head);
        let steps = parts(body, indent_of(body));
        for (at, step) in steps.iter().enumerate() {
            restored.push_str(step.text);
            let next = steps[at + 1..].iter().find(|next| !next.key.is_empty());
            let is_empty = !step.key.is_empty() && step.text.lines().count() == 1 && step.text.trim_end().ends_with(':');
            if let (true, Some(next)) =
                (is_empty && is_lost(&step.key), next.map(|next| head_and_body(next.text).1).filter(|body| !body.is_empty()))
            {
                restored.push_str(next);
                said.push(format!("steps.{} had lost its lines, and has those of the step after it again", step.key));
            }
        }
    }
    (!said.is_empty()).then_some(Repaired { text: restored, said, decisions: Vec::new() })
}

/// A section, or the whole text, as both sides had it, and what is to be told of that.
#[derive(Default)]
struct Unfolded {
    ours: String,
    theirs: String,
    said: Vec<String>,
}

/// A key with all lines that belong to it; comments and blank lines have none.
struct Part<'a> {
    key: String,
    text: &'a str,
}

/// The parts of a text whose keys stand at an indentation.
fn parts(text: &str, indent: usize) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let depth = line.len() - line.trim_start().len();
        // The items of a list may stand as deep as its key.
        let begins = depth <= indent && !bare.is_empty() && !bare.starts_with("- ");
        if begins || parts.is_empty() {
            let key = if bare.starts_with('#') || bare.is_empty() { "" } else { bare.split(':').next().unwrap_or_default() };
            parts.push(Part { key: key.trim_matches(['"', '\'']).to_owned(), text: &text[start..start + line.len()] });
        } else if let Some(last) = parts.last_mut() {
            let from = start - last.text.len();
            last.text = &text[from..start + line.len()];
        }
        start += line.len();
    }
    parts
}

/// The parts in their order; those of one key together where the first of them stands.
fn doubled<'a>(parts: &'a [Part<'a>]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for part in parts {
        match found.iter_mut().find(|(key, _)| !key.is_empty() && *key == part.key) {
            Some((_, texts)) => texts.push(part.text),
            None => found.push((&part.key, vec![part.text])),
        }
    }
    found
}

fn head_and_body(text: &str) -> (&str, &str) {
    text.split_at(text.find('\n').map_or(text.len(), |at| at + 1))
}

/// How far the first key of a text stands in.
fn indent_of(text: &str) -> usize {
    let line = text.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    line.map_or(0, |line| line.len() - line.trim_start().len())
}

/// Whether sections are written line by line: nothing stands behind their colons.
fn are_blocks(sections: &[&str]) -> bool {
    let is_block = |section: &&str| {
        let value = head_and_body(section).0.split_once(':').map_or("", |(_, value)| value).trim();
        value.is_empty() || value.starts_with('#')
    };
    sections.iter().all(is_block)
}

/// Steps or tools: an id that stands twice, or a key of one that does; `None` where one stands more often.
fn unfold_map(sections: &[&str], name: &str, known: &[&str]) -> Option<Unfolded> {
    let (head, first) = head_and_body(sections[0]);
    let body: String = std::iter::once(first).chain(sections[1..].iter().map(|section| head_and_body(section).1)).collect();
    let mut unfolded = Unfolded { ours: head.to_owned(), theirs: head.to_owned(), said: Vec::new() };
    let entries = parts(&body, indent_of(&body));
    for (id, texts) in doubled(&entries) {
        let (ours, theirs) = match texts.as_slice() {
            [only] => {
                let (head, fields) = head_and_body(only);
                match unfold_fields(fields, known) {
                    Some((ours, theirs)) => (head.to_owned() + &ours, head.to_owned() + &theirs),
                    None => ((*only).to_owned(), (*only).to_owned()),
                }
            }
            [ours, theirs] => ((*ours).to_owned(), (*theirs).to_owned()),
            // Comments and blank lines have no key, and stand by themselves.
            _ => return None,
        };
        if texts.len() > 1 || ours != theirs {
            unfolded.said.push(format!("{name}.{id} stood there twice; both are merged"));
        }
        unfolded.ours.push_str(&ours);
        unfolded.theirs.push_str(&theirs);
    }
    Some(unfolded)
}

/// The log: entries that run into each other, so that a key stands twice in one; of a log that stands twice the first is
/// ours and the other theirs, so that what both have is there once.
fn unfold_log(sections: &[&str]) -> Unfolded {
    let (head, first) = head_and_body(sections[0]);
    let mut unfolded = Unfolded { ours: head.to_owned(), theirs: head.to_owned(), said: Vec::new() };
    let is_one = sections.len() == 1;
    unfolded.add_entries(first, true, is_one);
    for section in &sections[1..] {
        unfolded.add_entries(head_and_body(section).1, false, true);
    }
    unfolded
}

impl Unfolded {
    /// Adds the entries of a log to the sides that had them; those that ran into each other are of one side each.
    fn add_entries(&mut self, body: &str, is_ours: bool, is_theirs: bool) {
        let indent = indent_of(body);
        for item in items(body, indent) {
            let fields = item.replacen("- ", "  ", 1);
            let again = |fields: &str| fields.replacen(&" ".repeat(indent + 2), &format!("{}- ", " ".repeat(indent)), 1);
            let Some((ours, theirs)) = unfold_fields(&fields, &keys::ENTRY).filter(|_| item.trim_start().starts_with("- ")) else {
                self.ours.push_str(if is_ours { &item } else { "" });
                self.theirs.push_str(if is_theirs { &item } else { "" });
                continue;
            };
            let day = fields.lines().find_map(|line| line.trim().strip_prefix("date:")).unwrap_or_default().trim().to_owned();
            self.said.push(format!("two log entries of {day} had run into each other; each stands by itself again"));
            self.ours.push_str(&again(&ours));
            self.theirs.push_str(&again(&theirs));
        }
    }
}

/// The items of a list that stand at an indentation, each with its lines.
fn items(body: &str, indent: usize) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in body.split_inclusive('\n') {
        let depth = line.len() - line.trim_start().len();
        match items.last_mut().filter(|_| depth > indent || line.trim().is_empty()) {
            Some(item) => item.push_str(line),
            None => items.push(line.to_owned()),
        }
    }
    items
}

/// Fields of which a known one stands twice, as the fields of both sides; `None` where each stands once. A key of the
/// learner's own that stands twice was written so.
///
/// What comes before the first that is doubled was in both. What follows the second is the other side's;
/// where the first side says nothing without it, it was in both as well.
fn unfold_fields(fields: &str, known: &[&str]) -> Option<(String, String)> {
    let parts = parts(fields, indent_of(fields));
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let (first, second) = parts.iter().enumerate().find_map(|(at, part)| {
        let before = if known.contains(&part.key.as_str()) { seen.insert(&part.key, at) } else { None };
        before.map(|before| (before, at))
    })?;
    let text = |parts: &[Part<'_>]| parts.iter().map(|part| part.text).collect::<String>();
    let keys = |parts: &[Part<'_>]| parts.iter().map(|part| part.key.clone()).collect::<Vec<_>>();
    let says_something =
        keys(&parts[..second]).iter().any(|key| ["time", "note", "link", "done", "started", "skipped"].contains(&key.as_str()));
    let own = keys(&parts[..second]);
    let shared: String = parts[second..].iter().filter(|part| !says_something && !own.contains(&part.key)).map(|part| part.text).collect();
    Some((text(&parts[..second]) + &shared, text(&parts[..first]) + &text(&parts[second..])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::document;

    #[track_caller]
    fn repaired(text: &str) -> (usize, usize) {
        let repaired = repair(text).unwrap_or_else(|| panic!("{text}"));
        let progress = document::read(repaired.text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}:\n{}", repaired.text));
        (progress.steps.len(), progress.log.len())
    }

    #[test]
    fn entries_that_ran_into_each_other_are_told_apart() {
        let log = |fields: &str| {
            format!(
                "version: 1\nlog:\n  - date: 2026-11-05\n{fields}  - date: 2026-11-06\n    step: r\n    note: |\n      two\n      lines\n"
            )
        };
        assert_eq!(repaired(&log("    step: git\n    time: 1h\n    step: sql\n    time: 2h\n")), (0, 3));
        assert_eq!(repaired(&log("    step: git\n    step: sql\n    time: 1h\n")), (0, 3), "the hour was in both");
        let text = repair(&log("    step: git\n    time: 1h\n    time: 2h\n    note: x\n")).expect("repairs").text;
        assert!(text.contains("    step: git\n    time: 1h\n") && text.contains("    step: git\n    time: 2h\n    note: x\n"), "{text}");
        assert_eq!(repair(&log("    step: git\n    time: 1h\n")), None);
    }

    #[test]
    fn what_both_of_two_logs_have_is_there_once() {
        let log = "log:\n  - {date: 2026-11-05, step: git, time: 1h}\n  - {date: 2026-11-05, step: git, time: 1h}\n";
        let more = "  - date: 2026-11-06\n    time: 2h\n";
        assert_eq!(repaired(&format!("version: 1\n{log}{log}{more}")), (0, 3), "the hour of the fifth was studied twice");
        let whole = format!("version: 1\nsteps:\n  git:\n    status: done\n{log}{more}");
        assert_eq!(repaired(&format!("{whole}{whole}")), (1, 3));
    }

    #[test]
    fn a_step_that_stands_twice_is_merged() {
        let steps = "version: 1\nsteps:\n  git:\n    status: doing\n    started: 2026-11-01\n  sql:\n    status: done\n  git:\n    status: done\n    done: 2026-11-05\n";
        assert_eq!(repaired(steps), (2, 0));
        let fused = "version: 1\nsteps:\n  git:\n    status: doing\n    started: 2026-11-01\n    status: done\n    done: 2026-11-05\n";
        let text = repair(fused).expect("repairs").text;
        assert!(text.contains("status: done") && text.contains("done: 2026-11-05"), "{text}");
        let sections = "version: 1\nsteps:\n  git:\n    status: done\nlog:\n  - {date: 2026-11-01, time: 1h}\nsteps:\n  sql:\n    status: done\nlog:\n  - {date: 2026-11-02, time: 1h}\n";
        assert_eq!(repaired(sections), (2, 2));
    }

    #[test]
    fn sections_in_braces_are_merged_too() {
        let steps = "version: 1\nsteps: {git: {status: doing}}\nlog: []\nsteps: {sql: {status: done, done: 2026-11-20}}\n";
        assert_eq!(repaired(steps), (2, 0));
        assert_eq!(repaired(&steps.replace("steps: {git: {status: doing}}", "steps: # mine\n  git:\n    status: doing")), (2, 0));
        let log = "version: 1\nlog: [{date: 2026-11-20, time: 1h}]\nlog: [{date: 2026-11-21, time: 2h}]\n";
        assert_eq!(repaired(log), (0, 2));
    }

    #[test]
    fn what_stands_more_than_twice_is_left_to_the_learner() {
        let step = |fields: &str| format!("  git:\n{fields}");
        let three = [step("    status: doing\n    mine: 1\n"), step("    ticks: [a]\n"), step("    status: done\n")].concat();
        assert_eq!(repair(&format!("version: 1\nsteps:\n{three}")), None);
        assert_eq!(repair("version: 1\nown: 1\nown: 2\nown: 3\n"), None);
    }

    #[test]
    fn a_sound_text_stays_as_it_is() {
        for text in [
            "version: 1\nlog:\n- date: 2026-11-20\n  time: 1h\n  books:\n  - title: a\n  - title: b\n",
            "version: 1\nsteps:\n  git:\n    status: doing\n    books:\n    - title: a\n      url: x\n    - title: b\n      url: y\n",
            "version: 1\nown: {a: 1, b: 2}\n",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
        // Beside a real repair such lists stay whole.
        let list = "    books:\n    - title: a\n    - title: b\n";
        let text = format!("version: 1\nsteps:\n  git:\n    status: doing\n{list}  git:\n    status: done\n{list}");
        let text = repair(&text).expect("repairs").text;
        assert_eq!(text.matches("title: a").count() + text.matches("title: b").count(), 2, "{text}");
    }

    #[test]
    fn a_key_of_the_learner_s_own_that_stands_twice_is_no_merge_of_entries() {
        let entry = "version: 1\nlog:\n  - date: 2026-11-20\n    time: 1h\n    mood: 1\n    mood: 2\n";
        assert_eq!(repair(entry), None);
        let top = repair("version: 1\nown: 1\nown: 2\n").expect("repairs");
        assert_ne!(top.text, "version: 1\nown: 1\nown: 2\n");
        assert!(top.text.contains('1') && top.text.contains('2') && repair(&top.text).is_none(), "{}", top.text);
    }

    #[test]
    fn a_step_without_lines_has_those_of_the_next_one_again() {
        let text = "version: 1\nsteps:\n  sql:\n  # mine\n  git:\n    status: done\n    done: 2026-11-05\n";
        let restored = restore_empty(text, &|_| true).expect("restores");
        assert_eq!(
            restored.text,
            "version: 1\nsteps:\n  sql:\n    status: done\n    done: 2026-11-05\n  # mine\n  git:\n    status: done\n    done: 2026-11-05\n"
        );
        assert_eq!(restore_empty(text, &|_| false), None);
        assert_eq!(restore_empty("version: 1\nsteps:\n  sql:\n", &|_| true), None, "there is no step after it");
    }
}
