//! `mlpath next`: what to do next, with the reason and the way to know it is done.

use crate::answers::next_step::NextStep;
use crate::resolve::values::parse_time;
use serde::Serialize;

use crate::cli::NextArgs;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::planning::next::{Suggestion, suggestions};
use crate::planning::standing::Standing;
use crate::roadmap::{Criterion, Item};
use crate::units::hours_text;
use crate::view::{Head, Line, Page, Role, Show};

use super::{Input, Outcome};
use crate::answers::basis::say_freshness;
use crate::answers::resource::{ResourceDocument, resource_line};

/// Runs the command.
pub(crate) fn run(args: &NextArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let time = args.time.as_deref().map(parse_time).transpose()?;
    let standing = input.learner.standing();
    let all = suggestions(&standing, time);
    let next = all.iter().take(usize::from(args.number)).map(|suggestion| NextStepInFull::new(input, &standing, suggestion)).collect();
    let open = standing.counted().filter(|(_, _, state)| state.is_open()).count();
    let head = Head::new("mlpath/next/v1", input.learner.roadmap, input.learner.today);
    let shortest = suggestions(&standing, None)
        .into_iter()
        .map(|suggestion| suggestion.step)
        .min_by(|&a, &b| standing.steps[a].left.likely.total_cmp(&standing.steps[b].left.likely))
        .map(|at| (input.learner.roadmap.steps[at].id.clone(), standing.steps[at].left.likely));
    let other_goals = input.learner.open_goals(&standing);
    let further = other_goals.first().cloned();
    Ok(Outcome::answer(NextDocument { head, ready: all.len(), open, next, further, other_goals, shortest }))
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NextDocument {
    #[serde(flatten)]
    head: Head,
    ready: usize,
    open: usize,
    next: Vec<NextStepInFull>,
    /// A goal the learner may go on with.
    #[serde(skip)]
    further: Option<String>,
    /// All tracks and levels that ask for something not done yet.
    #[serde(skip)]
    other_goals: Vec<String>,
    /// The ready step with the fewest likely hours left.
    #[serde(skip)]
    shortest: Option<(String, f64)>,
}

/// A step to do next, with all one needs to begin.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NextStepInFull {
    #[serde(flatten)]
    next: NextStep,
    /// How many stages the path has.
    stages: usize,
    purpose: String,
    done_when: Vec<Criterion>,
    resource: Option<ResourceDocument>,
    last_note: Option<NoteDocument>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NoteDocument {
    date: Date,
    note: Option<String>,
    link: Option<String>,
}

impl NextStepInFull {
    fn new(input: &Input<'_>, standing: &Standing<'_>, suggestion: &Suggestion) -> NextStepInFull {
        let step = &input.learner.roadmap.steps[suggestion.step];
        let last = input.learner.entries_of(Item::Step(suggestion.step)).rev().find(|entry| entry.note.is_some() || entry.link.is_some());
        NextStepInFull {
            next: NextStep::new(standing, suggestion),
            stages: input.learner.roadmap.path_stages(),
            purpose: step.about.purpose.clone(),
            done_when: step.about.done_when.clone(),
            resource: step.about.resources.first().map(|used| ResourceDocument::of_step(input.learner.roadmap, used, input.learner.today)),
            last_note: last.map(|entry| NoteDocument { date: entry.date, note: entry.note.clone(), link: entry.link.clone() }),
        }
    }

    fn say(&self, page: &mut Page, today: Date) {
        let row = &self.next.step;
        let role = if self.next.is_started() { Role::Doing } else { Role::Code };
        page.line(
            Line::new()
                .add(role, &row.id)
                .add(Role::Heading, format!("  {}", row.title))
                .dim(format!("  {}, {}", row.kind, row.importance)),
        );
        if !self.purpose.is_empty() {
            page.indented(2, self.purpose.as_str());
        }
        let mut hours = format!(
            "{} likely ({}); stage {} of {}; {}",
            hours_text(row.hours_left.likely),
            row.hours_left.range_phrase(),
            row.stage_number,
            self.stages,
            self.next.reason_phrase(today)
        );
        if row.logged_hours > 0.0 {
            hours.push_str(&format!("; {} h logged", hours_text(row.logged_hours)));
        }
        if row.credited_hours > 0.0 {
            hours.push_str(&format!("; {} h credited", hours_text(row.credited_hours)));
        }
        page.indented(2, Line::new().dim("Hours left  ").text(hours));
        if !self.done_when.is_empty() {
            page.indented(2, Line::new().dim("Done when"));
            page.points(self.done_when.iter().map(Criterion::phrase));
        }
        if let Some(resource) = &self.resource {
            page.indented(2, Line::new().dim("Begin with"));
            page.hanging(4, 4, resource_line(resource));
        }
        if let Some(note) = &self.last_note {
            let words: Vec<&str> = note.note.iter().chain(&note.link).map(String::as_str).collect();
            page.hanging(2, 4, Line::new().dim(format!("Last note, {}  ", dates::day_text(note.date, today))).text(words.join("  ")));
        }
    }
}

impl Show for NextDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for (at, step) in self.next.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            step.say(&mut page, self.head.today);
        }
        match (self.next.first(), &self.shortest) {
            (Some(first), _) => {
                page.blank();
                page.line(self.what_now(first));
                say_freshness(&mut page, self.next.iter().filter_map(|step| step.resource.as_ref()).flat_map(ResourceDocument::bases));
            }
            (None, Some((id, hours))) => {
                page.line(
                    Line::new()
                        .text("Nothing that is ready fits. The shortest is ")
                        .code(id)
                        .text(format!(", {} h likely.", hours_text(*hours))),
                );
                page.line(Line::new().text("A part of a step counts too: ").advice(format!("start {id}")));
            }
            (None, None) => {
                page.line(Line::new().add(Role::Done, "Nothing on the path is left to do."));
                if let Some(goal) = &self.further {
                    page.line(Line::new().advice(format!("plan --for {goal} --save")).text("   goes on with a track or a level: "));
                    page.indented(2, Line::new().code(self.other_goals.join(", ")));
                }
                page.line(Line::new().advice("list --all").text("   shows the optional and senior steps beyond it"));
            }
        }
        page
    }
}

