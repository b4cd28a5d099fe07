//! A certification in full, as `mlpath show ID` and `mlpath certs ID` say it.

use crate::roadmap::ExamState;
use crate::units::{Usd, hours_text};
use crate::view::{Line, Page, Role};

use super::basis::{BasisDocument, say_sources};
use super::certification::{CertDocument, years_in_words};

/// Says a certification in full.
pub(crate) fn say_certification(page: &mut Page, cert: &CertDocument, with_sources: bool) {
    page.line(Line::new().code(&cert.id).add(Role::Heading, format!("  {}", cert.name)));
    let code = cert.code.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
    page.indented(2, format!("{}{code}", cert.provider));
    page.indented(2, cert.purpose.as_str());
    page.blank();
    say_offers(page, cert);
    say_upkeep(page, cert);
    say_work(page, cert);
    if !cert.standing.is_empty() {
        page.indented(2, Line::new().dim("What the guides say of it"));
        page.points(cert.standing.iter().map(|said| Line::new().text(&said.text).dim(format!(" ({})", said.source))));
    }
    if !cert.notes.is_empty() {
        page.indented(2, Line::new().dim("Notes"));
        page.points(cert.notes.iter().map(String::as_str));
    }
    if with_sources {
        say_sources(page, &cert.source_details);
    }
}

/// A labeled fact, with what it rests on; what nobody states is told as not known.
fn fact(page: &mut Page, label: &str, text: Option<String>, basis: Option<&BasisDocument>) {
    let line = match (text, basis) {
        (Some(text), Some(basis)) => Line::new().text(text).dim(format!(" ({})", basis.phrase())),
        (Some(text), None) => text.into(),
        (None, _) => Line::new().dim("not known"),
    };
    let mut spans = Line::new().dim(format!("{label:<12}")).spans;
    spans.extend(line.spans);
    page.hanging(2, 14, Line { spans });
}

/// Whether it can be taken, what is sold, for how much, and to whom.
fn say_offers(page: &mut Page, cert: &CertDocument) {
    let bases = &cert.basis;
    let word = if cert.status == ExamState::Retired { "since" } else { "until" };
    let since = cert.retired_on.map(|day| format!(" {word} {day}")).unwrap_or_default();
    let note = |note: &Option<String>| note.as_ref().map(|note| format!(", {note}")).unwrap_or_default();
    fact(page, "State", Some(format!("{}{since}{}", cert.status, note(&cert.status_note))), bases.status.as_ref());
    if !cert.successors.is_empty() {
        fact(page, "Successors", Some(cert.successors.join(", ")), None);
    }
    let fee =
        |fee: Usd| format!("{fee}{}{}", cert.fee_usd_high.map(|high| format!(" to {high}")).unwrap_or_default(), note(&cert.fee_note));
    fact(page, "Fee", cert.fee_usd.map(fee), bases.fee.as_ref());
    for offer in &cert.offers {
        fact(page, "Offer", Some(offer.phrase()), Some(&offer.basis));
    }
    if let Some(course) = &cert.subscription {
        fact(page, "Paid", Some(course.phrase()), bases.fee.as_ref());
    }
    for discount in &cert.discounts {
        fact(page, "Discount", Some(discount.text.clone()), Some(&discount.basis));
    }
    if let Some(age) = &cert.min_age {
        fact(page, "Min. age", Some(age.clone()), bases.min_age.as_ref());
    }
}

/// How long it lasts, all ways to keep it, and what a failed attempt means.
fn say_upkeep(page: &mut Page, cert: &CertDocument) {
    let bases = &cert.basis;
    let valid = cert.valid_months.map(years_in_words).or_else(|| bases.validity.as_ref().map(|_| "does not run out".to_owned()));
    let runs_out = valid.as_deref() != Some("does not run out");
    fact(page, "Valid", valid, bases.validity.as_ref());
    for way in &cert.renewals {
        fact(page, "Renewal", Some(way.phrase()), Some(&way.basis));
    }
    if cert.renewals.is_empty() && runs_out {
        fact(page, "Renewal", None, None);
    }
    fact(page, "Retakes", cert.retakes.clone(), bases.retakes.as_ref());
}

/// What it takes and brings, and where the learner stands with it.
fn say_work(page: &mut Page, cert: &CertDocument) {
    let bases = &cert.basis;
    let study = cert.study_hours.as_ref().map(|hours| format!("{}-{} h", hours_text(hours.low), hours_text(hours.high)));
    fact(page, "Study", study, bases.study_hours.as_ref());
    let bump = cert.bump_usd.as_ref().map(|bump| format!("{} to {} a year, as one guide states it", bump.low, bump.high));
    fact(page, "Pay rise", bump, bases.bump.as_ref());
    if let Some(yours) = cert.yours() {
        fact(page, "Yours", Some(yours), None);
    }
    if !cert.requires.is_empty() {
        fact(page, "Have first", Some(cert.requires.join(", ")), None);
    }
    fact(page, "Page", Some(cert.url.clone()), None);
}
