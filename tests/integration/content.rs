//! The built-in roadmap as a reader expects it: complete, sourced, dated and written with care.
//! What must hold for any roadmap is the gate's business; this is about ours.

use std::collections::HashSet;

use mlpath::builtin;
use mlpath::roadmap::{ExamState, Grade, Importance, Item, Kind, Roadmap, Step};

fn path_steps(roadmap: &Roadmap) -> Vec<&Step> {
    roadmap.steps.iter().filter(|step| step.importance.is_on_path()).collect()
}

#[test]
fn six_stages_of_sixty_to_eighty_core_steps() {
    let roadmap = builtin::roadmap();
    let stages: Vec<&str> = roadmap.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, ["programming", "data-analysis", "machine-learning", "deep-learning", "projects", "mlops", "specialisation"]);
    assert_eq!(roadmap.path_stages(), 6, "the specialisations lie beyond job-ready");
    let core = path_steps(roadmap).len();
    assert!((60..=80).contains(&core), "{core} steps on the path");
}

#[test]
fn every_skill_the_guides_ask_for_has_a_step() {
    let roadmap = builtin::roadmap();
    let carried: HashSet<&str> = roadmap.steps.iter().flat_map(|step| &step.covers).map(String::as_str).collect();
    let facts = include_str!("../fixtures/facts.txt");
    let missing: Vec<&str> = facts.lines().filter(|line| !line.starts_with('#')).filter(|fact| !carried.contains(fact)).collect();
    assert!(missing.is_empty(), "no step carries {missing:?}");
}

#[test]
fn every_step_is_whole() {
    for step in &builtin::roadmap().steps {
        let id = &step.id;
        assert!((2..=4).contains(&step.done_when.len()), "{id}: done when");
        assert!((4..=8).contains(&step.topics.len()), "{id}: topics");
        assert!((1..=4).contains(&step.resources.len()), "{id}: resources");
        assert!(!step.sources.is_empty() && !step.hours.sources.is_empty(), "{id}: sources");
        assert!(step.hours.checked_on.is_some(), "{id}: its hours are dated");
        assert!(
            (3.0..=60.0).contains(&step.hours.likely) || step.importance > Importance::Recommended,
            "{id}: {} hours",
            step.hours.likely
        );
        for sentence in step.done_when.iter().chain([&step.purpose]) {
            assert!(sentence.ends_with('.') && sentence.is_ascii() && sentence.len() <= 210, "{id}: {sentence}");
        }
        for vague in ["understand", "be familiar", "know how", "be aware"] {
            assert!(step.done_when.iter().all(|sentence| !sentence.to_lowercase().contains(vague)), "{id}: {vague} cannot be checked");
        }
    }
}

#[test]
fn each_step_begins_with_something_free() {
    let roadmap = builtin::roadmap();
    for step in &roadmap.steps {
        let first = &roadmap.resources[step.resources[0]];
        let free = first.price.as_ref().is_some_and(|price| price.usd.to_decimal() == 0.0);
        assert!(free, "{}: {} is not free", step.id, first.id);
    }
}

#[test]
fn the_six_portfolio_projects_are_steps_of_stage_five() {
    let roadmap = builtin::roadmap();
    for id in
        ["fraud-detection", "recommendation-engine", "churn-predictor", "resume-screening", "image-platform", "predictive-maintenance"]
    {
        let Some(Item::Step(at)) = roadmap.find(id) else { panic!("no step {id}") };
        assert_eq!((roadmap.steps[at].stage, roadmap.steps[at].kind), (4, Kind::Project), "{id}");
    }
}

#[test]
fn backgrounds_answer_to_what_people_type() {
    let roadmap = builtin::roadmap();
    for (typed, id) in [
        ("none", "none"),
        ("beginner", "none"),
        ("swe", "swe"),
        ("software-engineer", "swe"),
        ("ds", "data-science"),
        ("data-scientist", "data-science"),
        ("data-science", "data-science"),
        ("researcher", "research"),
        ("SWE", "swe"),
    ] {
        assert_eq!(roadmap.background(typed).map(|background| background.id.as_str()), Some(id), "{typed}");
    }
}

#[test]
fn certifications_are_as_of_november_2026() {
    let roadmap = builtin::roadmap();
    let path: Vec<&str> = roadmap.certifications.iter().filter(|cert| cert.path.is_some()).map(|cert| cert.id.as_str()).collect();
    assert_eq!(path, ["google-ml-engineer", "aws-ml-specialty", "azure-ai-engineer", "google-data-engineer"]);
    for (typed, state) in [
        ("mls-c01", ExamState::Retired),
        ("ai-102", ExamState::Retired),
        ("mla-c02", ExamState::Beta),
        ("ai-103", ExamState::Active),
        ("google-ml-engineer", ExamState::Active),
    ] {
        assert_eq!(roadmap.certification(typed).map(|cert| cert.status.is), Some(state), "{typed}");
    }
    for cert in &roadmap.certifications {
        assert_eq!(cert.status.is == ExamState::Retired, !cert.successors.is_empty(), "{}: a retired one names what replaces it", cert.id);
        for (_, figure) in cert.figures() {
            let basis = figure.provenance();
            assert!(basis.grade == Grade::Unconfirmed || basis.checked_on.is_some(), "{}: a figure without a date", cert.id);
        }
    }
}

#[test]
fn no_figure_is_dated_after_its_sources() {
    let roadmap = builtin::roadmap();
    let newest = |ids: &[String]| ids.iter().filter_map(|id| roadmap.source(id)).map(|source| source.date).max();
    for cert in &roadmap.certifications {
        for (_, figure) in cert.figures() {
            let basis = figure.provenance();
            assert!(basis.checked_on <= newest(basis.sources), "{}: {basis:?}", cert.id);
        }
    }
}

#[test]
fn every_source_is_used() {
    let roadmap = builtin::roadmap();
    let mut used: HashSet<&String> = HashSet::new();
    let certs: Vec<_> = roadmap.certifications.iter().flat_map(mlpath::roadmap::Certification::figures).collect();
    used.extend(certs.iter().flat_map(|(_, figure)| figure.provenance().sources));
    used.extend(roadmap.certifications.iter().flat_map(|cert| &cert.sources));
    used.extend(roadmap.steps.iter().flat_map(|step| step.sources.iter().chain(&step.hours.sources)));
    used.extend(roadmap.backgrounds.iter().flat_map(|background| &background.sources));
    for resource in &roadmap.resources {
        used.extend(resource.price.iter().flat_map(|price| &price.sources));
        used.extend(resource.hours.iter().flat_map(|hours| &hours.sources));
    }
    let notes: String = roadmap.certifications.iter().flat_map(|cert| &cert.notes).cloned().collect();
    let idle: Vec<&str> = roadmap
        .sources
        .iter()
        .map(|source| source.id.as_str())
        .filter(|id| !used.iter().any(|used| used == id) && !notes.contains(id))
        .collect();
    assert!(idle.is_empty(), "nothing rests on {idle:?}");
}

#[test]
fn every_resource_is_used() {
    let roadmap = builtin::roadmap();
    let used: HashSet<usize> = roadmap.steps.iter().flat_map(|step| step.resources.iter().copied()).collect();
    let idle: Vec<&str> =
        roadmap.resources.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, resource)| resource.id.as_str()).collect();
    assert!(idle.is_empty(), "no step uses {idle:?}");
}
