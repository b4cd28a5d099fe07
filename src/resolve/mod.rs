//! Turns the words a learner types into things: steps, exams, goals, days, hours.

pub(crate) mod goals;
pub(crate) mod ids;
pub(crate) mod names;
pub(crate) mod values;
pub(crate) mod words;
