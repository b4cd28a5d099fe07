//! Edits against a model: in documents as people write them, a change does exactly what it should
//! to the values, keeps every comment and every line of the learner's own, or is refused.

use std::fs;

use fastrand::Rng;
use mlpath::dates::{Date, Period};
use mlpath::progress::document::{read, write};
use mlpath::progress::{LogEntry, Mark, Progress, Record, Status};
use mlpath::store::{Store, Texts};
use mlpath::units::{StudyTime, Usd, WeeklyHours};
use serde_yaml::{Mapping, Value};
use tempfile::TempDir;

const IDS: [&str; 7] = ["git", "sql", "numpy", "my-own", "c++: odd #1", "数学", "it's"];

/// Writes a random document, line by line, and remembers what has to stay.
struct Author {
    random: Rng,
    text: String,
    /// How far each level stands in.
    indent: usize,
    /// How many comments there are so far; each is unlike all others.
    comments: usize,
    /// Lines of the learner's own, which no edit may touch.
    own: Vec<String>,
    /// Whether values of mlpath's may be anchored, and stand elsewhere by an alias.
    aliases: bool,
    /// How many of mlpath's values have an anchor.
    anchors: usize,
}

impl Author {
    fn document(seed: u64, aliases: bool) -> Author {
        let mut random = Rng::with_seed(seed);
        let indent = *random.choice([2, 2, 2, 3, 4].iter()).unwrap_or(&2);
        let mut author = Author { random, text: String::new(), indent, comments: 0, own: Vec::new(), aliases, anchors: 0 };
        author.write();
        author
    }

    fn chance(&mut self, of_ten: u8) -> bool {
        self.random.u8(0..10) < of_ten
    }

    fn pick(&mut self, choices: &[&str]) -> String {
        choices[self.random.usize(0..choices.len())].to_owned()
    }

    fn write(&mut self) {
        if self.chance(2) {
            self.text.push_str("---\n");
        }
        let mut sections = ["version", "plan", "steps", "log", "own"];
        if self.chance(3) {
            self.random.shuffle(&mut sections);
        }
        for section in sections {
            self.between(0);
            match section {
                "version" => self.line(0, "version: 1"),
                "plan" => self.profile(),
                "steps" => self.steps(),
                "log" => self.log(),
                _ => self.own(0),
            }
        }
        self.between(0);
        if self.chance(1) {
            self.text.push_str("...\n");
        }
        if self.chance(2) {
            self.text.truncate(self.text.trim_end_matches('\n').len());
        }
        if self.chance(2) {
            self.text = self.text.replace('\n', "\r\n");
        }
        if self.chance(1) {
            self.text.insert(0, '\u{feff}');
        }
    }

