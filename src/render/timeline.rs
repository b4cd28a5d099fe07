//! Timelines: bars on an axis of months, in the width there is.

use unicode_width::UnicodeWidthStr;

use crate::dates::{self, Date};
use crate::order;
use crate::units::hours_text;
use crate::view::{Role, Shape, Timeline, TimelineRow, Weeks};

use super::Styles;

/// A bar narrower than this is put on a line of its own, under its label.
const LEAST_BAR: usize = 24;

/// Room of a month on the axis, `Nov 2026`, with two blanks behind it.
const TICK_WIDTH: usize = 10;

/// Months between two names on the axis.
const STEPS: [i32; 16] = [1, 2, 3, 4, 6, 9, 12, 18, 24, 60, 120, 300, 600, 1200, 2400, 6000];

/// What bars are made of: their part until half are done, the uncertain rest, and a pointer.
struct Marks {
    dark: &'static str,
    light: &'static str,
    pointer: &'static str,
}

const UNICODE: Marks = Marks { dark: "█", light: "░", pointer: "▲" };
const ASCII: Marks = Marks { dark: "#", light: ".", pointer: "^" };

/// Appends a timeline, each line ended.
pub(super) fn timeline(text: &mut String, content: &Timeline, width: usize, unicode: bool, styles: Styles) {
    let Some(axis) = Axis::new(content) else { return };
    let marks = if unicode { &UNICODE } else { &ASCII };
    let layout = Layout::new(content, width);
    layout.head(text, content, &axis, styles);
    for row in &content.rows {
        layout.row(text, row, &axis, marks, styles);
    }
    for (day, name) in &content.marks {
        layout.mark(text, *day, name, &axis, marks, styles);
    }
    let [dark, light] = &content.legend;
    text.push_str(&styles.paint(Role::Dim, &format!("{} {dark}   {} {light}", marks.dark, marks.light)));
    text.push('\n');
}

/// From the first day of a month to the last day of another.
struct Axis {
    first: Date,
    days: f64,
}

impl Axis {
    fn new(content: &Timeline) -> Option<Axis> {
        let mut spans: Vec<(Date, Date)> = content.rows.iter().filter_map(|row| row.shape.span()).collect();
        spans.extend(content.marks.iter().map(|(day, _)| (*day, *day)));
        let (first, last) = spans.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let first = first.first_of_month();
        Some(Axis { first, days: f64::from(dates::days_between(first, last.last_of_month())).max(1.0) })
    }

    /// The column of a day on a bar of some columns.
    fn column(&self, day: Date, columns: usize) -> usize {
        let share = f64::from(dates::days_between(self.first, day)) / self.days;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a column of a terminal")]
        let column = (share.clamp(0.0, 1.0) * columns.saturating_sub(1) as f64).round() as usize;
        column
    }

    /// The names of months with their columns: as many as there is room for, or else the first and
    /// the last, so that one can see how far it goes.
    fn ticks(&self, columns: usize) -> Vec<(usize, String)> {
        let ticks = self.even_ticks(columns);
        if ticks.len() > 2 || columns < 2 * TICK_WIDTH {
            return ticks;
        }
        #[expect(clippy::cast_possible_truncation, reason = "days of a calendar")]
        let last = self.first.add_days(self.days as i64).unwrap_or(self.first);
        vec![(0, dates::month_text(self.first)), (columns + 2 - TICK_WIDTH, dates::month_text(last))]
    }

    fn even_ticks(&self, columns: usize) -> Vec<(usize, String)> {
        let months = self.days / dates::DAYS_PER_MONTH;
        #[expect(clippy::cast_precision_loss, reason = "columns of a terminal")]
        let room = (columns / TICK_WIDTH).max(1) as f64;
        let step = STEPS.into_iter().find(|step| months / f64::from(*step) <= room).unwrap_or(12_000);
        let days = (0..).map_while(|tick: i64| self.first.add_months(tick * i64::from(step)));
        days.map(|day| (day, self.column(day, columns)))
            .take_while(|(day, column)| column + TICK_WIDTH - 2 <= columns && f64::from(dates::days_between(self.first, *day)) < self.days)
            .map(|(day, column)| (column, dates::month_text(day)))
            .collect()
    }
}

/// How wide its parts are.
struct Layout {
    /// Columns of the labels; 0 where each stands above its bar.
    label: usize,
    /// Whether the labels are the short ones.
    short: bool,
    bar: usize,
    /// How many of the words are left out, from the front.
    skipped: usize,
    /// Columns of the words that are shown.
    words: Vec<usize>,
    /// Columns of a line.
    width: usize,
}

