//! A certification in full, as `mlpath certs ID` and `mlpath show ID` say it.

use serde::Serialize;

use crate::dates::Date;
use crate::progress::Status;
use crate::roadmap::{CarriesFigures, Certification, ExamOffer, ExamState, Figure, Subscription};
use crate::text::count;
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Line, Page, Role, status_role};

use super::basis::{BasisDocument, SourceDocument, say_sources, sources_of};
use super::hours::Range;
use crate::planning::learner::Learner;

/// A certification as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CertDocument {
    pub(crate) id: String,
    aliases: Vec<String>,
    pub(crate) name: String,
    code: Option<String>,
    provider: String,
    pub(crate) path: Option<u8>,
    purpose: String,
    pub(crate) status: ExamState,
    status_note: Option<String>,
    pub(crate) retired_on: Option<Date>,
    pub(crate) successor: Option<String>,
    successors: Vec<String>,
    pub(crate) fee_usd: Option<Usd>,
    pub(crate) fee_usd_high: Option<Usd>,
    fee_note: Option<String>,
    pub(crate) offers: Vec<OfferDocument>,
    subscription: Option<SubscriptionDocument>,
    exam: Option<String>,
    pub(crate) valid_months: Option<u16>,
    renewal: Option<String>,
    pub(crate) renewal_usd: Option<Usd>,
    retakes: Option<String>,
    pub(crate) study_hours: Option<Range<f64>>,
    pub(crate) bump_usd: Option<Range<Usd>>,
    checked_on: Option<Date>,
    notes: Vec<String>,
    requires: Vec<String>,
    url: String,
    pub(crate) progress: Status,
    earned_on: Option<Date>,
    expires_on: Option<Date>,
    pub(crate) basis: Bases,
    pub(crate) sources: Vec<String>,
    pub(crate) source_details: Vec<SourceDocument>,
    #[serde(skip)]
    pub(crate) role: Role,
    #[serde(skip)]
    has_run_out: bool,
}

/// Something to buy, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct OfferDocument {
    pub(crate) code: Option<String>,
    pub(crate) beta: bool,
    pub(crate) usd: Usd,
    pub(crate) sold_from: Option<Date>,
    planned: bool,
    pub(crate) sold_until: Option<Date>,
    end_unknown: bool,
    /// Whether it can be bought today.
    pub(crate) on_sale: bool,
    languages: Vec<String>,
    delivery: Vec<String>,
    format: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) basis: BasisDocument,
}

impl OfferDocument {
    fn new(offer: &ExamOffer, today: Date) -> OfferDocument {
        OfferDocument {
            code: offer.code.clone(),
            beta: offer.beta,
            usd: offer.usd,
            sold_from: offer.sold_from,
            planned: offer.planned,
            sold_until: offer.sold_until,
            end_unknown: offer.end_unknown,
            on_sale: offer.is_sold_on(today),
            languages: offer.languages.clone(),
            delivery: offer.delivery.clone(),
            format: offer.format.clone(),
            note: offer.note.clone(),
            basis: BasisDocument::new(offer.provenance(), today),
        }
    }

    /// `$75 beta ME1-C02, since 2026-09-29, in en, 170 min, 85 questions`.
    fn phrase(&self) -> String {
        let mut parts = vec![self.usd.to_string()];
        let named = [self.beta.then(|| "beta".to_owned()), self.code.clone()];
        parts.extend(named.into_iter().flatten());
        let mut phrase = parts.join(" ");
        let planned = if self.planned { " (planned)" } else { "" };
        let facts = [
            self.sold_from.map(|day| format!("from {day}{planned}")),
            self.sold_until.map(|day| format!("until {day}")),
            (!self.languages.is_empty()).then(|| self.languages.join(" ")),
            self.format.clone(),
        ];
        for fact in facts.into_iter().flatten() {
            phrase.push_str(", ");
            phrase.push_str(&fact);
        }
        phrase
    }
}

/// A course series by the month, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SubscriptionDocument {
    usd_per_month: Usd,
    months_low: u8,
    months_high: u8,
    trial_days: Option<u16>,
    aid: Option<String>,
}

impl SubscriptionDocument {
    fn new(course: &Subscription) -> SubscriptionDocument {
        SubscriptionDocument {
            usd_per_month: course.usd,
            months_low: course.months_low,
            months_high: course.months_high,
            trial_days: course.trial_days,
            aid: course.aid.clone(),
        }
    }

    /// `$49 a month, 3 to 6 months; 7 days free; financial aid`.
    fn phrase(&self) -> String {
        let mut phrase = format!(
            "{} a month, {}",
            self.usd_per_month,
            match (self.months_low, self.months_high) {
                (low, high) if low == high => count(usize::from(low), "month"),
                (low, high) => format!("{low} to {high} months"),
            }
        );
        let free = self.trial_days.map(|days| format!("{} free", count(usize::from(days), "day")));
        for fact in free.into_iter().chain(self.aid.clone()) {
            phrase.push_str("; ");
            phrase.push_str(&fact);
        }
        phrase
    }
}

