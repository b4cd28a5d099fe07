//! Which steps to list: by options, and by words that say the same shorter.

use crate::cli::{ImportanceArg, KindArg, ListArgs, StatusArg};
use crate::code::Code;
use crate::error::Error;
use crate::planning::standing::StepStanding;
use crate::progress::Status;
use crate::resolve::{goals, ids, names};
use crate::roadmap::{Goal, Guide, Importance, Item, Kind, Roadmap, Step};
use crate::text::closest;

/// The words that are states, kinds or importance, with what they ask for.
const WORDS: [(&str, Asked); 30] = [
    ("todo", Asked::States(&[Status::Todo])),
    ("to-do", Asked::States(&[Status::Todo])),
    ("pending", Asked::States(&[Status::Todo])),
    ("doing", Asked::States(&[Status::Doing])),
    ("progress", Asked::States(&[Status::Doing])),
    ("in-progress", Asked::States(&[Status::Doing])),
    ("started", Asked::States(&[Status::Doing])),
    ("begun", Asked::States(&[Status::Doing])),
    ("active", Asked::States(&[Status::Doing])),
    ("done", Asked::States(&[Status::Done])),
    ("finished", Asked::States(&[Status::Done])),
    ("completed", Asked::States(&[Status::Done])),
    ("skipped", Asked::States(&[Status::Skipped])),
    ("open", Asked::States(OPEN)),
    ("missing", Asked::States(OPEN)),
    ("left", Asked::States(OPEN)),
    ("remaining", Asked::States(OPEN)),
    ("ready", Asked::Ready),
    ("credited", Asked::Credited),
    ("project", Asked::Kind(Kind::Project)),
    ("projects", Asked::Kind(Kind::Project)),
    ("skill", Asked::Kind(Kind::Skill)),
    ("skills", Asked::Kind(Kind::Skill)),
    ("essential", Asked::Importance(Importance::Essential)),
    ("recommended", Asked::Importance(Importance::Recommended)),
    ("optional", Asked::Importance(Importance::Optional)),
    ("senior", Asked::Importance(Importance::Senior)),
    ("all", Asked::All),
    ("everything", Asked::All),
    ("steps", Asked::Any),
];

const OPEN: &[Status] = &[Status::Todo, Status::Doing];

/// What a word asks for.
#[derive(Clone, Copy)]
enum Asked {
    States(&'static [Status]),
    Ready,
    Credited,
    Kind(Kind),
    Importance(Importance),
    All,
    Any,
}

/// Which steps are wanted: of each kind of demand one has to be met, and every text has to be found.
#[derive(Default, PartialEq)]
pub(super) struct Filter {
    states: Vec<Status>,
    is_ready: bool,
    is_credited: bool,
    kinds: Vec<Kind>,
    importance: Vec<Importance>,
    stages: Vec<usize>,
    /// The steps of each track: those it asks for beyond job-ready, with what they build on.
    tracks: Vec<Vec<usize>>,
    texts: Vec<Vec<usize>>,
    all: bool,
}

impl Filter {
    /// Whether every step of the path is wanted, and nothing else was said.
    pub(super) fn is_bare(&self) -> bool {
        *self == Filter::default()
    }

