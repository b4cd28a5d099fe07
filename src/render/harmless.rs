//! The boundary itself: advice becomes command lines and every word of a page is made harmless,
//! before anything is laid out.
//!
//! Each block is taken apart by all its fields, so that a new one cannot be forgotten.

use std::borrow::Cow;

use crate::advice::{Advice, Target};
use crate::text::visible;
use crate::view::{Block, Cell, Line, Matrix, Page, Role, Span, Table, Timeline, TimelineRow, Weeks};

/// The page with all its words as [`visible`] shows them, and its commands with the options of their target.
pub(super) fn page(page: &Page, target: &Target) -> Page {
    let mut page = page.clone();
    page.blocks.iter_mut().for_each(|part| block(part, target));
    page
}

fn block(block: &mut Block, target: &Target) {
    match block {
        Block::Blank => {}
        Block::Line { indent: _, hang: _, line: words } | Block::Verbatim { indent: _, line: words } => line(words, target),
        Block::Table(Table { columns: _, rows, indent: _ }) => rows.iter_mut().flatten().for_each(|part| cell(part, target)),
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
        Block::Advice { indent: _, commands } => {
            for (words, does) in commands {
                command(Role::Command, words, target);
                text(words);
                text(does);
            }
        }
        Block::Weeks(Weeks { label, values: _, after }) => {
            text(label);
            line(after, target);
        }
    }
}

fn line(Line { spans }: &mut Line, target: &Target) {
    for Span { role, text: words } in spans {
        command(*role, words, target);
        text(words);
    }
}

fn command(role: Role, words: &mut String, target: &Target) {
    if role == Role::Command {
        *words = Advice::new(words.as_str()).command(target);
    }
}

fn cell(cell: &mut Cell, target: &Target) {
    match cell {
        Cell::Text(role, words) => {
            command(*role, words, target);
            text(words);
        }
        Cell::Bar { share: _ } => {}
    }
}

fn text(text: &mut String) {
    if let Cow::Owned(shown) = visible(text) {
        *text = shown;
    }
}
