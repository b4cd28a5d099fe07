//! The built-in roadmap as a reader expects it: complete, sourced, dated and written with care.
//! What must hold for any roadmap is the gate's business; this is about ours.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use mlpath::builtin;
use mlpath::dates::date;
use mlpath::roadmap::{CarriesFigures, ExamState, Grade, Importance, Item, Kind, ResourceKind, Roadmap, Step, audit};

fn path_steps(roadmap: &Roadmap) -> Vec<&Step> {
    roadmap.steps.iter().filter(|step| step.importance.is_on_path()).collect()
}

#[test]
fn six_stages_of_sixty_to_ninety_core_steps() {
    let roadmap = builtin::roadmap();
    let stages: Vec<&str> = roadmap.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, ["programming", "data-analysis", "machine-learning", "deep-learning", "projects", "mlops", "specialization"]);
    assert_eq!(roadmap.path_stages(), 6, "the specializations lie beyond job-ready");
    let core = path_steps(roadmap).len();
    assert!((60..=90).contains(&core), "{core} steps on the path");
}

#[test]
fn every_skill_the_guides_ask_for_has_a_step() {
    let roadmap = builtin::roadmap();
    let carried: HashSet<&str> = roadmap.steps.iter().flat_map(|step| &step.about.covers).map(String::as_str).collect();
    let facts = include_str!("../fixtures/facts.txt");
    let missing: Vec<&str> = facts.lines().filter(|line| !line.starts_with('#')).filter(|fact| !carried.contains(fact)).collect();
    assert!(missing.is_empty(), "no step carries {missing:?}");
}

#[test]
fn every_step_is_whole() {
    for step in &builtin::roadmap().steps {
        let id = &step.id;
        assert!((4..=5).contains(&step.about.done_when.len()), "{id}: a headline and three or four more");
        assert!(step.about.done_when[0].text.starts_with("You can "), "{id}: the headline says what one can do");
        assert!(step.about.done_when.iter().all(|criterion| criterion.text.split_whitespace().count() < 30), "{id}: long criteria");
        assert!((4..=8).contains(&step.about.topics.len()), "{id}: topics");
        assert!((1..=5).contains(&step.about.resources.len()), "{id}: resources");
        assert_eq!(
            step.hours.basis.checked_on.is_some(),
            step.hours.grade() == Grade::Derived,
            "{id}: what is derived is dated, an estimate is not"
        );
        assert!(
            (3.0..=60.0).contains(&step.hours.likely) || step.importance > Importance::Recommended,
            "{id}: {} hours",
            step.hours.likely
        );
        for sentence in step.about.done_when.iter().map(|criterion| &criterion.text).chain([&step.about.purpose]) {
            assert!(sentence.ends_with('.') && sentence.is_ascii() && sentence.len() <= 210, "{id}: {sentence}");
        }
        for vague in ["understand", "be familiar", "know how", "be aware"] {
            assert!(
                step.about.done_when.iter().all(|criterion| !criterion.text.to_lowercase().contains(vague)),
                "{id}: {vague} cannot be checked"
            );
        }
    }
}

#[test]
fn each_step_begins_with_something_free_that_teaches() {
    let roadmap = builtin::roadmap();
    for step in &roadmap.steps {
        let first = &roadmap.resources[step.about.resources[0].id];
        let free = first.price.as_ref().is_some_and(|price| price.usd.to_decimal() == 0.0);
        assert!(free, "{}: {} is not free", step.id, first.id);
        assert!(first.kind.is_some_and(ResourceKind::teaches), "{}: {} does not teach", step.id, first.id);
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
        ("analyst", "analyst"),
        ("data-engineer", "data-engineer"),
        ("sre", "devops"),
        ("student", "cs-student"),
        ("statistician", "physics-statistics"),
        ("physicist", "physics-statistics"),
        ("bootcamp", "bootcamp"),
        ("frontend", "web-mobile"),
    ] {
        assert_eq!(roadmap.background(typed).map(|background| background.id.as_str()), Some(id), "{typed}");
    }
}

#[test]
fn certifications_are_as_of_november_2026() {
    let roadmap = builtin::roadmap();
    let path: Vec<&str> = roadmap.certifications.iter().filter(|cert| cert.path.is_some()).map(|cert| cert.id.as_str()).collect();
    assert_eq!(path, ["google-ml-engineer", "aws-ml-specialty", "azure-ai-engineer", "google-data-engineer"]);
    for (typed, day, state) in [
        ("mls-c01", date(2026, 11, 26), ExamState::Retired),
        ("mls-c01", date(2026, 3, 31), ExamState::Active),
        ("ai-102", date(2026, 11, 26), ExamState::Retired),
        ("mla-c02", date(2026, 11, 26), ExamState::Beta),
        ("mla-c02", date(2027, 2, 1), ExamState::Active),
        ("ai-103", date(2026, 11, 26), ExamState::Active),
        ("google-ml-engineer", date(2026, 11, 26), ExamState::Active),
    ] {
        assert_eq!(roadmap.certification(typed).map(|cert| cert.state_on(day)), Some(state), "{typed} on {day}");
    }
}

