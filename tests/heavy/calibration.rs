//! Whether the forecast's chances are what they say: thousands of simulated learners, drawn from
//! the model itself and from worlds that differ from it, against the program's own reckoning.
//!
//! `UPDATE=1 cargo heavy calibration` writes the table into the README.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, thread};

use fastrand::Rng;
use mlpath::builtin;
use mlpath::dates::{self, Date};
use mlpath::planning::forecast::evidence::Evidence;
use mlpath::planning::forecast::pace::{LogNormal, Pace};
use mlpath::planning::forecast::{ForecastInput, forecast};
use mlpath::planning::standing::{Spread, Standing};
use mlpath::progress::{LogEntry, Profile, Progress, Record, Status};
use mlpath::units::{StudyTime, WeeklyHours};

/// Simulated learners a world.
const LEARNERS: usize = 10_000;

/// Hours a week they plan.
const PLANNED: f64 = 10.0;

/// The day they begin.
const START: Date = Date::constant(2026, 1, 5);

/// The shares of the steps that are done when a forecast is made.
const MOMENTS: [f64; 3] = [0.0, 0.3, 0.6];

/// How learners are.
#[derive(Clone, Copy, PartialEq)]
enum World {
    /// As the model says.
    Model,
    /// Speeds and steps have heavier tails.
    HeavyTails,
    /// The pace drifts from week to week, up or down for good.
    Drift,
    /// Everybody stops once, for three to seven weeks.
    Burnout,
    /// Hours are rounded to five, and half of the steps have neither hours nor log.
    Careless,
    /// They have no log: only the days and hours of finished steps.
    Unlogged,
    /// They need a third more than the guides say.
    Slow,
    /// They keep seven tenths of what they plan, more or less.
    Overambitious,
}

impl World {
    const ALL: [World; 8] = [
        World::Model,
        World::HeavyTails,
        World::Drift,
        World::Burnout,
        World::Careless,
        World::Unlogged,
        World::Slow,
        World::Overambitious,
    ];

    fn title(self) -> &'static str {
        match self {
            World::Model => "the model's own",
            World::HeavyTails => "heavier tails",
            World::Drift => "a drifting pace",
            World::Burnout => "a burnout of 3 to 7 weeks",
            World::Careless => "rounded hours, half unlogged",
            World::Unlogged => "no log, only hours of finished steps",
            World::Slow => "who need a third more time",
            World::Overambitious => "who keep 70 % of their plan",
        }
    }
}

/// A standard normal number, by the method of Box and Muller.
fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.f64()).cos()
}

/// A standard normal number, or one with the same variance and heavier tails: Student's t
/// with four degrees of freedom.
fn tail(rng: &mut Rng, world: World) -> f64 {
    let z = normal(rng);
    if world != World::HeavyTails {
        return z;
    }
    let chi: f64 = (0..4).map(|_| normal(rng).powi(2)).sum();
    // Its variance is 2.
    (z / (chi / 2.0).sqrt()).clamp(-5.0, 5.0)
}

/// A learner's way through the roadmap, week by week.
struct Way {
    progress: Progress,
    /// The day of the forecast.
    today: Date,
    /// The day everything was done.
    end: Date,
}

/// The record of a learner who has just begun.
fn blank() -> Progress {
    let profile =
        Profile { from: Some("swe".into()), hours_per_week: WeeklyHours::exactly(PLANNED), start: Some(START), ..Profile::default() };
    Progress { profile, ..Progress::new() }
}

/// What lies before them: the places of the steps, and their hours.
fn course(blank: &Progress) -> Vec<(usize, Spread)> {
    let standing = Standing::new(builtin::roadmap(), blank, &blank.profile, START);
    standing.counted().filter(|(_, _, state)| state.is_open()).map(|(at, _, state)| (at, state.left)).collect()
}

