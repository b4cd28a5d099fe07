//! What a command line says of itself at a glance, also where it is not whole or nobody understands it.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::ValueEnum;

use super::Color;

/// The options that every command takes, and where the command stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// `--file`.
    pub file: Option<PathBuf>,
    /// `--roadmap`.
    pub roadmap: Option<PathBuf>,
    /// `--today`, as it is typed.
    pub today: Option<String>,
    /// Whether the answer is to be in JSON.
    pub json: bool,
    /// When to use color.
    pub color: Color,
    /// The place of the first word that is no option and no value of one: the command's.
    pub command_at: Option<usize>,
}

/// Looks at the words of a command line, of which the first is the program's name.
#[must_use]
pub fn glance(arguments: &[OsString]) -> Glance {
    let mut seen = Glance { file: None, roadmap: None, today: None, json: false, color: Color::Auto, command_at: None };
    let mut words = arguments.iter().enumerate().skip(1);
    while let Some((at, word)) = words.next() {
        let text = word.to_string_lossy();
        if text == "--" {
            seen.command_at = seen.command_at.or_else(|| words.next().map(|(at, _)| at));
            break;
        }
        let mut next = || words.next().map(|(_, value)| value.clone());
        match text.strip_prefix("--") {
            Some(long) => match long.split_once('=') {
                Some((name, value)) => seen.take(name, &mut || Some(value.into())),
                None => seen.take(long, &mut next),
            },
            None if text.len() > 1 && text.starts_with('-') => seen.take_letters(&text[1..], &mut next),
            None => seen.command_at = seen.command_at.or(Some(at)),
        }
    }
    seen
}

impl Glance {
    /// Takes an option by its long name.
    fn take(&mut self, name: &str, value: &mut dyn FnMut() -> Option<OsString>) {
        let path = |value: Option<OsString>| value.filter(|value| !value.is_empty()).map(PathBuf::from);
        match name {
            "file" => self.file = path(value()),
            "roadmap" => self.roadmap = path(value()),
            "today" => self.today = value().map(|day| day.to_string_lossy().into_owned()),
            "json" => self.json = true,
            "no-color" | "no-colour" => self.color = Color::Never,
            "color" | "colour" => {
                let when = value().and_then(|when| Color::from_str(&when.to_string_lossy(), false).ok());
                self.color = when.unwrap_or(self.color);
            }
            _ => {}
        }
    }

    /// Takes options of one letter, of which the last may have its value behind it: `-jf x`, `-fx`.
    fn take_letters(&mut self, letters: &str, value: &mut dyn FnMut() -> Option<OsString>) {
        for (at, letter) in letters.char_indices() {
            match letter {
                'j' => self.json = true,
                'f' => {
                    let behind = &letters[at + 1..];
                    let joined = (!behind.is_empty()).then(|| OsStr::new(behind.strip_prefix('=').unwrap_or(behind)).to_owned());
                    return self.take("file", &mut || joined.clone().or_else(&mut *value));
                }
                'q' | 'a' | 'h' | 'v' | 'V' => {}
                // A letter of a command's own: what stands behind it may be its value.
                _ => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> Glance {
        glance(&["mlpath"].into_iter().chain(line.split(' ').filter(|word| !word.is_empty())).map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_seen_however_they_are_written() {
        for line in ["-f x status", "-fx status", "-f=x status", "--file x status", "--file=x status", "status --file x", "-jf x", "-qfx"] {
            assert_eq!(seen(line).file.as_deref(), Some("x".as_ref()), "{line}");
        }
        for line in ["-j", "--json", "-qj", "dnoe -j", "-jfx", "status --foo --json"] {
            assert!(seen(line).json, "{line}");
        }
        for line in ["", "-fj", "--file --json", "-- --json", "-xj"] {
            assert!(!seen(line).json, "{line}");
        }
        assert_eq!(seen("--no-color x").color, Color::Never);
        assert_eq!((seen("--color always").color, seen("--color=never").color), (Color::Always, Color::Never));
        assert_eq!((seen("--color").color, seen("--color what").color), (Color::Auto, Color::Auto));
        let both = seen("--roadmap=r --today 2027-01-01 --file=");
        assert_eq!((both.roadmap, both.today.as_deref(), both.file), (Some("r".into()), Some("2027-01-01"), None));
    }

    #[test]
    fn the_command_is_the_first_word_that_belongs_to_no_option() {
        for (line, at) in [
            ("status", Some(1)),
            ("-f plan status --foo", Some(3)),
            ("-fplan status", Some(2)),
            ("--color always --json done", Some(4)),
            ("--today=x -- ls", Some(3)),
            ("-j", None),
            ("", None),
        ] {
            assert_eq!(seen(line).command_at, at, "{line}");
        }
    }
}
