//! Overlays of the built-in roadmap, and ids of the past: a learner's own corrections and a
//! record that follows what is renamed.

use std::fs;

use crate::common::Home;

fn with_overlay(content: &str) -> Home {
    let home = Home::new();
    home.write("version: 1\n");
    fs::write(home.file().with_file_name("roadmap-overlay.yaml"), content).expect("an overlay");
    home
}

#[test]
fn an_overlay_changes_what_it_gives_and_adds_the_rest() {
    let home = with_overlay(
        "\
stages:
  - id: data-analysis
    steps:
      - id: pandas
        hours: {low: 5, likely: 6, high: 9}
      - id: polars-step
        title: Polars
        hours: {low: 2, likely: 4, high: 8}
        requires: [pandas]
certifications:
  - id: google-ml-engineer
    offers: [{usd: 250, grade: official, checked_on: 2026-11-20, sources: [my-receipt]}]
sources:
  - {id: my-receipt, title: The receipt of my exam, by: me, page: receipt 7, read_on: 2026-11-20, kind: vendor}
",
    );
    let steps = home.mlpath("list --json").json();
    let ids: Vec<&str> = steps["steps"].as_array().expect("steps").iter().filter_map(|step| step["id"].as_str()).collect();
    let pandas = ids.iter().position(|id| *id == "pandas").expect("pandas");
    assert_eq!(ids[pandas + 1], "polars-step", "a new step comes after the one before it in the overlay");
    let shown = home.mlpath("show pandas polars-step --json").json();
    assert_eq!((shown["items"][0]["hours"]["likely"].as_f64(), shown["items"][0]["title"].as_str()), (Some(6.0), Some("pandas")));
    assert_eq!(shown["items"][1]["requires"][0], "pandas");
    assert_eq!(home.mlpath("certs --json").json()["totals"]["left_usd"].as_f64(), Some(765.0));
    home.mlpath("done polars-step").ok();
    assert!(home.mlpath("guide salary --all").ok().contains("$95K"), "the shelf is still there");
    assert_eq!(home.mlpath("check --data").code, Some(0), "hours without a source are an estimate");
}

#[test]
fn hours_of_an_overlay_are_the_learners_and_its_stages_come_before_the_tracks() {
    let stage = |more: &str| {
        format!(
            "stages:\n  - id: programming\n    steps:\n      - {{id: git, hours: {{low: 2, likely: 3, high: 4}}}}\n  - id: my-work\n    title: At work\n    \
             steps:\n      - {{id: spark-at-work, title: Spark at work, hours: {{low: 5, likely: 8, high: 12}}}}\n{more}"
        )
    };
    let home = with_overlay(&stage(""));
    for step in ["git", "spark-at-work"] {
        assert!(home.mlpath(&format!("show {step}")).ok().contains(" h (your overlay)"), "{step}");
    }
    assert!(home.mlpath("show tools-setup").ok().contains("(our estimate)"));
    assert!(home.mlpath("show my-work").ok().contains("Stage 7: At work"));
    assert!(home.mlpath("show specialization").ok().contains("Stage 8"), "what does not count comes last");
    let builds_on = with_overlay(&stage(
        "      - {id: rag-at-work, title: RAG at work, importance: optional, requires: [rag-systems], hours: {low: 5, likely: 8, high: 12}}\n",
    ));
    assert!(builds_on.mlpath("show my-work").ok().contains("Stage 8: At work"), "unless it builds on it");
    let after = with_overlay(&stage("").replace("  - id: my-work", "  - id: deep-learning\n  - id: my-work"));
    assert!(after.mlpath("show my-work").ok().contains("Stage 5: At work"), "right after the stage that is named alone");
    assert!(after.mlpath("show projects").ok().contains("Stage 6"));
    let own = Home::new();
    let path = own.path().join("mine.yaml");
    fs::write(&path, "roadmap: {id: mine, title: Mine, version: '1'}\nstages:\n  - {id: a, title: A, steps: [{id: b, title: B, hours: {low: 1, likely: 2, high: 3}}]}\n").expect("a roadmap");
    let shown = own.mlpath(&format!("show b --roadmap {}", path.display())).ok();
    assert!(shown.contains("2 likely, 1-3 h (an estimate of this roadmap)"), "{shown}");
}

