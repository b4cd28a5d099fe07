//! What the whole road costs: the material the open steps begin with, and the cloud account some of them need.

use crate::planning::forecast::pace::Pace;
use crate::planning::standing::Standing;
use crate::roadmap::{Resource, Roadmap, StatedCloud};
use crate::units::Usd;

use super::times;

/// What studying the open steps of a plan costs beside exams. What nobody states is named, and in no sum.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoadCosts<'a> {
    /// Open steps.
    pub steps: usize,
    /// Of these, those whose first resource costs nothing.
    pub free: usize,
    /// What their first resource costs, each resource once.
    pub paid: Vec<PaidMaterial<'a>>,
    /// Places of the steps whose first resource has no known price, or that have none.
    pub unpriced: Vec<usize>,
    /// What is said of the cloud account; `None` where no open step needs one.
    pub cloud: Option<CloudNeed<'a>>,
}

/// A resource that costs something.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidMaterial<'a> {
    /// Which.
    pub resource: &'a Resource,
    /// Places of the steps that begin with it.
    pub steps: Vec<usize>,
    /// Months it is paid for, for a subscription.
    pub months: Option<u32>,
    /// What it costs in all.
    pub usd: Usd,
}

/// A cloud account, by the steps that need one.
#[derive(Debug, Clone, PartialEq)]
pub struct CloudNeed<'a> {
    /// What is said of its cost.
    pub stated: &'a StatedCloud,
    /// Whether the step the cost is stated for is still open.
    pub is_open: bool,
    /// Places of the open steps that build on it, at a cost nobody states.
    pub unpriced: Vec<usize>,
}

impl RoadCosts<'_> {
    /// The sum of what is known.
    #[must_use]
    pub fn known(&self) -> Usd {
        let material: Usd = self.paid.iter().map(|paid| paid.usd).sum();
        material + self.cloud.as_ref().filter(|cloud| cloud.is_open).and_then(|cloud| cloud.stated.usd).unwrap_or(Usd::ZERO)
    }
}

/// What the open steps at some places cost, studied at a pace.
pub(crate) fn road_costs<'a>(roadmap: &'a Roadmap, standing: &Standing<'_>, open: &[usize], pace: &Pace) -> RoadCosts<'a> {
    let mut road = RoadCosts { steps: open.len(), ..RoadCosts::default() };
    for &at in open {
        let first = roadmap.steps[at].about.resources.first().map(|used| &roadmap.resources[used.id]);
        match first.and_then(|resource| Some((resource, resource.price.as_ref()?))) {
            None => road.unpriced.push(at),
            Some((_, price)) if price.usd == Usd::ZERO => road.free += 1,
            Some((resource, _)) => match road.paid.iter_mut().find(|paid| paid.resource.id == resource.id) {
                Some(paid) => paid.steps.push(at),
                None => road.paid.push(PaidMaterial { resource, steps: vec![at], months: None, usd: Usd::ZERO }),
            },
        }
    }
    for paid in &mut road.paid {
        let hours: f64 = paid.steps.iter().map(|&at| standing.steps[at].left.mean()).sum();
        (paid.months, paid.usd) = material_cost(paid.resource, hours, pace);
    }
    road.cloud = roadmap.stated.cloud.as_ref().and_then(|stated| {
        let step = roadmap.step(&stated.step)?;
        let unpriced: Vec<usize> = open.iter().copied().filter(|&at| roadmap.steps[at].requires.contains(&step)).collect();
        let is_open = open.contains(&step);
        (is_open || !unpriced.is_empty()).then_some(CloudNeed { stated, is_open, unpriced })
    });
    road
}

/// Months and dollars for some hours with a resource: once, by the month or by the year.
fn material_cost(resource: &Resource, hours: f64, pace: &Pace) -> (Option<u32>, Usd) {
    let Some(price) = &resource.price else { return (None, Usd::ZERO) };
    let months = super::months_of(hours, pace);
    match price.per.as_deref() {
        Some("month") => (Some(months), times(price.usd, months)),
        Some(_) => (Some(months), times(price.usd, months.div_ceil(12))),
        None => (None, price.usd),
    }
}
