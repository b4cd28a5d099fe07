//! `mlpath plan`: when the learner could be ready, what that rests on, and what a day would take.

mod deadline;
mod document;
mod exams;
mod page;

use crate::cli::PlanArgs;
use crate::code::Code;
use crate::dates::{self, Date, Period};
use crate::error::{Error, Exit};
use crate::planning::forecast::evidence::Evidence;
use crate::planning::forecast::{ExamStudy, Forecast, ForecastInput, forecast};
use crate::planning::standing::Standing;
use crate::progress::{Profile, Progress};
use crate::resolve::values::parse_day;
use crate::roadmap::Goal;
use crate::units::WeeklyHours;

use self::deadline::DeadlineDocument;
use self::document::{PlanDocument, Scenario};
use self::exams::Exam;
use super::{Effect, Input, Outcome};
use crate::planning::forecast::outlook::{default_hours, planned_hours};
use crate::resolve::goals;
use crate::resolve::ids;

/// Runs the command.
pub(crate) fn run(args: &PlanArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let asked = Asked::new(args, input)?;
    // As if it were saved already: then status says the same days.
    let progress = Progress { profile: asked.kept(args, input), ..input.learner.progress.clone() };
    let standing = Standing::new(input.learner.roadmap, &progress, &asked.profile, input.learner.today);
    let evidence = Evidence::of(&standing, &progress, input.learner.today);
    let exams = exams::exams(args, input)?;
    let studies: Vec<ExamStudy> = exams.iter().map(Exam::study).collect();
    let beyond = asked.track.map(|at| input.learner.roadmap.beyond_path(Goal::Track(at))).unwrap_or_default();
    let mut document = PlanDocument::new(args, input, &standing, &asked, &evidence);
    for &hours in &asked.hours {
        let pace = evidence.pace(planned_hours(hours));
        let course = ForecastInput {
            standing: &standing,
            beyond: &beyond,
            exams: &studies,
            pace,
            start: asked.start,
            pauses: &asked.profile.pauses,
        };
        let found = forecast(&course).map_err(|_| too_far(&asked, hours))?;
        let deadline = asked.by.map(|by| DeadlineDocument::new(&course, &evidence, found.as_ref(), by));
        let mut scenario = Scenario::new(&course, &asked, hours, found.as_ref(), &exams);
        scenario.chance = deadline.as_ref().map(|deadline| deadline.chance);
        if document.scenarios.is_empty() {
            document.rest_on(args, input, &asked, &course, found.as_ref());
            document.by = deadline;
        }
        document.scenarios.push(scenario);
    }
    let is_unlikely = document.by.as_ref().is_some_and(|by| by.chance < 0.5);
    let effect = args.save.then(|| Effect::Save(Progress { profile: asked.kept(args, input), ..input.learner.progress.clone() }));
    let exit = if args.exit_status && is_unlikely { Exit::No } else { Exit::Done };
    Ok(Outcome::changing(document, effect).ending(exit))
}

fn too_far(asked: &Asked, hours: WeeklyHours) -> Error {
    let paused: i32 = dates::joined(&asked.profile.pauses).into_iter().map(Period::days).sum();
    if f64::from(paused) > dates::DAYS_PER_YEAR {
        let error = Error::usage(Code::TooFar, format!("with {paused} days of pauses this plan takes more than a century"));
        return error.command("plan --pause none", "plans without the saved pauses");
    }
    let error = Error::usage(Code::TooFar, format!("at {hours} h a week this plan takes more than a century"));
    error.command("plan --hours 10", "plans with ten hours a week")
}

/// What a plan is asked for: the saved profile with what was typed over it.
struct Asked {
    /// The profile, in permanent ids.
    profile: Profile,
    /// Hours a week, one for each scenario, never none.
    hours: Vec<WeeklyHours>,
    /// First day of study.
    start: Date,
    /// A track to plan beyond job-ready.
    track: Option<usize>,
    /// The rung of the ladder to plan up to.
    to: Option<usize>,
    /// The day to be done by.
    by: Option<Date>,
}

