//! Where the learner stands: one shared computation behind `status`, `list`, `next`, `show` and
//! `plan`, so that no two of them can disagree.

use crate::dates::Date;
use crate::progress::{Profile, Progress, Record, Status};
use crate::roadmap::{Item, Roadmap, Step};

use super::aims;

use super::criteria::ticked_share;

/// Hours as percentiles: the 10th, 50th and 90th.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// 10th percentile, hours.
    pub low: f64,
    /// 50th percentile, hours.
    pub likely: f64,
    /// 90th percentile, hours.
    pub high: f64,
}

impl Spread {
    /// The spread of a step's hours.
    #[must_use]
    pub fn of(step: &Step) -> Spread {
        Spread { low: step.hours.low, likely: step.hours.likely, high: step.hours.high }
    }

    /// Mean hours, by Swanson's rule: 0.3, 0.4 and 0.3 of the three. Wherever hours are added up, these are: a sum of
    /// likely hours would be passed by most people.
    #[must_use]
    pub fn mean(self) -> f64 {
        0.3 * self.low + 0.4 * self.likely + 0.3 * self.high
    }

    /// The part of the hours that a credit leaves.
    pub(super) fn after_credit(self, share: f64) -> Spread {
        let rest = (1.0 - share).max(0.0);
        Spread { low: self.low * rest, likely: self.likely * rest, high: self.high * rest }
    }

    /// What is left after hours of study. A step that is not finished always has something left,
    /// however long it took: a tenth of its estimate.
    #[must_use]
    pub fn after_study(self, hours: f64) -> Spread {
        let left = |estimate: f64| (estimate - hours).max(estimate * LEFT_AT_LEAST);
        Spread { low: left(self.low), likely: left(self.likely), high: left(self.high) }
    }

    /// What is left of an open step after hours of study and with a share of its criteria ticked:
    /// whichever of the two leaves less. It is never less than a tenth, until the step is marked done.
    #[must_use]
    pub fn after_progress(self, hours: f64, ticked_share: f64) -> Spread {
        let rest = (1.0 - ticked_share).max(LEFT_AT_LEAST);
        let studied = self.after_study(hours);
        Spread {
            low: studied.low.min(self.low * rest),
            likely: studied.likely.min(self.likely * rest),
            high: studied.high.min(self.high * rest),
        }
    }
}

/// The share of its estimate that an unfinished step has left at the least.
pub(super) const LEFT_AT_LEAST: f64 = 0.1;

/// Where the learner stands with one step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepStanding<'a> {
    /// Its state: as recorded, or done when the background covers all of it and nothing is recorded.
    pub status: Status,
    /// Its record, if it was ever marked.
    pub record: Option<&'a Record>,
    /// Share of its hours the background covers, 0 to 1; 0 once the learner finished it.
    pub credit: f64,
    /// Share of its hours the learner did not need to study, or does not need to: the credit, also
    /// of a finished step.
    pub credited_share: f64,
    /// Hours logged for it.
    pub logged: f64,
    /// Hours left; zero when it is done or skipped.
    pub left: Spread,
    /// Whether it is not one of a group of which others are chosen.
    pub chosen: bool,
    /// Whether totals and plans count it: it is on the path to job-ready, the goal asks for it, or the learner took it up.
    pub counted: bool,
    /// Whether all its prerequisites are done or skipped.
    pub ready: bool,
}

impl StepStanding<'_> {
    /// Whether it still has to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Todo | Status::Doing)
    }

    /// Hours the step should take this learner: its own, less what the background spares.
    #[must_use]
    pub fn estimate(&self, step: &Step) -> Spread {
        Spread::of(step).after_credit(self.credited_share)
    }

    /// Whether it counts as done by background alone.
    #[must_use]
    pub fn is_credited_in_full(&self) -> bool {
        self.status == Status::Done && self.record.is_none_or(|record| record.status != Status::Done)
    }
}

