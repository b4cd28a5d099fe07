//! What was meant by a word that a command does not take: the command line that takes it.

use std::borrow::Cow;
use std::ffi::OsString;

use crate::builtin;
use crate::cli::{self, Command};
use crate::code::Code;
use crate::dates::{self, Date};
use crate::error::Error;
use crate::resolve::names;
use crate::system::System;
use crate::text::shell_word;
use crate::units::WeeklyHours;

use super::guesses;

/// A command line, the words after `mlpath`, and what it does.
type Instead = (String, &'static str);

/// The words beside one that a command does not take.
pub(super) struct Beside<'a> {
    before: Option<Cow<'a, str>>,
    behind: Option<Cow<'a, str>>,
    /// The one behind that.
    last: Option<Cow<'a, str>>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(word: &str, arguments: &'a [OsString]) -> Beside<'a> {
        let place = arguments.iter().position(|argument| argument == word).unwrap_or(arguments.len());
        let at = |place: usize| arguments.get(place).map(|argument| argument.to_string_lossy());
        Beside { before: place.checked_sub(1).and_then(at), behind: at(place + 1), last: at(place + 2) }
    }
}

/// What was meant by a word or option behind a command.
pub(super) fn of(command: &str, word: &str, beside: &Beside<'_>) -> Vec<Instead> {
    let behind = beside.behind.as_deref();
    let one = |words: &str, does| vec![(words.to_owned(), does)];
    match (command, word) {
        ("plan", word) => plan_with(word, beside).into_iter().collect(),
        ("status", "week" | "today" | "monday" | "--week" | "--weekly" | "--today") => one("status --since monday", "what moved this week"),
        ("status", "month" | "--month") => one("status --since 4w", "what moved in four weeks"),
        ("status", "--short" | "--oneline" | "--brief") => one("status --format '{done}/{total} {next}'", "one line"),
        ("log", "--delete" | "--remove" | "--rm" | "--undo" | "--edit" | "--fix" | "--correct" | "--clear") => correction(),
        ("log", word) if word.len() > 1 && word.starts_with('-') && word[1..].starts_with(|c: char| c.is_ascii_digit()) => correction(),
        ("undo", "last") => one("undo", "takes the last change back"),
        ("undo", _) => one("undo --list", "the saves so far"),
        ("certs", "--year" | "--by") => one(&format!("certs --until {}", behind.unwrap_or("2030")), "all payments until then"),
        ("guide", _) if !word.starts_with('-') => one(&format!("find {}", shell_word(word.as_ref())), "searches the guide too"),
        ("next", "--hours") => one(&format!("next --time {}h", behind.unwrap_or("2")), "what fits a session"),
        ("status" | "check", word) if names::exact(builtin::roadmap(), word).is_some() => {
            one(&format!("show {}", shell_word(word.as_ref())), "that one in full")
        }
        _ => Vec::new(),
    }
}

/// The plan somebody asks for by a word without its option.
fn plan_with(word: &str, beside: &Beside<'_>) -> Option<Instead> {
    const OPTIONS: [&str; 8] = ["from", "for", "by", "hours", "pause", "budget", "start", "except"];
    let roadmap = builtin::roadmap();
    let (before, behind) = (beside.before.as_deref(), beside.behind.as_deref());
    let quoted = |words: &str| shell_word(words.as_ref());
    if OPTIONS.contains(&word) {
        let value = behind.zip(beside.last.as_deref()).and_then(|(first, second)| day_of(first, second));
        return Some((format!("plan --{word} {}", quoted(value.as_deref().or(behind)?)), "is an option"));
    }
    if let Some(day) = before.and_then(|before| day_of(before, word)) {
        return Some((format!("plan --by {}", quoted(&day)), "is the day to be done by"));
    }
    let is_day = |text: &&str| text.parse::<Date>().is_ok();
    if let (Some(first), Some(word)) = (before.filter(is_day), Some(word).filter(is_day)) {
        return Some((format!("plan --pause {first}..{word}"), "is a time without study"));
    }
    if matches!(word, "--finish-by" | "--until" | "--deadline" | "--end" | "--due" | "--finish") {
        return Some((format!("plan --by {}", quoted(behind?)), "is the day to be done by"));
    }
    match word {
        "show" | "view" => return Some(("plan".to_owned(), "shows it")),
        "save" => return Some(("plan --hours 8 --save".to_owned(), "keeps what its options say")),
        "reset" | "clear" | "delete" | "remove" | "--reset" => return Some(("undo".to_owned(), "takes the last change back")),
        _ if word.starts_with('-') => return None,
        _ => {}
    }
    if roadmap.backgrounds_named(word).is_some() {
        return Some((format!("plan --from {word}"), "is where you come from"));
    }
    if roadmap.any_goal(word).is_some() {
        return Some((format!("plan --for {word}"), "is what you aim at"));
    }
    if WeeklyHours::parse(word).is_some_and(WeeklyHours::is_sensible) {
        return Some((format!("plan --hours {word}"), "is hours a week"));
    }
    dates::parse_deadline(word, System::clock_date()).map(|_| (format!("plan --by {word}"), "is the day to be done by"))
}

