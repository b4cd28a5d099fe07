//! Certificates as a budget: what they cost until a year, and what a sum of money buys.

use crate::code::Code;
use serde::Serialize;

use crate::dates::Date;
use crate::error::Error;
use crate::planning::budget::{Budget, Cause, PathPlace, Payment, is_held, list_price, propose, upkeep};
use crate::roadmap::{Certification, Figure, Item, StatedCost};
use crate::text::count;
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use crate::answers::basis::BasisDocument;
use crate::commands::Input;

/// The sum a learner typed.
pub(crate) fn parse_budget(text: &str) -> Result<Usd, Error> {
    Usd::parse(text)
        .ok_or_else(|| Error::usage(Code::BadBudget, format!("`{text}` is no sum of dollars")).hint("write --budget 400 or --budget 1200"))
}

/// What a guide says the whole path costs.
#[derive(Serialize)]
pub(crate) struct StatedDocument {
    usd: Usd,
    or_more: bool,
    note: Option<String>,
    #[serde(flatten)]
    basis: BasisDocument,
}

impl StatedDocument {
    pub(crate) fn new(cost: &StatedCost, today: Date) -> StatedDocument {
        StatedDocument {
            usd: cost.usd,
            or_more: cost.or_more,
            note: cost.note.clone(),
            basis: BasisDocument::new(cost.provenance(), today),
        }
    }

    /// The guide's figure beside the sum of today's fees.
    pub(crate) fn line(&self, fees: Usd) -> Line {
        let more = if self.or_more { "+" } else { "" };
        let note = self.note.as_ref().map(|note| format!(" for {note}")).unwrap_or_default();
        Line::new()
            .text(format!("{} says ", self.basis.sources.join(", ")))
            .add(Role::Cost, format!("{}{more}", self.usd))
            .text(note)
            .dim(format!(" ({})", self.basis.phrase()))
            .text("; today's list fees come to ")
            .add(Role::Cost, fees.to_string())
    }
}

/// The certifications a budget keeps up: those asked for, else the path as it can be taken and all that is held.
pub(crate) fn kept<'a>(input: &Input<'a>, chosen: &[Item], budget: &Budget<'a>) -> Vec<&'a Certification> {
    let is_kept = |(at, cert): (usize, &'a Certification)| {
        let on_path = || budget.places.iter().filter(|place| !place.earned).filter_map(|place| place.take).any(|other| other.id == cert.id);
        let wanted = if chosen.is_empty() {
            on_path() || is_held(input.learner.roadmap, input.learner.progress, &cert.id, input.learner.today)
        } else {
            chosen.contains(&Item::Certification(at))
        };
        wanted.then_some(cert)
    };
    input.learner.roadmap.certifications.iter().enumerate().filter_map(is_kept).collect()
}

/// What certificates cost until the end of a year.
#[derive(Serialize)]
pub(crate) struct UpkeepDocument {
    until: Date,
    payments: Vec<PaymentDocument>,
    total_usd: Usd,
    /// Ids of what has a payment whose size nobody states.
    unknown: Vec<String>,
}

#[derive(Serialize)]
struct PaymentDocument {
    id: String,
    on: Date,
    what: &'static str,
    usd: Option<Usd>,
}

impl UpkeepDocument {
    pub(crate) fn new(input: &Input<'_>, certs: &[&Certification], year: i16) -> UpkeepDocument {
        let until = Date::new(year, 12, 31).unwrap_or(input.learner.today);
        let payments = upkeep(input.learner.roadmap, input.learner.progress, certs, input.learner.today, until);
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
                Cell::text(payment.what),
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
        let what = match payment.cause {
            Cause::Exam => "exam",
            Cause::Renewal => "renewal",
        };
        PaymentDocument { id: payment.cert.id.clone(), on: payment.on, what, usd: payment.usd }
    }
}

/// What a sum of money buys.
#[derive(Serialize)]
pub(crate) struct ProposalDocument {
    budget_usd: Usd,
    take: Vec<ProposedDocument>,
    leave: Vec<ProposedDocument>,
    spent_usd: Usd,
    left_usd: Usd,
    /// Whether what is left pays a retake of the dearest one to take.
    covers_a_retake: bool,
}

#[derive(Serialize)]
struct ProposedDocument {
    id: String,
    fee_usd: Usd,
    why: String,
}

impl ProposalDocument {
    pub(crate) fn new(budget: &Budget<'_>, sum: Usd) -> ProposalDocument {
        let found = propose(budget, sum);
        let missing = |fee: Usd| fee.checked_sub(found.rest).unwrap_or(Usd::ZERO);
        let fee = |place: &PathPlace<'_>| place.take.and_then(|cert| cert.fee.as_ref()).map_or(Usd::ZERO, list_price);
        let dearest = found.take.iter().map(fee).max();
        ProposalDocument {
            budget_usd: sum,
            take: found.take.iter().filter_map(|place| ProposedDocument::new(place, reason(place)?)).collect(),
            leave: found
                .leave
                .iter()
                .filter_map(|place| ProposedDocument::new(place, format!("{} more would pay it", missing(fee(place)))))
                .collect(),
            spent_usd: found.spent,
            left_usd: found.rest,
            covers_a_retake: dearest.is_some_and(|fee| fee <= found.rest),
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
    fn new(place: &PathPlace<'_>, why: String) -> Option<ProposedDocument> {
        let cert = place.take?;
        Some(ProposedDocument { id: cert.id.clone(), fee_usd: cert.fee.as_ref().map_or(Usd::ZERO, list_price), why })
    }
}

/// Why a place is proposed: where it stands, what it stands in for, what it takes and brings.
fn reason(place: &PathPlace<'_>) -> Option<String> {
    let cert = place.take?;
    let mut words = vec![format!("place {} of the path", place.named.path.unwrap_or_default())];
    if cert.id != place.named.id {
        words.push(format!("in the stead of {}, retired", place.named.id));
    }
    if let Some(hours) = &cert.study_hours {
        words.push(format!("{}-{} h of study ({})", hours_text(hours.low), hours_text(hours.high), hours.grade.word()));
    }
    if let Some(bump) = &place.named.bump {
        let whom = if cert.id == place.named.id { "" } else { " for the one it replaces" };
        words.push(format!("a pay rise of {} to {} a year stated{whom} ({})", bump.low, bump.high, bump.grade.word()));
    }
    Some(words.join("; "))
}
