//! The certifications on the way: when each falls, and what it costs by then.

use crate::dates;
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use super::document::Scenario;
use crate::answers::costs::PlannedCert;

/// Says when each certification falls and what it costs by then.
pub(crate) fn say(page: &mut Page, scenario: &Scenario, budget: Option<Usd>) {
    let (certs, totals) = (scenario.certs.as_slice(), &scenario.exam_costs);
    let mut table = Table::new([
        Column::Fixed("exam"),
        Column::Fixed("10 of 20 by"),
        Column::Extra("17 of 20 by"),
        Column::Number("study"),
        Column::Number("fee"),
        Column::Number("by then"),
    ]);
    for cert in certs {
        let study = match &cert.study_hours {
            Some(hours) => format!("{}-{} h", hours_text(hours.value.low), hours_text(hours.value.high)),
            None => "not stated".to_owned(),
        };
        table.rows.push(vec![
            Cell::of(Role::Code, &cert.id),
            Cell::text(dates::month_text(cert.finish.p50)),
            Cell::text(dates::month_text(cert.finish.p85)),
            Cell::of(Role::Dim, study),
            Cell::of(Role::Cost, cert.fee_text()),
            Cell::of(Role::Cost, cert.by_then_usd.to_string()),
        ]);
    }
    page.detail(|page| page.heading("Your exams, each when you are ready for it").table(table));
    let line = match budget.filter(|sum| *sum < scenario.spent_of_budget + totals.left_usd) {
        Some(sum) => {
            let line = totals.line().text(", more than your ").add(Role::Cost, sum.to_string()).dim(": ");
            line.advice(format!("certs --budget {}", sum.to_decimal()))
        }
        None => totals.line().dim("   renewals and more: ").advice("certs"),
    };
    page.detail(|page| page.labeled("Cost", line));
    page.minor_detail(|page| page.line(study_line(certs)));
}

fn study_line(certs: &[PlannedCert]) -> Line {
    let missing: Vec<&str> = certs.iter().filter(|cert| !cert.counted).map(|cert| cert.id.as_str()).collect();
    if missing.len() == certs.len() {
        return Line::new().dim("No source states hours of study for these, so none are part of the plan.");
    }
    let counted = Line::new().dim("The stated hours of study are part of the plan");
    if missing.is_empty() { counted.dim(".") } else { counted.dim("; no source states any for ").code(missing.join(", ")).dim(".") }
}
