//! Simulated lives: how long each step really takes a learner, and how many hours each of their weeks has.
//! Nothing here knows how the forecast reckons.

use fastrand::Rng;

use super::figures::{COURSE_MEDIAN, Figures, KEPT, MADE_FROM, PROJECT_TOLD};

/// A step before a learner: its place, its stage and its hours.
#[derive(Clone, Copy)]
pub struct Task {
    pub at: usize,
    pub stage: usize,
    pub low: f64,
    pub likely: f64,
    pub high: f64,
}

/// How learners are.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum World {
    /// Drawn as the model's sources say.
    Own,
    /// They fade to half of their hours over a year and come back.
    Fading,
    /// Steps that lie close together go alike: four in a row share their difficulty.
    SimilarSteps,
    /// Every thirteenth week begins an exam term: four weeks with a fifth of the hours.
    ExamTerms,
    /// Good at one stage and slow at another.
    UnevenStages,
    /// They need half as much again as estimated, and keep three quarters of their plan.
    SlowStrangers,
    /// They stop once, for six to fourteen weeks, and come back with less.
    Burnout,
    /// Their pace wanders for good. Set aside.
    Wandering,
    /// Work comes in bursts: three weeks of double hours, three of next to none. Set aside.
    Bursts,
    /// Some day a new job leaves three fifths of the hours, for good. Set aside anew.
    NewJob,
    /// One step in five takes three times as long as it should. Set aside anew.
    LongSteps,
    /// They knew most of the first three steps before they began: a tenth of their hours is left.
    KnownSteps,
    /// They stop once, for two months, and go on as before.
    Silence,
    /// Weeks of a real student's project, and the effort of a real developer: the half the prior was not made from.
    ProjectAndDevelopers,
    /// Weeks of a real student's project, and the effort of a real student's course: that half too.
    ProjectAndCourse,
    /// The same with the half the prior was made from.
    ProjectAndDevelopersMade,
    /// The same with the half the prior was made from.
    ProjectAndCourseMade,
}

impl World {
    /// Those the model was made with.
    pub const SEEN: [World; 11] = [
        World::Own,
        World::ProjectAndDevelopers,
        World::ProjectAndCourse,
        World::ProjectAndDevelopersMade,
        World::ProjectAndCourseMade,
        World::Fading,
        World::SimilarSteps,
        World::ExamTerms,
        World::UnevenStages,
        World::SlowStrangers,
        World::Burnout,
    ];

    /// Those that were set aside: the first two until the model was made, the others until it was last changed.
    pub const ASIDE: [World; 4] = [World::Wandering, World::Bursts, World::NewJob, World::LongSteps];

    /// Whether the chances are meant for these learners from the start.
    pub fn is_reference(self) -> bool {
        self == World::Own || self.figures().is_some()
    }

    /// The figures of real people these learners live by.
    fn figures(self) -> Option<&'static Figures> {
        match self {
            World::ProjectAndDevelopers | World::ProjectAndCourse => Some(&KEPT),
            World::ProjectAndDevelopersMade | World::ProjectAndCourseMade => Some(&MADE_FROM),
            _ => None,
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            World::Own => "the model's own",
            World::Fading => "fading to half over half a year, and back",
            World::SimilarSteps => "steps that lie close together go alike",
            World::ExamTerms => "four weeks of exams in every thirteen",
            World::UnevenStages => "good at one stage, slow at another",
            World::SlowStrangers => "half as much again to study, three quarters of the hours",
            World::Burnout => "a stop of 6 to 14 weeks, then three quarters of the pace",
            World::Wandering => "a pace that wanders for good",
            World::Bursts => "three weeks of bursts, three of next to nothing",
            World::NewJob => "a new job some day, three fifths of the hours for good",
            World::LongSteps => "one step in five takes three times as long",
            World::KnownSteps => "who knew most of the first three steps",
            World::Silence => "a stop of two months, then as before",
            World::ProjectAndDevelopers => "real: project weeks, developers' effort",
            World::ProjectAndCourse => "real: project weeks, students' effort",
            World::ProjectAndDevelopersMade => "real, the prior's half: developers' effort",
            World::ProjectAndCourseMade => "real, the prior's half: students' effort",
        }
    }
}

