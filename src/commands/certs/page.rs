//! `certs` as a screen says it: the sums first, then the exams in the order of their days.

use crate::dates;
use crate::text::count;
use crate::units::{Usd, hours_text};
use crate::view::{Cell, Column, Line, Page, Role, Show, Table};

use super::{CertsDocument, EarnedCert, StatedCostDocument, compare};
use crate::answers::basis::{say_freshness, say_sources};
use crate::answers::certification::next_attempt_phrase;
use crate::answers::certification_page::say_certification;
use crate::answers::costs::PlannedCert;

impl Show for CertsDocument {
    fn page(&self) -> Page {
        let mut page = Page::new();
        if let Some(exams) = &self.compare {
            if exams.is_empty() {
                page.line("This roadmap has no exams that can be taken.");
            } else {
                compare::say(&mut page, exams);
            }
            return page;
        }
        if self.in_full {
            self.say_in_full(&mut page);
            return page;
        }
        if !self.has_exams {
            page.line("There are no exams here: this roadmap has none, or you skipped them all.");
            self.budget.iter().for_each(|budget| budget.say(&mut page));
            return page;
        }
        if let Some(budget) = &self.budget {
            budget.say(&mut page);
            page.blank();
        }
        self.say_sums(&mut page);
        if self.says_payments {
            self.say_payments(&mut page);
        } else {
            self.say_exams(&mut page);
        }
        if self.budget.is_none() && !self.says_payments {
            self.say_changes(&mut page);
        }
        self.say_more(&mut page);
        say_freshness(&mut page, self.exams.iter().flat_map(PlannedCert::bases));
        if self.with_sources {
            for cert in &self.certs {
                page.blank();
                page.line(Line::new().code(&cert.id));
                say_sources(&mut page, &cert.source_details);
            }
        }
        page
    }

    fn quiet(&self) -> Vec<String> {
        if let Some(exams) = &self.compare {
            return exams.iter().map(|exam| exam.id.clone()).collect();
        }
        match &self.budget {
            Some(budget) => budget.ids_to_take(),
            None if self.in_full => self.certs.iter().map(|cert| cert.id.clone()).collect(),
            None => self.exams.iter().map(|exam| exam.id.clone()).collect(),
        }
    }
}

impl StatedCostDocument {
    /// `cert-path says $1,200+ for all four exams`.
    fn line(&self) -> Line {
        let more = if self.value.or_more { "+" } else { "" };
        let note = self.note.as_ref().map(|note| format!(" for {note}")).unwrap_or_default();
        Line::new()
            .text(format!("{} says ", self.basis.sources.join(", ")))
            .add(Role::Cost, format!("{}{more}", self.value.usd))
            .text(note)
            .dim(format!(" ({})", self.basis.phrase()))
    }
}

