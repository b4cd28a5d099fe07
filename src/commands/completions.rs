//! `mlpath completions`: what registers completion with a shell, as checked in under `completions/`.

use serde::Serialize;

use crate::cli::{CompletionsArgs, Shell};
use crate::view::{Line, Page, Show};

use super::Outcome;

/// Runs the command.
pub(crate) fn run(args: &CompletionsArgs) -> Outcome {
    let (shell, script) = (args.shell.name(), script(args.shell));
    Outcome::answer(ScriptDocument { schema: "mlpath/completions/v1", shell, script })
}

/// What registers the completion of mlpath with a shell.
pub(crate) fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("../../completions/mlpath.bash"),
        Shell::Zsh => include_str!("../../completions/_mlpath"),
        Shell::Fish => include_str!("../../completions/mlpath.fish"),
        Shell::Powershell => include_str!("../../completions/_mlpath.ps1"),
        Shell::Elvish => include_str!("../../completions/mlpath.elv"),
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ScriptDocument {
    schema: &'static str,
    shell: &'static str,
    script: &'static str,
}

impl Show for ScriptDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        for line in self.script.lines() {
            page.verbatim(0, Line::new().text(line));
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        self.script.lines().map(str::to_owned).collect()
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<ScriptDocument>("completions")
}
