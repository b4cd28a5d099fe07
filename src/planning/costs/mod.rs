//! What exams cost a learner, and when: each on the day the plan gives it, at the price of that day.
//!
//! Sums are US list prices before tax, each exam passed at the next try. What a voucher of an earlier
//! pass spares is told beside the sum, so that leaving an exam out never makes the rest dearer.

mod attempts;
pub mod budget;
mod renewal;
pub mod road;
mod schedule;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::Serialize;

use crate::dates::{self, Date};
use crate::order;
use crate::progress::Status;
use crate::roadmap::{Certification, Charge, Discount, ExamOffer, ExamState, Goal, Grade, Renewal};
use crate::units::Usd;

use super::exams::{ExamPath, list_price};
use super::forecast::pace::Pace;
use super::forecast::{ExamStudy, Finish, ForecastInput};
use super::learner::Learner;

pub use attempts::{NextAttempt, retake_price};
pub use renewal::{OpenRenewal, cheapest_renewal, renewal_a_year};
use renewal::{Pass, is_named};

/// An exam still to take, dated and priced.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedExam<'a> {
    /// The certification to take.
    pub cert: &'a Certification,
    /// What the learner or the guides name: another one where `cert` replaces it.
    pub recommended: &'a Certification,
    /// The steps worth having first, and the hours of study where a source states them.
    pub study: ExamStudy,
    /// When all that is done.
    pub day: Finish,
    /// What it costs on the day half are ready; `None` where nobody says, or it ended by then.
    pub fee: Option<Usd>,
    /// Months of a subscription that are counted; `None` for an exam.
    pub months: Option<u32>,
    /// The first day of the next attempt, for who failed it.
    pub again: Option<Date>,
    /// What a second attempt costs; `None` where there is none, or nobody says.
    pub retake: Option<Usd>,
    /// What a voucher of an earlier pass spares.
    pub voucher: Usd,
}

/// An exam the learner passed or paid for, or an attempt at one.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidExam<'a> {
    /// The certification.
    pub cert: &'a Certification,
    /// The day it was earned, or failed, where it is known.
    pub on: Option<Date>,
    /// Whether it is an attempt that was not passed.
    pub is_failed: bool,
    /// What it cost: as the learner told, else its list price on that day; `None` where nobody says.
    pub usd: Option<Usd>,
    /// Whether the learner told it.
    pub is_told: bool,
}

/// Something to pay on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment<'a> {
    /// For which certification.
    pub cert: &'a Certification,
    /// When: the planned day of an exam, the last valid day for a renewal, the first day of a subscription.
    pub on: Date,
    /// What for.
    pub kind: PaymentKind,
    /// How much; `None` where nobody states it.
    pub usd: Option<Usd>,
    /// How it is renewed, for renewals.
    pub way: Option<&'a Renewal>,
}

/// What a payment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PaymentKind {
    /// The first exam.
    Exam,
    /// Some months of a course series.
    Subscription,
    /// Keeping it.
    Renewal,
}

impl fmt::Display for PaymentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// What a learner's exams cost.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamCosts<'a> {
    /// Whether the learner chose the exams; else the guides recommend them.
    pub is_chosen: bool,
    /// What is paid.
    pub paid: Vec<PaidExam<'a>>,
    /// What is still to take, in the order of the days.
    pub open: Vec<PricedExam<'a>>,
    /// Sum of what is paid.
    pub spent: Usd,
    /// Fees of what is still to take, passed at the first try, before vouchers.
    pub left: Usd,
    /// What vouchers of earlier passes spare of that.
    pub vouchers: Usd,
    /// As `left`, each exam failed once and taken again.
    pub left_with_retakes: Usd,
    /// The least sure grade among the fees added up; a sum is no surer than its parts.
    pub grade: Option<Grade>,
    /// What is held today, with the day it was earned.
    held: Vec<Pass<'a>>,
}

