//! `plan --by`: what it takes to be done by a day.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::forecast::deadline::{Deadline, deadline};
use crate::planning::forecast::evidence::Evidence;
use crate::planning::forecast::{Forecast, ForecastInput, forecast};
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Line, Page, Role, chance_text};

/// The answer as JSON has it.
#[derive(Serialize)]
pub(crate) struct DeadlineDocument {
    date: Date,
    /// Days of study until then, pauses apart; null when nothing is left to study.
    study_days: Option<i32>,
    needed: Needed,
    /// The chance at the pace of the first scenario, 0 to 1.
    pub(crate) chance: f64,
    /// The chance without the track and the exams, where any were asked for; else null. Then the steps
    /// to leave out are those besides.
    chance_of_path: Option<f64>,
    leave_out: LeaveOut,
    /// What was asked for beyond the path.
    #[serde(skip)]
    beyond: &'static str,
    /// The share of the planned week that is kept, where the record says.
    #[serde(skip)]
    kept: Option<f64>,
}

/// Hours a week; null where no sensible number is enough.
#[derive(Serialize)]
struct Needed {
    p50: Option<f64>,
    p85: Option<f64>,
}

/// Steps to leave out for an even chance; all that can be left out when they are not enough.
#[derive(Serialize)]
struct LeaveOut {
    steps: Vec<String>,
    hours: f64,
    /// The chance without them.
    chance: f64,
}

impl DeadlineDocument {
    pub(crate) fn new(course: &ForecastInput<'_>, evidence: &Evidence, found: Option<&Forecast>, by: Date) -> DeadlineDocument {
        let Some(asked) = found.map(|found| deadline(course, found, by)) else {
            let nothing = LeaveOut { steps: Vec::new(), hours: 0.0, chance: 1.0 };
            return DeadlineDocument {
                date: by,
                study_days: None,
                needed: Needed { p50: Some(0.0), p85: Some(0.0) },
                chance: 1.0,
                chance_of_path: None,
                leave_out: nothing,
                beyond: "",
                kept: None,
            };
        };
        let standing = course.standing;
        let has_studies = course.exams.iter().any(|exam| exam.hours.is_some());
        // What was asked for beyond the path is the first to wait.
        let path = (has_studies || !course.beyond.is_empty()).then(|| alone(course, by)).flatten();
        let (left_out, chance_of_path) = match path {
            Some(path) => (path.leave_out, Some(share(path.chance))),
            None => (asked.leave_out, None),
        };
        let hours = left_out.steps.iter().map(|&at| standing.steps[at].left.likely).sum();
        DeadlineDocument {
            date: by,
            study_days: Some(asked.days),
            needed: Needed { p50: asked.p50.map(to_tenths), p85: asked.p85.map(to_tenths) },
            chance: share(asked.chance),
            chance_of_path,
            beyond: match (has_studies, course.beyond.is_empty()) {
                (true, true) => "the exams",
                (false, _) => "the track",
                (true, false) => "the exams and the track",
            },
            kept: evidence.hours_kept().map(|_| course.pace.kept_hours() / course.pace.hours_per_week.median),
            leave_out: LeaveOut {
                steps: left_out.steps.iter().map(|&at| standing.roadmap.steps[at].id.clone()).collect(),
                hours: hours_number(hours),
                chance: share(left_out.chance),
            },
        }
    }

    /// The day.
    pub(crate) fn date(&self) -> Date {
        self.date
    }

    /// Says the answer; `hours_a_week` are those the chance is for.
    pub(crate) fn say(&self, page: &mut Page, hours_a_week: &str, start: Date, hours_left: f64) {
        page.blank();
        if self.study_days.is_none() {
            page.labelled("By", Line::new().add(Role::Strong, self.date.to_string()).text(", and nothing is left to study"));
            return;
        }
        let days = self.study_days.unwrap_or_default();
        let weeks = format!(", {} of study from {start}", count(usize::try_from(days / 7).unwrap_or_default(), "week"));
        page.labelled("By", Line::new().add(Role::Strong, self.date.to_string()).text(weeks));
        let kept = self.kept.map(|kept| format!("; of planned hours you keep {:.0} %", 100.0 * kept)).unwrap_or_default();
        page.labelled("Needs", self.needed_line().text(kept));
        let chance = Line::new().add(chance_role(self.chance), chance_text(self.chance)).text(format!(" at {hours_a_week} h a week"));
        page.labelled("Chance", chance);
        if self.chance < 0.5 {
            let later = |chance| Line::new().text(format!("leave {} for later: {} then", self.beyond, chance_text(chance)));
            page.labelled(
                "To fit",
                match self.chance_of_path {
                    Some(chance) if chance >= 0.5 => later(chance),
                    Some(chance) => later(chance).text("; besides, ").text_of(self.fit_line(hours_left)),
                    None => self.fit_line(hours_left),
                },
            );
        }
    }

    fn needed_line(&self) -> Line {
        match (self.needed.p50, self.needed.p85) {
            (None, _) => Line::new().add(Role::Warning, "more than a hundred hours a week: there are too few weeks"),
            (Some(even), None) => {
                Line::new().add(Role::Strong, format!("{even} h a week")).text(" for an even chance, more than a hundred for 85 %")
            }
            (Some(even), Some(sure)) => Line::new()
                .add(Role::Strong, format!("{even} h a week"))
                .text(" for an even chance, ")
                .add(Role::Strong, format!("{sure} h"))
                .text(" for 85 %"),
        }
    }

    fn fit_line(&self, hours_left: f64) -> Line {
        const SHOWN: usize = 6;
        let steps = &self.leave_out.steps;
        if steps.is_empty() {
            return Line::new().text("no step is left that could be left out: study more, or choose a later day");
        }
        let more = if steps.len() > SHOWN { format!(" and {} more", steps.len() - SHOWN) } else { String::new() };
        let shown = steps[..steps.len().min(SHOWN)].join(", ");
        let gone = format!("{} of {} h", hours_text(self.leave_out.hours), hours_text(hours_left));
        let line = if self.leave_out.chance >= 0.5 {
            Line::new().text(format!("leave out {}, {gone}: ", count(steps.len(), "step")))
        } else {
            Line::new().text(format!(
                "not even without the {} that could be left out, {gone} ({}): ",
                count(steps.len(), "step"),
                chance_text(self.leave_out.chance)
            ))
        };
        line.code(shown).text(more)
    }
}

/// What it takes to end the path alone, without what was asked for beyond it; nothing where it takes no study.
fn alone(course: &ForecastInput<'_>, by: Date) -> Option<Deadline> {
    let path = ForecastInput { beyond: &[], exams: &[], ..*course };
    Some(deadline(&path, &forecast(&path).ok()??, by))
}

fn chance_role(chance: f64) -> Role {
    if chance < 0.5 { Role::Warning } else { Role::Done }
}

/// Rounded up to a tenth, so that the hours named are enough.
fn to_tenths(hours: f64) -> f64 {
    (hours * 10.0 - 1e-6).ceil() / 10.0
}

/// A chance for JSON, with three decimals.
pub(crate) fn share(chance: f64) -> f64 {
    (chance * 1000.0).round() / 1000.0
}
