//! Tables. comfy-table lays the plain text out (widths, wrapping, alignment); color is put on
//! afterwards, cell by cell, so that it can never disturb the layout.

use std::borrow::Cow;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Width};
use unicode_width::UnicodeWidthStr;

use crate::view::{Cell, Column, Role, Span, Table};

use super::{Styles, wrap};

/// Stands between columns while the table is laid out; a private character that the boundary
/// keeps out of all content.
const COLUMN_MARK: char = '\u{e000}';

/// Fills the line between two rows while the table is laid out.
const ROW_MARK: char = '\u{e001}';

/// What columns are kept apart by.
const GAP: &str = "  ";

/// Characters of a full bar.
const BAR_WIDTH: usize = 10;

/// The empty part of a bar, and that of one in ASCII.
const EMPTY: [char; 2] = ['░', '-'];

/// The least room a wrapping column needs to be worth showing.
const MIN_WRAP: usize = 12;

/// What a cell says that has nothing to say.
const NOTHING_TOLD: &str = "-";

/// Blanks before what is said of a row below its id.
const STACKED: usize = 2;

/// A longer word of a wrapping column is broken, rather than the column left out for its sake.
const LONGEST_WORD: usize = 32;

/// Appends a table, each line ended. Where room is short, extra columns go first, from the right;
/// then what wraps stands below the id of its row.
pub(super) fn table(text: &mut String, content: &Table, width: usize, unicode: bool, styles: Styles) {
    if content.rows.is_empty() {
        return;
    }
    let (fits, widths) = fitting(content, width, unicode);
    let overflows = needed(content.indent, &widths) > width;
    if overflows && (0..content.columns.len()).all(|at| longest_cell(content, at, unicode) + content.indent <= width) {
        return stacked(text, content, width, unicode, styles);
    }
    let content = &*fits;
    let mut grid = comfy_table::Table::new();
    grid.load_style(
        NOTHING
            .header_lines(comfy_table::ContentLineStyle::none().junction(COLUMN_MARK))
            .content_lines(comfy_table::ContentLineStyle::none().junction(COLUMN_MARK))
            .header_separator(LineStyle::none().fill(ROW_MARK).junction(ROW_MARK))
            .row_separator(LineStyle::none().fill(ROW_MARK).junction(ROW_MARK)),
    );
    grid.set_header(content.columns.iter().map(|column| column.title()));
    for row in &content.rows {
        grid.add_row(row.iter().map(|cell| plain(cell, unicode)));
    }
    // A column mark is one wide, the gap it becomes two: leave room for the difference.
    let room = width.saturating_sub(content.indent + content.columns.len().saturating_sub(1));
    grid.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::try_from(room).unwrap_or(u16::MAX));
    for (at, column) in content.columns.iter().enumerate() {
        let Some(laid_out) = grid.column_mut(at) else { continue };
        laid_out.set_padding((0, 0));
        // A record may name things of any length; what would push all else off the screen is broken.
        let is_endless = overflows && widths[at] > width / 2;
        if !matches!(column, Column::Wrapping(_) | Column::Packed(_)) && !is_endless {
            laid_out.set_constraint(ColumnConstraint::ContentWidth);
        }
        if matches!(column, Column::Packed(_)) {
            laid_out.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(widths[at]).unwrap_or(u16::MAX))));
        }
        if matches!(column, Column::Number(_) | Column::ExtraNumber(_)) {
            laid_out.set_cell_alignment(CellAlignment::Right);
        }
    }
    paint(text, &grid, content, styles);
}

/// Rows one below the other, each as its id and what its other columns say: for where not even ids and numbers stand
/// side by side.
fn stacked(text: &mut String, content: &Table, width: usize, unicode: bool, styles: Styles) {
    let id = content.columns.iter().position(|column| matches!(column, Column::Fixed(title) if !title.is_empty())).unwrap_or_default();
    let span = |role: Role, text: String| Span { role, text };
    for row in &content.rows {
        let mut lead: Vec<Span> = Vec::new();
        for cell in row.iter().take(id + 1) {
            lead.push(span(role(cell), plain(cell, unicode).into_owned()));
            lead.push(span(Role::Text, GAP.to_owned()));
        }
        wrap::line(text, &lead, content.indent, content.indent, width, styles);
        let mut rest: Vec<Span> = Vec::new();
        for (column, cell) in content.columns.iter().zip(row).skip(id + 1) {
            let words = plain(cell, unicode);
            if words.is_empty() || words == NOTHING_TOLD || matches!(column, Column::Extra(_) | Column::ExtraNumber(_)) {
                continue;
            }
            rest.push(span(Role::Text, if rest.is_empty() { String::new() } else { ", ".to_owned() }));
            let says_itself = column.title().is_empty() || matches!(cell, Cell::Text(Role::State(_), _)) || is_wrapping(*column);
            if !says_itself {
                rest.push(span(Role::Dim, format!("{} ", column.title())));
            }
            rest.push(span(role(cell), words.into_owned()));
        }
        if !rest.is_empty() {
            wrap::line(text, &rest, content.indent + STACKED, content.indent + STACKED, width, styles);
        }
    }
}

