//! Reading a job posting: which skills, tools and certificates its text asks for, how much it wants each, what is
//! enough instead, and the conditions that no study closes.
//!
//! Text becomes blocks (title, headings, points, paragraphs), blocks become sentences and clauses, and what clauses
//! name becomes needs. Terms are matched word by word, no guessing: blanks and hyphens are equal, case is not looked at
//! except for words that are common English otherwise (`Go`, `R`), and the longest name wins.

mod blocks;
mod brackets;
mod clauses;
mod conditions;
mod degrees;
mod entities;
mod gathering;
mod groups;
mod headings;
mod lists;
mod marks;
mod markup;
mod needs;
mod phrases;
mod sentences;
mod several;
mod tables;
mod turns;
mod vocabulary;

use std::fmt;

use serde::Serialize;

use crate::order;
use crate::roadmap::Terms;

use blocks::{Block, BlockKind, Naming, blocks};
use clauses::{Clauses, Verdict};
use conditions::{is_currency, is_place_field, is_title_field};
use groups::{Found, groups};
use headings::{Heading, Section};
use lists::{List, Sentence};
use markup::Plain;
use sentences::{is_delighted, is_reassuring, sentences};
use turns::{
    asks_reader, end_of_field, inline_heading, spoken_heading, tells_of_company, tells_of_other_tools, tells_of_others, tells_of_values,
    within,
};
use vocabulary::{Vocabulary, tokens};

pub use conditions::{Condition, ConditionKind};
pub use needs::{Member, Need, NeedState, PostingNeeds};
pub use several::{Distance, Postings, Recurring, Study};

/// How much a posting wants something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Requirement {
    /// The text names it without saying.
    Named,
    /// It would be nice.
    Nice,
    /// It is required.
    Required,
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// Something a posting asks for: a term, or several of which one is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Places in the list of terms, as the posting names them; one of them meets the need.
    pub any_of: Vec<usize>,
    /// The words of the posting at the first place.
    pub phrase: String,
    /// The line of the first place, from 1.
    pub line: usize,
    /// How much it is wanted: the strongest of all its places.
    pub requirement: Requirement,
}

/// A section that was passed over: the company, benefits, how to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its heading.
    pub heading: String,
    /// The line of the heading, from 1.
    pub line: usize,
}

/// What a posting says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Posting {
    /// What it asks for, in the order of first places.
    pub mentions: Vec<Mention>,
    /// What study does not change, in the order of lines.
    pub conditions: Vec<Condition>,
    /// Sections in which nothing is asked.
    pub passed_over: Vec<PassedOver>,
}

/// A reader of postings: a vocabulary made ready.
#[derive(Debug)]
pub struct Reader<'a> {
    vocabulary: Vocabulary<'a>,
}

