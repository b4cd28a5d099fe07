//! The completion scripts under `completions/`: as new as the command line, whole, and loadable.
//!
//! `UPDATE=1 cargo test completions` generates them anew.

use std::fs;
use std::path::PathBuf;

use clap_complete::Shell;
use mlpath::cli;

use crate::common::{Home, has};

const SCRIPTS: [(Shell, &str, &str); 5] = [
    (Shell::Bash, "bash", "mlpath.bash"),
    (Shell::Zsh, "zsh", "_mlpath"),
    (Shell::Fish, "fish", "mlpath.fish"),
    (Shell::PowerShell, "powershell", "_mlpath.ps1"),
    (Shell::Elvish, "elvish", "mlpath.elv"),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("completions")
}

fn generate(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::definition(), "mlpath", &mut script);
    let script = String::from_utf8(script).expect("a script is text");
    script.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn scripts_are_as_new_as_the_command_line() {
    for (shell, _, name) in SCRIPTS {
        let path = folder().join(name);
        let fresh = generate(shell);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &fresh).expect("a script can be written");
        }
        assert!(
            fs::read_to_string(&path).is_ok_and(|script| script == fresh),
            "completions/{name} is old; UPDATE=1 cargo test completions"
        );
    }
}

#[test]
fn the_program_prints_them_as_they_are() {
    let home = Home::new();
    for (_, shell, name) in SCRIPTS {
        let printed = home.run(["completions", shell]).ok();
        let script = fs::read_to_string(folder().join(name)).expect("a script");
        assert_eq!(printed.trim_end(), script.trim_end(), "{shell}");
    }
}

#[test]
fn every_option_of_every_command_is_in_each_script() {
    for (_, shell, name) in SCRIPTS {
        let script = fs::read_to_string(folder().join(name)).expect("a script");
        for command in cli::definition().get_subcommands() {
            assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
            for option in command.get_arguments().filter_map(clap::Arg::get_long) {
                assert!(script.contains(option), "{shell}: --{option} of {}", command.get_name());
            }
        }
    }
}

#[test]
fn bash_completes_commands_and_options() {
    if !has("bash") {
        return;
    }
    let script = folder().join("mlpath.bash");
    let complete = |words: &str, word: &str| {
        let home = Home::new();
        let line = format!(
            "source {}; COMP_WORDS=({words} {word}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _mlpath mlpath '{word}' ''; echo \"${{COMPREPLY[@]}}\"",
            script.display()
        );
        home.shell(&line).ok()
    };
    assert_eq!(complete("mlpath", "und").trim(), "undo");
    assert!(complete("mlpath certs", "--so").contains("--sources"));
}

#[test]
fn scripts_load_in_their_shells_without_a_word() {
    let home = Home::new();
    for (program, arguments, name) in
        [("bash", &["-n"][..], "mlpath.bash"), ("zsh", &["-n"][..], "_mlpath"), ("fish", &["--no-execute"][..], "mlpath.fish")]
    {
        if !has(program) {
            continue;
        }
        let said = home.command(program).args(arguments).arg(folder().join(name)).output().expect("a shell starts");
        assert!(said.status.success() && said.stdout.is_empty() && said.stderr.is_empty(), "{program}: {said:?}");
    }
    if has("fish") {
        let line = format!("source {}; complete -C 'mlpath plan --fr'", folder().join("mlpath.fish").display());
        let said = home.command("fish").args(["--no-config", "-c", &line]).output().expect("fish starts");
        assert!(String::from_utf8_lossy(&said.stdout).contains("--from"), "{said:?}");
    }
}
