//! `mlpath status` on the small roadmap, without a process.

use crate::dates::date;
use serde_json::json;

use crate::commands::testing::{Setting, TODAY};
use crate::progress::Status;
use crate::units::WeeklyHours;

#[test]
fn a_new_learner_is_shown_where_to_begin() {
    let answer = Setting::new().run("status");
    assert!(answer.text.starts_with("Small roadmap: 2 stages, 6 steps, about 178 h\n"), "{}", answer.text);
    assert!(answer.text.contains("mlpath plan --from none") && answer.text.contains("; or from swe"), "{}", answer.text);
}

/// Who logs and forgets to mark is asked, as all dates count what is not marked as still to do.
#[test]
fn what_was_logged_in_full_and_left_is_asked_after() {
    let setting = Setting::new().logged("shell", TODAY, "60h").logged("python", TODAY, "1h");
    let answer = setting.run("status");
    assert!(answer.text.contains("Done?    shell: mlpath done shell\n"), "{}", answer.text);
    assert_eq!(answer.json["maybe_done"], serde_json::json!(["shell"]));
    assert!(!setting.done("shell", TODAY).run("status").text.contains("Done?"));
}

#[test]
fn counts_and_hours_are_of_the_counted_steps() {
    let setting = Setting::new()
        .done("shell", TODAY)
        .marked("python", Status::Doing, date(2026, 11, 3))
        .marked("statistics", Status::Skipped, TODAY)
        .logged("python", TODAY, "10h");
    let answer = setting.run("status");
    let totals = &answer.json["totals"];
    assert_eq!(totals["steps"], json!({"total": 6, "done": 1, "credited": 0, "doing": 1, "skipped": 1, "todo": 3}));
    assert_eq!(totals["mean_hours"], json!({"total": 155.0, "left": 133.5}));
    assert!(answer.text.contains("1 of 5 steps done (1 doing, 1 skipped); 134 of 155 h left, 13 % done"), "{}", answer.text);
    assert!(answer.text.contains("python 25 % done since 3 Nov"), "{}", answer.text);
}

#[test]
fn this_week_and_the_next_criterion_are_told_of_what_is_studied() {
    let mut setting = Setting::new().marked("python", Status::Doing, date(2026, 11, 3)).logged("python", date(2026, 11, 13), "3h");
    // What is dated ahead was not studied yet.
    setting = setting.logged("python", date(2026, 11, 17), "2h").logged("python", date(2026, 11, 30), "4h");
    setting.progress.tick("python", &['a']);
    let answer = setting.run("status");
    let study = &answer.json["study"];
    assert_eq!((&study["week_hours"], &study["last_studied_on"]), (&json!(2.0), &json!("2026-11-17")), "Monday was the 16th");
    assert_eq!(study["next_criterion"]["letter"], "b");
    assert!(answer.text.contains("Week     2 h this week; last active on 17 Nov"), "{}", answer.text);
    assert!(answer.text.contains("         b  A test of yours fails first."), "{}", answer.text);
    let nothing = Setting::new().done("shell", TODAY).run("status");
    assert!(
        nothing.json["study"]["next_criterion"].is_null() && nothing.text.contains("0 h this week; last active today"),
        "{}",
        nothing.text
    );
}

#[test]
fn the_next_step_is_shown_beside_the_one_in_progress() {
    let setting = Setting::new().done("shell", TODAY).marked("networks", Status::Doing, TODAY);
    let answer = setting.run("status");
    let next: Vec<&str> = answer.json["next"].as_array().expect("a list").iter().filter_map(|step| step["id"].as_str()).collect();
    assert_eq!(next, ["networks", "python"]);
    assert!(answer.text.contains("Then     python, 40 h likely: unlocks 1 step"), "{}", answer.text);
    let only = setting.run("status --since today");
    assert_eq!(only.json["since"]["done"], json!([{"id": "shell", "on": "2026-11-21"}]));
}

#[test]
fn the_finish_is_at_the_hours_of_the_plan() {
    let mut setting = Setting::new().done("shell", TODAY);
    setting.progress.profile.hours_per_week = WeeklyHours::between(5.0, 8.0);
    let answer = setting.run("status");
    assert_eq!(answer.json["study_hours_per_week"], json!({"low": 5.0, "high": 8.0}));
    assert!(answer.text.contains("5-8 h a week") && answer.json["finish"]["p50"].is_string(), "{}", answer.text);
}

