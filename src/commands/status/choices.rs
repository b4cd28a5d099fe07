//! Groups of steps to choose some from: how many of them count as long as the learner has not chosen.

use serde::Serialize;

use crate::planning::standing::Standing;
use crate::progress::Status;
use crate::roadmap::{ChoiceGroup, Kind};
use crate::view::{Line, Page};

/// A group of which some are still to be chosen.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ChoiceStatus {
    id: String,
    title: String,
    /// How many to choose at the least.
    choose: usize,
    /// Ids of the group.
    steps: Vec<String>,
    /// Ids of those that are counted for now, the first of the group.
    counted: Vec<String>,
    /// Number of their stage, and whether all are projects.
    #[serde(skip)]
    stage: usize,
    #[serde(skip)]
    are_projects: bool,
}

impl ChoiceStatus {
    /// The groups of which the learner has neither begun nor done enough.
    pub(super) fn all(standing: &Standing<'_>) -> Vec<ChoiceStatus> {
        standing.roadmap.choices.iter().filter_map(|group| ChoiceStatus::new(standing, group)).collect()
    }

    fn new(standing: &Standing<'_>, group: &ChoiceGroup) -> Option<ChoiceStatus> {
        let places: Vec<usize> = group.steps.iter().filter_map(|id| standing.roadmap.step(id)).collect();
        let is_counted = |at: &&usize| standing.steps[**at].counted && standing.steps[**at].status == Status::Todo;
        let counted: Vec<String> = places.iter().filter(is_counted).map(|&at| standing.roadmap.steps[at].id.to_owned()).collect();
        let first = &standing.roadmap.steps[*places.first()?];
        (!counted.is_empty() && counted.len() < places.len()).then(|| ChoiceStatus {
            id: group.id.clone(),
            title: group.title.clone(),
            choose: group.choose.low,
            steps: group.steps.clone(),
            counted,
            stage: first.stage + 1,
            are_projects: places.iter().all(|&at| standing.roadmap.steps[at].kind == Kind::Project),
        })
    }

    /// Says `2 of 6 projects are yours to choose: mlpath list 5 project --all`.
    pub(super) fn say(&self, page: &mut Page) {
        let (what, words) = if self.are_projects { ("projects", " project") } else { ("steps", "") };
        let line = Line::new().text(format!("{} of {} {what} are yours to choose: ", self.choose, self.steps.len()));
        page.minor_detail(|page| page.labeled("Choice", line.advice(format!("list {}{words} --all", self.stage))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::testing::TODAY;
    use crate::progress::{Mark, Profile, Progress};
    use crate::roadmap::{Choose, fixture};

    #[test]
    fn a_choice_is_told_until_the_learner_has_made_it() {
        let mut roadmap = fixture::roadmap().clone();
        roadmap.choices.push(ChoiceGroup {
            id: "models-of-choice".into(),
            title: "Models".into(),
            choose: Choose { low: 1, high: 1 },
            steps: vec!["networks".into(), "classifier-project".into()],
            note: None,
        });
        let open = |progress: &Progress| {
            let standing = Standing::new(&roadmap, progress, &Profile::default(), TODAY);
            ChoiceStatus::all(&standing).into_iter().map(|choice| choice.counted.join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(open(&Progress::new()), ["networks"]);
        let mut chosen = Progress::new();
        chosen.mark("classifier-project", Mark { status: Status::Doing, on: TODAY, moves_day: false, hours: None });
        assert!(open(&chosen).is_empty(), "enough are begun");
        let standing = Standing::new(&roadmap, &chosen, &Profile::default(), TODAY);
        assert!(ChoiceStatus::all(&standing).is_empty());
        let mut page = Page::new();
        let unchosen = Progress::new();
        ChoiceStatus::all(&Standing::new(&roadmap, &unchosen, &Profile::default(), TODAY))[0].say(&mut page);
        let said = format!("{:?}", page.blocks);
        assert!(said.contains("1 of 2 steps are yours to choose") && said.contains("list 2 --all"), "{said}");
    }
}
