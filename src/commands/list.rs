//! `mlpath list`: the steps of the roadmap as a table, filtered.

use serde::Serialize;

use crate::cli::{ImportanceArg, KindArg, ListArgs, StatusArg};
use crate::error::{Error, Exit};
use crate::planning::standing::{Spread, Standing, StepStanding};
use crate::progress::Status;
use crate::roadmap::{Importance, Kind, Step};
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, status_role};

use super::{Input, Outcome};
use crate::answers::hours::HoursDocument;
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
        steps: standing
            .all()
            .filter(|(_, step, state)| wanted(step, state))
            .map(|(_, step, state)| ListedStep::new(&standing, step, state))
            .collect(),
        beyond: standing.steps.iter().filter(|state| !state.counted).count(),
        stage_numbers: input.learner.roadmap.stages.iter().map(|stage| stage.id.clone()).collect(),
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
struct ListDocument {
    #[serde(flatten)]
    head: Head,
    steps: Vec<ListedStep>,
    /// Optional and senior steps that nobody took up.
    #[serde(skip)]
    beyond: usize,
    #[serde(skip)]
    stage_numbers: Vec<String>,
}

#[derive(Serialize)]
struct ListedStep {
    id: String,
    title: String,
    stage: String,
    kind: &'static str,
    status: &'static str,
    importance: &'static str,
    hours: HoursDocument,
    hours_left: HoursDocument,
    requires: Vec<String>,
    tracks: Vec<String>,
    credited: f64,
    counted: bool,
    ready: bool,
    #[serde(skip)]
    state: Status,
    #[serde(skip)]
    credited_in_full: bool,
}

impl ListedStep {
    fn new(standing: &Standing<'_>, step: &Step, state: &StepStanding<'_>) -> ListedStep {
        let roadmap = standing.roadmap;
        ListedStep {
            id: step.id.clone(),
            title: step.title.clone(),
            stage: roadmap.stages[step.stage].id.clone(),
            kind: step.kind.word(),
            status: state.status.word(),
            importance: step.importance.word(),
            hours: Spread::of(step).into(),
            hours_left: state.left.into(),
            requires: step.requires.iter().map(|&at| roadmap.steps[at].id.clone()).collect(),
            tracks: step.tracks.clone(),
            credited: hours_number(step.hours.likely * state.credit),
            counted: state.counted,
            ready: state.ready && state.is_open(),
            state: state.status,
            credited_in_full: state.is_credited_in_full(),
        }
    }
}

impl ListedStep {
    /// The title, and what is unusual about the step: that it is a project, or not essential.
    fn label(&self) -> String {
        let mut aside = Vec::new();
        if self.kind == Kind::Project.word() {
            aside.push(self.kind);
        }
        if self.importance != Importance::Essential.word() {
            aside.push(self.importance);
        }
        if aside.is_empty() { self.title.clone() } else { format!("{} ({})", self.title, aside.join(", ")) }
    }
}

impl Show for ListDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if self.steps.is_empty() {
            page.line("No step matches.").line(Line::new().advice("list").text("   shows them all"));
            return page;
        }
        let mut table = Table::new([
            Column::Number(""),
            Column::Fixed("id"),
            Column::Wrapping("title"),
            Column::Fixed("state"),
            Column::Number("h left"),
        ]);
        for step in &self.steps {
            let stage = self.stage_numbers.iter().position(|stage| *stage == step.stage).map_or(0, |at| at + 1);
            table.rows.push(vec![
                Cell::of(Role::Dim, stage.to_string()),
                Cell::of(Role::Code, &step.id),
                Cell::text(step.label()),
                Cell::of(status_role(step.state), if step.credited_in_full { "credited" } else { step.status }),
                Cell::text(if step.hours_left.likely > 0.0 { hours_text(step.hours_left.likely) } else { "-".to_owned() }),
            ]);
        }
        page.table(table);
        let left: f64 = self.steps.iter().map(|step| step.hours_left.likely).sum();
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
