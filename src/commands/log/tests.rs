//! `mlpath log` on the small roadmap, without a process.

use crate::dates::date;
use serde_json::json;

use crate::code::Code;
use crate::commands::testing::{Setting, TODAY};
use crate::progress::Status;
use crate::units::StudyTime;

#[test]
fn study_time_is_saved_and_summed() {
    let setting = Setting::new().marked("shell", Status::Doing, TODAY).logged("terminal", date(2026, 11, 20), "2h");
    let answer = setting.run("log shell 1h30m");
    assert_eq!(answer.json["logged"][0]["total_hours"], json!(3.5), "under both names");
    assert!(answer.text.contains("shell: 1h30m logged on 2026-11-21, 3.5 h in all (estimate 5-20 h)"), "{}", answer.text);
    let saved = setting.save("log shell 1h30m");
    assert_eq!((saved.log.len(), saved.log[1].step.as_deref()), (2, Some("shell")));
    assert!(setting.run("log shell 1h -n").effect.is_none());
}

#[test]
fn a_day_has_24_hours() {
    let new = Setting::new();
    assert_eq!(new.save("log shell 24h").log.len(), 1);
    assert_eq!(new.fail("log shell 24h1m").code, Code::LongDay);
    assert_eq!(new.fail("log shell 90").code, Code::LongDay);
}

#[test]
fn a_step_that_is_not_in_progress_can_be_started() {
    let advice = "mlpath start shell";
    assert!(Setting::new().run("log shell 1h").text.contains(advice));
    assert!(Setting::new().marked("shell", Status::Skipped, TODAY).run("log shell 1h").text.contains(advice));
    assert!(!Setting::new().done("shell", TODAY).run("log shell 1h").text.contains(advice));
    assert!(!Setting::new().marked("shell", Status::Doing, TODAY).run("log shell 1h").text.contains(advice));
}

#[test]
fn the_log_sums_weeks_and_steps_and_leaves_out_what_lies_ahead() {
    let setting = Setting::new()
        .logged("shell", date(2026, 11, 9), "2h")
        .logged("terminal", date(2026, 11, 16), "3h")
        .logged("python", TODAY, "1h")
        .logged("python", date(2026, 11, 22), "8h");
    let answer = setting.run("log");
    assert_eq!((&answer.json["hours"], &answer.json["ahead"]), (&json!(6.0), &json!(1)));
    let weeks: Vec<f64> = answer.json["weeks"].as_array().expect("weeks").iter().filter_map(|week| week["hours"].as_f64()).collect();
    assert_eq!(weeks, [2.0, 4.0]);
    let steps = &answer.json["steps"];
    assert_eq!((&steps[0]["id"], &steps[1]["id"], &steps[1]["hours"]), (&json!("python"), &json!("shell"), &json!(5.0)));
    assert_eq!((&steps[1]["entries"], &steps[1]["last"]), (&json!(2), &json!("2026-11-16")));
    assert!(answer.text.contains("1 entry dated after today"), "{}", answer.text);
    let one = setting.run("log shell");
    assert_eq!((&one.json["hours"], one.json["entries"].as_array().map(Vec::len)), (&json!(5.0), Some(2)));
}

#[test]
fn idle_weeks_tell_of_the_learner_and_not_of_one_step() {
    let setting = Setting::new().logged("shell", date(2026, 10, 5), "2h").logged("python", date(2026, 10, 27), "1h");
    let (all, of_one) = (setting.run("log").text, setting.run("log shell").text);
    assert!(all.contains("16 Nov       0"), "{all}");
    assert!(of_one.contains("5 Oct        2") && !of_one.contains("12 Oct"), "{of_one}");
}

#[test]
fn an_empty_log_says_how_to_begin() {
    assert!(Setting::new().done("shell", TODAY).run("log").text.contains("mlpath log python 1h30m"));
    assert!(Setting::new().run("log shell").text.contains("Nothing is logged for shell yet."));
}

