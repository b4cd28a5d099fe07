//! Attempts at an exam that were not passed: what each cost, and when and for how much it can be tried again.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::exams::list_price;
use crate::planning::learner::Learner;
use crate::progress::{FailedAttempt, Record, Status};
use crate::roadmap::{Certification, ExamOffer};
use crate::units::Usd;

use super::{PaidExam, price_on};

/// The attempts that were not passed since the certification was last earned.
pub(super) fn failed_since_pass(record: Option<&Record>) -> &[FailedAttempt] {
    let Some(record) = record else { return &[] };
    let earned = record.done.filter(|_| record.status == Status::Done);
    let before = record.failed.iter().take_while(|attempt| earned.is_some_and(|earned| attempt.on <= earned)).count();
    &record.failed[before..]
}

/// Attempts inside one price on a day, at least one.
fn attempts_in_price(cert: &Certification, day: Date) -> usize {
    cert.offer_on(day).and_then(|offer| offer.attempts).map_or(1, usize::from).max(1)
}

/// Whether an attempt on a day is paid with the one before it, when so many failed already.
fn is_in_price(cert: &Certification, day: Date, failed: usize) -> bool {
    !failed.is_multiple_of(attempts_in_price(cert, day))
}

/// What an attempt on a day costs, when so many failed already; `None` where nobody says, or it ended by then.
pub(super) fn attempt_price(cert: &Certification, day: Date, failed: usize) -> Option<Usd> {
    if is_in_price(cert, day, failed) { Some(Usd::ZERO) } else { price_on(cert, day) }
}

/// What an attempt on a day that is over cost by the list, when so many had failed before it.
pub(super) fn stated_price(cert: &Certification, day: Date, failed: usize) -> Option<Usd> {
    if is_in_price(cert, day, failed) { Some(Usd::ZERO) } else { list_price(cert, day) }
}

/// The first day of the next attempt when so many failed, the last of them on a day: after the wait of the rule,
/// and not before the next version where the one that was taken may be tried only once.
fn after_wait(cert: &Certification, last: Date, failed: usize) -> Date {
    let waits = cert.retake.as_ref().map_or(&[][..], |rule| rule.wait_days.as_slice());
    let wait = waits.get(failed.saturating_sub(1)).or(waits.last()).copied().unwrap_or(0);
    let day = dates::days_after(last, f64::from(wait)).unwrap_or(last);
    let next = cert.offer_on(last).filter(|offer| offer.once).and_then(|_| cert.offer_after(last));
    next.and_then(|next| next.sold_from).map_or(day, |from| from.max(day))
}

/// The first day on which an exam can be tried again after some failed attempts; `None` without any.
pub(super) fn next_attempt(cert: &Certification, failed: &[FailedAttempt]) -> Option<Date> {
    let day = after_wait(cert, failed.last()?.on, failed.len());
    let full = cert.retake.as_ref().and_then(|rule| {
        let first = failed.len().checked_sub(usize::from(rule.attempts?))?;
        failed.get(first)?.on.add_months(rule.within_months?)
    });
    Some(full.map_or(day, |full| full.max(day)))
}

/// The price of a second attempt after failing on a day, when so many failed before it; `None` for a course, or where no
/// source states it.
#[must_use]
pub fn retake_price(cert: &Certification, day: Date, failed: usize) -> Option<Usd> {
    if cert.subscription.is_some() {
        return None;
    }
    if is_in_price(cert, day, failed + 1) {
        return Some(Usd::ZERO);
    }
    if cert.offer_on(day).is_some_and(|offer: &ExamOffer| offer.once) {
        return cert.offer_after(day).map(|next| next.usd);
    }
    price_on(cert, after_wait(cert, day, failed + 1))
}

/// When a failed exam can be tried again, and for how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextAttempt {
    /// The first day.
    pub from: Date,
    /// Its price on that day, or today where that is past; `None` where it is sold no more, or nobody says.
    pub usd: Option<Usd>,
}

impl<'a> Learner<'a> {
    /// Attempts at a certification that were not passed since it was last earned.
    #[must_use]
    pub fn failed_attempts(&self, cert: &Certification) -> &'a [FailedAttempt] {
        failed_since_pass(self.exam_record(cert))
    }

    /// When a certification that was failed and is not held can be tried again.
    #[must_use]
    pub fn next_attempt(&self, cert: &Certification) -> Option<NextAttempt> {
        let failed = self.failed_attempts(cert);
        let from = next_attempt(cert, failed).filter(|_| !self.holds(cert) && self.exam_status(cert) != Status::Skipped)?;
        Some(NextAttempt { from, usd: attempt_price(cert, from.max(self.today), failed.len()) })
    }

    /// What the attempts cost that were not passed; those inside a price that is paid cost nothing of their own.
    pub(super) fn paid_attempts(&self, cert: &'a Certification) -> Vec<PaidExam<'a>> {
        let record = self.exam_record(cert);
        let failed = record.map_or(&[][..], |record| &record.failed);
        let since = failed_since_pass(record).len();
        let mut paid = Vec::new();
        for (at, attempt) in failed.iter().enumerate() {
            let before = at.checked_sub(failed.len() - since).unwrap_or(at);
            if attempt.paid.is_none() && is_in_price(cert, attempt.on, before) {
                continue;
            }
            let usd = attempt.paid.or_else(|| list_price(cert, attempt.on));
            paid.push(PaidExam { cert, on: attempt.on.into(), is_failed: true, usd, is_told: attempt.paid.is_some() });
        }
        paid
    }
}
