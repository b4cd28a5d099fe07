//! A plan as JSON has it.

use serde::Serialize;

use crate::cli::PlanArgs;
use crate::dates::{self, Date, Period};
use crate::planning::forecast::evidence::Evidence;
use crate::planning::forecast::{Forecast, ForecastInput, Part, PartForecast};
use crate::planning::standing::Standing;
use crate::roadmap::{Goal, Level, Stage};
use crate::units::{Usd, WeeklyHours, hours_number};
use crate::view::Head;

use super::super::Input;
use super::deadline::DeadlineDocument;
use super::exams::{self, Exam, PlannedCert};
use super::{Asked, Found};
use crate::answers::forecast::EvidenceDocument;
use crate::answers::forecast::FinishDocument;
use crate::answers::goal::YearsDocument;
use crate::answers::hours::HoursDocument;

#[derive(Serialize)]
pub(crate) struct PlanDocument {
    #[serde(flatten)]
    pub head: Head,
    pub from: Option<String>,
    pub except: Vec<String>,
    pub start: Date,
    /// In order, those that are over too.
    #[serde(serialize_with = "as_texts")]
    pub pauses: Vec<Period>,
    pub track: Option<String>,
    pub to: Option<String>,
    /// One for each pace.
    pub scenarios: Vec<Scenario>,
    /// The answer to `--by`, for the first scenario.
    pub by: Option<DeadlineDocument>,
    pub levels: Vec<LevelPlan>,
    pub credited: Vec<Credited>,
    /// What `--free` finds; null without it.
    pub material: Option<Material>,
    pub basis: String,
    pub evidence: EvidenceDocument,
    pub saved: bool,
    /// Whether what was to be saved was saved already.
    #[serde(skip)]
    pub as_before: bool,
    /// Whether the credits were asked for, so that each is told.
    #[serde(skip)]
    pub tells_credits: bool,
    /// Hours left by the likely hours of each step alone, as status and list add them up.
    #[serde(skip)]
    pub roadmap_hours: f64,
    /// Open steps the level asks for beyond job-ready, and their likely hours.
    #[serde(skip)]
    pub asks_beyond: (usize, f64),
    #[serde(skip)]
    pub background: Option<String>,
    #[serde(skip)]
    pub assumes: Option<String>,
    /// The backgrounds there are, by id.
    #[serde(skip)]
    pub backgrounds: String,
}

fn as_texts<S: serde::Serializer>(pauses: &[Period], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(pauses.iter().map(ToString::to_string))
}

/// The forecast at one pace.
#[derive(Serialize)]
pub(crate) struct Scenario {
    pub hours_per_week: HoursPerWeek,
    pub hours_left: HoursDocument,
    pub finish: Option<FinishDocument>,
    pub job_ready: Option<FinishDocument>,
    /// The chance to be done by the day of `--by`; null without it.
    pub chance: Option<f64>,
    pub stages: Vec<StagePlan>,
    pub certs: Vec<PlannedCert>,
    #[serde(skip)]
    pub hours: WeeklyHours,
}

#[derive(Serialize)]
pub(crate) struct HoursPerWeek {
    low: f64,
    high: f64,
}

/// A stage, an exam to study for, or what a track asks for beyond job-ready.
#[derive(Serialize)]
pub(crate) struct StagePlan {
    /// `stage`, `exam` or `track`.
    pub kind: &'static str,
    pub id: String,
    pub start: Date,
    pub finish: StageFinish,
    pub hours_left: f64,
    #[serde(skip)]
    pub title: String,
    #[serde(skip)]
    pub short: String,
}

#[derive(Serialize)]
pub(crate) struct StageFinish {
    pub p50: Date,
    pub p85: Date,
}

/// Free material for the open steps of a plan.
#[derive(Serialize)]
pub(crate) struct Material {
    /// Open steps with at least one free resource.
    pub steps_with_free: usize,
    /// Those without.
    pub steps_without_free: Vec<String>,
}

/// When a level of the ladder can begin, by the years the guides count.
#[derive(Serialize)]
pub(crate) struct LevelPlan {
    pub id: String,
    pub title: String,
    pub after_years: YearsDocument,
    /// The even day of job-ready and the fewest years.
    pub earliest: Option<Date>,
    /// The 85 % day of job-ready and the most years.
    pub latest: Option<Date>,
}

/// The rungs up to a level, from the day of job-ready on.
pub(crate) fn ladder(input: &Input<'_>, to: usize, start: Date, found: Option<&Forecast>) -> Vec<LevelPlan> {
    let ready = found.and_then(|found| found.job_ready);
    let (even, sure) = ready.map_or((start, start), |ready| (ready.p50, ready.p85));
    let rung = |level: &Level| LevelPlan {
        id: level.id.clone(),
        title: level.title.clone(),
        after_years: YearsDocument::new(level, input.learner.today),
        earliest: dates::years_after(even, level.reached_after.low),
        latest: dates::years_after(sure, level.reached_after.high),
    };
    let wanted = &input.learner.roadmap.levels[to].reached_after;
    let is_below = |level: &&Level| level.reached_after.low < wanted.low || level.id == input.learner.roadmap.levels[to].id;
    input.learner.roadmap.levels.iter().filter(is_below).map(rung).collect()
}

/// Hours of a step that the background covers.
#[derive(Serialize)]
pub(crate) struct Credited {
    pub id: String,
    pub hours: f64,
    pub share: f64,
    #[serde(skip)]
    pub title: String,
    #[serde(skip)]
    pub of: f64,
}

