//! Commands run on the fixture roadmap, without a process: for the unit tests beside them.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::dates::date;
use serde_json::Value;

use super::{Effect, FileNeed, HistoryNeed, Input, Postings, execute, needs};
use crate::advice::Target;
use crate::cli;
use crate::dates::Date;
use crate::error::{Error, Exit};
use crate::planning::learner::Learner;
use crate::planning::renames::{apply_renames, to_file_ids};
use crate::progress::{LogEntry, Mark, Progress, Status};
use crate::render::{self, Options};
use crate::roadmap::fixture;
use crate::units::StudyTime;
use crate::view::{Block, Page, Role};

/// The day on which commands run unless a test says otherwise.
pub(crate) const TODAY: Date = date(2026, 11, 21);

/// A learner on a day.
pub(crate) struct Setting {
    pub(crate) progress: Progress,
    pub(crate) today: Date,
    pub(crate) postings: Postings,
}

/// What a command answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Its screen, 100 columns wide, without color.
    pub(crate) text: String,
    pub(crate) json: Value,
    pub(crate) effect: Option<Effect>,
    pub(crate) exit: Exit,
}

impl Setting {
    /// A learner who has done nothing yet.
    pub(crate) fn new() -> Setting {
        Setting { progress: Progress::new(), today: TODAY, postings: Postings::default() }
    }

    /// With a mark of a day.
    pub(crate) fn marked(mut self, id: &str, status: Status, on: Date) -> Setting {
        self.progress.mark(id, Mark { status, on, moves_day: false, hours: None });
        self
    }

    /// With a step or exam that was done on a day.
    pub(crate) fn done(self, id: &str, on: Date) -> Setting {
        self.marked(id, Status::Done, on)
    }

    /// With study time on a day.
    pub(crate) fn logged(mut self, id: &str, on: Date, time: &str) -> Setting {
        self.progress.log.push(LogEntry { date: on, step: Some(id.into()), time: StudyTime::parse(time), note: None, link: None });
        self
    }

    /// On another day.
    pub(crate) fn on(self, today: Date) -> Setting {
        Setting { today, ..self }
    }

    /// With a posting to read.
    pub(crate) fn posting(self, text: &str) -> Setting {
        self.postings(&[("standard input", text)])
    }

    /// With several postings to read, each with its name.
    pub(crate) fn postings(self, texts: &[(&str, &str)]) -> Setting {
        let read = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Setting { postings: Postings { read, ..Postings::default() }, ..self }
    }

    /// The record in the ids of today, as every command reads it.
    pub(crate) fn renamed(&self) -> Setting {
        let progress = apply_renames(fixture::roadmap(), &self.progress).0.into_owned();
        Setting { progress, today: self.today, postings: self.postings.clone() }
    }

    /// What the file says after a command line that saves: the record is in the ids it was written in.
    #[track_caller]
    pub(crate) fn save_to_file(&self, line: &str) -> Progress {
        let (before, applied) = apply_renames(fixture::roadmap(), &self.progress);
        to_file_ids(&self.progress, &before, self.renamed().save(line), &applied)
    }

    /// Runs a command line: the words after `mlpath`, parted by blanks.
    pub(crate) fn try_run(&self, line: &str) -> Result<Answer, Error> {
        let target = Target::default();
        let learner = Learner { roadmap: fixture::roadmap(), progress: &self.progress, today: self.today };
        let input = Input { guide: Some(fixture::guide()), postings: &self.postings, ..Input::new(learner, &target) };
        let outcome = execute(&cli::command(line), &input).inspect_err(|error| take_advice(&error.page(), &input))?;
        take_advice(&outcome.answer.page(), &input);
        let options = Options { width: 100, color: false, unicode: true, target: &target, whole: None };
        let document = execute(&cli::command(line), &Input { is_document: true, ..input })?;
        let json = document.answer.json().expect("an answer has a JSON form");
        Ok(Answer {
            text: render::page(&outcome.answer.page(), options),
            json: serde_json::from_str(&json).expect("JSON can be read back"),
            effect: outcome.effect,
            exit: outcome.exit,
        })
    }

