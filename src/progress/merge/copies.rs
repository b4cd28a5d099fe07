//! Other copies of a progress file: how tools that keep folders alike name the one they put aside, and
//! which kept text two copies come from.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::dates::Date;
use crate::progress::{LogEntry, Progress, document};

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
    // On one day nobody can tell which came first, unless the copy says what was there before.
    let is_later =
        |now: Option<Date>, then: Option<Date>, is_old: &dyn Fn() -> bool| now > then || (now.is_some() && now == then && !is_old());
    let steps = state.steps.iter().all(|(id, then)| {
        let now = copy.steps.get(id);
        // Who begins a step on the day it is finished elsewhere may well not know of that.
        let is_less = || now.is_some_and(|now| now.rank() < then.rank());
        let is_old = || is_less() || older.iter().any(|(old, _)| old.steps.get(id) == now);
        now.is_some_and(|now| now == then || is_later(now.changed_on(), then.changed_on(), &is_old))
    });
    let tools = state.tools.iter().all(|(id, then)| {
        let now = copy.tools.get(id);
        let is_old = || older.iter().any(|(old, _)| old.tools.get(id) == now);
        now.is_some_and(|now| now == then || is_later(now.changed_on(), then.changed_on(), &is_old))
    });
    let (now, then) = (&copy.profile, &state.profile);
    let is_old = || older.iter().any(|(old, _)| old.profile == *now);
    steps && tools && (now == then || is_later(now.updated, then.updated, &is_old)) && has_log(copy, state)
}

/// Whether all entries of a state are in a copy, each as often.
fn has_log(copy: &Progress, state: &Progress) -> bool {
    if copy.log.starts_with(&state.log) {
        return true;
    }
    let mut left: HashMap<String, usize> = HashMap::new();
    let name = |entry: &LogEntry| format!("{entry:?}");
    for entry in &copy.log {
        *left.entry(name(entry)).or_default() += 1;
    }
    state.log.iter().all(|entry| left.get_mut(&name(entry)).filter(|count| **count > 0).map(|count| *count -= 1).is_some())
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
}
