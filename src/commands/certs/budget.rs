//! Certificates as a budget: what they cost until a year, and what a sum of money buys.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::budget::{FittedExam, Payment, PaymentKind, fit_to_budget};
use crate::planning::exams::ExamPath;
use crate::planning::learner::Learner;
use crate::roadmap::{Certification, Figure, StatedCost};
use crate::text::count;
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use crate::answers::sourced::Sourced;

/// A sum a guide states.
#[derive(Serialize, Clone)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StatedSum {
    usd: Usd,
    or_more: bool,
}

/// What a guide says the whole path costs.
pub(crate) type StatedCostDocument = Sourced<StatedSum>;

impl StatedCostDocument {
    /// A guide's figure, seen from a day.
    pub(crate) fn stated(cost: &StatedCost, today: Date) -> StatedCostDocument {
        Sourced::new(StatedSum { usd: cost.usd, or_more: cost.or_more }, cost.note.as_ref(), cost.provenance(), today)
    }

    /// The guide's figure beside the sum of today's fees.
    pub(crate) fn line(&self, fees: Usd) -> Line {
        let more = if self.value.or_more { "+" } else { "" };
        let note = self.note.as_ref().map(|note| format!(" for {note}")).unwrap_or_default();
        Line::new()
            .text(format!("{} says ", self.basis.sources.join(", ")))
            .add(Role::Cost, format!("{}{more}", self.value.usd))
            .text(note)
            .dim(format!(" ({})", self.basis.phrase()))
            .text("; today's list fees come to ")
            .add(Role::Cost, fees.to_string())
    }
}

/// What certificates cost until the end of a year.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct UpkeepDocument {
    until: Date,
    payments: Vec<PaymentDocument>,
    total_usd: Usd,
    /// Ids of what has a payment whose size nobody states.
    unknown: Vec<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PaymentDocument {
    id: String,
    on: Date,
    kind: PaymentKind,
    usd: Option<Usd>,
}

impl UpkeepDocument {
    pub(crate) fn new(learner: Learner<'_>, certs: &[&Certification], year: i16) -> UpkeepDocument {
        let until = Date::new(year, 12, 31).unwrap_or(learner.today);
        let payments = learner.payments(certs, until);
        let mut unknown: Vec<String> =
            payments.iter().filter(|payment| payment.usd.is_none()).map(|payment| payment.cert.id.clone()).collect();
        unknown.dedup();
        UpkeepDocument {
            until,
            total_usd: payments.iter().filter_map(|payment| payment.usd).sum(),
            payments: payments.iter().map(PaymentDocument::new).collect(),
            unknown,
        }
    }

    pub(crate) fn say(&self, page: &mut Page) {
        page.heading(format!("Until the end of {}, renewals and all", self.until.year()));
        if self.payments.is_empty() {
            page.indented(2, "Nothing falls due.");
            return;
        }
        let mut table =
            Table::new([Column::Fixed("due"), Column::Fixed("certification"), Column::Wrapping("what"), Column::Number("costs")]);
        table.indent = 2;
        for payment in &self.payments {
            table.rows.push(vec![
                Cell::text(payment.on.to_string()),
                Cell::of(Role::Code, &payment.id),
                Cell::text(payment.kind.word()),
                payment.usd.map_or_else(|| Cell::of(Role::Dim, "not known"), |usd| Cell::of(Role::Cost, usd.to_string())),
            ]);
        }
        page.table(table);
        let mut line = Line::new()
            .text(format!("{}, ", count(self.payments.len(), "payment")))
            .add(Role::Cost, self.total_usd.to_string())
            .text(" in all");
        if !self.unknown.is_empty() {
            line = line.text(format!(", and what nobody states for {}", self.unknown.join(", ")));
        }
        page.indented(2, line.text("."));
        page.indented(2, Line::new().dim("As if each exam were passed today at the first try; one that lapses is taken anew."));
    }
}

