//! What a disk, a place, a system and a damage have in store, each made real: mlpath saves, or it
//! says in one error what mends it and leaves the record byte for byte as it was.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::report::{Report, Tally};
use super::{End, RECORD, at_all, can_mount, can_trace};
use crate::common::{Home, Said, has};

/// What a fault must come to.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    /// It is saved all the same.
    Saved,
    /// Reading works all the same, and changes nothing.
    Read,
    /// An error with this code and, among its hints, these words.
    Refused(&'static str, &'static str),
}

use Wanted::{Read, Refused, Saved};

/// A name, the lines of a shell that bring the fault about, and what must come of it.
type Fault = (&'static str, &'static str, Wanted);

const DISK: [Fault; 9] = [
    ("disk full", "mount -t tmpfs -o size=16k none $folder; cp $record $file; fill $folder; save", Refused("no-space", "free some space")),
    ("inodes used up", "mount -t tmpfs -o nr_inodes=2 none $folder; cp $record $file; save", Refused("no-space", "free some space")),
    (
        "history's disk full",
        "mkdir -p $state; mount -t tmpfs -o size=16k none $state; fill $state; save",
        Refused("no-space", "free some space"),
    ),
    ("mounted read-only", "mount -o bind,ro $folder $folder; save", Refused("read-only", "mount it for writing")),
    ("mounted read-only, and only read", "mount -o bind,ro $folder $folder; save status", Read),
    ("record immutable", "chattr +i $file; save", Refused("permission", "lsattr")),
    ("record only to be appended to", "chattr +a $file; save", Refused("permission", "lsattr")),
    ("folder immutable", "chattr +i $folder; save", Refused("permission", "lsattr")),
    ("record mounted by itself", "mount --bind $file $file; save", Refused("busy", "choose another file")),
];

const PLACE: [Fault; 12] = [
    ("a link", "mv $file $HOME/real; ln -s $HOME/real $file; save", Saved),
    ("a link into a folder of links", "mv $folder $HOME/real; ln -s $HOME/real $folder; save", Saved),
    ("a link to nowhere", "ln -sf nowhere $file; save", Refused("dangling-link", "mend the link")),
    ("a link to itself", "rm $file; ln -s progress.yaml $file; save", Refused("io", "mend the link")),
    ("a pipe", "rm $file; mkfifo $file; save timeout 5", Refused("not-a-file", "--file PATH")),
    ("a folder", "rm $file; mkdir $file; save", Refused("not-a-file", "--file PATH")),
    ("a device without an end", "ln -sf /dev/zero $file; save", Refused("not-a-file", "--file PATH")),
    ("a device without a beginning", "ln -sf /dev/null $file; save", Refused("not-a-file", "--file PATH")),
    (
        "a file in the place of a folder",
        "touch $HOME/plain; save env MLPATH_FILE=$HOME/plain/p.yaml",
        Refused("not-a-directory", "move that file"),
    ),
    ("no home", "save nobody -u HOME", Refused("no-home", "set HOME")),
    ("a relative home", "save env HOME=here", Refused("relative-home", "begins with /")),
    ("no folder for the history", "mkdir -p $HOME/.local; touch $HOME/.local/state; save", Refused("not-a-directory", "move that file")),
];

const SYSTEM: [Fault; 11] = [
    ("no file may be written (ulimit -f 0)", "save prlimit --fsize=0", Refused("no-space", "ulimit -f unlimited")),
    ("no file beyond 600 bytes", "save prlimit --fsize=600", Refused("no-space", "ulimit -f unlimited")),
    ("hardly any open files (ulimit -n 4)", "save prlimit --nofile=4", Refused("io", "run the command again")),
    ("somebody else may not read it", "chmod 600 $file; save nobody", Refused("permission", "ls -ld")),
    ("somebody else may only read it", "save nobody", Refused("permission", "ls -ld")),
    ("a record of somebody else's", "chown 54321:54321 $file; chmod 640 $file; save", Saved),
    ("a lock whose holder was killed", "flock -o $folder sleep 2 > /dev/null 2>&1 & sleep 0.3; kill -9 $!; save", Saved),
    ("no locks (EOPNOTSUPP)", "save break flock:error=EOPNOTSUPP", Saved),
    ("no locks left (ENOLCK)", "save break flock:error=ENOLCK", Saved),
    ("a signal while it locks (EINTR)", "save break flock:error=EINTR:when=1..3", Saved),
    ("a time zone that does not exist", "save env -u MLPATH_TODAY TZ=Bogus/Zone", Saved),
];

