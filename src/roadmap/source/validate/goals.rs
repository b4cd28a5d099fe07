//! The rules of tracks, levels and what guides state about the whole.

use super::{IdKind, MAX_YEARS, Validator};
use crate::roadmap::Level;
use crate::roadmap::source::draft::{Draft, Origin, Placed};

impl Validator {
    pub(super) fn collect_goals(&mut self, draft: &Draft) {
        let tracks = draft.tracks.iter().map(|track| (&track.item.id, &track.item.aliases, &track.origin));
        let levels = draft.levels.iter().map(|level| (&level.item.id, &level.item.aliases, &level.origin));
        self.goals.insert("job-ready".to_owned(), Origin::default());
        for (id, aliases, origin) in tracks.chain(levels) {
            for (name, place) in std::iter::once((id, origin.at("id"))).chain(aliases.iter().map(|alias| (alias, origin.at("aliases")))) {
                self.id_shape(name, &place);
                if self.goals.insert(name.clone(), place.clone()).is_some() {
                    self.report(&place, format!("`{name}` is taken; tracks and levels share one name space"));
                }
            }
        }
        self.tracks.extend(draft.tracks.iter().map(|track| track.item.id.clone()));
    }

    pub(super) fn check_goals(&mut self, draft: &Draft) {
        for Placed { item: track, origin } in &draft.tracks {
            self.line(&track.title, &origin.at("title"));
            self.line(&track.purpose, &origin.at("purpose"));
            self.known_sources(&track.sources, &origin.at("sources"));
            let has_steps = draft.stages.iter().flat_map(|stage| &stage.steps).any(|step| step.item.tracks.contains(&track.id));
            if !has_steps {
                self.report(origin, format!("no step belongs to the track `{}`", track.id));
            }
        }
        for Placed { item: level, origin } in &draft.levels {
            self.check_level(level, origin);
        }
    }

    fn check_level(&mut self, level: &Level, origin: &Origin) {
        self.line(&level.title, &origin.at("title"));
        self.line(&level.purpose, &origin.at("purpose"));
        self.known(&level.asks, IdKind::Step, "step", &origin.at("asks"));
        self.known_sources(&level.sources, &origin.at("sources"));
        let years = &level.reached_after;
        if !(0.0 <= years.low && years.low <= years.high && years.high <= MAX_YEARS) {
            self.report(&origin.at("reached_after"), format!("years lie between 0 and {MAX_YEARS}, in the order low, high"));
        }
        self.figures(level, origin);
        for (field, texts) in [("duties", &level.duties), ("beyond", &level.beyond)] {
            for (n, said) in texts.iter().enumerate() {
                let place = origin.at(field).at(n);
                self.line(&said.text, &place.at("text"));
                self.known_sources(&said.sources, &place.at("sources"));
            }
        }
    }

    pub(super) fn check_stated(&mut self, draft: &Draft) {
        if let Some(second) = draft.stated.get(1) {
            self.report(&second.origin, "`stated:` stands in more than one file");
        }
        for Placed { item: stated, origin } in &draft.stated {
            if let Some(projects) = &stated.portfolio_projects
                && (projects.high < projects.low || projects.high == 0)
            {
                self.report(&origin.at("portfolio_projects"), "the high end of a range lies below its low end");
            }
            if let Some(cloud) = stated.cloud.as_ref().filter(|cloud| !self.is(&cloud.step, IdKind::Step)) {
                self.report(&origin.at("cloud").at("step"), format!("there is no step `{}`", cloud.step));
            }
            for (n, duration) in stated.durations.iter().enumerate() {
                let place = origin.at("durations").at(n);
                if !self.is(&duration.background, IdKind::Background) {
                    self.report(&place.at("background"), format!("there is no background `{}`", duration.background));
                }
                if duration.high < duration.low || duration.high == 0 {
                    self.report(&place, "the high end of a range lies below its low end");
                }
            }
            self.figures(stated, origin);
        }
    }
}