impl<'a> Reader<'a> {
    /// A reader that knows some terms.
    #[must_use]
    pub fn new(terms: &'a Terms) -> Reader<'a> {
        Reader { vocabulary: Vocabulary::new(terms) }
    }

    /// Reads a posting.
    ///
    /// A short first line is a job's title and names nothing; what stands under benefits, about us and the like is
    /// passed over up to the next heading, and so is a clause that says what is not needed.
    #[must_use]
    pub fn read(&self, text: &str) -> Posting {
        let Plain { text, lines } = markup::plain(text);
        let naming = |words: &str| self.naming(words);
        let mut posting = Posting::default();
        let mut section = Section::Other;
        let mut points_end: Option<usize> = None;
        for block in &blocks(&text, &naming) {
            match block.kind {
                BlockKind::Title => posting.add_conditions(block, &Sentence::of(&block.text)),
                BlockKind::Heading(heading) => {
                    section = heading.section;
                    points_end = None;
                    // `We look for people with 5 years of experience:` leads a list in and says more.
                    // What looks like one and is a field, as `CTC: 22-34 LPA`, says more than a name, too.
                    let is_field =
                        heading == Heading::UNKNOWN && (block.text.contains(": ") || block.text.contains(|c: char| c.is_ascii_digit()));
                    if is_field || block.text.split_whitespace().count() > MOST_WORDS_OF_A_NAME {
                        posting.add_conditions_at(block, &Sentence::of(&block.text), 0, Section::Other);
                    }
                    if level_of(section).is_none() && block.text.contains(char::is_alphanumeric) {
                        let heading = block.text.trim_matches(['#', '*', '_', ' ']).to_owned();
                        posting.passed_over.push(PassedOver { heading, line: block.line_at(0) });
                    }
                }
                BlockKind::Item => {
                    points_end = Some(block.line_at(block.text.len()));
                    self.read_block(block, section, &mut posting);
                }
                BlockKind::Paragraph => {
                    if points_end.is_some_and(|end| ends_list(block, section, end)) {
                        section = Section::Other;
                    }
                    self.read_block(block, section, &mut posting);
                }
            }
        }
        posting.join_mentions();
        posting.number_lines(&lines);
        posting
    }

    fn read_block(&self, block: &Block, outer: Section, posting: &mut Posting) {
        let (mut section, skip) = match inline_heading(&block.text) {
            Some((inline, skip, says_how_much)) => {
                // A point of a list is of the list; a line of its own about the stack is not.
                let is_stack = block.kind == BlockKind::Paragraph && block.text[..skip].to_lowercase().contains("stack");
                (within(outer, inline, says_how_much || (is_stack && inline == Section::Work)), skip)
            }
            None => (outer, 0),
        };
        if is_title_field(&block.text) {
            posting.add_conditions(block, &Sentence::of(&block.text));
        }
        if section == Section::PassedOver && is_place_field(&block.text) {
            let field = sentences(&block.text).next().unwrap_or_default();
            posting.add_conditions_at(block, &Sentence::of(field), 0, section);
        }
        // `Location: Leeds | Python | SQL`: a field ends with its line.
        let field_end = (skip > 0 && section == Section::PassedOver).then(|| end_of_field(&block.text)).flatten();
        if let Some(end) = field_end {
            posting.add_conditions_at(block, &Sentence::of(&block.text[..end]), 0, section);
            return self.read_sentences(block, Part { from: end, section: outer, outer }, posting);
        }
        if block.kind == BlockKind::Paragraph && level_of(section).is_some() && tells_of_company(&block.text) {
            section = Section::Other;
        }
        self.read_sentences(block, Part { from: skip, section, outer }, posting);
    }

    fn read_sentences(&self, block: &Block, part: Part, posting: &mut Posting) {
        let Part { from, section: whole, outer } = part;
        let (mut section, mut at) = (whole, from);
        let mut all = sentences(&block.text[from..]).peekable();
        while let Some(sentence) = all.next() {
            // `Requirements: Python. Benefits: a course.` changes what it is about within a block.
            let lead = sentence.len() - sentence.trim_start().len();
            if let Some(spoken) = spoken_heading(sentence).filter(|_| at == 0) {
                section = spoken;
            }
            let goes_on = at > from;
            if let Some((inline, _, says_how_much)) = inline_heading(&sentence[lead..]).filter(|_| goes_on) {
                section = within(section, inline, says_how_much);
            } else if goes_on && section == Section::PassedOver && outer != section && asks_reader(&sentence[lead..]) {
                section = outer;
            } else if goes_on && tells_of_others(&sentence[lead..]) {
                section = whole;
            }
            let spoken = Sentence::of(sentence);
            posting.add_conditions_at(block, &spoken, at, section);
            if let Some(level) = level_of(section).filter(|level| !tells_of_other_tools(spoken.said, *level)) {
                // `Redis and Go. None of it is required.`
                let looks_back = |next: &&str| next.trim_start().starts_with("None of ") && Sentence::of(next).said.has(List::LookingBack);
                let is_told_only = spoken.said.has(List::LookingBack) || all.peek().is_some_and(looks_back);
                // `Kubernetes? Even better.`
                let is_welcome = sentence.trim_end().ends_with('?') && all.peek().is_some_and(|next| is_delighted(next));
                // `Don't have Go? Don't worry.`
                let is_waived = sentence.trim_end().ends_with('?') && all.peek().is_some_and(|next| is_reassuring(next));
                let clauses = || match (is_told_only, is_welcome) {
                    (true, _) => Clauses::of_all(Requirement::Named),
                    (_, true) => Clauses::of_all(Requirement::Nice),
                    _ => Clauses::read(&spoken, level),
                };
                if !is_waived {
                    self.read_sentence(block, &spoken, at, &clauses, posting);
                }
            }
            if section == Section::Nice && tells_of_values(sentence) {
                section = Section::Other;
            }
            at += sentence.len();
        }
    }

    fn read_sentence(&self, block: &Block, spoken: &Sentence<'_>, at: usize, clauses: &dyn Fn() -> Clauses, posting: &mut Posting) {
        let sentence = spoken.text;
        let finds = self.vocabulary.matches(sentence, &tokens(sentence));
        if finds.is_empty() {
            return;
        }
        let clauses = clauses();
        let asked = finds.into_iter().filter(|find| self.is_asked(sentence, find, clauses.at(find.start)));
        let asked = with_short_names(sentence, asked);
        for group in groups(sentence, &asked).into_iter().map(|group| self.things_of(sentence, group)).collect::<Vec<_>>().concat() {
            let wanted = group.iter().filter_map(|find| match clauses.at(find.start) {
                Verdict::Wanted(level) => Some(level),
                Verdict::NotAsked => None,
            });
            let (Some(first), Some(last), Some(requirement)) = (group.first(), group.last(), wanted.max()) else { continue };
            let mut any_of: Vec<usize> = Vec::new();
            for find in &group {
                if !any_of.contains(&find.term) {
                    any_of.push(find.term);
                }
            }
            // Marks of Markdown inside a phrase are not its own.
            let phrase = sentence[first.start..last.end].replace(['*', '`'], "");
            posting.mentions.push(Mention { any_of, phrase, line: block.line_at(at + first.start), requirement });
        }
    }
}

impl Reader<'_> {
    /// `Docker, Kubernetes, AWS or GCP` is a list that ends with a choice: the last two are learned in one step, the others in
    /// steps of their own.
    fn with_choice_at_end(&self, sentence: &str, group: &[Found]) -> Option<Vec<Vec<Found>>> {
        const FEWEST_OTHERS: usize = 2;
        let [first, .., one, other] = group else { return None };
        let step = |find: &Found| self.vocabulary.first_step(find.term);
        let chosen = step(one)?;
        let others = &group[..group.len() - 2];
        // `PyTorch, TensorFlow or Keras` is a choice of three.
        if others.len() < FEWEST_OTHERS {
            return None;
        }
        let is_apart = others.iter().all(|find| step(find).is_some_and(|step| step != chosen));
        let is_list = group.windows(2).take(others.len()).all(|pair| sentence[pair[0].end..pair[1].start].trim() == ",");
        if step(other) != Some(chosen) || !is_apart || !is_list || groups::is_said_to_be_choice(&sentence[..first.start]) {
            return None;
        }
        let mut things: Vec<Vec<Found>> = others.iter().map(|find| vec![*find]).collect();
        things.push(vec![*one, *other]);
        Some(things)
    }

