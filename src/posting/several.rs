//! Several postings at once: what recurs over them, and in which order of study they open fastest.

use crate::order;
use crate::planning::gap::steps_to_close;
use crate::planning::standing::Standing;
use crate::roadmap::Term;

use super::Requirement;
use super::needs::{Member, Need, NeedState, PostingNeeds};

/// Something that one or more postings ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurring<'a> {
    /// What it is.
    pub term: &'a Term,
    /// Whether the learner has it.
    pub state: NeedState,
    /// In how many postings it is asked for.
    pub postings: usize,
    /// In how many of them it is required.
    pub required: usize,
    /// Mean hours of its steps that are not done.
    pub hours_left: f64,
}

/// What to study next, and what it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Study<'a> {
    /// What it closes: the term it is chosen for, then others that its steps teach too.
    pub closes: Vec<&'a Term>,
    /// Places of the steps to do, with the open ones they build on and without those above; in study order.
    pub steps: Vec<usize>,
    /// Mean hours of these steps.
    pub hours: f64,
    /// How many postings lack less with it.
    pub nearer: usize,
    /// How many of these lack nothing any more.
    pub opens: usize,
}

/// How far a posting is from being open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    /// How many of its needs count: the required ones, or all where it requires nothing.
    pub asked: usize,
    /// Those of them that steps can close and that are missing.
    pub missing: usize,
    /// Those of them that no step closes and the learner does not have.
    pub off_roadmap: usize,
}

impl Distance {
    /// Whether nothing is missing that steps could close.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.missing == 0
    }
}

/// What several postings ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Postings<'a> {
    /// Of each posting, in the order given.
    pub distances: Vec<Distance>,
    /// What they ask for, the most frequent first.
    pub recurring: Vec<Recurring<'a>>,
    /// What to study, in the order in which postings open fastest.
    pub order: Vec<Study<'a>>,
}

/// The most rows of an order of study.
const MOST_ROWS: usize = 30;

impl<'a> Postings<'a> {
    /// Reads what some postings need together.
    ///
    /// Every posting counts as one, shared evenly among the needs it still lacks; what is worth most an hour of study comes
    /// first, and what follows is weighed as if that were done. A posting is open when nothing it requires is missing.
    #[must_use]
    pub fn of(postings: &[PostingNeeds<'a>], standing: &Standing<'_>) -> Postings<'a> {
        let mut lacking: Vec<Vec<Lack<'a>>> = postings.iter().map(|posting| lacks(posting, standing)).collect();
        let distances = postings.iter().zip(&lacking).map(|(posting, lacks)| distance(posting, lacks.len())).collect();
        let mut learned = vec![false; standing.steps.len()];
        let mut order = Vec::new();
        while order.len() < MOST_ROWS {
            let Some(best) = best_study(&lacking, &learned, standing, None) else { break };
            // What its steps close on the way is told on its own, so that a row is a few steps and not sixteen.
            let first = best_study(&lacking, &learned, standing, Some(&best)).unwrap_or(best);
            mark(&mut learned, &first.steps);
            for lacks in &mut lacking {
                lacks.retain(|lack| !lack.is_closed(&learned));
            }
            order.push(first);
        }
        Postings { distances, recurring: recurring(postings), order }
    }

    /// How many postings are open already.
    #[must_use]
    pub fn open(&self) -> usize {
        self.distances.iter().filter(|distance| distance.is_open()).count()
    }
}

/// A need that steps can close and that is missing.
#[derive(Debug, Clone)]
struct Lack<'a> {
    /// Each way to close it: what it is, and the open steps that teach it.
    ways: Vec<(&'a Term, Vec<usize>)>,
}

impl Lack<'_> {
    fn is_closed(&self, learned: &[bool]) -> bool {
        self.ways.iter().any(|(_, steps)| steps.iter().all(|&at| learned[at]))
    }
}

fn mark(learned: &mut [bool], steps: &[usize]) {
    for &at in steps {
        learned[at] = true;
    }
}

