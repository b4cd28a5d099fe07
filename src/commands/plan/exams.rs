//! The certifications on the way: when each falls, and what it costs by then.

use crate::code::Code;
use serde::Serialize;

use crate::cli::PlanArgs;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::planning::budget;
use crate::planning::forecast::{ExamStudy, Finish};
use crate::planning::standing::Spread;
use crate::progress::Status;
use crate::roadmap::{Certification, ExamState, Figure, Item, Roadmap};
use crate::units::{StudyTime, Usd, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use crate::answers::basis::BasisDocument;
use crate::commands::Input;
use crate::resolve::ids;

/// An exam to plan.
pub(crate) struct Exam<'a> {
    cert: &'a Certification,
    requires: Vec<usize>,
    /// Hours of study to add to the plan.
    hours: Option<Spread>,
    /// Whether they were asked for.
    asked: bool,
    today: Date,
}

impl Exam<'_> {
    pub(crate) fn id(&self) -> &str {
        &self.cert.id
    }

    pub(crate) fn study(&self) -> ExamStudy {
        ExamStudy { requires: self.requires.clone(), hours: self.hours }
    }
}

/// The exams of a plan: those named, else what the learner prepares and the rest of the
/// recommended path, each as it can be taken today. Their study hours count when `--certs` asks.
pub(crate) fn exams<'a>(args: &PlanArgs, input: &Input<'a>) -> Result<Vec<Exam<'a>>, Error> {
    let asked = args.certs.is_some();
    let certs = match args.certs.as_deref() {
        Some([word]) if word == "none" => return Ok(Vec::new()),
        Some(words) if words.iter().any(|word| word == "none") => {
            return Err(Error::usage(Code::NoneAndMore, "--certs none leaves all exams out, and others are named beside it")
                .hint("name the exams alone, or none alone"));
        }
        Some(ids) if !ids.is_empty() => named(ids, input)?,
        _ => usual(input),
    };
    let is_free = |cert: &&Certification| cert.fee.as_ref().is_some_and(|fee| budget::list_price(fee) == Usd::ZERO);
    let wanted = certs.into_iter().filter(|cert| !args.free || is_free(cert));
    Ok(wanted
        .map(|cert| Exam {
            cert,
            requires: places(input.learner.roadmap, cert),
            hours: study_hours(cert, input).filter(|_| asked),
            asked,
            today: input.learner.today,
        })
        .collect())
}

fn named<'a>(names: &[String], input: &Input<'a>) -> Result<Vec<&'a Certification>, Error> {
    let certs: Vec<&Certification> = ids::certifications(input.learner.roadmap, names)?
        .into_iter()
        .filter_map(|item| match item {
            Item::Certification(at) => Some(&input.learner.roadmap.certifications[at]),
            _ => None,
        })
        .collect();
    if let Some(cert) =
        certs.iter().find(|cert| budget::is_held(input.learner.roadmap, input.learner.progress, &cert.id, input.learner.today))
    {
        let error = Error::usage(Code::Earned, format!("{} is earned, and needs no plan", cert.id));
        return Err(error.command(&format!("certs {}", cert.id), "shows until when it is valid"));
    }
    match certs.iter().find(|cert| cert.status.on(input.learner.today) == ExamState::Retired) {
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

fn usual<'a>(input: &Input<'a>) -> Vec<&'a Certification> {
    let roadmap = input.learner.roadmap;
    let prepared = roadmap.certifications.iter().filter(|cert| budget::status(roadmap, input.learner.progress, &cert.id) == Status::Doing);
    let path = budget::budget(roadmap, input.learner.progress, input.learner.today);
    let open = path.places.iter().filter(|place| !place.earned).filter_map(|place| place.take);
    let mut certs: Vec<&Certification> = Vec::new();
    for cert in prepared.filter(|cert| cert.status.on(input.learner.today) != ExamState::Retired).chain(open) {
        if !certs.iter().any(|known| known.id == cert.id) {
            certs.push(cert);
        }
    }
    certs
}

fn places(roadmap: &Roadmap, cert: &Certification) -> Vec<usize> {
    let place = |id: &String| match roadmap.find(id)? {
        Item::Step(at) => Some(at),
        _ => None,
    };
    cert.requires.iter().filter_map(place).collect()
}

/// The stated range, with its middle as the likely hours, less what was logged for it.
fn study_hours(cert: &Certification, input: &Input<'_>) -> Option<Spread> {
    let stated = cert.study_hours.as_ref()?;
    let entries = input.learner.roadmap.find(&cert.id).into_iter().flat_map(|item| input.learner.entries_of(item));
    let logged = entries.filter(|entry| entry.date <= input.learner.today).filter_map(|entry| entry.time).map(StudyTime::hours).sum();
    Some(Spread { low: stated.low, likely: f64::midpoint(stated.low, stated.high), high: stated.high }.after_study(logged))
}

