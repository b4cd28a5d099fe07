//! Conditions of a posting that no study closes: years, degrees, clearances, citizenship, visas, place, pay.

use std::fmt;

use serde::Serialize;

use super::clauses::is_denied;
use super::lists::{List, Said, Sentence};
use super::vocabulary::contains_words;

/// What kind of condition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ConditionKind {
    /// Years of experience.
    Years,
    /// A degree.
    Degree,
    /// A security clearance.
    Clearance,
    /// A citizenship.
    Citizenship,
    /// A visa, a permit, or whether the employer sponsors one.
    Visa,
    /// Where the work is done.
    Place,
    /// The language the work is done in.
    Language,
    /// What it pays.
    Pay,
    /// How senior the position is.
    Seniority,
}

impl ConditionKind {
    /// Whether it is about who applies, not about what the work is like.
    pub(crate) fn is_of_applicant(self) -> bool {
        !matches!(self, ConditionKind::Visa | ConditionKind::Place | ConditionKind::Pay | ConditionKind::Seniority)
    }
}

impl fmt::Display for ConditionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// Something a posting asks for or states that study does not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it is about.
    pub kind: ConditionKind,
    /// The line of the posting, from 1.
    pub line: usize,
    /// The posting's own words.
    pub quote: String,
    /// Whether it would be welcome, where others are needed.
    pub preferred: bool,
}

/// What else has the words of a place.
const OTHER_PLACES: &[&str] = &[
    "located in the office of",
    "in the office of",
    "hybrid search",
    "hybrid cloud",
    "hybrid retrieval",
    "hybrid model",
    "hybrid models",
    "hybrid hardware",
    "hybrid approach",
    "hybrid system",
    "hybrid systems",
    "hybrid recommender",
    "relocation support",
    "relocation assistance",
    "relocation package",
    "relocation packages",
    "relocation allowance",
    "relocation bonus",
    "relocation help",
    "support relocation",
    "relocation is supported",
    "help with relocation",
];

/// Sums that are paid for something else than the work.
const EXTRAS: [&str; 8] = ["vouchers", "voucher", "stipend", "allowance", "learning budget", "training budget", "gift card", "referral"];

/// Whether words say at which of several offices: `in our London office`.
fn names_office(words: &str) -> bool {
    // Nearly all sentences name none.
    if !words.contains(" office") {
        return false;
    }
    let named = ["in our ", "at our ", "from our "].iter().filter_map(|start| Some(&words[words.find(start)? + start.len()..]));
    named.into_iter().any(|rest| rest.split(' ').skip(1).take(2).any(|word| word == "office"))
}

fn without(words: &str, phrases: &[&str]) -> String {
    phrases.iter().fold(words.to_owned(), |words, phrase| words.replace(phrase, ""))
}

/// The conditions that a sentence states; `is_title` for the job's title.
pub(crate) fn conditions_in(sentence: &Sentence<'_>, is_title: bool) -> Vec<ConditionKind> {
    let Sentence { text, ref words, said } = *sentence;
    if said.has(List::Legal) {
        return Vec::new();
    }
    let mut kinds = Vec::new();
    let mut add = |kind, holds: bool| kinds.extend(holds.then_some(kind));
    add(ConditionKind::Seniority, is_title && said.has(List::Ranks));
    let is_of_work = || !said.has(List::OtherYears) || contains_words(words, "experience");
    let names_unit = said.has(List::Years) || words.contains("yrs");
    let is_of_reader = !["our team", "the team", "we have", "we bring"].iter().any(|start| words.starts_with(start));
    let is_asked_years = || !said.has(List::Years) || is_asked(sentence, List::Years);
    add(ConditionKind::Years, names_unit && is_of_reader && names_years(words) && is_of_work() && is_asked_years());
    let is_degree = || said.has(List::DegreesAlone) || !contains_words(words, "degree of");
    add(ConditionKind::Degree, said.has(List::Degrees) && is_degree() && is_asked(sentence, List::Degrees));
    let is_none = || [" none", " other", " n a", " no"].iter().any(|end| words.ends_with(end));
    add(ConditionKind::Clearance, said.has(List::Clearances) && !is_none() && is_asked(sentence, List::Clearances));
    add(ConditionKind::Citizenship, said.has(List::Citizenships));
    add(ConditionKind::Visa, said.has(List::Visas));
    let may_be_other = || words.contains("hybrid") || words.contains("office of") || words.contains("relocation");
    let is_place = || !may_be_other() || Said::in_words(&without(words, OTHER_PLACES)).has(List::Places);
    add(ConditionKind::Place, is_place_field(text) || (said.has(List::Places) && is_place()) || names_office(words));
    let is_spoken = said.has(List::Languages) && said.has(List::LevelsOfLanguages);
    add(ConditionKind::Language, is_spoken && is_asked(sentence, List::Languages));
    let names_number = || text.bytes().any(|byte| byte.is_ascii_digit());
    let is_extra = || {
        EXTRAS.iter().any(|extra| contains_words(words, extra))
            && !contains_words(words, "holiday allowance")
            && !contains_words(words, "hour")
    };
    add(ConditionKind::Pay, (said.has(List::Pay) && names_number()) || (names_sum(text, words) && !is_extra()));
    kinds
}

