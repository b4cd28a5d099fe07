//! Tests of `mlpath certs` on the small roadmap, without a process.

use crate::dates::date;
use serde_json::{Value, json};

use crate::code::Code;
use crate::commands::testing::{Setting, TODAY};
use crate::dates::days_after;
use crate::planning::gap::steps_to_close;
use crate::planning::learner::Learner;
use crate::progress::{Mark, Progress, Status};
use crate::roadmap::fixture::roadmap;
use crate::units::Usd;

fn ids(rows: &Value) -> Vec<&str> {
    rows.as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).collect()
}

fn aiming(goals: &[&str]) -> Setting {
    let mut setting = Setting::new();
    setting.progress.profile.goals = goals.iter().map(|goal| (*goal).to_owned()).collect();
    setting
}

#[test]
fn whoever_chose_none_sees_the_guides_path_as_theirs_and_their_advice() {
    let answer = Setting::new().run("certs");
    assert_eq!((&answer.json["path"], &answer.json["totals"]["chosen"]), (&json!(["new-exam"]), &json!(false)));
    assert!(answer.text.starts_with("The guides' exams, as you chose none: $0 spent, $100 left\n"), "{}", answer.text);
    assert!(answer.text.contains("Projects first, then one exam. new-exam $100."), "{}", answer.text);
    assert!(answer.text.contains("In place of a retired one: new-exam (old-exam)"), "{}", answer.text);
    let chosen = Setting::new().run("certs cloud-exam --compare");
    assert_eq!(ids(&chosen.json["compare"]), ["cloud-exam"]);
}

#[test]
fn the_learners_own_exams_answer_first() {
    let mut setting = aiming(&["cloud-exam", "cloud-pro"]).done("shell", TODAY).done("cloud-exam", date(2026, 11, 1));
    setting.progress.steps.entry("cloud-exam".into()).or_default().paid = Usd::from_decimal(80.0);
    let answer = setting.run("certs");
    let mut lines = answer.text.lines();
    assert_eq!(lines.next(), Some("Your exams: $80 spent, $300 left ($150 with vouchers)"));
    assert_eq!(lines.next(), Some("Next     $300 for cloud-pro, from today on"));
    assert!(lines.next().is_some_and(|line| line.starts_with("Total    $440 until the end of 2028, renewals included")), "{}", answer.text);
    assert!(answer.json["advice"].is_null() && answer.json["guides_usd"].is_null());
    assert_eq!(answer.json["paid"], json!([{"id": "cloud-exam", "earned_on": "2026-11-01", "failed_on": null, "usd": 80.0, "told": true}]));
    assert_eq!(ids(&answer.json["certs"]), ["cloud-exam", "cloud-pro"], "and no others");
}

#[test]
fn an_earned_exam_leaves_nothing_until_it_runs_out() {
    let earned = |today| Setting::new().done("new-01", date(2025, 3, 31)).on(today).run("certs");
    let last = earned(date(2027, 3, 31));
    assert_eq!(last.json["totals"]["left_usd"], json!(0.0));
    assert!(last.text.contains("can be renewed now for $50, until 2027-04-30 (valid until 2027-03-31)"), "{}", last.text);
    assert!(last.text.contains("say what you paid: mlpath done new-exam --paid USD"), "{}", last.text);
    let after = earned(date(2027, 4, 1));
    assert_eq!(after.json["totals"]["left_usd"], json!(100.0));
}

#[test]
fn costs_until_a_year_end_with_its_last_day() {
    let run = |line| Setting::new().done("new-exam", date(2026, 12, 31)).on(date(2027, 1, 1)).run(line);
    assert_eq!(run("certs --until 2027").json["totals"]["total_usd"], json!(100.0), "what was spent");
    let due = run("certs --until 2028");
    assert_eq!((&due.json["totals"]["total_usd"], &due.json["totals"]["until"]), (&json!(150.0), &json!("2028-12-31")));
    let renewal = json!({"id": "new-exam", "on": "2028-12-31", "kind": "renewal", "usd": 50.0, "way": "retake at half price"});
    assert_eq!(due.json["payments"], json!([renewal]));
    assert!(due.text.contains("1 payment, $50 in all"), "{}", due.text);
}

#[test]
fn what_costs_nothing_is_no_payment_and_what_nobody_states_is_said() {
    let setting = aiming(&["cloud-pro"]).done("shell", TODAY).done("cloud-exam", date(2026, 11, 1));
    let answer = setting.run("certs --until 2029");
    assert!(answer.text.contains("Renewed at no cost: cloud-exam."), "{}", answer.text);
    assert!(answer.text.contains("not known"), "how cloud-pro is kept: {}", answer.text);
    assert_eq!(aiming(&["cloud-exam"]).run("certs").json["totals"]["unpriced"], json!([]));
}

