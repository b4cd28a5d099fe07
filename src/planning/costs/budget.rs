//! What a sum of money pays: which exams, in what order, and a second way where there is one.

use crate::dates::Date;
use crate::order;
use crate::planning::exams::list_price;
use crate::planning::learner::Learner;
use crate::progress::Status;
use crate::roadmap::Certification;
use crate::units::Usd;

use super::{ExamCosts, PaidExam, PricedExam, retake_price};

/// What a sum of money pays.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetFit<'a> {
    /// The sum.
    pub sum: Usd,
    /// What is left of it after what is paid already; nothing where that is more.
    pub free: Usd,
    /// What was paid beyond it.
    pub overspent: Usd,
    /// What the learner wants and it does not pay in the first way, with what is lacking.
    pub lacking: Vec<(&'a Certification, Usd)>,
    /// The ways to spend it, the first being the learner's or the guides' own order. It may pay nothing.
    pub ways: Vec<Way<'a>>,
}

/// Some exams that a sum pays, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Way<'a> {
    /// What kind of way.
    pub kind: WayKind,
    /// The exams.
    pub exams: Vec<FittedExam<'a>>,
    /// What they cost.
    pub cost: Usd,
    /// What is left.
    pub rest: Usd,
}

/// How a way was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WayKind {
    /// In the order of the plan, at the prices of its days.
    InOrder,
    /// The cheapest exams: more of them, or as many for less.
    CheapestFirst,
    /// At a price of today that ends before the plan's day.
    TodaysPrice,
    /// An exam the learner did not choose.
    AnotherExam,
}

/// An exam a sum pays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FittedExam<'a> {
    /// The certification to take.
    pub cert: &'a Certification,
    /// What it costs in this way.
    pub fee: Usd,
    /// The day half are ready for it; `None` for one that is not planned.
    pub ready: Option<Date>,
    /// The last day of that price, where the plan's day is later.
    pub until: Option<Date>,
    /// What a second attempt costs.
    pub retake: Option<Usd>,
}

impl Way<'_> {
    /// Whether what is left pays a second attempt at any one of them.
    #[must_use]
    pub fn covers_a_retake(&self) -> bool {
        self.exams.iter().map(|fitted| fitted.retake.unwrap_or(fitted.fee)).max().is_some_and(|fee| fee <= self.rest)
    }
}

/// Pays exams one after another from a sum, as long as it lasts; those it does not pay are passed over.
fn pay<'a>(kind: WayKind, sum: Usd, exams: impl Iterator<Item = FittedExam<'a>>) -> Way<'a> {
    let mut way = Way { kind, exams: Vec::new(), cost: Usd::ZERO, rest: sum };
    for fitted in exams {
        if let Some(rest) = way.rest.checked_sub(fitted.fee) {
            (way.cost, way.rest) = (way.cost + fitted.fee, rest);
            way.exams.push(fitted);
        }
    }
    way
}

fn planned<'a>(exam: &PricedExam<'a>) -> Option<FittedExam<'a>> {
    Some(FittedExam { cert: exam.cert, fee: exam.fee?, ready: Some(exam.day.p50), until: None, retake: exam.retake })
}

impl<'a> Learner<'a> {
    /// What was paid already out of a budget.
    #[must_use]
    pub fn spent_of_budget(&self, costs: &ExamCosts<'_>) -> Usd {
        // What was earned before the plan began, at a price nobody told, came out of another purse.
        let start = self.progress.profile.start;
        let counts = |paid: &&PaidExam<'_>| paid.is_told || paid.on.zip(start).is_some_and(|(on, start)| on >= start);
        costs.paid.iter().filter(counts).filter_map(|paid| paid.usd).sum()
    }

