//! Which fields of the roadmap are figures is said once, and none can be forgotten: a number in a type of the data is a part of
//! a figure, which carries its sources, or stands below with the reason why it needs none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use mlpath::builtin;
use mlpath::roadmap::audit;
use serde_json::Value;

use crate::common::TODAY;

/// Numbers that say nothing of the outside world, or are a part of a figure that has the sources.
const NO_FIGURES: [(&str, &str); 13] = [
    ("Credit.share", "mlpath's own judgment of what a background can do already"),
    ("Certification.path", "its place in the path of the guides"),
    ("PlacePrice.usd", "a part of an offer"),
    ("Bundle.usd_month", "a part of a subscription"),
    ("Bundle.usd_year", "a part of a subscription"),
    ("Value.low", "a part of an entry, statement or fact"),
    ("Value.high", "a part of an entry, statement or fact"),
    ("Step.stage", "a place in a list"),
    ("Step.requires", "places in a list"),
    ("EstimateBasis.criteria", "a part of an estimate"),
    ("PublishedShare.share", "a part of an estimate"),
    ("Choose.low", "mlpath's own advice, how many of a group"),
    ("Choose.high", "mlpath's own advice, how many of a group"),
];

/// What holds items, each of which is looked at by itself.
const CONTAINERS: [&str; 3] = ["Roadmap", "Guide", "Section"];

const NUMBERS: [&str; 12] = ["f32", "f64", "u8", "u16", "u32", "u64", "usize", "i16", "i32", "i64", "isize", "Usd"];

/// The words of a type, such as `Option` and `Usd` of `Option<Usd>`.
fn words(of: &str) -> impl Iterator<Item = &str> {
    of.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The fields between the braces that open at the end of `head`, each with its type.
fn fields(body: &str) -> Vec<(String, String)> {
    let lines = body.lines().map(str::trim).take_while(|line| *line != "}");
    let field = |line: &str| {
        let (name, of) = line.strip_prefix("pub ").unwrap_or(line).split_once(": ")?;
        (name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && of.ends_with(',')).then(|| (name.to_owned(), of.to_owned()))
    };
    lines.filter_map(field).collect()
}

/// What is wrong in the sources of the data types, each a file's text.
fn forgotten(texts: &[String]) -> Vec<String> {
    let mut figures: BTreeSet<String> = BTreeSet::new();
    let mut carried: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for text in texts {
        for block in text.split("\nfigures! {\n").skip(1) {
            let block = block.split("\n}\n").next().unwrap_or_default();
            figures.extend(block.lines().filter_map(|line| line.trim().split_once(" ages ")).map(|(name, _)| name.to_owned()));
        }
        let made = text.split("impl Figure for ").skip(1).filter_map(|rest| rest.split_whitespace().next());
        figures.extend(made.map(str::to_owned));
        for list in text.split("\ncarries_figures!(").skip(1) {
            let (item, rest) = list.split_once('{').unwrap_or_default();
            let named = words(rest.split('}').next().unwrap_or_default()).map(str::to_owned).collect();
            carried.insert(item.trim().to_owned(), named);
        }
    }
    let mut wrong = Vec::new();
    for text in texts {
        for (before, rest) in text.match_indices("\npub struct ").map(|(at, _)| (&text[..at], &text[at + 12..])) {
            let derives = before.rsplit("\n\n").next().unwrap_or_default();
            let (head, body) = rest.split_once("{\n").unwrap_or_default();
            let name = head.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if !derives.contains("Deserialize") || figures.contains(name) || name.starts_with("Written") || CONTAINERS.contains(&name) {
                continue;
            }
            for (field, of) in fields(body) {
                let place = format!("{name}.{field}");
                let is_carried = carried.get(name).is_some_and(|fields| fields.contains(&field));
                let is_excused = NO_FIGURES.iter().any(|(known, _)| *known == place);
                if words(&of).any(|word| figures.contains(word)) && !is_carried {
                    wrong.push(format!("{place} holds figures that `carries_figures!` does not name"));
                } else if words(&of).any(|word| NUMBERS.contains(&word)) && !is_excused {
                    wrong.push(format!("{place} is a number without sources"));
                }
            }
        }
    }
    wrong
}

fn data_types() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/roadmap");
    let files = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    files.filter(|path| path.extension().is_some_and(|end| end == "rs")).map(|path| fs::read_to_string(path).expect("text")).collect()
}

#[test]
fn every_number_of_the_data_is_a_figure_or_says_why_not() {
    let texts = data_types();
    assert_eq!(forgotten(&texts), Vec::<String>::new());
    let stale: Vec<&str> = NO_FIGURES.iter().map(|(place, _)| *place).filter(|place| !is_there(&texts, place)).collect();
    assert!(stale.is_empty(), "no longer there: {stale:?}");
}

