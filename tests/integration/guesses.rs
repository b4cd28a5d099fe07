//! What people type first, before they read a help page, and what each must answer.
//!
//! `= LINE` is the very answer of another command line, `: PART` an answer of exit code 0 that has a part, and `! PART` an
//! error of exit code 2 that has a part. Nothing typed to read may write.

use crate::common::Home;

const GUESSES: &[(&str, &str)] = &[
    ("init", "! mlpath plan --from none"),
    ("setup", "! no setup is needed"),
    ("new", "! mlpath next"),
    ("install", "! no setup is needed"),
    ("ls", "= list"),
    ("todo", "= list todo"),
    ("todos", "= list todo"),
    ("tasks", "= list"),
    ("steps", "= list"),
    ("roadmap", "= list"),
    ("ls todo", "= list todo"),
    ("list 2", "= list --stage data-analysis"),
    ("list mlops", "= list --stage mlops"),
    ("list stage 2", "= list --stage data-analysis"),
    ("list docker", ": docker"),
    ("list done", "= list --status done"),
    ("list --done", "= list --status done"),
    ("list --todo", "= list --status todo"),
    ("list --ready", "= list ready"),
    ("list -a", "= list --all"),
    ("list todo doing", "= list --status todo,doing"),
    ("list --status open", "= list --status todo,doing"),
    ("list --status in-progress", "= list --status doing"),
    ("list in progress", "= list doing"),
    ("list project", "= list --kind project"),
    ("list projects", "= list --kind project"),
    ("list senior", "= list --importance senior"),
    ("list llm", "= list --track llm"),
    ("list k8s", ": kubernetes"),
    ("list tood", "! todo"),
    ("list --ids", "= list -q"),
    ("pandas", "= show pandas"),
    ("Pandas", "= show pandas"),
    ("k8s", "= show kubernetes"),
    ("show k8s", "= show kubernetes"),
    ("mlops", "= show mlops"),
    ("llm", "= show llm"),
    ("senior", "= show senior"),
    ("google-ml-engineer", "= show google-ml-engineer"),
    ("swe", "= show swe"),
    ("info pandas", "= show pandas"),
    ("view pandas", "= show pandas"),
    ("open pandas", "= show pandas"),
    ("describe pandas", "= show pandas"),
    ("details pandas", "= show pandas"),
    ("cat pandas", "= show pandas"),
    ("explain pandas", "= show pandas"),
    ("show 2", "= show data-analysis"),
    ("show stage 2", "= show data-analysis"),
    ("show 'stage'", "! no step"),
    ("show the command line", "= show command-line"),
    ("show command_line", "= show command-line"),
    ("search docker", "= find docker"),
    ("grep docker", "= find docker"),
    ("lookup docker", "= find docker"),
    ("query docker", "= find docker"),
    ("find DOCKER", ": docker"),
    ("zzzz", "! mlpath find zzzz"),
    ("pnadas", "! pandas"),
    ("stauts", "! status"),
    ("nxt", "! next"),
    ("lsit", "! list"),
    ("plna", "! plan"),
    ("dnoe git", "! done"),
    ("strat git", "! start"),
    ("hlep", "! help"),
    ("st", "= status"),
    ("s", "= status"),
    ("stat", "= status"),
    ("dashboard", "= status"),
    ("progress", "= status"),
    ("stats", "= status"),
    ("summary", "= status"),
    ("n", "= next"),
    ("now", "= next"),
    ("next 3", "= next -n 3"),
    ("next -3", "= next 3"),
    ("next --limit 3", "= next 3"),
    ("next --short", ": tools-setup"),
    ("next --stage 1", ": tools-setup"),
    ("next --time 45m", ": In 45m"),
    ("next 0", "! not a number of steps"),
    ("next docker", "! not a number of steps"),
    ("week", "= status --since monday"),
    ("today", "= status --since monday"),
    ("report", "! mlpath status --since monday"),
    ("review", "! mlpath log"),
    ("history", "= undo --list"),
    ("activity", "= log"),
    ("forecast", "= plan"),
    ("when", "= plan"),
    ("eta", "= plan"),
    ("timeline", "= plan"),
    ("schedule", "= plan"),
    ("plan swe", "! mlpath plan --from swe"),
    ("plan llm", "! mlpath plan --for llm"),
    ("plan 2029-12", "! mlpath plan --by 2029-12"),
    ("plan 10", "! mlpath plan --hours 10"),
    ("plan --until 2029", "= plan --by 2029"),
    ("plan --deadline 2029", "= plan --by 2029"),
    ("plan --hours-per-week 8", "= plan --hours 8"),
    ("plan --background swe", "= plan --from swe"),
    ("plan --goal llm", "= plan --for llm"),
    ("plan --track llm", "= plan --for llm"),
    ("plan --by 18months", ": Finish"),
    ("plan --by 2029-09", ": Finish"),
    ("cost", "= certs"),
    ("costs", "= certs"),
    ("price", "= certs"),
    ("exam", "= certs"),
    ("exams", "= certs"),
    ("cert", "= certs"),
    ("certificates", "= certs"),
    ("certification", "= certs"),
    ("certs --cheap", "! has no option --cheap"),
    ("budget 400", "! mlpath certs --budget 400"),
    ("salary", "= guide pay"),
    ("pay", "! mlpath guide pay"),
    ("market", "! mlpath guide market"),
    ("topics", "= guide"),
    ("jobs", "! mlpath gap --job FILE"),
    ("job", "! mlpath gap --job FILE"),
    ("track llm", "! mlpath gap --for llm"),
    ("goal senior", "! mlpath gap --for senior"),
    ("levels", "! mlpath gap --for"),
    ("tracks", "! mlpath gap --for"),
    ("gap llm", "= gap --for llm"),
    ("gap senior", "= gap --for senior"),
    ("gap nobody", "! no goal"),
    ("gap nofile.txt", "1 nofile.txt"),
    ("skills", "! mlpath list"),
    ("courses", "! mlpath find WORDS"),
    ("resources pandas", "! mlpath show pandas"),
    ("books", "! mlpath find WORDS"),
    ("learn pandas", "! mlpath show pandas"),
    ("export csv", "! mlpath list --json"),
    ("json", "! mlpath list --json"),
    ("import", "! mlpath undo --rescue"),
    ("config", "! progress.yaml"),
    ("path", "! progress.yaml"),
    ("edit", "! progress.yaml"),
    ("where", "! progress.yaml"),
    ("file", "! progress.yaml"),
    ("add pandas", "! mlpath start pandas"),
    ("note pandas", "! mlpath log pandas -m TEXT"),
    ("rm pandas", "! mlpath reset pandas"),
    ("remove pandas", "! mlpath reset pandas"),
    ("delete pandas", "! mlpath reset pandas"),
    ("undone pandas", "! mlpath reset pandas"),
    ("stop", "! mlpath plan --pause"),
    ("pause 2w", "! mlpath plan --pause"),
    ("ignore pandas", "! mlpath skip pandas"),
    ("mark pandas", "! mlpath done pandas"),
    ("set hours 8", "! mlpath plan --hours 8 --save"),
    ("update", "! updates nothing by itself"),
    ("quit", "! mlpath help"),
    ("version", ": mlpath 0."),
    ("-v", ": mlpath 0."),
    ("-V", ": mlpath 0."),
    ("--version", ": mlpath 0."),
    ("-h", ": mlpath plan --from swe"),
    ("commands", "= help"),
    ("help done", ": Usage: mlpath done"),
    ("help ls", "! no command or topic"),
    ("validate", "= check"),
    ("doctor", "= check"),
    ("completion bash", "= completions bash"),
    ("status --no-color", "= status --color never"),
    ("status -j", "= status --json"),
    ("log rm", "! no step or certification \"rm\""),
    ("certs list", "! no certification \"list\""),
    ("done", "! mlpath done needs"),
    ("complete", "! mlpath done needs"),
    ("done 'git sql'", "! no step or certification"),
    ("done git, zzzz", "! \"zzzz\""),
    ("log pandas soon", "! soon"),
    ("log list", "! no step or certification \"list\""),
];

