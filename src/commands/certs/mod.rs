//! `mlpath certs`: the learner's exams, what they cost and when; else the guides' path.

mod budget;
mod compare;
mod page;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::cli::CertsArgs;
use crate::code::Code;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::order;
use crate::planning::costs::{ExamCosts, NextAttempt};
use crate::planning::exams::ExamPath;
use crate::planning::learner::Learner;
use crate::progress::Status;
use crate::roadmap::{Certification, ExamState, Figure, Item, Roadmap, SourcedText, StatedCost};
use crate::units::Usd;
use crate::view::Head;

use self::budget::BudgetDocument;
use self::compare::ComparedExam;
use super::{Input, Outcome};
use crate::answers::certification::CertDocument;
use crate::answers::costs::{CostTotals, PaidDocument, PaymentDocument, PlannedCert};
use crate::answers::renewal::RenewalDocument;
use crate::answers::sourced::Sourced;
use crate::resolve::ids;
use crate::resolve::values::parse_budget;

/// Runs the command.
pub(crate) fn run(args: &CertsArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let learner = input.learner;
    let (items, of_vendor) = ids::certifications_or_vendors(learner.roadmap, &args.ids)?;
    let mut named: Vec<&Certification> =
        items.into_iter().filter_map(|item| Some(&learner.roadmap.certifications[exam_at(item)?])).collect();
    // Who asks for all of a vendor chooses among them.
    let compares = args.compare || (of_vendor && args.budget.is_none() && args.until.is_none());
    if of_vendor && named.iter().any(|cert| cert.state_on(learner.today) != ExamState::Retired) {
        named.retain(|cert| cert.state_on(learner.today) != ExamState::Retired);
    }
    let typed = args.budget.as_deref().map(parse_budget).transpose()?;
    let sum = typed.or(learner.progress.profile.budget.filter(|_| named.is_empty() && !compares));
    if let Some(year) = args.until.filter(|year| *year < learner.today.year()) {
        return Err(Error::usage(Code::PastYear, format!("the year {year} is over"))
            .command(&format!("certs --until {}", learner.today.year() + 4), "adds renewals until its end"));
    }
    let path = if named.is_empty() { learner.exam_path() } else { learner.path_of_named(&named) };
    let course = learner.course_without_exams();
    let costs = learner.exam_costs_on(&path, &course.input(course.pace()));
    let mut document = CertsDocument::new(args, input, &named, &path, &costs, sum);
    if compares && !args.compare {
        document.compare = Some(ComparedExam::all(learner, &in_order(learner.roadmap, &named), args.sort));
    }
    Ok(Outcome::answer(document))
}

fn exam_at(item: Item) -> Option<usize> {
    match item {
        Item::Certification(at) => Some(at),
        _ => None,
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CertsDocument {
    #[serde(flatten)]
    head: Head,
    /// The exams named, else those of the path and those the learner holds, in full.
    certs: Vec<CertDocument>,
    /// Ids of the exams of the path: the learner's, else the guides'.
    path: Vec<String>,
    /// Those still to take, in the order of their days.
    exams: Vec<PlannedCert>,
    /// What was earned, in the order of the roadmap, valid or not.
    earned: Vec<EarnedCert>,
    /// What was paid.
    paid: Vec<PaidDocument>,
    /// Exams that were failed and are still to pass.
    failed: Vec<FailedExam>,
    totals: CostTotals,
    /// All there is to pay until the day of the totals.
    payments: Vec<PaymentDocument>,
    /// What can be renewed today.
    renewable: Vec<RenewalDocument>,
    /// What the guides themselves say of exams; null where the learner chose some.
    advice: Option<GuidesAdvice>,
    /// What a guide says the whole path costs; null where the learner chose exams of their own.
    guides_usd: Option<StatedCostDocument>,
    budget: Option<BudgetDocument>,
    /// The exams side by side; null without `--compare`.
    compare: Option<Vec<ComparedExam>>,
    #[serde(skip)]
    has_exams: bool,
    #[serde(skip)]
    in_full: bool,
    #[serde(skip)]
    says_payments: bool,
    #[serde(skip)]
    with_sources: bool,
}

/// A certificate the learner earned.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EarnedCert {
    id: String,
    /// Null where the record does not say.
    earned_on: Option<Date>,
    /// Null where it never runs out, or nobody knows since when it is valid.
    valid_until: Option<Date>,
    is_valid: bool,
}

impl EarnedCert {
    fn all(learner: Learner<'_>) -> Vec<EarnedCert> {
        let earned = learner.recorded_exams().into_iter().filter(|cert| learner.exam_status(cert) == Status::Done);
        let one = |cert: &Certification| EarnedCert {
            id: cert.id.to_owned(),
            earned_on: learner.exam_record(cert).and_then(|record| record.done),
            valid_until: learner.valid_until(cert),
            is_valid: learner.holds(cert),
        };
        earned.map(one).collect()
    }

    /// `google-ml-engineer until Aug 2028`.
    fn in_words(&self) -> String {
        match self.valid_until {
            Some(last) if self.is_valid => format!("{} until {}", self.id, dates::month_text(last)),
            Some(last) => format!("{} ran out on {last}", self.id),
            None => self.id.clone(),
        }
    }
}

/// An exam that was failed and is still to pass.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FailedExam {
    id: String,
    /// The day of the last attempt.
    on: Date,
    /// When it can be tried again; null where it is skipped.
    next: Option<NextAttempt>,
}

