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
    let document = ListDocument {
        head: Head::new("mlpath/list/v1", input.learner.roadmap, input.learner.today),
        steps: standing.all().filter(|(_, step, state)| wanted(step, state)).map(|(at, _, _)| StepRow::new(&standing, at)).collect(),
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
        if self.beyond > 0 && self.steps.iter().all(|step| step.counted) {
            page.line(
                Line::new()
                    .dim(format!("{} beyond job-ready not shown: ", count(self.beyond, "optional or senior step")))
                    .advice("list --all"),
            );
        }
        page
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<ListDocument>("list")
}