impl PlanDocument {
    pub(crate) fn new(args: &PlanArgs, input: &Input<'_>, standing: &Standing<'_>, asked: &Asked, evidence: &Evidence) -> PlanDocument {
        let background = asked.profile.from.as_deref().and_then(|id| input.learner.roadmap.background(id));
        let credited = standing.counted().filter(|(_, _, state)| state.credit > 0.0).map(|(_, step, state)| Credited {
            id: step.id.clone(),
            hours: hours_number(step.hours.likely * state.credit),
            share: hours_number(state.credit),
            title: step.title.clone(),
            of: step.hours.likely,
        });
        let evidence = EvidenceDocument::new(evidence, asked.hours[0]);
        PlanDocument {
            head: Head::new("mlpath/plan/v1", input.learner.roadmap, input.learner.today),
            from: background.map(|background| background.id.clone()),
            except: asked.profile.except.clone(),
            start: asked.start,
            pauses: asked.profile.pauses.clone(),
            track: asked.track.map(|at| input.learner.roadmap.tracks[at].id.clone()),
            to: asked.to.map(|at| input.learner.roadmap.levels[at].id.clone()),
            scenarios: Vec::new(),
            by: None,
            levels: Vec::new(),
            credited: credited.collect(),
            material: None,
            basis: evidence.phrase(asked.hours.len() == 1),
            backgrounds: crate::resolve::ids::backgrounds(input.learner.roadmap),
            evidence,
            saved: args.save,
            as_before: asked.kept(args, input) == input.learner.progress.profile,
            tells_credits: (args.from.is_some() || !args.except.is_empty()) && args.by.is_none() && asked.hours.len() == 1,
            roadmap_hours: 0.0,
            asks_beyond: (0, 0.0),
            background: background.map(|background| background.title.clone()),
            assumes: background.map(|background| background.assumes.clone()),
        }
    }

    /// Adds what hangs on the first scenario: hours, ladder, deadline and material.
    pub(crate) fn rest_on(&mut self, args: &PlanArgs, input: &Input<'_>, asked: &Asked, course: &ForecastInput<'_>, found: Found<'_>) {
        let steps = &course.standing.steps;
        self.roadmap_hours = found.iter().flat_map(|found| &found.parts).map(|part| part.hours).sum();
        if let Some(to) = asked.to {
            let asks = input.learner.roadmap.beyond_path(Goal::Level(to));
            let open = || asks.iter().filter(|&&at| steps[at].is_open());
            self.levels = ladder(input, to, course.start, found);
            self.asks_beyond = (open().count(), open().map(|&at| steps[at].left.likely).sum());
        }
        if args.free {
            let open = (0..steps.len()).filter(|at| steps[*at].is_open() && (steps[*at].counted || course.beyond.contains(at)));
            let (with, without): (Vec<usize>, Vec<usize>) = open.partition(|&at| has_free_material(input, at));
            let id = |at: usize| input.learner.roadmap.steps[at].id.clone();
            self.material = Some(Material { steps_with_free: with.len(), steps_without_free: without.into_iter().map(id).collect() });
        }
    }
}

/// Whether a step has a resource that costs nothing.
fn has_free_material(input: &Input<'_>, at: usize) -> bool {
    let is_free = |resource: &usize| input.learner.roadmap.resources[*resource].price.as_ref().is_some_and(|price| price.usd == Usd::ZERO);
    input.learner.roadmap.steps[at].resources.iter().any(is_free)
}

impl Scenario {
    pub(crate) fn new(course: &ForecastInput<'_>, asked: &Asked, hours: WeeklyHours, found: Found<'_>, exams: &[Exam<'_>]) -> Scenario {
        let zero = HoursDocument { low: 0.0, likely: 0.0, high: 0.0 };
        let part = |part: &PartForecast| StagePlan::new(course, part, asked.track, exams);
        Scenario {
            hours_per_week: HoursPerWeek { low: hours.low(), high: hours.high() },
            hours_left: found.map_or(zero, |found| found.hours_left.into()),
            finish: found.map(|found| found.finish.into()),
            job_ready: found.and_then(|found| found.job_ready).map(FinishDocument::from),
            chance: None,
            stages: found.into_iter().flat_map(|found| &found.parts).map(part).collect(),
            certs: exams::on_axis(exams, found.map(|found| found.exams.as_slice()), course.start),
            hours,
        }
    }
}

impl StagePlan {
    fn new(course: &ForecastInput<'_>, part: &PartForecast, track: Option<usize>, exams: &[Exam<'_>]) -> StagePlan {
        let roadmap = course.standing.roadmap;
        let (id, title, short) = match (part.part, track.map(|at| &roadmap.tracks[at])) {
            (Part::Stage(at), _) => {
                let Stage { id, title, .. } = &roadmap.stages[at];
                (id.clone(), format!("{} {title}", at + 1), format!("{} {id}", at + 1))
            }
            (Part::Exam(at), _) => (exams[at].id().to_owned(), format!("Exam: {}", exams[at].id()), exams[at].id().to_owned()),
            (Part::Beyond, Some(track)) => (track.id.clone(), format!("Track: {}", track.title), track.id.clone()),
            (Part::Beyond, None) => (String::new(), String::new(), String::new()),
        };
        StagePlan {
            kind: match part.part {
                Part::Stage(_) => "stage",
                Part::Exam(_) => "exam",
                Part::Beyond => "track",
            },
            id,
            start: part.start,
            finish: StageFinish { p50: part.finish.p50, p85: part.finish.p85 },
            hours_left: hours_number(part.hours),
            title,
            short,
        }
    }
}
