//! What exams cost, as every screen and document says it: one sum in `certs`, `status` and `plan`.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::costs::{ExamCosts, PaidExam, Payment, PaymentKind, PricedExam, renewal_a_year};
use crate::roadmap::{ExamState, Figure, Grade};
use crate::units::Usd;
use crate::view::Line;
use crate::view::Role;

use super::basis::BasisDocument;
use super::finish::Finish;
use super::hours::Range;
use super::sourced::Sourced;

/// Sums over the learner's exams: US list prices before tax.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CostTotals {
    /// Whether the learner chose these exams; else the guides recommend them.
    pub(crate) chosen: bool,
    /// What was paid: as told, else the list price of the day it was earned.
    pub(crate) spent_usd: Usd,
    /// Fees of the exams still to take on their planned days, each passed at the first try, before vouchers.
    pub(crate) left_usd: Usd,
    /// What vouchers of earlier passes spare of that.
    pub(crate) vouchers_usd: Usd,
    /// As `left_usd`, each exam failed once and taken again.
    pub(crate) with_one_retake_usd: Usd,
    /// What is spent, and all payments until a day, renewals included.
    pub(crate) total_usd: Usd,
    /// That day.
    pub(crate) until: Date,
    /// The next thing to pay.
    pub(crate) next: Option<PaymentDocument>,
    /// Ids of exams still to take at a price nobody states.
    pub(crate) unpriced: Vec<String>,
    /// The least sure grade among the fees added up.
    pub(crate) grade: Option<Grade>,
}

impl CostTotals {
    /// The sums, with all payments until the end of a year; where none is named, of the second year after the last exam, or
    /// of the next payment if that is later: what is told as next is in the total.
    pub(crate) fn new(costs: &ExamCosts<'_>, today: Date, year: Option<i16>) -> CostTotals {
        let next = costs.next_payment(today);
        let last_day = |year: i16| Date::new(year, 12, 31);
        let until = year.and_then(last_day).unwrap_or_else(|| {
            let due = next.as_ref().and_then(|payment| last_day(payment.on.year()));
            due.map_or(costs.horizon(today), |due| due.max(costs.horizon(today)))
        });
        CostTotals {
            chosen: costs.is_chosen,
            spent_usd: costs.spent,
            left_usd: costs.left,
            vouchers_usd: costs.vouchers,
            with_one_retake_usd: costs.left_with_retakes,
            total_usd: costs.total(until),
            until,
            next: next.as_ref().map(PaymentDocument::new),
            unpriced: costs.unpriced().into_iter().map(str::to_owned).collect(),
            grade: costs.grade,
        }
    }

    /// `$0 spent, $350 left`.
    pub(crate) fn line(&self) -> Line {
        let mut line = Line::new().add(Role::Cost, self.spent_usd.to_string()).text(" spent, ");
        line = line.add(Role::Cost, self.left_usd.to_string()).text(" left");
        if self.vouchers_usd > Usd::ZERO {
            let spared = self.left_usd.checked_sub(self.vouchers_usd).unwrap_or(Usd::ZERO);
            line = line.text(" (").add(Role::Cost, spared.to_string()).text(" with vouchers)");
        }
        if self.unpriced.is_empty() { line } else { line.text(format!(", and an unknown fee for {}", self.unpriced.join(", "))) }
    }
}

/// Something to pay, as JSON has it.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PaymentDocument {
    pub(crate) id: String,
    pub(crate) on: Date,
    pub(crate) kind: PaymentKind,
    /// Null where nobody states it.
    pub(crate) usd: Option<Usd>,
    /// How it is renewed; null for exams.
    pub(crate) way: Option<String>,
}

impl PaymentDocument {
    pub(crate) fn new(payment: &Payment<'_>) -> PaymentDocument {
        PaymentDocument {
            id: payment.cert.id.to_owned(),
            on: payment.on,
            kind: payment.kind,
            usd: payment.usd,
            way: payment.way.map(|way| way.text.clone()),
        }
    }

    /// `$200 for google-ml-engineer, about Mar 2029`.
    pub(crate) fn line(&self, today: Date) -> Line {
        let line = match self.usd {
            Some(usd) => Line::new().add(Role::Cost, usd.to_string()),
            None => Line::new().text("an unknown sum"),
        };
        let line = line.text(" for ").code(&self.id).text(if self.kind == PaymentKind::Renewal { ", renewal," } else { "," });
        // What was due while nobody looked, or an exam one is ready for.
        if self.on <= today { line.text(" from today on") } else { line.text(format!(" about {}", dates::month_text(self.on))) }
    }
}

