//! What stands above the guides: dated facts, and the skills they name side by side.

use serde::Serialize;

use crate::answers::basis::BasisDocument;
use crate::commands::Input;
use crate::order;
use crate::roadmap::{Fact, Figure, Guide, Panel, Rating, Value};
use crate::view::{Cell, Column, Line, Page, Role, Table};

/// A dated fact, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FactDocument {
    id: String,
    label: String,
    text: String,
    /// Whom or what it counts.
    includes: Option<String>,
    place: Option<String>,
    as_of: Option<String>,
    value: Option<Value>,
    panel: Option<Panel>,
    #[serde(skip)]
    panel_text: String,
    pub(super) basis: BasisDocument,
}

impl FactDocument {
    pub(super) fn new(input: &Input<'_>, fact: &Fact) -> FactDocument {
        FactDocument {
            id: fact.id.clone(),
            label: fact.label.clone(),
            text: fact.text.clone(),
            includes: fact.includes.clone(),
            place: fact.place.clone(),
            as_of: fact.as_of.clone(),
            value: fact.value,
            panel: fact.panel,
            panel_text: fact.panel_text.clone().unwrap_or_else(|| fact.text.clone()),
            basis: BasisDocument::new(fact.provenance(), input.learner.today),
        }
    }

    /// Says it as a point: the fact, whom it counts, who says so and when that was read.
    pub(super) fn say(&self, page: &mut Page) {
        let line = Line::new().dim("- ").add(Role::Strong, format!("{}:", self.label));
        let mut text = format!(" {}", self.text);
        let where_and_when: Vec<&str> = [&self.place, &self.as_of].into_iter().flatten().map(String::as_str).collect();
        if let Some(includes) = &self.includes {
            text.push_str(&format!("; {includes}"));
        }
        if !where_and_when.is_empty() {
            text.push_str(&format!(" ({})", where_and_when.join(", ")));
        }
        page.hanging(2, 4, line.text(text).dim(format!(" ({}; {})", self.basis.sources.join(", "), self.basis.phrase())));
    }
}

/// Says the facts that have a line of the panel at a glance, in the order of its lines.
pub(super) fn say_panel(page: &mut Page, facts: &[FactDocument]) {
    let mut lines: Vec<&FactDocument> = facts.iter().filter(|fact| fact.panel.is_some()).collect();
    order::sort_by_key(&mut lines, |fact| fact.panel);
    for fact in lines {
        let label = fact.panel.map_or("", label_of);
        page.hanging(2, 14, Line::new().dim(format!("{label:<12}")).text(&fact.panel_text).dim(format!(" ({})", fact.basis.grade)));
    }
}

fn label_of(panel: Panel) -> &'static str {
    match panel {
        Panel::EntryPay => "Entry pay",
        Panel::SeniorPay => "Senior pay",
        Panel::Growth => "Growth",
        Panel::Jobs => "Jobs",
        Panel::Exams => "Exams",
        Panel::Other => "Also",
    }
}

/// A skill the guides name, as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SkillDocument {
    id: String,
    name: String,
    ratings: Vec<RatingDocument>,
    step: Option<String>,
    level: Option<String>,
    note: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RatingDocument {
    guide: String,
    rating: Rating,
}

impl SkillDocument {
    pub(super) fn all(guide: &Guide, source: Option<&str>) -> Vec<SkillDocument> {
        let rated = guide.skills.iter().filter(|skill| source.is_none_or(|id| skill.ratings.contains_key(id)));
        rated
            .map(|skill| SkillDocument {
                id: skill.id.clone(),
                name: skill.name.clone(),
                ratings: skill.ratings.iter().map(|(guide, &rating)| RatingDocument { guide: guide.clone(), rating }).collect(),
                step: skill.step.clone(),
                level: skill.level.clone(),
                note: skill.note.clone(),
            })
            .collect()
    }

    /// How many guides rate it, then how high the highest does: what comes first in the matrix.
    fn weight(&self) -> (usize, Option<std::cmp::Reverse<Rating>>) {
        (self.ratings.len(), self.ratings.iter().map(|rated| std::cmp::Reverse(rated.rating)).max())
    }
}

/// Says the matrix: a row for each skill, a letter in the column of each guide; the heaviest first.
pub(super) fn say_skills(page: &mut Page, skills: &[SkillDocument], most: usize) {
    let mut guides: Vec<&str> = Vec::new();
    for skill in skills {
        guides.extend(skill.ratings.iter().map(|rated| rated.guide.as_str()));
    }
    order::sort(&mut guides);
    guides.dedup();
    let mut sorted: Vec<&SkillDocument> = skills.iter().collect();
    order::sort_by_key(&mut sorted, |skill| std::cmp::Reverse(skill.weight()));
    let mut columns = vec![Column::Fixed(""); guides.len()];
    columns.insert(0, Column::Wrapping(""));
    columns.push(Column::Extra(""));
    let mut table = Table::new(columns);
    table.indent = 2;
    let mut heads = vec![Cell::text("")];
    heads.extend(guides.iter().map(|guide| Cell::of(Role::Heading, *guide)));
    heads.push(Cell::of(Role::Heading, "step"));
    table.rows.push(heads);
    for skill in sorted.iter().take(most) {
        let letter = |guide: &&str| skill.ratings.iter().find(|rated| rated.guide == **guide).map_or("", |rated| mark(rated.rating));
        let mut cells = vec![Cell::text(&skill.name)];
        cells.extend(guides.iter().map(|guide| Cell::text(letter(guide))));
        cells.push(Cell::of(Role::Code, skill.step.as_deref().unwrap_or("-")));
        table.rows.push(cells);
    }
    page.table(table);
    page.indented(
        2,
        Line::new().dim("E essential, K key, X expected, D in demand, U useful, S at senior level, P paid more, O optional, n named"),
    );
    if sorted.len() > most {
        page.indented(2, Line::new().text(format!("{} of {} skills. All: ", most, sorted.len())).advice("guide skills --all"));
    }
}

fn mark(rating: Rating) -> &'static str {
    match rating {
        Rating::Essential => "E",
        Rating::Key => "K",
        Rating::Expected => "X",
        Rating::InDemand => "D",
        Rating::Useful => "U",
        Rating::SeniorLevel => "S",
        Rating::Premium => "P",
        Rating::Optional => "O",
        Rating::Named => "n",
    }
}
