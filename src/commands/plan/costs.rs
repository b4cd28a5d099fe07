//! `plan --costs`: what the whole road costs, exams, material and cloud account; and the guides' own months beside ours.

use serde::Serialize;

use crate::answers::basis::BasisDocument;
use crate::answers::costs::CostTotals;
use crate::dates::Date;
use crate::planning::costs::road::RoadCosts;
use crate::planning::plan::StatedPace;
use crate::roadmap::{Figure, Roadmap};
use crate::text::{count, some_of};
use crate::units::Usd;
use crate::view::{Line, Page, Role};

/// What the whole road costs, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RoadDocument {
    /// Exams still to take, passed at the first try.
    exams_usd: Usd,
    /// Steps whose first resource costs nothing.
    free_steps: usize,
    /// What the others begin with.
    paid: Vec<PaidDocument>,
    /// Steps whose first resource has no known price.
    unpriced_steps: Vec<String>,
    cloud: Option<CloudDocument>,
    /// The sum of what is known.
    known_usd: Usd,
    #[serde(skip)]
    steps: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PaidDocument {
    id: String,
    steps: Vec<String>,
    /// Months of a subscription.
    months: Option<u32>,
    usd: Usd,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CloudDocument {
    /// The step a cost is stated for.
    step: String,
    /// What it costs at the most; null where it is done, or nobody says.
    usd: Option<Usd>,
    note: Option<String>,
    /// Steps that need an account at a cost nobody states.
    unpriced_steps: Vec<String>,
    basis: BasisDocument,
}

impl RoadDocument {
    pub(crate) fn new(roadmap: &Roadmap, road: &RoadCosts<'_>, exams: &CostTotals, today: Date) -> RoadDocument {
        let ids = |places: &[usize]| -> Vec<String> { places.iter().map(|&at| roadmap.steps[at].id.to_owned()).collect() };
        let paid = road.paid.iter().map(|paid| PaidDocument {
            id: paid.resource.id.clone(),
            steps: ids(&paid.steps),
            months: paid.months,
            usd: paid.usd,
        });
        let cloud = road.cloud.as_ref().map(|cloud| CloudDocument {
            step: cloud.stated.step.clone(),
            usd: cloud.stated.usd.filter(|_| cloud.is_open),
            note: (*cloud.stated.note).clone(),
            unpriced_steps: ids(&cloud.unpriced),
            basis: BasisDocument::new(cloud.stated.provenance(), today),
        });
        RoadDocument {
            exams_usd: exams.left_usd,
            free_steps: road.free,
            paid: paid.collect(),
            unpriced_steps: ids(&road.unpriced),
            cloud,
            known_usd: exams.left_usd + road.known(),
            steps: road.steps,
        }
    }

    /// Says it, the sum first.
    pub(crate) fn say(&self, page: &mut Page, exams: &CostTotals) {
        let known = Line::new().add(Role::Heading, "What the whole road costs: ").add(Role::Cost, self.known_usd.to_string());
        page.blank();
        page.line(known.text(" that is known"));
        let whose = if exams.chosen { "your exams" } else { "the guides' exams, as you chose none" };
        page.labeled("Exams", Line::new().add(Role::Cost, self.exams_usd.to_string()).text(format!(" for {whose}: ")).advice("certs"));
        page.labeled("Material", format!("free to begin with for {} of {}", self.free_steps, count(self.steps, "open step")));
        for paid in &self.paid {
            let months = paid.months.map(|months| format!(", {}", count(months as usize, "month"))).unwrap_or_default();
            let line = Line::new().add(Role::Cost, paid.usd.to_string()).text(" for ").code(&paid.id);
            page.labeled("", line.text(format!("{months} ({})", paid.steps.join(", "))));
        }
        if !self.unpriced_steps.is_empty() {
            page.labeled("", Line::new().text("price not known for ").text(named(&self.unpriced_steps)));
        }
        if let Some(cloud) = &self.cloud {
            if let Some(usd) = cloud.usd {
                let note = cloud.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
                page.labeled("Cloud", Line::new().add(Role::Cost, usd.to_string()).text(" at the most for ").code(&cloud.step).text(note));
            }
            if !cloud.unpriced_steps.is_empty() {
                let label = if cloud.usd.is_some() { "" } else { "Cloud" };
                page.labeled(label, Line::new().text("an account, at a cost nobody states, for ").text(named(&cloud.unpriced_steps)));
            }
        }
        page.line(Line::new().dim("What is not known is not in the sum. Renewals and retakes: ").advice("certs"));
    }
}

fn named(ids: &[String]) -> String {
    let (shown, more) = some_of(ids, 6);
    format!("{}{more}", shown.join(", "))
}

/// How long a guide says it takes, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct GuidesMonths {
    months_low: u16,
    months_high: u16,
    note: Option<String>,
    /// Hours really studied a week with which half of such learners, from nothing on, take the most of these months by our hours.
    hours_per_week_low: f64,
    /// The same for the fewest.
    hours_per_week_high: f64,
    basis: BasisDocument,
}

impl GuidesMonths {
    pub(crate) fn new(stated: &StatedPace<'_>, today: Date) -> GuidesMonths {
        let tenths = |hours: f64| (hours * 10.0).round() / 10.0;
        GuidesMonths {
            months_low: stated.duration.low,
            months_high: stated.duration.high,
            note: (*stated.duration.note).clone(),
            hours_per_week_low: tenths(stated.low),
            hours_per_week_high: tenths(stated.high),
            basis: BasisDocument::new(stated.duration.provenance(), today),
        }
    }

    /// `how-to says 12 to 18 months: by our hours that is 16 to 24 h a week`.
    pub(crate) fn line(&self) -> Line {
        let GuidesMonths { months_low, months_high, hours_per_week_low, hours_per_week_high, .. } = self;
        Line::new().text(format!(
            "{} says {months_low} to {months_high} months for the whole path; by our hours that is {hours_per_week_low:.0} to {hours_per_week_high:.0} h a week",
            self.basis.sources.join(", ")
        ))
    }
}