#[test]
fn without_a_name_it_is_about_the_one_step_in_progress() {
    let one = Setting::new().marked("python", Status::Doing, TODAY);
    for line in ["log 2h", "log -m stopped 2h", "log 1h 60m", "log 2"] {
        let saved = one.save(line);
        assert_eq!((saved.log[0].step.as_deref(), saved.log[0].time.map(StudyTime::hours)), (Some("python"), Some(2.0)), "{line}");
    }
    assert_eq!(one.save("log -m stopped").log[0].step.as_deref(), Some("python"));
    assert!(one.run("log -m stopped").text.contains("mlpath log none 1h -m TEXT"), "how to say it is no step");
    assert_eq!(one.save("log none 2h -m Meetup").log[0].step, None, "a step in progress does not take it");
    let several = one.marked("networks", Status::Doing, TODAY).fail("log 2h");
    assert_eq!(several.code, Code::NothingNamed);
    assert_eq!(Setting::new().marked("new-exam", Status::Doing, TODAY).save("log 2h").log[0].step.as_deref(), Some("new-exam"));
}

#[test]
fn learning_that_is_no_step_needs_a_note_and_moves_no_step() {
    let new = Setting::new();
    let answer = new.run("log -m Meetup 2h");
    assert_eq!((&answer.json["logged"][0]["id"], &answer.json["logged"][0]["hours"]), (&json!(null), &json!(2.0)));
    assert!(answer.text.contains("Learning that is no step: 2h logged on 2026-11-21"), "{}", answer.text);
    let mut kept = Setting::new().done("shell", date(2026, 11, 1));
    let before = kept.run("status").json;
    kept.progress.log = new.save("log -m Meetup 2h").log;
    let after = kept.run("status").json;
    assert_eq!((&before["finish"], &before["totals"]), (&after["finish"], &after["totals"]));
    assert_eq!(kept.run("status --since 1d").json["since"]["other"][0]["note"], "Meetup");
    assert!(kept.run("log").text.contains("Meetup"));
    assert_eq!(new.fail("log 2h").code, Code::NothingNamed);
    assert_eq!(new.fail("log none 2h").code, Code::NothingNamed);
    assert_eq!(new.fail("log shell -n").code, Code::NoTime);
}

#[test]
fn a_time_may_be_several_words_and_a_day_stands_behind_it() {
    let setting = Setting::new().marked("shell", Status::Doing, TODAY);
    for (typed, usual) in [
        ("log shell 2 hours", "log shell 2h"),
        ("log shell 1h 30m", "log shell 1h30m"),
        ("log shell 1:30 yesterday", "log shell 1h30m --on yesterday"),
        ("log 1 h 30 min", "log shell 1h30m"),
        ("log 2h yesterday", "log shell 2h --on yesterday"),
    ] {
        assert_eq!(setting.save(typed), setting.save(usual), "{typed}");
    }
    assert_eq!(setting.fail("log shell yesterday").code, Code::NoTime);
    assert_eq!(setting.fail("log shell 2h soon").code, Code::BadTime);
}

#[test]
fn an_entry_says_the_week_and_what_to_go_for_next() {
    let begun = Setting::new().marked("python", Status::Doing, TODAY);
    let answer = begun.run("log python 2h");
    assert!(answer.text.contains("2 h this week") && answer.text.contains("Next  a  "), "{}", answer.text);
    assert_eq!(answer.json["next_criterion"]["letter"], "a");
    let another = Setting::new().run("log python 2h");
    assert!(another.json["next_criterion"].is_null() && another.text.contains("Next: shell"), "{}", another.text);
    assert!(!begun.run("log python -m hm").text.contains("Next"), "a note is no study");
}

#[test]
fn time_and_day_may_come_first() {
    let usual = Setting::new().save("log python 2h --on yesterday");
    for line in [
        "log 2h python yesterday",
        "log 2h yesterday python",
        "log yesterday python 2h",
        "log 2 hours yesterday python",
        "log 2 hours python --on yesterday",
        "log yesterday 2h python",
    ] {
        assert_eq!(Setting::new().save(line).log, usual.log, "{line}");
    }
    let begun = Setting::new().marked("python", Status::Doing, TODAY);
    assert_eq!(begun.save("log yesterday 2h").log, usual.log);
    assert_eq!(Setting::new().save("log python 1,5h").log, Setting::new().save("log python 1.5h").log);
    assert_eq!(Setting::new().fail("log python pandas 1h").code.word(), "bad-time");
}
