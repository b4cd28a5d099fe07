//! `mlpath next`: what to do next, with the reason and the way to know it is done.

use crate::answers::next_step::NextStep;
use crate::resolve::ids;
use crate::resolve::values::{parse_count, parse_time};
use serde::Serialize;

use crate::cli::NextArgs;
use crate::code::Code;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::planning::criteria::next_criterion;
use crate::planning::next::{Suggestion, suggestions};
use crate::planning::standing::{Spread, Standing};
use crate::roadmap::{Criterion, Item};
use crate::units::{StudyTime, Usd, hours_text};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, range_phrase};

use super::{Input, Outcome};
use crate::answers::basis::say_freshness;
use crate::answers::resource::{ResourceDocument, resource_line};

/// Runs the command.
pub(crate) fn run(args: &NextArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let asked = Asked::of(args.count.as_ref().or(args.number.as_ref()), input);
    let time = args.time.as_deref().map(session).transpose()?.or(asked.time);
    let count = asked.count.map_or(Ok(1), parse_count)?;
    let stages = args.stage.iter().map(|stage| ids::stage(input.learner.roadmap, stage)).collect::<Result<Vec<_>, _>>()?;
    let stages: Vec<usize> = stages.into_iter().chain(asked.stage).collect();
    let standing = input.learner.standing();
    let is_wanted = |suggestion: &Suggestion| stages.is_empty() || stages.contains(&standing.roadmap.steps[suggestion.step].stage);
    let all: Vec<Suggestion> = suggestions(&standing, time).into_iter().filter(is_wanted).collect();
    let next = all.iter().take(count).map(|suggestion| NextStepInFull::new(input, &standing, suggestion, time)).collect();
    let open = standing.counted().filter(|(_, _, state)| state.is_open()).count();
    let head = Head::new("mlpath/next/v1", input.learner.roadmap, input.learner.today);
    let other_goals = input.learner.open_goals(&standing);
    let further = other_goals.first().cloned();
    let is_short = args.short || count > 1;
    let exams = if open == 0 { exams_to_take(input) } else { Vec::new() };
    Ok(Outcome::answer(NextDocument { head, ready: all.len(), open, next, exams, further, other_goals, time, is_short }))
}

/// The length of a session: who types a bare number of more hours than a day has means minutes.
fn session(text: &str) -> Result<StudyTime, Error> {
    const HOURS_A_DAY: f64 = 24.0;
    let time = parse_time(text)?;
    let is_bare = text.chars().all(|c| c.is_ascii_digit());
    if is_bare && time.hours() >= HOURS_A_DAY {
        let error = Error::usage(Code::LongDay, format!("`{text}` is {text} hours"));
        return Err(error.command(&format!("next --time {text}m"), "asks for minutes"));
    }
    Ok(time)
}

/// What the word behind the command is: how many steps, the length of a session, or a stage.
struct Asked<'a> {
    count: Option<&'a str>,
    time: Option<StudyTime>,
    stage: Option<usize>,
}

impl<'a> Asked<'a> {
    fn of(word: Option<&'a String>, input: &Input<'_>) -> Asked<'a> {
        let nothing = Asked { count: None, time: None, stage: None };
        let Some(word) = word.filter(|word| !["step", "steps"].contains(&word.as_str())) else { return nothing };
        let is_number = word.trim_start_matches('-').chars().all(|c| c.is_ascii_digit());
        match (StudyTime::parse(word), ids::stage(input.learner.roadmap, word)) {
            (Some(time), _) if !is_number => Asked { time: Some(time), ..nothing },
            (_, Ok(stage)) if !is_number => Asked { stage: Some(stage), ..nothing },
            _ => Asked { count: Some(word), ..nothing },
        }
    }
}

/// The exams the learner chose and has not passed, in the order of their days; those of the guides are no next step.
fn exams_to_take(input: &Input<'_>) -> Vec<ExamToTake> {
    let costs = input.learner.exam_costs();
    let open = costs.open.iter().filter(|_| costs.is_chosen);
    let hours = |hours: &Spread| range_phrase(hours.low, hours.high);
    open.map(|exam| ExamToTake { id: exam.cert.id.to_owned(), usd: exam.fee, study: exam.study.hours.as_ref().map(hours) }).collect()
}

