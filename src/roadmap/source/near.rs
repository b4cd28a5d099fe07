//! What an overlay meant by an id with a slip, which makes a new item of one that is there.

use crate::text::closest;
use crate::yaml::Key;

use super::draft::{Draft, NEW, Origin};

/// An id with a slip is at most so much longer or shorter.
const MOST_LETTERS: usize = 2;

/// Says which item was meant, where one that is not whole is spelled nearly like one that is there.
pub(super) fn suggest(draft: &mut Draft, faults: &mut [(Origin, String)]) {
    for (origin, message) in faults {
        let Some(id) = message.split(NEW).next().filter(|start| start.len() < message.len()).map(|id| id.trim_matches('`')) else {
            continue;
        };
        let known = ids_beside(draft, &origin.path);
        let near = closest(id, known.iter().map(String::as_str));
        if let Some(near) = near.into_iter().find(|near| near.len().abs_diff(id.len()) <= MOST_LETTERS) {
            message.push_str(&format!("; did you mean `{near}`?"));
        }
    }
}

/// The ids of all items of a kind, by the way to one of them.
fn ids_beside(draft: &mut Draft, way: &[Key]) -> Vec<String> {
    match way {
        [Key::Name(section), _] if section == "stages" => draft.stages.iter().map(|stage| stage.stage.item.id.to_string()).collect(),
        [Key::Name(section), ..] if section == "stages" => {
            draft.stages.iter().flat_map(|stage| &stage.steps).map(|step| step.item.id.clone()).collect()
        }
        [Key::Name(section), ..] => {
            let Some(list) = draft.list(section) else { return Vec::new() };
            (0..).map_while(|at| list.id_at(at)).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
