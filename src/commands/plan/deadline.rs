//! `plan --by`: what it takes to be done by a day.

use serde::Serialize;

use crate::dates::{Date, days_between};
use crate::planning::plan::{Beyond, PlanDeadline};
use crate::roadmap::Roadmap;
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Line, Page, Role, chance_text};

/// The answer as JSON has it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Weeks after the day until half of such learners are done; 0 where they are by then, null when nothing is left to study.
    weeks_more: Option<i32>,
    leave_out: LeaveOut,
    /// What was asked for beyond the path.
    #[serde(skip)]
    beyond: &'static str,
    /// Hours left of what steps are left out of.
    #[serde(skip)]
    path_hours: f64,
    /// The share of the planned hours that is studied, where the record says.
    #[serde(skip)]
    studied_share: Option<f64>,
}

/// Hours a week; null where no sensible number is enough.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Needed {
    p50: Option<f64>,
    p85: Option<f64>,
}

/// Steps to leave out so that 10 of 20 make it; all that can be left out when they are not enough.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LeaveOut {
    steps: Vec<String>,
    hours: f64,
    /// The chance without them.
    chance: f64,
}

impl DeadlineDocument {
    /// `half` is the day half of such learners are done.
    pub(crate) fn new(roadmap: &Roadmap, deadline: &PlanDeadline, half: Option<Date>) -> DeadlineDocument {
        let left_out = &deadline.leave_out;
        DeadlineDocument {
            date: deadline.by,
            study_days: deadline.study_days,
            needed: Needed { p50: deadline.p50.map(to_tenths), p85: deadline.p85.map(to_tenths) },
            chance: share(deadline.chance),
            chance_of_path: deadline.chance_of_path.map(share),
            weeks_more: half.map(|half| (days_between(deadline.by, half).max(0) + 6) / 7),
            leave_out: LeaveOut {
                steps: left_out.steps.iter().map(|&at| roadmap.steps[at].id.to_owned()).collect(),
                hours: hours_number(deadline.leave_out_hours),
                chance: share(left_out.chance),
            },
            beyond: match deadline.beyond {
                Beyond::Nothing => "",
                Beyond::Exams => "the exams",
                Beyond::Steps => "the goal",
                Beyond::ExamsAndSteps => "the exams and the goal",
            },
            path_hours: deadline.path_hours,
            studied_share: deadline.studied_share,
        }
    }

    /// The day.
    pub(crate) fn date(&self) -> Date {
        self.date
    }

    /// Says the answer; `hours_a_week` are those the chance is for.
    pub(crate) fn say(&self, page: &mut Page, hours_a_week: &str, start: Date) {
        page.blank();
        if self.study_days.is_none() {
            page.labeled("By", Line::new().add(Role::Strong, self.date.to_string()).text(", and nothing is left to study"));
            return;
        }
        let days = self.study_days.unwrap_or_default();
        let weeks = format!(", {} of study from {start}", count(usize::try_from(days / 7).unwrap_or_default(), "week"));
        page.labeled("By", Line::new().add(Role::Strong, self.date.to_string()).text(weeks));
        page.labeled("Needs", self.needed_line());
        let chance = Line::new().add(chance_role(self.chance), chance_text(self.chance)).text(format!(
            " such learners {}",
            if self.studied_share.is_some() { "at your pace".to_owned() } else { format!("who plan {hours_a_week} h a week") }
        ));
        page.labeled("Chance", chance);
        if self.chance < 0.5 {
            if let Some(weeks) = self.weeks_more.and_then(|weeks| usize::try_from(weeks).ok()) {
                page.labeled("Or wait", format!("{}: half of such learners are done then", count(weeks, "more week")));
            }
            let later = |chance| Line::new().text(format!("leave {} for later: {} then", self.beyond, chance_text(chance)));
            let fit = match self.chance_of_path {
                Some(chance) if chance >= 0.5 => later(chance),
                Some(chance) => later(chance).text("; and then ").text_of(self.fit_line()),
                None => self.fit_line(),
            };
            page.detail(|page| page.labeled("To fit", fit));
        }
    }

    fn needed_line(&self) -> Line {
        match (self.needed.p50, self.needed.p85) {
            (None, _) => Line::new().add(Role::Warning, "more than a hundred hours a week: there are too few weeks"),
            (Some(even), None) => {
                Line::new().add(Role::Strong, format!("{even} h")).text(" really studied each week, more than a hundred for 17 of 20")
            }
            (Some(even), Some(sure)) => Line::new()
                .add(Role::Strong, format!("{even} h"))
                .text(" really studied each week, ")
                .add(Role::Strong, format!("{sure} h"))
                .text(" for 17 of 20"),
        }
    }

    fn fit_line(&self) -> Line {
        const SHOWN: usize = 3;
        let steps = &self.leave_out.steps;
        if steps.is_empty() {
            return Line::new().text("every step left is essential: study more, or choose a later day");
        }
        let more = if steps.len() > SHOWN { format!(" and {} more", steps.len() - SHOWN) } else { String::new() };
        let shown = steps[..steps.len().min(SHOWN)].join(", ");
        let gone = format!("{} of {} h", hours_text(self.leave_out.hours), hours_text(self.path_hours));
        let line = if self.leave_out.chance >= 0.5 {
            Line::new().text(format!("skip {}, {gone}: ", count(steps.len(), "step")))
        } else {
            Line::new().text(format!(
                "skipping all {} that may be skipped, {gone}, is not enough ({}): ",
                count(steps.len(), "step"),
                chance_text(self.leave_out.chance)
            ))
        };
        line.code(shown).text(more)
    }
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
