//! From text to blocks: the title, headings, points of lists and paragraphs of a posting.
//!
//! Lines that a mail program or editor wrapped are joined again, whatever mark a point has and also
//! where a browser's copy has lost the marks.

use super::headings::{self, Heading, Section};
use super::marks::{begins_point, without_mark};
use super::vocabulary::is_capital;

/// A part of a posting.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Its words on one line, without the mark of a point.
    pub(crate) text: String,
    /// Where its lines begin in `text`, and their numbers in the posting.
    lines: Vec<(usize, usize)>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum BlockKind {
    /// The job's title.
    Title,
    /// A heading, with what it says of the blocks below it.
    Heading(Heading),
    /// A point of a list.
    Item,
    /// Running text, or a line of a list without marks.
    Paragraph,
}

impl Block {
    fn new(kind: BlockKind, text: &str, number: usize) -> Block {
        Block { kind, text: text.to_owned(), lines: vec![(0, number)] }
    }

    fn append(&mut self, text: &str, number: usize) {
        self.text.push(' ');
        self.lines.push((self.text.len(), number));
        self.text.push_str(text);
    }

    /// The line of the posting that a place in the text stands on, from 1.
    pub(crate) fn line_at(&self, place: usize) -> usize {
        let line = self.lines.iter().rev().find(|(start, _)| *start <= place);
        line.or(self.lines.first()).map_or(1, |(_, number)| *number)
    }
}

/// A line of the posting as it stands.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    number: usize,
    text: &'a str,
    /// The text without mark and blanks.
    words: &'a str,
    is_point: bool,
    indent: usize,
    after_blank: bool,
    before_blank: bool,
    /// Whether the next line with words is a point of a list.
    before_point: bool,
}

/// Whether words name something the reader looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// They name nothing.
    Nothing,
    /// They name something among others.
    Among,
    /// They name something and say nothing else: `CUDA`, `AWS / GCP`.
    Only,
}

/// The blocks of a text. `naming` says whether words name something the reader looks for: such a line is a
/// point of a list, not a heading, unless it is marked as one.
pub(crate) fn blocks(text: &str, naming: &dyn Fn(&str) -> Naming) -> Vec<Block> {
    let lines = lines(text);
    let form = Form { shouts: shouts(&lines) };
    let width = wrap_width(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous: Option<Line<'_>> = None;
    // The indent of the point that the lines so far belong to.
    let mut point: Option<usize> = None;
    for line in &lines {
        let hangs = !line.after_blank && !line.is_point && point.is_some_and(|indent| line.indent > indent);
        let continues = hangs || previous.is_some_and(|before| continues(&before, line, width, form));
        let last_is_text = blocks.last().is_some_and(|block| !matches!(block.kind, BlockKind::Heading(_)));
        if continues && last_is_text && !line.is_point {
            if let Some(block) = blocks.last_mut() {
                block.append(line.words, line.number);
            }
        } else {
            blocks.push(Block::new(kind_of(line, naming, form), line.words, line.number));
            point = line.is_point.then_some(line.indent);
        }
        previous = Some(*line);
    }
    let mut blocks = with_lead_ins(cut_pasted(blocks));
    mark_title(&mut blocks);
    mark_signature(&mut blocks);
    blocks
}

/// Who signs a letter tells what they do, not what is asked for, whatever looks like a heading there: their name, say.
fn mark_signature(blocks: &mut [Block]) {
    const LONGEST: usize = 12;
    let tail = blocks.len().saturating_sub(LONGEST + 1);
    let begins = |block: &Block| block.text == "--" || headings::is_closing(&block.text);
    let Some(at) = blocks.iter().skip(tail).position(begins) else { return };
    let mut rest = blocks[tail + at..].iter_mut();
    if let Some(closing) = rest.next() {
        closing.kind = BlockKind::Heading(Heading { section: Section::PassedOver });
    }
    for block in rest.filter(|block| block.kind == BlockKind::Heading(Heading::UNKNOWN)) {
        block.kind = BlockKind::Paragraph;
    }
}

/// Text that was pasted without line breaks and wrapped since is one paragraph: its headings and points begin blocks.
fn cut_pasted(blocks: Vec<Block>) -> Vec<Block> {
    let count = blocks.len();
    let mut cut = Vec::with_capacity(count);
    for block in blocks {
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Title);
        let is_endless = is_text && (block.text.len() >= PASTED || (count == 1 && block.text.len() >= ALONE));
        if is_endless {
            cut.append(&mut pasted(&block));
        } else {
            cut.push(block);
        }
    }
    cut
}

