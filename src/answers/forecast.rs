//! When a record would end and what that rests on, as screens and documents say it.

use serde::Serialize;

use crate::planning::forecast::evidence::Evidence;
use crate::text::count;
use crate::units::{WeeklyHours, hours_number, hours_text};
use crate::view::{Line, Role};

/// What the record says of its learner.
#[derive(Serialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct EvidenceDocument {
    /// Finished steps whose hours are known.
    steps: usize,
    /// Hours they took for each of the likely ones; null where none is known.
    actual_to_estimate: Option<f64>,
    /// Weeks since the learner began, pauses apart.
    weeks: f64,
    /// Hours studied in an average week of late, as the record tells them; null where it does not tell most of them.
    studied_hours_per_week: Option<f64>,
    /// Whether these are the hours of all that was finished.
    #[serde(skip)]
    tells_all_hours: bool,
    /// Hours planned for a week, now or before; 10 where none are stated.
    planned_hours_per_week: f64,
    /// The same as the learner wrote it; nothing where none are stated.
    #[serde(skip)]
    planned_words: Option<String>,
    /// Silences of more than three weeks.
    breaks: usize,
    /// Hours of study a week the forecast counts with, breaks and all.
    effective_hours_per_week: f64,
    /// Hours of study it counts with for one of the estimates.
    effort_factor: f64,
}

impl EvidenceDocument {
    /// The evidence, and what a plan of so many hours a week makes of it.
    pub(crate) fn new(evidence: &Evidence, stated: Option<WeeklyHours>) -> EvidenceDocument {
        let pace = evidence.pace_at(stated);
        let planned_words = |hours: WeeklyHours| {
            if (evidence.planned - hours.middle()).abs() < 0.05 { hours.to_string() } else { hours_text(evidence.planned) }
        };
        EvidenceDocument {
            steps: evidence.steps,
            actual_to_estimate: evidence.ratio().map(hours_number),
            weeks: hours_number(evidence.weeks),
            studied_hours_per_week: evidence.studied_hours().map(|studied| hours_number(studied.hours)),
            tells_all_hours: evidence.studied_hours().is_some_and(|studied| studied.is_all),
            planned_hours_per_week: hours_number(evidence.planned),
            planned_words: stated.map(planned_words),
            breaks: evidence.breaks,
            effective_hours_per_week: hours_number(pace.studied_hours()),
            effort_factor: hours_number(pace.effort.median),
        }
    }

    /// Whether the learner stated hours for a week.
    pub(crate) fn states_hours(&self) -> bool {
        self.planned_words.is_some()
    }

    /// Hours planned for a week.
    pub(crate) fn hours_planned(&self) -> f64 {
        self.planned_hours_per_week
    }

    /// `you study 7 h a week (plan: 10)`, or `you log` where hours are missing; `None` where the record does not say.
    pub(crate) fn pace_line(&self) -> Option<Line> {
        let studied = self.studied_hours_per_week?;
        let verb = if self.tells_all_hours { "you study " } else { "you log " };
        let line = Line::new().text(verb).add(Role::Strong, format!("{} h", hours_text(studied))).text(" a week");
        // Nobody is held to hours they did not state.
        Some(match &self.planned_words {
            Some(planned) => line.text(format!(" (plan: {planned})")),
            None => line,
        })
    }

    /// Whether the hours of finished steps are known.
    pub(crate) fn has_timed_steps(&self) -> bool {
        self.steps > 0
    }

    /// Whether it says nothing yet of the learner's own pace.
    pub(crate) fn is_of_others(&self) -> bool {
        self.actual_to_estimate.is_none() && self.pace_line().is_none() && self.weeks <= 0.0
    }

    /// `your 9 timed steps took 1.3 x the estimate; you study 7 h a week (plan: 10)`.
    ///
    /// `with_hours` where it speaks of one pace alone.
    pub(crate) fn phrase(&self, with_hours: bool) -> String {
        let mut said = Vec::new();
        if let Some(ratio) = self.actual_to_estimate {
            said.push(format!("your {} took {} x the estimate", count(self.steps, "timed step"), hours_text(ratio)));
        }
        if let Some(line) = self.pace_line() {
            said.push(line.spans.into_iter().map(|span| span.text).collect());
        }
        if said.is_empty() && self.weeks > 0.0 {
            said.push("what you finished since you began".to_owned());
        }
        if said.is_empty() {
            // One line of 80 columns: why the range is wide, and what narrows it.
            let hours =
                if with_hours { format!(" study {} h a week and", hours_text(self.effective_hours_per_week)) } else { String::new() };
            return format!("other learners{hours} differ: your record narrows this");
        }
        let weeks = match hours_text(self.weeks).as_str() {
            _ if self.weeks < 1.0 => "a few days".to_owned(),
            "1" => "a week".to_owned(),
            weeks => format!("{weeks} weeks"),
        };
        let hours = if with_hours { format!(": about {} h a week", hours_text(self.effective_hours_per_week)) } else { String::new() };
        format!("{}, over {weeks}; weighed with others{hours}", said.join("; "))
    }
}
