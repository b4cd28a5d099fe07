//! A plan as JSON has it.

use serde::Serialize;

use crate::cli::PlanArgs;
use crate::dates::{Date, Period};
use crate::planning::forecast::{Part, PartForecast};
use crate::planning::learner::Learner;
use crate::planning::plan::{self, LevelDates, OpenSteps, Plan, PlanRequest, StepCredit};
use crate::planning::standing::Spread;
use crate::progress::Profile;
use crate::roadmap::{Background, Credit, Stage, combined_credits};
use crate::units::{Usd, WeeklyHours, hours_number};
use crate::view::Head;

use super::costs::{GuidesMonths, RoadDocument};
use super::deadline::{DeadlineDocument, share};
use crate::answers::costs::{CostTotals, PlannedCert};
use crate::answers::finish::Finish;
use crate::answers::forecast::EvidenceDocument;
use crate::answers::goal::Years;
use crate::answers::goal_row::GoalRow;
use crate::answers::hours::{Hours, Range};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanDocument {
    #[serde(flatten)]
    pub head: Head,
    pub from: Option<String>,
    pub except: Vec<String>,
    pub start: Date,
    /// In order, those that are over too.
    #[serde(serialize_with = "as_texts")]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub pauses: Vec<Period>,
    /// What it plans for beside job-ready.
    pub goals: Vec<GoalRow>,
    /// The most the exams may cost.
    pub budget_usd: Option<Usd>,
    /// One for each pace.
    pub scenarios: Vec<Scenario>,
    /// The answer to `--by`, for the first scenario.
    pub by: Option<DeadlineDocument>,
    pub levels: Vec<LevelPlan>,
    pub credited: Vec<Credited>,
    /// What `--free` finds; null without it.
    pub material: Option<Material>,
    /// What the guides say how long it takes from there; null where they say nothing.
    pub guides: Option<GuidesMonths>,
    /// What the whole road costs; null without `--costs`.
    pub costs: Option<RoadDocument>,
    pub basis: String,
    pub evidence: EvidenceDocument,
    pub saved: bool,
    /// Whether what is to be saved was saved already.
    #[serde(skip)]
    pub is_saved_already: bool,
    /// Whether anything is saved.
    #[serde(skip)]
    pub has_saved_plan: bool,
    /// Whether the learner chose the exams; else the guides recommend them, and study for them is no part of the plan.
    pub has_chosen_exams: bool,
    /// Whether the credits were asked for, step by step.
    #[serde(skip)]
    pub shows_credits: bool,
    /// Ids of the steps it plans, in their order.
    #[serde(skip)]
    pub open_steps: Vec<String>,
    /// Whether the plan was asked for as bars.
    #[serde(skip)]
    pub shows_bars: bool,
    /// Hours left by the mean hours of each step alone, as status and list add them up.
    #[serde(skip)]
    pub roadmap_hours: f64,
    /// How many of these are study for exams.
    #[serde(skip)]
    pub exam_hours: f64,
    /// Open steps the level asks for beyond job-ready.
    #[serde(skip)]
    pub level_asks: OpenSteps,
    #[serde(skip)]
    pub background: Option<String>,
    /// Whether the roadmap knows backgrounds.
    #[serde(skip)]
    pub has_backgrounds: bool,
}

fn as_texts<S: serde::Serializer>(pauses: &[Period], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(pauses.iter().map(ToString::to_string))
}

/// The forecast at one pace.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Scenario {
    pub study_hours_per_week: Range<f64>,
    pub hours_left: Hours,
    pub finish: Option<Finish>,
    pub job_ready: Option<Finish>,
    /// The chance to be done by the day of `--by`; null without it.
    pub chance: Option<f64>,
    pub stages: Vec<StagePlan>,
    pub certs: Vec<PlannedCert>,
    /// What they cost: the same sums as `mlpath certs`, at this pace.
    pub exam_costs: CostTotals,
    /// What is paid already out of the budget.
    #[serde(skip)]
    pub spent_of_budget: Usd,
    #[serde(skip)]
    pub hours: WeeklyHours,
}

