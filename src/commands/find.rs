//! `mlpath find`: steps, exams, topics, terms and resources by any words.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::cli::FindArgs;
use crate::dates::Date;
use crate::error::Exit;
use crate::order;
use crate::planning::learner::Learner;
use crate::resolve::names::{self, spelling};
use crate::roadmap::{Certification, ExamState, Goal, Guide, Item, Roadmap, Topic};
use crate::text::shortened;
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table};

use super::{Input, Outcome};

/// Runs the command: everything that has all the words, the best match first.
pub(crate) fn run(args: &FindArgs, input: &Input<'_>) -> Outcome {
    let found = search(input.learner, input.guide, &args.words);
    let exit = if found.is_empty() { Exit::No } else { Exit::Done };
    let head = Head::new("mlpath/find/v1", input.learner.roadmap, input.learner.today);
    Outcome::answer(FindDocument { head, words: args.words.clone(), found }).ending(exit)
}

/// The longest title that is shown whole, in characters.
const LONGEST_TITLE: usize = 60;

/// What was found.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FindDocument {
    #[serde(flatten)]
    head: Head,
    words: Vec<String>,
    /// The best match first.
    found: Vec<Found>,
}

#[derive(Serialize, Debug)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Found {
    kind: Kind,
    /// What `mlpath show` or, for a topic, `mlpath guide` takes.
    id: Option<String>,
    title: String,
    /// Whether the learner recorded it as known beside the steps.
    known: bool,
    /// Where the words stand.
    place: Place,
    /// The text they stand in.
    text: String,
    /// Whether they stand there as whole words, or in their plural.
    #[serde(skip)]
    is_whole: bool,
}

/// What was found, in the order in which like matches are shown.
#[derive(Serialize, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum Kind {
    Stage,
    Step,
    Exam,
    Track,
    Level,
    Topic,
    Background,
    Term,
    Resource,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// Where words stand, the best place first.
#[derive(Serialize, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum Place {
    Name,
    Title,
    Topic,
    Criterion,
    About,
    /// A fee or rule of an exam.
    Rule,
    Statement,
}

/// A thing with the texts it is found by.
struct Candidate<'a> {
    kind: Kind,
    id: Option<&'a str>,
    title: &'a str,
    texts: Vec<(Place, Cow<'a, str>)>,
}

/// Texts that stand in one place of the roadmap.
type PlacedTexts<'a> = Vec<(Place, &'a str)>;

