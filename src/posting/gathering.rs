//! What a posting says, gathered: conditions as its blocks are read, and one need of all that ask for the same.

use crate::text::shortened;

use super::blocks::Block;
use super::clauses::is_firm;
use super::conditions::{Condition, ConditionKind, conditions_in, is_merely_welcome};
use super::headings::Section;
use super::lists::Sentence;
use super::{Mention, Posting, Requirement};

impl Posting {
    /// Lines of the text as it was given, which may be a page of fewer lines.
    pub(super) fn number_lines(&mut self, lines: &[usize]) {
        let given = |line: &mut usize| *line = lines.get(*line - 1).copied().unwrap_or(*line);
        self.mentions.iter_mut().for_each(|mention| given(&mut mention.line));
        self.conditions.iter_mut().for_each(|condition| given(&mut condition.line));
        self.passed_over.iter_mut().for_each(|section| given(&mut section.line));
        // A text of one line says where the work is done there, once.
        let mut told: Vec<(ConditionKind, usize)> = Vec::new();
        self.conditions.retain(|condition| {
            let place = (condition.kind, condition.line);
            let is_new = !told.contains(&place);
            told.push(place);
            is_new
        });
    }

    pub(super) fn add_conditions(&mut self, block: &Block, title: &Sentence<'_>) {
        let line = block.line_at(0);
        for kind in conditions_in(title, true) {
            self.conditions.push(Condition { kind, line, quote: quote(title.text), preferred: false });
        }
    }

    /// Of what is said not to be needed, only the pay is a condition; what stands under what would be nice is preferred at most.
    pub(super) fn add_conditions_at(&mut self, block: &Block, sentence: &Sentence<'_>, at: usize, section: Section) {
        let text = sentence.text;
        let line = block.line_at(at + text.len() - text.trim_start().len());
        for kind in conditions_in(sentence, false) {
            let holds = section != Section::NotNeeded || kind == ConditionKind::Pay;
            if holds && !self.conditions.iter().any(|known| known.kind == kind && known.line == line) {
                let is_of_wishes = section == Section::Nice && kind.is_of_applicant() && !is_firm(&sentence.words, sentence.said);
                let preferred = is_of_wishes || is_merely_welcome(sentence, kind);
                self.conditions.push(Condition { kind, line, quote: quote(text), preferred });
            }
        }
    }

    /// Makes one need of all that ask for the same, and takes out what a group or a single term says already.
    pub(super) fn join_mentions(&mut self) {
        let mut joined: Vec<Mention> = Vec::new();
        for need in self.mentions.drain(..) {
            let same = |known: &&mut Mention| {
                known.any_of.len() == need.any_of.len() && need.any_of.iter().all(|term| known.any_of.contains(term))
            };
            match joined.iter_mut().find(same) {
                Some(known) => known.requirement = known.requirement.max(need.requirement),
                None => joined.push(need),
            }
        }
        let singles: Vec<(usize, Requirement)> =
            joined.iter().filter(|need| need.any_of.len() == 1).map(|need| (need.any_of[0], need.requirement)).collect();
        // A group is met when one of its members is asked for more on its own.
        joined.retain(|need| {
            let is_group = need.any_of.len() > 1;
            !is_group || !singles.iter().any(|(term, level)| need.any_of.contains(term) && *level > need.requirement)
        });
        let groups: Vec<(Vec<usize>, Requirement)> =
            joined.iter().filter(|need| need.any_of.len() > 1).map(|need| (need.any_of.clone(), need.requirement)).collect();
        joined.retain(|need| {
            let [only] = need.any_of.as_slice() else { return true };
            let is_less = |level: Requirement| level > need.requirement || (level == need.requirement && level != Requirement::Required);
            !groups.iter().any(|(terms, level)| terms.contains(only) && is_less(*level))
        });
        self.mentions = joined;
    }
}

/// The words of a sentence, shortened where they go on and on.
fn quote(sentence: &str) -> String {
    const LONGEST: usize = 120;
    shortened(&sentence.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST).into_owned()
}
