//! The certifications on the way: when each falls, and what it costs by then.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::exams::PlannedExam;
use crate::planning::plan::ExamDay;
use crate::roadmap::Figure;
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use crate::answers::basis::BasisDocument;
use crate::answers::finish::Finish;
use crate::answers::hours::Range;
use crate::answers::sourced::Sourced;

/// A certification on the axis of a plan, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlannedCert {
    id: String,
    /// The days its prerequisites are done, and its own study when that is counted.
    finish: Finish,
    study_hours: Option<Sourced<Range<f64>>>,
    /// Whether the study hours are part of the plan.
    counted: bool,
    usd: Option<Usd>,
    /// Fees up to and with this one.
    by_then_usd: Usd,
    basis: Option<BasisDocument>,
}

impl PlannedCert {
    pub(crate) fn new(exam: &PlannedExam<'_>, day: &ExamDay, today: Date) -> PlannedCert {
        let stated = exam.cert.study_hours.as_ref();
        PlannedCert {
            id: exam.cert.id.clone(),
            finish: day.day.into(),
            study_hours: stated
                .map(|hours| Sourced::new(Range { low: hours.low, high: hours.high }, hours.note.as_ref(), hours.provenance(), today)),
            counted: exam.study.hours.is_some(),
            usd: day.fee,
            by_then_usd: day.spent,
            basis: exam.cert.charge_on(day.day.p50).map(|charge| BasisDocument::new(charge.figure.provenance(), today)),
        }
    }

    /// What its figures rest on.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        self.basis.iter().chain(self.study_hours.iter().map(|hours| &hours.basis))
    }

    /// The even day.
    pub(crate) fn even(&self) -> Date {
        self.finish.p50
    }
}

/// Says when each certification falls and what it costs by then.
pub(crate) fn say(page: &mut Page, certs: &[PlannedCert], with_study: bool) {
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
            Some(hours) => format!("{}-{} h", hours_text(hours.value.low), hours_text(hours.value.high)),
            None => "not stated".to_owned(),
        };
        table.rows.push(vec![
            Cell::of(Role::Code, &cert.id),
            Cell::text(dates::month_text(cert.finish.p50)),
            Cell::text(dates::month_text(cert.finish.p85)),
            Cell::of(Role::Dim, study),
            Cell::of(Role::Cost, cert.usd.map_or_else(|| "not stated".to_owned(), |usd| format!("{usd}{mark}"))),
            Cell::of(Role::Cost, cert.by_then_usd.to_string()),
        ]);
    }
    page.table(table);
    page.line(study_line(certs, with_study));
}

fn study_line(certs: &[PlannedCert], with_study: bool) -> Line {
    if !with_study {
        return Line::new()
            .dim("The day is the even one of what each builds on. Study for the exams is not in the plan; to add it: ")
            .code("--for EXAM");
    }
    let missing: Vec<&str> = certs.iter().filter(|cert| !cert.counted).map(|cert| cert.id.as_str()).collect();
    if missing.len() == certs.len() {
        return Line::new().dim("No source states hours of study for these, so none are part of the plan.");
    }
    let counted = Line::new().dim("The stated hours of study are part of the plan");
    if missing.is_empty() { counted.dim(".") } else { counted.dim("; no source states any for ").code(missing.join(", ")).dim(".") }
}
