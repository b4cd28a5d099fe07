//! `mlpath list`: the steps of the roadmap as a table, filtered.

mod filter;

use serde::Serialize;

use crate::cli::ListArgs;
use crate::error::{Error, Exit};
use crate::planning::next::suggestions;
use crate::planning::standing::Standing;
use crate::text::count;
use crate::units::hours_text;
use crate::view::{Head, Line, Page, Role, Show};

use self::filter::Filter;
use super::{Input, Outcome};
use crate::answers::step_row::{StepColumn, StepRow, mean_hours_left, step_table};
use crate::answers::tool::ToolRow;

/// Runs the command.
pub(crate) fn run(args: &ListArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let filter = Filter::new(args, input.learner.roadmap, input.guide)?;
    let standing = input.learner.standing();
    let (mut steps, mut beyond) = (Vec::new(), 0);
    for (at, step, state) in standing.all().filter(|(at, step, state)| filter.fits(*at, step, state)) {
        if filter.looks_beyond() || state.counted || filter.names_stage_beyond(input.learner.roadmap, step.stage) {
            steps.push(StepRow::new(&standing, at));
        } else {
            beyond += 1;
        }
    }
    let document = ListDocument {
        head: Head::new("mlpath/list/v1", input.learner.roadmap, input.learner.today),
        opens_at: if filter.is_bare() { current_stage(&standing) } else { None },
        stages: input.learner.roadmap.path_stages(),
        steps,
        tools: if filter.takes_tools() { ToolRow::all(input.learner.progress) } else { Vec::new() },
        beyond,
    };
    let exit = if args.exit_status && document.steps.is_empty() { Exit::No } else { Exit::Done };
    Ok(Outcome::answer(document).ending(exit))
}