/// All things that have every word somewhere, the best match first.
fn search(learner: Learner<'_>, guide: Option<&Guide>, words: &[String]) -> Vec<Found> {
    let words: Vec<String> = words.iter().map(|word| spelling(word)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut candidates = candidates(learner.roadmap, guide);
    for (exam, candidate) in learner.roadmap.certifications.iter().zip(candidates.iter_mut().filter(|found| found.kind == Kind::Exam)) {
        candidate.texts.extend(rules(exam, learner.today).into_iter().map(|text| (Place::Rule, Cow::Owned(text))));
    }
    let mut found: Vec<Found> = candidates.iter().filter_map(|candidate| candidate.matching(&words)).collect();
    let exact = guide.and_then(|guide| names::term(learner.roadmap, guide, &words.join("-")));
    for item in exact.map(|term| names::learned_with(learner.roadmap, term)).unwrap_or_default() {
        let id = learner.roadmap.id_of(item);
        // A step that teaches the very term comes first, even where it does not name it so.
        found.retain(|found| found.id.as_deref() != Some(id));
        found.extend(learner_names(learner.roadmap, item).map(|(kind, title)| Found {
            kind,
            id: Some(id.to_owned()),
            title: title.to_owned(),
            place: Place::Name,
            known: false,
            is_whole: true,
            text: exact.map(|term| term.name.clone()).unwrap_or_default(),
        }));
    }
    for found in found.iter_mut().filter(|found| found.kind == Kind::Term) {
        let term = guide.and_then(|guide| guide.terms.iter().find(|term| Some(&term.id) == found.id.as_ref()));
        found.known = term.is_some_and(|term| learner.tool(term).is_some());
    }
    order::sort_by_key(&mut found, |found| (!found.is_whole, found.place, found.kind));
    found
}

fn learner_names(roadmap: &Roadmap, item: Item) -> Option<(Kind, &str)> {
    match item {
        Item::Step(at) => Some((Kind::Step, &roadmap.steps[at].title)),
        Item::Certification(at) => Some((Kind::Exam, &roadmap.certifications[at].name)),
        Item::Stage(_) | Item::Background(_) | Item::Resource(_) => None,
    }
}

fn candidates<'a>(roadmap: &'a Roadmap, guide: Option<&'a Guide>) -> Vec<Candidate<'a>> {
    let named = |id: &'a str, aliases: &'a [String]| {
        let names = std::iter::once(id).chain(aliases.iter().map(String::as_str));
        names.map(|name| (Place::Name, name)).collect::<PlacedTexts<'_>>()
    };
    let mut all = Vec::new();
    let mut add = |kind, id, title: &'a str, mut texts: PlacedTexts<'a>| {
        texts.push((Place::Title, title));
        all.push(Candidate { kind, id, title, texts: texts.into_iter().map(|(place, text)| (place, Cow::Borrowed(text))).collect() });
    };
    for stage in &roadmap.stages {
        add(Kind::Stage, Some(stage.id.as_str()), &stage.title, named(&stage.id, &[]));
    }
    for step in &roadmap.steps {
        let mut texts = named(&step.id, &step.about.aliases);
        texts.extend(step.about.topics.iter().map(|topic| (Place::Topic, topic.as_str())));
        texts.extend(step.about.done_when.iter().map(|criterion| (Place::Criterion, criterion.text.as_str())));
        texts.push((Place::About, &step.about.purpose));
        add(Kind::Step, Some(step.id.as_str()), &step.title, texts);
    }
    for exam in roadmap.certifications.iter() {
        let mut texts = named(&exam.id, &exam.aliases);
        texts.extend([(Place::About, exam.provider.as_str()), (Place::About, exam.purpose.as_str())]);
        add(Kind::Exam, Some(exam.id.as_str()), &exam.name, texts);
    }
    for (name, goal) in roadmap.goal_names().into_iter().filter(|(_, goal)| *goal != Goal::JobReady) {
        let kind = if matches!(goal, Goal::Track(_)) { Kind::Track } else { Kind::Level };
        if name == roadmap.goal_id(goal) {
            add(kind, Some(name), roadmap.goal_title(goal), vec![(Place::Name, name)]);
        }
    }
    for ground in roadmap.backgrounds.iter() {
        add(Kind::Background, Some(ground.id.as_str()), &ground.title, named(&ground.id, &ground.aliases));
    }
    for resource in roadmap.resources.iter() {
        add(Kind::Resource, Some(resource.id.as_str()), &resource.title, vec![(Place::Name, &resource.id), (Place::About, &resource.by)]);
    }
    let Some(guide) = guide else { return all };
    for topic in guide.topics.iter() {
        let mut texts = named(&topic.id, &topic.aliases);
        texts.push((Place::About, &topic.about));
        texts.extend(said(guide, topic).into_iter().map(|text| (Place::Statement, text)));
        add(Kind::Topic, Some(topic.id.as_str()), &topic.title, texts);
    }
    for term in guide.terms.iter() {
        let mut texts = named(&term.name, &term.names);
        texts.push((Place::Name, &term.id));
        add(Kind::Term, Some(term.id.as_str()), &term.name, texts);
    }
    all
}

/// What an exam costs and under what rules, under the words people look for.
fn rules(exam: &Certification, today: Date) -> Vec<String> {
    let mut texts = Vec::new();
    if exam.state_on(today) == ExamState::Retired {
        return texts;
    }
    if let Some(charge) = exam.charge_on(today) {
        let note = charge.note.map(|note| format!(", {note}")).unwrap_or_default();
        let fee = exam.subscription.as_ref().map_or_else(|| charge.low.to_string(), |course| format!("{} a month", course.usd));
        texts.push(format!("Fee: {fee}{note}"));
    }
    texts.extend(exam.retake.as_ref().map(|rule| format!("Retake: {}", rule.text)));
    texts.extend(exam.renewals.iter().map(|way| format!("Renewal: {}", way.text)));
    texts.extend(exam.discounts.iter().map(|discount| format!("Discount: {}", discount.text)));
    texts.extend(exam.notes.iter().cloned());
    texts
}

/// What a topic says: its lead, what the guides say, and the dated facts that open with it.
fn said<'a>(guide: &'a Guide, topic: &'a Topic) -> Vec<&'a str> {
    let mut texts: Vec<&str> = Vec::new();
    for section in &*topic.sections {
        for entry in &section.entries {
            texts.extend(entry.statements.iter().map(|statement| statement.text.as_str()));
            texts.extend(entry.label.as_deref());
            texts.extend(entry.text.as_deref());
        }
    }
    for fact in guide.facts.iter().filter(|fact| fact.topic == topic.id) {
        texts.extend([fact.label.as_str(), &fact.text]);
        texts.extend(fact.place.as_deref());
    }
    texts.push(&topic.lead);
    texts
}

impl Candidate<'_> {
    /// The find, when every word begins a word of one of its texts; its place is that of the least prominent word.
    fn matching(&self, words: &[String]) -> Option<Found> {
        let spelled: Vec<(Place, &str, String)> =
            self.texts.iter().map(|(place, text)| (*place, &**text, format!("-{}-", spelling(text)))).collect();
        let mut worst: Option<(bool, Place, &str)> = None;
        for word in words {
            let one = singular(word);
            let (begins, whole, plural) = (format!("-{one}"), format!("-{one}-"), format!("-{one}s-"));
            let hits = spelled.iter().filter(|(_, _, text)| text.contains(&begins));
            let hits = hits.map(|(place, text, spelled)| (!(spelled.contains(&whole) || spelled.contains(&plural)), *place, *text));
            let best = hits.min_by_key(|(is_part, place, _)| (*is_part, *place))?;
            if worst.is_none_or(|(is_part, place, _)| (is_part, place) <= (best.0, best.1)) {
                worst = Some(best);
            }
        }
        let (is_part, place, text) = worst?;
        Some(Found {
            kind: self.kind,
            id: self.id.map(str::to_owned),
            title: self.title.to_owned(),
            known: false,
            place,
            text: text.to_owned(),
            is_whole: !is_part,
        })
    }
}

