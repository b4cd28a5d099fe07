//! What scripts may rely on: every document has its head and its keys, whatever the record says.

use serde_json::Value;

use crate::common::{Home, TODAY};

/// Each command with its schema and the keys its document has at least, as `a.b[].c`.
const DOCUMENTS: [(&str, &str, &[&str]); 11] = [
    (
        "status",
        "mlpath/status/v1",
        &[
            "stages[].id",
            "stages[].title",
            "stages[].steps.total",
            "stages[].steps.done",
            "stages[].steps.doing",
            "stages[].steps.skipped",
            "stages[].steps.todo",
            "stages[].hours.total",
            "stages[].hours.left",
            "totals.steps.total",
            "totals.hours.left",
            "next[].id",
            "next[].reason",
            "forecast",
            "certs.planned",
            "certs.earned",
            "certs.expiring",
            "warnings",
        ],
    ),
    (
        "list",
        "mlpath/list/v1",
        &[
            "steps[].id",
            "steps[].title",
            "steps[].stage",
            "steps[].kind",
            "steps[].status",
            "steps[].importance",
            "steps[].hours.low",
            "steps[].hours.likely",
            "steps[].hours.high",
            "steps[].requires",
            "steps[].tracks",
            "steps[].credited",
        ],
    ),
    (
        "plan",
        "mlpath/plan/v1",
        &[
            "scenarios[].hours_per_week.low",
            "scenarios[].hours_per_week.high",
            "scenarios[].hours_left.low",
            "scenarios[].hours_left.likely",
            "scenarios[].hours_left.high",
            "scenarios[].finish.p10",
            "scenarios[].finish.p50",
            "scenarios[].finish.p85",
            "scenarios[].finish.p90",
            "scenarios[].stages[].id",
            "scenarios[].stages[].start",
            "scenarios[].stages[].finish.p50",
            "scenarios[].stages[].finish.p85",
            "credited",
            "basis",
        ],
    ),
    (
        "certs",
        "mlpath/certs/v1",
        &[
            "certs[].id",
            "certs[].name",
            "certs[].code",
            "certs[].provider",
            "certs[].status",
            "certs[].fee_usd",
            "certs[].retired_on",
            "certs[].successor",
            "certs[].valid_months",
            "certs[].renewal",
            "certs[].study_hours",
            "certs[].bump_usd",
            "certs[].checked_on",
            "certs[].sources",
            "certs[].progress",
            "totals.fees_usd",
            "totals.left_usd",
            "totals.with_one_retake_usd",
        ],
    ),
    ("next -n 3", "mlpath/next/v1", &["next[].id", "next[].reason", "next[].done_when", "next[].hours_left.likely", "next[].last_note"]),
    ("show git mlops swe mls-c01 pro-git", "mlpath/show/v1", &["items[].type", "items[].id"]),
    ("check", "mlpath/check/v1", &["findings"]),
    ("undo --list", "mlpath/history/v1", &["undo", "redo"]),
    ("done git sql -n", "mlpath/change/v1", &["changed[].id", "changed[].from", "changed[].to", "unchanged"]),
    (
        "log git 1h -n",
        "mlpath/change/v1",
        &["changed", "unchanged", "logged[].id", "logged[].hours", "ready", "next", "still_open", "reversed"],
    ),
    ("start numpy -n", "mlpath/change/v1", &["changed[].to", "unchanged", "still_open"]),
];

/// Whether a document has a path of keys; every element of a list must have it.
fn has(value: &Value, path: &str) -> bool {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let inside = |value: &Value| rest.is_none_or(|rest| has(value, rest));
    match key.strip_suffix("[]") {
        Some(key) => value[key].as_array().is_some_and(|items| !items.is_empty() && items.iter().all(inside)),
        None => value.get(key).is_some_and(inside),
    }
}

