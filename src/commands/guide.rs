//! `mlpath guide`: the reference shelf, one calm page a topic.

use crate::code::Code;
use serde::Serialize;

use crate::cli::GuideArgs;
use crate::error::{Error, Exit};
use crate::roadmap::{ConflictKind, Grade, Layout, Shelf, Topic};
use crate::text::{closest, count};
use crate::view::{Cell, Column, Head, Line, Matrix, Page, Role, Show, Table};

use super::{Input, Outcome};
use crate::answers::basis::{BasisDocument, SourceDocument, say_freshness, sources_of};
use crate::answers::statement::{ConflictDocument, EntryDocument};

/// The topic that is made of all conflicts.
const CONFLICTS: &str = "conflicts";

/// Runs the command.
pub(crate) fn run(args: &GuideArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let nothing = Shelf::default();
    let shelf = input.guide.unwrap_or(&nothing);
    if shelf.topics.is_empty() {
        return Err(Error::usage(Code::NoGuide, "this roadmap has no guide").hint("leave --roadmap away to read the built-in one"));
    }
    let source = args.source.as_deref().map(|id| known_source(input, id)).transpose()?;
    let asked = args.topic.as_deref().map(|word| asked(input, shelf, word)).transpose()?;
    let document = GuideDocument::new(input, shelf, asked, source);
    if let (true, Some(source)) = (asked.is_some() && document.is_silent(), source) {
        let error = Error::new(Exit::No, Code::SilentSource, format!("{source} says nothing here"));
        return Err(error.command(&format!("guide --source {source}"), "shows where it speaks"));
    }
    Ok(Outcome::answer(document))
}

/// What a learner asks to read.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Topic(&'a Topic),
    AllConflicts,
    Conflict(&'a str),
}

fn asked<'a>(input: &Input<'_>, shelf: &'a Shelf, word: &str) -> Result<Asked<'a>, Error> {
    if let Some(topic) = shelf.topic(word) {
        return Ok(Asked::Topic(topic));
    }
    if word.eq_ignore_ascii_case(CONFLICTS) {
        return Ok(Asked::AllConflicts);
    }
    if let Some(conflict) = shelf.conflict(word) {
        return Ok(Asked::Conflict(&conflict.id));
    }
    let mut error = Error::usage(Code::UnknownTopic, format!("no topic \"{word}\""));
    let names =
        shelf.topics.iter().flat_map(Topic::names).chain([CONFLICTS]).chain(shelf.conflicts.iter().map(|conflict| conflict.id.as_str()));
    for near in closest(word, names) {
        let id = shelf.topic(near).map_or(near, |topic| topic.id.as_str());
        if !error.did_you_mean.iter().any(|known| known == id) {
            error.did_you_mean.push(id.to_owned());
        }
    }
    if input.learner.roadmap.find(word).is_some() {
        error = error.command(&format!("show {word}"), "it is an item of the roadmap");
    } else if input.learner.roadmap.goal(word).is_some() {
        error = error.command(&format!("gap --for {word}"), "it is a goal");
    } else if input.learner.roadmap.source(word).is_some() {
        error = error.command(&format!("guide --source {word}"), "it is a source");
    }
    Err(error.command("guide", "lists the topics"))
}

fn known_source<'a>(input: &Input<'a>, id: &str) -> Result<&'a str, Error> {
    if let Some(source) = input.learner.roadmap.source(id) {
        return Ok(&source.id);
    }
    let mut error = Error::usage(Code::UnknownSource, format!("no source \"{id}\""));
    let known = input.learner.roadmap.sources.iter().map(|source| source.id.as_str());
    error.did_you_mean = closest(id, known).into_iter().map(str::to_owned).collect();
    Err(error.command("guide sources", "shows them"))
}

#[derive(Serialize)]
struct GuideDocument {
    #[serde(flatten)]
    head: Head,
    /// All topics, for the index.
    topics: Vec<TopicName>,
    /// The topic asked for.
    topic: Option<TopicDocument>,
    /// The conflicts that belong here.
    conflicts: Vec<ConflictDocument>,
    /// The source it was narrowed to.
    source: Option<String>,
    /// All sources that speak here.
    sources: Vec<SourceDocument>,
    /// A source to narrow the shelf to.
    #[serde(skip)]
    example_source: Option<String>,
    #[serde(skip)]
    shown: Shown,
}

/// Which page it is.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Index,
    Topic,
    AllConflicts,
    Conflict,
}

#[derive(Serialize)]
struct TopicName {
    id: String,
    aliases: Vec<String>,
    title: String,
    about: String,
    /// How many statements it has, of the source it is narrowed to.
    statements: usize,
}

