//! What a screen says, as data: pages of lines and tables whose words have roles, not colors.
//!
//! A command answers with one value that is both: it serializes to the JSON document scripts
//! read, and makes a [`Page`] of itself for people. Nothing here knows widths, colors or files.

mod details;
mod phrases;
#[cfg(test)]
pub(crate) mod schemas;
mod state;
mod timeline;

use std::borrow::Cow;

use serde::Serialize;

use crate::advice::{Advice, Remedy, Target};
use crate::dates::Date;
use crate::json;
use crate::roadmap::Roadmap;

pub use details::Detail;
pub use phrases::{chance_text, finish_phrase, hours_phrase, needed_phrase, range_phrase, status_role};
pub use state::State;
pub use timeline::{Shape, Timeline, TimelineRow, Weeks};

/// What a word is, for the eye. The renderer maps each role to a style once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Plain text.
    #[default]
    Text,
    /// A title of a page, section or column.
    Heading,
    /// What matters most in its line.
    Strong,
    /// What may be overlooked.
    Dim,
    /// An id, or words to type.
    Code,
    /// A command to type: the words after `mlpath`. The renderer makes it a command line and never breaks it.
    Command,
    /// Finished.
    Done,
    /// Begun.
    Doing,
    /// Counts as done because of the learner's background.
    Credited,
    /// Left out.
    Skipped,
    /// Cannot be taken any more.
    Retired,
    /// A state, shown with its sign before it.
    State(State),
    /// Money.
    Cost,
    /// What needs attention.
    Warning,
}

/// Words with one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Their role.
    pub role: Role,
    /// The words.
    pub text: String,
}

impl Span {
    /// Its words as they are read: a command is complete with the options of its target.
    #[must_use]
    pub fn plain(&self, target: &Target) -> Cow<'_, str> {
        match self.role {
            Role::Command => Cow::Owned(Advice::new(&self.text).command(target)),
            _ => Cow::Borrowed(&self.text),
        }
    }
}

/// A line of words. It wraps at blanks when it is too long.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// The words, in order.
    pub spans: Vec<Span>,
}

impl Line {
    /// An empty line to add words to.
    #[must_use]
    pub fn new() -> Line {
        Line::default()
    }

    /// Adds words of a role.
    #[must_use]
    pub fn add(mut self, role: Role, text: impl Into<String>) -> Line {
        self.spans.push(Span { role, text: text.into() });
        self
    }