impl NextDocument {
    /// The command that follows, and how to see more.
    fn what_now(&self, first: &NextStepInFull) -> Line {
        let verb = if first.next.is_started() { "done" } else { "start" };
        let line = Line::new().advice(format!("{verb} {}", first.next.step.id));
        match self.ready - self.next.len() {
            0 => line,
            more => line.dim(format!("   {more} more to choose from: ")).advice(format!("next -n {}", self.ready)),
        }
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<NextDocument>("next")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use crate::commands::testing::{Setting, TODAY};
    use crate::progress::{LogEntry, Status};

    #[test]
    fn the_step_in_progress_comes_first_with_its_day() {
        let setting = Setting::new().done("shell", TODAY).marked("python", Status::Doing, date(2026, 11, 3)).logged("python", TODAY, "5h");
        let answer = setting.run("next");
        let next = &answer.json["next"][0];
        assert_eq!((&next["id"], &next["reason"], &next["started_on"]), (&json!("python"), &json!("started"), &json!("2026-11-03")));
        assert_eq!((&next["hours_left"]["likely"], &next["logged_hours"]), (&json!(35.0), &json!(5.0)));
        assert!(answer.text.contains("begun on 3 Nov; 5 h logged"), "{}", answer.text);
        assert!(answer.text.contains("mlpath done python"), "{}", answer.text);
    }

    #[test]
    fn a_note_that_is_only_a_link_is_shown_and_study_time_is_none() {
        let mut setting = Setting::new().marked("shell", Status::Doing, TODAY);
        let entry = LogEntry {
            date: date(2026, 11, 20),
            step: Some("terminal".into()),
            time: None,
            note: None,
            link: Some("https://example.org/me".into()),
        };
        setting.progress.log.push(entry);
        let answer = setting.logged("shell", TODAY, "1h").run("next");
        assert_eq!(answer.json["next"][0]["last_note"], json!({"date": "2026-11-20", "note": null, "link": "https://example.org/me"}));
        assert!(answer.text.contains("https://example.org/me"), "{}", answer.text);
    }

    #[test]
    fn what_does_not_fit_is_not_suggested_and_the_shortest_is_named() {
        let new = Setting::new();
        assert_eq!(new.run("next --time 10h").json["next"][0]["id"], "shell", "exactly as long as there is time");
        let answer = new.run("next --time 2h");
        assert_eq!(answer.json["next"], json!([]));
        assert!(answer.text.contains("The shortest is shell, 10 h likely."), "{}", answer.text);
    }

    #[test]
    fn a_number_asks_for_more_and_the_end_is_told() {
        let setting = Setting::new().done("shell", TODAY).done("python", TODAY).done("statistics", TODAY).done("regression", TODAY);
        let answer = setting.run("next -n 1");
        assert_eq!((answer.json["ready"].as_u64(), answer.json["next"].as_array().map(Vec::len)), (Some(2), Some(1)));
        assert!(answer.text.contains("1 more to choose from: mlpath next -n 2"), "{}", answer.text);
        let done = setting.done("networks", TODAY).done("classifier-project", TODAY).run("next");
        assert!(done.text.contains("Nothing on the path is left to do."), "{}", done.text);
    }
}
