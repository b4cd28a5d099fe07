//! `mlpath gap`: what is missing for a goal, or for a job posting.

mod job;
mod jobs;
#[cfg(test)]
mod tests;

use crate::answers::goal::say_texts;
use serde::Serialize;

use crate::cli::GapArgs;
use crate::code::Code;
use crate::error::{Error, Exit};
use crate::planning::forecast::hours_of;
use crate::planning::forecast::pace::Pace;
use crate::planning::gap::gap;
use crate::planning::next::suggestions_among;
use crate::planning::standing::Standing;
use crate::posting::{PostingNeeds, Reader};
use crate::roadmap::{CountRange, Figure, Goal, SourcedText};
use crate::text::{count, shell_word};
use crate::units::{hours_number, hours_text, percent};
use crate::view::{Cell, Column, Head, Line, Page, Role, Show, Table, hours_phrase};

use self::job::JobDocument;
use self::jobs::JobsDocument;
use super::{Input, Outcome};
use crate::answers::basis::{SourceDocument, say_freshness, sources_of};
use crate::answers::goal_row::{GoalKind, GoalRow, goal_ids};
use crate::answers::hours::{Hours, Range};
use crate::answers::next_step::NextStep;
use crate::answers::sourced::Sourced;
use crate::answers::step_row::{StepColumn, StepRow, mean_hours_left, step_table};
use crate::resolve::goals;

