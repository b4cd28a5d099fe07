//! Clauses of a sentence: how much each part of it wants what it names, and which parts name what is not wanted.

use std::sync::LazyLock;

use super::Requirement;
use super::conditions::begins_degree;
use super::phrases::Phrases;
use super::vocabulary::{contains_words, folded_words, plain_words};

/// What holds for a part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// What it names is wanted so much.
    Wanted(Requirement),
    /// What it names is not asked for: negated, replaced, the subject of a degree.
    NotAsked,
}

/// A part of a sentence with what holds for it.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    verdict: Verdict,
}

/// A sentence with the verdicts of its parts.
#[derive(Debug)]
pub(crate) struct Clauses {
    whole: Verdict,
    /// A later span overrides an earlier one.
    spans: Vec<Span>,
}

impl Clauses {
    /// Reads a sentence that stands under a heading which wants things so much.
    pub(crate) fn read(sentence: &str, section: Requirement) -> Clauses {
        let whole = Verdict::Wanted(section);
        let mut clauses = Clauses { whole, spans: Vec::new() };
        let open = without_brackets(sentence);
        for (start, end) in segments(&open) {
            clauses.read_segment(&open, start, end, section);
        }
        clauses.read_brackets(sentence, section);
        clauses.read_contrasts(&open);
        clauses.read_degree(&open);
        clauses
    }

    /// What holds for a place of the sentence.
    pub(crate) fn at(&self, place: usize) -> Verdict {
        self.spans.iter().rev().find(|span| (span.start..span.end).contains(&place)).map_or(self.whole, |span| span.verdict)
    }

    fn add(&mut self, start: usize, end: usize, verdict: Verdict) {
        self.spans.push(Span { start, end, verdict });
    }

    fn read_segment(&mut self, open: &str, start: usize, end: usize, section: Requirement) {
        let text = &open[start..end];
        let words = plain_words(text);
        let says = |list: &Phrases| list.stand_in(&words);
        if is_denied(&words) {
            let (from, to) = denied_part(text);
            self.add(start + from, start + to, Verdict::NotAsked);
            if to - from == text.len() {
                return;
            }
        }
        if section == Requirement::Named && says(&REQUIRED) {
            self.add(start, end, Verdict::Wanted(Requirement::Required));
        }
        let nice = Verdict::Wanted(Requirement::Nice);
        if let Some(at) = adverb_at(text) {
            // `Ideally you know X` is of all, `X, ideally also Y` of what follows.
            return self.add(start + at, end, nice);
        }
        let is_about_people = ["everyone", "everybody", "all applicants", "applicants", "applications", "you are welcome"].iter();
        if says(&NICE) && !is_about_people.clone().any(|who| contains_words(&words, who)) {
            self.add(start + subject_start(text, &words), end, nice);
        }
    }

    /// A wish in brackets is of what stands in them, or, where they hold nothing but the wish, of what stands before.
    fn read_brackets(&mut self, sentence: &str, section: Requirement) {
        for (open, close) in brackets(sentence) {
            let inner = plain_words(&sentence[open + 1..close]);
            let says = |list: &Phrases| list.stand_in(&inner);
            let level = if says(&NICE) || says(&ADVERBS) || inner == "nice" {
                Some(Requirement::Nice)
            } else {
                says(&REQUIRED_IN_BRACKETS).then_some(Requirement::Required)
            };
            let is_language_note = inner.strip_prefix("in ").is_some_and(|rest| !rest.contains(' '));
            match level {
                _ if is_language_note || is_denied(&inner) => self.add(open, close, Verdict::NotAsked),
                Some(level) if is_pure_wish(&inner) => self.add(element_start(&sentence[..open]), open, Verdict::Wanted(level)),
                Some(level) => self.add(open, close, Verdict::Wanted(level)),
                None => {
                    // What brackets list is wanted as what stands before them.
                    let before = self.at(open.saturating_sub(1));
                    if before != Verdict::Wanted(section) {
                        self.add(open, close, before);
                    }
                }
            }
        }
    }

