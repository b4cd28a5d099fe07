//! How a page of the guide looks.

use crate::answers::basis::say_freshness;
use crate::answers::statement::{ConflictDocument, EntryDocument};
use crate::roadmap::{ConflictKind, Grade, Layout};
use crate::text::count;
use crate::view::{Cell, Column, Line, Matrix, Page, Role, Show, Table};

use super::document::{GuideDocument, SectionDocument, Shown, TopicDocument};
use super::facts::{say_panel, say_skills};
use super::{CONFLICTS, SOURCES};

/// A topic of more lines than this is outlined unless it is asked for in full.
const MOST_LINES: usize = 24;

/// Labels of a section its outline names.
const LABELS: usize = 5;

/// Facts, and skills, a topic opens with unless it is asked for in full.
const FACTS: usize = 6;
const SKILLS_SHOWN: usize = 20;

impl TopicDocument {
    /// How many lines it would fill at the least.
    fn length(&self) -> usize {
        let lines = |section: &SectionDocument| section.entries.iter().map(|entry| 1 + entry.statements.len()).sum::<usize>();
        self.sections.iter().map(lines).sum()
    }

    /// What its sections are about, where they are too many to be read at once.
    fn say_outline(&self, page: &mut Page) {
        for section in &self.sections {
            let mut labels: Vec<&str> = section.entries.iter().filter_map(|entry| entry.label.as_deref()).collect();
            labels.dedup();
            let line = Line::new().add(Role::Strong, &section.title).dim(format!(" ({})", section.entries.len()));
            let named = labels.iter().take(LABELS).copied().collect::<Vec<_>>().join("; ");
            let rest = if labels.len() > LABELS { format!("; {} more", labels.len() - LABELS) } else { String::new() };
            let line = if named.is_empty() { line } else { line.text(format!(": {named}{rest}")) };
            page.hanging(2, 4, line);
        }
        page.blank();
        page.line(Line::new().text("All of it: ").advice(format!("guide {} --all", self.id)));
    }

    fn say(&self, page: &mut Page) {
        for section in &self.sections {
            page.heading(&section.title);
            match section.layout {
                Layout::Matrix => {
                    page.matrix(matrix(section));
                    for line in grades(section) {
                        page.indented(2, line);
                    }
                }
                Layout::Points => section.entries.iter().for_each(|entry| entry.say_point(page)),
                Layout::Statements => section.entries.iter().for_each(|entry| entry.say_with_statements(page)),
            }
            if let Some(note) = &section.note {
                page.indented(2, Line::new().dim(note));
            }
        }
    }
}

/// A row for each label, a column for each guide that speaks.
fn matrix(section: &SectionDocument) -> Matrix {
    let (mut labels, mut guides): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for entry in &section.entries {
        let (label, guide) = place(entry);
        if !labels.contains(&label) {
            labels.push(label);
        }
        if !guides.contains(&guide) {
            guides.push(guide);
        }
    }
    let said = |label: &str, guide: &str| {
        let here = section.entries.iter().filter(|entry| place(entry) == (label, guide));
        let said: Vec<&str> = here.filter_map(|entry| entry.text.as_deref()).collect();
        (!said.is_empty()).then(|| said.join("; "))
    };
    let is_stale = |guide: &str| section.entries.iter().any(|entry| place(entry).1 == guide && entry.basis.stale);
    Matrix {
        rows: labels.iter().map(|label| ((*label).to_owned(), guides.iter().map(|guide| said(label, guide)).collect())).collect(),
        voices: guides.iter().map(|guide| format!("{guide}{}", if is_stale(guide) { "*" } else { "" })).collect(),
    }
}

/// Which cells of a matrix are graded better or worse than weak, in one line for each grade.
fn grades(section: &SectionDocument) -> Vec<Line> {
    let mut graded: Vec<(Grade, Vec<String>)> = Vec::new();
    for entry in section.entries.iter().filter(|entry| entry.basis.grade != Grade::Weak) {
        let (label, guide) = place(entry);
        let of_guide = section.entries.iter().filter(|other| place(other).1 == guide);
        let whole = of_guide.clone().all(|other| other.basis.grade == entry.basis.grade);
        let cell = if whole { guide.to_owned() } else { format!("{guide} {}", label.to_lowercase()) };
        match graded.iter_mut().find(|(grade, _)| *grade == entry.basis.grade) {
            Some((_, cells)) if cells.contains(&cell) => {}
            Some((_, cells)) => cells.push(cell),
            None => graded.push((entry.basis.grade, vec![cell])),
        }
    }
    graded.into_iter().map(|(grade, cells)| Line::new().dim(format!("graded {grade}: {}", cells.join(", ")))).collect()
}

/// The row and the column of an entry.
fn place(entry: &EntryDocument) -> (&str, &str) {
    (entry.label.as_deref().unwrap_or_default(), entry.basis.sources.first().map_or("", String::as_str))
}

