//! The saves of a history, read from the newest on as far as they are needed, and the texts that follow from them.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::progress::history::{DEPTH, Digest, Entry, FullEntry, SavedText};
use crate::progress::merge::copies::KeptText;
use crate::progress::rescue::Lost;
use crate::progress::{document, merge};

use super::chain::{Step, text_of};
use super::disk;
use super::entries::{EntryFile, Stored, entry_path, files_in};
use super::present::Present;

/// The most bytes of texts that are held at once.
const MOST_TEXT: usize = 32 * 1024 * 1024;

/// The saves of a history.
#[derive(Debug)]
pub(crate) struct Kept<'a> {
    pub(super) folder: PathBuf,
    present: Present<'a>,
    /// What tells the present text from others, where it is one.
    now: Option<Digest>,
    /// Those that are not read yet, the newest last.
    files: Vec<EntryFile>,
    /// All numbers that files have.
    numbers: Vec<u64>,
    /// The saves read so far that happened, newest first.
    saves: Vec<Stored>,
    /// The numbers of those that cannot be read, newest first.
    unreadable: Vec<u64>,
    /// Why one may not be read.
    forbidden: Option<io::Error>,
}

impl<'a> Kept<'a> {
    /// The saves in a folder beside a progress file; none of them is read yet.
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed; a missing one is empty.
    pub(super) fn open(folder: &Path, present: Present<'a>) -> io::Result<Kept<'a>> {
        let files = files_in(folder)?;
        let numbers = files.iter().map(|file| file.last).collect();
        let now = present.text().filter(|_| !files.is_empty()).map(Digest::of);
        let (saves, unreadable) = (Vec::new(), Vec::new());
        Ok(Kept { folder: folder.to_owned(), present, now, files, numbers, saves, unreadable, forbidden: None })
    }

    /// Settles what a killed mlpath left: a save that reached the progress file becomes history, any other one goes.
    /// One whose entry is not even whole was never made. Only under the lock.
    pub(super) fn settle(&mut self) {
        let (pending, files) = std::mem::take(&mut self.files).into_iter().partition(|file| file.is_pending);
        self.files = files;
        let pending: Vec<EntryFile> = pending;
        for file in pending {
            match file.read_one() {
                Ok(stored) if self.has_happened(&stored) => {
                    // Where it cannot be renamed now, the progress file still tells.
                    let _ = fs::rename(&file.path, entry_path(&self.folder, file.last));
                    self.take(stored);
                    continue;
                }
                Err(error) if !matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof) => continue,
                _ => file.remove(),
            }
            self.numbers.retain(|number| *number != file.last);
        }
    }

    /// The newest save.
    pub(super) fn newest(&mut self) -> Option<&Stored> {
        while self.saves.is_empty() && self.read_on() {}
        self.saves.first()
    }

    /// Whether a save of this number is kept, though it may be damaged.
    pub(super) fn holds(&self, number: u64) -> bool {
        let is_left = || self.files.iter().any(|file| (file.first..=file.last).contains(&number));
        self.saves.iter().any(|stored| stored.save.number == number) || is_left()
    }

    /// The number after the newest save; where a damaged entry has it, the next free one.
    pub(super) fn next_number(&mut self) -> u64 {
        let newest = self.newest().map_or(0, |newest| newest.save.number);
        (newest + 1..=u64::MAX).find(|number| !self.numbers.contains(number)).unwrap_or(newest)
    }

    /// All saves that can be read, oldest first, and the numbers of the others.
    pub(super) fn all(&mut self) -> (Vec<Entry>, Vec<u64>) {
        while self.read_on() {}
        let unreadable = self.unreadable.iter().rev().copied().collect();
        (self.saves.iter().rev().map(|stored| stored.save.clone()).collect(), unreadable)
    }

