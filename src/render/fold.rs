//! One screen: where a page has more lines than that, its details give way, the last first, and a last line says
//! how to see them.

use std::ops::Range;

use crate::text::count;
use crate::view::{Block, Detail, Page, Role, Span};

use super::{Layout, wrap};

/// Lines of a screen of 24 that are left beside the line typed and the next prompt.
const SCREEN: usize = 22;

/// The width at which a page has to fit it; narrower, the same words take more lines.
const WIDTH: usize = 80;

/// A table cut to fewer rows than this is left out.
const LEAST_ROWS: usize = 2;

/// A text of this many lines may be cut, to no fewer than the least.
const LONG_TEXT: usize = 4;
const LEAST_LINES: usize = 2;

/// The page without what does not fit a screen. `texts` are its blocks as text, `whole` is the command line that prints all.
pub(super) fn fold(page: &Page, texts: Vec<String>, whole: &str, layout: Layout) -> String {
    let room = SCREEN * WIDTH.max(layout.width) / layout.width;
    let all = lines(&texts);
    if all <= room || page.details().next().is_none() {
        return texts.concat();
    }
    // The last line says that there is more.
    let room = room - 1;
    let mut shown = texts;
    let blanks = page.blocks.iter().filter(|block| matches!(block, Block::Blank)).count();
    let mut left = all;
    for Detail { blocks, .. } in page.details() {
        // Years of a log are thousands of lines: as long as not even closed gaps make it fit, they go one by one.
        let gone = lines(&shown[blocks.clone()]);
        if left > room + blanks + gone && gone < LONG_TEXT && !holds_table(page, blocks) {
            left -= gone;
            shown[blocks.clone()].iter_mut().for_each(String::clear);
            continue;
        }
        close_gaps(page, &mut shown);
        let now = lines(&shown);
        if now <= room {
            break;
        }
        if !shorten(page, &mut shown, blocks, now - room, layout) {
            shown[blocks.clone()].iter_mut().for_each(String::clear);
        }
    }
    drop_bare_headings(page, &mut shown);
    let left = all.saturating_sub(lines(&shown));
    let mut text = shown.concat();
    let more =
        [Span { role: Role::Dim, text: format!("{}: ", count(left, "more line")) }, Span { role: Role::Command, text: whole.to_owned() }];
    wrap::line(&mut text, &more, 0, 0, layout.width, layout.styles);
    text
}

fn holds_table(page: &Page, blocks: &Range<usize>) -> bool {
    page.blocks[blocks.clone()].iter().any(|block| matches!(block, Block::Table(_)))
}

fn lines(texts: &[String]) -> usize {
    texts.iter().map(|text| text.lines().count()).sum()
}

/// Leaves out the end of a detail, the last rows of a table or the last lines of a long text, where enough of it stays;
/// says whether that was enough.
fn shorten(page: &Page, shown: &mut [String], blocks: &Range<usize>, surplus: usize, layout: Layout) -> bool {
    let Some(at) = blocks.end.checked_sub(1) else { return false };
    let before = shown[at].lines().count();
    let table = match page.blocks.get(at) {
        Some(Block::Table(table)) => table,
        Some(Block::Line { .. }) if before >= LONG_TEXT && before >= surplus + LEAST_LINES => {
            shown[at] = shown[at].split_inclusive('\n').take(before - surplus).collect();
            return true;
        }
        _ => return false,
    };
    for rows in (LEAST_ROWS..table.rows.len()).rev() {
        // A row has at least one line: fewer rows than that cannot be enough.
        if table.rows.len() - rows + (before - table.rows.len().min(before)) < surplus {
            continue;
        }
        let mut cut = table.clone();
        cut.rows.truncate(rows);
        let text = layout.block(&Block::Table(cut));
        if before - text.lines().count().min(before) >= surplus {
            shown[at] = text;
            return true;
        }
    }
    false
}

/// Leaves out empty lines that part nothing any more.
fn close_gaps(page: &Page, shown: &mut [String]) {
    let is_blank = |at: usize| matches!(page.blocks[at], Block::Blank);
    let mut follows_text = false;
    for (at, text) in shown.iter_mut().enumerate() {
        if is_blank(at) && !follows_text {
            text.clear();
        }
        follows_text = if text.is_empty() { follows_text } else { !is_blank(at) };
    }
    for at in (0..shown.len()).rev() {
        if !shown[at].is_empty() && !is_blank(at) {
            break;
        }
        shown[at].clear();
    }
}

