//! Details: the parts of a page that give way where it does not fit one screen.

use std::ops::Range;

use super::{Line, Page};

/// A part of a page that may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Its blocks, by their places on the page.
    pub blocks: Range<usize>,
    /// Whether it gives way before all that is not minor.
    pub is_minor: bool,
}

impl Page {
    /// Adds a part that gives way where the page does not fit a screen. Of several the last gives way first.
    pub fn detail(&mut self, add: impl FnOnce(&mut Page) -> &mut Page) -> &mut Page {
        self.add_detail(add, false)
    }

    /// Adds a part that gives way before all details that are not minor.
    pub fn minor_detail(&mut self, add: impl FnOnce(&mut Page) -> &mut Page) -> &mut Page {
        self.add_detail(add, true)
    }

    /// Adds points under a label, each of which gives way; the label goes with the first one.
    pub fn detailed_points<I: IntoIterator<Item = impl Into<Line>>>(&mut self, label: &str, points: I) -> &mut Page {
        for (at, point) in points.into_iter().enumerate() {
            self.detail(|page| {
                if at == 0 {
                    page.indented(2, Line::new().dim(label));
                }
                page.points([point])
            });
        }
        self
    }

    /// Makes each block from a place on a detail of its own.
    pub fn details_from(&mut self, at: usize) -> &mut Page {
        self.details.retain(|detail| detail.blocks.end <= at);
        self.details.extend((at..self.blocks.len()).map(|at| Detail { blocks: at..at + 1, is_minor: false }));
        self
    }

    fn add_detail(&mut self, add: impl FnOnce(&mut Page) -> &mut Page, is_minor: bool) -> &mut Page {
        let from = self.blocks.len();
        add(self);
        if self.blocks.len() > from {
            self.details.push(Detail { blocks: from..self.blocks.len(), is_minor });
        }
        self
    }

    /// The parts that may be left out, in the order in which they give way.
    pub fn details(&self) -> impl Iterator<Item = &Detail> {
        let of = |is_minor: bool| self.details.iter().rev().filter(move |detail| detail.is_minor == is_minor);
        of(true).chain(of(false))
    }
}
