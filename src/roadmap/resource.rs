//! What can be opened: resources to learn from, sources of figures, and published lengths.

use serde::{Deserialize, Serialize};

use super::figure::carries_figures;
use super::{Aging, Figure, Grade, HoursRange, Price, Provenance};
use crate::dates::Date;

/// Learning material.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Permanent id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Author or publisher.
    pub by: String,
    /// Its page.
    pub url: String,
    /// What it is.
    #[serde(default)]
    pub kind: Option<ResourceKind>,
    /// What it costs; `None` where nobody says.
    #[serde(default)]
    pub price: Option<Price>,
    /// How long it takes; `None` where no source states it.
    #[serde(default)]
    pub hours: Option<HoursRange>,
    /// What to know of it, one line.
    #[serde(default)]
    pub note: Option<String>,
}

carries_figures!(Resource { price, hours });

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceKind {
    /// Lessons in an order, with exercises.
    Course,
    /// One lesson or tutorial.
    Lesson,
    /// A book.
    Book,
    /// A video.
    Video,
    /// Documentation to look things up.
    Reference,
    /// Exercises.
    Practice,
    /// Data to work on.
    Data,
    /// A program.
    Tool,
    /// A paper.
    Paper,
    /// A talk.
    Talk,
}

impl ResourceKind {
    /// Whether it teaches, so that a beginner can start with it.
    #[must_use]
    pub fn teaches(self) -> bool {
        matches!(self, ResourceKind::Course | ResourceKind::Lesson | ResourceKind::Book | ResourceKind::Video)
    }
}

/// A page or book that figures come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id, in a name space it shares with published lengths.
    pub id: String,
    /// Title.
    pub title: String,
    /// Author or publisher.
    pub by: String,
    /// Address.
    #[serde(default)]
    pub url: Option<String>,
    /// Edition and page of a book.
    #[serde(default)]
    pub page: Option<String>,
    /// The day it was read; of the copy that was read, where that bears a date.
    pub read_on: Date,
    /// The day it says it was published or updated.
    #[serde(default)]
    pub published_on: Option<Date>,
    /// What kind of source it is.
    pub kind: SourceKind,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A guide to the career.
    Guide,
    /// The vendor of a certification or the author of a course.
    Vendor,
    /// A curriculum with hours.
    Curriculum,
    /// A catalog of courses or exams.
    Catalog,
    /// An article.
    Article,
    /// Official statistics.
    Statistics,
}

/// The length of a course or book as somebody publishes it: a figure and its source in one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedLength {
    /// Permanent id, in a name space it shares with sources.
    pub id: String,
    /// The course or book, and how much of it.
    pub title: String,
    /// Who states the length.
    pub by: String,
    /// Ids of the steps it speaks about.
    #[serde(default)]
    pub steps: Vec<String>,
    /// Id of the resource whose whole length it is.
    #[serde(default)]
    pub resource: Option<String>,
    /// What the page says, with the arithmetic where it states weeks.
    pub states: String,
    /// Hours.
    pub low: f64,
    /// Hours; the same as `low` for one number.
    pub high: f64,
    /// Address.
    #[serde(default)]
    pub url: Option<String>,
    /// Edition and page of a book.
    #[serde(default)]
    pub page: Option<String>,
    /// The day it was read.
    pub read_on: Date,
    /// How sure it is.
    pub grade: Grade,
    /// Whether it may stand for the study of a topic.
    #[serde(default = "yes")]
    pub counts: bool,
    /// Why it may not.
    #[serde(default)]
    pub why_not: Option<String>,
}

fn yes() -> bool {
    true
}

impl PublishedLength {
    /// It as a source.
    #[must_use]
    pub fn as_source(&self) -> Source {
        Source {
            id: self.id.clone(),
            title: format!("{}: {}", self.title, self.states),
            by: self.by.clone(),
            url: self.url.clone(),
            page: self.page.clone(),
            read_on: self.read_on,
            published_on: None,
            kind: SourceKind::Curriculum,
        }
    }
}

impl Figure for PublishedLength {
    fn provenance(&self) -> Provenance<'_> {
        Provenance {
            grade: self.grade,
            checked_on: Some(self.read_on),
            sources: vec![&self.id],
            arithmetic: Some(&self.states),
            aging: Aging::Never,
        }
    }

    fn day_mut(&mut self) -> Option<&mut Option<Date>> {
        None
    }
}
