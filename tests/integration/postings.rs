//! Job postings written and labeled by somebody who had not seen the vocabulary: how many of the
//! named things are found, how many finds are right, and how often the wish is told right.
//!
//! Figures of postings on which mlpath was not yet tried: 21 to 28 had recall 87 %, precision 92 %, wish 94 %; 31 to 43, of other
//! formats and languages and labeled by somebody who had not written the matcher, recall 84 %, precision 94 %, wish 93 %; of the
//! labels of 51 to 75, which were written to be hard, 270 of 345 were told right, wishes and conditions alike; of those of 76 to
//! 100, hard in other ways, 458 of 534; of 101 to 124, by somebody who had seen none of them, tools 265 of 302 and conditions 70 of
//! 82; of 125 to 144, by somebody who had seen three, 550 of 631 checks of tools, wishes, traps and conditions (601 after what
//! they showed was mended); of 145 to 168, 547 of 705 (47 of the others are words no vocabulary has: `video`, `testing`), and 615 of
//! the 645 that were left once misread labels were corrected. What was mended after each first run is held by the floors below; the
//! labels of 51 to 100 and from 125 on were completed after it, and names planted as traps (a dog called Scala, a CTO called Ray, a
//! legal footer with `Ray` and `Go`) left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mlpath::builtin;
use mlpath::posting::{Mention, Posting, Reader, Requirement};

use crate::common::Home;

/// What a posting names, as a careful reader labeled it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    /// How the text is laid out; postings of one format are judged together.
    format: Format,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default)]
    nice: Vec<String>,
    #[serde(default)]
    mentioned: Vec<String>,
    /// What stands in the text and is not asked for.
    #[serde(default)]
    absent: Vec<String>,
    /// The kinds of conditions it states, when they were labeled.
    #[serde(default)]
    conditions: Vec<String>,
    /// Kinds that a hasty reader takes it to state.
    #[serde(default)]
    unstated: Vec<String>,
}

/// The layout of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    /// Points with marks, numbered or lettered, as Markdown or plain.
    Points,
    /// Lines without marks, as a browser pastes them.
    Lines,
    /// Running text, or all on one line.
    Paragraphs,
    /// A web page or a feed's fragment of one.
    Html,
    /// Wrapped by a mail program.
    Wrapped,
    /// Headings of another language, or all of it.
    Languages,
}

impl Labels {
    fn all(&self) -> impl Iterator<Item = (&str, Requirement)> {
        let required = self.required.iter().map(|text| (text.as_str(), Requirement::Required));
        let nice = self.nice.iter().map(|text| (text.as_str(), Requirement::Nice));
        required.chain(nice).chain(self.mentioned.iter().map(|text| (text.as_str(), Requirement::Named)))
    }
}

#[derive(Default)]
struct Score {
    labels: usize,
    found: usize,
    finds: usize,
    right: usize,
    same_wish: usize,
}

impl Score {
    fn add(&mut self, other: &Score) {
        self.labels += other.labels;
        self.found += other.found;
        self.finds += other.finds;
        self.right += other.right;
        self.same_wish += other.same_wish;
    }

    /// Recall, precision, and the share of right finds whose wish is right, in percent rounded down.
    fn percents(&self) -> [usize; 3] {
        let percent = |part: usize, whole: usize| part * 100 / whole.max(1);
        [percent(self.found, self.labels), percent(self.right, self.finds), percent(self.same_wish, self.right)]
    }
}

fn postings() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/postings");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("postings").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

/// A thing a reader labeled, and the terms the vocabulary knows it as.
struct Label {
    phrase: String,
    wanted: Requirement,
    terms: Vec<usize>,
}

impl Label {
    /// A label and a find speak of one thing when one phrase holds the other, whatever the case and
    /// the hyphens, or when the label is another spelling of what was found.
    fn is(&self, mention: &Mention) -> bool {
        overlap(&self.phrase, &mention.phrase) || mention.any_of.iter().any(|term| self.terms.contains(term))
    }
}

/// Every alternative as a mention of its own, as the labels have them.
fn singles(mentions: Vec<Mention>) -> Vec<Mention> {
    let single = |mention: &Mention, term: usize| {
        let name = if mention.any_of.len() == 1 { mention.phrase.clone() } else { builtin::guide().terms[term].name.clone() };
        Mention { any_of: vec![term], phrase: name, ..mention.clone() }
    };
    mentions.iter().flat_map(|mention| mention.any_of.iter().map(move |term| single(mention, *term))).collect()
}

fn overlap(a: &str, b: &str) -> bool {
    let plain = |text: &str| format!(" {} ", text.to_lowercase().replace(['-', '\n', '\u{2011}'], " ").trim_end_matches('s'));
    let (a, b) = (plain(a), plain(b));
    a.trim_end().contains(b.trim_end()) || b.trim_end().contains(a.trim_end())
}

/// What recall, precision and wishes have to reach, in percent.
const FLOORS: [usize; 3] = [88, 92, 93];

