//! `mlpath check`: everything that can be wrong in a record has a finding with line, column, the
//! line itself and a fix; what is well is silent.

use std::fs;

use serde_json::Value;

use crate::common::Home;

/// The findings about a record, each as `line:column key: message; fix`.
fn findings(home: &Home) -> Vec<String> {
    let said = home.mlpath("check --json");
    let document: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said:#?}"));
    let findings = document["findings"].as_array().expect("a list");
    assert_eq!(said.code, Some(if findings.is_empty() { 0 } else { 3 }), "{said:#?}");
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    for finding in findings {
        if let Some(line) = finding["line"].as_u64() {
            let written = fs::read_to_string(home.file()).expect("a record");
            let line = written.lines().nth(line as usize - 1).expect("the line is there").trim_start_matches('\u{feff}');
            assert_eq!(finding["text"], line, "{finding}");
        }
        assert!(!text(&finding["fix"], "text").is_empty(), "{finding}");
    }
    let place = |finding: &Value| format!("{}:{} {}", finding["line"], finding["column"], text(finding, "key"));
    findings.iter().map(|finding| format!("{}: {}; {}", place(finding), text(finding, "message"), text(&finding["fix"], "text"))).collect()
}

/// One record, one finding, at its place.
#[track_caller]
fn finds(body: &str, place: &str, part: &str) {
    let home = Home::new();
    home.write(format!("version: 1\n{body}\n"));
    let found = findings(&home);
    assert_eq!(found.len(), 1, "{body}: {found:#?}");
    assert!(found[0].starts_with(place) && found[0].contains(part), "{body}: {found:#?}");
}