/// Lives one life: studies the steps in order, and stops the record when a share of them is done.
fn live(rng: &mut Rng, world: World, moment: f64, blank: &Progress, course: &[(usize, Spread)]) -> Way {
    let prior = Pace::prior(PLANNED);
    let roadmap = builtin::roadmap();
    let median = if world == World::Slow { 4.0 / 3.0 } else { prior.speed.median };
    let speed = median * (prior.speed.sigma * tail(rng, world)).exp();
    let prior_kept = if world == World::Overambitious { LogNormal { median: 0.7, sigma: 0.2 } } else { prior.kept };
    let kept = prior_kept.median * (prior_kept.sigma * tail(rng, world)).exp();
    let steps: Vec<(usize, f64)> = course.iter().map(|(at, left)| (*at, speed * drawn(rng, world, *left))).collect();
    let until = (moment * steps.len() as f64).round() as usize;
    let mut calendar = Calendar::new(rng, world, kept, steps.iter().map(|(_, hours)| hours).sum());
    let mut progress = blank.clone();
    let mut today = START;
    for (done, (at, hours)) in steps.iter().enumerate() {
        let is_past = done < until;
        let is_told = world != World::Careless || rng.bool();
        let is_logged = is_told && world != World::Unlogged;
        let begun = calendar.day();
        let mut left = *hours;
        while left > 1e-9 {
            let (day, studied) = calendar.study(rng, left);
            left -= studied;
            if let (true, Some(time)) = (is_past && is_logged, StudyTime::from_hours(studied)) {
                progress.log.push(LogEntry { date: day, step: roadmap.steps[*at].id.clone(), time: Some(time), note: None, link: None });
            }
        }
        if is_past {
            today = calendar.day();
            let told = if world == World::Careless { (hours / 5.0).round().max(1.0) * 5.0 } else { *hours };
            let told = is_told.then_some(told);
            let record = Record { status: Status::Done, started: Some(begun), done: Some(today), skipped: None, hours: told };
            progress.steps.insert(roadmap.steps[*at].id.clone(), record);
        }
    }
    Way { progress, today, end: calendar.day() }
}

/// Hours of a step, lognormal with the mean and variance of its percentiles.
fn drawn(rng: &mut Rng, world: World, hours: Spread) -> f64 {
    let mean = 0.3 * hours.low + 0.4 * hours.likely + 0.3 * hours.high;
    let square = |value: f64| (value - mean) * (value - mean);
    let variance = 0.3 * square(hours.low) + 0.4 * square(hours.likely) + 0.3 * square(hours.high);
    let sigma_squared = (1.0 + variance / (mean * mean)).ln();
    mean * (sigma_squared.sqrt() * tail(rng, world) - sigma_squared / 2.0).exp()
}

/// The weeks of a life: how many hours each has, and where there are none.
struct Calendar {
    world: World,
    /// Hours of an average week.
    average: f64,
    /// Weeks gone by.
    week: f64,
    /// Hours of this week, and those not used yet.
    hours: f64,
    left: f64,
    /// Breaks a week.
    rate: f64,
    /// The week of the burnout.
    burnout: Option<f64>,
}

impl Calendar {
    fn new(rng: &mut Rng, world: World, kept: f64, work: f64) -> Calendar {
        let breaks = Pace::prior(PLANNED).breaks;
        // A gamma variate of shape one half is half the square of a normal one.
        let rate = if world == World::Burnout { 0.0 } else { normal(rng).powi(2) / 2.0 / breaks.weeks };
        let average = PLANNED * kept;
        let burnout = (world == World::Burnout).then(|| rng.f64() * work / average);
        let mut calendar = Calendar { world, average, week: 0.0, hours: 0.0, left: 0.0, rate, burnout };
        calendar.fill(rng);
        calendar
    }

    fn next_week(&mut self, rng: &mut Rng) {
        self.week += 1.0;
        if self.world == World::Drift {
            self.average *= (0.02 * normal(rng)).exp();
        }
        if rng.f64() < self.rate {
            self.week += 2.0 + 6.0 * rng.f64();
        }
        if self.burnout.is_some_and(|week| self.week >= week) {
            self.week += 3.0 + 4.0 * rng.f64();
            self.burnout = None;
        }
        self.fill(rng);
    }

    /// The hours of this week.
    fn fill(&mut self, rng: &mut Rng) {
        let sigma_squared: f64 = (1.0 + 0.35_f64 * 0.35).ln();
        self.hours = self.average * (sigma_squared.sqrt() * normal(rng) - sigma_squared / 2.0).exp();
        self.left = self.hours;
    }

