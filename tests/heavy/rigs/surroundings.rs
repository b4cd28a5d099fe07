//! Where a record lives and who comes to it: moved, linked, copied, on mounts without owners or modes, by another
//! case of its name, another home or none, as root in somebody's home. Undo, rescue and the guard against
//! being emptied come along, and two records never share them.

use super::report::{Report, Tally};
use super::{End, at_all, can_mount};
use crate::common::{Home, has};

/// What it is about, and the lines of a shell that try it; they fail where it does not hold.
type Surrounding = (&'static str, &'static str);

const MOVES: [Surrounding; 16] = [
    ("moved into a folder of links and linked back", "three; mkdir dots; mv $file dots/; ln -s $HOME/dots/p.yaml $file; guarded dots/p.yaml"),
    ("moved into another folder", "three; mkdir notes; mv $file notes/; MLPATH_FILE=notes/p.yaml; undoes; guarded notes/p.yaml"),
    ("its folder renamed", "three; mv $folder $HOME/renamed; MLPATH_FILE=renamed/p.yaml; undoes; guarded renamed/p.yaml"),
    ("renamed, and edited by a tool that writes anew", "three; mv $file r.yaml; sed -i '1i # mine' r.yaml; MLPATH_FILE=r.yaml; undoes; guarded r.yaml"),
    (
        "moved to another file system",
        "three; mkdir disk; mount -t tmpfs none disk; mv $file disk/; MLPATH_FILE=disk/p.yaml; undoes; guarded disk/p.yaml",
    ),
    (
        "restored from a copy at its place",
        "three; cp $file copy; rm $file; refused done numpy; cp copy $file; undoes; guarded $file",
    ),
    ("by another spelling", "three; MLPATH_FILE=$folder/../$(basename $folder)/./p.yaml; undoes; guarded $file"),
    ("by a link in another folder", "three; ln -s $file $HOME/link.yaml; MLPATH_FILE=link.yaml; undoes; guarded $file"),
    ("by a bind mount", "three; mkdir other; mount --bind $folder other; MLPATH_FILE=other/p.yaml; undoes; guarded other/p.yaml"),
    ("by another home", "three; mkdir home2; HOME=$HOME/home2; undoes; guarded $file"),
    ("by another folder for the state", "three; export XDG_STATE_HOME=$HOME/states; undoes; guarded $file"),
    (
        "by a user without a home, by link and by name",
        "mkdir own links; ln -s ../own/p.yaml links/p.yaml; chown -R 54321 own links; (MLPATH_FILE=own/p.yaml; homeless done git; homeless done sql)
        MLPATH_FILE=links/p.yaml; homeless undo; : > own/p.yaml; ! homeless done numpy",
    ),
    ("a copy that lives on", "three; cp -a $file copy.yaml; MLPATH_FILE=copy.yaml m done numpy; m done rnn; ! m undo --list | grep -q numpy; rm $file
        MLPATH_FILE=copy.yaml m undo; ! MLPATH_FILE=copy.yaml m undo"),
    ("a new record where another was", "three; mv $file old.yaml; MLPATH_FILE=old.yaml m done numpy; m done rnn; MLPATH_FILE=old.yaml; undoes; undoes"),
    ("two whose names are swapped", "three; other=$folder/o.yaml; MLPATH_FILE=$other m done rnn; mv $file t; mv $other $file; mv t $other
        m undo; ! grep -q rnn $file; MLPATH_FILE=$other; undoes"),
    ("a second name", "three; ln $file second; refused done numpy; rm second; m done numpy"),
];

const MOUNTS: [Surrounding; 4] = [
    ("a mount without owners", "ntfs umask=000; chown 54321 .; (cd disk; mkdir u); MLPATH_FILE=disk/u/p.yaml; user done git; user done sql; user undo"),
    ("a mount that belongs to somebody else", "ntfs umask=000,uid=999,gid=999; chown 54321 .; MLPATH_FILE=disk/p.yaml; user done git; user done sql"),
    (
        "another case of its name",
        "ntfs ignore_case; mkdir disk/notes; MLPATH_FILE=disk/notes/progress.yaml; m done git; m done sql; MLPATH_FILE=disk/Notes/Progress.yaml
        m undo; : > disk/notes/progress.yaml; refused done numpy",
    ),
    ("another case of the name of a record that is gone", "ntfs ignore_case; mkdir disk/notes; MLPATH_FILE=disk/notes/progress.yaml; m done git; rm $MLPATH_FILE
        MLPATH_FILE=disk/NOTES/Progress.yaml; refused done numpy; m undo --rescue"),
];

const USERS: [Surrounding; 9] = [
    (
        "root with a home of its own on somebody's record",
        "mkdir rec root; chown 54321:54321 . rec; MLPATH_FILE=rec/p.yaml; user done git; HOME=$HOME/root m done sql
        [ $(stat -c %u rec/p.yaml) = 54321 ]; user undo; user undo; user redo; HOME=$HOME/root m undo",
    ),
    (
        "a record whose saves are kept for somebody else, emptied",
        "mkdir -m 777 open u; chown 54321 u; MLPATH_FILE=open/p.yaml; m done git; chmod 666 open/p.yaml; : > open/p.yaml; export HOME=$HOME/u
        ! user done sql 2> told; grep -q 'kept for another user' told; [ ! -s open/p.yaml ]; mv open/p.yaml open/q.yaml; user done sql",
    ),
    ("root in somebody's home first", "chown 54321:54321 .; unset MLPATH_FILE; m done git; [ \"$(stat -c %u .local .local/share .local/state | sort -u)\" = 54321 ]; user done sql; user undo"),
    ("root in somebody's home in between", "chown 54321:54321 .; unset MLPATH_FILE; user done git; m done sql; user undo; user undo; user redo"),
    ("a mask that takes the owner's own rights", "chown 54321:54321 .; unset MLPATH_FILE; (umask 177; user done git); user done sql; user undo"),
    ("a mask that gives everything", "unset MLPATH_FILE; umask 000; m done git; [ -z \"$(find .local -perm /077)\" ]"),
    ("an overlay of somebody else's in a shared folder", "mkdir -m 1777 open; MLPATH_FILE=open/p.yaml; m done git; printf 'stages: [{id: data-analysis, steps: [{id: pandas, title: Planted}]}]\\n' > open/roadmap-overlay.yaml
        m list --all | grep -q Planted; chown 54321 open/roadmap-overlay.yaml; ! m list --all 2> told | grep -q Planted; grep -q 'somebody else' told"),
    ("a record of somebody else's in a shared folder", "mkdir -m 1777 open; MLPATH_FILE=open/p.yaml; m done git; chown 54321 open/p.yaml; m status 2>&1 | grep -q 'belongs to somebody else'"),
    ("a lock of somebody who may only read", "chmod 755 . $folder; setpriv --reuid=54321 --regid=54321 --clear-groups flock $folder sleep 5 > told 2>&1 & sleep 0.5; m done git; kill $!"),
];

const REST: [Surrounding; 7] = [
    ("extended attributes and flags", "m done git; setfattr -n user.xdg.tags -v ml $file; chattr +d $file; m done sql; getfattr -n user.xdg.tags $file; lsattr $file | grep -q -- d"),
    ("an answer beyond the limit on file sizes", "m done git; head -c 1020 /dev/zero > log; code=0; (ulimit -f 1; m done sql >> log) || code=$?; [ $code = 1 ]; grep -q sql: $file"),
    ("a ~ that no shell put a home in the place of", "cd $folder; m --file='~/n/p.yaml' done git; MLPATH_FILE='~/m/p.yaml' m done git; [ ! -e '~' ]; [ -f $HOME/n/p.yaml ]; [ -f $HOME/m/p.yaml ]; ! m --file='~nobody-at-all/p.yaml' done git; [ ! -e '~nobody-at-all' ]"),
    ("a name of 240 bytes, damaged", "MLPATH_FILE=$HOME/$(printf 'r%.0s' $(seq 240)).yaml; m done git; m done sql; echo 'steps: [' > $MLPATH_FILE; m undo --rescue; grep -q sql: $MLPATH_FILE"),
    ("zones in another folder", "mkdir -p zones/Asia none; cp /usr/share/zoneinfo/Asia/Tokyo zones/Asia/; mount --bind none /usr/share/zoneinfo; unset MLPATH_TODAY
        TZ=Asia/Tokyo m status 2>&1 | grep -q 'no time zone TZ=Asia/Tokyo'; export TZDIR=$HOME/zones; ! TZ=Asia/Tokyo m status 2>&1 | grep -q 'no time zone'"),
    ("a day ahead", "MLPATH_TODAY=2026-11-22 m log git 2h; m check; m log --json | grep -q '\"hours\": 2'; MLPATH_TODAY=2026-11-10; ! m check"),
    ("one bad entry in the middle, and one that is root's", "for s in git sql pandas numpy rnn; do m done $s; done; h=$(echo .local/state/mlpath/history/*); printf '\\0\\0' > $h/00000003.json
        m undo; m undo; m undo; m undo --list | grep -qE '(undo|redo|rescue) +1 '; ! m undo 2>&1 | grep -q 'nothing to undo'"),
];

/// What the lines may use: `m` is mlpath, `user` and `homeless` are others, `refused` what must fail.
const SHELL: &str = r#"
set -e -o pipefail
export HOME MLPATH_FILE folder=$HOME/records MLPATH_TODAY
chmod 755 $HOME; mkdir $folder; file=$folder/p.yaml MLPATH_FILE=$folder/p.yaml
cp "$(command -v mlpath)" $HOME/mlpath
mlpath_copy=$HOME/mlpath
m() { $mlpath_copy "$@"; }
as() { setpriv --reuid=54321 --regid=54321 --clear-groups "$@"; }
user() { as $mlpath_copy "$@"; }
homeless() { as env -i PATH="$PATH" MLPATH_TODAY=$MLPATH_TODAY MLPATH_FILE=$MLPATH_FILE $mlpath_copy "$@"; }
refused() { if m "$@" > told 2>&1; then cat told; exit 1; fi; }
three() { m done git; m done sql; m done pandas; }
undoes() { m undo; }
# The record is emptied: nothing is written over it, and a rescue brings it back.
guarded() { cp $1 whole; : > $1; refused done numpy; m undo --rescue; [ -s $1 ]; }
ntfs() {
  mkdir disk; dd if=/dev/zero of=image bs=1M count=16 status=none; mkntfs -q -F image > image.log 2>&1
  lowntfs-3g image disk -o $1
}
"#;

fn try_in(home: &Home, lines: &str) -> Result<End, String> {
    let script = format!("{SHELL}\n{lines}\n");
    let mut command = home.command("unshare");
    command.args(["-m", "bash", "-c", &script]);
    let ended = command.output().map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&ended.stderr);
    if ended.status.success() {
        Ok(End::New)
    } else {
        Err(format!("{:?}: {told}{}", ended.status.code(), String::from_utf8_lossy(&ended.stdout)))
    }
}

#[test]
fn a_record_is_at_home_wherever_it_is() {
    if !can_mount() || !["setpriv", "flock", "chattr"].into_iter().all(has) {
        return;
    }
    let mut all = [&MOVES[..], &USERS, &REST].concat();
    if ["mkntfs", "lowntfs-3g"].into_iter().all(has) {
        all.extend(MOUNTS);
    }
    if !has("setfattr") {
        all.retain(|(name, _)| !name.starts_with("extended"));
    }
    let mut report = Report::new("other surroundings: history and guard come along, and saves work");
    for (surrounding, result) in at_all(&all, || (), |(), (_, lines)| try_in(&Home::new(), lines)) {
        report.add(surrounding.0, Tally::of(vec![(surrounding.0, result)]));
    }
    report.finish();
}