/// Two words that are one day: `june 2028`, `18 months`.
fn day_of(first: &str, second: &str) -> Option<String> {
    let is_one = dates::month_named(first).is_some() || first.bytes().all(|byte| byte.is_ascii_digit());
    let both = format!("{first} {second}");
    (is_one && dates::parse_deadline(&both, System::clock_date()).is_some()).then_some(both)
}

/// The error of a command that knows no such thing, with the command that was meant where the word names one.
pub(super) fn with_meant(error: Error, command: &Command) -> Error {
    if error.code != Code::UnknownId {
        return error;
    }
    let meant = match command {
        Command::Show(args) => args.ids.first().map(|word| shown(word)),
        Command::Certs(args) => args.ids.first().map(|word| certs_with(word)),
        Command::Log(args) => args.id.as_deref().map(log_with),
        Command::Done(args) => Some(stages("done", &args.mark.ids)),
        Command::Skip(args) => Some(stages("skip", &args.ids)),
        Command::Reset(args) => Some(stages("reset", &args.ids)),
        _ => None,
    };
    let Some(meant) = meant.filter(|meant| !meant.is_empty()) else { return error };
    // What is near by its letters is beside the point then.
    let bare = Error { did_you_mean: Vec::new(), hints: Vec::new(), ..error };
    meant.into_iter().fold(bare, |error, (words, does)| error.command(&words, does))
}

fn shown(word: &str) -> Vec<Instead> {
    if word.eq_ignore_ascii_case("all") {
        return vec![("list --all".to_owned(), "all steps")];
    }
    if cli::command_names().iter().any(|name| name == word) {
        return vec![(word.to_owned(), "is a command of its own")];
    }
    match guesses::same(word, false) {
        Some(words) => vec![(words.to_owned(), "shows that")],
        None => guesses::meaning(word, &[]),
    }
}

fn certs_with(word: &str) -> Vec<Instead> {
    let one = |words: String, does| vec![(words, does)];
    match (word, word.trim_start_matches('$').parse::<u32>()) {
        (_, Ok(year @ 2000..=2999)) => one(format!("certs --until {year}"), "all payments until then"),
        (_, Ok(sum)) => one(format!("certs --budget {sum}"), "what that pays"),
        ("all" | "list" | "compare", _) => one("certs --compare".to_owned(), "all exams side by side"),
        ("free" | "cheap" | "cheapest" | "price" | "fee", _) => one("certs --compare --sort fee".to_owned(), "the cheapest first"),
        _ => Vec::new(),
    }
}

/// A thing before its command, the other way around: `numpy done`.
pub(super) fn turned(word: &str, rest: &[String]) -> Option<String> {
    const COMMANDS: [&str; 9] = ["start", "done", "skip", "reset", "tick", "fail", "log", "show", "certs"];
    let command_of = |typed: &String| {
        // Who asks for help on a thing wants to read of it.
        let meant = if typed == "help" { "show" } else { guesses::same(typed, false).unwrap_or(typed) };
        COMMANDS.iter().find(|command| **command == meant)
    };
    let at = rest.iter().position(|typed| command_of(typed).is_some())?;
    let mut words = format!("{} {}", command_of(&rest[at])?, shell_word(word.as_ref()));
    for (place, typed) in rest.iter().enumerate() {
        if place != at {
            words = format!("{words} {}", shell_word(typed.as_ref()));
        }
    }
    Some(words)
}

/// How an entry of the log is put right.
fn correction() -> Vec<Instead> {
    let ways = [("undo", "takes the last entry back"), ("help file", "where the file is: correct an older entry in any editor")];
    ways.into_iter().map(|(words, does)| (words.to_owned(), does)).collect()
}

