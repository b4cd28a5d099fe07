//! Progress on retired ids: where a roadmap renamed, merged or split something, the progress follows.
//!
//! In memory progress always has the ids of today, so every screen speaks of those. In the file only
//! a plain rename follows, at the next write: there nothing can be lost. Marks on steps that were
//! split or merged stay in the file as the learner made them, and are translated at every reading.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::order;
use crate::progress::document::{self, Moved};
use crate::progress::{Profile, Progress, Record, Status, Tool};
use crate::roadmap::{RetiredId, Roadmap};

/// What is known beside the steps, by the key it has.
type Tools = BTreeMap<String, Tool>;

/// A retired id that the progress file uses, and its translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedRename {
    /// The id of the past.
    pub from: String,
    /// The ids it has on this roadmap.
    pub to: Vec<String>,
    /// Whether it is a plain rename: one step of today, no other id was merged into it, and the file says
    /// nothing of it yet. Then the file follows.
    pub is_rename: bool,
}

/// The progress in the ids of today, and which renames were applied.
///
/// A renamed step keeps all its record. A split one gives its state and days to every part, its
/// hours and ticks to none, as nobody knows how they divide. Merged ones are done when all of them are, and
/// begun when any is. A mark the learner already put on the new id stays. What the plan names (backgrounds, goals,
/// credits that were dropped) and what is known beside the steps follows in the same way.
#[must_use]
pub fn apply_renames<'a>(roadmap: &Roadmap, progress: &'a Progress) -> (Cow<'a, Progress>, Vec<AppliedRename>) {
    let used: Vec<&RetiredId> = roadmap.retired_ids.iter().filter(|retired| is_used(roadmap, progress, retired)).collect();
    if used.is_empty() {
        return (Cow::Borrowed(progress), Vec::new());
    }
    let mut renamed = progress.clone();
    for retired in &used {
        for id in retired.replaced_by.iter().filter(|_| progress.steps.contains_key(&retired.id)) {
            let known = progress.steps.contains_key(id);
            if let (false, Some(record)) = (known, record_of(roadmap, progress, retired, id)) {
                renamed.steps.insert(id.clone(), record);
            }
        }
        if let [only] = retired.replaced_by.as_slice() {
            let entries = renamed.log.iter_mut().filter(|entry| entry.step.as_ref() == Some(&retired.id));
            entries.for_each(|entry| entry.step = Some(only.clone()));
        }
        for ids in [&mut renamed.profile.except, &mut renamed.profile.goals] {
            follow(ids, retired);
        }
        if let Some(from) = &mut renamed.profile.from {
            let mut backgrounds: Vec<String> = from.split('+').map(str::to_owned).collect();
            follow(&mut backgrounds, retired);
            *from = backgrounds.join("+");
        }
        if let (Some(tool), Some(id)) = (renamed.tools.remove(&retired.id), retired.replaced_by.first()) {
            renamed.tools.entry(id.clone()).or_insert(tool);
        }
    }
    for retired in &used {
        renamed.steps.remove(&retired.id);
    }
    let applied_rename = |retired: &RetiredId| AppliedRename {
        from: retired.id.clone(),
        to: retired.replaced_by.clone(),
        is_rename: retired.replaced_by.iter().all(|id| predecessors_of(roadmap, id).count() == 1 && !progress.steps.contains_key(id))
            && retired.replaced_by.len() == 1
            && is_recorded(progress, &retired.id),
    };
    (Cow::Owned(renamed), used.into_iter().map(applied_rename).collect())
}

/// Whether there is a mark or a log entry of an id.
fn is_recorded(progress: &Progress, id: &str) -> bool {
    progress.steps.contains_key(id) || progress.log.iter().any(|entry| entry.step.as_deref() == Some(id))
}