#[test]
fn postings_are_read_as_a_careful_reader_does() {
    let reader = Reader::new(&builtin::guide().terms);
    let mut scores: BTreeMap<Format, Score> = BTreeMap::new();
    let (mut all, mut slips) = (Score::default(), Vec::new());
    for path in postings() {
        let text = fs::read_to_string(&path).expect("a posting");
        let labels: Labels = serde_yaml::from_str(&fs::read_to_string(path.with_extension("yaml")).expect("labels")).expect("labels");
        let name = path.file_stem().unwrap_or_default().display().to_string();
        let read = reader.read(&text);
        slips.extend(slips_of(&reader, &labels, &read).into_iter().map(|slip| format!("{name}: {slip}")));
        let score = score_of(&reader, &name, &labels, read.mentions);
        all.add(&score);
        scores.entry(labels.format).or_default().add(&score);
    }
    let mut short = Vec::new();
    for (format, score) in &scores {
        let percents = score.percents();
        println!("{format:?}: {} labels, {percents:?}", score.labels);
        if percents.iter().zip(FLOORS).any(|(percent, floor)| *percent < floor) {
            short.push(format!("{format:?}: recall, precision and wish are {percents:?}, not {FLOORS:?}"));
        }
    }
    println!("all: {} labels, {:?}\n{}", all.labels, all.percents(), slips.join("\n"));
    assert!(short.is_empty(), "{short:#?}");
    assert!(slips.len() <= MOST_SLIPS, "{slips:#?}");
}

/// A screen has 22 lines of 80 columns; what has no room is told with the command that shows it.
#[test]
fn the_gap_to_a_posting_fits_a_screen() {
    let home = Home::new();
    home.mlpath("done aws r cloud-platform").ok();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/postings");
    let names = ["03-mlops-platform.txt", "11-uk-public-sector.txt", "25-computer-vision-engineer.txt", "31-search-ranking-html.txt", ""];
    for name in names {
        let path = folder.join(name);
        let screen = home.mlpath(&format!("gap --job {}", path.display()));
        assert!(screen.stdout.lines().count() <= 22, "{name}:\n{}", screen.stdout);
        assert!(screen.stdout.contains(" --all"), "{name}:\n{}", screen.stdout);
    }
}

/// What is no posting is told at once, with what to do.
#[test]
fn what_is_no_posting_is_told() {
    let home = Home::new();
    let large = vec![b' '; 2 * 1024 * 1024];
    for (name, bytes, said) in [
        ("a.pdf", &b"%PDF-1.7"[..], "not plain text"),
        ("b.bin", &[0; 64], "not plain text"),
        ("c.txt", b"", "is empty"),
        ("d.txt", &large, "larger than 512 KiB"),
    ] {
        fs::write(home.path().join(name), bytes).expect("a file");
        let answer = home.mlpath(&format!("gap --job {name}"));
        assert!(answer.stderr.contains(said) && answer.code != Some(0), "{name}: {answer:#?}");
    }
}

/// As many things that are not asked for may be found, and conditions not told, over all postings.
const MOST_SLIPS: usize = 3;

/// What is found and labeled as not asked for, and conditions that are not told.
fn slips_of(reader: &Reader, labels: &Labels, read: &Posting) -> Vec<String> {
    let terms_of = |phrase: &String| reader.read(phrase).mentions.into_iter().flat_map(|mention| mention.any_of);
    let found: Vec<usize> = read.mentions.iter().flat_map(|mention| mention.any_of.clone()).collect();
    let wrong = labels.absent.iter().filter(|phrase| terms_of(phrase).any(|term| found.contains(&term)));
    let kinds: Vec<String> = read.conditions.iter().map(|condition| format!("{:?}", condition.kind).to_lowercase()).collect();
    let untold = labels.conditions.iter().filter(|kind| !kinds.contains(kind));
    let unstated = labels.unstated.iter().filter(|kind| kinds.contains(kind)).map(|kind| format!("{kind} told"));
    wrong.map(|phrase| format!("{phrase} found")).chain(untold.map(|kind| format!("{kind} not told"))).chain(unstated).collect()
}

fn score_of(reader: &Reader, name: &str, labels: &Labels, found: Vec<Mention>) -> Score {
    let found = singles(found);
    let labels: Vec<Label> = labels
        .all()
        .map(|(phrase, wanted)| {
            let known = reader.read(phrase).mentions.into_iter().flat_map(|mention| mention.any_of).collect();
            Label { phrase: phrase.to_owned(), wanted, terms: known }
        })
        .collect();
    let missed: Vec<&str> =
        labels.iter().filter(|label| !found.iter().any(|mention| label.is(mention))).map(|label| label.phrase.as_str()).collect();
    let is_labeled = |mention: &&Mention| labels.iter().any(|label| label.is(mention));
    let is_wish = |mention: &&Mention| labels.iter().any(|label| label.is(mention) && label.wanted == mention.requirement);
    let wrong: Vec<&str> = found.iter().filter(|mention| !is_labeled(mention)).map(|mention| mention.phrase.as_str()).collect();
    let misjudged: Vec<String> = found
        .iter()
        .filter(|mention| is_labeled(mention) && !is_wish(mention))
        .map(|mention| format!("{} ({})", mention.phrase, mention.requirement))
        .collect();
    println!("{name}\n  missed {missed:?}\n  wrong {wrong:?}\n  misjudged {misjudged:?}");
    let score = Score {
        labels: labels.len(),
        found: labels.len() - missed.len(),
        finds: found.len(),
        right: found.len() - wrong.len(),
        same_wish: found.iter().filter(is_wish).count(),
    };
    println!(
        "  {} of {} found, {} of {} finds right, {} wanted as much",
        score.found, score.labels, score.right, score.finds, score.same_wish
    );
    score
}

