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

/// Colors of the terminal's own palette that can be read on light and on dark screens: no yellow, which fades on white,
/// and no blue, which fades on black.
fn style(role: Role) -> Option<Style> {
    let style = Style::new();
    match role {
        Role::Text => None,
        Role::Heading | Role::Strong => Some(style.bold()),
        Role::Dim | Role::Skipped => Some(style.dimmed()),
        Role::Code | Role::Command | Role::Credited => Some(style.cyan()),
        Role::Done => Some(style.green()),
        Role::Doing => Some(style.magenta().bold()),
        Role::Retired => Some(style.red()),
        Role::Cost => Some(style.magenta()),
        Role::Warning => Some(style.red().bold()),
        Role::State(state) => self::style(state.role()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::State;

    #[test]
    fn the_states_of_a_step_or_exam_tell_apart_by_color() {
        let styles = Styles::new(true);
        let mut shown: Vec<String> = State::ALL.iter().map(|state| styles.paint(Role::State(*state), "x").into_owned()).collect();
        crate::order::sort(&mut shown);
        shown.dedup();
        assert_eq!(shown.len(), State::ALL.len());
    }

    #[test]
    fn no_color_fades_on_a_light_or_a_dark_screen() {
        let roles = [Role::Heading, Role::Strong, Role::Dim, Role::Code, Role::Command, Role::Cost, Role::Warning];
        let states = State::ALL.map(Role::State);
        for role in roles.into_iter().chain(states) {
            let shown = Styles::new(true).paint(role, "x").into_owned();
            // Yellow, blue, white and black, and what is bright.
            for code in ["33", "34", "37", "30", "90", "91", "92", "93", "94", "95", "96", "97"] {
                assert!(!shown.contains(&format!("[{code}m")) && !shown.contains(&format!(";{code}m")), "{role:?}: {shown:?}");
            }
        }
    }
}
