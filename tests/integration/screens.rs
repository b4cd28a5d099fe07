//! One screen: every command at 80 and at 40 columns, on records from empty to full.

use std::fs;

use unicode_width::UnicodeWidthStr;

use crate::common::Home;

/// Lines of a terminal of 24 rows beside the line typed and the next prompt.
const SCREEN: usize = 22;

/// Commands that read, without an option that asks for more than a screen.
const READING: &[&str] = &[
    "",
    "status",
    "next",
    "next 3",
    "next 12",
    "next --time 45m",
    "list",
    "list todo",
    "list todo doing",
    "list done",
    "list mlops",
    "list project",
    "list llm",
    "list k8s",
    "show pandas",
    "show data-analysis",
    "show 6",
    "show llm",
    "show senior",
    "show staff",
    "show none",
    "show swe",
    "show web-mobile",
    "show google-ml-engineer",
    "show aws-ml-engineer",
    "show aws-ml-specialty",
    "show kaggle-pandas-course",
    "show tableau",
    "find k8s",
    "find python",
    "find a",
    "find zzzz",
    "log",
    "log statistics",
    "plan",
    "plan --from swe",
    "plan --from none --hours 5",
    "plan --hours 5 --hours 10",
    "plan --by 2028-06",
    "plan --for llm",
    "plan --for senior",
    "plan --for google-ml-engineer,aws-ml-engineer --by 2029 --budget 400",
    "certs",
    "certs google-ml-engineer",
    "certs --compare",
    "certs --budget 400",
    "certs --until 2030",
    "gap",
    "gap --for llm",
    "gap --for senior",
    "gap --for google-ml-engineer",
    "gap --job posting.txt",
    "gap --job posting.txt other.txt",
    "guide",
    "guide conflicts",
    "guide cf-pay-entry",
    "guide pay --source how-to",
    "undo --list",
    "undo -n",
    "check",
    "check --data",
    "help",
];

/// Commands that write, one after another.
const WRITING: &[&str] = &[
    "start pandas numpy",
    "tick numpy a b",
    "log numpy 1h30m",
    "log none 45m -m meetup",
    "done numpy sql",
    "done tableau",
    "done --stage mlops",
    "skip tensorflow -m enough",
    "reset sql",
    "undo",
    "redo",
    "merge",
    "plan --from swe --hours 6 --save",
];

/// What may be longer, and why.
const LONGER: &[(&str, &str)] =
    &[("completions", "a shell reads it, not a person"), ("check", "every mistake is told, each with its line")];

fn posting() -> String {
    let skills = [
        "Python",
        "SQL",
        "pandas",
        "scikit-learn",
        "XGBoost",
        "PyTorch",
        "TensorFlow",
        "Docker",
        "Kubernetes",
        "AWS",
        "Azure",
        "Spark",
        "Kafka",
        "Airflow",
        "MLflow",
        "Terraform",
        "Snowflake",
        "LangChain",
        "Java",
        "C++",
        "Tableau",
        "Git",
        "FastAPI",
        "Redis",
    ];
    let lines: String = skills.iter().map(|skill| format!("- experience with {skill}\n")).collect();
    format!("Machine Learning Engineer, Payments and a rather long name of a team\n\nRequirements\n{lines}")
}

fn with_postings(home: Home) -> Home {
    for name in ["posting.txt", "other.txt"] {
        fs::write(home.path().join(name), posting()).expect("a posting");
    }
    home
}

fn after(lines: &[&str]) -> Home {
    let home = with_postings(Home::new());
    for line in lines {
        let words = line.split('\'').enumerate().flat_map(|(at, part)| match at % 2 {
            1 => vec![part],
            _ => part.split_whitespace().collect(),
        });
        home.run(words).ok();
    }
    home
}

fn usual() -> Home {
    after(&["plan --from swe --save", "done numpy pandas linear-algebra", "start statistics", "log statistics 3h", "tick statistics a"])
}

/// A goal, a day, a budget, exams, pauses, two years of entries, long notes.
fn full() -> Home {
    let home = after(&[
        "plan --from analyst+bootcamp --except sql,git --for llm,senior,google-ml-engineer --by 2028-12 --budget 400 --hours 8 --save",
        "plan --pause 2026-12-20..2027-01-03 --pause 2027-07-01..2027-08-01 --save",
        "done numpy pandas git --on 2026-10-01",
        "done aws-ai-practitioner --paid 100 --on 2026-11-01",
        "done aws r tableau -m 'used at work for years, mostly for reports that nobody read and dashboards that everybody wanted'",
        "start statistics python-basics scikit-learn google-ml-engineer --on 2026-10-20",
        "skip tensorflow -m 'PyTorch will do'",
        "tick statistics a b",
        "tick python-basics a",
        "log none 2h -m 'a talk about MLOps at the meetup, with three questions that I should think about again'",
    ]);
    for month in 1..=10 {
        let note = "what I read, which videos I saw, on which pages I stopped, and all that I did not understand yet ".repeat(3);
        for id in ["statistics", "python-basics", "scikit-learn"] {
            let day = format!("2026-{month:02}-15");
            home.run(["log", id, "2h", "--on", &day, "-m", &note, "--link", "https://example.org/notebooks/a-rather-long-name"]).ok();
        }
    }
    home
}

