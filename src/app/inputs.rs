//! What a command reads beside the progress file: the roadmap in use, what the guides say, and texts that
//! are named; and what is said of paths that name none.

use std::borrow::Cow;
use std::path::Path;

use crate::builtin;
use crate::code::Code;
use crate::commands::{BrokenOverlay, FileNeed, GuideNeed, Needs, Postings};
use crate::error::{Error, Exit};
use crate::note::Note;
use crate::roadmap::{self, Guide, Roadmap};
use crate::store;
use crate::system::{self, NoHome, NoPath, Unread};
use crate::view::Line;

/// What a command reads beside the progress file.
pub(super) struct Inputs {
    pub(super) roadmap: Cow<'static, Roadmap>,
    pub(super) guide: Option<Cow<'static, Guide>>,
    pub(super) postings: Postings,
    /// The overlay that is not used until it is mended, and what is wrong with it, where the command checks.
    pub(super) broken_overlay: Option<BrokenOverlay>,
}

impl Inputs {
    /// Reads it; `roadmap` is the one that is named, and `check` that the command only checks the progress file.
    pub(super) fn load(
        roadmap: Option<&Path>,
        is_check: bool,
        needs: Needs<'_>,
        file: &Path,
        tell: &mut dyn FnMut(Note),
    ) -> Result<Inputs, Error> {
        let named = roadmap.map(|path| system::meant_path(path).map_err(|reason| no_path(&reason, path))).transpose()?;
        let named = named.as_deref();
        let overlay = file.with_file_name(OVERLAY);
        let is_foreign = named.is_none() && store::is_foreign(&overlay);
        if is_foreign {
            let said = format!(
                "the overlay {} belongs to somebody else, in a folder where everybody may make files; it is not used",
                overlay.display()
            );
            tell(Note::new(Code::ForeignFile, said.into()));
        }
        let loaded = if is_foreign { Ok((Cow::Borrowed(builtin::roadmap()), None)) } else { load_roadmap(named, &overlay) };
        let mut broken_overlay = None;
        let (roadmap, own) = match loaded {
            // The way back must not depend on a sound roadmap: only its name is shown there.
            Err(error)
                if matches!(needs.file, FileNeed::ReadEvenDamaged | FileNeed::Rescue(_) | FileNeed::Forget | FileNeed::SetupGit { .. }) =>
            {
                tell(Note::new(error.code, Line::new().text(format!("the roadmap cannot be read: {}", error.message))));
                (Cow::Borrowed(builtin::roadmap()), None)
            }
            // Nor do marks, log entries and the check of the file wait for an overlay to be mended.
            Err(error) if named.is_none() && (matches!(needs.file, FileNeed::Write | FileNeed::Merge) || is_check) => {
                let place = error.position.map(|position| format!(":{position}")).unwrap_or_default();
                let message = format!("your overlay is not used until it is mended: {}", error.message);
                if is_check {
                    broken_overlay = Some(BrokenOverlay { path: overlay, position: error.position, message });
                } else {
                    tell(Note::new(error.code, format!("{message} (in {}{place})", overlay.display()).into()));
                }
                (Cow::Borrowed(builtin::roadmap()), None)
            }
            loaded => loaded?,
        };
        let needs_guide = match needs.guide {
            GuideNeed::No => false,
            GuideNeed::Yes => true,
            GuideNeed::ForUnknown(words) => words.iter().any(|word| roadmap.find(word).is_none()),
            GuideNeed::ForUnknownAndGoals(words) => words.iter().any(|word| roadmap.find(word).is_none() || roadmap.goal(word).is_some()),
        };
        let guide = needs_guide.then(|| own.map_or_else(|| Cow::Borrowed(builtin::guide()), Cow::Owned));
        let texts = system::read_texts(needs.postings).map_err(unread)?;
        let postings = Postings {
            read: texts.read.into_iter().map(|text| (text.name, text.text)).collect(),
            unread: texts.unread.into_iter().map(|unread| (unread.path.display().to_string(), unread.message)).collect(),
            from_folder: texts.from_folder,
        };
        Ok(Inputs { roadmap, guide, postings, broken_overlay })
    }
}

/// The overlay of the built-in roadmap, beside the progress file.
const OVERLAY: &str = "roadmap-overlay.yaml";

/// The roadmap in use beside a progress file; the built-in one where it cannot be read, or is somebody else's.
pub(super) fn roadmap_or_built_in(named: Option<&Path>, file: &Path) -> Cow<'static, Roadmap> {
    let overlay = file.with_file_name(OVERLAY);
    if named.is_none() && store::is_foreign(&overlay) {
        return Cow::Borrowed(builtin::roadmap());
    }
    load_roadmap(named, &overlay).map_or(Cow::Borrowed(builtin::roadmap()), |(roadmap, _)| roadmap)
}

/// The roadmap in use, and its guide where that is not the built-in one.
fn load_roadmap(own: Option<&Path>, overlay: &Path) -> Result<(Cow<'static, Roadmap>, Option<Guide>), Error> {
    if let Some(own) = own {
        let content = roadmap::load(own)?;
        return Ok((Cow::Owned(content.roadmap), Some(content.guide)));
    }
    let corrected = roadmap::load_overlay(builtin::roadmap(), builtin::guide, overlay)
        .map_err(|findings| Error::from(findings).hint("mend it, or move this overlay away to go on with the built-in roadmap as it is"))?;
    Ok(match corrected {
        Some(content) => (Cow::Owned(content.roadmap), content.guide),
        None => (Cow::Borrowed(builtin::roadmap()), None),
    })
}

fn unread(error: Unread) -> Error {
    Error::new(Exit::Failed, Code::Unreadable, error.message).at(error.path, None, None).hint(error.hint)
}

pub(super) fn no_path(reason: &NoPath, path: &Path) -> Error {
    let error = |message: &str| Error::usage(Code::NotAFile, message).at(path.to_owned(), None, None);
    match reason {
        NoPath::NoHome => no_home(NoHome::Unknown),
        NoPath::Unexpanded => {
            error("the `~` here stands for a home that no shell put in its place").hint("write the whole path, or ~/ for your own home")
        }
        NoPath::StandardInput => {
            error("`-` is standard input, and this has to be a file").hint("name a file; one that is called so is ./-")
        }
    }
}

pub(super) fn no_home(reason: NoHome) -> Error {
    match reason {
        NoHome::Unknown => Error::new(Exit::Failed, Code::NoHome, "there is no home folder to keep your progress file in")
            .hint("set HOME, or name a file with --file"),
        NoHome::Relative => Error::new(
            Exit::Failed,
            Code::RelativeHome,
            "HOME is not an absolute path, so your progress file would depend on the folder you are in",
        )
        .hint("set HOME to a path that begins with /, or name a file with --file"),
    }
}