impl PaymentDocument {
    fn new(payment: &Payment<'_>) -> PaymentDocument {
        PaymentDocument { id: payment.cert.id.clone(), on: payment.on, kind: payment.kind, usd: payment.usd }
    }
}

/// What a sum of money buys.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ProposalDocument {
    budget_usd: Usd,
    take: Vec<ProposedDocument>,
    leave: Vec<ProposedDocument>,
    spent_usd: Usd,
    left_usd: Usd,
    /// Whether what is left pays a retake of the dearest one to take.
    covers_a_retake: bool,
}

impl ProposalDocument {
    /// The exams it proposes, in order.
    pub(crate) fn ids_to_take(&self) -> Vec<String> {
        self.take.iter().map(|proposed| proposed.id.clone()).collect()
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ProposedDocument {
    id: String,
    fee_usd: Usd,
    why: String,
}

impl ProposalDocument {
    pub(crate) fn new(path: &ExamPath<'_>, sum: Usd) -> ProposalDocument {
        let fit = fit_to_budget(path, sum);
        let not_now = |fitted: &FittedExam<'_>| ProposedDocument::new(fitted, format!("{} more would pay it", fit.lacks(fitted)));
        ProposalDocument {
            budget_usd: sum,
            take: fit.take.iter().map(|fitted| ProposedDocument::new(fitted, reason(fitted))).collect(),
            leave: fit.leave.iter().map(not_now).collect(),
            spent_usd: fit.spent,
            left_usd: fit.rest,
            covers_a_retake: fit.covers_a_retake(),
        }
    }

    pub(crate) fn say(&self, page: &mut Page) {
        page.heading(format!("What {} buys, in the order of the guides' path", self.budget_usd));
        if self.take.is_empty() {
            page.indented(2, "None of those still to take: each costs more.");
        }
        for (at, cert) in self.take.iter().enumerate() {
            let line = Line::new().text(format!("{}. ", at + 1)).code(&cert.id).text("  ").add(Role::Cost, cert.fee_usd.to_string());
            page.hanging(2, 5, line.text(format!("  {}", cert.why)));
        }
        for cert in &self.leave {
            let line = Line::new().dim("-  ").code(&cert.id).text("  ").add(Role::Cost, cert.fee_usd.to_string());
            page.hanging(2, 5, line.dim(format!("  not now: {}", cert.why)));
        }
        let retake = match (self.take.is_empty(), self.covers_a_retake) {
            (true, _) => "",
            (_, true) => "; what is left pays a retake",
            (_, false) => "; a failed exam is not in it, and a retake costs the full fee",
        };
        page.indented(
            2,
            Line::new()
                .add(Role::Cost, self.spent_usd.to_string())
                .text(" spent, ")
                .add(Role::Cost, self.left_usd.to_string())
                .text(format!(" left{retake}.")),
        );
    }
}

impl ProposedDocument {
    fn new(fitted: &FittedExam<'_>, why: String) -> ProposedDocument {
        ProposedDocument { id: fitted.exam.id.clone(), fee_usd: fitted.fee, why }
    }
}

/// Why an exam is proposed: its place on the path, what it replaces, what it takes and brings.
fn reason(fitted: &FittedExam<'_>) -> String {
    let (exam, recommended) = (fitted.exam, fitted.item.recommended);
    let mut words = vec![format!("place {} of the path", recommended.path.unwrap_or_default())];
    if exam.id != recommended.id {
        words.push(format!("in the stead of {}, retired", recommended.id));
    }
    if let Some(hours) = &exam.study_hours {
        words.push(format!("{}-{} h of study ({})", hours_text(hours.low), hours_text(hours.high), hours.grade));
    }
    if let Some(bump) = &recommended.bump {
        let whom = if exam.id == recommended.id { "" } else { " for the one it replaces" };
        words.push(format!("a pay rise of {} to {} a year stated{whom} ({})", bump.low, bump.high, bump.grade));
    }
    words.join("; ")
}
