//! What differs between two texts, as the lines that are taken out and put in: of a usual change a few lines, however
//! long the texts are. It leads from either text to the other.

use serde::{Deserialize, Serialize};

/// How many lines ahead both texts are looked through for a place where they agree again. What differs for longer is
/// one splice to the end of both.
const LOOK_AHEAD: usize = 64;

/// From one text to another: the splices by their places, which do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Splices(Vec<Splice>);

/// At a byte of the first text: what stands there, and what stands in its place in the second text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Splice(usize, String, String);

impl Splices {
    /// What leads from one text to another.
    pub(super) fn between(from: &str, to: &str) -> Splices {
        // Most of two long texts is alike at the start or at the end, and need not be cut into lines.
        let start = common_start(from, to);
        let end = common_end(&from[start..], &to[start..]);
        let lines = |text| -> Vec<&str> { str::split_inclusive(text, '\n').collect() };
        let (old, new) = (lines(&from[start..from.len() - end]), lines(&to[start..to.len() - end]));
        let (mut old, mut new) = (old.as_slice(), new.as_slice());
        let (mut splices, mut place) = (Vec::new(), start);
        loop {
            let alike = old.iter().zip(new).take_while(|(one, other)| one == other).count();
            place += old[..alike].iter().map(|line| line.len()).sum::<usize>();
            (old, new) = (&old[alike..], &new[alike..]);
            if old.is_empty() && new.is_empty() {
                return Splices(splices);
            }
            let (gone, come) = until_alike(old, new);
            let splice = Splice(place, old[..gone].concat(), new[..come].concat());
            place += splice.1.len();
            splices.push(splice);
            (old, new) = (&old[gone..], &new[come..]);
        }
    }

    /// The second text from the first; `None` from any text in which something else stands at the places.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        let mut new = String::with_capacity(text.len() + self.0.iter().map(|splice| splice.2.len()).sum::<usize>());
        let mut done = 0;
        for Splice(place, old, replacement) in &self.0 {
            new.push_str(text.get(done..*place)?);
            if !text.get(*place..)?.starts_with(old.as_str()) {
                return None;
            }
            new.push_str(replacement);
            done = place + old.len();
        }
        new.push_str(text.get(done..)?);
        Some(new)
    }

    /// What leads back.
    pub(super) fn reversed(&self) -> Splices {
        let (mut gone, mut come) = (0, 0);
        let reverse = |Splice(place, old, new): &Splice| {
            // The places are those of the other text: a damaged entry may name one that cannot be.
            let splice = Splice(place.saturating_add(come).saturating_sub(gone), new.clone(), old.clone());
            (gone, come) = (gone + old.len(), come + new.len());
            splice
        };
        Splices(self.0.iter().map(reverse).collect())
    }

    /// How many bytes of text it holds.
    pub(super) fn size(&self) -> usize {
        self.0.iter().map(|Splice(_, old, new)| old.len() + new.len()).sum()
    }
}

/// How many lines of each differ before both agree again, by the fewest. Two lines in a row must agree: single ones,
/// such as `status: done`, stand everywhere.
fn until_alike(old: &[&str], new: &[&str]) -> (usize, usize) {
    let agree = |gone: usize, come: usize| {
        let (old, new) = (&old[gone..], &new[come..]);
        !old.is_empty() && !new.is_empty() && old.iter().take(2).eq(new.iter().take(2))
    };
    let ways = (1..=LOOK_AHEAD).flat_map(|lines| (0..=lines).map(move |gone| (gone, lines - gone)));
    let mut possible = ways.filter(|(gone, come)| *gone <= old.len() && *come <= new.len());
    possible.find(|(gone, come)| agree(*gone, *come)).unwrap_or((old.len(), new.len()))
}

/// How many bytes of whole lines two texts begin with alike.
fn common_start(one: &str, other: &str) -> usize {
    const CHUNK: usize = 64;
    let (one, other) = (one.as_bytes(), other.as_bytes());
    // Chunks are compared many bytes at a time.
    let chunks = one.chunks_exact(CHUNK).zip(other.chunks_exact(CHUNK)).take_while(|(one, other)| one == other).count() * CHUNK;
    let bytes = one[chunks..].iter().zip(&other[chunks..]).take_while(|(one, other)| one == other).count();
    one[..chunks + bytes].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
}

