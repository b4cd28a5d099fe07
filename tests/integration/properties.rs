//! Laws that hold for all inputs.

use mlpath::builtin;
use mlpath::dates::Date;
use mlpath::planning::forecast::pace::Pace;
use mlpath::planning::forecast::{ForecastInput, forecast};
use mlpath::planning::next::suggestions;
use mlpath::planning::standing::Standing;
use mlpath::posting::Reader;
use mlpath::progress::document::{read, write};
use mlpath::progress::{LogEntry, Mark, Profile, Progress, Status};
use mlpath::roadmap::{self, SourceText, Terms};
use mlpath::units::{StudyTime, Usd, WeeklyHours};
use proptest::prelude::*;

const IDS: [&str; 8] = ["git", "sql", "numpy", "pandas", "my-own-step", "google-ml-engineer", "c++: odd #1", "数学"];

/// Something a learner does.
#[derive(Debug, Clone)]
enum Act {
    Mark(usize, Status, u8, Option<f64>),
    Log(usize, u8, Option<u16>, Option<String>),
    Plan(Option<&'static str>, Vec<usize>, Option<f64>),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let status = prop::sample::select(Status::ALL.to_vec());
    let hours = prop::option::of((1_u32..400).prop_map(|quarters| f64::from(quarters) / 4.0));
    let note = prop::option::of(prop_oneof![
        "[ -~]{1,40}",
        "[a-zäöü数 #:'\"\\-\\n]{1,20}",
        Just("null".to_owned()),
        Just("1e3".to_owned()),
        Just("- x: y".to_owned())
    ]);
    let act = prop_oneof![
        (0..IDS.len(), status, 1_u8..28, hours.clone()).prop_map(|(id, status, day, hours)| Act::Mark(id, status, day, hours)),
        (0..IDS.len(), 1_u8..28, prop::option::of(1_u16..600), note).prop_map(|(id, day, minutes, note)| Act::Log(id, day, minutes, note)),
        (prop::option::of(prop::sample::select(vec!["swe", "none", "research"])), prop::collection::vec(0..IDS.len(), 0..3), hours)
            .prop_map(|(from, except, hours)| Act::Plan(from, except, hours)),
    ];
    prop::collection::vec(act, 1..12)
}

fn day(day: u8) -> Date {
    mlpath::dates::date(2026, 10, day)
}

fn carry_out(progress: &mut Progress, act: &Act) {
    match act {
        Act::Mark(id, status, on, hours) => {
            progress.mark(IDS[*id], Mark { status: *status, on: day(*on), moves_day: false, hours: *hours });
        }
        Act::Log(id, on, minutes, note) => {
            let time = minutes.and_then(|minutes| StudyTime::from_hours(f64::from(minutes) / 60.0));
            progress.log.push(LogEntry { date: day(*on), step: Some(IDS[*id].to_owned()), time, note: note.clone(), link: None });
        }
        Act::Plan(from, except, hours) => {
            let except = except.iter().map(|id| IDS[*id].to_owned()).collect();
            progress.profile = Profile {
                from: from.map(str::to_owned),
                goals: hours.map(|_| "llm".to_owned()).into_iter().collect(),
                by: hours.map(|_| day(27)),
                budget: hours.and_then(Usd::from_decimal),
                except,
                hours_per_week: hours.and_then(WeeklyHours::exactly),
                start: None,
                pauses: Vec::new(),
                earlier_hours: Vec::new(),
                updated: None,
            };
        }
    }
}

/// Files as people leave them: with comments, unknown keys, and in many styles.
fn starting_texts() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "# only words\n",
        "version: 1\n",
        "---\nversion: 1 # one\n\n# between\nsteps:\n  # a\n  git: # b\n    status: doing # c\n    mine: [1,  2] # d\n# end\n",
        "version: 1\nsteps: {git: {status: done, done: 2026-01-01}} # flow\nlog: [] # none\n",
        "version: 1\r\nsteps:\r\n  git:\r\n    status: done # x\r\nlog:\r\n- date: 2026-01-01\r\n  step: git\r\n  note: old # y\r\n",
        "log:\n- {date: 2026-01-01, step: sql, time: 2h}\nversion: 1\nextra: |\n  kept # not a comment\n  as it is\nsteps:\n",
        "'version': 1\n\"steps\":\n    'sql':\n        status: 'todo'\n",
    ])
}