/// Whether a record speaks of a retired id, and nothing that lives goes by it.
fn is_used(roadmap: &Roadmap, progress: &Progress, retired: &RetiredId) -> bool {
    let Progress { profile, steps, tools, .. } = progress;
    let id = &retired.id;
    let is_in_profile = profile.except.contains(id)
        || profile.goals.contains(id)
        || profile.from.as_ref().is_some_and(|from| from.split('+').any(|background| background == id));
    let is_named = steps.contains_key(id)
        || is_in_profile
        || tools.contains_key(id)
        || (retired.replaced_by.len() == 1 && progress.log.iter().any(|entry| entry.step.as_ref() == Some(id)));
    // A step, exam or background may have the id that a track or a topic had.
    is_named && roadmap.find(id).is_none_or(|item| retired.replaced_by.first().and_then(|now| roadmap.find(now)) == Some(item))
}

/// Puts what replaces a retired id in its place, each once.
fn follow(ids: &mut Vec<String>, retired: &RetiredId) {
    if let Some(at) = ids.iter().position(|id| *id == retired.id) {
        let new: Vec<String> = retired.replaced_by.iter().filter(|id| !ids.contains(id)).cloned().collect();
        ids.splice(at..=at, new);
    }
}

/// What the file shall say after a change: `raw` is what it said before, `before` the
/// same in the ids of today, and `after` that with the change. Only what
/// changed, and what was renamed, differs from `raw`.
#[must_use]
pub fn to_file_ids(raw: &Progress, before: &Progress, after: Progress, applied: &[AppliedRename]) -> Progress {
    if applied.is_empty() {
        return after;
    }
    let id_in_file = |id: &String| {
        let rename = applied.iter().find(|rename| rename.is_rename && rename.from == *id);
        rename.and_then(|rename| rename.to.first()).unwrap_or(id).clone()
    };
    let mut file = Progress { version: after.version, ..raw.clone() };
    file.steps = order::map_of(raw.steps.iter().map(|(id, record)| (id_in_file(id), record.clone())));
    file.steps.retain(|id, _| after.steps.contains_key(id) || !before.steps.contains_key(id));
    for (id, record) in after.steps {
        if before.steps.get(&id) != Some(&record) {
            file.steps.insert(id, record);
        }
    }
    file.tools = tools_in_file(&raw.tools, &before.tools, after.tools, applied);
    file.log.iter_mut().filter_map(|entry| entry.step.as_mut()).for_each(|step| *step = id_in_file(step));
    file.log.extend(after.log.into_iter().skip(before.log.len()));
    // A list that is rewritten loses its style and comments, so objections and goals stay as they are, too.
    let unless_changed = |file: Vec<String>, before: &Vec<String>, after: Vec<String>| if after == *before { file } else { after };
    let except = unless_changed(file.profile.except, &before.profile.except, after.profile.except.clone());
    let goals = unless_changed(file.profile.goals, &before.profile.goals, after.profile.goals.clone());
    let from = if after.profile.from == before.profile.from { file.profile.from } else { after.profile.from };
    file.profile = Profile { from, except, goals, ..after.profile };
    file
}

/// The text of a progress file with what was plainly renamed under its id of today: so a copy that does not know of a rename
/// and one that does are compared.
#[must_use]
pub fn with_ids_of_today<'t>(roadmap: &Roadmap, text: &'t str) -> Cow<'t, str> {
    if !roadmap.retired_ids.iter().any(|retired| text.contains(retired.id.as_str())) {
        return Cow::Borrowed(text);
    }
    let Ok(raw) = document::read(text.as_bytes()) else { return Cow::Borrowed(text) };
    let (today, applied) = apply_renames(roadmap, &raw);
    let moved = moves(&applied);
    let file = to_file_ids(&raw, &today, today.clone().into_owned(), &applied);
    document::write_moved(text, &raw, &file, &moved).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The plain renames among those that were applied.
#[must_use]
pub fn moves(applied: &[AppliedRename]) -> Vec<Moved> {
    let renames = applied.iter().filter(|rename| rename.is_rename);
    renames.filter_map(|rename| Some(Moved { from: rename.from.clone(), to: rename.to.first()?.clone() })).collect()
}