#[test]
fn whatever_is_wrong_has_its_place_and_its_fix() {
    finds("plan: {from: nobody}", "2:14 plan.from", "write one of none, swe");
    finds("plan: {from: swe, except: [numpi]}", "2:28 plan.except[0]", "did you mean `numpy`?");
    finds("plan: {from: swe, except: [numpy, NumPy]}", "2:35 plan.except[1]", "name the same step");
    finds("plan: {hours_per_week: 0.05}", "2:24 plan.hours_per_week", "from 0.1 to 100");
    finds("plan: {hours_per_week: 5-800}", "2:24 plan.hours_per_week", "from 0.1 to 100");
    finds("plan: {start: 2126-11-21}", "2:15 plan.start", "more than ten years ahead");
    finds("plan: {start: 0001-01-01}", "2:15 plan.start", "before the year 1900");
    finds("plan: {start: 2015-01-01}", "2:15 plan.start", "more than ten years before all else");
    finds("plan:\n  pauses: [2026-12-20..2027-01-03, 2027-01-03..2027-01-09]", "3:36 plan.pauses[1]", "2026-12-20..2027-01-09");
    finds("plan:\n  pauses:\n    - 2026-12-20..2036-01-03", "4:7 plan.pauses[0]", "more than a year");
    finds("plan:\n  earlier_hours: [{until: 2030-01-01, hours_per_week: 8}]", "3:27 plan.earlier_hours[0].until", "lies in the future");
    finds(
        "plan:\n  earlier_hours: [{until: 2026-05-01, hours_per_week: 8}, {until: 2026-04-01, hours_per_week: 9}]",
        "3:67 plan.earlier_hours[1].until",
        "put them in order",
    );
    finds(
        "plan:\n  earlier_hours: [{until: 2026-05-01, hours_per_week: 999}]",
        "3:55 plan.earlier_hours[0].hours_per_week",
        "from 0.1 to 100",
    );
    finds("steps:\n  pandas: {status: doing, ticks: [a, z]}", "3:38 steps.pandas.ticks[1]", "no criterion `z`");
    finds("steps:\n  pandas: {status: doing, ticks: [a, a]}", "3:38 steps.pandas.ticks[1]", "keep one of them");
    finds("tools: {awz: {done: 2026-01-01}}", "2:9 tools.awz", "did you mean `aws`?");
    finds("tools: {pandas: {done: 2026-01-01}}", "2:9 tools.pandas", "write it under steps");
    finds("tools: {aws: {}, Amazon Web Services: {}}", "2:9 tools.aws", "are the same");
    finds("tools: {aws: {done: 2126-01-01}}", "2:21 tools.aws.done", "lies in the future");
    finds("tools: {aws: {notes: five years}}", "2:15 tools.aws.notes", "did you mean `note`?");
    finds("plan: {pause: [2026-12-20..2027-01-03]}", "2:8 plan.pause", "did you mean `pauses`?");
    finds("plam: {from: swe}", "2:1 plam", "did you mean `plan`?");
    finds(
        "steps:\n  git: {status: done, doen: 2026-10-01, done: 2026-10-01, actual_hurs: 3}",
        "3:59 steps.git.actual_hurs",
        "did you mean `actual_hours`?",
    );
    finds("steps:\n  git: {status: done, done: 2026-10-01, hours: 3}", "3:41 steps.git.hours", "did you mean `actual_hours`?");
    finds("plan: {hours: 3}", "2:8 plan.hours", "did you mean `hours_per_week`?");
    finds("steps:\n  pandsa: {status: doing}", "3:3 steps.pandsa", "did you mean `pandas`?");
    finds("steps:\n  mls-c01: {status: doing}\n  aws-mls: {status: doing}", "3:3 steps.mls-c01", "keep one of them, as `aws-ml-specialty`");
    finds("steps: {git: {status: doing}, pandas: }", "2:31 steps.pandas", "this step says nothing");
    finds("steps:\n  git: {status: doing, started: 2026-11-23}", "3:33 steps.git.started", "lies in the future");
    finds("steps:\n  git: {status: doing, started: 0206-11-22}", "3:33 steps.git.started", "before the year 1900");
    finds("steps:\n  git: {status: done, started: 2026-10-02, done: 2026-10-01}", "3:50 steps.git.done", "ends before it begins");
    finds("steps:\n  git: {status: skipped, started: 2026-10-02, skipped: 2026-10-01}", "3:56 steps.git.skipped", "ends before it begins");
    finds("steps:\n  git: {status: done}", "3:17 steps.git.status", "on no known day");
    finds("steps:\n  git: {status: doing, done: 2026-10-01}", "3:30 steps.git.done", "but is doing");
    finds("steps:\n  git: {status: doing, skipped: 2026-10-01}", "3:33 steps.git.skipped", "but is doing");
    finds("steps:\n  git: {status: todo, started: 2026-10-01}", "3:32 steps.git.started", "but is todo");
    finds("steps:\n  git: {status: doing, actual_hours: 3}", "3:38 steps.git.actual_hours", "but is doing");
    finds("steps:\n  git: {status: done, done: 2026-10-01, actual_hours: 900}", "3:55 steps.git.actual_hours", "hours, not minutes");
    finds("steps:\n  ai-103: {status: done, done: 2026-10-01, actual_hours: 1200}", "3:58 steps.ai-103.actual_hours", "so many hours");
    finds("steps:\n  git: {status: done, done: 2026-10-01, paid: 5}", "3:47 steps.git.paid", "only exams have a price");
    finds("log:\n  - {date: 2026-11-01, step: gti, time: 1h}", "3:30 log[0].step", "did you mean `git`?");
    finds("log:\n  - {date: 2027-11-01, step: git, time: 1h}", "3:12 log[0].date", "lies in the future");
    finds("log:\n  - {date: 2026-11-01, step: git}", "3:5 log[0]", "says nothing");
    finds(
        "log:\n  - {date: 2026-11-01, step: git, time: 20h}\n  - {date: 2026-11-01, step: sql, time: 5h}",
        "4:41 log[1].time",
        "24 hours",
    );
    let twice = "  - {date: 2026-11-01, step: git, time: 1h, note: again}\n".repeat(2);
    finds(&format!("log:\n{twice}"), "4:5 log[1]", "says the very same");
    finds("base: &base {status: doing}\nsteps:\n  git: {<<: *base}", "4:9 steps.git.<<", "write the keys out");
}

