//! Figures: numbers and terms of the outside world, each with what it rests on.
//!
//! A figure never stands alone. It carries how sure it is (its [`Grade`]), the day its source was
//! read, and the source ids. Which fields of an item are figures is said once, where the item is
//! defined ([`carries_figures`]); reading, checking and auditing all go through that list.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Storable, Stored};
use crate::dates::{self, Date};
use crate::units::Usd;

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Our own estimate: no source states it, so it bears no date.
    #[default]
    Estimate,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Grade {
    /// All grades, the surest first.
    pub const ALL: [Grade; 5] = [Grade::Official, Grade::Secondary, Grade::Weak, Grade::Derived, Grade::Estimate];
}

/// After how long a figure should be looked up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aging {
    /// Prices, offers and rules of vendors: 180 days.
    Fee,
    /// Pay and jobs: a year.
    Market,
    /// Hours, names and dates: never.
    Never,
}

impl Aging {
    /// The days it stays fresh; `None` for always.
    #[must_use]
    pub fn fresh_days(self) -> Option<i32> {
        match self {
            Aging::Fee => Some(180),
            Aging::Market => Some(365),
            Aging::Never => None,
        }
    }
}

/// What a figure rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// How sure it is.
    pub grade: Grade,
    /// The day somebody read its source; `None` for estimates.
    pub checked_on: Option<Date>,
    /// Ids of the sources; empty only for estimates.
    pub sources: Vec<&'a str>,
    /// The arithmetic of a derived figure.
    pub arithmetic: Option<&'a str>,
    /// How fast it ages.
    pub aging: Aging,
}

impl Provenance<'_> {
    /// Whether its source was read longer ago than its kind of figure stays fresh. What has no day
    /// cannot be called stale.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        let age = self.checked_on.map(|day| dates::days_between(day, today));
        age.zip(self.aging.fresh_days()).is_some_and(|(age, fresh)| age > fresh)
    }
}

/// Anything that rests on something.
pub trait Figure {
    /// What the figure rests on.
    fn provenance(&self) -> Provenance<'_>;
    /// The day somebody read its source, to fill in; `None` where that is never left to the sources.
    fn day_mut(&mut self) -> Option<&mut Option<Date>>;

    /// Fills in the day where the data leaves it to the sources.
    fn default_date(&mut self, day: Option<Date>) {
        if let Some(own) = self.day_mut() {
            *own = own.or(day);
        }
    }
}

/// A field that holds figures: one, one or none, or several.
pub trait FigureField {
    /// Calls `visit` with each figure.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Figure));
    /// As [`FigureField::each`], to change them.
    fn each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Figure));
}

impl<F: Figure> FigureField for F {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Figure)) {
        visit(self);
    }
    fn each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Figure)) {
        visit(self);
    }
}

impl<F: Figure> FigureField for Option<F> {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Figure)) {
        if let Some(figure) = self {
            visit(figure);
        }
    }
    fn each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Figure)) {
        if let Some(figure) = self {
            visit(figure);
        }
    }
}

impl<F: Figure> FigureField for Vec<F> {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Figure)) {
        for figure in self {
            visit(figure);
        }
    }
    fn each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Figure)) {
        for figure in self {
            visit(figure);
        }
    }
}

impl<T: FigureField + Storable> FigureField for Stored<T> {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a dyn Figure)) {
        (**self).each(visit);
    }
    fn each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Figure)) {
        (**self).each_mut(visit);
    }
}

/// An item whose figures can be visited, each with the name of its field.
pub trait CarriesFigures {
    /// Calls `visit` with the field and the figure, in the order of the fields.
    fn for_each_figure<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn Figure));
    /// As [`CarriesFigures::for_each_figure`], to change them.
    fn for_each_figure_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Figure));

    /// All figures with their fields.
    fn figures(&self) -> Vec<(&'static str, &dyn Figure)> {
        let mut figures = Vec::new();
        self.for_each_figure(&mut |field, figure| figures.push((field, figure)));
        figures
    }
}