/// Whether a field names the position: `Role: Sr. ML Engineer`.
pub(crate) fn is_title_field(text: &str) -> bool {
    const TITLES: [&str; 8] = ["role", "position", "job title", "title", "stelle", "poste", "puesto", "vaga"];
    // Most blocks have no colon, and one letter is looked for in less time than two.
    let Some((title, rest)) = text.split_once(':') else { return false };
    let title = title.trim_matches(['*', '_', ' ']);
    rest.starts_with(' ') && TITLES.iter().any(|known| title.eq_ignore_ascii_case(known))
}

/// Whether a part of a sentence with a word of a list does not say that it is not needed: `a degree is not required`.
fn is_asked(sentence: &Sentence<'_>, list: List) -> bool {
    let Sentence { text, said, .. } = *sentence;
    let may_deny = said.has(List::Unwanted) || said.has(List::Asked) || said.has(List::Nice);
    let is_asked_in = |part: &str| {
        let Sentence { words, said, .. } = &Sentence::of(part);
        said.has(list) && !is_not_needed(words, *said)
    };
    // `A PhD is welcome but not a must` is of one part.
    let joined = text.replace(" but not ", " not ");
    !may_deny || joined.split(" but ").flat_map(|part| part.split([';', ','])).any(is_asked_in)
}

/// Whether a sentence says of a condition that it is merely welcome: `a PhD is nice`, but not `a BSc, ideally an MSc`.
pub(crate) fn is_merely_welcome(sentence: &Sentence<'_>, kind: ConditionKind) -> bool {
    let list = match kind {
        ConditionKind::Years => List::Years,
        ConditionKind::Degree => List::Degrees,
        ConditionKind::Clearance => List::Clearances,
        ConditionKind::Citizenship => List::Citizenships,
        ConditionKind::Language => List::Languages,
        ConditionKind::Visa | ConditionKind::Place | ConditionKind::Pay | ConditionKind::Seniority => return false,
    };
    let is_wish = |said: Said| (said.has(List::Nice) || said.has(List::Adverbs)) && !said.has(List::OfPeople);
    if !is_wish(sentence.said) {
        return false;
    }
    let parts = sentence.text.split([';', ',', '(']).map(Sentence::of);
    parts.filter(|part| part.said.has(list)).all(|part| is_wish(part.said) && !contains_words(&part.words, "must"))
}

fn is_not_needed(words: &str, said: Said) -> bool {
    const WELCOME_AT_MOST: [&str; 5] = ["not a must", "not mandatory", "not essential", "not necessary", "don t insist"];
    is_denied(words, said) || WELCOME_AT_MOST.iter().any(|phrase| contains_words(words, phrase))
}

