//! Lives that take a turn, asked where it matters: steps that were half known before, a silence of two months, and logs
//! without a mark.

use std::fmt::Write as _;
use std::ops::Range;

use fastrand::Rng;

use super::habits::{Habit, record};
use super::lives::{Life, World, live};
use super::{BACKGROUNDS, HOURS, START, Score, ask, blank, day_of, seed_of, tasks};

/// When a learner asks.
#[derive(Clone, Copy)]
pub enum Asked {
    /// So many weeks after the first three steps were done.
    SinceThird(i32),
    /// So many weeks after the first session behind the longest silence.
    SinceBack(i32),
    /// About when this share of the study is done.
    At(f64),
}

impl Asked {
    fn title(self) -> String {
        match self {
            Asked::SinceThird(0) => "three steps done".into(),
            Asked::SinceThird(weeks) => format!("{weeks} weeks after them"),
            Asked::SinceBack(weeks) => format!("back for {weeks} weeks"),
            Asked::At(share) => format!("{:.0} % done", 100.0 * share),
        }
    }

    /// The day of a life.
    fn day(self, life: &Life, rng: &mut Rng) -> i32 {
        match self {
            Asked::SinceThird(weeks) => life.tasks.get(2).map_or(life.days, |third| third.2) + 7 * weeks + rng.i32(0..3),
            Asked::SinceBack(weeks) => {
                let longest = life.sessions.windows(2).max_by_key(|pair| pair[1].day - pair[0].day);
                longest.map_or(life.days, |pair| pair[1].day) + 7 * weeks
            }
            Asked::At(share) => day_of(life, share + 0.06 * (rng.f64() - 0.5)) + rng.i32(0..7),
        }
    }
}

/// One row: a world, a habit, and three days of asking.
pub struct Turn {
    world: World,
    habit: Habit,
    asked: [Asked; 3],
    /// What is kept on each of these days: the least and the most, in percent, that meet the day for half and the day of
    /// 17 of 20, and the least inside p10 to p90.
    kept: [f64; 5],
}

const FIRST: [Asked; 3] = [Asked::SinceThird(0), Asked::SinceThird(4), Asked::SinceThird(12)];
const BACK: [Asked; 3] = [Asked::SinceBack(1), Asked::SinceBack(6), Asked::SinceBack(12)];
const ALL_ALONG: [Asked; 3] = [Asked::At(0.15), Asked::At(0.3), Asked::At(0.6)];

/// All of them. Before marks of the first weeks were doubted, 24 to 34 of those who knew most of the first three steps met
/// the day for half, 61 to 70 that of 17 of 20.
pub const TURNS: &[Turn] = &[
    Turn { world: World::Own, habit: Habit::FullLog, asked: FIRST, kept: [39.0, 60.0, 78.0, 92.0, 78.0] },
    Turn { world: World::Own, habit: Habit::MarksOnly, asked: FIRST, kept: [37.0, 60.0, 77.0, 92.0, 78.0] },
    Turn { world: World::KnownSteps, habit: Habit::FullLog, asked: FIRST, kept: [32.0, 60.0, 72.0, 92.0, 75.0] },
    Turn { world: World::KnownSteps, habit: Habit::DoneHours, asked: FIRST, kept: [35.0, 60.0, 75.0, 92.0, 75.0] },
    Turn { world: World::KnownSteps, habit: Habit::MarksOnly, asked: FIRST, kept: [35.0, 60.0, 75.0, 92.0, 75.0] },
    // A silence ahead cannot be known, one behind may come again: these days are rather late.
    Turn { world: World::Silence, habit: Habit::FullLog, asked: BACK, kept: [50.0, 76.0, 80.0, 96.0, 72.0] },
    Turn { world: World::Silence, habit: Habit::LogEvery(1), asked: BACK, kept: [50.0, 76.0, 80.0, 96.0, 72.0] },
    Turn { world: World::Silence, habit: Habit::MarksOnly, asked: BACK, kept: [50.0, 76.0, 80.0, 96.0, 72.0] },
    // A step that nobody says is done has something left for ever: `status` asks after it.
    Turn { world: World::Own, habit: Habit::LogOnly, asked: ALL_ALONG, kept: [50.0, 97.0, 80.0, 100.0, 24.0] },
];

/// The scores of one row, over all backgrounds and plans.
pub fn scores(turn: &Turn, lives: Range<u64>) -> [Score; 3] {
    let mut scores = [Score::default(); 3];
    for from in BACKGROUNDS {
        for hours in HOURS {
            let blank = blank(from, hours);
            let tasks = tasks(&blank);
            let seed = seed_of(turn.world, from, hours);
            for learner in lives.clone() {
                let mut rng = Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(learner));
                let life = live(&mut rng, turn.world, hours, &tasks);
                for (asked, score) in turn.asked.iter().zip(&mut scores) {
                    let today = asked.day(&life, &mut rng);
                    if today < life.days {
                        let progress = record(&life, &tasks, turn.habit, &blank, START, today, &mut rng);
                        score.add(ask(&progress, today, &life));
                    }
                }
            }
        }
    }
    scores
}

/// The rows as a table.
pub fn table(turns: &[(&Turn, [Score; 3])]) -> String {
    let mut text = "## Lives that take a turn\n\n| learners | habit | asked | | |\n|---|---|---|---|---|\n".to_owned();
    for (turn, scores) in turns {
        let cells: Vec<String> =
            turn.asked.iter().zip(scores).map(|(asked, score)| format!("{}: {}", asked.title(), score.text())).collect();
        let _ = writeln!(text, "| {} | {} | {} |", turn.world.title(), turn.habit.title(), cells.join(" | "));
    }
    text.push('\n');
    text
}

/// The rows that do not keep what they should.
pub fn broken(turns: &[(&Turn, [Score; 3])]) -> Vec<String> {
    let mut broken = Vec::new();
    for (turn, scores) in turns {
        for (asked, score) in turn.asked.iter().zip(scores) {
            let [even, late, inside] = [score.even, score.late, score.inside].map(|part| score.percent(part).round());
            let [least, most, late_least, late_most, inside_least] = turn.kept;
            if !((least..=most).contains(&even) && (late_least..=late_most).contains(&late) && inside >= inside_least) {
                broken.push(format!("{}, {}, {}: {}", turn.world.title(), turn.habit.title(), asked.title(), score.text()));
            }
        }
    }
    broken
}
