//! A roadmap on its way through the gate: all its items in order, each with the place it was
//! read from. Files are gathered into one, and an overlay is merged into another.

use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::yaml::{self, Key, Mapping, Value};

use super::document::{Document, Header, WrittenStep};
use super::missing;
use crate::roadmap::{
    Background, Certification, ChoiceGroup, Conflict, Fact, Guide, GuideSkill, Level, PublishedLength, Resource, RetiredId, Roadmap,
    Source, Stage, Stated, Term, Topic, Track,
};

/// A file of a roadmap: its name for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct SourceText<'a> {
    /// Name shown in findings.
    pub name: &'a str,
    /// The YAML text.
    pub text: &'a str,
}

/// Where an item was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Origin {
    /// Place of its file among those given; `None` for the roadmap that is built in.
    pub file: Option<usize>,
    /// The way to it in that file.
    pub path: Vec<Key>,
}

impl Origin {
    /// The top of a file.
    pub(crate) fn top(file: usize) -> Origin {
        Origin { file: Some(file), path: Vec::new() }
    }

    /// A value inside.
    pub(crate) fn at(&self, key: impl Into<Key>) -> Origin {
        let mut path = self.path.clone();
        path.push(key.into());
        Origin { file: self.file, path }
    }
}

/// An item and where it was read.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    pub item: T,
    pub origin: Origin,
}

/// A stage and its steps.
#[derive(Debug, Clone)]
pub(crate) struct PlacedStage {
    /// The stage, its steps taken out.
    pub stage: Placed<Stage>,
    /// Its steps, in study order.
    pub steps: Vec<Placed<WrittenStep>>,
}

/// All items of a roadmap, unchecked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub headers: Vec<Placed<Header>>,
    pub stages: Vec<PlacedStage>,
    pub choices: Vec<Placed<ChoiceGroup>>,
    pub certifications: Vec<Placed<Certification>>,
    pub backgrounds: Vec<Placed<Background>>,
    pub resources: Vec<Placed<Resource>>,
    pub sources: Vec<Placed<Source>>,
    pub published: Vec<Placed<PublishedLength>>,
    pub tracks: Vec<Placed<Track>>,
    pub levels: Vec<Placed<Level>>,
    pub retired_ids: Vec<Placed<RetiredId>>,
    pub stated: Vec<Placed<Stated>>,
    pub facts: Vec<Placed<Fact>>,
    pub topics: Vec<Placed<Topic>>,
    pub conflicts: Vec<Placed<Conflict>>,
    pub skills: Vec<Placed<GuideSkill>>,
    pub terms: Vec<Placed<Term>>,
    /// Ids of steps an overlay changed; their resources were chosen for other hours.
    pub adjusted: HashSet<String>,
}

// There are some sixteen kinds of items: what is done with lists of each is written as loops, which compile to the least.

/// What is said behind the id of an item that an overlay adds without all it needs.
pub(super) const NEW: &str = " is new here, so it is to be whole: ";

/// Adds the items of a list with their places.
fn place<T>(items: Vec<T>, list: &Origin, placed: &mut Vec<Placed<T>>) {
    for (at, item) in items.into_iter().enumerate() {
        placed.push(Placed { item, origin: list.at(at) });
    }
}

/// The items of a list that was compiled in.
fn built_in<'a, T: Clone + 'a>(items: impl IntoIterator<Item = &'a T>) -> Vec<Placed<T>> {
    let mut placed = Vec::new();
    for item in items {
        placed.push(Placed { item: item.clone(), origin: Origin::default() });
    }
    placed
}

/// The items without their places.
pub(crate) fn items<T>(placed: Vec<Placed<T>>) -> Vec<T> {
    let mut items = Vec::with_capacity(placed.len());
    for placed in placed {
        items.push(placed.item);
    }
    items
}

impl Draft {
    /// Gathers files, in order.
    pub(crate) fn of_documents(documents: Vec<Document>) -> Draft {
        let mut draft = Draft::default();
        for (file, document) in documents.into_iter().enumerate() {
            draft.gather(document, &Origin::top(file));
        }
        draft
    }