    /// What options and words ask for together.
    ///
    /// # Errors
    ///
    /// A stage, track or word that names nothing.
    pub(super) fn new(args: &ListArgs, roadmap: &Roadmap, guide: Option<&Guide>) -> Result<Filter, Error> {
        let mut filter = Filter { all: args.all, ..Filter::default() };
        for status in &args.status {
            filter.states.extend(states_of(*status));
        }
        let flags = &args.flags;
        let asked =
            [(flags.todo, Status::Todo), (flags.doing, Status::Doing), (flags.done, Status::Done), (flags.skipped, Status::Skipped)];
        filter.states.extend(asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, status)| status));
        filter.is_ready = flags.ready;
        filter.kinds.extend(args.kind.map(kind_of));
        filter.importance.extend(args.importance.iter().map(|importance| importance_of(*importance)));
        for stage in &args.stage {
            filter.stages.push(ids::stage(roadmap, stage)?);
        }
        if let Some(track) = &args.track {
            filter.tracks.push(roadmap.beyond_path(&[Goal::Track(goals::track(roadmap, track)?)]));
        }
        let mut unknown: Vec<&str> = Vec::new();
        for word in args.words.iter().filter(|word| !matches!(names::spelling(word).as_str(), "" | "in" | "and" | "or" | "stage")) {
            if !filter.ask(word, roadmap, guide) {
                unknown.push(word);
            }
        }
        if unknown.is_empty() { Ok(filter) } else { Err(unknown_words(roadmap, &unknown)) }
    }

    /// Adds what a word asks for; false when it names nothing.
    fn ask(&mut self, word: &str, roadmap: &Roadmap, guide: Option<&Guide>) -> bool {
        let spelled = names::spelling(word);
        match WORDS.iter().find(|(known, _)| *known == spelled).map(|(_, asked)| *asked) {
            Some(Asked::States(states)) => self.states.extend(states),
            Some(Asked::Ready) => self.is_ready = true,
            Some(Asked::Credited) => self.is_credited = true,
            Some(Asked::Kind(kind)) => self.kinds.push(kind),
            Some(Asked::Importance(importance)) => self.importance.push(importance),
            Some(Asked::All) => self.all = true,
            Some(Asked::Any) => {}
            None => return self.ask_for_name(word, roadmap, guide),
        }
        true
    }

    fn ask_for_name(&mut self, word: &str, roadmap: &Roadmap, guide: Option<&Guide>) -> bool {
        if let Some(Item::Stage(at)) = names::exact(roadmap, word).or_else(|| names::stage_number(roadmap, word)) {
            self.stages.push(at);
            return true;
        }
        if let Some(track @ Goal::Track(_)) = roadmap.goal(word) {
            self.tracks.push(roadmap.beyond_path(&[track]));
            return true;
        }
        let found = steps_with(roadmap, guide, word);
        let is_known = !found.is_empty();
        self.texts.push(found);
        is_known
    }

    /// Whether steps beyond the path are wanted, too.
    pub(super) fn looks_beyond(&self) -> bool {
        self.all || !self.importance.is_empty() || !self.tracks.is_empty() || !self.texts.is_empty()
    }

    /// Whether a stage was asked for that has no other steps than those beyond the path.
    pub(super) fn names_stage_beyond(&self, roadmap: &Roadmap, stage: usize) -> bool {
        self.stages.contains(&stage) && !roadmap.steps_of(stage).any(|(_, step)| step.importance.is_on_path())
    }

    /// Whether a step is wanted, wherever it lies.
    pub(super) fn fits(&self, at: usize, step: &Step, state: &StepStanding<'_>) -> bool {
        (self.states.is_empty() || self.states.contains(&state.status))
            && (!self.is_ready || (state.ready && state.is_open()))
            && (!self.is_credited || state.is_credited_in_full())
            && (self.kinds.is_empty() || self.kinds.contains(&step.kind))
            && (self.importance.is_empty() || self.importance.contains(&step.importance))
            && (self.stages.is_empty() || self.stages.contains(&step.stage))
            && (self.tracks.is_empty() || self.tracks.iter().any(|track| track.contains(&at)))
            && self.texts.iter().all(|found| found.contains(&at))
    }

    /// Whether what the learner knows beside the steps belongs here: nothing but states narrows it down.
    pub(super) fn takes_tools(&self) -> bool {
        let is_whole = self.kinds.is_empty() && self.importance.is_empty() && self.stages.is_empty() && self.tracks.is_empty();
        is_whole
            && self.texts.is_empty()
            && !self.is_ready
            && !self.is_credited
            && (self.states.is_empty() || self.states.contains(&Status::Done))
    }
}

/// The steps a word names, teaches as a term, or that have it in their id, title or topics.
fn steps_with(roadmap: &Roadmap, guide: Option<&Guide>, word: &str) -> Vec<usize> {
    let place = |item: Item| match item {
        Item::Step(at) => Some(at),
        _ => None,
    };
    let spelled = format!("-{}-", names::spelling(word));
    let has = |text: &str| format!("-{}-", names::spelling(text)).contains(&spelled);
    let term = guide.and_then(|guide| names::term(roadmap, guide, word)).map(|term| names::learned_with(roadmap, term)).unwrap_or_default();
    let mut found: Vec<usize> = term.into_iter().filter_map(place).collect();
    for (at, step) in roadmap.steps.iter().enumerate() {
        let is_named = has(&step.id) || has(&step.title) || step.about.aliases.iter().chain(&step.about.topics).any(|text| has(text));
        if is_named && !found.contains(&at) {
            found.push(at);
        }
    }
    found
}

fn unknown_words(roadmap: &Roadmap, unknown: &[&str]) -> Error {
    let quoted: Vec<String> = unknown.iter().map(|word| format!("\"{word}\"")).collect();
    let mut error = Error::usage(Code::UnknownId, format!("no stage, state, track or step {}", quoted.join(", ")));
    let candidates = || WORDS.iter().map(|(word, _)| *word).chain(roadmap.names().map(|(name, _)| name));
    for near in unknown.iter().flat_map(|word| closest(&names::spelling(word), candidates())) {
        error.did_you_mean.push(near.to_owned());
    }
    error.did_you_mean.truncate(3);
    let find = crate::text::shell_word(std::ffi::OsStr::new(unknown[0]));
    error
        .command("list todo", "what is left; also doing, done, skipped, ready, project, a stage")
        .command(&format!("find {find}"), "searches steps, exams, topics and terms")
}

fn states_of(argument: StatusArg) -> &'static [Status] {
    match argument {
        StatusArg::Todo => &[Status::Todo],
        StatusArg::Doing => &[Status::Doing],
        StatusArg::Done => &[Status::Done],
        StatusArg::Skipped => &[Status::Skipped],
        StatusArg::Open => OPEN,
    }
}

fn kind_of(argument: KindArg) -> Kind {
    match argument {
        KindArg::Skill => Kind::Skill,
        KindArg::Project => Kind::Project,
    }
}

fn importance_of(argument: ImportanceArg) -> Importance {
    match argument {
        ImportanceArg::Essential => Importance::Essential,
        ImportanceArg::Recommended => Importance::Recommended,
        ImportanceArg::Optional => Importance::Optional,
        ImportanceArg::Senior => Importance::Senior,
    }
}