/// The mark of a point at the start of a line, with its length.
fn mark_of(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let rest = line.trim_start();
    let first = rest.chars().next()?;
    let symbol = "-*\u{2022}\u{2013}\u{2192}".contains(first) && rest[first.len_utf8()..].starts_with(' ');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = (1..=2).contains(&digits) && rest[digits..].starts_with(". ");
    let length = if symbol { Some(first.len_utf8() + 1) } else { number.then_some(digits + 2) };
    length.map(|length| indent + length)
}

fn with_marks(text: &str, mark: impl Fn(usize) -> String) -> String {
    let mut number = 0;
    let line = |line: &str| {
        let length = mark_of(line);
        number = if length.is_some() { number + 1 } else { 0 };
        length.map_or_else(|| line.to_owned(), |length| format!("{}{}", mark(number), &line[length..]))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let hang = if mark_of(line).is_some() { "  " } else { "" };
        let mut now = String::new();
        for word in line.split(' ') {
            if !now.trim().is_empty() && now.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::replace(&mut now, hang.to_owned()));
            } else if !now.is_empty() && now != hang {
                now.push(' ');
            }
            now.push_str(word);
        }
        lines.push(now);
    }
    lines.join("\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('/', "&#x2F;")
        .replace('\'', "&#39;")
        .replace('\u{2019}', "&rsquo;")
        .replace('+', "&#43;")
        .replace('<', "&lt;")
}

/// Whether its lines say what its words do not: of a table, or of a mail that quotes it.
fn is_laid_out(text: &str) -> bool {
    text.contains("|---") || text.contains('\t') || text.lines().any(|line| line.starts_with("> "))
}

/// What makes another text of the same words.
type Shape<'a> = &'a dyn Fn(&str) -> String;

/// The same words in another shape say the same: what is found, and how much it is wanted.
#[test]
fn the_shape_of_a_text_changes_little() {
    let html = |text: &str| text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect::<Vec<_>>().join("\n");
    let shapes: [(&str, Shape<'_>); 10] = [
        ("wrapped at 72", &|text| wrapped(text, 72)),
        ("wrapped at 40", &|text| wrapped(text, 40)),
        ("one line", &|text| text.lines().collect::<Vec<_>>().join(" ")),
        ("no marks", &|text| with_marks(text, |_| String::new())),
        ("black circles", &|text| with_marks(text, |_| "\u{25cf} ".to_owned())),
        ("numbered", &|text| with_marks(text, |number| format!("{number}) "))),
        ("HTML", &html),
        ("entities", &|text| escaped(text)),
        ("CRLF", &|text| text.replace('\n', "\r\n")),
        ("capitals", &str::to_uppercase),
    ];
    let reader = Reader::new(&builtin::guide().terms);
    let read = |text: &str| -> BTreeMap<usize, Requirement> {
        let mentions = singles(reader.read(text).mentions);
        let mut levels = BTreeMap::new();
        for mention in mentions {
            let level = levels.entry(mention.any_of[0]).or_insert(mention.requirement);
            *level = (*level).max(mention.requirement);
        }
        levels
    };
    let mut short = Vec::new();
    for (name, shape) in shapes {
        let (mut all, mut found, mut same) = (0, 0, 0);
        for path in postings() {
            let text = fs::read_to_string(&path).expect("a posting");
            if name == "one line" && is_laid_out(&text) {
                continue;
            }
            let (plain, changed) = (read(&text), read(&shape(&text)));
            all += plain.len();
            found += plain.keys().filter(|term| changed.contains_key(term)).count();
            same += plain.iter().filter(|(term, level)| changed.get(term) == Some(level)).count();
            if std::env::var("SHOW").is_ok_and(|shown| shown == name) {
                let off = plain.iter().filter(|(term, level)| changed.get(term) != Some(level));
                let off: Vec<String> =
                    off.map(|(term, level)| format!("{} {level:?}->{:?}", builtin::guide().terms[*term].name, changed.get(term))).collect();
                println!("{}: {off:?}", path.file_name().unwrap_or_default().display());
            }
        }
        let (kept, wish) = (found * 1000 / all, same * 1000 / found.max(1));
        println!(
            "{name:14} {:.1} % found, {:.1} % wanted as much",
            f64::from(u32::try_from(kept).unwrap_or_default()) / 10.0,
            f64::from(u32::try_from(wish).unwrap_or_default()) / 10.0
        );
        if kept < 980 || wish < 950 {
            short.push(name);
        }
    }
    assert!(short.is_empty(), "{short:?}");
}
