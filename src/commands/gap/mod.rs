//! `mlpath gap`: what is missing for a goal, or for a job posting.

mod document;
mod job;
mod jobs;
mod page;
#[cfg(test)]
mod tests;

use crate::cli::GapArgs;
use crate::error::Error;
use crate::resolve::goals;
use crate::text::shell_word;

use self::document::GapDocument;
use super::{Input, Outcome};

#[cfg(test)]
pub(crate) use document::schema;

/// Runs the command.
pub(crate) fn run(args: &GapArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let standing = input.learner.standing();
    let evidence = input.learner.evidence(&standing);
    let pace = evidence.pace_at(input.learner.progress.profile.hours_per_week);
    let mut document = match (args.goals.is_empty(), args.job.is_empty()) {
        (_, false) => GapDocument::of_postings(input, &standing, &pace)?,
        (false, true) => GapDocument::of_goals(input, &standing, &pace, &goals::goals(input.learner.roadmap, &args.goals)?),
        (true, true) => GapDocument::of_goals(input, &standing, &pace, &input.learner.aims()),
    };
    if args.goals.is_empty() {
        document.count_as_status(&standing);
    }
    document.has_timed_steps = evidence.steps > 0;
    document.is_bare = args.goals.is_empty() && args.job.is_empty();
    let files: Vec<String> = args.job.iter().map(|path| shell_word(path.as_os_str())).collect();
    document.all_of_it = (!args.all).then(|| format!("gap --job {} --all", files.join(" ")));
    Ok(Outcome::answer(document))
}
