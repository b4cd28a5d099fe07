//! What may be typed in the place of a value: from the learner's progress file and roadmap.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use clap_complete::engine::{CompletionCandidate, ValueCompleter};

use crate::cli::{self, Glance};
use crate::commands;
use crate::dates::{self, Date};
use crate::order;
use crate::planning::criteria::criteria;
use crate::planning::learner::Learner;
use crate::planning::standing::StepStanding;
use crate::progress::{Progress, Status};
use crate::resolve::names;
use crate::roadmap::{ExamState, Item, Roadmap, Step};
use crate::store::Store;
use crate::system::{System, meant_path};

use super::super::inputs;
use super::candidate;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offer {
    /// A step or exam that can be started.
    ToStart,
    /// A step or exam that can be finished or left out.
    Open,
    /// A step or exam with a mark.
    Marked,
    /// A step with criteria, then the letters of its criteria.
    Criterion,
    /// What study time can be about.
    ToLog,
    /// Anything that can be shown.
    Anything,
    /// A word that filters a list.
    Filter,
    /// A step.
    Step,
    /// A stage.
    Stage,
    /// A track.
    Track,
    /// A background, or several with a plus between.
    Background,
    /// A goal.
    Goal,
    /// An exam.
    Exam,
    /// A topic of the guide.
    Topic,
    /// A page of the help.
    HelpTopic,
    /// A day that is over.
    Day,
}

/// The values of a command that are looked up, by the names of their arguments.
pub(super) fn of_command(name: &str) -> &'static [(&'static str, Offer)] {
    match name {
        "start" => &[("ids", Offer::ToStart), ("stage", Offer::Stage), ("on", Offer::Day)],
        "done" | "skip" => &[("ids", Offer::Open), ("stage", Offer::Stage), ("on", Offer::Day)],
        "reset" => &[("ids", Offer::Marked), ("stage", Offer::Stage), ("on", Offer::Day)],
        "fail" => &[("words", Offer::Exam), ("on", Offer::Day)],
        "tick" => &[("words", Offer::Criterion)],
        "log" => &[("id", Offer::ToLog), ("on", Offer::Day)],
        "show" => &[("ids", Offer::Anything)],
        "list" => &[("words", Offer::Filter), ("stage", Offer::Stage), ("track", Offer::Track)],
        "next" => &[("stage", Offer::Stage)],
        "status" => &[("since", Offer::Day)],
        "plan" => &[("from", Offer::Background), ("except", Offer::Step), ("goals", Offer::Goal)],
        "gap" => &[("goals", Offer::Goal)],
        "certs" => &[("ids", Offer::Exam)],
        "guide" => &[("topic", Offer::Topic)],
        "help" => &[("topic", Offer::HelpTopic)],
        _ => &[],
    }
}

/// A value and what it is.
type Found = (String, String);

/// What there is to offer on one command line.
pub(super) struct Offers {
    words: Vec<String>,
    glance: Glance,
    system: System,
    roadmap: OnceLock<Cow<'static, Roadmap>>,
    recorded: OnceLock<Recorded>,
}

/// The path that was meant, as the commands take it.
fn meant(path: PathBuf) -> PathBuf {
    meant_path(&path).unwrap_or(path)
}

/// What the progress file says, read when it is first asked for.
struct Recorded {
    progress: Progress,
    today: Date,
}

impl Offers {
    pub(super) fn new(words: &[OsString], system: &System) -> Offers {
        let glance = cli::glance(words);
        let words = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        Offers { words, glance, system: system.clone(), roadmap: OnceLock::new(), recorded: OnceLock::new() }
    }

    /// What completes a value.
    pub(super) fn completer(self: &Arc<Offers>, offer: Offer) -> impl ValueCompleter + use<> {
        Completer { offers: Arc::clone(self), offer }
    }

