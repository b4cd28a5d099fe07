//! A certification in full, as `mlpath show ID` and `mlpath certs ID` say it.

use crate::progress::Status;
use crate::roadmap::ExamState;
use crate::units::{Usd, hours_text};
use crate::view::{Line, Page, Role, State};

use super::basis::{BasisDocument, say_sources};
use super::certification::{CertDocument, years_in_words};

/// Says a certification in full: what one has to know to decide first, grades and sources for those who ask.
pub(crate) fn say_certification(page: &mut Page, cert: &CertDocument, with_sources: bool) {
    page.line(Line::new().code(&cert.id).add(Role::Heading, format!("  {}", cert.name)));
    let mut facts = Facts { page, with_grades: with_sources };
    facts.say_state(cert);
    facts.say_price(cert);
    facts.say_work(cert);
    facts.say_upkeep(cert);
    facts.say_aside(cert);
    let said = cert.standing.iter().map(|said| Line::new().text(&said.text).dim(format!(" ({})", said.source)));
    page.detailed_points("What the guides say of it", said);
    page.detailed_points("Notes", cert.notes.iter().map(String::as_str));
    if with_sources {
        say_sources(page, &cert.source_details);
    }
}

/// Labeled facts, with what each rests on where that is asked for.
struct Facts<'a> {
    page: &'a mut Page,
    with_grades: bool,
}

impl Facts<'_> {
    /// A fact that is always shown; what nobody states is told as not known.
    fn fact(&mut self, label: &str, text: Option<String>, basis: Option<&BasisDocument>) {
        let line = self.line(label, text.map(Line::from), basis);
        self.page.hanging(2, 14, line);
    }

    /// A fact that gives way where room is short.
    fn detail(&mut self, label: &str, text: Option<String>, basis: Option<&BasisDocument>) {
        let line = self.line(label, text.map(Line::from), basis);
        self.page.detail(|page| page.hanging(2, 14, line));
    }

    fn line(&self, label: &str, text: Option<Line>, basis: Option<&BasisDocument>) -> Line {
        let line = Line::new().dim(format!("{label:<12}"));
        let Some(text) = text else { return line.dim("not known") };
        match basis.filter(|_| self.with_grades) {
            Some(basis) => line.text_of(text).dim(format!(" ({})", basis.phrase())),
            None => line.text_of(text),
        }
    }

    /// Whether it can be taken, and where the learner stands with it.
    fn say_state(&mut self, cert: &CertDocument) {
        let word = if cert.status == ExamState::Retired { "since" } else { "until" };
        let since = cert.retired_on.map(|day| format!(" {word} {day}")).unwrap_or_default();
        let said = format!("{}{since}{}", cert.status, aside(cert.status_note.as_ref()));
        let role = if cert.status == ExamState::Retired { Role::State(State::Retired) } else { Role::Text };
        let line = self.line("State", Some(Line::new().add(role, said)), cert.basis.status.as_ref());
        self.page.hanging(2, 14, line);
        if !cert.successors.is_empty() {
            self.fact("Successors", Some(cert.successors.join(", ")), None);
        }
        if let Some(yours) = cert.yours() {
            let role = if cert.progress == Status::Todo { Role::Text } else { Role::State(cert.progress.into()) };
            let line = self.line("Yours", Some(Line::new().add(role, yours)), None);
            self.page.hanging(2, 14, line);
        }
    }

    /// What it costs, and what is sold.
    fn say_price(&mut self, cert: &CertDocument) {
        let bases = &cert.basis;
        let fee = |fee: Usd| {
            let high = cert.fee_usd_high.map(|high| format!(" to {high}")).unwrap_or_default();
            format!("{fee}{high}{}", aside(cert.fee_note.as_ref()))
        };
        self.fact("Fee", cert.fee_usd.map(fee), bases.fee.as_ref());
        if let Some(course) = &cert.subscription {
            self.fact("Paid", Some(course.phrase()), bases.fee.as_ref());
        }
        for offer in cert.offers.iter().filter(|offer| !offer.is_over) {
            self.detail("Offer", Some(offer.phrase()), Some(&offer.basis));
        }
    }

    /// What it takes and brings.
    fn say_work(&mut self, cert: &CertDocument) {
        let bases = &cert.basis;
        let study = cert
            .study_hours
            .as_ref()
            .map(|hours| format!("{}-{} h{}", hours_text(hours.low), hours_text(hours.high), aside(cert.study_note.as_ref())));
        self.fact("Study", study, bases.study_hours.as_ref());
        if !cert.requires.is_empty() {
            self.detail("Have first", Some(cert.requires.join(", ")), None);
        }
        let retakes = cert.retakes.as_ref().map(|rule| format!("{rule}{}", aside(cert.retakes_note.as_ref())));
        self.detail("Retakes", retakes, bases.retakes.as_ref());
        let bump = cert.bump_usd.as_ref().map(|bump| format!("{} to {} a year, as one guide states it", bump.low, bump.high));
        self.detail("Pay rise", bump, bases.bump.as_ref());
    }

    /// How long it lasts, and all ways to keep it.
    fn say_upkeep(&mut self, cert: &CertDocument) {
        let bases = &cert.basis;
        let valid = cert.valid_months.map(years_in_words).or_else(|| bases.validity.as_ref().map(|_| "does not run out".to_owned()));
        let runs_out = valid.as_deref() != Some("does not run out");
        let valid = valid.map(|valid| format!("{valid}{}", aside(cert.valid_note.as_ref())));
        self.detail("Valid", valid, bases.validity.as_ref());
        for way in &cert.renewals {
            self.detail("Renewal", Some(way.phrase()), Some(&way.basis));
        }
        if cert.renewals.is_empty() && runs_out {
            self.detail("Renewal", None, None);
        }
        self.fact("Page", Some(cert.url.clone()), None);
    }

    /// What few need to know.
    fn say_aside(&mut self, cert: &CertDocument) {
        let code = cert.code.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
        self.detail("By", Some(format!("{}{code}", cert.provider)), None);
        self.detail("What it is", Some(cert.purpose.clone()), None);
        for discount in &cert.discounts {
            self.detail("Discount", Some(discount.text.clone()), Some(&discount.basis));
        }
        if let Some(age) = &cert.min_age {
            self.detail("Min. age", Some(age.clone()), cert.basis.min_age.as_ref());
        }
        for offer in cert.offers.iter().filter(|offer| offer.is_over) {
            self.detail("Not sold", Some(offer.phrase()), Some(&offer.basis));
        }
    }
}

fn aside(note: Option<&String>) -> String {
    note.map(|note| format!(", {note}")).unwrap_or_default()
}
