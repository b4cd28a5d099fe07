//! Rig C: the power is cut. ext4 forgets what was not synced; the record is all old or all new,
//! and new when mlpath said so.

use std::ffi::OsStr;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::crash::{injection, sampled};
use super::report::{Report, Tally, say};
use super::sandbox::{Sandbox, Saver};
use super::stand_ins::Variant;
use super::trace::{Point, Trace};
use super::{End, at_all, call, can_mount, can_trace};

const VARIABLE: &str = "MLPATH_RIG_POWER";
const MOUNT: &str = "loop,noauto_da_alloc,commit=300";

/// How often a save that is not killed is cut off, for each way to cut.
const CUTS: usize = 4;

/// Calls a kill before or after which can leave something else on the disk.
const DISK: [&str; 9] = ["openat", "write", "fsync", "fchmod", "mkdir", "rename", "renameat", "renameat2", "exit_group"];

/// `EXT4_IOC_SHUTDOWN` on the folder that is the first argument, with the flag that is the second.
const PERL: &str = "sysopen(my $d, $ARGV[0], 0) or die \"$!\"; ioctl($d, 0x8004587d, pack('L', $ARGV[1])) or die \"$!\"";

/// A cut: with what is in the journal thrown away (2) or written out (1), after a kill or the end.
#[derive(Debug, Clone)]
struct Cut {
    flag: &'static str,
    kill: Option<Point>,
}

fn image_of(folder: &Path) -> PathBuf {
    folder.with_extension("image")
}

fn mount(folder: &Path) -> Result<(), String> {
    call("mount", [OsStr::new("-t"), "ext4".as_ref(), "-o".as_ref(), MOUNT.as_ref(), image_of(folder).as_ref(), folder.as_ref()])
}

/// A small ext4 below a folder.
fn file_system(home: &Path) -> Result<PathBuf, String> {
    let folder = home.join("disk");
    fs::create_dir(&folder).map_err(|error| error.to_string())?;
    let image = image_of(&folder);
    fs::File::create(&image).and_then(|file| file.set_len(64 << 20)).map_err(|error| error.to_string())?;
    call("mkfs.ext4", ["-q".as_ref(), "-F".as_ref(), image.as_os_str()])?;
    mount(&folder)?;
    Ok(folder)
}

fn cut_power(folder: &Path, flag: &str) -> Result<(), String> {
    call("perl", [OsStr::new("-e"), PERL.as_ref(), folder.as_ref(), flag.as_ref()])?;
    call("umount", [folder])?;
    mount(folder)
}

/// Why there can be no power cut here.
fn obstacle() -> Option<String> {
    let home = tempfile::tempdir().expect("a folder");
    let tried = file_system(home.path()).and_then(|folder| {
        let cut = cut_power(&folder, "2");
        call("umount", [&folder]).and(cut)
    });
    tried.err()
}

/// A sandbox on a disk of its own.
struct Disk(Sandbox);

impl Disk {
    fn new(saver: Saver) -> Disk {
        Disk(Sandbox::below(saver, |home| file_system(home).expect("it worked before")))
    }
}

impl Deref for Disk {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.0
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // At worst its folder stays behind; the mount goes with the last program that sees it.
        let _ = call("umount", [&self.root]);
    }
}

fn cut(sandbox: &Disk, cut: &Cut) -> Result<End, String> {
    sandbox.reset();
    call("sync", ["-f".as_ref(), sandbox.root.as_os_str()])?;
    let ended = match &cut.kill {
        None => sandbox.run(&[]),
        Some(point) => sandbox.run(&["-o", "/dev/null", "-e", &format!("trace={}", point.name), "-e", &injection(point)]),
    };
    cut_power(&sandbox.root, cut.flag)?;
    let end = sandbox.end()?;
    if ended.status.success() && end == End::Old {
        return Err("it said it was saved, and it is not".into());
    }
    if cut.kill.is_none() && !ended.status.success() {
        return Err(format!("{ended:?}"));
    }
    sandbox.aftermath(end, cut.flag == "1")?;
    Ok(end)
}

fn cuts(saver: Saver) -> Vec<Cut> {
    let whole = (0..CUTS).flat_map(|_| ["1", "2"]).map(|flag| Cut { flag, kill: None });
    if !saver.is_product() || saver == Saver::Undo || !can_trace() {
        return whole.collect();
    }
    let points = sampled(Trace::of(&Disk::new(saver)).points());
    let kills = points.into_iter().filter(|point| point.own && DISK.contains(&point.name.as_str()));
    let kills = kills.enumerate().map(|(at, point)| Cut { flag: ["2", "1"][at % 2], kill: Some(point) });
    whole.chain(kills).collect()
}

/// No test, but the rig itself, where file systems mounted are nobody else's.
#[test]
fn inside() {
    if std::env::var_os(VARIABLE).is_none() {
        return;
    }
    if let Some(reason) = obstacle() {
        say(&format!("skipped: no power cuts here: {reason}\n"));
        return;
    }
    let mut report = Report::new(
        "rig C: power cuts on ext4 without auto_da_alloc (killed before calls that reach the disk, each with one of two ways to cut)",
    );
    let stand_ins = [Variant::Whole, Variant::NoTempSync, Variant::NoFolderSync, Variant::InPlace].map(Saver::StandIn);
    for saver in Saver::PRODUCT.into_iter().chain(stand_ins) {
        saver.enter(Tally::of(at_all(&cuts(saver), || Disk::new(saver), cut)), &mut report);
    }
    report.finish();
}

#[test]
fn a_power_cut_leaves_the_old_or_the_new_record_and_the_new_one_once_it_was_said() {
    if !can_mount() {
        return;
    }
    let program = std::env::current_exe().expect("a path");
    let inside = ["--exact", "rigs::power::inside", "--nocapture", "--test-threads=1"];
    let ended = Command::new("unshare").args(["-m", "--"]).arg(program).args(inside).env(VARIABLE, "1").output().expect("it starts");
    say(&String::from_utf8_lossy(&ended.stderr));
    let said = String::from_utf8_lossy(&ended.stdout);
    // A name that fits no test would pass as well.
    assert!(ended.status.success() && said.contains("test result: ok. 1 passed"), "{said}");
}
