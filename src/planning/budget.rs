//! What certification costs: the recommended path as it can be taken today, added up.

use crate::dates::Date;
use crate::progress::{Progress, Record, Status};
use crate::roadmap::{Certification, ExamState, Fee, Grade, Roadmap};
use crate::units::Usd;

/// A certificate that runs out this many days from now or sooner is worth a warning.
pub const EXPIRY_WARNING_DAYS: i32 = 90;

/// One place of the recommended path.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPlace<'a> {
    /// The certification the guides recommend there.
    pub named: &'a Certification,
    /// The one to take today: itself, or the first successor that is not retired. `None` when
    /// neither can be taken.
    pub take: Option<&'a Certification>,
    /// Whether the learner earned the one or any of its successors.
    pub earned: bool,
}

/// The path and its sums, passing each exam at the first try.
#[derive(Debug, Clone, PartialEq)]
pub struct Budget<'a> {
    /// The places of the path, in order.
    pub places: Vec<PathPlace<'a>>,
    /// Fees of the whole path as it can be taken today.
    pub fees: Usd,
    /// Fees of the places not earned yet.
    pub left: Usd,
    /// Fees of the whole path with one retake of each exam at full fee.
    pub with_one_retake: Usd,
}

impl Budget<'_> {
    /// The least sure grade among the fees added up; a sum is no surer than its parts.
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        self.places.iter().filter_map(|place| place.take?.fee.as_ref()).map(|fee| fee.grade).max()
    }
}

/// The certification to take on a day in place of this one.
#[must_use]
pub fn to_take<'a>(roadmap: &'a Roadmap, named: &'a Certification, today: Date) -> Option<&'a Certification> {
    let successors = named.successors.iter().filter_map(|id| roadmap.certification(id));
    std::iter::once(named).chain(successors).find(|cert| cert.status.on(today) != ExamState::Retired)
}

/// Adds up the recommended path.
#[must_use]
pub fn budget<'a>(roadmap: &'a Roadmap, progress: &Progress, today: Date) -> Budget<'a> {
    let mut named: Vec<&Certification> = roadmap.certifications.iter().filter(|cert| cert.path.is_some()).collect();
    named.sort_by_key(|cert| cert.path);
    let places: Vec<PathPlace<'a>> = named
        .into_iter()
        .map(|named| PathPlace {
            named,
            take: to_take(roadmap, named, today),
            earned: std::iter::once(&named.id).chain(&named.successors).any(|id| is_held(roadmap, progress, id, today)),
        })
        .collect();
    let fee = |place: &PathPlace<'_>| place.take.and_then(|cert| cert.fee.as_ref()).map_or(Usd::ZERO, list_price);
    // One certification may stand in for several retired ones; it is paid once.
    let is_first = |at: usize| {
        !places[..at].iter().any(|earlier: &PathPlace<'_>| earlier.take.map(|cert| &cert.id) == places[at].take.map(|cert| &cert.id))
    };
    let paid: Vec<&PathPlace<'_>> = places.iter().enumerate().filter(|(at, _)| is_first(*at)).map(|(_, place)| place).collect();
    let fees = paid.iter().map(|place| fee(place)).sum();
    let left = paid.iter().filter(|place| !place.earned).map(|place| fee(place)).sum();
    Budget { fees, left, with_one_retake: fees + fees, places }
}

/// The price a budget reckons with: the high end of a range.
#[must_use]
pub fn list_price(fee: &Fee) -> Usd {
    fee.usd_high.unwrap_or(fee.usd)
}

/// The state of a certification in the record, under its id or an alias.
#[must_use]
pub fn status(roadmap: &Roadmap, progress: &Progress, id: &str) -> Status {
    record(roadmap, progress, id).map_or(Status::Todo, |record| record.status)
}

/// The record of a certification, under its id or an alias; the furthest on of several.
#[must_use]
pub fn record<'a>(roadmap: &Roadmap, progress: &'a Progress, id: &str) -> Option<&'a Record> {
    let cert = roadmap.certification(id)?;
    let names = std::iter::once(&cert.id).chain(&cert.aliases);
    names.filter_map(|name| progress.steps.get(name)).max_by_key(|record| record.status)
}

