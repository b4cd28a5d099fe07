//! What a page of the guide holds.

use serde::Serialize;

use crate::answers::basis::{BasisDocument, SourceDocument, sources_of};
use crate::answers::statement::{ConflictDocument, EntryDocument};
use crate::commands::Input;
use crate::roadmap::{Guide, Layout, Topic};
use crate::view::Head;

use super::facts::{FactDocument, SkillDocument};
use super::{Asked, SKILLS};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct GuideDocument {
    #[serde(flatten)]
    pub(super) head: Head,
    /// All topics, on the index.
    pub(super) topics: Vec<TopicName>,
    /// The topic asked for.
    pub(super) topic: Option<TopicDocument>,
    /// Dated facts that stand above the guides: of the topic, or those of the panel.
    pub(super) facts: Vec<FactDocument>,
    /// The skills the guides name, on the topic of that name.
    pub(super) skills: Vec<SkillDocument>,
    /// The conflicts that belong here.
    pub(super) conflicts: Vec<ConflictDocument>,
    /// The source it was narrowed to.
    pub(super) source: Option<String>,
    /// All sources that speak here.
    pub(super) source_details: Vec<SourceDocument>,
    /// A source to narrow the guide to.
    #[serde(skip)]
    pub(super) example_source: Option<String>,
    #[serde(skip)]
    pub(super) shown: Shown,
    /// Whether a long topic is said in full.
    #[serde(skip)]
    pub(super) all: bool,
}

