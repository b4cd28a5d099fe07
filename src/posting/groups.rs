//! Alternatives: terms of which one is enough, such as `AWS, GCP or Azure`.

/// A term found in a sentence: which, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its place in the list of terms.
    pub(crate) term: usize,
    /// Where it begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Whether it counts only where something is asked for.
    pub(crate) is_bare: bool,
}

/// How two terms that stand next to each other belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A comma: as the end of the list says.
    Comma,
    /// `or`.
    Or,
    /// `/`: it joins its neighbors alone, `Python, Java/Scala` are two.
    Slash,
    /// `and`, `&`.
    And,
    /// Other words stand between.
    Apart,
}

/// Parts the finds of a sentence into needs; one find alone, or several of which one is enough.
pub(crate) fn groups(sentence: &str, finds: &[Found]) -> Vec<Vec<Found>> {
    let mut needs = Vec::new();
    let mut run: Vec<Found> = Vec::new();
    let mut joints: Vec<Joint> = Vec::new();
    for find in finds {
        let joint = run.last().map(|last| joint_of(sentence, last, find, finds));
        if joint == Some(Joint::Apart) {
            close(sentence, &mut run, &mut joints, &mut needs);
        } else {
            joints.extend(joint);
        }
        run.push(*find);
    }
    close(sentence, &mut run, &mut joints, &mut needs);
    needs
}

/// How a term belongs to the one before it; `finds` are all of the sentence.
fn joint_of(sentence: &str, last: &Found, find: &Found, finds: &[Found]) -> Joint {
    let between = &sentence[last.end..find.start];
    match joint(between) {
        Joint::Apart if leads_to_substitute(between) => {
            // `but PyTorch or JAX are fine`: what is said of the last of them is of all.
            let rest = finds.iter().skip_while(|other| other.start < find.start);
            let is_end = |other: &&Found| is_substitute(&sentence[other.end..]);
            if rest.take(MOST_SUBSTITUTES).any(|other| is_end(&other)) || between.contains("failing that") {
                Joint::Or
            } else {
                Joint::Apart
            }
        }
        joint => joint,
    }
}

/// The most terms that one word lets stand in for another.
const MOST_SUBSTITUTES: usize = 3;

fn leads_to_substitute(between: &str) -> bool {
    matches!(
        between.trim_matches([' ', ',']).to_lowercase().as_str(),
        "but"
            | "though"
            | "although"
            | "("
            | "(though"
            | "(but"
            | "failing that"
            | "or failing that"
            | "that's great"
            | "that's fine"
            | "great"
            | "fine"
    )
}

fn joint(between: &str) -> Joint {
    let lower = between.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let is_small = |word: &&str| matches!(*word, "the" | "a" | "an" | "either" | "even" | "preferably" | "also" | "with" | "in");
    let words: Vec<&str> = words.into_iter().filter(|word| !is_small(word)).collect();
    match without_names(between, &words).as_slice() {
        [] if between.contains(',') => Joint::Comma,
        ["/" | "|"] => Joint::Slash,
        ["or" | "(or" | "and/or" | "vs" | "vs." | "oder" | "ou" | "o" | "of" | "bzw."] | ["and", "/", "or"] | ["or", "/", "and"] => {
            Joint::Or
        }
        ["and" | "&" | "+" | "und" | "et" | "y" | "e" | "en" | "sowie"] => Joint::And,
        _ => Joint::Apart,
    }
}

/// The words between two terms of a list without the names that are not known: the `C` of `Python, C, C++`.
fn without_names<'a>(between: &str, words: &[&'a str]) -> Vec<&'a str> {
    const MOST_WORDS: usize = 3;
    let mut parts = between.split(',').map(str::trim);
    let (first, last) = (parts.next().unwrap_or_default(), parts.next_back());
    let is_name = |part: &str| !part.is_empty() && part.split_whitespace().count() <= 2 && part.starts_with(|c: char| !c.is_lowercase());
    let names: Vec<&str> = parts.collect();
    let is_list = first.is_empty() && !names.is_empty() && names.iter().all(|name| is_name(name)) && words.len() <= MOST_WORDS + 1;
    if !is_list {
        return words.to_vec();
    }
    let last: Vec<String> = last.unwrap_or_default().to_lowercase().split_whitespace().map(str::to_owned).collect();
    words.iter().copied().filter(|word| last.iter().any(|kept| kept == word)).collect()
}

