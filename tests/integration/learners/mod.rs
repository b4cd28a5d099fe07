//! Laws of dates over 300 learners of all habits: the same ones each time.

mod person;

use mlpath::advice::Target;
use mlpath::builtin;
use mlpath::cli;
use mlpath::commands::{self, Effect, Input};
use mlpath::dates::{Date, Period, days_between};
use mlpath::planning::forecast::{Finish, distribution::LogNormal};
use mlpath::planning::learner::Learner;
use mlpath::planning::standing::Spread;
use mlpath::progress::as_of::progress_as_of;
use mlpath::progress::{LogEntry, Mark, Profile, Progress, Status};
use mlpath::units::{StudyTime, WeeklyHours};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use self::person::{HABITS, Habit, Person, TODAY, learner, person};

/// The document of a command, and the record it saves.
fn run(progress: &Progress, line: &str) -> (Value, Option<Progress>) {
    let words = ["mlpath", "--json"].into_iter().chain(line.split(' '));
    let command = cli::parse(words).unwrap_or_else(|error| panic!("{line}: {error}")).command.expect("a command");
    let target = Target::default();
    let outcome = commands::execute(&command, &Input::new(learner(progress), &target));
    let outcome = outcome.unwrap_or_else(|error| panic!("{line}: {}", error.message));
    let document = serde_json::from_str(&outcome.answer.json().expect("a document")).expect("JSON");
    let saved = if let Some(Effect::Save(progress)) = outcome.effect { Some(progress) } else { None };
    (document, saved)
}

fn finish(progress: &Progress) -> Option<Finish> {
    learner(progress).outlook().finish()
}

fn days_left(finish: Finish) -> f64 {
    f64::from(days_between(TODAY, finish.p50))
}

fn is_never_later(than: Finish, it: Finish) -> bool {
    it.p10 <= than.p10 && it.p50 <= than.p50 && it.p85 <= than.p85 && it.p90 <= than.p90
}

/// The mean of hours that are estimated by three of their percentiles.
fn mean(hours: Spread) -> f64 {
    0.3 * hours.low + 0.4 * hours.likely + 0.3 * hours.high
}

