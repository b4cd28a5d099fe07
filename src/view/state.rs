//! States of steps and exams, each with a sign of its own: color alone tells nobody apart who does not see it.

use crate::progress::Status;

use super::Role;

/// Where somebody stands with a step or an exam, or where an exam stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not begun.
    Todo,
    /// Begun.
    Doing,
    /// Finished.
    Done,
    /// Counts as done because of the learner's background.
    Credited,
    /// Left out.
    Skipped,
    /// Cannot be taken any more.
    Retired,
}

impl State {
    /// All of them.
    pub const ALL: [State; 6] = [State::Todo, State::Doing, State::Done, State::Credited, State::Skipped, State::Retired];

    /// Its sign, one column wide; in ASCII where nothing else can be shown.
    #[must_use]
    pub const fn sign(self, unicode: bool) -> char {
        match (self, unicode) {
            (State::Todo, true) => '·',
            (State::Todo, false) => '.',
            (State::Doing, true) => '▸',
            (State::Doing, false) => '>',
            (State::Done, true) => '✓',
            (State::Done, false) => 'x',
            (State::Credited, _) => '+',
            (State::Skipped, true) => '–',
            (State::Skipped, false) => '-',
            (State::Retired, true) => '✗',
            (State::Retired, false) => '!',
        }
    }

    /// How it looks without its sign.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            State::Todo => Role::Text,
            State::Doing => Role::Doing,
            State::Done => Role::Done,
            State::Credited => Role::Credited,
            State::Skipped => Role::Skipped,
            State::Retired => Role::Retired,
        }
    }
}

impl From<Status> for State {
    fn from(status: Status) -> State {
        match status {
            Status::Todo => State::Todo,
            Status::Doing => State::Doing,
            Status::Done => State::Done,
            Status::Skipped => State::Skipped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_tell_apart_by_sign_and_in_ascii_too() {
        for unicode in [true, false] {
            let mut signs = State::ALL.map(|state| state.sign(unicode)).to_vec();
            assert!(unicode || signs.iter().all(char::is_ascii), "{signs:?}");
            crate::order::sort(&mut signs);
            signs.dedup();
            assert_eq!(signs.len(), State::ALL.len());
        }
    }
}
