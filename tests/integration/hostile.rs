//! Hostile text: whatever a record, a roadmap, a posting, a name, a variable or a word of the
//! command line holds, it is shown as visible escapes, and never obeyed by a terminal.

use std::fs;
use std::path::Path;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::common::{Home, MLPATH, Said, is_harmful};

/// Characters that steer a terminal, in words that lines can wrap between.
const CONTROLS: &str = "a \u{1b}[31m \u{1b}]52;c;x\u{7} \u{7f}\u{8} \u{9b}2J \u{90}q x\ny\tz\r \u{85} z";

/// Characters that hide, reorder or pile up text, or that the renderer uses itself; no controls.
const UNSEEN: &str = "a \u{202e}evil\u{202c} \u{2066}x\u{2069} \u{200e}\u{200f}\u{61c} n\u{200b}\u{200d}o \u{2028}\u{2029} \
    \u{feff}f \u{e0041}\u{e007f} \u{e000}\u{e001} \u{f0000} e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} שלום z";

/// Every command there is, where it could show what it read.
const COMMANDS: [&str; 39] = [
    "status",
    "status --since 2026-01-01",
    "next -n 5",
    "list --all",
    "show git pro-git google-ml-engineer swe senior llm programming --sources",
    "log",
    "log git --all",
    "log git 1h -n",
    "plan",
    "plan --from research --by 2028-01-01 --for google-ml-engineer --hours 5-8",
    "plan --for senior --for llm --free",
    "certs --sources",
    "certs google-ml-engineer --until 2030",
    "certs --budget 400",
    "certs aws",
    "find retake",
    "fail google-ml-engineer -n -m again",
    "gap",
    "gap --for senior",
    "gap --for llm",
    "gap --job posting.txt",
    "guide",
    "guide salary --all",
    "guide salary --source how-to",
    "guide conflicts",
    "guide cf-pay-entry",
    "check",
    "check --data",
    "completions bash",
    "help file",
    "start pandas",
    "skip tensorflow",
    "done sql --hours 3",
    "reset sql",
    "plan --hours 6 --save",
    "undo --list",
    "undo -n",
    "undo",
    "redo",
];

fn hostile() -> String {
    format!("{CONTROLS} {UNSEEN}")
}

