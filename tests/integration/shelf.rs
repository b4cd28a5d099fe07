//! The reference shelf: every fact of the inventory has its place, every topic is a calm page, and
//! every figure can be followed to who says it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use mlpath::builtin;
use mlpath::roadmap::{Guide, Roadmap, Unit};

use crate::common::Home;

/// Facts that nothing carries, each with the reason.
const NOT_CARRIED: &[(&str, &str)] = &[];

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// Ids of all facts that the data carries: steps, certifications, backgrounds and levels by their
/// `covers`, entries and conflicts of the shelf by their own ids, guides as sources.
fn carried<'a>(roadmap: &'a Roadmap, shelf: &'a Guide) -> HashSet<&'a str> {
    let mut carried: HashSet<&str> = HashSet::new();
    carried.extend(roadmap.steps.iter().flat_map(|step| &step.about.covers).map(String::as_str));
    carried.extend(roadmap.certifications.iter().flat_map(|cert| &*cert.covers).map(String::as_str));
    carried.extend(roadmap.backgrounds.iter().flat_map(|ground| &ground.covers).map(String::as_str));
    carried.extend(roadmap.levels.iter().flat_map(|level| &level.covers).map(String::as_str));
    carried.extend(roadmap.sources.iter().map(|source| source.id.as_str()));
    let entries = shelf.topics.iter().flat_map(|topic| &*topic.sections).flat_map(|section| &section.entries);
    carried.extend(entries.flat_map(|entry| std::iter::once(&entry.id).chain(&entry.also)).map(String::as_str));
    carried.extend(shelf.skills.iter().map(|skill| skill.id.as_str()));
    carried.extend(shelf.conflicts.iter().map(|conflict| conflict.id.as_str()));
    carried
}

#[test]
fn every_fact_of_the_inventory_is_carried() {
    let carried = carried(builtin::roadmap(), builtin::guide());
    let systems: HashSet<&str> = systems().into_keys().collect();
    let excused: HashSet<&str> = NOT_CARRIED.iter().map(|(id, _)| *id).collect();
    let facts: Vec<&str> = lines(include_str!("../fixtures/fact-ids.txt")).collect();
    assert_eq!(facts.len(), 601);
    let missing: Vec<&&str> =
        facts.iter().filter(|id| !carried.contains(**id) && !systems.contains(**id) && !excused.contains(**id)).collect();
    assert!(missing.is_empty(), "nothing carries {missing:?}");
    let stale: Vec<&&str> = excused.iter().filter(|id| carried.contains(**id)).collect();
    assert!(stale.is_empty(), "carried after all: {stale:?}");
}

fn systems() -> BTreeMap<&'static str, &'static str> {
    lines(include_str!("../fixtures/systems.txt"))
        .map(|line| line.split_once(char::is_whitespace).map(|(id, home)| (id, home.trim())).expect("an id and its home"))
        .collect()
}

#[test]
fn what_readers_expect_has_a_home_or_a_reason() {
    let left_out = include_str!("../../docs/scope.md");
    let home = Home::new();
    let systems = systems();
    assert_eq!(systems.len(), 64);
    for (id, command) in systems {
        if command == "scope" {
            assert!(left_out.contains(&format!("<!-- {id} -->")), "docs/scope.md gives no reason for {id}");
        } else {
            let said = home.mlpath(command);
            assert!(said.code == Some(0) && said.stdout.lines().count() > 1 || command.ends_with("-n"), "{id}: {command}: {said:#?}");
        }
    }
}

