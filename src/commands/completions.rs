//! `mlpath completions`: the script of a shell, as checked in under `completions/`.

use serde::Serialize;

use crate::cli::{CompletionsArgs, Shell};
use crate::view::{Line, Page, Show};

use super::Outcome;

/// Runs the command.
pub(crate) fn run(args: &CompletionsArgs) -> Outcome {
    let (shell, script) = match args.shell {
        Shell::Bash => ("bash", include_str!("../../completions/mlpath.bash")),
        Shell::Zsh => ("zsh", include_str!("../../completions/_mlpath")),
        Shell::Fish => ("fish", include_str!("../../completions/mlpath.fish")),
        Shell::Powershell => ("powershell", include_str!("../../completions/_mlpath.ps1")),
        Shell::Elvish => ("elvish", include_str!("../../completions/mlpath.elv")),
    };
    Outcome::answer(ScriptDocument { schema: "mlpath/completions/v1", shell, script })
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
