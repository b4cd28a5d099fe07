//! From pages to bytes: text for people, in color or plain, at a given width.
//!
//! This is the only place that knows tables, colors and widths, and the one boundary where text
//! from files is made harmless for terminals.

mod fold;
mod harmless;
mod matrix;
mod style;
mod table;
mod timeline;
mod wrap;

use unicode_width::UnicodeWidthStr;

use crate::advice::{Advice, Target};
use crate::view::{Block, Page, Role, Span};

pub use style::Styles;

/// How to render.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to use color.
    pub color: bool,
    /// Whether more than ASCII can be shown.
    pub unicode: bool,
    /// What the commands on the page are about.
    pub target: &'a Target,
    /// The words after `mlpath` that print the page with all its details; `None` where they are printed now.
    pub whole: Option<&'a str>,
}

/// Narrower terminals are treated as this wide.
const MIN_WIDTH: usize = 40;

/// Wider ones as this wide: longer lines are hard to read.
const MAX_WIDTH: usize = 120;

/// A page as text, each line ended.
#[must_use]
pub fn page(page: &Page, options: Options<'_>) -> String {
    let page = harmless::page(page, options.target, options.unicode);
    let layout = Layout { width: options.width.clamp(MIN_WIDTH, MAX_WIDTH), unicode: options.unicode, styles: Styles::new(options.color) };
    let texts: Vec<String> = page.blocks.iter().map(|block| layout.block(block)).collect();
    match options.whole {
        Some(whole) => fold::fold(&page, texts, &Advice::new(whole).command(options.target), layout),
        None => texts.concat(),
    }
}

/// How blocks become text.
#[derive(Debug, Clone, Copy)]
struct Layout {
    width: usize,
    unicode: bool,
    styles: Styles,
}

impl Layout {
    /// A block as text, each line ended.
    fn block(self, block: &Block) -> String {
        let Layout { width, unicode, styles } = self;
        let mut text = String::new();
        match block {
            Block::Blank => text.push('\n'),
            Block::Line { indent, hang, line } => wrap::line(&mut text, &line.spans, *indent, *hang, width, styles),
            Block::Verbatim { indent, line } => {
                text.extend(std::iter::repeat_n(' ', *indent));
                line.spans.iter().for_each(|span| text.push_str(&styles.paint(span.role, &span.text)));
                text.push('\n');
            }
            Block::Table(content) => table::table(&mut text, content, width, unicode, styles),
            Block::Timeline(content) => timeline::timeline(&mut text, content, width, unicode, styles),
            Block::Weeks(content) => {
                let mut spans = vec![
                    Span { role: Role::Heading, text: content.label.clone() },
                    Span { role: Role::Done, text: timeline::weeks(content, unicode) },
                ];
                spans.extend(content.after.spans.iter().cloned());
                wrap::line(&mut text, &spans, 0, content.label.len(), width, styles);
            }
            Block::Advice { indent, commands } => advice(&mut text, *indent, commands, width, styles),
            Block::Matrix(content) => matrix::matrix(&mut text, content, width, unicode, styles),
        }
        text
    }
}

/// Commands in one column and what they do in the next; below each other where that is too wide.
fn advice(text: &mut String, indent: usize, commands: &[(String, String)], width: usize, styles: Styles) {
    const GAP: usize = 3;
    let widest = commands.iter().map(|(command, _)| command.width()).max().unwrap_or_default();
    let longest = commands.iter().map(|(_, does)| does.width()).max().unwrap_or_default();
    let room = width.saturating_sub(indent + widest + GAP);
    let is_beside = longest <= room || room >= width / 2;
    for (command, does) in commands {
        let mut spans = vec![Span { role: Role::Command, text: command.clone() }];
        if is_beside {
            spans.push(Span { role: Role::Text, text: format!("{}{does}", " ".repeat(widest - command.width() + GAP)) });
            wrap::line(text, &spans, indent, indent + widest + GAP, width, styles);
        } else {
            wrap::line(text, &spans, indent, indent, width, styles);
            let does = Span { role: Role::Text, text: does.clone() };
            wrap::line(text, &[does], indent + GAP, indent + GAP, width, styles);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Cell, Column, Line, Table};

    fn sample() -> Page {
        let mut page = Page::new();
        page.heading("Title");
        page.line(Line::new().text("plain ").advice("next").text(" and more words that go on and on beyond the edge of a narrow screen"));
        let mut table = Table::new([Column::Fixed("id"), Column::Wrapping("title"), Column::Number("h")]);
        table.rows.push(vec![
            Cell::of(Role::Code, "pandas"),
            Cell::text("a title that is long enough to wrap on a narrow one"),
            Cell::text("12"),
        ]);
        table.rows.push(vec![Cell::of(Role::Code, "git"), Cell::Bar { share: 0.5 }, Cell::text("7")]);
        page.table(table);
        page
    }

    fn rendered(width: usize, color: bool, unicode: bool) -> String {
        page(&sample(), Options { width, color, unicode, target: &Target::default(), whole: None })
    }

    #[test]
    fn plain_text_keeps_the_width_and_has_no_trailing_blanks() {
        for width in [40, 60, 80, 120] {
            for line in rendered(width, false, false).lines() {
                assert!(line.chars().count() <= width, "{width}: {line:?}");
                assert_eq!(line, line.trim_end());
                assert!(line.is_ascii());
            }
        }
    }

    #[test]
    fn color_adds_escapes_and_nothing_else() {
        let plain = rendered(60, false, true);
        let colored = rendered(60, true, true);
        assert!(colored.contains("\x1b["));
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
    }

    #[test]
    fn hostile_words_come_out_visible() {
        let mut hostile = Page::new();
        hostile.line("note: \x1b]52;c;x\x07 \u{202e}");
        let mut table = Table::new([Column::Wrapping("x")]);
        table.rows.push(vec![Cell::text("a\x1b[2Jb\nc\u{e000}")]);
        hostile.table(table);
        let text = page(&hostile, Options { width: 80, color: false, unicode: true, target: &Target::default(), whole: None });
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(text.contains("\\u{1b}[2J"), "{text}");
    }
}
