//! What certifications cost: the path added up, what falls due until a day, and what a sum of money pays.

use crate::dates::Date;
use crate::roadmap::{Certification, Grade};
use crate::units::Usd;

use super::exams::{ExamPath, PathItem, last_valid_day, list_price};
use super::learner::Learner;

/// Sums over the path, passing each exam at the first try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathCost {
    /// Fees of the whole path.
    pub fees: Usd,
    /// Fees of the exams not earned yet.
    pub left: Usd,
    /// Fees of the whole path with one retake of each exam at full fee.
    pub with_one_retake: Usd,
    /// The least sure grade among the fees added up; a sum is no surer than its parts.
    pub grade: Option<Grade>,
}

impl ExamPath<'_> {
    /// What it costs. An exam without a stated fee adds nothing.
    #[must_use]
    pub fn cost(&self) -> PathCost {
        let fees: Usd = self.exams().into_iter().filter_map(|cert| list_price(cert, self.today)).sum();
        PathCost {
            fees,
            left: self.open().iter().filter_map(|item| list_price(item.current?, self.today)).sum(),
            with_one_retake: fees + fees,
            grade: self.exams().iter().filter_map(|cert| cert.charge_on(self.today)).map(|charge| charge.figure.provenance().grade).max(),
        }
    }
}

/// Something to pay on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment<'a> {
    /// For which certification.
    pub cert: &'a Certification,
    /// When: today for an exam still to take, the last valid day for a renewal.
    pub on: Date,
    /// What for.
    pub kind: PaymentKind,
    /// How much; `None` where nobody states it.
    pub usd: Option<Usd>,
}

/// What a payment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PaymentKind {
    /// The first exam.
    Exam,
    /// Keeping it.
    Renewal,
}

impl PaymentKind {
    /// The word screens show.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            PaymentKind::Exam => "exam",
            PaymentKind::Renewal => "renewal",
        }
    }
}

impl<'a> Learner<'a> {
    /// What holding some certifications costs until a last day, in the order of days: the exams
    /// still to take, as if passed today, and every renewal that falls due. One that is retired, or
    /// says nothing of renewing, runs out and costs no more.
    #[must_use]
    pub fn payments(&self, certs: &[&'a Certification], last: Date) -> Vec<Payment<'a>> {
        let mut payments = Vec::new();
        for &cert in certs {
            let (held, can_be_taken) = (self.holds(cert), self.can_be_taken(cert));
            if !held && !can_be_taken {
                continue;
            }
            if !held {
                payments.push(Payment { cert, on: self.today, kind: PaymentKind::Exam, usd: list_price(cert, self.today) });
            }
            let mut due = if held { self.valid_until(cert) } else { last_valid_day(cert, self.today) };
            let renewal = cert.renewal().filter(|_| can_be_taken);
            while let (Some(on), Some(renewal)) = (due.filter(|on| *on <= last), renewal) {
                payments.push(Payment { cert, on, kind: PaymentKind::Renewal, usd: renewal.usd });
                due = last_valid_day(cert, on).filter(|next| *next > on);
            }
        }
        payments.sort_by_key(|payment| payment.on);
        payments
    }
}

/// What a sum of money pays.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetFit<'a> {
    /// Exams that fit, in the order of the path.
    pub take: Vec<FittedExam<'a>>,
    /// Exams that no longer fit.
    pub leave: Vec<FittedExam<'a>>,
    /// Fees of those that fit.
    pub spent: Usd,
    /// What is left of the sum.
    pub rest: Usd,
}

/// An exam of the path and its fee.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FittedExam<'a> {
    /// Its item of the path.
    pub item: PathItem<'a>,
    /// The certification to take.
    pub exam: &'a Certification,
    /// Its fee.
    pub fee: Usd,
}

impl BudgetFit<'_> {
    /// Whether what is left pays a retake of the dearest exam that fits.
    #[must_use]
    pub fn covers_a_retake(&self) -> bool {
        self.take.iter().map(|fitted| fitted.fee).max().is_some_and(|fee| fee <= self.rest)
    }

    /// The money an exam that does not fit lacks.
    #[must_use]
    pub fn lacks(&self, fitted: &FittedExam<'_>) -> Usd {
        fitted.fee.checked_sub(self.rest).unwrap_or(Usd::ZERO)
    }
}