/// Which page it is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Shown {
    Index,
    Topic,
    AllConflicts,
    Conflict,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct TopicName {
    pub(super) id: String,
    pub(super) aliases: Vec<String>,
    pub(super) title: String,
    pub(super) about: String,
    /// How many statements it has, of the source it is narrowed to.
    pub(super) statements: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct TopicDocument {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) sections: Vec<SectionDocument>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SectionDocument {
    pub(super) title: String,
    pub(super) note: Option<String>,
    pub(super) entries: Vec<EntryDocument>,
    #[serde(skip)]
    pub(super) layout: Layout,
}

impl SectionDocument {
    /// How much it says: an entry without statements says one thing itself.
    fn statements(&self) -> usize {
        self.entries.iter().map(|entry| entry.statements.len().max(1)).sum()
    }
}

impl GuideDocument {
    pub(super) fn new(input: &Input<'_>, guide: &Guide, asked: Option<Asked<'_>>, source: Option<&str>) -> GuideDocument {
        let shown = match asked {
            None => Shown::Index,
            Some(Asked::Topic(_)) => Shown::Topic,
            Some(Asked::AllConflicts) => Shown::AllConflicts,
            Some(Asked::Conflict(_)) => Shown::Conflict,
        };
        let topic = match asked {
            Some(Asked::Topic(topic)) => Some(TopicDocument::new(input, topic, source)),
            _ => None,
        };
        let belongs = |conflict: &crate::roadmap::Conflict| match asked {
            None => false,
            Some(Asked::Topic(topic)) => conflict.topic == topic.id,
            Some(Asked::AllConflicts) => true,
            Some(Asked::Conflict(id)) => conflict.id == id,
        };
        let speaks = |conflict: &crate::roadmap::Conflict| {
            source.is_none_or(|id| conflict.statements.iter().any(|statement| statement.source == id))
        };
        let conflicts: Vec<ConflictDocument> = guide
            .conflicts
            .iter()
            .filter(|conflict| belongs(conflict) && speaks(conflict))
            .map(|conflict| ConflictDocument::new(input.learner, conflict).said_by(source))
            .collect();
        let belongs = |fact: &&crate::roadmap::Fact| match asked {
            None => fact.panel.is_some(),
            Some(Asked::Topic(topic)) => fact.topic == topic.id,
            Some(_) => false,
        };
        let facts: Vec<FactDocument> =
            guide.facts.iter().filter(|_| source.is_none()).filter(belongs).map(|fact| FactDocument::new(input, fact)).collect();
        let is_skills = matches!(asked, Some(Asked::Topic(topic)) if topic.id == SKILLS);
        let skills = if is_skills { SkillDocument::all(guide, source) } else { Vec::new() };
        let mut speaking: Vec<&String> = Vec::new();
        for section in topic.iter().flat_map(|topic| &*topic.sections) {
            section.entries.iter().for_each(|entry| speaking.extend(&entry.basis.sources));
        }
        for conflict in &conflicts {
            speaking.extend(conflict.statements.iter().map(|statement| &statement.source));
        }
        for fact in &facts {
            speaking.extend(&fact.basis.sources);
        }
        let source_details = sources_of(input.learner.roadmap, &speaking);
        GuideDocument {
            head: Head::new("mlpath/guide/v1", input.learner.roadmap, input.learner.today),
            topics: if shown == Shown::Index { TopicName::all(input, guide, source) } else { Vec::new() },
            topic,
            facts,
            skills,
            conflicts,
            source: source.map(str::to_owned),
            source_details,
            example_source: guide.entries().find_map(|entry| entry.sources.first()).cloned(),
            shown,
            all: source.is_some(),
        }
    }

    /// The document, with a long topic said in full.
    pub(super) fn in_full(self, all: bool) -> GuideDocument {
        GuideDocument { all: self.all || all, ..self }
    }

    /// Whether nothing is said.
    pub(super) fn is_silent(&self) -> bool {
        self.topic.iter().all(|topic| topic.sections.is_empty()) && self.conflicts.is_empty() && self.skills.is_empty()
    }

    pub(super) fn bases(&self) -> Vec<&BasisDocument> {
        let mut bases: Vec<&BasisDocument> = self.facts.iter().map(|fact| &fact.basis).collect();
        for section in self.topic.as_ref().map(|topic| &topic.sections).into_iter().flatten() {
            for entry in &section.entries {
                bases.extend(entry.statements.is_empty().then_some(&entry.basis));
                bases.extend(entry.statements.iter().map(|statement| &statement.basis));
            }
        }
        if self.shown == Shown::Conflict {
            for conflict in &self.conflicts {
                bases.extend(conflict.statements.iter().map(|statement| &statement.basis));
            }
        }
        bases
    }
}

impl TopicName {
    fn all(input: &Input<'_>, guide: &Guide, source: Option<&str>) -> Vec<TopicName> {
        guide.topics.iter().map(|topic| TopicName::new(input, topic, source)).collect()
    }

    fn new(input: &Input<'_>, topic: &Topic, source: Option<&str>) -> TopicName {
        let narrowed = TopicDocument::new(input, topic, source);
        TopicName {
            id: topic.id.clone(),
            aliases: topic.aliases.clone(),
            title: topic.title.clone(),
            about: topic.about.clone(),
            statements: narrowed.sections.iter().map(SectionDocument::statements).sum(),
        }
    }
}

impl TopicDocument {
    fn new(input: &Input<'_>, topic: &Topic, source: Option<&str>) -> TopicDocument {
        let entries = |section: &crate::roadmap::Section| -> Vec<EntryDocument> {
            let all = section.entries.iter().map(|entry| EntryDocument::new(input.learner, entry));
            match source {
                Some(source) => all.filter_map(|entry| entry.said_by(source)).collect(),
                None => all.collect(),
            }
        };
        let section = |section: &crate::roadmap::Section| SectionDocument {
            title: section.title.clone(),
            note: section.note.clone(),
            entries: entries(section),
            layout: section.layout,
        };
        let sections = topic.sections.iter().map(section).filter(|section| !section.entries.is_empty()).collect();
        TopicDocument { id: topic.id.clone(), title: topic.title.clone(), lead: topic.lead.clone(), sections }
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<GuideDocument>("guide")
}
