//! Tests of `mlpath gap` on the small roadmap, without a process.

use serde_json::json;

use crate::advice::Target;
use crate::commands::testing::{Setting, TODAY};
use crate::commands::{Input, Postings, execute};
use crate::error::Exit;
use crate::planning::learner::Learner;
use crate::progress::{Progress, Status};
use crate::{builtin, cli, render};

const POSTING: &str = "Machine learning engineer\nRequirements\n- Python\n- New Exam\nNice to have\n- Bash";

#[test]
fn a_goal_whose_title_is_its_id_is_named_once() {
    assert!(Setting::new().run("gap").text.starts_with("Gap to job-ready\n"), "{}", Setting::new().run("gap").text);
    assert!(Setting::new().run("gap --for senior").text.starts_with("Gap to senior: "));
}

#[test]
fn what_is_similar_to_what_one_knows_is_told_in_words_one_says_aloud() {
    let mut setting = Setting::new().posting("Requirements\n- Julia");
    setting.progress = setting.save("done rlang");
    let text = setting.run("gap --job -").text;
    assert!(text.contains("Julia: you know something similar. If you know it too: mlpath done julia"), "{text}");
}

#[test]
fn the_posting_s_own_word_stands_beside_another_name_of_its_kind() {
    let needed = |word: &str| Setting::new().posting(&format!("Requirements\n- {word}")).run("gap --job -").text;
    assert!(needed("zsh").contains("Bash (zsh)"), "{}", needed("zsh"));
    for word in ["Bash", "bsh", "Python3"] {
        assert!(!needed(word).contains(&format!("({word})")), "{}", needed(word));
    }
    let had = Setting::new().posting("Requirements\n- zsh").done("shell", TODAY).run("gap --job -").text;
    assert!(had.contains("you have 1 of 1: Bash (zsh)"), "{had}");
}

#[test]
fn without_a_goal_it_is_about_job_ready() {
    let answer = Setting::new().done("shell", TODAY).run("gap");
    assert_eq!(answer.json["goals"][0]["id"], "job-ready");
    assert_eq!(answer.json["readiness"]["share"], json!(0.1));
    assert_eq!(answer.json["next"]["id"], "python");
    assert_eq!(answer.json["missing"].as_array().map(Vec::len), Some(5));
    assert!(answer.text.contains("10 %") && answer.text.contains("0 of 3 to 5 portfolio projects"), "{}", answer.text);
}

#[test]
fn what_a_goal_asks_for_beyond_the_path_stands_apart() {
    let answer = Setting::new().run("gap --for robot-track");
    let (path, beyond) = answer.text.split_once("Beyond job-ready").expect("a part of its own");
    assert!(path.contains("networks") && beyond.contains("robots"), "{}", answer.text);
    let senior = Setting::new().run("gap --for senior");
    assert_eq!(senior.json["beyond"][0]["text"], "Mentors others.");
    assert!(senior.text.contains("Mentors others."), "{}", senior.text);
}

#[test]
fn a_closed_gap_says_so_and_a_skipped_step_is_named() {
    let all = ["python", "statistics", "regression", "networks", "classifier-project"];
    let setting = all.iter().fold(Setting::new(), |setting, id| setting.done(id, TODAY)).marked("shell", Status::Skipped, TODAY);
    let answer = setting.run("gap");
    assert_eq!((&answer.json["missing"], &answer.json["skipped"]), (&json!([]), &json!(["shell"])));
    assert!(answer.text.contains("nothing else") && answer.text.contains("mlpath reset shell"), "{}", answer.text);
}

#[test]
fn a_posting_is_answered_with_what_is_had_and_missing() {
    let answer = Setting::new().posting(POSTING).done("shell", TODAY).run("gap --job posting.txt");
    assert_eq!(answer.json["job"]["counts"], json!({"named": 3, "have": 1, "near": 0, "missing": 2, "off_roadmap": 0}));
    assert_eq!(answer.json["goals"], json!([]));
    let missing = answer.text.lines().filter(|line| line.contains("required")).count();
    assert!(answer.text.contains("You have 1 of 3") && missing >= 2, "{}", answer.text);
}

#[test]
fn a_posting_says_what_closing_its_gap_takes_unless_it_is_closed() {
    let open = Setting::new().posting(POSTING).run("gap --job posting.txt").text;
    assert!(open.contains("with those they build on, about"), "{open}");
    let all = ["shell", "python", "statistics", "regression", "networks", "classifier-project"];
    let closed = all.iter().fold(Setting::new().posting(POSTING), |setting, id| setting.done(id, TODAY)).run("gap --job posting.txt").text;
    assert!(!closed.contains("with those they build on"), "{closed}");
}

