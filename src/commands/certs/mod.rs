//! `mlpath certs`: certifications, their fees and dates, and what the recommended path costs.

mod budget;
#[cfg(test)]
mod tests;

use crate::code::Code;
use serde::Serialize;

use crate::cli::CertsArgs;
use crate::error::Error;
use crate::planning::exams::ExamPath;
use crate::planning::learner::Learner;
use crate::roadmap::{Certification, ExamState, Grade, Item, Roadmap};
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table};

use self::budget::{ProposalDocument, StatedCostDocument, UpkeepDocument};
use super::{Input, Outcome};
use crate::answers::basis::{say_freshness, say_sources};
use crate::answers::certification::{CertDocument, graded, letter, say_certification, years};
use crate::resolve::ids;
use crate::resolve::values::parse_budget;

/// Runs the command.
pub(crate) fn run(args: &CertsArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let learner = input.learner;
    let named: Vec<&Certification> =
        ids::certifications(learner.roadmap, &args.ids)?.into_iter().filter_map(|item| certification(learner.roadmap, item)).collect();
    let typed = args.budget.as_deref().map(parse_budget).transpose()?;
    let sum = typed.or(learner.progress.profile.budget.filter(|_| named.is_empty()));
    if let Some(year) = args.until.filter(|year| *year < learner.today.year()) {
        return Err(Error::usage(Code::PastYear, format!("the year {year} is over"))
            .command(&format!("certs --until {}", learner.today.year() + 4), "adds renewals until its end"));
    }
    let is_shown = |cert: &&Certification| named.is_empty() || named.iter().any(|named| named.id == cert.id);
    let shown: Vec<&Certification> = learner.roadmap.certifications.iter().filter(is_shown).collect();
    let path = learner.exam_path();
    let kept = if named.is_empty() { learner.exams_to_keep() } else { shown.clone() };
    Ok(Outcome::answer(CertsDocument {
        head: Head::new("mlpath/certs/v1", learner.roadmap, learner.today),
        certs: shown.iter().map(|cert| CertDocument::new(learner, cert)).collect(),
        path: path.exams().into_iter().map(|cert| cert.id.clone()).collect(),
        totals: CertTotals::new(learner, &path),
        upkeep: args.until.map(|year| UpkeepDocument::new(learner, &kept, year)),
        proposal: sum.map(|sum| ProposalDocument::new(&path, sum)),
        in_full: !named.is_empty(),
        with_sources: args.sources,
    }))
}

