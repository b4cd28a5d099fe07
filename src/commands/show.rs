//! `mlpath show`: a step, stage, certification, background or resource in full.

use std::collections::HashMap;

use serde::Serialize;

use crate::cli::ShowArgs;
use crate::dates::Date;
use crate::error::Error;
use crate::order;
use crate::planning::standing::Standing;
use crate::roadmap::{Goal, Item, Resource, Roadmap, Term};
use crate::view::{Head, Line, Page, Show};

use super::{Input, Outcome};
use crate::answers::background::BackgroundDocument;
use crate::answers::basis::{BasisDocument, SourceDocument, say_freshness, say_sources_or_none, sources_of};
use crate::answers::certification::CertDocument;
use crate::answers::certification_page::say_certification;
use crate::answers::goal::{LevelDocument, TrackDocument};
use crate::answers::resource::{ResourceDocument, resource_line};
use crate::answers::stage::StageDocument;
use crate::answers::step::StepDocument;
use crate::answers::term::TermDocument;
use crate::resolve::{ids, names};

/// Runs the command.
pub(crate) fn run(args: &ShowArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let standing = input.learner.standing();
    let (ids, items) = shown(args, input, &standing)?.into_iter().unzip();
    let document = ShowDocument {
        head: Head::new("mlpath/show/v1", input.learner.roadmap, input.learner.today),
        items,
        ids,
        with_sources: args.sources,
    };
    Ok(Outcome::answer(document))
}

/// Everything asked for, by its id, in the order typed. An id may name a track or level besides, or instead.
fn shown(args: &ShowArgs, input: &Input<'_>, standing: &Standing<'_>) -> Result<Vec<(String, Shown)>, Error> {
    let roadmap = input.learner.roadmap;
    let is_goal = |id: &&String| input.learner.roadmap.goal(id).is_some_and(|goal| goal != Goal::JobReady);
    let only_goal = |id: &String| is_goal(&id) && input.learner.roadmap.find(id).is_none();
    let term = |id: &String| shown_as_term(input, id);
    let items: Vec<String> = args.ids.iter().filter(|id| !only_goal(id) && term(id).is_none()).cloned().collect();
    let terms = args
        .ids
        .iter()
        .filter(|id| !only_goal(id))
        .filter_map(term)
        .map(|term| (term.id.clone(), Shown::Term(TermDocument::new(input.learner, term))));
    let items = ids::showable(input.learner.roadmap, input.guide, &items)?;
    let goals = args.ids.iter().filter(is_goal).filter_map(|id| match input.learner.roadmap.goal(id)? {
        Goal::JobReady | Goal::Exam(_) => None,
        Goal::Track(at) => Some((roadmap.tracks[at].id.clone(), Shown::Track(TrackDocument::new(standing, at)))),
        Goal::Level(at) => {
            let level = &roadmap.levels[at];
            Some((level.id.clone(), Shown::Level(Box::new(LevelDocument::new(input.learner, input.guide, level)))))
        }
    });
    let items = items.into_iter().map(|item| (roadmap.id_of(item).to_owned(), Shown::new(input, standing, item)));
    let mut all: Vec<(String, Shown)> = items.chain(goals).chain(terms).collect();
    if all.len() > 1 {
        let mut places: HashMap<String, usize> = HashMap::new();
        for (at, word) in args.ids.iter().enumerate() {
            for id in ids_named_by(input, word) {
                places.entry(id).or_insert(at);
            }
        }
        order::sort_by_cached_key(&mut all, |(id, _)| places.get(id).copied());
    }
    Ok(all)
}

/// The ids of what a word names: a thing, a goal, a term.
fn ids_named_by(input: &Input<'_>, word: &str) -> impl Iterator<Item = String> {
    let roadmap = input.learner.roadmap;
    let item = names::readable(roadmap, input.guide, word).map(|item| roadmap.id_of(item).to_owned());
    let goal = roadmap.goal(word).map(|goal| roadmap.goal_id(goal).to_owned());
    [item, goal, shown_as_term(input, word).map(|term| term.id.clone())].into_iter().flatten()
}

