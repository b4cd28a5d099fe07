//! Stand-ins for mlpath: a whole save, and saves that leave a step of the protocol out. A rig that
//! does not catch those would prove nothing.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process;

/// The words that make this program of tests run as a stand-in.
pub const ARGUMENTS: [&str; 4] = ["--exact", "rigs::stand_ins::stand_in", "--nocapture", "--test-threads=1"];
/// Names the variant.
pub const VARIABLE: &str = "MLPATH_RIG_SAVER";
/// Names the record.
pub const RECORD_VARIABLE: &str = "MLPATH_RIG_RECORD";

/// What a stand-in leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Nothing.
    Whole,
    /// The temporary file is not synced.
    NoTempSync,
    /// The folder is not synced.
    NoFolderSync,
    /// The record is written over.
    InPlace,
    /// Nobody looks what was written.
    NoReadBack,
    /// Nobody looks whether writing and renaming went well.
    Careless,
}

impl Variant {
    const ALL: [Variant; 6] =
        [Variant::Whole, Variant::NoTempSync, Variant::NoFolderSync, Variant::InPlace, Variant::NoReadBack, Variant::Careless];

    /// What is wrong with it.
    pub fn fault(self) -> &'static str {
        match self {
            Variant::Whole => "nothing",
            Variant::NoTempSync => "no sync",
            Variant::NoFolderSync => "no folder sync",
            Variant::InPlace => "in place",
            Variant::NoReadBack => "no read back",
            Variant::Careless => "no look at errors",
        }
    }
}

/// No test, but the stand-in itself, when a rig runs this program as one.
#[test]
#[expect(clippy::exit, reason = "it ends as a program does, past the harness")]
fn stand_in() {
    let (Ok(name), Some(record)) = (std::env::var(VARIABLE), std::env::var_os(RECORD_VARIABLE)) else { return };
    let variant = Variant::ALL.into_iter().find(|variant| format!("{variant:?}") == name).expect("a variant");
    match save(variant, Path::new(&record)) {
        Ok(()) => process::exit(0),
        Err(error) => {
            eprintln!("error: {error}");
            process::exit(1);
        }
    }
}

/// Saves. It writes with `pwrite64`, which the harness around it never calls: a rig that counts
/// calls by name and thread would otherwise hit the harness first.
fn save(variant: Variant, record: &Path) -> io::Result<()> {
    let folder = record.parent().expect("it has a folder");
    let new = fs::read_to_string(record)? + "# saved by a stand-in\n";
    if variant == Variant::InPlace {
        return File::create(record)?.write_all_at(new.as_bytes(), 0);
    }
    let temp = folder.join(".stand-in.tmp");
    let saved = replace(variant, &temp, record, &new);
    if saved.is_err() {
        // Only a file too many.
        let _ = fs::remove_file(&temp);
    }
    saved?;
    if variant != Variant::NoFolderSync {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| io::Error::other(format!("saved, but not synced: {error}")))?;
    }
    Ok(())
}

fn replace(variant: Variant, temp: &Path, record: &Path, new: &str) -> io::Result<()> {
    let file = File::create(temp)?;
    let written = file.write_all_at(new.as_bytes(), 0);
    if variant == Variant::Careless {
        // That is its fault: it goes on whatever happened.
        let _ = fs::rename(temp, record);
        return Ok(());
    }
    written?;
    if variant != Variant::NoTempSync {
        file.sync_all()?;
    }
    if variant != Variant::NoReadBack && fs::read(temp)? != new.as_bytes() {
        return Err(io::Error::other("something else came back"));
    }
    fs::rename(temp, record)
}