/// What each figure rests on.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Bases {
    pub(crate) status: Option<BasisDocument>,
    pub(crate) fee: Option<BasisDocument>,
    pub(crate) validity: Option<BasisDocument>,
    pub(crate) renewal: Option<BasisDocument>,
    pub(crate) retakes: Option<BasisDocument>,
    pub(crate) study_hours: Option<BasisDocument>,
    pub(crate) bump: Option<BasisDocument>,
}

fn basis<F: Figure>(figure: Option<&F>, today: Date) -> Option<BasisDocument> {
    figure.map(|figure| BasisDocument::new(figure.provenance(), today))
}

impl CertDocument {
    /// The document of a certification.
    pub(crate) fn new(learner: Learner<'_>, cert: &Certification) -> CertDocument {
        let (status, record, valid_until) = (learner.exam_status(cert), learner.exam_record(cert), learner.valid_until(cert));
        let dates = cert.figures().iter().filter_map(|(_, figure)| figure.provenance().checked_on).min();
        let figures = cert.figures();
        let charge = cert.charge_on(learner.today);
        let ids = figures.iter().flat_map(|(_, figure)| figure.provenance().sources).chain(cert.sources.iter().map(String::as_str));
        CertDocument {
            id: cert.id.clone(),
            aliases: cert.aliases.clone(),
            name: cert.name.clone(),
            code: cert.code_on(learner.today).map(str::to_owned),
            provider: cert.provider.clone(),
            path: cert.path,
            purpose: cert.purpose.clone(),
            status: cert.state_on(learner.today),
            status_note: cert.retired.as_ref().and_then(|retired| retired.note.clone()),
            retired_on: cert.retired.as_ref().map(|retired| retired.on),
            successor: cert.successors.first().cloned(),
            successors: cert.successors.clone(),
            fee_usd: charge.map(|charge| charge.low),
            fee_usd_high: charge.filter(|charge| charge.high != charge.low).map(|charge| charge.high),
            fee_note: charge.and_then(|charge| charge.note.map(str::to_owned)),
            offers: cert.offers.iter().map(|offer| OfferDocument::new(offer, learner.today)).collect(),
            subscription: cert.subscription.as_ref().map(SubscriptionDocument::new),
            exam: cert.offer_on(learner.today).or_else(|| cert.offer_after(learner.today)).and_then(|offer| offer.format.clone()),
            valid_months: cert.validity.as_ref().and_then(|validity| validity.months),
            renewal: cert.renewal().map(|renewal| renewal.text.clone()),
            renewal_usd: cert.renewal().and_then(|renewal| renewal.usd),
            retakes: cert.retake.as_ref().map(|retake| retake.text.clone()),
            study_hours: cert.study_hours.as_ref().map(|hours| Range { low: hours.low, high: hours.high }),
            bump_usd: cert.bump.as_ref().map(|bump| Range { low: bump.low, high: bump.high }),
            checked_on: dates,
            notes: cert.notes.clone(),
            requires: cert.requires.clone(),
            url: cert.url.clone(),
            progress: status,
            earned_on: record.and_then(|record| record.done),
            expires_on: valid_until,
            basis: Bases::new(cert, learner.today),
            sources: cert.sources.clone(),
            source_details: sources_of(learner.roadmap, ids),
            role: status_role(status),
            has_run_out: valid_until.is_some_and(|day| day < learner.today),
        }
    }
}

impl Bases {
    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &BasisDocument> {
        let optional = [&self.status, &self.fee, &self.validity, &self.renewal, &self.retakes, &self.study_hours, &self.bump];
        optional.into_iter().flatten()
    }

    fn new(cert: &Certification, today: Date) -> Bases {
        Bases {
            status: basis(cert.retired.as_ref(), today),
            fee: cert.charge_on(today).map(|charge| BasisDocument::new(charge.figure.provenance(), today)),
            validity: basis(cert.validity.as_ref(), today),
            renewal: basis(cert.renewal(), today),
            retakes: basis(cert.retake.as_ref(), today),
            study_hours: basis(cert.study_hours.as_ref(), today),
            bump: basis(cert.bump.as_ref(), today),
        }
    }
}

impl CertDocument {
    /// What the learner's record says of it: `done on 2026-10-01, until 2028-10-01`.
    pub(crate) fn yours(&self) -> Option<String> {
        if self.progress == Status::Todo {
            return None;
        }
        let on = self.earned_on.map(|day| format!(" on {day}")).unwrap_or_default();
        let until =
            self.expires_on.map(|day| format!(", {} {day}", if self.has_run_out { "ran out on" } else { "until" })).unwrap_or_default();
        Some(format!("{}{on}{until}", self.progress))
    }

