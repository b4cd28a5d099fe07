//! The boundary itself: every word of a page made harmless, before anything is laid out.
//!
//! Each block is taken apart by all its fields, so that a new one cannot be forgotten.

use std::borrow::Cow;

use crate::text::visible;
use crate::view::{Block, Cell, Line, Matrix, Page, Span, Table, Timeline, TimelineRow, Weeks};

/// The page with all its words as [`visible`] shows them.
pub(super) fn page(page: &Page) -> Page {
    let mut page = page.clone();
    page.blocks.iter_mut().for_each(block);
    page
}

fn block(block: &mut Block) {
    match block {
        Block::Blank => {}
        Block::Line { indent: _, hang: _, line: words } | Block::Verbatim { indent: _, line: words } => line(words),
        Block::Table(Table { columns: _, rows, indent: _ }) => rows.iter_mut().flatten().for_each(cell),
        Block::Matrix(Matrix { voices, rows }) => {
            voices.iter_mut().for_each(text);
            for (thing, said) in rows {
                text(thing);
                said.iter_mut().flatten().for_each(text);
            }
        }
        Block::Timeline(Timeline { titles: _, rows, marks }) => {
            for TimelineRow { label, short, shape: _, words } in rows {
                text(label);
                text(short);
                words.iter_mut().for_each(text);
            }
            for (_, name) in marks {
                text(name);
            }
        }
        Block::Weeks(Weeks { label, values: _, after }) => {
            text(label);
            line(after);
        }
    }
}

fn line(Line { spans }: &mut Line) {
    for Span { role: _, text: words } in spans {
        text(words);
    }
}

fn cell(cell: &mut Cell) {
    match cell {
        Cell::Text(_, words) => text(words),
        Cell::Bar { share: _ } => {}
    }
}

fn text(text: &mut String) {
    if let Cow::Owned(shown) = visible(text) {
        *text = shown;
    }
}