/// An exam that comes next.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ExamToTake {
    id: String,
    /// The fee on the day half are ready; null where nobody states it.
    usd: Option<Usd>,
    /// Hours of study left, in words.
    #[serde(skip)]
    study: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NextDocument {
    #[serde(flatten)]
    head: Head,
    ready: usize,
    open: usize,
    next: Vec<NextStepInFull>,
    /// Once no step is left: the learner's own exams still to take, in their order.
    exams: Vec<ExamToTake>,
    /// A goal the learner may go on with.
    #[serde(skip)]
    further: Option<String>,
    /// All tracks and levels that ask for something not done yet.
    #[serde(skip)]
    other_goals: Vec<String>,
    /// The time there is.
    #[serde(skip)]
    time: Option<StudyTime>,
    /// Whether each step is one line.
    #[serde(skip)]
    is_short: bool,
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
    /// The first criterion that is not ticked; null where there is none.
    next_criterion: Option<Criterion>,
    /// Whether what is left of it fits the time asked for; null without `--time`.
    fits: Option<bool>,
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
    fn new(input: &Input<'_>, standing: &Standing<'_>, suggestion: &Suggestion, time: Option<StudyTime>) -> NextStepInFull {
        let (step, state) = (&input.learner.roadmap.steps[suggestion.step], &standing.steps[suggestion.step]);
        let last = input.learner.entries_of(Item::Step(suggestion.step)).rev().find(|entry| entry.note.is_some() || entry.link.is_some());
        NextStepInFull {
            next: NextStep::new(standing, suggestion),
            stages: input.learner.roadmap.path_stages(),
            purpose: step.about.purpose.clone(),
            done_when: step.about.done_when.clone(),
            next_criterion: next_criterion(step, state.record).cloned(),
            fits: time.map(|time| state.left.likely <= time.hours()),
            resource: step.about.resources.first().map(|used| ResourceDocument::of_step(input.learner.roadmap, used, input.learner.today)),
            last_note: last.map(|entry| NoteDocument { date: entry.date, note: entry.note.clone(), link: entry.link.clone() }),
        }
    }

    fn say(&self, page: &mut Page, today: Date, time: Option<StudyTime>) {
        let row = &self.next.step;
        let role = if self.next.is_started() { Role::Doing } else { Role::Code };
        page.line(
            Line::new()
                .add(role, &row.id)
                .add(Role::Heading, format!("  {}", row.title))
                .dim(format!("  {}, {}", row.kind, row.importance)),
        );
        if let Some(time) = time {
            page.hanging(2, 12, self.session_line(time));
        }
        if !self.purpose.is_empty() {
            page.indented(2, self.purpose.as_str());
        }
        // `list` adds up what a step takes on average; what is likely is less.
        let mut hours = format!(
            "{} on average ({} likely, {}); stage {} of {}; {}",
            hours_text(row.mean_hours_left),
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
        self.say_criterion(page);
        if let Some(resource) = &self.resource {
            page.indented(2, Line::new().dim("Begin with"));
            page.hanging(4, 4, resource_line(resource, false));
        }
        if let Some(note) = &self.last_note {
            let words: Vec<&str> = note.note.iter().chain(&note.link).map(String::as_str).collect();
            page.hanging(2, 4, Line::new().dim(format!("Last note, {}  ", dates::day_text(note.date, today))).text(words.join("  ")));
        }
    }

    /// The criterion to go for now, and where the others are.
    fn say_criterion(&self, page: &mut Page) {
        let Some(criterion) = &self.next_criterion else { return };
        page.hanging(2, 16, Line::new().dim("Done when   ").text(criterion.phrase()));
        let (ticked, all) = (self.next.step.ticks.len(), self.done_when.len());
        let rest = match (ticked, all) {
            (0, 1) => return,
            (0, all) => format!("and {} more", all - 1),
            (ticked, all) => format!("{ticked} of {all} ticked"),
        };
        page.indented(2, Line::new().dim(format!("{:12}{rest}: ", "")).advice(format!("show {}", self.next.step.id)));
    }

    /// What to do in the time there is: all that is left, else something of the next criterion.
    fn session_line(&self, time: StudyTime) -> Line {
        let line = Line::new().dim(format!("{:<9} ", format!("In {time}")));
        let (row, first) = (&self.next.step, if self.next.is_started() { "" } else { "a first session: " });
        match &self.next_criterion {
            _ if self.fits == Some(true) => line.text("all that is left of it should fit"),
            Some(criterion) => {
                #[expect(clippy::cast_precision_loss, reason = "a step has at most 26 criteria")]
                let open = (self.done_when.len() - row.ticks.len()) as f64;
                let hours = hours_text(row.hours_left.likely / open);
                line.text(format!("{first}go for criterion {}, about {hours} h in all", criterion.letter))
            }
            None => line.text(format!("{first}a part of it counts, too")),
        }
    }
}

impl Show for NextDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if self.is_short && !self.next.is_empty() {
            page.table(self.short_table());
        } else {
            for step in &self.next {
                step.say(&mut page, self.head.today, self.time);
            }
        }
        if let Some(first) = self.next.first() {
            page.blank();
            page.advise(0, self.what_now(first));
            if !self.is_short {
                say_freshness(&mut page, self.next.iter().filter_map(|step| step.resource.as_ref()).flat_map(ResourceDocument::bases));
            }
        } else if self.open > 0 {
            page.line("Nothing is ready in that stage: its steps build on earlier ones.");
            page.line(Line::new().advice("next").text("   what is ready"));
        } else {
            page.line(Line::new().add(Role::Done, "Nothing on the path is left to do."));
            for exam in &self.exams {
                let study = exam.study.as_ref().map(|hours| format!(", {hours} of study")).unwrap_or_default();
                let fee = exam.usd.map(|usd| format!(", {usd}")).unwrap_or_default();
                let said = Line::new().text("Your exam ").code(&exam.id).text(format!("{study}{fee}: "));
                page.line(said.advice(format!("show {}", exam.id)));
            }
            if let Some(goal) = &self.further {
                page.line(Line::new().advice(format!("plan --for {goal} --save")).text("   goes on with a track or a level: "));
                page.indented(2, Line::new().code(self.other_goals.join(", ")));
            }
            page.line(Line::new().advice("list --all").text("   shows the optional and senior steps beyond it"));
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.next.iter().map(|step| step.next.step.id.clone()).collect()
    }
}