#[derive(Serialize)]
struct TopicDocument {
    id: String,
    title: String,
    lead: String,
    sections: Vec<SectionDocument>,
}

#[derive(Serialize)]
struct SectionDocument {
    title: String,
    note: Option<String>,
    entries: Vec<EntryDocument>,
    #[serde(skip)]
    layout: Layout,
}

impl GuideDocument {
    fn new(input: &Input<'_>, shelf: &Shelf, asked: Option<Asked<'_>>, source: Option<&str>) -> GuideDocument {
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
        let speaks = |conflict: &crate::roadmap::Conflict| source.is_none_or(|id| conflict.voices.iter().any(|voice| voice.source == id));
        let conflicts: Vec<ConflictDocument> = shelf
            .conflicts
            .iter()
            .filter(|conflict| belongs(conflict) && speaks(conflict))
            .map(|conflict| ConflictDocument::new(input.learner, conflict).said_by(source))
            .collect();
        let entries = topic.iter().flat_map(|topic| &topic.sections).flat_map(|section| &section.entries);
        let speaking: Vec<String> = entries
            .flat_map(|entry| entry.basis.sources.clone())
            .chain(conflicts.iter().flat_map(|conflict| conflict.voices.iter().map(|voice| voice.source.clone())))
            .collect();
        let mut shelved = shelf.topics.iter().flat_map(|topic| &topic.sections).flat_map(|section| &section.entries);
        GuideDocument {
            head: Head::new("mlpath/guide/v1", input.learner.roadmap, input.learner.today),
            topics: shelf.topics.iter().map(|topic| TopicName::new(input, topic, source)).collect(),
            topic,
            conflicts,
            source: source.map(str::to_owned),
            sources: sources_of(input.learner.roadmap, speaking.iter()),
            example_source: shelved.find_map(|entry| entry.sources.first()).cloned(),
            shown,
        }
    }

    /// Whether nothing is said.
    fn is_silent(&self) -> bool {
        self.topic.iter().all(|topic| topic.sections.is_empty()) && self.conflicts.is_empty()
    }

    fn bases(&self) -> impl Iterator<Item = &BasisDocument> {
        let entries = self.topic.iter().flat_map(|topic| &topic.sections).flat_map(|section| &section.entries);
        let said = entries.flat_map(|entry| {
            let own = entry.voices.is_empty().then_some(&entry.basis);
            own.into_iter().chain(entry.voices.iter().map(|voice| &voice.basis))
        });
        let in_full = self.shown == Shown::Conflict;
        let voices = self.conflicts.iter().filter(move |_| in_full).flat_map(|conflict| conflict.voices.iter().map(|voice| &voice.basis));
        said.chain(voices)
    }
}

impl TopicName {
    fn new(input: &Input<'_>, topic: &Topic, source: Option<&str>) -> TopicName {
        let narrowed = TopicDocument::new(input, topic, source);
        TopicName {
            id: topic.id.clone(),
            aliases: topic.aliases.clone(),
            title: topic.title.clone(),
            about: topic.about.clone(),
            statements: narrowed.sections.iter().flat_map(|section| &section.entries).map(|entry| entry.voices.len().max(1)).sum(),
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

    fn say(&self, page: &mut Page) {
        page.line(Line::new().add(Role::Heading, &self.title));
        page.line(self.lead.as_str());
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
                Layout::Voices => section.entries.iter().for_each(|entry| entry.say_with_voices(page)),
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
    let mut graded: Vec<(&str, Vec<String>)> = Vec::new();
    for entry in section.entries.iter().filter(|entry| entry.basis.grade != Grade::Weak.word()) {
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
                self.topic.iter().for_each(|topic| topic.say(&mut page));
                self.say_own_conflicts(&mut page);
                page.blank();
                self.say_voices(&mut page);
            }
        }
        say_freshness(&mut page, self.bases());
        page
    }
}

impl GuideDocument {
    fn say_index(&self, page: &mut Page) {
        page.line(Line::new().add(Role::Heading, "The reference shelf").dim("   what the field's guides say, and who says it"));
        if let Some(source) = &self.source {
            page.line(Line::new().text("Statements of ").code(source).text(" by topic:"));
        }
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
        let figures = self.bases().count();
        page.line(
            Line::new()
                .dim(format!(
                    "{}; in brackets who says it. Nobody checked it (weak) unless a grade is named. ",
                    count(figures, "statement")
                ))
                .advice("guide sources"),
        );
    }
}
