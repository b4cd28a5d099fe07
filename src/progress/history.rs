//! The saves so far as data: which can be undone or redone, and what that leads to.
//!
//! Which saves can be undone or redone follows from replaying them, so there is no second state
//! that could disagree. The texts of hundreds of saves are not held at once: to replay them, it is
//! enough to know which texts are the same.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::dates::Date;

use super::merge::merge;
use super::rescue::Lost;
use super::{Progress, document};

/// How many saves can be undone.
pub(crate) const DEPTH: usize = 20;

/// One save, with its texts or what tells them apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<T = Digest> {
    /// Its number, counting up.
    pub number: u64,
    /// What was done, as the learner typed it, for example `done pandas`.
    pub title: String,
    /// The day.
    pub on: Date,
    /// The save this one took back or put back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reverses: Option<Reversal>,
    /// The file this save put in the place of the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<SavedFile>,
    pub(crate) before: T,
    pub(crate) after: T,
}

/// One save with its texts.
pub type FullEntry = Entry<String>;

/// The file of a save: written under a name of its own, then renamed into place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedFile {
    /// The name it had before, in the same folder.
    pub(crate) temp: String,
    /// What tells it from other files, wherever it is moved on its disk.
    pub(crate) id: FileId,
}

/// What tells a file from others on its disk, however it is named. Another file may get the number
/// once this one is gone, but it is born later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileId {
    pub(crate) device: u64,
    pub(crate) inode: u64,
    /// When it was made, in nanoseconds since 1970; `None` where the file system does not say.
    pub(crate) born: Option<u64>,
}

impl FileId {
    /// Whether both are one file. The number of a device may change when it is mounted again.
    pub(crate) fn is(self, other: FileId) -> bool {
        let is_same_birth = match (self.born, other.born) {
            (Some(one), Some(other)) => one == other,
            _ => self.device == other.device,
        };
        self.inode == other.inode && is_same_birth
    }
}

impl<T: PartialEq> Entry<T> {
    /// Whether it reached the file, as the save after it tells: that one was made on what this one
    /// left. Where two begin with the same text, the first never happened.
    pub(crate) fn happened_before(&self, next: &Entry<T>) -> bool {
        next.before != self.before || next.before == self.after
    }
}

/// One save with the text it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedText {
    /// The number of the save.
    pub number: u64,
    /// What was done, as the learner typed it.
    pub title: String,
    /// The day.
    pub on: Date,
    /// The file this save put in the place of the one before.
    pub(crate) file: Option<SavedFile>,
    pub(crate) text: String,
    /// Whether there is a newer save that cannot be read.
    pub(crate) has_unreadable_after: bool,
}

impl SavedText {
    /// Whether a newer save is lost, as what was left last is another text; where that is not known, it is taken for lost.
    pub(crate) fn is_outdated(&self, left: Option<Digest>) -> bool {
        self.has_unreadable_after && left != Some(Digest::of(&self.text))
    }

    /// Whether the text can be read.
    pub(crate) fn is_readable(&self) -> bool {
        document::read(self.text.as_bytes()).is_ok()
    }

    /// Whether the text can be read and is not that of a new learner.
    pub(crate) fn is_non_empty(&self) -> bool {
        document::read(self.text.as_bytes()).is_ok_and(|saved| !saved.is_blank())
    }
}

/// What stands for a text where only sameness counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Digest {
    length: usize,
    hash: u64,
}

impl Digest {
    /// The digest of a text, the same in every release.
    #[must_use]
    pub fn of(text: impl AsRef<[u8]>) -> Digest {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        // Eight bytes at a time: texts are long, and one byte at a time takes ten times as long. Both halves of the
        // product count, so that every bit of a word changes bits everywhere.
        let step = |hash: u64, word: u64| {
            let (low, high) = (hash ^ word).carrying_mul(ODD, 0);
            low ^ high
        };
        let (words, rest) = text.as_ref().as_chunks();
        let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
        let hash = words.iter().fold(ODD, |hash, word| step(hash, u64::from_le_bytes(*word)));
        let length = text.as_ref().len();
        Digest { length, hash: step(step(hash, last), length as u64) }
    }

