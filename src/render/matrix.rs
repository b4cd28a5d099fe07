//! Matrices: a table where there is room for all voices, else thing by thing.

use crate::view::{Cell, Column, Matrix, Role, Span, Table};

use super::{Styles, table, wrap};

/// Blanks before each line.
const INDENT: usize = 2;

/// Appends a matrix, each line ended.
pub(super) fn matrix(text: &mut String, content: &Matrix, width: usize, unicode: bool, styles: Styles) {
    let grid = as_table(content);
    if table::needs(&grid, unicode) <= width {
        table::table(text, &grid, width, unicode, styles);
        return;
    }
    let widest = content.voices.iter().map(String::len).max().unwrap_or_default() + 2;
    for (thing, cells) in &content.rows {
        wrap::line(text, &[span(Role::Strong, thing)], INDENT, INDENT, width, styles);
        for (voice, said) in content.voices.iter().zip(cells) {
            let Some(said) = said else { continue };
            let spans = [span(Role::Dim, &format!("{voice:<widest$}")), span(Role::Text, said)];
            wrap::line(text, &spans, 2 * INDENT, 2 * INDENT + widest, width, styles);
        }
    }
}

fn span(role: Role, text: &str) -> Span {
    Span { role, text: text.to_owned() }
}

fn as_table(content: &Matrix) -> Table {
    let mut columns = vec![Column::Packed(""); content.voices.len()];
    columns.insert(0, Column::Fixed(""));
    let mut table = Table::new(columns);
    table.indent = INDENT;
    let mut heads = vec![Cell::text("")];
    heads.extend(content.voices.iter().map(|voice| Cell::of(Role::Heading, voice)));
    table.rows.push(heads);
    for (thing, said) in &content.rows {
        let mut cells = vec![Cell::of(Role::Strong, thing)];
        cells.extend(said.iter().map(|said| said.as_ref().map_or_else(|| Cell::of(Role::Dim, "-"), Cell::text)));
        table.rows.push(cells);
    }
    table
}
