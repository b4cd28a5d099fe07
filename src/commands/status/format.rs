//! `status --format`: one line for a prompt, by a pattern such as `{done}/{total} {next} {finish}`.

use crate::code::Code;
use crate::dates;
use crate::error::Error;
use crate::planning::criteria::next_criterion;
use crate::planning::learner::Learner;
use crate::planning::next::suggestions;
use crate::units::{hours_text, percent};

use super::StatusDocument;

/// What a field says.
type Field = fn(&StatusDocument, Learner<'_>) -> String;

/// The fields of a pattern and what each says.
const FIELDS: [(&str, Field); 12] = [
    ("done", |status, _| status.totals.steps.done.to_string()),
    ("total", |status, _| status.totals.steps.total.to_string()),
    ("left", |status, _| (status.totals.steps.todo + status.totals.steps.doing).to_string()),
    ("percent", |status, _| {
        let hours = status.totals.mean_hours;
        percent(hours.total - hours.left, hours.total).to_string()
    }),
    ("hours_left", |status, _| hours_text(status.totals.mean_hours.left)),
    ("week", |status, _| hours_text(status.study.week_hours)),
    ("doing", |status, _| status.doing.iter().map(|step| step.id.as_str()).collect::<Vec<_>>().join(" ")),
    ("next", |status, _| status.next.first().map(|next| next.step.id.clone()).unwrap_or_default()),
    ("stage", |status, _| status.next.first().map(|next| next.step.stage.clone()).unwrap_or_default()),
    ("criterion", |_, learner| criterion(learner)),
    ("finish", |status, _| status.finish.map(|finish| dates::month_text(finish.p50)).unwrap_or_default()),
    ("latest", |status, _| status.finish.map(|finish| dates::month_text(finish.p85)).unwrap_or_default()),
];

/// The line of a pattern. `{{` and `}}` are braces; a field without a value is empty.
///
/// # Errors
///
/// A field that is none.
pub(super) fn line(pattern: &str, status: &StatusDocument, learner: Learner<'_>) -> Result<String, Error> {
    let (mut line, mut rest) = (String::new(), pattern);
    while let Some(at) = rest.find(['{', '}']) {
        line.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            line.push_str(&rest[..1]);
            rest = after;
            continue;
        }
        let (name, after) = rest.strip_prefix('{').and_then(|field| field.split_once('}')).ok_or_else(|| unbalanced(pattern))?;
        let (_, value) = FIELDS.iter().find(|(field, _)| *field == name).ok_or_else(|| unknown(name))?;
        line.push_str(&value(status, learner));
        rest = after;
    }
    Ok(line + rest)
}

/// The letter of the criterion to go for.
fn criterion(learner: Learner<'_>) -> String {
    let standing = learner.standing();
    let first = suggestions(&standing, None).first().map(|first| first.step);
    let next = first.and_then(|at| next_criterion(&learner.roadmap.steps[at], standing.steps[at].record));
    next.map(|criterion| criterion.letter.to_string()).unwrap_or_default()
}

fn fields() -> String {
    FIELDS.map(|(field, _)| format!("{{{field}}}")).join(" ")
}

fn unknown(name: &str) -> Error {
    Error::usage(Code::BadFormat, format!("--format has no field {{{name}}}")).hint(format!("fields: {}", fields()))
}

fn unbalanced(pattern: &str) -> Error {
    Error::usage(Code::BadFormat, format!("a brace of `{pattern}` has no partner"))
        .hint(format!("write {{{{ for a brace; fields: {}", fields()))
}

#[cfg(test)]
mod tests {
    use crate::code::Code;
    use crate::commands::testing::{Setting, TODAY};
    use crate::progress::Status;

    #[test]
    fn a_pattern_is_one_line() {
        let mut setting = Setting::new().done("shell", TODAY).marked("python", Status::Doing, TODAY).logged("python", TODAY, "1h30m");
        setting.progress.tick("python", &['a']);
        let said = |pattern: &str| setting.run(&format!("status --format {pattern}")).text;
        assert_eq!(said("{done}/{total}:{left}:{next}:{criterion}:{stage}"), "1/6:5:python:b:basics\n");
        assert_eq!(said("{{{doing}}}{week}h"), "{python}1.5h\n");
        assert!(said("{finish}").trim().len() == "May 2028".len() && said("{finish}") != said("{latest}"), "{}", said("{finish}"));
        assert_eq!(said("{percent}%"), "19%\n", "11.5 of 178 h are done, and half of python");
        for wrong in ["{nxet}", "{done", "done}"] {
            assert_eq!(setting.fail(&format!("status --format {wrong}")).code, Code::BadFormat, "{wrong}");
        }
    }

    #[test]
    fn what_is_not_known_is_empty() {
        let all = ["shell", "python", "statistics", "regression", "networks", "classifier-project"];
        let done = all.iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY));
        assert_eq!(done.run("status --format {percent}[{next}{finish}{criterion}]").text, "100[]\n");
    }
}