    /// How many bytes the text has.
    pub(crate) fn length(self) -> usize {
        self.length
    }
}

/// That a save was an undo or a redo, and of which number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Reversal {
    /// It took that save back.
    Undo(u64),
    /// It put that save back.
    Redo(u64),
}

/// The text an undo or redo leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Restoration {
    /// The text to save.
    pub text: String,
    /// What it says.
    pub progress: Progress,
    /// The save that is reversed.
    pub reversed: SaveName,
    /// The save whose text is in force again, where that which is undone cannot be read.
    pub restored: Option<SaveName>,
    pub(crate) reverses: Reversal,
}

/// What a save is told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveName {
    /// Its number.
    pub number: u64,
    /// What was done, as the learner typed it, and the day; `None` where its entry cannot be read.
    pub done: Option<(String, Date)>,
}

impl SaveName {
    /// What tells a save.
    #[must_use]
    pub fn of<T>(entry: &Entry<T>) -> SaveName {
        SaveName { number: entry.number, done: (entry.title != LOST).then(|| (entry.title.clone(), entry.on)) }
    }
}

/// Why a save cannot be reversed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Irreversible {
    /// There is none.
    Nothing,
    /// What it changed was changed by hand since.
    EditedSince(SaveName),
    /// Its entry went away or was damaged meanwhile.
    Lost(SaveName),
    /// It cannot be read, and the file was edited since.
    NewestUnreadable {
        /// The number of the save before it.
        number: u64,
        /// And its title.
        title: String,
    },
}

/// The saves that are known, replayed.
#[derive(Debug, Default)]
pub struct History {
    entries: Vec<Entry>,
    /// Numbers of saves in force that can be undone, oldest first.
    done: Vec<u64>,
    /// Numbers of saves taken back that can be redone, oldest first.
    undone: Vec<u64>,
    /// Whether there were saves before the oldest that is known.
    is_cut: bool,
    /// Saves that cannot be read, between two that can: from the text of the one before to that the one after was made on.
    bridges: Vec<Bridge>,
    /// Every save that can be read, oldest first.
    all: Vec<Entry>,
    /// Whether there are saves, and none of them can be read.
    is_unreadable: bool,
    /// What another hand took away after a save, by the number of the save.
    losses: Vec<(u64, Lost)>,
    /// The one that is to be reversed, with its texts.
    texts: Option<FullEntry>,
}

impl History {
    /// Replays the saves beside the present text, given oldest first, with the numbers of those that
    /// cannot be read. `left` is what the last save left, where that is known.
    ///
    /// The newest is passed over when the file says again what it said before it.
    pub(crate) fn replay(all: Vec<Entry>, unreadable: &[u64], text: &str, left: Option<Digest>) -> History {
        let (before, now) = (Digest::of(document::with_version(text).as_bytes()), Digest::of(text));
        let mut newest_first = all.iter().cloned().rev().peekable();
        let skipped = newest_first.next_if(|newest| newest.before == before && newest.after != now);
        // Undo reaches back as far as the saves follow each other without a gap. Where only an undo
        // and its redo were let go of, the next save goes on with the very text.
        let (mut entries, mut bridges): (Vec<Entry>, Vec<Bridge>) = (Vec::new(), Vec::new());
        if let Some(newest) = newest_first.peek().filter(|newest| skipped.is_none() && ![Some(now), left].contains(&Some(newest.after)))
            && let Some(lost) = unreadable.iter().copied().filter(|lost| *lost > newest.number).max()
        {
            let bridge = Bridge { from: newest.number, number: lost, to: BridgeEnd::File { is_as_left: left == Some(now) } };
            entries.push(bridge.entry(newest, now));
            bridges.push(bridge);
        }
        for entry in newest_first {
            if let Some(next) = entries.last().filter(|next| next.number != entry.number + 1 && next.before != entry.after) {
                // Nobody can tell what a save did that cannot be read, but both ends of it can be.
                let Some(lost) = unreadable.iter().rev().find(|lost| (entry.number..next.number).contains(lost)) else { break };
                let bridge = Bridge { from: entry.number, number: *lost, to: BridgeEnd::Save(next.number) };
                entries.push(bridge.entry(&entry, next.before));
                bridges.push(bridge);
            }
            entries.push(entry);
        }
        entries.reverse();
        let happened = |at: &usize| entries.get(at + 1).is_none_or(|next| entries[*at].happened_before(next));
        let is_cut = entries.first().is_some_and(|first| first.number > 1);
        let is_unreadable = all.is_empty() && !unreadable.is_empty();
        let mut history = History { is_cut, bridges, is_unreadable, ..History::default() };
        for entry in (0..entries.len()).filter(happened).map(|at| &entries[at]) {
            match entry.reverses {
                None => {
                    history.done.push(entry.number);
                    history.undone.clear();
                }
                Some(Reversal::Undo(number)) => {
                    history.done.retain(|done| *done != number);
                    history.undone.push(number);
                }
                Some(Reversal::Redo(number)) => {
                    history.undone.retain(|undone| *undone != number);
                    history.done.push(number);
                }
            }
        }
        history.entries = entries;
        history.all = all;
        history
    }