/// One line for each id ever released: its kind and the id. Lines are only ever added.
fn ids_now() -> BTreeSet<String> {
    let roadmap = builtin::roadmap();
    let mut ids = BTreeSet::new();
    ids.extend(roadmap.stages.iter().map(|stage| format!("stage {}", stage.id)));
    ids.extend(roadmap.steps.iter().map(|step| format!("step {}", step.id)));
    ids.extend(roadmap.certifications.iter().map(|cert| format!("certification {}", cert.id)));
    ids.extend(roadmap.backgrounds.iter().map(|ground| format!("background {}", ground.id)));
    ids.extend(roadmap.resources.iter().map(|resource| format!("resource {}", resource.id)));
    ids.extend(roadmap.tracks.iter().map(|track| format!("track {}", track.id)));
    ids.extend(roadmap.levels.iter().map(|level| format!("level {}", level.id)));
    ids.extend(builtin::guide().topics.iter().map(|topic| format!("topic {}", topic.id)));
    ids
}

/// Whether an id of the past still names something.
fn resolves(line: &str) -> bool {
    let (kind, id) = line.split_once(' ').expect("a kind and an id");
    match kind {
        "track" | "level" => builtin::roadmap().goal(id).is_some(),
        "topic" => builtin::guide().topic(id).or_else(|| builtin::guide().topic(builtin::roadmap().todays_id(id)?)).is_some(),
        _ => builtin::roadmap().find(id).is_some(),
    }
}

#[test]
fn ids_are_permanent() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ids.lock");
    let locked: BTreeSet<String> = lines(&fs::read_to_string(&path).unwrap_or_default()).map(str::to_owned).collect();
    let gone: Vec<&String> = locked.iter().filter(|line| !resolves(line)).collect();
    assert!(gone.is_empty(), "released ids are gone; give what carries on an alias, or a line under `retired_ids:`: {gone:?}");
    let new: Vec<String> = ids_now().difference(&locked).cloned().collect();
    if std::env::var_os("UPDATE").is_some() {
        let all: Vec<String> = locked.union(&ids_now()).cloned().collect();
        let head = "# Every id ever released, with its kind. Lines are only ever added: UPDATE=1 cargo test ids_are_permanent\n";
        fs::write(&path, format!("{head}{}\n", all.join("\n"))).expect("the lock");
        return;
    }
    assert!(new.is_empty(), "new ids are not locked yet (UPDATE=1 cargo test ids_are_permanent): {new:?}");
}

#[test]
fn topics_are_calm_pages_at_any_width() {
    let home = Home::new();
    for topic in builtin::guide().topics.iter() {
        for width in ["60", "80"] {
            let said =
                home.command(crate::common::MLPATH).args(["guide", &topic.id]).env("COLUMNS", width).output().expect("mlpath starts");
            let text = String::from_utf8(said.stdout).expect("text");
            // An address stays whole, so that it can be copied.
            let is_address = |line: &&str| line.split(' ').any(|word| word.starts_with("https://"));
            let widest = text.lines().filter(|line| !is_address(line)).map(|line| line.chars().count()).max().unwrap_or_default();
            assert!(widest <= width.parse().expect("a number") && text.is_ascii(), "{} at {width}: {widest}", topic.id);
        }
        let lines = home.mlpath(&format!("guide {}", topic.id)).ok().lines().count();
        assert!((12..=80).contains(&lines), "{}: {lines} lines", topic.id);
    }
    assert!(home.mlpath("guide").ok().lines().count() <= 34);
}

#[test]
fn every_statement_names_who_says_it() {
    let home = Home::new();
    for topic in builtin::guide().topics.iter() {
        let document = home.mlpath(&format!("guide {} --json", topic.id)).json();
        let sources: Vec<&str> =
            document["source_details"].as_array().expect("sources").iter().filter_map(|source| source["id"].as_str()).collect();
        let sections = document["topic"]["sections"].as_array().expect("sections");
        for entry in sections.iter().flat_map(|section| section["entries"].as_array().expect("entries")) {
            let said_by = entry["basis"]["sources"].as_array().expect("sources");
            assert_eq!(said_by.is_empty(), entry["basis"]["grade"] == "estimate", "{entry}");
            assert_eq!(said_by.is_empty(), entry["basis"]["checked_on"].is_null(), "{entry}");
            assert!(said_by.iter().all(|source| source.as_str().is_some_and(|id| sources.contains(&id))), "{entry}");
        }
    }
}

