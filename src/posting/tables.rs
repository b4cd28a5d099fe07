//! Tables of Markdown, whose rows and columns say how much things are wanted: as points that say it in words.

use super::Requirement;

/// The lines of a text with their numbers; each row of a table that says how much it wants things becomes points.
pub(crate) fn without_tables(lines: Vec<(usize, String)>) -> Vec<(usize, String)> {
    if !lines.iter().any(|(_, line)| is_rule(line)) {
        return lines;
    }
    let mut plain = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let is_table = cells(&first.1).is_some() && others.first().is_some_and(|(_, line)| is_rule(line));
        if is_table {
            let length = rest.iter().take_while(|(_, line)| cells(line).is_some()).count();
            add_points(&rest[..length], &mut plain);
            rest = &rest[length..];
        } else {
            plain.push(first.clone());
            rest = others;
        }
    }
    plain
}

/// The cells of a row: `| Kafka | basic |`.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?;
    Some(inner.strip_suffix('|').unwrap_or(inner).split('|').map(|cell| cell.trim_matches([' ', '*', '`'])).collect())
}

/// Whether a line parts the head of a table from its rows: `|---|:-:|`.
fn is_rule(line: &str) -> bool {
    let bare = line.trim();
    bare.starts_with('|') && bare.contains("--") && bare.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Adds the rows of a table, of which the first is its head and the second the rule below it.
fn add_points(rows: &[(usize, String)], plain: &mut Vec<(usize, String)>) {
    let head: Vec<&str> = rows.first().and_then(|(_, line)| cells(line)).unwrap_or_default();
    let columns: Vec<Option<Requirement>> = head.iter().map(|title| wish(title)).collect();
    plain.extend(rows.iter().take(2).map(|(number, _)| (*number, String::new())));
    for (number, line) in &rows[2..] {
        let row = cells(line).unwrap_or_default();
        let points = if columns.iter().flatten().count() > 1 { by_column(&head, &columns, &row) } else { by_cell(&head, &row) };
        plain.extend(points.unwrap_or_else(|| vec![line.clone()]).into_iter().map(|point| (*number, point)));
    }
}

/// A row of which one cell says how much the others are wanted.
fn by_cell(head: &[&str], row: &[&str]) -> Option<Vec<String>> {
    let of_cell = |at: usize, cell: &str| wish(cell).or_else(|| letter(head.get(at)?, cell));
    // `no` below `Required?`: not even named.
    let is_no = |(at, cell): (usize, &&str)| {
        let title = head.get(at).copied().unwrap_or_default().trim_end_matches('?');
        wish(title).is_some() && cell.eq_ignore_ascii_case("no")
    };
    if row.iter().enumerate().any(is_no) {
        return Some(Vec::new());
    }
    let (at, wish) = row.iter().enumerate().find_map(|(at, cell)| Some((at, of_cell(at, cell)?)))?;
    let others: Vec<&str> = row.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, cell)| *cell).collect();
    Some(vec![point(&others.join(" "), wish)])
}

/// A row under heads that say how much: marks stand for the row's first cell, words for themselves.
fn by_column(head: &[&str], columns: &[Option<Requirement>], row: &[&str]) -> Option<Vec<String>> {
    const MARKS: [&str; 8] = ["x", "X", "yes", "Yes", "\u{2713}", "\u{2714}", "\u{2705}", "\u{2022}"];
    let under = || columns.iter().zip(row).zip(head).filter_map(|((wish, cell), title)| Some(((*wish)?, *cell, *title)));
    if columns.first() == Some(&None)
        && let Some((wish, ..)) = under().find(|(_, cell, _)| MARKS.contains(cell))
    {
        return Some(vec![point(row[0], wish)]);
    }
    let said: Vec<String> = under().filter(|(_, cell, _)| !cell.is_empty()).map(|(_, cell, title)| format!("- {title}: {cell}")).collect();
    (!said.is_empty()).then_some(said)
}

fn point(name: &str, wish: Requirement) -> String {
    let said = if wish == Requirement::Nice { "is nice to have" } else { "is required" };
    format!("- {name} {said}")
}

