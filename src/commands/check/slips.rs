//! Keys that look like the learner's own and are surely slips: nothing they hold counts.

use std::collections::HashSet;

use crate::progress::document::keys;
use crate::roadmap::Item;
use crate::text::closest;
use crate::yaml::{self, Key, Position, Value};

use super::outline::Outline;
use super::{Checker, Found};
use crate::advice::Remedy;

/// What people call a field that has another name here.
const SAME: [(&str, &str); 10] = [
    ("goal", "for"),
    ("goals", "for"),
    ("background", "from"),
    ("deadline", "by"),
    ("state", "status"),
    ("finished", "done"),
    ("completed", "done"),
    ("begun", "started"),
    ("duration", "time"),
    ("url", "link"),
];

impl Checker<'_> {
    /// Keys mlpath does not know are the learner's own, unless they look like a slip.
    pub(super) fn check_keys(&mut self) {
        let Outline { top: root, log } = match yaml::parse::<Option<Outline>>(self.input.text) {
            Ok(outline) => outline.unwrap_or_default(),
            Err(fault) => {
                let fix = Remedy::words("mend it, or mlpath will not change this file");
                return self.find_at(fault.position, fault.message, fix);
            }
        };
        self.check_top(&root);
        let section = |name: &str| root.get(name).and_then(Value::as_mapping).map(names).unwrap_or_default();
        self.check_slips(&["plan".into()], &section("plan"), &keys::PLAN);
        for (name, known) in [("steps", &keys::STEP[..]), ("tools", &keys::TOOL[..])] {
            for id in section(name) {
                let value = root.get(name).and_then(|section| section.get(&id));
                let path = [name.into(), id.as_str().into()];
                if name == "steps" && value.is_some_and(is_empty) {
                    let fix = if self.is_united() {
                        Remedy::command("a merge of lines may have mixed it up with the next one; to repair it: ", "merge")
                    } else {
                        Remedy::words("write its status, as in {status: done}, or take it away")
                    };
                    self.find_key(&path, "this step says nothing", fix);
                }
                let names = value.and_then(Value::as_mapping).map(names).unwrap_or_default();
                self.check_slips(&path, &names, known);
            }
        }
        for (at, names) in log.iter().enumerate() {
            self.check_slips(&["log".into(), at.into()], names, &keys::ENTRY);
        }
        self.check_blanks();
    }

    /// Keys at the top of the file: steps and other things that lost their indentation do nothing there.
    fn check_top(&mut self, root: &yaml::Mapping) {
        let own: Vec<String> = names(root).into_iter().filter(|key| self.check_misplaced(key, root.get(key.as_str()))).collect();
        self.check_slips(&[], &own, &keys::FILE);
    }

    /// Tells of a key at the top that belongs into a section; says whether it may be the learner's own.
    fn check_misplaced(&mut self, key: &str, value: Option<&Value>) -> bool {
        if keys::FILE.contains(&key) {
            return true;
        }
        let held = value.and_then(Value::as_mapping).map(names).unwrap_or_default();
        // With an anchor it is a template for others.
        let is_template = || self.input.text.contains(&format!("{key}: &"));
        let is_marked = held.iter().any(|name| ["status", "started", "done", "skipped"].contains(&name.as_str())) && !is_template();
        let is_step = matches!(self.roadmap().find(key), Some(Item::Step(_) | Item::Certification(_)));
        let inside = match key {
            _ if is_marked || is_step => "steps",
            _ if keys::PLAN.contains(&key) => "plan",
            _ if keys::STEP.contains(&key) => "a step",
            _ if keys::ENTRY.contains(&key) => "an entry of the log",
            _ => return true,
        };
        let fix = if inside == "steps" { "indent it and its lines by two blanks, under `steps:`" } else { "indent it to where it belongs" };
        self.find_key(&[key.into()], format!("`{key}` stands at the top of the file, not in {inside}, so it does not count"), fix);
        false
    }

    /// Lines that are indented with blanks that are none for YAML: it takes them for letters.
    fn check_blanks(&mut self) {
        let mut block: Option<usize> = None;
        let (mut first, mut more) = (None, 0);
        for (at, line) in self.input.text.lines().enumerate() {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if block.is_some_and(|head| indent > head || line.trim().is_empty()) {
                continue;
            }
            let head = line.trim_end();
            block = [" |", " >", " |-", " >-", " |+", " >+"].iter().any(|mark| head.ends_with(mark)).then_some(indent);
            let Some(odd) = line[indent..].chars().next().filter(|c| is_odd_blank(*c)) else { continue };
            match first {
                None => first = Some((Position { line: at + 1, column: indent + 1 }, odd)),
                Some(_) => more += 1,
            }
        }
        let Some((position, odd)) = first else { return };
        let others = if more == 0 { String::new() } else { format!(", and {more} more lines") };
        let message =
            format!("this line{others} begins with a blank (U+{:04X}) that YAML takes for a letter, so it does not count", u32::from(odd));
        self.find_at(Some(position), message, "indent with plain blanks");
    }

    fn check_slips(&mut self, parent: &[Key], names: &[String], known: &[&str]) {
        let there: HashSet<&str> = names.iter().map(String::as_str).collect();
        let absent: Vec<&str> = known.iter().copied().filter(|known| !there.contains(known)).collect();
        for key in names.iter().filter(|key| !known.contains(&key.as_str())) {
            let path = || [parent, &[key.as_str().into()]].concat();
            if key == "<<" {
                self.find_key(&path(), "mlpath does not follow merge keys", "write the keys out");
                continue;
            }
            // `hours` is a word of `actual_hours`.
            let longer = absent.iter().copied().find(|known| known.split('_').any(|word| word == key));
            let alike = SAME.iter().find(|(word, known)| word == key && absent.contains(known)).map(|(_, known)| *known);
            if let Some(meant) = longer.or(alike).or_else(|| closest(key, absent.iter().copied()).first().copied()) {
                self.find_key(
                    &path(),
                    format!("mlpath does not know the key `{key}`; it is kept but does nothing"),
                    format!("did you mean `{meant}`?"),
                );
            }
        }
    }

    fn find_at(&mut self, position: Option<Position>, message: String, fix: impl Into<Remedy>) {
        self.findings.push(Found { path: Vec::new(), at_key: false, position, message, fix: fix.into() });
    }
}

