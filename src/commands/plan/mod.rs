//! `mlpath plan`: when the learner could be ready, what that rests on, and what a day would take.

mod costs;
mod deadline;
mod document;
mod exams;
mod page;
mod request;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use document::schema;

use crate::cli::PlanArgs;
use crate::code::Code;
use crate::dates::{self, Period};
use crate::error::{Error, Exit};
use crate::planning::plan::{PlanRequest, PlanTooLong};
use crate::progress::Progress;

use self::document::PlanDocument;
use super::{Effect, Input, Outcome};

/// Runs the command.
pub(crate) fn run(args: &PlanArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let learner = input.learner;
    let request = request::request(args, learner)?;
    let plan = learner.plan(&request).map_err(|too_long| too_far(&request, too_long))?;
    let effect = args.save.then(|| Effect::Save(Progress { profile: request.profile_to_save(learner), ..learner.progress.clone() }));
    let document = PlanDocument::new(args, learner, &request, &plan);
    let is_unlikely = document.by.as_ref().is_some_and(|by| by.chance < 0.5);
    let exit = if args.exit_status && is_unlikely { Exit::No } else { Exit::Done };
    Ok(Outcome::changing(document, effect).ending(exit))
}

fn too_far(request: &PlanRequest, PlanTooLong { hours }: PlanTooLong) -> Error {
    let paused: i32 = dates::joined(&request.profile.pauses).into_iter().map(Period::days).sum();
    if f64::from(paused) > dates::DAYS_PER_YEAR {
        let error = Error::usage(Code::TooFar, format!("with {paused} days of pauses this plan takes more than a century"));
        return error.command("plan --pause none", "plans without the saved pauses");
    }
    let error = Error::usage(Code::TooFar, format!("at {hours} h a week this plan takes more than a century"));
    error.command("plan --hours 10", "plans with ten hours a week")
}
