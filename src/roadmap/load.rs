//! A learner's own roadmap from a file.

use std::fs;
use std::io;
use std::path::Path;

use crate::yaml;

use super::{Finding, Roadmap, SourceText, read};

/// The largest roadmap file, in bytes.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Reads and checks a roadmap that is one file.
///
/// # Errors
///
/// All [`Finding`]s; one without a place when the file itself cannot be read.
pub fn load(path: &Path) -> Result<Roadmap, Vec<Finding>> {
    let name = path.display().to_string();
    let unreadable = |message: String| vec![Finding { file: name.clone(), position: None, message }];
    let failed = |error: io::Error| {
        let reason = error.to_string();
        unreadable(format!("cannot read this roadmap: {}", reason.split(" (os error").next().unwrap_or_default()))
    };
    let data = fs::metadata(path).map_err(failed)?;
    if !data.is_file() {
        return Err(unreadable("a roadmap is a regular file, which this is not".to_owned()));
    }
    if data.len() > MAX_BYTES {
        return Err(unreadable(format!("this file is larger than {} MiB, which no roadmap is", MAX_BYTES / 1024 / 1024)));
    }
    let bytes = fs::read(path).map_err(failed)?;
    let text = yaml::check_text(&bytes).map_err(|fault| vec![Finding::of_fault(&name, fault)])?;
    read(&[SourceText { name: &name, text }])
}