/// What an ordinary entry may move the even day by: 8 % of the time left, and near the end five days, as four hours are
/// much of what is left then.
fn allowed(before: Finish) -> f64 {
    (0.08 * days_left(before)).max(5.0) + 1.0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(13), ..ProptestConfig::default() })]

    /// Whoever finished something gets days, in order, and of finite numbers: nobody is told "more than a century".
    #[test]
    fn everybody_gets_days_in_order(person in person()) {
        let progress = person.progress();
        let pace = learner(&progress).course().pace();
        let numbers = [pace.rate.median, pace.rate.sigma, pace.effort.median, pace.effort.sigma, pace.unseen_days];
        prop_assert!(numbers.iter().chain(&pace.stages).all(|number| number.is_finite()) && pace.rate.median > 0.0, "{pace:?}");
        let found = learner(&progress).outlook().forecast;
        prop_assert!(found.is_ok(), "more than a century");
        if let Ok(Some(found)) = found {
            let Finish { p10, p50, p85, p90 } = found.finish;
            prop_assert!(p10 <= p50 && p50 <= p85 && p85 <= p90);
        }
    }

    /// At a steady pace half of such learners are done about when this one is, whatever the habit, with a saved plan or without.
    #[test]
    fn dates_are_of_the_right_size(person in person(), weeks in 30_u16..60, says_so in any::<bool>()) {
        // Of a step that is never marked nobody knows that it took half of its hours.
        let effort = if person.habit == Habit::LogOnly { 1.0 } else { person.effort };
        let steady = Person { noise: 0.3, idle: None, weeks, effort, stated: says_so.then_some(person.pace * 1.1), ..person };
        // A beginning, which tells of nobody's pace.
        prop_assume!(steady.rate() * f64::from(weeks) > 120.0);
        let progress = steady.progress();
        let Some(found) = finish(&progress) else { return Ok(()) };
        let left: f64 = learner(&progress).standing().counted().map(|(_, _, state)| mean(state.left)).sum();
        let truth = left / steady.rate() * 7.0;
        // Near the end some days more or less are much of what is left.
        let ratio = (days_left(found) + 30.0) / (truth + 30.0);
        prop_assert!((0.5..1.8).contains(&ratio), "{} days for {truth:.0}: {ratio:.2}", days_left(found));
    }

    /// More hours never end later, and planned pauses only add.
    #[test]
    fn more_hours_never_end_later_and_pauses_only_add(
        person in person(), hours in 0.5..60.0_f64, more in 1.0..1.6_f64, ahead in 0_i64..900, days in 1_i64..90
    ) {
        let progress = person.progress();
        let course = learner(&progress).course();
        let at = |hours: f64| course.finish_at(course.evidence.pace(LogNormal::exactly(hours)));
        if let (Some(slow), Some(fast)) = (at(hours), at(hours * more)) {
            prop_assert!(is_never_later(slow, fast), "{hours} x {more}: {slow:?} to {fast:?}");
        }
        let first = TODAY.add_days(1 + ahead).expect("a day");
        let pause = Period { first, last: first.add_days(days).expect("a day") };
        let mut paused = progress.clone();
        paused.profile.pauses.push(pause);
        if let (Some(without), Some(with)) = (finish(&progress), finish(&paused)) {
            prop_assert!(is_never_later(with, without), "{without:?} to {with:?}");
            prop_assert!(days_between(without.p90, with.p90) <= pause.days() + 1);
        }
    }

    /// `plan --by` agrees with the days of the plan, and names hours that are enough.
    #[test]
    fn a_day_agrees_with_the_percentiles(person in person(), ahead in 30_i64..2500) {
        let progress = person.progress();
        let by = TODAY.add_days(ahead).expect("a day");
        let (document, _) = run(&progress, &format!("plan --by {by}"));
        let Some(finish) = document["scenarios"][0]["finish"].as_object() else { return Ok(()) };
        let chance = document["by"]["chance"].as_f64().expect("a chance");
        for (percentile, least) in [("p10", 0.1), ("p50", 0.5), ("p85", 0.85), ("p90", 0.9)] {
            let day: Date = finish[percentile].as_str().expect("a day").parse().expect("a day");
            prop_assert!(if by >= day { chance >= least - 1e-3 } else { chance <= least + 1e-3 }, "{chance} for {percentile} on {day}");
        }
        let needed = ["p50", "p85"].map(|name| document["by"]["needed"][name].as_f64());
        if let [Some(even), Some(most)] = needed {
            prop_assert!(even <= most);
        }
    }

    /// `status`, `plan`, `log` and what `--save` leaves say the same days and the same reasons.
    #[test]
    fn screens_agree_and_saving_changes_no_day(person in person(), hours in 2..30_u8, what in 0..6_usize) {
        let progress = person.progress();
        let status = run(&progress, "status").0;
        let (plan, log) = (run(&progress, "plan").0, run(&progress, "log").0);
        prop_assert_eq!(&status["finish"], &plan["scenarios"][0]["finish"]);
        prop_assert_eq!(&status["basis"], &plan["basis"]);
        prop_assert_eq!(&log["evidence"], &plan["evidence"]);
        let line = match what {
            0 => "plan".to_owned(),
            1 => format!("plan --hours {hours}"),
            2 => format!("plan --hours {hours}-{}", u16::from(hours) + 5),
            3 => "plan --from swe".to_owned(),
            4 => format!("plan --pause 2027-01-01..2027-01-{hours:02}"),
            _ => "plan --start 2027-02-01".to_owned(),
        };
        let (asked, none) = run(&progress, &line);
        prop_assert!(none.is_none());
        let saved = run(&progress, &format!("{line} --save")).1.expect("it saves");
        let days = &asked["scenarios"][0]["finish"];
        for later in ["plan", "status"] {
            let document = run(&saved, later).0;
            let told = if later == "plan" { &document["scenarios"][0]["finish"] } else { &document["finish"] };
            prop_assert_eq!(told, days, "{} after {} --save", later, line);
        }
        prop_assert_eq!(&run(&saved, "log").0["evidence"], &asked["evidence"]);
        // What was saved once changes nothing when it is saved again.
        if line == "plan" {
            prop_assert_eq!(&status["finish"], days);
        }
    }

    /// No entry of an ordinary day, up to four hours dated within the last week, moves the even day by more than 8 %
    /// of the time left: a line of the log about whatever step, or a step finished that has no more than four hours left.
    #[test]
    fn no_ordinary_entry_turns_a_date(person in person(), at in any::<prop::sample::Index>(), minutes in 1_u16..=240, ago in 0_i64..7, marks in any::<bool>()) {
        let before = person.progress();
        let standing = learner(&before).standing();
        let date = TODAY.add_days(-ago).expect("a day");
        let is_small = |left: Spread| !marks || mean(left) <= 4.0;
        let open: Vec<usize> = standing.counted().filter(|(_, _, state)| state.is_open() && is_small(state.left)).map(|(at, _, _)| at).collect();
        prop_assume!(!open.is_empty());
        let id = &builtin::roadmap().steps[open[at.index(open.len())]].id;
        let mut after = before.clone();
        if marks {
            after.mark(id, Mark { status: Status::Done, on: date, moves_day: false, hours: None });
        } else {
            let time = StudyTime::from_hours(f64::from(minutes) / 60.0);
            after.log.push(LogEntry { date, step: Some(id.to_owned()), time, note: None, link: None });
        }
        if let (Some(then), Some(now)) = (finish(&before), finish(&after)) {
            let moved = f64::from(days_between(then.p50, now.p50));
            prop_assert!(moved.abs() <= allowed(then), "{id}: {moved} days of {}, {:.1} %", days_left(then), 100.0 * moved / days_left(then));
        }
    }

    /// A day on which nothing is written down never brings a date nearer.
    #[test]
    fn an_idle_day_never_brings_a_date_nearer(person in person(), days in 1_i64..120) {
        let progress = person.progress();
        let on = |days: i64| {
            let today = TODAY.add_days(days).expect("a day");
            Learner { today, ..learner(&progress) }.outlook().finish()
        };
        if let (Some(then), Some(now)) = (on(days - 1), on(days)) {
            prop_assert!(is_never_later(now, then), "day {days}: {then:?} to {now:?}");
        }
    }

    /// The cause that is named for a movement moves it most, of those that move it that way.
    #[test]
    fn the_named_cause_is_the_largest(person in person(), ago in 1_i64..60) {
        let progress = person.progress();
        let since = TODAY.add_days(-ago).expect("a day");
        let Some(movement) = learner(&progress).movement(since) else { return Ok(()) };
        let earlier = progress_as_of(&progress, since);
        let then = Learner { progress: &earlier, today: since, ..learner(&progress) };
        let (was, is) = (then.outlook().finish().expect("then"), finish(&progress).expect("now"));
        prop_assert_eq!(movement.days, days_between(was.p50, is.p50));
        if let Some(named) = movement.cause() {
            prop_assert_eq!(named.days.signum(), movement.days.signum());
            prop_assert!(movement.causes.iter().all(|one| one.days.signum() != named.days.signum() || one.days.abs() <= named.days.abs()));
        }
    }

    /// Weeks of many hours and then of few are another learner than weeks of few and then of many.
    #[test]
    fn recent_weeks_tell_more_than_old_ones(
        from in prop::option::of(Just("swe")), saves_start in any::<bool>(), stated in prop::option::of(0.6..1.6_f64),
        many in 10_u16..30, few in 10_u16..30, much in 5.0..20.0_f64, share in 0.25..0.6_f64
    ) {
        let entry = |week: u16, hours: f64| {
            let date = TODAY.add_days(-(7 * i64::from(week) + 1)).expect("a day");
            LogEntry { date, step: Some("my-own-thing".into()), time: StudyTime::from_hours(hours), note: None, link: None }
        };
        let of = |hours: &dyn Fn(u16) -> f64| {
            let profile = Profile {
                from: from.map(str::to_owned),
                hours_per_week: stated.and_then(|share| WeeklyHours::exactly(share * much)),
                start: saves_start.then(|| TODAY.add_days(-(7 * i64::from(many + few))).expect("a day")),
                ..Profile::default()
            };
            let log = (0..many + few).rev().map(|week| entry(week, hours(week))).collect();
            finish(&Progress { profile, log, ..Progress::new() }).expect("something left")
        };
        let fading = of(&|week| if week < few { share * much } else { much });
        let rising = of(&|week| if week >= many { share * much } else { much });
        prop_assert!(rising.p50 < fading.p50, "{rising:?} and {fading:?}");
    }
}

#[test]
fn the_learners_are_of_every_habit() {
    let seen = |habit: Habit| {
        let person = Person { habit, ..sample() };
        let progress = person.progress();
        !progress.log.is_empty() || !progress.steps.is_empty()
    };
    assert!(HABITS.into_iter().all(seen), "a habit writes nothing down");
}

fn sample() -> Person {
    Person {
        from: None,
        habit: Habit::Marks,
        stated: Some(10.0),
        saves_start: true,
        pace: 8.0,
        effort: 1.1,
        weeks: 40,
        at_once: 2,
        noise: 0.5,
        idle: None,
        seed: 1,
    }
}
