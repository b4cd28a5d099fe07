//! The laws of a merge, on random histories: two or three machines with clocks of their own, random
//! changes, random meetings of two of them, until all say the same.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use mlpath::dates::Date;
use mlpath::progress::document::{read, write};
use mlpath::progress::merge::merge_copies;
use mlpath::progress::{LogEntry, Mark, Progress, Status, Tool};
use mlpath::units::{StudyTime, Usd, WeeklyHours};

const STEPS: [&str; 6] = ["git", "sql", "numpy", "google-ml-engineer", "my own: #1", "数学"];
const TOOLS: [&str; 2] = ["aws", "r"];
const HEAD: &str = "# my record, on all machines\n";

/// A state that some machine had: its text, and all states before it.
struct Version {
    text: String,
    before: BTreeSet<usize>,
}

/// A change whose traces must be found in the end.
struct Done {
    step: usize,
    on: Date,
    version: usize,
}

/// A mark that may be why a step is not done after all.
struct Other {
    step: usize,
    on: Date,
    version: usize,
}

struct World {
    random: Rng,
    versions: Vec<Version>,
    /// The present state of each machine.
    machines: Vec<usize>,
    /// How many days each clock is off.
    clocks: Vec<i64>,
    day: i64,
    words: usize,
    /// Entries of the log by what they say: how often each was told, less how often one was taken away.
    entries: BTreeMap<String, isize>,
    told: BTreeMap<String, isize>,
    /// Notes and links that were written, and those that were written over.
    notes: BTreeSet<String>,
    dead: BTreeSet<String>,
    done: Vec<Done>,
    others: Vec<Other>,
    comments: BTreeSet<String>,
    seed: u64,
}

fn read_text(text: &str) -> Progress {
    read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}:\n{text}"))
}

/// What a progress file says; the log in whatever order.
fn said(progress: &Progress) -> Progress {
    let mut progress = progress.clone();
    progress.log.sort_by_key(|entry| format!("{entry:?}"));
    progress
}

impl World {
    fn new(seed: u64) -> World {
        let mut random = Rng::with_seed(seed);
        let start = match random.u8(0..4) {
            0 => format!("{HEAD}version: 1\n"),
            1 => format!("{HEAD}version: 1\nsteps:\n  git: {{status: doing, started: 2026-10-01}} # flow\nlog: []\n"),
            2 => format!(
                "{HEAD}version: 1\nplan: {{from: swe}}\nsteps:\n    sql:\n        status: done # four\n        done: 2026-09-01\nlog:\n- date: 2026-09-01\n  step: sql\n  time: 2h\nmood: fine\n"
            ),
            _ => format!(
                "{HEAD}version: 1\nsteps:\n  git:\n    status: done\n    done: 2026-09-30\n\n  # next\n  numpy:\n    status: doing\n    started: 2026-10-01\n    ticks: [a]\ntools:\n  aws:\n    note: since long\nlog:\n  - date: 2026-09-30\n    step: git\n    time: 1h\n# end\n"
            ),
        };
        let count = random.usize(2..4);
        let clocks = (0..count).map(|_| if random.u8(0..3) == 0 { random.i64(-40..40) } else { 0 }).collect();
        let entries = BTreeMap::new();
        let versions = vec![Version { text: start, before: BTreeSet::from([0]) }];
        World {
            random,
            versions,
            machines: vec![0; count],
            clocks,
            day: 0,
            words: 0,
            told: entries.clone(),
            entries,
            notes: BTreeSet::new(),
            dead: BTreeSet::new(),
            done: Vec::new(),
            others: Vec::new(),
            comments: BTreeSet::from([HEAD.trim().to_owned()]),
            seed,
        }
    }

    fn text(&self, machine: usize) -> &str {
        &self.versions[self.machines[machine]].text
    }

    fn save(&mut self, machine: usize, text: String) -> usize {
        let mut before = self.versions[self.machines[machine]].before.clone();
        before.insert(self.versions.len());
        self.versions.push(Version { text, before });
        self.machines[machine] = self.versions.len() - 1;
        self.versions.len() - 1
    }

    fn word(&mut self) -> String {
        self.words += 1;
        format!("words {} of: [mine] # {}", self.words, self.seed)
    }

    /// A day as the clock of a machine says it.
    fn today(&mut self, machine: usize) -> Date {
        if self.random.u8(0..3) == 0 {
            self.day += 1;
        }
        // A clock may be set back for once.
        let slip = if self.random.u8(0..12) == 0 { -self.random.i64(0..20) } else { 0 };
        let days = self.clocks[machine] + self.day + slip;
        mlpath::dates::date(2026, 10, 2).add_days(days).expect("a day")
    }

