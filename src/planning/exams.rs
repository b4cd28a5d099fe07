//! The exams of a learner: which they earned and until when, what the guides' path asks for
//! today, and which of them a plan gives a day.

use crate::dates::{self, Date};
use crate::order;
use crate::progress::{Record, Status};
use crate::roadmap::{Certification, ExamState, Goal, Item};
use crate::units::{StudyTime, Usd};

use super::aims::{self, last_valid_day};
use super::forecast::ExamStudy;
use super::learner::Learner;
use super::standing::{Spread, Standing};

/// A certification that runs out this many days from now or sooner is announced.
pub const EXPIRY_WARNING_DAYS: i32 = 90;

/// One item of the path to certifications.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathItem<'a> {
    /// The certification the guides or the learner name.
    pub recommended: &'a Certification,
    /// The one that can be taken today: itself, or the first successor that is not retired. `None` when neither can.
    pub current: Option<&'a Certification>,
    /// Whether the learner holds it or one of its successors.
    pub earned: bool,
}

/// Some certifications in their order, as they can be taken today.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamPath<'a> {
    /// The day whose offers it counts.
    pub today: Date,
    /// Its items.
    pub items: Vec<PathItem<'a>>,
    /// Whether the learner chose them; else the guides recommend them.
    pub is_chosen: bool,
}

impl<'a> ExamPath<'a> {
    /// The exams of the path, each once: one may replace several retired ones.
    #[must_use]
    pub fn exams(&self) -> Vec<&'a Certification> {
        distinct(self.items.iter().filter_map(|item| item.current))
    }

    /// The items still to earn, one for each exam.
    #[must_use]
    pub fn open(&self) -> Vec<PathItem<'a>> {
        let mut open: Vec<PathItem<'a>> = Vec::new();
        for item in self.items.iter().filter(|item| !item.earned) {
            let Some(exam) = item.current else { continue };
            if !open.iter().any(|known| known.current.is_some_and(|known| known.id == exam.id)) {
                open.push(*item);
            }
        }
        open
    }
}

/// The certifications without those that came before.
fn distinct<'a>(certs: impl Iterator<Item = &'a Certification>) -> Vec<&'a Certification> {
    let mut found: Vec<&Certification> = Vec::new();
    for cert in certs {
        if !found.iter().any(|known| known.id == cert.id) {
            found.push(cert);
        }
    }
    found
}

/// What sums count for a certification on a day, passing at the first try: the high end of a range.
#[must_use]
pub fn list_price(cert: &Certification, day: Date) -> Option<Usd> {
    cert.charge_on(day).map(|charge| charge.high)
}

/// An exam that a plan gives a day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedExam<'a> {
    /// Its certification.
    pub cert: &'a Certification,
    /// The steps worth having first, and the hours of study for it, where the plan counts them.
    pub study: ExamStudy,
}

