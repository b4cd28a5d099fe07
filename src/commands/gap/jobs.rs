//! What several job postings ask for: what recurs, and the order of study that opens them fastest.

use serde::Serialize;

use crate::order;
use crate::planning::standing::Standing;
use crate::posting::{ConditionKind, Distance, NeedState, PostingNeeds, Postings, Recurring, Study};
use crate::roadmap::TermKind;
use crate::text::count;
use crate::units::{hours_number, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Table};

use super::job::{ROOM, file_name, in_room};

/// Several postings as JSON has them.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct JobsDocument {
    /// How many are open: nothing that they require is missing, but for what no step teaches.
    open: usize,
    postings: Vec<PostingRow>,
    /// What was named or stands in the folder and is no posting.
    unread: Vec<UnreadRow>,
    /// What they ask for, the most frequent first.
    recurring: Vec<RecurringRow>,
    /// What to study, in the order in which postings open fastest an hour.
    order: Vec<StudyRow>,
    /// Ids of the tracks that hold the first steps of the order, to be saved as the goal; none when the path to job-ready does.
    goals: Vec<String>,
    /// How many postings have a condition that must be met and that study does not close, by its kind.
    conditions: Vec<ConditionCount>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PostingRow {
    path: String,
    open: bool,
    /// Its needs that count: the required ones, or all where it requires nothing.
    asked: usize,
    missing: usize,
    off_roadmap: usize,
    /// Mean hours of the steps that all its missing needs take, the wishes too.
    hours_to_close: f64,
    conditions: Vec<ConditionKind>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct UnreadRow {
    path: String,
    why: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RecurringRow {
    id: String,
    name: String,
    kind: TermKind,
    state: NeedState,
    /// In how many postings it is asked for.
    postings: usize,
    /// In how many of them it is required.
    required: usize,
    steps: Vec<String>,
    hours_left: f64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StudyRow {
    /// Ids of the terms it closes, the one it was chosen for first.
    closes: Vec<String>,
    /// Ids of the steps to do, without those of the rows above.
    steps: Vec<String>,
    /// Their mean hours.
    hours: f64,
    /// How many postings lack less with it.
    nearer: usize,
    /// How many of them lack nothing any more.
    opens: usize,
    /// How many postings are open after this row and those above.
    open_then: usize,
    /// Mean hours of this row and those above.
    hours_then: f64,
    #[serde(skip)]
    names: Vec<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ConditionCount {
    kind: ConditionKind,
    postings: usize,
}

/// Rows of an order that a screen has room for.
const ROWS: usize = 7;

impl JobsDocument {
    /// The document of postings that were read, each with its name, and of what could not be.
    pub(crate) fn new(read: &[(&str, PostingNeeds<'_>)], unread: Vec<(String, String)>, standing: &Standing<'_>) -> JobsDocument {
        let needs: Vec<PostingNeeds<'_>> = read.iter().map(|(_, needs)| needs.clone()).collect();
        let found = Postings::of(&needs, standing);
        let postings = read.iter().zip(&found.distances).map(|((path, needs), distance)| PostingRow::new(path, needs, *distance, standing));
        let (mut open_then, mut hours_then) = (found.open(), 0.0);
        let mut order = Vec::new();
        for study in &found.order {
            open_then += study.opens;
            hours_then += study.hours;
            order.push(StudyRow::new(study, standing, open_then, hours_then));
        }
        JobsDocument {
            open: found.open(),
            postings: postings.collect(),
            unread: unread.into_iter().map(|(path, why)| UnreadRow { path, why }).collect(),
            recurring: found.recurring.iter().map(RecurringRow::new).collect(),
            goals: goals_of(&found.order[..ROWS.min(found.order.len())], standing),
            order,
            conditions: conditions_of(&needs),
        }
    }

    /// Places of all steps of the order, in study order.
    pub(crate) fn steps(&self, standing: &Standing<'_>) -> Vec<usize> {
        let mut steps: Vec<usize> = Vec::new();
        for row in &self.order {
            steps.extend(row.steps.iter().filter_map(|id| standing.roadmap.step(id)));
        }
        order::sort(&mut steps);
        steps
    }

    /// Says it; `all_of_it` is the command that shows what has no room.
    pub(crate) fn say(&self, page: &mut Page, all_of_it: Option<&str>) {
        let total = count(self.postings.len(), "posting");
        let mut title = Line::new().add(Role::Heading, format!("{} of {total} open to you", self.open));
        let shown = all_of_it.map_or(self.order.len(), |_| ROWS.min(self.order.len()));
        if let Some(last) = self.order[..shown].last() {
            title = title.text(format!("; {} after the {} h of study below", last.open_then, hours_text(last.hours_then)));
        }
        page.line(title);
        page.line(Line::new().dim("Open: you have or nearly have all it requires, but for what no step teaches."));
        self.say_order(page, shown, all_of_it);
        if all_of_it.is_none() {
            self.say_postings(page);
        }
        let room = all_of_it.map(|_| ROOM);
        page.blank();
        let said = |row: &RecurringRow| format!("{} {}", row.name, row.postings);
        let named = |wanted: &dyn Fn(&&RecurringRow) -> bool| self.recurring.iter().filter(wanted).map(said).collect::<Vec<_>>();
        say_names(page, "Asked", &named(&|_| true), room);
        say_names(page, "Not here", &named(&|row| row.state == NeedState::OffRoadmap), room);
        let conditions: Vec<String> =
            self.conditions.iter().map(|condition| format!("{} in {}", condition.kind, condition.postings)).collect();
        if !conditions.is_empty() {
            page.hanging(0, 2, Line::new().text(format!("Study does not close: {}", conditions.join(", "))));
        }
        match self.unread.as_slice() {
            [] => {}
            [first, _, ..] if all_of_it.is_some() => {
                let line = format!("{}, such as {}", count(self.unread.len(), "file"), file_name(&first.path));
                page.labeled("Not read", line);
            }
            unread => {
                for row in unread {
                    page.labeled("Not read", format!("{}: {}", file_name(&row.path), row.why));
                }
            }
        }
        self.say_goal(page);
    }

    fn say_order(&self, page: &mut Page, shown: usize, all_of_it: Option<&str>) {
        if self.order.is_empty() {
            return;
        }
        page.heading("Study in this order: what opens most postings an hour first");
        let mut table = Table::new([
            Column::Wrapping("learn with"),
            Column::Wrapping("closes"),
            Column::Number("h"),
            Column::Number("nearer"),
            Column::Number("opens"),
        ]);
        table.indent = 2;
        for row in &self.order[..shown] {
            let names: Vec<&str> = row.names.iter().map(String::as_str).collect();
            let steps: Vec<&str> = row.steps.iter().rev().map(String::as_str).collect();
            let is_whole = all_of_it.is_none();
            let with = match steps.as_slice() {
                [last, before @ ..] if !is_whole && !before.is_empty() => format!("{last} + {}", before.len()),
                _ => row.steps.join(", "),
            };
            table.rows.push(vec![
                Cell::of(Role::Code, with),
                Cell::text(in_room(&names, (!is_whole).then_some(18))),
                Cell::text(hours_text(row.hours)),
                Cell::text(row.nearer.to_string()),
                Cell::of(if row.opens > 0 { Role::Done } else { Role::Dim }, row.opens.to_string()),
            ]);
        }
        page.table(table);
        if let Some(words) = all_of_it {
            let more = self.order.len() - shown;
            let said = if more > 0 { format!("{more} more, and each posting: ") } else { "Each posting: ".to_owned() };
            page.indented(2, Line::new().dim(said).advice(words));
        }
    }

    fn say_postings(&self, page: &mut Page) {
        page.heading("The postings");
        let mut table = Table::new([
            Column::Wrapping("posting"),
            Column::Number("asks"),
            Column::Number("missing"),
            Column::Number("not here"),
            Column::Number("h"),
        ]);
        table.indent = 2;
        for row in &self.postings {
            table.rows.push(vec![
                Cell::text(file_name(&row.path)),
                Cell::text(row.asked.to_string()),
                Cell::of(if row.open { Role::Done } else { Role::Text }, row.missing.to_string()),
                Cell::text(row.off_roadmap.to_string()),
                Cell::text(hours_text(row.hours_to_close)),
            ]);
        }
        page.table(table);
    }

    /// How the order becomes the learner's: its first step is begun, and the tracks that hold it are saved as the goal.
    fn say_goal(&self, page: &mut Page) {
        let Some(first) = self.order.first().and_then(|row| row.steps.first()) else { return };
        page.labeled("First", Line::new().advice(format!("start {first}")));
        let line = match self.goals.as_slice() {
            [] => Line::new().text("these steps are on your path already: ").advice("next"),
            goals => Line::new().advice(format!("plan --for {} --save", goals.join(","))).dim("  makes it your goal"),
        };
        page.labeled("Keep it", line);
    }
}

fn say_names(page: &mut Page, label: &str, names: &[String], room: Option<usize>) {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if !names.is_empty() {
        page.labeled(label, in_room(&names, room));
    }
}

/// The tracks that hold the steps beyond the path, each step by the track that holds most of them.
fn goals_of(order: &[Study], standing: &Standing<'_>) -> Vec<String> {
    let roadmap = standing.roadmap;
    let mut beyond: Vec<usize> = Vec::new();
    for study in order {
        beyond.extend(study.steps.iter().filter(|&&at| !roadmap.steps[at].importance.is_on_path()));
    }
    let held = |track: &str| beyond.iter().filter(|&&at| roadmap.steps[at].tracks.iter().any(|name| name == track)).count();
    let mut goals: Vec<String> = Vec::new();
    for &at in &beyond {
        let tracks = &roadmap.steps[at].tracks;
        if tracks.iter().any(|track| goals.contains(track)) {
            continue;
        }
        goals.extend(tracks.iter().rev().max_by_key(|track| held(track)).cloned());
    }
    goals
}

fn conditions_of(postings: &[PostingNeeds<'_>]) -> Vec<ConditionCount> {
    let mut counts: Vec<ConditionCount> = Vec::new();
    for posting in postings {
        for kind in kinds_of(posting) {
            match counts.iter_mut().find(|known| known.kind == kind) {
                Some(known) => known.postings += 1,
                None => counts.push(ConditionCount { kind, postings: 1 }),
            }
        }
    }
    order::sort_by_key(&mut counts, |count| (std::cmp::Reverse(count.postings), count.kind));
    counts
}

/// The kinds of conditions that must be met, each once.
fn kinds_of(posting: &PostingNeeds<'_>) -> Vec<ConditionKind> {
    let mut kinds: Vec<ConditionKind> = posting.conditions.iter().filter(|found| !found.preferred).map(|found| found.kind).collect();
    order::sort(&mut kinds);
    kinds.dedup();
    kinds
}

impl PostingRow {
    fn new(path: &str, needs: &PostingNeeds<'_>, distance: Distance, standing: &Standing<'_>) -> PostingRow {
        let hours: f64 = needs.missing_steps.iter().map(|&at| standing.steps[at].left.mean()).sum();
        PostingRow {
            path: path.to_owned(),
            open: distance.is_open(),
            asked: distance.asked,
            missing: distance.missing,
            off_roadmap: distance.off_roadmap,
            hours_to_close: hours_number(hours),
            conditions: kinds_of(needs),
        }
    }
}

impl RecurringRow {
    fn new(known: &Recurring<'_>) -> RecurringRow {
        RecurringRow {
            id: known.term.id.clone(),
            name: known.term.name.clone(),
            kind: known.term.kind,
            state: known.state,
            postings: known.postings,
            required: known.required,
            steps: known.term.steps.clone(),
            hours_left: hours_number(known.hours_left),
        }
    }
}

impl StudyRow {
    fn new(study: &Study<'_>, standing: &Standing<'_>, open_then: usize, hours_then: f64) -> StudyRow {
        StudyRow {
            closes: study.closes.iter().map(|term| term.id.clone()).collect(),
            names: study.closes.iter().map(|term| term.name.clone()).collect(),
            steps: study.steps.iter().map(|&at| standing.roadmap.steps[at].id.to_owned()).collect(),
            hours: hours_number(study.hours),
            nearer: study.nearer,
            opens: study.opens,
            open_then,
            hours_then: hours_number(hours_then),
        }
    }
}