#[test]
fn an_overlay_passes_the_same_gate() {
    for (content, place, message) in [
        (
            "stages:\n  - id: data-analysis\n    steps:\n      - id: pandas\n        hours: {low: 9, likely: 6, high: 7}\n",
            ":5:9",
            "in the order low, likely, high",
        ),
        ("stages:\n  - id: data-analysis\n    steps:\n      - id: polars-step\n        titel: Polars\n", ":5:", "unknown field `titel`"),
        ("stages:\n  - id: data-analysis\n    steps:\n      - id: polars-step\n        title: Polars\n", ":4:9", "missing field `hours`"),
        ("stages:\n  - id: data-analysis\n    steps:\n      - id: pandas\n        requires: [numpi]\n", ":5:20", "no step `numpi`"),
        ("certifications:\n  - id: google-ml-engineer\n    offers: [{usd: lots, grade: official, sources: [cert-path]}]\n", ":3:", "lots"),
        ("certification:\n  - id: google-ml-engineer\n", ":1:1", "no section `certification`"),
        ("roadmap: {id: x, title: X, version: '1'}\n", ":1:1", "no name"),
        ("- x\n", ":1:1", "sections such as"),
        ("stages: [\n", ":1:9", "the `[` that is opened here is not closed"),
        ("terms:\n  - {id: mine, name: Mine, kind: tool, steps: [nothing]}\n", ":2:", "no step `nothing`"),
        ("terms:\n  - {id: mine, name: PyTorch, kind: tool}\n", ":2:", "`pytorch` is a name of another term already"),
        ("terms:\n  - {id: mine, names: [Mine]}\n", ":2:", "`mine` is new here, so it is to be whole: missing fields `name`, `kind`"),
        ("guide:\n  - {id: pay, aliases: [market]}\n", ":2:", "`market` is taken by another topic"),
    ] {
        let home = with_overlay(content);
        let said = home.mlpath("status --json");
        assert_eq!(said.code, Some(1), "{content}: {said:#?}");
        let error: serde_json::Value = serde_json::from_str(&said.stderr).expect("an error document");
        let error = &error["error"];
        let at = format!("{}:{}:{}", error["path"].as_str().unwrap_or_default(), error["line"], error["column"]);
        assert!(at.contains(&format!("roadmap-overlay.yaml{place}")), "{content}\nwants {place}: {error:#}");
        assert!(error["message"].as_str().unwrap_or_default().contains(message), "{content}\nwants {message}: {error:#}");
        assert_eq!(home.text(), "version: 1\n");
    }
}

#[test]
fn a_broken_overlay_never_stops_marks_the_log_undo_or_check() {
    let home = with_overlay("stages: [\n");
    // Whoever asks whether all is well hears of it, with all else that there is.
    let record = home.path().join(".local/share/mlpath/progress.yaml");
    fs::write(&record, "version: 1\nlog:\n  - {date: 2026-11-20, note: ''}\n").expect("a record");
    let check = home.mlpath("check");
    assert_eq!(check.code, Some(3), "{check:#?}");
    assert!(check.stdout.contains("roadmap-overlay.yaml:1:9: your overlay is"), "{}", check.stdout);
    assert!(check.stdout.contains("this note is empty") && !check.stderr.contains("overlay"), "{check:#?}");
    fs::remove_file(record).expect("it goes");
    for command in ["done git", "log git 1h", "undo"] {
        let said = home.mlpath(command);
        assert_eq!(said.code, Some(0), "{command}: {said:#?}");
        assert!(command == "undo" || said.stderr.contains("your overlay is not used"), "{command}: {}", said.stderr);
    }
    assert!(home.text().contains("git"), "what was marked is in the file");
    assert_eq!(home.mlpath("status").code, Some(1), "reading commands answer by the roadmap, so they do not guess");
}

#[test]
fn what_a_broken_overlay_would_name_is_not_told_as_a_slip_of_the_record() {
    let overlay = |high: &str| {
        format!(
            "stages:\n  - id: work\n    title: At work\n    steps:\n      - id: work-pipeline\n        title: Ship our model\n        \
             done_when: [It runs.]\n        hours: {{low: 20, likely: 40, high: {high}}}\n        importance: optional\n        tracks: [my-track]\ntracks:\n  - {{id: my-track, title: Mine, purpose: Mine.}}\n"
        )
    };
    let home = with_overlay(&overlay("80"));
    home.write(
        "version: 1\nplan:\n  for: [my-track]\nsteps:\n  work-pipeline: {status: doing, ticks: [a]}\nlog:\n  - {date: 2026-11-20, step: work-pipeline, time: 1h}\n  \
         - {date: 2026-11-20, step: git, note: ''}\n",
    );
    let check = home.mlpath("check");
    assert!(check.stdout.contains("this note is empty") && check.stdout.matches(".yaml:").count() == 1, "{}", check.stdout);
    fs::write(home.file().with_file_name("roadmap-overlay.yaml"), overlay("eighty")).expect("a broken overlay");
    let check = home.mlpath("check");
    assert!(!check.stdout.contains("work-pipeline` on") && !check.stdout.contains("my-track"), "{}", check.stdout);
    let lines: Vec<&str> = check.stdout.lines().filter(|line| line.contains(".yaml:")).collect();
    assert_eq!(lines.len(), 2, "the note that is empty is told all the same: {}", check.stdout);
    assert!(lines[0].contains("roadmap-overlay.yaml:8:"), "what makes nothing count comes first: {}", check.stdout);
}