    /// Comments and empty lines between two things.
    fn between(&mut self, level: usize) {
        if self.chance(2) {
            self.text.push('\n');
        }
        if self.chance(2) {
            let comment = self.comment();
            self.text.push_str(&format!("{}{comment}\n", " ".repeat(level * self.indent)));
        }
    }

    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# comment {} of: [mine", self.comments)
    }

    /// A line, perhaps with a comment behind it.
    fn line(&mut self, level: usize, content: &str) {
        self.text.push_str(&format!("{}{content}", " ".repeat(level * self.indent)));
        if self.chance(2) {
            let comment = self.comment();
            self.text.push_str(&format!("   {comment}"));
        }
        self.text.push('\n');
    }

    fn quoted(&mut self, word: &str) -> String {
        let plain = word.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
        match self.random.u8(0..8) {
            0 => format!("\"{word}\""),
            1 => format!("'{}'", word.replace('\'', "''")),
            _ if plain => word.to_owned(),
            _ => format!("\"{word}\""),
        }
    }

    fn day(&mut self) -> String {
        let day = format!("2026-{:02}-{:02}", self.random.u8(1..10), self.random.u8(1..28));
        self.quoted(&day)
    }

    /// A key of the learner's own with a value in any style.
    fn own(&mut self, level: usize) {
        let number = self.own.len();
        let (margin, deeper) = (" ".repeat(level * self.indent), " ".repeat((level + 1) * self.indent));
        let lines = match self.random.u8(0..8) {
            0 => format!("{margin}own-{number}: |\n{deeper}kept {number} # no comment\n\n{deeper}  as it is\n"),
            1 => format!("{margin}own-{number}: >-\n{deeper}folded {number}\n{deeper}text: here\n"),
            2 => format!("{margin}\"own {number}\": &own{number} [1,  2, {{a: b}}]\n{margin}again-{number}: *own{number}\n"),
            3 => format!("{margin}? own-{number}\n{margin}: explicit {number}\n"),
            4 => format!("{margin}own-{number}:\n{margin}- item {number}\n{margin}-   - nested\n{margin}    - more\n"),
            5 => format!("{margin}own-{number}: !mine {{x: 'it''s', y: \"a\\tb\"}}\n"),
            6 => format!("{margin}own-{number}: plain words {number}\n{deeper}  that go on\n"),
            _ => format!("{margin}own-{number}: ~\n"),
        };
        self.own.extend(lines.lines().map(str::to_owned));
        self.text.push_str(&lines);
    }

    fn profile(&mut self) {
        match self.random.u8(0..6) {
            0 => {}
            1 => self.line(0, "plan:"),
            2 => self.line(0, "plan: {from: swe, mine: [x], hours_per_week: 5-8, pauses: [2026-12-20..2026-12-31]}"),
            _ => {
                self.line(0, "plan:");
                let hours = self.pick(&["10", "7.5", "\"5-8\"", "5-8"]);
                for line in ["from: swe".to_owned(), format!("hours_per_week: {hours}"), "start: 2026-01-05".to_owned()] {
                    self.between(1);
                    self.line(1, &line);
                }
                self.list("except", &["git", "numpy"]);
                self.list("pauses", &["2026-12-20..2026-12-31"]);
                self.own(1);
            }
        }
    }

    fn list(&mut self, key: &str, items: &[&str]) {
        match self.random.u8(0..4) {
            0 => {}
            1 => self.line(1, &format!("{key}: [{}]", items.join(", "))),
            2 => self.line(1, &format!("{key}: []")),
            _ => {
                self.line(1, &format!("{key}:"));
                let level = self.random.usize(1..3);
                for item in items {
                    self.between(level);
                    self.line(level, &format!("- {item}"));
                }
            }
        }
    }

    fn steps(&mut self) {
        let count = self.random.usize(0..IDS.len());
        match (count, self.random.u8(0..6)) {
            (0, 0 | 1) => {}
            (0, 2 | 3) => self.line(0, "steps:"),
            (0, _) => self.line(0, "steps: {}"),
            (_, 0) => self.line(0, "steps: {git: {status: done, done: 2026-01-01, mine: 1}, sql: {status: doing}}"),
            (_, 1) => {
                let comment = self.comment();
                self.text.push_str(&format!(
                    "steps: {{   {comment}\n  git: {{status: done, done: 2026-01-01}},\n  sql: {{status: doing}}\n  }}\n"
                ));
            }
            _ => {
                self.line(0, "steps:");
                let mut ids = IDS;
                self.random.shuffle(&mut ids);
                for id in &ids[..count] {
                    self.between(1);
                    self.step(id);
                }
            }
        }
    }

    fn step(&mut self, id: &str) {
        let key = self.quoted(id);
        let (start, end) = (self.day(), self.day());
        let state = match self.random.u8(0..4) {
            0 => vec!["status: todo".to_owned()],
            1 => vec!["status: doing".to_owned(), format!("started: {start}")],
            2 => vec![format!("skipped: {end}"), "status: 'skipped'".to_owned()],
            _ => vec!["\"status\": done".to_owned(), format!("started: {start}"), format!("done: {end}"), "actual_hours: 7.5".to_owned()],
        };
        let mut state = state;
        if self.chance(3) {
            let ticks = self.pick(&["ticks: [a]", "ticks: [\"b\",  a]", "ticks: []", "ticks: ~"]);
            state.push(ticks);
        }
        let anchor = if self.aliases && self.chance(3) {
            self.anchors += 1;
            format!(" &step{}", self.anchors)
        } else {
            String::new()
        };
        if self.aliases && self.anchors > 0 && anchor.is_empty() && self.chance(3) {
            return self.line(1, &format!("{key}: *step{}", self.anchors));
        }
        match self.random.u8(0..5) {
            0 => self.line(1, &format!("{key}:{anchor} {{{}}}", state.join(", "))),
            1 if anchor.is_empty() => self.line(1, &format!("{key}:")),
            _ => {
                self.line(1, &format!("{key}:{anchor}"));
                for line in state {
                    self.between(2);
                    self.line(2, &line);
                }
                if self.chance(4) {
                    self.own(2);
                }
            }
        }
    }

    fn log(&mut self) {
        let count = self.random.usize(0..4);
        match (count, self.random.u8(0..4)) {
            (0, 0) => {}
            (0, 1) => self.line(0, "log:"),
            (0, _) => self.line(0, "log: []"),
            (_, 0) => self.line(0, "log: [{date: 2026-01-01, step: git, time: 1h}, {date: 2026-01-02, step: 数学, note: 'a: b # c'}]"),
            _ => {
                self.line(0, "log:");
                let level = self.random.usize(0..2);
                for _ in 0..count {
                    self.between(level);
                    self.entry(level);
                }
            }
        }
    }

    fn entry(&mut self, level: usize) {
        let day = self.day();
        let number = self.random.usize(0..IDS.len());
        let id = self.quoted(IDS[number]);
        if self.chance(3) {
            return self.line(level, &format!("- {{date: {day}, step: {id}, time: 45m, mood: fine}}"));
        }
        let margin = " ".repeat(level * self.indent);
        self.line(level, &format!("- date: {day}"));
        self.text.push_str(&format!("{margin}  step: {id}\n"));
        let note = match self.random.u8(0..6) {
            0 => format!("note: |\n{margin}    block # no comment\n{margin}    of lines"),
            1 => format!("note: >-\n{margin}    folded\n{margin}    lines"),
            2 => "note: \"tab\\tand \\u201cquotes\\u201d\"".to_owned(),
            3 => format!("note: plain words\n{margin}    that go on"),
            4 => "mood: 'own'".to_owned(),
            _ => "time: 1.5".to_owned(),
        };
        self.text.push_str(&format!("{margin}  {note}\n"));
    }
}