/// How many bytes of whole lines two texts that begin a line end with alike.
fn common_end(one: &str, other: &str) -> usize {
    const CHUNK: usize = 64;
    let (bytes, other_bytes) = (one.as_bytes(), other.as_bytes());
    let chunks = bytes.rchunks_exact(CHUNK).zip(other_bytes.rchunks_exact(CHUNK)).take_while(|(one, other)| one == other).count() * CHUNK;
    let (rest, other_rest) = (&bytes[..bytes.len() - chunks], &other_bytes[..other_bytes.len() - chunks]);
    let alike = chunks + rest.iter().rev().zip(other_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let begins_line = |text: &[u8]| text.len() == alike || text[text.len() - alike - 1] == b'\n';
    if begins_line(bytes) && begins_line(other_bytes) {
        return alike;
    }
    // The first line of what is alike is only the end of one.
    let cut = bytes[bytes.len() - alike..].iter().position(|byte| *byte == b'\n').map_or(alike, |end| end + 1);
    alike - cut
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lines as records have them, few of which differ.
    fn texts() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            Just("    status: done\n"),
            Just("  git:\n"),
            Just("  sql:\r\n"),
            Just("# été 数学 🦀\n"),
            Just("\n"),
            Just("log:\n"),
            Just("no end"),
            Just("é"),
        ];
        prop::collection::vec(line, 0..40).prop_map(|lines| lines.concat())
    }

    proptest! {
        #[test]
        fn splices_lead_from_either_text_to_the_other(from in texts(), to in texts()) {
            let splices = Splices::between(&from, &to);
            prop_assert_eq!(splices.apply(&from), Some(to.clone()));
            prop_assert_eq!(splices.reversed().apply(&to), Some(from.clone()));
            prop_assert_eq!(splices.reversed().reversed(), splices.clone());
            prop_assert_eq!(splices.size() == 0, from == to);
            let kept: Splices = serde_json::from_str(&serde_json::to_string(&splices).expect("JSON")).expect("splices");
            prop_assert_eq!(kept, splices);
        }

        #[test]
        fn a_text_that_is_another_one_is_left_alone_or_spliced_but_never_a_crash(from in texts(), to in texts(), other in texts()) {
            let splices = Splices::between(&from, &to);
            let _ = (splices.apply(&other), splices.reversed().apply(&other));
        }
    }

    #[test]
    fn a_place_that_no_text_has_leads_nowhere() {
        let last = Splice(usize::MAX, "a".into(), "b".into());
        let splices = Splices(vec![Splice(0, String::new(), "c".into()), last]);
        assert_eq!((splices.apply("a\n"), splices.reversed().apply("ca\n")), (None, None));
    }

    #[test]
    fn changes_far_apart_cost_only_their_lines() {
        let steps = (0..2_000).map(|step| format!("  step-{step}:\n    status: done\n")).collect::<Vec<_>>().concat();
        let log = (0..2_000).map(|entry| format!("  - date: 2026-11-21\n    step: step-{entry}\n")).collect::<Vec<_>>().concat();
        let before = format!("steps:\n  git:\n    status: doing\n{steps}log:\n{log}");
        let after = format!("steps:\n  git:\n    status: done\n{steps}log:\n{log}  - date: 2026-11-22\n    step: git\n");
        let splices = Splices::between(&before, &after);
        assert_eq!(splices.0.len(), 2, "{splices:?}");
        assert!(splices.size() < 100, "{splices:?}");
        assert_eq!(splices.reversed().apply(&after), Some(before));
    }

    #[test]
    fn another_text_is_not_spliced() {
        let splices = Splices::between("a\nb\nc\n", "a\nx\nc\n");
        assert_eq!((splices.apply("a\nb\nc\n"), splices.apply("a\nd\nc\n"), splices.apply("a\n")), (Some("a\nx\nc\n".into()), None, None));
        assert_eq!(Splices(vec![Splice(1, String::new(), "x".into())]).apply("é"), None, "in the middle of a character");
        let backwards = Splices(vec![Splice(4, "c".into(), String::new()), Splice(0, "a".into(), String::new())]);
        assert_eq!(backwards.apply("a\nb\nc\n"), None);
    }
}
