//! Which thing a typed word names: by id, alias, exact title, number of a stage, or term of the field.

pub(crate) use crate::roadmap::spelling;
use crate::roadmap::{Guide, Item, Roadmap, Term};

/// What a word names exactly: an id or alias in any case, with blanks and `_` for hyphens, or a title.
#[must_use]
pub(crate) fn exact(roadmap: &Roadmap, word: &str) -> Option<Item> {
    if let Some(item) = roadmap.find(word) {
        return Some(item);
    }
    let spelled = spelling(word);
    if spelled.is_empty() {
        return None;
    }
    roadmap.find(&spelled).or_else(|| titled(roadmap).into_iter().find(|item| spelling(title_of(roadmap, *item)) == spelled))
}

/// What a word names for a command that only reads: also a stage by its number, a term of the field that is
/// learned in one place, and a part of a name that only one thing has.
#[must_use]
pub(crate) fn readable(roadmap: &Roadmap, guide: Option<&Guide>, word: &str) -> Option<Item> {
    exact(roadmap, word)
        .or_else(|| stage_number(roadmap, word))
        .or_else(|| only(&term(roadmap, guide?, word).map(|term| learned_with(roadmap, term))?))
        .or_else(|| only(&named_with(roadmap, word)))
}

/// The stage of `2` or `stage 2`.
#[must_use]
pub(crate) fn stage_number(roadmap: &Roadmap, word: &str) -> Option<Item> {
    let spelled = spelling(word);
    let number: usize = spelled.strip_prefix("stage-").unwrap_or(&spelled).parse().ok()?;
    (1..=roadmap.stages.len()).contains(&number).then(|| Item::Stage(number - 1))
}

/// A term of the field by one of its spellings, in any case, or by a retired id.
#[must_use]
pub(crate) fn term<'a>(roadmap: &Roadmap, guide: &'a Guide, word: &str) -> Option<&'a Term> {
    roadmap.today_and_before(word).find_map(|word| guide.terms.iter().find(|term| term.is_named(word)))
}

/// The steps that teach a term, or the certification it names.
#[must_use]
pub(crate) fn learned_with(roadmap: &Roadmap, term: &Term) -> Vec<Item> {
    let mut items: Vec<Item> = term.steps.iter().filter_map(|id| roadmap.find(id)).collect();
    items.extend(term.certification.as_ref().and_then(|id| roadmap.find(id)));
    items
}

/// The step or exam that a term is: one by the name of the term, or the exam it names.
#[must_use]
pub(crate) fn markable_of(roadmap: &Roadmap, term: &Term) -> Option<Item> {
    let item = term.certification.as_ref().and_then(|id| roadmap.find(id)).or_else(|| roadmap.find(&term.id));
    item.filter(|item| matches!(item, Item::Step(_) | Item::Certification(_)))
}

/// Steps and certifications that have a word as whole words of their name.
fn named_with(roadmap: &Roadmap, word: &str) -> Vec<Item> {
    let spelled = format!("-{}-", spelling(word));
    let mut found: Vec<Item> = Vec::new();
    for (name, item) in roadmap.names() {
        let is_wanted = matches!(item, Item::Step(_) | Item::Certification(_) | Item::Stage(_));
        if spelled.len() > 4 && is_wanted && format!("-{name}-").contains(&spelled) && !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// The certifications of a vendor, by the beginning of their ids (`aws`) or a word of its name (`microsoft`).
#[must_use]
pub(crate) fn exams_of_vendor(roadmap: &Roadmap, word: &str) -> Vec<Item> {
    let spelled = spelling(word);
    let mut found = Vec::new();
    if spelled.len() < 3 {
        return found;
    }
    for (at, exam) in roadmap.certifications.iter().enumerate() {
        let has_name = exam.id.strip_prefix(spelled.as_str()).is_some_and(|rest| rest.starts_with('-'));
        if has_name || format!("-{}-", spelling(&exam.provider)).contains(&format!("-{spelled}-")) {
            found.push(Item::Certification(at));
        }
    }
    found
}

fn only(items: &[Item]) -> Option<Item> {
    match items {
        [only] => Some(*only),
        _ => None,
    }
}

/// The title of a thing.
pub(crate) fn title_of(roadmap: &Roadmap, item: Item) -> &str {
    match item {
        Item::Step(at) => &roadmap.steps[at].title,
        Item::Certification(at) => &roadmap.certifications[at].name,
        Item::Stage(at) => &roadmap.stages[at].title,
        Item::Background(at) => &roadmap.backgrounds[at].title,
        Item::Resource(at) => &roadmap.resources[at].title,
    }
}

/// Everything that has a title.
fn titled(roadmap: &Roadmap) -> Vec<Item> {
    let mut items: Vec<Item> = (0..roadmap.steps.len()).map(Item::Step).collect();
    items.extend((0..roadmap.certifications.len()).map(Item::Certification));
    items.extend((0..roadmap.stages.len()).map(Item::Stage));
    items.extend((0..roadmap.backgrounds.len()).map(Item::Background));
    items.extend((0..roadmap.resources.len()).map(Item::Resource));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn a_title_names_its_step_exactly() {
        let roadmap = builtin::roadmap();
        for step in &roadmap.steps {
            let named = exact(roadmap, &step.title).map(|item| roadmap.id_of(item));
            // A title may be another thing's alias; an id or alias then goes first.
            assert!(named.is_some(), "{}", step.title);
        }
        assert_eq!(exact(roadmap, "python_basics"), roadmap.find("python-basics"));
        assert_eq!(exact(roadmap, "Python Basics"), roadmap.find("python-basics"));
        assert_eq!(exact(roadmap, "2"), None, "a number is no exact name");
    }

    #[test]
    fn a_vendor_names_its_exams() {
        let roadmap = builtin::roadmap();
        let count = |word: &str| exams_of_vendor(roadmap, word).len();
        assert!(count("aws") > 2 && count("AWS") == count("amazon web services") && count("azure") > 2);
        assert!(count("Microsoft") >= count("azure") && count("google") > 2 && count("a") == 0 && count("numpy") == 0);
    }

    #[test]
    fn reading_takes_numbers_terms_and_unique_parts() {
        let (roadmap, guide) = (builtin::roadmap(), Some(builtin::guide()));
        assert_eq!(readable(roadmap, guide, "2"), Some(Item::Stage(1)));
        assert_eq!(readable(roadmap, guide, "Stage 2"), Some(Item::Stage(1)));
        assert_eq!(readable(roadmap, guide, "k8s"), roadmap.find("kubernetes"));
        assert_eq!(readable(roadmap, guide, "zzz"), None);
        assert_eq!(readable(roadmap, guide, "0"), None);
    }
}