impl<'a> ExamCosts<'a> {
    /// Ids of what is still to take at a price nobody states.
    #[must_use]
    pub fn unpriced(&self) -> Vec<&'a str> {
        self.open.iter().filter(|exam| exam.fee.is_none()).map(|exam| exam.cert.id.as_str()).collect()
    }

    /// Everything to pay until a last day, in the order of the days: the exams of the plan, and every renewal from
    /// then on, and of what is held.
    #[must_use]
    pub fn payments(&self, last: Date) -> Vec<Payment<'a>> {
        let mut passes = self.held.clone();
        passes.extend(self.open.iter().map(|exam| Pass { cert: exam.cert, on: exam.day.p50 }));
        let mut payments: Vec<Payment<'a>> = self.open.iter().filter(|exam| exam.fee != Some(Usd::ZERO)).map(PricedExam::payment).collect();
        payments.retain(|payment| payment.on <= last);
        for pass in &passes {
            payments.extend(renewal::renewals(pass.cert, pass.on, last, &passes));
        }
        order::sort_by(&mut payments, |a, b| (a.on, &a.cert.id).cmp(&(b.on, &b.cert.id)));
        payments
    }

    /// What is spent, and what is to pay until a last day.
    #[must_use]
    pub fn total(&self, last: Date) -> Usd {
        self.spent + self.payments(last).iter().filter_map(|payment| payment.usd).sum()
    }

    /// The next thing to pay: renewals that cost nothing are passed over.
    #[must_use]
    pub fn next_payment(&self, today: Date) -> Option<Payment<'a>> {
        // Most often it is in the years of the plan; all renewals of a century are ten times as many.
        let lasts = [self.horizon(today), dates::years_after(today, dates::MAX_YEARS_AHEAD)?];
        lasts.into_iter().find_map(|last| self.payments(last).into_iter().find(|payment| payment.usd != Some(Usd::ZERO)))
    }

    /// The last day that totals count where no year is named: of the second year after the last exam.
    #[must_use]
    pub fn horizon(&self, today: Date) -> Date {
        let last = self.open.iter().map(|exam| exam.day.p50.year()).max().unwrap_or(today.year()).max(today.year());
        Date::new(last.saturating_add(2).min(*dates::YEARS.end()), 12, 31).unwrap_or(today)
    }
}

impl<'a> PricedExam<'a> {
    /// What can be bought today; nothing that ends before who failed may try again.
    #[must_use]
    pub fn offer_today(&self, today: Date) -> Option<&'a ExamOffer> {
        let is_open = |offer: &&ExamOffer| self.again.is_none_or(|again| offer.sold_until.is_none_or(|last| again <= last));
        self.cert.offer_on(today).filter(is_open)
    }

    fn payment(&self) -> Payment<'a> {
        let kind = if self.months.is_some() { PaymentKind::Subscription } else { PaymentKind::Exam };
        let begins = |months: u32| self.day.p50.add_months(-i64::from(months)).unwrap_or(self.day.p50);
        Payment { cert: self.cert, on: self.months.map_or(self.day.p50, begins).min(self.day.p50), kind, usd: self.fee, way: None }
    }
}

