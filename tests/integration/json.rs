//! What scripts may rely on: every document follows its schema, whatever the record says.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::{Home, TODAY};

/// Every document on the way of a learner, with what once broke the schemas: an overlay, hours told of a step,
/// topics of the guide, a day out of reach, a first log. `Home` holds each against its schema.
const READING: [&str; 28] = [
    "status",
    "status --since 2026-11-01",
    "status --since today",
    "log",
    "log pandas",
    "log git",
    "next -n 9",
    "list --all",
    "find kubernetes",
    "plan",
    "plan --from swe --for llm --for director --budget 400",
    "plan --hours 5 --hours 8-12 --by 2027-06-30 --pause 2026-12-20..2027-01-03 --free",
    "plan --for aws-ml-engineer --by 2040-12-31",
    "plan --by 2026-11-22",
    "plan --for google-data-engineer,nlp",
    "certs",
    "certs --until 2030 --budget 400",
    "certs ai-103 --sources",
    "check --data",
    "undo --list",
    "gap",
    "gap --for senior",
    "gap --for nlp",
    "gap --job posting.txt",
    "guide",
    "guide conflicts",
    "guide cf-growth --source how-to",
    "help plan",
];

const WRITING: [&str; 16] = [
    "log pandas 1h",
    "plan --from swe --save",
    "start pandas --on 2026-11-01",
    "done numpy --hours 7 -m well --link https://example.org",
    "skip unit-testing",
    "log pandas 1h --on 2026-11-03",
    "log pandas 1h --on 2026-10-20",
    "done scikit-learn --hours 90",
    "log pandas -m note",
    "done google-ml-engineer --on 2025-01-10",
    "start ai-103",
    "done kubernetes",
    "undo",
    "redo",
    "done numpy",
    "reset numpy -n",
];

/// Runs a command that answers in JSON; its document has a head that names the roadmap and the day.
#[track_caller]
fn document(home: &Home, line: &str) -> Value {
    let said = home.run(line.split(' ').chain(["--json"]));
    let document: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{line}: {error}: {said:#?}"));
    if !line.starts_with("help") {
        assert_eq!((&document["today"], document["roadmap"]["id"].is_string()), (&Value::from(TODAY), true), "{line}");
    }
    document
}

/// The topics of the built-in guide.
fn topics(home: &Home) -> Vec<String> {
    let index = document(home, "guide");
    index["topics"].as_array().expect("topics").iter().map(|topic| format!("guide {}", topic["id"].as_str().expect("an id"))).collect()
}

#[test]
fn every_document_follows_its_schema() {
    let home = Home::new();
    let posting = "Title\n\nRequirements:\nPython, SAS, Kubernetes, AWS Certified Machine Learning\nNice to have: LLMs\n";
    std::fs::write(home.path().join("posting.txt"), posting).expect("a posting");
    // Every stage, step, exam, background, resource, track and level.
    let roadmap = mlpath::builtin::roadmap();
    let goals = roadmap.tracks.iter().map(|track| &track.id).chain(roadmap.levels.iter().map(|level| &level.id));
    let items = roadmap.names().map(|(_, item)| roadmap.id_of(item)).chain(goals.map(String::as_str));
    let show = items.collect::<BTreeSet<&str>>().into_iter().fold("show".to_owned(), |line, id| line + " " + id);
    let all = |home: &Home| READING.iter().copied().chain([show.as_str()]).for_each(|line| drop(document(home, line)));
    all(&home);
    topics(&home).iter().for_each(|line| drop(document(&home, line)));
    WRITING.iter().for_each(|line| drop(document(&home, line)));
    std::fs::write(home.file(), home.text().replace("log:\n", "log:\n  - {date: 2030-01-01, step: nothing}\n")).expect("an edit by hand");
    all(&home);
    document(&home, "check");
    let overlay = "stages:\n  - id: data-analysis\n    steps:\n      - {id: pandas, title: My pandas}\n";
    std::fs::write(home.file().with_file_name("roadmap-overlay.yaml"), overlay).expect("an overlay");
    all(&home);
    assert!(document(&home, "status")["roadmap"]["overlay"].is_string());
}

#[test]
fn documents_of_a_learner_who_is_done_follow_their_schemas() {
    let home = Home::new();
    for stage in 1..=6 {
        document(&home, &format!("done --stage {stage}"));
    }
    for line in ["status --since today", "next", "plan --by 2027-01-01", "gap", "log", "list"] {
        document(&home, line);
    }
}

#[test]
fn repairs_are_documents_that_follow_their_schemas() {
    let home = Home::new();
    home.mlpath("done git").ok();
    home.mlpath("done sql").ok();
    home.write("version: 1\nsteps: [\n");
    for line in ["undo --list", "undo --rescue -n", "undo --rescue"] {
        document(&home, line);
    }
    std::fs::remove_file(home.file()).expect("removed");
    document(&home, "undo --forget");
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
    let beyond = |id: &str| steps.iter().find(|step| step["id"] == id).map(|step| step["importance"] == "optional");
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
        document["error"].clone()
    };
    let unknown = error("done pandsa gti --json");
    assert_eq!(unknown["code"], "unknown-id");
    assert_eq!(unknown["did_you_mean"], serde_json::json!(["pandas", "git"]));
    assert_eq!(error("lst --json")["code"], "usage");
    assert_eq!(error("plan --from nobody --json")["code"], "unknown-id");
    home.write("version: 1\nother: [\n");
    let unreadable = error("status --json");
    assert_eq!((unreadable["code"].as_str(), unreadable["line"].as_i64()), (Some("unreadable"), Some(2)));
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