impl Show for FindDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let words = self.words.join(" ");
        if self.found.is_empty() {
            page.line(format!("Nothing on the roadmap or in the guide has \"{words}\"."));
            page.line(Line::new().text("Try fewer or shorter words, or see all steps: ").advice("list --all"));
            return page;
        }
        let mut table = Table::new([Column::Fixed(""), Column::Fixed(""), Column::Wrapping("")]);
        for found in &self.found {
            let title = match found.place {
                Place::Name | Place::Title => found.title.clone(),
                Place::Rule => found.text.clone(),
                Place::Topic | Place::Criterion | Place::About => format!("{}: {}", found.title, found.text),
                Place::Statement => format!("{}: {}", found.title, from_words(&found.text, &self.words)),
            };
            let title = shortened(&title, LONGEST_TITLE);
            table.rows.push(vec![
                Cell::of(Role::Dim, found.kind.to_string()),
                Cell::of(Role::Code, found.id.as_deref().unwrap_or("-")),
                Cell::text(if found.known { format!("{title} (you know it)") } else { title.into_owned() }),
            ]);
        }
        page.detail(|page| page.table(table));
        if let Some(first) = self.found.iter().find(|found| found.id.is_some()) {
            let verb = if first.kind == Kind::Topic { "guide" } else { "show" };
            // What a topic says may stand beyond its first screen.
            let whole = if first.place == Place::Statement { " --all" } else { "" };
            let whole = if first.place == Place::Rule { " --all" } else { whole };
            page.line(Line::new().dim("Read: ").advice(format!("{verb} {}{whole}", first.id.as_deref().unwrap_or_default())));
            if first.place == Place::Rule {
                page.line(Line::new().dim("All exams side by side: ").advice("certs --compare"));
            }
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.found.iter().filter_map(|found| found.id.clone()).collect()
    }
}

/// A word without the `s` of a plural.
fn singular(word: &str) -> &str {
    const SHORTEST: usize = 4;
    word.strip_suffix('s').filter(|one| word.len() >= SHORTEST && !one.ends_with('s')).unwrap_or(word)
}