/// A stage, an exam to study for, or what a track asks for beyond job-ready.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StagePlan {
    /// `stage`, `exam` or `goal`: what tracks and levels ask for beyond job-ready.
    pub kind: &'static str,
    pub id: String,
    pub start: Date,
    pub finish: Finish,
    /// Mean hours of the open steps.
    pub mean_hours_left: f64,
    #[serde(skip)]
    pub title: String,
    #[serde(skip)]
    pub short: String,
}

/// Free material for the open steps of a plan.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Material {
    /// Open steps with at least one free resource.
    pub steps_with_free: usize,
    /// Those without.
    pub steps_without_free: Vec<String>,
}

/// When a level of the ladder can begin, by the years the guides count.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LevelPlan {
    pub id: String,
    pub title: String,
    pub after_years: Years,
    /// The day on which 10 of 20 are job-ready, and the fewest years.
    pub earliest: Option<Date>,
    /// The 85 % day of job-ready and the most years.
    pub latest: Option<Date>,
}

/// Hours of a step that the background covers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Credited {
    pub id: String,
    pub hours: f64,
    pub share: f64,
    /// Why so much, where that does not go without saying.
    pub why: Option<String>,
    #[serde(skip)]
    pub of: f64,
}

impl PlanDocument {
    pub(crate) fn new(args: &PlanArgs, learner: Learner<'_>, request: &PlanRequest, plan: &Plan<'_>) -> PlanDocument {
        let roadmap = learner.roadmap;
        let backgrounds = request.profile.from.as_deref().and_then(|ids| roadmap.backgrounds_named(ids));
        let given = backgrounds.as_deref().map(combined_credits).unwrap_or_default();
        let of_backgrounds = |part: fn(&Background) -> &str, between: &str| -> Option<String> {
            Some(backgrounds.as_ref()?.iter().map(|background| part(background)).collect::<Vec<_>>().join(between))
        };
        let evidence = EvidenceDocument::new(&plan.evidence, request.states_hours.then(|| request.hours[0]));
        let first = plan.scenarios.first();
        PlanDocument {
            head: Head::new("mlpath/plan/v1", roadmap, learner.today),
            from: of_backgrounds(|background| &background.id, "+"),
            except: request.profile.except.clone(),
            start: plan.start,
            pauses: request.profile.pauses.clone(),
            goals: plan.goals.iter().map(|&goal| GoalRow::new(roadmap, goal)).collect(),
            budget_usd: request.profile.budget,
            scenarios: plan.scenarios.iter().map(|scenario| Scenario::new(learner, plan, scenario)).collect(),
            by: first.and_then(|first| {
                let half = first.forecast.as_ref().map(|found| found.finish.p50);
                first.deadline.as_ref().map(|deadline| DeadlineDocument::new(learner.roadmap, deadline, half))
            }),
            levels: plan.levels.iter().map(|level| LevelPlan::new(learner, level)).collect(),
            credited: plan.credits.iter().map(|credit| Credited::new(learner, credit, &given)).collect(),
            material: args.free.then(|| Material::new(learner, plan)),
            guides: plan.stated.as_ref().map(|stated| GuidesMonths::new(stated, learner.today)),
            costs: plan
                .road
                .as_ref()
                .zip(first)
                .map(|(road, first)| RoadDocument::new(roadmap, road, &CostTotals::new(&first.costs, learner.today, None), learner.today)),
            basis: evidence.phrase(request.hours.len() == 1),
            has_backgrounds: !roadmap.backgrounds.is_empty(),
            evidence,
            saved: args.save,
            has_saved_plan: learner.progress.profile != Profile::default(),
            is_saved_already: request.profile_to_save(learner) == learner.progress.profile,
            has_chosen_exams: plan.has_chosen_exams,
            shows_credits: args.credits,
            open_steps: plan.open.iter().map(|at| learner.roadmap.steps[*at].id.to_owned()).collect(),
            shows_bars: args.bars,
            roadmap_hours: first.map_or(0.0, plan::Scenario::hours_left),
            exam_hours: first.map_or(0.0, plan::Scenario::exam_hours),
            level_asks: plan.level_asks,
            background: of_backgrounds(|background| &background.title, " and "),
        }
    }
}

