//! Tests of `mlpath plan` on the small roadmap, without a process.

use crate::dates::date;
use serde_json::{Value, json};

use crate::commands::testing::{Answer, Setting, TODAY};
use crate::dates::Date;
use crate::error::Exit;
use crate::progress::{EarlierHours, Status};
use crate::units::WeeklyHours;

fn first(answer: &Answer) -> &Value {
    &answer.json["scenarios"][0]
}

fn day(value: &Value) -> Date {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{value} is no day"))
}

fn finish(answer: &Answer) -> Date {
    day(&first(answer)["finish"]["p50"])
}

fn hours(hours: f64) -> WeeklyHours {
    WeeklyHours::exactly(hours).expect("hours of a week")
}

#[test]
fn a_plan_is_for_the_open_path_at_ten_hours_a_week() {
    let answer = Setting::new().done("shell", TODAY).run("plan");
    let parts: Vec<&Value> = first(&answer)["stages"].as_array().expect("stages").iter().map(|part| &part["id"]).collect();
    assert_eq!(parts, ["basics", "models"]);
    assert_eq!(first(&answer)["study_hours_per_week"], json!({"low": 10.0, "high": 10.0}));
    assert!(answer.effect.is_none(), "nothing is saved unless asked");
    assert!(finish(&answer) < finish(&Setting::new().run("plan")), "what is done is no work");
}

#[test]
fn what_most_people_need_is_not_said_of_the_learners_own_hours() {
    let line = |text: String| text.lines().find(|line| line.contains("by the estimates")).expect("the hours").to_owned();
    let new = Setting::new();
    let mut timed = Setting::new();
    timed.progress = timed.save("done shell --hours 4");
    for command in ["plan", "gap"] {
        let (of_others, own) = (line(new.run(command).text), line(timed.run(command).text));
        assert!(of_others.contains(" h as most people need"), "{command}: {of_others}");
        assert!(!own.contains("most people") && own.contains(" h by your timed steps"), "{command}: {own}");
    }
}

#[test]
fn a_background_saves_hours_but_for_what_is_objected_to() {
    let credited = |line| Setting::new().run(line).json["credited"].clone();
    assert_eq!(
        credited("plan --from developer"),
        json!([
            {"id": "shell", "hours": 11.5, "share": 1.0, "why": null}, {"id": "python", "hours": 23.0, "share": 0.5, "why": null}
        ])
    );
    let from_scratch = Setting::new().run("plan --from none").text;
    assert!(!from_scratch.contains("credited") && !from_scratch.contains("credit your background"), "{from_scratch}");
    assert_eq!(credited("plan --from swe --except shell"), json!([{"id": "python", "hours": 23.0, "share": 0.5, "why": null}]));
}

#[test]
fn objections_stay_while_the_background_does() {
    let mut setting = Setting::new();
    setting.progress = setting.save("plan --from swe --except shell --save");
    let except = |line: &str| setting.save(line).profile.except;
    assert_eq!(except("plan --from swe --hours 9 --save"), ["shell"], "said again, not anew");
    assert_eq!(except("plan --from none --save"), [] as [&str; 0]);
    assert_eq!(except("plan --except none --save"), [] as [&str; 0]);
}

#[test]
fn more_hours_a_week_end_earlier_and_stand_side_by_side() {
    let answer = Setting::new().run("plan --hours 5 --hours 10-20");
    let scenarios = answer.json["scenarios"].as_array().expect("scenarios");
    assert!(day(&scenarios[0]["finish"]["p85"]) > day(&scenarios[1]["finish"]["p85"]));
    assert!(answer.text.contains("10-20"), "{}", answer.text);
    assert_eq!(Setting::new().fail("plan --hours 5 --hours 8 --save").code.word(), "several-paces");
}

#[test]
fn the_first_plan_is_kept_as_one_and_a_later_one_keeps_what_was_planned_before() {
    let saved = Setting::new().save("plan --from swe --hours 8 --save").profile;
    assert_eq!((saved.from.as_deref(), saved.hours_per_week, saved.start), (Some("swe"), Some(hours(8.0)), Some(TODAY)));
    assert!(saved.earlier_hours.is_empty());
    let mut later = Setting::new().logged("shell", TODAY, "2h").on(date(2026, 12, 1));
    later.progress.profile = saved;
    let changed = later.save("plan --hours 4 --save").profile;
    assert_eq!((changed.from.as_deref(), changed.start), (Some("swe"), Some(TODAY)), "what is not named stays");
    assert_eq!(changed.earlier_hours, [EarlierHours { until: date(2026, 12, 1), hours: hours(8.0) }]);
    later.progress.profile = changed.clone();
    assert_eq!(later.save("plan --hours 6 --save").profile.earlier_hours, changed.earlier_hours, "the last plan of a day counts");
}