/// A sentence above a list says what its points are, also where it was wrapped.
fn with_lead_ins(mut blocks: Vec<Block>) -> Vec<Block> {
    for at in 0..blocks.len().saturating_sub(1) {
        let leads = blocks[at].kind == BlockKind::Paragraph && blocks[at + 1].kind == BlockKind::Item && blocks[at].text.ends_with(':');
        if leads
            && !blocks[at].text.contains(". ")
            && let Some(heading) = headings::lead_in(&blocks[at].text)
        {
            blocks[at].kind = BlockKind::Heading(heading);
        }
    }
    blocks
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let all: Vec<&str> = text.lines().collect();
    let is_blank = |at: usize| all.get(at).is_none_or(|line| line.trim().is_empty());
    let next_is_point = |at: usize| {
        let next = all[at + 1..].iter().find(|line| !line.trim().is_empty());
        next.is_some_and(|line| without_mark(line).1)
    };
    let line = |at: usize| {
        let text = all[at];
        let (words, is_point) = without_mark(text);
        let indent = text.len() - text.trim_start().len();
        Line {
            number: at + 1,
            text,
            words,
            is_point,
            indent,
            after_blank: at == 0 || is_blank(at - 1),
            before_blank: is_blank(at + 1),
            before_point: next_is_point(at),
        }
    };
    (0..all.len()).filter(|at| !is_blank(*at)).map(line).filter(|line| !line.words.is_empty()).collect()
}

/// The columns a text is wrapped at; `None` where lines are as long as they are.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    const NARROWEST: usize = 36;
    const WIDEST: usize = 100;
    let longest = lines.iter().filter(|line| line.text.trim().contains(' ')).map(|line| line.text.trim_end().chars().count()).max()?;
    (NARROWEST..=WIDEST).contains(&longest).then_some(longest)
}

/// Whether a line goes on with what the line before it began.
fn continues(before: &Line<'_>, line: &Line<'_>, width: Option<usize>, form: Form) -> bool {
    let is_new = line.after_blank || line.is_point || line.number != before.number + 1;
    if is_new || form.marks_heading(line.text) || headings::begins_field(line.words) {
        return false;
    }
    let first = line.words.split_whitespace().next().unwrap_or_default();
    let is_full = width.is_some_and(|width| before.text.trim_end().chars().count() + 1 + first.chars().count() > width);
    let is_long = width.is_some_and(|width| before.text.trim_end().chars().count() > width / 2);
    let is_open = is_long && !before.words.ends_with(['.', '!', '?', ':', ';']) && line.words.starts_with(char::is_lowercase);
    let hangs_on = before.words.ends_with([',', '/', '(', '&']) || is_open;
    hangs_on || (is_full && !headings::is_known(line.words))
}

/// How a text is written.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// Whether most of its lines are in capitals, so that capitals make no heading.
    shouts: bool,
}

impl Form {
    /// Whether a line is a heading by its form alone: `## Title`, `**Title**`, a line of capitals.
    fn marks_heading(self, line: &str) -> bool {
        has_mark(line) || self.is_loud(line)
    }

    /// Whether a line is of capitals where others are not.
    fn is_loud(self, line: &str) -> bool {
        !self.shouts && is_capital(line.trim())
    }
}