/// Study on one day.
pub struct Session {
    /// Days since the beginning.
    pub day: i32,
    /// The place of the step in the list of tasks.
    pub task: usize,
    pub hours: f64,
}

/// A life to its end.
pub struct Life {
    pub sessions: Vec<Session>,
    /// For each task its real hours, the day it was begun and the day it was finished.
    pub tasks: Vec<(f64, i32, i32)>,
    /// The days of this life.
    pub days: i32,
}

/// A standard normal number, by the method of Box and Muller.
pub fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.f64()).cos()
}

fn lognormal(rng: &mut Rng, median: f64, sigma: f64) -> f64 {
    median * (sigma * normal(rng)).exp()
}

/// A number with this mean whose standard deviation is `cv` times the mean.
fn around(rng: &mut Rng, mean: f64, cv: f64) -> f64 {
    let variance = (cv * cv).ln_1p();
    mean * (variance.sqrt() * normal(rng) - variance / 2.0).exp()
}

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.usize(..from.len())]
}

/// Real hours of each task.
fn true_hours(rng: &mut Rng, world: World, tasks: &[Task]) -> Vec<f64> {
    let effort = match world {
        World::SlowStrangers => lognormal(rng, 1.5, 0.25),
        World::ProjectAndDevelopers | World::ProjectAndDevelopersMade => {
            pick(rng, world.figures().map_or(&[1.0], |real| real.developer_ratios))
        }
        World::ProjectAndCourse | World::ProjectAndCourseMade => {
            pick(rng, world.figures().map_or(&[1.0], |real| real.course_hours)) / COURSE_MEDIAN
        }
        _ => lognormal(rng, 1.07, 0.28),
    };
    let stage_sigma = if world == World::UnevenStages { 0.45 } else { 0.2 };
    let last = tasks.iter().map(|task| task.stage).max().unwrap_or_default();
    let stages: Vec<f64> = (0..=last).map(|_| lognormal(rng, 1.0, stage_sigma)).collect();
    let mut shared = 0.0;
    let mut hours = Vec::with_capacity(tasks.len());
    for (place, task) in tasks.iter().enumerate() {
        if place % 4 == 0 {
            shared = normal(rng);
        }
        let z = if world == World::SimilarSteps { 0.8 * shared + 0.6 * normal(rng) } else { normal(rng) };
        // Two halves of a lognormal that has these 10th, 50th and 90th percentiles.
        let side = if z < 0.0 { task.likely / task.low } else { task.high / task.likely };
        let long = if world == World::LongSteps && rng.f64() < 0.2 { 3.0 } else { 1.0 };
        let new = if world == World::KnownSteps && place < 3 { 0.1 } else { 1.0 };
        hours.push(effort * stages[task.stage] * task.likely * side.powf(z / 1.2816) * long * new);
    }
    hours
}

/// The hours of one week after another.
struct Weeks {
    world: World,
    planned: f64,
    kept: f64,
    week: usize,
    /// Weeks of a break that are left, and its chance to begin in a week.
    away: usize,
    rate: f64,
    /// How far the pace is from its average, on the log scale.
    drift: f64,
    /// The weeks of a real student, the next of them, and how many more of them follow one another.
    row: &'static [f64],
    place: usize,
    block: usize,
    burnout: usize,
}

impl Weeks {
    fn new(rng: &mut Rng, world: World, planned: f64, work: f64) -> Weeks {
        let kept = match world {
            World::SlowStrangers => lognormal(rng, 0.75, 0.25),
            _ => lognormal(rng, 1.0, 0.26),
        };
        let expected = (work / planned).max(4.0);
        // A break in forty weeks on average, for some more often than for others.
        let rate = -(1.0 - rng.f64()).ln() / 40.0;
        let burnout = (rng.f64() * expected) as usize;
        let row = world.figures().map_or(&[][..], |real| pick(rng, real.project_weeks));
        Weeks { world, planned, kept, week: 0, away: 0, rate, drift: 0.18 * normal(rng), row, place: 0, block: 0, burnout }
    }