/// Says which fields of an item are figures. This is the only list of them.
macro_rules! carries_figures {
    ($item:ty { $($field:ident),* $(,)? }) => {
        impl $crate::roadmap::CarriesFigures for $item {
            fn for_each_figure<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a dyn $crate::roadmap::Figure)) {
                $($crate::roadmap::FigureField::each(&self.$field, &mut |figure| visit(stringify!($field), figure));)*
            }
            fn for_each_figure_mut(&mut self, visit: &mut dyn FnMut(&mut dyn $crate::roadmap::Figure)) {
                $($crate::roadmap::FigureField::each_mut(&mut self.$field, visit);)*
            }
        }
    };
}

/// Defines figure types: the fields given, plus the five every figure has.
macro_rules! figures {
    ($($(#[$doc:meta])* $name:ident ages $aging:ident like $example:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, expecting = $example)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// How sure the figure is.
            #[serde(default)]
            pub grade: $crate::roadmap::Grade,
            /// The day somebody read its source.
            #[serde(default)]
            pub checked_on: Option<$crate::dates::Date>,
            /// Ids of the sources.
            #[serde(default)]
            pub sources: $crate::roadmap::Stored<Vec<String>>,
            /// The arithmetic of a derived figure.
            #[serde(default)]
            pub arithmetic: $crate::roadmap::Stored<Option<String>>,
            /// A condition in a few words.
            #[serde(default)]
            pub note: $crate::roadmap::Stored<Option<String>>,
        }

        impl $crate::roadmap::Figure for $name {
            fn provenance(&self) -> $crate::roadmap::Provenance<'_> {
                $crate::roadmap::Provenance {
                    grade: self.grade,
                    checked_on: self.checked_on,
                    sources: self.sources.iter().map(String::as_str).collect(),
                    arithmetic: self.arithmetic.as_deref(),
                    aging: $crate::roadmap::Aging::$aging,
                }
            }
            fn day_mut(&mut self) -> Option<&mut Option<$crate::dates::Date>> {
                Some(&mut self.checked_on)
            }
        }
    )* };
}

pub(super) use {carries_figures, figures};

figures! {
    /// Hours as a source states them for a course or an exam.
    HoursRange ages Never like "hours such as {low: 20, high: 30}" {
        /// Fewest hours stated.
        low: f64,
        /// Most hours stated; the same as `low` where one number is stated.
        high: f64,
    }

    /// The price of a resource in US dollars; zero is free.
    Price ages Fee like "a price such as {usd: 0}" {
        /// Dollars.
        usd: Usd,
        /// `month` or `year` for subscriptions, absent when paid once.
        #[serde(default)]
        per: Option<String>,
    }

    /// The yearly pay rise a guide states for a certification, US dollars.
    PayBump ages Market like "a pay rise such as {low: 1000, high: 2000}" {
        /// Low end.
        low: Usd,
        /// High end.
        high: Usd,
    }

    /// Years in the field, as the guides count them.
    YearsRange ages Never like "years such as {low: 2, high: 3}" {
        /// Fewest years.
        low: f64,
        /// Most years.
        high: f64,
    }

    /// A number of things a guide advises.
    CountRange ages Never like "a count such as {low: 3, high: 5}" {
        /// At the least.
        low: u16,
        /// At the most.
        high: u16,
    }

    /// What a guide says a whole costs.
    StatedCost ages Fee like "a cost such as {usd: 1200}" {
        /// Dollars; the low end where it says `or more`.
        usd: Usd,
        /// Whether it says `or more`.
        #[serde(default)]
        or_more: bool,
    }

    /// What a rented machine costs the step that teaches it; the steps that build on it need one too.
    StatedCloud ages Fee like "a cost such as {step: cloud-platform, usd: 10}" {
        /// Id of the step.
        step: String,
        /// Dollars at the most; absent where nobody says.
        #[serde(default)]
        usd: Option<Usd>,
    }

    /// How long a guide says the whole takes.
    StatedDuration ages Never like "a duration such as {background: none, low: 24, high: 36}" {
        /// Id of the background it is said of.
        background: String,
        /// Fewest months.
        low: u16,
        /// Most months.
        high: u16,
    }
}