/// The term a word names, where that is to be shown and not a step: one that is recorded, that one of several steps teaches, or
/// that a step teaches beside others of its kind.
fn shown_as_term<'a>(input: &Input<'a>, word: &str) -> Option<&'a Term> {
    let roadmap = input.learner.roadmap;
    let term = names::exact(roadmap, word).is_none().then(|| names::term(roadmap, input.guide?, word)).flatten()?;
    let is_a_step = names::markable_of(roadmap, term).is_some();
    let teaches_it_alone = !term.one_of && names::learned_with(roadmap, term).len() == 1;
    (!is_a_step && (input.learner.tool(term).is_some() || !teaches_it_alone)).then_some(term)
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ShowDocument {
    #[serde(flatten)]
    head: Head,
    items: Vec<Shown>,
    #[serde(skip)]
    ids: Vec<String>,
    #[serde(skip)]
    with_sources: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
enum Shown {
    Step(Box<StepDocument>),
    Stage(StageDocument),
    Certification(Box<CertDocument>),
    Background(BackgroundDocument),
    Resource(ShownResource),
    Track(TrackDocument),
    Level(Box<LevelDocument>),
    Term(TermDocument),
}

/// A resource with its sources in full.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ShownResource {
    #[serde(flatten)]
    resource: ResourceDocument,
    source_details: Vec<SourceDocument>,
}

impl ShownResource {
    fn new(roadmap: &Roadmap, resource: &Resource, today: Date) -> ShownResource {
        let resource = ResourceDocument::new(resource, today);
        let sources: Vec<&String> = resource.bases().iter().flat_map(|basis| &basis.sources).collect();
        let details = sources_of(roadmap, &sources);
        ShownResource { resource, source_details: details }
    }
}

impl Shown {
    fn new(input: &Input<'_>, standing: &Standing<'_>, item: Item) -> Shown {
        let roadmap = input.learner.roadmap;
        match item {
            Item::Step(at) => Shown::Step(Box::new(StepDocument::new(input.learner, standing, at))),
            Item::Stage(at) => Shown::Stage(StageDocument::new(standing, at, &roadmap.stages[at])),
            Item::Certification(at) => Shown::Certification(Box::new(CertDocument::new(input.learner, &roadmap.certifications[at]))),
            Item::Background(at) => Shown::Background(BackgroundDocument::new(roadmap, &roadmap.backgrounds[at])),
            Item::Resource(at) => Shown::Resource(ShownResource::new(roadmap, &roadmap.resources[at], input.learner.today)),
        }
    }

    /// What its figures rest on.
    fn bases(&self) -> Vec<&BasisDocument> {
        match self {
            Shown::Step(step) => step.bases(),
            Shown::Certification(cert) => cert.basis.all().collect(),
            Shown::Resource(shown) => shown.resource.bases(),
            Shown::Level(level) => level.bases(),
            Shown::Stage(_) | Shown::Background(_) | Shown::Track(_) | Shown::Term(_) => Vec::new(),
        }
    }
}

impl Show for ShowDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for (at, item) in self.items.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            match item {
                Shown::Step(step) => step.say(&mut page, self.head.today, self.with_sources),
                Shown::Stage(stage) => stage.say(&mut page, self.with_sources),
                Shown::Certification(cert) => say_certification(&mut page, cert, self.with_sources),
                Shown::Background(background) => background.say(&mut page, self.with_sources),
                Shown::Resource(shown) => {
                    page.line(Line::new().code(shown.resource.id()));
                    page.indented(2, resource_line(&shown.resource, true));
                    if self.with_sources {
                        say_sources_or_none(&mut page, &shown.source_details, "no source states a price or a length.");
                    }
                }
                Shown::Track(track) => track.say(&mut page, self.with_sources),
                Shown::Level(level) => level.say(&mut page, self.head.today, self.with_sources),
                Shown::Term(term) => term.say(&mut page),
            }
        }
        say_freshness(&mut page, self.items.iter().flat_map(Shown::bases));
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.ids.clone()
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<ShowDocument>("show")
}

#[cfg(test)]
mod tests {
    use crate::dates::date;
    use serde_json::{Value, json};

    use crate::commands::testing::{Setting, TODAY};
    use crate::error::Exit;
    use crate::progress::Status;

