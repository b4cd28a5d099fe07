//! A certification in full, as `mlpath certs ID` and `mlpath show ID` say it.

use serde::Serialize;

use crate::dates::Date;
use crate::progress::Status;
use crate::roadmap::{CarriesFigures, Certification, Discount, ExamOffer, ExamState, Figure, Renewal, Subscription};
use crate::text::count;
use crate::units::Usd;

use super::basis::{BasisDocument, SourceDocument, sources_of};
use super::hours::Range;
use super::statement::StatementDocument;
use crate::planning::costs::{NextAttempt, cheapest_renewal};
use crate::planning::learner::Learner;

/// A certification as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CertDocument {
    pub(crate) id: String,
    pub(super) aliases: Vec<String>,
    pub(crate) name: String,
    pub(super) code: Option<String>,
    pub(super) provider: String,
    pub(crate) path: Option<u8>,
    pub(super) purpose: String,
    pub(crate) status: ExamState,
    pub(super) status_note: Option<String>,
    pub(crate) retired_on: Option<Date>,
    pub(crate) successor: Option<String>,
    pub(super) successors: Vec<String>,
    pub(crate) fee_usd: Option<Usd>,
    pub(crate) fee_usd_high: Option<Usd>,
    pub(super) fee_note: Option<String>,
    pub(crate) offers: Vec<OfferDocument>,
    pub(super) subscription: Option<SubscriptionDocument>,
    exam: Option<String>,
    pub(crate) valid_months: Option<u16>,
    /// The renewal that costs least a year.
    renewal: Option<String>,
    pub(crate) renewal_usd: Option<Usd>,
    /// All ways to keep it.
    pub(super) renewals: Vec<RenewalWay>,
    pub(super) retakes: Option<String>,
    /// What holds of the retakes, in a few words.
    pub(super) retakes_note: Option<String>,
    /// What holds of the validity, in a few words.
    pub(super) valid_note: Option<String>,
    pub(super) discounts: Vec<DiscountDocument>,
    /// How old a candidate has to be.
    pub(super) min_age: Option<String>,
    /// How the guides rate it.
    pub(super) standing: Vec<StatementDocument>,
    pub(crate) study_hours: Option<Range<f64>>,
    /// How these hours are spread, or whose they are.
    pub(super) study_note: Option<String>,
    pub(crate) bump_usd: Option<Range<Usd>>,
    checked_on: Option<Date>,
    pub(super) notes: Vec<String>,
    pub(super) requires: Vec<String>,
    pub(super) url: String,
    pub(crate) progress: Status,
    earned_on: Option<Date>,
    /// What the learner paid for passing it, or ahead, where they told it.
    paid_usd: Option<Usd>,
    /// Attempts that were not passed.
    failed: Vec<FailedDocument>,
    /// When it can be tried again; null where none failed, or it is held or skipped.
    next_attempt: Option<NextAttempt>,
    expires_on: Option<Date>,
    pub(crate) basis: Bases,
    pub(crate) sources: Vec<String>,
    pub(crate) source_details: Vec<SourceDocument>,
    #[serde(skip)]
    has_run_out: bool,
    #[serde(skip)]
    today: Date,
}

/// An attempt that was not passed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct FailedDocument {
    on: Date,
    /// Null where the learner did not tell it.
    paid_usd: Option<Usd>,
}

