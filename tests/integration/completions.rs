//! Completion in the shells people have: `completions/` holds what registers it, and each shell offers what
//! mlpath says. A shell that is not installed is passed over.

use std::fs;
use std::path::PathBuf;

use crate::common::{Home, has};

const SCRIPTS: [(&str, &str); 5] =
    [("bash", "mlpath.bash"), ("zsh", "_mlpath"), ("fish", "mlpath.fish"), ("powershell", "_mlpath.ps1"), ("elvish", "mlpath.elv")];

fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("completions").join(name)
}

/// A learner who has done `git` and begun `pandas`, with mlpath on the path.
fn learner() -> Home {
    let home = Home::new();
    home.write("version: 1\nsteps:\n  git: {status: done, done: 2026-11-01}\n  pandas: {status: doing, ticks: [a]}\n");
    home
}

#[test]
fn the_program_prints_what_a_packager_installs() {
    let home = Home::new();
    for (shell, name) in SCRIPTS {
        let printed = home.run(["completions", shell]).ok();
        assert_eq!(printed, fs::read_to_string(script(name)).expect("a script"), "{shell}");
    }
}

/// Runs a line in a shell, with the program to complete first on the path.
fn said(home: &Home, shell: &str, arguments: &[&str]) -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_mlpath"));
    let folder = program.parent().expect("a folder").display().to_string();
    let path = std::env::var("PATH").map_or(folder.clone(), |path| format!("{folder}:{path}"));
    let output = home.command(shell).args(arguments).env("PATH", path).output().expect("a shell starts");
    assert!(output.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn bash_offers_ids_backgrounds_and_values_behind_an_equals_sign() {
    if !has("bash") {
        return;
    }
    let home = learner();
    let complete = |words: &str, word: &str| {
        let line = format!(
            "source '{}'; COMP_WORDS=({words} '{word}'); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _mlpath mlpath '{word}' '' 2>/dev/null; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            script("mlpath.bash").display()
        );
        said(&home, "bash", &["-c", &line]).split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(complete("mlpath", "und"), ["undo"]);
    assert_eq!(complete("mlpath done", "pand"), ["pandas"]);
    assert_eq!(complete("mlpath done", "")[0], "pandas", "what is in progress comes first");
    assert!(!complete("mlpath done", "").contains(&"git".to_owned()));
    assert_eq!(complete("mlpath plan --from", "swe+dev"), ["swe+devops"]);
    assert_eq!(complete("mlpath list --status =", "to"), ["todo"], "bash takes --status=to for three words");
    assert_eq!(complete("mlpath tick pandas", ""), ["b", "c", "d", "e"]);
    assert!(complete("mlpath certs", "--so").contains(&"--sources".to_owned()));
}

#[test]
fn fish_offers_titles_beside_ids() {
    if !has("fish") {
        return;
    }
    let home = learner();
    let complete = |line: &str| {
        said(&home, "fish", &["--no-config", "-c", &format!("source '{}'; complete -C '{line}'", script("mlpath.fish").display())])
    };
    assert_eq!(complete("mlpath done pand"), "pandas\tpandas (in progress)\n");
    assert_eq!(complete("mlpath gap --for ll"), "llm\tLarge language models\n");
    assert!(complete("mlpath plan --from swe+dev").starts_with("swe+devops\t"));
    assert!(complete("mlpath list --status=to").starts_with("--status=todo"));
}

/// What a terminal of 100 columns shows after keys were typed into a shell that completes only where somebody types.
fn screen(home: &Home, shell: &str, setup: &str, keys: &str, until: &str) -> String {
    let socket = home.path().join("tmux").display().to_string();
    let tmux = |arguments: &[&str]| said(home, "tmux", &[&["-S", &socket, "-f", "/dev/null"], arguments].concat());
    tmux(&["new-session", "-d", "-x", "100", "-y", "24", "-e", "TERM=screen", shell]);
    let wait_for = |part: &str| {
        let mut seen = String::new();
        for _ in 0..100 {
            seen = tmux(&["capture-pane", "-p"]);
            if seen.contains(part) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        seen
    };
    std::thread::sleep(std::time::Duration::from_millis(500));
    tmux(&["send-keys", &format!("{setup}; echo re'ad'y"), "Enter"]);
    wait_for("ready");
    tmux(&["send-keys", keys, "Tab"]);
    let seen = wait_for(until);
    tmux(&["kill-server"]);
    seen
}

#[test]
fn elvish_completes_an_id() {
    if !has("elvish") || !has("tmux") {
        return;
    }
    let setup = format!("eval (slurp < '{}')", script("mlpath.elv").display());
    let shown = screen(&learner(), "elvish -norc", &setup, "mlpath done pand", "done pandas");
    assert!(shown.contains("mlpath done pandas"), "{shown}");
}

#[test]
fn zsh_completes_an_id_and_lists_titles() {
    if !has("zsh") || !has("tmux") {
        return;
    }
    let setup = format!("autoload -U compinit; compinit -u -D; source '{}'", script("_mlpath").display());
    let shown = screen(&learner(), "zsh -f", &setup, "mlpath done pand", "done pandas ");
    assert!(shown.contains("mlpath done pandas"), "{shown}");
    let shown = screen(&learner(), "zsh -f", &setup, "mlpath plan --from data-", "data engineer");
    assert!(shown.contains("data scientist") && shown.contains("data engineer"), "{shown}");
}

#[test]
fn scripts_are_read_by_their_shells_without_a_word() {
    let home = Home::new();
    for (program, arguments, name) in
        [("bash", &["-n"][..], "mlpath.bash"), ("zsh", &["-n"][..], "_mlpath"), ("fish", &["--no-execute"][..], "mlpath.fish")]
    {
        if !has(program) {
            continue;
        }
        let said = home.command(program).args(arguments).arg(script(name)).output().expect("a shell starts");
        assert!(said.status.success() && said.stdout.is_empty() && said.stderr.is_empty(), "{program}: {said:?}");
    }
}
