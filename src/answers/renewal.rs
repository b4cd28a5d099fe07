//! What can be renewed today.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::costs::OpenRenewal;
use crate::planning::learner::Learner;
use crate::units::Usd;
use crate::view::{Line, Role};

/// A certification whose renewal window is open, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RenewalDocument {
    id: String,
    /// The cheapest way that is open.
    way: String,
    /// Null where nobody states it.
    usd: Option<Usd>,
    /// The last day it is valid.
    valid_until: Date,
    /// The last day on which it can be renewed, days of grace included.
    until: Date,
}

impl RenewalDocument {
    /// All there are.
    pub(crate) fn all(learner: Learner<'_>) -> Vec<RenewalDocument> {
        learner.open_renewals().iter().map(RenewalDocument::new).collect()
    }

    fn new(open: &OpenRenewal<'_>) -> RenewalDocument {
        RenewalDocument {
            id: open.cert.id.to_owned(),
            way: open.way.text.clone(),
            usd: open.way.usd,
            valid_until: open.valid_until,
            until: open.until,
        }
    }

    /// `google-ml-engineer now, for $100, until 2027-01-10`.
    pub(crate) fn line(&self) -> Line {
        let line = Line::new().add(Role::Warning, &self.id).text(" can be renewed now");
        let line = match self.usd {
            Some(usd) if usd == Usd::ZERO => line.text(" at no cost"),
            Some(usd) => line.text(" for ").add(Role::Cost, usd.to_string()),
            None => line,
        };
        let line = line.text(format!(", until {}", self.until));
        if self.until == self.valid_until { line } else { line.text(format!(" (valid until {})", self.valid_until)) }
    }
}