impl Asked {
    fn new(args: &PlanArgs, input: &Input<'_>) -> Result<Asked, Error> {
        let hours: Vec<WeeklyHours> = args.hours.iter().map(|text| hours_a_week(text)).collect::<Result<_, _>>()?;
        let profile = profile(args, input)?;
        if hours.len() > 1 && (args.save || args.exit_status) {
            let one = if args.save { "one can be saved" } else { "--exit-status speaks of one" };
            let error = Error::usage(Code::SeveralPaces, format!("{} paces are named, and {one}", hours.len()));
            return Err(error.hint("name the one you mean, such as --hours 8"));
        }
        let start = profile.first_day(input.learner.today);
        let by = args.by.as_deref().map(|text| parse_day(Some(text), "--by", input.learner.today, true)).transpose()?;
        // A script that asks every day must get its answer on the last one too.
        if let Some(by) = by.filter(|by| *by <= start && !args.exit_status) {
            let later = dates::years_after(start, 1.0).unwrap_or(start);
            return Err(Error::usage(Code::NoTime, format!("--by {by} leaves no day to study: the plan starts on {start}"))
                .hint(format!("name a later day: --by {later}")));
        }
        Ok(Asked {
            hours: if hours.is_empty() { vec![profile.hours_per_week.unwrap_or_else(default_hours)] } else { hours },
            start,
            track: args.track.as_ref().map(|name| goals::track(input.learner.roadmap, name)).transpose()?,
            to: args.to.as_ref().map(|name| goals::level(input.learner.roadmap, name)).transpose()?,
            by,
            profile,
        })
    }

    /// What to remember: what was typed now, over what was remembered before.
    fn kept(&self, args: &PlanArgs, input: &Input<'_>) -> Profile {
        let start =
            if args.start.is_some() { self.profile.start } else { input.learner.progress.profile.start.or(Some(input.learner.today)) };
        let mut kept = Profile { start, ..self.profile.clone() };
        // Nothing was planned before there was anything to plan: no log, and no plan of an earlier day.
        let is_planned = input.learner.progress.profile.start.is_some_and(|start| start < input.learner.today);
        if input.learner.progress.log.is_empty() && kept.hours_before.is_empty() && !is_planned {
            kept.hours_per_week = Some(self.hours[0]);
        } else {
            kept.plan_hours(self.hours[0], default_hours(), input.learner.today);
        }
        kept
    }
}

/// The saved profile with what was typed over it. A background named anew comes with the
/// objections named with it; pauses come on top of those remembered.
fn profile(args: &PlanArgs, input: &Input<'_>) -> Result<Profile, Error> {
    let mut profile = input.learner.progress.profile.clone();
    if let Some(from) = &args.from {
        profile.from = Some(input.learner.roadmap.backgrounds[ids::background(input.learner.roadmap, from)?].id.clone());
        profile.except.clear();
    }
    if !args.except.is_empty() {
        let steps = ids::steps(input.learner.roadmap, &args.except)?;
        profile.except = steps.into_iter().map(|item| input.learner.roadmap.id_of(item).to_owned()).collect();
    }
    if let Some(text) = &args.start {
        profile.start = Some(parse_day(Some(text), "--start", input.learner.today, true)?);
    }
    for text in &args.pause {
        match text.as_str() {
            "none" => profile.pauses.clear(),
            text => profile.pauses.push(pause(text, input.learner.today)?),
        }
    }
    if !args.pause.is_empty() {
        profile.pauses = dates::joined(&profile.pauses);
    }
    Ok(profile)
}

fn pause(text: &str, today: Date) -> Result<Period, Error> {
    Period::parse(text, today).ok_or_else(|| {
        let day = |text: &str| dates::parse_day(text, today);
        let turned = text.split_once("..").and_then(|(first, last)| Some(day(last)? < day(first)?)).unwrap_or(false);
        let why = if turned { "ends before it begins" } else { "is no pause mlpath can read" };
        Error::usage(Code::BadPause, format!("`{text}` {why}"))
            .hint("write its first and last day: --pause 2026-12-20..2027-01-03; --pause none sets the saved ones aside")
    })
}

fn hours_a_week(text: &str) -> Result<WeeklyHours, Error> {
    WeeklyHours::parse(text).filter(|hours| hours.is_sensible()).ok_or_else(|| {
        let limits = WeeklyHours::LIMITS;
        let (low, high) = text.split_once('-').unwrap_or_default();
        let turned = matches!((low.trim().parse::<f64>(), high.trim().parse::<f64>()), (Ok(low), Ok(high)) if high < low);
        let message = if turned {
            format!("the range `{text}` ends below its beginning")
        } else {
            format!("`{text}` is no number of hours a week between {} and {}, and no range of them", limits.start(), limits.end())
        };
        Error::usage(Code::BadHours, message).hint("write --hours 10, --hours 7.5 or --hours 5-8")
    })
}

/// The forecast of one pace and what hangs on it.
type Found<'a> = Option<&'a Forecast>;
