//! Other copies of a progress file: how tools that keep folders alike name the one they put aside, and
//! which kept text two copies come from.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::dates::Date;
use crate::progress::{LogEntry, Profile, Progress, Record, Tool, document};

/// Another copy of a progress file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCopy {
    /// Its file.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
    /// Whether it lies beside the progress file under a name that a sync tool gave it.
    pub is_put_aside: bool,
    /// What both come from, where the history has it.
    pub base: Option<KeptText>,
}

/// What sync tools and git have to do with a progress file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Siblings {
    /// Copies that a sync tool put aside beside it.
    pub copies: Vec<PathBuf>,
    /// How its repository says that it is to be merged, where it says so: `mlpath`, `union`.
    pub merges: Option<String>,
    /// Whether this clone has the driver for it.
    pub has_driver: bool,
}

/// A text the history kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    /// The day it was in force.
    pub on: Date,
    /// What it says.
    pub text: String,
}

/// Words that sync tools put into the name of a copy, in the languages they do it in.
const WORDS: [&str; 4] = ["conflict", "konflikt", "conflit", "競合"];

/// Whether a file of that name is a copy of the file `own` that a sync tool put aside: Syncthing's
/// `.sync-conflict-`, Dropbox's and Nextcloud's "conflicted copy", iCloud's and Google Drive's numbers,
/// Resilio's `.Conflict`, Seafile's `SFConflict`.
#[must_use]
pub fn is_put_aside(name: &str, own: &str) -> bool {
    let (stem, ending) = own.rsplit_once('.').unwrap_or((own, ""));
    let rest =
        name.strip_prefix(stem).and_then(|rest| if ending.is_empty() { Some(rest) } else { rest.strip_suffix(ending)?.strip_suffix('.') });
    let Some(rest) = rest.filter(|rest| !rest.is_empty()) else { return false };
    let lower = rest.to_lowercase();
    let is_number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = lower.trim_start();
    let in_brackets = bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let has_word = |text: &str| WORDS.iter().any(|word| text.contains(word));
    match in_brackets {
        Some(inner) => is_number(inner) || has_word(inner) || has_day(inner),
        None => rest.strip_prefix(' ').is_some_and(is_number) || (lower.starts_with(['.', '-', '_', ' ']) && has_word(&lower)),
    }
}

/// Whether a day such as 2026-11-22 stands in a text.
fn has_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(10).any(|window| std::str::from_utf8(window).is_ok_and(|day| day.parse::<Date>().is_ok()))
}

/// The newest kept text that both copies come from; `kept` is given newest first.
///
/// A copy comes from a text when it has all entries of its log, and each of its marks as it was or
/// changed since. Where that cannot be told of a text, an older one is taken: the worst that follows is
/// that something comes back that was taken away.
#[must_use]
pub fn base_of(ours: &str, theirs: &str, kept: impl IntoIterator<Item = KeptText>) -> Option<KeptText> {
    let (ours, theirs) = (document::read(ours.as_bytes()).ok()?, document::read(theirs.as_bytes()).ok()?);
    let states = kept.into_iter().filter_map(|kept| Some((document::read(kept.text.as_bytes()).ok()?, kept)));
    let states: Vec<(Progress, KeptText)> = states.collect();
    let is_base = |at: &usize| {
        let (state, older) = (&states[*at].0, &states[at + 1..]);
        !state.is_blank() && comes_from(&theirs, state, older) && has_log(&ours, state)
    };
    let at = (0..states.len()).find(is_base)?;
    states.into_iter().nth(at).map(|(_, kept)| kept)
}

