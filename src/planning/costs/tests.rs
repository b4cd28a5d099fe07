//! What exams cost on the small roadmap: every figure here can be added up by hand from its prices.

use crate::dates::date;

use super::budget::WayKind;
use super::road::road_costs;
use super::*;
use crate::progress::{Mark, Progress};
use crate::roadmap::fixture::roadmap;
use crate::roadmap::{SourceText, read};

const TODAY: Date = date(2026, 11, 21);

/// After the trial version of the cloud exam, for whoever studies for it.
const AFTER_BETA: Date = date(2026, 12, 28);

fn usd(dollars: f64) -> Usd {
    Usd::from_decimal(dollars).expect("dollars")
}

/// A record in a few words: `for X`, `done X 2026-11-01`, `paid X 80`, `failed X 2026-11-01 80`, `doing X`, `skipped X`, comma-separated.
fn record(words: &str) -> Progress {
    let mut progress = Progress::new();
    for part in words.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let mut word = part.split(' ');
        let (verb, id, more) = (word.next().unwrap_or_default(), word.next().unwrap_or_default(), word.next());
        let on = more.and_then(|day| day.parse().ok()).unwrap_or(TODAY);
        let mut mark = |status| progress.mark(id, Mark { status, on, moves_day: true, hours: None });
        match verb {
            "for" => progress.profile.goals.push(id.to_owned()),
            "done" => mark(Status::Done),
            "doing" => mark(Status::Doing),
            "skipped" => mark(Status::Skipped),
            "failed" => progress.fail(id, on, word.next().and_then(Usd::parse)),
            "paid" => progress.steps.entry(id.to_owned()).or_default().paid = more.and_then(Usd::parse),
            _ => panic!("{part}"),
        }
    }
    progress
}

fn costs(words: &str, today: Date) -> ExamCosts<'static> {
    let progress: &'static Progress = Box::leak(Box::new(record(words)));
    Learner { roadmap: roadmap(), progress, today }.exam_costs()
}