impl FailedExam {
    fn all(learner: Learner<'_>) -> Vec<FailedExam> {
        let open = learner.recorded_exams().into_iter().filter(|cert| !learner.holds(cert));
        let one = |cert: &Certification| {
            let on = learner.failed_attempts(cert).last()?.on;
            Some(FailedExam { id: cert.id.to_owned(), on, next: learner.next_attempt(cert) })
        };
        open.filter_map(one).collect()
    }
}

/// A sum a guide states.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StatedSum {
    usd: Usd,
    or_more: bool,
}

/// What a guide says the whole path costs.
type StatedCostDocument = Sourced<StatedSum>;

/// What the guides advise, with the price of one exam at each vendor.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GuidesAdvice {
    text: String,
    sources: Vec<String>,
    one_of: Vec<OneExam>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OneExam {
    id: String,
    usd: Option<Usd>,
}

impl GuidesAdvice {
    /// Of each vendor the first exam of the guides' path, at the price of its day.
    fn new(said: &SourcedText, costs: &ExamCosts<'_>) -> GuidesAdvice {
        let mut vendors: Vec<&str> = Vec::new();
        let mut one_of = Vec::new();
        for exam in &costs.open {
            if !vendors.contains(&exam.cert.provider.as_str()) {
                vendors.push(&exam.cert.provider);
                one_of.push(OneExam { id: exam.cert.id.to_owned(), usd: exam.fee });
            }
        }
        GuidesAdvice { text: said.text.clone(), sources: said.sources.clone(), one_of }
    }
}

fn stated(cost: &StatedCost, today: Date) -> StatedCostDocument {
    Sourced::new(StatedSum { usd: cost.usd, or_more: cost.or_more }, cost.note.as_ref(), cost.provenance(), today)
}

impl CertsDocument {
    fn new(
        args: &CertsArgs,
        input: &Input<'_>,
        named: &[&Certification],
        path: &ExamPath<'_>,
        costs: &ExamCosts<'_>,
        sum: Option<Usd>,
    ) -> CertsDocument {
        let learner = input.learner;
        let (roadmap, today) = (learner.roadmap, learner.today);
        let is_named = |id: &str| named.is_empty() || named.iter().any(|cert| cert.id == id);
        let totals = CostTotals::new(costs, today, args.until);
        let payments = costs.payments(totals.until);
        let compared = || -> Vec<&Certification> {
            let is_compared =
                |cert: &&Certification| if named.is_empty() { cert.state_on(today) != ExamState::Retired } else { is_named(&cert.id) };
            roadmap.certifications.iter().filter(is_compared).collect()
        };
        let shown = if named.is_empty() { own_exams(learner, path) } else { in_order(roadmap, named) };
        let in_full = !named.is_empty() && args.budget.is_none();
        let says_all = in_full || args.sources || input.is_document;
        CertsDocument {
            head: Head::new("mlpath/certs/v1", roadmap, today),
            has_exams: !shown.is_empty() || !path.exams().is_empty(),
            certs: shown.into_iter().filter(|_| says_all).map(|cert| CertDocument::new(learner, cert)).collect(),
            path: path.exams().into_iter().map(|cert| cert.id.to_owned()).collect(),
            exams: PlannedCert::all(costs, today),
            earned: EarnedCert::all(learner),
            paid: costs.paid.iter().map(PaidDocument::new).collect(),
            failed: FailedExam::all(learner),
            payments: payments.iter().filter(|payment| is_named(&payment.cert.id)).map(PaymentDocument::new).collect(),
            renewable: RenewalDocument::all(learner),
            advice: roadmap.stated.exam_advice.as_ref().filter(|_| !costs.is_chosen).map(|said| GuidesAdvice::new(said, costs)),
            guides_usd: roadmap.stated.path_cost.as_ref().filter(|_| !costs.is_chosen).map(|cost| stated(cost, today)),
            budget: sum.map(|sum| BudgetDocument::new(&learner.fit_to_budget(costs, sum), costs.is_chosen)),
            compare: args.compare.then(|| ComparedExam::all(learner, &compared(), args.sort)),
            in_full,
            says_payments: args.until.is_some(),
            with_sources: args.sources,
            totals,
        }
    }
}

/// The exams of the path, those they replace, and the learner's in any state.
fn own_exams<'a>(learner: Learner<'a>, path: &ExamPath<'a>) -> Vec<&'a Certification> {
    let mut exams = learner.recorded_exams();
    for item in &path.items {
        exams.push(item.recommended);
        exams.extend(item.current);
    }
    in_order(learner.roadmap, &exams)
}

/// Some exams, each once, in the order of the roadmap.
fn in_order<'a>(roadmap: &'a Roadmap, exams: &[&'a Certification]) -> Vec<&'a Certification> {
    let mut places: Vec<usize> = exams.iter().filter_map(|exam| exam_at(roadmap.find(&exam.id)?)).collect();
    order::sort(&mut places);
    places.dedup();
    places.into_iter().map(|at| &roadmap.certifications[at]).collect()
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<CertsDocument>("certs")
}
