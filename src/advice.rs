//! Commands that a screen advises.
//!
//! Advice is kept as a value until it is shown. Only then does it become a command line, with the
//! options that name the progress file and roadmap it is about: copied, it acts on the same ones.

use std::path::Path;

use crate::text::shell_word;

/// The options of a command line that say which progress file and roadmap it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    options: String,
}

impl Target {
    /// The target that `--file` and `--roadmap` name; `None` where an option was not given.
    #[must_use]
    pub fn new(file: Option<&Path>, roadmap: Option<&Path>) -> Target {
        let named = [("--file", file), ("--roadmap", roadmap)];
        let options = named.iter().filter_map(|(flag, path)| {
            let path = shell_word(path.as_ref()?.as_os_str());
            // A value that begins with a dash would be read as a flag.
            let between = if path.starts_with('-') { '=' } else { ' ' };
            Some(format!("{flag}{between}{path}"))
        });
        Target { options: options.collect::<Vec<_>>().join(" ") }
    }
}

/// A command to type, as its words after `mlpath`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    words: String,
}

impl Advice {
    /// Advice to type `mlpath` and these words; quote what a shell would split.
    pub fn new(words: impl Into<String>) -> Advice {
        Advice { words: words.into() }
    }

    /// The command line, complete with the options of its target.
    #[must_use]
    pub fn command(&self, target: &Target) -> String {
        command(&self.words, target)
    }

    /// The words after `mlpath`, without the options of a target.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }
}

/// Commands about no progress file and no roadmap.
const WITHOUT_TARGET: [&str; 2] = ["help", "completions"];

/// The command line for words after `mlpath`.
fn command(words: &str, target: &Target) -> String {
    let verb = words.split(' ').next().unwrap_or_default();
    if target.options.is_empty() || WITHOUT_TARGET.contains(&verb) {
        return if words.is_empty() { "mlpath".to_owned() } else { format!("mlpath {words}") };
    }
    format!("mlpath {} {words}", target.options).trim_end().to_owned()
}

/// What mends a mistake: words, and the command to type where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// Words before the command, with the blank that parts them from it; the whole remedy where there is no command.
    pub text: String,
    /// The command.
    pub advice: Option<Advice>,
}

impl Remedy {
    /// A remedy in words alone.
    pub fn words(text: impl Into<String>) -> Remedy {
        Remedy { text: text.into(), advice: None }
    }

    /// Words, then a command.
    pub fn command(text: impl Into<String>, words: impl Into<String>) -> Remedy {
        Remedy { text: text.into(), advice: Some(Advice::new(words)) }
    }
}

impl From<&str> for Remedy {
    fn from(text: &str) -> Remedy {
        Remedy::words(text)
    }
}

impl From<String> for Remedy {
    fn from(text: String) -> Remedy {
        Remedy::words(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_the_file_and_roadmap_it_is_about() {
        let advice = Advice::new("undo --list");
        assert_eq!(advice.command(&Target::default()), "mlpath undo --list");
        let target = Target::new(Some(Path::new("my file.yaml")), Some(Path::new("-r.yaml")));
        assert_eq!(advice.command(&target), "mlpath --file 'my file.yaml' --roadmap=-r.yaml undo --list");
        assert_eq!(Advice::new("help file").command(&target), "mlpath help file", "help is about no file");
        assert_eq!(Advice::new("").command(&target), "mlpath --file 'my file.yaml' --roadmap=-r.yaml");
    }
}
