//! The study as a page for maintainers, with its bounds.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::habits::Habit;
use super::lives::World;
use super::turns::{self, Turn};
use super::{Kind, MOMENTS, Score};

type Cells = Vec<(Kind, [Score; MOMENTS.len()])>;

/// What was found.
pub struct Report {
    /// docs/calibration.md.
    pub text: String,
    /// Every cell, for a spreadsheet.
    cells: String,
    /// Figures outside the bounds this model holds today.
    pub broken: Vec<String>,
}

/// The scores of a world and a habit, over all backgrounds and hours.
fn pooled(cells: &Cells, world: World, habit: Habit) -> Option<[Score; MOMENTS.len()]> {
    let mut sum = [Score::default(); MOMENTS.len()];
    let mut found = false;
    for (_, scores) in cells.iter().filter(|(kind, _)| kind.world == world && kind.habit == habit) {
        sum.iter_mut().zip(scores).for_each(|(sum, score)| sum.add(*score));
        found = true;
    }
    found.then_some(sum)
}

/// What a world should hold at a moment: the least and the most that meet the day of 17 of 20, and that
/// lie inside p10 to p90.
fn goal(world: World, moment: f64) -> Option<[f64; 4]> {
    match (world.is_reference(), moment > 0.0) {
        (true, _) => Some([80.0, 92.0, 75.0, 88.0]),
        (false, true) => Some([75.0, 100.0, 0.0, 100.0]),
        (false, false) => None,
    }
}

/// A goal that cannot be met without missing another.
struct Unreachable {
    world: World,
    moment: f64,
    /// Whether it is so of all learners, or only of those of some hours or backgrounds.
    who: &'static str,
    /// What is kept all the same: as in [`goal`].
    kept: [f64; 4],
    why: &'static str,
}

const ALL: &str = "all";