    /// What something is used instead of, and what is left behind, is not asked for.
    fn read_contrasts(&mut self, open: &str) {
        let lower = open.to_lowercase();
        for phrase in CONTRASTS.split(", ") {
            for (at, _) in lower.match_indices(phrase) {
                let from = at + phrase.len();
                let is_word = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()) && lower[from..].starts_with([' ', ':']);
                if !is_word || !open.is_char_boundary(from) {
                    continue;
                }
                let rest = &lower[from..];
                let stops = [",", ";", ":", ".", " to ", " towards ", " toward ", " into ", " but "];
                let end = stops.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
                self.add(from, from + end, Verdict::NotAsked);
            }
        }
    }

    /// The subjects of a degree are no skills of their own.
    fn read_degree(&mut self, open: &str) {
        if !begins_degree(&folded_words(open)) {
            return;
        }
        for (start, end) in segments(open) {
            let text = &open[start..end];
            if !begins_degree(&folded_words(text)) {
                continue;
            }
            let lower = text.to_lowercase();
            let stops = [
                " experience",
                " with ",
                " plus ",
                " years",
                " including ",
                " knowledge of ",
                " and strong ",
                " and proficien",
                " mit ",
                " avec ",
                " con experiencia",
                " com experi",
                " al menos ",
                " at least ",
                " minimum ",
                " mindestens ",
                " pelo menos ",
                " au moins ",
            ];
            let stop = stops.iter().filter_map(|stop| lower.find(stop)).filter(|at| begins_degree(&folded_words(&text[..*at]))).min();
            self.add(start, start + stop.unwrap_or(text.len()), Verdict::NotAsked);
        }
    }
}

/// Words after which, to the end of the clause, things are merely welcome.
static ADVERBS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "ideally, preferably, even better, as a bonus, optionally, bonus points for, bonus points if, plus points for, extra \
    points for, idealerweise",
    )
});

/// Words that make what a clause names merely welcome.
static NICE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "nice to have, nice to haves, is a plus, are a plus, a big plus, a plus, a huge plus, a bonus, bonus, bonus points, \
    preferred, preferable, is desirable, desirable, desired, would be great, would be nice, would be ideal, be ideal, is \
    ideal, ideal, we would love, we d love, an advantage, advantageous, beneficial, good to have, great to have, helpful, \
    would help, welcome, a strong plus, extra credit, points for, not mandatory, optional, brownie points, wouldn t hurt, \
    be lovely if, don t insist, make us smile, would give you, over the moon, would be useful, useful, can t tick, great \
    if, is an asset, an asset, not a must, not essential, von vorteil",
    )
});

/// Words that make what a clause names required where its section does not say.
static REQUIRED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "must, required, you have, we expect, we need, you need, strong, solid, proficient, proficiency, expert, expertise, \
    fluent, fluency, experience with, experience in, hands on, proven, deep knowledge, essential, mandatory, you know, \
    knowledge of, experienced, you ve, you should, comfortable with, experience, a track record, years of, you will need, \
    you ll need, good command, demonstrable, demonstrated, ability to, looking for someone, skilled, able to, familiarity \
    with, familiar with, understanding of",
    )
});

/// Words of a clause that names what is not wanted.
static UNWANTED: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "no need for, no need to, not need, won t need, don t need, need not, not looking for, do not use, don t use, not \
    necessary, isn t necessary, not expected, is handled by, we don t do, ripped it out, no longer use, no longer using, \
    is not required, isn t required, are not required, aren t required, not required, is not needed, isn t needed, are not \
    needed, not needed, not a requirement, not a prerequisite, isn t a must, nobody expects, no one expects, we don t expect, we do not \
    expect, we will teach, we ll teach, will be taught, you ll learn, you will learn, training provided, can be learned on \
    the job, can learn on the job, no prior, do not have to, don t have to, doesn t have to, not have to know, unlike",
    )
});

/// Words in brackets that make what stands before them required.
static REQUIRED_IN_BRACKETS: LazyLock<Phrases> = LazyLock::new(|| Phrases::listed("required, must, must have, mandatory, essential"));

/// Words that make the points of a list merely welcome which they lead in.
static NICE_LEAD_IN: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed("would help, d help, make us smile, it s fine if, don t worry if, love it if, extra, bonus, plus, bonuses")
});

/// Words that lead in what is not asked for.
static NOT_ASKED_LEAD_IN: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::listed("do not expect, don t expect, not expect, will not need, we offer, you get, you ll get, we give"));

/// Words that lead in what is required.
static REQUIRED_LEAD_IN: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::listed("need, have, bring, expect, looking for, if you, who, should, tick these, requirements, skills"));

/// Denials that go on with a wish.
static DENIED_BUT_WELCOME: LazyLock<Phrases> = LazyLock::new(|| Phrases::listed("not required but, not essential but, not necessary but"));

