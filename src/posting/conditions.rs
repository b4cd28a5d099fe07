//! Conditions of a posting that no study closes: years, degrees, clearances, citizenship, visas, place, pay.

use std::fmt;
use std::sync::LazyLock;

use serde::Serialize;

use super::phrases::Phrases;
use super::vocabulary::{contains_words, folded_words};

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
}

static DEGREE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "msc, phd, ph d, bsc, bachelor, bachelors, bachelor s, master s, masters degree, master degree, doctorate, doctoral, \
     degree, diploma, m sc, b sc, b s, m s, btech, b tech, mtech, m tech, undergraduate, postgraduate, m.s, ph.d, b.s, b.a, \
     b.sc, m.sc, b.tech, m.tech, b.e, masters in, master in, master of, master or, bs in, bs or, bs ms, bs and, ba bs, bs / \
     ms, ba / bs, ms in, ms or, ms / phd, ms phd, mba, bacharelado, hochschulabschluss, hochschulstudium, \
     universitatsabschluss, abgeschlossenes, studium, promotion in, diplome, doctorat, bac 5, bac+5, master 2, ecole d \
     ingenieur, ecole d ingenieurs, grado en, licenciatura, titulacion, ingenieria en, graduacao, mestrado, doutorado, \
     ensino superior, formacao em, laurea, universitaire, hbo",
    )
});
static CLEARANCE: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(["clearance", "ts sci", "top secret", "secret clearance", "polygraph"]));
static CITIZENSHIP: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::of(["citizen", "citizens", "citizenship", "nationals only", "green card", "permanent resident"]));
static VISA: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "visa, visas, sponsorship, sponsor visas, sponsor work, sponsor employment, to sponsor, cannot sponsor, can t sponsor, \
     not sponsor, don t sponsor, we sponsor visas, do sponsor, h1b, h 1b, work rights, right to live and work, right to \
     work, work permit, work authorization, work authorisation, authorized to work, authorised to work, eligible to work, \
     legally work",
    )
});
static PLACE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "on site, onsite, in office, in the office, hybrid, fully remote, remote only, remote first, relocate, relocation, days \
     a week in, be based in, you are based in, you re based in, candidates based in, role is based in, position is based \
     in, based in our, located in, must live in, must reside, office based, willing to travel, travel up to, office days, \
     days in the office, days per week in, days a week on, work from home, home office, homeoffice, vor ort, teletravail, \
     presencial, hibrido, hybride, remoto, remotely, 100 % remote, remote within, remote in, remote us, remote eu, remote \
     or, or remote, relocating, time zone, timezone",
    )
});
static LANGUAGES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "english, german, french, spanish, japanese, chinese, mandarin, portuguese, italian, dutch, korean, arabic, hindi, \
     polish, russian, vietnamese, deutsch, deutschkenntnisse, englisch, englischkenntnisse, anglais, allemand, francais, \
     ingles, inglese, espanol, aleman, portugues, engels, nederlands, turkish, hebrew, thai, czech, swedish, danish, \
     norwegian, finnish, ukrainian, romanian, hungarian, greek",
    )
});
static LANGUAGE_LEVEL: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "fluent, fluency, native, bilingual, working language, c1, c2, b2, business level, spoken, speak, speaking, proficiency \
     in, proficient in, excellent, good, b1, written, courant, fluido, fluente, fliessend, fliessende, verhandlungssicher, \
     verhandlungssichere, sehr gute, gute, gutes, avanzado, avancado, intermedio, intermediario, nivel, niveau, maitrise, \
     bilingue, language skills, required, must",
    )
});
static SENIORITY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed("senior, staff, principal, lead, head of, director, junior, intern, internship, entry level, graduate, working student")
});

/// Words of the paragraphs that the law asks for: they name citizenship, age and more, and state no condition.
static LEGAL: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed(
        "without regard, regardless of, equal opportunity, equal employment, protected characteristic, protected \
     characteristics, protected veteran, protected by law, discriminate, discrimination, affirmative action",
    )
});
/// Degrees named by a word that means nothing else, where `a high degree of autonomy` is none.
static DEGREE_ALONE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::listed("msc, phd, bsc, bachelor, bachelors, bachelor s, master s, doctorate, degree in, degree or"));
/// Words of what a position pays.
static PAY: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::listed("salary, base pay, compensation range, per annum, lpa, base compensation, ote, day rate, gehalt, salario, salaire, ctc")
});
/// What else is called hybrid.
const OTHER_HYBRIDS: &[&str] = &[
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
];