#[test]
fn several_postings_are_told_together_and_their_order_can_be_kept() {
    let setting = Setting::new().postings(&[
        ("a.txt", "Requirements\n- Bash\n- 3 years of work"),
        ("b.txt", "Requirements\n- Python\n- Bash\n- COBOL"),
        ("c.txt", "We are nice people."),
    ]);
    let answer = setting.run("gap --job jobs");
    let jobs = &answer.json["jobs"];
    assert_eq!((&answer.json["job"], &jobs["open"]), (&json!(null), &json!(0)));
    let order: Vec<_> = jobs["order"].as_array().into_iter().flatten().map(|row| (&row["steps"], &row["open_then"])).collect();
    assert_eq!(order, [(&json!(["shell"]), &json!(1)), (&json!(["python"]), &json!(2))]);
    assert_eq!(jobs["order"][1]["hours_then"], json!(57.5));
    assert_eq!((&jobs["recurring"][0]["id"], &jobs["recurring"][0]["postings"]), (&json!("bash-term"), &json!(2)));
    assert_eq!(jobs["conditions"], json!([{"kind": "years", "postings": 1}]));
    assert_eq!(jobs["unread"][0]["path"], "c.txt");
    assert_eq!(answer.json["missing"].as_array().map(Vec::len), Some(2), "the steps of the order are the gap");
    for said in ["0 of 2 postings open", "mlpath start shell", "on your path already: mlpath next", "COBOL 1", "c.txt: names no skill"] {
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
    }
    let whole = setting.run("gap --job jobs --all");
    assert!(whole.text.contains("b.txt") && !whole.text.contains("--all"), "{}", whole.text);
}

#[test]
fn a_tool_that_is_known_is_had_and_its_sibling_near() {
    let mut setting = Setting::new().posting("Requirements\n- Rlang or Julia\n- COBOL\n- Python");
    setting.progress = setting.save("done julia cobol");
    let answer = setting.run("gap --job -");
    assert_eq!(answer.json["job"]["counts"], json!({"named": 3, "have": 2, "near": 0, "missing": 1, "off_roadmap": 0}));
    assert!(answer.text.contains("Julia (near: Rlang), COBOL"), "{}", answer.text);
}

#[test]
fn a_posting_that_names_nothing_is_an_error_of_its_own() {
    let error = Setting::new().posting("We are nice people.").fail("gap --job -");
    assert_eq!((error.exit, error.code.word()), (Exit::No, "nothing-named"));
    assert!(error.message.starts_with("standard input"), "{}", error.message);
    assert!(Setting::new().posting(" ").fail("gap --job -").message.ends_with("is empty"));
}

#[test]
fn an_unknown_goal_names_the_nearest() {
    assert_eq!(Setting::new().fail("gap --for robotic").did_you_mean, ["robotics"]);
}

#[test]
fn a_level_without_skills_of_its_own_says_so() {
    let answer = Setting::new().run("gap --for staff");
    assert_eq!(answer.json["no_more_skills"], json!([{"id": "staff", "than": "senior"}]));
    assert!(answer.text.contains("the guides describe no more skills for staff than for senior"), "{}", answer.text);
    assert_eq!(Setting::new().run("gap --for senior").json["no_more_skills"], json!([]));
    assert!(Setting::new().run("show staff").text.contains("the same as senior"));
}

#[test]
fn ready_and_done_explain_each_other() {
    let setting = Setting::new().done("shell", TODAY).done("robots", TODAY);
    let (gap, status) = (setting.run("gap"), setting.run("status"));
    let hours = &status.json["totals"]["mean_hours"];
    let done = hours["total"].as_f64().expect("hours") - hours["left"].as_f64().expect("hours");
    assert_eq!(gap.json["readiness"]["all_hours"], json!({"total": hours["total"], "done": done}));
    assert!(gap.text.contains("Done     15 % of all hours, as status counts: 32 of 198 h"), "{}", gap.text);
    assert!(setting.run("gap --for senior").text.contains("of all its hours: 12 of 198 h"));
}