    /// Adds plain words.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Line {
        self.add(Role::Text, text)
    }

    /// Adds the words of another line.
    #[must_use]
    pub fn text_of(mut self, other: Line) -> Line {
        self.spans.extend(other.spans);
        self
    }

    /// Adds an id or a command.
    #[must_use]
    pub fn code(self, text: impl Into<String>) -> Line {
        self.add(Role::Code, text)
    }

    /// Adds a command to type: the words after `mlpath`.
    #[must_use]
    pub fn advice(self, words: impl Into<String>) -> Line {
        self.add(Role::Command, words)
    }

    /// The line without roles, its commands complete with the options of their target.
    #[must_use]
    pub fn plain(&self, target: &Target) -> String {
        self.spans.iter().map(|span| span.plain(target)).collect()
    }

    /// The first command the line advises, complete with the options of its target.
    #[must_use]
    pub fn command(&self, target: &Target) -> Option<String> {
        self.spans.iter().find(|span| span.role == Role::Command).map(|span| span.plain(target).into_owned())
    }

    /// Adds words that may be overlooked.
    #[must_use]
    pub fn dim(self, text: impl Into<String>) -> Line {
        self.add(Role::Dim, text)
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Line {
        Line::new().text(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Line {
        Line::new().text(text)
    }
}

impl From<Remedy> for Line {
    fn from(remedy: Remedy) -> Line {
        let line = Line::new().text(remedy.text);
        match remedy.advice {
            Some(advice) => line.advice(advice.words()),
            None => line,
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words of one role.
    Text(Role, String),
    /// How much of a whole is done.
    Bar {
        /// Share done, 0 to 1.
        share: f64,
    },
}

impl Cell {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(Role::Text, text.into())
    }

    /// Words of a role.
    pub fn of(role: Role, text: impl Into<String>) -> Cell {
        Cell::Text(role, text.into())
    }
}

/// How a column behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Words that wrap when room is short.
    Wrapping(&'static str),
    /// As `Wrapping`, in as little room as their longest word needs.
    Packed(&'static str),
    /// Ids, dates and states: never broken.
    Fixed(&'static str),
    /// Numbers: never broken, aligned right.
    Number(&'static str),
    /// As `Fixed`, but left out where room is short.
    Extra(&'static str),
    /// As `Number`, but left out where room is short.
    ExtraNumber(&'static str),
}

impl Column {
    /// The title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Column::Wrapping(title)
            | Column::Packed(title)
            | Column::Fixed(title)
            | Column::Number(title)
            | Column::Extra(title)
            | Column::ExtraNumber(title) => title,
        }
    }
}

/// Rows under column titles.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Its indent in columns.
    pub indent: usize,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(columns: impl Into<Vec<Column>>) -> Table {
        Table { columns: columns.into(), rows: Vec::new(), indent: 0 }
    }
}

/// What several sources say of several things: a row a thing, a column a source. Where room is short it is
/// told thing by thing; nothing is ever left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// The voices.
    pub voices: Vec<String>,
    /// The things, each with what every source says of it; `None` where it says nothing.
    pub rows: Vec<(String, Vec<Option<String>>)>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A line, with the indent of its first and of its wrapped lines.
    Line {
        /// Blanks before the first line.
        indent: usize,
        /// Blanks before the lines it wraps to.
        hang: usize,
        /// The words.
        line: Line,
    },
    /// A line shown as it is, blanks and all, never wrapped.
    Verbatim {
        /// Blanks before it.
        indent: usize,
        /// The words.
        line: Line,
    },
    /// A table.
    Table(Table),
    /// A matrix.
    Matrix(Matrix),
    /// A timeline.
    Timeline(Timeline),
    /// The last weeks.
    Weeks(Weeks),
    /// Commands to choose from, each with what it does, one below the other.
    Advice {
        /// Blanks before each.
        indent: usize,
        /// The words after `mlpath`, and what the command does.
        commands: Vec<(String, String)>,
    },
    /// An empty line.
    Blank,
}

/// A screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its parts, from the top.
    pub blocks: Vec<Block>,
    /// Those that give way on a small screen, among them.
    details: Vec<Detail>,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new() -> Page {
        Page::default()
    }

    /// Adds a line at the margin.
    pub fn line(&mut self, line: impl Into<Line>) -> &mut Page {
        self.hanging(0, 0, line)
    }

    /// Adds an indented line.
    pub fn indented(&mut self, indent: usize, line: impl Into<Line>) -> &mut Page {
        self.hanging(indent, indent, line)
    }

    /// Adds a line whose wrapped lines have an indent of their own.
    pub fn hanging(&mut self, indent: usize, hang: usize, line: impl Into<Line>) -> &mut Page {
        self.blocks.push(Block::Line { indent, hang, line: line.into() });
        self
    }

    /// Adds a labeled line; labels of a page line up in one column.
    pub fn labeled(&mut self, label: &str, line: impl Into<Line>) -> &mut Page {
        let mut spans = vec![Span { role: Role::Heading, text: format!("{label:<LABEL_WIDTH$}") }];
        spans.extend(line.into().spans);
        self.hanging(0, LABEL_WIDTH, Line { spans })
    }

    /// Adds a title of a section, with an empty line before it unless it comes first.
    pub fn heading(&mut self, text: impl Into<String>) -> &mut Page {
        if !self.blocks.is_empty() {
            self.blank();
        }
        self.hanging(0, 2, Line::new().add(Role::Heading, text))
    }

    /// Adds points of a list.
    pub fn points<I: IntoIterator<Item = impl Into<Line>>>(&mut self, points: I) -> &mut Page {
        for point in points {
            let mut spans = vec![Span { role: Role::Dim, text: "- ".to_owned() }];
            spans.extend(point.into().spans);
            self.hanging(2, 4, Line { spans });
        }
        self
    }

    /// Adds a line that is shown as it is.
    pub fn verbatim(&mut self, indent: usize, line: impl Into<Line>) -> &mut Page {
        self.blocks.push(Block::Verbatim { indent, line: line.into() });
        self
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) -> &mut Page {
        self.blocks.push(Block::Table(table));
        self
    }

    /// Adds a matrix.
    pub fn matrix(&mut self, matrix: Matrix) -> &mut Page {
        self.blocks.push(Block::Matrix(matrix));
        self
    }

    /// Adds a timeline.
    pub fn timeline(&mut self, timeline: Timeline) -> &mut Page {
        self.blocks.push(Block::Timeline(timeline));
        self
    }

    /// Adds the last weeks as small bars, labeled.
    pub fn weeks(&mut self, label: &str, values: Vec<f64>, after: Line) -> &mut Page {
        self.blocks.push(Block::Weeks(Weeks { label: format!("{label:<LABEL_WIDTH$}"), values, after }));
        self
    }

    /// Adds commands to choose from, each with what it does.
    pub fn advise(&mut self, indent: usize, commands: Vec<(String, String)>) -> &mut Page {
        self.blocks.push(Block::Advice { indent, commands });
        self
    }

    /// Adds an empty line.
    pub fn blank(&mut self) -> &mut Page {
        self.blocks.push(Block::Blank);
        self
    }
}

/// Width of the column of labels.
const LABEL_WIDTH: usize = 9;

/// An answer that can say itself to people.
pub trait Show {
    /// The screen.
    fn page(&self) -> Page;

    /// What `-q` prints, a line each: the ids of what the answer is about, and nothing for a change.
    fn quiet(&self) -> Vec<String> {
        Vec::new()
    }
}

/// An answer for both: people and scripts.
pub trait View {
    /// The screen.
    fn page(&self) -> Page;

    /// What `-q` prints, a line each.
    fn quiet(&self) -> Vec<String>;

    /// The JSON document, on one or more lines, without a final newline.
    ///
    /// # Errors
    ///
    /// When a value has no JSON form, which documents of ours always have.
    fn json(&self) -> Result<String, serde_json::Error>;
}

impl<T: Show + Serialize> View for T {
    fn page(&self) -> Page {
        Show::page(self)
    }

    fn quiet(&self) -> Vec<String> {
        Show::quiet(self)
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        json::text_of(self)
    }
}

/// The head every JSON document begins with.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Head {
    /// Name and version of the document, for example `mlpath/status/v1`.
    pub schema: &'static str,
    /// The roadmap it speaks of.
    pub roadmap: RoadmapName,
    /// The day it was made for.
    pub today: Date,
}

/// Name and version of a roadmap.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RoadmapName {
    /// Short name.
    pub id: String,
    /// Version of the data.
    pub version: String,
    /// The overlay that was laid over it, by its path.
    pub overlay: Option<String>,
}

impl RoadmapName {
    /// The words behind a heading: blanks, `roadmap 2026.11`, and whether the learner's overlay is laid over it.
    #[must_use]
    pub fn phrase(&self) -> String {
        let overlay = if self.overlay.is_some() { " with your overlay" } else { "" };
        format!("   roadmap {}{overlay}", self.version)
    }
}

impl Head {
    /// The head of a document.
    #[must_use]
    pub fn new(schema: &'static str, roadmap: &Roadmap, today: Date) -> Head {
        Head {
            schema,
            roadmap: RoadmapName { id: roadmap.id.clone(), version: roadmap.version.clone(), overlay: roadmap.overlay.clone() },
            today,
        }
    }
}