    /// What a sum pays of the exams still to take, each passed at the first try. What was paid already counts against it.
    #[must_use]
    pub fn fit_to_budget(&self, costs: &ExamCosts<'a>, sum: Usd) -> BudgetFit<'a> {
        let spent = self.spent_of_budget(costs);
        let (free, overspent) = (sum.checked_sub(spent).unwrap_or(Usd::ZERO), spent.checked_sub(sum).unwrap_or(Usd::ZERO));
        let first = pay(WayKind::InOrder, free, costs.open.iter().filter_map(planned));
        let lacking = costs.open.iter().filter(|exam| !first.exams.iter().any(|fitted| fitted.cert.id == exam.cert.id));
        let lacking = lacking.filter_map(|exam| Some((exam.cert, exam.fee?.checked_sub(first.rest)?))).collect();
        let is_all = first.exams.len() == costs.open.len();
        let second = if is_all { None } else { self.second_way(costs, free, &first) };
        BudgetFit { sum, free, overspent, lacking, ways: std::iter::once(first).chain(second).collect() }
    }

    /// A way that pays for more exams than the first one, or for as many with more left.
    fn second_way(&self, costs: &ExamCosts<'a>, free: Usd, first: &Way<'a>) -> Option<Way<'a>> {
        let is_better = |way: &Way<'a>| (way.exams.len(), way.rest) > (first.exams.len(), first.rest);
        let mut cheapest: Vec<FittedExam<'a>> = costs.open.iter().filter_map(planned).collect();
        order::sort_by_key(&mut cheapest, |fitted| fitted.fee);
        let mut most = pay(WayKind::CheapestFirst, free, cheapest.into_iter());
        order::sort_by_key(&mut most.exams, |fitted| fitted.ready);
        let todays = pay(WayKind::TodaysPrice, free, costs.open.iter().filter_map(|exam| self.at_todays_price(exam).or(planned(exam))));
        let another = || {
            let pays = self.others(costs).into_iter().find(|fitted| fitted.fee <= first.rest)?;
            let mut exams = first.exams.clone();
            exams.push(pays);
            Some(pay(WayKind::AnotherExam, free, exams.into_iter()))
        };
        [most, todays].into_iter().find(is_better).or_else(another)
    }

    /// An exam at the price of today, where that is lower than on the plan's day and ends before it, though not before
    /// anybody is ready.
    fn at_todays_price(&self, exam: &PricedExam<'a>) -> Option<FittedExam<'a>> {
        let offer = exam.offer_today(self.today)?;
        let is_better = exam.fee.is_none_or(|fee| offer.usd < fee) && offer.sold_until.is_none_or(|last| exam.day.p10 <= last);
        let retake = retake_price(exam.cert, self.today, self.failed_attempts(exam.cert).len());
        is_better.then_some(FittedExam { cert: exam.cert, fee: offer.usd, ready: Some(exam.day.p50), until: offer.sold_until, retake })
    }

    /// Exams that can be bought today and are not among the learner's: the guides' path first, then the cheapest.
    fn others(&self, costs: &ExamCosts<'a>) -> Vec<FittedExam<'a>> {
        let is_known = |cert: &Certification| {
            costs.open.iter().any(|exam| exam.cert.id == cert.id) || self.exam_status(cert) == Status::Skipped || self.holds(cert)
        };
        let guides: Vec<&Certification> = self.guides_path().exams();
        let certs = self.roadmap.certifications.iter().filter(|cert| cert.offer_on(self.today).is_some() && !is_known(cert));
        let fitted = |cert: &'a Certification| {
            let until = cert.offer_on(self.today).and_then(|offer| offer.sold_until);
            Some(FittedExam {
                cert,
                fee: list_price(cert, self.today)?,
                ready: None,
                until,
                retake: retake_price(cert, self.today, self.failed_attempts(cert).len()),
            })
        };
        let mut others: Vec<FittedExam<'a>> = certs.filter_map(fitted).collect();
        order::sort_by_key(&mut others, |fitted| (!guides.iter().any(|guide| guide.id == fitted.cert.id), fitted.fee));
        others
    }
}