/// Whether a line is marked as a heading: `## Title`, `**Title**`.
fn has_mark(line: &str) -> bool {
    let bare = line.trim();
    let is_bold = bare.starts_with("**") && bare.trim_end_matches([':', ' ']).ends_with("**") && bare.matches("**").count() == 2;
    bare.starts_with('#') || is_bold
}

fn shouts(lines: &[Line<'_>]) -> bool {
    let capital = lines.iter().filter(|line| is_capital(line.text)).count();
    capital * 2 > lines.len()
}

fn kind_of(line: &Line<'_>, naming: &dyn Fn(&str) -> Naming, form: Form) -> BlockKind {
    let bare = line.words.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | '=' | '-' | ' ' | '\u{2014}' | '\u{2022}'));
    // `CUDA` in a list of skills is one of them, not a heading.
    let is_marked = has_mark(line.text) || (form.is_loud(line.text) && naming(bare) != Naming::Only);
    if line.is_point && headings::is_point_heading(line.text.trim(), bare) {
        return headings::heading(bare, false).map_or(BlockKind::Item, BlockKind::Heading);
    }
    if !line.is_point || is_marked || bare.ends_with(':') {
        if let Some(heading) = headings::heading_on_line(bare, is_marked, !line.is_point && line.after_blank && !line.before_blank) {
            return BlockKind::Heading(heading);
        }
        let says_term = naming(bare) != Naming::Nothing;
        let stands_alone = line.after_blank && line.before_blank && bare.split_whitespace().count() <= 10;
        let may_lead = !line.is_point && (line.before_point || stands_alone) && !says_term && !bare.contains(". ");
        if let Some(heading) = may_lead.then(|| headings::lead_in(bare)).flatten() {
            return BlockKind::Heading(heading);
        }
        if !line.is_point && headings::looks_like(bare, is_marked, line.after_blank && !line.before_blank) && (is_marked || !says_term) {
            return BlockKind::Heading(Heading::UNKNOWN);
        }
    }
    if line.is_point { BlockKind::Item } else { BlockKind::Paragraph }
}

/// A point of pasted text, and the sentence at its end that leads the next points in: `You need:`.
fn point_and_lead_in(part: &str, line: usize) -> Vec<Block> {
    let part = part.trim();
    let start = [". ", "! ", "? ", ") ", "  "].iter().filter_map(|end| part.rfind(end).map(|at| at + 2)).max().unwrap_or(0);
    match part.ends_with(':').then(|| headings::lead_in(&part[start..])).flatten() {
        Some(heading) => {
            vec![Block::new(BlockKind::Item, &part[..start], line), Block::new(BlockKind::Heading(heading), &part[start..], line)]
        }
        None => vec![Block::new(BlockKind::Item, part, line)],
    }
}

/// The first block is the job's title when it is short, no heading, and not nearly all there is.
fn mark_title(blocks: &mut [Block]) {
    const TITLE_WORDS: usize = 14;
    let count = blocks.len();
    let Some(first) = blocks.first_mut() else { return };
    let is_short = first.text.split_whitespace().count() <= TITLE_WORDS && !first.text.trim_end().ends_with(['.', ':']);
    // `Skills: Python, SQL` is a field, wherever it stands.
    let is_field = first.text.split_once(": ").is_some_and(|(field, rest)| !rest.trim().is_empty() && headings::is_known(field));
    let is_text = !is_field && matches!(first.kind, BlockKind::Paragraph | BlockKind::Heading(Heading::UNKNOWN));
    if is_short && is_text && count > 2 {
        first.kind = BlockKind::Title;
    }
}

/// A line of at least so many bytes was pasted without its line breaks.
const PASTED: usize = 1000;

/// As [`PASTED`], for a text that is one line.
const ALONE: usize = 200;