    /// The save of a number with its texts.
    pub(super) fn full(&mut self, number: u64) -> Option<FullEntry> {
        let at = self.saves.iter().position(|stored| stored.save.number == number)?;
        self.full_at(at)
    }

    /// The text of the newest save that passes both tests. A damaged entry is passed over; one that may not be read is
    /// told of when there is no other, since "nothing was saved" would not be true then.
    ///
    /// # Errors
    ///
    /// When there is none, and an entry may not be read.
    pub(super) fn newest_that(
        &mut self,
        is_wanted: impl Fn(&Entry) -> bool,
        passes: impl Fn(&SavedText) -> bool,
    ) -> io::Result<Option<SavedText>> {
        for at in 0.. {
            while at >= self.saves.len() {
                if !self.read_on() {
                    return self.forbidden.take().map_or(Ok(None), Err);
                }
            }
            if !is_wanted(&self.saves[at].save) {
                continue;
            }
            let Some(text) = self.text(self.saves[at].save.after) else { continue };
            let Entry { number, title, on, file, .. } = self.saves[at].save.clone();
            let has_unreadable_after = self.unreadable.iter().any(|unreadable| *unreadable > number);
            let saved = SavedText { number, title, on, file, text, has_unreadable_after };
            if passes(&saved) {
                return Ok(Some(saved));
            }
        }
        Ok(None)
    }

    /// What another hand took away after a save, by the number of the save: the newest of what was edited by hand, as
    /// far as it is read.
    pub(super) fn losses(&mut self) -> Vec<(u64, Lost)> {
        const MOST_EDITS: usize = 60;
        let mut edits: Vec<(u64, Digest, Digest)> = Vec::new();
        for pair in self.saves.windows(2) {
            if let (next, Some(edit)) = (&pair[0].save, &pair[0].edit)
                && pair[1].save.after == edit.from
                && edits.len() < MOST_EDITS
            {
                edits.push((pair[1].save.number, edit.from, next.before));
            }
        }
        let mut losses = Vec::new();
        for (number, left, found) in edits {
            let (Some(left), Some(found)) = (self.text(left), self.text(found)) else { continue };
            let (Ok(left), Ok(found)) = (document::read(left.as_bytes()), document::read(found.as_bytes())) else { continue };
            losses.extend(Lost::between(&left, &found).map(|lost| (number, lost)));
        }
        losses
    }

    /// The texts of the newest saves, and of each day before those the last, newest first: what each save left, and
    /// what it found where that was another text.
    pub(super) fn texts(&mut self) -> Vec<KeptText> {
        while self.read_on() {}
        let (mut texts, mut size): (Vec<KeptText>, usize) = (Vec::new(), 0);
        for at in 0..self.saves.len() {
            let (on, before) = (self.saves[at].save.on, self.saves[at].save.before);
            if size > MOST_TEXT || (at > 3 * DEPTH && texts.last().is_some_and(|last| last.on == on)) {
                continue;
            }
            let Some(full) = self.full_at(at) else { continue };
            size += full.before.len() + full.after.len();
            let by_merge = self.saves[at].save.title.split_whitespace().any(|word| word == "merge");
            texts.push(KeptText { on, text: full.after, by_merge });
            if self.saves.get(at + 1).is_none_or(|older| older.save.after != before) {
                texts.push(KeptText { on, text: full.before, by_merge: false });
            }
        }
        texts
    }

    /// Reads one more file; says whether there was one.
    fn read_on(&mut self) -> bool {
        let Some(file) = self.files.pop() else { return false };
        let read = if file.is_of_many() { file.read().map(|bytes| self.take_many(&file, &bytes)) } else { self.take_one(&file) };
        if let Err(error) = read {
            // One that is not whole under that name was never made.
            if !file.is_pending {
                self.unreadable.push(file.last);
            }
            if error.kind() == io::ErrorKind::PermissionDenied {
                self.forbidden = Some(error);
            }
        }
        true
    }