/// Leaves out headings whose text gave way.
fn drop_bare_headings(page: &Page, shown: &mut [String]) {
    loop {
        close_gaps(page, shown);
        let Some(last) = shown.iter().rposition(|text| !text.is_empty()) else { return };
        let is_heading = match &page.blocks[last] {
            Block::Line { line, .. } | Block::Verbatim { line, .. } => {
                line.spans.iter().all(|span| span.role == Role::Heading) || line.spans.last().is_some_and(|span| span.text.ends_with(':'))
            }
            _ => false,
        };
        if last == 0 || !is_heading {
            return;
        }
        shown[last].clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::Target;
    use crate::render::{self, Options};
    use crate::view::{Cell, Column, Table};

    fn shown(page: &Page, width: usize) -> String {
        render::page(page, Options { width, color: false, unicode: false, target: &Target::default(), whole: Some("show x --all") })
    }

    fn lines_of<'a>(page: &'a mut Page, name: &str, count: usize) -> &'a mut Page {
        for at in 1..=count {
            page.line(format!("{name} {at}"));
        }
        page
    }

    #[test]
    fn a_page_that_fits_is_shown_whole() {
        let mut page = Page::new();
        page.detail(|page| lines_of(page, "line", 22));
        assert_eq!(shown(&page, 80).lines().count(), 22);
        assert!(!shown(&page, 80).contains("more"));
    }

    #[test]
    fn the_last_details_give_way_first_and_the_last_line_says_so() {
        let mut page = Page::new();
        lines_of(&mut page, "answer", 10);
        page.blank();
        page.detail(|page| lines_of(page, "first", 8));
        page.blank();
        page.detail(|page| lines_of(page, "second", 8));
        page.line("kept");
        let text = shown(&page, 80);
        assert!(text.contains("first 8") && !text.contains("second") && text.contains("\nkept\n"), "{text}");
        assert!(text.ends_with("8 more lines: mlpath show x --all\n"), "{text}");
        assert!(text.lines().count() <= 22 && !text.contains("\n\n\n"), "{text}");
    }

    #[test]
    fn no_heading_is_left_without_its_text() {
        let mut page = Page::new();
        lines_of(&mut page, "answer", 19);
        page.heading("Notes");
        lines_of(&mut page, "note", 5);
        page.details_from(1);
        let text = shown(&page, 80);
        assert!(text.contains("answer 19") && !text.contains("Notes"), "{text}");
        assert!(text.ends_with("7 more lines: mlpath show x --all\n"), "{text}");
    }

    #[test]
    fn what_is_minor_gives_way_before_what_stands_below_it() {
        let mut page = Page::new();
        page.minor_detail(|page| lines_of(page, "minor", 10));
        page.detail(|page| lines_of(page, "detail", 15));
        let text = shown(&page, 80);
        assert!(text.starts_with("detail 1\n") && text.contains("detail 15") && !text.contains("minor"), "{text}");
    }

    #[test]
    fn a_table_loses_its_last_rows_only() {
        let mut page = Page::new();
        page.line("answer");
        page.detail(|page| {
            let mut table = Table::new([Column::Fixed("id"), Column::Wrapping("title")]);
            table.rows = (1..=40).map(|at| vec![Cell::text(format!("row-{at}")), Cell::text("words")]).collect();
            page.table(table)
        });
        let text = shown(&page, 80);
        assert_eq!(text.lines().count(), 22, "{text}");
        assert!(text.contains("row-19 ") && !text.contains("row-20 "), "{text}");
        assert!(text.ends_with("21 more lines: mlpath show x --all\n"), "{text}");
    }

    #[test]
    fn a_long_text_loses_its_last_lines_only() {
        let mut page = Page::new();
        page.line("answer");
        page.detail(|page| page.line("word ".repeat(600)));
        let text = shown(&page, 80);
        assert_eq!(text.lines().count(), 22, "{text}");
        assert!(text.contains("word word") && text.ends_with(" more lines: mlpath show x --all\n"), "{text}");
    }

    #[test]
    fn what_is_no_detail_stays() {
        let mut page = Page::new();
        lines_of(&mut page, "answer", 30);
        assert_eq!(shown(&page, 80).lines().count(), 30);
        page.detail(|page| lines_of(page, "more", 1));
        assert!(shown(&page, 80).contains("answer 30"));
    }

    #[test]
    fn a_narrow_screen_shows_the_same_in_more_lines() {
        let mut page = Page::new();
        page.details_from(0);
        lines_of(&mut page, "line", 44);
        page.details_from(1);
        assert_eq!(shown(&page, 40).lines().count(), 44);
        assert_eq!(shown(&page, 80).lines().count(), 22);
    }
}
