//! `mlpath list`: the steps of the roadmap as a table, filtered.

use serde::Serialize;

use crate::cli::{ImportanceArg, KindArg, ListArgs, StatusArg};
use crate::error::{Error, Exit};
use crate::planning::standing::StepStanding;
use crate::progress::Status;
use crate::roadmap::{Importance, Kind, Step};
use crate::text::count;
use crate::units::hours_text;
use crate::view::{Head, Line, Page, Role, Show};

use super::{Input, Outcome};
use crate::answers::step_row::{StepColumn, StepRow, likely_hours_left, step_table};
use crate::answers::tool::ToolRow;
use crate::resolve::goals;
use crate::resolve::ids;

/// Runs the command.
pub(crate) fn run(args: &ListArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let stages = args.stage.iter().map(|id| ids::stage(input.learner.roadmap, id)).collect::<Result<Vec<_>, _>>()?;
    let track = args
        .track
        .as_ref()
        .map(|name| goals::track(input.learner.roadmap, name))
        .transpose()?
        .map(|at| &input.learner.roadmap.tracks[at].id);
    let standing = input.learner.standing();
    let wanted = |step: &Step, state: &StepStanding<'_>| {
        (args.all || state.counted || !args.importance.is_empty() || args.track.is_some())
            && (stages.is_empty() || stages.contains(&step.stage))
            && (args.status.is_empty() || args.status.iter().any(|status| status_of(*status) == state.status))
            && args.kind.is_none_or(|kind| kind_of(kind) == step.kind)
            && (args.importance.is_empty() || args.importance.iter().any(|importance| importance_of(*importance) == step.importance))
            && track.is_none_or(|track| step.tracks.contains(track))
    };
    let is_whole = args.stage.is_empty() && args.kind.is_none() && args.importance.is_empty() && args.track.is_none();
    let shows_tools = is_whole && (args.status.is_empty() || args.status.contains(&StatusArg::Done));
    let document = ListDocument {
        head: Head::new("mlpath/list/v1", input.learner.roadmap, input.learner.today),
        steps: standing.all().filter(|(_, step, state)| wanted(step, state)).map(|(at, _, _)| StepRow::new(&standing, at)).collect(),
        tools: if shows_tools { ToolRow::all(input.learner.progress) } else { Vec::new() },
        beyond: standing.steps.iter().filter(|state| !state.counted).count(),
    };
    let exit = if args.exit_status && document.steps.is_empty() { Exit::No } else { Exit::Done };
    Ok(Outcome::answer(document).ending(exit))
}

fn status_of(argument: StatusArg) -> Status {
    match argument {
        StatusArg::Todo => Status::Todo,
        StatusArg::Doing => Status::Doing,
        StatusArg::Done => Status::Done,
        StatusArg::Skipped => Status::Skipped,
    }
}

fn kind_of(argument: KindArg) -> Kind {
    match argument {
        KindArg::Skill => Kind::Skill,
        KindArg::Project => Kind::Project,
    }
}

