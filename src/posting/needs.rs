//! What a job posting asks for, beside what a learner has.

use crate::planning::gap::steps_to_close;
use crate::planning::learner::Learner;
use crate::planning::standing::{Spread, Standing};
use crate::progress::Status;
use crate::roadmap::{Certification, Roadmap, Term, Terms};

use super::{Condition, Mention, PassedOver, Reader};

/// Whether a learner has what a posting asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NeedState {
    /// The learner recorded it, most of the hours of the steps that teach it are behind them, or the certification is held.
    Have,
    /// The steps are done and teach one of several such things, or another of them is recorded: AWS where Azure is asked for.
    Near,
    /// Something of it is still to do. A step that was skipped is missing too.
    Missing,
    /// No step teaches it.
    OffRoadmap,
}

/// One of the terms that meet a need.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'a> {
    /// What it is.
    pub term: &'a Term,
    /// Whether the learner has it.
    pub state: NeedState,
    /// Mean hours of its steps that are not done; those of a skipped step count in full.
    pub hours_left: f64,
    /// The exam to take for it today: itself, or what replaced it.
    pub exam: Option<&'a Certification>,
    /// Places of the steps that are not done though most of the rest is: what to brush up.
    pub brush_up: Vec<usize>,
}

/// Something a posting asks for: a term, or several of which one is enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Need<'a> {
    /// In the order of the posting, at least one.
    pub any_of: Vec<Member<'a>>,
    /// The place of the member that meets it, or else is closed with the fewest hours.
    best: usize,
    /// Where the posting names it.
    pub mention: Mention,
}

/// All a posting asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct PostingNeeds<'a> {
    /// In the order of the posting; none when it names nothing that is known.
    pub needs: Vec<Need<'a>>,
    /// The open steps that teach what is missing, with the open ones they build on, in study order.
    pub missing_steps: Vec<usize>,
    /// What study does not close.
    pub conditions: Vec<Condition>,
    /// Sections in which nothing was looked for.
    pub passed_over: Vec<PassedOver>,
}

impl<'a> PostingNeeds<'a> {
    /// What a text asks for, by the terms that are known.
    #[must_use]
    pub fn of(text: &str, terms: &'a Terms, learner: Learner<'a>, standing: &Standing<'_>) -> PostingNeeds<'a> {
        PostingNeeds::read(&Reader::new(terms), text, terms, learner, standing)
    }

    /// As [`PostingNeeds::of`], for one of many texts.
    #[must_use]
    pub fn read(reader: &Reader<'_>, text: &str, terms: &'a Terms, learner: Learner<'a>, standing: &Standing<'_>) -> PostingNeeds<'a> {
        let posting = reader.read(text);
        let needs: Vec<Need<'a>> = posting.mentions.into_iter().map(|mention| Need::new(terms, mention, learner, standing)).collect();
        let mut asked: Vec<usize> = Vec::new();
        for need in needs.iter().filter(|need| need.state() == NeedState::Missing) {
            asked.extend(steps_of(learner.roadmap, need.best().term));
        }
        let missing_steps = steps_to_close(standing, asked);
        PostingNeeds { needs, missing_steps, conditions: posting.conditions, passed_over: posting.passed_over }
    }

    /// How many of them are in a state.
    #[must_use]
    pub fn count(&self, state: NeedState) -> usize {
        self.needs.iter().filter(|need| need.state() == state).count()
    }
}

impl<'a> Need<'a> {
    fn new(terms: &'a Terms, mention: Mention, learner: Learner<'a>, standing: &Standing<'_>) -> Need<'a> {
        let any_of: Vec<Member<'a>> = mention.any_of.iter().map(|at| Member::new(&terms[*at], terms, learner, standing)).collect();
        let best = best_of(&any_of, learner.roadmap, standing);
        Need { any_of, best, mention }
    }

    /// The member that meets it, or else is closed with the fewest hours.
    #[must_use]
    pub fn best(&self) -> &Member<'a> {
        &self.any_of[self.best]
    }

