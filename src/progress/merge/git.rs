//! What tells git to merge progress files by what they say: an attribute, kept in the repository, and a
//! driver in the configuration of each clone.

use std::path::PathBuf;

/// What the driver is called in both.
pub const DRIVER: &str = "mlpath";

/// What is to be written into a repository, or taken out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitSetup {
    /// The folder at the top of the working tree.
    pub top: PathBuf,
    /// The name of the progress file as a pattern.
    pub pattern: String,
    /// The file of attributes.
    pub attributes: PathBuf,
    /// What that file is to say; `None` where it says so already.
    pub new_attributes: Option<String>,
    /// The command git is to call.
    pub driver: String,
    /// Whether git is configured to call another one, or none.
    pub is_driver_new: bool,
    /// Whether both are taken away.
    pub is_removal: bool,
}

/// The command line that git calls with its base, ours, theirs and the path.
///
/// Where mlpath is not there any more, or cannot read one of the files, git merges their lines as it would
/// without a driver. `program` is quoted for a shell.
#[must_use]
pub fn driver_line(program: &str) -> String {
    let program = program.replace('%', "%%");
    format!("{program} merge --driver %O %A %B %P || {{ test $? -gt 1 && git merge-file -L ours -L base -L theirs %A %O %B; }}")
}

/// The pattern for a file of that name.
#[must_use]
pub fn pattern_of(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.+".contains(c);
    if !name.is_empty() && name.chars().all(is_plain) {
        return name.to_owned();
    }
    let mut pattern = String::from("\"");
    for c in name.chars() {
        match c {
            '*' | '?' | '[' => pattern.push_str(&format!("\\\\{c}")),
            '"' => pattern.push_str("\\\""),
            '\\' => pattern.push_str("\\\\\\\\"),
            c => pattern.push(c),
        }
    }
    pattern + "\""
}

/// How the file of a pattern is merged, as a file of attributes says it: the last line that is about it wins.
#[must_use]
pub fn merge_attribute(attributes: &str, pattern: &str) -> Option<String> {
    let mut merges = attributes.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix(pattern).filter(|rest| rest.starts_with([' ', '\t']));
        let wide = || line.trim_start().split_once([' ', '\t']).filter(|(word, _)| is_about(word, pattern)).map(|(_, rest)| rest);
        rest.or_else(wide)?.split_whitespace().find_map(|word| word.strip_prefix("merge=")).map(str::to_owned)
    });
    merges.next_back()
}

/// Whether another pattern is about the file as well: `*`, `*.yaml`, or its name behind folders.
fn is_about(word: &str, pattern: &str) -> bool {
    let last = word.rsplit('/').next().unwrap_or_default();
    let ending = pattern.trim_matches('"').rsplit_once('.').map(|(_, ending)| ending);
    last == "*" || (!last.is_empty() && last == pattern) || last.strip_prefix("*.").is_some_and(|word| Some(word) == ending)
}

/// The attributes with the driver for a pattern; `None` where they have it already.
#[must_use]
pub fn with_driver(attributes: &str, pattern: &str) -> Option<String> {
    if merge_attribute(attributes, pattern).as_deref() == Some(DRIVER) {
        return None;
    }
    let end = if attributes.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if attributes.is_empty() || attributes.ends_with('\n') { "" } else { end };
    Some(format!("{attributes}{gap}{pattern} merge={DRIVER}{end}"))
}

/// The attributes without the driver; `None` where they have none.
#[must_use]
pub fn without_driver(attributes: &str) -> Option<String> {
    let ours = format!("merge={DRIVER}");
    let mut left = String::new();
    for line in attributes.split_inclusive('\n') {
        let is_set = !line.trim_start().starts_with('#') && line.split_whitespace().any(|word| word == ours);
        let others = line.replace(&format!(" {ours}"), "");
        // A pattern without attributes says nothing.
        if !is_set {
            left.push_str(line);
        } else if others.split_whitespace().nth(1).is_some() && !others.starts_with('"') {
            left.push_str(&others);
        }
    }
    (left != attributes).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_added_once_and_taken_away_without_trace() {
        for before in ["", "*.png binary\n", "# mine\n*.md text", "a text\r\n", "progress.yaml merge=union\n"] {
            let with = with_driver(before, "progress.yaml").expect("is new");
            assert!(with.starts_with(before) && with.trim_end().ends_with("progress.yaml merge=mlpath"), "{with:?}");
            assert_eq!(with_driver(&with, "progress.yaml"), None);
            assert_eq!(without_driver(&with).map(|left| left.trim_end().to_owned()).as_deref(), Some(before.trim_end()));
        }
        assert_eq!(without_driver("# progress.yaml merge=mlpath\n"), None);
        assert_eq!(without_driver("p.yaml text merge=mlpath\n").as_deref(), Some("p.yaml text\n"));
        for later in ["progress.yaml", "*.yaml", "*", "/progress.yaml", "**/progress.yaml"] {
            let union = format!("progress.yaml merge=mlpath\n{later} merge=union\n");
            assert_eq!(merge_attribute(&union, "progress.yaml").as_deref(), Some("union"), "{later}: the last line wins");
            assert!(with_driver(&union, "progress.yaml").is_some());
        }
        assert_eq!(merge_attribute("*.yml merge=union\nmy-progress.yaml merge=union\n", "progress.yaml"), None);
    }

    #[test]
    fn a_name_with_odd_characters_is_quoted() {
        assert_eq!([pattern_of("progress.yaml"), pattern_of("my file.yaml")], ["progress.yaml", "\"my file.yaml\""]);
        let quoted = pattern_of("a\"[b].yaml");
        assert_eq!(quoted, r#""a\"\\[b].yaml""#);
        let with = with_driver("", &pattern_of("my file.yaml")).expect("is new");
        assert_eq!((merge_attribute(&with, "\"my file.yaml\"").as_deref(), without_driver(&with).as_deref()), (Some(DRIVER), Some("")));
    }

    #[test]
    fn git_merges_lines_itself_where_mlpath_cannot() {
        let line = driver_line("'/a b/100%/mlpath'");
        assert!(line.starts_with("'/a b/100%%/mlpath' merge --driver %O %A %B %P || ") && line.contains("git merge-file"), "{line}");
    }
}