impl LevelPlan {
    fn new(learner: Learner<'_>, dates: &LevelDates) -> LevelPlan {
        let level = &learner.roadmap.levels[dates.level];
        LevelPlan {
            id: level.id.clone(),
            title: level.title.clone(),
            after_years: Years::of_level(level, learner.today),
            earliest: dates.earliest,
            latest: dates.latest,
        }
    }
}

impl Credited {
    fn new(learner: Learner<'_>, credit: &StepCredit, given: &[&Credit]) -> Credited {
        let step = &learner.roadmap.steps[credit.step];
        Credited {
            id: step.id.to_owned(),
            hours: hours_number(credit.hours),
            share: hours_number(credit.share),
            why: given.iter().find(|given| step.id == given.step).and_then(|given| given.why.clone()),
            of: Spread::of(step).mean(),
        }
    }
}

impl Material {
    fn new(learner: Learner<'_>, plan: &Plan<'_>) -> Material {
        let steps = plan.open.iter().map(|&at| &learner.roadmap.steps[at]);
        let (with, without): (Vec<_>, Vec<_>) = steps.partition(|step| learner.has_free_resource(step));
        Material { steps_with_free: with.len(), steps_without_free: without.into_iter().map(|step| step.id.to_owned()).collect() }
    }
}

impl Scenario {
    fn new(learner: Learner<'_>, plan: &Plan<'_>, scenario: &plan::Scenario) -> Scenario {
        let zero = Hours { low: 0.0, likely: 0.0, high: 0.0 };
        let (hours, found) = (scenario.hours, scenario.forecast.as_ref());
        Scenario {
            study_hours_per_week: hours.into(),
            hours_left: found.map_or(zero, |found| found.hours_left.into()),
            finish: found.map(|found| found.finish.into()),
            job_ready: found.and_then(|found| found.job_ready).map(Finish::from),
            chance: scenario.deadline.as_ref().map(|deadline| share(deadline.chance)),
            stages: scenario.parts().iter().map(|part| StagePlan::new(learner, plan, part)).collect(),
            certs: PlannedCert::all(&scenario.costs, learner.today),
            exam_costs: CostTotals::new(&scenario.costs, learner.today, None),
            spent_of_budget: learner.spent_of_budget(&scenario.costs),
            hours,
        }
    }
}

impl StagePlan {
    fn new(learner: Learner<'_>, plan: &Plan<'_>, part: &PartForecast) -> StagePlan {
        let roadmap = learner.roadmap;
        let (kind, id, title, short) = match part.part {
            Part::Stage(at) => {
                let Stage { id, title, .. } = &roadmap.stages[at];
                ("stage", id.to_owned(), format!("{} {title}", at + 1), format!("{} {id}", at + 1))
            }
            Part::Exam(at) => {
                let id = plan.exams[at].cert.id.as_str();
                ("exam", id.to_owned(), format!("Exam: {id}"), id.to_owned())
            }
            Part::Beyond => {
                let goals = plan.aims.iter().filter(|goal| !roadmap.beyond_path(&[**goal]).is_empty());
                let ids = goals.map(|goal| roadmap.goal_id(*goal)).collect::<Vec<_>>().join(", ");
                ("goal", ids.clone(), format!("Beyond: {ids}"), ids)
            }
        };
        StagePlan { kind, id, start: part.start, finish: part.finish.into(), mean_hours_left: hours_number(part.hours), title, short }
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<PlanDocument>("plan")
}
