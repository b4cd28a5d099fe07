//! Lines of styled words, wrapped at blanks.

use unicode_width::UnicodeWidthStr;

use crate::view::{Role, Span};

use super::Styles;

/// Appends a line, wrapped to the width; wrapped lines are indented by `hang`. A word longer than
/// the width stays whole: ids, links and commands are to be copied.
pub(super) fn line(text: &mut String, spans: &[Span], indent: usize, hang: usize, width: usize, styles: Styles) {
    // On a narrow screen words are not squeezed into its last columns.
    let hang = hang.min(width / 2);
    let mut out = Writer { text, styles, column: 0, gap: String::new(), indent, run: String::new(), role: Role::Text };
    let pieces: Vec<Piece<'_>> = spans.iter().flat_map(pieces).collect();
    for (at, Piece { role, word, gap }) in pieces.iter().enumerate() {
        if !word.is_empty() {
            let whole = glued_width(&pieces[at..]);
            // What fits no line stands beside its label, and a command beside its words: a line of its own helps neither.
            let fits_nowhere = hang + whole > width && (*role == Role::Command || out.column + out.gap.len() <= hang);
            if out.column > 0 && !out.gap.is_empty() && out.column + out.gap.len() + whole > width && !fits_nowhere {
                out.break_line(hang);
            }
            out.word(*role, word);
        }
        out.gap.push_str(gap);
    }
    out.flush();
    text.push('\n');
}

/// Words of one role, and the blanks behind them a line may be broken at.
struct Piece<'a> {
    role: Role,
    word: &'a str,
    gap: &'a str,
}

/// The parts of a span; a command is one, so that it can be copied, and so are a sign and the state behind it.
fn pieces(span: &Span) -> impl Iterator<Item = Piece<'_>> {
    let until = match span.role {
        Role::Command => span.text.len(),
        Role::State(_) => span.text.match_indices(' ').nth(1).map_or(span.text.len(), |(at, _)| at + 1),
        _ => 0,
    };
    let (whole, broken) = span.text.split_at(until);
    std::iter::once(whole).filter(|whole| !whole.is_empty()).chain(broken.split_inclusive(' ')).map(|piece| {
        let (word, gap) = piece.split_at(piece.trim_end_matches(' ').len());
        Piece { role: span.role, word, gap }
    })
}

/// The width of the first word with those that follow it without a blank: they stay on its line.
fn glued_width(pieces: &[Piece<'_>]) -> usize {
    let mut width = 0;
    for Piece { word, gap, .. } in pieces {
        width += word.width();
        if !gap.is_empty() {
            break;
        }
    }
    width
}

struct Writer<'a> {
    text: &'a mut String,
    styles: Styles,
    column: usize,
    /// Blanks that come before the next word, if there is one on this line.
    gap: String,
    indent: usize,
    /// Words of one role that are painted together.
    run: String,
    role: Role,
}

impl Writer<'_> {
    fn word(&mut self, role: Role, word: &str) {
        if self.column == 0 {
            self.text.extend(std::iter::repeat_n(' ', self.indent));
            self.column = self.indent;
        }
        if role != self.role {
            self.flush();
            self.role = role;
        }
        if self.run.is_empty() {
            self.text.push_str(&self.gap);
        } else {
            self.run.push_str(&self.gap);
        }
        self.run.push_str(word);
        self.column += self.gap.len() + word.width();
        self.gap.clear();
    }

    fn flush(&mut self) {
        self.text.push_str(&self.styles.paint(self.role, &self.run));
        self.run.clear();
    }

    fn break_line(&mut self, hang: usize) {
        self.flush();
        self.text.push('\n');
        self.column = 0;
        self.gap.clear();
        self.indent = hang;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::State;

    #[track_caller]
    fn wraps(spans: &[(Role, &str)], width: usize, expected: &str) {
        let spans: Vec<Span> = spans.iter().map(|(role, text)| Span { role: *role, text: (*text).to_owned() }).collect();
        let mut text = String::new();
        line(&mut text, &spans, 2, 4, width, Styles::new(false));
        assert_eq!(text, expected);
    }

    #[test]
    fn lines_wrap_at_blanks_only() {
        wraps(&[(Role::Text, "one two three")], 40, "  one two three\n");
        wraps(&[(Role::Text, "one two three")], 10, "  one two\n    three\n");
        wraps(&[(Role::Text, "one "), (Role::Code, "two,"), (Role::Text, " three")], 11, "  one two,\n    three\n");
        wraps(&[(Role::Text, "glued"), (Role::Code, "together")], 8, "  gluedtogether\n");
        wraps(&[(Role::Text, "one two"), (Role::Dim, ", three")], 9, "  one\n    two,\n    three\n");
        wraps(&[(Role::Text, "https://a-very-long-address")], 10, "  https://a-very-long-address\n");
        wraps(&[(Role::Text, "")], 10, "\n");
        wraps(&[(Role::State(State::Done), "x done on a day")], 9, "  x done\n    on a\n    day\n");
        wraps(&[(Role::Dim, "P "), (Role::Code, "https://a-long-one")], 12, "  P https://a-long-one\n");
        wraps(&[(Role::Text, "to undo: "), (Role::Command, "mlpath undo --list")], 22, "  to undo:\n    mlpath undo --list\n");
        wraps(&[(Role::Text, "to undo: "), (Role::Command, "mlpath undo --list")], 20, "  to undo: mlpath undo --list\n");
    }
}