fn importance_of(argument: ImportanceArg) -> Importance {
    match argument {
        ImportanceArg::Essential => Importance::Essential,
        ImportanceArg::Recommended => Importance::Recommended,
        ImportanceArg::Optional => Importance::Optional,
        ImportanceArg::Senior => Importance::Senior,
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ListDocument {
    #[serde(flatten)]
    head: Head,
    steps: Vec<StepRow>,
    /// What the learner knows beside the steps, where nothing is filtered out.
    tools: Vec<ToolRow>,
    /// Optional and senior steps that nobody took up.
    #[serde(skip)]
    beyond: usize,
}

const COLUMNS: [StepColumn; 5] = [StepColumn::Stage, StepColumn::Id, StepColumn::Label, StepColumn::State, StepColumn::HoursLeft];

impl Show for ListDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if self.steps.is_empty() {
            page.line("No step matches.").line(Line::new().advice("list").text("   shows them all"));
            return page;
        }
        page.table(step_table(&self.steps, &COLUMNS));
        let left = likely_hours_left(&self.steps);
        page.line(Line::new().add(Role::Strong, count(self.steps.len(), "step")).text(format!(", {} h left", hours_text(left))));
        if !self.tools.is_empty() {
            let ids: Vec<&str> = self.tools.iter().map(|tool| tool.id.as_str()).collect();
            page.line(Line::new().text("You also know: ").code(ids.join(", ")));
        }
        if self.beyond > 0 && self.steps.iter().all(|step| step.counted) {
            page.line(
                Line::new()
                    .dim(format!("{} beyond job-ready not shown: ", count(self.beyond, "optional or senior step")))
                    .advice("list --all"),
            );
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.steps.iter().map(|row| row.id.clone()).collect()
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<ListDocument>("list")
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{Setting, TODAY};
    use crate::error::Exit;
    use crate::progress::Status;

    fn ids(setting: &Setting, line: &str) -> Vec<String> {
        let steps = setting.run(line).json["steps"].as_array().expect("steps").clone();
        steps.iter().map(|step| step["id"].as_str().expect("an id").to_owned()).collect()
    }

    #[test]
    fn it_lists_the_path_and_what_the_learner_took_up() {
        let new = Setting::new();
        assert_eq!(ids(&new, "list"), ["shell", "python", "statistics", "regression", "networks", "classifier-project"]);
        assert_eq!(ids(&new, "list --all").len(), 8);
        let answer = new.run("list");
        assert!(answer.text.contains("2 optional or senior steps beyond job-ready not shown: mlpath list --all"), "{}", answer.text);
        let taken = Setting::new().marked("robots", Status::Doing, TODAY);
        assert!(ids(&taken, "list").contains(&"robots".to_owned()));
    }

    #[test]
    fn an_importance_or_track_asked_for_is_listed_though_it_lies_beyond_the_path() {
        let new = Setting::new();
        assert_eq!(ids(&new, "list --importance optional"), ["robots"]);
        assert_eq!(ids(&new, "list --importance senior"), ["clusters"]);
        assert_eq!(ids(&new, "list --track robotics"), ["robots"]);
    }

    #[test]
    fn what_is_known_beside_the_steps_is_told_with_what_is_done() {
        let mut setting = Setting::new();
        setting.progress = setting.save("done cobol --on 2016-05-01 -m well");
        let tools = setting.run("list").json["tools"].clone();
        assert_eq!(tools, serde_json::json!([{"id": "cobol", "done": "2016-05-01", "note": "well", "link": null}]));
        assert!(setting.run("list --status done,todo").text.contains("You also know: cobol"));
        assert_eq!(setting.run("list --status todo").json["tools"], serde_json::json!([]));
        assert_eq!(setting.run("list --stage 1").json["tools"], serde_json::json!([]));
    }

    #[test]
    fn filters_narrow_together() {
        let setting = Setting::new().done("shell", TODAY).marked("python", Status::Doing, TODAY);
        assert_eq!(ids(&setting, "list --status doing"), ["python"]);
        assert_eq!(ids(&setting, "list --stage models --kind project"), ["classifier-project"]);
        assert_eq!(ids(&setting, "list --stage 1 --status todo"), ["statistics"]);
    }

    #[test]
    fn the_sum_is_of_what_is_listed_and_nothing_found_is_an_answer() {
        let setting = Setting::new().done("shell", TODAY);
        let answer = setting.run("list --stage basics");
        assert!(answer.text.contains("3 steps, 60 h left"), "{}", answer.text);
        assert!(answer.text.contains("1  shell       The shell                 done        -"), "{}", answer.text);
        assert_eq!(setting.run("list --status skipped").exit, Exit::Done);
        assert_eq!(setting.run("list --status skipped --exit-status").exit, Exit::No);
    }
}