#[test]
fn a_path_that_is_over_has_no_finish() {
    let ids = ["shell", "python", "statistics", "regression", "networks", "classifier-project"];
    let done = ids.iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY)).run("status");
    assert!(done.json["finish"].is_null() && done.text.contains("everything on the path is done"), "{}", done.text);
    let skipped = ids.iter().fold(Setting::new(), |setting, id| setting.marked(id, Status::Skipped, TODAY)).run("status");
    assert!(skipped.text.contains("every step is left out"), "{}", skipped.text);
}

#[test]
fn a_certificate_that_runs_out_soon_is_told_of() {
    // It is valid for two years.
    let earned = |year, month, day| Setting::new().done("new-exam", date(year, month, day)).run("status");
    let window = i64::from(crate::planning::exams::EXPIRY_WARNING_DAYS);
    let last = TODAY.add_days(window).expect("a day");
    let on_the_last_day = earned(last.year() - 2, last.month(), last.day());
    assert_eq!(on_the_last_day.json["certs"]["expiring"], json!([{"id": "new-exam", "on": last.to_string()}]));
    let after = last.tomorrow().expect("a day");
    assert_eq!(earned(after.year() - 2, after.month(), after.day()).json["certs"]["expiring"], json!([]));
    assert!(earned(2024, 11, 20).text.contains("new-exam ran out on 2026-11-20"));
    assert!(earned(2024, 11, 21).text.contains("new-exam runs out on 2026-11-21"), "today it is still valid");
}

#[test]
fn what_is_amiss_is_told_in_one_line_each() {
    let mut setting = Setting::new().done("unknown-step", TODAY);
    setting.progress.profile.from = Some("pilot".into());
    setting.progress.version = crate::progress::VERSION + 1;
    let warnings = setting.run("status").json["warnings"].as_array().map(Vec::len);
    assert_eq!(warnings, Some(3));
}

#[test]
fn who_stated_no_hours_sees_what_is_assumed_and_then_two_paces() {
    let setting = Setting::new().marked("python", Status::Doing, date(2026, 10, 10));
    let assumed = setting.run("status").text;
    assert!(assumed.contains("10 h a week") && assumed.contains("(assumed") && !assumed.contains("plan: 10"), "{assumed}");
    let setting = setting.logged("python", date(2026, 10, 31), "3h").logged("python", date(2026, 11, 7), "3h");
    let answer = setting.logged("python", date(2026, 11, 14), "3h").run("status");
    assert!(!answer.text.contains("assumed") && !answer.text.contains("(plan:"), "{}", answer.text);
    let paces: Vec<String> = answer.json["paces"].as_array().expect("two").iter().map(|pace| pace["p50"].to_string()).collect();
    assert!(paces.len() == 2 && paces[0] > paces[1] && answer.text.contains("h a week you study about"), "{}", answer.text);
}

#[test]
fn a_movement_of_the_week_is_told_with_its_cause() {
    let mut setting = Setting::new().done("shell", date(2026, 9, 1));
    setting.progress.profile.hours_per_week = WeeklyHours::exactly(10.0);
    assert_eq!(setting.run("status").json["moved_this_week"].is_null(), !setting.run("status").text.contains("in the last 7 days"));
    let ten = WeeklyHours::exactly(10.0).expect("sensible");
    setting.progress.profile.plan_hours(WeeklyHours::exactly(3.0).expect("sensible"), ten, TODAY);
    let text = setting.run("status").text;
    assert!(text.contains("later now (mostly: fewer hours a week planned)"), "{text}");
}

#[test]
fn a_stage_in_which_nothing_is_left_has_a_full_bar_though_all_of_it_was_skipped() {
    let skipped = ["shell", "python", "statistics"].iter().fold(Setting::new(), |setting, id| setting.marked(id, Status::Skipped, TODAY));
    let bar = |setting: &Setting| {
        let text = setting.run("status").text;
        text.lines().find(|line| line.contains(" Basics ")).unwrap_or_else(|| panic!("no stage: {text}")).matches('█').count()
    };
    let done = ["shell", "python", "statistics"].iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY));
    assert_eq!(bar(&Setting::new().done("regression", TODAY)), 0);
    assert!(bar(&done) > 0 && bar(&skipped) == bar(&done), "{}", skipped.run("status").text);
}