    fn gather(&mut self, document: Document, top: &Origin) {
        self.headers.extend(document.roadmap.map(|item| Placed { item, origin: top.at("roadmap") }));
        self.stated.extend(document.stated.map(|item| Placed { item, origin: top.at("stated") }));
        for (at, stage) in document.stages.into_iter().enumerate() {
            let origin = top.at("stages").at(at);
            let (item, written) = stage.with_steps(());
            let mut steps = Vec::new();
            place(written, &origin.at("steps"), &mut steps);
            self.stages.push(PlacedStage { stage: Placed { item, origin }, steps });
        }
        place(document.choices, &top.at("choices"), &mut self.choices);
        place(document.certifications, &top.at("certifications"), &mut self.certifications);
        place(document.backgrounds, &top.at("backgrounds"), &mut self.backgrounds);
        place(document.resources, &top.at("resources"), &mut self.resources);
        place(document.sources, &top.at("sources"), &mut self.sources);
        place(document.published, &top.at("published"), &mut self.published);
        place(document.tracks, &top.at("tracks"), &mut self.tracks);
        place(document.levels, &top.at("levels"), &mut self.levels);
        place(document.retired_ids, &top.at("retired_ids"), &mut self.retired_ids);
        place(document.facts, &top.at("facts"), &mut self.facts);
        place(document.guide, &top.at("guide"), &mut self.topics);
        place(document.conflicts, &top.at("conflicts"), &mut self.conflicts);
        place(document.skills, &top.at("skills"), &mut self.skills);
        place(document.terms, &top.at("terms"), &mut self.terms);
    }

    /// A checked roadmap taken apart again, to change something in it; with its guide where that is changed too.
    pub(crate) fn of_roadmap(roadmap: &Roadmap, guide: Option<&Guide>) -> Draft {
        let stage = |(at, stage): (usize, &Stage)| PlacedStage {
            stage: Placed { item: stage.clone(), origin: Origin::default() },
            steps: built_in(&roadmap.steps_of(at).map(|(_, step)| roadmap.written(step)).collect::<Vec<_>>()),
        };
        // What stands for a published length is made anew from it.
        let is_own = |source: &&Source| guide.is_none_or(|guide| guide.published(&source.id).is_none());
        let sources: Vec<Source> = roadmap.sources.iter().filter(is_own).cloned().collect();
        let header = Header { id: roadmap.id.clone(), title: roadmap.title.clone(), version: roadmap.version.clone() };
        Draft {
            headers: built_in(&[header]),
            stages: roadmap.stages.iter().enumerate().map(stage).collect(),
            choices: built_in(&roadmap.choices),
            certifications: built_in(roadmap.certifications.iter()),
            backgrounds: built_in(roadmap.backgrounds.iter()),
            resources: built_in(roadmap.resources.iter()),
            sources: built_in(&sources),
            tracks: built_in(&*roadmap.tracks),
            levels: built_in(&*roadmap.levels),
            retired_ids: built_in(&*roadmap.retired_ids),
            stated: built_in([&*roadmap.stated]),
            topics: guide.map(|guide| built_in(guide.topics.iter())).unwrap_or_default(),
            conflicts: guide.map(|guide| built_in(guide.conflicts.iter())).unwrap_or_default(),
            facts: guide.map(|guide| built_in(guide.facts.iter())).unwrap_or_default(),
            skills: guide.map(|guide| built_in(guide.skills.iter())).unwrap_or_default(),
            published: guide.map(|guide| built_in(guide.published.iter())).unwrap_or_default(),
            adjusted: HashSet::new(),
            terms: guide.map(|guide| built_in(guide.terms.iter())).unwrap_or_default(),
        }
    }