    #[test]
    fn everything_named_is_shown_in_the_order_typed() {
        let answer = Setting::new().run("show new-exam shell robot-track senior swe basics shell-course");
        let kinds: Vec<&str> = answer.json["items"].as_array().into_iter().flatten().filter_map(|item| item["type"].as_str()).collect();
        assert_eq!(kinds, ["certification", "step", "track", "level", "background", "stage", "resource"]);
    }

    #[test]
    fn a_step_shows_its_state_hours_and_what_it_unlocks() {
        let answer = Setting::new().done("shell", TODAY).logged("python", TODAY, "4h").run("show python");
        let step = &answer.json["items"][0];
        assert_eq!((&step["status"], &step["logged_hours"]), (&json!("todo"), &json!(4.0)));
        assert!(answer.text.contains("Unlocks  statistics"), "{}", answer.text);
        assert!(!answer.text.contains("Sources"), "sources are shown when asked for: {}", answer.text);
        let with_sources = Setting::new().run("show python --sources");
        assert!(with_sources.text.contains("guide-one: The first guide"), "{}", with_sources.text);
    }

    #[test]
    fn a_step_says_its_purpose_and_what_happened_to_it_oldest_first() {
        let setting = Setting::new().logged("python", date(2026, 11, 1), "4h").marked("python", Status::Doing, date(2026, 11, 3));
        let answer = setting.done("python", date(2026, 11, 9)).run("show python");
        assert!(answer.text.contains("The language of the field."), "{}", answer.text);
        let history: Vec<(&Value, &Value)> =
            answer.json["items"][0]["history"].as_array().into_iter().flatten().map(|event| (&event["date"], &event["what"])).collect();
        let expected =
            [("2026-11-01", "studied"), ("2026-11-03", "started"), ("2026-11-09", "done")].map(|(day, what)| (json!(day), json!(what)));
        assert_eq!(history, expected.iter().map(|(day, what)| (day, what)).collect::<Vec<_>>());
        assert!(answer.text.contains("History"), "{}", answer.text);
    }

    #[test]
    fn a_figure_that_was_read_long_ago_has_a_mark() {
        let fee = |today| Setting::new().on(today).run("show new-exam --sources").text;
        assert!(fee(TODAY).contains("2026-11-01)") && !fee(TODAY).contains("2026-11-01*"), "{}", fee(TODAY));
        assert!(fee(date(2028, 1, 1)).contains("2026-11-01*)"), "{}", fee(date(2028, 1, 1)));
    }

    #[test]
    fn years_are_a_range_or_one_number() {
        assert!(Setting::new().run("show senior").text.contains("after 5 to 6 years in the field"));
        assert!(Setting::new().run("show staff").text.contains("after 8 years in the field"));
        assert!(Setting::new().run("show junior").text.contains("with the first job"));
    }

    #[test]
    fn of_learning_beside_the_steps_five_entries_are_shown() {
        let mut setting = Setting::new();
        for number in 1..=6 {
            let more = setting.run("show senior").text.contains("more: ");
            assert!(!more, "{} entries", number - 1);
            setting.progress = setting.save(&format!("log none 1h -m Meetup{number}"));
        }
        let text = setting.run("show senior").text;
        assert!(text.contains("and 1 more: mlpath log") && text.contains("Meetup6") && !text.contains("Meetup1,"), "{text}");
    }

    #[test]
    fn a_stage_may_be_named_by_its_number_or_title() {
        for words in ["2", "models", "Models"] {
            assert_eq!(Setting::new().run(&format!("show {words}")).json["items"][0]["id"], "models", "{words}");
        }
    }

    #[test]
    fn a_term_leads_to_the_step_that_teaches_it() {
        assert_eq!(Setting::new().run("show Python3").json["items"][0]["id"], "python");
        assert_eq!(Setting::new().run("show bash").json["items"][0]["id"], "shell");
    }