#[test]
fn a_plan_without_a_log_or_an_earlier_day_replaces_the_one_before() {
    let mut setting = Setting::new();
    setting.progress = setting.save("plan --hours 8 --save");
    assert!(setting.save("plan --hours 4 --save").profile.earlier_hours.is_empty(), "nothing was planned before today");
    let next_day = Setting { today: date(2026, 11, 22), ..setting };
    assert_eq!(next_day.save("plan --hours 4 --save").profile.earlier_hours.len(), 1);
}

#[test]
fn a_plan_saved_already_says_so() {
    let mut setting = Setting::new();
    setting.progress = setting.save("plan --hours 8 --save");
    assert!(setting.run("plan --save").text.contains("saved already"));
    assert!(!setting.run("plan --hours 9 --save").text.contains("saved already"));
}

#[test]
fn pauses_move_the_end_and_come_on_top_of_those_saved() {
    let mut setting = Setting::new();
    setting.progress = setting.save("plan --pause 2026-12-01..2026-12-14 --save");
    let (saved, without) = (setting.run("plan"), setting.run("plan --pause none"));
    let moved = crate::dates::days_between(finish(&without), finish(&saved));
    assert_eq!(moved, 14);
    assert_eq!(setting.run("plan --pause 2027-01-01..2027-01-02").json["pauses"].as_array().map(Vec::len), Some(2));
    assert_eq!(setting.fail("plan --pause 2026-12-14..2026-12-01").message, "`2026-12-14..2026-12-01` ends before it begins");
}

#[test]
fn the_ladder_begins_between_the_half_day_and_the_late_day_of_job_ready() {
    let answer = Setting::new().run("plan --for senior");
    let ready = &first(&answer)["job_ready"];
    let levels = answer.json["levels"].as_array().expect("levels");
    assert_eq!((levels.len(), &levels[1]["id"]), (2, &json!("senior")));
    assert_eq!((&levels[0]["earliest"], &levels[0]["latest"]), (&ready["p50"], &ready["p85"]), "junior begins with the first job");
    let after = |value: &Value, years: f64| crate::dates::years_after(day(value), years).expect("a day");
    assert_eq!(day(&levels[1]["earliest"]), after(&ready["p50"], 5.0));
    assert_eq!(day(&levels[1]["latest"]), after(&ready["p85"], 6.0));
    // Half are earlier than the half day, so that is no earliest one.
    assert!(!answer.text.contains("arliest") && answer.text.contains("From: half are job-ready by then"), "{}", answer.text);
    assert!(answer.text.contains("It asks for 1 step more, 20 h"), "{}", answer.text);
}

#[test]
fn a_goal_adds_its_steps_and_the_study_for_its_exams() {
    let plan = |line: &str| Setting::new().run(line);
    let (usual, aiming) = (plan("plan"), plan("plan --for robotics,new-01 --for senior"));
    let ids: Vec<&Value> = aiming.json["goals"].as_array().expect("goals").iter().map(|goal| &goal["id"]).collect();
    assert_eq!(ids, ["robotics", "new-exam", "senior"]);
    assert_eq!((&usual.json["goals"], &usual.json["has_chosen_exams"]), (&json!([]), &json!(false)));
    let parts: Vec<&Value> = first(&aiming)["stages"].as_array().expect("stages").iter().map(|part| &part["id"]).collect();
    assert_eq!(parts, ["basics", "models", "new-exam", "robotics, senior"]);
    let hours = |answer: &Answer| {
        first(answer)["stages"].as_array().map(|parts| parts.iter().filter_map(|part| part["mean_hours_left"].as_f64()).sum::<f64>())
    };
    assert!(usual.text.contains("178 h by the estimates"), "{}", usual.text);
    assert!(aiming.text.contains("248 h by the estimates"), "{}", aiming.text);
    assert_eq!((hours(&usual), hours(&aiming)), (Some(178.0), Some(178.0 + 20.0 + 20.0 + 30.0)));
    assert_eq!(first(&aiming)["certs"][0]["by_then_usd"], json!(100.0));
    assert!(aiming.text.contains("Job-ready, robotics, new-exam, senior from scratch"), "{}", aiming.text);
    assert_eq!(first(&plan("plan --free"))["certs"], json!([]), "it has a fee");
}