/// Runs the command.
pub(crate) fn run(args: &GapArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let standing = input.learner.standing();
    let pace = input.learner.pace(&standing);
    let mut document = match (args.goals.is_empty(), args.job.is_empty()) {
        (_, false) => GapDocument::of_postings(input, &standing, &pace)?,
        (false, true) => GapDocument::of_goals(input, &standing, &pace, &goals::goals(input.learner.roadmap, &args.goals)?),
        (true, true) => GapDocument::of_goals(input, &standing, &pace, &input.learner.aims()),
    };
    if args.goals.is_empty() {
        document.count_as_status(&standing);
    }
    document.is_bare = args.goals.is_empty() && args.job.is_empty();
    let files: Vec<String> = args.job.iter().map(|path| shell_word(path.as_os_str())).collect();
    document.all_of_it = (!args.all).then(|| format!("gap --job {} --all", files.join(" ")));
    Ok(Outcome::answer(document))
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GapDocument {
    #[serde(flatten)]
    head: Head,
    /// What it is the gap to; empty for a posting.
    goals: Vec<GoalRow>,
    readiness: Option<ReadinessDocument>,
    /// Ids of all steps the goal asks for.
    asks: Vec<String>,
    missing: Vec<StepRow>,
    /// Ids of what the goal asks for and the learner skipped.
    skipped: Vec<String>,
    /// Ids of the exams among the goals that are not earned.
    exams_to_earn: Vec<String>,
    hours_to_close: Hours,
    next: Option<NextStep>,
    /// Levels among the goals that ask for no more steps than a lower one.
    no_more_skills: Vec<NoMoreSkills>,
    /// What the goal asks for that no step can teach.
    beyond: Vec<SourcedText>,
    /// What the posting asks for, where it is the gap to one.
    job: Option<JobDocument>,
    /// What the postings ask for, where it is the gap to several.
    jobs: Option<JobsDocument>,
    source_details: Vec<SourceDocument>,
    #[serde(skip)]
    tracks: String,
    #[serde(skip)]
    levels: String,
    #[serde(skip)]
    is_bare: bool,
    #[serde(skip)]
    stages: Vec<String>,
    /// The command that shows what has no room on a screen; `None` when that is asked for.
    #[serde(skip)]
    all_of_it: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ReadinessDocument {
    /// Share of the essential hours that is done, 0 to 1.
    share: f64,
    essential_hours: EssentialHours,
    /// Hours of all steps the goal asks for, those skipped left out: what status calls done.
    all_hours: EssentialHours,
    projects: ProjectsDocument,
    /// Whether all hours are those of the status screen.
    #[serde(skip)]
    is_as_status: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EssentialHours {
    total: f64,
    done: f64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ProjectsDocument {
    done: usize,
    /// How many a guide advises; null where the roadmap does not say.
    advised: Option<Sourced<Range<u16>>>,
}

/// A level for which the guides describe no more skills than for a lower one.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NoMoreSkills {
    id: String,
    than: String,
}

/// How many portfolio projects the guides advise.
fn advised_range(range: &CountRange, input: &Input<'_>) -> Sourced<Range<u16>> {
    Sourced::new(Range { low: range.low, high: range.high }, range.note.as_ref(), range.provenance(), input.learner.today)
}

impl GapDocument {
    fn of_goals(input: &Input<'_>, standing: &Standing<'_>, pace: &Pace, goals: &[Goal]) -> GapDocument {
        let roadmap = input.learner.roadmap;
        let found = gap(standing, goals);
        let ids = |places: &[usize]| places.iter().map(|&at| roadmap.steps[at].id.clone()).collect();
        let advised = roadmap.stated.portfolio_projects.as_ref();
        let (mut beyond, mut sources, mut exams, mut no_more) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for goal in goals {
            match *goal {
                Goal::Level(at) => {
                    beyond.extend_from_slice(&roadmap.levels[at].beyond);
                    sources.extend_from_slice(&roadmap.levels[at].sources);
                    let level = &roadmap.levels[at];
                    let alike = roadmap.level_alike(level);
                    no_more.extend(alike.map(|lower| NoMoreSkills { id: level.id.clone(), than: lower.id.clone() }));
                }
                Goal::Track(at) => sources.extend_from_slice(&roadmap.tracks[at].sources),
                Goal::Exam(at) if !input.learner.holds(&roadmap.certifications[at]) => exams.push(roadmap.certifications[at].id.clone()),
                Goal::Exam(_) | Goal::JobReady => {}
            }
        }
        let named =
            sources.iter().chain(beyond.iter().flat_map(|said| &said.sources)).chain(advised.iter().flat_map(|advised| &advised.sources));
        GapDocument {
            goals: GoalRow::all(roadmap, goals),
            exams_to_earn: exams,
            no_more_skills: no_more,
            readiness: Some(ReadinessDocument {
                share: hours_number(found.readiness.share()),
                essential_hours: EssentialHours { total: hours_number(found.readiness.hours), done: hours_number(found.readiness.done) },
                all_hours: EssentialHours { total: hours_number(found.readiness.all_hours), done: hours_number(found.readiness.all_done) },
                projects: ProjectsDocument {
                    done: found.readiness.projects,
                    advised: advised.map(|advised| advised_range(advised, input)),
                },
                is_as_status: false,
            }),
            asks: ids(&found.asks),
            skipped: ids(&found.skipped),
            source_details: sources_of(roadmap, named),
            beyond,
            ..GapDocument::of_steps(input, standing, pace, &found.missing)
        }
    }

    /// The hours of the saved goal as status counts them: what the learner took up beside it counts too.
    fn count_as_status(&mut self, standing: &Standing<'_>) {
        let totals = standing.totals();
        if let Some(readiness) = &mut self.readiness {
            let done = totals.hours_total - totals.hours_left;
            readiness.all_hours = EssentialHours { total: hours_number(totals.hours_total), done: hours_number(done) };
            readiness.is_as_status = true;
        }
    }

    /// The gap to one posting, or, where several are named or a folder, to all of them.
    fn of_postings(input: &Input<'_>, standing: &Standing<'_>, pace: &Pace) -> Result<GapDocument, Error> {
        let terms = input.guide.map(|guide| guide.terms.as_slice()).unwrap_or_default();
        let reader = Reader::new(terms);
        let (mut read, mut unread) = (Vec::new(), input.postings.unread.clone());
        for (name, text) in &input.postings.read {
            let needs = PostingNeeds::read(&reader, text, terms, input.learner, standing);
            if needs.needs.is_empty() {
                let why = if text.trim().is_empty() { "is empty" } else { "names no skill, tool or certificate that mlpath knows" };
                unread.push((name.clone(), why.to_owned()));
            } else {
                read.push((name.as_str(), needs));
            }
        }
        let is_one = input.postings.read.len() == 1 && !input.postings.from_folder;
        match (read.as_slice(), is_one) {
            ([], _) => Err(nothing_named(&unread)),
            ([(name, needs)], true) => {
                let job = JobDocument::new(needs, input.learner.roadmap, name);
                Ok(GapDocument { job: Some(job), ..GapDocument::of_steps(input, standing, pace, &needs.missing_steps) })
            }
            (several, _) => {
                let jobs = JobsDocument::new(several, unread, standing);
                let steps = jobs.steps(standing);
                Ok(GapDocument { jobs: Some(jobs), ..GapDocument::of_steps(input, standing, pace, &steps) })
            }
        }
    }

    /// What all gaps tell: the steps to do, how long they take, and which comes first.
    fn of_steps(input: &Input<'_>, standing: &Standing<'_>, pace: &Pace, missing: &[usize]) -> GapDocument {
        let first = suggestions_among(standing, missing).into_iter().next();
        GapDocument {
            head: Head::new("mlpath/gap/v1", input.learner.roadmap, input.learner.today),
            goals: Vec::new(),
            exams_to_earn: Vec::new(),
            readiness: None,
            asks: Vec::new(),
            missing: missing.iter().map(|&at| StepRow::new(standing, at)).collect(),
            skipped: Vec::new(),
            hours_to_close: hours_of(missing.iter().map(|&at| standing.steps[at].left), pace).into(),
            next: first.map(|suggestion| NextStep::new(standing, &suggestion)),
            beyond: Vec::new(),
            no_more_skills: Vec::new(),
            job: None,
            jobs: None,
            source_details: Vec::new(),
            tracks: goals::tracks(input.learner.roadmap),
            levels: goals::levels(input.learner.roadmap),
            is_bare: false,
            all_of_it: None,
            stages: input.learner.roadmap.stages.iter().map(|stage| stage.title.clone()).collect(),
        }
    }
}

/// No posting names anything that is known.
fn nothing_named(unread: &[(String, String)]) -> Error {
    let message = match unread {
        [(name, why)] => format!("{name} {why}"),
        several => format!("none of {} names a skill, tool or certificate that mlpath knows", count(several.len(), "text")),
    };
    Error::new(Exit::No, Code::NothingNamed, message).hint("give the posting itself as plain text, its requirements above all")
}

const LISTED_COLUMNS: [StepColumn; 5] = [StepColumn::Stage, StepColumn::Id, StepColumn::Title, StepColumn::State, StepColumn::HoursLeft];

/// As many open steps of the path are listed one by one; more are told stage by stage.
const LISTED: usize = 12;

impl Show for GapDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        match self.goals.as_slice() {
            [] => {}
            [goal] => drop(page.line(Line::new().add(Role::Heading, format!("Gap to {}: {}", goal.id, goal.title)))),
            several => drop(page.line(Line::new().add(Role::Heading, format!("Gap to {}", goal_ids(several))))),
        }
        if let Some(jobs) = &self.jobs {
            jobs.say(&mut page, self.all_of_it.as_deref());
            return page;
        }
        if let Some(job) = &self.job {
            let Hours { low, likely, high } = self.hours_to_close;
            let hours = format!(", about {} h ({} to {})", hours_text(likely), hours_text(low), hours_text(high));
            let closing = (!self.missing.is_empty())
                .then(|| Line::new().text(count(self.missing.len(), "step")).text(" with those they build on").text(hours));
            job.say(&mut page, closing, self.all_of_it.as_deref());
        }
        if let Some(readiness) = &self.readiness {
            readiness.say(&mut page);
            self.say_missing(&mut page);
        }
        if self.job.is_none() {
            self.say_steps(&mut page);
        }
        if !self.beyond.is_empty() {
            page.blank();
        }
        say_texts(&mut page, "Also expected, not on the roadmap", &self.beyond);
        self.say_first(&mut page);
        if self.is_bare {
            let some = |ids: &str| ids.split(", ").take(2).collect::<Vec<_>>().join(", ");
            let goals = format!("{}, {} ...", some(&self.tracks), some(&self.levels));
            page.minor_detail(|page| page.line(Line::new().dim("Other goals: --for ").code(goals).dim("; or --job FILE")));
        }
        if self.job.is_none() && self.beyond.is_empty() {
            say_freshness(
                &mut page,
                self.readiness.iter().filter_map(|readiness| readiness.projects.advised.as_ref()).map(|advised| &advised.basis),
            );
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.missing.iter().map(|row| row.id.clone()).chain(self.exams_to_earn.iter().cloned()).collect()
    }
}

impl GapDocument {
    fn say_missing(&self, page: &mut Page) {
        self.say_skipped(page);
        for level in &self.no_more_skills {
            let said = format!("the guides describe no more skills for {} than for {}; what else counts: ", level.id, level.than);
            page.labeled("Level", Line::new().text(said).advice(format!("show {}", level.id)));
        }
        if let Some(first) = self.exams_to_earn.first() {
            page.labeled(
                "Exams",
                Line::new().text(format!("{} not earned  ", self.exams_to_earn.join(", "))).advice(format!("certs {first}")),
            );
        }
        if self.missing.is_empty() {
            let behind = if self.skipped.is_empty() { "nothing: every step it asks for is done" } else { "nothing else" };
            page.labeled("Missing", Line::new().add(Role::Done, behind));
            return;
        }
        let missing = format!("{} of {}", self.missing.len(), count(self.asks.len(), "step"));
        page.labeled("Missing", Line::new().add(Role::Strong, missing));
        page.labeled("Hours", self.hours_line());
    }

    fn say_skipped(&self, page: &mut Page) {
        const NAMED: usize = 6;
        if self.skipped.is_empty() {
            return;
        }
        let named: Vec<&str> = self.skipped.iter().take(NAMED).map(String::as_str).collect();
        let more = match self.skipped.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let line = Line::new().add(Role::Skipped, named.join(", ")).text(format!("{more}, skipped; it asks for them: "));
        page.labeled("Left out", line.advice(format!("reset {}", named[0])));
    }

    fn hours_line(&self) -> String {
        let Hours { low, likely, high } = self.hours_to_close;
        hours_phrase(mean_hours_left(&self.missing), low, likely, high)
    }

    /// The path by its stages, unless little is left; what lies beyond step by step.
    fn say_steps(&self, page: &mut Page) {
        let (beyond, path): (Vec<&StepRow>, Vec<&StepRow>) = self.missing.iter().partition(|step| !step.importance.is_on_path());
        if path.len() > LISTED && !beyond.is_empty() {
            // The goal is what was asked for; its own steps are the answer.
            let hours: f64 = path.iter().map(|step| step.hours_left.likely).sum();
            let steps = format!("{}, {} h left: ", count(path.len(), "step"), hours_text(hours));
            page.labeled("Before", Line::new().text("the path to job-ready, ").text(steps).advice("list todo doing"));
        } else if path.len() > LISTED {
            let mut table = Table::new([Column::Number(""), Column::Wrapping("stage"), Column::Number("steps"), Column::Number("h left")]);
            table.indent = 2;
            for (at, title) in self.stages.iter().enumerate() {
                let here: Vec<&&StepRow> = path.iter().filter(|step| step.stage_number == at + 1).collect();
                let hours: f64 = here.iter().map(|step| step.hours_left.likely).sum();
                if !here.is_empty() {
                    table.rows.push(vec![
                        Cell::of(Role::Dim, (at + 1).to_string()),
                        Cell::text(title),
                        Cell::text(here.len().to_string()),
                        Cell::text(hours_text(hours)),
                    ]);
                }
            }
            page.detail(|page| page.heading("Still open on the path to job-ready").table(table));
            page.detail(|page| page.indented(2, Line::new().dim("Step by step: ").advice("list todo doing")));
        } else if !path.is_empty() {
            let table = Table { indent: 2, ..step_table(path, &LISTED_COLUMNS) };
            page.detail(|page| page.heading("Still open on the path to job-ready").table(table));
        }
        if !beyond.is_empty() {
            let table = Table { indent: 2, ..step_table(beyond, &LISTED_COLUMNS) };
            page.detail(|page| page.heading("Beyond job-ready").table(table));
        }
    }

    fn say_first(&self, page: &mut Page) {
        if let Some(next) = &self.next {
            let id = &next.step.id;
            page.blank();
            page.labeled(
                "First",
                Line::new().code(id).text(format!(": {}  ", next.reason_phrase(self.head.today))).advice(format!("show {id}")),
            );
        }
        if !self.goals.is_empty() && !self.missing.is_empty() {
            let named: Vec<&str> = self.goals.iter().filter(|goal| goal.kind != GoalKind::JobReady).map(|goal| goal.id.as_str()).collect();
            let command = if self.is_bare || named.is_empty() { "plan".to_owned() } else { format!("plan --for {}", named.join(",")) };
            page.labeled("When", Line::new().advice(command));
        }
    }
}

impl ReadinessDocument {
    fn say(&self, page: &mut Page) {
        let EssentialHours { total, done } = self.essential_hours;
        let share = format!("{} %", percent(done, total));
        page.labeled(
            "Ready",
            Line::new().add(Role::Strong, share).text(format!(" of the essential hours: {} of {} h", hours_text(done), hours_text(total))),
        );
        let EssentialHours { total, done } = self.all_hours;
        let of = if self.is_as_status { "of all hours, as status counts" } else { "of all its hours" };
        let all = format!("{} % {of}: {} of {} h", percent(done, total), hours_text(done), hours_text(total));
        page.labeled("Done", all);
        let done = self.projects.done;
        let line = match &self.projects.advised {
            Some(advised) => Line::new()
                .text(format!("{done} of {} to {} portfolio projects", advised.value.low, advised.value.high))
                .dim(format!(" ({}{})", advised.basis.sources.join(", "), advised.basis.mark())),
            None => Line::new().text(count(done, "portfolio project")),
        };
        page.labeled("Shown", line);
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<GapDocument>("gap")
}
