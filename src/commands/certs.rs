//! `mlpath certs`: certifications, their fees and dates, and what the recommended path costs.

use serde::Serialize;

use crate::cli::CertsArgs;
use crate::dates::Date;
use crate::error::Error;
use crate::planning::budget::{self, budget};
use crate::progress::Status;
use crate::roadmap::{Certification, Figure, Grade, Item};
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, status_role};

use super::sources::{BasisDocument, SourceDocument, say_sources, sources_of};
use super::{Input, Outcome, ids};

/// Runs the command.
pub(super) fn run(args: &CertsArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let chosen = ids::certifications(input.roadmap, &args.ids)?;
    let certs: Vec<CertDocument> = input
        .roadmap
        .certifications
        .iter()
        .enumerate()
        .filter(|(at, _)| chosen.is_empty() || chosen.contains(&Item::Certification(*at)))
        .map(|(_, cert)| CertDocument::new(input, cert))
        .collect();
    let budget = budget(input.roadmap, input.progress, input.today);
    let document = CertsDocument {
        head: Head::new("mlpath/certs/v1", input.roadmap, input.today),
        path: budget.places.iter().filter_map(|place| place.take).map(|cert| cert.id.clone()).collect(),
        totals: CertTotals {
            fees_usd: budget.fees,
            left_usd: budget.left,
            with_one_retake_usd: budget.with_one_retake,
            grade: budget.grade().map(Grade::word),
        },
        certs,
        in_full: !chosen.is_empty(),
        with_sources: args.sources,
    };
    Ok(Outcome::answer(document))
}

#[derive(Serialize)]
struct CertsDocument {
    #[serde(flatten)]
    head: Head,
    certs: Vec<CertDocument>,
    path: Vec<String>,
    totals: CertTotals,
    #[serde(skip)]
    in_full: bool,
    #[serde(skip)]
    with_sources: bool,
}

#[derive(Serialize)]
struct CertTotals {
    fees_usd: Usd,
    left_usd: Usd,
    with_one_retake_usd: Usd,
    /// The least sure grade among the fees added up.
    grade: Option<&'static str>,
}

/// A certification as JSON has it.
#[derive(Serialize)]
pub(super) struct CertDocument {
    id: String,
    aliases: Vec<String>,
    name: String,
    code: Option<String>,
    provider: String,
    path: Option<u8>,
    purpose: String,
    status: &'static str,
    status_note: Option<String>,
    retired_on: Option<Date>,
    successor: Option<String>,
    successors: Vec<String>,
    fee_usd: Option<Usd>,
    fee_usd_high: Option<Usd>,
    fee_note: Option<String>,
    beta_fee_usd: Option<Usd>,
    beta_fee_note: Option<String>,
    exam: Option<String>,
    valid_months: Option<u16>,
    renewal: Option<String>,
    renewal_usd: Option<Usd>,
    retakes: Option<String>,
    study_hours: Option<HourEnds>,
    bump_usd: Option<UsdEnds>,
    checked_on: Option<Date>,
    notes: Vec<String>,
    requires: Vec<String>,
    url: String,
    progress: &'static str,
    earned_on: Option<Date>,
    expires_on: Option<Date>,
    basis: Bases,
    sources: Vec<SourceDocument>,
    #[serde(skip)]
    role: Role,
}

