//! The rules of stages and steps: criteria, hours and their arithmetic, prerequisites, what to study.

use super::{IdKind, MAX_HOURS, Validator};
use crate::roadmap::source::document::WrittenStep;
use crate::roadmap::source::draft::{Draft, Origin, Placed, PlacedStage};
use crate::roadmap::written::WrittenEstimate;
use crate::roadmap::{Kind, PublishedLength};
use crate::units::hours_text;

/// How much a published length may lie outside the hours of a step, hours: they are rounded.
const ROUNDING: f64 = 0.5;

/// How far the likely hours may lie from their arithmetic, as a share, or in hours where that is more.
const LIKELY_SHARE: f64 = 0.1;
const LIKELY_HOURS: f64 = 1.0;

/// The largest factor for the own work of criteria.
const MAX_FACTOR: f64 = 3.0;

impl Validator {
    pub(super) fn check_stage(&mut self, placed: &PlacedStage) {
        let Placed { item: stage, origin } = &placed.stage;
        self.line(&stage.title, &origin.at("title"));
        self.optional_line(&stage.purpose, &origin.at("purpose"));
        self.known_sources(&stage.sources, &origin.at("sources"));
        if placed.steps.is_empty() {
            self.report(&origin.at("steps"), "a stage needs at least one step");
        }
        for step in &placed.steps {
            self.check_step(&step.item, &step.origin);
            self.passed.insert(step.item.id.clone(), step.item.importance);
        }
    }

    fn check_step(&mut self, step: &WrittenStep, at: &Origin) {
        self.line(&step.title, &at.at("title"));
        self.optional_line(&step.purpose, &at.at("purpose"));
        for (n, text) in step.topics.iter().enumerate() {
            self.line(text, &at.at("topics").at(n));
        }
        self.check_criteria(step, &at.at("done_when"));
        for (n, track) in step.tracks.iter().enumerate() {
            if !self.tracks.contains(track) {
                self.report(&at.at("tracks").at(n), format!("there is no track `{track}`"));
            }
        }
        if step.portfolio && step.kind != Kind::Project {
            self.report(&at.at("portfolio"), "only a project can be one to show");
        }
        let hours = &step.hours;
        let ordered = 0.0 < hours.low && hours.low <= hours.likely && hours.likely <= hours.high && hours.high <= MAX_HOURS;
        if !ordered {
            self.report(&at.at("hours"), format!("hours must be above 0, in the order low, likely, high, and at most {MAX_HOURS}"));
        }
        self.check_arithmetic(hours, &at.at("hours"));
        self.check_requires(step, &at.at("requires"));
        self.check_study(step, &at.at("resources"));
        self.known_sources(&step.sources, &at.at("sources"));
    }

    fn check_criteria(&mut self, step: &WrittenStep, at: &Origin) {
        for (n, criterion) in step.done_when.iter().enumerate() {
            if !criterion.letter.is_ascii_lowercase() {
                self.report(at, format!("`{}` is no letter from a to z", criterion.letter));
            }
            if step.done_when[..n].iter().any(|earlier| earlier.letter == criterion.letter) {
                self.report(at, format!("the letter `{}` stands twice", criterion.letter));
            }
            self.line(&criterion.text, at);
        }
    }

    /// Hours called derived can be worked out again from what they cite.
    fn check_arithmetic(&mut self, hours: &WrittenEstimate, at: &Origin) {
        if !(1.0..=MAX_FACTOR).contains(&hours.criteria) {
            self.report(&at.at("criteria"), format!("the factor of the criteria lies between 1 and {MAX_FACTOR}"));
        }
        // What is built in was checked when it was built in; without its lengths it cannot be checked again.
        if at.file.is_none() || self.published.is_empty() {
            return;
        }
        let mut middles = Vec::new();
        for (n, part) in hours.from.iter().enumerate() {
            let place = at.at("from").at(n);
            if !(part.share > 0.0 && part.share <= 1.0) {
                self.report(&place, "a share lies above 0 and is at most 1");
            }
            let Some(length) = self.published.get(&part.published).cloned() else {
                self.report(&place, format!("there is no published length `{}`", part.published));
                continue;
            };
            if let Some(why) = length.why_not.as_ref().filter(|_| !length.counts) {
                self.report(&place, format!("`{}` does not count: {why}", length.id));
            }
            let (low, high) = (length.low * part.share, length.high * part.share);
            if low < hours.low - ROUNDING || high > hours.high + ROUNDING {
                let (id, low, high) = (&length.id, hours_text(low), hours_text(high));
                let (from, to) = (hours_text(hours.low), hours_text(hours.high));
                self.report(&place, format!("the part of `{id}`, {low} to {high} h, lies outside of low..high, {from} to {to} h"));
            }
            middles.push(f64::midpoint(low, high));
        }
        if !middles.is_empty() {
            self.check_likely(hours, &middles, at);
        }
    }

