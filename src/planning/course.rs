//! A learner's saved plan as the forecast takes it: taken apart once, asked as often as one likes.

use std::cell::OnceCell;

use crate::dates::Date;

use super::costs::ExamCosts;
use super::exams::ExamPath;
use super::forecast::deadline::chance_by;
use super::forecast::evidence::Evidence;
use super::forecast::outlook::Outlook;
use super::forecast::pace::Pace;
use super::forecast::{ExamStudy, Finish, Forecast, ForecastInput, TooFar, finish, forecast};
use super::learner::Learner;
use super::standing::Standing;

/// What is left of a plan, with its exams, and what the record tells about the learner's pace.
#[derive(Debug)]
pub struct Course<'a> {
    learner: Learner<'a>,
    /// Where the learner stands.
    pub standing: Standing<'a>,
    /// What the record tells about how they study.
    pub evidence: Evidence,
    exams: Vec<ExamStudy>,
    beyond: Vec<usize>,
    /// The exams to take, once somebody asked.
    path: OnceCell<ExamPath<'a>>,
    /// The forecast at the learner's own pace, once somebody asked.
    own: OnceCell<Result<Option<Forecast>, TooFar>>,
}

impl<'a> Learner<'a> {
    /// The saved plan, with the exams it gives a day.
    #[must_use]
    pub fn course(&self) -> Course<'a> {
        let steps = self.course_without_exams();
        let exams = self.planned_exams(steps.path(), &steps.standing).into_iter().map(|exam| exam.study).collect();
        Course { exams, ..steps }
    }

    /// The saved plan, its steps alone.
    #[must_use]
    pub fn course_without_exams(&self) -> Course<'a> {
        let standing = self.standing();
        let evidence = self.evidence(&standing);
        let beyond = self.roadmap.beyond_path(&self.aims());
        Course { learner: *self, standing, evidence, exams: Vec::new(), beyond, path: OnceCell::new(), own: OnceCell::new() }
    }
}

impl<'a> Course<'a> {
    /// What the learner's exams cost, by the saved plan.
    #[must_use]
    pub fn exam_costs(&self) -> ExamCosts<'a> {
        // An exam is dated by the steps before it, not by the other exams.
        let steps = ForecastInput { exams: &[], ..self.input(self.pace()) };
        self.learner.exam_costs_on(self.path(), &steps)
    }

    fn path(&self) -> &ExamPath<'a> {
        self.path.get_or_init(|| self.learner.exam_path())
    }

    fn own(&self) -> &Result<Option<Forecast>, TooFar> {
        self.own.get_or_init(|| forecast(&self.input(self.pace())))
    }

    /// How the learner studies, at the hours of the saved plan.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.evidence.pace_at(self.learner.progress.profile.hours_per_week)
    }

    /// The question a forecast answers, at a pace.
    #[must_use]
    pub fn input(&self, pace: Pace) -> ForecastInput<'_> {
        let profile = &self.learner.progress.profile;
        let start = profile.first_day(self.learner.today);
        ForecastInput { standing: &self.standing, beyond: &self.beyond, exams: &self.exams, pace, start, pauses: &profile.pauses }
    }

    /// When it would be finished at the learner's own pace, and what that rests on.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        Outlook { forecast: self.own().clone(), evidence: self.evidence.clone() }
    }

    /// When it would be finished at a pace; `None` where nothing is left, or it takes more than a century.
    #[must_use]
    pub fn finish_at(&self, pace: Pace) -> Option<Finish> {
        finish(&self.input(pace)).ok()?
    }

    /// The chance to be done by a day, 0 to 1; `None` as for [`Course::finish_at`].
    #[must_use]
    pub fn chance_by(&self, by: Date) -> Option<f64> {
        let found = self.own().as_ref().ok()?.as_ref()?;
        Some(chance_by(&self.input(self.pace()), found, by))
    }
}