#[test]
fn a_vendor_names_all_its_exams_that_can_be_taken() {
    let setting = Setting::new();
    let answer = setting.run("certs cloud");
    let ids: Vec<&str> = answer.json["compare"].as_array().into_iter().flatten().filter_map(|exam| exam["id"].as_str()).collect();
    assert_eq!(ids, ["cloud-exam", "cloud-pro"], "{}", answer.text);
    assert!(answer.text.starts_with("exam"), "side by side: {}", answer.text);
    assert!(setting.run("certs cloud new-exam").text.contains("new-exam"));
    assert!(setting.run("certs cloud --budget 400").text.starts_with("$400"));
    assert_eq!(setting.fail("certs cloud nonsense").code, Code::UnknownId);
    assert!(!setting.run("certs vendor").text.contains("old-exam"), "nobody takes it any more");
}

#[test]
fn named_exams_alone_are_added_up_and_paid_for() {
    let answer = Setting::new().run("certs old-exam --until 2030");
    assert_eq!(answer.json["payments"], json!([]), "nobody can take it any more");
    assert_eq!(answer.json["certs"].as_array().map(Vec::len), Some(1));
    let pays = Setting::new().run("certs cloud-pro new-exam --budget 350").json["budget"].clone();
    assert_eq!((ids(&pays["ways"][0]["take"]), &pays["ways"][0]["left_usd"]), (vec!["cloud-pro"], &json!(50.0)));
}

#[test]
fn a_budget_answers_in_its_first_line() {
    let first = |line: &str| Setting::new().run(line).text.lines().next().unwrap_or_default().to_owned();
    assert_eq!(first("certs --budget 250"), "$250 pays new-exam $100; $150 left");
    assert_eq!(first("certs --budget 75"), "$75 pays none of the guides' exams: new-exam needs $25 more");
    let other = Setting::new().run("certs --budget 75").text;
    assert!(other.contains("\nOr       cloud-exam $75 if you take it by 2026-12-31 (not one of yours); $0 left\n"), "{other}");
    assert_eq!(first("certs --budget 50"), "$50 pays none of the guides' exams: new-exam needs $50 more");
    let mut saved = aiming(&["new-exam"]);
    saved.progress.profile.budget = Usd::from_decimal(400.0);
    let answer = saved.run("certs");
    assert!(answer.text.starts_with("$400 pays new-exam $100; $300 left\n"), "{}", answer.text);
    assert!(saved.run("certs --budget 120").text.starts_with("$120 pays"), "the one typed goes first");
    let little = saved.run("certs --budget 80");
    assert!(little.text.starts_with("$80 pays none of your exams: new-exam needs $20 more\n"), "{}", little.text);
    assert!(little.text.contains("a failed exam costs its full fee again"), "{}", little.text);
}

#[test]
fn exams_stand_side_by_side_in_the_order_asked_for() {
    let compared = |line: &str| ids(&Setting::new().run(line).json["compare"]).join(" ");
    assert_eq!(compared("certs --compare"), "new-exam cloud-exam cloud-pro course-series paced-course", "what is retired is left out");
    assert_eq!(compared("certs --compare --sort fee"), "course-series paced-course cloud-exam new-exam cloud-pro");
    assert_eq!(
        compared("certs --compare --sort renewal"),
        "new-exam cloud-exam cloud-pro course-series paced-course",
        "what is not known comes last"
    );
    assert_eq!(compared("certs --compare --sort study"), "cloud-exam new-exam paced-course cloud-pro course-series");
    assert_eq!(compared("certs --compare --sort retake"), "cloud-pro new-exam cloud-exam course-series paced-course");
    assert_eq!(compared("certs --compare --sort name"), "cloud-exam cloud-pro course-series new-exam paced-course");
    assert_eq!(compared("certs old-exam new-exam --compare"), "old-exam new-exam");
    let answer = Setting::new().run("certs --compare --sort ready");
    let days: Vec<&str> = answer.json["compare"].as_array().into_iter().flatten().filter_map(|row| row["ready_on"].as_str()).collect();
    assert!(days.is_sorted() && days.len() == 5, "{days:?}");
    assert!(answer.text.contains("cloud-exam        $75    $150     $60    10-20  beta"), "{}", answer.text);
}

#[test]
fn bad_sums_and_years_are_refused() {
    let error = |line| Setting::new().fail(line).code;
    assert_eq!(error("certs --budget -1"), Code::BadBudget);
    assert_eq!(error("certs --budget 400EUR"), Code::BadBudget);
    assert_eq!(error("certs --until 2025"), Code::PastYear);
    assert_eq!(error("certs no-exam"), Code::UnknownId);
    assert!(Setting::new().on(TODAY).try_run("certs --until 2026").is_ok());
}

/// A record drawn at random: goals, marks and prices of exams and steps.
fn random_record(random: &mut fastrand::Rng) -> Progress {
    let mut progress = Progress::new();
    let (certs, steps) = (&roadmap().certifications, &roadmap().steps);
    for cert in certs.iter() {
        if random.u8(0..3) == 0 {
            progress.profile.goals.push(cert.id.to_owned());
        }
        let status = Status::ALL[random.usize(0..4)];
        if random.bool() && status != Status::Todo {
            let on = TODAY.add_days(-random.i64(0..900)).expect("a day");
            progress.mark(&cert.id, Mark { status, on, moves_day: false, hours: None });
        }
        if let (0, Some(record)) = (random.u8(0..3), progress.steps.get_mut(cert.id.as_str())) {
            record.paid = Usd::from_decimal(f64::from(random.u16(0..400)));
        }
    }
    for step in steps {
        let status = Status::ALL[random.usize(0..4)];
        if status != Status::Todo {
            progress.mark(&step.id, Mark { status, on: TODAY, moves_day: false, hours: None });
        }
    }
    progress
}