/// Where the learner stands with the whole roadmap.
#[derive(Debug)]
pub struct Standing<'a> {
    /// The roadmap.
    pub roadmap: &'a Roadmap,
    /// One entry for each step of the roadmap, in study order.
    pub steps: Vec<StepStanding<'a>>,
    /// Hours logged for each certification, by its place.
    pub logged_exams: Vec<f64>,
}

/// Counts of steps and hours.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// Steps counted, skipped ones included.
    pub total: usize,
    /// Steps done, credited ones included.
    pub done: usize,
    /// Of the steps done, those that count by background alone.
    pub credited: usize,
    /// Steps begun.
    pub doing: usize,
    /// Steps left out.
    pub skipped: usize,
    /// Steps not begun.
    pub todo: usize,
    /// Mean hours of all counted steps but the skipped.
    pub hours_total: f64,
    /// Mean hours left.
    pub hours_left: f64,
}

impl<'a> Standing<'a> {
    /// Works out the standing on a day from the roadmap, the record, and the background of the profile.
    ///
    /// A background the roadmap does not know credits nothing; `check` and `status` say so.
    #[must_use]
    pub fn new(roadmap: &'a Roadmap, progress: &'a Progress, profile: &Profile, today: Date) -> Standing<'a> {
        let shares = credit_shares(roadmap, profile);
        let (logged, logged_exams) = logged_hours(roadmap, progress, today);
        let records = records_by_step(roadmap, progress);
        let beyond = roadmap.beyond_path(&aims::aims(roadmap, progress, &profile.goals, today));
        let mut steps: Vec<StepStanding<'a>> = Vec::with_capacity(roadmap.steps.len());
        for (at, step) in roadmap.steps.iter().enumerate() {
            let (record, share, logged) = (records[at], shares[at], logged[at]);
            let credit = credit_in_force(record, share);
            let status = match record.map(|record| record.status) {
                None | Some(Status::Todo) if credit >= 1.0 => Status::Done,
                status => status.unwrap_or_default(),
            };
            let open = matches!(status, Status::Todo | Status::Doing);
            let ticked = ticked_share(step, record);
            let left = if open { Spread::of(step).after_credit(credit).after_progress(logged, ticked) } else { Spread::default() };
            steps.push(StepStanding {
                status,
                record,
                credit,
                credited_share: if share < 1.0 { share } else { credit },
                logged,
                left,
                chosen: true,
                counted: step.importance.is_on_path()
                    || beyond.contains(&at)
                    || record.is_some_and(|record| matches!(record.status, Status::Doing | Status::Done)),
                ready: step.requires.iter().all(|&required| !steps[required].is_open()),
            });
        }
        leave_out_unchosen(roadmap, &mut steps);
        Standing { roadmap, steps, logged_exams }
    }

    /// The counted steps, with their places.
    pub fn counted(&self) -> impl Iterator<Item = (usize, &Step, &StepStanding<'a>)> {
        self.all().filter(|(_, _, standing)| standing.counted)
    }

    /// All steps, with their places.
    pub fn all(&self) -> impl Iterator<Item = (usize, &Step, &StepStanding<'a>)> {
        self.roadmap.steps.iter().zip(&self.steps).enumerate().map(|(at, (step, standing))| (at, step, standing))
    }

    /// Totals of one stage.
    #[must_use]
    pub fn totals_of(&self, stage: usize) -> Totals {
        self.sum(|step| step.stage == stage)
    }

    /// Totals of the whole.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.sum(|_| true)
    }

    fn sum(&self, wanted: impl Fn(&Step) -> bool) -> Totals {
        let mut totals = Totals::default();
        for (_, step, standing) in self.counted().filter(|(_, step, _)| wanted(step)) {
            totals.total += 1;
            match standing.status {
                Status::Todo => totals.todo += 1,
                Status::Doing => totals.doing += 1,
                Status::Done => {
                    totals.done += 1;
                    totals.credited += usize::from(standing.is_credited_in_full());
                }
                Status::Skipped => totals.skipped += 1,
            }
            if standing.status != Status::Skipped {
                totals.hours_total += Spread::of(step).mean();
            }
            totals.hours_left += standing.left.mean();
        }
        totals
    }

    /// Places of the prerequisites of a step that are still open.
    #[must_use]
    pub fn open_requirements(&self, at: usize) -> Vec<usize> {
        self.roadmap.steps[at].requires.iter().copied().filter(|&required| self.steps[required].is_open()).collect()
    }
}

