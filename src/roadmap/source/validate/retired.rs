//! The rules of retired ids: what carries on is there, and no living thing has the old name.

use std::collections::HashSet;

use super::Validator;
use crate::roadmap::RetiredId;
use crate::roadmap::source::draft::{Draft, Placed};

impl Validator {
    /// What is built in was checked when it was built in; its guide may not be loaded now.
    pub(super) fn check_retired_ids(&mut self, draft: &Draft) {
        let spaces = self.name_spaces(draft);
        let mut seen = HashSet::new();
        for Placed { item: retired, origin } in &draft.retired_ids {
            self.id_shape(&retired.id, &origin.at("id"));
            if !seen.insert(&retired.id) {
                self.report(&origin.at("id"), format!("`{}` is retired twice; name all that carries on in one place", retired.id));
            }
            if let (true, Some((field, message))) = (origin.file.is_some(), fault_of(retired, &spaces)) {
                self.report(&origin.at(field), message);
            }
        }
    }

    /// All names by the spaces in which they must be unique.
    fn name_spaces(&self, draft: &Draft) -> Vec<HashSet<String>> {
        let set = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect::<HashSet<String>>();
        let mut guide: HashSet<String> = draft.conflicts.iter().map(|conflict| conflict.item.id.clone()).collect();
        for topic in &draft.topics {
            guide.extend(topic.item.names().map(str::to_owned));
        }
        vec![
            set(&mut self.ids.keys()),
            set(&mut self.goals.keys()),
            guide,
            set(&mut self.sources.iter()),
            set(&mut draft.terms.iter().map(|term| &term.item.id)),
        ]
    }
}

/// What is wrong with a retired id, and in which of its fields.
fn fault_of(retired: &RetiredId, spaces: &[HashSet<String>]) -> Option<(&'static str, String)> {
    let id = &retired.id;
    if retired.replaced_by.is_empty() {
        return Some(("replaced_by", "say at least one id that carries on; an id never just goes away".to_owned()));
    }
    if let Some(unknown) = retired.replaced_by.iter().find(|id| !spaces.iter().any(|space| space.contains(*id))) {
        return Some(("replaced_by", format!("nothing has the id `{unknown}`")));
    }
    let home: Vec<_> = spaces.iter().filter(|space| retired.replaced_by.iter().all(|id| space.contains(id))).collect();
    if home.is_empty() {
        return Some(("replaced_by", "what carries on from one id is of one kind".to_owned()));
    }
    home.iter().all(|space| space.contains(id)).then(|| ("id", format!("`{id}` is not retired: something has that id or alias")))
}