#[test]
fn a_goal_is_kept_and_changed_piece_by_piece() {
    let mut setting = Setting::new();
    setting.progress = setting.save("plan --for robotics --by 2028-12-31 --budget 400 --save");
    let more = setting.save("plan --for new-exam --for robot-track --save").profile;
    assert_eq!(more.goals, ["robotics", "new-exam"], "on top of those saved, each once");
    assert_eq!((more.by, more.budget), (Some(date(2028, 12, 31)), crate::units::Usd::parse("400")), "what is not named stays");
    let other = setting.save("plan --for none --for senior --by none --budget none --save").profile;
    assert_eq!((other.goals.as_slice(), other.by, other.budget), (["senior".to_owned()].as_slice(), None, None));
    assert_eq!(setting.run("plan --for job-ready").json["goals"].as_array().map(Vec::len), Some(1), "job-ready is always part of it");
}

#[test]
fn what_was_paid_counts_against_the_budget_as_certs_says() {
    let mut setting = Setting::new();
    setting.progress = setting.save("plan --for new-exam,cloud-pro --budget 350 --save");
    setting.progress = setting.save("done new-exam --paid 100");
    let certs = setting.run("certs").text;
    assert!(certs.starts_with("$350, $250 of it not spent yet, pays none of your exams: cloud-pro needs $50 more"), "{certs}");
    let plan = setting.run("plan").text;
    assert!(plan.contains("$100 spent, $300 left, more than your $350: mlpath certs --budget 350"), "{plan}");
    assert!(!setting.run("plan --budget 400").text.contains("more than"), "it is enough");
}

#[test]
fn every_command_answers_for_the_saved_goal_as_the_plan_does() {
    let mut setting = Setting::new();
    setting.progress = setting.save("plan --for robotics,new-exam --by 2028-12-31 --budget 50 --save");
    let plan = setting.run("plan");
    let status = setting.run("status");
    assert_eq!(status.json["finish"]["p50"], first(&plan)["finish"]["p50"]);
    let missing = |line| setting.run(line).json["missing"].as_array().map(Vec::len);
    assert_eq!(missing("gap"), missing("gap --for robotics,new-exam"));
    assert_eq!(setting.run("gap").json["exams_to_earn"], json!(["new-exam"]));
    let certs = setting.run("certs");
    assert_eq!((&certs.json["totals"]["left_usd"], &certs.json["budget"]["budget_usd"]), (&json!(100.0), &json!(50.0)));
    let plan = setting.run("plan").text;
    assert!(plan.contains("$100 left, more than your $50: mlpath certs --budget 50"), "{plan}");
    assert!(!setting.run("plan --budget 100").text.contains("more than"), "it is enough");
    let todo = setting.run("list --status todo --json");
    assert!(todo.text.contains("robots") && !todo.text.contains("clusters"), "{}", todo.text);
    assert_eq!(setting.run("status").json["totals"]["steps"]["total"], json!(7));
}

#[test]
fn a_goal_of_a_newer_roadmap_is_kept_and_passed_over() {
    let mut setting = Setting::new();
    setting.progress.profile.goals = vec!["quantum".into(), "robotics".into()];
    let answer = setting.run("plan");
    assert_eq!(answer.json["goals"].as_array().map(Vec::len), Some(1));
    assert_eq!(setting.save("plan --hours 8 --save").profile.goals, ["quantum", "robotics"]);
}

