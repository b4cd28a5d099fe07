//! The "done when" criteria of a step, as screens say them.

use crate::roadmap::Criterion;
use crate::view::{Line, Page, Role};

/// All criteria; the ticked ones are checked off.
pub(crate) fn say_criteria(page: &mut Page, criteria: &[Criterion], ticks: &[char]) {
    if criteria.is_empty() {
        return;
    }
    page.indented(2, heading(criteria, ticks));
    if ticks.is_empty() {
        page.points(criteria.iter().map(Criterion::phrase));
        return;
    }
    for criterion in criteria {
        let line = if ticks.contains(&criterion.letter) {
            Line::new().add(Role::Done, "[x] ").dim(criterion.phrase())
        } else {
            Line::new().dim("[ ] ").text(criterion.phrase())
        };
        page.hanging(2, 9, line);
    }
}

fn heading(criteria: &[Criterion], ticks: &[char]) -> Line {
    let line = Line::new().dim("Done when");
    if ticks.is_empty() { line } else { line.text(format!("   {} of {} ticked", ticks.len(), criteria.len())) }
}