    /// A week of the student, drawn in blocks of four to nine that followed one another: a project of 27 weeks
    /// played over and over would have no good and bad years.
    fn real_week(&mut self, rng: &mut Rng) -> f64 {
        if self.block == 0 {
            self.block = 4 + rng.usize(..6);
            self.place = rng.usize(..self.row.len());
        }
        self.block -= 1;
        self.place += 1;
        self.row[self.place % self.row.len()]
    }

    fn next(&mut self, rng: &mut Rng) -> f64 {
        let week = self.week;
        self.week += 1;
        if !self.row.is_empty() {
            return self.planned / PROJECT_TOLD * self.real_week(rng);
        }
        // It returns to the average within half a year.
        self.drift = 0.96 * self.drift + 0.18 * (1.0_f64 - 0.96 * 0.96).sqrt() * normal(rng);
        if self.away > 0 {
            self.away -= 1;
            return 0.0;
        }
        if rng.f64() < self.rate {
            self.away = 1 + rng.usize(..6);
            return 0.0;
        }
        if self.world == World::Burnout && week >= self.burnout && self.burnout != usize::MAX {
            self.burnout = usize::MAX;
            self.kept *= 0.75;
            self.away = 5 + rng.usize(..9);
            return 0.0;
        }
        if self.world == World::Silence && week >= 4 + self.burnout / 2 && self.burnout != usize::MAX {
            self.burnout = usize::MAX;
            self.away = 8;
            return 0.0;
        }
        if self.world == World::NewJob && week >= self.burnout && self.burnout != usize::MAX {
            self.burnout = usize::MAX;
            self.kept *= 0.6;
        }
        if self.world == World::Wandering {
            self.kept *= (0.05 * normal(rng)).exp();
        }
        let season = match self.world {
            World::Fading => 0.75 + 0.25 * (std::f64::consts::TAU * week as f64 / 52.0).cos(),
            World::ExamTerms if week % 13 >= 9 => 0.2,
            World::Bursts if week / 3 % 2 == 1 => 0.1,
            World::Bursts => 1.9,
            _ => 1.0,
        };
        around(rng, self.planned * self.kept * season * self.drift.exp(), 0.6)
    }
}

/// Lives one life: the steps in order, on one to four days of each week.
pub fn live(rng: &mut Rng, world: World, planned: f64, tasks: &[Task]) -> Life {
    let hours = true_hours(rng, world, tasks);
    let mut weeks = Weeks::new(rng, world, planned, hours.iter().sum());
    let mut life = Life { sessions: Vec::new(), tasks: Vec::new(), days: 0 };
    let (mut task, mut left, mut begun) = (0, hours.first().copied().unwrap_or_default(), None);
    let mut monday = 0;
    while task < tasks.len() {
        let study = weeks.next(rng);
        let mut days: Vec<i32> = (0..7).collect();
        rng.shuffle(&mut days);
        let sessions = ((study / 3.0).ceil() as usize).clamp(1, 6);
        days.truncate(sessions);
        days.sort_unstable();
        for day in days {
            let mut free = study / sessions as f64;
            while free > 1e-6 && task < tasks.len() {
                let spent = free.min(left);
                let day = monday + day;
                begun.get_or_insert(day);
                life.sessions.push(Session { day, task, hours: spent });
                (free, left) = (free - spent, left - spent);
                if left <= 1e-6 {
                    life.tasks.push((hours[task], begun.take().unwrap_or(day), day));
                    life.days = day;
                    task += 1;
                    left = hours.get(task).copied().unwrap_or_default();
                }
            }
        }
        monday += 7;
        if monday > 365 * 60 {
            break;
        }
    }
    life
}