    /// Whether the learner has what is asked for: one member is enough.
    #[must_use]
    pub fn state(&self) -> NeedState {
        self.best().state
    }

    /// `PyTorch`, or `PyTorch or TensorFlow`.
    #[must_use]
    pub fn name(&self) -> String {
        let names: Vec<&str> = self.any_of.iter().map(|member| member.term.name.as_str()).collect();
        match names.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            names => names.concat(),
        }
    }
}

/// The place of a member that is had, else of one that is closed with the fewest hours; of the same the first one named.
fn best_of(any_of: &[Member<'_>], roadmap: &Roadmap, standing: &Standing<'_>) -> usize {
    let state = any_of.iter().map(|member| member.state).min();
    let hours = |member: &Member<'_>| match member.state {
        NeedState::Have => member.hours_left,
        // Most requirements name one skill, and there is nothing to compare.
        _ if any_of.len() == 1 => member.hours_left,
        _ => member.hours_to_close(roadmap, standing),
    };
    let nearest = any_of.iter().enumerate().filter(|(_, member)| Some(member.state) == state);
    nearest.map(|(at, member)| (at, hours(member))).min_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(at, _)| at)
}

impl<'a> Member<'a> {
    fn new(term: &'a Term, terms: &Terms, learner: Learner<'a>, standing: &Standing<'_>) -> Member<'a> {
        let certification = term.certification.as_ref().and_then(|id| learner.roadmap.certification(id));
        let is_known = is_known(term, terms, learner);
        let state = if is_known { NeedState::Have } else { state_of(term, terms, certification, learner, standing) };
        let open = |at: &usize| hours_left(standing, *at) > 0.0;
        let is_learned = state == NeedState::Have && !is_known;
        Member {
            term,
            state,
            brush_up: if is_learned { steps_of(learner.roadmap, term).filter(open).collect() } else { Vec::new() },
            hours_left: if is_known { 0.0 } else { steps_of(learner.roadmap, term).map(|at| hours_left(standing, at)).sum() },
            exam: certification.and_then(|cert| learner.current_replacement(cert)),
        }
    }

    /// Its hours left and those of the open steps it builds on: Kubernetes is no short way round Docker.
    fn hours_to_close(&self, roadmap: &Roadmap, standing: &Standing<'_>) -> f64 {
        let own: Vec<usize> = steps_of(roadmap, self.term).collect();
        let below = steps_to_close(standing, own.iter().copied()).into_iter().filter(|at| !own.contains(at));
        self.hours_left + below.map(|at| hours_left(standing, at)).sum::<f64>()
    }
}

fn steps_of<'a>(roadmap: &'a Roadmap, term: &'a Term) -> impl Iterator<Item = usize> + 'a {
    term.steps.iter().filter_map(|id| roadmap.step(id))
}

/// Whether the learner recorded a term, or one that it is a kind of: who knows AWS knows a cloud.
fn is_known(term: &Term, terms: &Terms, learner: Learner<'_>) -> bool {
    let is_kind = |other: &&Term| term.any_of.contains(&other.id);
    // Few terms are of others, and to look for those goes through all terms.
    let knows_kind = || !term.any_of.is_empty() && terms.iter().filter(is_kind).any(|other| learner.tool(other).is_some());
    !learner.progress.tools.is_empty() && (learner.tool(term).is_some() || knows_kind())
}

/// Whether the learner recorded another of the terms that a step of this one teaches: AWS, where Azure is asked for.
fn knows_sibling(term: &Term, terms: &Terms, learner: Learner<'_>) -> bool {
    let is_sibling = |other: &&Term| other.one_of && other.id != term.id && other.steps.iter().any(|id| term.steps.contains(id));
    term.one_of && !learner.progress.tools.is_empty() && terms.iter().filter(is_sibling).any(|other| learner.tool(other).is_some())
}

fn state_of(term: &Term, terms: &Terms, certification: Option<&Certification>, learner: Learner<'_>, standing: &Standing<'_>) -> NeedState {
    if let Some(cert) = certification {
        return if learner.holds(cert) { NeedState::Have } else { NeedState::Missing };
    }
    let steps: Vec<usize> = steps_of(learner.roadmap, term).collect();
    if steps.is_empty() {
        return NeedState::OffRoadmap;
    }
    let all: f64 = steps.iter().map(|&at| Spread::of(&standing.roadmap.steps[at]).mean()).sum();
    let left: f64 = steps.iter().map(|&at| hours_left(standing, at)).sum();
    match all - left {
        _ if knows_sibling(term, terms, learner) => NeedState::Near,
        behind if behind <= all * MOST => NeedState::Missing,
        _ if term.one_of => NeedState::Near,
        _ => NeedState::Have,
    }
}

/// The share of a term's hours that has to be behind the learner for the term to be theirs.
const MOST: f64 = 0.5;

fn hours_left(standing: &Standing<'_>, at: usize) -> f64 {
    match standing.steps[at].status {
        Status::Skipped => Spread::of(&standing.roadmap.steps[at]).mean(),
        _ => standing.steps[at].left.mean(),
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::dates::Date;
    use crate::progress::{Mark, Progress, Tool};
    use crate::roadmap::fixture::{guide, roadmap};

    const TODAY: Date = date(2026, 11, 21);
    const POSTING: &str = "Requirements\n- Python\n- Bash\n- New Exam";

    fn marked(marks: &[(&str, Status)]) -> Progress {
        let mut progress = Progress::new();
        for (id, status) in marks {
            progress.mark(id, Mark { status: *status, on: TODAY, moves_day: false, hours: None });
        }
        progress
    }

    fn needs(text: &str, progress: &Progress) -> Vec<(String, NeedState, f64)> {
        let learner = Learner { roadmap: roadmap(), progress, today: TODAY };
        let found = PostingNeeds::of(text, &guide().terms, learner, &learner.standing());
        found.needs.iter().map(|need| (need.best().term.id.clone(), need.state(), need.best().hours_left)).collect()
    }

    fn missing_steps(progress: &Progress) -> Vec<usize> {
        let learner = Learner { roadmap: roadmap(), progress, today: TODAY };
        PostingNeeds::of(POSTING, &guide().terms, learner, &learner.standing()).missing_steps
    }

    #[test]
    fn what_is_done_or_held_is_had_and_the_rest_missing() {
        use NeedState::{Have, Missing};
        let progress = marked(&[("shell", Status::Done), ("python", Status::Doing), ("new-01", Status::Done)]);
        let named = needs(POSTING, &progress);
        assert_eq!(named, [("python-term".into(), Missing, 46.0), ("bash-term".into(), Have, 0.0), ("new-exam-term".into(), Have, 0.0)]);
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let found = PostingNeeds::of(POSTING, &guide().terms, learner, &learner.standing());
        assert_eq!((found.count(Have), found.count(Missing), found.count(NeedState::OffRoadmap)), (2, 1, 0));
    }

    #[test]
    fn a_skipped_step_is_missing_with_all_its_hours_but_not_among_the_steps_to_do() {
        let progress = marked(&[("shell", Status::Skipped), ("python", Status::Done)]);
        assert_eq!(needs("- Bash", &progress), [("bash-term".into(), NeedState::Missing, 11.5)]);
        assert!(missing_steps(&progress).is_empty());
    }

    #[test]
    fn the_steps_to_do_are_those_missing_and_the_open_ones_they_build_on() {
        assert_eq!(missing_steps(&Progress::new()), [0, 1]);
        assert_eq!(missing_steps(&marked(&[("shell", Status::Done)])), [1]);
        assert_eq!(missing_steps(&marked(&[("python", Status::Done)])), [0], "Bash itself is asked for");
    }

    fn term(name: &str, steps: &[&str], one_of: bool) -> Term {
        Term {
            id: name.to_lowercase(),
            name: name.into(),
            kind: crate::roadmap::TermKind::Tool,
            names: Vec::new(),
            exact: Vec::new(),
            steps: steps.iter().map(|&id| id.to_owned()).collect(),
            certification: None,
            one_of,
            bare: Vec::new(),
            any_of: Vec::new(),
        }
    }

    #[test]
    fn a_step_that_teaches_one_of_several_makes_each_near() {
        let terms = Terms::from(vec![term("Python", &["python"], true), term("Ruby", &["python"], true)]);
        let progress = marked(&[("python", Status::Done)]);
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let found = PostingNeeds::of("Python and Ruby", &terms, learner, &learner.standing());
        assert!(found.needs.iter().all(|need| need.state() == NeedState::Near), "nobody said which");
        assert!(found.missing_steps.is_empty(), "what is near needs no step");
    }

    #[test]
    fn what_is_recorded_is_had_and_its_siblings_are_near() {
        use NeedState::{Have, Near};
        let mut kind = term("Language", &[], false);
        kind.any_of = vec!["ruby".into()];
        let terms = Terms::from(vec![term("Python", &["python"], true), term("Ruby", &["python"], true), term("COBOL", &[], false), kind]);
        let mut progress = Progress::new();
        progress.know("ruby", Tool::default(), false);
        progress.know("COBOL", Tool::default(), false);
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let found = PostingNeeds::of("Python, Ruby, COBOL, any language", &terms, learner, &learner.standing());
        let states: Vec<NeedState> = found.needs.iter().map(Need::state).collect();
        assert_eq!(states, [Near, Have, Have, Have], "a hand-written name counts, and who knows one knows its kind");
        assert!(found.needs.iter().all(|need| need.best().brush_up.is_empty()));
    }

    #[test]
    fn most_of_the_hours_are_enough_and_the_rest_is_to_brush_up() {
        let terms = Terms::from(vec![term("Python", &["shell", "python"], false)]);
        let state = |id: &str| {
            let progress = marked(&[(id, Status::Done)]);
            let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
            let found = PostingNeeds::of("Python", &terms, learner, &learner.standing());
            (found.needs[0].state(), found.needs[0].best().brush_up.clone())
        };
        assert_eq!(state("python"), (NeedState::Have, vec![0]), "40 of 50 h are behind");
        assert_eq!(state("shell"), (NeedState::Missing, vec![]), "10 of 50 h are");
    }

    #[test]
    fn one_of_several_is_enough_and_the_shortest_is_told() {
        use NeedState::{Have, Missing};
        let done = marked(&[("shell", Status::Done)]);
        assert_eq!(needs("Requirements\n- Python or Bash", &done), [("bash-term".into(), Have, 0.0)]);
        assert_eq!(needs("Requirements\n- Python or Bash", &Progress::new()), [("bash-term".into(), Missing, 11.5)]);
    }

    #[test]
    fn what_builds_on_another_of_them_is_no_short_way_round_it() {
        let terms = Terms::from(vec![term("Networks", &["networks"], false), term("Python", &["python"], false)]);
        let progress = Progress::new();
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let found = PostingNeeds::of("Networks or Python", &terms, learner, &learner.standing());
        let [networks, python] = &found.needs[0].any_of[..] else { panic!("two are named") };
        assert!(networks.hours_left < python.hours_left);
        assert_eq!(found.needs[0].best().term.id, "python", "networks come long after it");
    }

    #[test]
    fn what_no_step_teaches_is_off_the_roadmap() {
        let terms = Terms::from(vec![term("COBOL", &[], false)]);
        let progress = Progress::new();
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let found = PostingNeeds::of("COBOL and Python", &terms, learner, &learner.standing());
        assert_eq!(found.needs.iter().map(Need::state).collect::<Vec<_>>(), [NeedState::OffRoadmap]);
    }
}