#[test]
fn a_wrong_year_accuses_no_neighbor() {
    for (year, part) in [
        ("2062", "of another year; was 2026-10-05 meant?"),
        ("2016", "of another year; was 2026-10-05 meant?"),
        ("2025", "months before all else; was 2026-10-05 meant?"),
    ] {
        let entry = |day: &str| format!("  - {{date: {day}, step: git, time: 1h}}\n");
        let log = ["2026-10-01", "2026-10-03", &format!("{year}-10-05"), "2026-10-07", "2026-10-09"].map(entry);
        finds(&format!("log:\n{}", log.concat()), "5:12 log[2].date", part);
    }
}

#[test]
fn what_is_well_is_silent() {
    for body in [
        "",
        "plan: {from: swe, except: [numpy], hours_per_week: 5-8, pauses: [2026-12-20..2026-12-31, 2027-01-01..2027-01-03]}\n",
        "steps: {git: {status: doing}, sql: {status: skipped}, numpy: {status: todo}}\n",
        "log:\n  - {date: 2026-11-01, step: git, time: 1h}\n  - {date: 2026-11-01, step: git, time: 1h}\n",
        "plan: {start: 2017-01-01}\n",
        "plan: {start: 2012-01-01}\nsteps: {git: {status: done, done: 2020-05-01}}\n",
        "log:\n  - {date: 2026-11-01, step: git, time: 1h}\n  - {date: 2017-06-02, note: a course}\n  - {date: 2026-11-03, step: git, time: 1h}\n",
        "mine: {doing: 1}\nsteps: {git: {status: done, done: 2026-10-01, actual_hours: 20, mood: fine}}\n",
    ] {
        let home = Home::new();
        home.write(format!("version: 1\n{body}"));
        let said = home.mlpath("check");
        assert_eq!((said.code, said.stdout.as_str(), said.stderr.as_str()), (Some(0), "", ""), "{body}");
    }
    let home = Home::new();
    for line in [
        "plan --from swe --pause 2026-12-01..2026-12-20 --pause 2026-12-10..2027-01-03 --save",
        "done numpy --hours 7",
        "log git 1h",
        "log git 1h",
        "skip tensorflow -m why",
        "start pandas",
        "reset numpy",
    ] {
        home.mlpath(line).ok();
        assert_eq!(findings(&home), [""; 0], "after {line}");
    }
}

#[test]
fn findings_show_the_line_and_point_at_the_place() {
    let home = Home::new();
    home.write("version: 1\nsteps:\n  pandsa: {status: doing} # soon\n");
    let said = home.mlpath("check").stdout;
    assert!(said.contains("    3 |   pandsa: {status: doing} # soon\n          ^\n  did you mean `pandas`?\n"), "{said}");
}

#[test]
fn a_newer_record_is_a_finding() {
    finds_newer("version: 2\nsteps: {git: {status: doing}}\n");
    finds_newer("# mine\nversion: 2\n");
}

#[track_caller]
fn finds_newer(content: &str) {
    let home = Home::new();
    home.write(content);
    let found = findings(&home);
    assert!(found.len() == 1 && found[0].contains("newer mlpath") && found[0].ends_with("update mlpath"), "{found:#?}");
}

#[cfg(unix)]
#[test]
fn what_everybody_may_write_is_a_finding() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.mlpath("done git").ok();
    let folder = home.file().parent().expect("a folder").to_owned();
    let give = |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    assert_eq!(findings(&home), [""; 0]);
    for (path, open, well) in [(home.file(), 0o606, 0o600), (folder, 0o707, 0o700)] {
        give(&path, open);
        let said = home.mlpath("check");
        let words = said.stdout.replace("\n  ", " ");
        assert!(said.code == Some(3) && words.contains("everybody on this system may write here"), "{said:#?}");
        assert_eq!(findings(&home).len(), 1);
        give(&path, 0o1000 | open);
        assert_eq!(findings(&home).len(), usize::from(path.is_file()), "in a sticky folder everybody writes but their own");
        give(&path, well);
    }
}
