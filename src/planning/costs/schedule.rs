//! The days of exams: each after its prerequisites and its study, one after another.

use crate::dates::{self, Date};
use crate::order;
use crate::planning::exams::{ExamPath, PathItem, exam_study};
use crate::planning::forecast::{ExamStudy, Finish, ForecastInput, forecast};
use crate::planning::learner::Learner;
use crate::roadmap::{Certification, ExamState};

/// Days between two exams where no source states how long the second takes to study for: our estimate.
const DAYS_BETWEEN: i32 = 28;

/// An exam with its day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DatedExam<'a> {
    /// What is to be taken on that day.
    pub cert: &'a Certification,
    /// What the learner or the guides name.
    pub recommended: &'a Certification,
    /// What comes before it.
    pub study: ExamStudy,
    /// When that is done.
    pub day: Finish,
}

/// The exams of a path that are still to take, in the order of their days. What is retired on its day
/// gives way to the successor that can be bought then.
pub(super) fn schedule<'a>(learner: Learner<'a>, path: &ExamPath<'a>, course: &ForecastInput<'_>) -> Vec<DatedExam<'a>> {
    let mut wanted: Vec<(PathItem<'a>, &'a Certification)> =
        path.open().into_iter().filter_map(|item| Some((item, item.current?))).collect();
    let mut exams = dated(learner, &wanted, course);
    let later: Vec<Option<&'a Certification>> = exams.iter().map(|exam| successor_on(learner, exam.cert, exam.day.p50)).collect();
    if later.iter().all(Option::is_none) {
        return exams;
    }
    for (exam, later) in exams.iter().zip(later) {
        let place = wanted.iter_mut().find(|(_, cert)| cert.id == exam.cert.id);
        if let (Some((_, cert)), Some(later)) = (place, later) {
            *cert = later;
        }
    }
    let mut known: Vec<&str> = Vec::new();
    wanted.retain(|(_, cert)| {
        let is_new = !known.contains(&cert.id.as_str()) && !learner.holds(cert);
        known.push(&cert.id);
        is_new
    });
    exams = dated(learner, &wanted, course);
    exams
}

/// What replaces an exam that cannot be bought any more on a day.
fn successor_on<'a>(learner: Learner<'a>, cert: &'a Certification, day: Date) -> Option<&'a Certification> {
    if cert.state_on(day) != ExamState::Retired {
        return None;
    }
    let successors = cert.successors.iter().filter_map(|id| learner.roadmap.certification(id));
    successors.into_iter().find(|next| next.state_on(day) != ExamState::Retired)
}

fn dated<'a>(learner: Learner<'a>, wanted: &[(PathItem<'a>, &'a Certification)], course: &ForecastInput<'_>) -> Vec<DatedExam<'a>> {
    let studies: Vec<ExamStudy> = wanted.iter().map(|(_, cert)| exam_study(cert, course.standing)).collect();
    let days = days_of(&studies, course);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order::sort_by_key(&mut order, |&at| (days[at].p50, at));
    let mut last: Option<Date> = None;
    let mut exams = Vec::with_capacity(order.len());
    for at in order {
        let (item, cert) = wanted[at];
        let apart = if studies[at].hours.is_some() { 1 } else { DAYS_BETWEEN };
        let earliest = last.map_or(course.start, |last| shifted(last, apart));
        // Who failed it waits.
        let earliest = learner.next_attempt(cert).map_or(earliest, |next| next.from.max(earliest));
        let day = no_sooner(days[at], earliest.max(first_sale(cert, days[at].p50)));
        last = Some(day.p50);
        exams.push(DatedExam { cert, recommended: item.recommended, study: studies[at].clone(), day });
    }
    exams
}

/// When each exam can be taken. A plan of more than a century has no days: then its end stands for them.
fn days_of(studies: &[ExamStudy], course: &ForecastInput<'_>) -> Vec<Finish> {
    let alike = |day: Date| Finish { p10: day, p50: day, p85: day, p90: day };
    let input = ForecastInput { exams: studies, ..course.clone() };
    match forecast(&input) {
        Ok(Some(found)) => found.exams,
        Ok(None) => vec![alike(course.start); studies.len()],
        Err(_) => vec![alike(dates::years_after(course.start, dates::MAX_YEARS_AHEAD).unwrap_or(course.start)); studies.len()],
    }
}

/// The first day from one on on which an exam is sold; that day itself where no later one is announced.
fn first_sale(cert: &Certification, day: Date) -> Date {
    if cert.state_on(day) == ExamState::Planned { cert.offer_after(day).and_then(|offer| offer.sold_from).unwrap_or(day) } else { day }
}

/// A finish moved so that half are done no sooner than on a day.
fn no_sooner(finish: Finish, day: Date) -> Finish {
    let days = dates::days_between(finish.p50, day).max(0);
    let moved = |day: Date| shifted(day, days);
    Finish { p10: moved(finish.p10), p50: moved(finish.p50), p85: moved(finish.p85), p90: moved(finish.p90) }
}

fn shifted(day: Date, days: i32) -> Date {
    dates::days_after(day, f64::from(days)).unwrap_or(day)
}