/// A word as a screen has to show it.
fn shown(word: &str) -> String {
    word.chars().map(|c| if is_harmful(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// The text as a YAML string without anything to object to in it.
fn quoted(text: &str) -> String {
    let escape = |c: char| match u32::from(c) {
        code @ (0..=0x1f | 0x22 | 0x5c | 0x7f..=0xff) => format!("\\x{code:02x}"),
        code @ 0x100..=0xffff => format!("\\u{code:04x}"),
        code @ 0x10000.. => format!("\\U{code:08x}"),
        _ => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

/// Both streams hold nothing harmful, lines keep the width, and what claims to be JSON is.
#[track_caller]
fn is_harmless(what: &str, said: &Said) {
    assert!(matches!(said.code, Some(0..=3)), "{what}: {said:#?}");
    for text in [&said.stdout, &said.stderr] {
        if let Some(c) = text.chars().find(|c| *c != '\n' && is_harmful(*c)) {
            panic!("{what}: {c:?} in {text}");
        }
        assert!(!text.contains(&"\u{301}".repeat(9)), "{what}: marks pile up in {text}");
        let is_json = what.contains("--json");
        // A command that is advised stays on one line, however long, so that it can be copied.
        let advised = ["mlpath --file ", "mlpath --roadmap ", " more lines: mlpath "];
        let is_command = |line: &str| advised.iter().any(|words| line.contains(words));
        let too_wide = |line: &&str| line.width() > 80 && !line.split(' ').any(|word| word.width() > 60) && !is_command(line);
        assert_eq!(text.lines().find(too_wide).filter(|_| !is_json && !what.contains("completions")), None, "{what}");
    }
    if what.contains("--json") && !said.stdout.is_empty() {
        assert!(serde_json::from_str::<Value>(&said.stdout).is_ok(), "{what}: {}", said.stdout);
    }
    if what.contains("--json") && said.stdout.is_empty() {
        let document = said.stderr.find('{').map_or("", |at| &said.stderr[at..]);
        assert!(serde_json::from_str::<Value>(document).is_ok(), "{what}: {}", said.stderr);
    }
}

/// A screen shows every word of a text, visibly.
#[track_caller]
fn tells(what: &str, screen: &str, text: &str) {
    for word in text.split(' ').filter(|word| !word.contains('\u{301}')) {
        assert!(screen.contains(&shown(word)), "{what}: {word:?} is not shown in {screen}");
    }
}

/// A JSON document holds a text, unchanged.
fn holds(document: &Value, text: &str) -> bool {
    match document {
        Value::String(said) => said.contains(text),
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(fields) => fields.values().any(|field| holds(field, text)),
        _ => false,
    }
}

/// Runs commands with more words behind them.
#[track_caller]
fn all_are_harmless(home: &Home, commands: impl IntoIterator<Item = &'static str>, more: &[&str]) {
    for command in commands {
        let words: Vec<&str> = command.split(' ').chain(more.iter().copied()).collect();
        is_harmless(&words.join(" "), &home.run(words));
    }
}

fn posting() -> String {
    format!("Engineer {}\n\nRequirements\n- Python {UNSEEN}\n- Dock\u{200b}er and Git\u{1b}[31m, {CONTROLS} Kubernetes\n", hostile())
}

#[test]
fn what_a_record_says_is_shown_not_obeyed() {
    let home = Home::new();
    let bad = quoted(&hostile());
    home.write(format!(
        "version: 1\n{bad}: {bad}\nplan: {{from: {bad}, except: [git, {bad}], pauses: [2026-12-01..2026-12-05]}}\nsteps:\n  {bad}: {{status: done, {bad}: 1}}\n  git: {{status: doing, started: 2026-11-01}}\nlog:\n  - {{date: 2026-11-01, step: git, time: 1h, note: {bad}, link: {bad}}}\n  - {{date: 2026-11-02, step: {bad}, time: 2h, note: {bad}}}\n",
    ));
    fs::write(home.path().join("posting.txt"), posting()).expect("a posting");
    tells("show git", &home.mlpath("show git --all").ok(), &hostile());
    tells("log git", &home.mlpath("log git --all").ok(), &hostile());
    assert!(holds(&home.mlpath("log git --json").json(), &hostile()));
    let found = home.mlpath("check");
    tells("check", &found.stdout, &hostile());
    let bare = home.mlpath("check --json");
    assert!(holds(&serde_json::from_str(&bare.stdout).expect("JSON"), &hostile()));
    let said = home.run(["done", "pandas", "-m", &hostile(), "--link", &hostile()]);
    is_harmless("done pandas", &said);
    tells("undo --list", &home.mlpath("undo --list").ok(), "\u{1b}[31m");
    assert!(holds(&home.mlpath("show pandas --json").json(), &hostile()), "what was said on the command line comes back unchanged");
    all_are_harmless(&home, COMMANDS, &[]);
    all_are_harmless(&home, COMMANDS, &["--json"]);
}

/// The built-in roadmap, with something hostile at the end of every sentence of it.
fn hostile_roadmap() -> String {
    /// What the gate takes as free text; of the last three it asks not even a single line.
    const TEXTS: [&str; 29] = [
        "title",
        "purpose",
        "done_when",
        "topics",
        "name",
        "provider",
        "assumes",
        "about",
        "lead",
        "label",
        "text",
        "advice",
        "notes",
        "responsibilities",
        "expects",
        "by",
        "note",
        "states",
        "why_not",
        "includes",
        "as_of",
        "panel_text",
        "part",
        "why",
        "aid",
        "format",
        "version",
        "code",
        "per",
    ];
    fn spoil(value: &mut serde_yaml::Value, ending: Option<&str>) {
        let letters = ending;
        match value {
            serde_yaml::Value::Mapping(fields) => {
                for (key, field) in fields {
                    let at = TEXTS.iter().position(|text| key.as_str() == Some(text));
                    let is_address = key.as_str() == Some("url");
                    let ending = at.map(|at| if at < TEXTS.len() - 3 { UNSEEN } else { "\u{1b}[31m\u{202e}" });
                    // Criteria stand under their letters.
                    let ending = ending.or(letters.filter(|_| key.as_str().is_some_and(|key| key.len() == 1)));
                    spoil(field, if is_address { Some("\u{202e}\u{200b}\u{e000}\u{e0041}") } else { ending });
                }
            }
            serde_yaml::Value::Sequence(items) => items.iter_mut().for_each(|item| spoil(item, ending)),
            serde_yaml::Value::String(text) => text.push_str(ending.unwrap_or_default()),
            _ => {}
        }
    }
    let mut whole = serde_yaml::Mapping::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/roadmap/data");
    for folder in [root.clone(), root.join("guide")] {
        let mut files: Vec<_> = fs::read_dir(folder).expect("data").map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "yaml")) {
            let text = fs::read_to_string(file).expect("data");
            let sections: serde_yaml::Mapping = serde_yaml::from_str(&text).expect("sections");
            for (name, section) in sections {
                match (whole.get_mut(&name), section) {
                    (Some(serde_yaml::Value::Sequence(here)), serde_yaml::Value::Sequence(more)) => here.extend(more),
                    (_, section) => drop(whole.insert(name, section)),
                }
            }
        }
    }
    // Words of postings are many and all of one kind.
    whole.get_mut("terms").and_then(serde_yaml::Value::as_sequence_mut).expect("terms").truncate(40);
    let mut whole = serde_yaml::Value::Mapping(whole);
    spoil(&mut whole, None);
    serde_yaml::to_string(&whole).expect("it can be written")
}

#[test]
fn what_a_roadmap_says_is_shown_not_obeyed() {
    let home = Home::new();
    home.write("version: 1\nplan: {from: swe}\nsteps:\n  git: {status: doing, started: 2026-11-01}\n");
    fs::write(home.path().join("posting.txt"), posting()).expect("a posting");
    fs::write(home.path().join("own.yaml"), hostile_roadmap()).expect("a roadmap");
    let step = home.mlpath("show numpy --all --roadmap own.yaml").ok();
    tells("show numpy", &step, UNSEEN);
    assert!(holds(&home.mlpath("show numpy --json --roadmap own.yaml").json(), UNSEEN));
    all_are_harmless(&home, COMMANDS, &["--roadmap", "own.yaml"]);
    // A large roadmap takes its time: of the documents, which all are escaped at one place, some.
    all_are_harmless(&home, COMMANDS.into_iter().step_by(5), &["--json", "--roadmap", "own.yaml"]);
    // A title short enough to stand before its bar.
    let overlay = format!(
        "stages:\n  - id: data-analysis\n    title: {1}\n    steps:\n      - {{id: pandas, title: {0}, purpose: {0}, done_when: [{0}], topics: [{0}]}}\n",
        quoted(UNSEEN),
        quoted("\u{202e}short"),
    );
    fs::write(home.file().with_file_name("roadmap-overlay.yaml"), overlay).expect("an overlay");
    tells("show pandas", &home.mlpath("show pandas").ok(), UNSEEN);
    for form in [&[][..], &["--json"]] {
        all_are_harmless(&home, ["status", "next", "list", "show pandas data-analysis", "start pandas", "plan", "check --data"], form);
    }
}

#[test]
fn faults_are_told_with_their_lines_shown_not_obeyed() {
    let bad = quoted(&hostile());
    let raw = "a\u{202e}b \u{200b}c \u{2066} \u{e000}d \u{e0041}";
    let record = |line: &str| format!("version: 1\n{line}\n").into_bytes();
    let mut contents = vec![
        record(&format!("steps: {{git: {{status: {bad}}}}}")),
        record(&format!("steps: {{git: {{started: {bad}}}}}")),
        record(&format!("steps: {{git: {{actual_hours: {bad}}}}}")),
        record(&format!("log: [{{date: 2026-11-01, step: git, time: {bad}}}]")),
        record(&format!("plan: {{pauses: [{bad}], hours_per_week: {bad}}}")),
        record(&format!("plan: {{hours_per_week: {bad}}}")),
        record(&format!("{bad}: 1\n{bad}: 2")),
        record(&format!("steps: {{{raw}: [{raw}")),
        record(&format!("log: {raw}\nlog: {raw}")),
        record(&format!("x: {raw}\n\t- {raw}")),
    ];
    contents.extend(["\u{1b}[31m", "\u{7f}", "\0", "\u{9b}2J", "\u{85}x: [", "\u{8}"].map(|c| record(&format!("x: a{c}b # {raw}"))));
    contents.push(b"version: 1\nx: a\xc2\x9b\xff\x9b\x1b[2Jb\n".to_vec());
    for content in contents {
        let home = Home::new();
        home.write(&content);
        fs::write(home.path().join("own.yaml"), &content).expect("a roadmap");
        let overlaid = Home::new();
        overlaid.write("version: 1\n");
        fs::write(overlaid.file().with_file_name("roadmap-overlay.yaml"), &content).expect("an overlay");
        for form in ["", " --json"] {
            for command in ["status", "done git", "check", "undo --list"] {
                let line = format!("{command}{form}");
                is_harmless(&line, &home.mlpath(&line));
                is_harmless(&line, &overlaid.mlpath(&line));
            }
            is_harmless(form, &home.mlpath(&format!("status --file none.yaml --roadmap own.yaml{form}")));
        }
        assert_eq!(fs::read(home.file()).expect("still there"), content);
    }
}

#[test]
fn names_variables_and_words_are_shown_not_obeyed() {
    let home = Home::new();
    let name = "a\u{1b}[31m\u{9b}2J\u{202e}b\n\nUsage: \u{e000}c";
    home.write("version: 1\n");
    for content in ["version: 1\nsteps: {gti: {status: done}}\n", "version: 1\nsteps: [\n"] {
        fs::write(home.path().join(name), content).expect("a file");
        for command in ["status", "check", "done git", "undo --list", "gap --job", "status --roadmap"] {
            for form in [None, Some("--json")] {
                let file = (!command.contains(" --")).then_some("--file");
                let words: Vec<&str> = command.split(' ').chain(file).chain([name]).chain(form).collect();
                let said = home.run(&words);
                is_harmless(&words.join(" "), &said);
                if said.code != Some(0) && form.is_none() && command != "gap --job" {
                    tells(command, &format!("{}{}", said.stdout, said.stderr), name);
                }
            }
        }
    }
    let absent = home.run(["status", "--file", &format!("{name}2")]);
    is_harmless("--file of a missing path", &absent);
    tells("--file of a missing path", &absent.stderr, name);
    for variable in ["MLPATH_FILE", "MLPATH_ROADMAP", "MLPATH_TODAY", "TZ", "LC_ALL", "COLUMNS"] {
        for form in [&["status"][..], &["status", "--json"], &["done", "git", "-n"]] {
            let output = home.command(MLPATH).env(variable, name).args(form).output().expect("mlpath starts");
            is_harmless(&format!("{variable} {}", form.join(" ")), &output.into());
        }
    }
    for words in [
        &["done"][..],
        &["show"],
        &["log"],
        &["log", "git"],
        &["done", "git", "--on"],
        &["done", "git", "--hours"],
        &["done", "--stage"],
        &["list", "--stage"],
        &["list", "--status"],
        &["list", "--track"],
        &["next", "--time"],
        &["next", "-n"],
        &["plan", "--from"],
        &["plan", "--except"],
        &["plan", "--hours"],
        &["plan", "--start"],
        &["plan", "--pause"],
        &["plan", "--by"],
        &["plan", "--for"],
        &["plan", "--budget"],
        &["certs"],
        &["certs", "--until"],
        &["certs", "--budget"],
        &["gap", "--for"],
        &["gap", "--job"],
        &["guide"],
        &["guide", "salary", "--source"],
        &["status", "--since"],
        &["--today"],
        &["--color"],
        &["completions"],
        &["help"],
        &[],
    ] {
        for form in [None, Some("--json")] {
            let words: Vec<&str> = words.iter().copied().chain([name]).chain(form).collect();
            let said = home.run(&words);
            assert_ne!(said.code, Some(0), "{words:?}");
            is_harmless(&words.join(" "), &said);
            match form {
                None => tells(&words.join(" "), &said.stderr, "\u{1b}[31m\u{9b}2J\u{202e}b"),
                Some(_) => assert!(said.stderr.contains("u001b") || said.stderr.contains("u{1b}"), "{words:?}: {}", said.stderr),
            }
        }
    }
}

#[test]
fn completions_hold_nothing_of_the_learners() {
    let (plain, home) = (Home::new(), Home::new());
    let bad = quoted(&hostile());
    home.write(format!("version: 1\nsteps: {{{bad}: {{status: done}}, \"$(touch x)`id`\": {{}}}}\n"));
    fs::write(home.file().with_file_name("roadmap-overlay.yaml"), format!("stages: [{{id: {bad}}}]\n")).expect("an overlay");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert_eq!(home.run(["completions", shell]).ok(), plain.run(["completions", shell]).ok(), "{shell}");
    }
}