/// Every goal that is missed, with the reason. A test fails for any other.
const UNREACHABLE: &[Unreachable] = &[
    Unreachable { world: World::ProjectAndDevelopers, moment: 0.0, who: ALL, kept: [80.0, 92.0, 75.0, 92.0], why: FEW },
    Unreachable { world: World::ProjectAndDevelopers, moment: 0.3, who: ALL, kept: [80.0, 93.0, 75.0, 89.0], why: STEADY },
    Unreachable { world: World::ProjectAndDevelopers, moment: 0.6, who: "3 h", kept: [80.0, 93.0, 75.0, 92.0], why: STEADY },
    Unreachable { world: World::ProjectAndDevelopersMade, moment: 0.0, who: ALL, kept: [80.0, 93.0, 75.0, 90.0], why: QUICK },
    Unreachable { world: World::ProjectAndDevelopers, moment: 0.6, who: ALL, kept: [80.0, 93.0, 75.0, 89.0], why: STEADY },
    Unreachable { world: World::ProjectAndCourse, moment: 0.6, who: ALL, kept: [80.0, 93.0, 75.0, 89.0], why: STEADY },
    Unreachable { world: World::ProjectAndDevelopersMade, moment: 0.6, who: ALL, kept: [80.0, 94.0, 75.0, 90.0], why: STEADY },
    Unreachable { world: World::ProjectAndCourseMade, moment: 0.6, who: ALL, kept: [80.0, 94.0, 75.0, 90.0], why: STEADY },
    Unreachable { world: World::SlowStrangers, moment: 0.3, who: "3 h", kept: [64.0, 100.0, 0.0, 100.0], why: SLOW },
    Unreachable { world: World::Burnout, moment: 0.3, who: ALL, kept: [64.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.3, who: "3 h", kept: [62.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.3, who: "5 h", kept: [62.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.3, who: "10 h", kept: [62.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.3, who: "20 h", kept: [60.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.3, who: "none", kept: [62.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.3, who: "swe", kept: [62.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.3, who: "data-science", kept: [64.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Burnout, moment: 0.6, who: "20 h", kept: [67.0, 100.0, 0.0, 100.0], why: AHEAD },
    Unreachable { world: World::Fading, moment: 0.3, who: "20 h", kept: [69.0, 100.0, 0.0, 100.0], why: FADES },
    Unreachable { world: World::UnevenStages, moment: 0.3, who: ALL, kept: [73.0, 100.0, 0.0, 100.0], why: STAGES },
    Unreachable { world: World::UnevenStages, moment: 0.3, who: "swe", kept: [69.0, 100.0, 0.0, 100.0], why: STAGES },
    Unreachable { world: World::Wandering, moment: 0.3, who: ALL, kept: [72.0, 100.0, 0.0, 100.0], why: WANDERS },
    Unreachable { world: World::NewJob, moment: 0.3, who: ALL, kept: [54.0, 100.0, 0.0, 100.0], why: LESS },
    Unreachable { world: World::NewJob, moment: 0.6, who: ALL, kept: [64.0, 100.0, 0.0, 100.0], why: LESS },
];

const FEW: &str = "Three students and two developers make six kinds of learner, who lie closer together than all the people the prior is drawn from; narrower, it would leave out students of the other half";
const QUICK: &str = "Developers need less than the students who share the prior: a day late enough for those is one in a hundred more than wished too late for these";
const FADES: &str = "Who studies most is soonest done, and has most of the fading still ahead at a third of the way";
const STEADY: &str = "These weeks go up and down but have no good and bad years, so that one in a hundred more than wished ends inside; narrower, the model's own learners who write things down every six weeks would end outside";
const AHEAD: &str =
    "The stop lies ahead of most and no record tells of it; a day late enough for it would be too late for 19 of 20 of the real students";
const LESS: &str =
    "For most the change lies ahead, and no record tells of it; for the others half of what is known of them is older than it";
const STAGES: &str = "The stages ahead are as different as those behind, and twice as different as the model takes them";
const SLOW: &str = "Three hours a week tell of a learner twice as slow only after a year, as no evening may turn a date";
const WANDERS: &str = "A pace that wanders for good is known less the longer the way: p90 would have to lie twice as far";

fn unreachable(world: World, moment: f64, who: &str) -> Option<&'static Unreachable> {
    UNREACHABLE.iter().find(|one| one.world == world && (one.moment - moment).abs() < 1e-9 && one.who == who)
}

/// How far a share is outside its bounds, in percent; 0 inside.
fn outside(score: Score, bounds: [f64; 4]) -> f64 {
    let (late, inside) = (score.percent(score.late).round(), score.percent(score.inside).round());
    let [least, most, inside_least, inside_most] = bounds;
    [least - late, late - most, inside_least - inside, inside - inside_most].into_iter().fold(0.0, f64::max)
}

/// What chance alone moves a share of so many lives by, in percent: so many standard errors.
fn allowance(score: Score, errors: f64) -> f64 {
    errors * 100.0 * (0.8 * 0.2 / score.all.max(1) as f64).sqrt()
}

impl Report {
    pub fn new(seen: &Cells, aside: &Cells, worlds_aside: &Cells, turns: &[(&Turn, [Score; 3])]) -> Report {
        let mut report = Report { text: String::new(), cells: String::new(), broken: Vec::new() };
        report.text.push_str(HEAD);
        report.table("Lives the model was made with", seen, &World::SEEN);
        report.table("A third of the lives, set aside", aside, &World::SEEN);
        report.table("Four worlds, set aside", worlds_aside, &World::ASIDE);
        report.text.push_str(&turns::table(turns));
        report.broken.extend(turns::broken(turns));
        let mut missed = report.missed_rows(seen, &World::SEEN, 0.0);
        missed.extend(report.missed_groups(seen, &World::SEEN));
        missed.extend(report.missed_rows(worlds_aside, &World::ASIDE, 0.0));
        // Half as many lives: chance alone moves a row by four in a hundred.
        report.missed_rows(aside, &World::SEEN, 2.6);
        report.text.push_str("## What misses its goal, and why\n\n");
        if missed.is_empty() {
            report.text.push_str("Nothing.\n");
        }
        for line in missed {
            let _ = writeln!(report.text, "- {line}");
        }
        report.cells.push_str("set,world,habit,background,hours,moment,lives,half,17of20,inside,p90_over_p10\n");
        for (set, cells) in [("seen", seen), ("aside", aside), ("aside", worlds_aside)] {
            report.list(set, cells);
        }
        report
    }

    fn table(&mut self, title: &str, cells: &Cells, worlds: &[World]) {
        let _ = writeln!(self.text, "## {title}\n\n| learners | habit | at the start | 30 % done | 60 % done |\n|---|---|---|---|---|");
        for &world in worlds {
            for habit in Habit::ALL {
                let Some(scores) = pooled(cells, world, habit) else { continue };
                let texts = scores.map(Score::text);
                let _ = writeln!(self.text, "| {} | {} | {} |", world.title(), habit.title(), texts.join(" | "));
            }
        }
        self.text.push('\n');
    }

    /// The rows outside their goals, by world and moment: what they are, and why. `errors` are the
    /// standard errors that are allowed for.
    fn missed_rows(&mut self, cells: &Cells, worlds: &[World], errors: f64) -> Vec<String> {
        self.missed(cells, worlds, ALL, errors, |_| true)
    }

    /// The same for learners of one plan, or of one background.
    fn missed_groups(&mut self, cells: &Cells, worlds: &[World]) -> Vec<String> {
        let mut missed = Vec::new();
        for hours in super::HOURS {
            missed.extend(self.missed(cells, worlds, &format!("{hours} h"), 2.6, |kind| (kind.hours - hours).abs() < 1e-9));
        }
        for from in super::BACKGROUNDS {
            missed.extend(self.missed(cells, worlds, from, 2.6, |kind| kind.from == from));
        }
        missed
    }

    fn missed(&mut self, cells: &Cells, worlds: &[World], who: &str, errors: f64, is_one: impl Fn(&Kind) -> bool) -> Vec<String> {
        let chosen: Cells = cells.iter().filter(|(kind, _)| is_one(kind)).copied().collect();
        let mut missed = Vec::new();
        for &world in worlds {
            for (at, &moment) in MOMENTS.iter().enumerate() {
                let Some(bounds) = goal(world, moment) else { continue };
                let rows: Vec<(Habit, Score)> =
                    Habit::ALL.iter().filter_map(|&habit| Some((habit, pooled(&chosen, world, habit)?[at]))).collect();
                let outside_by = |bounds: [f64; 4], errors: f64| {
                    rows.iter().filter(|(_, score)| outside(*score, bounds) > allowance(*score, errors)).copied().collect::<Vec<_>>()
                };
                let out = outside_by(bounds, errors);
                let Some(&(habit, score)) = out.first() else { continue };
                let moment_text = if moment > 0.0 { format!("at {:.0} %", 100.0 * moment) } else { "at the start".to_owned() };
                let habits =
                    if out.len() == rows.len() { "every habit".to_owned() } else { format!("{} of {} habits", out.len(), rows.len()) };
                let place = format!(
                    "{}, {who}, {moment_text}: {:.0} by the day of 17 of 20, {:.0} inside ({}; {habits})",
                    world.title(),
                    score.percent(score.late),
                    score.percent(score.inside),
                    habit.title(),
                );
                let known = unreachable(world, moment, who);
                if known.is_none_or(|known| !outside_by(known.kept, errors).is_empty()) {
                    self.broken.push(place.clone());
                }
                missed.push(format!("{place}. {}", known.map_or("No reason is known.", |known| known.why)));
            }
        }
        missed
    }

    fn list(&mut self, set: &str, cells: &Cells) {
        for (kind, scores) in cells {
            for (moment, score) in MOMENTS.iter().zip(scores) {
                let shares = [score.even, score.late, score.inside].map(|part| format!("{:.0}", score.percent(part))).join(",");
                let _ = writeln!(
                    self.cells,
                    "{set},{:?},{},{},{},{moment},{},{shares},{:.2}",
                    kind.world,
                    kind.habit.title().replace(',', ""),
                    kind.from,
                    kind.hours,
                    score.all,
                    score.ratio()
                );
            }
        }
    }

    /// Writes the pages with `UPDATE=1`, else compares the first.
    pub fn check_or_write(&self) {
        let docs = |name: &str| -> PathBuf { Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name) };
        if env::var_os("UPDATE").is_some() {
            fs::write(docs("calibration.md"), &self.text).expect("the page");
            fs::write(docs("calibration-cells.csv"), &self.cells).expect("the cells");
            return;
        }
        let written = fs::read_to_string(docs("calibration.md")).expect("the page");
        // Another machine's logarithms may round one life differently.
        let (then, now) = (numbers(&written), numbers(&self.text));
        let is_close = then.len() == now.len() && then.iter().zip(&now).all(|(then, now)| then.abs_diff(*now) <= 1);
        assert!(is_close, "UPDATE=1 cargo heavy calibration\n{}", self.text);
    }
}

/// The whole numbers of a text.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect()
}

const HEAD: &str = "\
# How good the forecast is

Written by `UPDATE=1 cargo heavy calibration`. Simulated learners live their lives, write them down by one of ten habits, and ask `mlpath`
when they will be done: at the start, and somewhere about 30 % and 60 % of the way, in the middle of steps too. Three backgrounds (none,
software engineer, data scientist) and four plans (3, 5, 10 and 20 hours a week) are pooled in each row; every single cell is in
[calibration-cells.csv](calibration-cells.csv).

Each cell says: of 100 learners, how many were done by the day given for half / by the day given for 17 of 20 / inside p10 to p90; and how
many times longer p90 takes than p10. They should be 50 / 85 / 80. The goals: for the model's own learners and for the figures of real people
80 to 92 by the day of 17 of 20 and 75 to 88 inside, at all three moments; for lives unlike the model no fewer than 75 from 30 % on.
The lives of the second table, and the last two worlds of the third, were looked at once, after the model was last changed. The last table
asks where something turns: after the first steps, some of them known before; after a silence; and where nothing is ever marked.

";