    /// The saves on both sides of one that cannot be read, by its number.
    pub(crate) fn bridge(&self, number: u64) -> Option<Bridge> {
        self.bridges.iter().find(|bridge| bridge.number == number).copied()
    }

    /// The other saves whose text can be put back, newest first: beyond a gap, or undone and written
    /// over. An undo or a redo is one only where it led to a text of its own.
    #[must_use]
    pub fn restorable(&self) -> Vec<&Entry> {
        let mut listed: HashSet<u64> = self.undoable().map(|entry| entry.number).collect();
        listed.extend(self.redoable().map(|entry| entry.number));
        let is_save = |entry: &&Entry| entry.reverses.is_none();
        let mut known: HashSet<Digest> = HashSet::new();
        for save in self.all.iter().filter(is_save) {
            known.extend([save.before, save.after]);
        }
        let is_wanted = |entry: &&Entry| !listed.contains(&entry.number) && (is_save(entry) || !known.contains(&entry.after));
        self.all.iter().rev().filter(is_wanted).collect()
    }

    /// Whether there are saves, and none of them can be read.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }

    /// Whether it has no save that could be listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The history with what another hand took away after a save, by the number of the save.
    #[must_use]
    pub(crate) fn with_losses(self, losses: Vec<(u64, Lost)>) -> History {
        History { losses, ..self }
    }

    /// What another hand took away after a save, as far as that was read.
    #[must_use]
    pub fn lost_after(&self, number: u64) -> Option<Lost> {
        self.losses.iter().find(|(after, _)| *after == number).map(|(_, lost)| *lost)
    }

    /// The history with the texts of the save that is to be reversed.
    #[must_use]
    pub(crate) fn with_texts(self, texts: Option<FullEntry>) -> History {
        History { texts, ..self }
    }

    /// The saves in force that can be undone, newest first.
    pub fn undoable(&self) -> impl Iterator<Item = &Entry> {
        self.done.iter().rev().filter_map(|number| self.entry(*number)).take(DEPTH)
    }

    /// The saves taken back that can be redone, the next one first.
    pub fn redoable(&self) -> impl Iterator<Item = &Entry> {
        self.undone.iter().rev().filter_map(|number| self.entry(*number))
    }

    /// The oldest save that is known, when there are fewer than can be undone because older ones
    /// were let go of.
    #[must_use]
    pub fn since(&self) -> Option<&Entry> {
        self.entries.first().filter(|_| self.is_cut && self.done.len() < DEPTH)
    }

    /// What undoing the newest save leads to, from the present text.
    ///
    /// # Errors
    ///
    /// [`Irreversible`].
    pub fn undo(&self, text: &str) -> Result<Restoration, Irreversible> {
        let entry = self.undoable().next().ok_or(Irreversible::Nothing)?;
        let bridge = self.bridge(entry.number);
        let restored = bridge.and_then(|bridge| self.entry(bridge.from));
        if let Some((Bridge { to: BridgeEnd::File { is_as_left: false }, .. }, restored)) = bridge.zip(restored) {
            return Err(Irreversible::NewestUnreadable { number: restored.number, title: restored.title.clone() });
        }
        let full = self.texts_of(entry)?;
        let restoration = reverse(entry, text, &full.after, &full.before, Reversal::Undo(entry.number))?;
        Ok(Restoration { restored: restored.map(SaveName::of), ..restoration })
    }