#[test]
fn no_plan_dates_an_exam_that_cannot_be_taken() {
    let preparing = Setting::new().marked("old-exam", Status::Doing, date(2026, 3, 1));
    let ids = |answer: &Answer| first(answer)["certs"].as_array().expect("exams").iter().map(|exam| exam["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&preparing.run("plan")), ["new-exam"]);
    let error = preparing.fail("plan --for old-exam");
    assert_eq!((error.code.word(), error.message.as_str()), ("retired", "old-exam is retired and cannot be planned"));
    assert_eq!(Setting::new().done("new-exam", TODAY).fail("plan --for new-exam").code.word(), "earned");
}

#[test]
fn bad_goals_are_refused_all_at_once() {
    let error = Setting::new().fail("plan --for robotic,quantum --save");
    assert_eq!((error.code.word(), error.message.as_str()), ("unknown-goal", "no goals \"robotic\", \"quantum\""));
    assert_eq!(error.did_you_mean, ["robotics"]);
    assert_eq!(Setting::new().fail("plan --budget -1").code.word(), "bad-budget");
    let all = Setting::new().fail("plan --for robotic,old-exam --from pilot --by 2020 --budget 400EUR --hours 0 --pause soon --save");
    for fault in ["no goal \"robotic\"", "old-exam is retired", "\"pilot\"", "--by 20", "`400EUR`", "`0`", "`soon`"] {
        assert!(all.message.contains(fault), "{fault}: {}", all.message);
    }
    assert_eq!(Setting::new().marked("new-exam", Status::Skipped, TODAY).fail("plan --for new-exam").code.word(), "skipped");
    assert_eq!(Setting::new().fail("plan --exit-status").code.word(), "needs-day");
}

#[test]
fn a_day_is_answered_with_hours_chance_and_what_could_wait() {
    let setting = Setting::new();
    let far = setting.run("plan --by 2030-01-01");
    assert!(far.json["by"]["chance"].as_f64() > Some(0.95) && far.json["by"]["leave_out"]["steps"] == json!([]));
    let near = setting.run("plan --by 2027-03-01 --exit-status");
    assert_eq!((near.exit, &first(&near)["chance"]), (Exit::No, &near.json["by"]["chance"]));
    assert_eq!(
        near.json["by"]["leave_out"]["steps"],
        json!(["networks"]),
        "the only step that is not essential and that nothing builds on"
    );
    assert!(near.text.contains("networks"), "{}", near.text);
    assert_eq!(setting.run("plan --by 2030-01-01 --exit-status").exit, Exit::Done);
    assert_eq!(setting.fail("plan --by 2026-11-21").code.word(), "no-time");
    assert_eq!(setting.run("plan --by 2026-11-21 --exit-status").exit, Exit::No, "a script gets its answer on the last day too");
}

#[test]
fn of_steps_that_matter_alike_the_longest_waits_first() {
    let setting =
        Setting::new().marked("robots", Status::Doing, TODAY).marked("clusters", Status::Doing, TODAY).logged("clusters", TODAY, "5h");
    let left_out = |by: Date| setting.run(&format!("plan --by {by}")).json["by"]["leave_out"]["steps"].clone();
    let days = (0..200).map(|days| date(2027, 7, 1).add_days(-days).expect("a day"));
    let first = days.map(left_out).find(|steps| *steps != json!([]));
    assert_eq!(first, Some(json!(["robots"])), "20 h; clusters has 15 h left, networks is on the path");
}

#[test]
fn what_lies_beyond_the_path_is_the_first_to_wait() {
    let answer = Setting::new().run("plan --for robotics,new-exam --by 2027-04-15");
    let by = &answer.json["by"];
    assert!(by["chance_of_path"].as_f64() > by["chance"].as_f64());
    let alone = Setting::new().run("plan --for none --by 2027-04-15");
    assert_eq!(by["chance_of_path"], alone.json["by"]["chance"], "as a plan without the goal says");
    assert!(answer.text.contains("the exams and the goal"), "{}", answer.text);
    assert_eq!(first(&answer)["stages"].as_array().and_then(|parts| parts.last()).map(|part| &part["id"]), Some(&json!("robotics")));
}

#[test]
fn a_close_end_is_told_in_days_and_a_far_one_in_months() {
    let all = ["shell", "python", "statistics", "regression", "networks"];
    let nearly = all.iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY)).logged("classifier-project", TODAY, "25h");
    let line = |answer: &Answer| answer.text.lines().find(|line| line.starts_with("Finish")).expect("a finish").to_owned();
    let (close, far) = (nearly.run("plan"), Setting::new().run("plan"));
    assert!(line(&far).contains(&crate::dates::month_text(finish(&far))), "{}", line(&far));
    assert!(line(&close).contains(&crate::dates::day_text(finish(&close), TODAY)), "{}", line(&close));
}

#[test]
fn a_finished_path_has_no_finish() {
    let all = ["shell", "python", "statistics", "regression", "networks", "classifier-project"];
    let setting = all.iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY));
    let answer = setting.run("plan --by 2027-03-01");
    assert_eq!((&first(&answer)["finish"], &answer.json["by"]["chance"]), (&json!(null), &json!(1.0)));
    assert!(answer.text.contains("Nothing on the path is left to study."), "{}", answer.text);
}

#[test]
fn hours_that_are_none_are_refused() {
    for line in ["plan --hours 0", "plan --hours ten", "plan --hours 8-5", "plan --hours -1"] {
        assert_eq!(Setting::new().fail(line).code.word(), "bad-hours", "{line}");
    }
    assert_eq!(Setting::new().fail("plan --from pilot").code.word(), "unknown-id");
}

