//! Keeping a certification: the cheapest way, when it falls due, and when it can be done.

use crate::dates::{self, Date};
use crate::planning::aims::last_valid_day;
use crate::planning::learner::Learner;
use crate::roadmap::{Certification, ExamState, Renewal};
use crate::units::Usd;

use super::{Payment, PaymentKind};

/// An exam that is passed on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pass<'a> {
    /// The exam.
    pub cert: &'a Certification,
    /// The day.
    pub on: Date,
}

/// Whether a word names a certification: its id, an alias, or the beginning of its id, such as `aws`.
pub(super) fn is_named(cert: &Certification, word: &str) -> bool {
    cert.id == word
        || cert.aliases.iter().any(|alias| alias == word)
        || cert.id.strip_prefix(word).is_some_and(|rest| rest.starts_with('-'))
}

/// The way to keep a certification that costs least for the months it adds, by its own price; `None` where no way is priced.
#[must_use]
pub fn cheapest_renewal(cert: &Certification) -> Option<&Renewal> {
    let priced = cert.renewals.iter().filter(|way| way.usd.is_some());
    let yearly = |way: &Renewal| a_year(cert, way).unwrap_or(f64::MAX);
    priced.min_by(|a, b| yearly(a).total_cmp(&yearly(b)))
}

/// Months a renewal adds.
fn months_added(cert: &Certification, way: &Renewal) -> Option<u16> {
    way.adds_months.or(cert.validity.as_ref()?.months).filter(|months| *months > 0)
}

/// Dollars a year of a renewal.
fn a_year(cert: &Certification, way: &Renewal) -> Option<f64> {
    Some(way.usd?.to_decimal() * 12.0 / f64::from(months_added(cert, way)?))
}

/// What keeping a certification costs a year by the cheapest way; `None` where nobody says.
#[must_use]
pub fn renewal_a_year(cert: &Certification) -> Option<Usd> {
    let cents = (a_year(cert, cheapest_renewal(cert)?)? * 100.0).round();
    Usd::from_decimal(cents / 100.0)
}

/// What keeping a certification costs from the day it is earned until a last day. What is retired by
/// then, or never runs out, costs no more; where no way is priced, one payment without a sum says so.
pub(super) fn renewals<'a>(cert: &'a Certification, earned: Date, last: Date, passes: &[Pass<'a>]) -> Vec<Payment<'a>> {
    let mut payments = Vec::new();
    let mut from = earned;
    let mut due = last_valid_day(cert, earned);
    while let Some(on) = due.filter(|on| *on <= last && cert.state_on(*on) != ExamState::Retired) {
        let by_passing = |way: &&'a Renewal| {
            passes.iter().any(|pass| way.by_passing.iter().any(|id| pass.cert.id == *id) && from < pass.on && pass.on <= on)
        };
        let free = cert.renewals.iter().find(by_passing);
        let way = free.or(cheapest_renewal(cert));
        let usd = if free.is_some() { Some(Usd::ZERO) } else { way.and_then(|way| way.usd) };
        payments.push(Payment { cert, on, kind: PaymentKind::Renewal, usd, way });
        let Some(months) = way.and_then(|way| months_added(cert, way)) else { break };
        from = on;
        due = on.add_months(months).filter(|next| *next > on);
    }
    payments
}

/// A certification that can be renewed today.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenRenewal<'a> {
    /// The certification.
    pub cert: &'a Certification,
    /// The cheapest way that is open.
    pub way: &'a Renewal,
    /// The last day it is valid.
    pub valid_until: Date,
    /// The last day on which it can be renewed.
    pub until: Date,
}

impl<'a> Learner<'a> {
    /// What can be renewed today: those earned whose window is open, days of grace included.
    #[must_use]
    pub fn open_renewals(&self) -> Vec<OpenRenewal<'a>> {
        self.recorded_exams().into_iter().filter_map(|cert| self.open_renewal(cert)).collect()
    }

    /// Whether marking a certification done on a day means that it was earned or renewed once more: it ran out before,
    /// or could be renewed then.
    #[must_use]
    pub fn is_earned_again(&self, cert: &'a Certification, on: Date) -> bool {
        let then = Learner { today: on, ..*self };
        let ran_out = then.valid_until(cert).is_some_and(|last| last < on);
        ran_out || then.open_renewal(cert).is_some()
    }

    fn open_renewal(&self, cert: &'a Certification) -> Option<OpenRenewal<'a>> {
        let valid_until = self.valid_until(cert)?;
        if cert.state_on(self.today) == ExamState::Retired {
            return None;
        }
        let end = |way: &Renewal| valid_until.add_days(way.grace_days.unwrap_or(0)).unwrap_or(valid_until);
        let is_open = |way: &&'a Renewal| {
            let opens = way.opens_days.map(|days| dates::days_between(self.today, valid_until) <= i32::from(days));
            opens.unwrap_or(false) && self.today <= end(way)
        };
        let way = cert.renewals.iter().filter(is_open).min_by_key(|way| (way.usd.is_none(), way.usd))?;
        Some(OpenRenewal { cert, way, valid_until, until: end(way) })
    }
}