/// The number of the stage the learner is in: that of the step to do next.
fn current_stage(standing: &Standing<'_>) -> Option<usize> {
    let next = suggestions(standing, None);
    next.first().map(|first| standing.roadmap.steps[first.step].stage + 1)
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ListDocument {
    #[serde(flatten)]
    head: Head,
    /// Number of the stage the screen shows, where it shows one of all.
    #[serde(skip)]
    opens_at: Option<usize>,
    /// How many stages lead to job-ready.
    #[serde(skip)]
    stages: usize,
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
        if self.steps.is_empty() && self.beyond > 0 {
            let beyond = count(self.beyond, "optional or senior step");
            page.line("No step matches.").line(Line::new().text(format!("{beyond} beyond job-ready not shown: add ")).code("--all"));
            return page;
        }
        if self.steps.is_empty() {
            page.line("No step matches.").line(Line::new().advice("list --all").text("   shows them all"));
            return page;
        }
        match self.opens_at {
            Some(stage) => self.show_stage(stage, &mut page),
            None => self.show_steps(&self.steps, &mut page),
        }
        if !self.tools.is_empty() {
            let ids: Vec<&str> = self.tools.iter().map(|tool| tool.id.as_str()).collect();
            page.line(Line::new().text("You also know: ").code(ids.join(", ")));
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.steps.iter().map(|row| row.id.clone()).collect()
    }
}

impl ListDocument {
    /// The stage the learner is in, and where the others are.
    fn show_stage(&self, stage: usize, page: &mut Page) {
        let steps: Vec<StepRow> = self.steps.iter().filter(|row| row.stage_number == stage).cloned().collect();
        self.show_steps(&steps, page);
        let left = hours_text(mean_hours_left(&self.steps));
        let rest = format!("Stage {stage} of {}; {}, {left} h left in all: ", self.stages, count(self.steps.len(), "step"));
        page.line(Line::new().dim(rest).advice("list todo doing").dim(", ").advice(format!("list {}", stage % self.stages + 1)));
    }

    fn show_steps(&self, steps: &[StepRow], page: &mut Page) {
        page.detail(|page| page.table(step_table(steps, &COLUMNS)));
        let left = mean_hours_left(steps);
        page.line(Line::new().add(Role::Strong, count(steps.len(), "step")).text(format!(", {} h left", hours_text(left))));
        if self.opens_at.is_none() && self.beyond > 0 && steps.iter().all(|step| step.counted) {
            let beyond = count(self.beyond, "optional or senior step");
            page.line(Line::new().dim(format!("{beyond} beyond job-ready not shown: add ")).code("--all"));
        }
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
        let answer = new.run("list todo");
        assert!(answer.text.contains("2 optional or senior steps beyond job-ready not shown: add --all"), "{}", answer.text);
        assert!(!new.run("list done").text.contains("not shown"), "none of them is done");
        let taken = Setting::new().marked("robots", Status::Doing, TODAY);
        assert!(ids(&taken, "list").contains(&"robots".to_owned()));
    }

    #[test]
    fn words_filter_by_whatever_they_name() {
        let setting = Setting::new().done("shell", TODAY).marked("python", Status::Doing, TODAY);
        for (words, found) in [
            ("done", vec!["shell"]),
            ("todo doing 1", vec!["python", "statistics"]),
            ("in progress", vec!["python"]),
            ("open models project", vec!["classifier-project"]),
            ("ready", vec!["python"]),
            ("Stage_2", vec!["regression", "networks", "classifier-project"]),
            ("robotics", vec!["robots"]),
            ("senior", vec!["clusters"]),
            ("pipes", vec!["shell"]),
            ("Python3", vec!["python"]),
            ("todo shell", vec![]),
        ] {
            let asked = ids(&setting, &format!("list {words}"));
            let by_guide = setting.run(&format!("list {words}"));
            assert_eq!(asked, found, "{words}: {}", by_guide.text);
        }
        let error = setting.fail("list tood zzz");
        assert!(error.message.contains("\"tood\", \"zzz\"") && error.did_you_mean.contains(&"todo".to_owned()), "{error:?}");
        assert_eq!(ids(&setting, "list --done"), ids(&setting, "list --status done"));
        assert_eq!(ids(&setting, "list --status open").len(), 5);
    }

    #[test]
    fn the_screen_opens_at_the_stage_of_the_next_step_and_documents_have_all() {
        let setting = Setting::new().done("shell", TODAY).done("python", TODAY).done("statistics", TODAY);
        let answer = setting.run("list");
        assert!(answer.text.contains("regression") && !answer.text.contains("shell"), "{}", answer.text);
        assert!(answer.text.contains("Stage 2 of 2; 6 steps, ") && answer.text.contains("mlpath list 1"), "{}", answer.text);
        assert_eq!(answer.json["steps"].as_array().map(Vec::len), Some(6));
        assert!(setting.run("list --all").text.contains("shell"));
    }

    #[test]
    fn an_importance_or_track_asked_for_is_listed_though_it_lies_beyond_the_path() {
        let new = Setting::new();
        assert_eq!(ids(&new, "list --importance optional"), ["robots"]);
        assert_eq!(ids(&new, "list --importance senior"), ["clusters"]);
        assert_eq!(ids(&new, "list --track robotics"), ["robots"]);
    }

    #[test]
    fn a_stage_beyond_the_path_is_listed_when_it_is_asked_for() {
        let new = Setting::new();
        assert_eq!(ids(&new, "list 3"), ["robots", "clusters"]);
        assert_eq!(ids(&new, "list --stage beyond --status todo"), ["robots", "clusters"]);
        assert_eq!(ids(&new, "list 2 3").len(), 5, "with another stage, too");
    }

    #[test]
    fn what_matches_beyond_the_path_alone_is_not_told_as_nothing() {
        let steps = ["shell", "python", "statistics", "regression", "networks", "classifier-project"];
        let setting = steps.iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY));
        let text = setting.run("list todo").text;
        assert_eq!(text, "No step matches.\n2 optional or senior steps beyond job-ready not shown: add --all\n");
        assert!(setting.run("list doing").text.contains("mlpath list --all"));
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
        assert!(answer.text.contains("3 steps, 69 h left"), "{}", answer.text);
        assert!(answer.text.contains("1  shell       The shell                 ✓ done       -"), "{}", answer.text);
        assert_eq!(setting.run("list --status skipped").exit, Exit::Done);
        assert_eq!(setting.run("list --status skipped --exit-status").exit, Exit::No);
    }
}