/// Whether the record says that a certification was earned, run out or not.
#[must_use]
pub fn is_recorded(roadmap: &Roadmap, progress: &Progress, id: &str) -> bool {
    status(roadmap, progress, id) == Status::Done
}

/// Whether a certification was earned and has not run out.
#[must_use]
pub fn is_held(roadmap: &Roadmap, progress: &Progress, id: &str, today: Date) -> bool {
    let earned = status(roadmap, progress, id) == Status::Done;
    earned && roadmap.certification(id).is_some_and(|cert| expires_on(roadmap, progress, cert).is_none_or(|day| day >= today))
}

/// The day an earned certification runs out; `None` when it is not earned, has no known day, or never runs out.
#[must_use]
pub fn expires_on(roadmap: &Roadmap, progress: &Progress, cert: &Certification) -> Option<Date> {
    let earned = record(roadmap, progress, &cert.id).filter(|record| record.status == Status::Done)?.done?;
    runs_out(cert, earned)
}

/// The day a certification earned on a day runs out; `None` when it never does.
#[must_use]
pub fn runs_out(cert: &Certification, earned: Date) -> Option<Date> {
    let months = cert.validity.as_ref()?.months?;
    earned.checked_add(jiff::Span::new().months(months)).ok()
}

/// Something to pay on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment<'a> {
    /// For which certification.
    pub cert: &'a Certification,
    /// When: today for an exam still to take, the day it runs out for a renewal.
    pub on: Date,
    /// What for.
    pub cause: Cause,
    /// How much; `None` where nobody states it.
    pub usd: Option<Usd>,
}

/// What a payment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The first exam.
    Exam,
    /// Keeping it.
    Renewal,
}

/// What holding some certifications costs until a last day, in the order of days: the exams still
/// to take, as if passed today, and every renewal that falls due. One that is retired, or says
/// nothing of renewing, runs out and costs no more.
#[must_use]
pub fn upkeep<'a>(roadmap: &'a Roadmap, progress: &Progress, certs: &[&'a Certification], today: Date, last: Date) -> Vec<Payment<'a>> {
    let mut payments = Vec::new();
    for &cert in certs {
        let held = is_held(roadmap, progress, &cert.id, today);
        if !held && cert.status.on(today) == ExamState::Retired {
            continue;
        }
        if !held {
            payments.push(Payment { cert, on: today, cause: Cause::Exam, usd: cert.fee.as_ref().map(list_price) });
        }
        let mut due = if held { expires_on(roadmap, progress, cert) } else { runs_out(cert, today) };
        let renewal = cert.renewal.as_ref().filter(|_| cert.status.on(today) != ExamState::Retired);
        while let (Some(on), Some(renewal)) = (due.filter(|on| *on <= last), renewal) {
            payments.push(Payment { cert, on, cause: Cause::Renewal, usd: renewal.usd });
            due = runs_out(cert, on).filter(|next| *next > on);
        }
    }
    payments.sort_by_key(|payment| payment.on);
    payments
}

/// What to take for a sum of money.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal<'a> {
    /// Places to take, in the order of the path.
    pub take: Vec<PathPlace<'a>>,
    /// Places that no longer fit.
    pub leave: Vec<PathPlace<'a>>,
    /// Fees of those to take.
    pub spent: Usd,
    /// What is left of the sum.
    pub rest: Usd,
}

