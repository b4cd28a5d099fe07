//! Steps, exams, tools and the plan: the newer change of a record wins, and what only one copy
//! changed of it stays.

use std::cmp::Ordering;

use super::sets::merge_sets;
use super::sides::{Side, Sides, day_text, fingerprint};
use super::three_way::Walk;
use crate::dates::Date;
use crate::order;
use crate::progress::{Progress, Record, Status, Tool};
use crate::yaml::{Mapping, Value};

/// The keys of a step that say its state, and change together.
const MARK: [&str; 5] = ["status", "started", "done", "skipped", "actual_hours"];

/// The three progress files as data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) sides: Sides<&'a Progress>,
}

/// The field of a side; nothing where it says nothing.
fn field<'a>(side: Option<&'a Value>, key: &str) -> Option<&'a Value> {
    side.and_then(|side| side.get(key)).filter(|value| !value.is_null())
}

fn set(map: &mut Mapping, key: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(map.insert(key.into(), value)),
        None => drop(map.shift_remove(key)),
    }
}

fn day_value(day: Option<Date>) -> Option<Value> {
    day.map(|day| Value::String(day.to_string()))
}

/// A field that both copies may have changed: `newer` says whose stays then.
fn newer_field(sides: Sides<Option<&Value>>, key: &str, newer: Side) -> (Option<Value>, bool) {
    let place = sides.map(|side| field(side, key));
    let said = place.map(|value| value.map(fingerprint));
    let said = Sides { base: said.base.as_ref(), ours: said.ours.as_ref(), theirs: said.theirs.as_ref() };
    let pick = |side: Side| side.of(place.ours, place.theirs).cloned();
    match said.settled_or_kept() {
        Ok(kept) => (pick(Side::greater(if kept == said.ours { Ordering::Equal } else { Ordering::Less })), false),
        Err(_) => (pick(newer), true),
    }
}

