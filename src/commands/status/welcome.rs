//! What somebody is told who has recorded nothing: what there is, and where to begin.

use crate::order;
use crate::resolve::ids;
use crate::roadmap::Roadmap;
use crate::text::count;
use crate::units::hours_text;
use crate::view::{Line, Page, Role};

use super::StatusDocument;

/// What the roadmap has for a beginning.
pub(super) struct Welcome {
    /// The backgrounds there are, by id.
    backgrounds: Vec<String>,
    /// Two steps of the first stage that are quickly typed.
    first_steps: Vec<String>,
    has_exams: bool,
    has_guide: bool,
}

impl Welcome {
    pub(super) fn new(roadmap: &Roadmap) -> Welcome {
        let mut first_steps: Vec<String> = roadmap.steps_of(0).map(|(_, step)| step.id.to_owned()).collect();
        order::sort_by_key(&mut first_steps, String::len);
        first_steps.truncate(2);
        Welcome {
            backgrounds: ids::backgrounds(roadmap).into_iter().map(str::to_owned).collect(),
            first_steps,
            has_exams: !roadmap.certifications.is_empty(),
            has_guide: !roadmap.topics.is_empty(),
        }
    }

    pub(super) fn say(&self, status: &StatusDocument, page: &mut Page) {
        let stages = status.stages.iter().filter(|stage| stage.totals.steps.total > 0).count();
        let steps = status.totals.steps.total;
        page.line(Line::new().add(Role::Heading, &status.title).text(format!(
            ": {}, {}, about {} h",
            count(stages, "stage"),
            count(steps, "step"),
            hours_text(status.totals.mean_hours.total)
        )));
        page.blank();
        page.line("Your progress file is empty, and nothing is written until you change something. Begin with:");
        let mut commands = Vec::new();
        let (from, or_from) = match self.backgrounds.as_slice() {
            [] => (String::new(), String::new()),
            [only] => (format!(" --from {only}"), String::new()),
            // The first is that of beginners, as a rule.
            [first, rest @ ..] => (format!(" --from {first}"), format!("; or from {}", rest.join(", "))),
        };
        for (command, does, is_there) in [
            (format!("plan{from}"), format!("when you could be ready{or_from}"), true),
            ("next".to_owned(), "the first step, and how you know it is done".to_owned(), true),
            (format!("done {}", self.first_steps.join(" ")), "mark what you can already do".to_owned(), true),
            ("certs".to_owned(), "what certificates cost, and which are retired".to_owned(), self.has_exams),
            ("guide".to_owned(), "what the field's guides say of pay, market and routes".to_owned(), self.has_guide),
            ("help".to_owned(), "all commands".to_owned(), true),
        ] {
            if is_there {
                commands.push((command, does));
            }
        }
        page.advise(2, commands);
    }
}
