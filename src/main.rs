//! The `mlpath` program: reads the process, runs the command, ends.

use std::io;
use std::process::ExitCode;

use mlpath::app;
use mlpath::system::{Limited, System};

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let system = System::read();
    let (mut out, mut err) = (Limited(io::stdout().lock()), Limited(io::stderr().lock()));
    let exit = app::run(&arguments, &system, &mut out, &mut err);
    ExitCode::from(exit as u8)
}
