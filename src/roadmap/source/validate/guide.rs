//! The gate of the reference guide: topics, conflicts and the words of job postings.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::{IdKind, Validator};
use crate::roadmap::source::draft::{Draft, Origin, Placed};
use crate::roadmap::{Entry, Grade, Layout, Section, Source, SourceKind, Statement, Topic, Unit, Value};

impl Validator {
    pub(crate) fn check_guide(&mut self, draft: &Draft) {
        for fact in &draft.facts {
            if !self.facts.insert(fact.item.id.clone()) {
                self.report(&fact.origin.at("id"), format!("the fact `{}` is there twice", fact.item.id));
            }
        }
        let mut names = HashMap::new();
        let mut entries = HashMap::new();
        for Placed { item: topic, origin } in &draft.topics {
            for name in topic.names() {
                self.id_shape(name, &origin.at("id"));
                self.register_once(&mut names, name, &origin.at("id"), || format!("`{name}` is taken by another topic"));
            }
            self.check_topic(topic, origin, &mut entries);
        }
        self.check_facts(draft);
        self.check_conflicts(draft);
        self.check_skills(draft);
        self.check_terms(draft);
    }

    /// Reports a name that is taken. Of two places, the one in a file is the one that can be mended.
    fn register_once<K: Eq + Hash>(&mut self, taken: &mut HashMap<K, Origin>, name: K, place: &Origin, message: impl FnOnce() -> String) {
        if let Some(other) = taken.insert(name, place.clone()) {
            self.report(if place.file.is_some() { place } else { &other }, message());
        }
    }

