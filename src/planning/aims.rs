//! What a plan works toward, by the goals and the record alone: which exams are held, skipped or in preparation.

use crate::dates::Date;
use crate::order;
use crate::progress::{Progress, Record, Status};
use crate::roadmap::{Certification, Goal, Item, Roadmap};

/// The record of a certification, under its id or an alias; the furthest on of several.
#[must_use]
pub fn exam_record<'a>(progress: &'a Progress, cert: &Certification) -> Option<&'a Record> {
    cert.names().filter_map(|name| progress.steps.get(name)).max_by_key(|record| record.status)
}

/// The last day on which a certification earned on a day is valid; `None` when it never runs out.
#[must_use]
pub fn last_valid_day(cert: &Certification, earned: Date) -> Option<Date> {
    let months = cert.validity.as_ref()?.months?;
    earned.add_months(months)
}

/// Whether a certification is earned by its record and valid on a day.
#[must_use]
pub fn is_held(cert: &Certification, record: Option<&Record>, day: Date) -> bool {
    let earned = record.filter(|record| record.status == Status::Done);
    earned.is_some_and(|record| record.done.and_then(|on| last_valid_day(cert, on)).is_none_or(|last| day <= last))
}

/// The goals of some names, in their order; an exam that was skipped is none.
#[must_use]
pub fn goals_named(roadmap: &Roadmap, progress: &Progress, names: &[String]) -> Vec<Goal> {
    let mut goals = roadmap.goals_of(names);
    goals.retain(|goal| match exam_of(roadmap, *goal) {
        Some(cert) => exam_record(progress, cert).is_none_or(|record| record.status != Status::Skipped),
        None => true,
    });
    goals
}

/// What a plan works toward: the goals of some names without the exams that are held, and the exams in preparation.
#[must_use]
pub fn aims(roadmap: &Roadmap, progress: &Progress, names: &[String], today: Date) -> Vec<Goal> {
    let mut aims = goals_named(roadmap, progress, names);
    aims.retain(|goal| exam_of(roadmap, *goal).is_none_or(|cert| !is_held(cert, exam_record(progress, cert), today)));
    let doing = progress.steps.iter().filter(|(_, record)| record.status == Status::Doing);
    let exam = |key: &String| match roadmap.find(key) {
        Some(Item::Certification(at)) => Some(at),
        _ => None,
    };
    let mut begun: Vec<usize> = doing.filter_map(|(key, _)| exam(key)).collect();
    order::sort(&mut begun);
    for goal in begun.into_iter().map(Goal::Exam) {
        if !aims.contains(&goal) {
            aims.push(goal);
        }
    }
    aims
}

fn exam_of(roadmap: &Roadmap, goal: Goal) -> Option<&Certification> {
    match goal {
        Goal::Exam(at) => Some(&roadmap.certifications[at]),
        _ => None,
    }
}
