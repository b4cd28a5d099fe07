//! What two copies say differently and only the learner can settle: it stands in the file twice, as `note`
//! and as `note_other_copy`.

use super::three_way::{OTHER_COPY, words_of};
use crate::yaml::{self, Edit, EditError, Key, Value};

/// What is to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What stands there.
    This,
    /// What stands beside it.
    Other,
    /// Both texts, one behind the other; of numbers and days nothing.
    Both,
}

/// A text in which something was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The text.
    pub text: String,
    /// The places that were settled, and what each says now.
    pub places: Vec<(String, String)>,
}

/// The places of a file of which both copies are kept, in the order they stand in: where the other copy's
/// value is.
#[must_use]
pub fn unsettled(text: &str) -> Vec<Vec<Key>> {
    let mut found = Vec::new();
    // Nearly every file has none, and needs no parsing to tell.
    if text.contains(OTHER_COPY)
        && let Ok(value) = yaml::parse_value(text)
    {
        find(&mut Vec::new(), &value, &mut found);
    }
    found
}

fn find(path: &mut Vec<Key>, value: &Value, found: &mut Vec<Vec<Key>>) {
    match value {
        Value::Mapping(map) => {
            for (key, inner) in map {
                let Some(name) = key.as_str() else { continue };
                path.push(name.into());
                if name.strip_suffix(OTHER_COPY).is_some_and(|name| map.contains_key(name)) {
                    found.push(path.clone());
                } else {
                    find(path, inner, found);
                }
                path.pop();
            }
        }
        Value::Sequence(items) => {
            for (at, inner) in items.iter().enumerate() {
                path.push(at.into());
                find(path, inner, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Settles all of them in one way.
///
/// # Errors
///
/// [`EditError`] when the text cannot be edited so.
pub fn settle(text: &str, keep: Keep) -> Result<Settled, EditError> {
    let value = yaml::parse_value(text).map_err(EditError::Unreadable)?;
    let (mut edits, mut places) = (Vec::new(), Vec::new());
    for other in unsettled(text) {
        let Some((Key::Name(name), parents)) = other.split_last() else { continue };
        let place: Vec<Key> = parents.iter().cloned().chain([name.trim_end_matches(OTHER_COPY).into()]).collect();
        let (Some(this), Some(that)) = (yaml::get(&value, &place), yaml::get(&value, &other)) else { continue };
        let others: &[Value] = that.as_sequence().map_or(std::slice::from_ref(that), Vec::as_slice);
        let mut stays = this.clone();
        match keep {
            Keep::This => {}
            Keep::Other => stays = others.first().unwrap_or(this).clone(),
            Keep::Both => {
                let texts: Option<Vec<&str>> = std::iter::once(this).chain(others).map(Value::as_str).collect();
                let Some(texts) = texts else { continue };
                stays = texts.join("; ").into();
            }
        }
        places.push((yaml::path_text(&place), words_of(&stays)));
        if stays != *this {
            edits.push(Edit::Set(place, stays));
        }
        edits.push(Edit::Remove(other));
    }
    let text = if edits.is_empty() { text.to_owned() } else { yaml::edit_text(text, &edits)? };
    Ok(Settled { text, places })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "version: 1\ntools:\n  aws: {note: a, note_other_copy: [b, c]}\nmood: 1 # mine\nmood_other_copy: 2\nlog:\n  - date: 2026-11-01\n    note: x # words\n    note_other_copy: w\n";

    #[test]
    fn all_is_settled_in_one_way() {
        let keep = |keep| settle(FILE, keep).expect("settles");
        assert_eq!(
            keep(Keep::This).text,
            "version: 1\ntools:\n  aws: {note: a}\nmood: 1 # mine\nlog:\n  - date: 2026-11-01\n    note: x # words\n"
        );
        assert_eq!(
            keep(Keep::Other).text,
            "version: 1\ntools:\n  aws: {note: b}\nmood: 2 # mine\nlog:\n  - date: 2026-11-01\n    note: w # words\n"
        );
        let both = keep(Keep::Both);
        assert!(both.text.contains("note: a; b; c}") && both.text.contains("note: x; w # words"), "{}", both.text);
        let places = [("tools.aws.note", "\"a; b; c\""), ("log[0].note", "\"x; w\"")];
        assert_eq!(both.places, places.map(|(place, text)| (place.to_owned(), text.to_owned())));
        assert_eq!(unsettled(&both.text).len(), 1, "of two numbers mlpath makes none");
    }

    #[test]
    fn a_key_of_ones_own_that_only_ends_so_is_none() {
        assert_eq!(unsettled("version: 1\nmy_other_copy: at home\n"), Vec::<Vec<Key>>::new());
        assert_eq!(settle("version: 1\n", Keep::Both).map(|settled| settled.places), Ok(Vec::new()));
    }
}
