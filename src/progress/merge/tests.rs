use super::*;
use crate::progress::document;

/// A merge that must come to something.
#[track_caller]
fn merged(base: Option<&str>, ours: &str, theirs: &str) -> Merged {
    let one = merge_copies(base, ours, theirs).unwrap_or_else(|error| panic!("{error:?}:\n{ours}\n{theirs}"));
    let other = merge_copies(base, theirs, ours).unwrap_or_else(|error| panic!("{error:?}:\n{theirs}\n{ours}"));
    assert_eq!(sorted(&one.progress), sorted(&other.progress), "the same whichever is called ours");
    assert_eq!(document::read(one.text.as_bytes()).as_ref(), Ok(&one.progress));
    assert_eq!(one.has_conflicts(), other.has_conflicts());
    one
}

fn sorted(progress: &Progress) -> Progress {
    let mut progress = progress.clone();
    crate::order::sort_by_key(&mut progress.log, |entry| format!("{entry:?}"));
    progress
}

const BASE: &str = "\
# mine
version: 1
plan:
  from: swe
steps:
  git:
    status: done
    done: 2026-11-01
  numpy:
    status: doing
    started: 2026-11-02
log:
  - date: 2026-11-02
    step: numpy
    time: 1h
";

#[test]
fn what_two_machines_added_at_the_same_places_is_all_there_with_all_comments() {
    let ours = BASE.replace("log:\n", "  sql: # at work\n    status: done\n    done: 2026-11-05\nlog:\n")
        + "  - date: 2026-11-05 # long\n    step: sql\n    time: 2h\n";
    let theirs = BASE
        .replace("log:\n", "  # at home\n  pandas:\n    status: done\n    done: 2026-11-05\nlog:\n")
        .replace("# mine", "# mine\n# and more")
        + "  - date: 2026-11-04\n    step: pandas\n    note: \"- x: y\" # odd\n";
    let all = merged(Some(BASE), &ours, &theirs);
    assert_eq!(all.decisions, []);
    let expected = BASE.replace("# mine", "# mine\n# and more").replace(
        "log:\n",
        "  # at home\n  pandas:\n    status: done\n    done: 2026-11-05\n  sql: # at work\n    status: done\n    done: 2026-11-05\nlog:\n",
    ) + "  - date: 2026-11-04\n    step: pandas\n    note: \"- x: y\" # odd\n  - date: 2026-11-05 # long\n    step: sql\n    time: 2h\n";
    assert_eq!(all.text, expected);
}

#[test]
fn a_copy_that_nobody_touched_becomes_the_other_byte_for_byte() {
    let other = format!("{BASE}# end\n");
    assert_eq!(merged(Some(BASE), BASE, &other).text, other);
    assert_eq!(merged(Some(BASE), &other, BASE).text, other);
    assert_eq!(merged(Some("x: ["), &other, &other).text, other);
}

/// The step `git` after both copies changed it.
#[track_caller]
fn git(base: &str, ours: &str, theirs: &str) -> (String, usize) {
    let text = |record: &str| if record.is_empty() { "version: 1\n".to_owned() } else { format!("version: 1\nsteps:\n  git: {record}\n") };
    let merged = merged(Some(&text(base)), &text(ours), &text(theirs));
    let record = merged.text.lines().find_map(|line| line.strip_prefix("  git: ")).unwrap_or_default().to_owned();
    (record, merged.decisions.len())
}

#[test]
fn the_newer_mark_wins_and_on_one_day_the_one_that_is_further_on() {
    let done = "{status: done, done: 2026-11-05}";
    assert_eq!(git("", done, "{status: skipped, skipped: 2026-11-06}"), ("{status: skipped, skipped: 2026-11-06}".into(), 1));
    assert_eq!(git("", done, "{status: skipped, skipped: 2026-11-05}"), (done.into(), 1));
    assert_eq!(
        git("{status: doing, started: 2026-11-01}", done, "{status: todo, updated: 2026-11-07}").0,
        "{status: todo, updated: 2026-11-07}"
    );
    let backdated = "{status: done, done: 2026-10-01, updated: 2026-11-09}";
    assert_eq!(git("", backdated, "{status: skipped, skipped: 2026-11-06}").0, backdated);
    assert_eq!(git("", done, "{status: done, done: 2026-11-06}"), ("{status: done, done: 2026-11-06}".into(), 1));
}

#[test]
fn what_was_finished_is_not_begun_anew_by_who_did_not_know() {
    let (record, told) = git("", "{status: done, done: 2026-11-05}", "{status: doing, started: 2026-11-03}");
    assert_eq!((record.as_str(), told), ("{status: done, done: 2026-11-05, started: 2026-11-03}", 1));
    let again = git(
        "{status: done, done: 2026-11-05}",
        "{status: done, done: 2026-11-05, actual_hours: 7}",
        "{status: doing, started: 2026-11-08}",
    );
    assert_eq!(again.0, "{status: doing, started: 2026-11-08}", "who knew began anew");
}