/// How much a cell says that something is wanted, when it says nothing else.
fn wish(cell: &str) -> Option<Requirement> {
    let cell = cell.to_lowercase();
    let bare = [" criteria", " skills", " requirements", " qualifications"].iter().find_map(|kind| cell.strip_suffix(kind));
    match bare.unwrap_or(&cell) {
        "must" | "must have" | "must-have" | "required" | "mandatory" | "essential" | "needed" => Some(Requirement::Required),
        "nice" | "nice to have" | "nice-to-have" | "good to have" | "good-to-have" | "optional" | "preferred" | "bonus" | "plus"
        | "a plus" | "desirable" | "desired" => Some(Requirement::Nice),
        _ => None,
    }
}

/// The letter of a form whose head says what letters stand for: `Essential/Desirable` above `E` and `D`.
fn letter(title: &str, cell: &str) -> Option<Requirement> {
    let parts: Vec<&str> = title.split(['/', ' ']).filter(|part| !part.is_empty()).collect();
    let said = parts.iter().filter_map(|part| Some((*part, wish(part)?)));
    let mut of_letter = said.filter(|(part, _)| part.get(..1).is_some_and(|first| first.eq_ignore_ascii_case(cell)));
    of_letter.next().map(|(_, wish)| wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<(usize, String)> {
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned())).collect();
        without_tables(lines).into_iter().filter(|(_, line)| !line.is_empty()).collect()
    }

    #[track_caller]
    fn says(text: &str, points: &[(usize, &str)]) {
        assert_eq!(plain(text), points.iter().map(|(number, point)| (*number, (*point).to_owned())).collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn a_cell_or_a_head_says_how_much_is_wanted() {
        says(
            "a\n| Skill | Level | Must / Nice |\n|---|:-:|---|\n| Python | expert | must |\n| **Kafka** | | Nice to have |\nb",
            &[(1, "a"), (4, "- Python expert is required"), (5, "- Kafka  is nice to have"), (6, "b")],
        );
        says(
            "| | Required | Desired |\n|--|--|--|\n| Python | x | |\n| Go | | x |\n| R | | |",
            &[(3, "- Python is required"), (4, "- Go is nice to have"), (5, "| R | | |")],
        );
        says(
            "| Must have | Nice to have |\n|---|---|\n| Python, SQL | Kafka |\n| Git | |",
            &[(3, "- Must have: Python, SQL"), (3, "- Nice to have: Kafka"), (4, "- Must have: Git")],
        );
        says(
            "| Area | Must have | Good to have |\n|--|--|--|\n| Data | Spark | Flink |",
            &[(3, "- Must have: Spark"), (3, "- Good to have: Flink")],
        );
    }

    #[test]
    fn what_a_table_does_not_ask_for_is_no_point() {
        says("| Skill | Required? |\n|--|--|\n| Python | required |\n| Scala | no |", &[(3, "- Python is required")]);
    }

    #[test]
    fn a_form_of_criteria_says_it_above_its_cells_or_by_letters() {
        says(
            "| Criteria | Essential | Desirable criteria |\n|--|--|--|\n| Skills | Python, SQL | Spark |\n| Other | | |",
            &[(3, "- Essential: Python, SQL"), (3, "- Desirable criteria: Spark"), (4, "| Other | | |")],
        );
        says(
            "| Skill | Essential / Desirable |\n|--|--|\n| Python | E |\n| Go | D |",
            &[(3, "- Python is required"), (4, "- Go is nice to have")],
        );
    }

    #[test]
    fn what_is_no_such_table_stays() {
        for text in ["| a | b |\n| c | must |", "a | b\n--|--\nc | d", "|", "||\n|--|", "|--|\n|--|", "| a |\n|--"] {
            let _ = plain(text);
        }
        says("| a | must |\nb", &[(1, "| a | must |"), (2, "b")]);
        says("| Year | Sum |\n|---|---|\n| 2026 | 7 |", &[(3, "| 2026 | 7 |")]);
    }
}