fn certification(roadmap: &Roadmap, item: Item) -> Option<&Certification> {
    match item {
        Item::Certification(at) => Some(&roadmap.certifications[at]),
        _ => None,
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CertsDocument {
    #[serde(flatten)]
    head: Head,
    certs: Vec<CertDocument>,
    path: Vec<String>,
    totals: CertTotals,
    upkeep: Option<UpkeepDocument>,
    proposal: Option<ProposalDocument>,
    #[serde(skip)]
    in_full: bool,
    #[serde(skip)]
    with_sources: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CertTotals {
    fees_usd: Usd,
    left_usd: Usd,
    with_one_retake_usd: Usd,
    /// The least sure grade among the fees added up.
    grade: Option<Grade>,
    /// What a guide says the whole path costs.
    guides_usd: Option<StatedCostDocument>,
}

impl CertTotals {
    fn new(learner: Learner<'_>, path: &ExamPath<'_>) -> CertTotals {
        let cost = path.cost();
        CertTotals {
            fees_usd: cost.fees,
            left_usd: cost.left,
            with_one_retake_usd: cost.with_one_retake,
            grade: cost.grade,
            guides_usd: learner.roadmap.stated.path_cost.as_ref().map(|cost| StatedCostDocument::stated(cost, learner.today)),
        }
    }
}

impl Show for CertsDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if self.in_full {
            for (at, cert) in self.certs.iter().enumerate() {
                if at > 0 {
                    page.blank();
                }
                say_certification(&mut page, cert, self.with_sources);
            }
            self.upkeep.iter().for_each(|upkeep| upkeep.say(&mut page));
            say_freshness(&mut page, self.certs.iter().flat_map(|cert| cert.basis.all()));
            return page;
        }
        if self.certs.is_empty() {
            page.line("This roadmap has no certifications.");
            return page;
        }
        page.line(Line::new().add(Role::Heading, "Certifications").dim("   US list prices before tax"));
        if self.upkeep.is_none() && self.proposal.is_none() {
            page.line(Line::new().dim("Grade of each figure: o official, s secondary, w weak, d derived, e estimate"));
            page.blank();
            page.table(self.table());
            page.blank();
        }
        self.say_totals(&mut page);
        say_freshness(&mut page, self.certs.iter().flat_map(|cert| cert.basis.all()));
        if self.with_sources {
            for cert in &self.certs {
                page.blank();
                page.line(Line::new().code(&cert.id));
                say_sources(&mut page, &cert.source_details);
            }
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        match &self.proposal {
            Some(proposal) => proposal.ids_to_take(),
            None => self.certs.iter().map(|cert| cert.id.clone()).collect(),
        }
    }
}

impl CertsDocument {
    /// Two rows each: the figures with a letter for their grade, and the name.
    fn table(&self) -> Table {
        let mut table = Table::new([
            Column::Number(""),
            Column::Wrapping("certification"),
            Column::Fixed("state"),
            Column::Number("fee"),
            Column::ExtraNumber("study h"),
            Column::ExtraNumber("valid"),
            Column::ExtraNumber("pay rise"),
        ]);
        for cert in &self.certs {
            let role = if cert.status == ExamState::Retired { Role::Warning } else { Role::Text };
            let bases = &cert.basis;
            table.rows.push(vec![
                Cell::of(Role::Dim, cert.path.map_or_else(String::new, |place| place.to_string())),
                Cell::of(Role::Code, &cert.id),
                Cell::of(role, format!("{} {}", cert.status, bases.status.as_ref().map(letter).unwrap_or_default())),
                cert.fee_cell(),
                graded(
                    cert.study_hours.as_ref().map(|hours| format!("{}-{}", hours_text(hours.low), hours_text(hours.high))),
                    bases.study_hours.as_ref(),
                ),
                graded(cert.valid_months.map(years), bases.validity.as_ref()),
                graded(cert.bump_usd.as_ref().map(|bump| format!("{}-{}", thousands(bump.low), thousands(bump.high))), bases.bump.as_ref()),
            ]);
            let name = vec![Cell::text(""), Cell::of(Role::Dim, &cert.name)];
            table.rows.push(name.into_iter().chain((0..5).map(|_| Cell::text(""))).collect());
            if let Some(yours) = cert.yours() {
                let row = vec![Cell::text(""), Cell::of(cert.role, yours)];
                table.rows.push(row.into_iter().chain((0..5).map(|_| Cell::text(""))).collect());
            }
        }
        table
    }

    /// Says which exams are retired, and which will cost something else from a day on.
    fn say_changes(&self, page: &mut Page) {
        for cert in self.certs.iter().filter(|cert| cert.status == ExamState::Retired) {
            let line = Line::new().code(&cert.id).add(Role::Warning, " is retired").text(
                cert.retired_on
                    .zip(cert.basis.status.as_ref())
                    .map(|(day, basis)| format!(" since {day} ({})", basis.grade))
                    .unwrap_or_default(),
            );
            page.line(match &cert.successor {
                Some(successor) => line.text("; take ").code(successor).text(" in its place."),
                None => line.text("; nothing replaces it."),
            });
        }
        for cert in &self.certs {
            let later = cert.offers.iter().find(|offer| !offer.on_sale && offer.sold_from.is_some());
            if let (Some(offer), Some(from)) =
                (later.filter(|_| cert.status != ExamState::Retired), later.and_then(|offer| offer.sold_from))
            {
                page.line(
                    Line::new()
                        .code(&cert.id)
                        .text(format!(" can be bought at this price until {from}, then for "))
                        .add(Role::Cost, offer.usd.to_string())
                        .text(format!(" ({}).", offer.basis.grade)),
                );
            }
        }
    }

    fn say_totals(&self, page: &mut Page) {
        self.say_changes(page);
        let fees: Vec<String> = self
            .path
            .iter()
            .filter_map(|id| self.certs.iter().find(|cert| cert.id == *id))
            .map(|cert| cert.fee_usd_high.or(cert.fee_usd).map_or("?".to_owned(), |fee| fee.to_string()))
            .collect();
        page.line(Line::new().text("The recommended path as it can be taken today: ").code(self.path.join(", ")));
        page.labelled(
            "Fees",
            Line::new()
                .text(format!("{} = ", fees.join(" + ")))
                .add(Role::Cost, self.totals.fees_usd.to_string())
                .text(" passing each at the first try, ")
                .add(Role::Cost, self.totals.with_one_retake_usd.to_string())
                .text(" with one retake of each"),
        );
        page.labelled(
            "Left",
            Line::new()
                .add(Role::Cost, self.totals.left_usd.to_string())
                .text(" for what you have not earned yet   ")
                .dim("mark one with ")
                .advice("done ID"),
        );
        if let Some(grade) = self.totals.grade {
            page.indented(9, Line::new().dim(format!("The least sure of these fees is graded {grade}; a retake is taken at full fee.")));
        }
        if let Some(stated) = &self.totals.guides_usd {
            page.labelled("Guides", stated.line(self.totals.fees_usd));
        }
        self.upkeep.iter().for_each(|upkeep| upkeep.say(page));
        self.proposal.iter().for_each(|proposal| proposal.say(page));
        if let Some(first) = self.path.first().or(self.certs.first().map(|cert| &cert.id)) {
            page.line(Line::new().dim("Everything on one: ").advice(format!("certs {first} --sources")));
        }
    }
}

fn thousands(usd: Usd) -> String {
    format!("${}K", usd.to_decimal() / 1000.0)
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<CertsDocument>("certs")
}