#[track_caller]
fn documents_are_whole(home: &Home) {
    for (command, schema, keys) in DOCUMENTS {
        let document = home.run(command.split(' ').chain(["--json"])).json();
        assert_eq!(document["schema"], schema, "{command}");
        assert_eq!(document["today"], TODAY, "{command}");
        assert!(document["roadmap"]["id"].is_string() && document["roadmap"]["version"].is_string(), "{command}");
        for key in keys {
            assert!(has(&document, key), "{command} has no {key}: {document:#}");
        }
    }
}

#[test]
fn every_document_has_its_keys() {
    let home = Home::new();
    documents_are_whole(&home);
    home.mlpath("plan --from swe --hours 7.5 --save").ok();
    home.mlpath("start pandas --on 2026-11-01").ok();
    home.mlpath("skip unit-testing -m enough").ok();
    home.mlpath("done google-ml-engineer --on 2025-01-10").ok();
    documents_are_whole(&home);
}

#[test]
fn a_changes_document_says_what_changed() {
    let home = Home::new();
    let document = home.mlpath("done git sql --json").json();
    assert_eq!(document["changed"][0], serde_json::json!({"id": "git", "from": "todo", "to": "done"}));
    let document = home.mlpath("done git pandas --json").json();
    assert_eq!(document["unchanged"], serde_json::json!(["git"]));
    assert_eq!(document["changed"][0]["id"], "pandas");
    let document = home.mlpath("undo --json").json();
    assert_eq!(document["changed"], serde_json::json!([{"id": "pandas", "from": "done", "to": "todo"}]));
}

#[test]
fn the_gap_to_a_posting_tells_nothing_of_another_goal() {
    let home = Home::new();
    home.mlpath("skip unit-testing").ok();
    std::fs::write(home.path().join("posting.txt"), "Requirements:\nAI agents, Python\n").expect("a posting");
    let document = home.mlpath("gap --job posting.txt --json").json();
    assert_eq!((&document["skipped"], &document["asks"]), (&serde_json::json!([]), &serde_json::json!([])));
    let steps = document["missing"].as_array().expect("steps");
    let beyond = |id: &str| steps.iter().find(|step| step["id"] == id).map(|step| step["beyond_path"] == true);
    assert_eq!((beyond("llm-agents"), beyond("python-basics")), (Some(true), Some(false)));
    let levels = home.mlpath("gap --for job-ready --json").json();
    assert_eq!(levels["skipped"], serde_json::json!(["unit-testing"]));
}

#[test]
fn errors_are_documents_too() {
    let home = Home::new();
    let error = |line: &str| {
        let said = home.mlpath(line);
        assert!(said.stdout.is_empty(), "{line}: {said:#?}");
        let document: Value = serde_json::from_str(&said.stderr).unwrap_or_else(|error| panic!("{line}: {error}: {}", said.stderr));
        assert_eq!(document["error"]["exit"].as_i64(), said.code.map(i64::from), "{line}");
        for key in ["code", "message", "path", "line", "column", "did_you_mean", "hints"] {
            assert!(document["error"].get(key).is_some(), "{line}: no {key}");
        }
        document["error"].clone()
    };
    let unknown = error("done pandsa gti --json");
    assert_eq!(unknown["code"], "unknown-id");
    assert_eq!(unknown["did_you_mean"], serde_json::json!(["pandas", "algorithms", "git"]));
    assert_eq!(error("lst --json")["code"], "usage");
    assert_eq!(error("plan --from nobody --json")["code"], "unknown-id");
    home.write("version: 1\nother: [\n");
    let unreadable = error("status --json");
    assert_eq!((unreadable["code"].as_str(), unreadable["line"].as_i64()), (Some("unreadable"), Some(3)));
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let home = Home::new();
    home.mlpath("done git sql numpy").ok();
    for command in ["status", "list", "plan", "certs", "next", "show git"] {
        let twice = [(); 2].map(|()| home.run(command.split(' ').chain(["--json"])).ok());
        assert_eq!(twice[0], twice[1], "{command}");
    }
}
