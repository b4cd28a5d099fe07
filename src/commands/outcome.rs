//! What a command needs, what it is given, and what it gives back.

use std::path::{Path, PathBuf};

use crate::advice::Target;
use crate::error::Exit;
use crate::planning::learner::Learner;
use crate::progress::Progress;
use crate::progress::history::{History, Restoration};
use crate::progress::merge::copies::{OtherCopy, Siblings};
use crate::progress::merge::git::GitSetup;
use crate::progress::rescue::{ForgetPlan, RescuePlan};
use crate::roadmap::Guide;
use crate::view::View;
use crate::yaml::Position;

/// What has to be read before a command can answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Needs<'a> {
    /// What it does with the progress file.
    pub file: FileNeed,
    /// The saves so far.
    pub history: HistoryNeed,
    /// What the guides say.
    pub guide: GuideNeed<'a>,
    /// Job postings, by their files and folders; `-` is standard input.
    pub postings: &'a [PathBuf],
    /// Other copies of the progress file, the stages of a merge by git, or the folder of a repository.
    pub paths: &'a [PathBuf],
    /// What a sync tool or git left beside the progress file.
    pub siblings: bool,
    /// Who may write the progress file.
    pub access: bool,
    /// Whether the answer itself says that the progress file is of a newer version.
    pub tells_version: bool,
}

/// What a command does with the progress file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileNeed {
    /// Nothing: it needs no roadmap either.
    No,
    /// It reads it.
    #[default]
    Read,
    /// It reads it; where the file is damaged it goes on without.
    ReadEvenDamaged,
    /// It changes it.
    Write,
    /// It reads it and says what it would change.
    Try,
    /// It puts an earlier text in its place: that of a save, or the last good one.
    Rescue(Option<u64>),
    /// It moves the history of an emptied one aside.
    Forget,
    /// It takes other copies in, and puts right what a merge of lines left, also where that cannot be read.
    Merge,
    /// Nothing: git hands it three texts.
    Driver,
    /// It sets the repository up that the file is in.
    SetupGit {
        /// It takes that back instead.
        remove: bool,
    },
}

impl FileNeed {
    /// What a change needs, or one that is only tried.
    #[must_use]
    pub fn of_change(dry_run: bool) -> FileNeed {
        if dry_run { FileNeed::Try } else { FileNeed::Write }
    }
}

/// Which of the saves so far a command looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HistoryNeed {
    /// None.
    #[default]
    No,
    /// All, without their texts.
    List,
    /// The one to undo.
    Undo,
    /// The one to redo.
    Redo,
}

/// When a command looks at what the guides say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GuideNeed<'a> {
    /// Never.
    #[default]
    No,
    /// Always.
    Yes,
    /// When one of these words names nothing on the roadmap: it may be a term of the field.
    ForUnknown(&'a [String]),
    /// As `ForUnknown`, and for a track or a level, whose figures stand in the guide.
    ForUnknownAndGoals(&'a [String]),
}

/// Job postings that were read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Postings {
    /// Each by the name screens call it, in the order named.
    pub read: Vec<(String, String)>,
    /// Files of a folder that hold no text, each with why.
    pub unread: Vec<(String, String)>,
    /// Whether a folder was named: one posting in it is told as one of several.
    pub from_folder: bool,
}

/// What is known of a progress file that lies by itself.
static NO_SIBLINGS: Siblings = Siblings { copies: Vec::new(), unread: Vec::new(), merges: None, has_driver: false };

/// What a command has that names no posting.
static NO_POSTINGS: Postings = Postings { read: Vec::new(), unread: Vec::new(), from_folder: false };

/// Everything a command may look at.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The learner, their roadmap and the day.
    pub learner: Learner<'a>,
    /// The guide; only for commands that need it.
    pub guide: Option<&'a Guide>,
    /// Job postings, for the command that names some.
    pub postings: &'a Postings,
    /// What an advised command is about, for documents that hold one.
    pub target: &'a Target,
    /// The text of the progress file; empty when there is none.
    pub text: &'a str,
    /// The progress file.
    pub path: &'a Path,
    /// The saves so far; only for commands that need them.
    pub history: Option<&'a History>,
    /// Whether the progress file cannot be read, so that the learner is as one who has none.
    pub is_damaged: bool,
    /// What putting an earlier text back would do; only for the command that does it.
    pub rescue: Option<&'a RescuePlan>,
    /// What moving the history aside would do; only for the command that does it.
    pub forget: Option<&'a ForgetPlan>,
    /// What everybody may write, the progress file or its folder; only for commands that look at it.
    pub exposed: Option<&'a Path>,
    /// Other copies of the progress file, for the command that takes them in.
    pub copies: &'a [OtherCopy],
    /// What would be written into a repository; only for the command that does it.
    pub git_setup: Option<&'a GitSetup>,
    /// What a sync tool or git left beside the progress file; only for commands that look at it.
    pub siblings: &'a Siblings,
    /// The learner's overlay that cannot be read, and why; only for the command that checks.
    pub broken_overlay: Option<&'a BrokenOverlay>,
    /// Whether the answer becomes a document. What no screen says is looked up for documents only.
    pub is_document: bool,
}

/// An overlay that cannot be read.
#[derive(Debug, Clone)]
pub struct BrokenOverlay {
    /// The file.
    pub path: PathBuf,
    /// Where in it.
    pub position: Option<Position>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
}

impl<'a> Input<'a> {
    /// The input of a command that needs the learner only.
    #[must_use]
    pub fn new(learner: Learner<'a>, target: &'a Target) -> Input<'a> {
        Input {
            learner,
            guide: None,
            postings: &NO_POSTINGS,
            target,
            text: "",
            path: Path::new("progress.yaml"),
            history: None,
            is_damaged: false,
            rescue: None,
            forget: None,
            exposed: None,
            copies: &[],
            git_setup: None,
            siblings: &NO_SIBLINGS,
            broken_overlay: None,
            is_document: false,
        }
    }
}

/// What is to be done before the answer is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// The progress file shall say this; the text is edited to say so.
    Save(Progress),
    /// An earlier text is saved, as the history gave it.
    Restore(Restoration),
    /// An earlier text takes the place of whatever is there.
    Rescue(RescuePlan),
    /// The history is moved aside.
    Forget(ForgetPlan),
    /// The progress file is to be this text, and copies go to the saves.
    Merge(MergedFile),
    /// A repository is set up, or no more.
    SetupGit(GitSetup),
}

/// What is to be there after a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedFile {
    /// The text of the progress file.
    pub text: String,
    /// Copies that go to the saves.
    pub put_away: Vec<PathBuf>,
}

/// What a command answers.
pub struct Outcome {
    /// The answer.
    pub answer: Box<dyn View>,
    /// What to do before the answer is shown.
    pub effect: Option<Effect>,
    /// How the command ends.
    pub exit: Exit,
}

impl Outcome {
    pub(crate) fn answer(view: impl View + 'static) -> Outcome {
        Outcome { answer: Box::new(view), effect: None, exit: Exit::Done }
    }

    pub(crate) fn changing(view: impl View + 'static, effect: Option<Effect>) -> Outcome {
        Outcome { effect, ..Outcome::answer(view) }
    }

    pub(crate) fn ending(self, exit: Exit) -> Outcome {
        Outcome { exit, ..self }
    }
}
