//! A small roadmap for unit tests, read as any other: eight steps in three stages, two exams of
//! which one is retired, a track, two levels, two backgrounds and one page of the guide. Tests
//! of arithmetic use it, so that no change of a fee or an hour in the built-in roadmap breaks them.

use std::sync::LazyLock;

use super::{Content, Guide, Roadmap, SourceText, read};

static CONTENT: LazyLock<Content> = LazyLock::new(|| {
    let file = SourceText { name: "fixture.yaml", text: include_str!("fixture.yaml") };
    read(&[file]).unwrap_or_else(|findings| panic!("the fixture breaks a rule: {}", findings[0]))
});

/// The roadmap.
pub(crate) fn roadmap() -> &'static Roadmap {
    &CONTENT.roadmap
}

/// Its guide, conflicts and terms.
pub(crate) fn guide() -> &'static Guide {
    &CONTENT.guide
}

#[test]
fn the_fixture_is_what_its_users_count_on() {
    let steps: Vec<&str> = roadmap().steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["shell", "python", "statistics", "regression", "networks", "classifier-project", "robots", "clusters"]);
    let on_path = roadmap().steps.iter().filter(|step| step.importance.is_on_path()).map(|step| step.hours.likely).sum::<f64>();
    assert!((on_path - 160.0).abs() < 1e-9);
    assert_eq!(guide().topics.len(), 1);
}