/// Words that `no` denies: `no degree needed`.
static ASKED: LazyLock<Phrases> = LazyLock::new(|| Phrases::listed("needed, required, necessary, expected"));

/// Words after which stands what is left behind or replaced.
const CONTRASTS: &str = "rather than, instead of, in place of, as opposed to, in lieu of, moved away from, moving away from, moved off, moving \
    off, migrated from, migrating from, migrated off, away from, beyond basic, beyond simple, beyond just, replacing, \
    replacement for, alternative to, other than, without";

/// What words that lead a list in say of its points: `It would help, but don't worry if not`.
pub(crate) fn lead_in_level(words: &str) -> Option<Verdict> {
    let says = |list: &Phrases| list.stand_in(words);
    let is_nice = says(&NICE) || says(&ADVERBS) || says(&NICE_LEAD_IN);
    if is_nice {
        return Some(Verdict::Wanted(Requirement::Nice));
    }
    if is_denied(words) || says(&NOT_ASKED_LEAD_IN) {
        return Some(Verdict::NotAsked);
    }
    (says(&REQUIRED) || says(&REQUIRED_LEAD_IN)).then_some(Verdict::Wanted(Requirement::Required))
}

fn is_denied(words: &str) -> bool {
    let says = |list: &Phrases| list.stand_in(words);
    let is_but = says(&DENIED_BUT_WELCOME);
    let denied = contains_words(words, "no") && says(&ASKED);
    (says(&UNWANTED) || denied) && !is_but
}

/// What of a part is denied: all of it, or, where a list without signs has run on, the words around the denial.
fn denied_part(text: &str) -> (usize, usize) {
    const LONGEST: usize = 24;
    const AROUND: usize = 7;
    let lower = text.to_lowercase();
    if text.split_whitespace().count() <= LONGEST || lower.len() != text.len() {
        return (0, text.len());
    }
    // Words are compared without their signs: `don't` is `don t`.
    let places: Vec<usize> = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    let at = (0..places.len()).find(|&at| {
        let end = places.get(at + 4).copied().unwrap_or(text.len());
        is_denied(&plain_words(&text[places[at]..end]))
    });
    let Some(at) = at else { return (0, text.len()) };
    let from = places[at.saturating_sub(AROUND)];
    (from, places.get(at + 4 + AROUND).copied().unwrap_or(text.len()))
}

/// Whether words are a wish and name nothing.
fn is_pure_wish(words: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "is", "be", "to", "have", "would", "but", "not", "strongly", "highly", "very", "big", "huge", "strong", "also", "or",
        "and", "must", "nice", "good", "great", "only", "great",
    ];
    const WISHES: &[&str] = &[
        "bonus",
        "preferred",
        "required",
        "mandatory",
        "essential",
        "optional",
        "desirable",
        "desired",
        "ideal",
        "advantage",
        "advantageous",
        "must",
        "nice",
        "have",
        "asset",
        "welcome",
        "helpful",
        "preferable",
    ];
    !words.is_empty() && words.split(' ').all(|word| SMALL.contains(&word) || WISHES.contains(&word))
}

