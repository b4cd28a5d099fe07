//! What can go wrong, as one list: each error has a code that scripts may rely on.

use serde::Serialize;

/// Declares the codes, their words and a sentence for each, so that none can be left out of one of them.
macro_rules! codes {
    ($($variant:ident, $word:literal, $sentence:literal;)*) => {
        /// The kind of an error or note. Its word is a promise to scripts; `mlpath help errors` lists all.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum Code {
            $(#[doc = $sentence] #[serde(rename = $word)] $variant,)*
        }

        impl Code {
            /// All codes, in alphabetical order.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The word in JSON.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Code::$variant => $word,)* }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self { $(Code::$variant => $sentence,)* }
            }
        }
    };
}

codes! {
    AmbiguousHours, "ambiguous-hours", "Hours a week were given in a way that can be read twice.";
    BadBudget, "bad-budget", "A budget is not a sum of dollars.";
    BadDate, "bad-date", "A date cannot be read.";
    BadFormat, "bad-format", "A pattern of --format has a field mlpath does not know, or a brace without its partner.";
    BadHours, "bad-hours", "Hours a week cannot be read, or are not between 0.1 and 100.";
    BadLink, "bad-link", "A link is no address of a page or file.";
    BadPaid, "bad-paid", "What was paid is not a sum of dollars, or was said of something that is no one exam.";
    BadPause, "bad-pause", "A pause is not two dates in order.";
    BadRoadmap, "bad-roadmap", "A roadmap or overlay breaks its rules.";
    BadTime, "bad-time", "A study time cannot be read.";
    BadZone, "bad-zone", "A note: TZ names no time zone that is known here, so days are those of UTC.";
    BeingWritten, "being-written", "Another program has the file open for writing.";
    Busy, "busy", "The file is a mount point and cannot be replaced.";
    CannotEdit, "cannot-edit", "The change cannot be made in the text of the file without losing something.";
    CannotMerge, "cannot-merge", "Two copies of a progress file cannot be merged by what they say.";
    Changed, "changed", "The file was changed by somebody else while mlpath was working; nothing was written.";
    ConflictCopy, "conflict-copy", "A note: a sync tool left another copy of the progress file beside it.";
    CutAway, "cut-away", "A note: entries that mlpath saved are gone from the file, by another hand.";
    DanglingLink, "dangling-link", "The path is a link to a file that does not exist.";
    Earned, "earned", "The certification is already yours.";
    EditedSince, "edited-since", "The command cannot be reversed: the same place was edited by hand since.";
    Emptied, "emptied", "The file is empty although mlpath saved progress in it; nothing is written over that.";
    ForeignFile, "foreign-file", "A note: the file was put there by somebody else, in a folder where everybody may make files.";
    FutureDate, "future-date", "A day lies in the future where only the past makes sense.";
    HardLinked, "hard-linked", "The file has a second name, a hard link, that would keep the old text.";
    Io, "io", "The system reported an error while reading or writing.";
    Json, "json", "The answer could not be written as JSON.";
    Locked, "locked", "Another process held the lock for longer than mlpath waits.";
    LongDay, "long-day", "One log entry has more hours than a day.";
    MergeConflict, "merge-conflict", "A note: both copies changed a place, and both are kept until you settle it.";
    Merged, "merged", "A note: both copies changed a place, and what stays is told.";
    Moved, "moved", "A note: the file is in another place than when it was saved last; its saves came along.";
    MovedAside, "moved-aside", "The file was moved to a kept place and could not be moved back.";
    NeedsDay, "needs-day", "The command needs the day of --by, and none is saved.";
    NewerVersion, "newer-version", "The file was written by a newer mlpath; this one does not write it.";
    NoFileYet, "no-file-yet", "A note: there is no progress file at the path yet.";
    NoGit, "no-git", "Git is not there, or the folder is in no repository of it.";
    NoGuide, "no-guide", "The roadmap in use has no guide.";
    NoHome, "no-home", "There is no home folder to keep the progress file in.";
    NoSpace, "no-space", "The disk, quota or file size limit is exhausted.";
    NoTime, "no-time", "A log entry has neither time nor note nor link.";
    NoneAndMore, "none-and-more", "\"none\" was named together with something else.";
    NotADirectory, "not-a-directory", "A folder on the way to the file is a file itself.";
    NotAFile, "not-a-file", "The path names something that is not a regular file.";
    NotBlank, "not-blank", "A history can only be forgotten where the file says nothing.";
    NotDamaged, "not-damaged", "The file is well, so there is nothing to rescue.";
    NotFound, "not-found", "A file or folder is not there any more.";
    NothingNamed, "nothing-named", "The command was told nothing to act on.";
    NothingToForget, "nothing-to-forget", "mlpath has saved nothing of this file.";
    NothingToRescue, "nothing-to-rescue", "There is no save that could be put back.";
    NothingToReverse, "nothing-to-reverse", "There is nothing to undo or redo.";
    Output, "output", "The answer could not be written to standard output.";
    PastYear, "past-year", "A year lies in the past where only the future makes sense.";
    Permission, "permission", "The system does not let mlpath read or write there.";
    ReadOnly, "read-only", "The file system is mounted read-only.";
    RelativeHome, "relative-home", "HOME is not an absolute path.";
    RenamedId, "renamed-id", "A note: a step has another id on this roadmap, and what was recorded moved with it.";
    Retired, "retired", "The certification cannot be taken any more.";
    Rewritten, "rewritten", "A note: another tool wrote the file anew, and it is read all the same.";
    SavedNotSynced, "saved-not-synced", "The change is saved, but the system could not confirm that it reached the disk.";
    SeveralHistories, "several-histories", "A note: several histories could be that of the file, so it begins a new one.";
    SeveralPaces, "several-paces", "Several --hours were given where one is needed.";
    ShortWrite, "short-write", "The disk did not keep what was written to it.";
    SilentSource, "silent-source", "A source says nothing about the topic.";
    Skipped, "skipped", "The certification was skipped, so no plan is made for it.";
    TooFar, "too-far", "The plan would take more than a century.";
    TooLarge, "too-large", "The file is larger than mlpath reads.";
    UnknownCriterion, "unknown-criterion", "A step has no criterion of that letter.";
    UnknownGoal, "unknown-goal", "No goal has that name.";
    UnknownId, "unknown-id", "No step, certification or other item has that name.";
    UnknownSource, "unknown-source", "No source has that name.";
    UnknownTopic, "unknown-topic", "No topic has that name.";
    UnknownTrack, "unknown-track", "No track has that name.";
    Unreadable, "unreadable", "The file cannot be read as a progress file or text.";
    Usage, "usage", "The command line is not understood.";
    Waiting, "waiting", "A note: another process held the lock for a while.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kebab_case_and_in_order() {
        let words: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
        assert!(words.is_sorted(), "{words:?}");
        assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        assert!(Code::ALL.iter().all(|code| code.sentence().ends_with('.')));
    }
}