/// The blocks of a text that was pasted without breaks: each heading and each point begins a new one.
fn pasted(block: &Block) -> Vec<Block> {
    let text = block.text.as_str();
    let mut cuts: Vec<usize> = vec![0];
    let mut heading_ends = 0;
    for (at, _) in text.match_indices(' ') {
        let rest = &text[at + 1..];
        if at < heading_ends {
            continue;
        }
        // Behind the mark of a point stands the point, not a heading.
        let mark = text[..at].trim_end().chars().next_back();
        let is_point = mark.is_some_and(|c| !c.is_alphanumeric() && begins_point(&format!("{c} x")));
        if begins_point(rest) {
            cuts.push(at + 1);
        } else if let Some((_, length)) = headings::leading(rest).filter(|_| !is_point) {
            cuts.push(at + 1);
            heading_ends = at + length;
        }
    }
    cuts.push(text.len());
    let mut blocks = Vec::new();
    for pair in cuts.windows(2) {
        let (part, line) = (&text[pair[0]..pair[1]], block.line_at(pair[0]));
        match headings::leading(&text[pair[0]..]) {
            Some((heading, length)) if length <= part.len() => {
                blocks.push(Block::new(BlockKind::Heading(heading), &part[..length], line));
                blocks.push(Block::new(BlockKind::Paragraph, part[length..].trim_start_matches([':', ' ', '?']), line));
            }
            _ => blocks.extend(point_and_lead_in(without_mark(part).0, line)),
        }
    }
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(String, String)> {
        let names = |words: &str| match words {
            "Kafka" | "KAFKA" => Naming::Only,
            _ if words.contains("Kafka") || words.contains("Shell") => Naming::Among,
            _ => Naming::Nothing,
        };
        let kind = |kind: BlockKind| match kind {
            BlockKind::Title => "title",
            BlockKind::Heading(_) => "heading",
            BlockKind::Item => "item",
            BlockKind::Paragraph => "text",
        };
        blocks(text, &names).into_iter().map(|block| (kind(block.kind).to_owned(), block.text)).collect()
    }

    fn are(text: &str, expected: &[(&str, &str)]) {
        let found = kinds(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(kind, text)| (kind.as_str(), text.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn points_have_any_mark_or_none() {
        for mark in [
            "-",
            "*",
            "\u{2022}",
            "\u{25cf}",
            "\u{25cb}",
            "\u{25aa}",
            "\u{2013}",
            "+",
            "\u{2713}",
            "o",
            "\u{a7}",
            "1.",
            "2)",
            "a)",
            "(b)",
            "\u{f0b7}",
            "\u{1f680}",
        ] {
            are(&format!("Requirements\n{mark} Kafka experience\n"), &[("heading", "Requirements"), ("item", "Kafka experience")]);
        }
        are(
            "Good to have:\nShell scripting skills\nSome Terraform\n",
            &[("heading", "Good to have:"), ("text", "Shell scripting skills"), ("text", "Some Terraform")],
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        are(
            "Requirements\n- Solid grounding in machine\n  learning, and\n  databases\n- C++\n",
            &[("heading", "Requirements"), ("item", "Solid grounding in machine learning, and databases"), ("item", "C++")],
        );
        let block = blocks("Requirements\n- Solid machine\n  learning\n", &|_| Naming::Nothing).remove(1);
        assert_eq!((block.line_at(0), block.line_at(14)), (2, 3));
    }

    #[test]
    fn a_name_in_capitals_is_a_point_and_other_capitals_are_a_heading() {
        are(
            "Requirements\nGit\nKAFKA\nDocker\nTHE OFFER\nTea\n",
            &[
                ("heading", "Requirements"),
                ("text", "Git"),
                ("text", "KAFKA"),
                ("text", "Docker"),
                ("heading", "THE OFFER"),
                ("text", "Tea"),
            ],
        );
    }

    #[test]
    fn a_title_is_no_heading_and_a_heading_no_title() {
        are(
            "ML engineer\nRiverport\n\nRequirements\n- Kafka\n",
            &[("title", "ML engineer"), ("text", "Riverport"), ("heading", "Requirements"), ("item", "Kafka")],
        );
        are(
            "Requirements\n- Kafka\n- Docker\n- Git\n",
            &[("heading", "Requirements"), ("item", "Kafka"), ("item", "Docker"), ("item", "Git")],
        );
    }
}
