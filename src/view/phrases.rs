//! Phrases that more than one screen says, so that they say them alike.

use crate::dates::{self, Date};
use crate::progress::Status;
use crate::units::hours_text;

use super::{Line, Role, State};

/// Chances further apart than this are told as months, not days.
const DAYS_WORTH_A_DAY: i32 = 28;

/// The role of a state.
#[must_use]
pub fn status_role(status: Status) -> Role {
    State::from(status).role()
}

/// `about May 2028; 17 of 20 such learners by Mar 2029`: the days of half of the learners and of 17 in 20.
#[must_use]
pub fn finish_phrase(p50: Date, p85: Date, today: Date) -> Line {
    let days = dates::days_between(p50, p85) <= DAYS_WORTH_A_DAY;
    let say = |date| if days { dates::day_text(date, today) } else { dates::month_text(date) };
    Line::new().text("about ").add(Role::Strong, say(p50)).text("; 17 of 20 such learners by ").add(Role::Strong, say(p85))
}

/// A chance in words: `about 12 of 20`, and `fewer than 1 of 20` or `nearly all` where no model knows better.
#[must_use]
pub fn chance_text(chance: f64) -> String {
    match chance {
        chance if chance < 0.05 => "fewer than 1 of 20".to_owned(),
        chance if chance > 0.95 => "nearly all".to_owned(),
        // Rounded down: what is not half is never told as half.
        chance => format!("about {:.0} of 20", (chance * 20.0).floor()),
    }
}

/// `6-10 h`, or `6 h` when both ends say the same.
#[must_use]
pub fn range_phrase(low: f64, high: f64) -> String {
    let (low, high) = (hours_text(low), hours_text(high));
    if low == high { format!("{low} h") } else { format!("{low}-{high} h") }
}

/// What hours that differ from the estimates go by: steps the learner timed, else other people.
#[must_use]
pub fn needed_phrase(hours: f64, has_timed_steps: bool) -> String {
    let by = if has_timed_steps { "by your timed steps" } else { "as most people need" };
    format!("about {} h {by}", hours_text(hours))
}

/// Hours of several steps: `509 h by the estimates, about 727 h as most people need (611 to 865)`.
#[must_use]
pub fn hours_phrase(sum_of_likely: f64, (low, likely, high): (f64, f64, f64), has_timed_steps: bool) -> String {
    if hours_text(sum_of_likely) == hours_text(likely) {
        return format!("about {} h ({} to {})", hours_text(likely), hours_text(low), hours_text(high));
    }
    format!(
        "{} h by the estimates, {} ({} to {})",
        hours_text(sum_of_likely),
        needed_phrase(likely, has_timed_steps),
        hours_text(low),
        hours_text(high)
    )
}