/// A text from a few words before the first of those that it was found by.
fn from_words<'a>(text: &'a str, words: &[String]) -> Cow<'a, str> {
    const BEFORE: usize = 3;
    let wanted: Vec<String> = words.iter().map(|word| spelling(word)).collect();
    let starts: Vec<usize> = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    let begins = |word: &str| wanted.iter().any(|wanted| spelling(word).starts_with(wanted));
    match text.split_whitespace().position(begins).and_then(|place| place.checked_sub(BEFORE)) {
        None | Some(0) => Cow::Borrowed(text),
        Some(place) => Cow::Owned(format!("... {}", &text[starts[place]..])),
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<FindDocument>("find")
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::commands::testing::Setting;
    use crate::progress::Progress;

    fn ids(words: &[&str]) -> Vec<String> {
        let progress = Progress::new();
        let learner = Learner { roadmap: builtin::roadmap(), progress: &progress, today: date(2026, 11, 26) };
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        search(learner, Some(builtin::guide()), &words).into_iter().filter_map(|found| found.id).collect()
    }

    #[test]
    fn a_term_leads_to_the_step_that_teaches_it() {
        assert_eq!(ids(&["k8s"]).first().map(String::as_str), Some("kubernetes"));
        assert_eq!(ids(&["sklearn"]).first().map(String::as_str), Some("scikit-learn"));
    }

    #[test]
    fn every_word_has_to_be_there_and_begins_a_word() {
        assert!(ids(&["pandas"]).contains(&"pandas".to_owned()));
        assert!(ids(&["pandas", "zzz"]).is_empty());
        assert!(!ids(&["andas"]).contains(&"pandas".to_owned()));
        assert!(ids(&[","]).is_empty(), "signs alone find nothing");
    }

    #[test]
    fn what_the_guides_say_and_dated_facts_are_found_behind_all_else() {
        assert!(ids(&["germany"]).contains(&"pay".to_owned()), "{:?}", ids(&["germany"]));
        assert!(ids(&["london"]).contains(&"pay".to_owned()), "{:?}", ids(&["london"]));
        let remote = ids(&["remote"]);
        let place = |id: &str| remote.iter().position(|found| found == id).unwrap_or_else(|| panic!("{id} in {remote:?}"));
        assert!(place("command-line") < place("pay"));
        let words = ["here".to_owned()];
        assert_eq!(from_words("one two three four five here it is", &words), "... three four five here it is");
        assert_eq!(from_words("one two here", &words), "one two here");
        assert_eq!(from_words("nowhere", &words), "nowhere");
    }

    #[test]
    fn fees_and_rules_of_exams_are_found() {
        for (word, said) in
            [("retake", "Retake: wait 14"), ("retakes", "Retake: wait 14"), ("fee", "Fee: $"), ("fees", "Fee: $"), ("renewal", "Renewal: ")]
        {
            let progress = Progress::new();
            let learner = Learner { roadmap: builtin::roadmap(), progress: &progress, today: date(2026, 11, 26) };
            let found = search(learner, Some(builtin::guide()), &[word.to_owned()]);
            let first = &found[0];
            assert!(first.kind == Kind::Exam && first.text.starts_with(said), "{word}: {first:?}");
            assert!(found.iter().all(|found| found.id.as_deref() != Some("aws-ml-specialty")), "{word}: nobody takes it any more");
        }
        assert!(Setting::new().run("find retake").text.contains("Retake: after 14 days at full fee"));
        assert_eq!((singular("fees"), singular("aws"), singular("loss"), singular("maths")), ("fee", "aws", "loss", "math"));
    }

    #[test]
    fn a_name_goes_before_a_mention() {
        let found = ids(&["docker"]);
        assert_eq!(found.first().map(String::as_str), Some("docker"), "{found:?}");
    }

    #[test]
    fn a_term_that_the_learner_knows_is_told_as_known() {
        let mut setting = Setting::new();
        let known = |setting: &Setting, words: &str| -> Vec<bool> {
            let found = setting.run(&format!("find {words}")).json["found"].clone();
            let terms = found.as_array().into_iter().flatten().filter(|found| found["kind"] == "term");
            terms.filter_map(|found| found["known"].as_bool()).collect()
        };
        assert_eq!(known(&setting, "cobol"), [false]);
        setting.progress = setting.save("done cobol");
        assert_eq!((known(&setting, "cobol"), known(&setting, "julia")), (vec![true], vec![false]));
        assert!(setting.run("find cobol").text.contains("COBOL (you know it)"));
    }
}