/// The place of an adverb that makes all after it merely welcome.
fn adverb_at(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    let places = ADVERBS.iter().filter_map(|adverb| {
        let at = lower.find(adverb)?;
        let is_word = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let ends = lower[at + adverb.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        (is_word && ends && text.is_char_boundary(at)).then_some(at)
    });
    places.min()
}

/// Where the subject of `X is a plus` begins: after the last comma before it, unless the clause is a list that the wish is of.
fn subject_start(text: &str, words: &str) -> usize {
    let is_single =
        ["is a plus", "is a bonus", "is an asset", "is an advantage", "is desirable", "is preferred", "is welcome", "is optional"];
    if !is_single.iter().any(|phrase| contains_words(words, phrase)) {
        return 0;
    }
    let is_of_all =
        ["knowledge", "experience", "familiarity", "exposure", "understanding", "background", "any", "some", "prior", "previous"];
    let first = words.split(' ').next().unwrap_or_default();
    if is_of_all.contains(&first) {
        return 0;
    }
    text.rfind(", ").map_or(0, |at| at + 1)
}

/// The parts of a sentence that contrast with each other.
fn segments(sentence: &str) -> Vec<(usize, usize)> {
    let lower = sentence.to_lowercase();
    if lower.len() != sentence.len() {
        return vec![(0, sentence.len())];
    }
    let mut cuts = vec![0];
    for separator in ["; ", " but ", " | ", " \u{2014} "] {
        cuts.extend(lower.match_indices(separator).map(|(at, _)| at + separator.len()).filter(|at| sentence.is_char_boundary(*at)));
    }
    cuts.push(sentence.len());
    cuts.sort_unstable();
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The sentence with blanks in place of all that is in brackets.
fn without_brackets(sentence: &str) -> String {
    let mut bytes = sentence.as_bytes().to_vec();
    for (open, close) in brackets(sentence) {
        bytes[open..=close].fill(b' ');
    }
    String::from_utf8(bytes).unwrap_or_else(|_| sentence.to_owned())
}

/// The places of brackets that open and close in the sentence, the outermost ones.
fn brackets(sentence: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, byte) in sentence.bytes().enumerate() {
        match (byte, open) {
            (b'(', None) => open = Some((at, 1)),
            (b'(', Some((start, depth))) => open = Some((start, depth + 1)),
            (b')', Some((start, 1))) => {
                found.push((start, at));
                open = None;
            }
            (b')', Some((start, depth))) => open = Some((start, depth - 1)),
            _ => {}
        }
    }
    found
}

/// Where the last element of a list begins.
fn element_start(before: &str) -> usize {
    let separators = [", ", "; ", " and ", " or ", "/", ": "];
    separators.iter().filter_map(|separator| before.rfind(separator).map(|at| at + separator.len())).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn wants(sentence: &str, expected: &[(&str, Option<Requirement>)]) {
        let clauses = Clauses::read(sentence, Requirement::Required);
        for (word, level) in expected {
            let place = sentence.find(word).unwrap_or_else(|| panic!("{word} stands in {sentence}"));
            let said = match clauses.at(place) {
                Verdict::Wanted(level) => Some(level),
                Verdict::NotAsked => None,
            };
            assert_eq!(said, *level, "{word} in {sentence}");
        }
    }

    #[test]
    fn a_wish_is_of_its_clause() {
        use Requirement::{Nice, Required};
        wants(
            "Docker, Kubernetes and a cloud (AWS preferred)",
            &[("Docker", Some(Required)), ("Kubernetes", Some(Required)), ("AWS", Some(Nice))],
        );
        wants("Experience with Airflow, ideally also with dbt", &[("Airflow", Some(Required)), ("dbt", Some(Nice))]);
        wants("TensorFlow (nice to have), PyTorch (required)", &[("TensorFlow", Some(Nice)), ("PyTorch", Some(Required))]);
        wants("Drift detection (hands-on preferred)", &[("Drift", Some(Required))]);
        wants("Excellent SQL; Spark is a bonus", &[("SQL", Some(Required)), ("Spark", Some(Nice))]);
        wants("Excellent SQL, Spark is a bonus", &[("SQL", Some(Required)), ("Spark", Some(Nice))]);
        wants("Knowledge of SQL, Spark is a plus", &[("SQL", Some(Nice)), ("Spark", Some(Nice))]);
        wants("Nice-to-haves include Kafka", &[("Kafka", Some(Nice))]);
        wants("Ideally you know Kafka", &[("Kafka", Some(Nice))]);
        wants("English is the working language and everyone is welcome", &[("English", Some(Required))]);
        wants("Japanese would be ideal", &[("Japanese", Some(Nice))]);
    }

    #[test]
    fn what_is_not_needed_is_not_asked_for() {
        use Requirement::Required;
        wants("Kubernetes is not required", &[("Kubernetes", None)]);
        wants("Prior knowledge of TensorFlow isn't needed", &[("TensorFlow", None)]);
        wants("You do not have to know Scala", &[("Scala", None)]);
        wants("We moved off Hadoop to BigQuery", &[("Hadoop", None), ("BigQuery", Some(Required))]);
        wants("PyTorch rather than Keras", &[("PyTorch", Some(Required)), ("Keras", None)]);
        wants("Systems that go beyond simple chatbots: LLM agents", &[("chatbots", None), ("LLM", Some(Required))]);
        wants("MSc in machine learning or statistics", &[("machine", None), ("statistics", None)]);
        wants("MSc in statistics with experience in Spark", &[("statistics", None), ("Spark", Some(Required))]);
        wants("Not required but nice to have: Kafka", &[("Kafka", Some(Requirement::Nice))]);
    }
}
