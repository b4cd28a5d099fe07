//! From the ids a learner types to what they name, all mistakes of a call at once.

use crate::code::Code;
use crate::error::Error;
use crate::order;
use crate::planning::learner::Learner;
use crate::progress::Status;
use crate::roadmap::{Guide, Item, Roadmap, Term, spelling};
use crate::text::{closest, list, shell_word};
use crate::view::Line;

use super::names;

/// How many things in progress an error offers.
const SHOWN_IN_PROGRESS: usize = 5;

/// What a marking command may mark.
///
/// # Errors
///
/// All words that name no step or certification exactly; `guide` helps to say what they may mean.
pub(crate) fn markable(roadmap: &Roadmap, guide: Option<&Guide>, words: &[String]) -> Result<Vec<Item>, Error> {
    let wanted = |item| matches!(item, Item::Step(_) | Item::Certification(_));
    known(words, &|word| names::exact(roadmap, word), &wanted)
        .map_err(|wrong| unknown(roadmap, guide, &wrong, "step or certification", &wanted))
}

/// What `done` and `reset` take: steps and certifications, and terms that no step is named by.
///
/// # Errors
///
/// All words that name none of these.
pub(crate) fn markable_or_known<'a>(
    roadmap: &Roadmap,
    guide: Option<&'a Guide>,
    words: &[String],
) -> Result<(Vec<Item>, Vec<&'a Term>), Error> {
    let (mut terms, mut things) = (Vec::new(), Vec::new());
    for word in words {
        let term = names::exact(roadmap, word).is_none().then(|| names::term(roadmap, guide?, word)).flatten();
        match term {
            // A term of the name of a step or exam is that step or exam: `k8s` is `kubernetes`.
            Some(term) if names::markable_of(roadmap, term).is_some() => {
                things.push(term.certification.as_ref().unwrap_or(&term.id).clone());
            }
            Some(term) if terms.contains(&term) => {}
            Some(term) => terms.push(term),
            None => things.push(word.clone()),
        }
    }
    if things.is_empty() && !terms.is_empty() { Ok((Vec::new(), terms)) } else { Ok((markable(roadmap, guide, &things)?, terms)) }
}

/// The one thing in progress of those that are wanted.
///
/// # Errors
///
/// When there is none, or several; `again` is the command that names one.
pub(crate) fn in_progress(learner: Learner<'_>, wanted: impl Fn(Item) -> bool, again: impl Fn(&str) -> String) -> Result<Item, Error> {
    let roadmap = learner.roadmap;
    let doing = learner.progress.steps.iter().filter(|(_, record)| record.status == Status::Doing);
    let mut items: Vec<Item> = Vec::new();
    for item in doing.filter_map(|(id, _)| roadmap.find(id)) {
        if wanted(item) && !items.contains(&item) {
            items.push(item);
        }
    }
    match items.as_slice() {
        [only] => Ok(*only),
        [] => Err(Error::usage(Code::NothingNamed, "no step is in progress, so name one")
            .command("next", "what to begin with")
            .command("start ID", "takes a step up")),
        several => Err(several_in_progress(roadmap, several, again)),
    }
}

/// Several things are in progress and none is named; `again` is the command with one.
pub(crate) fn several_in_progress(roadmap: &Roadmap, items: &[Item], again: impl Fn(&str) -> String) -> Error {
    let ids: Vec<&str> = items.iter().map(|item| roadmap.id_of(*item)).collect();
    let error = Error::usage(Code::NothingNamed, format!("{} are in progress; name one", list(&ids)));
    let shown = items.iter().take(SHOWN_IN_PROGRESS);
    shown.fold(error, |error, item| error.command(&again(roadmap.id_of(*item)), names::title_of(roadmap, *item)))
}

/// Anything that can be shown.
///
/// # Errors
///
/// All words that name nothing, or more than one thing.
pub(crate) fn showable(roadmap: &Roadmap, guide: Option<&Guide>, words: &[String]) -> Result<Vec<Item>, Error> {
    let noun = "step, stage, certification, background, resource, track or level";
    known(words, &|word| names::readable(roadmap, guide, word), &|_| true).map_err(|wrong| unknown(roadmap, guide, &wrong, noun, &|_| true))
}

/// Certifications only.
pub(crate) fn certifications(roadmap: &Roadmap, ids: &[String]) -> Result<Vec<Item>, Error> {
    only(roadmap, ids, "certification", &|item| matches!(item, Item::Certification(_)))
}

/// Certifications, also all of a vendor; tells whether a vendor is among the words.
///
/// # Errors
///
/// All words that name neither.
pub(crate) fn certifications_or_vendors(roadmap: &Roadmap, words: &[String]) -> Result<(Vec<Item>, bool), Error> {
    let error = match certifications(roadmap, words) {
        Ok(items) => return Ok((items, false)),
        Err(error) => error,
    };
    let mut all = Vec::new();
    for word in words {
        let found = match names::exact(roadmap, word) {
            Some(item @ Item::Certification(_)) => vec![item],
            Some(_) => Vec::new(),
            None => names::exams_of_vendor(roadmap, word),
        };
        if found.is_empty() {
            return Err(error);
        }
        all.extend(found.into_iter().filter(|item| !all.contains(item)).collect::<Vec<_>>());
    }
    Ok((all, true))
}