fn day(random: &mut Rng) -> Date {
    mlpath::dates::date(2026, 10, random.u8(1..28))
}

/// Something a learner does to a record.
fn act(random: &mut Rng, progress: &Progress) -> Progress {
    let mut after = progress.clone();
    let id = IDS[random.usize(0..IDS.len())];
    match random.u8(0..9) {
        8 if random.bool() => after.untick(id, &['a', 'd']),
        8 => after.tick(id, &[['b', 'c', 'n', 'd'][random.usize(0..4)]]),
        0..=3 => {
            let status = Status::ALL[random.usize(0..4)];
            let hours = (status == Status::Done && random.bool()).then(|| f64::from(random.u8(1..40)) / 4.0);
            after.mark(id, Mark { status, on: day(random), moves_day: random.bool(), hours });
            if let (true, Some(record)) = (random.bool(), after.steps.get_mut(id)) {
                record.paid = Usd::from_decimal(f64::from(random.u8(0..200)) / 2.0);
            }
        }
        4 | 5 => {
            let notes = ["well", "a: b # c", "two\nlines\n", " yes ", "\u{1b}[2J \u{202e}", "- x", "null", "", "数学 \"q\"", "12:30"];
            let note = random.bool().then(|| notes[random.usize(0..notes.len())].to_owned());
            let link = random.bool().then(|| "https://example.org/?a=b#c".to_owned());
            let time = StudyTime::from_hours(f64::from(random.u8(1..20)) / 4.0).filter(|_| random.bool());
            after.log.push(LogEntry { date: day(random), step: random.bool().then(|| id.to_owned()), time, note, link });
        }
        _ => {
            let profile = &mut after.profile;
            profile.from = Some(["swe", "none", "research"][random.usize(0..3)].to_owned());
            profile.hours_per_week =
                [WeeklyHours::exactly(6.0), WeeklyHours::between(5.0, 8.5), WeeklyHours::exactly(7.5)][random.usize(0..3)];
            profile.start = Some(day(random));
            if random.bool() {
                profile.except = IDS[..random.usize(0..3)].iter().map(|id| (*id).to_owned()).collect();
            }
            if random.bool() {
                let first = day(random);
                profile.pauses.push(Period { first, last: first });
            }
            if random.u8(0..4) == 0 {
                profile.pauses.clear();
            }
        }
    }
    after
}