#[test]
fn what_only_one_copy_changed_of_a_record_stays() {
    let base = "{status: doing, started: 2026-11-01, ticks: [a]}";
    let (record, told) = git(
        base,
        "{status: done, started: 2026-11-01, done: 2026-11-05, ticks: [a]}",
        "{status: doing, started: 2026-11-01, ticks: [a, c], mood: fine}",
    );
    assert_eq!(record, "{status: done, started: 2026-11-01, done: 2026-11-05, ticks: [a, c], mood: fine}");
    assert_eq!(told, 0);
    assert_eq!(
        git(base, "{status: doing, started: 2026-11-01, ticks: [a, b]}", "{status: doing, started: 2026-11-01}").0,
        "{status: doing, started: 2026-11-01, ticks: [b]}"
    );
    assert_eq!(git("{status: done}", "{status: done, paid: 75}", "{status: done, paid: 100}"), ("{status: done, paid: 100}".into(), 1));
}

#[test]
fn failed_attempts_of_both_copies_stay_one_a_day() {
    assert_eq!(
        git("", "{status: doing, failed: [2026-11-05]}", "{status: doing, failed: [2026-11-05 $150, 2026-11-02]}").0,
        "{status: doing, failed: [2026-11-02, 2026-11-05 $150]}"
    );
    let base = "{status: doing, started: 2026-11-01, failed: [2026-11-02, 2026-11-03]}";
    let less = "{status: doing, started: 2026-11-01, failed: [2026-11-02]}";
    let passed = "{status: done, started: 2026-11-01, done: 2026-11-05, failed: [2026-11-02, 2026-11-03]}";
    assert_eq!(git(base, less, passed).0, "{status: done, started: 2026-11-01, failed: [2026-11-02], done: 2026-11-05}");
}

#[test]
fn a_change_outlives_a_removal() {
    let text = |steps: &str| format!("version: 1\nsteps:\n  git: {{status: doing}}\n{steps}");
    let all = merged(Some(&text("  sql: {status: doing}\n")), &text("  sql: {status: done}\n"), &text(""));
    assert_eq!((all.text.as_str(), all.decisions.len()), (text("  sql: {status: done}\n").as_str(), 1));
    let gone = merged(Some(&text("  sql: {status: doing}\n")), &text("  sql: {status: doing}\n  r: {status: done}\n"), &text(""));
    assert_eq!(gone.text, text("  r: {status: done}\n"));
}

fn log(entries: &[&str]) -> String {
    let lines: Vec<String> = entries.iter().map(|entry| format!("  - {{date: 2026-11-05, {entry}}}\n")).collect();
    format!("version: 1\nlog:\n{}", lines.concat())
}

fn entries(base: Option<&[&str]>, ours: &[&str], theirs: &[&str]) -> usize {
    merged(base.map(log).as_deref(), &log(ours), &log(theirs)).progress.log.len()
}

#[test]
fn equal_entries_stay_as_often_as_they_were_told() {
    let (hour, note) = ("step: git, time: 1h", "step: git, time: 1h, note: x");
    assert_eq!(entries(Some(&[hour]), &[hour, hour], &[hour, note]), 3);
    assert_eq!(entries(Some(&[note]), &[note, hour], &[note, "step: git, time: 60m"]), 3, "an hour on each machine");
    assert_eq!(entries(Some(&[hour]), &[hour, note], &[hour, note]), 2, "the same words are one entry");
    assert_eq!(entries(None, &[hour, hour, note], &[hour, note]), 3, "nobody knows what was there before");
    assert_eq!(entries(Some(&[hour, hour]), &[hour], &[hour, hour, note]), 2, "taken away here");
    assert_eq!(entries(Some(&[hour, note]), &[], &[hour, note, "step: sql, time: 1h"]), 1);
}

#[test]
fn a_note_changed_in_both_copies_is_kept_twice_and_mlpath_still_reads_it() {
    let text = |note: &str| format!("version: 1\nlog:\n  - date: 2026-11-05 # day\n    step: git\n    note: {note}\n");
    let both = merged(Some(&text("old")), &text("new"), &text("other"));
    assert!(both.has_conflicts() && both.progress.log.len() == 1);
    assert_eq!(both.text, text("other\n    note_other_copy: new"));
    let again = merged(Some(&both.text), &both.text.replace("other_copy: new", "other_copy: third"), &text("other"));
    assert!(again.text.contains("third"), "{}", again.text);
    let settled = merged(Some(&both.text), &format!("# mine\n{}", both.text), &text("other"));
    assert_eq!(settled.text, format!("# mine\n{}", text("other")));
    let tool = |note: &str| format!("version: 1\ntools:\n  aws: {{done: 2024-05-01, note: {note}}}\nmood: {note}\n");
    let both = merged(Some(&tool("old")), &tool("a"), &tool("b"));
    assert_eq!(both.text, "version: 1\ntools:\n  aws: {done: 2024-05-01, note: b, note_other_copy: a}\nmood: b\nmood_other_copy: a\n");
    assert_eq!(both.decisions.iter().filter(|decision| decision.is_conflict).count(), 2);
}

