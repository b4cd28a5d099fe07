//! What a command line says of itself at a glance, also where it is not whole or nobody understands it.

use std::ffi::OsString;
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
    /// The places of the words that say which file and roadmap it is about.
    pub target_at: Vec<usize>,
}

/// Options of every command that have a value.
const WITH_VALUE: [&str; 5] = ["file", "roadmap", "today", "color", "colour"];

/// Looks at the words of a command line, of which the first is the program's name.
#[must_use]
pub fn glance(arguments: &[OsString]) -> Glance {
    let mut seen =
        Glance { file: None, roadmap: None, today: None, json: false, color: Color::Auto, command_at: None, target_at: Vec::new() };
    let mut at = 1;
    while let Some(word) = arguments.get(at) {
        let text = word.to_string_lossy();
        let first = at;
        at += 1;
        let (name, joined) = match text.strip_prefix("--") {
            Some("") => {
                seen.command_at = seen.command_at.or((at < arguments.len()).then_some(at));
                break;
            }
            Some(long) => long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value.into()))),
            None if text.len() > 1 && text.starts_with('-') => match seen.take_letters(&text[1..]) {
                Some(value) => ("file", (!value.is_empty()).then(|| value.into())),
                None => continue,
            },
            None => {
                seen.command_at = seen.command_at.or(Some(first));
                continue;
            }
        };
        let is_behind = joined.is_none() && WITH_VALUE.contains(&name);
        at += usize::from(is_behind);
        seen.take(name, if is_behind { arguments.get(first + 1).cloned() } else { joined });
        if matches!(name, "file" | "roadmap") {
            seen.target_at.extend(first..at);
        }
    }
    seen
}

impl Glance {
    /// Takes an option by its long name.
    fn take(&mut self, name: &str, value: Option<OsString>) {
        let path = |value: Option<OsString>| value.filter(|value| !value.is_empty()).map(PathBuf::from);
        match name {
            "file" => self.file = path(value),
            "roadmap" => self.roadmap = path(value),
            "today" => self.today = value.map(|day| day.to_string_lossy().into_owned()),
            "json" => self.json = true,
            "no-color" | "no-colour" => self.color = Color::Never,
            "color" | "colour" => {
                let when = value.and_then(|when| Color::from_str(&when.to_string_lossy(), false).ok());
                self.color = when.unwrap_or(self.color);
            }
            _ => {}
        }
    }

    /// Takes options of one letter; the value of `-f` where it stands right behind it, an empty one where it does not:
    /// `-fx`, `-jf x`.
    fn take_letters<'a>(&mut self, letters: &'a str) -> Option<&'a str> {
        for (at, letter) in letters.char_indices() {
            match letter {
                'j' => self.json = true,
                'f' => {
                    let behind = &letters[at + 1..];
                    return Some(behind.strip_prefix('=').unwrap_or(behind));
                }
                'q' | 'a' | 'h' | 'v' | 'V' => {}
                // A letter of a command's own: what stands behind it may be its value.
                _ => return None,
            }
        }
        None
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
    fn the_words_of_the_target_are_known_by_their_places() {
        for (line, places) in [
            ("-f x show -fy --roadmap=r", vec![1, 2, 4, 5]),
            ("show --file x --json --roadmap r", vec![2, 3, 5, 6]),
            ("--today f -j -- --file x", vec![]),
        ] {
            assert_eq!(seen(line).target_at, places, "{line}");
        }
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