impl<'a> Learner<'a> {
    /// What the learner's exams cost, by the saved plan.
    #[must_use]
    pub fn exam_costs(&self) -> ExamCosts<'a> {
        self.course_without_exams().exam_costs()
    }

    /// What the exams of a path cost, on the days a course gives them.
    #[must_use]
    pub fn exam_costs_on(&self, path: &ExamPath<'a>, course: &ForecastInput<'_>) -> ExamCosts<'a> {
        let mut paid: Vec<PaidExam<'a>> = Vec::new();
        for cert in self.recorded_exams() {
            paid.extend(self.paid_attempts(cert));
            paid.extend(self.paid_exam(cert));
        }
        let held: Vec<Pass<'a>> = self.held_exams();
        let mut open: Vec<PricedExam<'a>> =
            schedule::schedule(*self, path, course).into_iter().map(|dated| self.priced(dated, &course.pace)).collect();
        for at in 0..open.len() {
            let (before, rest) = open.split_at_mut(at);
            rest[0].voucher = voucher(&rest[0], &held, before);
        }
        let left: Usd = open.iter().filter_map(|exam| exam.fee).sum();
        let charges = open.iter().filter_map(|exam| exam.cert.charge_on(exam.day.p50));
        ExamCosts {
            is_chosen: path.is_chosen,
            spent: paid.iter().filter_map(|exam| exam.usd).sum(),
            left,
            vouchers: open.iter().map(|exam| exam.voucher).sum(),
            left_with_retakes: left + open.iter().filter_map(|exam| exam.retake).sum(),
            grade: charges.map(|charge: Charge<'_>| charge.figure.provenance().grade).max(),
            paid,
            open,
            held,
        }
    }

    /// What the record counts as paid for a certification so far; nothing where it counts none.
    #[must_use]
    pub fn paid_for(&self, cert: &'a Certification) -> Usd {
        self.paid_exam(cert).and_then(|paid| paid.usd).unwrap_or(Usd::ZERO)
    }

    /// What was paid for passing a certification, or ahead: a price that was told counts in any state, as the money is spent.
    fn paid_exam(&self, cert: &'a Certification) -> Option<PaidExam<'a>> {
        let record = self.exam_record(cert)?;
        if record.paid.is_none() && record.status != Status::Done {
            return None;
        }
        let on = record.done.filter(|_| record.status == Status::Done);
        let failed = record.failed.iter().filter(|attempt| on.is_none_or(|on| attempt.on < on)).count();
        let usd = record.paid.or_else(|| attempts::stated_price(cert, on.unwrap_or(self.today), failed));
        Some(PaidExam { cert, on, is_failed: false, usd, is_told: record.paid.is_some() })
    }

    /// What is held today, with the day it was earned; one of no known day counts from today.
    fn held_exams(&self) -> Vec<Pass<'a>> {
        let held = self.recorded_exams().into_iter().filter(|cert| self.holds(cert));
        held.map(|cert| Pass { cert, on: self.exam_record(cert).and_then(|record| record.done).unwrap_or(self.today) }).collect()
    }

    /// The day half of such learners are ready for an exam, if it came next: with what it builds on. `None` where
    /// it is held, or cannot be taken any more.
    #[must_use]
    pub fn ready_for(&self, cert: &'a Certification) -> Option<Date> {
        let at = self.roadmap.certifications.iter().position(|known| known.id == cert.id)?;
        if self.holds(cert) {
            return None;
        }
        let beyond = self.roadmap.beyond_path(&[Goal::Exam(at)]);
        let path = self.path_of_named(&[cert]);
        let course = self.course_without_exams();
        let costs = self.exam_costs_on(&path, &ForecastInput { beyond: &beyond, ..course.input(course.pace()) });
        costs.open.iter().find(|exam| exam.cert.id == cert.id).map(|exam| exam.day.p50)
    }

    fn priced(&self, dated: schedule::DatedExam<'a>, pace: &Pace) -> PricedExam<'a> {
        let (cert, day) = (dated.cert, dated.day.p50);
        let is_paid = self.exam_record(cert).is_some_and(|record| record.paid.is_some() && record.status != Status::Done);
        let months = cert.subscription.as_ref().map(|course| months_at(&dated.study, pace).unwrap_or(u32::from(course.months_high)));
        let failed = self.failed_attempts(cert).len();
        let fee = match (&cert.subscription, months) {
            (Some(course), Some(months)) => Some(times(course.usd, months)),
            _ => attempts::attempt_price(cert, day, failed),
        };
        PricedExam {
            cert,
            recommended: dated.recommended,
            study: dated.study,
            day: dated.day,
            fee: if is_paid { Some(Usd::ZERO) } else { fee },
            months,
            again: self.next_attempt(cert).map(|next| next.from),
            retake: retake_price(cert, day, failed),
            voucher: Usd::ZERO,
        }
    }
}

/// What an exam costs on a day; `None` where it can be bought no more, or nobody says.
#[must_use]
pub fn price_on(cert: &Certification, day: Date) -> Option<Usd> {
    let is_over = cert.state_on(day) == ExamState::Retired;
    if is_over { None } else { list_price(cert, day) }
}

/// Months of study at a pace; `None` where no hours are stated.
fn months_at(study: &ExamStudy, pace: &Pace) -> Option<u32> {
    Some(months_of(study.hours?.likely, pace))
}

/// Months some hours of study take at a pace, at least one.
fn months_of(hours: f64, pace: &Pace) -> u32 {
    let hours_a_month = pace.studied_hours() * dates::DAYS_PER_MONTH / 7.0;
    let months = (hours / hours_a_month).ceil().clamp(1.0, 1200.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and from 1 to 1200")]
    let months = months as u32;
    months
}

fn times(usd: Usd, months: u32) -> Usd {
    std::iter::repeat_n(usd, months as usize).sum()
}

/// What a voucher spares of an exam: each pass named by the discount gives one, and the next exam uses it.
/// What only an unsure source states is not counted on.
fn voucher(exam: &PricedExam<'_>, held: &[Pass<'_>], before: &[PricedExam<'_>]) -> Usd {
    let Some(fee) = exam.fee else { return Usd::ZERO };
    let spared = |discount: &Discount| -> Option<Usd> {
        let after = discount.after.as_deref()?;
        let is_sure = matches!(discount.grade, Grade::Official | Grade::Secondary | Grade::Derived);
        // Who holds several used the vouchers of all but the last, at the most.
        let held = usize::from(held.iter().any(|pass| is_named(pass.cert, after)));
        let passed = before.iter().filter(|earlier| is_named(earlier.cert, after)).count();
        let used = before.iter().filter(|earlier| earlier.voucher > Usd::ZERO && is_named(earlier.cert, after)).count();
        if !is_sure || held + passed <= used {
            return None;
        }
        Usd::from_decimal((fee.to_decimal() * discount.percent?.clamp(0.0, 100.0)).round() / 100.0)
    };
    exam.cert.discounts.iter().filter_map(spared).max().unwrap_or(Usd::ZERO)
}
