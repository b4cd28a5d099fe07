//! Which kept text two copies come from.
//!
//! What a copy took away since can only be told beside the text it was made of. Too new a text makes what this machine did
//! alone look like something the other one took away, and loses it; too old a one brings back what was taken away. So in doubt
//! it is the older one.

use std::collections::HashMap;

use super::copies::KeptText;
use super::logs::entry_name;
use super::sides::fingerprint;
use crate::dates::Date;
use crate::progress::{LogEntry, Progress, document};
use crate::yaml::{Mapping, Value, parse_value};

/// The newest kept text that both copies come from; `kept` is given newest first.
///
/// A copy comes from a text when something of what that added to the text before it shows in the copy. Two machines may do the
/// same on the same day, so that this alone proves little unless it is in words: then nothing older may be missing in the copy,
/// but for what it changed later. What a merge added came from another copy, and proves nothing.
#[must_use]
pub fn base_of(ours: &str, theirs: &str, kept: impl IntoIterator<Item = KeptText>) -> Option<KeptText> {
    let (ours, theirs) = (State::of(ours)?, State::of(theirs)?);
    let mut kept: Vec<KeptText> = kept.into_iter().collect();
    let states: Vec<Option<State>> = kept.iter().map(|kept| State::of(&kept.text)).collect();
    let sound: Vec<usize> = (0..kept.len()).filter(|&at| states[at].is_some()).collect();
    let states: Vec<State> = states.into_iter().flatten().collect();
    let is_base = |&at: &usize| {
        let state = &states[at];
        let is_ours = || has_log(&ours.progress, &state.progress) && ours.has_records_of(state);
        !state.progress.is_blank() && !kept[sound[at]].by_merge && is_ours() && comes_from(&theirs, &states[at..])
    };
    let at = (0..states.len()).find(is_base)?;
    Some(kept.swap_remove(sound[at]))
}

/// What a fact is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Subject {
    Step(String),
    Tool(String),
    Plan,
    Log,
    Own,
}

/// Something a progress file says: what it is about, and what it says of it.
type Fact = (Subject, String);

/// A progress file, taken apart into what it says.
struct State {
    progress: Progress,
    /// How often each fact is told: only entries of the log may stand there twice.
    facts: HashMap<Fact, usize>,
}

impl State {
    fn of(text: &str) -> Option<State> {
        let progress = document::read(text.as_bytes()).ok()?;
        let value = parse_value(text).ok()?;
        let mut facts = HashMap::new();
        for (key, value) in value.as_mapping()? {
            let mut add = |subject: Subject, said: String| *facts.entry((subject, said)).or_default() += 1;
            match key.as_str() {
                Some("version") => {}
                Some("steps") => each(value, |id, record| facts_of_step(record, |said| add(Subject::Step(id.to_owned()), said))),
                Some("tools") => each(value, |id, tool| facts_of(tool, |said| add(Subject::Tool(id.to_owned()), said))),
                Some("plan") => facts_of(value, |said| add(Subject::Plan, said)),
                Some("log") => value.as_sequence().into_iter().flatten().for_each(|entry| add(Subject::Log, entry_name(entry))),
                _ => add(Subject::Own, format!("{}: {}", fingerprint(key), fingerprint(value))),
            }
        }
        Some(State { progress, facts })
    }

    fn count(&self, fact: &Fact) -> usize {
        self.facts.get(fact).copied().unwrap_or_default()
    }

    /// Whether each step, exam and thing known of a state is there, in whatever form.
    fn has_records_of(&self, state: &State) -> bool {
        state.progress.steps.keys().all(|id| self.progress.steps.contains_key(id))
            && state.progress.tools.keys().all(|id| self.progress.tools.contains_key(id))
    }

    /// The facts that are told more often than in an older state.
    fn news<'a>(&'a self, older: Option<&'a State>) -> impl Iterator<Item = &'a Fact> {
        self.facts.iter().filter(move |(fact, count)| older.is_none_or(|older| older.count(fact) < **count)).map(|(fact, _)| fact)
    }

    /// Whether something else is told in the place of a fact: another state, sum or day.
    fn replaces(&self, (subject, said): &Fact) -> bool {
        let Some((key, _)) = said.split_once(": ") else { return false };
        let is_list = LISTS.contains(&key) || matches!(subject, Subject::Log | Subject::Own);
        !is_list && self.facts.keys().any(|(other, told)| other == subject && told.split_once(": ").is_some_and(|(told, _)| told == key))
    }

    /// The day what a fact is about was last changed.
    fn changed_on(&self, subject: &Subject) -> Option<Date> {
        match subject {
            Subject::Step(id) => self.progress.steps.get(id)?.changed_on(),
            Subject::Tool(id) => self.progress.tools.get(id)?.changed_on(),
            Subject::Plan => self.progress.profile.updated,
            Subject::Log | Subject::Own => None,
        }
    }
}

/// Lists whose items are facts of their own.
const LISTS: [&str; 4] = ["ticks", "except", "for", "pauses"];

/// The entries of a mapping by their names.
fn each(value: &Value, mut f: impl FnMut(&str, &Value)) {
    value.as_mapping().into_iter().flatten().filter_map(|(key, value)| Some((key.as_str()?, value))).for_each(|(key, value)| f(key, value));
}