    fn take_one(&mut self, file: &EntryFile) -> io::Result<()> {
        let stored = file.read_one()?;
        if !file.is_pending || self.has_happened(&stored) {
            self.take(stored);
        }
        Ok(())
    }

    fn take_many(&mut self, file: &EntryFile, bytes: &[u8]) {
        for line in bytes.split(|byte| *byte == b'\n').rev().filter(|line| !line.is_empty()) {
            match Stored::read(line) {
                // A line under another file's numbers is none of its saves.
                Ok(stored) if (file.first..=file.last).contains(&stored.save.number) => self.take(stored),
                // Of which number it was, its neighbors tell.
                _ => self.unreadable.extend(self.saves.last().map(|next| next.save.number.saturating_sub(1))),
            }
        }
    }

    /// Adds a save at its place. One that was being put with others may be in two files.
    pub(super) fn take(&mut self, stored: Stored) {
        let at = self.saves.partition_point(|newer| newer.save.number > stored.save.number);
        if self.saves.get(at).is_none_or(|found| found.save.number != stored.save.number) {
            self.saves.insert(at, stored);
        }
    }

    /// Whether a save that was cut off reached the progress file, whatever was done to that since.
    pub(super) fn has_happened(&mut self, stored: &Stored) -> bool {
        let (save, present) = (&stored.save, self.present);
        if self.now == Some(save.after) {
            return true;
        }
        if present.text().is_some_and(|text| Digest::of(document::with_version(text).as_bytes()) == save.before) {
            return false;
        }
        if let Some(file) = &save.file {
            // Its text waits under the name it was written to, or it is the file that stands there now.
            let waits = !file.temp.contains(['/', '\\']) && disk::file_id(&disk::folder_of(present.path).join(&file.temp)).is_some();
            if waits || present.file().is_some_and(|id| id.is(file.id)) {
                return !waits;
            }
        }
        // Its own change may be what its texts follow from.
        self.take(stored.clone());
        let full = self.full(save.number);
        self.saves.retain(|other| other.save.number != save.number);
        full.zip(present.text()).and_then(|(full, text)| merge::holds_change(&full.before, &full.after, text)).unwrap_or(false)
    }

    fn full_at(&mut self, at: usize) -> Option<FullEntry> {
        let after = self.text(self.saves[at].save.after)?;
        let stored = &self.saves[at];
        let before = stored.change.reversed().apply(&after).filter(|before| Digest::of(before) == stored.save.before);
        let before = before.or_else(|| self.text(self.saves[at].save.before))?;
        let Entry { number, title, on, reverses, file, .. } = self.saves[at].save.clone();
        Some(FullEntry { number, title, on, reverses, file, before, after })
    }

    /// A text, as soon as it follows from what was read.
    pub(super) fn text(&mut self, wanted: Digest) -> Option<String> {
        loop {
            if let Some(text) = self.follow(wanted) {
                return Some(text);
            }
            let read = self.saves.len();
            // Nothing new follows before the next whole copy, or before the end.
            while self.saves[read..].iter().all(|stored| stored.copy.is_none()) {
                if !self.read_on() {
                    return if self.saves.len() > read { self.follow(wanted) } else { None };
                }
            }
        }
    }

    /// A text that follows from the present one or from a whole copy.
    fn follow(&self, wanted: Digest) -> Option<String> {
        let mut known: HashMap<Digest, &str> = HashMap::new();
        let mut steps: Vec<Step<'_>> = Vec::new();
        for Stored { save, change, edit, copy, .. } in &self.saves {
            steps.push(Step { from: save.before, to: save.after, change });
            // An edit by hand came before it.
            steps.extend(edit.as_ref().map(|edit| Step { from: edit.from, to: save.before, change: &edit.change }));
            known.extend(copy.as_deref().map(|copy| (save.after, copy)));
        }
        known.extend(self.now.zip(self.present.text()));
        text_of(wanted, &known, &steps)
    }
}