    /// What a group asks for: `Python/FastAPI/Postgres/AWS` is no choice but a stack, whose parts are learned in steps of their own.
    fn things_of(&self, sentence: &str, group: Vec<Found>) -> Vec<Vec<Found>> {
        const FEWEST: usize = 4;
        const FEWEST_STEPS: usize = 3;
        if let Some(things) = self.with_choice_at_end(sentence, &group) {
            return things;
        }
        let is_joined = group.windows(2).all(|pair| sentence[pair[0].end..pair[1].start].trim() == "/");
        if group.len() < FEWEST || !is_joined {
            return vec![group];
        }
        let mut steps: Vec<&str> = group.iter().filter_map(|find| self.vocabulary.first_step(find.term)).collect();
        order::sort(&mut steps);
        steps.dedup();
        if steps.len() < FEWEST_STEPS { vec![group] } else { group.into_iter().map(|find| vec![find]).collect() }
    }
}

/// A part of a block: from where on, what it is about, and what the block stands under.
#[derive(Clone, Copy)]
struct Part {
    from: usize,
    section: Section,
    outer: Section,
}

impl Reader<'_> {
    fn naming(&self, words: &str) -> Naming {
        let finds = self.vocabulary.matches(words, &tokens(words));
        let is_named = |at: usize| finds.iter().any(|find| (find.start..find.end).contains(&at));
        if finds.iter().all(|find| find.is_bare) {
            Naming::Nothing
        } else if words.char_indices().all(|(at, c)| !c.is_alphanumeric() || is_named(at)) {
            Naming::Only
        } else {
            Naming::Among
        }
    }

    /// Whether a find is asked for, or named at least: a bare word only where something is asked for, and the skill of a
    /// profession or a team only where it is not merely named.
    fn is_asked(&self, sentence: &str, find: &Found, verdict: Verdict) -> bool {
        let Verdict::Wanted(level) = verdict else { return false };
        let is_named = level == Requirement::Named;
        let is_skill = self.vocabulary.is_skill(find.term);
        let is_other = is_named && find.is_bare || is_skill && is_of_people(&sentence[find.end..], is_named);
        // `#python` helps others to find the posting.
        let is_tag = sentence[..find.start].ends_with('#');
        !is_other && !is_tag && !is_refused(&sentence[..find.start]) && !is_currency(sentence, find.start, find.end)
    }
}