/// What a step says: its state as one, as it changes together, and each tick.
fn facts_of_step(record: &Value, mut add: impl FnMut(String)) {
    let Some(map) = record.as_mapping() else { return };
    let said = |key: &str| map.get(key).map(fingerprint).unwrap_or_default();
    add(format!("state: {} {} {}", said("status"), said("done"), said("skipped")));
    let rest: Mapping = map
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), Some("status" | "done" | "skipped")))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    facts_of(&Value::Mapping(rest), add);
}

/// What a mapping says, key by key, and item by item of some lists.
fn facts_of(value: &Value, mut add: impl FnMut(String)) {
    each(value, |key, value| match value.as_sequence().filter(|_| LISTS.contains(&key)) {
        _ if matches!(key, "updated" | "earlier_hours") => {}
        Some(items) => items.iter().for_each(|item| add(format!("{key}: {}", fingerprint(item)))),
        None => add(format!("{key}: {}", fingerprint(value))),
    });
}

/// Whether a fact is in words, which nobody else writes alike: a note, a link, a key of the learner's own.
fn is_in_words((subject, said): &Fact) -> bool {
    match subject {
        Subject::Own => true,
        Subject::Log => said.split('\u{1}').skip(3).any(|field| !field.is_empty()),
        Subject::Step(_) | Subject::Tool(_) => said.starts_with("note") || said.starts_with("link"),
        Subject::Plan => false,
    }
}

/// Whether a copy comes from the first of some states, where the others are those before it.
fn comes_from(copy: &State, states: &[State]) -> bool {
    let [state, older @ ..] = states else { return false };
    // Other words in the place of some may be of its own.
    let is_there = |fact: &Fact| copy.count(fact) >= state.count(fact) || (copy.replaces(fact) && !is_in_words(fact));
    let Some(before) = older.first() else { return state.news(None).all(is_there) };
    // What it changed later is shown, too: it says something else there, of a later day.
    let is_changed = |fact: &Fact| copy.replaces(fact) && copy.changed_on(&fact.0) > state.changed_on(&fact.0);
    let is_shown = |fact: &Fact| copy.count(fact) > before.count(fact) || is_changed(fact);
    let mut shown = state.news(Some(before)).filter(|fact| is_shown(fact)).peekable();
    if shown.peek().is_none() {
        return false;
    }
    // What was taken away again meanwhile says nothing, and what the copy changed later it may have changed from whatever it was.
    let is_unseen = |at: usize| {
        let mut news = older[at].news(older.get(at + 1)).filter(|fact| state.count(fact) > 0).peekable();
        let is_missing = |fact: &Fact| copy.count(fact) < state.count(fact) && copy.changed_on(&fact.0) <= state.changed_on(&fact.0);
        news.peek().is_some() && news.all(is_missing)
    };
    shown.any(is_in_words) || (state.news(Some(before)).all(is_there) && !(0..older.len()).any(is_unseen))
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
    use crate::dates::date;

    use super::*;

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
        let kept = |text: &str| KeptText { on: date(2026, 11, 6), text: text.to_owned(), by_merge: false };
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
        let states = kept.iter().map(|kept| KeptText { on: date(2026, 3, 15), text: text(kept), by_merge: false });
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
        assert_eq!(
            base_at(done, &theirs("status: doing, ticks: [a], updated: 2026-03-20"), &kept),
            Some(2),
            "one tick of two may be of its own"
        );
        let changed = theirs("status: done, done: 2026-03-20, ticks: [a, b], actual_hours: 8");
        assert_eq!(base_at(done, &changed, &kept), Some(0));
        let taken_back = theirs("status: doing, updated: 2026-03-20");
        assert_eq!(base_at(&ticked, &taken_back, &[&ticked, &begun]), Some(1), "perhaps it never had the ticks");
        let paid = "steps:\n  exam: {status: done, done: 2026-03-15, paid: 200}\n";
        assert_eq!(base_at(paid, "steps:\n  exam: {status: done, done: 2026-03-20}\n", &[paid]), None, "nothing was there before");
        let plans = ["plan: {from: swe, by: 2027-01-01, updated: 2026-03-15}\n", "plan: {from: swe, updated: 2026-03-09}\n"];
        assert_eq!(base_at(plans[0], "plan: {from: swe, budget: 300, updated: 2026-03-20}\n", &plans), Some(1));
        assert_eq!(base_at(plans[0], "plan: {from: swe, updated: 2026-03-20}\n", &plans), Some(1), "perhaps it never had the day");
        let at_once = [plans[0], "log:\n"];
        assert_eq!(base_at(plans[0], "plan: {from: swe, updated: 2026-03-20}\n", &at_once), None, "the background alone may be of its own");
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
        assert_eq!(base_at(&more, &log(&["2h", "1h"]), &kept), Some(1), "one hour may have been studied there");
        assert_eq!(base_at(&one, &more, &kept), Some(1), "an older text may have been put back");
        assert_eq!(base_at(&(one.clone() + "  - {date: 2026-03-09, step: git, time: 1h}\n"), &more, &kept), Some(1), "of another step");
    }
}