fn names(mapping: &yaml::Mapping) -> Vec<String> {
    mapping.keys().filter_map(|key| key.as_str().map(str::to_owned)).collect()
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_mapping().is_some_and(yaml::Mapping::is_empty)
}

/// A blank that is none for YAML, seen or unseen.
fn is_odd_blank(c: char) -> bool {
    (c.is_whitespace() && !matches!(c, ' ' | '\t'))
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{180e}' | '\u{2800}' | '\u{3164}')
}

#[cfg(test)]
mod tests {
    use crate::advice::Target;
    use crate::cli;
    use crate::commands::testing::TODAY;
    use crate::commands::{Input, execute};
    use crate::planning::learner::Learner;
    use crate::progress::document;
    use crate::roadmap::fixture;

    /// The findings about a text, each as `line: message`.
    fn findings(text: &str) -> Vec<String> {
        let (target, progress) = (Target::default(), document::read(text.as_bytes()).expect("reads"));
        let learner = Learner { roadmap: fixture::roadmap(), progress: &progress, today: TODAY };
        let outcome = execute(&cli::command("check"), &Input { text, ..Input::new(learner, &target) }).expect("answers");
        let document: serde_json::Value = serde_json::from_str(&outcome.answer.json().expect("JSON")).expect("JSON");
        let told = document["findings"].as_array().expect("a list").iter();
        told.map(|finding| format!("{}: {}", finding["line"], finding["message"].as_str().unwrap_or_default())).collect()
    }

    #[track_caller]
    fn finds(text: &str, line: usize, part: &str) {
        let found = findings(text);
        assert!(found.iter().any(|finding| finding.starts_with(&format!("{line}: ")) && finding.contains(part)), "{text}: {found:#?}");
    }

    #[test]
    fn what_makes_nothing_count_is_found() {
        finds("version: 1\nsteps:\n\u{a0}\u{a0}shell:\n\u{a0}\u{a0}\u{a0}\u{a0}status: done\n", 3, "U+00A0");
        finds("version: 1\nsteps:\n\u{3000}shell: {status: done}\n", 3, "U+3000");
        finds("version: 1\nsteps:\n  shell:\n    status: done\n    \u{2003}done: 2026-11-20\n", 5, "U+2003");
        finds("version: 1\nsteps:\nshell:\n  status: done\n", 3, "`shell` stands at the top");
        finds("version: 1\nmy-own: {status: done}\n", 2, "stands at the top of the file, not in steps");
        finds("version: 1\nplan:\nhours_per_week: 10\n", 3, "not in plan");
        finds("version: 1\nlog: []\ntime: 1h\n", 3, "not in an entry of the log");
        finds("version: 1\nsteps:\n  shell:\n  python: {}\n", 3, "says nothing");
        finds("version: 1\nsteps:\n  shell:\n  python: {}\n", 4, "says nothing");
        finds("version: 1\nlog:\n  - {date: 2026-11-20, step: shell, time: 1h, note: ''}\n", 3, "note is empty");
        finds("version: 1\nplan: {goal: llm}\n", 2, "the key `goal`");
        finds("version: 1\nsteps:\n  shell: {state: done}\n", 3, "the key `state`");
        finds(
            "version: 1\nlog:\n  - {date: 1926-11-20, step: shell, time: 1h}\n  - {date: 2026-11-20, step: shell, time: 1h}\n",
            3,
            "ten years",
        );
        finds("version: 1\nlog:\n  - {date: 0206-11-20, step: shell, time: 1h}\n", 3, "before the year 1900");
    }

    #[test]
    fn what_is_well_is_silent() {
        for text in [
            "version: 1\ncolor: blue\nown: {mood: fine, a: {status: x}}\nsteps:\n  shell: {status: todo}\n",
            "version: 1\nlog:\n  - date: 2026-11-20\n    step: shell\n    note: |\n      \u{a0}\u{a0}quoted\n\n      text\n",
        ] {
            assert_eq!(findings(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn thousands_of_own_keys_and_blank_lines_are_looked_through_at_once() {
        let keys = (0..2_000).fold(String::new(), |keys, number| keys + &format!("own{number}: {number}\n"));
        let text = format!("version: 1\n{keys}{}steps:\n  shell:\n    status: done\n    done: 2026-11-20\nshell: 1\n", "\n".repeat(10_000));
        let found = findings(&text);
        assert!(found.len() == 1 && found[0].starts_with("12006: "), "{found:#?}");
    }
}
