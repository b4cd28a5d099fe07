//! `certs --budget`: what a sum of money pays, and a second way where there is one.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::costs::budget::{BudgetFit, FittedExam, Way, WayKind};
use crate::units::Usd;
use crate::view::{Line, Page, Role};

/// What a sum of money pays.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct BudgetDocument {
    budget_usd: Usd,
    /// What is left of it after what is paid already.
    free_usd: Usd,
    /// What was paid beyond it.
    overspent_usd: Usd,
    /// Ways to spend it: in the order of the plan first, which may pay nothing, then a second one.
    ways: Vec<WayDocument>,
    /// What the first way does not pay.
    not_paid: Vec<NotPaid>,
    /// Whether these are the learner's own exams.
    #[serde(skip)]
    is_chosen: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WayDocument {
    kind: WayKind,
    take: Vec<FittedDocument>,
    cost_usd: Usd,
    left_usd: Usd,
    /// Whether what is left pays a second attempt at any one of them.
    covers_a_retake: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FittedDocument {
    id: String,
    fee_usd: Usd,
    /// The day half are ready for it; null for an exam that is not planned.
    ready_on: Option<Date>,
    /// The last day of that fee, where it is a price of today that ends.
    until: Option<Date>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NotPaid {
    id: String,
    lacking_usd: Usd,
}

impl BudgetDocument {
    pub(crate) fn new(fit: &BudgetFit<'_>, is_chosen: bool) -> BudgetDocument {
        BudgetDocument {
            budget_usd: fit.sum,
            free_usd: fit.free,
            overspent_usd: fit.overspent,
            ways: fit.ways.iter().map(WayDocument::new).collect(),
            not_paid: fit.lacking.iter().map(|(cert, lacking)| NotPaid { id: cert.id.to_owned(), lacking_usd: *lacking }).collect(),
            is_chosen,
        }
    }

    /// Ids of the exams of the first way that pays any.
    pub(crate) fn ids_to_take(&self) -> Vec<String> {
        let Some(way) = self.ways.iter().find(|way| !way.take.is_empty()) else { return Vec::new() };
        way.take.iter().map(|fitted| fitted.id.clone()).collect()
    }

    /// Says in the first line what the sum pays of the exams that are wanted, and the second way in the next.
    pub(crate) fn say(&self, page: &mut Page) {
        let (first, second) = (self.ways.first(), self.ways.get(1));
        let is_empty = first.is_none_or(|way| way.take.is_empty());
        match (first, second) {
            (Some(way), _) if !is_empty => page.line(self.sum_line().text(" pays ").text_of(way.line())),
            (_, Some(_)) if !self.not_paid.is_empty() => page.line(self.sum_line().text(" ").text_of(self.nothing())),
            (_, Some(way)) => page.line(self.sum_line().text(" pays ").text_of(way.line())),
            _ if self.not_paid.is_empty() => page.line(self.all_taken()),
            _ => page.line(self.sum_line().text(" ").text_of(self.nothing())),
        };
        if let Some(way) = second.filter(|_| !is_empty || !self.not_paid.is_empty()) {
            page.labeled("Or", way.line());
        }
        if !is_empty && !self.not_paid.is_empty() {
            page.labeled("Not paid", self.lacking_line());
        }
        if let Some(way) = if is_empty { second } else { first } {
            page.labeled(
                "Retake",
                if way.covers_a_retake { "what is left pays a second attempt" } else { "not paid: a failed exam costs its full fee again" },
            );
        }
    }

    /// `$400`, or what is left of it after what is paid.
    fn sum_line(&self) -> Line {
        let line = Line::new().add(Role::Cost, self.budget_usd.to_string());
        if self.free_usd == self.budget_usd {
            return line;
        }
        if self.overspent_usd > Usd::ZERO {
            return line.text(", overspent by ").add(Role::Cost, self.overspent_usd.to_string()).text(",");
        }
        line.text(", ").add(Role::Cost, self.free_usd.to_string()).text(" of it not spent yet,")
    }

    fn whose(&self) -> &'static str {
        if self.is_chosen { "your exams" } else { "the guides' exams" }
    }

    /// `All of your exams are passed or skipped; $300 of $400 is left`.
    fn all_taken(&self) -> Line {
        let line = Line::new().text(format!("All of {} are passed or skipped; ", self.whose()));
        if self.overspent_usd > Usd::ZERO {
            let line = line.add(Role::Cost, self.budget_usd.to_string()).text(" is overspent by ");
            return line.add(Role::Cost, self.overspent_usd.to_string());
        }
        let line = line.add(Role::Cost, self.free_usd.to_string());
        if self.free_usd == self.budget_usd {
            return line.text(" is left");
        }
        line.text(" of ").add(Role::Cost, self.budget_usd.to_string()).text(" is left")
    }

    /// Why a sum pays nothing at all.
    fn nothing(&self) -> Line {
        match self.not_paid.iter().min_by_key(|exam| exam.lacking_usd) {
            None => self.all_taken(),
            Some(nearest) => Line::new()
                .text(format!("pays none of {}: ", self.whose()))
                .code(&nearest.id)
                .text(" needs ")
                .add(Role::Cost, nearest.lacking_usd.to_string())
                .text(" more"),
        }
    }

    fn lacking_line(&self) -> Line {
        const NAMED: usize = 4;
        let mut line = Line::new();
        for (at, exam) in self.not_paid.iter().take(NAMED).enumerate() {
            line = line.text(if at > 0 { ", " } else { "" }).code(&exam.id).text(" needs ").add(Role::Cost, exam.lacking_usd.to_string());
            line = line.text(" more");
        }
        if self.not_paid.len() > NAMED { line.text(format!(", and {} others", self.not_paid.len() - NAMED)) } else { line }
    }
}

impl WayDocument {
    fn new(way: &Way<'_>) -> WayDocument {
        WayDocument {
            kind: way.kind,
            take: way.exams.iter().map(FittedDocument::new).collect(),
            cost_usd: way.cost,
            left_usd: way.rest,
            covers_a_retake: way.covers_a_retake(),
        }
    }

    /// `google-ml-engineer $200, then aws-ml-engineer $150; $50 left`.
    fn line(&self) -> Line {
        let mut line = Line::new();
        for (at, fitted) in self.take.iter().enumerate() {
            line = line.text(if at > 0 { ", then " } else { "" }).code(&fitted.id).text(" ").add(Role::Cost, fitted.fee_usd.to_string());
            if let Some(until) = fitted.until {
                line = line.text(format!(" if you take it by {until}"));
                line = match fitted.ready_on {
                    Some(ready) => line.text(format!(" (you are ready about {})", dates::month_text(ready))),
                    None => line,
                };
            }
            if fitted.ready_on.is_none() {
                line = line.text(" (not one of yours)");
            }
        }
        line.text("; ").add(Role::Cost, self.left_usd.to_string()).text(" left")
    }
}

impl FittedDocument {
    fn new(fitted: &FittedExam<'_>) -> FittedDocument {
        FittedDocument { id: fitted.cert.id.to_owned(), fee_usd: fitted.fee, ready_on: fitted.ready, until: fitted.until }
    }
}