fn sums(totals: &Value) -> [f64; 4] {
    ["spent_usd", "left_usd", "with_one_retake_usd", "total_usd"]
        .map(|name| totals[name].as_f64().unwrap_or_else(|| panic!("{name}: {totals}")))
}

#[test]
fn every_command_tells_the_same_sums() {
    let mut random = fastrand::Rng::with_seed(14);
    for _ in 0..300 {
        let setting = Setting { progress: random_record(&mut random), ..Setting::new() };
        let certs = setting.run("certs").json["totals"].clone();
        let status = setting.run("status").json["certs"].clone();
        let plan = setting.run("plan").json["scenarios"][0]["exam_costs"].clone();
        assert_eq!((&certs, sums(&certs)), (&plan, sums(&status)), "{:?}", setting.progress);
        assert_eq!((&certs["chosen"], &certs["next"]), (&status["chosen"], &status["next"]));
    }
}

#[test]
fn skipping_never_raises_a_sum_and_buying_changes_it_by_what_was_paid() {
    // On the second day no price changes any more: before it, an exam less may bring another one into its trial time.
    for (today, is_exact) in [(TODAY, false), (date(2027, 1, 2), true)] {
        let mut random = fastrand::Rng::with_seed(2026);
        for _ in 0..150 {
            let setting = Setting { progress: random_record(&mut random), today, ..Setting::new() };
            let after = |line: &str| Setting { progress: setting.save(line), today, ..Setting::new() }.run("certs").json;
            let before = setting.run("certs").json;
            let [spent, left, retakes, _] = sums(&before["totals"]);
            let of = |rows: &Value, id: &str| {
                rows.as_array().into_iter().flatten().find(|row| row["id"] == id).and_then(|row| row["usd"].as_f64())
            };
            // One exam a record: the next record has others.
            let open = ids(&before["exams"]);
            if let Some(id) = random.choice(&open).copied() {
                let skipped = after(&format!("skip {id}"));
                let [_, left_now, retakes_now, _] = sums(&skipped["totals"]);
                assert!(left_now <= left && retakes_now <= retakes, "skip {id}: {:?}", setting.progress);
                assert!(!ids(&skipped["exams"]).contains(&id) && !ids(&skipped["payments"]).contains(&id), "skip {id}");
                let [spent_now, left_now, ..] = sums(&after(&format!("done {id} --paid 42"))["totals"]);
                // What was told of one in preparation gives way to what is told now; one that ran out is paid once more.
                let ran_out = setting.progress.status(id) == Status::Done;
                let told = of(&before["paid"], id).filter(|_| !ran_out).unwrap_or(0.0);
                let spent_else = spent - told + 42.0;
                let left_else = left - of(&before["exams"], id).unwrap_or(0.0);
                assert!((spent_now - spent_else).abs() < 1e-9, "done {id}: {:?}", setting.progress);
                assert!(left_now <= left_else + 1e-9, "done {id}: {:?}", setting.progress);
                assert!(!is_exact || (left_now - left_else).abs() < 1e-9, "done {id}: {:?}", setting.progress);
            }
        }
    }
}

#[test]
fn no_exam_comes_before_what_it_builds_on() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..300 {
        let progress = random_record(&mut random);
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let standing = learner.standing();
        let costs = learner.exam_costs();
        let done_by = |at: usize| {
            let alone: Vec<usize> = steps_to_close(&standing, [at]);
            let hours: f64 = alone.iter().map(|&at| standing.steps[at].left.likely).sum();
            // At no pace of this learner is so much study done in fewer days than at twice the hours planned.
            days_after(TODAY, (hours / 20.0 * 7.0).floor()).expect("a day")
        };
        for exam in &costs.open {
            for &at in &exam.study.requires {
                assert!(exam.day.p50 >= done_by(at), "{}: {progress:?}", exam.cert.id);
            }
        }
        let days: Vec<_> = costs.open.iter().map(|exam| exam.day.p50).collect();
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "one after another: {days:?}, {progress:?}");
    }
}

#[test]
fn a_budget_with_nothing_left_to_pay_says_what_happened() {
    let setting = Setting::new().marked("cloud-exam", Status::Doing, TODAY);
    let open = setting.run("certs --budget 1").text;
    assert!(open.starts_with("$1 pays none of your exams: "), "{open}");
    let passed = setting.done("cloud-exam", TODAY).run("certs --budget 1").text;
    assert!(passed.starts_with("All of your exams are passed or skipped; $1 is left"), "{passed}");
}