impl Standing<'_> {
    /// Whether a step is chosen of a group that has more of its kind: without it, another one counts.
    #[must_use]
    pub fn is_replaced_when_left_out(&self, at: usize) -> bool {
        let id = &self.roadmap.steps[at].id;
        let is_free = |id: &String| self.roadmap.step(id).is_some_and(|other| !self.steps[other].chosen);
        self.steps[at].chosen
            && self.roadmap.choices.iter().any(|group| group.steps.iter().any(|of| *id == **of) && group.steps.iter().any(is_free))
    }
}

/// Of each group to choose from, counts what the learner did, began or left out, then the first in
/// the order of the group until enough are chosen. The rest is not missing.
fn leave_out_unchosen(roadmap: &Roadmap, steps: &mut [StepStanding<'_>]) {
    for group in &roadmap.choices {
        let places: Vec<usize> = group.steps.iter().filter_map(|id| roadmap.step(id)).collect();
        let is_taken = |standing: &StepStanding<'_>| matches!(standing.status, Status::Doing | Status::Done);
        let taken = places.iter().filter(|&&at| is_taken(&steps[at])).count();
        let mut free = group.choose.low.saturating_sub(taken);
        for at in places {
            let standing = &mut steps[at];
            if standing.status == Status::Todo {
                standing.chosen = free > 0;
                standing.counted &= standing.chosen;
                free = free.saturating_sub(1);
            }
        }
    }
}

/// The credit that counts: none on what the learner finished or left out, and no full one on what
/// they took up all the same.
fn credit_in_force(record: Option<&Record>, share: f64) -> f64 {
    match record.map(|record| record.status) {
        Some(Status::Done | Status::Skipped) => 0.0,
        Some(Status::Doing) if share >= 1.0 => 0.0,
        _ => share,
    }
}

/// The share of each step, by its place, that the background covers.
fn credit_shares(roadmap: &Roadmap, profile: &Profile) -> Vec<f64> {
    let mut shares = vec![0.0; roadmap.steps.len()];
    let Some(backgrounds) = profile.from.as_deref().and_then(|ids| roadmap.backgrounds_named(ids)) else { return shares };
    let excepted: Vec<_> = profile.except.iter().filter_map(|id| roadmap.find(id)).collect();
    for credit in crate::roadmap::combined_credits(&backgrounds) {
        if let Some(item @ Item::Step(at)) = roadmap.find(&credit.step)
            && !excepted.contains(&item)
        {
            shares[at] = credit.share;
        }
    }
    shares
}

/// The record of each step, by its place; ids and aliases count alike. Of two names for one step the
/// one that is further on wins.
fn records_by_step<'a>(roadmap: &Roadmap, progress: &'a Progress) -> Vec<Option<&'a Record>> {
    let mut records: Vec<Option<&Record>> = vec![None; roadmap.steps.len()];
    for (id, record) in &progress.steps {
        if let Some(at) = roadmap.step(id)
            && records[at].is_none_or(|known| record.status > known.status)
        {
            records[at] = Some(record);
        }
    }
    records
}