/// Goes down the recommended path and takes what still fits the sum, each exam passed at the first
/// try. The order is the guides'; nothing ranks one certification's worth against another's fee.
#[must_use]
pub fn propose<'a>(budget: &Budget<'a>, sum: Usd) -> Proposal<'a> {
    let mut proposal = Proposal { take: Vec::new(), leave: Vec::new(), spent: Usd::ZERO, rest: sum };
    for place in budget.places.iter().filter(|place| !place.earned) {
        let Some(fee) = place.take.and_then(|cert| cert.fee.as_ref()).map(list_price) else { continue };
        if proposal.take.iter().any(|taken| taken.take.map(|cert| &cert.id) == place.take.map(|cert| &cert.id)) {
            continue;
        }
        match proposal.rest.checked_sub(fee) {
            Some(rest) => {
                (proposal.spent, proposal.rest) = (proposal.spent + fee, rest);
                proposal.take.push(place.clone());
            }
            None => proposal.leave.push(place.clone()),
        }
    }
    proposal
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::builtin;
    use crate::progress::Mark;

    #[test]
    fn retired_places_cost_what_their_successors_cost() {
        let roadmap = builtin::roadmap();
        let found = budget(roadmap, &Progress::new(), date(2026, 11, 21));
        let taken: Vec<&str> = found.places.iter().filter_map(|place| place.take).map(|cert| cert.id.as_str()).collect();
        assert_eq!(taken, ["google-ml-engineer", "aws-ml-engineer", "azure-ai-apps-agents", "google-data-engineer"]);
        assert_eq!((found.fees, found.left), (Usd::from_dollars(715), Usd::from_dollars(715)));
        assert_eq!(found.with_one_retake, Usd::from_dollars(1430));
    }

    #[test]
    fn an_earned_certificate_is_paid_and_runs_out() {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        progress.mark("mls-c01", Mark { status: Status::Done, on: date(2025, 3, 31), moves_day: false, hours: None });
        let found = budget(roadmap, &progress, date(2026, 11, 21));
        assert_eq!(found.left, Usd::from_dollars(565));
        assert_eq!(budget(roadmap, &progress, date(2028, 4, 1)).left, Usd::from_dollars(715), "it ran out");
        let cert = roadmap.certification("aws-ml-specialty").expect("a certification");
        assert_eq!(expires_on(roadmap, &progress, cert), Some(date(2028, 3, 31)));
    }

    #[test]
    fn a_sum_takes_what_fits_in_the_order_of_the_path() {
        let roadmap = builtin::roadmap();
        let all = budget(roadmap, &Progress::new(), date(2026, 11, 21));
        let ids = |places: &[PathPlace<'_>]| places.iter().filter_map(|place| place.take).map(|cert| cert.id.clone()).collect::<Vec<_>>();
        let found = propose(&all, Usd::from_dollars(400));
        assert_eq!(ids(&found.take), ["google-ml-engineer", "aws-ml-engineer"]);
        assert_eq!((found.spent, found.rest), (Usd::from_dollars(350), Usd::from_dollars(50)));
        assert_eq!(ids(&propose(&all, Usd::from_dollars(370)).take), ["google-ml-engineer", "aws-ml-engineer"]);
        assert_eq!(ids(&propose(&all, Usd::from_dollars(170)).take), ["aws-ml-engineer"], "what does not fit is passed over");
        assert!(propose(&all, Usd::ZERO).take.is_empty());
        assert_eq!(propose(&all, Usd::from_dollars(10_000)).spent, all.fees);
    }

    #[test]
    fn renewals_fall_due_when_a_certificate_runs_out() {
        let roadmap = builtin::roadmap();
        let google = roadmap.certification("google-ml-engineer").expect("a certification");
        let mut progress = Progress::new();
        let due = |progress: &Progress, year| upkeep(roadmap, progress, &[google], date(2026, 11, 21), date(year, 12, 31));
        let found = due(&progress, 2030);
        let days: Vec<Date> = found.iter().map(|payment| payment.on).collect();
        assert_eq!(days, [date(2026, 11, 21), date(2028, 11, 21), date(2030, 11, 21)]);
        assert_eq!((found[0].cause, found[1].cause, found[1].usd), (Cause::Exam, Cause::Renewal, Some(Usd::from_dollars(100))));
        progress.mark("google-ml-engineer", Mark { status: Status::Done, on: date(2026, 1, 10), moves_day: false, hours: None });
        assert_eq!(due(&progress, 2028).iter().map(|payment| payment.on).collect::<Vec<_>>(), [date(2028, 1, 10)]);
        let retired = roadmap.certification("aws-ml-specialty").expect("a certification");
        progress.mark("aws-ml-specialty", Mark { status: Status::Done, on: date(2025, 1, 10), moves_day: false, hours: None });
        let until = date(2040, 12, 31);
        assert!(upkeep(roadmap, &progress, &[retired], date(2026, 11, 21), until).is_empty(), "it runs out and that is all");
        assert!(upkeep(roadmap, &Progress::new(), &[retired], date(2026, 11, 21), until).is_empty(), "nobody can take it any more");
    }
}