/// Whether a copy comes from a state, where `older` are the states before that one.
fn comes_from(copy: &Progress, state: &Progress, older: &[(Progress, KeptText)]) -> bool {
    let steps = state.steps.iter().all(|(id, then)| {
        let Some(now) = copy.steps.get(id) else { return false };
        let olds = || older.iter().filter_map(|(old, _)| old.steps.get(id));
        // Who begins a step on the day it is finished elsewhere may well not know of that.
        let is_less = now.changed_on() == then.changed_on() && now.rank() < then.rank();
        now == then || (!is_less && is_change_of(now, then, olds))
    });
    let tools = state.tools.iter().all(|(id, then)| {
        let olds = || older.iter().filter_map(|(old, _)| old.tools.get(id));
        copy.tools.get(id).is_some_and(|now| now == then || is_change_of(now, then, olds))
    });
    let (now, then) = (&copy.profile, &state.profile);
    let plan = now == then || is_change_of(now, then, || older.iter().map(|(old, _)| &old.profile));
    steps && tools && plan && has_log(copy, state)
}

/// Something with a day of its last change, and parts that change one by one.
trait Dated: PartialEq + Default {
    fn day(&self) -> Option<Date>;

    /// Which parts say the same in both, but for the day of the change.
    fn agrees(&self, other: &Self) -> Vec<bool>;
}

impl Dated for Record {
    fn day(&self) -> Option<Date> {
        self.changed_on()
    }

    fn agrees(&self, other: &Record) -> Vec<bool> {
        let mark = |record: &Record| (record.status, record.started, record.done, record.skipped);
        vec![mark(self) == mark(other), self.hours == other.hours, self.ticks == other.ticks, self.paid == other.paid]
    }
}

impl Dated for Tool {
    fn day(&self) -> Option<Date> {
        self.changed_on()
    }

    fn agrees(&self, other: &Tool) -> Vec<bool> {
        vec![self.done == other.done, self.note == other.note, self.link == other.link]
    }
}

impl Dated for Profile {
    fn day(&self) -> Option<Date> {
        self.updated
    }

    fn agrees(&self, other: &Profile) -> Vec<bool> {
        vec![
            self.from == other.from,
            self.except == other.except,
            self.goals == other.goals,
            self.by == other.by,
            self.budget == other.budget,
            self.hours_per_week == other.hours_per_week,
            self.start == other.start,
            self.pauses == other.pauses,
        ]
    }
}

/// Whether something was changed since it was as it is in a state; `olds` is what it was before that.
///
/// A later day is not enough: what another machine changed without knowing of the state has one, too. It shows by a part that
/// is still as it was before, beside another that is new, where nothing of the state's own news is there.
fn is_change_of<'a, T: Dated + 'a, I: Iterator<Item = &'a T>>(now: &T, then: &T, olds: impl Fn() -> I) -> bool {
    let as_then = now.agrees(then);
    let is_unaware_since = |old: &T| {
        let as_old = now.agrees(old);
        let each = || as_then.iter().copied().zip(as_old.iter().copied());
        let (is_left, has_news) = (each().any(|part| part == (false, true)), each().any(|part| part == (true, false)));
        is_left && !has_news && as_old.contains(&false)
    };
    // On one day nobody can tell which came first, unless the copy says what was there before.
    let is_later = now.day() > then.day() || (now.day().is_some() && now.day() == then.day() && !olds().any(|old| old == now));
    let is_unaware = olds().any(is_unaware_since) || (olds().next().is_none() && is_unaware_since(&T::default()));
    is_later && !is_unaware
}

