//! When a record would end and what that rests on, as screens and documents say it.

use serde::Serialize;

use crate::dates::Date;
use crate::planning::forecast::Finish;
use crate::planning::forecast::evidence::Evidence;
use crate::planning::forecast::outlook::planned_hours;
use crate::text::count;
use crate::units::{WeeklyHours, hours_number, hours_text};
use crate::view::{Line, Role};

/// The days of four chances as JSON has them.
#[derive(Serialize, Clone, Copy)]
pub(crate) struct FinishDocument {
    /// One chance in ten.
    pub p10: Date,
    /// Even chance.
    pub p50: Date,
    /// 85 in a hundred.
    pub p85: Date,
    /// Nine in ten.
    pub p90: Date,
}

impl From<Finish> for FinishDocument {
    fn from(finish: Finish) -> FinishDocument {
        FinishDocument { p10: finish.p10, p50: finish.p50, p85: finish.p85, p90: finish.p90 }
    }
}

/// What the record says of its learner.
#[derive(Serialize, Default)]
pub(crate) struct EvidenceDocument {
    /// Finished steps with told hours.
    steps: usize,
    /// Hours they took for one of the estimate; null where none is known.
    hours_ratio: Option<f64>,
    /// Weeks the log speaks of, breaks apart.
    weeks: f64,
    /// Hours kept of a planned week; null where the log does not say.
    hours_kept: Option<f64>,
    hours_planned: f64,
    /// The same as the learner wrote it.
    #[serde(skip)]
    planned_words: String,
    breaks: usize,
    /// Hours a week the forecast reckons with: those planned, less what is kept of them by prior and record.
    hours_reckoned: f64,
    /// Hours the forecast reckons with for one of the estimates.
    speed_reckoned: f64,
}

impl EvidenceDocument {
    /// The evidence, and what a plan of so many hours a week makes of it.
    pub(crate) fn new(evidence: &Evidence, hours: WeeklyHours) -> EvidenceDocument {
        let pace = evidence.pace(planned_hours(hours));
        EvidenceDocument {
            steps: evidence.steps,
            hours_ratio: evidence.ratio().map(hours_number),
            weeks: hours_number(evidence.weeks),
            hours_kept: evidence.hours_kept().map(hours_number),
            hours_planned: hours_number(evidence.planned),
            planned_words: if (evidence.planned - hours.middle()).abs() < 0.05 { hours.to_string() } else { hours_text(evidence.planned) },
            breaks: evidence.breaks,
            hours_reckoned: hours_number(pace.kept_hours()),
            speed_reckoned: hours_number(pace.effort.median),
        }
    }

    /// Hours planned for a week.
    pub(crate) fn hours_planned(&self) -> f64 {
        self.hours_planned
    }

    /// `you planned 10 h a week and keep 7, over 12 weeks`; `None` where the log does not say.
    pub(crate) fn pace_line(&self) -> Option<Line> {
        let kept = self.hours_kept?;
        let breaks = if self.breaks == 0 { String::new() } else { format!(" and {} besides", count(self.breaks, "break")) };
        let weeks = match hours_text(self.weeks).as_str() {
            "1" => format!(", over a week{breaks}"),
            weeks => format!(", over {weeks} weeks{breaks}"),
        };
        let line = Line::new().text(format!("you planned {} h a week and keep ", self.planned_words));
        Some(line.add(Role::Strong, hours_text(kept)).text(weeks))
    }

    /// `your 9 finished steps: 1.3 x the estimate; you planned 10 h a week and kept 7 over 12 weeks`.
    ///
    /// `with_hours` where it speaks of one pace alone.
    pub(crate) fn phrase(&self, with_hours: bool) -> String {
        let mut said = Vec::new();
        if let Some(ratio) = self.hours_ratio {
            said.push(format!("your {} with hours: {} x the estimate", count(self.steps, "finished step"), hours_text(ratio)));
        }
        if let Some(line) = self.pace_line() {
            said.push(line.spans.into_iter().map(|span| span.text).collect());
        }
        if said.is_empty() {
            return "the guides' range: nothing is known yet of your own pace".to_owned();
        }
        let hours = if with_hours { format!("{} h a week and ", hours_text(self.hours_reckoned)) } else { String::new() };
        format!("{}. With the guides' range that makes {hours}{} x the estimates", said.join("; "), self.speed_reckoned)
    }
}
