//! Records of every version ever released are read as they were meant, and keep what is not
//! mlpath's through every command; one of a version to come is read, but never written.

use std::fs;
use std::path::PathBuf;

use mlpath::dates::Period;
use mlpath::dates::date;
use mlpath::progress::document::read;
use mlpath::progress::{EarlierHours, FailedAttempt, LogEntry, Profile, Progress, Record, Status, Tool, VERSION};
use mlpath::units::{StudyTime, Usd, WeeklyHours};
use serde_yaml::{Mapping, Value};

use crate::common::Home;

/// Commands that write, each in a way of its own.
const WRITING: [&str; 10] = [
    "done sql --hours 3 -m well",
    "start statistics",
    "done pandas --on 2026-11-01",
    "skip docker -m why",
    "reset numpy",
    "log reading-group-of-mine 1h",
    "log numpy 1h30m -m again --link https://example.org",
    "plan --hours 6 --except git --save",
    "plan --from none --pause 2026-12-01..2026-12-24 --start 2026-12-01 --save",
    "done --stage programming",
];

fn fixture(version: u32) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/records/v{version}.yaml"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}: every version has its fixture", path.display()))
}

#[test]
fn version_1_reads_as_it_was_meant() {
    let record = |status, started, done| Record { status, started, done, ..Record::default() };
    let entry = |day, step: &str, hours: Option<f64>, note: Option<&str>, link: Option<&str>| LogEntry {
        date: day,
        step: Some(step.to_owned()),
        time: hours.and_then(StudyTime::from_hours),
        note: note.map(str::to_owned),
        link: link.map(str::to_owned),
    };
    let failed = vec![FailedAttempt { on: date(2026, 4, 1), paid: None }, FailedAttempt { on: date(2026, 5, 1), paid: Usd::parse("200") }];
    let steps = [
        ("numpy", Record { hours: Some(7.5), ..record(Status::Done, Some(date(2026, 1, 6)), Some(date(2026, 2, 1))) }),
        ("git", record(Status::Done, None, Some(date(2026, 1, 2)))),
        ("pandas", record(Status::Doing, Some(date(2026, 2, 2)), None)),
        ("sql", Record { updated: Some(date(2026, 2, 4)), ..record(Status::Doing, None, None) }),
        ("tensorflow", Record { status: Status::Skipped, skipped: Some(date(2026, 2, 3)), ..Record::default() }),
        ("statistics", Record::default()),
        ("linear-algebra", Record::default()),
        ("mls-c01", record(Status::Done, None, Some(date(2025, 6, 1)))),
        ("google-ml-engineer", Record { failed, ..record(Status::Doing, Some(date(2026, 3, 1)), None) }),
        ("reading-group", record(Status::Doing, Some(date(2026, 3, 2)), None)),
    ];
    let expected = Progress {
        version: 1,
        profile: Profile {
            from: Some("software-engineer".to_owned()),
            except: vec!["docker".to_owned(), "git".to_owned()],
            goals: vec!["llm".to_owned(), "google-ml-engineer".to_owned()],
            by: Some(date(2028, 12, 31)),
            budget: Usd::parse("400"),
            hours_per_week: WeeklyHours::between(5.0, 8.0),
            start: Some(date(2026, 1, 5)),
            pauses: vec![
                Period { first: date(2026, 8, 1), last: date(2026, 8, 14) },
                Period { first: date(2026, 12, 20), last: date(2027, 1, 3) },
            ],
            earlier_hours: vec![EarlierHours { until: date(2026, 2, 28), hours: WeeklyHours::exactly(10.0).expect("hours") }],
            updated: Some(date(2026, 2, 28)),
        },
        steps: steps.into_iter().map(|(id, record)| (id.to_owned(), record)).collect(),
        tools: [
            ("aws", Tool { done: Some(date(2024, 5, 1)), note: Some("five years at work".to_owned()), ..Tool::default() }),
            ("r", Tool::default()),
        ]
        .map(|(id, tool)| (id.to_owned(), tool))
        .into(),
        log: vec![
            entry(date(2026, 1, 6), "numpy", Some(1.5), Some("broadcasting still shaky"), None),
            entry(date(2026, 1, 8), "numpy", Some(0.75), None, None),
            entry(date(2026, 2, 2), "pandas", Some(2.0), None, Some("https://example.org/notebook?a=b#c")),
            entry(date(2026, 2, 3), "tensorflow", None, Some("left out: see above"), None),
            entry(date(2026, 3, 2), "reading-group", Some(1.5), None, None),
        ],
    };
    assert_eq!(read(fixture(1).as_bytes()), Ok(expected));
}

