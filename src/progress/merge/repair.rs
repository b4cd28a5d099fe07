//! What a merge of lines left in a progress file, put right: the marks of a conflict, and what `merge=union`
//! makes of entries that were added at one place.

use super::{Merged, merge_copies};
use crate::yaml;

pub use super::union::Repaired;

/// Puts right what a merge of lines left; `None` where it left nothing, or nobody can tell what it was. Only
/// where lines are known to be united is a step without lines one that lost them.
#[must_use]
pub fn repair(text: &str, is_united: bool) -> Option<Repaired> {
    if yaml::has_conflict_marks(text) {
        let sides = split(text)?;
        let (ours, theirs) = (mended(&sides.ours), mended(&sides.theirs));
        let base = sides.base.as_deref().map(mended);
        let merged = merge_copies(base.as_deref(), &ours, &theirs).or_else(|_| merge_copies(None, &ours, &theirs)).ok()?;
        let Merged { text, decisions, .. } = merged;
        return Some(Repaired {
            text,
            said: vec!["both sides of the conflict marks are merged, and the marks are gone".to_owned()],
            decisions,
        });
    }
    let unfolded = super::union::repair(text);
    let rest = unfolded.as_ref().map_or(text, |repaired| repaired.text.as_str());
    let restored = super::union::restore_empty(rest, &|_| is_united);
    match (unfolded, restored) {
        (Some(unfolded), Some(restored)) => {
            Some(Repaired { text: restored.text, said: [unfolded.said, restored.said].concat(), decisions: unfolded.decisions })
        }
        (unfolded, restored) => unfolded.or(restored),
    }
}

fn mended(text: &str) -> String {
    super::union::repair(text).map_or_else(|| text.to_owned(), |repaired| repaired.text)
}

/// The texts of both sides of all conflicts, and of what both come from where the marks tell it.
struct Sides {
    ours: String,
    base: Option<String>,
    theirs: String,
}

/// Which part of a conflict a line is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Outside,
    Ours,
    Base,
    Theirs,
}

fn split(text: &str) -> Option<Sides> {
    let mut part = Part::Outside;
    let (mut ours, mut base, mut theirs, mut has_base) = (String::new(), String::new(), String::new(), true);
    let mut this_has_base = false;
    for line in text.split_inclusive('\n') {
        let mark = yaml::conflict_mark(line.trim_end_matches(['\r', '\n']));
        part = match (part, mark) {
            (Part::Outside, Some('<')) => {
                this_has_base = false;
                Part::Ours
            }
            (Part::Ours, Some('|')) => {
                this_has_base = true;
                Part::Base
            }
            (Part::Ours | Part::Base, Some('=')) => Part::Theirs,
            (Part::Theirs, Some('>')) => {
                has_base &= this_has_base;
                Part::Outside
            }
            (_, Some(_)) => return None,
            (part, None) => {
                let in_part = |own: Part| part == Part::Outside || part == own;
                for (side, own) in [(&mut ours, Part::Ours), (&mut base, Part::Base), (&mut theirs, Part::Theirs)] {
                    side.push_str(if in_part(own) { line } else { "" });
                }
                part
            }
        };
    }
    (part == Part::Outside).then_some(Sides { ours, base: has_base.then_some(base), theirs })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(ours: &str, base: Option<&str>, theirs: &str) -> String {
        let base = base.map(|base| format!("{} base\n{base}", "|".repeat(7))).unwrap_or_default();
        let mark = |mark: &str| mark.repeat(7);
        format!("# mine\nversion: 1\nsteps:\n{} HEAD\n{ours}{base}{}\n{theirs}{} laptop\n", mark("<"), mark("="), mark(">"))
    }

    #[test]
    fn both_sides_of_conflict_marks_are_merged() {
        let ours = "  git:\n    status: done\n    done: 2026-11-05\nlog:\n  - date: 2026-11-05\n    step: git\n    time: 1h\n";
        let theirs = "  sql:\n    status: doing\n    started: 2026-11-06\nlog:\n  - date: 2026-11-06\n    step: sql\n    time: 2h\n";
        for base in [None, Some("")] {
            let repaired = repair(&marked(ours, base, theirs), false).expect("repairs");
            let progress = crate::progress::document::read(repaired.text.as_bytes()).expect("reads");
            assert_eq!((progress.steps.len(), progress.log.len()), (2, 2), "{}", repaired.text);
            assert!(repaired.text.starts_with("# mine\n"));
        }
        assert_eq!(repair("version: 1\n", true), None);
        assert_eq!(repair(&marked("  git: [\n", None, theirs), false), None, "a side that cannot be read");
        assert_eq!(repair(&marked(ours, None, theirs).replace(&"=".repeat(7), ""), false), None, "marks without their middle");
    }

    #[test]
    fn what_one_side_took_away_is_gone_where_the_marks_tell_what_was_there() {
        let (git, sql) = ("  git: {status: done}\n", "  sql: {status: done}\n");
        let both = format!("{git}{sql}");
        let texts = |base| repair(&marked(git, base, &format!("{both}  r: {{status: done}}\n")), false).expect("repairs").text;
        assert!(texts(None).contains("sql") && !texts(Some(&both)).contains("sql"));
    }
}
