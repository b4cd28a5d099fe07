//! The rules of certifications, backgrounds, resources and sources.

use std::collections::HashSet;

use super::{IdKind, Validator};
use crate::roadmap::Certification;
use crate::roadmap::source::draft::{Draft, Origin, Placed};

impl Validator {
    pub(super) fn check_certification(&mut self, placed: &Placed<Certification>) {
        let Placed { item: cert, origin } = placed;
        for (field, text) in [("name", &*cert.name), ("provider", &*cert.provider), ("purpose", cert.purpose.as_str())] {
            self.line(text, &origin.at(field));
        }
        for (n, note) in cert.notes.iter().enumerate() {
            self.line(note, &origin.at("notes").at(n));
        }
        self.https(&cert.url, &origin.at("url"));
        self.known(&cert.successors, IdKind::Certification, "certification", &origin.at("successors"));
        self.known(&cert.requires, IdKind::Step, "step", &origin.at("requires"));
        self.known_sources(&cert.sources, &origin.at("sources"));
        if cert.offers.is_empty() == cert.subscription.is_none() {
            self.report(origin, "a certification has `offers`, or a `subscription` in their place");
        }
        if cert.retired.is_some() == cert.successors.is_empty() {
            self.report(origin, "`successors` go with `retired`, and only with it");
        }
        for (n, offer) in cert.offers.iter().enumerate() {
            let place = origin.at("offers").at(n);
            if offer.sold_from.zip(offer.sold_until).is_some_and(|(from, until)| until < from) {
                self.report(&place, "`sold_until` lies before `sold_from`");
            }
            if offer.planned && offer.sold_from.is_none() {
                self.report(&place, "what is `planned` has the day: `sold_from`");
            }
        }
        for (n, renewal) in cert.renewals.iter().enumerate() {
            let place = origin.at("renewals").at(n).at("by_passing");
            self.known(&renewal.by_passing, IdKind::Certification, "certification", &place);
        }
        if cert.path.is_some_and(|order| !self.places.insert(order)) {
            self.report(&origin.at("path"), "this place in the path is taken");
        }
        let months = cert.subscription.iter().map(|course| course.months_high < course.months_low);
        if cert.bump.iter().map(|bump| bump.high < bump.low).chain(months).any(|wrong| wrong) {
            self.report(origin, "the high end of a range lies below its low end");
        }
        if let Some(hours) = &cert.study_hours {
            self.hours(hours.low, hours.high, &origin.at("study_hours"));
        }
        self.figures(cert, origin);
    }

    pub(super) fn check_backgrounds(&mut self, draft: &Draft) {
        for Placed { item: ground, origin } in &draft.backgrounds {
            self.line(&ground.title, &origin.at("title"));
            self.line(&ground.assumes, &origin.at("assumes"));
            self.known_sources(&ground.sources, &origin.at("sources"));
            let mut seen = HashSet::new();
            for (n, credit) in ground.credits.iter().enumerate() {
                let place = origin.at("credits").at(n);
                if !self.is(&credit.step, IdKind::Step) {
                    self.report(&place.at("step"), format!("there is no step `{}`", credit.step));
                }
                if !(credit.share > 0.0 && credit.share <= 1.0) {
                    self.report(&place.at("share"), "a share lies above 0 and is at most 1");
                }
                credit.why.iter().for_each(|why| self.line(why, &place.at("why")));
                if !seen.insert(&credit.step) {
                    self.report(&place.at("step"), format!("`{}` is credited twice", credit.step));
                }
            }
        }
    }

    pub(super) fn check_resources(&mut self, draft: &Draft) {
        for Placed { item: resource, origin } in &draft.resources {
            self.line(&resource.title, &origin.at("title"));
            self.line(&resource.by, &origin.at("by"));
            self.https(&resource.url, &origin.at("url"));
            resource.note.iter().for_each(|note| self.line(note, &origin.at("note")));
            if let Some(hours) = &resource.hours {
                self.hours(hours.low, hours.high, &origin.at("hours"));
            }
            self.figures(resource, origin);
        }
    }

    pub(super) fn check_sources(&mut self, draft: &Draft) {
        for Placed { item: source, origin } in &draft.sources {
            self.line(&source.title, &origin.at("title"));
            self.line(&source.by, &origin.at("by"));
            self.opens(source.url.as_deref(), source.page.as_deref(), origin);
        }
    }

    /// What a reader can open: an address, or the page of a book.
    pub(super) fn opens(&mut self, url: Option<&str>, page: Option<&str>, origin: &Origin) {
        match (url, page) {
            (Some(url), _) => self.https(url, &origin.at("url")),
            (None, Some(page)) => self.line(page, &origin.at("page")),
            (None, None) => self.report(origin, "a source can be opened: give its `url`, or the `page` of a book"),
        }
    }

    fn https(&mut self, url: &str, at: &Origin) {
        if !url.starts_with("https://") || url.chars().any(char::is_whitespace) {
            self.report(at, format!("`{url}` is no https address"));
        }
    }
}