#[test]
fn levels_begin_where_the_guides_say() {
    let shelf = builtin::guide();
    for level in &*builtin::roadmap().levels {
        let starts: Vec<f64> = level
            .years
            .iter()
            .map(|id| shelf.entry(id).unwrap_or_else(|| panic!("{}: no entry {id}", level.id)))
            .filter_map(|entry| entry.value)
            .filter(|value| value.unit == Unit::Years)
            .map(|value| value.low)
            .collect();
        let (low, high) = (level.reached_after.low, level.reached_after.high);
        if !starts.is_empty() && high > 0.0 {
            let least = starts.iter().copied().fold(f64::INFINITY, f64::min);
            assert!((least - low).abs() < 1e-9, "{}: begins after {low}, a guide says {least}", level.id);
            assert!(starts.iter().all(|start| *start <= high), "{}: {starts:?} beyond {high}", level.id);
        }
        for id in &level.pay {
            assert!(shelf.entry(id).is_some(), "{}: no entry {id}", level.id);
        }
    }
}

#[test]
fn one_source_alone_can_be_read() {
    let home = Home::new();
    let all = home.mlpath("guide salary --json").json();
    let one = home.mlpath("guide salary --source how-to --json").json();
    let count = |document: &serde_json::Value| -> usize {
        document["topic"]["sections"]
            .as_array()
            .expect("sections")
            .iter()
            .map(|section| section["entries"].as_array().map_or(0, Vec::len))
            .sum()
    };
    assert!(count(&one) > 3 && count(&one) < count(&all));
    let said = home.mlpath("guide salary --source howto");
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("did you mean: how-to"), "{}", said.stderr);
    let said = home.mlpath("guide marke");
    assert!(said.code == Some(2) && said.stderr.contains("did you mean: market"), "{}", said.stderr);
    let said = home.mlpath("show salary");
    assert!(said.code == Some(2) && said.stderr.contains("mlpath guide pay"), "{}", said.stderr);
}

#[test]
fn figures_are_all_sourced_and_age_is_told() {
    let home = Home::new();
    let document = home.mlpath("check --data --json").json();
    assert_eq!(document["findings"].as_array().map(Vec::len), Some(0));
    let stale = document["stale"].as_array().expect("stale").len();
    let figures = document["figures"].as_u64().expect("a number");
    assert!(figures > 900 && stale > 0 && (stale as u64) < figures);
    let grades: Vec<u64> = document["grades"].as_array().expect("grades").iter().filter_map(|grade| grade["figures"].as_u64()).collect();
    assert_eq!((grades.len(), grades.iter().sum::<u64>()), (5, figures), "each figure has one grade");
    let later = home.mlpath("check --data --json --today 2028-01-01").json();
    let aged = later["stale"].as_array().expect("stale");
    assert!(aged.len() > stale && aged.iter().any(|figure| figure["field"] == "offers"), "fees grow old");
    let never = ["hours", "reached_after", "portfolio_projects", "retired"];
    assert!(!aged.iter().any(|figure| never.contains(&figure["field"].as_str().unwrap_or_default())), "hours never do");
    assert!(home.mlpath("certs --today 2028-01-01").ok().contains("$200*"));
}

#[test]
fn hours_without_a_source_are_our_estimate() {
    let home = Home::new();
    let own = "roadmap: {id: mine, title: Mine, version: '1'}\nstages:\n  - id: one\n    title: One\n    steps:\n      - {id: first, title: First, hours: {low: 1, likely: 2, high: 3}}\n";
    fs::write(home.path().join("mine.yaml"), own).expect("a file");
    let said = home.mlpath("check --data --roadmap mine.yaml");
    assert_eq!(said.code, Some(0), "{said:#?}");
    assert!(said.stdout.contains("1  estimate"), "{}", said.stdout);
}
