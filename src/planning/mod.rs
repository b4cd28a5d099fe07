//! What follows from a roadmap and a record: where the learner stands, what is next, when it
//! ends, what it costs. Pure: no files, no clock, no printing.

pub mod budget;
pub mod carry;
pub mod deadline;
pub mod evidence;
pub mod forecast;
pub mod gap;
pub mod next;
pub mod pace;
pub mod posting;
pub mod rewind;
pub mod standing;
mod timetable;
mod watch;
pub mod weeks;