/// Goes down the path and takes what still fits the sum, each exam passed at the first try. The
/// order is the guides'; nothing ranks one certification's worth against another's fee.
#[must_use]
pub fn fit_to_budget<'a>(path: &ExamPath<'a>, sum: Usd) -> BudgetFit<'a> {
    let mut fit = BudgetFit { take: Vec::new(), leave: Vec::new(), spent: Usd::ZERO, rest: sum };
    for item in path.open() {
        let Some((exam, fee)) = item.current.and_then(|exam| Some((exam, list_price(exam, path.today)?))) else { continue };
        let fitted = FittedExam { item, exam, fee };
        match fit.rest.checked_sub(fee) {
            Some(rest) => {
                (fit.spent, fit.rest) = (fit.spent + fee, rest);
                fit.take.push(fitted);
            }
            None => fit.leave.push(fitted),
        }
    }
    fit
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::progress::{Mark, Progress, Status};
    use crate::roadmap::fixture::roadmap;

    const TODAY: Date = date(2026, 11, 21);

    /// A day on which both exams of the fixture can be taken: 300 and 100 dollars.
    const BOTH_ON_SALE: Date = date(2026, 1, 1);

    fn usd(dollars: i64) -> Usd {
        Usd::from_dollars(dollars)
    }

    fn learner(progress: &Progress, today: Date) -> Learner<'_> {
        Learner { roadmap: roadmap(), progress, today }
    }

    fn earned(id: &str, on: Date) -> Progress {
        let mut progress = Progress::new();
        progress.mark(id, Mark { status: Status::Done, on, moves_day: false, hours: None });
        progress
    }

    fn exam(id: &str) -> &'static Certification {
        roadmap().certification(id).expect("an exam of the fixture")
    }

    #[test]
    fn the_path_costs_what_can_be_taken_on_the_day_each_once() {
        let nothing = Progress::new();
        let cost = |today| learner(&nothing, today).exam_path().cost();
        let both = PathCost { fees: usd(400), left: usd(400), with_one_retake: usd(800), grade: Some(Grade::Secondary) };
        assert_eq!(cost(BOTH_ON_SALE), both);
        let replaced = PathCost { fees: usd(100), left: usd(100), with_one_retake: usd(200), grade: Some(Grade::Official) };
        assert_eq!(cost(TODAY), replaced);
    }

    #[test]
    fn what_is_held_is_paid_until_it_runs_out() {
        let progress = earned("new-01", date(2025, 3, 31));
        let left = |today| learner(&progress, today).exam_path().cost().left;
        assert_eq!((left(date(2027, 3, 31)), left(date(2027, 4, 1))), (Usd::ZERO, usd(100)));
    }

    #[test]
    fn an_exam_still_to_take_is_paid_though_what_it_replaces_was_earned() {
        let progress = earned("old-exam", date(2026, 3, 1));
        let path = learner(&progress, TODAY).exam_path();
        assert_eq!(path.cost().left, usd(100));
        assert_eq!(fit_to_budget(&path, usd(100)).spent, path.cost().left);
    }

    #[test]
    fn a_sum_pays_what_fits_in_the_order_of_the_path() {
        let nothing = Progress::new();
        let path = learner(&nothing, BOTH_ON_SALE).exam_path();
        let ids = |exams: &[FittedExam<'_>]| exams.iter().map(|fitted| fitted.exam.id.clone()).collect::<Vec<_>>();
        let fit = |dollars| fit_to_budget(&path, usd(dollars));
        for (dollars, takes, rest) in
            [(99, vec![], 99), (100, vec!["new-exam"], 0), (300, vec!["old-exam"], 0), (450, vec!["old-exam", "new-exam"], 50)]
        {
            let found = fit(dollars);
            assert_eq!((ids(&found.take), found.rest), (takes.iter().map(ToString::to_string).collect(), usd(rest)), "{dollars}");
            assert_eq!(found.spent + found.rest, usd(dollars));
            assert_eq!(found.take.len() + found.leave.len(), 2);
        }
        assert_eq!((fit(350).lacks(&fit(350).leave[0]), fit(350).covers_a_retake()), (usd(50), false));
        assert!(fit(200).covers_a_retake() && !fit(50).covers_a_retake());
    }

    #[test]
    fn renewals_fall_due_on_the_last_valid_day_and_the_last_day_counts() {
        let nothing = Progress::new();
        let due = |progress: &Progress, last: Date| -> Vec<(Date, PaymentKind, Option<Usd>)> {
            let payments = learner(progress, TODAY).payments(&[exam("new-exam")], last);
            payments.iter().map(|payment| (payment.on, payment.kind, payment.usd)).collect()
        };
        let first = (TODAY, PaymentKind::Exam, Some(usd(100)));
        let renewal = |year| (date(year, 11, 21), PaymentKind::Renewal, Some(usd(50)));
        assert_eq!(due(&nothing, date(2028, 11, 20)), [first]);
        assert_eq!(due(&nothing, date(2028, 11, 21)), [first, renewal(2028)]);
        assert_eq!(due(&nothing, date(2031, 1, 1)), [first, renewal(2028), renewal(2030)]);
        let held = earned("new-exam", date(2026, 1, 10));
        assert_eq!(due(&held, date(2028, 12, 31)), [(date(2028, 1, 10), PaymentKind::Renewal, Some(usd(50)))]);
    }

    #[test]
    fn a_retired_certification_runs_out_and_costs_no_more() {
        let (held, nothing) = (earned("old-exam", date(2025, 1, 10)), Progress::new());
        for progress in [&held, &nothing] {
            assert!(learner(progress, TODAY).payments(&[exam("old-exam")], date(2040, 12, 31)).is_empty());
        }
    }
}
