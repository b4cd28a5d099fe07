//! A learner's own roadmap, or their overlay of the built-in one, from a file.

use std::fs;
use std::io;
use std::path::Path;

use crate::io_error::in_words;
use crate::yaml;

use crate::roadmap::{Content, Finding, Guide, Overlaid, Roadmap, SourceText, apply_overlay, read};

/// The largest roadmap file, in bytes.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Reads and checks a roadmap that is one file.
///
/// # Errors
///
/// All [`Finding`]s; one without a place when the file itself cannot be read.
pub fn load(path: &Path) -> Result<Content, Vec<Finding>> {
    let name = path.display().to_string();
    let bytes = file(path, "roadmap")?;
    let text = yaml::check_text(&bytes).map_err(|fault| vec![Finding::of_fault(&name, fault)])?;
    let mut content = read(&[SourceText { name: &name, text }])?;
    for step in &mut content.roadmap.steps {
        let basis = &mut step.hours.basis;
        if basis.from.is_empty() && basis.note.is_none() {
            basis.note = Some("an estimate of this roadmap".to_owned());
        }
    }
    Ok(content)
}

/// Lays the overlay of a file over a roadmap and its guide; `None` when there is no such file.
///
/// # Errors
///
/// As [`load`].
pub fn load_overlay<'a>(roadmap: &Roadmap, guide: impl FnOnce() -> &'a Guide, path: &Path) -> Result<Option<Overlaid>, Vec<Finding>> {
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let name = path.display().to_string();
    let bytes = file(path, "overlay")?;
    let text = yaml::check_text(&bytes).map_err(|fault| vec![Finding::of_fault(&name, fault)])?;
    apply_overlay(roadmap, guide, SourceText { name: &name, text }).map(Some)
}

fn file(path: &Path, noun: &str) -> Result<Vec<u8>, Vec<Finding>> {
    let unreadable = |message: String| vec![Finding { file: path.display().to_string(), position: None, message }];
    let failed = |error: io::Error| unreadable(format!("cannot read this {noun}: {}", in_words(&error)));
    let data = fs::metadata(path).map_err(failed)?;
    if !data.is_file() {
        return Err(unreadable(format!("this {noun} is no regular file; name one, or move this away")));
    }
    if data.len() > MAX_BYTES {
        return Err(unreadable(format!("this file is larger than {} MiB, which no {noun} is", MAX_BYTES / 1024 / 1024)));
    }
    fs::read(path).map_err(failed)
}