    /// The learner. What cannot be read is left out: completion has nobody to tell.
    fn learner(&self) -> Learner<'_> {
        let Recorded { progress, today } = self.recorded.get_or_init(|| self.read());
        Learner { roadmap: self.roadmap(), progress, today: *today }
    }

    fn file(&self) -> PathBuf {
        let file = self.glance.file.clone().or_else(|| self.system.file.clone()).map(meant);
        file.or_else(|| self.system.default_file().ok()).unwrap_or_else(|| PathBuf::from("progress.yaml"))
    }

    /// The roadmap, for which no progress file has to be read.
    fn roadmap(&self) -> &Roadmap {
        self.roadmap.get_or_init(|| {
            let own = self.glance.roadmap.clone().or_else(|| self.system.roadmap.clone()).map(meant);
            inputs::roadmap_or_built_in(own.as_deref(), &self.file())
        })
    }

    fn read(&self) -> Recorded {
        let progress = Store::new(self.file(), None).load().map(|snapshot| ManuallyDrop::into_inner(snapshot.progress)).unwrap_or_default();
        let today = self.glance.today.as_deref().or(self.system.today.as_deref());
        let today = today.and_then(|text| dates::parse_day(text, System::clock_date())).unwrap_or_else(System::clock_date);
        Recorded { progress, today }
    }

    /// What may be offered for a word, best first.
    fn found(&self, offer: Offer, current: &str) -> Vec<Found> {
        match offer {
            Offer::ToStart => self.steps(&|state| state.counted && state.ready && state.status == Status::Todo, current, &|state| {
                state.status == Status::Todo
            }),
            Offer::Open | Offer::ToLog => self.steps(&|state| state.counted && state.is_open(), current, &is_open),
            Offer::Marked => marked(self.learner()),
            Offer::Criterion => match self.typed_step(self.roadmap()) {
                Some(at) => self.letters(self.learner(), at),
                None => self.steps(&|state| state.counted && state.is_open(), current, &is_open),
            },
            Offer::Anything => anything(self.roadmap(), current),
            Offer::Filter => filters(self.roadmap()),
            Offer::Step => self.roadmap().steps.iter().map(step_and_title).collect(),
            Offer::Stage => stages(self.roadmap()),
            Offer::Track => tracks(self.roadmap()),
            Offer::Background => backgrounds(self.roadmap(), current),
            Offer::Goal => goals(self.roadmap()),
            Offer::Exam => exams(self.roadmap()),
            Offer::Topic => topics(self.roadmap(), current),
            Offer::HelpTopic => help_topics(),
            Offer::Day => days(),
        }
    }

    /// Steps in the order one goes through them, those in progress first; then exams that are not earned. Where
    /// none begins as typed, also the steps of a wider circle.
    fn steps(&self, wanted: &dyn Fn(&StepStanding<'_>) -> bool, current: &str, wider: &dyn Fn(&StepStanding<'_>) -> bool) -> Vec<Found> {
        let learner = self.learner();
        let standing = learner.standing();
        let mut found: Vec<(bool, Found)> = Vec::new();
        for (_, step, state) in standing.all().filter(|(_, _, state)| wanted(state)) {
            let is_begun = state.status == Status::Doing;
            let title = if is_begun { format!("{} (in progress)", step.title) } else { step.title.to_string() };
            found.push((!is_begun, (step.id.to_owned(), title)));
        }
        order::sort_by_key(&mut found, |(is_later, _)| *is_later);
        let mut found: Vec<Found> = found.into_iter().map(|(_, found)| found).collect();
        if !current.is_empty() {
            found.extend(begins_with(learner.roadmap, current, |item| match item {
                Item::Certification(at) => {
                    let exam = &learner.roadmap.certifications[at];
                    learner.exam_status(exam) != Status::Done && exam.state_on(learner.today) != ExamState::Retired
                }
                _ => false,
            }));
            if !found.iter().any(|(id, _)| id.starts_with(current)) {
                found.extend(standing.all().filter(|(_, _, state)| wider(state)).map(|(_, step, _)| step_and_title(step)));
            }
        }
        found
    }

    /// The step that is typed before the last word.
    fn typed_step(&self, roadmap: &Roadmap) -> Option<usize> {
        self.words[..self.words.len() - 1].iter().skip(2).find_map(|word| match roadmap.find(&names::spelling(word)) {
            Some(Item::Step(at)) => Some(at),
            _ => None,
        })
    }

    /// The criteria of a step that can be ticked, or with `--undo` taken back.
    fn letters(&self, learner: Learner<'_>, at: usize) -> Vec<Found> {
        let undo = self.words.iter().any(|word| word == "--undo");
        let record = learner.progress.steps.get(&learner.key_of(Item::Step(at)));
        let all = criteria(&learner.roadmap.steps[at], record);
        all.filter(|(_, is_ticked)| *is_ticked == undo)
            .map(|(criterion, _)| (criterion.letter.to_string(), criterion.text.clone()))
            .collect()
    }
}

/// Completes the values of one argument.
struct Completer {
    offers: Arc<Offers>,
    offer: Offer,
}

impl ValueCompleter for Completer {
    fn complete(&self, current: &OsStr) -> Vec<CompletionCandidate> {
        let current = current.to_string_lossy();
        let words = &self.offers.words;
        let is_typed = |value: &String| words[..words.len() - 1].iter().skip(2).any(|word| word.split(',').any(|word| word == value));
        let found = self.offers.found(self.offer, &current).into_iter();
        let fitting = found.filter(|(value, _)| value.starts_with(&*current) && !is_typed(value));
        fitting.enumerate().map(|(at, (value, help))| candidate(at, value, help)).collect()
    }
}

fn is_open(state: &StepStanding<'_>) -> bool {
    state.is_open()
}

