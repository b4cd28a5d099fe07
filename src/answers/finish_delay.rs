//! What a change says of the learner's pace: an even day that moved later, and why.

use serde::Serialize;

use crate::dates::{self, Date};
use crate::planning::forecast::evidence::Evidence;
use crate::progress::Progress;
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Line, Role};

use crate::planning::learner::Learner;

/// An even day that moved.
#[derive(Serialize)]
pub(crate) struct Shift {
    from: Date,
    to: Date,
    days: i32,
    /// Hours of finished steps, for one of the estimates, after the change; null where none is known.
    hours_ratio: Option<f64>,
    /// Hours kept of a planned week, after the change; null where the record does not say.
    hours_kept: Option<f64>,
    #[serde(skip)]
    why: Why,
}

/// What the forecast has learnt.
enum Why {
    /// Finished steps took longer than estimated.
    Steps(f64),
    /// A step that is still open takes longer than estimated.
    OpenStep,
    /// Less is kept of a week.
    Weeks { kept: f64, planned: f64 },
}

impl Shift {
    /// How far a change moves the even day, when it moves it later.
    pub(crate) fn new(learner: Learner<'_>, after: &Progress) -> Option<Shift> {
        let (then, now) = (learner.outlook(), learner.with(after).outlook());
        let (from, to) = (then.finish()?.p50, now.finish()?.p50);
        let why = why(&then.evidence, &now.evidence)?;
        let hours_ratio = now.evidence.ratio().map(hours_number);
        let hours_kept = now.evidence.hours_kept().map(hours_number);
        (to > from).then(|| Shift { from, to, days: dates::days_between(from, to), hours_ratio, hours_kept, why })
    }

    /// Whether it is a week or more: every entry moves the day a little, now back, now forth.
    pub(crate) fn is_worth_a_word(&self) -> bool {
        self.days >= 7
    }

    pub(crate) fn line(&self) -> Line {
        let days = count(usize::try_from(self.days).unwrap_or_default(), "day");
        let moves = |what| Line::new().text(format!("{what} moves the even chance {days} later, to {}: ", self.to));
        match self.why {
            Why::Steps(ratio) => moves("What it took")
                .add(Role::Strong, format!("{} x the estimate", hours_text(ratio)))
                .text(" so far, and the rest may take as long"),
            Why::OpenStep => {
                moves("This").text("the step takes ").add(Role::Strong, "longer than estimated").text(", and the rest may too")
            }
            Why::Weeks { kept, planned } => moves("What the log says of your weeks")
                .text("you keep ")
                .add(Role::Strong, format!("{} h", hours_text(kept)))
                .text(format!(" of the {} h you plan", hours_text(planned))),
        }
    }
}

/// What moved the day: the speed, or else the weeks.
fn why(then: &Evidence, now: &Evidence) -> Option<Why> {
    if now.effort().median > then.effort().median {
        return Some(now.ratio().filter(|_| now.steps > then.steps).map_or(Why::OpenStep, Why::Steps));
    }
    now.hours_kept().map(|kept| Why::Weeks { kept, planned: now.planned })
}
