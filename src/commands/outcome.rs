//! What a command is given, and what it gives back.

use std::path::Path;

use crate::advice::Target;
use crate::error::Exit;
use crate::planning::learner::Learner;
use crate::roadmap::Guide;
use crate::store::{Change, History};
use crate::view::View;

/// Everything a command may look at.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The learner, their roadmap and the day.
    pub learner: Learner<'a>,
    /// The guide; only for commands that need it.
    pub guide: Option<&'a Guide>,
    /// The text of a job posting, for the command that names one.
    pub posting: Option<&'a str>,
    /// What an advised command is about, for documents that hold one.
    pub target: &'a Target,
    /// The text of the learner's file; empty when there is none.
    pub text: &'a str,
    /// The learner's file.
    pub path: &'a Path,
    /// The saves so far; only for commands that need them.
    pub history: Option<&'a History>,
    /// What everybody may write, the learner's file or its folder; only for commands that look at it.
    pub exposed: Option<&'a Path>,
}

/// What a command answers.
pub struct Outcome {
    /// The answer.
    pub view: Box<dyn View>,
    /// What to save before the answer is shown.
    pub change: Option<Change>,
    /// Whether the change was saved.
    pub saved: bool,
    /// How the command ends.
    pub exit: Exit,
}

impl Outcome {
    pub(crate) fn answer(view: impl View + 'static) -> Outcome {
        Outcome { view: Box::new(view), change: None, saved: false, exit: Exit::Done }
    }

    pub(crate) fn changing(view: impl View + 'static, change: Option<Change>) -> Outcome {
        Outcome { change, ..Outcome::answer(view) }
    }

    pub(crate) fn ending(self, exit: Exit) -> Outcome {
        Outcome { exit, ..self }
    }
}