/// Finds, where a short name in brackets is a part of the long one before it: `retrieval-augmented generation (RAG)`.
fn with_short_names(sentence: &str, finds: impl Iterator<Item = Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::new();
    for find in finds {
        match joined.last_mut() {
            Some(last)
                if last.term == find.term && sentence[last.end..find.start].trim() == "(" && sentence[find.end..].starts_with(')') =>
            {
                last.end = find.end + 1;
            }
            _ => joined.push(find),
        }
    }
    joined
}

/// Whether the word before a term refuses it: `no Kubernetes`, `no audio or speech background`.
fn is_refused(before: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev();
    match words.next() {
        Some(word) if word.eq_ignore_ascii_case("no") => true,
        Some(word) if word.eq_ignore_ascii_case("or") && before.ends_with(' ') => {
            let clause = before.rsplit([',', ';', '.', ':', '(']).next().unwrap_or(before);
            let no = clause.to_lowercase().rfind(" no ").map(|at| &clause[at..]);
            no.is_some_and(|refused| refused.split_whitespace().count() <= MOST_WORDS)
        }
        _ => false,
    }
}

/// Whether a skill is that of people: `machine learning engineers`, where nothing is asked, and `data engineering team`.
fn is_of_people(rest: &str, is_named: bool) -> bool {
    const PROFESSIONS: [&str; 9] =
        ["engineer", "scientist", "developer", "researcher", "practitioner", "specialist", "role", "position", "architect"];
    const GROUPS: [&str; 8] = ["team", "group", "department", "community", "communities", "company", "conference", "unit"];
    let word = rest.strip_prefix(' ').unwrap_or_default();
    let word = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let word = word.strip_suffix('s').unwrap_or(&word);
    GROUPS.contains(&word) || (is_named && PROFESSIONS.contains(&word))
}

/// Whether running text behind the points of a list, with a blank line between, is of no list any more: wishes, and what is not
/// needed, are the points, and what follows may be what the law or the visa asks.
fn ends_list(block: &Block, section: Section, points_end: usize) -> bool {
    const FEWEST_WORDS: usize = 5;
    let is_apart = block.line_at(0) > points_end + 1;
    let is_text = block.text.ends_with(['.', '!', '?']) && block.text.split_whitespace().count() >= FEWEST_WORDS;
    matches!(section, Section::Nice | Section::NotNeeded) && is_apart && is_text
}

/// How much a section wants what it names; `None` where nothing is asked.
fn level_of(section: Section) -> Option<Requirement> {
    match section {
        Section::Required => Some(Requirement::Required),
        Section::Nice => Some(Requirement::Nice),
        Section::Work | Section::Other => Some(Requirement::Named),
        Section::NotNeeded | Section::PassedOver => None,
    }
}

