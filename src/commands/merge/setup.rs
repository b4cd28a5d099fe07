//! `mlpath merge --setup-git`: what is written into a repository so that git merges progress files by what
//! they say.

use serde::Serialize;

use crate::commands::{Effect, Input, Outcome};
use crate::progress::merge::git::{DRIVER, GitSetup};
use crate::view::{Head, Line, Page, Role, Show};

/// Runs the command.
pub(super) fn run(setup: &GitSetup, dry_run: bool, input: &Input<'_>) -> Outcome {
    let document = SetupDocument {
        head: Head::new("mlpath/merge-setup/v1", input.learner.roadmap, input.learner.today),
        repository: setup.top.display().to_string(),
        attributes: Written {
            path: setup.attributes.display().to_string(),
            value: format!("{} merge={DRIVER}", setup.pattern),
            changed: setup.new_attributes.is_some(),
        },
        driver: Written { path: ".git/config".to_owned(), value: setup.driver.clone(), changed: setup.is_driver_new },
        removed: setup.is_removal,
        dry_run,
    };
    let is_new = setup.new_attributes.is_some() || setup.is_driver_new;
    Outcome::changing(document, (is_new && !dry_run).then(|| Effect::SetupGit(setup.clone())))
}

/// What a repository has to merge progress files, or had.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SetupDocument {
    #[serde(flatten)]
    head: Head,
    /// The folder at its top.
    repository: String,
    /// The attribute: it is committed, and so in every clone.
    attributes: Written,
    /// The driver: each clone has its own.
    driver: Written,
    /// Whether both were taken away.
    removed: bool,
    dry_run: bool,
}

/// A line of a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Written {
    path: String,
    value: String,
    /// Whether it was written or taken away, or would be.
    changed: bool,
}

impl SetupDocument {
    fn state(&self, written: &Written) -> &'static str {
        match (written.changed, self.removed, self.dry_run) {
            (true, false, false) => "added",
            (true, false, true) => "would be added",
            (true, true, false) => "removed",
            (true, true, true) => "would be removed",
            (false, false, _) => "there already",
            (false, true, _) => "not there",
        }
    }
}

impl Show for SetupDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        let is_new = self.attributes.changed || self.driver.changed;
        page.line(match (self.removed, is_new, self.dry_run) {
            (_, true, true) => Line::new().text("Nothing was written. This would change in ").code(&self.repository),
            (false, true, false) => Line::new().text("Git now merges your progress file by what it says in ").code(&self.repository),
            (false, false, _) => Line::new().text("Git already merges your progress file by what it says in ").code(&self.repository),
            (true, true, false) => Line::new().text("Git merges your progress file line by line again in ").code(&self.repository),
            (true, false, _) => Line::new().text("Git merges your progress file line by line in ").code(&self.repository),
        });
        for written in [&self.attributes, &self.driver] {
            page.hanging(2, 4, Line::new().code(&written.path).add(Role::Dim, format!("  {}", self.state(written))));
            page.verbatim(4, Line::new().text(&written.value));
        }
        if !self.removed {
            page.line("Commit .gitattributes, and run this once in every other clone.");
            page.line(Line::new().dim("Take it back: ").advice("merge --setup-git --remove"));
        }
        page
    }
}

#[cfg(test)]
pub(crate) fn schema() -> (&'static str, serde_json::Value) {
    crate::view::schemas::schema_of::<SetupDocument>("merge-setup")
}
