//! Words of job postings, and the steps that teach what they ask for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Terms;

/// A word of job postings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Permanent id.
    pub id: String,
    /// As screens show it; it is looked for too.
    pub name: String,
    /// What it is.
    pub kind: TermKind,
    /// Other spellings, in any case.
    #[serde(default)]
    pub names: Vec<String>,
    /// Spellings that count only in exactly this case, because they are common words otherwise.
    /// With any, the name itself is looked for only so too.
    #[serde(default)]
    pub exact: Vec<String>,
    /// Words that count only where something is asked for, such as `cloud` or `agent`: in any case, or, where one of its letters
    /// is a capital, in exactly that case.
    #[serde(default)]
    pub bare: Vec<String>,
    /// Ids of the steps that teach it; none when the roadmap does not.
    #[serde(default)]
    pub steps: Vec<String>,
    /// The certification it names.
    #[serde(default)]
    pub certification: Option<String>,
    /// Whether its steps teach one of several such things: having done them makes it near, not known.
    #[serde(default)]
    pub one_of: bool,
    /// Ids of the terms any of which is this one too: who knows AWS knows a cloud.
    #[serde(default)]
    pub any_of: Vec<String>,
}

impl Term {
    /// Whether a word is its id, its name or another of its spellings, in any case.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        let spelled = spelling(word);
        let mut names = [&self.id, &self.name].into_iter().chain(&self.names).chain(&self.exact).chain(&self.bare);
        !spelled.is_empty() && names.any(|name| spelling(name) == spelled)
    }
}

/// The spelling in which names are compared: lower case, with one hyphen for every run of blanks and signs.
#[must_use]
pub fn spelling(word: &str) -> String {
    let mut spelled = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || matches!(c, '+' | '#') {
            spelled.push(c);
        } else if !spelled.is_empty() && !spelled.ends_with('-') {
            spelled.push('-');
        }
    }
    spelled.truncate(spelled.trim_end_matches('-').len());
    spelled
}

/// The terms of which a step teaches one, the learner's choice: AWS, Google Cloud or Azure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternatives {
    /// Id of the step.
    pub step: String,
    /// Ids of the terms, in the order of the data.
    pub terms: Vec<String>,
}

impl Alternatives {
    /// The alternatives of all steps that teach one of several terms and nothing else by their own name, as `sql` does.
    #[must_use]
    pub fn all(terms: &Terms) -> Vec<Alternatives> {
        let mut all: Vec<Alternatives> = Vec::new();
        for term in terms.iter().filter(|term| term.one_of) {
            for step in term.steps.iter().filter(|step| terms.iter().all(|term| term.id != **step)) {
                match all.iter_mut().find(|known| known.step == *step) {
                    Some(known) => known.terms.push(term.id.clone()),
                    None => all.push(Alternatives { step: step.clone(), terms: vec![term.id.clone()] }),
                }
            }
        }
        all.retain(|known| known.terms.len() > 1);
        all
    }
}

/// What a word of a posting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// Something one can do.
    Skill,
    /// Something one works with.
    Tool,
    /// A certificate.
    Certificate,
}

impl fmt::Display for TermKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_signs_and_blanks() {
        for (word, spelled) in
            [("Python_Basics", "python-basics"), (" git ", "git"), ("C++", "c++"), ("CI/CD", "ci-cd"), (",", ""), ("", "")]
        {
            assert_eq!(spelling(word), spelled, "{word:?}");
        }
    }
}
