//! Roles to colors, once. Plain when color is off.

use std::borrow::Cow;

use owo_colors::{OwoColorize, Style};

use crate::view::Role;

/// How roles look.
#[derive(Debug, Clone, Copy)]
pub struct Styles {
    color: bool,
}

impl Styles {
    /// Styles in color, or plain.
    #[must_use]
    pub fn new(color: bool) -> Styles {
        Styles { color }
    }

    /// Text in the style of its role.
    #[must_use]
    pub fn paint(self, role: Role, text: &str) -> Cow<'_, str> {
        match style(role) {
            Some(style) if self.color && !text.is_empty() => Cow::Owned(text.style(style).to_string()),
            _ => Cow::Borrowed(text),
        }
    }
}

/// The 16 colors of the terminal's own palette, so that they suit light and dark screens.
fn style(role: Role) -> Option<Style> {
    let style = Style::new();
    match role {
        Role::Text => None,
        Role::Heading | Role::Strong => Some(style.bold()),
        Role::Dim | Role::Skipped => Some(style.dimmed()),
        Role::Code | Role::Command => Some(style.cyan()),
        Role::Done => Some(style.green()),
        Role::Doing => Some(style.yellow()),
        Role::Credited => Some(style.blue()),
        Role::Retired => Some(style.red()),
        Role::Cost => Some(style.magenta()),
        Role::Warning => Some(style.yellow().bold()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_of_a_step_or_exam_tell_apart_by_color() {
        let styles = Styles::new(true);
        let states = [Role::Text, Role::Doing, Role::Done, Role::Credited, Role::Skipped, Role::Retired];
        let mut shown: Vec<String> = states.iter().map(|role| styles.paint(*role, "x").into_owned()).collect();
        shown.sort();
        shown.dedup();
        assert_eq!(shown.len(), states.len());
    }
}