    fn check_topic<'a>(&mut self, topic: &'a Topic, origin: &Origin, entries: &mut HashMap<&'a str, Origin>) {
        for (field, text) in [("title", &topic.title), ("about", &topic.about), ("lead", &topic.lead)] {
            self.line(text, &origin.at(field));
        }
        for (n, section) in topic.sections.iter().enumerate() {
            let place = origin.at("sections").at(n);
            self.line(&section.title, &place.at("title"));
            section.note.iter().for_each(|note| self.line(note, &place.at("note")));
            for (n, entry) in section.entries.iter().enumerate() {
                let place = place.at("entries").at(n);
                self.check_entry(entry, section, &place);
                for id in std::iter::once(&entry.id).chain(&entry.also) {
                    self.id_shape(id, &place.at("id"));
                    let message = || format!("`{id}` stands in the guide already; each fact has one place");
                    self.register_once(entries, id, &place.at("id"), message);
                }
            }
        }
    }

    fn check_entry(&mut self, entry: &Entry, section: &Section, at: &Origin) {
        if entry.text.is_none() && entry.statements.is_empty() {
            self.report(at, "an entry says something: give `text` or `statements`");
        }
        if section.layout != Layout::Points && entry.label.is_none() {
            self.report(at, "an entry of this layout needs a `label`");
        }
        if section.layout == Layout::Matrix && entry.sources.len() != 1 {
            self.report(&at.at("sources"), "an entry of a matrix has exactly one source: its column");
        }
        if entry.is_figure() {
            self.figure(entry, at);
        }
        if entry.own && !entry.sources.is_empty() {
            self.report(&at.at("own"), "our own words have no `sources`");
        }
        self.check_newer(entry.superseded_by.as_ref(), entry.refuted_by.as_ref(), entry.grade, at);
        entry.label.iter().chain(&entry.text).for_each(|text| self.line(text, at));
        entry.value.iter().for_each(|value| self.check_value(value, &at.at("value")));
        self.check_statements(&entry.statements, &at.at("statements"));
    }

    fn check_statements(&mut self, statements: &[Statement], at: &Origin) {
        for (n, statement) in statements.iter().enumerate() {
            let place = at.at(n);
            self.known_sources(std::slice::from_ref(&statement.source), &place.at("source"));
            self.line(&statement.text, &place.at("text"));
            self.check_newer(statement.superseded_by.as_ref(), statement.refuted_by.as_ref(), statement.grade, &place);
            statement.value.iter().for_each(|value| self.check_value(value, &place.at("value")));
            if matches!(statement.grade, Grade::Derived | Grade::Estimate) {
                self.report(&place.at("grade"), "what a guide says is neither our arithmetic nor our estimate");
            }
        }
    }

    /// What a newer fact replaces or refutes.
    fn check_newer(&mut self, superseded: Option<&String>, refuted: Option<&String>, grade: Grade, at: &Origin) {
        for (field, id) in [("superseded_by", superseded), ("refuted_by", refuted)] {
            if let Some(id) = id.filter(|id| !self.facts.contains(*id)) {
                self.report(&at.at(field), format!("there is no fact `{id}`"));
            }
        }
        if refuted.is_some() && grade != Grade::Weak {
            self.report(at, "what a fact refutes is graded `weak`");
        }
    }

    fn check_facts(&mut self, draft: &Draft) {
        for Placed { item: fact, origin } in &draft.facts {
            self.id_shape(&fact.id, &origin.at("id"));
            for (field, text) in [("label", &fact.label), ("text", &fact.text)] {
                self.line(text, &origin.at(field));
            }
            let optional = [("includes", &fact.includes), ("place", &fact.place), ("as_of", &fact.as_of), ("panel_text", &fact.panel_text)];
            for (field, text) in optional {
                if let Some(text) = text {
                    self.line(text, &origin.at(field));
                }
            }
            if !draft.topics.iter().any(|topic| topic.item.id == fact.topic) {
                self.report(&origin.at("topic"), format!("there is no topic `{}`", fact.topic));
            }
            fact.value.iter().for_each(|value| self.check_value(value, &origin.at("value")));
            self.figure(fact, origin);
        }
    }

    fn check_skills(&mut self, draft: &Draft) {
        let mut ids = HashSet::new();
        for Placed { item: skill, origin } in &draft.skills {
            self.id_shape(&skill.id, &origin.at("id"));
            if !ids.insert(&skill.id) {
                self.report(&origin.at("id"), format!("the skill `{}` is there twice", skill.id));
            }
            self.line(&skill.name, &origin.at("name"));
            for guide in skill.ratings.keys() {
                let is_guide = |source: &Placed<Source>| source.item.id == *guide && source.item.kind == SourceKind::Guide;
                if !draft.sources.iter().any(is_guide) {
                    self.report(&origin.at("ratings"), format!("there is no guide `{guide}`"));
                }
            }
            self.known(skill.step.as_slice(), IdKind::Step, "step", &origin.at("step"));
        }
    }

    fn check_value(&mut self, value: &Value, at: &Origin) {
        let sane = value.low.is_finite()
            && (value.low >= 0.0 || value.unit == Unit::Percent)
            && value.high.is_none_or(|high| high.is_finite() && high >= value.low);
        if !sane || (value.high.is_none() && !value.or_more) {
            self.report(at, "a figure has `low` and `high` in that order, or `low` and `or_more: true`");
        }
    }

    fn check_conflicts(&mut self, draft: &Draft) {
        let mut seen = HashSet::new();
        for Placed { item: conflict, origin } in &draft.conflicts {
            self.id_shape(&conflict.id, &origin.at("id"));
            if !seen.insert(&conflict.id) {
                self.report(&origin.at("id"), format!("the conflict `{}` is there twice", conflict.id));
            }
            for (field, text) in [("title", &conflict.title), ("advice", &conflict.advice)] {
                self.line(text, &origin.at(field));
            }
            if !draft.topics.iter().any(|topic| topic.item.id == conflict.topic) {
                self.report(&origin.at("topic"), format!("there is no topic `{}`", conflict.topic));
            }
            self.check_statements(&conflict.statements, &origin.at("statements"));
        }
    }

    fn check_terms(&mut self, draft: &Draft) {
        let (mut ids, mut names) = (HashSet::new(), HashMap::new());
        for Placed { item: term, origin } in &draft.terms {
            self.id_shape(&term.id, &origin.at("id"));
            if !ids.insert(&term.id) {
                self.report(&origin.at("id"), format!("the term `{}` is there twice", term.id));
            }
            self.line(&term.name, &origin.at("name"));
            for (n, name) in term.names.iter().enumerate() {
                self.line(name, &origin.at("names").at(n));
            }
            let spellings: HashSet<String> =
                term.names.iter().chain([&term.name]).map(|name| name.to_lowercase().replace('-', " ")).collect();
            for spelling in spellings {
                let message = format!("`{spelling}` is a name of another term already");
                self.register_once(&mut names, spelling, origin, || message);
            }
            self.known(&term.steps, IdKind::Step, "step", &origin.at("steps"));
            for (n, other) in term.any_of.iter().enumerate() {
                if *other == term.id || !draft.terms.iter().any(|placed| placed.item.id == *other) {
                    self.report(&origin.at("any_of").at(n), format!("there is no other term `{other}`"));
                }
            }
            self.known(term.certification.as_slice(), IdKind::Certification, "certification", &origin.at("certification"));
        }
    }
}