    /// Studies what fits into this week; the day and the hours.
    fn study(&mut self, rng: &mut Rng, wanted: f64) -> (Date, f64) {
        if self.left <= 1e-9 {
            self.next_week(rng);
        }
        let studied = wanted.min(self.left);
        self.left -= studied;
        (self.day(), studied)
    }

    fn day(&self) -> Date {
        let part = if self.hours > 0.0 { 1.0 - self.left / self.hours } else { 0.0 };
        dates::days_after(START, 7.0 * (self.week + part)).unwrap_or(Date::MAX)
    }
}

/// How many forecasts were made, and how many of the ends lay before their even and their 85 % day.
#[derive(Default, Clone, Copy)]
struct Met {
    all: usize,
    even: usize,
    sure: usize,
}

impl Met {
    fn percent(self) -> (f64, f64) {
        let share = |part: usize| 100.0 * part as f64 / self.all.max(1) as f64;
        (share(self.even), share(self.sure))
    }
}

/// Lives many lives in a world; results for each moment of the forecast.
fn study(world: World, seed: u64) -> [Met; MOMENTS.len()] {
    let mut met = [Met::default(); MOMENTS.len()];
    let mut rng = Rng::with_seed(seed);
    let blank = blank();
    let course = course(&blank);
    for learner in 0..LEARNERS {
        let at = learner % MOMENTS.len();
        let way = live(&mut rng, world, MOMENTS[at], &blank, &course);
        let standing = Standing::new(builtin::roadmap(), &way.progress, &way.progress.profile, way.today);
        let evidence = Evidence::of(&standing, &way.progress, way.today);
        let pace = evidence.pace(LogNormal::exactly(PLANNED));
        let Some(found) = forecast(&ForecastInput::path(&standing, pace, way.today)).expect("within a century") else { continue };
        met[at].all += 1;
        met[at].even += usize::from(way.end <= found.finish.p50);
        met[at].sure += usize::from(way.end <= found.finish.p85);
    }
    met
}

fn table(results: &[(World, [Met; MOMENTS.len()])]) -> String {
    let mut text = String::from("| learners are like | at the start | 30 % of the steps done | 60 % done |\n|---|---|---|---|\n");
    for (world, met) in results {
        let cell = |met: &Met| {
            let (even, sure) = met.percent();
            format!("{even:.0} %, {sure:.0} %")
        };
        let cells: Vec<String> = met.iter().map(cell).collect();
        let _ = writeln!(text, "| {} | {} |", world.title(), cells.join(" | "));
    }
    text
}

/// The whole numbers of a text.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn chances_are_what_they_say() {
    let results: Vec<(World, [Met; MOMENTS.len()])> = thread::scope(|scope| {
        let running: Vec<_> =
            World::ALL.into_iter().enumerate().map(|(at, world)| scope.spawn(move || (world, study(world, 2026 + at as u64)))).collect();
        running.into_iter().map(|world| world.join().expect("a world")).collect()
    });
    let table = table(&results);
    println!("{table}");
    for (world, met) in &results {
        for (moment, met) in MOMENTS.iter().zip(met) {
            let (even, sure) = met.percent();
            let place = format!("{} at {moment}: {even:.1} %, {sure:.1} %", world.title());
            match world {
                World::Model => assert!((sure - 85.0).abs() <= 3.0 && (even - 50.0).abs() <= 4.0, "{place}"),
                // Nothing is known of them at the start; their record has to tell.
                World::Slow if *moment < 0.5 => {}
                World::Overambitious if *moment == 0.0 => {}
                _ => assert!(sure >= 75.0, "{place}"),
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once("<!-- calibration -->\n").expect("the place of the table");
    let (written, after) = rest.split_once("<!-- end of calibration -->").expect("its end");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{before}<!-- calibration -->\n{table}<!-- end of calibration -->{after}")).expect("the README");
    } else {
        // Another machine's logarithms may round one life differently.
        let (then, now) = (numbers(written), numbers(&table));
        let is_close = then.len() == now.len() && then.iter().zip(&now).all(|(a, b)| a.abs_diff(*b) <= 1);
        assert!(is_close, "UPDATE=1 cargo heavy calibration\n{table}");
    }
}
