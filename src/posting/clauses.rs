//! Clauses of a sentence: how much each part of it wants what it names, and which parts name what is not wanted.

use std::borrow::Cow;

use super::Requirement;
use super::brackets::{brackets, element_start, is_pure_wish, is_short_note, leads_element, without};
use super::degrees::{degree_and_subjects, degree_element, is_degree};
use super::lists::{List, MOST_WORDS, Place, Said, Sentence, around, places};
use super::vocabulary::contains_words;

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
    /// A sentence of which all parts want things so much.
    pub(crate) fn of_all(level: Requirement) -> Clauses {
        Clauses { whole: Verdict::Wanted(level), spans: Vec::new() }
    }

    /// Reads a sentence that stands under a heading which wants things so much.
    pub(crate) fn read(given: &Sentence<'_>, section: Requirement) -> Clauses {
        let sentence = given.text;
        let whole = Verdict::Wanted(section);
        let mut clauses = Clauses { whole, spans: Vec::new() };
        let brackets = brackets(sentence);
        let open = without(sentence, &brackets);
        let lower = open.to_lowercase();
        let places = places(&lower);
        let segments = segments(&open, &lower, given);
        let mut before: Option<&Segment<'_>> = None;
        for segment in &segments {
            // `Spark is a plus; so is Go.`
            let is_echo = ["so is ", "so are ", "as is ", "as are "].iter().any(|start| segment.words.starts_with(start));
            match before {
                Some(before) if is_echo && before.said.has(List::Nice) => clauses.wish(segment),
                Some(before) if refers_back(segment) => clauses.wish(before),
                _ => clauses.read_segment(segment, &lower, &places, section),
            }
            before = before.filter(|_| is_echo).or(Some(segment));
        }
        clauses.read_brackets(sentence, &brackets, section);
        clauses.read_contrasts(&open, &lower, &places);
        for segment in &segments {
            clauses.read_degree(segment);
        }
        clauses
    }

    /// What holds for a place of the sentence.
    pub(crate) fn at(&self, place: usize) -> Verdict {
        self.spans.iter().rev().find(|span| (span.start..span.end).contains(&place)).map_or(self.whole, |span| span.verdict)
    }

    fn add(&mut self, start: usize, end: usize, verdict: Verdict) {
        self.spans.push(Span { start, end, verdict });
    }

    /// What a segment names is merely welcome.
    fn wish(&mut self, segment: &Segment<'_>) {
        self.add(segment.start, segment.start + segment.text.len(), Verdict::Wanted(Requirement::Nice));
    }

    fn read_segment(&mut self, segment: &Segment<'_>, lower: &str, places: &[Place], section: Requirement) {
        let Segment { text, start, ref words, said } = *segment;
        let end = start + text.len();
        if is_denied(words, said) {
            let (from, to) = denied_part(text);
            self.add(start + from, start + to, Verdict::NotAsked);
            if to - from == text.len() {
                return;
            }
        }
        // `| Remote | You: PyTorch, Docker`
        let is_of_reader = text.trim_start().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("you:"));
        if section == Requirement::Named && (said.has(List::Required) || is_of_reader) {
            self.add(start, end, Verdict::Wanted(Requirement::Required));
        }
        // `Kafka is not required but ...`
        if said.has(List::DeniedButWelcome) {
            return self.wish(segment);
        }
        // `Kafka is mandatory`, whatever it stands under, unless a list has run on.
        let insists = section == Requirement::Nice && is_firm(words, said) && words.split(' ').count() <= MOST_WORDS;
        if insists && !said.has(List::Nice) && !said.has(List::Adverbs) {
            self.add(start, end, Verdict::Wanted(Requirement::Required));
        }
        let nice = Verdict::Wanted(Requirement::Nice);
        if let Some(adverb) = adverb_in(segment, lower, places) {
            // `Ideally you know X` is of all, `X, ideally also Y` of what follows, `X preferably` of what stands before.
            let says_more = text[adverb.end - start..].contains(char::is_alphanumeric);
            return self.add(if says_more { adverb.start } else { start + subject_start(segment) }, end, nice);
        }
        if said.has(List::Nice) && !said.has(List::OfPeople) && !contains_words(words, "not just") {
            // In `PyTorch, Docker, PhD preferred` the wish is of the degree.
            let degree = said.has(List::Degrees).then(|| degree_element(text)).flatten();
            self.add(start + degree.unwrap_or_else(|| subject_start(segment)), end, nice);
        }
    }

    /// A wish in brackets is of what stands in them, or, where they hold nothing but the wish, of what stands before.
    fn read_brackets(&mut self, sentence: &str, brackets: &[(usize, usize)], section: Requirement) {
        for &(open, close) in brackets {
            let Sentence { words: inner, said, .. } = Sentence::of(&sentence[open + 1..close]);
            let level = if said.has(List::Nice) || said.has(List::Adverbs) || inner == "nice" {
                Some(Requirement::Nice)
            } else {
                said.has(List::RequiredInBrackets).then_some(Requirement::Required)
            };
            let is_language_note = inner.strip_prefix("in ").is_some_and(|rest| !rest.contains(' '));
            match level {
                _ if is_denied(&inner, said) && is_short_note(&sentence[open + 1..close]) => {
                    self.add(element_start(&sentence[..open]), close, Verdict::NotAsked);
                }
                _ if is_language_note || is_denied(&inner, said) => self.add(open, close, Verdict::NotAsked),
                Some(level) if is_pure_wish(&inner) && leads_element(&sentence[..open]) => {
                    // `(optional) Docker, Git`
                    let rest = &sentence[close..];
                    let end = [", ", "; "].iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
                    self.add(close, close + end, Verdict::Wanted(level));
                }
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
    fn read_contrasts(&mut self, open: &str, lower: &str, places: &[Place]) {
        for place in places.iter().filter(|place| place.list == List::Contrasts) {
            let (from, rest) = (place.end, &lower[place.end..]);
            // `You can't do without Docker`, `you don't shy away from it`: that is asked for.
            let is_needed = ["do ", "live ", "not ", "shy "].iter().any(|verb| lower[..place.start].ends_with(verb));
            if is_needed || !rest.starts_with([' ', ':']) || !open.is_char_boundary(from) {
                continue;
            }
            let stops = [",", ";", ":", ".", " to ", " towards ", " toward ", " into ", " but "];
            let end = stops.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
            self.add(from, from + end, Verdict::NotAsked);
        }
    }

    /// The subjects of a degree are no skills of their own.
    fn read_degree(&mut self, segment: &Segment<'_>) {
        let Segment { text, start, said, .. } = *segment;
        let names_degree = if text.is_ascii() { said.has(List::Degrees) } else { is_degree(text) };
        if !names_degree {
            return;
        }
        let (from, to) = degree_and_subjects(text);
        self.add(start + from, start + to, Verdict::NotAsked);
    }
}

/// A part of a sentence that contrasts with the others, and what its words say.
struct Segment<'a> {
    text: &'a str,
    start: usize,
    words: Cow<'a, str>,
    said: Said,
}

impl<'a> Segment<'a> {
    fn new(sentence: &'a str, start: usize, end: usize) -> Segment<'a> {
        let Sentence { text, words, said } = Sentence::of(&sentence[start..end]);
        Segment { text, start, words: Cow::Owned(words), said }
    }
}

/// What words that lead a list in say of its points: `It would help, but don't worry if not`.
pub(crate) fn lead_in_level(words: &str) -> Option<Verdict> {
    let said = Said::in_words(words);
    let is_nice = said.has(List::Nice) || said.has(List::Adverbs) || said.has(List::NiceLeadIns) || words.starts_with("nice ");
    if is_nice {
        return Some(Verdict::Wanted(Requirement::Nice));
    }
    if is_denied(words, said) || said.has(List::LeadInsOfWhatIsNotAsked) {
        return Some(Verdict::NotAsked);
    }
    (said.has(List::Required) || said.has(List::RequiredLeadIns)).then_some(Verdict::Wanted(Requirement::Required))
}

/// Whether words say that something is not asked for.
pub(crate) fn is_denied(words: &str, said: Said) -> bool {
    const NO: [&str; 9] = ["no", "kein", "keine", "keinerlei", "aucun", "aucune", "ningun", "ninguna", "nenhuma"];
    // `It doesn't matter which`: one of them is asked for.
    const ANY: [&str; 5] = ["matter which", "matters which", "care which", "care which one", "mind which"];
    let is_of_any = || ANY.iter().any(|any| contains_words(words, any));
    let is_unwanted =
        (said.has(List::Unwanted) && !is_of_any()) || (said.has(List::Asked) && NO.iter().any(|no| contains_words(words, no)));
    is_unwanted && !said.has(List::DeniedButWelcome)
}

/// Whether words insist, whatever they stand under: `You must hold a clearance.`
pub(crate) fn is_firm(words: &str, said: Said) -> bool {
    said.has(List::Firm) && !contains_words(words, "not required")
}

/// What of a part is denied: all of it, or, where a list without signs has run on, the words around the denial.
fn denied_part(text: &str) -> (usize, usize) {
    const AROUND: usize = 7;
    // `Strong SQL, we do not care about frameworks`: the clause has what it denies in it.
    const DENIES: [&str; 5] = ["care about", "don t use", "do not use", "don t require", "do not require"];
    if let Some(at) = text.rfind(", we ") {
        let Sentence { words, said, .. } = Sentence::of(&text[at..]);
        let has_object =
            DENIES.iter().any(|verb| words.split_once(verb).is_some_and(|(_, object)| !matches!(object, "" | " it" | " them" | " that")));
        if has_object && is_denied(&words, said) {
            return (at, text.len());
        }
    }
    around(text, (AROUND, AROUND), &|words, said| is_denied(words, said))
}

/// Whether a clause says of the one before it that it is welcome: `but it isn't a dealbreaker`.
fn refers_back(segment: &Segment<'_>) -> bool {
    const MOST_WORDS: usize = 7;
    let words = segment.words.strip_prefix("although ").or(segment.words.strip_prefix("though ")).unwrap_or(&segment.words);
    let is_of_that = ["it ", "that ", "this "].iter().any(|start| words.starts_with(start));
    is_of_that && segment.said.has(List::Nice) && !contains_words(words, "if") && words.split(' ').count() <= MOST_WORDS
}

/// An adverb that makes all after it merely welcome.
fn adverb_in(segment: &Segment<'_>, lower: &str, places: &[Place]) -> Option<Place> {
    let here = segment.start..segment.start + segment.text.len();
    let adverbs = places.iter().filter(|place| place.list == List::Adverbs && here.contains(&place.start));
    let mut whole = adverbs.filter(|place| !lower[place.end..].starts_with(char::is_alphanumeric));
    let is_here = |at: usize| segment.text.is_char_boundary(at - segment.start);
    whole.find(|place| is_here(place.start) && is_here(place.end)).copied()
}

/// Where the subject of `X is a plus` begins: after the last comma before it, unless the clause is a list that the wish is of.
fn subject_start(segment: &Segment<'_>) -> usize {
    // `Must know Spark, Kafka preferred`
    let is_of_last = segment.words.starts_with("must ") && ends_with_level(segment.text.trim_end_matches(['.', ' ']));
    if !segment.said.has(List::NiceOfOne) && !is_of_last {
        return 0;
    }
    let is_of_all =
        ["knowledge", "experience", "familiarity", "exposure", "understanding", "background", "any", "some", "prior", "previous"];
    let first = segment.words.split(' ').next().unwrap_or_default();
    // `It is a bonus if you know X, or Y.`
    if is_of_all.contains(&first) || first == "it" {
        return 0;
    }
    // `X would be great, and so would Y`: the last comma before the wish, not behind it.
    let wishes = |at: &usize| !segment.said.has(List::NiceOfOne) || Sentence::of(&segment.text[*at..]).said.has(List::NiceOfOne);
    segment.text.rmatch_indices(", ").map(|(at, _)| at).find(wishes).map_or(0, |at| at + 1)
}

/// The parts of a sentence that contrast with each other.
fn segments<'a>(sentence: &'a str, lower: &str, given: &'a Sentence<'_>) -> Vec<Segment<'a>> {
    let mut segments = Vec::new();
    let mut start = 0;
    let has_same_places = lower.len() == sentence.len();
    for (blank, _) in lower.bytes().enumerate().filter(|(_, byte)| has_same_places && *byte == b' ') {
        // `SQL required, Spark preferred`
        let is_behind_level = lower[..blank].ends_with(',') && ends_with_level(&lower[start..blank - 1]);
        let ends_part = (is_behind_level || lower[..blank].ends_with(';')).then_some(1);
        let parts = [" but ", " | ", " \u{2014} "].into_iter().find(|separator| lower[blank..].starts_with(separator)).map(str::len);
        for length in ends_part.into_iter().chain(parts) {
            let cut = blank + length;
            if sentence.is_char_boundary(cut) {
                segments.push(Segment::new(sentence, start, cut));
                start = cut;
            }
        }
    }
    // Most sentences are of one part, and what they say is known.
    let is_given = start == 0 && sentence == given.text;
    segments.push(if is_given {
        Segment { text: sentence, start, words: Cow::Borrowed(&given.words), said: given.said }
    } else {
        Segment::new(sentence, start, sentence.len())
    });
    segments
}

