//! What the gate refuses, and where it says so.

use super::SourceText;
use crate::roadmap::read;

const GOOD: &str = "\
roadmap: {id: mine, title: Mine, version: '1'}
stages:
  - id: one
    title: One
    steps:
      - id: first
        title: First
        hours: {low: 1, likely: 2, high: 3}
      - id: second
        title: Second
        hours: {low: 1, likely: 2, high: 3}
        requires: [first]
certifications:
  - id: exam
    name: Exam
    provider: Us
    purpose: None.
    url: https://example.org/exam
    offers: [{usd: 10}]
    study_hours: {low: 20, high: 40}
resources:
  - {id: course, title: Course, by: Us, url: 'https://example.org/course'}
published:
  - {id: whole, title: Course, by: Us, resource: course, states: 4 to 6 h, low: 4, high: 6, url: 'https://example.org/course', read_on: 2026-11-01, grade: official}
";

fn findings(text: &str) -> Vec<String> {
    let file = SourceText { name: "mine.yaml", text };
    read(&[file]).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[track_caller]
fn breaks(from: &str, to: &str, expected: &str) {
    let text = GOOD.replacen(from, to, 1);
    assert_ne!(text, GOOD, "the test must change something");
    let findings = findings(&text);
    assert!(findings.iter().any(|finding| finding.starts_with(expected)), "{expected}\n{findings:#?}");
}

#[test]
fn a_small_roadmap_passes() {
    assert_eq!(findings(GOOD), Vec::<String>::new());
}

#[test]
fn every_breach_is_found_where_it_stands() {
    breaks("id: first", "id: First", "mine.yaml:6:13: stages[0].steps[0].id: `First` is no id");
    breaks("id: second", "id: first", "mine.yaml:9:13: stages[0].steps[1].id: `first` is taken");
    breaks("low: 1", "low: 9", "mine.yaml:8:9: stages[0].steps[0].hours: hours must be");
    breaks("high: 3", "high: .inf", "mine.yaml:8:9: stages[0].steps[0].hours: hours must be");
    breaks("hours: {low: 20", "hours: {low: 200", "mine.yaml:20:5: certifications[0].study_hours: hours must be");
    breaks("high: 40", "high: .inf", "mine.yaml:20:5: certifications[0].study_hours: hours must be");
    breaks("[first]", "[frist]", "mine.yaml:12:20: stages[0].steps[1].requires[0]: there is no step `frist`");
    breaks("[first]", "[second]", "mine.yaml:12:20: stages[0].steps[1].requires[0]: a step cannot require itself");
    breaks(
        "hours: {low: 1, likely: 2, high: 3}",
        "hours: {low: 1, likely: 2, high: 3}\n        requires: [second]",
        "mine.yaml:9:20: stages[0].steps[0].requires[0]: `second` comes later",
    );
    breaks("{usd: 10}", "{usd: 10, grade: official}", "mine.yaml:19:5: certifications[0].offers: a figure graded `official` needs");
    breaks("{usd: 10}", "{usd: 10, checked_on: 2026-11-01}", "mine.yaml:19:5: certifications[0].offers: an estimate is our own");
    breaks("title: One", "title: ' One'", "mine.yaml:4:12: stages[0].title: a text is one line");
    breaks("roadmap: {id: mine, title: Mine, version: '1'}\n", "", "mine.yaml:1:1: a roadmap needs its name");
}

#[test]
fn what_does_not_parse_has_its_place_too() {
    breaks("title: First", "titel: First", "mine.yaml:7:9: stages[0].steps[0]: unknown field `titel`");
    breaks("{usd: 10}", "{usd: 10, grade: sure}", "mine.yaml:19:31: certifications[0].offers[0].grade: unknown variant `sure`");
}

/// [`GOOD`] with the hours and resources of its first step replaced.
fn first_step(rest: &str) -> Vec<String> {
    findings(&GOOD.replacen("hours: {low: 1, likely: 2, high: 3}", rest, 1))
}

#[test]
fn derived_hours_are_worked_out_again() {
    let from = |hours: &str| first_step(&format!("hours: {{{hours}}}"));
    assert_eq!(from("low: 4, likely: 5, high: 6, from: [{published: whole}]"), Vec::<String>::new());
    assert_eq!(from("low: 2, likely: 3, high: 4, criteria: 1.2, from: [{published: whole, share: 0.5}]"), Vec::<String>::new());
    for (hours, expected) in [
        ("low: 5, likely: 5, high: 6, from: [{published: whole}]", "the part of `whole`, 4 to 6 h, lies outside"),
        ("low: 4, likely: 5, high: 5, from: [{published: whole}]", "the part of `whole`, 4 to 6 h, lies outside"),
        ("low: 4, likely: 8, high: 9, from: [{published: whole}]", "likely is 8 h, but"),
        ("low: 4, likely: 5, high: 6, criteria: 0.5, from: [{published: whole}]", "the factor of the criteria"),
        ("low: 4, likely: 5, high: 6, from: [{published: whole, share: 2}]", "a share lies above 0"),
        ("low: 4, likely: 5, high: 6, from: [{published: hole}]", "there is no published length `hole`"),
    ] {
        assert!(from(hours).iter().any(|finding| finding.contains(expected)), "{hours}: {:?}", from(hours));
    }
    let text = GOOD
        .replacen("hours: {low: 1, likely: 2, high: 3}", "hours: {low: 4, likely: 5, high: 6, from: [{published: whole}]}", 1)
        .replacen("grade: official}", "grade: official, counts: false, why_not: class minutes}", 1);
    assert!(findings(&text)[0].contains("`whole` does not count: class minutes"), "{:?}", findings(&text));
}

#[test]
fn what_is_longer_than_the_step_names_its_part() {
    let hours = "hours: {low: 1, likely: 2, high: 3}\n        resources: ";
    assert!(first_step(&format!("{hours}[course]"))[0].contains("`course` takes 4 h, the step at most 3 h; name the `part`"));
    assert_eq!(first_step(&format!("{hours}[{{id: course, part: week 1, hours: 2}}]")), Vec::<String>::new());
    assert!(first_step(&format!("{hours}[{{id: course, part: week 1, hours: 4}}]"))[0].contains("the hours of a part"));
}

#[test]
fn letters_of_criteria_are_permanent() {
    let with = |criteria: &str| first_step(&format!("hours: {{low: 1, likely: 2, high: 3}}\n        done_when: {criteria}"));
    assert_eq!(with("{a: You can., c: You do.}"), Vec::<String>::new());
    assert_eq!(with("[You can., You do.]"), Vec::<String>::new());
    assert!(with("{A: You can.}")[0].contains("no letter from a to z"));
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let text = GOOD.replacen("    provider: Us\n    purpose: None.\n", "", 1).replacen("        title: First\n", "", 1);
    let found = findings(&text);
    assert!(found.iter().any(|finding| finding.contains("stages[0].steps[0]: missing field `title`")), "{found:?}");
    assert!(found.iter().any(|finding| finding.contains("certifications[0]: missing fields `provider`, `purpose`")), "{found:?}");
}

#[test]
fn offers_of_an_exam_make_sense() {
    breaks("offers: [{usd: 10}]", "offers: []", "mine.yaml:14:5: certifications[0]: a certification has `offers`");
    breaks(
        "{usd: 10}",
        "{usd: 10, sold_from: 2027-01-02, sold_until: 2027-01-01}",
        "mine.yaml:19:14: certifications[0].offers[0]: `sold_until` lies",
    );
    breaks("{usd: 10}", "{usd: 10, planned: true}", "mine.yaml:19:14: certifications[0].offers[0]: what is `planned`");
    breaks("offers:", "retired: {on: 2026-01-01}\n    offers:", "mine.yaml:14:5: certifications[0]: `successors` go with");
}

#[test]
fn a_source_can_be_opened() {
    let text = format!("{GOOD}sources:\n  - {{id: mine, title: Mine, by: me, read_on: 2026-11-01, kind: article}}\n");
    assert!(findings(&text)[0].contains("a source can be opened"), "{:?}", findings(&text));
}

#[test]
fn steps_to_choose_from_cannot_be_required() {
    let text = format!("{GOOD}choices:\n  - {{id: some, title: Some, choose: {{low: 1, high: 3}}, steps: [first]}}\n");
    let found = findings(&text);
    assert!(found.iter().any(|finding| finding.contains("choose at least 1 and at most all")), "{found:?}");
    assert!(found.iter().any(|finding| finding.contains("`first` may be left out")), "{found:?}");
}

#[test]
fn a_retired_id_of_any_kind_says_what_carries_on() {
    let with = |retired: &str| findings(&format!("{GOOD}retired_ids:\n  - {{{retired}, since: '2'}}\n"));
    for id in ["one", "first", "exam", "course", "whole"] {
        assert_eq!(with(&format!("id: old, replaced_by: [{id}]")), Vec::<String>::new(), "{id}");
    }
    assert_eq!(with("id: old, replaced_by: [first, second]"), Vec::<String>::new());
    for (retired, expected) in [
        ("id: old, replaced_by: []", "mine.yaml:26:15: retired_ids[0].replaced_by: say at least one id"),
        ("id: old, replaced_by: [none]", "mine.yaml:26:15: retired_ids[0].replaced_by: nothing has the id `none`"),
        ("id: old, replaced_by: [first, whole]", "mine.yaml:26:15: retired_ids[0].replaced_by: what carries on from one id is of one kind"),
        ("id: exam, replaced_by: [first]", "mine.yaml:26:10: retired_ids[0].id: `exam` is not retired"),
        ("id: Old, replaced_by: [first]", "mine.yaml:26:10: retired_ids[0].id: `Old` is no id"),
    ] {
        let found = with(retired);
        assert!(found.iter().any(|finding| finding.starts_with(expected)), "{expected}\n{found:#?}");
    }
    let twice = findings(&format!(
        "{GOOD}retired_ids:\n  - {{id: old, replaced_by: [first], since: '2'}}\n  - {{id: old, replaced_by: [second], since: '3'}}\n"
    ));
    assert!(twice.iter().any(|finding| finding.contains("`old` is retired twice")), "{twice:?}");
}
