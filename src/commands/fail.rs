//! `mlpath fail`: an exam was taken and not passed.

use crate::cli::FailArgs;
use crate::code::Code;
use crate::dates::Date;
use crate::error::Error;
use crate::progress::LogEntry;
use crate::resolve::ids;
use crate::resolve::names;
use crate::resolve::values::{parse_day, parse_paid};
use crate::resolve::words::parted;
use crate::roadmap::{Certification, Item};
use crate::view::Line;

use super::{Effect, Input, Outcome};
use crate::answers::certification::next_attempt_phrase;
use crate::answers::change::{ChangeDocument, Changed, Logged, wrong_year};

/// Runs the command.
pub(crate) fn run(args: &FailArgs, input: &Input<'_>) -> Result<Outcome, Error> {
    let learner = input.learner;
    let words = parted(&args.words, false, learner.today, |word| names::exact(learner.roadmap, word).is_some());
    let on = parse_day(args.on.as_deref().or(words.day), "--on", learner.today, false)?;
    let paid = args.paid.as_deref().map(parse_paid).transpose()?;
    let (item, cert) = the_exam(input, if args.on.is_some() { &args.words } else { words.names })?;
    refuse_unsold(cert, on)?;
    let (key, before) = (learner.key_of(item), learner.standing());
    let mut after = learner.progress.clone();
    after.fail(&key, on, paid);
    if args.note().is_some() {
        after.log.push(LogEntry { date: on, step: Some(key.clone()), time: None, note: args.note().cloned(), link: None });
    }
    let then = learner.with(&after);
    let mut document = ChangeDocument::new(learner, &before, &then.standing(), args.dry_run);
    let (was, is) = (learner.progress.steps.get(&key), &after.steps[&key]);
    let cost = is.failed.iter().find(|attempt| attempt.on == on).and_then(|attempt| attempt.paid);
    let said = format!("failed on {on}{}", cost.map(|paid| format!(", {paid} paid")).unwrap_or_default());
    if was == Some(is) {
        document.unchanged.push(cert.id.to_owned());
        document.remarks.push(Line::new().code(cert.id.as_str()).text(format!(": already {said}")));
    } else {
        document.changed.push(Changed::new(&cert.id, learner.progress.status(&key), is.status, format!(" ({said})")));
    }
    document.remarks.extend(then.next_attempt(cert).map(|next| Line::from(next_attempt_phrase(next, learner.today, "Try again"))));
    document.remarks.extend(learner.likelier_day(on).map(|meant| wrong_year(on, meant)));
    let logged = after.log[learner.progress.log.len()..].iter().map(|entry| Logged::new(Some(&cert.id), entry, 0.0, None));
    document.logged.extend(logged);
    let effect = (!args.dry_run).then_some(Effect::Save(after));
    Ok(Outcome::changing(document, effect))
}

/// The one exam the words name.
fn the_exam<'a>(input: &Input<'a>, words: &[String]) -> Result<(Item, &'a Certification), Error> {
    let roadmap = input.learner.roadmap;
    let items = ids::certifications(roadmap, words)?;
    let [item @ Item::Certification(at)] = items.as_slice() else {
        let first = items.first().map_or("EXAM", |item| roadmap.id_of(*item));
        return Err(Error::usage(Code::Usage, "each failed exam is told by itself").command(&format!("fail {first}"), "notes one of them"));
    };
    let cert = &roadmap.certifications[*at];
    if cert.subscription.is_some() {
        let error = Error::usage(Code::Usage, format!("{} is paid by the month, and no attempt at it costs a fee", cert.id));
        return Err(error.command(&format!("log {} -m TEXT", cert.id), "notes what happened"));
    }
    Ok((*item, cert))
}

