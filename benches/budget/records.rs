//! Records, roadmaps and postings of the sizes that budgets speak of.

use mlpath::builtin;

/// The day of all runs.
pub(crate) fn day() -> mlpath::dates::Date {
    mlpath::dates::date(2026, 11, 21)
}

/// A usual record: 40 entries, about 5 KB.
pub(crate) fn usual() -> String {
    let roadmap = builtin::roadmap();
    let mut text = String::from("version: 1\nplan:\n  from: swe\n  hours_per_week: 10\nsteps:\n");
    for step in roadmap.steps.iter().take(20) {
        text.push_str(&format!("  {}:\n    status: done\n    started: 2026-09-01\n    done: 2026-10-01\n    actual_hours: 7.5\n", step.id));
    }
    text.push_str("log:\n");
    for (day, step) in roadmap.steps.iter().take(20).enumerate() {
        text.push_str(&format!(
            "  - date: 2026-09-{:02}\n    step: {}\n    time: 1h30m\n    note: where I stopped, and what to look at again tomorrow\n",
            day + 1,
            step.id
        ));
    }
    text
}

/// Ten years of a log.
pub(crate) fn long() -> String {
    let mut text = String::from("version: 1\nlog:\n");
    for entry in 0..7000 {
        text.push_str(&format!(
            "  - date: 20{:02}-{:02}-{:02}\n    step: numpy\n    time: 1h30m\n    note: entry {entry}\n",
            16 + entry / 700,
            1 + entry % 12,
            1 + entry % 28
        ));
    }
    text
}

/// A roadmap of somebody's own.
pub(crate) fn roadmap(steps: usize) -> String {
    let mut text = String::from("roadmap: {id: big, title: Big, version: '1'}\nstages:\n  - id: all\n    title: All\n    steps:\n");
    for step in 0..steps {
        text.push_str(&format!("      - {{id: s-{step}, title: S, hours: {{low: 1, likely: 2, high: 4}}}}\n"));
    }
    text
}

/// A posting of 5 KB.
pub(crate) fn posting() -> String {
    const POINTS: [&str; 8] = [
        "You have built pipelines in Python and SQL that others could maintain",
        "Experience with PyTorch or TensorFlow, and with models in production",
        "Docker and Kubernetes, or the will to learn them from people who know them well",
        "A clear view of evaluation: which metric matters, and when a model should not be used",
        "Ideally some experience with Spark, Airflow or another tool that moves a lot of data",
        "Three or more years of work on systems with real users",
        "You write down what you tried, why it failed, and what you would do next",
        "Comfortable on AWS; knowledge of Terraform is a plus",
    ];
    let mut text = String::from("Machine learning engineer\n\nWe make routes shorter for people who deliver things.\n");
    for section in ["What you will do", "What we are looking for", "Nice to have", "What we offer"].iter().cycle() {
        text.push_str(&format!("\n{section}\n\n"));
        for point in POINTS {
            text.push_str(&format!("- {point}\n"));
        }
        if text.len() > 5_000 {
            text.truncate(5_000);
            return text;
        }
    }
    text
}
