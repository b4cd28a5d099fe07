//! Figures: numbers and terms of the outside world, each with what it rests on.
//!
//! A figure never stands alone. It carries how sure it is (its [`Grade`]), the day its source
//! said it, and the source ids. Screens show the grade wherever they show the figure.

use serde::{Deserialize, Serialize};

use crate::dates::{self, Date};
use crate::units::Usd;

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Read on the vendor's or author's own page, or a copy of it.
    Official,
    /// A dated page of somebody else that quotes the vendor, or several that agree.
    Secondary,
    /// One page of somebody else, not checked against the vendor.
    Weak,
    /// Arithmetic of mlpath on figures that have sources.
    Derived,
    /// No source found: general knowledge or an estimate of mlpath's own.
    Unconfirmed,
}

impl Grade {
    /// The word screens show beside a figure.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Grade::Official => "official",
            Grade::Secondary => "secondary",
            Grade::Weak => "weak",
            Grade::Derived => "derived",
            Grade::Unconfirmed => "unconfirmed",
        }
    }
}

/// What a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// How sure it is.
    pub grade: Grade,
    /// The day the source said it; the day a stored copy was read where the page states none.
    pub checked_on: Option<Date>,
    /// Ids of the sources; empty only for unconfirmed figures.
    pub sources: &'a [String],
}

/// A figure checked longer ago than this many days is marked: fees, dates and pay change within a year.
pub const FRESH_DAYS: i32 = 180;

impl Provenance<'_> {
    /// Whether the source said it more than [`FRESH_DAYS`] ago. What has no day cannot be called stale.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        self.checked_on.is_some_and(|day| dates::days_between(day, today) > FRESH_DAYS)
    }
}

/// Anything that carries a basis.
pub trait Figure {
    /// What the figure rests on.
    fn provenance(&self) -> Provenance<'_>;
    /// Fills in the day where the data leaves it to the sources.
    fn default_date(&mut self, day: Option<Date>);
}

/// Defines figure types: the fields given, plus the four every figure has.
macro_rules! figures {
    ($($(#[$doc:meta])* $name:ident like $example:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, expecting = $example)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// How sure the figure is.
            pub grade: Grade,
            /// The day the source said it.
            #[serde(default)]
            pub checked_on: Option<Date>,
            /// Ids of the sources.
            #[serde(default)]
            pub sources: Vec<String>,
            /// A condition in a few words.
            #[serde(default)]
            pub note: Option<String>,
        }

        impl Figure for $name {
            fn provenance(&self) -> Provenance<'_> {
                Provenance { grade: self.grade, checked_on: self.checked_on, sources: &self.sources }
            }
            fn default_date(&mut self, day: Option<Date>) {
                self.checked_on = self.checked_on.or(day);
            }
        }
    )* };
}

figures! {
    /// Hours of study a step takes, as percentiles over learners who have its prerequisites.
    Estimate like "hours such as {low: 4, likely: 8, high: 15, grade: unconfirmed}" {
        /// 10th percentile, hours.
        low: f64,
        /// 50th percentile, hours.
        likely: f64,
        /// 90th percentile, hours.
        high: f64,
    }

    /// Hours as a source states them for a course or an exam.
    HoursRange like "hours such as {low: 20, high: 30, grade: unconfirmed}" {
        /// Fewest hours stated.
        low: f64,
        /// Most hours stated; the same as `low` where one number is stated.
        high: f64,
    }

    /// The price of a resource in US dollars; zero is free.
    Price like "a price such as {usd: 0, grade: unconfirmed}" {
        /// Dollars.
        usd: Usd,
        /// `month` or `year` for subscriptions, absent when paid once.
        #[serde(default)]
        per: Option<String>,
    }

    /// What a certification costs when passed at the first try, US list price before tax.
    Fee like "a fee such as {usd: 200, grade: unconfirmed}" {
        /// Dollars; the low end where the price depends on the time taken.
        usd: Usd,
        /// The high end of a range.
        #[serde(default)]
        usd_high: Option<Usd>,
    }

    /// A statement that has no number to reckon with.
    Remark like "a statement such as {text: 2 h, grade: unconfirmed}" {
        /// The statement in a few words.
        text: String,
    }

    /// How a certification is kept.
    Renewal like "a renewal such as {text: retake, usd: 100, grade: unconfirmed}" {
        /// How, in a few words.
        text: String,
        /// What it costs, dollars; `None` where nobody says.
        #[serde(default)]
        usd: Option<Usd>,
    }

    /// How long a certification is valid.
    Validity like "a validity such as {months: 24, grade: unconfirmed}" {
        /// Months from the day it is earned; `None` where it does not run out.
        #[serde(default)]
        months: Option<u16>,
    }

    /// The yearly pay rise a guide states for a certification, US dollars.
    PayBump like "a pay rise such as {low: 1000, high: 2000, grade: unconfirmed}" {
        /// Low end.
        low: Usd,
        /// High end.
        high: Usd,
    }

    /// Years in the field, as the guides count them.
    YearsRange like "years such as {low: 2, high: 3, grade: unconfirmed}" {
        /// Fewest years.
        low: f64,
        /// Most years.
        high: f64,
    }

    /// A number of things a guide advises.
    CountRange like "a count such as {low: 3, high: 5, grade: unconfirmed}" {
        /// At the least.
        low: u16,
        /// At the most.
        high: u16,
    }

    /// What a guide says a whole costs.
    StatedCost like "a cost such as {usd: 1200, grade: unconfirmed}" {
        /// Dollars; the low end where it says `or more`.
        usd: Usd,
        /// Whether it says `or more`.
        #[serde(default)]
        or_more: bool,
    }

    /// Whether an exam can be taken.
    Availability like "a state such as {is: active, grade: unconfirmed}" {
        /// The state.
        is: ExamState,
        /// Since when, for retired exams: the last exam day.
        #[serde(default)]
        since: Option<Date>,
    }
}

/// Whether an exam can be taken today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExamState {
    /// It can be taken.
    Active,
    /// A trial version can be taken.
    Beta,
    /// It can be taken no more.
    Retired,
}

impl ExamState {
    /// The word screens and JSON show.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ExamState::Active => "active",
            ExamState::Beta => "beta",
            ExamState::Retired => "retired",
        }
    }
}

impl Availability {
    /// The state on a day: what retires later can still be taken.
    #[must_use]
    pub fn on(&self, day: Date) -> ExamState {
        match self.is {
            ExamState::Retired if self.since.is_some_and(|since| since >= day) => ExamState::Active,
            state => state,
        }
    }
}