#[test]
fn every_figure_can_be_followed_or_is_called_our_estimate() {
    let found = audit(builtin::roadmap(), builtin::guide(), date(2026, 11, 27));
    let faults: Vec<_> = found.iter().filter_map(|figure| Some((&figure.id, figure.field, figure.fault.as_ref()?))).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(found.iter().all(|figure| (figure.grade == Grade::Estimate) == figure.checked_on.is_none()));
}

#[test]
fn every_source_can_be_opened() {
    for source in builtin::roadmap().sources.iter() {
        assert!(source.url.is_some() || source.page.is_some(), "{}: no address and no page of a book", source.id);
        assert!(!source.by.is_empty() && source.read_on <= date(2026, 11, 27), "{}: by whom, and read when", source.id);
    }
}

#[test]
fn every_source_is_used() {
    let roadmap = builtin::roadmap();
    let guide = builtin::guide();
    let mut used: HashSet<String> = HashSet::new();
    let mut rest_on = |item: &dyn CarriesFigures| {
        item.for_each_figure(&mut |_, figure| used.extend(figure.provenance().sources.iter().map(|id| (*id).to_owned())));
    };
    roadmap.steps.iter().for_each(|step| rest_on(step));
    roadmap.certifications.iter().for_each(|cert| rest_on(cert));
    roadmap.resources.iter().for_each(|resource| rest_on(resource));
    roadmap.levels.iter().for_each(|level| rest_on(level));
    guide.entries().for_each(|entry| rest_on(entry));
    used.extend(guide.entries().flat_map(|entry| entry.sources.iter().cloned()));
    used.extend(guide.facts.iter().flat_map(|fact| fact.sources.iter().cloned()));
    used.extend(roadmap.certifications.iter().flat_map(|cert| cert.sources.iter().cloned()));
    used.extend(roadmap.steps.iter().flat_map(|step| step.about.sources.iter().cloned()));
    let notes: String = roadmap.certifications.iter().flat_map(|cert| &*cert.notes).cloned().collect();
    let idle: Vec<&str> =
        roadmap.sources.iter().map(|source| source.id.as_str()).filter(|id| !used.contains(*id) && !notes.contains(id)).collect();
    assert!(idle.is_empty(), "nothing rests on {idle:?}");
}

#[test]
fn every_resource_is_used() {
    let roadmap = builtin::roadmap();
    let used: HashSet<usize> = roadmap.steps.iter().flat_map(|step| step.about.resources.iter().map(|used| used.id)).collect();
    let idle: Vec<&str> =
        roadmap.resources.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, resource)| resource.id.as_str()).collect();
    assert!(idle.is_empty(), "no step uses {idle:?}");
}

/// Letters of criteria that were ever released, one line a step: `id abc`, with those that went after a minus.
#[test]
fn letters_of_criteria_are_never_reused() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/criteria.lock");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let locked: BTreeMap<String, (String, String)> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (id, letters) = line.split_once(' ')?;
            let (used, gone) = letters.split_once('-').unwrap_or((letters, ""));
            Some((id.to_owned(), (used.to_owned(), gone.to_owned())))
        })
        .collect();
    let mut now = locked.clone();
    for step in &builtin::roadmap().steps {
        let letters: String = step.about.done_when.iter().map(|criterion| criterion.letter).collect();
        let (used, gone) = now.entry(step.id.to_owned()).or_default();
        let again: Vec<char> = letters.chars().filter(|letter| gone.contains(*letter)).collect();
        assert!(again.is_empty(), "{}: the letters {again:?} meant something else once", step.id);
        let lost: String = used.chars().filter(|letter| !letters.contains(*letter)).collect();
        gone.push_str(&lost);
        *used = letters;
    }
    if std::env::var_os("UPDATE").is_some() {
        let head =
            "# Letters of the criteria of each step; after a minus those that are gone for good. UPDATE=1 cargo test letters_of_criteria\n";
        let line = |(id, (used, gone)): (&String, &(String, String))| {
            if gone.is_empty() { format!("{id} {used}\n") } else { format!("{id} {used}-{gone}\n") }
        };
        fs::write(&path, head.to_owned() + &now.iter().map(line).collect::<String>()).expect("the lock");
        return;
    }
    assert_eq!(now, locked, "criteria came or went (UPDATE=1 cargo test letters_of_criteria)");
}

#[test]
fn a_beginner_meets_a_first_model_within_a_hundred_hours() {
    let roadmap = builtin::roadmap();
    let first = roadmap.step("first-model").expect("a first model");
    let hours: f64 = roadmap.steps[..=first].iter().filter(|step| step.importance.is_on_path()).map(|step| step.hours.likely).sum();
    assert!(hours <= 100.0, "{hours} likely hours up to and with the first model, in study order");
}

#[test]
fn job_search_comes_last_on_the_path() {
    let roadmap = builtin::roadmap();
    let last = roadmap.steps.iter().rfind(|step| step.importance.is_on_path()).map(|step| step.id.as_str());
    assert_eq!(last, Some("job-search"));
}

#[test]
fn every_skill_of_the_guides_is_in_the_matrix() {
    let skills = &builtin::guide().skills;
    assert_eq!(skills.len(), 113);
    assert!(skills.iter().all(|skill| !skill.ratings.is_empty()));
}
