//! A background in full.

use serde::Serialize;

use crate::roadmap::{Background, Roadmap};
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
}

impl BackgroundDocument {
    pub(crate) fn new(roadmap: &Roadmap, background: &Background) -> BackgroundDocument {
        BackgroundDocument {
            id: background.id.clone(),
            aliases: background.aliases.clone(),
            title: background.title.clone(),
            assumes: background.assumes.clone(),
            credits: background.credits.iter().map(|credit| CreditDocument { id: credit.step.clone(), share: credit.share }).collect(),
            sources: background.sources.clone(),
            source_details: sources_of(roadmap, background.sources.iter()),
        }
    }

    pub(crate) fn say(&self, page: &mut Page, with_sources: bool) {
        page.line(Line::new().code(&self.id).add(Role::Heading, format!("  {}", self.title)));
        page.indented(2, self.assumes.as_str());
        page.indented(2, Line::new().dim("Also called ").text(self.aliases.join(", ")));
        if self.credits.is_empty() {
            page.indented(2, "Covers no step yet.");
        } else {
            page.indented(2, format!("Covers all or a part of {} (mlpath's own shares):", count(self.credits.len(), "step")));
            let shares: Vec<String> = self.credits.iter().map(|credit| format!("{} {:.0}%", credit.id, credit.share * 100.0)).collect();
            page.indented(4, shares.join(", "));
        }
        page.indented(2, Line::new().advice(format!("plan --from {}", self.id)));
        if with_sources {
            say_sources_or_none(page, &self.source_details, "The shares are mlpath's own: no source states any.");
        }
    }
}