impl Show for GuideDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        match self.shown {
            Shown::Index => self.say_index(&mut page),
            Shown::AllConflicts => self.say_conflicts(&mut page),
            Shown::Conflict => self.conflicts.iter().for_each(|conflict| conflict.say(&mut page)),
            Shown::Topic => {
                self.topic.iter().for_each(|topic| self.say_topic(&mut page, topic));
                self.say_own_conflicts(&mut page);
                page.blank();
                self.say_voices(&mut page);
            }
        }
        say_freshness(&mut page, self.bases());
        // What a topic is about stays; of the rest, as much as there is room for.
        page.details_from(match self.shown {
            Shown::Topic => 2,
            _ => 1,
        });
        page
    }

    fn quiet(&self) -> Vec<String> {
        match (&self.topic, self.shown) {
            (Some(topic), _) => vec![topic.id.clone()],
            (None, Shown::Index) => self.topics.iter().map(|topic| topic.id.clone()).collect(),
            (None, _) => self.conflicts.iter().map(|conflict| conflict.id.clone()).collect(),
        }
    }
}

impl GuideDocument {
    fn say_topic(&self, page: &mut Page, topic: &TopicDocument) {
        page.line(Line::new().add(Role::Heading, &topic.title));
        page.line(topic.lead.as_str());
        if !self.facts.is_empty() {
            page.heading("Facts");
            let shown = if self.all { self.facts.len() } else { FACTS };
            self.facts.iter().take(shown).for_each(|fact| fact.say(page));
        }
        if !self.skills.is_empty() {
            page.heading("Skills by guide");
            say_skills(page, &self.skills, if self.all { self.skills.len() } else { SKILLS_SHOWN });
        }
        if self.all || topic.length() <= MOST_LINES {
            topic.say(page);
        } else {
            page.heading("What the guides say");
            topic.say_outline(page);
        }
    }

    fn say_index(&self, page: &mut Page) {
        page.line(Line::new().add(Role::Heading, "The reference guide").dim("   what the field's guides say, and who says it"));
        if let Some(source) = &self.source {
            page.line(Line::new().text("Statements of ").code(source).text(" by topic:"));
        }
        say_panel(page, &self.facts);
        page.blank();
        let mut table = Table::new([Column::Fixed(""), Column::Wrapping(""), Column::Number("")]);
        for topic in self.topics.iter().filter(|topic| topic.statements > 0) {
            let number = if self.source.is_some() { topic.statements.to_string() } else { String::new() };
            table.rows.push(vec![Cell::of(Role::Code, &topic.id), Cell::text(&topic.about), Cell::of(Role::Dim, number)]);
        }
        table.rows.push(vec![
            Cell::of(Role::Code, CONFLICTS),
            Cell::text("where the guides disagree, and what to make of it"),
            Cell::text(""),
        ]);
        page.table(table);
        page.blank();
        let topic = self.topics.iter().find(|topic| topic.statements > 0).map_or(CONFLICTS, |topic| &topic.id);
        let mut line = Line::new().text("Read one: ").advice(format!("guide {topic}"));
        if let Some(source) = &self.example_source {
            line = line.text("; one source: ").code(format!("--source {source}"));
        }
        page.line(line.text("; figures: ").code("--json"));
    }

    fn say_conflicts(&self, page: &mut Page) {
        page.line(Line::new().add(Role::Heading, "Where the guides disagree"));
        page.line("mlpath averages nothing: each voice stands with its name, and a word on what to make of it.");
        for kind in ConflictKind::ALL {
            let here: Vec<&ConflictDocument> = self.conflicts.iter().filter(|conflict| conflict.is_of(kind)).collect();
            if here.is_empty() {
                continue;
            }
            page.heading(kind.phrase());
            let mut table = Table::new([Column::Fixed(""), Column::Wrapping(""), Column::Extra("")]);
            table.indent = 2;
            for conflict in here {
                table.rows.push(vec![
                    Cell::of(Role::Code, &conflict.id),
                    Cell::text(&conflict.title),
                    Cell::of(Role::Dim, &conflict.topic),
                ]);
            }
            page.table(table);
        }
        page.blank();
        if let Some(first) = self.conflicts.first() {
            page.line(Line::new().text("One in full: ").advice(format!("guide {}", first.id)));
        }
    }

    fn say_own_conflicts(&self, page: &mut Page) {
        if self.conflicts.is_empty() {
            return;
        }
        page.heading(format!("Where the guides disagree here ({})", self.conflicts.len()));
        let mut table = Table::new([Column::Fixed(""), Column::Wrapping("")]);
        table.indent = 2;
        for conflict in &self.conflicts {
            table.rows.push(vec![Cell::of(Role::Code, &conflict.id), Cell::text(&conflict.title)]);
        }
        page.table(table);
        page.indented(2, Line::new().dim("One in full: ").advice(format!("guide {}", self.conflicts[0].id)));
    }

    fn say_voices(&self, page: &mut Page) {
        let figures = self.bases().len();
        let line = Line::new().dim(format!(
            "{}; in brackets who says it. Unless another grade is shown, nobody has verified it (weak). ",
            count(figures, "statement")
        ));
        let explains_grades = self.topics.iter().any(|topic| topic.id == SOURCES);
        page.line(if explains_grades { line.advice(format!("guide {SOURCES}")) } else { line });
    }
}