/// `5 years`, `3+ years`, `5 or more years`, `two to four years of experience`, but not `a ten-year-old company`.
fn names_years(words: &str) -> bool {
    const NUMBERS: [&str; 11] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"];
    let words: Vec<&str> = words.split(' ').collect();
    let is_number = |word: &str| word.trim_end_matches('+').parse::<u8>().is_ok_and(|number| number <= 25) || NUMBERS.contains(&word);
    let is_small = |word: &str| matches!(word, "or" | "more" | "plus" | "full" | "solid" | "+");
    words.iter().enumerate().any(|(at, unit)| {
        let before = words[..at].iter().rev().take(3).find(|word| !is_small(word));
        let is_age = words.get(at + 1).is_some_and(|next| matches!(*next, "old" | "ago"))
            || words[..at].iter().rev().take(3).any(|word| matches!(*word, "past" | "last" | "next"));
        Said::in_words(unit).has(List::Years) && !is_age && before.is_some_and(|word| is_number(word))
    }) || words.contains(&"yoe")
        || words.iter().any(|word| is_years_in_one(word))
}

/// `4yrs`, `3+yrs`.
fn is_years_in_one(word: &str) -> bool {
    let number = ["yrs", "yr"].iter().find_map(|unit| word.trim_end_matches('+').strip_suffix(unit));
    number.is_some_and(|number| number.trim_end_matches('+').parse::<u8>().is_ok_and(|years| years <= 25))
}

/// Whether a sum is what one may earn, not what a company raised or is worth.
fn is_wage(sum: &str) -> bool {
    let rest = sum.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).trim_start_matches([' ', '+']).to_lowercase();
    let is_large = ["m ", "mm", "m,", "m.", "m+", "bn", "b ", "b,", "b.", "b+", "million", "billion", "trillion", "mn"];
    sum.starts_with(|c: char| c.is_ascii_digit()) && !is_large.iter().any(|unit| rest.starts_with(unit)) && rest != "m" && rest != "b"
}

/// Whether a sentence names a sum that one may earn: `$120k`, `EUR 80-95k`, `42,000 to 48,000 euro`, `240-290k base`.
fn names_sum(sentence: &str, words: &str) -> bool {
    let mut signs = sentence.char_indices().filter(|(_, c)| matches!(c, '$' | '\u{20ac}' | '\u{a3}' | '\u{20b9}'));
    let is_sum =
        |(at, c): (usize, char)| is_wage(sentence[at + c.len_utf8()..].trim_start()) || (c == '\u{20ac}' && ends_with_sum(&sentence[..at]));
    signs.any(is_sum) || names_sum_without_sign(sentence, words)
}

/// `48 k`, `48k`, `48 000` before a sign, with any blanks.
fn ends_with_sum(before: &str) -> bool {
    let before = before.trim_end();
    let before_digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_hundreds = before.len() - before_digits.len() == 3 && before_digits.ends_with(char::is_whitespace);
    let thousands = before.strip_suffix(['k', 'K']).or_else(|| is_hundreds.then_some(before_digits));
    let Some(thousands) = thousands else { return false };
    let digits = thousands.trim_end().bytes().rev().take_while(u8::is_ascii_digit).count();
    (2..=3).contains(&digits)
}

/// Whether a sentence has a large sum beside a currency or a word for pay; a sign may stand behind it, too.
fn names_sum_without_sign(sentence: &str, words: &str) -> bool {
    const CURRENCIES: [&str; 18] = [
        "usd", "eur", "gbp", "cad", "aud", "nzd", "sgd", "chf", "inr", "pln", "sek", "nok", "dkk", "czk", "brl", "euro", "euros", "dollars",
    ];
    const PAY: [&str; 5] = ["base", "salary", "ote", "comp", "compensation"];
    // Most sentences have no number, and need no look at their words.
    if !sentence.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if (sentence.contains('/') || words.contains(" per ") || words.contains(" pro ")) && names_rate(words, &CURRENCIES) {
        return true;
    }
    if !sentence.split([' ', '-', '\u{2013}', '(', ')']).any(is_large_sum) {
        return false;
    }
    let has_money = || words.split(' ').any(|word| CURRENCIES.contains(&word) || PAY.contains(&word));
    has_money() || sentence.contains(" \u{20ac}") || sentence.contains(" \u{a3}")
}