/// Steps of the learner's own with long titles, in other scripts too.
fn own() -> Home {
    let home = usual();
    let overlay = r#"
stages:
  - id: programming
    steps:
      - id: my-own-step-with-a-rather-long-id
        title: "راه یادگیری ماشین از آغاز تا پایان، با همه تمرین‌ها و پروژه‌های کوچک و بزرگ آن"
        purpose: "ශ්‍රී ලංකා and a family 👨‍👩‍👧‍👦, so that words of all scripts are seen as they are."
        hours: {low: 2, likely: 4, high: 8}
        importance: essential
        topics: [own]
        done_when:
          a: "👩🏽‍💻 You can say پایان."
"#;
    fs::write(home.file().with_file_name("roadmap-overlay.yaml"), overlay).expect("an overlay");
    home
}

fn at_width(home: &Home, line: &str, columns: usize) -> (String, Option<i32>) {
    let mut command = home.command(crate::common::MLPATH);
    command.env("COLUMNS", columns.to_string()).args(line.split_whitespace());
    let said: crate::common::Said = command.output().expect("mlpath starts").into();
    (said.stdout, said.code)
}

/// What a line has that may not be broken: an address, an id, a command.
fn is_unbreakable(line: &str, columns: usize) -> bool {
    let advised = line.find("mlpath ").is_some_and(|at| line[..at].width() <= columns);
    advised || line.split_whitespace().any(|word| word.width() > columns / 2)
}

/// What is wrong with a screen.
fn faults(line: &str, screen: &str, columns: usize) -> Vec<String> {
    let mut faults = Vec::new();
    let is_longer = LONGER.iter().any(|(command, _)| line.starts_with(command));
    if columns == 80 && !is_longer && screen.lines().count() > SCREEN {
        faults.push(format!("`{line}` has {} lines", screen.lines().count()));
    }
    let wide = screen.lines().filter(|shown| shown.width() > columns && !is_unbreakable(shown, columns));
    faults.extend(wide.map(|shown| format!("`{line}` at {columns} is {} wide: {shown}", shown.width())));
    if screen.contains("\n\n\n") || screen.starts_with('\n') {
        faults.push(format!("`{line}` has gaps"));
    }
    let mut words = screen.lines().filter(|shown| shown.ends_with(' '));
    faults.extend(words.next().map(|shown| format!("`{line}` has blanks at the end of {shown:?}")));
    faults
}

