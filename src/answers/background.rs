//! A background in full.

use std::cmp::Reverse;

use serde::Serialize;

use crate::order;
use crate::roadmap::{Background, Credit, Roadmap};
use crate::text::count;
use crate::view::{Line, Page, Role};

use super::basis::{SourceDocument, say_sources_or_none, sources_of};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct BackgroundDocument {
    id: String,
    aliases: Vec<String>,
    title: String,
    assumes: String,
    credits: Vec<CreditDocument>,
    sources: Vec<String>,
    source_details: Vec<SourceDocument>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CreditDocument {
    id: String,
    share: f64,
    /// Why so much, where that does not go without saying.
    why: Option<String>,
}

impl CreditDocument {
    fn new(credit: &Credit) -> CreditDocument {
        CreditDocument { id: credit.step.clone(), share: credit.share, why: credit.why.clone() }
    }

    fn in_words(&self) -> String {
        self.why.as_ref().map_or_else(|| self.id.clone(), |why| format!("{} ({why})", self.id))
    }
}

impl BackgroundDocument {
    pub(crate) fn new(roadmap: &Roadmap, background: &Background) -> BackgroundDocument {
        BackgroundDocument {
            id: background.id.clone(),
            aliases: background.aliases.clone(),
            title: background.title.clone(),
            assumes: background.assumes.clone(),
            credits: background.credits.iter().map(CreditDocument::new).collect(),
            sources: background.sources.clone(),
            source_details: sources_of(roadmap, &background.sources),
        }
    }

    /// The steps it covers by the share in percent, the largest first.
    fn by_share(&self) -> Vec<(u32, Vec<String>)> {
        let mut shares: Vec<(u32, Vec<String>)> = Vec::new();
        for credit in &self.credits {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0 to 1 in percent")]
            let percent = (credit.share * 100.0).round() as u32;
            match shares.iter_mut().find(|(share, _)| *share == percent) {
                Some((_, steps)) => steps.push(credit.in_words()),
                None => shares.push((percent, vec![credit.in_words()])),
            }
        }
        order::sort_by_key(&mut shares, |(share, _)| Reverse(*share));
        shares
    }

    pub(crate) fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  {}", self.title)));
        page.indented(2, self.assumes.as_str());
        page.indented(2, Line::new().dim("When you could be ready: ").advice(format!("plan --from {}", self.id)));
        if !self.aliases.is_empty() {
            page.detail(|page| page.indented(2, Line::new().dim("Also called ").text(self.aliases.join(", "))));
        }
        if self.credits.is_empty() {
            page.indented(2, "Covers no step yet.");
        } else {
            page.indented(2, format!("Covers all or a part of {} (our estimate):", count(self.credits.len(), "step")));
            for (percent, steps) in self.by_share() {
                page.detail(|page| page.hanging(4, 11, Line::new().add(Role::Strong, format!("{percent:>3} %  ")).text(steps.join(", "))));
            }
        }
        if with_sources {
            say_sources_or_none(page, &self.source_details, "The shares are mlpath's own: no source states any.");
        }
    }
}