/// `160-200 PLN/h`, `400 EUR per day`.
fn names_rate(words: &str, currencies: &[&str]) -> bool {
    const UNITS: [&str; 7] = ["h", "hr", "hour", "day", "stunde", "tag", "godz"];
    let words: Vec<&str> = words.split(' ').collect();
    words.windows(3).any(|three| currencies.contains(&three[0]) && matches!(three[1], "/" | "per" | "pro") && UNITS.contains(&three[2]))
}

/// Whether a name is that of a currency before a sum: the `SGD` of `SGD 9,000`.
pub(super) fn is_currency(sentence: &str, start: usize, end: usize) -> bool {
    let is_code = end - start <= 3 && sentence[start..end].bytes().all(|byte| byte.is_ascii_uppercase());
    let sum = sentence[end..].trim_start().split(' ').next().unwrap_or_default();
    let digits = sum.bytes().filter(u8::is_ascii_digit).count();
    let is_sum = (digits >= 4 && sum.contains([',', '.'])) || (digits >= 2 && sum.ends_with(['k', 'K']));
    is_code && is_sum && sum.starts_with(|c: char| c.is_ascii_digit())
}

/// `110k`, `42,000`, `68.000`.
fn is_large_sum(part: &str) -> bool {
    let part = part.trim_end_matches([',', '.', ';', '/', '+']);
    if let Some(thousands) = part.strip_suffix(['k', 'K']) {
        return (2..=3).contains(&thousands.len()) && thousands.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some((thousands, rest)) = part.split_once([',', '.']) else { return false };
    let is_digits = |text: &str, most: usize| !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(thousands, 3) && thousands.len() >= 2 && rest.len() == 3 && is_digits(rest, 3)
}

/// Whether a text is the field of a form that says where the work is done.
pub(crate) fn is_place_field(text: &str) -> bool {
    const FIELDS: [&str; 21] = [
        "location",
        "locations",
        "job locations",
        "work location",
        "office location",
        "place of employment",
        "standort",
        "arbeitsort",
        "lieu",
        "ubicaci\u{f3}n",
        "ubicacion",
        "where",
        "place",
        "place of work",
        "office",
        "based in",
        "remote",
        "remote job",
        "work mode",
        "workplace",
        "job location",
    ];
    const LONGEST: usize = 24;
    let Some((field, place)) = text.split_once(':').filter(|(field, _)| field.len() <= LONGEST) else { return false };
    let field = field.trim_matches([' ', '*', '_', '-']).to_lowercase();
    FIELDS.contains(&field.as_str()) && place.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_study_does_not_close_is_told_by_kind() {
        use ConditionKind::{Citizenship, Clearance, Degree, Pay, Place, Visa, Years};
        for (sentence, kinds) in [
            ("6+ years in industry", vec![Years]),
            ("MSc or PhD in machine learning", vec![Degree]),
            ("Must hold an active Secret clearance; citizens only", vec![Clearance, Citizenship]),
            ("We cannot sponsor visas", vec![Visa]),
            ("On site in Hillford three days a week", vec![Place]),
            ("$120,000 to $150,000", vec![Pay]),
            ("Strong SQL and Python", vec![]),
        ] {
            assert_eq!(conditions_in(&Sentence::of(sentence), false), kinds, "{sentence}");
        }
    }

    #[test]
    fn conditions_are_told_in_other_words_and_from_what_has_the_same_words() {
        use ConditionKind::{Citizenship, Clearance, Degree, Pay, Place, Visa, Years};
        for (sentence, kinds) in [
            ("Diplôme d'ingénieur ou doctorat en informatique", vec![Degree]),
            ("A degree matters less to us than what you have made", vec![]),
            ("48 k\u{20ac} \u{2013} 58 k\u{20ac} selon profil", vec![Pay]),
            ("48 500 \u{20ac} brut", vec![Pay]),
            ("Gültige Arbeitsbewilligung", vec![Visa]),
            ("Current TS/SCI", vec![Clearance]),
            ("The office is in Hexham", vec![Place]),
            ("3 ans d'expérience", vec![Years]),
            ("Al menos 2 años de experiencia", vec![Years]),
            ("Grado en Matemáticas", vec![Degree]),
            ("BS in physics or mathematics and 5 or more years of work", vec![Years, Degree]),
            ("Fließende Deutschkenntnisse (C1)", vec![ConditionKind::Language]),
            ("Inglés fluido", vec![ConditionKind::Language]),
            ("A company of ten-year-old machines", vec![]),
            ("We raised $40M two years ago, and in the past 10 years grew a lot", vec![]),
            ("All applicants without regard to citizenship or age", vec![]),
            ("A high degree of autonomy and hybrid search", vec![]),
            ("A PhD is not required", vec![]),
            ("No clearance required", vec![]),
            ("PhD not a must", vec![]),
            ("The post is for two years; a PhD is welcome but not a must", vec![]),
            ("No degree required, but 3 years of Python", vec![Years]),
            ("A degree is needed, no clearance required", vec![Degree]),
            ("We have five years of funding", vec![]),
            ("Resident in the UK for five years", vec![]),
            ("The office of the Director is located in the Office of Data", vec![]),
            ("3 yrs+ experience, based at our Bengaluru office", vec![Years, Place]),
            ("EUR 110-140k", vec![Pay]),
            ("CAD 150\u{2013}185k", vec![Pay]),
            ("145k-175k usd", vec![Pay]),
            ("245-290k base", vec![Pay]),
            ("The pay is 42,000 to 48,000 euro", vec![Pay]),
            ("68.000 \u{2013} 79.000 \u{20ac}", vec![Pay]),
            ("We base it on 10,000 rows and 3.141 bits", vec![Pay]),
            ("We pay \u{a3}500 in vouchers", vec![]),
            ("A dataset of 100k rows", vec![]),
            ("**Location:** Leeds", vec![Place]),
            ("Where: Edinburgh", vec![Place]),
            ("A 1 year contract, renewable", vec![]),
            ("min 4yrs of Java, 3+yrs of Kafka", vec![Years]),
            ("Our team has 20 years of experience", vec![]),
            ("The position is limited to three years", vec![]),
            ("We offer a competitive salary", vec![]),
            ("Clearance: None", vec![]),
            ("Remote: No", vec![Place]),
            ("A third level qualification", vec![Degree]),
            ("You must be a U.S. person", vec![Citizenship]),
            ("In our London office 3 days per week", vec![Place]),
            ("We help with relocation and give relocation support", vec![]),
            ("A $1,500 learning stipend", vec![]),
            ("German is not required, but must have good will", vec![]),
            ("Deutsch flie\u{df}end", vec![ConditionKind::Language]),
        ] {
            assert_eq!(conditions_in(&Sentence::of(sentence), false), kinds, "{sentence}");
        }
        assert_eq!(conditions_in(&Sentence::of("Senior ML engineer"), true), [ConditionKind::Seniority]);
    }

    #[test]
    fn rates_days_at_a_place_and_other_languages_are_told() {
        use ConditionKind::{Degree, Pay, Place, Years};
        for (sentence, kinds) in [
            ("$52/hour plus a housing stipend", vec![Pay]),
            ("B2B 160\u{2013}200 PLN/h netto", vec![Pay]),
            ("400 GBP per day", vec![Pay]),
            ("Two days a month in Leeds", vec![Place]),
            ("Bilingual imperative (BBB/BBB)", vec![ConditionKind::Language]),
            ("Min. 4 lata doświadczenia", vec![Years]),
            ("Two years of a post-secondary program", vec![Degree]),
        ] {
            assert_eq!(conditions_in(&Sentence::of(sentence), false), kinds, "{sentence}");
        }
    }

    #[test]
    fn what_would_be_welcome_is_told_from_what_is_needed() {
        use ConditionKind::{Degree, Place};
        for (sentence, kind, is_welcome) in [
            ("A PhD is nice", Degree, true),
            ("Python, ideally a PhD", Degree, true),
            ("A bachelor's degree (master's preferred)", Degree, false),
            ("A bachelor's degree; Spark is a plus", Degree, false),
            ("Hybrid, which is a plus", Place, false),
        ] {
            assert_eq!(is_merely_welcome(&Sentence::of(sentence), kind), is_welcome, "{sentence}");
        }
    }
}
