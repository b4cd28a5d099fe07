//! An id of the past is understood wherever what carries on is: typed, and in the progress file.

#![cfg(test)]

use serde_json::{Value, json};

use super::testing::{Setting, TODAY};
use crate::advice::Target;
use crate::progress::{Progress, Tool};

/// Two lines, one with the id of the past and one with that of today, answer alike.
#[track_caller]
fn same(before: &str, now: &str) {
    let answers = [before, now].map(|line| {
        let mut json = Setting::new().run(line).json;
        // `find` and others repeat what was typed.
        json.as_object_mut().map(|fields| fields.remove("words"));
        json
    });
    assert_eq!(answers[0], answers[1], "{before}");
}

#[test]
fn what_is_typed_may_be_an_id_of_the_past() {
    for (before, now) in [
        ("show bash", "show shell"),
        ("show modeling", "show models"),
        ("show robotics-track", "show robotics"),
        ("show expert", "show senior"),
        ("show coder", "show swe"),
        ("show first-exam", "show cloud-exam"),
        ("show shell-video", "show shell-course"),
        ("show common-business", "show cobol"),
        ("guide wages", "guide salary"),
        ("guide WAGES", "guide salary"),
        ("guide --source blog-two", "guide --source guide-two"),
        ("list --stage modeling", "list --stage models"),
        ("list modeling", "list models"),
        ("list --track robotics-track", "list --track robotics"),
        ("next --stage modeling", "next --stage models"),
        ("gap --for robotics-track", "gap --for robotics"),
        ("gap --for expert", "gap --for senior"),
        ("plan --from coder", "plan --from swe"),
        ("plan --from coder+none", "plan --from swe+none"),
        ("plan --for robotics-track --for first-exam", "plan --for robotics --for cloud-exam"),
        ("certs first-exam", "certs cloud-exam"),
    ] {
        same(before, now);
    }
    let saved = |line: &str| Setting::new().save(line);
    for (before, now) in [
        ("done --stage modeling", "done --stage models"),
        ("done common-business", "done cobol"),
        ("done first-exam", "done cloud-exam"),
        ("plan --from coder --for robotics-track --save", "plan --from swe --for robotics --save"),
    ] {
        assert_eq!(saved(before), saved(now), "{before}: today's id is what is saved");
    }
}

#[test]
fn a_retired_id_that_is_no_item_leads_to_its_page() {
    let error = Setting::new().fail("show wages");
    assert!(error.hints.iter().any(|hint| hint.plain(&Target::default()).contains("guide salary")), "{:?}", error.hints);
}

#[test]
fn the_file_may_speak_in_ids_of_the_past() {
    let text = "\
version: 1
plan: {from: coder, except: [bash], for: [robotics-track, expert, first-exam]}
steps: {bash: {status: done, done: 2026-11-02}, first-exam: {status: doing, started: 2026-11-03}}
tools: {common-business: {done: 2026-11-04}}
";
    let now = text
        .replace("coder", "swe")
        .replace("bash", "shell")
        .replace("robotics-track", "robotics")
        .replace("expert", "senior")
        .replace("first-exam", "cloud-exam")
        .replace("common-business", "cobol");
    let read = |text: &str| Setting { progress: crate::progress::document::read(text.as_bytes()).expect("reads"), ..Setting::new() };
    for line in ["status", "plan", "gap", "certs", "show shell cobol", "list --all", "next"] {
        let [before, now] = [text, &now].map(|text| read(text).renamed().run(line).json);
        assert_eq!(before, now, "{line}");
    }
}

#[test]
fn a_write_changes_nothing_else_in_the_ids_of_the_past() {
    let raw = Setting {
        progress: Progress {
            tools: [("common-business".to_owned(), Tool { done: Some(TODAY), ..Tool::default() })].into(),
            ..Progress::new()
        },
        ..Setting::new()
    };
    let file = |line: &str| raw.save_to_file(line);
    assert_eq!(file("done shell").tools, raw.progress.tools, "the key stays as the learner wrote it");
    assert!(file("reset cobol").tools.is_empty(), "and is gone when what it says is");
    let noted = file("done cobol -m Again");
    assert_eq!(noted.tools.keys().collect::<Vec<_>>(), ["cobol"], "what changes is written by the id of today: {:?}", noted.tools);
    let with_from = Setting { progress: raw.save("plan --from swe --save"), ..Setting::new() };
    assert_eq!(with_from.progress.profile.from.as_deref(), Some("swe"));
}

#[test]
fn json_speaks_of_the_id_of_today() {
    let answer = Setting::new().run("show modeling").json;
    assert_eq!(answer["items"][0]["id"], json!("models"));
    assert_ne!(answer["items"][0], Value::Null);
}