/// An exam that was paid for, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PaidDocument {
    id: String,
    earned_on: Option<Date>,
    /// The day of an attempt that was not passed.
    failed_on: Option<Date>,
    usd: Option<Usd>,
    /// Whether the learner told it; else it is the list price of that day.
    told: bool,
}

impl PaidDocument {
    pub(crate) fn new(paid: &PaidExam<'_>) -> PaidDocument {
        let (earned_on, failed_on) = if paid.is_failed { (None, paid.on) } else { (paid.on, None) };
        PaidDocument { id: paid.cert.id.to_owned(), earned_on, failed_on, usd: paid.usd, told: paid.is_told }
    }

    /// The id of one whose price is a guess.
    pub(crate) fn untold(&self) -> Option<&str> {
        (!self.told).then_some(self.id.as_str())
    }

    /// The command that tells its price.
    pub(crate) fn telling(&self) -> String {
        match self.failed_on {
            Some(on) => format!("fail {} --on {on} --paid USD", self.id),
            None => format!("done {} --paid USD", self.id),
        }
    }
}

/// An exam still to take, dated by the plan and priced on that day.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlannedCert {
    pub(crate) id: String,
    /// What it replaces; null where the learner or the guides name it itself.
    pub(crate) replaces: Option<String>,
    pub(crate) state: ExamState,
    /// When its prerequisites are done, and its study.
    pub(crate) finish: Finish,
    pub(crate) study_hours: Option<Sourced<Range<f64>>>,
    /// Whether the study hours are part of the plan.
    pub(crate) counted: bool,
    /// The fee on the day half are ready.
    pub(crate) usd: Option<Usd>,
    /// The fee today; null where it cannot be bought.
    pub(crate) today_usd: Option<Usd>,
    /// The last day of the fee of today, where one is known.
    pub(crate) today_until: Option<Date>,
    /// Months of a subscription that are counted.
    pub(crate) months: Option<u32>,
    pub(crate) retake_usd: Option<Usd>,
    /// What a voucher of an earlier pass spares.
    pub(crate) voucher_usd: Usd,
    /// What keeping it costs a year by the cheapest way.
    pub(crate) renewal_usd_per_year: Option<Usd>,
    /// Fees up to and with this one, with what is spent.
    pub(crate) by_then_usd: Usd,
    pub(crate) basis: Option<BasisDocument>,
}

impl PlannedCert {
    /// All exams still to take, in the order of their days.
    pub(crate) fn all(costs: &ExamCosts<'_>, today: Date) -> Vec<PlannedCert> {
        let mut sum = costs.spent;
        let planned = |exam: &PricedExam<'_>| {
            sum = sum + exam.fee.unwrap_or(Usd::ZERO);
            PlannedCert::new(exam, costs.is_chosen, sum, today)
        };
        costs.open.iter().map(planned).collect()
    }

    fn new(exam: &PricedExam<'_>, is_chosen: bool, by_then: Usd, today: Date) -> PlannedCert {
        let (cert, stated) = (exam.cert, exam.cert.study_hours.as_ref());
        let offer = exam.offer_today(today);
        PlannedCert {
            id: cert.id.to_owned(),
            replaces: (exam.recommended.id != cert.id).then(|| exam.recommended.id.to_owned()),
            state: cert.state_on(exam.day.p50),
            finish: exam.day.into(),
            study_hours: stated
                .map(|hours| Sourced::new(Range { low: hours.low, high: hours.high }, hours.note.as_ref(), hours.provenance(), today)),
            counted: is_chosen && exam.study.hours.is_some(),
            usd: exam.fee,
            today_usd: offer.map(|offer| offer.usd),
            today_until: offer.and_then(|offer| offer.sold_until),
            months: exam.months,
            retake_usd: exam.retake,
            voucher_usd: exam.voucher,
            renewal_usd_per_year: renewal_a_year(cert),
            by_then_usd: by_then,
            basis: cert.charge_on(exam.day.p50).map(|charge| BasisDocument::new(charge.figure.provenance(), today)),
        }
    }

    /// What its figures rest on.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        self.basis.iter().chain(self.study_hours.iter().map(|hours| &hours.basis))
    }

    /// The day half are ready.
    pub(crate) fn p50(&self) -> Date {
        self.finish.p50
    }

    /// The fee as screens say it: `$200`, `4 x $49`, `not known`.
    pub(crate) fn fee_text(&self) -> String {
        let mark = self.basis.as_ref().map_or("", BasisDocument::mark);
        match (self.usd, self.state) {
            (Some(usd), _) => format!("{usd}{mark}"),
            (None, ExamState::Retired) => "ends before".to_owned(),
            (None, _) => "not known".to_owned(),
        }
    }
}