/// What begins as typed, by its permanent id. Titles are decoded for these alone.
fn begins_with(roadmap: &Roadmap, current: &str, wanted: impl Fn(Item) -> bool) -> Vec<Found> {
    let named = roadmap.ids().filter(|(name, _)| name.starts_with(current)).filter(|(_, item)| wanted(*item));
    // Where nothing is typed yet all of them are offered, without titles: to decode those would take the time of the rest.
    let title = |item| if current.is_empty() { String::new() } else { names::title_of(roadmap, item).to_owned() };
    named.map(|(id, item)| (id.to_owned(), title(item))).collect()
}

fn step_and_title(step: &Step) -> Found {
    (step.id.to_owned(), step.title.to_string())
}

/// What bears a mark, by its id.
fn marked(learner: Learner<'_>) -> Vec<Found> {
    let marked = learner.progress.steps.iter().filter(|(_, record)| record.status != Status::Todo);
    let named = |id: &str| learner.roadmap.find(id).map(|item| (learner.roadmap.id_of(item), names::title_of(learner.roadmap, item)));
    marked.filter_map(|(id, record)| named(id).map(|(id, title)| (id.to_owned(), format!("{title} ({})", record.status)))).collect()
}

/// Everything that can be shown; resources are many, so they are asked for by their first letters.
fn anything(roadmap: &Roadmap, current: &str) -> Vec<Found> {
    let mut found: Vec<Found> = roadmap.steps.iter().map(step_and_title).collect();
    found.extend(stages(roadmap));
    found.extend(begins_with(roadmap, current, |item| {
        matches!(item, Item::Certification(_) | Item::Background(_)) || (matches!(item, Item::Resource(_)) && !current.is_empty())
    }));
    // A level or track may have the id of something else, too.
    let is_new = |id: &str| roadmap.find(id).is_none();
    found.extend(tracks(roadmap).into_iter().chain(levels(roadmap)).filter(|(id, _)| is_new(id)));
    found
}

fn filters(roadmap: &Roadmap) -> Vec<Found> {
    let words = [
        ("todo", "not begun"),
        ("doing", "in progress"),
        ("done", "finished or credited"),
        ("skipped", "left out"),
        ("ready", "can be started now"),
        ("project", "to build"),
        ("skill", "to learn"),
        ("essential", "cannot be left out"),
        ("recommended", "on the way to job-ready"),
        ("optional", "beyond job-ready"),
        ("senior", "asked of senior engineers"),
    ];
    let mut all: Vec<Found> = words.iter().map(|(word, about)| ((*word).to_owned(), (*about).to_owned())).collect();
    all.append(&mut stages(roadmap));
    all.append(&mut tracks(roadmap));
    all
}

fn stages(roadmap: &Roadmap) -> Vec<Found> {
    roadmap.stages.iter().map(|stage| (stage.id.to_owned(), stage.title.to_owned())).collect()
}

fn tracks(roadmap: &Roadmap) -> Vec<Found> {
    roadmap.tracks.iter().map(|track| (track.id.clone(), track.title.clone())).collect()
}

fn exams(roadmap: &Roadmap) -> Vec<Found> {
    roadmap.certifications.iter().map(|exam| (exam.id.to_owned(), exam.name.to_owned())).collect()
}

fn levels(roadmap: &Roadmap) -> Vec<Found> {
    roadmap.levels.iter().map(|level| (level.id.clone(), level.title.clone())).collect()
}

fn goals(roadmap: &Roadmap) -> Vec<Found> {
    let mut all = vec![("job-ready".to_owned(), "the path without a track".to_owned())];
    for mut goals in [tracks(roadmap), levels(roadmap), exams(roadmap)] {
        all.append(&mut goals);
    }
    all
}

/// Backgrounds, each after those that are typed already.
fn backgrounds(roadmap: &Roadmap, current: &str) -> Vec<Found> {
    let typed = current.rfind('+').map_or("", |at| &current[..=at]);
    let is_typed = |id: &str| typed.split('+').any(|word| word == id);
    let others = roadmap.backgrounds.iter().filter(|ground| !is_typed(&ground.id));
    others.map(|ground| (format!("{typed}{}", ground.id), ground.title.clone())).collect()
}

/// Topics of the guide, by their first names; by the others where those are typed.
fn topics(roadmap: &Roadmap, current: &str) -> Vec<Found> {
    let names =
        |shown: usize| roadmap.topics.iter().flat_map(move |names| names.iter().take(shown)).map(|name| (name.clone(), String::new()));
    let first: Vec<Found> = names(1).collect();
    if first.iter().any(|(name, _)| name.starts_with(current)) { first } else { names(usize::MAX).collect() }
}

fn help_topics() -> Vec<Found> {
    let topics = commands::help_topics().map(str::to_owned);
    cli::command_names().into_iter().chain(topics).map(|name| (name, String::new())).collect()
}

fn days() -> Vec<Found> {
    let days = ["today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.map(|day| (day.to_owned(), String::new())).to_vec()
}
