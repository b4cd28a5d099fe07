//! Bars on an axis of months.

use crate::dates::Date;

/// What happens when.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// Titles of the words behind the bars.
    pub titles: Vec<&'static str>,
    /// One row each, from the top.
    pub rows: Vec<TimelineRow>,
    /// Days to point at, with what they are.
    pub marks: Vec<(Date, String)>,
    /// What the dark and the light part of a bar say.
    pub legend: [String; 2],
}

/// A row of a timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// What it is about.
    pub label: String,
    /// The same in fewer letters, for where room is short.
    pub short: String,
    /// What lies on the axis.
    pub shape: Shape,
    /// Words behind the bar, one for each title. The first give way where room is short.
    pub words: Vec<String>,
}

/// What lies on the axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// From a day to the one on which 10 of 20 such learners are done, and lighter to that of 17 of 20.
    Bar {
        /// Where it begins.
        from: Date,
        /// The day on which 10 of 20 are done.
        p50: Date,
        /// The 85 % day.
        p85: Date,
    },
    /// Days on which something has to be paid.
    Payments(Vec<Date>),
}

impl Shape {
    /// The first and the last day on the axis; `None` without any.
    #[must_use]
    pub fn span(&self) -> Option<(Date, Date)> {
        match self {
            Shape::Bar { from, p85, .. } => Some((*from, *p85)),
            Shape::Payments(days) => Some((*days.iter().min()?, *days.iter().max()?)),
        }
    }
}

/// A number for each of the last weeks, as small bars in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Weeks {
    /// What stands before the bars.
    pub label: String,
    /// The numbers, oldest first.
    pub values: Vec<f64>,
    /// What stands behind the bars.
    pub after: super::Line,
}