/// A certification on the axis of a plan, as JSON has it.
#[derive(Serialize)]
pub(crate) struct PlannedCert {
    id: String,
    /// The days its prerequisites are done, and its own study when that is counted.
    when: When,
    study_hours: Option<StudyHours>,
    /// Whether the study hours are part of the plan.
    counted: bool,
    usd: Option<Usd>,
    /// Fees up to and with this one.
    by_then_usd: Usd,
    basis: Option<BasisDocument>,
    #[serde(skip)]
    asked: bool,
}

#[derive(Serialize)]
struct When {
    p50: Date,
    p85: Date,
}

#[derive(Serialize)]
struct StudyHours {
    low: f64,
    high: f64,
    #[serde(flatten)]
    basis: BasisDocument,
}

/// The exams in the order of their days; one that nothing stands before falls on the start.
pub(crate) fn on_axis(exams: &[Exam<'_>], days: Option<&[Finish]>, start: Date) -> Vec<PlannedCert> {
    let now = Finish { p10: start, p50: start, p85: start, p90: start };
    let day = |at: usize| days.and_then(|days| days.get(at)).copied().unwrap_or(now);
    let mut order: Vec<usize> = (0..exams.len()).collect();
    order.sort_by_key(|&at| (day(at).p50, at));
    let mut spent = Usd::ZERO;
    let planned = |at: usize| {
        let exam = &exams[at];
        let fee = exam.cert.fee.as_ref();
        spent = spent + fee.map_or(Usd::ZERO, budget::list_price);
        PlannedCert {
            id: exam.cert.id.clone(),
            when: When { p50: day(at).p50, p85: day(at).p85 },
            study_hours: exam.cert.study_hours.as_ref().map(|hours| StudyHours {
                low: hours.low,
                high: hours.high,
                basis: BasisDocument::new(hours.provenance(), exam.today),
            }),
            counted: exam.hours.is_some(),
            usd: fee.map(budget::list_price),
            by_then_usd: spent,
            basis: fee.map(|fee| BasisDocument::new(fee.provenance(), exam.today)),
            asked: exam.asked,
        }
    };
    order.into_iter().map(planned).collect()
}

impl PlannedCert {
    /// What its figures rest on.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        self.basis.iter().chain(self.study_hours.iter().map(|hours| &hours.basis))
    }

    /// Whether it was named to be planned.
    pub(crate) fn is_asked(&self) -> bool {
        self.asked
    }

    /// The even day.
    pub(crate) fn even(&self) -> Date {
        self.when.p50
    }
}

/// Says when each certification falls and what it costs by then.
pub(crate) fn say(page: &mut Page, certs: &[PlannedCert]) {
    if certs.is_empty() {
        return;
    }
    page.heading("Certifications on the way");
    let mut table = Table::new([
        Column::Fixed("certification"),
        Column::Fixed("even chance"),
        Column::Extra("85 %"),
        Column::Number("study"),
        Column::Number("fee"),
        Column::Number("by then"),
    ]);
    for cert in certs {
        let mark = cert.basis.as_ref().map_or("", BasisDocument::mark);
        let study = match &cert.study_hours {
            Some(hours) => format!("{}-{} h", hours_text(hours.low), hours_text(hours.high)),
            None => "not stated".to_owned(),
        };
        table.rows.push(vec![
            Cell::of(Role::Code, &cert.id),
            Cell::text(dates::month_text(cert.when.p50)),
            Cell::text(dates::month_text(cert.when.p85)),
            Cell::of(Role::Dim, study),
            Cell::of(Role::Cost, cert.usd.map_or_else(|| "not stated".to_owned(), |usd| format!("{usd}{mark}"))),
            Cell::of(Role::Cost, cert.by_then_usd.to_string()),
        ]);
    }
    page.table(table);
    page.line(study_line(certs));
}

fn study_line(certs: &[PlannedCert]) -> Line {
    if !certs.iter().any(|cert| cert.asked) {
        return Line::new()
            .dim("The day is the even one of what each builds on. Study for the exams is not in the plan; to add it: ")
            .code("--certs");
    }
    let missing: Vec<&str> = certs.iter().filter(|cert| !cert.counted).map(|cert| cert.id.as_str()).collect();
    if missing.len() == certs.len() {
        return Line::new().dim("No source states hours of study for these, so none are part of the plan.");
    }
    let counted = Line::new().dim("The stated hours of study are part of the plan");
    if missing.is_empty() { counted.dim(".") } else { counted.dim("; no source states any for ").code(missing.join(", ")).dim(".") }
}
