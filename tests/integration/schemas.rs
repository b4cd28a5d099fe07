//! The JSON Schemas of the documents, under `tests/schemas`: inferred from documents of many
//! records, so that a key that goes away, changes its type or is sometimes missing shows up as a
//! change of a committed file.
//!
//! `UPDATE=1 cargo test schemas` writes them down anew; fields may only be added.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::common::Home;

/// What was seen at one place of the documents.
#[derive(Default)]
struct Seen {
    types: Vec<&'static str>,
    objects: usize,
    fields: BTreeMap<String, (usize, Seen)>,
    items: Option<Box<Seen>>,
    constant: Option<String>,
}

impl Seen {
    fn look(&mut self, value: &Value) {
        let name = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if !self.types.contains(&name) {
            self.types.push(name);
            self.types.sort_unstable();
        }
        match value {
            Value::Object(fields) => {
                self.objects += 1;
                for (key, value) in fields {
                    let (count, seen) = self.fields.entry(key.clone()).or_default();
                    *count += 1;
                    seen.look(value);
                    if key == "schema" {
                        seen.constant = value.as_str().map(str::to_owned);
                    }
                }
            }
            Value::Array(items) => {
                let seen = self.items.get_or_insert_default();
                items.iter().for_each(|item| seen.look(item));
            }
            _ => {}
        }
    }

    fn schema(&self) -> Value {
        if let Some(constant) = &self.constant {
            return json!({ "const": constant });
        }
        let mut schema = serde_json::Map::new();
        match self.types.as_slice() {
            [] => return json!({}),
            [one] => drop(schema.insert("type".into(), json!(one))),
            many => drop(schema.insert("type".into(), json!(many))),
        }
        if !self.fields.is_empty() {
            let required: Vec<&String> = self.fields.iter().filter(|(_, (count, _))| *count == self.objects).map(|(key, _)| key).collect();
            let properties: serde_json::Map<String, Value> =
                self.fields.iter().map(|(key, (_, seen))| (key.clone(), seen.schema())).collect();
            schema.insert("required".into(), json!(required));
            schema.insert("properties".into(), Value::Object(properties));
        }
        if let Some(items) = &self.items {
            schema.insert("items".into(), items.schema());
        }
        Value::Object(schema)
    }

    /// Whether every key that was ever seen was always there.
    fn is_whole(&self) -> bool {
        let fields = self.fields.values().all(|(count, seen)| *count == self.objects && seen.is_whole());
        fields && self.items.as_ref().is_none_or(|items| items.is_whole())
    }
}

/// Documents of a new learner, a busy one and one who is done.
fn documents() -> BTreeMap<String, Seen> {
    let mut all: BTreeMap<String, Seen> = BTreeMap::new();
    let mut look = |home: &Home, line: &str| {
        let said = home.run(line.split(' ').chain(["--json"]));
        let text = if said.stdout.is_empty() { &said.stderr } else { &said.stdout };
        let document: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{line}: {error}: {said:#?}"));
        let name = document["schema"].as_str().expect("a schema").split('/').nth(1).expect("a name").to_owned();
        all.entry(name).or_default().look(&document);
    };
    const READING: [&str; 24] = [
        "status",
        "status --since 2026-11-01",
        "status --since today",
        "log",
        "log pandas",
        "log git",
        "next -n 9",
        "list --all",
        "plan",
        "plan --from swe --track llm --to director",
        "plan --hours 5 --hours 8-12 --by 2027-06-30 --pause 2026-12-20..2027-01-03 --certs --free",
        "plan --certs --by 2040-12-31",
        "plan --certs google-data-engineer --track nlp",
        "certs",
        "certs --until 2030 --budget 400",
        "check",
        "check --data",
        "undo --list",
        "gap",
        "gap --for senior",
        "gap --for nlp",
        "guide",
        "guide salary",
        "guide conflicts",
    ];
    let home = Home::new();
    READING.iter().for_each(|line| look(&home, line));
    fs::write(
        home.path().join("posting.txt"),
        "Title\n\nRequirements:\nPython, SAS, Kubernetes, AWS Certified Machine Learning\nNice to have: LLMs\n",
    )
    .expect("a posting");
    look(&home, "gap --job posting.txt");
    for line in ["help", "help json", "help plan", "completions bash", "completions fish", "undo", "done pandsa"] {
        look(&home, line);
    }
    for line in [
        "plan --from swe --save",
        "start pandas --on 2026-11-01",
        "done numpy --hours 7 -m well --link https://example.org",
        "skip tensorflow",
        "log pandas 1h",
        "log pandas 1h --on 2026-11-03",
        "log pandas 1h --on 2026-10-20",
        "done scikit-learn --hours 90",
        "log pandas -m note",
        "done google-ml-engineer --on 2025-01-10",
        "start ai-103",
        "done kubernetes",
        "undo",
        "redo",
        "done numpy",
        "reset numpy",
    ] {
        look(&home, line);
    }
    fs::write(home.file(), home.text() + "  - {date: 2030-01-01, step: nothing}\n").expect("an edit by hand");
    READING.iter().for_each(|line| look(&home, line));
    for line in [
        "show pandas numpy git tensorflow time-series",
        "show mlops",
        "show llm senior junior director",
        "guide cf-growth --source how-to",
        "guide ladder",
        "show swe",
        "show google-ml-engineer ai-102 ibm-ai-engineering course-certificates mla-c02",
        "show fastai-part1 pro-git huyen-dmls cs231n",
    ] {
        look(&home, line);
    }
    home.write("version: 1\nsteps: [\n");
    look(&home, "status");
    look(&home, "status --file .");
    look(&home, "undo --rescue");
    fs::remove_file(home.file()).expect("removed");
    look(&home, "undo --rescue");
    fs::remove_file(home.file()).expect("removed");
    look(&home, "undo --forget");
    let done = Home::new();
    for stage in 1..=6 {
        done.mlpath(&format!("done --stage {stage}")).ok();
    }
    READING.iter().for_each(|line| look(&done, line));
    all
}

#[test]
fn documents_are_as_the_schemas_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas");
    for (name, seen) in documents() {
        let schema = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": format!("mlpath/{name}/v1") });
        let mut schema = schema.as_object().expect("an object").clone();
        schema.extend(seen.schema().as_object().expect("an object").clone());
        let text = serde_json::to_string_pretty(&schema).expect("is JSON") + "\n";
        let path = folder.join(format!("{name}.v1.json"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, &text).expect("a schema");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == text, "{} differs; UPDATE=1 cargo test schemas, and see that nothing went away", path.display());
        // A thing that is shown has the keys of its kind; every other document has all keys always.
        assert!(name == "show" || seen.is_whole(), "{name}: a key is sometimes missing");
    }
}