#[test]
fn a_track_has_the_same_steps_and_hours_on_every_screen() {
    let setting = Setting::new().logged("robots", TODAY, "5h");
    let hours =
        |rows: &serde_json::Value| -> f64 { rows.as_array().into_iter().flatten().filter_map(|row| row["mean_hours_left"].as_f64()).sum() };
    let shown = setting.run("show robotics").json["items"][0].clone();
    let beyond: f64 = setting.run("gap --for robotics").json["missing"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|row| row["importance"] == "optional")
        .filter_map(|row| row["mean_hours_left"].as_f64())
        .sum();
    let plan = setting.run("plan --for robotics").json["scenarios"][0]["stages"].clone();
    let part = plan.as_array().into_iter().flatten().find(|part| part["kind"] == "goal").and_then(|part| part["mean_hours_left"].as_f64());
    assert_eq!((hours(&shown["steps"]), beyond, part), (15.0, 15.0, Some(15.0)));
    assert!((hours(&setting.run("list --track robotics").json["steps"]) - 15.0).abs() < 1e-9);
}

#[test]
fn six_skipped_steps_are_named_and_the_others_counted() {
    let ids = ["shell", "python", "statistics", "regression", "networks", "classifier-project", "robots", "clusters"];
    for (skipped, said) in [
        (1, "Left out shell, skipped;"),
        (6, "networks, classifier-project, skipped;"),
        (7, "classifier-project and 1 more, skipped;"),
        (8, "classifier-project and 2 more, skipped;"),
    ] {
        let setting = ids[..skipped].iter().fold(Setting::new(), |setting, id| setting.marked(id, Status::Skipped, TODAY));
        let text = setting.run("gap --for robotics,senior").text;
        assert!(text.contains(said), "{skipped}: {text}");
    }
}

#[test]
fn a_condition_is_counted_by_the_postings_that_state_it() {
    let answer = Setting::new()
        .postings(&[
            ("a.txt", "Requirements\n- Bash\n- 3 years of work\n- 5 years of Python"),
            ("b.txt", "Requirements\n- Python\n- 8 years of work\n- PhD in computer science"),
            ("c.txt", "Requirements\n- Bash"),
        ])
        .run("gap --job jobs");
    assert_eq!(answer.json["jobs"]["conditions"], json!([{"kind": "years", "postings": 2}, {"kind": "degree", "postings": 1}]));
    assert!(answer.text.contains("Study does not close: years in 2, degree in 1"), "{}", answer.text);
}

#[test]
fn a_condition_that_would_merely_be_welcome_is_told_as_such_and_keeps_no_posting_closed() {
    let posting = "Requirements\n- Bash\n- A degree in physics\n\nNice to have\n- A PhD in physics\n- 8 years of work";
    let answer = Setting::new().postings(&[("a.txt", posting)]).run("gap --job a.txt");
    assert!(answer.text.contains("degree (line 3, 6 preferred), years (line 7 preferred)"), "{}", answer.text);
    let several = Setting::new().postings(&[("a.txt", posting), ("b.txt", posting)]).run("gap --job jobs");
    assert_eq!(several.json["jobs"]["conditions"], json!([{"kind": "degree", "postings": 2}]));
}

/// What else is said of a posting takes its lines from the table of what is missing.
#[test]
fn a_posting_fits_a_screen_and_says_how_much_more_is_missing() {
    let skills = [
        "Python",
        "SQL",
        "Git",
        "Docker",
        "Kubernetes",
        "Terraform",
        "PyTorch",
        "Spark",
        "Airflow",
        "Kafka",
        "MLflow",
        "pandas",
        "NumPy",
        "scikit-learn",
        "FastAPI",
        "XGBoost",
    ];
    for more in ["", "- PhD in computer science\n- 5 years of experience\n- Fluent English\n- Travel to customers\n"] {
        let posting = format!("Machine learning engineer\nRequirements\n- {}\n{more}", skills.join("\n- "));
        let postings = Postings { read: vec![("job.txt".into(), posting)], ..Postings::default() };
        let (target, progress) = (Target::default(), Progress::new());
        let learner = Learner { roadmap: builtin::roadmap(), progress: &progress, today: TODAY };
        let input = Input { guide: Some(builtin::guide()), postings: &postings, ..Input::new(learner, &target) };
        let page = execute(&cli::command("gap --job job.txt"), &input).expect("answers").answer.page();
        let text = render::page(&page, render::Options { width: 80, color: false, unicode: true, target: &target, whole: None });
        let shown = skills.iter().filter(|skill| text.lines().any(|line| line.starts_with(&format!("  {skill} ")))).count();
        assert!((20..=22).contains(&text.lines().count()), "{} lines:\n{text}", text.lines().count());
        assert!(text.contains(&format!("{} more: mlpath gap --job job.txt --all", skills.len() - shown)), "{shown} shown:\n{text}");
    }
}