fn is_there(texts: &[String], place: &str) -> bool {
    let (name, field) = place.split_once('.').unwrap_or_default();
    let body = texts.iter().find_map(|text| text.split(&format!("\npub struct {name}")).nth(1)).unwrap_or_default();
    fields(body.split_once("{\n").unwrap_or_default().1).iter().any(|(name, _)| name == field)
}

/// The mistakes this is for are found.
#[test]
fn a_forgotten_figure_is_found() {
    let texts = data_types();
    for (from, to, expected) in [
        ("carries_figures!(Level { reached_after });", "carries_figures!(Level { });", "Level.reached_after holds figures"),
        (
            "    pub reached_after: YearsRange,",
            "    pub reached_after: YearsRange,\n    pub usd: Option<Usd>,",
            "Level.usd is a number without sources",
        ),
        (
            "    pub bump: Stored<Option<PayBump>>,",
            "    pub bump: Stored<Option<PayBump>>,\n    pub gift: Option<PayBump>,",
            "Certification.gift holds figures",
        ),
        ("pub struct Track {\n", "pub struct Track {\n    pub learners: u32,\n", "Track.learners is a number without sources"),
    ] {
        let changed: Vec<String> = texts.iter().map(|text| text.replacen(from, to, 1)).collect();
        assert_ne!(changed, texts, "{from}");
        let found = forgotten(&changed);
        assert!(found.iter().any(|found| found.starts_with(expected)), "{expected}: {found:?}");
    }
}

/// All that has a grade in the built-in data is audited.
#[test]
fn the_audit_passes_over_no_figure() {
    fn graded(value: &Value) -> usize {
        match value {
            Value::Object(fields) => usize::from(fields.contains_key("grade")) + fields.values().map(graded).sum::<usize>(),
            Value::Array(items) => items.iter().map(graded).sum(),
            _ => 0,
        }
    }
    let (roadmap, guide) = (builtin::roadmap(), builtin::guide());
    let count = |value: serde_json::Result<Value>| graded(&value.expect("data have a JSON form"));
    // Hours of steps have their grade worked out; entries that are our own words are no figures.
    let own = guide.entries().filter(|entry| !entry.is_figure()).count();
    let items = [
        serde_json::to_value(roadmap.certifications.iter().collect::<Vec<_>>()),
        serde_json::to_value(&roadmap.resources),
        serde_json::to_value(&*roadmap.levels),
        serde_json::to_value(&*roadmap.stated),
        serde_json::to_value(&*guide.facts),
        serde_json::to_value(&guide.topics),
        serde_json::to_value(&*guide.conflicts),
        serde_json::to_value(&*guide.skills),
        serde_json::to_value(guide.terms.iter().collect::<Vec<_>>()),
        serde_json::to_value(&*guide.published),
    ];
    let expected = roadmap.steps.len() + items.into_iter().map(count).sum::<usize>() - own;
    assert_eq!(audit(roadmap, guide, TODAY.parse().expect("a day")).len(), expected);
}

/// The README tells how the forecast did on lives that had no part in the making of the model, as the page of the study has it.
#[test]
fn the_readme_tells_the_chances_of_lives_set_aside() {
    let page = include_str!("../../docs/calibration.md");
    let aside = page.split("\n## ").filter(|section| section.lines().next().is_some_and(|title| title.contains("set aside")));
    let rows: Vec<Vec<&str>> =
        aside.flat_map(str::lines).filter(|line| line.contains(" / ")).map(|line| line.split('|').collect()).collect();
    // Those done by the day of 17 of 20, at 30 % and 60 % of the way.
    let share = |cell: &str| cell.split(" / ").nth(1).and_then(|share| share.parse::<u32>().ok()).expect("a share");
    let range = |is_one: &dyn Fn(&str) -> bool| {
        let shares = rows.iter().filter(|row| is_one(row[1].trim())).flat_map(|row| [share(row[4].trim()), share(row[5].trim())]);
        let (least, most) = shares.fold((100, 0), |(least, most), share| (least.min(share), most.max(share)));
        format!("{least} to {most}")
    };
    let (own, real) = (|row: &str| row == "the model's own", |row: &str| row.starts_with("real"));
    let (stop, job) = (|row: &str| row.starts_with("a stop of"), |row: &str| row.starts_with("a new job"));
    let unlike = |row: &str| !own(row) && !real(row) && !stop(row) && !job(row);
    let readme = include_str!("../../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        format!("{} of 100 of its own kind", range(&own)),
        format!("{} with the weeks of real people", range(&real)),
        format!("{} of learners unlike both", range(&unlike)),
        format!("{} where a stop of months lies ahead", range(&stop)),
        format!("{} where the hours fall for good", range(&job)),
    ] {
        assert!(readme.contains(&told), "{told}");
    }
}
