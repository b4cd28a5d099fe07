//! From the arguments of `plan` to what is asked for.

use crate::cli::PlanArgs;
use crate::code::Code;
use crate::dates::{self, Date, Period};
use crate::error::Error;
use crate::planning::exams::{PlannedExam, list_price};
use crate::planning::forecast::outlook::default_hours;
use crate::planning::learner::Learner;
use crate::planning::plan::PlanRequest;
use crate::progress::Profile;
use crate::resolve::values::parse_day;
use crate::resolve::{goals, ids};
use crate::roadmap::{Certification, Item};
use crate::units::{Usd, WeeklyHours};

/// What the arguments ask for, over the saved profile.
pub(crate) fn request<'a>(args: &PlanArgs, learner: Learner<'a>) -> Result<PlanRequest<'a>, Error> {
    let hours: Vec<WeeklyHours> = args.hours.iter().map(|text| hours_a_week(text)).collect::<Result<_, _>>()?;
    let profile = profile(args, learner)?;
    if hours.len() > 1 && (args.save || args.exit_status) {
        let one = if args.save { "one can be saved" } else { "--exit-status speaks of one" };
        let error = Error::usage(Code::SeveralPaces, format!("{} paces are named, and {one}", hours.len()));
        return Err(error.hint("name the one you mean, such as --hours 8"));
    }
    Ok(PlanRequest {
        hours: if hours.is_empty() { vec![profile.hours_per_week.unwrap_or_else(default_hours)] } else { hours },
        states_hours: !args.hours.is_empty() || profile.hours_per_week.is_some(),
        states_start: args.start.is_some(),
        by: deadline(args, profile.first_day(learner.today), learner.today)?,
        track: args.track.as_ref().map(|name| goals::track(learner.roadmap, name)).transpose()?,
        level: args.to.as_ref().map(|name| goals::level(learner.roadmap, name)).transpose()?,
        exams: exams(args, learner)?,
        profile,
    })
}

fn deadline(args: &PlanArgs, start: Date, today: Date) -> Result<Option<Date>, Error> {
    let by = args.by.as_deref().map(|text| parse_day(Some(text), "--by", today, true)).transpose()?;
    // A script that asks every day must get its answer on the last one too.
    match by.filter(|by| *by <= start && !args.exit_status) {
        Some(by) => {
            let later = dates::years_after(start, 1.0).unwrap_or(start);
            Err(Error::usage(Code::NoTime, format!("--by {by} leaves no day to study: the plan starts on {start}"))
                .hint(format!("name a later day: --by {later}")))
        }
        None => Ok(by),
    }
}

/// The saved profile with what was typed over it. A background named anew comes with the
/// objections named with it; pauses come on top of those saved.
fn profile(args: &PlanArgs, learner: Learner<'_>) -> Result<Profile, Error> {
    let mut profile = learner.progress.profile.clone();
    if let Some(from) = &args.from {
        profile.from = Some(ids::background_ids(learner.roadmap, from)?);
        profile.except.clear();
    }
    if !args.except.is_empty() {
        let steps = ids::steps(learner.roadmap, &args.except)?;
        profile.except = steps.into_iter().map(|item| learner.roadmap.id_of(item).to_owned()).collect();
    }
    if let Some(text) = &args.start {
        profile.start = Some(parse_day(Some(text), "--start", learner.today, true)?);
    }
    for text in &args.pause {
        match text.as_str() {
            "none" => profile.pauses.clear(),
            text => profile.pauses.push(pause(text, learner.today)?),
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

/// The exams of a plan: those named, else those the learner has before them, each as it can be
/// taken today. Their study hours count when `--certs` asks.
fn exams<'a>(args: &PlanArgs, learner: Learner<'a>) -> Result<Vec<PlannedExam<'a>>, Error> {
    let certs = match args.certs.as_deref() {
        Some([word]) if word == "none" => return Ok(Vec::new()),
        Some(words) if words.iter().any(|word| word == "none") => {
            return Err(Error::usage(Code::NoneAndMore, "--certs none leaves all exams out, and others are named beside it")
                .hint("name the exams alone, or none alone"));
        }
        Some(ids) if !ids.is_empty() => named_exams(ids, learner)?,
        _ => learner.usual_exams(),
    };
    let is_wanted = |cert: &&Certification| !args.free || list_price(cert, learner.today) == Some(Usd::ZERO);
    Ok(certs.into_iter().filter(is_wanted).map(|cert| learner.planned_exam(cert, args.certs.is_some())).collect())
}

fn named_exams<'a>(names: &[String], learner: Learner<'a>) -> Result<Vec<&'a Certification>, Error> {
    let items = ids::certifications(learner.roadmap, names)?;
    let certs: Vec<&Certification> = items
        .into_iter()
        .filter_map(|item| match item {
            Item::Certification(at) => Some(&learner.roadmap.certifications[at]),
            _ => None,
        })
        .collect();
    if let Some(cert) = certs.iter().find(|cert| learner.holds(cert)) {
        let error = Error::usage(Code::Earned, format!("{} is earned, and needs no plan", cert.id));
        return Err(error.command(&format!("certs {}", cert.id), "shows until when it is valid"));
    }
    match certs.iter().find(|cert| !learner.can_be_taken(cert)) {
        Some(cert) => {
            let error = Error::usage(Code::Retired, format!("{} is retired and cannot be planned", cert.id));
            Err(match cert.successors.first() {
                Some(next) => error.command(&format!("plan --certs {next}"), "plans what replaces it"),
                None => error.command("certs", "shows what can be taken"),
            })
        }
        None => Ok(certs),
    }
}