impl<'a> Learner<'a> {
    /// The record of a certification, under its id or an alias; the furthest on of several.
    #[must_use]
    pub fn exam_record(&self, cert: &Certification) -> Option<&'a Record> {
        aims::exam_record(self.progress, cert)
    }

    /// The certifications that the record says something of, in the order of the roadmap.
    #[must_use]
    pub fn recorded_exams(&self) -> Vec<&'a Certification> {
        let place = |key: &String| match self.roadmap.find(key) {
            Some(Item::Certification(at)) => Some(at),
            _ => None,
        };
        let mut places: Vec<usize> = self.progress.steps.keys().filter_map(place).collect();
        order::sort(&mut places);
        places.dedup();
        places.into_iter().map(|at| &self.roadmap.certifications[at]).collect()
    }

    /// The state of a certification in the record.
    #[must_use]
    pub fn exam_status(&self, cert: &Certification) -> Status {
        self.exam_record(cert).map_or(Status::Todo, |record| record.status)
    }

    /// The last day on which an earned certification is valid; `None` when it is not earned, has no known day, or never runs out.
    #[must_use]
    pub fn valid_until(&self, cert: &Certification) -> Option<Date> {
        let earned = self.exam_record(cert).filter(|record| record.status == Status::Done)?.done?;
        last_valid_day(cert, earned)
    }

    /// Whether a certification was earned and is valid today.
    #[must_use]
    pub fn holds(&self, cert: &Certification) -> bool {
        aims::is_held(cert, self.exam_record(cert), self.today)
    }

    /// The earned certifications that ran out or will within [`EXPIRY_WARNING_DAYS`], each with its last day.
    #[must_use]
    pub fn expiring_exams(&self) -> Vec<(&'a Certification, Date)> {
        let expiring = |cert: &'a Certification| {
            let last = self.valid_until(cert)?;
            (dates::days_between(self.today, last) <= EXPIRY_WARNING_DAYS).then_some((cert, last))
        };
        self.recorded_exams().into_iter().filter_map(expiring).collect()
    }

    /// The certification to take in place of this one: itself or the first successor, one that can be bought today
    /// before one whose first day is announced.
    #[must_use]
    pub fn current_replacement(&self, cert: &'a Certification) -> Option<&'a Certification> {
        let all = || std::iter::once(cert).chain(self.successors(cert));
        let is_sold = |cert: &&Certification| matches!(cert.state_on(self.today), ExamState::Active | ExamState::Beta);
        all().find(is_sold).or_else(|| all().find(|cert| cert.state_on(self.today) == ExamState::Planned))
    }

    fn successors(&self, cert: &'a Certification) -> impl Iterator<Item = &'a Certification> + use<'a> {
        let roadmap = self.roadmap;
        cert.successors.iter().filter_map(|id| roadmap.certification(id))
    }

    /// The exams to take: those the learner chose (of the goal, begun or earned), else the path the
    /// guides recommend. What was skipped is on neither.
    #[must_use]
    pub fn exam_path(&self) -> ExamPath<'a> {
        self.exam_path_for(&self.progress.profile.goals)
    }

    /// As [`Learner::exam_path`], for other goals than those saved. Who skips what they chose has chosen none of the guides'.
    #[must_use]
    pub fn exam_path_for(&self, names: &[String]) -> ExamPath<'a> {
        let chosen = self.chosen_exams(&self.roadmap.goals_of(names));
        if chosen.is_empty() { self.guides_path() } else { self.path_of(chosen, true) }
    }

    /// The path the guides recommend, without what was skipped.
    #[must_use]
    pub fn guides_path(&self) -> ExamPath<'a> {
        self.path_of(self.roadmap.guides_path().collect(), false)
    }

    /// Some certifications as a path: those a command names.
    #[must_use]
    pub fn path_of_named(&self, named: &[&'a Certification]) -> ExamPath<'a> {
        self.path_of(named.to_vec(), true)
    }

    fn path_of(&self, named: Vec<&'a Certification>, is_chosen: bool) -> ExamPath<'a> {
        // Few exams are recorded; what is not need not be looked up under each of its names.
        let recorded = self.recorded_exams();
        let is_recorded = |cert: &Certification| recorded.iter().any(|known| known.id == cert.id);
        let item = |recommended: &'a Certification| PathItem {
            recommended,
            current: self.current_replacement(recommended),
            earned: std::iter::once(recommended).chain(self.successors(recommended)).any(|cert| is_recorded(cert) && self.holds(cert)),
        };
        let is_skipped = |cert: &Certification| is_recorded(cert) && self.exam_status(cert) == Status::Skipped;
        let items = named.into_iter().map(item).filter(|item| !is_skipped(item.recommended) && !item.current.is_some_and(is_skipped));
        ExamPath { today: self.today, items: items.collect(), is_chosen }
    }

    /// The exams of the goal in its order, then those begun or earned in the order of the roadmap.
    /// Who earned some and aims at none follows the guides: what they earned stays part of that path.
    fn chosen_exams(&self, goals: &[Goal]) -> Vec<&'a Certification> {
        let certs = &self.roadmap.certifications;
        let recorded = self.recorded_exams();
        let is_begun =
            |cert: &&Certification| self.exam_record(cert).is_some_and(|record| record.status == Status::Doing || record.started.is_some());
        let goals = goals.iter().filter_map(|goal| match *goal {
            Goal::Exam(at) => Some(&certs[at]),
            _ => None,
        });
        let chosen = distinct(goals.chain(recorded.iter().copied().filter(is_begun)));
        if chosen.is_empty() {
            return chosen;
        }
        let earned = recorded.into_iter().filter(|cert| self.holds(cert));
        distinct(chosen.into_iter().chain(earned))
    }

    /// The exams of a path that a plan gives a day: those still to take, with their hours of study where the learner chose them.
    #[must_use]
    pub fn planned_exams(&self, path: &ExamPath<'a>, standing: &Standing<'_>) -> Vec<PlannedExam<'a>> {
        path.open().into_iter().filter_map(|item| Some(planned_exam(item.current?, standing, path.is_chosen))).collect()
    }

    /// Hours logged for a thing up to today.
    #[must_use]
    pub fn logged(&self, item: Item) -> f64 {
        let until_today = self.entries_of(item).filter(|entry| entry.date <= self.today);
        until_today.filter_map(|entry| entry.time).map(StudyTime::hours).sum()
    }
}

