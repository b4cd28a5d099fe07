//! Roles to colours, once. Plain when colour is off.

use std::borrow::Cow;

use owo_colors::{OwoColorize, Style};

use crate::view::Role;

/// How roles look.
#[derive(Debug, Clone, Copy)]
pub struct Styles {
    colour: bool,
}

impl Styles {
    /// Styles in colour, or plain.
    #[must_use]
    pub fn new(colour: bool) -> Styles {
        Styles { colour }
    }

    /// Text in the style of its role.
    #[must_use]
    pub fn paint(self, role: Role, text: &str) -> Cow<'_, str> {
        match style(role) {
            Some(style) if self.colour && !text.is_empty() => Cow::Owned(text.style(style).to_string()),
            _ => Cow::Borrowed(text),
        }
    }
}

/// The 16 colours of the terminal's own palette, so that they suit light and dark screens.
fn style(role: Role) -> Option<Style> {
    let style = Style::new();
    match role {
        Role::Text => None,
        Role::Heading | Role::Strong => Some(style.bold()),
        Role::Dim | Role::Skipped => Some(style.dimmed()),
        Role::Code | Role::Command => Some(style.cyan()),
        Role::Done => Some(style.green()),
        Role::Doing => Some(style.yellow()),
        Role::Cost => Some(style.magenta()),
        Role::Warning => Some(style.yellow().bold()),
    }
}