    /// Lays a document over this one. An item with an id that is here changes the fields it gives;
    /// any other is added.
    ///
    /// # Errors
    ///
    /// All places that are not of the shape of a roadmap.
    pub(crate) fn apply_overlay(&mut self, document: &Mapping, file: usize) -> Result<(), Vec<(Origin, String)>> {
        let top = Origin::top(file);
        let mut faults = Vec::new();
        for (key, items) in document {
            let name = key.as_str().unwrap_or_default();
            let origin = top.at(name);
            match (name, self.list(name)) {
                ("stages", _) => self.merge_stages(items, &origin, &mut faults),
                ("roadmap" | "stated", _) => {
                    faults.push((origin, "an overlay has no name and sums of its own; they stay those of the roadmap".to_owned()));
                }
                (_, Some(list)) => merge_list(list, items, &origin, &mut faults),
                (_, None) => faults.push((origin, format!("a roadmap has no section `{name}`"))),
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The list that a section of a file goes to.
    pub(super) fn list(&mut self, section: &str) -> Option<&mut dyn List> {
        Some(match section {
            "choices" => &mut self.choices,
            "certifications" => &mut self.certifications,
            "backgrounds" => &mut self.backgrounds,
            "resources" => &mut self.resources,
            "sources" => &mut self.sources,
            "tracks" => &mut self.tracks,
            "levels" => &mut self.levels,
            "retired_ids" => &mut self.retired_ids,
            "published" => &mut self.published,
            "facts" => &mut self.facts,
            "skills" => &mut self.skills,
            "guide" => &mut self.topics,
            "conflicts" => &mut self.conflicts,
            "terms" => &mut self.terms,
            _ => return None,
        })
    }

    /// Stages that are here change where they stand. A new one comes right after the one before it in the overlay, where
    /// that is named by its id alone; else at the end.
    fn merge_stages(&mut self, items: &Value, list: &Origin, faults: &mut Vec<(Origin, String)>) {
        let Some(items) = sequence(items, list, faults) else { return };
        let mut after: Option<usize> = None;
        for (at, item) in items.iter().enumerate() {
            let origin = list.at(at);
            let Some(id) = id_of(item, &origin, faults) else { continue };
            let known = self.stages.iter().position(|stage| stage.stage.item.id == id);
            let mut bare = item.clone();
            let steps = bare.as_mapping_mut().and_then(|stage| stage.remove("steps"));
            let Some(stage) = merge_item(known.map(|at| &self.stages[at].stage.item), &bare, &origin, faults) else { continue };
            let stage = Placed { item: stage, origin: origin.clone() };
            let place = known.unwrap_or(after.map_or(self.stages.len(), |after| after + 1));
            if known.is_some() {
                self.stages[place].stage = stage;
            } else {
                self.stages.insert(place, PlacedStage { stage, steps: Vec::new() });
            }
            let names_a_place = known.is_some() && bare.as_mapping().is_some_and(|stage| stage.len() == 1) && steps.is_none();
            if let Some(steps) = steps {
                self.merge_steps(place, &steps, &origin.at("steps"), faults);
            }
            if known.is_none() && after.is_none() {
                self.move_before_tracks();
            }
            after = if known.is_none() { after.map(|_| place) } else { names_a_place.then_some(place) };
        }
    }

    /// A stage that was added at the end and counts for job-ready goes before those that do not count, unless it builds
    /// on them.
    fn move_before_tracks(&mut self) {
        let counts = |stage: &PlacedStage| stage.steps.iter().any(|step| step.item.importance.is_on_path());
        let first = self.stages.iter().position(|stage| !stage.steps.is_empty() && !counts(stage));
        let (Some(first), Some(new)) = (first, self.stages.last()) else { return };
        let is_behind = |id: &String| self.stages[first..].iter().any(|stage| stage.steps.iter().any(|step| step.item.id == *id));
        let own = |id: &String| new.steps.iter().any(|step| step.item.id == *id);
        let builds_on = new.steps.iter().flat_map(|step| &step.item.requires).any(|id| is_behind(id) && !own(id));
        if counts(new) && !builds_on {
            self.stages[first..].rotate_right(1);
        }
    }

    /// Steps that are here change where they stand. A new one comes right after the one before it in
    /// the overlay; the first at the end.
    fn merge_steps(&mut self, stage: usize, items: &Value, list: &Origin, faults: &mut Vec<(Origin, String)>) {
        let Some(items) = sequence(items, list, faults) else { return };
        let mut after: Option<usize> = None;
        for (at, item) in items.iter().enumerate() {
            let origin = list.at(at);
            let Some(id) = id_of(item, &origin, faults) else { continue };
            let place = self
                .stages
                .iter()
                .enumerate()
                .find_map(|(stage, placed)| Some((stage, placed.steps.iter().position(|step| step.item.id == id)?)));
            if let Some((home, _)) = place.filter(|(home, _)| *home != stage) {
                let home = &self.stages[home].stage.item.id;
                faults.push((origin.at("id"), format!("`{id}` stands in the stage `{home}`; change it there")));
                continue;
            }
            let known = place.map(|(stage, at)| &self.stages[stage].steps[at].item);
            let Some(mut step) = merge_item(known, item, &origin, faults) else { continue };
            let hours = &mut step.hours;
            if item.get("hours").is_some() && hours.from.is_empty() && hours.note.is_none() {
                hours.note = Some("your overlay".to_owned());
            }
            let step = Placed { item: step, origin };
            if let Some((home, at)) = place {
                self.adjusted.insert(step.item.id.clone());
                self.stages[home].steps[at] = step;
                after = Some(at);
            } else {
                let steps = &mut self.stages[stage].steps;
                let at = after.map_or(steps.len(), |after| after + 1);
                steps.insert(at, step);
                after = Some(at);
            }
        }
    }
}

/// A list that an overlay can change, whatever is in it.
pub(super) trait List {
    /// The id of the item at a place.
    fn id_at(&self, at: usize) -> Option<&str>;

    /// Puts what the overlay says over the item at a place, or adds it as a new one.
    fn merge(&mut self, at: Option<usize>, item: &Value, origin: Origin, faults: &mut Vec<(Origin, String)>);
}

impl<T: Named + Serialize + DeserializeOwned> List for Vec<Placed<T>> {
    fn id_at(&self, at: usize) -> Option<&str> {
        Some(self.get(at)?.item.id())
    }

    fn merge(&mut self, at: Option<usize>, item: &Value, origin: Origin, faults: &mut Vec<(Origin, String)>) {
        let known = at.and_then(|at| self.get_mut(at));
        let Some(item) = merge_item(known.as_ref().map(|known| &known.item), item, &origin, faults) else { return };
        match known {
            Some(known) => *known = Placed { item, origin },
            None => self.push(Placed { item, origin }),
        }
    }
}

/// What has an id.
trait Named {
    fn id(&self) -> &str;
}

/// Types that have their id in a field.
macro_rules! named {
    ($($type:ty)*) => {$(
        impl Named for $type {
            fn id(&self) -> &str {
                &self.id
            }
        }
    )*};
}

named! {
    ChoiceGroup Certification Background Resource Source Track Level RetiredId PublishedLength Fact GuideSkill Topic Conflict Term
}

fn merge_list(here: &mut dyn List, items: &Value, list: &Origin, faults: &mut Vec<(Origin, String)>) {
    let Some(items) = sequence(items, list, faults) else { return };
    for (at, item) in items.iter().enumerate() {
        let origin = list.at(at);
        let Some(id) = id_of(item, &origin, faults) else { continue };
        let known = (0..).map_while(|at| here.id_at(at)).position(|known| known == id);
        here.merge(known, item, origin, faults);
    }
}

fn sequence<'a>(items: &'a Value, list: &Origin, faults: &mut Vec<(Origin, String)>) -> Option<&'a [Value]> {
    if items.is_null() {
        return None;
    }
    if items.as_sequence().is_none() {
        faults.push((list.clone(), "a list belongs here: each item begins with `- id: ...`".to_owned()));
    }
    items.as_sequence().map(Vec::as_slice)
}

fn id_of<'a>(item: &'a Value, origin: &Origin, faults: &mut Vec<(Origin, String)>) -> Option<&'a str> {
    let id = item.get("id").and_then(Value::as_str);
    if id.is_none() {
        faults.push((origin.clone(), "an `id` is missing here".to_owned()));
    }
    id
}