/// A heading of more words is a sentence, not the name of what stands below it.
const MOST_WORDS_OF_A_NAME: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::{Term, TermKind};

    fn term(id: &str, name: &str, names: &[&str], exact: &[&str]) -> Term {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        Term {
            id: id.into(),
            name: name.into(),
            kind: TermKind::Tool,
            names: owned(names),
            exact: owned(exact),
            steps: Vec::new(),
            certification: None,
            one_of: false,
            bare: Vec::new(),
            any_of: Vec::new(),
        }
    }

    fn terms() -> Terms {
        Terms::from(vec![
            term("pytorch", "PyTorch", &[], &[]),
            term("kubernetes", "Kubernetes", &["k8s"], &[]),
            term("cicd", "CI/CD", &["continuous integration"], &[]),
            term("cpp", "C++", &[], &[]),
            term("r", "R", &[], &["R"]),
            term("go", "Go", &["Golang"], &["Go"]),
            term("vector-database", "vector database", &["vector store"], &[]),
            term("scikit-learn", "scikit-learn", &["sklearn"], &[]),
            term("azure", "Azure", &[], &[]),
            term("azure-ml", "Azure ML", &[], &[]),
            term("sql", "SQL", &[], &[]),
        ])
    }

    #[track_caller]
    fn finds(text: &str, expected: &[(&str, Requirement)]) {
        let terms = terms();
        let mentions = Reader::new(&terms).read(text).mentions;
        let all = mentions.iter().flat_map(|need| need.any_of.iter().map(|term| (terms[*term].id.as_str(), need.requirement)));
        let found: Vec<(&str, Requirement)> = all.collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whole_words_in_any_spelling() {
        use Requirement::Named;
        finds("PYTORCH, k8s and CI / CD", &[("pytorch", Named), ("kubernetes", Named), ("cicd", Named)]);
        finds("We use scikit learn (sklearn).", &[("scikit-learn", Named)]);
        finds("C++/Go, vector databases", &[("cpp", Named), ("go", Named), ("vector-database", Named)]);
        finds("Azure ML on Azure", &[("azure-ml", Named), ("azure", Named)]);
        finds("NoSQL, MySQL, pytorchish, MLk8sX", &[]);
    }

    #[test]
    fn what_is_passed_over_ends_where_the_reader_is_asked_again() {
        use Requirement::{Named, Nice, Required};
        finds("Location: Leeds. You need SQL and Go.", &[("sql", Required), ("go", Required)]);
        finds("Benefits: free Go courses. We pay for SQL.", &[]);
        finds("Location: Leeds | SQL | Go", &[("sql", Named), ("go", Named)]);
        finds("Acme | Remote | You: SQL, PyTorch | We use Go", &[("sql", Required), ("pytorch", Required), ("go", Named)]);
        finds("The ideal candidate has SQL and Go.", &[("sql", Required), ("go", Required)]);
        finds("Requirements\n- SQL\n\nKind regards,\nGo Smith", &[("sql", Required)]);
        finds("Requirements\n- SQL\n#golang #pytorch", &[("sql", Required)]);
        finds("What does not matter\n- SQL\nWhat helps\n- Go", &[("go", Nice)]);
        finds("Requirements:\n- Go on Kubernetes\n- Go on with it", &[("go", Required), ("kubernetes", Required)]);
    }

    #[test]
    fn common_words_count_only_in_their_own_case() {
        finds("we go for R&D and let's go", &[]);
        finds("Go-to-market; R&D", &[]);
        finds("Python, R, Go.", &[("r", Requirement::Named), ("go", Requirement::Named)]);
        // In a list of short names a small letter is one, too.
        finds("we use: python, go, sql", &[("go", Requirement::Named), ("sql", Requirement::Named)]);
        finds("Requirements\n- go\n- pytorch", &[("go", Requirement::Required), ("pytorch", Requirement::Required)]);
        finds("When it is time to go, go. The options are q, r and s", &[]);
    }

    #[test]
    fn a_line_about_the_stack_says_what_they_use() {
        use Requirement::{Named, Nice, Required};
        let above = "Requirements\n- SQL\n\nNice to have\n- Golang\n\n";
        for line in ["Our stack: PyTorch", "Unser Stack: PyTorch", "Tech stack: PyTorch", "Our tech stack includes PyTorch"] {
            finds(&format!("{above}{line}"), &[("sql", Required), ("go", Nice), ("pytorch", Named)]);
        }
        finds("Requirements\n- SQL\n- Tech stack: PyTorch", &[("sql", Required), ("pytorch", Required)]);
    }

    #[test]
    fn a_question_that_is_answered_with_delight_asks_for_nothing() {
        use Requirement::{Nice, Required};
        finds("Requirements\n- SQL\n- Kubernetes? Even better.\n- Go? Yes.", &[("sql", Required), ("kubernetes", Nice), ("go", Required)]);
    }

    #[test]
    fn text_behind_the_points_of_a_list_is_of_no_list() {
        use Requirement::{Named, Nice, Required};
        let wishes = "Requirements\n- SQL\n\nNice to have\n- Golang\n\n";
        finds(&format!("{wishes}You will hear from us, and see k8s, soon."), &[("sql", Required), ("go", Nice), ("kubernetes", Named)]);
        finds(&format!("{wishes}- k8s"), &[("sql", Required), ("go", Nice), ("kubernetes", Nice)]);
        let terms = terms();
        let conditions = |text: &str| Reader::new(&terms).read(text).conditions;
        let visa = "Applicants must be authorized to work in the US.";
        let told = conditions(&format!("Requirements\n- SQL\n\nWhat you won't need\n- Golang\n\n{visa}"));
        assert_eq!(told.iter().map(|found| found.kind).collect::<Vec<_>>(), [ConditionKind::Visa]);
        let told = conditions(&format!("{wishes}Only candidates with 5+ years of experience will be contacted."));
        assert_eq!(told.iter().map(|found| (found.kind, found.preferred)).collect::<Vec<_>>(), [(ConditionKind::Years, false)]);
        // What is asked of who applies under wishes is a wish, unless it insists.
        let under = |point: &str| conditions(&format!("Requirements\n- SQL\n\nNice to have\n- {point}"))[0].preferred;
        assert!(under("A degree in physics") && !under("You must hold a degree in physics"));
    }

    #[test]
    fn who_signs_a_letter_asks_for_nothing() {
        use Requirement::Required;
        let letter = "Hello\n\nRequirements\n- SQL\n\n";
        for end in ["Kind regards,\n\nPriya\nTech Lead | PyTorch | R\nAlso: k8s", "--\nDana\nAcme Staffing\nC++ | Azure\n"] {
            finds(&format!("{letter}{end}"), &[("sql", Required)]);
        }
        finds(&format!("{letter}Best regards,\nDana\n\nRequirements\n- Go\n"), &[("sql", Required), ("go", Required)]);
    }

    #[test]
    fn what_a_budget_or_a_page_has_is_no_tool_of_the_work() {
        use Requirement::{Named, Required};
        finds("Some spent the yearly budget on Azure exams.", &[]);
        finds("We pay for courses, in Go say. We use SQL.", &[("sql", Named)]);
        finds("You must know SQL and certifications.", &[("sql", Required)]);
        finds("We and our partners use cookies and Azure.", &[]);
    }

    #[test]
    fn a_currency_and_the_number_of_a_criterion_are_no_tools() {
        use Requirement::{Named, Required};
        finds("From R 45,000 a month, in SQL 2019", &[("sql", Named)]);
        finds("Requirements\nR1. SQL\nAEX2) Azure\n", &[("sql", Required), ("azure", Required)]);
        finds("We work in R, 45,000 lines", &[("r", Named)]);
    }

    #[test]
    fn a_wish_begins_at_the_comma_before_it_and_a_degree_at_its_own_way_in() {
        use Requirement::{Nice, Required};
        finds("Requirements\n- SQL, Go would be great, and so would Azure", &[("sql", Required), ("go", Nice), ("azure", Nice)]);
        finds("Requirements\n- SQL, Go, some exposure to Azure", &[("sql", Required), ("go", Required), ("azure", Nice)]);
        finds("Requirements\n- 2 years with SQL (e.g., Go), or 1 year with an advanced degree", &[("sql", Required), ("go", Required)]);
    }

    #[test]
    fn a_refusal_is_of_all_it_names() {
        use Requirement::Required;
        finds("Requirements\n- SQL\n- You need no Golang or k8s background", &[("sql", Required)]);
        finds("Requirements\n- No SQL? No problem.\n- Golang", &[("go", Required)]);
        finds("Requirements\n- SQL, k8s or PyTorch", &[("sql", Required), ("kubernetes", Required), ("pytorch", Required)]);
    }

    #[test]
    fn a_field_of_the_position_says_how_senior_it_is() {
        let terms = terms();
        let read = Reader::new(&terms).read("Hello,\n\nwe talked last week.\n\nRole: Sr. ML Engineer\n\nRequirements\n- SQL");
        assert_eq!(read.conditions.iter().map(|found| (found.kind, found.line)).collect::<Vec<_>>(), [(ConditionKind::Seniority, 5)]);
    }

    #[test]
    fn conditions_are_told_with_their_fields_and_as_wishes_where_they_are() {
        let terms = terms();
        let conditions = |text: &str| {
            let read = Reader::new(&terms).read(text).conditions;
            read.into_iter().map(|found| (found.kind, found.line, found.preferred)).collect::<Vec<_>>()
        };
        let (degree, place) = (ConditionKind::Degree, ConditionKind::Place);
        assert_eq!(
            conditions("ML engineer\n\nLocation: London\n\nRequirements\n- A degree in physics"),
            [(place, 3, false), (degree, 6, false)]
        );
        assert_eq!(
            conditions("Requirements\n- SQL\n\nNice to have\n- A degree in physics\n- Hybrid"),
            [(degree, 5, true), (place, 6, false)]
        );
        assert_eq!(conditions("Requirements\n- SQL\n- A PhD is a plus"), [(degree, 3, true)]);
    }

    #[test]
    fn headings_and_sentences_tell_how_much() {
        use Requirement::{Named, Nice, Required};
        finds(
            "Our stack: PyTorch.\n## Requirements\n- SQL\n- k8s is a plus\nNice to have:\n- C++",
            &[("pytorch", Named), ("sql", Required), ("kubernetes", Nice), ("cpp", Nice)],
        );
        finds("Nice to have\nSQL\nRequirements\nSQL", &[("sql", Required)]);
        finds("Nice to have\n- Tools: SQL\n- Experience: Go, Golang", &[("sql", Nice), ("go", Nice)]);
        finds("Requirements\n- Technologies: SQL\n- Bonus: Golang", &[("sql", Required), ("go", Nice)]);
        finds("You will not need Kubernetes. Strong SQL.", &[("sql", Required)]);
        finds("Ideally you know PyTorch; SQL is required.", &[("pytorch", Nice), ("sql", Required)]);
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "\n\n", "\u{0}\u{1b}[2J", "é", "....", "////", "a.", ".b", "R", "+", "Go", "\u{2022}\u{2022} SQL"] {
            let terms = terms();
            let _ = Reader::new(&terms).read(text);
        }
    }

    #[test]
    fn a_short_first_line_is_the_title_and_asks_for_nothing() {
        use Requirement::Named;
        finds("SQL engineer\n\nWe use Go.\nAnd k8s.", &[("go", Named), ("kubernetes", Named)]);
        finds("\n  SQL engineer\nWe use Go.\nAnd k8s.\nDaily.", &[("go", Named), ("kubernetes", Named)]);
        finds("SQL engineer.\n\nWe use Go.\nAnd k8s.", &[("sql", Named), ("go", Named), ("kubernetes", Named)]);
        finds("SQL engineer\nWe use Go.", &[("sql", Named), ("go", Named)]);
        let long = "We are a small team that builds things with SQL every single day, in good spirits";
        finds(&format!("{long}\n\nWe use Go.\nAnd k8s."), &[("sql", Named), ("go", Named), ("kubernetes", Named)]);
    }

    #[test]
    fn a_text_pasted_without_breaks_has_its_headings_found() {
        use Requirement::{Nice, Required};
        let filler = "and more of the same ".repeat(60);
        let text = format!("About us {filler} Requirements Go and PyTorch {filler} Nice to have SQL {filler} Benefits k8s");
        finds(&text, &[("go", Required), ("pytorch", Required), ("sql", Nice)]);
    }

    #[test]
    fn a_mention_says_where_it_stands_first_and_how_much_it_is_asked_for_at_most() {
        let terms = terms();
        let found = Reader::new(&terms).read("We like e.g. k8s a lot.\nNice to have:\n- Kubernetes\nRequirements:\n- k8s; SQL");
        let said: Vec<(&str, usize, Requirement)> =
            found.mentions.iter().map(|mention| (mention.phrase.as_str(), mention.line, mention.requirement)).collect();
        assert_eq!(said, [("k8s", 1, Requirement::Required), ("SQL", 5, Requirement::Required)]);
    }
}