/// Steps only.
pub(crate) fn steps(roadmap: &Roadmap, ids: &[String]) -> Result<Vec<Item>, Error> {
    only(roadmap, ids, "step", &|item| matches!(item, Item::Step(_)))
}

/// A stage, by its id or its number.
pub(crate) fn stage(roadmap: &Roadmap, id: &str) -> Result<usize, Error> {
    if let Some(Item::Stage(at)) = names::stage_number(roadmap, id) {
        return Ok(at);
    }
    match only(roadmap, &[id.to_owned()], "stage", &|item| matches!(item, Item::Stage(_)))?.first() {
        Some(Item::Stage(at)) => Ok(*at),
        _ => Err(Error::usage(Code::UnknownId, format!("no stage \"{id}\""))),
    }
}

/// The ids of backgrounds such as `analyst+bootcamp`, joined in the same way.
pub(crate) fn background_ids(roadmap: &Roadmap, text: &str) -> Result<String, Error> {
    let ids: Result<Vec<&str>, Error> =
        text.split('+').map(|id| background(roadmap, id).map(|at| roadmap.backgrounds[at].id.as_str())).collect();
    ids.map(|ids| ids.join("+"))
}

/// A background.
pub(crate) fn background(roadmap: &Roadmap, id: &str) -> Result<usize, Error> {
    match only(roadmap, &[id.to_owned()], "background", &|item| matches!(item, Item::Background(_)))?.first() {
        Some(Item::Background(at)) => Ok(*at),
        _ => Err(Error::usage(Code::UnknownId, format!("no background \"{id}\""))),
    }
}

/// Things of one kind, by their exact names.
fn only(roadmap: &Roadmap, words: &[String], noun: &str, wanted: &dyn Fn(Item) -> bool) -> Result<Vec<Item>, Error> {
    known(words, &|word| names::exact(roadmap, word), wanted).map_err(|wrong| unknown(roadmap, None, &wrong, noun, wanted))
}

/// What all words name, each thing once, in the order typed; else the words that name nothing wanted.
/// `git, sql` is what people type for two words: a comma alone names nothing and is passed over.
fn known<'a>(words: &'a [String], find: &dyn Fn(&str) -> Option<Item>, wanted: &dyn Fn(Item) -> bool) -> Result<Vec<Item>, Vec<&'a str>> {
    let mut items = Vec::new();
    let mut wrong: Vec<&str> = Vec::new();
    let is_separator = |word: &&String| word.trim_matches([',', ' ']).is_empty() && words.len() > 1;
    for word in words.iter().filter(|word| !is_separator(word)) {
        match find(word) {
            Some(item) if wanted(item) && items.contains(&item) => {}
            Some(item) if wanted(item) => items.push(item),
            _ if wrong.contains(&word.as_str()) => {}
            _ => wrong.push(word),
        }
    }
    if wrong.is_empty() {
        return Ok(items);
    }
    // A title typed without quotes: `the command line`.
    match find(&words.join(" ")).filter(|item| words.len() > 1 && wanted(*item)) {
        Some(item) => Ok(vec![item]),
        None => Err(wrong),
    }
}

fn unknown(roadmap: &Roadmap, guide: Option<&Guide>, wrong: &[&str], noun: &str, wanted: &dyn Fn(Item) -> bool) -> Error {
    let quoted: Vec<String> = wrong.iter().map(|id| format!("\"{id}\"")).collect();
    let mut error = Error::usage(Code::UnknownId, format!("no {noun} {}", list(&quoted)));
    for word in wrong {
        if let Some(item) = names::exact(roadmap, word) {
            error = error.hint(what_it_is(word, item));
            continue;
        }
        if let Some(term) = guide.and_then(|guide| names::term(roadmap, guide, word)) {
            error = error.hint(where_learned(roadmap, word, term));
            continue;
        }
        let near = meant(roadmap, word, wanted);
        if wrong.len() > 1 && !near.is_empty() {
            error = error.hint(Line::new().text(format!("for \"{word}\" did you mean: ")).code(near.join(", ")));
            error.told_apart = true;
        }
        if near.is_empty() {
            error = elsewhere(roadmap, word, error);
        }
        let new = near.into_iter().filter(|id| !error.did_you_mean.iter().any(|known| known == id));
        error.did_you_mean.extend(new.map(str::to_owned).collect::<Vec<_>>());
    }
    match (noun, wrong) {
        ("background", _) => error.hint(Line::new().text("backgrounds: ").code(backgrounds(roadmap).join(", "))),
        ("stage", _) => error.hint(Line::new().text("stages: ").code(stages(roadmap))),
        ("certification", [word]) if !names::exams_of_vendor(roadmap, word).is_empty() => {
            error.command(&format!("certs {}", spelling(word)), "shows theirs side by side")
        }
        ("certification", _) => error.command("certs", "shows the exams"),
        (_, [word, ..]) if error.hints.is_empty() && error.did_you_mean.is_empty() => {
            let word = shell_word(std::ffi::OsStr::new(word));
            error.command(&format!("find {word}"), "searches steps, exams, topics and terms")
        }
        _ => error,
    }
}

