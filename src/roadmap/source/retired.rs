//! Retired ids in an overlay: what it says of an id of the past, it says of what carries on.

use crate::roadmap::Roadmap;
use crate::yaml::{Mapping, Value};

/// A space of names in which an id of the past may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// Stages, steps, exams, backgrounds and resources.
    Items,
    /// Tracks and levels.
    Goals,
    /// Sources, topics and terms.
    Others,
}

/// Puts today's ids in the place of retired ones.
pub(super) fn follow(document: &mut Mapping, roadmap: &Roadmap) {
    for (key, value) in document.iter_mut() {
        let section = match key.as_str().unwrap_or_default() {
            // What an overlay retires itself stays as it says.
            "retired_ids" => continue,
            "stages" | "certifications" | "backgrounds" | "resources" => Space::Items,
            "tracks" | "levels" => Space::Goals,
            _ => Space::Others,
        };
        follow_value(value, None, section, roadmap);
    }
}

/// `names` says in which space the value itself is an id, `section` in which the `id` of an item below it is.
fn follow_value(value: &mut Value, names: Option<Space>, section: Space, roadmap: &Roadmap) {
    match value {
        Value::Mapping(fields) => {
            for (key, value) in fields.iter_mut() {
                follow_value(value, space_of(key.as_str().unwrap_or_default(), section), section, roadmap);
            }
        }
        Value::Sequence(items) => {
            let mut followed = Vec::with_capacity(items.len());
            for mut item in std::mem::take(items) {
                // The parts of what was split stand one after the other.
                if let Some(ids) = names.zip(item.as_str()).and_then(|(space, id)| replacements(id, space, roadmap)) {
                    followed.extend(ids.iter().cloned().map(Value::String));
                } else {
                    follow_value(&mut item, None, section, roadmap);
                    followed.push(item);
                }
            }
            *items = followed;
        }
        Value::String(id) => {
            if let Some([only]) = names.and_then(|space| replacements(id, space, roadmap)) {
                id.clone_from(only);
            }
        }
        _ => {}
    }
}

/// The space of the ids that a field holds.
fn space_of(field: &str, section: Space) -> Option<Space> {
    match field {
        "id" => Some(section),
        "requires" | "resources" | "steps" | "step" | "asks" | "background" | "certification" | "successors" => Some(Space::Items),
        "tracks" => Some(Space::Goals),
        "sources" | "topic" => Some(Space::Others),
        _ => None,
    }
}

fn replacements<'a>(id: &str, space: Space, roadmap: &'a Roadmap) -> Option<&'a [String]> {
    let retired = roadmap.retired_ids.iter().find(|retired| retired.id == id)?;
    let first = retired.replaced_by.first()?;
    let stands = match space {
        Space::Items => roadmap.find(id).is_some() && roadmap.find(id) == roadmap.find(first),
        Space::Goals => roadmap.goal(id).is_some() && roadmap.goal(id) == roadmap.goal(first),
        Space::Others => roadmap.find(first).is_none() && roadmap.goal(first).is_none(),
    };
    stands.then_some(retired.replaced_by.as_slice())
}

#[cfg(test)]
mod tests {
    use crate::roadmap::{Item, Overlaid, SourceText, apply_overlay, fixture};

    fn overlaid(text: &str) -> Overlaid {
        apply_overlay(fixture::roadmap(), fixture::guide, SourceText { name: "overlay.yaml", text })
            .unwrap_or_else(|found| panic!("{found:?}"))
    }

    #[test]
    fn an_overlay_that_speaks_in_ids_of_the_past_changes_what_carries_on() {
        let text = "\
stages:
  - id: modeling
    title: Modeling
    steps:
      - {id: trees, title: Trees, requires: [bash], tracks: [robotics-track], resources: [shell-video], hours: {low: 4, likely: 8, high: 20}, sources: [blog-two]}
certifications:
  - {id: first-exam, requires: [bash]}
tracks:
  - {id: robotics-track, title: Machines}
guide:
  - {id: wages, title: Pay}
";
        let Overlaid { roadmap, guide } = overlaid(text);
        assert_eq!(roadmap.stages.len(), 3, "no stage is added");
        assert_eq!(roadmap.stages.iter().find(|stage| stage.id == "models").map(|stage| stage.title.as_str()), Some("Modeling"));
        let trees = &roadmap.steps[roadmap.step("trees").expect("the new step")];
        assert_eq!(
            (trees.requires.as_slice(), trees.tracks.as_slice()),
            ([roadmap.step("shell").expect("a step")].as_slice(), ["robotics".to_owned()].as_slice())
        );
        assert_eq!(trees.about.sources, ["guide-two"]);
        assert_eq!(roadmap.certification("cloud-exam").map(|exam| exam.requires.as_slice()), Some(["shell".to_owned()].as_slice()));
        assert_eq!(roadmap.tracks[0].title, "Machines");
        assert_eq!(guide.expect("the overlay speaks of the guide").topics[0].title, "Pay");
    }

    #[test]
    fn a_new_thing_may_have_the_id_that_another_kind_of_thing_had() {
        let text =
            "stages:\n  - id: basics\n    steps:\n      - {id: robotics-track, title: A step, hours: {low: 1, likely: 2, high: 3}}\n";
        let roadmap = overlaid(text).roadmap;
        assert!(matches!(roadmap.find("robotics-track"), Some(Item::Step(_))));
        assert_eq!(roadmap.goal("robotics-track"), roadmap.goal("robotics"), "as a goal it is still the track");
    }

    #[test]
    fn an_overlay_may_retire_an_id_of_any_kind() {
        let text =
            "retired_ids:\n  - {id: base, replaced_by: [basics], since: mine}\n  - {id: pay-page, replaced_by: [salary], since: mine}\n";
        let roadmap = overlaid(text).roadmap;
        assert_eq!(roadmap.find("base"), Some(Item::Stage(0)));
        assert_eq!(roadmap.todays_id("PAY-PAGE"), Some("salary"));
        assert_eq!(roadmap.find("bash"), roadmap.find("shell"), "those that were there stay");
    }
}
