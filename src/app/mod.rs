//! The program as a function: a command line in, answers and errors out.

mod completion;
mod guesses;
mod inputs;
mod instead;
mod merging;
mod session;
mod usage;
mod whole;

use std::ffi::OsString;
use std::io::{self, Write};

use crate::advice::Target;
use crate::cli::{self, Cli, Color, Command, Global, StatusArgs};
use crate::code::Code;
use crate::error::{Error, Exit};
use crate::note::{self, Note};
use crate::render::{self, Options};
use crate::system::System;
use crate::text::visible;
use crate::view::Page;

use self::session::{Answered, Invocation};
use self::usage::Meant;

/// Runs one command line and returns how it ends. Answers go to `out`, all else to `err`.
///
/// May be called any number of times in one process.
pub fn run(arguments: &[OsString], system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    if let Some(exit) = completion::answer(arguments, system, out) {
        return exit;
    }
    let error = match cli::parse(arguments) {
        Ok(cli) => return carry_out(cli, arguments, None, system, out, err),
        Err(error) => error,
    };
    match usage::meant(&error, arguments) {
        Some(Meant { arguments, parsed: Ok(cli), bare }) => carry_out(cli, &arguments, bare.as_deref(), system, out, err),
        Some(Meant { arguments, parsed: Err(error), .. }) => usage::usage(&error, &arguments, system, out, err),
        None => usage::usage(&error, arguments, system, out, err),
    }
}

/// Carries out a command line that was understood. `bare` is the word it was made from, where that names no command.
fn carry_out(cli: Cli, arguments: &[OsString], bare: Option<&str>, system: &System, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let (global, command) = (cli.global, cli.command.unwrap_or(Command::Status(StatusArgs::default())));
    let target = Target::new(global.file.as_deref(), global.roadmap.as_deref());
    let color = if global.no_color { Color::Never } else { global.color };
    let whole = (!global.all && !command.asks_for_more()).then(|| whole::whole_answer(arguments, &command));
    let screen = Screen { system, color, target: &target, whole: whole.as_deref() };
    let title = session::history_title(arguments);
    let invocation = Invocation { command: &command, global: &global, system, target: &target, title };
    let mut notes: Vec<Note> = Vec::new();
    let mut tell = |note: Note| {
        // A second try meets the same things again.
        if global.quiet || notes.contains(&note) {
            return;
        }
        if !global.json {
            // A note nobody can read must not stop the work.
            let _ = err.write_all(screen.text(&note.page(), system.color_err).as_bytes());
        }
        notes.push(note);
    };
    let result = session::answer(&invocation, &mut tell).and_then(|answered| show(&answered, &global, &screen, out));
    match result {
        Ok(exit) => {
            if global.json && !notes.is_empty() {
                let _ = err.write_all((note::json(&notes, &target) + "\n").as_bytes()).and_then(|()| err.flush());
            }
            exit
        }
        Err(error) => {
            let error = match bare {
                // A word that names nothing is told as such, whatever else is wrong.
                Some(word) if error.code == Code::UnknownId || !usage::is_built_in(word) => {
                    usage::not_a_command(word, arguments, system, Some(error))
                }
                _ => instead::with_meant(error, &command),
            };
            report(&error, &notes, global.json, &screen, err)
        }
    }
}

/// Writes the answer. A reader who went away is no error: what was to be saved is saved.
fn show(answered: &Answered, global: &Global, screen: &Screen<'_>, out: &mut dyn Write) -> Result<Exit, Error> {
    let Answered { outcome, is_saved } = answered;
    let text = if global.json {
        outcome.answer.json().map_err(|error| Error::new(Exit::Failed, Code::Json, error.to_string()))? + "\n"
    } else if global.quiet {
        outcome.answer.quiet().into_iter().map(|line| visible(&line).into_owned() + "\n").collect()
    } else {
        screen.answer(&outcome.answer.page())
    };
    let System { pager, less_is_set, .. } = screen.system;
    let pager = pager.as_ref().filter(|pager| !global.json && !global.quiet && !global.no_pager && pager.is_needed(&text));
    if pager.is_some_and(|pager| pager.show(&text, *less_is_set)) {
        return Ok(outcome.exit);
    }
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(outcome.exit),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(outcome.exit),
        Err(error) => {
            let saved = if *is_saved { "saved, but " } else { "" };
            Err(Error::new(Exit::Failed, Code::Output, format!("{saved}the answer cannot be written: {error}")))
        }
    }
}