#[derive(Serialize)]
struct HourEnds {
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct UsdEnds {
    low: Usd,
    high: Usd,
}

/// What each figure rests on.
#[derive(Serialize)]
struct Bases {
    status: BasisDocument,
    fee: Option<BasisDocument>,
    beta_fee: Option<BasisDocument>,
    exam: Option<BasisDocument>,
    validity: Option<BasisDocument>,
    renewal: Option<BasisDocument>,
    retakes: Option<BasisDocument>,
    study_hours: Option<BasisDocument>,
    bump: Option<BasisDocument>,
}

fn basis<F: Figure>(figure: Option<&F>) -> Option<BasisDocument> {
    figure.map(|figure| figure.basis().into())
}

impl CertDocument {
    /// The document of a certification.
    pub(super) fn new(input: &Input<'_>, cert: &Certification) -> CertDocument {
        let status = budget::status(input.roadmap, input.progress, &cert.id);
        let record = budget::record(input.roadmap, input.progress, &cert.id);
        let dates = cert.figures().iter().filter_map(|figure| figure.basis().checked_on).min();
        let figures = cert.figures();
        let ids = figures.iter().flat_map(|figure| figure.basis().sources).chain(&cert.sources);
        CertDocument {
            id: cert.id.clone(),
            aliases: cert.aliases.clone(),
            name: cert.name.clone(),
            code: cert.code.clone(),
            provider: cert.provider.clone(),
            path: cert.path,
            purpose: cert.purpose.clone(),
            status: cert.status.is.word(),
            status_note: cert.status.note.clone(),
            retired_on: cert.status.since,
            successor: cert.successors.first().cloned(),
            successors: cert.successors.clone(),
            fee_usd: cert.fee.as_ref().map(|fee| fee.usd),
            fee_usd_high: cert.fee.as_ref().and_then(|fee| fee.usd_high),
            fee_note: cert.fee.as_ref().and_then(|fee| fee.note.clone()),
            beta_fee_usd: cert.beta_fee.as_ref().map(|fee| fee.usd),
            beta_fee_note: cert.beta_fee.as_ref().and_then(|fee| fee.note.clone()),
            exam: cert.exam.as_ref().map(|exam| exam.text.clone()),
            valid_months: cert.validity.as_ref().and_then(|validity| validity.months),
            renewal: cert.renewal.as_ref().map(|renewal| renewal.text.clone()),
            renewal_usd: cert.renewal.as_ref().and_then(|renewal| renewal.usd),
            retakes: cert.retakes.as_ref().map(|retakes| retakes.text.clone()),
            study_hours: cert.study_hours.as_ref().map(|hours| HourEnds { low: hours.low, high: hours.high }),
            bump_usd: cert.bump.as_ref().map(|bump| UsdEnds { low: bump.low, high: bump.high }),
            checked_on: dates,
            notes: cert.notes.clone(),
            requires: cert.requires.clone(),
            url: cert.url.clone(),
            progress: status.word(),
            earned_on: record.and_then(|record| record.done),
            expires_on: budget::expires_on(input.roadmap, input.progress, cert),
            basis: Bases::new(cert),
            sources: sources_of(input.roadmap, ids),
            role: status_role(status),
        }
    }
}

impl Bases {
    fn new(cert: &Certification) -> Bases {
        Bases {
            status: cert.status.basis().into(),
            fee: basis(cert.fee.as_ref()),
            beta_fee: basis(cert.beta_fee.as_ref()),
            exam: basis(cert.exam.as_ref()),
            validity: basis(cert.validity.as_ref()),
            renewal: basis(cert.renewal.as_ref()),
            retakes: basis(cert.retakes.as_ref()),
            study_hours: basis(cert.study_hours.as_ref()),
            bump: basis(cert.bump.as_ref()),
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
            return page;
        }
        page.line(Line::new().add(Role::Heading, "Certifications").dim("   US list prices before tax"));
        page.line(Line::new().dim("Grade of each figure: o official, s secondary, w weak, d derived, u unconfirmed"));
        page.blank();
        page.table(self.table());
        page.blank();
        self.say_totals(&mut page);
        if self.with_sources {
            for cert in &self.certs {
                page.blank();
                page.line(Line::new().code(&cert.id));
                say_sources(&mut page, &cert.sources);
            }
        }
        page
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
            let (state, role) = match cert.status {
                "retired" => ("retired", Role::Warning),
                state => (state, Role::Text),
            };
            let bases = &cert.basis;
            table.rows.push(vec![
                Cell::of(Role::Dim, cert.path.map_or_else(String::new, |place| place.to_string())),
                Cell::of(Role::Code, &cert.id),
                Cell::of(role, format!("{state} {}", letter(&bases.status))),
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

    fn say_totals(&self, page: &mut Page) {
        for cert in self.certs.iter().filter(|cert| cert.status == "retired") {
            let line = Line::new()
                .code(&cert.id)
                .add(Role::Warning, " is retired")
                .text(cert.retired_on.map(|day| format!(" since {day} ({})", cert.basis.status.grade)).unwrap_or_default());
            page.line(match &cert.successor {
                Some(successor) => line.text("; take ").code(successor).text(" in its place."),
                None => line.text("; nothing replaces it."),
            });
        }
        for cert in &self.certs {
            if let (Some(usd), Some(basis)) = (cert.beta_fee_usd, &cert.basis.beta_fee) {
                let note = cert.beta_fee_note.as_ref().map(|note| format!(", {note}")).unwrap_or_default();
                page.line(
                    Line::new()
                        .code(&cert.id)
                        .text(" costs ")
                        .add(Role::Cost, usd.to_string())
                        .text(format!(" as a beta ({}{note}).", basis.grade)),
                );
            }
        }
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
                .code("mlpath done ID"),
        );
        if let Some(grade) = self.totals.grade {
            page.indented(9, Line::new().dim(format!("The least sure of these fees is graded {grade}; a retake is taken at full fee.")));
        }
        page.line(Line::new().dim("Everything on one: ").code("mlpath certs google-ml-engineer --sources"));
    }
}

impl CertDocument {
    /// What the learner's record says of it: `done on 2026-10-01, until 2028-10-01`.
    fn yours(&self) -> Option<String> {
        if self.progress == Status::Todo.word() {
            return None;
        }
        let on = self.earned_on.map(|day| format!(" on {day}")).unwrap_or_default();
        let until = self.expires_on.map(|day| format!(", until {day}")).unwrap_or_default();
        Some(format!("{}{on}{until}", self.progress))
    }

    fn fee_cell(&self) -> Cell {
        if self.status == "retired" {
            return Cell::of(Role::Dim, "-");
        }
        let fee = self.fee_usd.map(|low| match self.fee_usd_high {
            Some(high) => format!("{low}-{}", high.to_decimal()),
            None => low.to_string(),
        });
        match graded(fee, self.basis.fee.as_ref()) {
            Cell::Text(Role::Text, text) => Cell::of(Role::Cost, text),
            none => none,
        }
    }
}

/// A figure with the letter of its grade; a dash where there is none.
fn graded(figure: Option<String>, basis: Option<&BasisDocument>) -> Cell {
    match (figure, basis) {
        (Some(figure), Some(basis)) => Cell::text(format!("{figure} {}", letter(basis))),
        _ => Cell::of(Role::Dim, "-"),
    }
}

/// The first letter of the grade; the legend above the table has the words.
fn letter(basis: &BasisDocument) -> &'static str {
    basis.grade.get(..1).unwrap_or_default()
}

fn years(months: u16) -> String {
    if months.is_multiple_of(12) { format!("{} y", months / 12) } else { format!("{months} mo") }
}

fn thousands(usd: Usd) -> String {
    format!("${}K", usd.to_decimal() / 1000.0)
}

/// Says a certification in full.
pub(super) fn say_certification(page: &mut Page, cert: &CertDocument, with_sources: bool) {
    page.line(Line::new().code(&cert.id).add(Role::Heading, format!("  {}", cert.name)));
    let code = cert.code.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
    page.indented(2, format!("{}{code}", cert.provider));
    page.indented(2, cert.purpose.as_str());
    page.blank();
    let mut fact = |label: &str, text: Option<String>, basis: Option<&BasisDocument>| {
        let line = match (text, basis) {
            (Some(text), Some(basis)) => Line::new().text(text).dim(format!(" ({})", basis.phrase())),
            (Some(text), None) => text.into(),
            (None, _) => Line::new().dim("not known"),
        };
        let mut spans = Line::new().dim(format!("{label:<12}")).spans;
        spans.extend(line.spans);
        page.hanging(2, 14, Line { spans });
    };
    let since = cert.retired_on.map(|day| format!(" since {day}")).unwrap_or_default();
    let note = |note: &Option<String>| note.as_ref().map(|note| format!(", {note}")).unwrap_or_default();
    let bases = &cert.basis;
    fact("State", Some(format!("{}{since}{}", cert.status, note(&cert.status_note))), Some(&bases.status));
    if !cert.successors.is_empty() {
        fact("Successors", Some(cert.successors.join(", ")), None);
    }
    let fee =
        |fee: Usd| format!("{fee}{}{}", cert.fee_usd_high.map(|high| format!(" to {high}")).unwrap_or_default(), note(&cert.fee_note));
    fact("Fee", cert.fee_usd.map(fee), bases.fee.as_ref());
    if let Some(usd) = cert.beta_fee_usd {
        fact("Beta fee", Some(format!("{usd}{}", note(&cert.beta_fee_note))), bases.beta_fee.as_ref());
    }
    fact("Exam", cert.exam.clone(), bases.exam.as_ref());
    let valid = cert.valid_months.map(years).or_else(|| bases.validity.as_ref().map(|_| "does not run out".to_owned()));
    fact("Valid", valid.map(|valid| valid.replace(" y", " years").replace("1 years", "1 year")), bases.validity.as_ref());
    let price = cert.renewal_usd.map(|usd| format!(", {usd}")).unwrap_or_default();
    fact("Renewal", cert.renewal.as_ref().map(|renewal| format!("{renewal}{price}")), bases.renewal.as_ref());
    fact("Retakes", cert.retakes.clone(), bases.retakes.as_ref());
    fact(
        "Study",
        cert.study_hours.as_ref().map(|hours| format!("{}-{} h", hours_text(hours.low), hours_text(hours.high))),
        bases.study_hours.as_ref(),
    );
    fact(
        "Pay rise",
        cert.bump_usd.as_ref().map(|bump| format!("{} to {} a year, as one guide states it", bump.low, bump.high)),
        bases.bump.as_ref(),
    );
    if let Some(yours) = cert.yours() {
        fact("Yours", Some(yours), None);
    }
    if !cert.requires.is_empty() {
        fact("Have first", Some(cert.requires.join(", ")), None);
    }
    fact("Page", Some(cert.url.clone()), None);
    if !cert.notes.is_empty() {
        page.indented(2, Line::new().dim("Notes"));
        page.points(cert.notes.iter().map(String::as_str));
    }
    if with_sources {
        say_sources(page, &cert.sources);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_range_counts_with_its_high_end() {
        let fee = crate::roadmap::Fee {
            usd: Usd::from_dollars(147),
            usd_high: Some(Usd::from_dollars(294)),
            grade: Grade::Derived,
            checked_on: None,
            sources: Vec::new(),
            note: None,
        };
        assert_eq!(budget::list_price(&fee), Usd::from_dollars(294));
        assert_eq!((years(36), years(12), years(18)), ("3 y".into(), "1 y".into(), "18 mo".into()));
    }
}