/// Whether all entries of a state are in a copy, each as often; one that was corrected stands there as another of its day and
/// step, which the state has not.
fn has_log(copy: &Progress, state: &Progress) -> bool {
    if copy.log.starts_with(&state.log) {
        return true;
    }
    let mut left: HashMap<String, usize> = HashMap::new();
    let name = |entry: &LogEntry| format!("{entry:?}");
    for entry in &copy.log {
        *left.entry(name(entry)).or_default() += 1;
    }
    let is_missing = |entry: &&LogEntry| left.get_mut(&name(entry)).filter(|count| **count > 0).map(|count| *count -= 1).is_none();
    let missing: Vec<&LogEntry> = state.log.iter().filter(is_missing).collect();
    let mut corrections: Vec<&LogEntry> = Vec::new();
    for entry in copy.log.iter().filter(|_| !missing.is_empty()) {
        if let Some(count) = left.get_mut(&name(entry)).filter(|count| **count > 0) {
            *count -= 1;
            corrections.push(entry);
        }
    }
    missing.iter().all(|entry| {
        let at = corrections.iter().position(|other| (other.date, &other.step) == (entry.date, &entry.step));
        at.map(|at| corrections.remove(at)).is_some()
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn names_that_sync_tools_give_are_known() {
        for name in [
            "progress.sync-conflict-20261122-101112-ABCDEFG.yaml",
            "progress (laptop's conflicted copy 2026-11-22).yaml",
            "progress (Anna\u{2019}s conflicted copy 2026-11-22) (1).yaml",
            "progress (In Konflikt stehende Kopie von laptop 2026-11-22).yaml",
            "progress (Copie en conflit de portable 2026-11-22).yaml",
            "progress (Copia in conflitto di pc 2026-11-22).yaml",
            "progress (pc の競合コピー 2026-11-22).yaml",
            "progress (Case Conflict).yaml",
            "progress (conflicted copy 2026-11-22 101112).yaml",
            "progress (SFConflict me@example.org 2026-11-22-10-11-12).yaml",
            "progress.Conflict.yaml",
            "progress 2.yaml",
            "progress (1).yaml",
        ] {
            assert!(is_put_aside(name, "progress.yaml"), "{name}");
        }
        for name in [
            "progress.yaml",
            "progress-old.yaml",
            "progress.yaml.damaged-2026-11-22",
            "progress.yaml~",
            "progress 2026.yaml",
            "progress notes.yaml",
            "my progress 2.yaml",
            "progress 2.txt",
            "roadmap-overlay.sync-conflict-20261122-101112-ABCDEFG.yaml",
            "progress (work).yaml",
        ] {
            assert!(!is_put_aside(name, "progress.yaml"), "{name}");
        }
        assert!(is_put_aside("ml.sync-conflict-20261122-101112-ABCDEFG", "ml"), "a file without an ending");
    }

    #[test]
    fn the_newest_state_that_both_come_from_is_the_base() {
        let text =
            |steps: &str, log: &str| format!("version: 1\nsteps:\n{steps}log:\n  - {{date: 2026-11-01, step: git, time: 1h}}\n{log}");
        let shared = text("  git: {status: doing, started: 2026-11-01}\n", "");
        let marked = text("  git: {status: done, started: 2026-11-01, done: 2026-11-05}\n", "");
        let logged =
            text("  git: {status: done, started: 2026-11-01, done: 2026-11-05}\n", "  - {date: 2026-11-06, step: git, time: 2h}\n");
        let theirs = text(
            "  git: {status: doing, started: 2026-11-01, ticks: [a], updated: 2026-11-04}\n",
            "  - {date: 2026-11-04, step: sql, time: 1h}\n",
        );
        let kept = |text: &str| KeptText { on: date(2026, 11, 6), text: text.to_owned() };
        let found = |theirs: &str| base_of(&logged, theirs, [&logged, &marked, &shared].map(|text| kept(text))).map(|kept| kept.text);
        assert_eq!(found(&theirs).as_ref(), Some(&shared), "what was done here since is not in theirs");
        assert_eq!(found(&logged.replace("step: git, time: 2h", "step: sql, time: 2h")).as_ref(), Some(&marked));
        assert_eq!(found("version: 1\nsteps: {sql: {status: done}}\n"), None, "a record of its own");
        let same_day = text("  git: {status: doing, started: 2026-11-05}\n", "");
        assert_ne!(found(&same_day).as_ref(), Some(&marked), "who begins it may not know that it is done");
        let again = marked.replace("done: 2026-11-05}", "done: 2026-11-05, actual_hours: 7}");
        assert_eq!(found(&again).as_ref(), Some(&marked), "no text before it says that");
        let marked_twice = [&marked, &again, &shared].map(|text| kept(text));
        assert_eq!(base_of(&logged, &again, marked_twice).map(|kept| kept.text).as_ref(), Some(&again), "it was so before");
    }

    /// The place among kept texts, newest first, of the one that both come from.
    #[track_caller]
    fn base_at(ours: &str, theirs: &str, kept: &[&str]) -> Option<usize> {
        let text = |text: &str| format!("version: 1\n{text}");
        let states = kept.iter().map(|kept| KeptText { on: date(2026, 3, 15), text: text(kept) });
        let base = base_of(&text(ours), &text(theirs), states)?;
        kept.iter().position(|kept| text(kept) == base.text)
    }

    #[test]
    fn a_later_change_by_who_does_not_know_of_a_save_does_not_come_from_it() {
        let [begun, ticked] = [
            "numpy: {status: doing, started: 2026-03-09",
            "numpy: {status: doing, started: 2026-03-09, ticks: [a, b], updated: 2026-03-14",
        ]
        .map(|text| format!("steps:\n  {text}}}\n"));
        let done = "steps:\n  numpy: {status: done, started: 2026-03-09, done: 2026-03-15, ticks: [a, b], actual_hours: 8}\n";
        let kept = [done, &ticked, &begun];
        let theirs = |rest: &str| format!("steps:\n  numpy: {{started: 2026-03-09, {rest}}}\n");
        assert_eq!(base_at(done, &theirs("status: done, done: 2026-03-20"), &kept), Some(2), "neither ticks nor hours");
        assert_eq!(base_at(done, &theirs("status: done, done: 2026-03-20, ticks: [a, b]"), &kept), Some(1), "ticks and no hours");
        assert_eq!(base_at(done, &theirs("status: doing, ticks: [a], updated: 2026-03-20"), &kept), Some(1), "it goes on where it is done");
        let changed = theirs("status: done, done: 2026-03-20, ticks: [a, b], actual_hours: 8");
        assert_eq!(base_at(done, &changed, &kept), Some(0));
        let taken_back = theirs("status: doing, updated: 2026-03-20");
        assert_eq!(base_at(&ticked, &taken_back, &[&ticked, &begun]), Some(0), "nothing but the ticks explains its day");
        let paid = "steps:\n  exam: {status: done, done: 2026-03-15, paid: 200}\n";
        assert_eq!(base_at(paid, "steps:\n  exam: {status: done, done: 2026-03-20}\n", &[paid]), None, "nothing was there before");
        let plans = ["plan: {from: swe, by: 2027-01-01, updated: 2026-03-15}\n", "plan: {from: swe, updated: 2026-03-09}\n"];
        assert_eq!(base_at(plans[0], "plan: {from: swe, budget: 300, updated: 2026-03-20}\n", &plans), Some(1));
        assert_eq!(base_at(plans[0], "plan: {from: swe, updated: 2026-03-20}\n", &plans), Some(0), "the day was taken back");
        let at_once = [plans[0], "log:\n"];
        assert_eq!(base_at(plans[0], "plan: {from: swe, updated: 2026-03-20}\n", &at_once), Some(0), "the background tells that it knew");
    }

    #[test]
    fn a_corrected_entry_is_no_other_one() {
        let log = |hours: &[&str]| {
            hours.iter().fold("log:\n".to_owned(), |log, hours| log + &format!("  - {{date: 2026-03-09, step: numpy, time: {hours}}}\n"))
        };
        let (two, one) = (log(&["2h", "3h"]), log(&["2h"]));
        let kept = [two.as_str(), one.as_str()];
        let more = log(&["2h", "3h", "4h"]);
        assert_eq!(base_at(&log(&["2h", "1h"]), &more, &kept), Some(0), "corrected here");
        assert_eq!(base_at(&more, &log(&["2h", "1h"]), &kept), Some(0), "corrected there");
        assert_eq!(base_at(&one, &more, &kept), Some(1), "an older text may have been put back");
        assert_eq!(base_at(&(one.clone() + "  - {date: 2026-03-09, step: git, time: 1h}\n"), &more, &kept), Some(1), "of another step");
    }
}