    #[test]
    fn a_level_shows_what_was_learned_beside_the_steps() {
        let new = Setting::new().run("show senior");
        assert!(new.text.contains("mlpath log none 2h -m TEXT"), "{}", new.text);
        let mut setting = Setting::new();
        setting.progress = setting.save("log none 2h -m Meetup");
        let answer = setting.run("show senior");
        assert_eq!(answer.json["items"][0]["learned"][0]["note"], "Meetup");
        assert!(answer.text.contains("21 Nov  Meetup, 2 h"), "{}", answer.text);
        assert!(!setting.run("show junior").text.contains("Meetup"), "it asks for nothing beside the steps");
    }

    #[test]
    fn a_term_that_no_step_teaches_is_shown_with_what_is_recorded_of_it() {
        let new = Setting::new().run("show cobol");
        assert_eq!((&new.json["items"][0]["type"], &new.json["items"][0]["known"]), (&json!("term"), &json!(null)));
        assert!(new.text.contains("mlpath done cobol") && new.text.contains("no step"), "{}", new.text);
        let mut setting = Setting::new();
        setting.progress = setting.save("done cobol --on 2016-05-01 --link https://example.org/me");
        let known = setting.run("show COBOL");
        assert_eq!(known.json["items"][0]["known"]["done"], "2016-05-01");
        assert!(known.text.contains("known since 2016-05-01") && known.text.contains("https://example.org/me"), "{}", known.text);
        let near = Setting::new().run("show rlang");
        assert_eq!(near.json["items"][0]["instead"], json!(["julia"]), "{}", near.text);
    }

    #[test]
    fn sources_are_told_of_everything_that_is_asked() {
        let sources = |line: &str| Setting::new().run(line).text;
        assert!(sources("show python-course --sources").contains("guide-two: The second guide"));
        assert!(sources("show swe --sources").contains("guide-one: The first guide"));
        assert!(sources("show none --sources").contains("no source states any"));
        assert!(!sources("show python-course").contains("The second guide"));
    }

    #[test]
    fn an_exam_is_shown_with_all_its_rules() {
        let exam = Setting::new().run("show cloud-exam new-exam").text;
        for said in [
            "the exam again, $150, adds 2 years",
            "a short test, $60, adds 1 year; from 90 days before the end",
            "pass the other exam, adds 1 year",
            "half off the next exam after a pass",
            "18 years",
            "online or at a center",
        ] {
            assert!(exam.contains(said), "{said}: {exam}");
        }
        assert!(Setting::new().run("show old-exam").text.contains("well regarded (guide-one)"));
    }

    #[test]
    fn a_retired_exam_names_what_replaces_it() {
        let answer = Setting::new().run("show old-01");
        assert!(answer.text.contains("retired") && answer.text.contains("new-exam"), "{}", answer.text);
    }

    #[test]
    fn all_wrong_words_are_told_at_once() {
        let error = Setting::new().fail("show pythn zzz shell");
        assert_eq!((error.exit, error.code.word()), (Exit::Usage, "unknown-id"));
        assert!(error.message.contains("pythn") && error.message.contains("zzz") && !error.message.contains("shell"), "{}", error.message);
        assert_eq!(error.did_you_mean, ["python"]);
    }

    #[test]
    fn a_background_names_its_other_names() {
        let text = Setting::new().run("show swe").text;
        assert!(text.contains("Also called developer"), "{text}");
    }

    #[test]
    fn an_exam_that_runs_out_says_how_it_is_renewed_or_that_nobody_states_it() {
        let renewal = |id: &str| {
            let text = Setting::new().run(&format!("show {id}")).text;
            text.lines().find_map(|line| line.trim().strip_prefix("Renewal")).map(|said| said.trim().to_owned())
        };
        assert_eq!(renewal("old-exam").as_deref(), Some("not known"));
        assert!(renewal("new-exam").is_some_and(|said| said.contains("retake at half price")));
    }

    #[test]
    fn the_history_of_a_step_has_one_label_beside_what_happened_last() {
        let setting = Setting::new().marked("python", Status::Doing, date(2026, 11, 3)).done("python", date(2026, 11, 9));
        let text = setting.run("show python").text;
        let labeled: Vec<&str> = text.lines().filter(|line| line.contains("History")).map(str::trim).collect();
        assert_eq!(labeled, ["History  9 Nov: done"], "{text}");
        assert!(text.contains("\n           3 Nov: begun\n"), "{text}");
    }
}
