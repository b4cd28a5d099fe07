//! Edits as splices of the text: what is replaced, from where to where, and by what. All else stays as it is.

mod document;
mod lines;
mod removal;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use self::document::Document;
use super::tree::Node;
use super::{Edit, EditError, Key, path_text};
use crate::order;

/// The text with the edits made. Edits that do not touch each other are made on one tree of it.
///
/// # Errors
///
/// [`EditError::WrongShape`] where a place is not of the shape its edit needs.
pub(super) fn splice_all(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    splice_on(text, edits, |text, _| Some(Document::of(text)))
}

/// As [`splice_all`], of a text in the plain form; `None` where it surely is not, or a place is not of the shape its edit
/// needs. What no edit is about is not looked into, so a text of another form may come out wrong.
pub(super) fn splice_plain(text: &str, edits: &[Edit]) -> Option<String> {
    splice_on(text, edits, |text, edits| Document::along(text, edits)).ok()
}

fn splice_on(text: &str, edits: &[Edit], document: impl for<'t> Fn(&'t str, &[Edit]) -> Option<Document<'t>>) -> Result<String, EditError> {
    let mut text = Cow::Borrowed(text);
    let mut left = edits;
    while !left.is_empty() {
        let (spliced, made) = match document(&text, left) {
            Some(document) => splice_first(&document, left)?,
            None => return Err(EditError::WrongShape(path_text(left[0].path()))),
        };
        text = Cow::Owned(spliced);
        left = &left[made..];
    }
    Ok(text.into_owned())
}

/// Makes as many of the edits as one tree allows, at least one, and says how many.
fn splice_first(document: &Document<'_>, edits: &[Edit]) -> Result<(String, usize), EditError> {
    let text = document.text;
    let mut splices: Vec<Splice> = Vec::new();
    let mut made: Vec<Vec<Key>> = Vec::new();
    for edit in edits {
        let splice = document.splice(edit).ok_or_else(|| EditError::WrongShape(path_text(edit.path())))?;
        let is_made = made.iter().any(|path| edit.path().starts_with(path));
        let removes_from_changed = matches!(edit, Edit::Remove(_)) && edits[..splices.len()].iter().any(|earlier| is_beside(earlier, edit));
        if is_made || removes_from_changed || splices.iter().any(|earlier| earlier.disturbs(&splice)) {
            break;
        }
        splices.push(splice);
        made.extend(document.made_by(edit));
    }
    let count = splices.len();
    order::sort_by_key(&mut splices, |splice| splice.range.start);
    let mut result = String::with_capacity(text.len() + splices.iter().map(|splice| splice.by.len()).sum::<usize>());
    let mut end = 0;
    for Splice { range, by, .. } in splices {
        result.push_str(&text[end..range.start]);
        result.push_str(&by);
        end = range.end;
    }
    result.push_str(&text[end..]);
    Ok((result, count))
}

/// Whether an edit changes the collection that another one changes.
fn is_beside(one: &Edit, other: &Edit) -> bool {
    other.path().split_last().is_some_and(|(_, collection)| one.path().starts_with(collection))
}

/// A piece of the text and what stands there afterwards.
struct Splice {
    range: Range<usize>,
    by: String,
    /// Where the collection begins that the edit changes.
    container: usize,
    /// Whether another part can be added behind this one.
    adds: bool,
}

impl Splice {
    fn replace(container: &Node<'_>, range: Range<usize>, by: String) -> Splice {
        Splice { range, by, container: container.span.start, adds: false }
    }

    /// Whether a later edit has to see what this one made of the text.
    fn disturbs(&self, later: &Splice) -> bool {
        let is_same = self.container == later.container;
        if is_same && self.adds && later.adds {
            return self.range != later.range;
        }
        later.range.start <= self.range.end && self.range.start <= later.range.end
    }
}
