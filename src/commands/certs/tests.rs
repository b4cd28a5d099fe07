//! Tests of `mlpath certs` on the small roadmap, without a process.

use jiff::civil::date;
use serde_json::json;

use crate::commands::testing::{Setting, TODAY};

#[test]
fn the_path_is_what_can_be_taken_today_each_exam_once() {
    let answer = Setting::new().run("certs");
    assert_eq!(answer.json["path"], json!(["new-exam"]));
    let totals = &answer.json["totals"];
    assert_eq!((&totals["fees_usd"], &totals["left_usd"], &totals["with_one_retake_usd"]), (&json!(100.0), &json!(100.0), &json!(200.0)));
    assert!(answer.text.contains("old-exam is retired since 2026-03-31"), "{}", answer.text);
    assert!(answer.text.contains("$100 = $100 passing each at the first try, $200 with one retake"), "{}", answer.text);
}

#[test]
fn an_earned_exam_leaves_nothing_until_it_runs_out() {
    let earned = |today| Setting::new().done("new-01", date(2025, 3, 31)).on(today).run("certs");
    let last = earned(date(2027, 3, 31));
    assert_eq!(last.json["totals"]["left_usd"], json!(0.0));
    assert!(last.text.contains("done on 2025-03-31, until 2027-03-31"), "{}", last.text);
    let after = earned(date(2027, 4, 1));
    assert_eq!(after.json["totals"]["left_usd"], json!(100.0));
    assert!(after.text.contains("ran out on 2027-03-31"), "{}", after.text);
}

#[test]
fn costs_until_a_year_end_with_its_last_day() {
    let upkeep = |line| Setting::new().done("new-exam", date(2026, 12, 31)).on(date(2027, 1, 1)).run(line).json["upkeep"].clone();
    assert_eq!(upkeep("certs --until 2027")["total_usd"], json!(0.0));
    let due = upkeep("certs --until 2028");
    assert_eq!((&due["total_usd"], &due["until"]), (&json!(50.0), &json!("2028-12-31")));
    assert_eq!(due["payments"], json!([{"id": "new-exam", "on": "2028-12-31", "kind": "renewal", "usd": 50.0}]));
}

#[test]
fn named_exams_alone_are_added_up() {
    let answer = Setting::new().run("certs old-exam --until 2030");
    assert_eq!(answer.json["upkeep"]["payments"], json!([]), "nobody can take it any more");
    assert_eq!(answer.json["certs"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_sum_that_pays_nothing_says_what_is_lacking() {
    let fit = |line| Setting::new().on(date(2026, 1, 1)).run(line);
    let little = fit("certs --budget 99");
    assert_eq!((&little.json["proposal"]["take"], &little.json["proposal"]["left_usd"]), (&json!([]), &json!(99.0)));
    assert!(little.text.contains("$201 more would pay it") && little.text.contains("$1 more would pay it"), "{}", little.text);
    let enough = fit("certs --budget 500");
    assert_eq!(enough.json["proposal"]["spent_usd"], json!(400.0));
    assert!(!enough.text.contains("not now"), "{}", enough.text);
}

#[test]
fn bad_sums_and_years_are_refused() {
    let error = |line| Setting::new().fail(line).code.word();
    assert_eq!(error("certs --budget -1"), "bad-budget");
    assert_eq!(error("certs --until 2025"), "past-year");
    assert_eq!(error("certs no-exam"), "unknown-id");
    assert!(Setting::new().on(TODAY).try_run("certs --until 2026").is_ok());
}