/// The model: what a change means for the values, written without a look at how it is done.
fn intended(text: &str, before: &Progress, after: &Progress) -> Value {
    fn put(mapping: &mut Mapping, key: &str, value: Option<Value>) {
        match value {
            Some(value) => drop(mapping.insert(key.into(), value)),
            None => drop(mapping.shift_remove(key)),
        }
    }
    fn inner<'a>(mapping: &'a mut Mapping, key: &str) -> &'a mut Mapping {
        let place = mapping.entry(key.into()).or_insert(Value::Null);
        if place.is_null() {
            *place = Value::Mapping(Mapping::new());
        }
        place.as_mapping_mut().expect("a mapping")
    }
    fn texts<T: ToString>(items: &[T]) -> Option<Value> {
        (!items.is_empty()).then(|| Value::Sequence(items.iter().map(|item| item.to_string().into()).collect()))
    }
    let number = |hours: f64| if hours.fract() == 0.0 { Value::from(hours as u64) } else { Value::from(hours) };
    let mut value: Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).expect("it parses");
    let root = value.as_mapping_mut().expect("a mapping");
    let (old, new) = (&before.profile, &after.profile);
    if old != new {
        let profile = inner(root, "plan");
        if old.from != new.from {
            put(profile, "from", new.from.clone().map(Value::from));
        }
        if old.except != new.except {
            put(profile, "except", texts(&new.except));
        }
        if old.hours_per_week != new.hours_per_week {
            let hours = new.hours_per_week.map(|hours| if hours.is_range() { hours.to_string().into() } else { number(hours.low()) });
            put(profile, "hours_per_week", hours);
        }
        if old.start != new.start {
            put(profile, "start", new.start.map(|day| day.to_string().into()));
        }
        if old.pauses != new.pauses {
            put(profile, "pauses", texts(&new.pauses));
        }
    }
    for (id, new) in after.steps.iter().filter(|(id, record)| before.steps.get(*id) != Some(record)) {
        let known = before.steps.get(id);
        let old = known.cloned().unwrap_or(Record { status: Status::Todo, ..Record::default() });
        let step = inner(inner(root, "steps"), id);
        if old.status != new.status || known.is_none() {
            put(step, "status", Some(new.status.to_string().into()));
        }
        for (key, old, new) in [("started", old.started, new.started), ("done", old.done, new.done), ("skipped", old.skipped, new.skipped)]
        {
            if old != new {
                put(step, key, new.map(|day| day.to_string().into()));
            }
        }
        if old.hours != new.hours {
            put(step, "actual_hours", new.hours.map(number));
        }
        if old.ticks != new.ticks {
            put(step, "ticks", texts(&new.ticks));
        }
        if old.paid != new.paid {
            put(step, "paid", new.paid.map(|paid| number(paid.to_decimal())));
        }
    }
    for entry in &after.log[before.log.len()..] {
        let mut item = Mapping::new();
        put(&mut item, "date", Some(entry.date.to_string().into()));
        put(&mut item, "step", entry.step.clone().map(Into::into));
        for (key, text) in [("note", &entry.note), ("link", &entry.link)] {
            text.iter().for_each(|text| put(&mut item, key, Some(text.clone().into())));
        }
        let minutes = entry.time.map(|time| (time.hours() * 60.0).round() as u32);
        if let Some(minutes) = minutes {
            let text = [(minutes / 60, "h"), (minutes % 60, "m")]
                .map(|(count, unit)| if count > 0 { format!("{count}{unit}") } else { String::new() });
            put(&mut item, "time", Some(text.concat().into()));
        }
        let log = root.entry("log".into()).or_insert(Value::Null);
        if log.is_null() {
            *log = Value::Sequence(Vec::new());
        }
        log.as_sequence_mut().expect("a list").push(Value::Mapping(item));
    }
    value
}

/// What happened to many edits.
#[derive(Default)]
pub struct Tally {
    pub made: usize,
    pub refused: usize,
    reasons: Vec<String>,
}

