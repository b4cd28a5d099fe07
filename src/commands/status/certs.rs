//! The learner's exams on the status screen: what is earned, what runs out, what it costs.

use serde::Serialize;

use crate::answers::costs::CostTotals;
use crate::answers::renewal::RenewalDocument;
use crate::dates::Date;
use crate::planning::course::Course;
use crate::planning::learner::Learner;
use crate::progress::Status;
use crate::roadmap::Certification;
use crate::text::count;
use crate::view::{Line, Page, Role};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CertStatus {
    planned: Vec<String>,
    earned: Vec<String>,
    expiring: Vec<Expiring>,
    /// What can be renewed today.
    renewable: Vec<RenewalDocument>,
    /// The same sums as `mlpath certs`.
    #[serde(flatten)]
    totals: CostTotals,
    /// Exams still to take, of the learner's or else of the guides'.
    to_take: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Expiring {
    id: String,
    on: Date,
}

impl CertStatus {
    pub(crate) fn new(learner: Learner<'_>, course: &Course<'_>) -> CertStatus {
        let recorded = learner.recorded_exams();
        let ids =
            |wanted: &dyn Fn(&Certification) -> bool| recorded.iter().filter(|cert| wanted(cert)).map(|cert| cert.id.to_owned()).collect();
        let costs = course.exam_costs();
        CertStatus {
            planned: ids(&|cert| learner.exam_status(cert) == Status::Doing),
            earned: ids(&|cert| learner.holds(cert)),
            expiring: learner.expiring_exams().into_iter().map(|(cert, on)| Expiring { id: cert.id.to_owned(), on }).collect(),
            renewable: RenewalDocument::all(learner),
            totals: CostTotals::new(&costs, learner.today, None),
            to_take: costs.open.len(),
        }
    }

    /// Says it in one line, and one more for each renewal that is possible now.
    pub(crate) fn say(&self, page: &mut Page, today: Date) {
        // Who chose no exam and holds none is not asked to think of them here.
        if self.totals.chosen || !(self.expiring.is_empty() && self.earned.is_empty() && self.planned.is_empty()) {
            page.labeled("Certs", self.line(today));
        }
        for renewal in &self.renewable {
            page.labeled("Renew", renewal.line());
        }
    }

    fn line(&self, today: Date) -> Line {
        let mut line = Line::new();
        for certificate in &self.expiring {
            let word = if certificate.on < today { "ran out" } else { "runs out" };
            line = line.add(Role::Warning, format!("{} {word} on {}", certificate.id, certificate.on)).text("; ");
        }
        let lasting: Vec<&str> =
            self.earned.iter().filter(|id| !self.expiring.iter().any(|other| other.id == **id)).map(String::as_str).collect();
        if !lasting.is_empty() {
            line = line.text("earned ").add(Role::Done, lasting.join(", ")).text("; ");
        }
        if !self.planned.is_empty() {
            line = line.text("preparing ").add(Role::Doing, self.planned.join(", ")).text("; ");
        }
        if !self.totals.chosen {
            let guides = format!(
                "none chosen; the guides name {}, ",
                count(self.to_take, if self.earned.is_empty() { "exam" } else { "more exam" })
            );
            return line.text(guides).add(Role::Cost, self.totals.left_usd.to_string()).text(": ").advice("certs");
        }
        let line = line.text_of(self.totals.line());
        match &self.totals.next {
            Some(next) => line.text("; next ").text_of(next.line(today)),
            None => line,
        }
    }
}