/// What of a record is not mlpath's: keys it does not know, at every level, and the ids.
fn own(text: &str) -> Value {
    fn without(mapping: &Mapping, known: &[&str]) -> Value {
        let own = mapping.iter().filter(|(key, _)| !known.contains(&key.as_str().unwrap_or_default()));
        Value::Mapping(own.map(|(key, value)| (key.clone(), value.clone())).collect())
    }
    let root: Mapping = serde_yaml::from_str(text).expect("a record");
    let mapping = |key: &str| root.get(key).and_then(Value::as_mapping).cloned().unwrap_or_default();
    let known = ["status", "started", "done", "skipped", "actual_hours", "updated"];
    let steps = mapping("steps").into_iter().map(|(id, step)| (id, without(step.as_mapping().unwrap_or(&Mapping::new()), &known)));
    let entries = root.get("log").and_then(Value::as_sequence).cloned().unwrap_or_default();
    let entries = entries.iter().map(|entry| without(entry.as_mapping().expect("an entry"), &["date", "step", "time", "note", "link"]));
    Value::Sequence(vec![
        without(&root, &["version", "plan", "steps", "tools", "log"]),
        without(&mapping("plan"), &["from", "except", "hours_per_week", "start", "pauses", "earlier_hours", "updated"]),
        Value::Mapping(steps.collect()),
        Value::Sequence(entries.collect()),
    ])
}

/// Whether all of the first is in the second, which may have more steps and entries.
fn lives_on(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Mapping(before), Value::Mapping(after)) => {
            before.iter().all(|(key, value)| after.get(key).is_some_and(|after| lives_on(value, after)))
        }
        (Value::Sequence(before), Value::Sequence(after)) => {
            before.len() <= after.len() && before.iter().zip(after).all(|(before, after)| lives_on(before, after))
        }
        _ => before == after,
    }
}

#[test]
fn what_is_not_ours_lives_through_every_command() {
    for version in 1..=VERSION {
        let text = fixture(version);
        let comments: Vec<&str> = text.lines().filter_map(|line| line.split_once("# ").map(|(_, comment)| comment)).collect();
        assert!(comments.len() > 10);
        let (together, one) = (Home::new(), Home::new());
        together.write(&text);
        for command in WRITING {
            one.write(&text);
            for home in [&one, &together] {
                let said = home.mlpath(command);
                // A step of the learner's own takes no marks by command.
                assert_eq!(said.code, Some(if command.contains("of-mine") { 2 } else { 0 }), "{command}: {said:#?}");
                let after = home.text();
                assert!(lives_on(&own(&text), &own(&after)), "{command}:\n{after}");
                for comment in &comments {
                    assert!(after.contains(comment), "{command} lost {comment}:\n{after}");
                }
            }
            if !command.contains("of-mine") {
                one.mlpath("undo").ok();
                assert_eq!(one.text(), text, "undo {command}");
            }
        }
    }
}

#[test]
fn a_version_to_come_is_read_with_a_word_and_never_written() {
    let home = Home::new();
    let future = fixture(VERSION).replace(&format!("version: {VERSION}\n"), &format!("version: {}\nfuture: {{a: [1]}}\n", VERSION + 1));
    home.write(&future);
    for command in ["status", "next", "list", "show numpy", "log", "log numpy", "plan", "certs", "gap", "undo --list"] {
        let said = home.mlpath(command);
        assert_eq!(said.code, Some(0), "{command}: {said:#?}");
        let words = format!("{}{}", said.stdout, said.stderr);
        assert!(words.contains("newer") && words.contains("version"), "{command} does not say so: {said:#?}");
        home.mlpath(&format!("{command} --json")).json();
    }
    assert_eq!(home.mlpath("check").code, Some(3));
    for command in WRITING.into_iter().filter(|command| !command.contains("of-mine")).chain(["undo", "redo"]) {
        let said = home.mlpath(&format!("{command} --json"));
        assert_eq!(said.code, Some(1), "{command}: {said:#?}");
        let error: serde_json::Value = serde_json::from_str(&said.stderr).expect("an error document");
        assert_eq!(error["error"]["code"], "newer-version", "{command}: {error}");
        assert_eq!(error["error"]["line"], 2, "{command}: {error}");
        assert_eq!(home.text(), future, "{command}");
    }
}
