//! `certs --compare`: exams side by side, one line each.

use serde::Serialize;

use crate::answers::hours::Range;
use crate::cli::CompareBy;
use crate::dates::{self, Date};
use crate::order;
use crate::planning::costs::{renewal_a_year, retake_price};
use crate::planning::learner::Learner;
use crate::progress::Status;
use crate::roadmap::{Certification, ExamState};
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, State, Table};

/// An exam beside others.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ComparedExam {
    pub(crate) id: String,
    name: String,
    state: ExamState,
    /// What it costs today, a month of it where it is a course; null where it cannot be bought today.
    fee_usd: Option<Usd>,
    /// Whether that is the price of a month.
    per_month: bool,
    retake_usd: Option<Usd>,
    renewal_usd_per_year: Option<Usd>,
    study_hours: Option<Range<f64>>,
    /// When half of such learners are ready for it: as planned, else as if it came next.
    ready_on: Option<Date>,
    progress: Status,
}

impl ComparedExam {
    /// Exams in the order asked for; what is not known comes last.
    pub(crate) fn all(learner: Learner<'_>, certs: &[&Certification], by: Option<CompareBy>) -> Vec<ComparedExam> {
        let planned = learner.exam_costs();
        let ready = |cert: &Certification| planned.open.iter().find(|exam| exam.cert.id == cert.id).map(|exam| exam.day.p50);
        let mut rows: Vec<ComparedExam> =
            certs.iter().map(|cert| ComparedExam::new(learner, cert, ready(cert).or_else(|| learner.ready_for(cert)))).collect();
        match by {
            None => {}
            Some(CompareBy::Fee) => order::sort_by_key(&mut rows, |row| (row.fee_usd.is_none(), row.fee_usd)),
            Some(CompareBy::Retake) => order::sort_by_key(&mut rows, |row| (row.retake_usd.is_none(), row.retake_usd)),
            Some(CompareBy::Renewal) => order::sort_by_key(&mut rows, |row| (row.renewal_usd_per_year.is_none(), row.renewal_usd_per_year)),
            Some(CompareBy::Study) => {
                let hours = |row: &ComparedExam| row.study_hours.map_or(f64::MAX, |hours| f64::midpoint(hours.low, hours.high));
                order::sort_by(&mut rows, |a, b| hours(a).total_cmp(&hours(b)));
            }
            Some(CompareBy::Ready) => order::sort_by_key(&mut rows, |row| (row.ready_on.is_none(), row.ready_on)),
            Some(CompareBy::Name) => order::sort_by(&mut rows, |a, b| a.id.cmp(&b.id)),
        }
        rows
    }

    fn new(learner: Learner<'_>, cert: &Certification, ready: Option<Date>) -> ComparedExam {
        let today = learner.today;
        let month = cert.subscription.as_ref().map(|course| course.usd);
        ComparedExam {
            id: cert.id.to_owned(),
            name: cert.name.to_owned(),
            state: cert.state_on(today),
            fee_usd: month.or_else(|| cert.offer_on(today).map(|offer| offer.usd)),
            per_month: month.is_some(),
            retake_usd: if cert.offer_on(today).is_some() { retake_price(cert, today, learner.failed_attempts(cert).len()) } else { None },
            renewal_usd_per_year: renewal_a_year(cert),
            study_hours: cert.study_hours.as_ref().map(|hours| Range { low: hours.low, high: hours.high }),
            ready_on: ready,
            progress: learner.exam_status(cert),
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let known = |text: Option<String>| text.map_or_else(|| Cell::of(Role::Dim, "-"), Cell::text);
        let per = if self.per_month { "/mo" } else { "" };
        let state = match self.progress {
            Status::Todo => Cell::of(
                match self.state {
                    ExamState::Active => Role::Text,
                    ExamState::Retired => Role::State(State::Retired),
                    _ => Role::Warning,
                },
                self.state.to_string(),
            ),
            progress => Cell::of(Role::State(progress.into()), progress.to_string()),
        };
        vec![
            Cell::of(Role::Code, &self.id),
            self.fee_usd.map_or_else(|| Cell::of(Role::Dim, "-"), |usd| Cell::of(Role::Cost, format!("{usd}{per}"))),
            known(self.retake_usd.map(|usd| if usd == Usd::ZERO { "free".to_owned() } else { usd.to_string() })),
            known(self.renewal_usd_per_year.map(|usd| if usd == Usd::ZERO { "free".to_owned() } else { usd.to_string() })),
            known(self.study_hours.map(|hours| format!("{}-{}", hours_text(hours.low), hours_text(hours.high)))),
            state,
            known(self.ready_on.map(dates::month_text)),
        ]
    }
}

/// Says exams side by side.
pub(crate) fn say(page: &mut Page, exams: &[ComparedExam]) {
    let mut table = Table::new([
        Column::Fixed("exam"),
        Column::Number("today"),
        Column::ExtraNumber("retake"),
        Column::ExtraNumber("keep/y"),
        Column::ExtraNumber("study h"),
        Column::Fixed("state"),
        Column::Extra("ready"),
    ]);
    table.rows = exams.iter().map(ComparedExam::cells).collect();
    page.detail(|page| page.table(table));
    page.line(Line::new().dim("keep/y: renewals, a year. ready: half of such learners, as planned or as if it came next. -: not known."));
    if let Some(first) = exams.first() {
        page.line(Line::new().dim("Everything on one: ").advice(format!("show {}", first.id)));
    }
}