/// What is known beside the steps as the file shall have it: only what changed is written anew.
fn tools_in_file(raw: &Tools, before: &Tools, after: Tools, applied: &[AppliedRename]) -> Tools {
    let id_of_today =
        |id: &String| applied.iter().find(|rename| rename.from == *id).and_then(|rename| rename.to.first()).unwrap_or(id).clone();
    let is_unchanged = |id: &String| after.get(&id_of_today(id)) == before.get(&id_of_today(id));
    let mut file = order::map_of(raw.iter().filter(|(id, _)| is_unchanged(id)).map(|(id, tool)| (id.clone(), tool.clone())));
    file.extend(after.into_iter().filter(|(id, tool)| before.get(id) != Some(tool)));
    file
}

/// The retired ids that a step of today replaces.
fn predecessors_of<'a>(roadmap: &'a Roadmap, id: &'a str) -> impl Iterator<Item = &'a RetiredId> {
    roadmap.retired_ids.iter().filter(move |retired| retired.replaced_by.iter().any(|now| now == id))
}

/// What is recorded of all ids that `id` replaces, as one record.
fn record_of(roadmap: &Roadmap, progress: &Progress, retired: &RetiredId, id: &str) -> Option<Record> {
    let merged: Vec<&RetiredId> = predecessors_of(roadmap, id).collect();
    let own = progress.steps.get(&retired.id)?;
    if merged.len() == 1 {
        let hours = own.hours.filter(|_| retired.replaced_by.len() == 1);
        // Nor does anybody know which letters of a step are which of its parts.
        let ticks = if retired.replaced_by.len() == 1 { own.ticks.clone() } else { Vec::new() };
        return Some(Record { hours, ticks, ..own.clone() });
    }
    let records: Vec<Record> = merged.iter().map(|retired| progress.steps.get(&retired.id).cloned().unwrap_or_default()).collect();
    let all = |status: Status| records.iter().all(|record| record.status == status);
    let closed = records.iter().all(|record| matches!(record.status, Status::Done | Status::Skipped));
    let started = records.iter().filter_map(|record| record.started.or(record.done)).min();
    Some(if all(Status::Skipped) || all(Status::Todo) {
        Record { ticks: Vec::new(), ..own.clone() }
    } else if closed {
        let hours: Option<f64> = records.iter().filter(|record| record.status == Status::Done).map(|record| record.hours).sum();
        let paid = records.iter().filter_map(|record| record.paid).reduce(|sum, paid| sum + paid);
        let failed = records.iter().flat_map(|record| record.failed.clone()).collect();
        let done = records.iter().filter_map(|record| record.done).max();
        Record { status: Status::Done, started, done, hours, paid, failed, ..Record::default() }
    } else {
        Record { status: Status::Doing, started, ..Record::default() }
    })
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::progress::{LogEntry, Mark};
    use crate::roadmap::{self, SourceText};

    const ROADMAP: &str = "\
roadmap: {id: mine, title: Mine, version: '2'}
stages:
  - id: one
    title: One
    steps:
      - {id: new, title: New, hours: {low: 1, likely: 2, high: 3}}
      - {id: half-a, title: A, hours: {low: 1, likely: 2, high: 3}}
      - {id: half-b, title: B, hours: {low: 1, likely: 2, high: 3}}
      - {id: both, title: Both, hours: {low: 1, likely: 2, high: 3}}
retired_ids:
  - {id: old, replaced_by: [new], since: '2'}
  - {id: whole, replaced_by: [half-a, half-b], since: '2'}
  - {id: left, replaced_by: [both], since: '2'}
  - {id: right, replaced_by: [both], since: '2'}
";

    fn mark(progress: &mut Progress, id: &str, status: Status, day: u8, hours: Option<f64>) {
        progress.mark(id, Mark { status, on: date(2026, 11, day), moves_day: true, hours });
    }

    fn renamed(progress: &Progress) -> (Progress, Vec<AppliedRename>) {
        let roadmap = roadmap::read(&[SourceText { name: "mine.yaml", text: ROADMAP }]).expect("a roadmap").roadmap;
        let (renamed, moved) = apply_renames(&roadmap, progress);
        (renamed.into_owned(), moved)
    }

    #[test]
    fn nothing_moves_without_an_old_id() {
        let mut progress = Progress::new();
        mark(&mut progress, "new", Status::Done, 1, None);
        assert_eq!(renamed(&progress), (progress, Vec::new()));
    }

    #[test]
    fn a_renamed_step_keeps_everything() {
        let mut progress = Progress {
            profile: Profile { except: vec!["old".into()], goals: vec!["llm".into(), "old".into()], ..Profile::default() },
            ..Progress::new()
        };
        mark(&mut progress, "old", Status::Done, 3, Some(7.5));
        progress.log.push(LogEntry { date: date(2026, 11, 2), step: Some("old".into()), time: None, note: Some("x".into()), link: None });
        let (after, moved) = renamed(&progress);
        assert_eq!(after.steps["new"], progress.steps["old"]);
        assert!(!after.steps.contains_key("old"));
        assert_eq!((after.log[0].step.as_deref(), &after.profile.except), (Some("new"), &vec!["new".to_owned()]));
        assert_eq!(after.profile.goals, ["llm", "new"], "as does what it is aimed at by");
        assert_eq!(moved, [AppliedRename { from: "old".into(), to: vec!["new".into()], is_rename: true }]);
        let file = to_file_ids(&progress, &after, after.clone(), &moved);
        assert_eq!((&file.steps, &file.log), (&after.steps, &after.log), "the file follows");
        assert_eq!(file.profile, progress.profile, "but for objections and goals, whose lists would be written anew");
    }

    #[test]
    fn a_split_step_marks_every_part_without_hours() {
        let mut progress = Progress::new();
        mark(&mut progress, "whole", Status::Done, 3, Some(7.5));
        mark(&mut progress, "half-b", Status::Doing, 9, None);
        let after = renamed(&progress).0;
        assert_eq!(
            (after.steps["half-a"].status, after.steps["half-a"].done, after.steps["half-a"].hours),
            (Status::Done, Some(date(2026, 11, 3)), None)
        );
        assert_eq!(after.steps["half-b"].status, Status::Doing, "a mark on the new id stays");
    }

    #[test]
    fn merged_steps_are_done_when_all_were() {
        let mut progress = Progress::new();
        mark(&mut progress, "left", Status::Done, 3, Some(2.0));
        let half = renamed(&progress).0;
        assert_eq!((half.steps["both"].status, half.steps["both"].started), (Status::Doing, Some(date(2026, 11, 3))));
        mark(&mut progress, "right", Status::Done, 9, Some(3.0));
        let whole = renamed(&progress).0;
        let both = &whole.steps["both"];
        assert_eq!((both.status, both.started, both.done), (Status::Done, Some(date(2026, 11, 3)), Some(date(2026, 11, 9))));
        assert_eq!(whole.steps["both"].hours, Some(5.0));
        assert!(!whole.steps.contains_key("left") && !whole.steps.contains_key("right"));
    }

    #[test]
    fn marks_on_split_and_merged_steps_stay_in_the_file() {
        let mut progress = Progress::new();
        for (at, id) in (1..).zip(["left", "right", "whole", "new", "old"]) {
            mark(&mut progress, id, Status::Done, at, Some(f64::from(at)));
        }
        progress.log.push(LogEntry { date: date(2026, 11, 2), step: Some("left".into()), time: None, note: Some("x".into()), link: None });
        progress.profile.except = vec!["left".into(), "right".into(), "whole".into()];
        let (before, moved) = renamed(&progress);
        assert_eq!(before.profile.except, ["both", "half-a", "half-b"]);
        assert_eq!(to_file_ids(&progress, &before, before.clone(), &moved), progress);
        let mut after = before.clone();
        mark(&mut after, "half-a", Status::Doing, 9, None);
        mark(&mut after, "both", Status::Todo, 9, None);
        after.log.push(LogEntry { date: date(2026, 11, 9), step: Some("both".into()), time: None, note: None, link: None });
        let file = to_file_ids(&progress, &before, after.clone(), &moved);
        assert_eq!(renamed(&file).0, after, "the file says what was changed");
        assert_eq!(file.profile, progress.profile);
        assert!(progress.steps.iter().all(|(id, record)| file.steps.get(id) == Some(record)), "and all it said before");
        assert_eq!(file.log[0], progress.log[0]);
    }
}