/// The needs of a posting that count: what it requires, or all it names where it requires nothing.
fn counting<'p, 'a>(posting: &'p PostingNeeds<'a>) -> impl Iterator<Item = &'p Need<'a>> {
    let requires = posting.needs.iter().any(|need| need.mention.requirement == Requirement::Required);
    posting.needs.iter().filter(move |need| !requires || need.mention.requirement == Requirement::Required)
}

fn lacks<'a>(posting: &PostingNeeds<'a>, standing: &Standing<'_>) -> Vec<Lack<'a>> {
    let open_steps = |member: &Member<'a>| -> Vec<usize> {
        let steps = member.term.steps.iter().filter_map(|id| standing.roadmap.step(id));
        steps.filter(|&at| standing.steps[at].is_open()).collect()
    };
    let ways = |need: &Need<'a>| {
        let missing = need.any_of.iter().filter(|member| member.state == NeedState::Missing);
        missing.map(|member| (member.term, open_steps(member))).filter(|(_, steps)| !steps.is_empty()).collect::<Vec<_>>()
    };
    let missing = counting(posting).filter(|need| need.state() == NeedState::Missing);
    missing.map(|need| Lack { ways: ways(need) }).filter(|lack| !lack.ways.is_empty()).collect()
}

fn distance(posting: &PostingNeeds<'_>, missing: usize) -> Distance {
    let asked = counting(posting).count();
    let had = counting(posting).filter(|need| matches!(need.state(), NeedState::Have | NeedState::Near)).count();
    Distance { asked, missing, off_roadmap: asked - had - missing }
}

/// What is worth most an hour of study: of all ways to close something, or of those that need only a part of the steps of another.
fn best_study<'a>(lacking: &[Vec<Lack<'a>>], learned: &[bool], standing: &Standing<'_>, within: Option<&Study<'a>>) -> Option<Study<'a>> {
    let mut tried: Vec<&Term> = Vec::new();
    let mut best: Option<(f64, Study<'a>)> = None;
    for (term, own) in lacking.iter().flatten().flat_map(|lack| &lack.ways) {
        if tried.contains(term) {
            continue;
        }
        tried.push(term);
        let steps: Vec<usize> = steps_to_close(standing, own.iter().copied()).into_iter().filter(|&at| !learned[at]).collect();
        let is_part = |whole: &Study<'_>| steps.len() < whole.steps.len() && steps.iter().all(|at| whole.steps.contains(at));
        if within.is_some_and(|whole| !is_part(whole)) {
            continue;
        }
        let hours: f64 = steps.iter().map(|&at| standing.steps[at].left.mean()).sum();
        let mut then = learned.to_vec();
        mark(&mut then, &steps);
        let (mut worth, mut study) = (0.0, Study { closes: vec![*term], steps, hours, nearer: 0, opens: 0 });
        for lacks in lacking.iter().filter(|lacks| !lacks.is_empty()) {
            let closed = lacks.iter().filter(|lack| lack.is_closed(&then)).count();
            worth += share(closed, lacks.len());
            study.nearer += usize::from(closed > 0);
            study.opens += usize::from(closed == lacks.len());
        }
        let an_hour = worth / hours.max(0.5);
        if best.as_ref().is_none_or(|(most, _)| an_hour > *most) {
            best = Some((an_hour, study));
        }
    }
    let (_, mut study) = best?;
    let mut then = learned.to_vec();
    mark(&mut then, &study.steps);
    for (term, own) in lacking.iter().flatten().flat_map(|lack| &lack.ways) {
        if own.iter().all(|&at| then[at]) && !study.closes.contains(term) {
            study.closes.push(term);
        }
    }
    Some(study)
}