/// The exam with what a plan needs of it; `with_study` where its hours of study count.
fn planned_exam<'a>(cert: &'a Certification, standing: &Standing<'_>, with_study: bool) -> PlannedExam<'a> {
    let study = exam_study(cert, standing);
    PlannedExam { cert, study: if with_study { study } else { ExamStudy { hours: None, ..study } } }
}

/// What comes before an exam: the steps worth having first, and its own hours of study.
#[must_use]
pub fn exam_study(cert: &Certification, standing: &Standing<'_>) -> ExamStudy {
    let requires = cert.requires.iter().filter_map(|id| standing.roadmap.step(id)).collect();
    ExamStudy { requires, hours: exam_study_left(cert, standing) }
}

/// Hours of study left for an exam: the stated range with its middle as the likely hours, less
/// what was logged for it; `None` where no source states any.
fn exam_study_left(cert: &Certification, standing: &Standing<'_>) -> Option<Spread> {
    let stated = cert.study_hours.as_ref()?;
    let Item::Certification(at) = standing.roadmap.find(&cert.id)? else { return None };
    let whole = Spread { low: stated.low, likely: f64::midpoint(stated.low, stated.high), high: stated.high };
    Some(whole.after_study(standing.logged_exams[at]))
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::progress::{LogEntry, Mark, Progress};
    use crate::roadmap::fixture::roadmap;

    const TODAY: Date = date(2026, 11, 21);

    fn learner(progress: &Progress, today: Date) -> Learner<'_> {
        Learner { roadmap: roadmap(), progress, today }
    }

    fn exam(id: &str) -> &'static Certification {
        roadmap().certification(id).expect("an exam of the fixture")
    }

    fn marked(id: &str, status: Status, on: Date) -> Progress {
        let mut progress = Progress::new();
        progress.mark(id, Mark { status, on, moves_day: false, hours: None });
        progress
    }

    fn ids<'a>(certs: impl IntoIterator<Item = &'a Certification>) -> Vec<&'a str> {
        certs.into_iter().map(|cert| cert.id.as_str()).collect()
    }

    #[test]
    fn a_fee_range_counts_with_its_high_end() {
        let mut cert = exam("new-exam").clone();
        assert_eq!(list_price(&cert, TODAY), Some(Usd::from_dollars(100)));
        cert.offers.clear();
        assert_eq!(list_price(&cert, TODAY), None);
        assert_eq!(list_price(exam("course-series"), TODAY), Some(Usd::from_dollars(160)), "four months at 40");
    }

    #[test]
    fn a_certification_is_held_through_its_last_day() {
        let progress = marked("new-01", Status::Done, date(2025, 3, 31));
        let last = date(2027, 3, 31);
        let (on_it, after) = (learner(&progress, last), learner(&progress, date(2027, 4, 1)));
        assert_eq!(on_it.valid_until(exam("new-exam")), Some(last));
        assert!(on_it.holds(exam("new-exam")) && !after.holds(exam("new-exam")));
        assert_eq!(after.exam_status(exam("new-exam")), Status::Done, "it was earned all the same");
    }

    #[test]
    fn the_end_of_a_certification_is_announced_ninety_days_before() {
        let progress = marked("new-exam", Status::Done, date(2025, 3, 31));
        let announced = |today| learner(&progress, today).expiring_exams().len();
        assert_eq!((announced(date(2026, 12, 30)), announced(date(2026, 12, 31)), announced(date(2027, 6, 1))), (0, 1, 1));
    }

    #[test]
    fn a_retired_exam_is_replaced_from_the_day_after_its_last() {
        let nothing = Progress::new();
        let on = |today| learner(&nothing, today).current_replacement(exam("old-exam")).map(|cert| cert.id.clone());
        assert_eq!(on(date(2026, 3, 31)).as_deref(), Some("old-exam"));
        assert_eq!(on(date(2026, 4, 1)).as_deref(), Some("new-exam"));
    }

    #[test]
    fn an_exam_that_replaces_another_stands_once_on_the_path() {
        let nothing = Progress::new();
        let path = learner(&nothing, TODAY).exam_path();
        assert_eq!((path.items.len(), ids(path.exams())), (2, vec!["new-exam"]));
        assert_eq!(ids(path.open().into_iter().filter_map(|item| item.current)), ["new-exam"]);
        let before = learner(&nothing, date(2026, 1, 1)).exam_path();
        assert_eq!(ids(before.exams()), ["old-exam", "new-exam"]);
    }

    #[test]
    fn a_retired_exam_in_preparation_is_not_planned() {
        let progress = marked("old-exam", Status::Doing, date(2026, 3, 1));
        let open = |today| {
            let open = learner(&progress, today).exam_path().open();
            open.into_iter().filter_map(|item| item.current.map(|cert| cert.id.clone())).collect::<Vec<_>>()
        };
        assert_eq!(open(TODAY), ["new-exam"], "what replaces it");
        assert_eq!(open(date(2026, 3, 2)), ["old-exam"]);
    }

    #[test]
    fn an_exam_is_chosen_by_the_goal_or_by_starting_it() {
        let path = |progress: &Progress| {
            let path = learner(progress, date(2026, 1, 1)).exam_path();
            (ids(path.exams()).into_iter().map(str::to_owned).collect::<Vec<_>>(), path.is_chosen)
        };
        let all = vec!["old-exam".to_owned(), "new-exam".to_owned()];
        assert_eq!(path(&Progress::new()), (all.clone(), false));
        assert_eq!(path(&marked("new-exam", Status::Done, date(2025, 12, 1))), (all.clone(), false), "the guides' path, one of it earned");
        assert_eq!(path(&marked("new-exam", Status::Doing, date(2025, 12, 1))), (vec!["new-exam".to_owned()], true));
        let mut aiming = marked("old-01", Status::Done, date(2025, 12, 1));
        aiming.profile.goals = vec!["new-01".into(), "an-exam-of-a-newer-roadmap".into()];
        assert_eq!(path(&aiming), (vec!["new-exam".to_owned(), "old-exam".to_owned()], true));
    }

    #[test]
    fn what_is_skipped_is_on_no_path_and_what_was_begun_brings_no_other_back() {
        let on = date(2025, 12, 1);
        let skipped = marked("new-exam", Status::Skipped, on);
        assert_eq!(ids(learner(&skipped, date(2026, 1, 1)).exam_path().exams()), ["old-exam"]);
        assert!(learner(&skipped, TODAY).exam_path().exams().is_empty(), "nor in place of the one it replaces");
        let mut given_up = marked("new-exam", Status::Doing, on);
        given_up.mark("new-exam", Mark { status: Status::Skipped, on, moves_day: false, hours: None });
        assert!(learner(&given_up, date(2026, 1, 1)).exam_path().items.is_empty());
    }

    #[test]
    fn what_is_held_is_kept_up_and_not_planned() {
        let progress = marked("new-exam", Status::Done, date(2026, 11, 1));
        let learner = learner(&progress, TODAY);
        assert!(learner.planned_exams(&learner.exam_path(), &learner.standing()).iter().all(|exam| exam.cert.id != "new-exam"));
    }

    #[test]
    fn logged_hours_shorten_the_study_for_an_exam() {
        let mut progress = Progress::new();
        let entry = |date, time| LogEntry { date, step: Some("new-01".into()), time: StudyTime::parse(time), note: None, link: None };
        progress.log = vec![entry(date(2026, 11, 20), "6h"), entry(date(2026, 11, 22), "6h")];
        let standing = learner(&progress, TODAY).standing();
        let planned = planned_exam(exam("new-exam"), &standing, true);
        assert_eq!(planned.study.hours, Some(Spread { low: 14.0, likely: 24.0, high: 34.0 }), "tomorrow has not come yet");
        assert_eq!(planned.study.requires, [3]);
        assert_eq!(planned_exam(exam("new-exam"), &standing, false).study.hours, None);
        assert_eq!(planned_exam(exam("old-exam"), &standing, true).study.hours, None, "nobody states any");
    }
}