    fn check_likely(&mut self, hours: &WrittenEstimate, middles: &[f64], at: &Origin) {
        #[expect(clippy::cast_precision_loss, reason = "a handful of lengths")]
        let mean = libm::exp(middles.iter().map(|middle| libm::log(*middle)).sum::<f64>() / middles.len() as f64);
        let expected = mean * hours.criteria;
        if (hours.likely - expected).abs() > (expected * LIKELY_SHARE).max(LIKELY_HOURS) {
            let (likely, expected) = (hours_text(hours.likely), hours_text(expected));
            self.report(
                &at.at("likely"),
                format!("likely is {likely} h, but the geometric mean of the parts times the factor of the criteria is {expected} h"),
            );
        }
    }

    /// What is longer than the step says which part of it to study.
    fn check_study(&mut self, step: &WrittenStep, at: &Origin) {
        for (n, used) in step.resources.iter().enumerate() {
            let place = at.at(n);
            if !self.is(&used.id, IdKind::Resource) {
                self.report(&place, format!("there is no resource `{}`", used.id));
            }
            if step.resources[..n].iter().any(|earlier| earlier.id == used.id) {
                self.report(&place, format!("`{}` stands twice", used.id));
            }
            used.part.iter().for_each(|part| self.line(part, &place));
            if self.adjusted.contains(&step.id) {
                continue;
            }
            let high = step.hours.high;
            if used.hours.is_some_and(|hours| !(hours > 0.0 && hours <= high)) {
                self.report(
                    &place,
                    format!("the hours of a part lie above 0 and are at most the high of the step, {} h", hours_text(high)),
                );
            }
            let whole = self.lengths.get(&used.id).copied().unwrap_or_default();
            if whole > high && used.part.is_none() {
                let (whole, high) = (hours_text(whole), hours_text(high));
                self.report(&place, format!("`{}` takes {whole} h, the step at most {high} h; name the `part` to study", used.id));
            }
        }
    }

    fn check_requires(&mut self, step: &WrittenStep, at: &Origin) {
        for (n, id) in step.requires.iter().enumerate() {
            let item = at.at(n);
            match self.passed.get(id) {
                Some(importance) if step.importance.is_on_path() && !importance.is_on_path() => {
                    let message = format!("`{id}` is {importance}, yet a step on the path to job-ready requires it");
                    self.report(&item, message);
                }
                Some(_) if step.requires[..n].contains(id) => self.report(&item, format!("`{id}` is required twice")),
                Some(_) => {}
                None if *id == step.id => self.report(&item, "a step cannot require itself"),
                None if self.is(id, IdKind::Step) => {
                    self.report(
                        &item,
                        format!("`{id}` comes later; a prerequisite stands before the steps that need it (give ids, not aliases)"),
                    );
                }
                None => self.report(&item, format!("there is no step `{id}`")),
            }
        }
    }

    pub(super) fn check_choices(&mut self, draft: &Draft) {
        for Placed { item: group, origin } in &draft.choices {
            self.line(&group.title, &origin.at("title"));
            group.note.iter().for_each(|note| self.line(note, &origin.at("note")));
            self.known(&group.steps, IdKind::Step, "step", &origin.at("steps"));
            let choose = group.choose;
            if !(0 < choose.low && choose.low <= choose.high && choose.high <= group.steps.len()) {
                self.report(&origin.at("choose"), "choose at least 1 and at most all, in the order low, high");
            }
            for step in draft.stages.iter().flat_map(|stage| &stage.steps) {
                let needs = step.item.requires.iter().find(|id| group.steps.contains(id));
                let outside = !group.steps.contains(&step.item.id) && step.item.importance.is_on_path();
                if let Some(needs) = needs.filter(|_| outside) {
                    self.report(&step.origin.at("requires"), format!("`{needs}` may be left out, as others of `{}` are chosen", group.id));
                }
            }
        }
    }

    pub(super) fn check_published(&mut self, draft: &Draft) {
        for Placed { item: length, origin } in &draft.published {
            for (field, text) in [("title", &length.title), ("by", &length.by), ("states", &length.states)] {
                self.line(text, &origin.at(field));
            }
            self.hours(length.low, length.high, origin);
            self.opens(length.url.as_deref(), length.page.as_deref(), origin);
            self.known(&length.steps, IdKind::Step, "step", &origin.at("steps"));
            self.known(length.resource.as_slice(), IdKind::Resource, "resource", &origin.at("resource"));
            if length.counts != length.why_not.is_none() {
                self.report(origin, "`why_not` goes with `counts: false`, and only with it");
            }
            if length.grade == crate::roadmap::Grade::Estimate {
                self.report(&origin.at("grade"), "a published length has a source, so it is no estimate");
            }
        }
    }

    /// Published lengths by id, and the shortest length of every resource.
    pub(super) fn collect_lengths(&mut self, draft: &Draft) {
        let mut add = |resource: &str, low: f64| {
            self.lengths.entry(resource.to_owned()).and_modify(|known: &mut f64| *known = known.min(low)).or_insert(low);
        };
        let counted = draft.published.iter().map(|placed| &placed.item).filter(|length: &&PublishedLength| length.counts);
        counted.filter_map(|length| Some((length.resource.as_ref()?, length.low))).for_each(|(id, low)| add(id, low));
        for resource in &draft.resources {
            resource.item.hours.iter().for_each(|hours| add(&resource.item.id, hours.low));
        }
        self.published = draft.published.iter().map(|placed| (placed.item.id.clone(), placed.item.clone())).collect();
        self.adjusted.clone_from(&draft.adjusted);
    }
}