impl Known<'_> {
    /// Merges a step or exam that both copies changed.
    pub(super) fn record(self, walk: &mut Walk, id: &str, sides: Sides<Option<&Value>>) -> Value {
        let records = self.sides.map(|progress| progress.steps.get(id).cloned().unwrap_or_default());
        let newer = newer_record(&records);
        let mut merged = walk.mapping(sides, &mut |walk, _, place| walk.own(place));
        let Some(map) = merged.as_mapping_mut() else { return newer.of(sides.ours, sides.theirs).cloned().unwrap_or_default() };
        let winner = merge_mark(walk, map, sides, &records, newer);
        let ticks = merge_list(sides, "ticks", &records, winner);
        set(map, "ticks", Some(ticks).filter(|ticks| !ticks.is_empty()).map(Value::Sequence));
        let failed = distinct_attempts(merge_list(sides, "failed", &records, winner));
        set(map, "failed", Some(failed).filter(|failed| !failed.is_empty()).map(Value::Sequence));
        let (paid, is_both) = newer_field(sides, "paid", Side::greater(records.ours.paid.cmp(&records.theirs.paid)));
        if let (true, Some(sum)) = (is_both, &paid) {
            walk.decide(format!("`paid` changed in both copies: the larger sum, {}, stays", fingerprint(sum)));
        }
        set(map, "paid", paid);
        let own_days =
            ["started", "done", "skipped"].map(|key| map.get(key).map(|value| fingerprint(value).chars().take(10).collect::<String>()));
        let own = own_days.into_iter().flatten().filter_map(|text| text.parse().ok()).max();
        // The day is that of the mark that stays: the other copy may have changed something else later.
        let (ours, theirs) = (records.ours.changed_on(), records.theirs.changed_on());
        let changed = if records.ours.has_same_mark(&records.theirs) { ours.max(theirs) } else { winner.of(ours, theirs) };
        set(map, "updated", day_value(changed.filter(|day| own.is_none_or(|own| *day > own))));
        walk.keep_both(&mut merged, sides, &|key| !MARK.contains(&key) && !["ticks", "failed", "paid", "updated"].contains(&key));
        merged
    }

    /// Merges something the learner knows that both copies changed.
    pub(super) fn tool(self, walk: &mut Walk, id: &str, sides: Sides<Option<&Value>>) -> Value {
        let tools = self.sides.map(|progress| progress.tools.get(id).cloned().unwrap_or_default());
        let day = |tool: &Tool| tool.done;
        // Of two days that were told on the same one, the earlier: since when it is known.
        let newer = tools.ours.changed_on().cmp(&tools.theirs.changed_on()).then_with(|| day(&tools.theirs).cmp(&day(&tools.ours)));
        let mut merged = walk.mapping(sides, &mut |walk, _, place| walk.own(place));
        let Some(map) = merged.as_mapping_mut() else {
            return Side::greater(newer).of(sides.ours, sides.theirs).cloned().unwrap_or_default();
        };
        let (done, is_both) = newer_field(sides, "done", Side::greater(newer));
        if let (true, Some(day)) = (is_both, &done) {
            walk.decide(format!("its day changed in both copies: {} stays", fingerprint(day)));
        }
        let own = done.as_ref().and_then(|day| fingerprint(day).chars().take(10).collect::<String>().parse().ok());
        set(map, "done", done);
        let changed = tools.ours.changed_on().max(tools.theirs.changed_on());
        set(map, "updated", day_value(changed.filter(|day| own.is_none_or(|own: Date| *day > own))));
        walk.keep_both(&mut merged, sides, &|key| !["done", "updated"].contains(&key));
        merged
    }

    /// Merges the plan that both copies changed.
    pub(super) fn plan(self, walk: &mut Walk, sides: Sides<Option<&Value>>) -> Value {
        const SETS: [&str; 3] = ["except", "for", "pauses"];
        const FIELDS: [&str; 5] = ["from", "by", "budget", "hours_per_week", "start"];
        let days = self.sides.map(|progress| progress.profile.updated);
        let mut merged = walk.mapping(sides, &mut |walk, _, place| walk.own(place));
        let Some(map) = merged.as_mapping_mut() else { return merged };
        for key in SETS {
            let place = sides.map(|side| field(side, key));
            let items = merge_sets(place);
            set(map, key, Some(items).filter(|items| !items.is_empty()).map(Value::Sequence));
        }
        for key in FIELDS {
            let text = |side| field(side, key).map(fingerprint);
            let newer = days.ours.cmp(&days.theirs).then_with(|| text(sides.ours).cmp(&text(sides.theirs)));
            let (value, is_both) = newer_field(sides, key, Side::greater(newer));
            if let (true, Some(kept)) = (is_both, &value) {
                let why = if days.ours == days.theirs { "" } else { "the newer, " };
                walk.at(key, |walk| walk.decide(format!("changed in both copies: {why}{} stays", fingerprint(kept))));
            }
            set(map, key, value);
        }
        set(map, "earlier_hours", merge_earlier_hours(sides));
        set(map, "updated", day_value(days.ours.max(days.theirs)));
        walk.keep_both(&mut merged, sides, &|key| !crate::progress::document::keys::PLAN.contains(&key));
        merged
    }
}

/// Which copy changed a record last; on one day the one that is further on, and of two that are equally
/// far the one that says more or comes later in the order of what they say.
fn newer_record(records: &Sides<Record>) -> Side {
    let order = |record: &Record| (record.changed_on(), record.rank(), record.hours.is_some(), record.done, record.skipped, record.started);
    let (ours, theirs) = (&records.ours, &records.theirs);
    let hours = |record: &Record| record.hours.unwrap_or_default();
    Side::greater(order(ours).cmp(&order(theirs)).then(hours(ours).total_cmp(&hours(theirs))))
}

/// Merges the state of a step, its days and hours; tells whose state it is.
fn merge_mark(walk: &mut Walk, map: &mut Mapping, sides: Sides<Option<&Value>>, records: &Sides<Record>, newer: Side) -> Side {
    let (ours, theirs) = (&records.ours, &records.theirs);
    let is_changed = |record: &Record| !record.has_same_mark(&records.base);
    let (winner, is_both) = match (is_changed(ours), is_changed(theirs)) {
        (_, false) => (Side::Ours, false),
        (false, true) => (Side::Theirs, false),
        (true, true) => (further(records).unwrap_or(newer), !ours.has_same_mark(theirs)),
    };
    let (kept, other) = (winner.of(ours, theirs), winner.of(theirs, ours));
    let from = winner.of(sides.ours, sides.theirs);
    let is_one_state = ours.status == theirs.status;
    for key in MARK {
        let value = if is_both && is_one_state { newer_field(sides, key, winner).0 } else { field(from, key).cloned() };
        set(map, key, value);
    }
    let is_begun_there = kept.status == Status::Done && other.status == Status::Doing && is_both;
    if is_begun_there && kept.started.is_none() && other.started <= kept.done {
        set(map, "started", day_value(other.started));
    }
    if is_both {
        let said = if is_one_state { same_state(ours, theirs, kept) } else { Some(other_state(records, kept)) };
        if let Some(said) = said {
            walk.decide(said);
        }
    }
    winner
}