fn is_wrapping(column: Column) -> bool {
    matches!(column, Column::Wrapping(_) | Column::Packed(_))
}

/// The width of the widest cell that is not to be broken.
fn longest_cell(content: &Table, at: usize, unicode: bool) -> usize {
    if is_wrapping(content.columns[at]) { 0 } else { least(content, at, unicode) }
}

/// The table without the columns there is no room for, with the least width of each: they are measured once.
fn fitting(content: &Table, width: usize, unicode: bool) -> (Cow<'_, Table>, Vec<usize>) {
    let mut shown = Cow::Borrowed(content);
    let mut widths: Vec<usize> = (0..content.columns.len()).map(|at| least(content, at, unicode)).collect();
    while needed(content.indent, &widths) > width {
        let extra = shown.columns.iter().rposition(|column| matches!(column, Column::Extra(_) | Column::ExtraNumber(_)));
        let wrapping = shown.columns.iter().rposition(|column| matches!(column, Column::Wrapping(_)));
        let has_ids = shown.columns.iter().any(|column| matches!(column, Column::Fixed(_)));
        let Some(at) = extra.or(wrapping.filter(|_| has_ids)) else { break };
        let shown = shown.to_mut();
        if extra.is_none() {
            put_below_ids(shown, at, &mut widths, width, unicode);
        }
        shown.columns.remove(at);
        shown.rows.iter_mut().filter(|row| at < row.len()).for_each(|row| drop(row.remove(at)));
        widths.remove(at);
    }
    (shown, widths)
}

/// Adds the words of a column to the ids of their rows, on lines of their own: no name vanishes.
fn put_below_ids(content: &mut Table, at: usize, widths: &mut [usize], width: usize, unicode: bool) {
    let Some(id) = content.columns.iter().position(|column| matches!(column, Column::Fixed(title) if !title.is_empty())) else { return };
    let others = needed(content.indent, widths) - widths[at] - GAP.len() - widths[id];
    let room = width.saturating_sub(others).max(MIN_WRAP);
    for row in &mut content.rows {
        let Some(Cell::Text(_, words)) = row.get(at).cloned() else { continue };
        if let Some(Cell::Text(_, text)) = row.get_mut(id) {
            let mut line = String::new();
            for word in words.split_whitespace() {
                if line.width() + word.width() + 2 > room && !line.is_empty() {
                    text.push_str(&format!("\n {line}"));
                    line.clear();
                }
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            text.push_str(&format!("\n {line}"));
        }
    }
    widths[id] = least(content, id, unicode);
}

/// The least width a table can be shown in.
pub(super) fn needs(content: &Table, unicode: bool) -> usize {
    let widths: Vec<usize> = (0..content.columns.len()).map(|at| least(content, at, unicode)).collect();
    needed(content.indent, &widths)
}

/// The width of columns of some widths, with the gaps between them.
fn needed(indent: usize, widths: &[usize]) -> usize {
    indent + GAP.len() * widths.len().saturating_sub(1) + widths.iter().sum::<usize>()
}

/// The least width of a column.
fn least(content: &Table, at: usize, unicode: bool) -> usize {
    let column = content.columns[at];
    let breaks_at = if matches!(column, Column::Wrapping(_) | Column::Packed(_)) { ' ' } else { '\n' };
    let width = |text: &str| text.split(breaks_at).map(UnicodeWidthStr::width).max().unwrap_or_default();
    let cells = content.rows.iter().filter_map(|row| row.get(at)).map(|cell| width(&plain(cell, unicode)));
    let least = cells.fold(width(column.title()), usize::max);
    if matches!(column, Column::Wrapping(_)) { least.clamp(MIN_WRAP, LONGEST_WORD) } else { least }
}

/// Puts colors on the laid-out lines and real gaps between the columns.
fn paint(text: &mut String, grid: &comfy_table::Table, content: &Table, styles: Styles) {
    let has_titles = content.columns.iter().any(|column| !column.title().is_empty());
    let mut row: Option<usize> = None;
    for line in grid.lines() {
        if line.contains(ROW_MARK) {
            row = Some(row.map_or(0, |row| row + 1));
            continue;
        }
        if row.is_none() && !has_titles {
            continue;
        }
        let parts: Vec<&str> = line.split(COLUMN_MARK).collect();
        let last = parts.iter().rposition(|part| !part.trim().is_empty()).unwrap_or_default();
        text.extend(std::iter::repeat_n(' ', content.indent));
        for (at, part) in parts.iter().take(last + 1).enumerate() {
            let role = match row {
                None => Role::Dim,
                Some(row) => content.rows.get(row).and_then(|cells| cells.get(at)).map_or(Role::Text, role),
            };
            let shown = if at == last { part.trim_end() } else { part };
            let words = shown.trim();
            let lead = shown.len() - shown.trim_start().len();
            text.push_str(&shown[..lead]);
            // What is still empty of a bar is dim, so that only what is done has the color of done.
            let full = if is_bar(content, row, at) { words.trim_end_matches(EMPTY).len() } else { words.len() };
            text.push_str(&styles.paint(role, &words[..full]));
            text.push_str(&styles.paint(Role::Dim, &words[full..]));
            text.push_str(&shown[lead + words.len()..]);
            if at < last {
                text.push_str(GAP);
            }
        }
        text.push('\n');
    }
}

fn is_bar(content: &Table, row: Option<usize>, at: usize) -> bool {
    row.and_then(|row| content.rows.get(row)?.get(at)).is_some_and(|cell| matches!(cell, Cell::Bar { .. }))
}

fn role(cell: &Cell) -> Role {
    match cell {
        Cell::Text(role, _) => *role,
        Cell::Bar { .. } => Role::Done,
    }
}

fn plain(cell: &Cell, unicode: bool) -> Cow<'_, str> {
    match cell {
        Cell::Text(_, text) => Cow::Borrowed(text),
        Cell::Bar { share } => Cow::Owned(bar(*share, unicode)),
    }
}