const DAMAGE: [Fault; 5] = [
    ("a tail of zeros", "truncate -s 4096 $file; save", Refused("unreadable", "mlpath check")),
    ("nothing but zeros", "truncate -s 0 $file; truncate -s 4096 $file; save", Refused("unreadable", "mlpath check")),
    ("marks of a conflict", "echo '<<<<<<< HEAD' >> $file; save", Refused("unreadable", "mlpath check")),
    ("a disk that loses bytes of the history", "save break write:retval=5:when=1", Refused("short-write", "the disk")),
    ("a disk that loses bytes of the record", "save break write:retval=5:when=2", Refused("short-write", "the disk")),
];

/// What the lines of a fault may use. `save` runs mlpath behind the words it is given, between two
/// copies of the folder.
const SHELL: &str = r#"
folder=$HOME/.local/share/mlpath file=$folder/progress.yaml record=$HOME/record state=$HOME/.local/state/mlpath
cp $record $file; chmod 755 $HOME
fill() { head -c 64k /dev/zero > $1/fill 2> /dev/null; }
break() { local what=$1; shift; strace -f -qq -o /dev/null -e trace=${what%%:*} -e inject=$what "$@"; }
nobody() {
  cp "$(command -v mlpath)" $HOME
  PATH=$HOME:$PATH setpriv --reuid=54321 --regid=54321 --clear-groups env "$@"
}
save() {
  local words="done git"
  if [ "$1" = status ]; then words=$1; shift; fi
  cp -a $folder/. $HOME/before
  "$@" mlpath --json $words
  code=$?
  chattr -f -i -a $folder $file 2> /dev/null
  cp -a $folder/. $HOME/after
  exit $code
}
"#;

/// Brings a fault about in a home and among mounts of its own, and looks at what came of it.
fn befall((name, lines, wanted): Fault) -> Result<End, String> {
    let home = Home::new();
    home.write("");
    for (name, text) in [("record", RECORD), ("before/.keep", ""), ("after/.keep", "")] {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).and_then(|()| fs::write(path, text)).expect("a file");
    }
    let mut command = home.command("timeout");
    command.args(["-s", "KILL", "20", "unshare", "-m", "bash", "-c", &format!("{SHELL}{lines}")]);
    let said: Said = command.output().expect("a shell starts").into();
    let [before, after] = ["before", "after"].map(|copy| home.path().join(copy));
    let left: Vec<_> = fs::read_dir(&after).expect("a listing").flatten().map(|entry| entry.file_name()).collect();
    if left.iter().any(|name| name.to_string_lossy().starts_with(".mlpath")) {
        return Err(format!("left beside the record: {left:?}"));
    }
    let [owner_before, owner_after] = [&before, &after].map(|folder| access_of(&folder.join("progress.yaml")));
    if owner_before != owner_after {
        return Err(format!("owner and mode were {owner_before:?}, and are {owner_after:?}"));
    }
    let [before, after] = [before, after].map(|folder| state_of(&folder.join("progress.yaml")));
    match wanted {
        Saved if said.code == Some(0) && after.contains("  git:") && after.ends_with("# the end\n") => Ok(End::New),
        Read if said.code == Some(0) && after == before => Ok(End::Old),
        Refused(code, remedy) if after == before => says(&said, code, remedy).map(|()| End::Old),
        _ => Err(format!("{name}: {said:#?}, the record is now {after:?}")),
    }
}

/// Owner, group and mode of a file, if there is one.
fn access_of(path: &Path) -> Option<[u32; 3]> {
    fs::metadata(path).ok().map(|data| [data.uid(), data.gid(), data.mode()])
}