/// Ends a run of finds: `one of` before it or `or the like` behind it makes it a group whatever joins it.
fn close(sentence: &str, run: &mut Vec<Found>, joints: &mut Vec<Joint>, needs: &mut Vec<Vec<Found>>) {
    let (Some(first), Some(last)) = (run.first().copied(), run.last().copied()) else { return };
    if run.len() == 1 {
        // No choice, whatever stands around it.
        return needs.push(std::mem::take(run));
    }
    let before = sentence[..first.start].to_lowercase();
    let after = sentence[last.end..].to_lowercase();
    let is_choice = introduces_choice(&before)
        || ((ends_choice(&after) || goes_on(&before, &after) || names_kind(&before)) && !joints.contains(&Joint::And));
    if is_choice {
        needs.push(std::mem::take(run));
    } else {
        needs.extend(parts(run, joints));
        run.clear();
    }
    joints.clear();
}

/// The parts of a list: `A, B and C or D` are A, B, and one of C and D; `A, B/C, D` and `A, B or C, D` are A, one of B and C,
/// and D.
fn parts(run: &[Found], joints: &[Joint]) -> Vec<Vec<Found>> {
    let mut units: Vec<(Vec<Found>, Option<Joint>)> = Vec::new();
    for (at, find) in run.iter().enumerate() {
        match units.last_mut() {
            Some((unit, _)) if joints[at - 1] == Joint::Slash => unit.push(*find),
            _ => units.push((vec![*find], at.checked_sub(1).map(|before| joints[before]))),
        }
    }
    let (mut needs, mut part): (Vec<Vec<Found>>, Vec<Vec<Found>>) = (Vec::new(), Vec::new());
    // Where the first `or` of a part stands in it.
    let mut or: Option<usize> = None;
    let mut end = |part: &mut Vec<Vec<Found>>, or: Option<usize>, goes_on: bool| {
        let chosen = match or {
            // `A, B or C, D`: the list goes on, and the choice is of its neighbors.
            Some(at) if goes_on => part.split_off(at - 1),
            Some(_) => std::mem::take(part),
            None => Vec::new(),
        };
        needs.append(part);
        if !chosen.is_empty() {
            needs.push(chosen.concat());
        }
    };
    for (unit, joint) in units {
        let goes_on = joint == Some(Joint::Comma) && or.is_some();
        if joint == Some(Joint::And) || goes_on {
            end(&mut part, or.take(), goes_on);
        }
        if joint == Some(Joint::Or) && !part.is_empty() && or.is_none() {
            or = Some(part.len());
        }
        part.push(unit);
    }
    end(&mut part, or, false);
    needs
}

/// Whether words before a list say that one of it is enough.
pub(crate) fn is_said_to_be_choice(before: &str) -> bool {
    introduces_choice(&before.to_lowercase())
}