/// The steps that teach a term, by their ids.
fn where_learned(roadmap: &Roadmap, word: &str, term: &Term) -> Line {
    let items = names::learned_with(roadmap, term);
    let ids: Vec<&str> = items.iter().map(|item| roadmap.id_of(*item)).collect();
    match ids.as_slice() {
        [] => Line::new().text(format!("\"{word}\" is {}, which this roadmap does not teach", term.name)),
        [only] => Line::new().text(format!("\"{word}\" is learned with ")).code(*only).text(": ").advice(format!("show {only}")),
        many => Line::new().text(format!("\"{word}\" is learned with ")).code(many.join(", ")),
    }
}

/// Whether a word is a name with one slip of the keys; a word of three letters is near to too many.
fn is_near(word: &str, name: &str) -> bool {
    let word = word.to_lowercase();
    word == name || (word.chars().count() > 3 && strsim::damerau_levenshtein(&word, name) <= 1)
}

/// A word that names no item may name a goal or a topic of the guide.
fn elsewhere(roadmap: &Roadmap, word: &str, error: Error) -> Error {
    if let Some(goal) = roadmap.goal(word) {
        let id = roadmap.goal_id(goal);
        return error.hint(Line::new().text(format!("\"{word}\" is a goal: ")).advice(format!("gap --for {id}")));
    }
    let goals = roadmap.goal_names();
    if let Some((near, _)) = goals.iter().find(|(name, _)| is_near(word, name)) {
        return error.hint(Line::new().text(format!("for the goal {near}: ")).advice(format!("gap --for {near}")));
    }
    if word.starts_with("cf-") {
        return error.hint(Line::new().text("it may be a conflict of the guides: ").advice(format!("guide {word}")));
    }
    let topic_of = |is_it: &dyn Fn(&str) -> bool| {
        roadmap.topics.iter().find(|names| names.iter().any(|name| is_it(name))).and_then(|names| names.first())
    };
    match topic_of(&|name| roadmap.todays_id(word) == Some(name)).or_else(|| topic_of(&|name| is_near(word, name))) {
        Some(topic) => error.hint(Line::new().text("the guide has a page on it: ").advice(format!("guide {topic}"))),
        None => error,
    }
}

/// The permanent ids of what a mistyped word was probably meant to be, by id, alias or title.
pub(crate) fn meant<'a>(roadmap: &'a Roadmap, word: &str, wanted: &dyn Fn(Item) -> bool) -> Vec<&'a str> {
    let spelled = spelling(word);
    if spelled.is_empty() {
        return Vec::new();
    }
    let word = spelled.as_str();
    let candidates = roadmap.names().filter(|(_, item)| wanted(*item)).map(|(name, _)| name);
    let mut ids: Vec<&str> = Vec::new();
    for name in closest(word, candidates) {
        let id = roadmap.find(name).map_or(name, |item| roadmap.id_of(item));
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn what_it_is(id: &str, item: Item) -> Line {
    match item {
        Item::Stage(_) => Line::new().text(format!("\"{id}\" is a stage; its steps go by ")).code(format!("--stage {id}")),
        Item::Step(_) => Line::new().text(format!("\"{id}\" is a step: ")).advice(format!("show {id}")),
        Item::Certification(_) => Line::new().text(format!("\"{id}\" is a certification: ")).advice(format!("certs {id}")),
        Item::Background(_) => Line::new().text(format!("\"{id}\" is a background: ")).advice(format!("plan --from {id}")),
        Item::Resource(_) => Line::new().text(format!("\"{id}\" is a resource: ")).advice(format!("show {id}")),
    }
}

/// The ids of all backgrounds, in the order of the roadmap. The index knows them, so that none is decoded.
pub(crate) fn backgrounds(roadmap: &Roadmap) -> Vec<&str> {
    let place = |(id, item)| match item {
        Item::Background(at) => Some((at, id)),
        _ => None,
    };
    let mut ids: Vec<(usize, &str)> = roadmap.ids().filter_map(place).collect();
    order::sort(&mut ids);
    ids.into_iter().map(|(_, id)| id).collect()
}

fn stages(roadmap: &Roadmap) -> String {
    let ids: Vec<&str> = roadmap.stages.iter().map(|stage| stage.id.as_str()).collect();
    ids.join(", ")
}