    pub(crate) fn fee_cell(&self) -> Cell {
        if self.status == ExamState::Retired {
            return Cell::of(Role::Dim, "-");
        }
        let fee = self.fee_usd.map(|low| match self.fee_usd_high {
            Some(high) => format!("{low}-{}", high.to_string().trim_start_matches('$')),
            None => low.to_string(),
        });
        match graded(fee, self.basis.fee.as_ref()) {
            Cell::Text(Role::Text, text) => Cell::of(Role::Cost, text),
            none => none,
        }
    }
}

/// A figure with the letter of its grade; a dash where there is none.
pub(crate) fn graded(figure: Option<String>, basis: Option<&BasisDocument>) -> Cell {
    match (figure, basis) {
        (Some(figure), Some(basis)) => Cell::text(format!("{figure} {}", letter(basis))),
        _ => Cell::of(Role::Dim, "-"),
    }
}

/// The first letter of the grade; the legend above the table has the words.
pub(crate) fn letter(basis: &BasisDocument) -> String {
    format!("{:.1}{}", basis.grade.to_string(), basis.mark())
}

pub(crate) fn years(months: u16) -> String {
    if months.is_multiple_of(12) { format!("{} y", months / 12) } else { format!("{months} mo") }
}

fn years_in_words(months: u16) -> String {
    if months.is_multiple_of(12) { count(usize::from(months / 12), "year") } else { count(usize::from(months), "month") }
}

/// Says a certification in full.
pub(crate) fn say_certification(page: &mut Page, cert: &CertDocument, with_sources: bool) {
    page.line(Line::new().code(&cert.id).add(Role::Heading, format!("  {}", cert.name)));
    let code = cert.code.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
    page.indented(2, format!("{}{code}", cert.provider));
    page.indented(2, cert.purpose.as_str());
    page.blank();
    let mut fact = |label: &str, text: Option<String>, basis: Option<&BasisDocument>| {
        let line = match (text, basis) {
            (Some(text), Some(basis)) => Line::new().text(text).dim(format!(" ({})", basis.phrase())),
            (Some(text), None) => text.into(),
            (None, _) => Line::new().dim("not known"),
        };
        let mut spans = Line::new().dim(format!("{label:<12}")).spans;
        spans.extend(line.spans);
        page.hanging(2, 14, Line { spans });
    };
    let word = if cert.status == ExamState::Retired { "since" } else { "until" };
    let since = cert.retired_on.map(|day| format!(" {word} {day}")).unwrap_or_default();
    let note = |note: &Option<String>| note.as_ref().map(|note| format!(", {note}")).unwrap_or_default();
    let bases = &cert.basis;
    fact("State", Some(format!("{}{since}{}", cert.status, note(&cert.status_note))), bases.status.as_ref());
    if !cert.successors.is_empty() {
        fact("Successors", Some(cert.successors.join(", ")), None);
    }
    let fee =
        |fee: Usd| format!("{fee}{}{}", cert.fee_usd_high.map(|high| format!(" to {high}")).unwrap_or_default(), note(&cert.fee_note));
    fact("Fee", cert.fee_usd.map(fee), bases.fee.as_ref());
    for offer in &cert.offers {
        fact("Offer", Some(offer.phrase()), Some(&offer.basis));
    }
    if let Some(course) = &cert.subscription {
        fact("Paid", Some(course.phrase()), bases.fee.as_ref());
    }
    let valid = cert.valid_months.map(years_in_words).or_else(|| bases.validity.as_ref().map(|_| "does not run out".to_owned()));
    fact("Valid", valid, bases.validity.as_ref());
    let price = cert.renewal_usd.map(|usd| format!(", {usd}")).unwrap_or_default();
    fact("Renewal", cert.renewal.as_ref().map(|renewal| format!("{renewal}{price}")), bases.renewal.as_ref());
    fact("Retakes", cert.retakes.clone(), bases.retakes.as_ref());
    let study = cert.study_hours.as_ref().map(|hours| format!("{}-{} h", hours_text(hours.low), hours_text(hours.high)));
    fact("Study", study, bases.study_hours.as_ref());
    fact(
        "Pay rise",
        cert.bump_usd.as_ref().map(|bump| format!("{} to {} a year, as one guide states it", bump.low, bump.high)),
        bases.bump.as_ref(),
    );
    if let Some(yours) = cert.yours() {
        fact("Yours", Some(yours), None);
    }
    if !cert.requires.is_empty() {
        fact("Have first", Some(cert.requires.join(", ")), None);
    }
    fact("Page", Some(cert.url.clone()), None);
    if !cert.notes.is_empty() {
        page.indented(2, Line::new().dim("Notes"));
        page.points(cert.notes.iter().map(String::as_str));
    }
    if with_sources {
        say_sources(page, &cert.source_details);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_told_in_years_where_they_are_whole() {
        assert_eq!((years(36), years(12), years(18)), ("3 y".into(), "1 y".into(), "18 mo".into()));
    }
}
