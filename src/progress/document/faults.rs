//! All values of a file that cannot be read, not the first alone.

use super::read;
use crate::yaml::{self, Fault, Position};

/// The most faults that are told at once.
const MOST: usize = 10;

/// The most bytes that are read anew to find them: who has years of entries waits no longer than for one.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// What can stand in the place of a value that cannot be read, so that the next one is found.
const IN_ITS_PLACE: [&str; 5] = ["~", "todo", "2026-01-01", "1", "a"];

/// The faults behind the first one of a text whose lines are YAML, in their order: each value that cannot be read is
/// taken for one that can. Nothing where that is not clear.
#[must_use]
pub fn further_faults(text: &str, first: &Fault) -> Vec<Fault> {
    let mut found: Vec<Fault> = Vec::new();
    let is_large = text.len() > MOST_BYTES / 4;
    if is_large || yaml::check_text(text.as_bytes()).and_then(yaml::parse_value).is_err() {
        return found;
    }
    let mut room = MOST_BYTES;
    let mut text = text.to_owned();
    let mut at = first.position;
    // By how much the line of that place is longer than it was.
    let mut grown = 0;
    while let Some(position) = at.filter(|_| found.len() < MOST) {
        let mut next = None;
        for value in IN_ITS_PLACE {
            let Some((mended, growth)) = with_value(&text, position, value).filter(|_| room >= text.len()) else { return found };
            room -= text.len();
            match read(mended.as_bytes()) {
                Ok(_) => return found,
                Err(fault) if fault.position > Some(position) => {
                    next = Some((mended, fault, growth));
                    break;
                }
                Err(_) => {}
            }
        }
        let Some((mended, mut fault, growth)) = next else { break };
        (text, at) = (mended, fault.position);
        if let Some(place) = &mut fault.position {
            grown = if place.line == position.line { grown + growth } else { 0 };
            place.column -= grown.min(place.column - 1);
        }
        found.push(fault);
    }
    found
}

/// A text with another value in a place, and by how many columns it is longer; `None` where no value begins there that ends
/// on its line.
fn with_value(text: &str, position: Position, value: &str) -> Option<(String, usize)> {
    let begin: usize = text.split_inclusive('\n').take(position.line.checked_sub(1)?).map(str::len).sum();
    let line = text[begin..].lines().next()?;
    let column = line.char_indices().nth(position.column.checked_sub(1)?)?.0;
    let (before, rest) = line.split_at(column);
    let is_value = before.trim_end().ends_with([':', '-', '[', ',']);
    let is_flow = before.matches(['{', '[']).count() > before.matches(['}', ']']).count();
    let end = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].find(quote)? + 2,
        _ if is_flow => rest.find([',', '}', ']']).unwrap_or(rest.len()),
        _ => rest.find(" #").unwrap_or(rest.len()),
    };
    let is_key = rest[..end].contains(": ") || rest[..end].trim_end().ends_with(':') || rest[end..].starts_with(':');
    let is_plain = is_value && !is_key && !rest.starts_with(['{', '[', '|', '>', '&', '*', '!']);
    let width = rest[..end].chars().count();
    let growth = value.len().saturating_sub(width);
    is_plain.then(|| (format!("{}{value:<width$}{}", &text[..begin + column], &text[begin + column + end..]), growth))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let first = read(text.as_bytes()).expect_err("a fault");
        let mut faults = vec![first.clone()];
        faults.extend(further_faults(text, &first));
        let place = |fault: &Fault| fault.position.map(|at| format!("{}:{}", at.line, at.column)).unwrap_or_default();
        faults.iter().map(|fault| format!("{} {}", place(fault), fault.message.split('`').nth(1).unwrap_or_default())).collect()
    }

    #[test]
    fn every_value_that_cannot_be_read_is_told() {
        assert_eq!(
            all("version: 1\nsteps:\n  git: {status: don, started: 2026-13-01, ticks: [ab, c]}\n  numpy:\n    done: yesterday # once\n\
                 log:\n  - date: 2026-11-1\n    time: lots\n"),
            ["3:17 don", "3:31 2026-13-01", "3:51 ab", "5:11 yesterday", "7:11 2026-11-1", "8:11 lots"]
        );
        assert_eq!(all("version: 1\nplan: {hours_per_week: \"many, or few\", budget: 'x'}\n"), ["2:24 many, or few", "2:48 x"]);
    }

    #[test]
    fn what_is_not_clear_ends_it() {
        assert_eq!(all("version: 1\nsteps: [a\nlog: x: y\n").len(), 1, "no YAML");
        assert_eq!(all("version: 1\nsteps:\n  git: {status: done}\n  git: {status: don}\n").len(), 1, "a key twice");
        let many = format!("version: 1\nlog:\n{}", "  - {date: x}\n".repeat(40));
        assert_eq!(all(&many).len(), 1 + MOST);
        let years = format!("version: 1\nlog:\n{}", "  - {date: 2026-11-01, time: x}\n".repeat(7000));
        assert!((2..1 + MOST).contains(&all(&years).len()), "{}", all(&years).len());
        assert_eq!(all(&format!("{years}# {}\n", "x".repeat(MOST_BYTES / 4))).len(), 1);
    }
}
