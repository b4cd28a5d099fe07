//! Certifications: exams as offers that can be bought on a day, and courses by subscription.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::figure::{carries_figures, figures};
use super::{Figure, HoursRange, PayBump, Statement, Stored, StoredText};
use crate::dates::Date;
use crate::units::Usd;

/// An exam or course that ends in a certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certification {
    /// Permanent id.
    pub id: StoredText,
    /// Other names it answers to, its exam codes among them.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Official name, shortened where it is long.
    pub name: StoredText,
    /// Who issues it.
    pub provider: StoredText,
    /// Its place in the recommended path, from 1.
    #[serde(default)]
    pub path: Option<u8>,
    /// What it certifies, one sentence.
    pub purpose: Stored<String>,
    /// Its page at the vendor.
    pub url: Stored<String>,
    /// What can be bought, and when.
    #[serde(default)]
    pub offers: Vec<ExamOffer>,
    /// A course series that is paid by the month, in place of offers.
    #[serde(default)]
    pub subscription: Option<Subscription>,
    /// How old a candidate has to be.
    #[serde(default)]
    pub min_age: Stored<Option<AgeRule>>,
    /// The end of it, for exams that are retired or whose end is announced.
    #[serde(default)]
    pub retired: Option<Retirement>,
    /// Ids of what replaces it, the recommended one first.
    #[serde(default)]
    pub successors: Vec<String>,
    /// How long it is valid.
    #[serde(default)]
    pub validity: Option<Validity>,
    /// How often it may be tried.
    #[serde(default)]
    pub retake: Stored<Option<RetakeRule>>,
    /// How it is kept; sums count the cheapest.
    #[serde(default)]
    pub renewals: Stored<Vec<Renewal>>,
    /// What makes it cheaper.
    #[serde(default)]
    pub discounts: Stored<Vec<Discount>>,
    /// Hours of study for it.
    #[serde(default)]
    pub study_hours: Option<HoursRange>,
    /// The pay rise a guide states for it.
    #[serde(default)]
    pub bump: Stored<Option<PayBump>>,
    /// How the guides rate it.
    #[serde(default)]
    pub standing: Stored<Vec<Statement>>,
    /// What else to know, conflicts among them.
    #[serde(default)]
    pub notes: Stored<Vec<String>>,
    /// Ids of the steps worth having first; advice, never a lock.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Ids of the facts of the guides it carries.
    #[serde(default)]
    pub covers: Stored<Vec<String>>,
    /// Ids of the sources that name it.
    #[serde(default)]
    pub sources: Stored<Vec<String>>,
}

carries_figures!(Certification {
    offers,
    subscription,
    min_age,
    retired,
    validity,
    retake,
    renewals,
    discounts,
    study_hours,
    bump,
    standing,
});

figures! {
    /// Something to buy: one version of an exam, at the US list price before tax.
    ExamOffer ages Fee like "an offer such as {usd: 200}" {
        /// Exam code, where the provider publishes one.
        #[serde(default)]
        code: Option<String>,
        /// Whether it is a trial version.
        #[serde(default)]
        beta: bool,
        /// Dollars.
        usd: Usd,
        /// What it costs in other places, where a source says so.
        #[serde(default)]
        elsewhere: Vec<PlacePrice>,
        /// `country` where the vendor prices by the country of the test.
        #[serde(default)]
        price_by: Option<String>,
        /// First day of sale; absent when it has been on sale.
        #[serde(default)]
        sold_from: Option<Date>,
        /// Whether the first day is announced and may still move.
        #[serde(default)]
        planned: bool,
        /// Last day of sale; absent when open.
        #[serde(default)]
        sold_until: Option<Date>,
        /// Whether it will end on a day the vendor has not said.
        #[serde(default)]
        end_unknown: bool,
        /// Languages; empty when not found.
        #[serde(default)]
        languages: Stored<Vec<String>>,
        /// `online`, `center`; empty when not found.
        #[serde(default)]
        delivery: Stored<Vec<String>>,
        /// Length and number of questions.
        #[serde(default)]
        format: Stored<Option<String>>,
        /// Attempts inside the price; absent for one.
        #[serde(default)]
        attempts: Option<u8>,
        /// Whether it may be tried only once.
        #[serde(default)]
        once: bool,
    }

    /// A course series paid by the month.
    Subscription ages Fee like "a subscription such as {usd: 49, months_low: 3, months_high: 6}" {
        /// Dollars a month.
        usd: Usd,
        /// Fewest months it takes.
        months_low: u8,
        /// Most months it takes.
        months_high: u8,
        /// Days that are free at first.
        #[serde(default)]
        trial_days: Option<u16>,
        /// What help there is to pay.
        #[serde(default)]
        aid: Option<String>,
        /// A subscription to more than this.
        #[serde(default)]
        bundle: Option<Bundle>,
    }

    /// How old a candidate has to be.
    AgeRule ages Fee like "an age such as {text: 18, years: 18}" {
        /// The rule in a few words.
        text: String,
        /// Years.
        #[serde(default)]
        years: Option<u8>,
    }

    /// The end of an exam.
    Retirement ages Never like "an end such as {on: 2026-03-31}" {
        /// The last exam day.
        on: Date,
    }

    /// How long a certification is valid.
    Validity ages Fee like "a validity such as {months: 24}" {
        /// Months from the day it is earned; absent where it does not run out.
        #[serde(default)]
        months: Option<u16>,
    }

    /// How often an exam may be tried.
    RetakeRule ages Fee like "a rule such as {text: after 14 days at full fee}" {
        /// The rule in a few words.
        text: String,
        /// Days to wait before the second, third … attempt; the last number holds for those after.
        #[serde(default)]
        wait_days: Vec<u16>,
        /// Attempts at most.
        #[serde(default)]
        attempts: Option<u8>,
        /// In this many months.
        #[serde(default)]
        within_months: Option<u16>,
    }

    /// A way to keep a certification.
    Renewal ages Fee like "a renewal such as {text: retake, usd: 100}" {
        /// How, in a few words.
        text: String,
        /// What it costs, dollars; absent where nobody says.
        #[serde(default)]
        usd: Option<Usd>,
        /// Days before the end from which it is possible.
        #[serde(default)]
        opens_days: Option<u16>,
        /// Days after the end until which it is possible.
        #[serde(default)]
        grace_days: Option<u16>,
        /// Months it adds, where they differ from the validity.
        #[serde(default)]
        adds_months: Option<u16>,
        /// Ids of the certifications whose passing renews it.
        #[serde(default)]
        by_passing: Vec<String>,
    }

    /// Something that makes an exam cheaper.
    Discount ages Fee like "a discount such as {text: half off after a pass, percent: 50}" {
        /// What, in a few words.
        text: String,
        /// Percent off.
        #[serde(default)]
        percent: Option<f64>,
        /// What one has to have passed.
        #[serde(default)]
        after: Option<String>,
    }
}

