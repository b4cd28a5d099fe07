//! What follows from a roadmap and a record: where the learner stands, what is next, when it
//! ends, what it costs. Pure: no files, no clock, no printing.

pub mod aims;
pub mod costs;
pub mod course;
pub mod criteria;
pub mod exams;
pub mod forecast;
pub mod gap;
pub mod goals;
pub mod learner;
pub mod maybe_done;
pub mod movement;
pub mod next;
pub mod plan;
pub mod renames;
pub mod since;
pub mod standing;
pub mod year_slip;