    /// What redoing the save that was undone last leads to.
    ///
    /// # Errors
    ///
    /// [`Irreversible`].
    pub fn redo(&self, text: &str) -> Result<Restoration, Irreversible> {
        let entry = self.redoable().next().ok_or(Irreversible::Nothing)?;
        let full = self.texts_of(entry)?;
        reverse(entry, text, &full.before, &full.after, Reversal::Redo(entry.number))
    }

    fn texts_of(&self, entry: &Entry) -> Result<&FullEntry, Irreversible> {
        let texts = self.texts.as_ref().filter(|texts| texts.number == entry.number);
        texts.ok_or_else(|| Irreversible::Lost(SaveName::of(entry)))
    }

    fn entry(&self, number: u64) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.number == number)
    }
}

/// A save that cannot be read, between two that can, or between the newest that can and the present text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bridge {
    /// The number of the save before it.
    pub(crate) from: u64,
    /// Its own number.
    number: u64,
    pub(crate) to: BridgeEnd,
}

/// What comes after a save that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BridgeEnd {
    /// The save of this number.
    Save(u64),
    /// The file as it is now, and whether it says what the save left: else nobody can tell what came with the save,
    /// and what by hand since.
    File { is_as_left: bool },
}

/// What a save is called whose entry cannot be read; no command is spelled like it.
const LOST: &str = "(cannot be read)";

impl Bridge {
    /// The save that leads from what the one before left to the text at its other end.
    pub(crate) fn entry<T: Clone>(self, from: &Entry<T>, after: T) -> Entry<T> {
        let before = from.after.clone();
        Entry { number: self.number, title: LOST.to_owned(), on: from.on, reverses: None, file: None, before, after }
    }
}

/// From one side of a save to the other, on the text of today.
fn reverse(entry: &Entry, text: &str, from: &str, to: &str, reverses: Reversal) -> Result<Restoration, Irreversible> {
    let edited = || Irreversible::EditedSince(SaveName::of(entry));
    let restored = merge(from, to, text).map_err(|_| edited())?;
    let progress = document::read(restored.as_bytes()).map_err(|_| edited())?;
    Ok(Restoration { text: restored, progress, reversed: SaveName::of(entry), restored: None, reverses })
}

/// A save of a test: its number, what it reverses, and the text before and after it.
#[cfg(test)]
pub(crate) type Saved<'a> = (u64, Option<Reversal>, &'a str, &'a str);

