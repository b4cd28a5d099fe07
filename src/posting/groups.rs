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
    /// `or`, `/`.
    Or,
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
        let joint = run.last().map(|last| joint(&sentence[last.end..find.start]));
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

fn joint(between: &str) -> Joint {
    let lower = between.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let is_small = |word: &&str| matches!(*word, "the" | "a" | "an" | "either" | "even" | "preferably" | "also" | "with" | "in");
    let words: Vec<&str> = words.into_iter().filter(|word| !is_small(word)).collect();
    match words.as_slice() {
        [] if between.contains(',') => Joint::Comma,
        ["or" | "/" | "and/or" | "|" | "vs" | "vs."] | ["and", "/", "or"] | ["or", "/", "and"] => Joint::Or,
        ["and" | "&" | "+"] => Joint::And,
        _ => Joint::Apart,
    }
}

/// Ends a run of finds: `one of` before it or `or the like` behind it makes it a group whatever joins it.
fn close(sentence: &str, run: &mut Vec<Found>, joints: &mut Vec<Joint>, needs: &mut Vec<Vec<Found>>) {
    let (Some(first), Some(last)) = (run.first().copied(), run.last().copied()) else { return };
    let before = sentence[..first.start].to_lowercase();
    let after = sentence[last.end..].to_lowercase();
    let is_choice = introduces_choice(&before) || (run.len() > 1 && ends_choice(&after) && !joints.contains(&Joint::And));
    if is_choice && run.len() > 1 {
        needs.push(std::mem::take(run));
    } else {
        // `A, B and C or D` are A, B, and one of C and D.
        let mut part: Vec<Found> = Vec::new();
        let mut has_or = false;
        for (at, find) in run.iter().enumerate() {
            part.push(*find);
            has_or |= at > 0 && joints[at - 1] == Joint::Or && part.len() > 1;
            let ends = joints.get(at).is_none_or(|joint| *joint == Joint::And);
            if ends {
                if has_or {
                    needs.push(std::mem::take(&mut part));
                } else {
                    needs.extend(part.drain(..).map(|find| vec![find]));
                }
                has_or = false;
            }
        }
        run.clear();
    }
    joints.clear();
}

/// Whether words lead a list in of which one is enough.
fn introduces_choice(before: &str) -> bool {
    let before = before.trim_end_matches([' ', ':', '(', '"', '*']);
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
        "one or more of the following",
        "at least one",
    ];
    let is_lead = |lead: &&&str| tail.ends_with(**lead);
    let examples = ["such as", "e.g.", "e.g", "eg", "for example", "for instance", "like"];
    leads.iter().any(|lead| is_lead(&lead)) || examples.iter().any(|lead| is_lead(&lead) && !tail.ends_with("would like"))
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
        "etc",
        "or a similar",
    ];
    ends.iter().any(|end| after.starts_with(end))
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
    }

    #[test]
    fn what_is_joined_by_and_is_asked_for_each() {
        assert_eq!(parted("Docker, Kubernetes and Helm"), [["Docker"], ["Kubernetes"], ["Helm"]]);
        assert_eq!(parted("Docker and Torch or Tensor"), vec![vec!["Docker"], vec!["Torch", "Tensor"]]);
        assert_eq!(parted("Python for work on Spark"), [["Python"], ["Spark"]]);
    }
}
