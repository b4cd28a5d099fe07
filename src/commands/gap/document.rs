//! What the answer of `mlpath gap` holds.

use serde::Serialize;

use crate::answers::basis::{SourceDocument, sources_of};
use crate::answers::goal_row::GoalRow;
use crate::answers::hours::{Hours, Range};
use crate::answers::next_step::NextStep;
use crate::answers::sourced::Sourced;
use crate::answers::step_row::StepRow;
use crate::code::Code;
use crate::commands::Input;
use crate::error::{Error, Exit};
use crate::planning::forecast::hours_of;
use crate::planning::forecast::pace::Pace;
use crate::planning::gap::gap;
use crate::planning::next::suggestions_among;
use crate::planning::standing::Standing;
use crate::posting::{PostingNeeds, Reader};
use crate::resolve::goals;
use crate::roadmap::{CountRange, Figure, Goal, SourcedText, Terms};
use crate::text::count;
use crate::units::hours_number;
use crate::view::Head;

use super::job::JobDocument;
use super::jobs::JobsDocument;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct GapDocument {
    #[serde(flatten)]
    pub(super) head: Head,
    /// What it is the gap to; empty for a posting.
    pub(super) goals: Vec<GoalRow>,
    pub(super) readiness: Option<ReadinessDocument>,
    /// Ids of all steps the goal asks for.
    pub(super) asks: Vec<String>,
    pub(super) missing: Vec<StepRow>,
    /// Ids of what the goal asks for and the learner skipped.
    pub(super) skipped: Vec<String>,
    /// Ids of the exams among the goals that are not earned.
    pub(super) exams_to_earn: Vec<String>,
    pub(super) hours_to_close: Hours,
    /// Whether these go by hours the learner told of finished steps.
    #[serde(skip)]
    pub(super) has_timed_steps: bool,
    pub(super) next: Option<NextStep>,
    /// Levels among the goals that ask for no more steps than a lower one.
    pub(super) no_more_skills: Vec<NoMoreSkills>,
    /// What the goal asks for that no step can teach.
    pub(super) beyond: Vec<SourcedText>,
    /// What the posting asks for, where it is the gap to one.
    pub(super) job: Option<JobDocument>,
    /// What the postings ask for, where it is the gap to several.
    pub(super) jobs: Option<JobsDocument>,
    pub(super) source_details: Vec<SourceDocument>,
    #[serde(skip)]
    pub(super) tracks: String,
    #[serde(skip)]
    pub(super) levels: String,
    #[serde(skip)]
    pub(super) is_bare: bool,
    #[serde(skip)]
    pub(super) stages: Vec<String>,
    /// The command that shows what has no room on a screen; `None` when that is asked for.
    #[serde(skip)]
    pub(super) all_of_it: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ReadinessDocument {
    /// Share of the essential hours that is done, 0 to 1.
    pub(super) share: f64,
    pub(super) essential_hours: EssentialHours,
    /// Hours of all steps the goal asks for, those skipped left out: what status calls done.
    pub(super) all_hours: EssentialHours,
    pub(super) projects: ProjectsDocument,
    /// Whether all hours are those of the status screen.
    #[serde(skip)]
    pub(super) is_as_status: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct EssentialHours {
    pub(super) total: f64,
    pub(super) done: f64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ProjectsDocument {
    pub(super) done: usize,
    /// How many a guide advises; null where the roadmap does not say.
    pub(super) advised: Option<Sourced<Range<u16>>>,
}

/// A level for which the guides describe no more skills than for a lower one.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NoMoreSkills {
    pub(super) id: String,
    pub(super) than: String,
}

/// How many portfolio projects the guides advise.
fn advised_range(range: &CountRange, input: &Input<'_>) -> Sourced<Range<u16>> {
    Sourced::new(Range { low: range.low, high: range.high }, range.note.as_ref(), range.provenance(), input.learner.today)
}

impl GapDocument {
    pub(super) fn of_goals(input: &Input<'_>, standing: &Standing<'_>, pace: &Pace, goals: &[Goal]) -> GapDocument {
        let roadmap = input.learner.roadmap;
        let found = gap(standing, goals);
        let ids = |places: &[usize]| places.iter().map(|&at| roadmap.steps[at].id.to_owned()).collect();
        let advised = roadmap.stated.portfolio_projects.as_ref();
        let (mut beyond, mut sources, mut exams, mut no_more) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for goal in goals {
            match *goal {
                Goal::Level(at) => {
                    beyond.extend_from_slice(&roadmap.levels[at].beyond);
                    sources.extend_from_slice(&roadmap.levels[at].sources);
                    let level = &roadmap.levels[at];
                    let alike = roadmap.level_alike(level);
                    no_more.extend(alike.map(|lower| NoMoreSkills { id: level.id.clone(), than: lower.id.clone() }));
                }
                Goal::Track(at) => sources.extend_from_slice(&roadmap.tracks[at].sources),
                Goal::Exam(at) if !input.learner.holds(&roadmap.certifications[at]) => exams.push(roadmap.certifications[at].id.to_owned()),
                Goal::Exam(_) | Goal::JobReady => {}
            }
        }
        for said in &beyond {
            sources.extend_from_slice(&said.sources);
        }
        if let Some(advised) = advised {
            sources.extend(advised.sources.iter().cloned());
        }
        GapDocument {
            goals: GoalRow::all(roadmap, goals),
            exams_to_earn: exams,
            no_more_skills: no_more,
            readiness: Some(ReadinessDocument {
                share: hours_number(found.readiness.share()),
                essential_hours: EssentialHours { total: hours_number(found.readiness.hours), done: hours_number(found.readiness.done) },
                all_hours: EssentialHours { total: hours_number(found.readiness.all_hours), done: hours_number(found.readiness.all_done) },
                projects: ProjectsDocument {
                    done: found.readiness.projects,
                    advised: advised.map(|advised| advised_range(advised, input)),
                },
                is_as_status: false,
            }),
            asks: ids(&found.asks),
            skipped: ids(&found.skipped),
            source_details: sources_of(roadmap, &sources),
            beyond,
            ..GapDocument::of_steps(input, standing, pace, &found.missing)
        }
    }

    /// The hours of the saved goal as status counts them: what the learner took up beside it counts too.
    pub(super) fn count_as_status(&mut self, standing: &Standing<'_>) {
        let totals = standing.totals();
        if let Some(readiness) = &mut self.readiness {
            let done = totals.hours_total - totals.hours_left;
            readiness.all_hours = EssentialHours { total: hours_number(totals.hours_total), done: hours_number(done) };
            readiness.is_as_status = true;
        }
    }

    /// The gap to one posting, or, where several are named or a folder, to all of them.
    pub(super) fn of_postings(input: &Input<'_>, standing: &Standing<'_>, pace: &Pace) -> Result<GapDocument, Error> {
        let terms = input.guide.map_or(Terms::none(), |guide| &guide.terms);
        let reader = Reader::new(terms);
        let (mut read, mut unread) = (Vec::new(), input.postings.unread.clone());
        for (name, text) in &input.postings.read {
            let needs = PostingNeeds::read(&reader, text, terms, input.learner, standing);
            if needs.needs.is_empty() {
                let why = if text.trim().is_empty() { "is empty" } else { "names no skill, tool or certificate that mlpath knows" };
                unread.push((name.clone(), why.to_owned()));
            } else {
                read.push((name.as_str(), needs));
            }
        }
        let is_one = input.postings.read.len() == 1 && !input.postings.from_folder;
        match (read.as_slice(), is_one) {
            ([], _) => Err(nothing_named(&unread)),
            ([(name, needs)], true) => {
                let job = JobDocument::new(needs, input.learner.roadmap, name);
                Ok(GapDocument { job: Some(job), ..GapDocument::of_steps(input, standing, pace, &needs.missing_steps) })
            }
            (several, _) => {
                let jobs = JobsDocument::new(several, unread, standing);
                let steps = jobs.steps(standing);
                Ok(GapDocument { jobs: Some(jobs), ..GapDocument::of_steps(input, standing, pace, &steps) })
            }
        }
    }

    /// What all gaps tell: the steps to do, how long they take, and which comes first.
    fn of_steps(input: &Input<'_>, standing: &Standing<'_>, pace: &Pace, missing: &[usize]) -> GapDocument {
        let first = suggestions_among(standing, missing).into_iter().next();
        GapDocument {
            head: Head::new("mlpath/gap/v1", input.learner.roadmap, input.learner.today),
            goals: Vec::new(),
            exams_to_earn: Vec::new(),
            readiness: None,
            asks: Vec::new(),
            missing: missing.iter().map(|&at| StepRow::new(standing, at)).collect(),
            skipped: Vec::new(),
            hours_to_close: hours_of(missing.iter().map(|&at| standing.steps[at].left), pace).into(),
            has_timed_steps: false,
            next: first.map(|suggestion| NextStep::new(standing, &suggestion)),
            beyond: Vec::new(),
            no_more_skills: Vec::new(),
            job: None,
            jobs: None,
            source_details: Vec::new(),
            tracks: goals::tracks(input.learner.roadmap),
            levels: goals::levels(input.learner.roadmap),
            is_bare: false,
            all_of_it: None,
            stages: input.learner.roadmap.stages.iter().map(|stage| stage.title.to_owned()).collect(),
        }
    }
}

/// No posting names anything that is known.
fn nothing_named(unread: &[(String, String)]) -> Error {
    let message = match unread {
        [(name, why)] => format!("{name} {why}"),
        several => format!("none of {} names a skill, tool or certificate that mlpath knows", count(several.len(), "text")),
    };
    Error::new(Exit::No, Code::NothingNamed, message).hint("give the posting itself as plain text, its requirements above all")
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<GapDocument>("gap")
}