/// An exam that was gone by a day cannot have been failed on it.
fn refuse_unsold(cert: &Certification, on: Date) -> Result<(), Error> {
    match &cert.retired {
        Some(retired) if retired.on < on => {
            let message = format!("{} was retired on {}, so it cannot have been taken on {on}", cert.name, retired.on);
            Err(Error::usage(Code::Retired, message).command(&format!("fail {} --on DATE", cert.id), "if you took it before"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::code::Code;
    use crate::commands::testing::{Setting, TODAY};
    use crate::progress::Status;

    #[test]
    fn a_failed_exam_is_noted_and_the_next_attempt_is_told() {
        let new = Setting::new();
        let answer = new.run("fail new-exam --paid 90 -m close");
        assert!(answer.text.contains("new-exam: todo -> doing (failed on 2026-11-21, $90 paid)"), "{}", answer.text);
        assert!(answer.text.contains("Try again from 2026-12-05 for $100"), "{}", answer.text);
        let saved = new.save("fail new-exam --paid 90 -m close");
        let record = &saved.steps["new-exam"];
        assert_eq!((record.status, record.failed.len(), saved.log.len()), (Status::Doing, 1, 1));
        assert_eq!(new.save("fail new-01 yesterday"), new.save("fail new-exam --on 2026-11-20"));
        assert!(new.run("fail new-exam -n").effect.is_none());
        let mut failed = Setting::new();
        failed.progress = saved;
        let again = failed.run("fail new-exam");
        assert!(again.text.contains("new-exam: already failed on 2026-11-21, $90 paid"), "{}", again.text);
        assert_eq!(failed.save("fail new-exam"), failed.progress);
        assert!(failed.on(TODAY.add_days(20).expect("a day")).run("show new-exam").text.contains("try again now for $100"));
    }

    #[test]
    fn what_is_no_exam_cannot_be_failed() {
        let new = Setting::new();
        assert_eq!(new.fail("fail shell").code, Code::UnknownId);
        assert_eq!(new.fail("fail new-exam cloud-exam").code, Code::Usage);
        assert_eq!(new.fail("fail course-series").code, Code::Usage);
        assert_eq!(new.fail("fail old-exam").code, Code::Retired);
        assert_eq!(new.save("fail old-exam --on 2026-03-31").steps["old-exam"].failed.len(), 1);
        assert_eq!(new.fail("fail new-exam --paid many").code, Code::BadPaid);
    }

    #[test]
    fn every_screen_tells_a_failed_attempt_and_what_the_next_costs() {
        let mut failed = Setting::new();
        failed.progress = failed.save("fail new-exam --paid 90");
        let certs = failed.run("certs");
        assert_eq!((&certs.json["totals"]["spent_usd"], &certs.json["totals"]["left_usd"]), (&json!(90.0), &json!(100.0)));
        assert_eq!(
            certs.json["paid"],
            json!([{"id": "new-exam", "earned_on": null, "failed_on": "2026-11-21", "usd": 90.0, "told": true}])
        );
        assert!(certs.text.contains("Failed   new-exam on 2026-11-21; try again from 2026-12-05"), "{}", certs.text);
        let show = failed.run("show new-exam");
        assert!(show.text.contains("doing, failed on 2026-11-21 ($90 paid); try again from 2026-12-05 for $100"), "{}", show.text);
        let cert = &show.json["items"][0];
        assert_eq!(cert["failed"], json!([{"on": "2026-11-21", "paid_usd": 90.0}]), "{cert}");
        assert_eq!(cert["next_attempt"], json!({"from": "2026-12-05", "usd": 100.0}));
        let mut untold = Setting::new();
        untold.progress = untold.save("fail new-exam");
        let text = untold.run("certs").text;
        assert!(text.contains("mlpath fail new-exam --on 2026-11-21 --paid USD"), "{text}");
        let mut passed = Setting::new().on(TODAY.add_days(30).expect("a day"));
        passed.progress = failed.progress;
        passed.progress = passed.save("done new-exam --paid 100");
        assert_eq!(passed.run("certs").json["totals"]["spent_usd"], json!(190.0));
        let reset = passed.run("reset new-exam").text;
        assert!(reset.contains("1 failed attempt"), "{reset}");
    }
}
