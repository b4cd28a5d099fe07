//! From the arguments of `plan` to what is asked for.

use crate::cli::PlanArgs;
use crate::code::Code;
use crate::dates::{self, Date, Period};
use crate::error::Error;
use crate::planning::forecast::outlook::default_hours;
use crate::planning::learner::Learner;
use crate::planning::plan::PlanRequest;
use crate::progress::{Profile, Status};
use crate::resolve::values::{parse_budget, parse_day, parse_deadline};
use crate::resolve::{goals, ids};
use crate::roadmap::{Certification, ExamState, Goal};
use crate::units::{Usd, WeeklyHours};

/// What is wrong with the arguments: all of it is told at once.
#[derive(Default)]
struct Faults(Vec<Error>);

impl Faults {
    /// What was read, or else what stands for it while the rest is looked at.
    fn or<T>(&mut self, read: Result<T, Error>, otherwise: T) -> T {
        read.unwrap_or_else(|error| {
            self.0.push(error);
            otherwise
        })
    }

    fn push(&mut self, error: Error) {
        self.0.push(error);
    }
}

/// What the arguments ask for, over the saved goal.
///
/// # Errors
///
/// One that names everything that is wrong.
pub(crate) fn request(args: &PlanArgs, learner: Learner<'_>) -> Result<PlanRequest, Error> {
    let mut faults = Faults::default();
    let hours: Vec<WeeklyHours> = args.hours.iter().filter_map(|text| faults.or(hours_a_week(text).map(Some), None)).collect();
    let profile = profile(args, learner, &mut faults);
    if args.hours.len() > 1 && (args.save || args.exit_status) {
        let one = if args.save { "one can be saved" } else { "--exit-status speaks of one" };
        let error = Error::usage(Code::SeveralPaces, format!("{} paces are named, and {one}", args.hours.len()));
        faults.push(error.hint("name the one you mean, such as --hours 8"));
    }
    if args.exit_status && args.by.is_none() && profile.by.is_none() {
        let error = Error::usage(Code::NeedsDay, "--exit-status asks about a day, and none is named or saved");
        faults.push(error.hint("name it: --by 2027-12-31"));
    }
    if let Some(error) = Error::joined(faults.0) {
        return Err(error);
    }
    let states_hours = !args.hours.is_empty() || profile.hours_per_week.is_some();
    let hours = if hours.is_empty() { vec![profile.hours_per_week.unwrap_or_else(default_hours)] } else { hours };
    Ok(PlanRequest {
        profile,
        hours,
        states_hours,
        states_start: args.start.is_some(),
        is_free: args.free,
        prices_road: args.costs,
        saves: args.save,
    })
}

/// The day to be done by: typed, or the saved one.
fn deadline(args: &PlanArgs, profile: &Profile, today: Date) -> Result<Option<Date>, Error> {
    let Some(text) = args.by.as_deref() else { return Ok(profile.by) };
    if text == "none" {
        return Ok(None);
    }
    let (by, start) = (parse_deadline(text, today)?, profile.first_day(today));
    // A script that asks every day must get its answer on the last one too.
    if by <= start && !args.exit_status {
        let error = Error::usage(Code::NoTime, format!("--by {by} leaves no day to study: the plan starts on {start}"));
        let later = dates::years_after(start, 1.0).filter(|later| dates::YEARS.contains(&later.year()));
        return Err(error.hint(match later {
            Some(later) => format!("name a later day: --by {later}"),
            None => format!("start earlier: --start {today}"),
        }));
    }
    Ok(Some(by))
}

/// The sum the exams may cost: typed, or the saved one.
fn budget(args: &PlanArgs, profile: &Profile) -> Result<Option<Usd>, Error> {
    match args.budget.as_deref() {
        None => Ok(profile.budget),
        Some("none") => Ok(None),
        Some(text) => parse_budget(text).map(Some),
    }
}

/// The goals: those typed on top of those saved, unless `none` sets these aside.
fn goals(args: &PlanArgs, learner: Learner<'_>, faults: &mut Faults) -> Vec<String> {
    let (cleared, named): (Vec<&String>, Vec<&String>) = args.goals.iter().partition(|name| *name == "none");
    let mut ids = if cleared.is_empty() { learner.progress.profile.goals.clone() } else { Vec::new() };
    let (known, unknown): (Vec<String>, Vec<String>) =
        named.into_iter().cloned().partition(|name| learner.roadmap.any_goal(name.trim()).is_some());
    faults.or(goals::goals(learner.roadmap, &unknown), Vec::new());
    for goal in goals::goals(learner.roadmap, &known).unwrap_or_default() {
        if let Goal::Exam(at) = goal {
            faults.or(refuse_exam(learner, &learner.roadmap.certifications[at]), ());
        }
        let id = learner.roadmap.goal_id(goal);
        if goal != Goal::JobReady && !ids.iter().any(|known| learner.roadmap.any_goal(known) == Some(goal)) {
            ids.push(id.to_owned());
        }
    }
    ids
}

/// An exam that is earned or cannot be taken any more is no goal.
fn refuse_exam(learner: Learner<'_>, cert: &Certification) -> Result<(), Error> {
    if learner.holds(cert) {
        let error = Error::usage(Code::Earned, format!("{} is earned, and needs no plan", cert.id));
        return Err(error.command(&format!("certs {}", cert.id), "shows until when it is valid"));
    }
    if learner.exam_status(cert) == Status::Skipped {
        let error = Error::usage(Code::Skipped, format!("you skipped {}", cert.id));
        return Err(error.command(&format!("reset {}", cert.id), "brings it back"));
    }
    if cert.state_on(learner.today) != ExamState::Retired {
        return Ok(());
    }
    let error = Error::usage(Code::Retired, format!("{} is retired and cannot be planned", cert.id));
    Err(match cert.successors.first() {
        Some(next) => error.command(&format!("plan --for {next}"), "plans what replaces it"),
        None => error.command("certs", "shows what can be taken"),
    })
}

/// The saved profile with what was typed over it. Another background comes with the
/// objections named with it; pauses come on top of those saved.
fn profile(args: &PlanArgs, learner: Learner<'_>, faults: &mut Faults) -> Profile {
    let mut profile = learner.progress.profile.clone();
    if !args.from.is_empty() {
        profile.from = faults.or(ids::background_ids(learner.roadmap, &args.from.join("+")).map(Some), None);
        if profile.from != learner.progress.profile.from {
            profile.except.clear();
        }
    }
    if !args.except.is_empty() {
        let named: Vec<String> = args.except.iter().filter(|name| *name != "none").cloned().collect();
        let steps = faults.or(ids::steps(learner.roadmap, &named), Vec::new());
        profile.except = steps.into_iter().map(|item| learner.roadmap.id_of(item).to_owned()).collect();
    }
    if let Some(text) = &args.start {
        profile.start = faults.or(parse_day(Some(text), "--start", learner.today, true).map(Some), None);
    }
    for text in &args.pause {
        match text.as_str() {
            "none" => profile.pauses.clear(),
            text => profile.pauses.extend(faults.or(pause(text, learner.today).map(Some), None)),
        }
    }
    if !args.pause.is_empty() {
        profile.pauses = dates::joined(&profile.pauses);
    }
    profile.goals = goals(args, learner, faults);
    profile.by = faults.or(deadline(args, &profile, learner.today), None);
    profile.budget = faults.or(budget(args, &profile), None);
    profile
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