fn without(words: &str, phrases: &[&str]) -> String {
    phrases.iter().fold(words.to_owned(), |words, phrase| words.replace(phrase, ""))
}

/// The words a degree is named by.
pub(crate) fn begins_degree(words: &str) -> bool {
    DEGREE.stand_in(words)
}

/// The conditions that a sentence states; `is_title` for the job's title.
pub(crate) fn conditions_in(sentence: &str, is_title: bool) -> Vec<ConditionKind> {
    let words = folded_words(sentence);
    if LEGAL.stand_in(&words) {
        return Vec::new();
    }
    let says = |phrases: &Phrases| phrases.stand_in(&words);
    let mut kinds = Vec::new();
    let mut add = |kind, holds: bool| kinds.extend(holds.then_some(kind));
    add(ConditionKind::Seniority, is_title && says(&SENIORITY));
    add(ConditionKind::Years, names_years(&words));
    add(ConditionKind::Degree, says(&DEGREE) && (says(&DEGREE_ALONE) || !contains_words(&words, "degree of")));
    add(ConditionKind::Clearance, says(&CLEARANCE));
    add(ConditionKind::Citizenship, says(&CITIZENSHIP));
    add(ConditionKind::Visa, says(&VISA));
    let is_place = if words.contains("hybrid") { PLACE.stand_in(&without(&words, OTHER_HYBRIDS)) } else { says(&PLACE) };
    add(ConditionKind::Place, is_place);
    add(ConditionKind::Language, says(&LANGUAGES) && says(&LANGUAGE_LEVEL));
    add(ConditionKind::Pay, names_pay(sentence, &words));
    kinds
}

/// `5 years`, `3+ years`, `5 or more years`, `two to four years of experience`, but not `a ten-year-old company`.
fn names_years(words: &str) -> bool {
    const NUMBERS: [&str; 11] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"];
    const UNITS: [&str; 11] = ["years", "yrs", "year", "yoe", "ans", "anos", "jahre", "jahren", "anni", "jaar", "yr"];
    let words: Vec<&str> = words.split(' ').collect();
    let is_number = |word: &str| word.trim_end_matches('+').parse::<u8>().is_ok_and(|number| number <= 25) || NUMBERS.contains(&word);
    let is_small = |word: &str| matches!(word, "or" | "more" | "plus" | "full" | "solid" | "+");
    words.iter().enumerate().any(|(at, unit)| {
        let before = words[..at].iter().rev().take(3).find(|word| !is_small(word));
        let is_age = words.get(at + 1).is_some_and(|next| matches!(*next, "old" | "ago"))
            || words[..at].iter().rev().take(3).any(|word| matches!(*word, "past" | "last" | "next"));
        UNITS.contains(unit) && !is_age && before.is_some_and(|word| is_number(word))
    }) || words.contains(&"yoe")
}

/// Whether a sum is what one may earn, not what a company raised or is worth.
fn is_wage(sum: &str) -> bool {
    let rest = sum.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).trim_start_matches([' ', '+']).to_lowercase();
    let is_large = ["m ", "mm", "m,", "m.", "m+", "bn", "b ", "b,", "b.", "b+", "million", "billion", "trillion", "mn"];
    sum.starts_with(|c: char| c.is_ascii_digit()) && !is_large.iter().any(|unit| rest.starts_with(unit)) && rest != "m" && rest != "b"
}

fn names_pay(sentence: &str, words: &str) -> bool {
    let has_sum = sentence
        .char_indices()
        .any(|(at, c)| matches!(c, '$' | '\u{20ac}' | '\u{a3}' | '\u{20b9}') && is_wage(sentence[at + c.len_utf8()..].trim_start()));
    has_sum || PAY.stand_in(words)
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
            assert_eq!(conditions_in(sentence, false), kinds, "{sentence}");
        }
        for (sentence, kinds) in [
            ("Diplôme d'ingénieur ou doctorat en informatique", vec![Degree]),
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
        ] {
            assert_eq!(conditions_in(sentence, false), kinds, "{sentence}");
        }
        assert_eq!(conditions_in("Senior ML engineer", true), [ConditionKind::Seniority]);
    }
}