/// `Try again from 2027-03-15 for $150`.
pub(crate) fn next_attempt_phrase(next: NextAttempt, today: Date, again: &str) -> String {
    let Some(usd) = next.usd else { return format!("{again}: not sold any more") };
    let when = if next.from <= today { "now".to_owned() } else { format!("from {}", next.from) };
    let price = if usd == Usd::ZERO { ", it is paid already".to_owned() } else { format!(" for {usd}") };
    format!("{again} {when}{price}")
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
    /// Whether it cannot be bought any more.
    #[serde(skip)]
    pub(crate) is_over: bool,
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
            is_over: offer.sold_until.is_some_and(|day| day < today),
            languages: offer.languages.to_vec(),
            delivery: offer.delivery.to_vec(),
            format: (*offer.format).clone(),
            note: (*offer.note).clone(),
            basis: BasisDocument::new(offer.provenance(), today),
        }
    }

    /// `$75 beta ME1-C02, since 2026-09-29, in en, 170 min, 85 questions`.
    pub(super) fn phrase(&self) -> String {
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
            (!self.delivery.is_empty()).then(|| places(&self.delivery)),
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
pub(super) struct SubscriptionDocument {
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

    /// `$49 a month, 3 to 6 months; 7 days free; financial aid by application`.
    pub(super) fn phrase(&self) -> String {
        let mut phrase = format!(
            "{} a month, {}",
            self.usd_per_month,
            match (self.months_low, self.months_high) {
                (low, high) if low == high => count(usize::from(low), "month"),
                (low, high) => format!("{low} to {high} months"),
            }
        );
        let free = self.trial_days.map(|days| format!("{} free", count(usize::from(days), "day")));
        let aid = self.aid.as_ref().map(|aid| format!("financial aid {aid}"));
        for fact in free.into_iter().chain(aid) {
            phrase.push_str("; ");
            phrase.push_str(&fact);
        }
        phrase
    }
}

/// A way to keep it, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct RenewalWay {
    text: String,
    /// Null where nobody states it.
    usd: Option<Usd>,
    /// Days before the end from which it is possible.
    opens_days: Option<u16>,
    /// Days after the end until which it is possible.
    grace_days: Option<u16>,
    adds_months: Option<u16>,
    /// Ids of the exams whose passing renews it.
    by_passing: Vec<String>,
    pub(super) basis: BasisDocument,
}

impl RenewalWay {
    fn new(way: &Renewal, today: Date) -> RenewalWay {
        RenewalWay {
            text: way.text.clone(),
            usd: way.usd,
            opens_days: way.opens_days,
            grace_days: way.grace_days,
            adds_months: way.adds_months,
            by_passing: way.by_passing.clone(),
            basis: BasisDocument::new(way.provenance(), today),
        }
    }

    /// `retake at half price, $100, adds 2 years; from 60 days before the end to 30 after`.
    pub(super) fn phrase(&self) -> String {
        let mut phrase = self.text.clone();
        let price = |usd: Usd| if usd == Usd::ZERO { ", free".to_owned() } else { format!(", {usd}") };
        phrase.extend(self.usd.map(price));
        phrase.extend(self.adds_months.map(|months| format!(", adds {}", years_in_words(months))));
        match (self.opens_days, self.grace_days) {
            (Some(before), Some(after)) => phrase.push_str(&format!("; from {before} days before the end to {after} after")),
            (Some(before), None) => phrase.push_str(&format!("; from {before} days before the end")),
            (None, Some(after)) => phrase.push_str(&format!("; to {after} days after the end")),
            (None, None) => {}
        }
        phrase
    }
}

/// Something that makes it cheaper, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct DiscountDocument {
    pub(super) text: String,
    percent: Option<f64>,
    /// What one has to have passed.
    after: Option<String>,
    pub(super) basis: BasisDocument,
}

