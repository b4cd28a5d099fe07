//! `mlpath tick`: which "done when" criteria of a step are met.

use crate::cli::TickArgs;
use crate::code::Code;
use crate::error::Error;
use crate::planning::criteria::{next_criterion, ticked};
use crate::progress::{Mark, Progress, Status};
use crate::resolve::{ids, names};
use crate::roadmap::{Item, Roadmap, Step};
use crate::view::Line;

use super::{Effect, Input, Outcome};
use crate::answers::change::{ChangeDocument, Changed, Ticked};
use crate::order;

/// Runs the command.
pub(crate) fn run(args: &TickArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let learner = input.learner;
    let (what, letters) = parted(learner.roadmap, &args.words);
    let at = step(input, what)?;
    let (id, step) = (learner.roadmap.steps[at].id.as_str(), &learner.roadmap.steps[at]);
    let key = learner.key_of(Item::Step(at));
    let record = learner.progress.steps.get(&key);
    let letters = parse_letters(letters, step, record.map_or(&[][..], |record| record.ticks.as_slice()), args.undo)?;
    let before = learner.standing();
    let mut after = learner.progress.clone();
    if args.undo {
        after.untick(&key, &letters);
    } else if before.steps[at].is_open() || before.steps[at].status == Status::Skipped {
        if learner.progress.status(&key) != Status::Doing {
            after.mark(&key, Mark { status: Status::Doing, on: learner.today, moves_day: false, hours: None });
        }
        after.tick(&key, &letters);
    }
    let standing = learner.with(&after).standing();
    let mut document = ChangeDocument::new(learner, &before, &standing, args.dry_run);
    if after == *learner.progress {
        document.unchanged.push(id.to_owned());
        document.remarks.push(unchanged(id, before.steps[at].status, &letters, args.undo));
    } else {
        let (from, to) = (before.steps[at].status, standing.steps[at].status);
        if from != to {
            document.changed.push(Changed::new(id, from, to, String::new()));
        }
        document.ticked = Some(answer(step, &after, &key, letters, args.undo, standing.steps[at].left.into()));
    }
    Ok(Outcome::changing(document, (!args.dry_run).then_some(Effect::Save(after))))
}

/// The word for the step, where there is one, and those for letters: `pandas a b`, `pandas a,b`, and `b` alone
/// for the step in progress.
fn parted<'a>(roadmap: &Roadmap, words: &'a [String]) -> (Option<&'a String>, &'a [String]) {
    match words {
        [first, ..] if first.chars().count() > 1 || names::exact(roadmap, first).is_some() => (Some(first), &words[1..]),
        _ => (None, words),
    }
}

/// The step that is named, else the one in progress.
fn step(input: &Input<'_>, what: Option<&String>) -> Result<usize, Error> {
    let roadmap = input.learner.roadmap;
    let item = match what {
        Some(word) => ids::markable(roadmap, input.guide, std::slice::from_ref(word))?.first().copied(),
        None => Some(ids::in_progress(input.learner, |item| matches!(item, Item::Step(_)), |id| format!("tick {id} LETTER"))?),
    };
    match item {
        Some(Item::Step(at)) if !roadmap.steps[at].about.done_when.is_empty() => Ok(at),
        Some(item) => {
            let id = roadmap.id_of(item);
            let error = Error::usage(Code::UnknownCriterion, format!("{id} has no criteria to tick"));
            Err(error.command(&format!("done {id}"), "marks it as done"))
        }
        None => Err(Error::usage(Code::NothingNamed, "no step is named")),
    }
}

/// Letters as the learner typed them, each once. Those in the file may be taken back also where the step has them no more.
fn parse_letters(words: &[String], step: &Step, in_file: &[char], undo: bool) -> Result<Vec<char>, Error> {
    let is_known =
        |letter: char| step.about.done_when.iter().any(|criterion| criterion.letter == letter) || (undo && in_file.contains(&letter));
    let mut letters: Vec<char> = Vec::new();
    let mut wrong: Vec<&str> = Vec::new();
    for word in words.iter().flat_map(|word| word.split([',', ' '])).filter(|word| !word.is_empty()) {
        let found: Vec<char> = word.chars().map(|c| c.to_ascii_lowercase()).collect();
        if found.iter().all(|letter| is_known(*letter)) {
            letters.extend(found.into_iter().filter(|letter| !letters.contains(letter)).collect::<Vec<_>>());
        } else {
            wrong.push(word);
        }
    }
    order::sort(&mut letters);
    letters.dedup();
    if wrong.is_empty() && !letters.is_empty() {
        return Ok(letters);
    }
    let all: String = step.about.done_when.iter().map(|criterion| criterion.letter.to_string()).collect::<Vec<_>>().join(", ");
    let message = match wrong.as_slice() {
        [] => format!("which criterion of {}? It has {all}", step.id),
        wrong => format!("{} has no criterion {}; it has {all}", step.id, wrong.join(", ")),
    };
    Err(Error::usage(Code::UnknownCriterion, message).command(&format!("show {}", step.id), "shows them"))
}