/// How pages are shown here.
struct Screen<'a> {
    system: &'a System,
    /// What the command line says of color.
    color: Color,
    target: &'a Target,
    /// The command line that answers in full, where this one answers within a screen.
    whole: Option<&'a str>,
}

impl Screen<'_> {
    /// The text of an answer.
    fn answer(&self, page: &Page) -> String {
        render::page(page, Options { whole: self.whole, ..self.options(self.system.color_out) })
    }

    /// The text of a page for a stream that may want color.
    fn text(&self, page: &Page, wanted: bool) -> String {
        render::page(page, self.options(wanted))
    }

    fn options(&self, wants_color: bool) -> Options<'_> {
        let System { width, unicode, .. } = *self.system;
        Options { width, color: is_colored(self.color, wants_color), unicode, target: self.target, whole: None }
    }
}

/// Whether to write in color; a stream may want it.
fn is_colored(when: Color, wanted: bool) -> bool {
    match when {
        Color::Auto => wanted,
        Color::Always => true,
        Color::Never => false,
    }
}

fn report(error: &Error, notes: &[Note], json: bool, screen: &Screen<'_>, err: &mut dyn Write) -> Exit {
    let text = if json { error.json(notes, screen.target) + "\n" } else { screen.text(&error.page(), screen.system.color_err) };
    // Nobody is left to tell when standard error itself fails; the exit code still says it.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    error.exit
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;
    use tempfile::TempDir;

    use super::*;
    use crate::system::Folders;

    /// A user with folders of their own.
    struct User {
        home: TempDir,
        system: System,
    }

    /// How a command line ended, and what it wrote.
    struct Ended {
        exit: Exit,
        out: String,
        err: String,
    }

    impl User {
        fn new() -> User {
            let home = tempfile::tempdir().expect("a folder");
            let folders = Folders { data: home.path().join("data"), state: home.path().join("state") };
            let system = System::of_test(folders);
            User { home, system }
        }

        fn run(&self, line: &str) -> Ended {
            let mut out = Vec::new();
            let (exit, err) = self.run_to(line, &mut out);
            Ended { exit, out: String::from_utf8(out).expect("is UTF-8"), err }
        }

        fn run_to(&self, line: &str, out: &mut dyn Write) -> (Exit, String) {
            let words: Vec<OsString> = ["mlpath"].into_iter().chain(line.split(' ')).map(OsString::from).collect();
            let mut err = Vec::new();
            let exit = run(&words, &self.system, out, &mut err);
            (exit, String::from_utf8(err).expect("is UTF-8"))
        }

        fn text(&self) -> String {
            fs::read_to_string(self.home.path().join("data/progress.yaml")).unwrap_or_default()
        }

        #[expect(clippy::disallowed_methods, reason = "as somebody without mlpath writes")]
        fn write(&self, text: &str) {
            fs::write(self.home.path().join("data/progress.yaml"), text).expect("written");
        }
    }

    fn json(text: &str) -> Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    #[test]
    fn the_first_change_makes_the_file_and_a_mistake_does_not() {
        let user = User::new();
        assert_eq!(user.run("done nonsense").exit, Exit::Usage);
        assert!(!user.home.path().join("data").exists());
        let ended = user.run("done git");
        assert_eq!((ended.exit, ended.err.as_str()), (Exit::Done, ""));
        assert!(ended.out.contains("git") && user.text().contains("git:"));
        assert_eq!(user.run("done sql --quiet").out, "");
        assert!(user.text().contains("sql:"));
        assert_eq!(user.run("undo").exit, Exit::Done);
        assert!(!user.text().contains("sql:"));
    }

    #[test]
    fn quiet_reading_prints_ids_alone_and_quiet_writing_nothing() {
        let user = User::new();
        for line in ["start git", "log git 1h", "done sql", "tick git a", "reset sql", "plan --from swe --save"] {
            assert_eq!(user.run(&format!("{line} -q")).out, "", "{line}");
        }
        let commands = ["", "status", "next 3", "list", "show git mlops llm swe", "find sql", "certs", "certs --budget 400"];
        for line in commands.into_iter().chain(["gap", "gap --for llm", "plan", "log", "guide", "guide pay", "undo --list"]) {
            let ended = user.run(format!("{line} -q").trim());
            assert!(ended.exit == Exit::Done && ended.err.is_empty() && !ended.out.is_empty(), "{line}: {}{}", ended.out, ended.err);
            let is_id = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            assert!(ended.out.lines().all(is_id), "{line}: {}", ended.out);
        }
        assert_eq!(user.run("next -q").out, "git\n");
        assert_eq!(user.run("show GIT mlops -q").out, "git\nmlops\n", "permanent ids, in the order typed");
        assert_eq!(user.run("check -q").out, "");
        assert!(user.run("help json -q").out.contains("schema") && user.run("completions bash -q").out.contains("mlpath"));
    }

    #[test]
    fn notes_stand_beside_an_answer_and_in_an_error() {
        let user = User::new();
        user.run("done git");
        user.write("");
        assert!(user.run("status").err.starts_with("note: "));
        let notes = json(&user.run("status --json").err);
        assert_eq!((notes["schema"].as_str(), notes["notes"][0]["code"].as_str()), (Some("mlpath/notes/v1"), Some("emptied")));
        let error = json(&user.run("show nonsense --json").err);
        assert_eq!((error["error"]["code"].as_str(), error["notes"][0]["code"].as_str()), (Some("unknown-id"), Some("emptied")));
        assert_eq!(user.run("status --quiet").err, "");
        assert_eq!(json(&user.run("dnoe --json").err)["notes"], Value::Array(Vec::new()), "a slip of a command reads no file");
        let bare = json(&user.run("no-command --json").err);
        assert_eq!((&bare["error"]["code"], &bare["notes"][0]["code"]), (&"usage".into(), &"emptied".into()), "any word may be an id");
    }

    #[test]
    fn a_change_that_is_only_tried_says_what_the_change_would() {
        let user = User::new();
        user.run("done git");
        // Somebody who came from the east has a day more in the file than the clock says.
        let tomorrow = "version: 1\nlog:\n  - {date: 2026-11-22, step: git, time: 1h}\n";
        user.write(tomorrow);
        for line in ["log sql 1h --on 2026-11-22", "done sql --on 2026-11-22", "log sql 1h", "done sql", "start sql --on 2026-11-20"] {
            let tried = user.run(&format!("{line} -n"));
            assert_eq!(user.text(), tomorrow, "{line}");
            assert_eq!(tried.exit, user.run(line).exit, "{line}: {}{}", tried.out, tried.err);
            user.write(tomorrow);
        }
    }

    #[test]
    fn options_are_understood_on_command_lines_that_are_not() {
        let user = User::new();
        for line in ["dnoe -j", "status --foo -j", "-qj dnoe"] {
            assert_eq!(json(&user.run(line).err)["error"]["code"], "usage", "{line}");
        }
        let file = user.home.path().join("other.yaml");
        for line in ["edit --file=", "edit --file ", "edit -f", "-f "] {
            let line = if line == "-f " { format!("-f {} edit", file.display()) } else { format!("{line}{}", file.display()) };
            let err = user.run(&line).err.split_whitespace().collect::<String>();
            assert!(err.contains(&format!("yourprogressfile:{}", file.display())), "{line}: {err}");
        }
        let err = user.run("-f plan status --foo").err;
        assert!(err.contains("mlpath status has no option --foo"), "{err}");
    }

    #[test]
    fn a_day_of_last_year_before_all_else_is_asked_about() {
        let user = User::new();
        user.run("log git 1h");
        for line in ["log git 2h --on 2025-11-20", "done sql --on 2025-11-20"] {
            let ended = user.run(line);
            let said = ended.out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                said.contains("before all else in your record; did you mean 2026-11-20?") && said.ends_with("Undo: mlpath undo"),
                "{line}: {said}"
            );
            assert!(
                user.run("check").out.contains("was 2026-11-20 meant?") == line.starts_with("log"),
                "{line}: {}",
                user.run("check").out
            );
            user.run("undo");
            assert_eq!(user.run("check -q").out, "", "{line}");
        }
        assert!(!user.run("log git 2h --on 2026-10-20").out.contains("did you mean"));
    }

    #[test]
    fn a_file_that_is_named_and_not_there_is_noted_unless_it_is_made() {
        let user = User::new();
        assert_eq!(user.run("status").err, "", "nobody named the usual one");
        let file = user.home.path().join("mine.yaml");
        let code = |command: &str| {
            let err = user.run(&format!("--file {} {command} --json", file.display())).err;
            (!err.is_empty()).then(|| json(&err)["notes"][0]["code"].clone())
        };
        assert_eq!(code("status"), Some("no-file-yet".into()));
        assert_eq!(code("undo --list"), Some("no-file-yet".into()));
        assert_eq!(code("done git"), None);
        assert_eq!(code("status"), None);
    }

    #[test]
    fn a_newer_file_is_noted_unless_the_answer_says_so() {
        let user = User::new();
        user.run("done git");
        user.write("version: 9\n");
        assert!(user.run("next").err.contains("newer version"));
        assert_eq!(user.run("status").err, "");
        assert_eq!(json(&user.run("done sql --json").err)["error"]["code"], "newer-version");
    }

    #[test]
    fn a_damaged_file_is_listed_and_restored() {
        let user = User::new();
        user.run("done git");
        let good = user.text();
        user.write("steps: [");
        assert!(user.run("undo --list").out.contains("cannot be read now"));
        let planned = user.run("undo --rescue -n");
        assert!(planned.out.starts_with("would restore") && user.text() == "steps: [", "{}", planned.out);
        assert_eq!(user.run("undo --rescue").exit, Exit::Done);
        assert_eq!(user.text(), good);
        user.write("");
        assert_eq!(user.run("undo --forget").exit, Exit::Done);
        assert_eq!(user.run("done sql").exit, Exit::Done);
        assert!(!user.text().contains("git:"));
    }

    /// Takes nothing, for one reason or another.
    struct Full(io::ErrorKind);

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_is_saved_is_said_when_the_answer_cannot_be_written() {
        let user = User::new();
        let (exit, err) = user.run_to("done git", &mut Full(io::ErrorKind::StorageFull));
        assert!(exit == Exit::Failed && err.contains("saved, but the answer"), "{err}");
        let (exit, err) = user.run_to("status", &mut Full(io::ErrorKind::StorageFull));
        assert!(exit == Exit::Failed && !err.contains("saved"), "{err}");
        assert_eq!(user.run_to("status", &mut Full(io::ErrorKind::BrokenPipe)), (Exit::Done, String::new()));
        assert_eq!(user.run_to("--version", &mut Full(io::ErrorKind::BrokenPipe)), (Exit::Done, String::new()));
        assert_eq!(user.run_to("--version", &mut Full(io::ErrorKind::StorageFull)).0, Exit::Failed);
    }

    #[test]
    fn color_is_asked_for_even_where_the_words_are_not_understood() {
        let user = User::new();
        let is_colored = |line: &str| user.run(line).err.contains('\u{1b}');
        assert!(is_colored("nonsense --color always") && is_colored("nonsense --color=always"));
        assert!(!is_colored("nonsense --color never") && !is_colored("nonsense"));
        assert!(user.run("status --color always").out.contains('\u{1b}') && !user.run("status").out.contains('\u{1b}'));
        assert!(user.run("staus").err.contains("did you mean"), "what was meant is named");
    }
}