/// Whether words lead a list in of which one is enough.
fn introduces_choice(before: &str) -> bool {
    let before = before.trim_end_matches([' ', ':', '(', '"', '*', ',']);
    // `one of the following areas: `
    let kind = before.rsplit(' ').next().unwrap_or_default();
    let is_of_kind = [" following", " these"].iter().any(|of| before.strip_suffix(kind).is_some_and(|rest| rest.trim_end().ends_with(of)));
    let before = if is_of_kind && kind != "following" { before[..before.len() - kind.len()].trim_end() } else { before };
    let tail = before.char_indices().rev().nth(59).map_or(before, |(at, _)| &before[at..]);
    let leads = [
        "one of",
        "one or more of",
        "at least one of",
        "any of",
        "either",
        "one or several of",
        "some of",
        "one of the following",
        "any of the following",
        "one of these",
        "any of these",
        "one or more of these",
        "one or more of the following",
        "at least one",
        "one or two of",
        "mindestens einem",
        "mindestens eine",
        "mindestens einer",
        "einem der",
        "einer der",
        "au moins un",
        "au moins une",
        "al menos uno de",
        "al menos una de",
        "alguno de",
        "pelo menos um",
        "um dos",
        "l'un des",
    ];
    let is_lead = |lead: &&&str| tail.ends_with(**lead);
    let examples = [
        "such as",
        "e.g.",
        "e.g",
        "eg",
        "for example",
        "for instance",
        "like",
        "z.b.",
        "z. b.",
        "wie",
        "zum beispiel",
        "par exemple",
        "comme",
        "tels que",
        "por ejemplo",
        "como",
        "por exemplo",
    ];
    leads.iter().any(|lead| is_lead(&lead)) || examples.iter().any(|lead| is_lead(&lead) && !tail.ends_with("would like"))
}

/// Whether one of a kind is asked for, and the kind's members follow: `one cloud (`, `any vector database: `.
fn names_kind(before: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let before = before.trim_end();
    let Some(kind) = before.strip_suffix(['(', ':']) else { return false };
    let is_one = |word: &str| matches!(word, "one" | "any" | "either") || (before.ends_with('(') && matches!(word, "a" | "an"));
    let clause = kind.rsplit([',', ';', '.', '(', ')', ':']).next().unwrap_or(kind);
    let words: Vec<&str> = clause.split_whitespace().collect();
    let last = &words[words.len().saturating_sub(MOST_WORDS)..];
    let kind = last.iter().position(|word| is_one(word)).and_then(|at| last.get(at + 1));
    kind.is_some_and(|kind| !matches!(*kind, "of" | "day" | "year" | "project" | "thing"))
}

/// Whether words behind a term say that it will do in place of the one before: `Go, but Rust is fine too`.
fn is_substitute(after: &str) -> bool {
    const MOST_WORDS: usize = 5;
    let clause = after.split([',', ';', '.', ')', '(', '!']).next().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = clause.split_whitespace().collect();
    let is_small = |word: &&str| matches!(*word, "is" | "are" | "also" | "equally" | "just" | "as" | "well" | "too" | "would" | "be");
    let (small, said): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| is_small(word));
    let is_enough = matches!(said.as_slice(), ["fine" | "ok" | "okay" | "good" | "acceptable" | "works"] | ["will" | "would", "do"]);
    let is_taken = matches!(said.as_slice(), ["accepted" | "considered" | "acceptable"]);
    (is_taken || (is_enough && !small.is_empty())) && words.len() <= MOST_WORDS
}

/// Whether words behind a list say that something like it does too.
fn ends_choice(after: &str) -> bool {
    let after = after.trim_start_matches([',', ' ', ')']);
    let ends = [
        "or similar",
        "or equivalent",
        "or the like",
        "or something similar",
        "or something like",
        "or comparable",
        "or other",
        "or another",
        "or any other",
        "or related",
        "or a similar",
        "or the equivalent",
        "or any similar",
        "oder \u{e4}hnlich",
        "oder vergleichbar",
        "o.\u{e4}",
        "ou \u{e9}quivalent",
        "ou similaire",
        "ou autre",
        "o similar",
        "ou similar",
        "o equivalente",
    ];
    ends.iter().any(|end| after.starts_with(end))
}