fn log_with(word: &str) -> Vec<Instead> {
    match word {
        "remove" | "delete" | "rm" | "undo" | "edit" | "fix" | "correct" | "change" | "clear" => correction(),
        "week" | "show" | "list" | "all" | "today" => vec![("log".to_owned(), "your weeks and entries")],
        _ => Vec::new(),
    }
}

/// A stage that is to be marked, by its number or behind the word `stage`.
fn stages(command: &str, words: &[String]) -> Vec<Instead> {
    let all = builtin::roadmap().stages.len();
    let number = match words {
        [word] => word.parse::<usize>().ok(),
        [stage, word] if stage.eq_ignore_ascii_case("stage") => word.parse::<usize>().ok(),
        _ => None,
    };
    let is_all = matches!(words, [word] if ["all", "everything", "*"].contains(&word.as_str()));
    match number.filter(|number| (1..=all).contains(number)) {
        Some(number) => {
            vec![(format!("list {number}"), "the steps of that stage"), (format!("{command} --stage {number}"), "marks all of them")]
        }
        None if is_all => vec![("list todo".to_owned(), "what is left"), (format!("{command} --stage 1"), "marks a whole stage")],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(command: &str, word: &str, behind: Option<&str>) -> Option<String> {
        let beside = Beside { before: None, behind: behind.map(Cow::Borrowed), last: None };
        of(command, word, &beside).into_iter().next().map(|(words, _)| words)
    }

    #[test]
    fn a_word_without_its_option_is_told_with_it() {
        assert_eq!(first("plan", "swe", None).as_deref(), Some("plan --from swe"));
        assert_eq!(first("plan", "from", Some("swe")).as_deref(), Some("plan --from swe"));
        assert_eq!(first("plan", "10h", None).as_deref(), Some("plan --hours 10h"));
        assert_eq!(first("status", "week", None).as_deref(), Some("status --since monday"));
        assert_eq!(first("check", "numpy", None).as_deref(), Some("show numpy"));
        assert_eq!(first("undo", "3", None).as_deref(), Some("undo --list"));
        assert_eq!(first("plan", "--nonsense", None), None);
        assert_eq!(first("plan", "--finish-by", Some("june")).as_deref(), Some("plan --by june"));
    }

    #[test]
    fn words_that_are_one_day_or_a_time_are_told_as_one() {
        let meant = |line: &str, word: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            of("plan", word, &Beside::new(word, &arguments)).into_iter().next().map(|(words, _)| words).unwrap_or_default()
        };
        assert_eq!(meant("mlpath plan by june 2028", "by"), "plan --by 'june 2028'");
        assert_eq!(meant("mlpath plan --by june 2028", "2028"), "plan --by 'june 2028'");
        assert_eq!(meant("mlpath plan --by 18 months", "months"), "plan --by '18 months'");
        assert_eq!(meant("mlpath plan --pause 2026-12-19 2027-01-03", "2027-01-03"), "plan --pause 2026-12-19..2027-01-03");
        assert_eq!(meant("mlpath plan by 2028", "by"), "plan --by 2028");
    }

    #[test]
    fn a_thing_before_its_command_is_turned_around() {
        let turned = |line: &str| {
            let mut words = line.split(' ').map(str::to_owned);
            let first = words.next().unwrap_or_default();
            turned(&first, &words.collect::<Vec<_>>())
        };
        assert_eq!(turned("numpy done").as_deref(), Some("done numpy"));
        assert_eq!(turned("numpy finished --hours 5").as_deref(), Some("done numpy --hours 5"));
        assert_eq!(turned("pandas log 2h").as_deref(), Some("log pandas 2h"));
        assert_eq!(turned("pandas sql done").as_deref(), Some("done pandas sql"));
        assert_eq!(turned("pandas help").as_deref(), Some("show pandas"));
        assert_eq!(turned("pandas sql"), None);
    }

    #[test]
    fn what_is_no_step_is_led_to_the_command_that_is_meant() {
        assert_eq!(shown("exams")[0].0, "certs");
        assert_eq!(shown("plan")[0].0, "plan");
        assert!(shown("pnadas").is_empty());
        assert_eq!((certs_with("2030")[0].0.as_str(), certs_with("400")[0].0.as_str()), ("certs --until 2030", "certs --budget 400"));
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(stages("done", &words("stage 2"))[1].0, "done --stage 2");
        assert_eq!(stages("done", &words("all"))[0].0, "list todo");
        assert!(stages("done", &words("9")).is_empty() && stages("done", &words("git")).is_empty());
    }
}
