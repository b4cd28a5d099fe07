//! Where learners come from, and what that already covers.

use serde::{Deserialize, Serialize};

/// Where a learner comes from, and what that already covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// Permanent id.
    pub id: String,
    /// Other names it answers to.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who that is, a few words.
    pub title: String,
    /// What is assumed about them, one sentence.
    pub assumes: String,
    /// What it covers, step by step.
    #[serde(default)]
    pub credits: Vec<Credit>,
    /// Ids of the facts of the guides it carries.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Ids of the sources that name it; the shares are always our own estimate.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The part of a step that a background covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// Id of the step.
    pub step: String,
    /// Share of its hours that is covered, above 0 and at most 1.
    pub share: f64,
    /// Why, a few words.
    #[serde(default)]
    pub why: Option<String>,
}

/// What several backgrounds cover together: of each step the larger share, the first of equal ones.
#[must_use]
pub fn combined_credits<'a>(backgrounds: &[&'a Background]) -> Vec<&'a Credit> {
    let mut combined: Vec<&Credit> = Vec::new();
    for credit in backgrounds.iter().flat_map(|background| &background.credits) {
        match combined.iter_mut().find(|known| known.step == credit.step) {
            Some(known) if known.share < credit.share => *known = credit,
            Some(_) => {}
            None => combined.push(credit),
        }
    }
    combined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_share_counts_step_by_step() {
        let background = |id: &str, credits: &[(&str, f64)]| Background {
            id: id.to_owned(),
            aliases: Vec::new(),
            title: id.to_owned(),
            assumes: String::new(),
            credits: credits.iter().map(|(step, share)| Credit { step: (*step).to_owned(), share: *share, why: None }).collect(),
            covers: Vec::new(),
            sources: Vec::new(),
        };
        let (one, two) = (background("one", &[("a", 0.5), ("b", 1.0)]), background("two", &[("a", 0.7), ("c", 0.2), ("b", 0.4)]));
        let shares: Vec<(&str, f64)> = combined_credits(&[&one, &two]).iter().map(|credit| (credit.step.as_str(), credit.share)).collect();
        assert_eq!(shares, [("a", 0.7), ("b", 1.0), ("c", 0.2)]);
        assert!(combined_credits(&[]).is_empty());
    }
}