/// The copy in which a step was finished, where it was only begun in the other and in neither before: who
/// began it there did not know.
fn further(records: &Sides<Record>) -> Option<Side> {
    match (records.base.status, records.ours.status, records.theirs.status) {
        (Status::Done, ..) => None,
        (_, Status::Done, Status::Doing) => Some(Side::Ours),
        (_, Status::Doing, Status::Done) => Some(Side::Theirs),
        _ => None,
    }
}

/// What is decided of a step that is in one state in both copies.
fn same_state(ours: &Record, theirs: &Record, kept: &Record) -> Option<String> {
    let day = |record: &Record| record.done.or(record.skipped).or(record.started);
    let mut days = [day(ours), day(theirs)];
    order::sort(&mut days);
    if days[0] != days[1] && days[0].is_some() {
        let [first, last] = days.map(day_text);
        return Some(format!("{} on {first} in one copy and on {last} in the other: {} stays", ours.status, day_text(day(kept))));
    }
    let hours = [ours.hours, theirs.hours];
    let is_both = hours[0] != hours[1] && hours.iter().all(Option::is_some);
    is_both.then(|| format!("its hours changed in both copies: {} stays", kept.hours.unwrap_or_default()))
}

/// What is decided of a step that is in different states.
fn other_state(records: &Sides<Record>, kept: &Record) -> String {
    let (ours, theirs) = (&records.ours, &records.theirs);
    let mut states = [ours.status, theirs.status];
    order::sort(&mut states);
    let why = match further(records) {
        Some(_) => "",
        None if ours.changed_on() == theirs.changed_on() => "changed on one day, ",
        None => "the newer, ",
    };
    format!("{} in one copy and {} in the other: {why}{} stays", states[0], states[1], kept.status)
}

/// The ticks of both copies, or the failed attempts. What a reset took away stays where a later change in the other copy
/// won over it.
fn merge_list(sides: Sides<Option<&Value>>, key: &str, records: &Sides<Record>, winner: Side) -> Vec<Value> {
    let list = sides.map(|side| field(side, key));
    let loser = winner.of(&records.theirs, &records.ours);
    let is_reset = loser.status == Status::Todo
        && records.base.status != Status::Todo
        && winner.of(&records.ours, &records.theirs).status != Status::Todo;
    if !is_reset {
        return merge_sets(list);
    }
    match winner {
        Side::Ours => merge_sets(Sides { theirs: list.base, ..list }),
        Side::Theirs => merge_sets(Sides { ours: list.base, ..list }),
    }
}

/// Failed attempts, one a day: of several the one that says more of what it cost, or comes later in the order of what
/// they say.
fn distinct_attempts(mut attempts: Vec<Value>) -> Vec<Value> {
    let day = |attempt: &Value| fingerprint(attempt).chars().take(10).collect::<String>();
    order::sort_by_cached_key(&mut attempts, |attempt| (day(attempt), fingerprint(attempt)));
    attempts.reverse();
    attempts.dedup_by_key(|attempt| day(attempt));
    attempts.reverse();
    attempts
}

/// What was planned before: one plan for each last day, in their order.
fn merge_earlier_hours(sides: Sides<Option<&Value>>) -> Option<Value> {
    let last_day = |plan: &Value| plan.get("until").map(fingerprint).unwrap_or_default();
    let mut plans = merge_sets(sides.map(|side| field(side, "earlier_hours")));
    // Of two plans that ended on one day, the one that comes first in the order of what they say.
    order::sort_by_cached_key(&mut plans, |plan| (last_day(plan), fingerprint(plan)));
    plans.dedup_by_key(|plan| last_day(plan));
    Some(plans).filter(|plans| !plans.is_empty()).map(Value::Sequence)
}