/// An item as the overlay has it, over what is here already.
fn merge_item<T: Serialize + DeserializeOwned>(
    base: Option<&T>,
    item: &Value,
    origin: &Origin,
    faults: &mut Vec<(Origin, String)>,
) -> Option<T> {
    let whole = laid_over(base.and_then(|base| yaml::value_of(base).ok()), item);
    let next = |value: &Value| yaml::typed_at::<T>(value).err();
    yaml::typed_at(&whole).map_err(|first| report(missing::all(&whole, first, &next), base.is_none(), item, origin, faults)).ok()
}

/// The fields of an item over those of what is here already.
fn laid_over(base: Option<Value>, item: &Value) -> Value {
    let mut whole = base.and_then(|value| value.as_mapping().cloned()).unwrap_or_default();
    whole.extend(item.as_mapping().cloned().unwrap_or_default());
    Value::Mapping(whole)
}

fn report(found: Vec<(Vec<Key>, String)>, is_new: bool, item: &Value, origin: &Origin, faults: &mut Vec<(Origin, String)>) {
    let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
    for (path, message) in found {
        let is_new = is_new && path.is_empty() && message.starts_with("missing field");
        let message = if is_new { format!("`{id}`{NEW}{message}") } else { message };
        faults.push((path.into_iter().fold(origin.clone(), |origin, key| origin.at(key)), message));
    }
}