impl NextDocument {
    /// The steps, one line each.
    fn short_table(&self) -> Table {
        let mut table = Table::new([Column::Fixed("id"), Column::Wrapping("title"), Column::Number("h left"), Column::Extra("why")]);
        table.rows = self
            .next
            .iter()
            .map(|step| {
                let row = &step.next.step;
                let role = if step.next.is_started() { Role::Doing } else { Role::Code };
                vec![
                    Cell::of(role, &row.id),
                    Cell::text(&row.title),
                    Cell::text(hours_text(row.mean_hours_left)),
                    Cell::of(Role::Dim, step.next.reason_phrase(self.head.today)),
                ]
            })
            .collect();
        table
    }

    /// The commands that follow, and how to see more.
    fn what_now(&self, first: &NextStepInFull) -> Vec<(String, String)> {
        let id = &first.next.step.id;
        let mut commands = match &first.next_criterion {
            _ if !first.next.is_started() => vec![(format!("start {id}"), "start it".to_owned())],
            Some(criterion) => vec![
                (format!("tick {id} {}", criterion.letter), format!("when {} is met", criterion.letter)),
                (format!("log {id} 1h"), "after a session".to_owned()),
            ],
            None => vec![(format!("done {id}"), "finishes it".to_owned())],
        };
        if self.ready > self.next.len() {
            let more = self.ready - self.next.len();
            commands.push((format!("next {}", self.ready), format!("{more} more to choose from")));
        }
        commands
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<NextDocument>("next")
}

#[cfg(test)]
mod tests {
    use crate::dates::date;
    use serde_json::json;

    use crate::commands::testing::{Setting, TODAY};
    use crate::progress::{LogEntry, Status};

    #[test]
    fn hours_left_are_the_figure_that_list_adds_up() {
        let mut setting = Setting::new();
        for line in ["start shell", "log shell 3h", "tick shell a"] {
            setting.progress = setting.save(line);
            let list = setting.run("list --all").text;
            let row = list.lines().find(|line| line.contains("shell")).unwrap_or_default();
            let hours = row.split_whitespace().last().unwrap_or_default();
            let next = setting.run("next").text;
            assert!(next.contains(&format!("Hours left  {hours} on average")), "{row}\n{next}");
        }
    }

    #[test]
    fn a_session_of_thirty_hours_was_meant_in_minutes() {
        let error = Setting::new().fail("next --time 30");
        assert_eq!(error.code.word(), "long-day");
        assert!(Setting::new().run("next --time 30h").text.contains("30h"));
    }

    #[test]
    fn one_step_is_told_in_full_and_several_are_short() {
        let is_full = |line: &str| Setting::new().run(line).text.contains("You can find a file by its name.");
        assert!(is_full("next") && !is_full("next --short"));
        let several = Setting::new().done("shell", TODAY).done("python", TODAY).run("next 2");
        assert!(!several.text.contains("You can tell a difference from noise."), "{}", several.text);
    }