/// Makes some edits one after another, each compared with the model.
pub fn edit_and_compare(seed: u64, aliases: bool, tally: &mut Tally) {
    let author = Author::document(seed, aliases);
    let mut random = Rng::with_seed(seed ^ 0x5eed);
    let mut text = author.text.clone();
    let mut progress = read(text.as_bytes()).unwrap_or_else(|fault| panic!("seed {seed}: {fault:?}\n{text}"));
    for _ in 0..4 {
        let after = act(&mut random, &progress);
        if after == progress {
            continue;
        }
        let edited = match write(&text, &progress, &after) {
            Ok(edited) => edited,
            Err(refusal) => {
                tally.refused += 1;
                tally.reasons.push(format!("seed {seed}: {refusal}\n{text}"));
                continue;
            }
        };
        tally.made += 1;
        let story = || format!("seed {seed}:\n{text}\n---- became ----\n{edited}");
        let value: Value =
            serde_yaml::from_str(edited.trim_start_matches('\u{feff}')).unwrap_or_else(|error| panic!("{error}\n{}", story()));
        assert_eq!(value, intended(&text, &progress, &after), "{}", story());
        for number in 1..=author.comments {
            assert!(edited.contains(&format!("# comment {number} of: [mine")), "comment {number} is lost, {}", story());
        }
        assert_eq!(edited.matches(" of: [mine").count(), author.comments, "a comment is told twice, {}", story());
        let mut lines = edited.trim_start_matches('\u{feff}').lines();
        for own in &author.own {
            assert!(lines.any(|line| line.trim_end() == own.trim_end()), "{own:?} changed or moved, {}", story());
        }
        assert_eq!(edited.starts_with('\u{feff}'), text.starts_with('\u{feff}'), "{}", story());
        if text.matches('\n').count() > 0 && text.matches('\n').count() == text.matches("\r\n").count() {
            assert_eq!(edited.matches('\n').count(), edited.matches("\r\n").count(), "line ends are mixed, {}", story());
        }
        (text, progress) = (edited, after);
    }
}

/// How many documents are edited; `fuzz` goes on from there.
const DOCUMENTS: u64 = 600 * crate::EFFORT;

#[test]
fn an_edit_does_what_the_model_says_and_nothing_else() {
    let mut tally = Tally::default();
    (0..DOCUMENTS).for_each(|seed| edit_and_compare(seed, false, &mut tally));
    println!("{} edits made, {} refused", tally.made, tally.refused);
    assert!(tally.refused * 100 <= tally.made, "{} of {} refused:\n{}", tally.refused, tally.made, tally.reasons.join("\n----\n"));
}

#[test]
fn what_stands_elsewhere_by_an_alias_is_edited_alone_or_not_at_all() {
    let mut tally = Tally::default();
    (0..DOCUMENTS / 2).for_each(|seed| edit_and_compare(seed, true, &mut tally));
    println!("with aliases of steps: {} edits made, {} refused", tally.made, tally.refused);
    assert!(tally.refused * 5 <= tally.made, "{} of {} refused:\n{}", tally.refused, tally.made, tally.reasons.join("\n----\n"));
}

#[test]
fn undo_gives_the_very_text_back_and_a_refusal_leaves_it() {
    let folder = TempDir::new().expect("a folder");
    let today = mlpath::dates::date(2026, 11, 21);
    for seed in 0..60 {
        let path = folder.path().join(format!("{seed}.yaml"));
        let text = Author::document(seed, true).text;
        fs::write(&path, &text).expect("a record");
        let store = Store::new(path.clone(), folder.path().join("state"));
        let written = || fs::read_to_string(&path).expect("a record");
        let session = store.begin(&mut |_| {}).unwrap_or_else(|error| panic!("{seed}: {error:?}"));
        let after = act(&mut Rng::with_seed(seed), &session.snapshot.progress);
        match session.save(&after, &[], "act", today, &mut |_| {}) {
            Err(refusal) => assert_eq!((refusal.code, written()), (mlpath::code::Code::CannotEdit, text)),
            Ok(false) => assert_eq!(written(), text),
            Ok(true) => {
                drop(session);
                assert_eq!(read(written().as_bytes()).as_ref(), Ok(&after));
                let session = store.begin(&mut |_| {}).expect("a session");
                let history = store.history(&session.snapshot, Texts::Undo).expect("a history");
                let back = history.undo(session.snapshot.text()).expect("it can be undone");
                session.restore(&back, "undo", today, &mut |_| {}).expect("it is saved");
                assert_eq!(written(), text);
            }
        }
    }
}