    /// Something a learner does on a machine.
    fn act(&mut self, machine: usize) {
        let today = self.today(machine);
        let text = self.text(machine).to_owned();
        let before = read_text(&text);
        let mut after = before.clone();
        let step = self.random.usize(0..STEPS.len());
        let mut marked = None;
        match self.random.u8(0..14) {
            0..=4 => {
                let status = *self.random.choice(Status::ALL.iter()).unwrap_or(&Status::Done);
                let on = if self.random.u8(0..4) == 0 { today.add_days(-3).expect("a day") } else { today };
                let hours = (status == Status::Done && self.random.bool()).then_some(7.5);
                after.mark(STEPS[step], Mark { status, on, moves_day: self.random.bool(), hours });
                marked = (after != before).then_some(status);
            }
            5 => after.tick(STEPS[step], &[char::from(self.random.u8(b'a'..b'e'))]),
            6 => after.untick(STEPS[step], &['a']),
            7..=8 => {
                let note = self.random.bool().then(|| self.word());
                let entry = LogEntry {
                    date: today,
                    step: (self.random.u8(0..5) > 0).then(|| STEPS[step].to_owned()),
                    // Each machine has sessions of its own length: equal entries come from one of them.
                    time: StudyTime::parse(&format!("1h{:02}m", machine + 1)),
                    note,
                    link: None,
                };
                *self.entries.entry(format!("{entry:?}")).or_default() += 1;
                *self.told.entry(format!("{entry:?}")).or_default() += 1;
                after.log.push(entry);
            }
            9 if !after.log.is_empty() => {
                let at = self.random.usize(0..after.log.len());
                let entry = after.log.remove(at);
                *self.entries.entry(format!("{entry:?}")).or_default() -= 1;
            }
            10 => {
                let tool = *self.random.choice(TOOLS.iter()).unwrap_or(&"r");
                let note = self.word();
                let old = after.tools.get(tool).and_then(|tool| tool.note.clone());
                self.dead.extend(old);
                self.notes.insert(note.clone());
                after.know(tool, Tool { done: Some(today), note: Some(note), ..Tool::default() }, self.random.bool());
            }
            11 => {
                after.profile.except =
                    (0..self.random.usize(0..3)).map(|_| (*self.random.choice(STEPS.iter()).unwrap_or(&"git")).to_owned()).collect();
                after.profile.except.sort_unstable();
                after.profile.except.dedup();
                let hours = WeeklyHours::exactly(f64::from(self.random.u8(3..12)));
                after.profile.plan_hours(hours.expect("hours"), WeeklyHours::exactly(10.0).expect("hours"), today);
            }
            12 => after.steps.entry(STEPS[3].to_owned()).or_default().paid = Usd::from_decimal(f64::from(self.random.u8(1..9))),
            _ => {
                let text = self.comment_on(&text);
                self.save(machine, text);
                return;
            }
        }
        after.stamp_changes(&before, today);
        if after == before {
            return;
        }
        let text = write(&text, &before, &after).unwrap_or_else(|error| panic!("{error}:\n{text}"));
        let version = self.save(machine, text);
        // The day that decides: never before that of what was there, whatever the clock says.
        let on = after.steps.get(STEPS[step]).and_then(mlpath::progress::Record::changed_on).unwrap_or(today);
        match marked {
            Some(Status::Done) => self.done.push(Done { step, on, version }),
            Some(_) => self.others.push(Other { step, on, version }),
            None => {}
        }
    }

    /// The text with a comment of its own, above a line or behind it.
    fn comment_on(&mut self, text: &str) -> String {
        self.words += 1;
        let comment = format!("# comment {} of mine", self.words);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = self.random.usize(1..=lines.len());
        let is_whole = |line: &str| line.ends_with(": done") || line.ends_with("steps:") || line.ends_with("version: 1");
        if at < lines.len() && is_whole(&lines[at]) {
            lines[at].push_str(&format!(" {comment}"));
        } else {
            lines.insert(1, comment.clone());
        }
        self.comments.insert(comment);
        lines.join("\n") + "\n"
    }