#[test]
fn the_whole_road_is_priced_and_what_is_not_known_is_said() {
    let answer = Setting::new().run("plan --for new-exam --costs");
    let costs = &answer.json["costs"];
    assert_eq!((&costs["exams_usd"], &costs["known_usd"]), (&json!(100.0), &json!(140.0)), "exam 100, book 30, cloud 10");
    assert_eq!(costs["paid"], json!([{"id": "python-course", "steps": ["python"], "months": null, "usd": 30.0}]));
    assert_eq!((&costs["free_steps"], &costs["unpriced_steps"].as_array().map(Vec::len)), (&json!(1), &Some(4)));
    assert_eq!((&costs["cloud"]["usd"], &costs["cloud"]["unpriced_steps"]), (&json!(10.0), &json!(["python"])));
    assert!(answer.text.contains("What the whole road costs: $140 that is known"), "{}", answer.text);
    assert!(answer.text.contains("price not known for statistics"), "{}", answer.text);
    let studied = Setting::new().done("shell", TODAY).done("python", TODAY).run("plan --for new-exam --costs");
    assert_eq!((&studied.json["costs"]["known_usd"], &studied.json["costs"]["cloud"]), (&json!(100.0), &json!(null)));
    assert!(Setting::new().run("plan").json["costs"].is_null());
}

#[test]
fn the_guides_months_stand_beside_the_hours_that_would_make_them_ours() {
    let answer = Setting::new().run("plan --from developer");
    let guides = &answer.json["guides"];
    assert_eq!((&guides["months_low"], &guides["months_high"]), (&json!(12), &json!(18)));
    let (low, high) = (guides["hours_per_week_low"].as_f64().expect("hours"), guides["hours_per_week_high"].as_f64().expect("hours"));
    assert!(low < high, "fewer months take more hours a week: {low} {high}");
    let again = Setting::new().run(&format!("plan --from swe --by {}", TODAY.add_months(18).expect("a day")));
    let needed = again.json["by"]["needed"]["p50"].as_f64().expect("hours");
    assert!((needed - low).abs() <= 0.2, "as --by says: {needed} and {low}");
    assert!(answer.text.contains("Guides   guide-one says 12 to 18 months"), "{}", answer.text);
    assert!(Setting::new().run("plan --from none").json["guides"].is_null(), "nobody says it of them");
}

#[test]
fn a_plan_that_is_saved_is_not_told_to_be_saved() {
    let new = Setting::new();
    assert!(new.run("plan").text.contains("Not saved."), "nothing is saved yet");
    let saved = Setting { progress: new.save("plan --from swe --hours 6 --save"), ..new };
    assert!(saved.run("plan").text.contains("This is your saved plan."), "{}", saved.run("plan").text);
    assert!(saved.run("plan --hours 8").text.contains("Not saved."), "another pace is a question");
}

#[test]
fn assumed_hours_are_named_only_until_a_record_tells_the_pace() {
    let nobody = Setting::new().run("plan").text;
    assert!(nobody.contains("at 10 h a week (assumed) from 2026-11-21"), "{nobody}");
    let days = [date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 10)];
    let logged = days.into_iter().fold(Setting::new(), |setting, day| setting.logged("python", day, "3h"));
    let own = logged.run("plan").text;
    assert!(own.contains("at your own pace from 2026-11-21") && !own.contains("assumed"), "{own}");
    assert!(logged.run("plan --hours 5").text.contains("at 5 h a week from"));
}

#[test]
fn a_day_that_is_too_early_is_answered_with_hours_weeks_and_steps() {
    let plan = Setting::new().run("plan --by 2026-12-31");
    let half: Date = plan.json["scenarios"][0]["finish"]["p50"].as_str().and_then(|day| day.parse().ok()).expect("a day");
    let weeks = plan.json["by"]["weeks_more"].as_i64().expect("weeks");
    let then = date(2026, 12, 31).add_days(7 * weeks).expect("a day");
    assert!(half <= then && then < half.add_days(7).expect("a day"), "{half} and {then}");
    for way in ["Needs ", "Or wait  ", "To fit "] {
        assert!(plan.text.contains(&format!("\n{way}")), "{way}: {}", plan.text);
    }
    let late = Setting::new().run("plan --by 2040-12-31");
    assert!(late.json["by"]["weeks_more"] == 0 && !late.text.contains("Or wait"), "{}", late.text);
}

#[test]
fn the_days_of_the_exams_are_a_row_of_the_timeline_where_there_are_any() {
    let rows = |line: &str| Setting::new().run(line).text.lines().filter(|line| line.starts_with("Certifications ")).count();
    for (line, expected) in [("plan --bars", 1), ("plan --bars --free", 0), ("plan --bars --hours 5 --hours 10", 0)] {
        assert_eq!(rows(line), expected, "{line}: {}", Setting::new().run(line).text);
    }
}