    /// Runs a command line that must answer.
    #[track_caller]
    pub(crate) fn run(&self, line: &str) -> Answer {
        self.try_run(line).unwrap_or_else(|error| panic!("`{line}` fails: {}", error.message))
    }

    /// Runs a command line that must fail.
    #[track_caller]
    pub(crate) fn fail(&self, line: &str) -> Error {
        match self.try_run(line) {
            Ok(answer) => panic!("`{line}` answers:\n{}", answer.text),
            Err(error) => error,
        }
    }

    /// The record a command line saves.
    #[track_caller]
    pub(crate) fn save(&self, line: &str) -> Progress {
        match self.run(line).effect {
            Some(Effect::Save(progress)) => progress,
            effect => panic!("`{line}` saves no record: {effect:?}"),
        }
    }
}

/// What stands for something the learner fills in, and what they might on this roadmap.
const PLACEHOLDERS: [(&str, &str); 9] = [
    ("TEXT", "words"),
    ("NUMBER", "1"),
    ("ID", "shell"),
    ("STEP", "shell"),
    ("EXAM", "new-exam"),
    ("LETTER", "a"),
    ("BACKGROUND", "swe"),
    ("USD", "65.50"),
    ("HOURS", "8"),
];

thread_local! {
    /// What was advised in this test already: one with hundreds of random records takes each piece of advice once.
    static TAKEN: RefCell<HashSet<String>> = RefCell::default();
}

/// Each command a page advises is one that the command line takes, and it can be answered on the same record.
fn take_advice(page: &Page, asked: &Input<'_>) {
    let spans = page.blocks.iter().flat_map(|block| match block {
        Block::Line { line, .. } | Block::Verbatim { line, .. } => line.spans.as_slice(),
        Block::Weeks(weeks) => weeks.after.spans.as_slice(),
        _ => &[],
    });
    let said = spans.filter(|span| span.role == Role::Command).map(|span| span.text.as_str());
    let listed = page.blocks.iter().flat_map(|block| match block {
        Block::Advice { commands, .. } => commands.as_slice(),
        _ => &[],
    });
    for words in said.chain(listed.map(|(words, _)| words.as_str())) {
        if !TAKEN.with_borrow_mut(|taken| taken.insert(words.to_owned())) {
            continue;
        }
        assert!(!words.contains("mlpath"), "`{words}` is more than one command");
        // What a shell would part by its quotes is one word.
        let mut parts = words.split('\'');
        let mut typed: Vec<String> = vec!["mlpath".to_owned()];
        while let Some(bare) = parts.next() {
            // What happened lies behind, a day to be done by ahead.
            let date = if words.contains("--on") { "2025-11-01" } else { "2027-06-30" };
            let filled = |word: &str| {
                PLACEHOLDERS
                    .iter()
                    .find(|(name, _)| *name == word)
                    .map_or(if word == "DATE" { date } else { word }, |(_, value)| value)
                    .to_owned()
            };
            typed.extend(bare.split_whitespace().map(filled));
            typed.extend(parts.next().map(str::to_owned));
        }
        let parsed = cli::parse(&typed).unwrap_or_else(|error| panic!("`{words}` is advised and is no command line: {error}"));
        let command = parsed.command.unwrap_or(cli::Command::Status(cli::StatusArgs::default()));
        let needs = needs(&command);
        // What the session reads for these is not here.
        if needs.history != HistoryNeed::No
            || !needs.postings.is_empty()
            || !matches!(needs.file, FileNeed::No | FileNeed::Read | FileNeed::Try | FileNeed::Write)
        {
            continue;
        }
        let input = Input { guide: asked.guide, postings: asked.postings, ..Input::new(asked.learner, asked.target) };
        if let Err(error) = execute(&command, &input) {
            assert!(error.exit != Exit::Usage, "`{words}` is advised and refused: {}", error.message);
        }
    }
}