/// Whether a part ends by saying how much it wants what it names.
fn ends_with_level(part: &str) -> bool {
    const LEVELS: [&str; 14] = [
        "required",
        "essential",
        "mandatory",
        "a must",
        "must have",
        "needed",
        "preferred",
        "desirable",
        "desired",
        "a plus",
        "a bonus",
        "an asset",
        "nice to have",
        "an advantage",
    ];
    LEVELS.iter().any(|level| part.strip_suffix(level).is_some_and(|before| before.ends_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn wants(sentence: &str, expected: &[(&str, Option<Requirement>)]) {
        let clauses = Clauses::read(&Sentence::of(sentence), Requirement::Required);
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
        wants("Python; Kafka is a plus; so is Go", &[("Python", Some(Required)), ("Kafka", Some(Nice)), ("Go", Some(Nice))]);
        wants("It is a bonus if you know Kafka, or Go", &[("Kafka", Some(Nice)), ("Go", Some(Nice))]);
        wants("Kafka is required, not just nice to have", &[("Kafka", Some(Required))]);
        wants("Python is a must; so is Go", &[("Python", Some(Required)), ("Go", Some(Required))]);
        wants("Ideally you know Kafka", &[("Kafka", Some(Nice))]);
        wants("English is the working language and everyone is welcome", &[("English", Some(Required))]);
        wants("Japanese would be ideal", &[("Japanese", Some(Nice))]);
        wants("Our ideal candidate has Docker", &[("Docker", Some(Required))]);
        wants("[ ] *(optional)* Docker, Git", &[("Docker", Some(Nice)), ("Git", Some(Required))]);
        wants("Git, (optional) Docker; Go", &[("Git", Some(Required)), ("Docker", Some(Nice)), ("Go", Some(Required))]);
        wants("Spark or Flink will be an added advantage", &[("Spark", Some(Nice)), ("Flink", Some(Nice))]);
        wants("You may also have Spark", &[("Spark", Some(Nice))]);
        wants("Python and SQL required, Spark preferred", &[("Python", Some(Required)), ("SQL", Some(Required)), ("Spark", Some(Nice))]);
        wants("SQL essential, Python desirable", &[("SQL", Some(Required)), ("Python", Some(Nice))]);
        wants("Must know Spark, Kafka preferred", &[("Spark", Some(Required)), ("Kafka", Some(Nice))]);
        wants("Spark and Kafka preferred", &[("Spark", Some(Nice)), ("Kafka", Some(Nice))]);
        wants("Tableau: 1 year (Preferred)", &[("Tableau", Some(Nice))]);
        wants("Git, Kafka, 2 years (preferred)", &[("Git", Some(Required)), ("Kafka", Some(Nice))]);
        wants("Hadoop preferably", &[("Hadoop", Some(Nice))]);
        wants("PyTorch, Spark, PhD preferred", &[("PyTorch", Some(Required)), ("Spark", Some(Required))]);
        wants("Kubernetes, AWS, master's degree or equivalent experience", &[("Kubernetes", Some(Required)), ("AWS", Some(Required))]);
        wants("Statistics, physics or computer science degree", &[("Statistics", None), ("physics", None)]);
        wants("We don't mind if you've never used Docker", &[("Docker", None)]);
        wants("Git, Docker experience (beneficial)", &[("Git", Some(Required)), ("Docker", Some(Nice))]);
        wants("Git, Docker (a plus)", &[("Git", Some(Required)), ("Docker", Some(Nice))]);
        wants("Docker is not required but is a plus", &[("Docker", Some(Nice))]);
        wants("Docker not necessary but helpful", &[("Docker", Some(Nice))]);
        wants("Docker is not required, although it will help you", &[("Docker", Some(Nice))]);
        wants("Someone who has worked with Docker but it isn't a dealbreaker", &[("Docker", Some(Nice))]);
        wants("Docker is required, but it would be great if you know Go", &[("Docker", Some(Required)), ("Go", Some(Nice))]);
    }

    #[test]
    fn wishes_are_wishes_in_other_languages_too() {
        use Requirement::{Nice, Required};
        for sentence in [
            "Docker serait un plus",
            "La connaissance de Docker constitue un atout",
            "Exp\u{e9}rience Docker souhait\u{e9}e",
            "Des bases de Docker seraient appr\u{e9}ci\u{e9}es mais ne sont pas obligatoires",
            "Id\u{e9}alement Docker",
            "Docker (optionnel)",
            "Se valorar\u{e1} Docker",
            "Docker (deseable)",
            "Docker w\u{e4}re ein Plus",
            "Kenntnisse in Docker runden dein Profil ab",
            "Docker ist kein Muss",
            "Docker \u{e9} desej\u{e1}vel",
            "Docker is een pre",
            "Docker would be awesome",
            "Docker won't hurt",
            "If you know Docker, even better",
            "Docker would set you apart",
        ] {
            wants(sentence, &[("Docker", Some(Nice))]);
        }
        for sentence in [
            "Docker n'est pas requis",
            "Pas besoin de Docker",
            "Aucune exp\u{e9}rience Docker n'est requise",
            "No es necesario conocer Docker",
            "Docker ist nicht erforderlich",
            "Keine Docker-Kenntnisse n\u{f6}tig",
            "We don't ask for Docker",
            "Don't worry about Docker",
        ] {
            wants(sentence, &[("Docker", None)]);
        }
        wants("L'\u{e9}quipe souhaite recruter un expert Docker", &[("Docker", Some(Required))]);
        wants("Python et SQL, Docker est un plus", &[("Python", Some(Required)), ("Docker", Some(Nice))]);
    }

    #[test]
    fn what_sounds_like_a_denial_is_asked_for() {
        use Requirement::Required;
        wants("You have used Docker or Podman, doesn't matter which", &[("Docker", Some(Required)), ("Podman", Some(Required))]);
        wants("Strong Docker, we do not care about frameworks", &[("Docker", Some(Required)), ("frameworks", None)]);
        wants("You can't live without Docker", &[("Docker", Some(Required))]);
        wants("You don't shy away from Docker", &[("Docker", Some(Required))]);
    }

    #[test]
    fn what_insists_is_required_whatever_it_stands_under() {
        let under_wishes = |sentence: &str| Clauses::read(&Sentence::of(sentence), Requirement::Nice).at(0);
        assert_eq!(under_wishes("Kafka is mandatory"), Verdict::Wanted(Requirement::Required));
        assert_eq!(under_wishes("Kafka is not required"), Verdict::NotAsked);
        assert_eq!(under_wishes("Kafka"), Verdict::Wanted(Requirement::Nice));
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
        wants("Git and Kafka (not required)", &[("Git", Some(Required)), ("Kafka", None)]);
        wants("Git and Kafka (we can teach you)", &[("Git", Some(Required)), ("Kafka", None)]);
        wants("Git (no Kafka needed)", &[("Git", Some(Required)), ("Kafka", None)]);
        wants("You will get to learn Kafka", &[("Kafka", None)]);
    }

    /// A degree has its subjects before or behind it; what else stands in the sentence is asked for.
    #[test]
    fn a_degree_takes_its_subjects_and_nothing_else() {
        use Requirement::Required;
        wants("Experience with Docker and a bachelor's degree", &[("Docker", Some(Required))]);
        wants(
            "Kafka, Docker, and a relevant degree in physics",
            &[("Kafka", Some(Required)), ("Docker", Some(Required)), ("physics", None)],
        );
        wants("I need Kafka, Docker, and ideally a PhD", &[("Kafka", Some(Required)), ("Docker", Some(Required))]);
        wants("Degree in physics, strong SQL", &[("physics", None), ("SQL", Some(Required))]);
        wants("Bachelor's or Master's in physics and a good grasp of SQL", &[("physics", None), ("SQL", Some(Required))]);
        wants("You have a Master's in physics and you know SQL", &[("physics", None), ("SQL", Some(Required))]);
        wants("Statistics, physics or computer science degree", &[("Statistics", None), ("physics", None)]);
        wants("PhD in statistics and deep learning", &[("statistics", None), ("deep", None)]);
    }

    #[test]
    fn letters_that_grow_in_lower_case_move_nothing() {
        use Requirement::{Nice, Required};
        assert_eq!("\u{130}".to_lowercase().len(), "\u{130}".len() + 1);
        wants("\u{130}\u{130}\u{130} SQL; Docker", &[("SQL", Some(Required)), ("Docker", Some(Required))]);
        // The parts of such a sentence are not told apart.
        wants("\u{130}\u{130} SQL but Spark is a plus", &[("SQL", Some(Nice)), ("Spark", Some(Nice))]);
    }
}