#[test]
fn faults_of_an_overlay_are_told_in_plain_words_with_what_was_meant() {
    let step = |rest: &str| format!("stages:\n  - id: data-analysis\n    steps:\n      - id: pandas\n        {rest}\n");
    for (content, message) in [
        (step("requires: numpy"), "requires: this is `numpy`, and a list belongs here"),
        (step("hours: {low: 5, likely: 6, high: nine}"), "hours.high: this is `nine`, and a plain number belongs here"),
        (step("hors: {low: 5, likely: 6, high: 9}"), "hors: unknown field `hors`; did you mean `hours`?"),
        (step("zzz: 1"), "zzz: unknown field `zzz`, expected one of `id`"),
        (step("aliases: [mlops]"), "`mlops` is taken by a stage; ids"),
        (
            step("title: pandas\n      - id: polars\n        title: Polars\n        hours: {low: 2, likely: 4, high: 8}"),
            "`polars` is taken as an alias of the step `pandas`; ids",
        ),
        ("stages:\n  - id: data-analisys\n    steps: []\n".to_owned(), "missing field `title`; did you mean `data-analysis`?"),
        (
            "stages:\n  - id: data-analysis\n    steps:\n      - {id: pandsa}\n".to_owned(),
            "missing fields `title`, `hours`; did you mean `pandas`?",
        ),
        ("levels:\n  - {id: snior}\n".to_owned(), "; did you mean `senior`?"),
    ] {
        let error = with_overlay(&content).mlpath("status");
        let said = error.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(message), "{content}\nwants {message}: {}", error.stderr);
        for word in ["f64", "sequence", "invalid type"] {
            assert!(!said.contains(word), "{word}: {}", error.stderr);
        }
    }
}

#[test]
fn an_overlay_changes_and_adds_to_the_shelf_too() {
    let home = with_overlay(
        "\
guide:
  - {id: pay, lead: Ask what they pay.}
conflicts:
  - {id: mine, title: Mine, kind: advice, topic: pay, advice: Ask.,
     statements: [{source: how-to, text: One.}, {source: cert-path, text: Other.}]}
terms:
  - {id: python, names: [Pythonic]}
  - {id: my-tool, name: Frobnicator, kind: tool, steps: [pandas]}
",
    );
    let before = Home::new();
    let [was, is] = [&before, &home].map(|home| home.mlpath("guide salary --json").json()["topic"].clone());
    assert_eq!((is["lead"].as_str(), &is["sections"]), (Some("Ask what they pay."), &was["sections"]));
    assert!(home.mlpath("guide salary --all").ok().contains("mine") && home.mlpath("guide mine").ok().contains("Mine"));
    fs::write(home.path().join("posting.txt"), "Requirements:\nPythonic code, Frobnicator\n").expect("a posting");
    let named = home.mlpath("gap --job posting.txt --json").json()["job"]["named"].clone();
    let ids: Vec<&str> = named.as_array().expect("terms").iter().filter_map(|term| term["id"].as_str()).collect();
    assert_eq!(ids, ["python", "my-tool"]);
}

#[test]
fn a_roadmap_of_ones_own_replaces_overlay_and_all() {
    let home = with_overlay("nonsense: 1\n");
    let own = "roadmap: {id: mine, title: Mine, version: '1'}\nstages:\n  - id: one\n    title: One\n    steps:\n      - {id: first, title: First, hours: {low: 1, likely: 2, high: 3}}\n";
    fs::write(home.path().join("mine.yaml"), own).expect("a file");
    assert!(home.mlpath("status --roadmap mine.yaml").ok().contains("1 step"));
    let said = home.mlpath("guide salary --roadmap mine.yaml");
    assert!(said.code == Some(2) && said.stderr.contains("no guide"), "{}", said.stderr);
}