    /// Two machines meet: each takes over what both say. Returns whether they disagree on something.
    fn meet(&mut self, one: usize, other: usize) -> bool {
        let (here, there) = (self.machines[one], self.machines[other]);
        let newest = here.max(there);
        if self.versions[newest].before.contains(&here.min(there)) {
            (self.machines[one], self.machines[other]) = (newest, newest);
            return false;
        }
        let (a, b) = (&self.versions[self.machines[one]], &self.versions[self.machines[other]]);
        let shared: BTreeSet<usize> = a.before.intersection(&b.before).copied().collect();
        let base = shared.iter().max_by_key(|version| self.versions[**version].before.len()).expect("a common beginning");
        let base = &self.versions[*base].text;
        let merge = |ours: &str, theirs: &str| {
            merge_copies(Some(base), ours, theirs)
                .unwrap_or_else(|error| panic!("seed {}: {error:?}\n--- base\n{base}\n--- ours\n{ours}\n--- theirs\n{theirs}", self.seed))
        };
        let (merged, reverse) = (merge(&a.text, &b.text), merge(&b.text, &a.text));
        let context = || {
            format!(
                "seed {}\n--- base\n{base}\n--- ours\n{}\n--- theirs\n{}\n--- merged\n{}\n--- reverse\n{}",
                self.seed, a.text, b.text, merged.text, reverse.text
            )
        };
        assert_eq!(said(&merged.progress), said(&reverse.progress), "{}", context());
        assert_eq!(merged.has_conflicts(), reverse.has_conflicts(), "{}", context());
        assert_eq!(read_text(&merged.text), merged.progress, "{}", context());
        assert!(merged.text.starts_with(HEAD), "{}", context());
        for comment in &self.comments {
            let is_there = |text: &str| text.lines().any(|line| line.trim_end().ends_with(comment.as_str()));
            assert!(is_there(&merged.text) || !(is_there(&a.text) || is_there(&b.text)), "{comment} is lost: {}", context());
        }
        for text in [&a.text, &b.text, &merged.text] {
            assert_eq!(&merge(text, text).text, text, "what is the same stays");
        }
        let before = a.before.union(&b.before).copied().collect();
        let both = Version { text: merged.text.clone(), before };
        self.versions.push(both);
        let new = self.versions.len() - 1;
        self.versions[new].before.insert(new);
        (self.machines[one], self.machines[other]) = (new, new);
        merged.has_conflicts()
    }

    /// Whether all machines say the same.
    fn is_quiet(&self) -> bool {
        self.machines.iter().all(|version| *version == self.machines[0])
    }

    fn pair(&mut self) -> (usize, usize) {
        let one = self.random.usize(0..self.machines.len());
        let other = (one + self.random.usize(1..self.machines.len())) % self.machines.len();
        (one, other)
    }
}

/// What holds at the end of a history.
fn check(world: &World) {
    let text = world.text(0);
    let progress = read_text(text);
    let context = || format!("seed {}:\n{text}", world.seed);
    let mut counts: BTreeMap<String, isize> = BTreeMap::new();
    for entry in &progress.log {
        *counts.entry(format!("{entry:?}")).or_default() += 1;
    }
    for (entry, live) in &world.entries {
        let count = counts.get(entry).copied().unwrap_or_default();
        assert!(count >= *live, "{entry} stands {count} times, not {live}: {}", context());
        assert!(count <= world.told.get(entry).copied().unwrap_or_default().max(1), "{entry} stands {count} times: {}", context());
    }
    for note in world.notes.difference(&world.dead) {
        assert!(text.contains(note.as_str()), "{note} is lost: {}", context());
    }
    for Done { step, on, version } in &world.done {
        // Somebody who knew of it, or did so no earlier, took it back.
        let is_why = |other: &Other| {
            let knew = world.versions[other.version].before.contains(version);
            other.step == *step && (knew || (other.on >= *on && !world.versions[*version].before.contains(&other.version)))
        };
        let is_done = progress.status(STEPS[*step]) == Status::Done;
        assert!(is_done || world.others.iter().any(is_why), "{} is not done: {}", STEPS[*step], context());
    }
}

fn live(seed: u64) -> usize {
    let mut world = World::new(seed);
    let mut conflicts = 0;
    for _ in 0..world.random.usize(4..16) {
        let machine = world.random.usize(0..world.machines.len());
        world.act(machine);
        if world.random.u8(0..4) == 0 {
            let (one, other) = world.pair();
            conflicts += usize::from(world.meet(one, other));
        }
    }
    let mut meetings = 0;
    while !world.is_quiet() {
        let (one, other) = world.pair();
        conflicts += usize::from(world.meet(one, other));
        meetings += 1;
        assert!(meetings < 100, "seed {seed}: it never comes to rest");
    }
    check(&world);
    conflicts
}

/// How many histories are tried: a hundred, some thousands in the heavy suite, and as many as
/// `MLPATH_HISTORIES` says.
fn histories() -> u64 {
    const USUAL: u64 = if crate::EFFORT == 1 { 100 } else { 300 };
    std::env::var("MLPATH_HISTORIES").ok().and_then(|number| number.parse().ok()).unwrap_or(USUAL * crate::EFFORT)
}

#[test]
fn what_machines_did_apart_is_all_there_once_they_met() {
    let first = std::env::var("MLPATH_HISTORY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_default();
    let conflicts: usize = (first..first + histories()).map(live).sum();
    println!("{} histories, {conflicts} conflicts", histories());
    assert!(histories() < 1_000 || conflicts > 0, "true conflicts are among them");
}