/// The comments of the starting texts, all of which must stay.
fn comments(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.split_once("# ").map(|(_, comment)| format!("# {}", comment.trim_end()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a learner does, the file says exactly that, keeps every comment, and can be taken back.
    #[test]
    fn a_file_says_what_was_done_and_keeps_its_comments(text in starting_texts(), acts in acts()) {
        let first = read(text.as_bytes()).expect("a starting text reads");
        let (mut text_now, mut progress) = (text.to_owned(), first.clone());
        for act in &acts {
            let mut after = progress.clone();
            carry_out(&mut after, act);
            let edited = write(&text_now, &progress, &after);
            prop_assert!(edited.is_ok(), "{:?} refused {:?}:\n{}", edited, act, text_now);
            let edited = edited.unwrap_or_default();
            prop_assert_eq!(&read(edited.as_bytes()).expect("it reads back"), &after);
            for comment in comments(text) {
                prop_assert!(edited.contains(&comment), "{:?} lost {}:\n{}\n->\n{}", act, comment, text_now, edited);
            }
            (text_now, progress) = (edited, after);
        }
        if let Ok(back) = write(&text_now, &progress, &first) {
            prop_assert_eq!(read(back.as_bytes()).expect("it reads back"), first);
        }
    }

    /// Any bytes as a record: an answer or an error, never a panic.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    /// Any small damage to a good record: an answer or an error, never a panic.
    #[test]
    fn any_damage_is_read_or_refused(at in 0_usize..300, with in "[\\x00-\\x7f]{0,3}") {
        let good = "# mine\nversion: 1\nplan: {from: swe, except: [git]}\nsteps:\n  git:\n    status: done\n    done: 2026-10-01\nlog:\n  - {date: 2026-10-01, step: git, time: 1h, note: 'a: b'}\n";
        let at = at % good.len();
        let damaged = format!("{}{with}{}", &good[..at], &good[at + 1..]);
        if let Ok(progress) = read(damaged.as_bytes()) {
            let mut after = progress.clone();
            after.mark("sql", Mark { status: Status::Done, on: day(1), moves_day: false, hours: None });
            if let Ok(edited) = write(&damaged, &progress, &after) {
                prop_assert_eq!(read(edited.as_bytes()).expect("it reads back"), after);
            }
        }
    }

    /// Marks in any order: the sums agree, nothing locked is suggested, and finishing a step
    /// never moves the even or the 85 % day later.
    #[test]
    fn standing_and_forecast_agree(marks in prop::collection::vec((0..builtin::roadmap().steps.len(), prop::sample::select(Status::ALL.to_vec())), 0..60), finish in 0..builtin::roadmap().steps.len()) {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        for (step, status) in marks {
            progress.mark(&roadmap.steps[step].id, Mark { status, on: day(1), moves_day: false, hours: None });
        }
        let standing = Standing::new(roadmap, &progress, &Profile::default(), day(28));
        let totals = standing.totals();
        prop_assert_eq!(totals.total, totals.todo + totals.doing + totals.done + totals.skipped);
        prop_assert!(suggestions(&standing, None).iter().all(|suggestion| standing.steps[suggestion.step].ready || standing.steps[suggestion.step].status == Status::Doing));
        let before = forecast(&ForecastInput::path(&standing, Pace::prior(10.0), day(1))).expect("within a century");
        let mut after = progress.clone();
        let id = &roadmap.steps[finish].id;
        let was_path = standing.steps[finish].counted;
        after.mark(id, Mark { status: Status::Done, on: day(2), moves_day: false, hours: None });
        let standing = Standing::new(roadmap, &after, &Profile::default(), day(28));
        let after = forecast(&ForecastInput::path(&standing, Pace::prior(10.0), day(1))).expect("within a century");
        if let (Some(before), Some(after), true) = (before, after, was_path) {
            prop_assert!(before.finish.p10 <= before.finish.p50 && before.finish.p50 <= before.finish.p85 && before.finish.p85 <= before.finish.p90);
            prop_assert!(after.finish.p50 <= before.finish.p50 && after.finish.p85 <= before.finish.p85, "{}", id);
        }
    }

    /// Any text as a job posting: what is found stands in the text, once for each thing or choice of things.
    #[test]
    fn any_posting_is_read(text in "(\\PC|[\n\t <>/]|Python|C\\+\\+|Requirements:|nice to have){0,60}") {
        let terms = &Terms::from(builtin::guide().terms.iter().take(80).cloned().collect::<Vec<_>>());
        let found = Reader::new(terms).read(&text).mentions;
        let mut seen = std::collections::HashSet::new();
        for mention in &found {
            prop_assert!(seen.insert(mention.any_of.clone()), "{} twice", mention.phrase);
            prop_assert!(!mention.phrase.is_empty() && mention.line >= 1);
        }
    }

    /// Any small damage to a good overlay: a whole roadmap or findings, never a panic.
    #[test]
    fn any_overlay_is_laid_or_refused(at in 0_usize..400, with in "(\\PC|\n){0,3}") {
        let good = "stages:\n  - id: data-analysis\n    steps:\n      - id: pandas\n        hours: {low: 5, likely: 6, high: 9}\n      - id: polars\n        title: Polars\n        requires: [pandas]\n        hours: {low: 2, likely: 4, high: 8}\nretired_ids:\n  - {id: frames, replaced_by: [pandas], since: '2'}\n";
        let at = at % good.len();
        let damaged = format!("{}{with}{}", &good[..at], &good[at + 1..]);
        let roadmap = builtin::roadmap();
        match roadmap::apply_overlay(roadmap, builtin::guide, SourceText { name: "overlay", text: &damaged }) {
            Ok(content) => prop_assert!(content.roadmap.steps.len() >= roadmap.steps.len()),
            Err(findings) => prop_assert!(!findings.is_empty()),
        }
    }
}