fn ids(costs: &ExamCosts<'_>) -> String {
    costs.open.iter().map(|exam| exam.cert.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn sums_are_those_of_the_exams_and_the_days() {
    let early = date(2026, 1, 1);
    // The record, the day, what is to take, then spent, left, left with a retake of each, spared by vouchers.
    let table: [(&str, Date, &str, f64, f64, f64, f64); 31] = [
        // The guides' path: what is sold on the day each is ready for.
        ("", TODAY, "new-exam", 0.0, 100.0, 200.0, 0.0),
        ("", early, "old-exam new-exam", 0.0, 400.0, 800.0, 0.0),
        ("skipped new-exam", TODAY, "", 0.0, 0.0, 0.0, 0.0),
        ("skipped new-exam", early, "old-exam", 0.0, 300.0, 600.0, 0.0),
        // What is earned stays part of it, until it runs out.
        ("done new-01 2025-11-21", TODAY, "", 100.0, 0.0, 0.0, 0.0),
        ("done new-01 2024-11-20", TODAY, "new-exam", 100.0, 100.0, 200.0, 0.0),
        ("done old-exam 2026-03-01", TODAY, "new-exam", 300.0, 100.0, 200.0, 0.0),
        // A trial version before it ends, the standard price after; whoever fails the one waits for the other.
        ("done shell, for cloud-exam", TODAY, "cloud-exam", 0.0, 75.0, 225.0, 0.0),
        ("done shell, for ce-01", AFTER_BETA, "cloud-exam", 0.0, 150.0, 300.0, 0.0),
        ("for cloud-exam", TODAY, "cloud-exam", 0.0, 150.0, 300.0, 0.0),
        // A voucher of a pass spares half of the next; a second attempt is part of one price.
        ("done shell, for cloud-exam, for cloud-pro", TODAY, "cloud-exam cloud-pro", 0.0, 375.0, 525.0, 150.0),
        ("done shell, for cloud-exam, for cloud-pro, skipped cloud-pro", TODAY, "cloud-exam", 0.0, 75.0, 225.0, 0.0),
        ("done shell, for cloud-pro, done cloud-exam 2026-11-01", TODAY, "cloud-pro", 75.0, 300.0, 300.0, 150.0),
        // What was told to be paid counts, whatever became of it.
        ("for cloud-pro, done cloud-exam 2026-11-01, paid cloud-exam 80", TODAY, "cloud-pro", 80.0, 300.0, 300.0, 150.0),
        ("for cloud-pro, skipped cloud-exam, paid cloud-exam 80", TODAY, "cloud-pro", 80.0, 300.0, 300.0, 0.0),
        ("doing new-exam, paid new-exam 90", TODAY, "new-exam", 90.0, 0.0, 100.0, 0.0),
        // A failed attempt is paid, and the next one is due: what was paid ahead went for the one that failed.
        ("failed new-exam 2026-11-01", TODAY, "new-exam", 100.0, 100.0, 200.0, 0.0),
        ("failed new-exam 2026-11-01 90", TODAY, "new-exam", 90.0, 100.0, 200.0, 0.0),
        ("doing new-exam, paid new-exam 90, failed new-exam 2026-11-01", TODAY, "new-exam", 90.0, 100.0, 200.0, 0.0),
        ("failed new-exam 2026-11-01 90, paid new-exam 80", TODAY, "new-exam", 170.0, 0.0, 100.0, 0.0),
        ("failed new-exam 2026-10-01 90, done new-exam 2026-11-01, paid new-exam 80", TODAY, "", 170.0, 0.0, 0.0, 0.0),
        ("failed new-exam 2026-10-01 90, done new-exam 2026-11-01", TODAY, "", 190.0, 0.0, 0.0, 0.0),
        ("failed new-exam 2026-10-01 90, skipped new-exam", TODAY, "", 90.0, 0.0, 0.0, 0.0),
        // A trial that may be taken only once: the next attempt is at the standard price.
        ("done shell, failed cloud-exam 2026-11-01", TODAY, "cloud-exam", 75.0, 150.0, 300.0, 0.0),
        // Two attempts in one price, then the next two.
        ("done shell, failed cloud-pro 2026-11-01", TODAY, "cloud-pro", 300.0, 0.0, 300.0, 0.0),
        ("done shell, failed cloud-pro 2026-11-01, done cloud-pro 2026-11-10", TODAY, "", 300.0, 0.0, 0.0, 0.0),
        ("done shell, failed cloud-pro 2026-11-01, failed cloud-pro 2026-11-10", TODAY, "cloud-pro", 300.0, 300.0, 300.0, 0.0),
        // One that was passed and ran out begins anew.
        ("failed new-exam 2024-10-01 90, done new-exam 2024-11-01, paid new-exam 90", TODAY, "new-exam", 180.0, 100.0, 200.0, 0.0),
        // Begun, and a goal of an own kind: a course by the month, at the most months where no hours are stated.
        ("doing new-exam", early, "new-exam", 0.0, 100.0, 200.0, 0.0),
        ("for course-series", TODAY, "course-series", 0.0, 160.0, 160.0, 0.0),
        ("for robotics", TODAY, "new-exam", 0.0, 100.0, 200.0, 0.0),
    ];
    for (words, today, open, spent, left, retakes, vouchers) in table {
        let found = costs(words, today);
        let sums = (found.spent, found.left, found.left_with_retakes, found.vouchers);
        assert_eq!((ids(&found).as_str(), sums), (open, (usd(spent), usd(left), usd(retakes), usd(vouchers))), "{words:?} on {today}");
    }
}

#[test]
fn who_failed_waits_as_the_rule_says() {
    let mut cert = roadmap().certification("new-exam").expect("an exam").clone();
    let failed = |days: &[Date]| days.iter().map(|&on| crate::progress::FailedAttempt { on, paid: None }).collect::<Vec<_>>();
    let rule = cert.retake.as_mut().expect("a rule");
    (rule.wait_days, rule.attempts, rule.within_months) = (vec![1, 14], Some(3), Some(12));
    let again = |days: &[Date]| attempts::next_attempt(&cert, &failed(days));
    let days = [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 16)];
    assert_eq!(again(&[]), None);
    assert_eq!(again(&days[..1]), Some(date(2026, 11, 2)));
    assert_eq!(again(&days[..2]), Some(date(2026, 11, 16)));
    assert_eq!(again(&days), Some(date(2027, 11, 1)), "three a year");
    let days_of = |words: &str| costs(words, TODAY).open[0].day.p50;
    let ready = "done shell, done python, done statistics, done regression";
    let wait = days_of(&format!("{ready}, failed cloud-exam 2026-11-20"));
    assert_eq!(wait, date(2027, 1, 1), "the trial is over for who failed it");
    let progress = record("failed new-exam 2026-11-20");
    let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
    let next = learner.next_attempt(roadmap().certification("new-exam").expect("an exam"));
    assert_eq!(next, Some(NextAttempt { from: date(2026, 12, 4), usd: Some(usd(100.0)) }));
}

#[test]
fn exams_come_after_what_they_build_on_and_one_after_another() {
    let found = costs("done shell, for new-exam, for cloud-exam, for cloud-pro", TODAY);
    assert_eq!(ids(&found), "cloud-exam cloud-pro new-exam", "by their days, not by the order of the goal");
    let days: Vec<Date> = found.open.iter().map(|exam| exam.day.p50).collect();
    assert!(days[0] > TODAY && days.is_sorted(), "{days:?}");
    assert!(dates::days_between(days[0], days[1]) >= 28, "nobody states the hours of cloud-pro: {days:?}");
    let progress = record("done shell, for new-exam, for cloud-exam, for cloud-pro");
    let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
    let forecast = learner.outlook().forecast.expect("in time").expect("left");
    let models = forecast.parts.iter().find(|part| part.part == super::super::forecast::Part::Stage(1)).map(|part| part.finish.p50);
    assert!(Some(days[2]) > models, "regression is part of the second stage");
}

#[test]
fn what_retires_before_the_plans_day_gives_way_to_its_successor() {
    let found = costs("for course-series, for old-exam", date(2026, 3, 20));
    let replaced = found.open.iter().find(|exam| exam.recommended.id == "old-exam").expect("it is planned");
    assert_eq!((replaced.cert.id.as_str(), replaced.fee), ("new-exam", Some(usd(100.0))), "four weeks later it is retired");
    let before = costs("for old-exam", date(2026, 3, 20));
    assert_eq!((ids(&before).as_str(), before.left), ("old-exam", usd(300.0)));
    let both = costs("for course-series, for old-exam, for new-exam", date(2026, 3, 20));
    assert_eq!(ids(&both), "course-series new-exam", "each exam once");
}

#[test]
fn renewals_are_by_the_cheapest_way_from_the_day_it_is_earned() {
    let due = |words: &str, year: i16| -> Vec<(String, Date, PaymentKind, Option<Usd>)> {
        let payments = costs(words, TODAY).payments(date(year, 12, 31));
        payments.into_iter().map(|payment| (payment.cert.id.to_owned(), payment.on, payment.kind, payment.usd)).collect()
    };
    let renewal = |id: &str, on, dollars: Option<f64>| (id.to_owned(), on, PaymentKind::Renewal, dollars.map(usd));
    // 60 a year is less than 150 for two.
    let held = "skipped new-exam, done cloud-exam 2026-11-01";
    assert_eq!(due(held, 2026), []);
    assert_eq!(
        due(held, 2028),
        [renewal("cloud-exam", date(2027, 11, 1), Some(60.0)), renewal("cloud-exam", date(2028, 11, 1), Some(60.0))]
    );
    // Passing the exam above it renews it once; how that one is kept nobody says.
    let both = due("done shell, for cloud-pro, done cloud-exam 2026-11-01", 2029);
    assert_eq!(both[0], ("cloud-pro".to_owned(), TODAY, PaymentKind::Exam, Some(usd(300.0))));
    assert_eq!(both[1..3], [renewal("cloud-exam", date(2027, 11, 1), Some(0.0)), renewal("cloud-exam", date(2028, 11, 1), Some(60.0)),]);
    assert_eq!(both.last(), Some(&renewal("cloud-pro", date(2029, 11, 21), None)));
    // What is retired by then, or skipped, is kept no more; the last valid day counts.
    assert_eq!(due("skipped new-exam, done old-exam 2025-01-10", 2040), []);
    assert_eq!(due("done new-exam 2026-11-01, skipped new-exam", 2040), []);
    assert_eq!(due("done new-exam 2025-12-31", 2027), [renewal("new-exam", date(2027, 12, 31), Some(50.0))]);
}

#[test]
fn a_total_is_what_is_spent_and_all_payments() {
    let found = costs("for new-exam, done cloud-exam 2026-11-01, paid cloud-exam 80", TODAY);
    let day = found.open[0].day.p50;
    let before = day.yesterday().expect("a day");
    let renewals = |last: Date| {
        found.payments(last).iter().filter(|payment| payment.kind == PaymentKind::Renewal).filter_map(|payment| payment.usd).sum::<Usd>()
    };
    assert_eq!(found.total(before), usd(80.0) + renewals(before));
    assert_eq!(found.total(day), usd(180.0) + renewals(day));
    assert_eq!(found.horizon(TODAY), Date::new(day.year() + 2, 12, 31).expect("a day"));
    let next = found.next_payment(TODAY).expect("something to pay");
    assert_eq!(next.on, found.payments(day)[0].on);
    assert_eq!(costs("skipped new-exam", TODAY).next_payment(TODAY), None);
}

#[test]
fn a_course_costs_the_months_it_takes_at_the_learners_pace() {
    let months = |hours: f64, logged: Option<&str>| {
        let mut progress = record("for paced-course");
        progress.profile.hours_per_week = crate::units::WeeklyHours::exactly(hours);
        if let Some(time) = logged {
            let entry = crate::progress::LogEntry {
                date: TODAY,
                step: Some("paced-course".into()),
                time: crate::units::StudyTime::parse(time),
                note: None,
                link: None,
            };
            progress.log.push(entry);
        }
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let exam = learner.exam_costs().open[0].clone();
        (exam.months, exam.fee)
    };
    // 30 h are likely: at ten hours a week a month, at two hours more than three.
    assert_eq!(months(10.0, None), (Some(1), Some(usd(40.0))));
    assert_eq!(months(2.0, None), (Some(4), Some(usd(160.0))));
    assert_eq!(months(2.0, Some("24h")).0, Some(1), "what is studied already is not paid again");
}

#[test]
fn a_renewal_window_is_open_from_its_first_day_to_the_last_of_grace() {
    let open = |words: &str, today: Date| {
        let progress = record(words);
        let found = Learner { roadmap: roadmap(), progress: &progress, today }.open_renewals();
        found.first().map(|open| (open.cert.id.to_owned(), open.way.usd, open.valid_until, open.until))
    };
    let earned = "done new-exam 2024-12-20";
    let window = Some(("new-exam".to_owned(), Some(usd(50.0)), date(2026, 12, 20), date(2027, 1, 19)));
    assert_eq!(open(earned, date(2026, 10, 20)), None);
    assert_eq!(open(earned, date(2026, 10, 21)), window);
    assert_eq!(open(earned, date(2027, 1, 19)), window);
    assert_eq!(open(earned, date(2027, 1, 20)), None);
    assert_eq!(open("done old-exam 2023-12-20", TODAY), None, "what is retired cannot be renewed");
    assert_eq!(open("done cloud-exam 2026-02-01", TODAY).map(|open| open.1), Some(Some(usd(60.0))), "of two ways the one that is open");
}

#[test]
fn a_sum_pays_what_fits_in_the_order_of_the_plan_and_a_second_way() {
    let ways = |words: &str, dollars: f64, today: Date| -> Vec<String> {
        let progress = record(words);
        let learner = Learner { roadmap: roadmap(), progress: &progress, today };
        let fit = learner.fit_to_budget(&learner.exam_costs(), usd(dollars));
        for way in &fit.ways {
            assert_eq!(way.cost + way.rest, fit.free, "{words}");
        }
        let say = |way: &budget::Way<'_>| {
            let exams: Vec<String> = way.exams.iter().map(|fitted| format!("{} {}", fitted.cert.id, fitted.fee)).collect();
            format!("{:?}: {}; {}", way.kind, exams.join(", "), way.rest)
        };
        fit.ways.iter().map(say).collect()
    };
    // Both exams of the guides' path on sale: 300, then 100.
    let early = date(2026, 1, 1);
    assert_eq!(ways("", 400.0, early), ["InOrder: old-exam $300, new-exam $100; $0"]);
    assert_eq!(ways("", 350.0, early), ["InOrder: old-exam $300; $50", "CheapestFirst: new-exam $100; $250"]);
    assert_eq!(ways("", 100.0, early), ["InOrder: new-exam $100; $0"]);
    assert_eq!(ways("", 99.0, early), ["InOrder: ; $99"]);
    // A trial version that ends before the plan's day: today it is cheaper, and the learner's own or another one.
    assert_eq!(ways("for cloud-exam", 75.0, TODAY), ["InOrder: ; $75", "TodaysPrice: cloud-exam $75; $0"]);
    let until = ways("for cloud-exam", 75.0, date(2026, 12, 30));
    assert_eq!(until, ["InOrder: ; $75"], "nobody is ready in a day");
    assert_eq!(ways("failed cloud-exam 2026-11-20 75", 150.0, TODAY), ["InOrder: ; $75"], "the trial may be taken only once");
    assert_eq!(ways("for new-exam", 75.0, TODAY), ["InOrder: ; $75", "AnotherExam: cloud-exam $75; $0"]);
    assert_eq!(ways("for new-exam, skipped cloud-exam", 75.0, TODAY), ["InOrder: ; $75"]);
    // What is paid already counts against it, and is never more than the sum.
    assert_eq!(ways("for new-exam, done cloud-exam 2026-11-01, paid cloud-exam 80", 180.0, TODAY), ["InOrder: new-exam $100; $0"]);
    assert_eq!(ways("for new-exam, done cloud-exam 2026-11-01, paid cloud-exam 80", 50.0, TODAY), ["InOrder: ; $0"]);
    assert_eq!(ways("for new-exam, done cloud-exam 2026-11-01", 100.0, TODAY), ["InOrder: new-exam $100; $0"], "earned before any plan");
    assert_eq!(ways("skipped new-exam", 50.0, TODAY), ["InOrder: ; $50"], "nothing is left to take");
}