impl DiscountDocument {
    fn new(discount: &Discount, today: Date) -> DiscountDocument {
        DiscountDocument {
            text: discount.text.clone(),
            percent: discount.percent,
            after: discount.after.clone(),
            basis: BasisDocument::new(discount.provenance(), today),
        }
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
    pub(crate) min_age: Option<BasisDocument>,
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
        let failed = record.map_or(&[][..], |record| &record.failed);
        let dates = cert.figures().iter().filter_map(|(_, figure)| figure.provenance().checked_on).min();
        let figures = cert.figures();
        let charge = cert.charge_on(learner.today);
        let cheapest = cheapest_renewal(cert).or(cert.renewals.first());
        let mut ids: Vec<&str> = figures.iter().flat_map(|(_, figure)| figure.provenance().sources).collect();
        ids.extend(cert.sources.iter().map(String::as_str));
        CertDocument {
            id: cert.id.to_owned(),
            aliases: cert.aliases.clone(),
            name: cert.name.to_owned(),
            code: cert.code_on(learner.today).map(str::to_owned),
            provider: cert.provider.to_owned(),
            path: cert.path,
            purpose: cert.purpose.to_string(),
            status: cert.state_on(learner.today),
            status_note: cert.retired.as_ref().and_then(|retired| (*retired.note).clone()),
            retired_on: cert.retired.as_ref().map(|retired| retired.on),
            successor: cert.successors.first().cloned(),
            successors: cert.successors.clone(),
            fee_usd: charge.map(|charge| charge.low),
            fee_usd_high: charge.filter(|charge| charge.high != charge.low).map(|charge| charge.high),
            fee_note: charge.and_then(|charge| charge.note.map(str::to_owned)),
            offers: cert.offers.iter().map(|offer| OfferDocument::new(offer, learner.today)).collect(),
            subscription: cert.subscription.as_ref().map(SubscriptionDocument::new),
            exam: cert.offer_on(learner.today).or_else(|| cert.offer_after(learner.today)).and_then(|offer| (*offer.format).clone()),
            valid_months: cert.validity.as_ref().and_then(|validity| validity.months),
            renewal: cheapest.map(|renewal| renewal.text.clone()),
            renewal_usd: cheapest.and_then(|renewal| renewal.usd),
            renewals: cert.renewals.iter().map(|way| RenewalWay::new(way, learner.today)).collect(),
            discounts: cert.discounts.iter().map(|discount| DiscountDocument::new(discount, learner.today)).collect(),
            min_age: cert.min_age.as_ref().map(|age| age.text.clone()),
            standing: cert.standing.iter().map(|said| StatementDocument::new(learner, said)).collect(),
            retakes: cert.retake.as_ref().map(|retake| retake.text.clone()),
            retakes_note: cert.retake.as_ref().and_then(|retake| (*retake.note).clone()),
            valid_note: cert.validity.as_ref().and_then(|validity| (*validity.note).clone()),
            study_note: cert.study_hours.as_ref().and_then(|hours| (*hours.note).clone()),
            study_hours: cert.study_hours.as_ref().map(|hours| Range { low: hours.low, high: hours.high }),
            bump_usd: cert.bump.as_ref().map(|bump| Range { low: bump.low, high: bump.high }),
            checked_on: dates,
            notes: cert.notes.to_vec(),
            requires: cert.requires.clone(),
            url: cert.url.to_string(),
            progress: status,
            earned_on: record.and_then(|record| record.done),
            paid_usd: record.and_then(|record| record.paid),
            failed: failed.iter().map(|attempt| FailedDocument { on: attempt.on, paid_usd: attempt.paid }).collect(),
            next_attempt: learner.next_attempt(cert),
            expires_on: valid_until,
            basis: Bases::new(cert, learner.today),
            sources: cert.sources.to_vec(),
            source_details: sources_of(learner.roadmap, &ids),
            has_run_out: valid_until.is_some_and(|day| day < learner.today),
            today: learner.today,
        }
    }
}

impl Bases {
    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &BasisDocument> {
        let optional =
            [&self.status, &self.fee, &self.validity, &self.renewal, &self.retakes, &self.min_age, &self.study_hours, &self.bump];
        optional.into_iter().flatten()
    }

    fn new(cert: &Certification, today: Date) -> Bases {
        Bases {
            status: basis(cert.retired.as_ref(), today),
            fee: cert.charge_on(today).map(|charge| BasisDocument::new(charge.figure.provenance(), today)),
            validity: basis(cert.validity.as_ref(), today),
            renewal: basis(cheapest_renewal(cert).or(cert.renewals.first()), today),
            retakes: basis(cert.retake.as_ref(), today),
            min_age: basis(cert.min_age.as_ref(), today),
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
        let mut said = self.paid_usd.map(|paid| format!(", {paid} paid")).unwrap_or_default();
        for (at, attempt) in self.failed.iter().enumerate() {
            let paid = attempt.paid_usd.map(|paid| format!(" ({paid} paid)")).unwrap_or_default();
            said = format!("{said}{} {}{paid}", if at == 0 { ", failed on" } else { " and" }, attempt.on);
        }
        if let Some(next) = self.next_attempt {
            said = format!("{said}; {}", next_attempt_phrase(next, self.today, "try again"));
        }
        Some(format!("{}{on}{until}{said}", self.progress))
    }
}

/// `online or at a center`.
fn places(delivery: &[String]) -> String {
    let words: Vec<&str> = delivery.iter().map(|place| if place == "center" { "at a center" } else { place.as_str() }).collect();
    words.join(" or ")
}

pub(super) fn years_in_words(months: u16) -> String {
    if months.is_multiple_of(12) { count(usize::from(months / 12), "year") } else { count(usize::from(months), "month") }
}
