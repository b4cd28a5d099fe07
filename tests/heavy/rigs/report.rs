//! The tables a rig prints at its end, whether it passed or not, and the verdict that follows.

use std::fmt::Debug;
use std::io::{self, Write};

use super::End;

/// So many losses are told in words.
const SHOWN: usize = 8;

/// What became of the points of a rig.
#[derive(Debug, Default)]
pub struct Tally {
    pub old: usize,
    pub new: usize,
    /// What was lost or promised in vain, each in words.
    pub lost: Vec<String>,
}

impl Tally {
    pub fn of<P: Debug>(results: Vec<(P, Result<End, String>)>) -> Tally {
        let mut tally = Tally::default();
        for (point, result) in results {
            match result {
                Ok(End::Old) => tally.old += 1,
                Ok(End::New) => tally.new += 1,
                Err(reason) => tally.lost.push(format!("{point:?}: {reason}")),
            }
        }
        tally
    }

    fn survived(&self) -> usize {
        self.old + self.new
    }
}

/// A row for each saver or fault. The sound lose nothing; the broken must be caught.
pub struct Report {
    title: String,
    sound: Vec<(String, Tally)>,
    broken: Vec<(String, Tally)>,
}

impl Report {
    pub fn new(title: &str) -> Report {
        Report { title: title.to_owned(), sound: Vec::new(), broken: Vec::new() }
    }

    pub fn add(&mut self, name: impl Into<String>, tally: Tally) {
        self.sound.push((name.into(), tally));
    }

    pub fn add_broken(&mut self, name: impl Into<String>, tally: Tally) {
        self.broken.push((name.into(), tally));
    }

    /// Prints the table and judges it.
    #[track_caller]
    pub fn finish(self) {
        let row = |name: &str, tally: &Tally, lost: &str| {
            let (survived, points) = (tally.survived(), tally.survived() + tally.lost.len());
            format!("  {name:<44} {points:>6} {survived:>9} {:>5} {:>5}  {lost}\n", tally.old, tally.new)
        };
        let mut text = format!("\n{}\n  {:<44} {:>6} {:>9} {:>5} {:>5}  lost\n", self.title, "", "points", "survived", "old", "new");
        for (name, tally) in &self.sound {
            text.push_str(&row(name, tally, &tally.lost.len().to_string()));
        }
        for (name, tally) in &self.broken {
            text.push_str(&row(name, tally, &format!("{}, as it must", tally.lost.len())));
        }
        if self.sound.len() > 1 {
            let sum = |of: fn(&Tally) -> usize| self.sound.iter().map(|(_, tally)| of(tally)).sum::<usize>();
            let lost: Vec<String> = self.sound.iter().flat_map(|(_, tally)| tally.lost.clone()).collect();
            let count = lost.len().to_string();
            text.push_str(&row("together", &Tally { old: sum(|tally| tally.old), new: sum(|tally| tally.new), lost }, &count));
        }
        say(&text);
        for (name, tally) in self.sound.iter().chain(&self.broken) {
            assert!(tally.survived() + tally.lost.len() > 0, "{name} has no points: the rig proves nothing");
        }
        assert!(!self.sound.is_empty(), "a table without rows proves nothing");
        for (name, tally) in &self.sound {
            let first = &tally.lost[..tally.lost.len().min(SHOWN)];
            assert!(first.is_empty(), "{name} lost {}: {first:#?}", tally.lost.len());
        }
        for (name, tally) in &self.broken {
            assert!(!tally.lost.is_empty(), "the rig did not catch {name}");
        }
    }
}

/// Writes to standard error itself: what tests print otherwise is shown only when they fail.
pub fn say(text: &str) {
    // Nobody is left to tell when standard error fails.
    let _ = io::stderr().write_all(text.as_bytes());
}