/// What to say when nothing changes.
fn unchanged(id: &str, status: Status, letters: &[char], undo: bool) -> Line {
    let list = letters.iter().map(char::to_string).collect::<Vec<_>>().join(", ");
    let line = Line::new().code(id);
    match (undo, status) {
        (true, _) => line.text(format!(": {list} not ticked")),
        (false, Status::Done) => line.text(": already done, so every criterion counts as met"),
        (false, _) => line.text(format!(": {list} already ticked")),
    }
}

fn answer(step: &Step, after: &Progress, key: &str, letters: Vec<char>, undo: bool, hours_left: crate::answers::hours::Hours) -> Ticked {
    let record = after.steps.get(key);
    Ticked {
        id: step.id.to_owned(),
        letters,
        undone: undo,
        ticks: ticked(step, record),
        criteria: step.about.done_when.len(),
        next_criterion: next_criterion(step, record).cloned(),
        hours_left,
        is_open: record.is_some_and(|record| record.status == Status::Doing),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::code::Code;
    use crate::commands::testing::{Setting, TODAY};
    use crate::progress::Status;

    #[test]
    fn a_tick_takes_the_step_up_and_says_what_is_left() {
        let new = Setting::new();
        let answer = new.run("tick python b");
        assert_eq!(answer.json["changed"], json!([{"id": "python", "from": "todo", "to": "doing"}]));
        assert_eq!((&answer.json["ticked"]["ticks"], &answer.json["ticked"]["hours_left"]["likely"]), (&json!(["b"]), &json!(20.0)));
        assert!(answer.text.contains("1 of 2") && answer.text.contains("a  You can write a program"), "{}", answer.text);
        let saved = new.save("tick python b");
        assert_eq!((saved.status("python"), saved.steps["python"].started), (Status::Doing, Some(TODAY)));
        assert_eq!(saved.steps["python"].ticks, ['b']);
        assert!(new.run("tick python b -n").effect.is_none(), "a dry run saves nothing");
    }

    #[test]
    fn the_last_tick_offers_done_and_a_second_one_changes_nothing() {
        let setting = Setting { progress: Setting::new().save("tick python a"), ..Setting::new() };
        let last = setting.run("tick python B");
        assert!(last.text.contains("mlpath done python"), "{}", last.text);
        let all = Setting { progress: setting.save("tick python b"), ..Setting::new() };
        assert_eq!(all.save("tick python a,b"), all.progress);
        let again = all.run("tick python ab");
        assert_eq!(again.json["unchanged"], json!(["python"]));
        assert!(again.text.contains("already ticked"), "{}", again.text);
    }

    #[test]
    fn a_tick_is_taken_back_also_where_its_letter_is_retired() {
        let mut setting = Setting::new().marked("python", Status::Doing, TODAY);
        setting.progress.tick("python", &['a', 'x']);
        assert_eq!(setting.save("tick python a x --undo").steps["python"].ticks, []);
        assert_eq!(setting.fail("tick python x").code, Code::UnknownCriterion);
        assert!(Setting::new().run("tick python a --undo").json["unchanged"] == json!(["python"]));
    }

    #[test]
    fn a_letter_alone_is_about_the_step_in_progress() {
        assert_eq!(Setting::new().fail("tick a").code, Code::NothingNamed);
        let one = Setting::new().marked("python", Status::Doing, TODAY);
        assert_eq!(one.save("tick a").steps["python"].ticks, ['a']);
        let two = one.marked("shell", Status::Doing, TODAY).fail("tick a");
        assert!(two.message.contains("python") && two.message.contains("shell"), "{}", two.message);
    }

    #[test]
    fn what_cannot_be_ticked_is_told() {
        let new = Setting::new();
        assert!(new.fail("tick python").message.contains("a, b"));
        assert!(new.fail("tick python a z basics").message.contains("no criterion z, basics"));
        for (line, message) in
            [("tick networks a", "networks has no criteria to tick"), ("tick new-exam a", "new-exam has no criteria to tick")]
        {
            let error = new.fail(line);
            assert_eq!((error.code, error.message.as_str()), (Code::UnknownCriterion, message), "{line}");
        }
        assert_eq!(new.fail("tick pythn a").did_you_mean, ["python"]);
        let done = Setting::new().done("python", TODAY);
        assert_eq!(done.save("tick python a"), done.progress);
        assert!(done.run("tick python a").text.contains("already done"));
    }

    #[test]
    fn a_skipped_step_is_taken_up_again() {
        let saved = Setting::new().marked("python", Status::Skipped, TODAY).save("tick python a");
        assert_eq!((saved.status("python"), saved.steps["python"].skipped), (Status::Doing, None));
    }
}