#[test]
fn a_retake_is_paid_from_what_is_left() {
    let covers = |words: &str, dollars: f64| {
        let progress = record(words);
        let learner = Learner { roadmap: roadmap(), progress: &progress, today: TODAY };
        let fit = learner.fit_to_budget(&learner.exam_costs(), usd(dollars));
        fit.ways.iter().find(|way| way.kind == WayKind::InOrder).is_some_and(budget::Way::covers_a_retake)
    };
    assert!(covers("for new-exam", 200.0) && !covers("for new-exam", 199.0));
    assert!(
        covers("done shell, for cloud-exam", 225.0) && !covers("done shell, for cloud-exam", 224.0),
        "a second attempt at a trial costs the standard price"
    );
    assert!(covers("for cloud-pro", 300.0), "its price includes one");
}

#[test]
fn material_of_several_steps_is_paid_once_and_by_the_month_as_long_as_it_is_used() {
    const ROADMAP: &str = "\
roadmap: {id: mine, title: Mine, version: '1'}
stages:
  - id: one
    title: One
    steps:
      - {id: a, title: A, hours: {low: 1, likely: 2, high: 3}, resources: [book]}
      - {id: b, title: B, hours: {low: 1, likely: 2, high: 3}, resources: [club]}
      - {id: c, title: C, hours: {low: 1, likely: 2, high: 3}, resources: [book]}
      - {id: d, title: D, hours: {low: 1, likely: 2, high: 3}, resources: [video]}
resources:
  - {id: book, title: A book, by: Somebody, url: 'https://example.org/book', price: {usd: 30}}
  - {id: club, title: A club, by: Somebody, url: 'https://example.org/club', price: {usd: 20, per: month}}
  - {id: video, title: A video, by: Somebody, url: 'https://example.org/video', price: {usd: 0}}
";
    let mine = read(&[SourceText { name: "mine.yaml", text: ROADMAP }]).unwrap_or_else(|faults| panic!("{}", faults[0])).roadmap;
    let progress = Progress::new();
    let learner = Learner { roadmap: &mine, progress: &progress, today: TODAY };
    let standing = learner.standing();
    let road = road_costs(&mine, &standing, &[0, 1, 2, 3], &learner.pace(&standing));
    let paid: Vec<_> = road.paid.iter().map(|paid| (paid.resource.id.as_str(), paid.steps.as_slice(), paid.months, paid.usd)).collect();
    assert_eq!(paid, [("book", &[0, 2][..], None, usd(30.0)), ("club", &[1][..], Some(1), usd(20.0))]);
    assert_eq!((road.free, road.known()), (1, usd(50.0)));
}