/// An answer without the line that says how to see all of it, in the words typed.
fn answer(screen: &str) -> String {
    screen.lines().filter(|line| !line.ends_with(" --all") || !line.contains(" more line")).collect()
}

#[test]
fn first_guesses_are_answered() {
    let home = Home::new();
    let words = |line: &str| -> Vec<String> {
        let parts = line.split('\'').enumerate();
        parts
            .flat_map(|(at, part)| if at % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() })
            .collect()
    };
    let mut wrong: Vec<String> = Vec::new();
    for (typed, must) in GUESSES {
        let said = home.run(words(typed));
        let (kind, part) = must.split_once(' ').expect("a kind and a part");
        let holds = match kind {
            "=" => said.code == Some(0) && answer(&said.stdout) == answer(&home.run(words(part)).stdout),
            ":" => said.code == Some(0) && said.stdout.contains(part),
            "1" => said.code == Some(1) && said.stderr.contains(part),
            _ => said.code == Some(2) && said.stderr.contains(part),
        };
        if !holds {
            wrong.push(format!("{typed}: wanted {must}, got {said:?}"));
        }
        assert!(!home.file().exists(), "{typed} wrote a progress file");
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), GUESSES.len(), wrong.join("\n"));
}

#[test]
fn marks_are_typed_in_many_ways() {
    for (typed, usual) in [
        ("finish git", "done git"),
        ("complete git sql", "done git sql"),
        ("done git, sql", "done git sql"),
        ("d git", "done git"),
        ("done Git", "done git"),
        ("done Python_basics", "done python-basics"),
        ("done the command line", "done command-line"),
        ("done numpy 8h", "done numpy --hours 8"),
        ("done numpy 8 hours", "done numpy --hours 8"),
        ("done numpy yesterday", "done numpy --on yesterday"),
        ("begin git", "start git"),
        ("start git yesterday", "start git --on yesterday"),
        ("log git 90 min", "log git 1h30m"),
        ("log git 1:30", "log git 1h30m"),
        ("log git 45min", "log git 45m"),
        ("log git 1 h", "log git 1h"),
    ] {
        let texts = [typed, usual].map(|line| {
            let home = Home::new();
            home.mlpath(line).ok();
            home.text()
        });
        assert_eq!(texts[0], texts[1], "{typed}");
    }
}
