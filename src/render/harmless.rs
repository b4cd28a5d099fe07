//! The boundary itself: advice becomes command lines, states get their signs, and every word of a page is made
//! harmless, before anything is laid out.
//!
//! Each block is taken apart by all its fields, so that a new one cannot be forgotten.

use std::borrow::Cow;

use crate::advice::{Advice, Target};
use crate::text::visible;
use crate::view::{Block, Cell, Line, Matrix, Page, Role, Span, Table, Timeline, TimelineRow, Weeks};

/// The page with all its words as [`visible`] shows them, and its commands with the options of their target.
pub(super) fn page(page: &Page, target: &Target, unicode: bool) -> Page {
    let mut page = page.clone();
    page.blocks.iter_mut().for_each(|part| block(part, Signs { target, unicode }));
    page
}

/// What words get besides being made harmless.
#[derive(Clone, Copy)]
struct Signs<'a> {
    target: &'a Target,
    unicode: bool,
}

fn block(block: &mut Block, signs: Signs<'_>) {
    match block {
        Block::Blank => {}
        Block::Line { indent: _, hang: _, line: words } | Block::Verbatim { indent: _, line: words } => line(words, signs),
        Block::Table(Table { columns: _, rows, indent: _ }) => rows.iter_mut().flatten().for_each(|part| cell(part, signs)),
        Block::Matrix(Matrix { voices, rows }) => {
            voices.iter_mut().for_each(text);
            for (thing, said) in rows {
                text(thing);
                said.iter_mut().flatten().for_each(text);
            }
        }
        Block::Timeline(Timeline { titles: _, rows, marks, legend }) => {
            legend.iter_mut().for_each(text);
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
                signed(Role::Command, words, signs);
                text(words);
                text(does);
            }
        }
        Block::Weeks(Weeks { label, values: _, after }) => {
            text(label);
            line(after, signs);
        }
    }
}

fn line(Line { spans }: &mut Line, signs: Signs<'_>) {
    for Span { role, text: words } in spans {
        signed(*role, words, signs);
        text(words);
    }
}

fn signed(role: Role, words: &mut String, signs: Signs<'_>) {
    match role {
        Role::Command => *words = Advice::new(words.as_str()).command(signs.target),
        Role::State(state) => *words = format!("{} {words}", state.sign(signs.unicode)),
        _ => {}
    }
}

fn cell(cell: &mut Cell, signs: Signs<'_>) {
    match cell {
        Cell::Text(role, words) => {
            signed(*role, words, signs);
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