/// Whether a list in brackets goes on with more of its like: `(AWS, GCP, ...)`.
fn goes_on(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches([',', ' ']);
    let is_in_brackets = before.rfind('(').is_some_and(|open| before.rfind(')').is_none_or(|close| close < open));
    is_in_brackets && ["etc", "...", "\u{2026}", "usw"].iter().any(|end| after.starts_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of the capital words of a sentence.
    fn parted(sentence: &str) -> Vec<Vec<&str>> {
        let mut finds = Vec::new();
        let mut at = 0;
        for word in sentence.split_inclusive(|c: char| !c.is_alphanumeric() && c != '+') {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '+');
            if bare.starts_with(char::is_uppercase) {
                finds.push(Found { term: finds.len(), start: at, end: at + bare.len(), is_bare: false });
            }
            at += word.len();
        }
        groups(sentence, &finds).into_iter().map(|group| group.iter().map(|find| &sentence[find.start..find.end]).collect()).collect()
    }

    #[test]
    fn alternatives_are_one_need() {
        assert_eq!(parted("with Torch or Tensor"), [["Torch", "Tensor"]]);
        assert_eq!(parted("at least one of AWS, Azure or Google"), [["AWS", "Azure", "Google"]]);
        assert_eq!(parted("fluent in one or more of: Java, Scala, Go, C++"), [["Java", "Scala", "Go", "C++"]]);
        assert_eq!(parted("Kubeflow, Airflow, Argo or the like"), [["Kubeflow", "Airflow", "Argo"]]);
        assert_eq!(parted("Java / Scala"), [["Java", "Scala"]]);
        assert_eq!(parted("R and/or Python"), [["R", "Python"]]);
        assert_eq!(parted("one of Python, c, Java"), vec![vec!["Python"], vec!["Java"]], "in lower case it is no name");
        assert_eq!(parted("mit Torch oder Tensor"), [["Torch", "Tensor"]]);
        assert_eq!(parted("at least one boosting library (Boost, Light, Cat)"), [["Boost", "Light", "Cat"]]);
        assert_eq!(parted("any vector database: Qdrant, Milvus"), [["Qdrant", "Milvus"]]);
        assert_eq!(parted("use of a cloud (Azure, Google)"), [["Azure", "Google"]]);
        assert_eq!(parted("use of a cloud (Azure and Google)"), [["Azure"], ["Google"]]);
        assert_eq!(parted("we use Tensor, but Torch or Jax are equally fine"), [["Tensor", "Torch", "Jax"]]);
        assert_eq!(parted("with Form (Pulumi also fine)"), [["Form", "Pulumi"]]);
        assert_eq!(parted("Go, failing that Rust"), [["Go", "Rust"]]);
        assert_eq!(parted("any of the following areas: Vision, Speech, Robots"), [["Vision", "Speech", "Robots"]]);
        assert_eq!(parted("at least one of these languages: Java, Scala"), [["Java", "Scala"]]);
        assert_eq!(parted("with Python (or R)"), [["Python", "R"]]);
        assert_eq!(parted("with Torch (Tensor accepted)"), [["Torch", "Tensor"]]);
        assert_eq!(parted("mindestens einem (AWS, GCP, Azure, \u{2026})"), [["AWS", "GCP", "Azure"]]);
    }

    #[test]
    fn what_is_joined_by_and_is_asked_for_each() {
        assert_eq!(parted("Docker, Kubernetes and Helm"), [["Docker"], ["Kubernetes"], ["Helm"]]);
        assert_eq!(
            parted("Python, Torch or Tensor, Docker, Helm"),
            vec![vec!["Python"], vec!["Torch", "Tensor"], vec!["Docker"], vec!["Helm"]]
        );
        assert_eq!(parted("Docker and Torch or Tensor"), vec![vec!["Docker"], vec!["Torch", "Tensor"]]);
        assert_eq!(parted("Python, Torch, SQL, etc."), [["Python"], ["Torch"], ["SQL"]], "a list that goes on asks for each");
        assert_eq!(parted("Python, Torch/Tensor, SQL"), vec![vec!["Python"], vec!["Torch", "Tensor"], vec!["SQL"]]);
        assert_eq!(parted("Python, Torch/Tensor or SQL"), [["Python", "Torch", "Tensor", "SQL"]]);
        assert_eq!(parted("Python for work on Spark"), [["Python"], ["Spark"]]);
        assert_eq!(parted("Python, but Spark is a fine tool"), [["Python"], ["Spark"]]);
        assert_eq!(parted("one day: Python, Spark"), [["Python"], ["Spark"]], "no kind of which they are");
    }
}
