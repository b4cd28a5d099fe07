//! The study as a page for maintainers, with its bounds.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::habits::Habit;
use super::lives::World;
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
fn goal(world: World, moment: f64) -> Option<(f64, f64, f64, f64)> {
    match (world.is_reference(), moment > 0.0) {
        (true, _) => Some((80.0, 92.0, 75.0, 88.0)),
        (false, true) => Some((75.0, 100.0, 0.0, 100.0)),
        (false, false) => None,
    }
}

/// Why a world misses its goal, and the least of 17 of 20 it has to keep all the same.
fn reason(world: World) -> (&'static str, f64) {
    match world {
        World::ProjectAndDevelopers | World::ProjectAndCourse => {
            ("seven students finished their project faster towards its end, as the term did; a late day is the safer error", 75.0)
        }
        World::SlowStrangers => {
            ("1.6 standard deviations from the people the prior is drawn from; the record moves it within half a year, not at once", 50.0)
        }
        World::Burnout => ("at 30 % of the way the stop lies ahead of most, and no record tells of it", 55.0),
        World::Fading => ("the slow half year lies ahead of those who are asked in the fast one", 64.0),
        World::ExamTerms => ("a third less happens than planned from the tenth week on; part of it is learnt", 66.0),
        World::UnevenStages => ("the stages ahead are as different as those behind, and twice as different as the model takes them", 66.0),
        World::Wandering => ("a pace that wanders for good is known less the longer the way", 60.0),
        World::Bursts => ("a burst looks like a faster learner while it lasts", 60.0),
        World::Own | World::SimilarSteps => ("", 78.0),
    }
}

impl Report {
    pub fn new(seen: &Cells, aside: &Cells, worlds_aside: &Cells) -> Report {
        let mut report = Report { text: String::new(), cells: String::new(), broken: Vec::new() };
        report.text.push_str(HEAD);
        let mut missed = Vec::new();
        report.table("Lives the model was made with", seen, &World::SEEN, &mut missed);
        report.table("A third of the lives, set aside", aside, &World::SEEN, &mut Vec::new());
        report.table("Two worlds, set aside", worlds_aside, &World::ASIDE, &mut missed);
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

    fn table(&mut self, title: &str, cells: &Cells, worlds: &[World], missed: &mut Vec<String>) {
        let _ = writeln!(self.text, "## {title}\n\n| learners | habit | at the start | 30 % done | 60 % done |\n|---|---|---|---|---|");
        for &world in worlds {
            for habit in Habit::ALL {
                let Some(scores) = pooled(cells, world, habit) else { continue };
                let texts = scores.map(Score::text);
                let _ = writeln!(self.text, "| {} | {} | {} |", world.title(), habit.title(), texts.join(" | "));
                for (moment, score) in MOMENTS.iter().zip(scores) {
                    self.judge(world, habit, *moment, score, missed);
                }
            }
        }
        self.text.push('\n');
    }

    fn judge(&mut self, world: World, habit: Habit, moment: f64, score: Score, missed: &mut Vec<String>) {
        let Some((least, most, inside_least, inside_most)) = goal(world, moment) else { return };
        let (late, inside) = (score.percent(score.late), score.percent(score.inside));
        let (why, bound) = reason(world);
        let place = format!(
            "{}, {}, at {:.0} %: {late:.0} by the day of 17 of 20, {inside:.0} inside",
            world.title(),
            habit.title(),
            100.0 * moment
        );
        if late < bound {
            self.broken.push(place.clone());
        }
        if !(least..=most).contains(&late) || !(inside_least..=inside_most).contains(&inside) {
            missed.push(if why.is_empty() { place } else { format!("{place} ({why})") });
        }
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

";