/// The hours logged for each step and each certification, by their places: of a log of years one pass, and each name
/// in it looked up once.
fn logged_hours(roadmap: &Roadmap, progress: &Progress, today: Date) -> (Vec<f64>, Vec<f64>) {
    let (mut steps, mut exams) = (vec![0.0; roadmap.steps.len()], vec![0.0; roadmap.certifications.len()]);
    for (id, hours) in progress.logged_hours(today) {
        match roadmap.find(id) {
            Some(Item::Step(at)) => steps[at] += hours,
            Some(Item::Certification(at)) => exams[at] += hours,
            _ => {}
        }
    }
    (steps, exams)
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::builtin;
    use crate::progress::{LogEntry, Mark};
    use crate::roadmap::{ChoiceGroup, Choose, fixture};
    use crate::units::StudyTime;

    const TODAY: Date = date(2026, 11, 21);

    fn profile(from: &str) -> Profile {
        Profile { from: Some(from.into()), ..Profile::default() }
    }

    #[test]
    fn totals_are_the_sum_of_their_stages_and_of_the_states() {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        let mark = |status| Mark { status, on: TODAY, moves_day: false, hours: None };
        progress.mark("git", mark(Status::Done));
        progress.mark("pandas", mark(Status::Doing));
        progress.mark("open-source", mark(Status::Skipped));
        progress.mark("time-series", mark(Status::Done));
        let standing = Standing::new(roadmap, &progress, &profile("swe"), TODAY);
        let whole = standing.totals();
        let stages: Vec<Totals> = (0..roadmap.stages.len()).map(|stage| standing.totals_of(stage)).collect();
        assert_eq!(whole.total, stages.iter().map(|totals| totals.total).sum::<usize>());
        assert_eq!(whole.total, whole.todo + whole.doing + whole.done + whole.skipped);
        assert_eq!((whole.doing, whole.skipped), (1, 1));
        let open = standing.counted().filter(|(_, _, standing)| standing.is_open()).count();
        assert_eq!(open, whole.todo + whole.doing);
    }

    #[test]
    fn a_ticked_criterion_takes_its_share_of_an_open_step() {
        let left = |status, ticks: &[char]| {
            let mut progress = Progress::new();
            progress.mark("python", Mark { status, on: TODAY, moves_day: false, hours: None });
            progress.tick("python", ticks);
            Standing::new(fixture::roadmap(), &progress, &Profile::default(), TODAY).steps[1].left.likely
        };
        assert!((left(Status::Doing, &['b']) - 20.0).abs() < 1e-12);
        assert!((left(Status::Doing, &['x']) - 40.0).abs() < 1e-12, "a letter the step does not have");
        assert!((left(Status::Doing, &['a', 'b']) - 4.0).abs() < 1e-12, "until it is marked done");
        assert!(left(Status::Done, &['a']).abs() < 1e-12);
    }

    #[test]
    fn of_a_group_only_the_chosen_count() {
        let mut roadmap = fixture::roadmap().clone();
        roadmap.choices.push(ChoiceGroup {
            id: "projects".into(),
            title: "Projects".into(),
            choose: Choose { low: 1, high: 2 },
            steps: vec!["networks".into(), "classifier-project".into()],
            note: None,
        });
        let counted = |progress: &Progress| -> Vec<String> {
            let standing = Standing::new(&roadmap, progress, &Profile::default(), TODAY);
            let group = ["networks", "classifier-project"];
            standing.counted().filter(|(_, step, _)| group.contains(&step.id.as_str())).map(|(_, step, _)| step.id.to_owned()).collect()
        };
        let mark = |status| Mark { status, on: TODAY, moves_day: false, hours: None };
        let mut progress = Progress::new();
        assert_eq!(counted(&progress), ["networks"], "the first of the group");
        progress.mark("classifier-project", mark(Status::Doing));
        assert_eq!(counted(&progress), ["classifier-project"], "what the learner took up");
        progress.mark("networks", mark(Status::Done));
        assert_eq!(counted(&progress), ["networks", "classifier-project"], "more than asked for");
        let mut progress = Progress::new();
        progress.mark("networks", mark(Status::Skipped));
        assert_eq!(counted(&progress), ["networks", "classifier-project"], "what is left out is replaced");
    }

    #[test]
    fn backgrounds_add_up_by_their_larger_share() {
        let roadmap = fixture::roadmap();
        let credit = |from: &str| Standing::new(roadmap, &Progress::new(), &profile(from), TODAY).steps[1].credit;
        assert!((credit("none+developer") - 0.5).abs() < 1e-9);
        assert!(credit("none+nobody").abs() < 1e-9, "an unknown background credits nothing");
    }

    #[test]
    fn a_full_credit_is_done_but_never_studied() {
        let roadmap = builtin::roadmap();
        let progress = Progress::new();
        let swe = Standing::new(roadmap, &progress, &profile("software-engineer"), TODAY);
        let git = swe.all().find(|(_, step, _)| step.id == "git").map(|(_, _, standing)| standing.clone()).expect("git is a step");
        assert!(git.is_credited_in_full() && git.left == Spread::default());
        let mut back = Progress::new();
        back.mark("git", Mark { status: Status::Doing, on: TODAY, moves_day: false, hours: None });
        let taken_up = Standing::new(roadmap, &back, &profile("swe"), TODAY).totals();
        back.mark("git", Mark { status: Status::Todo, on: TODAY, moves_day: false, hours: None });
        let reset = Standing::new(roadmap, &back, &profile("swe"), TODAY).totals();
        assert_eq!((taken_up.doing, reset), (1, swe.totals()), "taking it up counts, and a reset gives the credit back");
        let except = Profile { except: vec!["git".into()], ..profile("swe") };
        let objecting = Standing::new(roadmap, &progress, &except, TODAY);
        let git = objecting.all().find(|(_, step, _)| step.id == "git").map(|(_, _, standing)| standing.clone()).expect("git is a step");
        assert_eq!((git.status, git.credit), (Status::Todo, 0.0));
    }

    #[test]
    fn logged_time_shortens_a_step_but_never_finishes_it() {
        let roadmap = builtin::roadmap();
        let mut progress = Progress::new();
        let likely = |progress: &Progress| {
            let standing = Standing::new(roadmap, progress, &Profile::default(), TODAY);
            standing
                .all()
                .find(|(_, step, _)| step.id == "numpy")
                .map(|(_, step, standing)| (step.hours.likely, standing.left.likely))
                .expect("numpy")
        };
        let (estimate, left) = likely(&progress);
        assert!((estimate - left).abs() < 1e-9);
        let entry = |date, time| LogEntry { date, step: Some("numpy".into()), time: StudyTime::parse(time), note: None, link: None };
        progress.log.push(entry(date(2026, 11, 22), "2h"));
        assert!((likely(&progress).1 - estimate).abs() < 1e-9, "tomorrow has not come yet");
        progress.log.push(entry(date(2026, 11, 1), "2h"));
        assert!((likely(&progress).1 - (estimate - 2.0)).abs() < 1e-9);
        progress.log.push(entry(date(2026, 11, 2), "200h"));
        assert!((likely(&progress).1 - estimate * 0.1).abs() < 1e-9);
    }

    /// The standing on the small roadmap of one who comes from software.
    fn small(progress: &Progress) -> Standing<'_> {
        Standing::new(fixture::roadmap(), progress, &profile("swe"), TODAY)
    }

    fn marked(marks: &[(&str, Status)]) -> Progress {
        let mut progress = Progress::new();
        for (id, status) in marks {
            progress.mark(id, Mark { status: *status, on: TODAY, moves_day: false, hours: None });
        }
        progress
    }

    const SHELL: usize = 0;
    const PYTHON: usize = 1;
    const ROBOTS: usize = 6;

    #[test]
    fn a_spread_shrinks_by_credit_and_by_study_but_never_below_a_tenth() {
        let hours = Spread { low: 20.0, likely: 40.0, high: 80.0 };
        assert_eq!(hours.after_credit(0.25), Spread { low: 15.0, likely: 30.0, high: 60.0 });
        assert_eq!(hours.after_credit(1.5), Spread::default());
        assert_eq!(hours.after_study(19.0), Spread { low: 2.0, likely: 21.0, high: 61.0 });
        assert_eq!(hours.after_study(500.0), Spread { low: 2.0, likely: 4.0, high: 8.0 });
        assert_eq!(hours.after_progress(10.0, 0.5), Spread { low: 10.0, likely: 20.0, high: 40.0 }, "study and ticks are not added up");
        assert_eq!(hours.after_progress(30.0, 0.5), Spread { low: 2.0, likely: 10.0, high: 40.0 });
        assert_eq!(hours.after_progress(0.0, 1.0), Spread { low: 2.0, likely: 4.0, high: 8.0 });
    }

    #[test]
    fn a_partial_credit_shortens_an_open_step_and_the_estimate_of_a_finished_one() {
        let python = |status| {
            let progress = marked(&[("python", status)]);
            let standing = small(&progress);
            let step = &standing.steps[PYTHON];
            (step.credit, step.left.likely, step.estimate(&standing.roadmap.steps[PYTHON]).likely, step.is_credited_in_full())
        };
        assert_eq!(python(Status::Todo), (0.5, 20.0, 20.0, false));
        assert_eq!(python(Status::Doing), (0.5, 20.0, 20.0, false));
        assert_eq!(python(Status::Done), (0.0, 0.0, 20.0, false));
        assert_eq!(python(Status::Skipped), (0.0, 0.0, 20.0, false));
    }

    #[test]
    fn a_full_credit_ends_when_the_step_is_taken_up_finished_or_skipped() {
        let shell = |status| {
            let progress = marked(&[("shell", status)]);
            let step = small(&progress).steps[SHELL].clone();
            (step.status, step.credit, step.credited_share, step.left.likely, step.is_credited_in_full())
        };
        assert_eq!(shell(Status::Todo), (Status::Done, 1.0, 1.0, 0.0, true));
        assert_eq!(shell(Status::Doing), (Status::Doing, 0.0, 0.0, 10.0, false));
        assert_eq!(shell(Status::Done), (Status::Done, 0.0, 0.0, 0.0, false));
        assert_eq!(shell(Status::Skipped), (Status::Skipped, 0.0, 0.0, 0.0, false));
    }

    #[test]
    fn what_is_off_the_path_counts_once_it_is_begun_or_done() {
        let counts = |status| {
            let progress = marked(&[("robots", status)]);
            let standing = small(&progress);
            assert_eq!(standing.counted().any(|(at, _, _)| at == ROBOTS), standing.steps[ROBOTS].counted);
            standing.steps[ROBOTS].counted
        };
        assert_eq!([Status::Todo, Status::Skipped, Status::Doing, Status::Done].map(counts), [false, false, true, true]);
    }

    #[test]
    fn sums_leave_skipped_hours_out_and_count_credits_as_done() {
        let progress = marked(&[("statistics", Status::Skipped), ("regression", Status::Doing), ("robots", Status::Done)]);
        let standing = small(&progress);
        let basics = Totals { total: 3, done: 1, credited: 1, skipped: 1, todo: 1, doing: 0, hours_total: 57.5, hours_left: 23.0 };
        assert_eq!(standing.totals_of(0), basics);
        let all = Totals { total: 7, done: 2, credited: 1, skipped: 1, todo: 3, doing: 1, hours_total: 175.0, hours_left: 120.5 };
        assert_eq!(standing.totals(), all);
    }

    #[test]
    fn a_step_is_ready_when_nothing_it_needs_is_open() {
        let ready = |progress: &Progress| {
            let standing = small(progress);
            (standing.steps[2].ready, standing.open_requirements(2))
        };
        assert_eq!(ready(&Progress::new()), (false, vec![PYTHON]));
        assert_eq!(ready(&marked(&[("python", Status::Doing)])), (false, vec![PYTHON]));
        assert_eq!(ready(&marked(&[("python", Status::Skipped)])), (true, vec![]));
        assert_eq!(ready(&marked(&[("python", Status::Done)])), (true, vec![]));
    }

    #[test]
    fn an_id_and_its_alias_are_one_step() {
        let progress = marked(&[("terminal", Status::Done), ("shell", Status::Doing)]);
        assert_eq!(small(&progress).steps[SHELL].status, Status::Done, "the name that is further on counts");
        let progress = marked(&[("terminal", Status::Doing), ("shell", Status::Done)]);
        assert_eq!(small(&progress).steps[SHELL].status, Status::Done);
        let mut progress = Progress::new();
        for id in ["shell", "terminal"] {
            progress.log.push(LogEntry { date: TODAY, step: Some(id.into()), time: StudyTime::parse("2h"), note: None, link: None });
        }
        assert!((small(&progress).steps[SHELL].logged - 4.0).abs() < 1e-9);
    }
}
