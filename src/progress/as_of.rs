//! Progress as it was on the morning of an earlier day, by the dates in it.

use super::{Progress, Record, Status, Tool};
use crate::dates::Date;
use crate::order;

/// The progress without what happened on a day or later. What has no date was there before; of the
/// profile only the hours planned before have days, so the rest of it stays as it is.
#[must_use]
pub fn progress_as_of(progress: &Progress, day: Date) -> Progress {
    let is_earlier = |(_, tool): &(&String, &Tool)| tool.done.is_none_or(|done| done < day);
    Progress {
        version: progress.version,
        profile: progress.profile.as_of(day),
        steps: order::map_of(progress.steps.iter().filter_map(|(id, record)| Some((id.clone(), record_as_of(record, day)?)))),
        tools: order::map_of(progress.tools.iter().filter(is_earlier).map(|(id, tool)| (id.clone(), tool.clone()))),
        log: progress.log.iter().filter(|entry| entry.date < day).cloned().collect(),
    }
}

/// A record as it was; `None` when nothing was marked yet.
fn record_as_of(record: &Record, day: Date) -> Option<Record> {
    let is_new = |date: Option<Date>| date.is_some_and(|date| date >= day);
    let is_ended = match record.status {
        Status::Done => !is_new(record.done),
        Status::Skipped => !is_new(record.skipped),
        Status::Doing | Status::Todo => false,
    };
    match (is_ended, record.started) {
        (true, _) => Some(record.clone()),
        (false, started) if is_new(started) => None,
        (false, None) if record.status != Status::Doing => None,
        // Ticks have no day: those of an open step count as there before, those of a step closed since as not.
        (false, started) => {
            let ticks = if record.status == Status::Doing { record.ticks.clone() } else { Vec::new() };
            let failed = record.failed.iter().copied().filter(|attempt| attempt.on < day).collect();
            Some(Record { status: Status::Doing, started, ticks, failed, ..Record::default() })
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dates::date;

    use super::*;
    use crate::progress::{LogEntry, Mark};

    #[test]
    fn what_happened_later_is_gone_and_what_was_before_stays() {
        let mut now = Progress::new();
        let mut mark = |id: &str, status, day| {
            now.mark(id, Mark { status, on: date(2026, 11, day), moves_day: false, hours: (status == Status::Done).then_some(3.0) });
        };
        mark("git", Status::Done, 1);
        mark("sql", Status::Doing, 2);
        mark("sql", Status::Done, 12);
        mark("numpy", Status::Doing, 13);
        mark("rnn", Status::Skipped, 14);
        mark("pandas", Status::Done, 15);
        for day in [3, 11] {
            now.log.push(LogEntry { date: date(2026, 11, day), step: Some("sql".into()), time: None, note: None, link: None });
        }
        for (id, done) in [("aws", None), ("r", Some(date(2026, 11, 3))), ("sas", Some(date(2026, 11, 12)))] {
            now.tools.insert(id.into(), Tool { done, ..Tool::default() });
        }
        let then = progress_as_of(&now, date(2026, 11, 10));
        assert_eq!(then.tools.keys().collect::<Vec<_>>(), ["aws", "r"]);
        let states: Vec<(&str, Status)> = then.steps.iter().map(|(id, record)| (id.as_str(), record.status)).collect();
        assert_eq!(states, [("git", Status::Done), ("sql", Status::Doing)]);
        assert_eq!((then.steps["sql"].hours, then.steps["sql"].done, then.log.len()), (None, None, 1));
        assert_eq!(progress_as_of(&now, date(2027, 1, 1)), now);
    }
}