impl CertsDocument {
    fn say_in_full(&self, page: &mut Page) {
        for (at, cert) in self.certs.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            say_certification(page, cert, self.with_sources);
        }
        if self.says_payments {
            self.say_payments(page);
        }
        say_freshness(page, self.certs.iter().flat_map(|cert| cert.basis.all()));
    }

    fn say_sums(&self, page: &mut Page) {
        let whose = if self.totals.chosen { "Your exams: " } else { "The guides' exams, as you chose none: " };
        page.line(Line::new().add(Role::Heading, whose).text_of(self.totals.line()));
        match &self.totals.next {
            Some(next) => page.labeled("Next", next.line(self.head.today)),
            None => page.labeled("Next", "nothing to pay"),
        };
        let total = Line::new()
            .add(Role::Cost, self.totals.total_usd.to_string())
            .text(format!(" until the end of {}, renewals included", self.totals.until.year()));
        let retakes = if self.exams.is_empty() || self.totals.with_one_retake_usd == self.totals.left_usd {
            Line::new()
        } else {
            Line::new().text("; ").add(Role::Cost, self.totals.with_one_retake_usd.to_string()).text(" left if you fail each once")
        };
        page.labeled("Total", total.text_of(retakes));
        if !self.earned.is_empty() {
            let earned: Vec<String> = self.earned.iter().map(EarnedCert::in_words).collect();
            page.labeled("Earned", earned.join(", "));
        }
        for renewal in &self.renewable {
            page.labeled("Renew", renewal.line());
        }
        for failed in &self.failed {
            let next = failed.next.map(|next| format!("; {}", next_attempt_phrase(next, self.head.today, "try again")));
            page.labeled("Failed", Line::new().code(&failed.id).text(format!(" on {}{}", failed.on, next.unwrap_or_default())));
        }
        let mut untold: Vec<&str> = self.paid.iter().filter_map(|paid| paid.untold()).collect();
        untold.dedup();
        if let Some(first) = self.paid.iter().find(|paid| paid.untold().is_some()) {
            page.labeled(
                "Spent",
                Line::new().text(format!("by list price for {}; say what you paid: ", untold.join(", "))).advice(first.telling()),
            );
        }
        if let Some(advice) = self.advice.as_ref().filter(|_| self.budget.is_none() && !self.says_payments) {
            let exams: Vec<String> = advice
                .one_of
                .iter()
                .map(|exam| format!("{}{}", exam.id, exam.usd.map(|usd| format!(" {usd}")).unwrap_or_default()))
                .collect();
            page.labeled(
                "Advice",
                Line::new().text(&advice.text).text(format!(" {}.", exams.join(", "))).dim(" To choose: ").advice("start EXAM"),
            );
            let guides = Line::new().dim(advice.sources.join(", "));
            page.labeled(
                "",
                match &self.guides_usd {
                    Some(stated) => guides.dim("; ").text_of(stated.line()),
                    None => guides,
                },
            );
        }
    }

    /// The exams in the order of their days.
    fn say_exams(&self, page: &mut Page) {
        if self.exams.is_empty() {
            return;
        }
        page.blank();
        let mut table = Table::new([
            Column::Fixed("exam"),
            Column::Fixed("ready about"),
            Column::Number("fee then"),
            Column::Number("today"),
            Column::Number("study"),
            Column::ExtraNumber("keep/y"),
        ]);
        for cert in &self.exams {
            let known = |text: Option<String>| text.map_or_else(|| Cell::of(Role::Dim, "-"), Cell::text);
            let fee = match cert.months {
                Some(months) => format!("{} ({})", cert.fee_text(), count(months as usize, "month")),
                None => cert.fee_text(),
            };
            table.rows.push(vec![
                Cell::of(Role::Code, &cert.id),
                Cell::text(dates::month_text(cert.finish.p50)),
                Cell::of(Role::Cost, fee),
                known(cert.today_usd.map(|usd| usd.to_string())),
                known(cert.study_hours.as_ref().map(|hours| format!("{}-{} h", hours_text(hours.value.low), hours_text(hours.value.high)))),
                known(cert.renewal_usd_per_year.map(|usd| if usd == Usd::ZERO { "free".to_owned() } else { usd.to_string() })),
            ]);
        }
        page.detail(|page| page.table(table));
    }

    /// What changes for these exams: which replace others, and which prices end.
    fn say_changes(&self, page: &mut Page) {
        let replaced: Vec<String> =
            self.exams.iter().filter_map(|cert| Some(format!("{} ({})", cert.id, cert.replaces.as_ref()?))).collect();
        if !replaced.is_empty() {
            page.line(Line::new().dim(format!("In place of a retired one: {}.", replaced.join(", "))));
        }
        for cert in &self.exams {
            if let (Some(now), Some(then), Some(until)) = (cert.today_usd, cert.usd, cert.today_until)
                && now != then
                && until < cert.finish.p50
            {
                let line = Line::new().code(&cert.id).text(" costs ").add(Role::Cost, now.to_string());
                page.line(line.text(format!(" until {until}; you are ready later.")));
            }
        }
    }

    /// All payments until the day of the totals; renewals that cost nothing are told in one line.
    fn say_payments(&self, page: &mut Page) {
        page.heading(format!("To pay until the end of {}", self.totals.until.year()));
        let (free, paid): (Vec<_>, Vec<_>) = self.payments.iter().partition(|payment| payment.usd == Some(Usd::ZERO));
        if paid.is_empty() {
            page.indented(2, "Nothing falls due.");
        } else {
            let mut table = Table::new([Column::Fixed("about"), Column::Fixed("exam"), Column::Wrapping("what"), Column::Number("costs")]);
            table.indent = 2;
            for payment in &paid {
                table.rows.push(vec![
                    Cell::text(dates::month_text(payment.on)),
                    Cell::of(Role::Code, &payment.id),
                    Cell::text(payment.kind.to_string()),
                    payment.usd.map_or_else(|| Cell::of(Role::Dim, "not known"), |usd| Cell::of(Role::Cost, usd.to_string())),
                ]);
            }
            page.table(table);
            let sum: Usd = paid.iter().filter_map(|payment| payment.usd).sum();
            page.indented(
                2,
                Line::new().text(format!("{}, ", count(paid.len(), "payment"))).add(Role::Cost, sum.to_string()).text(" in all"),
            );
        }
        let mut ids: Vec<&str> = free.iter().map(|payment| payment.id.as_str()).collect();
        ids.dedup();
        if !ids.is_empty() {
            page.indented(2, Line::new().dim(format!("Renewed at no cost: {}.", ids.join(", "))));
        }
    }

    fn say_more(&self, page: &mut Page) {
        page.line(Line::new().dim("US list prices before tax; look at the vendor's page before you pay."));
        let mut commands = vec![("certs --compare".to_owned(), "all exams side by side".to_owned())];
        if !self.says_payments {
            commands.push((format!("certs --until {}", self.totals.until.year()), "every payment and renewal".to_owned()));
        }
        commands.extend(self.path.first().map(|first| (format!("show {first}"), "everything on one".to_owned())));
        page.advise(0, commands);
    }
}
