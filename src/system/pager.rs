//! Showing an answer that is longer than the terminal, as git does.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// The program that shows long answers, and what fits without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// The program and its arguments.
    words: Vec<String>,
    /// Lines of the terminal.
    rows: usize,
}

/// What shows long answers when `PAGER` says nothing.
const USUAL: &str = "less";

impl Pager {
    /// The pager of a terminal with so many lines; `PAGER` as it is set. `None` where that is empty or `cat`.
    #[must_use]
    pub fn new(stated: Option<&str>, rows: usize) -> Option<Pager> {
        let words: Vec<String> = stated.unwrap_or(USUAL).split_whitespace().map(str::to_owned).collect();
        let is_wanted = words.first().is_some_and(|program| program != "cat");
        is_wanted.then_some(Pager { words, rows })
    }

    /// Whether a text does not fit, with a line for the prompt below it.
    #[must_use]
    pub fn is_needed(&self, text: &str) -> bool {
        text.lines().count() >= self.rows
    }

    /// Shows a text, and waits until the reader is done. `false` when the program cannot be started:
    /// the text is still to be shown.
    ///
    /// Tells `less`, unless `LESS` is set, to pass colors on and to leave the text on the screen.
    pub fn show(&self, text: &str, less_is_set: bool) -> bool {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).stdin(Stdio::piped());
        if !less_is_set {
            command.env("LESS", "FRX");
        }
        let Ok(mut child) = command.spawn() else { return false };
        // Who leaves before the end has read enough.
        let _: Option<io::Result<()>> = child.stdin.take().map(|mut stdin| stdin.write_all(text.as_bytes()));
        child.wait().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_pager_or_cat_is_none() {
        assert_eq!(Pager::new(Some(""), 24), None);
        assert_eq!(Pager::new(Some("cat"), 24), None);
        assert_eq!(Pager::new(Some("less -S"), 24).map(|pager| pager.words), Some(vec!["less".to_owned(), "-S".to_owned()]));
        assert_eq!(Pager::new(None, 24).map(|pager| pager.words), Some(vec!["less".to_owned()]));
    }

    #[test]
    fn what_leaves_a_line_for_the_prompt_is_not_paged() {
        let pager = Pager::new(None, 24).expect("a pager");
        assert!(!pager.is_needed(&"line\n".repeat(23)) && pager.is_needed(&"line\n".repeat(24)));
    }

    #[test]
    fn a_program_that_is_not_there_is_told() {
        assert!(!Pager::new(Some("no-such-pager-anywhere"), 24).expect("a pager").show("text\n", false));
    }
}