#[test]
fn plans_are_merged_field_by_field_and_their_lists_as_sets() {
    let plan = |more: &str| format!("version: 1\nplan: {{from: swe, {more}}}\n");
    let all = merged(
        Some(&plan("except: [git], budget: 100, pauses: [2026-12-20..2026-12-31]")),
        &plan("except: [git, sql], budget: 200, updated: 2026-11-05, pauses: [2026-12-20..2026-12-31]"),
        &plan(
            "except: [git, docker], budget: 300, hours_per_week: 8, for: [llm], updated: 2026-11-06, earlier_hours: [{until: 2026-11-06, hours_per_week: 10}]",
        ),
    );
    let profile = &all.progress.profile;
    assert_eq!((profile.except.join(" "), profile.goals.join(" ")), ("git docker sql".to_owned(), "llm".to_owned()));
    assert_eq!((profile.budget.map(|sum| sum.to_string()), profile.pauses.len()), (Some("$300".to_owned()), 0));
    assert_eq!((profile.earlier_hours.len(), profile.updated.map(crate::dates::Date::day)), (1, Some(6)));
    assert_eq!(all.decisions.len(), 1);
}

#[test]
fn without_a_base_everything_of_both_stays() {
    let ours = "version: 1\n# a\nsteps:\n  git:\n    status: done\n    done: 2026-11-01\nlog:\n  - date: 2026-11-01\n    step: git\n    time: 1h\n";
    let theirs = "version: 1\n# b\nsteps:\n  sql:\n    status: done\n    done: 2026-11-01\nlog:\n  - date: 2026-11-01\n    step: sql\n    time: 1h\n";
    let all = merged(None, ours, theirs);
    assert_eq!((all.progress.steps.len(), all.progress.log.len()), (2, 2));
    assert!(all.text.contains("# a\n") && all.text.contains("# b\n"), "{}", all.text);
    assert_eq!(merged(Some(""), ours, theirs), all);
    assert_eq!(merged(None, "", ours).text, ours);
}

#[test]
fn line_ends_marks_and_missing_ends_stay_those_of_ours() {
    let ours = BASE.replace('\n', "\r\n").replace("done\r\n", "done\r\n    actual_hours: 3\r\n");
    let theirs = BASE.replace("doing", "done") + "  - {date: 2026-11-06, step: git, time: 1h}";
    let all = merge_copies(Some(BASE), &ours, &theirs).expect("merges").text;
    assert_eq!(all.matches('\n').count(), all.matches("\r\n").count(), "{all:?}");
    assert!(all.contains("actual_hours: 3") && all.contains("2026-11-06"));
}

#[test]
fn what_cannot_be_read_says_which_copy_it_is() {
    for (base, ours, theirs, copy) in
        [(BASE, "x: [", BASE, Copy::Ours), (BASE, BASE, "- a\n", Copy::Theirs), ("version: 0\n", BASE, "version: 1\n", Copy::Base)]
    {
        assert_eq!(merge_copies(Some(base), ours, theirs), Err(Unmergeable::Unreadable(copy)));
    }
    let newer = BASE.replace("version: 1", "version: 2");
    assert_eq!(merge_copies(Some(BASE), BASE, &newer), Err(Unmergeable::Newer(Copy::Theirs)));
}

#[test]
fn comments_are_told_from_texts_in_quotes() {
    let comment = sides::comment_of;
    assert_eq!(comment("  # mine "), Some("# mine"));
    assert_eq!(comment("  note: \"a # b\" # c"), Some("# c"));
    assert_eq!(comment("  note: 'it''s # b'"), None);
    assert_eq!(comment("  note: it's # b"), Some("# b"));
    assert_eq!(comment("  - {note: \"a \\\" # b\", c#: d}"), None);
}

#[test]
fn entries_of_two_days_that_say_the_same_are_two() {
    let log = |day: &str| format!("version: 1\nlog:\n  - date: {day}\n    step: git\n    time: 1h\n");
    for base in [Some("version: 1\n"), None] {
        let both = merged(base, &log("2026-11-01"), &log("2026-11-02")).progress;
        let days: Vec<String> = both.log.iter().map(|entry| entry.date.to_string()).collect();
        assert_eq!(days, ["2026-11-01", "2026-11-02"], "{base:?}");
    }
}