    #[test]
    fn the_step_in_progress_comes_first_with_its_day() {
        let setting = Setting::new().done("shell", TODAY).marked("python", Status::Doing, date(2026, 11, 3)).logged("python", TODAY, "5h");
        let answer = setting.run("next");
        let next = &answer.json["next"][0];
        assert_eq!((&next["id"], &next["reason"], &next["started_on"]), (&json!("python"), &json!("started"), &json!("2026-11-03")));
        assert_eq!((&next["hours_left"]["likely"], &next["logged_hours"]), (&json!(35.0), &json!(5.0)));
        assert!(answer.text.contains("begun on 3 Nov; 5 h logged"), "{}", answer.text);
        assert!(answer.text.contains("mlpath tick python a") && answer.text.contains("mlpath log python 1h"), "{}", answer.text);
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
    fn little_time_always_gets_something() {
        let new = Setting::new();
        let whole = new.run("next --time 10h");
        assert_eq!(
            (&whole.json["next"][0]["id"], &whole.json["next"][0]["fits"]),
            (&json!("shell"), &json!(true)),
            "exactly as long as there is time"
        );
        let first = new.run("next --time 45m");
        assert_eq!((&first.json["next"][0]["id"], &first.json["next"][0]["fits"]), (&json!("shell"), &json!(false)));
        assert!(first.text.contains("In 45m") && first.text.contains("criterion a, about 5 h"), "{}", first.text);
        let mut begun = new.marked("python", Status::Doing, TODAY);
        begun.progress.tick("python", &['a']);
        let begun = begun.run("next --time 45m");
        assert_eq!(begun.json["next"][0]["id"], "python");
        assert!(begun.text.contains("go for criterion b, about 20 h"), "{}", begun.text);
    }

    #[test]
    fn the_next_open_criterion_is_shown_and_the_ticked_are_counted() {
        let mut setting = Setting::new().marked("python", Status::Doing, TODAY);
        setting.progress.tick("python", &['a']);
        let answer = setting.run("next");
        assert_eq!(answer.json["next"][0]["next_criterion"]["letter"], "b");
        assert!(answer.text.contains("1 of 2 ticked") && answer.text.contains("Done when   b  A test"), "{}", answer.text);
        assert!(!answer.text.contains("an empty file") && answer.text.contains("mlpath tick python b"), "{}", answer.text);
        setting.progress.tick("python", &['b']);
        assert!(setting.run("next").text.contains("mlpath done python"));
    }

    #[test]
    fn several_steps_are_one_line_each() {
        let setting = Setting::new().done("shell", TODAY).done("python", TODAY).done("statistics", TODAY).done("regression", TODAY);
        let lines = |line: &str| {
            setting.run(line).text.lines().filter(|line| line.contains("networks") || line.contains("classifier-project")).count()
        };
        for line in ["next 2", "next -2", "next -n 2", "next 9"] {
            assert!(lines(line) == 3, "{line}: {}", setting.run(line).text);
        }
        assert_eq!(setting.run("next --stage 2").json["ready"], 2);
        assert!(setting.run("next --stage 1").text.contains("Nothing is ready in that stage"));
        for line in ["next 0", "next pandas", "next -n x"] {
            assert_eq!(setting.fail(line).exit, crate::error::Exit::Usage, "{line}");
        }
    }

    #[test]
    fn a_number_asks_for_more_and_the_end_is_told() {
        let setting = Setting::new().done("shell", TODAY).done("python", TODAY).done("statistics", TODAY).done("regression", TODAY);
        let answer = setting.run("next -n 1");
        assert_eq!((answer.json["ready"].as_u64(), answer.json["next"].as_array().map(Vec::len)), (Some(2), Some(1)));
        assert!(answer.text.contains("mlpath next 2"), "{}", answer.text);
        let done = setting.done("networks", TODAY).done("classifier-project", TODAY).run("next");
        assert!(done.text.contains("Nothing on the path is left to do."), "{}", done.text);
    }

    #[test]
    fn at_the_end_the_goal_goes_on_with_its_exams_tracks_and_levels() {
        let ids = ["shell", "python", "statistics", "regression", "networks", "classifier-project"];
        let mut setting = ids.iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY));
        let bare = setting.run("next");
        assert_eq!(bare.json["exams"], json!([]), "the guides' exams are no next step");
        assert!(bare.text.contains("mlpath plan --for robotics --save") && bare.text.contains("senior"), "{}", bare.text);
        setting.progress.profile.goals = vec!["new-exam".into()];
        let aiming = setting.run("next");
        assert_eq!(aiming.json["exams"], json!([{"id": "new-exam", "usd": 100.0}]));
        assert!(aiming.text.contains("Your exam new-exam, 20-40 h of study, $100: mlpath show new-exam"), "{}", aiming.text);
        setting.progress.profile.goals.push("robotics".into());
        assert_eq!(setting.run("next").json["next"][0]["id"], "robots", "a track goes before the exam");
    }

    #[test]
    fn a_word_is_a_number_of_steps_a_time_or_a_stage() {
        let setting = Setting::new().done("shell", TODAY).done("python", TODAY).done("statistics", TODAY).done("regression", TODAY);
        for (typed, usual) in
            [("next 45m", "next --time 45m"), ("next 2", "next -n 2"), ("next models", "next --stage models"), ("next steps", "next")]
        {
            let (answer, expected) = (setting.run(typed), setting.run(usual));
            assert_eq!((answer.text, answer.json), (expected.text, expected.json), "{typed}");
        }
    }
}