#[cfg(test)]
impl History {
    /// A history of saves beside a text, with the texts of the one that is picked.
    pub(crate) fn of_saves(text: &str, saves: &[Saved<'_>], pick: impl Fn(&History) -> Option<u64>) -> History {
        let full = |&(number, reverses, before, after): &Saved<'_>| FullEntry {
            number,
            title: format!("save {number}"),
            on: crate::dates::date(2026, 11, 21),
            reverses,
            file: None,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let digest = |save: &Saved<'_>| {
            let FullEntry { number, title, on, reverses, file, before, after } = full(save);
            Entry { number, title, on, reverses, file, before: Digest::of(&before), after: Digest::of(&after) }
        };
        let history = History::replay(saves.iter().map(digest).collect(), &[], text, None);
        let picked = pick(&history).and_then(|number| saves.iter().find(|save| save.0 == number)).map(full);
        history.with_texts(picked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A history of these saves beside a text.
    fn history_of<'a>(text: &'a str, saves: &'a [Saved<'a>]) -> Reversible<'a> {
        Reversible { text, saves, history: History::of_saves(text, saves, |_| None) }
    }

    /// A history that finds the texts of any of its saves.
    struct Reversible<'a> {
        text: &'a str,
        saves: &'a [Saved<'a>],
        history: History,
    }

    impl Reversible<'_> {
        fn undo(&self, text: &str) -> Result<Restoration, Irreversible> {
            History::of_saves(self.text, self.saves, |history| history.undoable().next().map(|entry| entry.number)).undo(text)
        }

        fn redo(&self, text: &str) -> Result<Restoration, Irreversible> {
            History::of_saves(self.text, self.saves, |history| history.redoable().next().map(|entry| entry.number)).redo(text)
        }
    }

    const EMPTY: &str = "version: 1\n";
    const ONE: &str = "version: 1\nsteps:\n  git:\n    status: done\n";
    const TWO: &str = "version: 1\nsteps:\n  git:\n    status: done\n  sql:\n    status: done\n";

    fn first() -> SaveName {
        SaveName { number: 1, done: Some(("save 1".into(), crate::dates::date(2026, 11, 21))) }
    }

    #[test]
    fn undo_and_redo_walk_the_saves() {
        let two = history_of(TWO, &[(1, None, EMPTY, ONE), (2, None, ONE, TWO)]);
        assert_eq!(two.undo(TWO).map(|found| found.text).as_deref(), Ok(ONE));
        assert_eq!(two.redo(TWO), Err(Irreversible::Nothing));
        let back = history_of(ONE, &[(1, None, EMPTY, ONE), (2, None, ONE, TWO), (3, Some(Reversal::Undo(2)), TWO, ONE)]);
        assert_eq!(back.undo(ONE).map(|found| found.text).as_deref(), Ok(EMPTY));
        assert_eq!(back.redo(ONE).map(|found| found.text).as_deref(), Ok(TWO));
    }

    #[test]
    fn a_digest_is_the_same_in_every_release_and_of_one_text_only() {
        assert_eq!(serde_json::to_string(&Digest::of(ONE)).expect("JSON"), r#"{"length":42,"hash":5291337139756338556}"#);
        let text = "version: 1\n# été\nlog: [a, b]\n".as_bytes();
        // One bit, and the same bit of the byte eight further on: steps that only multiply would not tell those.
        let bits = (0..text.len()).flat_map(|at| (0..8).map(move |bit| (at, bit)));
        let flipped = bits.flat_map(|(at, bit)| [vec![at], vec![at, at + 8]].map(|places| (places, bit)));
        let others: Vec<Vec<u8>> = flipped
            .filter(|(places, _)| places.iter().all(|at| *at < text.len()))
            .map(|(places, bit)| {
                let mut other = text.to_owned();
                for at in places {
                    other[at] ^= 1 << bit;
                }
                other
            })
            .collect();
        let digests: HashSet<Digest> = others.iter().map(Digest::of).chain([Digest::of(text)]).collect();
        assert_eq!(digests.len(), others.len() + 1);
    }

    #[test]
    fn a_file_is_told_by_its_birth_or_else_by_its_device() {
        let file = |device, inode, born| FileId { device, inode, born };
        for (one, other, is_same) in [
            (file(1, 7, Some(9)), file(1, 7, Some(9)), true),
            (file(1, 7, Some(9)), file(2, 7, Some(9)), true),
            (file(1, 7, Some(9)), file(1, 7, Some(8)), false),
            (file(1, 7, Some(9)), file(1, 6, Some(9)), false),
            (file(1, 7, None), file(1, 7, Some(9)), true),
            (file(1, 7, None), file(2, 7, None), false),
        ] {
            assert_eq!(one.is(other), is_same, "{one:?} {other:?}");
        }
    }

    #[test]
    fn hand_edits_survive_an_undo_unless_they_touch_the_same_place() {
        let history = history_of(TWO, &[(1, None, ONE, TWO)]);
        let edited = TWO.replace("version", "# mine\nversion");
        assert_eq!(history.undo(&edited).map(|found| found.text), Ok(ONE.replace("version", "# mine\nversion")));
        let clash = TWO.replace("  sql:\n    status: done", "  sql:\n    status: doing");
        assert_eq!(history.undo(&clash), Err(Irreversible::EditedSince(first())));
    }

    #[test]
    fn an_entry_put_in_by_hand_does_not_stop_an_undo() {
        const BEFORE: &str = "version: 1\n";
        const AFTER: &str = "version: 1\nsteps:\n  numpy:\n    status: done\nlog:\n  - date: 2026-11-21\n    step: numpy\n";
        let history = history_of(AFTER, &[(1, None, BEFORE, AFTER)]);
        let edited =
            AFTER.replace("steps:\n", "steps:\n  git: {status: done}\n").replace("log:\n", "log:\n  - {date: 2026-11-20, step: git}\n");
        let found = history.undo(&edited).expect("can be undone").progress;
        assert!(found.steps.contains_key("git") && !found.steps.contains_key("numpy"));
        assert_eq!((found.log.len(), found.log[0].step.as_deref()), (1, Some("git")));
    }

    #[test]
    fn entries_put_in_another_order_by_hand_are_found_each_once() {
        const BEFORE: &str = "version: 1\n";
        const AFTER: &str = "version: 1\nlog:\n  - {date: 2026-11-21, step: sql}\n  - {date: 2026-11-21, step: numpy}\n";
        let history = history_of(AFTER, &[(1, None, BEFORE, AFTER)]);
        let edited = "version: 1\nlog:\n  - {date: 2026-11-21, step: numpy}\n  - {date: 2026-11-21, step: sql}\n  - {date: 2026-11-20, step: git, note: precious}\n";
        let found = history.undo(edited).expect("can be undone").progress;
        assert_eq!((found.log.len(), found.log[0].note.as_deref()), (1, Some("precious")));
    }

    #[test]
    fn a_save_that_failed_in_between_blocks_nothing() {
        let history = history_of(TWO, &[(1, None, EMPTY, ONE), (2, None, ONE, "failed"), (3, None, ONE, TWO)]);
        let back = history.undo(TWO).map(|found| found.text);
        assert_eq!(back.as_deref(), Ok(ONE));
        assert_eq!(history.history.undoable().map(|entry| entry.number).collect::<Vec<_>>(), [3, 1]);
    }

    #[test]
    fn a_newest_save_that_cannot_be_read_is_one_unless_nothing_was_left_by_it() {
        let digests = |(number, before, after): (u64, &str, &str)| {
            let (title, on) = (format!("save {number}"), crate::dates::date(2026, 11, 21));
            Entry { number, title, on, reverses: None, file: None, before: Digest::of(before), after: Digest::of(after) }
        };
        let undoable = |text: &str, left: Option<&str>| -> Vec<u64> {
            let history = History::replay(vec![digests((1, EMPTY, ONE))], &[2], text, left.map(Digest::of));
            history.undoable().map(|entry| entry.number).collect()
        };
        let edited = TWO.replace("version", "# mine\nversion");
        for (text, left, numbers) in [
            (TWO, Some(TWO), vec![2, 1]),
            (edited.as_str(), Some(TWO), vec![2, 1]),
            (edited.as_str(), None, vec![2, 1]),
            (edited.as_str(), Some(ONE), vec![1]),
            (ONE, None, vec![1]),
            (EMPTY, Some(EMPTY), vec![]),
        ] {
            assert_eq!(undoable(text, left), numbers, "{text} {left:?}");
        }
        let edited_since = History::replay(vec![digests((1, EMPTY, ONE))], &[2], &edited, Some(Digest::of(TWO))).undo(&edited);
        assert_eq!(edited_since, Err(Irreversible::NewestUnreadable { number: 1, title: "save 1".into() }));
    }

    #[test]
    fn a_gap_is_told_of() {
        let history = history_of(TWO, &[(1, None, EMPTY, ONE), (9, None, "other", TWO)]);
        assert_eq!(history.history.since().map(|entry| entry.number), Some(9));
        assert_eq!(history_of(ONE, &[(1, None, EMPTY, ONE)]).history.since(), None);
    }

    #[test]
    fn a_gap_ends_what_can_be_undone() {
        let history = history_of(TWO, &[(1, None, EMPTY, ONE), (9, None, "other", TWO)]);
        assert_eq!(history.history.undoable().count(), 1);
    }

    #[test]
    fn a_save_whose_texts_are_gone_is_lost() {
        let one = history_of(ONE, &[(1, None, EMPTY, ONE)]);
        assert_eq!(one.history.undo(ONE), Err(Irreversible::Lost(first())));
    }
}