/// What an exam costs in a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacePrice {
    /// Where.
    pub place: String,
    /// Dollars.
    pub usd: Usd,
}

/// A subscription to more than one course series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Its name.
    pub name: String,
    /// Dollars a month.
    pub usd_month: Usd,
    /// Dollars a year.
    pub usd_year: Usd,
}

/// Whether an exam can be taken on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ExamState {
    /// It can be bought.
    Active,
    /// A trial version can be bought, and nothing else.
    Beta,
    /// Its first offer is announced.
    Planned,
    /// It can be bought no more.
    Retired,
}

impl fmt::Display for ExamState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl ExamOffer {
    /// Whether it can be bought on a day.
    #[must_use]
    pub fn is_sold_on(&self, day: Date) -> bool {
        self.sold_from.is_none_or(|from| from <= day) && self.sold_until.is_none_or(|until| day <= until)
    }

    fn is_in_english(&self) -> bool {
        self.languages.is_empty() || self.languages.iter().any(|language| language == "en")
    }
}

/// What is to be paid for a certification when it is passed at the first try.
#[derive(Clone, Copy)]
pub struct Charge<'a> {
    /// Dollars; the low end where it depends on the time taken.
    pub low: Usd,
    /// The high end; the same as `low` for an exam.
    pub high: Usd,
    /// What it rests on.
    pub figure: &'a dyn Figure,
    /// A condition in a few words.
    pub note: Option<&'a str>,
}

impl Certification {
    /// Its id and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// The offer to take on a day: in English where there is one, the cheapest of several.
    #[must_use]
    pub fn offer_on(&self, day: Date) -> Option<&ExamOffer> {
        let rank = |offer: &ExamOffer| (!offer.is_in_english(), offer.usd);
        // Most exams are sold in one version, the languages of which nobody needs to look up then.
        self.offers.iter().filter(|offer| offer.is_sold_on(day)).min_by(|one, other| rank(one).cmp(&rank(other)))
    }

    /// The next offer that is announced after a day.
    #[must_use]
    pub fn offer_after(&self, day: Date) -> Option<&ExamOffer> {
        let later = self.offers.iter().filter(|offer| offer.sold_from.is_some_and(|from| from > day));
        later.min_by_key(|offer| offer.sold_from)
    }

    /// Whether it can be taken on a day; what retires later can still be taken.
    #[must_use]
    pub fn state_on(&self, day: Date) -> ExamState {
        match (&self.retired, self.offer_on(day)) {
            (Some(retired), _) if retired.on < day => ExamState::Retired,
            (_, Some(offer)) if offer.beta => ExamState::Beta,
            (_, Some(_)) => ExamState::Active,
            (_, None) if self.subscription.is_some() => ExamState::Active,
            (_, None) if self.offer_after(day).is_some() => ExamState::Planned,
            (_, None) => ExamState::Retired,
        }
    }

    /// What it costs on a day: the offer sold on it, else the next one, else the last one.
    #[must_use]
    pub fn charge_on(&self, day: Date) -> Option<Charge<'_>> {
        if let Some(course) = &self.subscription {
            let months = |count: u8| std::iter::repeat_n(course.usd, usize::from(count)).sum();
            let (low, high) = (months(course.months_low), months(course.months_high));
            return Some(Charge { low, high, figure: course, note: course.note.as_deref() });
        }
        let offer = self.offer_on(day).or_else(|| self.offer_after(day)).or(self.offers.last())?;
        Some(Charge { low: offer.usd, high: offer.usd, figure: offer, note: offer.note.as_deref() })
    }

    /// The exam code on a day.
    #[must_use]
    pub fn code_on(&self, day: Date) -> Option<&str> {
        let offer = self.offer_on(day).or_else(|| self.offer_after(day)).or(self.offers.last())?;
        offer.code.as_deref()
    }
}