/// The text of a file; what it is when it is none.
fn state_of(path: &Path) -> String {
    match fs::metadata(path) {
        Ok(data) if data.is_file() => String::from_utf8_lossy(&fs::read(path).expect("it can be read")).into_owned(),
        Ok(data) => format!("<{:?}>", data.file_type()),
        Err(error) => format!("<{error}>"),
    }
}

/// Whether it is one error with this code, which names a path and says what mends it.
fn says(said: &Said, code: &str, remedy: &str) -> Result<(), String> {
    let error = serde_json::from_str::<serde_json::Value>(&said.stderr).map_err(|error| format!("{error}: {said:?}"))?;
    let error = &error["error"];
    let is_named = error["path"].is_string() || code.ends_with("home");
    if said.code == Some(1) && error["code"] == code && is_named && error["hints"].to_string().contains(remedy) {
        Ok(())
    } else {
        Err(format!("{said:#?}"))
    }
}

#[test]
fn every_fault_is_survived_or_told_with_its_remedy() {
    if !can_mount() || !can_trace() || !["setpriv", "prlimit", "chattr"].into_iter().all(has) {
        return;
    }
    let faults = [&DISK[..], &PLACE, &SYSTEM, &DAMAGE].concat();
    let mut report = Report::new("faults of the disk, the place, the system and the record: saved, or refused with a remedy");
    for (fault, result) in at_all(&faults, || (), |(), fault| befall(*fault)) {
        report.add(fault.0, Tally::of(vec![(fault.0, result)]));
    }
    report.finish();
}

/// A record that ends early is refused where it cannot be read; where it can, all of it is kept.
#[test]
fn a_record_cut_off_at_any_byte_is_refused_or_kept() {
    let cut_at = |home: &Home, at: &usize| {
        let cut = &RECORD[..*at];
        home.write(cut);
        let said = home.mlpath("done git");
        let text = home.text();
        let whole_lines = cut.rsplit_once('\n').map_or("", |(lines, _)| lines);
        let leads_on = ["mlpath check", "mlpath undo --rescue"].into_iter().any(|way| said.stderr.contains(way));
        match said.code {
            Some(1) if text == cut && said.stderr.contains("progress.yaml") && leads_on => Ok(End::Old),
            Some(0) if text.contains("  git:") && whole_lines.lines().all(|line| text.contains(line)) => Ok(End::New),
            _ => Err(format!("{said:#?}, the record is now {text:?}")),
        }
    };
    let cuts: Vec<usize> = (0..RECORD.len()).collect();
    let mut report = Report::new("a record cut off at every byte");
    report.add("refused (old) or saved (new)", Tally::of(at_all(&cuts, Home::new, cut_at)));
    report.finish();
}

/// Whoever prepared the folder one happens to be in can neither lead mlpath astray nor stop it.
#[test]
fn nothing_is_read_from_the_folder_one_is_in() {
    let home = Home::new();
    home.write(RECORD);
    let folder = home.path().join("downloaded");
    fs::create_dir(&folder).expect("a folder");
    let usual = home.mlpath("status").ok();
    for name in ["progress.yaml", "roadmap-overlay.yaml", "roadmap.yaml", "mlpath.yaml", ".mlpath.yaml", ".mlpathrc", ".env", "Nowhere"] {
        fs::write(folder.join(name), "no: [yaml").expect("a file");
    }
    let said: Said = home.command("mlpath").current_dir(&folder).arg("status").output().expect("mlpath starts").into();
    assert_eq!(said.ok(), usual);
    if can_trace() {
        let mut command = home.command("strace");
        // A zone the system does not have, so that it would be looked for here.
        command.env_remove("MLPATH_TODAY").env("TZ", "Nowhere");
        command.args(["-f", "-qq", "-y", "-e", "trace=open,openat,readlink,execve", "mlpath", "done", "git"]).current_dir(&folder);
        let said: Said = command.output().expect("strace starts").into();
        let inside = |call: &&str| call.contains("downloaded/") || (call.contains("AT_FDCWD") && !call.contains(", \"/"));
        assert_eq!(said.stderr.lines().find(inside), None);
    }
}