#[track_caller]
fn all_fit(home: &Home, lines: impl Iterator<Item = String>, widths: &[usize]) {
    let mut wrong = Vec::new();
    for line in lines {
        for &columns in widths {
            let (screen, code) = at_width(home, &line, columns);
            let has_nothing = line == "undo -n" && code == Some(1);
            assert!(matches!(code, Some(0 | 3)) || has_nothing || line == "check", "{line} ends with {code:?}: {screen}");
            wrong.extend(faults(&line, &screen, columns));
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

fn reading() -> impl Iterator<Item = String> {
    READING.iter().map(|line| (*line).to_owned())
}

#[test]
fn every_command_fits_a_screen_on_an_empty_record() {
    all_fit(&with_postings(Home::new()), reading(), &[80, 40]);
}

#[test]
fn every_command_fits_a_screen_on_a_usual_record() {
    all_fit(&usual(), reading(), &[80, 40]);
}

#[test]
fn every_command_fits_a_screen_on_a_full_record() {
    all_fit(&full(), reading(), &[80, 40]);
}

#[test]
fn every_command_fits_a_screen_with_steps_of_ones_own() {
    let home = own();
    let more = ["show my-own-step-with-a-rather-long-id", "start my-own-step-with-a-rather-long-id", "list 1", "next 5"];
    all_fit(&home, more.into_iter().map(str::to_owned).chain(reading().step_by(3)), &[80, 40]);
    for columns in [80, 40] {
        let (screen, _) = at_width(&home, "show my-own-step-with-a-rather-long-id --all", columns);
        for words in ["تمرین‌ها", "ශ්‍රී", "👨‍👩‍👧‍👦", "👩🏽‍💻"] {
            assert!(screen.contains(words), "{words} is not shown as itself at {columns}: {screen}");
        }
    }
}

#[test]
fn everything_there_is_to_show_fits_a_screen() {
    let home = full();
    let ids = |line: &str| home.mlpath(line).ok().lines().map(str::to_owned).collect::<Vec<_>>();
    let steps = ids("list --all -q").into_iter().map(|id| format!("show {id}"));
    let exams = ids("certs --compare -q").into_iter().flat_map(|id| [format!("show {id}"), format!("gap --for {id}")]);
    let topics = ids("guide -q").into_iter().map(|id| format!("guide {id}"));
    all_fit(&home, steps.chain(exams).chain(topics), &[80]);
}

#[test]
fn every_page_of_help_fits_a_screen() {
    let home = Home::new();
    let topics = ["options", "json", "exit-codes", "environment", "file", "merging", "roadmap", "forecast", "forecast-method", "errors"];
    let commands = commands(&home);
    assert!(commands.len() > 15, "{commands:?}");
    all_fit(&home, commands.iter().map(String::as_str).chain(topics).map(|topic| format!("help {topic}")), &[80, 40]);
    // Each of them is walked above or below.
    let walked: Vec<&str> = READING.iter().chain(WRITING).map(|line| line.split(' ').next().unwrap_or_default()).collect();
    for command in commands {
        let is_walked = walked.contains(&command.as_str()) || command == "completions";
        assert!(is_walked, "{command} is walked nowhere");
    }
}

/// The names of the commands, as the help page lists them.
fn commands(home: &Home) -> Vec<String> {
    let page = home.mlpath("help").ok();
    let listed = page.lines().filter_map(|line| line.strip_prefix("  ")?.split("  ").next());
    let listed = listed.filter(|name| !name.contains(' ') && *name != "mlpath");
    listed.map(str::to_owned).chain(["redo", "completions"].map(str::to_owned)).collect()
}

#[test]
fn what_is_said_of_a_change_fits_a_screen() {
    for columns in [80, 40] {
        let home = full();
        all_fit(&home, WRITING.iter().map(|line| (*line).to_owned()), &[columns]);
    }
}

#[test]
fn no_names_vanish_at_40_columns() {
    let home = usual();
    for line in ["list 2", "show 2", "next 5", "show llm", "list project"] {
        let document = home.mlpath(&format!("{line} --json")).json();
        let rows = ["steps", "next"].iter().find_map(|key| document[*key].as_array()).or_else(|| document["items"][0]["steps"].as_array());
        let rows = rows.unwrap_or_else(|| panic!("{line}: {document}"));
        let (screen, _) = at_width(&home, &format!("{line} --all"), 40);
        for row in rows {
            let row = if row["step"].is_object() { &row["step"] } else { row };
            for word in row["title"].as_str().expect("a title").split(' ').chain(row["id"].as_str()) {
                assert!(screen.contains(word), "{line} at 40: {word} of {row} is not in\n{screen}");
            }
        }
    }
}

#[test]
fn where_only_ascii_can_be_shown_all_is_ascii() {
    for home in [usual(), full()] {
        for line in reading() {
            let screen = at_width(&home, &format!("{line} --all"), 80).0;
            let odd = screen.chars().find(|c| !c.is_ascii());
            assert_eq!(odd, None, "{line}: {screen}");
        }
    }
}

#[test]
fn what_is_left_out_is_counted_and_printed_by_the_command_named() {
    let home = full();
    for line in ["show statistics", "guide pay", "list todo", "plan", "help file", "find python"] {
        let (short, _) = at_width(&home, line, 80);
        let last = short.lines().last().unwrap_or_default();
        let (count, command) = last.split_once(" more lines: mlpath ").unwrap_or_else(|| panic!("{line}: {short}"));
        let (whole, _) = at_width(&home, command, 80);
        assert!(!whole.contains(" more line") && whole.lines().count() > short.lines().count(), "{line}: {whole}");
        assert!(count.parse::<usize>().is_ok_and(|count| count > 0), "{line}: {last}");
        let first = |text: &str| text.lines().take(3).map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert!(first(&short) == first(&whole) || line.starts_with("list") || line.starts_with("find"), "{line}: {whole}");
    }
}

#[test]
fn the_total_reaches_as_far_as_the_next_payment() {
    let home = Home::new();
    home.write("version: 1\nplan:\n  for: [aws-ml-engineer]\nsteps:\n  aws-ml-engineer: {status: done, done: 2026-11-20, paid: 75}\n");
    let document = home.mlpath("certs --json").json();
    let (totals, next) = (&document["totals"], &document["totals"]["next"]);
    assert_eq!((next["on"].as_str(), next["usd"].as_f64()), (Some("2029-11-20"), Some(75.0)));
    assert_eq!((totals["until"].as_str(), totals["total_usd"].as_f64()), (Some("2029-12-31"), Some(150.0)), "the renewal is in it");
    let page = home.mlpath("certs").ok();
    assert!(page.contains("mlpath certs --until 2029"), "{page}");
    assert!(home.mlpath("certs --until 2029").ok().contains("1 payment, $75 in all"), "what is advised shows it");
}