#[expect(clippy::cast_precision_loss, reason = "a posting names no thousands of things")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn recurring<'a>(postings: &[PostingNeeds<'a>]) -> Vec<Recurring<'a>> {
    let mut all: Vec<Recurring<'a>> = Vec::new();
    for posting in postings {
        let mut here: Vec<(&Member<'a>, bool)> = Vec::new();
        for need in &posting.needs {
            let required = need.mention.requirement == Requirement::Required;
            for member in &need.any_of {
                match here.iter_mut().find(|(known, _)| known.term.id == member.term.id) {
                    Some((_, known)) => *known |= required,
                    None => here.push((member, required)),
                }
            }
        }
        for (member, required) in here {
            let at = all.iter().position(|known| known.term.id == member.term.id).unwrap_or_else(|| {
                let Member { term, state, hours_left, .. } = *member;
                all.push(Recurring { term, state, postings: 0, required: 0, hours_left });
                all.len() - 1
            });
            all[at].postings += 1;
            all[at].required += usize::from(required);
        }
    }
    order::sort_by_key(&mut all, |known| std::cmp::Reverse((known.postings, known.required)));
    all
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::planning::learner::Learner;
    use crate::progress::{Progress, Tool};
    use crate::roadmap::fixture::{guide, roadmap};

    /// The order of study as the terms it closes, with hours and postings opened; and how many are open before it.
    fn order(texts: &[&str], known: &[&str]) -> (usize, Vec<(Vec<String>, f64, usize)>) {
        let mut progress = Progress::new();
        for id in known {
            progress.know(id, Tool::default(), false);
        }
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: date(2026, 11, 21) };
        let standing = learner.standing();
        let needs: Vec<PostingNeeds<'_>> = texts.iter().map(|text| PostingNeeds::of(text, &guide().terms, learner, &standing)).collect();
        let found = Postings::of(&needs, &standing);
        let row = |study: &Study<'_>| (study.closes.iter().map(|term| term.name.clone()).collect(), study.hours, study.opens);
        (found.open(), found.order.iter().map(row).collect())
    }

    fn names(row: &[&str]) -> Vec<String> {
        row.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn what_opens_most_an_hour_comes_first_and_the_rest_is_weighed_after_it() {
        let bash = "Requirements\n- Bash";
        let both = "Requirements\n- Python\n- Bash";
        // Bash: 11.5 h open one posting and half of the other; Python builds on it: 57.5 h, then 46 h more.
        assert_eq!(order(&[bash, both], &[]), (0, vec![(names(&["Bash"]), 11.5, 1), (names(&["Python"]), 46.0, 1)]));
        assert_eq!(order(&[bash, both], &["bash-term"]).0, 1, "what is known opens without study");
    }

    #[test]
    fn a_step_that_closes_two_needs_names_both() {
        let (_, rows) = order(&["Requirements\n- Python", "Requirements\n- Python\n- Bash"], &[]);
        assert_eq!(rows.last().map(|row| row.2), Some(2), "{rows:?}");
        let whole: f64 = rows.iter().map(|row| row.1).sum();
        assert!((whole - 57.5).abs() < 1e-9, "no step counts twice: {rows:?}");
    }

    #[test]
    fn what_no_step_teaches_keeps_no_posting_shut_and_a_wish_neither() {
        assert_eq!(order(&["Requirements\n- COBOL\nNice to have\n- Python"], &[]), (1, vec![]));
        let (open, rows) = order(&["We use Python and COBOL here."], &[]);
        assert_eq!((open, rows.len()), (0, 1), "where nothing is required all that is named counts");
    }

    #[test]
    fn what_recurs_is_counted_once_a_posting() {
        let progress = Progress::new();
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: date(2026, 11, 21) };
        let standing = learner.standing();
        let texts = ["We use Bash.\nRequirements\n- Python or Bash", "Requirements\n- COBOL\nNice to have\n- Bash"];
        let needs: Vec<PostingNeeds<'_>> = texts.iter().map(|text| PostingNeeds::of(text, &guide().terms, learner, &standing)).collect();
        let recurring: Vec<(String, usize, usize)> = Postings::of(&needs, &standing)
            .recurring
            .iter()
            .map(|known| (known.term.name.clone(), known.postings, known.required))
            .collect();
        assert_eq!(recurring, [("Bash".into(), 2, 1), ("Python".into(), 1, 1), ("COBOL".into(), 1, 1)]);
    }
}