#[test]
fn a_record_follows_what_is_renamed_at_the_next_write() {
    let home = with_overlay(
        "\
retired_ids:
  - {id: numerical-python, replaced_by: [numpy], since: '2'}
  - {id: old-frames, replaced_by: [pandas, data-cleaning], since: '2'}
",
    );
    let text = "version: 1\nsteps:\n  numerical-python: {status: done, done: 2026-11-01, actual_hours: 7} # at last\n  old-frames:\n    status: doing\n    started: 2026-11-02\nlog:\n  - date: 2026-11-01\n    step: numerical-python\n    time: 2h\n";
    home.write(text);
    assert_eq!(home.mlpath("show numpy --json").json()["items"][0]["status"], "done", "reading speaks of the new ids at once");
    assert_eq!(home.text(), text, "and writes nothing");
    let said = home.mlpath("done git");
    assert!(said.stderr.contains("numerical-python is numpy") && !said.stderr.contains("old-frames"), "{}", said.stderr);
    let after = home.text();
    assert!(!after.contains("numerical-python") && after.contains("# at last"), "{after}");
    assert!(after.contains("numpy:") && after.contains("step: numpy") && after.contains("old-frames:\n    status: doing"), "{after}");
    assert_eq!(home.mlpath("show data-cleaning --json").json()["items"][0]["status"], "doing", "what was split counts for its parts");
    home.mlpath("check").ok();
    let said = home.mlpath("undo").ok();
    assert!(said.contains("git: done -> todo") && !said.contains("numpy") && !said.contains("old-frames"), "{said}");
    assert_eq!(home.text(), text, "undo takes the whole change back");
}

#[test]
fn what_is_renamed_keeps_all_that_stands_in_and_beside_it() {
    let home = with_overlay(
        "\
retired_ids:
  - {id: old, replaced_by: [numpy], since: '2'}
  - {id: half-a, replaced_by: [pandas], since: '2'}
  - {id: half-b, replaced_by: [pandas], since: '2'}
",
    );
    home.write(
        "\
version: 1
steps:
  # first of all
  old:   # my first
    status: done # yes
    done: 2026-11-01
    mood: great  # mine
  half-a: {status: done, done: 2026-11-02}
  half-b:
    status: done
    done: 2026-11-03
    taste: salty
log:
  # words
  - {date: 2026-11-01, step: old, time: 1h, place: library} # o
  - date: 2026-11-02
    step: half-a   # which
    note: |
      two
      lines
    feeling: fine
  - date: 2026-11-03
    step: sql
    note: 'quoted'   # not renamed
    mood: fair
",
    );
    home.mlpath("check").ok();
    home.mlpath("log sql 1h").ok();
    assert_eq!(
        home.text(),
        "\
version: 1
steps:
  # first of all
  numpy:   # my first
    status: done # yes
    done: 2026-11-01
    mood: great  # mine
  half-a: {status: done, done: 2026-11-02}
  half-b:
    status: done
    done: 2026-11-03
    taste: salty
log:
  # words
  - {date: 2026-11-01, step: numpy, time: 1h, place: library} # o
  - date: 2026-11-02
    step: half-a   # which
    note: |
      two
      lines
    feeling: fine
  - date: 2026-11-03
    step: sql
    note: 'quoted'   # not renamed
    mood: fair
  - date: 2026-11-21
    step: sql
    time: 1h
"
    );
    home.mlpath("check").ok();
}

/// The example of a help page that begins with a line, without its indentation.
fn example(page: &str, first: &str) -> String {
    let lines = page.lines().skip_while(|line| line.trim() != first).take_while(|line| line.starts_with("  "));
    lines.map(|line| format!("{}\n", &line[2..])).collect()
}

#[test]
fn the_examples_of_the_page_about_roadmaps_hold() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/roadmaps.md")).expect("the page");
    let mut examples = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    let (own, overlay) = (examples.next().expect("a roadmap"), examples.next().expect("an overlay"));
    assert_eq!(examples.next(), None);
    let home = with_overlay(overlay);
    home.mlpath("check").ok();
    assert!(home.mlpath("show pandas").ok().contains("(your overlay)"));
    fs::write(home.path().join("mine.yaml"), own).expect("a roadmap");
    home.mlpath("check --data --roadmap mine.yaml").ok();
    assert!(home.mlpath("list --roadmap mine.yaml").ok().contains("candle"));
}

#[test]
fn the_examples_of_the_help_page_hold() {
    let page = Home::new().mlpath("help roadmap --all").ok();
    let home = with_overlay(&example(&page, "certifications:"));
    assert_eq!(home.mlpath("certs google-ml-engineer --json").json()["certs"][0]["offers"][0]["usd"].as_f64(), Some(250.0));
    assert!(home.mlpath("show narwhals").ok().contains("Narwhals"));
    fs::write(home.path().join("mine.yaml"), example(&page, "roadmap: {id: mine, title: My roadmap, version: \"1\"}")).expect("a roadmap");
    assert!(home.mlpath("list --roadmap mine.yaml").ok().contains("rust"));
    let retired = example(&page, "retired_ids:");
    assert!(with_overlay(&retired).mlpath("show old-frames").ok().contains("pandas"), "{retired}");
}