impl Layout {
    fn new(content: &Timeline, width: usize) -> Layout {
        let label = |text: fn(&TimelineRow) -> &str| content.rows.iter().map(|row| text(row).width()).max().unwrap_or_default();
        let labels = [(label(|row| &row.label), false), (label(|row| &row.short), true)];
        let widest = |at: usize| {
            let words = content.rows.iter().filter_map(|row| row.words.get(at)).map(|word| word.width());
            words.fold(content.titles[at].width(), usize::max)
        };
        let words: Vec<usize> = (0..content.titles.len()).map(widest).collect();
        let rest =
            |label: usize, skipped: usize| width.saturating_sub(label + 2 + words[skipped..].iter().map(|word| word + 2).sum::<usize>());
        // The long labels give way first, then all but the last two words; then labels move above the bars.
        let most = words.len().saturating_sub(2);
        let choices = (0..=most).flat_map(|skipped| labels.into_iter().map(move |(label, short)| (label, short, skipped)));
        match choices.into_iter().find(|&(label, _, skipped)| rest(label, skipped) >= LEAST_BAR) {
            Some((label, short, skipped)) => {
                Layout { label, short, bar: rest(label, skipped), skipped, words: words[skipped..].to_vec(), width }
            }
            None => Layout { label: 0, short: false, bar: width, skipped: most, words: words[most..].to_vec(), width },
        }
    }

    fn is_stacked(&self) -> bool {
        self.label == 0
    }

    fn margin(&self) -> usize {
        if self.is_stacked() { 0 } else { self.label + 2 }
    }

    fn head(&self, text: &mut String, content: &Timeline, axis: &Axis, styles: Styles) {
        let mut line = " ".repeat(self.margin());
        for (column, name) in axis.ticks(self.bar) {
            line.push_str(&" ".repeat((self.margin() + column).saturating_sub(line.width())));
            line.push_str(&name);
        }
        let titles: String = self.aligned(content.titles[self.skipped..].iter().copied());
        if self.is_stacked() {
            let lead = " ".repeat(self.width.saturating_sub(titles.trim_start().width()));
            say(text, styles, Role::Dim, &format!("{lead}{}", titles.trim_start()));
        } else {
            line.push_str(&" ".repeat((self.margin() + self.bar).saturating_sub(line.width())));
            line.push_str(&titles);
        }
        say(text, styles, Role::Dim, &line);
    }

    /// Words in columns, each after two blanks and aligned right.
    fn aligned<'a>(&self, words: impl Iterator<Item = &'a str>) -> String {
        let padded: Vec<String> = words.zip(&self.words).map(|(word, width)| format!("  {word:>width$}")).collect();
        padded.concat()
    }

    fn row(&self, text: &mut String, row: &TimelineRow, axis: &Axis, marks: &Marks, styles: Styles) {
        let label = if self.short { &row.short } else { &row.label };
        let words = self.aligned(row.words.iter().skip(self.skipped).map(String::as_str));
        if self.is_stacked() {
            let room = self.width.saturating_sub(words.trim_start().width() + 1);
            let shown: String = label.chars().take(room).collect();
            let gap = " ".repeat(self.width.saturating_sub(shown.width() + words.trim_start().width()));
            say(text, styles, Role::Text, &format!("{shown}{gap}{}", words.trim_start()));
        } else {
            text.push_str(label);
            text.push_str(&" ".repeat(self.margin() - label.width()));
        }
        let end = self.bar(text, &row.shape, axis, marks, styles);
        if !self.is_stacked() && !words.is_empty() {
            text.push_str(&" ".repeat(self.bar.saturating_sub(end)));
            text.push_str(&words);
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }

    /// Draws what lies on the axis; how many columns it took.
    fn bar(&self, text: &mut String, shape: &Shape, axis: &Axis, marks: &Marks, styles: Styles) -> usize {
        let column = |day| axis.column(day, self.bar);
        match shape {
            Shape::Bar { from, p50, p85 } => {
                let (from, p50, p85) = (column(*from), column(*p50), column(*p85));
                let solid = (p50 - from.min(p50)).max(1);
                let end = (from + solid).min(self.bar);
                let light = (p85 + 1).min(self.bar).saturating_sub(end);
                text.push_str(&" ".repeat(end - solid));
                text.push_str(&styles.paint(Role::Code, &marks.dark.repeat(solid)));
                text.push_str(&styles.paint(Role::Dim, &marks.light.repeat(light)));
                end + light
            }
            Shape::Payments(days) => {
                let mut columns: Vec<usize> = days.iter().map(|day| column(*day)).collect();
                order::sort(&mut columns);
                columns.dedup();
                let mut line = String::new();
                for at in columns {
                    line.push_str(&" ".repeat(at - line.len()));
                    line.push('$');
                }
                text.push_str(&styles.paint(Role::Cost, &line));
                line.len()
            }
        }
    }

    /// Points at a day; the words stand where there is room.
    fn mark(&self, text: &mut String, day: Date, name: &str, axis: &Axis, marks: &Marks, styles: Styles) {
        let column = axis.column(day, self.bar);
        let fits = column + 2 + name.width() <= self.bar;
        let line = if fits {
            format!("{}{} {name}", " ".repeat(column), marks.pointer)
        } else {
            format!("{}{name} {}", " ".repeat(column.saturating_sub(name.width() + 1)), marks.pointer)
        };
        say(text, styles, Role::Dim, &format!("{}{line}", " ".repeat(self.margin())));
    }
}