/// A bar is empty only when nothing is done, and full only when all is.
fn bar(share: f64, unicode: bool) -> String {
    let whole = f64::from(u32::try_from(BAR_WIDTH).unwrap_or_default());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the width of a bar")]
    let full = match share {
        share if share >= 1.0 => BAR_WIDTH,
        share if share <= 0.0 => 0,
        share => (share * whole).round().clamp(1.0, whole - 1.0) as usize,
    };
    let [open_unicode, open_ascii] = EMPTY.map(String::from);
    let (done, open) = if unicode { ("█", open_unicode) } else { ("#", open_ascii) };
    done.repeat(full) + &open.repeat(BAR_WIDTH - full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_room_is_short_names_stand_below_their_ids() {
        let mut steps = Table::new([Column::Fixed("id"), Column::Wrapping("title"), Column::Number("h left"), Column::Extra("why")]);
        let row = |id: &str, title: &str| vec![Cell::text(id), Cell::text(title), Cell::text("19"), Cell::text("begun on a long day")];
        steps.rows.push(row("python-data-structures", "Lists, dictionaries and sets"));
        let mut text = String::new();
        table(&mut text, &steps, 40, false, Styles::new(false));
        assert_eq!(text, "id                             h left\npython-data-structures             19\n Lists, dictionaries and sets\n");
    }

    #[test]
    fn where_not_even_ids_and_numbers_fit_rows_are_told_one_by_one() {
        let mut exams = Table::new([Column::Fixed("exam"), Column::Fixed("10 of 20 by"), Column::Number("study"), Column::Number("fee")]);
        exams.rows.push(["azure-ai-apps-agents", "Feb 2029", "30-48 h", "$165"].map(Cell::text).to_vec());
        let mut text = String::new();
        table(&mut text, &exams, 40, false, Styles::new(false));
        assert_eq!(text, "azure-ai-apps-agents\n  10 of 20 by Feb 2029, study 30-48 h,\n  fee $165\n");
    }

    #[test]
    fn the_empty_part_of_a_bar_is_dim() {
        let shown = |share: f64, unicode: bool| {
            let mut bars = Table::new([Column::Fixed("")]);
            bars.rows.push(vec![Cell::Bar { share }]);
            let mut text = String::new();
            table(&mut text, &bars, 80, unicode, Styles::new(true));
            text
        };
        let styles = Styles::new(true);
        let expected = |full: &str, empty: &str| format!("{}{}\n", styles.paint(Role::Done, full), styles.paint(Role::Dim, empty));
        assert_eq!(shown(0.5, true), expected("█████", "░░░░░"));
        assert_eq!(shown(0.0, false), expected("", "----------"));
        assert_eq!(shown(1.0, false), expected("##########", ""));
    }

    #[test]
    fn bars_tell_nothing_something_and_all_apart() {
        assert_eq!(bar(0.0, false), "----------");
        assert_eq!(bar(0.001, false), "#---------");
        assert_eq!(bar(0.5, true), "█████░░░░░");
        assert_eq!(bar(0.999, false), "#########-");
        assert_eq!(bar(1.0, false), "##########");
    }
}
