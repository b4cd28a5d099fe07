//! What several commands say: typed answers and their screens.

pub(crate) mod background;
pub(crate) mod basis;
pub(crate) mod certification;
pub(crate) mod certification_page;
pub(crate) mod change;
pub(crate) mod costs;
pub(crate) mod criteria;
pub(crate) mod finish;
pub(crate) mod forecast;
pub(crate) mod goal;
pub(crate) mod goal_row;
pub(crate) mod hours;
pub(crate) mod next_step;
pub(crate) mod no_step;
pub(crate) mod renewal;
pub(crate) mod resource;
pub(crate) mod sourced;
pub(crate) mod stage;
pub(crate) mod statement;
pub(crate) mod step;
pub(crate) mod step_row;
pub(crate) mod term;
pub(crate) mod tool;
pub(crate) mod totals;
pub(crate) mod weeks;