fn say(text: &mut String, styles: Styles, role: Role, line: &str) {
    let words = line.trim();
    let lead = line.len() - line.trim_start().len();
    text.push_str(&line[..lead]);
    text.push_str(&styles.paint(role, words));
    text.push('\n');
}

/// Eight heights of a bar.
const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Hours as small bars in a row, the largest in full height, one that is nothing a dot; in ASCII the hours themselves,
/// as no signs of it look like heights.
pub(super) fn weeks(content: &Weeks, unicode: bool) -> String {
    let most = content.values.iter().copied().fold(0.0, f64::max);
    let mut bars = String::new();
    for value in &content.values {
        if !unicode {
            bars = format!("{bars}{}{}", if bars.is_empty() { "" } else { " " }, hours_text(*value));
            continue;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the heights")]
        let height = ((value / most * 8.0).ceil() as usize).clamp(1, 8) - 1;
        bars += if *value > 0.0 { HEIGHTS[height] } else { "·" };
    }
    bars
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::view::Line;

    fn sample() -> Timeline {
        let row = |label: &str, from, p50, p85| TimelineRow {
            label: label.to_owned(),
            short: label[..6].to_owned(),
            shape: Shape::Bar { from, p50, p85 },
            words: vec!["120".into(), dates::month_text(p50), dates::month_text(p85)],
        };
        Timeline {
            titles: vec!["h left", "10 of 20", "17 of 20"],
            rows: vec![
                row("1 Programming", date(2026, 11, 21), date(2027, 3, 1), date(2027, 4, 15)),
                row("2 Mathematics", date(2027, 3, 1), date(2027, 3, 2), date(2027, 4, 20)),
                TimelineRow {
                    label: "certificates".into(),
                    short: "exams".into(),
                    shape: Shape::Payments(vec![date(2027, 4, 1), date(2027, 3, 1)]),
                    words: Vec::new(),
                },
            ],
            marks: vec![(date(2026, 11, 21), "today".into()), (date(2027, 6, 30), "goal: 2027-06-30".into())],
            legend: ["half are done".into(), "17 of 20 are done".into()],
        }
    }

    fn rendered(width: usize, unicode: bool) -> String {
        let mut text = String::new();
        timeline(&mut text, &sample(), width, unicode, Styles::new(false));
        text
    }

    #[test]
    fn a_timeline_at_80_columns() {
        let expected = "
               Nov 2026   Jan 2027  Mar 2027   May 2027      h left  10 of 20  17 of 20
1 Programming      #################.........                   120  Mar 2027  Apr 2027
2 Mathematics                       #.........                  120  Mar 2027  Apr 2027
certificates                        $     $
                   ^ today
                                         goal: 2027-06-30 ^
# half are done   . 17 of 20 are done
";
        assert_eq!(format!("\n{}", rendered(87, false)), expected);
    }

    #[test]
    fn timelines_keep_the_width_and_have_no_trailing_blanks() {
        for width in [40, 60, 80, 120] {
            for unicode in [false, true] {
                let text = rendered(width, unicode);
                for line in text.lines() {
                    assert!(line.width() <= width, "{width}: {line:?}");
                    assert_eq!(line, line.trim_end());
                    assert!(unicode || line.is_ascii());
                }
                assert!(text.contains("Mar 2027"), "{text}");
            }
        }
    }

    #[test]
    fn an_axis_of_a_day_or_of_a_century_is_drawn() {
        for p85 in [date(2026, 11, 21), date(2126, 11, 20)] {
            let mut content = sample();
            content.rows[0].shape = Shape::Bar { from: date(2026, 11, 21), p50: date(2026, 11, 21), p85 };
            let mut text = String::new();
            timeline(&mut text, &content, 60, false, Styles::new(false));
            assert!(text.lines().all(|line| line.len() <= 60), "{text}");
        }
        let mut text = String::new();
        timeline(&mut text, &Timeline::default(), 60, false, Styles::new(false));
        assert_eq!(text, "");
    }

    #[test]
    fn weeks_tell_nothing_from_little() {
        let content = Weeks { label: String::new(), values: vec![0.0, 0.1, 4.0, 8.0], after: Line::new() };
        assert_eq!(weeks(&content, true), "·▁▄█");
        assert_eq!(weeks(&content, false), "0 0.1 4 8", "no signs of ASCII look like heights");
        assert_eq!(weeks(&Weeks { values: vec![0.0, 0.0], ..content }, false), "0 0");
    }
}
